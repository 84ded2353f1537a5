"""Mappings that records hold: identifiers by scheme, and the user's own values under `extra`.

They are read-only and hashable inside and out: objects become such mappings, lists become tuples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Never

from mainland_coop.foundation.errors import InvalidRecordError, MainlandCoopError, WrongTypeError, shorten, shorten_key
from mainland_coop.foundation.public_names import Public
from mainland_coop.records.fields import finite, required_text

MAX_EXTRA_DEPTH = 90
"""How deep `extra` may nest: a file may nest 100 levels, and holds a record a few levels down."""


class FrozenMapping(Public, Mapping[str, Any]):
    """A read-only mapping of texts to JSON values; equal by value, where true and 1 are two values.

    Example:
        >>> FrozenMapping({"a": True}) == {"a": 1}, FrozenMapping({"a": (1,)}) == {"a": [1.0]}
        (False, True)
    """

    __slots__ = ("_hash", "_items")

    _items: dict[str, Any]
    _hash: int | None

    def __init__(self, items: Mapping[str, Any]) -> None:
        """Take over a mapping whose values are immutable."""
        object.__setattr__(self, "_items", dict(items))
        object.__setattr__(self, "_hash", None)

    def __getitem__(self, key: str) -> Any:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __setattr__(self, name: str, value: object) -> Never:
        raise AttributeError(f"a mapping of a record cannot be changed: {name}")

    def __eq__(self, other: object) -> bool:
        return _comparable(self) == _comparable(other) if isinstance(other, Mapping) else NotImplemented

    def __hash__(self) -> int:
        if self._hash is None:
            object.__setattr__(self, "_hash", hash(_comparable(self)))
        return self._hash or 0

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenMapping, (self._items,)

    def __copy__(self) -> FrozenMapping:
        return self

    def plain(self) -> dict[str, Any]:
        """Return it as JSON has it: of dicts and lists."""
        return {key: _plain(value) for key, value in self._items.items()}

    def __repr__(self) -> str:
        return repr(self.plain())


EMPTY = FrozenMapping({})
"""The mapping of a record that has none."""


def _comparable(value: Any) -> Any:
    """Return what equals that of another value just if the two are the same JSON value."""
    if isinstance(value, bool):
        return bool, value
    if isinstance(value, Mapping):
        return frozenset((key, _comparable(item)) for key, item in value.items())
    return tuple(map(_comparable, value)) if isinstance(value, tuple | list) else value


def _plain(value: Any) -> Any:
    if isinstance(value, FrozenMapping):
        return value.plain()
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def as_identifiers(value: Mapping[str, str] | None) -> FrozenMapping:
    """Return identifiers by scheme: texts by texts, none of them empty."""
    return FrozenMapping({_key(scheme): _text_at(scheme, id) for scheme, id in _mapping(value).items()})


def as_extra(value: Mapping[str, Any] | None) -> FrozenMapping:
    """Return the user's own values: any JSON values by text."""
    return FrozenMapping({_key(key): frozen(item, 1) for key, item in _mapping(value).items()})


def _mapping(value: Any) -> Mapping[Any, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise WrongTypeError(f"{shorten(value)} is no mapping; write it like {{'key': 'value'}}")
    return value


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise WrongTypeError(f"the key {shorten(key)} is no text")
    return required_text(key)


def _text_at(scheme: str, id: Any) -> str:
    try:
        return required_text(id)
    except MainlandCoopError as error:
        raise type(error)(f"under {shorten_key(scheme)}: {error.describe()}") from None


def frozen(value: Any, depth: int = 1) -> Any:
    """Return a JSON value as records hold it: with read-only mappings and tuples, at most so deep."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _own_text(value)
    if isinstance(value, int | float):
        return finite(value)
    if depth > MAX_EXTRA_DEPTH:
        raise InvalidRecordError(f"it nests deeper than {MAX_EXTRA_DEPTH} levels")
    if isinstance(value, Mapping):
        return FrozenMapping({_key(key): frozen(item, depth + 1) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return tuple(frozen(item, depth + 1) for item in value)
    raise WrongTypeError(f"{shorten(value)} ({type(value).__name__}) is no JSON value")


def _own_text(value: str) -> str:
    return value if not value or value.isspace() else required_text(value)
