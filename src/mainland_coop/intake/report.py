"""What is wrong with a table: each problem with its row, column, value and remedy, to be read or exported."""

from __future__ import annotations

import enum
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, overload

import attrs

from mainland_coop.foundation.csv_rows import RowWriter
from mainland_coop.foundation.errors import InvalidArgumentError, MainlandCoopError, shorten
from mainland_coop.foundation.public_names import Choice, Public
from mainland_coop.foundation.whole_files import path_of, write_whole


class TableProblemKind(Choice, enum.StrEnum):
    """What kind of fault a problem of a table is."""

    COLUMN = "column"
    """The columns that were named do not fit the table."""
    CELLS = "cells"
    """A row has more or fewer cells than the header."""
    MISSING = "missing"
    """A cell is blank whose value is needed."""
    MALFORMED = "malformed"
    """A cell holds what its field cannot take."""
    AMBIGUOUS = "ambiguous"
    """A name could mean several records, or a date two days."""
    DUPLICATE = "duplicate"
    """An id stands in several rows."""
    CONTRADICTION = "contradiction"
    """Cells are sound, each by itself, but do not fit together."""
    DANGLING = "dangling"
    """A row refers to an id that no row has."""
    CIRCLE = "circle"
    """Rows refer to each other in a circle, or one to itself."""
    FORK = "fork"
    """Several rows renew the same one."""
    NO_PLACE = "no place"
    """A row that renews another says what a renewal has no place for."""


@attrs.frozen
class TableProblem(Public):
    """One thing that is wrong with a table.

    Attributes:
        kind: What kind of fault it is.
        row: The number of the row as the user sees it: in a CSV file the header is row 1; in a dataframe, a Parquet
            file or a list rows count from 0. None for what concerns the table as a whole.
        column: The name of the column, or None for the row as a whole.
        value: The value found there, shortened for display; empty where there is none.
        remedy: What is wrong, and what to do.
        fault: What is wrong, in the same words for each cell that is wrong in this way; by it a report groups them.
        arguments: The arguments of `read_table` with which the cell would be read, if that is what it means.
    """

    kind: TableProblemKind
    row: int | None
    column: str | None
    value: str
    remedy: str
    fault: str = attrs.field(default="", eq=False, repr=False)
    arguments: Mapping[str, Any] = attrs.field(factory=dict, eq=False, repr=False)

    def __str__(self) -> str:
        place = ", ".join(
            [f"row {self.row}"] * (self.row is not None) + [f"column {self.column!r}"] * (self.column is not None)
        )
        return f"{place or 'the table'}{f' is {self.value}' if self.value else ''}: {self.remedy}"


@attrs.frozen
class LeftOutRow(Public):
    """A row that is not in the registry.

    Attributes:
        row: Its number, counted as in `TableProblem`.
        id: Its id, or None if that could not be read.
        reason: Why it was left out.
    """

    row: int
    id: str | None
    reason: str


_EXPORTED: tuple[str, ...] = ("kind", "row", "column", "value", "remedy")


@attrs.frozen(repr=False)
class TableReport(Public, Sequence[TableProblem]):
    """All problems of a table, in the order of its rows.

    Its text is a page: the problems in groups, most frequent first, each with its first rows and what to do, and below
    them the arguments that would read these cells, as one dict to paste.

    Attributes:
        where: The file or frame.
        problems: The problems.
        passed: What was passed to `read_table` of the arguments that the problems would add to.

    Example:
        >>> problem = TableProblem(TableProblemKind.MISSING, 7, "Title", "", "the cell is blank: a title is needed")
        >>> print(TableReport("treaties.csv", (problem,)).as_csv(), end="")
        kind,row,column,value,remedy
        missing,7,Title,,the cell is blank: a title is needed
    """

    where: str
    problems: tuple[TableProblem, ...]
    passed: Mapping[str, Any] = attrs.field(factory=dict, eq=False)

    @classmethod
    def of(
        cls, where: str, problems: Iterable[TableProblem], passed: Mapping[str, Any] = MappingProxyType({})
    ) -> TableReport:
        """Return the report of problems that were found in whatever order."""
        ordered = sorted(problems, key=lambda problem: -1 if problem.row is None else problem.row)
        return cls(where, tuple(ordered), dict(passed))

    @property
    def groups(self) -> tuple[tuple[TableProblem, ...], ...]:
        """The problems in groups of one kind, one column and the same fault, most frequent first."""
        found: dict[tuple[str | None, ...], list[TableProblem]] = {}
        for problem in self.problems:
            alone = problem.value if problem.row is None else None  # what is wrong with the table stands by itself
            key = (problem.kind, problem.column, problem.fault or problem.remedy, alone)
            found.setdefault(key, []).append(problem)
        return tuple(tuple(group) for group in sorted(found.values(), key=lambda group: -len(group)))

    @property
    def arguments(self) -> Mapping[str, Any]:
        """The arguments of `read_table` that would read what these problems are of, with those that were passed.

        They are offers: whether a cell means that is for a person to say. Empty if there is nothing to offer.

        Example:
            >>> remedy, offer = "it is no date in EDTF: ...", {"date_formats": ["%b %Y"]}
            >>> problem = TableProblem(TableProblemKind.MALFORMED, 2, "Date", "'Aug 2017'", remedy, remedy, offer)
            >>> TableReport("treaties.csv", (problem,)).arguments
            {'date_formats': ['%b %Y']}
        """
        offered: dict[str, Any] = {}
        for problem in self.problems:
            for name, value in problem.arguments.items():
                if name not in offered and name in self.passed:
                    _put(offered, name, self.passed[name])
                _put(offered, name, value)
        return offered

    @overload
    def __getitem__(self, index: int) -> TableProblem: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[TableProblem, ...]: ...
    def __getitem__(self, index: int | slice) -> TableProblem | tuple[TableProblem, ...]:
        return self.problems[index]

    def __len__(self) -> int:
        return len(self.problems)

    def __iter__(self) -> Iterator[TableProblem]:
        return iter(self.problems)

    def as_dicts(self) -> list[dict[str, str | int | None]]:
        """Return the problems as plain dicts, one each, for a dataframe."""
        return [{name: getattr(problem, name) for name in _EXPORTED} | {"kind": problem.kind.value} for problem in self]

    def as_json(self) -> str:
        """Return the problems as a JSON array."""
        return json.dumps(self.as_dicts(), ensure_ascii=False, indent=2) + "\n"

    def as_csv(self) -> str:
        """Return the problems as CSV with a header."""
        text = io.StringIO()
        writer = RowWriter(text)
        writer.write(_EXPORTED)
        for row in self.as_dicts():
            writer.write(row.values())
        return text.getvalue()

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the problems to a file, as CSV or JSON by the ending of its name.

        Raises:
            InvalidArgumentError: If the name ends neither in `.csv` nor in `.json`.
            FileError: If the file cannot be written (an OSError).
            WrongTypeError: If `path` is no path.
        """
        where = path_of(path)
        if where.suffix not in (".csv", ".json"):
            raise InvalidArgumentError(f"{shorten(str(where))} is no name for a report: it ends in .csv or .json")
        write_whole(where, self.as_csv() if where.suffix == ".csv" else self.as_json())

    def __str__(self) -> str:
        groups = self.groups
        lines = [
            f"{self.where}: {_count(len(self), 'problem')}",
            *(f"  {_line(group)}" for group in groups[:_MOST_LINES]),
        ]
        if len(groups) > _MOST_LINES:
            rest = sum(map(len, groups[_MOST_LINES:]))
            lines.append(f"  ... and {rest} more, of {len(groups) - _MOST_LINES} kinds (all are in .problems)")
        if arguments := self.arguments:
            shown = repr(arguments)
            if len(shown) > _MOST_SHOWN:
                lines.append(
                    "  what would read these cells, where they mean that, is in .report.arguments: a dict to paste"
                )
            else:
                lines.append(f"  what would read these cells, where they mean that: {shown}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<TableReport of {self.where}: {_count(len(self), 'problem')}>"


_MOST_LINES = 40
_MOST_SHOWN = 2000
_FIRST_ROWS = 5


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _line(group: Sequence[TableProblem]) -> str:
    """Return the line of problems that are alike; of one alone it is its own text."""
    first = group[0]
    if len(group) == 1:
        return str(first)
    rows = [str(problem.row) for problem in group[: _FIRST_ROWS + 1]]
    rows[_FIRST_ROWS:] = ["..."] * (len(rows) > _FIRST_ROWS)
    values = len({problem.value for problem in group})
    such = f", {values} different values" if values > 1 else ""
    where = f"column {first.column!r}, " if first.column is not None else ""
    shown = f" {'such as ' if values > 1 else ''}{first.value}" if first.value else ""
    return f"{where}{len(group)} problems{such} (rows {', '.join(rows)}){shown}: {first.remedy}"


def _put(arguments: dict[str, Any], name: str, value: Any) -> None:
    """Put a value among arguments: what is in a list or a mapping is added to the one that is there."""
    if isinstance(value, Mapping):
        known = arguments.setdefault(name, {})
        for key, each in value.items():
            _put(known, key, each)
    elif isinstance(value, list):
        known = arguments.setdefault(name, [])
        known += [each for each in value if each not in known]
    else:
        arguments[name] = value


class TableError(MainlandCoopError, ValueError):
    """A table that is no register; it carries the report of everything that is wrong.

    Attributes:
        report: The report, which can be exported.
        problems: Its problems.
    """

    def __init__(self, report: TableReport) -> None:
        super().__init__(report)
        self.report = report
        self.problems = report.problems

    def describe(self) -> str:
        """Return the message without the place."""
        return str(self.report)
