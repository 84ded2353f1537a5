"""Validity tables answer as the records do, in every engine and as SQL."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import registers
from hypothesis import given
from hypothesis import strategies as st

import mainland_coop as mc
from mainland_coop import tables

UNKNOWN = mc.Truth.UNKNOWN
ENGINES = ("polars", "polars lazy", "pandas", "pyarrow", "duckdb")


def engine(name: str) -> str:
    """The backend of an engine that is installed, or the test is skipped."""
    backend = name.partition(" ")[0]
    pytest.importorskip("narwhals", reason="the extra `tables` is not installed")
    pytest.importorskip(backend, reason=f"the extra `{backend}` is not installed")
    if backend == "duckdb":
        pytest.importorskip("pyarrow", reason="the extra `duckdb` is not installed whole")
    return backend


def as_rows(frame: Any, *names: str) -> list[tuple[Any, ...]]:
    """The rows of a frame of any of these engines, nulls as None."""
    import narwhals.stable.v2 as nw

    seen = nw.from_native(frame)
    eager = seen if isinstance(seen, nw.DataFrame) else seen.collect("pyarrow")
    rows = (eager.select(*names) if names else eager).rows()
    return [tuple(None if value != value else value for value in row) for row in rows]


def frame_of(registry: mc.Registry, name: str, **choices: Any) -> Any:
    backend = engine(name)
    frame = registry.to_frame(backend, **choices)
    return frame.lazy() if name.endswith("lazy") else frame


KEY = ("record_kind", "id", "truth")


@pytest.mark.parametrize("name", ENGINES)
@given(registry=registers.registers(), days=st.lists(registers.days(), min_size=2, max_size=4), presumed=st.booleans())
def test_an_engine_answers_as_the_records_do(
    name: str, registry: mc.Registry, days: list[mc.PartialDate], presumed: bool
) -> None:
    frame = frame_of(registry, name)
    for day in days:
        expected = registers.answers(registry, day, presumed)
        possible = tables.active_on(frame, day, at_least=UNKNOWN, presume_continuity=presumed)
        certain = tables.active_on(frame, day, presume_continuity=presumed)
        assert type(possible) is type(frame)
        found = as_rows(possible, *KEY)
        assert len(found) == len(set(found))
        assert set(found) == expected
        assert sorted(as_rows(certain, *KEY)) == sorted(row for row in expected if row[2] == "TRUE")
        counted = as_rows(tables.count_by(frame, ["record_kind", "kind"], day, presume_continuity=presumed))
        assert sorted(counted, key=repr) == sorted(count(registry, expected), key=repr)


def count(registry: mc.Registry, answers: registers.Answers) -> list[tuple[str, str | None, int, int]]:
    kinds = {("agreements", r.id): str(r.kind) for r in registry.agreements}
    possible = Counter((kind, kinds.get((kind, id))) for kind, id, _ in answers)
    certain = Counter((kind, kinds.get((kind, id))) for kind, id, truth in answers if truth == "TRUE")
    return [(*key, certain[key], n) for key, n in possible.items()]


Ask = Callable[[str], list[tuple[Any, ...]]]


def in_sqlite(registry: mc.Registry) -> Ask:
    connection = sqlite3.connect(":memory:")
    connection.execute(tables.sql.create_table())
    connection.execute(tables.sql.create_index())
    connection.executemany(tables.sql.insert(), tables.rows(registry))
    return lambda query: connection.execute(query).fetchall()


def in_duckdb(registry: mc.Registry) -> Ask:
    duckdb = pytest.importorskip("duckdb", reason="the extra `duckdb` is not installed")
    connection = duckdb.connect()
    connection.execute(tables.sql.create_table())
    connection.execute(tables.sql.create_index())
    rows = list(tables.rows(registry))
    if rows:
        connection.executemany(tables.sql.insert(), rows)
    return lambda query: connection.execute(query).fetchall()


@pytest.mark.parametrize("database", [in_sqlite, in_duckdb])
@given(registry=registers.registers(4), days=st.lists(registers.days(), min_size=2, max_size=4), presumed=st.booleans())
def test_sql_text_answers_as_the_records_do(
    database: Callable[[mc.Registry], Ask], registry: mc.Registry, days: list[mc.PartialDate], presumed: bool
) -> None:
    ask = database(registry)
    for day in days:
        expected = registers.answers(registry, day, presumed)
        found = ask(tables.sql.active_on(day, columns=[], at_least=UNKNOWN, presume_continuity=presumed))
        assert sorted(found) == sorted(expected)
        found = ask(tables.sql.active_on(day, columns=[], presume_continuity=presumed))
        assert sorted(found) == sorted(row for row in expected if row[2] == "TRUE")
        found = ask(tables.sql.count_by(["record_kind", "kind"], day, presume_continuity=presumed))
        assert sorted(found, key=repr) == sorted(count(registry, expected), key=repr)
