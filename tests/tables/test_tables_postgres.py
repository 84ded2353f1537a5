"""SQL text and exports in a real PostgreSQL, which is started for these tests (`helpers.postgres`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import mainland_coop as mc
from helpers import oracle_registers as registers, postgres
from helpers.profiles import heavy
from helpers.reserved_words import run_all
from mainland_coop import exports, tables
from mainland_coop.tables.columns import Holds

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed: it is in the extra `test-full`")
PROGRAMS = postgres.programs()
if PROGRAMS is None:
    pytest.skip("PostgreSQL is not installed: apt-get install postgresql", allow_module_level=True)

Connection = Any
UNKNOWN = mc.Truth.UNKNOWN
TYPES = {Holds.TEXT: "TEXT", Holds.DAY: "INTEGER", Holds.NUMBER: "NUMERIC", Holds.FLAG: "BOOLEAN"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres.server(PROGRAMS) as address:
        yield address


@pytest.fixture(scope="module")
def database(server: str) -> Iterator[Connection]:
    with psycopg.connect(server, autocommit=True) as connection:
        yield connection


def filled(database: Connection, registry: mc.Registry, table: str = "validity") -> None:
    """Make the validity table anew, with an index, and put the register into it."""
    database.execute(f"DROP TABLE IF EXISTS {table}")
    database.execute(tables.sql.create_table(table))
    database.execute(tables.sql.create_index(table))
    with database.cursor() as cursor:
        cursor.executemany(tables.sql.insert(table, placeholder="%s"), list(tables.rows(registry)))


def ask(database: Connection, query: str) -> list[tuple[Any, ...]]:
    return database.execute(query).fetchall()


def test_the_server_is_on_loopback_and_its_user_has_no_privileges(database: Connection) -> None:
    assert ask(database, "SHOW listen_addresses") == [("127.0.0.1",)]
    (data,) = ask(database, "SHOW data_directory")[0]
    owner = Path(data).stat().st_uid
    assert owner != 0


@settings(heavy)
@given(
    registry=registers.registers(4),
    days=st.lists(registers.days(), min_size=2, max_size=4),
    presumed=st.booleans(),
)
def test_sql_text_answers_as_the_records_do(
    database: Connection, registry: mc.Registry, days: list[registers.Ask], presumed: bool
) -> None:
    filled(database, registry)
    for day in (registers.asked(registry, day) for day in days):
        expected = registers.answers(registry, day, presumed)
        found = ask(database, tables.sql.active_on(day, columns=[], at_least=UNKNOWN, presume_continuity=presumed))
        assert sorted(found) == sorted(expected)
        found = ask(database, tables.sql.active_on(day, columns=[], presume_continuity=presumed))
        assert sorted(found) == sorted(row for row in expected if row[2] == "TRUE")
        expected = registers.standings(registry, day)
        assert sorted(ask(database, tables.sql.standing_on(day))) == sorted(expected)
        counted = ask(database, tables.sql.count_by("record_kind", day))
        words = ("stated", "presumed", "possible")
        told = {kind: dict(zip(words, numbers, strict=True)) for kind, *numbers in counted}
        for kind in {row[0] for row in expected}:
            of_kind = [standing for other, _, standing in expected if other == kind]
            assert told[kind] == {word: of_kind.count(word) for word in words}


def test_the_bundled_data_have_the_standings_that_the_records_have(database: Connection) -> None:
    registry = mc.load()
    filled(database, registry)
    for day in ("2016-06-30", "2023-04-10", "2016", "2023-04", "0001-01-01", "9999-12-31"):
        date = mc.PartialDate.parse(day)
        assert set(ask(database, tables.sql.standing_on(day))) == registers.standings(registry, date)
        for presumed in (True, False):
            query = tables.sql.active_on(day, columns=[], at_least=UNKNOWN, presume_continuity=presumed)
            assert set(ask(database, query)) == registers.answers(registry, date, presumed)


def test_every_exported_table_is_read_back_as_it_was(database: Connection, tmp_path: Path) -> None:
    registry = mc.load()
    for file in exports.write_csv(registry, tmp_path):
        if file.suffix != ".csv" or file.stem == "columns":
            continue
        columns = tables.columns_of(file.stem)
        made = ", ".join(f'"{column.name}" {TYPES[column.holds]}' for column in columns)
        database.execute(f'DROP TABLE IF EXISTS "{file.stem}"')
        database.execute(f'CREATE TABLE "{file.stem}" ({made})')
        into = f'COPY "{file.stem}" FROM STDIN (FORMAT csv, HEADER true)'
        with database.cursor() as cursor, cursor.copy(into) as copy:
            copy.write(file.read_bytes())
        found = ask(database, f'SELECT * FROM "{file.stem}"')
        assert Counter(found) == Counter(tables.rows(registry, file.stem)), file.stem


def test_every_word_that_is_not_refused_is_a_name(database: Connection) -> None:
    words = [word for (word,) in ask(database, "SELECT word FROM pg_get_keywords()")]
    assert len(words) > 400
    run_all(database.execute, words)


def test_names_as_long_as_may_be_and_schemas(database: Connection) -> None:
    database.execute("CREATE SCHEMA register")
    for name in ("v" * 63, "register.validity", f"register.{'w' * 63}"):
        filled(database, mc.load(), name)
        found = ask(database, tables.sql.active_on("2016-06-30", table=name))
        agreements = [row for row in found if row[0] == "agreements"]
        assert len(agreements) == mc.load().count_active("2016-06-30")
        assert ask(database, f"SELECT to_regclass('{name}') IS NOT NULL") == [(True,)]


def pact(**fields: Any) -> mc.Agreement:
    return mc.Agreement(**{"id": "x", "kind": "treaty", "parties": ["a"], "signed": "2011", **fields})


def registry_of(agreement: mc.Agreement) -> mc.Registry:
    return mc.Registry(agreements=[agreement], parties=[mc.Party(id="a", name="A")])


def test_long_text_comes_back_whole(database: Connection) -> None:
    title, columns = "協" * 999_999, ["title"]
    database.execute(tables.sql.create_table("long_text", columns=columns))
    database.execute(tables.sql.create_index("long_text"))
    rows = list(tables.rows(registry_of(pact(title=title)), columns=columns))
    with database.cursor() as cursor:
        cursor.executemany(tables.sql.insert("long_text", columns=columns, placeholder="%s"), rows)
    query = tables.sql.active_on("2014", table="long_text", columns=columns)
    assert ask(database, query) == [("agreements", "x", "TRUE", title)]
    assert ask(database, tables.sql.count_by("title", "2014", table="long_text")) == [(title, 0, 1, 0)]


def test_text_with_nul_has_no_place_there_and_goes_in_without(database: Connection) -> None:
    columns = ["title"]
    database.execute(tables.sql.create_table("with_nul", columns=columns))
    insert = tables.sql.insert("with_nul", columns=columns, placeholder="%s")
    rows = list(tables.rows(registry_of(pact(title="one\0two")), columns=columns))
    with pytest.raises(psycopg.DataError, match="NUL"), database.cursor() as cursor:
        cursor.executemany(insert, rows)
    rows = [tuple(cell.replace("\0", "\ufffd") if isinstance(cell, str) else cell for cell in row) for row in rows]
    with database.cursor() as cursor:
        cursor.executemany(insert, rows)
    query = tables.sql.active_on("2014", table="with_nul", columns=columns)
    assert ask(database, query) == [("agreements", "x", "TRUE", "one\ufffdtwo")]
