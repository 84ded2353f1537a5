"""From rows to the frames of the engine that the user has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from mainland_coop.errors import InvalidArgumentError, shorten
from mainland_coop.extras import require
from mainland_coop.tables.layout import Column, Holds

__all__ = ["BACKENDS", "frame_of"]

_WHAT = "tables"

Data: TypeAlias = Mapping[str, Sequence[Any]]
"""Cells by name of column."""


def frame_of(backend: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], connection: Any = None) -> Any:
    """Return rows as a frame of an engine, each column with the type that the layout gives it.

    Args:
        backend: `polars`, `pandas`, `pyarrow`, `duckdb` or `pyspark`.
        columns: The columns.
        rows: The rows, each with a cell for each column.
        connection: The DuckDB connection or the Spark session; without one, the default connection or the active
            session.

    Raises:
        InvalidArgumentError: If there is no such backend, a connection is given to one that has none, or there is
            no Spark session (a ValueError).
        MissingExtraError: If the engine is not installed; it names the extra.
    """
    if backend not in BACKENDS:
        raise InvalidArgumentError(f"{shorten(backend)} is no backend: choose from {', '.join(BACKENDS)}")
    cells: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [() for _ in columns]
    data = {column.name: cell for column, cell in zip(columns, cells, strict=True)}
    if backend in _CONNECTED:
        return _CONNECTED[backend](columns, data, connection)
    if connection is not None:
        raise InvalidArgumentError(f"{backend} has no connections: leave connection out")
    return _LOCAL[backend](columns, data)


def _polars(columns: Sequence[Column], data: Data) -> Any:
    pl = require("polars", "polars", _WHAT)
    types = {Holds.TEXT: pl.String, Holds.DAY: pl.Int32, Holds.NUMBER: pl.Int64, Holds.FLAG: pl.Boolean}
    return pl.DataFrame(data, schema={column.name: types[column.holds] for column in columns})


def _pandas(columns: Sequence[Column], data: Data) -> Any:
    pd = require("pandas", "pandas", _WHAT)
    text = pd.StringDtype(na_value=float("nan"))  # what pandas itself infers for text since its version 3
    types = {
        Holds.TEXT: (text, text),
        Holds.DAY: ("int32", "Int32"),
        Holds.NUMBER: ("int64", "Int64"),
        Holds.FLAG: ("bool", "boolean"),
    }
    return pd.DataFrame(
        {column.name: pd.Series(data[column.name], dtype=types[column.holds][column.may_be_null]) for column in columns}
    )


def _pyarrow(columns: Sequence[Column], data: Data) -> Any:
    return _arrow(columns, data, "pyarrow")


def _arrow(columns: Sequence[Column], data: Data, extra: str) -> Any:
    pa = require("pyarrow", extra, _WHAT)
    types = {Holds.TEXT: pa.string(), Holds.DAY: pa.int32(), Holds.NUMBER: pa.int64(), Holds.FLAG: pa.bool_()}
    schema = pa.schema([pa.field(column.name, types[column.holds], column.may_be_null) for column in columns])
    return pa.table({name: list(cells) for name, cells in data.items()}, schema=schema)


def _duckdb(columns: Sequence[Column], data: Data, connection: Any) -> Any:
    duckdb = require("duckdb", "duckdb", _WHAT)
    return (connection or duckdb).from_arrow(_arrow(columns, data, "duckdb"))


def _pyspark(columns: Sequence[Column], data: Data, connection: Any) -> Any:
    sql = require("pyspark.sql", "spark", _WHAT)
    session = connection or sql.SparkSession.getActiveSession()
    if session is None:
        raise InvalidArgumentError("there is no active Spark session: start one, or give it as connection=")
    return session.createDataFrame(_arrow(columns, data, "spark"))


_LOCAL: Mapping[str, Callable[[Sequence[Column], Data], Any]] = {
    "polars": _polars,
    "pandas": _pandas,
    "pyarrow": _pyarrow,
}
_CONNECTED: Mapping[str, Callable[[Sequence[Column], Data, Any], Any]] = {"duckdb": _duckdb, "pyspark": _pyspark}

BACKENDS = (*_LOCAL, *_CONNECTED)
"""The engines that frames can be made for."""
