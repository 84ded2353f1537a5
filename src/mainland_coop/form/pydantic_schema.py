"""What pydantic is told of the classes of the library, when it asks: how they are read, written and described.

They are written as `to_dict` has them. Records, dates, periods, terms, truths and words are read from that too;
everything else is an answer, which is given out and not read. Nothing else imports this module.
"""

from __future__ import annotations

import enum
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.dates.terms import Term
from mainland_coop.dates.truth import Truth
from mainland_coop.form.json_schema import json_schema
from mainland_coop.form.plain import RECORDS, from_dict, to_dict
from mainland_coop.form.shapes import KINDS, PARTS
from mainland_coop.foundation.errors import InvalidArgumentError, shorten
from mainland_coop.foundation.public_names import Public
from mainland_coop.records.fields import word_of
from mainland_coop.validity.standing import StandingRun
from mainland_coop.validity.timeline import Run

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


def _truth(value: Any) -> Truth:
    if value not in Truth.__members__:
        raise InvalidArgumentError(f"{shorten(value)} is none of {', '.join(map(repr, Truth.__members__))}")
    return Truth[value]


_READERS: Mapping[type[Any], Callable[[Any], Any]] = {
    PartialDate: PartialDate.of,
    Period: Period.parse,
    Term: Term.parse,
    Truth: _truth,
}
_TOLD = {PartialDate: "date", Term: "term"}
_LISTED = {**KINDS, "sessions": PARTS["Session"]}


def schema_for(cls: type[Any]) -> CoreSchema:
    """Return the schema of a class for pydantic."""
    from pydantic_core import core_schema  # here and below: it is there if pydantic asks

    def described(_: Any, describe: Any) -> Any:
        return describe(_definition(cls, lambda inner: _description(cls, inner)))

    return core_schema.no_info_plain_validator_function(
        _reader(cls),
        serialization=core_schema.plain_serializer_function_ser_schema(to_dict),
        metadata={"pydantic_js_annotation_functions": [described]},
    )


def _reader(cls: type[Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if isinstance(value, cls):
            return value
        try:
            return _read(cls, value)
        except (ValueError, TypeError, LookupError) as error:
            from pydantic_core import PydanticCustomError

            # An error of pydantic's own, of plain values: web services write it out as JSON.
            told = {"error": str(error), "problems": to_dict(getattr(error, "problems", ()))}
            raise PydanticCustomError("mainland_coop", "{error}", told) from None

    return read


def _read(cls: type[Any], value: Any) -> Any:
    if cls in RECORDS:
        return from_dict(cls, value)
    if cls in _READERS:
        return _READERS[cls](value)
    if issubclass(cls, enum.StrEnum):
        return word_of(cls, value)
    raise InvalidArgumentError(f"{shorten(value)} is no {cls.__name__}, which is given out and not read")


# --- Descriptions -----------------------------------------------------------------------------------------------------


def _definition(cls: type[Any], describe: Callable[[Any], dict[str, Any]]) -> CoreSchema:
    """A schema that is described once, as a definition with the name of the class, to which others refer."""
    from pydantic_core import core_schema

    named = core_schema.any_schema(
        ref=f"{cls.__module__}.{cls.__qualname__}:{id(cls)}",
        metadata={"pydantic_js_functions": [lambda _, inner: {"title": cls.__name__, **describe(inner)}]},
    )
    # Of what is asked for itself, pydantic describes the outside alone; of a step of a chain all.
    return core_schema.chain_schema([named])


def _description(cls: type[Any], describe: Any) -> dict[str, Any]:
    if cls in RECORDS:
        whole: dict[str, Any] = _resolved(_definitions()[cls.__name__], describe)
        return whole
    if cls in _TOLD:
        return dict(_definitions()[_TOLD[cls]])
    if issubclass(cls, Truth):
        return {"type": "string", "enum": [truth.name for truth in Truth]}
    if issubclass(cls, enum.Enum):
        return {"enum": [to_dict(word) for word in cls]}
    if cls is Period:
        return {"type": "string"}
    if not attrs.has(cls):
        return {"type": "array", "items": _part(_LISTED.get(cls.__name__.lower()), describe)}
    return _object(cls, describe, {})


def _resolved(schema: Any, describe: Any) -> Any:
    """A part of the schema of the file form, in which classes are definitions and everything else stands in place."""
    if isinstance(schema, list):
        return [_resolved(item, describe) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" not in schema:
        return {key: _resolved(item, describe) for key, item in schema.items()}
    name = schema["$ref"].rpartition("/")[2]
    part = next((cls for cls in RECORDS if cls.__name__ == name), None)
    return _resolved(_definitions()[name], describe) if part is None else _part(part, describe)


def _part(cls: type[Any] | None, describe: Any) -> Any:
    """A class of records, as a definition; anything for a class that is not known."""
    if cls is None:
        return {}
    return describe(_definition(cls, lambda inner: _resolved(_definitions()[cls.__name__], inner)))


@cache
def _definitions() -> dict[str, Any]:
    definitions: Any = json_schema()["$defs"]
    return dict(definitions)


def _fields(cls: type[Any]) -> dict[str, Any]:
    """The types of what `to_dict` writes of an answer: its public attributes, or those of a tuple with names."""
    if attrs.has(cls):
        texts = {field.name: field.type for field in attrs.fields(cls) if not field.name.startswith("_")}
    else:
        texts = cls.__annotations__
    # Not of the class as it is: other annotations of it may name what only type checkers import.
    shown = type("Fields", (), {"__annotations__": texts, "__module__": cls.__module__})
    return {name.rstrip("_"): hint for name, hint in typing.get_type_hints(shown).items()}


def _described_type(hint: Any, describe: Any) -> dict[str, Any]:
    """A type as `to_dict` writes it: sequences are arrays, and of what is none of ours or plain nothing is said."""
    arguments = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_described_type(option, describe) for option in arguments]}
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin is tuple and arguments[1:] == (...,):
        return {"type": "array", "items": _described_type(arguments[0], describe)}
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if isinstance(hint, type) and hasattr(hint, "_fields"):
        days = {name: {"type": "string", "format": "date"} for name in ("first", "last")}
        return _object(hint, describe, days if hint in (Run, StandingRun) else {})
    if isinstance(hint, type) and issubclass(hint, Public):
        return dict(describe(_definition(hint, lambda inner: _description(hint, inner))))
    return {}


def _object(cls: type[Any], describe: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: known.get(name) or _described_type(hint, describe) for name, hint in _fields(cls).items()}
    return {"type": "object", "properties": fields, "required": list(fields)}


_PLAIN: Mapping[Any, dict[str, str]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
}
