"""Questions as loops over worlds; worlds that a question cannot tell apart are kept once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from mainland_coop.testing.oracle.descriptions import (
    DEFAULT_LIMIT,
    FIRST_DAY,
    LAST_DAY,
    Days,
    Link,
    NoWorldError,
    Record,
    each_day,
)
from mainland_coop.testing.oracle.worlds import (
    World,
    check_limit,
    clipped,
    covers,
    cut_at_rims,
    endings,
    first_starts,
    gap_lengths,
    next_starts,
    own_ends,
    presumed_end,
    rims,
    window,
)


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


Truth: TypeAlias = Literal["TRUE", "FALSE", "UNKNOWN"]
Status: TypeAlias = Literal["NOT_YET_IN_FORCE", "IN_FORCE", "LAPSED", "TERMINATED", "SUPERSEDED", "UNKNOWN"]


class Gap(NamedTuple):
    """A gap between links: in every world or only in some, and its length in days.

    Attributes:
        before: Index of the link that comes after the gap; 1 is the first renewal.
        certain: Whether it is there in every world.
        shortest: Its least length over all worlds; 0 if it is only possible.
        longest: Its greatest length.
    """

    before: int
    certain: bool
    shortest: int
    longest: int


def truth_on(
    record: Record,
    day_lo: int,
    day_hi: int,
    presume: bool = True,
    *,
    horizon: int | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Truth:
    """Return whether it is in force on a day of which one knows that it is one of these.

    TRUE where the instrument is in force on each of them in every world, FALSE where it is on none of them in any.
    """
    record, first, last = _enumerable(record, day_lo, day_hi)
    certain, possible = covered_days(record, presume, horizon, limit)
    if record.never_in_force:
        return "FALSE"
    days = window(record, horizon)
    asked = bits(*clipped(first, last, days), days[0])
    if asked & certain == asked:
        return "TRUE"
    return "UNKNOWN" if asked & possible else "FALSE"


def truth_during(
    record: Record,
    p: int,
    q: int,
    throughout: bool,
    presume: bool = True,
    *,
    horizon: int | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Truth:
    """Return whether it is in force on some day from p to q, or on every one: asked of each world as a whole."""
    record, first, last = _enumerable(record, p, q)
    found = _some_outcomes(record, presume, horizon, limit)
    if record.never_in_force:
        return "FALSE"
    days = window(record, horizon)
    period = bits(*clipped(first, last, days), days[0])
    if throughout:
        return _from_all(one.covered & period == period for one in found)
    return _from_all(one.covered & period != 0 for one in found)


def status_on(
    record: Record,
    day_lo: int,
    day_hi: int,
    presume: bool = True,
    *,
    horizon: int | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Status:
    """Return the status that all worlds and all days of the query agree on, else UNKNOWN."""
    record, first, last = _enumerable(record, day_lo, day_hi)
    found = _some_outcomes(record, presume, horizon, limit)
    days = window(record, horizon)
    seen: set[Status] = set()
    for day in each_day(clipped(first, last, days)):
        for one in found:
            seen.add(_status_in(record, one, day, days[0]))
            if len(seen) > 1:
                return "UNKNOWN"
    return seen.pop()


def _status_in(record: Record, one: Outcome, day: int, first_day: int) -> Status:
    """The status on a day in one world."""
    cut: Status = "SUPERSEDED" if record.reason == "superseded" else "TERMINATED"
    is_over = one.ending is not None and day > one.ending
    if record.never_in_force:
        return cut if is_over else "NOT_YET_IN_FORCE"
    if one.covered >> (day - first_day) & 1:
        return "IN_FORCE"
    if day < one.first_start:
        return "NOT_YET_IN_FORCE"
    return cut if is_over and one.ending is not None and one.ending < one.run_out else "LAPSED"


def gaps(
    record: Record, presume: bool = True, *, horizon: int | None = None, limit: int = DEFAULT_LIMIT
) -> tuple[Gap, ...]:
    """Return the gaps that there are in some world, in the order of the links."""
    found = _some_outcomes(record, presume, horizon, limit)
    result = []
    for index in range(1, len(record.links)):
        lengths = {one.gaps[index - 1] for one in found}
        if max(lengths) > 0:
            result.append(Gap(index, min(lengths) > 0, min(lengths), max(lengths)))
    return tuple(result)


def is_continuous(
    record: Record, presume: bool = True, *, horizon: int | None = None, limit: int = DEFAULT_LIMIT
) -> Truth:
    """Return TRUE if no world has a gap between links, FALSE if every world has one."""
    return _from_all(max(one.gaps, default=0) == 0 for one in _some_outcomes(record, presume, horizon, limit))


def expires(
    record: Record, *, horizon: int | None = None, limit: int = DEFAULT_LIMIT
) -> tuple[Literal["run"], int, int] | Literal["OPEN", "NOT_STATED", "NEVER_BEGAN"]:
    """Return the earliest and latest possible last day in force, under the presumption; or why there is none."""
    if record.never_in_force:
        return "NEVER_BEGAN"
    if record.ending is None:
        if any(link.end[0] == "open" for link in record.links):
            return "OPEN"
        if record.links[-1].end[0] in ("not stated", "tacit"):
            return "NOT_STATED"
    found = _some_outcomes(record, True, horizon, limit)
    last_days = {one.run_out if one.ending is None else min(one.run_out, one.ending) for one in found}
    return "run", min(last_days), max(last_days)


def _enumerable(record: Record, first: int, last: int) -> tuple[Record, int, int]:
    """The record cut at its rims, and the days asked about within them; as they are if there is nothing to cut."""
    outside = rims(record)
    if outside is None or first <= FIRST_DAY or last >= LAST_DAY:
        return record, first, last
    return cut_at_rims(record, outside), *clipped(first, last, outside)


def _some_outcomes(record: Record, presume: bool, horizon: int | None, limit: int) -> frozenset[Outcome]:
    found = outcomes(record, presume, horizon, limit)
    if not found:
        raise NoWorldError("the record has no world")
    return found


def _from_all(verdicts: Iterable[bool]) -> Truth:
    """TRUE if it is so in every world, FALSE if in none."""
    seen = set(verdicts)
    if seen == {True, False}:
        return "UNKNOWN"
    return "TRUE" if seen == {True} else "FALSE"
