"""Sharper dates never take a certain answer back: what a record proves stays proven when more becomes known."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import assume, event, given, strategies as st

import mainland_coop as mc
from helpers.chains import chain_of, records
from mainland_coop import PartialDate, Period, Truth
from mainland_coop.testing import oracle
from mainland_coop.validity.bounds import NoWorldError, first_world
from mainland_coop.validity.chain import RenewalChain


def narrowed(draw: st.DrawFn, run: oracle.Days) -> oracle.Days:
    first = draw(st.integers(run[0], run[1]))
    return first, draw(st.integers(first, run[1]))


def compiled(record: oracle.Record) -> RenewalChain | None:
    """The chain of a record, or None if it has no world."""
    chain = chain_of(record)
    try:
        first_world(chain.terms)
    except NoWorldError:
        return None
    return chain


@st.composite
def refinements(draw: st.DrawFn) -> tuple[oracle.Record, oracle.Record]:
    """A record, and the same record with some of its partial dates narrowed."""
    record = draw(records(widest=7))
    links = []
    for link in record.links:
        start = narrowed(draw, link.start) if link.start and draw(st.booleans()) else link.start
        stages = tuple(narrowed(draw, stage) if draw(st.booleans()) else stage for stage in link.stages)
        end = link.end
        if end[0] == "stated" and draw(st.booleans()):
            end = ("stated", narrowed(draw, end[1]))
        links.append(oracle.Link(start, end, stages))
    ending = record.ending
    if ending is not None and draw(st.booleans()):
        ending = narrowed(draw, ending)
    return record, oracle.Record(tuple(links), ending, record.reason)


def both(pair: tuple[oracle.Record, oracle.Record]) -> tuple[RenewalChain, RenewalChain]:
    coarse, fine = compiled(pair[0]), compiled(pair[1])
    assume(coarse is not None)
    if pair[0] != pair[1]:
        event(f"the narrowed record has a world: {fine is not None}")
    assume(fine is not None)
    assert coarse is not None
    assert fine is not None
    return coarse, fine


@given(refinements(), st.booleans())
def test_narrowing_a_record_keeps_every_certain_answer_for_a_day(
    pair: tuple[oracle.Record, oracle.Record], presume: bool
) -> None:
    coarse, fine = both(pair)
    for day in oracle.boundaries(pair[0]):
        when = PartialDate(day, day)
        answer = coarse.active_on(when, presume_continuity=presume)
        if answer is not Truth.UNKNOWN:
            assert fine.active_on(when, presume_continuity=presume) is answer, when


@given(refinements(), st.booleans())
def test_narrowing_a_record_keeps_every_certain_status(
    pair: tuple[oracle.Record, oracle.Record], presume: bool
) -> None:
    coarse, fine = both(pair)
    for day in oracle.boundaries(pair[0]):
        when = PartialDate(day, day)
        status = coarse.status_on(when, presume_continuity=presume)
        if status is not mc.Status.UNKNOWN:
            assert fine.status_on(when, presume_continuity=presume) is status, when


@given(refinements(), st.booleans(), st.booleans(), st.data())
def test_narrowing_a_record_keeps_every_certain_answer_for_a_period(
    pair: tuple[oracle.Record, oracle.Record], presume: bool, throughout: bool, data: st.DataObject
) -> None:
    coarse, fine = both(pair)
    days = oracle.boundaries(pair[0])
    for _ in range(8):
        first, last = sorted((data.draw(st.sampled_from(days)), data.draw(st.sampled_from(days))))
        period = Period(PartialDate(first, first), PartialDate(last, last))
        answer = coarse.active_during(period, throughout=throughout, presume_continuity=presume)
        if answer is not Truth.UNKNOWN:
            sharper = fine.active_during(period, throughout=throughout, presume_continuity=presume)
            assert sharper is answer, period


@given(refinements(), st.booleans())
def test_narrowing_a_record_narrows_gaps_continuity_and_expiry(
    pair: tuple[oracle.Record, oracle.Record], presume: bool
) -> None:
    coarse, fine = both(pair)
    possible = {gap.before: gap for gap in coarse.gaps(presume_continuity=presume)}
    found = {gap.before: gap for gap in fine.gaps(presume_continuity=presume)}
    for before, gap in found.items():
        assert before in possible
        assert possible[before].shortest <= gap.shortest <= gap.longest <= possible[before].longest
    assert {before for before, gap in possible.items() if gap.certain} <= {b for b, g in found.items() if g.certain}
    if coarse.is_continuous is not Truth.UNKNOWN:
        assert fine.is_continuous is coarse.is_continuous
    if isinstance(coarse.expires, PartialDate):
        assert isinstance(fine.expires, PartialDate)
        assert coarse.expires.first_ordinal <= fine.expires.first_ordinal
        assert fine.expires.last_ordinal <= coarse.expires.last_ordinal
    else:
        assert fine.expires is coarse.expires


@given(records(), st.booleans(), st.data())
def test_narrowing_a_partial_query_keeps_every_certain_answer(
    record: oracle.Record, presume: bool, data: st.DataObject
) -> None:
    chain = compiled(record)
    assume(chain is not None)
    assert chain is not None
    days = oracle.boundaries(record)
    for _ in range(8):
        first, last = sorted((data.draw(st.sampled_from(days)), data.draw(st.sampled_from(days))))
        inner = narrowed(data.draw, (first, last))
        answer = chain.active_on(PartialDate(first, last), presume_continuity=presume)
        if answer is not Truth.UNKNOWN:
            assert chain.active_on(PartialDate(*inner), presume_continuity=presume) is answer
        status = chain.status_on(PartialDate(first, last), presume_continuity=presume)
        if status is not mc.Status.UNKNOWN:
            assert chain.status_on(PartialDate(*inner), presume_continuity=presume) is status


@given(records(), st.booleans(), st.data())
def test_a_longer_period_holds_what_a_shorter_one_holds(
    record: oracle.Record, presume: bool, data: st.DataObject
) -> None:
    """On some day: from the shorter period to the longer. Throughout: from the longer to the shorter."""
    chain = compiled(record)
    assume(chain is not None)
    assert chain is not None
    days = oracle.boundaries(record)
    first, last = sorted((data.draw(st.sampled_from(days)), data.draw(st.sampled_from(days))))
    inner = narrowed(data.draw, (first, last))
    long, short = (Period(PartialDate(a, a), PartialDate(b, b)) for a, b in ((first, last), inner))
    assert chain.active_during(long, presume_continuity=presume).reaches(
        chain.active_during(short, presume_continuity=presume)
    )
    assert chain.active_during(short, throughout=True, presume_continuity=presume).reaches(
        chain.active_during(long, throughout=True, presume_continuity=presume)
    )


@given(records())
def test_the_presumption_only_adds_to_what_is_certain_or_takes_doubt_away(record: oracle.Record) -> None:
    """The presumption picks some of the worlds, so it keeps each certain answer that holds without it.

    Save where an end that is not stated yields to the next link under it.
    """
    chain = compiled(record)
    assume(chain is not None)
    assert chain is not None
    assume(not any(link.end[0] in ("not stated", "tacit") for link in record.links[:-1]))
    for day in oracle.boundaries(record):
        when = PartialDate(day, day)
        without = chain.active_on(when, presume_continuity=False)
        if without is not Truth.UNKNOWN:
            assert chain.active_on(when) is without


# --- Verified through ----------------------------------------------------------------------------------------------

PARTY = mc.Party(id="a", name="A")
PACTS = [
    mc.Agreement(id="not-stated", title="X", kind="treaty", parties=["a"], signed="2011-02-03"),
    mc.Agreement(id="term", title="X", kind="treaty", parties=["a"], signed="2011", term="P5Y"),
    mc.Agreement(id="open", title="X", kind="treaty", parties=["a"], signed="2011-02-03", expires=".."),
    mc.Agreement(id="tacit", title="X", kind="treaty", parties=["a"], signed="2011", term="P5Y", tacit_renewal="P3Y"),
]
dates = st.dates().map(PartialDate.of) | st.integers(1, 9999).map(lambda year: PartialDate.parse(f"{year:04}"))


@given(st.sampled_from(PACTS), dates, st.none() | dates, st.none() | dates)
def test_verified_through_changes_flags_and_not_facts(
    pact: mc.Agreement, day: PartialDate, one: PartialDate | None, other: PartialDate | None
) -> None:
    findings = []
    for verified in (one, other):
        registry = mc.Registry(agreements=[pact], parties=[PARTY], verified_through=verified)
        assert registry.agreements == mc.Registry(agreements=[pact], parties=[PARTY]).agreements
        finding = registry.explain(pact.id, day)
        told = [reason for reason in finding.reasons if reason.startswith("The register was checked through")]
        assert len(told) == finding.beyond_verified
        findings.append(
            attrs.evolve(
                finding,
                beyond_verified=False,
                reasons=[reason for reason in finding.reasons if reason not in told],
                claims=finding.claims[: len(finding.claims) - len(told)],
            )
        )
    assert findings[0] == findings[1]
    assert findings[0].truth is pact.active_on(day)
    assert findings[0].status is pact.status_on(day)


@pytest.mark.parametrize(
    ("verified", "day", "flagged"),
    [
        ("2026-11-22", "2026-11-22", False),
        ("2026-11-22", "2026-11-23", True),
        ("2026-11", "2026-11-30", False),
        ("2026-11", "2026-12-01", True),
        ("2026-11-22", "2026", True),
        (None, "9999-12-31", False),
    ],
)
def test_an_answer_is_flagged_only_beyond_the_last_day_that_was_checked(
    verified: str | None, day: str, flagged: bool
) -> None:
    registry = mc.Registry(agreements=PACTS, parties=[PARTY], verified_through=verified)
    assert registry.explain("not-stated", day).beyond_verified is flagged
    assert registry.explain("tacit", day).beyond_verified is flagged
    for rests_on_no_presumption in ("term", "open"):
        assert registry.explain(rests_on_no_presumption, day).beyond_verified is False
