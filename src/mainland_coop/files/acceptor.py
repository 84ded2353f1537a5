"""Reads sound records fast, and says nothing about others: what it refuses, the codec explains.

The rules are those of the classes: their converters, and their checks of the whole record. Only the way in is another:
a class's own `__init__` converts every field of a record, here only those are converted that the file gives, which of
an agreement is one in four. Both readers accept the same values and give equal records; a property test holds them to
it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast

import attrs

from mainland_coop.errors import MainlandCoopError
from mainland_coop.files.shapes import Shape, shapes
from mainland_coop.files.strict_json import Json
from mainland_coop.records.names import Name

__all__ = ["accept"]

T = TypeVar("T")

_Reader: TypeAlias = Callable[[Any], Any]


class _RefusedError(Exception):
    """The value is no record of the class."""


def accept(cls: type[T], value: Json) -> T | None:
    """Return the record of a class that a JSON value is, or None if it is none."""
    try:
        read: _Reader = _reader(cast("Any", cls))
        record: T = read(value)
    except (MainlandCoopError, _RefusedError):
        return None
    return record


@cache
def _reader(cls: Any) -> _Reader:
    """Return the function that makes a record of a class of a JSON value."""
    new = cls.__new__
    check = getattr(cls, "__attrs_post_init__", None)
    put = {field.name: getattr(cls, field.name).__set__ for field in attrs.fields(cls)}
    defaults = [(put[f.name], f.default) for f in attrs.fields(cls) if f.default is not attrs.NOTHING]
    readers = {key: (put[shape.name], _value_reader(shape)) for key, shape in shapes(cls).items()}
    required = [
        key for key, shape in shapes(cls).items() if getattr(attrs.fields(cls), shape.name).default is attrs.NOTHING
    ]

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            if cls is Name and isinstance(value, str):
                return cls(en=value)
            raise _RefusedError
        for key in required:
            if value.get(key) is None:
                raise _RefusedError
        record = new(cls)
        for put_default, default in defaults:
            put_default(record, default)
        try:
            for key, item in value.items():
                if item is not None:
                    put_value, convert = readers[key]
                    put_value(record, convert(item))
        except KeyError:
            raise _RefusedError from None
        if check is not None:
            check(record)
        return record

    return read


def _value_reader(shape: Shape) -> _Reader:
    """Return what reads the value of a field: its converter, after the parts that it may hold."""
    convert: _Reader = shape.convert
    part = shape.part
    if part is None:
        return convert
    read_part: _Reader = _reader(cast("Any", part))

    def read(value: Any) -> Any:
        if shape.several and isinstance(value, list):
            return convert([read_part(item) for item in value])
        if shape.single:
            return convert(read_part(value))
        if not shape.plain:
            raise _RefusedError
        return convert(value)

    return read
