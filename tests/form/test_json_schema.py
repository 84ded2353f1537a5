"""The JSON Schema: made from the classes, kept beside the data, of one mind with the loader where it can be."""

from __future__ import annotations

import copy
import json
import subprocess
import sys

import pytest

import mainland_coop as mc
from helpers.places import DATA
from mainland_coop.form.json_schema import json_schema

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is in the extra test-full")

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
WHOLE = json.loads(mc.dumps(mc.load()))

SMALL = {
    "schema": 1,
    "sources": [{"id": "s", "title": "S", "published": "2012"}],
    "parties": [{"id": "a", "name": "A", "jurisdiction": "CN-GD"}],
    "agreements": [
        {
            "id": "x",
            "title": {"en": "X", "zh_hant": "某"},
            "kind": "arrangement",
            "parties": ["a"],
            "signed": "2011",
            "in_force_from": [{"on": "2011-02", "provisions": "articles 1 and 4"}, {"on": "2012"}],
            "term": "P5Y",
            "renewals": [{"signed": "2017-10-12", "expires": ".."}],
            "ending": {"last_day": "2030", "reason": "terminated"},
            "citations": [{"source": "s", "supports": ["signed"], "says": {"signed": "2012"}}],
        }
    ],
}


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_file_beside_the_data_is_the_one_made_from_the_classes() -> None:
    file = DATA / "schema" / "register.schema.json"
    made = subprocess.run(
        [sys.executable, "-m", "mainland_coop.form.json_schema"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    assert json.loads(file.read_text("utf-8")) == SCHEMA
    assert file.read_text("utf-8") == made, (
        "run: python -m mainland_coop.form.json_schema > .../data/schema/register.schema.json"
    )


def test_the_bundled_data_fits_it() -> None:
    assert [f"{list(e.path)}: {e.message}" for e in VALIDATOR.iter_errors(WHOLE)] == []


def test_a_small_register_fits_it_and_loads() -> None:
    VALIDATOR.validate(SMALL)
    assert len(mc.loads(json.dumps(SMALL)).agreements) == 1


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("agreements", 0, "kind"), "handshake"),
        (("agreements", 0, "signed"), "25 November 2011"),
        (("agreements", 0, "signed"), "2011-XX-05x"),
        (("agreements", 0, "signed"), None),
        (("agreements", 0, "parties"), []),
        (("agreements", 0, "parties"), ["a", "a"]),
        (("agreements", 0, "parties"), "a"),
        (("agreements", 0, "term"), "5 years"),
        (("agreements", 0, "title"), ""),
        (("agreements", 0, "title"), 5),
        (("agreements", 0, "in_force_from"), [{"provisions": "article 1"}]),
        (("agreements", 0, "renewals", 0, "expires"), "open"),
        (("agreements", 0, "ending", "reason"), "expired"),
        (("agreements", 0, "ending", "last_day"), None),
        (("agreements", 0, "citations", 0, "source"), "has spaces"),
        (("agreements", 0, "citations", 0, "says"), ["signed"]),
        (("agreements", 0, "sgined"), "2011"),
        (("parties", 0, "jurisdiction"), "Guangdong"),
        (("parties", 0, "id"), ""),
        (("sources", 0, "kind"), "blog"),
        (("sources",), {"id": "s"}),
        (("schema",), 2),
        (("agreement",), []),
    ],
)
def test_schema_and_loader_refuse_the_same(path: tuple[str | int, ...], value: object) -> None:
    register = copy.deepcopy(SMALL)
    target: object = register
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    assert not VALIDATOR.is_valid(register)
    with pytest.raises(mc.InvalidFileError):
        mc.loads(json.dumps(register))


def test_null_is_the_same_as_left_out() -> None:
    register = copy.deepcopy(SMALL)
    register["agreements"][0]["expires"] = None
    register["programmes"] = None
    VALIDATOR.validate(register)
    assert mc.loads(json.dumps(register)) == mc.loads(json.dumps(SMALL))


def test_the_json_schema_has_every_class() -> None:
    assert set(json_schema()["$defs"]) >= {"Agreement", "Session"}


def test_a_field_of_a_type_without_a_schema_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from mainland_coop.form import json_schema as module

    monkeypatch.setattr(module, "_PLAIN", {})
    with pytest.raises(TypeError, match="no schema is known"):
        module.json_schema()
