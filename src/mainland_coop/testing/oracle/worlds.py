"""Possible worlds, listed one by one, and the days that are worth asking about."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
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

__all__ = [
    "World",
    "boundaries",
    "covers",
    "cut_at_rims",
    "examples",
    "gap_lengths",
    "rims",
    "window",
    "worlds",
]

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
        if link.end[0] == "stated" or link.end[0] == "tacit after":
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
        end: End = link.end
        if end[0] == "stated":
            end = "stated", cut(end[1])
        elif end[0] == "tacit after":
            end = "tacit after", cut(end[1])
        links.append(replace(link, start=link.start and cut(link.start), end=end, stages=tuple(map(cut, link.stages))))
    return replace(record, links=tuple(links), ending=record.ending and cut(record.ending))


def clipped(first: int, last: int, days: Days) -> Days:
    """Return the days asked about; for those outside, the day at the rim that stands for them."""
    if last < first:
        raise ValueError(f"reversed: {first} to {last}")
    return min(max(first, days[0]), days[1]), min(max(last, days[0]), days[1])


class Asked(NamedTuple):
    """A question about days, made ready: what is to be in force together, and on which of the days that matter.

    Attributes:
        chains: The instrument, and the memberships of the party asked about, if it has any; each with its own window.
        days: The first and last day of the window of them all.
        run: The days asked about, within the window.
        outside: The rims at which the chains have been cut, if they have.
    """

    chains: tuple[tuple[Record, Days], ...]
    days: Days
    run: Days
    outside: Days | None


def asked(record: Record, run: Days, party: str | None = None, horizon: int | None = None) -> Asked:
    """Return what a question about a run of days is about, cut at the rims if there is something to cut.

    Args:
        record: The record.
        run: The days asked about.
        party: The party asked about.
        horizon: Another horizon (see `window`).
    """
    chains, outside = _together(record, party, run[0] > FIRST_DAY and run[1] < LAST_DAY)
    if outside is not None:
        run = clipped(*run, outside)
    if horizon is not None:
        chains = tuple((chain, window(chain, horizon)) for chain, _ in chains)
    days = min(first for _, (first, _) in chains), max(last for _, (_, last) in chains)
    return Asked(chains, days, clipped(*run, days), outside)


@lru_cache(maxsize=256)
def _together(record: Record, party: str | None, cut: bool) -> tuple[tuple[tuple[Record, Days], ...], Days | None]:
    """The instrument and the memberships of a party, cut at the rims if they are to be, each with its own window."""
    check_description(record)
    chains = (record, *_memberships(record, party))
    outside = rims(replace(record, links=tuple(link for chain in chains for link in chain.links))) if cut else None
    if outside is not None:
        chains = tuple(cut_at_rims(chain, outside) for chain in chains)
    earliest = min(day for chain in chains for days in stated_runs(chain) for day in days)
    chains = tuple(_begun(chain, max(FIRST_DAY, earliest - 1)) for chain in chains)
    return tuple((chain, window(chain)) for chain in chains), outside


def _memberships(record: Record, party: str | None) -> Iterator[Record]:
    """The memberships of a party as a chain of their own, if it has any: a start each, and an end or none stated."""
    links = [
        Link(each.start, ("not stated",) if each.last_day is None else ("stated", each.last_day))
        for each in record.memberships
        if each.party == party
    ]
    if links:
        yield Record(tuple(links))


def _begun(chain: Record, day: int) -> Record:
    """The chain; if its first link has no start, as a first membership may, it begins on a day before all others.

    Any such day will do, since the instrument is not in force on it.
    """
    first, *others = chain.links
    if first.start is not None or first.stages:
        return chain
    return replace(chain, links=(replace(first, start=(day, day)), *others))


def boundaries(record: Record, party: str | None = None) -> list[int]:
    """Return the days worth asking about, in order: at and around everything that the record names or a term reaches.

    The answer for any other day is that for one of these, or lies between two of them of which each may be a day of
    change. The first and last stand for all days before and after. Days of memberships are among them if a party is to
    be asked about.
    """
    about = asked(record, (_ANY_DAY, _ANY_DAY), party)
    days = about.outside or about.days
    runs = [run for chain, _ in about.chains for run in reached_runs(chain)]
    runs += [chain.ending for chain, _ in about.chains if chain.ending is not None]
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
        unknown: The first and last day of each renewal that there is besides those that the record knows.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    ending: int | None
    unknown: tuple[Days, ...] = ()


def worlds(
    record: Record,
    presume: bool = True,
    horizon: int | None = None,
    limit: int = DEFAULT_LIMIT,
    *,
    unknown_days: Iterable[int] = (),
) -> list[World]:
    """Return every possible world of the record; an empty list if it has none.

    Args:
        record: The record.
        presume: Whether an end that is not stated is presumed not to have come.
        horizon: Another horizon (see `window`).
        limit: The most worlds to enumerate.
        unknown_days: The days on which renewals that the record does not know may start and end, if it says that there
            may be such. Each world is listed without any, with each one, and with each two of them.

    Raises:
        TooManyWorldsError: If there are more.
    """
    _, last_day = window(record, horizon)
    known = _worlds_from(record, presume, last_day, (), ())
    if record.open_renewals:
        days = sorted(set(unknown_days))
        known = (
            world._replace(unknown=more)
            for world in known
            for more in unknown_renewals(days, world.starts[0], world.ending)
        )
    found = list(itertools.islice(known, limit + 1))
    check_limit(len(found), limit)
    return found


def examples(
    record: Record, day: int, presume: bool = True, *, limit: int = DEFAULT_LIMIT
) -> tuple[World | None, World | None]:
    """Return the first world in which the record is in force on a day, and the first in which it is not, if any.

    In these an end on the last day of the calendar means that the link does not run out.

    Args:
        record: The record.
        day: The day.
        presume: Whether an end that is not stated is presumed not to have come.
        limit: The most worlds to look through; one that comes later is not found. Nor is one for a day beyond the rims.
    """
    about = asked(record, (day, day))
    if about.outside is not None and clipped(day, day, about.outside) != (day, day):
        return None, None
    if day > about.run[0]:  # the links that do not run out reach it
        about = asked(record, (day, day), horizon=min(day + 2, LAST_DAY))
    ((chain, (_, horizon)),) = about.chains
    found: dict[bool, World] = {}
    for known in itertools.islice(_worlds_from(chain, presume, horizon, (), ()), limit):
        further = unknown_renewals([about.run[0]], known.starts[0], known.ending) if record.open_renewals else [()]
        ends = tuple(LAST_DAY if end >= horizon else end for end in known.ends)
        for world in (known._replace(ends=ends, unknown=more) for more in further):
            found.setdefault(covers(world, about.run[0]) and not record.never_in_force, world)
        if len(found) == 2:
            break
    return found.get(True), found.get(False)


def check_limit(tried: int, limit: int) -> None:
    """Give up if more has been tried than is allowed."""
    if tried > limit:
        raise TooManyWorldsError(
            f"the record has too many worlds to enumerate (more than limit={limit:_}): narrow its partial dates, take "
            "links off, ask under the presumption of continuity, or raise the limit; strategies draw what can be "
            "listed with enumerable=True"
        )


def _worlds_from(
    record: Record, presume: bool, horizon: int, starts: tuple[int, ...], ends: tuple[int | Waiting, ...]
) -> Iterator[World]:
    """Every world that begins with these starts and ends."""
    links, index = record.links, len(starts)
    if index == len(links):
        final = tuple(end.until(starts[i + 1]) if isinstance(end, Waiting) else end for i, end in enumerate(ends))
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
    links = (*zip(world.starts, world.ends, strict=True), *world.unknown)
    in_a_link = any(start <= day <= end for start, end in links)
    return in_a_link and (world.ending is None or day <= world.ending)


def gap_lengths(world: World) -> tuple[int, ...]:
    """Return, for each link but the first, the days between the latest end so far and its start.

    Days of renewals that the record does not know are no days of a gap.
    """
    between = (each_day((max(world.ends[:i]) + 1, world.starts[i] - 1)) for i in range(1, len(world.starts)))
    if not world.unknown:
        return tuple(map(len, between))
    return tuple(sum(not any(a <= day <= b for a, b in world.unknown) for day in days) for days in between)


# --- the choices that a world makes ----------------------------------------------------------------------------------


def first_starts(link: Link) -> Sequence[int]:
    """Each day on which the first link may start; of stages, the earliest of each pick."""
    if link.start is not None:
        return each_day(link.start)
    earliest = set(each_day(link.stages[0]))
    for stage in link.stages[1:]:
        earliest = {min(day, other) for day in earliest for other in each_day(stage)}
    return sorted(earliest)


class Waiting(NamedTuple):
    """An end that is not stated, of a link that is not the last, under the presumption: it waits for the next start.

    Attributes:
        earliest: The day before which it does not end, even if the next link starts earlier.
    """

    earliest: int

    def until(self, next_start: int) -> int:
        """The presumption yields to the next link: the day before its start, or the earliest day if that is later."""
        return max(self.earliest, next_start - 1)


def next_starts(link: Link, previous: Link, previous_start: int, previous_end: int | Waiting | None) -> Sequence[int]:
    """Each day on which a later link may start in a world in which the link before it has this start and end.

    It starts no earlier than the link before it. One that follows on starts on the day after its end, if that end is a
    last day (stated, or start and term) and not the last day of the calendar.
    """
    if link.start is not None:
        return range(max(link.start[0], previous_start), link.start[1] + 1)
    if previous.end[0] not in ("stated", "term") or not isinstance(previous_end, int):
        return ()
    return (previous_end + 1,) if previous_end < LAST_DAY else ()


def stated_ends(link: Link, start: int) -> Sequence[int]:
    """Each day on which a link with this start ends as stated; of one that renews itself, for the first time."""
    end = link.end
    if end[0] == "stated" or end[0] == "tacit after":
        return range(max(end[1][0], start), end[1][1] + 1)
    if end[0] == "term" or end[0] == "tacit":
        return (term_end(start, end[1]),)
    return ()


def own_ends(record: Record, index: int, start: int, presume: bool, horizon: int) -> Sequence[int | Waiting]:
    """Each day on which a link with this start may end, or that it waits for the next start."""
    link = record.links[index]
    if link.end[0] == "stated" or link.end[0] == "term":
        return stated_ends(link, start)
    if link.end[0] == "open":
        return (horizon,)
    # Not stated: on or after its start; of what renews itself, on or after each day that may be its first end.
    earliest = (start,) if link.end[0] == "not stated" else stated_ends(link, start)
    if not earliest:
        return ()
    is_last = index == len(record.links) - 1
    if is_last and (presume or record.ending is not None):
        return (horizon,)  # never runs out by itself: it continues, until the ending if there is one
    if presume:
        return (Waiting(start - 1),) if link.end[0] == "not stated" else tuple(map(Waiting, earliest))
    return range(earliest[0], horizon + 1)


def endings(record: Record, last_start: int) -> Sequence[int | None]:
    """Each day of the ending in a world with this last start; None if the record has no ending."""
    if record.ending is None:
        return (None,)
    return range(max(record.ending[0], last_start), record.ending[1] + 1)


def unknown_renewals(days: Sequence[int], first_start: int, ending: int | None) -> Iterator[tuple[Days, ...]]:
    """None, each one, and each two renewals that a world may have besides those known, out of these days, in order.

    They start on or after the first start, and by the ending if there is one; they have any length.
    """
    each = [
        (first, last)
        for place, first in enumerate(days)
        if first_start <= first and (ending is None or first <= ending)
        for last in days[place:]
    ]
    yield ()
    yield from ((one,) for one in each)
    yield from itertools.combinations(each, 2)
