"""What the benchmarks share: runs that take turns, and the rows that come of them."""

from __future__ import annotations

import gc
import importlib.metadata
import importlib.util
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

__all__ = [
    "CPU",
    "WALL",
    "Row",
    "Scale",
    "against",
    "in_turn",
    "left_out",
    "missing",
    "no_collection",
    "row_of",
    "same",
]

Clock = Callable[[], float]
CPU: Clock = time.process_time
"""For what runs in one thread: what else the machine does hardly counts."""
WALL: Clock = time.perf_counter
"""For engines that use several threads or processes."""

_LEAST_SECONDS = 0.005
_MOST_TIMES = 10_000


class Row(NamedTuple):
    """One line of the table: ours against a peer, and the most that the ratio may be.

    `ours` and `theirs` are medians, in seconds or bytes, or None if the row was left out, for the reason in `note`.
    `spread` is the middle half of the ratios round by round.
    """

    work: str
    peer: str
    ours: float | None
    theirs: float | None
    target: float | None = None
    note: str = ""
    unit: str = "s"
    spread: float | None = None

    @property
    def ratio(self) -> float | None:
        """Our median as a share of the peer's."""
        return self.ours / self.theirs if self.ours is not None and self.theirs else None

    @property
    def verdict(self) -> str:
        """Whether the target was met, if there is one."""
        if self.ratio is None:
            return "left out"
        if self.target is None:
            return ""
        return "met" if self.ratio <= self.target else "missed"


class Scale(NamedTuple):
    """How much of the full sizes is run."""

    quick: bool

    def of(self, count: int) -> int:
        """Return a size: a hundredth of it for a quick run."""
        return count // 100 if self.quick else count

    def rounds(self, count: int) -> int:
        """Return how many rounds are counted: one for a quick run."""
        return 1 if self.quick else count


def missing(*distributions: str) -> str:
    """Return which of some distributions are not installed, as the reason to leave a row out, or an empty text."""
    absent = []
    for name in distributions:
        try:
            importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            absent.append(name)
    return f"not installed: {', '.join(absent)}" if absent else ""


def left_out(work: str, peer: str, reason: str, target: float | None = None) -> Row:
    """Return the row of something that is not measured here."""
    return Row(work, peer, None, None, target, reason)


def same(ours: object, theirs: object, what: str) -> None:
    """Stop if two answers differ: a ratio of different work means nothing."""
    if ours != theirs:
        raise SystemExit(f"{what}: the answers differ")


def spark_session() -> Any:
    """Return a session of Spark on two cores of this machine, whose workers have the packages that are here."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return (
        importlib.import_module("pyspark.sql")
        .SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "OFF")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.memory", "2g")
        .getOrCreate()
    )


@contextmanager
def no_collection() -> Iterator[None]:
    """Hold off garbage collection, for ours and peers alike; what is there already is not looked through again."""
    was = gc.isenabled()
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was:
            gc.enable()


def in_turn(*works: Callable[[], Any], rounds: int, clock: Clock = CPU) -> list[list[float]]:
    """Return the seconds of each work in each round; they run one after the other, in changing order.

    One more round than is counted warms up, and tells how often a work that is too short for the clock has to run
    within a round. What a work returns is dropped, and what it left in circles is collected, while no clock runs.
    """
    seconds: list[list[float]] = [[] for _ in works]
    times = [1] * len(works)
    with no_collection():
        for turn in range(rounds + 1):
            for place in sorted(range(len(works)), reverse=bool(turn % 2)):
                work, result = works[place], None
                start = clock()
                for _ in range(times[place]):
                    result = work()
                took = (clock() - start) / times[place]
                del result
                gc.collect()
                if turn:
                    seconds[place].append(took)
                else:
                    times[place] = max(1, min(_MOST_TIMES, round(_LEAST_SECONDS / max(took, 1e-9))))
    return seconds


def row_of(
    work: str,
    peer: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    target: float | None = None,
    note: str = "",
    unit: str = "s",
) -> Row:
    """Return the row for what was measured round by round."""
    spread = None
    if len(ours) == len(theirs) >= 4:
        quarters = statistics.quantiles([mine / other for mine, other in zip(ours, theirs, strict=True)], n=4)
        spread = quarters[2] - quarters[0]
    return Row(work, peer, statistics.median(ours), statistics.median(theirs), target, note, unit, spread)


def against(
    work: str,
    peer: str,
    ours: Callable[[], Any],
    theirs: Callable[[], Any],
    *,
    rounds: int,
    target: float | None = None,
    note: str = "",
    clock: Clock = CPU,
) -> Row:
    """Return the row for two works that take turns."""
    mine, others = in_turn(ours, theirs, rounds=rounds, clock=clock)
    return row_of(work, peer, mine, others, target, note)
