"""Timelines: for one chain, the maximal runs of days on which it is certainly, or possibly, in force."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

import attrs

from mainland_coop.edtf import FIRST_DAY
from mainland_coop.truth import Truth
from mainland_coop.validity.bounds import Bounds

__all__ = ["Run", "Timeline", "compile_timeline"]


class Run(NamedTuple):
    """Days, both ends included, on which the answer is the same: TRUE, or UNKNOWN."""

    first: int
    last: int
    truth: Truth


@attrs.frozen
class Timeline:
    """The answer for every single day: TRUE or UNKNOWN within a run, FALSE between the runs.

    Attributes:
        runs: The runs in order; neighbours that touch differ in truth.
    """

    runs: tuple[Run, ...]

    def on(self, first: int, last: int) -> Truth:
        """Return the answer for a day that may be any from first through last (ordinals).

        TRUE where it is TRUE on each of them, FALSE where it is FALSE on each of them.
        """
        index = bisect_left(self.runs, first, key=_last_of)
        if index == len(self.runs) or self.runs[index].first > last:
            return Truth.FALSE
        run = self.runs[index]
        return Truth.TRUE if run.truth is Truth.TRUE and run.first <= first and last <= run.last else Truth.UNKNOWN


def _last_of(run: Run) -> int:
    return run.last


def compile_timeline(bounds: Bounds) -> Timeline:
    """Return the timeline of a chain, in time linear in its links.

    Some world covers a day if, for some group of links, the day lies from the group's earliest head through its
    latest reach. Some world leaves it uncovered if, for some number of groups, it lies after their earliest reach and
    before the latest head of the next group. An ending caps every reach.
    """
    certain: list[list[int]] = []
    possible: list[list[int]] = []
    reach = FIRST_DAY
    for group in bounds.groups:
        reach = max(reach, group.reach_lo)
        _append(certain, group.head_hi, min(reach, bounds.cut_lo))
        _append(possible, group.head_lo, min(group.reach_hi, bounds.cut_hi))
    runs: list[Run] = []
    sure = iter(certain)
    current = next(sure, None)
    for first, last in possible:
        at = first
        while current is not None and current[0] <= last:
            if at < current[0]:
                runs.append(Run(at, current[0] - 1, Truth.UNKNOWN))
            runs.append(Run(current[0], current[1], Truth.TRUE))
            at = current[1] + 1
            current = next(sure, None)
        if at <= last:
            runs.append(Run(at, last, Truth.UNKNOWN))
    return Timeline(tuple(runs))


def _append(runs: list[list[int]], first: int, last: int) -> None:
    """Add a run to runs whose firsts never decrease; what touches becomes one."""
    if first > last:
        return
    if runs and first <= runs[-1][1] + 1:
        runs[-1][1] = max(runs[-1][1], last)
    else:
        runs.append([first, last])
