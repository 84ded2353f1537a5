"""References between records: which field of which record names which others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from mainland_coop.files.strict_json import Json
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.figures import Figure
from mainland_coop.records.in_force import Ending, Renewal
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.names import Area, Signatory
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation

__all__ = ["REFERRING", "Reference", "raw_references", "references"]

Reference: TypeAlias = tuple[str, tuple[str, ...], str]
"""A path in a record, the kinds of record that it may refer to, and the id there."""


def references(record: object) -> Iterator[Reference]:
    """Yield every reference of a record (an agreement, party, conference, session, programme or area) to others."""
    match record:
        case Agreement():
            yield from _many("parties", "parties", record.parties)
            for name in ("amends", "supplements", "implements"):
                yield from _many(name, "agreements", getattr(record, name))
            yield from _one("under", "agreements", record.under)
            yield from _one("signed_at", "sessions", record.signed_at)
            yield from _many("authorised_by", "parties", record.authorised_by)
            yield from _many("areas", "areas", record.areas)
            yield from _people("signatories", record.signatories)
            for i, partial in enumerate(record.superseded_in_part):
                yield f"superseded_in_part[{i}].by", ("agreements",), partial.by
                yield from _sources(f"superseded_in_part[{i}].citations", partial.citations)
            for i, stage in enumerate(record.stages):
                yield from _sources(f"in_force_from[{i}].citations", stage.citations)
            yield from _renewals(record.renewals)
            yield from _ending(record.ending, ("agreements",))
            yield from _figures(record.figures)
        case Programme():
            yield from _many("organisers", "parties", record.organisers)
            yield from _many("partners", "parties", record.partners)
            yield from _many("implements", "agreements", record.implements)
            yield from _one("under", "agreements", record.under)
            yield from _many("areas", "areas", record.areas)
            for i, edition in enumerate(record.editions):
                yield from _sources(f"editions[{i}].citations", edition.citations)
            yield from _renewals(record.renewals)
            yield from _ending(record.ending, ("programmes", "agreements"))
            yield from _figures(record.figures)
        case Conference():
            yield from _many("parties", "parties", record.parties)
            yield from _many("areas", "areas", record.areas)
            yield from _figures(record.figures)
            for session in record.sessions:
                for path, kinds, id in references(session):
                    yield f"sessions[{session.id!r}].{path}", kinds, id
        case Session():
            yield from _many("parties", "parties", record.parties)
            yield from _many("areas", "areas", record.areas)
            yield from _many("held_with", "sessions", record.held_with)
            yield from _people("chairs", record.chairs)
            yield from _people("guests", record.guests)
            yield from _figures(record.figures)
        case Party():
            yield from _one("parent", "parties", record.parent)
            for i, predecessor in enumerate(record.predecessors):
                yield f"predecessors[{i}].party", ("parties",), predecessor.party
                yield from _sources(f"predecessors[{i}].citations", predecessor.citations)
            yield from _figures(record.figures)
        case Area():
            yield from _one("broader", "areas", record.broader)
        case _:
            return
    yield from _sources("citations", record.citations)


def _one(path: str, kind: str, id: str | None) -> Iterator[Reference]:
    if id is not None:
        yield path, (kind,), id


def _many(path: str, kind: str, ids: Iterable[str]) -> Iterator[Reference]:
    for i, id in enumerate(ids):
        yield f"{path}[{i}]", (kind,), id


def _people(path: str, people: Iterable[Signatory]) -> Iterator[Reference]:
    for i, person in enumerate(people):
        yield from _one(f"{path}[{i}].party", "parties", person.party)


def _sources(path: str, citations: Iterable[Citation]) -> Iterator[Reference]:
    for i, citation in enumerate(citations):
        yield f"{path}[{i}].source", ("sources",), citation.source


def _figures(figures: Iterable[Figure]) -> Iterator[Reference]:
    for i, figure in enumerate(figures):
        yield from _sources(f"figures[{i}].citations", figure.citations)


def _renewals(renewals: Iterable[Renewal]) -> Iterator[Reference]:
    for i, renewal in enumerate(renewals):
        yield from _many(f"renewals[{i}].areas", "areas", renewal.areas)
        yield from _people(f"renewals[{i}].signatories", renewal.signatories)
        yield from _sources(f"renewals[{i}].citations", renewal.citations)


def _ending(ending: Ending | None, kinds: tuple[str, ...]) -> Iterator[Reference]:
    if ending is not None:
        if ending.by is not None:
            yield "ending.by", kinds, ending.by
        yield from _sources("ending.citations", ending.citations)


REFERRING: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("parties", "party", "parent", "organisers", "partners", "authorised_by"), ("parties",)),
    **dict.fromkeys(("amends", "supplements", "implements", "under"), ("agreements",)),
    **dict.fromkeys(("signed_at", "held_with"), ("sessions",)),
    **dict.fromkeys(("areas", "broader"), ("areas",)),
    "by": ("agreements", "programmes"),
    "source": ("sources",),
}
"""The fields that hold ids, whatever the class, and the kinds of record that they refer to, likeliest first."""


def raw_references(item: Json, path: str) -> Iterator[Reference]:
    """Yield what looks like a reference in the JSON value of a record that was refused, wherever it stands.

    In the file form a key that refers to a kind of record does so in every class, so the keys tell.
    """
    stack: list[tuple[str, Json]] = [(path, item)]
    while stack:
        at, value = stack.pop()
        if isinstance(value, list):
            stack += [(f"{at}[{index}]", sub) for index, sub in reversed(list(enumerate(value)))]
        elif isinstance(value, dict):
            for key, sub in value.items():
                ids = sub if isinstance(sub, list) else [sub]
                for index, id in enumerate(ids if key in REFERRING else ()):
                    if isinstance(id, str):
                        yield f"{at}.{key}[{index}]" if isinstance(sub, list) else f"{at}.{key}", REFERRING[key], id
            stack += [(f"{at}.{key}", sub) for key, sub in reversed(value.items())]
