"""Questions of ten million rows of Parquet against the same questions written by hand.

On each engine (DuckDB, polars, and Spark where Java is found) both read the same file: a validity table of two runs
for each record, with and without the presumption of continuity. By hand means the SQL or the expressions that someone
writes who knows the table. The answers are compared, also between engines.
"""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.harness import WALL, Row, Scale, against, left_out, missing, same, spark_session
from benchmarks.validity_files import NEEDED, write
from mainland_coop import tables

__all__ = ["PEERS", "TITLE", "rows"]

TITLE = "Tables in Parquet"
PEERS = ("duckdb", "polars", "pyspark", "narwhals", "pyarrow")

Rows = list[tuple[Any, ...]]
Question = tuple[str, Callable[[], Rows], Callable[[], Rows]]

DAY, MONTH = "2014-06-01", "2014-06"
ON, FIRST, LAST = 20140601, 20140601, 20140630
ON_A_DAY, COUNTS_ON_A_DAY, COUNTS_IN_A_MONTH = QUESTIONS = (
    "active_on a day, by kind",
    "count_by kind on a day",
    "count_by kind in a month",
)

ON_THE_DAY = "truth = 'TRUE'"
IN_THE_MONTH = f"{ON_THE_DAY} AND first_day <= {FIRST} AND last_day >= {LAST}"


def standings(sure: str) -> str:
    """The counts of a query by hand: by stated dates, presumed, possible."""
    stated, presumed, possible = (
        f"count(*) FILTER (WHERE {condition})"
        for condition in (
            "NOT presume_continuity",
            f"presume_continuity AND {sure}",
            f"presume_continuity AND NOT ({sure})",
        )
    )
    return f"kind, {stated}, {presumed} - {stated}, {possible}"


def in_duckdb(path: Path) -> Iterator[Question]:
    duckdb = importlib.import_module("duckdb")
    frame = duckdb.read_parquet(str(path))
    source = f"read_parquet('{path}')"

    def ask(query: str) -> Callable[[], Rows]:
        return lambda: duckdb.sql(query).fetchall()

    yield (
        ON_A_DAY,
        lambda: tables.active_on(frame, DAY).aggregate("kind, count(*)").fetchall(),
        ask(
            f"SELECT kind, count(*) FROM {source} WHERE presume_continuity AND truth = 'TRUE' "
            f"AND first_day <= {ON} AND last_day >= {ON} GROUP BY kind"
        ),
    )
    yield (
        COUNTS_ON_A_DAY,
        lambda: tables.count_by(frame, "kind", DAY).fetchall(),
        ask(
            f"SELECT {standings(ON_THE_DAY)} FROM {source} "
            f"WHERE first_day <= {ON} AND last_day >= {ON} AND (presume_continuity OR {ON_THE_DAY}) GROUP BY kind"
        ),
    )
    yield (
        COUNTS_IN_A_MONTH,
        lambda: tables.count_by(frame, "kind", MONTH).fetchall(),
        ask(
            f"SELECT {standings(IN_THE_MONTH)} FROM {source} WHERE first_day <= {LAST} AND last_day >= {FIRST} "
            f"AND (presume_continuity AND previous_last_day < {FIRST} OR {IN_THE_MONTH}) GROUP BY kind"
        ),
    )


def in_polars(path: Path) -> Iterator[Question]:
    pl = importlib.import_module("polars")

    def frame() -> Any:
        return pl.scan_parquet(path)

    first, last, true = pl.col("first_day"), pl.col("last_day"), pl.col("truth") == "TRUE"

    presumed = pl.col("presume_continuity")

    def counted(met: Any, sure: Any) -> Rows:
        firm, stated = (presumed & sure).sum(), (~presumed).sum()
        maybe = (presumed & ~sure).sum().alias("possible")
        return (
            met.group_by("kind").agg(stated.alias("stated"), (firm - stated).alias("presumed"), maybe).collect().rows()
        )

    yield (
        ON_A_DAY,
        lambda: tables.active_on(frame(), DAY).group_by("kind").len().collect().rows(),
        lambda: (
            frame()
            .filter(pl.col("presume_continuity"), true, first <= ON, last >= ON)
            .group_by("kind")
            .len()
            .collect()
            .rows()
        ),
    )
    yield (
        COUNTS_ON_A_DAY,
        lambda: tables.count_by(frame(), "kind", DAY).collect().rows(),
        lambda: counted(frame().filter(first <= ON, last >= ON, presumed | true), true),
    )
    within = true & (first <= FIRST) & (last >= LAST)
    met = (first <= LAST, last >= FIRST, (presumed & (pl.col("previous_last_day") < FIRST)) | within)
    yield (
        COUNTS_IN_A_MONTH,
        lambda: tables.count_by(frame(), "kind", MONTH).collect().rows(),
        lambda: counted(frame().filter(*met), within),
    )


def in_spark(path: Path) -> Iterator[Question]:
    spark = spark_session()
    frame = spark.read.parquet(str(path))
    frame.createOrReplaceTempView("validity")

    def ask(query: str) -> Callable[[], Rows]:
        return lambda: [tuple(row) for row in spark.sql(query).collect()]

    yield (
        ON_A_DAY,
        lambda: [tuple(row) for row in tables.active_on(frame, DAY).groupBy("kind").count().collect()],
        ask(
            "SELECT kind, count(*) FROM validity WHERE presume_continuity AND truth = 'TRUE' "
            f"AND first_day <= {ON} AND last_day >= {ON} GROUP BY kind"
        ),
    )
    yield (
        COUNTS_ON_A_DAY,
        lambda: [tuple(row) for row in tables.count_by(frame, "kind", DAY).collect()],
        ask(
            f"SELECT {standings(ON_THE_DAY)} FROM validity "
            f"WHERE first_day <= {ON} AND last_day >= {ON} AND (presume_continuity OR {ON_THE_DAY}) GROUP BY kind"
        ),
    )
    yield (
        COUNTS_IN_A_MONTH,
        lambda: [tuple(row) for row in tables.count_by(frame, "kind", MONTH).collect()],
        ask(
            f"SELECT {standings(IN_THE_MONTH)} FROM validity WHERE first_day <= {LAST} AND last_day >= {FIRST} "
            f"AND (presume_continuity AND previous_last_day < {FIRST} OR {IN_THE_MONTH}) GROUP BY kind"
        ),
    )
    spark.stop()


ENGINES = (
    ("DuckDB SQL by hand", "duckdb", in_duckdb),
    ("polars by hand", "polars", in_polars),
    ("Spark SQL by hand", "pyspark", in_spark),
)


def _absent(package: str) -> str:
    reason = missing(*NEEDED, package)
    if not reason and package == "pyspark" and not (shutil.which("java") or "JAVA_HOME" in os.environ):
        return "no Java is found"
    return reason


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows."""
    count = scale.of(10_000_000)
    answers: dict[str, Rows] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "validity.parquet"
        if not missing(*NEEDED):
            write(path, count)
        for peer, package, ask in ENGINES:
            if reason := _absent(package):
                for question in QUESTIONS:
                    yield left_out(f"{count:,} rows: {question}", peer, reason, 1.15)
                continue
            for question, ours, theirs in ask(path):
                answer = sorted(ours())
                same(answer, sorted(theirs()), f"{question}, {peer}")
                same(answers.setdefault(question, answer), answer, f"{question}, {peer} and the engines before it")
                rounds = scale.rounds(15)
                yield against(f"{count:,} rows: {question}", peer, ours, theirs, rounds=rounds, target=1.15, clock=WALL)
