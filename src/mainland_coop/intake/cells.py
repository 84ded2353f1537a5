"""Cells to values: what a cell holds as text, and what each kind of field reads in that text. Nothing is guessed."""

from __future__ import annotations

import datetime
import decimal
import numbers
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from mainland_coop.dates import PartialDate
from mainland_coop.errors import DateError, MainlandCoopError, near, shorten
from mainland_coop.intake.report import TableProblemKind
from mainland_coop.terms import Term
from mainland_coop.validity.links import End
from mainland_coop.vocabulary import AgreementKind

__all__ = [
    "TERM_UNITS",
    "Cell",
    "CellError",
    "flag_of",
    "kind_of",
    "parts_reader",
    "read_date",
    "read_expiry",
    "text_of",
    "with_term_unit",
]

Cell: TypeAlias = "str | tuple[str, ...] | None"
"""What a cell holds: text, a list of texts, or nothing."""

TERM_UNITS: Mapping[str, str] = {"years": "Y", "months": "M", "weeks": "W", "days": "D"}
"""What a bare number in a column of terms may count."""


class CellError(Exception):
    """A cell that cannot be read: the kind of problem, and what is wrong with the remedy."""

    def __init__(self, remedy: str, kind: TableProblemKind = TableProblemKind.MALFORMED) -> None:
        super().__init__(remedy)
        self.remedy = remedy
        self.kind = kind


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
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real | decimal.Decimal):
        number = float(value)
        return None if number != number else str(int(number)) if number.is_integer() else str(number)
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


def read_date(formats: tuple[str, ...]) -> Callable[[str], PartialDate]:
    """Return what reads dates: by the formats that the user names (as for `strptime`), else as EDTF."""

    def date(text: str) -> PartialDate:
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
