"""What a rendered page is made of, before it is written as text, Markdown or HTML.

Blocks hold the text of records as it is. Only the writers escape it, each in its own way, so nothing is escaped twice
and nothing is forgotten.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TypeAlias
from urllib.parse import quote, urlsplit

import attrs

from mainland_coop.display.row_strips import RowStrip
from mainland_coop.display.strips import Strip
from mainland_coop.foundation.public_names import Public


@attrs.frozen
class Link(Public):
    """A text that leads to an address.

    Attributes:
        text: The text.
        url: The address; it is linked if it is one of the web, and otherwise shown as text.
    """

    text: str
    url: str

    @cached_property
    def target(self) -> str | None:
        """The address to link, or None if it is none that may be linked."""
        return safe_url(self.url)


@attrs.frozen
class Strong(Public):
    """A text that stands out."""

    text: str


@attrs.frozen
class Foreign(Public):
    """A text in another language than the page.

    Attributes:
        text: The text.
        language: Its language, as a BCP 47 tag.
    """

    text: str
    language: str


Inline: TypeAlias = str | Link | Strong | Foreign | RowStrip
Line: TypeAlias = tuple[Inline, ...]
Cell: TypeAlias = Inline | Line


@attrs.frozen
class Heading(Public):
    """A heading.

    Attributes:
        text: The text.
        level: 1 for the whole, 2 for a part of it.
    """

    text: str | Foreign
    level: int = 2


@attrs.frozen
class Paragraph(Public):
    """A paragraph."""

    line: Line


@attrs.frozen
class Bullets(Public):
    """A list."""

    items: tuple[Line, ...]


@attrs.frozen
class Table(Public):
    """A table.

    Attributes:
        head: The names of its columns.
        rows: Its rows, each as long as the head.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@attrs.frozen
class Listing(Table):
    """A table whose first column names the rows.

    Attributes:
        head: The names of its columns.
        rows: Its rows, each as long as the head.
        caption: What it shows.
    """

    caption: str = attrs.field(kw_only=True)


@attrs.frozen
class Facts(Public):
    """What is known of a thing: pairs of what a fact is called, and the fact."""

    items: tuple[tuple[str, Line], ...]


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Facts | Strip

_UNRESERVED_IN_URLS = "%/:?#[]@!$&'*+,;=~-._"


@lru_cache(maxsize=1 << 12)  # many citations name one source
def safe_url(url: str) -> str | None:
    """Return an address of the web with everything in it escaped that is no part of an address; None for any other.

    Example:
        >>> safe_url("https://example.org/a b(1)"), safe_url("javascript:alert(1)")
        ('https://example.org/a%20b%281%29', None)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return quote(url, safe=_UNRESERVED_IN_URLS)
