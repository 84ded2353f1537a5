"""Periods: every day from a start through an end."""

from __future__ import annotations

import datetime
import pickle

import pendulum
import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop import PartialDate, Period
from mainland_coop.dates.periods import as_held, as_period
from mainland_coop.foundation.errors import shorten


def days(period: Period) -> tuple[str, str]:
    return tuple(datetime.date.fromordinal(day).isoformat() for day in (period.first_ordinal, period.last_ordinal))


@pytest.mark.parametrize(
    ("text", "first", "last", "shown"),
    [
        ("2017", "2017-01-01", "2017-12-31", "2017"),
        ("2017-02", "2017-02-01", "2017-02-28", "2017-02"),
        ("2017-02-03", "2017-02-03", "2017-02-03", "2017-02-03"),
        ("2017~", "2017-01-01", "2017-12-31", "2017~"),
        ("201X", "2010-01-01", "2019-12-31", "201X"),
        ("[2016-02..2017-10]", "2016-02-01", "2017-10-31", "[2016-02..2017-10]"),
        ("2016-02/2017-10", "2016-02-01", "2017-10-31", "2016-02/2017-10"),
        ("2005-07-25/2005-07-28", "2005-07-25", "2005-07-28", "2005-07-25/2005-07-28"),
        ("2016/2016-02-05", "2016-01-01", "2016-02-05", "2016/2016-02-05"),
        ("2016-06/2016", "2016-06-01", "2016-12-31", "2016-06/2016"),
        ("../2017", "0001-01-01", "2017-12-31", "../2017"),
        ("2016/..", "2016-01-01", "9999-12-31", "2016/.."),
        ("../..", "0001-01-01", "9999-12-31", "../.."),
        ("201X/2020", "2010-01-01", "2020-12-31", "201X/2020"),
    ],
)
def test_forms(text: str, first: str, last: str, shown: str) -> None:
    period = Period.parse(text)
    assert days(period) == (first, last)
    assert str(period) == shown
    assert repr(period) == f"Period({shown!r})"
    assert period.n_days == (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days + 1


def test_an_open_end_is_none() -> None:
    assert Period.parse("../2017").start is None
    assert Period.parse("2016/..").end is None


@pytest.mark.parametrize("text", ["2017-10/2016-02", "2017/2016", "2017-01-02/2017-01-01", "2017-02/2017-01-31"])
def test_a_reversed_period_is_refused(text: str) -> None:
    with pytest.raises(mc.DateError) as caught:
        Period.parse(text)
    assert caught.value.text == text
    assert caught.value.position == text.index("/") + 1
    assert caught.value.reason == "the period is reversed: it ends before it starts"
    with pytest.raises(mc.DateError, match="reversed"):
        mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed="2011").active_during(text)


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("", 0, "empty"),
        ("/", 0, "empty"),
        ("2016/", 5, "empty"),
        ("/2016", 0, "empty"),
        ("2016//2017", 5, "an interval is a period"),
        ("2016/2017/2018", 9, "an interval is a period"),
        ("2016~/2017", 0, "without qualifier or brackets"),
        ("2016/2017?", 5, "without qualifier or brackets"),
        ("[2016..2017]/2018", 0, "without qualifier or brackets"),
        ("2016/[..2018]", 5, "without qualifier or brackets"),
        ("2016-13/2017", 5, "there is no month 13"),
        ("2016/2017-02-29", 13, "there is no day 29"),
        ("2016/2017T00:00", 9, "no time of day"),
        ("2016 / 2017", 4, "without spaces are used: write 2016"),
        ("2016/...", 5, "'..' stands only inside brackets"),
        ("open/2017", 0, "in numbers, year first"),
        ("30/06/2016", 2, "write 2016-06-30"),
        ("06/2016", 2, "write 2016-06"),
        ("2016/06", 4, "write 2016-06"),
        ("1 Jan 2016/2017", 1, "write 2016-01-01"),
        ("2016/2017-1-5", 11, "write 2017-01-05"),
        ("2016--2017", 5, "expected YYYY"),
    ],
)
def test_refused_texts(text: str, position: int, reason: str) -> None:
    with pytest.raises(mc.DateError) as caught:
        Period.parse(text)
    assert caught.value.text == text
    assert caught.value.position == position
    assert reason in caught.value.reason


@given(st.text() | st.text("0123456789-/.[]X~?%", max_size=25))
def test_any_text_is_a_period_or_refused_in_our_words(text: str) -> None:
    refusal = None
    try:
        period = Period.parse(text)
    except mc.DateError as error:
        refusal = error
    if refusal is None:
        assert Period.parse(str(period)) == period
    else:
        assert 0 <= refusal.position <= len(refusal.text)


plain = st.builds(
    lambda day, length: PartialDate.parse(day.isoformat()[:length]), st.dates(), st.sampled_from([4, 7, 10])
)


@given(st.none() | plain, st.none() | plain)
def test_text_and_back(start: PartialDate | None, end: PartialDate | None) -> None:
    try:
        period = Period(start, end)
    except mc.DateError:
        assert start is not None
        assert end is not None
        assert end.last_ordinal < start.first_ordinal
        return
    assert Period.parse(str(period)) == period
    assert hash(Period.parse(str(period))) == hash(period)


@pytest.mark.parametrize(
    ("start", "end"),
    [("2011~", "2012"), ("2011", "2012?"), ("[..2011]", "2012"), ("2011", "[2012-02..2013-11]")],
)
def test_a_period_made_in_python_from_what_its_text_cannot_say_is_refused(start: str, end: str) -> None:
    with pytest.raises(mc.DateError) as caught:
        Period(PartialDate.parse(start), PartialDate.parse(end))
    assert caught.value.text in (start, end), "it names the end that is not plain"
    assert caught.value.text not in ("2011", "2012")
    assert caught.value.position == 0
    assert caught.value.reason == "the ends of a period are plain dates, without qualifier or brackets"


@pytest.mark.parametrize(
    "value",
    [
        "2017-02-03",
        datetime.date(2017, 2, 3),
        pendulum.date(2017, 2, 3),
        PartialDate.parse("2017-02-03"),
        Period.parse("2017-02-03"),
    ],
    ids=repr,
)
def test_a_day_is_a_period_of_its_own(value: object) -> None:
    assert days(as_period(value)) == ("2017-02-03", "2017-02-03")


WRONG = [
    datetime.datetime(2017, 2, 3),
    pendulum.datetime(2017, 2, 3),
    pendulum.date(2017, 2, 3) - pendulum.date(2016, 2, 3),
    datetime.time(),
    2017,
    2017.5,
    True,
    None,
    b"2017",
    ("2016", "2017"),
    slice("2016", "2017"),
]


@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_what_is_no_period_is_refused(value: object) -> None:
    pact = mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed="2011")
    for ask in (as_period, as_held, pact.active_during, pact.chain.active_during):
        with pytest.raises(mc.WrongTypeError, match="is not a day"):
            ask(value)
    with pytest.raises(TypeError):
        pact.active_during(value, throughout=True)


@pytest.mark.parametrize("value", [2017, None, b"2017", datetime.date(2017, 1, 1)], ids=repr)
def test_parse_reads_text_only(value: object) -> None:
    with pytest.raises(mc.WrongTypeError) as caught:
        Period.parse(value)
    assert str(caught.value) == f"{value!r} is not a text: Period.parse reads EDTF text"


@pytest.mark.parametrize(("start", "end"), [("2016", None), (None, "2017"), (2016, None), (datetime.date.min, None)])
def test_the_class_takes_partial_dates_only(start: object, end: object) -> None:
    with pytest.raises(mc.WrongTypeError) as caught:
        Period(start, end)
    wrong = end if start is None else start
    assert str(caught.value) == f"{shorten(wrong)} is no end of a period; Period.parse reads text"


def test_when_a_meeting_was_held_is_a_period_only_if_it_is_written_as_one() -> None:
    assert as_held("2005-07") == PartialDate.parse("2005-07")
    assert as_held("2005-07-25/2005-07-28") == Period.parse("2005-07-25/2005-07-28")
    assert as_held(datetime.date(2005, 7, 25)) == PartialDate.parse("2005-07-25")


@pytest.mark.parametrize("text", ["2005-07-25/2005-07-25", "2005-07/2005-07", "2005-07-25/2005-07-28", "2005/.."])
def test_when_a_meeting_was_held_survives_its_text(text: str) -> None:
    held = as_held(text)
    assert held == Period.parse(text)
    assert held.interval == text
    assert as_held(held.interval) == held
    assert as_held(held) == held


def test_a_period_that_was_made_from_one_date_is_held_as_its_text_will_be_read_again() -> None:
    assert as_held(Period.parse("2005-07~")) == Period.parse("2005-07/2005-07")


def test_periods_are_values() -> None:
    a, b = Period.parse("2016-02/2017-10"), Period(PartialDate.parse("2016-02"), PartialDate.parse("2017-10"))
    assert a == b
    assert hash(a) == hash(b)
    assert a != Period.parse("2016-02-01/2017-10")
    assert pickle.loads(pickle.dumps(a)) == a
    with pytest.raises(AttributeError):
        a.start = None
    with pytest.raises(TypeError):
        a < b  # noqa: B015  # the comparison itself must raise


def test_a_period_has_its_first_and_last_day_as_a_partial_date_has() -> None:
    period = Period.parse("2016-02/2017-10")
    assert (period.earliest.isoformat(), period.latest.isoformat()) == ("2016-02-01", "2017-10-31")
    assert (Period.parse("../2017").earliest.year, Period.parse("2017/..").latest.year) == (1, 9999)
    whole = Period.parse("2017")
    assert whole.start is not None
    assert (whole.earliest, whole.latest) == (whole.start.earliest, whole.start.latest)
