"""The explorer in a real browser with many records: what it does is bounded by what it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import mainland_coop as mc
from mainland_coop.explorer import write_explorer

pytest.importorskip("selenium", reason="selenium drives the browser: pip install selenium")

from helpers.browser import needs_browser, start

pytestmark = needs_browser

COUNT = """
const made = { elements: 0 };
const create = document.createElement.bind(document);
document.createElement = (...name) => { made.elements += 1; return create(...name); };
const changes = new MutationObserver((all) => { made.changes += all.length; });
const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
globalThis.counted = async (act) => {
  Object.assign(made, { elements: 0, changes: 0 });
  changes.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  act();
  await explorer.settled();
  await frames();
  changes.disconnect();
  return [made.elements, made.changes];
};
"""

MANY, MOST = 2000, 1200
"""How many records there are, and how much a hundred lines may take: less than something for each record."""

DO = {
    "a day": "Explorer.choose('1994-06-01', false)",
    "the next change": "document.querySelector('[data-step=\"change+\"]').click()",
    "a text": "Explorer.find('agreement')",
    "another text": "Explorer.find('agreement 1')",
    "no text": "Explorer.find('')",
    "without the presumption": "document.getElementById('presume').click()",
    "a record": "document.querySelector('.row').click()",
    "another day with it": "Explorer.choose('2003-03', false)",
}


def written(folder: Path, n: int) -> Path:
    pacts = [
        mc.Agreement(
            id=f"x{i:04}",
            title=f"Agreement {i}",
            kind="rules",
            parties=[f"p{i % 7}"],
            signed=f"{1990 + i % 9}-0{1 + i % 9}-11",
            term="P30Y",
        )
        for i in range(n)
    ]
    write_explorer(
        mc.Registry(agreements=pacts, parties=[mc.Party(id=f"p{i}", name=f"P{i}") for i in range(7)]), folder
    )
    return folder


def test_what_the_page_makes_does_not_grow_with_what_it_does_not_show(tmp_path: Path) -> None:
    """Elements made, changes of the document, and files read, for a register and for one five times as large."""
    driver = start(width=1280, height=900, scheme="light", profile=tmp_path / "profile")
    seen: list[dict[str, Any]] = []
    try:
        for n in (400, MANY):
            driver.get((written(tmp_path / str(n), n) / "index.html").as_uri())
            driver.execute_script(COUNT)
            work: dict[str, Any] = {
                "page": driver.execute_script("return document.querySelectorAll('body *').length"),
                "files": driver.execute_script("return document.querySelectorAll('script[src^=details]').length"),
            }
            for what, act in DO.items():
                code = f"const done = arguments[0]; counted(() => {{ {act}; }}).then(done)"
                work[what] = driver.execute_async_script(code)
            work["files then"] = driver.execute_script(
                "return document.querySelectorAll('script[src^=details]').length"
            )
            seen.append(work)
    finally:
        driver.quit()
    few, many = seen
    assert few["files"] == 0
    assert few["files then"] == many["files then"] == 2
    assert few["a day"][1] > 100  # what is counted, is
    assert few["a text"][0] > 100
    assert abs(many["page"] - few["page"]) < 20
    for what in DO:
        assert max(many[what]) < MOST, (what, many[what])
