"""Whether the references of very many records resolve: asked field by field, not record by record.

A register is nearly always sound. So each field is read of all records at once, and what it refers to is compared as
one set with the records that are there; only what does not pass is walked record by record, to tell what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from mainland_coop.files.shapes import shapes
from mainland_coop.records.paths import is_field
from mainland_coop.records.provenance import Citation
from mainland_coop.references import REFERRING

__all__ = ["all_resolve"]


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
