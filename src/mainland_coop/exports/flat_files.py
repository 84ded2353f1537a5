"""Registers as flat tables in files: CSV and Parquet folders, and SQLite databases.

The tables and their columns are those of `mainland_coop.tables`; each form tells the meaning of every column as well.
Days are whole numbers such as 20110301, beside the EDTF text that says how exactly they are known.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from mainland_coop.exports.data_packages import NAME, described
from mainland_coop.foundation.argument_checks import flag
from mainland_coop.foundation.csv_rows import RowWriter
from mainland_coop.foundation.importing import require
from mainland_coop.foundation.whole_files import (
    file_errors,
    folder_at,
    new_text,
    path_of,
    replacing_file,
    replacing_files,
)
from mainland_coop.registry.registry import Registry, expect_registry
from mainland_coop.tables.columns import Column, Holds, Register
from mainland_coop.tables.frames import TABLES, columns_of, rows

ABOUT = ("table_name", "column_name", "holds", "may_be_null", "meaning")
"""The headings of what is told of the columns of all tables."""

_SQL_TYPES = {Holds.TEXT: "TEXT", Holds.DAY: "INTEGER", Holds.NUMBER: "INTEGER", Holds.FLAG: "BOOLEAN"}


def write_csv(
    registry: Registry,
    folder: str | os.PathLike[str],
    *,
    guard_formulas: bool = False,
    licence: str | None = None,
) -> tuple[Path, ...]:
    """Write each table as a CSV file, and what says what each column means; return the files.

    The files are UTF-8, with a header, commas, and quotes only where they are needed. An empty cell is a value that is
    not there; `true` and `false` are flags. `columns.csv` says what each column holds and means, and
    `datapackage.json`, the last file, says it to programs that read data packages (Frictionless), with types, keys, the
    version of the data and its licence. The files take the places of older ones together, when all are written; files
    of other names in the folder stay.

    Args:
        registry: The registry.
        folder: The folder, made if it is not there.
        guard_formulas: Whether a text that a spreadsheet may take for a formula (it begins with `=`, `+`, `-`, `@`, or
            a tab or the end of a line) gets an apostrophe in front. Ask for it where texts come from people whom the
            reader does not know. The cell is then another text than the record's, so it is not done unasked.
        licence: The SPDX name of the licence of the data, such as `CC-BY-4.0`; nothing is said without it, save for the
            bundled data, which is under `CC0-1.0`.

    Raises:
        FileError: If they cannot be written (an OSError).
        WrongTypeError: If `registry` is no registry, `folder` no path, `guard_formulas` neither true nor false, or
            `licence` no text.

    Example:
        >>> import tempfile
        >>> import mainland_coop as mc
        >>> from mainland_coop.exports import write_csv
        >>> evil = mc.Registry(parties=[mc.Party(id="a", name="=1+1")])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     files = {file.stem: file for file in write_csv(evil, folder, guard_formulas=True)}
        ...     files["parties"].read_text(encoding="utf-8").splitlines()[1].split(",")[:2]
        ['a', "'=1+1"]
    """
    expect_registry(registry)
    guards = flag(guard_formulas, "guard_formulas")
    package = described(registry, licence)
    where = folder_at(folder)
    tables: list[tuple[str, tuple[str, ...], Iterator[tuple[Any, ...]]]] = [("columns", ABOUT, about())]
    tables += [(table, tuple(column.name for column in columns_of(table)), _rows(registry, table)) for table in TABLES]
    written = []
    with file_errors(where), replacing_files(where) as aside:
        for table, headings, cells in tables:
            target = where / f"{table}.csv"
            with new_text(aside(target)) as file:
                writer = RowWriter(file, guard_formulas=guards)
                writer.write(headings)
                for row in cells:
                    writer.write(map(_csv_cell, row))
            written.append(target)
        written.append(where / NAME)
        with new_text(aside(written[-1])) as file:
            file.write(json.dumps(package, ensure_ascii=False, indent=1) + "\n")
    return tuple(written)


def write_parquet(registry: Registry, folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write each table as a Parquet file, with the meaning of each column in its field's metadata.

    The metadata of each file has the `version` of the data and the day to which it was `verified_through`, if the
    registry has them. The files take the places of older ones together, when all are written.

    Args:
        registry: The registry.
        folder: The folder, made if it is not there.

    Returns:
        The files.

    Raises:
        FileError: If they cannot be written (an OSError).
        MissingExtraError: If pyarrow is not installed (an ImportError).
    """
    parquet = require("pyarrow.parquet", "pyarrow", "Parquet files")
    expect_registry(registry)
    where = folder_at(folder)
    state = _state_of(registry)
    written = []
    with file_errors(where), replacing_files(where) as aside:
        for table in TABLES:
            frame = registry.to_frame("pyarrow", table)
            schema = frame.schema
            for index, column in enumerate(columns_of(table)):
                schema = schema.set(index, schema.field(index).with_metadata({"meaning": column.meaning}))
            target = where / f"{table}.parquet"
            parquet.write_table(frame.cast(schema.with_metadata(state)), aside(target))
            written.append(target)
    return tuple(written)


def write_sqlite(registry: Registry, path: str | os.PathLike[str]) -> Path:
    """Write a SQLite database with all tables, and a table `columns` that says what each column means.

    The table `about` has the `version` of the data and the day to which it was `verified_through`, if the registry has
    them, as pairs of a `name` and a `value`.

    The validity table has an index by day; `mainland_coop.tables.sql` has the statements that ask it. A file that is
    there is replaced, whole or not at all.

    Args:
        registry: The registry.
        path: The file.

    Returns:
        The file.

    Raises:
        FileError: If it cannot be written (an OSError).
    """
    import sqlite3  # not everywhere compiled in

    from mainland_coop.tables import sql

    expect_registry(registry)
    where = path_of(path)
    with file_errors(where, sqlite3.Error), replacing_file(where) as aside, closing(sqlite3.connect(aside)) as database:
        database.execute(f"CREATE TABLE columns ({', '.join(f'{name} TEXT NOT NULL' for name in ABOUT)})")
        _insert(database, "columns", len(ABOUT), (tuple(map(_csv_cell, row)) for row in about()))
        database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        _insert(database, "about", 2, iter(_state_of(registry).items()))
        for table in TABLES:
            columns = columns_of(table)
            database.execute(f'CREATE TABLE "{table}" ({", ".join(map(_sql_column, columns))})')
            _insert(database, table, len(columns), _rows(registry, table))
        database.execute(sql.create_index())
        database.commit()
    return where


def _state_of(registry: Registry) -> dict[str, str]:
    """Return which data it is that a registry has, as far as it is known."""
    state = {"version": registry.version, "verified_through": registry.verified_through}
    return {name: str(value) for name, value in state.items() if value is not None}


def _insert(database: Any, table: str, n_columns: int, cells: Iterator[tuple[Any, ...]]) -> None:
    database.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * n_columns)})', cells)


def _sql_column(column: Column) -> str:
    return f'"{column.name}" {_SQL_TYPES[column.holds]}{"" if column.may_be_null else " NOT NULL"}'


def _rows(registry: Registry, table: str) -> Iterator[tuple[Any, ...]]:
    return rows(cast("Register", registry), table)  # its collections are iterable, which a converter hides from pyright


def about() -> Iterator[tuple[Any, ...]]:
    """Yield what each column of each table is, under the headings of `ABOUT`."""
    for table in TABLES:
        for column in columns_of(table):
            yield (table, column.name, column.holds.value, column.may_be_null, column.meaning)


def _csv_cell(cell: Any) -> Any:
    return str(cell).lower() if isinstance(cell, bool) else cell
