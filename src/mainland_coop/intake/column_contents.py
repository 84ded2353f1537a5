"""What the cells of a column hold: dates, numbers, Chinese, and words for nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import attrs

from mainland_coop.intake.date_styles import DateColumn, date_column
from mainland_coop.intake.values import CellError, text_of

NOTHING = frozenset(
    [
        "na",
        "n/a",
        "n.a.",
        "n.a",
        "nan",
        "null",
        "none",
        "nil",
        "-",
        "--",
        "---",
        "–",
        "—",
        "?",
        "??",
        "unknown",
        "not known",
        "not stated",
        "not available",
        "not applicable",
        "tbd",
        "tbc",
        "to be determined",
        "to be confirmed",
        "not specified",
        "unspecified",
        "undated",
        "no date",
        "n.d.",
        "nd",
        "pending",
        "...",
        "…",
        "無",
        "无",
        "不詳",
        "不详",
        "未知",
        "未定",
        "未明",
        "沒有",
        "没有",
        "k.a.",
        "k. a.",
        "unbekannt",
        "o.d.",
        "s.d.",
        "s. d.",
        "inconnu",
        "inconnue",
        "s/f",
        "desconocido",
        "sin fecha",
        "<na>",
        "(null)",
        "/",
        ".",
    ]
)
"""Texts that stand for what is not stated, in small letters."""

OPEN = frozenset(
    [
        "open",
        "open-ended",
        "open ended",
        "indefinite",
        "indefinitely",
        "unlimited",
        "permanent",
        "perpetual",
        "perpetuity",
        "ongoing",
        "on-going",
        "present",
        "current",
        "to date",
        "until further notice",
        "no expiry",
        "no end date",
        "in perpetuity",
        "continuing",
        "continuous",
        "forever",
        "to present",
        "until now",
        "no end",
        "no expiry date",
        "evergreen",
        "still in force",
        "in force",
        "長期",
        "长期",
        "無限期",
        "无限期",
        "永久",
        "至今",
        "現在",
        "现在",
        "不定期",
        "無期限",
        "无期限",
        "unbefristet",
        "unbestimmt",
        "auf unbestimmte zeit",
        "indéterminée",
        "durée indéterminée",
        "illimitée",
        "indefinido",
        "indefinida",
        "vigente",
        "en vigueur",
        "in kraft",
        "permanente",
    ]
)
"""Texts that stand for an end that is open, in small letters."""

_NEGATIVE = re.compile(r"-\d+(?:\.0+)?", re.ASCII)
_ZERO_DATE = re.compile(r"0+|0000-00-00(?: 00:00:00)?|00[/.]00[/.]0000|99[/.]99[/.]9999", re.ASCII)
_FAR = re.compile(r"9999(?:-12(?:-31)?)?(?:[ T]00:00:00Z?)?|99991231|31[./-]12[./-]9999|12[./-]31[./-]9999", re.ASCII)
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*%?", re.ASCII)
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@attrs.frozen(eq=False, slots=False)
class ColumnContents:
    """A column of a table.

    Attributes:
        at: Its index.
        name: Its name.
        words: The words of its name, with those of a heading above it.
        counts: Its texts without spaces around them, each with its number of cells.
        n_blank: How many cells are blank.
        padded: A cell with spaces around its text, if there is one.
        faulty: A cell of which no text can be made, if there is one.
    """

    at: int
    name: str
    words: str
    counts: Mapping[str, int]
    n_blank: int
    padded: str | None
    faulty: str | None

    @classmethod
    def of(cls, at: int, name: str, words: str, cells: Iterable[object]) -> ColumnContents:
        """Return the column of some cells."""
        raw: Counter[object] = Counter()
        for cell in cells:
            raw[tuple(cell) if isinstance(cell, list) else cell] += 1
        counts: Counter[str] = Counter()
        blank = 0
        padded = faulty = None
        for value, n in raw.items():
            if type(value) is str:
                text = value.strip()
                if text != value and text:
                    padded = value
            else:
                try:
                    found = text_of(value)
                except CellError:
                    faulty = str(value)
                    continue
                text = "; ".join(found) if isinstance(found, tuple) else found or ""
            if text:
                counts[text] += n
            else:
                blank += n
        return cls(at, name, words, counts, blank, padded, faulty)

    @cached_property
    def stated(self) -> Mapping[str, int]:
        """Its texts without those that stand for nothing."""
        return {text: n for text, n in self.counts.items() if text.casefold() not in NOTHING}

    @cached_property
    def n_stated(self) -> int:
        """How many cells state something."""
        return sum(self.stated.values())

    @cached_property
    def dates(self) -> DateColumn:
        """How its dates are written."""
        return date_column(self.stated)

    @cached_property
    def dated(self) -> float:
        """The share of its cells that are dates, of those that state anything a date could."""
        out = sum(n for text, n in self.stated.items() if self.meaning_in_dates(text) is not _LITERAL)
        return self.dates.n_dates / (self.n_stated - out) if self.n_stated > out else 0.0

    def meaning_in_dates(self, text: str) -> str | None:
        """Return what a text in a column of last days stands for: nothing (None), an open end, or itself."""
        folded = text.casefold()
        if folded in NOTHING or _NEGATIVE.fullmatch(text) or _ZERO_DATE.fullmatch(text):
            return None
        return ".." if folded in OPEN or _FAR.fullmatch(text) else _LITERAL

    @cached_property
    def numeric(self) -> float:
        """The share of its cells that are numbers."""
        return self._share(lambda text: _NUMBER.fullmatch(text) is not None)

    @cached_property
    def chinese(self) -> float:
        """The share of its cells that have Chinese characters."""
        return self._share(lambda text: _CHINESE.search(text) is not None)

    @cached_property
    def script(self) -> str:
        """The script of its Chinese texts, `zh_hant` or `zh_hans`; texts that both write alike count as the first."""
        simplified = traditional = 0
        for text in list(self.stated)[:2000]:
            for character in text:
                if "\u3400" <= character <= "\u9fff":
                    simplified += not _encodes(character, "big5")
                    traditional += not _encodes(character, "gb2312")
        return "zh_hans" if simplified > traditional else "zh_hant"

    @cached_property
    def longest(self) -> int:
        """The length of its longest text."""
        return max(map(len, self.counts), default=0)

    def words_per_cell(self) -> float:
        """Return how many words a cell has on average; two Chinese characters count as one."""
        few = list(self.stated)[:2000]
        return sum(len(text.split()) + len(_CHINESE.findall(text)) / 2 for text in few) / max(len(few), 1)

    def spaceless(self) -> float:
        """Return the share of cells that could be ids."""
        return self._share(lambda text: len(text) <= 200 and not any(character.isspace() for character in text))

    def _share(self, holds: Callable[[str], bool]) -> float:
        return sum(n for text, n in self.stated.items() if holds(text)) / self.n_stated if self.n_stated else 0.0


_LITERAL = "itself"


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeError:
        return False
    return True
