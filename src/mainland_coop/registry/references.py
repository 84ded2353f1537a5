"""Which field names which record, and whether all of them lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from mainland_coop.form.shapes import shapes
from mainland_coop.foundation.strict_json import Json, objects_in
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.figures import Figure
from mainland_coop.records.instruments import Ending, Renewal
from mainland_coop.records.names import Area, Signatory
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation, is_field

__all__ = ["REFERRING", "Reference", "all_resolve", "raw_references", "references"]

Reference: TypeAlias = tuple[str, tuple[str, ...], str]
"""A path in a record, the kinds of record that it may refer to, and the id there."""


def references(record: object) -> Iterator[Reference]:
    """Yield every reference of a record (an agreement, party, conference, session, programme or area) to others."""
    match record:
        case Agreement():
            yield from _many("parties", "parties", record.parties)
            yield from _many("areas", "areas", record.areas)
            if record.amends or record.supplements or record.implements or record.under:
                yield from _many("amends", "agreements", record.amends)
                yield from _many("supplements", "agreements", record.supplements)
                yield from _many("implements", "agreements", record.implements)
                yield from _one("under", "agreements", record.under)
            if record.signed_at or record.authorised_by or record.signatories:
                yield from _one("signed_at", "sessions", record.signed_at)
                yield from _many("authorised_by", "parties", record.authorised_by)
                yield from _people("signatories", record.signatories)
            if record.superseded_in_part or record.stages or record.figures:
                for i, partial in enumerate(record.superseded_in_part):
                    yield f"superseded_in_part[{i}].by", ("agreements",), partial.by
                    yield from _sources(f"superseded_in_part[{i}].citations", partial.citations)
                for i, stage in enumerate(record.stages):
                    yield from _sources(f"in_force_from[{i}].citations", stage.citations)
                yield from _figures(record.figures)
            if record.renewals or record.ending:
                yield from _renewals(record.renewals)
                yield from _ending(record.ending, ("agreements",))
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


# These return lists, which are made faster than generators, and most are empty.


def _one(path: str, kind: str, id: str | None) -> Iterable[Reference]:
    return () if id is None else ((path, (kind,), id),)


def _many(path: str, kind: str, ids: tuple[str, ...]) -> Iterable[Reference]:
    return [(f"{path}[{i}]", (kind,), id) for i, id in enumerate(ids)] if ids else ()


def _people(path: str, people: tuple[Signatory, ...]) -> Iterable[Reference]:
    return [(f"{path}[{i}].party", ("parties",), person.party) for i, person in enumerate(people) if person.party]


def _sources(path: str, citations: tuple[Citation, ...]) -> Iterable[Reference]:
    return [(f"{path}[{i}].source", ("sources",), citation.source) for i, citation in enumerate(citations)]


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
    for place, value in objects_in(item, path):
        for key, sub in value.items():
            ids = sub if isinstance(sub, list) else [sub]
            for index, id in enumerate(ids if key in REFERRING else ()):
                if isinstance(id, str):
                    yield f"{place}.{key}[{index}]" if isinstance(sub, list) else f"{place}.{key}", REFERRING[key], id


def all_resolve(cls: Any, records: Collection[object], ids: Mapping[str, Mapping[str, object]]) -> bool:
    """Return whether all references of records of one class lead somewhere, and all their citations cite fields.

    False means that someone has to look: a reference to the second of two kinds, or a citation of what only some
    records have (`renewals[0].term`), may be sound too.

    Args:
        cls: The class of the records.
        records: The records.
        ids: The records of each kind, by id.
    """
    for refers in _referring(cls):
        if not set(refers.of(records)) <= ids[refers.kind].keys():
            return False
    for holds in _holding(cls):
        parts = list(holds.of(records))
        if holds.part is Citation and not all(is_field(cls, path) for path in _cited(parts)):
            return False
        if parts and not all_resolve(holds.part, parts, ids):
            return False
    return True


def _cited(citations: Collection[Citation]) -> set[str]:
    """Return the paths of which citations speak."""
    supported = set(chain.from_iterable(map(attrgetter("supports"), citations)))
    return supported.union(path for claims in filter(None, map(attrgetter("says"), citations)) for path, _ in claims)


class _Referring(NamedTuple):
    """A field that holds ids: of which kind of record, and how to read it off many records."""

    kind: str
    of: Callable[[Collection[object]], Any]


class _Holding(NamedTuple):
    """A field that holds parts with references of their own: of which class, and how to read them off many records."""

    part: type[Any]
    of: Callable[[Collection[object]], Any]


@cache
def _referring(cls: Any) -> tuple[_Referring, ...]:
    return tuple(
        _Referring(REFERRING[key][0], _column(shape.name, several=shape.texts))
        for key, shape in shapes(cls).items()
        if key in REFERRING
    )


@cache
def _holding(cls: Any) -> tuple[_Holding, ...]:
    holding = []
    for shape in shapes(cls).values():
        part: Any = shape.part
        if part is not None and (_referring(part) or _holding(part)):
            holding.append(_Holding(part, _column(shape.name, several=shape.several)))
    return tuple(holding)


def _column(name: str, *, several: bool) -> Callable[[Collection[object]], Any]:
    """Return what reads a field off many records: what is there, items one by one. Its loops are none of Python's."""
    read = attrgetter(name)
    if not several:
        return lambda records: filter(None, map(read, records))
    # A field that may hold one value or a tuple of parts, such as a day or stages, has no parts in the one value.
    return lambda records: chain.from_iterable(v for v in filter(None, map(read, records)) if type(v) is tuple)
