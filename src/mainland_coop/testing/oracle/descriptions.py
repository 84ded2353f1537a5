"""Records as the oracle sees them: plain numbers, and nothing of the library's records or its engine."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from mainland_coop.foundation.errors import InvalidRecordError, MainlandCoopError

__all__ = [
    "DEFAULT_LIMIT",
    "FIRST_DAY",
    "LAST_DAY",
    "Days",
    "End",
    "Link",
    "Membership",
    "NoWorldError",
    "Record",
    "TermParts",
    "TooManyWorldsError",
    "term_end",
]

FIRST_DAY = datetime.date.min.toordinal()
"""0001-01-01, the first day of the calendar, as an ordinal."""
LAST_DAY = datetime.date.max.toordinal()
"""9999-12-31, the last day of the calendar, as an ordinal."""
DEFAULT_LIMIT = 200_000
"""How many worlds, or stories of worlds for one link, are enumerated before it is given up."""

Days: TypeAlias = tuple[int, int]
"""An inclusive run of days, as ordinals (`datetime.date.toordinal`)."""
TermParts: TypeAlias = tuple[int, int, int, int]
"""Years, months, weeks, days."""
End: TypeAlias = (
    tuple[Literal["stated"], Days]
    | tuple[Literal["term"], TermParts]
    | tuple[Literal["open"]]
    | tuple[Literal["not stated"]]
    | tuple[Literal["tacit"], TermParts]
    | tuple[Literal["tacit after"], Days]
)
"""How a link ends: `("stated", days)`, `("term", parts)`, `("open",)` or `("not stated",)`; of one that renews itself,
which ends not before a term or a last day: `("tacit", parts)` or `("tacit after", days)`."""


class TooManyWorldsError(MainlandCoopError, ValueError):
    """The record has more worlds than are to be enumerated.

    The ways out: narrow its partial dates (a month or some days in place of a year show the same mistakes), take links
    off, ask under the presumption of continuity, or raise the `limit`. Where records are drawn, draw such as can be
    listed: `strategies.agreements(enumerable=True)`. Where any is to be drawn, leave this one out: catch the error, and
    call `hypothesis.reject`, with a low `limit` so that little time goes into what is left out.
    """


class NoWorldError(InvalidRecordError):
    """No choice of days makes sense of the record, so that there is nothing to ask."""


@dataclass(frozen=True)
class Link:
    """An instrument or one of its renewals: when it starts, and how it ends.

    Without a `start` it follows on: it starts on the day after the end of the link before it. The first link may have
    `stages` instead, one run of days for each; in each world it starts with the earliest of them.

    Attributes:
        start: The days on which it may start.
        end: How it ends. A period in full, such as "2012 to 2014", is a start and an end of one day each.
        stages: The days of each stage of a staged entry into force, for the first link only.
        tacit_renewal: The period by which it renews itself tacitly, if it does and the period is stated.
        notice: The period of notice, if there is one.
    """

    start: Days | None
    end: End
    stages: tuple[Days, ...] = ()
    tacit_renewal: TermParts | None = None
    notice: TermParts | None = None

    @property
    def term(self) -> TermParts | None:
        """Its term, if it ends by one or renews itself tacitly after one."""
        return self.end[1] if self.end[0] == "term" or self.end[0] == "tacit" else None


@dataclass(frozen=True)
class Membership:
    """The time from which, and until which, a party is bound, wherever the instrument is in force.

    Attributes:
        party: The party.
        start: The days on which it may start. None, for the first one of a party: it began before everything.
        last_day: The days that may be its last, if it is stated to have ended.
    """

    party: str
    start: Days | None
    last_day: Days | None = None


@dataclass(frozen=True)
class Record:
    """A chain of links, and the ending (if any) that cut it short.

    Attributes:
        links: The instrument itself and its renewals, in order.
        ending: The days that may be its last under a termination or supersession as a whole.
        reason: Why it ended; "superseded" gives another status than the others.
        never_in_force: Whether it never began.
        open_renewals: Whether there may be renewals that the record does not know.
        memberships: When parties joined and left, each party's in order; a party without any is bound all the time.

    Example:
        >>> import datetime
        >>> first, last = datetime.date(2011, 1, 1).toordinal(), datetime.date(2011, 12, 31).toordinal()
        >>> signed_in_2011_for_five_years = Record((Link((first, last), ("term", (5, 0, 0, 0))),))
    """

    links: tuple[Link, ...]
    ending: Days | None = None
    reason: str = "terminated"
    never_in_force: bool = False
    open_renewals: bool = False
    memberships: tuple[Membership, ...] = ()


def each_day(run: Days) -> range:
    """Return each day of a run, both ends included."""
    return range(run[0], run[1] + 1)


@lru_cache(maxsize=100_000)
def term_end(start: int, term: TermParts) -> int:
    """Return the last day of a term that starts on a day: months first, then days; no later than 9999-12-31.

    The months, counted one by one, run through the day before the day with the same number, or, where the last month
    has no such day, through the last day of that month. Then each day (seven for a week) adds one.

    Example:
        >>> day = datetime.date(2011, 1, 31).toordinal()
        >>> datetime.date.fromordinal(term_end(day, (0, 1, 0, 0))).isoformat()
        '2011-02-28'
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


def check_description(record: Record) -> None:
    """Refuse what is not a description at all (which is another thing than a record without worlds).

    Raises:
        InvalidRecordError: If it has no link, a run that is no run of days, or a link that starts in no way or in two.
    """
    if not record.links:
        raise InvalidRecordError("a record has at least one link")
    for index, link in enumerate(record.links):
        if link.stages and (index > 0 or link.start is not None):
            raise InvalidRecordError("only the first link has stages, and then no start beside them")
        if index == 0 and link.start is None and not link.stages:
            raise InvalidRecordError("the first link cannot follow on: give it a start, or stages")
        for term in (link.term, link.tacit_renewal, link.notice):
            if term is not None and (min(term) < 0 or max(term) == 0):
                raise InvalidRecordError(f"not a term: {term}")
    for index, membership in enumerate(record.memberships):
        earlier = any(other.party == membership.party for other in record.memberships[:index])
        if membership.start is None and earlier:
            raise InvalidRecordError(f"memberships[{index}] of {membership.party!r} is not its first: give it a start")
    of_members = [run for each in record.memberships for run in (each.start, each.last_day) if run is not None]
    for run in (*stated_runs(record), *of_members):
        if not FIRST_DAY <= run[0] <= run[1] <= LAST_DAY:
            raise InvalidRecordError(f"not a run of days: {run}")


def stated_runs(record: Record) -> Iterator[Days]:
    """Every run of days that the record states."""
    for link in record.links:
        if link.start is not None:
            yield link.start
        yield from link.stages
        if link.end[0] == "stated" or link.end[0] == "tacit after":
            yield link.end[1]
    if record.ending is not None:
        yield record.ending
