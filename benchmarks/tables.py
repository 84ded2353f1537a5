"""Questions of ten million rows of Parquet against the same questions written by hand: `python benchmarks/tables.py`.

On each engine (DuckDB, polars, and Spark where Java is found) both read the same file: a validity table of two runs
for each record, with and without the presumption of continuity. By hand means the SQL or the expressions that someone
writes who knows the table. Both take turns, and their answers are compared, also between engines. The ratios are those
of the medians in one run.

    python benchmarks/tables.py --rows 10000000 --rounds 15 --engines duckdb polars spark
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mainland_coop as mc
from mainland_coop import tables

Rows = list[tuple[Any, ...]]
Question = tuple[str, Callable[[], Rows], Callable[[], Rows]]

DAY, MONTH = "2014-06-01", "2014-06"
ON, FIRST, LAST = 20140601, 20140601, 20140630
KINDS = [str(kind) for kind in mc.AgreementKind]


def random_table(rows: int) -> Any:
    """A validity table of random runs, as a pyarrow table in the order of the records."""
    import numpy as np
    import pyarrow as pa

    rng = np.random.default_rng(7)
    records = rows // 4
    first = rng.integers(
        np.datetime64("1950-01-01", "D").astype(int), np.datetime64("2030-01-01", "D").astype(int), records
    )
    length = rng.integers(1, 365 * 10, (records, 2))
    gap = np.where(rng.random(records) < 0.5, 0, rng.integers(0, 800, records))
    starts = np.stack([first, first + length[:, 0] + gap], axis=1)
    ends = starts + length - 1
    is_open = np.zeros((records, 2), bool)
    is_open[:, 1] = rng.random(records) < 0.15
    ends[is_open] = np.datetime64("9999-12-31", "D").astype(int)
    unknown = rng.random((records, 2)) < 0.3
    unknown[gap == 0, 1] = ~unknown[gap == 0, 0]  # runs that touch differ in truth

    def numbers(days: Any) -> Any:
        dates = days.astype("datetime64[D]")
        years, months = dates.astype("datetime64[Y]"), dates.astype("datetime64[M]")
        day = (dates - months).astype(int) + 1
        return ((years.astype(int) + 1970) * 10_000 + (months.astype(int) % 12 + 1) * 100 + day).astype(np.int32)

    first_day, last_day = numbers(starts), numbers(ends)
    previous = np.stack([np.zeros(records, np.int32), last_day[:, 0]], axis=1)
    ids = np.char.add("record-", np.arange(records).astype(str))
    kinds = np.array(KINDS)[rng.integers(0, len(KINDS), records)]

    def each(values: Any) -> Any:  # the two runs of a record, under either presumption
        return np.concatenate([values, values], axis=1).ravel()

    return pa.table(
        {
            "record_kind": pa.repeat("agreements", records * 4),
            "id": np.repeat(ids, 4),
            "presume_continuity": np.tile([True, True, False, False], records),
            "truth": np.where(each(unknown), "UNKNOWN", "TRUE"),
            "first_day": each(first_day),
            "last_day": each(last_day),
            "previous_last_day": each(previous),
            "open_start": pa.repeat(False, records * 4),
            "open_end": each(is_open),
            "kind": np.repeat(kinds, 4),
        }
    )


def in_duckdb(path: Path) -> Iterator[Question]:
    import duckdb

    frame = duckdb.read_parquet(str(path))
    source = f"read_parquet('{path}')"

    def ask(query: str) -> Callable[[], Rows]:
        return lambda: duckdb.sql(query).fetchall()

    yield (
        "certain on a day",
        lambda: tables.active_on(frame, DAY).aggregate("kind, count(*)").fetchall(),
        ask(
            f"SELECT kind, count(*) FROM {source} WHERE presume_continuity AND truth = 'TRUE' "
            f"AND first_day <= {ON} AND last_day >= {ON} GROUP BY kind"
        ),
    )
    yield (
        "count_by on a day",
        lambda: tables.count_by(frame, "kind", DAY).fetchall(),
        ask(
            f"SELECT kind, count(*) FILTER (truth = 'TRUE'), count(*) FROM {source} "
            f"WHERE presume_continuity AND first_day <= {ON} AND last_day >= {ON} GROUP BY kind"
        ),
    )
    yield (
        "count_by in a month",
        lambda: tables.count_by(frame, "kind", MONTH).fetchall(),
        ask(
            f"SELECT kind, count(*) FILTER (truth = 'TRUE' AND first_day <= {FIRST} AND last_day >= {LAST}), count(*) "
            f"FROM {source} WHERE presume_continuity AND first_day <= {LAST} AND last_day >= {FIRST} "
            f"AND previous_last_day < {FIRST} GROUP BY kind"
        ),
    )


def in_polars(path: Path) -> Iterator[Question]:
    import polars as pl

    def frame() -> pl.LazyFrame:
        return pl.scan_parquet(path)

    first, last, true = pl.col("first_day"), pl.col("last_day"), pl.col("truth") == "TRUE"

    def counted(met: pl.LazyFrame, sure: pl.Expr) -> Rows:
        return met.group_by("kind").agg(sure.sum().alias("certain"), pl.len().alias("possible")).collect().rows()

    yield (
        "certain on a day",
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
        "count_by on a day",
        lambda: tables.count_by(frame(), "kind", DAY).collect().rows(),
        lambda: counted(frame().filter(pl.col("presume_continuity"), first <= ON, last >= ON), true),
    )
    met = (pl.col("presume_continuity"), first <= LAST, last >= FIRST, pl.col("previous_last_day") < FIRST)
    yield (
        "count_by in a month",
        lambda: tables.count_by(frame(), "kind", MONTH).collect().rows(),
        lambda: counted(frame().filter(*met), true & (first <= FIRST) & (last >= LAST)),
    )


def in_spark(path: Path) -> Iterator[Question]:
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "OFF")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.memory", "2g")
        .getOrCreate()
    )
    frame = spark.read.parquet(str(path))
    frame.createOrReplaceTempView("validity")

    def ask(query: str) -> Callable[[], Rows]:
        return lambda: [tuple(row) for row in spark.sql(query).collect()]

    yield (
        "certain on a day",
        lambda: [tuple(row) for row in tables.active_on(frame, DAY).groupBy("kind").count().collect()],
        ask(
            "SELECT kind, count(*) FROM validity WHERE presume_continuity AND truth = 'TRUE' "
            f"AND first_day <= {ON} AND last_day >= {ON} GROUP BY kind"
        ),
    )
    yield (
        "count_by on a day",
        lambda: [tuple(row) for row in tables.count_by(frame, "kind", DAY).collect()],
        ask(
            "SELECT kind, count(*) FILTER (WHERE truth = 'TRUE'), count(*) FROM validity "
            f"WHERE presume_continuity AND first_day <= {ON} AND last_day >= {ON} GROUP BY kind"
        ),
    )
    yield (
        "count_by in a month",
        lambda: [tuple(row) for row in tables.count_by(frame, "kind", MONTH).collect()],
        ask(
            f"SELECT kind, count(*) FILTER (WHERE truth = 'TRUE' AND first_day <= {FIRST} AND last_day >= {LAST}), "
            f"count(*) FROM validity WHERE presume_continuity AND first_day <= {LAST} AND last_day >= {FIRST} "
            f"AND previous_last_day < {FIRST} GROUP BY kind"
        ),
    )
    spark.stop()


def timed(ask: Callable[[], Rows]) -> tuple[float, Rows]:
    start = time.perf_counter()
    rows = ask()
    return time.perf_counter() - start, sorted(rows)


def ratio(ours: Callable[[], Rows], theirs: Callable[[], Rows], rounds: int) -> tuple[float, float, Rows]:
    """The ratio of the medians, the middle half of the ratios round by round, and the answer that both gave."""
    seconds: tuple[list[float], list[float]] = ([], [])
    answer: Rows = []
    for turn in range(rounds + 2):
        for which in (0, 1) if turn % 2 else (1, 0):
            took, rows = timed((ours, theirs)[which])
            if answer and rows != answer:
                raise SystemExit(f"the answers differ: {rows} and {answer}")
            answer = rows
            if turn > 1:  # the first two rounds warm up
                seconds[which].append(took)
    quarters = statistics.quantiles([mine / other for mine, other in zip(*seconds, strict=True)], n=4)
    return statistics.median(seconds[0]) / statistics.median(seconds[1]), quarters[2] - quarters[0], answer


ENGINES = {"duckdb": in_duckdb, "polars": in_polars, "spark": in_spark}


def main() -> int:
    parser = argparse.ArgumentParser(description="Questions of a validity table against the same written by hand")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--engines", nargs="+", choices=[*ENGINES], default=[*ENGINES])
    chosen = parser.parse_args()
    compileall.compile_dir(Path(mc.__file__).parent, quiet=2)
    if "spark" in chosen.engines and shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        print("spark is left out: no Java is found")
        chosen.engines.remove("spark")
    packages = ["narwhals", *("pyspark" if name == "spark" else name for name in chosen.engines)]
    peers = ", ".join(f"{name} {__import__(name).__version__}" for name in packages)
    print(f"Python {sys.version.split()[0]}, mainland_coop {mc.__version__}, {peers}")
    answers: dict[str, Rows] = {}
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "validity.parquet"
        import pyarrow.parquet as pq

        pq.write_table(random_table(chosen.rows), path, row_group_size=500_000)
        print(f"{chosen.rows:,} rows, {chosen.rounds} rounds: ours to written by hand, target 1.15")
        print(f"{'engine':8} {'question':22} {'ratio':>6}  {'middle half of the rounds':>8}")
        for engine in chosen.engines:
            for question, ours, theirs in ENGINES[engine](path):
                found, spread, rows = ratio(ours, theirs, chosen.rounds)
                if answers.setdefault(question, rows) != rows:
                    print(f"{engine} answers otherwise than the engines before it: {question}")
                    return 1
                worst = max(worst, found)
                print(f"{engine:8} {question:22} {found:6.2f}  ±{spread / 2:.2f}", flush=True)
    print(f"worst: {worst:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
