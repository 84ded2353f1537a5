"""Which column of a table is which field of an agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import attrs

from mainland_coop.foundation.errors import WrongTypeError, hint, near, shorten
from mainland_coop.intake.report import TableError, TableProblem, TableProblemKind, TableReport
from mainland_coop.records.instruments import Renewal

Reads: TypeAlias = Literal[
    "id", "text", "kind", "date", "expiry", "period", "term", "tacit", "flag", "ids", "texts", "parties", "areas", "own"
]
"""How a cell of a field is read."""


@attrs.frozen
class Field:
    """A field that a column can be.

    Attributes:
        reads: How its cells are read.
        of_renewals: Whether a renewal has it too; what a renewal has no place for must agree with its first row.
    """

    reads: Reads
    of_renewals: bool = False

    @property
    def several(self) -> bool:
        """Whether a cell may hold several values."""
        return self.reads in ("ids", "texts", "parties", "areas")

    @property
    def of_a_day(self) -> bool:
        """Whether it is a date, whose year, month and day may have a column each."""
        return self.reads in ("date", "expiry")


_READS: Mapping[str, Reads] = {
    "id": "id",
    "renews": "id",
    "title": "text",
    "title.en": "text",
    "title.zh_hant": "text",
    "title.zh_hans": "text",
    "kind": "kind",
    "parties": "parties",
    "signed": "date",
    "in_force_from": "date",
    "implemented_from": "date",
    "never_in_force": "flag",
    "follows_on": "flag",
    "period": "period",
    "term": "term",
    "tacit_renewal": "tacit",
    "expires": "expiry",
    "notice": "term",
    "ending.last_day": "date",
    "ending.reason": "text",
    "ending.by": "id",
    "ending.note": "text",
    "amends": "ids",
    "supplements": "ids",
    "implements": "ids",
    "under": "id",
    "authorised_by": "parties",
    "areas": "areas",
    "place": "text",
    "languages": "texts",
    "open_lists": "texts",
    "note": "text",
    "checked": "date",
}
"""How the cells of each field are read, named as in the file form; `renews` is the id of the row that a row renews."""

_OF_RENEWALS = {"id", "renews", "ending", *(field.name for field in attrs.fields(Renewal))}
"""What a renewal has too: its own fields, and what says where it belongs or how its chain ended."""

FIELDS: Mapping[str, Field] = {
    name: Field(reads, of_renewals=name.partition(".")[0] in _OF_RENEWALS) for name, reads in _READS.items()
}
"""Every field that a column can be."""

KEYED: Mapping[str, Field] = {"identifiers": Field("text"), "extra": Field("own")}
"""Fields of which a column is one key, named by the user: `identifiers.wikidata`, `extra.cost`."""


def field_of(name: object) -> Field | None:
    """Return the field of a name, or None.

    Example:
        >>> field_of("extra.cost").reads, field_of("extra")
        ('own', None)
    """
    if not isinstance(name, str):
        return None
    field, dot, key = name.partition(".")
    return FIELDS.get(name) or (KEYED.get(field) if dot and key else None)


def known_field(name: str) -> Field:
    """Return the field of a name that is one."""
    field = field_of(name)
    if field is None:
        raise KeyError(name)
    return field


NAMES = {"title": "en", "title.en": "en", "title.zh_hant": "zh_hant", "title.zh_hans": "zh_hans"}
"""Which text of a title each field is."""

_KEYS = {"identifiers": "wikidata", "extra": "cost"}
_USUAL = {
    "start": "in_force_from",
    "effective": "in_force_from",
    "end": "expires",
    "expiry": "expires",
    "name": "title",
    "predecessor": "renews",
    "party": "parties",
    "type": "kind",
    "signature": "signed",
    "date": "signed",
    "duration": "term",
}


@attrs.frozen
class Column:
    """A field with where its cells are.

    Attributes:
        field: The name of the field.
        at: The indexes of its columns: several of a field of several values, or those of year, month and day.
        names: The names of these columns.
    """

    field: str
    at: tuple[int, ...]
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called in reports."""
        return " + ".join(self.names)

    def shown(self, cells: Sequence[object]) -> str:
        """Return what its cells in a row hold, as reports show it."""
        return ", ".join(shorten(cells[at]) for at in self.at)


def chosen(
    where: str, header: Sequence[str], columns: Mapping[str, str | Sequence[str]], constants: Mapping[str, object]
) -> list[Column]:
    """Return the columns that a user names, in the order of the fields.

    Raises:
        TableError: If a field or a column is unknown or named twice, or a field is missing that every record has.
        WrongTypeError: If the columns are no mapping of field to names.
    """
    if not isinstance(columns, Mapping) or not isinstance(constants, Mapping):
        raise WrongTypeError("columns and constants are mappings: columns={'id': 'Treaty no.', ...}")
    named: dict[str, tuple[Any, ...]] = {
        field: tuple(given) if isinstance(given, list | tuple) else (given,) for field, given in columns.items()
    }
    faults = [*(("", remedy) for remedy in _field_faults(columns, constants)), *_column_faults(named, header)]
    if faults:
        problems = [TableProblem(TableProblemKind.COLUMN, None, None, *fault) for fault in faults]
        raise TableError(TableReport.of(where, problems))
    order = [*(field for field in FIELDS if field in named), *(field for field in named if field not in FIELDS)]
    return [Column(field, tuple(header.index(name) for name in named[field]), named[field]) for field in order]


def _column_faults(named: Mapping[str, Sequence[object]], header: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the columns that are named: the name, and the remedy."""
    for field, names in named.items():
        for name in names:
            remedy = _column_fault(name, header)
            if remedy:
                yield shorten(name), remedy
        found = field_of(field)
        if found is not None and len(names) != 1 and not (found.several and names):
            if not found.of_a_day:
                yield shorten(field), f"{field} is one column, and {len(names)} are named"
            elif len(names) not in (2, 3):
                yield shorten(field), f"{field} is one column, or those of year, month and day; {len(names)} are named"


def _field_faults(columns: Mapping[str, object], constants: Mapping[str, object]) -> Iterator[str]:
    """Yield what is wrong with the fields that are given."""
    for field in (*columns, *constants):
        if field in KEYED:
            yield f"{shorten(field)} is one column for each key: name it like {f'{field}.{_KEYS[field]}'!r}"
        elif field_of(field) is None:
            usual = _USUAL.get(str(field).casefold())
            yield f"{shorten(field)} is no field; {f'did you mean {usual!r}?' if usual else hint(str(field), FIELDS)}"
    given = {*columns, *constants}
    for field in sorted(set(columns) & set(constants)):
        yield f"{field} is given as a column and as a constant: give one of the two"
    if "title" in given and "title.en" in given:
        yield "title and title.en are the same: give one of the two"
    for field in ("id", "renews"):
        if field in constants:
            yield f"{field} differs from row to row, so it is a column, no constant"
    for field in ("kind", "parties"):
        if field not in given:
            yield f"{field} is missing: each agreement has one, so name it in columns or constants"
    if not given & set(NAMES):
        yield "title is missing: each agreement has one, so name it in columns or constants"


def _column_fault(name: object, header: Sequence[str]) -> str | None:
    if not isinstance(name, str):
        return "the name of a column is text"
    count = list(header).count(name)
    if count == 1:
        return None
    if count:
        return f"{count} columns have this name: give each a name of its own"
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|,"):
        mark = next(mark for mark in ";\t|," if mark in header[0])
        return f"the table has the one column {shorten(header[0])}: pass delimiter={mark!r} if its columns end there"
    alike = [other for other in header if other.strip().casefold() == name.strip().casefold()]
    for match in alike or near(name, header, 1):
        return f"there is no such column; did you mean {match!r}?"
    return f"there is no such column; the table has {', '.join(map(repr, header[:30]))}"
