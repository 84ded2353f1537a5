"""Collections that are asked what is in force: the runs of the timelines of their records, indexed and asked."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, ValuesView
from itertools import accumulate, chain
from types import MappingProxyType
from typing import Any, Generic, Self, TypeVar, cast

from mainland_coop.collections.collection import Collection, HasId
from mainland_coop.dates.partial_dates import Day, day_run
from mainland_coop.dates.periods import PeriodLike, as_period
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.argument_checks import flag
from mainland_coop.foundation.garbage_collection import collection_held_off
from mainland_coop.records.instruments import InForce
from mainland_coop.validity.standing import Standing
from mainland_coop.validity.timeline import timeline_of

T = TypeVar("T")

_DIGITS = 5


class _Bucket:
    """Runs of `least` days or more and fewer than `most`, in the order of their first days."""

    __slots__ = ("firsts", "lasts", "least", "most", "places")

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most
        self.firsts = array("i")
        self.lasts = array("i")
        self.places = array("l")

    def zones(self, began_by: int, lasting_to: int) -> tuple[int, int, int]:
        """Return where the runs start that may last to a day, where those that must, and where those end that began."""
        end = bisect_right(self.firsts, began_by)
        sure = bisect_left(self.firsts, lasting_to - self.least + 1, 0, end)
        return bisect_right(self.firsts, lasting_to - self.most + 1, 0, sure), sure, end

    def lasting(self, start: int, sure: int, day: int) -> list[int]:
        """Return those of the runs from start to sure that last to a day."""
        return [number for number, last in enumerate(self.lasts[start:sure], start) if last >= day]


class IntervalIndex(Generic[T]):
    """Runs of days, each of one of many items that stand in an order.

    An item may have several runs, if no two of them share a day, or none. The index is built once and
    never changes; threads may share it.

    Example:
        >>> index = IntervalIndex(["a", "b", "c"], [(1, 9, 0), (5, 30, 1), (8, 8, 2)])
        >>> index.in_order(8, 8), index.count(8, 8), index.in_order(5, 10), index.count_within(1, 10)
        (['a', 'b', 'c'], 3, ['b'], 2)
    """

    __slots__ = ("_begun", "_buckets", "_items", "_over")

    def __init__(self, items: Sequence[T], runs: Iterable[tuple[int, int, int]]) -> None:
        """Build the index.

        Args:
            items: The items in their order.
            runs: First day, last day, and the place of its item of each run.
        """
        buckets: dict[int, _Bucket] = {}
        for first, last, place in sorted(runs):
            length = last - first + 1
            shift = max(0, length.bit_length() - _DIGITS)
            least = length >> shift << shift
            bucket = buckets.get(least)
            if bucket is None:
                bucket = buckets[least] = _Bucket(least, least + (1 << shift))
            bucket.firsts.append(first)
            bucket.lasts.append(last)
            bucket.places.append(place)
        # Beside each bucket its items: a slice of a list is the fastest way to hand out many.
        self._buckets = [(bucket, [items[place] for place in bucket.places]) for _, bucket in sorted(buckets.items())]
        self._items = items
        self._begun = _Tally(day for bucket, _ in self._buckets for day in bucket.firsts)
        self._over = _Tally(day for bucket, _ in self._buckets for day in bucket.lasts)

    def count(self, began_by: int, lasting_to: int) -> int:
        """Return how many runs began by a day and last to another (or beyond)."""
        found = self._begun.up_to(began_by) - self._over.up_to(lasting_to - 1)
        # What began later and was over before was taken away without having been counted.
        return found + self.count_within(began_by + 1, lasting_to - 1) if began_by + 1 < lasting_to else found

    def count_within(self, first: int, last: int) -> int:
        """Return how many runs lie within a run of days."""
        found = 0
        for bucket, _ in self._buckets:
            if bucket.least > last - first + 1:
                break
            start = bisect_left(bucket.firsts, first)
            sure = bisect_right(bucket.firsts, last - bucket.most + 2, start)
            end = bisect_right(bucket.firsts, last - bucket.least + 1, sure)
            found += sure - start + sum(day <= last for day in bucket.lasts[sure:end])
        return found

    def chunks(self, began_by: int, lasting_to: int) -> Iterator[list[T]]:
        """Yield the items of the runs that began by a day and last to another, once for each run, in no order."""
        for bucket, items in self._buckets:
            start, sure, end = bucket.zones(began_by, lasting_to)
            if sure < end:
                yield items[sure:end]
            if start < sure:
                yield [items[number] for number in bucket.lasting(start, sure, lasting_to)]

    def in_order(self, began_by: int, lasting_to: int) -> list[T]:
        """Return the same items in their order, each once."""
        places: list[int] = []
        for bucket, _ in self._buckets:
            start, sure, end = bucket.zones(began_by, lasting_to)
            places += bucket.places[sure:end]
            if start < sure:
                places += [bucket.places[number] for number in bucket.lasting(start, sure, lasting_to)]
        items = self._items
        # Only days of which one is meant can meet two runs of one item; a day, or all of some, lie in one.
        return [items[place] for place in sorted(set(places) if began_by > lasting_to else places)]


class _Tally:
    """How many of many days lie up to a day."""

    __slots__ = ("_days", "_so_far")

    def __init__(self, days: Iterable[int]) -> None:
        counts = Counter(days)
        self._days = array("i", sorted(counts))
        self._so_far = array("l", accumulate((counts[day] for day in self._days), initial=0))

    def up_to(self, day: int) -> int:
        return self._so_far[bisect_right(self._days, day)]


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
