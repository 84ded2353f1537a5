"""What is wrong with the values of rows, told in the words of their cells once these are looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import attrs

from mainland_coop.intake.mapping import Column
from mainland_coop.intake.report import TableProblem, TableProblemKind
from mainland_coop.intake.values import is_blank

_PARTICULAR = re.compile(r"'[^']*'|\[?[\d.][\dX.~?%-]*\]?")


@attrs.frozen
class Fault:
    """What is wrong with the value of a field in a row, or with it and another value.

    Attributes:
        kind: What kind of fault it is.
        row: The number of the row.
        field: The field.
        value: The value, as it is shown where its cell is not known.
        remedy: What is wrong, and what to do.
        other: Number of row and field of the value that it contradicts.
    """

    kind: TableProblemKind
    row: int
    field: str
    value: str
    remedy: str
    other: tuple[int, str] | None = None

    @property
    def rows(self) -> set[int]:
        """The numbers of the rows whose cells are told."""
        return {self.row} if self.other is None else {self.row, self.other[0]}

    def told(self, columns: Mapping[str, Column], cells: Mapping[int, Sequence[object]]) -> TableProblem:
        """Return the problem in the words of the cells, given the columns by field and the cells of rows by number."""
        remedy = self.remedy
        if self.other is not None:
            row, field = self.other
            words = _words(columns.get(field), cells.get(row))
            if words:
                place = f"column {columns[field].name!r}" + (f" of row {row}" if row != self.row else "")
                remedy = f"{remedy}; {place} has {words}"
        column = columns.get(self.field)
        words = _words(column, cells.get(self.row))
        value = self.value if words is None else words
        name = self.field if column is None else column.name
        return TableProblem(self.kind, self.row, name, value, remedy, _PARTICULAR.sub("...", self.remedy))


def _words(column: Column | None, cells: Sequence[object] | None) -> str | None:
    """Return the cells of a column as they are shown, empty where they are blank, None where they are not known."""
    if column is None or cells is None or len(cells) <= max(column.at):
        return None
    return "" if all(is_blank(cells[at]) for at in column.at) else column.shown(cells)
