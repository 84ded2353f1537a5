"""What is wrong with a table: each problem with its row, column, value and remedy, to be read or exported."""

from __future__ import annotations

import enum
import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import attrs

from mainland_coop.foundation.csv_rows import RowWriter
from mainland_coop.foundation.errors import InvalidArgumentError, MainlandCoopError, problem_list, shorten
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.whole_files import path_of, write_whole


class TableProblemKind(Public, enum.StrEnum):
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
    """A name could mean several records."""
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
    """

    kind: TableProblemKind
    row: int | None
    column: str | None
    value: str
    remedy: str

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


@attrs.frozen(repr=False)
class TableReport(Public, Sequence[TableProblem]):
    """All problems of a table, in the order of its rows.

    Attributes:
        where: The file or frame.
        problems: The problems.

    Example:
        >>> problem = TableProblem(TableProblemKind.MISSING, 7, "Title", "", "the cell is blank: a title is needed")
        >>> print(TableReport("treaties.csv", (problem,)).as_csv(), end="")
        kind,row,column,value,remedy
        missing,7,Title,,the cell is blank: a title is needed
    """

    where: str
    problems: tuple[TableProblem, ...]

    @classmethod
    def of(cls, where: str, problems: Iterable[TableProblem]) -> TableReport:
        """Return the report of problems that were found in whatever order."""
        return cls(where, tuple(sorted(problems, key=lambda problem: -1 if problem.row is None else problem.row)))

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
        return [{**attrs.asdict(problem), "kind": problem.kind.value} for problem in self.problems]

    def as_json(self) -> str:
        """Return the problems as a JSON array."""
        return json.dumps(self.as_dicts(), ensure_ascii=False, indent=2) + "\n"

    def as_csv(self) -> str:
        """Return the problems as CSV with a header."""
        text = io.StringIO()
        writer = RowWriter(text)
        writer.write(field.name for field in attrs.fields(TableProblem))
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
        return problem_list(self.where, self.problems, ".problems")

    def __repr__(self) -> str:
        return f"<TableReport of {self.where}: {len(self)} problem{'' if len(self) == 1 else 's'}>"


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
