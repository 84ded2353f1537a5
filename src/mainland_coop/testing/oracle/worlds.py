"""Possible worlds, listed one by one, and the days that are worth asking about."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from mainland_coop.testing.oracle.descriptions import (
    DEFAULT_LIMIT,
    FIRST_DAY,
    LAST_DAY,
    Days,
    End,
    Link,
    Record,
    TooManyWorldsError,
    check_description,
    each_day,
    stated_runs,
    term_end,
)

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


class World(NamedTuple):
    """One possible world: a start and an end for each link, and the day of the ending.

    Ends are those that the links have by themselves; the ending does not shorten them here. An end at the horizon means
    that the link does not run out; an end on the day before its own start that the next link starts on the same day
    (only under the presumption).

    Attributes:
        starts: The first day of each link.
        ends: The last day of each link.
        ending: The last day under the termination or supersession, if there is one.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    ending: int | None


def worlds(record: Record, presume: bool = True, horizon: int | None = None, limit: int = DEFAULT_LIMIT) -> list[World]:
    """Return every possible world of the record; an empty list if it has none.

    Args:
        record: The record.
        presume: Whether an end that is not stated is presumed not to have come.
        horizon: Another horizon (see `window`).
        limit: The most worlds to enumerate.

    Raises:
        TooManyWorldsError: If there are more.
    """
    _, last_day = window(record, horizon)
    found = list(itertools.islice(_worlds_from(record, presume, last_day, (), ()), limit + 1))
    check_limit(len(found), limit)
    return found


def check_limit(tried: int, limit: int) -> None:
    """Give up if more has been tried than is allowed."""
    if tried > limit:
        raise TooManyWorldsError(
            f"the record has too many worlds to enumerate (more than limit={limit:_}): narrow its partial dates, take "
            "links off, ask under the presumption of continuity, or raise the limit"
        )


def _worlds_from(
    record: Record, presume: bool, horizon: int, starts: tuple[int, ...], ends: tuple[int | None, ...]
) -> Iterator[World]:
    """Every world that begins with these starts and ends."""
    links, index = record.links, len(starts)
    if index == len(links):
        final = tuple(
            presumed_end(links[i], starts[i], starts[i + 1]) if end is None else end for i, end in enumerate(ends)
        )
        for ending in endings(record, starts[-1]):
            yield World(starts, final, ending)
        return
    if index == 0:
        possible_starts = first_starts(links[0])
    else:
        possible_starts = next_starts(links[index], links[index - 1], starts[-1], ends[-1])
    for start in possible_starts:
        for end in own_ends(record, index, start, presume, horizon):
            yield from _worlds_from(record, presume, horizon, (*starts, start), (*ends, end))


def covers(world: World, day: int) -> bool:
    """Return whether the instrument is in force on the day: some link is, and the ending has not come before."""
    in_a_link = any(start <= day <= end for start, end in zip(world.starts, world.ends, strict=True))
    return in_a_link and (world.ending is None or day <= world.ending)


def gap_lengths(world: World) -> tuple[int, ...]:
    """Return, for each link but the first, the days between the latest end so far and its start."""
    return tuple(max(0, world.starts[i] - max(world.ends[:i]) - 1) for i in range(1, len(world.starts)))


# --- the choices that a world makes ----------------------------------------------------------------------------------


def first_starts(link: Link) -> Sequence[int]:
    """Each day on which the first link may start; of stages, the earliest of each pick."""
    if link.start is not None:
        return each_day(link.start)
    earliest = set(each_day(link.stages[0]))
    for stage in link.stages[1:]:
        earliest = {min(day, other) for day in earliest for other in each_day(stage)}
    return sorted(earliest)


def next_starts(link: Link, previous: Link, previous_start: int, previous_end: int | None) -> Sequence[int]:
    """Each day on which a later link may start in a world in which the link before it has this start and end.

    It starts no earlier than the link before it. One that follows on starts on the day after its end, if that end is a
    last day (stated, or start and term) and not the last day of the calendar.
    """
    if link.start is not None:
        return range(max(link.start[0], previous_start), link.start[1] + 1)
    if previous.end[0] not in ("stated", "term") or previous_end is None or previous_end >= LAST_DAY:
        return ()
    return (previous_end + 1,)


def own_ends(record: Record, index: int, start: int, presume: bool, horizon: int) -> Sequence[int | None]:
    """Each day on which a link with this start may end; None: with the next start (see `presumed_end`)."""
    end = record.links[index].end
    if end[0] == "stated":
        return range(max(end[1][0], start), end[1][1] + 1)
    if end[0] == "term":
        return (term_end(start, end[1]),)
    if end[0] == "open":
        return (horizon,)
    is_last = index == len(record.links) - 1
    if is_last and (presume or record.ending is not None):
        return (horizon,)  # never runs out by itself: it continues, until the ending if there is one
    if presume:
        return (None,)
    return range(earliest_free_end(record.links[index], start), horizon + 1)


def earliest_free_end(link: Link, start: int) -> int:
    """The first day on which a link without a stated end may end: its term's, if it renews itself tacitly."""
    return term_end(start, link.end[1]) if link.end[0] == "tacit" else start


def presumed_end(link: Link, start: int, next_start: int) -> int:
    """The presumption yields to the next link: the day before its start; after tacit renewal, not before the term's."""
    return max(term_end(start, link.end[1]), next_start - 1) if link.end[0] == "tacit" else next_start - 1


def endings(record: Record, last_start: int) -> Sequence[int | None]:
    """Each day of the ending in a world with this last start; None if the record has no ending."""
    if record.ending is None:
        return (None,)
    return range(max(record.ending[0], last_start), record.ending[1] + 1)
