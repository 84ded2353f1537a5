"""Registries made of registries: `extend`, `replace` and `merge`, what they refuse, and what they leave alone."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from functools import reduce

import attrs
import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from helpers.related_registers import DATES, registers
from helpers.samples import ASKED, REGISTRY

KINDS = ("parties", "agreements", "conferences", "programmes", "areas", "sources")
A, B = mc.Party(id="a", name="A"), mc.Party(id="b", name="B")


def pact(id: str = "x", **fields: object) -> mc.Agreement:
    return mc.Agreement(**{"id": id, "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011-01-01"} | fields)


def small(**fields: object) -> mc.Registry:
    return mc.Registry(**{"parties": [A], "agreements": [pact()], "version": "1", "verified_through": "2020"} | fields)


def refused(call: Callable[[], object]) -> list[str]:
    """All problems that a call is refused for, as text."""
    with pytest.raises(mc.InvalidRegistryError) as caught:
        call()
    return [str(problem) for problem in caught.value.problems]


def records(registry: mc.Registry) -> dict[str, dict[str, object]]:
    return {kind: dict(getattr(registry, kind).by_id) for kind in KINDS}


# --- Extending ---------------------------------------------------------------------------------------------------


def test_extending_adds_records_of_every_kind_and_leaves_the_old_registry_alone() -> None:
    old, before = small(), mc.dumps(small())
    more = {
        "parties": [B],
        "agreements": [pact("y", parties=["a", "b"], signed_at="s", areas=["law"])],
        "conferences": [mc.Conference(id="c", name="C", sessions=[mc.Session(id="s", held="2011")])],
        "programmes": [mc.Programme(id="x", name="X", implements=["y"])],
        "areas": [mc.Area(id="law", name="Law")],
        "sources": [mc.Source(id="page", title="Page")],
    }
    new = old.extend(**more)
    assert new == mc.Registry(
        **{**more, "parties": [A, B], "agreements": [pact(), *more["agreements"]]}, verified_through="2020"
    )
    assert mc.dumps(old) == before
    assert old == small()
    assert "s" in new.sessions
    assert "s" not in old.sessions
    assert [found.id for found in new.active_on("2015")] == ["x", "y"]
    assert [found.id for found in old.active_on("2015")] == ["x"]


def test_filters_of_either_registry_look_at_its_own_records() -> None:
    old = mc.Registry(parties=[A], agreements=[pact(areas=["law"])], areas=[mc.Area(id="law", name="Law")])
    new = old.extend(areas=[mc.Area(id="field", name="Field")]).replace(
        areas=[mc.Area(id="law", name="Law", broader="field")]
    )
    assert len(new.agreements.where(area="field")) == 1
    with pytest.raises(mc.UnknownIdError):
        old.agreements.where(area="field")


def test_any_iterable_will_do_also_a_collection_of_another_registry() -> None:
    other = small(agreements=[pact("y"), pact("z", signed="1999")])
    assert set(small().extend(agreements=other.agreements.where(signed="1999")).agreements.by_id) == {"x", "z"}
    assert set(small().extend(agreements=(pact(i) for i in "yz")).agreements.by_id) == {"x", "y", "z"}


def test_what_is_there_already_and_equal_changes_nothing() -> None:
    assert small().extend(agreements=[pact()], parties=[A]) == small()
    assert small().extend() == small()


@pytest.mark.parametrize("method", ["extend", "replace"])
def test_a_kind_that_there_is_not_is_told_with_those_that_there_are(method: str) -> None:
    told = f"{method} takes records by kind, and 'agreement' is none of agreements, parties, conferences, programmes, "
    with pytest.raises(mc.WrongTypeError) as caught:
        getattr(small(), method)(agreement=[pact("y")])
    assert told in str(caught.value)


def test_records_keep_what_they_have_computed() -> None:
    old = small()
    twin = pact()
    assert twin is not old.agreements["x"]
    assert old.extend(agreements=[twin, pact("y")]).agreements["x"] is old.agreements["x"]
    assert old.merge(small()).agreements["x"] is old.agreements["x"]


def test_every_collision_is_told_with_what_differs_and_with_the_remedy() -> None:
    found = refused(
        lambda: small().extend(
            agreements=[pact(term="P5Y", signed="2012"), pact("y")], parties=[mc.Party(id="a", name="Other")]
        )
    )
    assert found == [
        (
            "parties['a']: another record with this id is there already; they differ in name; "
            "replace puts the one in place of the other"
        ),
        (
            "agreements['x']: another record with this id is there already; they differ in signed, term; "
            "replace puts the one in place of the other"
        ),
    ]


def test_an_id_that_is_given_twice_is_refused_equal_or_not() -> None:
    for second in (pact("y"), pact("y", signed="2012")):
        for call in (small().extend, small(agreements=[pact("y")]).replace):
            assert refused(lambda c=call, s=second: c(agreements=[pact("y"), s])) == [
                "agreements[1].id is 'y': the id is given twice; give each record once"
            ]


def test_what_does_not_fit_is_told_together_with_the_collisions() -> None:
    found = refused(
        lambda: small().extend(
            agreements=[pact(term="P1Y", parties=["nobody"]), pact("y", under="nothing"), pact("z", under="z")]
        )
    )
    assert [line.partition(":")[0] for line in found] == [
        "agreements['x']",
        "agreements['y'].under is 'nothing'",
        "agreements['z'].under is 'z'",
        "agreements['x'].parties[0] is 'nobody'",
    ]


def test_a_session_of_a_conference_that_collides_is_not_called_missing() -> None:
    old = small(conferences=[mc.Conference(id="c", name="C")])
    found = refused(
        lambda: old.extend(
            conferences=[mc.Conference(id="c", name="C", sessions=[mc.Session(id="s")])],
            agreements=[pact("y", signed_at="s")],
        )
    )
    assert len(found) == 1
    assert found[0].startswith("conferences['c']: another record with this id is there already; they differ in session")


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"agreements": [pact("y", parties=["nobody"])]}, "agreements['y'].parties[0]"),
        ({"parties": [mc.Party(id="b", name="B", parent="b")]}, "parties['b'].parent"),
        (
            {"agreements": [pact("y", ending=mc.Ending(last_day="2030", reason="superseded", by="short"))]},
            "agreements['y'].ending.by",
        ),
        (
            {"conferences": [mc.Conference(id=i, name="C", sessions=[mc.Session(id="s")]) for i in "cd"]},
            "conferences['d'].sessions['s'].id",
        ),
        ({"parties": [mc.Party(id="b", name="B", citations=[mc.Citation(source="page")])]}, "parties['b'].citations"),
    ],
    ids=["reference", "circle", "successor", "session", "source"],
)
def test_every_check_of_a_registry_runs_again(more: dict[str, list[object]], where: str) -> None:
    old = small(agreements=[pact(), pact("short", term="P1Y")])
    before = mc.dumps(old)
    assert any(line.startswith(where) for line in refused(lambda: old.extend(**more)))
    assert mc.dumps(old) == before


@pytest.mark.parametrize("method", ["extend", "replace"])
def test_what_is_no_record_of_the_kind_is_refused_with_its_place(method: str) -> None:
    for wrong in ([A], "x", 5, None, [pact().id]):
        with pytest.raises(mc.WrongTypeError) as caught:
            getattr(small(), method)(agreements=wrong)
        assert str(caught.value).startswith(f"Registry.{method}(agreements): ")
    with pytest.raises(TypeError, match="treaties"):
        getattr(small(), method)(treaties=[pact()])


# --- Replacing ---------------------------------------------------------------------------------------------------


def test_replacing_puts_records_in_the_places_of_others() -> None:
    old = small()
    renewed = attrs.evolve(old.agreements["x"], term="P5Y", renewals=[mc.Renewal(signed="2016-06-01", term="P5Y")])
    new = old.replace(agreements=[renewed], parties=[mc.Party(id="a", name="Another")])
    assert new.agreements["x"] is renewed
    assert str(new.parties["a"].name) == "Another"
    assert len(new.agreements) == len(new.parties) == 1
    assert old == small()
    assert old.agreements["x"].renewals == ()
    assert (len(old.active_on("2025")), len(new.active_on("2025"))) == (1, 0)


def test_every_unknown_id_is_told_with_near_ones() -> None:
    old = small(agreements=[pact("framework")])
    found = refused(lambda: old.replace(agreements=[pact("framewrok"), pact("zzz")], parties=[B], areas=[]))
    assert found == [
        "parties['b']: there is no record with this id to replace; extend adds new ones",
        (
            "agreements['framewrok']: there is no record with this id to replace; did you mean 'framework'?; "
            "extend adds new ones"
        ),
        "agreements['zzz']: there is no record with this id to replace; extend adds new ones",
    ]


def test_what_else_is_wrong_is_told_with_unknown_ids_but_not_what_follows_from_them() -> None:
    found = refused(
        lambda: small().replace(agreements=[pact("y", under="nothing"), pact(under="y", parties=["nobody"])])
    )
    assert [line.partition(":")[0] for line in found] == [
        "agreements['y']",
        "agreements['x'].parties[0] is 'nobody'",
        "agreements['y'].under is 'nothing'",
    ]


def test_near_ids_are_looked_for_only_as_long_as_that_is_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    from mainland_coop.registry import combining

    monkeypatch.setattr(combining, "_COMPARED", 2)
    old = small(agreements=[pact("one"), pact("two")])
    found = refused(lambda: old.replace(agreements=[pact("onee"), pact("twoo")]))
    assert ["did you mean" in line for line in found] == [True, False]


def test_a_conference_is_replaced_with_all_its_sessions() -> None:
    with pytest.raises(mc.InvalidRegistryError, match=r"agreements\['pact'\]\.signed_at is 'plenary-1'"):
        REGISTRY.replace(conferences=[attrs.evolve(REGISTRY.conferences["conference"], sessions=[])])


# --- Merging -----------------------------------------------------------------------------------------------------


def test_merging_joins_the_records_of_two() -> None:
    both = REGISTRY.merge(small())
    assert records(both) == {kind: {**records(REGISTRY)[kind], **records(small())[kind]} for kind in KINDS}
    assert both.sessions == REGISTRY.sessions


def test_records_of_one_may_only_now_have_what_a_record_of_the_other_lacked() -> None:
    left = small(parties=[A, mc.Party(id="b", name="B", parent="a")])
    right = mc.Registry(
        parties=[mc.Party(id="b", name="B", parent="a"), A], agreements=[pact("y", under="z"), pact("z")]
    )
    assert set(left.merge(right).agreements.by_id) == {"x", "y", "z"}


@pytest.mark.parametrize("choice", ["ours", "theirs"])
def test_a_collision_is_an_error_unless_one_says_which_record_stays(choice: str) -> None:
    left = small(agreements=[pact(term="P1Y"), pact("same"), pact("left")])
    right = small(
        agreements=[pact(term="P2Y", place="Macao"), pact("same"), pact("right")], parties=[mc.Party(id="a", name="O")]
    )
    assert refused(lambda: left.merge(right)) == [
        (
            "agreements['x']: the registries have different records with this id; they differ in term, place; "
            "on_collision='ours' or 'theirs' keeps the one or the other"
        ),
        (
            "parties['a']: the registries have different records with this id; they differ in name; "
            "on_collision='ours' or 'theirs' keeps the one or the other"
        ),
    ]
    merged = left.merge(right, on_collision=choice)
    kept = left if choice == "ours" else right
    assert merged.agreements["x"] is kept.agreements["x"]
    assert merged.parties["a"] is kept.parties["a"]
    assert set(merged.agreements.by_id) == {"x", "same", "left", "right"}


def test_what_is_sound_alone_may_not_be_so_together() -> None:
    def talks(id: str, *sessions: str) -> mc.Conference:
        return mc.Conference(id=id, name="C", sessions=[mc.Session(id=session) for session in sessions])

    one, two = mc.Registry(conferences=[talks("c", "s")]), mc.Registry(conferences=[talks("d", "s")])
    (told,) = refused(lambda: one.merge(two))
    assert told.startswith("conferences['d'].sessions['s'].id is 's': the id stands there twice")

    signed = small(agreements=[pact(signed_at="s")], conferences=[talks("c", "s")])
    without = mc.Registry(conferences=[talks("c", "t")])
    (told,) = refused(lambda: signed.merge(without, on_collision="theirs"))
    assert told == "agreements['x'].signed_at is 's': there is no record with this id among sessions"
    assert set(signed.merge(without, on_collision="ours").sessions.by_id) == {"s"}

    ended = pact(ending=mc.Ending(last_day="2015-01-01", reason="superseded", by="y"))
    left, right = small(agreements=[ended, pact("y")]), small(agreements=[pact("y", term="P1Y")])
    (told,) = refused(lambda: left.merge(right, on_collision="theirs"))
    assert told.startswith("agreements['x'].ending.by: the successor was over before")


def test_merge_takes_a_registry_and_one_of_three_words() -> None:
    for wrong in (None, [pact()], "other.json", small().agreements):
        with pytest.raises(mc.WrongTypeError, match="is no Registry; extend adds records"):
            small().merge(wrong)
    for wrong in ("mine", None, 1, ["ours"]):
        with pytest.raises(mc.InvalidArgumentError, match="none of 'error', 'ours', 'theirs'"):
            small().merge(small(), on_collision=wrong)


# --- What a registry says of itself ------------------------------------------------------------------------------


def test_a_version_names_exact_data_so_other_data_has_none_unless_it_is_given() -> None:
    old = small()
    more, changed = {"agreements": [pact("y")]}, {"agreements": [pact(term="P1Y")]}
    assert old.extend(**more).version is None
    assert old.extend(**more, version="2").version == "2"
    assert old.replace(**changed).version is None
    assert old.replace(**changed, version="2").version == "2"
    for same in (old.extend(), old.extend(agreements=[pact()]), old.replace(agreements=[pact()]), old.replace()):
        assert same.version == "1"
    assert old.extend(version="2").version == "2"


def test_the_version_of_a_merged_register_is_that_of_the_one_whose_records_it_holds() -> None:
    part, whole = small(), small(agreements=[pact(), pact("y")], version="2")
    assert part.merge(whole).version == whole.merge(part).version == "2"
    assert part.merge(small(version="3")).version is None
    assert part.merge(small(version="3"), version="4").version == "4"
    assert part.merge(small(agreements=[pact("y")])).version is None
    other = small(agreements=[pact(term="P1Y")], version="2")
    assert part.merge(other, on_collision="ours").version == "1"
    assert part.merge(other, on_collision="theirs").version == "2"
    assert small(agreements=[pact(), pact("y")]).merge(other, on_collision="theirs").version is None


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        ("2020", "2020", "2020"),
        ("2020-06-30", "2021-12-31", "2020-06-30"),
        ("2020", "2020-06", "[2020-01..2020-06]"),
        ("2020", "2020-12-31", "2020"),
        ("2020~", "2021", "2020~"),
        ("2020~", "2020", "2020"),
        ("[2019..2022]", "[2020..2021]", "[2019..2021]"),
        ("2020", None, None),
        (None, None, None),
    ],
)
def test_a_merged_register_was_checked_through_the_earlier_of_the_two_days(
    ours: str | None, theirs: str | None, both: str | None
) -> None:
    left, right = small(verified_through=ours), small(verified_through=theirs)
    for merged in (left.merge(right), right.merge(left)):
        assert merged.verified_through == (None if both is None else mc.PartialDate.parse(both))
    assert str(left.merge(right, verified_through="2025").verified_through) == "2025"


def test_the_last_day_checked_stays_unless_one_is_given() -> None:
    for call, given_ in ((small().extend, [pact("y")]), (small().replace, [pact(term="P1Y")])):
        assert str(call(agreements=given_).verified_through) == "2020"
        assert str(call(agreements=given_, verified_through="2021").verified_through) == "2021"


def test_an_empty_register_adds_nothing_and_takes_nothing_away() -> None:
    for merged in (mc.Registry().merge(small()), small().merge(mc.Registry())):
        assert merged == small()
    assert reduce(mc.Registry.merge, [small(), small()], mc.Registry()) == small()
    earlier, later = mc.Registry(verified_through="2019"), mc.Registry(verified_through="2020")
    assert later.merge(earlier) == earlier.merge(later) == earlier


def test_the_record_as_published_by_a_day_is_not_to_be_built_on() -> None:
    view, calls = REGISTRY.as_published("2024"), []
    calls += [lambda: view.extend(), lambda: view.replace(), lambda: view.merge(small()), lambda: small().merge(view)]
    for call in calls:
        (told,) = refused(call)
        assert told.startswith("published_on is 2024: it shows the record as published by then; ")
        assert told.endswith("then ask as_published")


def test_the_bundled_register_is_built_on_and_stays_as_it_is() -> None:
    before = mc.dumps(mc.load())
    new = mc.load().merge(ASKED)
    assert len(new.agreements) == len(mc.load().agreements) + len(ASKED.agreements)
    assert mc.dumps(mc.load()) == before
    assert mc.load().merge(mc.load()) == mc.load()


# --- Properties --------------------------------------------------------------------------------------------------


def parts(registry: mc.Registry) -> Iterator[dict[str, list[object]]]:
    """The records of a registry in batches, each of which refers to itself and earlier ones only."""
    yield {kind: list(getattr(registry, kind)) for kind in ("sources", "areas", "conferences")}
    for party in sorted(registry.parties, key=lambda record: record.id):  # refer to lower numbers
        yield {"parties": [party]}
    yield {"agreements": list(registry.agreements)}
    for programme in registry.programmes:
        yield {"programmes": [programme]}


@given(registers())
def test_extending_part_by_part_is_building_at_once(whole: mc.Registry) -> None:
    assert reduce(lambda built, part: built.extend(**part), parts(whole), mc.Registry()) == whole


@given(registers())
def test_a_register_merged_with_itself_or_with_its_copy_is_itself(whole: mc.Registry) -> None:
    for choice in ("error", "ours", "theirs"):
        assert whole.merge(whole, on_collision=choice) == whole
        assert whole.merge(pickle.loads(pickle.dumps(whole)), on_collision=choice) == whole
    assert whole.replace(**{kind: list(getattr(whole, kind)) for kind in KINDS}) == whole
    assert whole.extend(**{kind: list(getattr(whole, kind)) for kind in KINDS}) == whole


@st.composite
def slices(draw: st.DrawFn, prefix: str = "") -> mc.Registry:
    """Very small registers of the same few ids, so that two of them often have equal and different records."""
    numbers = draw(st.sets(st.integers(0, 3)))
    parties = [
        mc.Party(
            id=f"{prefix}p{i}", name=draw(st.sampled_from(["One", "Two"])), parent=f"{prefix}p0" if i > 1 else None
        )
        for i in {0, *numbers}
    ]
    agreements = [
        pact(f"{prefix}a{i}", parties=[f"{prefix}p{i}"], term=draw(st.sampled_from([None, "P1Y", "P5Y"])))
        for i in numbers
    ]
    version = draw(st.sampled_from([None, "1"]))
    return mc.Registry(parties=parties, agreements=agreements, version=version, verified_through=draw(DATES))


@given(slices(), slices("other-"))
def test_where_nothing_collides_merging_does_not_ask_which_comes_first(one: mc.Registry, two: mc.Registry) -> None:
    assert one.merge(two) == two.merge(one)
    for choice in ("ours", "theirs"):
        assert one.merge(two, on_collision=choice) == one.merge(two)


@given(slices(), slices(), slices())
def test_merging_does_not_ask_in_which_order_three_come_together(
    one: mc.Registry, two: mc.Registry, three: mc.Registry
) -> None:
    left = one.merge(two, on_collision="ours").merge(three, on_collision="ours")
    right = one.merge(two.merge(three, on_collision="ours"), on_collision="ours")
    assert records(left) == records(right)
    assert left.verified_through == right.verified_through


@given(slices(), slices(), st.sampled_from(["ours", "theirs"]))
def test_ours_of_one_is_theirs_of_the_other(one: mc.Registry, two: mc.Registry, choice: str) -> None:
    turned = "theirs" if choice == "ours" else "ours"
    assert one.merge(two, on_collision=choice) == two.merge(one, on_collision=turned)


@given(slices(), slices())
def test_a_refused_merge_names_every_record_that_differs_and_changes_nothing(
    one: mc.Registry, two: mc.Registry
) -> None:
    before = mc.dumps(one), mc.dumps(two)
    different = {
        f"{kind}[{id!r}]"
        for kind in KINDS
        for id, record in records(one)[kind].items()
        if records(two)[kind].get(id, record) != record
    }
    if different:
        with pytest.raises(mc.InvalidRegistryError) as caught:
            one.merge(two)
        told = {problem.path for problem in caught.value.problems if "different records" in problem.expected}
        assert told == different
    else:
        assert records(one.merge(two)) == {kind: {**records(one)[kind], **records(two)[kind]} for kind in KINDS}
    assert (mc.dumps(one), mc.dumps(two)) == before
