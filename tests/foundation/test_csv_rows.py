"""CSV is taken apart as it was put together, whatever stands in the cells; formulas are guarded on request."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given, strategies as st

import mainland_coop as mc
from mainland_coop import exports
from mainland_coop.foundation.csv_rows import RowWriter, guarded

TEXTS = st.text(st.sampled_from("a =+-@,;\"'\r\n\t\0\u2028\ufeff甲"), max_size=8) | st.text(max_size=8)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), max_size=4))
@example([["line one\rline two", "b"]])
@example([["\r", "\n"], ["\r\n", ""]])
def test_rows_come_back_on_every_python(rows: list[list[str]]) -> None:
    file = io.StringIO()
    writer = RowWriter(file)
    for row in rows:
        writer.write(row)
    assert list(csv.reader(io.StringIO(file.getvalue(), newline=""))) == rows


@given(TEXTS)
def test_only_what_may_be_a_formula_is_guarded(text: str) -> None:
    begin = text.lstrip(" ")[:1]
    assert guarded(text) == (f"'{text}" if begin and begin in "=+-@＝＋－＠\t\r\n" else text)


@pytest.mark.more_with_extras
@pytest.mark.parametrize("line_end", ["\r", "\n", "\r\n"])
def test_every_end_of_a_line_survives_in_every_reader(line_end, tmp_path):
    note = f"line one{line_end}line two{line_end}"
    exports.write_csv(mc.Registry(parties=[mc.Party(id="a", name="A", note=note)]), tmp_path)
    file = tmp_path / "parties.csv"
    with file.open(encoding="utf-8", newline="") as text:
        head, *rows = csv.reader(text)
    assert [dict(zip(head, row, strict=True))["note"] for row in rows] == [note]
    if polars := _module("polars"):
        found = polars.read_csv(file)
        assert (found.height, found["note"][0].rstrip("\r\n")) == (1, note.rstrip("\r\n"))
    if pandas := _module("pandas"):
        assert len(pandas.read_csv(file)) == 1
    if duckdb := _module("duckdb"):
        assert duckdb.sql(f"SELECT note FROM read_csv('{file}', all_varchar=true)").fetchall() == [(note,)]


def _module(name: str):
    try:
        return pytest.importorskip(name)
    except pytest.skip.Exception:
        return None


def test_formulas_are_guarded_on_request_and_nothing_else_changes(tmp_path):
    evil = mc.Registry(
        parties=[
            mc.Party(id=f"p{i}", name=name, note="-")
            for i, name in enumerate(["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", "a=b"])
        ]
    )
    exports.write_csv(evil, tmp_path / "plain")
    exports.write_csv(evil, tmp_path / "guarded", guard_formulas=True)
    for plain in (tmp_path / "plain").iterdir():
        with (
            plain.open(encoding="utf-8", newline="") as one,
            (tmp_path / "guarded" / plain.name).open(encoding="utf-8", newline="") as other,
        ):
            for left, right in zip(csv.reader(one), csv.reader(other), strict=True):
                assert right == [guarded(cell) for cell in left]
    text = (tmp_path / "guarded" / "parties.csv").read_text(encoding="utf-8")
    assert ("p0,'=1+1,'=1+1," in text, "p6,a=b,a=b," in text) == (True, True)


def test_the_guard_is_true_or_false(tmp_path):
    with pytest.raises(mc.WrongTypeError, match="guard_formulas"):
        exports.write_csv(mc.Registry(), tmp_path / "x", guard_formulas="yes")
    assert not (tmp_path / "x").exists()
