"""The questions, as loops over worlds; the answers are plain text and plain tuples."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from mainland_coop.testing.oracle.descriptions import (
    DEFAULT_LIMIT,
    FIRST_DAY,
    LAST_DAY,
    NoWorldError,
    Record,
    each_day,
)
from mainland_coop.testing.oracle.outcomes import Outcome, bits, covered_days, outcomes
from mainland_coop.testing.oracle.windows import clipped, cut_at_rims, rims, window

__all__ = ["Gap", "Status", "Truth", "expires", "gaps", "is_continuous", "status_on", "truth_during", "truth_on"]

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
