"""Tables of a register: which there are, their columns, their rows, and frames of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mainland_coop.errors import InvalidArgumentError, WrongTypeError, shorten
from mainland_coop.tables.cells import Register
from mainland_coop.tables.frames import frame_of
from mainland_coop.tables.layout import VALIDITY, Column, carried_columns
from mainland_coop.tables.parts import PART_TABLES
from mainland_coop.tables.records import RECORD_TABLES
from mainland_coop.tables.runs import validity_rows

__all__ = ["TABLES", "columns_of", "rows", "to_frame"]

_OTHERS = {**RECORD_TABLES, **PART_TABLES}

TABLES = ("validity", *_OTHERS)
"""The tables of a register."""

_DEFAULT = ("kind",)


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
        return *VALIDITY, *carried_columns(_DEFAULT if columns is None else columns)
    if not isinstance(table, str) or table not in _OTHERS:
        raise InvalidArgumentError(f"{shorten(table)} is no table: choose from {', '.join(TABLES)}")
    if columns is not None:
        raise InvalidArgumentError(
            f"the table {table} has all its columns: columns= chooses what validity carries along"
        )
    return _OTHERS[table][0]


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
        WrongTypeError: If `presume_continuity` is neither true, false nor None.

    Example:
        >>> import mainland_coop as mc
        >>> from mainland_coop import tables
        >>> next(tables.rows(mc.load(), "participations"))[3]
        'party'
    """
    layout = columns_of(table, columns=columns)
    if presume_continuity is not None and not isinstance(presume_continuity, bool):
        raise WrongTypeError(f"{shorten(presume_continuity)} is neither true nor false; None gives both")
    if table != "validity":
        return _OTHERS[table][1](register)
    presumptions = (True, False) if presume_continuity is None else (presume_continuity,)
    return validity_rows(register, layout[len(VALIDITY) :], presumptions)


def to_frame(
    register: Register,
    backend: str,
    table: str = "validity",
    *,
    columns: Iterable[str] | None = None,
    presume_continuity: bool | None = None,
    connection: Any = None,
) -> Any:
    """Return a table of a register as a frame of an engine; see `Registry.to_frame`."""
    if columns is not None and not isinstance(columns, str):
        columns = tuple(columns)  # read twice
    layout = columns_of(table, columns=columns)
    return frame_of(
        backend, layout, rows(register, table, columns=columns, presume_continuity=presume_continuity), connection
    )
