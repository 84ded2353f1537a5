"""Entries as biblatex reads them, in files that are called BibTeX: dates are EDTF, texts are UTF-8.

Texts stand in two braces, so that no style changes their capitals, and what LaTeX would read as a sign is written as
the sign. Classic BibTeX reads the file too, but knows no `date`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainland_coop.dates.periods import Held, Period
from mainland_coop.display.bibliography.entries import IDENTIFIERS, Entry, ends_of

_SIGNS = {
    **{ord(sign): f"\\{sign}" for sign in "&%$#_"},
    ord("{"): r"\textbraceleft{}",
    ord("}"): r"\textbraceright{}",
    ord("\\"): r"\textbackslash{}",
    ord("~"): r"\textasciitilde{}",
    ord("^"): r"\textasciicircum{}",
}
# Signs that fonts of TeX join to another one: `--` would be a dash.
_JOINED = re.compile(r"(?<=([-`',<>]))(?=\1)|(?<=[?!])(?=`)")
_IN_ADDRESSES = {ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C", ord(" "): "%20"}


def as_biblatex(entry: Entry) -> str:
    r"""Return an entry, with a line feed at its end.

    Example:
        >>> print(as_biblatex(Entry(key="sources:page", title="A & B", url="https://www.example.org/a_b", online=True)))
        @online{sources:page,
          title = {{A \& B}},
          url = {https://www.example.org/a_b},
        }
        <BLANKLINE>
    """
    lines = [f"  {name} = {{{value}}},\n" for name, value in _fields(entry)]
    return f"@{'online' if entry.online else 'misc'}{{{entry.key},\n{''.join(lines)}}}\n"


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.authors:
        yield "author", " and ".join(f"{{{_escaped(author)}}}" for author in entry.authors)
    texts = {
        "title": entry.title,
        "type": None if entry.online else entry.type,
        "organization": entry.publisher,
        "note": entry.note,
        "annotation": entry.annotation,
        **{scheme: entry.identifiers.get(scheme) for scheme in IDENTIFIERS},
    }
    for name, text in texts.items():
        if text:
            yield name, f"{{{_escaped(text)}}}"
    for name, date in (("date", entry.issued), ("urldate", entry.accessed)):
        if date is not None:
            yield name, date_text(date)
    if entry.url:
        yield "url", entry.url.translate(_IN_ADDRESSES)


def date_text(date: Held) -> str:
    """Return a date as biblatex reads it: a run of days, of which one is meant, is written as the period that it fills.

    Example:
        >>> from mainland_coop.dates.partial_dates import PartialDate
        >>> [date_text(PartialDate.parse(text)) for text in ("2011-11~", "201X", "[2016-02..2017-10]", "[..2023]")]
        ['2011-11~', '201X', '2016-02/2017-10', '../2023']
        >>> date_text(PartialDate.parse("201X~"))
        '2010~/2019~'
    """
    first, last = ends_of(date)
    mark = getattr(date, "qualifier", None) or ""
    if first == last or (str(date).endswith("X") and not isinstance(date, Period)):
        return str(date)
    # A qualifier behind an X is read by no version of biber.
    return f"{f'{first}{mark}' if first else '..'}/{f'{last}{mark}' if last else '..'}"


def _escaped(text: str) -> str:
    return _JOINED.sub("{}", text.translate(_SIGNS))
