"""From cells to terms, flags and kinds, as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches

from mainland_coop.dates.other_writings import in_digits
from mainland_coop.dates.terms import Term
from mainland_coop.foundation.errors import TermError, shorten
from mainland_coop.foundation.vocabularies import AgreementKind
from mainland_coop.intake.kind_words import kind_meant
from mainland_coop.intake.values import CellError

TERM_UNITS: Mapping[str, str] = {"years": "Y", "months": "M", "weeks": "W", "days": "D"}
"""What a bare number in a column of terms may count."""

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"]
_ONES += ["fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = {
    "a": 1,
    "an": 1,
    **{word: at for at, word in enumerate(_ONES, 1)},
    **{word: 10 * at for at, word in enumerate(_TENS, 2)},
    **{f"{ten}-{one}": 10 * at + of for at, ten in enumerate(_TENS, 2) for of, one in enumerate(_ONES[:9], 1)},
    "hundred": 100,
    "a hundred": 100,
    "one hundred": 100,
}
_UNITS = {
    **dict.fromkeys(("year", "years", "yr", "yrs", "y", "年"), "Y"),
    **dict.fromkeys(("month", "months", "mth", "mths", "mo", "mos", "m", "個月", "个月"), "M"),
    **dict.fromkeys(("week", "weeks", "wk", "wks", "w", "週", "周", "星期"), "W"),
    **dict.fromkeys(("day", "days", "d", "日", "天"), "D"),
}
_HAN_ONES = "一二三四五六七八九"
_PART = re.compile(
    rf"(?P<number>\d{{1,7}}|[a-z]+(?:[ -][a-z]+)??|[零兩两{_HAN_ONES}]|[{_HAN_ONES}]?十[{_HAN_ONES}]?)"
    r"(?:\s*\((?P<same>\d{1,7})\))?[\s-]*"
    rf"(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![a-z])\.?",
)
_BETWEEN = re.compile(r"\s*(?:,|and|&|零|又)?\s*(?:and\s+)?")
_LONGEST = 60


def term_in_words(text: str) -> str | None:
    """Return the ISO 8601 duration of a term in English or Chinese words and units, or None.

    Example:
        >>> term_in_words("five years"), term_in_words("18 Months"), term_in_words("3 years and 6 months")
        ('P5Y', 'P18M', 'P3Y6M')
        >>> term_in_words("two (2) years"), term_in_words("三年六個月"), term_in_words("2.5 years")
        ('P2Y', 'P3Y6M', None)
    """
    folded = text.casefold().strip().removeprefix("for ")
    if len(folded) > _LONGEST:
        return None
    found: dict[str, int] = {}
    at = 0
    while at < len(folded):
        match = _PART.match(folded, at)
        number = None if match is None else _number(match["number"])
        if match is None or number is None or match["same"] not in (None, str(number)):
            return None
        unit = _UNITS[match["unit"]]
        if unit in found or (found and "YMWD".index(unit) < max(map("YMWD".index, found))):
            return None
        found[unit] = number
        between = _BETWEEN.match(folded, match.end())
        at = match.end() if between is None else between.end()
        if at == len(folded) > match.end():
            return None  # it ends with an "and"
    return f"P{''.join(f'{number}{unit}' for unit, number in found.items())}"


def _number(word: str) -> int | None:
    if word.isascii():
        return int(word) if word.isdigit() else _NUMBERS.get(word.replace(" ", "-"), _NUMBERS.get(word))
    return int(in_digits(word))


def term_reader(unit: str | None, field: str) -> Callable[[str], Term]:
    """Return what reads terms of a field: durations, words, and bare numbers, which count the unit if one is named."""

    def term(text: str) -> Term:
        if text.isascii() and text.isdigit():
            if unit is None:
                remedy = f"a bare number is no term: write P{text[:20]}Y, or pass term_unit='years'"
                raise CellError(remedy, fault="a bare number is no term")
            text = f"P{text}{TERM_UNITS[unit]}"
        elif text[:1] != "P" or " " in text:
            text = term_in_words(text) or text
        try:
            return Term.parse(text)
        except TermError as error:
            raise _term_error(text, field, error) from None

    return term


_HALVES = re.compile(r"(\d{1,4})[.,]5\s*(years?|yrs?)?", re.IGNORECASE | re.ASCII)
_OPEN_TERMS = ("indefinite", "unlimited", "permanent", "perpetual", "open", "none", "無限期", "无限期", "長期", "长期")


def _term_error(text: str, field: str, error: TermError) -> CellError:
    if any(text.casefold().startswith(word) for word in _OPEN_TERMS):
        return CellError(
            f"it is no term: if none is stated, pass sentinels={{{field!r}: {{{shorten(text)}: None}}}}; that there is "
            f"no end belongs into a column of expires, as '..'",
            fault="it is no term, and may stand for none",
            arguments={"sentinels": {field: {text: None}}},
        )
    if not any(character.isalnum() for character in text):
        return CellError(
            f"it is no term; if it stands for what is not stated, pass sentinels={{{field!r}: {{{text!r}: None}}}}",
            fault="it is no term, and may stand for none",
            arguments={"sentinels": {field: {text: None}}},
        )
    if match := _HALVES.fullmatch(text):
        return CellError(f"a term has whole parts: write P{match[1]}Y6M for years", fault="a term has whole parts")
    sentinel = f"sentinels={{{field!r}: {{{shorten(text)}: 'P5Y'}}}}"
    return CellError(f"{error.describe()}; write it so, or pass {sentinel} with what it means", fault="it is no term")


# --- Words ---------------------------------------------------------------------------------------------------------

_FLAGS = {"true": True, "yes": True, "false": False, "no": False}


def flag_of(text: str) -> bool:
    """Return a flag, of which yes and no are other words."""
    found = _FLAGS.get(text.casefold())
    if found is None:
        raise CellError("expected true or false; pass sentinels to say which of them other words mean")
    return found


def read_tacit_renewal(term: Callable[[str], Term]) -> Callable[[str], Term | bool]:
    """Return what reads tacit renewals: a term, or that there is one of which the period is not stated, or none."""
    return lambda text: flag_of(text) if text.casefold() in _FLAGS else term(text)


_CALLED = {
    "mous": AgreementKind.MEMORANDUM_OF_UNDERSTANDING,
    "eol": AgreementKind.EXCHANGE_OF_LETTERS,
    "supplementary agreement": AgreementKind.SUPPLEMENT,
    "supplemental agreement": AgreementKind.SUPPLEMENT,
    "joint communique": AgreementKind.JOINT_STATEMENT,
    "joint communiqué": AgreementKind.JOINT_STATEMENT,
    "pact": AgreementKind.AGREEMENT,
    "charter": AgreementKind.AGREEMENT,
}
"""What is only offered for a cell of kinds, beside the words by which a column of them is known."""


def likely_kind(text: str) -> AgreementKind | None:
    """Return the kind that a word may stand for, or None.

    Example:
        >>> likely_kind("MoU"), likely_kind("Treaty"), likely_kind("lease"), likely_kind("xyz")
        (<AgreementKind.MEMORANDUM_OF_UNDERSTANDING: 'memorandum of understanding'>, <AgreementKind.TREATY: 'treaty'>, \
<AgreementKind.CONTRACT: 'contract'>, None)
    """
    called = _kind_called(text)
    if called is not None or len(text) > _LONGEST:
        return called
    folded = _folded(text)
    words = [str(kind) for kind in AgreementKind]
    alike = get_close_matches(folded.removesuffix("s"), words, n=1, cutoff=0.75)
    return AgreementKind(alike[0]) if alike else None


def _kind_called(text: str) -> AgreementKind | None:
    folded = _folded(text)
    return _CALLED.get(folded) or (kind_meant(folded) if len(text) <= _LONGEST else None)


def _folded(text: str) -> str:
    return text.casefold().strip(" .").replace(".", "")


def kind_of(text: str) -> AgreementKind:
    """Return what an instrument is called."""
    try:
        return AgreementKind(text)
    except ValueError:
        meant = likely_kind(text)
    if meant is not None:
        other = " (or 'other')" if _kind_called(text) and _folded(text) != str(meant) else ""
        remedy = f"did you mean {str(meant)!r}{other}? Then pass sentinels={{'kind': {{{text!r}: {str(meant)!r}}}}}"
        arguments = {"sentinels": {"kind": {text: str(meant)}}}
        raise CellError(f"it is no kind of agreement; {remedy}", fault="it is no kind", arguments=arguments)
    words = ", ".join(repr(str(kind)) for kind in AgreementKind)
    remedy = f"the kinds are {words}; pass sentinels={{'kind': {{{shorten(text)}: ...}}}}"
    raise CellError(f"it is no kind of agreement; {remedy}", fault="it is no kind, and none is like it")
