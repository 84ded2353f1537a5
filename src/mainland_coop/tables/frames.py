"""The tables of a register as rows and as frames of each engine, the validity table among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias, TypedDict

import attrs

from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.foundation.errors import InvalidArgumentError, WrongTypeError, shorten
from mainland_coop.foundation.importing import require
from mainland_coop.tables.columns import (
    CARRIED_BY_DEFAULT,
    FIRST,
    ID,
    LAST,
    RECORD_KIND,
    VALIDITY,
    Column,
    Holds,
    Register,
    carried_columns,
    date_of,
    number_of,
)
from mainland_coop.tables.record_tables import RECORD_TABLES
from mainland_coop.tables.validity_table import Cells, validity_cells, validity_rows
from mainland_coop.validity.chain import RenewalChain

RunRow: TypeAlias = tuple[bool, str, int, int, int, bool, bool]
"""A run, in the order of `columns.RUN`."""


def runs_of(chain: RenewalChain, presumptions: Iterable[bool] = (True, False)) -> list[RunRow]:
    """Return the runs of a chain as rows, in order, under each presumption.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-03-01", term="P1Y")
        >>> runs_of(pact.chain, [True])
        [(True, 'TRUE', 20110301, 20120229, 0, False, False)]
    """
    rows = []
    for presumed in presumptions:
        before = 0
        for run in chain.timeline(presume_continuity=presumed).runs:
            first, last = number_of(run.first), number_of(run.last)
            rows.append((presumed, run.truth.name, first, last, before, first == FIRST, last == LAST))
            before = last
    return rows


_WHAT = "tables"

Data: TypeAlias = Mapping[str, Sequence[Any]]
"""Cells by name of column."""


def _frame_of(backend: str, columns: Sequence[Column], cells: Cells, connection: Any = None) -> Any:
    """Return cells as a frame of an engine, each column with the type that the layout gives it.

    Args:
        backend: `polars`, `pandas`, `pyarrow`, `duckdb` or `pyspark`.
        columns: The columns.
        cells: The cells of each column.
        connection: The DuckDB connection or the Spark session; without one, the default connection or the active
            session.

    Raises:
        InvalidArgumentError: If there is no such backend, a connection is given to one that has none, or there is
            no Spark session (a ValueError).
        MissingExtraError: If the engine is not installed; it names the extra.
    """
    if backend not in BACKENDS:
        raise InvalidArgumentError(f"{shorten(backend)} is no backend: choose from {', '.join(BACKENDS)}")
    data = {column.name: column_cells for column, column_cells in zip(columns, cells, strict=True)}
    if backend in _CONNECTED:
        return _CONNECTED[backend](columns, data, connection)
    if connection is not None:
        raise InvalidArgumentError(f"{backend} has no connections: leave connection out")
    return _LOCAL[backend](columns, data)


def _polars(columns: Sequence[Column], data: Data) -> Any:
    pl = require("polars", "polars", _WHAT)
    types = {
        Holds.TEXT: pl.String,
        Holds.DAY: pl.Int32,
        Holds.DATE: pl.Date,
        Holds.NUMBER: pl.Int64,
        Holds.FLAG: pl.Boolean,
    }
    return pl.DataFrame(data, schema={column.name: types[column.holds] for column in columns})


def _pandas(columns: Sequence[Column], data: Data) -> Any:
    pd = require("pandas", "pandas", _WHAT)
    text = pd.StringDtype(na_value=float("nan"))  # what pandas itself infers for text since its version 3
    types = {
        Holds.TEXT: (text, text),
        Holds.DAY: ("int32", "Int32"),
        Holds.DATE: ("datetime64[s]", "datetime64[s]"),  # nanoseconds would end in 2262
        Holds.NUMBER: ("int64", "Int64"),
        Holds.FLAG: ("bool", "boolean"),
    }
    return pd.DataFrame(
        {column.name: pd.Series(data[column.name], dtype=types[column.holds][column.may_be_null]) for column in columns}
    )


def _arrow(columns: Sequence[Column], data: Data, extra: str = "pyarrow") -> Any:
    pa = require("pyarrow", extra, _WHAT)
    types = {
        Holds.TEXT: pa.string(),
        Holds.DAY: pa.int32(),
        Holds.DATE: pa.date32(),
        Holds.NUMBER: pa.int64(),
        Holds.FLAG: pa.bool_(),
    }
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
    "pyarrow": _arrow,
}
_CONNECTED: Mapping[str, Callable[[Sequence[Column], Data, Any], Any]] = {"duckdb": _duckdb, "pyspark": _pyspark}

BACKENDS = (*_LOCAL, *_CONNECTED)
"""The engines that frames can be made for."""

TABLES = ("validity", *RECORD_TABLES)
"""The tables of a register."""


def columns_of(table: str = "validity", *, columns: Iterable[str] | None = None) -> tuple[Column, ...]:
    """Return the columns of a table, in order, with what they hold and mean.

    Args:
        table: One of `TABLES`.
        columns: For the validity table, what it carries along: any of `kind` (if nothing is said), `title`,
            `started`, `under`, `place`, `n_renewals`.

    Raises:
        InvalidArgumentError: If there is no such table or column (a ValueError).

    Example:
        >>> from mainland_coop import tables
        >>> [column.name for column in tables.columns_of("participations")]
        ['record_kind', 'id', 'party', 'role']
    """
    if table == "validity":
        return *VALIDITY, *carried_columns(CARRIED_BY_DEFAULT if columns is None else columns)
    if not isinstance(table, str) or table not in RECORD_TABLES:
        raise InvalidArgumentError(f"{shorten(table)} is no table: choose from {', '.join(TABLES)}")
    if columns is not None:
        raise InvalidArgumentError(
            f"the table {table} has all its columns: columns= chooses what validity carries along"
        )
    return RECORD_TABLES[table][0]


def rows(
    register: Register,
    table: str = "validity",
    *,
    columns: Iterable[str] | None = None,
    presume_continuity: bool | None = None,
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table as plain tuples, in the order of the columns; no extra is needed.

    Args:
        register: A registry.
        table: One of `TABLES`.
        columns: As for `columns_of`.
        presume_continuity: For the validity table: True or False for the runs under one presumption, None for both.

    Raises:
        InvalidArgumentError: As for `columns_of`.
        WrongTypeError: If `register` is no registry, or `presume_continuity` neither true, false nor None.

    Example:
        >>> import mainland_coop as mc
        >>> from mainland_coop import tables
        >>> next(tables.rows(mc.load(), "participations"))[3]
        'party'
    """
    layout = columns_of(table, columns=columns)
    _check(register, presume_continuity)
    if table != "validity":
        return RECORD_TABLES[table][1](register)
    return validity_rows(register, layout[len(VALIDITY) :], _presumptions(presume_continuity))


def _cells_of(register: Register, table: str, layout: tuple[Column, ...], presume_continuity: bool | None) -> Cells:
    """Return the cells of a table of these columns."""
    _check(register, presume_continuity)
    if table != "validity":
        return list(zip(*RECORD_TABLES[table][1](register), strict=True)) or [() for _ in layout]
    return validity_cells(register, layout[len(VALIDITY) :], _presumptions(presume_continuity))


def _presumptions(presume_continuity: bool | None) -> tuple[bool, ...]:
    return (True, False) if presume_continuity is None else (presume_continuity,)


def _check(register: Register, presume_continuity: bool | None) -> None:
    """Refuse what is no registry, and no presumption."""
    if not all(hasattr(register, kind) for kind in ("agreements", "programmes", "parties", "sources")):
        raise WrongTypeError(f"register={shorten(register)} is no Registry")
    if presume_continuity is not None and not isinstance(presume_continuity, bool):
        raise WrongTypeError(f"{shorten(presume_continuity)} is neither true nor false; None gives both")


STANDINGS = "standings"
"""The table of standings on days that are given: in frames alone, for it has a column for each of them."""


class FrameOptions(TypedDict, total=False):
    """The keywords of `Registry.to_frame`.

    Attributes:
        columns: What the table `validity` carries along.
        presume_continuity: The presumption of its runs; None, as without it, for both.
        days: The days of the table `standings`.
        dates: `number` for numbers such as 20110301, as without it, or `date` for the engine's own dates.
        connection: The DuckDB connection or the Spark session, if it is not to be the default one.
    """

    columns: Iterable[str] | None
    presume_continuity: bool | None
    days: Iterable[Day] | None
    dates: Literal["number", "date"]
    connection: Any


def to_frame(
    register: Register,
    backend: str,
    table: str,
    *,
    columns: Iterable[str] | None = None,
    presume_continuity: bool | None = None,
    days: Iterable[Day] | None = None,
    dates: str = "number",
    connection: Any = None,
) -> Any:
    """Return a table of a register as a frame of an engine; see `Registry.to_frame`."""
    if dates not in ("number", "date"):
        raise InvalidArgumentError(f"dates is {shorten(dates)}: give 'number' or 'date'")
    if (days is None) is (table == STANDINGS):
        raise InvalidArgumentError(f"days= are those of the table {STANDINGS}: give them with it, and with no other")
    if days is not None:
        if columns is not None or presume_continuity is not None:
            raise InvalidArgumentError(
                f"the table {STANDINGS} takes days=, and neither columns= nor presume_continuity="
            )
        layout, cells = _standings(register, days)
    else:
        layout = columns_of(table, columns=columns)
        cells = _cells_of(register, table, layout, presume_continuity)
    if dates == "date":
        layout, cells = _dated(layout, cells)
    return _frame_of(backend, layout, cells, connection)


def _standings(register: Register, days: Iterable[Day]) -> tuple[tuple[Column, ...], Cells]:
    """Return the table of standings: agreements, then programmes, each with its standing on each day."""
    if isinstance(days, str):
        raise WrongTypeError(f"{shorten(days)} is one text; write [{shorten(days)}] for a single day")
    asked = {str(day): day for day in map(PartialDate.of, days)}
    told = (Column(text, Holds.TEXT, f"How it stands on {text}: a word of Standing") for text in asked)
    records = [(kind, record) for kind in ("agreements", "programmes") for record in getattr(register, kind)]
    return (RECORD_KIND, ID, *told), [
        [kind for kind, _ in records],
        [record.id for _, record in records],
        *([record.standing_on(day).value for _, record in records] for day in asked.values()),
    ]


def _dated(layout: tuple[Column, ...], cells: Cells) -> tuple[tuple[Column, ...], Cells]:
    """Return a table with dates in place of the numbers of days, and nulls for sides that are open."""
    days = [place for place, column in enumerate(layout) if column.holds is Holds.DAY]
    columns, dated = list(layout), list(cells)
    for place in days:
        open_at = FIRST if "first" in columns[place].name else LAST
        columns[place] = attrs.evolve(columns[place], holds=Holds.DATE, may_be_null=True)
        dates = {day: date_of(day) for day in set(dated[place]) - {None, 0, open_at}}
        dated[place] = [dates.get(day) for day in dated[place]]
    return tuple(columns), dated
