"""Text files in whatever encoding and with whatever delimiter, and what stands above their header."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop.intake.text_files import form_of, likely_encodings

COLUMNS = {"id": "編號", "title": "名稱", "parties": "簽署方", "signed": "簽署日期"}
TEXT = (
    "編號,名稱,簽署方,簽署日期\n1,關於法律服務合作的安排,香港特別行政區律政司,2001-05-06\n"
    "2,合作協議,廣州市司法局,2003-07\n"
)
SIMPLIFIED = (
    "编号,名称,签署方,签署日期\n1,关于法律服务合作的安排,香港特别行政区律政司,2001-05-06\n"
    "2,合作协议,广州市司法局,2003-07\n"
)
FRENCH = "n,titre,parties,signé\n1,Accord sur la pêche à l’étranger,Béland,2001\n2,Accord général,Céland,2002\n"


@pytest.mark.parametrize(
    ("text", "encoding", "likely"),
    [
        (TEXT, "utf-8", ("utf-8-sig",)),
        (TEXT, "utf-8-sig", ("utf-8-sig",)),
        (TEXT, "utf-16", ("utf-16",)),
        ("no,title\n1,x\n", "utf-16-le", ("utf-16-le",)),
        ("no,title\n1,x\n", "utf-16-be", ("utf-16-be",)),
        (TEXT, "big5", ("big5hkscs",)),
        (SIMPLIFIED, "gb18030", ("gb18030",)),
        (FRENCH, "cp1252", ("cp1252",)),
    ],
)
def test_encodings_are_recognised(tmp_path: Path, text: str, encoding: str, likely: tuple[str, ...]) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(text.encode(encoding))
    assert likely_encodings(path) == likely
    assert path.read_text(likely[0]) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_a_mark_tells_is_read_without_a_word(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(TEXT.encode(encoding))
    intake = mc.read_table(path, COLUMNS, constants={"kind": "arrangement"})
    assert intake.registry.agreements["1"].title.text == "關於法律服務合作的安排"


@pytest.mark.parametrize(("text", "encoding"), [(TEXT, "big5hkscs"), (SIMPLIFIED, "gb18030"), (FRENCH, "cp1252")])
def test_another_encoding_is_named(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(text.encode(encoding))
    with pytest.raises(mc.FileError, match=rf"not utf-8 .*pass its encoding: .*encoding='{encoding}'$"):
        mc.read_table(path, COLUMNS)


def test_no_encoding_that_fits_is_no_clear_one(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(b"no,title\n1,\xff\x81\x8d \xfe\n")
    assert likely_encodings(path)[-1] == "latin-1"


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12)


@given(
    st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.booleans(),
)
def test_the_delimiter_of_quoted_files_is_seen(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str, everything: bool
) -> None:
    import csv

    path = tmp_path_factory.getbasetemp() / "drawn.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL if everything else csv.QUOTE_MINIMAL)
        writer.writerows([["no", "title", "with", "signed"], *rows])
    assert form_of(path, None, None, 0).delimiter == delimiter


def test_a_file_may_name_its_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("sep=;\nno;title;with;signed\n1;Pact;A, B;2001\n", encoding="utf-8")
    columns = {"id": "no", "title": "title", "parties": "with", "signed": "signed"}
    intake = mc.read_table(path, columns, constants={"kind": "treaty"}, separator=",")
    assert intake.registry.agreements["1"].parties == ("A", "B")
    found = mc.inspect_table(path)
    assert mc.read_table(path, **found.arguments).registry.agreements["1"].signed == mc.PartialDate.parse("2001")


def test_columns_without_a_name_are_called_by_their_place(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("no,,date,date\n1,Pact,2001,2002\n", encoding="utf-8")
    columns = {"id": "no", "title": "column 2", "parties": "column 2", "signed": "date (column 3)"}
    intake = mc.read_table(path, columns, constants={"kind": "treaty"})
    assert str(intake.registry.agreements["1"].signed) == "2001"


def test_arguments_that_have_no_meaning_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("no,title\n1,Pact\n", encoding="utf-8")
    for arguments, said in (
        ({"sheet": "x"}, "only a workbook"),
        ({"skip": -1}, "no number"),
        ({"skip": True}, "no number"),
    ):
        with pytest.raises(mc.InvalidArgumentError, match=said):
            mc.read_table(path, {"id": "no"}, **arguments)
    with pytest.raises(mc.InvalidArgumentError, match="above its header"):
        mc.read_table([{"no": "1"}], {"id": "no"}, skip=1)
    with pytest.raises(mc.FileError, match="no header after 9 rows"):
        mc.read_table(path, {"id": "no"}, skip=9)


def test_a_table_is_no_register_yet(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("no,title\n1,Pact\n", encoding="utf-8")
    with pytest.raises(mc.FileError, match="inspect_table looks at it, and read_table makes a register"):
        mc.load(path)
