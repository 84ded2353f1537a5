"""What the page looks for names in: names folded as in `search`, their words apart."""

from __future__ import annotations

from collections.abc import Iterable

from mainland_coop.search.folding import fold, words
from mainland_coop.search.han import SIMPLIFIED
from mainland_coop.search.naming import names_of

__all__ = ["han_pairs", "key_of", "keys_of"]


def key_of(text: str) -> str:
    """Return a name as the page compares it: folded, with a space before each word.

    Example:
        >>> key_of("CEPA服務貿易協議 (2015)")
        ' cepa 服务贸易协议 2015'
    """
    return "".join(f" {word}" for word in words(fold(text)))


def keys_of(record: object, *others: str) -> str:
    """Return the keys of all names of a record, and of other texts, each once, one a line."""
    texts: Iterable[str] = (*(text for _, text in names_of(record)), *others)
    return "\n".join(dict.fromkeys(filter(None, map(key_of, texts))))


def han_pairs() -> str:
    """Return the table of Traditional and Simplified characters, each pair one after the other.

    Example:
        >>> han_pairs()[:4]
        '丟丢並并'
    """
    return "".join(f"{chr(code)}{simplified}" for code, simplified in SIMPLIFIED.items())
