"""The table of all public names, which the build of the pages makes of their docstrings."""

from __future__ import annotations

import importlib
import re
from types import ModuleType

import pytest

import mainland_coop as mc
from helpers.pages import ROOT


@pytest.fixture
def api_names(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    pytest.importorskip("hypothesis", reason="Hypothesis is not installed (the extra hypothesis)")
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    return importlib.import_module("api_names")


def test_the_table_has_every_public_name_and_says_what_each_is(api_names: ModuleType) -> None:
    rows = re.findall(r"^\| (?:\{py:obj\})?\[?`(\w+)(?: <.*?>)?`.*? \| (.*) \|$", api_names.markdown(), re.MULTILINE)
    assert {name for name, _ in rows} >= set(mc.__all__)
    assert [name for name, told in rows if not told.strip()] == []


def test_what_a_name_is_is_the_first_sentence_of_its_docstring(api_names: ModuleType) -> None:
    assert api_names.purpose("mainland_coop", "Gap") == "Days without force between two links of a chain"
    table = api_names.markdown()
    assert "| {py:obj}`TABLES <mainland_coop.tables.TABLES>` | The names of the tables of a register |" in table
