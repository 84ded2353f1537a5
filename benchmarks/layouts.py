"""What the order of the rows in Parquet is worth: `count_by` on a day of the same rows, in three orders.

Each row says how many row groups can hold an answer by the statistics in the file, and how large the file is.
"""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.harness import WALL, Row, Scale, against, left_out, missing, same
from benchmarks.tables import DAY, ON
from benchmarks.validity_files import NEEDED, write
from mainland_coop import tables

__all__ = ["PEERS", "TITLE", "rows"]

TITLE = "The order of the rows in Parquet"
PEERS = ("duckdb", "polars", "narwhals", "pyarrow")

ORDERS = ("first day", "decade of last day, first day")
PLAIN = "in the order of the records"


def _sorted(table: Any, order: str) -> Any:
    by_day = [("presume_continuity", "descending"), ("first_day", "ascending")]
    if order == ORDERS[0]:
        return table.sort_by(by_day)
    decade = importlib.import_module("pyarrow.compute").divide(table["last_day"], 100_000)
    by_decade = [by_day[0], ("decade", "ascending"), by_day[1]]
    return table.append_column("decade", decade).sort_by(by_decade).drop(["decade"])


def _kept(path: Path) -> str:
    """Return how many row groups can hold a run that covers the day, of how many."""
    metadata = importlib.import_module("pyarrow.parquet").ParquetFile(path).metadata
    names = [metadata.schema.column(index).name for index in range(metadata.num_columns)]
    first, last, presumed = (names.index(name) for name in ("first_day", "last_day", "presume_continuity"))
    count = 0
    for index in range(metadata.num_row_groups):
        group = metadata.row_group(index)
        starts, ends = group.column(first).statistics.min <= ON, group.column(last).statistics.max >= ON
        count += starts and ends and group.column(presumed).statistics.max
    return f"{count} of {metadata.num_row_groups}"


def _in_duckdb(path: Path) -> Callable[[], Any]:
    duckdb = importlib.import_module("duckdb")
    return lambda: tables.count_by(duckdb.read_parquet(str(path)), "kind", DAY).fetchall()


def _in_polars(path: Path) -> Callable[[], Any]:
    pl = importlib.import_module("polars")
    return lambda: tables.count_by(pl.scan_parquet(path), "kind", DAY).collect().rows()


ENGINES = (("duckdb", _in_duckdb), ("polars", _in_polars))


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows."""
    count = scale.of(10_000_000)
    absent = missing(*NEEDED)
    with tempfile.TemporaryDirectory() as folder:
        plain, other = Path(folder) / "plain.parquet", Path(folder) / "sorted.parquet"
        for order in ORDERS:
            note = ""
            if not absent:
                pq = importlib.import_module("pyarrow.parquet")
                write(other, count)
                table = pq.read_table(other)
                pq.write_table(table, plain, row_group_size=scale.of(200_000))
                pq.write_table(_sorted(table, order), other, row_group_size=scale.of(200_000))
                del table
                size = other.stat().st_size / plain.stat().st_size
                note = f"row groups {_kept(other)}, not {_kept(plain)}; {size:.2f} of the size"
            for package, make in ENGINES:
                work, peer = f"{count:,} rows by {order}", f"{PLAIN}, {package}"
                if reason := absent or missing(package):
                    yield left_out(work, peer, reason)
                    continue
                ours, theirs = make(other), make(plain)
                same(sorted(ours()), sorted(theirs()), work)
                yield against(work, peer, ours, theirs, rounds=scale.rounds(9), note=note, clock=WALL)
