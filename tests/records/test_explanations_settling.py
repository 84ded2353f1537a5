"""What would settle an answer: held against all choices of days, asked of the public API."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

import attrs
import pytest
from hypothesis import assume, given, strategies as st

import mainland_coop as mc
from helpers.profiles import heavy
from mainland_coop import Standing, Truth
from mainland_coop.dates.partial_dates import PartialDate

ORIGIN = mc.PartialDate.parse("2020-02-26").first_ordinal
"""Near the end of a leap February, where terms of a month skip days."""
LIMIT = 3_000
UNSTATED = "unstated"

Choice = dict[str, int]
"""A day for each date of a record, by its path; an end that is not stated too."""


def date(first: int, last: int | None = None) -> mc.PartialDate:
    return PartialDate(first, first if last is None else last)


@st.composite
def runs(draw: st.DrawFn, low: int, high: int, widest: int = 2) -> mc.PartialDate:
    first = ORIGIN + draw(st.integers(low, high))
    return date(first, first + draw(st.integers(0, widest)))


lives = st.fixed_dictionaries(
    {"term": st.sampled_from(["P1D", "P2D", "P3D", "P1M"])},
) | st.one_of(
    st.just({}),
    st.just({"expires": ".."}),
    runs(0, 12).map(lambda run: {"expires": run}),
    st.just({"term": "P2D", "tacit_renewal": "P1M"}),
    runs(0, 8).map(lambda run: {"expires": run, "tacit_renewal": True}),
)


@st.composite
def agreements(draw: st.DrawFn, staged: bool = False) -> mc.Agreement:
    renewals = [
        mc.Renewal(
            **(draw(runs(0, 10).map(lambda run: {"signed": run}) | st.just({"follows_on": True}))), **draw(lives)
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    start: dict[str, object] = {"signed": draw(runs(0, 6, 3))}
    if staged:
        start["in_force_from"] = [mc.Stage(on=draw(runs(0, 6, 3))) for _ in range(draw(st.integers(2, 3)))]
    ending = draw(st.none() | runs(4, 12).map(lambda run: mc.Ending(last_day=run, reason="terminated")))
    open_lists = draw(st.sampled_from([(), (), ("renewals",)]))
    try:
        return mc.Agreement(
            id="x",
            title="X",
            kind="treaty",
            parties=["a"],
            **start,
            **draw(lives),
            renewals=renewals,
            ending=ending,
            open_lists=open_lists,
        )
    except mc.InvalidRecordError:
        assume(False)
        raise


def dates_of(pact: mc.Agreement, horizon: int) -> dict[str, range]:
    """The days that each date of the record may be, by its path; of an end that is not stated each to the horizon."""

    def days(run: mc.PartialDate) -> range:
        return range(run.first_ordinal, run.last_ordinal + 1)

    found: dict[str, range] = {}
    last = len(pact.renewals)
    for index, part in enumerate((pact, *pact.renewals)):
        prefix = "" if index == 0 else f"renewals[{index - 1}]."
        if index == 0 and pact.stages:
            found |= {f"in_force_from[{place}].on": days(stage.on) for place, stage in enumerate(pact.stages)}
        elif index == 0 or not part.follows_on:
            found[f"{prefix}signed"] = days(part.signed)
        if isinstance(part.expires, mc.PartialDate):
            found[f"{prefix}expires"] = days(part.expires)
        unstated = part.tacit_renewal or (part.expires is None and part.term is None)
        if unstated and not (index == last and pact.ending):
            found[f"{prefix}{UNSTATED}"] = range(ORIGIN - 1, horizon)
    if pact.ending is not None:
        found["ending.last_day"] = days(pact.ending.last_day)
    if "renewals" in pact.open_lists:
        found["open_lists"] = range(2)
    return found


def sharpened(pact: mc.Agreement, choice: Choice) -> mc.Agreement | None:
    """The record with exact days; None if they are no world. An end that is not stated is the day or later."""
    fields: dict[str, object] = {}
    renewals = []
    start = end = 0
    for index, part in enumerate((pact, *pact.renewals)):
        prefix = "" if index == 0 else f"renewals[{index - 1}]."
        new: dict[str, object] = {}
        if index and part.follows_on:
            start = end + 1
        if f"{prefix}signed" in choice:
            new["signed"] = date(choice[f"{prefix}signed"])
            start = choice[f"{prefix}signed"]
        if index == 0 and pact.stages:
            on = [choice[f"in_force_from[{place}].on"] for place in range(len(pact.stages))]
            new["in_force_from"] = [mc.Stage(on=date(day)) for day in on]
            start = min(on)
        if f"{prefix}expires" in choice:
            new["expires"] = date(choice[f"{prefix}expires"])
            if choice[f"{prefix}expires"] < start:
                return None
        end = choice.get(f"{prefix}expires", part.term.last_day(start) if part.term else start)
        if f"{prefix}{UNSTATED}" in choice:
            later = date(max(end, choice[f"{prefix}{UNSTATED}"]))
            new |= {"expires": later, "tacit_renewal": None, "term": None}
        if index:
            renewals.append(attrs.evolve(part, **new))
        else:
            fields = new
    if pact.ending is not None:
        fields["ending"] = attrs.evolve(pact.ending, last_day=date(choice["ending.last_day"]))
    try:
        return attrs.evolve(pact, **fields, renewals=renewals, open_lists=())
    except mc.InvalidRecordError:
        return None


def answer(pact: mc.Agreement, choice: Choice, day: int) -> bool | None:
    """Whether it is in force in the world of a choice of days; None if that is no world."""
    exact = sharpened(pact, choice)
    if exact is None:
        return None
    truth = exact.active_on(date(day))
    assert truth is not Truth.UNKNOWN
    if truth is Truth.FALSE and choice.get("open_lists"):
        # A renewal that the record does not know covers the day, if it may.
        links = exact.chain.links
        over = exact.ending is not None and exact.ending.last_day.first_ordinal < day
        return links[0].start.first_ordinal <= day and not over
    return truth is Truth.TRUE


def decisive(pact: mc.Agreement, day: int) -> set[str]:
    """The paths of the dates that decide: with some choice of the others, the answer differs between two days."""
    dates = dates_of(pact, day + 3)
    choices = 1
    for days in dates.values():
        choices *= len(days)
    assume(choices <= LIMIT)
    answers = {
        choice: found
        for choice in itertools.product(*dates.values())
        if (found := answer(pact, dict(zip(dates, choice, strict=True)), day)) is not None
    }
    found: set[str] = set()
    for place, path in enumerate(dates):
        seen: dict[tuple[int, ...], set[bool]] = {}
        for choice, truth in answers.items():
            seen.setdefault(choice[:place] + choice[place + 1 :], set()).add(truth)
        if any(len(truths) == 2 for truths in seen.values()):
            found.add(path.replace(UNSTATED, "expires"))
    return found


def check(pact: mc.Agreement, days: Iterator[int]) -> None:
    for day in days:
        finding = pact.explain(date(day))
        settled = finding.standing in (Standing.STATED, Standing.NOT_IN_FORCE)
        expected = set() if settled else decisive(pact, day)
        assert set(finding.to_settle) == expected, (pact, PartialDate(day, day))
        assert len(set(finding.to_settle)) == len(finding.to_settle)
        assert settled or finding.to_settle, "an answer that is open hangs on something"


@heavy
@given(agreements(), st.integers(-1, 18))
def test_the_dates_that_settle_an_answer_are_those_that_decide_it(pact: mc.Agreement, day: int) -> None:
    check(pact, iter([ORIGIN + day]))


@heavy
@given(agreements(staged=True), st.integers(-1, 12))
def test_stages_settle_one_by_one(pact: mc.Agreement, day: int) -> None:
    check(pact, iter([ORIGIN + day]))


# --- Cases -------------------------------------------------------------------------------------------------------


def agreement(**fields: object) -> mc.Agreement:
    return mc.Agreement(
        **{"id": "x", "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011-03-01"} | fields
    )


YEAR = {"signed": "2011", "term": "P5Y"}
BOTH_STAGES = ("in_force_from[0].on", "in_force_from[1].on")
OF_THE_RENEWAL = ("renewals[0].signed", "renewals[0].expires")
STAGES = [mc.Stage(on="2012"), mc.Stage(on="2012-06")]


@pytest.mark.parametrize(
    ("fields", "day", "standing", "paths"),
    [
        (YEAR, "2010", "not in force", ()),
        (YEAR, "2011-06-30", "possible", ("signed",)),
        (YEAR, "2014", "stated", ()),
        (YEAR, "2016-06-30", "possible", ("signed",)),
        (YEAR, "2016", "possible", ("signed",)),
        (YEAR, "2017", "not in force", ()),
        ({}, "2011-03-01", "stated", ()),
        ({}, "2014", "presumed", ("expires",)),
        ({"expires": ".."}, "2014", "stated", ()),
        ({"expires": "2013"}, "2013-06-30", "possible", ("expires",)),
        ({"in_force_from": "2012"}, "2012-06-30", "possible", ("in_force_from", "expires")),
        ({"in_force_from": STAGES}, "2012-03-01", "possible", ("in_force_from[0].on", "expires")),
        ({"in_force_from": STAGES, "expires": ".."}, "2012-06-10", "possible", BOTH_STAGES),
        ({"ending": mc.Ending(last_day="2013", reason="merged")}, "2013-06-30", "possible", ("ending.last_day",)),
        ({"term": "P1Y", "tacit_renewal": True}, "2014", "presumed", ("expires",)),
        ({"term": "P1Y", "open_lists": ["renewals"]}, "2014", "possible", ("open_lists",)),
        ({"term": "P1Y", "renewals": [mc.Renewal(signed="2013-04")]}, "2013-04-10", "possible", OF_THE_RENEWAL),
        ({"term": "P1Y", "renewals": [mc.Renewal(signed="2013-04-10")]}, "2013", "possible", ()),
        ({"period": "2012/2014"}, "2013", "stated", ()),
    ],
)  # fmt: skip
def test_what_would_settle_it(fields: dict[str, object], day: str, standing: str, paths: tuple[str, ...]) -> None:
    finding = agreement(**fields).explain(day)
    assert (finding.standing.value, finding.to_settle) == (standing, paths)
    assert finding.standing is agreement(**fields).standing_on(day)


def test_a_programme_whose_start_nobody_states() -> None:
    programme = mc.Programme(id="p", name="P", expires="2020-01-01")
    assert programme.explain("2010").to_settle == ("started",)


def test_asked_without_the_presumption_the_same_would_settle_it() -> None:
    for day in ("2012", "2014-05-05"):
        one, other = (agreement().explain(day, presume_continuity=presume) for presume in (True, False))
        assert (one.standing, one.to_settle) == (other.standing, other.to_settle) == (Standing.PRESUMED, ("expires",))


def pact(n: int) -> mc.Agreement:
    links = [
        mc.Renewal(signed="[1000..2011]", term="P1Y") if i % 2 else mc.Renewal(follows_on=True, term="P1Y")
        for i in range(n)
    ]
    ending = mc.Ending(last_day="[1000..9000]", reason="terminated")
    return agreement(signed="[1000..2011]", term="P1Y", renewals=links, ending=ending)


def seconds(pact: mc.Agreement, ask: str, day: str) -> float:
    start = time.process_time()
    getattr(pact, ask)(day)
    return time.process_time() - start


@pytest.mark.parametrize("day", ["1700-06-01", "2200-01-01", "9100-01-01"])
def test_four_hundred_links_with_an_uncertain_ending_are_explained_in_linear_time(day: str) -> None:
    pact(1).explain(day)  # what has to be imported is
    fastest = min(seconds(pact(400), "active_on", day) for _ in range(3))
    assert min(seconds(pact(400), "explain", day) for _ in range(2)) < 50 * fastest
