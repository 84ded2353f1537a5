"""In which way the dates of a table are written, and whether more than one day can be read in them."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

import attrs

from mainland_coop.dates.other_writings import MONTHS
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.foundation.errors import MainlandCoopError
from mainland_coop.intake.date_formats import month_number

NATIVE = ""
"""The style of texts that need no format."""

_TOKEN = re.compile(
    rf"(?P<name>{'|'.join(MONTHS)}|sept|{'|'.join(name[:3] for name in MONTHS)})(?![a-z])|(?P<number>\d+)",
    re.IGNORECASE | re.ASCII,
)
_LITERAL = re.compile(r"(?:[ ,./\-]|年|月|日|号|號|st\b|nd\b|rd\b|th\b|of\b|the\b)*", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]00:00:00(?:\.0+)?Z?", re.ASCII)
_ZERO_PARTS = re.compile(r"[1-9]\d{3}(?:-(?:00-00|(?:0[1-9]|1[0-2])-00|00)|0000|(?:0[1-9]|1[0-2])00)", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)


@attrs.frozen
class Style:
    """One way to read a date: the format, and the date as (year, month, day), zero for what it does not state."""

    form: str
    date: tuple[int, int, int]


@lru_cache(maxsize=1 << 16)
def styles_of(text: str) -> tuple[Style, ...]:
    """Return all ways in which a text can be read as a date; none if it is no date.

    A number of two digits for the year is left as it is, for nothing says which hundred years are meant.

    Example:
        >>> [style.form for style in styles_of("3/4/1996")], [style.form for style in styles_of("3/14/1996")]
        (['%d/%m/%Y', '%m/%d/%Y'], ['%m/%d/%Y'])
        >>> [style.form for style in styles_of("1 June 1990")], [style.form for style in styles_of("1996年3月")]
        (['%d %B %Y'], ['%Y年%m月'])
        >>> styles_of("1996-03"), styles_of("Pact of 1996")
        ((Style(form='', date=(0, 0, 0)),), ())
    """
    if len(text) > 40 or not any(character.isdigit() for character in text):
        return ()
    if _MIDNIGHT.fullmatch(text) or _is_native(text):
        return (Style(NATIVE, (0, 0, 0)),)
    if _DIGITS.fullmatch(text):
        return tuple(_compact(text))
    return tuple(_written(text))


def _is_native(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except MainlandCoopError:
        return False
    return True


def _compact(text: str) -> Iterable[Style]:
    orders = {8: ("Ymd", "dmY", "mdY"), 6: ("Ym", "dmy", "mdy", "ymd", "mY")}.get(len(text), ())
    for order in orders:
        at, found = 0, {}
        for letter in order:
            width = 4 if letter == "Y" else 2
            found[letter.lower()] = int(text[at : at + width])
            at += width
        if _sound(found, two_digits="y" in order) and (
            "Y" not in order or 1500 <= found["y"] <= 2100 or order in ("Ymd", "Ym")
        ):
            yield Style("".join(f"%{letter}" for letter in order), (found["y"], found["m"], found.get("d", 0)))


def _written(text: str) -> Iterable[Style]:
    tokens = list(_TOKEN.finditer(text))
    if not 2 <= len(tokens) <= 3 and not (len(tokens) == 1 and "年" in text):
        return
    ends = [0, *(token.end() for token in tokens)]
    starts = [*(token.start() for token in tokens), len(text)]
    literals = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    if not all(_LITERAL.fullmatch(literal) for literal in literals):
        return
    names = [at for at, token in enumerate(tokens) if token["name"]]
    if len(names) > 1 or (names and any(mark in text for mark in "年月日")):
        return
    for order in _orders([token["number"] for token in tokens]):
        found = {}
        for letter, token in zip(order, tokens, strict=True):
            name = token["name"]
            found[letter.lower()] = (month_number(name) or 0) if name else int(token["number"])
        if _sound(found, two_digits="y" in order) and _marked(order, literals):
            yield Style(_form(order, tokens, literals), (found["y"], found.get("m", 0), found.get("d", 0)))


def _orders(numbers: list[str | None]) -> Iterable[str]:
    """Yield the orders of year, month and day that numbers can have by their digits; a name of a month is None."""
    widths = [0 if number is None else len(number) for number in numbers]
    long = [at for at, width in enumerate(widths) if width == 4]
    if any(width == 3 or width > 4 for width in widths) or len(long) > 1:
        return
    if len(numbers) == 2 and not long and 2 not in widths:
        return
    year = "Y" if long else "y"
    named = None in numbers
    ways = {
        (3, False): ("dmY", "mdY") if long != [0] else ("Ymd",),
        (3, True): ("dBY", "BdY", "YBd"),
        (2, False): ("mY", "Ym"),
        (2, True): ("BY", "YB"),
        (1, False): ("Y",),
    }[len(numbers), named]
    for way in ways if long or named else ("dmY", "mdY", "Ymd") if len(numbers) == 3 else ():
        fits = all(
            (letter == "B") == (number is None) and (letter != "Y" or not long or at == long[0])
            for at, (letter, number) in enumerate(zip(way, numbers, strict=True))
        )
        if fits:
            yield way.replace("Y", year).replace("B", "M")


def _sound(found: Mapping[str, int], *, two_digits: bool) -> bool:
    year, month, day = found["y"], found.get("m", 1), found.get("d", 1)
    if not 1 <= month <= 12 or (year < 1 and not two_digits):
        return False
    # Of two digits, a leap year is among the hundreds.
    return 1 <= day <= (29 if two_digits and month == 2 else calendar.monthrange(max(year, 1), month)[1])


def _marked(order: str, literals: list[str]) -> bool:
    """Return whether the Chinese marks, if there are any, say what the order says."""
    marks = "".join(character for literal in literals for character in literal if character in "年月日号號")
    return not marks or (
        marks.startswith("年") and order.lower() == "ymd"[: len(order)] and len(marks) >= len(order) - 1
    )


def _form(order: str, tokens: list[re.Match[str]], literals: list[str]) -> str:
    parts = [literals[0]]
    for letter, token, literal in zip(order, tokens, literals[1:], strict=True):
        name = token["name"]
        directive = letter if not name else "b" if len(name) <= 4 and name.casefold() not in ("june", "july") else "B"
        parts.append(f"%{directive}{literal}")
    return "".join(parts)


# --- A column --------------------------------------------------------------------------------------------------------


@attrs.frozen
class DateColumn:
    """How the dates of a column are written.

    Attributes:
        n_dates: How many cells are dates.
        n_native: How many of them need no format.
        forms: The formats by which alone cells can be read, each with how many cells.
        either: For pairs of formats (day first, month first) between which the cell alone does not decide, how many.
        zero_parts: How many cells have a month or a day zero.
        not_dates: The other texts, with how many cells.
        examples: For each format, a text.
    """

    n_dates: int
    n_native: int
    forms: Mapping[str, int]
    either: Mapping[tuple[str, ...], int]
    zero_parts: int
    not_dates: Mapping[str, int]
    examples: Mapping[str, str]


def date_column(counts: Mapping[str, int]) -> DateColumn:
    """Return how the texts of a column, each with its number of cells, are written as dates."""
    native = zeros = 0
    forms: Counter[str] = Counter()
    either: Counter[tuple[str, ...]] = Counter()
    rest: dict[str, int] = {}
    examples: dict[str, str] = {}
    for text, n in counts.items():
        styles = styles_of(text)
        if not styles:
            if _ZERO_PARTS.fullmatch(text):
                zeros += n
                if text.isdigit():
                    forms["%Y%m%d"] += n
                    examples.setdefault("%Y%m%d", text)
            else:
                rest[text] = n
            continue
        if styles[0].form == NATIVE:
            native += n
            continue
        for style in styles:
            examples.setdefault(style.form, text)
        if len(styles) == 1:
            forms[styles[0].form] += n
        else:
            either[tuple(style.form for style in styles)] += n
    total = native + zeros + sum(forms.values()) + sum(either.values())
    if zeros:
        total -= sum(n for text, n in counts.items() if text.isdigit() and _ZERO_PARTS.fullmatch(text))
    return DateColumn(total, native, forms, either, zeros, rest, examples)
