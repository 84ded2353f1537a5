"""What to do with a cell that is no date: what it may mean, and what would read it without reading others wrong."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.other_writings import in_digits
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.foundation.errors import DateError, MainlandCoopError, shorten
from mainland_coop.intake.column_contents import OPEN
from mainland_coop.intake.date_formats import DateFormat, date_formats, dated, formats_for, month_number
from mainland_coop.intake.values import CellError

ALL_ZERO = re.compile(r"0{4}(?:[-/.]?00){0,2}|(?:00[-/.]?){1,2}0000")
"""A date of which each part is zero."""

ISO_LIKE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?", re.ASCII)
"""A year and a month, and maybe a day, any of which may be no such."""

LONGEST = 60  # of texts that are looked at for what was meant
_CIRCA = r"(?:c\.?|ca\.?|circa|about|around|approx\.?|approximately|~|≈|約|约|大約|大约)"
_DATE = r"(\d{4}(?:-\d\d){0,2})"
_ERA = re.compile(r"\b(?:BCE?|B\.C\.(?:E\.)?)(?!\w)|^[-−]\d{3,}|公元前|西元前", re.ASCII | re.IGNORECASE)
_EXCEL_EPOCH = datetime.date(1899, 12, 30)
_NOT_STATED = re.compile(r"-?\d{1,2}|-9+|9{5,}|-?1", re.ASCII)


def explained(text: str, formats: Sequence[DateFormat], *, is_end: bool) -> CellError:
    """Return the error of a text that is no date: what is wrong with it, and what to do.

    Args:
        text: The text, which none of the formats reads, nor EDTF.
        formats: The formats that the user named.
        is_end: Whether it stands in a column of last days.
    """
    found = next(_explanations(text, formats, is_end), None) if len(text) < LONGEST else None
    if found is not None:
        return found
    try:
        PartialDate.parse(text)
    except DateError as error:
        return CellError(f"it is no date: at position {error.position}, {error.reason}", fault="it is no date")
    return CellError("it is no date", fault="it is no date")


def _explanations(text: str, formats: Sequence[DateFormat], is_end: bool) -> Iterator[CellError]:
    """Yield what a text may be meant to be, the likeliest first."""
    if text == "..":
        yield CellError("an open end is no date here: it belongs into the column of the last day")
    yield from _spelled(text)
    if not any(character.isdigit() for character in text):
        yield _word(text, is_end)
    if _ERA.search(text):
        yield CellError("the years here go from 0001 to 9999: leave the cell blank, or keep it in a note")
    yield from _zero_parts(text)
    yield from _formatted(text, formats)
    if text.isascii() and text.isdigit() and len(text) == 5 and int(text) < 73_051:
        day = _EXCEL_EPOCH + datetime.timedelta(days=int(text))
        yield CellError(
            f"it is no date, but may be Excel's number for the day {day.isoformat()}: write the column as dates",
            fault="it may be Excel's number for a day",
        )
    for pattern, meant in _MEANT:
        if match := re.fullmatch(pattern, text, re.IGNORECASE | re.ASCII):
            written = meant(*match.groups())
            if written is not None and _parsed(written) is not None:
                yield _write(written)
    yield from _wrong_day(text)
    if re.match(r"(spring|summer|autumn|fall|winter)\b", text, re.IGNORECASE):
        yield CellError("a season is no date here: write the run of its months, such as [1990-03..1990-05]")
    if re.search(r"\d[T ]\d?\d:\d\d", text):
        yield CellError("it has a time of day, and a date has none: write the day alone", fault="it has a time of day")
    if _NOT_STATED.fullmatch(text):
        yield _sentinel(text, None, "what is not stated")


_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)


def _spelled(text: str) -> Iterator[CellError]:
    """Yield what to write for a date whose numbers are ordinals, full-width or Chinese."""
    plain = in_digits(_ORDINAL.sub("", unicodedata.normalize("NFKC", text)))
    if plain == text:
        return
    parsed = _parsed(plain)
    read = {_one_format(form).read(plain) for form in formats_for(plain) if "%y" not in form}
    if parsed is not None:
        read = {parsed}
    if len(read) == 1:
        yield _write(str(read.pop()))


def _word(text: str, is_end: bool) -> CellError:
    if text.casefold().strip(" .") not in OPEN:
        if month_number(text.strip(" .,")) is not None:
            return CellError("it is a month without a year: a date has a year", fault="it has no year")
        return _sentinel(text, None, "what is not stated")
    if is_end:
        return _sentinel(text, "..", "an open end", field="expires")
    return CellError(
        f"it is no date; if it stands for an open end, pass sentinels={{{text!r}: '..'}} and name the column as "
        f"expires, the last day",
        fault="it is a word for an open end",
    )


def _sentinel(text: str, meaning: str | None, what: str, field: str = "") -> CellError:
    plain = {text: meaning}
    sentinels = {field: plain} if field else plain
    shown = f"{{{field!r}: {plain!r}}}" if field else f"{{{shorten(text)}: {meaning!r}}}"
    return CellError(
        f"it is no date; if it stands for {what}, pass sentinels={shown}",
        fault=f"it is no date, and may stand for {what}",
        arguments={"sentinels": sentinels},
    )


def _write(written: str) -> CellError:
    return CellError(f"it is no date in this form: write {written}, if that is what is meant", fault="it is no date")


def _zero_parts(text: str) -> Iterator[CellError]:
    """Yield what to do with a text whose month or day is zero."""
    if ALL_ZERO.fullmatch(text):
        yield CellError(
            f"it is no date: pass sentinels={{{text!r}: None}}, or zero_parts='unknown', if it is not stated",
            fault="its parts are zero",
            arguments={"zero_parts": "unknown"},
        )
    match = ISO_LIKE.fullmatch(text)
    if match is not None:
        read = dated(*(int(part or -1) for part in match.groups()), zero_parts=True)
        if read is not None:
            yield _part_of_zero(read, None)
    for form in formats_for(_ZEROS.sub(_ones, text)) if "0" in text else ():  # what it reads with ones in their places
        read = None if "%y" in form else _one_format(form).read(text, zero_parts=True)
        if read is not None and _one_format(form).read(text) is None:
            yield _part_of_zero(read, form)


def _part_of_zero(read: PartialDate, form: str | None) -> CellError:
    formats = f"date_formats=[{form!r}], " if form else ""
    return CellError(
        f"it has a part of zero: write {read}, or pass {formats}zero_parts='unknown', which reads it so",
        fault="a part of it is zero",
        arguments={"zero_parts": "unknown", **({"date_formats": [form]} if form else {})},
    )


_ZEROS = re.compile(r"(?<!\d)00?(?!\d)|(?<=^\d{4})0000$|(?<=^\d{6})00$|^0000(?=\d{4}$)|^00(?=\d{6}$)", re.ASCII)


def _ones(match: re.Match[str]) -> str:
    return match[0].replace("00", "01") if len(match[0]) > 1 else "1"


def _formatted(text: str, formats: Sequence[DateFormat]) -> Iterator[CellError]:
    """Yield the formats that would read a text, unless they would read other cells of its column otherwise."""
    found = formats_for(text)
    if any("%Y" in form.form for form in formats):  # the years of this column have four digits
        found = tuple(form for form in found if "%y" not in form) or found
    if not found:
        return
    shapes = {form.shape: form for form in map(_one_format, found)}
    passed = [form for form in formats if form.shape in shapes]
    if passed:
        meant = _one_format(found[0]).read(text)
        yield CellError(
            f"{' and '.join(repr(form.form) for form in passed)} does not read it, for there is no such day or month; "
            f"if it is written in another order than its column, write {meant}",
            fault=f"{passed[0].form!r} does not read it",
        )
    if found[0] in ("%Y-%m-%d", "%Y-%m"):
        yield CellError(
            f"it is no date in this form: write {_one_format(found[0]).read(text)}, or pass {_passed(found[0])}",
            fault="a zero is missing before a part",
            arguments={"date_formats": [found[0]]},
        )
    if len(found) == 1:
        yield CellError(
            f"it is no date in EDTF: pass {_passed(found[0])}",
            fault=_would_read(found[0]),
            arguments=_arguments(found[0]),
            formats=found,
        )
    elif len(shapes) > 1:
        told = ", ".join(f"{_one_format(form).read(text)} in {form!r}" for form in found)
        yield CellError(
            f"it is no date in EDTF, and may be {told}: pass {_passed(found[0])}, or another of them",
            fault="it may be several dates",
            formats=found,
        )
    first, second = map(_passed, found[:2])
    yield CellError(
        f"it does not say which number is the day: if the first, pass {first}, if the second, {second}",
        fault="it does not say which number is the day",
        formats=found,
    )


def _circa(date: str) -> str:
    return f"{date}~"


def _questioned(date: str) -> str:
    return f"{date}?"


def _between(first: str, second: str) -> str | None:
    earliest, latest = _parsed(first), _parsed(second)
    if earliest is None or latest is None or latest.last_ordinal < earliest.first_ordinal:
        return None
    return f"[{first}..{second}]"


def _before(date: str) -> str | None:
    parsed = _parsed(date)
    if parsed is None or parsed.first_ordinal == FIRST_DAY:
        return None
    return str(PartialDate(FIRST_DAY, parsed.first_ordinal - 1))


def _after(date: str) -> str | None:
    parsed = _parsed(date)
    if parsed is None or parsed.last_ordinal == LAST_DAY:
        return None
    return str(PartialDate(parsed.last_ordinal + 1, LAST_DAY))


def _quarter(year: str, quarter: str) -> str:
    first = int(quarter) * 3 - 2
    return f"[{year}-{first:02}..{year}-{first + 2:02}]"


_MEANT: Sequence[tuple[str, Callable[..., str | None]]] = (
    (rf"{_CIRCA}\s*{_DATE}", _circa),
    (rf"{_DATE}\s*\(?(?:ca\.?|circa|approx\.?|左右|前後|前后)\)?", _circa),
    (rf"(?:\?|possibly|probably|perhaps)\s*{_DATE}", _questioned),
    (rf"{_DATE}(?:\s*\(\?\)|\s+\?)", _questioned),
    (rf"{_DATE}\s*(?:\.\.|/|–|—|至|(?<=\d{{4}})-(?=\d{{4}}$)|\s-\s|\sto\s)\s*{_DATE}", _between),
    (rf"{_DATE}\s*or\s*{_DATE}", _between),
    (rf"between\s+{_DATE}\s+and\s+{_DATE}", _between),
    (rf"(?:before|pre-?)\s*{_DATE}", _before),
    (rf"(?:by|until|no later than)\s+{_DATE}", lambda date: f"[..{date}]"),
    (rf"after\s+{_DATE}", _after),
    (r"(\d{3})0(?:['’]?s|年代)", lambda decade: f"{decade}X"),
    (r"(\d{3})[x?]", lambda decade: f"{decade}X"),
    (r"(\d{4})[- ]?Q([1-4])", _quarter),
    (r"Q([1-4])[- /]?(\d{4})", lambda quarter, year: _quarter(year, quarter)),
    (r"(\d{3}(?:-\d\d){0,2})", lambda date: f"0{date}"),
    (r"(\d{3})(0[1-9]|1[0-2])", lambda year, month: f"0{year}-{month}"),
    (r"(\d{4})-(\d)", lambda year, month: f"{year}-0{month}"),
    (r"(\d{4})-(\d\d?)-(\d\d?)(?:st|nd|rd|th)?", lambda year, month, day: f"{year}-{month:0>2}-{day:0>2}"),
)
"""What people write instead of a date, and what they may mean by it."""

_NUMBERED = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})|(\d{4})([./-])(\d{1,2})\6(\d{1,2})", re.ASCII)


def _wrong_day(text: str) -> Iterator[CellError]:
    """Yield what is wrong with a date of which there is no such day."""
    match = _NUMBERED.fullmatch(text)
    if match is None:
        if formats_for(re.sub(r"(?<!\d)\d\d?(?!\d)", "1", text)):
            yield CellError("there is no such day or month", fault="there is no such day")
        return
    orders = [(match[4], match[3], match[1]), (match[4], match[1], match[3])]
    if not match[1]:
        orders = [(match[5], match[7], match[8])]
    reasons = []
    for year, month, day in orders:
        try:
            PartialDate.parse(f"{year}-{month:0>2}-{day:0>2}")
        except DateError as error:
            reasons.append(error.reason)
    told = ", and in the other order ".join(re.sub(r"(there is no month \S+):.*", r"\1", reason) for reason in reasons)
    year, month, day = orders[0]
    known = f"{year}-{month:0>2}"
    only = f"; write {known} if only the month is known" if _parsed(known) is not None and day.strip("0") else ""
    yield CellError(f"there is no such day: {told}{only}", fault="there is no such day")


def _parsed(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except MainlandCoopError:
        return None


def _one_format(form: str) -> DateFormat:
    return date_formats(form, 1930)[0]


@attrs.frozen
class Doubt:
    """A cell that is no date as it stands, and the formats that would read it.

    Attributes:
        row: The number of its row.
        value: The cell, as it is shown.
        formats: The formats.
    """

    row: int
    value: str
    formats: tuple[str, ...]


def settled(doubts: Sequence[Doubt]) -> dict[int, CellError]:
    """Return what other cells of a column say of those that do not say which number is the day, by their index.

    Example:
        >>> found = [Doubt(2, "'12/01/2026'", ("%d/%m/%Y", "%m/%d/%Y")), Doubt(3, "'31/12/2026'", ("%d/%m/%Y",))]
        >>> for index, error in settled(found).items():
        ...     print(index, error.remedy)
        0 '31/12/2026' in row 3 shows that the day stands first: pass date_formats=['%d/%m/%Y']
    """
    by_look: dict[str, list[int]] = {}
    for index, doubt in enumerate(doubts):
        look = re.sub(r"[0-9]+|[^\W\d_]+", "#", doubt.value)
        by_look.setdefault(f"{look} {len(doubt.value) if look.count('#') == 1 else ''}", []).append(index)
    found: dict[int, CellError] = {}
    for indexes in by_look.values():
        decided: dict[str, Doubt] = {}
        for index in indexes:
            if len(doubts[index].formats) == 1:
                decided.setdefault(doubts[index].formats[0], doubts[index])
        for index in indexes if decided else ():
            if len(doubts[index].formats) > 1:
                meant = [form for form in doubts[index].formats if form in decided]
                if len(meant) > 1:
                    found[index] = _in_both_orders([decided[form] for form in meant])
                elif meant:
                    found[index] = _shown_by(decided[meant[0]], meant[0])
    return found


def _in_both_orders(decided: Sequence[Doubt]) -> CellError:
    told = " and ".join(f"{doubt.value} in row {doubt.row}" for doubt in decided)
    remedy = f"its column has dates in both orders, {told}: no format reads it, so write dates as YYYY-MM-DD"
    return CellError(remedy, fault="the column has dates in both orders")


def _shown_by(doubt: Doubt, form: str) -> CellError:
    shows = f"is only a date in {form!r}"
    if "%d" in form and "%m" in form:
        shows = f"shows that the {'day' if form.index('%d') < form.index('%m') else 'month'} stands first"
    remedy = f"{doubt.value} in row {doubt.row} {shows}: pass {_passed(form)}"
    return CellError(remedy, fault=_would_read(form), arguments=_arguments(form))


def _passed(*forms: str) -> str:
    """Return how formats are passed, in words."""
    century = ", two_digit_years=1930 (or whatever year is the first of the hundred that is meant)"
    return f"date_formats={list(forms)!r}{century if any('%y' in form for form in forms) else ''}"


def _would_read(form: str) -> str:
    return f"{form!r} would read it"


def _arguments(form: str) -> dict[str, Any]:
    """Return the arguments with which a format is passed; of two digits only the user knows the century."""
    return {} if "%y" in form else {"date_formats": [form]}
