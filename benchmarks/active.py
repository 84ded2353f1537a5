"""What is in force on a day, of very many agreements, against a numpy mask, and against interval structures.

The mask answers yes or no for exact days from two columns that are already there; ours is three-valued, and takes
partial days. All return the same records, which is checked. Each row asks the same four days.
"""

from __future__ import annotations

import datetime
import importlib
import random
import time
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
_MASK = "numpy mask, objects"
_COUNT_SECONDS = 5e-6

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
    return lambda day: columns.records[index.contains(day)]


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
        return columns.records[index.all_overlaps_both(at, at + 1, asked)[1]]

    return find


STRUCTURES = (
    ("pandas IntervalIndex", "pandas", _pandas),
    ("intervaltree", "intervaltree", _intervaltree),
    ("ncls", "ncls", _ncls),
)


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows."""
    count = scale.of(1_000_000)
    yield from _of_one_length(scale, f"{count:,} of 1 to 20 years", count, (365, 20 * 365), (0.6, 5.0))
    yield from _of_one_length(scale, f"{count:,} of 1 to 30 days", count, (1, 30), (0.25, 0.4))


def _of_one_length(
    scale: Scale, what: str, count: int, lengths: tuple[int, int], shares: tuple[float, float]
) -> Iterator[Row]:
    works = [f"{what}: {work}" for work in ("len and in", "all, in any order", "all, in order", "count_active")]
    targets = (shares[0], shares[0], shares[1], 0.05)
    if reason := missing("numpy"):
        for work, target in zip(works, targets, strict=True):
            yield left_out(work, _MASK if work is not works[3] else "numpy count", reason, target)
        for peer, _, _ in STRUCTURES:
            yield left_out(works[1], peer, reason)
            yield left_out(f"{what}: index built", peer, reason)
        return
    np = importlib.import_module("numpy")
    with no_collection():
        register = registry(count, *lengths)
        records = list(register.agreements)
        objects = np.empty(count, object)
        objects[:] = records
    firsts = np.array([pact.signed.first_ordinal for pact in records], dtype=np.int32)
    lasts = np.array([pact.expires.last_ordinal for pact in records], dtype=np.int32)
    with no_collection():
        start = time.process_time()
        register.count_active(DAYS[0])
        built = time.process_time() - start

    def masked(day: int) -> Any:
        return objects[(firsts <= day) & (lasts >= day)]

    def counted(day: int) -> int:
        return int(np.count_nonzero((firsts <= day) & (lasts >= day)))

    days = [datetime.date.fromisoformat(day) for day in DAYS]
    numbers = [day.toordinal() for day in days]
    known = {}
    for day, number in zip(days, numbers, strict=True):
        found = masked(number).tolist()
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

    ours = (asked, unordered, lambda: [list(register.active_on(day)) for day in days])
    rounds = scale.rounds(11)
    for work, mine, target in zip(works, ours, targets, strict=False):
        yield against(work, _MASK, mine, _each(masked, numbers), rounds=rounds, target=target)
    row = against(
        works[3],
        "numpy count",
        lambda: [register.count_active(day) for day in days],
        _each(counted, numbers),
        rounds=rounds,
        target=targets[3],
    )
    if row.ours and row.theirs:  # the target is this or a time, whichever is more
        share = _COUNT_SECONDS * len(DAYS) / row.theirs
        row = row._replace(target=max(targets[3], share), note=f"5 µs would be a ratio of {share:.2g}")
    yield row
    columns = Columns(firsts, lasts, objects)
    for peer, package, make in STRUCTURES:
        if reason := missing(package):
            yield left_out(works[1], peer, reason)
            yield left_out(f"{what}: index built", peer, reason)
            continue
        with no_collection():
            start = CPU()
            find = make(columns)
            find(numbers[0])  # some build when they are first asked
            theirs = CPU() - start
        for day, number in zip(days, numbers, strict=True):
            same({id(pact) for pact in find(number)}, {id(p) for p in register.active_on(day)}, f"{peer} on {day}")
        yield against(works[1], peer, unordered, _each(find, numbers), rounds=scale.rounds(3))
        yield row_of(f"{what}: index built", peer, [built], [theirs], note="once; ours also compiles the timelines")
        del find


def _each(find: Find, numbers: Iterable[int]) -> Callable[[], list[Any]]:
    return lambda: [find(number) for number in numbers]
