"""What is measured in two versions of the library, each in a process of its own; this file runs in either.

It reads lines from standard input, the name of a work and a size, and answers each with the seconds of one round. What
a work needs is made at its first round, and what each round needs anew before its clock starts. With an engine and a
file as arguments it tells the bytes at the peak of compiling that file once, above what the library takes.
"""

from __future__ import annotations

import datetime
import gc
import importlib
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mainland_coop as mc
from benchmarks.registers import register
from mainland_coop import tables

Round = tuple[Callable[[], Any], Callable[[Any], Any]]
"""What makes what a round needs, and the round."""

_DAY = "2010-06-01"


def _agreements(count: int, least: int, most: int) -> list[mc.Agreement]:
    chance = random.Random(6)
    base = datetime.date(1980, 1, 1).toordinal()
    made = []
    for number in range(count):
        first = base + chance.randrange(40 * 365)
        days = mc.PartialDate(first, first), mc.PartialDate(*[first + chance.randint(least, most) - 1] * 2)
        given: dict[str, Any] = {"id": f"a{number}", "title": "X", "kind": "agreement", "parties": ("p",)}
        made.append(mc.Agreement(**given, signed=days[0], expires=days[1]))
    return made


def _register(records: list[mc.Agreement]) -> mc.Registry:
    made = mc.Registry(agreements=records, parties=[mc.Party(id="p", name="P")])
    len(list(made.agreements))  # in order
    return made


def loading(count: int) -> Round:
    """Loading a JSON text."""
    text = register(count).encode()
    mc.loads(text)
    return lambda: None, lambda _: mc.loads(text)


def first_question(count: int) -> Round:
    """The timelines of all, their index, and the first list that is made of it."""
    records = _agreements(count, 365, 20 * 365)
    return lambda: _register(records), lambda made: list(made.active_on(_DAY))


def listed_long(count: int) -> Round:
    """What is in force as a list, in order: much."""
    made = _register(_agreements(count, 365, 20 * 365))
    made.active_on(_DAY)
    list(made.active_on(_DAY))
    return lambda: None, lambda _: list(made.active_on(_DAY))


def listed_short(count: int) -> Round:
    """What is in force as a list, in order: little."""
    made = _register(_agreements(count, 1, 30))
    list(made.active_on(_DAY))
    return lambda: None, lambda _: [list(made.active_on(_DAY)) for _ in range(20)]


def to_frame(count: int) -> Round:
    """The validity table."""
    text = register(count)
    return lambda: mc.loads(text), lambda made: made.to_frame("polars")


def events(count: int) -> Round:
    """The index of events."""
    text = register(count)
    return lambda: mc.loads(text), lambda made: made.events("2010")


def explorer(count: int) -> Round:
    """Writing the explorer of records that are there, over the files of the round before."""
    from mainland_coop.explorer import write_explorer

    text = register(count)
    folder = tempfile.TemporaryDirectory()

    def prepare() -> mc.Registry:
        made = mc.loads(text)
        len(list(made.agreements))  # each is made
        return made

    return prepare, lambda made: write_explorer(made, folder.name)


def examples(count: int) -> Round:
    """Drawing agreements."""
    from hypothesis import HealthCheck, Phase, given, settings

    from mainland_coop import strategies

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategies.agreements())
    def each(record: object) -> None:
        del record

    each()
    return lambda: None, lambda _: each()


def compiled(count: int) -> Round:
    """The validity table of rows that never were Python objects, one in ten of them not plain, in polars."""
    from benchmarks.tables_by_hand import mixed_rows, write_rows

    with tempfile.TemporaryDirectory() as folder:
        path = write_rows(Path(folder, "mixed.parquet"), mixed_rows(count))
        rows = importlib.import_module("polars").read_parquet(path)
    return lambda: None, lambda _: tables.compile(rows)


WORKS = {
    work.__name__: work
    for work in (
        loading,
        first_question,
        listed_long,
        listed_short,
        to_frame,
        events,
        explorer,
        compiled,
        examples,
    )
}


def peak_of(engine: str, path: str) -> int:
    """Return the bytes at the peak of compiling a file, and of counting the runs."""

    def count() -> int:
        if engine == "duckdb":
            relation = tables.compile(importlib.import_module("duckdb").read_parquet(path))
            return int(relation.aggregate("count(*), sum(first_day)").fetchall()[0][0])
        pl = importlib.import_module("polars")
        asked = tables.compile(pl.scan_parquet(path)).select(pl.len(), pl.col("first_day").cast(pl.Int64).sum())
        return int(asked.collect(engine="streaming").item(0, 0))

    few = {"id": ["x"], "signed": ["2011"]}
    tables.compile(importlib.import_module("polars").DataFrame(few))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    count()
    # macOS tells bytes where others tell kibibytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit


def main() -> None:
    """Answer each line with the seconds of a round, or the arguments with a peak."""
    if len(sys.argv) > 1:
        print(peak_of(*sys.argv[1:]))
        return
    known: dict[tuple[str, int], Round] = {}
    for line in sys.stdin:
        name, count = line.split()
        key = name, int(count)
        if key not in known:
            known.clear()
            known[key] = WORKS[name](key[1])
        prepare, work = known[key]
        needed = prepare()
        gc.collect()
        gc.freeze()
        gc.disable()
        start = time.process_time()
        result = work(needed)
        seconds = time.process_time() - start
        del result, needed
        gc.enable()
        gc.unfreeze()
        print(seconds, flush=True)


if __name__ == "__main__":
    main()
