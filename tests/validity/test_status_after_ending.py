"""Lapsed or cut short: whether links may run past an ending that is not known to the day, held against the worlds.

Behind the last day that may be in force the status hangs on a race: in some worlds the links run out first (lapsed),
in others the ending comes before that (terminated or superseded). Both ends of the race can move with one and the same
unknown start, and terms of months jump, so this is the only answer of the engine that searches.
"""

from __future__ import annotations

import datetime

import pytest
from hypothesis import assume, event, example, given, strategies as st

from helpers.chains import ORIGIN, TERMS, chain_of
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.testing import oracle
from mainland_coop.testing.oracle import Days, Link, Record

LIMIT = 60_000


def days(first: str, last: str | None = None) -> Days:
    """The days of 2021 from one month-and-day through another."""
    start, end = (datetime.date.fromisoformat(f"2021-{text}").toordinal() for text in (first, last or first))
    return start, end


ONE_DAY = (0, 0, 0, 1)
A_MONTH = (0, 1, 0, 0)

CASES = {
    "a term of one day never outlasts an ending that is not before its start": (
        Record((Link(days("06-01", "06-05"), ("term", ONE_DAY)),), days("06-03", "06-20")),
        "06-21",
        "LAPSED",
    ),
    "a term of two days does": (
        Record((Link(days("06-01", "06-05"), ("term", (0, 0, 0, 2))),), days("06-03", "06-20")),
        "06-21",
        "UNKNOWN",
    ),
    "in every world it is cut": (
        Record((Link(days("06-01", "06-05"), ("term", A_MONTH)),), days("06-06", "06-20"), "superseded"),
        "06-21",
        "SUPERSEDED",
    ),
    "the term jumps over the ending, which moves with the same start": (
        # From 20 February through 19 March, from 28 February through 27 March: always before the ending, which is not
        # before the third link, 28 days later. But from 1 March through 31 March, and the ending may be on 29 March.
        Record(
            (
                Link(days("02-20", "03-05"), ("term", A_MONTH)),
                Link(days("02-20", "03-05"), ("term", (0, 0, 0, 28))),
                Link(None, ("term", ONE_DAY)),
            ),
            days("03-20", "04-10"),
        ),
        "04-11",
        "UNKNOWN",
    ),
    "it does not jump far enough": (
        # As before with a second term of 31 days: the ending is always on or after the end of the first.
        Record(
            (
                Link(days("02-20", "03-05"), ("term", A_MONTH)),
                Link(days("02-20", "03-05"), ("term", (0, 0, 0, 31))),
                Link(None, ("term", ONE_DAY)),
            ),
            days("03-23", "04-10"),
        ),
        "04-11",
        "LAPSED",
    ),
    "the link follows on from a stated end, which is what is free": (
        Record(
            (Link(days("06-01"), ("stated", days("06-05", "06-15"))), Link(None, ("term", (0, 0, 0, 5)))),
            days("06-12", "06-30"),
        ),
        "07-01",
        "UNKNOWN",
    ),
    "the link follows on from a term, whose start is what is free": (
        Record(
            (Link(days("06-01", "06-10"), ("term", (0, 0, 0, 5))), Link(None, ("term", (0, 0, 0, 5)))),
            days("06-12", "06-30"),
        ),
        "07-01",
        "UNKNOWN",
    ),
    "an ending within a gap cuts nothing": (
        Record(
            (Link(days("06-01"), ("stated", days("06-05"))), Link(days("06-10", "06-12"), ("term", ONE_DAY))),
            days("06-10", "06-12"),
        ),
        "06-07",
        "LAPSED",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    record, text, expected = CASES[name]
    day = days(text)
    assert oracle.status_on(record, *day) == expected
    assert chain_of(record).status_on(PartialDate(*day)).name == expected


@st.composite
def raced(draw: st.DrawFn) -> Record:
    """Records with an ending, mostly of terms with wide starts: those in which either may come first."""
    links: list[Link] = []
    low = 0
    for index in range(draw(st.integers(1, 3))):
        low += draw(st.integers(0, 12))
        term = st.tuples(st.just("term"), st.sampled_from((ONE_DAY, *TERMS)))
        stated = st.integers(0, 14).map(lambda width, low=low: ("stated", (ORIGIN + low + 5, ORIGIN + low + 5 + width)))
        end = draw(term | term | stated)
        start = None
        if not index or draw(st.booleans()):
            start = (ORIGIN + low, ORIGIN + low + draw(st.integers(0, 14)))
        links.append(Link(start, end))
    first = low + draw(st.integers(0, 45))
    ending = (ORIGIN + first, ORIGIN + first + draw(st.integers(0, 20)))
    return Record(tuple(links), ending, draw(st.sampled_from(["terminated", "superseded"])))


@given(raced())
@example(CASES["the term jumps over the ending, which moves with the same start"][0])
def test_status_behind_the_ending_is_that_of_the_worlds(record: Record) -> None:
    try:
        assume(oracle.outcomes(record, True, None, LIMIT))
    except oracle.TooManyWorldsError:
        assume(False)
    chain = chain_of(record)
    for day in oracle.boundaries(record):
        expected = oracle.status_on(record, day, day, limit=LIMIT)
        event(f"status: {expected}")
        assert chain.status_on(PartialDate(day, day)).name == expected, day
