"""Partial dates: the EDTF forms and their runs of days, what is refused, and questions between two dates."""

from __future__ import annotations

import copy
import datetime
import itertools
import operator
import pickle
import re
from collections.abc import Callable

import pendulum
import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop import PartialDate, Precision, Qualifier, Truth
from mainland_coop.dates.other_writings import remedy

FIRST, LAST = datetime.date.min.toordinal(), datetime.date.max.toordinal()


def ordinal(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


# --- Forms -------------------------------------------------------------------------------------------------------

FORMS = [
    # text, first day, last day, normal form, precision
    ("2004-12-13", "2004-12-13", "2004-12-13", "2004-12-13", "day"),
    ("2012-02-29", "2012-02-29", "2012-02-29", "2012-02-29", "day"),
    ("2002-09", "2002-09-01", "2002-09-30", "2002-09", "month"),
    ("2012-02", "2012-02-01", "2012-02-29", "2012-02", "month"),
    ("1900-02", "1900-02-01", "1900-02-28", "1900-02", "month"),
    ("2000-02", "2000-02-01", "2000-02-29", "2000-02", "month"),
    ("2011-02-XX", "2011-02-01", "2011-02-28", "2011-02", "month"),
    ("2011", "2011-01-01", "2011-12-31", "2011", "year"),
    ("2011-XX", "2011-01-01", "2011-12-31", "2011", "year"),
    ("2011-XX-XX", "2011-01-01", "2011-12-31", "2011", "year"),
    ("201X", "2010-01-01", "2019-12-31", "201X", "decade"),
    ("20XX", "2000-01-01", "2099-12-31", "20XX", "century"),
    # one of
    ("[2016-02..2017-10]", "2016-02-01", "2017-10-31", "[2016-02..2017-10]", "run"),
    ("[2016..2017]", "2016-01-01", "2017-12-31", "[2016..2017]", "run"),
    ("[2016-02-03..2016-02-05]", "2016-02-03", "2016-02-05", "[2016-02-03..2016-02-05]", "run"),
    ("[2016..2017-10]", "2016-01-01", "2017-10-31", "[2016-01..2017-10]", "run"),
    ("[2016..2017-10-30]", "2016-01-01", "2017-10-30", "[2016-01-01..2017-10-30]", "run"),
    ("[..2025-12]", "0001-01-01", "2025-12-31", "[..2025]", "run"),
    ("[..2025-11]", "0001-01-01", "2025-11-30", "[..2025-11]", "run"),
    ("[..2025-11-22]", "0001-01-01", "2025-11-22", "[..2025-11-22]", "run"),
    ("[2016-02..]", "2016-02-01", "9999-12-31", "[2016-02..]", "run"),
    ("[2016-01..]", "2016-01-01", "9999-12-31", "[2016..]", "run"),
    ("[2026-11-23..]", "2026-11-23", "9999-12-31", "[2026-11-23..]", "run"),
    # one of, that fills a unit of the calendar
    ("[2011-01..2011-12]", "2011-01-01", "2011-12-31", "2011", "year"),
    ("[2011-02-01..2011-02-28]", "2011-02-01", "2011-02-28", "2011-02", "month"),
    ("[2012-02-01..2012-02-28]", "2012-02-01", "2012-02-28", "[2012-02-01..2012-02-28]", "run"),
    ("[2011-02-03..2011-02-03]", "2011-02-03", "2011-02-03", "2011-02-03", "day"),
    ("[2010..2019]", "2010-01-01", "2019-12-31", "201X", "decade"),
    ("[2011..2020]", "2011-01-01", "2020-12-31", "[2011..2020]", "run"),
    ("[2000..2099]", "2000-01-01", "2099-12-31", "20XX", "century"),
    ("[2001..2100]", "2001-01-01", "2100-12-31", "[2001..2100]", "run"),
    # the ends of the calendar
    ("0001", "0001-01-01", "0001-12-31", "0001", "year"),
    ("0001-01-01", "0001-01-01", "0001-01-01", "0001-01-01", "day"),
    ("9999-12-31", "9999-12-31", "9999-12-31", "9999-12-31", "day"),
    ("[..0001]", "0001-01-01", "0001-12-31", "0001", "year"),
    ("[..0001-01-01]", "0001-01-01", "0001-01-01", "0001-01-01", "day"),
    ("[..0009]", "0001-01-01", "0009-12-31", "[..0009]", "run"),
    ("[..0099]", "0001-01-01", "0099-12-31", "[..0099]", "run"),
    ("001X", "0010-01-01", "0019-12-31", "001X", "decade"),
    ("01XX", "0100-01-01", "0199-12-31", "01XX", "century"),
    ("999X", "9990-01-01", "9999-12-31", "999X", "decade"),
    ("99XX", "9900-01-01", "9999-12-31", "99XX", "century"),
    ("[9990..]", "9990-01-01", "9999-12-31", "999X", "decade"),
    ("[9999-12-31..]", "9999-12-31", "9999-12-31", "9999-12-31", "day"),
    ("[0001..]", "0001-01-01", "9999-12-31", "[..9999]", "run"),
    ("[..9999]", "0001-01-01", "9999-12-31", "[..9999]", "run"),
]


@pytest.mark.parametrize(("text", "first", "last", "normal", "precision"), FORMS, ids=[form[0] for form in FORMS])
def test_forms(text: str, first: str, last: str, normal: str, precision: str) -> None:
    date = PartialDate.parse(text)
    assert (date.earliest.isoformat(), date.latest.isoformat()) == (first, last)
    assert str(date) == normal
    assert repr(date) == f"PartialDate({normal!r})"
    assert date.precision == Precision(precision)
    assert date.qualifier is None
    assert date.n_days == ordinal(last) - ordinal(first) + 1


@pytest.mark.parametrize("mark", ["~", "?", "%"])
@pytest.mark.parametrize(
    "text", ["2004-12-13", "2002-09", "2011", "201X", "20XX", "2011-XX", "2011-02-XX", "2011-XX-XX"]
)
def test_each_form_may_have_one_qualifier(text: str, mark: str) -> None:
    plain, marked = PartialDate.parse(text), PartialDate.parse(text + mark)
    assert marked.qualifier == mark
    assert marked.qualifier is Qualifier(mark)
    assert (marked.first_ordinal, marked.last_ordinal) == (plain.first_ordinal, plain.last_ordinal)
    assert marked.precision is plain.precision
    assert str(marked) == str(plain) + mark
    assert marked != plain


REFUSED = [
    # text, position, part of the reason
    ("", 0, "empty"),
    # not one run of days
    ("2011-XX-05", 8, "a day of an unspecified month"),
    ("201X-05", 5, "unspecified year"),
    ("201X-XX", 5, "unspecified year"),
    ("20XX-05-06", 5, "unspecified year"),
    ("[2016,2018]", 5, "a set of days is not one run"),
    ("{2016..2018}", 0, "a set of days is not one run"),
    ("{2016,2018}", 0, "a set of days is not one run"),
    ("[2016..2017,2019]", 11, "a set of days is not one run"),
    ("2X11", 1, "expected YYYY"),
    ("X011", 0, "expected YYYY"),
    ("2XXX", 1, "expected YYYY"),
    ("XXXX", 0, "expected YYYY"),
    ("20X1", 3, "expected YYYY"),
    ("2011-1X", 6, "expected YYYY"),
    ("2011-X1", 6, "expected YYYY"),
    ("2011-02-1X", 9, "expected YYYY"),
    ("2011-02-X1", 9, "expected YYYY"),
    # days that there are not
    ("2023-02-30", 8, "there is no day 30: 2023-02 has 28 days"),
    ("2023-02-29", 8, "there is no day 29: 2023-02 has 28 days"),
    ("1900-02-29", 8, "there is no day 29: 1900-02 has 28 days"),
    ("2011-04-31", 8, "there is no day 31: 2011-04 has 30 days"),
    ("2011-01-00", 8, "there is no day 00"),
    ("2011-01-32", 8, "there is no day 32"),
    ("2011-00", 5, "there is no month 00"),
    ("2011-13", 5, "there is no month 13"),
    ("2011-00-XX", 5, "there is no month 00"),
    ("2011-21", 5, "seasons and quarters are not used"),
    ("2011-33", 5, "seasons and quarters are not used"),
    ("2011-41", 5, "seasons and quarters are not used"),
    ("2011-20", 5, "there is no month 20: the months go from 01 to 12"),
    ("2011-42", 5, "there is no month 42: the months go from 01 to 12"),
    ("0000", 0, "0001 to 9999"),
    ("0000-01-01", 0, "0001 to 9999"),
    ("000X", 0, "0001 to 9999"),
    ("00XX", 0, "0001 to 9999"),
    ("[0000..2011]", 1, "0001 to 9999"),
    # runs
    ("[2017-10..2016-02]", 10, "reversed"),
    ("[2017..2016]", 7, "reversed"),
    ("[2017-01-02..2017-01-01]", 13, "reversed"),
    ("[..]", 1, "a date on one side at least"),
    ("[]", 0, "a run is written"),
    ("[2016]", 0, "a run is written"),
    ("[2016..2017", 0, "a run is written"),
    ("2016..2017]", 4, "or [a..b]"),
    ("2016..2017", 4, "inside brackets"),
    ("..2017", 0, "inside brackets"),
    ("2016..", 4, "inside brackets"),
    ("..", 0, "inside brackets"),
    ("[2016..2017..2018]", 0, "or [a..b]"),
    ("[2016..2017]~", 12, "nothing after it"),
    ("[2016..2017]?", 12, "nothing after it"),
    ("[2016~..2017]", 5, "one qualifier"),
    ("[2016..2017~]", 11, "one qualifier"),
    ("[201X..2020]", 1, "is no plain date"),
    ("[2016..202X]", 7, "is no plain date"),
    ("[2016-XX..2017]", 1, "is no plain date"),
    ("[2016-1..2017]", 1, "is no plain date"),
    ("[2016-02-30..2017]", 9, "there is no day 30"),
    ("[2016..2017-13]", 12, "there is no month 13"),
    # other EDTF
    ("2016/2017", 4, "an interval is a period"),
    ("2016-02/..", 7, "an interval is a period"),
    ("2011~?", 4, "one qualifier"),
    ("2011~~", 4, "one qualifier"),
    ("~2011", 0, "one qualifier"),
    ("2011?-06", 4, "one qualifier"),
    ("2011-~06", 5, "one qualifier"),
    ("Y170000002", 0, "0001 to 9999, without sign"),
    ("-0044", 0, "0001 to 9999, without sign"),
    ("+2011", 0, "0001 to 9999, without sign"),
    ("2011S2", 4, "expected YYYY"),
    ("1E3", 1, "expected YYYY"),
    ("99999", 4, "expected YYYY"),
    # other notations
    ("2004-12-13T00:00:00", 10, "no time of day: write 2004-12-13"),
    ("2004-12-13T00:00:00+08:00", 10, "no time of day: write 2004-12-13"),
    ("2004-12-13 00:00", 10, "no time of day: write 2004-12-13"),
    ("2004-12-13Z", 10, "expected YYYY"),
    (" 2011", 0, "without spaces are used: write 2011"),
    ("2011 ", 4, "without spaces are used: write 2011"),
    ("2011\n", 4, "without spaces are used: write 2011"),
    ("2011\x00", 4, "ASCII characters without spaces"),
    ("２０１１", 0, "without spaces are used: write 2011"),
    ("٢٠١١", 0, "ASCII characters without spaces"),
    ("2011−06", 4, "ASCII characters without spaces"),  # a minus sign
    ("2011‐06", 4, "ASCII characters without spaces"),  # a typographic hyphen
    ("2011年", 4, "write 2011"),
    ("201Χ", 3, "ASCII characters without spaces"),  # a Greek capital chi
    ("\ud800", 0, "ASCII characters without spaces"),
    ("201x", 3, "a capital X"),
    ("2011-xx", 5, "a capital X"),
    ("20041213", 4, "write 2004-12-13"),
    ("2011-6", 6, "write 2011-06"),
    ("2011-06-1", 9, "write 2011-06-01"),
    ("11-06-2011", 2, "write 2011-06-11 or 2011-11-06"),
    ("2011/06/12", 4, "write 2011-06-12"),
    ("2011-W05", 5, "expected YYYY"),
    ("2011-W05-1", 5, "expected YYYY"),  # a day to Python, and no EDTF
    ("2011-123", 7, "expected YYYY"),
    ("2011-", 5, "expected YYYY"),
    ("2011-06-", 8, "expected YYYY"),
    ("201", 3, "expected YYYY"),
    ("June", 0, "in numbers, year first"),
    ("null", 0, "in numbers, year first"),
    ("2011" * 500, 4, "expected YYYY"),
    # as days are written elsewhere
    ("30/06/2016", 2, "write 2016-06-30"),
    ("06/30/2016", 2, "write 2016-06-30"),
    ("05.06.2012", 2, "write 2012-06-05 or 2012-05-06, whichever is meant"),
    ("05.05.2012", 2, "write 2012-05-05"),
    ("05-06/2012", 5, "an interval is a period"),
    ("31/02/2016", 2, "there is no such day or month"),
    ("8/1/60", 1, "the year with four digits"),
    ("2012-1-1", 6, "write 2012-01-01"),
    ("2012.1.1", 4, "write 2012-01-01"),
    ("2012 01 01", 4, "write 2012-01-01"),
    ("05/2012", 2, "write 2012-05"),
    ("2012/05", 4, "write 2012-05"),
    ("2012/2013", 4, "an interval is a period"),
    ("1 Jan 2012", 1, "write 2012-01-01"),
    ("Jan 2012", 0, "write 2012-01"),
    ("June 30th, 2016", 0, "write 2016-06-30"),
    ("Thu, 30 June 2016", 0, "write 2016-06-30"),
    ("the 1st of Sept. 2012", 0, "write 2012-09-01"),
    ("30 June", 2, "ASCII characters without spaces"),
    ("30 June 16", 2, "ASCII characters without spaces"),
    ("31 June 2016", 2, "ASCII characters without spaces"),
    ("30 Juno 2016", 2, "ASCII characters without spaces"),
    ("June 2016 to July 2016", 4, "ASCII characters without spaces"),
    ("June or so 2016", 4, "ASCII characters without spaces"),
    ("2012年1月1日", 4, "write 2012-01-01"),
    ("2012年1月", 4, "write 2012-01"),
    (" 30/06/2016 ", 0, "write 2016-06-30"),
    ("2012 年 1 月 31 号", 4, "write 2012-01-31"),
    ("二〇一六年六月三十日", 0, "write 2016-06-30"),
    ("二○一六年十一月二十一日", 0, "write 2016-11-21"),
    ("二零一零年十月十日", 0, "write 2010-10-10"),
    ("2012年13月", 4, "there is no such day or month"),
    ("tomorrow", 0, "in numbers, year first"),
    ("ongoing", 0, "in numbers, year first"),
    ("今天", 0, "in numbers, year first"),
    ("2016-06-30T", 10, "expected YYYY"),
    ("12:30", 2, "no time of day"),
]
FORMS_MEANT = "YYYY-MM-DD, YYYY-MM, YYYY, YYYX, YYXX, YYYY-XX, YYYY-MM-XX, YYYY-XX-XX or [a..b]"
ONLY_YEARS = "the years go from 0001 to 9999"
REASONS = {
    "it is empty; a date is written like 2016-06-30, and what is not known is left out",
    "a date is written in numbers, year first, as in 2016-06-30",
    "a day of an unspecified month is not one run of days",
    "a month or day of an unspecified year is not one run of days",
    "a set of days is not one run; only [a..b], [..b] and [a..] are used",
    f"expected {FORMS_MEANT}",
    ONLY_YEARS,
    f"{ONLY_YEARS}, without sign",
    f"{ONLY_YEARS}; write [..0009] for the first decade, [..0099] for the first century",
    "the run is reversed: its second date lies before its first",
    "a run of days needs a date on one side at least",
    "a run is written [a..b], [..b] or [a..], with nothing after it",
    "'..' stands only inside brackets, as in [..2025-12]",
    "one qualifier (~, ? or %) may stand at the end of the date, nowhere else",
    "an interval is a period, not one day; a day somewhere between two others is [a..b]",
    "a day has no time of day",
    "a day has no time of day: write 2004-12-13",
    "a date is written year first, in numbers with hyphens, the year with four digits, as in 2016-06-30",
    "a date is written year first, in numbers with hyphens, as in 2016-06-30; there is no such day or month",
    "only ASCII characters without spaces are used; write digits 0-9, '-' and 'X'",
    "only ASCII characters without spaces are used: write 2011",
    "an unspecified digit is a capital X",
}
"""Every reason for which a text is no partial date, in full, but for those that quote a part of it."""
QUOTING = re.compile(
    r"there is no month \d\d: the months go from 01 to 12"
    r"|there is no month \d\d: seasons and quarters are not used here; write the run of months"
    r"|a date is written year first, in numbers with hyphens: write \d{4}(-\d\d)*( or [\d-]{10}, whichever is meant)?"
    r"|there is no day \d\d: \d{4}-\d\d has \d\d days"
    r"|'[^']*' is no plain date: inside brackets only YYYY, YYYY-MM and YYYY-MM-DD are used"
)


@pytest.mark.parametrize(("text", "position", "reason"), REFUSED, ids=[ascii(case[0])[:40] for case in REFUSED])
def test_refused_texts(text: str, position: int, reason: str) -> None:
    with pytest.raises(mc.DateError) as caught:
        PartialDate.parse(text)
    error = caught.value
    assert (error.text, error.position) == (text, position)
    assert error.reason in REASONS or QUOTING.fullmatch(error.reason)
    assert reason in error.reason
    assert isinstance(error, ValueError)
    message = str(error)
    assert f"position {position}" in message
    assert error.reason in message
    assert repr(text[:40])[1:-1] in message
    assert len(message) < 400


@given(
    st.text()
    | st.text("0123456789-X~?%[]./{},T ", max_size=25)
    | st.from_regex(r"\[?[0-9]{3}[0-9X](-[0-9X]{1,2}){0,2}[~?%]{0,2}(\.\.)?([0-9]{4})?\]?", fullmatch=True)
)
def test_any_text_is_a_date_or_refused_in_our_words(text: str) -> None:
    refusal = None
    try:
        date = PartialDate.parse(text)
    except mc.DateError as error:
        refusal = error
    if refusal is None:
        assert PartialDate.parse(str(date)) == date
    else:
        assert refusal.text == text
        assert 0 <= refusal.position <= len(text)
        assert refusal.reason


# --- Text and back -----------------------------------------------------------------------------------------------

every_day = st.integers(FIRST, LAST)
near_ends = st.sampled_from([FIRST, FIRST + 1, FIRST + 364, FIRST + 365, LAST - 365, LAST - 364, LAST - 1, LAST])
first_days = st.builds(
    lambda y, m: ordinal(f"{y:04}-{m:02}-01"), st.integers(1, 9999), st.sampled_from([1, 1, 1, 2, 3, 12])
)
last_days = first_days.map(lambda day: max(FIRST, day - 1))
some_day = every_day | near_ends | first_days | last_days
units = st.sampled_from([form[0] for form in FORMS]).map(PartialDate.parse)
qualifiers = st.none() | st.sampled_from(Qualifier)
wide = st.builds(lambda a, b: PartialDate(*sorted((a, b))), some_day, some_day)


@given(wide | units)
def test_every_run_prints_as_text_that_means_it(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date
    assert str(PartialDate.parse(str(date))) == str(date)


@given(wide | units, qualifiers)
def test_text_and_back_for_every_qualifier(date: PartialDate, qualifier: Qualifier | None) -> None:
    """`parse(str(x)) == x`, whichever run the qualifier stands at; a run that cannot have one is refused at once."""
    try:
        marked = PartialDate(date.first_ordinal, date.last_ordinal, qualifier)
    except mc.MainlandCoopError:
        assert qualifier is not None
        assert date.precision is Precision.RUN
        return
    assert PartialDate.parse(str(marked)) == marked


def test_the_start_of_a_link_as_narrowed_by_the_next_prints_as_text_that_means_it() -> None:
    """What is left of "about 2011" if the renewal was signed in June is a run, and a run has no qualifier in EDTF."""
    pact = mc.Agreement(
        id="x",
        title="X",
        kind="treaty",
        parties=["a"],
        signed="2011~",
        renewals=[mc.Renewal(signed="2011-06-05")],
    )
    start = pact.chain.links[0].start
    assert PartialDate.parse(str(start)) == start


@given(units | wide, qualifiers)
def test_equality_and_hash_are_by_run_and_qualifier(date: PartialDate, qualifier: Qualifier | None) -> None:
    if date.precision is Precision.RUN:
        qualifier = None
    a = PartialDate(date.first_ordinal, date.last_ordinal, qualifier)
    b = PartialDate.parse(str(a))
    assert a == b
    assert hash(a) == hash(b)
    assert a.sort_key == b.sort_key
    if qualifier is not None:
        assert a != date


@pytest.mark.parametrize(
    "texts",
    [
        ("2011", "2011-XX", "2011-XX-XX", "[2011-01..2011-12]", "[2011-01-01..2011-12-31]", "[2011..2011]"),
        ("2011-02", "2011-02-XX", "[2011-02..2011-02]", "[2011-02-01..2011-02-28]"),
        ("201X", "[2010..2019]", "[2010-01..2019-12]"),
        ("2011~", "2011-XX~", "2011-XX-XX~"),
    ],
    ids=lambda texts: texts[0],
)
def test_one_value_is_written_in_several_ways_and_prints_in_one(texts: tuple[str, ...]) -> None:
    dates = [PartialDate.parse(text) for text in texts]
    assert len(set(dates)) == 1
    assert {str(date) for date in dates} == {texts[0]}


def test_runs_and_qualifiers_that_differ_are_unequal() -> None:
    dates = [PartialDate.parse(text) for text in ("2011", "2011~", "2011?", "2011%", "2011-01", "[2011..2012]")]
    assert len(set(dates)) == len(dates)


def test_a_partial_date_equals_nothing_else() -> None:
    date = PartialDate.parse("2011-02-03")
    assert date != "2011-02-03"
    assert date != datetime.date(2011, 2, 3)
    assert date != (date.first_ordinal, date.last_ordinal, None)


# --- Making one --------------------------------------------------------------------------------------------------

DAYS = [
    datetime.date(2011, 2, 3),
    pendulum.date(2011, 2, 3),
    PartialDate.parse("2011-02-03"),
    "2011-02-03",
    "[2011-02-03..2011-02-03]",
]


@pytest.mark.parametrize("value", DAYS, ids=repr)
def test_a_day_may_be_given_as_a_date_a_pendulum_date_a_partial_date_or_text(value: object) -> None:
    day = PartialDate.parse("2011-02-03")
    assert PartialDate.of(value) == day
    assert PartialDate.between(value, value) == day
    assert day.same_day(value) is Truth.TRUE


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("2011-01", "2011-12", "2011"),
        ("2011", "2012", "[2011..2012]"),
        (datetime.date(2011, 2, 3), "2011-02", "[2011-02-03..2011-02-28]"),
        ("[2016..]", "[..2016]", "2016"),
    ],
)
def test_between(earliest: object, latest: object, expected: str) -> None:
    assert str(PartialDate.between(earliest, latest)) == expected


@pytest.mark.parametrize(("earliest", "latest"), [("2012", "2011"), ("2011-02-03", "2011-02-02")])
def test_between_is_never_reversed(earliest: str, latest: str) -> None:
    with pytest.raises(mc.DateError):
        PartialDate.between(earliest, latest)


@pytest.mark.parametrize(("first", "last"), [(5, 4), (0, 5), (-1, 5), (5, LAST + 1), (LAST + 1, LAST + 1)])
def test_ordinals_outside_the_calendar_or_reversed_are_refused(first: int, last: int) -> None:
    with pytest.raises(mc.DateError) as caught:
        PartialDate(first, last)
    assert (caught.value.text, caught.value.position) == (f"{first}..{last}", 0)
    assert caught.value.reason == f"a run of days goes forward, between the ordinals {FIRST} and {LAST}"


def test_a_run_that_is_no_unit_of_the_calendar_has_no_qualifier() -> None:
    with pytest.raises(mc.DateError) as caught:
        PartialDate(ordinal("2011-02-03"), ordinal("2011-02-05"), Qualifier.UNCERTAIN)
    assert caught.value.text == "[2011-02-03..2011-02-05]?"
    assert caught.value.text[caught.value.position] == "?"
    assert caught.value.reason == "a run of days between two dates has no qualifier"


@pytest.mark.parametrize("value", ["x", "~", 5])
def test_what_is_no_qualifier_is_named(value: object) -> None:
    with pytest.raises(mc.WrongTypeError) as caught:
        PartialDate(1, 2, value)
    assert str(caught.value) == f"{value!r} is no Qualifier"


@pytest.mark.parametrize(("arguments", "wrong"), [((1.5, 2), 1.5), ((1, True), True), (("1", 2), "1")])
def test_what_is_no_ordinal_is_named_with_the_remedy(arguments: tuple[object, object], wrong: object) -> None:
    with pytest.raises(mc.WrongTypeError) as caught:
        PartialDate(*arguments)
    assert str(caught.value) == f"{wrong!r} is no ordinal of a day; PartialDate.parse reads text, .of any day"


@pytest.mark.parametrize(
    "arguments",
    [(1.5, 2.5), (1.0, 2.0), (True, 5), ("1", "2"), (None, 5), (1, 2, "x"), (1, 2, "~~"), (1, 2, 5)],
    ids=repr,
)
def test_arguments_of_the_class_that_are_no_ordinals_or_qualifier_are_refused(arguments: tuple[object, ...]) -> None:
    with pytest.raises(mc.MainlandCoopError):
        PartialDate(*arguments)


def test_pendulum_dates_are_handed_out() -> None:
    date = PartialDate.parse("2002-09")
    assert type(date.earliest) is type(date.latest) is pendulum.Date
    assert date.earliest == pendulum.date(2002, 9, 1)
    assert date.latest.add(days=1) == pendulum.date(2002, 10, 1)


def test_pendulum_stays_out_of_what_is_stored() -> None:
    date = PartialDate.of(pendulum.date(2002, 9, 1))
    assert date == PartialDate.parse("2002-09-01")
    assert b"pendulum" not in pickle.dumps(date)


# --- What is no day ----------------------------------------------------------------------------------------------

NO_DAYS = [
    datetime.datetime(2016, 6, 30),
    datetime.datetime(2016, 6, 30, tzinfo=datetime.UTC),
    pendulum.datetime(2016, 6, 30),
    pendulum.date(2016, 6, 30) - pendulum.date(2015, 6, 30),
    datetime.timedelta(days=1),
    2016,
    20160630,
    2016.5,
    float("nan"),
    True,
    False,
    None,
    b"2016-06-30",
    ("2016-06-30",),
    ["2016-06-30"],
    {"year": 2016},
    object(),
    datetime.date,
]

SOME = PartialDate.parse("2011")
PACT = mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed="2011")
PROGRAMME = mc.Programme(id="p", name="P", started="2011")
REGISTRY = mc.Registry(parties=[mc.Party(id="a", name="A")], agreements=[PACT], programmes=[PROGRAMME])
SOURCE = mc.Source(id="s", title="S", published="2011")

TAKES_A_DAY: dict[str, Callable[[object], object]] = {
    "PartialDate.of": PartialDate.of,
    "PartialDate.between first": lambda day: PartialDate.between(day, "2016"),
    "PartialDate.between last": lambda day: PartialDate.between("2016", day),
    "before": SOME.before,
    "after": SOME.after,
    "same_day": SOME.same_day,
    "Agreement.active_on": PACT.active_on,
    "Agreement.active_during": PACT.active_during,
    "Agreement.status_on": PACT.status_on,
    "Agreement.explain": PACT.explain,
    "RenewalChain.active_on": PACT.chain.active_on,
    "RenewalChain.active_during": PACT.chain.active_during,
    "RenewalChain.status_on": PACT.chain.status_on,
    "Programme.active_on": PROGRAMME.active_on,
    "Programme.active_during": PROGRAMME.active_during,
    "Programme.status_on": PROGRAMME.status_on,
    "Programme.explain": PROGRAMME.explain,
    "Registry.active_on": REGISTRY.active_on,
    "Registry.explain": lambda day: REGISTRY.explain("x", day),
    "Registry.as_published": REGISTRY.as_published,
    "Source.published_by": SOURCE.published_by,
    "Stage.on": lambda day: mc.Stage(on=day),
    "Ending.last_day": lambda day: mc.Ending(last_day=day, reason="terminated"),
    "Agreement.signed": lambda day: mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed=day),
}
TAKES_A_DAY_OR_NONE: dict[str, Callable[[object], object]] = {
    "Agreement.in_force_from": lambda day: mc.Agreement(
        id="x", title="X", kind="treaty", parties=["a"], signed="2011", in_force_from=day
    ),
    "Agreement.expires": lambda day: mc.Agreement(
        id="x", title="X", kind="treaty", parties=["a"], signed="2011", expires=day
    ),
    "Agreement.checked": lambda day: mc.Agreement(
        id="x", title="X", kind="treaty", parties=["a"], signed="2011", checked=day
    ),
    "Renewal.signed": lambda day: mc.Renewal(signed=day, follows_on=True),
    "Renewal.in_force_from": lambda day: mc.Renewal(signed="2011", in_force_from=day),
    "Renewal.expires": lambda day: mc.Renewal(signed="2011", expires=day),
    "PartialSupersession.from": lambda day: mc.PartialSupersession(by="y", from_=day),
    "Predecessor.on": lambda day: mc.Predecessor(party="a", on=day),
    "Source.published": lambda day: mc.Source(id="s", title="S", published=day),
    "Source.retrieved": lambda day: mc.Source(id="s", title="S", retrieved=day),
    "Figure.as_of": lambda day: mc.Figure(what="w", value=1, as_of=day),
    "Conference.established": lambda day: mc.Conference(id="c", name="C", established=day),
    "Session.held": lambda day: mc.Session(id="s", held=day),
    "Session.announced_for": lambda day: mc.Session(id="s", announced_for=day),
    "Programme.started": lambda day: mc.Programme(id="p", name="P", started=day),
    "Edition.held": lambda day: mc.Edition(held=day),
    "Registry.verified_through": lambda day: mc.Registry(verified_through=day),
}


@pytest.mark.parametrize("value", NO_DAYS, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("take", TAKES_A_DAY.values(), ids=TAKES_A_DAY)
def test_what_is_no_day_is_refused_wherever_a_day_is_taken(take: Callable[[object], object], value: object) -> None:
    with pytest.raises(mc.WrongTypeError) as caught:
        take(value)
    assert isinstance(caught.value, TypeError)
    remedy = "take .date() of it" if isinstance(value, datetime.datetime) else "give a date, a PartialDate or EDTF text"
    assert str(caught.value).endswith(f"({type(value).__name__}) is not a day: {remedy}")


# A list may be the stages of an entry into force; what is wrong with it is told by its items.
@pytest.mark.parametrize(
    "value", [value for value in NO_DAYS if value is not None], ids=lambda value: type(value).__name__
)
@pytest.mark.parametrize("take", TAKES_A_DAY_OR_NONE.values(), ids=TAKES_A_DAY_OR_NONE)
def test_what_is_no_day_is_refused_wherever_a_date_may_be_left_out(
    take: Callable[[object], object], value: object
) -> None:
    with pytest.raises(mc.WrongTypeError):
        take(value)


@pytest.mark.parametrize("take", TAKES_A_DAY_OR_NONE.values(), ids=TAKES_A_DAY_OR_NONE)
def test_none_is_the_same_as_left_out(take: Callable[[object], object]) -> None:
    assert take(None) is not None


def test_the_refusal_of_a_datetime_names_the_remedy() -> None:
    with pytest.raises(mc.WrongTypeError, match=r"take \.date\(\) of it"):
        PACT.active_on(datetime.datetime(2016, 6, 30))


@pytest.mark.parametrize("value", [10**5000, -(10**5000)], ids=["huge", "hugely negative"])
def test_a_number_of_thousands_of_digits_is_refused_like_any_other(value: int) -> None:
    with pytest.raises(mc.WrongTypeError):
        PACT.active_on(value)


@pytest.mark.parametrize(
    "value", [value for value in NO_DAYS if not isinstance(value, str)], ids=lambda value: type(value).__name__
)
def test_parse_reads_text_only(value: object) -> None:
    with pytest.raises(mc.WrongTypeError, match="reads EDTF text"):
        PartialDate.parse(value)


# --- Questions between two dates -----------------------------------------------------------------------------------

ORIGIN = ordinal("2012-02-27")
small = st.builds(lambda a, n: PartialDate(ORIGIN + a, ORIGIN + a + n), st.integers(0, 8), st.integers(0, 5))
QUESTIONS = ["before", "after", "same_day"]


def brute_force(question: str, a: PartialDate, b: PartialDate) -> Truth:
    """The answer by going through every pair of days."""
    compare = {"before": int.__lt__, "after": int.__gt__, "same_day": int.__eq__}[question]
    runs = (range(x.first_ordinal, x.last_ordinal + 1) for x in (a, b))
    answers = {compare(x, y) for x, y in itertools.product(*runs)}
    return Truth.UNKNOWN if len(answers) == 2 else Truth.of(answers.pop())


@pytest.mark.parametrize("question", QUESTIONS)
def test_questions_are_answered_as_over_every_pair_of_days(question: str) -> None:
    runs = [PartialDate(a, b) for a in range(ORIGIN, ORIGIN + 5) for b in range(a, ORIGIN + 5)]
    for a, b in itertools.product(runs, runs):
        assert getattr(a, question)(b) is brute_force(question, a, b), (a, b)


@given(small, small)
def test_before_and_after_are_each_others_mirror(a: PartialDate, b: PartialDate) -> None:
    assert a.before(b) is b.after(a)
    assert a.same_day(b) is b.same_day(a)


@given(small, small)
def test_exactly_one_of_the_three_may_be_true(a: PartialDate, b: PartialDate) -> None:
    answers = [a.before(b), a.after(b), a.same_day(b)]
    if Truth.TRUE in answers:
        assert sorted(answer.name for answer in answers) == ["FALSE", "FALSE", "TRUE"]
    else:
        assert answers.count(Truth.UNKNOWN) >= 2


@given(small, small, st.data())
@pytest.mark.parametrize("question", QUESTIONS)
def test_refining_a_date_never_turns_true_or_false_into_anything_else(
    question: str, a: PartialDate, b: PartialDate, data: st.DataObject
) -> None:
    def refined(date: PartialDate) -> PartialDate:
        first = data.draw(st.integers(date.first_ordinal, date.last_ordinal))
        return PartialDate(first, data.draw(st.integers(first, date.last_ordinal)))

    answer = getattr(a, question)(b)
    sharper = getattr(refined(a), question)(refined(b))
    assert answer is Truth.UNKNOWN or sharper is answer


def test_two_equal_runs_need_not_be_the_same_day() -> None:
    year = PartialDate.parse("2011")
    assert year.same_day(year) is Truth.UNKNOWN
    assert year.before("2011") is Truth.UNKNOWN


@pytest.mark.parametrize("other", [SOME, "2011", datetime.date(2011, 1, 1), 5, None], ids=repr)
def test_there_is_no_less_or_greater(other: object) -> None:
    for compare in (
        lambda: other > SOME,
        lambda: other >= SOME,
        lambda: other < SOME,
        lambda: other <= SOME,
    ):
        with pytest.raises(TypeError):
            compare()


def test_sort_key_sorts_by_earliest_then_latest_then_qualifier() -> None:
    texts = ["2012", "2011-02-03", "2011~", "[2011..2012]", "2011", "2011-01-01", "[..2010]"]
    dates = sorted((PartialDate.parse(text) for text in texts), key=lambda date: date.sort_key)
    assert [str(date) for date in dates] == [
        "[..2010]",
        "2011-01-01",
        "2011",
        "2011~",
        "[2011..2012]",
        "2011-02-03",
        "2012",
    ]


# --- Widening ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "days", "expected"),
    [
        ("2011-02-02~", 1, "[2011-02-01..2011-02-03]"),
        ("2011~", 0, "2011"),
        ("2011%", 31, "[2010-12..2012-01]"),
        ("0001-01-03", 5, "[..0001-01-08]"),
        ("9999-12-30", 5, "[9999-12-25..]"),
        ("2011", 10**9, "[..9999]"),
    ],
)
def test_widened(text: str, days: int, expected: str) -> None:
    widened = PartialDate.parse(text).widened(days)
    assert str(widened) == expected
    assert widened.qualifier is None


def test_a_run_cannot_be_widened_by_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="0 days or more, not by -1"):
        SOME.widened(-1)


@pytest.mark.parametrize("days", [1.5, "1", None, True], ids=repr)
def test_a_run_is_widened_by_whole_days_only(days: object) -> None:
    with pytest.raises(mc.WrongTypeError) as caught:
        SOME.widened(days)
    assert str(caught.value) == f"{days!r} is no whole number of days"


def test_the_refusal_to_widen_is_an_error_of_ours() -> None:
    with pytest.raises(mc.MainlandCoopError):
        SOME.widened(-1)


# --- Values ------------------------------------------------------------------------------------------------------


@given(units)
def test_copies_and_pickles_are_equal(date: PartialDate) -> None:
    for copied in (copy.copy(date), copy.deepcopy(date), pickle.loads(pickle.dumps(date))):
        assert copied == date
        assert hash(copied) == hash(date)


def test_a_partial_date_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        SOME.first_ordinal = 5
    with pytest.raises(AttributeError):
        SOME.other = 5


def test_a_run_is_widened_by_whole_days() -> None:
    with pytest.raises(mc.WrongTypeError, match="whole number of days"):
        mc.PartialDate.parse("2011").widened(1.5)


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_comparing_partial_dates_says_what_to_ask_instead(compare: Callable[[object, object], object]) -> None:
    date = PartialDate.parse("2011")
    for other in (date, PartialDate.parse("2012"), "2012", 5):
        with pytest.raises(mc.WrongTypeError, match=r"\.before\(\) or \.after\(\).*sort_key"):
            compare(date, other)
    with pytest.raises(TypeError, match="sort_key"):
        sorted([date, PartialDate.parse("2012")])


def test_a_text_in_place_of_ordinals_is_told_how_text_is_read() -> None:
    with pytest.raises(mc.WrongTypeError, match=r"'2020' is no ordinal of a day; PartialDate.parse reads text"):
        PartialDate("2020")  # type: ignore[arg-type]
    assert PartialDate(737425) == PartialDate(737425, 737425)
    assert PartialDate.parse("2020") != "2020"


@pytest.mark.parametrize(
    "text", ["31/02/2012", "31.2.2012", "30-02-2012", "20120230", "2012/13/45", "2012-2-30", "13/2012", "2012年13月1日"]
)
def test_a_day_that_there_is_not_in_another_writing_is_told_as_that(text: str) -> None:
    told = "a date is written year first, in numbers with hyphens, as in 2016-06-30; there is no such day or month"
    assert remedy(text) == told
    for read in (PartialDate.parse, mc.Period.parse):
        with pytest.raises(mc.DateError, match="there is no such day or month"):
            read(text)


@pytest.mark.parametrize("text", ["n/a", "n.d.", "N/A", "not known"])
def test_words_are_told_as_no_date_whatever_stands_between_them(text: str) -> None:
    assert remedy(text) == "a date is written in numbers, year first, as in 2016-06-30"


@pytest.mark.parametrize("text", ["2012/13", "1990/2000", "2012-02-30", "2012-13-01", "1-2", "XXXX", "..", "?"])
def test_what_edtf_has_words_for_is_left_to_it(text: str) -> None:
    assert remedy(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a" * 61, None),
        (" ".join(["the"] * 12) + " 1 Jan 2012", "2012-01-01"),
        ("tomorrow" * 8, None),
    ],
)
def test_long_texts_are_not_looked_at_for_other_writings(text: str, said: str | None) -> None:
    assert (remedy(text) is None) == (said is None)


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_a_day_in_any_usual_writing_is_told_in_the_right_form(day: datetime.date) -> None:
    """Each of these means one day, and the message names it; where day and month may be exchanged it names both."""
    exchanged = day.day <= 12 and day.day != day.month
    for text, either in (
        (f"{day.year}-{day.month}-{day.day} ", False),
        (f"{day.year}/{day.month:02}/{day.day:02}", False),
        (f"{day.year}年{day.month}月{day.day}日", False),
        (f"{day.day} {day:%B} {day.year}", False),
        (f"{day:%b} {day.day}, {day.year}", False),
        (f"{day.day:02}/{day.month:02}/{day.year}", exchanged),
        (f"{day.month}.{day.day}.{day.year}", exchanged),
    ):
        with pytest.raises(mc.DateError) as caught:
            PartialDate.parse(text)
        assert (day.isoformat() in caught.value.reason, " or " in caught.value.reason) == (True, either), text
