"""The exact days of one world, drawn first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable

import attrs
from hypothesis import strategies as st

from mainland_coop.dates.edtf import LAST_DAY, Precision
from mainland_coop.dates.terms import Term
from mainland_coop.strategies.chain_arguments import ChainArguments, DatedChainArguments, EndKind
from mainland_coop.strategies.dates import draw_any_term, unit_around
from mainland_coop.strategies.draws import Draws


@attrs.frozen
class LastDayFrom:
    """From the day of a date to the last day of a link that depends on it; it never decreases.

    Attributes:
        from_start: Whether the date is a start, from which the first term runs; else it is a last day.
        terms: The terms, each but the first of a link that follows on.
    """

    from_start: bool
    terms: tuple[Term, ...] = ()

    def __call__(self, day: int) -> int:
        """Return the last day for a day of the date."""
        start = day if self.from_start else day + 1
        for term in self.terms:
            day = term.last_day(min(start, LAST_DAY))
            start = day + 1
        return day

    def then(self, term: Term) -> LastDayFrom:
        """Return the last day of a link of a term that follows on."""
        return LastDayFrom(self.from_start, (*self.terms, term))


ITSELF = LastDayFrom(False)


@attrs.define(eq=False)
class StatedDay:
    """A day of the world that the record will state, and how far its date may be widened.

    Attributes:
        day: The day.
        no_later: Last days that depend on the date, each with the day that it may not pass.
        no_earlier: Last days that depend on the date, each with the day that it may not fall short of.
    """

    day: int
    no_later: list[tuple[LastDayFrom, int]] = attrs.Factory(list)
    no_earlier: list[tuple[LastDayFrom, int]] = attrs.Factory(list)

    def earliest_from(self, wanted: int) -> int:
        """Return the earliest day from `wanted` on to which the date may be widened."""

        def keeps(day: int) -> bool:
            return all(last_day(day) >= bound for last_day, bound in self.no_earlier)

        low = min(wanted, self.day)
        return low if keeps(low) else low + bisect_left(range(low, self.day), True, key=keeps)

    def latest_until(self, wanted: int) -> int:
        """Return the latest day until `wanted` to which the date may be widened."""

        def passes(day: int) -> bool:
            return any(last_day(day) > bound for last_day, bound in self.no_later)

        high = max(wanted, self.day)
        return self.day + bisect_left(range(self.day + 1, high + 1), True, key=passes) if passes(high) else high


@attrs.define(eq=False)
class LinkInWorld:
    """One link of a world.

    Attributes:
        draw: Draws what is said of it.
        kind: How it ends.
        start: Its start, or None where it follows on.
        first: Its first day.
        last: Its last day; the day before its first where nothing is stated.
        term: Its term, if any.
        end: Its stated last day, if any.
        depends_on: The date that its last day depends on, and how; None for an end that depends on none.
        is_period: Whether it is stated as a calendar period, whose days are exact.
    """

    draw: Draws
    kind: EndKind
    start: StatedDay | None
    first: int
    last: int
    term: Term | None = None
    end: StatedDay | None = None
    depends_on: tuple[StatedDay, LastDayFrom] | None = None
    is_period: bool = False

    @property
    def ends_by_itself(self) -> bool:
        """Whether it has an end of its own, on which another can follow."""
        return self.kind in ("stated", "term", "period")


@attrs.define(eq=False)
class WorldsLeft:
    """How many worlds the dates of a record may still make; None for any number.

    Attributes:
        number: The number, by which the days of each date are multiplied.
    """

    number: int | None

    def narrowed(self, first: int, day: int, last: int) -> tuple[int, int]:
        """Return as much of a run of days around a day as there may be."""
        if self.number is None:
            return first, last
        first = max(first, day - self.number // 2)
        return first, min(last, first + self.number - 1)

    def take(self, n_days: int) -> None:
        """Count a date that may be so many days."""
        if self.number is not None:
            self.number //= n_days


@attrs.define
class World:
    """The links in order, the day of the ending, and the last day of all that is named or reached."""

    links: list[LinkInWorld]
    ending: StatedDay | None
    last: int


def draw_world(draw: Draws, wanted: DatedChainArguments, without: Collection[str] = ()) -> World:
    """Draw exact days for a chain, and mark what widening must keep.

    Args:
        draw: Draws from a strategy.
        wanted: What is asked of the chain.
        without: What the first link has no place for: `period`, or `expires` too.
    """
    n = draw.one_of(wanted.numbers_of_renewals)
    roles = _draw_roles(draw, wanted, n)
    links: list[LinkInWorld] = []
    frontier, horizon = 0, LAST_DAY
    for index in range(n + 1):
        own = draw.apart()
        if not links:
            first = own.day(wanted.first_days[0], wanted.last_start)
            start: StatedDay | None = StatedDay(first)
            horizon = wanted.horizon(first)
        else:
            room_before = _room(frontier, n - index + 1, horizon)
            start, first = _draw_start(own, wanted, links, roles.get(index), room_before)
        left_out: Collection[str] = {"period"} if start is None else () if links else without
        kind = own.one_of(_kinds_at(wanted, roles, index, n, left_out))
        if kind == "period" and start is not None:
            first = _start_of_unit(own, start, wanted.first_days[0] if not links else None, n - index)
            start = StatedDay(first) if first != start.day else start
        frontier = max(frontier, first)
        before = links[-1] if start is None else None
        last_room = max(0, horizon - first) if wanted.enumerable else None
        room = last_room if index == n else _room(frontier, n - index, horizon)
        link = _draw_end(own, wanted, kind, start, first, before, room, left_out)
        links.append(link)
        if kind != "open":
            frontier = max(frontier, link.last)
    ends = draw.one_of(_SELDOM) if wanted.ending is None else wanted.ending
    last = links[-1].first
    ending = StatedDay(last + draw.span(max(0, horizon - last))) if ends else None
    return World(links, ending, frontier if ending is None else max(frontier, ending.day))


def _start_of_unit(draw: Draws, start: StatedDay, low: int | None, n_left: int) -> int:
    """Return the first day of a period: that of a year or month where nothing keeps it, else the day itself."""
    unit = draw.one_of(_UNITS)
    day = unit_around(unit, start.day)[0]
    if low is not None:  # the first link may start earlier
        return day if day >= low else start.day
    if day == start.day or start.no_earlier or start.no_later:
        return start.day
    later = unit_around(unit, start.day)[1] + 1  # another one must not start before the link before it
    return later if later + 800 * (n_left + 2) < LAST_DAY else start.day


_UNITS = (Precision.YEAR, Precision.MONTH, Precision.DAY)


def _room(frontier: int, n_left: int, horizon: int) -> int:
    """Return how many days one step may take, so that until the horizon there is room for the links that are left."""
    return max(0, (horizon - frontier - 4 * (n_left + 1)) // (2 * (n_left + 1)))


def _draw_roles(draw: Draws, wanted: ChainArguments, n: int) -> dict[int, str]:
    """Choose the renewals that are to bring the gap, the overlap and the link that follows on."""
    asked = {"gap": wanted.gaps, "follows on": wanted.follows_on, "overlap": wanted.overlaps}
    needed = [role for role, is_asked in asked.items() if is_asked]
    if not needed:
        return {}
    places = draw(st.lists(st.integers(1, n), min_size=len(needed), max_size=len(needed), unique=True))
    return dict(zip(places, needed, strict=True))


def _kinds_at(
    wanted: ChainArguments, roles: dict[int, str], index: int, n: int, left_out: Collection[str]
) -> tuple[EndKind, ...]:
    """Return how a link may end, given what is to come after it."""
    kinds: list[EndKind] = list(wanted.end_kinds)
    following = roles.get(index + 1)
    if following in ("gap", "follows on"):
        kinds = [kind for kind in kinds if kind in (("stated", "term", "period") if following == "gap" else _DATED)]
    elif following == "overlap":
        # The plainest first, which is the one that takes the fewest choices.
        kinds.sort(key=lambda kind: kind != "open")
        kinds = [kind for kind in kinds if kind != "not stated"]
    before_gap = index < next((place for place, role in roles.items() if role == "gap"), 0)
    if before_gap or (wanted.overlaps is False and index < n):
        kinds = [kind for kind in kinds if kind != "open"]
    return tuple(kind for kind in kinds if kind not in left_out)


_DATED = ("stated", "term")


def _draw_start(
    draw: Draws, wanted: ChainArguments, links: list[LinkInWorld], role: str | None, room: int
) -> tuple[StatedDay | None, int]:
    """Draw the first day of a renewal, and mark what keeps its gap or overlap, or keeps either away."""
    before = links[-1]
    reach = max(link.last for link in links)
    is_open = any(link.kind == "open" for link in links)
    lowest = reach + 1 if wanted.overlaps is False else before.first
    gap_may_follow = before.ends_by_itself and not is_open
    how = role or draw.one_of(_ways(wanted, before, is_open, lowest <= reach))
    if how == "follows on":
        return None, before.last + 1
    if how == "on time":
        first = reach + 1
    elif how in ("gap", "late"):
        first = reach + 2 + draw.span(room)
    else:
        first = before.first + draw.span(room) if is_open else reach - draw.span(reach - lowest)
    start = StatedDay(first)
    # The start is at least so many days after every end before it, and at most so many after the last of them.
    at_least = 2 if role == "gap" else 1 if wanted.overlaps is False else None
    at_most = 0 if role == "overlap" and not is_open else None
    if wanted.gaps is False and gap_may_follow and role not in ("gap", "overlap"):
        at_most = 1
    if at_least is not None:
        between = reach + draw.number(first - at_least - reach)
        _keep_before(links, between)
        start.no_earlier.append((ITSELF, between + at_least))
    if at_most is not None:
        between = first - at_most + draw.number(reach - first + at_most)
        _keep_until(links, reach, between)
        start.no_later.append((ITSELF, between + at_most))
    return start, first


def _ways(wanted: ChainArguments, before: LinkInWorld, is_open: bool, may_overlap: bool) -> tuple[str, ...]:
    """Return how a renewal may stand to the links before it, the plainest first."""
    ways = {
        "follows on": wanted.follows_on is not False and before.ends_by_itself and not wanted.has_periods_alone,
        "on time": not is_open,
        "late": not is_open and not (wanted.gaps is False and before.ends_by_itself),
        "early": may_overlap,
    }
    return tuple(way for way, is_one in ways.items() if is_one)


def _keep_before(links: Iterable[LinkInWorld], day: int) -> None:
    """Keep every end on or before a day."""
    for link in links:
        if link.depends_on is not None:
            stated, last_day = link.depends_on
            stated.no_later.append((last_day, day))


def _keep_until(links: Iterable[LinkInWorld], last: int, day: int) -> None:
    """Keep the end that is the last of all on or after a day.

    One that depends on no date is exact: that of a period, or of a link of a term that follows on from it.
    """
    ends = [link.depends_on for link in links if link.last == last and link.kind != "not stated"]
    kept = None if None in ends else ends[0]
    if kept is not None:
        stated, last_day = kept
        stated.no_earlier.append((last_day, day))


def _draw_end(
    draw: Draws,
    wanted: DatedChainArguments,
    kind: EndKind,
    start: StatedDay | None,
    first: int,
    before: LinkInWorld | None,
    room: int | None,
    left_out: Collection[str],
) -> LinkInWorld:
    """Draw the end of a link; without room, it is the last, and may reach as far as it likes."""
    if kind == "not stated":
        return LinkInWorld(draw, kind, start, first, first - 1)
    if kind == "open":
        is_period = start is not None and "period" not in left_out and draw.one_of(_HALF)
        return LinkInWorld(draw, kind, start, first, LAST_DAY, is_period=is_period)
    most = LAST_DAY - first if room is None else room
    if kind == "period":
        last = first + draw.span(most)
        of_unit = unit_around(draw.one_of(_UNITS), last)[1]
        return LinkInWorld(draw, kind, start, first, of_unit if of_unit - first <= most else last, is_period=True)
    if kind == "stated" or (kind == "tacit" and "expires" not in left_out and draw.one_of(_SELDOM)):
        end = StatedDay(first + draw.span(most))
        beside = _draw_term_through(draw, wanted, end.day - first + 1) if draw.one_of(_SELDOM) else None
        return LinkInWorld(draw, kind, start, first, end.day, beside, end=end, depends_on=(end, ITSELF))
    term = draw_term(draw, wanted, None if room is None else room + 1)
    depends_on = None if start is None else (start, LastDayFrom(True, (term,)))
    if before is not None and before.depends_on is not None:
        stated, last_day = before.depends_on
        depends_on = (stated, last_day.then(term))
    return LinkInWorld(draw, kind, start, first, term.last_day(first), term, depends_on=depends_on)


_HALF = (False, True)
_SELDOM = (False, False, False, True)


def draw_term(draw: Draws, wanted: DatedChainArguments, most: int | None = None) -> Term:
    """Draw a term of at most so many days, and no longer than the longest that there may be."""
    longest = wanted.longest_term
    if longest is None:
        return draw_any_term(draw, most)
    # Terms are counted in years and months of the most days; what is then a little longer is that one itself.
    days = 366 * longest.years + 31 * longest.months + 7 * longest.weeks + longest.days
    return min(draw_any_term(draw, days if most is None else min(days, most)), longest, key=lambda one: one.bounds[1])


def _draw_term_through(draw: Draws, wanted: DatedChainArguments, n_days: int) -> Term | None:
    """Draw a term of so many days or more, or none if there may be none so long."""
    some = (Term(days=n_days), Term(years=-(-n_days // 365)), Term(days=n_days + 30))
    longest = wanted.longest_term
    able = [one for one in some if longest is None or one.bounds[1] <= longest.bounds[1]]
    return draw.one_of(able) if able else None
