"""Which field names which record, and whether all of them lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

import attrs

from mainland_coop.form.shapes import shapes
from mainland_coop.foundation.strict_json import Json, objects_in
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Session
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation, is_field

Reference: TypeAlias = tuple[str, tuple[str, ...], str]
"""A path in a record, the kinds of record that it may refer to, and the id there."""


REFERRING: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("parties", "party", "parent", "organisers", "partners", "authorised_by"), ("parties",)),
    **dict.fromkeys(("amends", "supplements", "implements", "under"), ("agreements",)),
    **dict.fromkeys(("signed_at", "held_with"), ("sessions",)),
    **dict.fromkeys(("areas", "broader"), ("areas",)),
    "by": ("agreements", "programmes"),
    "source": ("sources",),
}
"""The fields that hold ids, whatever the class, and the kinds of record that they refer to, likeliest first."""

_BY = {Agreement: ("agreements",), Programme: ("programmes", "agreements")}
"""What supersedes a record: an agreement gives way to agreements alone."""


def references(record: object, parts: Iterable[tuple[str, Any]] | None = None) -> Iterator[Reference]:
    """Yield every reference of a record and of its parts to others: first its own, then those of each part.

    Args:
        record: The record.
        parts: What `with_parts` gives of it, if that is known.
    """
    for path, owner in with_parts(record) if parts is None else parts:
        for refers in _referring(owner.__class__):
            value = getattr(owner, refers.name)
            if value:
                kinds = _BY.get(record.__class__, refers.kinds) if refers.key == "by" else refers.kinds
                if isinstance(value, str):
                    yield f"{path}{refers.key}", kinds, value
                else:
                    yield from [(f"{path}{refers.key}[{i}]", kinds, id) for i, id in enumerate(value)]


def with_parts(record: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield a record, then those of its parts that refer to others, and theirs: after the path of each."""
    yield path, record
    for holds in _holding(record.__class__):
        value = getattr(record, holds.name)
        if not value:
            continue
        if type(value) is tuple:
            places = [f"{path}{holds.key}[{repr(v.id) if holds.part is Session else i}]." for i, v in enumerate(value)]
        elif isinstance(value, holds.part):
            places, value = [f"{path}{holds.key}."], (value,)
        else:
            continue
        for place, part in zip(places, value, strict=True):
            if holds.nested:
                yield from with_parts(part, place)
            else:
                yield place, part


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
        if not set(refers.of(records)) <= ids[refers.kinds[0]].keys():
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
    """A field that holds ids: of which kinds of record, and how to read it off many records."""

    key: str
    name: str
    kinds: tuple[str, ...]
    of: Callable[[Collection[object]], Any]


class _Holding(NamedTuple):
    """A field that holds parts with references of their own: of which class, and how to read them off many records."""

    key: str
    name: str
    part: type[Any]
    nested: bool
    of: Callable[[Collection[object]], Any]


@cache
def _referring(cls: Any) -> tuple[_Referring, ...]:
    fields = shapes(cls).items() if attrs.has(cls) else ()
    return tuple(
        _Referring(key, shape.name, REFERRING[key], _column(shape.name, several=shape.texts, single=False))
        for key, shape in fields
        if key in REFERRING
    )


@cache
def _holding(cls: Any) -> tuple[_Holding, ...]:
    holding = []
    for key, shape in shapes(cls).items() if attrs.has(cls) else ():
        part: Any = shape.part
        if part is not None and (_referring(part) or _holding(part)):
            holding.append(
                _Holding(
                    key,
                    shape.name,
                    part,
                    bool(_holding(part)),
                    _column(shape.name, several=shape.several, single=shape.plain),
                )
            )
    return tuple(holding)


def _column(name: str, *, several: bool, single: bool) -> Callable[[Collection[object]], Any]:
    """Return what reads a field off many records: what is there, items one by one. Its loops are none of Python's."""
    read = attrgetter(name)
    if not several:
        return lambda records: filter(None, map(read, records))
    if not single:
        return lambda records: chain.from_iterable(map(read, records))
    # A field that may hold one value or a tuple of parts, such as a day or stages, has no parts in the one value.
    return lambda records: chain.from_iterable(v for v in filter(None, map(read, records)) if type(v) is tuple)
