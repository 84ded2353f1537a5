"""What the cells of a column hold: dates, numbers, names in Chinese, words for nothing; and what stands between parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import attrs

from mainland_coop.foundation.vocabularies import AgreementKind
from mainland_coop.intake.date_styles import DateColumn, date_column
from mainland_coop.intake.header_words import words_of
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

    def _share(self, holds: object) -> float:
        assert callable(holds)
        return sum(n for text, n in self.stated.items() if holds(text)) / self.n_stated if self.n_stated else 0.0


_LITERAL = "itself"


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeError:
        return False
    return True


# --- Several values in a cell ----------------------------------------------------------------------------------------

_SEPARATORS = (";", "；", "|", "\n", "、", " / ", "/", "，", ",", " – ", " - ", " and ", " & ")
_WEAK = (",", "，", "/", " - ", " – ", " and ", " & ")
_IN_NAMES = ("/", " - ", " – ", " and ", " & ")
_NO_NAME = re.compile(
    r"(?:the )?(?:former )?(?:\w+ )*(?:republic|state|states|kingdom|federation|people's republic|sar|region|province)(?: of)?|"
    r"inc\.?|ltd\.?|llc|co\.?|corp\.?|limited|s\.?a\.?|gmbh|plc|jr\.?|the|of|and .*|province of .*|\d+|s\.a\.r\.",
    re.IGNORECASE,
)


def separator_of(counts: Mapping[str, int]) -> tuple[str | None, bool]:
    """Return what stands between several values of a cell, and whether that is clear.

    A comma is not clear where what it would cut off is no name, as in "Korea, Republic of".

    Example:
        >>> separator_of({"A; B": 1, "C": 1}), separator_of({"Korea, Republic of": 1, "Chad": 1}), separator_of({"A": 1})
        ((';', True), (',', False), (None, True))
    """
    total = sum(counts.values())
    found: list[tuple[float, str, bool]] = []
    for mark in _SEPARATORS:
        having = {text: n for text, n in counts.items() if mark in text}
        share = sum(having.values()) / total if total else 0.0
        if share < (0.05 if mark in _WEAK else 0.005):
            continue
        parts = [part.strip() for text in having for part in text.split(mark)]
        if mark in _IN_NAMES:
            alone = {text for text in counts if mark not in text}
            again = sum(part in alone for part in parts) + len(parts) - len(set(parts))
            if share < 0.3 or again < len(parts) / 4:
                continue
        odd = sum(not part or _NO_NAME.fullmatch(part) is not None for part in parts)
        found.append((share, mark, odd == 0 if mark in _WEAK else odd <= len(parts) / 20))
    if not found:
        return None, True
    strong = [each for each in found if each[1] not in _WEAK]
    share, mark, clear = max(strong or found, key=lambda each: each[0])
    others = [each for each in found if each[0] > 2 * share]
    if others:  # a mark within names, or a few cells that are written in another way
        return max(others)[1], False
    return mark, clear


# --- Kinds -----------------------------------------------------------------------------------------------------------

_KIND_WORDS: Sequence[tuple[str, AgreementKind]] = (
    ("supplemental arrangement|補充安排|补充安排", AgreementKind.SUPPLEMENTAL_ARRANGEMENT),
    ("framework arrangement|框架安排", AgreementKind.FRAMEWORK_ARRANGEMENT),
    ("framework agreement|框架協議|框架协议", AgreementKind.FRAMEWORK_AGREEMENT),
    (
        "memorandum of co-operation|memorandum of cooperation|moc|合作備忘錄|合作备忘录",
        AgreementKind.MEMORANDUM_OF_CO_OPERATION,
    ),
    (
        "memorandum of understanding|memoranda of understanding|mou|m.o.u.|memorandum|諒解備忘錄|谅解备忘录|備忘錄|备忘录|"
        "absichtserklärung|mémorandum|memorando|memorándum",
        AgreementKind.MEMORANDUM_OF_UNDERSTANDING,
    ),
    ("record of meeting|會議紀要|会议纪要", AgreementKind.RECORD_OF_MEETING),
    ("minutes|紀要|纪要", AgreementKind.MINUTES),
    ("letter of intent|loi|意向書|意向书", AgreementKind.LETTER_OF_INTENT),
    (
        "exchange of letters|exchange of notes|換文|换文|notenwechsel|briefwechsel|échange de lettres|échange de notes",
        AgreementKind.EXCHANGE_OF_LETTERS,
    ),
    ("amendment agreement|amendment|amending|修訂|修订", AgreementKind.AMENDMENT_AGREEMENT),
    ("protocol|議定書|议定书|protokoll|protocole|protocolo", AgreementKind.PROTOCOL),
    ("supplement|supplementary|補充|补充", AgreementKind.SUPPLEMENT),
    ("joint declaration|聯合宣言|联合宣言", AgreementKind.JOINT_DECLARATION),
    ("joint statement|聯合聲明|联合声明", AgreementKind.JOINT_STATEMENT),
    ("work plan|工作計劃|工作计划", AgreementKind.WORK_PLAN),
    ("action plan|行動計劃|行动计划", AgreementKind.ACTION_PLAN),
    ("convention|公約|公约|übereinkommen|convenio|convención", AgreementKind.CONVENTION),
    ("treaty|條約|条约|bit|staatsvertrag|traité|tratado", AgreementKind.TREATY),
    ("arrangement|安排|vereinbarung|arreglo", AgreementKind.ARRANGEMENT),
    (
        "contract|lease|licence|license|tender|purchase order|合同|合約|合约|契約|租約|vertrag|contrat|contrato|mietvertrag",
        AgreementKind.CONTRACT,
    ),
    (
        "agreement|agreements|fta|pta|rta|cepa|協議|协议|協定|协定|abkommen|accord|acuerdo|cooperation agreement",
        AgreementKind.AGREEMENT,
    ),
    ("decision|決定|决定", AgreementKind.DECISION),
    ("rules|規則|规则", AgreementKind.RULES),
)


def kind_meant(text: str) -> AgreementKind | None:
    """Return the kind that words name, the most particular first; None if they name none.

    Example:
        >>> str(kind_meant("MoU")), str(kind_meant("Bilateral Free Trade Agreement")), kind_meant("Bilateral")
        ('memorandum of understanding', 'agreement', None)
    """
    folded = text.strip().casefold()
    words = f" {words_of(folded)} "
    for kind in AgreementKind:
        if folded == str(kind):
            return kind
    for phrases, kind in _KIND_WORDS:
        for phrase in phrases.split("|"):
            if (phrase in words) if not phrase.isascii() else (f" {words_of(phrase)} " in words):
                return kind
    return None
