"""Whether a link can run past the start of the last one, when that moves along with it: for what an ending may cut.

Where the last start moves with a link's own, both hang on one day: the link ends by its term from that day, the last
one starts after the terms that follow on one upon another from it. Terms of the calendar are compared here, in time
linear in the links, save where lengths in months and in days come within days of each other: there the days of the
calendar's cycle are tried.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from mainland_coop.dates.terms import Term
from mainland_coop.foundation.vocabularies import EndBasis
from mainland_coop.validity.bounds import Bounds
from mainland_coop.validity.links import LinkTerms

_CYCLE = 146_097
"""The days in 400 years, after which the calendar repeats itself."""
_MOST_STEPS = 1_000_000
"""How many ends of terms are worked out at most, for all links of a chain; beyond that the answer is that it may."""


@attrs.frozen
class _Length:
    """What passes from one start to a later one: months and days, each of which only adds up, and bounds in days."""

    months: int = 0
    days: int = 0
    least: int = 0
    most: int = 0

    def plus(self, term: Term) -> _Length:
        months, rest = 12 * term.years + term.months, term.days + 7 * term.weeks
        least, most = term.bounds
        if months:  # n months are n / 4800 of the cycle, give or take less than five days
            average = months * _CYCLE // 4800
            least, most = max(least, average - 5 + rest), min(most, average + 6 + rest)
        return _Length(self.months + months, self.days + rest, self.least + least, self.most + most)


_ONE_DAY = Term(days=1)


def outruns_last_start(bounds: Bounds, starts: Sequence[int]) -> bool:
    """Whether some link can end by its term after the last link has started, though it starts later than given.

    Args:
        bounds: The bounds of a chain of which no end but the terms' is free.
        starts: The latest starts that leave the last start where it is in the earliest world.
    """
    links = bounds.terms.links
    steps = _MOST_STEPS
    passing: list[Term] = []  # what follows on, one upon another, between the next start and the last
    length = _Length()
    for index in range(len(links) - 1, -1, -1):
        link = links[index]
        followed = index + 1 < len(links) and links[index + 1].follows_on
        if followed:
            # A stated end that lies behind its start in such a world falls on it: a day passes.
            term = link.term if link.end is None and link.term is not None else _ONE_DAY
            passing.append(term)
            length = length.plus(term)
            continue
        by_term = link.end is None and link.end_basis in (EndBasis.TERM, EndBasis.TACIT_RENEWAL)
        if not by_term or link.term is None or starts[index] >= bounds.starts_hi[index]:
            continue
        own = _Length().plus(link.term)
        if own.days == length.days == 0:
            # Months alone: steps on the way only ever lose days of the month, so that equal months never outrun.
            longer = own.months > length.months
        elif own.least > length.most + 1:
            longer = True
        elif own.most <= length.least + 1:
            longer = False
        else:
            head, leading = _head(links, index)
            first = starts[head] + 1
            last = min(bounds.starts_hi[head], starts[head] + _CYCLE)
            steps -= (last - first + 1) * (len(leading) + len(passing) + 1)
            longer = steps < 0 or any(
                link.term.last_day(start) > _after(start, passing)
                for start in (_after(day, leading) for day in range(first, last + 1))
            )
        if longer:
            return True
    return False


def _head(links: Sequence[LinkTerms], index: int) -> tuple[int, list[Term]]:
    """Return the link on whose free start that of a link hangs, and the terms that pass in between, last one first."""
    leading: list[Term] = []
    while links[index].follows_on:
        before = links[index - 1]
        if before.end is not None or before.term is None:
            break  # its stated end is as free as a start
        leading.append(before.term)
        index -= 1
    return index, leading


def _after(day: int, terms: Sequence[Term]) -> int:
    """Return the day after terms that follow one upon another from a day, the last of them first in the list."""
    for term in reversed(terms):
        day = term.last_day(day) + 1
    return day
