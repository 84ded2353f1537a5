"""Made-up validity tables in Parquet files, of any size: the same seed gives the same rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mainland_coop as mc

__all__ = ["NEEDED", "write"]

NEEDED = ("numpy", "pyarrow", "narwhals")
"""What the benchmarks of tables need beside an engine."""

_KINDS = [str(kind) for kind in mc.AgreementKind]
_AT_ONCE = 500_000


def write(path: Path, rows: int, *, seed: int = 7) -> None:
    """Write a validity table of random runs in the order of the records, two runs for each under either presumption."""
    import numpy as np
    import pyarrow.parquet as pq

    rng = np.random.default_rng(seed)
    writer = None
    for start in range(0, rows, _AT_ONCE):
        table = _table(rng, start // 4, min(_AT_ONCE, rows - start) // 4)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer:
        writer.close()


def _table(rng: Any, number: int, records: int) -> Any:
    import numpy as np
    import pyarrow as pa

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

    first_day, last_day = _numbers(starts), _numbers(ends)
    previous = np.stack([np.zeros(records, np.int32), last_day[:, 0]], axis=1)
    ids = np.char.add("record-", np.arange(number, number + records).astype(str))
    kinds = np.array(_KINDS)[rng.integers(0, len(_KINDS), records)]

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


def _numbers(days: Any) -> Any:
    import numpy as np

    dates = days.astype("datetime64[D]")
    years, months = dates.astype("datetime64[Y]"), dates.astype("datetime64[M]")
    day = (dates - months).astype(int) + 1
    return ((years.astype(int) + 1970) * 10_000 + (months.astype(int) % 12 + 1) * 100 + day).astype(np.int32)
