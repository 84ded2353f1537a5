"""Columns for dataframes, engines and databases: in which a day in force is a comparison of columns.

Example:
    >>> import mainland_coop as mc
    >>> from mainland_coop import tables
    >>> print(tables.sql.active_on("2014-06-01").splitlines()[0])
    SELECT record_kind, id, truth, kind
    >>> len(list(tables.rows(mc.load(), "participations"))) > 100
    True
"""

from __future__ import annotations

from mainland_coop.tables import sql
from mainland_coop.tables.columns import FIRST, LAST, Column, Holds, date_of, day_numbers, number_of
from mainland_coop.tables.compiling import compile, problems  # noqa: A004 - it is what is done
from mainland_coop.tables.expressions import active_on, count_by, standing_on
from mainland_coop.tables.frames import TABLES, columns_of, rows

__all__ = [
    "FIRST",
    "LAST",
    "TABLES",
    "Column",
    "Holds",
    "active_on",
    "columns_of",
    "compile",
    "count_by",
    "date_of",
    "day_numbers",
    "number_of",
    "problems",
    "rows",
    "sql",
    "standing_on",
]
