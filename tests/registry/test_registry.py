"""The registry: its collections, the checks of what refers to what, and its questions over all records."""

from __future__ import annotations

import copy
import datetime
import pickle
import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import attrs
import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from helpers.samples import REGISTRY
from mainland_coop import Truth
from mainland_coop.collections.kinds import ContextOf

A = mc.Party(id="a", name="A")
KINDS = ("parties", "agreements", "conferences", "programmes", "areas", "sources", "sessions")
IDS = {
    "parties": "hk",
    "agreements": "pact",
    "conferences": "conference",
    "programmes": "programme",
    "areas": "legal",
    "sources": "page",
    "sessions": "plenary-1",
}


def agreement(id: str = "x", **fields: object) -> mc.Agreement:
    return mc.Agreement(**{"id": id, "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011-01-01"} | fields)


def registry(*agreements: mc.Agreement, **fields: object) -> mc.Registry:
    return mc.Registry(**{"agreements": agreements, "parties": [A]} | fields)


def problems(**fields: object) -> list[mc.Problem]:
    with pytest.raises(mc.InvalidRegistryError) as caught:
        mc.Registry(**fields)
    assert isinstance(caught.value, ValueError)
    assert [str(problem) for problem in caught.value.problems[:1000]] == [
        line.removeprefix("  ") for line in str(caught.value).splitlines()[1:1001]
    ]
    return list(caught.value.problems)


# --- Collections -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_collection_is_asked_by_id_and_by_record(kind: str) -> None:
    collection, id = getattr(REGISTRY, kind), IDS[kind]
    record = collection[id]
    assert record.id == id
    assert collection.get(id) is record
    assert id in collection
    assert record in collection
    assert copy.deepcopy(record) in collection
    assert len(collection) == len(list(collection)) == len(collection.by_id)
    assert {r.id for r in collection} == set(collection.by_id)


@pytest.mark.parametrize("kind", KINDS)
def test_a_collection_says_what_it_does_not_hold(kind: str) -> None:
    collection = getattr(REGISTRY, kind)
    record = collection[IDS[kind]]
    assert collection.get("nothing") is None
    assert collection.get("nothing", 5) == 5
    for absent in ("nothing", 5, None, (), attrs.evolve(record, id="other"), attrs.evolve(record, note="Another.")):
        assert absent not in collection
    with pytest.raises(mc.UnknownIdError) as caught:
        collection["nothing"]
    assert isinstance(caught.value, KeyError)
    assert (caught.value.id, caught.value.kind) == ("nothing", kind)


@pytest.mark.parametrize(
    ("kind", "asked", "near"),
    [
        ("agreements", "framewrok", "framework"),
        ("agreements", "Framework", "framework"),
        ("areas", "legal-trainings", "legal-training"),
        ("programmes", "programm", "programme"),
        ("sessions", "plenary-11", "plenary-1"),
    ],
)
def test_an_unknown_id_suggests_near_ones(kind: str, asked: str, near: str) -> None:
    collection = getattr(REGISTRY, kind)
    with pytest.raises(KeyError, match=f"did you mean .*{near}") as caught:
        collection[asked]
    assert caught.value.suggestions[0] == near
    assert repr(asked) in str(caught.value)


def test_an_id_that_is_near_nothing_suggests_nothing() -> None:
    with pytest.raises(mc.UnknownIdError) as caught:
        REGISTRY.agreements["zzzzzzzz"]
    assert caught.value.suggestions == ()
    assert "did you mean" not in str(caught.value)


@pytest.mark.parametrize("id", ["x" * 100_000, "\ud800", ""], ids=["long", "half a character", "empty"])
def test_an_odd_id_is_unknown_in_few_words(id: str) -> None:
    with pytest.raises(mc.UnknownIdError) as caught:
        REGISTRY.agreements[id]
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("id", [["pact"], {}, set()], ids=repr)
def test_what_can_be_no_id_is_refused_in_our_words(id: object) -> None:
    for ask in (REGISTRY.agreements.__getitem__, REGISTRY.agreements.get):
        with pytest.raises(mc.MainlandCoopError) as caught:
            ask(id)
        assert isinstance(caught.value, TypeError | KeyError)


@pytest.mark.parametrize("kind", KINDS)
def test_a_collection_cannot_be_changed(kind: str) -> None:
    collection = getattr(REGISTRY, kind)
    with pytest.raises(TypeError):
        collection["new"] = collection[IDS[kind]]
    with pytest.raises(TypeError):
        del collection[IDS[kind]]
    with pytest.raises(TypeError):
        collection.by_id["new"] = collection[IDS[kind]]
    with pytest.raises(AttributeError):
        collection.kind = "other"
    with pytest.raises(AttributeError):
        collection._by_id = {}
    with pytest.raises(AttributeError):
        del collection._by_id


def test_records_are_ordered_by_date_and_then_by_id() -> None:
    signed = {"e": "2012", "d": "2011", "c": "2011~", "b": "2011-01-01", "a": "[..2010]", "f": "2011-12-31"}
    found = registry(*(agreement(id, signed=when) for id, when in signed.items())).agreements
    assert [record.id for record in found] == ["a", "b", "c", "d", "f", "e"]

    def sources(**published: str | None) -> list[str]:
        records = [mc.Source(id=id, title="S", published=when) for id, when in published.items()]
        return [source.id for source in mc.Registry(sources=records).sources]

    assert sources(d="2012", c=None, b="2011", a="2011-01-01") == ["a", "b", "d", "c"]
    undated = [mc.Source(id="z", title="Z", retrieved="2020"), mc.Source(id="y", title="Y", published="2010")]
    assert [source.id for source in mc.Registry(sources=undated).sources] == ["y", "z"]  # by its latest day alone

    programmes = [mc.Programme(id=i, name="P", started=when) for i, when in [("c", "2012"), ("b", None), ("a", None)]]
    assert [p.id for p in mc.Registry(programmes=programmes).programmes] == ["c", "a", "b"]
    conferences = [mc.Conference(id=i, name="C", established=when) for i, when in [("b", "2012"), ("a", "2013")]]
    assert [c.id for c in mc.Registry(conferences=conferences).conferences] == ["b", "a"]
    parties = [mc.Party(id=i, name="P") for i in "cab"]
    assert [p.id for p in mc.Registry(parties=parties).parties] == ["a", "b", "c"]


def test_the_answer_of_active_on_is_a_collection_in_the_same_order() -> None:
    whole = registry(agreement("b"), agreement("a"), agreement("c", signed="2010"), agreement("d", signed="2030"))
    found = whole.active_on("2020")
    assert isinstance(found, mc.Collection)
    assert [record.id for record in found] == ["c", "a", "b"]
    assert found["a"] is whole.agreements["a"]
    with pytest.raises(mc.UnknownIdError):
        found["d"]


# --- Values ------------------------------------------------------------------------------------------------------


def test_registries_are_equal_whatever_the_order_of_their_records() -> None:
    fields = {kind: list(getattr(REGISTRY, kind)) for kind in KINDS if kind != "sessions"}
    shuffled = mc.Registry(
        **{kind: list(reversed(records)) for kind, records in fields.items()},
        version=REGISTRY.version,
        verified_through=REGISTRY.verified_through,
    )
    assert shuffled == REGISTRY
    assert hash(shuffled) == hash(REGISTRY)
    assert mc.dumps(shuffled) == mc.dumps(REGISTRY)
    assert mc.Registry(**fields) != REGISTRY
    assert attrs.evolve(REGISTRY, agreements=list(REGISTRY.agreements)) == REGISTRY


@pytest.mark.parametrize(("one", "other"), [(1, 1.0), (0, -0.0), (2, 2.0)])
def test_equal_registries_are_written_alike(one: float, other: float) -> None:
    """Equal registries give equal texts; or else what is written differently is not equal."""
    registries = [
        mc.Registry(parties=[mc.Party(id="p", name="P", figures=[mc.Figure(what="w", value=value)])])
        for value in (one, other)
    ]
    assert (registries[0] == registries[1]) is (mc.dumps(registries[0]) == mc.dumps(registries[1]))


@pytest.mark.parametrize(("one", "other"), [(1, 1.0), (0, -0.0)])
def test_equal_registries_are_written_alike_also_in_what_sources_say(one: object, other: object) -> None:
    registries = [
        mc.Registry(
            parties=[mc.Party(id="p", name="P", citations=[mc.Citation(source="s", says={"note": claim})])],
            sources=[mc.Source(id="s", title="S")],
        )
        for claim in (one, other)
    ]
    assert (registries[0] == registries[1]) is (mc.dumps(registries[0]) == mc.dumps(registries[1]))


def test_collections_of_different_kinds_are_unequal() -> None:
    empty = mc.Registry()
    assert empty.parties != empty.agreements
    assert empty.parties == mc.Registry().parties
    assert empty.parties != ()


@pytest.mark.parametrize("whole", [REGISTRY, mc.load()], ids=["sample", "bundled"])
def test_a_registry_survives_pickle_and_copies(whole: mc.Registry) -> None:
    for copied in (pickle.loads(pickle.dumps(whole)), copy.copy(whole), copy.deepcopy(whole)):
        assert copied == whole
        assert hash(copied) == hash(whole)
        assert [r.id for r in copied.agreements] == [r.id for r in whole.agreements]
        assert copied.notices == whole.notices
        assert copied.active_on("2014") == whole.active_on("2014")


def test_asking_leaves_the_pickle_of_a_registry_as_it_was() -> None:
    fresh, used = copy.deepcopy(mc.load()), copy.deepcopy(mc.load())
    before = len(pickle.dumps(fresh))
    for day in ("2005", "2014-06-01"):
        used.active_on(day, at_least=Truth.UNKNOWN, presume_continuity=False)
        used.explain("doj-shenzhen-legal-matters-2011", day)
    assert len(used.notices) == len(mc.load().notices)
    assert len(used.sessions) == len(mc.load().sessions)
    assert len(pickle.dumps(used)) == before
    assert used == fresh


def test_a_registry_cannot_be_changed() -> None:
    for name in ("agreements", "version", "notices", "new"):
        with pytest.raises(AttributeError):
            setattr(REGISTRY, name, None)


def test_the_bundled_registry_is_built_once() -> None:
    assert mc.load() is mc.load()


# --- References --------------------------------------------------------------------------------------------------

NO = "nowhere"
CITED = [mc.Citation(source=NO)]
PERSON = [mc.Signatory(name="N", party=NO)]
FIGURES = [mc.Figure(what="w", value=1, citations=CITED)]


def only_agreement(**fields: object) -> dict[str, object]:
    return {"agreements": [agreement(**fields), agreement("other")], "parties": [A]}


def only_party(**fields: object) -> dict[str, object]:
    return {"parties": [mc.Party(id="a", name="A", **fields)]}


def only_conference(**fields: object) -> dict[str, object]:
    return {"conferences": [mc.Conference(id="c", name="C", **fields)]}


def only_session(**fields: object) -> dict[str, object]:
    return only_conference(sessions=[mc.Session(id="s", **fields)])


def only_programme(**fields: object) -> dict[str, object]:
    return {"programmes": [mc.Programme(id="p", name="P", **fields)]}


def only_area(**fields: object) -> dict[str, object]:
    return {"areas": [mc.Area(id="r", name="R", **fields)]}


RENEWED = {"signed": "2012"}
ENDED = {"last_day": "2020", "reason": "superseded"}
DANGLING: dict[str, dict[str, object]] = {
    "agreements['x'].parties[1]": only_agreement(parties=["a", NO]),
    "agreements['x'].amends[0]": only_agreement(amends=[NO]),
    "agreements['x'].supplements[0]": only_agreement(supplements=[NO]),
    "agreements['x'].implements[0]": only_agreement(implements=[NO]),
    "agreements['x'].under": only_agreement(under=NO),
    "agreements['x'].signed_at": only_agreement(signed_at=NO),
    "agreements['x'].authorised_by[0]": only_agreement(authorised_by=[NO]),
    "agreements['x'].areas[0]": only_agreement(areas=[NO]),
    "agreements['x'].signatories[0].party": only_agreement(signatories=PERSON),
    "agreements['x'].superseded_in_part[0].by": only_agreement(superseded_in_part=[mc.PartialSupersession(by=NO)]),
    "agreements['x'].superseded_in_part[0].citations[0].source": only_agreement(
        superseded_in_part=[mc.PartialSupersession(by="other", citations=CITED)]
    ),
    "agreements['x'].in_force_from[0].citations[0].source": only_agreement(
        in_force_from=[mc.Stage(on="2011", citations=CITED)]
    ),
    "agreements['x'].renewals[0].areas[0]": only_agreement(renewals=[mc.Renewal(**RENEWED, areas=[NO])]),
    "agreements['x'].renewals[0].signatories[0].party": only_agreement(
        renewals=[mc.Renewal(**RENEWED, signatories=PERSON)]
    ),
    "agreements['x'].renewals[0].citations[0].source": only_agreement(
        renewals=[mc.Renewal(**RENEWED, citations=CITED)]
    ),
    "agreements['x'].ending.by": only_agreement(ending=mc.Ending(**ENDED, by=NO)),
    "agreements['x'].ending.citations[0].source": only_agreement(ending=mc.Ending(**ENDED, citations=CITED)),
    "agreements['x'].figures[0].citations[0].source": only_agreement(figures=FIGURES),
    "agreements['x'].citations[0].source": only_agreement(citations=CITED),
    "parties['a'].parent": only_party(parent=NO),
    "parties['a'].predecessors[0].party": only_party(predecessors=[mc.Predecessor(party=NO)]),
    "parties['a'].figures[0].citations[0].source": only_party(figures=FIGURES),
    "parties['a'].citations[0].source": only_party(citations=CITED),
    "conferences['c'].parties[0]": only_conference(parties=[NO]),
    "conferences['c'].areas[0]": only_conference(areas=[NO]),
    "conferences['c'].figures[0].citations[0].source": only_conference(figures=FIGURES),
    "conferences['c'].citations[0].source": only_conference(citations=CITED),
    "conferences['c'].sessions['s'].parties[0]": only_session(parties=[NO]),
    "conferences['c'].sessions['s'].areas[0]": only_session(areas=[NO]),
    "conferences['c'].sessions['s'].held_with[0]": only_session(held_with=[NO]),
    "conferences['c'].sessions['s'].chairs[0].party": only_session(chairs=PERSON),
    "conferences['c'].sessions['s'].guests[0].party": only_session(guests=PERSON),
    "conferences['c'].sessions['s'].figures[0].citations[0].source": only_session(figures=FIGURES),
    "conferences['c'].sessions['s'].citations[0].source": only_session(citations=CITED),
    "programmes['p'].organisers[0]": only_programme(organisers=[NO]),
    "programmes['p'].partners[0]": only_programme(partners=[NO]),
    "programmes['p'].implements[0]": only_programme(implements=[NO]),
    "programmes['p'].under": only_programme(under=NO),
    "programmes['p'].areas[0]": only_programme(areas=[NO]),
    "programmes['p'].editions[0].citations[0].source": only_programme(editions=[mc.Edition(citations=CITED)]),
    "programmes['p'].renewals[0].areas[0]": only_programme(renewals=[mc.Renewal(**RENEWED, areas=[NO])]),
    "programmes['p'].renewals[0].citations[0].source": only_programme(
        renewals=[mc.Renewal(**RENEWED, citations=CITED)]
    ),
    "programmes['p'].ending.by": only_programme(ending=mc.Ending(**ENDED, by=NO)),
    "programmes['p'].ending.citations[0].source": only_programme(ending=mc.Ending(**ENDED, citations=CITED)),
    "programmes['p'].figures[0].citations[0].source": only_programme(figures=FIGURES),
    "programmes['p'].citations[0].source": only_programme(citations=CITED),
    "areas['r'].broader": only_area(broader=NO),
    "areas['r'].citations[0].source": only_area(citations=CITED),
}


@pytest.mark.parametrize("path", DANGLING)
def test_a_reference_that_leads_nowhere_is_refused(path: str) -> None:
    found = problems(**DANGLING[path])
    assert [problem.path for problem in found] == [path]
    assert found[0].value == "'nowhere'"
    assert "there is no record with this id among" in found[0].expected


def test_every_reference_field_of_the_model_is_in_that_table() -> None:
    """The names of the fields that hold ids of other records, as the classes have them."""
    named = {path.split(".")[-1].partition("[")[0] for path in DANGLING}
    assert named == {
        *("parties", "amends", "supplements", "implements", "under", "signed_at", "authorised_by", "areas", "party"),
        *("by", "source", "parent", "held_with", "organisers", "partners", "broader"),
    }


def test_an_id_of_another_kind_is_no_reference() -> None:
    assert len(problems(agreements=[agreement(under="a")], parties=[A])) == 1
    assert len(problems(agreements=[agreement(amends=["a"])], parties=[A])) == 1


def test_all_problems_are_reported_at_once() -> None:
    found = problems(agreements=[agreement("x", under=NO), agreement("y", parties=["b", "c"])], parties=[A])
    assert {problem.path for problem in found} == {
        "agreements['x'].under",
        "agreements['y'].parties[0]",
        "agreements['y'].parties[1]",
    }


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("parties", A),
        ("agreements", agreement()),
        ("conferences", mc.Conference(id="c", name="C")),
        ("programmes", mc.Programme(id="p", name="P")),
        ("areas", mc.Area(id="r", name="R")),
        ("sources", mc.Source(id="s", title="S")),
    ],
)
def test_an_id_that_stands_there_twice_is_refused(kind: str, record: object) -> None:
    found = problems(**{kind: [record, attrs.evolve(record, note="Another."), record]})
    assert [problem.path for problem in found] == [f"{kind}[1].id", f"{kind}[2].id"]
    assert found[0].value == repr(record.id)
    assert "twice" in found[0].expected


def test_one_id_may_stand_in_two_kinds() -> None:
    whole = mc.Registry(
        parties=[mc.Party(id="x", name="A")],
        agreements=[agreement("x", parties=["x"])],
        programmes=[mc.Programme(id="x", name="P")],
        areas=[mc.Area(id="x", name="R")],
        sources=[mc.Source(id="x", title="S")],
        conferences=[mc.Conference(id="x", name="C", sessions=[mc.Session(id="x")])],
    )
    assert whole.explain("x", "2012").truth is Truth.TRUE


@pytest.mark.parametrize("across", [False, True])
def test_session_ids_are_unique_within_and_across_conferences(across: bool) -> None:
    sessions = [mc.Session(id="s", held="2005"), mc.Session(id="s", held="2006")]
    conferences = (
        [mc.Conference(id="c", name="C", sessions=sessions[:1]), mc.Conference(id="d", name="D", sessions=sessions[1:])]
        if across
        else [mc.Conference(id="c", name="C", sessions=sessions)]
    )
    found = problems(conferences=conferences)
    assert len(found) == 1
    assert ".sessions['s'].id" in found[0].path
    assert "twice" in found[0].expected


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("renewals[1].signed", agreement(renewals=[mc.Renewal(signed="2012")])),
        ("signature", agreement()),
        ("title.english", agreement()),
        ("signed.first", agreement()),
        ("renewals.signed", agreement(renewals=[mc.Renewal(signed="2012")])),
    ],
)
@pytest.mark.parametrize("how", ["supports", "says"])
def test_a_citation_of_a_field_that_is_not_there_is_refused(path: str, owner: mc.Agreement, how: str) -> None:
    citation = mc.Citation(source="s", **{how: [path] if how == "supports" else {path: "2012"}})
    found = problems(
        agreements=[attrs.evolve(owner, citations=[citation])],
        parties=[A],
        sources=[mc.Source(id="s", title="S")],
    )
    place = "supports[0]" if how == "supports" else "says"
    assert [problem.path for problem in found] == [f"agreements['x'].citations[0].{place}"]
    assert found[0].value == repr(path)


# --- Circles -----------------------------------------------------------------------------------------------------


def ended(id: str, by: str) -> mc.Agreement:
    return agreement(id, ending=mc.Ending(last_day="2020-01-01", reason="superseded", by=by))


def ring(make: object, length: int) -> list[object]:
    """Records of which each refers to the next, and the last to the first."""
    ids = [f"n{index}" for index in range(length)]
    return [make(id, ids[(index + 1) % length]) for index, id in enumerate(ids)]


CIRCLES: dict[str, tuple[str, object]] = {
    "ending.by": ("agreements", ended),
    "under": ("agreements", lambda own, to: agreement(own, under=to)),
    "amends": ("agreements", lambda own, to: agreement(own, amends=[to])),
    "supplements": ("agreements", lambda own, to: agreement(own, supplements=[to])),
    "implements": ("agreements", lambda own, to: agreement(own, implements=[to])),
    "parent": ("parties", lambda own, to: mc.Party(id=own, name="P", parent=to)),
    "predecessors": ("parties", lambda own, to: mc.Party(id=own, name="P", predecessors=[mc.Predecessor(party=to)])),
    "broader": ("areas", lambda own, to: mc.Area(id=own, name="R", broader=to)),
    "ending.by of programmes": (
        "programmes",
        lambda own, to: mc.Programme(
            id=own, name="P", started="2010", ending=mc.Ending(last_day="2020-01-01", reason="merged", by=to)
        ),
    ),
}


@pytest.mark.parametrize("length", [1, 2, 3, 5_000])
@pytest.mark.parametrize("name", CIRCLES)
def test_a_circle_is_refused(name: str, length: int) -> None:
    kind, make = CIRCLES[name]
    found = problems(**{"parties": [A]} | {kind: ring(make, length) + ([A] if kind == "parties" else [])})
    circles = [problem for problem in found if "leads back to itself" in problem.expected]
    assert len(circles) == 1
    assert circles[0].path.startswith(f"{kind}['n")
    assert circles[0].path.endswith(f".{name.partition(' ')[0]}")
    assert len(str(circles[0])) < 600
    if length == 3:
        assert "n0 -> n1 -> n2 -> n0" in circles[0].expected


@pytest.mark.parametrize("name", [name for name in CIRCLES if "ending" not in name])
def test_a_long_line_that_is_no_circle_is_accepted(name: str) -> None:
    kind, make = CIRCLES[name]
    records = ring(make, 3_000)[:-1]
    end = {"agreements": agreement, "parties": lambda own: mc.Party(id=own, name="P")}
    last = end.get(kind, lambda own: mc.Area(id=own, name="R"))("n2999")
    whole = mc.Registry(**{"parties": [A]} | {kind: [*records, last] + ([A] if kind == "parties" else [])})
    assert len(getattr(whole, kind)) >= 3_000


def test_a_circle_is_told_without_the_way_that_led_to_it() -> None:
    areas = [mc.Area(id=id, name=id, broader=broader) for id, broader in ("ab", "bc", "cb")]
    assert [(problem.path, problem.expected) for problem in problems(areas=areas)] == [
        ("areas['b'].broader", "it leads back to itself: b -> c -> b")
    ]


def test_every_circle_is_told_and_what_is_beside_it_is_not() -> None:
    areas = [mc.Area(id=id, name=id, broader=broader) for id, broader in ("ab", "ba", "cd", "dc")]
    assert [problem.path for problem in problems(areas=areas)] == ["areas['a'].broader", "areas['c'].broader"]
    beside = [agreement("x", amends=["dead", "y"]), agreement("dead", amends=["end"]), agreement("end")]
    told = problems(agreements=[*beside, agreement("y", amends=["x"])], parties=[A])
    assert [problem.expected for problem in told] == ["it leads back to itself: x -> y -> x"]


@pytest.mark.parametrize(("length", "is_shown"), [(131, True), (132, False)])
def test_a_circle_of_long_ids_is_counted(length: int, is_shown: bool) -> None:
    one, other = "x" * 130, "y" * length  # with 131, what is shown has 399 characters
    told = problems(areas=[mc.Area(id=one, name="X", broader=other), mc.Area(id=other, name="Y", broader=one)])
    shown = f"{one} -> {other} -> {one}" if is_shown else "2 records"
    assert [problem.expected for problem in told] == [f"it leads back to itself: {shown}"]


def test_a_record_reached_on_two_ways_is_no_circle() -> None:
    top, left, right = agreement("top"), agreement("left", amends=["top"]), agreement("right", amends=["top"])
    assert len(registry(top, left, right, agreement("low", amends=["left", "right"])).agreements) == 4


def test_a_circle_through_different_fields_is_none() -> None:
    assert len(registry(agreement("x", amends=["y"]), agreement("y", under="x")).agreements) == 2


# --- Successors --------------------------------------------------------------------------------------------------


def superseded(last_day: str, **successor: object) -> mc.Registry:
    return registry(
        agreement("old", ending=mc.Ending(last_day=last_day, reason="superseded", by="new")),
        agreement("new", **successor),
    )


@pytest.mark.parametrize(
    ("last_day", "successor"),
    [
        ("2020-01-01", {"expires": "2020-01-01"}),
        ("2020-01-01", {"expires": "2015"}),
        ("2020", {"expires": "2019-12-31"}),
        ("2020-01-01", {"signed": "2012-01-01", "term": "P5Y"}),
        ("2020-01-01", {"ending": mc.Ending(last_day="2018", reason="terminated")}),
    ],
)
def test_a_successor_that_was_certainly_over_before_the_next_day_is_refused(
    last_day: str, successor: dict[str, object]
) -> None:
    with pytest.raises(mc.InvalidRegistryError) as caught:
        superseded(last_day, **successor)
    assert [problem.path for problem in caught.value.problems] == ["agreements['old'].ending.by"]
    assert "was over before" in str(caught.value)


@pytest.mark.parametrize(
    ("last_day", "successor"),
    [
        ("2020-01-01", {"expires": "2020-01-02"}),
        ("2020-01-01", {"expires": "2020"}),
        ("2020", {"expires": "2020-06-01"}),
        ("2020-01-01", {}),
        ("2020-01-01", {"expires": ".."}),
        ("2020-01-01", {"in_force_from": "2020-01-02"}),
        ("2020", {"in_force_from": "2020-06-01"}),
        ("2020-01-01", {"term": "P5Y", "renewals": [mc.Renewal(signed="2019", term="P5Y")]}),
    ],
)
def test_a_successor_that_may_have_been_in_force_on_the_next_day_is_accepted(
    last_day: str, successor: dict[str, object]
) -> None:
    assert superseded(last_day, **successor).notices == ()


def test_a_successor_that_starts_later_is_a_notice_and_no_error() -> None:
    assert superseded("2020-01-01", in_force_from="2020-01-02").notices == ()
    notices = superseded("2020-01-01", in_force_from="2020-01-03").notices
    assert [notice.path for notice in notices] == ["agreements['old'].ending.by"]
    assert "later" in str(notices[0])


def test_a_successor_that_never_began_is_a_notice() -> None:
    notices = superseded("2020-01-01", never_in_force=True).notices
    assert [notice.path for notice in notices] == ["agreements['old'].ending.by"]
    assert "never entered into force" in str(notices[0])


def test_one_instrument_may_supersede_several_and_several_one_in_part() -> None:
    ending = mc.Ending(last_day="2020-01-01", reason="superseded", by="new")
    partial = [mc.PartialSupersession(by="new"), mc.PartialSupersession(by="newer")]
    whole = registry(
        agreement("one", ending=ending),
        agreement("two", ending=ending),
        agreement("three", superseded_in_part=partial),
        agreement("new"),
        agreement("newer"),
    )
    assert whole.notices == ()


def test_a_programme_may_be_ended_by_an_agreement() -> None:
    ending = mc.Ending(last_day="2020-01-01", reason="merged", by="new")
    programme = mc.Programme(id="p", name="P", started="2010", ending=ending)
    assert registry(agreement("new"), programmes=[programme]).notices == ()
    with pytest.raises(mc.InvalidRegistryError):
        registry(agreement("new", expires="2015"), programmes=[programme])


def test_a_signature_outside_its_session_is_a_notice() -> None:
    conference = mc.Conference(id="c", name="C", sessions=[mc.Session(id="s", held="2011-07-25/2011-07-28")])
    inside, outside = agreement(signed="2011-07", signed_at="s"), agreement(signed="2011-08", signed_at="s")
    assert registry(inside, conferences=[conference]).notices == ()
    notices = registry(outside, conferences=[conference]).notices
    assert [notice.path for notice in notices] == ["agreements['x'].signed"]
    assert "2011-07-25/2011-07-28" in str(notices[0])


def test_a_citation_of_a_field_that_is_not_filled_is_a_notice() -> None:
    pact = agreement(citations=[mc.Citation(source="s", supports=["signed", "term"])])
    notices = registry(pact, sources=[mc.Source(id="s", title="S")]).notices
    assert [notice.path for notice in notices] == ["agreements['x'].term"]


# --- Questions ---------------------------------------------------------------------------------------------------

SOME = registry(
    agreement("exact"),
    agreement("year", signed="2011"),
    agreement("term", term="P5Y"),
    agreement("partial-term", signed="2011", term="P5Y"),
    agreement("gap", term="P1Y", renewals=[mc.Renewal(signed="2015", term="P1Y")]),
    agreement("open", expires=".."),
    agreement("ended", ending=mc.Ending(last_day="2013", reason="terminated")),
    agreement("never", never_in_force=True),
    agreement("tacit", term="P2Y", tacit_renewal="P1Y"),
)
days = st.dates(datetime.date(2010, 6, 1), datetime.date(2018, 1, 1))
queries = days | days.map(lambda day: day.isoformat()[:7]) | days.map(lambda day: day.isoformat()[:4])


@given(queries, st.sampled_from(Truth), st.booleans())
def test_active_on_is_a_loop_over_the_agreements(day: object, at_least: Truth, presume: bool) -> None:
    kept = []
    for pact in SOME.agreements:
        truth = pact.active_on(day, presume_continuity=presume)
        if {Truth.TRUE: truth.certain, Truth.UNKNOWN: truth.possible, Truth.FALSE: True}[at_least]:
            kept.append(pact)
    assert list(SOME.active_on(day, at_least=at_least, presume_continuity=presume)) == kept


@pytest.mark.parametrize("day", ["1999-07-01", "2003-06", "2011", "2017-01-01", "202X", "2023-04-10", "2030"])
@pytest.mark.parametrize("presume", [True, False])
def test_active_on_over_the_bundled_data_is_a_loop_too(day: str, presume: bool) -> None:
    whole = mc.load()
    truths = {pact.id: pact.active_on(day, presume_continuity=presume) for pact in whole.agreements}
    certain = {pact.id for pact in whole.active_on(day, presume_continuity=presume)}
    possible = {pact.id for pact in whole.active_on(day, at_least=Truth.UNKNOWN, presume_continuity=presume)}
    assert certain == {id for id, truth in truths.items() if truth is Truth.TRUE}
    assert possible == {id for id, truth in truths.items() if truth is not Truth.FALSE}


@pytest.mark.parametrize("at_least", [True, None, "TRUE", 1, mc.Status.IN_FORCE], ids=repr)
def test_at_least_is_a_truth_value(at_least: object) -> None:
    for whole in (SOME, mc.Registry()):
        with pytest.raises(mc.WrongTypeError, match="is no truth value"):
            whole.active_on("2014", at_least=at_least)
        with pytest.raises(mc.WrongTypeError, match="is no truth value"):
            whole.as_published("2014", at_least=at_least)


def test_a_bad_day_is_refused_even_by_an_empty_registry() -> None:
    with pytest.raises(mc.DateError):
        mc.Registry().active_on("June")
    with pytest.raises(mc.WrongTypeError):
        mc.Registry().active_on(2014)


def test_parties_of() -> None:
    b, c = mc.Party(id="b", name="B"), mc.Party(id="c", name="C")
    conference = mc.Conference(
        id="k", name="K", parties=["c", "a"], sessions=[mc.Session(id="s"), mc.Session(id="t", parties=["b"])]
    )
    pact = agreement(parties=["b", "a"])
    programme = mc.Programme(id="p", name="P", organisers=["c"], partners=["b", "a"])
    whole = mc.Registry(parties=[A, b, c], agreements=[pact], conferences=[conference], programmes=[programme])
    assert whole.parties_of(pact) == (b, A)
    assert whole.parties_of(programme) == (c, b, A)
    assert whole.parties_of(conference) == (c, A)
    assert whole.parties_of(whole.sessions["s"]) == (c, A)
    assert whole.parties_of(whole.sessions["t"]) == (b,)
    with pytest.raises(mc.UnknownIdError):
        mc.Registry().parties_of(pact)


def test_successors_of() -> None:
    old = mc.Party(id="old", name="Old")
    one = mc.Party(id="one", name="One", predecessors=[mc.Predecessor(party="old", how="split")])
    two = mc.Party(id="two", name="Two", predecessors=[mc.Predecessor(party="old"), mc.Predecessor(party="one")])
    whole = mc.Registry(parties=[two, one, old])
    assert whole.successors_of("old") == whole.successors_of(old) == (one, two)
    assert whole.successors_of("two") == ()
    with pytest.raises(mc.UnknownIdError, match="one"):
        whole.successors_of("onee")


def test_name_of() -> None:
    assert REGISTRY.name_of("pact") == "Department of Justice"
    assert REGISTRY.name_of("programme") == "Programme"
    assert REGISTRY.name_of("sz") == "Shenzhen"
    assert REGISTRY.name_of("conference") == "Conference"
    assert REGISTRY.name_of("page") == "A page"
    assert REGISTRY.name_of("nothing") == "nothing"


# --- Threads -----------------------------------------------------------------------------------------------------


def test_many_threads_get_equal_answers() -> None:
    """Each thread asks a registry that nobody has asked yet, so that they meet in filling its caches."""
    expected = None
    n_threads = 8
    for _ in range(4):
        whole = copy.deepcopy(SOME)
        together = threading.Barrier(n_threads)

        def ask(seed: int, whole: mc.Registry = whole, together: threading.Barrier = together) -> dict[str, object]:
            shuffled = ["2011", "2013-06", "2016-01-01", "2030"]
            random.Random(seed).shuffle(shuffled)
            together.wait()
            answers = {day: whole.active_on(day, at_least=Truth.UNKNOWN) for day in shuffled}
            answers |= {f"{day} explained": whole.explain("gap", day) for day in shuffled}
            answers["order"] = [pact.id for pact in whole.agreements]
            answers["notices"] = whole.notices
            answers["gaps"] = [pact.chain.gaps() for pact in whole.agreements]
            answers["hash"] = hash(whole)
            return answers

        with ThreadPoolExecutor(n_threads) as pool:
            for answers in pool.map(ask, range(n_threads)):
                expected = expected or answers
                assert answers == expected


def test_the_context_of_a_registry_is_a_mapping_of_its_collections() -> None:
    context = ContextOf(REGISTRY)
    assert len(context) == len(list(context)) == 7
    assert context["parties"] is REGISTRY.parties
    assert {kind: len(context[kind]) for kind in context}["sessions"] == 2
    with pytest.raises(KeyError):
        context["treaties"]


def test_a_registry_that_leaves_a_kind_out_looks_nothing_up_in_another() -> None:
    here = mc.Registry(parties=[mc.Party(id="a", name="A", parent="b"), mc.Party(id="b", name="Here")])
    mc.Registry(parties=[mc.Party(id="b", name="Elsewhere")])
    assert "Here" in here.card("a").text
    assert here.agreements.context["parties"] is here.parties


# --- Ids that are none ------------------------------------------------------------------------------------------------


def named_registry() -> mc.Registry:
    doj = mc.Party(id="hksar-department-of-justice", name=mc.Name(en="Department of Justice", short=["DoJ"]))
    parties = [doj, mc.Party(id="p", name="Shenzhen Bureau"), mc.Party(id="q", name="Shenzhen Office")]
    pact = mc.Agreement(
        id="doj-shenzhen-legal-matters", title="Legal Matters", kind="arrangement", parties=["p"], signed="2011"
    )
    conference = mc.Conference(id="joint", name="Joint Conference", sessions=[mc.Session(id="joint-1")])
    return mc.Registry(parties=parties, agreements=[pact], conferences=[conference])


NAMED = named_registry()


@pytest.mark.parametrize(
    ("ask", "suggestions", "said"),
    [
        (lambda: NAMED.agreements.where(party="DoJ"), ("hksar-department-of-justice",), "registry.parties.find finds"),
        (lambda: NAMED.parties["DoJ"], ("hksar-department-of-justice",), "An id is needed here"),
        (lambda: NAMED.between("p", "Shenzhen"), ("p", "q"), "registry.parties.find finds"),
        (lambda: NAMED.record("Legal Matters"), ("doj-shenzhen-legal-matters",), "registry.agreements.find finds"),
        (lambda: NAMED.agreements["doj-shenzen"], ("doj-shenzhen-legal-matters",), "did you mean"),
        (lambda: NAMED.agreements["DOJ-Shenzhen"], ("doj-shenzhen-legal-matters",), "did you mean"),
        (lambda: NAMED.record("joint"), (), "it is an id among the conferences (registry.conferences)"),
        (lambda: NAMED.conferences["joint-1"], (), "it is an id among the sessions (registry.sessions)"),
        (lambda: NAMED.agreements.where(party="joint"), (), "registry.card shows a record of any kind"),
        (lambda: NAMED.active_on("2001")["doj-shenzhen-legal-matters"], (), "one of the registry, but not of these"),
        (lambda: NAMED.cite("nothing-like-it"), (), "among the records"),
    ],
)
def test_an_id_that_is_none_is_told_with_what_may_be_meant(
    ask: Callable[[], object], suggestions: tuple[str, ...], said: str
) -> None:
    with pytest.raises(mc.UnknownIdError) as caught:
        ask()
    assert caught.value.suggestions == suggestions
    assert said in str(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.note) == (str(caught.value), caught.value.note)


def test_what_may_be_meant_of_any_kind_is_the_likeliest_first() -> None:
    titled = agreement("titled", title="Pact of the DoJ and the Joint Conference", parties=["p"])
    of_all = NAMED.extend(agreements=[titled])
    for ask in (of_all.card, of_all.cite):  # a whole name of a body before words of a title
        with pytest.raises(mc.UnknownIdError, match=r"registry\.parties\.find finds") as caught:
            ask("DoJ")
        assert caught.value.suggestions == ("hksar-department-of-justice", "titled", "doj-shenzhen-legal-matters")
    joint = mc.Conference(id="joint-conference", name="Meeting")
    with pytest.raises(mc.UnknownIdError) as caught:  # a slip in an id before words of a title, which is no name then
        of_all.extend(conferences=[joint]).card("joint-conferenc")
    assert (caught.value.suggestions[0], caught.value.note) == ("joint-conference", "")


def test_an_id_that_is_no_text_is_near_nothing() -> None:
    with pytest.raises(mc.UnknownIdError) as caught:
        NAMED.parties[5]  # type: ignore[index]
    assert caught.value.suggestions == ()


def test_names_of_a_large_collection_are_not_read_to_tell_of_an_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mainland_coop.collections.collection._QUICKLY_READ", 2)
    parties = named_registry().parties
    assert parties.suggest("DoJ") == ()
    assert parties.find("DoJ").best  # now they are read
    assert parties.suggest("DoJ") == ("hksar-department-of-justice",)


def test_what_may_be_meant_by_a_reference_is_not_looked_for_in_a_very_large_register(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pacts = [agreement("pact-2011"), agreement("y", amends=["pact-201"]), agreement("z", amends=["pact-20111"])]
    for most, hints in ((20, 2), (4, 1), (3, 0)):  # of four records, the party among them
        monkeypatch.setattr("mainland_coop.registry.integrity._MOST_COMPARED", most)
        told = [str(problem) for problem in problems(agreements=pacts, parties=[A])]
        assert (len(told), sum("did you mean 'pact-2011'?" in each for each in told)) == (2, hints)


def test_a_reference_that_leads_nowhere_is_told_with_what_may_be_meant() -> None:
    pacts = [agreement("GENG-0016"), agreement("y", amends=["GENG-16"], under="a"), agreement("z", amends=["nothing"])]
    told = [str(problem) for problem in problems(agreements=pacts, parties=[A])]
    assert told == [
        (
            "agreements['y'].amends[0] is 'GENG-16': there is no record with this id among agreements; "
            "did you mean 'GENG-0016'?"
        ),
        "agreements['y'].under is 'a': there is no record with this id among agreements; it is one among parties",
        "agreements['z'].amends[0] is 'nothing': there is no record with this id among agreements",
    ]


def test_ids_that_are_meant_are_looked_for_while_that_is_little_work() -> None:
    pacts = [agreement("target"), *(agreement(f"x{i}", amends=["targt"]) for i in range(25))]
    told = [problem.expected.endswith("did you mean 'target'?") for problem in problems(agreements=pacts, parties=[A])]
    assert told == [True] * 20 + [False] * 5
