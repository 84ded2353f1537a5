"""What is in force on a day, of very many agreements, against a numpy mask, and against interval structures.

The mask answers yes or no for exact days from two columns that are already there; ours is three-valued, and takes
partial days. All return the same records, which is checked. Each row asks the same four days. Where records are listed,
every side makes a list, since ours is one; rows of their own show the mask with the array left as it is.
"""

from __future__ import annotations

import datetime
import importlib
import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import mainland_coop as mc
from benchmarks.harness import CPU, Row, Scale, against, left_out, missing, no_collection, row_of, same

__all__ = ["PEERS", "TITLE", "rows"]

TITLE = "What is in force on a day"
PEERS = ("numpy", "pandas", "intervaltree", "ncls")
DAYS = ("1995-06-01", "2000-06-01", "2010-06-01", "2016-06-30")

_FIRST = datetime.date(1980, 1, 1).toordinal()
_SPREAD = 40 * 365
_ARRAY = "numpy mask, array of objects"
_LIST = "numpy mask, list of objects"
_COUNT = "numpy count"
_COUNT_SHARE, _COUNT_SECONDS = 0.05, 5e-6

Find = Callable[[int], Any]


class Columns(NamedTuple):
    """What the peers are given: first days, last days, and the records themselves, as numpy arrays."""

    firsts: Any
    lasts: Any
    records: Any


def registry(count: int, least: int, most: int) -> mc.Registry:
    """Return a registry of agreements that each run for some days, the least and the most given."""
    chance = random.Random(6)
    name = mc.Name(en="An agreement")
    agreements = []
    for number in range(count):
        first = _FIRST + chance.randrange(_SPREAD)
        last = first + chance.randint(least, most) - 1
        agreements.append(
            mc.Agreement(
                id=f"agreement-{number}",
                title=name,
                kind="agreement",
                parties=("p",),
                signed=mc.PartialDate(first, first),
                expires=mc.PartialDate(last, last),
            )
        )
    return mc.Registry(agreements=agreements, parties=[mc.Party(id="p", name="P")])


def _pandas(columns: Columns) -> Find:
    index = importlib.import_module("pandas").IntervalIndex.from_arrays(columns.firsts, columns.lasts, closed="both")
    return lambda day: columns.records[index.contains(day)].tolist()


def _intervaltree(columns: Columns) -> Find:
    runs = zip(columns.firsts.tolist(), (columns.lasts + 1).tolist(), columns.records.tolist(), strict=True)
    tree = importlib.import_module("intervaltree").IntervalTree.from_tuples(runs)
    return lambda day: [interval.data for interval in tree[day]]


def _ncls(columns: Columns) -> Find:
    np = importlib.import_module("numpy")
    places = np.arange(len(columns.records))
    index = importlib.import_module("ncls").NCLS(
        columns.firsts.astype(np.int64), columns.lasts.astype(np.int64) + 1, places
    )
    asked = np.zeros(1, np.int64)

    def find(day: int) -> Any:
        at = np.array([day])
        return columns.records[index.all_overlaps_both(at, at + 1, asked)[1]].tolist()

    return find


STRUCTURES = (
    ("pandas IntervalIndex", "pandas", _pandas),
    ("intervaltree", "intervaltree", _intervaltree),
    ("ncls", "ncls", _ncls),
)


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows."""
    count = scale.of(1_000_000)
    yield from _of_one_length(scale, f"{count:,} of 1 to 20 years", count, (365, 20 * 365), (0.6, 2.0))
    yield from _of_one_length(scale, f"{count:,} of 1 to 30 days", count, (1, 30), (0.25, 0.35))


def _of_one_length(
    scale: Scale, what: str, count: int, lengths: tuple[int, int], shares: tuple[float, float]
) -> Iterator[Row]:
    both, loose, ordered, tally, build = (
        f"{what}: {work}"
        for work in ("len and in", "all, in any order", "all, in order", "count_active", "index built")
    )
    if reason := missing("numpy"):
        yield left_out(both, _ARRAY, reason, shares[0])
        yield left_out(loose, _LIST, reason, shares[0])
        yield left_out(ordered, _LIST, reason, shares[1])
        yield left_out(tally, _COUNT, reason, _COUNT_SHARE)
        for work in (loose, ordered):
            yield left_out(work, _ARRAY, reason)
        for peer, _, _ in STRUCTURES:
            yield left_out(loose, peer, reason)
            yield left_out(build, peer, reason)
        return
    np = importlib.import_module("numpy")
    with no_collection():
        register = registry(count, *lengths)
        records = list(register.agreements)
        objects = np.empty(count, object)
        objects[:] = records
    firsts = np.array([pact.signed.first_ordinal for pact in records], dtype=np.int32)
    ends = [pact.expires for pact in records]
    lasts = np.array([end.last_ordinal for end in ends if isinstance(end, mc.PartialDate)], dtype=np.int32)
    with no_collection():
        start = CPU()
        register.count_active(DAYS[0])
        built = CPU() - start

    def masked(day: int) -> Any:
        return objects[(firsts <= day) & (lasts >= day)]

    def listed(day: int) -> list[mc.Agreement]:
        found: list[mc.Agreement] = masked(day).tolist()
        return found

    def counted(day: int) -> int:
        return int(np.count_nonzero((firsts <= day) & (lasts >= day)))

    days = [datetime.date.fromisoformat(day) for day in DAYS]
    numbers = [day.toordinal() for day in days]
    known = {}
    for day, number in zip(days, numbers, strict=True):
        found = listed(number)
        known[day] = found[len(found) // 2].id if found else records[0].id
        same(list(register.active_on(day)), found, f"in force on {day}")
        same({id(pact) for pact in register.active_on(day).by_id.values()}, set(map(id, found)), f"in force on {day}")
        same((register.count_active(day), counted(number)), (len(found), len(found)), f"how many on {day}")

    def asked() -> list[tuple[int, bool]]:
        answers = []
        for day in days:
            active = register.active_on(day)
            answers.append((len(active), known[day] in active))
        return answers

    def unordered() -> list[list[mc.Agreement]]:
        return [list(register.active_on(day).by_id.values()) for day in days]

    def in_order() -> list[list[mc.Agreement]]:
        return [list(register.active_on(day)) for day in days]

    def count_active() -> list[int]:
        return [register.count_active(day) for day in days]

    array, as_list, tallied = _each(masked, numbers), _each(listed, numbers), _each(counted, numbers)
    rounds = scale.rounds(11)
    yield against(both, _ARRAY, asked, array, rounds=rounds, target=shares[0])
    yield against(loose, _LIST, unordered, as_list, rounds=rounds, target=shares[0])
    yield against(ordered, _LIST, in_order, as_list, rounds=rounds, target=shares[1])
    row = against(tally, _COUNT, count_active, tallied, rounds=rounds)
    if row.theirs:  # the target is a share or a time, whichever is more
        share = _COUNT_SECONDS * len(DAYS) / row.theirs
        row = row._replace(target=max(_COUNT_SHARE, share), note=f"5 µs would be a ratio of {share:.2g}")
    yield row
    yield against(loose, _ARRAY, unordered, array, rounds=rounds)
    yield against(ordered, _ARRAY, in_order, array, rounds=rounds)
    columns = Columns(firsts, lasts, objects)
    for peer, package, make in STRUCTURES:
        if reason := missing(package):
            yield left_out(loose, peer, reason)
            yield left_out(build, peer, reason)
            continue
        with no_collection():
            start = CPU()
            find = make(columns)
            find(numbers[0])  # some build when they are first asked
            theirs = CPU() - start
        for day, number in zip(days, numbers, strict=True):
            same({id(pact) for pact in find(number)}, {id(p) for p in register.active_on(day)}, f"{peer} on {day}")
        yield against(loose, peer, unordered, _each(find, numbers), rounds=scale.rounds(3))
        yield row_of(build, peer, [built], [theirs], note="once; ours also compiles the timelines")
        del find


def _each(find: Find, numbers: Iterable[int]) -> Callable[[], list[Any]]:
    return lambda: [find(number) for number in numbers]
