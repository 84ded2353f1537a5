"""The explorer in a notebook, in a real browser: it answers within its frame, and reaches nothing outside."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mainland_coop as mc
from helpers.browser import needs_browser, start

pytestmark = needs_browser

REGISTRY = mc.load()
SHENZHEN = "doj-shenzhen-legal-matters-2011"


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    driver = start(width=1100, height=900, scheme="light", profile=tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


def shown(driver: Any, tmp_path: Path, **options: Any) -> None:
    """Put what a notebook is given into a page, as notebooks do, and go into the frame."""
    host = tmp_path / "notebook.html"
    host.write_text("<!doctype html><title>Notebook</title><body>A cell")
    driver.get(host.as_uri())
    driver.execute_script("document.body.innerHTML += arguments[0]", REGISTRY.explore(**options)._repr_html_())
    driver.switch_to.frame(0)
    end = time.monotonic() + 20
    while not driver.execute_script("return Boolean(globalThis.explorer)") and time.monotonic() < end:
        time.sleep(0.05)


def test_a_notebook_shows_the_day_and_the_record_with_its_reasons(driver: Any, tmp_path: Path) -> None:
    day = "2017-01-01"
    shown(driver, tmp_path, on=day, record=SHENZHEN)
    answer = driver.find_element("css selector", "#answer").text
    finding = REGISTRY.explain(SHENZHEN, day)
    assert finding.conclusion in answer
    standing = "return explorer.standing('agreement', arguments[0], arguments[1])"
    assert driver.execute_script(standing, SHENZHEN, day) == "NOT_IN_FORCE"
    driver.find_element("css selector", "[data-step='change+']").click()
    time.sleep(0.6)  # it would tell the address
    assert driver.find_element("css selector", "#day").get_property("value") == "2017-10-12"
    driver.switch_to.default_content()
    assert not [entry for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]


def test_the_frame_cannot_reach_the_notebook(driver: Any, tmp_path: Path) -> None:
    shown(driver, tmp_path)
    reached = driver.execute_script("try { return parent.document.title } catch (error) { return error.name }")
    assert reached == "SecurityError"
