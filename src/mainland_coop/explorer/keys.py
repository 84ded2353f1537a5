"""Names as the page compares them."""

from __future__ import annotations

from mainland_coop.collections.search import names_of
from mainland_coop.collections.spelling import fold, words


def key_of(text: str) -> str:
    """Return a name as the page compares it: folded, with a space before each word.

    Example:
        >>> key_of("CEPA服務貿易協議 (2015)")
        ' cepa 服务贸易协议 2015'
    """
    return "".join(f" {word}" for word in words(fold(text)))


def keys_of(record: object, *others: str | None) -> str:
    """Return the keys of all names of a record, and of other texts, each once, one a line."""
    texts = (*(text for _, text in names_of(record)), *others)
    return "\n".join(dict.fromkeys(filter(None, (key_of(text) for text in texts if text))))
