"""The pages of records and the search of the site in a real browser, as a person meets them first: on a phone.

It reads a site that is built already, as `test_site.py` does; `helpers.browser` says what else it needs.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest

import mainland_coop as mc
from helpers.site import SITE, needs_site

pytest.importorskip("selenium", reason="selenium drives the browser: pip install selenium")

from selenium import webdriver

from helpers.browser import assert_axe_finds_nothing, in_scheme, needs_browser, start

pytestmark = [needs_site, needs_browser]

SHENZHEN = "agreements/doj-shenzhen-legal-matters-2011"
PAGES = [
    SHENZHEN,
    "conferences/hk-guangdong-joint-conference",
    "sessions/hk-guangdong-20",
    "areas/legal",
    "people/teresa-cheng",
    "people",
    "sessions",
]


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    driver = start(width=390, height=844, scheme="light", profile=tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


def show(driver: webdriver.Chrome, page: str) -> None:
    driver.get((SITE / "records" / f"{page}.html").as_uri())


def bottom(driver: webdriver.Chrome, selector: str) -> float:
    """Return where the first element of a kind ends, in pixels from the top of the page."""
    script = "return document.querySelector(arguments[0]).getBoundingClientRect().bottom"
    return driver.execute_script(script, f".mc-record {selector}")


def test_the_answer_the_strip_and_three_facts_stand_on_the_first_screen_of_a_phone(phone: webdriver.Chrome) -> None:
    for page in (SHENZHEN, "agreements/pprd-joint-declaration-2014", "agreements/mla-civil-commercial-2019"):
        show(phone, page)
        places = [bottom(phone, selector) for selector in ("h1", ".mc-verdict", ".mc-strip", "dl.mc-facts")]
        assert places == sorted(places)
        assert places[-1] <= 844, page
        names = "return [...document.querySelectorAll('dl.mc-facts:first-of-type > dt')].map((e) => e.textContent)"
        assert phone.execute_script(names)[:3] == ["parties", "dates", "signed by"]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_kept_out_and_nothing_is_cut_off(phone: webdriver.Chrome, page: str) -> None:
    for scheme in ("light", "dark"):
        in_scheme(phone, scheme)
        show(phone, page)
        assert_axe_finds_nothing(phone)
    assert phone.execute_script("return document.documentElement.scrollWidth") <= 390


def test_one_gets_from_a_session_to_the_next_and_to_its_conference(phone: webdriver.Chrome) -> None:
    sessions = mc.load().conferences["hk-guangdong-joint-conference"].sessions
    show(phone, f"sessions/{sessions[3].id}")
    for kind, session in (("next-page", sessions[4]), ("prev-page", sessions[2])):
        address = phone.execute_script("return document.querySelector(`a.${arguments[0]}`).href", kind)
        assert address.endswith(f"/records/sessions/{session.id}.html")
    trail = phone.execute_script("return [...document.querySelectorAll('.mc-trail a')].map((e) => e.textContent)")
    assert trail == ["The register", "Sessions", "Hong Kong/Guangdong Co-operation Joint Conference"]


def found(driver: webdriver.Chrome, query: str) -> list[str]:
    """Return the pages that the search of the site finds, the first one first."""
    driver.get(f"{(SITE / 'search.html').as_uri()}?q={quote(query)}")
    links = "return [...document.querySelectorAll('ul.search > li > a')].map((e) => e.getAttribute('href'))"
    end, seen = time.monotonic() + 30, [""]
    while time.monotonic() < end:
        now = driver.execute_script(links)
        if now and now == seen:
            break
        seen = now
        time.sleep(0.3)
    return [link.partition("#")[0].partition("?")[0].removesuffix(".html") for link in seen]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("explorer", "explorer"),
        ("what was in force", "explorer"),
        ("presume continuity", "uncertainty"),
        ("renewal gap", "uncertainty"),
        ("深港法律合作安排", f"records/{SHENZHEN}"),
        ("Department of Justice", "records/parties/hksar-department-of-justice"),
        ("律政司", "records/parties/hksar-department-of-justice"),
        ("CEPA", "records/agreements/cepa-2003"),
        ("Teresa Cheng", "records/people/teresa-cheng"),
    ],
)
def test_the_search_finds_first_what_is_asked_for(phone: webdriver.Chrome, query: str, first: str) -> None:
    assert found(phone, query)[0] == first


def test_the_search_finds_pages_before_what_only_has_the_words(phone: webdriver.Chrome) -> None:
    pages = found(phone, "continuity")
    records = [at for at, page in enumerate(pages) if page.startswith("records/")]
    others = [at for at, page in enumerate(pages) if not page.startswith("records/")]
    assert others
    assert not records or max(others) < min(records)


def test_an_agreement_is_found_by_the_chinese_name_of_a_party(phone: webdriver.Chrome) -> None:
    assert f"records/{SHENZHEN}" in found(phone, "深圳")
