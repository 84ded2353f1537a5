"""A disagreement tells the worlds that decide, and how the library explains its own answer."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings, strategies as st

import mainland_coop as mc
from helpers.profiles import heavy
from mainland_coop import Standing, Truth, strategies as mcst, testing
from mainland_coop.testing import oracle

Instrument = mc.Agreement | mc.Programme
SHENZHEN = mc.load().agreements["doj-shenzhen-legal-matters-2011"]


def pact(**fields: object) -> mc.Agreement:
    return mc.Agreement(**{"id": "x", "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011"} | fields)


def told(record: Instrument, day: str, answer: Truth | Standing, **choices: bool) -> list[str]:
    (found,) = testing.disagreements(lambda _record, _day: answer, record, days=[day], **choices)
    return str(found).splitlines()


@settings(heavy)
@given(
    mcst.agreements(enumerable=True, open_renewals=None, details=False)
    | mcst.programmes(enumerable=True, details=False),
    st.booleans(),
)
def test_there_is_a_world_for_and_a_world_against_as_the_truth_has_it(record: Instrument, presumed: bool) -> None:
    described = testing.describe(record)
    for day in testing.boundaries(record)[::4]:
        within, without = oracle.examples(described, day.toordinal(), presumed, limit=2_000)
        truth = testing.truth_on(record, day, presume_continuity=presumed)
        assert truth.possible or within is None
        assert not truth.certain or without is None
        if presumed:  # else there can be more worlds than are looked through
            assert (within is not None, without is not None) == (truth.possible, not truth.certain)
        assert within is None or oracle.covers(within, day.toordinal())
        assert without is None or described.never_in_force or not oracle.covers(without, day.toordinal())


def test_both_answers_the_worlds_and_the_explanation_are_told() -> None:
    lines = told(SHENZHEN, "2023-04-10", Truth.TRUE)
    assert lines[:4] == [
        "'doj-shenzhen-legal-matters-2011' on 2023-04-10: the engine says TRUE, the worlds UNKNOWN",
        "  in force if: 2011-11-25 to 2016-11-24; renewal 1 2017-10-12 to 2022-10-11; renewal 2 2023-04-01 on",
        "  not in force if: 2011-11-25 to 2016-11-24; renewal 1 2017-10-12 to 2022-10-11; renewal 2 2023-04-11 on",
        "  the library says UNKNOWN:",
    ]
    assert lines[4:] == [f"  - {reason}" for reason in SHENZHEN.explain("2023-04-10").reasons]


def test_standings_and_the_other_reading_are_told_as_they_were_asked() -> None:
    assert "  the library says PRESUMED:" in told(pact(), "2014-01-01", Standing.STATED)
    assert "  the library says UNKNOWN:" in told(pact(), "2014-01-01", Truth.TRUE, presume_continuity=False)


@pytest.mark.parametrize(
    ("record", "day", "worlds"),
    [
        (pact(never_in_force=True), "2014-01-01", ["not in force if: 2011-01-01 on"]),
        (pact(term="P1Y"), "9999-12-31", ["not in force if: 2011-01-01 to 2011-12-31"]),
        (pact(), "9999-12-31", ["in force if: 2011-01-01 on"]),
        (pact(term="P1Y"), "0001-01-01", ["not in force if: 2011-01-01 to 2011-12-31"]),
        (
            pact(signed="2011-05-01", renewals=[mc.Renewal(signed="2011-05-01", term="P1D")]),
            "2011-05-01",
            ["in force if: 2011-05-01, replaced on that day; renewal 1 2011-05-01 to 2011-05-01"],
        ),
        (
            pact(signed="2011-05-01", ending=mc.Ending(last_day="2012", reason="terminated")),
            "2012-06-01",
            [
                "in force if: 2011-05-01 on; ended on 2012-06-01",
                "not in force if: 2011-05-01 on; ended on 2012-01-01",
            ],
        ),
        (
            pact(signed="2011-05-01", term="P1D", open_lists=["renewals"]),
            "2018-01-01",
            [
                "in force if: 2011-05-01 to 2011-05-01; a further renewal 2018-01-01 to 2018-01-01",
                "not in force if: 2011-05-01 to 2011-05-01",
            ],
        ),
        # A start that reaches the last day of the calendar is cut near what is named; a day before it is shown.
        (
            pact(signed="9999", renewals=[mc.Renewal(in_force_from="9999-12-06", expires="9999-12-10")]),
            "9998-12-21",
            ["not in force if: 9999-01-01 to 9999-12-05; renewal 1 9999-12-06 to 9999-12-10"],
        ),
        # An open side is enumerated near what is named, so no world shows a day that lies far from it.
        (mc.Programme(id="p", name="P", term="P1Y"), "1500-01-01", []),
    ],
)
def test_worlds_are_told_in_words(record: Instrument, day: str, worlds: list[str]) -> None:
    answer = Truth.FALSE if testing.truth_on(record, day) is not Truth.FALSE else Truth.TRUE
    _, *lines = told(record, day, answer)
    assert [line.strip() for line in lines if " if: " in line] == worlds


def test_a_world_that_comes_too_late_is_not_found() -> None:
    described, day = testing.describe(pact(term="P1Y")), datetime.date(2012, 12, 1).toordinal()
    within, without = oracle.examples(described, day, limit=10)
    assert within is None
    assert without is not None
    assert oracle.examples(described, day)[0] is not None


def test_too_many_worlds_names_the_ways_out() -> None:
    with pytest.raises(testing.TooManyWorldsError, match=r"more than limit=10\).*strategies draw .* enumerable=True"):
        testing.truth_on(pact(), "2011-05-01", limit=10)
