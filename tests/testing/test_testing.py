"""The public oracle: the bridge from records, the bundled data, and engines with the classic mistakes."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest
from hypothesis import given, reject, strategies as st

import mainland_coop as mc
from helpers.chains import records
from helpers.oracle_records import agreement_of, programme_of
from mainland_coop import Standing, Truth, testing
from mainland_coop.testing import oracle
from mainland_coop.testing.oracle.descriptions import stated_runs

REGISTRY = mc.load()
Bundled: TypeAlias = mc.Agreement | mc.Programme
BUNDLED: list[Bundled] = [*REGISTRY.agreements, *REGISTRY.programmes]


def day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


def pact(**fields: object) -> mc.Agreement:
    return mc.Agreement(
        **{"id": "x", "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011-03-01"} | fields
    )


# --- describe --------------------------------------------------------------------------------------------------------

YEAR = (day("2011-01-01"), day("2011-12-31"))
START = (day("2011-03-01"), day("2011-03-01"))
OPEN: oracle.End = ("open",)
NOT_STATED: oracle.End = ("not stated",)


@pytest.mark.parametrize(
    ("record", "described"),
    [
        (pact(), oracle.Link(START, NOT_STATED)),
        (pact(signed="2011~"), oracle.Link(YEAR, NOT_STATED)),
        (pact(signed="2010", in_force_from="2011"), oracle.Link(YEAR, NOT_STATED)),
        (pact(signed="2010", implemented_from="2012"), oracle.Link((day("2010-01-01"), day("2010-12-31")), NOT_STATED)),
        (
            pact(in_force_from=[mc.Stage(on="2011-12-31"), mc.Stage(on="2011")]),
            oracle.Link(None, NOT_STATED, (YEAR, (YEAR[1], YEAR[1]))),
        ),
        (pact(expires="2011"), oracle.Link(START, ("stated", YEAR))),
        (pact(expires=".."), oracle.Link(START, OPEN)),
        (pact(term="P3Y6M"), oracle.Link(START, ("term", (3, 6, 0, 0)))),
        (pact(term="P2W"), oracle.Link(START, ("term", (0, 0, 2, 0)))),
        (pact(term="P1M5D"), oracle.Link(START, ("term", (0, 1, 0, 5)))),
        (
            pact(term="P5Y", tacit_renewal="P3Y"),
            oracle.Link(START, ("tacit", (5, 0, 0, 0)), tacit_renewal=(3, 0, 0, 0)),
        ),
        (mc.Programme(id="x", name="X", started="2011"), oracle.Link(YEAR, NOT_STATED)),
        (mc.Programme(id="x", name="X", term="P1Y"), oracle.Link((1, oracle.LAST_DAY), ("term", (1, 0, 0, 0)))),
    ],
)
def test_the_first_link_is_described_as_stated(record: testing.Described, described: oracle.Link) -> None:
    assert testing.describe(record) == oracle.Record((described,))


@pytest.mark.parametrize(
    ("renewal", "described"),
    [
        (mc.Renewal(signed="2017"), oracle.Link((day("2017-01-01"), day("2017-12-31")), NOT_STATED)),
        (
            mc.Renewal(signed="2017", in_force_from="2018-01-01", term="P5Y"),
            oracle.Link((day("2018-01-01"), day("2018-01-01")), ("term", (5, 0, 0, 0))),
        ),
        (mc.Renewal(signed="2017", follows_on=True, expires=".."), oracle.Link(None, OPEN)),
    ],
)
def test_a_renewal_is_described_as_stated(renewal: mc.Renewal, described: oracle.Link) -> None:
    record = testing.describe(pact(term="P5Y", renewals=[renewal]))
    assert record.links[1:] == (described,)


def test_endings_and_what_never_began_are_described() -> None:
    ended = testing.describe(pact(ending=mc.Ending(last_day="2011-12-31", reason="superseded")))
    assert (ended.ending, ended.reason) == ((YEAR[1], YEAR[1]), "superseded")
    assert testing.describe(pact(ending=mc.Ending(last_day="2012", reason="merged"))).reason == "merged"
    assert not ended.never_in_force
    assert testing.describe(pact(never_in_force=True)).never_in_force


def test_a_description_is_its_own_and_anything_else_is_refused() -> None:
    record = testing.describe(pact())
    assert testing.describe(record) is record
    assert testing.truth_on(record, "2011-03-01") is Truth.TRUE
    with pytest.raises(mc.WrongTypeError, match=r"'pact' is no Agreement, Programme or oracle\.Record"):
        testing.describe("pact")


@given(records())
def test_a_record_of_the_library_is_described_as_what_it_was_made_from(record: oracle.Record) -> None:
    stages = tuple(sorted(record.links[0].stages))
    links = [replace(link, tacit_renewal=(3, 0, 0, 0)) if link.end[0] == "tacit" else link for link in record.links]
    reason = "terminated" if record.ending is None else record.reason
    expected = oracle.Record((replace(links[0], stages=stages), *links[1:]), record.ending, reason)
    assert testing.describe(agreement_of(record)) == expected
    if not stages:
        assert testing.describe(programme_of(record)) == expected


# --- the bundled data ------------------------------------------------------------------------------------------------


def sample_of(bundled: list[Bundled], most: int = 60, most_renewed: int = 50) -> list[Bundled]:
    """Those with renewals, which are the hardest, and as many of the others, always the same, as there is room for."""
    rng = random.Random(20)
    renewed = [record for record in bundled if record.renewals]
    renewed = rng.sample(renewed, min(len(renewed), most_renewed))
    return [*renewed, *rng.sample([record for record in bundled if not record.renewals], most - len(renewed))]


SAMPLE = sample_of(BUNDLED)


def has_a_wide_date(record: Bundled) -> bool:
    """Whether a date of it is a month or wider, up to open to one side: only these make worlds too many to list."""
    return any(last - first >= 27 for first, last in stated_runs(testing.describe(record)))


def can_be_enumerated(record: Bundled, presume: bool) -> bool:
    try:
        testing.truth_on(record, testing.boundaries(record)[0], presume_continuity=presume)
    except testing.TooManyWorldsError:
        assert has_a_wide_date(record), record.id
        return False
    return True


@pytest.mark.parametrize("presume", [True, False])
def test_bundled_records_have_the_timeline_that_their_worlds_tell(presume: bool) -> None:
    records = [record for record in SAMPLE if can_be_enumerated(record, presume)]
    assert len(records) > len(SAMPLE) / 2
    for record in records:
        first, *_, last = (day.toordinal() for day in testing.boundaries(record))
        runs = record.chain.timeline(presume_continuity=presume).runs
        within = [(max(run.first, first), min(run.last, last), run.truth) for run in runs]
        expected = [tuple(run) for run in testing.timeline(record, presume_continuity=presume)]
        assert [run for run in within if run[0] <= run[1]] == expected, record.id


def test_bundled_records_that_can_be_enumerated_answer_as_their_worlds_tell() -> None:
    asked = 0
    for record in SAMPLE:
        limit = 3_000 if has_a_wide_date(record) else oracle.DEFAULT_LIMIT
        try:
            for presume in (True, False):
                for at in testing.boundaries(record):
                    status = testing.status_on(record, at, presume_continuity=presume, limit=limit)
                    assert record.status_on(at, presume_continuity=presume) is status, (record.id, at)
                found = [tuple(gap) for gap in testing.gaps(record, presume_continuity=presume, limit=limit)]
                gaps = record.chain.gaps(presume_continuity=presume)
                assert [(gap.before, gap.certain, gap.shortest, gap.longest) for gap in gaps] == found, record.id
            assert record.chain.is_continuous is testing.is_continuous(record, limit=limit)
            assert record.chain.expires == testing.expires(record, limit=limit)
            asked += 1
        except testing.TooManyWorldsError:
            assert has_a_wide_date(record), record.id
    assert asked > len(SAMPLE) / 2


# --- runs that are open to one side ----------------------------------------------------------------------------------


def test_a_start_that_may_be_any_day_is_asked_within_the_rims() -> None:
    programme = mc.Programme(id="x", name="X", expires="2020-06-30")
    days = testing.boundaries(programme)
    assert datetime.date(1, 1, 1) < days[0] < datetime.date(2020, 6, 30) < days[-1] < datetime.date(9999, 12, 31)
    for at in days:
        assert testing.truth_on(programme, at) is programme.active_on(at)
        assert testing.status_on(programme, at) is programme.status_on(at)
        for throughout in (True, False):
            period = mc.Period(mc.PartialDate.of(days[0]), mc.PartialDate.of(at))
            expected = testing.truth_during(programme, period, throughout=throughout)
            assert programme.active_during(period, throughout=throughout) is expected, at
    with pytest.raises(testing.TooManyWorldsError, match="raise the limit"):
        testing.truth_on(programme, "9999-12-31")


@pytest.mark.parametrize(
    "record",
    [
        pact(signed="[..2020-06-30]", term="P5Y"),
        pact(signed="[2020-06-30..]", term="P5Y"),
        pact(signed="[2020-06-30..]", expires=".."),
        pact(signed="[..2020-06-30]", expires="[2020-06-30..]"),
        pact(ending=mc.Ending(last_day="[2012..]", reason="terminated")),
        pact(signed="[..2020]", term="P1Y", renewals=[mc.Renewal(follows_on=True, term="P5Y")]),
        mc.Programme(id="x", name="X", term="P3Y"),
    ],
    ids=repr,
)
def test_a_run_that_is_open_to_one_side_is_cut_so_that_no_answer_shows_it(record: testing.Described) -> None:
    for presume in (True, False):
        for at in testing.boundaries(record):
            expected = testing.truth_on(record, at, presume_continuity=presume)
            assert record.active_on(at, presume_continuity=presume) is expected, at
            expected_status = testing.status_on(record, at, presume_continuity=presume)
            assert record.status_on(at, presume_continuity=presume) is expected_status, at


def with_open_sides(record: oracle.Record, which: list[bool]) -> oracle.Record:
    """The record with some of its runs of days made open: starts and endings to the past, ends to the future."""
    opened = iter(which)
    links = []
    for link in record.links:
        start, end = link.start, link.end
        if start and next(opened, False):
            start = (1, start[1])
        if end[0] == "stated" and next(opened, False):
            end = ("stated", (end[1][0], oracle.LAST_DAY))
        links.append(oracle.Link(start, end, link.stages))
    ending = record.ending
    if ending and next(opened, False):
        ending = (ending[0], oracle.LAST_DAY)
    return oracle.Record(tuple(links), ending, record.reason)


@given(records(renewals=2, widest=3), st.lists(st.booleans(), min_size=7, max_size=7), st.booleans())
def test_runs_that_are_open_to_one_side_are_answered_as_the_library_does(
    record: oracle.Record, which: list[bool], presume: bool
) -> None:
    record = with_open_sides(record, which)
    made = agreement_of(record)
    for at in testing.boundaries(record):
        try:
            expected = testing.truth_on(record, at, presume_continuity=presume)
        except testing.TooManyWorldsError:
            # An open side is cut as far out as the terms reach, which is a year and more, and with ends that may be any
            # day between the rims there is too much to list.
            assert not presume
            assert oracle.rims(record) is not None
            reject()
        assert made.active_on(at, presume_continuity=presume) is expected, at


# --- engines with the classic mistakes -------------------------------------------------------------------------------

FIVE_YEARS = pact(signed="2011", term="P5Y")
TEN_YEARS = pact(signed="2011", term="P5Y", renewals=[mc.Renewal(follows_on=True, term="P5Y")])


def first_day_of_a_year(record: mc.Agreement, at: datetime.date) -> Truth:
    """Reads "2011" as 2011-01-01."""
    start = record.signed.first_ordinal
    assert record.term is not None
    return Truth.of(start <= at.toordinal() <= record.term.last_day(start))


def link_by_link(record: mc.Agreement, at: datetime.date) -> Truth:
    """Asks each link by itself and joins the answers with "or"."""
    answer = Truth.FALSE
    for link in record.chain.links:
        end = link.end if isinstance(link.end, mc.PartialDate) else mc.PartialDate(oracle.LAST_DAY, oracle.LAST_DAY)
        answer |= ~link.start.after(at) & ~end.before(at)
    return answer


def off_by_one(record: mc.Agreement, at: datetime.date) -> Truth:
    """Has a term end on the anniversary, not on the day before it."""
    return record.active_on(at) | record.active_on(at - datetime.timedelta(1))


@pytest.mark.parametrize(
    ("engine", "record", "found"),
    [
        (first_day_of_a_year, FIVE_YEARS, "'x' on 2011-01-01: the engine says TRUE, the worlds UNKNOWN"),
        (link_by_link, TEN_YEARS, "'x' on 2016-12-30: the engine says UNKNOWN, the worlds TRUE"),
        (off_by_one, pact(term="P5Y"), "'x' on 2016-03-01: the engine says TRUE, the worlds FALSE"),
    ],
)
def test_disagreements_finds_a_classic_mistake(
    engine: Callable[[mc.Agreement, datetime.date], Truth], record: mc.Agreement, found: str
) -> None:
    assert f"<Disagreement: {found}>" in map(repr, testing.disagreements(engine, record))


def test_disagreements_are_none_for_the_library_and_come_one_by_one() -> None:
    def library(record: mc.Agreement, at: datetime.date) -> Truth:
        return record.active_on(at, presume_continuity=False)

    agreements = [record for record in REGISTRY.agreements if can_be_enumerated(record, presume=False)]
    assert len(agreements) > len(REGISTRY.agreements) * 3 / 4
    assert list(testing.disagreements(library, agreements, presume_continuity=False)) == []
    assert list(testing.disagreements(library, agreements)) != []
    asked = []

    def never(record: mc.Agreement, at: datetime.date) -> Truth:
        asked.append(at)
        return Truth.FALSE

    first = next(testing.disagreements(never, [pact(), FIVE_YEARS]))
    assert (first.record, first.day, first.answer, first.expected) == (pact(), asked[-1], Truth.FALSE, Truth.TRUE)
    assert len(asked) == 2


def test_disagreements_takes_days_and_says_what_it_cannot_take() -> None:
    def always(record: mc.Agreement, at: datetime.date) -> Truth:
        return Truth.TRUE

    found = list(testing.disagreements(always, FIVE_YEARS, days=["2010-12-31", datetime.date(2012, 1, 1)]))
    assert [each.day for each in found] == [datetime.date(2010, 12, 31)]
    with pytest.raises(mc.InvalidArgumentError, match="'2011' is 365 days: an engine is asked about exact days"):
        next(testing.disagreements(always, FIVE_YEARS, days=["2011"]))
    with pytest.raises(mc.WrongTypeError, match=r"answered None for 'x' on .* which is no Truth: give Truth\.of"):
        next(testing.disagreements(lambda _record, _at: None, FIVE_YEARS))
    with pytest.raises(testing.TooManyWorldsError):
        next(testing.disagreements(always, FIVE_YEARS, limit=10))


def test_an_engine_may_answer_with_a_standing() -> None:
    def presumes_nothing(record: mc.Agreement, at: datetime.date) -> Standing:
        truth = record.active_on(at, presume_continuity=False)
        return {
            Truth.TRUE: Standing.STATED,
            Truth.UNKNOWN: Standing.POSSIBLE,
            Truth.FALSE: Standing.NOT_IN_FORCE,
        }[truth]

    assert list(testing.disagreements(presumes_nothing, FIVE_YEARS)) == []
    found = next(testing.disagreements(presumes_nothing, pact()))
    assert repr(found) == "<Disagreement: 'x' on 2011-03-02: the engine says POSSIBLE, the worlds PRESUMED>"

    def library(record: mc.Agreement, at: datetime.date) -> Standing | Truth:
        truth = record.active_on(at)
        return presumes_nothing(record, at) if truth is not Truth.TRUE else truth

    assert list(testing.disagreements(library, pact())) == []
    assert testing.standing_on(pact(), "2011") is Standing.POSSIBLE


def test_parties_are_asked_about_by_their_ids() -> None:
    assert testing.truth_on(pact(), "2012", party="a") is Truth.TRUE
    assert testing.truth_during(pact(), "2010", party="a") is Truth.FALSE
    assert testing.boundaries(pact(), party="a") == testing.boundaries(pact())
    with pytest.raises(mc.UnknownIdError, match="'c' among the parties of 'x'"):
        testing.truth_on(pact(), "2012", party="c")
    with pytest.raises(mc.WrongTypeError, match="'x' is a programme"):
        testing.truth_during(mc.Programme(id="x", name="X"), "2012", party="a")
    plain = replace(testing.describe(pact()), memberships=(oracle.Membership("a", None, (START[0] + 9, START[0] + 9)),))
    assert testing.truth_on(plain, "2012", party="a") is Truth.FALSE
    assert datetime.date(2011, 3, 11) in testing.boundaries(plain, party="a")


def test_what_falls_due_in_the_words_of_the_library() -> None:
    record = pact(term="P5Y", tacit_renewal="P3Y")
    first, second = testing.tacit_ends(record, "2016/2020")
    assert (first.number, first.earliest, first.certainty) == (0, day("2016-02-29"), "TRUE")
    assert (second.number, second.latest) == (1, day("2019-02-28"))
    assert testing.last_notice(record) is None
    plain = testing.describe(record)
    noticed = replace(plain, links=(replace(plain.links[0], notice=(0, 6, 0, 0)),))
    assert testing.last_notice(noticed) == mc.PartialDate.parse("2015-08-31")


def test_questions_in_the_words_of_the_library() -> None:
    record = pact(signed="2011-11-25", term="P5Y", renewals=[mc.Renewal(signed="2017-10", term="P5Y")])
    assert testing.truth_during(record, "2017") is Truth.TRUE
    assert testing.truth_during(record, "2016/2017", throughout=True) is Truth.FALSE
    assert testing.status_on(record, "2017-01-01") is mc.Status.LAPSED
    assert testing.is_continuous(record) is Truth.FALSE
    assert testing.expires(record) == mc.PartialDate.parse("[2022-09-30..2022-10-30]")
    assert testing.expires(pact(expires="..")) is mc.End.OPEN
    assert testing.expires(pact()) is mc.End.NOT_STATED
    assert testing.expires(pact(never_in_force=True)) is mc.End.NEVER_BEGAN
    assert testing.timeline(pact(never_in_force=True)) == ()
    assert issubclass(testing.TooManyWorldsError, mc.MainlandCoopError)
    assert issubclass(testing.NoWorldError, mc.MainlandCoopError)
