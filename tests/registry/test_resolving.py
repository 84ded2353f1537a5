"""References asked field by field: what passes there has nothing wrong record by record either."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

import mainland_coop as mc
from helpers.samples import RECORDS, REGISTRY
from mainland_coop import strategies as drawn
from mainland_coop.form.shapes import KINDS
from mainland_coop.registry.integrity import find_problems, record_place
from mainland_coop.registry.references import all_resolve, references

WITH_REFERENCES = [kind for kind in KINDS if kind != "sources"]


def ids_of(registry: mc.Registry) -> dict[str, dict[str, Any]]:
    return {kind: dict(getattr(registry, kind).by_id) for kind in (*KINDS, "sessions")}


def passes(kind: str, ids: dict[str, dict[str, Any]]) -> bool:
    return all_resolve(KINDS[kind], list(ids[kind].values()), ids)


def without(ids: dict[str, dict[str, Any]], target: str) -> dict[str, dict[str, Any]]:
    """All but what stands under an id, of whichever kind."""
    return {kind: {id: record for id, record in known.items() if id != target} for kind, known in ids.items()}


def check_that_nothing_lost_passes(registry: mc.Registry) -> int:
    """Take away what each reference of each record leads to; return how many references there were."""
    ids = ids_of(registry)
    n_lost = 0
    for kind in WITH_REFERENCES:
        for record in ids[kind].values():
            for path, _, target in references(record):
                lost = without(ids, target) | {kind: {record.id: record}}
                if target not in lost[kind]:  # a session may name the session itself
                    assert not passes(kind, lost), path
                    n_lost += 1
    return n_lost


def test_every_field_that_refers_is_asked() -> None:
    registry = RECORDS["Registry"]
    assert isinstance(registry, mc.Registry)
    assert check_that_nothing_lost_passes(registry) > 20


@given(drawn.registries())
def test_every_field_of_any_register_is_asked(registry: mc.Registry) -> None:
    check_that_nothing_lost_passes(registry)


def agreement_with(citation: mc.Citation) -> dict[str, dict[str, Any]]:
    stage = mc.Stage(on="2011", citations=[citation])
    pact = mc.Agreement(id="x", title="X", kind="treaty", parties=["p"], signed="2011", in_force_from=[stage])
    ids: dict[str, dict[str, Any]] = {kind: {} for kind in (*KINDS, "sessions")}
    party, source = mc.Party(id="p", name="P"), mc.Source(id="s", title="S")
    return ids | {"agreements": {"x": pact}, "parties": {"p": party}, "sources": {"s": source}}


def test_plain_fields_pass() -> None:
    """Else every register would be walked record by record, and nothing would be gained."""
    assert passes("agreements", agreement_with(mc.Citation(source="s", supports=["on"], says={"provisions": "all"})))


@pytest.mark.parametrize("supported", [True, False])
@pytest.mark.parametrize("path", ["nothing", "renewals[7].term", "signed.day"])
def test_a_citation_of_no_field_does_not_pass(supported: bool, path: str) -> None:
    cited = mc.Citation(source="s", supports=[path]) if supported else mc.Citation(source="s", says={path: "2011"})
    ids = agreement_with(cited)
    assert not passes("agreements", ids)
    assert [problem.path for problem in find_problems(ids, record_place)] == [
        f"agreements['x'].in_force_from[0].citations[0].{'supports[0]' if supported else 'says'}"
    ]


def test_a_field_that_is_there_hides_none_that_is_not() -> None:
    ids = agreement_with(mc.Citation(source="s", supports=["on", "nothing"], says={"on": "2011", "day": "1"}))
    at = "agreements['x'].in_force_from[0].citations[0]"
    assert [problem.path for problem in find_problems(ids, record_place)] == [f"{at}.supports[1]", f"{at}.says"]


def test_sessions_have_references_of_their_own() -> None:
    from mainland_coop.registry.references import references

    (session,) = (s for s in REGISTRY.sessions if s.id == "plenary-1")
    found = {path: id for path, _, id in references(session)}
    assert found["held_with[0]"] == "plenary-2"
    assert list(references(object())) == []
