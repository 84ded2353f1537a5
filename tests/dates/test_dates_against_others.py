"""Partial dates against two other readers of EDTF: the same days for the same text, save for known differences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, event, given, strategies as st

from helpers.date_differences import DIFFERENCES, Difference, Library, Reading, table
from mainland_coop import MainlandCoopError, PartialDate

WHY = "the reader to compare with is not installed: pip install 'mainland-coop[test-full]'"
PAGE = Path(__file__).parents[2] / "docs" / "edtf-compared.md"


# --- The readers -----------------------------------------------------------------------------------------------------


def ours(text: str) -> Reading | None:
    try:
        date = PartialDate.parse(text)
    except MainlandCoopError:
        return None
    return Reading(str(date.earliest), str(date.latest), date.precision.value, str(date))


@cache
def by_edtf(text: str) -> Reading | None:
    edtf = pytest.importorskip("edtf", reason=WHY)
    try:
        date = edtf.parse_edtf(text)
        days = (date.lower_strict(), date.upper_strict())
    except Exception:  # it refuses in many ways, also with errors of its own making
        return None
    first, last = (str(day) if isinstance(day, float) else "{:04}-{:02}-{:02}".format(*day[:3]) for day in days)
    return Reading(first, last, told(lambda: getattr(date, "date", date).precision), str(date))


def told(ask: Callable[[], str]) -> str | None:
    """The answer, or None if there is none: some dates fail when they are asked for their precision or text."""
    try:
        return ask()
    except (AttributeError, ValueError):
        return None


@cache
def by_undate(text: str) -> Reading | None:
    undate = pytest.importorskip("undate", reason=WHY)
    from undate.converters.edtf import EDTFDateConverter

    try:
        date = EDTFDateConverter().parse(text)
        is_interval = isinstance(date, undate.UndateInterval)
        first, last = (date.earliest, date.latest) if is_interval else (date, date)
        days = (str(first.earliest) if first else "none", str(last.latest) if last else "none")
    except Exception:  # it refuses in many ways, also with errors of the parsers that it builds on
        return None
    return Reading(*days, told(lambda: date.precision.name.lower()), told(lambda: date.format("EDTF")))


READERS: dict[Library, Callable[[str], Reading | None]] = {"edtf": by_edtf, "undate": by_undate}


def disagreements(library: Library, text: str) -> Iterator[tuple[str, object, object]]:
    """Each aspect of a text on which we and the library differ, with what either says."""
    we, they = ours(text), READERS[library](text)
    if (we and we[:2]) != (they and they[:2]):
        yield "days", we and we[:2], they and they[:2]
    if we is None or they is None:
        return
    if we.precision != they.precision:
        yield "precision", we.precision, they.precision
    if they.text is None or ours(they.text) != we:
        yield "text", we.text, they.text


def explanation(library: Library, aspect: str, text: str, we: object, they: object) -> Difference | None:
    """The known difference that a disagreement belongs to: one about such texts, and with the same side refusing."""
    for difference in DIFFERENCES:
        if (difference.library, difference.aspect) == (library, aspect) and difference.applies(text):
            refusals = {(a is None, b is None) for a, b in difference.examples.values()}
            if (we is None, they is None) in refusals or aspect == "precision":
                return difference
    return None


# --- The texts -------------------------------------------------------------------------------------------------------

YEARS = ("0000", "0001", "0009", "0099", "0100", "1582", "1900", "2000", "2011", "2012", "2100", "9999")
MASKS = ("000X", "001X", "199X", "999X", "00XX", "01XX", "20XX", "99XX", "0XXX", "2XXX", "XXXX", "20X1", "X011", "201x")
TAILS = ("XX", "XX-XX", "02-XX", "00-XX", "13-XX", "XX-05", "02", "02-05", "1X", "0X", "02-1X", "02-3X", "X2", "02-X5")
RUN_DATES = ("2011", "2011-02", "2011-12", "2011-02-05", "2012-02-29", "2011-02-29", "0001", "9999", "0000", "")
NO_DATES = ("2011~", "201X", "2011-XX", "2011-13", "2011-21")
QUALIFIED = ("2011", "2011-02", "2011-02-05", "201X", "20XX", "2011-XX", "2011-02-XX", "2011-XX-XX", "2011-02-29")
OTHERS = (
    *("[2016,2018]", "[2016..2017,2019]", "[2016]", "{2016..2017}", "{2016,2018}", "[2016..2017]~", "2016..2017"),
    *("[2016...2017]", "[2016 .. 2017]", "[..2016", "[2016-02..03]", "[2016..17]", "(2016..2017)"),
    *("2016/2017", "2016-02/..", "../2017", "2016/", "/2017"),
    *("", "2011-2", "2011-2-5", "11", "201", "02011", "20110205", "2011/02", "2011-036", "2011-W05", "2011-02-05-06"),
    *(
        "2011-02-05T10:00:00",
        "2011-02-05T10:00:00Z",
        " 2011",
        "2011 ",
        "2011\n",
        "2011\x00",
        "２０１１",
        "٢٠١١",
        "20①1",
    ),
    *("-0001", "-0044", "+2011", "Y12345", "Y-12345", "Y1E5", "1950S2", "unknown", "open", "..", "circa 2011"),
    *("2011~?", "2011?~", "2011~~", "~2011", "?2011-02", "2011?-02", "2011-~02", "2011-02~-05", "2011-02-~05"),
)


def all_texts() -> list[str]:
    """Small forms in full: each month and its last days, both kinds of February, masks, qualifiers, runs, slips."""
    texts = [*YEARS, *MASKS, *OTHERS]
    texts += [f"{year}-{month:02}" for year in ("2011", "0001", "9999", "0000") for month in (*range(15), 20, 42, 99)]
    texts += [f"2011-{month:02}" for month in range(21, 42)]
    texts += [f"2011-{month:02}-{day:02}" for month in range(14) for day in (0, 1, 28, 29, 30, 31, 32)]
    texts += [f"{year}-02-{day}" for year in YEARS for day in (28, 29, 30)]
    texts += ["0001-01-01", "9999-12-31", "1582-10-10"]
    texts += [f"{year}-{tail}" for year in ("2011", "0001", "9999", "0000", "201X", "20XX") for tail in TAILS]
    texts += [f"{date}{mark}" for date in QUALIFIED for mark in "~?%"]
    texts += [f"[{first}..{last}]" for first in RUN_DATES for last in RUN_DATES]
    texts += [run for date in NO_DATES for run in (f"[{date}..2012]", f"[2010..{date}]")]
    texts += [text for difference in DIFFERENCES for text in difference.examples]
    texts += [read.text for text in texts if (read := ours(text))]
    return list(dict.fromkeys(texts))


@st.composite
def shared_texts(draw: st.DrawFn) -> str:
    """Texts of all forms that we read, over the whole calendar, with days that may not exist."""
    year = draw(st.integers(1, 9999) | st.sampled_from([1900, 2000, 2011, 2012]))
    month, day = draw(st.integers(1, 12)), draw(st.integers(1, 31))
    plain = [f"{year:04}", f"{year:04}-{month:02}", f"{year:04}-{month:02}-{day:02}"]
    if draw(st.booleans()):
        other = draw(st.integers(0, 3))
        later = min(9999, year + draw(st.integers(-1, 30)))
        ends = [f"{max(1, later):04}", f"{max(1, later):04}-{draw(st.integers(1, 12)):02}"]
        last = (*ends, f"{ends[1]}-{draw(st.integers(1, 31)):02}", "")[other]
        return f"[{draw(st.sampled_from(plain if not last else [*plain, '']))}..{last}]"
    masked = [f"{year:04}"[:3] + "X", f"{year:04}"[:2] + "XX", f"{plain[0]}-XX", f"{plain[1]}-XX", f"{plain[0]}-XX-XX"]
    return draw(st.sampled_from([*plain, *masked])) + draw(st.sampled_from(["", "", "~", "?", "%"]))


# --- The tests -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("library", READERS)
def test_every_disagreement_is_a_known_one(library: Library) -> None:
    texts = all_texts()
    unknown = [
        (text, aspect, we, they)
        for text in texts
        for aspect, we, they in disagreements(library, text)
        if explanation(library, aspect, text, we, they) is None
    ]
    assert unknown == []
    agreed = [text for text in texts if ours(text) and not list(disagreements(library, text))]
    assert len(agreed) > 100


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda d: f"{d.library}: {d.aspect} of {d.texts}")
def test_a_known_difference_is_still_as_described(difference: Difference) -> None:
    for text, (we, they) in difference.examples.items():
        assert difference.applies(text), text
        assert (difference.aspect, we, they) in list(disagreements(difference.library, text)), text


@pytest.mark.parametrize("library", READERS)
@given(text=shared_texts())
def test_texts_over_the_whole_calendar(library: Library, text: str) -> None:
    READERS[library]("2011")  # skips where it is not installed
    found = list(disagreements(library, text))
    event(f"{library}: {'agree' if not found else 'differ'}")
    for aspect, we, they in found:
        assert explanation(library, aspect, text, we, they), (text, aspect, we, they)


@pytest.mark.parametrize("library", READERS)
@given(text=shared_texts())
def test_what_we_write_is_read_by_others_as_the_same_days(library: Library, text: str) -> None:
    """Our normal form, for every value that is no run (undate reads none, and edtf none of mixed precision)."""
    READERS[library]("2011")
    we = ours(text)
    assume(we is not None and we.precision != "run")
    assert we is not None
    they = READERS[library](we.text)
    assert they is not None
    assert they[:2] == we[:2]


def test_the_page_shows_the_differences() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert table() in text, f"{PAGE.name} is not up to date; between its markers belongs:\n\n{table()}"
