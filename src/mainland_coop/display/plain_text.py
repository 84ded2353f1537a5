r"""Plain text as people see it: what is safe to show, how wide it is, how a date reads.

It holds no class and imports little, for whoever shows a line of text should not wait for what draws pictures.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable

from mainland_coop.dates.edtf import Precision
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Held, Period

_SPACES = re.compile(r"\s+")

# Control characters command a terminal. Turning marks make a line read other than it is written. Tag characters spell
# text that no reader sees, and that a program reads all the same; so do characters without width, and long runs of
# what joins or varies characters, of which emoji and Chinese names need one or two.
_HIDDEN = "[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}"
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    f"\U000e0000-\U000e007f]|{_HIDDEN}"
)


def clean(text: str) -> str:
    r"""Return a text on one line, without what could command a terminal, turn the direction of a line, or hide in it.

    Example:
        >>> clean("Department  of\nJustice\x1b[2J")
        'Department of Justice�[2J'
    """
    # Of what is not seen, and of spaces, little is printable but the usual space.
    if text.isprintable() and (text.isascii() or not _UNSAFE.search(text)):
        return text if text == text.strip() and "  " not in text else " ".join(text.split())
    return harmless(_SPACES.sub(" ", text).strip())


def clean_each(texts: Iterable[str]) -> list[str]:
    """Return what `clean` makes of each of many texts; where none needs it, as mostly, they are looked at as one.

    Example:
        >>> clean_each(["Department of Justice", "Security  Bureau"])
        ['Department of Justice', 'Security Bureau']
    """
    each = list(texts)
    together = " ".join(filter(None, each))  # a space at the side of one makes two
    return each if clean(together) == together else [clean(text) for text in each]


def harmless(text: str) -> str:
    """Return a line without what could command a terminal, turn its direction, or hide in it; its spaces stay."""
    return _UNSAFE.sub("\ufffd", text)


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for each wide character, none for combining ones.

    Example:
        >>> width("Shenzhen"), width("深圳")
        (8, 4)
    """
    if text.isascii():
        return len(text)
    beyond_latin = [c for c in text if c > "\u02ff"]  # nothing before is wide or combining
    wide = sum(not unicodedata.combining(c) and unicodedata.east_asian_width(c) in "WF" for c in beyond_latin)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in beyond_latin)


def day_text(date: Held) -> str:
    """Return a date for a table or a citation: as it is known, with the source's own doubt in words.

    Example:
        >>> day_text(PartialDate.parse("2011~")), day_text(PartialDate.parse("[2016-02..2017-10]"))
        ('about 2011', 'between 2016-02-01 and 2017-10-31')
    """
    if isinstance(date, Period):
        return f"{date.start or '..'} to {date.end or '..'}"
    if date.first_ordinal == date.last_ordinal and date.qualifier is None:  # as most are
        return str(date)
    text = _run_text(date) if date.precision is Precision.RUN else str(date).rstrip("?~%")
    return {None: "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}[date.qualifier] + text


def _run_text(date: PartialDate) -> str:
    first, last = (datetime.date.fromordinal(day).isoformat() for day in (date.first_ordinal, date.last_ordinal))
    text = str(date)
    if text.startswith("[.."):
        return f"{last} or before"
    return f"{first} or after" if text.endswith("..]") else f"between {first} and {last}"
