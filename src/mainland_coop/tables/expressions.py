"""Questions of a validity table in a dataframe or an engine: comparisons of columns, through narwhals.

An exact day lies in at most one run of a record. The days of a partial day may meet several runs of it; the first that
they meet is the one whose run before ends before them, so that each record gives one row without any grouping.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import attrs

from mainland_coop.dates.partial_dates import Day
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import InvalidArgumentError, WrongTypeError, shorten
from mainland_coop.foundation.importing import require
from mainland_coop.tables.columns import RUN, day_numbers, names_of

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
        A frame of the same engine with `truth` and every column that does not tell of the run itself. The order of the
        rows is the engine's.

    Raises:
        WrongTypeError: If `day` is no day, `at_least` no truth value, or `frame` no frame.
        DateError: If `day` is a text that is no partial date.
        InvalidArgumentError: If the frame lacks columns of a validity table, or FALSE is asked for: records without any
            run have no row here.
        MissingExtraError: If narwhals is not installed.
    """
    nw = _narwhals()
    if check_at_least(at_least) is Truth.TRUE:
        seen, asked = _asked(frame, day, presume_continuity)
        found = seen.filter(asked.presumed, *asked.within, asked.sure)
    else:
        met, asked = _met(frame, day, presume_continuity)
        truth = nw.when(asked.sure).then(nw.lit("TRUE")).otherwise(nw.lit("UNKNOWN")).alias("truth")
        found = met if asked.exact else met.with_columns(truth)
    there = found.collect_schema().names()
    native: F = found.drop(*(name for name in OF_THE_RUN if name in there)).to_native()
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
        InvalidArgumentError: If the frame lacks columns of a validity table, or a column to count by.
        MissingExtraError: If narwhals is not installed.
    """
    nw = _narwhals()
    names = [by] if isinstance(by, str) else list(names_of(by))
    if not names:
        raise InvalidArgumentError("by is empty: name a column to count by")
    met, asked = _met(frame, day, presume_continuity, needed=names)
    one = nw.when(asked.sure).then(nw.lit(1))
    if isinstance(met, nw.DataFrame) and not met.implementation.is_polars():  # these aggregate nothing but columns
        met, one = met.select(*names, one.alias("certain")), nw.col("certain")
    counted = met.group_by(*names).agg(one.count().alias("certain"), nw.len().alias("possible"))
    narrow = [name for name, type_ in counted.collect_schema().items() if name not in names and type_ != nw.Int64]
    if narrow:
        counted = counted.with_columns(nw.col(*narrow).cast(nw.Int64))
    native: F = counted.to_native()
    return native


def check_at_least(at_least: Truth) -> Truth:
    """Refuse what is no certainty that a validity table can be asked for."""
    if not isinstance(at_least, Truth):
        raise WrongTypeError(f"{shorten(at_least)} is no truth value: give Truth.TRUE or Truth.UNKNOWN")
    if at_least is Truth.FALSE:
        raise InvalidArgumentError(
            "at_least is FALSE, yet a validity table holds only days on which a record is or may be in force: "
            "ask for UNKNOWN; the records that are certainly not in force are those that are missing from the answer"
        )
    return at_least


def as_narwhals(frame: object, needed: Iterable[str]) -> Any:
    """Return a frame as narwhals sees it.

    Raises:
        WrongTypeError: If it is no frame.
        InvalidArgumentError: If it lacks columns.
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
        raise InvalidArgumentError(
            f"the frame lacks {', '.join(map(repr, lacking))}; it has {', '.join(map(repr, there))}"
        )
    return seen


@attrs.frozen
class _Asked:
    """A day as conditions on a row.

    Attributes:
        presumed: Whether the run is of the presumption that is asked for.
        within: Whether the run holds all days that the day may be.
        sure: Whether the record is in force on all of them; of an exact day, where its run is met.
        meets: Whether it is the first run of its record that meets any of them.
        exact: Whether the day is one day.
    """

    presumed: Any
    within: tuple[Any, ...]
    sure: Any
    meets: tuple[Any, ...]
    exact: bool


def _asked(frame: object, day: Day, presume_continuity: bool, needed: Iterable[str] = ()) -> tuple[Any, _Asked]:
    nw = _narwhals()
    first, last = day_numbers(day)
    exact = first == last
    columns = ("truth", "presume_continuity", "first_day", "last_day", *(() if exact else ("previous_last_day",)))
    seen = as_narwhals(frame, (*columns, *needed))
    true, begins, ends = nw.col("truth") == "TRUE", nw.col("first_day"), nw.col("last_day")
    within, meets = (begins <= first, ends >= last), (begins <= last, ends >= first)
    return seen, _Asked(
        presumed=nw.col("presume_continuity") if presume_continuity else ~nw.col("presume_continuity"),
        within=within,
        sure=true if exact else true & within[0] & within[1],
        meets=meets if exact else (*meets, nw.col("previous_last_day") < first),
        exact=exact,
    )


def _met(frame: object, day: Day, presume_continuity: bool, needed: Iterable[str] = ()) -> tuple[Any, _Asked]:
    """The first run of each record that meets the days of a day."""
    seen, asked = _asked(frame, day, presume_continuity, needed)
    return seen.filter(asked.presumed, *asked.meets), asked


def _narwhals() -> Any:
    return require("narwhals.stable.v2", "tables", "questions of tables")
