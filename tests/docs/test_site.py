"""The documentation site as it is built: every internal link leads somewhere, and its search finds both languages.

The tests read a site that is built already: in `docs/_build/html`, or where the variable DOCS_HTML says.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import mainland_coop as mc
from helpers.site import DOCS, SITE, needs_site

EXPLORER = SITE / "explorer" / "index.html"


class Page(HTMLParser):
    """The links of a page, and the anchors that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.twice: list[str] = []

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and name in {"href", "src"}:
                self.links.append(value)
            elif value and name == "id":
                self.twice += [value] * (value in self.anchors)
                self.anchors.add(value)


@cache
def page(path: Path) -> Page:
    parsed = Page()
    parsed.feed(path.read_text("utf-8"))
    return parsed


def broken(path: Path) -> Iterator[str]:
    for link in page(path).links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if not target.is_file():
            yield f"{path.relative_to(SITE)}: {link}: there is no such file"
        elif parts.fragment and target.suffix == ".html" and target != EXPLORER:  # there a fragment is a view
            anchor = unquote(parts.fragment)
            if anchor not in page(target).anchors:
                yield f"{path.relative_to(SITE)}: {link}: there is no such anchor"


@needs_site
def test_every_internal_link_leads_to_a_page_and_an_anchor_that_are_there() -> None:
    pages = sorted(SITE.rglob("*.html"))
    assert len(pages) > 1700
    assert [problem for path in pages for problem in broken(path)] == []


@needs_site
def test_no_page_has_an_anchor_twice() -> None:
    assert {path.relative_to(SITE): page(path).twice for path in SITE.rglob("*.html") if page(path).twice} == {}


@needs_site
def test_no_page_loads_anything_from_elsewhere() -> None:
    loads = re.compile(r"<(?:script|link|img|iframe)[^>]*?(?:src|href)=\"((?:https?:)?//[^\"]+)\"")
    loaded = {found for path in SITE.rglob("*.html") for found in loads.findall(path.read_text("utf-8"))}
    assert loaded == set()


@needs_site
@pytest.mark.parametrize("folder", ["agreements", "programmes", "conferences", "sessions", "parties", "areas"])
def test_every_record_has_a_page(folder: str) -> None:
    pages = {path.stem for path in (SITE / "records" / folder).glob("*.html")}
    assert pages == {record.id for record in getattr(mc.load(), folder)}


@needs_site
def test_the_page_of_an_agreement_says_what_the_library_answers() -> None:
    id = "doj-shenzhen-legal-matters-2011"
    registry = mc.load()
    page = (SITE / "records" / "agreements" / f"{id}.html").read_text("utf-8")
    text = re.sub(r"<[^>]+>", "", page)
    finding = registry.explain(id, registry.verified_through)
    assert finding.standing is mc.Standing.PRESUMED
    assert "In force, end not stated on 2026-11-22" in text
    assert "A certain gap of 321 days before renewal 1, from 2016-11-25 through 2017-10-11." in text
    assert (
        'aria-label="Timeline: in force by stated dates from 2011-11-25 through 2016-11-24; not in force for 321 days;'
        in page
    )


@needs_site
@pytest.mark.parametrize("folder", ["agreements", "programmes", "conferences", "parties"])
def test_in_the_side_bar_of_a_record_its_kind_stands_out(folder: str) -> None:
    path = next((SITE / "records" / folder).glob("*.html"))
    bar = path.read_text("utf-8").partition('<div class="sidebar-tree">')[2].partition("</div>")[0]
    assert re.findall(r'<li class="[^"]*\bcurrent\b[^"]*">\s*<a [^>]*href="([^"]*)"', bar)[-1] == f"../{folder}.html"


# --- Search ----------------------------------------------------------------------------------------------------------


@cache
def index() -> dict[str, object]:
    text = (SITE / "searchindex.js").read_text("utf-8")
    return json.loads(text[text.index("(") + 1 : text.rindex(")")])


def found(query: str) -> set[str]:
    """Return the pages that have all terms of a query in their text or title, as the script of the site asks."""
    pytest.importorskip("sphinx", reason="Sphinx is not installed (the extra docs has it)")
    sys.path.insert(0, str(DOCS))
    try:
        from site_search import SearchEnglishAndChinese
    finally:
        sys.path.remove(str(DOCS))
    language = SearchEnglishAndChinese({})
    whole = index()
    pages: set[int] | None = None
    for term in language.split(query.lower()):
        if not language.word_filter(term):
            continue
        have: set[int] = set()
        stem = language.stem(term)
        for part in ("terms", "titleterms"):
            # A longer term that is not there itself stands for all that contain it.
            like = [stem] if stem in whole[part] or len(stem) < 3 else [known for known in whole[part] if stem in known]
            for known in like:
                files = whole[part].get(known, [])
                have |= set(files if isinstance(files, list) else [files])
        pages = have if pages is None else pages & have
    return {whole["docnames"][number] for number in pages or ()}


NUMBERS_ONLY = re.compile(r"[\d\W]+")
"""Sphinx leaves numbers out of its index."""
SHENZHEN = "records/agreements/doj-shenzhen-legal-matters-2011"
JUSTICE = "records/parties/hksar-department-of-justice"


@needs_site
@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("律政司", JUSTICE),
        ("香港特別行政區政府律政司", JUSTICE),
        ("香港特别行政区政府律政司", JUSTICE),
        ("法律合作安排", SHENZHEN),
        ("深港法律合作", SHENZHEN),
        ("粵港合作聯席會議", "records/conferences/hk-guangdong-joint-conference"),
        ("粤港合作联席会议", "records/conferences/hk-guangdong-joint-conference"),
        ("Department of Justice", JUSTICE),
        ("Cooperative Arrangement on Legal Matters", SHENZHEN),
        ("co-operative arrangement legal", SHENZHEN),
        ("insolvency", "records/agreements/mla-insolvency-2021"),
        ("深圳", SHENZHEN),
        ("Rimsky Yuen", "records/people/rimsky-yuen"),
        ("Rimsky Yuen", SHENZHEN),
        ("Twentieth Plenary", "records/sessions/hk-guangdong-20"),
        ("Kleene", "glossary"),
        ("reinsurers", "notebooks/3-reinsurance-and-its-gaps"),
    ],
)
def test_the_search_finds_names_in_both_languages(query: str, wanted: str) -> None:
    assert wanted in found(query)


@needs_site
def test_the_search_finds_every_record_by_each_form_of_its_name() -> None:
    registry = mc.load()
    lost = [
        (record.id, form)
        for folder in ("agreements", "programmes", "conferences", "sessions", "parties", "areas")
        for record in getattr(registry, folder)
        for form in (record.title if isinstance(record, mc.Agreement) else record.name or ())
        if not NUMBERS_ONLY.fullmatch(form) and f"records/{folder}/{record.id}" not in found(form)
    ]
    assert lost == []


@needs_site
@pytest.mark.parametrize("query", ["explorer", "presume continuity", "cite this record"])
def test_the_search_does_not_find_what_every_page_of_a_record_says(query: str) -> None:
    pages = {page for page in found(query) if page.startswith("records/")}
    assert len(pages) < 20


@needs_site
def test_the_search_does_not_find_what_no_page_has() -> None:
    assert found("司政律") == set()


@needs_site
def test_the_script_of_the_site_splits_queries_as_the_index_was_split() -> None:
    script = (SITE / "_static" / "language_data.js").read_text("utf-8")
    assert "function splitQuery(query)" in script
    assert '"會":"会"' in script
