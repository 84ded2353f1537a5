"""Terminal text: no line wider than it may be, no text lost, nothing of a register that commands the terminal."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given, strategies as st

from mainland_coop.cli.layout import Page, columns_of, story_lines, table, with_id, wrapped
from mainland_coop.display.blocks import Bullets, Facts, Heading, Link, Listing, Paragraph
from mainland_coop.display.looks import LOOKS
from mainland_coop.display.plain_text import clean, width
from mainland_coop.display.row_strips import axis, legend, strip
from mainland_coop.validity.standing import Standing, StandingRun

TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="ab 深圳法律，。（）-/\u0301\u202e\x1b\U000e0041", max_size=80),
)
WIDTHS = st.integers(20, 60)


def bare(text: str) -> str:
    return "".join(clean(text).split())


def longest_word(text: str) -> int:
    return max((width(word) for word in clean(text).split()), default=0)


@given(TEXTS, WIDTHS)
def test_wrapped_text_loses_nothing_and_is_wider_only_for_what_is_not_broken(text: str, columns: int) -> None:
    lines = wrapped(text, columns, "- ", "  ")
    assert bare("".join(line[2:] for line in lines)) == bare(text)
    assert lines[0].startswith("- ")
    for line in lines:
        assert width(line) <= columns or len(line.split()) <= 2, "one word of its own, behind the mark"
    assert not [c for line in lines for c in line if unicodedata.category(c) == "Cc" or c in "\u202e\U000e0041"]


def test_chinese_is_broken_between_characters_and_not_before_what_closes() -> None:
    assert wrapped("關於深港法律合作的安排。", 12) == ["關於深港法律", "合作的安排。"]
    assert wrapped("深港法律（合作）", 10) == ["深港法律", "（合作）"]
    assert wrapped("律政司", None) == ["律政司"]


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4), WIDTHS)
def test_a_table_is_no_wider_than_the_page_or_gives_each_cell_lines_of_its_own(
    rows: list[tuple[str, str, str]], columns: int
) -> None:
    head = ["id", "kind", "title"]
    lines = table(head, rows, Page(columns), " ")
    told = bare("".join(lines))
    for row in rows:
        for cell in row:
            assert longest_word(cell) <= columns or bare(cell)[:1] in told
    wide = max((longest_word(cell) for row in rows for cell in row), default=0)
    assert all(width(line) <= max(columns, wide + 3) for line in lines)
    assert len(table(head, rows, Page())) == len(rows) + 1, "in a pipe, each row is one line"


def test_an_id_stands_behind_its_text_where_there_is_room() -> None:
    assert with_id("a treaty", "x", 20, "  ") == ["  a treaty · x"]
    assert with_id("a treaty of length", "x", 20, "  ") == ["  a treaty of length", "  x"]
    assert with_id("a treaty of length", "x", None, "") == ["a treaty of length · x"]


RUNS = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 9), st.sampled_from(list(Standing)[:3])), max_size=5).map(
    lambda parts: _runs(parts)
)


def _runs(parts: list[tuple[int, int, Standing]]) -> list[StandingRun]:
    runs, day = [], 0
    for gap, days, standing in parts:
        runs.append(StandingRun(day + gap, day + gap + days - 1, standing))
        day = runs[-1].last
    return runs


@given(RUNS, st.integers(1, 10), st.integers(0, 60), st.integers(1, 70))
def test_a_strip_shows_the_least_sure_of_each_stretch(
    runs: list[StandingRun], first: int, more: int, columns: int
) -> None:
    last = first + more
    drawn = strip(runs, first, last, columns)
    assert len(drawn) == columns
    order = [Standing.NOT_IN_FORCE, Standing.POSSIBLE, Standing.PRESUMED, Standing.STATED]
    days = last + 1 - first
    for column, mark in enumerate(drawn):
        start = first + days * column // columns
        end = max(start, first + days * (column + 1) // columns - 1)
        met = [
            next((run.standing for run in runs if run.first <= day <= run.last), Standing.NOT_IN_FORCE)
            for day in range(start, end + 1)
        ]
        assert mark == LOOKS[min(met, key=order.index)].mark


def test_the_axis_marks_the_days_that_were_asked_about() -> None:
    assert axis(1, 3660, (1832, 1850), 30) == f"1{' ' * 14}v{' ' * 12}11"
    assert axis(1, 3660, (1, 9999), 30) == "v" * 30
    assert axis(1, 3660, (5000, 5000), 30) == f"1{' ' * 28}v", "a day beyond stands at the end, in place of the year"
    assert {look.mark for look in LOOKS.values()} <= set(legend())


def test_a_story_has_footnotes_with_their_addresses_on_lines_of_their_own() -> None:
    address = "https://example.org/" + "a" * 60
    blocks = [
        Heading("A title of several words", 1),
        Heading("Sources"),
        Bullets(((Link("A page", address), ", at: the third paragraph of it"), ("b",))),
        Paragraph(("See ", Link("here", "https://e.org"), ".")),
        Facts((("Id", ("x",)), ("Parties", ("the one and the other party",)))),
        Listing(("id", "what"), (("a", "b"),), caption="Some"),
        Bullets((("plain",),)),
    ]
    assert story_lines(blocks, Page(24)) == [
        "A title of several words",
        "",
        "Sources:",
        "  [1] A page, at: the",
        "      third paragraph of",
        "      it",
        f"      {address}",
        "  [2] b",
        "See here",
        "(https://e.org).",
        "  Id       x",
        "  Parties  the one and",
        "           the other",
        "           party",
        "",
        "Some:",
        "  id  what",
        "  a   b",
        "  - plain",
    ]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_page_is_as_wide_as_the_terminal_and_a_pipe_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "97")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert Page.of(Terminal()) == Page(97, True)
    assert Page.of(Terminal(), 40) == Page(40, True)
    assert Page.of(io.StringIO()) == Page(None, False)
    assert Page.of(io.StringIO(), 40) == Page(40, False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert Page.of(Terminal()) == Page(97, False)
    monkeypatch.setenv("COLUMNS", "wide")
    assert columns_of(Terminal()) == 80, "no number, and a stream without one"


def test_titles_stand_out_only_where_the_page_has_styles() -> None:
    assert Page(40, True).strong(["a"]) == ["\x1b[1ma\x1b[0m"]
    assert Page(40, True).faint(["a"]) == ["\x1b[2ma\x1b[0m"]
    assert Page(40).strong(["a"]) == Page(40).faint(["a"]) == ["a"]


def test_what_is_not_seen_is_shown_as_a_mark_and_names_keep_what_they_need() -> None:
    for hidden in ("\u200b", "\u2060", "\ufeff", "\U000e0041", "\ufe00\ufe01\ufe02", "\U000e0100\U000e0101\U000e0102"):
        assert clean(f"a{hidden}b") == "a\ufffdb" or set(clean(f"a{hidden}b")[1:-1]) == {"\ufffd"}
    for name in ("葛\U000e0100城市", "\u2764\ufe0f\u200d\U0001f525", "\U0001f468\u200d\U0001f469\u200d\U0001f467"):
        assert clean(name) == name


def test_a_row_of_many_lines_is_told_under_its_first_text_with_names() -> None:
    row = ["Working Meeting of the Joint Conference on Co-operation", "2016", "a-very-long-id-of-a-session"]
    assert table(["session", "held", "id"], [row], Page(46), " ") == [
        " Working Meeting of the Joint Conference on",
        "   Co-operation",
        "   held: 2016; id: a-very-long-id-of-a-session",
    ]
    assert len(table(["session", "held", "id"], [row], Page(60))) == 4
