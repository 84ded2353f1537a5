"""From cells to values, by what the user says of them: dates, terms, words, and what names parties and areas."""

from __future__ import annotations

import datetime
import decimal
import math
import numbers
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.dates.terms import Term
from mainland_coop.foundation.errors import DateError, MainlandCoopError, near, shorten
from mainland_coop.foundation.vocabularies import AgreementKind
from mainland_coop.intake.mapping import Column, Reads, known_field
from mainland_coop.intake.report import TableProblemKind
from mainland_coop.intake.workbook_cells import CellPrecision, DateCell, UnreadableCell, with_precision
from mainland_coop.records.fields import MAX_ID, as_id, required_text
from mainland_coop.records.instruments import as_calendar_period
from mainland_coop.records.names import Area, Name
from mainland_coop.records.parties import Party
from mainland_coop.validity.links import End

Cell: TypeAlias = "str | tuple[str, ...] | None"
"""What a cell holds, which is text, a list of texts, or nothing."""

TERM_UNITS: Mapping[str, str] = {"years": "Y", "months": "M", "weeks": "W", "days": "D"}
"""What a bare number in a column of terms may count."""


class CellError(Exception):
    """A cell that cannot be read: the kind of problem, and what is wrong with the remedy."""

    def __init__(self, remedy: str, kind: TableProblemKind = TableProblemKind.MALFORMED) -> None:
        super().__init__(remedy)
        self.remedy = remedy
        self.kind = kind


_EXACT = 2**53

# --- From values to text -----------------------------------------------------------------------------------------


def text_of(value: object) -> Cell:
    """Return a cell of any table as text: dates as ISO text, whole numbers as their digits, blanks as None.

    Example:
        >>> import datetime
        >>> text_of(datetime.datetime(1997, 7, 1)), text_of(1997.0), text_of(float("nan")), text_of("n/a")
        ('1997-07-01', '1997', None, 'n/a')
    """
    if isinstance(value, str):
        return str(value) or None
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time() or value.tzinfo is not None:
            raise CellError("it has a time of day or a time zone, and a date has none: give the dates alone")
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, DateCell):
        return value.text
    if isinstance(value, UnreadableCell):
        raise CellError(value.remedy)
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real | decimal.Decimal):
        number = float(value)
        if number != number:
            return None
        if number.is_integer() and abs(number) >= _EXACT:
            raise CellError("it is too large to be exact as the number that it is: give it as text")
        return str(int(number)) if number.is_integer() else str(number)
    if isinstance(value, list | tuple):
        return tuple(_part(item) for item in value) or None
    to_list: Callable[[], object] | None = getattr(value, "tolist", None)  # of numpy
    if to_list is not None:
        return text_of(to_list())
    raise CellError(f"a {type(value).__name__} is nothing that can be read here: give text, dates or numbers")


def _part(value: object) -> str:
    text = text_of(value)
    if not isinstance(text, str):
        raise CellError("a list of texts has no blanks and no lists in it")
    return text


# --- From text to values -----------------------------------------------------------------------------------------


def parts_reader(separator: str | None, read: Callable[[str], Any]) -> Callable[[str], tuple[Any, ...]]:
    """Return what reads several parts of a cell, with spaces around the separator or without."""

    def parts(text: str) -> tuple[Any, ...]:
        texts = [text] if separator is None else [part.strip() for part in text.split(separator)]
        if "" in texts:
            raise CellError(f"there is nothing between two separators {separator!r}, or before or after one")
        return tuple(read(part) for part in texts)

    return parts


def kind_of(text: str) -> AgreementKind:
    """Return what an instrument is called."""
    try:
        return AgreementKind(text)
    except ValueError:
        words = [str(kind) for kind in AgreementKind]
        if alike := near(text, words, 1):
            meant = f"did you mean {alike[0]!r}? Then pass sentinels={{'kind': {{{text!r}: {alike[0]!r}}}}}"
        else:
            meant = f"the kinds are {', '.join(map(repr, words))}; pass sentinels={{'kind': {{{shorten(text)}: ...}}}}"
        raise CellError(f"it is no kind of agreement; {meant}") from None


def flag_of(text: str) -> bool:
    """Return a flag."""
    if text not in ("true", "false"):
        raise CellError("expected true or false; pass sentinels to say which of them other words mean")
    return text == "true"


def with_term_unit(unit: str | None) -> Callable[[str], Term]:
    """Return what reads terms; a bare number counts the unit, if one is named."""

    def term(text: str) -> Term:
        if text.isascii() and text.isdigit():
            if unit is None:
                raise CellError(f"a bare number is no term: write P{text}Y, or pass term_unit='years'")
            text = f"P{text}{TERM_UNITS[unit]}"
        return Term.parse(text)

    return term


def read_expiry(date: Callable[[str], PartialDate]) -> Callable[[str], PartialDate | End]:
    """Return what reads last days, of which `..` is an open end."""
    return lambda text: End.OPEN if text == ".." else date(text)


def read_tacit_renewal(term: Callable[[str], Term]) -> Callable[[str], Term | bool]:
    """Return what reads tacit renewals: a term, or that there is one of which the period is not stated, or none."""
    return lambda text: _SAID[text] if text in _SAID else term(text)


_SAID = {"true": True, "yes": True, "false": False, "no": False}


def read_period(text: str) -> Period | None:
    """Return a period of calendar units."""
    try:
        return as_calendar_period(text)
    except DateError as error:
        raise CellError(f"it is no period: {error.reason}; write years, months or days like 2012/2014") from None


def own_value(value: object) -> bool | int | float | tuple[object, ...] | None:
    """Return a number, a flag or a list as the user's own value; None for what is to be read as text, and for blanks.

    Example:
        >>> own_value(120), own_value(True), own_value(["a", 1]), own_value(float("nan")), own_value("120")
        (120, True, ('a', 1), None, None)
    """
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return bool(value)
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real | decimal.Decimal):
        number = float(value)
        return number if math.isfinite(number) else None
    if isinstance(value, list | tuple):
        return tuple(item if isinstance(item, str) else own_value(item) for item in value) or None
    return None


def read_date(formats: tuple[str, ...]) -> Callable[[str], PartialDate]:
    """Return what reads dates: by the formats that the user names (as for `strptime`), else as EDTF."""

    def date(text: str) -> PartialDate:
        if (midnight := _AT_MIDNIGHT.fullmatch(text)) is not None:
            text = midnight[1]
        for form in formats:
            try:
                return PartialDate.of(datetime.datetime.strptime(text, form).date())
            except ValueError:
                continue
        try:
            return PartialDate.parse(text)
        except DateError as error:
            raise CellError(_date_remedy(text, error)) from None

    return date


_AT_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00:00(?:\.0+)?Z?", re.ASCII)
"""A day as spreadsheets and services write it, with the hour at which it begins."""

_SLASHED = re.compile(r"\d{1,2}([./-])\d{1,2}\1(\d{4}|\d{2})", re.ASCII)
_OPEN = ("open", "open-ended", "indefinite", "unlimited", "ongoing", "present")
_EXCEL_EPOCH = datetime.date(1899, 12, 30)


def _date_remedy(text: str, error: DateError) -> str:
    """Return what is wrong with a text that is no date, and what to do; of common cases in their own words."""
    if match := _SLASHED.fullmatch(text):
        mark, year = match[1], "%Y" if len(match[2]) == 4 else "%y"
        first, second = (f"date_formats=['%{a}{mark}%{b}{mark}{year}']" for a, b in ("dm", "md"))
        return f"it does not say which number is the day: if the first, pass {first}, if the second, {second}"
    if text.isascii() and text.isdigit():
        if len(text) == 8:
            return "it is no date in this form: write YYYY-MM-DD, or pass date_formats=['%Y%m%d']"
        if len(text) == 5:
            day = _EXCEL_EPOCH + datetime.timedelta(days=int(text))
            return f"it is no date, but may be Excel's number for the day {day.isoformat()}: write the column as dates"
    if text == "..":
        return "an open end is no date here: it belongs into the column of the last day"
    if not any(character.isdigit() for character in text):
        meaning = "'..'" if text.casefold() in _OPEN else "None"
        what = "an open end" if text.casefold() in _OPEN else "what is not stated"
        return f"it is no date; if it stands for {what}, pass sentinels={{{shorten(text)}: {meaning}}}"
    return f"it is no date: at position {error.position}, {error.reason}; {_nearby(text)}"


def _nearby(text: str) -> str:
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text, re.ASCII):
        month = f"{match[1]}-{match[2]}"
        if match[3] != "00" and _is_date(month):
            return f"write {month} if only the month is known, or name it as a sentinel"
    else:
        for end in range(min(len(text) - 1, 10), 3, -1):
            if _is_date(text[:end]):
                return f"{text[:end]} alone would be one, if that is what is meant"
    return f"if it stands for what is not stated, pass sentinels={{{shorten(text)}: None}}"


def _is_date(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except MainlandCoopError:
        return False
    return True


B = TypeVar("B", bound=Party | Area)


class NameIndex(Generic[B]):
    """The parties, or the areas, of a table by what cells call them.

    A cell names a given record by its id or, letter for letter, by one of its names. Any other text is the name of a
    record to be made, whose id is that name with hyphens for its spaces.
    """

    def __init__(self, what: str, given: Iterable[B]) -> None:
        self.what = what
        self.given = tuple(given)
        self.made: dict[str, str] = {}
        self._ids = {record.id for record in self.given}
        self._named: dict[str, set[str]] = {}
        for record in self.given:
            for text in _texts(record.name):
                self._named.setdefault(text, set()).add(record.id)

    def id_of(self, text: str) -> str:
        """Return the id of what a text names.

        Raises:
            CellError: If it names several records, or would have to share an id.
        """
        if text in self._ids:
            return text
        named = sorted(self._named.get(text, ()))
        if len(named) == 1:
            return named[0]
        if named:
            remedy = f"several {self.what} are called so: write the id of one of them, {' or '.join(named)}"
            raise CellError(remedy, TableProblemKind.AMBIGUOUS)
        id = "-".join(text.split())
        if not 0 < len(id) <= MAX_ID:
            raise CellError(f"it is too long for a name that an id is made of: give {self.what} as records")
        if id in self._ids or self.made.setdefault(id, text) != text:
            other = f"is also that of {shorten(self.made[id])}" if id in self.made else "is that of a record given"
            remedy = f"the id made of it, {shorten(id)}, {other}: write both alike, or give {self.what} as records"
            raise CellError(remedy, TableProblemKind.AMBIGUOUS)
        return id

    def missing(self, used: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield id and name of each record to be made for the ids that are used, in order of the ids."""
        return ((id, self.made[id]) for id in sorted(set(used) - self._ids))


def _texts(name: Name) -> Iterator[str]:
    yield from (text for text in (name.en, name.zh_hant, name.zh_hans) if text)
    yield from (*name.short, *name.former, *name.alternatives)


Sentinels: TypeAlias = "Mapping[str, str | None | Mapping[str, str | None]]"
"""What texts stand for, `{"n/a": None}` in every column, `{"expires": {"9999-12-31": ".."}}` in that of one field."""

_MOST_KEPT = 100_000
_ALL_DIFFER = ("id", "text", "own")  # reading these is cheap, and few of them come twice


@attrs.frozen
class Wording:
    """What the user says of the cells of a table.

    Attributes:
        separators: What stands between several values of a cell, by field.
        sentinels: What texts stand for, by field; under the empty name for a field that is none of these.
        strip: Whether spaces around texts are taken off.
        date_formats: Formats of dates, as for `strptime`.
        term_unit: What a bare number in a column of terms counts.
        date_precision: How much of a date the date cells of a field state.
    """

    separators: Mapping[str, str]
    sentinels: Mapping[str, Mapping[str, str | None]]
    strip: bool
    date_formats: tuple[str, ...]
    term_unit: str | None
    date_precision: Mapping[str, CellPrecision]


class Readers:
    """Reads rows of a table, and constants, into the values of fields."""

    def __init__(self, wording: Wording, parties: NameIndex[Party], areas: NameIndex[Area]) -> None:
        self._wording = wording
        date = read_date(wording.date_formats)
        self._reads: dict[Reads, Callable[[str], Any]] = {
            "id": as_id,
            "text": required_text,
            "kind": kind_of,
            "date": date,
            "expiry": read_expiry(date),
            "period": read_period,
            "term": with_term_unit(wording.term_unit),
            "tacit": read_tacit_renewal(with_term_unit(wording.term_unit)),
            "flag": flag_of,
            "own": required_text,
            "ids": as_id,
            "texts": required_text,
            "parties": parties.id_of,
            "areas": areas.id_of,
        }

    def column(self, column: Column) -> Callable[[Sequence[object]], Any]:
        """Return what reads the value of a column in a row; it raises CellError."""
        kept: dict[str, Any] | None = None if known_field(column.field).reads in _ALL_DIFFER else {}
        read = self.cell(column.field)

        def value(raw: object) -> Any:
            if kept is None or type(raw) is not str:
                return read(raw)
            try:
                found = kept[raw]
            except KeyError:
                if len(kept) >= _MOST_KEPT:
                    kept.clear()
                try:
                    found = read(raw)
                except CellError as error:
                    found = error
                kept[raw] = found
            if type(found) is CellError:
                raise CellError(found.remedy, found.kind)
            return found

        if len(column.at) == 1:
            at = column.at[0]
            return lambda cells: value(cells[at])

        def values(cells: Sequence[object]) -> Any:
            found = tuple(part for at in column.at for part in value(cells[at]) or ())
            return _distinct(found) or None

        return values

    def cell(self, field: str) -> Callable[[object], Any]:
        """Return what reads one cell of a field."""
        several, reads = known_field(field).several, known_field(field).reads
        convert = self._reads[reads]
        sentinels = self._wording.sentinels.get(field, self._wording.sentinels.get("", {}))
        strip = self._wording.strip
        precision = self._wording.date_precision.get(field)
        split = parts_reader(self._wording.separators.get(field), convert) if several else convert

        def read(raw: object) -> Any:
            if reads == "own" and type(raw) is not str and (own := own_value(raw)) is not None:
                return own
            if precision is not None and isinstance(raw, datetime.date | DateCell):
                raw = with_precision(raw, precision)
            text = raw if type(raw) is str else text_of(raw)
            if isinstance(text, tuple):
                if not several:
                    raise CellError("a list is no single value")
                return _distinct(tuple(_converted(convert, part) for part in text))
            stripped = "" if text is None else text.strip()
            if text not in sentinels and strip:
                text = stripped
            text = sentinels.get(text or "", text)
            if not text:
                return None
            if text != text.strip():
                raise CellError("there are spaces around it: take them off, or pass strip=True")
            found = _converted(split, text)
            return _distinct(found) if several else found

        return read


def _converted(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except CellError:
        raise
    except MainlandCoopError as error:
        raise CellError(error.describe()) from None


def _distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(values)) < len(values):
        twice = next(value for value in values if values.count(value) > 1)
        raise CellError(f"{shorten(twice)} stands there twice: name each once")
    return values
