"""What loading a large register takes, as JSON Lines and as one JSON file.

Each load has a process of its own. The peak is that of the process above what the library itself takes.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.harness import Row, Scale, row_of, same
from benchmarks.registers import agreements, head

__all__ = ["PEERS", "TITLE", "rows"]

TITLE = "Memory, and what size costs"
PEERS = ()
LOAD = """
import resource, sys, time
import mainland_coop as mc
mc.loads('{"schema": 1}')
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
registry = mc.load(sys.argv[1])
seconds = time.process_time() - start
print(len(registry.agreements), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


class Loaded(NamedTuple):
    """What a process told: how many agreements it loaded, the seconds of each, and the bytes at its peak."""

    agreements: int
    seconds: float
    peak: int


def load(path: Path) -> Loaded:
    """Load a register in a process."""
    done = subprocess.run([sys.executable, "-c", LOAD, str(path)], check=True, capture_output=True, text=True)
    count, seconds, size = done.stdout.split()
    # macOS tells bytes where others tell kibibytes.
    return Loaded(int(count), float(seconds) / int(count), int(size) * (1 if sys.platform == "darwin" else 1024))


def write_lines(folder: Path, count: int) -> None:
    """Write a register as JSON Lines."""
    folder.mkdir()
    for kind, records in {**head(), "agreements": agreements(count)}.items():
        with (folder / f"{kind}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def write_whole(path: Path, count: int) -> None:
    """Write the same as one JSON file, record by record: a child's peak is never told as less than its parent's."""
    with path.open("w", encoding="utf-8") as file:
        opening = "{"
        for kind, records in {**head(), "agreements": agreements(count)}.items():
            file.write(f'{opening}"{kind}": [')
            for number, record in enumerate(records):
                file.write(("," if number else "") + json.dumps(record, ensure_ascii=False))
            file.write("]")
            opening = ","
        file.write("}")


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows."""
    count, small = scale.of(1_000_000), scale.of(100_000)
    with tempfile.TemporaryDirectory() as name:
        few, lines, whole = Path(name, "few"), Path(name, "lines"), Path(name, "whole.json")
        write_lines(few, small)
        write_lines(lines, count)
        write_whole(whole, count)
        found: dict[Path, list[Loaded]] = {few: [], lines: [], whole: []}
        for _ in range(scale.rounds(3)):
            for path, loads in found.items():
                loads.append(load(path))
    for path, expected in ((few, small), (lines, count), (whole, count)):
        same({one.agreements for one in found[path]}, {expected}, "agreements loaded")
    peaks = {path: [one.peak for one in loads] for path, loads in found.items()}
    seconds = {path: [one.seconds for one in loads] for path, loads in found.items()}
    work = f"load {count:,} agreements from JSON Lines"
    each = f"{statistics.median(peaks[lines]) / count:,.0f} bytes a record"
    yield row_of(f"{work}: peak memory", "the same as one JSON file", peaks[lines], peaks[whole], 0.45, each, "B")
    peer = f"the same for {small:,}"
    yield row_of(f"{work}: time of each", peer, seconds[lines], seconds[few], 1.2)
    yield row_of(f"{work}: time of each", "the same as one JSON file", seconds[lines], seconds[whole])
