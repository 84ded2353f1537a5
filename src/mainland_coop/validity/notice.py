"""Tacit renewals and notice: days that are computed from an end, not stored.

A text that renews itself does so for a period from the day after each end, again and again. Notice is given so that a
term of its length, counted from the day after, runs out on or before the end.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY, days_in_month
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.terms import Term, latest_start


def last_notice(end: PartialDate, notice: Term) -> PartialDate | None:
    """Return the last day for notice before an end: the run from that of its earliest to that of its latest day.

    None for an end on 9999-12-31, and where the day would lie before the calendar. Of an end that is open to the past
    the earliest days that lie before the calendar are left out.

    Example:
        >>> str(last_notice(PartialDate.parse("2024-05-31"), Term.parse("P3M")))
        '2024-02-29'
    """
    if end.first_ordinal == LAST_DAY:
        return None
    earliest = _last_notice_day(end.first_ordinal, notice)
    latest = _last_notice_day(end.last_ordinal, notice)
    if latest < FIRST_DAY:
        return None
    return PartialDate(max(earliest, FIRST_DAY), latest)


def _last_notice_day(end: int, notice: Term) -> int:
    """Return the day before the latest start of a term that runs out by an end; 0 if it lies before the calendar."""
    if notice.last_day(FIRST_DAY) > end:
        return FIRST_DAY - 1
    return latest_start(notice.last_day, end, FIRST_DAY, end) - 1


def tacit_ends(end: PartialDate, period: Term, first: int, last: int) -> Iterator[PartialDate]:
    """Yield the ends of the tacit periods after an end that may fall from one day through another, in order.

    Each period starts on the day after the end before it. The work is that of the ends yielded, save for a period of
    both months and days, whose ends are counted one by one from the first.

    Args:
        end: The end of the term, or the stated end, which is not itself yielded.
        period: The tacit period.
        first: The first day, as an ordinal.
        last: The last day.

    Example:
        >>> from mainland_coop.dates.partial_dates import PartialDate
        >>> ends = tacit_ends(PartialDate.parse("2011-02-28"), Term.parse("P1M"), 734_000, 734_260)
        >>> [str(end) for end in ends]
        ['2011-03-31', '2011-04-30']
    """
    # The least number of periods whose latest possible end reaches the first day.
    lo, hi = 1, 1
    while _nth_end(end.last_ordinal, period, hi) < min(first, LAST_DAY):
        lo, hi = hi + 1, 2 * hi
    n = lo + bisect_left(range(lo, hi), first, key=lambda n: _nth_end(end.last_ordinal, period, n))
    earliest, latest = _nth_end(end.first_ordinal, period, n), _nth_end(end.last_ordinal, period, n)
    while earliest <= last and latest >= first:
        yield PartialDate(earliest, latest)
        if earliest == LAST_DAY:
            return
        earliest, latest = _next_end(earliest, period), _next_end(latest, period)


def _next_end(end: int, period: Term) -> int:
    return LAST_DAY if end >= LAST_DAY else period.last_day(end + 1)


def _nth_end(end: int, period: Term, n: int) -> int:
    """Return the end of the nth tacit period after an end, 9999-12-31 if it lies beyond the calendar."""
    months, days = 12 * period.years + period.months, period.days + 7 * period.weeks
    if not months:
        return min(LAST_DAY, end + n * days)
    if days:
        for _ in range(n):
            end = _next_end(end, period)
        return end
    if end >= LAST_DAY:
        return LAST_DAY
    start = date.fromordinal(end + 1)
    # The day of the month stays, until a month lacks it: from then on periods start on the first of a month.
    kept = _periods_until_short(start.year % 400, start.month, start.day, months)
    at = start.year * 12 + start.month - 1 + n * months
    if at // 12 > 9999:
        return LAST_DAY
    if kept is None or n < kept:
        return date(at // 12, at % 12 + 1, start.day).toordinal() - 1
    # The short month is filled to its end; counted from the first of the month after it, ends are ends of months.
    return date(at // 12, at % 12 + 1, days_in_month(at // 12, at % 12 + 1)).toordinal()


@lru_cache(maxsize=4096)
def _periods_until_short(year: int, month: int, day: int, months: int) -> int | None:
    """Return after how many periods the month first lacks a day of the month; None if it never does."""
    if day <= 28:
        return None
    at = (year + 400) * 12 + month - 1
    for n in range(1, 4801):
        at += months
        if days_in_month(at // 12 % 400 + 400, at % 12 + 1) < day:
            return n
    return None
