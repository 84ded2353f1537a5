"""Records are found by id or whole name, whatever their kind; standings are those that each record tells itself."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from helpers.profiles import heavy
from mainland_coop.collections.kinds import ContextOf
from mainland_coop.questions.lookups import find_anywhere, parties_in_city, record_called
from mainland_coop.questions.standing_lists import standing_lists
from mainland_coop.strategies import registries

REGISTRY = mc.load()
CONTEXT = ContextOf(REGISTRY)


@pytest.mark.parametrize(
    ("text", "kind", "id"),
    [
        ("CEPA", "agreements", "cepa-2003"),
        ("律政司", "parties", "hksar-department-of-justice"),
        ("hk-guangdong-joint-conference", "conferences", "hk-guangdong-joint-conference"),
    ],
)
def test_a_record_is_called_by_id_or_whole_name(text: str, kind: str, id: str) -> None:
    found, record = record_called(CONTEXT, text)
    assert (found, record.id) == (kind, id)


@pytest.mark.parametrize("text", ["Shenzhen", "", " ", "cepa-2004", "qqqqzzzz"])
def test_words_of_a_name_call_no_record(text: str) -> None:
    with pytest.raises(mc.UnknownIdError) as raised:
        record_called(CONTEXT, text)
    assert all(suggestion in str(raised.value) for suggestion in raised.value.suggestions)


@pytest.mark.parametrize(
    ("text", "kinds", "note"),
    [
        ("DoJ", ["agreements"], "it is a name among the parties (of 'hksar-department-of-justice'); `show` shows"),
        ("hk-guangdong-joint-conference", ["parties"], "it is an id among the conferences; `show` shows"),
        ("qqqqzzzz", ["areas"], "`find` looks for words of a name"),
        ("", ["areas"], "`find` looks for words of a name"),
    ],
)
def test_what_calls_no_record_of_a_kind_tells_what_else_to_ask(text: str, kinds: list[str], note: str) -> None:
    with pytest.raises(mc.UnknownIdError) as raised:
        record_called(CONTEXT, text, kinds)
    assert raised.value.note.startswith(note)
    assert "registry." not in str(raised.value), "who asks does not write Python"


def test_a_name_that_several_have_calls_none_of_them() -> None:
    twins = mc.Registry(parties=[mc.Party(id="a", name="Twin"), mc.Party(id="b", name="Twin")])
    with pytest.raises(mc.UnknownIdError, match=r"'a' or 'b'\? Several are called so: give an id"):
        record_called(ContextOf(twins), "Twin")


def test_an_id_of_another_kind_is_told_with_its_kind() -> None:
    for id, kind in (("hk-guangdong-joint-conference", "conferences"), ("hksar-department-of-justice", "parties")):
        with pytest.raises(mc.UnknownIdError, match=f"it is an id among the {kind} ") as raised:
            REGISTRY.story(id)
        assert "registry.card shows a record of any kind" in raised.value.note
        with pytest.raises(mc.UnknownIdError):
            REGISTRY.record(id)


def test_matches_of_all_kinds_are_ranked_together() -> None:
    found = find_anywhere(CONTEXT, "Hong Kong", limit=5)
    scores = [(match.why, match.score) for _, match in found.matches]
    assert len(scores) == 5 < found.total
    assert scores == sorted(scores, key=lambda each: (list(mc.MatchKind).index(each[0]), -each[1]))
    assert find_anywhere(CONTEXT, "qqqqzzzz").total == 0


def test_cities_are_those_of_the_parties() -> None:
    assert set(parties_in_city(REGISTRY.parties, "SHENZHEN")) == {
        party.id for party in REGISTRY.parties if party.city == "Shenzhen"
    }
    with pytest.raises(mc.InvalidArgumentError, match="did you mean 'Shenzhen'"):
        parties_in_city(REGISTRY.parties, "Shenzen")
    with pytest.raises(mc.InvalidArgumentError, match="ISO 3166"):
        parties_in_city(REGISTRY.parties, "Atlantis")


@heavy
@given(registries(), st.sampled_from(["2000-01-01", "2015", "199X"]), st.booleans())
def test_standings_are_those_of_each_record(registry: mc.Registry, day: str, presume: bool) -> None:
    rows = standing_lists(ContextOf(registry), mc.PartialDate.parse(day), presume_continuity=presume)
    told = [(row.record_kind, row.record.id, row.standing, row.truth) for row in rows]
    wanted = []
    for kind in ("agreements", "programmes"):
        for record in getattr(registry, kind):
            truth = record.active_on(day, presume_continuity=presume)
            if not truth.possible:
                continue
            standing = record.standing_on(day)
            if not presume:
                standing = mc.Standing.STATED if truth.certain else mc.Standing.POSSIBLE
            wanted.append((kind, record.id, standing, truth))
    assert told == wanted


def test_a_kind_word_leaves_out_the_records_that_do_not_have_it() -> None:
    day = mc.PartialDate.parse("2014-06-01")
    assert {row.record_kind for row in standing_lists(CONTEXT, day, kind=["training"])} == {"programmes"}
    assert {row.record_kind for row in standing_lists(CONTEXT, day, kind=["arrangement"])} == {"agreements"}
    with pytest.raises(mc.InvalidRecordError, match="known kinds: "):
        standing_lists(CONTEXT, day, kind=["mou"])
