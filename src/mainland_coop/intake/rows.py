"""The rows of a table and how they hang together: those that renew another form chains."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.foundation.errors import shorten
from mainland_coop.intake.date_remedies import Doubt, settled
from mainland_coop.intake.likely_ids import LikelyIds
from mainland_coop.intake.mapping import Column
from mainland_coop.intake.opening import Table
from mainland_coop.intake.report import LeftOutRow, TableProblem, TableProblemKind
from mainland_coop.intake.row_faults import Fault
from mainland_coop.intake.values import CellError, is_blank

# --- Chains --------------------------------------------------------------------------------------------------------

NONE = -1
"""The predecessor of a row that renews none."""


@attrs.frozen(eq=False)
class Chains:
    """How rows hang together, each row by its index.

    Attributes:
        predecessors: The row that each row renews, or `NONE`.
        successors: The first row that renews each row, or `NONE`.
        forks: For each row that several rows renew, those rows in order.
        circles: The rows that lead back to themselves, each circle from its first row on along the predecessors.
    """

    predecessors: Sequence[int]
    successors: Sequence[int]
    forks: dict[int, list[int]]
    circles: list[list[int]]

    def __iter__(self) -> Iterator[list[int]]:
        """Yield each chain from its first row on, in the order of the first rows; where it forks, the first branch."""
        successors = self.successors
        for row, predecessor in enumerate(self.predecessors):
            if predecessor == NONE:
                chain = []
                while row != NONE:
                    chain.append(row)
                    row = successors[row]
                yield chain

    def whole(self, rows: Iterable[int]) -> dict[int, int]:
        """Return every row that hangs together with one of the given rows, each with the one of them that it was."""
        found: dict[int, int] = {}
        for start in rows:
            stack = [start]
            while stack:
                row = stack.pop()
                if row in found:
                    continue
                found[row] = start
                beside = (self.predecessors[row], self.successors[row], *self.forks.get(row, ()))
                stack += [other for other in beside if other != NONE]
        return found


def resolve(predecessors: Sequence[int]) -> Chains:
    """Return the chains of rows, given the row that each renews, in time linear in the rows.

    Example:
        >>> chains = resolve([NONE, 0, 1, NONE, 4, 3, 3])
        >>> list(chains), chains.circles, chains.forks
        ([[0, 1, 2], [3, 5]], [[4]], {3: [5, 6]})
    """
    successors = array("q", [NONE]) * len(predecessors)
    forks: dict[int, list[int]] = {}
    for row, predecessor in enumerate(predecessors):
        if predecessor != NONE:
            if successors[predecessor] == NONE:
                successors[predecessor] = row
            else:
                forks.setdefault(predecessor, [successors[predecessor]]).append(row)
    return Chains(predecessors, successors, forks, list(_circles(predecessors)))


def _circles(predecessors: Sequence[int]) -> Iterator[list[int]]:
    visit = array("q", [NONE]) * len(predecessors)  # the row from which each row was first reached
    for start in range(len(predecessors)):
        row = start
        while row != NONE and visit[row] == NONE:
            visit[row] = start
            row = predecessors[row]
        if row != NONE and visit[row] == start:
            circle = [row]
            while (row := predecessors[row]) != circle[0]:
                circle.append(row)
            first = circle.index(min(circle))
            yield circle[first:] + circle[:first]


RepeatedIds: TypeAlias = Literal["error", "parties", "renewals"]
"""What rows of one id are: a mistake, the parties of one agreement, or the spells of one."""

_FAULTY = "it has a problem"
_TOGETHER = "it hangs together with row {}, which is left out"
_QUOTED = "a separator within a cell stands in quotes"
_REPEATED = (
    "an id is that of one row; if each row is a party of one agreement, pass repeated_ids='parties', if each is a "
    "spell of it, repeated_ids='renewals'"
)


class TableRows:
    """The rows of a table by index, with everything that is wrong with them.

    Attributes:
        problems: What is wrong with cells and with what they point at, in no order.
        faults: What is wrong with the values of rows, to be told in the words of their cells.
        numbers: The number of each row as the user sees it.
        chains: How the rows hang together; known once all are read.
        left_out: The faulty rows, with why they are left out.
    """

    def __init__(
        self, columns: Sequence[Column], constants: Mapping[str, Any], repeated_ids: RepeatedIds = "error"
    ) -> None:
        self.problems: list[TableProblem] = []
        self.faults: list[Fault] = []
        self.numbers = array("q")
        self.left_out: dict[int, str] = {}
        self._columns = columns
        self._has_ids = bool(columns) and columns[0].field == "id"
        self._fields = [*(["id"] * (not self._has_ids)), *(column.field for column in columns)]
        self._constants = constants
        self._unless_ended = _unless_ended(constants)
        self._repeated_ids = repeated_ids
        self._values: list[tuple[Any, ...]] = []
        self._index: dict[str, int] = {}
        self._doubts: dict[str, list[tuple[int, Doubt]]] = {}
        self.chains: Chains = resolve(())

    def read(self, table: Table, readers: Sequence[Callable[[Sequence[object]], Any]], taken: Container[str]) -> None:
        """Read all rows of a table but those that are blank; ids that are taken are those of other records."""
        width = len(table.header)
        for number, cells in table.rows:
            if not cells or (is_blank(cells[0]) and all(map(is_blank, cells))):
                continue
            if len(cells) != width:
                remedy = f"the row has {len(cells)} cells, and the header {width}: {_QUOTED}"
                self._add(TableProblemKind.CELLS, number, None, "", remedy)
                self.left_out[len(self)] = _FAULTY
                found: tuple[Any, ...] = (None,) * len(readers)
            else:
                try:
                    found = tuple([read(cells) for read in readers])
                except CellError:
                    found = self._explained(number, cells, readers)
                if self._has_ids and found[0] is None and len(self) not in self.left_out:
                    remedy = "the cell is blank: each row has an id; leave id out of columns, and rows are numbered"
                    self._add(TableProblemKind.MISSING, number, self._columns[0].name, "", remedy)
                    self.left_out[len(self)] = _FAULTY
            self.numbers.append(number)
            self._values.append(found if self._has_ids else (f"row-{number}", *found))
        self._settle()
        self._join(taken)

    def _explained(
        self, number: int, cells: Sequence[object], readers: Sequence[Callable[[Sequence[object]], Any]]
    ) -> tuple[Any, ...]:
        found = []
        for column, read in zip(self._columns, readers, strict=True):
            try:
                found.append(read(cells))
            except CellError as error:
                found.append(None)
                value = column.shown(cells)
                if error.formats:
                    doubt = Doubt(number, value, error.formats)
                    self._doubts.setdefault(column.name, []).append((len(self.problems), doubt))
                self._add(error.kind, number, column.name, value, error.remedy, error.fault, error.arguments)
        self.left_out[len(self)] = _FAULTY
        return tuple(found)

    def _settle(self) -> None:
        """Tell dates that do not say which number is the day what other cells of their column say."""
        for found in self._doubts.values():
            for index, error in settled([doubt for _, doubt in found]).items():
                at = found[index][0]
                self.problems[at] = attrs.evolve(
                    self.problems[at], remedy=error.remedy, fault=error.fault, arguments=error.arguments
                )

    # --- Ids and what they point at ------------------------------------------------------------------------------

    def _join(self, taken: Container[str]) -> None:
        index = self._index
        repeated: dict[int, list[int]] = {}
        name = self._columns[0].name if self._has_ids else None
        for row, values in enumerate(self._values):
            id = values[0]
            if id is None:
                continue
            first = index.setdefault(id, row)
            if id in taken:
                remedy = "the registry that the rows are added to has an agreement with this id"
                self._add(TableProblemKind.DUPLICATE, self.numbers[row], name, shorten(id), remedy)
                self.left_out.setdefault(row, _FAULTY)
            if first != row:
                repeated.setdefault(first, [first]).append(row)
                if self._repeated_ids == "error":
                    remedy = f"row {self.numbers[first]} has this id too: {_REPEATED}"
                    self._add(TableProblemKind.DUPLICATE, self.numbers[row], name, shorten(id), remedy, _REPEATED)
                    for twin in (first, row):
                        self.left_out.setdefault(twin, "another row has its id")
        if self._repeated_ids == "error":
            self.chains = resolve(self._predecessors())
        else:
            self.chains = resolve(self._of_one_id(repeated.values()))
        for circle in self.chains.circles:
            ids = [str(self._values[row][0]) for row in (*circle, circle[0])]
            path = " -> ".join(ids) if len(ids) < 12 else f"{len(ids) - 1} rows"
            remedy = f"it leads back to its own row: {path}; the first of a chain renews none"
            self._add_pointer(TableProblemKind.CIRCLE, circle[0], remedy)
            self.left_out.update(dict.fromkeys(circle, "it renews itself, over others or not"))
        for row, branches in self.chains.forks.items():
            for branch in branches[1:]:
                remedy = f"row {self.numbers[branches[0]]} renews it too: let one of the two renew the other"
                self._add_pointer(TableProblemKind.FORK, branch, remedy)
            self.left_out.setdefault(row, "several rows renew it")
        together = self.chains.whole(sorted(self.left_out))
        for row, cause in sorted(together.items()):
            self.left_out.setdefault(row, _TOGETHER.format(self.numbers[cause]))

    def _predecessors(self) -> array[int]:
        found = array("q", [NONE]) * len(self._values)
        if "renews" not in self._fields:
            return found
        at = self._fields.index("renews")
        likely = LikelyIds(lambda: self._index)
        for row, values in enumerate(self._values):
            id = values[at]
            if id is not None:
                before = self._index.get(id)
                if before is None:
                    self._add_pointer(TableProblemKind.DANGLING, row, f"no row has this id{likely.hint(id)}")
                    self.left_out.setdefault(row, _FAULTY)
                else:
                    found[row] = before
        return found

    def _of_one_id(self, groups: Iterable[list[int]]) -> array[int]:
        """Return the row before each among those of its id: as they stand, or spells in the order of their starts."""
        found = array("q", [NONE]) * len(self._values)
        at = [self._fields.index(name) for name in ("in_force_from", "signed", "period") if name in self._fields]
        for rows in groups:
            if self._repeated_ids == "renewals":
                starts = {row: _start(self._values[row][place] for place in at) for row in rows}
                if None not in starts.values():
                    rows.sort(key=lambda row, starts=starts: starts[row])  # type: ignore[misc]
            for before, row in pairwise(rows):
                found[row] = before
        return found

    def _add_pointer(self, kind: TableProblemKind, row: int, remedy: str) -> None:
        at = self._fields.index("renews")
        column = next(column for column in self._columns if column.field == "renews")
        self._add(kind, self.numbers[row], column.name, shorten(self._values[row][at]), remedy, str(kind))

    def _add(
        self,
        kind: TableProblemKind,
        number: int,
        column: str | None,
        value: str,
        remedy: str,
        fault: str = "",
        arguments: Mapping[str, Any] | None = None,
    ) -> None:
        self.problems.append(TableProblem(kind, number, column, value, remedy, fault, arguments or {}))

    # --- What comes of it ----------------------------------------------------------------------------------------

    def values(self, row: int) -> dict[str, Any]:
        """Return what a row states, with the constants; a flag that is false is not stated, save one of one's own.

        What every ending has, such as its reason, holds in rows that say that there is one.
        """
        stated = {
            field: value
            for field, value in zip(self._fields, self._values[row], strict=True)
            if value is not None and (value is not False or field.startswith("extra."))
        }
        constants = self._constants
        if self._unless_ended is not constants and not any(field.startswith("ending.") for field in stated):
            constants = self._unless_ended
        return {**constants, **stated}

    def id_of(self, row: int) -> str:
        """Return the id of a row that has one."""
        id: str = self._values[row][0]
        return id

    def sound(self) -> Iterator[list[int]]:
        """Yield the chains of rows that are not left out, in the order of their first rows."""
        return (chain for chain in self.chains if chain[0] not in self.left_out)

    def leave_out(self, chain: Sequence[int], problems: Sequence[Fault | TableProblem], reason: str = _FAULTY) -> None:
        """Leave out a chain, because of problems of some of its rows or for a reason that holds for all."""
        faulty = {problem.row for problem in problems}
        for row in chain:
            own = not faulty or self.numbers[row] in faulty
            self.left_out.setdefault(row, reason if own else _TOGETHER.format(min(filter(None, faulty), default=0)))

    def ids_left_out(self) -> list[str]:
        """Return the ids of the rows that are left out."""
        return [self._values[row][0] for row in self.left_out if self._values[row][0] is not None]

    def report_left_out(self) -> tuple[LeftOutRow, ...]:
        """Return the rows that were left out, in order."""
        return tuple(
            LeftOutRow(self.numbers[row], self._values[row][0], reason) for row, reason in sorted(self.left_out.items())
        )

    def __len__(self) -> int:
        return len(self._values)


def _unless_ended(constants: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the constants of a row that has no ending, where the day of endings is no constant itself."""
    if "ending.last_day" in constants or not any(field.startswith("ending.") for field in constants):
        return constants
    return {field: value for field, value in constants.items() if not field.startswith("ending.")}


def _start(values: Iterable[object]) -> tuple[int, int, str] | None:
    """Return what a row is sorted by: the first of its dates that is stated."""
    for value in values:
        date = value.start if isinstance(value, Period) else value
        if isinstance(date, PartialDate):
            return date.sort_key
    return None
