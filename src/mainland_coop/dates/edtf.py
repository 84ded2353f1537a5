"""EDTF (ISO 8601-2) texts of partial dates, read to and written from runs of days.

A day is its proleptic Gregorian ordinal (`datetime.date.toordinal`, 1 = 0001-01-01).
"""

from __future__ import annotations

import datetime
import enum
import re
from functools import lru_cache

from mainland_coop.foundation.errors import DateError
from mainland_coop.foundation.public_names import Choice

FIRST_DAY = 1
"""Ordinal of 0001-01-01, to which a run that is open at its start reaches."""

LAST_DAY = datetime.date.max.toordinal()
"""Ordinal of 9999-12-31, to which a run that is open at its end reaches."""


_DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Precision(Choice, enum.StrEnum):
    """How finely a partial date is given; `RUN` is any run of days that is no single unit of the calendar."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RUN = "run"


def read(text: str) -> tuple[int, int, str]:
    """Return the first and last day that a text means, and its qualifier (`~`, `?`, `%` or empty).

    Raises:
        DateError: If the text is no partial date, with the position and the reason.

    Example:
        >>> first, last, mark = read("2002-09~")
        >>> last - first + 1, mark
        (30, '~')
    """
    if len(text) == 10 and text[4] == text[7] == "-":
        try:  # most dates are exact; what is no date is looked at below
            ordinal = datetime.date.fromisoformat(text).toordinal()
        except ValueError:
            pass
        else:
            return ordinal, ordinal, ""
    match = PLAIN.fullmatch(text)
    if match is None:
        return (*_read_run(text), "")
    year, month, day, mark = match.groups()
    return (*_unit(text, 0, year, month, day), mark)


@lru_cache(maxsize=1 << 14)  # whatever is told of a record names the same few dates again and again
def write(first: int, last: int) -> str:
    """Return the normal form: the unit that the run fills, else a run of two dates of one precision, the coarsest."""
    if first == last:
        return datetime.date.fromordinal(first).isoformat()
    precision = unit_of(first, last)
    a, b = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    match precision:
        case Precision.MONTH:
            return a.isoformat()[:7]
        case Precision.YEAR:
            return a.isoformat()[:4]
        case Precision.DECADE:
            return a.isoformat()[:3] + "X"
        case Precision.CENTURY:
            return a.isoformat()[:2] + "XX"
    open_start, open_end = first == FIRST_DAY, last == LAST_DAY and first != FIRST_DAY
    length = 10
    if (open_start or a.day == 1) and (open_end or b.day == days_in_month(b.year, b.month)):
        years = (open_start or a.month == 1) and (open_end or b.month == 12)
        length = 4 if years else 7
    return f"[{'' if open_start else a.isoformat()[:length]}..{'' if open_end else b.isoformat()[:length]}]"


@lru_cache(maxsize=1 << 14)
def unit_of(first: int, last: int) -> Precision:
    """Return the unit of the calendar that a run of days fills, or `Precision.RUN`."""
    if first == last:
        return Precision.DAY
    a, b = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    if a.day != 1 or b.day != days_in_month(b.year, b.month):
        return Precision.RUN
    if (a.year, a.month) == (b.year, b.month):
        return Precision.MONTH
    if (a.month, b.month) != (1, 12):
        return Precision.RUN
    years = b.year - a.year + 1
    for width, precision in ((1, Precision.YEAR), (10, Precision.DECADE), (100, Precision.CENTURY)):
        if years == width and a.year % width == 0:
            return precision
    return Precision.RUN


def days_in_month(year: int, month: int) -> int:
    """Return how many days a month has.

    Example:
        >>> days_in_month(2000, 2), days_in_month(2100, 2)
        (29, 28)
    """
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _DAYS_IN_MONTH[month - 1]


PLAIN = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([~?%]?)", re.ASCII)
RUN = re.compile(r"\[([\dX-]*)\.\.([\dX-]*)\]", re.ASCII)


def _unit(text: str, at: int, year: str, month: str | None, day: str | None) -> tuple[int, int]:
    """Return the run of days of one unit of the calendar that stands at a position of a text."""
    if year[3] == "X":
        if month is not None:
            raise DateError(text, at + 5, "a month or day of an unspecified year is not one run of days")
        width = 100 if year[2] == "X" else 10
        low = int(year.rstrip("X")) * width
        if low == 0:
            raise DateError(
                text,
                at,
                "the years go from 0001 to 9999; write [..0009] for the first decade, [..0099] for the first century",
            )
        return datetime.date(low, 1, 1).toordinal(), datetime.date(low + width - 1, 12, 31).toordinal()
    y = int(year)
    if y == 0:
        raise DateError(text, at, "the years go from 0001 to 9999")
    if month is None:
        return datetime.date(y, 1, 1).toordinal(), datetime.date(y, 12, 31).toordinal()
    if month == "XX":
        if day is not None and day != "XX":
            raise DateError(text, at + 8, "a day of an unspecified month is not one run of days")
        return datetime.date(y, 1, 1).toordinal(), datetime.date(y, 12, 31).toordinal()
    m = int(month)
    if not 1 <= m <= 12:
        kind = (
            "seasons and quarters are not used here; write the run of months"
            if 21 <= m <= 41
            else "the months go from 01 to 12"
        )
        raise DateError(text, at + 5, f"there is no month {month}: {kind}")
    length = days_in_month(y, m)
    if day is None or day == "XX":
        first = datetime.date(y, m, 1).toordinal()
        return first, first + length - 1
    if 1 <= int(day) <= length:
        ordinal = datetime.date(y, m, int(day)).toordinal()
        return ordinal, ordinal
    raise DateError(text, at + 8, f"there is no day {day}: {year}-{month} has {length} days")


def _read_run(text: str) -> tuple[int, int]:
    """Return the days of `[a..b]`, `[..b]` or `[a..]`, or raise the error that explains any other text."""
    match = RUN.fullmatch(text)
    if match is None:
        raise DateError(text, *_refusal(text))
    if not match[1] and not match[2]:
        raise DateError(text, 1, "a run of days needs a date on one side at least")
    first, last = FIRST_DAY, LAST_DAY
    if match[1]:
        first, _ = _plain_unit(text, match.start(1), match[1])
    if match[2]:
        _, last = _plain_unit(text, match.start(2), match[2])
    if last < first:
        raise DateError(text, match.start(2), "the run is reversed: its second date lies before its first")
    return first, last


def _plain_unit(text: str, at: int, part: str) -> tuple[int, int]:
    match = PLAIN.fullmatch(part)
    if match is None or "X" in part:
        raise DateError(
            text, at, f"{part!r} is no plain date: inside brackets only YYYY, YYYY-MM and YYYY-MM-DD are used"
        )
    return _unit(text, at, match[1], match[2], match[3])


# What people write instead (a pattern, compiled when it is needed), each with the remedy; the first found is told.
_HINTS = (
    (r"[^\x21-\x7e]", "only ASCII characters without spaces are used; write digits 0-9, '-' and 'X'"),
    (r"(?<=\d)[tT](?=\d)|:", "a day has no time of day"),
    (r"/", "an interval is a period, not one day; a day somewhere between two others is [a..b]"),
    (r"[{,}]", "a set of days is not one run; only [a..b], [..b] and [a..] are used"),
    (
        r"\[[^\]]*$|(?<=\]).|\[(?![^\]]*\.\.)",
        "a run is written [a..b], [..b] or [a..], with nothing after it",
    ),
    (r"[~?%](?=.)", "one qualifier (~, ? or %) may stand at the end of the date, nowhere else"),
    (r"(?<!\[)(?<!\d)\.\.|\.\.(?![^\]]*\]$)", "'..' stands only inside brackets, as in [..2025-12]"),
    (r"x", "an unspecified digit is a capital X"),
    (r"^[Y+-]", "the years go from 0001 to 9999, without sign"),
)


def _refusal(text: str) -> tuple[int, str]:
    if not text:
        return 0, "it is empty; a date is written like 2016-06-30, and what is not known is left out"
    from mainland_coop.dates.other_writings import remedy  # only needed where something went wrong

    longest = max((n for n in range(min(len(text), 10) + 1) if re.fullmatch(_PREFIX, text[:n], re.ASCII)), default=0)
    if reason := remedy(text):
        return longest, reason
    for pattern, reason in _HINTS if len(text) <= _LONGEST else ():  # their work grows with the square of a text
        found = re.search(pattern, text)
        if found:
            return found.start(), reason
    return longest, "expected YYYY-MM-DD, YYYY-MM, YYYY, YYYX, YYXX, YYYY-XX, YYYY-MM-XX, YYYY-XX-XX or [a..b]"


_LONGEST = 200
_PREFIX = r"\d{0,4}|\d{3}X|\d{2}XX?|\d{4}-(\d{0,2}|XX?)|\d{4}-(\d{2}|XX)-(\d{0,2}|XX?)"
