"""Reads sound records fast, and says nothing about others: what it refuses, the codec explains.

It calls the classes themselves, whose converters and checks are the rules of the file form. Both readers accept the
same values and give equal records; a property test holds them to it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from mainland_coop.errors import MainlandCoopError
from mainland_coop.files.shapes import Shape, shapes
from mainland_coop.files.strict_json import Json
from mainland_coop.records.names import Name

__all__ = ["accept"]

T = TypeVar("T")


class _RefusedError(Exception):
    """The value is no record of the class."""


def accept(cls: type[T], value: Json) -> T | None:
    """Return the record of a class that a JSON value is, or None if it is none."""
    try:
        record: T = _read(cls, value)
    except (MainlandCoopError, _RefusedError, TypeError):  # a required field that is missing is a TypeError
        return None
    return record


def _read(cls: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        if cls is Name and isinstance(value, str):
            return cls(en=value)
        raise _RefusedError
    readers = _readers(cls)
    fields: dict[str, Any] = {}
    for key, item in value.items():
        if item is not None:
            try:
                name, read = readers[key]
            except KeyError:
                raise _RefusedError from None
            fields[name] = item if read is None else read(item)
    return cls(**fields)


@cache
def _readers(cls: Any) -> dict[str, tuple[str, Callable[[Any], Any] | None]]:
    """The name of the field for each key, and what reads it where it can hold parts."""
    return {
        key: (shape.name, None if shape.part is None else _part_reader(shape)) for key, shape in shapes(cls).items()
    }


def _part_reader(shape: Shape) -> Callable[[Any], Any]:
    part = shape.part

    def read(value: Any) -> Any:
        if shape.several and isinstance(value, list):
            return [_read(part, item) for item in value]
        if shape.single:
            return _read(part, value)
        if not shape.plain:
            raise _RefusedError
        return value

    return read
