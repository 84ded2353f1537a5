"""Which of the days that a record leaves open decide whether a chain is in force on a day.

A date decides if, with some choice of all other days, the chain is in force on the day with one of its days and not
with another. An end that is not stated may come on any day from the start of its link on (of one that renews itself,
from its first end on): such an end decides too, and so do renewals that the record may not know.

Starts and stated ends are bounds in an order, so what one of them covers, on its own and through the links that follow
on from it, grows and shrinks at two days alone: it begins to cover the day, or ends before it. There the other links
must leave the day free. Those before are over earliest in the earliest world. Those after end before the day, each as
early as those before it allow, up to one that can still start after the day, as all later ones then do. How late a link
may start for that is one number a link, found from the last to the first: the work is linear in the links, save for a
search in each term.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.terms import latest_start
from mainland_coop.foundation.vocabularies import EndBasis
from mainland_coop.validity.bounds import Bounds, last_world

_NEVER = FIRST_DAY - 1


@attrs.frozen
class Deciding:
    """What can decide whether a chain is in force on a day.

    Attributes:
        starts: For each link whose start can decide, the days (ordinals) of which it matters whether the link starts on
            the day or later, or before it.
        ends: Indexes of the links whose end can decide, stated or not.
        ending: Whether the day of the ending can.
        renewals: Whether renewals that the record may not know can.
    """

    starts: Mapping[int, tuple[int, ...]]
    ends: tuple[int, ...]
    ending: bool
    renewals: bool


def deciding(bounds: Bounds, day: int) -> Deciding:
    """Return what can decide whether a chain is in force on a day.

    Args:
        bounds: The bounds of the chain without the presumption of continuity.
        day: The day, as an ordinal.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
        >>> day = mc.PartialDate.parse("2016-06-30").first_ordinal
        >>> found = deciding(pact.chain.bounds(presume_continuity=False), day)
        >>> [str(mc.PartialDate(first, first)) for first in found.starts[0]], found.ends
        (['2011-07-01'], ())
    """
    links = bounds.terms.links
    if not links:
        return Deciding({}, (), ending=False, renewals=False)
    over_by, leaves = _room(bounds, day)
    starts: dict[int, tuple[int, ...]] = {}
    ends: list[int] = []
    ended = _NEVER  # the latest of the earliest ends of the links before
    for index, link in enumerate(links):
        if ended >= day:
            break  # in every world in which the rest could decide, the day is covered already
        if not link.follows_on:
            first, last = bounds.starts_lo[index], bounds.starts_hi[index]
            decisive = [day + 1] if first <= day < last else []
            turn = _turn(bounds, index, first, last, day, leaves)
            starts[index] = tuple(decisive if turn is None else [turn, *decisive])
        if link.end is not None or not (link.has_end or _unending(bounds, index)):
            if link.has_end:
                first, last = bounds.ends_lo[index], bounds.ends_hi[index]
                decides = _turn_of_end(bounds, index, first, last, day, leaves)
            else:
                decides = bounds.ends_lo[index] < day and bounds.starts_lo[index] <= leaves[index]
            if decides:
                ends.append(index)
        ended = max(ended, bounds.ends_lo[index])
    return Deciding(
        {index: days for index, days in starts.items() if days},
        tuple(ends),
        ending=_ending_decides(bounds, day),
        renewals=bounds.terms.open_renewals and over_by[0] != _NEVER,
    )


def _unending(bounds: Bounds, index: int) -> bool:
    """Whether a link ends only with the instrument: stated to be open, or last and without an end beside an ending."""
    link = bounds.terms.links[index]
    if link.end_basis is EndBasis.OPEN:
        return True
    return not link.has_end and index == len(bounds.terms.links) - 1 and bounds.terms.ending is not None


def _room(bounds: Bounds, day: int) -> tuple[list[int], list[int]]:
    """Return how late each link may start so that the day stays free, as far as it and those after it are concerned.

    First with itself, which then ends before the day; then without itself. `_NEVER` where it does not.
    """
    links = bounds.terms.links
    over_by = [_NEVER] * len(links)
    leaves = [_NEVER] * len(links)
    for index in range(len(links) - 1, -1, -1):
        last = day - 1
        if index + 1 == len(links):
            leaves[index] = LAST_DAY if bounds.cut_hi >= day else _NEVER
        elif links[index + 1].follows_on:
            last = min(last, over_by[index + 1] - 1)
        elif bounds.starts_hi[index + 1] > day:
            leaves[index] = LAST_DAY
        else:
            leaves[index] = over_by[index + 1]
        latest = _latest_start_that_ends_by(bounds, index, last)
        if index + 1 == len(links) or not links[index + 1].follows_on:
            latest = min(latest, leaves[index])
        if latest >= bounds.starts_lo[index]:
            over_by[index] = latest
    return over_by, leaves


def _latest_start_that_ends_by(bounds: Bounds, index: int, last: int) -> int:
    link = bounds.terms.links[index]
    if _unending(bounds, index):
        return _NEVER
    if link.end is not None:
        return last if link.end.first_ordinal <= last else _NEVER
    if link.term is None:
        return last
    lo, hi = bounds.starts_lo[index], bounds.starts_hi[index]
    if link.earliest_end(lo) > last:
        return _NEVER
    return latest_start(link.earliest_end, last, lo, hi)


def _run(bounds: Bounds, index: int, start: int, last: int) -> tuple[int, int]:
    """Return the start of one link and its end, if another before it starts on a day, and all between follow on."""
    links = bounds.terms.links
    while index < last:
        start = links[index].earliest_end(start) + 1
        index += 1
    return start, links[last].earliest_end(start)


def _last_driven(bounds: Bounds, index: int) -> int:
    """Return the last of the links that follow on, by terms, one upon another from a link."""
    links = bounds.terms.links
    while index + 1 < len(links) and links[index + 1].follows_on and links[index].end is None:
        index += 1
    return index


def _turn(bounds: Bounds, index: int, first: int, last: int, day: int, leaves: list[int]) -> int | None:
    """Return the first start of a link that reaches the day, where an earlier one is over before it; None if none is.

    Args:
        bounds: The bounds.
        index: The link.
        first: Its earliest start.
        last: Its latest.
        day: The day.
        leaves: How late each link may start so that those after it leave the day free.
    """
    end = _last_driven(bounds, index)
    if bounds.terms.links[end].end is not None or _unending(bounds, end):
        return None
    if _run(bounds, index, first, end)[1] >= day or _run(bounds, index, last, end)[1] < day:
        return None
    turn = 1 + latest_start(lambda start: _run(bounds, index, start, end)[1], day - 1, first, last)
    return turn if _run(bounds, index, turn, end)[0] <= leaves[end] else None


def _turn_of_end(bounds: Bounds, index: int, first: int, last: int, day: int, leaves: list[int]) -> bool:
    """Whether a stated end decides: by itself, or through the links that follow on from it."""
    links = bounds.terms.links
    if index + 1 < len(links) and links[index + 1].follows_on:
        after = min(last + 1, bounds.starts_hi[index + 1])
        return _turn(bounds, index + 1, first + 1, after, day, leaves) is not None
    return first < day <= last and bounds.starts_lo[index] <= leaves[index]


def _ending_decides(bounds: Bounds, day: int) -> bool:
    """Whether something can run on the day although all links have started before it, so that an ending may cut it."""
    terms = bounds.terms
    if terms.ending is None or not bounds.cut_lo < day <= bounds.cut_hi:
        return False
    if terms.open_renewals or any(not link.has_end for link in terms.links):
        return True
    _, ends = last_world(terms, bounds.starts_lo, day - 1)
    return max(ends) >= day
