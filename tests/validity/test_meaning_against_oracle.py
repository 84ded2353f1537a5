"""Standings, open lists, tacit renewals, notice and memberships: by hand, and against the enumeration of worlds."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import event, given, reject, strategies as st

import mainland_coop as mc
from helpers.chains import chain_of, records, runs
from helpers.meaning_cases import CASES, Case
from helpers.oracle_records import agreement_of
from helpers.profiles import heavy
from mainland_coop.questions.recurring import recurrences
from mainland_coop.testing import oracle
from mainland_coop.validity.links import End

LIMIT = 6_000


def day(ordinal: int, last: int | None = None) -> mc.PartialDate:
    return mc.PartialDate(ordinal, ordinal if last is None else last)


def period_of(first: int, last: int) -> mc.Period:
    return mc.Period(day(first), day(last))


# --- By hand -----------------------------------------------------------------------------------------------------


def answer(case: Case) -> object:
    """The engine's answer to a case, in the form of the table."""
    record: mc.Agreement | mc.Programme
    record = mc.from_dict(mc.Programme if "name" in case.record else mc.Agreement, case.record)
    chain = record.chain
    match case.question:
        case "expires":
            return chain.expires.value if isinstance(chain.expires, End) else str(chain.expires)
        case "gaps":
            gaps = chain.gaps(presume_continuity=case.presume)
            return tuple((gap.before, gap.certain, gap.shortest, gap.longest) for gap in gaps)
        case "continuous":
            return chain.is_continuous.name
        case "last notice":
            assert isinstance(case.at, int)
            notice = chain.links[case.at].last_notice
            return None if notice is None else str(notice)
    assert isinstance(case.at, str)
    party = {} if case.party is None else {"party": case.party}
    match case.question:
        case "on":
            return record.active_on(case.at, **party, presume_continuity=case.presume).name
        case "status":
            return record.status_on(case.at, presume_continuity=case.presume).name
        case "standing":
            return record.standing_on(case.at).name
        case "tacit ends":
            period = mc.Period.parse(case.at)
            first, last = period.first_ordinal, period.last_ordinal
            found = recurrences(chain, first, last, last)
            return tuple(
                (one.link, str(one.end), (one.certainty & _lies_in(one.end, first, last)).name)
                for one in found
                if one.what == "renews itself" and _lies_in(one.end, first, last).possible
            )
    throughout = case.question == "throughout"
    return record.active_during(case.at, throughout=throughout, **party, presume_continuity=case.presume).name


def _lies_in(date: mc.PartialDate, first: int, last: int) -> mc.Truth:
    if date.last_ordinal < first or last < date.first_ordinal:
        return mc.Truth.FALSE
    return mc.Truth.of(True if first <= date.first_ordinal and date.last_ordinal <= last else None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cases(case: Case) -> None:
    expected = case.answer
    if case.question == "expires" and expected in End.__members__:
        expected = End[str(expected)].value
    assert answer(case) == expected


# --- Against enumeration -----------------------------------------------------------------------------------------


def enumerable(record: oracle.Record) -> None:
    """Leave out a record with too many worlds."""
    try:
        for presume in (True, False):
            oracle.outcomes(record, presume, None, LIMIT)
            oracle.covered_days(record, presume, None, LIMIT)
    except oracle.TooManyWorldsError:
        reject()


@heavy
@given(records(renewals=3, open_lists=True))
def test_standing_on_every_boundary(record: oracle.Record) -> None:
    enumerable(record)
    chain = chain_of(record)
    told = {run.first: run for run in chain.standings}
    assert all(run.standing is not mc.Standing.NOT_IN_FORCE for run in told.values())
    for ordinal in oracle.boundaries(record):
        expected = oracle.standing_on(record, ordinal, ordinal, limit=LIMIT)
        event(f"standing: {expected}")
        assert chain.standing_on(day(ordinal)).name == expected
        covering = [run.standing.name for run in told.values() if run.first <= ordinal <= run.last]
        assert (covering or ["NOT_IN_FORCE"]) == [expected]


@heavy
@given(records(renewals=2, open_lists=True), st.booleans(), st.data())
def test_open_lists_of_renewals(record: oracle.Record, presume: bool, data: st.DataObject) -> None:
    enumerable(record)
    chain = chain_of(record)
    days = oracle.boundaries(record)
    for _ in range(4):
        first, last = sorted((data.draw(st.sampled_from(days)), data.draw(st.sampled_from(days))))
        run = day(first, last)
        truth = oracle.truth_on(record, first, last, presume, limit=LIMIT)
        assert chain.active_on(run, presume_continuity=presume).name == truth
        status = oracle.status_on(record, first, last, presume, limit=LIMIT)
        assert chain.status_on(run, presume_continuity=presume).name == status
        for throughout in (True, False):
            expected = oracle.truth_during(record, first, last, throughout, presume, limit=LIMIT)
            whole = period_of(first, last)
            found = chain.active_during(whole, throughout=throughout, presume_continuity=presume)
            assert found.name == expected, (first, last, throughout)
    gaps = [(g.before, g.certain, g.shortest, g.longest) for g in chain.gaps(presume_continuity=presume)]
    assert gaps == [tuple(gap) for gap in oracle.gaps(record, presume, limit=LIMIT)]
    assert chain.is_continuous.name == oracle.is_continuous(record, limit=LIMIT)


@st.composite
def with_memberships(draw: st.DrawFn) -> oracle.Record:
    """A small record, and up to three memberships of one party in order."""
    record = draw(records(renewals=1, widest=4))
    members = []
    last = 0
    for index in range(draw(st.integers(1, 3))):
        start = draw(runs(widest=4))
        if start[0] < last:
            start = (last, max(last, start[1]))
        last = start[0]
        ending = draw(st.none() | st.integers(0, 25))
        end = None if ending is None else (start[1] + ending, start[1] + ending + draw(st.integers(0, 2)))
        members.append(oracle.Membership("a", None if not index and draw(st.booleans()) else start, end))
    return oracle.Record(
        record.links, record.ending, record.reason, record.never_in_force, record.open_renewals, tuple(members)
    )


@heavy
@given(with_memberships(), st.booleans(), st.data())
def test_memberships(record: oracle.Record, presume: bool, data: st.DataObject) -> None:
    memberships = [
        mc.Membership(
            party="a",
            in_force_from=None if one.start is None else day(*one.start),
            ending=None if one.last_day is None else mc.Ending(last_day=day(*one.last_day), reason="withdrawn"),
        )
        for one in record.memberships
    ]
    fields = {"parties": ["a"], "memberships": memberships}
    try:
        pact = attrs.evolve(agreement_of(record), **fields)
    except mc.InvalidRecordError:
        reject()
    days = oracle.boundaries(record, party="a")
    for _ in range(4):
        first, last = sorted((data.draw(st.sampled_from(days)), data.draw(st.sampled_from(days))))
        try:
            expected = oracle.truth_on(record, first, last, presume, party="a", limit=LIMIT)
            some = oracle.truth_during(record, first, last, False, presume, party="a", limit=LIMIT)
            every = oracle.truth_during(record, first, last, True, presume, party="a", limit=LIMIT)
        except oracle.TooManyWorldsError:
            reject()
        event(f"some day: {some}")
        assert pact.active_on(day(first, last), "a", presume_continuity=presume).name == expected
        whole = period_of(first, last)
        assert pact.active_during(whole, party="a", presume_continuity=presume).name == some
        assert pact.active_during(whole, throughout=True, party="a", presume_continuity=presume).name == every
