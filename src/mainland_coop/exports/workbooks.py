"""Registers as workbooks of Excel: a sheet for each table, for people who sort, filter and read.

XlsxWriter writes them: of the libraries that write this form it is the one that is kept up, and it writes row by row in
little memory. It cannot read, so what is written is read back by others.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from mainland_coop.display.blocks import safe_url
from mainland_coop.exports.flat_files import ABOUT, about
from mainland_coop.foundation.errors import InvalidArgumentError
from mainland_coop.foundation.importing import require
from mainland_coop.foundation.whole_files import file_errors, path_of, replacing_file
from mainland_coop.registry.registry import Registry, expect_registry
from mainland_coop.tables.columns import Column, Holds, Register
from mainland_coop.tables.frames import TABLES, columns_of, rows

FIRST_DATE = datetime.date(1900, 3, 1)
"""The first day that all programs show alike: Excel counts a 29 February 1900, which there never was."""

MOST_ROWS = 1_048_575
"""How many rows a sheet has beside its header."""

_MOST_LINKS = 65_530
_LONGEST_TEXT = 32_767
_LONGEST_LINK = 2_079
_DIGITS = 10**15
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_READ_ME = (
    "A date that is one day, from 1900-03-01 on, is a date of Excel; any other is text, as it is known: 2011, 2023-04.",
    "Columns that end in _first and _last have the first and the last day that a date may be.",
    "The sheet columns says what each column means. An empty cell is a value that the record does not have.",
)


def write_xlsx(registry: Registry, path: str | os.PathLike[str]) -> Path:
    """Write a workbook with a sheet for each table, and the sheets `about` and `columns`, which explain them.

    The header stays in sight and has filters; numbers, flags and exact days are cells of their types; addresses of
    sources are links, and so are the ids of sources in the sheet of citations. Text is never read as a formula.

    What a sheet does not hold is told in the cells: of a text of more than 32,767 characters the beginning stands there
    and how long it is; days before 1900-03-01 are text, and so are whole numbers of more than 15 digits. After 65,530
    links a sheet has no more, and addresses are text.

    Args:
        registry: The registry.
        path: The file, which is replaced whole or not at all.

    Returns:
        The file.

    Raises:
        FileError: If it cannot be written (an OSError).
        InvalidArgumentError: If a table has more rows than a sheet, which are 1,048,575.
        MissingExtraError: If XlsxWriter is not installed (an ImportError).
    """
    xlsxwriter = require("xlsxwriter", "excel", "workbooks")
    expect_registry(registry)
    where = path_of(path)
    failures = require("xlsxwriter.exceptions", "excel", "workbooks").XlsxWriterException
    with file_errors(where, failures), replacing_file(where) as aside:
        aside.touch()  # where no file can be made, it is told before the work and not after it
        with xlsxwriter.Workbook(aside, {"constant_memory": True}) as workbook:
            workbook.set_properties({"created": _MADE})
            _Sheets(workbook, registry).write()
    return where


_MADE = datetime.datetime(1980, 1, 1)
"""When every workbook says it was made, as its parts do: one register is one file, byte for byte."""


class _Sheets:
    """A workbook while it is written."""

    def __init__(self, workbook: Any, registry: Registry) -> None:
        self._workbook, self._registry = workbook, registry
        self._head = workbook.add_format({"bold": True, "bottom": 1})
        self._date = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        # In the order of their sheet, below its header.
        self._sources = {source.id: row for row, source in enumerate(registry.sources, start=2)}

    def write(self) -> None:
        self._about()
        register = cast("Register", self._registry)  # its collections are iterable, which a converter hides
        for table in TABLES:
            self._sheet(table, columns_of(table), rows(register, table))
        told = [Column(name, Holds.FLAG if name == "may_be_null" else Holds.TEXT, "") for name in ABOUT]
        self._sheet("columns", told, about())

    def _about(self) -> None:
        sheet = self._workbook.add_worksheet("about")
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 100)
        told = {
            "Register version": self._registry.version,
            "Checked through": self._registry.verified_through,
            "As published by": self._registry.published_on,
            "Written with": "mainland_coop",
        }
        facts = [(head, str(value)) for head, value in told.items() if value is not None]
        for row, (head, text) in enumerate([*facts, *(("How to read it", text) for text in _READ_ME)]):
            sheet.write_string(row, 0, head, self._head)
            sheet.write_string(row, 1, text)

    def _sheet(self, table: str, columns: Sequence[Column], cells: Iterable[Sequence[Any]]) -> None:
        sheet = self._workbook.add_worksheet(table)
        writers = [self._writer(table, column, sheet) for column in columns]
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _width(column))
        for at, column in enumerate(columns):
            sheet.write_string(0, at, column.name, self._head)
        n_rows = 0
        for row in cells:
            n_rows += 1
            if n_rows > MOST_ROWS:
                raise InvalidArgumentError(
                    f"the table {table} has more than {MOST_ROWS:,} rows, and no sheet holds them: write_csv, "
                    "write_parquet and write_sqlite do"
                )
            for at, (write, cell) in enumerate(zip(writers, row, strict=True)):
                if cell is not None:
                    write(n_rows, at, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, n_rows, len(columns) - 1)

    def _writer(self, table: str, column: Column, sheet: Any) -> Any:
        """What writes the cells of a column."""
        text = _text_writer(sheet)

        def day(row: int, at: int, cell: int) -> None:
            if cell:  # 0 is no day
                date(row, at, f"{cell // 10_000:04}-{cell // 100 % 100:02}-{cell % 100:02}")

        def date(row: int, at: int, cell: str) -> None:
            exact = datetime.date.fromisoformat(cell) if _DAY.fullmatch(cell) else None
            if exact is not None and exact >= FIRST_DATE:
                sheet.write_datetime(row, at, exact, self._date)
            else:
                text(row, at, cell)

        def number(row: int, at: int, cell: int) -> None:
            if abs(cell) < _DIGITS:
                sheet.write_number(row, at, cell)
            else:
                text(row, at, str(cell))

        n_links = 0

        def link(row: int, at: int, cell: str) -> None:
            nonlocal n_links
            target = f"internal:'sources'!A{self._sources[cell]}" if table == "citations" else safe_url(cell)
            if target is None or n_links == _MOST_LINKS or max(len(target), len(cell)) > _LONGEST_LINK:
                text(row, at, cell)
            else:
                n_links += 1
                sheet.write_url(row, at, target, string=cell)

        if (table, column.name) in (("sources", "url"), ("citations", "source")):
            return link
        if column.holds is Holds.TEXT and "EDTF" in column.meaning:
            return date
        return {Holds.DAY: day, Holds.NUMBER: number, Holds.FLAG: sheet.write_boolean, Holds.TEXT: text}[column.holds]


def _text_writer(sheet: Any) -> Any:
    def text(row: int, at: int, cell: Any) -> None:
        whole = str(cell)
        if len(whole.encode("utf-16-le")) // 2 > _LONGEST_TEXT:  # as Excel counts
            told = f"... ({len(whole):,} characters; the whole is in JSON)"
            whole = f"{whole[: (_LONGEST_TEXT - len(told)) // 2]}{told}"
        sheet.write_string(row, at, whole)

    return text


def _width(column: Column) -> int:
    """How many characters wide a column is shown."""
    if column.holds is Holds.TEXT and "EDTF" not in column.meaning:
        return 40 if column.name in _LONG else 20
    return max(12, len(column.name) + 4)


_LONG = ("title", "name", "en", "zh_hant", "zh_hans", "note", "url", "id", "source", "locator", "provisions", "meaning")
