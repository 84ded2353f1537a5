"""A real browser for tests (Chromium), and axe-core, which looks for what keeps people out.

It needs `pip install selenium`, and Chromium with its driver (`apt-get install chromium chromium-driver`); axe-core is
`npm install axe-core`, or its `axe.min.js` where AXE_CORE says. Tests of what is not installed are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

pytest.importorskip("selenium", reason="selenium drives the browser: pip install selenium")

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
needs_browser = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="there is no Chromium with its driver: apt-get install chromium chromium-driver"
)
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
)


def start(*, width: int, height: int, scheme: str, profile: Path) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for argument in (*ARGUMENTS, f"--user-data-dir={profile}", f"--window-size={width},{height}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.set_script_timeout(60)
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    in_scheme(driver, scheme)
    return driver


def in_scheme(driver: webdriver.Chrome, scheme: str) -> None:
    """Show pages as to a reader whose system is `light` or `dark`."""
    features = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", features)


def axe() -> str:
    """Return the script of axe-core."""
    places = [os.environ.get("AXE_CORE", ""), "node_modules/axe-core/axe.min.js"]
    place = next((Path(each) for each in places if each and Path(each).is_file()), None)
    if place is None:
        pytest.skip("there is no axe-core: npm install axe-core, or set AXE_CORE to its axe.min.js")
    return place.read_text("utf-8")


def assert_axe_finds_nothing(driver: webdriver.Chrome) -> None:
    """Run axe-core, with all of its rules, on the page that is open."""
    driver.execute_script(axe())
    found = driver.execute_async_script(
        "const done = arguments[0]; axe.run(document).then((r) => done(r.violations.map((v) => [v.id, v.help,"
        " v.nodes.map((n) => n.html.slice(0, 200) + n.failureSummary)])))"
    )
    assert found == [], json.dumps(found, indent=1)
