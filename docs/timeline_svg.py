"""The timeline of a chain as an SVG that stands in a page. Its colours are those of `_static/site.css`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from html import escape

import mainland_coop as mc

WIDTH, TOP, BAR, AXIS = 720, 24, 22, 62
STRIPES = (
    '<defs><pattern id="mc-stripes" width="8" height="8" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="mc-stripe" width="3" height="8"/></pattern></defs>'
)


def svg(chain: mc.RenewalChain, verified_through: mc.PartialDate | None) -> str | None:
    """Return the picture, or None if no day is known that could be shown."""
    runs = chain.timeline().runs
    low, high = datetime.date.min.toordinal(), datetime.date.max.toordinal()
    known = [day for run in runs for day in (run.first, run.last) if low < day < high]
    if not known:
        return None
    today = known if verified_through is None else [*known, verified_through.last_ordinal]
    first = datetime.date(datetime.date.fromordinal(min(known)).year, 1, 1).toordinal()
    last = datetime.date(min(9998, datetime.date.fromordinal(max(today)).year) + 1, 1, 1).toordinal()
    if runs[0].first == low:
        first = max(low, first - 366)
    scale = WIDTH / (last - first)

    def at(day: int) -> float:
        return round((min(max(day, first), last) - first) * scale, 1)

    box = f"-12 0 {WIDTH + 24} {AXIS + 24}"
    parts = [
        f'<svg class="mc-timeline" role="img" viewBox="{box}" aria-label="{escape(words(runs, low, high))}">',
        STRIPES,
    ]
    for run in runs:
        certain = run.truth is mc.Truth.TRUE
        x, width = at(run.first), max(1.0, round(at(run.last + 1) - at(run.first), 1))
        paint = 'class="mc-certain"' if certain else 'class="mc-possible" fill="url(#mc-stripes)"'
        title = f"{'certainly' if certain else 'possibly'} in force, {span(run.first, run.last, low, high)}"
        parts.append(f'<rect {paint} x="{x}" y="{TOP}" width="{width}" height="{BAR}"><title>{title}</title></rect>')
    parts += gaps(chain, at)
    if runs[-1].last == high:
        shape = "mc-certain" if runs[-1].truth is mc.Truth.TRUE else "mc-possible"
        parts.append(f'<path class="{shape}" d="M{WIDTH} {TOP}l10 {BAR / 2}l-10 {BAR / 2}z"/>')
    parts += axis(first, last, at)
    if verified_through is not None:
        x = at(verified_through.last_ordinal)
        parts.append(
            f'<line class="mc-checked" x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{AXIS}">'
            f"<title>checked through {verified_through}</title></line>"
        )
    return "\n".join([*parts, "</svg>"])


def words(runs: tuple[mc.Run, ...], low: int, high: int) -> str:
    """Return a timeline as a sentence."""
    told = [
        f"{'certainly' if run.truth is mc.Truth.TRUE else 'possibly'} in force {span(run.first, run.last, low, high)}"
        for run in runs
    ]
    return f"Timeline: {'; '.join(told)}; on no other day." if told else "Timeline: never in force."


def span(first: int, last: int, low: int, high: int) -> str:
    begin = "from the start of the calendar" if first == low else f"from {datetime.date.fromordinal(first)}"
    return f"{begin} on" if last == high else f"{begin} through {datetime.date.fromordinal(last)}"


def gaps(chain: mc.RenewalChain, at: Callable[[int], float]) -> Iterator[str]:
    for gap in chain.gaps():
        if not gap.certain:
            continue
        x, end = at(gap.last_day_before.last_ordinal + 1), at(gap.next_start.first_ordinal)
        days = str(gap.longest) if gap.shortest == gap.longest else f"{gap.shortest}–{gap.longest}"
        middle, y = (x + end) / 2, TOP + BAR / 2
        yield (
            f'<g class="mc-gap"><title>gap of {days} days</title>'
            f'<path d="M{x} {y}H{end}M{x} {TOP}v{BAR}M{end} {TOP}v{BAR}"/>'
            f'<text x="{min(max(middle, 36), WIDTH - 36):.1f}" y="{TOP - 8}">{days} days</text></g>'
        )


def axis(first: int, last: int, at: Callable[[int], float]) -> Iterator[str]:
    years = range(datetime.date.fromordinal(first).year, datetime.date.fromordinal(last).year + 1)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10000) if len(years) <= step * 9)
    yield f'<path class="mc-axis" d="M0 {AXIS - 8}H{WIDTH}"/>'
    for year in years:
        if year % step == 0:
            x = at(datetime.date(year, 1, 1).toordinal())
            yield f'<path class="mc-axis" d="M{x} {AXIS - 8}v5"/><text x="{x}" y="{AXIS + 12}">{year}</text>'
