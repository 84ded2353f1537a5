"""The layout of terminal text: as wide as the terminal and no wider, wrapped at words, plain where it is piped.

A line is wider than the terminal only if it holds one word that is: an address or an id, which is not to be broken.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TextIO

from mainland_coop.display.plain_text import clean, width

_CLOSING = frozenset("、。，．,.;:!?；：！？）)]」』》〉”’…")
_OPENING = frozenset("（([「『《〈“‘")
_TALLEST = 4
"""The most lines of a row of a table; of taller ones, one would have to read words below each other."""

_BOLD, _FAINT, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


class Page(NamedTuple):
    """What text is laid out for.

    Attributes:
        columns: How many columns there are; None where text is not laid out, as in a pipe.
        styled: Whether titles stand out, by the escapes of a terminal.
    """

    columns: int | None = None
    styled: bool = False

    @classmethod
    def of(cls, stream: TextIO, columns: int | None = None) -> Page:
        """Return the page of a stream: of a terminal as wide as it is; of another, none, unless columns are given."""
        terminal = stream.isatty()
        if columns is None and terminal:
            columns = columns_of(stream)
        styled = terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM", "dumb") != "dumb"
        return cls(columns, styled)

    def strong(self, lines: Iterable[str]) -> list[str]:
        """Return lines that stand out, if the page has styles."""
        return [f"{_BOLD}{line}{_PLAIN}" if self.styled else line for line in lines]

    def faint(self, lines: Iterable[str]) -> list[str]:
        """Return lines that stand back, if the page has styles."""
        return [f"{_FAINT}{line}{_PLAIN}" if self.styled else line for line in lines]


def columns_of(stream: TextIO) -> int:
    """Return how many columns the terminal of a stream has: those that `COLUMNS` tells, or its own, or else 80."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):  # it is no terminal, or has no number
        return 80


def wrapped(text: str, columns: int | None, first: str = "", rest: str | None = None) -> list[str]:
    """Return a text as lines of at most so many columns, broken at words, and between Chinese characters.

    Args:
        text: The text; what could command a terminal is taken out.
        columns: How many columns a line may have; None for one line.
        first: What the first line begins with.
        rest: What the others begin with; the same if not given.

    Example:
        >>> wrapped("Arrangement on Mutual Legal Assistance", 24, "- ", "  ")
        ['- Arrangement on Mutual', '  Legal Assistance']
        >>> wrapped("關於深港法律合作的安排。", 12)
        ['關於深港法律', '合作的安排。']
    """
    return _broken(clean(text), columns, first, first if rest is None else rest)


def _broken(text: str, columns: int | None, first: str, rest: str) -> list[str]:
    if columns is None or width(first) + width(text) <= columns:
        return [first + text]
    lines: list[str] = []
    line, used, empty = first, width(first), True
    for space, piece in _pieces(text):
        size = width(piece)
        if not empty and used + space + size > columns:
            lines.append(line)
            line, used, space = rest, width(rest), 0
        line += " " * space + piece
        used += space + size
        empty = False
    return [*lines, line]


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The pieces of a text that are not broken, each with whether a space stands before it."""
    for word_number, word in enumerate(text.split(" ")):
        space = int(word_number > 0)
        if word.isascii():
            yield space, word
            continue
        piece = ""
        for char in word:
            wide = width(char) == 2
            before_wide = bool(piece) and width(piece[-1]) == 2
            if piece and (wide or before_wide) and char not in _CLOSING and piece[-1] not in _OPENING:
                yield space, piece
                space, piece = 0, ""
            piece += char
        yield space, piece


def padded(text: str, columns: int) -> str:
    """Return a text with spaces up to a width."""
    return text + " " * max(0, columns - width(text))


def with_id(text: str, id: str, columns: int | None, inset: str) -> list[str]:
    """Return a text with an id behind it, on the same line if there is room for both."""
    text, id = clean(text), clean(id)
    if columns is None or width(inset) + width(text) + len(" · ") + width(id) <= columns:
        return [f"{inset}{text} · {id}"]
    return [*wrapped(text, columns, inset), *wrapped(id, columns, inset)]


def table(head: Sequence[str], rows: Iterable[Sequence[str]], page: Page, indent: str = "") -> list[str]:
    """Return a table as lines of padded columns, of which the widest are wrapped where it is too wide.

    Where even that is not enough, or makes a row of more than a few lines, each row is the text of its first column,
    with the others named below it.

    Example:
        >>> for line in table(["id", "name"], [["a", "Arrangement on Mutual Legal Assistance"]], Page(24)):
        ...     print(line)
        id  name
        a   Arrangement on
            Mutual Legal
            Assistance
    """
    cells = [[clean(text) for text in row] for row in (head, *rows)]
    sizes = [max(width(row[column]) for row in cells) for column in range(len(head))]
    if page.columns is not None:
        room = page.columns - width(indent) - 2 * (len(head) - 1)
        least = [max(_widest_piece(row[column]) for row in cells) for column in range(len(head))]
        if sum(least) > room:
            return _stacked(cells, page.columns, indent)
        sizes = _shrunk(sizes, least, room)
    broken = [[_broken(text, size, "", "") for text, size in zip(row, sizes, strict=True)] for row in cells]
    if page.columns is not None and any(len(part) > _TALLEST for parts in broken for part in parts):
        return _stacked(cells, page.columns, indent)
    lines: list[str] = []
    for parts in broken:
        for number in range(max(map(len, parts))):
            texts = [part[number] if number < len(part) else "" for part in parts]
            line = "  ".join(padded(text, size) for text, size in zip(texts, sizes, strict=True))
            lines.append((indent + line).rstrip())
    return lines


def _widest_piece(text: str) -> int:
    return max((width(piece) for _, piece in _pieces(text)), default=0)


def _shrunk(sizes: list[int], least: list[int], room: int) -> list[int]:
    """Sizes of columns that fit, the widest of those that can be narrower made so, one step after the other."""
    sizes = list(sizes)
    while sum(sizes) > room:
        widest = max((size, place) for place, size in enumerate(sizes) if size > least[place])[1]
        sizes[widest] -= 1
    return sizes


def _stacked(cells: Sequence[Sequence[str]], columns: int, indent: str) -> list[str]:
    """The rows below the head, each as the text of its first column and, set in, its other texts with their names."""
    (_, *names), *rows = cells
    inset = f"{indent}  "
    lines: list[str] = []
    for first, *others in rows:
        lines += wrapped(first, columns, indent, inset)
        told = "; ".join(f"{name}: {text}" for name, text in zip(names, others, strict=True) if text)
        lines += wrapped(told, columns, inset) if told else []
    return lines


# --- Stories -----------------------------------------------------------------------------------------------------


def story_lines(blocks: Iterable[Any], page: Page) -> list[str]:
    """Return the blocks of a story as lines; links of a list are footnotes: numbered, the address on its own line."""
    from mainland_coop.display.blocks import Bullets, Facts, Heading, Listing, Paragraph, Table
    from mainland_coop.display.strips import strip_lines

    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(text=text, level=level):
                told = text if isinstance(text, str) else text.text
                lines += page.strong(wrapped(told, page.columns)) if level == 1 else ["", *page.strong([f"{told}:"])]
            case Paragraph(line=line):
                lines += wrapped(_text(line), page.columns)
            case Bullets(items=items):
                lines += _bullets(items, page)
            case Table(head=head, rows=rows):
                if isinstance(block, Listing):
                    lines += [*([""] if lines else []), *page.strong(wrapped(f"{block.caption}:", page.columns))]
                lines += table(head, [[_cell(cell) for cell in row] for row in rows], page, "  ")
            case Facts(items=facts):
                wide = max((width(clean(name)) for name, _ in facts), default=0)
                for name, line in facts:
                    lines += wrapped(_text(line), page.columns, f"  {padded(clean(name), wide)}  ", " " * (wide + 4))
            case _:
                room = None if page.columns is None else page.columns - 2
                for drawn in strip_lines(block, room):
                    lines += wrapped(drawn, page.columns, "  ")
    return lines


def _bullets(items: Sequence[Sequence[Any]], page: Page) -> list[str]:
    from mainland_coop.display.blocks import Link

    noted = any(isinstance(part, Link) for item in items for part in item)
    lines: list[str] = []
    for number, item in enumerate(items, 1):
        mark = f"  [{number}] " if noted else "  - "
        inset = " " * len(mark)
        told = [part.text if isinstance(part, Link) else part for part in item]
        lines += wrapped(_text(told), page.columns, mark, inset)
        lines += [f"{inset}{clean(part.url)}" for part in item if isinstance(part, Link)]
    return lines


def _cell(cell: Any) -> str:
    return _text(cell if isinstance(cell, tuple) else (cell,))


def _text(line: Iterable[Any]) -> str:
    from mainland_coop.display.blocks import Link

    told = ""
    for part in line:
        told += part if isinstance(part, str) else part.text
        if isinstance(part, Link) and part.url != part.text:
            told += f" ({part.url})"
    return told.strip()
