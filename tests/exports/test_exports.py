"""Exports hold what the records hold, other programs read them back, and no file is ever half written."""

from __future__ import annotations

import csv
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import mainland_coop as mc
from helpers import samples
from mainland_coop import exports, tables
from mainland_coop.foundation.whole_files import UNFINISHED

DAYS = ["1999-06-30", "2016-06-30", "2024-01-28", "2026-11-22", "2004", "200X"]


def plain(cell: object) -> object:
    return None if cell is None or cell != cell else cell


def expected(registry: mc.Registry, table: str) -> list[tuple]:
    return sorted(tables.rows(registry, table), key=repr)


def names(table: str) -> list[str]:
    return [column.name for column in tables.columns_of(table)]


@pytest.fixture(scope="module")
def csv_folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("csv")
    exports.write_csv(mc.load(), folder)
    return folder


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Path:
    return exports.write_sqlite(mc.load(), tmp_path_factory.mktemp("sqlite") / "register.sqlite")


# --- The tables themselves ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", tables.TABLES)
@pytest.mark.parametrize("registry", [samples.REGISTRY, mc.load()], ids=["sample", "bundled"])
def test_cells_are_what_their_columns_say(registry, table):
    kinds = {"text": str, "day": int, "number": int, "flag": bool}
    found = list(tables.rows(registry, table))
    assert found or (registry is not samples.REGISTRY and table in ("memberships", "identifiers"))
    for row in found:
        for column, cell in zip(tables.columns_of(table), row, strict=True):
            if cell is None:
                assert column.may_be_null, column
            else:
                assert type(cell) is kinds[column.holds.value], column
            if column.holds.value == "day" and cell:
                assert tables.number_of(tables.date_of(cell).toordinal()) == cell


def test_parts_of_the_sample_are_all_there():
    pact, plenary = samples.AGREEMENT, samples.SESSION
    rows = {table: list(tables.rows(samples.REGISTRY, table)) for table in tables.TABLES}
    assert [row[:4] for row in rows["renewals"] if row[1] == pact.id] == [
        ("agreements", "pact", 0, "2017-10-12"),
        ("agreements", "pact", 1, "2023-04"),
    ]
    assert [(row[0], row[2], row[5]) for row in rows["stages"]] == [
        ("pact", "2011-12-01", "articles 1 and 4"),
        ("pact", "2012-01", "articles 2 and 3"),
    ]
    related = {(row[2], row[3]) for row in rows["relations"] if row[1] == "pact"}
    assert related == {
        ("amends", "framework"),
        ("supplements", "framework"),
        ("implements", "framework"),
        ("under", "framework"),
        ("superseded_by", "later"),
        ("superseded_in_part_by", "later"),
    }
    assert [row[7] for row in rows["relations"] if row[2] == "superseded_in_part_by"] == ["judgments"]
    roles = [(row[1], row[2]) for row in rows["people"]]
    assert roles.count((plenary.id, "chair")) == len(plenary.chairs) == 1
    assert roles.count((plenary.id, "guest")) == len(plenary.guests) == 1
    assert roles.count(("pact", "signatory")) == 1
    assert roles.count(("pact", "signatory of renewal")) == 1
    assert {row[0] for row in rows["figures"]} == {"agreements", "programmes", "conferences", "parties", "sessions"}
    assert {(row[3], row[4]) for row in rows["figures"]} == {("visits", "1.5")}
    assert len(rows["editions"]) == sum(len(one.editions) for one in samples.REGISTRY.programmes) > 0
    assert [row[-4] for row in rows["conferences"]] == [len(c.sessions) for c in samples.REGISTRY.conferences]


# --- CSV ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", tables.TABLES)
def test_the_standard_library_reads_the_same_cells(csv_folder, table):
    with (csv_folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        head, *found = csv.reader(file)
    assert head == names(table)
    as_text = [tuple("" if c is None else str(c).lower() if isinstance(c, bool) else str(c) for c in row)
               for row in tables.rows(mc.load(), table)]  # fmt: skip
    assert [tuple(row) for row in found] == as_text


def test_every_column_is_told(csv_folder):
    with (csv_folder / "columns.csv").open(encoding="utf-8", newline="") as file:
        _, *found = csv.reader(file)
    assert [(row[0], row[1]) for row in found] == [(table, name) for table in tables.TABLES for name in names(table)]
    assert all(row[4] for row in found)


def test_pandas_polars_and_duckdb_read_the_csv(csv_folder):
    pd = pytest.importorskip("pandas", reason="the extra pandas is not installed")
    pl = pytest.importorskip("polars", reason="the extra polars is not installed")
    duckdb = pytest.importorskip("duckdb", reason="the extra duckdb is not installed")
    for table in ("validity", "agreements", "citations"):
        file = csv_folder / f"{table}.csv"
        wanted = [tuple(row) for row in tables.rows(mc.load(), table)]
        held = {column.name: column.holds.value for column in tables.columns_of(table)}
        types = {"text": "str", "day": "Int32", "number": "Int64", "flag": "boolean"}
        frame = pd.read_csv(file, dtype={name: types[holds] for name, holds in held.items()}, keep_default_na=True)
        cells = frame.astype(object).where(frame.notna(), None)
        assert [tuple(row) for row in cells.itertuples(index=False)] == wanted
        types = {"text": pl.String, "day": pl.Int32, "number": pl.Int64, "flag": pl.Boolean}
        assert pl.read_csv(file, schema={name: types[holds] for name, holds in held.items()}).rows() == wanted
        types = {"text": "VARCHAR", "day": "INTEGER", "number": "BIGINT", "flag": "BOOLEAN"}
        columns = {name: types[holds] for name, holds in held.items()}
        found = duckdb.connect().execute(f"SELECT * FROM read_csv('{file}', header=true, columns={columns})").fetchall()
        assert found == wanted


# --- Parquet -----------------------------------------------------------------------------------------------------


def test_polars_and_duckdb_read_the_parquet(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra pyarrow is not installed")
    pl = pytest.importorskip("polars", reason="the extra polars is not installed")
    duckdb = pytest.importorskip("duckdb", reason="the extra duckdb is not installed")
    written = exports.write_parquet(mc.load(), tmp_path / "new" / "folder")
    assert [file.stem for file in written] == list(tables.TABLES)
    for file in written:
        wanted = list(tables.rows(mc.load(), file.stem))
        assert pl.read_parquet(file).rows() == wanted
        assert duckdb.connect().execute(f"SELECT * FROM '{file}'").fetchall() == wanted
        schema = parquet.read_schema(file)
        told = [schema.field(index).metadata[b"meaning"].decode() for index in range(len(schema))]
        assert told == [column.meaning for column in tables.columns_of(file.stem)]
        assert schema.metadata[b"version"].decode() == mc.load().version
        assert schema.metadata[b"verified_through"].decode() == str(mc.load().verified_through)
        assert [schema.field(i).nullable for i in range(len(schema))] == [
            column.may_be_null for column in tables.columns_of(file.stem)
        ]


def test_without_pyarrow_the_install_command_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(ImportError, match=re.escape('pip install "mainland-coop[pyarrow]"')):
        exports.write_parquet(mc.load(), tmp_path)
    assert not list(tmp_path.iterdir())


# --- SQLite ------------------------------------------------------------------------------------------------------


def test_the_database_tells_which_data_it_has(database, tmp_path):
    def about(path):
        with closing(sqlite3.connect(path)) as connection:
            return dict(connection.execute("SELECT name, value FROM about"))

    assert about(database) == {"version": mc.load().version, "verified_through": str(mc.load().verified_through)}
    assert about(exports.write_sqlite(mc.Registry(), tmp_path / "none.sqlite")) == {}


@pytest.mark.parametrize("table", tables.TABLES)
def test_the_database_holds_the_same_rows(database, table):
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute(f'SELECT * FROM "{table}"').fetchall()
        told = connection.execute("SELECT column_name FROM columns WHERE table_name = ?", (table,)).fetchall()
    assert found == list(tables.rows(mc.load(), table))
    assert [name for (name,) in told] == names(table)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("presume", [True, False])
@pytest.mark.parametrize("at_least", [mc.Truth.TRUE, mc.Truth.UNKNOWN])
def test_the_database_answers_as_the_registry_does(database, day, presume, at_least):
    statement = tables.sql.active_on(day, presume_continuity=presume, at_least=at_least)
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(statement).fetchall()
    found = {row[1]: row[2] for row in rows if row[0] == "agreements"}
    active = mc.load().active_on(day, presume_continuity=presume, at_least=at_least)
    assert found == {pact.id: pact.active_on(day, presume_continuity=presume).name for pact in active}
    assert len(found) == len([row for row in rows if row[0] == "agreements"])


def test_a_database_that_is_there_is_replaced_and_not_added_to(tmp_path):
    file = tmp_path / "register.sqlite"
    exports.write_sqlite(mc.load(), file)
    assert exports.write_sqlite(samples.REGISTRY, file) == file
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM agreements").fetchone() == (len(samples.REGISTRY.agreements),)
    assert [path.name for path in tmp_path.iterdir()] == ["register.sqlite"]


# --- Faults ------------------------------------------------------------------------------------------------------

WRITERS = {
    "csv": exports.write_csv,
    "parquet": exports.write_parquet,
    "sqlite": exports.write_sqlite,
    "json-ld": exports.write_json_ld,
    "turtle": exports.write_turtle,
}
NEEDS = {"parquet": "pyarrow"}


def writer(name: str):
    if name in NEEDS:
        pytest.importorskip(NEEDS[name], reason="the extra is not installed")
    return WRITERS[name]


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_no_registry_or_no_path_is_refused(name, tmp_path):
    write = writer(name)
    with pytest.raises(mc.WrongTypeError, match="is no Registry"):
        write([], tmp_path / "x")
    with pytest.raises(mc.WrongTypeError, match="is no path"):
        write(samples.REGISTRY, 3.5)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", WRITERS)
def test_a_place_where_nothing_can_be_written_is_named(name, tmp_path):
    write = writer(name)
    (tmp_path / "file").write_text("here")
    with pytest.raises(mc.FileError, match=r"file.* cannot be written"):
        write(samples.REGISTRY, tmp_path / "file" / "below")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


KILLED = """
import os, sys
from pathlib import Path
import mainland_coop as mc
from mainland_coop import exports
from mainland_coop.foundation import whole_files as writing
target = Path(sys.argv[2])
real = Path.replace
Path.replace = lambda self, other: os._exit(9) if Path(other).name == sys.argv[3] else real(self, other)
getattr(exports, sys.argv[1])(mc.Registry(areas=[mc.Area(id="new", name="New")]), target)
"""


@pytest.mark.parametrize(
    ("name", "target", "file"),
    [
        ("csv", "", "agreements.csv"),
        ("parquet", "", "agreements.parquet"),
        ("sqlite", "register.sqlite", "register.sqlite"),
        ("json-ld", "register.jsonld", "register.jsonld"),
        ("turtle", "register.ttl", "register.ttl"),
    ],
)
def test_killing_the_process_leaves_the_old_file(name, target, file, tmp_path):
    write = writer(name)
    write(samples.REGISTRY, tmp_path / target)
    old = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = subprocess.run(
        [sys.executable, "-c", KILLED, write.__name__, str(tmp_path / target), file],
        env={**os.environ, "PYTHONPATH": str(Path(mc.__file__).parents[1])},
        check=False,
    )
    assert done.returncode == 9
    assert (tmp_path / file).read_bytes() == old[file]
    left = {path.name for path in tmp_path.iterdir() if path.name not in old and not path.name.endswith(".tmp")}
    assert left == ({UNFINISHED} if target == "" else set())


@pytest.mark.parametrize("name", WRITERS)
def test_an_error_on_the_way_leaves_the_old_file_and_no_rest(name, tmp_path, monkeypatch):
    write = writer(name)
    target = tmp_path / "out"
    write(samples.REGISTRY, target)
    old = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(mc.FileError, match="No space left"):
        write(mc.Registry(areas=[mc.Area(id="new", name="New")]), target)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == old


def test_written_linked_data_is_what_the_texts_are(tmp_path):
    exports.write_json_ld(samples.REGISTRY, tmp_path / "x.jsonld", base="https://register.example/")
    written = (tmp_path / "x.jsonld").read_text(encoding="utf-8")
    assert written == exports.to_json_ld(samples.REGISTRY, base="https://register.example/")
    exports.write_turtle(samples.REGISTRY, tmp_path / "x.ttl")
    assert (tmp_path / "x.ttl").read_text(encoding="utf-8") == exports.to_turtle(samples.REGISTRY)


def test_the_validity_table_of_the_database_has_an_index_by_day(database):
    with closing(sqlite3.connect(database)) as connection:
        found = [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index'")]
    assert tables.sql.create_index() in found
