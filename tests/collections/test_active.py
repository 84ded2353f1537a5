"""What is in force on a day: the index of a collection gives what asking each record gives."""

from __future__ import annotations

import copy
import gc
import pickle
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from operator import itemgetter
from typing import Any
from unittest.mock import patch

import attrs
import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from helpers import chains, oracle_records
from mainland_coop import strategies as mcs
from mainland_coop.collections import in_force as active, intervals
from mainland_coop.collections.in_force import Active
from mainland_coop.collections.intervals import IntervalIndex, Runs
from mainland_coop.foundation.garbage_collection import collection_held_off
from mainland_coop.registry.registry import Registry
from mainland_coop.validity.links import ChainTerms
from mainland_coop.validity.timeline import timeline_of

RunList = list[tuple[int, int]]


def listed(index: IntervalIndex[Any], began_by: int, lasting_to: int) -> list[Any]:
    """What an index lists in order; whether few neighbours are looked at one by one or not makes no difference."""
    found = list(index.in_order(began_by, lasting_to))
    with patch.object(intervals, "_NEAR", -1):
        assert list(index.in_order(began_by, lasting_to)) == found
    return found


def run_lists() -> st.SearchStrategy[RunList]:
    """Runs of very different lengths, half of them by their starts: the index asks less where they stand like that."""
    lengths = st.one_of(st.integers(0, 3), st.integers(0, 100), st.integers(0, 3000), st.just(2_900_000))
    runs = st.lists(st.tuples(st.integers(1, 400), lengths).map(lambda run: (run[0], run[0] + run[1])), max_size=60)
    return runs | runs.map(sorted)


@pytest.mark.parametrize("longest", [5, 4_000])
@pytest.mark.parametrize("shuffled", [False, True])
def test_few_and_many_at_a_time_are_listed_in_order_though_some_begin_much_later(longest: int, shuffled: bool) -> None:
    chance = random.Random(longest)
    runs = sorted((first := chance.randrange(1, 20_000), first + chance.randrange(longest)) for _ in range(4_000))
    for place in range(0, 4_000, 97):  # as the runs of renewals that were long in coming
        first = chance.randrange(1, 40_000)
        runs[place] = (first, first + chance.randrange(longest))
    if shuffled:
        chance.shuffle(runs)
    index = IntervalIndex(range(len(runs)), Runs((*run, place) for place, run in enumerate(runs)))
    assert index._is_sparse is (longest == 5)
    for began_by in [*runs[7], *(chance.randrange(1, 30_000) for _ in range(40))]:
        for lasting_to in (began_by, began_by - 3, began_by + 3):
            covering = [place for place, (first, last) in enumerate(runs) if first <= began_by and last >= lasting_to]
            assert listed(index, began_by, lasting_to) == covering


@given(run_lists(), st.integers(1, 500), st.integers(1, 500))
def test_the_index_of_runs_gives_what_a_scan_of_them_gives(runs: RunList, began_by: int, lasting_to: int) -> None:
    index = IntervalIndex(range(len(runs)), Runs((first, last, place) for place, (first, last) in enumerate(runs)))
    covering = [place for place, (first, last) in enumerate(runs) if first <= began_by and lasting_to <= last]
    assert listed(index, began_by, lasting_to) == covering
    assert sorted(place for chunk in index.chunks(began_by, lasting_to) for place in chunk) == covering
    assert index.count(began_by, lasting_to) == len(covering)
    within = sum(began_by <= first and last <= lasting_to for first, last in runs)
    assert index.count_within(began_by, lasting_to) == within


def test_the_edges_of_runs_of_every_length_are_met() -> None:
    runs = [(first, first + days, place) for place, (first, days) in enumerate(product(range(30, 35), range(90)))]
    index = IntervalIndex(range(len(runs)), Runs(runs))
    for began_by, lasting_to in product(range(29, 38), range(28, 125)):
        covering = [place for first, last, place in runs if first <= began_by and lasting_to <= last]
        assert listed(index, began_by, lasting_to) == covering
        assert index.count(began_by, lasting_to) == len(covering)
        within = sum(began_by <= first and last <= lasting_to for first, last, _ in runs)
        assert index.count_within(began_by, lasting_to) == within


@pytest.mark.parametrize("spread", [0, 40, 4000])
def test_many_runs_are_listed_in_order_wherever_they_stand(spread: int) -> None:
    """More than a block of them: those that began by the day are told by codes, others one by one."""
    chance = random.Random(spread)
    runs = [
        (first, first + chance.choice((0, 3, 700, chance.randrange(3000))), place)
        for place, first in enumerate(1 + number // 2 + chance.randint(0, spread) for number in range(5_000))
    ]
    index = IntervalIndex(range(len(runs)), Runs(runs))
    for began_by, lasting_to in [(day, day) for day in range(1, 7_000, 350)] + [(90, 1200), (1200, 90), (9_999, 1)]:
        covering = [place for first, last, place in runs if first <= began_by and lasting_to <= last]
        assert listed(index, began_by, lasting_to) == covering


_EXACT = {
    "precision": "day",
    "ends": ["term", "stated", "open", "period"],
    "ending": False,
    "open_renewals": False,
    "details": False,
}
"""What leaves no doubt of any day, save where something has no start, or never was in force."""


@given(chains.records(renewals=2))
def test_the_days_of_a_plain_record_are_those_of_its_timeline(drawn: object) -> None:
    try:
        check_exact_runs(oracle_records.agreement_of(drawn, id="x"))
    except mc.InvalidRecordError:
        return  # no choice of days makes sense of it


@given(mcs.agreements(**_EXACT, never_in_force=False, staged=False) | mcs.programmes(**_EXACT, started=True))
def test_what_leaves_no_doubt_of_its_days_is_plain(record: mc.Agreement | mc.Programme) -> None:
    assert record.exact_runs is not None
    check_exact_runs(record)


@given(mcs.agreements(n_renewals=(0, 2)) | mcs.programmes(n_renewals=(0, 2)))
def test_any_record_that_is_plain_has_the_days_of_its_timeline(record: mc.Agreement | mc.Programme) -> None:
    check_exact_runs(record)


def check_exact_runs(record: mc.Agreement | mc.Programme) -> None:
    runs = [timeline_of(record.terms, presume).runs for presume in (True, False)]
    if record.exact_runs is not None:
        assert runs == [tuple((*run, mc.Truth.TRUE) for run in record.exact_runs)] * 2
    alike = runs[0] == runs[1]
    assert alike or not record.terms.states_its_ends


def test_most_records_are_plain() -> None:
    """Of these nothing is compiled; of the others it takes the engine."""
    given_fields = {"id": "x", "title": "X", "kind": "agreement", "parties": ["a"], "signed": "2011-03-01"}
    term, later = {"term": "P1Y"}, mc.Renewal(signed="2013-03-01", term="P1Y")
    for fields, expected in (
        (term, ["2011-03-01/2012-02-29"]),
        ({"expires": "2012-02-29"}, ["2011-03-01/2012-02-29"]),
        ({"expires": ".."}, ["2011-03-01/9999-12-31"]),
        ({"period": "2012/2013-06"}, ["2012-01-01/2013-06-30"]),
        ({"period": "2012/.."}, ["2012-01-01/9999-12-31"]),
        (term | {"renewals": [later]}, ["2011-03-01/2012-02-29", "2013-03-01/2014-02-28"]),
        (term | {"renewals": [mc.Renewal(follows_on=True, term="P1M"), later]}, ["2011-03-01/2012-03-31", None]),
        (
            term | {"renewals": [mc.Renewal(signed="2012-01-01", expires="2012-02-03")]},
            ["2011-03-01/2012-02-29"],
        ),
        (term | {"renewals": [mc.Renewal(signed="2011-04-01", period="2013")]}, [None, "2013-01-01/2013-12-31"]),
    ):
        runs = mc.Agreement(**given_fields | fields).exact_runs or ()
        told = [f"{mc.PartialDate(first, first)}/{mc.PartialDate(last, last)}" for first, last in runs]
        assert len(told) == len(expected)
        assert all(one in (run, None) for run, one in zip(told, expected, strict=True)), told
    for more in (
        {},
        term | {"tacit_renewal": "P1Y"},
        {"never_in_force": True},
        {"expires": "2012"},
        term | {"in_force_from": "2011-04"},
        term | {"open_lists": ["renewals"]},
        term | {"ending": mc.Ending(last_day="2011-04-01", reason="terminated")},
        term | {"renewals": [mc.Renewal(signed="2013-03-01")]},
        term | {"renewals": [mc.Renewal(signed="2013-03", term="P1Y")]},
    ):
        assert mc.Agreement(**given_fields | more).exact_runs is None


@given(st.lists(st.integers(1, 500), unique=True, max_size=60), st.integers(1, 500), st.integers(1, 500))
def test_an_item_with_several_runs_comes_once_in_order(edges: list[int], began_by: int, lasting_to: int) -> None:
    edges = sorted(edges)
    items = ["a", "b", "c"]
    runs = [(edges[at], edges[at + 1], at // 2 % 3) for at in range(0, len(edges) - 1, 2)]
    index = IntervalIndex(items, Runs(sorted(runs, key=itemgetter(2))))
    found = {place for first, last, place in runs if first <= began_by and lasting_to <= last}
    assert listed(index, began_by, lasting_to) == [items[place] for place in sorted(found)]


@st.composite
def agreements(draw: st.DrawFn) -> mc.Agreements:
    made = {}
    for number, record in enumerate(draw(st.lists(chains.records(renewals=3), max_size=8))):
        try:
            made[f"x{number}"] = oracle_records.agreement_of(record, id=f"x{number}")
        except mc.InvalidRecordError:
            continue  # no choice of days makes sense of it
    return mc.Agreements("agreements", made)


DAYS = chains.runs(-10, chains.SPAN + 60, 30).map(lambda run: mc.PartialDate(*run))


@given(agreements(), DAYS, st.sampled_from(list(mc.Truth)), st.booleans())
def test_a_collection_gives_what_asking_each_record_gives(
    collection: mc.Agreements, day: mc.PartialDate, at_least: mc.Truth, presume: bool
) -> None:
    asked = [pact for pact in collection if pact.active_on(day, presume_continuity=presume).reaches(at_least)]
    found = collection.active_on(day, at_least=at_least, presume_continuity=presume)
    assert list(found) == asked
    assert len(found) == len(asked) == collection.count_active(day, at_least=at_least, presume_continuity=presume)
    ids = {pact.id for pact in asked}
    assert set(found.by_id) == ids
    assert sorted(pact.id for pact in found.by_id.values()) == sorted(ids)
    assert {pact.id for pact in collection if pact in found} == ids
    assert {pact.id for pact in collection if found.get(pact.id) is pact} == ids
    assert "y" not in found
    assert found == mc.Agreements("agreements", {pact.id: pact for pact in asked})


@pytest.fixture
def gappy() -> mc.Agreements:
    """One agreement that is in force in January and in March, and one from June on."""
    first = mc.Agreement(
        id="a",
        title="A",
        kind="arrangement",
        parties=["p"],
        signed="2011-01-01",
        expires="2011-01-31",
        renewals=[mc.Renewal(signed="2011-03-01", expires="2011-03-31")],
    )
    second = mc.Agreement(id="b", title="B", kind="arrangement", parties=["p"], signed="2011-06-01")
    return mc.Agreements("agreements", {"b": second, "a": first})


def test_a_record_with_several_runs_counts_once(gappy: mc.Agreements) -> None:
    possible = gappy.active_on("2011", at_least=mc.Truth.UNKNOWN)
    assert [pact.id for pact in possible] == ["a", "b"]
    assert len(possible) == gappy.count_active("2011", at_least=mc.Truth.UNKNOWN) == 2
    assert sorted(possible.by_id) == ["a", "b"]
    assert gappy.count_active("2011") == 0
    assert gappy.count_active("2011-03") == 1


def test_what_is_found_can_be_asked_on(gappy: mc.Agreements) -> None:
    found = gappy.active_on("2011-03-15")
    assert [pact.id for pact in found.active_on("2011-01-15")] == ["a"]
    assert [pact.id for pact in found.where(kind="arrangement")] == ["a"]
    assert len(found.active_on("2011-07")) == 0
    with pytest.raises(mc.UnknownIdError, match="'a'"):
        found["aa"]
    with pytest.raises(mc.UnknownIdError):
        found["b"]
    with pytest.raises(mc.WrongTypeError):
        found.get([])  # type: ignore[call-overload]


def test_indexes_take_no_part_in_equality_hash_and_pickles(gappy: mc.Agreements) -> None:
    fresh = mc.Agreements("agreements", dict(gappy.by_id))
    before = pickle.dumps(gappy)
    found = gappy.active_on("2011-03-15")
    assert pickle.dumps(gappy) == before
    assert gappy == fresh
    assert hash(gappy) == hash(fresh)
    kept = mc.Agreements("agreements", {"a": gappy["a"]})
    assert found == kept
    assert hash(found) == hash(kept)
    for same in (pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy(found)):
        assert same == kept
        assert list(same) == [gappy["a"]]


def test_nothing_is_compiled_for_a_record_by_asking_the_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    pact = mc.Agreement(id="a", title="A", kind="arrangement", parties=["p"], signed="2011")
    compiled = []

    def counted(terms: ChainTerms, presume_continuity: bool) -> mc.Timeline:
        compiled.append(presume_continuity)
        return timeline_of(terms, presume_continuity)

    monkeypatch.setattr(active, "timeline_of", counted)
    collection = mc.Agreements("agreements", {"a": pact})
    assert compiled == []
    for day in ("2012", "2013", "2014"):
        assert collection.count_active(day) == 1
    assert compiled == [True]
    collection.count_active("2012", presume_continuity=False)
    assert compiled[1:] == [False]


def test_the_registry_counts_as_its_agreements_do() -> None:
    registry = mc.load()
    for day in ("2016-06-30", "2016", mc.PartialDate.parse("2023-04-10")):
        for at_least in mc.Truth:
            assert registry.count_active(day, at_least=at_least) == len(registry.active_on(day, at_least=at_least))
    for refused in (None, 2016, mc.Truth.TRUE):
        with pytest.raises(mc.WrongTypeError):
            registry.count_active(refused)  # type: ignore[arg-type]
    with pytest.raises(mc.WrongTypeError):
        registry.count_active("2016", at_least=True)  # type: ignore[arg-type]


def test_threads_get_the_same_answer() -> None:
    collection = mc.Agreements("agreements", dict(mc.load().agreements.by_id))
    start = threading.Barrier(4)

    def ask() -> int:
        start.wait()
        return len(list(collection.active_on("2016-06-30")))

    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(ask) for _ in range(4)]
    assert len({answer.result() for answer in answers}) == 1


def test_found_records_are_a_mapping_with_a_view_of_its_records(gappy: mc.Agreements) -> None:
    found = gappy.active_on("2011-03-15").by_id
    assert len(found.values()) == 1
    assert gappy["a"] in found.values()
    assert dict(found.items()) == {"a": gappy["a"]}
    assert isinstance(gappy.active_on("2011-03-15")._by_id, Active)


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_collection_is_restored_whatever_happens(enabled: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with collection_held_off():
            assert not gc.isenabled()
            with pytest.raises(KeyError), collection_held_off():
                raise KeyError
            assert not gc.isenabled()
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()


def test_loading_holds_garbage_collection_off_and_restores_it_when_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    held = []
    monkeypatch.setattr(Registry, "__attrs_post_init__", lambda _: held.append(not gc.isenabled()))
    text = '{"parties": [{"id": "a", "name": "A"}]}'
    assert gc.isenabled()
    mc.loads(text)
    assert held == [True]
    for broken in ("{", '{"parties": [{}]}'):
        with pytest.raises(mc.InvalidFileError):
            mc.loads(broken)
        assert gc.isenabled()


def test_evolving_a_record_leaves_the_collection_as_it_was(gappy: mc.Agreements) -> None:
    other = attrs.evolve(gappy["a"], renewals=())
    assert other not in gappy.active_on("2011-03-15")
    assert gappy["a"] in gappy.active_on("2011-03-15")
