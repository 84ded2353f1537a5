"""Runs of days, indexed: which of very many cover a day, how many they are, and how many lie within some days."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, compress
from operator import itemgetter, le
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_DIGITS = 5
_CODES = 250
_BLOCK = 1 << 9
_FEW = 20
_MANY = 12
_NEAR = 1 << 12
_SPARSE = 50


class Runs:
    """Runs of days of items that stand in an order: first days, last days, and the places of their items.

    They are added in the order of the items.
    """

    __slots__ = ("firsts", "lasts", "places")

    def __init__(self, runs: Iterable[tuple[int, int, int]] = ()) -> None:
        self.firsts = array("i")
        self.lasts = array("i")
        self.places = array("l")
        for first, last, place in runs:
            self.add(first, last, place)

    def add(self, first: int, last: int, place: int) -> None:
        """Add a run of the item at a place."""
        self.firsts.append(first)
        self.lasts.append(last)
        self.places.append(place)

    def extend(self, others: Runs, start: int) -> None:
        """Add those of others from a number on."""
        self.firsts += others.firsts[start:]
        self.lasts += others.lasts[start:]
        self.places += others.places[start:]


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


class _Codes:
    """Codes of one byte for days, in their order, so that a table of the codes tells of many days at once."""

    __slots__ = ("_edges", "of_all")

    def __init__(self, days: array[int], tally: _Tally) -> None:
        self._edges = sorted(set(tally.every(len(days) // _CODES + 1)))
        codes = {day: self.of(day) for day in tally.days}
        self.of_all = bytes(map(codes.__getitem__, days))

    def of(self, day: int) -> int:
        """Return the code of a day; only of the days with the same code is it open which comes first."""
        return bisect_right(self._edges, day)


class _Block:
    """Neighbours among runs in the order of their items, of which those that hold a day are picked at once."""

    __slots__ = ("first_codes", "firsts", "items", "last_codes", "lasts", "latest")

    def __init__(
        self, items: list[Any], firsts: array[int], lasts: array[int], first_codes: bytes, last_codes: bytes
    ) -> None:
        self.items = items
        self.firsts = firsts
        self.lasts = lasts
        self.first_codes = first_codes
        self.last_codes = last_codes
        self.latest = max(firsts)

    def lasting(self, began_by: int, lasting_to: int, begun: int, lasted: int) -> Iterable[Any]:
        """Return the items of the runs that began by a day and last to another, of which the codes are given."""
        some_begin_later = self.latest > began_by
        n_open = self.last_codes.count(lasted) + (self.first_codes.count(begun) if some_begin_later else 0)
        if n_open > _FEW:
            runs = zip(self.items, self.firsts, self.lasts, strict=True)
            return [item for item, first, last in runs if first <= began_by and last >= lasting_to]
        mask = bytearray(self.last_codes.translate(_NOT_BEFORE[lasted]))
        if some_begin_later:
            sure = int.from_bytes(self.first_codes.translate(_BEFORE[begun + 1]), "big")
            mask = bytearray((sure & int.from_bytes(mask, "big")).to_bytes(len(mask), "big"))
            self._look(mask, self.first_codes, begun, began_by, lasting_to)
        self._look(mask, self.last_codes, lasted, began_by, lasting_to)
        # To count the uses of an item is to fetch its memory, which takes longer than all the rest. A copy of the block
        # fetches that of all its items side by side; where few are picked, the others are not looked at.
        if mask.count(1) * _MANY > len(mask):
            return compress(self.items.copy(), mask)
        return map(self.items.__getitem__, compress(_PLACES, mask))

    def _look(self, mask: bytearray, codes: bytes, code: int, began_by: int, lasting_to: int) -> None:
        """Ask the runs whose code leaves it open."""
        at = codes.find(code)
        while at >= 0:
            mask[at] = self.firsts[at] <= began_by and self.lasts[at] >= lasting_to
            at = codes.find(code, at + 1)


_PLACES = tuple(range(_BLOCK))
_BEFORE = [b"\x01" * code + bytes(256 - code) for code in range(_CODES + 2)]
_NOT_BEFORE = [bytes(code) + b"\x01" * (256 - code) for code in range(_CODES + 2)]


class _Ordered:
    """Runs in the order of their items, in blocks.

    No loop asks each run of a block whether it began by a day and lasts to another: the days have codes of one byte,
    and two tables of the codes make a mask of the block. Only the few runs with the codes of the days themselves are
    asked. Of 200,000 records of 1 to 20 years, a tenth of them renewed, those of a day are listed in three quarters to
    four fifths of the time that it takes to sort what was found by place. Of 1,000,000, to copy a block before picking
    from it takes two fifths of the time that picking from the block itself does.
    """

    __slots__ = ("_blocks", "_first_codes", "_last_codes")

    def __init__(self, items: Sequence[Any], runs: Runs, begun: _Tally, over: _Tally) -> None:
        self._first_codes, self._last_codes = _Codes(runs.firsts, begun), _Codes(runs.lasts, over)
        coded = self._first_codes.of_all, self._last_codes.of_all
        self._blocks = []
        for start in range(0, len(runs.places), _BLOCK):
            part = slice(start, start + _BLOCK)
            places = runs.places[part]
            near = items[places[0] : places[-1] + 1]  # copied, as in `_Block.lasting`
            picked = [near[place - places[0]] for place in places]
            days = runs.firsts[part], runs.lasts[part]
            self._blocks.append(_Block(picked, *days, *(codes[part] for codes in coded)))

    def lasting(self, began_by: int, lasting_to: int, start: int, end: int) -> list[Any]:
        """Return the items of the runs that began by a day and last to another, which lie from start to end."""
        begun, lasted = self._first_codes.of(began_by), self._last_codes.of(lasting_to)
        found: list[Any] = []
        for block in self._blocks[start // _BLOCK : -(-end // _BLOCK)]:
            found += block.lasting(began_by, lasting_to, begun, lasted)
        return found


class IntervalIndex(Generic[T]):
    """Runs of days, each of one of many items that stand in an order.

    An item may have several runs, if no two of them share a day, or none. Each question builds what it needs at its
    first time, and that never changes; threads may share it.

    Example:
        >>> index = IntervalIndex(["a", "b", "c"], Runs([(1, 9, 0), (5, 30, 1), (8, 8, 2)]))
        >>> list(index.in_order(8, 8)), index.count(8, 8), list(index.in_order(5, 10)), index.count_within(1, 10)
        (['a', 'b', 'c'], 3, ['b'], 2)
    """

    def __init__(self, items: Sequence[T], runs: Runs) -> None:
        """Take over runs.

        Args:
            items: The items in their order.
            runs: Their runs.
        """
        self._items = items
        self._runs = runs

    @cached_property
    def _buckets(self) -> list[tuple[_Bucket, list[T]]]:
        firsts, lasts, places = self._runs.firsts, self._runs.lasts, self._runs.places
        buckets: dict[int, _Bucket] = {}
        by_length: dict[int, _Bucket] = {}
        for number in sorted(range(len(firsts)), key=firsts.__getitem__):
            first, last = firsts[number], lasts[number]
            length = last - first + 1
            bucket = by_length.get(length)
            if bucket is None:
                shift = max(0, length.bit_length() - _DIGITS)
                least = length >> shift << shift
                bucket = buckets.setdefault(least, _Bucket(least, least + (1 << shift)))
                by_length[length] = bucket
            bucket.firsts.append(first)
            bucket.lasts.append(last)
            bucket.places.append(places[number])
        # Beside each bucket its items: a slice of a list is the fastest way to hand out many.
        items = self._items
        return [(bucket, [items[place] for place in bucket.places]) for _, bucket in sorted(buckets.items())]

    @cached_property
    def _ordered(self) -> _Ordered:
        return _Ordered(self._items, self._runs, self._begun, self._over)

    @cached_property
    def _reach(self) -> tuple[array[int], array[int]]:
        """The latest last day of the runs up to each, and the earliest first day of those from each on; both grow.

        Where records are short and stand by their starts, they leave few neighbours that can hold a day. Of 200,000
        records of 1 to 30 days, those of a day are listed in half of the time that it takes to sort what was found by
        place, and the first list is there in half of the time, for the runs need no order by their lengths.
        """
        earliest = firsts = self._runs.firsts
        if not all(map(le, firsts, firsts[1:])):
            earliest = array("i", accumulate(reversed(firsts), min))
            earliest.reverse()
        return array("i", accumulate(self._runs.lasts, max)), earliest

    @cached_property
    def _is_sparse(self) -> bool:
        """Whether so few runs hold a day that to sort these is less work than to look through all of them.

        It is asked of nine days on which runs begin, as many before each as behind the one before. Of 200,000 records
        of 1 to 30 days, those of a day are listed in a quarter of the time that looking through the blocks takes.
        """
        n_runs = len(self._runs.firsts)
        days = self._begun.every(n_runs // 9 or 1, n_runs // 10)
        return sum(self.count(day, day) for day in days) * _SPARSE < len(days) * n_runs

    def _sorted(self, began_by: int, lasting_to: int) -> Sequence[T]:
        places: list[int] = []
        for bucket, _ in self._buckets:
            start, sure, end = bucket.zones(began_by, lasting_to)
            places += bucket.places[sure:end]
            if start < sure:
                places += [bucket.places[number] for number in bucket.lasting(start, sure, lasting_to)]
        # Only days of which one is meant can meet two runs of one item; a day, or all of some, lie in one.
        return self._picked(sorted(set(places) if began_by > lasting_to else places))

    @cached_property
    def _begun(self) -> _Tally:
        return _Tally(self._runs.firsts)

    @cached_property
    def _over(self) -> _Tally:
        return _Tally(self._runs.lasts)

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

    def in_order(self, began_by: int, lasting_to: int) -> Sequence[T]:
        """Return the same items in their order, each once."""
        found: Sequence[T]
        latest_to, earliest_from = self._reach
        start, end = bisect_left(latest_to, lasting_to), bisect_right(earliest_from, began_by)
        if end - start <= _NEAR:
            found = self._near(slice(start, end), began_by, lasting_to)
        elif self._is_sparse:
            return self._sorted(began_by, lasting_to)
        else:
            found = self._ordered.lasting(began_by, lasting_to, start, end)
        if began_by <= lasting_to:
            return found
        return [item for item, before in zip(found, chain((None,), found), strict=False) if item is not before]

    def _near(self, part: slice, began_by: int, lasting_to: int) -> Sequence[T]:
        """Return the items of the runs of a part that began by a day and last to another, once for each run."""
        places, lasts = self._runs.places[part], self._runs.lasts[part]
        if self._reach[1] is self._runs.firsts:  # where the runs stand by their starts, those of the part all began
            return self._picked([place for place, last in zip(places, lasts, strict=True) if last >= lasting_to])
        runs = zip(places, self._runs.firsts[part], lasts, strict=True)
        return self._picked([place for place, first, last in runs if first <= began_by and last >= lasting_to])

    def _picked(self, places: list[int]) -> Sequence[T]:
        """Return the items at places: to ask for many in one call takes two thirds of the time of a loop."""
        items = self._items
        return itemgetter(*places)(items) if len(places) > 1 else [items[place] for place in places]


class _Tally:
    """How many of many days lie up to a day, and which day lies behind how many."""

    __slots__ = ("_so_far", "days")

    def __init__(self, days: Iterable[int]) -> None:
        counts = Counter(days)
        self.days = array("i", sorted(counts))
        self._so_far = array("l", accumulate((counts[day] for day in self.days), initial=0))

    def up_to(self, day: int) -> int:
        return self._so_far[bisect_right(self.days, day)]

    def every(self, step: int, first: int = 0) -> list[int]:
        """Return every `step`th of the days in their order, from the one that has `first` of them before it."""
        ranks = range(first, self._so_far[-1], step)
        return [self.days[bisect_right(self._so_far, rank) - 1] for rank in ranks]
