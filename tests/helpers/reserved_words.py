"""Each word of a database as the name of a table: either it is refused, or every statement runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import mainland_coop as mc
from mainland_coop import tables

_SQLITE = """
abort action add after all alter always analyze and as asc attach autoincrement before begin between by cascade case
cast check collate column commit conflict constraint create cross current current_date current_time current_timestamp
database default deferrable deferred delete desc detach distinct do drop each else end escape except exclude exclusive
exists explain fail filter first following for foreign from full generated glob group groups having if ignore
immediate in index indexed initially inner insert instead intersect into is isnull join key last left like limit match
materialized natural no not nothing notnull null nulls of offset on or order others outer over partition plan pragma
preceding primary query raise range recursive references regexp reindex release rename replace restrict returning
right rollback row rows savepoint select set table temp temporary then ties to transaction trigger unbounded union
unique update using vacuum values view virtual when where window with without
"""
SQLITE = _SQLITE.split()
"""The keywords that SQLite documents."""


def refused(word: str) -> bool:
    """Whether the library refuses a name."""
    try:
        tables.sql.create_table(word)
    except mc.InvalidArgumentError:
        return True
    return False


def run_all(execute: Callable[[str], object], words: Iterable[str]) -> None:
    """Make and ask a table of each name that is not refused."""
    taken = [word for word in words if not refused(word)]
    assert taken
    for word in taken:
        execute(tables.sql.create_table(word))
        execute(tables.sql.create_index(word))
        execute(tables.sql.active_on("2014", table=word, at_least=mc.Truth.UNKNOWN))
        execute(tables.sql.standing_on("2014", table=word))
        execute(tables.sql.count_by("kind", "2014", table=word))
        execute(f"DROP TABLE {word}")
