"""The axis of days on which the page shows a register."""

from __future__ import annotations

import datetime

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.explorer.explained_days import InForceRecord
from mainland_coop.registry.registry import Registry

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
        ['1960-01-01', '2047-12-31', '2026-11-22']
    """
    runs = [run for record in in_force_records(registry) for run in record.chain.timeline().runs]
    over = {run.last for run in runs}
    days = {run.first for run in runs if FIRST_DAY < run.first <= _LATEST_START}
    checked = None if registry.verified_through is None else registry.verified_through.last_ordinal
    if checked is not None:
        days.add(checked)
    days = days or {day for day in over if day <= _LATEST_START} or {datetime.date(2000, 12, 31).toordinal()}
    opening = max(days) if checked is None else checked
    latest = datetime.date.fromordinal(max(days)).year + _YEARS_BEYOND
    days |= {day for day in over if datetime.date.fromordinal(day).year <= latest}
    first, last = (f"{datetime.date.fromordinal(day).year:04}" for day in (min(days), max(days)))
    return PartialDate.parse(first).first_ordinal, PartialDate.parse(last).last_ordinal, opening


def in_force_records(registry: Registry) -> tuple[InForceRecord, ...]:
    """Return the records that the page shows, in its order."""
    return (*registry.agreements, *registry.programmes)
