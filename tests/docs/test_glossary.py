"""The glossary: its Chinese terms are in use, and each stands in both scripts."""

from __future__ import annotations

import re

import mainland_coop as mc
from helpers.pages import ROOT
from mainland_coop.collections.spelling import SIMPLIFIED

PAGE = (ROOT / "docs" / "glossary.md").read_text("utf-8")
INTRODUCTION, _, TERMS = PAGE.partition("\n## ")
CHINESE = re.compile("[\u4e00-\u9fff]+")


def equivalents() -> list[list[str]]:
    """The Chinese of each definition, in the order in which it stands."""
    heads = re.findall(r"^    ([\u4e00-\u9fff].*?)\. ", TERMS, re.MULTILINE)
    return [CHINESE.findall(part) for head in heads for part in head.split("; ")]


def test_each_equivalent_is_in_traditional_characters_and_then_in_simplified_ones() -> None:
    assert len(equivalents()) > 20
    for traditional, *simplified in equivalents():
        expected = traditional.translate(SIMPLIFIED)
        assert simplified == ([] if expected == traditional else [expected])


def test_each_equivalent_is_in_use_in_a_title_of_the_register_or_in_a_text_that_is_named() -> None:
    registry = mc.load()
    named = {*registry.agreements, *registry.programmes, *registry.conferences, *registry.sessions}
    names = (getattr(record, "title", None) or getattr(record, "name", None) for record in named)
    titles = [form for name in names if name for form in name] + [source.title for source in registry.sources]
    used = "\n".join(titles).translate(SIMPLIFIED)
    told = set(CHINESE.findall(INTRODUCTION))
    strangers = [first for first, *_ in equivalents() if first.translate(SIMPLIFIED) not in used and first not in told]
    assert strangers == []
