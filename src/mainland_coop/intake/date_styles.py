"""In which way the dates of a table are written, and whether more than one day can be read in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.foundation.errors import MainlandCoopError
from mainland_coop.intake.date_formats import formats_for

NATIVE = ""
"""The style of texts that need no format."""

_MIDNIGHT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]00:00:00(?:\.0+)?Z?", re.ASCII)
_NUMBERS = re.compile(r"[0-9-]+")
_MAY = re.compile(r"(?<![a-z])may(?![a-z])", re.IGNORECASE)
_ZERO_PARTS = re.compile(r"[1-9]\d{3}(?:-(?:00-00|(?:0[1-9]|1[0-2])-00|00)|0000|(?:0[1-9]|1[0-2])00)", re.ASCII)


def styles_of(text: str) -> tuple[str, ...]:
    """Return the formats in which a text can be read as a date, `NATIVE` if it needs none; none if it is no date.

    Example:
        >>> styles_of("3/4/1996"), styles_of("3/14/1996"), styles_of("1 June 1990")
        (('%d/%m/%Y', '%m/%d/%Y'), ('%m/%d/%Y',), ('%d %B %Y',))
        >>> styles_of("1996-03"), styles_of("Pact of 1996")
        (('',), ())
    """
    forms = formats_for(text)
    if forms and not _NUMBERS.fullmatch(text):
        return forms  # what a format reads and EDTF too has numbers and hyphens alone; most of a column ends here
    return (NATIVE,) if _MIDNIGHT.fullmatch(text) or _is_native(text) else forms


def _is_native(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except MainlandCoopError:
        return False
    return True


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
    in_may: Counter[str] = Counter()
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
        likeliest = styles[0]
        if likeliest == NATIVE:
            native += n
            continue
        for form in styles:
            examples.setdefault(form, text)
        if len(styles) > 1:
            either[styles] += n
        elif "%B" in likeliest and _MAY.search(text):
            in_may[likeliest] += n
        else:
            forms[likeliest] += n
    for form, n in in_may.items():  # whose name is its abbreviation too: it is written as the other months are
        short = form.replace("%B", "%b")
        forms[short if short in forms and form not in forms else form] += n
    total = native + zeros + sum(forms.values()) + sum(either.values())
    if zeros:
        total -= sum(n for text, n in counts.items() if text.isdigit() and _ZERO_PARTS.fullmatch(text))
    return DateColumn(total, native, forms, either, zeros, rest, examples)
