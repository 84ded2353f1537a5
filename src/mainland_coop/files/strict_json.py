"""JSON read strictly: repeated keys, numbers that are none, and texts that are no JSON are told with their place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from mainland_coop.errors import Problem, shorten

__all__ = ["MAX_DEPTH", "Json", "depth", "parse"]

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"

MAX_DEPTH = 100
"""How deep a register may nest; sound ones need a tenth of it."""


def parse(data: str | bytes, prefix: str) -> tuple[Json, list[Problem]]:
    """Return the JSON value of a text or of UTF-8 bytes, and what is wrong with it as JSON.

    Args:
        data: The text, or its bytes; a byte order mark at its start is no fault.
        prefix: What stands before each path, such as the name of the file.
    """
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return None, [Problem(f"{prefix}byte {error.start}", "", "the file is not UTF-8; save it as UTF-8")]
    repeated: dict[int, list[str]] = {}
    kept: list[dict[str, Any]] = []  # keeps the objects alive, so that their identity stays theirs
    odd: list[str] = []

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            repeated[id(found)] = sorted({key for key in keys if keys.count(key) > 1})
            kept.append(found)
        return found

    def constant(name: str) -> str:
        odd.append(name)
        return name

    try:
        value: Json = json.loads(text, object_pairs_hook=collect, parse_constant=constant)
    except json.JSONDecodeError as error:
        return None, [
            Problem(f"{prefix}line {error.lineno}, column {error.colno}", "", f"the file is no JSON: {error.msg}")
        ]
    except RecursionError:
        return None, [Problem(prefix.rstrip(": "), "", f"it nests deeper than {MAX_DEPTH} levels; a register has few")]
    except ValueError as error:  # a number of thousands of digits
        return None, [Problem(prefix.rstrip(": "), "", f"the file is no sound JSON: {error}")]
    problems = [
        Problem(f"{prefix}{path}", shorten(key), "the key stands there twice")
        for path, key in _repeated_keys(value, repeated)
    ]
    problems += [Problem(prefix.rstrip(": "), name, "it is no JSON number") for name in sorted(set(odd))]
    return value, problems


def _repeated_keys(value: Json, repeated: dict[int, list[str]]) -> Iterator[tuple[str, str]]:
    if not repeated:
        return
    stack: list[tuple[str, Json]] = [("", value)]
    while stack:
        path, item = stack.pop()
        if isinstance(item, dict):
            for key in repeated.get(id(item), ()):
                yield path or "the whole", key
            stack += [(f"{path}.{key}" if path else key, sub) for key, sub in reversed(item.items())]
        elif isinstance(item, list):
            stack += [(f"{path}[{index}]", sub) for index, sub in reversed(list(enumerate(item)))]


def depth(value: Json) -> int:
    """Return how deep a JSON value nests: 0 for a plain value, 1 for a flat list or object."""
    deepest = 0
    level: list[Json] = [value]
    while level:
        inner: list[Json] = []
        for item in level:
            if isinstance(item, dict):
                inner += item.values()
            elif isinstance(item, list):
                inner += item
        deepest += any(isinstance(item, dict | list) for item in level)
        level = inner
    return deepest
