"""Questions as loops over worlds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple, TypeAlias

from mainland_coop.testing.oracle.descriptions import (
    DEFAULT_LIMIT,
    FIRST_DAY,
    LAST_DAY,
    Days,
    Link,
    NoWorldError,
    Record,
    TermParts,
    check_description,
    each_day,
    term_end,
)
from mainland_coop.testing.oracle.stories import Outcome, bits, covered_days, outcomes, told_steps
from mainland_coop.testing.oracle.worlds import Asked, asked, check_limit, endings, unknown_renewals, window

__all__ = [
    "Gap",
    "Standing",
    "Status",
    "TacitEnd",
    "Truth",
    "expires",
    "gaps",
    "is_continuous",
    "last_notice",
    "standing_on",
    "status_on",
    "tacit_ends",
    "truth_during",
    "truth_on",
]

Truth: TypeAlias = Literal["TRUE", "FALSE", "UNKNOWN"]
Status: TypeAlias = Literal["NOT_YET_IN_FORCE", "IN_FORCE", "LAPSED", "TERMINATED", "SUPERSEDED", "UNKNOWN"]
Standing: TypeAlias = Literal["STATED", "PRESUMED", "POSSIBLE", "NOT_IN_FORCE"]


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
    party: str | None = None,
    horizon: int | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Truth:
    """Return whether it is in force on a day of which one knows that it is one of these.

    TRUE where the instrument is in force on each of them in every world, FALSE where it is on none of them in any. Of a
    party: where a membership of it is in force too, in the worlds of both.
    """
    about = asked(record, (day_lo, day_hi), party, horizon)
    # Their dates are independent: whatever world the one is in, the other may be in any of its own.
    certain = possible = run = _run_bits(about)
    for chain, days in about.chains:
        shift = days[0] - about.days[0]
        by_all, by_any = covered_days(chain, presume, _horizon(days, about, horizon), limit)
        certain, possible = certain & by_all << shift, possible & by_any << shift
    if record.never_in_force or not possible:
        return "FALSE"
    return "TRUE" if certain == run else "UNKNOWN"


def truth_during(
    record: Record,
    p: int,
    q: int,
    throughout: bool,
    presume: bool = True,
    *,
    party: str | None = None,
    horizon: int | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Truth:
    """Return whether it is in force on some day from p to q, or on every one: asked of each world as a whole.

    Of a party: asked of each pair of a world of the instrument and one of its memberships.
    """
    about = asked(record, (p, q), party, horizon)
    in_force: list[set[int]] = []  # the days of the period, of each chain in each of its worlds
    for chain, own in about.chains:
        found = _some_outcomes(chain, presume, _horizon(own, about, horizon), limit)
        in_force.append({days for _, days, _ in _with_unknown(chain, found, own[0], about)})
    if record.never_in_force:
        return "FALSE"
    together = in_force[0]
    for others in in_force[1:]:
        check_limit(len(together) * len(others), limit)
        together = {days & other for days in together for other in others}
    if throughout:
        period = _run_bits(about)
        return _from_all(days == period for days in together)
    return _from_all(days != 0 for days in together)


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
    about = asked(record, (day_lo, day_hi), horizon=horizon)
    ((chain, _),) = about.chains
    found = _some_outcomes(chain, presume, horizon, limit)
    seen: set[Status] = set()
    for day in each_day(about.run):
        for one, days, run_out in _with_unknown(chain, found, about.days[0], about._replace(run=(day, day))):
            seen.add(_status_in(record, one, day, days != 0, run_out))
            if len(seen) > 1:
                return "UNKNOWN"
    return seen.pop()


def _status_in(record: Record, one: Outcome, day: int, in_force: bool, run_out: int) -> Status:
    """The status on a day in one world, in which it is in force then or not and its links run out on some day."""
    cut: Status = "SUPERSEDED" if record.reason == "superseded" else "TERMINATED"
    is_over = one.ending is not None and day > one.ending
    if record.never_in_force:
        return cut if is_over else "NOT_YET_IN_FORCE"
    if in_force:
        return "IN_FORCE"
    if day < one.first_start:
        return "NOT_YET_IN_FORCE"
    return cut if is_over and one.ending is not None and one.ending < run_out else "LAPSED"


def standing_on(
    record: Record, first: int, last: int, *, horizon: int | None = None, limit: int = DEFAULT_LIMIT
) -> Standing:
    """Return how a record stands on a day of which one knows that it is one of these.

    NOT_IN_FORCE where it is FALSE under the presumption, POSSIBLE where it is UNKNOWN. Where it is TRUE, the weaker of
    all days: STATED if each is TRUE without the presumption too, else PRESUMED.
    """
    truth = truth_on(record, first, last, horizon=horizon, limit=limit)
    if truth == "FALSE":
        return "NOT_IN_FORCE"
    if truth == "UNKNOWN":
        return "POSSIBLE"
    return "STATED" if truth_on(record, first, last, False, horizon=horizon, limit=limit) == "TRUE" else "PRESUMED"


def gaps(
    record: Record, presume: bool = True, *, horizon: int | None = None, limit: int = DEFAULT_LIMIT
) -> tuple[Gap, ...]:
    """Return the gaps between the links that the record knows, if there in some world, in the order of the links."""
    lengths = {lengths for one in _some_outcomes(record, presume, horizon, limit) for lengths in _left(record, one)}
    result = []
    for index in range(1, len(record.links)):
        shortest, longest = min(each[index - 1] for each in lengths), max(each[index - 1] for each in lengths)
        if longest > 0:
            result.append(Gap(index, shortest > 0, shortest, longest))
    return tuple(result)


def is_continuous(
    record: Record, presume: bool = True, *, horizon: int | None = None, limit: int = DEFAULT_LIMIT
) -> Truth:
    """Return TRUE if no world has a gap between the links that the record knows, FALSE if every world has one."""
    found = _some_outcomes(record, presume, horizon, limit)
    return _from_all(max(lengths, default=0) == 0 for one in found for lengths in _left(record, one))


def _left(record: Record, one: Outcome) -> Iterator[tuple[int, ...]]:
    """The lengths of the gaps in a world: as they are, and as one renewal that goes through all of them leaves them.

    Whatever other renewals there are that the record does not know, each length lies between the two.
    """
    yield one.gaps
    if record.open_renewals:
        yield (0,) * len(one.gaps)


def expires(
    record: Record, *, horizon: int | None = None, limit: int = DEFAULT_LIMIT
) -> tuple[Literal["run"], int, int] | Literal["OPEN", "NOT_STATED", "NEVER_BEGAN"]:
    """Return the earliest and latest possible last day in force, under the presumption; or why there is none."""
    if record.never_in_force:
        return "NEVER_BEGAN"
    if record.ending is None:
        if any(link.end[0] == "open" for link in record.links):
            return "OPEN"
        if record.open_renewals or record.links[-1].end[0] in ("not stated", "tacit", "tacit after"):
            return "NOT_STATED"
    days = window(record, horizon)
    about = Asked(((record, days),), days, days, None)
    found = _some_outcomes(record, True, horizon, limit)
    last_days = {
        run_out if one.ending is None else min(run_out, one.ending)
        for one, _, run_out in _with_unknown(record, found, days[0], about)
    }
    return "run", min(last_days), max(last_days)


def _run_bits(about: Asked) -> int:
    return bits(*about.run, about.days[0])


def _horizon(own: Days, about: Asked, horizon: int | None) -> int | None:
    """The horizon of all chains for one of them; as it was given if it is its own, so that what is known is found."""
    return horizon if own[1] == about.days[1] else about.days[1]


def _with_unknown(
    chain: Record, found: Iterable[Outcome], first_day: int, about: Asked
) -> Iterator[tuple[Outcome, int, int]]:
    """Each world with the days asked about that are in force in it, and its latest end.

    Each stands there as the record knows it, and with the renewals that the record may not know, one by one and two by
    two.
    """
    run, shift = _run_bits(about), first_day - about.days[0]
    for one in found:
        covered = one.covered << shift & run
        if not chain.open_renewals:
            yield one, covered, one.run_out
            continue
        for more, furthest in _of_unknown(one.first_start, one.ending, about.run, about.days):
            yield one, covered | more, max(one.run_out, furthest)


@lru_cache(maxsize=4096)
def _of_unknown(first_start: int, ending: int | None, run: Days, days: Days) -> frozenset[tuple[int, int]]:
    """What unknown renewals may add to a world: days in force, as bits, and the latest end of theirs.

    Of all days on which they may start and end, those are tried that the question can tell apart: the first start, the
    ending, the first and last day asked about and their neighbours, and the last day of the window.
    """
    telling = {first_start, ending or days[1], days[1], run[0] - 1, run[0], run[1], run[1] + 1}
    inside = sorted(day for day in telling if days[0] <= day <= days[1])
    until = bits(days[0], days[1] if ending is None else ending, days[0])
    found = set()
    for renewals in unknown_renewals(inside, first_start, ending):
        covered = 0
        for first, last in renewals:
            covered |= bits(first, last, days[0])
        found.add((covered & until & bits(*run, days[0]), max((last for _, last in renewals), default=0)))
    return frozenset(found)


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


# --- what falls due ---------------------------------------------------------------------------------------------------


class TacitEnd(NamedTuple):
    """The end of a term or last day, or of a tacit period after it, after which a link renews itself unless ended.

    Attributes:
        link: Index of the link.
        number: 0 for the end of its term or its last day, 1 for that of the first tacit period, and so on.
        earliest: The earliest day on which it may be.
        latest: The latest.
        certainty: TRUE if in every world it comes and lies in the period asked about, else UNKNOWN.
    """

    link: int
    number: int
    earliest: int
    latest: int
    certainty: Truth


def tacit_ends(record: Record, first: int, last: int, *, limit: int = DEFAULT_LIMIT) -> tuple[TacitEnd, ...]:
    """Return the ends from first to last, both included, after which links renew themselves, under the presumption.

    Each period starts on the day after the end before it. Those that come before the last day of the link in some world
    are returned, in the order of the links, if the days on which they may be meet the period. Of a link whose tacit
    period is not stated, the end of its term or its last day is the only one.
    """
    check_description(record)
    found: list[TacitEnd] = []
    for index, link in enumerate(record.links):
        if link.end[0] not in ("tacit", "tacit after") or record.never_in_force:
            continue
        lives = _lives(record, index, limit)
        # In every world as many as begin in time in some world: those are all that may meet the period.
        number = max(sum(1 for _ in _ends_of(link, *life, last)) for life in lives)
        series = [tuple(islice(_ends_of(link, *life, LAST_DAY), number)) for life in lives]
        for place in range(number):
            days = [ends[place] for ends in series if len(ends) > place]
            earliest, latest = min(days), max(days)
            if earliest <= last and first <= latest:
                sure = len(days) == len(series) and first <= earliest and latest <= last
                found.append(TacitEnd(index, place, earliest, latest, "TRUE" if sure else "UNKNOWN"))
    return tuple(found)


def _ends_of(link: Link, day: int, over: int | None, until: int) -> Iterator[int]:
    """The ends of a link before its last day, if it has one: from the first on, until a day."""
    while day <= until and day < LAST_DAY and (over is None or day < over):
        yield day
        if link.tacit_renewal is None:
            return
        day = term_end(day + 1, link.tacit_renewal)


def _lives(record: Record, index: int, limit: int) -> set[tuple[int, int | None]]:
    """The first stated end of a link that renews itself, and its last day if it has one, in each world."""
    steps = told_steps(record, limit)
    if index + 1 < len(record.links):  # an ending comes no earlier than the next start
        return {(end, max(end, start - 1)) for (_, end), (start, _) in steps[index] if end is not None}
    found: set[tuple[int, int | None]] = set()
    for (start, end), _ in steps[index]:
        assert end is not None, "what renews itself has a term or a last day"
        found.update((end, ending) for ending in endings(record, start))
    return found


def last_notice(record: Record, index: int, *, limit: int = DEFAULT_LIMIT) -> Days | None:
    """Return the days that may be the last for notice under a link: from that of its earliest end to that of its last.

    The end is the one that is stated; of a link that renews itself, its first. None if the link has no notice, if no
    end is stated (one on the last day of the calendar is none), or if the day would lie before the calendar.
    """
    check_description(record)
    notice = record.links[index].notice
    if notice is None or record.never_in_force:
        return None
    ends = {step[0][1] for step in told_steps(record, limit)[index]}
    days = [day for day in ends if day is not None]
    if not days or min(days) == LAST_DAY:
        return None
    earliest, latest = _last_notice_of(min(days), notice), _last_notice_of(max(days), notice)
    return None if latest is None else (FIRST_DAY if earliest is None else earliest, latest)


def _last_notice_of(end: int, notice: TermParts) -> int | None:
    """The latest day from whose next day on the notice runs out by the end, looked for day by day."""
    for day in range(min(end, LAST_DAY - 1), FIRST_DAY - 1, -1):
        if term_end(day + 1, notice) <= end:
            return day
    return None
