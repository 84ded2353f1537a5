"""Hostile input: whatever is read, only our errors come out, of bounded length, with places that exist.

Time is held by work, not by the clock: the lines that run for input of twice the size are about twice as many, and the
texts with which one step of C code would work in the square of the input are so large here that it would not end.
`test_readers_agree.py` mutates small sound records; here are the whole bundled data, bytes, and sizes.
"""

from __future__ import annotations

import copy
import json
import random
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import mainland_coop as mc
from helpers.counted_work import work
from helpers.hostile_registers import mutate
from helpers.json_values import json_values
from mainland_coop.foundation.errors import shorten, shorten_key

N = settings().max_examples
TEXT = mc.dumps(mc.load())
BUNDLED = json.loads(TEXT)
FEW = {kind: items[:12] if isinstance(items, list) else items for kind, items in BUNDLED.items()}
LONGEST_MESSAGE = 3_000_000
"""A thousand problems, each with its path, its value and what was expected, all of them shortened."""


# --- What must hold for every input ----------------------------------------------------------------------------------


def outcome(read: Callable[[], mc.Registry]) -> mc.Registry | mc.MainlandCoopError:
    """The registry, or our error; any other exception fails the test. What is refused is refused in words."""
    try:
        return read()
    except mc.MainlandCoopError as error:
        refusal = error
    message = str(refusal)
    assert len(message) < LONGEST_MESSAGE
    assert all(line.isprintable() for line in message.split("\n")), message
    if isinstance(refusal, mc.InvalidFileError):
        assert refusal.problems
        assert message.count("\n") <= 1001
    return refusal


def is_real(value: object, path: str) -> bool:
    """Whether a path leads to a place in a JSON value; the last key may be one that is missing there."""
    if not path:
        return True
    if isinstance(value, dict):
        plain = re.match(r"\.([a-z_]+)", path)
        if plain and plain[1] in value and is_real(value[plain[1]], path[plain.end() :]):
            return True
        for key, inner in value.items():
            for name in {f".{shorten_key(key)}", f".{shorten(key)}"}:
                if path.startswith(name) and is_real(inner, path[len(name) :]):
                    return True
        return re.fullmatch(r"\.[a-z_]+", path) is not None
    if isinstance(value, list):
        index = re.match(r"\[(\d+)\]", path)
        if index:
            return int(index[1]) < len(value) and is_real(value[int(index[1])], path[index.end() :])
        for item in value:
            name = f"[{item.get('id')!r}]" if isinstance(item, dict) else "no id"
            if path.startswith(name) and is_real(item, path[len(name) :]):
                return True
    return False


def check(value: object) -> None:
    """Read a JSON value: it is a register that can be written and read again, or refused with real places."""
    result = outcome(lambda: mc.loads(json.dumps(value)))
    if isinstance(result, mc.Registry):
        assert mc.loads(mc.dumps(result)) == result
        return
    assert isinstance(result, mc.InvalidFileError)
    for problem in result.problems[:100]:
        assert is_real(value, f".{problem.path}" if problem.path else ""), problem


# --- Mutations of the bundled data -----------------------------------------------------------------------------------


@settings(max_examples=N, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_mutations_of_some_records_of_each_kind(chance: random.Random, n_changes: int) -> None:
    value = copy.deepcopy(FEW)
    for _ in range(n_changes):
        mutate(value, chance)
    check(value)


@settings(max_examples=max(10, N // 10), suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_mutations_of_the_whole_bundled_data(chance: random.Random, n_changes: int) -> None:
    value = copy.deepcopy(BUNDLED)
    for _ in range(n_changes):
        mutate(value, chance)
    check(value)


@settings(max_examples=2 * N)
@given(st.dictionaries(st.sampled_from(sorted(BUNDLED)), st.lists(json_values, max_size=3), min_size=1))
def test_arbitrary_records_have_problems_at_real_places(value: object) -> None:
    check(value)


# --- Bytes, by every way in ------------------------------------------------------------------------------------------

SOUND = '{"schema": 1, "areas": [{"id": "q", "name": "Q甲"}]}'
DEEP = 100_000
BYTES: dict[str, bytes] = {
    "nothing": b"",
    "white space": b" \n\t" * 10_000,
    "a byte order mark": b"\xef\xbb\xbf" + SOUND.encode(),
    "two byte order marks": b"\xef\xbb\xbf" * 2 + SOUND.encode(),
    "a byte order mark alone": b"\xef\xbb\xbf",
    "half a byte order mark": b"\xef\xbb" + SOUND.encode(),
    "UTF-16": SOUND.encode("utf-16"),
    "UTF-32": SOUND.encode("utf-32"),
    "Big5": '{"version": "律政司"}'.encode("big5"),
    "a byte that UTF-8 has not": b'{"version": "\xff"}',
    "an overlong slash": b'{"version": "\xc0\xaf"}',
    "an encoded surrogate": b'{"version": "\xed\xa0\x80"}',
    "an escaped surrogate": rb'{"version": "\ud800"}',
    "an escaped surrogate as a key": rb'{"\ud800": 1, "\udfff": 1, "\ud800": 2}',
    "an escaped pair": rb'{"version": "\ud83d\ude42"}',
    "NUL": b'{"version": "a\x00b"}',
    "an escaped NUL": rb'{"version": "a\u0000b", "areas": [{"id": "\u0000", "name": "\u0000"}]}',
    "nothing but NUL": b"\x00" * 1000,
    "text that turns around": '{"version\u202e": 1, "areas": [{"id": "\u202e", "name": 1}]}'.encode(),
    "repeated keys": b'{"schema": 1, "schema": 1, "areas": [{"id": "q", "id": "q", "name": "Q"}]}',
    "NaN": b'{"schema": NaN, "areas": [Infinity, -Infinity]}',
    "a huge exponent": b'{"schema": 1e999999, "areas": [{"id": -1e999999, "name": 1e-999999}]}',
    "a figure that is infinite": b'{"areas": [{"id": "q", "name": "Q"}], "parties": [{"id": "p", "name": "P", '
    b'"figures": [{"what": "w", "value": 1e999999}]}]}',
    "an integer of 4,300 digits": b'{"schema": ' + b"9" * 4300 + b"}",
    "an integer of 100,000 digits": b'{"schema": -' + b"9" * 100_000 + b"}",
    "a fraction of 100,000 digits": b'{"schema": 1.' + b"9" * 100_000 + b"}",
    "lists, deep": b"[" * DEEP,
    "lists, deep and closed": b'{"areas": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    "objects, deep": b'{"areas":' * DEEP,
    "both, deep": b'[{"areas":' * DEEP + b"1" + b"}]" * DEEP,
    "a hundred and one deep": b'{"areas": ' + b"[" * 100 + b"]" * 100 + b"}",
    "nine hundred deep": b'{"areas": ' + b"[" * 900 + b"]" * 900 + b"}",
    "a text that is not closed": b'{"version": "' + b"x" * 1_000_000,
    "a text of two million characters": b'{"version": "x", "areas": [{"id": "q", "name": "'
    + b"y" * 2_000_000
    + b'"}]}',
    "a key of a million characters": b'{"' + b"k" * 1_000_000 + b'": 1}',
    "an escape that is cut": rb'{"version": "\u00',
    "control characters": b'{"version": "\x1b[31m\x07"}',
    "escaped control characters": rb'{"\u001b[31m\u0007\r\n": "\u001b", "areas": [{"id": "\u0007", "name": "\n"}]}',
    "two values": SOUND.encode() * 2,
    "a list": b"[]",
    "a number": b"1",
    "no JSON": b"<html>",
}


def by_text(data: bytes, folder: Path) -> mc.Registry:
    return mc.loads(data.decode("utf-8", errors="surrogateescape"))


def by_bytes(data: bytes, folder: Path) -> mc.Registry:
    return mc.loads(data)


def by_file(data: bytes, folder: Path) -> mc.Registry:
    (folder / "register.json").write_bytes(data)
    return mc.load(folder / "register.json")


def by_folder(data: bytes, folder: Path) -> mc.Registry:
    (folder / "areas.json").write_bytes(data)
    (folder / "registry.json").write_text('{"schema": 1}', encoding="utf-8")
    return mc.load(folder)


WAYS = {"text": by_text, "bytes": by_bytes, "file": by_file, "folder": by_folder}
SOUND_BYTES = {"a byte order mark", "an escaped pair", "an escaped NUL"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", BYTES)
def test_hostile_bytes_are_refused_in_our_words(name: str, way: str, tmp_path: Path) -> None:
    result = outcome(lambda: WAYS[way](BYTES[name], tmp_path))
    if name in SOUND_BYTES:
        assert isinstance(result, mc.Registry), result
    elif not (name == "a list" and way == "folder"):  # in a file named after its kind a list is sound
        assert isinstance(result, mc.InvalidFileError), result


@settings(max_examples=2 * N)
@given(st.binary(max_size=40), st.binary(max_size=8), st.integers(0, len(SOUND.encode())), st.sampled_from([*WAYS][:2]))
def test_arbitrary_bytes_at_any_place_of_a_sound_text(whole: bytes, part: bytes, at: int, way: str) -> None:
    sound = SOUND.encode()
    for data in (whole, sound[:at] + part + sound[at:], sound[:at] + part, sound[at:] + part):
        outcome(lambda data=data: WAYS[way](data, Path()))


def test_the_bundled_text_cut_anywhere_is_refused() -> None:
    data = TEXT.encode()
    for at in range(0, len(data.rstrip()), len(data) // 150):
        assert isinstance(outcome(lambda at=at: mc.loads(data[:at])), mc.InvalidFileError)


# --- Work and memory -------------------------------------------------------------------------------------------------


def register(n: int, **fields: Callable[[int], object]) -> str:
    """A register of n agreements, whose fields are made from their numbers."""
    plain = {"title": "T", "kind": "treaty", "parties": ["p"], "signed": "2011"}
    agreements = [{"id": f"a{i}"} | plain | {key: make(i) for key, make in fields.items()} for i in range(n)]
    return json.dumps({"schema": 1, "parties": [{"id": "p", "name": "P"}], "agreements": agreements})


def one(**fields: object) -> str:
    return register(1, **{key: lambda _, value=value: value for key, value in fields.items()})


TRAPS: dict[str, Callable[[int], str]] = {
    "a long chain of `under`": lambda n: register(n, under=lambda i: f"a{min(i + 1, n - 1)}"),
    "a circle through all records": lambda n: register(n, under=lambda i: f"a{(i + 1) % n}"),
    "as many circles as records": lambda n: register(
        n, amends=lambda i: ["a1"] if not i else [] if i == n - 1 else [f"a{i + 1}", "a0"]
    ),
    "unknown keys that are nearly known": lambda n: register(n, supersede_in_part=lambda i: i),
    "as many unknown keys in one record": lambda n: one(**{f"titel{i}": 1 for i in range(n)}),
    "references that are nearly right": lambda n: register(n, amends=lambda i: [f"a{i}x"]),
    "kinds that are nearly right": lambda n: register(n, kind=lambda i: f"treaty{i}"),
    "records that are none": lambda n: json.dumps({"agreements": [0] * n}),
    "records without anything": lambda n: json.dumps({"agreements": [{}] * n}),
    "one id for all": lambda n: register(n, id=lambda _: "a"),
    "one session id for all": lambda n: json.dumps(
        {"conferences": [{"id": "c", "name": "C", "sessions": [{"id": "s"}] * n}]}
    ),
    "bad renewals": lambda n: one(renewals=[{"signed": "x"}] * n),
    "renewals that follow on": lambda n: one(term="P1D", renewals=[{"follows_on": True, "term": "P1D"}] * n),
    "renewals of which the last has no world": lambda n: one(renewals=[{"signed": "2012"}] * n + [{"signed": "2010"}]),
    "repeated keys in many objects": lambda n: '{"areas": [' + ",".join(['{"id": 1, "id": 2}'] * n) + "]}",
    "repeated keys deep under long keys": lambda n: (
        ('{"' + "k" * 60 + '":') * 90 + "[" + ",".join(['{"a":1,"a":1}'] * n) + "]" + "}" * 90
    ),
    "references deep under long keys": lambda n: json.dumps(
        {"agreements": [json.loads(('{"' + "k" * 60 + '":') * 90 + json.dumps([{"by": "x"}] * n) + "}" * 90)]}
    ),
    "many values under a long key": lambda n: '{"' + "k" * n + '": [' + ",".join(["[]"] * n) + '], "a": 1, "a": 1}',
    "long paths in citations": lambda n: one(citations=[{"source": "s", "supports": ["a" + ".a" * n] * 2}]),
    "a long date": lambda n: one(in_force_from="[" * n + "..]"),
    "a long run": lambda n: one(in_force_from="[" + "1.." * n + "]"),
    "a long term": lambda n: one(term="P" + "9" * n + "Y"),
    "a long period": lambda n: json.dumps(
        {"conferences": [{"id": "c", "name": "C", "sessions": [{"id": "s", "held": "2011/" + "[1.." * n + "]"}]}]}
    ),
}


def lines_run(text: str) -> int:
    """How many lines of the library run to read a text."""
    return work(lambda: outcome(lambda: mc.loads(text)))[0]


@pytest.mark.parametrize("name", TRAPS)
def test_work_grows_with_the_input_and_not_with_its_square(name: str) -> None:
    make = TRAPS[name]
    outcome(lambda: mc.loads(make(2)))  # what is made once is made
    small, large = lines_run(make(200)), lines_run(make(400))
    assert large <= 2.2 * small + 200


@pytest.mark.parametrize("name", TRAPS)
def test_memory_is_bounded_by_the_size_of_the_input(name: str) -> None:
    """Each problem is kept, with its path and what was expected, and a problem can be told of two characters."""
    text = TRAPS[name](1500)
    outcome(lambda: mc.loads(TRAPS[name](2)))
    tracemalloc.start()
    try:
        result = outcome(lambda: mc.loads(text))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 600 * len(text) + 2_000_000, (peak / len(text), result)


LARGE: dict[str, tuple[Callable[[int], str], int]] = {
    "as many repeated keys": (lambda n: "{" + ",".join(f'"k{i % n}":1' for i in range(2 * n)) + "}", 100_000),
    "the last of many ids stands there twice": (
        lambda n: one(amends=[f"x{i}" for i in range(n)] + [f"x{n - 1}"]),
        60_000,
    ),
    "a long date": (TRAPS["a long date"], 900_000),
    "a long run": (TRAPS["a long run"], 300_000),
    "a long period": (TRAPS["a long period"], 200_000),
    "many circles": (TRAPS["as many circles as records"], 8_000),
    "many values under a long key": (TRAPS["many values under a long key"], 100_000),
}


@pytest.mark.parametrize("name", LARGE)
def test_it_ends(name: str) -> None:
    """Any step whose work is the square of the input would take minutes here."""
    make, n = LARGE[name]
    assert isinstance(outcome(lambda: mc.loads(make(n))), mc.InvalidFileError)
