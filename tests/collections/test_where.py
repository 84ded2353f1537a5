"""Filters compose, are three-valued, and agree with a naive scan; what is no filter or no value is told."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from helpers import samples

REGISTRY = mc.load()
PARTIES = st.sampled_from(sorted(REGISTRY.parties.by_id))
AREAS = st.sampled_from(sorted(REGISTRY.areas.by_id))
SOURCES = st.sampled_from(sorted(REGISTRY.sources.by_id))
AT_LEAST = st.sampled_from([mc.Truth.TRUE, mc.Truth.UNKNOWN])
PERIODS = st.one_of(
    st.integers(1985, 2026).map(str),
    st.tuples(st.integers(1985, 2026), st.integers(1, 12)).map(lambda ym: f"{ym[0]}-{ym[1]:02d}"),
    st.tuples(st.integers(1985, 2005), st.integers(2006, 2026)).map(lambda ab: f"{ab[0]}/{ab[1]}"),
    st.integers(1990, 2026).map(lambda y: f"../{y}"),
)


# --- The naive scan: every rule written out again, record by record ----------------------------------------------


def days(date: mc.PartialDate | mc.Period) -> range:
    return range(date.first_ordinal, date.last_ordinal + 1)


@cache
def days_of(period: str) -> range:
    return days(mc.Period.parse(period))


def in_period(date: mc.PartialDate | mc.Period | None, period: str) -> mc.Truth:
    if date is None:
        return mc.Truth.UNKNOWN
    asked, wanted = days(date), days_of(period)
    # The days of a short run one by one; a long run, which may be of all days there are, by its ends.
    if len(asked) < 400:
        hits = sum(day in wanted for day in asked)
    else:
        hits = len(range(max(asked.start, wanted.start), min(asked.stop, wanted.stop)))
    if isinstance(date, mc.Period):
        return mc.Truth.of(hits > 0)
    return mc.Truth.TRUE if hits == len(asked) else mc.Truth.UNKNOWN if hits else mc.Truth.FALSE


def narrower(area: str) -> set[str]:
    found = {area}
    for _ in REGISTRY.areas:
        found |= {a.id for a in REGISTRY.areas if a.broader in found}
    return found


def cited(record: object, source: str) -> mc.Truth:
    return mc.Truth.of(source in sources_of(record))


@cache
def sources_of(record: object) -> frozenset[str]:
    return frozenset(citation.source for citation in everything(record))


def everything(record: object) -> list[mc.Citation]:
    found: list[mc.Citation] = []
    for name in getattr(type(record), "__slots__", ()):
        value = getattr(record, name, None) if not name.startswith("_") else None
        for part in value if isinstance(value, tuple) else (value,):
            found += [part] if isinstance(part, mc.Citation) else everything(part)
    return found


def in_place(parties: tuple[str, ...], code: str) -> mc.Truth:
    codes = [REGISTRY.parties[id].jurisdiction for id in parties]
    if any(c == code or (c or "").startswith(f"{code}-") for c in codes):
        return mc.Truth.TRUE
    return mc.Truth.UNKNOWN if None in codes else mc.Truth.FALSE


def check(
    found: mc.Collection[object], collection: mc.Collection[object], truth: Callable[..., mc.Truth], at_least: mc.Truth
) -> None:
    expected = [r.id for r in collection if truth(r) is mc.Truth.TRUE or truth(r) is at_least]
    assert [r.id for r in found] == expected


# --- Against the scan --------------------------------------------------------------------------------------------


@given(PERIODS, AT_LEAST)
def test_dates(period: str, at_least: mc.Truth) -> None:
    for collection, field in (
        (REGISTRY.agreements, "signed"),
        (REGISTRY.programmes, "started"),
        (REGISTRY.conferences, "established"),
        (REGISTRY.sessions, "held"),
    ):
        found = collection.where(**{field: period}, at_least=at_least)
        check(found, collection, lambda r, field=field: in_period(getattr(r, field), period), at_least)


@given(PARTIES, AREAS, AT_LEAST)
def test_parties_and_areas(party: str, area: str, at_least: mc.Truth) -> None:
    agreements, programmes, conferences = REGISTRY.agreements, REGISTRY.programmes, REGISTRY.conferences
    check(
        agreements.where(party=party, at_least=at_least),
        agreements,
        lambda r: mc.Truth.of(party in r.parties),
        at_least,
    )
    check(
        programmes.where(party=party),
        programmes,
        lambda r: mc.Truth.of(party in (*r.organisers, *r.partners)),
        mc.Truth.TRUE,
    )
    check(conferences.where(party=[party]), conferences, lambda r: mc.Truth.of(party in r.parties), mc.Truth.TRUE)
    wide = narrower(area)
    check(
        agreements.where(area=area),
        agreements,
        lambda r: mc.Truth.of(bool(wide & {*r.areas, *(a for renewal in r.renewals for a in renewal.areas)})),
        mc.Truth.TRUE,
    )
    check(
        REGISTRY.sessions.where(area=area),
        REGISTRY.sessions,
        lambda r: mc.Truth.of(bool(wide & {*r.areas})),
        mc.Truth.TRUE,
    )


@given(st.sampled_from(["HK", "MO", "CN", "CN-GD", "CN-SH", "CN-GX"]), AT_LEAST)
def test_places(code: str, at_least: mc.Truth) -> None:
    check(
        REGISTRY.parties.where(jurisdiction=code, at_least=at_least),
        REGISTRY.parties,
        lambda r: in_place((r.id,), code),
        at_least,
    )
    found = REGISTRY.agreements.where(jurisdiction=code, at_least=at_least)
    check(found, REGISTRY.agreements, lambda r: in_place(r.parties, code), at_least)


@given(SOURCES)
def test_sources(source: str) -> None:
    for collection in (REGISTRY.agreements, REGISTRY.programmes, REGISTRY.conferences, REGISTRY.parties):
        check(collection.where(cited_from=source), collection, lambda r: cited(r, source), mc.Truth.TRUE)


@given(PARTIES, PERIODS, st.sampled_from(list(mc.AgreementKind)), AT_LEAST)
def test_filters_compose_in_any_order(party: str, period: str, kind: mc.AgreementKind, at_least: mc.Truth) -> None:
    at_once = REGISTRY.agreements.where(party=party, signed=period, kind=kind, at_least=at_least)
    one_by_one = (
        REGISTRY.agreements.where(kind=kind, at_least=at_least)
        .where(signed=period, at_least=at_least)
        .where(party=party, at_least=at_least)
    )
    assert at_once == one_by_one
    assert list(at_once) == [r for r in REGISTRY.agreements if r in at_once]


@given(PERIODS, AT_LEAST, st.booleans())
def test_active_during(period: str, at_least: mc.Truth, throughout: bool) -> None:
    for collection in (REGISTRY.agreements, REGISTRY.programmes):
        found = collection.active_during(period, throughout=throughout, at_least=at_least)
        check(found, collection, lambda r: r.active_during(period, throughout=throughout), at_least)


# --- By hand -----------------------------------------------------------------------------------------------------

SMALL = mc.Registry(
    parties=[
        mc.Party(id="state", name="State", jurisdiction="CN"),
        mc.Party(id="ministry", name="Ministry", parent="state", jurisdiction="CN"),
        mc.Party(id="desk", name="Desk", parent="ministry", jurisdiction="CN-GD", kind="department"),
        mc.Party(id="old", name="Old ministry"),
        mc.Party(id="new", name="New ministry", predecessors=[mc.Predecessor(party="ministry")]),
        mc.Party(id="renewed", name="Renewed", predecessors=[mc.Predecessor(party="new")]),
    ],
    agreements=[
        mc.Agreement(id=f"of-{id}", title=id, kind="agreement", parties=[id], signed="2003")
        for id in ("state", "ministry", "desk", "old", "new", "renewed")
    ],
)


@pytest.mark.parametrize(
    ("include", "expected"),
    [
        ((), {"ministry"}),
        (("parents",), {"ministry", "state"}),
        (("parts",), {"ministry", "desk"}),
        (("successors",), {"ministry", "new", "renewed"}),
        ("successors", {"ministry", "new", "renewed"}),
        (("parents", "successors"), {"ministry", "state", "new", "renewed"}),
    ],
)
def test_bodies_that_count_as_the_party(include: tuple[str, ...], expected: set[str]) -> None:
    found = SMALL.agreements.where(party="ministry", include=include)
    assert {p for pact in found for p in pact.parties} == expected


def test_predecessors_are_followed_back() -> None:
    found = SMALL.agreements.where(party="renewed", include=["predecessors"])
    assert {pact.id for pact in found} == {"of-renewed", "of-new", "of-ministry"}


def test_a_kind_or_place_that_is_not_recorded_may_be_any() -> None:
    assert {p.id for p in SMALL.parties.where(kind="department")} == {"desk"}
    assert len(SMALL.parties.where(kind="department", at_least=mc.Truth.UNKNOWN)) == 6
    assert {p.id for p in SMALL.parties.where(jurisdiction="CN-GD", at_least=mc.Truth.UNKNOWN)} == {
        "desk",
        "old",
        "new",
        "renewed",
    }


def test_parts_of_a_body() -> None:
    assert {p.id for p in SMALL.parties.where(parent="state")} == {"ministry", "desk"}


def test_a_body_that_is_not_there_has_no_parts_and_is_told() -> None:
    with pytest.raises(mc.UnknownIdError) as told:
        SMALL.parties.where(parent="sate")
    assert (told.value.kind, "state" in told.value.suggestions) == ("parties", True)


def test_what_is_no_truth_value_is_told_by_an_empty_collection_too() -> None:
    with pytest.raises(mc.WrongTypeError, match="Truth"):
        mc.Registry().agreements.where(at_least=True)


def test_a_source_of_a_part_alone_is_a_source_of_the_record() -> None:
    cited = [mc.Citation(source="s")]
    by_part = {
        "figures": mc.Programme(id="a", name="A", figures=[mc.Figure(what="visitors", value=1, citations=cited)]),
        "editions": mc.Programme(id="b", name="B", editions=[mc.Edition(held="2011", citations=cited)]),
        "ending": mc.Programme(
            id="c", name="C", started="2010", ending=mc.Ending(last_day="2011", reason="withdrawn", citations=cited)
        ),
        "none": mc.Programme(id="d", name="D"),
    }
    whole = mc.Registry(programmes=by_part.values(), sources=[mc.Source(id="s", title="S")])
    assert {record.id for record in whole.programmes.where(cited_from="s")} == {"a", "b", "c"}


def test_records_do_for_ids() -> None:
    party = SMALL.parties["desk"]
    assert SMALL.agreements.where(party=party) == SMALL.agreements.where(party="desk")
    assert len(SMALL.agreements.where(party=SMALL.parties)) == 6


def test_one_line_for_a_question() -> None:
    found = REGISTRY.agreements.where(
        party="hksar-department-of-justice", area="legal", kind="agreement", jurisdiction="CN", signed="2003"
    ).active_on("2010-01-01")
    assert {"doj-beijing-legal-services-2003", "doj-shanghai-legal-services-2003"} <= {pact.id for pact in found}


def test_sessions_of_a_conference() -> None:
    plenaries = REGISTRY.sessions.where(conference="hk-guangdong-joint-conference", series="plenary")
    assert [s.ordinal for s in plenaries] == list(range(1, 25))


def test_what_is_found_can_be_pickled_and_asked_again() -> None:
    found = REGISTRY.agreements.where(area="legal")
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert again.where(party="ccpit") == found.where(party="ccpit")


@pytest.mark.parametrize(
    ("filters", "error", "words"),
    [
        ({"partner": "x"}, mc.WrongTypeError, ["partner", "party", "signed"]),
        ({"party": "hksar-department-of-justic"}, mc.UnknownIdError, ["hksar-department-of-justice"]),
        ({"party": "x" * 10_000}, mc.UnknownIdError, ["parties"]),
        ({"party": 5}, mc.WrongTypeError, ["5"]),
        ({"area": "law"}, mc.UnknownIdError, ["areas"]),
        ({"kind": "handshake"}, mc.InvalidRecordError, ["handshake", "'memorandum of understanding'"]),
        ({"jurisdiction": "Guangdong"}, mc.InvalidRecordError, ["CN-GD"]),
        ({"jurisdiction": "CN-XX"}, mc.InvalidArgumentError, ["CN-XX", "there are CN, ", "CN-GD", "HK"]),
        ({"jurisdiction": "CN-G"}, mc.InvalidArgumentError, ["no party of the register", "CN-G;"]),
        ({"jurisdiction": "C"}, mc.InvalidRecordError, ["'C'"]),
        ({"signed": "2017/2016"}, mc.DateError, ["reversed"]),
        ({"signed": "民國九十二年"}, mc.DateError, ["position 0"]),
        ({"signed": 2003}, mc.WrongTypeError, ["2003"]),
        ({"include": ["cousins"], "party": "ccpit"}, mc.InvalidArgumentError, ["cousins", "'successors'"]),
        ({"include": ["cousins"]}, mc.InvalidArgumentError, ["cousins", "'successors'"]),
        ({"include": 3}, mc.WrongTypeError, ["3"]),
        ({"cited_from": "nowhere"}, mc.UnknownIdError, ["sources"]),
        ({"at_least": True}, mc.WrongTypeError, ["Truth"]),
    ],
)
def test_what_is_no_filter_is_told(filters: dict[str, object], error: type[Exception], words: list[str]) -> None:
    with pytest.raises(error) as raised:
        REGISTRY.agreements.where(**filters)
    assert len(str(raised.value)) < 1_000
    for word in words:
        assert word in str(raised.value)


def test_sources_by_kind_language_and_day() -> None:
    sources = samples.REGISTRY.sources
    assert [source.id for source in sources.where(kind="official", language="en", published="2023")] == ["page"]
    assert not sources.where(kind="press")
    assert not sources.where(language="zh-Hant")
    silent = mc.Registry(sources=[mc.Source(id="s", title="S")]).sources
    assert not silent.where(language="en")
    assert [source.id for source in silent.where(language="en", at_least=mc.Truth.UNKNOWN)] == ["s"]


def test_agreements_by_what_they_are_signed_at_and_stand_under() -> None:
    assert [pact.id for pact in samples.REGISTRY.agreements.where(under="framework")] == ["pact"]
    assert [pact.id for pact in samples.REGISTRY.agreements.where(signed_at="plenary-1")] == ["pact"]
    assert not samples.REGISTRY.agreements.where(under="later")


def test_bodies_of_one_kind_are_followed_from_the_party_and_not_from_those_of_another_kind() -> None:
    """The parent's successor is neither a parent of the party nor a successor of it."""
    parties = [
        mc.Party(id="p", name="P", parent="whole"),
        mc.Party(id="whole", name="W"),
        mc.Party(id="later-whole", name="L", predecessors=[mc.Predecessor(party="whole")]),
        mc.Party(id="later", name="N", predecessors=[mc.Predecessor(party="p")]),
    ]
    pacts = [
        mc.Agreement(id=party.id, title="X", kind="treaty", parties=[party.id], signed="2011") for party in parties
    ]
    agreements = mc.Registry(parties=parties, agreements=pacts).agreements
    for include in (["parents", "successors"], ["successors", "parents"]):
        assert {pact.id for pact in agreements.where(party="p", include=include)} == {"p", "whole", "later"}


def test_a_meeting_of_several_days_was_held_in_a_period_if_one_of_its_days_was() -> None:
    """Of a partial date one day is meant, of a meeting all of its days."""
    held = {"days": "2011-07-25/2011-08-05", "one of them": "[2011-07-25..2011-08-05]"}
    sessions = [mc.Session(id=id.split()[0], held=when) for id, when in held.items()]
    found = mc.Registry(conferences=[mc.Conference(id="c", name="C", sessions=sessions)]).sessions
    assert [session.id for session in found.where(held="2011-07")] == ["days"]
    assert {session.id for session in found.where(held="2011-07", at_least=mc.Truth.UNKNOWN)} == {"days", "one"}
