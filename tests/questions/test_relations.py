"""Relations and lineages against naive scans, and on the bundled data."""

from __future__ import annotations

import pickle

import attrs
import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from helpers.related_registers import registers
from mainland_coop.questions.relations import (
    Family,
    Succession,
    between,
    counterparts_of,
    family_of,
    lineage_of,
    signed_at,
)

REGISTRY = mc.load()


def dated(registry: mc.Registry) -> list[mc.Agreement]:
    records = registry.agreements.by_id.values()
    return sorted(records, key=lambda a: (a.signed.earliest, a.signed.latest, a.id))


@given(registers())
def test_counterparts_and_between_are_all_that_share_an_agreement(registry: mc.Registry) -> None:
    pacts = dated(registry)
    for id in registry.parties.by_id:
        found = counterparts_of(registry.parties, registry.agreements, id)
        for counterpart in found:
            shared = tuple(a.id for a in pacts if {id, counterpart.id} <= set(a.parties))
            assert counterpart.agreements == shared
        others = {p for a in pacts if id in a.parties for p in a.parties} - {id}
        assert {counterpart.id for counterpart in found} == others
        order = [(-len(counterpart.agreements), counterpart.id) for counterpart in found]
        assert order == sorted(set(order))
        for other in registry.parties.by_id:
            both = between(registry.parties, registry.agreements, id, other)
            assert list(both) == [a for a in pacts if id in a.parties and other in a.parties]


@given(registers(), st.sampled_from(["s0", "s1", "s2", "s3"]), st.booleans())
def test_signed_at_a_session_or_its_whole_gathering(registry: mc.Registry, id: str, whole: bool) -> None:
    together = {id}
    if whole:
        for _ in range(len(registry.sessions)):
            for session in registry.sessions:
                for other in session.held_with:
                    if {session.id, other} & together:
                        together |= {session.id, other}
    found = signed_at(registry.sessions, registry.agreements, id, whole_gathering=whole)
    assert list(found) == [a for a in dated(registry) if a.signed_at in together]


@given(registers())
def test_family_has_each_relation_from_both_sides(registry: mc.Registry) -> None:
    for id in registry.agreements.by_id:
        check_family(registry, id)


def check_family(registry: mc.Registry, id: str) -> None:
    family = family_of(registry.agreements, registry.programmes, id)
    own, pacts = registry.agreements[id], dated(registry)
    wanted = Family(
        id=id,
        amends=tuple(a.id for a in pacts if a.id in own.amends),
        amended_by=tuple(a.id for a in pacts if id in a.amends),
        supplements=tuple(a.id for a in pacts if a.id in own.supplements),
        supplemented_by=tuple(a.id for a in pacts if id in a.supplements),
        supersedes=tuple(a.id for a in pacts if a.ending and a.ending.by == id),
        superseded_by=tuple(a.id for a in pacts if own.ending and own.ending.by == a.id),
        supersedes_in_part=tuple(a.id for a in pacts if id in [part.by for part in a.superseded_in_part]),
        superseded_in_part_by=tuple(a.id for a in pacts if a.id in [part.by for part in own.superseded_in_part]),
        implements=tuple(a.id for a in pacts if a.id in own.implements),
        implemented_by=tuple(a.id for a in pacts if id in a.implements),
        under=tuple(a.id for a in pacts if a.id == own.under),
        made_under=tuple(a.id for a in pacts if a.under == id),
        programmes=tuple(p.id for p in registry.programmes if id in p.implements or p.under == id),
    )
    assert family == wanted
    there = {name: getattr(wanted, name) for name in attrs.fields_dict(Family) if name != "id"}
    assert dict(family.relations) == {name: ids for name, ids in there.items() if ids}


def walk(registry: mc.Registry, id: str, back: bool) -> set[Succession]:
    """Every succession that can be reached, by repeating until nothing is added."""
    reached, steps = {id}, set[Succession]()
    for _ in range(len(registry.parties) + 1):
        for party in registry.parties:
            for p in party.predecessors:
                before, after = p.party, party.id
                if (after if back else before) in reached:
                    steps.add(Succession(before, after, p.on, p.how))
                    reached.add(before if back else after)
    return steps


@given(registers())
def test_lineage_reaches_everything_before_and_after(registry: mc.Registry) -> None:
    for id in registry.parties.by_id:
        check_lineage(registry, id)


def check_lineage(registry: mc.Registry, id: str) -> None:
    lineage = lineage_of(registry.parties, id)
    assert set(lineage.predecessors) == walk(registry, id, back=True)
    assert set(lineage.successors) == walk(registry, id, back=False)
    assert len(set(lineage.successors)) == len(lineage.successors)
    assert {step.after for step in lineage.successors if step.before == id} == {
        party.id for party in registry.successors_of(id)
    }
    assert list(lineage.parts) == sorted(p.id for p in registry.parties if p.parent == id)
    above, whole = registry.parties[id].parent, []
    while above:
        whole.append(above)
        above = registry.parties[above].parent
    assert list(lineage.whole) == whole
    far = {id: 0}
    for step in lineage.successors:
        assert step.before in far, "a step starts from a body that an earlier step reached"
        far.setdefault(step.after, far[step.before] + 1)
    generations = [far[step.before] for step in lineage.successors]
    assert generations == sorted(generations), "the nearest come first"


def test_filtered_collections_and_equal_registers_give_the_same_order() -> None:
    few = REGISTRY.agreements.select(lambda a: a.id != "cepa-2003")
    assert family_of(few, REGISTRY.programmes, "cepa-services-2015").under == ("cepa-2003",)
    again = mc.Registry(
        parties=reversed(list(REGISTRY.parties)),
        agreements=reversed(list(REGISTRY.agreements)),
        programmes=REGISTRY.programmes,
        conferences=REGISTRY.conferences,
        areas=REGISTRY.areas,
        sources=REGISTRY.sources,
    )
    assert [counterparts_of(again.parties, again.agreements, p.id) for p in again.parties] == [
        counterparts_of(REGISTRY.parties, REGISTRY.agreements, p.id) for p in REGISTRY.parties
    ]


def test_on_the_bundled_data() -> None:
    counterparts = counterparts_of(REGISTRY.parties, REGISTRY.agreements, "ministry-of-commerce")
    assert counterparts[0].id == "hksar-government"
    assert len(counterparts[0].agreements) == 19
    found = between(REGISTRY.parties, REGISTRY.agreements, "ministry-of-commerce", "hksar-government")
    assert tuple(a.id for a in found) == counterparts[0].agreements
    cepa = family_of(REGISTRY.agreements, REGISTRY.programmes, "cepa-2003")
    assert cepa.supplemented_by == tuple(f"cepa-supplement-{n}" for n in range(1, 11))
    assert "cepa-goods-2018" in cepa.made_under
    dta = family_of(REGISTRY.agreements, REGISTRY.programmes, "dta-2006")
    assert dta.supersedes == ("dta-limited-1998", "dta-airline-2000")
    assert repr(dta) == "<Family of dta-2006: amended_by 4, supersedes 2>"
    old = family_of(REGISTRY.agreements, REGISTRY.programmes, "mla-choice-of-court-2006")
    assert old.superseded_by == old.superseded_in_part_by == ("mla-civil-commercial-2019",)
    commerce = lineage_of(REGISTRY.parties, "ministry-of-commerce")
    assert [step.before for step in commerce.predecessors] == [
        "ministry-of-foreign-trade-and-economic-cooperation",
        "state-development-planning-commission",
        "state-economic-and-trade-commission",
    ]
    assert commerce.whole == ("state-council",)
    assert "doj-shenzhen-legal-matters-2011" in [
        a.id for a in signed_at(REGISTRY.sessions, REGISTRY.agreements, "hk-shenzhen-2011")
    ]


def test_results_pickle_and_cannot_be_changed() -> None:
    results = (
        counterparts_of(REGISTRY.parties, REGISTRY.agreements, "hksar-government"),
        family_of(REGISTRY.agreements, REGISTRY.programmes, "cepa-2003"),
        lineage_of(REGISTRY.parties, "ministry-of-commerce"),
    )
    assert pickle.loads(pickle.dumps(results)) == results
    assert len({*results}) == 3
    with pytest.raises(AttributeError):
        results[1].amends = ()  # type: ignore[misc]  # that it is refused is the test


def test_unknown_ids_and_empty_collections() -> None:
    none = mc.Registry()
    with pytest.raises(mc.UnknownIdError, match="ministry-of-commerce"):
        counterparts_of(REGISTRY.parties, REGISTRY.agreements, "ministry-of-commerc")
    with pytest.raises(mc.UnknownIdError):
        between(REGISTRY.parties, REGISTRY.agreements, "hksar-government", "x" * 10_000)
    with pytest.raises(mc.UnknownIdError, match="cepa-2003"):
        family_of(REGISTRY.agreements, REGISTRY.programmes, "cepa-2004")
    with pytest.raises(mc.UnknownIdError):
        lineage_of(none.parties, "a")
    with pytest.raises(mc.UnknownIdError):
        signed_at(none.sessions, none.agreements, "深圳")
    assert counterparts_of(REGISTRY.parties, none.agreements, "hksar-government") == ()
    assert family_of(REGISTRY.agreements, none.programmes, "cepa-goods-2018").programmes == ()


def test_a_long_line_of_bodies_needs_no_deep_stack() -> None:
    parties = [mc.Party(id="p0", name="0")] + [
        mc.Party(id=f"p{i}", name=str(i), parent=f"p{i - 1}", predecessors=[mc.Predecessor(party=f"p{i - 1}")])
        for i in range(1, 5000)
    ]
    registry = mc.Registry(parties=parties)
    assert len(lineage_of(registry.parties, "p0").successors) == 4999
    assert lineage_of(registry.parties, "p4999").whole[-1] == "p0"


def test_successions_are_ordered_by_the_earliest_day_first() -> None:
    """`2011` may be earlier than `2011-02`, though its last day is later."""
    dates = {"wide": "2011", "narrow": "2011-02", "late": "2012", "undated": None}
    parties = [mc.Party(id="a", name="A")]
    parties += [mc.Party(id=id, name=id, predecessors=[mc.Predecessor(party="a", on=on)]) for id, on in dates.items()]
    found = [step.after for step in mc.Registry(parties=parties).lineage_of("a").successors]
    assert found == ["wide", "narrow", "late", "undated"]
