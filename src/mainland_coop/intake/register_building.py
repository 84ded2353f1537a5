"""From rows that hang together to agreements, and from agreements to a registry."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.foundation.errors import InvalidRegistryError, MainlandCoopError, Problem, shorten
from mainland_coop.intake.cells import NameIndex
from mainland_coop.intake.mapping import FIELDS, KEYED, NAMES
from mainland_coop.intake.report import TableProblem, TableProblemKind
from mainland_coop.intake.rows import TableRows
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.instruments import Ending, Renewal
from mainland_coop.records.names import Area, Name
from mainland_coop.records.parties import Party
from mainland_coop.records.provenance import Citation, Source
from mainland_coop.registry.integrity import find_problems
from mainland_coop.registry.references import references
from mainland_coop.registry.registry import Registry

_ENDING = ("ending.last_day", "ending.reason", "ending.by", "ending.note")
_PLAIN_OF_RENEWALS = tuple(
    name for name, field in FIELDS.items() if field.of_renewals and name not in (*NAMES, *_ENDING, "id", "renews")
)
_OWN = tuple(name for name, field in FIELDS.items() if not field.of_renewals)
_PLAIN = tuple(name for name in FIELDS if name not in (*NAMES, *_ENDING, "id", "renews", "follows_on"))


class NoRecordError(Exception):
    """Rows that make no record, with every problem."""

    def __init__(self, problems: Sequence[TableProblem]) -> None:
        super().__init__(problems)
        self.problems = problems


@attrs.frozen
class Builder:
    """Makes agreements of the values of rows.

    Attributes:
        names: The names of the columns by field, for problems; a field without a column is a constant.
        record_ids: The id of the record for that of each row which became a renewal, since references may name either.
        missing_signed: What a missing date of signature means, if anything.
        dropped: The fields of rows that renew others which may get lost, for a renewal has no place for them.
        source: Id of the source that every record cites with the number of its row, if there is one.
    """

    names: Mapping[str, str]
    record_ids: Mapping[str, str]
    missing_signed: PartialDate | None
    dropped: frozenset[str]
    source: str | None

    def agreement(self, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> Agreement:
        """Return the agreement of a chain of rows, each its number and its values.

        Raises:
            NoRecordError: If they make none.
        """
        number, head = rows[0]
        problems = list(self._missing(number, head))
        for row in rows[1:]:
            problems += self._no_place(row, head)
        ending = self._ending(rows, problems)
        if problems:
            raise NoRecordError(problems)
        try:
            title = _name(head)
            renewals = [self._renewal(rows, link, title) for link in range(1, len(rows))]
            fields: dict[str, Any] = {"signed": self.missing_signed}
            fields |= {name: head[name] for name in _PLAIN if name in head}
            fields |= {field: _keyed(head, field) for field in KEYED}
            for name in fields.keys() & {"amends", "supplements", "implements"}:
                fields[name] = tuple(dict.fromkeys(self.record_ids.get(id, id) for id in fields[name]))
            if "under" in fields:
                fields["under"] = self.record_ids.get(fields["under"], fields["under"])
            return Agreement(
                id=head["id"],
                title=title,
                renewals=renewals,
                ending=None if ending is None else Ending(**ending),
                citations=self._citations(number),
                **fields,
            )
        except MainlandCoopError as error:
            raise NoRecordError([self._problem_of(error, rows, 0)]) from None

    def _renewal(self, rows: Sequence[tuple[int, Mapping[str, Any]]], link: int, title: Name) -> Renewal:
        number, values = rows[link]
        fields = {name: values[name] for name in _PLAIN_OF_RENEWALS if name in values}
        if not fields.keys() & {"signed", "in_force_from", "follows_on", "period"} and self.missing_signed is not None:
            fields["signed"] = self.missing_signed
        try:
            own = _name(values) if any(name in values for name in NAMES) else None
            return Renewal(title=None if own == title else own, citations=self._citations(number), **fields)
        except MainlandCoopError as error:
            raise NoRecordError([self._problem_of(error, rows, link)]) from None

    def _citations(self, number: int) -> tuple[Citation, ...]:
        return () if self.source is None else (Citation(source=self.source, locator=f"row {number}"),)

    # --- Problems ------------------------------------------------------------------------------------------------

    def _missing(self, number: int, head: Mapping[str, Any]) -> Iterator[TableProblem]:
        for field in ("kind", "parties"):
            if field not in head:
                yield self._problem(
                    number, field, "", f"the cell is blank: an agreement has {field}", TableProblemKind.MISSING
                )
        if not any(name in head for name in NAMES):
            field = next(name for name in NAMES if name in self.names)
            yield self._problem(
                number, field, "", "the cell is blank: an agreement has a title", TableProblemKind.MISSING
            )
        if "signed" not in head and self.missing_signed is None:
            remedy = "there is no date of signature: pass what that means, such as missing_signed='[..2025]'"
            yield self._problem(number, "signed", "", remedy, TableProblemKind.MISSING)
        if head.get("follows_on"):
            yield self._problem(number, "follows_on", "true", "the row renews none, so it follows on from nothing")

    def _no_place(self, row: tuple[int, Mapping[str, Any]], head: Mapping[str, Any]) -> Iterator[TableProblem]:
        number, values = row
        for field in (*_OWN, *(name for name in values if name.partition(".")[0] in KEYED)):
            value = values.get(field)
            if value is not None and value != head.get(field) and field not in self.dropped:
                remedy = (
                    f"the row renews {shorten(head['id'])}, which has {_shown(head.get(field))}, and a renewal has no "
                    f"{field} of its own: leave the cell blank, pass drop_from_renewals=[{field!r}], or let the row be "
                    f"an agreement of its own"
                )
                yield self._problem(number, field, value, remedy, TableProblemKind.NO_PLACE)

    def _ending(
        self, rows: Sequence[tuple[int, Mapping[str, Any]]], problems: list[TableProblem]
    ) -> dict[str, Any] | None:
        """Return the fields of the ending, which stands in the last row of a chain."""
        _, last = rows[-1]
        ending = {name.removeprefix("ending."): last[name] for name in _ENDING if name in last}
        for number, values in rows[:-1]:
            for name in _ENDING:
                if name in values and values[name] != last.get(name):
                    remedy = "an ending stands in the last row of a chain, and this row is renewed"
                    problems.append(self._problem(number, name, values[name], remedy, TableProblemKind.NO_PLACE))
        if not ending:
            return None
        for name in ("last_day", "reason"):
            if name not in ending:
                remedy = f"the cell is blank, and the row has {' and '.join(map('ending.'.__add__, ending))}"
                problems.append(self._problem(rows[-1][0], f"ending.{name}", "", remedy, TableProblemKind.MISSING))
        if "by" in ending:
            ending["by"] = self.record_ids.get(ending["by"], ending["by"])
        return ending

    def _problem_of(
        self, error: MainlandCoopError, rows: Sequence[tuple[int, Mapping[str, Any]]], link: int
    ) -> TableProblem:
        cls, _, field = error.place.partition(".")
        if match := re.match(r"renewals\[(\d+)\]\.?(.*)", field):
            link, field = int(match[1]) + 1, match[2]
        field = re.sub(r"\[\d+\]$", "", field)  # the items of a list stand in one cell
        if field == "title.en" and field not in self.names:
            field = "title"
        if cls == "Ending" or field.startswith("ending"):
            link, field = len(rows) - 1, f"ending.{field.removeprefix('ending.')}"
        number, values = rows[link]
        if cls == "Renewal" and not field:
            field = "signed"
        return self._problem(number, field, values.get(field, ""), error.describe())

    def _problem(
        self,
        number: int,
        field: str,
        value: object,
        remedy: str,
        kind: TableProblemKind = TableProblemKind.CONTRADICTION,
    ) -> TableProblem:
        shown = "" if value == "" else _shown(value)
        return TableProblem(kind, number, self.names.get(field, field), shown, remedy)


def _keyed(values: Mapping[str, Any], field: str) -> dict[str, Any]:
    """Return the values of a field by its keys, each of which is a column."""
    return {name.partition(".")[2]: value for name, value in values.items() if name.partition(".")[0] == field}


def _name(values: Mapping[str, Any]) -> Name:
    return Name(**{text: values[field] for field, text in NAMES.items() if field in values})


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return shorten(", ".join(map(str, value)))
    return "none" if value is None else shorten(str(value))


class Records:
    """The agreements of a table by id.

    Attributes:
        agreements: Those that are sound.
    """

    def __init__(
        self, rows: TableRows, builder: Builder, given: Registry, indexes: tuple[NameIndex[Party], NameIndex[Area]]
    ) -> None:
        self.agreements: dict[str, Agreement] = {}
        self._rows = rows
        self._builder = builder
        self._given = given
        self._indexes = indexes
        self._chains: dict[str, list[int]] = {}
        chains = list(rows.sound()) if rows.left_out else rows.sound()
        for chain in chains:
            try:
                record = builder.agreement([(rows.numbers[row], rows.values(row)) for row in chain])
            except NoRecordError as error:
                rows.problems += error.problems
                rows.leave_out(chain, error.problems)
            else:
                self.agreements[record.id] = record
                self._chains[record.id] = chain

    def made(self, index: NameIndex[Any]) -> Iterator[tuple[str, str]]:
        """Yield id and name of the parties, or the areas, that are made because agreements name them."""
        used: set[str] = set()
        for record in self.agreements.values():
            if index.what == "areas":
                used.update(record.areas, *(renewal.areas for renewal in record.renewals))
            else:
                used.update(record.parties, record.authorised_by)
        return index.missing(used)

    def registry(self, *, sources: Sequence[Source], version: str | None, verified_through: Day | None) -> Registry:
        """Return the registry; agreements that refer to what is not there, or in circles, are left out and told."""
        self._leave_out_dependents(self._rows.ids_left_out())
        given = self._given
        of_parties, of_areas = self._indexes
        while True:
            parties = [*given.parties, *(Party(id=id, name=name) for id, name in self.made(of_parties))]
            areas = [*given.areas, *(Area(id=id, name=name) for id, name in self.made(of_areas))]
            try:
                return Registry(
                    parties=parties,
                    agreements=[*given.agreements, *self.agreements.values()],
                    conferences=given.conferences,
                    programmes=given.programmes,
                    areas=areas,
                    sources=sources,
                    version=version,
                    verified_through=verified_through,
                )
            except InvalidRegistryError:
                if not self._refused(parties, areas, sources):
                    raise

    # --- What does not fit ---------------------------------------------------------------------------------------

    def _refused(self, parties: Iterable[Party], areas: Iterable[Area], sources: Iterable[Source]) -> bool:
        """Leave out the agreements that do not fit; return whether there were any."""
        given = self._given
        ids: dict[str, Mapping[str, object]] = {
            "parties": {party.id: party for party in parties},
            "areas": {area.id: area for area in areas},
            "sources": {source.id: source for source in sources},
            "agreements": {**given.agreements.by_id, **self.agreements},
            "conferences": given.conferences.by_id,
            "programmes": given.programmes.by_id,
            "sessions": given.sessions.by_id,
        }
        order = list(self.agreements)
        at = {id: str(index) for index, id in enumerate(order)}
        faulty: dict[str, list[TableProblem]] = {}
        for problem in find_problems(ids, lambda kind, key: at.get(key, "-") if kind == "agreements" else "-"):
            index, _, path = problem.path.partition(".")
            if index != "-":
                id = order[int(index)]
                faulty.setdefault(id, []).append(self._placed(id, path, problem))
        for id, problems in faulty.items():
            self._rows.problems += problems
            self._rows.leave_out(self._chains[id], problems)
            del self.agreements[id]
        self._leave_out_dependents(faulty)
        return bool(faulty)

    def _placed(self, id: str, path: str, problem: Problem) -> TableProblem:
        rows = self._chains[id]
        field = re.sub(r"\[\d+\]", "", path)
        row = rows[-1] if field.startswith("ending") else rows[0]
        column = self._builder.names.get(field, field)
        kinds = {"leads back": TableProblemKind.CIRCLE, "no record": TableProblemKind.DANGLING}
        found = (kind for words, kind in kinds.items() if words in problem.expected)
        kind = next(found, TableProblemKind.CONTRADICTION)
        return TableProblem(kind, self._rows.numbers[row], column, problem.value, problem.expected)

    def _leave_out_dependents(self, gone: Iterable[str]) -> None:
        """Leave out whatever refers to agreements that are not there, and what refers to that, and so on."""
        queue = deque(gone)
        if not queue:
            return
        referring: dict[str, list[str]] = {}
        for record in self.agreements.values():
            for _, kinds, target in references(record):
                if "agreements" in kinds:
                    referring.setdefault(target, []).append(record.id)
        while queue:
            target = queue.popleft()
            for id in referring.get(target, ()):
                if self.agreements.pop(id, None) is not None:
                    self._rows.leave_out(self._chains[id], (), f"it refers to {target!r}, which is left out")
                    queue.append(id)
