"""A story: blocks written as text, Markdown or HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from mainland_coop.display.blocks import (
    Block,
    Bullets,
    Cell,
    Facts,
    Foreign,
    Heading,
    Inline,
    Line,
    Link,
    Listing,
    Paragraph,
    Strong,
    Table,
)
from mainland_coop.display.guarded import guarded_drawing
from mainland_coop.display.plain_text import clean, width
from mainland_coop.display.row_strips import ROW_HEIGHT, RowStrip
from mainland_coop.display.strips import STRIP_HEIGHT, STRIP_MARGIN, STYLE, Strip, strip_lines, strip_svg
from mainland_coop.foundation.public_names import Public

# --- Text --------------------------------------------------------------------------------------------------------


def as_text(blocks: Iterable[Block]) -> str:
    """Return blocks as plain text: no markup, tables in columns, addresses in brackets."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(text, level):
                lines += [clean(_plain(text))] if level == 1 else ["", f"{clean(_plain(text))}:"]
            case Paragraph(line):
                lines.append(_joined(line, _inline_text))
            case Bullets(items):
                lines += [f"  - {_joined(item, _inline_text)}" for item in items]
            case Table(head, rows):
                caption = _caption(block)
                lines += [*([""] if lines else []), f"{clean(caption)}:"] if caption else []
                lines += [
                    f"  {line}"
                    for line in table_lines(head, [[_joined(_line(c), _inline_text) for c in row] for row in rows])
                ]
            case Facts(facts):
                wide = max((width(clean(name)) for name, _ in facts), default=0)
                lines += [f"  {_padded(clean(name), wide)}  {_joined(line, _inline_text)}" for name, line in facts]
            case Strip():
                lines += [f"  {line}" for line in strip_lines(block)]
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
        return clean(part.text) + (f" ({clean(part.url)})" if part.url != part.text else "")
    if isinstance(part, RowStrip):
        return part.text
    return clean_run(part if isinstance(part, str) else part.text)


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
                parts.append(f"{'#' * (level + 2)} {_escaped(clean(_plain(text)))}")
            case Paragraph(line):
                parts.append(_line_markdown(line))
            case Bullets(items):
                parts.append("\n".join(f"- {_line_markdown(item)}" for item in items))
            case Table(head, rows):
                caption = _caption(block)
                parts += [_line_markdown((Strong(caption),))] if caption else []
                cells = [[_cell_markdown(cell) for cell in row] for row in (head, *rows)]
                table = [cells[0], ["---"] * len(head), *cells[1:]]
                parts.append("\n".join(f"| {' | '.join(row)} |" for row in table))
            case Facts(facts):
                parts.append("\n".join(f"- {_line_markdown((Strong(name), ': ', *line))}" for name, line in facts))
            case Strip():
                parts.append("\n".join(["```text", *strip_lines(block), "```"]))
    return "\n\n".join(parts) + "\n"


def _line_markdown(line: Line) -> str:
    text = _joined(line, _inline_markdown)
    return _MARKDOWN_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)


def _inline_markdown(part: Inline) -> str:
    match part:
        case Link():
            target = _ENTITY.sub("&amp;", part.target or "")
            return f"[{_escaped(clean(part.text))}]({target})" if target else _inline_markdown(_address_told(part))
        case Strong(text):
            return f"**{_escaped(clean(text))}**"
        case Foreign(text):
            return _escaped(clean(text))
        case RowStrip():
            return f"`{part.text}`"
        case str():
            # Before a link, an exclamation mark would make an image of it.
            return re.sub(r"!$", r"\\!", _escaped(clean_run(part)))


def _escaped(text: str) -> str:
    return _MARKDOWN_SPECIAL.sub(r"\\\1", text)


def _cell_markdown(cell: Cell) -> str:
    # Readers differ on backslashes before the bar that ends a cell, so both are written as character references.
    text = _escaped(clean(cell)) if isinstance(cell, str) else _joined(_line(cell), _inline_markdown)
    return text.replace("\\\\", "&#92;").replace("\\|", "&#124;")


_LONGEST_UNBROKEN = 12
"""How many characters of a cell always stand on one line."""


# --- HTML --------------------------------------------------------------------------------------------------------


def as_html(blocks: Iterable[Block], *, guarded: bool = False) -> str:
    """Return blocks as an HTML `article`, to stand in a page. No text of a record is read as markup.

    Args:
        blocks: The blocks.
        guarded: Whether it shall also be readable where style sheets and SVG are dropped, in a notebook that is not
            trusted.
    """
    write = _GUARDED if guarded else _OPEN
    lines = ['<article class="mainland-coop">']
    for block in blocks:
        match block:
            case Heading(Foreign(text, language), level):
                lines.append(f"<h{level + 2}{_lang(language)}>{_html(clean(text))}</h{level + 2}>")
            case Heading(text, level):
                lines.append(f"<h{level + 2}>{_html(clean(_plain(text)))}</h{level + 2}>")
            case Paragraph(line):
                lines.append(f"<p>{write.line(line)}</p>")
            case Bullets(items):
                lines += ["<ul>", *(f"<li>{write.line(item)}</li>" for item in items), "</ul>"]
            case Table():
                lines += write.table(block)
            case Facts(facts):
                lines.append("<dl>")
                lines += [f"<dt>{_html(clean(name))}</dt><dd>{write.line(line)}</dd>" for name, line in facts]
                lines.append("</dl>")
            case Strip():
                lines += write.strip(block)
    return "\n".join([*lines, "</article>"]) + "\n"


@attrs.frozen
class _HtmlWriter:
    """Writes what a block of HTML is made of; guarded, so that it lives without style sheet and SVG."""

    guarded: bool

    def table(self, table: Table) -> Iterator[str]:
        caption = _caption(table)
        yield "<table>"
        if caption:
            yield f"<caption{self._left}>{_html(clean(caption))}</caption>"
        columns = (f'<th scope="col"{self._left}>{_html(clean(name))}</th>' for name in table.head)
        yield f"<tr>{''.join(columns)}</tr>"
        for cells in table.rows:
            named = isinstance(table, Listing)
            first = f'<th scope="row"{self._left}>{self.line(_line(cells[0]))}</th>' if named else self._data(cells[0])
            yield f"<tr>{first}{''.join(map(self._data, cells[1:]))}</tr>"
        yield "</table>"

    @property
    def _left(self) -> str:
        return ' style="text-align:left"' if self.guarded else ""

    def _data(self, cell: Cell) -> str:
        if not isinstance(cell, str) or len(cell) > _LONGEST_UNBROKEN:
            return f"<td{self._left}>{self.line(_line(cell))}</td>"
        # Browsers would break a date at its hyphens.
        style = ' style="text-align:left;white-space:nowrap"' if self.guarded else ""
        return f'<td class="mc-short"{style}>{_html(clean(cell))}</td>'

    def line(self, line: Line) -> str:
        return _joined(line, self._inline)

    def _inline(self, part: Inline) -> str:
        match part:
            case Foreign(text, language):
                return f"<span{_lang(language)}>{_html(clean(text))}</span>"
            case Link():
                target = _html(part.target or "")
                text = _html(clean(part.text))
                return f'<a href="{target}">{text}</a>' if target else self._inline(_address_told(part))
            case Strong(text):
                return f"<strong>{_html(clean(text))}</strong>"
            case RowStrip():
                if not self.guarded:
                    return part.svg
                return guarded_drawing(part.svg, part.words, width=f"{part.width}px", height=ROW_HEIGHT)
            case str():
                return _html(clean_run(part))

    def strip(self, strip: Strip) -> Iterator[str]:
        *drawing, legend = strip_svg(strip)
        svg = "\n".join(drawing)
        if self.guarded:
            svg = guarded_drawing(svg, strip.words, width="100%", height=STRIP_HEIGHT, margin=STRIP_MARGIN)
        yield svg
        yield legend


_OPEN, _GUARDED = _HtmlWriter(guarded=False), _HtmlWriter(guarded=True)


def _lang(language: str) -> str:
    return f' lang="{_html(language)}"' if language else ""


def _html(text: str) -> str:
    return html.escape(text, quote=True)


# --- Lines -------------------------------------------------------------------------------------------------------


def clean_run(text: str) -> str:
    """Return `clean(text)` with one space kept where it starts or ends with some: it stands between other parts."""
    cleaned = clean(text)
    if not cleaned:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{cleaned}{' ' * text[-1].isspace()}"


def _address_told(link: Link) -> str:
    """A link to an address that may not be followed, as a text that says it."""
    return f"{clean(link.text)} ({clean(link.url)})"


def _plain(text: str | Foreign) -> str:
    return text if isinstance(text, str) else text.text


def _caption(table: Table) -> str | None:
    return table.caption if isinstance(table, Listing) else None


def _line(cell: Cell) -> Line:
    return cell if isinstance(cell, tuple) else (cell,)


def _joined(line: Line, write: Callable[[Inline], str]) -> str:
    return "".join(write(part) for part in line).strip()


@attrs.frozen(repr=False)
class Story(Public):
    """What can be told of a record, as text, Markdown or HTML. Notebooks show it as it is.

    Attributes:
        blocks: What it is made of, for writers of other forms.
    """

    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The story as plain text."""
        return as_text(self.blocks)

    @property
    def markdown(self) -> str:
        """The story as Markdown (CommonMark, with tables); texts of records are escaped."""
        return as_markdown(self.blocks)

    @property
    def html(self) -> str:
        """The story as an HTML `article`, to stand in a page; texts of records are escaped."""
        return as_html(self.blocks)

    def __str__(self) -> str:
        return self.text

    def _repr_markdown_(self) -> str:
        return self.markdown

    def _repr_html_(self) -> str:
        return STYLE + as_html(self.blocks, guarded=True)

    def __repr__(self) -> str:
        title = next((block.text for block in self.blocks if isinstance(block, Heading)), "")
        return f"<Story: {title if isinstance(title, str) else title.text}>"


class Told(Public):
    """What is shown to people as the story that it has: `print` as text, notebooks as HTML or Markdown."""

    __slots__ = ()

    @property
    def story(self) -> Story:
        """The story."""
        raise NotImplementedError  # each class has its own

    def __str__(self) -> str:
        return self.story.text

    def _repr_html_(self) -> str:
        return self.story._repr_html_()

    def _repr_markdown_(self) -> str:
        return self.story.markdown
