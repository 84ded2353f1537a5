"""A name of a table or column is one that databases take without quotes, or it is refused with a remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

import mainland_coop as mc
from helpers.reserved_words import SQLITE, refused, run_all
from mainland_coop import tables


@pytest.mark.parametrize(
    "name", ["order", "Select", "GROUP", "user", "register.table", "order.validity", "rows", "key"]
)
def test_a_word_of_sql_is_refused_with_a_remedy(name: str) -> None:
    for make in (tables.sql.create_table, tables.sql.create_index, tables.sql.insert):
        with pytest.raises(mc.InvalidArgumentError, match=r"is a word of SQL itself.*use another name, such as"):
            make(name)
    with pytest.raises(mc.InvalidArgumentError, match="is a word of SQL itself"):
        tables.sql.active_on("2014", table=name)
    with pytest.raises(mc.InvalidArgumentError, match="such as 'order_of_register'"):
        tables.sql.count_by(["kind", "order"], "2014")


def test_the_type_of_text_is_a_word_of_the_database() -> None:
    assert "id LONGTEXT NOT NULL" in tables.sql.create_table(text="LONGTEXT")


def test_names_are_no_longer_than_databases_keep_them() -> None:
    longest = "v" * 63
    (index,) = [word for word in tables.sql.create_index(longest).split() if word.endswith("_by_day")]
    assert len(index) == 63
    with pytest.raises(mc.InvalidArgumentError, match="at most 63 of them"):
        tables.sql.create_table(longest + "v")


def test_sqlite_takes_every_word_that_is_not_refused() -> None:
    connection = sqlite3.connect(":memory:")
    run_all(connection.execute, SQLITE)
    connection.close()
    assert refused("select")


def test_duckdb_takes_every_word_that_is_not_refused() -> None:
    duckdb = pytest.importorskip("duckdb", reason="the extra `duckdb` is not installed")
    connection = duckdb.connect()
    words = [word for (word,) in connection.execute("SELECT keyword_name FROM duckdb_keywords()").fetchall()]
    assert len(words) > 400
    execute: Callable[[str], Any] = connection.execute
    run_all(execute, words)
    connection.close()
