"""This version of the library against an earlier one, work by work: `python -m benchmarks --against REV`.

The earlier one is a revision of the source tree, taken out into a temporary folder, or a folder that has it already.
Each version has a process of its own, and the two take turns, round by round, in changing order. The earlier one runs
with the packages of the Python that is given by `--peer-python`, or of this one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from benchmarks.harness import Row, Scale, left_out, missing, row_of
from benchmarks.memory import LOAD, write_lines
from benchmarks.tables_by_hand import plain_rows, write_rows

__all__ = ["AGAINST", "PEERS", "PEER_PYTHON", "TITLE", "rows"]

TITLE = "This version against an earlier one"
PEERS = ("polars", "duckdb", "hypothesis")
AGAINST, PEER_PYTHON = "BENCHMARKS_AGAINST", "BENCHMARKS_PEER_PYTHON"
"""The variables by which the command tells the group's process what it was asked for."""

_ROOT = Path(__file__).resolve().parents[1]
_ENGINES = ("duckdb", "polars", "pyarrow", "numpy", "narwhals")
_WORKS = (
    ("load {} agreements", "loading", 100_000, 0.55, ()),
    ("first question of {}: timelines, index, list", "first_question", 1_000_000, 0.35, ()),
    ("{} of 1 to 20 years: a list, in order", "listed_long", 1_000_000, None, ()),
    ("{} of 1 to 30 days: a list, in order", "listed_short", 1_000_000, None, ()),
    ("the validity table of {}", "to_frame", 200_000, 0.3, ("polars",)),
    ("the events of {}", "events", 200_000, 0.4, ()),
    ("write the explorer of {}", "explorer", 5_000, 0.15, ()),
    ("compile {} rows, 10 % of them not plain, polars", "compiled", 50_000, None, _ENGINES),
    ("{} examples of `strategies.agreements()`", "examples", 300, 0.33, ("hypothesis",)),
)


@contextmanager
def _source(revision: str) -> Iterator[Path]:
    """Give the folder `src` of a revision, or of a folder."""
    if Path(revision, "src").is_dir():
        yield Path(revision, "src").resolve()
        return
    command = ["git", "archive", "--format=tar", revision, "src"]
    archive = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True).stdout
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
        yield Path(folder, "src")


_LOADED, _LOADED_TARGET = 1_000_000, 0.85
_COMPILED, _PEAK_TARGET = 1_000_000, 0.35


def _peak(python: str, source: Path, engine: str, path: Path) -> float:
    """Return the bytes at the peak of compiling a file in a version, in a process of its own."""
    command = [python, str(_ROOT / "benchmarks" / "earlier_works.py"), engine, str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=_environment(source), check=False)
    if done.returncode:
        raise _EndedError  # it said why on standard error
    return float(done.stdout)


def _peaks(scale: Scale, revision: str, peer: str, source: Path | None) -> Iterator[Row]:
    """Yield the rows of what compiling takes at its peak; without a source they are left out."""
    count = scale.of(_COMPILED)
    with tempfile.TemporaryDirectory() as folder:
        reason = missing(*_ENGINES) or ("" if source else "no --against")
        if not reason:
            path = write_rows(Path(folder, "plain.parquet"), plain_rows(count))
        for engine, lazy in (("duckdb", "DuckDB"), ("polars", "polars lazy")):
            told = f"compile {count:,} plain rows, {lazy}: peak memory"
            if reason or source is None:
                yield left_out(told, revision, reason, _PEAK_TARGET)
                continue
            try:
                ours = _peak(sys.executable, _ROOT / "src", engine, path)
                theirs = _peak(peer, source, engine, path)
            except _EndedError:
                yield left_out(told, revision, _LACKING, _PEAK_TARGET)
            else:
                each = f"{ours / count:,.0f} bytes a record"
                yield row_of(told, revision, [ours], [theirs], _PEAK_TARGET, each, "B")


def _loads(scale: Scale, revision: str, peer: str, source: Path | None) -> Iterator[Row]:
    """Yield the row of what loading takes at its peak; without a source it is left out."""
    count = scale.of(_LOADED)
    told = f"load {count:,} agreements from JSON Lines: peak memory"
    if source is None:
        yield left_out(told, revision, "no --against", _LOADED_TARGET)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "lines")
        write_lines(path, count)
        peaks = []
        for python, version in ((sys.executable, _ROOT / "src"), (peer, source)):
            command = [python, "-c", LOAD, str(path)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=_environment(version), check=True)
            peaks.append(float(done.stdout.split()[2]) * (1 if sys.platform == "darwin" else 1024))
    yield row_of(told, revision, peaks[:1], peaks[1:], _LOADED_TARGET, f"{peaks[0] / count:,.0f} bytes a record", "B")


def _environment(source: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(source), str(_ROOT)))}


_LACKING = "not installed: what one of the versions needs"


class _EndedError(Exception):
    """A version could not do its work."""


class _Version:
    """A version in a process, which is asked for rounds."""

    def __init__(self, python: str, source: Path) -> None:
        self._process = subprocess.Popen(
            [python, str(_ROOT / "benchmarks" / "earlier_works.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=_environment(source),
        )

    def round(self, work: str, count: int) -> float:
        """Return the seconds of a round."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{work} {count}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise _EndedError  # it said why on standard error
        return float(answer)

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows."""
    revision = os.environ.get(AGAINST)
    if revision is None:
        for text, _, count, target, _ in _WORKS:
            yield left_out(text.format(f"{scale.of(count):,}"), "an earlier version", "no --against", target)
        yield from _loads(scale, "an earlier version", sys.executable, None)
        yield from _peaks(scale, "an earlier version", sys.executable, None)
        return
    with _source(revision) as source:
        peer = os.environ.get(PEER_PYTHON, sys.executable)
        for text, work, full, target, needed in _WORKS:
            count = scale.of(full)
            told = text.format(f"{count:,}")
            if reason := missing(*needed):
                yield left_out(told, revision, reason, target)
                continue
            versions = _Version(sys.executable, _ROOT / "src"), _Version(peer, source)
            seconds: tuple[list[float], list[float]] = [], []
            try:
                for turn in range(scale.rounds(5) + 1):
                    for place in (0, 1) if turn % 2 else (1, 0):
                        took = versions[place].round(work, count)
                        if turn:
                            seconds[place].append(took)
            except _EndedError:
                yield left_out(told, revision, _LACKING, target)
            else:
                yield row_of(told, revision, *seconds, target)
            finally:
                for version in versions:
                    version.close()
        yield from _loads(scale, revision, peer, source)
        yield from _peaks(scale, revision, peer, source)
