"""Writers: blocks as plain text, as Markdown (CommonMark, with tables) and as HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence

from mainland_coop.rendering.blocks import (
    Block,
    Bullets,
    Heading,
    Inline,
    Line,
    Link,
    Paragraph,
    Strong,
    Table,
    clean,
    width,
)

__all__ = ["as_html", "as_markdown", "as_text", "table_lines"]


# --- Text --------------------------------------------------------------------------------------------------------


def as_text(blocks: Iterable[Block]) -> str:
    """Return blocks as plain text: no markup, tables in columns, addresses in brackets."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(text, level):
                lines += [clean(text)] if level == 1 else ["", f"{clean(text)}:"]
            case Paragraph(line):
                lines.append(_joined(line, _inline_text))
            case Bullets(items):
                lines += [f"  - {_joined(item, _inline_text)}" for item in items]
            case Table(head, rows):
                lines += [f"  {line}" for line in table_lines(head, rows)]
    return "\n".join(lines)


def table_lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table as lines of padded columns, each as wide as its widest text.

    Args:
        head: The names of the columns.
        rows: The rows, each as long as the head.

    Example:
        >>> table_lines(["id", "name"], [["深圳", "a"], ["b", "c"]])
        ['id    name', '深圳  a', 'b     c']
    """
    cells = [[clean(text) for text in row] for row in (head, *rows)]
    widths = [max(width(row[i]) for row in cells) for i in range(len(head))]
    return ["  ".join(_padded(text, n) for text, n in zip(row, widths, strict=True)).rstrip() for row in cells]


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _inline_text(part: Inline) -> str:
    if isinstance(part, Link):
        return f"{clean(part.text)} ({clean(part.url)})"
    return clean_run(part.text if isinstance(part, Strong) else part)


# --- Markdown ----------------------------------------------------------------------------------------------------

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$#])")
# What else makes a list, rule or heading where it starts a line.
_MARKDOWN_START = re.compile(r"^(\d{1,9})([.)])|^([-+=])")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def as_markdown(blocks: Iterable[Block]) -> str:
    """Return blocks as Markdown. No text of a record is read as markup or as HTML."""
    parts = []
    for block in blocks:
        match block:
            case Heading(text, level):
                parts.append(f"{'#' * (level + 2)} {_escaped(clean(text))}")
            case Paragraph(line):
                parts.append(_line_markdown(line))
            case Bullets(items):
                parts.append("\n".join(f"- {_line_markdown(item)}" for item in items))
            case Table(head, rows):
                cells = [[_cell(text) for text in row] for row in (head, *rows)]
                table = [cells[0], ["---"] * len(head), *cells[1:]]
                parts.append("\n".join(f"| {' | '.join(row)} |" for row in table))
    return "\n\n".join(parts) + "\n"


def _line_markdown(line: Line) -> str:
    text = _joined(line, _inline_markdown)
    return _MARKDOWN_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)


def _inline_markdown(part: Inline) -> str:
    match part:
        case Link(text, url):
            if part.target is None:
                return f"{_escaped(clean(text))} ({_escaped(clean(url))})"
            return f"[{_escaped(clean(text))}]({_ENTITY.sub('&amp;', part.target)})"
        case Strong(text):
            return f"**{_escaped(clean(text))}**"
        case str():
            # Before a link, an exclamation mark would make an image of it.
            return re.sub(r"!$", r"\\!", _escaped(clean_run(part)))


def _escaped(text: str) -> str:
    return _MARKDOWN_SPECIAL.sub(r"\\\1", text)


def _cell(text: str) -> str:
    # Readers differ on backslashes before the bar that ends a cell, so both are written as character references.
    return _escaped(clean(text)).replace("\\\\", "&#92;").replace("\\|", "&#124;")


# --- HTML --------------------------------------------------------------------------------------------------------


def as_html(blocks: Iterable[Block]) -> str:
    """Return blocks as an HTML `article`, to stand in a page. No text of a record is read as markup."""
    lines = ['<article class="mainland-coop">']
    for block in blocks:
        match block:
            case Heading(text, level):
                lines.append(f"<h{level + 2}>{_html(clean(text))}</h{level + 2}>")
            case Paragraph(line):
                lines.append(f"<p>{_joined(line, _inline_html)}</p>")
            case Bullets(items):
                lines += ["<ul>", *(f"<li>{_joined(item, _inline_html)}</li>" for item in items), "</ul>"]
            case Table(head, rows):
                lines += ["<table>", _row(head, "th"), *(_row(row, "td") for row in rows), "</table>"]
    return "\n".join([*lines, "</article>"]) + "\n"


def _row(cells: Iterable[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{_html(clean(text))}</{tag}>' for text in cells)}</tr>"


def _inline_html(part: Inline) -> str:
    match part:
        case Link(text, url):
            if part.target is None:
                return f"{_html(clean(text))} ({_html(clean(url))})"
            return f'<a href="{_html(part.target)}">{_html(clean(text))}</a>'
        case Strong(text):
            return f"<strong>{_html(clean(text))}</strong>"
        case str():
            return _html(clean_run(part))


def _html(text: str) -> str:
    return html.escape(text, quote=True)


# --- Lines -------------------------------------------------------------------------------------------------------


def clean_run(text: str) -> str:
    """Return `clean(text)` with one space kept where it starts or ends with some: it stands between other parts."""
    cleaned = clean(text)
    if not cleaned:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{cleaned}{' ' * text[-1].isspace()}"


def _joined(line: Line, write: Callable[[Inline], str]) -> str:
    return "".join(write(part) for part in line).strip()
