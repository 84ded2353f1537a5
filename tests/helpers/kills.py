"""Writers that are killed at random moments: `PYTHONPATH=tests python -m helpers.kills --kills 200 --seed 1`.

For each kind of export a process writes two registers in turn to one place, until `kill -9` ends it at a random moment.
What `mc.load` reads then is one of the two, or is refused as cut short; every other file is that of one of the two, and
so is a folder that does not say of itself that it was cut short. POSIX only.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import mainland_coop as mc
from helpers.samples import ASKED, REGISTRY
from mainland_coop import exports
from mainland_coop.explorer import write_explorer
from mainland_coop.foundation.whole_files import UNFINISHED

BOTH = (REGISTRY, ASKED)
LITTER = re.compile(r"\.\d+-[0-9a-f]{8}\.tmp(-journal)?")
"""What a writer that was killed leaves beside its files; the docs name it."""
WITH_SCRATCH = ("workbook",)
"""What is written by way of the folder for temporary files, where a killed writer leaves some; the docs name it too."""


def _into_folder(registry: mc.Registry, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    mc.dump(registry, folder)


WRITERS: dict[str, tuple[Callable[[mc.Registry, Path], Any], str, str]] = {
    # name: the writer, the place, the package of an extra that it needs
    "JSON": (mc.dump, "register.json", ""),
    "JSON, a folder": (_into_folder, "json", ""),
    "JSON Lines": (partial(mc.dump, form="json lines"), "lines", ""),
    "CSV": (exports.write_csv, "csv", ""),
    "Parquet": (exports.write_parquet, "parquet", "pyarrow"),
    "SQLite": (exports.write_sqlite, "register.sqlite", ""),
    "JSON-LD": (exports.write_json_ld, "register.jsonld", ""),
    "Turtle": (exports.write_turtle, "register.ttl", "rdflib"),
    "biblatex": (exports.write_bibtex, "register.bib", ""),
    "CSL-JSON": (exports.write_csl_json, "register.csl.json", ""),
    "RIS": (exports.write_ris, "register.ris", ""),
    "calendar": (partial(exports.write_ical, period="2011/2030"), "register.ics", "icalendar"),
    "workbook": (exports.write_xlsx, "register.xlsx", "xlsxwriter"),
    "explorer": (write_explorer, "explorer", ""),
}


def contents(place: Path) -> dict[str, bytes]:
    """Return the files at a place, without what a killed writer leaves beside them."""
    files = [file for file in place.rglob("*") if file.is_file()] if place.is_dir() else [place]
    kept = (file for file in files if not LITTER.fullmatch(file.name))
    return {str(file.relative_to(place)) if place.is_dir() else file.name: file.read_bytes() for file in kept}


def in_process(write: Callable[[], object]) -> tuple[int, int]:
    """Do something in a process of its own; return its number, and a handle from which to read how it went.

    The packages that write start threads, which a process that is forked does not have; so they run in children only.
    """
    read, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            write()
            os.write(told, b".")
        except BaseException as error:
            os.write(told, repr(error).encode())
        finally:
            os._exit(0)
    os.close(told)
    return child, read


def written(write: Callable[[mc.Registry, Path], Any], registry: mc.Registry, place: Path) -> dict[str, bytes]:
    """Return the files that a writer writes if it is left alone."""
    child, read = in_process(lambda: write(registry, place))
    said = os.read(read, 1000)
    os.waitpid(child, 0)
    os.close(read)
    if said != b".":
        raise RuntimeError(said.decode())
    return contents(place)


def killed(write: Callable[[mc.Registry, Path], Any], place: Path, scratch: Path, chance: random.Random) -> None:
    """Let a process write both registers in turn, and kill it at a random moment after the first two."""
    begun, told = os.pipe()

    def in_turn() -> None:
        tempfile.tempdir = str(scratch)
        for registry in BOTH:
            write(registry, place)
        before = time.perf_counter()
        for registry in BOTH:
            write(registry, place)
        os.write(told, str(time.perf_counter() - before).encode())
        while True:
            for registry in BOTH:
                write(registry, place)

    child, read = in_process(in_turn)
    os.close(told)
    took = os.read(begun, 100)
    if not took:
        raise RuntimeError(os.read(read, 1000).decode())
    time.sleep(chance.uniform(0, 2 * float(took)))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(begun)
    os.close(read)


def found_at(name: str, place: Path, whole: tuple[dict[str, bytes], ...]) -> str:
    """Return what a killed writer left at a place, or raise an AssertionError."""
    left = contents(place)
    is_marked = left.pop(UNFINISHED, None) is not None
    assert left.keys() == whole[0].keys(), f"{name}: the files are {sorted(left)}"
    for file, data in left.items():
        assert any(data == each[file] for each in whole), f"{name}: {file} is neither the old one nor the new one"
    assert is_marked or left in whole, f"{name}: a mixture in silence"
    if name in ("JSON", "JSON, a folder", "JSON Lines"):
        try:
            assert mc.load(place) in BOTH, f"{name}: what was loaded is a mixture"
        except mc.FileError as error:
            if is_marked and "cut short" in str(error):
                return "cut short, and refused"
            raise
    return "cut short, and marked" if is_marked else "whole"


def kill_one(name: str, kills: int, chance: random.Random) -> Counter[str]:
    """Kill the writer of one kind of export so many times, and count what was left.

    Raises:
        AssertionError: If what was left is half written, or a mixture that does not say so.
    """
    write, target, _ = WRITERS[name]
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, target)
        scratch = Path(folder, "scratch")
        whole = tuple(written(write, registry, place) for registry in BOTH)
        for _ in range(kills):
            scratch.mkdir()
            killed(write, place, scratch, chance)
            assert name in WITH_SCRATCH or not list(scratch.iterdir()), f"{name}: temporary files stay"
            shutil.rmtree(scratch)
            counts[found_at(name, place, whole)] += 1
            strange = [file.name for file in Path(folder).rglob("*") if file.suffix.startswith(".tmp")]
            assert all(map(LITTER.fullmatch, strange)), f"{name}: {strange}"
            for file in Path(folder).rglob(".*.tmp*"):
                file.unlink()
    return counts


def main(arguments: list[str] | None = None) -> int:
    """Kill writers of every kind of export that can be written here, and tell what was left."""
    parser = argparse.ArgumentParser(prog="python -m helpers.kills", description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=20, help="of each kind of export (default: 20)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default: 1)")
    options = parser.parse_args(arguments)
    chance, is_bad = random.Random(options.seed), False
    for name, (_, _, package) in WRITERS.items():
        if package and importlib.util.find_spec(package) is None:
            sys.stdout.write(f"{name}: left out, for {package} is not installed\n")
            continue
        try:
            counts = kill_one(name, options.kills, chance)
        except AssertionError as error:
            is_bad = True
            sys.stdout.write(f"{error}\n")
            continue
        sys.stdout.write(f"{name}: {', '.join(f'{what} {count}' for what, count in counts.most_common())}\n")
    return 1 if is_bad else 0


if __name__ == "__main__":
    sys.exit(main())
