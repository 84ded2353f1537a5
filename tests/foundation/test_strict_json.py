"""Repeated keys are found, however they are written, and nothing else is taken for one."""

from __future__ import annotations

import json

from hypothesis import example, given, settings, strategies as st

from mainland_coop.foundation.strict_json import parse

N = settings().max_examples

spaces = st.sampled_from(["", "", " ", "\t", "\n", "\r", " \n"])
texts = st.text('ab:"\\ {}\t/', max_size=4).map(json.dumps)


@st.composite
def objects(draw: st.DrawFn, depth: int = 2) -> str:
    """The text of an object whose keys and texts have colons and quotes in them; some keys stand there twice."""
    items = []
    for key in draw(st.lists(texts, max_size=4)):
        value = draw(texts | st.just("1") | objects(depth - 1) if depth else texts)
        items.append(f"{draw(spaces)}{key}{draw(spaces)}:{draw(spaces)}{value}{draw(spaces)}")
    return f"{{{','.join(items)}}}"


def has_repeated_keys(text: str) -> bool:
    found = False

    def look(pairs: list[tuple[str, object]]) -> None:
        nonlocal found
        found = found or len({key for key, _ in pairs}) < len(pairs)

    json.loads(text, object_pairs_hook=look)
    return found


@settings(max_examples=2 * N)
@given(objects())
@example('{"a" :1,"a":2,"\\":b":3}')  # as many quotes before colons as keys that are left
@example('{"a":1,"a" :2}')
def test_repeated_keys_are_told_and_nothing_else(text: str) -> None:
    value, problems = parse(text, "")
    assert value == json.loads(text)
    assert bool(problems) == has_repeated_keys(text)
    assert all(problem.expected == "the key stands there twice" for problem in problems)
