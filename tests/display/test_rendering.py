"""Stories, findings and citations as text, Markdown and HTML: the same content, and nothing read as markup."""

from __future__ import annotations

import pickle
import re
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from helpers.samples import small_agreement
from mainland_coop.collections.filters import all_citations
from mainland_coop.collections.kinds import ContextOf
from mainland_coop.display.blocks import Block, Bullets, Heading, Link, Paragraph, Table, safe_url
from mainland_coop.display.chain_stories import chain_story, finding_html, finding_markdown, finding_story, gap_text
from mainland_coop.display.citations import citation_of
from mainland_coop.display.plain_text import clean, clean_each, day_text, harmless, width
from mainland_coop.display.story import Story, as_html, as_text, table_lines
from mainland_coop.display.strips import STYLE
from mainland_coop.records.fields import ADDRESS
from mainland_coop.records.provenance import Origin

REGISTRY = mc.load()
ORIGIN = ContextOf(REGISTRY).origin
PACT = REGISTRY.agreements["doj-shenzhen-legal-matters-2011"]

SPECIAL = st.sampled_from(
    [*"\\`*_[](){}<>|~&$#+-.!\"'=:/ \n\t", "&amp;", "&#60;", "<b>", "1. ", "- ", "+ ", "深圳", "\x1b[2J"]
)
TEXTS = (
    st.lists(SPECIAL | st.characters(exclude_categories=["Cs"]) | st.sampled_from(["word", "2016"]), max_size=8)
    .map("".join)
    .filter(clean)
)
URLS = st.one_of(
    TEXTS.map("https://example.org/{}".format),
    TEXTS,
    st.sampled_from(["javascript:alert(1)", "data:text/html,x", "//example.org", "http://[", "HTTPS://EXAMPLE.ORG/"]),
)
LINES = st.lists(TEXTS | st.builds(Link, TEXTS, URLS), min_size=1, max_size=3).map(tuple)
BLOCKS: st.SearchStrategy[list[Block]] = st.lists(
    st.one_of(
        st.builds(Heading, TEXTS, st.sampled_from([1, 2])),
        st.builds(Paragraph, LINES),
        st.builds(Bullets, st.lists(LINES, min_size=1, max_size=3).map(tuple)),
        st.builds(
            Table,
            st.tuples(TEXTS, TEXTS),
            st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=2).map(tuple),
        ),
    ),
    min_size=1,
    max_size=3,
)


class Page(HTMLParser):
    """The text of each block of a page, the addresses it links, and the tags it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = [""]
        self.links: list[str | None] = []
        self.tags: set[str] = set()
        self.feed(page)
        self.close()
        self.blocks = [text for text in (" ".join(text.split()) for text in self.texts) if text]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "a":
            self.links.append(dict(attributes)["href"])
        elif tag != "strong":
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("a", "strong"):
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data


OURS = {"article", "h3", "h4", "p", "span", "ul", "li", "table", "tr", "th", "td", "a", "strong"}


def plain(block: Block) -> list[str]:
    """The texts of a block as a reader should see them, an address that is not linked in brackets."""
    lines = {Heading: lambda b: [(b.text,)], Paragraph: lambda b: [b.line], Bullets: lambda b: list(b.items)}
    if isinstance(block, Table):
        return [clean(cell) for row in (block.head, *block.rows) for cell in row]
    shown = []
    for line in lines[type(block)](block):
        parts = []
        for part in line:
            if isinstance(part, Link):
                parts.append(clean(part.text) + ("" if safe_url(part.url) else f" ({clean(part.url)})"))
            else:
                parts.append(f"{' ' * part[0].isspace()}{clean(part)}{' ' * part[-1].isspace()}")
        shown.append(" ".join("".join(parts).split()))
    return shown


@given(BLOCKS)
def test_html_shows_every_text_as_it_is_and_has_no_markup_of_its_own(blocks: list[Block]) -> None:
    page = Page(Story(tuple(blocks)).html)
    assert page.blocks == [" ".join(text.split()) for block in blocks for text in plain(block)]
    assert page.tags <= OURS
    assert all(link and re.match("https?://", link, re.IGNORECASE) for link in page.links)


@given(BLOCKS)
def test_markdown_reads_as_the_same_page(blocks: list[Block]) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    story = Story(tuple(blocks))
    reader = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    rendered, ours = Page(reader.render(story.markdown)), Page(story.html)
    assert rendered.blocks == ours.blocks
    assert rendered.tags <= OURS | {"thead", "tbody"}
    assert len(rendered.links) == len(ours.links)


@given(BLOCKS)
def test_text_has_every_text_and_commands_no_terminal(blocks: list[Block]) -> None:
    text = Story(tuple(blocks)).text
    assert "\x1b" not in text
    assert not set(text) & set("\u202e\u2066\x9b\r\x07")
    squeezed = "".join(text.split())
    for block in blocks:
        for line in plain(block):
            if not any(isinstance(part, Link) for line_ in getattr(block, "items", ()) for part in line_) and not (
                isinstance(block, Paragraph) and any(isinstance(part, Link) for part in block.line)
            ):
                assert "".join(line.split()) in squeezed


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4))
def test_columns_of_a_table_start_below_each_other(rows: list[tuple[str, str, str]]) -> None:
    lines = table_lines(("a", "b", "c"), rows)
    first = max(width(clean(row[0])) for row in [("a",), *rows])
    for row, line in zip([("a", "b", "c"), *rows], lines, strict=True):
        assert line.startswith(clean(row[0]))
        gap = " " * (first - width(clean(row[0])) + 2)
        assert line[len(clean(row[0])) :].startswith(gap + clean(row[1]))


@given(TEXTS, TEXTS, URLS, TEXTS)
def test_a_finding_names_its_sources_whatever_they_are_called(title: str, note: str, url: str, place: str) -> None:
    source = mc.Source(id="s", title=title, url=url if ADDRESS.fullmatch(url) else None, publisher=place)
    pact = mc.Agreement(
        id="x",
        title="X",
        kind="treaty",
        parties=["a"],
        signed="2011",
        note=note,
        citations=[mc.Citation(source="s", locator=place, says={"signed": "2012"}, note=note)],
    )
    registry = mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A")], sources=[source])
    story = finding_story(registry.explain("x", "2020"), registry.sources, title=title)
    page = Page(story.html)
    seen = [" ".join(text.split()) for text in page.blocks]
    shown = seen[-1]
    for text in (clean(title), clean(place), "It has instead: 2012 for the date of signature"):
        assert " ".join(text.split()) in shown
    assert page.tags <= OURS
    assert clean(title) in story.text
    assert clean(title) in story.text.splitlines()[0]


DATES = st.sampled_from(["2011", "2011-11-25", "2012-03", "2011~", "[2011-02..2012-03]"])
LATER = st.sampled_from(["2017", "2017-10-12", "2016-11", "[2016-02..2018-03]"])


@given(
    DATES,
    st.sampled_from([None, "P5Y", "P90D"]),
    LATER,
    st.sampled_from([None, "P2Y"]),
    st.sampled_from([None, "2024"]),
)
def test_a_chain_shows_each_link_and_each_gap(
    signed: str, term: str | None, renewed: str, again: str | None, last: str | None
) -> None:
    pact = mc.Agreement(
        id="x",
        title="X",
        kind="treaty",
        parties=["a"],
        signed=signed,
        term=term,
        renewals=[mc.Renewal(signed=renewed, term=again)],
        ending=None if last is None else mc.Ending(last_day=last, reason="terminated"),
    )
    story = chain_story(pact, REGISTRY.sources)
    tables = [block for block in story.blocks if isinstance(block, Table)]
    assert len(tables[0].rows) == len(pact.chain.links) == 2
    assert tables[0].rows[0][5] == (mc.Term.parse(term).words if term else "")
    lines = story.text.splitlines()
    gaps = pact.chain.gaps()
    assert [line.strip()[2:] for line in lines if " gap of " in line] == [gap_text(gap) for gap in gaps]
    assert ("There is no gap between its links." in lines) == (not gaps)
    for gap in gaps:
        assert f"{gap.longest} day" in gap_text(gap)
        assert ("certain" in gap_text(gap)) == gap.certain
    # It presumes continuity if and only if some day is answered otherwise without it.
    days = [f"{year}-{month:02}-15" for year in range(2009, 2030) for month in range(1, 13)]
    differs = any(pact.active_on(day) is not pact.active_on(day, presume_continuity=False) for day in days)
    assert ("Continuity: an end" in story.text) == differs


@pytest.mark.parametrize(
    "text", ["+ a", "- a", "1. a", "12) a", "= a", "===", "---", "# a", "> a", "~~~", "    a", "`a`", "| a"]
)
def test_no_text_starts_a_markdown_block(text: str) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    story = Story((Paragraph(("before",)), Paragraph((text,)), Bullets(((text,),))))
    page = Page(markdown_it.MarkdownIt("commonmark").render(story.markdown))
    assert page.blocks == ["before", text.strip(), text.strip()]
    assert page.tags == {"p", "ul", "li"}


def test_an_exclamation_mark_before_a_link_makes_no_image() -> None:
    line = Paragraph(("See!", Link("Page", "https://example.org/")))
    assert Story((line,)).markdown == "See\\![Page](https://example.org/)\n"


def test_a_gap_of_exact_days() -> None:
    assert [gap_text(gap) for gap in PACT.chain.gaps()] == [
        "A certain gap of 321 days before renewal 1, from 2016-11-25 through 2017-10-11.",
        "A certain gap of 171 to 200 days before renewal 2; last day before: 2022-10-11, next start: 2023-04.",
    ]


@pytest.mark.parametrize(
    ("day", "presume", "told"),
    [
        ("2010", True, "Not in force (not yet in force)."),
        ("2014", True, "In force by stated dates."),
        ("2016-06", True, "Not in force (lapsed)."),
        ("2018-06", True, "May have been in force."),
        ("2020", True, "In force, end not stated."),
        ("2020", False, "In force, end not stated (UNKNOWN without the presumption of continuity)."),
    ],
)
def test_an_answer_opens_in_the_words_of_its_standing(day: str, presume: bool, told: str) -> None:
    pact = mc.Agreement(
        id="x",
        title="X",
        kind="treaty",
        parties=["a"],
        signed="2011-01-01",
        term="P5Y",
        renewals=[mc.Renewal(signed="2018")],
    )
    story = finding_story(pact.explain(day, presume_continuity=presume), REGISTRY.sources)
    assert story.text.splitlines()[1] == told
    assert str(story).splitlines()[1].startswith(pact.standing_on(day).words.capitalize())


def test_a_finding_of_the_bundled_data() -> None:
    finding = REGISTRY.explain(PACT.id, "2022-12")
    assert str(finding_story(finding, REGISTRY.sources, title=str(PACT.title))).splitlines()[:4] == [
        "Cooperative Arrangement on Legal Matters, in 2022-12",
        "Not in force (lapsed).",
        "",
        "Why:",
    ]
    markdown = finding_markdown(finding, REGISTRY.sources)
    assert markdown.startswith("### doj-shenzhen-legal-matters-2011, in 2022-12\n\n**Not in force** (lapsed).")
    assert "[HK-SZ legal pact renewed](http://www.news.gov.hk/" in markdown
    assert '<a href="http://www.news.gov.hk/' in finding_html(finding, REGISTRY.sources)
    beyond = REGISTRY.explain(PACT.id, "2030-01-01")
    assert "Beyond the check:" in finding_markdown(beyond, REGISTRY.sources)
    assert "Beyond the check:" not in markdown


def test_what_never_began_and_what_had_run_out() -> None:
    never = mc.Agreement(
        id="n", title="N", kind="treaty", parties=["a"], signed="2011", never_in_force=True,
        ending=mc.Ending(last_day="2015", reason="withdrawn"),
    )  # fmt: skip
    text = chain_story(never, REGISTRY.sources).text
    assert "It was signed and never entered into force." in text
    assert "withdrawn" in text
    out = mc.Agreement(
        id="o", title="O", kind="treaty", parties=["a"], signed="2011-01-01", term="P1Y",
        ending=mc.Ending(last_day="2015", reason="superseded", by="n"),
    )  # fmt: skip
    text = chain_story(out, REGISTRY.sources, name_of=str.upper).text
    assert "It was superseded by N; the last day stated for that: 2015. It had run out by then." in text
    assert "No source is cited." in text


def test_a_narrowed_date_shows_what_is_stated() -> None:
    pact = mc.Agreement(
        id="x", title="X", kind="treaty", parties=["a"], signed="2011", renewals=[mc.Renewal(signed="2011-06-30")]
    )
    assert "between 2011-01-01 and 2011-06-30 (stated: 2011)" in chain_story(pact, REGISTRY.sources).text


@pytest.mark.parametrize("kind", ["agreements", "programmes", "parties", "conferences", "sessions", "areas", "sources"])
def test_every_record_of_the_bundled_data_can_be_told_and_cited(kind: str) -> None:
    for record in getattr(REGISTRY, kind):
        cited = citation_of(kind, record, REGISTRY.sources, ORIGIN)
        assert "\n" not in cited
        assert f"Record {kind}/{record.id}, register version {REGISTRY.version}, checked through 2026-11-22" in cited
        for citation in all_citations(record):
            source = REGISTRY.sources[citation.source]
            assert " ".join(source.title.split()) in cited
            assert f"<{source.url}>" in cited or source.url is None
        if kind in ("agreements", "programmes"):
            story = chain_story(record, REGISTRY.sources, name_of=REGISTRY.name_of)
            titles = {" ".join(REGISTRY.sources[c.source].title.split()) for c in all_citations(record)}
            assert all(title in story.text for title in titles)
            assert Page(story.html).tags <= OURS


def test_a_source_that_is_not_there_is_named_by_its_id() -> None:
    none = mc.Registry().sources
    cited = citation_of("agreements", PACT, none, Origin())
    assert "doj" in cited
    assert "register without version, read with" in cited
    assert "newsgov-2017-10-12-shenzhen" in chain_story(PACT, none).markdown


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2016-06-30", "2016-06-30"), ("2016?", "perhaps 2016"), ("2016-02%", "perhaps about 2016-02"),
        ("[..2025-12]", "2025-12-31 or before"), ("[2016-02..]", "2016-02-01 or after"),
    ],
)  # fmt: skip
def test_dates_as_people_read_them(date: str, shown: str) -> None:
    assert day_text(mc.PartialDate.parse(date)) == shown
    assert day_text(mc.Period.parse("2005-07-25/2005-07-28")) == "2005-07-25 to 2005-07-28"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x", "", "x", "http://", "http://[", " https://a.b"[1:0]])
def test_only_addresses_of_the_web_are_linked(url: str) -> None:
    assert safe_url(url) is None


def test_stories_pickle_compare_and_show_in_notebooks() -> None:
    story = chain_story(PACT, REGISTRY.sources)
    assert pickle.loads(pickle.dumps(story)) == story
    assert story == chain_story(PACT, REGISTRY.sources)
    assert story._repr_html_() == STYLE + as_html(story.blocks, guarded=True)
    assert story._repr_markdown_() == story.markdown
    assert repr(story) == "<Story: Cooperative Arrangement on Legal Matters>"
    with pytest.raises(AttributeError):
        story.blocks = ()  # type: ignore[misc]  # that it is refused is the test


def test_a_text_of_a_hundred_thousand_characters() -> None:
    pact = mc.Agreement(id="x", title="[*x*](" * 20_000, kind="treaty", parties=["a"], signed="2011")
    story = chain_story(pact, REGISTRY.sources)
    assert len(story.markdown) > 120_000
    assert "[*x*](" not in story.markdown


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"term": "P5Y", "tacit_renewal": "P3Y"}, "5 years, then 3 years at a time"),
        ({"never_in_force": True}, "No ending is recorded."),
        ({"term": "P1Y", "ending": {"last_day": "2020", "reason": "terminated"}}, "It had run out by then."),
        (
            {
                "signed": "2011-01-01",
                "term": "P1Y",
                "ending": {"last_day": "[2011-12-01..2012]", "reason": "terminated"},
            },
            "Whether it had run out by then is open.",
        ),
        ({"ending": {"last_day": "2020", "reason": "terminated", "note": "By letter."}}, "Note: By letter."),
    ],
)
def test_the_story_of_a_chain(fields: dict[str, object], told: str) -> None:
    if isinstance(fields.get("ending"), dict):
        fields = {**fields, "ending": mc.Ending(**fields["ending"])}
    registry = mc.Registry(agreements=[small_agreement(**fields)], parties=[mc.Party(id="a", name="A")])
    assert told in registry.story("x").text


def test_a_citation_of_a_record_that_cites_nothing() -> None:
    registry = mc.Registry(agreements=[small_agreement()], parties=[mc.Party(id="a", name="A")])
    assert registry.cite("a") == "A. Record parties/a, register without version, read with mainland_coop."
    with pytest.raises(mc.UnknownIdError, match="'a'") as caught:
        registry.cite("aa")
    assert caught.value.suggestions == ("a",)


def test_a_part_of_a_line_that_is_only_space_keeps_the_others_apart() -> None:
    assert as_text([Paragraph(("a", " ", "b", "", "c"))]) == "a bc"


def test_what_a_part_cites_is_told_of_that_part() -> None:
    members = [mc.Membership(party="a", signed="2012", citations=[mc.Citation(source="m", supports=["signed"])])]
    renewal = mc.Renewal(
        signed="2017",
        citations=[mc.Citation(source="s", supports=["signed"], says={"place": "Zhuhai"}), mc.Citation(source="t")],
    )
    pact = mc.Agreement(
        id="x", title="X", kind="treaty", parties=["a"], signed="2011", term="P5Y", memberships=members,
        renewals=[renewal],
    )  # fmt: skip
    text = chain_story(pact, mc.Registry().sources).text
    assert "m. It supports the date of signature of membership 1." in text
    assert (
        "s. It supports the date of signature of renewal 1. It has instead: Zhuhai for the place of renewal 1." in text
    )
    assert "t. It supports renewal 1." in text


def test_no_printable_character_commands_or_hides() -> None:
    """Harmful ones are told one by one; a text that is printable is searched for runs alone, and for no other spaces.

    No run stands here: of those that vary characters, each has another between.
    """
    printable = "x".join(one for one in map(chr, range(sys.maxunicode + 1)) if one.isprintable() and one != " ")
    assert harmless(printable) == printable
    assert printable.split() == [printable]


@given(
    st.lists(st.sampled_from(["", "A", "A  b", " A", "A ", "\u200d", "\u200d\u200d", "\x1b", "\n", "工務局"]) | TEXTS)
)
def test_texts_that_are_cleaned_together_are_those_that_are_cleaned_one_by_one(texts: list[str]) -> None:
    assert clean_each(texts) == [clean(text) for text in texts]
