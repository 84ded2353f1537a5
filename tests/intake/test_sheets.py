"""Workbooks of several writers: a cell states what it shows, and no more."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop.intake.workbook_cells import DateCell, date_cell, shown_precision

COLUMNS = {"id": "no", "title": "title", "parties": "with", "signed": "signed"}
FIXED = {"constants": {"kind": "treaty"}, "separator": ";"}
HEADER = list(COLUMNS.values())
FORMS = {
    "day": ["yyyy-mm-dd", "d/m/yyyy", "d-mmm-yy", "[$-F800]dddd, mmmm dd, yyyy", 'yyyy"年"m"月"d"日"', "m/d/yy h:mm"],
    "month": ["mmm yyyy", "mmm-yy", "yyyy-mm", 'yyyy"年"m"月"', "mmmm\\ yyyy;@", "ddd mmm yyyy"],
    "year": ["yyyy", '"in" yyyy', "[Red]yyyy"],
    None: ["d-mmm", "mm/dd", "dddd", "h:mm:ss"],
}
"""Number formats by how much of a date they show."""


def read(path: Path, **arguments: Any) -> dict[str, str]:
    registry = mc.read_table(path, COLUMNS, **{**FIXED, **arguments}).registry
    return {pact.id: str(pact.signed) for pact in registry.agreements}


def problems(path: Path, **arguments: Any) -> str:
    with pytest.raises(mc.TableError) as caught:
        read(path, **arguments)
    return "\n".join(map(str, caught.value.problems))


def by_openpyxl(path: Path, rows: list[list[Any]], forms: list[str | None] = ()) -> Path:
    """Write a sheet; the forms are the number formats of the last cell of each row."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in [HEADER, *rows]:
        book.active.append(row)
    for at, form in enumerate(forms, 2):
        if form is not None:
            book.active.cell(at, len(HEADER)).number_format = form
    book.save(path)
    return path


@pytest.mark.parametrize(("precision", "form"), [(key, form) for key, forms in FORMS.items() for form in forms])
def test_a_number_format_tells_the_precision(precision: str | None, form: str) -> None:
    assert shown_precision(form)[0] == precision


@given(
    st.dates(datetime.date(1900, 3, 1)),
    st.sampled_from([(key, form) for key, forms in FORMS.items() if key for form in forms]),
)
def test_a_cell_is_as_precise_as_it_shows(day: datetime.date, shown: tuple[str, str]) -> None:
    precision, form = shown
    cell = date_cell(datetime.datetime.combine(day, datetime.time()), form)
    wanted = day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
    assert (cell.text if isinstance(cell, DateCell) else cell.isoformat()) == wanted


def test_dates_of_a_workbook_state_what_they_show(tmp_path: Path) -> None:
    day = datetime.date(2011, 3, 1)
    rows = [
        [id, "Pact", "A; B", cell] for id, cell in zip("abcdef", [day, day, day, 2011, "2011", "2011-03"], strict=True)
    ]
    path = by_openpyxl(tmp_path / "register.xlsx", rows, ["yyyy-mm-dd", "mmm yyyy", "yyyy"])
    wanted = {"a": "2011-03-01", "b": "2011-03", "c": "2011", "d": "2011", "e": "2011", "f": "2011-03"}
    assert read(path) == wanted
    assert read(path, date_precision={"signed": "day"}) == {**wanted, "b": "2011-03-01", "c": "2011-03-01"}
    assert read(path, date_precision={"signed": "year"}) == {**wanted, "a": "2011", "b": "2011", "c": "2011"}


def test_ids_of_a_workbook_are_as_it_shows_them(tmp_path: Path) -> None:
    rows = [[1997, "Pact", "A", "2001"], [1998.0, "Pact", "A", "2001"], ["007", "Pact", "A", "2001"]]
    assert list(read(by_openpyxl(tmp_path / "register.xlsx", rows))) == ["007", "1997", "1998"]
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(tmp_path / "register.xlsx")
    book.active["A2"].number_format = "000000"
    book.save(tmp_path / "zeros.xlsx")
    assert "001997" in read(tmp_path / "zeros.xlsx")


@pytest.mark.parametrize(
    ("cell", "form", "said"),
    [
        (datetime.date(1900, 2, 28), "yyyy-mm-dd", "before 1900-03-01"),
        (datetime.date(2026, 3, 5), "d-mmm", "shows no year"),
        (datetime.datetime(2011, 3, 5, 14, 30), "yyyy-mm-dd h:mm", "time of day"),
        (datetime.time(14, 30), "h:mm", "time of day"),
        ("=DATE(2011,3,5)", "yyyy-mm-dd", "formula"),
        ("#N/A", None, "could not compute"),
    ],
)
def test_a_cell_that_states_no_day_is_a_problem(tmp_path: Path, cell: object, form: str | None, said: str) -> None:
    path = by_openpyxl(tmp_path / "register.xlsx", [["a", "Pact", "A", cell]], [form])
    assert said in problems(path)


def test_a_number_that_a_workbook_cannot_hold_is_no_id(tmp_path: Path) -> None:
    path = by_openpyxl(tmp_path / "register.xlsx", [[12345678901234567, "Pact", "A", "2001"]])
    assert "15 digits" in problems(path)


def test_a_day_is_a_day_whatever_the_hour_that_is_not_shown(tmp_path: Path) -> None:
    path = by_openpyxl(
        tmp_path / "register.xlsx", [["a", "Pact", "A", datetime.datetime(2011, 3, 5, 14)]], ["d.m.yyyy"]
    )
    assert read(path) == {"a": "2011-03-05"}


def test_another_writer_of_xlsx(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(str(tmp_path / "register.xlsx"))
    sheet = book.add_worksheet("Pacts")
    sheet.write_row(0, 0, HEADER)
    for at, (form, formula) in enumerate([("yyyy-mm-dd", None), ("mmm yyyy", None), ("yyyy-mm-dd", 40607)], 1):
        sheet.write_row(at, 0, [f"r{at}", "Pact", "A"])
        shown = book.add_format({"num_format": form})
        if formula is None:
            sheet.write_datetime(at, 3, datetime.datetime(2011, 3, 5), shown)
        else:
            sheet.write_formula(at, 3, "=DATE(2011,3,5)", shown, formula)
    book.add_worksheet("Empty")
    book.close()
    assert read(tmp_path / "register.xlsx") == {"r1": "2011-03-05", "r2": "2011-03", "r3": "2011-03-05"}


def test_one_of_several_sheets_is_named(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["about", "this"])
    sheet = book.create_sheet("Pacts")
    for row in (["Register of pacts"], [], HEADER, ["a", "Pact", "A", "2001"]):
        sheet.append(row)
    book.save(path := tmp_path / "register.xlsx")
    with pytest.raises(mc.InvalidArgumentError, match="sheet='Notes'; they are 'Notes', 'Pacts'"):
        read(path)
    with pytest.raises(mc.InvalidArgumentError, match="did you mean 'Pacts'"):
        read(path, sheet="Pact")
    assert read(path, sheet="Pacts", skip=2) == {"a": "2001"}
    found = mc.inspect_table(path)
    assert (found.arguments["sheet"], found.arguments["skip"]) == ("Pacts", 2)
    intake = mc.read_table(path, **found.arguments)
    assert [str(pact.signed) for pact in intake.registry.agreements] == ["2001"]


# --- Workbooks of which the reader tells no formats ------------------------------------------------------------------


def write_xls(path: Path, days: list[datetime.date | str]) -> Path:
    pytest.importorskip("python_calamine")
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook()
    sheet = book.add_sheet("Pacts")
    for at, name in enumerate(HEADER):
        sheet.write(0, at, name)
    for row, day in enumerate(days, 1):
        for at, cell in enumerate([f"r{row}", "Pact", "A"]):
            sheet.write(row, at, cell)
        sheet.write(row, 3, day, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    book.save(str(path))
    return path


def write_ods(path: Path, days: list[datetime.date | str]) -> Path:
    pytest.importorskip("python_calamine")
    pytest.importorskip("odf")
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="Pacts")
    for cells in [HEADER, *([f"r{at}", "Pact", "A", day] for at, day in enumerate(days, 1))]:
        row = TableRow()
        for cell in cells:
            if isinstance(cell, datetime.date):
                row.addElement(TableCell(valuetype="date", datevalue=cell.isoformat()))
            else:
                text = TableCell(valuetype="string")
                text.addElement(P(text=cell))
                row.addElement(text)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


@pytest.mark.parametrize(("write", "name"), [(write_xls, "register.xls"), (write_ods, "register.ods")])
def test_firsts_alone_are_asked_about(tmp_path: Path, write: Any, name: str) -> None:
    mixed = write(tmp_path / name, [datetime.date(2011, 3, 1), datetime.date(2011, 3, 5), "1898-06"])
    assert read(mixed) == {"r1": "2011-03-01", "r2": "2011-03-05", "r3": "1898-06"}
    months = write(tmp_path / f"m-{name}", [datetime.date(2011, 3, 1), datetime.date(2012, 7, 1)])
    assert "date_precision={'signed': 'day'}, or 'month'" in problems(months)
    assert "date_precision" in problems(months, on_error="skip")
    assert read(months, date_precision={"signed": "month"}) == {"r1": "2011-03", "r2": "2012-07"}
    assert read(months, date_precision={"signed": "day"}) == {"r1": "2011-03-01", "r2": "2012-07-01"}
    years = write(tmp_path / f"y-{name}", [datetime.date(2011, 1, 1), datetime.date(2012, 1, 1)])
    assert "first day of a year" in problems(years)
    asked = mc.inspect_table(years)
    assert [choice["date_precision"] for choice in asked.undecided[0].choices] == [
        {"signed": "year"},
        {"signed": "day"},
    ]
    intake = mc.read_table(years, **asked.decided(0).arguments)
    assert [str(pact.signed) for pact in intake.registry.agreements] == ["2011", "2012"]
    early = write(tmp_path / f"e-{name}", [datetime.date(1900, 2, 20), datetime.date(2012, 1, 5)])
    assert "before 1900-03-01" in problems(early)


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    pytest.importorskip("python_calamine")
    for name in ("book.xlsx", "book.xls", "book.ods"):
        (tmp_path / name).write_bytes(b"no,title\n")
        with pytest.raises(mc.FileError, match="cannot be read as a workbook"):
            read(tmp_path / name)
    pytest.importorskip("openpyxl").Workbook().save(tmp_path / "blank.xlsx")
    with pytest.raises(mc.FileError, match="nothing in any sheet"):
        read(tmp_path / "blank.xlsx")


def test_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "book.xlsx").write_bytes(b"")
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(mc.MissingExtraError, match=r"mainland-coop\[excel\]"):
        read(tmp_path / "book.xlsx")


def test_precisions_are_refused_where_they_have_no_meaning() -> None:
    row = {"no": "a", "title": "Pact", "with": "A", "signed": datetime.date(2011, 3, 1)}
    for field, precision, said in (
        ("signed", "week", "none of 'day'"),
        ("title", "day", "title is no date"),
        ("x", "day", "no field"),
    ):
        with pytest.raises(mc.InvalidArgumentError, match=said):
            mc.read_table([row], COLUMNS, constants={"kind": "treaty"}, date_precision={field: precision})
    intake = mc.read_table([row], COLUMNS, constants={"kind": "treaty"}, date_precision={"signed": "month"})
    assert str(intake.registry.agreements["a"].signed) == "2011-03"
