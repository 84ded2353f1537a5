"""Tests of the oracle itself: cases worked out by hand, and the oracle against still more naive enumeration."""

from __future__ import annotations

import datetime
import itertools
import random
from dataclasses import replace

import pytest

from helpers.known_traps import TRAPS, Trap
from helpers.random_records import random_record
from mainland_coop.testing.oracle import (
    LAST_DAY,
    Days,
    End,
    Gap,
    Link,
    NoWorldError,
    Record,
    TermParts,
    TooManyWorldsError,
    World,
    covers,
    expires,
    gap_lengths,
    gaps,
    is_continuous,
    outcome,
    outcomes,
    status_on,
    term_end,
    truth_during,
    truth_on,
    window,
    worlds,
)

BASE = datetime.date(2020, 6, 1).toordinal() - 1
OPEN: End = ("open",)
NOT_STATED: End = ("not stated",)


def day(number: int) -> int:
    """The day with this number; 1 is 2020-06-01."""
    return BASE + number


def run(first: int, last: int | None = None) -> Days:
    return day(first), day(first if last is None else last)


def stated(first: int, last: int | None = None) -> End:
    return ("stated", run(first, last))


def days(number: int) -> End:
    return ("term", (0, 0, 0, number))


def tacit(number: int) -> End:
    return ("tacit", (0, 0, 0, number))


def ordinal(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


def truths(record: Record, first: int, last: int, presume: bool = True) -> str:
    """The truth on each day, as one letter each."""
    return "".join(truth_on(record, day(n), day(n), presume)[0] for n in range(first, last + 1))


# --- terms -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        ("2011-03-01", (1, 0, 0, 0), "2012-02-29"),
        ("2012-02-29", (1, 0, 0, 0), "2013-02-28"),
        ("2012-02-29", (4, 0, 0, 0), "2016-02-28"),
        ("2011-01-31", (0, 1, 0, 0), "2011-02-28"),
        ("2011-01-29", (0, 1, 0, 0), "2011-02-28"),
        ("2011-01-28", (0, 1, 0, 0), "2011-02-27"),
        ("2011-02-01", (0, 1, 0, 0), "2011-02-28"),
        ("2011-02-28", (0, 1, 0, 0), "2011-03-27"),
        ("2011-12-31", (0, 2, 0, 0), "2012-02-29"),
        ("2011-01-01", (5, 0, 0, 0), "2015-12-31"),
        ("2011-12-31", (5, 0, 0, 0), "2016-12-30"),
        ("2011-05-10", (0, 18, 0, 0), "2012-11-09"),
        ("2011-05-10", (3, 6, 0, 0), "2014-11-09"),
        ("2011-05-10", (0, 0, 0, 1), "2011-05-10"),
        ("2011-05-10", (0, 0, 0, 90), "2011-08-07"),
        ("2011-05-10", (0, 0, 2, 0), "2011-05-23"),
        ("2011-01-31", (0, 1, 0, 1), "2011-03-01"),
        ("9999-12-01", (0, 1, 0, 0), "9999-12-31"),
        ("9999-06-15", (1, 0, 0, 0), "9999-12-31"),
        ("9999-12-31", (0, 0, 0, 2), "9999-12-31"),
        ("0001-01-01", (9998, 0, 0, 365), "9999-12-31"),
        ("0001-01-01", (9998, 0, 0, 364), "9999-12-30"),
    ],
)
def test_term_end(start: str, term: TermParts, end: str) -> None:
    assert datetime.date.fromordinal(term_end(ordinal(start), term)).isoformat() == end


def test_terms_are_monotone() -> None:
    for term in [(0, 1, 0, 0), (1, 0, 0, 0), (0, 13, 0, 3)]:
        ends = [term_end(start, term) for start in range(ordinal("2010-12-01"), ordinal("2013-03-05"))]
        assert ends == sorted(ends)


def test_the_end_of_a_term_moves_with_the_start() -> None:
    record = Record((Link((ordinal("2011-01-01"), ordinal("2011-12-31")), ("term", (5, 0, 0, 0))),))
    assert expires(record) == ("run", ordinal("2015-12-31"), ordinal("2016-12-30"))
    answers = {
        text: truth_on(record, ordinal(text), ordinal(text))
        for text in ["2010-12-31", "2011-06-01", "2011-12-31", "2015-12-31", "2016-06-30", "2016-12-30", "2016-12-31"]
    }
    assert list(answers.values()) == ["FALSE", "UNKNOWN", "TRUE", "TRUE", "UNKNOWN", "UNKNOWN", "FALSE"]


# --- worlds ----------------------------------------------------------------------------------------------------------


def test_an_end_is_on_or_after_its_start() -> None:
    record = Record((Link(run(1, 3), stated(2, 4)),))
    pairs = {(world.starts[0] - BASE, world.ends[0] - BASE) for world in worlds(record)}
    assert pairs == {(1, 2), (1, 3), (1, 4), (2, 2), (2, 3), (2, 4), (3, 3), (3, 4)}
    assert truths(record, 0, 5) == "FUUUUF"
    assert truth_during(record, day(2), day(3), throughout=False) == "TRUE"
    assert truth_during(record, day(2), day(3), throughout=True) == "UNKNOWN"
    assert truth_during(record, day(1), day(5), throughout=True) == "FALSE"


def test_starts_are_in_order_and_the_ending_not_before_the_last() -> None:
    record = Record((Link(run(1, 3), OPEN), Link(run(2), OPEN)), ending=run(1, 3))
    _, horizon = window(record)
    assert sorted(worlds(record)) == [
        World((day(first), day(2)), (horizon, horizon), day(ending)) for first in (1, 2) for ending in (2, 3)
    ]


def test_follows_on_is_the_day_after_the_end_and_shares_the_unknown_start() -> None:
    record = Record((Link(run(1, 3), days(4)), Link(None, days(2))))
    assert [(world.starts[1] - BASE, world.ends[1] - BASE) for world in worlds(record)] == [(5, 6), (6, 7), (7, 8)]
    assert truths(record, 0, 9) == "FUUTTTTUUF"
    assert gaps(record) == ()
    assert is_continuous(record) == "TRUE"
    assert expires(record) == ("run", day(6), day(8))


def test_a_chain_that_follows_on_is_bounded_from_behind() -> None:
    record = Record((Link(run(1, 9), days(3)), Link(None, days(3)), Link(None, stated(9, 10))))
    assert {world.starts[0] - BASE for world in worlds(record)} == {1, 2, 3, 4}
    assert truths(record, 1, 11) == "UUUTTTTTTUF"


@pytest.mark.parametrize("presume", [True, False])
@pytest.mark.parametrize("end", [OPEN, NOT_STATED, tacit(3)])
def test_nothing_follows_on_from_no_last_day(end: End, presume: bool) -> None:
    record = Record((Link(run(1), end), Link(None, days(3))))
    assert worlds(record, presume) == []
    with pytest.raises(NoWorldError):
        truth_on(record, day(1), day(1), presume)


@pytest.mark.parametrize(
    "record",
    [
        Record((Link(run(5), OPEN), Link(run(1, 4), OPEN))),
        Record((Link(run(5), stated(1, 4)),)),
        Record((Link(run(5), OPEN),), ending=run(1, 4)),
        Record((Link(run(1), days(4)), Link(None, stated(4)))),
        Record((Link((LAST_DAY, LAST_DAY), days(1)), Link(None, days(1)))),
        Record((Link((LAST_DAY - 1, LAST_DAY), days(2)), Link(None, days(1)))),
    ],
)
def test_records_without_a_world(record: Record) -> None:
    assert worlds(record) == worlds(record, presume=False) == []
    assert not outcomes(record)


def test_at_the_end_of_the_calendar() -> None:
    record = Record((Link((LAST_DAY - 4, LAST_DAY), days(3)), Link(None, OPEN)))
    assert [LAST_DAY - world.starts[0] for world in worlds(record)] == [4, 3]
    assert truth_on(record, LAST_DAY, LAST_DAY) == "TRUE"
    free = Record((Link((LAST_DAY - 2, LAST_DAY - 2), NOT_STATED),))
    assert [LAST_DAY - world.ends[0] for world in worlds(free, presume=False)] == [2, 1, 0]


def test_stages_start_with_the_earliest_of_each_pick() -> None:
    record = Record((Link(None, days(3), stages=(run(4, 9), run(2, 6), run(5))),))
    assert {world.starts[0] - BASE for world in worlds(record)} == {2, 3, 4, 5}
    assert truths(record, 1, 8) == "FUUUUUUF"


def test_the_earliest_of_stages_is_that_of_some_pick() -> None:
    rng = random.Random(6)
    for _ in range(60):
        stages = tuple(run(first, first + rng.randint(0, 4)) for first in rng.choices(range(1, 9), k=rng.randint(1, 4)))
        picks = itertools.product(*(range(first, last + 1) for first, last in stages))
        starts = {world.starts[0] for world in worlds(Record((Link(None, OPEN, stages),)))}
        assert starts == {min(pick) for pick in picks}


def test_descriptions_that_make_no_sense_are_refused() -> None:
    for record in [
        Record(()),
        Record((Link(None, OPEN),)),
        Record((Link(run(2, 1), OPEN),)),
        Record((Link(run(1), ("term", (0, 0, 0, 0))),)),
        Record((Link(run(1), OPEN, stages=(run(1),)),)),
        Record((Link(run(1), OPEN), Link(None, OPEN, stages=(run(1),)))),
    ]:
        with pytest.raises(ValueError, match=r"link|run of days|term"):
            worlds(record)
    for ask in (truth_on, status_on):
        with pytest.raises(ValueError, match="reversed"):
            ask(Record((Link(run(1), OPEN),)), day(2), day(1))
    with pytest.raises(ValueError, match="reversed"):
        truth_during(Record((Link(run(1), OPEN),)), day(2), day(1), throughout=True)
    with pytest.raises(ValueError, match="horizon"):
        worlds(Record((Link(run(1, 5), OPEN),)), horizon=day(5))


def test_the_limit() -> None:
    record = Record(tuple(Link(run(10 * n, 10 * n + 5), stated(10 * n, 10 * n + 5)) for n in range(9)))
    with pytest.raises(TooManyWorldsError):
        worlds(record, limit=1000)
    with pytest.raises(TooManyWorldsError):
        status_on(record, day(1), day(1), limit=1000)
    with pytest.raises(TooManyWorldsError, match="raise the limit"):
        truth_on(record, day(1), day(1), limit=10)
    assert truth_on(record, day(1), day(1), limit=500) == "UNKNOWN"


# --- ends that are not stated ----------------------------------------------------------------------------------------


def test_not_stated_at_the_end_of_the_chain() -> None:
    record = Record((Link(run(1, 2), NOT_STATED),))
    assert truths(record, 0, 5) == "FUTTTT"
    assert truths(record, 0, 5, presume=False) == "FUUUUU"
    assert truths(Record((Link(run(2), NOT_STATED),)), 1, 4, presume=False) == "FTUU"
    assert truth_on(record, LAST_DAY, LAST_DAY) == "TRUE"
    assert truth_on(record, LAST_DAY, LAST_DAY, presume=False) == "UNKNOWN"
    assert truth_on(record, 1, 1) == "FALSE"
    assert truth_during(record, 1, LAST_DAY, throughout=False, presume=False) == "TRUE"
    assert truth_during(record, day(2), LAST_DAY, throughout=True, presume=False) == "UNKNOWN"
    assert expires(record) == "NOT_STATED"


def test_the_presumption_yields_to_the_next_link() -> None:
    record = Record((Link(run(1), NOT_STATED), Link(run(4, 6), days(3))))
    assert truths(record, 0, 9) == "FTTTTTTUUF"
    assert gaps(record) == ()
    assert is_continuous(record) == "TRUE"
    assert expires(record) == ("run", day(6), day(8))


def test_without_the_presumption_a_renewal_proves_nothing() -> None:
    record = Record((Link(run(1), NOT_STATED), Link(run(4, 6), days(3))))
    assert truths(record, 0, 10, presume=False) == "FTUUUUTUUUU"  # day 6 is in every run of 4-6, 5-7, 6-8
    assert gaps(record, presume=False) == (Gap(1, False, 0, 4),)
    assert is_continuous(record, presume=False) == "UNKNOWN"


def test_a_presumed_end_may_be_the_day_before_its_own_start() -> None:
    record = Record((Link(run(3), NOT_STATED), Link(run(3, 4), days(1))))
    assert sorted((world.ends[0] - BASE) for world in worlds(record)) == [2, 3]
    assert truths(record, 2, 5) == "FTUF"


def test_tacit_renewal() -> None:
    alone = Record((Link(run(1), tacit(3)),))
    assert truths(alone, 0, 6) == "FTTTTTT"
    assert truths(alone, 0, 6, presume=False) == "FTTTUUU"
    assert expires(alone) == "NOT_STATED"
    renewed = Record((Link(run(1), tacit(3)), Link(run(2, 6), days(1))))
    assert truths(renewed, 0, 7) == "FTTTUUUF"
    assert expires(renewed) == ("run", day(3), day(6))
    assert gaps(renewed) == ()
    assert gaps(renewed, presume=False) == (Gap(1, False, 0, 2),)


@pytest.mark.parametrize("presume", [True, False])
@pytest.mark.parametrize("end", [NOT_STATED, tacit(3), OPEN])
def test_the_ending_is_the_stated_end_of_a_last_link_without_one(end: End, presume: bool) -> None:
    record = Record((Link(run(1), end),), ending=run(5, 6), reason="superseded")
    assert truths(record, 0, 8, presume) == "FTTTTTUFF"
    assert expires(record) == ("run", day(5), day(6))
    assert status_on(record, day(6), day(6), presume) == "UNKNOWN"
    assert status_on(record, day(7), LAST_DAY, presume) == "SUPERSEDED"


# --- endings and status ----------------------------------------------------------------------------------------------


def test_an_ending_cuts_and_never_lengthens() -> None:
    record = Record((Link(run(1), days(5)),), ending=run(3, 8), reason="merged")
    assert truths(record, 0, 9) == "FTTTUUFFFF"
    assert expires(record) == ("run", day(3), day(5))
    assert status_on(record, day(6), day(6)) == "UNKNOWN"  # cut on 3 or 4, or run out on 5
    cut = replace(record, ending=run(3, 4))
    assert status_on(cut, day(5), day(9)) == "TERMINATED"
    ran_out = replace(record, ending=run(5, 8))
    assert status_on(ran_out, day(6), day(9)) == "LAPSED"


def test_status() -> None:
    record = Record((Link(run(2), days(2)), Link(run(6), NOT_STATED)), ending=run(8))
    names = [status_on(record, day(n), day(n)) for n in range(1, 10)]
    assert names[:1] == ["NOT_YET_IN_FORCE"]
    assert names[1:3] == ["IN_FORCE"] * 2
    assert names[3:5] == ["LAPSED"] * 2
    assert names[5:8] == ["IN_FORCE"] * 3
    assert names[8:] == ["TERMINATED"]
    assert status_on(record, 1, day(1)) == "NOT_YET_IN_FORCE"
    assert status_on(record, day(1), day(2)) == "UNKNOWN"


def test_never_in_force() -> None:
    record = Record((Link(run(1), NOT_STATED),), ending=run(4, 5), reason="withdrawn", never_in_force=True)
    assert truths(record, 0, 7) == "F" * 8
    assert truth_during(record, day(1), day(9), throughout=False) == "FALSE"
    names = [status_on(record, day(n), day(n)) for n in range(1, 7)]
    assert names == ["NOT_YET_IN_FORCE"] * 4 + ["UNKNOWN", "TERMINATED"]
    assert status_on(replace(record, ending=None), 1, LAST_DAY) == "NOT_YET_IN_FORCE"


# --- gaps ------------------------------------------------------------------------------------------------------------


def test_gaps() -> None:
    record = Record((Link(run(1), stated(4, 6)), Link(run(8, 9), days(2)), Link(run(10, 11), OPEN)))
    assert gaps(record) == (Gap(1, True, 1, 4), Gap(2, False, 0, 1))
    assert is_continuous(record) == "FALSE"
    assert expires(record) == "OPEN"


def test_a_gap_lies_after_the_latest_end_so_far() -> None:
    record = Record((Link(run(1), stated(9)), Link(run(2), days(1)), Link(run(10), OPEN)))
    assert gaps(record) == ()
    assert is_continuous(record) == "TRUE"


# --- traps and cross-checks ------------------------------------------------------------------------------------------


def answer(trap: Trap) -> object:
    """The oracle's answer to a trap."""
    first, last = trap.days or (0, 0)
    if trap.question == "on":
        return truth_on(trap.record, first, last, trap.presume)
    if trap.question in ("some day", "throughout"):
        return truth_during(trap.record, first, last, trap.question == "throughout", trap.presume)
    if trap.question == "status":
        return status_on(trap.record, first, last, trap.presume)
    if trap.question == "gaps":
        return tuple(map(tuple, gaps(trap.record, trap.presume)))
    return is_continuous(trap.record, trap.presume) if trap.question == "continuous" else expires(trap.record)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_traps(trap: Trap) -> None:
    assert answer(trap) == trap.right
    assert trap.right != trap.wrong


def test_trap_names_are_unique() -> None:
    assert len({trap.name for trap in TRAPS}) == len(TRAPS)


def filtered_worlds(record: Record, presume: bool, horizon: int) -> set[World]:
    """Worlds once more, without any pruning: every pick of days at all, then the rules as a filter."""
    for index, link in enumerate(record.links):
        if link.end[0] == "tacit after" and link.end[1][0] < link.end[1][1]:
            # Of what renews itself from one of several days on, the worlds for each of those days.
            each_pick = [("tacit after", (pick, pick)) for pick in range(link.end[1][0], link.end[1][1] + 1)]
            exact = [(*record.links[:index], replace(link, end=end), *record.links[index + 1 :]) for end in each_pick]
            return set().union(*(filtered_worlds(replace(record, links=x), presume, horizon) for x in exact))
    links = record.links
    found: set[World] = set()
    everything = range(window(record)[0], horizon + 1)
    picks = [everything if link.start is None else range(link.start[0], link.start[1] + 1) for link in links]
    ending_picks: list[int | None] = [None]
    if record.ending is not None:
        ending_picks = list(range(record.ending[0], record.ending[1] + 1))
    for starts in itertools.product(*picks):
        end_picks = []
        for index, (link, start) in enumerate(zip(links, starts, strict=True)):
            is_last = index == len(links) - 1
            floor = term_end(start, link.end[1]) if link.end[0] in ("term", "tacit") else start
            if link.end[0] == "tacit after":
                floor = link.end[1][0]
                if floor < start:
                    end_picks.append([])
                    continue
            if link.end[0] == "stated":
                end_picks.append([end for end in range(link.end[1][0], link.end[1][1] + 1) if end >= start])
            elif link.end[0] == "term":
                end_picks.append([floor])
            elif link.end[0] == "open" or (is_last and (presume or record.ending is not None)):
                end_picks.append([horizon])
            elif not presume:
                end_picks.append(list(range(floor, horizon + 1)))
            elif link.end[0] in ("tacit", "tacit after"):
                end_picks.append([max(floor, starts[index + 1] - 1)])
            else:
                end_picks.append([starts[index + 1] - 1])
        for ends in itertools.product(*end_picks):
            follows = all(
                link.start is not None or (links[i].end[0] in ("stated", "term") and starts[i + 1] == ends[i] + 1)
                for i, link in enumerate(links[1:])
            )
            if not follows or list(starts) != sorted(starts):
                continue
            found.update(World(starts, ends, e) for e in ending_picks if e is None or e >= starts[-1])
    return found


@pytest.mark.parametrize("presume", [True, False])
def test_worlds_against_a_plain_filter(presume: bool) -> None:
    rng = random.Random(1)
    checked = 0
    while checked < 60:
        record = random_record(rng, most_links=2)
        first_day, horizon = window(record)
        if record.links[0].stages or horizon - first_day > 40:
            continue
        assert set(worlds(record, presume)) == filtered_worlds(record, presume, horizon)
        checked += 1


@pytest.mark.parametrize("presume", [True, False])
def test_outcomes_are_those_of_the_worlds(presume: bool) -> None:
    rng = random.Random(2)
    checked = 0
    while checked < 150:
        record = random_record(rng)
        first_day, horizon = window(record)
        try:
            every = worlds(record, presume, limit=1000)
        except TooManyWorldsError:
            continue
        assert outcomes(record, presume) == {outcome(world, first_day, horizon) for world in every}
        checked += 1


@pytest.mark.parametrize("presume", [True, False])
def test_answers_are_those_of_the_worlds(presume: bool) -> None:
    rng = random.Random(3)
    checked = 0
    while checked < 60:
        record = random_record(rng)
        first_day, horizon = window(record)
        try:
            every = worlds(record, presume, limit=400)
        except TooManyWorldsError:
            continue
        if not every:
            continue
        for at in range(first_day, horizon + 1):
            seen = {covers(world, at) for world in every}
            expected = "UNKNOWN" if len(seen) == 2 else str(seen.pop()).upper()
            assert truth_on(record, at, at, presume) == expected
        at = rng.randint(first_day, horizon)
        period = range(at, min(at + rng.randint(0, 6), horizon) + 1)
        for throughout, quantifier in ((True, all), (False, any)):
            seen = {quantifier(covers(world, each) for each in period) for world in every}
            expected = "UNKNOWN" if len(seen) == 2 else str(seen.pop()).upper()
            assert truth_during(record, period[0], period[-1], throughout, presume) == expected
        for index in range(1, len(record.links)):
            lengths = {gap_lengths(world)[index - 1] for world in every}
            expected_gap = Gap(index, min(lengths) > 0, min(lengths), max(lengths))
            assert (expected_gap in gaps(record, presume)) == (max(lengths) > 0)
        checked += 1


@pytest.mark.parametrize("presume", [True, False])
def test_the_horizon_does_not_matter(presume: bool) -> None:
    rng = random.Random(4)
    checked = 0
    while checked < 60:
        record = random_record(rng)
        first_day, horizon = window(record)
        try:
            if not outcomes(record, presume, limit=2000):
                continue
        except TooManyWorldsError:
            continue
        later = horizon + 9
        for at in range(first_day - 2, later + 3):
            to = at + rng.randint(0, 4)
            assert truth_on(record, at, to, presume) == truth_on(record, at, to, presume, horizon=later)
            assert status_on(record, at, to, presume) == status_on(record, at, to, presume, horizon=later)
            for throughout in (True, False):
                near = truth_during(record, at, to, throughout, presume)
                assert near == truth_during(record, at, to, throughout, presume, horizon=later)
        assert gaps(record, presume) == gaps(record, presume, horizon=later)
        assert is_continuous(record, presume) == is_continuous(record, presume, horizon=later)
        assert expires(record) == expires(record, horizon=later)
        checked += 1


def test_status_agrees_with_truth() -> None:
    rng = random.Random(5)
    for _ in range(150):
        record = random_record(rng)
        first_day, horizon = window(record)
        try:
            if not outcomes(record, limit=2000):
                continue
        except TooManyWorldsError:
            continue
        for at in range(first_day, horizon + 1):
            truth, status = truth_on(record, at, at), status_on(record, at, at)
            assert (status == "IN_FORCE") == (truth == "TRUE")
            assert truth != "UNKNOWN" or status == "UNKNOWN"
