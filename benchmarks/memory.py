"""What loading a large register takes, as JSON Lines and as one JSON file: `python benchmarks/memory.py [how many]`.

Whole processes, one at a time; the peak is that of the process above what importing the library takes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import compile_bytecode, versions
from registers import agreements, head

LOAD = """
import resource, sys, time
import mainland_coop as mc
mc.loads('{"schema": 1}')
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
registry = mc.load(sys.argv[1])
seconds = time.perf_counter() - start
print(len(registry.agreements), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def loaded(path: Path) -> tuple[int, float, int]:
    """Return how many agreements a process loaded, in how many seconds, with how many bytes at its peak."""
    done = subprocess.run([sys.executable, "-c", LOAD, str(path)], check=True, capture_output=True, text=True)
    count, seconds, kibibytes = done.stdout.split()
    return int(count), float(seconds), int(kibibytes) * 1024


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


def main(count: int = 1_000_000) -> int:
    """Print the table; 1 if a target is missed."""
    compile_bytecode()
    print(versions())
    with tempfile.TemporaryDirectory() as name:
        few, lines, whole = Path(name, "few"), Path(name, "lines"), Path(name, "whole.json")
        write_lines(few, count // 10)
        write_lines(lines, count)
        write_whole(whole, count)
        n_few, seconds_few, _ = loaded(few)
        n_lines, seconds_lines, peak_lines = loaded(lines)
        n_whole, seconds_whole, peak_whole = loaded(whole)
    slower = seconds_lines / n_lines / (seconds_few / n_few)
    print(f"{peak_lines / n_lines:8.0f} bytes a record at the peak (one JSON file: {peak_whole / n_whole:.0f})")
    print(f"{peak_lines / peak_whole:8.3f} peak of JSON Lines to that of one JSON file (target: at most 0.45)")
    print(f"{slower:8.3f} time a record of {count:,} to that of {count // 10:,} (target: at most 1.2)")
    print(f"{seconds_lines / seconds_whole:8.3f} time of JSON Lines to that of one JSON file")
    return 0 if peak_lines <= 0.45 * peak_whole and slower <= 1.2 else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
