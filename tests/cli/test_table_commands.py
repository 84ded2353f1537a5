"""The commands of tables: what is proposed is written, read, and reported."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path

import pytest

import mainland_coop as mc
from mainland_coop.cli.answer import ANSWERED, FAILED, NOT_FOUND
from mainland_coop.cli.command_line import main

TABLE = "No,Treaty,Parties,Signed\n1,Pact,A; B,14/3/1996\n2,Accord,A; C,1/2/1997\n"


def ask(*argv: object) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a call."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(each) for each in argv])
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_becomes_a_register(table: Path) -> None:
    mapping, register = table.with_name("mapping.json"), table.with_name("register.json")
    code, out, _ = ask("inspect", table, "-o", mapping)
    assert code == ANSWERED
    assert "date_formats=['%d/%m/%Y']" in out
    found = mc.inspect_table(table)
    assert json.loads(mapping.read_text(encoding="utf-8")) == found.arguments
    code, out, _ = ask("read", table, "--mapping", mapping, "-o", register)
    assert code == ANSWERED
    assert mc.load(register) == mc.read_table(table, **found.arguments).registry
    assert "2 of 2 rows" in out


def test_an_inspection_is_told_to_programs(table: Path) -> None:
    code, out, _ = ask("inspect", table, "--json")
    data = json.loads(out)
    found = mc.inspect_table(table)
    assert code == ANSWERED
    assert data["arguments"] == found.arguments
    assert (data["code"], data["n_rows"]) == (found.code, 2)
    assert [each["argument"] for each in data["proposals"]] == [each.argument for each in found.proposals]
    assert "<table" in ask("inspect", table, "--html")[1]


def test_faults_are_told_and_nothing_is_written_unless_a_report_is_asked_for(table: Path) -> None:
    table.write_text(TABLE + "3,Late pact,A; D,31/2/1998\n", encoding="utf-8")
    mapping, register = table.with_name("mapping.json"), table.with_name("register.json")
    ask("inspect", table, "-o", mapping)
    code, out, _ = ask("read", table, "--mapping", mapping, "-o", register)
    assert code == NOT_FOUND
    assert "Nothing was written" in out
    assert not register.exists()
    code, out, _ = ask("read", table, "--mapping", mapping, "-o", register, "--report")
    assert code == NOT_FOUND
    assert "row 4, column 'Signed'" in out
    assert len(mc.load(register).agreements) == 2
    report = table.with_name("report.csv")
    assert ask("read", table, "--mapping", mapping, "-o", register, "--report", report)[0] == NOT_FOUND
    assert report.read_text(encoding="utf-8").splitlines()[1].startswith("malformed,4,Signed")
    code, out, _ = ask("read", table, "--mapping", mapping, "-o", register, "--report", report, "--json")
    assert [each["row"] for each in json.loads(out)["left_out"]] == [4]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"column": {}}', "'column' is no argument of read_table; did you mean 'columns'"),
        ("[]", "is no mapping"),
        ("{}", "columns is missing"),
        ("{", "no JSON"),
        ('{"columns": {"id": "No"}, "columns": {}}', "columns"),
    ],
)
def test_a_mapping_that_is_none_is_told(table: Path, text: str, said: str) -> None:
    mapping = table.with_name("mapping.json")
    mapping.write_text(text, encoding="utf-8")
    code, _, err = ask("read", table, "--mapping", mapping, "-o", table.with_name("register.json"))
    assert code == FAILED
    assert said in err


def test_a_mapping_may_cite_a_source(table: Path) -> None:
    mapping, register = table.with_name("mapping.json"), table.with_name("register.json")
    arguments = {**mc.inspect_table(table).arguments, "cite": {"id": "list", "title": "The list"}}
    mapping.write_text(json.dumps(arguments), encoding="utf-8")
    assert ask("read", table, "--mapping", mapping, "-o", register)[0] == ANSWERED
    assert mc.load(register).agreements["1"].citations[0].source == "list"


def test_a_table_is_no_register(table: Path) -> None:
    code, _, err = ask("validate", table)
    assert code == FAILED
    assert "is a table and no register yet" in err
    assert "inspect FILE" in err
    assert ask("validate", table.with_name("none.csv"))[0] == FAILED
