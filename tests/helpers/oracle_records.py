"""Records of the library for the records of the oracle, and what happens to them in each of its worlds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.records.agreements import Agreement, Stage
from mainland_coop.records.instruments import Ending, Renewal
from mainland_coop.records.programmes import Programme
from mainland_coop.testing import oracle

Happening: TypeAlias = tuple[str, int]
"""What happened, and to which link (0 where that does not matter)."""


def term_text(term: oracle.TermParts) -> str:
    years, months, weeks, days = term
    return "P" + "".join(f"{n}{unit}" for n, unit in ((years, "Y"), (months, "M"), (weeks, "W"), (days, "D")) if n)


def end_fields(end: oracle.End) -> dict[str, object]:
    match end:
        case ("stated", run):
            return {"expires": PartialDate(*run)}
        case ("term", term):
            return {"term": term_text(term)}
        case ("tacit", term):
            return {"term": term_text(term), "tacit_renewal": "P3Y"}
        case ("tacit after", run):
            return {"expires": PartialDate(*run), "tacit_renewal": True}
        case ("open",):
            return {"expires": ".."}
    return {}


def shared_fields(record: oracle.Record) -> dict[str, object]:
    renewals = []
    for index, link in enumerate(record.links[1:]):
        # By turns a renewal starts with its signature and with its entry into force.
        name = "signed" if index % 2 else "in_force_from"
        start = {"follows_on": True} if link.start is None else {name: PartialDate(*link.start)}
        renewals.append(Renewal(**start, **end_fields(link.end)))
    ending = None
    if record.ending is not None:
        ending = Ending(last_day=PartialDate(*record.ending), reason=record.reason)
    open_lists = ["renewals"] if record.open_renewals else []
    return {"renewals": renewals, "ending": ending, "open_lists": open_lists, **end_fields(record.links[0].end)}


def agreement_of(record: oracle.Record, id: str = "x") -> Agreement:
    first = record.links[0]
    fields = shared_fields(record) | {"id": id, "title": "X", "kind": "arrangement", "parties": ["a"]}
    if first.stages:
        stages = [Stage(on=PartialDate(*stage)) for stage in first.stages]
        return Agreement(**fields, signed="[..2020]", in_force_from=stages)
    return Agreement(**fields, signed=PartialDate(*first.start))


def programme_of(record: oracle.Record, id: str = "x") -> Programme:
    """The programme of a record without stages."""
    return Programme(**shared_fields(record), id=id, name="X", started=PartialDate(*record.links[0].start))


def happenings(record: oracle.Record, world: oracle.World) -> Iterator[tuple[Happening, int]]:
    """What happens to an agreement in one world, and on which day."""
    yield ("start", 0), world.starts[0]
    for index in range(1, len(world.starts)):
        yield ("renewed", index), world.starts[index]
        last = max(world.ends[:index])
        if world.starts[index] > last + 1:
            yield ("lapsed before", index), last
    runs_out = record.links[-1].end[0] in ("stated", "term") and all(link.end[0] != "open" for link in record.links)
    if world.ending is not None and (not runs_out or world.ending < max(world.ends)):
        yield ("ended", 0), world.ending
    elif runs_out:
        yield ("lapsed", 0), max(world.ends)
