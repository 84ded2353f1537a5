"""Strips as inline SVG, and as a line of characters.

Positions in the SVG are shares of its width, so it fits any page and its text keeps its size. It has no element with an
id, so any number of displays can stand on one page.
"""

from __future__ import annotations

import datetime
import html

from mainland_coop.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.rendering.strips import GapMark, Strip, year_marks
from mainland_coop.rendering.styles import LIGHT
from mainland_coop.truth import Truth
from mainland_coop.validity.timeline import Run

__all__ = ["strip_lines", "strip_svg"]

_TOP, _HEIGHT = 24, 16
_MIDDLE = _TOP + _HEIGHT // 2
_COLUMNS = 60
_LABEL = 0.2
"""The share of the width that a label of a gap may need on a narrow page."""


def strip_svg(strip: Strip) -> list[str]:
    """Return a strip as lines of HTML: an SVG whose label says the same in words, and a legend of its shapes."""
    lines = [f'<svg class="mc-strip" role="img" aria-label="{html.escape(strip.words)}" width="100%" height="62">']
    lines += [_bar(strip, run) for run in strip.runs]
    rows = [-1.0, -1.0]
    for gap in strip.gaps:
        lines += _gap(strip, gap, rows)
    if strip.from_before:
        lines.append(_tip(strip.runs[0], "0", f"M0 0l-8 {_HEIGHT // 2}l8 {_HEIGHT // 2}z"))
    if strip.goes_on:
        lines.append(_tip(strip.runs[-1], "100%", f"M0 0l8 {_HEIGHT // 2}l-8 {_HEIGHT // 2}z"))
    return [*lines, *_axis(strip), "</svg>", _legend(strip)]


def strip_lines(strip: Strip) -> list[str]:
    """Return a strip as two lines of ASCII: a character for each stretch of days, and what the characters mean.

    Example:
        >>> import mainland_coop as mc
        >>> from mainland_coop.rendering.strips import strip_of
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-11", term="P5Y")
        >>> print(strip_lines(strip_of(pact.chain))[0])
        2011-11-01 [?==========================================================?] 2016-11-29
    """
    span = strip.last + 1 - strip.first
    marks = "".join(
        _mark(strip, strip.first + span * i // _COLUMNS, strip.first + span * (i + 1) // _COLUMNS)
        for i in range(_COLUMNS)
    )
    start = "<" if strip.from_before else "["
    end = ">" if strip.goes_on else "]"
    after = strip.goes_on or _day(strip.last)
    before = "" if strip.from_before else f"{_day(strip.first)} "
    told = {"=": "= certainly in force", "?": "? possibly", ".": ". not in force"}
    legend = ", ".join(text for mark, text in told.items() if mark in marks)
    return [f"{before}{start}{marks}{end} {after}", f"({legend})"]


def _mark(strip: Strip, first: int, after: int) -> str:
    """The character for days: what is least sure in them shows, so that no gap is lost."""
    last = max(first, after - 1)
    met = [run for run in strip.runs if run.first <= last and first <= run.last]
    covered = sum(min(run.last, last) - max(run.first, first) + 1 for run in met)
    if covered < last - first + 1:
        return "."
    return "=" if all(run.truth is Truth.TRUE for run in met) else "?"


def _bar(strip: Strip, run: Run) -> str:
    x, end = strip.share(run.first), strip.share(run.last + 1)
    begin = "before" if strip.from_before and run.first == strip.first else _day(run.first)
    until = strip.goes_on if strip.goes_on and run.last == strip.last else _day(run.last)
    box = f'x="{x:.3%}" y="{_TOP}" width="{end - x:.3%}" height="{_HEIGHT}"'
    if run.truth is Truth.TRUE:
        title = f"<title>certainly in force: {begin} to {until}</title>"
        return f'<rect class="mc-certain" {box} fill="{LIGHT.certain}">{title}</rect>'
    colour = LIGHT.uncertain
    title = f"<title>possibly in force: {begin} to {until}</title>"
    return (
        f'<g>{title}<line class="mc-stripes" x1="{x:.3%}" x2="{end:.3%}" y1="{_MIDDLE}" y2="{_MIDDLE}" '
        f'stroke="{colour}" stroke-width="{_HEIGHT}" stroke-dasharray="2 4"/>'
        f'<rect class="mc-outline" {box} fill="none" stroke="{colour}" stroke-dasharray="4 2"/></g>'
    )


def _gap(strip: Strip, gap: GapMark, rows: list[float]) -> list[str]:
    """A gap: a line from end to end between two posts, and its length above, where there is room for it."""
    x, end = max(0.0, strip.share(gap.first)), min(1.0, strip.share(gap.last + 1))
    line = f'class="mc-gap" stroke="{LIGHT.gap}" stroke-width="2"'
    dashes = "" if gap.certain else ' stroke-dasharray="3 3"'
    y = _MIDDLE if gap.certain else _TOP - 3
    told = "gap" if gap.certain else "possible gap"
    lines = [f"<g><title>{told} of {gap.label.rstrip('?')}</title>"]
    lines.append(f'<line {line}{dashes} x1="{x:.3%}" x2="{end:.3%}" y1="{y}" y2="{y}"/>')
    if gap.certain:
        posts = f'y1="{_TOP}" y2="{_TOP + _HEIGHT}"'
        lines += [f'<line {line} x1="{post:.3%}" x2="{post:.3%}" {posts}/>' for post in (x, end)]
    lines.append("</g>")
    middle = (x + end) / 2
    for row, taken in enumerate(rows):
        if middle - _LABEL / 2 >= taken:
            rows[row] = middle + _LABEL / 2
            anchor = "start" if middle < _LABEL / 2 else "end" if middle > 1 - _LABEL / 2 else "middle"
            lines.append(
                f'<text x="{middle:.3%}" y="{18 - 13 * row}" text-anchor="{anchor}" fill="currentColor" '
                f'aria-hidden="true">{html.escape(gap.label)}</text>'
            )
            break
    return lines


def _tip(run: Run, x: str, path: str) -> str:
    """The point of an arrow: it goes on beyond the window."""
    certain = run.truth is Truth.TRUE
    kind, colour = ("mc-certain", LIGHT.certain) if certain else ("mc-outline", LIGHT.uncertain)
    paint = f'fill="{colour}"' if certain else f'fill="none" stroke="{colour}"'
    return f'<svg x="{x}" y="{_TOP}" overflow="visible"><path class="{kind}" {paint} d="{path}"/></svg>'


def _axis(strip: Strip) -> list[str]:
    y = _TOP + _HEIGHT + 4
    lines = [f'<line class="mc-axis" stroke="{LIGHT.line}" x1="0" x2="100%" y1="{y}" y2="{y}"/>']
    marks = [(strip.share(day), label, "middle") for day, label in year_marks(strip.first, strip.last)]
    if len(marks) < 2:
        marks = [(0.0, _day(strip.first), "start"), (1.0, _day(strip.last), "end")]
    for x, label, anchor in marks:
        lines.append(
            f'<line class="mc-axis" stroke="{LIGHT.line}" x1="{x:.3%}" x2="{x:.3%}" y1="{y}" y2="{y + 4}"/>'
            f'<text x="{x:.3%}" y="{y + 17}" text-anchor="{anchor}" fill="currentColor" aria-hidden="true">'
            f"{label}</text>"
        )
    return lines


def _legend(strip: Strip) -> str:
    truths = {run.truth for run in strip.runs}
    told = []
    if Truth.TRUE in truths:
        told.append("■ certainly in force")
    if Truth.UNKNOWN in truths:
        told.append("▥ possibly in force")
    if strip.gaps:
        told.append("├─┤ gap, with its length")
    if strip.goes_on:
        told.append(f"▷ goes on: {strip.goes_on}")
    return f'<p class="mc-legend" aria-hidden="true">{" &nbsp; ".join(told)}</p>'


def _day(ordinal: int) -> str:
    return datetime.date.fromordinal(min(max(ordinal, FIRST_DAY), LAST_DAY)).isoformat()
