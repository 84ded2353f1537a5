"""CSV that every reader takes apart in the same way, on every Python."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO, Any

_FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")
"""How a cell begins that a spreadsheet may take for a formula; signs of full width count too."""


class RowWriter:
    r"""Writes rows of cells as CSV: commas, quotes where they are needed, and a line feed at the end of each row.

    Python quotes a lone carriage return only from 3.13 on, unless it is part of what ends a row; and unquoted it ends
    one for most readers. So each row is made with both characters at its end, and one is taken off again.

    Args:
        file: The text file.
        guard_formulas: Whether a text that a spreadsheet may take for a formula gets an apostrophe in front.

    Example:
        >>> import sys
        >>> writer = RowWriter(sys.stdout, guard_formulas=True)
        >>> writer.write(["=1+1", "one, two", None, 3])
        '=1+1,"one, two",,3
    """

    def __init__(self, file: IO[str], *, guard_formulas: bool = False) -> None:
        self._file = file
        self._guards = guard_formulas
        self._write = csv.writer(_FromRow(file), lineterminator="\r\n").writerow

    def write(self, cells: Iterable[Any]) -> None:
        """Write a row."""
        self._write(map(guarded, cells) if self._guards else cells)


class _FromRow:
    """What `csv.writer` writes to: it gets each row whole."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, row: str) -> int:
        return self._file.write(f"{row[:-2]}\n")


def guarded(cell: Any) -> Any:
    """Return a cell, with an apostrophe in front if it is a text that a spreadsheet may take for a formula.

    Example:
        >>> guarded("=SUM(1,2)"), guarded("  @x"), guarded("a=b"), guarded(-1)
        ("'=SUM(1,2)", "'  @x", 'a=b', -1)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA_STARTS) else cell
