"""Where the header of a file is: titles may stand above it, and headings over several columns."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from mainland_coop.intake.date_styles import styles_of
from mainland_coop.intake.header_words import known, words_of

_LOOKED_AT = 40


@attrs.frozen
class Header:
    """The header of a file.

    Attributes:
        skip: How many rows stand above it.
        above: The headings over its columns, one for each, which may be blank.
    """

    skip: int
    above: tuple[str, ...] = ()


def header_of(rows: Sequence[Sequence[object]]) -> Header:
    """Return where the header is among the first rows of a file.

    It is the first row that has about as many cells as the rows below. If the row under it is a header too, it has the
    names, and the first one headings over several of them.

    Example:
        >>> header_of([["Register of pacts"], [], ["No.", "Title", "Signed"], ["1", "Pact", "2011"]])
        Header(skip=2, above=())
        >>> rows = [["No.", "Parties", "", "Signed"], ["", "Party A", "Party B", ""], ["1", "X", "Y", "2011"]]
        >>> header_of(rows)
        Header(skip=1, above=('No.', 'Parties', 'Parties', 'Signed'))
    """
    texts = [[_text(cell) for cell in row] for row in rows[:_LOOKED_AT]]
    filled = [sum(map(bool, row)) for row in texts]
    below = sorted(filled[1:] or filled, reverse=True)
    usual = below[len(below) // 3] if below else 0
    for at, row in enumerate(texts):
        if filled[at] >= max(0.6 * usual, 2) or (filled[at] == 1 == usual):
            if _names(row) or any(known(words_of(text)) for text in row if text):
                return _under(texts, at)
            break
    return Header(0)


def _under(texts: Sequence[Sequence[str]], at: int) -> Header:
    top = texts[at]
    names = texts[at + 1] if at + 1 < len(texts) else []
    holes = [index for index, text in enumerate(top) if not text and index < len(names) and names[index]]
    hits = sum(known(words_of(text)) for text in names if text)
    if not holes or not hits or not _names(names) or any(text in top and text for text in names):
        return Header(at)
    above = []
    last = ""
    for index in range(len(names)):
        text = top[index] if index < len(top) else ""
        if text:
            last = text
        above.append(text or (last if names[index] else ""))
    return Header(at + 1, tuple(above))


def _names(row: Sequence[str]) -> bool:
    """Return whether the cells of a row look like names: none a number or a date."""
    return not any(text.replace(".", "").isdigit() or styles_of(text) for text in row if text)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
