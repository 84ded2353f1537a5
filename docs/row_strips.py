"""Small strips for lists of records, all on one axis of years. What they show stands beside them in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import mainland_coop as mc
from mainland_coop.display.looks import drawn, shades
from mainland_coop.display.strips import window_of

Axis = tuple[int, int]

_WIDTH, _HEIGHT = 160, 10


def axis_of(records: Iterable[mc.Agreement | mc.Programme], checked: int | None) -> Axis | None:
    """Return the days that the strips of some records share, as ordinals; None if no day of them is known."""
    windows = [window_of(runs, checked) for record in records if (runs := drawn(record.chain.standings))]
    known = [window for window in windows if window is not None]
    return (min(first for first, _ in known), max(last for _, last in known)) if known else None


def years_of(axis: Axis | None) -> str:
    """Return the first and the last year of an axis, to stand at the head of its column."""
    if axis is None:
        return ""
    first, last = (datetime.date.fromordinal(day).year for day in axis)
    return f'<span class="mc-years"><span>{first}</span><span>{last}</span></span>'


def row_strip(record: mc.Agreement | mc.Programme, axis: Axis | None, checked: int | None) -> str:
    """Return the strip of a record on an axis."""
    if axis is None:
        return ""
    start, end = axis
    scale = _WIDTH / (end + 1 - start)
    bars = []
    for run in drawn(record.chain.standings):
        first, last = max(run.first, start), min(run.last, end)
        if first > last:
            continue
        for one, until, share in shades(run.standing, first, last, checked):
            x, wide = (one - start) * scale, max(1.0, (until + 1 - one) * scale)
            if run.standing is mc.Standing.POSSIBLE:
                kind = 'class="mc-may-be"'
            else:
                kind = f'class="mc-solid" fill-opacity="{share:g}"'
            bars.append(f'<rect {kind} x="{x:.1f}" y="0" width="{wide:.1f}" height="{_HEIGHT}"/>')
    return (
        f'<svg class="mainland-coop mc-row" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(bars)}</svg>'
    )
