"""Rows on one axis of days: who was bound when, and when sessions were held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from mainland_coop.collections.collection import Collection
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.dates.periods import Period, PeriodLike, as_period
from mainland_coop.dates.truth import Truth
from mainland_coop.display.looks import CHECKED, GAP, LOOKS, PALE, Language, drawn, shades
from mainland_coop.display.pictures.canvas import (
    Canvas,
    canvas_for,
    day_number,
    label_of,
    legend,
    name_rows,
    show_days,
    title as write_title,
    write,
)
from mainland_coop.display.strips import GapMark, gap_mark, window_of
from mainland_coop.foundation.argument_checks import expect
from mainland_coop.foundation.errors import InvalidRecordError, shorten
from mainland_coop.foundation.importing import require
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.names import Name
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.links import End
from mainland_coop.validity.standing import Standing, StandingRun

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


_WIDTH = 10.0
_THICK = 0.42
_STRIPES: dict[str, Any] = {"facecolor": "none", "hatch": "/////", "linestyle": "--"}
"""What is only possible is striped, in a dashed frame."""

_CHARACTER = 0.085
"""About how many inches a character of a label takes."""
_NUMBER = 0.16
"""How many inches the number of a session takes."""


@attrs.frozen
class Row:
    """One row of a timeline.

    Attributes:
        id: The id of the record, or the name of the link.
        name: What the row is called.
        runs: The runs of days of one standing, in order.
        gaps: The gaps to mark.
    """

    id: str
    name: Name
    runs: tuple[StandingRun, ...]
    gaps: tuple[GapMark, ...] = ()


def row_of(
    record: Agreement | Programme | Party, agreements: Collection[Agreement], *, presume_continuity: bool
) -> Row:
    """Return the row of a record.

    Args:
        record: An agreement or programme; or a party, whose row has the days on which some agreement binds it.
        agreements: The agreements that may bind a party.
        presume_continuity: Whether an end that is not stated is presumed not to have come.
    """

    def runs_of(record: Agreement | Programme) -> tuple[StandingRun, ...]:
        if presume_continuity:
            return drawn(record.chain.standings)
        how = {Truth.TRUE: Standing.STATED, Truth.UNKNOWN: Standing.POSSIBLE}
        runs = record.chain.timeline(presume_continuity=False).runs
        return tuple(StandingRun(run.first, run.last, how[run.truth]) for run in runs)

    if isinstance(record, Party):
        return Row(record.id, record.name, firmest(runs_of(each) for each in agreements if record.id in each.parties))
    name = record.title if isinstance(record, Agreement) else record.name
    gaps = tuple(gap_mark(gap) for gap in record.chain.gaps(presume_continuity=presume_continuity))
    return Row(record.id, name, runs_of(record), gaps)


def firmest(timelines: Iterable[tuple[StandingRun, ...]]) -> tuple[StandingRun, ...]:
    """Return how at least one of several stands on each day, the firmest of them.

    Example:
        >>> stated, possible = StandingRun(1, 5, Standing.STATED), StandingRun(4, 9, Standing.POSSIBLE)
        >>> [(run.first, run.last, run.standing.value) for run in firmest([(stated,), (possible,)])]
        [(1, 5, 'stated'), (6, 9, 'possible')]
    """
    runs = [run for timeline in timelines for run in timeline]
    found: list[StandingRun] = []
    for standing in LOOKS:
        taken = _joined(found)
        for first, last in _joined(run for run in runs if run.standing is standing):
            at = first
            for firmer_first, firmer_last in (*taken, (last + 1, last + 1)):
                if at < min(firmer_first, last + 1):
                    found.append(StandingRun(at, min(firmer_first, last + 1) - 1, standing))
                at = max(at, firmer_last + 1)
    return tuple(sorted(found))


def _joined(runs: Iterable[StandingRun]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for run in sorted(runs, key=lambda run: (run.first, run.last)):
        if joined and run.first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], run.last)
        else:
            joined.append((run.first, run.last))
    return joined


def link_rows(chain: RenewalChain) -> Iterator[Row]:
    """Yield a row for each link of a chain: in force from its latest start to its earliest end, possible around it."""
    bounds, last_link = chain.bounds(), len(chain.links) - 1
    for index, link in enumerate(chain.links):
        first, sure = bounds.starts_lo[index], bounds.starts_hi[index]
        low, high = bounds.ends_lo[index], bounds.ends_hi[index]
        presumed = link.end is End.NOT_STATED and (index < last_link or chain.ending is None)
        if link.end is End.NOT_STATED and index < last_link:
            # It is presumed to run until the next starts; a tacit renewal for its own term at least.
            low, high = max(low, bounds.starts_lo[index + 1] - 1), max(high, bounds.starts_hi[index + 1] - 1)
        low, high = min(low, bounds.cut_lo), min(high, bounds.cut_hi)
        firm = Standing.PRESUMED if presumed else Standing.STATED
        runs = [StandingRun(first, min(sure - 1, high), Standing.POSSIBLE)] if first < sure else []
        runs += [StandingRun(sure, low, firm)] if sure <= low else []
        rest = max(sure, low + 1)
        runs += [StandingRun(rest, high, Standing.POSSIBLE)] if rest <= high else []
        name = Name(en="instrument" if index == 0 else f"renewal {index}")
        yield Row(f"link {index}", name, firmest([tuple(runs)]))


def _window(rows: Iterable[Row], checked: int | None) -> tuple[int, int] | None:
    """Return the first and the last day to show, or None if of no row any day is known."""
    runs = [run for row in rows for run in row.runs if run.first < LAST_DAY]
    if not runs:
        return None
    middle = (run for run in runs if run.first > FIRST_DAY or run.last < LAST_DAY)
    return window_of((min(runs, key=lambda run: run.first), *middle, max(runs, key=lambda run: run.last)), checked)


def timeline_picture(
    rows: Sequence[Row],
    *,
    on: Day | None,
    title: str | None,
    ax: Axes | None,
    period: PeriodLike | None = None,
    language: Language = "en",
    checked: PartialDate | None = None,
) -> Figure:
    """Return a timeline with a row for each of several, the first at the top; see `Plots.timeline`."""
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
    canvas = canvas_for(_WIDTH, 1.3 + 0.48 * len(rows), ax, language)
    for y, row in enumerate(rows):
        for run in row.runs:
            _bar(canvas, row.id, y, run, first, last, seen)
        _gaps(canvas, row, y, first, last)
    show_days(canvas, first, last)
    name_rows(canvas, [label_of(canvas, row.name, row.id) for row in rows])
    if on is not None:
        _mark_day(canvas, PartialDate.of(on))
    if seen is not None and first <= seen <= last:
        canvas.axes.axvline(
            day_number(seen + 1), color=canvas.palette.line, linestyle=":", linewidth=1, label="_checked"
        )
    _timeline_legend(canvas, rows, None if seen is None or not first <= seen <= last else str(checked))
    if title:
        write_title(canvas, title, above=6 if on is None else 20)
    return canvas.figure


def chain_picture(chain: RenewalChain, *, on: Day | None, title: str | None, ax: Axes | None) -> Figure:
    """Return a chain as a timeline: the whole at the top, then its links; see `RenewalChain.plot`."""
    if not chain.links:
        raise InvalidRecordError("there is nothing to draw: the instrument was never in force")
    whole = Row("chain", Name(en="in force"), drawn(chain.standings), tuple(gap_mark(gap) for gap in chain.gaps()))
    rows = [whole, *(link_rows(chain) if len(chain.links) > 1 else ())]
    return timeline_picture(rows, on=on, title=title, ax=ax)


def _with_room(rows: Sequence[Row], first: int, last: int) -> tuple[int, int]:
    """A little room at both ends, so that the edge of a first or last bar can be seen."""
    room = max(10, (last - first) // 60)
    opens = any(run.first == FIRST_DAY for row in rows for run in row.runs)
    goes_on = any(run.last == LAST_DAY for row in rows for run in row.runs)
    return first if opens else max(FIRST_DAY + 1, first - room), last if goes_on else min(LAST_DAY - 1, last + room)


def _bar(canvas: Canvas, id: str, y: int, run: StandingRun, first: int, last: int, checked: int | None) -> None:
    start, end = max(run.first, first), min(run.last, last)
    if start > end:
        return
    possible = run.standing is Standing.POSSIBLE
    colour = canvas.palette.possible if possible else canvas.palette.in_force
    for part_first, part_last, share in shades(run.standing, start, end, checked):
        paint: dict[str, Any] = {"facecolor": (colour, share), "edgecolor": colour if share in (1, PALE) else "none"}
        canvas.axes.barh(
            y,
            part_last + 1 - part_first,
            _THICK,
            left=day_number(part_first),
            label=f"_{run.standing.value}:{id}",
            linewidth=0.8,
            **({**_STRIPES, "edgecolor": colour} if possible else paint),
        )
    for open_end, at, mark in ((run.first < first, first, "<"), (run.last > last, last + 1, ">")):
        if open_end:
            canvas.axes.plot(
                [day_number(at)], [y], marker=mark, color=colour, markersize=11, clip_on=False, label="_goes on",
                fillstyle="full" if run.standing is Standing.STATED and checked is None else "none",
            )  # fmt: skip


def _gaps(canvas: Canvas, row: Row, y: int, first: int, last: int) -> None:
    """Mark gaps with a line between two posts, and write their lengths above, one beside the other."""
    position = canvas.axes.get_position()
    inches = max(1.0, canvas.figure.get_size_inches()[0] * position.width * 0.75)
    days_each = _CHARACTER * (last + 1 - first) / inches
    taken = float("-inf")
    for gap in row.gaps:
        start, end = max(gap.first, first), min(gap.last, last)
        if start > end:
            continue
        _gap_line(canvas, gap, y, start, end)
        middle, half = (start + end + 1) / 2, len(gap.label) * days_each / 2
        middle = max(middle, taken + half)
        taken = middle + half + days_each
        write(
            canvas, day_number(0) + middle, y - _THICK / 2 - 0.04, gap.label, ha="center", va="bottom",
            fontsize="small", color=canvas.palette.gap,
            bbox={"facecolor": canvas.axes.get_facecolor(), "edgecolor": "none", "pad": 0.6},
        )  # fmt: skip


def _gap_line(canvas: Canvas, gap: GapMark, y: int, start: int, end: int) -> None:
    level = y if gap.certain else y - _THICK / 2 - 0.02
    canvas.axes.plot(
        [day_number(start), day_number(end + 1)],
        [level, level],
        color=canvas.palette.gap,
        marker="|",
        markersize=9 if gap.certain else 5,
        linewidth=1.4,
        linestyle="-" if gap.certain else ":",
        label=f"_{'gap' if gap.certain else 'possible gap'}",
    )


def _mark_day(canvas: Canvas, day: PartialDate) -> None:
    first, last = day_number(day.first_ordinal), day_number(day.last_ordinal + 1)
    if day.n_days > 1:
        canvas.axes.axvspan(first, last, facecolor="none", edgecolor=canvas.palette.line, hatch="...", label="_day")
    else:
        canvas.axes.axvline(first, color=canvas.palette.line, linestyle="-.", linewidth=1.2, label="_day")
    canvas.axes.annotate(
        str(day), ((first + last) / 2, 1), xycoords=("data", "axes fraction"), ha="center", va="bottom",
        fontsize="small", xytext=(0, 1), textcoords="offset points",
    )  # fmt: skip


def _timeline_legend(canvas: Canvas, rows: Sequence[Row], checked: str | None) -> None:
    patch = require("matplotlib.patches", "plot", "pictures").Patch
    line = require("matplotlib.lines", "plot", "pictures").Line2D
    standings = {run.standing for row in rows for run in row.runs}
    colours, keys = canvas.palette, []
    paints: Mapping[Standing, dict[str, Any]] = {
        Standing.STATED: {"facecolor": colours.in_force, "edgecolor": colours.in_force},
        Standing.PRESUMED: {"facecolor": (colours.in_force, PALE), "edgecolor": colours.in_force},
        Standing.POSSIBLE: {**_STRIPES, "edgecolor": colours.possible},
    }
    for standing, paint in paints.items():
        if standing in standings:
            keys.append(patch(label=LOOKS[standing].words[canvas.language], **paint))
    if any(row.gaps for row in rows):
        keys.append(line([], [], color=colours.gap, marker="|", markersize=9, label=GAP[canvas.language]))
    if checked is not None:
        told = CHECKED[canvas.language].format(day=checked)
        keys.append(line([], [], color=colours.line, linestyle=":", label=told))
    legend(canvas, keys)


# --- Sessions ------------------------------------------------------------------------------------------------------


def sessions_picture(
    conferences: Iterable[Conference],
    *,
    series: str | None,
    title: str | None,
    language: Language,
    ax: Axes | None,
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
    first, last = min(when.first_ordinal for when in held), max(when.last_ordinal for when in held)
    room = max(30, (last - first) // 40)
    first, last = first - room, last + room
    canvas = canvas_for(_WIDTH, 1.0 + 0.48 * len(rows), ax, language)
    labels = []
    for y, (conference, name, sessions) in enumerate(rows):
        for session in sessions:
            _session_mark(canvas, y, session)
        _session_numbers(canvas, y, sessions, first, last)
        undated = sum(session.held is None for session in sessions)
        details = ", ".join(filter(None, (name, f"{undated} without date" if undated else None)))
        labels.append(label_of(canvas, conference.name, conference.id, 84 - len(details), details))
    canvas.axes.grid(axis="x", color=canvas.palette.line, alpha=0.3, linewidth=0.6)
    canvas.axes.set_axisbelow(True)
    show_days(canvas, first, last)
    name_rows(canvas, labels)
    _sessions_legend(canvas)
    if title:
        write_title(canvas, title)
    return canvas.figure


def _series_of(conference: Conference, series: str | None) -> list[tuple[Conference, str | None, Sequence[Session]]]:
    """A row for each series of a conference, in the order of their first sessions; sessions of none stand together."""
    by_series: dict[str | None, list[Session]] = {}
    for session in conference.sessions:
        if series is None or session.series == series:
            by_series.setdefault(session.series, []).append(session)
    return [(conference, name, sessions) for name, sessions in by_series.items()]


def _session_mark(canvas: Canvas, y: int, session: Session) -> None:
    held = session.held
    if held is None:
        return
    start, end = day_number(held.first_ordinal), day_number(held.last_ordinal + 1)
    if isinstance(held, Period) or held.n_days == 1:
        middle = (start + end) / 2
        canvas.axes.plot([middle], [y], "o", color=canvas.palette.in_force, markersize=6, label=f"_held:{session.id}")
        return
    label = f"_possible:{session.id}"
    canvas.axes.barh(y, end - start, 0.3, left=start, edgecolor=canvas.palette.possible, label=label, **_STRIPES)


def _session_numbers(canvas: Canvas, y: int, sessions: Sequence[Session], first: int, last: int) -> None:
    days_each = _NUMBER * (last - first) / (_WIDTH * 0.65)
    taken = float("-inf")
    for session in sessions:
        if session.held is None or session.ordinal is None:
            continue
        middle = (session.held.first_ordinal + session.held.last_ordinal + 1) / 2
        if middle < taken:
            continue
        taken = middle + days_each
        at = day_number(0) + middle, y - 0.17
        write(canvas, *at, str(session.ordinal), ha="center", va="bottom", fontsize="x-small")


def _sessions_legend(canvas: Canvas) -> None:
    line = require("matplotlib.lines", "plot", "pictures").Line2D
    keys = [line([], [], color=canvas.palette.in_force, marker="o", linestyle="", label="held, with its number")]
    if canvas.axes.containers:
        patch = require("matplotlib.patches", "plot", "pictures").Patch
        keys.append(patch(edgecolor=canvas.palette.possible, label="held on one of these days", **_STRIPES))
    legend(canvas, keys)
