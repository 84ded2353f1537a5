"""Registers that never were Python objects: `tables.compile` against the same by hand in SQL and in polars.

The rows are made up: dates of a day, month or year, terms in years or months, or last days, or neither. `compile`
checks every cell. It is also asked for the same rows with one tenth of them renewed, ended or in stages, which no such
SQL can compile: the peer has the plain rows then. All works take turns with one another, on the same files.
"""

from __future__ import annotations

import importlib
import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.harness import WALL, Row, Scale, against, in_turn, left_out, missing, row_of, same, spark_session
from benchmarks.tables_by_hand import (
    BOTH,
    SPARK,
    TOTALS,
    YEARS,
    Answer,
    Work,
    bounds_by_hand,
    in_duckdb,
    mixed_rows,
    plain_rows,
    polars_by_hand,
    runs_by_hand,
    totals_of_polars,
    write_rows,
)
from mainland_coop import tables

__all__ = ["PEERS", "TITLE", "rows"]

TITLE = "Compiling tables"
PEERS = ("duckdb", "polars", "pyspark", "narwhals", "pyarrow", "numpy")

_ROWS, _ROWS_IN_SPARK = 10_000_000, 1_000_000
NEEDED = ("duckdb", "polars", "narwhals", "pyarrow", "numpy")

ONE, EVERY, CHECKED, POLARS, SPARK_SQL = (
    "DuckDB SQL by hand, runs of one presumption",
    "DuckDB SQL by hand, every column",
    "DuckDB SQL by hand, every column, cells checked",
    "polars by hand, every column",
    "Spark SQL by hand, every column",
)
_PLAIN, _MIXED = "plain rows", "rows, 10 % of them not plain"
_TARGETS = (
    (_PLAIN, ONE, 2.5),
    (_PLAIN, EVERY, 1.7),
    (_PLAIN, CHECKED, None),
    (_PLAIN, POLARS, None),
    (_MIXED, ONE, 8.0),
)


def _asks(duckdb: Any, query: str) -> Work:
    return lambda: tuple(duckdb.sql(query).fetchall()[0])


def _duckdb(path: Path) -> Work:
    duckdb = importlib.import_module("duckdb")
    asked = ", ".join(TOTALS.values())
    return lambda: tuple(tables.compile(duckdb.read_parquet(str(path))).aggregate(asked).fetchall()[0])


def _polars(path: Path) -> Work:
    pl = importlib.import_module("polars")
    return lambda: totals_of_polars(pl, tables.compile(pl.scan_parquet(path)))


_ENGINES = {"DuckDB": _duckdb, "polars": _polars}


def _by_hand(plain: Path) -> dict[str, Work]:
    duckdb = importlib.import_module("duckdb")
    source, asked = f"read_parquet('{plain}')", ", ".join(TOTALS.values())
    queries = {
        ONE: f"SELECT {YEARS} FROM ({in_duckdb(source, ('true',), every=False)})",
        EVERY: f"SELECT {asked} FROM ({in_duckdb(source, BOTH, every=True)})",
        CHECKED: f"SELECT {asked} FROM ({in_duckdb(source, BOTH, every=True, checked=True)})",
    }
    return {peer: _asks(duckdb, query) for peer, query in queries.items()} | {POLARS: polars_by_hand(plain)}


def _in_spark(plain: Path, count: int, rounds: int) -> Iterator[Row]:
    work, peer = f"compile {count:,} plain rows, Spark", SPARK_SQL
    reason = missing("pyspark")
    if not reason and not (shutil.which("java") or "JAVA_HOME" in os.environ):
        reason = "no Java is found"
    if reason:
        yield left_out(work, peer, reason, 2.0)
        return
    spark = spark_session()
    frame = spark.read.parquet(str(plain))
    frame.createOrReplaceTempView("records")
    asked = ", ".join(TOTALS.values())
    bounds_query, runs_query = bounds_by_hand("records", SPARK), runs_by_hand(SPARK, BOTH, every=True)

    def ours() -> Answer:
        return tuple(tables.compile(frame).selectExpr(*TOTALS.values()).first())

    def theirs() -> Answer:
        bounds = spark.sql(bounds_query).cache()  # in one query with the runs, planning it takes half a minute
        bounds.createOrReplaceTempView("bounds")
        found = tuple(spark.sql(f"SELECT {asked} FROM ({runs_query})").first())
        bounds.unpersist(blocking=True)
        return found

    same(ours(), theirs(), work)
    yield against(work, peer, ours, theirs, rounds=rounds, target=2.0, clock=WALL)
    spark.stop()


def _pace(count: int, seconds: Sequence[float]) -> str:
    return f"{count / statistics.median(seconds) / 1e6:.2f} million rows a second of a core"


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows."""
    count, rounds = scale.of(_ROWS), scale.rounds(3)
    told = [
        (f"compile {count:,} {what}, {engine}", what, engine, peer, target)
        for engine in _ENGINES
        for what, peer, target in _TARGETS
    ]
    if reason := missing(*NEEDED):
        yield from (left_out(work, peer, reason, target) for work, _, _, peer, target in told)
        yield left_out(f"compile {scale.of(_ROWS_IN_SPARK):,} plain rows, Spark", SPARK_SQL, reason, 2.0)
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = {
            _PLAIN: write_rows(Path(folder, "plain.parquet"), plain_rows(count)),
            _MIXED: write_rows(Path(folder, "mixed.parquet"), mixed_rows(count)),
        }
        peers = _by_hand(paths[_PLAIN])
        ours = {(what, engine): make(path) for what, path in paths.items() for engine, make in _ENGINES.items()}
        for peer in (EVERY, CHECKED, POLARS):
            for engine in _ENGINES:
                same(ours[_PLAIN, engine](), peers[peer](), f"{engine}, {peer}")
        same(*(ours[_MIXED, engine]() for engine in _ENGINES), _MIXED)
        works = {**ours, **peers}
        seconds = dict(zip(works, in_turn(*works.values(), rounds=rounds), strict=True))
        for work, what, engine, peer, target in told:
            note = _pace(count, seconds[what, engine]) if peer == ONE else ""
            yield row_of(work, peer, seconds[what, engine], seconds[peer], target, note)
        few = scale.of(_ROWS_IN_SPARK)
        yield from _in_spark(write_rows(Path(folder, "few.parquet"), plain_rows(few)), few, scale.rounds(2))
