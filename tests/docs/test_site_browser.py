"""The documentation site in a real browser: nobody is kept out, and nothing is cut off, on a desk or on a phone.

It reads a site that is built already, as `test_site.py` does; `helpers.browser` says what else it needs.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.site import SITE, needs_site

pytest.importorskip("selenium", reason="selenium drives the browser: pip install selenium")

from selenium import webdriver

from helpers.browser import assert_axe_finds_nothing, in_scheme, needs_browser, start

pytestmark = [needs_site, needs_browser]

PAGES = [
    "index",
    "tutorials",
    "questions",
    "glossary",
    "pictures",
    "search",
    "api/index",
    "api/chains",
    "notebooks/0-five-minutes",
    "records/index",
    "records/agreements/doj-shenzhen-legal-matters-2011",
    "records/parties/hksar-department-of-justice",
]
WIDTHS = {"wide": (1440, 900), "phone": (390, 844)}


@pytest.fixture(scope="module", params=WIDTHS)
def driver(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    width, height = WIDTHS[request.param]
    driver = start(width=width, height=height, scheme="light", profile=tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


def show(driver: webdriver.Chrome, page: str, scheme: str = "light") -> None:
    in_scheme(driver, scheme)
    driver.get((SITE / f"{page}.html").as_uri())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(driver: webdriver.Chrome, page: str, scheme: str) -> None:
    show(driver, page, scheme)
    assert_axe_finds_nothing(driver)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_and_no_code_has_to_be_scrolled_sideways(driver: webdriver.Chrome, page: str) -> None:
    show(driver, page)
    code = "[document.documentElement, ...document.querySelectorAll('article pre')]"
    wide = "(e) => e.scrollWidth > e.clientWidth"
    assert driver.execute_script(f"return {code}.filter({wide}).map((e) => e.innerText.slice(0, 99))") == []


def test_the_picture_of_the_front_page_is_the_one_for_the_scheme(driver: webdriver.Chrome) -> None:
    for scheme in ("light", "dark"):
        show(driver, "index", scheme)
        code = "return [...document.querySelectorAll('img.mc-hero')].filter((e) => e.offsetWidth).map((e) => e.src)"
        (shown,) = driver.execute_script(code)
        assert shown.endswith(f"standings-{scheme}.svg")


def test_the_side_bar_has_at_most_eight_entries_and_leads_behind_them(driver: webdriver.Chrome) -> None:
    show(driver, "glossary")
    top = driver.execute_script("return document.querySelectorAll('.sidebar-tree > ul > li').length")
    open_now = (
        "return [...document.querySelectorAll('.sidebar-tree > ul > li.current > ul > li > a')].map((e) => e.text)"
    )
    assert 1 < top <= 8
    assert "Glossary" in driver.execute_script(open_now)
