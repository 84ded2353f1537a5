"""Draws of which many are one choice to Hypothesis.

Hypothesis takes far longer for a choice than the library for what follows from it, and an agreement takes some sixty
decisions. Those between few things are therefore read from a page of random bytes, which is one choice. Each byte of it
shrinks by itself, and towards zero, so that the first of the items is the simplest one.

Measured: agreements are drawn in about half of the time that they take with a choice for each decision, and shrink as
well. It also keeps choices even: packed into one number of a wide range, small ones would be drawn far more often.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from hypothesis import strategies as st

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY

T = TypeVar("T")

CENTRE = datetime.date(2000, 1, 1).toordinal()
"""The day towards which every date shrinks, as an ordinal."""

_NEAR = datetime.date(1990, 1, 1).toordinal(), datetime.date(2039, 12, 31).toordinal()
_MOSTLY = True, True, False
_SPANS = 40, 40, 255, 1500, LAST_DAY
_VALUES_OF_A_BYTE = 256
_PAGE = st.binary(min_size=12, max_size=12)
_integers = lru_cache(maxsize=1024)(st.integers)


class Draws:
    """What draws the parts of a record; called with a strategy, it draws from it as Hypothesis does.

    Each part has draws of its own, and so pages of its own: what is shrunk in one changes nothing in another.
    """

    __slots__ = ("_bytes", "_draw")

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._bytes: Iterator[int] = iter(())

    def __call__(self, strategy: st.SearchStrategy[T]) -> T:
        """Draw from a strategy, as a choice of its own or several."""
        return self._draw(strategy)

    def apart(self) -> Draws:
        """Return draws for a part."""
        return Draws(self._draw)

    def _byte(self) -> int:
        byte = next(self._bytes, None)
        if byte is None:
            self._bytes = iter(self._draw(_PAGE))
            byte = next(self._bytes)
        return byte

    def number(self, most: int) -> int:
        """Draw a number from 0 through `most`, as a choice of its own where it may be more than a byte says."""
        if most < _VALUES_OF_A_BYTE:
            return self._byte() * (most + 1) // _VALUES_OF_A_BYTE
        return self._draw(_integers(0, most))

    def one_of(self, items: Sequence[T]) -> T:
        """Draw one of the items, the first being the simplest; one that stands there twice is drawn twice as often."""
        return items[self.number(len(items) - 1)]

    def day(self, low: int = FIRST_DAY, high: int = LAST_DAY) -> int:
        """Draw a day within bounds, mostly of our own time, so that what is said of days may meet."""
        near_low, near_high = max(low, _NEAR[0]), min(high, _NEAR[1])
        if near_low <= near_high and self.one_of(_MOSTLY):
            low, high = near_low, near_high
        return CENTRE + self._draw(_integers(low - CENTRE, high - CENTRE))

    def span(self, most: int, least: int = 0) -> int:
        """Draw a number of days from `least` through `most`: days and weeks as often as years or more."""
        beyond = self.number(self.one_of(_SPANS))
        # Bounds of its own for each would make a strategy for each.
        return least + (beyond if beyond <= most - least else beyond % (most - least + 1))
