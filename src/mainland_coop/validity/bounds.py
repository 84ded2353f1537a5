"""The earliest and the latest world of a chain, which between them decide almost everything about it.

A world picks a day from every partial date. The links' starts are in order, every end is on or after its own start,
an ending on or after the last start. Starts and ends are bounds, an order, and functions that never decrease
(term, day after), so taking everything as early as it can be gives a world, if there is one at all, and so does
taking everything as late as it can be; each value's extremes over all worlds are its values in these two.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.terms import latest_start
from mainland_coop.foundation.vocabularies import EndBasis
from mainland_coop.validity.links import ChainTerms, LinkTerms


class NoWorldError(Exception):
    """No choice of days satisfies the record. Internal: the model turns it into an error about its fields.

    Attributes:
        link: Index of the link at which it fails (the number of links for the ending).
        what: `start`, `follows_on`, `end` or `ending`.
    """

    def __init__(self, link: int, what: str) -> None:
        super().__init__(link, what)
        self.link = link
        self.what = what


@attrs.frozen
class Group:
    """Links that leave no day between them: those that follow on, and those that the presumption joins.

    Attributes:
        first: Index of the first link.
        last: Index of the last link, included.
        head_lo: The earliest day on which the first link can start.
        head_hi: The latest such day.
        reach_lo: The earliest day on which the last of its days can fall.
        reach_hi: The latest such day.
    """

    first: int
    last: int
    head_lo: int
    head_hi: int
    reach_lo: int
    reach_hi: int


@attrs.frozen
class Bounds:
    """Extremes over all worlds, as ordinals, one entry a link; an open or unstated last end counts as 9999-12-31."""

    terms: ChainTerms
    presume_continuity: bool
    starts_lo: tuple[int, ...]
    starts_hi: tuple[int, ...]
    ends_lo: tuple[int, ...]
    ends_hi: tuple[int, ...]
    groups: tuple[Group, ...]
    cut_lo: int
    cut_hi: int

    def reach_from(self, group: Group, head: int) -> int:
        """Return the latest day that a group can reach if its first link starts on a given day within its bounds."""
        links = self.terms.links
        start = reach = end = head
        for index in range(group.first, group.last + 1):
            link = links[index]
            if index != group.first:
                start = end + 1 if link.follows_on else self.starts_hi[index]
            # A tacit renewal that the next link cuts short binds for its term; else it has no such end.
            by_term = link.end is None and (
                link.end_basis is EndBasis.TERM or (index < group.last and link.end_basis is EndBasis.TACIT_RENEWAL)
            )
            end = link.term.last_day(start) if by_term and link.term else self.ends_hi[index]
            reach = max(reach, end)
        return reach


World = tuple[list[int], list[int], int]
"""Starts, ends, and the day of the ending (0 where there is none), as ordinals."""


def first_world(terms: ChainTerms) -> World:
    """Return the world in which everything is as early as it can be.

    Ends that the record does not state are given as their start, a tacit renewal's as the first end that it states.

    Raises:
        NoWorldError: If there is no world.
    """
    starts: list[int] = []
    ends: list[int] = []
    start = end = FIRST_DAY
    for index, link in enumerate(terms.links):
        if link.follows_on:
            if not terms.links[index - 1].has_end:
                raise NoWorldError(index, "follows_on")
            start = end + 1
        else:
            start = max(link.first_start, start)
        if start > link.last_start:
            raise NoWorldError(index, "start")
        end = link.earliest_end(start)
        if link.end is not None and end > link.end.last_ordinal:
            raise NoWorldError(index, "end")
        starts.append(start)
        ends.append(end)
    cut = 0
    if terms.ending is not None:
        cut = max(terms.ending.last_day.first_ordinal, start)
        if cut > terms.ending.last_day.last_ordinal:
            raise NoWorldError(len(starts), "ending")
    return starts, ends, cut


def compute_bounds(terms: ChainTerms, presume_continuity: bool) -> Bounds:
    """Return the extremes of all starts, ends and groups over all worlds, in time linear in the number of links.

    Raises:
        NoWorldError: If the record has no world.
    """
    starts_lo, ends_lo, cut_lo = first_world(terms)
    last_day = LAST_DAY if terms.ending is None else terms.ending.last_day.last_ordinal
    starts_hi, ends_hi = last_world(terms, starts_lo, last_day)
    links = terms.links
    last = len(links) - 1
    joined = [False] * len(links)
    for index, link in enumerate(links):
        if link.end_basis is EndBasis.OPEN:
            ends_lo[index] = ends_hi[index] = LAST_DAY
        elif not link.has_end:
            if index == last and (presume_continuity or terms.ending is not None):
                # Presumed to continue, or ended by the ending, which caps every reach.
                ends_lo[index] = ends_hi[index] = LAST_DAY
            elif presume_continuity:
                # It lasts through the day before the next start; by its own force no longer than its term, if any.
                joined[index + 1] = True
                ends_lo[index] = _own_end(link, starts_lo[index])
                ends_hi[index] = _own_end(link, starts_hi[index]) if link.end is None else link.end.last_ordinal
            else:
                ends_hi[index] = LAST_DAY
    return Bounds(
        terms,
        presume_continuity,
        tuple(starts_lo),
        tuple(starts_hi),
        tuple(ends_lo),
        tuple(ends_hi),
        _join(links, joined, starts_lo, starts_hi, ends_lo, ends_hi),
        LAST_DAY if terms.ending is None else cut_lo,
        last_day,
    )


def bounds_of(terms: ChainTerms, presume_continuity: bool) -> Bounds:
    """Return what `compute_bounds` does; of a lone link, as most are, without looking at it as at a chain.

    Raises:
        NoWorldError: If the record has no world.
    """
    link = lone_link(terms)
    if link is None:
        return compute_bounds(terms, presume_continuity)
    starts_lo, starts_hi, ends_lo, ends_hi = lone_extremes(link, presume_continuity)
    groups = (Group(0, 0, starts_lo, starts_hi, ends_lo, ends_hi),)
    extremes = (starts_lo,), (starts_hi,), (ends_lo,), (ends_hi,)
    return Bounds(terms, presume_continuity, *extremes, groups, LAST_DAY, LAST_DAY)


def lone_link(terms: ChainTerms) -> LinkTerms | None:
    """Return the only link of a chain without an ending, if it has a world."""
    if len(terms.links) != 1 or terms.ending is not None:
        return None
    link = terms.links[0]
    return link if link.end is None or link.first_start <= link.end.last_ordinal else None


def lone_extremes(link: LinkTerms, presume_continuity: bool) -> tuple[int, int, int, int]:
    """Return the earliest and the latest day on which a lone link can start, and the same of its last day."""
    earliest, latest = link.first_start, link.last_start
    if link.end is not None:
        latest = min(latest, link.end.last_ordinal)
        if link.has_end:
            return earliest, latest, link.earliest_end(earliest), link.end.last_ordinal
    elif link.end_basis is EndBasis.TERM and link.term is not None:
        last = link.term.last_day(earliest)
        return earliest, latest, last, last if latest == earliest else link.term.last_day(latest)
    if presume_continuity or link.end_basis is EndBasis.OPEN:
        return earliest, latest, LAST_DAY, LAST_DAY
    return earliest, latest, link.earliest_end(earliest), LAST_DAY


def _own_end(link: LinkTerms, start: int) -> int:
    """The earliest last day of a link that ends when the next one starts: it binds at least for what it states."""
    return start - 1 if link.end is None and link.term is None else link.earliest_end(start)


def last_world(terms: ChainTerms, starts_lo: Sequence[int], by: int) -> tuple[list[int], list[int]]:
    """Return starts and ends as late as they can be if the last link starts by a day, on which it can start.

    Ends that are not stated are left at their start; a tacit renewal's at the latest end that it states.
    """
    links = terms.links
    starts = [FIRST_DAY] * len(links)
    stated = [LAST_DAY] * len(links)
    ceiling = by
    for index in range(len(links) - 1, -1, -1):
        link = links[index]
        latest = min(link.last_start, ceiling)
        end_ceiling = LAST_DAY
        if index + 1 < len(links) and links[index + 1].follows_on:
            end_ceiling = starts[index + 1] - 1
        if link.end is not None:
            stated[index] = min(link.end.last_ordinal, end_ceiling)
            latest = min(latest, stated[index])
        elif link.term is not None and end_ceiling < LAST_DAY:
            latest = latest_start(link.term.last_day, end_ceiling, starts_lo[index], latest)
        starts[index] = ceiling = latest
    ends = [FIRST_DAY] * len(links)
    for index, link in enumerate(links):
        if link.follows_on:
            starts[index] = ends[index - 1] + 1
        if link.end is not None:
            ends[index] = stated[index]
        else:
            ends[index] = starts[index] if link.term is None else link.term.last_day(starts[index])
    return starts, ends


def _join(
    links: tuple[LinkTerms, ...],
    joined: list[bool],
    starts_lo: list[int],
    starts_hi: list[int],
    ends_lo: list[int],
    ends_hi: list[int],
) -> tuple[Group, ...]:
    groups: list[Group] = []
    first = 0
    reach_lo = reach_hi = FIRST_DAY
    for index, link in enumerate(links):
        if index and not (link.follows_on or joined[index]):
            groups.append(Group(first, index - 1, starts_lo[first], starts_hi[first], reach_lo, reach_hi))
            first, reach_lo, reach_hi = index, FIRST_DAY, FIRST_DAY
        reach_lo = max(reach_lo, ends_lo[index])
        reach_hi = max(reach_hi, ends_hi[index])
    if links:
        groups.append(Group(first, len(links) - 1, starts_lo[first], starts_hi[first], reach_lo, reach_hi))
    return tuple(groups)
