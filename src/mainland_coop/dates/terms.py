"""Terms: how long an instrument runs, as an ISO 8601 duration of whole calendar units."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

import attrs

from mainland_coop.dates.edtf import LAST_DAY, days_in_month
from mainland_coop.foundation.errors import InvalidArgumentError, TermError, WrongTypeError, shorten
from mainland_coop.foundation.public_names import Public

FORM = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?|P(\d+)W", re.ASCII)
_LONGEST = 9999 * 366


@attrs.frozen(repr=False, order=False)
class Term(Public):
    """A term of whole years, months and days, or of whole weeks alone.

    Years and months count first, then days. A term from day s runs through the day before the day with the same
    number in the end month; where the end month has no such day, through the last day of that month.

    Attributes:
        years: Years, 0 or more.
        months: Months, 0 or more; they are not carried into years, so `P18M` stays `P18M`.
        days: Days, 0 or more.
        weeks: Weeks, 0 or more; they stand alone.

    Raises:
        TermError: If no part is positive, a part is negative, or weeks stand beside other parts.
        WrongTypeError: If a part is no whole number.

    Example:
        >>> Term.parse("P1Y").last_day(datetime.date(2012, 2, 29).toordinal()) == datetime.date(2013, 2, 28).toordinal()
        True
    """

    years: int = 0
    months: int = 0
    days: int = 0
    weeks: int = 0

    def __attrs_post_init__(self) -> None:
        parts = (self.years, self.months, self.days, self.weeks)
        for part in parts:
            if type(part) is not int:
                raise WrongTypeError(f"{shorten(part)} is no whole number; Term.parse reads text")
        if min(parts) < 0 or max(parts) == 0:
            raise TermError(repr(parts), 0, "a term has a positive part and no negative one")
        if self.weeks and any(parts[:3]):
            raise TermError(repr(parts), 0, "weeks stand alone; count them as days beside other parts")

    @classmethod
    def parse(cls, text: str) -> Term:
        """Read a term from an ISO 8601 duration: `P5Y`, `P18M`, `P3Y6M`, `P90D`, `P2W`.

        Raises:
            TermError: If the text is no duration, or has a part that is zero, negative, fractional or of the clock.
            WrongTypeError: If it is not a text.
        """
        if not isinstance(text, str):
            raise WrongTypeError(f"{shorten(text)} is not a text: a term is written like 'P5Y'")
        match = FORM.fullmatch(text)
        if match is None or text == "P":
            raise TermError(text, *_refusal(text))
        for index in range(1, 5):
            if match[index] is not None:
                if not match[index].strip("0"):
                    raise TermError(text, match.start(index), "a part of a term is at least 1; leave out what is zero")
                if len(match[index]) > 7:
                    raise TermError(
                        text,
                        match.start(index),
                        "the calendar here ends with the year 9999; write '..' for an end that is open",
                    )
        years, months, days, weeks = (int(part or 0) for part in match.groups())
        return cls(years, months, days, weeks)

    def last_day(self, start: int) -> int:
        """Return the last day of a term that starts on a day.

        Args:
            start: The first day, as an ordinal.

        Returns:
            The last day, included, as an ordinal, which is `start` or later, and 9999-12-31 if the term would pass it.
            It never decreases as the start grows; it can skip days and can stand still.

        Raises:
            InvalidArgumentError: If `start` is the ordinal of no day.
        """
        months = self.years * 12 + self.months
        try:
            end = start - 1
            day = datetime.date.fromordinal(start)
        except (TypeError, ValueError, ArithmeticError):
            raise InvalidArgumentError(f"start={shorten(start)} is the ordinal of no day") from None
        if months:
            year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
            if year > 9999:
                return LAST_DAY
            length = days_in_month(year, month + 1)
            # A missing day of the month ends on the month's last day; else the day before the same number.
            end = datetime.date(year, month + 1, min(day.day, length)).toordinal() - (day.day <= length)
        return min(LAST_DAY, end + self.days + 7 * self.weeks)

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the greatest number of days, first and last included, that the term can run from any start."""
        months = self.years * 12 + self.months
        rest = self.days + 7 * self.weeks
        return months * 28 + rest, min(_LONGEST, months * 31 + rest)

    @property
    def words(self) -> str:
        """The term in words.

        Example:
            >>> Term.parse("P3Y6M").words, Term.parse("P1Y").words, Term.parse("P90D").words
            ('3 years and 6 months', '1 year', '90 days')
        """
        parts = ((self.years, "year"), (self.months, "month"), (self.days, "day"), (self.weeks, "week"))
        told = [f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number]
        return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)

    def __str__(self) -> str:
        if self.weeks:
            return f"P{self.weeks}W"
        parts = ((self.years, "Y"), (self.months, "M"), (self.days, "D"))
        return "P" + "".join(f"{number}{unit}" for number, unit in parts if number)

    def __repr__(self) -> str:
        return f"Term({str(self)!r})"


def as_term(value: Term | str) -> Term:
    """Return the term itself, or the term that a text means."""
    if isinstance(value, Term):
        return value
    return _known_term(value) if isinstance(value, str) else Term.parse(value)


_known_term = lru_cache(maxsize=1 << 12)(Term.parse)


def _refusal(text: str) -> tuple[int, str]:
    if not text.startswith("P"):
        return 0, "a term starts with a capital P, as in P5Y"
    for sign, reason in (
        ("T", "a term has no clock part"),
        ("-", "a term is not negative"),
        (".", "a term has whole parts only"),
        (",", "a term has whole parts only"),
        ("W", "weeks stand alone, as in P2W"),
    ):
        if sign in text:
            return text.index(sign), reason
    return 1, "expected years, months and days in this order, each a whole number and its letter, as in P3Y6M"


def latest_start(last_day: Callable[[int], int], end: int, lo: int, hi: int) -> int:
    """Return the latest start from lo to hi whose last day comes by an end; that of `lo` is known to.

    The last day never decreases with its start but skips days, so this is a search, not a subtraction.

    Example:
        >>> latest_start(Term.parse("P1M").last_day, 60, 1, 60)
        33
    """
    return lo + bisect_right(range(lo + 1, hi + 1), end, key=last_day)
