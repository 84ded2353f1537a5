"""What is drawn is valid and as the knobs want it; every variant occurs; contradictions are refused."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings, strategies as st

import mainland_coop as mc
from helpers.drawn import not_met
from mainland_coop import strategies as mcst
from mainland_coop.registry.references import references
from mainland_coop.strategies.dates import texts_of

ONE = settings(max_examples=10, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=20, suppress_health_check=())
"""With all health checks: nothing is drawn by trying."""
ENDS = ("not stated", "term", "stated", "tacit", "open", "period")


def holds(strategy: st.SearchStrategy[Any], claim: Callable[[Any], bool]) -> None:
    @settings(FEW)
    @given(strategy)
    def check(value: Any) -> None:
        assert claim(value), mcst.as_code(value)

    check()


def kinds(pact: mc.Agreement | mc.Programme) -> list[str]:
    found = {"open-ended": "open", "tacit renewal": "tacit"}
    return [found.get(link.end_basis.value, link.end_basis.value) for link in pact.chain.terms.links]


def overlaps(pact: mc.Agreement | mc.Programme) -> tuple[bool, bool]:
    """Whether some link certainly starts before an earlier one is over, and whether some may."""
    bounds = pact.chain.bounds()
    certain = possible = False
    lo = hi = 0
    for index, kind in enumerate(kinds(pact)):
        if index:
            certain |= bounds.starts_hi[index] <= lo
            possible |= bounds.starts_lo[index] <= hi and not pact.chain.terms.links[index].follows_on
        if kind == "not stated":
            continue
        ends = bounds.ends_lo[index], bounds.ends_hi[index]
        lo, hi = max(lo, ends[0]), max(hi, ends[1])
    return certain, possible


@pytest.mark.parametrize("strategy", [mcst.agreements, mcst.programmes], ids=lambda strategy: strategy.__name__)
class TestLives:
    def test_a_gap_is_certain_or_none_is_possible(self, strategy: Any) -> None:
        holds(strategy(gaps=True), lambda pact: any(gap.certain for gap in pact.chain.gaps()))
        holds(strategy(gaps=False, n_renewals=(1, 4)), lambda pact: not pact.chain.gaps())
        holds(strategy(gaps=False, ends=["term", "stated"], n_renewals=3), lambda pact: not pact.chain.gaps())

    def test_an_overlap_is_certain_or_none_is_possible(self, strategy: Any) -> None:
        holds(strategy(overlaps=True), lambda pact: overlaps(pact)[0])
        holds(strategy(overlaps=False, n_renewals=(1, 4)), lambda pact: not overlaps(pact)[1])

    def test_an_overlap_after_what_follows_on_from_a_period(self, strategy: Any) -> None:
        """The end of a term that follows on from a period is as exact as that of the period: no date moves it."""

        @given(strategy(overlaps=True, ends=("period", "term"), n_renewals=4, details=False))
        def check(pact: mc.Agreement | mc.Programme) -> None:
            assert overlaps(pact)[0], mcst.as_code(pact)

        check()

    def test_gaps_and_overlaps_together(self, strategy: Any) -> None:
        both = strategy(gaps=False, overlaps=False, ends=("term", "stated"), n_renewals=2)
        holds(both, lambda pact: not pact.chain.gaps() and not overlaps(pact)[1])
        every = strategy(gaps=True, overlaps=True, follows_on=True)
        holds(every, lambda pact: any(gap.certain for gap in pact.chain.gaps()) and overlaps(pact)[0])

    @pytest.mark.parametrize("kind", ENDS)
    def test_ends(self, strategy: Any, kind: str) -> None:
        started = {"never_in_force": False} if strategy is mcst.agreements else {}
        holds(strategy(ends=kind, **started), lambda pact: set(kinds(pact)) == {kind})

    def test_renewals(self, strategy: Any) -> None:
        holds(strategy(n_renewals=2), lambda pact: len(pact.renewals) == 2)
        holds(strategy(n_renewals=(1, 2)), lambda pact: 1 <= len(pact.renewals) <= 2)
        holds(strategy(follows_on=True), lambda pact: any(renewal.follows_on for renewal in pact.renewals))
        holds(strategy(follows_on=False), lambda pact: not any(renewal.follows_on for renewal in pact.renewals))

    def test_ending_and_start(self, strategy: Any) -> None:
        holds(strategy(ending=True), lambda pact: pact.ending is not None)
        holds(strategy(ending=False), lambda pact: pact.ending is None)

        def lies_within(pact: Any) -> bool:
            links = pact.chain.terms.links
            return all(str(link.start.earliest) > "2010-12-31" and link.start.latest.year < 2013 for link in links)

        holds(strategy(min_start="2011", max_start="2012", n_renewals=0, gaps=False), lies_within)

    def test_many_renewals_find_room_in_the_calendar(self, strategy: Any) -> None:
        pact = find(
            strategy(n_renewals=80, gaps=True, min_start="9990", details=False),
            lambda pact: len(pact.renewals) > 0,
            settings=ONE,
        )
        assert len(pact.renewals) == 80

    @pytest.mark.parametrize(
        "knobs",
        [
            {"follows_on": True, "ends": "open"},
            {"gaps": True, "ends": ["open", "not stated", "tacit"]},
            {"gaps": True, "n_renewals": 0},
            {"gaps": True, "overlaps": True, "n_renewals": (0, 1)},
            {"overlaps": True, "ends": "not stated"},
            {"overlaps": False, "ends": "open", "n_renewals": 1},
            {"ends": "soon"},
            {"ends": []},
            {"n_renewals": -1},
            {"n_renewals": (2, 1)},
            {"gaps": "yes"},
            {"min_start": "2012", "max_start": "2011"},
            {"min_start": "9999-12-30", "n_renewals": 3},
            {"references": ["a"]},
        ],
        ids=repr,
    )
    def test_contradictions_are_refused_at_once(self, strategy: Any, knobs: dict[str, Any]) -> None:
        with pytest.raises(mcst.KnobError):
            strategy(**knobs)


def test_never_in_force_and_staged() -> None:
    holds(mcst.agreements(never_in_force=True), lambda pact: pact.never_in_force)
    holds(mcst.agreements(never_in_force=False), lambda pact: not pact.never_in_force)
    holds(mcst.agreements(staged=True), lambda pact: len(pact.stages) > 1)
    holds(mcst.agreements(staged=False), lambda pact: not pact.stages)
    holds(mcst.agreements(staged=True, gaps=False, n_renewals=2), lambda pact: not pact.chain.gaps())
    holds(mcst.programmes(started=False), lambda programme: programme.started is None)
    holds(mcst.agreements(ends="period", min_start="2011", gaps=True), lambda pact: str(pact.period)[:4] >= "2011")
    holds(mcst.programmes(ends="period"), lambda programme: programme.started is None and programme.period is not None)
    for more in ({"ends": "period", "staged": True}, {"ends": "period", "never_in_force": True}):
        with pytest.raises(mcst.KnobError):
            mcst.agreements(**more)
    with pytest.raises(mcst.KnobError, match="in place of a start"):
        mcst.programmes(ends="period", started=True)
    with pytest.raises(mcst.KnobError, match="a start of its own"):
        mcst.renewals(ends="period", follows_on=True)
    for knobs in ({"n_renewals": 1}, {"staged": True}, {"ends": "stated"}, {"gaps": True}, {"open_renewals": True}):
        with pytest.raises(mcst.KnobError, match="never was in force"):
            mcst.agreements(never_in_force=True, **knobs)
    with pytest.raises(mcst.KnobError, match="without a start"):
        mcst.programmes(started=False, gaps=True)


def test_open_lists_of_renewals_only_if_they_are_asked_for() -> None:
    for strategy in (mcst.agreements, mcst.programmes):
        holds(strategy(open_renewals=True), lambda record: "renewals" in record.open_lists)
        holds(strategy(), lambda record: "renewals" not in record.open_lists)
        find(strategy(open_renewals=None), lambda record: "renewals" in record.open_lists)
        with pytest.raises(mcst.KnobError, match="no gap is certain"):
            strategy(open_renewals=True, gaps=True)


@settings(FEW)
@given(mcst.agreements(ends=["term", "period"]), mcst.memberships())
def test_memberships_are_of_parties_and_periods_are_exact(pact: mc.Agreement, membership: mc.Membership) -> None:
    assert {one.party for one in pact.memberships} <= set(pact.parties)
    assert membership.party in ("a", "b", "c")
    if pact.period is not None:
        assert pact.chain.terms.links[0].first_start == pact.period.first_ordinal


VARIANTS: dict[str, Callable[[mc.Agreement], bool]] = {
    "staged": lambda pact: bool(pact.stages),
    "never": lambda pact: pact.never_in_force,
    "stated start": lambda pact: isinstance(pact.in_force_from, mc.PartialDate),
    "ending": lambda pact: pact.ending is not None,
    "certain gap": lambda pact: any(gap.certain for gap in pact.chain.gaps()),
    "possible gap": lambda pact: any(not gap.certain for gap in pact.chain.gaps()),
    "certain overlap": lambda pact: overlaps(pact)[0],
    "follows on": lambda pact: any(renewal.follows_on for renewal in pact.renewals),
    "signed and in force": lambda pact: any(r.signed and r.in_force_from for r in pact.renewals),
    "four renewals": lambda pact: len(pact.renewals) == 4,
    "superseded in part": lambda pact: bool(pact.superseded_in_part),
    "citation of a renewal": lambda pact: any("renewals[0]." in p for c in pact.citations for p in c.paths),
    "term beside a last day": lambda pact: pact.term is not None and isinstance(pact.expires, mc.PartialDate),
    "renews itself, period not stated": lambda pact: pact.tacit_renewal is True,
    "renews itself after a last day": lambda pact: pact.tacit_renewal is not None and pact.expires is not None,
    "period of years": lambda pact: pact.period is not None and len(str(pact.period.start)) == 4,
    "period of days": lambda pact: pact.period is not None and len(str(pact.period.start)) == 10,
    "open period": lambda pact: pact.period is not None and pact.period.end is None,
    "period of a renewal": lambda pact: any(renewal.period for renewal in pact.renewals),
    "notice": lambda pact: pact.notice is not None,
    "memberships": lambda pact: len(pact.memberships) > 1,
    "extra": lambda pact: bool(pact.extra and pact.identifiers),
    "Chinese": lambda pact: pact.title.zh_hant is not None and pact.title.en is None,
    "qualified": lambda pact: pact.signed.qualifier is not None,
    **{str(p): lambda pact, p=p: pact.signed.precision is p for p in mc.Precision},
    **{f"last link {kind}": lambda pact, kind=kind: kinds(pact)[-1:] == [kind] for kind in ENDS},
}


def test_every_variant_of_an_agreement_occurs() -> None:
    def variants(pact: mc.Agreement) -> set[str]:
        return {name for name, is_one in VARIANTS.items() if is_one(pact)}

    assert not_met(set(VARIANTS), mcst.agreements(), variants, within=3_000) == set()


@pytest.mark.parametrize(
    "cls", ["Agreement", "Programme", "Conference", "Session", "Party", "Area", "Source", "Renewal", "Membership"]
)
def test_every_field_is_filled_in_some_example(cls: str) -> None:
    import attrs

    kind = getattr(mc, cls)
    strategy = {
        "Agreement": mcst.agreements(details=True),
        "Programme": mcst.programmes(details=True),
        "Conference": mcst.conferences(details=True),
        "Session": mcst.sessions(details=True),
        "Area": mcst.areas(details=True),
        "Membership": mcst.memberships(details=True),
        "Party": mcst.parties(details=True),
        "Source": mcst.sources(details=True),
        "Renewal": mcst.renewals(details=True),
    }[cls]

    def filled(record: Any) -> set[str]:
        return {field.name for field in attrs.fields(kind) if getattr(record, field.name) != field.default}

    assert not_met({field.name for field in attrs.fields(kind)}, strategy, filled, within=350) == set()


# --- Days, terms, periods, names ---------------------------------------------------------------------------------


@pytest.mark.parametrize("precision", mc.Precision)
def test_partial_dates_by_precision(precision: mc.Precision) -> None:
    holds(mcst.partial_dates(precision=precision), lambda date: date.precision is precision)
    near = mcst.partial_dates(precision=precision, around="2011-02-05")
    holds(near, lambda date: date.precision is precision and date.same_day("2011-02-05") is not mc.Truth.FALSE)


def test_partial_dates_by_width_window_and_qualifier() -> None:
    holds(mcst.partial_dates(min_width=20, max_width=29), lambda date: 20 <= date.n_days <= 29)
    holds(mcst.partial_dates(precision="month", max_width=29), lambda date: str(date)[5:7] == "02")
    within = mcst.partial_dates(min_value="2011-02-03", max_value="2012-03")
    holds(within, lambda date: str(date.earliest) >= "2011-02-03" and str(date.latest) <= "2012-03-31")
    holds(mcst.partial_dates(qualifiers=True), lambda date: date.qualifier is not None)
    holds(mcst.partial_dates(qualifiers=False), lambda date: date.qualifier is None)
    holds(mcst.partial_dates(min_value="9999-12-30"), lambda date: date.earliest.year == 9999)
    holds(mcst.partial_dates(precision="run", min_value="2011-02", max_value="2011-02"), lambda date: date.n_days < 28)


@pytest.mark.parametrize(
    "knobs",
    [
        {"precision": "week"},
        {"precision": "month", "max_width": 27},
        {"precision": "year", "around": "2011-02-05", "min_value": "2011-02"},
        {"precision": "run", "qualifiers": True},
        {"precision": "century", "around": "0050-01-01"},
        {"around": "2011"},
        {"around": "2011-01-01", "max_value": "2010"},
        {"min_width": 0},
        {"min_width": 5, "max_width": 4},
        {"min_value": "2012", "max_value": "2011"},
        {"qualifiers": "~"},
    ],
    ids=repr,
)
def test_partial_dates_that_can_not_be_are_refused_at_once(knobs: dict[str, Any]) -> None:
    with pytest.raises(mcst.KnobError):
        mcst.partial_dates(**knobs)


def test_days_and_terms_and_periods() -> None:
    holds(mcst.days(min_value="2011-02", max_value="2011-03").map(mc.PartialDate.of), lambda date: date.n_days == 1)
    assert find(mcst.days(min_value="2011-02"), lambda day: day.year > 0) == datetime.date(2011, 2, 1)
    holds(mcst.terms(max_days=40), lambda term: term.bounds[1] <= 40)
    holds(mcst.periods(open_ended=True), lambda period: period.start is None or period.end is None)
    holds(mcst.periods(open_ended=False), lambda period: period.start is not None and period.end is not None)
    holds(mcst.periods(min_value="2011", open_ended=False), lambda period: period.start.earliest.year >= 2011)
    for wrong in (lambda: mcst.terms(max_days=0), lambda: mcst.periods(open_ended=5), lambda: mcst.names(scripts="fr")):
        with pytest.raises(mcst.KnobError):
            wrong()


@given(mcst.partial_dates(), st.data())
def test_texts_mean_the_date(date: mc.PartialDate, data: st.DataObject) -> None:
    assert mc.PartialDate.parse(data.draw(mcst.date_texts(date))) == date
    assert {mc.PartialDate.parse(text) for text in texts_of(date)} == {date}


def test_texts_have_every_form() -> None:
    assert set(texts_of(mc.PartialDate.parse("2011"))) >= {"2011", "2011-XX", "2011-XX-XX", "[2011-01..2011-12-31]"}
    assert "[..0001]" in texts_of(mc.PartialDate.parse("0001"))
    assert "[9999-12-31..]" in texts_of(mc.PartialDate.parse("9999-12-31"))


# --- Registries --------------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(mcst.registries())
def test_registries_are_written_and_read_again_and_citations_name_what_is_filled(registry: mc.Registry) -> None:
    assert mc.loads(mc.dumps(registry)) == registry
    assert not [notice for notice in registry.notices if "not filled" in notice.message]


def test_registries_refer_in_every_way() -> None:
    def used(registry: mc.Registry) -> set[str]:
        return {
            f"{kind}.{path.split('[')[0].split('.')[0]}"
            for kind in ("agreements", "programmes", "conferences", "parties", "areas")
            for record in getattr(registry, kind)
            for path, _, _ in references(record)
        }

    expected = {f"agreements.{n}" for n in ("parties", "amends", "supplements", "implements", "under", "signed_at")}
    expected |= {"agreements.ending", "agreements.superseded_in_part", "agreements.areas", "agreements.citations"}
    expected |= {"programmes.implements", "programmes.ending", "parties.predecessors", "parties.parent"}
    expected |= {"conferences.sessions", "conferences.parties", "areas.broader", "areas.citations"}
    registries = mcst.registries(n_agreements=(1, 3), n_conferences=(1, 2), n_sessions=(1, 3), details=True)
    assert not_met(expected, registries, used, within=250) == set()


def test_registries_by_number() -> None:
    holds(mcst.registries(n_agreements=2, n_programmes=0), lambda r: len(r.agreements) == 2 and not len(r.programmes))
    holds(mcst.registries(n_sessions=2), lambda registry: len(registry.sessions) == 2)
    for knobs in ({"n_agreements": 1, "n_parties": 0}, {"n_sessions": 1, "n_conferences": 0}, {"n_areas": "many"}):
        with pytest.raises(mcst.KnobError):
            mcst.registries(**knobs)


def test_unknown_arguments_are_told_by_the_strategy_that_was_called() -> None:
    with pytest.raises(TypeError, match=r"^registries\(\): .*'agreements'; did you mean 'n_agreements'\?$"):
        mcst.registries(agreements=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"^agreements\(\): too many positional arguments$"):
        mcst.agreements(3)  # type: ignore[call-arg]
