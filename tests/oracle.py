"""A brute-force oracle for the time semantics: it enumerates possible worlds, and every answer is a loop over them.

It shares no code with the library, on purpose. A record is described with plain numbers (day ordinals, as in
``datetime.date.toordinal``), its possible worlds are listed one by one, and a question is put to each of them.
Nothing here is clever, save that worlds which no question can tell apart are kept only once (see `Outcome`).

**The window.** Some ends have no latest day: an open end, an end that is not stated, an end after tacit renewal.
They are cut off at the *horizon*, a day after every day that the record names or that a term of it can reach; the
horizon stands for "that day or any later one". An open end lasts to the horizon; a free end takes each day up to it.
Beyond the last named day nothing changes any more, so the answer for the horizon is the answer for each later day,
and a question about later days is asked about the horizon. If the record names days so late that no such day is
left, the horizon is the last day of the calendar, 9999-12-31, and stands for itself only. In the same way all days
before the first start that the record names are alike, and the day before it stands for them.

**The answers** are plain text ("TRUE", "FALSE", "UNKNOWN", ...) and plain tuples.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

FIRST_DAY = datetime.date.min.toordinal()
LAST_DAY = datetime.date.max.toordinal()
DEFAULT_LIMIT = 200_000

Days: TypeAlias = tuple[int, int]
"""An inclusive run of day ordinals."""
TermParts: TypeAlias = tuple[int, int, int, int]
"""Years, months, weeks, days."""
End: TypeAlias = (
    tuple[Literal["stated"], Days]
    | tuple[Literal["term"], TermParts]
    | tuple[Literal["open"]]
    | tuple[Literal["not stated"]]
    | tuple[Literal["tacit"], TermParts]
)
Truth: TypeAlias = Literal["TRUE", "FALSE", "UNKNOWN"]
Status: TypeAlias = Literal["NOT_YET_IN_FORCE", "IN_FORCE", "LAPSED", "TERMINATED", "SUPERSEDED", "UNKNOWN"]


@dataclass(frozen=True)
class Link:
    """An instrument or one of its renewals: when it starts, and how it ends.

    Without a `start` it follows on: it starts on the day after the end of the link before it. The first link may have
    `stages` instead, one run of days for each; in each world it starts with the earliest of them.
    """

    start: Days | None
    end: End
    stages: tuple[Days, ...] = ()


@dataclass(frozen=True)
class Record:
    """A chain of links, and the ending (if any) that cut it short."""

    links: tuple[Link, ...]
    ending: Days | None = None
    reason: str = "terminated"
    never_in_force: bool = False


class World(NamedTuple):
    """One possible world: a start and an end for each link, and the day of the ending.

    Ends are those that the links have by themselves; the ending does not shorten them here. An end at the horizon means
    that the link does not run out; an end on the day before its own start that the next link starts on the same day
    (only under the presumption).
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    ending: int | None


class Outcome(NamedTuple):
    """All that the questions ask about a world; many worlds have the same outcome.

    `covered` is a set of days, as bits: bit `n` is the day `n` days after the first day of the window. `gaps` has one
    length in days for each link but the first.
    """

    first_start: int
    covered: int
    run_out: int
    ending: int | None
    gaps: tuple[int, ...]


class Gap(NamedTuple):
    """A gap before the link with this index (1 is the first renewal): in every world or not, and its length in days."""

    link: int
    certain: bool
    shortest: int
    longest: int


class TooManyWorlds(Exception):
    """The record has more worlds than one wants to enumerate."""


class NoWorld(ValueError):
    """The record has no world at all, so that there is nothing to ask."""


# --- terms -----------------------------------------------------------------------------------------------------------


def term_end(start: int, term: TermParts) -> int:
    """The last day of a term that starts on this day: months first, one by one, then days; no later than 9999-12-31.

    The months run through the day before the day with the same number, or, where the last month has no such day,
    through the last day of that month. Then each day (seven for a week) adds one.
    """
    years, months, weeks, days = term
    first = datetime.date.fromordinal(start)
    year, month = first.year, first.month
    for _ in range(12 * years + months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
        if year > datetime.MAXYEAR:
            return LAST_DAY
    try:
        last = datetime.date(year, month, first.day).toordinal() - 1
    except ValueError:  # no such day in that month
        next_year, next_month = (year + 1, 1) if month == 12 else (year, month + 1)
        last = datetime.date(next_year, next_month, 1).toordinal() - 1
    return min(last + 7 * weeks + days, LAST_DAY)


# --- the choices that a world makes ----------------------------------------------------------------------------------


def check_description(record: Record) -> None:
    """Refuse what is not a description at all (which is another thing than a record without worlds)."""
    runs = [record.ending] if record.ending else []
    if not record.links:
        raise ValueError("a record has at least one link")
    for index, link in enumerate(record.links):
        if link.stages and (index > 0 or link.start is not None):
            raise ValueError("only the first link has stages, and then no start beside them")
        if index == 0 and link.start is None and not link.stages:
            raise ValueError("the first link cannot follow on")
        runs += [link.start] if link.start else []
        runs += link.stages
        runs += [link.end[1]] if link.end[0] == "stated" else []
        if link.end[0] in ("term", "tacit") and (min(link.end[1]) < 0 or max(link.end[1]) == 0):
            raise ValueError(f"not a term: {link.end[1]}")
    for run in runs:
        if not FIRST_DAY <= run[0] <= run[1] <= LAST_DAY:
            raise ValueError(f"not a run of days: {run}")


def latest_named_day(record: Record) -> int:
    """A day on or after every day that the record names or that one of its terms can reach."""
    named = list(record.ending or ())
    previous_end = FIRST_DAY
    for link in record.links:
        starts = [*link.stages, *([link.start] if link.start else [])]
        latest_start = max((run[1] for run in starts), default=min(previous_end + 1, LAST_DAY))
        previous_end = latest_start
        if link.end[0] == "stated":
            previous_end = max(latest_start, link.end[1][1])
        elif link.end[0] in ("term", "tacit"):
            previous_end = term_end(latest_start, link.end[1])
        named += [latest_start, previous_end]
    return max(named)


def window(record: Record, horizon: int | None = None) -> Days:
    """The first and last day of the window: the day before the first start, and the horizon."""
    check_description(record)
    first = record.links[0]
    named = latest_named_day(record)
    if horizon is None:
        horizon = min(named + 2, LAST_DAY)
    if not named < horizon <= LAST_DAY and horizon != LAST_DAY:
        raise ValueError("the horizon must lie after every day that the record names, and within the calendar")
    return min(run[0] for run in (*first.stages, *([first.start] if first.start else []))) - 1, horizon


def each_day(run: Days) -> range:
    """Each day of a run, both ends included."""
    return range(run[0], run[1] + 1)


def first_starts(link: Link) -> Iterable[int]:
    """Each day on which the first link may start; of stages, the earliest of each pick."""
    if link.start is not None:
        return each_day(link.start)
    return sorted({min(pick) for pick in itertools.product(*map(each_day, link.stages))})


def next_starts(link: Link, previous: Link, previous_start: int, previous_end: int | None) -> Iterable[int]:
    """Each day on which a later link may start in a world in which the link before it has this start and end.

    It starts no earlier than the link before it. One that follows on starts on the day after its end, if that end is a
    last day (stated, or start and term) and not the last day of the calendar.
    """
    if link.start is not None:
        return range(max(link.start[0], previous_start), link.start[1] + 1)
    if previous.end[0] not in ("stated", "term") or previous_end is None or previous_end >= LAST_DAY:
        return ()
    return (previous_end + 1,)


def own_ends(record: Record, index: int, start: int, presume: bool, horizon: int) -> Iterable[int | None]:
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


def endings(record: Record, last_start: int) -> Iterable[int | None]:
    """Each day of the ending in a world with this last start; None if the record has no ending."""
    if record.ending is None:
        return (None,)
    return range(max(record.ending[0], last_start), record.ending[1] + 1)


# --- the worlds ------------------------------------------------------------------------------------------------------


def worlds(record: Record, presume: bool = True, horizon: int | None = None, limit: int = DEFAULT_LIMIT) -> list[World]:
    """Every possible world of the record; an empty list if it has none."""
    _, last_day = window(record, horizon)
    found = list(itertools.islice(_worlds_from(record, presume, last_day, (), ()), limit + 1))
    if len(found) > limit:
        raise TooManyWorlds(f"more than {limit} worlds")
    return found


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
    """Whether the instrument is in force on the day in this world: some link is, and the ending has not come before."""
    in_a_link = any(start <= day <= end for start, end in zip(world.starts, world.ends, strict=True))
    return in_a_link and (world.ending is None or day <= world.ending)


def gap_lengths(world: World) -> tuple[int, ...]:
    """For each link but the first, the days between the latest end so far and its start."""
    return tuple(max(0, world.starts[i] - max(world.ends[:i]) - 1) for i in range(1, len(world.starts)))


def outcome(world: World, first_day: int, horizon: int) -> Outcome:
    """What the questions ask about a world, from the world itself."""
    covered = sum(1 << (day - first_day) for day in each_day((first_day, horizon)) if covers(world, day))
    return Outcome(world.starts[0], covered, max(world.ends), world.ending, gap_lengths(world))


# --- the same worlds, those that look alike only once ----------------------------------------------------------------


class _Story(NamedTuple):
    """A world as far as it has been told: what later links and the questions still need of it."""

    first_start: int
    start: int
    end: int | None
    covered: int
    furthest: int
    gaps: tuple[int, ...]


def _bits(first: int, last: int, first_day: int) -> int:
    """The days from first to last as bits; none if last is before first."""
    return ((1 << (last - first + 1)) - 1) << (first - first_day) if first <= last else 0


@lru_cache(maxsize=256)
def outcomes(
    record: Record, presume: bool = True, horizon: int | None = None, limit: int = DEFAULT_LIMIT
) -> frozenset[Outcome]:
    """The outcomes of all worlds: link by link, and stories that agree on all that matters later are told once.

    The limit is on the stories tried for one link, alike or not.
    """
    first_day, last_day = window(record, horizon)
    links = record.links
    stories = {_Story(start, start, None, 0, 0, ()) for start in first_starts(links[0])}
    for index in range(len(links)):
        needs_end = index + 1 < len(links) and links[index + 1].start is None
        told: set[_Story] = set()
        tried = 0
        for story in stories:
            for end in own_ends(record, index, story.start, presume, last_day):
                if end is None:
                    after = [story]
                else:
                    covered = story.covered | _bits(story.start, end, first_day)
                    after = [story._replace(end=end, covered=covered, furthest=max(story.furthest, end))]
                if index + 1 == len(links):
                    after = [after[0]._replace(end=None)]
                else:
                    after = list(_go_on(after[0], links[index], links[index + 1], first_day, needs_end))
                told.update(after)
                tried += len(after)
                if tried > limit:
                    raise TooManyWorlds(f"more than {limit} stories for one link")
        stories = told
    found: set[Outcome] = set()
    tried = 0
    for story in stories:
        for ending in endings(record, story.start):
            covered = story.covered if ending is None else story.covered & _bits(first_day, ending, first_day)
            found.add(Outcome(story.first_start, covered, story.furthest, ending, story.gaps))
            tried += 1
            if tried > limit:
                raise TooManyWorlds(f"more than {limit} endings")
    return frozenset(found)


def _go_on(story: _Story, link: Link, following: Link, first_day: int, needs_end: bool) -> Iterator[_Story]:
    """The story at the start of the next link, for each day on which that may be."""
    end = story.end if needs_end else None
    is_presumed = story.end is None
    for start in next_starts(following, link, story.start, end):
        covered, furthest = story.covered, story.furthest
        if is_presumed:
            last = presumed_end(link, story.start, start)
            covered, furthest = covered | _bits(story.start, last, first_day), max(furthest, last)
        gap = max(0, start - furthest - 1)
        yield _Story(story.first_start, start, None, covered, furthest, (*story.gaps, gap))


def _outcomes_or_error(record: Record, presume: bool, horizon: int | None, limit: int) -> frozenset[Outcome]:
    found = outcomes(record, presume, horizon, limit)
    if not found:
        raise NoWorld("the record has no world")
    return found


# --- the questions ---------------------------------------------------------------------------------------------------


def _from_all(verdicts: Iterable[bool]) -> Truth:
    """TRUE if it is so in every world, FALSE if in none."""
    seen = set(verdicts)
    if seen == {True, False}:
        return "UNKNOWN"
    return "TRUE" if seen == {True} else "FALSE"


def _within(first: int, last: int, days: Days) -> Days:
    """The days asked about; for those beyond the window, the day at its rim that stands for them."""
    if last < first:
        raise ValueError(f"reversed: {first} to {last}")
    return min(max(first, days[0]), days[1]), min(max(last, days[0]), days[1])


def truth_on(
    record: Record,
    day_lo: int,
    day_hi: int,
    presume: bool = True,
    *,
    horizon: int | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Truth:
    """In force on a day of which one knows that it is one of these?

    TRUE where the instrument is in force on each of them in every world, FALSE where it is on none of them in any.
    """
    found = _outcomes_or_error(record, presume, horizon, limit)
    if record.never_in_force:
        return "FALSE"
    days = window(record, horizon)
    bits = [1 << (day - days[0]) for day in each_day(_within(day_lo, day_hi, days))]
    certain, possible = _in_all_and_in_some(found)
    if all(bit & certain for bit in bits):
        return "TRUE"
    return "UNKNOWN" if any(bit & possible for bit in bits) else "FALSE"


@lru_cache(maxsize=256)
def _in_all_and_in_some(found: frozenset[Outcome]) -> tuple[int, int]:
    """The days covered in all worlds and the days covered in some, as bits."""
    in_all, in_some = -1, 0
    for one in found:
        in_all &= one.covered
        in_some |= one.covered
    return in_all, in_some


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
    """In force on some day from p to q, or on every one of them? Asked of each world as a whole."""
    found = _outcomes_or_error(record, presume, horizon, limit)
    if record.never_in_force:
        return "FALSE"
    days = window(record, horizon)
    period = _bits(*_within(p, q, days), days[0])
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
    """The status that all worlds and all days of the query agree on, else UNKNOWN."""
    found = _outcomes_or_error(record, presume, horizon, limit)
    days = window(record, horizon)
    seen: set[Status] = set()
    for day in each_day(_within(day_lo, day_hi, days)):
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


def gaps(record: Record, presume: bool = True, *, horizon: int | None = None, limit: int = DEFAULT_LIMIT) -> list[Gap]:
    """The gaps that there are in some world, in the order of the links."""
    found = _outcomes_or_error(record, presume, horizon, limit)
    result = []
    for index in range(1, len(record.links)):
        lengths = {one.gaps[index - 1] for one in found}
        if max(lengths) > 0:
            result.append(Gap(index, min(lengths) > 0, min(lengths), max(lengths)))
    return result


def is_continuous(
    record: Record, presume: bool = True, *, horizon: int | None = None, limit: int = DEFAULT_LIMIT
) -> Truth:
    """TRUE if no world has a gap between links, FALSE if every world has one."""
    return _from_all(max(one.gaps, default=0) == 0 for one in _outcomes_or_error(record, presume, horizon, limit))


def expires(
    record: Record, *, horizon: int | None = None, limit: int = DEFAULT_LIMIT
) -> tuple[Literal["run"], int, int] | Literal["OPEN", "NOT_STATED"]:
    """The earliest and latest possible last day in force, under the presumption."""
    found = _outcomes_or_error(record, True, horizon, limit)
    if record.ending is None:
        if any(link.end[0] == "open" for link in record.links):
            return "OPEN"
        if record.links[-1].end[0] in ("not stated", "tacit"):
            return "NOT_STATED"
    last_days = {one.run_out if one.ending is None else min(one.run_out, one.ending) for one in found}
    return "run", min(last_days), max(last_days)
