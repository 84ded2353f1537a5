"""Chinese on the pages of the site says what language it is."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest

from helpers.pages import ROOT


@pytest.fixture
def chinese_text(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    pytest.importorskip("sphinx", reason="Sphinx is not installed (the extra docs has it)")
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    return importlib.import_module("chinese_text")


@pytest.mark.parametrize(
    ("text", "language"), [("續期", "zh-Hant"), ("续期", "zh-Hans"), ("生效", "zh"), ("安排續期", "zh-Hant")]
)
def test_the_language_of_a_text_is_told_by_its_characters(chinese_text: ModuleType, text: str, language: str) -> None:
    assert chinese_text.language(text) == language
    assert chinese_text.marked(f"<{text}>") == f'<<span lang="{language}">{text}</span>>'


def test_a_run_of_chinese_is_marked_as_a_whole_and_nothing_else_is(chinese_text: ModuleType) -> None:
    marked = chinese_text.marked("The 律师（深圳）, CEPA &amp; 《内地與香港》.")
    assert marked == (
        'The <span lang="zh-Hans">律师（深圳</span>）, CEPA &amp; 《<span lang="zh-Hant">内地與香港</span>》.'
    )
    assert chinese_text.marked("arrangement") == "arrangement"
