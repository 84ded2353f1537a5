"""What the benchmarks share: medians of runs that take turns, and a table of ratios.

Everything is a ratio to a peer that ran in the same process, in turn with ours, so that whatever else the machine does
falls on both. No figure here is a claim about another machine.
"""

from __future__ import annotations

import compileall
import gc
import importlib.metadata
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import mainland_coop

__all__ = ["Row", "compile_bytecode", "in_turn", "measured", "no_collection", "show", "versions"]


class Row(NamedTuple):
    """One line of the table: ours against a peer, and the most that the ratio may be."""

    work: str
    peer: str
    ours: float
    theirs: float
    target: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        """Our median as a share of the peer's."""
        return self.ours / self.theirs


def compile_bytecode() -> None:
    """Compile the library first: an environment may forbid Python to keep what it compiles."""
    compileall.compile_dir(Path(mainland_coop.__file__).parent, quiet=2)


def versions(*distributions: str) -> str:
    """Return the versions of Python, the library and its peers."""
    told = [f"Python {platform.python_version()}", f"mainland_coop {mainland_coop.__version__}"]
    return ", ".join([*told, *(f"{name} {importlib.metadata.version(name)}" for name in distributions)])


@contextmanager
def no_collection() -> Iterator[None]:
    """Hold off garbage collection, for ours and peers alike, and collect what lies about beforehand."""
    gc.collect()
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def in_turn(
    *works: Callable[[], Any], rounds: int, inner: int = 1, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Return the median seconds of each work, run one after the other, round after round, without collection.

    Args:
        works: What to run; results are dropped before the next starts.
        rounds: How many rounds are counted; one more warms up.
        inner: How often each work runs within a round, for those too short for the clock.
        clock: `time.process_time` for works of one thread, so that what else the machine does counts less.
    """
    seconds: list[list[float]] = [[] for _ in works]
    with no_collection():
        for turn in range(rounds + 1):
            for place, work in enumerate(works):
                start = clock()
                for _ in range(inner):
                    work()
                if turn:
                    seconds[place].append((clock() - start) / inner)
    return [statistics.median(found) for found in seconds]


def measured(
    work: str, peer: str, ours: Callable[[], Any], theirs: Callable[[], Any], *, target: float | None, **turns: Any
) -> Row:
    """Return the row for two works that take turns."""
    mine, other = in_turn(ours, theirs, **turns)
    return Row(work, peer, mine, other, target)


def show(rows: Iterable[Row], told: str) -> bool:
    """Print the table, and return whether every target was met."""
    print(told)
    print("Medians of runs in turn, in one process. A ratio is our time as a share of the peer's.\n")
    print(f"{'work':58} {'peer':34} {'ours':>11} {'peer':>11} {'ratio':>8} {'target':>8}")
    met = True
    for row in rows:
        missed = row.target is not None and row.ratio > row.target
        met = met and not missed
        target = "" if row.target is None else f"{row.target:8.3f}"
        flag = "  missed" if missed else ""
        print(f"{row.work:58} {row.peer:34} {_time(row.ours)} {_time(row.theirs)} {row.ratio:8.3f} {target:8}{flag}")
    return met


def _time(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:8.2f} {unit:2}"
    return f"{seconds / 1e-9:8.0f} ns"
