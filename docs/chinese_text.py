"""Marks the Chinese of all pages with its language, so that it is read aloud, and set in type, as what it is."""

from __future__ import annotations

import re

from mainland_coop.collections.spelling import SIMPLIFIED

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(f"[{_HAN}](?:[{_HAN}\u3000-\u303f\uff00-\uffef]*[{_HAN}])?")
_TRADITIONAL = frozenset(map(chr, SIMPLIFIED))
_SIMPLIFIED = frozenset(SIMPLIFIED.values()) - _TRADITIONAL


def language(text: str) -> str:
    """Return the language tag of a Chinese text; of one that is the same in both scripts, `zh`."""
    if not _TRADITIONAL.isdisjoint(text):
        return "zh-Hant"
    return "zh" if _SIMPLIFIED.isdisjoint(text) else "zh-Hans"


def marked(html: str) -> str:
    """Return a text of HTML with each run of Chinese in an element that names its language."""
    return _RUN.sub(lambda found: f'<span lang="{language(found[0])}">{found[0]}</span>', html)
