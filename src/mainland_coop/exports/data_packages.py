"""The description of a folder of CSV files as a data package, which tells any reader what its cells are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mainland_coop.files.register_files import bundled
from mainland_coop.foundation.errors import InvalidArgumentError, WrongTypeError, shorten
from mainland_coop.registry.registry import Registry
from mainland_coop.tables.columns import Column, Holds
from mainland_coop.tables.frames import TABLES, columns_of

NAME = "datapackage.json"
"""The name that readers of data packages look for."""

_TYPES = {Holds.TEXT: "string", Holds.DAY: "integer", Holds.NUMBER: "integer", Holds.FLAG: "boolean"}
_CC0 = "CC0-1.0"
_EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"

_OF_A_RECORD = ("record_kind", "id")
PRIMARY_KEYS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("agreements", "programmes", "parties", "sessions", "sources", "conferences", "areas"), ("id",)),
    **dict.fromkeys(("stages", "editions", "memberships"), ("id", "position")),
    **dict.fromkeys(("renewals", "figures"), (*_OF_A_RECORD, "position")),
    "validity": (*_OF_A_RECORD, "presume_continuity", "first_day"),
    "participations": (*_OF_A_RECORD, "party", "role"),
    "record_areas": (*_OF_A_RECORD, "area"),
    "identifiers": (*_OF_A_RECORD, "scheme"),
}
"""The columns by which a table has each row once; the tables that are not here have no such columns."""

FOREIGN_KEYS: Mapping[str, Mapping[str, str]] = {
    "agreements": {"signed_at": "sessions"},
    "parties": {"parent": "parties"},
    "participations": {"party": "parties"},
    "record_areas": {"area": "areas"},
    "sessions": {"conference": "conferences"},
    "citations": {"source": "sources"},
    "areas": {"broader": "areas"},
    "stages": {"id": "agreements"},
    "people": {"party": "parties"},
    "editions": {"id": "programmes"},
    "memberships": {"id": "agreements", "party": "parties"},
}
"""The columns that hold ids of records of one kind, and the table of those."""


def described(registry: Registry, licence: str | None) -> dict[str, Any]:
    """Return the content of `datapackage.json` for the CSV files of a registry.

    Raises:
        WrongTypeError: If the licence is no text.
        InvalidArgumentError: If it cannot be printed.
    """
    if licence is not None and not isinstance(licence, str):
        raise WrongTypeError(f"{shorten(licence)} is no licence: give its SPDX name, such as 'CC-BY-4.0'")
    if licence is not None and not licence.isprintable():
        raise InvalidArgumentError(f"licence: {shorten(licence)} has characters that cannot be printed")
    licence = licence or (_CC0 if registry is bundled() else None)
    through = registry.verified_through
    package = {
        "name": "mainland-coop-register",
        "title": "A register of mainland_coop as tables",
        "description": "Dates are EDTF text (ISO 8601-2), beside the first and the last day that they mean as numbers "
        "such as 20110301. columns.csv says what each column means.",
        "version": registry.version,
        "verified_through": None if through is None else str(through),
        "licenses": licence and [{"name": licence}],
        "resources": [_resource(table) for table in TABLES],
    }
    return {key: value for key, value in package.items() if value is not None}


def _resource(table: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in columns_of(table)], "missingValues": [""]}
    if table in PRIMARY_KEYS:
        schema["primaryKey"] = list(PRIMARY_KEYS[table])
    # A table that refers to itself is named by an empty text.
    keys = [
        {"fields": [column], "reference": {"resource": "" if other == table else other, "fields": ["id"]}}
        for column, other in FOREIGN_KEYS.get(table, {}).items()
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table,
        "path": f"{table}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.holds],
        "description": column.meaning,
    }
    if column.meaning.endswith("(EDTF)"):
        field["rdfType"] = _EDTF
    if not column.may_be_null:
        field["constraints"] = {"required": True}
    return field
