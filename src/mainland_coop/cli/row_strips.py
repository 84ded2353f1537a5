"""Strips beside the rows of a list: how each record stood over the same days, a character for every few of them."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from mainland_coop.display.looks import LOOKS
from mainland_coop.validity.standing import Standing, StandingRun

_UNSURE = tuple(LOOKS)[::-1]


def strip(runs: Sequence[StandingRun], first: int, last: int, columns: int) -> str:
    """Return how a record stood from a day to another (ordinals), a character for every few days.

    The least sure of the standings in them shows, so that no gap is lost.

    Example:
        >>> strip([StandingRun(3, 6, Standing.STATED), StandingRun(7, 8, Standing.PRESUMED)], 1, 10, 5)
        '.==-.'
    """
    days = last + 1 - first
    edges = [first + days * column // columns for column in range(columns + 1)]
    marks = [LOOKS[Standing.NOT_IN_FORCE].mark] * columns
    if columns > days:
        return "".join(_mark(runs, start, start) for start in edges[:-1])
    for run in runs:
        if run.last < first or last < run.first:
            continue
        start, end = bisect_left(edges, run.first), bisect_right(edges, run.last + 1) - 1
        marks[start:end] = LOOKS[run.standing].mark * max(0, end - start)
        for column in {start - 1, end} & set(range(columns)):  # those that it covers in part
            marks[column] = _mark(runs, edges[column], max(edges[column], edges[column + 1] - 1))
    return "".join(marks)


def _mark(runs: Sequence[StandingRun], first: int, last: int) -> str:
    met = [run for run in runs if run.first <= last and first <= run.last]
    covered = sum(min(run.last, last) - max(run.first, first) + 1 for run in met)
    if covered < last - first + 1:
        return LOOKS[Standing.NOT_IN_FORCE].mark
    return LOOKS[min((run.standing for run in met), key=_UNSURE.index)].mark


def axis(first: int, last: int, asked: tuple[int, int], columns: int) -> str:
    """Return the line above strips: the years of its ends, and a mark for the days that were asked about.

    Example:
        >>> day = datetime.date.toordinal
        >>> axis(day(datetime.date(1990, 1, 1)), day(datetime.date(2026, 1, 1)), (733_000, 733_000), 20)
        '1990     v      2026'
    """
    days = last + 1 - first
    start, end = (min(max(0, (day - first) * columns // days), columns - 1) for day in asked)
    left, right = (str(datetime.date.fromordinal(day).year) for day in (first, last))
    line = [" "] * columns
    if start > len(left):  # a year that the mark would run into is left out
        line[: len(left)] = left
    if end < columns - len(right) - 1:
        line[-len(right) :] = right
    line[start : end + 1] = "v" * (end + 1 - start)
    return "".join(line)


def legend() -> str:
    """Return what the characters of strips mean."""
    return "; ".join(f"{look.mark} {look.words['en']}" for look in LOOKS.values())
