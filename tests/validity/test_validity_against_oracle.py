"""The engine is equal to the enumeration of possible worlds: on random records, every answer on every boundary."""

from __future__ import annotations

import datetime
import itertools
import pickle
from functools import partial

import pytest
from hypothesis import Phase, assume, event, given, reject, settings, strategies as st

from helpers import known_traps
from helpers.chains import chain_of, records
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.dates.truth import Truth
from mainland_coop.testing import oracle
from mainland_coop.validity.bounds import NoWorldError, first_world
from mainland_coop.validity.possible_worlds import Status
from mainland_coop.validity.timeline import Run

LIMIT = 6_000


def outcomes(record: oracle.Record, presume: bool) -> None:
    """Leave out a record with too many worlds; `test_most_records_can_be_enumerated` counts how many that are."""
    try:
        oracle.outcomes(record, presume, None, LIMIT)
        oracle.covered_days(record, presume, None, LIMIT)  # which counts in another way
    except oracle.TooManyWorldsError:
        reject()


def has_world(record: oracle.Record) -> bool:
    try:
        oracle.covered_days(record)
    except oracle.NoWorldError:
        return False
    return True


def compiles(record: oracle.Record) -> bool:
    try:
        first_world(chain_of(record).terms)
    except NoWorldError:
        return False
    return True


@given(records(sound=False))
def test_a_record_is_refused_exactly_if_it_has_no_world(record: oracle.Record) -> None:
    possible = has_world(record)
    event(f"has a world: {possible}")
    assert compiles(record) is possible


@given(records(), st.booleans())
def test_truth_on_every_boundary(record: oracle.Record, presume: bool) -> None:
    chain = chain_of(record)
    for day in oracle.boundaries(record):
        expected = oracle.truth_on(record, day, day, presume)
        event(f"truth: {expected}")
        assert chain.active_on(PartialDate(day, day), presume_continuity=presume).name == expected, day


@given(records(), st.booleans())
def test_status_on_every_boundary(record: oracle.Record, presume: bool) -> None:
    outcomes(record, presume)
    chain = chain_of(record)
    for day in oracle.boundaries(record):
        expected = oracle.status_on(record, day, day, presume, limit=LIMIT)
        event(f"status: {expected}")
        assert chain.status_on(PartialDate(day, day), presume_continuity=presume).name == expected, day


@given(records(), st.booleans(), st.data())
def test_partial_days_and_periods(record: oracle.Record, presume: bool, data: st.DataObject) -> None:
    outcomes(record, presume)
    chain = chain_of(record)
    days = oracle.boundaries(record)
    for _ in range(6):
        first, last = sorted((data.draw(st.sampled_from(days)), data.draw(st.sampled_from(days))))
        run = PartialDate(first, last)
        period = Period(PartialDate(first, first), PartialDate(last, last))
        assert chain.active_on(run, presume_continuity=presume).name == oracle.truth_on(
            record, first, last, presume, limit=LIMIT
        )
        assert chain.status_on(run, presume_continuity=presume).name == oracle.status_on(
            record, first, last, presume, limit=LIMIT
        )
        for throughout in (True, False):
            answer = chain.active_during(period, throughout=throughout, presume_continuity=presume)
            expected = oracle.truth_during(record, first, last, throughout, presume, limit=LIMIT)
            event(f"throughout={throughout}: {expected}")
            assert answer.name == expected, (first, last, throughout)


@given(records(), st.booleans())
def test_gaps_continuity_and_expiry(record: oracle.Record, presume: bool) -> None:
    outcomes(record, presume)
    outcomes(record, True)
    chain = chain_of(record)
    gaps = [(g.before, g.certain, g.shortest, g.longest) for g in chain.gaps(presume_continuity=presume)]
    assert gaps == [tuple(gap) for gap in oracle.gaps(record, presume, limit=LIMIT)]
    assert chain.is_continuous.name == oracle.is_continuous(record, limit=LIMIT)
    assert known_traps.expiry(chain) == oracle.expires(record, limit=LIMIT)


def test_most_records_can_be_enumerated() -> None:
    """Few are left out above: under the presumption almost none, without it those with several ends not stated."""
    enumerated: dict[bool, list[bool]] = {True: [], False: []}

    @settings(max_examples=300, derandomize=True, phases=[Phase.generate], database=None)
    @given(records())
    def count(record: oracle.Record) -> None:
        for presume, found in enumerated.items():
            try:
                found.append(bool(oracle.outcomes(record, presume, None, LIMIT)))
            except oracle.TooManyWorldsError:
                found.append(False)

    count()
    assert sum(enumerated[True]) >= 0.98 * len(enumerated[True])
    assert sum(enumerated[False]) >= 0.9 * len(enumerated[False])


def test_continuity_is_presumed_unless_the_caller_says_otherwise() -> None:
    """Of a link whose end is not stated, and which another follows: with the presumption there is no gap."""
    day = datetime.date(2020, 6, 1).toordinal()
    chain = chain_of(
        oracle.Record((oracle.Link((day, day), ("not stated",)), oracle.Link((day + 9, day + 9), ("open",))))
    )
    between = Period(PartialDate(day + 3, day + 3), PartialDate(day + 5, day + 5))
    assert chain.gaps() == chain.gaps(presume_continuity=True) == ()
    assert chain.gaps(presume_continuity=False) != ()
    for ask in (chain.active_during, partial(chain.active_during, throughout=True)):
        assert ask(between) is ask(between, presume_continuity=True) is Truth.TRUE
        assert ask(between, presume_continuity=False) is Truth.UNKNOWN
    when = PartialDate(day + 4, day + 4)
    assert chain.active_on(when) is Truth.TRUE
    assert chain.active_on(when, presume_continuity=False) is Truth.UNKNOWN
    assert chain.status_on(when) is Status.IN_FORCE
    assert chain.status_on(when, presume_continuity=False) is Status.UNKNOWN
    assert chain.bounds() is chain.bounds(presume_continuity=True)
    assert chain.timeline() is chain.timeline(presume_continuity=True)


@given(records(), st.booleans())
def test_a_timeline_is_the_longest_runs_of_days_with_one_answer(record: oracle.Record, presume: bool) -> None:
    assume(compiles(record))
    timeline = chain_of(record).timeline(presume_continuity=presume)
    days = oracle.boundaries(record)
    low, high = max(1, min(days) - 1), max(days) + 1
    answers = itertools.groupby(range(low, high + 1), key=lambda day: timeline.on(day, day))
    expected = [(run[0], run[-1], truth) for truth, run in ((truth, list(run)) for truth, run in answers)]
    shown = [(max(run.first, low), min(run.last, high), run.truth) for run in timeline.runs]
    assert [run for run in shown if run[0] <= high] == [run for run in expected if run[2] is not Truth.FALSE]


def test_links_that_touch_make_one_run() -> None:
    day = datetime.date(2020, 6, 1).toordinal()
    links = (oracle.Link((day, day), ("term", (0, 0, 0, 5))), oracle.Link((day + 5, day + 5), ("term", (0, 0, 0, 5))))
    assert chain_of(oracle.Record(links)).timeline().runs == (Run(day, day + 9, Truth.TRUE),)
    apart = (links[0], oracle.Link((day + 6, day + 6), ("term", (0, 0, 0, 5))))
    assert len(chain_of(oracle.Record(apart)).timeline().runs) == 2


NO_WORLD = {
    "it follows on from what has no end": (
        (oracle.Link((9, 9), ("open",)), oracle.Link(None, ("open",))),
        None,
        (1, "follows_on"),
    ),
    "it starts before the link before it": (
        (oracle.Link((9, 9), ("open",)), oracle.Link((5, 8), ("open",))),
        None,
        (1, "start"),
    ),
    "it ends before it starts": ((oracle.Link((9, 9), ("stated", (5, 8))),), None, (0, "end")),
    "the ending lies before the last start": (
        (oracle.Link((9, 9), ("open",)), oracle.Link((9, 9), ("open",))),
        (5, 8),
        (2, "ending"),
    ),
}


@pytest.mark.parametrize("name", NO_WORLD)
def test_where_a_record_has_no_world_is_told_by_link_and_date(name: str) -> None:
    links, ending, expected = NO_WORLD[name]
    with pytest.raises(NoWorldError) as caught:
        first_world(chain_of(oracle.Record(links, ending)).terms)
    for error in (caught.value, pickle.loads(pickle.dumps(caught.value))):
        assert (error.link, error.what) == error.args == expected


def test_the_first_world_has_the_earliest_days_and_no_ending_unless_there_is_one() -> None:
    links = (oracle.Link((5, 9), ("term", (0, 0, 0, 3))), oracle.Link(None, ("stated", (2, 12))))
    assert first_world(chain_of(oracle.Record(links)).terms) == ([5, 8], [7, 8], 0)
    assert first_world(chain_of(oracle.Record(links, (6, 20))).terms) == ([5, 8], [7, 8], 8)


@pytest.mark.parametrize("width", range(9))
def test_a_start_is_no_later_than_the_end_of_what_follows_on_allows(width: int) -> None:
    """Five days from a start, and then at least one of the next link, which ends by a stated day."""
    for latest in range(width + 1):
        five = oracle.Link((10, 10 + width), ("term", (0, 0, 0, 5)))
        then = oracle.Link(None, ("stated", (1, 15 + latest)))
        assert chain_of(oracle.Record((five, then))).links[0].start == PartialDate(10, 10 + latest)


def test_a_gap_names_the_days_on_either_side() -> None:
    links = (oracle.Link((5, 6), ("term", (0, 0, 0, 3))), oracle.Link((11, 13), ("open",)))
    (gap,) = chain_of(oracle.Record(links)).gaps()
    assert (gap.last_day_before, gap.next_start) == (PartialDate(7, 8), PartialDate(11, 13))


@pytest.mark.parametrize("throughout", [False, True])
def test_the_first_and_the_last_day_of_the_calendar_are_days_like_others(throughout: bool) -> None:
    """What may have begun on the first day may also have begun later; so, mirrored, on the last day."""
    first, last = datetime.date.min.toordinal(), datetime.date.max.toordinal()
    begun = chain_of(oracle.Record((oracle.Link((first, first + 1), ("open",)),)))
    ending = chain_of(oracle.Record((oracle.Link((first, first), ("stated", (last - 1, last))),)))
    for chain, day, next_day in ((begun, first, first + 1), (ending, last, last - 1)):
        answers = [
            chain.active_during(Period(PartialDate(a, a), PartialDate(a, a)), throughout=throughout)
            for a in (day, next_day)
        ]
        assert answers == [Truth.UNKNOWN, Truth.TRUE]


@pytest.mark.parametrize("trap", known_traps.TRAPS, ids=lambda trap: trap.name)
def test_known_traps(trap: known_traps.Trap) -> None:
    assert known_traps.answer(trap) == trap.right
    assert trap.right != trap.wrong
