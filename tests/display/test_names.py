"""Records and answers show the names that their registers have, and never one that a register does not have."""

from __future__ import annotations

import gc
import pickle
import weakref
from typing import Any

import attrs
import pytest

import mainland_coop as mc
from mainland_coop.collections.belonging import names_for
from mainland_coop.questions.answer_lists import Answers

REGISTRY = mc.load()
HINT = "Other records are shown by their ids"
BODY = mc.Party(id="a", name="Alpha")
PACT = mc.Agreement(id="x", title="Pact", kind="treaty", parties=["a"], signed="2011")


def own_pact() -> mc.Agreement:
    """An agreement that no register holds yet."""
    return attrs.evolve(PACT)


@pytest.mark.parametrize("kind", ["agreements", "programmes", "conferences", "sessions", "parties"])
def test_a_record_taken_from_a_registry_shows_names(kind: str) -> None:
    for record in list(getattr(REGISTRY, kind))[::7]:
        assert HINT not in str(record)
        assert HINT in str(attrs.evolve(record)), "one that only equals it may be of another register"


def test_names_go_with_the_register_that_has_them() -> None:
    pact = own_pact()
    assert HINT in str(pact)
    registry = mc.Registry(agreements=[pact], parties=[BODY])
    assert "Alpha" in str(pact)
    assert HINT not in str(pact)
    del registry
    gc.collect()
    assert HINT in str(pact)


def test_a_record_of_two_registers_that_disagree_shows_the_name_of_neither() -> None:
    pact = own_pact()
    one = mc.Registry(agreements=[pact], parties=[BODY])
    more = one.extend(parties=[mc.Party(id="b", name="Beta")])
    assert more.agreements["x"] is pact
    assert "Alpha" in str(pact), "they agree"
    other = one.replace(parties=[mc.Party(id="a", name="Another")])
    for shown in (str(pact), pact._repr_html_(), pact._repr_markdown_()):
        assert "Alpha" not in shown
        assert "Another" not in shown
    assert HINT in str(pact)
    assert "Alpha" in one.card("x").text
    assert "Another" in other.card("x").text


def test_what_is_of_a_register_and_not_of_the_record_is_on_its_card_alone() -> None:
    """How many agreements a party has, and the day of the check, differ between registers that share its record."""
    party = REGISTRY.parties["hksar-department-of-justice"]
    assert "Party to" in REGISTRY.card(party.id).text
    assert "Party to" not in str(party)
    session = REGISTRY.sessions["hk-shenzhen-2011"]
    assert "Signed there" in REGISTRY.card(session.id).text
    assert "Signed there" not in str(session)


def test_nothing_is_kept_alive_or_read_for_it() -> None:
    pact = own_pact()
    registry = mc.Registry(agreements=[pact], parties=[BODY], verified_through="2020")
    told = [
        str(pact),
        str(registry.family_of("x")),
        str(registry.lineage_of("a")),
        str(registry.changes("2010", "2012")),
    ]
    assert all(told)
    gone = weakref.ref(registry)
    del registry
    gc.collect()
    assert gone() is None

    def unread() -> dict[str, Any]:
        raise AssertionError("a record that was not taken from there reads nothing there")

    kinds = ("parties", "agreements", "conferences", "programmes", "areas", "sources")
    deferred = mc.Registry.deferred(dict.fromkeys(kinds, unread))
    assert HINT in str(pact)
    assert names_for(pact, "agreements") == ()
    del deferred


def test_an_answer_keeps_its_register_for_as_long_as_it_lives() -> None:
    family = mc.Registry(agreements=[PACT], parties=[BODY]).family_of("x")
    gc.collect()
    assert str(family).startswith("Pact\n")
    again = pickle.loads(pickle.dumps(family))
    assert again == family
    assert str(again).startswith("x\n"), "a copy is of no register"


def test_an_unpickled_registry_names_what_its_records_refer_to() -> None:
    registry = pickle.loads(pickle.dumps(mc.Registry(agreements=[PACT], parties=[BODY])))
    assert "Alpha" in str(registry.agreements["x"])


def test_a_finding_of_a_registry_shows_names_and_links() -> None:
    id = "doj-shenzhen-legal-matters-2011"
    page = REGISTRY.explain(id, "2023-04-10")._repr_html_()
    assert page.count("Cooperative Arrangement on Legal Matters, on 2023-04-10") == 1
    assert "infogov-2023-11-17-shenzhen" not in page
    assert REGISTRY.sources["infogov-2023-11-17-shenzhen"].title in page
    assert '<a href="https://' in page


def test_lists_show_names_and_stay_tuples() -> None:
    gaps = REGISTRY.gaps()
    assert isinstance(gaps, tuple)
    assert gaps == tuple(gaps)
    assert hash(gaps) == hash(tuple(gaps))
    assert repr(gaps) == repr(tuple(gaps))
    assert type(pickle.loads(pickle.dumps(gaps))) is tuple
    assert pickle.loads(pickle.dumps(gaps)) == gaps
    first = gaps[:1]
    assert isinstance(first, Answers)
    assert REGISTRY.name_of(gaps[0].id)[:60] in str(first)
    assert str(first).startswith("1 gap:\n")
    assert str(gaps[:0]) == "No gaps."
    assert REGISTRY.name_of(gaps[0].id)[:60] not in repr(gaps)


def test_of_a_long_list_the_first_are_shown_and_the_rest_counted() -> None:
    events = REGISTRY.events("1997/2026")
    text = str(events)
    assert text.startswith(f"{len(events)} events: the first 48:")
    assert text.endswith(f"... and {len(events) - 48} more; iterate over all.")


def test_a_match_tells_why_and_shows_the_card() -> None:
    best = REGISTRY.parties.find("律政司").best
    assert best is not None
    assert str(best).splitlines()[:2] == [
        "Department of Justice of the HKSAR Government",
        "Found by abbreviation: 律政司 (score 1.00)",
    ]
    assert "Part of       Government of the Hong Kong Special Administrative Region" in str(best)


def test_a_family_and_a_lineage_are_told_with_names() -> None:
    family = REGISTRY.family_of("cepa-2003")
    rows = [line.split("  ")[1] for line in str(family).splitlines()[4:-1]]
    assert rows == ["the instrument itself", *(n.replace("_", " ") for n, ids in family.relations for _ in ids)]
    alone = mc.Registry(agreements=[PACT], parties=[BODY])
    assert str(alone.family_of("x")) == "Pact\nIt is related to no other instrument."
    assert str(alone.lineage_of("a")) == "Alpha\nIt came out of no other body, has no successor, and is part of none."
    bodies = [
        BODY,
        mc.Party(id="b", name="Beta", parent="a", predecessors=[mc.Predecessor(party="c", on="2018", how="renamed")]),
        mc.Party(id="c", name="Gamma"),
    ]
    lineage = mc.Registry(parties=bodies).lineage_of("b")
    assert str(lineage).splitlines() == [
        "Beta", "Part of: Alpha", "", "Came out of:", "  earlier  later  when  how", "  Gamma    Beta   2018  renamed",
    ]  # fmt: skip


def test_what_came_of_a_table_shows_itself() -> None:
    rows = [
        {"Title": "Pact", "Parties": "A; B", "Signed": "2011"},
        {"Title": "Other", "Parties": "A; B", "Signed": "soon"},
    ]
    columns = {"title": "Title", "parties": "Parties", "signed": "Signed"}
    intake = mc.read_table(rows, columns, constants={"kind": "treaty"}, separator=";", on_error="skip")
    text = str(intake)
    assert "1 of 2 rows read as 1 agreement\n" in text
    assert "Left out (1):" in text
    assert "Problems (1):" in text
    assert "'soon'" in text
    for shown in (intake, mc.inspect_table(rows)):
        assert shown._repr_html_().startswith("<style>")
        assert shown._repr_markdown_().startswith("### ")
