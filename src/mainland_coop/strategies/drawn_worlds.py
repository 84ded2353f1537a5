"""What is wanted of a chain, and the exact days of one world, drawn first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal, TypeAlias, get_args

import attrs
from hypothesis import strategies as st

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import Day, day_run
from mainland_coop.dates.terms import Term
from mainland_coop.foundation.errors import shorten
from mainland_coop.strategies.arguments import Count, KnobError, bounds_of_count, days_of_life, draw_span
from mainland_coop.strategies.dates import terms

__all__ = ["Dated", "EndKind", "LinkWorld", "Reach", "Shape", "World", "draw_world", "one_of_three"]

EndKind: TypeAlias = Literal["not stated", "term", "stated", "tacit", "open"]
"""How a link ends, not stated, by a term, on a last day, by a term that renews itself, or stated to be open."""

_KINDS: tuple[EndKind, ...] = get_args(EndKind)
_MOST_RENEWALS = 4
_DAYS_A_LINK = 4
"""So many days each link needs at least where a gap must come before it."""


def one_of_three(**knobs: bool | None) -> None:
    """Refuse a knob that is none of None, True and False."""
    for name, value in knobs.items():
        if value is not None and not isinstance(value, bool):
            raise KnobError(f"{name}={shorten(value)} is none of None, True and False")


@attrs.frozen
class Shape:
    """What is wanted of a life, without contradictions.

    Attributes:
        low: The least number of renewals.
        high: The greatest number of renewals.
        kinds: How links may end.
        gaps: Whether a gap is certain (True) or none is possible (False).
        overlaps: Whether an overlap is certain (True) or none is possible (False).
        follows_on: Whether some renewal follows on (True) or none does (False).
        ending: Whether there is an ending.
        first: The earliest day that the start may be.
        last: The latest day that the start may be.
        latest: The latest day on which the start leaves room for the renewals.
        qualifiers: Whether dates have qualifiers.
    """

    low: int
    high: int
    kinds: tuple[EndKind, ...]
    gaps: bool | None
    overlaps: bool | None
    follows_on: bool | None
    ending: bool | None
    first: int
    last: int
    latest: int
    qualifiers: bool | None

    @classmethod
    def of(
        cls,
        *,
        n_renewals: Count | None = None,
        gaps: bool | None = None,
        overlaps: bool | None = None,
        follows_on: bool | None = None,
        ends: EndKind | Collection[EndKind] | None = None,
        ending: bool | None = None,
        min_start: Day | None = None,
        max_start: Day | None = None,
        qualifiers: bool | None = None,
    ) -> Shape:
        """Return the shape that the knobs mean.

        Raises:
            KnobError: If they contradict each other.
        """
        one_of_three(gaps=gaps, overlaps=overlaps, follows_on=follows_on, ending=ending, qualifiers=qualifiers)
        kinds = _kinds(ends)
        low, high = bounds_of_count("n_renewals", n_renewals, _MOST_RENEWALS)
        timed = [kind for kind in kinds if kind in ("stated", "term")]
        for name, wanted in (("gaps", gaps), ("follows_on", follows_on)):
            if wanted and not timed:
                raise KnobError(f"{name}=True needs ends that come ('stated' or 'term'), but ends={ends!r}")
        if overlaps and set(kinds) == {"not stated"}:
            raise KnobError(f"overlaps=True needs an end to overlap with, but ends={ends!r}")
        wanted_renewals = sum(map(bool, (gaps, overlaps, follows_on)))
        if wanted_renewals > high:
            named = ", ".join(
                f"{name}=True"
                for name, wanted in (("gaps", gaps), ("overlaps", overlaps), ("follows_on", follows_on))
                if wanted
            )
            raise KnobError(f"{named} takes {wanted_renewals} renewals or more, but n_renewals={n_renewals!r}")
        low = max(low, wanted_renewals)
        never_followed = kinds == ("open",) and overlaps is False
        if never_followed and low:
            raise KnobError("overlaps=False can not be where every end is open and there are renewals")
        first = FIRST_DAY if min_start is None else day_run(min_start)[0]
        last = LAST_DAY if max_start is None else day_run(max_start)[1]
        high = low if never_followed else min(high, max(low, (LAST_DAY - first) // _DAYS_A_LINK - 2))
        latest = LAST_DAY - _DAYS_A_LINK * (high + 2) if low or high else LAST_DAY
        if first > last or first > latest:
            raise KnobError(
                f"min_start={min_start} leaves no room before max_start={max_start} and the end of the calendar"
            )
        return cls(low, high, kinds, gaps, overlaps, follows_on, ending, first, last, min(last, latest), qualifiers)


def _kinds(ends: EndKind | Collection[EndKind] | None) -> tuple[EndKind, ...]:
    if ends is None:
        return _KINDS
    wanted = {ends} if isinstance(ends, str) else set(ends)
    if not wanted or not wanted <= set(_KINDS):
        raise KnobError(f"ends={ends!r} is none, one or several of {', '.join(map(repr, _KINDS))}")
    return tuple(kind for kind in _KINDS if kind in wanted)


@attrs.frozen
class Reach:
    """From the day of a date to the last day of a link that hangs on it; it never decreases.

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

    def then(self, term: Term) -> Reach:
        """Return the reach of a link of a term that follows on."""
        return Reach(self.from_start, (*self.terms, term))


ITSELF = Reach(False)


@attrs.define(eq=False)
class Dated:
    """A day of the world that the record will state, and how far its date may be widened.

    Attributes:
        day: The day.
        no_later: Pairs of a reach and the day that it may not pass, for the latest day of the date.
        no_earlier: Pairs of a reach and the day that it may not fall short of, for the earliest day of the date.
    """

    day: int
    no_later: list[tuple[Reach, int]] = attrs.Factory(list)
    no_earlier: list[tuple[Reach, int]] = attrs.Factory(list)

    def earliest_from(self, wanted: int) -> int:
        """Return the earliest day from `wanted` on to which the date may be widened."""
        low, high = min(wanted, self.day), self.day
        if all(reach(low) >= bound for reach, bound in self.no_earlier):
            return low
        while low < high:
            middle = (low + high) // 2
            if all(reach(middle) >= bound for reach, bound in self.no_earlier):
                high = middle
            else:
                low = middle + 1
        return high

    def latest_until(self, wanted: int) -> int:
        """Return the latest day until `wanted` to which the date may be widened."""
        low, high = self.day, max(wanted, self.day)
        if all(reach(high) <= bound for reach, bound in self.no_later):
            return high
        while low < high:
            middle = (low + high + 1) // 2
            if all(reach(middle) <= bound for reach, bound in self.no_later):
                low = middle
            else:
                high = middle - 1
        return low


@attrs.define(eq=False)
class LinkWorld:
    """One link of a world.

    Attributes:
        kind: How it ends.
        start: Its start, or None where it follows on.
        first: Its first day.
        last: Its last day; the day before its first where nothing is stated.
        term: Its term, if any.
        end: Its stated last day, if any.
        hangs_on: The date that its last day hangs on, and how; None for an end that hangs on none.
    """

    kind: EndKind
    start: Dated | None
    first: int
    last: int
    term: Term | None = None
    end: Dated | None = None
    hangs_on: tuple[Dated, Reach] | None = None

    @property
    def ends_by_itself(self) -> bool:
        """Whether it has an end of its own, on which another can follow."""
        return self.kind in ("stated", "term")


@attrs.define
class World:
    """The links in order, and the day of the ending."""

    links: list[LinkWorld]
    ending: Dated | None


def draw_world(draw: st.DrawFn, shape: Shape) -> World:
    """Draw exact days for a life of a shape, and mark what widening must keep."""
    n = draw(st.integers(shape.low, shape.high))
    roles = _draw_roles(draw, shape, n)
    links: list[LinkWorld] = []
    frontier = 0
    for index in range(n + 1):
        follows = False
        if not links:
            first = draw(days_of_life(shape.first, shape.latest))
            start: Dated | None = Dated(first)
        else:
            start, first = _draw_start(draw, shape, links, roles.get(index), _room(frontier, n - index + 1))
            follows = start is None
        frontier = max(frontier, first)
        kind = draw(st.sampled_from(_kinds_at(shape, roles, index, n)))
        before = links[-1] if follows else None
        link = _draw_end(draw, kind, start, first, before, None if index == n else _room(frontier, n - index))
        links.append(link)
        if kind != "open":
            frontier = max(frontier, link.last)
    wanted = draw(st.booleans()) if shape.ending is None else shape.ending
    last = links[-1].first
    return World(links, Dated(last + draw_span(draw, LAST_DAY - last)) if wanted else None)


def _room(frontier: int, n_left: int) -> int:
    """Return how many days one step may take, so that the calendar has room for the links that are left."""
    return max(0, (LAST_DAY - frontier - 4 * (n_left + 1)) // (2 * (n_left + 1)))


def _draw_roles(draw: st.DrawFn, shape: Shape, n: int) -> dict[int, str]:
    """Choose the renewals that are to bring the gap, the overlap and the link that follows on."""
    names = (("gap", shape.gaps), ("follows on", shape.follows_on), ("overlap", shape.overlaps))
    wanted = [name for name, knob in names if knob]
    if not wanted:
        return {}
    places = draw(st.lists(st.integers(1, n), min_size=len(wanted), max_size=len(wanted), unique=True))
    return dict(zip(places, wanted, strict=True))


def _kinds_at(shape: Shape, roles: dict[int, str], index: int, n: int) -> list[EndKind]:
    """Return how a link may end, given what is to come after it."""
    kinds: list[EndKind] = list(shape.kinds)
    following = roles.get(index + 1)
    if following in ("gap", "follows on"):
        kinds = [kind for kind in kinds if kind in ("stated", "term")]
    elif following == "overlap":
        # The plainest first, which is the one that takes the fewest choices.
        kinds.sort(key=lambda kind: kind != "open")
        kinds = [kind for kind in kinds if kind != "not stated"]
    before_gap = index < next((place for place, role in roles.items() if role == "gap"), 0)
    if before_gap or (shape.overlaps is False and index < n):
        kinds = [kind for kind in kinds if kind != "open"]
    return kinds


def _draw_start(
    draw: st.DrawFn, shape: Shape, links: list[LinkWorld], role: str | None, room: int
) -> tuple[Dated | None, int]:
    """Draw the first day of a renewal, and mark what keeps its gap or overlap, or keeps either away."""
    before = links[-1]
    reach = max(link.last for link in links)
    is_open = any(link.kind == "open" for link in links)
    lowest = reach + 1 if shape.overlaps is False else before.first
    gap_may_follow = before.ends_by_itself and not is_open
    how = role or draw(st.sampled_from(_ways(shape, before, is_open, lowest <= reach)))
    if how == "follows on":
        return None, before.last + 1
    if how == "on time":
        first = reach + 1
    elif how in ("gap", "late"):
        first = reach + 2 + draw_span(draw, room)
    else:
        first = before.first + draw_span(draw, room) if is_open else reach - draw_span(draw, reach - lowest)
    start = Dated(first)
    if role == "gap":
        between = draw(st.integers(reach, first - 2))
        _keep_before(links, between)
        start.no_earlier.append((ITSELF, between + 2))
    elif shape.overlaps is False:
        between = draw(st.integers(reach, first - 1))
        _keep_before(links, between)
        start.no_earlier.append((ITSELF, between + 1))
    if role == "overlap" and not is_open:
        shared = draw(st.integers(first, reach))
        _keep_until(links, reach, shared)
        start.no_later.append((ITSELF, shared))
    elif role != "gap" and shape.gaps is False and gap_may_follow:
        joint = draw(st.integers(first - 1, reach))
        _keep_until(links, reach, joint)
        start.no_later.append((ITSELF, joint + 1))
    return start, first


def _ways(shape: Shape, before: LinkWorld, is_open: bool, may_overlap: bool) -> list[str]:
    """Return how a renewal may stand to the links before it, the plainest first."""
    ways = ["follows on"] if shape.follows_on is not False and before.ends_by_itself else []
    if not is_open:
        ways.append("on time")
    if not is_open and not (shape.gaps is False and before.ends_by_itself):
        ways.append("late")
    if may_overlap:
        ways.append("early")
    return ways


def _keep_before(links: Iterable[LinkWorld], day: int) -> None:
    """Keep every end on or before a day."""
    for link in links:
        if link.hangs_on is not None:
            dated, reach = link.hangs_on
            dated.no_later.append((reach, day))


def _keep_until(links: Iterable[LinkWorld], last: int, day: int) -> None:
    """Keep the end that is the last of all on or after a day."""
    dated, reach = next(link.hangs_on for link in links if link.last == last and link.hangs_on is not None)
    dated.no_earlier.append((reach, day))


def _draw_end(
    draw: st.DrawFn, kind: EndKind, start: Dated | None, first: int, before: LinkWorld | None, room: int | None
) -> LinkWorld:
    """Draw the end of a link; without room, it is the last, and may reach as far as it likes."""
    if kind == "not stated":
        return LinkWorld(kind, start, first, first - 1)
    if kind == "open":
        return LinkWorld(kind, start, first, LAST_DAY)
    if kind == "stated":
        end = Dated(first + draw_span(draw, LAST_DAY - first if room is None else room))
        return LinkWorld(kind, start, first, end.day, end=end, hangs_on=(end, ITSELF))
    term = draw(terms(max_days=None if room is None else room + 1))
    hangs_on = None if start is None else (start, Reach(True, (term,)))
    if before is not None and before.hangs_on is not None:
        dated, reach = before.hangs_on
        hangs_on = (dated, reach.then(term))
    return LinkWorld(kind, start, first, term.last_day(first), term, hangs_on=hangs_on)
