"""What few users meet, and no other test: each case through the public names, as the user sees it."""

from __future__ import annotations

import os
import sys

import pytest
from samples import ASKED, REGISTRY

import mainland_coop as mc
from mainland_coop.cli import command_line as cli
from mainland_coop.collections.kinds import ContextOf
from mainland_coop.collections.search import names_of
from mainland_coop.display.blocks import Paragraph
from mainland_coop.display.story import as_text
from mainland_coop.form.codec import from_json
from mainland_coop.form.json_schema import json_schema
from mainland_coop.records.agreements import as_entry
from mainland_coop.records.fields import number


def instrument(**fields: object) -> mc.Agreement:
    return mc.Agreement(**{"id": "x", "title": "X", "kind": "arrangement", "parties": ["a"], "signed": "2011"} | fields)


# --- The command line as a process runs it ---------------------------------------------------------------------------


def test_run_hands_on_the_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["mainland_coop", "chain", "no-such-id"])
    assert cli.run() == 2
    assert "there is no" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with monkeypatch.context() as patched, os.fdopen(writer, "w", encoding="utf-8") as gone:
        patched.setattr(sys, "argv", ["mainland_coop", "chain", "doj-shenzhen-legal-matters-2011"])
        patched.setattr(sys, "stdout", gone)
        assert cli.run() == 0
        gone.write("what is left now goes nowhere, without an error")


# --- Collections -----------------------------------------------------------------------------------------------------


def test_the_context_of_a_registry_is_a_mapping_of_its_collections() -> None:
    context = ContextOf(REGISTRY)
    assert len(context) == len(list(context)) == 7
    assert context["parties"] is REGISTRY.parties
    assert {kind: len(context[kind]) for kind in context}["sessions"] == 2
    with pytest.raises(KeyError):
        context["treaties"]


def test_sources_by_kind_language_and_day() -> None:
    sources = REGISTRY.sources
    assert [source.id for source in sources.where(kind="official", language="en", published="2023")] == ["page"]
    assert not sources.where(kind="press")
    assert not sources.where(language="zh-Hant")
    silent = mc.Registry(sources=[mc.Source(id="s", title="S")]).sources
    assert not silent.where(language="en")
    assert [source.id for source in silent.where(language="en", at_least=mc.Truth.UNKNOWN)] == ["s"]


def test_agreements_by_what_they_are_signed_at_and_stand_under() -> None:
    assert [pact.id for pact in REGISTRY.agreements.where(under="framework")] == ["pact"]
    assert [pact.id for pact in REGISTRY.agreements.where(signed_at="plenary-1")] == ["pact"]
    assert not REGISTRY.agreements.where(under="later")


def test_a_name_without_a_word_in_it_is_not_found() -> None:
    registry = mc.Registry(parties=[mc.Party(id="a", name=mc.Name(en="Office", alternatives=["---"]))])
    assert not registry.parties.find("---")
    assert [match.record.id for match in registry.parties.find("office")] == ["a"]


def test_the_index_of_events_says_how_many() -> None:
    assert repr(mc.Registry().event_index) == "<EventIndex of 0 events>"
    assert repr(ASKED.event_index) == f"<EventIndex of {len(ASKED.event_index.events)} events>"


# --- Texts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"term": "P5Y", "tacit_renewal": "P3Y"}, "P5Y, then P3Y at a time"),
        ({"never_in_force": True}, "No ending is recorded."),
        ({"term": "P1Y", "ending": {"last_day": "2020", "reason": "terminated"}}, "It had run out by then."),
        (
            {
                "signed": "2011-01-01",
                "term": "P1Y",
                "ending": {"last_day": "[2011-12-01..2012]", "reason": "terminated"},
            },
            "Whether it had run out by then is open.",
        ),
        ({"ending": {"last_day": "2020", "reason": "terminated", "note": "By letter."}}, "Note: By letter."),
    ],
)
def test_the_story_of_a_chain(fields: dict[str, object], told: str) -> None:
    if isinstance(fields.get("ending"), dict):
        fields = {**fields, "ending": mc.Ending(**fields["ending"])}
    registry = mc.Registry(agreements=[instrument(**fields)], parties=[mc.Party(id="a", name="A")])
    assert told in registry.story("x").text


@pytest.mark.parametrize(
    ("signed", "told"), [("[2016-02..]", "on 2016-02-01 or after"), ("[..2016-02]", "on 2016-02-29 or before")]
)
def test_an_explanation_tells_a_run_that_is_open_on_one_side(signed: str, told: str) -> None:
    assert told in str(instrument(signed=signed).explain("2016-02-10"))


def test_a_citation_of_a_record_that_cites_nothing() -> None:
    registry = mc.Registry(agreements=[instrument()], parties=[mc.Party(id="a", name="A")])
    assert registry.cite("a") == "A. Record parties/a, register without version, read with mainland_coop."
    with pytest.raises(mc.UnknownIdError, match="'a'") as caught:
        registry.cite("aa")
    assert caught.value.suggestions == ("a",)


def test_a_finding_without_presumptions_names_none() -> None:
    finding = instrument(in_force_from="2011-02-01", expires="2012").explain("2011-06-01")
    assert "presumed" not in str(finding)
    with_source = instrument(citations=[mc.Citation(source="page")])
    assert "  source: page" in str(with_source.explain("2011-06-01")).splitlines()


def test_a_partial_supersession_says_by_what_and_from_when() -> None:
    assert repr(mc.PartialSupersession(by="x")) == "<PartialSupersession by x>"
    assert repr(mc.PartialSupersession(by="x", from_="2024")) == "<PartialSupersession by x from 2024>"


# --- Refusals --------------------------------------------------------------------------------------------------------


def test_a_number_that_is_left_out_may_be_none() -> None:
    assert mc.Session(id="s", n_items=None).n_items is None


def test_a_fault_that_is_not_the_record_s_own_is_not_told_as_one_of_the_file() -> None:
    class Odd(dict[str, object]):
        def items(self) -> object:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        from_json(mc.Area, {"id": "x", "name": Odd()}, "areas[0]")


def test_sessions_have_references_of_their_own() -> None:
    from mainland_coop.registry.references import references

    (session,) = (s for s in REGISTRY.sessions if s.id == "plenary-1")
    found = {path: id for path, _, id in references(session)}
    assert found["held_with[0]"] == "plenary-2"
    assert list(references(object())) == []


def test_the_json_schema_has_every_class() -> None:
    assert set(json_schema()["$defs"]) >= {"Agreement", "Session"}


def test_a_run_is_widened_by_whole_days() -> None:
    with pytest.raises(mc.WrongTypeError, match="whole number of days"):
        mc.PartialDate.parse("2011").widened(1.5)


def test_a_field_of_a_type_without_a_schema_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from mainland_coop.form import json_schema as module

    monkeypatch.setattr(module, "_PLAIN", {})
    with pytest.raises(TypeError, match="no schema is known"):
        module.json_schema()


def test_the_converters_take_none_as_left_out() -> None:
    assert number(None) is None
    assert as_entry(None) is None


def test_what_has_no_name_is_not_searched() -> None:
    assert list(names_of(mc.Renewal(signed="2011"))) == []


def test_a_part_of_a_line_that_is_only_space_keeps_the_others_apart() -> None:
    assert as_text([Paragraph(("a", " ", "b", "", "c"))]) == "a bc"


def test_the_graphs_of_a_registry() -> None:
    pytest.importorskip("networkx", reason="needs the extra 'graph'")
    assert set(REGISTRY.party_graph()) == {"hk", "sz", "cn"}
    assert REGISTRY.instrument_graph().has_edge("agreements/pact", "agreements/framework")
