"""Events, changes, ends and gaps: equal to what happens world by world, and to scans of the records."""

from __future__ import annotations

import datetime
import pickle
from collections import defaultdict
from unittest.mock import call, patch

import pytest
from hypothesis import assume, event, example, given, strategies as st

import mainland_coop as mc
from helpers.chains import ORIGIN, SPAN, records, runs
from helpers.oracle_records import Happening, agreement_of, happenings, programme_of
from helpers.profiles import heavy
from helpers.samples import ASKED
from mainland_coop import strategies as mcs
from mainland_coop.questions import events as of_all_records
from mainland_coop.questions.changes import Change, changes_between
from mainland_coop.questions.events import EventIndex, all_gaps, events_in, expiring_in
from mainland_coop.questions.occurrences import Event, EventKind
from mainland_coop.questions.recurring import recurs
from mainland_coop.testing import oracle

REGISTRY = mc.load()
WHOLE = EventIndex.of(REGISTRY.agreements, REGISTRY.programmes, REGISTRY.conferences)
TRUE, FALSE, UNKNOWN = mc.Truth.TRUE, mc.Truth.FALSE, mc.Truth.UNKNOWN
LIMIT = 4000
ENDINGS = (EventKind.TERMINATED, EventKind.SUPERSEDED)


def worlds_of(record: oracle.Record) -> list[oracle.World]:
    try:
        worlds = oracle.worlds(record, True, limit=LIMIT)
    except oracle.TooManyWorldsError:
        worlds = []
    assume(worlds)
    return worlds


def is_sound(record: oracle.Record) -> bool:
    try:
        agreement_of(record)
    except mc.InvalidRecordError:
        return False
    return True


small_records = records(renewals=3, widest=4).filter(is_sound)
unstaged = small_records.filter(lambda record: not record.links[0].stages)


@st.composite
def close_calls(draw: st.DrawFn) -> oracle.Record:
    """Records whose ending comes at about the time at which they run out, and whose gap, if any, is doubtful."""
    start = draw(runs(0, 6, 6))
    out = draw(st.tuples(st.just("stated"), runs(10, 16, 6)) | st.just(("term", (0, 0, 0, 12))))
    links = [oracle.Link(start, out)]
    if draw(st.booleans()):
        links.append(
            oracle.Link(draw(runs(12, 20, 6)), draw(st.just(("stated", runs_at(24))) | st.just(("not stated",))))
        )
    ending = draw(st.none() | runs(8, 26, 6))
    return oracle.Record(tuple(links), ending, "terminated")


def runs_at(day: int) -> tuple[int, int]:
    return ORIGIN + day, ORIGIN + day + 3


doubtful = unstaged | close_calls().filter(is_sound)
periods = runs(-10, SPAN + 30, 60).map(
    lambda run: mc.Period(mc.PartialDate(run[0], run[0]), mc.PartialDate(run[1], run[1]))
)


def told(event: Event, n_links: int) -> Happening:
    """What an event is called in the oracle's worlds."""
    number = next((i for i in range(1, n_links) if f"renewal {i}" in event.detail), 0)
    if event.kind is EventKind.RENEWED:
        return "renewed", number
    if event.kind is EventKind.LAPSED:
        return ("lapsed before", number) if number else ("lapsed", 0)
    return ("ended", 0) if event.kind in ENDINGS else ("start", 0)


def verdict(days: set[int], first: int, last: int) -> mc.Truth:
    inside = {first <= day <= last for day in days}
    return UNKNOWN if len(inside) == 2 else mc.Truth.of(inside.pop())


# --- Events ------------------------------------------------------------------------------------------------------


@given(doubtful, periods)
@example(
    oracle.Record(
        (
            oracle.Link((ORIGIN, ORIGIN), ("stated", (ORIGIN, ORIGIN))),
            oracle.Link((ORIGIN, ORIGIN), ("tacit", (0, 0, 0, 2))),
        )
    ),
    mc.Period(mc.PartialDate(ORIGIN + 1, ORIGIN + 1), mc.PartialDate(ORIGIN + 1, ORIGIN + 1)),
)
def test_events_of_a_chain_are_those_of_its_worlds(record: oracle.Record, period: mc.Period) -> None:
    worlds = worlds_of(record)
    days: dict[Happening, list[int]] = defaultdict(list)
    for world in worlds:
        for what, day in happenings(record, world):
            days[what].append(day)
    index = EventIndex.of([agreement_of(record)], [], [])
    found = {
        told(e, len(record.links)): e for e in index.events if (e.kind, e.detail[:9]) != (EventKind.SIGNED, "renewal 1")
    }
    assert found.keys() == days.keys()
    for what, e in found.items():
        always = len(days[what]) == len(worlds)
        event(f"{what[0]}: {'always' if always else 'sometimes'}")
        assert e.certainty is (TRUE if always else UNKNOWN), what
        assert e.when.first_ordinal == min(days[what]), what
        # Beside an uncertain end, the latest day is a bound: terms skip days.
        assert e.when.last_ordinal == max(days[what]) if always else e.when.last_ordinal >= max(days[what]), what
    once = (
        e for e in index.during(period) if e.kind is not EventKind.RENEWS_ITSELF
    )  # that recurs, and has its own test
    answers = {told(e, len(record.links)): e.certainty for e in once}
    for what, occurred in days.items():
        some = any(period.first_ordinal <= day <= period.last_ordinal for day in occurred)
        every = (
            len(occurred) == len(worlds) and verdict(set(occurred), period.first_ordinal, period.last_ordinal) is TRUE
        )
        assert (answers.get(what) is TRUE) is every, what
        assert what in answers or not some, what


@given(runs(0, 12, 4), runs(0, 12, 4), runs(0, 12, 4), runs(0, 14, 6))
def test_stages_and_implementation_happen_unless_an_ending_forestalls_them(
    one: tuple[int, int], other: tuple[int, int], implemented: tuple[int, int], ending: tuple[int, int]
) -> None:
    worlds = [
        (a, b, i, last)
        for a in range(one[0], one[1] + 1)
        for b in range(other[0], other[1] + 1)
        for i in range(implemented[0], implemented[1] + 1)
        for last in range(ending[0], ending[1] + 1)
        if last >= min(a, b)
    ]
    assume(worlds)
    pact = mc.Agreement(
        id="x",
        title="X",
        kind="treaty",
        parties=["a"],
        signed="2019",
        in_force_from=[
            mc.Stage(on=mc.PartialDate(*one), provisions="1"),
            mc.Stage(on=mc.PartialDate(*other), provisions="2"),
        ],
        implemented_from=mc.PartialDate(*implemented),
        ending=mc.Ending(last_day=mc.PartialDate(*ending), reason="terminated"),
    )
    events = {e.detail[:2]: e for e in EventIndex.of([pact], [], []).events}
    for name, place in (("1 ", 0), ("2 ", 1), ("co", 2)):
        days = {world[place] for world in worlds if world[place] <= world[3]}
        always = all(world[place] <= world[3] for world in worlds)
        found = events.get(name)
        assert (found is None) <= (not days), name
        if found is not None:
            event(f"{found.certainty.name}")
            # Where an ending is near, the record can settle more than the bounds of its dates show.
            assert (found.certainty is TRUE) <= always, name
            assert all(found.when.first_ordinal <= day <= found.when.last_ordinal for day in days), name


@given(doubtful)
def test_a_programme_ends_once_however_it_ends(record: oracle.Record) -> None:
    worlds = worlds_of(record)
    last_days = set()
    for world in worlds:
        last_days |= {day for (what, _), day in happenings(record, world) if what in ("ended", "lapsed")}
    index = EventIndex.of([], [programme_of(record)], [])
    ended = [e for e in index.events if e.kind is EventKind.PROGRAMME_ENDED]
    assert [(e.when.first_ordinal, e.when.last_ordinal, e.certainty) for e in ended] == (
        [(min(last_days), max(last_days), TRUE)] if last_days else []
    )
    starts = [e.when for e in index.events if e.kind is EventKind.PROGRAMME_STARTED]
    assert [(when.first_ordinal, when.last_ordinal) for when in starts] == [
        (min(w.starts[0] for w in worlds), max(w.starts[0] for w in worlds))
    ]


partial_dates = runs(0, SPAN, 40).map(lambda run: mc.PartialDate(*run))
held = (
    st.none()
    | partial_dates
    | partial_dates.map(
        lambda d: mc.Period(
            mc.PartialDate(d.first_ordinal, d.first_ordinal), mc.PartialDate(d.last_ordinal, d.last_ordinal)
        )
    )
)
vague = st.just(mc.PartialDate.parse("[..2021]")) | st.just(mc.PartialDate.parse("20XX"))


@st.composite
def dated_records(draw: st.DrawFn) -> tuple[list[mc.Agreement], list[mc.Programme], list[mc.Conference]]:
    """Records whose events stand in the record as they are."""
    agreements = [
        mc.Agreement(
            id=f"a{i}",
            title="A",
            kind="treaty",
            parties=["p"],
            signed=draw(partial_dates | vague),
            implemented_from=draw(st.none() | partial_dates),
            superseded_in_part=[mc.PartialSupersession(by="b", from_=draw(st.none() | partial_dates | vague))],
        )
        for i in range(draw(st.integers(0, 3)))
    ]
    programmes = [
        mc.Programme(
            id=f"p{i}",
            name="P",
            started=draw(st.none() | partial_dates | vague),
            editions=[mc.Edition(held=draw(held)) for _ in range(draw(st.integers(0, 2)))],
        )
        for i in range(draw(st.integers(0, 3)))
    ]
    conferences = [
        mc.Conference(
            id=f"c{i}",
            name="C",
            established=draw(st.none() | partial_dates),
            sessions=[mc.Session(id=f"c{i}-{j}", held=draw(held)) for j in range(draw(st.integers(0, 3)))],
        )
        for i in range(draw(st.integers(0, 3)))
    ]
    return agreements, programmes, conferences


@given(dated_records(), periods, st.sampled_from([TRUE, UNKNOWN, FALSE]))
def test_events_are_those_of_a_scan(
    records: tuple[list[mc.Agreement], list[mc.Programme], list[mc.Conference]], period: mc.Period, at_least: mc.Truth
) -> None:
    agreements, programmes, conferences = records
    stated: list[tuple[object, str, str, str]] = []
    for a in agreements:
        stated.append((a.signed, "agreements", a.id, "SIGNED"))
        stated.append((a.implemented_from, "agreements", a.id, "IMPLEMENTED"))
        stated += [(part.from_, "agreements", a.id, "SUPERSEDED_IN_PART") for part in a.superseded_in_part]
    for p in programmes:
        stated.append((p.started, "programmes", p.id, "PROGRAMME_STARTED"))
        stated += [(edition.held, "programmes", p.id, "EDITION_HELD") for edition in p.editions]
    for c in conferences:
        stated.append((c.established, "conferences", c.id, "CONFERENCE_ESTABLISHED"))
        stated += [(s.held, "sessions", s.id, "SESSION_HELD") for s in c.sessions]
    asked = range(period.first_ordinal, period.last_ordinal + 1)
    expected = []
    for when, kind, id, name in stated:
        if when is None:
            continue
        days = (when.first_ordinal, when.last_ordinal)
        meets, within = (
            days[0] in asked or days[1] in asked or asked[0] in range(days[0], days[1]),
            all(d in asked for d in days),
        )
        certain = meets if isinstance(when, mc.Period) else within
        certainty = TRUE if certain else UNKNOWN if meets else FALSE
        if at_least is FALSE or certainty is TRUE or certainty is at_least:
            expected.append((*when.sort_key[:2], kind, id, list(EventKind.__members__).index(name), certainty))
    found = events_in(agreements, programmes, conferences, period, at_least=at_least)
    assert [
        (
            *e.when.sort_key[:2],
            e.record_kind,
            e.id,
            list(EventKind).index(e.kind),
            e.certainty,
        )
        for e in found
    ] == sorted(expected, key=lambda row: row[:5])
    assert events_in(agreements[::-1], programmes[::-1], conferences[::-1], period, at_least=at_least) == found


def test_what_lies_after_an_ending_did_not_happen() -> None:
    def life(implemented: str, last_day: str) -> list[str]:
        pact = mc.Agreement(
            id="x",
            title="X",
            kind="arrangement",
            parties=["a"],
            signed="2010-01-01",
            in_force_from=[mc.Stage(on="2010-02"), mc.Stage(on="2012", provisions="article 9")],
            implemented_from=implemented,
            ending=mc.Ending(last_day=last_day, reason="superseded", by="y"),
        )
        return [f"{e.when} {e.kind} {e.certainty.name}" for e in EventIndex.of([pact], [], []).events]

    assert life("2011", "2010-12-31") == [
        "2010-01-01 signed TRUE",
        "2010-02 entered into force TRUE",
        "2010-12-31 superseded TRUE",
    ]
    assert life("2011-03", "[2011..2012-06]") == [
        "2010-01-01 signed TRUE",
        "2010-02 entered into force TRUE",
        "[2011-01..2012-06] superseded TRUE",
        "2011-03 implemented UNKNOWN",
        "[2012-01..2012-06] entered into force UNKNOWN",
    ]


def test_an_instrument_that_never_began_is_signed_and_withdrawn() -> None:
    ending = mc.Ending(last_day="2012", reason="withdrawn")
    pact = mc.Agreement(
        id="x", title="X", kind="treaty", parties=["a"], signed="2010~", never_in_force=True, ending=ending
    )
    assert list(map(str, EventIndex.of([pact], [], []).events)) == [
        "2010~ signed: x, treaty signed",
        "2012 withdrawn: x, never in force; withdrawn",
    ]


def test_the_life_of_the_shenzhen_arrangement() -> None:
    life = [e for e in WHOLE.during("2011/2024") if e.id == "doj-shenzhen-legal-matters-2011"]
    assert [(str(e.when), e.kind.name, e.certainty) for e in life] == [
        ("2011-11-25", "SIGNED", TRUE),
        ("2016-11-24", "LAPSED", TRUE),
        ("2017-10-12", "RENEWED", TRUE),
        ("2022-10-11", "LAPSED", TRUE),
        ("2023-04", "RENEWED", TRUE),
    ]
    assert [e.certainty for e in WHOLE.during("2023-04-15") if e.id == "doj-shenzhen-legal-matters-2011"] == [UNKNOWN]


def test_the_choice_of_court_arrangement_gives_way() -> None:
    arrangements = {"mla-choice-of-court-2006", "mla-civil-commercial-2019"}
    day = [
        (str(e.when), e.kind.name, e.id)
        for e in WHOLE.during("2024-01-28/2024-01-29", at_least=TRUE)
        if e.id in arrangements
    ]
    assert day == [
        ("2024-01-28", "SUPERSEDED", "mla-choice-of-court-2006"),
        ("2024-01-29", "SUPERSEDED_IN_PART", "mla-choice-of-court-2006"),
        ("2024-01-29", "ENTERED_INTO_FORCE", "mla-civil-commercial-2019"),
    ]


def test_staged_entry_into_force_has_an_event_for_each_stage() -> None:
    found = [e for e in WHOLE.events if e.id == "mla-arbitral-awards-supplement-2020"]
    assert [str(e) for e in found] == [
        "2020-11-27 signed: mla-arbitral-awards-supplement-2020, supplemental arrangement signed, Shenzhen",
        "2020-11-27 entered into force: mla-arbitral-awards-supplement-2020, articles 1 and 4 entered into force",
        "2021-05-19 entered into force: mla-arbitral-awards-supplement-2020, articles 2 and 3 entered into force",
    ]


def test_a_meeting_of_several_days_lies_in_each_period_that_one_of_them_lies_in() -> None:
    for day in ("2005-07-25", "2005-07-28", "2005-07"):
        assert [e.certainty for e in WHOLE.during(day) if e.id == "pprd-forum-02"] == [TRUE]
    assert not [e for e in WHOLE.during("2005-07-29") if e.id == "pprd-forum-02"]


def test_an_index_of_events_is_a_value() -> None:
    WHOLE.during("2017")
    again = EventIndex.of(REGISTRY.agreements, REGISTRY.programmes, REGISTRY.conferences)
    assert again == WHOLE == pickle.loads(pickle.dumps(WHOLE))
    assert hash(again) == hash(WHOLE)
    assert EventIndex.of([], [], []).during("2017") == ()
    assert WHOLE.during("../..", at_least=TRUE) == tuple(e for e in WHOLE.events if e.certainty is TRUE)


@heavy
@given(mcs.registries(n_conferences=(0, 1), n_parties=(1, 3)) | mcs.registries(details=False, n_agreements=(0, 6)))
def test_plain_agreements_have_the_events_that_their_chains_have_and_all_are_in_order(registry: mc.Registry) -> None:
    index = registry.event_index
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mc.Agreement, "exact_runs", None)
        of_chains = EventIndex.of(registry.agreements, registry.programmes, registry.conferences, index.through)
    assert index.events == of_chains.events
    assert index.during("1990/2040") == of_chains.during("1990/2040")
    kinds = list(EventKind)
    keys = [(*one.when.sort_key[:2], one.record_kind, one.id, kinds.index(one.kind)) for one in index.events]
    assert keys == sorted(keys)


def test_what_renews_itself_or_has_a_notice_is_told_from_the_record_as_from_its_chain() -> None:
    given = {"id": "x", "title": "X", "kind": "agreement", "parties": ["a"], "signed": "2011", "term": "P1Y"}
    later = mc.Renewal(signed="2013", term="P1Y", notice="P1M")
    for fields, expected in (
        ({}, False),
        ({"notice": "P1M"}, True),
        ({"tacit_renewal": True}, True),
        ({"renewals": [later]}, True),
        ({"notice": "P1M", "never_in_force": True}, False),
    ):
        pact = mc.Agreement(**given, **fields)
        assert recurs(pact) is expected
        assert any(link.notice or link.tacit_renewal for link in pact.chain.links) is expected


def test_what_renews_itself_stands_among_the_other_events_in_order() -> None:
    signed = {"a": {"signed": "2011-06-01", "term": "P1Y", "tacit_renewal": "P1Y"}, "b": {"signed": "2013-01-01"}}
    pacts = [mc.Agreement(id=id, **FOLLOWING, **life) for id, life in signed.items()]
    programme = mc.Programme(id="p", name="P", started="2013-12-01")
    assert [(str(event.when), event.kind) for event in events_in(pacts, [programme], [], "2013")] == [
        ("2013-01-01", EventKind.SIGNED),
        ("2013-05-31", EventKind.RENEWS_ITSELF),
        ("2013-12-01", EventKind.PROGRAMME_STARTED),
    ]


def test_for_the_events_of_a_day_few_are_looked_at_however_many_there_are() -> None:
    pacts = [mc.Agreement(id=f"x{year}", **FOLLOWING, signed=f"{year}-03-01") for year in range(1800, 2000)]
    index = EventIndex.of(pacts, [], [])
    with patch.object(of_all_records, "lies_in", wraps=of_all_records.lies_in) as looked_at:
        assert [event.id for event in index.during("1900-03-01")] == ["x1900"]
    assert looked_at.call_count <= 3


# --- Changes, ends, gaps -----------------------------------------------------------------------------------------

two_days = st.lists(partial_dates, min_size=2, max_size=2).map(lambda days: sorted(days, key=lambda d: d.sort_key))


@given(st.lists(doubtful, min_size=1, max_size=2), two_days, st.booleans())
def test_changes_are_those_of_a_scan(described: list[oracle.Record], days: list[mc.PartialDate], presume: bool) -> None:
    pacts = [agreement_of(one, f"a{i}") for i, one in enumerate(described)]
    programmes = [programme_of(one, f"p{i}") for i, one in enumerate(described)]
    before, after = days
    changes = changes_between(pacts, programmes, before, after, presume_continuity=presume)
    expected: dict[str, list[Change]] = defaultdict(list)
    for kind, some in (("agreements", pacts), ("programmes", programmes)):
        for record in some:
            then, now = (record.active_on(day, presume_continuity=presume) for day in days)
            name = {
                (FALSE, TRUE): "began",
                (TRUE, FALSE): "ended",
                (TRUE, UNKNOWN): "became_uncertain",
                (FALSE, UNKNOWN): "became_uncertain",
                (UNKNOWN, TRUE): "settled",
                (UNKNOWN, FALSE): "settled",
            }.get((then, now))
            if name:
                event(name)
                expected[name].append(Change(record.id, kind, then, now))
            certainty = renewed_in_worlds(described[int(record.id[1:])], before, after)
            if certainty is not FALSE:
                event(f"renewed: {certainty.name}")
                expected["renewed"].append(Change(record.id, kind, then, now, certainty))
    for name in ("began", "ended", "became_uncertain", "settled", "renewed"):
        assert getattr(changes, name) == tuple(expected[name]), name
    assert bool(changes) == any(expected.values())


def renewed_in_worlds(record: oracle.Record, before: mc.PartialDate, after: mc.PartialDate) -> mc.Truth:
    """World by world: whether a renewal starts after any day of `before`, and not after any day of `after`."""
    starts = [world.starts[1:] for world in worlds_of(record)]
    if all(any(before.last_ordinal < s <= after.first_ordinal for s in found) for found in starts):
        return TRUE
    some = any(before.first_ordinal < s <= after.last_ordinal for found in starts for s in found)
    return UNKNOWN if some else FALSE


FOLLOWING = {"title": "X", "kind": "arrangement", "parties": ["a"]}


@pytest.mark.parametrize(
    ("fields", "before", "after", "certainty"),
    [
        # of two renewals that follow on, one starts in the stretch in every world, and neither does in all of them
        ({"signed": "2011/2012", "term": "P1Y"}, "2012-12-31", "2013-12-31", TRUE),
        ({"signed": "2011/2012", "term": "P1Y"}, "2012-12-31", "2013-11-30", UNKNOWN),
        ({"signed": "2011/2012", "term": "P2Y"}, "2012-12-31", "2013-12-31", UNKNOWN),
        ({"signed": "2011/2012", "term": "P1Y"}, "2011-12-31", "2014-12-31", TRUE),
        ({"signed": "2011/2012", "term": "P1Y"}, "2016", "2017", FALSE),
        # months of different length: a month from each of the last days of January runs through February
        ({"signed": "2011-01-29/2011-01-31", "term": "P1M"}, "2011-02-26", "2011-02-28", FALSE),
        ({"signed": "2011-01-29/2011-01-31", "term": "P1M"}, "2011-02-28", "2011-03-01", TRUE),
    ],
)
def test_renewals_are_judged_together(fields, before: str, after: str, certainty: mc.Truth) -> None:
    first, last = fields["signed"].split("/")
    signed = mc.PartialDate.between(first, last)
    renewals = [mc.Renewal(follows_on=True, term=fields["term"]), mc.Renewal(follows_on=True, term=fields["term"])]
    pact = mc.Agreement(id="x", **FOLLOWING | fields | {"signed": signed, "renewals": renewals})
    found = changes_between([pact], [], before, after).renewed
    assert [change.certainty for change in found] == ([] if certainty is FALSE else [certainty])


def test_changes_are_told_in_words() -> None:
    pacts = [
        mc.Agreement(id=id, **FOLLOWING | fields)
        for id, fields in {
            "a": {"signed": "2015"},
            "b": {"signed": "2011-01-01", "expires": "2014-06-30"},
            "c": {"signed": "2011-01-01", "expires": "2016"},
            "d": {"signed": "2013", "expires": "2020"},
            "e": {"signed": "2011-01-01", "expires": "2016-12-31", "renewals": [mc.Renewal(signed="2016")]},
            "f": {"signed": "2011-01-01", "expires": "2016-12-31", "renewals": [mc.Renewal(signed="2015")]},
        }.items()
    ]
    found = changes_between(pacts, [], "2013-06-01", "2016-06-01")
    assert str(found).splitlines() == [
        "Changes from 2013-06-01 to 2016-06-01",
        "  began: a (FALSE -> TRUE)",
        "  ended: b (TRUE -> FALSE)",
        "  became uncertain: c (TRUE -> UNKNOWN)",
        "  settled: d (UNKNOWN -> TRUE)",
        "  renewed: e (TRUE -> TRUE, possibly)",
        "  renewed: f (TRUE -> TRUE)",
    ]
    told = "1 began, 1 ended, 1 became uncertain, 1 settled, 2 renewed"
    assert repr(found) == f"<Changes from 2013-06-01 to 2016-06-01: {told}>"
    assert str(changes_between(pacts, [], "2012", "2012")) == "Changes from 2012 to 2012: none"


def test_renewals_of_long_chains_are_judged_in_no_time() -> None:
    renewals = [mc.Renewal(follows_on=True, term="P1Y") for _ in range(3000)]
    pact = mc.Agreement(id="x", **FOLLOWING, signed="[1000..5000]", term="P1Y", renewals=renewals)
    (change,) = changes_between([pact], [], "5500-01-01", "5500-12-31").renewed
    assert change.certainty is UNKNOWN


@given(
    st.lists(small_records | close_calls().filter(is_sound), min_size=1, max_size=2),
    periods,
    st.sampled_from([TRUE, UNKNOWN]),
)
def test_ends_and_gaps_are_those_of_the_worlds(
    described: list[oracle.Record], period: mc.Period, at_least: mc.Truth
) -> None:
    expiries, gaps = [], []
    for i, record in enumerate(described):
        worlds = worlds_of(record)
        match oracle.expires(record):
            case ("run", first, last):
                truth = verdict({first, last}, period.first_ordinal, period.last_ordinal)
                if truth is FALSE and first < period.first_ordinal and last > period.last_ordinal:
                    truth = UNKNOWN
                if truth is TRUE or truth is at_least:
                    expiries.append((first, last, f"a{i}", truth))
        for gap in oracle.gaps(record):
            if gap.certain or at_least is UNKNOWN:
                reaches = [max(world.ends[: gap.before]) for world in worlds]
                gaps.append((min(reaches), max(reaches), f"a{i}", gap.before, gap.certain))
    pacts = [agreement_of(record, f"a{i}") for i, record in enumerate(described)]
    found = [e for e in expiring_in(pacts, [], period, at_least=at_least) if e.what == "end"]
    assert [(e.expires.first_ordinal, e.expires.last_ordinal, e.id, e.certainty) for e in found] == sorted(
        expiries, key=lambda row: row[:3]
    )
    assert [
        (g.gap.last_day_before.first_ordinal, g.gap.last_day_before.last_ordinal, g.id, g.gap.before, g.gap.certain)
        for g in all_gaps(pacts, [], at_least=at_least)
    ] == sorted(gaps)


def test_what_the_bundled_data_says() -> None:
    changes = changes_between(REGISTRY.agreements, REGISTRY.programmes, "2016-11-24", "2017-10-12")
    assert "doj-shenzhen-legal-matters-2011" in {c.id for c in changes.renewed}
    assert "doj-shenzhen-legal-matters-2011" not in {c.id for c in changes.ended}
    assert "cepa-investment-2017" in {c.id for c in changes.began}
    ended = changes_between(REGISTRY.agreements, [], "2024-01-28", "2024-01-29").ended
    assert [c.id for c in ended] == ["mla-choice-of-court-2006"]
    expiries = expiring_in(REGISTRY.agreements, REGISTRY.programmes, "2026")
    assert ("gba-practice-pilot", "2026-10-04") in [(e.id, str(e.expires)) for e in expiries]
    gaps = all_gaps(REGISTRY.agreements, REGISTRY.programmes)
    legal = [(g.id, g.gap.shortest, g.gap.longest) for g in gaps if g.id == "doj-shenzhen-legal-matters-2011"]
    assert legal == [
        ("doj-shenzhen-legal-matters-2011", 321, 321),
        ("doj-shenzhen-legal-matters-2011", 171, 200),
    ]
    assert len({g.id for g in gaps}) == 7, "and test_data.py has each of them worked out by hand"


def test_a_gap_says_whether_it_is_certain() -> None:
    ends = {"x": {"term": "P5Y", "renewals": [mc.Renewal(signed="2017-10-12")]}}
    ends["y"] = {"expires": "2012", "renewals": [mc.Renewal(signed="2013-01-01")]}
    pacts = [mc.Agreement(id=id, **FOLLOWING, signed="2011-11-25", **fields) for id, fields in ends.items()]
    assert list(map(repr, all_gaps(pacts, [], at_least=UNKNOWN))) == [
        "<RecordGap of y before link 1: possible, 0 to 365 days>",
        "<RecordGap of x before link 1: certain, 321 to 321 days>",
    ]


def test_records_of_one_link_are_not_asked_for_gaps() -> None:
    """They have none, and are most of a large register."""
    renewed = mc.Agreement(id="x", **FOLLOWING, signed="2011", term="P1Y", renewals=[mc.Renewal(signed="2014")])
    lone = mc.Agreement(id="y", **FOLLOWING, signed="2011", term="P1Y")
    programme = mc.Programme(id="p", name="P", started="2011")
    gaps = mc.RenewalChain.gaps
    with patch.object(mc.RenewalChain, "gaps", autospec=True, side_effect=gaps) as asked:
        assert [found.id for found in all_gaps([lone, renewed], [programme])] == ["x"]
    assert asked.call_args_list == [call(renewed.chain)]


def test_ends_and_last_days_for_notice_are_told_together_and_asked_for_by_either() -> None:
    lives = {"a": {"notice": "P3M"}, "b": {"tacit_renewal": "P1Y"}, "c": {"notice": "P3M"}, "d": {"notice": "P1Y"}}
    lives["e"] = {"notice": "P3M", "ending": mc.Ending(last_day="2024-05-15", reason="terminated")}
    pacts = [mc.Agreement(id=id, **FOLLOWING, signed="2021-06-01", term="P3Y", **life) for id, life in lives.items()]
    programme = mc.Programme(id="p", name="P", started="2021-06-01", term="P3Y", notice="P3M", tacit_renewal="P1Y")

    def told(period: str, **options: object) -> list[tuple[object, ...]]:
        found = expiring_in(pacts, [programme], period, **options)
        assert all(e.record_kind == ("programmes" if e.id == "p" else "agreements") for e in found)
        return [(e.id, e.what, str(e.expires), e.last_notice and str(e.last_notice), e.certainty) for e in found]

    a, b, c, d, p = [
        (id, what, "2024-05-31", notice, TRUE)
        for id, what, notice in (
            ("a", "end", "2024-02-29"),
            ("b", "renews itself", None),
            ("c", "end", "2024-02-29"),
            ("d", "end", "2023-05-31"),
            ("p", "renews itself", "2024-02-29"),
        )
    ]
    assert told("2024-05") == [("e", "end", "2024-05-15", None, TRUE), a, b, c, d, p]
    assert told("2023-05", by="notice") == [d]
    assert told("2024-02", by="notice") == [a, c, ("e", "end", "2024-05-31", "2024-02-29", TRUE), p]
    assert told("2024-03/2024-12", by="notice", at_least=UNKNOWN) == []


def test_an_end_is_that_of_the_link_that_may_reach_furthest() -> None:
    renewal = mc.Renewal(signed="2012", expires="2015-06-30")
    pact = mc.Agreement(id="x", **FOLLOWING, signed="2011", expires="[2013..2016]", renewals=[renewal])
    (found,) = expiring_in([pact], [], "2015/2016")
    assert (str(found.expires), found.link) == ("[2015-06-30..2016-12-31]", 0)


def test_a_day_after_which_a_text_renews_itself_is_there_only_if_it_is_certain_enough() -> None:
    """Of a text of 2011, for a year at a time, the first year ends between 2011-12-31 and 2012-12-30."""
    pact = mc.Agreement(id="x", **FOLLOWING, signed="2011", term="P1Y", tacit_renewal="P1Y")
    assert expiring_in([pact], [], "2012-06") == ()
    (found,) = expiring_in([pact], [], "2012-06", at_least=UNKNOWN)
    assert (str(found.expires), found.what, found.certainty) == ("[2011-12-31..2012-12-30]", "renews itself", UNKNOWN)


# --- What is refused ---------------------------------------------------------------------------------------------

NO_PERIODS = ["2017/2016", "平成23年", "٢٠١١", "5784 AM", "2011 BC", "x" * 10_000, ""]
NO_DAYS = [datetime.datetime(2011, 1, 1), None, 2011, True, b"2011"]


@pytest.mark.parametrize("period", [*NO_PERIODS, *NO_DAYS], ids=lambda value: repr(value)[:20])
def test_what_is_no_period_is_refused(period: object) -> None:
    error = mc.DateError if isinstance(period, str) else mc.WrongTypeError
    with pytest.raises(error) as caught:
        WHOLE.during(period)
    assert len(str(caught.value)) < 500
    with pytest.raises(error):
        expiring_in([], [], period)
    with pytest.raises(error):
        changes_between([], [], period, "2011")
    with pytest.raises(error):
        changes_between([], [], "2011", period)


def test_what_is_no_truth_value_is_refused() -> None:
    for ask in (
        lambda: EventIndex.of([], [], []).during("2011", at_least=None),
        lambda: expiring_in([], [], "2011", at_least=True),
        lambda: all_gaps([], [], at_least="TRUE"),
    ):
        with pytest.raises(mc.WrongTypeError, match="no truth value"):
            ask()


def test_reversed_days_are_refused_and_overlapping_ones_are_not() -> None:
    with pytest.raises(mc.DateError, match="at position 11, the days are reversed"):
        changes_between([], [], "2017-01-02", "2017-01-01")
    with pytest.raises(mc.DateError, match="2012/2011"):
        changes_between([], [], "2012", "2011")
    assert not changes_between(REGISTRY.agreements, [], "2017-01-01", "2017-01-01")
    assert changes_between([], [], "2017-06", "2017") is not None


def test_the_index_of_events_says_how_many() -> None:
    assert repr(mc.Registry().event_index) == "<EventIndex of 0 events>"
    assert repr(ASKED.event_index) == f"<EventIndex of {len(ASKED.event_index.events)} events>"


# --- Single days that decide ------------------------------------------------------------------------------------------


def happened(period: str, **fields: object) -> list[Event]:
    """What happened to one agreement in a period."""
    plain = {"id": "x", "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2010-01-01"}
    return list(events_in([mc.Agreement(**plain | fields)], [], [], period))


def test_an_event_of_a_leap_year_is_found_on_each_of_its_days() -> None:
    for day in ("2016-01-01", "2016-12-30", "2016-12-31"):
        assert [event.kind for event in happened(day, signed="2016")] == [EventKind.SIGNED], day
    for day in ("2015-12-31", "2017-01-01"):
        assert happened(day, signed="2016") == []


def test_what_happened_on_any_day_until_one_is_found_among_the_first_days_of_the_calendar() -> None:
    """It is ordered by its latest day, and may have happened long before what is ordered before it."""
    signed = {"a": "0001-02-20", "b": "0001-06", "c": "[..0001-11-15]"}
    pacts = [mc.Agreement(id=id, **FOLLOWING, signed=when) for id, when in signed.items()]
    assert [event.id for event in events_in(pacts, [], [], "0001-03")] == ["c"]
    assert [event.id for event in events_in(pacts, [], [], "0001-01/0001-02")] == ["a", "c"]
    assert [event.id for event in events_in(pacts, [], [], "0001")] == ["a", "b", "c"]


def test_the_day_of_a_lapse_is_the_last_day_of_the_chain() -> None:
    """A qualifier of the stated end is no part of it, as in `chain.expires`."""
    pact = mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed="2011-01-01", expires="2012-03-05~")
    assert pact.exact_runs is not None
    *_, lapsed = EventIndex.of([pact], [], []).events
    assert (lapsed.kind, str(lapsed.when), lapsed.when) == (EventKind.LAPSED, "2012-03-05", pact.chain.expires)


def test_of_an_end_that_may_have_come_in_two_ways_the_lapse_is_first() -> None:
    """Both may have come on the same days: then the order is that of the kinds."""
    ending = mc.Ending(last_day="[2014-01..2014-06]", reason="terminated")
    found = happened("2014", expires="2014", ending=ending)
    assert [str(event.when) for event in found] == ["[2014-01..2014-06]"] * 2
    assert [event.kind for event in found] == [EventKind.LAPSED, EventKind.TERMINATED]
    assert [event.certainty for event in found] == [UNKNOWN, UNKNOWN]


def test_a_lapse_before_a_gap_that_is_only_possible_leaves_a_day_for_the_gap() -> None:
    """Of the last days of the first link only those after which a day is free can be the last before a gap."""
    found = happened("2010/2020", expires="[2012-01-01..2012-12-31]", renewals=[mc.Renewal(signed="2012-06-15")])
    lapses = [event for event in found if event.kind is EventKind.LAPSED and event.certainty is UNKNOWN]
    assert [str(event.when) for event in lapses] == ["[2012-01-01..2012-06-13]"]


def test_the_first_stage_is_certain_beside_an_ending_also_if_another_may_begin_on_its_last_day() -> None:
    stages = [
        mc.Stage(on="[2012-01-01..2012-01-05]", provisions="A"),
        mc.Stage(on="[2012-01-05..2012-06-30]", provisions="B"),
    ]
    ending = mc.Ending(last_day="[2012-01-01..2012-03-01]", reason="terminated")
    found = happened("2011/2013", in_force_from=stages, ending=ending)
    told = {event.detail[:1]: event.certainty for event in found if event.kind is EventKind.ENTERED_INTO_FORCE}
    assert told == {"A": TRUE, "B": UNKNOWN}


def test_two_stages_that_are_one_object_are_two_stages() -> None:
    stage = mc.Stage(on="2012", provisions="A")
    ending = mc.Ending(last_day="[2012..2013]", reason="terminated")
    twice = happened("2012", in_force_from=[stage, stage], ending=ending)
    alike = happened("2012", in_force_from=[stage, mc.Stage(on="2012", provisions="A")], ending=ending)
    assert twice == alike


def test_the_end_of_a_programme_says_how_it_came() -> None:
    """It ran out, was ended, or may have been either; the day is the first of those that end it."""

    def told(**fields: object) -> list[str]:
        programme = mc.Programme(id="p", name="P", started="2010-01-01", **fields)
        events = events_in([], [programme], [], "2010/2030")
        return [f"{event.when}: {event.detail}" for event in events if event.kind is EventKind.PROGRAMME_ENDED]

    def ended(last_day: str) -> mc.Ending:
        return mc.Ending(last_day=last_day, reason="terminated")

    assert told(term="P5Y") == ["2014-12-31: last day; ran out"]
    assert told(term="P5Y", ending=ended("2012-06-30")) == ["2012-06-30: last day; terminated"]
    assert told(term="P5Y", ending=ended("2020-06-30")) == ["2014-12-31: last day; ran out"]
    doubtful = told(expires="[2014-01-01..2014-12-31]", ending=ended("2014-06-30"))
    assert doubtful == ["[2014-01..2014-06]: last day; ran out, or was terminated"]
    assert told(ending=mc.Ending(last_day="2012", reason="withdrawn")) == ["2012: last day; withdrawn"]


def test_what_renews_itself_is_called_by_its_place() -> None:
    renewal = mc.Renewal(signed="2011-06-01", term="P1Y", tacit_renewal=True, notice="P1M")
    found = happened("2010-06/2012-06", term="P1Y", tacit_renewal="P1Y", notice="P1M", renewals=[renewal])
    told = {(event.kind.value, event.detail) for event in found if event.record_kind == "agreements"}
    assert ("renews itself", "the instrument renews itself unless ended") in told
    assert ("renews itself", "renewal 1 renews itself unless ended") in told
    assert ("last day for notice", "the instrument, before 2010-12-31") in told
    assert ("last day for notice", "renewal 1, before 2012-05-31") in told


def test_an_ending_on_the_last_day_of_the_calendar_is_an_event() -> None:
    ending = mc.Ending(last_day="9999-12-31", reason="terminated")
    assert [event.kind for event in happened("9999-12-31", expires="..", ending=ending)] == [EventKind.TERMINATED]


@pytest.mark.parametrize(
    ("renewal", "last_day", "told"),
    [
        (
            {"signed": "2005-01-01", "term": "P1Y"},
            "[2005-06-30..2006-06-30]",
            [("terminated", "[2005-06-30..2005-12-30]", UNKNOWN), ("lapsed", "2005-12-31", UNKNOWN)],
        ),
        (
            {"signed": "2005", "term": "P1Y"},
            "[2005-06-30..2007-06-30]",
            [("terminated", "[2005-06-30..2006-12-29]", UNKNOWN), ("lapsed", "[2005-12-31..2006-12-30]", UNKNOWN)],
        ),
    ],
)
def test_it_is_the_last_of_several_links_that_runs_out_before_an_ending_that_may_come_later(
    renewal: dict[str, str], last_day: str, told: list[tuple[str, str, mc.Truth]]
) -> None:
    ending = mc.Ending(last_day=last_day, reason="terminated")
    found = happened("2005/2010", signed="2000-01-01", term="P1Y", renewals=[mc.Renewal(**renewal)], ending=ending)
    ends = [each for each in found if each.kind in (EventKind.LAPSED, *ENDINGS)]
    assert [(each.kind.value, str(each.when), each.certainty) for each in ends] == told


@pytest.mark.parametrize(
    ("expires", "told"), [("..", "renewal 1"), (None, "renewal 1"), ("2009", "renewal 1, through 2009")]
)
def test_a_renewal_is_told_with_its_last_day_if_it_states_one(expires: str | None, told: str) -> None:
    found = happened("2005-01-01", signed="2000", renewals=[mc.Renewal(signed="2005-01-01", expires=expires)])
    assert [each.detail for each in found if each.kind is EventKind.RENEWED] == [told]


def test_renewals_sessions_and_editions_are_told_in_words() -> None:
    renewals = [
        mc.Renewal(signed="2011", term="P1Y"),
        mc.Renewal(signed="2013", expires="2014"),
        mc.Renewal(signed="2015"),
    ]
    renewed = [
        event.detail for event in happened("2010/2020", term="P1Y", renewals=renewals) if event.kind.value == "renewed"
    ]
    assert renewed == ["renewal 1, for 1 year", "renewal 2, through 2014", "renewal 3"]
    sessions = [
        mc.Session(id="a", held="2011", name="Opening", place="Macao"),
        mc.Session(id="b", held="2012", series="plenary", ordinal=2, video=True, place="Macao"),
        mc.Session(id="c", held="2013"),
    ]
    conference = mc.Conference(id="c", name="Forum", sessions=sessions)
    editions = [mc.Edition(held="2014", name="First", place="Zhuhai"), mc.Edition(held="2015")]
    programme = mc.Programme(id="p", name="P", started="2016", editions=editions)
    assert [event.detail for event in events_in([], [programme], [conference], "2010/2015")] == [
        "Opening, Macao",
        "plenary 2 of Forum, by video",
        "session of Forum",
        "First, Zhuhai",
        "edition",
    ]
