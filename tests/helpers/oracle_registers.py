"""Random registers for the tests of tables: records of the oracle as agreements and programmes."""

from __future__ import annotations

import functools
from typing import Any

import attrs
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

import mainland_coop as mc
from helpers import chains
from mainland_coop.testing import oracle
from mainland_coop.validity.links import End

Ask = mc.PartialDate | tuple[int, int]
"""A day, or the places of two boundaries of runs between which to ask."""


def _term(parts: tuple[int, int, int, int]) -> mc.Term:
    years, months, weeks, days = parts
    return mc.Term(years, months, days, weeks)


def _end(end: oracle.End) -> dict[str, object]:
    match end:
        case ("stated", run):
            return {"expires": mc.PartialDate(*run)}
        case ("term", parts):
            return {"term": _term(parts)}
        case ("tacit", parts):
            return {"term": _term(parts), "tacit_renewal": mc.Term(years=3)}
        case ("tacit after", run):
            return {"expires": mc.PartialDate(*run), "tacit_renewal": True}
        case ("open",):
            return {"expires": End.OPEN}
    return {}


def fields_of(record: oracle.Record) -> dict[str, object]:
    """What an agreement and a programme share, of a record of the oracle."""
    renewals = []
    for link in record.links[1:]:
        start = {"follows_on": True} if link.start is None else {"signed": mc.PartialDate(*link.start)}
        renewals.append(mc.Renewal(**start, **_end(link.end)))
    fields: dict[str, object] = {"renewals": renewals, **_end(record.links[0].end)}
    if record.ending is not None:
        fields["ending"] = mc.Ending(last_day=mc.PartialDate(*record.ending), reason=record.reason)
    if record.open_renewals:
        fields["open_lists"] = ["renewals"]
    return fields


KINDS = ("agreement", "arrangement", "protocol")


def record_of(record: oracle.Record, id: str, shape: str) -> mc.Agreement | mc.Programme:
    """The record as an agreement, as one that never began, or as a programme with or without a start."""
    first = record.links[0]
    if shape == "never":
        return mc.Agreement(id=id, title=id, kind="agreement", parties=["a"], signed="2020", never_in_force=True)
    if shape != "agreement":
        started = mc.PartialDate(*first.start) if first.start and shape == "programme" else None
        return mc.Programme(id=id, name=id, started=started, **fields_of(record))
    if first.stages:
        entry = {"signed": "2020", "in_force_from": [mc.Stage(on=mc.PartialDate(*stage)) for stage in first.stages]}
    else:
        assert first.start is not None
        entry = {"signed": mc.PartialDate(*first.start)}
    kind = KINDS[len(record.links) % len(KINDS)]
    return mc.Agreement(id=id, title=id, kind=kind, parties=["a"], **entry, **fields_of(record))


SHAPES = st.sampled_from(["agreement"] * 6 + ["programme", "programme without a start", "never"])


@st.composite
def registers(draw: st.DrawFn, size: int = 6, prefix: str = "") -> mc.Registry:
    """Registers of a few records in every shape; ids repeat between kinds, as they may."""
    agreements, programmes = [], []
    for index in range(draw(st.integers(1, size))):
        try:
            record = record_of(draw(chains.records(open_lists=True)), f"{prefix}x{index}", draw(SHAPES))
        except mc.InvalidRecordError:  # no world
            continue
        (agreements if isinstance(record, mc.Agreement) else programmes).append(record)
    if programmes and not agreements:
        agreements.append(
            record_of(oracle.Record((oracle.Link((737_500, 737_520), ("open",)),)), programmes[0].id, "agreement")
        )
    return mc.Registry(parties=[mc.Party(id="a", name="A")], agreements=agreements, programmes=programmes)


def days() -> st.SearchStrategy[Ask]:
    """Exact and partial days: around the records, at the ends of the calendar, and between boundaries of runs."""
    of_calendar = ("0001-01-01", "9999-12-31", "2020", "2020-02", "[..2020-02-28]", "[2020-03-15..]")
    return st.one_of(
        chains.runs(-5, chains.SPAN + 60, 1).map(lambda run: mc.PartialDate(*run)),
        chains.runs(-5, chains.SPAN + 60, 40).map(lambda run: mc.PartialDate(*run)),
        st.sampled_from(of_calendar).map(mc.PartialDate.parse),
        st.tuples(st.integers(0, 50), st.integers(0, 6)).map(lambda pick: (pick[0], pick[0] + pick[1])),
    )


def asked(registry: mc.Registry, day: Ask) -> mc.PartialDate:
    """The day itself, or the days from one boundary of a run of the register to another."""
    if isinstance(day, mc.PartialDate):
        return day
    records = [*registry.agreements, *registry.programmes]
    runs = [run for record in records for run in record.chain.timeline().runs]
    boundaries = sorted({day for run in runs for day in run[:2]}) or [737_500]
    first, last = (boundaries[place % len(boundaries)] for place in day)
    return mc.PartialDate(min(first, last), max(first, last))


Answers = set[tuple[str, str, str]]


def answers(registry: mc.Registry, day: mc.PartialDate, presumed: bool) -> Answers:
    """What the records themselves say: kind, id and truth of those that are not certainly out of force."""
    kinds = {"agreements": registry.agreements, "programmes": registry.programmes}
    asked = {
        (kind, record.id): record.active_on(day, presume_continuity=presumed)
        for kind, records in kinds.items()
        for record in records
    }
    return {(kind, id, truth.name) for (kind, id), truth in asked.items() if truth.possible}


def standings(registry: mc.Registry, day: mc.PartialDate) -> Answers:
    """What the records themselves say: kind, id and standing of those that are or may be in force."""
    kinds = {"agreements": registry.agreements, "programmes": registry.programmes}
    asked = [(kind, one.id, one.standing_on(day).value) for kind, records in kinds.items() for one in records]
    return {row for row in asked if row[2] != "not in force"}


DAYS = ["2020-02-28", "2020-02", "2020-03-05", "[2020-03-20..2020-04-09]", "2020", "9999-12-31"]


@functools.cache
def big() -> mc.Registry:
    """A hundred random registers as one."""
    found: list[mc.Registry] = []

    @settings(
        max_examples=100,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(registers())
    def gather(registry: mc.Registry) -> None:
        found.append(registry)

    gather()
    kinds: dict[str, list[Any]] = {
        kind: [
            attrs.evolve(record, id=f"{number}/{record.id}")
            for number, registry in enumerate(found)
            for record in getattr(registry, kind)
        ]
        for kind in ("agreements", "programmes")
    }
    return mc.Registry(parties=[mc.Party(id="a", name="A")], **kinds)


def expected() -> dict[tuple[str, bool], Answers]:
    """What the records of the big register say on each of the days, under each presumption."""
    return {
        (day, presumed): answers(big(), mc.PartialDate.parse(day), presumed)
        for day in DAYS
        for presumed in (True, False)
    }
