"""The JSON Schema of the file form, made from the classes of the records.

A schema checks shapes, vocabularies and the form of dates; whether dates make sense together and references lead
somewhere, only loading tells.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from mainland_coop.dates import edtf, terms
from mainland_coop.form.shapes import KINDS, PARTS, Shape, shapes
from mainland_coop.foundation import vocabularies as vocabulary
from mainland_coop.foundation.strict_json import Json
from mainland_coop.records.fields import ADDRESS, MAX_ID, MAX_TEXT, list_field_names
from mainland_coop.records.names import Name
from mainland_coop.records.parties import JURISDICTION

_ADDRESS = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Json]:
    """Return the JSON Schema (draft 2020-12) of a register in one file.

    Example:
        >>> json_schema()["$defs"]["Renewal"]["properties"]["term"]["anyOf"][0]["$ref"]
        '#/$defs/term'
    """
    definitions: dict[str, Json] = {
        "id": {"type": "string", "minLength": 1, "maxLength": MAX_ID, "pattern": r"^\S+$"},
        "text": {"type": "string", "minLength": 1, "maxLength": MAX_TEXT, "pattern": r"\S"},
        "date": {"type": "string", "pattern": _whole(edtf.PLAIN, edtf.RUN)},
        "period": {"type": "string", "pattern": r"^[^/]+/[^/]+$"},
        "calendar period": {"type": "string", "pattern": _CALENDAR_PERIOD},
        "term": {"type": "string", "pattern": _whole(terms.FORM)},
        "address": {"type": "string", "maxLength": MAX_TEXT, "pattern": _whole(ADDRESS)},
        "jurisdiction": {"type": "string", "pattern": _whole(JURISDICTION)},
        "language": {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
        "claims": {"type": "object", "additionalProperties": {"type": ["string", "number"]}},
    }
    for cls in (*KINDS.values(), *PARTS.values()):
        definitions[cls.__name__] = _class_schema(cls)
    lists: dict[str, Json] = {
        kind: _nullable({"type": "array", "items": _reference(cls.__name__)}) for kind, cls in KINDS.items()
    }
    return {
        "$schema": _ADDRESS,
        "title": "A register of co-operation, file form 1",
        "type": "object",
        "minProperties": 1,
        "properties": {
            "schema": _nullable({"const": 1}),
            "version": _nullable(_reference("text")),
            "verified_through": _nullable(_reference("date")),
            **lists,
        },
        "additionalProperties": False,
        "$defs": definitions,
    }


def _whole(*patterns: re.Pattern[str]) -> str:
    return "|".join(f"^(?:{pattern.pattern})$" for pattern in patterns)


def _reference(name: str) -> dict[str, Json]:
    return {"$ref": f"#/$defs/{name}"}


def _nullable(schema: Json) -> dict[str, Json]:
    """Null is the same as left out."""
    return {"anyOf": [schema, {"type": "null"}]}


def _class_schema(cls: Any) -> dict[str, Json]:
    properties: dict[str, Json] = {}
    required: list[Json] = []
    for key, shape in shapes(cls).items():
        schema = _field_schema(cls, shape, cls.__annotations__[shape.name])
        if shape.required:
            required.append(key)
            properties[key] = schema
        else:
            properties[key] = _nullable(schema)
    whole: dict[str, Json] = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        whole["required"] = required
    if cls is Name:
        return {"anyOf": [_reference("text"), whole]}
    return whole


def _field_schema(cls: Any, shape: Shape, hint: str) -> dict[str, Json]:
    if shape.name == "open_lists":
        return {"type": "array", "items": {"enum": list(list_field_names(cls))}}
    special = _SPECIAL.get((cls.__name__, shape.name)) or _SPECIAL.get(("", shape.name))
    if special is not None:
        return special
    options: list[Json] = []
    if shape.part is not None:
        if shape.single:
            options.append(_reference(shape.part.__name__))
        if shape.several:
            least: dict[str, Json] = {"minItems": 1} if shape.plain else {}
            options.append({"type": "array", "items": _reference(shape.part.__name__), **least})
    for option in hint.split(" | "):
        if option in _PLAIN:
            options.append(_PLAIN[option])
        elif option in _WORDS:
            options.append({"enum": [str(word) for word in _WORDS[option]]})
    if not options:
        raise TypeError(f"{cls.__name__}.{shape.name} is of a type that no schema is known for: {hint}")
    return options[0] if len(options) == 1 and isinstance(options[0], dict) else {"anyOf": options}


_WORDS: Mapping[str, type[StrEnum]] = {name: getattr(vocabulary, name) for name in vocabulary.__all__}

_PLAIN: Mapping[str, dict[str, Json]] = {
    "str": _reference("text"),
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "PartialDate": _reference("date"),
    "Held": {"anyOf": [_reference("date"), _reference("period")]},
    "End": {"const": ".."},
    "Term": _reference("term"),
    "tuple[str, ...]": {"type": "array", "items": _reference("text")},
    "tuple[tuple[str, Claim], ...]": _reference("claims"),
}

_UNIT = r"\d{4}(-\d{2}(-\d{2})?)?"
_CALENDAR_PERIOD = rf"^{_UNIT}(/({_UNIT}|\.\.))?$"

_IDS: dict[str, Json] = {"type": "array", "items": _reference("id"), "uniqueItems": True}
_COUNT: dict[str, Json] = {"type": "integer", "minimum": 0}

# Fields whose rule is narrower than their type.
_SPECIAL: Mapping[tuple[str, str], dict[str, Json]] = {
    **{("", name): _reference("id") for name in ("id", "parent", "broader", "under", "signed_at", "by", "source")},
    **{("", name): _IDS for name in ("areas", "amends", "supplements", "implements", "authorised_by", "held_with")},
    **{("", name): _IDS for name in ("organisers", "partners", "parties")},
    **{("", name): _COUNT for name in ("ordinal", "n_areas", "n_items", "n_documents", "n_participants")},
    ("Agreement", "parties"): {**_IDS, "minItems": 1},
    ("", "party"): _reference("id"),
    ("", "period"): _reference("calendar period"),
    ("", "tacit_renewal"): {"anyOf": [_reference("term"), {"type": "boolean"}]},
    ("", "identifiers"): {
        "type": "object",
        "propertyNames": {"pattern": r"\S"},
        "additionalProperties": _reference("text"),
    },
    ("", "extra"): {"type": "object", "propertyNames": {"pattern": r"\S"}},
    ("", "jurisdiction"): _reference("jurisdiction"),
    ("", "language"): _reference("language"),
    **{("", name): _reference("address") for name in ("url", "website")},
    ("", "languages"): {"type": "array", "items": _reference("language")},
}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
