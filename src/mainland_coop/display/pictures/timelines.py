"""Rows on one axis of days: who was bound when, and of what a chain is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.dates.periods import PeriodLike, as_period
from mainland_coop.display.looks import CHECKED, GAP, GAP_WORD, LOOKS, NOTICE, STATED_AHEAD, shades
from mainland_coop.display.pictures.canvas import BAR, COLUMN, Canvas, canvas_for, day_number
from mainland_coop.display.pictures.frame import Frame
from mainland_coop.display.pictures.labels import Labels
from mainland_coop.display.pictures.paint import paint_of
from mainland_coop.display.pictures.timeline_rows import Row, chain_rows
from mainland_coop.display.plain_text import width
from mainland_coop.display.strips import GapMark, gap_mark, window_of
from mainland_coop.foundation.errors import InvalidRecordError
from mainland_coop.foundation.importing import require
from mainland_coop.foundation.showing import Language
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.standing import Standing, StandingRun

if TYPE_CHECKING:
    from matplotlib.figure import Figure


_ABOVE = 0.14
"""How many inches the length of a gap takes above the bars."""
_TOLD = 15
"""How many rows are told to those who do not see the picture."""
_MANY = 40
"""From how many rows on each has one line."""


def timeline_picture(
    rows: Sequence[Row],
    frame: Frame,
    *,
    on: Day | None,
    labels: Labels = "full",
    period: PeriodLike | None = None,
    checked: PartialDate | None = None,
    details: Callable[[Language], Sequence[str]] | None = None,
    notices: Sequence[Sequence[PartialDate]] = (),
) -> Figure:
    """Return a timeline with a row for each of several, the first at the top; see `Plots.timeline`.

    Args:
        rows: The rows.
        frame: What is asked of the picture.
        on: A day to mark.
        labels: What rows are called by.
        period: The period to show.
        checked: The day to which the register was checked.
        details: What stands behind each name, in the language of the picture.
        notices: The last days for notice to mark, by row.
    """
    seen = None if checked is None else checked.last_ordinal
    if not rows:
        raise InvalidRecordError("there is nothing to draw: no record was chosen")
    if period is not None:
        shown = as_period(period)
        first, last = shown.first_ordinal, shown.last_ordinal
    elif (known := _window(rows, seen)) is not None:
        first, last = _with_room(rows, *known)
    else:
        raise InvalidRecordError("of no record chosen any day is known: give the period to show")
    if first == FIRST_DAY or last == LAST_DAY:
        raise InvalidRecordError("the picture has no first or last day: give a period that is not open")
    gaps = [[gap for gap in row.gaps if _is_seen(gap_mark(gap), first, last)] for row in rows]
    canvas = canvas_for(frame, 1.0, [row.name for row in rows])
    names = canvas.labels_of(
        [(row.name, row.id) for row in rows],
        labels=labels,
        lines=1 if len(rows) > _MANY else 2,
        details=() if details is None else details(canvas.language),
    )
    inches = max(1.0, canvas.width - 0.3 - COLUMN * max(width(line) for name in names for line in name.split("\n")))
    middles = canvas.name_rows(names, above=[_ABOVE if each else 0.0 for each in gaps])
    for y, row, marked in zip(middles, rows, gaps, strict=True):
        for run in row.runs:
            _bar(canvas, row.id, y, run, first, last, seen)
            _goes_on(canvas, run, y, first if details is None else run.first, last, whole=seen is None)
        _gaps(canvas, [gap_mark(gap, canvas.language) for gap in marked], y, first, last, inches)
    for y, days in zip(middles, notices, strict=False):
        for day in days:
            _notice(canvas, day, y, first, last)
    canvas.show_days(first, last)
    if on is not None:
        _mark_day(canvas, PartialDate.of(on))
    is_seen = seen is not None and first <= seen <= last
    if is_seen and seen is not None:
        canvas.axes.axvline(
            day_number(seen + 1), color=canvas.palette.line, linestyle=":", linewidth=1, label="_checked"
        )
    _timeline_legend(
        canvas,
        _looks_of(rows, first, last, seen),
        gaps=any(gaps),
        notices=any(notices),
        checked=str(checked) if is_seen else None,
    )
    return canvas.finish(
        frame,
        *_told(canvas, names, rows, first, last),
        above=26 if canvas.is_tall else 6 if on is None else 20,
    )


def chain_picture(chain: RenewalChain, frame: Frame, *, on: Day | None) -> Figure:
    """Return a chain as a timeline: the whole at the top, then its links; see `RenewalChain.plot`."""
    if not chain.links:
        raise InvalidRecordError("there is nothing to draw: the instrument was never in force")
    return timeline_picture(chain_rows(chain), frame, on=on)


def _window(rows: Iterable[Row], checked: int | None) -> tuple[int, int] | None:
    """Return the first and the last day to show, or None if of no row any day is known."""
    runs = [run for row in rows for run in row.runs if run.first < LAST_DAY]
    if not runs:
        return None
    middle = (run for run in runs if run.first > FIRST_DAY or run.last < LAST_DAY)
    found = window_of((min(runs, key=lambda run: run.first), *middle, max(runs, key=lambda run: run.last)), checked)
    if found is None or checked is None:
        return found
    # What goes on stops at the check: nobody has looked farther. Days that are known to come are shown all the same.
    known = (day for run in runs for day in (run.first, run.last) if FIRST_DAY < day < LAST_DAY - 1)
    return found[0], max(checked, *known)


def _with_room(rows: Sequence[Row], first: int, last: int) -> tuple[int, int]:
    """A little room at both ends, so that the edge of a first or last bar can be seen."""
    room = max(10, (last - first) // 60)
    opens = any(run.first == FIRST_DAY for row in rows for run in row.runs)
    goes_on = any(run.last == LAST_DAY for row in rows for run in row.runs)
    return first if opens else max(FIRST_DAY + 1, first - room), last if goes_on else min(LAST_DAY - 1, last + room)


def _bar(canvas: Canvas, id: str, y: float, run: StandingRun, first: int, last: int, checked: int | None) -> None:
    start, end = max(run.first, first), min(run.last, last)
    if start > end:
        return
    for part_first, part_last, share in shades(run.standing, start, end, checked):
        paint = paint_of(canvas, run.standing, share=share)
        canvas.bar(y, day_number(part_first), day_number(part_last + 1), f"_{run.standing.value}:{id}", **paint)


def _goes_on(canvas: Canvas, run: StandingRun, y: float, first: int, last: int, *, whole: bool) -> None:
    """Mark where a run leads out of the picture; the arrow is whole where dates state it and no check bounds it."""
    colour = canvas.palette.possible if run.standing is Standing.POSSIBLE else canvas.palette.in_force
    leads = (run.first < first <= run.last, first, "<"), (run.first <= last < run.last, last + 1, ">")
    for is_open, at, mark in leads:
        if is_open:
            canvas.axes.plot(
                [day_number(at)], [y], marker=mark, color=colour, markersize=6, clip_on=False, label="_goes on",
                fillstyle="full" if run.standing is Standing.STATED and whole else "none",
            )  # fmt: skip


def _gaps(canvas: Canvas, gaps: Sequence[GapMark], y: float, first: int, last: int, inches: float) -> None:
    """Mark gaps with a line between two posts, and write their lengths above, one beside the other."""
    days_each = COLUMN * (last + 1 - first) / inches
    halves = [(width(gap.label) + 1) * days_each / 2 for gap in gaps]
    middles, taken = [], float("-inf")
    for gap, half in zip(gaps, halves, strict=True):
        start, end = max(gap.first, first), min(gap.last, last)
        _gap_line(canvas, gap, y, start, end)
        middles.append(max((start + end + 1) / 2, taken + half))
        taken = middles[-1] + half
    taken = last + 1.0
    for place in reversed(range(len(gaps))):  # the last ones not beyond the picture
        middles[place] = min(middles[place], taken - halves[place])
        taken = middles[place] - halves[place]
    for gap, middle in zip(gaps, middles, strict=True):
        at = day_number(0) + middle, y - BAR / 2 - 0.02
        canvas.write(*at, gap.label, ha="center", va="bottom", fontsize="small", color=canvas.palette.gap)


def _is_seen(gap: GapMark, first: int, last: int) -> bool:
    return max(gap.first, first) <= min(gap.last, last)


def _gap_line(canvas: Canvas, gap: GapMark, y: float, start: int, end: int) -> None:
    level = y if gap.certain else y - BAR / 2 - 0.01
    canvas.axes.plot(
        [day_number(start), day_number(end + 1)],
        [level, level],
        color=canvas.palette.gap,
        marker="|",
        markersize=8 if gap.certain else 5,
        linewidth=1.4,
        linestyle="-" if gap.certain else ":",
        label=f"_{'gap' if gap.certain else 'possible gap'}",
    )


def _notice_mark(canvas: Canvas) -> dict[str, Any]:
    return {"color": canvas.palette.gap, "marker": "v", "markersize": 5, "linestyle": ""}


def _notice(canvas: Canvas, day: PartialDate, y: float, first: int, last: int) -> None:
    """Mark the last day for notice above a bar, from the earliest to the latest that it may be."""
    if first <= day.last_ordinal and day.first_ordinal <= last:
        ends = [day_number(max(day.first_ordinal, first)), day_number(min(day.last_ordinal, last))]
        how = {**_notice_mark(canvas), "linestyle": ":", "label": "_notice"}
        canvas.axes.plot(ends, [y - BAR] * 2, **how)


def _mark_day(canvas: Canvas, day: PartialDate) -> None:
    first, last = day_number(day.first_ordinal), day_number(day.last_ordinal + 1)
    if day.n_days > 1:
        canvas.axes.axvspan(first, last, facecolor="none", edgecolor=canvas.palette.line, hatch="...", label="_day")
    else:
        canvas.axes.axvline(first, color=canvas.palette.line, linestyle="-.", linewidth=1.2, label="_day")
    canvas.axes.annotate(
        str(day), ((first + last) / 2, 1), xycoords=("data", "axes fraction"), ha="center", va="bottom",
        fontsize="small", color=canvas.palette.ink, xytext=(0, 1), textcoords="offset points",
    )  # fmt: skip


def _looks_of(rows: Iterable[Row], first: int, last: int, checked: int | None) -> set[tuple[Standing, bool]]:
    """The standings that are to be seen between two days, each with whether it is seen after the check."""
    found = set()
    for row in rows:
        for run in row.runs:
            start, end = max(run.first, first), min(run.last, last)
            if start > end:
                continue
            if checked is None or start <= checked or run.standing is not Standing.STATED:
                found.add((run.standing, False))
            if checked is not None and end > checked and run.standing is Standing.STATED:
                found.add((run.standing, True))
    return found


def _timeline_legend(
    canvas: Canvas, looks: set[tuple[Standing, bool]], *, gaps: bool, notices: bool, checked: str | None
) -> None:
    patch = require("matplotlib.patches", "plot", "pictures").Patch
    line = require("matplotlib.lines", "plot", "pictures").Line2D
    colours, language = canvas.palette, canvas.language
    keys = []
    for standing in (Standing.STATED, Standing.PRESUMED, Standing.POSSIBLE):
        if (standing, False) in looks:
            keys.append(patch(label=LOOKS[standing].words[language], **paint_of(canvas, standing)))
        if (standing, True) in looks:
            keys.append(patch(label=STATED_AHEAD[language], **paint_of(canvas, standing, ahead=True)))
    if gaps:
        keys.append(line([], [], color=colours.gap, marker="|", markersize=9, label=GAP[language]))
    if notices:
        keys.append(line([], [], **_notice_mark(canvas), label=NOTICE[language]))
    if checked is not None:
        keys.append(line([], [], color=colours.line, linestyle=":", label=CHECKED[language].format(day=checked)))
    canvas.legend(keys)


def _told(canvas: Canvas, names: Sequence[str], rows: Sequence[Row], first: int, last: int) -> tuple[str, str]:
    """What a timeline is called if it has no title, and what it shows: the days of its first rows in words."""
    period = f"{_day(first)} – {_day(last)}"
    told = [
        f"{name}: {', '.join(_runs_told(canvas, row)) or LOOKS[Standing.NOT_IN_FORCE].words[canvas.language]}"
        for name, row in zip(names[:_TOLD], rows, strict=False)
    ]
    more = [f"+ {len(rows) - _TOLD}"] if len(rows) > _TOLD else []
    return period, f"{period}. {'; '.join((*told, *more))}.".replace("\n", " ")


def _runs_told(canvas: Canvas, row: Row) -> list[str]:
    runs = [f"{LOOKS[run.standing].words[canvas.language]} {_day(run.first)} – {_day(run.last)}" for run in row.runs]
    return [*runs, *(f"{GAP_WORD[canvas.language]} {gap_mark(gap, canvas.language).label}" for gap in row.gaps)]


def _day(day: int) -> str:
    return "…" if day in (FIRST_DAY, LAST_DAY) else str(PartialDate(day, day))
