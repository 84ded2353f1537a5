"""The sheets of workbooks: `.xlsx` with its number formats, `.xls` and `.ods` by a reader that tells none."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from mainland_coop.foundation.errors import FileError, InvalidArgumentError, near, shorten
from mainland_coop.foundation.importing import require
from mainland_coop.intake.workbook_cells import CellPrecision, UnreadableCell, date_cell, number_cell

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")
"""The endings of the names of workbooks."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CHUNK = 1 << 20


@attrs.frozen(eq=False)
class Sheet:
    """A sheet of a workbook.

    Attributes:
        name: Its name.
        shown: Whether it is one that the program shows.
        rows: Returns its rows from the first on, blank ones included; each call begins anew.
        formats: Whether its dates are as precise as their number formats; else no format is known.
    """

    name: str
    shown: bool
    rows: Callable[[], Iterator[Sequence[object]]]
    formats: bool

    @property
    def blank(self) -> bool:
        """Whether no cell holds anything."""
        return all(cell is None for row in self.rows() for cell in row)


def sheets_of(path: Path) -> list[Sheet]:
    """Return the sheets of a workbook.

    Raises:
        FileError: If it cannot be read.
        MissingExtraError: If what reads it is not installed.
    """
    if path.suffix.casefold() in (".xlsx", ".xlsm"):
        return _with_formats(path)
    return _without_formats(path)


def chosen_sheet(path: Path, sheet: str | None) -> Sheet:
    """Return a sheet by its name, or the only one that is shown and not blank.

    Raises:
        InvalidArgumentError: If there is none of this name, or none is named and there are several.
        FileError: If the workbook cannot be read, or is blank.
        MissingExtraError: If what reads it is not installed.
    """
    sheets = sheets_of(path)
    if sheet is not None:
        for each in sheets:
            if each.name == sheet:
                return each
        names = [each.name for each in sheets]
        meant = "".join(f"did you mean {name!r}? " for name in near(sheet, names, 1))
        raise InvalidArgumentError(
            f"sheet: {shorten(path.name)} has no sheet {shorten(sheet)}; {meant}its sheets are "
            f"{', '.join(map(repr, names))}"
        )
    filled = [each for each in sheets if each.shown and not each.blank]
    if not filled:
        raise FileError(f"{shorten(str(path))} has nothing in any sheet that is shown")
    if len(filled) > 1:
        names = [each.name for each in filled]
        raise InvalidArgumentError(
            f"sheet: {shorten(path.name)} has {len(names)} sheets: pass the one that is meant, such as "
            f"sheet={names[0]!r}; they are {', '.join(map(repr, names))}"
        )
    return filled[0]


# --- Workbooks that tell number formats ------------------------------------------------------------------------------


def _with_formats(path: Path) -> list[Sheet]:
    openpyxl = require("openpyxl", "excel", "workbooks")
    try:
        values = openpyxl.load_workbook(path, read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(path, read_only=True) if _has_formulas(path) else None
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError) as error:
        raise _no_workbook(path, error) from error

    def sheet(each: Any) -> Sheet:
        def rows() -> Iterator[Sequence[object]]:
            each.reset_dimensions()  # what programs write of them is not always so
            if formulas is None:
                return (tuple(map(_cell, row)) for row in each.iter_rows())
            beside = formulas[each.title]
            beside.reset_dimensions()
            pairs = zip(each.iter_rows(), beside.iter_rows(), strict=True)
            return (tuple(map(_computed, row, formula)) for row, formula in pairs)

        return Sheet(each.title, each.sheet_state == "visible", rows, formats=True)

    return [sheet(each) for each in values.worksheets]


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with parts.open(name) as part:
                    end = b""
                    while chunk := part.read(_CHUNK):
                        if _FORMULA.search(end + chunk):
                            return True
                        end = chunk[-60:]
    return False


def _cell(cell: Any) -> object:
    value = cell.value
    if value is None:
        return None
    if type(value) is str:
        if cell.data_type == "e":
            return UnreadableCell(value, "the workbook could not compute it: correct it, or leave the cell blank")
        return value
    if type(value) is int or type(value) is float:
        return number_cell(value, cell.number_format)
    if isinstance(value, datetime.date):
        return date_cell(value, cell.number_format)
    return _other(value)


def _computed(cell: Any, formula: Any) -> object:
    if cell.value is None and formula.value is not None:
        remedy = "the value of this formula is not in the file: open it in a spreadsheet program and save it there"
        return UnreadableCell(str(formula.value), remedy)
    return _cell(cell)


# --- Workbooks without ------------------------------------------------------------------------------------------------


def _without_formats(path: Path) -> list[Sheet]:
    calamine = require("python_calamine", "excel", "workbooks")
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
    except (OSError, ValueError, calamine.CalamineError) as error:
        raise _no_workbook(path, error) from error
    shown = calamine.SheetVisibleEnum.Visible

    def sheet(each: Any) -> Sheet:
        @cache
        def cells() -> list[list[object]]:
            found: list[list[object]] = book.get_sheet_by_name(each.name).to_python(skip_empty_area=False)
            return found

        def rows() -> Iterator[Sequence[object]]:
            return (tuple(map(_plain, row)) for row in cells())

        return Sheet(each.name, each.visible == shown, rows, formats=False)

    return [sheet(each) for each in book.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet]


def _plain(value: object) -> object:
    if type(value) is str:
        return value or None
    if type(value) is float or type(value) is int:
        return number_cell(value, "General")
    if isinstance(value, datetime.date):
        return date_cell(value, None)
    return _other(value)


def _other(value: object) -> object:
    if isinstance(value, datetime.time | datetime.timedelta):
        return UnreadableCell(str(value), "it is a time of day or a span of time, and no date: write it as text")
    return value


def only_firsts(header: Sequence[str], rows: Iterable[Sequence[object]]) -> dict[str, CellPrecision]:
    """Return the columns all of whose dates are the first day of a month, or of a year: they may state no day.

    Example:
        >>> day = datetime.date
        >>> only_firsts(["a", "b"], [(day(2011, 1, 1), day(2011, 3, 1)), (day(2012, 1, 1), day(2011, 3, 5))])
        {'a': 'year'}
    """
    found: dict[int, CellPrecision | None] = {}
    for row in rows:
        for at, cell in enumerate(row):
            if isinstance(cell, datetime.date):
                if cell.day != 1:
                    found[at] = None
                elif cell.month != 1 and found.get(at, "year") == "year":
                    found[at] = "month"
                else:
                    found.setdefault(at, "year")
    return {header[at]: precision for at, precision in found.items() if precision is not None and at < len(header)}


def _no_workbook(path: Path, error: Exception) -> FileError:
    return FileError(
        f"{shorten(str(path))} cannot be read as a workbook: {error}; one with a password is saved without it first"
    )
