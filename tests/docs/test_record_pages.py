"""The pages of records, as the build of the site makes them: before any theme, and without building the site."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from typing import Any

import pytest

import mainland_coop as mc
from helpers.pages import ROOT

REGISTRY = mc.load()
SHENZHEN = "doj-shenzhen-legal-matters-2011"
KINDS = ("agreements", "programmes", "conferences", "sessions", "parties", "areas")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
VOID = {"br", "rect", "line", "path", "use", "image", "img", "meta", "link", "input", "hr"}


@pytest.fixture(scope="module")
def site() -> Any:
    pytest.importorskip("sphinx", reason="Sphinx is not installed (the extra docs has it)")
    pytest.importorskip("matplotlib", reason="matplotlib is not installed (the extra plot has it)")
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import record_indexes
        import record_pages
        import record_site
    finally:
        sys.path.remove(str(ROOT / "docs"))
    return record_pages, record_site, record_indexes


@pytest.fixture(scope="module")
def made(site: Any) -> dict[str, Any]:
    """Every page by its place, without the pictures of conferences, which have a test of their own."""
    record_pages, _, _ = site
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record_pages, "picture_of", lambda *_: "")
        pages = [page for kind in record_pages.Pages(REGISTRY).of_kinds() for page in kind]
    places = {f"{page.folder}/{page.id}": page for page in pages}
    assert len(places) == len(pages)
    return places


@pytest.fixture(scope="module")
def html(site: Any, made: dict[str, Any]) -> dict[str, str]:
    return {place: site[1].written(page)[0] for place, page in made.items()}


class Told(HTMLParser):
    """What a page says: its text, its Chinese without a language, its links, its anchors, and what is open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.unmarked: list[str] = []
        self.text: list[str] = []
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.links += [given["href"] or ""] if "href" in given else []
        self.anchors += [given["id"] or ""] if "id" in given else []
        if tag not in VOID:
            self.open.append((tag, given.get("lang") or (self.open[-1][1] if self.open else "en")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if HAN.search(data) and not self.open[-1][1].startswith("zh"):
            self.unmarked.append(data)


@pytest.fixture(scope="module")
def told(html: dict[str, str]) -> dict[str, Told]:
    return {place: Told(page) for place, page in html.items()}


def text_of(html: str) -> str:
    return "".join(Told(html).text)


# --- All pages -------------------------------------------------------------------------------------------------------


def test_every_record_and_every_person_has_a_page(made: dict[str, Any]) -> None:
    for kind in KINDS:
        pages = {page.id for page in made.values() if page.folder == kind}
        assert pages == {record.id for record in getattr(REGISTRY, kind)}
    names = {role.name.text for role in REGISTRY.find_people("Rimsky Yuen")}
    assert names == {"Rimsky Yuen"}
    assert "people/rimsky-yuen" in made


def test_pages_are_well_formed_and_mark_all_chinese(html: dict[str, str], told: dict[str, Told]) -> None:
    assert {place: page.open for place, page in told.items() if page.open} == {}
    assert {place: page.unmarked for place, page in told.items() if page.unmarked} == {}
    chinese = [place for place, page in html.items() if 'lang="zh-Hant"' in page or 'lang="zh-Hans"' in page]
    assert len(chinese) > 500


def test_every_link_leads_to_a_page_or_a_section_that_is_there(site: Any, told: dict[str, Told]) -> None:
    listings = {f"../{kind}.html" for kind in (*site[2].KINDS, "index")}
    pages = {f"../{place}.html" for place in told}
    for place, page in told.items():
        assert len(page.anchors) == len(set(page.anchors)), place
        for link in page.links:
            if link.startswith("#"):
                assert link[1:] in page.anchors, (place, link)
            elif link.startswith(".."):
                assert link in pages | listings or link.startswith("../../explorer/index.html#record="), (place, link)
            else:
                assert link.startswith(("http://", "https://")), (place, link)


def test_no_page_reads_out_the_path_of_a_field(told: dict[str, Told]) -> None:
    path = re.compile(r"\w\[\d+\]|zh_han|\b(?:signed_at|held_with|announced_for|n_[a-z]+|in_force_from)\b")
    texts = {place: "".join(page.text) for place, page in told.items()}
    assert {place: path.findall(text) for place, text in texts.items() if path.search(text)} == {}


def test_a_name_stands_once_in_the_heading_and_not_again_as_a_list(html: dict[str, str]) -> None:
    for pact in REGISTRY.agreements:
        page = html[f"agreements/{pact.id}"]
        assert page.count("<h1>") == 1
        assert "<dt>English</dt>" not in page
        assert "<dt>Traditional Chinese</dt>" not in page


def test_every_page_says_where_it_is(html: dict[str, str]) -> None:
    for place, page in html.items():
        folder = place.partition("/")[0]
        trail = page[page.index("<nav") : page.index("</nav>")]
        assert '<a href="../index.html">The register</a>' in trail
        assert f'<a href="../{folder}.html">' in trail


# --- The first screen -------------------------------------------------------------------------------------------------


def test_the_answer_the_strip_and_three_facts_come_before_everything_else(made: dict[str, Any]) -> None:
    lead = made[f"agreements/{SHENZHEN}"].lead
    assert text_of(lead).startswith("In force, end not stated on 2026-11-22, the last day to which the register was")
    assert '<svg class="mc-strip"' in lead
    assert re.findall("<dt>(.*?)</dt>", lead) == ["parties", "dates", "signed by"]
    assert "signed 2011-11-25; renewed 2017-10-12, 2023-04; end not stated" in lead
    assert '<a href="../people/rimsky-yuen.html">Rimsky Yuen</a>' in lead
    for page in made.values():
        if page.folder in ("agreements", "programmes"):
            assert len(re.findall("<dt>", page.lead)) <= 3
            assert 'class="mc-verdict"' in page.lead


def test_of_many_parties_the_first_stand_there_and_a_link_to_all(made: dict[str, Any]) -> None:
    pact = max(REGISTRY.agreements, key=lambda pact: len(pact.parties))
    page = made[f"agreements/{pact.id}"]
    assert f'<a href="#parties">{len(pact.parties) - 2} others</a>' in page.lead
    (parties,) = (html for heading, html in page.sections if heading == "Parties")
    assert parties.count("<li>") == len(pact.parties)


# --- Parts ------------------------------------------------------------------------------------------------------------


def test_a_note_is_printed_once(html: dict[str, str], told: dict[str, Told]) -> None:
    noted = [record for record in (*REGISTRY.agreements, *REGISTRY.programmes) if record.note]
    assert len(noted) > 50
    for record in noted:
        kind = "agreements" if isinstance(record, mc.Agreement) else "programmes"
        place = f"{kind}/{record.id}"
        assert html[place].count("<h2>Note</h2>") == 1
        assert f"Note: {record.note[:20]}" not in "".join(told[place].text)


def test_tables_have_no_empty_column(html: dict[str, str]) -> None:
    for place, page in html.items():
        for table in re.findall(r"<table.*?</table>", page):
            rows = [re.findall(r"<td.*?>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", table)[1:]]
            assert all(any(column) for column in zip(*rows, strict=True)), (place, table)


def test_sources_are_a_table_in_words(made: dict[str, Any]) -> None:
    (sources,) = (html for heading, html in made[f"agreements/{SHENZHEN}"].sections if heading == "Sources")
    assert re.findall('<th scope="col">(.*?)</th>', sources) == ["source", "supports", "says otherwise"]
    row = next(row for row in sources.split("<tr>") if "DSJ to visit Guangzhou and Shenzhen" in row)
    assert "the title in English of renewal 2; the place of renewal 2</td>" in row
    assert "2023-04-19 for the date of signature of renewal 2</td>" in row
    assert '<a href="https://www.webnewswire.com/2023/04/18/hong-kong-dsj-to-visit-guangzhou-and-shenzhen/">' in row


def test_a_party_lists_its_agreements_with_standing_and_strip(made: dict[str, Any]) -> None:
    (listed,) = (html for name, html in made["parties/hksar-department-of-justice"].sections if name == "Agreements")
    pacts = REGISTRY.agreements.where(party="hksar-department-of-justice")
    rows = listed.split("<tr>")[2:]
    assert len(rows) == len(pacts)
    row = next(row for row in rows if SHENZHEN in row)
    assert "in force, end not stated" in row
    assert '<svg class="mainland-coop mc-row"' in row


def test_a_person_has_what_was_signed_chaired_and_attended(made: dict[str, Any]) -> None:
    page = made["people/rimsky-yuen"]
    table = page.sections[0][1]
    assert table.count("<tr>") - 1 == len(REGISTRY.find_people("Rimsky Yuen", limit=1000))
    assert f'<a href="../agreements/{SHENZHEN}.html">' in table


def test_sessions_lead_from_one_to_the_next_within_their_conference(site: Any) -> None:
    groups = [pages for pages in site[0].Pages(mc.Registry()).of_kinds() if pages]
    assert groups == []
    conference = REGISTRY.conferences["hk-guangdong-joint-conference"]
    alone = mc.Registry(
        parties=REGISTRY.parties, areas=REGISTRY.areas, sources=REGISTRY.sources,
        conferences=[conference, REGISTRY.conferences["hk-fujian-conference"]],
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site[0], "picture_of", lambda *_: "")
        kinds = [pages for pages in site[0].Pages(alone).of_kinds() if pages and pages[0].folder == "sessions"]
    assert [len(pages) for pages in kinds] == [40, 4]


def test_the_picture_of_a_conference_has_its_words_and_takes_the_colours_of_the_page(site: Any) -> None:
    conference_pictures = sys.modules["conference_pictures"]
    svg = conference_pictures.picture_of(REGISTRY.conferences["hk-fujian-conference"], REGISTRY)
    assert "<title>When its sessions were held</title>" in svg
    assert "var(--mc-in-force,#0f766e)" in svg
    assert "<?xml" not in svg
    assert conference_pictures.picture_of(REGISTRY.conferences["hk-guangzhou-meeting"], REGISTRY) == ""


def test_the_search_is_told_what_a_page_is_about_and_not_what_every_page_says(made: dict[str, Any]) -> None:
    words = " ".join(made[f"agreements/{SHENZHEN}"].words)
    assert "深圳" in words
    assert "Rimsky Yuen" in words
    for page in made.values():
        told = " ".join(page.words).casefold()
        assert "cite this record" not in told
        assert "the last day to which the register was checked" not in told


def test_pages_that_list_records_lead_to_all_of_them(site: Any) -> None:
    listings = dict(site[2].pages(REGISTRY))
    for kind in KINDS:
        links = set(re.findall(rf'href="{kind}/([\w-]+)\.html"', listings[f"{kind}.md"]))
        assert links == {record.id for record in getattr(REGISTRY, kind)}
    assert "people/rimsky-yuen.html" in listings["people.md"]
    for name, text in listings.items():
        assert name == "index.md" or text.startswith("---\nno-search: true\n---\n")
