"""The explorer in a real browser (Chromium): the same answers as Python, by hand, by keyboard and by link.

`helpers.browser` says what it needs.
"""

from __future__ import annotations

import csv
import datetime
import functools
import http.server
import io
import itertools
import json
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import mainland_coop as mc
from mainland_coop.collections.kinds import ContextOf
from mainland_coop.collections.spelling import fold, words
from mainland_coop.explorer import write_explorer
from mainland_coop.explorer.page import SCRIPTS
from mainland_coop.questions.lookups import find_anywhere

pytest.importorskip("selenium", reason="selenium drives the browser: pip install selenium")

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from helpers.browser import assert_axe_finds_nothing, in_scheme, needs_browser, start

pytestmark = needs_browser

REGISTRY = mc.load()
RECORDS = {("agreement", r.id): r for r in REGISTRY.agreements} | {("programme", r.id): r for r in REGISTRY.programmes}
SHENZHEN = "agreement:doj-shenzhen-legal-matters-2011"
SHOWN = ("STATED", "PRESUMED", "POSSIBLE", "START_NOT_KNOWN", "NOT_IN_FORCE")


class Page:
    """The page in a browser, and what a person would do with it."""

    def __init__(self, driver: webdriver.Chrome, folder: Path) -> None:
        self.driver = driver
        self.url = (folder / "index.html").as_uri()

    def open(self, fragment: str = "") -> None:
        self.driver.get("about:blank")
        self.driver.get(f"{self.url}{fragment}")
        self.settled()

    def js(self, code: str, *arguments: Any) -> Any:
        return self.driver.execute_script(code, *arguments)

    def settled(self) -> None:
        """Wait for what the page reads when a record is opened, and for what it draws with the next frame."""
        self.driver.execute_async_script(
            "const done = arguments[0], read = globalThis.explorer?.settled() ?? Promise.resolve();"
            "read.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
        )

    def until(self, condition: Callable[[], Any], seconds: float = 10) -> Any:
        end = time.monotonic() + seconds
        while not (found := condition()) and time.monotonic() < end:
            time.sleep(0.05)
        assert found
        return found

    def element(self, css: str) -> Any:
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()
        self.settled()

    def write(self, css: str, text: str) -> None:
        self.element(css).clear()
        self.element(css).send_keys(text)
        self.settled()

    @property
    def text(self) -> str:
        return self.element("body").text

    @property
    def day(self) -> str:
        return str(self.element("#day").get_property("value"))

    @property
    def counts(self) -> list[int]:
        """How many are stated, presumed, possible, of unknown start, and not in force."""
        return [int(self.element(f"#count-{name}").text.replace(",", "")) for name in SHOWN]

    @property
    def rows(self) -> dict[str, str]:
        """The records that are listed, and what each is said to be."""
        code = (
            "[...document.querySelectorAll('.row')].map(r => [r.dataset.record, r.querySelector('.state').textContent])"
        )
        return dict(self.js(f"return {code}"))

    @property
    def focused(self) -> str:
        code = (
            "const e = document.activeElement; return e.id || e.dataset.record || e.dataset.step || e.name || e.tagName"
        )
        return str(self.js(code))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explorer")
    write_explorer(REGISTRY, folder)
    return folder


@pytest.fixture(scope="module", params=[("wide", "light"), ("phone", "dark")], ids="-".join)
def any_page(request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    size, scheme = request.param
    width, height = (1280, 900) if size == "wide" else (390, 844)
    driver = start(width=width, height=height, scheme=scheme, profile=tmp_path_factory.mktemp("profile"))
    yield Page(driver, folder)
    driver.quit()


@pytest.fixture(scope="module")
def page(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    driver = start(width=1280, height=900, scheme="light", profile=tmp_path_factory.mktemp("profile"))
    yield Page(driver, folder)
    driver.quit()


# --- The same answers as Python --------------------------------------------------------------------------------------


def expected(day: str, presumed: bool) -> dict[tuple[str, str], tuple[str, str]]:
    return {
        key: (
            record.active_on(day, presume_continuity=presumed).name,
            record.status_on(day, presume_continuity=presumed).value,
        )
        for key, record in RECORDS.items()
    }


def answers(page: Page, day: str, presumed: bool) -> dict[tuple[str, str], tuple[str, str]]:
    told = page.js("return explorer.answers(arguments[0], arguments[1])", day, presumed)
    return {(sort, id): (truth, status) for sort, id, truth, status in told}


def standings(day: str) -> dict[tuple[str, str], str]:
    return {key: record.standing_on(day).name for key, record in RECORDS.items()}


def test_the_counts_are_the_standings_of_python_and_what_has_no_start_is_counted_apart(page: Page) -> None:
    for day in ("1900-01-01", "2012-01-01", "2023-04-10", "2026-11-22", "2016", "201X"):
        page.open(f"#on={day}")
        told = list(standings(day).values())
        stated, presumed, possible, undated, none = page.counts
        assert [stated, presumed, possible + undated, none] == [told.count(standing.name) for standing in mc.Standing]
    page.open("#on=1900-01-01")
    assert page.counts[2] == 0
    assert page.rows == {}, "what has no stated start is off by default"
    page.element("input[value=START_NOT_KNOWN]").click()
    page.settled()
    assert set(page.rows.values()) == {"start not known"}


def test_the_standings_of_200_random_days_and_records_are_as_in_python(page: Page) -> None:
    page.open()
    draw = random.Random(5)
    low, high = datetime.date(1984, 1, 1).toordinal(), datetime.date(2032, 1, 1).toordinal()
    for _ in range(200):
        sort, id = draw.choice(list(RECORDS))
        day = datetime.date.fromordinal(draw.randint(low, high)).isoformat()
        told = page.js("return explorer.standing(...arguments)", sort, id, day)
        wanted = RECORDS[sort, id].standing_on(day).name
        assert told == wanted or (told, wanted) == ("START_NOT_KNOWN", "POSSIBLE"), (id, day)


def test_nothing_is_drawn_solid_beyond_the_day_of_the_check(page: Page) -> None:
    page.open("#show=STATED,PRESUMED,POSSIBLE,START_NOT_KNOWN,NOT_IN_FORCE")
    shares = page.js(
        "const [low, high] = ['min', 'max'].map((name) => Number(document.getElementById('slider')[name]));"
        "return [...document.querySelectorAll('.strip i.stated:not(.later), .strip i.presumed:not(.later)')]"
        "  .map((part) => low + (parseFloat(part.style.left) + parseFloat(part.style.width)) / 100 * (high - low))"
    )
    assert REGISTRY.verified_through is not None
    assert shares
    assert max(shares) <= REGISTRY.verified_through.last_ordinal + 1.5


def test_all_records_on_200_random_days_are_as_in_python(page: Page) -> None:
    page.open()
    draw = random.Random(7)
    low, high = datetime.date(1984, 1, 1).toordinal(), datetime.date(2032, 1, 1).toordinal()
    for number in range(200):
        day = datetime.date.fromordinal(draw.randint(low, high)).isoformat()
        presumed = number % 2 == 0
        assert answers(page, day, presumed) == expected(day, presumed), day


@pytest.mark.parametrize(
    "day",
    [
        *("2016", "2016-11", "2017-XX", "201X", "20XX", "2016~", "[2016-02..2017-10]", "[..1980]", "[2016-12..]"),
        *("0001-01-01", "9999-12-31", "2004-02-29", "2004-02", "[2016-11-24..2016-11-25]", "19XX", "0004-02-XX"),
    ],
)
def test_partial_days_are_as_in_python(page: Page, day: str) -> None:
    page.open()
    asked = mc.PartialDate.parse(day)
    assert page.js("return explorer.days(arguments[0])", day) == [asked.first_ordinal, asked.last_ordinal]
    for presumed in (True, False):
        assert answers(page, day, presumed) == expected(day, presumed)


def test_the_reasons_of_200_random_days_and_records_are_as_in_python(page: Page) -> None:
    page.open()
    draw = random.Random(11)
    low, high = datetime.date(1997, 1, 1).toordinal(), datetime.date(2030, 1, 1).toordinal()
    for number in range(200):
        sort, id = draw.choice(list(RECORDS))
        day = datetime.date.fromordinal(draw.randint(low, high))
        presumed = number % 3 > 0
        told = page.js("return explorer.reasons(...arguments)", sort, id, day.isoformat(), presumed)
        finding = REGISTRY.explain_record(RECORDS[sort, id], day, presume_continuity=presumed)
        assert told == [" ".join(reason.split()) for reason in finding.reasons], (id, day)


@pytest.mark.parametrize(
    "text",
    [
        *("2016-13", "2016-02-30", "0000", "16", "tomorrow", "[2017..2016]", "[..]", "2016/2017", "201X-01", ""),
        *("1/2/2012", "30/30/2012", "31 Jun 2012", "2012年13月", "May", "2012-1/2"),
    ],
)
def test_what_is_no_day_is_told_and_changes_nothing(page: Page, text: str) -> None:
    page.open("#on=2016-06-30")
    before = page.counts
    page.write("#day", text)
    page.press(Keys.ENTER)
    assert page.element("#day-error").text.startswith("Not a day: ")
    assert page.element("#day").get_attribute("aria-invalid") == "true"
    assert page.element("#weekday").text == "", "no weekday of another day stands beside it"
    assert page.counts == before
    page.write("#day", "2016-07-01")
    page.press(Keys.ENTER)
    assert page.element("#day-error").text == ""


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        *[
            (text, "2012-01-02")
            for text in ("2012/1/2", "2012.01.02", "2012-1-2", "20120102", "2 Jan 2012", "2nd January 2012")
        ],
        *[
            (text, "2012-01-02")
            for text in ("January 2, 2012", "Jan. 2 2012", "2-Jan-2012", "2012年1月2日", "2012 年 1 月 2 號")
        ],
        *[
            ("13/2/2012", "2012-02-13"),
            ("2/13/2012", "2012-02-13"),
            ("1/1/2012", "2012-01-01"),
            ("31.12.2012", "2012-12-31"),
        ],
        *[
            ("Sept 2012", "2012-09"),
            ("2012年9月", "2012-09"),
            ("2012年", "2012"),
            ("May 2012", "2012-05"),
            ("2012/9", "2012-09"),
        ],
        *[(" 2016-11-25 ", "2016-11-25"), ("201X", "201X"), ("[2016-02..2017-10]", "[2016-02..2017-10]")],
    ],
)
def test_a_day_of_one_reading_is_taken_and_written_back(page: Page, typed: str, iso: str) -> None:
    page.open()
    page.write("#day", typed)
    page.press(Keys.ENTER)
    assert page.day == iso
    assert page.element("#day-error").text == ""
    asked = mc.PartialDate.parse(iso)
    assert page.js("return explorer.days(arguments[0])", typed) == [asked.first_ordinal, asked.last_ordinal]


def test_a_day_of_two_readings_is_refused_with_both(page: Page) -> None:
    page.open()
    page.write("#day", "1/2/2012")
    page.press(Keys.ENTER)
    assert "1/2/2012 may be 2012-02-01 or 2012-01-02" in page.element("#day-error").text


def test_today_is_the_day_of_the_reader(page: Page) -> None:
    page.open()
    page.write("#day", "today")
    page.press(Keys.ENTER)
    assert page.day == page.js(
        "const d = new Date(); return [d.getFullYear(), d.getMonth() + 1, d.getDate()]"
        ".map((n) => String(n).padStart(2, '0')).join('-')"
    )


def test_the_calendar_of_the_browser_chooses_a_day(page: Page) -> None:
    page.open()
    page.js("const p = document.getElementById('picker'); p.value = '2012-01-01'; p.dispatchEvent(new Event('change'))")
    page.settled()
    assert page.day == "2012-01-01"


def test_names_are_folded_as_in_python(page: Page) -> None:
    page.open()
    named = [*REGISTRY.parties, *REGISTRY.programmes, *REGISTRY.conferences, *REGISTRY.areas]
    texts = [text for record in named for text in record.name] + [t for pact in REGISTRY.agreements for t in pact.title]
    texts += [
        "Ｔｒａｄｅ &  CO-OPERATION:  People’s",
        "Straße ΣΑΣ ﬁn",
        "co ordination",
        "Éx́ a\u00adb",
        "𝟙𝟚 ①",
        "under_score",
    ]
    told = page.js("return arguments[0].map(explorer.words)", texts)
    assert len(texts) > 500
    for text, found in zip(texts, told, strict=True):
        assert found == words(fold(text)), text


# --- By hand ---------------------------------------------------------------------------------------------------------


def test_shenzhen_on_the_first_of_january_2012_in_two_actions(page: Page) -> None:
    page.open()
    page.write("#day", "1 Jan 2012\n")
    page.write("#search", "shenzhen")
    assert page.day == "2012-01-01"
    assert page.rows[SHENZHEN] == "in force"


def test_one_press_leaves_the_gap_of_the_open_record(page: Page) -> None:
    page.open(f"#on=2016-12-01&record={SHENZHEN}")
    page.element("[data-step='change+']").click()
    page.until(lambda: page.day == "2017-10-12")
    page.element("[data-step='change-']").click()
    page.until(lambda: page.day == "2016-11-25")


def test_what_changed_is_told_side_by_side(any_page: Page) -> None:
    """However narrow the page is, no part of the line lies over another; what has no room is scrolled to."""
    any_page.open("#on=2017-01-01")
    ends = any_page.until(
        lambda: any_page.js(
            "return [...document.querySelectorAll('#changed > span > *')].filter((each) => each.textContent)"
            ".map((each) => each.getBoundingClientRect()).map(({ left, right }) => [left, right])"
        )
    )
    assert len(ends) > 4
    for (left, right), (after, _) in itertools.pairwise(ends):
        assert left < right <= after + 0.5


def test_what_changed_on_a_day_is_said(page: Page) -> None:
    page.open("#on=2024-01-29")
    changes = REGISTRY.changes("2024-01-28", "2024-01-29")
    assert changes.began
    assert changes.ended
    told = page.until(lambda: page.element("#changed").text)
    for word, found in (("Began", changes.began), ("Ended", changes.ended)):
        assert f"{word}:" in told
        assert any(REGISTRY.name_of(change.id) in told for change in found)


@pytest.mark.parametrize("share", [0.25, 0.6])
def test_a_click_on_the_chart_goes_to_its_day(page: Page, share: float) -> None:
    page.open()
    chart = page.element("#chart")
    width = chart.size["width"]
    ActionChains(page.driver).move_to_element_with_offset(chart, round((share - 0.5) * width), 0).click().perform()
    page.settled()
    low, high = (int(page.element("#slider").get_attribute(name)) for name in ("min", "max"))
    wanted = low + share * (high - low)
    assert abs(datetime.date.fromisoformat(page.day).toordinal() - wanted) <= 2 * (high - low) / width


def test_any_day_can_be_had_by_pointer_on_the_timeline_of_a_record(any_page: Page) -> None:
    """10 April 2023, one of the uncertain days: closer in on it, then a touch."""
    any_page.open(f"#on=2023-04-01&record={SHENZHEN}")
    for _ in range(6):
        any_page.element(".zoom button").click()
        any_page.settled()
    strip = any_page.element("#own-strip")
    low, high = map(int, strip.get_attribute("data-axis").split())
    assert high - low < strip.size["width"]
    width = strip.size["width"]
    day = datetime.date(2023, 4, 10).toordinal()
    any_page.js("arguments[0].scrollIntoView({block: 'center'})", strip)
    x = round((day + 0.5 - low) / (high + 1 - low) * width - width / 2)
    ActionChains(any_page.driver).move_to_element_with_offset(strip, x, 0).click().perform()
    any_page.settled()
    assert any_page.day == "2023-04-10"
    assert "Not settled by the record on 2023-04-10" in any_page.text
    any_page.press(Keys.ARROW_RIGHT)
    assert any_page.element("#own-strip").get_attribute("aria-valuetext") == any_page.day
    any_page.element(".zoom button:last-child").click()
    any_page.settled()
    low, high = map(int, any_page.element("#own-strip").get_attribute("data-axis").split())
    assert high - low > 3650


def test_dragging_on_the_whole_timeline_of_a_record_takes_days_of_change(page: Page) -> None:
    page.open(f"#on=2012-01-01&record={SHENZHEN}")
    strip = page.element("#own-strip")
    low, high = map(int, strip.get_attribute("data-axis").split())
    width = strip.size["width"]
    near = datetime.date(2016, 11, 25).toordinal() + 2 * (high - low) // width
    x = round((near - low) / (high + 1 - low) * width - width / 2)
    drag = ActionChains(page.driver).move_to_element_with_offset(strip, x - 60, 0).click_and_hold()
    drag.move_by_offset(60, 0).release().perform()
    page.settled()
    assert page.day == "2016-11-25"


def test_a_phone_shows_the_verdict_where_the_day_is(folder: Path, tmp_path: Path) -> None:
    driver = start(width=390, height=844, scheme="light", profile=tmp_path)
    try:
        phone = Page(driver, folder)
        phone.open(f"#on=2017-01-01&record={SHENZHEN}")
        assert "Cooperative Arrangement on Legal Matters: not in force" in phone.element("#verdict").text
        assert phone.element("#verdict").is_displayed()
    finally:
        driver.quit()


def test_the_title_of_the_window_tells_the_view(page: Page) -> None:
    page.open(f"#on=2017-01-01&record={SHENZHEN}")
    title = page.driver.title
    assert "Cooperative Arrangement on Legal Matters" in title
    assert "2017-01-01" in title


def test_the_focus_on_a_row_is_seen(page: Page) -> None:
    """The outline of a row lies within it, for what stands outside of a row is cut off."""
    page.open()
    page.js("document.querySelector('.row').focus()")
    page.press(Keys.ARROW_DOWN)
    style = page.js("const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineOffset]")
    assert style == ["solid", "-3px"]


def test_dragging_the_day_across_the_gap_changes_the_answer(page: Page) -> None:
    page.open(f"#on=2016-11-24&record={SHENZHEN}")
    slider = page.element("#slider")
    low, high = (int(slider.get_attribute(name)) for name in ("min", "max"))
    width = slider.size["width"]

    def x_of(day: str) -> float:
        ordinal = datetime.date.fromisoformat(day).toordinal()
        return 10 + (width - 20) * (ordinal - low) / (high - low) - width / 2

    page.js(
        "globalThis.seen = []; document.getElementById('slider').addEventListener('input', () =>"
        " requestAnimationFrame(() => requestAnimationFrame(() => seen.push(["
        "  ...['.date', 'span'].map((part) => document.querySelector(`#answer .verdict ${part}`).textContent)]))))"
    )
    begin, end = round(x_of("2016-06-01")), round(x_of("2019-06-01"))
    drag = ActionChains(page.driver, duration=20)
    drag.move_to_element_with_offset(slider, begin, 0).click_and_hold()
    for _ in range(begin, end):
        drag.move_by_offset(1, 0).pause(0.04)
    drag.release().perform()
    page.settled()
    seen = dict(page.js("return seen"))
    pact = RECORDS["agreement", SHENZHEN.partition(":")[2]]
    verdicts = {
        mc.Truth.TRUE: "In force",
        mc.Truth.FALSE: "Not in force",
        mc.Truth.UNKNOWN: "Not settled by the record",
    }
    assert len(seen) > 20
    assert seen == {day: verdicts[pact.active_on(day)] for day in seen}
    assert [verdict for verdict, _ in itertools.groupby(seen.values())] == ["In force", "Not in force", "In force"]


def test_the_edges_of_the_gap_day_by_day(page: Page) -> None:
    page.open(f"#on=2016-11-24&record={SHENZHEN}")
    assert "In force on 2016-11-24" in page.text
    page.element("[data-step='day+']").click()
    page.until(lambda: "Not in force on 2016-11-25" in page.text)
    assert "2016-11-25 lies in a gap of 321 days before renewal 1: lapsed, by its stated term." in page.text
    assert "321 days" in page.element(".life .lengths").text
    page.write("#search", "Cooperative Arrangement on Legal Matters Shenzhen")
    page.element("[data-step='change+']").click()
    page.until(lambda: page.day == "2017-10-12")
    page.until(lambda: "In force on 2017-10-12" in page.text)
    page.element("[data-step='day-']").click()
    page.until(lambda: "Not in force on 2017-10-11" in page.text)


@pytest.mark.parametrize("text", ["律政司", "Department of Justice", "doj", "DEPARTMENT OF JUST", "律政"])
def test_search_finds_names_in_every_script(page: Page, text: str) -> None:
    page.open("#show=TRUE,UNKNOWN,FALSE")
    page.write("#search", text)
    found = set(page.rows)
    theirs = {f"agreement:{pact.id}" for pact in REGISTRY.agreements.where(party="hksar-department-of-justice")}
    assert theirs
    assert theirs <= found


def test_search_takes_simplified_for_traditional_and_the_other_way(page: Page) -> None:
    page.open("#show=TRUE,UNKNOWN,FALSE")
    found = []
    for text in ("粵港合作", "粤港合作", "服務貿易", "服务贸易"):
        page.write("#search", text)
        found.append(set(page.rows))
    assert found[0] == found[1]
    assert found[2] == found[3]
    assert all(found)
    page.write("#search", "no such thing at all")
    assert "Nothing has such a name." in page.text


def test_filters_groups_and_counts_are_those_of_python(page: Page) -> None:
    page.open("#on=2021-06-30&area=legal-services&presume=no")
    pacts = [*REGISTRY.agreements.where(area="legal-services"), *REGISTRY.programmes.where(area="legal-services")]
    truths = [record.active_on("2021-06-30", presume_continuity=False) for record in pacts]
    stated, presumed, possible, undated, none = page.counts
    assert [stated, possible + undated, none] == [
        truths.count(t) for t in (mc.Truth.TRUE, mc.Truth.UNKNOWN, mc.Truth.FALSE)
    ]
    assert presumed == 0, "nothing is presumed"
    assert stated + possible == len(page.rows) > 0
    page.js("const s = document.getElementById('group'); s.value = 'party'; s.dispatchEvent(new Event('change'))")
    group = page.element(".group")
    name, tally = group.find_element(By.CSS_SELECTOR, ".name").text, group.find_element(By.CSS_SELECTOR, ".tally").text
    of = [r for r in pacts if name in [party.name.text for party in REGISTRY.parties_of(r)]]
    certain = sum(r.active_on("2021-06-30", presume_continuity=False) is mc.Truth.TRUE for r in of)
    assert tally.startswith(f"{certain} in force")
    group.find_element(By.CSS_SELECTOR, "summary").click()
    page.until(lambda: page.rows)


def test_a_click_shows_chain_explanation_and_sources(any_page: Page) -> None:
    any_page.open("#on=2017-01-01&show=FALSE&q=legal+matters")
    any_page.element(f"[data-record='{SHENZHEN}']").click()
    any_page.settled()
    text = any_page.element("#detail").text
    for told in ("Cooperative Arrangement on Legal Matters", "lapsed", "a gap of 321 days", "Sources of this answer"):
        assert told in text
    assert "A certain gap of 171 to 200 days before renewal 2" in text
    links = any_page.driver.find_elements(By.CSS_SELECTOR, "#detail .cites a")
    urls = {source.url for source in REGISTRY.sources}
    assert links
    assert {link.get_attribute("href") for link in links} <= urls


# --- Links -----------------------------------------------------------------------------------------------------------


def look(page: Page) -> tuple[object, ...]:
    return page.day, page.counts, page.rows, page.element("#detail").text, page.element("#search").get_property("value")


def test_a_link_reopens_the_same_view(page: Page) -> None:
    page.open()
    page.write("#day", "2016")
    page.press(Keys.ENTER)
    page.write("#search", "shenzhen")
    page.element("#presume").click()
    page.element("input[value=NOT_IN_FORCE]").click()
    page.settled()
    page.element(".row").click()
    page.settled()
    page.until(lambda: "on=2016" in page.driver.current_url)
    before, url = look(page), page.driver.current_url
    assert "presume=no" in url
    page.driver.get("about:blank")
    page.driver.get(url)
    page.settled()
    assert look(page) == before


def test_going_back_undoes_the_last_step(page: Page) -> None:
    page.open("#on=2017-01-01&show=FALSE&q=legal+matters")
    before = look(page)
    page.element(f"[data-record='{SHENZHEN}']").click()
    page.settled()
    assert look(page) != before
    page.driver.back()
    page.settled()
    page.until(lambda: look(page) == before)


@pytest.mark.parametrize("fragment", ["#on=never&show=&party=nobody&record=none", "#%", "#on=2016&on=2017&x=<script>"])
def test_a_malformed_link_opens_the_page_all_the_same(page: Page, fragment: str) -> None:
    page.open(fragment)
    assert sum(page.counts) == len(RECORDS)


# --- Keyboard --------------------------------------------------------------------------------------------------------


def test_everything_can_be_done_with_the_keyboard(page: Page) -> None:
    page.open("#on=2016-11-24&show=TRUE,UNKNOWN,FALSE&q=legal+matters")
    order = []
    for _ in range(40):
        page.press(Keys.TAB)
        order.append(page.focused)
        if page.focused == SHENZHEN:
            break
    for wanted in ("day", "picker", "presume", "slider", "search", "party", "area", "kind", "group", "show", SHENZHEN):
        assert wanted in order
    page.press(Keys.ENTER)
    assert page.focused == "detail-heading"
    assert "In force on 2016-11-24" in page.text
    page.press(Keys.ESCAPE)
    assert page.focused == SHENZHEN

    first, last = (datetime.date.fromordinal(day).isoformat() for day in page.js("return globalThis.REGISTER.axis"))
    year = int(last[:4])
    page.js("document.getElementById('slider').focus()")
    for key, day in (
        (Keys.ARROW_RIGHT, "2016-11-25"),
        (Keys.ARROW_LEFT, "2016-11-24"),
        (Keys.ARROW_UP, "2016-11-25"),
        (Keys.PAGE_UP, "2016-12-25"),
        (Keys.PAGE_DOWN, "2016-11-25"),
        (Keys.HOME, first),
        (Keys.END, last),
    ):
        page.press(key)
        assert page.day == day
    ActionChains(page.driver).key_down(Keys.SHIFT).send_keys(Keys.PAGE_DOWN).key_up(Keys.SHIFT).perform()
    page.settled()
    assert page.day == f"{year - 1}-12-31"
    page.press(Keys.PAGE_DOWN)
    page.press(Keys.PAGE_DOWN)
    assert page.day == f"{year - 1}-10-30"
    assert "in force by stated dates" in page.element("#slider").get_attribute("aria-valuetext")
    page.until(lambda: page.day in str(page.element("#summary").get_property("textContent")))


# --- For everyone ----------------------------------------------------------------------------------------------------

VIEWS = ["", f"#on=2017-01-01&record={SHENZHEN}", "#on=2016&group=party&show=TRUE,UNKNOWN,FALSE", "#q=nothing+at+all"]


@pytest.mark.parametrize("fragment", VIEWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(any_page: Page, fragment: str, scheme: str) -> None:
    in_scheme(any_page.driver, scheme)
    any_page.open(fragment)
    assert_axe_finds_nothing(any_page.driver)


@pytest.mark.parametrize("fragment", VIEWS)
def test_nothing_has_to_be_scrolled_sideways(any_page: Page, fragment: str) -> None:
    any_page.open(fragment)
    wide = any_page.js("return [document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]


def test_nothing_is_asked_of_another_place_and_nothing_is_wrong(page: Page) -> None:
    page.driver.get_log("browser")
    page.driver.get_log("performance")
    for fragment in VIEWS:
        page.open(fragment)
        page.write("#search", "legal")
    messages = [json.loads(entry["message"])["message"] for entry in page.driver.get_log("performance")]
    asked = {m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"}
    base = page.url.removesuffix("index.html")
    # The browser draws the button of its calendar from an address of data of its own.
    told = {re.split("[?#]", url.removeprefix(base))[0] for url in asked if not url.startswith("data:image/svg+xml;")}
    assert told - {f"details/{number}.js" for number in range(len(RECORDS))} <= {
        "index.html", "explorer.css", *SCRIPTS, "data.js", "about:blank", "data:,"
    }  # fmt: skip
    assert page.driver.get_log("browser") == []


def test_it_works_from_a_server_too(page: Page, folder: Path) -> None:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.driver.get(f"http://127.0.0.1:{server.server_port}/#on=2017-01-01")
        page.settled()
        assert sum(page.counts) == len(RECORDS)
        page.driver.get("about:blank")
        server.shutdown()
    assert page.driver.get_log("browser") == []


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


def test_hostile_texts_are_shown_and_do_not_run(page: Page, tmp_path: Path) -> None:
    evil = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
    source = mc.Source(id="s", title=evil, url="ftp://javascript:alert(3)")
    pact = mc.Agreement(
        id=evil.replace(" ", ""), title=evil, kind="rules", parties=["a"], signed="2011", note=evil,
        citations=[mc.Citation(source="s")],
    )  # fmt: skip
    write_explorer(
        mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name=evil)], sources=[source]), tmp_path, title=evil
    )
    hostile = Page(page.driver, tmp_path)
    hostile.open()
    hostile.element(".row").click()
    hostile.settled()
    assert hostile.element("#detail-heading").text == evil
    assert hostile.js("return document.querySelectorAll('img, a[href*=javascript]').length") == 0
    assert page.driver.get_log("browser") == []


def test_an_empty_register_has_a_page_that_works(page: Page, tmp_path: Path) -> None:
    write_explorer(mc.Registry(), tmp_path)
    empty = Page(page.driver, tmp_path)
    empty.open()
    assert empty.counts == [0] * len(SHOWN)
    assert page.driver.get_log("browser") == []


def test_partial_days_over_endings_are_as_in_python(page: Page, tmp_path: Path) -> None:
    made = {"title": "X", "kind": "rules", "parties": ["a"]}
    pacts = [
        mc.Agreement(**made, id="never", signed="2011", never_in_force=True, ending=_ended("2015-05", "withdrawn")),
        mc.Agreement(**made, id="cut", signed="2011", term="P9Y", ending=_ended("2015-05", "superseded")),
        mc.Agreement(**made, id="either", signed="2011", term="P4Y", ending=_ended("[2014..2016]", "terminated")),
        mc.Agreement(**made, id="exact", signed="2011-02-03", ending=_ended("2011-02-03", "merged")),
    ]
    registry = mc.Registry(agreements=pacts, parties=[mc.Party(id="a", name="A")])
    write_explorer(registry, tmp_path)
    small = Page(page.driver, tmp_path)
    small.open()
    days = [f"[{a}..{b}]" for a in range(2009, 2019) for b in range(a, 2019)] + ["201X", "20XX", "2011-02", "2015-05"]
    for presumed in (True, False):
        for day in days:
            told = small.js("return explorer.answers(arguments[0], arguments[1])", day, presumed)
            for sort, id, truth, status in told:
                pact = registry.agreements[id]
                assert sort == "agreement"
                assert truth == pact.active_on(day, presume_continuity=presumed).name
                assert status == pact.status_on(day, presume_continuity=presumed).value, (id, day, presumed)


def _ended(last_day: str, reason: str) -> mc.Ending:
    return mc.Ending(last_day=last_day, reason=reason)


# --- Find, order, filters --------------------------------------------------------------------------------------------

ASKED = [
    *("CEPA", "cepa 2003", "Qianhai", "framework agreement", "work plan 2020", "arbitral awards", "HKEX", "hong kong"),
    *("法律合作", "法律合作安排", "粵港合作", "粤港合作联席会议", "深圳", "服務貿易", "the", "of the", "", "!!"),
    *("doj-shenzhen-legal-matters-2011", "legal matters", "LEGAL  Matters", "custom", "Guangdong customs", "judgment"),
    *("shenzen", "coopration", "arbitrl", "Arrangment awards", "Guangdnog framework", "joint conferense", "律政司司法"),
]  # fmt: skip


def asked() -> list[str]:
    """Texts as people write them, and some words of names, of which some lack a letter."""
    draw = random.Random(3)
    names = [record.title.text for record in REGISTRY.agreements] + [str(s.name) for s in REGISTRY.sessions]
    found = list(ASKED)
    while len(found) < 60:
        of = draw.choice(names).split()
        first = draw.randrange(len(of))
        text = " ".join(of[first : first + draw.randint(1, 3)])
        place = draw.randrange(len(text))
        found.append(text[:place] + text[place + 1 :] if draw.random() < 0.4 else text)
    return found


@pytest.mark.parametrize("meetings", [False, True], ids=["in force", "with meetings"])
def test_find_ranks_and_scores_as_python_does(page: Page, meetings: bool) -> None:
    page.open()
    kinds = {"agreements": "agreement", "conferences": "conference", "programmes": "programme", "sessions": "session"}
    if not meetings:
        del kinds["conferences"], kinds["sessions"]
    n_near = 0
    for text in asked():
        found = find_anywhere(ContextOf(REGISTRY), text, list(kinds), limit=10_000).matches
        told = page.js("return explorer.found(...arguments)", text, meetings)
        expected = [[kinds[kind], match.record.id, list(mc.MatchKind).index(match.why)] for kind, match in found]
        assert [each[:3] for each in told] == expected, text
        assert [each[3] for each in told] == pytest.approx([match.score for _, match in found]), text
        n_near += any(match.why is mc.MatchKind.NEAR for _, match in found)
    assert n_near > 5


def test_the_list_stands_in_the_order_of_find_and_what_belongs_to_it_comes_after(page: Page) -> None:
    page.open("#show=STATED,PRESUMED,POSSIBLE,START_NOT_KNOWN,NOT_IN_FORCE&q=legal")
    kinds = ("agreements", "programmes")
    found = find_anywhere(ContextOf(REGISTRY), "legal", kinds, limit=1000).matches
    own = [f"{kind.removesuffix('s')}:{match.record.id}" for kind, match in found]
    rows = list(page.rows)
    assert rows[: len(own)] == own[: len(rows)]
    assert len(own) < len(rows)
    assert "in a party, an area or a person" in page.element(".divider").text
    page.write("#search", "Qianhai")
    assert len(page.rows) < 60, "neither broader areas nor wordings of other areas are searched"


def test_a_slip_of_the_pen_is_told_with_what_may_be_meant(page: Page) -> None:
    page.open()
    page.write("#search", "shenzen")
    assert "Did you mean shenzhen?" in page.element("#note").text
    page.element("#note button").click()
    page.settled()
    assert page.element("#search").get_property("value") == "shenzhen"
    assert SHENZHEN in page.rows
    page.write("#search", "qqqqqq xxxxxx")
    assert page.element("#note").text == "Nothing has such a name."
    assert page.rows == {}


def test_the_list_is_sorted_by_date_title_or_standing(page: Page) -> None:
    everything = "show=STATED,PRESUMED,POSSIBLE,START_NOT_KNOWN,NOT_IN_FORCE&area=legal-services&on=2021-06-30"
    records = {f"{sort}:{id}": record for (sort, id), record in RECORDS.items()}

    def first_day(key: str) -> int:
        runs = records[key].chain.timeline().runs
        return runs[0].first if runs and runs[0].first > 1 else mc.PartialDate.parse("9999-12-31").last_ordinal

    for sort in ("", "date", "newest"):
        page.open(f"#{everything}&sort={sort}")
        days = [first_day(key) for key in page.rows]
        known = [day for day in days if day < 3_652_059]
        assert known == sorted(known, reverse=sort == "newest")
        assert days[: len(known)] == known, "what is known only as 'or before' stands last"
        assert len(known) < len(days)
    page.open(f"#{everything}&sort=title")
    titles = [records[key].title.text if key[0] == "a" else records[key].name.text for key in page.rows]
    assert [t.casefold() for t in titles][:3] == sorted(t.casefold() for t in titles)[:3]
    page.open(f"#{everything}&sort=standing")
    order = [list(mc.Standing).index(records[key].standing_on("2021-06-30")) for key in page.rows]
    assert order == sorted(order)
    assert len(set(order)) > 2
    page.element("#sort").send_keys("title")
    page.until(lambda: "sort=title" in page.driver.current_url)


def test_what_is_read_and_sorted_ahead_is_as_at_once(page: Page) -> None:
    everything = "show=STATED,PRESUMED,POSSIBLE,START_NOT_KNOWN,NOT_IN_FORCE,MEETING"
    found = "return ['agreement', '合作', 'shenzen'].map((text) => JSON.stringify(Find.named(text, true)))"
    page.open(f"#{everything}&sort=title")
    by_title, at_once = page.rows, page.js(found)
    page.open(f"#{everything}")
    page.driver.execute_async_script(
        "let left = 30; const done = arguments[0], again = () => left-- ? requestIdleCallback(again) : done(); again()"
    )
    assert page.rows != by_title
    assert page.js(found) == at_once
    page.js(f"location.hash = '#{everything}&sort=title'")
    page.until(lambda: page.rows == by_title)


def choices(page: Page, facet: str) -> dict[str, int]:
    """What a filter offers, and how many it says there are."""
    code = "return [...document.getElementById(arguments[0]).options].slice(1).map((o) => [o.value, o.text])"
    told = {value: text.rpartition(" (")[2] for value, text in page.js(f"List.fill(arguments[0]); {code}", facet)}
    return {value: int(text.rstrip(")").replace(",", "")) for value, text in told.items()}


def listed(day: str, **filters: Any) -> int:
    """How many Python lists as the page does at first: in force, or possibly so, with a start that is stated."""
    found: Any = [*REGISTRY.agreements.where(**filters), *REGISTRY.programmes.where(**filters)]
    undated = [r for r in found if r.standing_on("0001-01-01") is mc.Standing.POSSIBLE]
    possible = [r for r in found if r.standing_on(day) is not mc.Standing.NOT_IN_FORCE]
    return len(possible) - sum(r.standing_on(day) is mc.Standing.POSSIBLE for r in undated)


def test_the_filters_offer_what_is_left_by_the_others_with_the_counts_of_python(page: Page) -> None:
    day = "2021-06-30"
    page.open(f"#on={day}&area=legal-services")
    party = choices(page, "party")
    assert min(party.values()) > 0, "what would leave nothing is not offered"
    assert len(party) < len(REGISTRY.parties)
    for id in random.Random(1).sample(sorted(party), 12):
        assert party[id] == listed(day, party=id, area="legal-services")
    for code, count in choices(page, "place").items():
        if code[:2].isupper():
            assert count == listed(day, jurisdiction=code, area="legal-services"), code
    assert {"CN", "CN-GD", "Shenzhen"} <= set(choices(page, "place"))
    area = choices(page, "area")
    for id in random.Random(2).sample(sorted(area), 8):
        assert area[id] == listed(day, area=id), "a filter does not narrow its own choices"
    page.open(f"#on={day}&place=CN-GD&party=hksar-department-of-justice")
    assert len(page.rows) == listed(day, jurisdiction="CN-GD", party="hksar-department-of-justice") > 0
    page.open(f"#on={day}&party=hksar-department-of-justice&place=CN-XJ")
    if not page.rows:
        assert choices(page, "place")["CN-XJ"] == 0, "what is chosen stays"
        assert page.js("return document.querySelector('#place option.nothing').value") == "CN-XJ"


# --- Conferences, sessions, people -----------------------------------------------------------------------------------


def test_conferences_and_sessions_are_on_the_axis_when_asked_for(page: Page) -> None:
    page.open("#on=2012-01-01")
    meetings = len(REGISTRY.conferences) + len(REGISTRY.sessions)
    assert page.element("#count-MEETING").text == str(meetings)
    assert page.js("return document.querySelectorAll('#chart .held').length") == 0
    before = page.counts
    page.element("input[value=MEETING]").click()
    page.settled()
    assert page.counts == before, "they are in force at no time, and counted apart"
    assert page.js("return document.querySelectorAll('#chart .held').length") == 1
    assert "MEETING" in page.driver.current_url
    page.open("#kind=session&party=hksar-department-of-justice")
    theirs = [
        session.id
        for conference in REGISTRY.conferences
        for session in conference.sessions
        if "hksar-department-of-justice" in (session.parties or conference.parties)
    ]
    assert theirs
    assert set(page.rows) == {f"session:{id}" for id in theirs}
    marks = "'.strip > .held, .strip > .possible, .strip > .start-not-known'"  # hatched where the day is not known
    assert all(page.js(f"return [...document.querySelectorAll('.row')].map((r) => r.querySelectorAll({marks}).length)"))


def test_a_day_on_which_a_session_was_held_is_a_change(page: Page) -> None:
    session = REGISTRY.sessions["hk-guangdong-01"]
    page.open(f"#on=1998-01-01&kind=session&q={session.id}")
    page.element("[data-step='change+']").click()
    page.until(lambda: page.day == str(session.held))
    page.until(lambda: page.element("#changed").text.startswith("Held:\nFirst meeting of the Hong Kong/Guangdong"))


def test_a_session_tells_its_conference_its_people_and_what_was_signed_there(page: Page) -> None:
    (pact, *_) = [pact for pact in REGISTRY.agreements if pact.signed_at]
    session = REGISTRY.sessions[pact.signed_at]
    page.open(f"#record=session:{session.id}")
    text = page.element("#detail").text
    for person in (*session.chairs, *session.guests):
        assert person.name.text in text
    assert f"Id: {session.id}" in text
    assert pact.title.text in text
    (there,) = [
        each for each in page.driver.find_elements(By.CSS_SELECTOR, ".facts button") if each.text == pact.title.text
    ]
    there.click()
    page.until(lambda: f"Id: {pact.id}" in page.element("#detail").text)
    assert f"Signed at\n{REGISTRY.name_of(session.id, 'sessions')}" in page.element(".facts").text


def test_people_are_told_and_found(page: Page) -> None:
    pact = REGISTRY.agreements[SHENZHEN.partition(":")[2]]
    signed = [*pact.signatories, *(person for renewal in pact.renewals for person in renewal.signatories)]
    assert signed
    page.open(f"#record={SHENZHEN}&show=STATED,PRESUMED,POSSIBLE,START_NOT_KNOWN,NOT_IN_FORCE,MEETING")
    facts = page.element(".facts").text
    for person in signed:
        assert person.name.text in facts
    name = signed[0].name.text
    page.js("[...document.querySelectorAll('.facts button')].find((b) => b.textContent === arguments[0]).click()", name)
    page.settled()
    assert page.element("#search").get_property("value") == name
    mentions = REGISTRY.find_people(name, limit=1000)
    assert {f"{mention.kind.removesuffix('s')}:{mention.id}" for mention in mentions} <= set(page.rows)
    assert len(mentions) > 1


def test_areas_are_those_of_the_record_and_those_of_renewals_stand_apart(page: Page) -> None:
    pact = REGISTRY.agreements[SHENZHEN.partition(":")[2]]
    page.open(f"#record={SHENZHEN}")
    facts = dict(
        page.js(
            "return [...document.querySelectorAll('.facts div')].map((d) => [...d.children].map((c) => c.textContent))"
        )
    )
    assert facts["Areas"] == ", ".join(REGISTRY.areas[id].name.text for id in pact.areas)
    more = [id for renewal in pact.renewals for id in renewal.areas if id not in pact.areas]
    assert facts["Areas of renewals"] == ", ".join(REGISTRY.areas[id].name.text for id in dict.fromkeys(more))


# --- Lines, links, files, help ---------------------------------------------------------------------------------------


def whole_rows(page: Page) -> tuple[int, int]:
    """How many lines are seen in full, and how many heights they have."""
    code = (
        "const low = document.querySelector('.when').getBoundingClientRect().bottom;"
        "const boxes = [...document.querySelectorAll('.row')].map((r) => r.getBoundingClientRect());"
        "const whole = boxes.filter((b) => b.top >= low && b.bottom <= innerHeight).length;"
        "return [whole, new Set(boxes.map((b) => b.height)).size]"
    )
    return tuple(page.js(f"scrollTo(0, 0); {code}"))


@pytest.mark.parametrize(("width", "height", "least"), [(1440, 900, 15), (390, 844, 12), (360, 640, 6)])
def test_many_records_are_seen_at_once(page: Page, width: int, height: int, least: int) -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        page.open("#on=2012-01-01")
        rows, heights = whole_rows(page)
        assert rows >= least
        assert heights == 1, "each is one line"
    finally:
        size = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def test_opening_a_record_leaves_its_line_where_it_was(page: Page) -> None:
    page.open("#on=2012-01-01")
    page.js("scrollTo(0, 300)")
    code = "return document.querySelectorAll('.row')[12].getBoundingClientRect().top"
    before = page.js(code)
    page.js("document.querySelectorAll('.row')[12].click()")
    page.settled()
    assert page.js("return document.querySelectorAll('.row')[12].getAttribute('aria-current')") == "true"
    assert page.js(code) == before
    assert page.element("#close").text == "× Close", "the list stands beside it"
    page.press(Keys.ESCAPE)
    assert page.js(code) == before


def test_back_on_a_phone_leads_to_where_the_list_was(any_page: Page) -> None:
    any_page.open("#on=2012-01-01")
    any_page.js("scrollTo(0, 400)")
    any_page.js("document.querySelectorAll('.row')[20].click()")
    any_page.settled()
    any_page.element("#close").click()
    any_page.settled()
    assert abs(any_page.js("return scrollY") - 400) < 2


def test_what_is_listed_can_be_had_as_a_file(page: Page) -> None:
    page.open("#on=2014-06-01&party=hksar-department-of-justice&q=legal")
    told = json.loads(page.js("return explorer.listed('json')"))
    assert [f"{row['sort']}:{row['id']}" for row in told["records"]] == list(page.rows)
    assert told["on"] == "2014-06-01"
    assert told["filters"]["party"] == "hksar-department-of-justice"
    page.open(told["address"])
    assert [f"{row['sort']}:{row['id']}" for row in told["records"]] == list(page.rows), (
        "the address is that of the list"
    )
    for row in told["records"]:
        record = RECORDS[row["sort"], row["id"]]
        assert row["standing"] == record.standing_on("2014-06-01").name
        assert row["status"] == record.status_on("2014-06-01").value
    text = page.js("return explorer.listed('csv')")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == [row["id"] for row in told["records"]]
    assert rows[0]["parties"].split("; ") == told["records"][0]["parties"]
    assert {row["on"] for row in rows} == {"2014-06-01"}


def test_a_file_is_written_by_a_press(page: Page, tmp_path: Path) -> None:
    page.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    page.open("#on=2014-06-01")
    for form in ("csv", "json"):
        page.element(f"[data-download={form}]").click()
        written = page.until(lambda form=form: list(tmp_path.glob(f"in-force-2014-06-01.{form}")))
        assert written[0].stat().st_size > 1000
    assert page.driver.get_log("browser") == []


def test_no_cell_is_a_formula(page: Page, tmp_path: Path) -> None:
    pact = mc.Agreement(id="x", title='=HYPERLINK("x")', kind="rules", parties=["a"], signed="2011")
    write_explorer(mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A")]), tmp_path)
    small = Page(page.driver, tmp_path)
    small.open()
    (row,) = csv.DictReader(io.StringIO(small.js("return explorer.listed('csv')").removeprefix("\ufeff")))
    assert row["title"] == '\'=HYPERLINK("x")'


def test_a_record_leads_to_its_page_where_there_is_documentation(page: Page, tmp_path: Path) -> None:
    page.open(f"#record={SHENZHEN}")
    assert page.js("return document.getElementById('record-page')") is None
    pact = mc.Agreement(id="x", title="X", kind="rules", parties=["a"], signed="2011", signed_at="s")
    session = mc.Session(id="s", name="S", held="2011")
    conference = mc.Conference(id="c", name="C", parties=["a"], sessions=[session])
    parties = [mc.Party(id="a", name="A")]
    registry = mc.Registry(agreements=[pact], parties=parties, conferences=[conference])
    write_explorer(registry, tmp_path / "explorer", docs="../")
    small = Page(page.driver, tmp_path / "explorer")
    base = tmp_path.as_uri()
    for record, target in (
        ("agreement:x", "records/agreements/x.html"),
        ("conference:c", "records/conferences/c.html"),
        ("session:s", "records/sessions/s.html"),
    ):
        small.open(f"#record={record}")
        assert small.element("#record-page").get_property("href") == f"{base}/{target}"
    small.element("[data-help]").click()
    links = [each.get_property("href") for each in page.driver.find_elements(By.CSS_SELECTOR, "dialog a")]
    assert links == [f"{base}/uncertainty.html", f"{base}/glossary.html"]


def test_the_answer_leads_to_what_it_means_and_back(page: Page) -> None:
    page.open(f"#on=2023-04-10&record={SHENZHEN}")
    page.element(".why").click()
    assert "allows both answers" in page.element("#help dt.asked + dd").text
    page.press(Keys.ESCAPE)
    assert page.js("return document.getElementById('help').open") is False
    assert page.element("#detail").is_displayed(), "only the help is closed"


def test_no_button_and_no_key_of_the_help_is_broken_over_lines(any_page: Page) -> None:
    any_page.open(f"#on=2023-04-10&record={SHENZHEN}")
    any_page.element(".why").click()
    broken = """return [...document.querySelectorAll("#help button, #help kbd")].filter((each) => {
        const text = document.createRange();
        text.selectNodeContents(each);
        return new Set([...text.getClientRects()].map((line) => Math.round(line.top))).size !== 1;
    }).map((each) => each.textContent)"""
    assert any_page.js(broken) == []


def test_copied_turns_back(page: Page) -> None:
    page.open(f"#record={SHENZHEN}")
    button = page.element("#detail .bar button:last-child")
    assert button.text == "Copy link"
    button.click()
    page.until(lambda: button.text != "Copy link")
    page.until(lambda: button.text == "Copy link", 6)


@pytest.mark.parametrize(("day", "told"), [("1900-01-01", "before"), ("2222-01-01", "after")])
def test_a_day_beyond_the_axis_is_said_to_be(page: Page, day: str, told: str) -> None:
    page.open(f"#on={day}")
    assert f"{told} the years that are drawn" in page.element("#weekday").text
    assert told in page.element("#slider").get_attribute("aria-valuetext")
    page.open("#on=2012-01-01")
    assert "drawn" not in page.element("#weekday").text


def test_no_date_is_broken_at_the_end_of_a_line(any_page: Page) -> None:
    any_page.open(f"#on=2023-04-10&record={SHENZHEN}")
    any_page.js("document.querySelector('details.all').open = true")
    broken = any_page.js(
        r"""
        const found = [];
        const walker = document.createTreeWalker(document.getElementById('detail'), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          for (const match of walker.currentNode.data.matchAll(/\d{4}-\d{2}(-\d{2})?/g)) {
            const range = document.createRange();
            range.setStart(walker.currentNode, match.index);
            range.setEnd(walker.currentNode, match.index + match[0].length);
            if (new Set([...range.getClientRects()].map((r) => Math.round(r.top))).size > 1) found.push(match[0]);
          }
        }
        return found;
        """
    )
    assert broken == []


def test_whatever_has_the_focus_shows_it(any_page: Page) -> None:
    """By a line of three pixels, with room for it: no element around cuts it off."""
    any_page.open(f"#on=2023-04-10&record={SHENZHEN}&show=STATED,PRESUMED")
    seen = set()
    for _ in range(45):
        any_page.press(Keys.TAB)
        name, style, width, offset, cut = any_page.js(
            """
            const e = document.activeElement;
            const s = getComputedStyle(e);
            const grown = parseFloat(s.outlineOffset) + parseFloat(s.outlineWidth);
            const box = e.getBoundingClientRect();
            let cut = false;
            for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) {
              const clips = getComputedStyle(p);
              if (clips.overflowX === 'visible' && clips.contentVisibility !== 'auto') continue;
              const room = p.getBoundingClientRect();
              if (box.left - grown < room.left - 0.5 || box.right + grown > room.right + 0.5) cut = true;
            }
            return [e.id || e.className || e.textContent, s.outlineStyle, parseFloat(s.outlineWidth), grown, cut];
            """
        )
        if any_page.focused == "BODY":
            break  # all have been gone through
        seen.add(name)
        assert style in ("solid", "auto"), name
        assert width >= 2, name
        assert not cut, (name, offset)
    assert len(seen) > 12
