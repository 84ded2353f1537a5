"""Tables opened, wherever they come from: files of text, workbooks, Parquet files, dataframes and lists of dicts."""

from __future__ import annotations

import errno
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain as joined, islice
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from mainland_coop.foundation.errors import FileError, InvalidArgumentError, MissingFileError, WrongTypeError, shorten
from mainland_coop.foundation.importing import require
from mainland_coop.foundation.whole_files import path_of
from mainland_coop.intake.sheets import WORKBOOKS, chosen_sheet, only_firsts
from mainland_coop.intake.text_files import form_of, numbered_rows
from mainland_coop.intake.workbook_cells import CellPrecision

TableSource: TypeAlias = "str | os.PathLike[str] | Sequence[Mapping[str, object]] | Any"
"""What can be read, which is the path of a file, a list of dicts, or a frame of pandas, polars, pyarrow, DuckDB, ..."""

Row: TypeAlias = tuple[int, Sequence[object]]
"""The number of a row as the user sees it, and its cells."""


@attrs.frozen(eq=False)
class Table:
    """A table: where it comes from, the names of its columns, and its rows, which can be read once.

    Attributes:
        where: The file, frame or list.
        header: The names of the columns; one that has none, or shares it, is called by its place.
        rows: The rows.
        only_firsts: The columns of a workbook without number formats whose dates are all the first day of a month, or
            of a year: they may state no more than that.
    """

    where: str
    header: tuple[str, ...]
    rows: Iterator[Row]
    only_firsts: Mapping[str, CellPrecision] = attrs.field(factory=dict)


def opened(
    source: TableSource,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    skip: int = 0,
) -> Table:
    """Return the table that a source holds.

    Raises:
        MissingFileError: If there is no such file.
        FileError: If it cannot be read; also for a folder, and for a pipe or a device, which may never end.
        MissingExtraError: If the package that reads it is not installed.
        InvalidArgumentError: If an argument has no meaning for such a source.
        WrongTypeError: If it is nothing that can be read as a table.
    """
    if type(skip) is not int or skip < 0:
        raise InvalidArgumentError(f"skip: {shorten(skip)} is no number of rows above the header")
    path = path_of(source) if isinstance(source, str | os.PathLike) else None
    suffix = "" if path is None else path.suffix.casefold()
    workbook = suffix in WORKBOOKS
    if sheet is not None and not workbook:
        raise InvalidArgumentError(f"sheet: only a workbook has sheets ({', '.join(WORKBOOKS)})")
    if skip and (path is None or suffix in _PARQUET):
        raise InvalidArgumentError("skip: only a text file or a workbook has rows above its header")
    if path is not None:
        if not is_file(path):
            raise _no_file(path)
        if suffix in _PARQUET:
            return _parquet(path)
        if workbook:
            return _workbook(path, sheet, skip)
        if suffix in (".json", ".jsonl", ".ndjson"):
            raise FileError(
                f"{shorten(str(path))} is JSON and no table: load() reads a register in the file form, and a list of "
                f"objects, read with json.load(), is a table"
            )
        return _text(path, encoding, delimiter, skip)
    if isinstance(source, list | tuple) and all(isinstance(item, Mapping) for item in source):
        header = tuple(dict.fromkeys(joined.from_iterable(source)))
        return Table("the list", header, enumerate(tuple(item.get(name) for name in header) for item in source))
    return _frame(source)


def is_file(path: Path) -> bool:
    """Return whether a path is that of a file that can be looked at; what is no path at all is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # such as a name that is too long
        return False


def _no_file(path: Path) -> FileError:
    """Return the error for a path at which there is no file that can be read."""
    told = shorten(str(path))
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
            return MissingFileError(f"there is no file {told}")
        return FileError(f"{told} cannot be read: {error.strerror}")
    if stat.S_ISDIR(mode):
        return FileError(f"{told} is a folder, and a table is one file")
    return FileError(f"{told} is a pipe, a device or a socket, which may never end: save what it says as a file")


def column_names(cells: Iterable[object]) -> tuple[str, ...]:
    """Return the names of columns: what the header has, and `column 3` where it has nothing, or a name twice.

    Example:
        >>> column_names(["No.", "", "Date", "Date", 2011])
        ('No.', 'column 2', 'Date (column 3)', 'Date (column 4)', '2011')
    """
    names = ["" if cell is None else str(cell) for cell in cells]
    counts = Counter(names)
    found = []
    for at, name in enumerate(names, 1):
        if not name.strip():
            found.append(f"column {at}")
        else:
            found.append(name if counts[name] == 1 else f"{name} (column {at})")
    return tuple(found)


# --- Files -----------------------------------------------------------------------------------------------------------

_PARQUET = (".parquet", ".pq")


def _text(path: Path, encoding: str | None, delimiter: str | None, skip: int) -> Table:
    rows = numbered_rows(path, form_of(path, encoding, delimiter, skip))
    header = next(islice(rows, skip, None), (0, []))[1]
    if not any(cell.strip() for cell in header):
        raise _no_header(path, skip)
    return Table(path.name, column_names(header), (row for row in rows if row[1]))


def _workbook(path: Path, name: str | None, skip: int) -> Table:
    sheet = chosen_sheet(path, name)
    header: tuple[object, ...] = tuple(next(islice(sheet.rows(), skip, None), ()))
    while header and is_blank(header[-1]):
        header = header[:-1]
    if not header:
        raise _no_header(path, skip)
    names = column_names(header)
    firsts = {} if sheet.formats else only_firsts(names, islice(sheet.rows(), skip + 1, None))
    rows = ((number, _fitted(row, len(names))) for number, row in enumerate(sheet.rows(), 1) if number > skip + 1)
    return Table(path.name, names, (row for row in rows if row[1]), firsts)


def _fitted(row: Sequence[object], width: int) -> Sequence[object]:
    """Return the cells of a row as far as its header goes, or as far as it has any."""
    if len(row) == width:
        return row
    cells = [*row, *[None] * (width - len(row))]
    while len(cells) > width and is_blank(cells[-1]):
        cells.pop()
    return cells


def is_blank(cell: object) -> bool:
    """Return whether a cell holds nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _no_header(path: Path, skip: int) -> FileError:
    if skip:
        return FileError(f"{shorten(str(path))} has no header after {skip} rows: skip is how many stand above it")
    return FileError(
        f"{shorten(str(path))} has no header: its first row names the columns; of rows above it, skip= is their number"
    )


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


# --- Frames ----------------------------------------------------------------------------------------------------------


def _frame(source: Any) -> Table:
    if not hasattr(type(source), "columns"):
        raise WrongTypeError(
            f"source: a {type(source).__name__} is no table: give the path of a CSV file, a workbook or a Parquet "
            f"file, a dataframe, or a list of dicts"
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
