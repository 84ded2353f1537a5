"""What engines make of the cells of a CSV file if nobody tells them what they are."""

from __future__ import annotations

from pathlib import Path

CELLS = {
    "years": ("2011", "2012"),
    "months": ("2011-11", "2012-05"),
    "days": ("2011-11-25", "2012-05-01"),
    "days and years": ("2011-11-25", "2012"),
    "the text NA": ("NA", "x"),
    "numbers with zeros before": ("007", "012"),
}
INFERRED = {
    "pandas": ("int64 2011", "str 2011-11", "str 2011-11-25", "str 2011-11-25", "str nan", "int64 7"),
    "polars": ("Int64 2011", "String 2011-11", "String 2011-11-25", "String 2011-11-25", "String NA", "Int64 7"),
    "DuckDB": ("BIGINT 2011", "VARCHAR 2011-11", "DATE 2011-11-25", "VARCHAR 2011-11-25", "VARCHAR NA", "VARCHAR 007"),
    "Spark": (
        *("int 2011", "timestamp 2011-11-01 00:00:00", "date 2011-11-25", "timestamp 2011-11-25 00:00:00"),
        *("string NA", "int 7"),
    ),
}
"""The type that each engine infers for the columns of `CELLS`, and the first cell; `docs/exports.md` shows it."""


def cells_file(folder: Path) -> Path:
    file = folder / "cells.csv"
    file.write_text("\n".join(",".join(row) for row in (CELLS, *zip(*CELLS.values(), strict=True))), encoding="utf-8")
    return file
