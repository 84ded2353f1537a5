"""A workbook is read back by two programs that we did not write, and its cells are what their columns say."""

from __future__ import annotations

import datetime
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from helpers import samples
from helpers.profiles import heavy
from mainland_coop import exports, tables
from mainland_coop.display.blocks import safe_url
from mainland_coop.exports import workbooks
from mainland_coop.tables.columns import Holds

openpyxl = pytest.importorskip("openpyxl")
calamine = pytest.importorskip("python_calamine")
pytest.importorskip("xlsxwriter")

REGISTRY = mc.load()
SHEETS = ["about", *tables.TABLES, "columns"]


def of_openpyxl(book: Any) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(book) if isinstance(book, Path) else book
    return {sheet.title: [tuple(map(plain, row)) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def of_calamine(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = calamine.CalamineWorkbook.from_path(str(path))
    return {
        name: [tuple(map(plain, row)) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
    }


def plain(cell: Any) -> Any:
    """A cell of either reader: they tell an empty cell, a day and a whole number in two ways."""
    if cell == "" or cell is None:
        return None
    if isinstance(cell, datetime.datetime):
        return cell.date()
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def expected(column: tables.Column, cell: Any) -> Any:
    """What a cell of a table is to be in a sheet."""
    if cell is None:
        return None
    if column.holds is Holds.DAY:
        cell = f"{cell:08}"
        cell = None if cell == "00000000" else f"{cell[:4]}-{cell[4:6]}-{cell[6:]}"
    if cell is not None and (column.holds is Holds.DAY or "EDTF" in column.meaning):
        exact = re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell)
        return datetime.date.fromisoformat(cell) if exact and cell >= "1900-03-01" else cell
    return cell


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exports.write_xlsx(REGISTRY, tmp_path_factory.mktemp("xlsx") / "register.xlsx")


@pytest.fixture(scope="module")
def book(bundled: Path) -> Any:
    return openpyxl.load_workbook(bundled)


@pytest.mark.parametrize("reader", ["openpyxl", "calamine"])
def test_the_whole_register_is_read_back(bundled: Path, book: Any, reader: str) -> None:
    sheets = of_calamine(bundled) if reader == "calamine" else of_openpyxl(book)
    assert list(sheets) == SHEETS
    for table in tables.TABLES:
        columns = tables.columns_of(table)
        head, *found = sheets[table]
        assert head == tuple(column.name for column in columns)
        wanted = [
            tuple(expected(column, cell) for column, cell in zip(columns, row, strict=True))
            for row in tables.rows(REGISTRY, table)
        ]
        assert found == wanted
    assert ("Register version", REGISTRY.version) in sheets["about"]
    assert sheets["columns"][1][:3] == ("validity", "record_kind", "text")


def test_sheets_have_headers_that_stay_filters_and_types(book: Any) -> None:
    for name in SHEETS[1:]:
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold for cell in sheet[1])
    types = {
        column.name: {cell.data_type for cell in cells[1:] if cell.value is not None}
        for column, cells in zip(tables.columns_of("sessions"), book["sessions"].iter_cols(), strict=True)
    }
    assert types["n_documents"] == {"n"}
    assert types["video"] == {"b"}
    assert types["held"] == {"d", "s"}
    assert types["name"] == {"s"}
    (signed,) = {cell.number_format for cell in book["agreements"]["G"] if cell.data_type == "d"}
    assert signed == "yyyy-mm-dd"


def test_addresses_and_sources_of_citations_are_links(book: Any) -> None:
    names = [column.name for column in tables.columns_of("sources")]
    ids, urls = names.index("id"), names.index("url")
    rows = list(book["sources"].iter_rows(min_row=2))
    for row in rows:
        address = REGISTRY.sources[row[ids].value].url
        assert row[urls].value == address
        assert (row[urls].hyperlink is None) is (address is None or safe_url(address) is None)
    cited = [row[3] for row in book["citations"].iter_rows(min_row=2)]
    assert len(cited) > 1000
    for cell in cited[::50]:
        sheet, _, place = cell.hyperlink.location.partition("!")
        assert sheet == "'sources'"
        assert book["sources"][place].value == cell.value


SIGNS = st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@\"'<>&\t\n\r\x00\x1f\ufffe_x")
TEXTS = st.text(SIGNS, min_size=1)


@heavy
@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=5))
def test_text_is_text_whatever_it_looks_like(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    texts += ["=1+1", "007", "2011-11-25", "http://a.example", "mailto:a@b.example", "{=1}", "_x0041_", "TRUE", "1e5"]
    areas = [mc.Area(id=f"{i:03}", name="N", note=text) for i, text in enumerate(texts)]
    path = exports.write_xlsx(mc.Registry(areas=areas), tmp_path_factory.mktemp("x") / "x.xlsx")
    note = [column.name for column in tables.columns_of("areas")].index("note")
    sheet = openpyxl.load_workbook(path)["areas"]
    told = [area.note for area in areas]
    # XML knows no carriage return, and this reader leaves the signs that stand for what XML cannot say.
    unescaped = [openpyxl.utils.escape.unescape(cell.value) for cell in sheet[chr(ord("A") + note)][1:]]
    assert [text.replace("\r\n", "\n").replace("\r", "\n") for text in unescaped] == [
        text.replace("\r\n", "\n").replace("\r", "\n") for text in told
    ]
    assert all(cell.data_type == "s" for cell in sheet[chr(ord("A") + note)][1:])


@pytest.mark.parametrize(
    ("signed", "cell"),
    [
        ("1900-03-01", datetime.date(1900, 3, 1)), ("1900-02-28", "1900-02-28"), ("0001-01-01", "0001-01-01"),
        ("9999-12-31", datetime.date(9999, 12, 31)), ("2011", "2011"), ("2011-11", "2011-11"),
        ("2011-11-25~", "2011-11-25~"), ("[2016-02-01..2016-02-03]", "[2016-02-01..2016-02-03]"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("read", [of_openpyxl, of_calamine])
def test_exact_days_are_dates_and_other_dates_are_text(tmp_path: Path, signed: str, cell: object, read: Any) -> None:
    registry = mc.Registry(agreements=[samples.small_agreement(signed=signed)], parties=[mc.Party(id="a", name="A")])
    head, row = read(exports.write_xlsx(registry, tmp_path / "x.xlsx"))["agreements"]
    assert row[head.index("signed")] == cell


def test_a_long_text_tells_that_it_is_cut(tmp_path: Path) -> None:
    registry = mc.Registry(
        areas=[mc.Area(id="a", name="N", note="协" * 40_000), mc.Area(id="b", name="N", note="x" * 32_767)],
    )
    head, cut, whole = of_openpyxl(exports.write_xlsx(registry, tmp_path / "x.xlsx"))["areas"]
    assert cut[head.index("note")].endswith("协... (40,000 characters; the whole is in JSON)")
    assert 16_000 < len(cut[head.index("note")]) <= 32_767
    assert whole[head.index("note")] == "x" * 32_767


def test_numbers_beyond_those_of_a_sheet_are_text(tmp_path: Path) -> None:
    conference = mc.Conference(id="c", name="C", sessions=[mc.Session(id="s", held="2011", n_items=10**15 + 1)])
    registry = mc.Registry(conferences=[attrs.evolve(conference)])
    head, row = of_openpyxl(exports.write_xlsx(registry, tmp_path / "x.xlsx"))["sessions"]
    assert row[head.index("n_items")] == "1000000000000001"


def test_the_limits_of_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_MOST_LINKS", 1)
    urls = ("https://a.example/", "https://b.example/", "www.c.example", "https://d.example/" + "x" * 3000)
    sources = [mc.Source(id=str(number), title="T", url=url) for number, url in enumerate(urls)]
    registry = mc.Registry(sources=sources)
    path = exports.write_xlsx(registry, tmp_path / "x.xlsx")
    url = [column.name for column in tables.columns_of("sources")].index("url")
    cells = [row[url] for row in openpyxl.load_workbook(path)["sources"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [source.url for source in registry.sources]
    assert [cell.hyperlink is not None for cell in cells] == [True, False, False, False]
    before = path.read_bytes()
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    with pytest.raises(mc.InvalidArgumentError, match=r"the table sources has more than 3 rows.*write_csv"):
        exports.write_xlsx(registry, path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["x.xlsx"]


def test_what_goes_wrong_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(mc.WrongTypeError, match="is no Registry"):
        exports.write_xlsx(json.loads("{}"), tmp_path / "x.xlsx")
    with pytest.raises(mc.FileError, match="cannot be written"):
        exports.write_xlsx(samples.REGISTRY, tmp_path / "no" / "x.xlsx")
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(mc.MissingExtraError, match=r"pip install \"mainland-coop\[excel\]\""):
        exports.write_xlsx(samples.REGISTRY, tmp_path / "x.xlsx")
    assert not list(tmp_path.iterdir())


def test_one_register_is_one_file_whenever_it_is_written(tmp_path: Path) -> None:
    exports.write_xlsx(samples.REGISTRY, tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "book.xlsx") as book:
        assert {part.date_time[0] for part in book.infolist()} == {1980}
        told = book.read("docProps/core.xml").decode()
    assert set(re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]+", told)) == {"1980-01-01T00:00:00"}
