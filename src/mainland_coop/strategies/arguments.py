"""The arguments that strategies share: their checks, what they draw, and ids to refer to."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, ParamSpec, TypeAlias, TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.foundation.errors import MainlandCoopError, shorten
from mainland_coop.records.fields import as_ids

__all__ = [
    "CENTRE",
    "Count",
    "Details",
    "KnobError",
    "References",
    "bounds_of_count",
    "check_references",
    "checked",
    "day_within",
    "days_of_life",
    "draw_span",
    "ids_of",
    "listed",
    "one_id_of",
    "several",
]

P = ParamSpec("P")
T = TypeVar("T")

CENTRE = datetime.date(2000, 1, 1).toordinal()
"""The day towards which every date shrinks, as an ordinal."""

Count: TypeAlias = int | tuple[int, int]
"""How many, as a number, or the least and the greatest."""


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


def _ids(value: Iterable[str]) -> tuple[str, ...]:
    return as_ids(value)


@attrs.frozen(kw_only=True)
class References:
    """The ids that drawn records may refer to, by kind; an empty kind is not referred to.

    Attributes:
        parties: Ids of parties.
        agreements: Ids of agreements.
        sessions: Ids of sessions.
        areas: Ids of areas.
        sources: Ids of sources.
    """

    parties: tuple[str, ...] = attrs.field(default=("a", "b", "c"), converter=_ids)
    agreements: tuple[str, ...] = attrs.field(default=("x", "y", "z"), converter=_ids)
    sessions: tuple[str, ...] = attrs.field(default=("a", "b", "c"), converter=_ids)
    areas: tuple[str, ...] = attrs.field(default=("a", "b", "c"), converter=_ids)
    sources: tuple[str, ...] = attrs.field(default=("a", "b", "c"), converter=_ids)


Maker: TypeAlias = Callable[[References], st.SearchStrategy[Any]]
"""Makes the strategy of a field, given what there is to refer to."""

_MOST_DETAILS = 5


class Details:
    """Fields that a record may have, each with its strategy; strategies are made once."""

    def __init__(self, **makers: Maker) -> None:
        self._makers = makers
        names = st.sampled_from(tuple(makers))
        most = min(_MOST_DETAILS, len(makers))
        # Half of all records have none, so that records within records stay small.
        self._some = st.lists(names, min_size=1, max_size=most, unique=True)
        self._any: st.SearchStrategy[list[str]] = st.one_of(st.just([]), self._some)
        self._made = lru_cache(maxsize=256)(self._make)

    def _make(self, name: str, references: References) -> st.SearchStrategy[Any]:
        return self._makers[name](references)

    def draw(self, draw: st.DrawFn, wanted: bool | None, references: References) -> dict[str, Any]:
        """Draw some of the fields: none of them if they are not wanted, one at least if they are."""
        if wanted is False:
            return {}
        names = draw(self._some if wanted else self._any)
        return {name: draw(self._made(name, references)) for name in names}


def ids_of(kind: str, at_least: int = 1) -> Callable[[References], st.SearchStrategy[list[str]]]:
    """Return what draws ids of a kind, none where there are none."""
    return lambda references: listed(getattr(references, kind), at_least=at_least if getattr(references, kind) else 0)


def one_id_of(kind: str) -> Callable[[References], st.SearchStrategy[str | None]]:
    """Return what draws one id of a kind, or None where there are none."""

    def draw_one(references: References) -> st.SearchStrategy[str | None]:
        known: tuple[str, ...] = getattr(references, kind)
        return st.sampled_from(known) if known else st.none()

    return draw_one


@lru_cache
def _usual() -> References:
    return References()


def check_references(references: References | None) -> References:
    """Return the references, or the usual ones for None."""
    if references is None:
        return _usual()
    if not isinstance(references, References):
        raise KnobError(f"references={references!r} is no References")
    return references


@lru_cache(maxsize=512)
def several(strategy: Callable[..., st.SearchStrategy[Any]], references: References) -> st.SearchStrategy[list[Any]]:
    """One or two records of a kind."""
    return st.lists(strategy(references=references), min_size=1, max_size=2)
