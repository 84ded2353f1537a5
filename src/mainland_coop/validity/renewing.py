"""Whether a chain is renewed in a stretch of days: in some world, and in every world.

Link by link this cannot be answered: of two renewals that follow one upon the other, either may be the one that starts
in the stretch, and in every world one of them does.
"""

from __future__ import annotations

from mainland_coop.dates.terms import latest_start
from mainland_coop.dates.truth import Truth
from mainland_coop.validity.bounds import Bounds
from mainland_coop.validity.links import LinkTerms

_MOST_STEPS = 1_000_000
"""How many terms are gone back and forth at most for one chain; beyond that the answer is that it may be."""


def renewed_between(bounds: Bounds, widest: tuple[int, int], narrowest: tuple[int, int]) -> Truth:
    """Return whether some link but the first starts after one day, and on or before another (ordinals).

    Args:
        bounds: The bounds of the chain.
        widest: The two days, as far apart as they may be.
        narrowest: The two days, as close together as they may be.
    """
    asked = _Asked(bounds)
    if not asked.may_start(*widest):
        return Truth.FALSE
    return Truth.TRUE if asked.must_start(*narrowest) else Truth.UNKNOWN


class _Asked:
    """A chain that is asked, and how many steps are left for it."""

    def __init__(self, bounds: Bounds) -> None:
        self._links = bounds.terms.links
        self._lo, self._hi = bounds.starts_lo, bounds.starts_hi
        self._steps = _MOST_STEPS

    def may_start(self, after: int, through: int) -> bool:
        """Whether in some world some link but the first starts after one day, and on or before the other."""
        for index in range(1, len(self._links)):
            low, high = self._lo[index], self._hi[index]
            if low > through:
                break
            # Both bounds are starts in some world. Between them lies every day, save where terms skip some.
            if low > after or after < high <= through:
                return True
            if high > through > after and self._latest(index, through)[0] > after:
                return True
        return False

    def must_start(self, after: int, through: int) -> bool:
        """Whether there is no world in which each link but the first starts by one day, or later than the other.

        In such a world the starts lie before the stretch up to some link, and behind it from the next on.
        """
        last = len(self._links) - 1
        if last < 1 or through <= after or self._hi[1] > through or self._lo[last] <= after:
            return False
        for index in range(1, last):
            if self._lo[index] > after:
                break
            if self._hi[index + 1] <= through:
                continue
            term = self._links[index].term
            if term is None or not _moves_along(self._links, index + 1):
                return False  # what is before is as early, and what is behind as late, as it can be
            if term.bounds[1] > through - after and self._latest(index, after)[1] > through:
                return False
        return True

    def _latest(self, index: int, by: int) -> tuple[int, int]:
        """Return the latest start of a link by a day on which it can start, and the start after its term from there."""
        head = index
        passed = []
        while _moves_along(self._links, head):
            head -= 1
            term = self._links[head].term
            if term is not None:
                passed.append(term)
        self._steps -= len(passed) + 1
        if self._steps < 0:
            return by, by
        day = by
        for place, term in zip(range(index - 1, head - 1, -1), passed, strict=True):
            day = latest_start(term.last_day, day - 1, self._lo[place], self._hi[place])
        day = min(day, self._hi[head])
        for term in reversed(passed):
            day = term.last_day(day) + 1
        own = self._links[index].term
        return day, day if own is None else own.last_day(day) + 1


def _moves_along(links: tuple[LinkTerms, ...], index: int) -> bool:
    """Whether the start of a link is fixed by that of the one before: it follows on from its term."""
    before = links[index - 1]
    return links[index].follows_on and before.end is None and before.term is not None
