"""Entries in the RIS form, lines that begin with a tag of two letters, which EndNote and most others read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from mainland_coop.dates.periods import Held
from mainland_coop.display.bibliography.entries import IDENTIFIERS, Entry, ends_of
from mainland_coop.display.plain_text import day_text

_TAGS = {"doi": "DO", "isbn": "SN", "issn": "SN"}
_DOUBT = {"~": "about", "?": "perhaps", "%": "perhaps about"}


def as_ris(entry: Entry) -> str:
    """Return an entry, with a line feed at its end.

    Example:
        >>> text = as_ris(Entry(key="sources:page", title="A page", url="https://www.example.org/", online=True))
        >>> text.splitlines()
        ['TY  - ELEC', 'ID  - sources:page', 'TI  - A page', 'UR  - https://www.example.org/', 'ER  - ']
    """
    lines = [("TY", "ELEC" if entry.online else "GEN"), ("ID", entry.key), *_fields(entry), ("ER", "")]
    return "".join(f"{tag}  - {text}\n" for tag, text in lines)


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "TI", entry.title
    yield from (("AU", author) for author in entry.authors)
    if entry.issued is not None:
        year, text = date_text(entry.issued)
        if year:
            yield "PY", year
            yield "DA", text
    texts = [
        ("M3", entry.type),
        ("PB", entry.publisher),
        ("Y2", None if entry.accessed is None else date_text(entry.accessed)[1]),
        ("UR", entry.url),
        ("LA", entry.language),
        *((_TAGS[scheme], entry.identifiers.get(scheme)) for scheme in IDENTIFIERS),
        ("N1", entry.note),
        ("N1", entry.annotation),
        ("N1", _in_words(entry.issued)),
    ]
    yield from ((tag, text) for tag, text in texts if text)


def date_text(date: Held) -> tuple[str, str]:
    """Return the year, and the year, month and day with what is in doubt; what is not one and the same is left empty.

    Example:
        >>> from mainland_coop.dates.partial_dates import PartialDate
        >>> date_text(PartialDate.parse("2011-11~")), date_text(PartialDate.parse("[2016-02..2016-10]"))
        (('2011', '2011/11//about'), ('2016', '2016///'))
        >>> date_text(PartialDate.parse("201X"))
        ('', '')
    """
    first, last = (end.split("-") for end in ends_of(date))
    common = [
        part for part, other in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)) if other
    ]
    if not common:
        return "", ""
    parts = [*common, "", ""][:3]
    doubt = _DOUBT.get(getattr(date, "qualifier", None) or "", "")
    return parts[0], f"{'/'.join(parts)}/{doubt}"


def _in_words(date: Held | None) -> str | None:
    """The date in words, where the form has no room for it."""
    if date is None or len(set(ends_of(date))) == 1:
        return None
    return f"Date: {day_text(date)}."
