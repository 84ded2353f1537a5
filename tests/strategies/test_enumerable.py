"""Dates of a wanted precision, terms of a greatest length, and what the reference lists quickly."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings, strategies as st

import mainland_coop as mc
from helpers.drawn import not_met
from helpers.profiles import heavy
from mainland_coop import strategies as mcst, testing
from mainland_coop.testing import oracle

Instrument = mc.Agreement | mc.Programme
ANY = settings(max_examples=2_000, phases=[Phase.generate])
"""Whatever is found first will do; it need not be the smallest."""

BOTH = pytest.mark.parametrize("strategy", [mcst.agreements, mcst.programmes], ids=lambda strategy: strategy.__name__)


def dates_of(record: Instrument) -> Iterator[mc.PartialDate]:
    """Every date of the chain: of signatures, starts, ends and the ending."""
    if isinstance(record, mc.Agreement):
        yield from (stage.on for stage in record.stages)
    for part in (record, *record.renewals):
        for name in ("signed", "in_force_from", "started", "expires"):
            date = getattr(part, name, None)
            if isinstance(date, mc.PartialDate):
                yield date
    if record.ending is not None:
        yield record.ending.last_day


def terms_of(record: Instrument) -> list[mc.Term]:
    parts = (record, *record.renewals)
    told = [value for part in parts for value in (part.term, part.tacit_renewal, part.notice)]
    return [term for term in told if isinstance(term, mc.Term)]


@BOTH
def test_dates_have_the_precisions_that_are_wanted(strategy: Any) -> None:
    @settings(max_examples=25)
    @given(strategy(precision="day"))
    def exact(record: Instrument) -> None:
        assert {date.n_days for date in dates_of(record)} <= {1}

    @settings(max_examples=25)
    @given(strategy(precision=["month", mc.Precision.YEAR], qualifiers=True))
    def units(record: Instrument) -> None:
        assert {date.precision for date in dates_of(record)} <= {"day", "month", "year"}
        assert all(date.qualifier for date in dates_of(record))

    exact()
    units()
    for precision in mc.Precision:
        start = {"min_start": "1000", "n_renewals": 0, "precision": precision}
        find(
            strategy(**start),
            lambda record, p=precision: any(date.precision is p for date in dates_of(record)),
            settings=ANY,
        )


@BOTH
@pytest.mark.parametrize("longest", ["P5Y", "P10D", "P1Y6M"])
def test_no_term_is_longer_than_the_longest(strategy: Any, longest: str) -> None:
    most = mc.Term.parse(longest)

    @settings(max_examples=20)
    @given(strategy(max_term=longest))
    def check(record: Instrument) -> None:
        assert all(term.bounds[1] <= most.bounds[1] for term in terms_of(record))

    check()
    near = strategy(max_term=most, ends="term", details=False)
    find(near, lambda record: any(4 * term.bounds[1] > 3 * most.bounds[1] for term in terms_of(record)), settings=ANY)


@BOTH
def test_what_can_be_listed_is_listed_whatever_is_asked(strategy: Any) -> None:
    @settings(heavy)
    @given(strategy(enumerable=True), st.booleans())
    def check(record: Instrument, throughout: bool) -> None:
        described = testing.describe(record)
        assert len(oracle.worlds(described, limit=2_000)) >= 1
        first, *_, last = testing.boundaries(record)
        assert last - first <= datetime.timedelta(days=45 * 366)  # of all that may be, terms counted from there too
        for day in testing.boundaries(record):
            for presumed in (True, False):
                testing.truth_on(record, day, presume_continuity=presumed)
            testing.standing_on(record, day)
            testing.status_on(record, day)
        period = mc.Period(mc.PartialDate.of(first), mc.PartialDate.of(last))
        testing.truth_during(record, period, throughout=throughout)
        testing.gaps(record), testing.is_continuous(record), testing.expires(record)
        for link in range(len(record.renewals) + 1):
            testing.last_notice(record, link)
        for membership in record.memberships if isinstance(record, mc.Agreement) else ():
            testing.truth_on(record, first, party=membership.party)

    check()


@settings(max_examples=40, suppress_health_check=())
@given(mcst.programmes(enumerable=True, open_renewals=None) | mcst.agreements(enumerable=True, open_renewals=None))
def test_standings_and_open_lists_are_listed_too(record: Instrument) -> None:
    assert not list(testing.disagreements(lambda record, day: record.standing_on(day), record))


SHAPES: dict[str, Callable[[mc.Agreement], object]] = {
    "a year": lambda pact: pact.signed.precision is mc.Precision.YEAR and not pact.in_force_from,
    "a month and another": lambda pact: sum(date.precision is mc.Precision.MONTH for date in dates_of(pact)) > 1,
    "a run": lambda pact: any(date.precision is mc.Precision.RUN for date in dates_of(pact)),
    "five years or more": lambda pact: pact.term is not None and pact.term.years > 4,
    "an end that is not stated, of a month": lambda pact: (
        pact.signed.n_days > 27 and pact.chain.expires is mc.End.NOT_STATED
    ),
    "a certain gap": lambda pact: any(gap.certain for gap in pact.chain.gaps()),
    "a possible gap": lambda pact: any(not gap.certain for gap in pact.chain.gaps()),
    "four renewals": lambda pact: len(pact.renewals) == 4,
    "stages": lambda pact: any(stage.on.n_days > 1 for stage in pact.stages),
    "an ending in a month": lambda pact: pact.ending is not None and pact.ending.last_day.n_days > 27,
}


def test_three_hundred_agreements_of_every_shape_pass_every_health_check() -> None:
    seen: set[str] = set()

    def shapes(pact: mc.Agreement) -> set[str]:
        return {name for name, is_one in SHAPES.items() if is_one(pact)}

    @settings(max_examples=300, suppress_health_check=())
    @given(mcst.agreements(enumerable=True))
    def check(pact: mc.Agreement) -> None:
        seen.update(shapes(pact))
        assert not list(testing.disagreements(lambda pact, day: pact.active_on(day), pact))

    check()
    assert not_met(set(SHAPES) - seen, mcst.agreements(enumerable=True), shapes, within=2_000) == set()


def test_long_terms_of_renewals_can_be_listed_too() -> None:
    renewed = mcst.agreements(
        enumerable=True, n_renewals=1, ends="term", details=False, max_term="P5Y", precision="day"
    )
    found = find(renewed, lambda pact: all(term.bounds[0] > 4 * 366 for term in terms_of(pact)), settings=ANY)
    assert len(terms_of(found)) == 2


@pytest.mark.parametrize(
    ("knobs", "message"),
    [
        ({"precision": "week"}, "is none, one or several of 'day'"),
        ({"precision": []}, "is none, one or several of"),
        ({"precision": "run", "qualifiers": True}, "has no qualifier"),
        ({"precision": ["day", "century"], "enumerable": True}, "drop enumerable=True"),
    ],
)
def test_contradictions_are_refused_at_once(knobs: dict[str, Any], message: str) -> None:
    for strategy in (mcst.agreements, mcst.programmes):
        with pytest.raises(mcst.KnobError, match=message):
            strategy(**knobs)


def test_what_the_reference_can_not_list_is_refused_at_once() -> None:
    with pytest.raises(mcst.KnobError, match="drop started=False, or enumerable=True"):
        mcst.programmes(started=False, enumerable=True)
    with pytest.raises(mc.TermError):
        mcst.agreements(max_term="5 years")
    with pytest.raises(mcst.KnobError, match="enumerable='yes'"):
        mcst.agreements(enumerable="yes")  # type: ignore[arg-type]
