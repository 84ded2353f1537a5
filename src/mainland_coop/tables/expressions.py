"""Questions of a validity table in a dataframe or an engine: comparisons of columns, through narwhals.

An exact day lies in at most one run of a record. The days of a partial day may meet several runs of it; the first that
they meet is the one whose run before ends before them, so that each record gives one row without any grouping.

What is in force without the presumption of continuity is so with it, too. So a standing takes at most one row of each
presumption.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import attrs

from mainland_coop.dates.partial_dates import Day
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.argument_checks import flag
from mainland_coop.foundation.errors import InvalidArgumentError, WrongTypeError, shorten
from mainland_coop.foundation.importing import require
from mainland_coop.tables.columns import ID, RECORD_KIND, RUN, day_numbers, names_of
from mainland_coop.validity.standing import Standing

F = TypeVar("F")

OF_THE_RUN = tuple(column.name for column in RUN if column.name != "truth")
"""Columns that tell of a run, not of an answer."""

KEY = (RECORD_KIND.name, ID.name)
"""What a record is known by."""


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


def standing_on(frame: F, day: Day) -> F:
    """Return how the records of a validity table stand on a day, one row for each that is or may be in force.

    Args:
        frame: A validity table with the rows of both presumptions, as for `active_on`.
        day: The day. On a partial day a record stands as on the weakest of its days if it is in force on all of them,
            else it is possible.

    Returns:
        A frame of the same engine with `record_kind`, `id` and `standing`: `stated`, `presumed` or `possible`. What is
        not in force has no row. The order of the rows is the engine's.

    Raises:
        WrongTypeError: As for `active_on`.
        DateError: As for `active_on`.
        InvalidArgumentError: If the frame lacks columns of a validity table.
        MissingExtraError: If narwhals is not installed.
    """
    nw = _narwhals()
    told, asked = _told(frame, day, KEY)
    rank = nw.when(asked.stated).then(nw.lit(3)).otherwise(nw.when(asked.sure).then(nw.lit(2)).otherwise(nw.lit(1)))
    best = told.select(*KEY, rank.alias("standing")).group_by(*KEY).agg(nw.col("standing").max())
    words = nw.lit(Standing.POSSIBLE.value)
    for number, standing in ((2, Standing.PRESUMED), (3, Standing.STATED)):
        words = nw.when(nw.col("standing") == number).then(nw.lit(standing.value)).otherwise(words)
    native: F = best.with_columns(words.alias("standing")).to_native()
    return native


def count_by(frame: F, by: str | Iterable[str], day: Day) -> F:
    """Return how many records of a validity table stand how on a day, for each value of one column or several.

    Args:
        frame: A validity table with the rows of both presumptions, as for `active_on`.
        by: The column, or the columns, to count by, such as `kind`.
        day: The day.

    Returns:
        A frame of the same engine with the columns counted by, and how many records are in force by stated dates
        (`stated`), in force with an end that is not stated (`presumed`), and may be in force (`possible`): each record
        in one of them. Values without any of these have no row; the order of the rows is the engine's.

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
    met, asked = _told(frame, day, names)
    # A record that is stated has a second row, which is sure under the presumption: it is taken away below.
    counted = {
        "stated": nw.when(asked.stated).then(nw.lit(1)),
        "presumed": nw.when(asked.presumed & asked.sure).then(nw.lit(1)),
        "possible": nw.when(asked.presumed).then(nw.lit(1)),
    }
    if isinstance(met, nw.DataFrame) and not met.implementation.is_polars():  # these aggregate nothing but columns
        met = met.select(*names, *(one.alias(name) for name, one in counted.items()))
        counted = {name: nw.col(name) for name in counted}
    found = met.group_by(*names).agg(*(one.count().alias(name) for name, one in counted.items()))
    stated, sure, possible = (nw.col(name).cast(nw.Int64) for name in counted)
    apart = (stated.alias("stated"), (sure - stated).alias("presumed"), (possible - sure).alias("possible"))
    native: F = found.with_columns(*apart).to_native()
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
            f"the frame lacks {', '.join(map(shorten, lacking))}; it has {', '.join(map(shorten, there))}"
        )
    return seen


@attrs.frozen
class _Asked:
    """A day as conditions on a row.

    Attributes:
        presumed: Whether the run is of the presumption that is asked for.
        within: Whether the run holds all days that the day may be.
        sure: Whether the record is in force on all of them.
        meets: Whether the run meets any of them.
        first: Whether it is the first run of its record that meets any of them.
        exact: Whether the day is one day.
    """

    presumed: Any
    within: tuple[Any, ...]
    sure: Any
    meets: tuple[Any, ...]
    first: tuple[Any, ...]
    exact: bool

    @property
    def stated(self) -> Any:
        """Whether the row alone makes the record stated; the presumption asked for has to be that of continuity."""
        return ~self.presumed & self.sure


def _asked(frame: object, day: Day, presume_continuity: bool, needed: Iterable[str] = ()) -> tuple[Any, _Asked]:
    nw = _narwhals()
    first, last = day_numbers(day)
    exact = first == last
    columns = ("truth", "presume_continuity", "first_day", "last_day", *(() if exact else ("previous_last_day",)))
    seen = as_narwhals(frame, (*columns, *needed))
    true, begins, ends = nw.col("truth") == "TRUE", nw.col("first_day"), nw.col("last_day")
    within = (begins <= first, ends >= last)
    presumed = nw.col("presume_continuity")
    return seen, _Asked(
        presumed=presumed if flag(presume_continuity, "presume_continuity") else ~presumed,
        within=within,
        # A run that meets an exact day holds it: nothing is asked twice.
        sure=true if exact else true & within[0] & within[1],
        meets=(begins <= last, ends >= first),
        first=() if exact else (nw.col("previous_last_day") < first,),
        exact=exact,
    )


def _met(frame: object, day: Day, presume_continuity: bool) -> tuple[Any, _Asked]:
    """The first run of each record that meets the days of a day."""
    seen, asked = _asked(frame, day, presume_continuity)
    return seen.filter(asked.presumed, *asked.meets, *asked.first), asked


def _told(frame: object, day: Day, needed: Iterable[str]) -> tuple[Any, _Asked]:
    """The rows that tell of standings: one of each record under the presumption, and one more of what is stated."""
    seen, asked = _asked(frame, day, True, needed)
    presumed = asked.presumed
    for condition in asked.first:
        presumed &= condition
    return seen.filter(*asked.meets, presumed | asked.sure), asked


def _narwhals() -> Any:
    return require("narwhals.stable.v2", "tables", "questions of tables")
