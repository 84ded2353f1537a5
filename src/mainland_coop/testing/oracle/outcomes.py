"""The same worlds, those that look alike told only once: what the questions ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mainland_coop.testing.oracle.descriptions import DEFAULT_LIMIT, Days, Link, NoWorldError, Record, each_day
from mainland_coop.testing.oracle.windows import window
from mainland_coop.testing.oracle.worlds import (
    World,
    check_limit,
    covers,
    endings,
    first_starts,
    gap_lengths,
    next_starts,
    own_ends,
    presumed_end,
)

__all__ = ["Outcome", "covered_days", "outcome", "outcomes"]


class Outcome(NamedTuple):
    """All that the questions ask about a world; many worlds have the same outcome.

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
    end: int | None
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
                if end is not None:
                    covered, furthest = covered | bits(story.start, end, first_day), max(furthest, end)
                # An end matters no more, once it is counted, than for what follows on from it or waits for the next.
                kept = end if needs_end or end is None else 0
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
        if story.end is None:
            last = presumed_end(link, story.start, start)
            covered, furthest = covered | bits(story.start, last, first_day), max(furthest, last)
        gap = max(0, start - furthest - 1)
        yield _Story(story.first_start, start, None, covered, furthest, (*story.gaps, gap))


@lru_cache(maxsize=256)
def covered_days(record: Record, presume: bool = True, horizon: int | None = None, limit: int = DEFAULT_LIMIT) -> Days:
    """Return the days in force in all worlds, and those in force in some, both as bits.

    To learn that, it is enough to know of all stories that have come to the same start which days they all cover and
    which days any of them covers: whatever follows happens to all of them alike.

    Raises:
        NoWorldError: If there is no world.
        TooManyWorldsError: If there are more stories to try for one link than the limit.
    """
    first_day, last_day = window(record, horizon)
    links = record.links
    starts = first_starts(links[0])
    check_limit(len(starts), limit)
    told = dict.fromkeys(starts, (0, 0))  # by the start of the link: the days that all cover, that any covers
    for index, link in enumerate(links[:-1]):
        before, told, tried = told, {}, 0
        for start, (by_all, by_any) in before.items():
            for end in own_ends(record, index, start, presume, last_day):
                following = next_starts(links[index + 1], link, start, end)
                tried += max(1, len(following))
                check_limit(tried, limit)
                for next_start in following:
                    last = presumed_end(link, start, next_start) if end is None else end
                    covered = bits(start, last, first_day)
                    _tell(told, next_start, by_all | covered, by_any | covered)
    whole: dict[int, Days] = {}
    tried = 0
    for start, (by_all, by_any) in told.items():
        last_days = endings(record, start)
        for end in own_ends(record, len(links) - 1, start, presume, last_day):
            tried += max(1, len(last_days))
            check_limit(tried, limit)
            covered = bits(start, last_day if end is None else end, first_day)
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
