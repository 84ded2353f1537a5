"""From rows that hang together to agreements, and from agreements to a registry."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import attrs

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.foundation.errors import InvalidRegistryError, MainlandCoopError, Problem, shorten
from mainland_coop.intake.likely_ids import LikelyIds
from mainland_coop.intake.made_names import NameIndex
from mainland_coop.intake.mapping import FIELDS, KEYED, NAMES, Column
from mainland_coop.intake.repeated_rows import (
    ENDING,
    Joined,
    NumberedRow,
    joined_parties,
    missing_of_ending,
    spell_memberships,
)
from mainland_coop.intake.report import TableProblem, TableProblemKind
from mainland_coop.intake.row_faults import Fault
from mainland_coop.intake.rows import RepeatedIds, TableRows
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.instruments import Ending, Renewal
from mainland_coop.records.names import Area, Name
from mainland_coop.records.parties import Party
from mainland_coop.records.provenance import Citation, Source
from mainland_coop.registry.integrity import find_problems
from mainland_coop.registry.references import references
from mainland_coop.registry.registry import Registry

_PLAIN_OF_RENEWALS = tuple(
    name for name, field in FIELDS.items() if field.of_renewals and name not in (*NAMES, *ENDING, "id", "renews")
)
_OWN = tuple(name for name, field in FIELDS.items() if not field.of_renewals)
_PLAIN = frozenset(FIELDS) - {*NAMES, *ENDING, "id", "renews", "follows_on"}
_REFERRING = frozenset(("amends", "supplements", "implements"))


_NOTHING = Joined({})


class NoRecordError(Exception):
    """Rows that make no record, with every fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


@attrs.frozen
class Builder:
    """Makes agreements of the values of rows.

    Attributes:
        columns: The columns by field; a field without a column is a constant.
        record_ids: The id of the record for that of each row which became a renewal, since references may name either.
        missing_signed: What a missing date of signature means, if anything: a date, or the name of the field by whose
            date it was signed.
        dropped: The fields of rows that renew others which may get lost, for a renewal has no place for them.
        source: Id of the source that every record cites with the number of its row, if there is one.
        repeated_ids: What rows of one id are.
    """

    columns: Mapping[str, Column]
    record_ids: Mapping[str, str]
    missing_signed: PartialDate | str | None
    dropped: frozenset[str]
    source: str | None
    repeated_ids: RepeatedIds = "error"

    def agreement(self, rows: Sequence[NumberedRow]) -> Agreement:
        """Return the agreement of a chain of rows, or of rows of one id, each its number and its values.

        Raises:
            NoRecordError: If they make none.
        """
        faults: list[Fault] = []
        joined = _NOTHING
        dropped = self.dropped
        if self.repeated_ids == "parties":
            joined = joined_parties(rows, self._citations, faults)
            rows = [(rows[0][0], joined.values)]
        elif self.repeated_ids == "renewals" and len(rows) > 1 and "parties" not in dropped:
            joined = spell_memberships(rows, self._citations, faults)
            dropped = dropped | {"parties"}
        number, head = rows[0]
        if joined.values:
            head = {**head, **joined.values}
        signed = head.get("signed") or self._signed(head)
        faults += self._missing(number, head, signed)
        for row in rows[1:]:
            faults += self._no_place(row, rows[0], dropped)
        ending = self._ending(rows, faults)
        if faults:
            raise NoRecordError(faults)
        try:
            title = _name(head)
            renewals = [self._renewal(rows, link, title) for link in range(1, len(rows))]
            fields: dict[str, Any] = {name: value for name, value in head.items() if name in _PLAIN}
            fields["signed"] = signed
            for name, value in head.items():
                field, dot, key = name.partition(".")
                if dot and field in KEYED:
                    fields.setdefault(field, {})[key] = value
            for name in _REFERRING & fields.keys():
                fields[name] = tuple(dict.fromkeys(self.record_ids.get(id, id) for id in fields[name]))
            if "under" in fields:
                fields["under"] = self.record_ids.get(fields["under"], fields["under"])
            return Agreement(
                id=head["id"],
                title=title,
                renewals=renewals,
                ending=None if ending is None else Ending(**ending),
                memberships=joined.memberships,
                citations=self._citations(number),
                **fields,
            )
        except MainlandCoopError as error:
            raise NoRecordError([self._fault_of(error, rows, 0, joined)]) from None

    def _renewal(self, rows: Sequence[NumberedRow], link: int, title: Name) -> Renewal:
        number, values = rows[link]
        fields = {name: values[name] for name in _PLAIN_OF_RENEWALS if name in values}
        if not fields.keys() & {"signed", "in_force_from", "follows_on", "period"}:
            signed = self._signed(values)
            fields |= {} if signed is None else {"signed": signed}
        try:
            own = _name(values) if any(name in values for name in NAMES) else None
            return Renewal(title=None if own == title else own, citations=self._citations(number), **fields)
        except MainlandCoopError as error:
            raise NoRecordError([self._fault_of(error, rows, link, _NOTHING)]) from None

    def _signed(self, values: Mapping[str, Any]) -> PartialDate | None:
        """Return what it means for the date of signature that none is stated."""
        if not isinstance(self.missing_signed, str):
            return self.missing_signed
        date = values.get(self.missing_signed)
        if isinstance(date, Period):
            date = date.start
        if not isinstance(date, PartialDate) or date.last_ordinal == LAST_DAY:
            return None
        return PartialDate(FIRST_DAY, date.last_ordinal)

    def _citations(self, number: int) -> tuple[Citation, ...]:
        return () if self.source is None else (Citation(source=self.source, locator=f"row {number}"),)

    # --- Faults --------------------------------------------------------------------------------------------------

    def _missing(self, number: int, head: Mapping[str, Any], signed: PartialDate | None) -> Iterator[Fault]:
        missing = TableProblemKind.MISSING
        for field in ("kind", "parties"):
            if field not in head:
                yield Fault(missing, number, field, "", f"the cell is blank: an agreement has {field}")
        if not any(name in head for name in NAMES):
            field = next(name for name in NAMES if name in self.columns)
            yield Fault(missing, number, field, "", "the cell is blank: an agreement has a title")
        if signed is None:
            if isinstance(self.missing_signed, str):
                remedy = f"there is no date of signature, and none of {self.missing_signed} by which it was signed"
            else:
                remedy = "there is no date of signature: pass what that means, such as missing_signed='[..2025]'"
                if "in_force_from" in self.columns:
                    remedy += " or 'in_force_from', if it was signed by then"
            yield Fault(missing, number, "signed", "", remedy)
        if head.get("follows_on"):
            remedy = "the row renews none, so it follows on from nothing"
            yield Fault(TableProblemKind.CONTRADICTION, number, "follows_on", "true", remedy)

    def _no_place(self, row: NumberedRow, head: NumberedRow, dropped: frozenset[str]) -> Iterator[Fault]:
        number, values = row
        first, stated = head
        for field in (*_OWN, *(name for name in values if name.partition(".")[0] in KEYED)):
            value = values.get(field)
            if value is not None and value != stated.get(field) and field not in dropped:
                has = "has another" if field in stated else "has none"
                remedy = (
                    f"the row renews row {first}, which {has}, and a renewal has no {field} of its own: leave the cell "
                    f"blank, pass drop_from_renewals=[{field!r}], or let the row be an agreement of its own"
                )
                yield Fault(TableProblemKind.NO_PLACE, number, field, _shown(value), remedy, (first, field))

    def _ending(self, rows: Sequence[NumberedRow], faults: list[Fault]) -> dict[str, Any] | None:
        """Return the fields of the ending, which stands in the last row of a chain."""
        _, last = rows[-1]
        ending = {name.removeprefix("ending."): last[name] for name in ENDING if name in last}
        remedy = "an ending stands in the last row of a chain, and this row is renewed"
        if self.repeated_ids == "renewals":
            remedy += "; the last day of a spell is expires"
        faults += [
            Fault(TableProblemKind.NO_PLACE, number, name, _shown(values[name]), remedy)
            for number, values in rows[:-1]
            for name in ENDING
            if name in values and values[name] != last.get(name)
        ]
        if not ending:
            return None
        for name in ("last_day", "reason"):
            if name not in ending:
                faults.append(missing_of_ending(rows[-1][0], name, ending))
        if "by" in ending:
            ending["by"] = self.record_ids.get(ending["by"], ending["by"])
        return ending

    def _fault_of(self, error: MainlandCoopError, rows: Sequence[NumberedRow], link: int, joined: Joined) -> Fault:
        """Return the fault that an error of a record tells, in the row and field that it names."""
        cls, _, path = error.place.partition(".")
        remedy = re.sub(r"^of '[^']*'(\.\.\. \(\d+ characters\))?: ", "", error.describe())
        if match := re.match(r"memberships\[(\d+)\]", path):
            number = joined.rows[int(match[1])]
            field = "ending.last_day" if "it ends on" in remedy and "ending.last_day" in self.columns else "signed"
            return Fault(TableProblemKind.CONTRADICTION, number, field, "", remedy, (number, "in_force_from"))
        at, field = _link_of(path, link)
        field = re.sub(r"\[\d+\]$", "", field)  # the items of a list stand in one cell
        if field == "title.en" and field not in self.columns:
            field = "title"
        if cls == "Ending" or field.startswith("ending"):
            at, field = len(rows) - 1, f"ending.{field.removeprefix('ending.')}"
        number, values = rows[at]
        if cls == "Renewal" and not field:
            field = "signed"
        other = None
        if match := re.search(r"(?:\(|from )((?:renewals\[\d+\]\.)?[a-z_]+)(?:\)|;|$)", remedy):
            beside, name = _link_of(match[1], 0)
            if name in FIELDS and beside < len(rows):
                other = (rows[beside][0], name)
        if other is None and (match := re.search(r"yet ([a-z_]+) is", remedy)) and match[1] in FIELDS:
            other = (number, match[1])
        value = "" if field not in values else _shown(values[field])
        return Fault(TableProblemKind.CONTRADICTION, number, field, value, remedy, other)


def _link_of(path: str, link: int) -> tuple[int, str]:
    """Return the link of a chain that a path of an agreement leads into, and the field there."""
    match = re.match(r"renewals\[(\d+)\]\.?(.*)", path)
    return (link, path) if match is None else (int(match[1]) + 1, match[2])


def _name(values: Mapping[str, Any]) -> Name:
    return Name(**{text: values[field] for field, text in NAMES.items() if field in values})


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return shorten(", ".join(map(str, value)))
    return "none" if value is None else shorten(str(value))


Dangling: TypeAlias = Literal["error", "drop"]
"""What becomes of a reference to an agreement that is not there: the row is at fault, or the reference is dropped."""


class Records:
    """The agreements of a table by id.

    Attributes:
        agreements: Those that are sound.
        dropped: The references that were dropped, because what they lead to is not there.
    """

    def __init__(
        self,
        rows: TableRows,
        builder: Builder,
        given: Registry,
        indexes: tuple[NameIndex[Party], NameIndex[Area]],
        dangling: Dangling = "error",
    ) -> None:
        self.agreements: dict[str, Agreement] = {}
        self.dropped: list[TableProblem] = []
        self._rows = rows
        self._builder = builder
        self._given = given
        self._indexes = indexes
        self._drops = dangling == "drop"
        self._chains: dict[str, list[int]] = {}
        chains = list(rows.sound()) if rows.left_out else rows.sound()
        for chain in chains:
            try:
                record = builder.agreement([(rows.numbers[row], rows.values(row)) for row in chain])
            except NoRecordError as error:
                rows.faults += error.faults
                rows.leave_out(chain, error.faults)
            else:
                self.agreements[record.id] = record
                self._chains[record.id] = chain
        self._likely = LikelyIds(lambda: {**given.agreements.by_id, **self.agreements})

    def made(self, index: NameIndex[Any]) -> Iterator[tuple[str, str]]:
        """Yield id and name of the parties, or the areas, that are made because agreements name them."""
        used: set[str] = set()
        for record in self.agreements.values():
            if index.what == "areas":
                used.update(record.areas, *(renewal.areas for renewal in record.renewals))
            else:
                used.update(record.parties, record.authorised_by)
        return index.missing(used)

    def registry(self, *, cite: Source | None, version: str | None, verified_through: Day | None) -> Registry:
        """Return the registry; agreements that refer to what is not there, or in circles, are left out and told.

        Without a version it has that of the registry given only if nothing is added to it: a version names exact data.
        """
        if not self._drops:
            self._leave_out_dependents(self._rows.ids_left_out())
        given = self._given
        of_parties, of_areas = self._indexes
        new = [] if cite is None or given.sources.get(cite.id) == cite else [cite]
        sources = [*given.sources, *new]
        while True:
            if self._drops:
                self._drop_dangling()
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
                    version=version if version or self.agreements or new else given.version,
                    verified_through=given.verified_through if verified_through is None else verified_through,
                )
            except InvalidRegistryError:
                if not self._refused(parties, areas, sources):
                    raise

    # --- What does not fit ---------------------------------------------------------------------------------------

    def _drop_dangling(self) -> None:
        """Drop references to agreements that are not there, and tell which."""
        known = {*self._given.agreements.by_id, *self.agreements}
        for id, record in self.agreements.items():
            lists = {field: ids for field in sorted(_REFERRING) if not known.issuperset(ids := getattr(record, field))}
            gone = [(field, target) for field, ids in lists.items() for target in ids if target not in known]
            changes: dict[str, Any] = {
                field: tuple(target for target in ids if target in known) for field, ids in lists.items()
            }
            if record.under is not None and record.under not in known:
                gone.append(("under", record.under))
                changes["under"] = None
            if record.ending is not None and record.ending.by is not None and record.ending.by not in known:
                gone.append(("ending.by", record.ending.by))
                changes["ending"] = attrs.evolve(record.ending, by=None)
            if gone:
                self.agreements[id] = attrs.evolve(record, **changes)
                self.dropped += [self._dropped(id, field, target) for field, target in gone]

    def _dropped(self, id: str, field: str, target: str) -> TableProblem:
        remedy = f"it is dropped, for there is no agreement with this id{self._likely.hint(target)}"
        return self._told(id, field, shorten(target), remedy, TableProblemKind.DANGLING)

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
        if not self._drops:
            self._leave_out_dependents(faulty)
        return bool(faulty)

    def _placed(self, id: str, path: str, problem: Problem) -> TableProblem:
        field = re.sub(r"\[\d+\]", "", path)
        remedy = problem.expected
        if "no record" in remedy:
            target = next((target for where, _, target in references(self.agreements[id]) if where == path), "")
            remedy = f"{remedy}{self._likely.hint(target)}; dangling='drop' drops such references"
            return self._told(id, field, problem.value, remedy, TableProblemKind.DANGLING)
        kind = TableProblemKind.CIRCLE if "leads back" in remedy else TableProblemKind.CONTRADICTION
        return self._told(id, field, problem.value, remedy, kind)

    def _told(self, id: str, field: str, value: str, remedy: str, kind: TableProblemKind) -> TableProblem:
        rows = self._chains[id]
        row = rows[-1] if field.startswith("ending") else rows[0]
        column = self._builder.columns.get(field)
        name = field if column is None else column.name
        return TableProblem(kind, self._rows.numbers[row], name, value, remedy, str(kind))

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
