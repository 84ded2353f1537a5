"""What `inspect_table` proposes, asks and leaves, and that nothing proposed reads another day than a cell states."""

from __future__ import annotations

import calendar
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop.intake.column_contents import ColumnContents
from mainland_coop.intake.header_rows import header_of

ROW = {"Ref": "a", "Treaty": "Pact", "Parties": "A; B", "Signed": "2011-03-05"}


def test_what_is_proposed_runs_as_arguments_and_as_code(tmp_path: Path) -> None:
    path = tmp_path / "it's a list.csv"
    path.write_text("Ref;Treaty;Parties;Signed;Term\na;Pact;A, B;5. March 2011;5\n", encoding="utf-8")
    found = mc.inspect_table(path).decided(0)
    intake = mc.read_table(path, **found.arguments)
    scope: dict[str, Any] = {}
    exec(found.code, scope)
    assert scope["intake"].registry == intake.registry
    assert str(intake.registry.agreements["a"].signed) == "2011-03-05"
    assert "source," in mc.inspect_table([ROW]).code


def test_each_argument_is_told_with_what_it_rests_on() -> None:
    found = mc.inspect_table([ROW, {**ROW, "Ref": "b", "Signed": "n/a"}])
    told = {each.argument: (each.column, each.value, each.n_cells, each.examples) for each in found.proposals}
    assert told["columns['signed']"] == ("Signed", "Signed", 1, ("2011-03-05",))
    assert told["sentinels"] == (None, {"n/a": None}, 1, ("n/a",))
    assert told["constants['kind']"][:2] == (None, "treaty")
    arguments = {each.argument.partition("[")[0] for each in found.proposals}
    assert arguments == set(found.arguments)


def test_columns_that_are_not_read_are_told() -> None:
    rows = [{**ROW, "In force": "yes", "Colour": "red", "Nothing": None, "Date signed": "2011-03"}]
    assert {each.column: each.why for each in mc.inspect_table(rows).unread} == {
        "In force": "few of its cells are dates",
        "Colour": "no field is called so; extra.colour would keep it",
        "Nothing": "it is blank",
        "Date signed": "signed is read from 'Signed'",
    }


def test_questions_are_answered_by_their_choices() -> None:
    found = mc.inspect_table([{**ROW, "Signed": "3/4/1996", "Term": "5"}])
    assert [each.question for each in found.undecided] == [
        "What do the bare numbers of the term count?",
        "Which number is the day, and which the month?",
    ]
    assert "date_formats" not in found.arguments
    decided = found.decided(1, 0)
    assert not decided.undecided
    assert (decided.arguments["term_unit"], decided.arguments["date_formats"]) == ("months", ["%d/%m/%Y"])
    assert len(found.decided(0).undecided) == 1
    with pytest.raises(mc.InvalidArgumentError, match="3 choices are given, and 2 questions"):
        found.decided(0, 0, 0)
    with pytest.raises(mc.InvalidArgumentError, match="is no choice"):
        found.decided(9)


def test_an_inspection_shows_itself() -> None:
    found = mc.inspect_table([{**ROW, "Signed": "3/4/1996", "Colour": "<b>"}])
    assert repr(found) == "<Inspection of the list: 6 proposals, 1 questions>"
    assert "To be decided" in str(found)
    assert "0: date_formats=['%d/%m/%Y']; 1: date_formats=['%m/%d/%Y']" in str(found)
    assert "<table" in found._repr_html_()
    assert "<b>" not in found._repr_html_()
    assert "| columns" in found._repr_markdown_()
    assert pickle.loads(pickle.dumps(found)) == found


def test_two_orders_in_one_table_are_asked_about_though_each_is_proven() -> None:
    cells = ["25/12/1996", "12/25/1997", "3/4/1998"]
    found = mc.inspect_table([{**ROW, "Ref": str(at), "Signed": cell} for at, cell in enumerate(cells)])
    assert "date_formats" not in found.arguments
    assert found.undecided[0].question.startswith("Which number is the day")


def test_a_column_of_its_own_order_is_not_read_in_that_of_another() -> None:
    rows = [{**ROW, "Ref": str(day), "Signed": f"25/{day}/1996", "In force": f"{day}/6/1997"} for day in range(1, 10)]
    found = mc.inspect_table(rows)
    assert "date_formats" not in found.arguments
    assert found.undecided[0].column == "In force"
    few = mc.inspect_table(rows[:3])
    assert few.arguments["date_formats"] == ["%d/%m/%Y"]


def test_rows_without_titles_are_called_by_their_ids_or_not_at_all() -> None:
    untitled = [{"Ref": "a-1", "Signed": "2011"}, {"Ref": "a-2", "Signed": "2012"}]
    assert mc.inspect_table(untitled).arguments["columns"]["title"] == "Ref"
    found = mc.inspect_table([{"Signed": "2011"}])
    assert found.arguments["constants"]["title"] == "not stated"
    assert len(mc.read_table([{"Signed": "2011"}], **found.arguments).registry.agreements) == 1


def test_a_day_to_come_is_no_signature() -> None:
    found = mc.inspect_table([ROW, {**ROW, "Ref": "b", "Signed": "2899-01-01"}])
    assert found.arguments["sentinels"] == {"signed": {"2899-01-01": None}}


def test_namibia_is_no_blank() -> None:
    rows = [{**ROW, "Ref": code, "Parties": code, "Place": "NA"} for code in ("NA", "ZA", "BW")]
    rows[0]["Place"] = "Windhoek"
    found = mc.inspect_table(rows)
    assert found.arguments["sentinels"] == {"place": {"NA": None}}
    assert "NA" in mc.read_table(rows, **found.arguments).registry.parties


@pytest.mark.parametrize(
    ("rows", "skip"),
    [
        ([["No", "Title"], ["1", "x"]], 0),
        ([["All the pacts", ""], ["No", "Title"], ["1", "x"]], 1),
        ([[], ["", "Pacts", ""], ["No", "Title", "Signed"], ["1", "x", "2011"]], 2),
        ([["Parties", "", "Signed"], ["Party A", "Party B", ""], ["x", "y", "2011"]], 1),
        ([["Title", "Signed", ""], ["x", "2011", ""], ["Party A", "2012", ""]], 0),
        ([["1", "2011"], ["2", "2012"]], 0),
        ([], 0),
    ],
)
def test_the_header_is_found(rows: list[list[str]], skip: int) -> None:
    assert header_of(rows).skip == skip


def test_a_table_without_rows_is_proposed_as_it_is() -> None:
    found = mc.inspect_table([])
    assert (found.n_rows, found.unread) == (0, ())


# --- Dates of known meaning, written in many ways --------------------------------------------------------------------

NAMES = list(calendar.month_name)
SHORT = list(calendar.month_abbr)
STYLES = {
    "{y:04}-{m:02}-{d:02}": 3,
    "{y:04}-{m}-{d}": 3,
    "{y:04}/{m:02}/{d:02}": 3,
    "{y:04}.{m}.{d}": 3,
    "{d:02}/{m:02}/{y:04}": 3,
    "{m:02}/{d:02}/{y:04}": 3,
    "{d}.{m}.{y:04}": 3,
    "{d:02}-{m:02}-{y:04}": 3,
    "{d} {B} {y:04}": 3,
    "{d:02}-{b}-{y:04}": 3,
    "{B} {d}, {y:04}": 3,
    "{y:04}年{m}月{d}日": 3,
    "{y:04}{m:02}{d:02}": 3,
    "{d:02}{m:02}{y:04}": 3,
    "{y:04}-{m:02}-{d:02} 00:00:00": 3,
    "{d}/{m}/{yy:02}": 3,
    "{m}/{d}/{yy:02}": 3,
    "{y:04}-{m:02}-00": 2,
    "{y:04}-{m:02}": 2,
    "{b} {y:04}": 2,
    "{m:02}/{y:04}": 2,
    "{y:04}年{m}月": 2,
    "{y:04}{m:02}": 2,
    "{b}-{yy:02}": 2,
    "{y:04}-00-00": 1,
    "{y:04}": 1,
    "{y:04}年": 1,
}
"""Styles of dates, with how many parts each states."""


def written(style: str, year: int, month: int, day: int) -> str:
    return style.format(y=year, yy=year % 100, m=month, d=day, B=NAMES[month], b=SHORT[month])


DATES = st.tuples(st.integers(1800, 2025), st.integers(1, 12), st.integers(1, 28))


@given(st.lists(DATES, min_size=1, max_size=12), st.lists(st.sampled_from(list(STYLES)), min_size=1, max_size=3))
def test_what_is_proposed_reads_no_other_day_than_a_cell_states(
    dates: list[tuple[int, int, int]], used: list[str]
) -> None:
    styles = [used[at % len(used)] for at in range(len(dates))]
    rows = [
        {"Ref": f"r{at}", "Treaty": "Pact", "Parties": "A", "Date of signature": written(style, *date)}
        for at, (style, date) in enumerate(zip(styles, dates, strict=True))
    ]
    found = mc.inspect_table(rows)
    assert "on_error" not in found.arguments
    registry = mc.read_table(rows, **found.arguments, on_error="skip").registry
    for at, (style, date) in enumerate(zip(styles, dates, strict=True)):
        pact = registry.agreements.get(f"r{at}")
        if pact is not None:
            parts = [f"{number:0{width}}" for number, width in zip(date, (4, 2, 2), strict=True)]
            assert str(pact.signed) == "-".join(parts[: STYLES[style]])


@given(st.lists(st.text(max_size=6), max_size=12))
def test_any_column_has_contents(cells: list[str]) -> None:
    column = ColumnContents.of(0, "x", "x", cells)
    assert sum(column.counts.values()) + column.n_blank == len(cells)
    assert 0 <= column.dated <= 1
    assert 0 <= column.numeric <= 1
