"""What is said of cells that are no dates: the remedy is right, loses nothing, and works."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop.intake.column_contents import OPEN
from mainland_coop.intake.date_remedies import explained
from mainland_coop.intake.term_cells import kind_of, likely_kind
from mainland_coop.intake.values import CellError

COLUMNS = {"id": "no", "title": "title", "parties": "with", "signed": "on", "expires": "end"}
CONSTANTS = {"kind": "treaty"}


def told(*cells: str, column: str = "on", **options: object) -> list[mc.TableProblem]:
    rows = [{"no": str(at), "title": "x", "with": "a", "on": "1900", "end": None} for at in range(len(cells))]
    for row, cell in zip(rows, cells, strict=True):
        row[column] = cell
    report = mc.read_table(rows, COLUMNS, constants=CONSTANTS, on_error="skip", **options).report
    assert {problem.column for problem in report} <= {column}
    return list(report)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1988-00-00", "write 1988, or pass zero_parts='unknown'"),
        ("1988-07-00", "write 1988-07, or"),
        ("19800000", "write 1980, or pass date_formats=['%Y%m%d'], zero_parts='unknown'"),
        ("00/05/1988", "write 1988-05, or pass date_formats=['%d/%m/%Y'], zero_parts='unknown'"),
        ("+1990-11-00T00:00:00Z", "write 1990-11, or"),
        ("0000-00-00", "sentinels={'0000-00-00': None}, or zero_parts='unknown'"),
        ("1996/03/01", "pass date_formats=['%Y/%m/%d']"),
        ("1953-05-5", "write 1953-05-05, or pass date_formats=['%Y-%m-%d']"),
        ("2001-1", "write 2001-01, or pass date_formats=['%Y-%m']"),
        ("June 1990", "pass date_formats=['%B %Y']"),
        ("1 June 1990", "pass date_formats=['%d %B %Y']"),
        ("June 1, 1990", "pass date_formats=['%B %d, %Y']"),
        ("31/12/1999 00:00", "pass date_formats=['%d/%m/%Y']"),
        ("1990年", "pass date_formats=['%Y年']"),
        ("1st June 1990", "write 1990-06-01"),
        ("一九九六年三月二十一日", "write 1996-03-21"),
        ("１９９６年", "write 1996"),
        ("c. 1990", "write 1990~"),
        ("circa 1990", "write 1990~"),
        ("~1990-05", "write 1990-05~"),
        ("1990 ca.", "write 1990~"),
        ("1990 (?)", "write 1990?"),
        ("1981-09..1981-10", "write [1981-09..1981-10]"),
        ("1990-1992", "write [1990..1992]"),
        ("1990 or 1991", "write [1990..1991]"),
        ("before 1990", "write [..1989]"),
        ("by 1990-05", "write [..1990-05]"),
        ("after 1990", "write [1991..]"),
        ("1990s", "write 199X"),
        ("1990-Q2", "write [1990-04..1990-06]"),
        ("Q1 1990", "write [1990-01..1990-03]"),
        ("778", "write 0778"),
        ("920-01-01", "write 0920-01-01"),
        ("94308", "write 0943-08"),
        ("753 BC", "the years here go from 0001 to 9999"),
        ("-0044", "the years here go from 0001 to 9999"),
        ("Spring 1990", "the run of its months"),
        ("May", "a month without a year"),
        ("16.0.1964", "there is no month 00, and in the other order there is no month 16"),
        ("30.2.2011", "2011-02 has 28 days"),
        ("Feb 30, 2001", "there is no such day"),
        ("2001-02-30", "write 2001-02 if only the month is known"),
        ("2011-03-05T09:30:00Z", "write the day alone"),
        ("-9", "sentinels={'-9': None}"),
        ("190211", "1902-11 in '%Y%m'"),
    ],
)
def test_a_date_of_another_style_is_told_with_what_to_do(cell: str, said: str) -> None:
    (problem,) = told(cell)
    assert said in problem.remedy


@pytest.mark.parametrize("cell", ["0014-022005", "9999-XX-XX-", "1990-XX-01", "2001-13", "1981-82", "3/2/1"])
def test_what_means_nothing_is_offered_nothing(cell: str) -> None:
    (problem,) = told(cell)
    assert problem.arguments == {}
    for advice in ("pass ", "write [", "write 1", "alone would be one", "None"):
        assert advice not in problem.remedy


@pytest.mark.parametrize("word", ["permanent", "Current", "to date", "至今", "無限期", "Indefinite", "no expiry"])
def test_words_for_an_open_end_are_one_where_ends_stand(word: str) -> None:
    (problem,) = told(word, column="end")
    assert problem.arguments == {"sentinels": {"expires": {word: ".."}}}
    assert not told(word, column="end", **problem.arguments)
    (problem,) = told(word)
    assert "name the column as expires" in problem.remedy
    assert problem.arguments == {}


def test_other_cells_of_a_column_say_which_number_is_the_day() -> None:
    first, second, third = told("3/4/1960", "4/30/1960", "5/6/1961")
    assert "'4/30/1960' in row 1 shows that the month stands first: pass date_formats=['%m/%d/%Y']" in first.remedy
    assert first.remedy == third.remedy
    assert "date_formats=['%m/%d/%Y']" in second.remedy
    assert first.arguments == second.arguments == {"date_formats": ["%m/%d/%Y"]}
    first, *_ = told("3/4/1960", "4/30/1960", "30/4/1960")
    assert "its column has dates in both orders, '30/4/1960' in row 2 and '4/30/1960' in row 1" in first.remedy
    assert first.arguments == {}
    first, second = told("201112", "199813")
    assert "may be" in first.remedy
    first, second = told("200112", "199811")
    assert "date_formats=['%Y%m']" in second.remedy


def test_nothing_is_recommended_that_was_passed_or_reads_other_cells_wrong() -> None:
    for passed, cell in (("%d/%m/%Y", "12/31/2026"), ("%m/%d/%Y", "31/12/2026"), ("%Y/%m/%d", "2026/31/12")):
        (problem,) = told(cell, date_formats=[passed])
        assert "date_formats=" not in problem.remedy
        assert problem.arguments == {}


def test_years_of_two_digits_are_not_offered_where_they_have_four() -> None:
    (problem,) = told("190211", date_formats=["%Y%m%d"])
    assert "pass date_formats=['%Y%m']" in problem.remedy
    assert "%y" not in problem.remedy


def test_what_two_formats_read_as_two_dates_is_told_and_as_one_date_is_read() -> None:
    (problem,) = told("12/01/2026", "01/01/2026", "13/01/2026", date_formats=["%d/%m/%Y", "%m/%d/%Y"])
    assert (problem.row, problem.kind) == (0, mc.TableProblemKind.AMBIGUOUS)


@given(st.text(max_size=70))
def test_anything_is_read_or_told(cell: str) -> None:
    for problem in told(cell, missing_signed="1900"):
        assert problem.remedy
        assert len(problem.remedy) < 900
    told(cell, column="end")


@pytest.mark.parametrize("word", sorted(OPEN))
def test_a_word_for_an_open_end_is_never_told_to_be_nothing(word: str) -> None:
    told = explained(word, (), is_end=True)
    assert told.arguments == {"sentinels": {"expires": {word: ".."}}}


@pytest.mark.parametrize(
    ("word", "kind"),
    [("MoUs", "memorandum of understanding"), ("Abkommen", "agreement"), ("租約", "contract"), ("traety", "treaty")],
)
def test_what_names_a_column_of_kinds_is_offered_for_a_cell_too(word: str, kind: str) -> None:
    assert str(likely_kind(word)) == kind
    with pytest.raises(CellError) as raised:
        kind_of(word)
    assert raised.value.arguments == {"sentinels": {"kind": {word: kind}}}
    assert ("(or 'other')" in str(raised.value.remedy)) == (word != "traety")


@pytest.mark.parametrize("look", [mc.inspect_table, lambda source: mc.read_table(source, {"id": "id"})])
def test_what_is_no_table_is_told(look: Any) -> None:
    for source, error, message in (
        ("x" * 100_000, mc.MissingFileError, "there is no file 'xxx"),
        ("", mc.FileError, "the path is empty"),
        ("a\0b", mc.FileError, "is no path"),
        ({"id": 3}, mc.WrongTypeError, "^source: a dict is no table"),
    ):
        with pytest.raises(error, match=message) as raised:
            look(source)
        assert len(str(raised.value)) < 1000


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
@pytest.mark.parametrize("look", [mc.inspect_table, lambda source: mc.read_table(source, {"id": "id"})])
def test_what_is_there_and_no_file_is_told_as_what_it_is(look: Any, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    (tmp_path / "nowhere.csv").symlink_to(tmp_path / "missing.csv")
    for name, error, message in (
        ("pipe.csv", mc.FileError, "is a pipe, a device or a socket, which may never end: save what it says as a file"),
        ("loop.csv", mc.FileError, "cannot be read: Too many levels of symbolic links"),
        ("nowhere.csv", mc.MissingFileError, "there is no file"),
        (".", mc.FileError, "is a folder, and a table is one file"),
    ):
        with pytest.raises(mc.FileError, match=message) as raised:
            look(tmp_path / name)
        assert type(raised.value) is error
