"""What notebooks and `print` show of records: well-formed, escaped, accessible, the same each time."""

from __future__ import annotations

import base64
import datetime
import re
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from helpers.samples import EVERY
from mainland_coop import strategies
from mainland_coop.dates.edtf import LAST_DAY
from mainland_coop.display.blocks import Foreign
from mainland_coop.display.citations import LONGEST, in_chinese
from mainland_coop.display.displays import story_of
from mainland_coop.display.looks import DARK, LIGHT, LOOKS, PALE, Palette, drawn, shades
from mainland_coop.display.strips import STYLE, Strip, strip_lines, strip_of
from mainland_coop.foundation.errors import WrongTypeError
from mainland_coop.foundation.importing import Displayed

REGISTRY = mc.load()
PACT = REGISTRY.agreements["doj-shenzhen-legal-matters-2011"]
KINDS = ("agreements", "programmes", "conferences", "sessions", "parties", "areas", "sources")
VOID = {"line", "rect", "path", "img"}


class Page(HTMLParser):
    """The elements of a page; what is not closed in order is refused."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()
        assert self.open == [], "all is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def having(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def lists() -> list[Any]:
    return [
        REGISTRY.events("2023/2024"),
        REGISTRY.gaps(),
        REGISTRY.expiring("2026/2030", at_least=mc.Truth.UNKNOWN),
        REGISTRY.counterparts_of(PACT.parties[0]),
        REGISTRY.find_people("Wong", 100),
        REGISTRY.between(*PACT.parties),
        REGISTRY.signed_at(str(PACT.signed_at)),
        REGISTRY.parties_of(PACT),
        REGISTRY.successors_of("shenzhen-justice-bureau"),
    ]


def everything() -> list[Any]:
    collections = [getattr(REGISTRY, kind) for kind in KINDS]
    records = [record for collection in collections for record in collection]
    chains = [record.chain for record in (*REGISTRY.agreements, *REGISTRY.programmes)]
    answers = [
        REGISTRY,
        REGISTRY.explain(PACT.id, "2017"),
        REGISTRY.changes("2010", "2024"),
        REGISTRY.changes("2024-01-01", "2024-01-01"),
        REGISTRY.agreements.find("Shenzhen").best,
        *(REGISTRY.family_of(id) for id in ("cepa-2003", PACT.id)),
        *(REGISTRY.lineage_of(party.id) for party in list(REGISTRY.parties)[::10]),
        *lists(),
        *(answers[:0] for answers in lists()),
        REGISTRY.agreements.find("Shenzhen"),
        REGISTRY.agreements.find("nothing of this kind"),
        REGISTRY.agreements.where(signed="1990"),
        REGISTRY.as_published("2018"),
    ]
    return [*collections, *records, *chains, *answers]


def test_all_of_the_bundled_data_shows_itself_well_formed() -> None:
    for thing in everything():
        page = Page(thing._repr_html_())
        assert not [attributes for _, attributes in page.elements if "id" in attributes], "ids would collide on a page"
        assert not [a for _, attributes in page.elements for a in attributes if a.startswith("on")]
        assert {tag for tag, _ in page.elements} <= {
            *("style", "article", "h3", "h4", "p", "ul", "li", "dl", "dt", "dd", "table", "caption", "tr", "th", "td"),
            *("a", "strong", "span", "svg", "g", "title", "rect", "line", "path", "text", "img"),
        }
        assert all(attributes.get("scope") in ("col", "row") for attributes in page.having("th"))
        assert len(page.having("caption")) == len(page.having("table"))
        strips = [a for a in page.having("svg") if a.get("class") == "mc-strip"]
        assert len(page.having("img")) == len([a for a in page.having("span") if a.get("class") == "mc-drawn"])
        assert all(a["role"] == "img" and (a["aria-label"] or "").startswith("Timeline: ") for a in strips)
        assert thing._repr_markdown_().strip()
        text = str(thing)
        assert text.strip()
        # Changes and matches list all there are: that is what they were asked for.
        assert len(text.splitlines()) <= 60 or isinstance(thing, mc.Changes), "not a wall"
        assert "\n" not in repr(thing)


@pytest.mark.parametrize("name", [name for name, value in EVERY.items() if isinstance(value, Displayed)])
def test_every_public_class_that_is_displayed_has_a_story(name: str) -> None:
    value: Any = EVERY[name]
    assert str(value)
    assert value._repr_html_()
    assert value._repr_markdown_()


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_has_a_card_with_names(kind: str) -> None:
    for record in getattr(REGISTRY, kind):
        card = REGISTRY.card(record.id)
        Page(card._repr_html_())
        assert "Other records are shown by their ids" not in card.text


def test_a_record_alone_shows_ids_and_says_where_the_names_are() -> None:
    alone, card = str(attrs.evolve(PACT)), REGISTRY.card(PACT.id).text
    party = REGISTRY.parties[PACT.parties[0]]
    assert party.id in alone
    assert party.name.text not in alone
    assert f"registry.card({PACT.id!r})" in alone
    assert party.name.text in card


def test_the_display_of_a_record_is_the_same_each_time() -> None:
    for thing in (REGISTRY, REGISTRY.agreements, PACT, PACT.chain):
        assert thing._repr_html_() == thing._repr_html_()
    assert mc.loads(mc.dumps(REGISTRY)).agreements._repr_html_() == REGISTRY.agreements._repr_html_()


@pytest.mark.parametrize("kind", KINDS)
def test_a_collection_shows_its_first_records_and_how_many_more(kind: str) -> None:
    collection = getattr(REGISTRY, kind)
    page = collection._repr_html_()
    rows = re.findall(r"<td[^>]*>([^<]*)</td></tr>", page)
    assert rows == [record.id for record in collection][:LONGEST], "the id is last"
    more = len(collection) - LONGEST
    assert (f"... and {more} more;" in page) == (more > 0)
    assert str(len(collection)) in re.findall(r"<caption[^>]*>(.*?)</caption>", page)[0]


def test_nothing_to_show_is_said() -> None:
    assert str(mc.Registry().agreements) == "No agreements."
    assert "No match of" in REGISTRY.parties.find("nothing of this kind at all")._repr_html_()
    with pytest.raises(WrongTypeError, match="shows nothing"):
        story_of(3)


def test_chinese_text_is_marked_with_its_language() -> None:
    page = REGISTRY.card(PACT.id).html
    name = PACT.title.zh_hans
    assert name
    assert f'<span lang="zh-Hans">{name}</span>' in page
    only = mc.Party(id="x", name=mc.Name(zh_hans="深圳市司法局"))
    assert '<h3 lang="zh-Hans">深圳市司法局</h3>' in only._repr_html_()
    both = mc.Name(en="X", zh_hant="法律", zh_hans="法律")
    assert in_chinese(both) == (Foreign("法律", "zh-Hant"),)
    other = mc.Name(en="X", zh_hant="司法處", zh_hans="司法处")
    assert in_chinese(other) == (Foreign("司法處", "zh-Hant"), ", ", Foreign("司法处", "zh-Hans"))


EVIL = "ftp://javascript:alert(1)/<script>\u202e"
HOSTILE = "<img src=x onerror=alert(1)>\"'&</style></article><script>alert(2)</script>`|[x](javascript:1)\x1b[2J\u202e"


def test_cards_and_stories_tell_of_periods_notice_memberships_and_identifiers() -> None:
    pact = mc.Agreement(
        id="pact",
        title="Pact",
        kind="agreement",
        parties=["a", "b"],
        signed="2011",
        period="2012/2014",
        notice="P3M",
        renewals=[mc.Renewal(signed="2015", expires="2016", tacit_renewal=True, notice="P1M")],
        memberships=[
            mc.Membership(party="b", signed="2013", ending=mc.Ending(last_day="2014-05", reason="withdrawn")),
            mc.Membership(party="a"),
        ],
        identifiers={"wikidata": "Q1"},
    )
    programme = mc.Programme(id="p", name="P", period="2012", notice="P1M")
    parties = [mc.Party(id="a", name="Alpha"), mc.Party(id="b", name="Beta", identifiers={"lei": "X1"})]
    registry = mc.Registry(agreements=[pact], parties=parties, programmes=[programme])
    card = registry.card("pact").text
    assert "Period       2012 to 2014, in full\n" in card
    assert "Notice       3 months\n" in card
    assert "Memberships  Beta: signed 2013, withdrawn, last day 2014-05; Alpha: since the start\n" in card
    assert "Identifiers  wikidata Q1\n" in card
    assert "Identifiers  lei X1\n" in registry.card("b").text
    card = registry.card("p").text
    assert "Period    2012, in full\n" in card
    assert "In force  2012-01-01 to 2012-12-31\n" in card
    assert "Started" not in card
    story = registry.story("pact").text
    assert "2012 to 2014, in full, notice 3 months" in story
    assert "then renewed by itself, for how long is not stated, notice 1 month" in story
    assert "- Beta: signed 2013, withdrawn, last day 2014-05" in story
    Page(registry.story("pact").html)


def test_hostile_text_is_only_text() -> None:
    name = mc.Name(en=HOSTILE, zh_hant=HOSTILE + "律", short=[HOSTILE], former=[HOSTILE], alternatives=[HOSTILE])
    spaceless = "".join(HOSTILE.split())
    source = mc.Source(
        id=spaceless,
        title=HOSTILE,
        publisher=HOSTILE,
        url=EVIL,
        note=HOSTILE,
    )
    party = mc.Party(id=spaceless, name=name, city=HOSTILE, website=EVIL, note=HOSTILE)
    person = mc.Signatory(name=name, office=HOSTILE)
    session = mc.Session(id=spaceless, name=name, series=HOSTILE, place=HOSTILE, theme=HOSTILE, chairs=[person])
    conference = mc.Conference(id=spaceless, name=name, parties=[spaceless], sessions=[session], note=HOSTILE)
    area = mc.Area(id=spaceless, name=name)
    ending = mc.Ending(last_day="2020", reason="superseded", by="other")
    cited = [mc.Citation(source=spaceless)]
    pact = mc.Agreement(
        id=spaceless, title=name, kind="treaty", parties=[spaceless], signed="2011", place=HOSTILE, areas=[spaceless],
        signed_at=spaceless, note=HOSTILE, ending=ending, citations=cited,
        superseded_in_part=[mc.PartialSupersession(by="other", scope=HOSTILE)],
    )  # fmt: skip
    other = mc.Agreement(id="other", title="O", kind="treaty", parties=[spaceless], signed="2020")
    programme = mc.Programme(id=spaceless, name=name, organisers=[spaceless], place=HOSTILE, note=HOSTILE)
    registry = mc.Registry(
        agreements=[pact, other], parties=[party], conferences=[conference], programmes=[programme], areas=[area],
        sources=[source], version=HOSTILE,
    )  # fmt: skip
    records = [pact, programme, conference, session, party, area, source]
    shown = [registry, *records, *(getattr(registry, kind) for kind in KINDS), registry.explain(spaceless, "2015")]
    pages = [thing._repr_html_() for thing in shown]
    pages += [story_of(record, registry.agreements.context)._repr_html_() for record in records]
    pages += [registry.agreements.find(HOSTILE)._repr_html_(), registry.changes("2010", "2021")._repr_html_()]
    for html in pages:
        page = Page(html)
        assert not {"script"} & {tag for tag, _ in page.elements}
        for picture in page.having("img"):
            head, data = (picture["src"] or "").split(",")
            assert head == "data:image/svg+xml;base64"
            drawn_ = base64.b64decode(data).decode()
            assert "alert" not in drawn_, "no text of a record is in it"
            assert "alert" not in (picture["alt"] or "")
        assert len(page.having("style")) == 1
        assert all((a["href"] or "").startswith("http") for a in page.having("a"))
        assert "\x1b" not in html
        assert "\u202e" not in html
    for thing in shown[:-1]:
        assert "\x1b" not in str(thing)


# --- Strips ------------------------------------------------------------------------------------------------------


SHAPES = {mc.Standing.STATED: "mc-solid", mc.Standing.PRESUMED: "mc-pale", mc.Standing.POSSIBLE: "mc-outline"}


def bars(html: str) -> list[tuple[str, float, float]]:
    found = []
    for attributes in Page(html).having("rect"):
        x, width = (float((attributes[name] or "").rstrip("%")) for name in ("x", "width"))
        found.append((attributes["class"] or "", x, x + width))
    return found


@given(strategies.agreements())
def test_a_strip_has_a_bar_for_each_run_where_it_belongs(pact: mc.Agreement) -> None:
    strip, runs = strip_of(pact.chain), [run for run in drawn(pact.chain.standings) if run.first < LAST_DAY]
    shown = bars(pact.chain._repr_html_())
    if strip is None:
        assert shown == []
        return
    assert [kind for kind, _, _ in shown] == [SHAPES[run.standing] for run in runs]
    assert [ends for _, *ends in shown] == sorted(ends for _, *ends in shown)
    for run, (_, x, end) in zip(runs, shown, strict=True):
        assert x == pytest.approx(100 * strip.share(max(run.first, strip.first)), abs=0.01)
        assert end == pytest.approx(100 * strip.share(min(run.last, strip.last) + 1), abs=0.01)
    assert shown[0][1] == pytest.approx(0, abs=0.01)
    assert shown[-1][2] == pytest.approx(100, abs=0.01)
    assert len(strip.gaps) == len(pact.chain.gaps())
    for gap, mark in zip(pact.chain.gaps(), strip.gaps, strict=True):
        assert (mark.last - mark.first + 1 == gap.shortest) if gap.certain else mark.label.endswith("?")
        if gap.certain:
            days = [pact.chain.timeline().on(day, day) for day in {mark.first, mark.last}]
            assert days == [mc.Truth.FALSE] * len(days)


@given(strategies.agreements(), strategies.partial_dates())
def test_a_strip_reaches_to_the_check_marks_it_and_is_solid_nowhere_beyond(
    pact: mc.Agreement, checked: mc.PartialDate
) -> None:
    record = attrs.evolve(pact, checked=checked)
    strip = strip_of(record.chain, checked.last_ordinal)
    if strip is None:
        return
    assert strip.last >= checked.last_ordinal
    assert strip.checked == checked.last_ordinal
    html = record._repr_html_()
    seen = strip.first <= checked.last_ordinal
    assert html.count("mc-checked") == int(seen)
    assert f"┊ checked {datetime.date.fromordinal(checked.last_ordinal)}" in html
    line = 100 * strip.share(checked.last_ordinal + 1)
    for kind, _, end in bars(html):
        assert kind != "mc-solid" or end <= line + 0.01


@given(st.sampled_from(mc.Standing), st.integers(1, 500), st.integers(0, 500), st.none() | st.integers(1, 1000))
def test_shades_are_all_the_days_in_order_and_never_darken(
    standing: mc.Standing, first: int, more: int, checked: int | None
) -> None:
    parts = list(shades(standing, first, first + more, checked))
    assert [day for one, last, _ in parts for day in range(one, last + 1)] == list(range(first, first + more + 1))
    shares = [share for *_, share in parts]
    assert shares == sorted(shares, reverse=True)
    assert all(0 < share <= 1 for share in shares)
    if standing is mc.Standing.PRESUMED:
        assert max(shares) <= PALE


def test_the_strip_of_a_record_of_a_register_marks_its_check() -> None:
    """What is presumed fades after it; a line of characters has a bar there."""
    registry = mc.load()
    card = registry.card(PACT.id)
    assert f"| checked {registry.verified_through}" in card.text
    kinds = [kind for kind, _, _ in bars(card.html)]
    assert kinds.count("mc-pale") == 1
    assert kinds.index("mc-fading") == kinds.index("mc-pale") + 1
    strip = strip_of(PACT.chain)
    assert strip is not None
    assert "|" not in strip_lines(strip)[0]


def test_the_day_of_a_start_alone_is_not_told_as_stated_dates() -> None:
    pact = mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed="2006-12-08")
    assert [run.standing for run in pact.chain.standings] == [mc.Standing.STATED, mc.Standing.PRESUMED]
    strip = strip_of(pact.chain)
    assert strip is not None
    assert strip.words == "Timeline: in force, end not stated, from 2006-12-08 on."
    assert "stated dates" not in pact.chain._repr_html_()


def test_every_look_has_a_character_of_its_own_and_words_in_three_languages() -> None:
    assert list(LOOKS) == list(mc.Standing)
    assert len({look.mark for look in LOOKS.values()}) == len(LOOKS)
    for language in ("en", "zh_hant", "zh_hans"):
        assert len({look.words[language] for look in LOOKS.values()}) == len(LOOKS)  # type: ignore[index]


def test_the_strip_of_the_shenzhen_arrangement() -> None:
    strip = strip_of(PACT.chain)
    assert strip is not None
    assert strip.words == (
        "Timeline: in force by stated dates from 2011-11-25 through 2016-11-24; not in force for 321 days; "
        "in force by stated dates from 2017-10-12 through 2022-10-11; not in force for 171 days; "
        "may have been in force from 2023-04-01 through 2023-04-29; in force, end not stated, from 2023-04-30 on."
    )
    texts = [text for tag, text in Page(PACT.chain._repr_html_()).texts if tag == "text"]
    assert texts == ["321 days", "171–200 days", "2012", "2014", "2016", "2018", "2020", "2022", "2024"]
    line = str(PACT.chain).splitlines()[1]
    assert line.startswith("  2011-11-25 [====")
    assert line.endswith("-> end not stated")
    assert line.count("....") == 1
    assert len(strip.gaps) == 2


def test_a_chain_of_which_no_day_is_known_has_no_strip() -> None:
    unknown = mc.Programme(id="x", name="X").chain
    assert strip_of(unknown) is None
    assert "<svg" not in unknown._repr_html_()
    never = mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed="2011", never_in_force=True)
    assert strip_of(never.chain) is None
    assert str(never.chain).startswith("Chain of 0 links: never")


def test_a_very_long_chain_makes_no_wall() -> None:
    def of(count: int) -> mc.RenewalChain:
        renewals = [mc.Renewal(signed=f"{year}-03-01", term="P3M") for year in range(1001, 1000 + count)]
        kind = {"id": "x", "title": "X", "kind": "treaty", "parties": ["a"], "term": "P3M"}
        return mc.Agreement(**kind, signed="1000-03-01", renewals=renewals).chain  # type: ignore[arg-type]

    drawn, told = of(100), of(500)
    strip = strip_of(drawn)
    assert strip is not None
    assert strip.words.endswith("; and 76 runs of days more.")
    assert drawn._repr_html_().count('class="mc-solid"') == 100
    assert "Its timeline has 500 runs of days, too many to draw here." in str(told)
    for chain in (drawn, told):
        Page(chain._repr_html_())
        assert len(str(chain).splitlines()) < 40
        assert "... and " in str(chain)


def test_a_short_gap_shows_in_the_line_of_characters() -> None:
    pact = mc.Agreement(
        id="x", title="X", kind="treaty", parties=["a"], signed="1990-01-01", expires="2010-12-31",
        renewals=[mc.Renewal(signed="2011-01-02", expires="2030-12-31")],
    )  # fmt: skip
    assert str(pact.chain).splitlines()[1].count(".") == 1
    before = mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed="[..2011-03]", expires="2016-03-31")
    assert str(before.chain).splitlines()[1].startswith("  <????")
    strip = strip_of(before.chain)
    assert isinstance(strip, Strip)
    assert strip.from_before


# --- Style -------------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_colour_stands_out_from_its_ground(palette: Palette) -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    for name, colour in attrs.asdict(palette).items():
        assert name == "ground" or contrast(colour, palette.ground) >= 4.5, name


def test_the_style_sheet_has_no_rule_for_what_is_not_ours() -> None:
    css = STYLE.removeprefix("<style>").removesuffix("</style>\n")
    for selectors in re.findall(r"([^{}]+)\{[^{}]*\}", re.sub(r"@media[^{]+\{", "", css)):
        for selector in selectors.split(","):
            assert ".mainland-coop" in selector.strip().rstrip("}") or not selector.strip("} \n"), selector
    for colour in (*attrs.asdict(LIGHT).values(), *attrs.asdict(DARK).values()):
        assert colour in STYLE
    assert '[data-jp-theme-light="false"]' in STYLE


def test_cards_and_stories_tell_who_signed_in_which_office_and_for_whom() -> None:
    card = REGISTRY.card("doj-spc-minutes-2018")
    assert "Teresa Cheng, Secretary for Justice (for Department of Justice of the HKSAR Government)" in card.text
    for told in (REGISTRY.card(PACT.id), REGISTRY.story(PACT.id)):
        for form in (told.text, told.markdown, told.html):
            assert "Rimsky Yuen, Secretary for Justice (for Department of Justice" in form
    assert "Renewal 1 signed by" in REGISTRY.card(PACT.id).text
    assert "renewal 1: Rimsky Yuen" in REGISTRY.story(PACT.id).text


def test_the_card_of_a_session_tells_what_was_signed_there() -> None:
    session = REGISTRY.agreements[PACT.id].signed_at
    assert session is not None
    assert PACT.title.text in REGISTRY.card(session).text


def test_of_many_people_the_first_are_named_and_the_others_counted() -> None:
    people = [mc.Signatory(name=f"Person {number}") for number in range(15)]
    many = mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed="2011", signatories=people)
    assert "Person 11; and 3 more" in str(many)
