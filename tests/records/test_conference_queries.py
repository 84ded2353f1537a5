"""Conferences answer about their sessions as a scan of them does."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from helpers.chains import runs
from mainland_coop.records.conferences import Interval

REGISTRY = mc.load()
GUANGDONG = REGISTRY.conferences["hk-guangdong-joint-conference"]
SERIES = ("plenary", "working meeting")

partial_dates = runs(widest=30).map(lambda run: mc.PartialDate(*run))


def whole(run: tuple[int, int]) -> mc.Period:
    return mc.Period(mc.PartialDate(run[0], run[0]), mc.PartialDate(run[1], run[1]))


@st.composite
def conferences(draw: st.DrawFn) -> mc.Conference:
    several = draw(st.booleans())
    sessions = [
        mc.Session(
            id=f"s{i}",
            series=draw(st.sampled_from(SERIES)) if several else None,
            ordinal=draw(st.none() | st.integers(0, 9)),
            held=draw(st.none() | partial_dates | runs(widest=4).map(whole)),
        )
        for i in range(draw(st.integers(0, 6)))
    ]
    return mc.Conference(id="c", name="C", sessions=draw(st.permutations(sessions)))


def chosen(conference: mc.Conference, series: str | None) -> list[mc.Session]:
    return [s for s in conference.sessions if series is None or s.series == series]


def days(when: mc.PartialDate | mc.Period) -> range:
    return range(when.first_ordinal, when.last_ordinal + 1)


@given(conferences(), st.none() | partial_dates, st.data())
def test_the_latest_session(conference: mc.Conference, before: mc.PartialDate | None, data: st.DataObject) -> None:
    series = data.draw(st.sampled_from([None, *{s.series for s in conference.sessions}]))
    over = [
        s
        for s in chosen(conference, series)
        if s.held is not None and (before is None or all(day < days(before)[0] for day in days(s.held)))
    ]
    expected = max(over, key=lambda s: (days(s.held)[0], days(s.held)[-1], s.id), default=None)
    assert conference.latest(before, series=series) is expected


@given(conferences(), st.sampled_from([None, *SERIES]))
def test_ordinals(conference: mc.Conference, series: str | None) -> None:
    sessions = chosen(conference, series)
    numbered = [s for s in sessions if s.ordinal is not None]
    if (series and not sessions) or len({s.series for s in numbered}) > 1:
        for ask in (conference.next_ordinal, conference.missing_ordinals):
            with pytest.raises(mc.InvalidRecordError, match="series"):
                ask(series)
        return
    found = {s.ordinal for s in numbered}
    assert conference.next_ordinal(series) == (max(found) + 1 if found else None)
    missing = [n for n in range(1, 10) if n not in found and any(n < m for m in found)]
    assert conference.missing_ordinals(series) == tuple(missing)


@given(conferences(), st.data())
def test_intervals(conference: mc.Conference, data: st.DataObject) -> None:
    series = data.draw(st.sampled_from([None, *{s.series for s in conference.sessions}]))
    dated = [s for s in chosen(conference, series) if s.held is not None]
    dated.sort(key=lambda s: (days(s.held)[0], days(s.held)[-1], s.id))
    expected = []
    for i in range(len(dated) - 1):
        a, b = dated[i], dated[i + 1]
        lengths = [
            max(0, start_b - end_a, start_a - end_b)
            for start_a, end_a in meetings(a.held)
            for start_b, end_b in meetings(b.held)
        ]
        expected.append(Interval(a.id, b.id, min(lengths), max(lengths)))
    assert conference.intervals(series) == tuple(expected)


def meetings(held: mc.PartialDate | mc.Period) -> list[tuple[int, int]]:
    """The first and last day of a meeting, for each day that its date may be."""
    if isinstance(held, mc.Period):
        return [(held.first_ordinal, held.last_ordinal)]
    return [(day, day) for day in days(held)]


def test_the_guangdong_conference() -> None:
    assert GUANGDONG.latest(series="plenary").id == "hk-guangdong-24"
    assert GUANGDONG.latest(before="2016-09-14", series="plenary").ordinal == 18
    assert GUANGDONG.latest(before="2016-09-15", series="plenary").ordinal == 19
    assert GUANGDONG.latest(before="2016-09-14").series == "working meeting"
    assert GUANGDONG.latest(before="1998-03-30") is None
    assert GUANGDONG.latest(before=datetime.date(1998, 3, 31)).ordinal == 1
    assert GUANGDONG.next_ordinal("plenary") == 25
    assert GUANGDONG.missing_ordinals("plenary") == ()
    assert GUANGDONG.missing_ordinals("working meeting") == (3, 5, 13, 14, 18, 19)
    first = GUANGDONG.intervals("plenary")[0]
    assert (first.shortest, first.longest) == (178, 178)


def test_a_series_can_be_left_out_where_only_one_is_numbered() -> None:
    shanghai = REGISTRY.conferences["hk-shanghai-conference"]
    assert {s.series for s in shanghai.sessions} == {"plenary", "signing ceremony"}
    assert shanghai.next_ordinal() == shanghai.next_ordinal("plenary") == 7
    assert shanghai.next_ordinal("signing ceremony") is None
    assert shanghai.missing_ordinals("signing ceremony") == ()
    assert REGISTRY.conferences["hk-shenzhen-northern-metropolis-task-force"].missing_ordinals() == (3, 4, 6)
    with pytest.raises(mc.InvalidRecordError, match="'plenary', 'working meeting'"):
        GUANGDONG.next_ordinal()


def test_what_is_no_series_or_day_is_refused() -> None:
    for series in ("Plenary", "", "x" * 10_000, "全體會議"):
        for ask in (GUANGDONG.next_ordinal, GUANGDONG.missing_ordinals, GUANGDONG.intervals):
            with pytest.raises(mc.InvalidRecordError, match="its series are 'plenary', 'working meeting'") as caught:
                ask(series)
            assert len(str(caught.value)) < 400
    with pytest.raises(mc.InvalidRecordError, match="name no series"):
        mc.Conference(id="c", name="C").latest(series="plenary")
    with pytest.raises(mc.WrongTypeError, match="no series"):
        GUANGDONG.intervals(3)
    with pytest.raises(mc.WrongTypeError):
        GUANGDONG.latest(before=datetime.datetime(2016, 1, 1))
    for text in ("平成28年", "2016/2017", "x" * 10_000):
        with pytest.raises(mc.DateError):
            GUANGDONG.latest(before=text)


def test_a_slip_in_an_ordinal_is_told() -> None:
    conference = mc.Conference(id="c", name="C", sessions=[mc.Session(id="s", ordinal=10**18)])
    assert conference.next_ordinal() == 10**18 + 1
    with pytest.raises(mc.InvalidRecordError, match="'s' of 'c'"):
        conference.missing_ordinals()


def test_a_conference_without_sessions() -> None:
    empty = mc.Conference(id="c", name="C")
    assert (empty.latest(), empty.next_ordinal(), empty.missing_ordinals(), empty.intervals()) == (None, None, (), ())
