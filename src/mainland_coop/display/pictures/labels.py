"""What rows and marks are called: in the language of the picture, cut at words, wrapped, and never two alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias, get_args

from mainland_coop.display.pictures.fonts import is_chinese
from mainland_coop.display.plain_text import clean, width
from mainland_coop.foundation.errors import InvalidRecordError, shorten
from mainland_coop.foundation.showing import Language, LanguageChoice
from mainland_coop.records.names import Name

Labels: TypeAlias = Literal["full", "short", "id"]
"""What rows are called by: the whole name, the short one where there is one, or the id."""

_ORDER: Mapping[Language, tuple[Language, ...]] = {
    "en": ("en", "zh_hant", "zh_hans"),
    "zh_hant": ("zh_hant", "zh_hans", "en"),
    "zh_hans": ("zh_hans", "zh_hant", "en"),
}
"""The languages in which a name is looked for, the first that it has is taken."""

# A line may break after a space, after a hyphen but not within a date, and between any two characters of which one is
# Chinese; but none begins with what closes, nor ends with what opens.
_CLOSING, _OPENING = "，。、；：？！）》」』】〉％·)]", "（《「『【〈(["
_WORD = r"[^\s\u2e80-\uffff]+?(?:(?<=[^\W\d])-|-(?=[^\W\d])|(?=[\s\u2e80-\uffff]|$))"
_PIECES = re.compile(rf"[{re.escape(_OPENING)}]*(?:{_WORD}|[\u2e80-\uffff])[{re.escape(_CLOSING)}]*\s*|.", re.DOTALL)


def script_of(names: Iterable[Name], choice: LanguageChoice) -> Language:
    """Return the language of a picture: the one chosen, or for Chinese the script that most of the names have.

    Example:
        >>> script_of([Name(zh_hans="安排"), Name(zh_hant="協議", zh_hans="协议")], "zh")
        'zh_hans'
    """
    if choice != "zh":
        return choice
    listed = list(names)
    simplified = sum(name.zh_hans is not None for name in listed)
    return "zh_hans" if simplified > sum(name.zh_hant is not None for name in listed) else "zh_hant"


def text_of(name: Name, id: str, language: Language, *, labels: Labels = "full", has_chinese: bool = True) -> str:
    """Return what a record is called in a language, else in the other script of Chinese, else in another language.

    Where no font has Chinese characters, it is the id that stands for a name in Chinese alone.

    Raises:
        InvalidRecordError: If `labels` is none of its words.
    """
    if labels not in get_args(Labels):
        raise InvalidRecordError(f"labels={shorten(labels)}: it is one of {', '.join(get_args(Labels))}")
    if labels == "id":
        return id
    if labels == "short":
        fitting = [short for short in name.short if is_chinese(short) == (language != "en")]
        if fitting and (has_chinese or language == "en"):
            return clean(min(fitting, key=width))
    for script in _ORDER[language]:
        text = getattr(name, script)
        if text is not None and (has_chinese or not is_chinese(text)):
            return clean(text)
    return id


def wrapped(text: str, columns: int) -> list[str]:
    """Return the lines of a text, of at most so many columns; only a longer word is broken.

    Example:
        >>> wrapped("Arrangement on Legal Matters", 16)
        ['Arrangement on', 'Legal Matters']
        >>> wrapped("深港法律合作安排（二〇一一年）", 10)
        ['深港法律合', '作安排（二', '〇一一年）']
    """
    lines: list[str] = []
    line = ""
    for piece in _PIECES.findall(text):
        while width(piece.rstrip()) > columns:
            room = columns - width(line)
            head = _head(piece, room) if room > columns // 2 else ""
            lines, line, piece = [*lines, (line + head)] if line or head else lines, "", piece[len(head) :]
            if not head:
                head = _head(piece, columns)
                lines, piece = [*lines, head], piece[len(head) :]
        if width((line + piece).rstrip()) > columns:
            lines, line = [*lines, line], ""
        line += piece
    return [each.rstrip() for each in (*lines, line) if each.strip()]


def _head(text: str, columns: int) -> str:
    """The beginning of a text that fits, of one character at least."""
    end = len(text)
    while end > 1 and width(text[:end]) > columns:
        end -= 1
    return text[:end]


def row_labels(
    texts: Sequence[str], ids: Sequence[str], columns: int, lines: int, details: Sequence[str] = ()
) -> list[str]:
    """Return a label for each of several rows, no two alike where their ids differ.

    Texts that would be cut to the same keep their ends too, with what lies between left out; texts that are the same
    get their ids.

    Args:
        texts: What the rows are called.
        ids: The ids of their records.
        columns: How many columns a line of a label has.
        lines: How many lines a label has at most.
        details: What stands in brackets behind each, whole.

    Example:
        >>> titles = ["Arrangement on Enforcement of Awards", "Arrangement on Enforcement of Judgments"]
        >>> row_labels(titles, ["a", "b"], 26, 1)
        ['Arrangement on … Awards', 'Arrangement on … Judgments']
    """
    ends = [f" ({each})" if each else "" for each in (details or [""] * len(texts))]

    def cut(place: int) -> str:
        return _between(texts[place], "…", ends[place], columns, lines)

    def with_end(place: int) -> str:
        pieces = _PIECES.findall(texts[place])
        tail = pieces.pop() if len(pieces) > 2 else ""
        while len(pieces) > 1 and width(pieces[-1] + tail) <= columns * lines // 3:
            tail = pieces.pop() + tail
        return _between("".join(pieces).rstrip(), " … ", tail + ends[place], columns, lines) if tail else cut(place)

    def with_id(place: int) -> str:
        return _between(texts[place], "…", f"{ends[place]} ({ids[place]})", columns, lines)

    labels = [cut(place) for place in range(len(texts))]
    for make in (with_end, with_id, ids.__getitem__):
        counts = Counter(labels)
        for place, label in enumerate(labels):
            if counts[label] > 1:
                labels[place] = make(place)
    return labels


def _between(text: str, dots: str, end: str, columns: int, lines: int) -> str:
    """A text and what it ends with, in so many lines: cut after a word, with dots between them, where it is longer."""
    found = wrapped(f"{text}{' ' if dots.isspace() else ''}{end}", columns)
    if len(found) <= lines and dots == "…":
        return "\n".join(found)
    pieces = _PIECES.findall(text)
    while pieces:
        found = wrapped(f"{''.join(pieces).rstrip(' ,;，；、')}{dots}{end}", columns)
        if len(found) <= lines:
            return "\n".join(found)
        pieces.pop()
        while pieces and pieces[-1].endswith("-"):
            pieces.pop()  # half a word
    return "\n".join(wrapped(end.strip() or text, columns))
