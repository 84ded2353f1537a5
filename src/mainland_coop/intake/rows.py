"""The rows of a table, wherever they come from: CSV, Parquet, a dataframe, or a list of dicts."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from mainland_coop.foundation.errors import FileError, MissingFileError, WrongTypeError, shorten
from mainland_coop.foundation.importing import require

__all__ = ["Row", "Table", "TableSource", "opened"]

TableSource: TypeAlias = "str | os.PathLike[str] | Sequence[Mapping[str, object]] | Any"
"""What can be read: the path of a file, a list of dicts, or a frame of pandas, polars, pyarrow, DuckDB, ..."""

Row: TypeAlias = tuple[int, Sequence[object]]
"""The number of a row as the user sees it, and its cells."""


@attrs.frozen(eq=False)
class Table:
    """A table: where it comes from, the names of its columns, and its rows, which can be read once."""

    where: str
    header: tuple[str, ...]
    rows: Iterator[Row]


def opened(source: TableSource, *, encoding: str, delimiter: str | None) -> Table:
    """Return the table that a source holds.

    Raises:
        MissingFileError: If there is no such file.
        FileError: If it cannot be read.
        MissingExtraError: If the package that reads it is not installed.
        WrongTypeError: If it is nothing that can be read as a table.
    """
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        if not path.is_file():
            raise MissingFileError(f"there is no file {shorten(str(path))}")
        match path.suffix.casefold():
            case ".parquet" | ".pq":
                return _parquet(path)
            case ".xlsx" | ".xls" | ".ods":
                raise FileError(
                    f"{shorten(str(path))} is a workbook: save the sheet as CSV (UTF-8), or read it with "
                    f"pandas.read_excel(..., dtype=str) and pass the frame"
                )
            case ".tsv" | ".tab":
                return _csv(path, encoding, delimiter or "\t")
            case _:
                return _csv(path, encoding, delimiter or ",")
    if isinstance(source, list | tuple) and all(isinstance(item, Mapping) for item in source):
        header = tuple(dict.fromkeys(chain.from_iterable(source)))
        return Table("the list", header, enumerate(tuple(item.get(name) for name in header) for item in source))
    return _frame(source)


# --- Files -------------------------------------------------------------------------------------------------------


def _csv(path: Path, encoding: str, delimiter: str) -> Table:
    lines = _numbered_csv(path, encoding, delimiter)
    _, header = next(lines, (1, []))
    if not header:
        raise FileError(f"{shorten(str(path))} has no header: its first row names the columns")
    return Table(path.name, tuple(map(str, header)), (row for row in lines if row[1]))


def _numbered_csv(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    number = 0
    try:
        if encoding.casefold().replace("_", "-") in ("utf-8", "utf8"):
            encoding = "utf-8-sig"  # a byte order mark, as Excel writes it, is no part of the first name
        with path.open(encoding=encoding, newline="") as file:
            for number, cells in enumerate(csv.reader(file, delimiter=delimiter, strict=True), 1):
                yield number, cells
    except csv.Error as error:
        raise FileError(
            f"{shorten(str(path))} is no sound CSV at row {number + 1}: {error}; a cell that holds a separator, "
            f'a quote or a line break stands in quotes, and a quote in it is doubled ("")'
        ) from None
    except UnicodeError as error:
        raise FileError(
            f"{shorten(str(path))} is not {encoding} after row {number}: {error}; save it as UTF-8, or pass its "
            f"encoding, such as encoding='gb18030' or 'cp1252'"
        ) from None
    except (OSError, LookupError, TypeError, ValueError) as error:
        raise FileError(f"{shorten(str(path))} cannot be read: {error}") from error


def _parquet(path: Path) -> Table:
    parquet = require("pyarrow.parquet", "pyarrow", "Parquet files")
    arrow = require("pyarrow", "pyarrow", "Parquet files")
    try:
        file = parquet.ParquetFile(path)
    except (OSError, arrow.ArrowException) as error:
        raise FileError(f"{shorten(str(path))} cannot be read as Parquet: {error}") from error
    rows = (
        row
        for batch in file.iter_batches()
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)
    )
    return Table(path.name, tuple(file.schema_arrow.names), enumerate(rows))


def _frame(source: Any) -> Table:
    if not hasattr(type(source), "columns"):
        raise WrongTypeError(
            f"a {type(source).__name__} is no table: give the path of a CSV or Parquet file, a dataframe, "
            f"or a list of dicts"
        )
    nw = require("narwhals", "tables", "dataframes")
    try:
        frame: Any = nw.from_native(source)
        if isinstance(frame, nw.LazyFrame):
            frame = frame.collect()
    except (TypeError, nw.exceptions.NarwhalsError) as error:
        raise WrongTypeError(f"a {type(source).__name__} cannot be read as a table: {error}") from error
    rows: Iterable[tuple[object, ...]] = frame.iter_rows()
    return Table(f"the {type(source).__name__}", tuple(map(str, frame.columns)), enumerate(rows))
