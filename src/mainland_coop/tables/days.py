"""Days as columns hold them: ISO 8601 basic dates read as whole numbers, 2011-03-01 as 20110301."""

from __future__ import annotations

import datetime
from functools import lru_cache

from mainland_coop.dates import Day, day_run
from mainland_coop.errors import InvalidArgumentError, shorten

__all__ = ["FIRST", "LAST", "date_of", "day_numbers", "number_of"]

FIRST = 10101
"""0001-01-01, where a run with an open start begins."""

LAST = 99991231
"""9999-12-31, where a run with an open end ends."""


@lru_cache(maxsize=65_536)
def number_of(ordinal: int) -> int:
    """Return the number of a day for its ordinal.

    Example:
        >>> from mainland_coop import tables
        >>> tables.number_of(datetime.date(2011, 3, 1).toordinal())
        20110301
    """
    day = datetime.date.fromordinal(ordinal)
    return day.year * 10_000 + day.month * 100 + day.day


def day_numbers(day: Day) -> tuple[int, int]:
    """Return the first and the last day, as numbers, of the days that a day may be.

    Args:
        day: A day, as every question takes it: exact, partial, or EDTF text.

    Raises:
        WrongTypeError: If it is no day.
        DateError: If it is a text that is no partial date.

    Example:
        >>> from mainland_coop import tables
        >>> tables.day_numbers("2011-03")
        (20110301, 20110331)
    """
    first, last = day_run(day)
    return number_of(first), number_of(last)


def date_of(number: int) -> datetime.date:
    """Return the date that a number of a column stands for.

    Raises:
        InvalidArgumentError: If no day has this number (a ValueError).

    Example:
        >>> from mainland_coop import tables
        >>> tables.date_of(20110301).isoformat()
        '2011-03-01'
    """
    try:
        return datetime.date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError:
        raise InvalidArgumentError(
            f"{shorten(number)} is the number of no day: 2011-03-01 is written 20110301, of {FIRST} through {LAST}"
        ) from None
