"""Timelines: for one chain, the maximal runs of days on which it is certainly, or possibly, in force."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any, NamedTuple

import attrs

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import WrongTypeError, shorten
from mainland_coop.foundation.public_names import Public, named_publicly
from mainland_coop.validity.bounds import Bounds, compute_bounds, lone_extremes, lone_link
from mainland_coop.validity.links import ChainTerms


class Run(NamedTuple):
    """Days, both ends included, on which the answer is the same: TRUE, or UNKNOWN."""

    first: int
    last: int
    truth: Truth

    def __reduce__(self) -> Any:
        return named_publicly(Run, (Run, tuple(self)))


@attrs.frozen
class Timeline(Public):
    """The answer for every single day: TRUE or UNKNOWN within a run, FALSE between the runs.

    Attributes:
        runs: The runs in order; neighbours that touch differ in truth.
    """

    runs: tuple[Run, ...]

    def on(self, first: int, last: int) -> Truth:
        """Return the answer for a day that may be any from first through last (ordinals).

        TRUE where it is TRUE on each of them, FALSE where it is FALSE on each of them.

        Raises:
            WrongTypeError: If they are no numbers.
        """
        try:
            index = bisect_left(self.runs, first, key=_last_of)
            if index == len(self.runs) or self.runs[index].first > last:
                return Truth.FALSE
        except (TypeError, ArithmeticError):
            raise WrongTypeError(f"first={shorten(first)}, last={shorten(last)}: no ordinals of days") from None
        run = self.runs[index]
        return Truth.TRUE if run.truth is Truth.TRUE and run.first <= first and last <= run.last else Truth.UNKNOWN


def _last_of(run: Run) -> int:
    return run.last


def timeline_of(terms: ChainTerms, presume_continuity: bool) -> Timeline:
    """Return the timeline of what a record states; of a lone link, as most are, without the bounds of a chain.

    Raises:
        NoWorldError: If the record has no world.
    """
    link = lone_link(terms)
    if link is not None:
        runs = _lone_runs(*lone_extremes(link, presume_continuity))
        return Timeline(_opened(runs, link.first_start, LAST_DAY) if terms.open_renewals else runs)
    return compile_timeline(compute_bounds(terms, presume_continuity))


def timelines_of(terms: ChainTerms, presumptions: Iterable[bool]) -> list[Timeline]:
    """Return the timelines of what a record states under each presumption, all one where nothing is presumed."""
    if not terms.states_its_ends:
        return [timeline_of(terms, presumed) for presumed in presumptions]
    return [timeline_of(terms, True)] * len(tuple(presumptions))


def _lone_runs(head_lo: int, head_hi: int, reach_lo: int, reach_hi: int) -> tuple[Run, ...]:
    if head_lo == head_hi and reach_lo == reach_hi:
        return (Run(head_lo, reach_lo, Truth.TRUE),)
    if head_hi > reach_lo:
        return (Run(head_lo, reach_hi, Truth.UNKNOWN),)
    runs = (
        Run(head_lo, head_hi - 1, Truth.UNKNOWN),
        Run(head_hi, reach_lo, Truth.TRUE),
        Run(reach_lo + 1, reach_hi, Truth.UNKNOWN),
    )
    return tuple(run for run in runs if run.first <= run.last)


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
    if bounds.terms.open_renewals and bounds.groups:
        return Timeline(_opened(runs, bounds.starts_lo[0], bounds.cut_hi))
    return Timeline(tuple(runs))


def _opened(runs: Iterable[Run], first: int, last: int) -> tuple[Run, ...]:
    """Return runs with the days between them UNKNOWN, from the first start through the last day of an ending.

    Renewals that the record does not know may cover any of these days, and take no day from those that it knows.
    """
    found: list[Run] = []
    at = first
    for certain in (run for run in runs if run.truth is Truth.TRUE):
        if at < certain.first:
            found.append(Run(at, certain.first - 1, Truth.UNKNOWN))
        found.append(certain)
        at = certain.last + 1
    if at <= last:
        found.append(Run(at, last, Truth.UNKNOWN))
    return tuple(found)


def _append(runs: list[list[int]], first: int, last: int) -> None:
    """Add a run to runs whose firsts never decrease; what touches becomes one."""
    if first > last:
        return
    if runs and first <= runs[-1][1] + 1:
        runs[-1][1] = max(runs[-1][1], last)
    else:
        runs.append([first, last])
