"""Sessions of conferences by year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mainland_coop.dates.periods import Period
from mainland_coop.display.pictures.canvas import (
    Canvas,
    Language,
    canvas_for,
    day_number,
    label_of,
    legend,
    name_rows,
    show_days,
    title as write_title,
    write,
)
from mainland_coop.foundation.errors import InvalidRecordError
from mainland_coop.foundation.importing import require
from mainland_coop.records.conferences import Conference, Session

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["sessions_picture"]

_WIDTH = 10.0
_NUMBER = 0.16
"""How many inches the number of a session takes."""


def sessions_picture(
    conferences: Iterable[Conference],
    *,
    series: str | None = None,
    title: str | None = None,
    language: Language = "en",
    ax: Axes | None = None,
) -> Figure:
    """Return when the sessions of conferences were held: a row for each conference, and for each of its series.

    A session of known days is a dot, one of which the day is not known a striped bar from the earliest to the latest
    day that it may have been. Numbers stand above where there is room. Sessions without a date are counted in the name
    of the row.

    Args:
        conferences: The conferences, from the top.
        series: Only sessions of this series.
        title: The title.
        language: The language of names; those that have none in it are in English.
        ax: The axes to draw in; a new figure is made if not given.

    Raises:
        MissingExtraError: If matplotlib is not installed (an ImportError).
        InvalidRecordError: If no session has a date.
    """
    rows = [row for conference in conferences for row in _rows(conference, series)]
    held = [session.held for _, _, sessions in rows for session in sessions if session.held is not None]
    if not held:
        raise InvalidRecordError("there is nothing to draw: no session chosen has a date")
    first, last = min(when.first_ordinal for when in held), max(when.last_ordinal for when in held)
    room = max(30, (last - first) // 40)
    first, last = first - room, last + room
    canvas = canvas_for(_WIDTH, 1.0 + 0.48 * len(rows), ax, language)
    labels = []
    for y, (conference, name, sessions) in enumerate(rows):
        for session in sessions:
            _draw(canvas, y, session)
        _number(canvas, y, sessions, first, last)
        undated = sum(session.held is None for session in sessions)
        details = [*([name] if name else []), *([f"{undated} without date"] if undated else [])]
        told = ", ".join(details)
        labels.append(label_of(canvas, conference.name, conference.id, 84 - len(told), told))
    canvas.axes.grid(axis="x", color=canvas.palette.line, alpha=0.3, linewidth=0.6)
    canvas.axes.set_axisbelow(True)
    show_days(canvas, first, last)
    name_rows(canvas, labels)
    _legend(canvas)
    if title:
        write_title(canvas, title)
    return canvas.figure


def _rows(conference: Conference, series: str | None) -> list[tuple[Conference, str | None, Sequence[Session]]]:
    """A row for each series of a conference, in the order of their first sessions; sessions of none stand together."""
    by_series: dict[str | None, list[Session]] = {}
    for session in conference.sessions:
        if series is None or session.series == series:
            by_series.setdefault(session.series, []).append(session)
    return [(conference, name, sessions) for name, sessions in by_series.items()]


def _draw(canvas: Canvas, y: int, session: Session) -> None:
    held = session.held
    if held is None:
        return
    start, end = day_number(held.first_ordinal), day_number(held.last_ordinal + 1)
    if isinstance(held, Period) or held.n_days == 1:
        middle = (start + end) / 2
        canvas.axes.plot([middle], [y], "o", color=canvas.palette.certain, markersize=6, label=f"_held:{session.id}")
        return
    canvas.axes.barh(
        y,
        end - start,
        0.3,
        left=start,
        facecolor="none",
        edgecolor=canvas.palette.uncertain,
        hatch="/////",
        linestyle="--",
        label=f"_possible:{session.id}",
    )


def _number(canvas: Canvas, y: int, sessions: Sequence[Session], first: int, last: int) -> None:
    days_each = _NUMBER * (last - first) / (_WIDTH * 0.65)
    taken = float("-inf")
    for session in sessions:
        if session.held is None or session.ordinal is None:
            continue
        middle = (session.held.first_ordinal + session.held.last_ordinal + 1) / 2
        if middle < taken:
            continue
        taken = middle + days_each
        write(
            canvas, day_number(0) + middle, y - 0.17, str(session.ordinal), ha="center", va="bottom", fontsize="x-small"
        )


def _legend(canvas: Canvas) -> None:
    line = require("matplotlib.lines", "plot", "pictures").Line2D
    keys = [line([], [], color=canvas.palette.certain, marker="o", linestyle="", label="held, with its number")]
    if canvas.axes.containers:
        patch = require("matplotlib.patches", "plot", "pictures").Patch
        colour = canvas.palette.uncertain
        keys.append(
            patch(facecolor="none", edgecolor=colour, hatch="/////", linestyle="--", label="held on one of these days")
        )
    legend(canvas, keys)
