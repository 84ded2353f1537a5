"""Which days there are to ask about: the window of a record, its rims, and the days at which answers can change.

**The window.** Some ends have no latest day: an open end, an end that is not stated, an end after tacit renewal.
They are cut off at the *horizon*, a day after every day that the record names or that a term of it can reach; the
horizon stands for "that day or any later one". An open end lasts to the horizon; a free end takes each day up to it.
Beyond the last named day nothing changes any more, so the answer for the horizon is the answer for each later day,
and a question about later days is asked about the horizon. If the record names days so late that no such day is
left, the horizon is the last day of the calendar, 9999-12-31, and stands for itself only. In the same way all days
before the first start that the record names are alike, and the day before it stands for them.

**The rims.** A run that is open to one side (`[..2023]`, `[2026-11..]`, a programme whose start nobody states) has
millions of days. It is cut one day outside the *rims*: days so far from all others that the record names that no chain
of its terms reaches from the one to the other. The day outside stands for every day further out, and a question about
days further out is asked about the rim. That holds for questions about days that do not reach the first or last day
of the calendar itself; those, and the lengths of gaps and the days of expiry, are put to all the worlds there are.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from mainland_coop.testing.oracle.descriptions import (
    FIRST_DAY,
    LAST_DAY,
    Days,
    End,
    Link,
    Record,
    check_description,
    stated_runs,
    term_end,
)

__all__ = ["boundaries", "clipped", "cut_at_rims", "rims", "window"]

_ANY_DAY = datetime.date(2000, 1, 1).toordinal()


def latest_named_day(record: Record) -> int:
    """A day on or after every day that the record names or that one of its terms can reach."""
    return max(*(record.ending or (FIRST_DAY, FIRST_DAY)), *(day for run in reached_runs(record) for day in run))


def reached_runs(record: Record) -> list[Days]:
    """For each link, the days on which it may start, and those that may be its last if it has a last day.

    Each link is taken by itself, without what the order of the links and an ending take away from it.
    """
    runs: list[Days] = []
    previous_end = (FIRST_DAY, FIRST_DAY)
    for link in record.links:
        starts = [*link.stages, *([link.start] if link.start else [])]
        if not starts:
            starts = [(min(previous_end[0] + 1, LAST_DAY), min(previous_end[1] + 1, LAST_DAY))]
        earliest, latest = min(run[0] for run in starts), max(run[1] for run in starts)
        previous_end = (earliest, latest)
        if link.end[0] == "stated":
            previous_end = link.end[1][0], max(latest, link.end[1][1])
        elif link.term is not None:
            previous_end = term_end(earliest, link.term), term_end(latest, link.term)
        runs += [*starts, previous_end]
    return runs


def window(record: Record, horizon: int | None = None) -> Days:
    """Return the first and last day of the window: the day before the first start, and the horizon.

    Args:
        record: The record.
        horizon: Another horizon than two days after the latest named day; later, or the last day of the calendar.
    """
    check_description(record)
    first = record.links[0]
    named = latest_named_day(record)
    if horizon is None:
        horizon = min(named + 2, LAST_DAY)
    if not named < horizon <= LAST_DAY and horizon != LAST_DAY:
        raise ValueError("the horizon must lie after every day that the record names, and within the calendar")
    return min(run[0] for run in (*first.stages, *([first.start] if first.start else []))) - 1, horizon


def rims(record: Record) -> Days | None:
    """Return the rims of a record with a run that is open to one side; None if it has none, or no room for rims."""
    runs = list(stated_runs(record))
    if not any((first == FIRST_DAY or last == LAST_DAY) and first < last for first, last in runs):
        return None
    if (FIRST_DAY, FIRST_DAY) in runs or (LAST_DAY, LAST_DAY) in runs:
        return None
    named = [day for run in runs for day in run if FIRST_DAY < day < LAST_DAY] or [_ANY_DAY]
    reach = 9 + len(record.links)
    for link in record.links:
        if link.term is not None:
            years, months, weeks, days = link.term
            reach += 366 * years + 31 * months + 7 * weeks + days
    first, last = min(named) - reach, max(named) + reach
    return (first, last) if first - 1 > FIRST_DAY and last + 1 < LAST_DAY else None


def cut_at_rims(record: Record, days: Days) -> Record:
    """Return the record with each run cut one day outside the rims."""

    def cut(run: Days) -> Days:
        return max(run[0], days[0] - 1), min(run[1], days[1] + 1)

    links = []
    for link in record.links:
        end: End = ("stated", cut(link.end[1])) if link.end[0] == "stated" else link.end
        links.append(Link(link.start and cut(link.start), end, tuple(map(cut, link.stages))))
    return replace(record, links=tuple(links), ending=record.ending and cut(record.ending))


def clipped(first: int, last: int, days: Days) -> Days:
    """Return the days asked about; for those outside, the day at the rim that stands for them."""
    if last < first:
        raise ValueError(f"reversed: {first} to {last}")
    return min(max(first, days[0]), days[1]), min(max(last, days[0]), days[1])


def boundaries(record: Record) -> list[int]:
    """Return the days worth asking about, in order: at and around everything that the record names or a term reaches.

    The answer for any other day is that for one of these, or lies between two of them of which each may be a day of
    change. The first and last stand for all days before and after.
    """
    check_description(record)
    outside = rims(record)
    named = record if outside is None else cut_at_rims(record, outside)
    days = outside or window(record)
    runs = [*reached_runs(named), *([named.ending] if named.ending else [])]
    around = {day + shift for run in runs for day in run for shift in (-1, 0, 1, 2)}
    return sorted({min(max(day, days[0], FIRST_DAY), days[1]) for day in around | set(days)})
