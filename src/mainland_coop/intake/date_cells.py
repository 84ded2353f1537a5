"""From cells to dates: by the formats that the user names, else as EDTF."""

from __future__ import annotations

import re

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.foundation.errors import DateError, shorten
from mainland_coop.intake.date_formats import DateFormat, dated, month_number, year_of_two_digits
from mainland_coop.intake.date_remedies import ALL_ZERO, ISO_LIKE, LONGEST, explained
from mainland_coop.intake.report import TableProblemKind
from mainland_coop.intake.values import CellError
from mainland_coop.records.instruments import as_calendar_period
from mainland_coop.validity.links import End

_MIDNIGHT = re.compile(
    r"(?<=[\d日])[T ](?:0?0:00(?::00(?:\.0+)?)?(?: ?Z|\+00:?00)?|12:00(?::00)? ?AM)\Z", re.ASCII | re.IGNORECASE
)


@attrs.frozen
class DateReader:
    """Reads dates by what the user says of them.

    A text is read in each of the formats; if it is two different dates in two of them, it is none. In no format, it is
    read as EDTF. A day with the time of midnight is that day.

    Attributes:
        formats: The formats.
        zero_parts: Whether a month or a day of zero stands for one that is not known.
        first_year: The first of the hundred years that two digits may mean.
    """

    formats: tuple[DateFormat, ...] = ()
    zero_parts: bool = False
    first_year: int | None = None

    def date(self, text: str) -> PartialDate | None:
        """Return the date of a text, or None where all its parts are zero and zero is what is not known.

        Raises:
            CellError: If it is none.
        """
        found = self._read(text)
        if found is None and not (self.zero_parts and ALL_ZERO.fullmatch(_day_of(text))):
            raise explained(_day_of(text), self.formats, is_end=False)
        return found

    def expiry(self, text: str) -> PartialDate | End | None:
        """Return the last day that a text states, of which `..` is an open end.

        Raises:
            CellError: If it is none.
        """
        if text == "..":
            return End.OPEN
        found = self._read(text)
        if found is None and not (self.zero_parts and ALL_ZERO.fullmatch(_day_of(text))):
            raise explained(_day_of(text), self.formats, is_end=True)
        return found

    def parts(self, year: str | None, month: str | None, day: str | None) -> PartialDate | None:
        """Return the date whose year, month and day stand in cells of their own; those that are blank are not known.

        Raises:
            CellError: If they are none.
        """
        numbers = [self._part(what, text) for what, text in (("year", year), ("month", month), ("day", day))]
        if max(numbers) <= 0:
            return None
        if numbers[0] <= 0:
            raise CellError("the year is not stated, and a month or day is: a date has a year")
        if numbers[1] <= 0 < numbers[2]:
            raise CellError("the month is not stated, and the day is: give the month, or leave out the day")
        date = dated(*numbers, zero_parts=True)
        if date is None:
            raise CellError("there is no such day: correct it, or leave out the part that is not known")
        return date

    def _part(self, what: str, text: str | None) -> int:
        """Return the number of a part of a date; 0 or less is one that is not known."""
        if text is None:
            return -1
        named = month_number(text) if what == "month" else None
        if named is not None:
            return named
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            guess = f"; if it stands for what is not stated, name it as a sentinel, {{{text!r}: None}}"
            raise CellError(f"{shorten(text)} is no {what}{guess if len(text) < 20 else ''}", fault=f"it is no {what}")
        number = int(text)
        if number == 0:
            if not self.zero_parts:
                raise CellError(
                    f"there is no {what} 0: pass zero_parts='unknown' if that stands for what is not known",
                    arguments={"zero_parts": "unknown"},
                )
        elif what == "year" and len(text) == 2 and self.first_year is not None:
            return year_of_two_digits(number, self.first_year)
        elif what == "year" and len(text) < 4:
            century = "; or pass two_digit_years=..., the first of the hundred years that two digits mean"
            raise CellError(f"a year has four digits: write {text:0>4}{century if len(text) == 2 else ''}")
        return number

    def _read(self, text: str) -> PartialDate | None:
        found = self._in_formats(text)
        if found is not None:
            return found
        try:
            return PartialDate.parse(text)
        except DateError:
            pass
        plain = _day_of(text)
        if plain != text:
            return self._read(plain)
        match = ISO_LIKE.fullmatch(text) if self.zero_parts else None
        return None if match is None else dated(*(int(part or -1) for part in match.groups()), zero_parts=True)

    def _in_formats(self, text: str) -> PartialDate | None:
        found: dict[PartialDate, str] = {}
        for form in self.formats:
            date = form.read(text, zero_parts=self.zero_parts)
            if date is not None:
                found.setdefault(date, form.form)
        if len(found) > 1:
            told = " and ".join(f"{date} in {form!r}" for date, form in found.items())
            forms = " and ".join(map(repr, found.values()))
            raise CellError(
                f"it is {told}: keep the one format in which the column is written, or write the date as YYYY-MM-DD",
                TableProblemKind.AMBIGUOUS,
                fault=f"it is two dates, in {forms}",
            )
        return next(iter(found), None)


def read_period(text: str) -> Period | None:
    """Return a period of calendar units."""
    try:
        return as_calendar_period(text)
    except DateError as error:
        remedy = f"it is no period: {error.reason}; write years, months or days like 2012/2014"
        raise CellError(remedy, fault="it is no period") from None


def _day_of(text: str) -> str:
    """Return a text without a time of midnight."""
    match = _MIDNIGHT.search(text) if ":" in text and len(text) < LONGEST else None
    return text if match is None else text[: match.start()].removeprefix("+")
