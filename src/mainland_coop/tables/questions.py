"""Questions of a validity table in a dataframe or an engine: comparisons of columns, through narwhals.

An exact day lies in at most one run of a record. The days of a partial day may meet several runs of it; the first that
they meet is the one whose run before ends before them, so that each record gives one row without any grouping.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from mainland_coop.dates import Day
from mainland_coop.errors import InvalidRecordError, WrongTypeError, shorten
from mainland_coop.extras import require
from mainland_coop.tables.days import day_numbers
from mainland_coop.tables.layout import RUN, names_of
from mainland_coop.truth import Truth

__all__ = ["active_on", "as_narwhals", "check_at_least", "count_by"]

F = TypeVar("F")

OF_THE_RUN = tuple(column.name for column in RUN if column.name != "truth")
"""Columns that tell of a run, not of an answer."""


def active_on(frame: F, day: Day, *, at_least: Truth = Truth.TRUE, presume_continuity: bool = True) -> F:
    """Return the records of a validity table that are in force on a day, one row each.

    Args:
        frame: A validity table: a frame of polars (also lazy), pandas, pyarrow, a DuckDB relation, a Spark frame, or
            any other that narwhals takes. A lazy one stays lazy.
        day: The day; of a partial date each day that it may be is asked.
        at_least: TRUE gives the records that are certainly in force, UNKNOWN also those that may be.
        presume_continuity: As for `Agreement.active_on`.

    Returns:
        A frame of the same engine: `truth` and every column that does not tell of the run itself. The order of the rows
        is the engine's.

    Raises:
        WrongTypeError: If `day` is no day, `at_least` no truth value, or `frame` no frame.
        DateError: If `day` is a text that is no partial date.
        InvalidRecordError: If the frame lacks columns of a validity table, or FALSE is asked for: records without any
            run have no row here.
        MissingExtraError: If narwhals is not installed.
    """
    found = _meeting(frame, day, check_at_least(at_least), presume_continuity)
    native: F = found.drop(*(name for name in OF_THE_RUN if name in found.collect_schema().names())).to_native()
    return native


def count_by(frame: F, by: str | Iterable[str], day: Day, *, presume_continuity: bool = True) -> F:
    """Return how many records of a validity table are in force on a day, for each value of one column or several.

    Args:
        frame: A validity table, as for `active_on`.
        by: The column, or the columns, to count by, such as `kind`.
        day: The day.
        presume_continuity: As for `Agreement.active_on`.

    Returns:
        A frame of the same engine with the columns counted by, `certain` (records certainly in force) and `possible`
        (records that are or may be, the certain ones included). Values without any possible record have no row; the
        order of the rows is the engine's.

    Raises:
        WrongTypeError: As for `active_on`.
        DateError: As for `active_on`.
        InvalidRecordError: If the frame lacks columns of a validity table, or a column to count by.
        MissingExtraError: If narwhals is not installed.
    """
    nw = _narwhals()
    names = [by] if isinstance(by, str) else list(names_of(by))
    if not names:
        raise InvalidRecordError("by is empty: name a column to count by")
    found = _meeting(frame, day, Truth.UNKNOWN, presume_continuity, needed=names)
    counted = (
        found.select(*names, nw.when(nw.col("truth") == "TRUE").then(nw.lit(1)).alias("certain"))
        .group_by(*names)
        .agg(nw.col("certain").count(), nw.len().alias("possible"))
        .with_columns(nw.col("certain", "possible").cast(nw.Int64))
    )
    native: F = counted.to_native()
    return native


def check_at_least(at_least: Truth) -> Truth:
    """Refuse what is no certainty that a validity table can be asked for."""
    if not isinstance(at_least, Truth):
        raise WrongTypeError(f"{shorten(at_least)} is no truth value: give Truth.TRUE or Truth.UNKNOWN")
    if at_least is Truth.FALSE:
        raise InvalidRecordError(
            "at_least is FALSE, yet a validity table holds only days on which a record is or may be in force: "
            "ask for UNKNOWN; the records that are certainly not in force are those that are missing from the answer"
        )
    return at_least


def as_narwhals(frame: object, needed: Iterable[str]) -> Any:
    """Return a frame as narwhals sees it.

    Raises:
        WrongTypeError: If it is no frame.
        InvalidRecordError: If it lacks columns.
    """
    nw = _narwhals()
    try:
        seen = nw.from_native(frame)
    except TypeError:
        raise WrongTypeError(
            f"{shorten(frame)} is no frame: give one of polars, pandas, pyarrow, DuckDB or Spark"
        ) from None
    there = seen.collect_schema().names()
    lacking = [name for name in needed if name not in there]
    if lacking:
        raise InvalidRecordError(
            f"the frame lacks {', '.join(map(repr, lacking))}; it has {', '.join(map(repr, there))}"
        )
    return seen


def _meeting(frame: object, day: Day, at_least: Truth, presume_continuity: bool, needed: Iterable[str] = ()) -> Any:
    """The first run of each record that meets the days of a day, with the answer as `truth`."""
    nw = _narwhals()
    first, last = day_numbers(day)
    exact = first == last
    columns = ("truth", "presume_continuity", "first_day", "last_day", *(() if exact else ("previous_last_day",)))
    seen = as_narwhals(frame, (*columns, *needed))
    presumed = nw.col("presume_continuity") if presume_continuity else ~nw.col("presume_continuity")
    if at_least is Truth.TRUE:
        covers = (nw.col("first_day") <= first, nw.col("last_day") >= last)
        return seen.filter(presumed, *covers, nw.col("truth") == "TRUE")
    met = seen.filter(presumed, nw.col("first_day") <= last, nw.col("last_day") >= first)
    if exact:
        return met
    sure = (nw.col("truth") == "TRUE") & (nw.col("first_day") <= first) & (nw.col("last_day") >= last)
    truth = nw.when(sure).then(nw.lit("TRUE")).otherwise(nw.lit("UNKNOWN")).alias("truth")
    return met.filter(nw.col("previous_last_day") < first).with_columns(truth)


def _narwhals() -> Any:
    return require("narwhals.stable.v2", "tables", "questions of tables")
