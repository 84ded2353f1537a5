"""Formats of dates, which read what a cell states and no more: no day, a month; no month, a year."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product

import attrs

from mainland_coop.dates.other_writings import MONTHS, WEEKDAYS
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.foundation.errors import DateError, InvalidArgumentError, WrongTypeError, shorten

_SHORT_MONTHS = {**{name[:3]: at for at, name in enumerate(MONTHS, 1)}, "sept": 9}
_NUMBERS: dict[str, dict[str, int]] = {
    "B": {name: at for at, name in enumerate(MONTHS, 1)},
    "b": _SHORT_MONTHS,
    "A": {name: at for at, name in enumerate(WEEKDAYS)},
    "a": {name[:3]: at for at, name in enumerate(WEEKDAYS)},
}
_UNITS = {
    "Y": "year",
    "y": "year",
    "m": "month",
    "b": "month",
    "B": "month",
    "d": "day",
    "a": "weekday",
    "A": "weekday",
}
_DIGITS = {"Y": "[0-9]{4}", "y": "[0-9]{2}", "m": "[0-9]{2}", "d": "[0-9]{2}"}


def month_number(name: str) -> int | None:
    """Return the number of a month by its name or its abbreviation, in any case.

    Example:
        >>> month_number("Sept"), month_number("MAY"), month_number("Mai")
        (9, 5, None)
    """
    folded = name.casefold()
    return _NUMBERS["B"].get(folded) or _SHORT_MONTHS.get(folded)


@attrs.frozen(eq=False)
class DateFormat:
    """A format of dates: its directives, and how a text is held against it.

    A number has all its digits (four of `%Y`, two of the others), save that a day or a month may lack its leading zero
    where no digits touch it and a separator or the end of the text follows.

    Attributes:
        form: The format, as the user wrote it.
        directives: The letters of its directives, in order.
        first_year: The first of the hundred years that two digits may mean.
    """

    form: str
    directives: tuple[str, ...]
    first_year: int | None
    _pattern: re.Pattern[str]

    def read(self, text: str, *, zero_parts: bool = False) -> PartialDate | None:
        """Return the date that a text states in this format, or None; zero parts may stand for what is not known."""
        match = self._pattern.fullmatch(text)
        if match is None:
            return None
        year, month, day, weekday = 0, -1, -1, -1
        for directive, part in zip(self.directives, match.groups(), strict=True):
            named = _NUMBERS.get(directive)
            number = int(part) if named is None else named[part.casefold()]
            match _UNITS[directive]:
                case "year":
                    year = (
                        number
                        if self.first_year is None or directive == "Y"
                        else year_of_two_digits(number, self.first_year)
                    )
                case "month":
                    month = number
                case "day":
                    day = number
                case _:
                    weekday = number
        date = dated(year, month, day, zero_parts=zero_parts)
        if date is None or weekday < 0:
            return date
        is_day = date.first_ordinal == date.last_ordinal
        return date if is_day and (date.first_ordinal - 1) % 7 == weekday else None

    @property
    def shape(self) -> str:
        """The format without which of its numbers is the day and which the month."""
        return re.sub("%[dm]", "%#", self.form)


def dated(year: int, month: int, day: int, *, zero_parts: bool) -> PartialDate | None:
    """Return the date of a year, a month and a day, or None if there is none; -1 is a part that is not given.

    Example:
        >>> dated(1988, 7, -1, zero_parts=False), dated(1988, 7, 0, zero_parts=True)
        (PartialDate('1988-07'), PartialDate('1988-07'))
        >>> dated(1988, 7, 0, zero_parts=False)
    """
    if zero_parts:
        month, day = month or -1, day or -1
    if month > 0 and day > 0 and year > 0:
        try:
            ordinal = datetime.date(year, month, day).toordinal()
        except ValueError:
            return None
        return PartialDate(ordinal, ordinal)
    if month < 0 <= day:
        return None
    parts = [f"{year:04}", *(f"{part:02}" for part in (month, day) if part >= 0)]
    try:
        return PartialDate.parse("-".join(parts))
    except DateError:
        return None


def year_of_two_digits(number: int, first_year: int) -> int:
    """Return the year that two digits mean in the hundred years from a first one on.

    Example:
        >>> year_of_two_digits(30, 1930), year_of_two_digits(29, 1930)
        (1930, 2029)
    """
    return first_year + (number - first_year) % 100


def date_formats(formats: str | Iterable[str], two_digit_years: int | None) -> tuple[DateFormat, ...]:
    """Return the formats that a user names.

    Raises:
        WrongTypeError: If one is no text, or the first year no whole number.
        InvalidArgumentError: If one has no year, a directive that dates here have no use for, or two of one part; or
            if `%y` stands there without the first year of its hundred.
    """
    if two_digit_years is not None:
        if type(two_digit_years) is not int:
            raise WrongTypeError(f"two_digit_years: {shorten(two_digit_years)} is no whole number: give a year, 1930")
        if not 1 <= two_digit_years <= 9900:
            reason = "is not the first of a hundred years: give one such as 1930"
            raise InvalidArgumentError(f"two_digit_years: {shorten(two_digit_years)} {reason}")
    try:
        named = (formats,) if isinstance(formats, str) else tuple(formats)
    except TypeError:
        raise WrongTypeError(f"date_formats: {shorten(formats)} is no sequence: write ['%d.%m.%Y']") from None
    for form in named:
        if not isinstance(form, str):
            raise WrongTypeError(f"date_formats: {shorten(form)} is no text: write it like '%d.%m.%Y'")
    return tuple(_format(form, two_digit_years) for form in dict.fromkeys(named))


@lru_cache(maxsize=1 << 10)
def _format(form: str, first_year: int | None) -> DateFormat:
    parts = _parts(form)
    directives = tuple(part[1] for part in parts if len(part) == 2)
    units = [_UNITS[directive] for directive in directives]
    fault = None
    if "year" not in units:
        fault = "it has no year: a date has one, '%Y'"
    elif len(set(units)) < len(units):
        fault = "it has a part twice: give each of year, month and day once"
    elif "day" in units and "month" not in units:
        fault = "it has a day and no month: add '%m', '%b' or '%B'"
    elif "weekday" in units and "day" not in units:
        fault = "it has a day of the week and no day: add '%d'"
    elif "y" in directives and first_year is None:
        fault = (
            "two digits do not say which century is meant: pass the first year of their hundred, such as "
            "two_digit_years=1930 for 1930 to 2029"
        )
    if fault:
        raise InvalidArgumentError(f"date_formats: {shorten(form)}: {fault}")
    pattern = "".join(_pattern(parts, at) for at in range(len(parts)))
    return DateFormat(form, directives, first_year, re.compile(pattern, re.IGNORECASE))


def _parts(form: str) -> list[str]:
    """Return the directives of a format (two characters each) and the single characters between them."""
    parts = re.findall(r"%.?|[^%]", form, re.DOTALL)
    for at, part in enumerate(parts):
        if part == "%%":
            parts[at] = "%"
        elif part[0] == "%" and part[1:] not in _UNITS:
            raise InvalidArgumentError(
                f"date_formats: {shorten(form)}: {shorten(part)} is none of the directives that dates have: "
                f"{', '.join('%' + letter for letter in _UNITS)}"
            )
    return parts


def _pattern(parts: Sequence[str], at: int) -> str:
    part = parts[at]
    if len(part) == 1:
        return r"\s+" if part.isspace() else re.escape(part)
    letter = part[1]
    if letter in _NUMBERS:
        return f"({'|'.join(sorted(_NUMBERS[letter], key=len, reverse=True))})"
    touches = at > 0 and _is_number(parts[at - 1])
    stands_apart = at + 1 == len(parts) or (len(parts[at + 1]) == 1 and not parts[at + 1].isdigit())
    return "([0-9]{1,2})" if letter in "md" and stands_apart and not touches else f"({_DIGITS[letter]})"


def _is_number(part: str) -> bool:
    return part[1] in _DIGITS if len(part) == 2 else part.isdigit()


# --- Which formats would read a text --------------------------------------------------------------------------------

_TOKENS = re.compile(r"[0-9]+|[^\W\d_]+|.", re.DOTALL)
_OF_LENGTH = {
    1: ("%d", "%m"),
    2: ("%d", "%m", "%y"),
    4: ("%Y",),
    6: ("%Y%m", "%m%Y", "%y%m%d", "%d%m%y", "%m%d%y"),
    8: ("%Y%m%d", "%d%m%Y", "%m%d%Y"),
}
_WORDS = frozenset(("年", "月", "日", "号", "號", "of", "de", "the", "st", "nd", "rd", "th"))
_SEPARATORS = frozenset("-./, '")  # other signs, such as ~ and ?, say something of the date
_ORDERS = frozenset(("dmy", "mdy", "ymd", "my", "ym", "y"))
_LONGEST = 40  # of texts for which a format is looked for


@lru_cache(maxsize=1 << 12)
def formats_for(text: str) -> tuple[str, ...]:
    """Return the formats, as for `date_formats`, that read a text, the likeliest first.

    Of two that differ only in which number is the day, both are returned. Years before 1500 and after 2100 are
    considered only where nothing else reads the text.

    Example:
        >>> formats_for("01-Mar-1996"), formats_for("12/01/2026"), formats_for("12/14/1962"), formats_for("5/28/40")
        (('%d-%b-%Y',), ('%d/%m/%Y', '%m/%d/%Y'), ('%m/%d/%Y',), ('%m/%d/%y',))
    """
    tokens = _TOKENS.findall(text) if len(text) <= _LONGEST else []
    choices = [_choices(token) for token in tokens]
    if not any(token[0].isdigit() for token in tokens) or () in choices or sum(len(c) > 1 for c in choices) > 4:
        return ()
    found: dict[str, int] = {}
    for form in map("".join, product(*choices)):
        letters = re.findall("%(.)", form)
        order = "".join("m" if letter in "bB" else letter.lower() for letter in letters if letter not in "aA")
        if order in _ORDERS and ("y" not in letters or len(order) == 3 or (order == "my" and "m" not in letters)):
            try:
                date = _format(form, 1930).read(text)
            except InvalidArgumentError:
                continue
            if date is not None:
                found[form] = date.earliest.year
    return tuple(form for form, year in found.items() if 1500 <= year <= 2100) or tuple(found)


def _choices(token: str) -> tuple[str, ...]:
    folded = token.casefold()
    if token[0] in "0123456789":
        return _OF_LENGTH.get(len(token), ())
    if folded in _NUMBERS["B"]:
        return ("%B",)
    for letter in "bAa":
        if folded in _NUMBERS[letter]:
            return (f"%{letter}",)
    return (token,) if folded in _WORDS or token in _SEPARATORS else ()
