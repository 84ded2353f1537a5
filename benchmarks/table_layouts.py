"""What the order of the rows in Parquet is worth: `python benchmarks/table_layouts.py`.

The same question (`tables.count_by` on a day) of the same rows, in three orders. It prints how many row groups can hold
an answer by the statistics in the file, and how long each engine takes relative to the order of the records.
"""

from __future__ import annotations

import argparse
import compileall
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tables import DAY, ON, random_table

import mainland_coop as mc
from mainland_coop import tables

GROUP = 200_000


def layouts(table: Any) -> dict[str, Any]:
    """The rows in each order."""
    import pyarrow.compute as pc

    decade = pc.divide(table["last_day"], 100_000)
    by_day = [("presume_continuity", "descending"), ("first_day", "ascending")]
    by_decade = [by_day[0], ("decade", "ascending"), by_day[1]]
    return {
        "order of the records": table,
        "first day": table.sort_by(by_day),
        "decade of the last day, first day": table.append_column("decade", decade).sort_by(by_decade).drop(["decade"]),
    }


def kept(path: Path) -> str:
    """How many row groups can hold a run that covers the day, of how many."""
    import pyarrow.parquet as pq

    metadata = pq.ParquetFile(path).metadata
    names = [metadata.schema.column(index).name for index in range(metadata.num_columns)]
    first, last, presumed = (names.index(name) for name in ("first_day", "last_day", "presume_continuity"))
    count = 0
    for index in range(metadata.num_row_groups):
        group = metadata.row_group(index)
        starts, ends = group.column(first).statistics.min <= ON, group.column(last).statistics.max >= ON
        count += starts and ends and group.column(presumed).statistics.max
    return f"{count} of {metadata.num_row_groups}"


def median_of(ask: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """The median time of each, asked in turns."""
    seconds: dict[str, list[float]] = {name: [] for name in ask}
    for turn in range(rounds + 1):
        for name, one in ask.items():
            start = time.perf_counter()
            one()
            if turn:  # the first round warms up
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in seconds.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description="What the order of the rows in Parquet is worth")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=9)
    chosen = parser.parse_args()
    compileall.compile_dir(Path(mc.__file__).parent, quiet=2)
    import duckdb
    import polars as pl
    import pyarrow.parquet as pq

    print(f"duckdb {duckdb.__version__}, polars {pl.__version__}; {chosen.rows:,} rows, row groups of {GROUP:,}")
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for number, (name, rows) in enumerate(layouts(random_table(chosen.rows)).items()):
            paths[name] = Path(folder) / f"{number}.parquet"
            pq.write_table(rows, paths[name], row_group_size=GROUP)
        engines: dict[str, Callable[[Path], Callable[[], Any]]] = {
            "duckdb": lambda path: lambda: tables.count_by(duckdb.read_parquet(str(path)), "kind", DAY).fetchall(),
            "polars": lambda path: lambda: tables.count_by(pl.scan_parquet(path), "kind", DAY).collect(),
        }
        found = {
            engine: median_of({name: ask(path) for name, path in paths.items()}, chosen.rounds)
            for engine, ask in engines.items()
        }
        print(f"{'rows sorted by':36} {'row groups':>12} {'file':>6} {'duckdb':>7} {'polars':>7}")
        plain = next(iter(paths))
        for name, path in paths.items():
            size = path.stat().st_size / paths[plain].stat().st_size
            ratios = [found[engine][name] / found[engine][plain] for engine in engines]
            print(f"{name:36} {kept(path):>12} {size:6.2f} {ratios[0]:7.2f} {ratios[1]:7.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
