"""Registers as flat tables in files: CSV and Parquet folders, and SQLite databases.

The tables and their columns are those of `mainland_coop.tables`; each form tells the meaning of every column as well.
Days are whole numbers such as 20110301, beside the EDTF text that says how exactly they are known.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from mainland_coop.foundation.importing import require
from mainland_coop.foundation.whole_files import file_errors, folder_at, path_of, replacing, replacing_file
from mainland_coop.registry.registry import Registry, expect_registry
from mainland_coop.tables.columns import Column, Holds, Register
from mainland_coop.tables.frames import TABLES, columns_of, rows

ABOUT = ("table_name", "column_name", "holds", "may_be_null", "meaning")
"""The headings of what is told of the columns of all tables."""

_SQL_TYPES = {Holds.TEXT: "TEXT", Holds.DAY: "INTEGER", Holds.NUMBER: "INTEGER", Holds.FLAG: "BOOLEAN"}


def write_csv(registry: Registry, folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write each table as a CSV file, and `columns.csv`, which says what each column means; return the files.

    The files are UTF-8, with a header, commas, and quotes only where they are needed. An empty cell is a value that is
    not there; `true` and `false` are flags. Each file is written aside and renamed, so that it is the old one or the
    new one, never half; files of other names in the folder stay.

    Args:
        registry: The registry.
        folder: The folder, made if it is not there.

    Raises:
        FileError: If they cannot be written (an OSError).
    """
    expect_registry(registry)
    where = folder_at(folder)
    tables: list[tuple[str, tuple[str, ...], Iterator[tuple[Any, ...]]]] = [("columns", ABOUT, about())]
    tables += [(table, tuple(column.name for column in columns_of(table)), _rows(registry, table)) for table in TABLES]
    written = []
    for table, headings, cells in tables:
        target = where / f"{table}.csv"
        with file_errors(target), replacing(target) as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(headings)
            writer.writerows([_csv_cell(cell) for cell in row] for row in cells)
        written.append(target)
    return tuple(written)


def write_parquet(registry: Registry, folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write each table as a Parquet file, with the meaning of each column in its field's metadata.

    Args:
        registry: The registry.
        folder: The folder, made if it is not there.

    Returns:
        The files, each replaced whole or not at all.

    Raises:
        FileError: If they cannot be written (an OSError).
        MissingExtraError: If pyarrow is not installed (an ImportError).
    """
    parquet = require("pyarrow.parquet", "pyarrow", "Parquet files")
    expect_registry(registry)
    where = folder_at(folder)
    written = []
    for table in TABLES:
        frame = registry.to_frame("pyarrow", table)
        schema = frame.schema
        for index, column in enumerate(columns_of(table)):
            schema = schema.set(index, schema.field(index).with_metadata({"meaning": column.meaning}))
        target = where / f"{table}.parquet"
        with file_errors(target), replacing_file(target) as aside:
            parquet.write_table(frame.cast(schema), aside)
        written.append(target)
    return tuple(written)


def write_sqlite(registry: Registry, path: str | os.PathLike[str]) -> Path:
    """Write a SQLite database with all tables, and a table `columns` that says what each column means.

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
        for table in TABLES:
            columns = columns_of(table)
            database.execute(f'CREATE TABLE "{table}" ({", ".join(map(_sql_column, columns))})')
            _insert(database, table, len(columns), _rows(registry, table))
        database.execute(sql.create_index())
        database.commit()
    return where


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
