"""Terms: how far they run, from which texts they are read, and what is refused."""

from __future__ import annotations

import datetime
import pickle

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop import Term
from mainland_coop.foundation.errors import shorten

LAST = datetime.date.max


def last_day(start: str, term: str) -> str:
    return datetime.date.fromordinal(
        Term.parse(term).last_day(datetime.date.fromisoformat(start).toordinal())
    ).isoformat()


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        # those of the design
        ("2011-03-01", "P1Y", "2012-02-29"),
        ("2012-02-29", "P1Y", "2013-02-28"),
        ("2011-01-31", "P1M", "2011-02-28"),
        ("2011-01-01", "P5Y", "2015-12-31"),
        ("2011-12-31", "P5Y", "2016-12-30"),
        # a missing day of the month: the whole of that month, and not a day less
        ("2011-01-30", "P1M", "2011-02-28"),
        ("2011-01-29", "P1M", "2011-02-28"),
        ("2011-01-28", "P1M", "2011-02-27"),
        ("2012-01-29", "P1M", "2012-02-28"),
        ("2012-01-30", "P1M", "2012-02-29"),
        ("2011-03-31", "P1M", "2011-04-30"),
        ("2011-08-31", "P18M", "2013-02-28"),
        ("2012-02-29", "P4Y", "2016-02-28"),
        # 1900 is no leap year, 2000 is one
        ("1899-03-01", "P1Y", "1900-02-28"),
        ("1999-03-01", "P1Y", "2000-02-29"),
        # years and months first, then days
        ("2011-02-28", "P1M2D", "2011-03-29"),
        ("2011-01-31", "P1M1D", "2011-03-01"),
        ("2011-11-30", "P1Y3M1D", "2013-03-01"),
        ("2011-01-01", "P3Y6M", "2014-06-30"),
        # days and weeks
        ("2011-01-01", "P1D", "2011-01-01"),
        ("2011-01-01", "P90D", "2011-03-31"),
        ("2012-02-28", "P2W", "2012-03-12"),
        # the end of the calendar
        ("9999-12-31", "P1D", "9999-12-31"),
        ("9999-12-31", "P2D", "9999-12-31"),
        ("9999-01-01", "P1Y", "9999-12-31"),
        ("9998-12-31", "P1Y", "9999-12-30"),
        ("9999-01-02", "P1Y", "9999-12-31"),
        ("9999-12-01", "P1M", "9999-12-31"),
        ("0001-01-01", "P9999Y", "9999-12-31"),
        ("0001-01-01", "P9999999Y9999999M9999999D", "9999-12-31"),
        ("0001-01-01", "P9999999W", "9999-12-31"),
        # the start of the calendar
        ("0001-01-01", "P1Y", "0001-12-31"),
        ("0001-01-31", "P1M", "0001-02-28"),
    ],
)
def test_last_day(start: str, term: str, end: str) -> None:
    assert last_day(start, term) == end


def walked(start: datetime.date, term: Term) -> datetime.date:
    """The last day, found by going through the calendar day by day, with no arithmetic on dates but 'next day'."""
    day = start
    months = term.years * 12 + term.months
    month_of, crossed = (day.year, day.month), 0
    if months:
        # Into the end month, then through the day before the same number, or through the month's last day.
        while crossed < months:
            if day == LAST:
                return LAST
            day += datetime.timedelta(days=1)
            if (day.year, day.month) != month_of:
                month_of, crossed = (day.year, day.month), crossed + 1
        previous = day - datetime.timedelta(days=1)
        while day.day < start.day and (day.year, day.month) == month_of:
            previous = day
            if day == LAST:
                break
            day += datetime.timedelta(days=1)
        end = previous
    else:
        end = start - datetime.timedelta(days=1) if start.toordinal() > 1 else None
    for _ in range(term.days + 7 * term.weeks):
        if end == LAST:
            break
        end = start if end is None else end + datetime.timedelta(days=1)
    assert end is not None
    return end


days = st.dates(datetime.date(1, 1, 1), datetime.date(9990, 1, 1)) | st.dates(
    datetime.date(2010, 1, 1), datetime.date(2013, 1, 1)
)
small_terms = st.builds(
    lambda y, m, d: Term(years=y, months=m, days=d) if y or m or d else Term(weeks=2),
    st.integers(0, 5),
    st.integers(0, 30),
    st.integers(0, 40),
) | st.builds(lambda w: Term(weeks=w), st.integers(1, 60))


@given(days, small_terms)
def test_the_last_day_is_that_of_a_walk_through_the_calendar(start: datetime.date, term: Term) -> None:
    assert datetime.date.fromordinal(term.last_day(start.toordinal())) == walked(start, term)


@pytest.mark.parametrize(
    "term", [Term(years=1), Term(months=1), Term(months=1, days=2), Term(months=18), Term(days=3), Term(weeks=1)]
)
def test_the_last_day_is_that_of_a_walk_from_every_day_around_a_leap_february(term: Term) -> None:
    for ordinal in range(datetime.date(2011, 1, 1).toordinal(), datetime.date(2012, 4, 2).toordinal()):
        start = datetime.date.fromordinal(ordinal)
        assert datetime.date.fromordinal(term.last_day(ordinal)) == walked(start, term), start


every_day = st.integers(1, LAST.toordinal())
parts = st.integers(0, 12_000)
terms = st.builds(
    lambda y, m, d: Term(years=y, months=m, days=d) if y or m or d else Term(days=1), parts, parts, parts
) | st.builds(lambda w: Term(weeks=w), st.integers(1, 600_000))


@given(every_day, every_day, terms)
def test_a_later_start_never_ends_earlier(a: int, b: int, term: Term) -> None:
    early, late = sorted((a, b))
    assert term.last_day(early) <= term.last_day(late)


@given(every_day, terms)
def test_a_term_ends_on_its_start_or_later_and_within_the_calendar(start: int, term: Term) -> None:
    assert start <= term.last_day(start) <= LAST.toordinal()


@given(every_day, terms)
def test_bounds_hold_for_every_start_within_the_calendar(start: int, term: Term) -> None:
    low, high = term.bounds
    end = term.last_day(start)
    assert end - start + 1 <= high
    if end < LAST.toordinal():
        assert low <= end - start + 1


@given(st.integers(1, 5).map(lambda years: Term(years=years)), every_day)
def test_years_are_twelve_months_each(term: Term, start: int) -> None:
    assert term.last_day(start) == Term(months=12 * term.years).last_day(start)


@given(st.integers(1, 1000), every_day)
def test_weeks_are_seven_days_each(weeks: int, start: int) -> None:
    assert Term(weeks=weeks).last_day(start) == Term(days=7 * weeks).last_day(start)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P5Y", Term(years=5)),
        ("P18M", Term(months=18)),
        ("P3Y6M", Term(years=3, months=6)),
        ("P90D", Term(days=90)),
        ("P2W", Term(weeks=2)),
        ("P1Y2M3D", Term(years=1, months=2, days=3)),
        ("P1Y3D", Term(years=1, days=3)),
        ("P1M3D", Term(months=1, days=3)),
        ("P05Y", Term(years=5)),
    ],
)
def test_forms(text: str, expected: Term) -> None:
    assert Term.parse(text) == expected


@given(terms)
def test_text_and_back(term: Term) -> None:
    assert Term.parse(str(term)) == term
    assert repr(term) == f"Term({str(term)!r})"


def test_months_are_not_carried_into_years() -> None:
    assert str(Term.parse("P18M")) == "P18M"
    assert Term.parse("P12M") != Term.parse("P1Y")


REASONS = [
    "a term starts with a capital P, as in P5Y",
    "expected years, months and days in this order, each a whole number and its letter, as in P3Y6M",
    "a part of a term is at least 1; leave out what is zero",
    "a term is not negative",
    "a term has whole parts only",
    "a term has no clock part",
    "weeks stand alone, as in P2W",
    "the calendar here ends with the year 9999; write '..' for an end that is open",
]
"""Every reason for which a text is no term, in full."""


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("", 0, "a term starts with a capital P"),
        ("5Y", 0, "a term starts with a capital P"),
        ("p5Y", 0, "a term starts with a capital P"),
        (" P5Y", 0, "a term starts with a capital P"),
        ("5 years", 0, "a term starts with a capital P"),
        ("-P5Y", 0, "a term starts with a capital P"),
        ("P", 1, "each a whole number and its letter"),
        ("P5", 1, "each a whole number and its letter"),
        ("P5y", 1, "each a whole number and its letter"),
        ("P5Y ", 1, "each a whole number and its letter"),
        ("P5Y\n", 1, "each a whole number and its letter"),
        ("P6M3Y", 1, "in this order"),
        ("P1Y1Y", 1, "in this order"),
        ("P٥Y", 1, "each a whole number and its letter"),
        ("P0Y", 1, "at least 1"),
        ("P0D", 1, "at least 1"),
        ("P0W", 1, "at least 1"),
        ("P5Y0M", 3, "at least 1"),
        ("P0Y6M", 1, "at least 1"),
        ("P-5Y", 1, "not negative"),
        ("P5Y-1D", 3, "not negative"),
        ("P1.5Y", 2, "whole parts only"),
        ("P1,5Y", 2, "whole parts only"),
        ("P1.5Y2.5M", 2, "whole parts only"),
        ("PT5H", 1, "no clock part"),
        ("P1DT12H", 3, "no clock part"),
        ("P1Y2W", 4, "weeks stand alone"),
        ("P2W3D", 2, "weeks stand alone"),
        ("P99999999Y", 1, "the calendar here ends with the year 9999"),
        ("P1Y99999999D", 3, "the calendar here ends with the year 9999"),
        ("P" + "9" * 5000 + "Y", 1, "the calendar here ends with the year 9999"),
    ],
)
def test_refused_texts(text: str, position: int, reason: str) -> None:
    with pytest.raises(mc.TermError) as caught:
        Term.parse(text)
    assert caught.value.text == text
    assert caught.value.position == position
    assert caught.value.reason in REASONS
    assert reason in caught.value.reason
    assert f"position {position}" in str(caught.value)
    assert len(str(caught.value)) < 400
    assert isinstance(caught.value, ValueError)


@given(st.text() | st.text("P0123456789YMWDT-.,", max_size=12))
def test_any_text_is_a_term_or_refused_in_our_words(text: str) -> None:
    refusal = None
    try:
        term = Term.parse(text)
    except mc.TermError as error:
        refusal = error
    if refusal is None:
        assert Term.parse(str(term)) == term
    else:
        assert refusal.text == text
        assert 0 <= refusal.position <= len(text)


@pytest.mark.parametrize("value", [5, 5.0, True, None, b"P5Y", datetime.timedelta(days=5), ["P5Y"]], ids=repr)
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(mc.WrongTypeError) as caught:
        Term.parse(value)
    assert str(caught.value) == f"{shorten(value)} is not a text: a term is written like 'P5Y'"
    with pytest.raises(mc.WrongTypeError) as caught:
        mc.Renewal(signed="2011", term=value if value is not None else 0)
    assert shorten(value if value is not None else 0) in str(caught.value)


@pytest.mark.parametrize(
    "parts",
    [{}, {"years": 0}, {"years": -1}, {"years": 5, "days": -1}, {"weeks": -2}, {"weeks": 1, "days": 1}],
    ids=repr,
)
def test_parts_that_are_no_term_are_refused(parts: dict[str, int]) -> None:
    with pytest.raises(mc.TermError) as caught:
        Term(**parts)
    beside = "weeks stand alone; count them as days beside other parts"
    assert caught.value.reason == (
        beside if parts == {"weeks": 1, "days": 1} else "a term has a positive part and no negative one"
    )
    assert caught.value.position == 0
    given = tuple(parts.get(name, 0) for name in ("years", "months", "days", "weeks"))
    assert caught.value.text == repr(given), "it names all parts"


@pytest.mark.parametrize("value", [1.5, True, "5", None], ids=repr)
@pytest.mark.parametrize("part", ["years", "months", "days", "weeks"])
def test_parts_that_are_no_whole_numbers_are_refused(part: str, value: object) -> None:
    with pytest.raises(mc.WrongTypeError) as caught:
        Term(**{part: value})
    assert str(caught.value) == f"{shorten(value)} is no whole number; Term.parse reads text"


def test_terms_are_values() -> None:
    term = Term.parse("P3Y6M")
    assert term == Term(years=3, months=6)
    assert hash(term) == hash(Term(years=3, months=6))
    assert term != Term.parse("P42M")
    assert pickle.loads(pickle.dumps(term)) == term
    with pytest.raises(AttributeError):
        term.years = 4
    with pytest.raises(TypeError):
        term < term  # noqa: B015  # the comparison itself must raise
