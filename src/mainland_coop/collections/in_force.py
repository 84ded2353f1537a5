"""Collections that are asked what is in force: the runs of the timelines of their records, indexed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, ValuesView
from itertools import chain, pairwise
from types import MappingProxyType
from typing import Any, Generic, Self, TypeVar, cast

from mainland_coop.collections.collection import Collection, HasId
from mainland_coop.collections.intervals import IntervalIndex, Runs
from mainland_coop.dates.partial_dates import Day, day_run
from mainland_coop.dates.periods import PeriodLike, as_period
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.argument_checks import flag
from mainland_coop.foundation.garbage_collection import collection_held_off
from mainland_coop.records.instruments import InForce
from mainland_coop.validity.standing import Standing
from mainland_coop.validity.timeline import timeline_of

R = TypeVar("R", bound=HasId)


class ActiveIndex(Generic[R]):
    """The runs of days on which records are certainly, or possibly, in force, under one presumption."""

    __slots__ = ("_certain", "_gaps", "_possible", "_presume_continuity")

    def __init__(self, records: Sequence[R], presume_continuity: bool) -> None:
        """Compile the timelines of records that stand in their order; it keeps the runs, not the timelines.

        Days without doubt are certain and possible alike: stretches of them are copied.
        """
        certain, possible, gaps = Runs(), Runs(), Runs()
        taken = 0
        with collection_held_off():
            for place, record in enumerate(cast(Sequence[InForce], records)):
                exact = record.exact_runs
                if exact is not None:
                    for first, last in exact:
                        certain.add(first, last, place)
                    for before, after in pairwise(exact):
                        gaps.add(before[1], after[0], place)
                    continue
                possible.extend(certain, taken)
                first = last = 0
                for run in timeline_of(record.terms, presume_continuity).runs:
                    if run.truth is Truth.TRUE:
                        certain.add(run.first, run.last, place)
                    if not first:
                        first = run.first
                    elif run.first > last + 1:
                        possible.add(first, last, place)
                        gaps.add(last, run.first, place)
                        first = run.first
                    last = run.last
                if first:
                    possible.add(first, last, place)
                taken = len(certain.places)
            possible.extend(certain, taken)
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

    def in_order(self, first: int, last: int, at_least: Truth) -> Sequence[R]:
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

    def in_order(self) -> Sequence[R]:
        """Return the records in the order of the collection that they are from."""
        return self._index.in_order(*self._question)


class _Records(ValuesView[Any]):
    __slots__ = ()

    _mapping: Active[Any]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._mapping.unordered())


class InForceCollection(Collection[R]):
    """What agreements and programmes are asked alike."""

    __slots__ = ("_presumed", "_unpresumed")

    _presumed: ActiveIndex[R]
    _unpresumed: ActiveIndex[R]

    def active_on(self, day: Day, *, at_least: Truth = Truth.TRUE, presume_continuity: bool = True) -> Self:
        """Return those in force on a day.

        Args:
            day: The day; of a partial date each day that it may be is asked.
            at_least: TRUE for those certainly in force, UNKNOWN also for those that may have been.
            presume_continuity: Whether an end that is not stated is presumed not to have come.

        Raises:
            WrongTypeError: If `day` is no day or `at_least` no truth value.
            DateError: If `day` is a text that is no partial date.
        """
        first, last = day_run(day)
        Truth.TRUE.reaches(at_least)
        if at_least is Truth.FALSE:
            return self
        return self._with(Active(self._by_id, self._active_index(presume_continuity), first, last, at_least))

    def count_active(self, day: Day, *, at_least: Truth = Truth.TRUE, presume_continuity: bool = True) -> int:
        """Return how many are in force on a day: what `len(active_on(...))` is, without making the collection.

        Raises:
            WrongTypeError: If `day` is no day or `at_least` no truth value.
            DateError: If `day` is a text that is no partial date.

        Example:
            >>> import mainland_coop as mc
            >>> agreements = mc.load().agreements
            >>> agreements.count_active("2014-06-01") == len(agreements.active_on("2014-06-01"))
            True
        """
        first, last = day_run(day)
        Truth.TRUE.reaches(at_least)
        if at_least is Truth.FALSE:
            return len(self)
        return self._active_index(presume_continuity).count(first, last, at_least)

    def standings_on(self, day: Day) -> Mapping[Standing, int]:
        """Return how many stand how on a day: a read-only count for each standing, in the order of `Standing`.

        Raises:
            WrongTypeError: If `day` is no day.
            DateError: If `day` is a text that is no partial date.

        Example:
            >>> import mainland_coop as mc
            >>> counts = mc.load().agreements.standings_on("2014-06-01")
            >>> sum(counts.values()) == len(mc.load().agreements), counts[mc.Standing.STATED] < counts["presumed"]
            (True, True)
        """
        stated = self.count_active(day, presume_continuity=False)
        certain = self.count_active(day)
        possible = self.count_active(day, at_least=Truth.UNKNOWN)
        counts = (stated, certain - stated, possible - certain, len(self) - possible)
        return MappingProxyType(dict(zip(Standing, counts, strict=True)))

    def _active_index(self, presume_continuity: bool) -> ActiveIndex[R]:
        name = "_presumed" if flag(presume_continuity, "presume_continuity") else "_unpresumed"
        try:
            index: ActiveIndex[R] = getattr(self, name)
        except AttributeError:  # built at the first question; two threads may both do it, to the same effect
            index = ActiveIndex(tuple(self), presume_continuity)
            object.__setattr__(self, name, index)
        return index

    def _in_order(self) -> Iterable[R]:
        records = self._by_id
        return records.in_order() if isinstance(records, Active) else super()._in_order()

    def active_during(
        self,
        period: PeriodLike,
        *,
        throughout: bool = False,
        at_least: Truth = Truth.TRUE,
        presume_continuity: bool = True,
    ) -> Self:
        """Return those in force on some day of a period, or throughout it.

        Raises:
            WrongTypeError: If `period` is no period or `at_least` no truth value.
            DateError: If it is a text that is no period, or a reversed one.
        """
        whole = as_period(period)
        Truth.TRUE.reaches(at_least)

        def keep(record: Any) -> bool:
            answer: Truth = record.chain.active_during(
                whole, throughout=throughout, presume_continuity=presume_continuity
            )
            return answer.reaches(at_least)

        return self.select(keep)
