"""Models of pydantic, and services of FastAPI, hold the library's objects and tell their schema."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

import mainland_coop as mc
from helpers.profiles import heavy
from helpers.samples import EVERY, RECORDS
from mainland_coop import strategies

pydantic = pytest.importorskip("pydantic")

REGISTRY = mc.load()
PACT = REGISTRY.agreements["doj-shenzhen-legal-matters-2011"]
DOCS = Path(__file__).parents[2] / "docs"
NAMED_TUPLES = ("Run", "StandingRun")


def adapter(cls: Any) -> Any:
    return pydantic.TypeAdapter(cls)


# --- What is written, and what is said of it ------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in EVERY if name not in NAMED_TUPLES])
def test_everything_is_written_as_to_dict_has_it_and_as_its_schema_says(name: str) -> None:
    value = EVERY[name]
    asked = adapter(type(value))
    written = asked.dump_python(value, mode="json")
    assert written == json.loads(json.dumps(mc.to_dict(value)))
    assert json.loads(asked.dump_json(value)) == written
    schema = asked.json_schema(mode="serialization")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(written, schema)
    assert schema == {**asked.json_schema(mode="validation")}


@heavy
@given(strategies.registries())
def test_random_records_are_as_their_schema_says(registry: mc.Registry) -> None:
    for kind in ("agreements", "programmes", "conferences", "parties", "areas", "sources"):
        collection = getattr(registry, kind)
        written = ADAPTERS[kind].dump_python(collection, mode="json")
        SCHEMAS[kind].validate(written)
        assert [ADAPTERS[kind[:-1]].validate_python(each) for each in written] == list(collection)


CLASSES = {
    "agreements": (mc.Agreements, mc.Agreement), "programmes": (mc.Programmes, mc.Programme),
    "conferences": (mc.Conferences, mc.Conference), "parties": (mc.Parties, mc.Party), "areas": (mc.Areas, mc.Area),
    "sources": (mc.Sources, mc.Source),
}  # fmt: skip
ADAPTERS = {kind: adapter(many) for kind, (many, _) in CLASSES.items()}
ADAPTERS |= {kind[:-1]: adapter(one) for kind, (_, one) in CLASSES.items()}
SCHEMAS = {kind: jsonschema.Draft202012Validator(ADAPTERS[kind].json_schema(mode="serialization")) for kind in CLASSES}


@heavy
@given(strategies.agreements(), strategies.partial_dates())
def test_random_findings_are_as_their_schema_says(pact: mc.Agreement, day: mc.PartialDate) -> None:
    FINDINGS[1].validate(FINDINGS[0].dump_python(pact.explain(day), mode="json"))


FINDINGS = (
    adapter(mc.Finding), jsonschema.Draft202012Validator(adapter(mc.Finding).json_schema(mode="serialization"))
)  # fmt: skip


@pytest.mark.parametrize(
    ("cls", "wrong"),
    [
        (mc.Agreement, {"id": "x"}), (mc.Truth, "yes"), (mc.Truth, None), (mc.PartialDate, "2011-1"), (mc.Term, "5Y"),
        (mc.Standing, "sure"), (mc.Status, "unsure"), (mc.Finding, {"id": "x"}), (mc.Agreements, [{"id": "x"}]),
        (mc.Timeline, {"runs": [{"first": "2011", "last": 3, "truth": "TRUE"}]}),
    ],
)  # fmt: skip
def test_a_schema_refuses_what_is_not_so(cls: Any, wrong: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, adapter(cls).json_schema(mode="serialization"))


def test_classes_are_definitions_with_their_names() -> None:
    schema = adapter(list[mc.Agreement]).json_schema(mode="serialization")
    assert schema["items"] == {"$ref": "#/$defs/Agreement"}
    assert {"Agreement", "Renewal", "Citation", "Name", "Signatory"} <= set(schema["$defs"])
    assert schema["$defs"]["Renewal"]["title"] == "Renewal"
    finding = adapter(mc.Finding).json_schema(mode="serialization")
    assert finding["properties"]["standing"] == {"$ref": "#/$defs/Standing"}
    assert finding["$defs"]["Standing"]["enum"] == [standing.value for standing in mc.Standing]


# --- What is read ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in RECORDS if name != "Registry"])
def test_records_are_read_from_what_is_written(name: str) -> None:
    record = RECORDS[name]
    asked = adapter(type(record))
    assert asked.validate_python(record) is record
    assert asked.validate_python(mc.to_dict(record)) == record
    assert asked.validate_json(asked.dump_json(record)) == record


@pytest.mark.parametrize(
    "value",
    [
        mc.PartialDate.parse("201X~"), mc.Period.parse("2016-02/2017"), mc.Term.parse("P18M"), mc.Truth.UNKNOWN,
        mc.Standing.PRESUMED, mc.AgreementKind.RECORD_OF_MEETING, mc.EventKind.SIGNED,
    ],
)  # fmt: skip
def test_dates_terms_and_words_are_read_from_what_is_written(value: Any) -> None:
    asked = adapter(type(value))
    assert asked.validate_python(value) is value
    assert asked.validate_json(asked.dump_json(value)) == value


@pytest.mark.parametrize(
    ("cls", "value", "told"),
    [
        (mc.PartialDate, "2011-13", "there is no month 13"),
        (mc.PartialDate, 2011, "2011 .int. is not a day"),
        (mc.Period, "2017/2016", "the period is reversed"),
        (mc.Period, None, "None is not a text"),
        (mc.Term, "5 years", "a term starts with a capital P"),
        (mc.Truth, "yes", "'yes' is none of 'TRUE', 'FALSE', 'UNKNOWN'"),
        (mc.Truth, True, "True is none of 'TRUE'"),
        (mc.Truth, [], "unhashable"),
        (mc.Standing, "sure", "'sure' is none of 'stated'"),
        (mc.Agreement, "x", "the Agreement"),
        (mc.Finding, {"id": "x"}, "is no Finding, which is given out and not read"),
        (mc.Status, "in force", "is no Status, which is given out and not read"),
    ],
)
def test_what_cannot_be_read_is_an_error_of_pydantic(cls: Any, value: object, told: str) -> None:
    with pytest.raises(pydantic.ValidationError, match=told):
        adapter(cls).validate_python(value)


def test_all_problems_of_a_record_are_told_as_plain_values() -> None:
    with pytest.raises(pydantic.ValidationError) as caught:
        adapter(mc.Renewal).validate_python({"signe": "2017", "term": "5 years"})
    (error,) = json.loads(caught.value.json())
    assert [problem["path"] for problem in error["ctx"]["problems"]] == ["term", "signe"]
    assert "did you mean 'signed'?" in error["msg"]


# --- A service -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def client() -> Any:
    """The service of the documentation, as it stands there."""
    pytest.importorskip("fastapi")
    testclient = pytest.importorskip("fastapi.testclient")
    page = (DOCS / "web-services.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(from typing.*?)```", page, re.DOTALL)
    names: dict[str, Any] = {"__name__": "service"}
    exec(compile(code, "web-services.md", "exec", dont_inherit=True), names)
    return testclient.TestClient(names["app"])


def test_the_service_of_the_documentation_answers(client: Any) -> None:
    assert client.get(f"/agreements/{PACT.id}").json() == mc.to_dict(PACT)
    finding = client.get(f"/agreements/{PACT.id}/finding", params={"on": "2023-04"}).json()
    assert finding == json.loads(json.dumps(mc.to_dict(REGISTRY.explain(PACT.id, "2023-04"))))
    assert finding["truth"] == "UNKNOWN"
    assert finding["origin"]["version"] == REGISTRY.version
    in_force = client.get("/in-force", params={"on": "2014-06-01"}).json()
    assert [pact["id"] for pact in in_force] == [pact.id for pact in REGISTRY.active_on("2014-06-01")]


def test_the_service_of_the_documentation_refuses(client: Any) -> None:
    refused = client.get("/in-force", params={"on": "30/06/2016"})
    assert refused.status_code == 422
    assert "is no date that can be used here" in refused.json()["detail"][0]["msg"]
    sent = client.post("/check", json={"id": "x", "title": "X"})
    assert sent.status_code == 422
    assert [problem["path"] for problem in sent.json()["detail"][0]["ctx"]["problems"]] == [
        "kind", "parties", "signed"
    ]  # fmt: skip
    assert client.post("/check", json=mc.to_dict(PACT)).json() == mc.to_dict(PACT)


def test_the_service_of_the_documentation_tells_its_schema(client: Any) -> None:
    api = client.get("/openapi.json").json()
    answers = api["paths"]["/agreements/{id}/finding"]["get"]["responses"]["200"]["content"]["application/json"]
    assert answers["schema"] == {"$ref": "#/components/schemas/Finding"}
    known = api["components"]["schemas"]
    assert {"Agreement", "Finding", "Truth", "Standing", "PartialDate", "Citation", "Source"} <= set(known)
    assert known["Truth"]["enum"] == ["TRUE", "FALSE", "UNKNOWN"]
    references = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(api)))
    assert references <= set(known)


def test_pydantic_is_imported_by_nobody_but_who_uses_it() -> None:
    code = (
        "import sys, mainland_coop as mc; mc.to_dict(mc.load().explain('cepa-2003', '2014'));"
        "mc.load().cite('cepa-2003', 'bibtex'); print([m for m in sys.modules if 'pydantic' in m])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
