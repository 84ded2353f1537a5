"""The same questions as SQL text, for databases: standard SQL, tested in PostgreSQL, SQLite, DuckDB and Spark.

Days are whole numbers and truth is text, so the literals mean the same in every dialect. Identifiers are checked, not
quoted: dialects quote in different ways. So what a dialect would only take in quotes is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mainland_coop.dates.partial_dates import Day
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.argument_checks import flag
from mainland_coop.foundation.docstrings import told_like
from mainland_coop.foundation.errors import InvalidArgumentError, WrongTypeError, shorten
from mainland_coop.tables.columns import CARRIED_BY_DEFAULT, VALIDITY, Holds, carried_columns, day_numbers, names_of
from mainland_coop.tables.expressions import check_at_least
from mainland_coop.tables.reserved_words import RESERVED

_LONGEST = 63  # PostgreSQL cuts off the rest, and two names may become one
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


def create_table(table: str = "validity", *, columns: Iterable[str] = CARRIED_BY_DEFAULT, text: str = "TEXT") -> str:
    """Return the statement that creates a validity table.

    Args:
        table: Its name, with the schema before it if need be.
        columns: The columns that it carries along, as for `Registry.to_frame`.
        text: What the database calls text of any length: `STRING` for Spark and BigQuery, `TEXT` for most others.

    Raises:
        InvalidArgumentError: If a name is none or a reserved word, or there is no such column to carry along.

    Example:
        >>> from mainland_coop import tables
        >>> print(tables.sql.create_table("validity", columns=[]).splitlines()[3].strip())
        presume_continuity BOOLEAN NOT NULL,
    """
    types = {Holds.TEXT: _word(text), Holds.DAY: "INTEGER", Holds.NUMBER: "BIGINT", Holds.FLAG: "BOOLEAN"}
    lines = [
        f"  {column.name} {types[column.holds]}{'' if column.may_be_null else ' NOT NULL'}"
        for column in (*VALIDITY, *carried_columns(columns))
    ]
    return f"CREATE TABLE {_table(table)} (\n" + ",\n".join(lines) + "\n)"


def create_index(table: str = "validity") -> str:
    """Return the statement that lets the database find runs by day, where it keeps indexes.

    Example:
        >>> from mainland_coop import tables
        >>> tables.sql.create_index()
        'CREATE INDEX validity_by_day ON validity (presume_continuity, last_day, first_day)'
    """
    name = _table(table).replace(".", "_")[: _LONGEST - len(_BY_DAY)]
    return f"CREATE INDEX {name}{_BY_DAY} ON {table} (presume_continuity, last_day, first_day)"


_BY_DAY = "_by_day"


def insert(table: str = "validity", *, columns: Iterable[str] = CARRIED_BY_DEFAULT, placeholder: str = "?") -> str:
    """Return the statement that inserts one row of `tables.rows`, for `executemany`.

    Args:
        table: The name of the table.
        columns: The columns that it carries along.
        placeholder: What the driver writes for a value: `?`, or `%s`.

    Example:
        >>> from mainland_coop import tables
        >>> tables.sql.insert(columns=[]).partition("VALUES ")[2]
        '(?, ?, ?, ?, ?, ?, ?, ?, ?)'
    """
    if placeholder not in ("?", "%s"):
        raise InvalidArgumentError(f"{shorten(placeholder)} is no placeholder: give '?' or '%s'")
    names = [column.name for column in (*VALIDITY, *carried_columns(columns))]
    return f"INSERT INTO {_table(table)} ({', '.join(names)}) VALUES ({', '.join([placeholder] * len(names))})"


def active_on(
    day: Day,
    *,
    table: str = "validity",
    columns: Iterable[str] = CARRIED_BY_DEFAULT,
    at_least: Truth = Truth.TRUE,
    presume_continuity: bool = True,
) -> str:
    """Return the query for the records that are in force on a day, one row each with its `truth`.

    Args:
        day: The day; of a partial date each day that it may be is asked.
        table: The name of the validity table or of a view of it.
        columns: The columns to select beside `record_kind`, `id` and `truth`.
        at_least: TRUE gives the records that are certainly in force, UNKNOWN also those that may be.
        presume_continuity: As for `Agreement.active_on`.

    Raises:
        WrongTypeError: If `day` is no day or `at_least` no truth value.
        DateError: If `day` is a text that is no partial date.
        InvalidArgumentError: If a name is none or a reserved word, or FALSE is asked for.

    Example:
        >>> from mainland_coop import tables
        >>> print(tables.sql.active_on("2014-06-01"))
        SELECT record_kind, id, truth, kind
        FROM validity
        WHERE presume_continuity AND first_day <= 20140601 AND last_day >= 20140601 AND truth = 'TRUE'
    """
    truth, where = _asked(day, check_at_least(at_least), presume_continuity)
    selected = ["record_kind", "id", truth, *_names(columns)]
    return f"SELECT {', '.join(selected)}\nFROM {_table(table)}\nWHERE {where}"


def standing_on(day: Day, *, table: str = "validity") -> str:
    """Return the query for how records stand on a day: `record_kind`, `id` and `standing`, its word.

    Args:
        day: The day; of a partial date each day that it may be is asked.
        table: The name of the validity table, with the rows of both presumptions, or of a view of it.

    Raises:
        WrongTypeError: If `day` is no day.
        DateError: If `day` is a text that is no partial date.
        InvalidArgumentError: If a name is none.

    Example:
        >>> from mainland_coop import tables
        >>> print(tables.sql.standing_on("2014-06-01"))
        SELECT record_kind, id, CASE MAX(CASE WHEN NOT presume_continuity THEN 3 WHEN truth = 'TRUE' THEN 2 ELSE 1 END)
            WHEN 3 THEN 'stated' WHEN 2 THEN 'presumed' ELSE 'possible' END AS standing
        FROM validity
        WHERE first_day <= 20140601 AND last_day >= 20140601 AND (presume_continuity OR truth = 'TRUE')
        GROUP BY record_kind, id
    """
    sure, where = _told(day)
    rank = f"MAX(CASE WHEN NOT presume_continuity THEN 3 WHEN {sure} THEN 2 ELSE 1 END)"
    words = "WHEN 3 THEN 'stated' WHEN 2 THEN 'presumed' ELSE 'possible' END AS standing"
    selected = f"SELECT record_kind, id, CASE {rank}\n    {words}"
    return f"{selected}\nFROM {_table(table)}\nWHERE {where}\nGROUP BY record_kind, id"


@told_like(standing_on)
def count_by(by: str | Iterable[str], day: Day, *, table: str = "validity") -> str:
    """Return the query for how many records stand how on a day, for each value of columns.

    Each record is counted once: as `stated` (in force by stated dates), `presumed` (in force, its end not stated) or
    `possible` (it may be in force).

    Args:
        by: The column, or the columns, to count by.
        day: The day.
        table: The name of the validity table, with the rows of both presumptions, or of a view of it.

    Example:
        >>> from mainland_coop import tables
        >>> print(tables.sql.count_by("kind", "2014-06-01"))
        SELECT kind,
            COUNT(CASE WHEN NOT presume_continuity THEN 1 END) AS stated,
            COUNT(CASE WHEN presume_continuity AND truth = 'TRUE' THEN 1 END)
                - COUNT(CASE WHEN NOT presume_continuity THEN 1 END) AS presumed,
            COUNT(CASE WHEN presume_continuity AND NOT (truth = 'TRUE') THEN 1 END) AS possible
        FROM validity
        WHERE first_day <= 20140601 AND last_day >= 20140601 AND (presume_continuity OR truth = 'TRUE')
        GROUP BY kind
    """
    names = ", ".join(_names([by] if isinstance(by, str) else by))
    if not names:
        raise InvalidArgumentError("by is empty: name a column to count by")
    sure, where = _told(day)
    stated = "COUNT(CASE WHEN NOT presume_continuity THEN 1 END)"
    counts = (
        f"{stated} AS stated",
        # What is stated has a second row, which is sure under the presumption.
        f"COUNT(CASE WHEN presume_continuity AND {sure} THEN 1 END)\n        - {stated} AS presumed",
        f"COUNT(CASE WHEN presume_continuity AND NOT ({sure}) THEN 1 END) AS possible",
    )
    selected = ",\n    ".join((names, *counts))
    return f"SELECT {selected}\nFROM {_table(table)}\nWHERE {where}\nGROUP BY {names}"


def _asked(day: Day, at_least: Truth, presume_continuity: bool) -> tuple[str, str]:
    """The truth of a row, and which rows answer; the presumption as a bare name, since not all dialects have TRUE."""
    first, last = day_numbers(day)
    presumed = "presume_continuity" if flag(presume_continuity, "presume_continuity") else "NOT presume_continuity"
    if at_least is Truth.TRUE:
        return "truth", f"{presumed} AND first_day <= {first} AND last_day >= {last} AND truth = 'TRUE'"
    met = f"{presumed} AND first_day <= {last} AND last_day >= {first}"
    if first == last:
        return "truth", met
    return (
        f"CASE WHEN {_sure(first, last)} THEN 'TRUE' ELSE 'UNKNOWN' END AS truth",
        f"{met} AND previous_last_day < {first}",
    )


def _told(day: Day) -> tuple[str, str]:
    """What makes a row sure, and which rows tell of standings: one of each presumption for a record at most."""
    first, last = day_numbers(day)
    met = f"first_day <= {last} AND last_day >= {first}"
    if first == last:
        return "truth = 'TRUE'", f"{met} AND (presume_continuity OR truth = 'TRUE')"
    sure = _sure(first, last)
    # The run that holds all the days is the first to meet them.
    return sure, f"{met} AND (presume_continuity AND previous_last_day < {first} OR {sure})"


def _sure(first: int, last: int) -> str:
    return f"truth = 'TRUE' AND first_day <= {first} AND last_day >= {last}"


def _names(names: Iterable[str]) -> list[str]:
    return [_name(name) for name in names_of(names)]


def _name(name: object) -> str:
    word = _word(name)
    if word.lower() in RESERVED:
        raise InvalidArgumentError(
            f"{word!r} is a word of SQL itself, and no name unless it is quoted, which each database does in its own "
            f"way: use another name, such as '{word}_of_register'"
        )
    return word


def _word(word: object) -> str:
    if not isinstance(word, str):
        raise WrongTypeError(f"{shorten(word)} is no name: a name is text")
    if not _NAME.fullmatch(word) or len(word) > _LONGEST:
        raise InvalidArgumentError(
            f"{shorten(word)} is no name that every database takes: use letters, digits and underscores, at most "
            f"{_LONGEST} of them"
        )
    return word


def _table(name: str) -> str:
    for part in name.split(".") if isinstance(name, str) and name.strip(".") else [name]:
        _name(part)
    return name
