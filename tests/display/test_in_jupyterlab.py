"""Displays as JupyterLab shows them: under its own style sheet, and after its own sanitizer has been over them.

The packages of JupyterLab come from npm: `npm install @jupyterlab/apputils@4.6 @jupyterlab/outputarea@4.6`, which
brings the others; JUPYTERLAB names the `node_modules` in which they lie. What is measured needs a browser too.
"""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mainland_coop as mc
from mainland_coop.display.row_strips import ROW_HEIGHT
from mainland_coop.display.strips import STRIP_HEIGHT

REGISTRY = mc.load()
PACT = REGISTRY.agreements["doj-shenzhen-legal-matters-2011"]
SHOWN = {
    "record": PACT,
    "chain": PACT.chain,
    "collection": REGISTRY.agreements.where(party="shenzhen-municipal-peoples-government"),
    "finding": REGISTRY.explain(PACT.id, "2023-04-10"),
}


@functools.cache
def packages() -> Path:
    for place in filter(None, (os.environ.get("JUPYTERLAB"), "node_modules")):
        if (Path(place) / "@jupyterlab/outputarea/style/base.css").is_file():
            return Path(place).resolve()
    pytest.skip("there is no JupyterLab from npm: npm install @jupyterlab/apputils@4.6 @jupyterlab/outputarea@4.6")


SANITIZE = """
import { readFileSync } from "node:fs";
import { Sanitizer } from "@jupyterlab/apputils/lib/sanitizer.js";
const sanitizer = new Sanitizer();
console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map((page) => sanitizer.sanitize(page))));
"""


def sanitized(pages: list[str]) -> list[str]:
    """What JupyterLab leaves of pages that stand in a notebook that is not trusted."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no Node.js, which runs JupyterLab's sanitizer")
    # Node reads the modules of the folder in which it runs.
    command = [node, "--input-type=module", "-e", SANITIZE]
    where = packages().parent
    done = subprocess.run(command, cwd=where, input=json.dumps(pages), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    kept: list[str] = json.loads(done.stdout)
    return kept


@functools.cache
def untrusted() -> dict[str, str]:
    return dict(zip(SHOWN, sanitized([thing._repr_html_() for thing in SHOWN.values()]), strict=True))


@pytest.mark.parametrize("name", SHOWN)
def test_the_sanitizer_drops_style_and_drawing(name: str) -> None:
    """What the displays reckon with: if this changes, they may be made simpler."""
    kept = untrusted()[name]
    assert "<style" not in kept
    assert "<svg" not in kept
    assert '<article class="mainland-coop">' in kept


@pytest.mark.parametrize("name", ["record", "chain"])
def test_what_is_left_has_the_strip_as_a_picture_with_its_words(name: str) -> None:
    page = untrusted()[name]
    told = re.findall(r'<img class="mc-image"[^>]* alt="(Timeline: [^"]+)"', page)
    assert len(told) == 1
    assert "not in force for 321 days" in told[0]
    assert re.findall(r'src="data:image/svg\+xml;base64,[A-Za-z0-9+/=]+"', page)


# --- In a browser ------------------------------------------------------------------------------------------------

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
MEASURE = """
const all = (css) => [...document.querySelectorAll(css)];
const styles = (css, name) => [...new Set(all(css).map((each) => getComputedStyle(each)[name]))];
const seen = (css) => all(css).filter((each) => each.getBoundingClientRect().width > 40).length;
const lines = (each) => { const range = document.createRange(); range.selectNodeContents(each);
    return range.getClientRects().length; };
return {
    aligned: styles("td, th, caption", "textAlign"),
    broken: all("dt").filter((each) => lines(each) > 1).map((each) => each.textContent),
    drawings: seen("svg.mc-strip"),
    pictures: all("img").filter((each) => each.complete && each.getBoundingClientRect().width > 300).length,
    high: all("img.mc-image").map((each) => each.getBoundingClientRect().height).filter(Boolean),
    solid: styles(".mc-solid", "fill"),
    text: document.body.innerText,
};
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium drives the browser: pip install selenium")
    if not (CHROMIUM and DRIVER):
        pytest.skip("there is no Chromium with its driver: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    profile = tmp_path_factory.mktemp("profile")
    for argument in ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    driver.set_window_size(1000, 1200)
    yield driver
    driver.quit()


def measured(browser: Any, folder: Path, html: str, *, theme: str = "light") -> dict[str, Any]:
    """What a browser makes of a display that stands where JupyterLab puts one."""
    css = [packages() / f"@jupyterlab/{package}/style/base.css" for package in ("rendermime", "outputarea")]
    rules = "\n".join(path.read_text("utf-8") for path in css)
    page = folder / "page.html"
    place = "lm-Widget jp-RenderedHTMLCommon jp-RenderedHTML jp-OutputArea-output"
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><style>{rules}</style>'
        f'<body data-jp-theme-light="{json.dumps(theme == "light")}" style="font-size:14px">'
        f'<div class="jp-OutputArea"><div class="{place}">{html}</div></div>',
        encoding="utf-8",
    )
    browser.get(page.as_uri())
    found: dict[str, Any] = browser.execute_script(MEASURE)
    return found


@pytest.mark.parametrize("name", SHOWN)
def test_in_a_trusted_notebook_text_is_on_the_left_and_labels_stand_on_one_line(
    name: str, browser: Any, tmp_path: Path
) -> None:
    found = measured(browser, tmp_path, SHOWN[name]._repr_html_())
    assert set(found["aligned"]) <= {"left"}
    assert found["broken"] == []
    assert found["pictures"] == 0


def test_the_drawing_follows_the_theme_of_a_trusted_notebook(browser: Any, tmp_path: Path) -> None:
    colours = []
    for theme in ("light", "dark"):
        found = measured(browser, tmp_path, PACT._repr_html_(), theme=theme)
        assert (found["drawings"], found["high"]) == (1, [])
        colours += found["solid"]
    assert colours == ["rgb(15, 118, 110)", "rgb(45, 212, 191)"]


@pytest.mark.parametrize("name", SHOWN)
def test_an_untrusted_notebook_shows_strips_and_tables(name: str, browser: Any, tmp_path: Path) -> None:
    found = measured(browser, tmp_path, untrusted()[name])
    strips = SHOWN[name]._repr_html_().count('class="mc-strip"')
    assert set(found["aligned"]) <= {"left"}
    assert (found["drawings"], found["pictures"]) == (0, strips)
    assert set(found["high"]) <= {float(STRIP_HEIGHT), float(ROW_HEIGHT)}
    assert "gap of 321 days 321 days" not in " ".join(found["text"].split())


def test_a_picture_follows_the_theme_and_outlives_distrust(browser: Any, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed (the extra plot)")
    shown: Any = REGISTRY.plot.timeline(PACT.id)
    html = shown._repr_html_()
    which = "return [...document.images].filter((each) => each.offsetWidth > 300).map((each) => each.className)"
    for theme in ("light", "dark"):
        measured(browser, tmp_path, html, theme=theme)
        assert browser.execute_script(which) == [f"mc-on-{theme}"]
    measured(browser, tmp_path, sanitized([html])[0], theme="dark")
    assert browser.execute_script(which) == ["mc-on-light"], "one alone, with a ground of its own"
