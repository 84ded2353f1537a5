"""Strips beside the rows of a list: how each record stood over the same days, a character for every few of them."""

from __future__ import annotations

import datetime
import html
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import attrs

from mainland_coop.display.looks import LIGHT, LOOKS, PALE, shades
from mainland_coop.foundation.public_names import Public
from mainland_coop.validity.standing import Standing, StandingRun

_UNSURE = tuple(LOOKS)[::-1]

ROW_WIDTH, ROW_HEIGHT = 160, 14
"""How wide and how high the drawing of a strip beside a row is, in pixels."""
_COLUMNS = 24
_KEY = 24
_THINNEST = 2.0
"""How many pixels a run of days has at least."""


@attrs.frozen
class RowStrip(Public):
    """The days of one record, to stand in a cell beside others over the same days.

    Attributes:
        runs: The runs of days of one standing.
        first: The first day that the strips of all rows show, as an ordinal.
        last: The last one.
        checked: The day to which the register was checked, as an ordinal, if it was.
        words: The same in words.
    """

    runs: tuple[StandingRun, ...]
    first: int
    last: int
    checked: int | None = None
    words: str = ""

    @property
    def text(self) -> str:
        """The strip as a line of characters; that of a single day is one character."""
        return strip(self.runs, self.first, self.last, min(_COLUMNS, self.last - self.first + 1))

    @property
    def width(self) -> int:
        """How many pixels wide its drawing is."""
        return ROW_WIDTH if self.last > self.first else _KEY

    @property
    def svg(self) -> str:
        """The strip as an SVG without any text in it."""
        parts = "".join(self._parts())
        label = f'role="img" aria-label="{html.escape(self.words)}"' if self.words else 'aria-hidden="true"'
        return (
            f'<svg class="mc-row" {label} width="{self.width}" height="{ROW_HEIGHT}">{parts}'
            f'<line class="mc-axis" stroke="{LIGHT.line}" x1="0" x2="{self.width}" '
            f'y1="{ROW_HEIGHT - 0.5}" y2="{ROW_HEIGHT - 0.5}"/></svg>'
        )

    def _parts(self) -> Iterator[str]:
        days, middle, high = self.last + 1 - self.first, (ROW_HEIGHT - 2) / 2, ROW_HEIGHT - 4
        for run in self.runs:
            first, last = max(run.first, self.first), min(run.last, self.last)
            if first > last:
                continue
            x, end = ((day - self.first) / days * self.width for day in (first, last + 1))
            x = min(x, self.width - _THINNEST)
            end = max(end, x + _THINNEST)
            if run.standing is Standing.POSSIBLE:
                yield (
                    f'<line class="mc-stripes" stroke="{LIGHT.possible}" stroke-width="{high}" stroke-dasharray="2 3" '
                    f'x1="{x:.1f}" x2="{end:.1f}" y1="{middle + 1}" y2="{middle + 1}"/>'
                )
                continue
            for one, until, share in shades(run.standing, first, last, self.checked):
                # Each shade in its part of the run, which may have been made wider than its days.
                left, right = (x + (end - x) * (day - first) / (last + 1 - first) for day in (one, until + 1))
                kind = "solid" if share == 1 else "pale" if share == PALE else "fading"
                frame = f' stroke="{LIGHT.in_force}"' if kind == "pale" else ""
                yield (
                    f'<rect class="mc-{kind}"{frame} fill="{LIGHT.in_force}" fill-opacity="{share:g}" '
                    f'x="{left:.1f}" y="2" width="{right - left:.1f}" height="{high}"/>'
                )


def key(standing: Standing) -> RowStrip:
    """Return the strip of a single day that stands so: the key of a legend."""
    return RowStrip((StandingRun(1, 1, standing),), 1, 1)


def strip(runs: Sequence[StandingRun], first: int, last: int, columns: int) -> str:
    """Return how a record stood from a day to another (ordinals), a character for every few days.

    The least sure of the standings in them shows, so that no gap is lost.

    Example:
        >>> strip([StandingRun(3, 6, Standing.STATED), StandingRun(7, 8, Standing.PRESUMED)], 1, 10, 5)
        '.==-.'
    """
    days = last + 1 - first
    edges = [first + days * column // columns for column in range(columns + 1)]
    marks = [LOOKS[Standing.NOT_IN_FORCE].mark] * columns
    if columns > days:
        return "".join(_mark(runs, start, start) for start in edges[:-1])
    for run in runs:
        if run.last < first or last < run.first:
            continue
        start, end = bisect_left(edges, run.first), bisect_right(edges, run.last + 1) - 1
        marks[start:end] = LOOKS[run.standing].mark * max(0, end - start)
        for column in {start - 1, end} & set(range(columns)):  # those that it covers in part
            marks[column] = _mark(runs, edges[column], max(edges[column], edges[column + 1] - 1))
    return "".join(marks)


def _mark(runs: Sequence[StandingRun], first: int, last: int) -> str:
    met = [run for run in runs if run.first <= last and first <= run.last]
    covered = sum(min(run.last, last) - max(run.first, first) + 1 for run in met)
    if covered < last - first + 1:
        return LOOKS[Standing.NOT_IN_FORCE].mark
    return LOOKS[min((run.standing for run in met), key=_UNSURE.index)].mark


def axis(first: int, last: int, asked: tuple[int, int], columns: int) -> str:
    """Return the line above strips: the years of its ends, and a mark for the days that were asked about.

    Example:
        >>> day = datetime.date.toordinal
        >>> axis(day(datetime.date(1990, 1, 1)), day(datetime.date(2026, 1, 1)), (733_000, 733_000), 20)
        '1990     v      2026'
    """
    days = last + 1 - first
    start, end = (min(max(0, (day - first) * columns // days), columns - 1) for day in asked)
    left, right = (str(datetime.date.fromordinal(day).year) for day in (first, last))
    line = [" "] * columns
    if start > len(left):  # a year that the mark would run into is left out
        line[: len(left)] = left
    if end < columns - len(right) - 1:
        line[-len(right) :] = right
    line[start : end + 1] = "v" * (end + 1 - start)
    return "".join(line)


def legend() -> str:
    """Return what the characters of strips mean."""
    return "; ".join(f"{look.mark} {look.words['en']}" for look in LOOKS.values())
