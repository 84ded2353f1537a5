"""What is quoted of a register is marked, harmless and bounded, and nothing is left out in silence."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop.cli.command_line import main
from mainland_coop.server.assistants import server_for
from mainland_coop.server.quoting import bounded, quoted, whole

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=30,
)


@given(st.text(max_size=300))
def test_a_quotation_cannot_be_closed_from_inside(text: str) -> None:
    told = quoted(text)
    assert (told[0], told[-1]) == ("«", "»")
    assert not set(told[1:-1]) & set("«»\n\x1b\u202e")
    assert len(told) <= 205


@given(VALUES, st.integers(0, 300))
def test_what_is_bounded_says_what_it_leaves_out(value: Any, budget: int) -> None:
    plain, left_out = bounded(value, budget)
    whole, nothing = bounded(value, 10**6)
    assert nothing == ()
    assert (plain == whole) is (left_out == ())
    # One text may still be read when the room is used up, and what closes what is open.
    assert len(json.dumps(plain, ensure_ascii=False)) <= 3 * budget + 400
    for each in left_out:
        assert each.count > 0


@given(st.lists(VALUES, min_size=1, max_size=8), st.integers(1, 200))
def test_items_of_a_page_are_whole_or_left_for_the_next(items: list[Any], budget: int) -> None:
    plain, left_out = whole(items, budget)
    assert 1 <= len(plain) <= len(items)
    everything, _ = bounded(items, 10**6)
    assert plain == everything[: len(plain)] or (len(plain) == 1 and left_out)


def test_long_texts_are_cut_and_keys_of_lists_come_last() -> None:
    plain, left_out = bounded({"items": ["a" * 100] * 9, "note": "b" * 3000}, 2_200)
    assert list(plain) == ["items", "note"]
    assert len(plain["note"]) == 2003
    assert [(each.path, each.what, each.count) for each in left_out] == [
        ("note", "characters", 1000),
        ("items", "items", 7),
    ]


def test_without_the_sdk_the_command_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with pytest.raises(mc.MissingExtraError, match=r"mainland-coop\[mcp\]"):
        server_for(mc.Registry())
    assert main(["mcp"]) == 2
    assert "mainland-coop[mcp]" in "".join(capsys.readouterr().err.split())
