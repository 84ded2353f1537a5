"""Folding: what is left of a name when everything is taken away that two spellings of it may differ in."""

from __future__ import annotations

import re
import unicodedata

from mainland_coop.search.han import SIMPLIFIED

__all__ = ["fold", "is_han", "key", "words"]

_APOSTROPHES = "'`‘’‚‛′‵´ʹʻʼʽˈꞌ"
_GONE = dict.fromkeys(map(ord, _APOSTROPHES))
_MARKS = re.compile("[\u0300-\u036f]")
_BETWEEN = re.compile(r"[\W_]+")
_CO = re.compile(r"(?<!\S)co (?=operat|ordinat)")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_HAN}]+|[^\s{_HAN}]+")
_FIRST_HAN = re.compile(rf"[{_HAN}]")


def fold(text: str) -> str:
    """Return a text as it is compared with others.

    Case, width, accents, apostrophes, punctuation and runs of spaces fall away; Traditional Chinese becomes Simplified,
    `&` becomes `and`, and co-operation, co operation and cooperation (and co-ordination likewise) are one word.
    Folding what is folded changes nothing.

    Example:
        >>> fold("Ｔｒａｄｅ &  CO-OPERATION:  People’s"), fold("粵港合作聯席會議")
        ('trade and cooperation peoples', '粤港合作联席会议')
    """
    if text.isascii():
        bare = text.lower().translate(_GONE)
    else:
        # Apostrophes go first: some would decompose into a space. Taking characters apart and folding their case may
        # each make work for the other, hence twice.
        bare = text.translate(_GONE)
        for _ in range(2):
            bare = unicodedata.normalize("NFKD", bare).casefold()
        bare = _MARKS.sub("", unicodedata.normalize("NFKD", bare)).translate(_GONE)
        bare = "".join([char for char in bare if unicodedata.category(char) != "Cf"])  # soft hyphens and their like
        bare = unicodedata.normalize("NFKC", bare).translate(SIMPLIFIED)
    bare = _BETWEEN.sub(" ", bare.replace("&", " and ")).strip()
    return _CO.sub("co", bare)


def words(folded: str) -> list[str]:
    """Return the words of a folded text; Chinese characters that stand together are one.

    Example:
        >>> words("cepa服务贸易协议 2015")
        ['cepa', '服务贸易协议', '2015']
    """
    return _WORD.findall(folded)


def key(folded: str) -> str:
    """Return what two folded texts must share to be the same name: articles and spaces do not matter.

    Example:
        >>> key("the law society"), key("law society"), key("the")
        ('lawsociety', 'lawsociety', 'the')
    """
    parts = folded.split()
    return "".join([part for part in parts if part != "the"] or parts)


def is_han(word: str) -> bool:
    """Whether a word is one of Chinese characters."""
    return _FIRST_HAN.match(word) is not None
