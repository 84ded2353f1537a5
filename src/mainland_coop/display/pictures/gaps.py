"""The gaps of all chains, the longest first, and what runs out in the time ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.display.looks import DAYS_LONG, GAP_CERTAIN, GAP_POSSIBLE, RENEWS_ITSELF
from mainland_coop.display.pictures.canvas import COLUMN, Canvas, canvas_for
from mainland_coop.display.pictures.frame import Frame
from mainland_coop.display.pictures.labels import Labels
from mainland_coop.display.pictures.timeline_rows import Row
from mainland_coop.display.pictures.timelines import timeline_picture
from mainland_coop.display.plain_text import width
from mainland_coop.display.strips import gap_mark
from mainland_coop.foundation.errors import InvalidRecordError
from mainland_coop.foundation.importing import require
from mainland_coop.questions.events import Expiry
from mainland_coop.records.names import Name
from mainland_coop.validity.possible_worlds import Gap

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def gaps_picture(found: Sequence[tuple[Name, str, Gap]], frame: Frame, *, labels: Labels) -> Figure:
    """Return a row for each gap, by its length in days; see `Plots.gaps`.

    Args:
        found: The gaps, each with the name and the id of its record.
        frame: What is asked of the picture.
        labels: What rows are called by.
    """
    if not found:
        raise InvalidRecordError("there is nothing to draw: no record chosen has a gap")
    rows = sorted(found, key=lambda each: (not each[2].certain, -_least(each[2]), -each[2].longest, each[1]))
    canvas = canvas_for(frame, 1.0, [name for name, _, _ in rows])
    details = [f"{gap.last_day_before} – {gap.next_start}" for _, _, gap in rows]
    called = [(name, id) for name, id, _ in rows]
    names = canvas.labels_of(called, labels=labels, details=details)
    middles = canvas.name_rows(names)
    longest = max(gap.longest for _, _, gap in rows)
    told = [gap_mark(gap, canvas.language).label for _, _, gap in rows]
    room = longest / (canvas.width * 0.6 - COLUMN * (max(map(width, told)) + 2))
    for y, (_, id, gap), label in zip(middles, rows, told, strict=True):
        for first, last, how in _parts(canvas, gap):
            canvas.bar(y, first, last, f"_{id}", linewidth=0.8, **how)
        canvas.write(gap.longest + room * 0.07, y, label, va="center", fontsize="small", color=canvas.palette.gap)
    canvas.grid("x")
    canvas.axes.set_xlim(0, longest + room * COLUMN * (max(map(width, told)) + 2))
    canvas.axes.xaxis.set_major_locator(
        require("matplotlib.ticker", "plot", "pictures").MaxNLocator(nbins=max(3, int(canvas.width)), integer=True)
    )
    canvas.axes.tick_params(axis="x", labelsize="small")
    _legend(canvas, [gap for _, _, gap in rows])
    described = "; ".join(f"{name}: {label}".replace("\n", " ") for name, label in zip(names, told, strict=True))
    return canvas.finish(frame, DAYS_LONG[canvas.language], f"{described}.", above=26 if canvas.is_tall else 6)


def _least(gap: Gap) -> int:
    """How many days it has whatever the dates are."""
    return gap.shortest if gap.certain else 0


def _parts(canvas: Canvas, gap: Gap) -> list[tuple[int, int, dict[str, Any]]]:
    """From which to which number of days what it has in any case reaches, and what it may have beside."""
    sure, open_ = _kinds(canvas)
    least = _least(gap)
    parts = [(0, least, sure)] if least else []
    return [*parts, (least, gap.longest, open_)] if gap.longest > least else parts


def _kinds(canvas: Canvas) -> tuple[dict[str, Any], dict[str, Any]]:
    colour = canvas.palette.gap
    striped = {"facecolor": "none", "edgecolor": colour, "hatch": "/////", "linestyle": "--"}
    return {"facecolor": colour, "edgecolor": colour}, striped


def _legend(canvas: Canvas, gaps: Sequence[Gap]) -> None:
    patch = require("matplotlib.patches", "plot", "pictures").Patch
    shown = any(_least(gap) for gap in gaps), any(gap.longest > _least(gap) for gap in gaps)
    words = GAP_CERTAIN[canvas.language], GAP_POSSIBLE[canvas.language]
    kinds = zip(shown, words, _kinds(canvas), strict=True)
    canvas.legend([patch(label=label, **how) for is_shown, label, how in kinds if is_shown])


def expiring_picture(
    expiries: Sequence[Expiry],
    rows: Mapping[tuple[str, str], Row],
    frame: Frame,
    *,
    within: Period,
    labels: Labels,
    checked: PartialDate | None,
) -> Figure:
    """Return a timeline of what ends or renews itself in a period, the first end at the top; see `Plots.expiring`.

    Args:
        expiries: What ends, in order.
        rows: The row of each record, by its kind and id.
        frame: What is asked of the picture.
        within: The period.
        labels: What rows are called by.
        checked: The day to which the register was checked.
    """
    if not expiries:
        raise InvalidRecordError(f"there is nothing to draw: nothing ends in {within}")
    ends: dict[tuple[str, str], list[Expiry]] = {}
    for expiry in expiries:
        ends.setdefault((expiry.record_kind, expiry.id), []).append(expiry)

    def details(language: Any) -> list[str]:
        renews = RENEWS_ITSELF[language]
        return [
            ", ".join(str(end.expires) if end.what == "end" else f"{renews} {end.expires}" for end in of_record)
            for of_record in ends.values()
        ]

    notices = [[end.last_notice for end in of_record if end.last_notice is not None] for of_record in ends.values()]
    return timeline_picture(
        [rows[key] for key in ends],
        frame,
        on=None,
        period=within,
        labels=labels,
        checked=checked,
        details=details,
        notices=notices,
    )
