"""When the sessions of conferences were held, on one axis of days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.periods import Period
from mainland_coop.display.looks import HELD, HELD_ON_ONE, WITHOUT_DATE
from mainland_coop.display.pictures.canvas import Canvas, canvas_for, day_number
from mainland_coop.display.pictures.frame import Frame
from mainland_coop.display.pictures.labels import Labels
from mainland_coop.display.pictures.paint import stripes
from mainland_coop.foundation.argument_checks import expect
from mainland_coop.foundation.errors import InvalidRecordError, shorten
from mainland_coop.foundation.importing import require
from mainland_coop.records.conferences import Conference, Session

if TYPE_CHECKING:
    from matplotlib.figure import Figure


_NUMBER = 0.15
"""How many inches the number of a session takes."""
_ABOVE = 0.1
"""How many inches the numbers take above the marks."""
_THICK = 0.11
"""How many inches a bar is thick."""


def sessions_picture(
    conferences: Iterable[Conference], frame: Frame, *, series: str | None, labels: Labels = "full"
) -> Figure:
    """Return when the sessions of conferences were held, a row for each conference and series; see `Plots.sessions`.

    A session of known days is a dot, one of which the day is not known a striped bar from the earliest to the latest
    day that it may have been. Numbers stand above where there is room. Sessions without a date are counted in the name
    of the row.
    """
    if series is not None:
        expect(series, str, "series")
    rows = [row for conference in conferences for row in _series_of(conference, series)]
    held = [session.held for _, _, sessions in rows for session in sessions if session.held is not None]
    if not held:
        of_it = "" if series is None else f" (series={shorten(series)})"
        raise InvalidRecordError(f"there is nothing to draw: no session chosen has a date{of_it}")
    days = [day for when in held for day in (when.first_ordinal, when.last_ordinal) if FIRST_DAY < day < LAST_DAY]
    if not days:
        raise InvalidRecordError("there is nothing to draw: of no session chosen any day is known")
    first, last = min(days), max(days)
    room = max(30, (last - first) // 40)
    first, last = first - room, last + room
    canvas = canvas_for(frame, 1.0, [conference.name for conference, _, _ in rows])
    details = []
    for _, name, sessions in rows:
        undated = sum(session.held is None for session in sessions)
        without = WITHOUT_DATE[canvas.language].format(number=undated) if undated else None
        details.append(", ".join(filter(None, (name, without))))
    called = [(conference.name, conference.id) for conference, _, _ in rows]
    names = canvas.labels_of(called, labels=labels, details=details)
    middles = canvas.name_rows(names, above=[_ABOVE] * len(rows))
    for y, (_, _, sessions) in zip(middles, rows, strict=True):
        for session in sessions:
            _session_mark(canvas, y, session, first, last)
        _session_numbers(canvas, y, sessions, first, last)
    canvas.show_days(first, last)
    _sessions_legend(canvas)
    told = "; ".join(f"{name.replace(chr(10), ' ')}: {len(of)}" for name, (_, _, of) in zip(names, rows, strict=True))
    return canvas.finish(frame, HELD[canvas.language], f"{told}.", above=26 if canvas.is_tall else 6)


def _series_of(conference: Conference, series: str | None) -> list[tuple[Conference, str | None, Sequence[Session]]]:
    """A row for each series of a conference, in the order of their first sessions; sessions of none stand together."""
    by_series: dict[str | None, list[Session]] = {}
    for session in conference.sessions:
        if series is None or session.series == series:
            by_series.setdefault(session.series, []).append(session)
    return [(conference, name, sessions) for name, sessions in by_series.items()]


def _session_mark(canvas: Canvas, y: float, session: Session, first: int, last: int) -> None:
    held = session.held
    if held is None:
        return
    start, end = day_number(max(held.first_ordinal, first)), day_number(min(held.last_ordinal, last) + 1)
    if isinstance(held, Period) or held.n_days == 1:
        middle = (start + end) / 2
        canvas.axes.plot([middle], [y], "o", color=canvas.palette.in_force, markersize=5.5, label=f"_held:{session.id}")
        return
    label = f"_possible:{session.id}"
    canvas.bar(y, start, end, label, thick=_THICK, **stripes(canvas))


def _session_numbers(canvas: Canvas, y: float, sessions: Sequence[Session], first: int, last: int) -> None:
    days_each = _NUMBER * (last - first) / (canvas.width * 0.6)
    taken = float("-inf")
    for session in sessions:
        if session.held is None or session.ordinal is None:
            continue
        middle = (max(session.held.first_ordinal, first) + min(session.held.last_ordinal, last) + 1) / 2
        if middle < taken:
            continue
        taken = middle + days_each
        at = day_number(0) + middle, y - 0.07
        canvas.write(*at, str(session.ordinal), ha="center", va="bottom", fontsize="x-small")


def _sessions_legend(canvas: Canvas) -> None:
    line = require("matplotlib.lines", "plot", "pictures").Line2D
    keys = [line([], [], color=canvas.palette.in_force, marker="o", linestyle="", label=HELD[canvas.language])]
    if canvas.axes.patches:
        patch = require("matplotlib.patches", "plot", "pictures").Patch
        keys.append(patch(label=HELD_ON_ONE[canvas.language], **stripes(canvas)))
    canvas.legend(keys)
