"""What becomes of a record, told link by link; worlds that no question can tell apart are kept once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from mainland_coop.testing.oracle.descriptions import DEFAULT_LIMIT, Days, Link, NoWorldError, Record, each_day
from mainland_coop.testing.oracle.worlds import (
    Waiting,
    World,
    check_limit,
    covers,
    endings,
    first_starts,
    gap_lengths,
    next_starts,
    own_ends,
    stated_ends,
    window,
)

__all__ = [
    "Outcome",
    "covered_days",
    "outcome",
    "outcomes",
]


class Outcome(NamedTuple):
    """All that the questions ask about a world; many worlds have the same outcome.

    Renewals that the record does not know are left out of it; the questions add them.

    Attributes:
        first_start: The first day of the first link.
        covered: The days in force, as bits: bit `n` is the day `n` days after the first day of the window.
        run_out: The latest end of all links.
        ending: The last day under the termination or supersession, if there is one.
        gaps: One length in days for each link but the first.
    """

    first_start: int
    covered: int
    run_out: int
    ending: int | None
    gaps: tuple[int, ...]


def outcome(world: World, first_day: int, horizon: int) -> Outcome:
    """Return what the questions ask about a world, from the world itself."""
    covered = sum(1 << (day - first_day) for day in each_day((first_day, horizon)) if covers(world, day))
    return Outcome(world.starts[0], covered, max(world.ends), world.ending, gap_lengths(world))


def bits(first: int, last: int, first_day: int) -> int:
    """The days from first to last as bits; none if last is before first."""
    return ((1 << (last - first + 1)) - 1) << (first - first_day) if first <= last else 0


class _Story(NamedTuple):
    """A world as far as it has been told: what later links and the questions still need of it."""

    first_start: int
    start: int
    end: int | Waiting | None
    covered: int
    furthest: int
    gaps: tuple[int, ...]


@lru_cache(maxsize=256)
def outcomes(
    record: Record, presume: bool = True, horizon: int | None = None, limit: int = DEFAULT_LIMIT
) -> frozenset[Outcome]:
    """Return the outcomes of all worlds: link by link, and stories that agree on all that matters later are told once.

    Args:
        record: The record.
        presume: Whether an end that is not stated is presumed not to have come.
        horizon: Another horizon (see `window`).
        limit: The most stories to try for one link, alike or not.

    Raises:
        TooManyWorldsError: If there are more.
    """
    first_day, last_day = window(record, horizon)
    links = record.links
    starts = first_starts(links[0])
    check_limit(len(starts), limit)
    stories = {_Story(start, start, None, 0, 0, ()) for start in starts}
    for index in range(len(links)):
        is_last = index + 1 == len(links)
        needs_end = not is_last and links[index + 1].start is None
        ended: set[_Story] = set()
        tried = 0
        for story in stories:
            ends = own_ends(record, index, story.start, presume, last_day)
            tried += len(ends)
            check_limit(tried, limit)
            for end in ends:
                covered, furthest = story.covered, story.furthest
                waits = isinstance(end, Waiting)
                if not isinstance(end, Waiting):
                    covered, furthest = covered | bits(story.start, end, first_day), max(furthest, end)
                # An end matters no more, once it is counted, than for what follows on from it or waits for the next.
                kept = end if needs_end or waits else None
                ended.add(_Story(story.first_start, story.start, kept, covered, furthest, story.gaps))
        stories = ended
        if is_last:
            break
        told: set[_Story] = set()
        tried = 0
        for story in stories:
            after = list(_go_on(story, links[index], links[index + 1], first_day))
            tried += len(after)
            check_limit(tried, limit)
            told.update(after)
        stories = told
    found: set[Outcome] = set()
    tried = 0
    for story in stories:
        last_days = endings(record, story.start)
        tried += len(last_days)
        check_limit(tried, limit)
        for ending in last_days:
            covered = story.covered if ending is None else story.covered & bits(first_day, ending, first_day)
            found.add(Outcome(story.first_start, covered, story.furthest, ending, story.gaps))
    return frozenset(found)


def _go_on(story: _Story, link: Link, following: Link, first_day: int) -> Iterator[_Story]:
    """The story at the start of the next link, for each day on which that may be."""
    for start in next_starts(following, link, story.start, story.end):
        covered, furthest = story.covered, story.furthest
        if isinstance(story.end, Waiting):
            last = story.end.until(start)
            covered, furthest = covered | bits(story.start, last, first_day), max(furthest, last)
        gap = max(0, start - furthest - 1)
        yield _Story(story.first_start, start, None, covered, furthest, (*story.gaps, gap))


@lru_cache(maxsize=256)
def covered_days(record: Record, presume: bool = True, horizon: int | None = None, limit: int = DEFAULT_LIMIT) -> Days:
    """Return the days in force in all worlds, and those in force in some, both as bits.

    To learn that, it is enough to know of all stories that have come to the same start which days they all cover and
    which days any of them covers: whatever follows happens to all of them alike. Renewals that the record may not know
    take no day away, and any day from the first start on may be one of theirs.

    Raises:
        NoWorldError: If there is no world.
        TooManyWorldsError: If there are more stories to try for one link than the limit.
    """
    first_day, last_day = window(record, horizon)
    links = record.links
    starts = first_starts(links[0])
    check_limit(len(starts), limit)
    # By the start of the link: the days that all cover, that any covers.
    told = {start: (0, bits(start, last_day, first_day) if record.open_renewals else 0) for start in starts}
    for index, link in enumerate(links[:-1]):
        before, told, tried = told, {}, 0
        for start, (by_all, by_any) in before.items():
            for end in own_ends(record, index, start, presume, last_day):
                following = next_starts(links[index + 1], link, start, end)
                tried += max(1, len(following))
                check_limit(tried, limit)
                for next_start in following:
                    last = end.until(next_start) if isinstance(end, Waiting) else end
                    covered = bits(start, last, first_day)
                    _tell(told, next_start, by_all | covered, by_any | covered)
    whole: dict[int, Days] = {}
    tried = 0
    for start, (by_all, by_any) in told.items():
        last_days = endings(record, start)
        for end in own_ends(record, len(links) - 1, start, presume, last_day):
            tried += max(1, len(last_days))
            check_limit(tried, limit)
            assert isinstance(end, int), "the last link waits for no other"
            covered = bits(start, end, first_day)
            for ending in last_days:
                until = bits(first_day, last_day if ending is None else ending, first_day)
                _tell(whole, 0, (by_all | covered) & until, (by_any | covered) & until)
    if not whole:
        raise NoWorldError("the record has no world")
    return whole[0]


def _tell(told: dict[int, Days], key: int, by_all: int, by_any: int) -> None:
    """Add stories to those told under the key."""
    others_all, others_any = told.get(key, (by_all, by_any))
    told[key] = by_all & others_all, by_any | others_any


Step: TypeAlias = tuple[int, int | None]
"""The start of a link, and the day on which it ends as stated, or for the first time if it renews itself; None if none
is stated."""


def told_steps(record: Record, limit: int = DEFAULT_LIMIT) -> list[set[tuple[Step, Step]]]:
    """Return, for each link, each of its steps in some world together with the step of the link after it.

    The last link stands with itself. Ends that are not stated decide on no start, so it does not matter what is
    presumed.

    Raises:
        NoWorldError: If there is no world.
        TooManyWorldsError: If there are more pairs to try for one link than the limit.
    """
    links = record.links

    def ending_as_stated(link: Link, start: int) -> list[Step]:
        if link.end[0] in ("open", "not stated"):
            return [(start, None)]
        ends = stated_ends(link, start)
        check_limit(len(ends), limit)
        return [(start, end) for end in ends]

    check_limit(len(first_starts(links[0])), limit)
    pairs: list[set[tuple[Step, Step]]] = []
    steps = {step for start in first_starts(links[0]) for step in ending_as_stated(links[0], start)}
    for before, link in pairwise(links):
        pairs.append(set())
        for step in steps:
            pairs[-1].update((step, to) for n in next_starts(link, before, *step) for to in ending_as_stated(link, n))
            check_limit(len(pairs[-1]), limit)
        steps = {following for _, following in pairs[-1]}
    pairs.append({(step, step) for step in steps if endings(record, step[0])})
    for index in range(len(links) - 2, -1, -1):  # what leads nowhere is in no world
        leads_on = {step for step, _ in pairs[index + 1]}
        pairs[index] = {pair for pair in pairs[index] if pair[1] in leads_on}
    if not pairs[0]:
        raise NoWorldError("the record has no world")
    return pairs
