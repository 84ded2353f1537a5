"""The axis of days on which the page shows a register."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.explorer.explained_days import InForceRecord
from mainland_coop.registry.registry import Registry

_YEARS_BEYOND = 10
_LATEST_START = LAST_DAY - 366
"""Later days are the calendar's end, at which what has no stated start has begun in every case."""


def axis_of(runs: Iterable[Sequence[int]], checked: int | None) -> tuple[int, int, int]:
    """Return the first and the last day of the axis, and the day on which the page opens, as ordinals.

    It holds every day on which an answer begins, and the day to which the register was checked, in whole years. Ends
    that lie more than ten years beyond these would only stretch it, and are left out. The page opens on the day to
    which the register was checked, or else on the last of those days.

    Args:
        runs: The runs of all records, each with its first and its last day before all else (ordinals).
        checked: The day to which the register was checked, if that is known.

    Example:
        >>> of_five_years = [(datetime.date(2011, 11, 25).toordinal(), datetime.date(2016, 11, 24).toordinal())]
        >>> [datetime.date.fromordinal(day).isoformat() for day in axis_of(of_five_years, None)]
        ['2011-01-01', '2016-12-31', '2011-11-25']
    """
    over: set[int] = set()
    days: set[int] = set()
    for first, last, *_ in runs:
        over.add(last)
        if FIRST_DAY < first <= _LATEST_START:
            days.add(first)
    if checked is not None:
        days.add(checked)
    days = days or {day for day in over if day <= _LATEST_START} or {datetime.date(2000, 12, 31).toordinal()}
    opening = max(days) if checked is None else checked
    latest = datetime.date.fromordinal(max(days)).year + _YEARS_BEYOND
    days |= {day for day in over if datetime.date.fromordinal(day).year <= latest}
    earliest, latest = (datetime.date.fromordinal(day).year for day in (min(days), max(days)))
    return datetime.date(earliest, 1, 1).toordinal(), datetime.date(latest, 12, 31).toordinal(), opening


def in_force_records(registry: Registry) -> tuple[InForceRecord, ...]:
    """Return the records that the page shows, in its order."""
    return (*registry.agreements, *registry.programmes)
