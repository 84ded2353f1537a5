"""Every claim of a finding is true in every world that the oracle lists, and says no less than it could."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given, strategies as st

import mainland_coop as mc
from helpers.chains import records
from helpers.oracle_records import agreement_of
from helpers.profiles import heavy
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.foundation.vocabularies import EndBasis
from mainland_coop.records import claims
from mainland_coop.testing import oracle
from mainland_coop.testing.oracle import World

LIMIT = 4_000

Holds = Callable[[World], bool]


def last_days(world: World) -> tuple[int, int]:
    """When the links run out, and the last day in force."""
    run_out = max([*world.ends, *(end for _, end in world.unknown)])
    return run_out, run_out if world.ending is None else min(run_out, world.ending)


def check(claim: claims.Claim, listed: list[World], horizon: int) -> None:
    """A claim, held to each world."""

    def everywhere(holds: Holds) -> bool:
        return all(map(holds, listed))

    def somewhere(holds: Holds) -> bool:
        return any(map(holds, listed))

    def within(day: int, dates: mc.PartialDate) -> bool:
        return dates.first_ordinal <= day <= dates.last_ordinal

    match claim:
        case claims.LinkClaim(index=i, start=start, end=end):
            assert everywhere(lambda world: within(world.starts[i], start))
            if isinstance(end, mc.PartialDate):
                assert everywhere(lambda world: within(world.ends[i], end))
                cut = somewhere(lambda world: world.ending is not None and world.ending < world.ends[i])
                assert claim.may_be_cut or not cut
            elif end is mc.End.OPEN:
                assert everywhere(lambda world: world.ends[i] == horizon)
        case claims.EndingClaim(cut=cut):
            truths = {last_days(world)[0] >= (world.ending or 0) for world in listed}
            if cut is mc.Truth.TRUE:
                assert truths == {True}
            elif cut is mc.Truth.FALSE:
                assert everywhere(lambda world: last_days(world)[0] <= (world.ending or 0))
            else:
                assert truths == {True, False}
        case claims.WithinClaim(day=day):
            assert everywhere(lambda world: all(oracle.covers(world, each) for each in days_of(day, horizon)))
        case claims.BeforeClaim(day=day):
            assert everywhere(lambda world: day.last_ordinal < world.starts[0])
        case claims.GapClaim(day=day, before=before, shortest=shortest, longest=longest):
            for world in listed:
                over = max(world.ends[:before])
                assert over < day.first_ordinal <= day.last_ordinal < world.starts[before]
                assert shortest <= world.starts[before] - over - 1 <= longest
                assert claim.link is None or world.ends[claim.link] == over
        case claims.LapsedClaim(day=day):
            for world in listed:
                run_out, last = last_days(world)
                assert run_out == last < day.first_ordinal
                assert claim.link is None or world.ends[claim.link] == run_out
        case claims.EndedClaim(day=day):
            for world in listed:
                run_out, last = last_days(world)
                assert last < run_out
                assert last < day.first_ordinal
        case claims.OverClaim(day=day):
            assert everywhere(lambda world: last_days(world)[1] < day.first_ordinal)
            assert {last_days(world)[1] < last_days(world)[0] for world in listed} == {True, False}
        case claims.SomeDaysClaim(day=day):
            days = list(days_of(day, horizon))
            truths = {frozenset(oracle.covers(world, each) for world in listed) for each in days}
            assert {frozenset({True}), frozenset({False})} <= truths
        case claims.OpenQuestionClaim(day=day, doubts=doubts):
            assert doubts
            known = [world._replace(unknown=()) for world in listed]
            apart = not any(oracle.covers(world, each) for world in known for each in days_of(day, horizon))
            assert claim.known_apart is apart
            assert not everywhere(lambda world: all(oracle.covers(world, each) for each in days_of(day, horizon)))
            assert somewhere(lambda world: any(oracle.covers(world, each) for each in days_of(day, horizon)))
            for doubt in doubts:
                check_doubt(doubt, day, listed, horizon)
        case claims.StagesClaim() | claims.PresumedClaim():
            pass  # held to more than worlds, below
        case _:
            raise AssertionError(f"an unknown claim: {claim}")


def days_of(day: mc.PartialDate, horizon: int) -> range:
    return range(day.first_ordinal, min(day.last_ordinal, horizon - 1) + 1)


def check_doubt(doubt: claims.DoubtClaim, day: mc.PartialDate, listed: list[World], horizon: int) -> None:
    """What is open has happened on or before some day that was asked about in one world and not in another."""
    i = doubt.link if doubt.link is not None else 0
    seen: set[tuple[int, bool]] = set()
    for world in listed:
        for each in days_of(day, horizon):
            match doubt.what:
                case claims.Doubt.START:
                    seen.add((each, world.starts[i] <= each))
                case claims.Doubt.END:
                    seen.add((each, world.ends[i] >= each))
                    # what is told of it is never that no end is stated where one is
                    assert doubt.date is not None or doubt.basis in (EndBasis.NOT_STATED, EndBasis.TACIT_RENEWAL)
                case claims.Doubt.RENEWALS:
                    seen.add((each, any(start <= each <= end for start, end in world.unknown)))
                case claims.Doubt.ENDING:
                    assert world.ending is not None
                    seen.add((each, world.ending >= each))
    assert any((each, True) in seen and (each, False) in seen for each in days_of(day, horizon)), doubt


@heavy
@given(records(renewals=3, widest=5) | records(renewals=1, widest=3, open_lists=True), st.booleans(), st.data())
def test_every_claim_is_true_in_every_world(record: oracle.Record, presumed: bool, data: st.DataObject) -> None:
    pact = agreement_of(record)
    horizon = oracle.window(record)[1] + 2
    first = data.draw(st.sampled_from(oracle.boundaries(record)))
    last = min(first + data.draw(st.integers(1, 40)), horizon - 1)
    days = [PartialDate(first, first), PartialDate(first, last)]
    unknown = [first, last, horizon, *(record.ending or ())]
    try:
        listed = oracle.worlds(record, presumed, horizon, LIMIT, unknown_days=unknown)
    except oracle.TooManyWorldsError:
        assume(False)
    for day in days:
        finding = pact.explain(day, presume_continuity=presumed)
        assert len(finding.claims) == len(finding.reasons)
        assert finding.conclusion in finding.reasons
        for claim in finding.claims:
            check(claim, listed, horizon)


@heavy
@given(records(renewals=3, widest=4), st.data())
def test_the_link_that_bounds_a_day_is_the_one_with_the_latest_end(record: oracle.Record, data: st.DataObject) -> None:
    pact = agreement_of(record)
    first = data.draw(st.sampled_from(oracle.boundaries(record)))
    day = PartialDate(first, first)
    finding = pact.explain(day)
    assume(finding.truth is mc.Truth.FALSE)
    try:
        listed = oracle.worlds(record, limit=LIMIT)
    except oracle.TooManyWorldsError:
        assume(False)
    told = [claim.index for claim in finding.claims if isinstance(claim, claims.LinkClaim)]
    over = [i for i in range(len(record.links)) if all(world.starts[i] <= first for world in listed)]
    for i in over:
        # no link that is not told is over later than all that are, in every world
        def end(world: World, link: int) -> int:
            return min(world.ends[link], world.ending or LAST_DAY)

        assert i in told or any(any(end(world, i) <= end(world, k) for world in listed) for k in told if k in over)
    later = [i for i in range(len(record.links)) if all(world.starts[i] > first for world in listed)]
    assert not later or later[0] in told


@heavy
@given(records(renewals=2, widest=5))
def test_a_stage_began_if_the_agreement_is_in_force_on_its_day(record: oracle.Record) -> None:
    stages = tuple(sorted(record.links[0].stages))  # as the agreement has them
    assume(stages)
    pact = agreement_of(record)
    (told,) = [claim for claim in pact.further_claims() if isinstance(claim, claims.StagesClaim)]
    for place, stage in enumerate(told.stages):
        if stage.began is mc.Truth.UNKNOWN:
            continue
        for day in range(stage.on.first_ordinal, stage.on.last_ordinal + 1):
            # fix the stage on the day: the other dates stay as they are
            run = (day, day)
            fixed = oracle.Link(None, record.links[0].end, (*stages[:place], run, *stages[place + 1 :]))
            try:
                answers = oracle.truth_on(
                    oracle.Record((fixed, *record.links[1:]), record.ending, record.reason), day, day
                )
            except oracle.NoWorldError:
                continue
            assert answers == stage.began.name


# --- The sentences, for people -----------------------------------------------------------------------------------


def agreement(**fields: object) -> mc.Agreement:
    return mc.Agreement(
        **{"id": "x", "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011-03-01"} | fields
    )


def ending(last_day: str, reason: str = "terminated") -> mc.Ending:
    return mc.Ending(last_day=last_day, reason=reason)


STAGES = [mc.Stage(on="2012", provisions="part A"), mc.Stage(on="2020", provisions="part B")]
TOLD: dict[str, tuple[dict[str, object], str, str]] = {
    "an ending after it had run out is not its last day": (
        {"term": "P5Y", "ending": ending("2020-06-30")},
        "2018-01-01",
        "It was terminated; the last day stated for that is 2020-06-30, and it had run out by then.",
    ),
    "an ending that may have come after it had run out": (
        {"term": "P5Y", "ending": ending("2016", "superseded")},
        "2018-01-01",
        "It was superseded; the last day stated for that is in 2016, and it may have run out by then.",
    ),
    "after all days in force, whatever ended it": (
        {
            "in_force_from": "2011-01-01",
            "expires": "[2016-06-01..2017-06-01]",
            "ending": ending("[2016-12-01..2017-12-01]"),
        },
        "2020-01-01",
        "2020-01-01 lies after its last day in every case; whether it had run out or been terminated is open.",
    ),
    "a link before an open end is presumed to last until that starts": (
        {"renewals": [mc.Renewal(signed="2015-03-01", expires="..")]},
        "[2014-01-01..2016-01-01]",
        "No end of the instrument is stated; it is presumed to continue until renewal 1 starts.",
    ),
    "the link with the latest end bounds the day": (
        {
            "signed": "1999-12-01",
            "in_force_from": "2000-01-01",
            "expires": "2020-12-31",
            "renewals": [mc.Renewal(signed="2005-01-01", expires="2010-12-31")],
        },
        "2021-01-01",
        "The instrument enters into force on 2000-01-01 and ends on 2020-12-31, as stated.",
    ),
    "a stage after the ending did not begin": (
        {"in_force_from": STAGES, "ending": ending("2015-05-05")},
        "2014-01-01",
        "It entered into force in stages: part A in 2012; part B, due in 2020, did not: it was not in force then.",
    ),
    "a period": ({"period": "2012/2014"}, "2013", "The instrument is for 2012 to 2014, in full."),
    "one unit": ({"period": "2012-03"}, "2013", "The instrument is for 2012-03, in full."),
    "an open period": ({"period": "2012/.."}, "2013", "The instrument is for 2012 on, open-ended."),
    "a lapse": (
        {"term": "P5Y"},
        "2018-01-01",
        "2018-01-01 lies after its last day: lapsed, by its stated term; no renewal is known.",
    ),
    "a lapse of a period": (
        {"period": "2012/2014"},
        "2018",
        "2018 lies after its last day: lapsed, by its stated period; no renewal is known.",
    ),
    "completeness": (
        {"term": "P5Y"},
        "2018-01-01",
        "No further renewal is known to the record; it is presumed that there is none.",
    ),
    "a gap": (
        {"term": "P5Y", "renewals": [mc.Renewal(signed="2016-03-02", term="P3Y6M")]},
        "2016-03-01",
        "2016-03-01 lies in a gap of 1 day before renewal 1: lapsed, by its stated term.",
    ),
    "a term in words": (
        {"term": "P3Y6M"},
        "2012-01-01",
        (
            "The instrument starts with its signature on 2011-03-01 (no entry into force is stated) and ends on "
            "2014-08-31, by its term of 3 years and 6 months."
        ),
    ),
    "a term beside an end": (
        {"in_force_from": "2011-03-01", "term": "P5Y", "expires": "2014-01-01"},
        "2012-01-01",
        "The instrument enters into force on 2011-03-01 and ends on 2014-01-01, as stated (it has a term of 5 years).",
    ),
    "an end that an ending comes before": (
        {"in_force_from": "2011-03-01", "term": "P5Y", "ending": ending("2014-01-01")},
        "2012-01-01",
        (
            "The instrument enters into force on 2011-03-01 and ends on 2016-02-29, by its term of 5 years, unless "
            "it is ended before."
        ),
    ),
    "a tacit renewal": (
        {"in_force_from": "2011-03-01", "term": "P2W", "tacit_renewal": "P90D"},
        "2012-01-01",
        (
            "The instrument enters into force on 2011-03-01 and renews itself for 90 days at a time after its term of "
            "2 weeks, which runs out on 2011-03-14."
        ),
    ),
    "a tacit renewal for periods that are not stated": (
        {"in_force_from": "2011-03-01", "expires": "2012", "tacit_renewal": True},
        "2014-01-01",
        (
            "The instrument enters into force on 2011-03-01 and renews itself (for how long is not stated) after its "
            "stated end, which runs out in 2012."
        ),
    ),
    "a partial day asked about": (
        {"term": "P5Y", "renewals": [mc.Renewal(signed="2017-10-12")]},
        "2017",
        "It was in force on some days of 2017 and not on others; ask about one day, or about the period.",
    ),
    "an open list": (
        {"term": "P5Y", "open_lists": ["renewals"]},
        "2018-01-01",
        (
            "No link that the record knows covers 2018-01-01, but there may be renewals that it does not know: "
            "the record allows both answers for 2018-01-01."
        ),
    ),
    "an open list beside a partial date": (
        {"signed": "2011", "term": "P5Y", "open_lists": ["renewals"]},
        "2016-06-30",
        (
            "Whether the instrument still ran then is open (it ends between 2015-12-31 and 2016-12-30); there may be "
            "renewals that the record does not know: the record allows both answers for 2016-06-30."
        ),
    ),
    "in force unless an end came": (
        {},
        "2018-01-01",
        "2018-01-01 lies within it, unless an end came that the record does not state.",
    ),
}


@pytest.mark.parametrize(("fields", "day", "sentence"), TOLD.values(), ids=TOLD)
def test_what_is_told(fields: dict[str, object], day: str, sentence: str) -> None:
    finding = agreement(**fields).explain(day)
    assert sentence in finding.reasons, "\n".join(finding.reasons)


def test_no_sentence_has_a_path_or_says_unknown_twice() -> None:
    registry = mc.load()
    for record in (*registry.agreements, *registry.programmes):
        for day in ("1990", "2016-06-30", "2023-04-10", "2030"):
            finding = registry.explain_record(record, day)
            own = [record.note or "", *(citation.note or "" for citation in finding.citations)]
            for reason in finding.reasons:
                if not any(note.rstrip(".") in reason for note in own if note):
                    assert "[0]" not in reason
                    assert "last_day" not in reason
            assert "UNKNOWN (unknown)" not in str(finding)
            for note in filter(None, own):
                told = note.rstrip(".")
                assert sum(reason == f"Note: {note}" or f"({told})" in reason for reason in finding.reasons) <= 1


def test_a_source_is_named_as_a_source_and_a_successor_as_a_record_of_the_same_kind() -> None:
    ended = ending("2013-01-01", "superseded")
    registry = mc.Registry(
        agreements=[
            agreement(id="doj", title="Some other pact"),
            agreement(id="y", title="An agreement"),
            agreement(term="P5Y", citations=[mc.Citation(source="doj", says={"signed": "2010"})]),
        ],
        programmes=[
            mc.Programme(id="y", name="A programme", started="2013-01-02"),
            mc.Programme(id="p", name="P", started="2012", ending=mc.Ending(last_day="2013", reason="merged", by="y")),
        ],
        parties=[mc.Party(id="a", name="A")],
        sources=[mc.Source(id="doj", title="The Page", published="2019")],
    )
    assert ended.by is None
    assert "“The Page” has 2010 for the date of signature." in registry.explain("x", "2014").reasons
    told = " ".join(registry.explain("p", "2014").reasons)
    assert "merged by A programme" in told
    assert "merged by A programme" in registry.story("p").text
    assert registry.name_of("doj") == "Some other pact"
    assert registry.name_of("doj", "sources") == "The Page"


def test_the_days_of_the_calendar_have_no_claim_that_is_untrue_at_its_ends() -> None:
    for day in (FIRST_DAY, LAST_DAY):
        finding = agreement(signed="[..2011]", expires="..").explain(PartialDate(day, day))
        assert len(finding.claims) == len(finding.reasons)
