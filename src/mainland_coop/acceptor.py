"""Reads sound records fast, and says nothing about others: what it refuses, the codec explains.

It calls the classes themselves, whose converters and checks are the rules of the file form. Both readers accept the
same values and give equal records; a property test holds them to it.
"""

from __future__ import annotations

from typing import Any, TypeVar

from mainland_coop.errors import MainlandCoopError
from mainland_coop.records.names import Name
from mainland_coop.shapes import Shape, shapes
from mainland_coop.strict_json import Json

__all__ = ["accept"]

T = TypeVar("T")


class _RefusedError(Exception):
    """The value is no record of the class."""


def accept(cls: type[T], value: Json) -> T | None:
    """Return the record of a class that a JSON value is, or None if it is none."""
    try:
        record: T = _read(cls, value)
    except (MainlandCoopError, _RefusedError):
        return None
    return record


def _read(cls: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        if cls is Name and isinstance(value, str):
            return cls(en=value)
        raise _RefusedError
    known = shapes(cls)
    fields: dict[str, Any] = {}
    for key, item in value.items():
        if item is None:
            continue
        shape = known.get(key)
        if shape is None:
            raise _RefusedError
        fields[shape.name] = item if shape.part is None else _read_parts(shape, shape.part, item)
    for shape in known.values():
        if shape.required and shape.name not in fields:
            raise _RefusedError
    return cls(**fields)


def _read_parts(shape: Shape, part: type[Any], value: Any) -> Any:
    if shape.several and isinstance(value, list):
        return [_read(part, item) for item in value]
    if shape.single:
        return _read(part, value)
    if not shape.plain:
        raise _RefusedError
    return value
