"""JSON read strictly: repeated keys, numbers that are none, and texts that are no JSON are told with their place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

from mainland_coop.foundation.errors import Problem, shorten, shorten_key

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"

_SHOWN_STEPS = 20

MAX_DEPTH = 100
"""How deep a register may nest; sound ones need a tenth of it."""


def parse(
    data: str | bytes, prefix: str, *, having: str | None = None, make: Callable[[dict[str, Json]], Any] = dict
) -> tuple[Json, list[Problem]]:
    """Return the JSON value of a text or of UTF-8 bytes, and what is wrong with it as JSON.

    Args:
        data: The text, or its bytes; a byte order mark at its start is no fault.
        prefix: What stands before each path, such as the name of the file.
        having: A key: each object that has it becomes what `make` makes of it, once it was read.
        make: What makes something of such an object.
    """
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return None, [Problem(f"{prefix}byte {error.start}", "", "the file is not UTF-8; save it as UTF-8")]
    whole = prefix.rstrip(": ")
    n_keys = 0
    odd: list[str] = []

    def count(found: dict[str, Any]) -> Any:
        nonlocal n_keys
        n_keys += len(found)
        return make(found) if having in found else found

    def constant(name: str) -> str:
        odd.append(name)
        return name

    try:
        value: Json = json.loads(text, object_hook=count, parse_constant=constant)
        problems = [] if _has_at_most(n_keys, text) else _repeated(text, prefix)
    except json.JSONDecodeError as error:
        return None, [
            Problem(f"{prefix}line {error.lineno}, column {error.colno}", "", f"the file is no JSON: {error.msg}")
        ]
    except RecursionError:
        return None, [Problem(whole, "", f"it nests deeper than {MAX_DEPTH} levels; a register has few")]
    except ValueError as error:  # a number of thousands of digits
        return None, [Problem(whole, "", f"the file is no sound JSON: {error}")]
    problems += [Problem(whole, name, "it is no JSON number") for name in sorted(set(odd))]
    return value, problems


def _has_at_most(n_keys: int, text: str) -> bool:
    """Whether a JSON text surely has no more keys than were found in it, so that none stands there twice.

    Behind each key stands a colon; behind its last quote, if no space is in between. Some stand in texts, too.
    """
    if text.count(":") == n_keys:
        return True
    return text.count('":') == n_keys and not any(space in text and f"{space}:" in text for space in " \t\n\r")


def _repeated(text: str, prefix: str) -> list[Problem]:
    """Return a problem for each key that stands in an object twice: seen by reading once more, pair by pair."""
    repeated: dict[int, list[str]] = {}
    kept: list[dict[str, Any]] = []  # keeps the objects alive, so that their identity stays theirs

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            repeated[id(found)] = sorted(key for key, count in counts.items() if count > 1)
            kept.append(found)
        return found

    value: Json = json.loads(text, object_pairs_hook=collect)
    if not repeated:
        return []
    return [
        Problem(f"{prefix}{place if place.before else 'the whole'}", shorten(key), "the key stands there twice")
        for place, item in objects_in(value, "")
        for key in repeated.get(id(item), ())
    ]


class Place(NamedTuple):
    """Where a value stands in a JSON value. It becomes a text only when someone asks: a hostile file has many places.

    Attributes:
        before: The place of what holds it; None for the outermost.
        key: Its key or index there; of the outermost, the path of it.
    """

    before: Place | None
    key: str | int

    def __str__(self) -> str:
        steps: list[str] = []
        place = self
        while place.before is not None:
            steps.append(f"[{place.key}]" if isinstance(place.key, int) else f".{shorten_key(place.key)}")
            place = place.before
        if len(steps) > _SHOWN_STEPS:
            steps[_SHOWN_STEPS // 2 : -_SHOWN_STEPS // 2] = [" ... "]
        return f"{place.key}{''.join(reversed(steps))}".removeprefix(".")


def objects_in(value: Json, path: str) -> Iterator[tuple[Place, dict[str, Json]]]:
    """Yield every object in a JSON value with its place, in the order of the file."""
    stack: list[tuple[Place, Json]] = [(Place(None, path), value)]
    while stack:
        place, item = stack.pop()
        inner: list[tuple[str | int, Json]] = []
        if isinstance(item, dict):
            yield place, item
            inner = list(item.items())
        elif isinstance(item, list):
            inner = list(enumerate(item))
        stack += [(Place(place, key), sub) for key, sub in reversed(inner) if isinstance(sub, dict | list)]


def depth(value: Json) -> int:
    """Return how deep a JSON value nests: 0 for a plain value, 1 for a flat list or object."""
    deepest = 0
    level = [value]
    while nested := [item for item in level if isinstance(item, dict | list)]:
        deepest += 1
        level = [inner for item in nested for inner in (item.values() if isinstance(item, dict) else item)]
    return deepest
