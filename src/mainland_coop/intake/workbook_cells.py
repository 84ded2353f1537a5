"""Cells that a workbook holds and a text file cannot: dates shown as months or years, and what has no text at all."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Literal, TypeAlias

import attrs

CellPrecision: TypeAlias = Literal["day", "month", "year"]
"""How much of a date a cell states."""

PRECISIONS: tuple[CellPrecision, ...] = ("day", "month", "year")

_FIRST_SURE_DAY = datetime.date(1900, 3, 1)
_EXACT_DIGITS = 10**15


@attrs.frozen
class DateCell:
    """A date of which a cell states no more than the month or the year.

    Example:
        >>> DateCell(datetime.date(2011, 3, 1), "month").text
        '2011-03'
    """

    day: datetime.date
    precision: CellPrecision

    @property
    def text(self) -> str:
        """The date as EDTF text, as precise as the cell."""
        return self.day.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return repr(self.text)


@attrs.frozen
class UnreadableCell:
    """A cell that holds something, of which no text can be made: what it shows, and what to do."""

    shown: str
    remedy: str

    def __str__(self) -> str:
        return self.shown

    def __repr__(self) -> str:
        return repr(self.shown)


def with_precision(value: datetime.date | DateCell, precision: CellPrecision) -> object:
    """Return the cell of a date with another precision than it shows; a time of day stays and is refused elsewhere."""
    day = value.day if isinstance(value, DateCell) else value
    if isinstance(day, datetime.datetime):
        if day.time() != datetime.time():
            return value
        day = day.date()
    return day if precision == "day" else DateCell(day, precision)


def date_cell(value: datetime.date, form: str | None) -> datetime.date | DateCell | UnreadableCell:
    """Return a date of a workbook, as precise as its number format shows it.

    Args:
        value: The date, or a datetime.
        form: The number format of the cell, or None if that is not known.

    Example:
        >>> day = datetime.date(2011, 3, 1)
        >>> date_cell(day, "yyyy-mm-dd"), date_cell(day, "mmm-yy"), date_cell(day, None)
        (datetime.date(2011, 3, 1), '2011-03', datetime.date(2011, 3, 1))
    """
    time = isinstance(value, datetime.datetime) and value.time() != datetime.time()
    day = value.date() if isinstance(value, datetime.datetime) else value
    if day < _FIRST_SURE_DAY:
        remedy = "spreadsheet programs do not agree on days before 1900-03-01: write it as text, such as '1898-06-09'"
        return UnreadableCell(day.isoformat(), remedy)
    if form is None:
        return value if time else day
    precision, clock = shown_precision(form)
    if precision is None:
        remedy = f"the cell shows no year (its number format is {form}), so its year may be made up: write it as text"
        return UnreadableCell(day.isoformat(), remedy)
    if clock and time:
        return value
    return day if precision == "day" else DateCell(day, precision)


def number_cell(value: float, form: str) -> object:
    """Return a number of a workbook; one that is shown with leading zeros has them.

    Example:
        >>> number_cell(1997.0, "General"), number_cell(7, "000"), number_cell(12345678901234567890, "General")
        (1997, '007', '12345678901234567890')
    """
    if value != value or value in (float("inf"), float("-inf")):
        return None
    if abs(value) >= _EXACT_DIGITS:
        return UnreadableCell(str(int(value)), "a workbook keeps 15 digits of a number: write a longer one as text")
    if value == int(value):
        value = int(value)
        return str(value).zfill(len(form)) if value >= 0 and len(form) > 1 and not form.strip("0") else value
    return value


_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_PARTS = re.compile(r"\[?(h+|s+)\]?|am/pm|a/p|(y+|e+|b+)|(m+)|(d+)", re.IGNORECASE)


@lru_cache(maxsize=1000)
def shown_precision(form: str) -> tuple[CellPrecision | None, bool]:
    """Return how much of a date a number format shows, None if no year; and whether it shows a time.

    An `m` beside hours or seconds counts minutes; `ddd` and `dddd` are days of the week, which are no day of a month.

    Example:
        >>> shown_precision("d mmm yyyy"), shown_precision("mmm-yy"), shown_precision("yyyy"), shown_precision("d-mmm")
        (('day', False), ('month', False), ('year', False), (None, False))
        >>> shown_precision("yyyy-mm-dd h:mm"), shown_precision('yyyy"年"m"月"')
        (('day', True), ('month', False))
    """
    parts = list(_PARTS.finditer(_NOT_SHOWN.sub("", form).partition(";")[0]))
    kinds = "".join("hymd"[next(at for at in (1, 2, 3, 4, 0) if at == 0 or part[at]) - 1] for part in parts)
    clock = "h" in kinds
    year = "y" in kinds
    day = any(part[4] and len(part[4]) < 3 for part in parts)
    # Beside an hour before it, or seconds after it, an m is a minute.
    month = any(part[3] and not _minutes(parts, at) for at, part in enumerate(parts))
    if not year:
        return None, clock
    return "day" if day and month else "month" if month else "year", clock


def _minutes(parts: list[re.Match[str]], at: int) -> bool:
    before = parts[at - 1][1] if at else None
    after = parts[at + 1][1] if at + 1 < len(parts) else None
    return bool((before and before[0] in "hH") or (after and after[0] in "sS"))
