"""Sound registers, and what becomes of them when values or bytes are changed at random."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import mainland_coop as mc
from helpers.json_values import KEYS, places
from helpers.samples import REGISTRY
from mainland_coop.form.codec import to_json
from mainland_coop.registry.references import references

# --- Values --------------------------------------------------------------------------------------------------------

ODD: list[object] = [
    *(None, True, 0, -1, 10**30, 1.5, 1e308, float("inf"), float("nan"), "", " ", "x", "\ud800", "\x00", "\u202e", "‮"),
    *("X" * 300, "9" * 5000, "[" * 300 + "..]", "P" + "9" * 5000 + "Y", "2011-02-30", "..", "/", "[]", "{}"),
    *([], {}, [[]], [{}], {"id": "x"}, [None], {"": ""}, {"a.b[0]": 1}, {"k" * 100: {"k" * 100: 1}}),
]


def mutate(value: object, chance: random.Random) -> None:
    """Change a JSON value in place, at one spot; one that was emptied before stays empty."""
    spots = places(value)
    if not spots:
        return
    container, key = chance.choice(spots)
    item = container[key]
    match chance.choice(["delete", "twice", "swap types", "nest", "reorder", "odd", "unknown key", "deep", "move"]):
        case "delete":
            del container[key]
        case "twice" if isinstance(container, list):
            container.insert(chance.randrange(len(container) + 1), copy.deepcopy(item))
        case "swap types":
            is_plain = not isinstance(item, list | dict)
            container[key] = [item] if is_plain else dict(enumerate(item)) if isinstance(item, list) else list(item)
            container[key] = json.loads(json.dumps(container[key]))  # keys are texts again
        case "nest":
            container[key] = {chance.choice(KEYS): item} if chance.random() < 0.5 else [[item]]
        case "reorder" if isinstance(container, list):
            chance.shuffle(container)
        case "unknown key" if isinstance(container, dict):
            container[chance.choice([*KEYS, "titel", "k" * 100, "a.b", "", "🙂"])] = copy.deepcopy(item)
        case "deep":
            for _ in range(chance.choice([1, 20, 99, 101, 300])):
                container[key] = [container[key]] if chance.random() < 0.7 else {chance.choice(KEYS): container[key]}
        case "move":
            other, its_key = chance.choice(spots)
            container[key] = copy.deepcopy(other[its_key])
        case _:
            container[key] = copy.deepcopy(chance.choice(ODD))


# --- Bytes ---------------------------------------------------------------------------------------------------------

BYTES: tuple[bytes, ...] = (
    *(b"", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b"\\ud800", b"\\u0000", b"\\", b'"', b"'"),
    *(b"[", b"]", b"{", b"}", b",", b":", b"[" * 2000, b"]" * 2000, b'{"a":' * 500, b"NaN", b"-Infinity", b"1e999"),
    *(b"9" * 4400, b"-0", b"true", b"null", b'"id": "x",', b'"schema": 2,', b"/*", b"//", b"\n\n", b"\xe2\x80\xa8"),
)
"""What is put into a text somewhere."""


def mangle(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with one change at a random place."""
    at, length = chance.randrange(len(data) + 1), chance.choice((1, 1, 2, 8, 100))
    rest = data[at + length :]
    match chance.randrange(6):
        case 0:
            return data[:at] + rest
        case 1:
            return data[:at] + data[at : at + length] * 2 + rest
        case 2:
            return data[:at] + bytes(chance.randrange(256) for _ in range(length)) + rest
        case 3:
            return data[:at]
        case 4:
            other = chance.randrange(len(data) + 1)
            return data[:at] + data[other : other + length] + rest
        case _:
            return data[:at] + chance.choice(BYTES) + data[at:]


# --- Sound registers -----------------------------------------------------------------------------------------------


def closed(registry: mc.Registry, kind: str, id: str) -> dict[str, Any]:
    """Return the file form of a record and of all that it and they refer to, which is a sound register."""
    session_homes = {session.id: each.id for each in registry.conferences for session in each.sessions}
    found: dict[str, dict[str, object]] = {}
    waiting: list[tuple[str, str]] = [(kind, id)]
    while waiting:
        kind, id = waiting.pop()
        if kind == "sessions":
            kind, id = "conferences", session_homes[id]
        if id in found.setdefault(kind, {}):
            continue
        record = getattr(registry, kind)[id]
        found[kind][id] = to_json(record)
        waiting += [
            (next(kind for kind in kinds if target in getattr(registry, kind)), target)
            for _, kinds, target in references(record)
        ]
    return {"schema": 1, **{kind: list(records.values()) for kind, records in found.items()}}


@cache
def sound_texts() -> tuple[str, ...]:
    """Return texts of small sound registers: the samples, and closed parts of the bundled data of up to 6 kB."""
    return (mc.dumps(REGISTRY), *_closed_parts(mc.load()))


def _closed_parts(whole: mc.Registry) -> Iterator[str]:
    chance = random.Random(1)
    for kind in ("agreements", "programmes", "conferences", "parties", "areas"):
        for record in chance.sample(sorted(getattr(whole, kind), key=lambda each: each.id), 40):
            text = json.dumps(closed(whole, kind, record.id), ensure_ascii=False)
            if len(text) < 6_000:
                yield text


def hostile(chance: random.Random) -> bytes:
    """Return the bytes of a sound register that was changed at some places, as values or as bytes, or not at all."""
    text = chance.choice(sound_texts())
    if chance.random() < 0.6:
        value = json.loads(text)
        try:
            for _ in range(chance.choice((0, 1, 1, 1, 2, 3, 6))):
                mutate(value, chance)
            text = json.dumps(value, ensure_ascii=chance.random() < 0.5)
        except RecursionError:  # deeper than Python itself can write: `mangle` makes what is as deep
            pass
    data = text.encode(errors="surrogatepass")
    for _ in range(chance.choice((0, 0, 1, 1, 2, 5))):
        data = mangle(data, chance)
    return data
