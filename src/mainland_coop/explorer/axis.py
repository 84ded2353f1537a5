"""The axis of the page: from which year to which its slider goes, and the day on which it opens."""

from __future__ import annotations

import datetime

from mainland_coop.dates import PartialDate
from mainland_coop.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.registry import Registry

__all__ = ["axis_of"]

_YEARS_BEYOND = 10
_LATEST_START = LAST_DAY - 366
"""Later days are the calendar's end, at which what has no stated start has begun in every case."""


def axis_of(registry: Registry) -> tuple[int, int, int]:
    """Return the first and the last day of the axis, and the day on which the page opens, as ordinals.

    It holds every day on which an answer begins, and the day to which the register was checked, in whole years. Ends
    that lie more than ten years beyond these would only stretch it, and are left out. The page opens on the day to
    which the register was checked, or else on the last of those days.

    Example:
        >>> import mainland_coop as mc
        >>> [datetime.date.fromordinal(day).isoformat() for day in axis_of(mc.load())]
        ['1985-01-01', '2030-12-31', '2026-11-22']
    """
    begun, over = set[int](), set[int]()
    for record in (*registry.agreements, *registry.programmes):
        for run in record.chain.timeline().runs:
            begun.add(run.first)
            over.add(run.last)
    begun = {day for day in begun if FIRST_DAY < day <= _LATEST_START}
    checked = None if registry.verified_through is None else registry.verified_through.last_ordinal
    days = begun | ({checked} if checked is not None else set())
    days = days or {day for day in over if day <= _LATEST_START} or {datetime.date(2000, 12, 31).toordinal()}
    latest = _year(max(days)) + _YEARS_BEYOND
    ends = {day for day in over if _year(day) <= latest}
    first = PartialDate.parse(f"{_year(min(days | ends)):04}").first_ordinal
    last = PartialDate.parse(f"{_year(max(days | ends)):04}").last_ordinal
    return first, last, max(days) if checked is None else checked


def _year(day: int) -> int:
    return datetime.date.fromordinal(day).year
