"""The oracle on what needs more than dates and terms: cases worked out by hand, and plain enumeration."""

from __future__ import annotations

import datetime
import itertools
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from helpers.meaning_cases import CASES, Case, Fields
from helpers.random_records import random_record
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.dates.terms import Term
from mainland_coop.testing import oracle
from mainland_coop.testing.oracle import Days, End, Gap, Link, Membership, Record, TacitEnd, World

# --- cases worked out by hand ----------------------------------------------------------------------------------------


def days(text: str) -> Days:
    date = PartialDate.parse(text)
    return date.first_ordinal, date.last_ordinal


def term(text: object) -> oracle.TermParts | None:
    if not isinstance(text, str):
        return None
    parts = Term.parse(text)
    return parts.years, parts.months, parts.weeks, parts.days


def link(fields: Fields) -> Link:
    """One link in the file form, in plain numbers."""
    notice, tacit = term(fields.get("notice")), fields.get("tacit_renewal")
    if "period" in fields:
        whole = Period.parse(fields["period"])
        first, last = whole.first_ordinal, whole.last_ordinal
        return Link((first, first), ("open",) if whole.end is None else ("stated", (last, last)), notice=notice)
    start = None
    if not fields.get("follows_on"):
        start = days(fields.get("in_force_from") or fields["signed"])
    parts, expires = term(fields.get("term")), fields.get("expires")
    end: End = ("not stated",)
    if expires == "..":
        end = ("open",)
    elif expires is not None:
        end = ("tacit after" if tacit else "stated", days(expires))
    elif parts is not None:
        end = ("tacit" if tacit else "term", parts)
    return Link(start, end, tacit_renewal=term(tacit), notice=notice)


def described(fields: Fields) -> Record:
    """A record in the file form, in plain numbers."""
    ending = fields.get("ending")
    members = []
    for each in fields.get("memberships", []):
        start = each.get("in_force_from") or each.get("signed")
        last = days(each["ending"]["last_day"]) if "ending" in each else None
        members.append(Membership(each["party"], None if start is None else days(start), last))
    return Record(
        (link(fields), *map(link, fields.get("renewals", []))),
        None if ending is None else days(ending["last_day"]),
        "terminated" if ending is None else ending["reason"],
        fields.get("never_in_force", False),
        "renewals" in fields.get("open_lists", []),
        tuple(members),
    )


def text(first: int, last: int) -> str:
    return str(PartialDate(first, last))


def answer(case: Case, record: Record) -> object:
    """The oracle's answer to a case, in the form of the table."""
    match case.question:
        case "expires":
            found = oracle.expires(record)
            return found if isinstance(found, str) else text(*found[1:])
        case "gaps":
            return tuple(map(tuple, oracle.gaps(record, case.presume)))
        case "continuous":
            return oracle.is_continuous(record, case.presume)
        case "last notice":
            assert isinstance(case.at, int)
            notice = oracle.last_notice(record, case.at)
            return None if notice is None else text(*notice)
    assert isinstance(case.at, str)
    match case.question:
        case "on":
            return oracle.truth_on(record, *days(case.at), case.presume, party=case.party)
        case "status":
            return oracle.status_on(record, *days(case.at), case.presume)
        case "standing":
            return oracle.standing_on(record, *days(case.at))
    period = Period.parse(case.at)
    first, last = period.first_ordinal, period.last_ordinal
    if case.question == "tacit ends":
        ends = oracle.tacit_ends(record, first, last)
        return tuple((end.link, text(end.earliest, end.latest), end.certainty) for end in ends)
    throughout = case.question == "throughout"
    return oracle.truth_during(record, first, last, throughout, case.presume, party=case.party)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cases(case: Case) -> None:
    assert answer(case, described(case.record)) == case.answer


def test_names_of_cases_are_unique() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


# --- plain enumeration -----------------------------------------------------------------------------------------------


def small_records(seed: int, n: int, widest: int = 13, most_worlds: int = 12) -> Iterator[tuple[Record, bool]]:
    """Random records with few worlds in few days, each with a reading of ends that are not stated."""
    rng = random.Random(seed)
    while n:
        record, presume = random_record(rng, most_links=2), rng.random() < 0.5
        first_day, horizon = oracle.window(record)
        if horizon - first_day > widest:
            continue
        try:
            found = oracle.worlds(record, presume, limit=most_worlds)
        except oracle.TooManyWorldsError:
            continue
        if found:
            n -= 1
            yield record, presume


def verdict(seen: set[bool]) -> str:
    return "UNKNOWN" if len(seen) == 2 else str(seen.pop()).upper()


def status_in(record: Record, world: World, at: int) -> str:
    """The status on a day in one world, from the world as a whole."""
    if oracle.covers(world, at):
        return "IN_FORCE"
    if at < world.starts[0]:
        return "NOT_YET_IN_FORCE"
    run_out = max((*world.ends, *(last for _, last in world.unknown)))
    if world.ending is not None and at > world.ending and world.ending < run_out:
        return "SUPERSEDED" if record.reason == "superseded" else "TERMINATED"
    return "LAPSED"


def test_unknown_renewals_are_enumerated() -> None:
    """Each with up to two unknown renewals on any of its days, against those that the questions try."""
    rng = random.Random(7)
    for record, presume in small_records(8, 15, widest=11):
        record = replace(record, open_renewals=True)
        first_day, horizon = oracle.window(record)
        every = oracle.worlds(record, presume, unknown_days=range(first_day, horizon + 1))
        assert max(len(world.unknown) for world in every) == 2
        covered = {
            world: frozenset(d for d in range(first_day, horizon + 1) if oracle.covers(world, d)) for world in every
        }
        for at in range(first_day, horizon + 1):
            expected = verdict({at in days for days in covered.values()})
            assert oracle.truth_on(record, at, at, presume) == expected
            statuses = {status_in(record, world, at) for world in every}
            expected = statuses.pop() if len(statuses) == 1 else "UNKNOWN"
            assert oracle.status_on(record, at, at, presume) == expected
        for _ in range(4):
            p, q = sorted((rng.randint(first_day, horizon), rng.randint(first_day, horizon)))
            period = set(range(p, q + 1))
            throughout, some_day = ({holds(period, days) for days in covered.values()} for holds in (issubset, meets))
            assert oracle.truth_during(record, p, q, True, presume) == verdict(throughout)
            assert oracle.truth_during(record, p, q, False, presume) == verdict(some_day)
        lengths = {oracle.gap_lengths(world) for world in every}
        gaps = [
            Gap(i + 1, min(of_one) > 0, min(of_one), max(of_one))
            for i, of_one in enumerate(zip(*lengths, strict=True))
            if max(of_one) > 0
        ]
        assert list(oracle.gaps(record, presume)) == gaps
        assert oracle.is_continuous(record, presume) == verdict({not any(each) for each in lengths})
        if presume and record.ending is not None:
            last_days = {max(days) for days in covered.values()}
            assert oracle.expires(record) == ("run", min(last_days), max(last_days))


def issubset(period: set[int], days: frozenset[int]) -> bool:
    return period <= days


def meets(period: set[int], days: frozenset[int]) -> bool:
    return bool(period & days)


def test_unknown_renewals_take_nothing_and_add_from_the_first_start_through_the_ending() -> None:
    """What follows from the meaning, on records with more worlds."""
    rng = random.Random(9)
    checked = 0
    while checked < 25:
        record, presume = random_record(rng), rng.random() < 0.5
        try:
            found = oracle.outcomes(record, presume, limit=1000)
        except oracle.TooManyWorldsError:
            continue
        if not found:
            continue
        unsure = replace(record, open_renewals=True)
        first_day, horizon = oracle.window(record)
        start = min(one.first_start for one in found)
        until = max(one.ending or oracle.LAST_DAY for one in found)
        for at in range(first_day, horizon + 1):
            truth = oracle.truth_on(record, at, at, presume)
            expected = "UNKNOWN" if truth == "FALSE" and start <= at <= until else truth
            assert oracle.truth_on(unsure, at, at, presume) == expected
            for throughout in (True, False):
                q = at + rng.randint(0, 5)
                truth = oracle.truth_during(record, at, q, throughout, presume)
                reaches = start <= at and q <= until if throughout else start <= q and at <= until
                expected = "UNKNOWN" if truth == "FALSE" and reaches else truth
                assert oracle.truth_during(unsure, at, q, throughout, presume) == expected
            status = oracle.status_on(record, at, at, presume)
            assert oracle.status_on(unsure, at, at, presume) == ("UNKNOWN" if status == "LAPSED" else status)
        known, continuous = oracle.gaps(record, presume), oracle.is_continuous(record, presume)
        assert oracle.gaps(unsure, presume) == tuple(Gap(gap.before, False, 0, gap.longest) for gap in known)
        assert oracle.is_continuous(unsure, presume) == ("UNKNOWN" if continuous == "FALSE" else continuous)
        before, after = oracle.expires(record), oracle.expires(unsure)
        if before == "OPEN" or record.ending is None:
            assert after == ("OPEN" if before == "OPEN" else "NOT_STATED")
        else:
            assert after == ("run", before[1], until)
        checked += 1


def random_memberships(rng: random.Random) -> tuple[Membership, ...]:
    def near(at: int) -> Days:
        first = at + rng.randint(-2, 3)
        return first, first + rng.randint(0, 2)

    at = datetime.date(2012, 2, 22).toordinal()
    found = []
    for index in range(rng.randint(1, 2)):
        start = None if index == 0 and rng.random() < 0.4 else near(at)
        found.append(Membership("a", start, near(at + 4) if rng.random() < 0.6 else None))
        at += rng.randint(1, 5)
    return (*found, Membership("b", (at, at)))


def test_memberships_are_asked_in_the_worlds_of_both() -> None:
    rng = random.Random(10)
    checked = 0
    for record, presume in small_records(11, 40, widest=30, most_worlds=40):
        record = replace(record, memberships=random_memberships(rng))
        mine = [each for each in record.memberships if each.party == "a"]
        first_day, horizon = oracle.window(record)
        begun = first_day - 30
        links = [
            Link(
                (begun, begun) if each.start is None else each.start,
                ("not stated",) if each.last_day is None else ("stated", each.last_day),
            )
            for each in mine
        ]
        chain = Record(tuple(links))
        horizon = max(horizon, oracle.window(chain)[1])
        try:
            theirs = oracle.worlds(chain, presume, horizon=horizon, limit=300)
        except oracle.TooManyWorldsError:
            continue
        if not theirs:
            continue
        both = list(itertools.product(oracle.worlds(record, presume, horizon=horizon), theirs))
        for at in range(first_day, horizon + 1):
            seen = {oracle.covers(one, at) and oracle.covers(other, at) for one, other in both}
            assert oracle.truth_on(record, at, at, presume, party="a") == verdict(seen)
        for _ in range(3):
            p, q = sorted((rng.randint(first_day, horizon), rng.randint(first_day, horizon)))
            for throughout, quantifier in ((True, all), (False, any)):
                seen = {
                    quantifier(oracle.covers(one, at) and oracle.covers(other, at) for at in range(p, q + 1))
                    for one, other in both
                }
                assert oracle.truth_during(record, p, q, throughout, presume, party="a") == verdict(seen)
        assert oracle.truth_on(record, p, q, presume, party="c") == oracle.truth_on(record, p, q, presume)
        checked += 1
    assert checked > 20


def test_a_run_that_is_open_to_one_side_is_cut_for_the_memberships_too() -> None:
    at = datetime.date(2010, 6, 1).toordinal()
    record = Record(
        (Link((1, at), ("open",)),),
        memberships=(
            Membership("a", None, (at + 50, at + 60)),
            Membership("b", (1, at - 10), (at + 5, oracle.LAST_DAY)),
        ),
    )
    asked = {
        party: [oracle.truth_on(record, at + n, at + n, party=party) for n in (-20, 0, 5, 55, 61)] for party in "ab"
    }
    assert asked["a"] == ["UNKNOWN", "TRUE", "TRUE", "UNKNOWN", "FALSE"]
    assert asked["b"] == ["UNKNOWN", "TRUE", "TRUE", "UNKNOWN", "UNKNOWN"]
    assert oracle.boundaries(record, "a")[-1] > at + 61
    assert oracle.truth_during(record, at - 20, at + 30, True, party="a") == "UNKNOWN"
    assert oracle.truth_during(record, at - 20, at + 30, False, party="a") == "TRUE"


# --- what falls due --------------------------------------------------------------------------------------------------


def of_exact_ends(record: Record) -> Iterator[Record]:
    """The record with each day that the first ends of what renews itself may be."""
    runs = [
        range(link.end[1][0], link.end[1][1] + 1) if link.end[0] == "tacit after" else (None,) for link in record.links
    ]
    for picks in itertools.product(*runs):
        links = [
            link if pick is None else replace(link, end=("tacit after", (pick, pick)))
            for link, pick in zip(record.links, picks, strict=True)
        ]
        yield replace(record, links=tuple(links))


def lives(record: Record, index: int) -> set[tuple[int, int]]:
    """First end and last day of a link that renews itself, in every world; without a last day, that of the calendar."""
    found = set()
    for exact in of_exact_ends(record):
        end = exact.links[index].end
        for world in oracle.worlds(exact):
            first_end = end[1][0] if end[0] == "tacit after" else oracle.term_end(world.starts[index], end[1])
            last = oracle.LAST_DAY if index + 1 == len(record.links) else world.ends[index]
            found.add((first_end, last if world.ending is None else min(last, world.ending)))
    return found


def test_tacit_ends_are_those_of_the_worlds() -> None:
    rng = random.Random(12)
    checked = 0
    for record, _ in small_records(13, 400, widest=40, most_worlds=200):
        at = [i for i, link in enumerate(record.links) if link.end[0] in ("tacit", "tacit after")]
        period = rng.choice([None, (0, 0, 0, 3), (0, 1, 0, 0)])
        record = replace(record, links=tuple(replace(each, tacit_renewal=period) for each in record.links))
        first = oracle.window(record)[0] + rng.randint(0, 20)
        last = first + rng.randint(0, 20)
        expected = []
        for index in at:
            found: dict[int, list[int]] = {}
            every = lives(record, index)
            for day, over in every:
                for number in range(1 if period is None else 60):
                    if day >= over:
                        break
                    found.setdefault(number, []).append(day)
                    day = oracle.term_end(day + 1, period or (0, 0, 0, 1))
            for number, days in found.items():
                if min(days) <= last and first <= max(days):
                    sure = len(days) == len(every) and all(first <= day <= last for day in days)
                    expected.append(TacitEnd(index, number, min(days), max(days), "TRUE" if sure else "UNKNOWN"))
        assert list(oracle.tacit_ends(record, first, last)) == expected
        checked += bool(at)
    assert checked > 60


def test_the_last_day_for_notice_is_that_of_the_ends_in_the_worlds() -> None:
    checked = 0
    for record, _ in small_records(14, 150, widest=40, most_worlds=200):
        for notice in ((0, 0, 0, 4), (0, 1, 0, 0), (1, 0, 0, 0)):
            record = replace(record, links=tuple(replace(each, notice=notice) for each in record.links))
            for index, each in enumerate(record.links):
                found = oracle.last_notice(record, index)
                if each.end[0] in ("open", "not stated"):
                    assert found is None
                    continue
                ends = {world.ends[index] for world in oracle.worlds(record)}
                if each.end[0] in ("tacit", "tacit after"):
                    ends = {first_end for first_end, _ in lives(record, index)}
                assert found is not None
                for day, end in zip(found, (min(ends), max(ends)), strict=True):
                    assert oracle.term_end(day + 1, notice) <= end < oracle.term_end(day + 2, notice)
                checked += 1
    assert checked > 100


def test_what_falls_due_of_what_never_began_has_no_world_or_too_many() -> None:
    at = datetime.date(2010, 6, 1).toordinal()
    record = Record((Link((at, at), ("tacit", (1, 0, 0, 0)), tacit_renewal=(1, 0, 0, 0), notice=(0, 1, 0, 0)),))
    assert len(oracle.tacit_ends(record, at, at + 1000)) == 2
    never = replace(record, never_in_force=True)
    assert oracle.tacit_ends(never, at, at + 1000) == ()
    assert oracle.last_notice(never, 0) is None
    with pytest.raises(oracle.NoWorldError):
        oracle.last_notice(replace(record, ending=(at - 9, at - 1)), 0)
    with pytest.raises(oracle.TooManyWorldsError, match="raise the limit"):
        oracle.tacit_ends(replace(record, links=(replace(record.links[0], start=(at, at + 99)),)), at, at, limit=9)


def test_descriptions_that_make_no_sense_are_refused() -> None:
    run = (730_000, 730_000)
    again = (Membership("a", run), Membership("a", None))
    for record, words in {
        Record((Link(run, ("open",), tacit_renewal=(0, 0, 0, 0)),)): "not a term",
        Record((Link(run, ("open",), notice=(0, -1, 0, 0)),)): "not a term",
        Record((Link(run, ("open",)),), memberships=(Membership("a", (9, 8)),)): "not a run of days",
        Record((Link(run, ("open",)),), memberships=again): r"memberships\[1\] of 'a'",
    }.items():
        with pytest.raises(ValueError, match=words):
            oracle.truth_on(record, 730_000, 730_000, party="a")
