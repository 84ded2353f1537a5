"""How many stood how over time: counts by standing on the first day of each year or month."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from mainland_coop.collections.in_force import InForceCollection
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import PeriodLike, as_period
from mainland_coop.foundation.errors import InvalidArgumentError, shorten
from mainland_coop.validity.standing import Standing

StandingCounts: TypeAlias = tuple[datetime.date, Mapping[Standing, int]]
"""A day (a `pendulum.Date`), and how many stand how on it."""

Unit: TypeAlias = Literal["year", "month"]
"""The unit of the calendar on whose first day is counted."""


def standings_by(records: InForceCollection[Any], unit: Unit, period: PeriodLike) -> tuple[StandingCounts, ...]:
    """Return the first day of each year or month that meets a period, with the counts by standing on it.

    Args:
        records: The agreements, or programmes.
        unit: `year` or `month`.
        period: The period, which has both ends.

    Raises:
        InvalidArgumentError: If the unit is neither, or the period lacks an end.
        WrongTypeError: If `period` is neither a period nor a day.
        DateError: If it is a text that is no period, or a reversed one.

    Example:
        >>> import mainland_coop as mc
        >>> for day, counts in standings_by(mc.load().agreements, "year", "1997/1998"):
        ...     print(day, dict(counts)[mc.Standing.STATED] >= 0)
        1997-01-01 True
        1998-01-01 True
    """
    if unit not in ("year", "month"):
        raise InvalidArgumentError(f"unit is {shorten(unit)}; it is 'year' or 'month'")
    whole = as_period(period)
    if whole.first_ordinal == FIRST_DAY or whole.last_ordinal == LAST_DAY:
        raise InvalidArgumentError(f"period is {whole}, which lacks an end; give both, as in '1997/2026'")
    days = (PartialDate(day, day) for day in _first_days(unit, whole.first_ordinal, whole.last_ordinal))
    return tuple((day.earliest, records.standings_on(day)) for day in days)


def _first_days(unit: Unit, first: int, last: int) -> Iterator[int]:
    start = datetime.date.fromordinal(first)
    months = 12 if unit == "year" else 1
    at = start.year * 12 + (0 if unit == "year" else start.month - 1)
    while (day := datetime.date(at // 12, at % 12 + 1, 1).toordinal()) <= last:
        yield day
        at += months
