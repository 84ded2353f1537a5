"""The sources of a record as a table: what each supports, and what it says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from page_html import link, marked, table

import mainland_coop as mc
from mainland_coop.display.blocks import safe_url
from mainland_coop.display.citations import placed_citations
from mainland_coop.display.plain_text import day_text
from mainland_coop.records.wording import field_words, value_words

Text = Callable[[str | None], str]


def sources_of(record: object, registry: mc.Registry, text: Text = marked) -> str:
    """Return a table of what a record cites: each place in a source once, with all that it supports there."""
    places: dict[tuple[str, str | None, str | None], list[mc.Citation]] = {}
    for citation in placed_citations(record):
        places.setdefault((citation.source, citation.locator, citation.note), []).append(citation)
    rows = []
    for (source, locator, note), citations in places.items():
        at = f'<br><span class="mc-beside">at: {marked(locator)}</span>' if locator else ""
        told = f'<br><span class="mc-beside">{text(note)}</span>' if note else ""
        rows.append((f"{_source(registry.sources[source])}{at}{told}", _supports(citations), _says(citations)))
    return table(("source", "supports", "says otherwise"), rows) if rows else "<p>No source is cited.</p>"


def _source(source: mc.Source) -> str:
    title = marked(source.title)
    address = safe_url(source.url) if source.url else None
    when = day_text(source.published) if source.published else "undated"
    if not source.published and source.retrieved:
        when += f", read {day_text(source.retrieved)}"
    about = ", ".join(filter(None, (marked(source.publisher), when)))
    shown = link(address, title) if address else title
    beside = "" if address or not source.url else f"<br>{escape(source.url)}"
    return f"{shown}<br>{about}{beside}"


def _supports(citations: Iterable[mc.Citation]) -> str:
    paths: dict[str, None] = {}
    for citation in citations:
        paths |= dict.fromkeys(citation.supports or (() if citation.says else ("",)))
    return "; ".join(field_words(path) if path else "the record as a whole" for path in paths)


def _says(citations: Iterable[mc.Citation]) -> str:
    claims = dict.fromkeys(claim for citation in citations for claim in citation.says)
    return "; ".join(f"{marked(value_words(path, value))} for {field_words(path)}" for path, value in claims)
