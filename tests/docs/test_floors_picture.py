"""The drawing of the floors shows what the contract says, as text, for light and dark."""

from __future__ import annotations

import importlib
from types import ModuleType
from xml.etree import ElementTree

import pytest

from helpers.pages import ROOT


@pytest.fixture
def picture(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    return importlib.import_module("floors_picture")


def test_the_drawing_has_each_floor_of_the_contract_in_order_with_what_it_is_for(picture: ModuleType) -> None:
    rows = picture.floors()
    drawn = ElementTree.fromstring(picture.svg(rows))
    texts = drawn.findall("{http://www.w3.org/2000/svg}text")
    assert [text.text for text in texts if text.get("class") == "name"] == [name for row in rows for name in row]
    places = [float(text.get("y", "")) for text in texts if text.get("class") == "name"]
    assert places == sorted(places)
    assert {text.text for text in texts} >= {"Whole registers in files: JSON, JSON Lines, and the bundled dataset"}


def test_the_drawing_has_colours_for_light_and_dark(picture: ModuleType) -> None:
    drawn = picture.svg(picture.floors())
    assert "prefers-color-scheme:dark" in drawn
    assert 'body[data-theme="dark"]' in drawn
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
