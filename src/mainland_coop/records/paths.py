"""Paths: how citations and messages name a field of a record, such as `renewals[0].signed`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, cast

import attrs

from mainland_coop.errors import InvalidRecordError, shorten

__all__ = ["is_field", "resolve", "steps"]

_STEP = re.compile(r"\.([a-z_]+)|\[(0|[1-9]\d{0,5})\]", re.ASCII)
_LONGEST = 200
_RESERVED = {"from": "from_"}


@lru_cache(maxsize=4096)
def steps(path: str) -> tuple[str | int, ...]:
    """Return the steps of a path: names of attributes and indexes.

    Raises:
        InvalidRecordError: If the text is no path.

    Example:
        >>> steps("renewals[0].signed")
        ('renewals', 0, 'signed')
    """
    if len(path) > _LONGEST:
        raise InvalidRecordError(f"{shorten(path)} is no path of a field: it is longer than any")
    found: list[str | int] = []
    dotted = f".{path}"
    at = 0
    while at < len(dotted):
        match = _STEP.match(dotted, at)
        if match is None:
            raise InvalidRecordError(f"{shorten(path)} is no path of a field; write it like renewals[0].signed")
        found.append(_RESERVED.get(match[1], match[1]) if match[2] is None else int(match[2]))
        at = match.end()
    return tuple(found)


@cache
def _names(cls: Any) -> frozenset[str]:
    return frozenset(field.name for field in attrs.fields(cls)) if attrs.has(cls) else frozenset()


@lru_cache(maxsize=4096)
def is_field(cls: Any, path: str) -> bool:
    """Whether a path is just the name of a field, which every record of a class has.

    Raises:
        InvalidRecordError: If the text is no path.
    """
    found = steps(path)
    return len(found) == 1 and found[0] in _names(cls)


def resolve(record: object, path: str) -> object:
    """Return the value of the field of a record that a path names.

    Raises:
        InvalidRecordError: If the text is no path, or the record has no such field or item.
    """
    value = record
    for step in steps(path):
        if isinstance(step, int):
            if not isinstance(value, tuple) or step >= len(value):
                raise InvalidRecordError(f"{shorten(path)} names an item that {record!r} does not have")
            value = value[step]
        elif step in _names(cast("Any", type(value))):
            value = getattr(value, step)
        else:
            raise InvalidRecordError(f"{shorten(path)} names a field that {record!r} does not have")
    return value
