"""Hands the pages of records to Sphinx: those that list records as documents, the others as pages of HTML.

A page of HTML is laid out by the theme like any other, but nothing is read, kept or resolved for it. What the search is
to find it by is given to the index here, without what every such page says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import record_indexes
from docutils import nodes
from docutils.utils import new_document
from record_pages import Page, Pages, heading_of, title_of
from sphinx import addnodes
from sphinx.application import Sphinx

import mainland_coop as mc
from mainland_coop.display.strips import STYLE

HERE = Path(__file__).resolve().parent
LISTINGS = {kind: f"{'By year' if kind == 'years' else kind.capitalize()}" for kind in record_indexes.KINDS}


def write(folder: Path, registry: mc.Registry) -> None:
    """Write the pages that list records, those whose text is another than before; what is none any more goes."""
    pages = dict(record_indexes.pages(registry))
    for path in folder.rglob("*.md"):
        if path.relative_to(folder).as_posix() not in pages:
            path.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        write_if_new(folder / name, text)


def write_style(path: Path) -> None:
    """Write the style of displays, which notebooks have with each display, as one file for all pages."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_if_new(path, STYLE.strip().removeprefix("<style>").removesuffix("</style>"))


def write_if_new(path: Path, text: str) -> None:
    """Write a file that has another text; Sphinx reads again what was written."""
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, encoding="utf-8")


def collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the pages of records, as Sphinx asks for them."""
    for kind, title in LISTINGS.items():
        feed(app, f"records/{kind}", title)
    for pages in Pages(mc.load()).of_kinds():
        neighbours = {page.id: {} for page in pages}
        for one, other in pairwise(pages):
            neighbours[one.id]["next"] = {"link": f"{other.id}.html", "title": escape(title_of(other))}
            neighbours[other.id]["prev"] = {"link": f"{one.id}.html", "title": escape(title_of(one))}
        for page in pages:
            name = f"records/{page.folder}/{page.id}"
            feed(app, name, title_of(page), page.name, page.words)
            body, toc = written(page)
            yield name, {"title": escape(title_of(page)), "body": body, "toc": toc} | neighbours[page.id], "page.html"


def written(page: Page) -> tuple[str, str]:
    """Return the HTML of a page, and that of its contents."""
    trail = (
        '<a href="../index.html">The register</a>',
        f'<a href="../{page.folder}.html">{LISTINGS[page.folder]}</a>',
        *page.trail,
    )
    sections = [(heading.lower().replace(" ", "-"), heading, html) for heading, html in page.sections if html]
    parts = [
        f'<nav class="mc-trail" aria-label="Where this page is">{" › ".join(trail)}</nav>',
        heading_of(page),
        page.lead,
        *(f'<section id="{anchor}"><h2>{heading}</h2>{html}</section>' for anchor, heading, html in sections),
    ]
    entries = (
        f'<li><a class="reference internal" href="#{anchor}">{heading}</a></li>' for anchor, heading, _ in sections
    )
    # The theme hides the entry of the whole page.
    whole = f'<a class="reference internal" href="#">{escape(title_of(page))}</a>'
    contents = f"<ul><li>{whole}<ul>{''.join(entries)}</ul></li></ul>"
    return f'<div class="mc-record">{"".join(parts)}</div>', contents


def show_contents(_app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Show the contents of the page of a record, of which the theme does not know that it has any."""
    if pagename.count("/") == 2 and pagename.startswith("records/"):
        context["furo_hide_toc"] = not context.get("toc")


def feed(app: Sphinx, name: str, title: str, names: Iterable[str] = (), words: Iterable[str] = ()) -> None:
    """Tell the search of a page: by its title, by names that find it first, and by other words."""
    indexer = getattr(app.builder, "indexer", None)
    if indexer is None:
        return
    if not isinstance(indexer.prune, Kept):
        indexer.prune = Kept(indexer.prune)
    indexer.prune.names.add(name)
    document = new_document(name)
    document += nodes.title("", title)
    told = dict.fromkeys(names)
    document += addnodes.index(entries=[("single", each, "", "main", None) for each in told])
    document += nodes.paragraph("", "", nodes.Text(" \n".join(dict.fromkeys(filter(None, (*told, *words))))))
    indexer.feed(name, f"{name}.html", title, document)


class Kept:
    """Rids the index of pages that are no documents any more, as Sphinx does before it writes it, and keeps ours."""

    def __init__(self, prune: Callable[[Iterable[str]], None]) -> None:
        """Take what does so for documents."""
        self.prune = prune
        self.names: set[str] = set()

    def __call__(self, documents: Iterable[str]) -> None:
        """Keep documents, and the pages that were fed here."""
        self.prune({*documents, *self.names})


def connect(app: Sphinx) -> None:
    """Connect the pages of records."""
    app.connect("html-collect-pages", collect)
    app.connect("html-page-context", show_contents, priority=900)  # after the theme
