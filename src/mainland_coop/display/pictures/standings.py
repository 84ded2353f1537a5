"""How many were in force over the years: stated, presumed and possible, one upon the other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from mainland_coop.collections.in_force import InForceCollection
from mainland_coop.collections.kinds import Programmes
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period, PeriodLike
from mainland_coop.display.looks import AGREEMENTS_ON, LOOKS, PROGRAMMES_ON, STATED_AHEAD
from mainland_coop.display.pictures.canvas import LINE, Canvas, canvas_for
from mainland_coop.display.pictures.frame import Frame
from mainland_coop.display.pictures.paint import paint_of
from mainland_coop.foundation.errors import InvalidRecordError
from mainland_coop.foundation.importing import require
from mainland_coop.questions.standing_counts import StandingCounts, Unit, standings_by
from mainland_coop.validity.standing import Standing

if TYPE_CHECKING:
    from matplotlib.figure import Figure


_NARROW = 0.12
"""Under how many inches a bar has no frame, and no room beside it."""
_STACKED = (Standing.STATED, Standing.PRESUMED, Standing.POSSIBLE)


def standings_picture(
    records: InForceCollection[Any], frame: Frame, *, unit: Unit, period: PeriodLike | None, checked: PartialDate | None
) -> Figure:
    """Return how many records stood how on the first day of each year or month; see `Plots.standings`."""
    counts = standings_by(records, unit, _whole(records, checked) if period is None else period)
    shown = [standing for standing in _STACKED if any(of_day.get(standing) for _, of_day in counts)]
    canvas = canvas_for(frame, 1.0)
    if canvas.own:
        lines = math.ceil(len(shown) * 2.6 / canvas.width)
        canvas.figure.set_figheight(max(1.3, 0.3 * canvas.width) + 0.6 + LINE * lines)
    seen = None if checked is None else checked.last_ordinal
    many = canvas.width / len(counts) < _NARROW
    below = [0] * len(counts)
    for standing in _STACKED:
        heights = [of_day.get(standing, 0) for _, of_day in counts]
        for solid in (True, False):
            chosen = [place for place, (day, _) in enumerate(counts) if _is_known(day, seen) is solid]
            if chosen:
                canvas.axes.bar(
                    chosen,
                    [heights[place] for place in chosen],
                    width=1.0 if many else 0.82,
                    bottom=[below[place] for place in chosen],
                    label=f"_{standing.value}",
                    **{**paint_of(canvas, standing, ahead=not solid), **({"linewidth": 0} if many else {})},
                )
        below = [low + height for low, height in zip(below, heights, strict=True)]
    _scale(canvas, counts, unit)
    how = AGREEMENTS_ON if not isinstance(records, Programmes) else PROGRAMMES_ON
    told = how[unit][canvas.language]
    canvas.write(0, 1.02, told, transform=canvas.axes.transAxes, fontsize="small")
    patch = require("matplotlib.patches", "plot", "pictures").Patch
    # As they lie on each other, from the top.
    keys = [patch(label=LOOKS[each].words[canvas.language], **paint_of(canvas, each)) for each in reversed(shown)]
    if any(of_day.get(Standing.STATED) and not _is_known(day, seen) for day, of_day in counts):
        keys.append(patch(label=STATED_AHEAD[canvas.language], **paint_of(canvas, Standing.STATED, ahead=True)))
    canvas.legend(keys)
    return canvas.finish(frame, told, _told(canvas, counts), above=20)


def _whole(records: InForceCollection[Any], checked: PartialDate | None) -> Period:
    """From the first start that is known to the check, or without one to the last day that is known."""
    days = [
        day
        for record in records
        for run in record.chain.standings
        for day in (run.first, run.last)
        if FIRST_DAY < day < LAST_DAY - 1
    ]
    if not days:
        raise InvalidRecordError("of no record chosen any day is known: give the period to show")
    first, last = min(days), max(days) if checked is None else checked.last_ordinal
    return Period(PartialDate(min(first, last), min(first, last)), PartialDate(last, last))


def _is_known(day: Any, seen: int | None) -> bool:
    return seen is None or day.toordinal() <= seen


def _scale(canvas: Canvas, counts: tuple[StandingCounts, ...], unit: Unit) -> None:
    years = max(1, counts[-1][0].year - counts[0][0].year)
    room = max(2, int(canvas.width * 0.9 / 0.5))
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if years / step <= room), 1000)
    ticks = [place for place, (day, _) in enumerate(counts) if day.month == 1 and day.year % step == 0]
    labels = [str(counts[place][0].year) for place in ticks]
    if not ticks or (unit == "month" and len(ticks) < 2):
        ticks, labels = [0, len(counts) - 1], [f"{counts[at][0]:%Y-%m}" for at in (0, -1)]
    canvas.axes.set_xticks(ticks, labels)
    canvas.axes.tick_params(labelsize="small", length=0)
    canvas.axes.set_xlim(-0.6, len(counts) - 0.4)
    canvas.axes.yaxis.set_major_locator(
        require("matplotlib.ticker", "plot", "pictures").MaxNLocator(nbins=6, steps=[1, 2, 5, 10], integer=True)
    )
    canvas.grid("y")
    for side in ("top", "right", "left"):
        canvas.axes.spines[side].set_visible(False)


def _told(canvas: Canvas, counts: tuple[StandingCounts, ...]) -> str:
    def on(day: Any, of_day: Any) -> str:
        told = ", ".join(f"{LOOKS[each].words[canvas.language]}: {of_day.get(each, 0)}" for each in _STACKED)
        return f"{day.isoformat()}: {told}."

    first, last = on(*counts[0]), on(*counts[-1])
    return first if len(counts) == 1 else f"{first} {last}"
