"""Knobs of the strategies: checks at the call, the error for knobs that contradict each other, and shared draws."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeAlias, TypeVar

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from mainland_coop.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.errors import MainlandCoopError, shorten

__all__ = [
    "CENTRE",
    "Count",
    "KnobError",
    "bounds_of_count",
    "checked",
    "day_within",
    "days_of_life",
    "draw_span",
    "listed",
]

P = ParamSpec("P")
T = TypeVar("T")

CENTRE = datetime.date(2000, 1, 1).toordinal()
"""The day towards which every date shrinks, as an ordinal."""

Count: TypeAlias = int | tuple[int, int]
"""How many: a number, or the least and the greatest."""


class KnobError(MainlandCoopError, InvalidArgument):
    """Knobs of a strategy that contradict each other, or that no value can satisfy (Hypothesis' `InvalidArgument`)."""


def checked(check: Callable[P, object]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let a strategy check its knobs when it is called, and not only when something is drawn from it."""

    def decorate(strategy: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(strategy)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            check(*args, **kwargs)
            return strategy(*args, **kwargs)

        return call

    return decorate


def bounds_of_count(name: str, count: Count | None, most: int) -> tuple[int, int]:
    """Return the least and greatest number that a knob allows; None allows from 0 to `most`."""
    if count is None:
        return 0, most
    low, high = count if isinstance(count, tuple) else (count, count)
    if type(low) is not int or type(high) is not int or not 0 <= low <= high:
        raise KnobError(
            f"{name}={shorten(count)} is neither a number of 0 or more nor a pair of the least and greatest"
        )
    return low, high


def day_within(low: int, high: int) -> st.SearchStrategy[int]:
    """Days from `low` through `high`, as ordinals, that shrink towards 2000-01-01."""
    return st.integers(low - CENTRE, high - CENTRE).map(CENTRE.__add__)


@lru_cache(maxsize=256)
def days_of_life(low: int = FIRST_DAY, high: int = LAST_DAY) -> st.SearchStrategy[int]:
    """Days within bounds, mostly of our own time, so that what is said of them may meet."""
    near_low, near_high = max(low, _NEAR[0]), min(high, _NEAR[1])
    everywhere = day_within(low, high)
    if near_low > near_high:
        return everywhere
    near = day_within(near_low, near_high)
    return st.one_of(near, near, everywhere)


_NEAR = (datetime.date(1990, 1, 1).toordinal(), datetime.date(2039, 12, 31).toordinal())


_SPANS = st.one_of(st.integers(0, 40), st.integers(0, 1500), st.integers(0, LAST_DAY))


def draw_span(draw: st.DrawFn, most: int, least: int = 0) -> int:
    """Draw a number of days from `least` through `most`: days and weeks as often as years or more."""
    beyond: int = draw(_SPANS)
    # Strategies with bounds of their own would have to be made and validated for each draw.
    return least + (beyond if beyond <= most - least else beyond % (most - least + 1))


@lru_cache(maxsize=1024)
def listed(items: tuple[T, ...], *, at_least: int = 0, at_most: int = 3) -> st.SearchStrategy[list[T]]:
    """Some of the items, none twice, in any order; none of them where there are none."""
    if not items:
        return st.just([])
    return st.lists(st.sampled_from(items), min_size=at_least, max_size=min(at_most, len(items)), unique=True)
