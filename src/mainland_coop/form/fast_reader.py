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

__all__ = ["accept"]

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
    draft = _draft(cls)
    fill = _defaults(cls)
    check = getattr(cls, "__attrs_post_init__", None)
    readers = {key: (getattr(cls, shape.name).__set__, _value_reader(shape)) for key, shape in shapes(cls).items()}
    required = frozenset(key for key, shape in shapes(cls).items() if _is_required(cls, shape))

    def read(value: Any) -> Any:
        if type(value) is not dict:
            return _bare(cls, value)
        record = new(draft)
        fill(record)
        for key, item in value.items():
            if item is not None:
                put, convert = readers[key]
                put(record, convert(item))
            elif key in required:
                raise KeyError(key)
        if not value.keys() >= required:
            raise KeyError
        record.__class__ = cls
        if check is not None:
            check(record)
        return record

    return read


def _is_required(cls: Any, shape: Shape) -> bool:
    return getattr(attrs.fields(cls), shape.name).default is attrs.NOTHING


def _bare(cls: Any, value: Any) -> Any:
    """Return the record that a value without keys means: a text may be a name, nothing else is a record."""
    if cls is Name and isinstance(value, str):
        return Name(en=value)
    raise TypeError


def _draft(cls: Any) -> Any:
    """Return a class of records that can still be written; once written, one becomes a record of the class itself."""
    writable = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(cls.__name__, (cls,), {"__slots__": (), **writable})


def _defaults(cls: Any) -> Callable[[Any], None]:
    """Return the function that gives every field of a draft its default: one assignment each, as attrs writes them."""
    defaults = {field.name: field.default for field in attrs.fields(cls) if field.default is not attrs.NOTHING}
    lines = [f"    draft.{name} = {name}" for name in defaults] or ["    pass"]
    space: dict[str, Any] = dict(defaults)
    exec("\n".join(["def fill(draft):", *lines]), space)  # a text made of the names of fields alone
    return cast("Callable[[Any], None]", space["fill"])


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
