"""The explorer in a notebook: the page in one text, in a frame that can do nothing to the notebook."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

import mainland_coop as mc
from mainland_coop.explorer import explored, write_explorer

REGISTRY = mc.load()
SHENZHEN = "doj-shenzhen-legal-matters-2011"


def packed(page: str) -> dict[str, Any]:
    (data,) = re.findall(r'<script type="text/plain" id="packed">([^<]*)</script>', page)
    value: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(data)))
    return value


def test_the_page_in_one_text_knows_what_the_files_know(tmp_path: Path) -> None:
    write_explorer(REGISTRY, tmp_path, title="Mine")
    told = packed(REGISTRY.explore(title="Mine").html)
    text = (tmp_path / "data.js").read_text("utf-8").removeprefix("globalThis.REGISTER = ").removesuffix(";\n")
    files = json.loads(text)
    marks = files.pop("chunks")
    assert told["register"] == files
    for number, mark in enumerate(marks):
        chunk = (tmp_path / "details" / f"{number}.js").read_text("utf-8")
        head = f'globalThis.REGISTER.take({number}, "{mark}", '
        assert json.loads(chunk.removeprefix(head).removesuffix(");\n")) == told["chunks"][number]


def test_the_same_registry_gives_the_same_page() -> None:
    assert REGISTRY.explore().html == explored(REGISTRY).html


def test_the_page_names_no_file_and_its_policy_allows_just_what_stands_in_it() -> None:
    page = REGISTRY.explore().html
    assert "src=" not in page.replace('src="data:', "").partition("<body>")[0]
    assert not re.search(r"<script[^>]+src|<link[^>]+stylesheet", page)
    (policy,) = re.findall(r'content="(default-src[^"]*)"', page)
    for name, kind in (("style", "style-src"), ("script", "script-src")):
        (text,) = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
        told = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind} 'sha256-{told}'" in policy
    assert "'self'" not in policy
    assert "unsafe" not in policy


def test_the_frame_is_a_sandbox_without_the_origin_of_the_notebook() -> None:
    page = REGISTRY.explore(height=500)
    shown = page._repr_html_()
    (sandbox,) = re.findall(r'sandbox="([^"]*)"', shown)
    assert set(sandbox.split()) == {
        *("allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox", "allow-downloads"),
    }
    (within,) = re.findall(r'srcdoc="([^"]*)"', shown)
    assert html.unescape(within) == page.html
    assert "height:500px" in shown
    assert repr(page) == "<FramedPage What was in force?: a notebook shows it in a frame>"


@pytest.mark.parametrize(
    ("options", "view"),
    [
        ({}, ""),
        ({"on": "2016"}, "on=2016"),
        ({"on": mc.PartialDate.parse("[2016-02..2017-10]")}, "on=%5B2016-02..2017-10%5D"),
        ({"record": SHENZHEN}, f"record=agreement%3A{SHENZHEN}"),
        ({"record": REGISTRY.programmes[next(iter(REGISTRY.programmes.by_id))].id}, None),
    ],
)
def test_a_day_and_a_record_are_its_first_view(options: dict[str, Any], view: str | None) -> None:
    told = packed(REGISTRY.explore(**options).html)["view"]
    assert told == (f"record=programme%3A{options['record']}" if view is None else view)


def test_what_is_asked_wrongly_is_refused() -> None:
    with pytest.raises(mc.UnknownIdError, match="doj-shenzhen"):
        REGISTRY.explore(record="doj-shenzhen")
    with pytest.raises(mc.DateError, match="1/2/2012"):
        REGISTRY.explore(on="1/2/2012")
    for height in (0, 99, 10_001, 5.5, True, "100"):
        with pytest.raises(mc.InvalidArgumentError, match="give whole pixels"):
            REGISTRY.explore(height=height)
    with pytest.raises(mc.WrongTypeError, match="no Registry"):
        explored("x")  # type: ignore[arg-type]


def test_no_text_of_a_record_can_leave_the_frame() -> None:
    evil = "\"></iframe></script><script>alert(1)</script>'"
    registry = mc.Registry(
        agreements=[mc.Agreement(id="x", title=evil, kind="rules", parties=["a"], signed="2011", note=evil)],
        parties=[mc.Party(id="a", name=evil)],
    )
    shown = registry.explore(title=evil)._repr_html_()
    assert "alert(1)" not in shown
    assert shown.count("</iframe>") == 1
