"""Which records of a collection are in force on a day: their timelines, indexed, and the answers, found when needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, ValuesView
from itertools import chain
from typing import Any, Generic, TypeVar, cast

from mainland_coop.collections.base import HasId
from mainland_coop.collections.interval_index import IntervalIndex
from mainland_coop.garbage import collection_held_off
from mainland_coop.records.in_force import InForce
from mainland_coop.truth import Truth
from mainland_coop.validity.timeline import timeline_of

__all__ = ["Active", "ActiveIndex"]

R = TypeVar("R", bound=HasId)


class ActiveIndex(Generic[R]):
    """The runs of days on which records are certainly, or possibly, in force, under one presumption."""

    __slots__ = ("_certain", "_gaps", "_possible", "_presume_continuity")

    def __init__(self, records: Sequence[R], presume_continuity: bool) -> None:
        """Compile the timelines of records that stand in their order; it keeps the runs, not the timelines."""
        certain: list[tuple[int, int, int]] = []
        possible: list[tuple[int, int, int]] = []
        gaps: list[tuple[int, int, int]] = []
        with collection_held_off():
            for place, record in enumerate(records):
                terms = cast(InForce, record).terms
                first = last = 0
                for run in timeline_of(terms, presume_continuity).runs:
                    if run.truth is Truth.TRUE:
                        certain.append((run.first, run.last, place))
                    if not first:
                        first = run.first
                    elif run.first > last + 1:
                        possible.append((first, last, place))
                        gaps.append((last, run.first, place))
                        first = run.first
                    last = run.last
                if first:
                    possible.append((first, last, place))
            self._certain = IntervalIndex(records, certain)
            self._possible = IntervalIndex(records, possible)
            self._gaps = IntervalIndex(records, gaps)
        self._presume_continuity = presume_continuity

    # On a day that may be any of several, a record is certainly in force if one run holds them all: it began by the
    # first of them and lasts to the last. It may be in force if a run meets them: it began by the last, lasts to the
    # first. Of the latter a record may have several, with a gap between two of them that lies within the days.

    def count(self, first: int, last: int, at_least: Truth) -> int:
        """Return how many records are in force on a day that may be any from first through last."""
        if at_least is Truth.TRUE:
            return self._certain.count(first, last)
        return self._possible.count(last, first) - self._gaps.count_within(first, last)

    def in_order(self, first: int, last: int, at_least: Truth) -> list[R]:
        """Return these records in their order."""
        if at_least is Truth.TRUE:
            return self._certain.in_order(first, last)
        return self._possible.in_order(last, first)

    def unordered(self, first: int, last: int, at_least: Truth) -> Iterable[R]:
        """Return these records in any order, faster."""
        if at_least is Truth.TRUE:
            return chain.from_iterable(self._certain.chunks(first, last))
        if self._gaps.count_within(first, last):
            return self._possible.in_order(last, first)
        return chain.from_iterable(self._possible.chunks(last, first))

    def holds(self, record: R, first: int, last: int, at_least: Truth) -> bool:
        """Whether one record is among them."""
        timeline = cast(InForce, record).chain.timeline(presume_continuity=self._presume_continuity)
        return timeline.on(first, last).reaches(at_least)


class Active(Mapping[str, R]):
    """The records that are in force on a day, by id; none is looked for before it is asked for."""

    __slots__ = ("_among", "_index", "_question")

    def __init__(self, among: Mapping[str, R], index: ActiveIndex[R], first: int, last: int, at_least: Truth) -> None:
        """Take the records to be asked, their index, the days, and how certain the answer is to be."""
        self._among = among
        self._index = index
        self._question = first, last, at_least

    def __getitem__(self, id: str) -> R:
        record = self._among[id]
        if not self._index.holds(record, *self._question):
            raise KeyError(id)
        return record

    def __len__(self) -> int:
        return self._index.count(*self._question)

    def __iter__(self) -> Iterator[str]:
        return (record.id for record in self.values())

    def values(self) -> ValuesView[R]:
        """Return the records, in any order."""
        return _Records(self)

    def unordered(self) -> Iterable[R]:
        """Return the records, in any order."""
        return self._index.unordered(*self._question)

    def in_order(self) -> list[R]:
        """Return the records in the order of the collection that they are from."""
        return self._index.in_order(*self._question)


class _Records(ValuesView[Any]):
    __slots__ = ()

    _mapping: Active[Any]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._mapping.unordered())
