"""Reads sound records fast, and says nothing about others: what it refuses, the codec explains.

The rules are those of the classes: their converters, and their checks of the whole record. Only the way in is another.
A class's own `__init__` converts every field of a record and says where a value is wrong; here only those are converted
that the file gives, which of an agreement is one in four, and nothing is said. Both readers accept the same values and
give equal records; a property test holds them to it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from inspect import unwrap
from typing import Any, TypeAlias, TypeVar, cast

import attrs

from mainland_coop.form.shapes import Shape, shapes
from mainland_coop.foundation.errors import MainlandCoopError
from mainland_coop.foundation.strict_json import Json
from mainland_coop.records.names import Name

T = TypeVar("T")

_Reader: TypeAlias = Callable[[Any], Any]


def accept(cls: type[T], value: Json) -> T | None:
    """Return the record of a class that a JSON value is, or None if it is none."""
    try:
        record: T = _reader(cls)(value)  # type: ignore[arg-type]  # a class is hashable
    except (MainlandCoopError, KeyError, TypeError):
        return None
    return record


@cache
def _reader(cls: Any) -> _Reader:
    """Return the function that makes a record of a class of a JSON value.

    It raises the errors of the converters and checks; a KeyError where a key is unknown or missing; or a TypeError.
    """
    new = cls.__new__
    # A frozen class refuses assignments; its slots take the values that its own `__init__` would put there.
    put = {field.name: getattr(cls, field.name).__set__ for field in attrs.fields(cls)}
    defaults = [(put[field.name], field.default) for field in attrs.fields(cls) if field.default is not attrs.NOTHING]
    readers = {key: (put[shape.name], _value_reader(shape)) for key, shape in shapes(cls).items()}
    required = {key for key, shape in shapes(cls).items() if shape.required}
    check = getattr(cls, "__attrs_post_init__", None)

    def read(value: Any) -> Any:
        if type(value) is not dict:
            return _bare(cls, value)
        record = new(cls)
        for assign, default in defaults:
            assign(record, default)
        for key, item in value.items():
            if item is not None:
                assign, convert = readers[key]
                assign(record, convert(item))
            elif key in required:
                raise KeyError(key)
        if not value.keys() >= required:
            raise KeyError
        if check is not None:
            check(record)
        return record

    return read


def _bare(cls: Any, value: Any) -> Any:
    """Return the record that a value without keys means: a text may be a name, nothing else is a record."""
    if cls is Name and isinstance(value, str):
        return Name(en=value)
    raise TypeError


def _value_reader(shape: Shape) -> _Reader:
    """Return what reads the value of a field: its converter, after the parts that it may hold."""
    convert: _Reader = unwrap(shape.convert)  # the bare one: nobody asks here in which field a value is wrong
    if shape.part is None:
        return _remembering(convert) if shape.texts else convert
    read_part: _Reader = _reader(cast("Any", shape.part))

    def read(value: Any) -> Any:
        if shape.several and type(value) is list:
            return convert([read_part(item) for item in value])
        if shape.single:
            return convert(read_part(value))
        if not shape.plain:
            raise TypeError
        return convert(value)

    return read


def _remembering(convert: _Reader) -> _Reader:
    """Return what reads a list of texts: of the lists in a register (parties, areas, fields) most were there before."""
    known = lru_cache(maxsize=1 << 14)(convert)

    def read(value: Any) -> Any:
        if type(value) is not list:
            raise TypeError
        return known(tuple(value))

    return read
