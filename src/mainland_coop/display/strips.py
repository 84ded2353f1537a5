"""Timelines as something to look at: strips, drawn as SVG and as a line of characters."""

from __future__ import annotations

import datetime
import html
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

import attrs

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.display.looks import CHECKED, DARK, DAYS, GAP, LIGHT, LOOKS, ONE_DAY, PALE, Palette, drawn, shades
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.showing import Language
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.links import End
from mainland_coop.validity.possible_worlds import Gap
from mainland_coop.validity.standing import Standing, StandingRun

_MARGIN = 0.12
"""How much of what is known a window shows beyond it, where a chain goes on without a known end."""


_TOLD = 24
"""How many runs are told in words."""


@attrs.frozen
class GapMark(Public):
    """A gap between two links, to be marked.

    Attributes:
        first: The first day to mark, as an ordinal: of a certain gap the days that are in it in every world, of one
            that is only possible all that may be.
        last: The last day to mark.
        certain: Whether every world has the gap.
        label: Its length in days.
    """

    first: int
    last: int
    certain: bool
    label: str


@attrs.frozen
class Strip(Public):
    """The timeline of one chain within a window.

    Attributes:
        first: The first day of the window, as an ordinal.
        last: The last day of the window.
        runs: The runs of days of one standing, cut to the window; those not in force left out.
        gaps: The gaps between links.
        from_before: Whether it may have begun before the window.
        goes_on: Why the last run leads out of the window, or None if it does not.
        checked: The day to which the register or the record was checked, as an ordinal, if it was.
        words: The same in words.
    """

    first: int
    last: int
    runs: tuple[StandingRun, ...]
    gaps: tuple[GapMark, ...]
    from_before: bool
    goes_on: str | None
    checked: int | None
    words: str

    def share(self, day: int) -> float:
        """Return how much of the window lies before a day, from 0 to 1."""
        return (day - self.first) / (self.last + 1 - self.first)


def gap_mark(gap: Gap, language: Language = "en") -> GapMark:
    """Return where a gap is to be marked, and its length as a label in a language.

    Example:
        >>> import mainland_coop as mc
        >>> chain = mc.load().agreements["doj-shenzhen-legal-matters-2011"].chain
        >>> [gap_mark(gap).label for gap in chain.gaps()]
        ['321 days', '171–200 days']
    """
    before, after = gap.last_day_before, gap.next_start
    words = (ONE_DAY if gap.longest == 1 else DAYS)[language]
    if gap.certain:
        days = str(gap.longest) if gap.shortest == gap.longest else f"{gap.shortest}–{gap.longest}"
        label = words.format(number=days)
        return GapMark(before.last_ordinal + 1, after.first_ordinal - 1, True, label)
    label = words.format(number=f"0–{gap.longest}") + "?"
    return GapMark(before.first_ordinal + 1, after.last_ordinal - 1, False, label)


def window_of(runs: tuple[StandingRun, ...], checked: int | None = None) -> tuple[int, int] | None:
    """Return the first and the last day to show of runs: all that is known, and a margin where they go on.

    It reaches at least to the day of the check, if there was one, and never depends on the day of the call. Without a
    known day there is none; the last days of the calendar are none, though a chain that may start on any day is in
    force on the very last.
    """
    known = [day for run in runs for day in (run.first, run.last) if FIRST_DAY < day < LAST_DAY - 1]
    if not known:
        return None
    first, last = min(known), max(known)
    if checked is not None:
        last = max(last, checked)
    margin = max(366, round((last - first) * _MARGIN))
    if runs[0].first == FIRST_DAY:
        first = max(FIRST_DAY, first - margin)
    if runs[-1].last >= LAST_DAY - 1:
        last = min(LAST_DAY, last + margin)
    return min(first, last), last


def strip_of(chain: RenewalChain, checked: int | None = None) -> Strip | None:
    """Return the strip of a chain, or None if it has no day that could be shown.

    Args:
        chain: The chain.
        checked: The day to which it was checked, as an ordinal; the strip reaches there and marks it.
    """
    runs = tuple(
        run._replace(last=LAST_DAY) if run.last >= LAST_DAY - 1 else run
        for run in drawn(chain.standings)
        if run.first < LAST_DAY
    )
    window = window_of(runs, checked)
    if window is None:
        return None
    first, last = window
    goes_on = None
    if runs[-1].last == LAST_DAY:
        ends = {End.OPEN: "open-ended", End.NOT_STATED: "end not stated"}
        goes_on = "end not known" if isinstance(chain.expires, PartialDate) else ends[chain.expires]
    cut = tuple(StandingRun(max(run.first, first), min(run.last, last), run.standing) for run in runs)
    gaps = tuple(gap_mark(gap) for gap in chain.gaps())
    sentences = tuple(run_words(runs[:_TOLD], goes_on))
    words = "; ".join((*sentences, f"and {len(runs) - _TOLD} runs of days more") if len(runs) > _TOLD else sentences)
    seen = "" if checked is None else f"; {_checked(checked)}"
    return Strip(first, last, cut, gaps, runs[0].first == FIRST_DAY, goes_on, checked, f"Timeline: {words}{seen}.")


def year_marks(first: int, last: int, most: int = 8) -> tuple[tuple[int, str], ...]:
    """Return days to mark on an axis, as ordinals with their labels: first days of years, evenly spread.

    Example:
        >>> [label for _, label in year_marks(733_000, 739_000)]
        ['2010', '2015', '2020']
    """
    start, end = datetime.date.fromordinal(first).year, datetime.date.fromordinal(last).year
    step = next(s * 10**power for power in range(5) for s in (1, 2, 5) if (end - start) / (s * 10**power) <= most)
    years = range(-(-start // step) * step, end + 1, step)
    days = ((datetime.date(year, 1, 1).toordinal(), str(year)) for year in years if year > 0)
    return tuple((day, label) for day, label in days if first <= day <= last)


def run_words(runs: tuple[StandingRun, ...], goes_on: str | None = None) -> Iterator[str]:
    """Yield runs of days in words, and what lies between them; the last may go on for a reason."""
    previous = None
    for run in runs:
        if previous is not None and run.first > previous + 1:
            days = run.first - previous - 1
            yield f"not in force for {days} day{'' if days == 1 else 's'}"
        how = LOOKS[run.standing].words["en"]
        begin = "" if run.first == FIRST_DAY else f" from {_day(run.first)}"
        why = "" if goes_on is None or goes_on in how else f" ({goes_on})"
        end = f" on{why}" if run.last == LAST_DAY else f" through {_day(run.last)}"
        yield f"{how}{',' if ',' in how else ''}{begin}{end}"
        previous = run.last


def _colours(palette: Palette) -> str:
    return "".join(f"--mc-{name.replace('_', '-')}:{value};" for name, value in attrs.asdict(palette).items())


# What a notebook says of its own theme goes before what the system prefers: JupyterLab, VS Code, and furo's pages.
_LIGHT_THEMES = ('[data-jp-theme-light="true"]', ".vscode-light", '[data-theme="light"]')
DARK_THEMES = ('[data-jp-theme-light="false"]', ".vscode-dark", '[data-theme="dark"]')


def _within(themes: tuple[str, ...], palette: Palette) -> str:
    return f"{','.join(f'{theme} .mainland-coop' for theme in themes)}{{{_colours(palette)}}}"


_RULES = """
&{max-width:72rem;line-height:1.45;overflow-x:auto;text-align:left}
& h3{font-size:1.15em;margin:.4em 0}
& h4{font-size:1em;margin:.8em 0 .2em}
& p,& ul{margin:.3em 0}
& dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.1em 1em;margin:.4em 0;width:auto}
& dt{font-weight:600;margin:0;padding:0;float:none;width:auto}
& dd{margin:0;padding:0;float:none;width:auto;overflow-wrap:anywhere}
& table{border-collapse:collapse;table-layout:auto;margin:.4em 0;font-size:.95em;color:inherit}
& table caption{text-align:left;font-weight:600;padding:.2em 0;caption-side:top;color:inherit}
& table th,& table td{text-align:left;vertical-align:top;padding:.2em .8em .2em 0;\
white-space:normal;border:0;border-bottom:1px solid var(--mc-line);max-width:none}
& table th[scope=row]{font-weight:400;overflow-wrap:break-word}
& table th[scope=col]{white-space:nowrap}
& table td.mc-short{white-space:nowrap}
& svg.mc-strip{display:block;width:calc(100% - 20px);height:62px;margin:.4em 10px;overflow:visible;\
font:12px system-ui,sans-serif}
& .mc-solid,& .mc-fading{fill:var(--mc-in-force)}
& .mc-pale{fill:var(--mc-in-force);stroke:var(--mc-in-force)}
& .mc-outline{fill:none;stroke:var(--mc-possible)}
& .mc-stripes{stroke:var(--mc-possible)}
& .mc-gap{stroke:var(--mc-gap)}
& .mc-axis{stroke:var(--mc-line)}
& .mc-legend{font-size:.85em}
& svg.mc-row{display:inline-block;vertical-align:middle;max-width:none}
& .mc-drawn{display:inline!important}
& .mc-image{display:none!important}
@media (max-width:32rem){& dl{grid-template-columns:1fr}& dd{margin:0 0 .3em}}
""".replace("&", ".mainland-coop" * 3)
# Three times the class, for JupyterLab's own rules name up to two classes and an element.

STYLE = (
    f"<style>.mainland-coop{{{_colours(LIGHT)}}}"
    f"@media (prefers-color-scheme:dark){{.mainland-coop{{{_colours(DARK)}}}}}"
    f"{_within(_LIGHT_THEMES, LIGHT)}{_within(DARK_THEMES, DARK)}{_RULES}</style>\n"
)
"""The style of displays, with no rule for anything outside of them."""

STRIP_HEIGHT, STRIP_MARGIN = 62, 10
"""How high a drawing of a strip is, and how far the points of its arrows reach beyond it, in pixels."""

_TOP, _HEIGHT = 24, 16
_MIDDLE = _TOP + _HEIGHT // 2
_COLUMNS = 60
_LABEL = 0.2
"""The share of the width that a label of a gap may need on a narrow page."""


def strip_svg(strip: Strip) -> list[str]:
    """Return a strip as lines of HTML: an SVG whose label says the same in words, and a legend of its shapes."""
    size = f'width="100%" height="{STRIP_HEIGHT}"'
    lines = [f'<svg class="mc-strip" role="img" aria-label="{html.escape(strip.words)}" {size}>']
    lines += [_bar(strip, run) for run in strip.runs]
    rows = [-1.0, -1.0]
    for gap in strip.gaps:
        lines += _gap(strip, gap, rows)
    if strip.from_before:
        lines.append(_tip(strip.runs[0], "0", f"M0 0l-8 {_HEIGHT // 2}l8 {_HEIGHT // 2}z"))
    if strip.goes_on:
        lines.append(_tip(strip.runs[-1], "100%", f"M0 0l8 {_HEIGHT // 2}l-8 {_HEIGHT // 2}z"))
    return [*lines, *_axis(strip), "</svg>", _legend(strip)]


def strip_lines(strip: Strip, columns: int | None = None) -> list[str]:
    """Return a strip as two lines of ASCII: a character for every few days, and what the characters mean.

    Args:
        strip: The strip.
        columns: How wide the first line may be, where it can be kept to; with 60 characters of days if not given.

    Example:
        >>> import mainland_coop as mc
        >>> from mainland_coop.display.strips import strip_of
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-11", term="P5Y")
        >>> print(strip_lines(strip_of(pact.chain))[0])
        2011-11-01 [?==========================================================?] 2016-11-29
    """
    days = strip.last + 1 - strip.first
    start = "<" if strip.from_before else f"{_day(strip.first)} ["
    end = f"> {strip.goes_on}" if strip.goes_on else f"] {_day(strip.last)}"
    size = _COLUMNS if columns is None else max(10, min(_COLUMNS, columns - len(start) - len(end) - 1))
    edges = [strip.first + days * column // size for column in range(size + 1)]
    marks = "".join(_mark(strip, first, after) for first, after in pairwise(edges))
    column = 0 if strip.checked is None else bisect_left(edges, strip.checked + 1)
    seen = strip.checked is not None and 0 < column < size
    if seen:
        marks = f"{marks[:column]}|{marks[column:]}"
    legend = [f"{look.mark} {look.words['en']}" for look in LOOKS.values() if look.mark in marks]
    return [f"{start}{marks}{end}", f"({'; '.join([*legend, *([f'| {_checked(strip.checked)}'] if seen else [])])})"]


def _mark(strip: Strip, first: int, after: int) -> str:
    """The character for days: what is least firm in them shows, so that no gap is lost."""
    last = max(first, after - 1)
    met = [run for run in strip.runs if run.first <= last and first <= run.last]
    covered = sum(min(run.last, last) - max(run.first, first) + 1 for run in met)
    if covered < last - first + 1:
        return LOOKS[Standing.NOT_IN_FORCE].mark
    found = {run.standing for run in met}
    return [look.mark for standing, look in LOOKS.items() if standing in found][-1]


def _checked(day: int | None) -> str:
    return CHECKED["en"].format(day=_day(day or FIRST_DAY))


def _bar(strip: Strip, run: StandingRun) -> str:
    """A run of days, in as many parts as it has shades, under one title."""
    begin = "before" if strip.from_before and run.first == strip.first else _day(run.first)
    until = strip.goes_on if strip.goes_on and run.last == strip.last else _day(run.last)
    title = f"<title>{LOOKS[run.standing].words['en']}: {begin} to {until}</title>"
    if run.standing is Standing.POSSIBLE:
        x, end, colour = f"{strip.share(run.first):.3%}", f"{strip.share(run.last + 1):.3%}", LIGHT.possible
        return (
            f'<g>{title}<line class="mc-stripes" x1="{x}" x2="{end}" y1="{_MIDDLE}" y2="{_MIDDLE}" '
            f'stroke="{colour}" stroke-width="{_HEIGHT}" stroke-dasharray="2 4"/>'
            f'<rect class="mc-outline" {_box(strip, run.first, run.last)} fill="none" stroke="{colour}" '
            f'stroke-dasharray="4 2"/></g>'
        )
    parts = "".join(
        _part(_box(strip, first, last), share)
        for first, last, share in shades(run.standing, run.first, run.last, strip.checked)
    )
    return f"<g>{title}{parts}</g>"


def _part(box: str, share: float) -> str:
    if share == 1:
        return f'<rect class="mc-solid" {box} fill="{LIGHT.in_force}"/>'
    # What fades out has no frame, which would show its steps.
    frame = f' class="mc-pale" stroke="{LIGHT.in_force}"' if share == PALE else ' class="mc-fading"'
    return f'<rect{frame} {box} fill="{LIGHT.in_force}" fill-opacity="{share:g}"/>'


def _box(strip: Strip, first: int, last: int) -> str:
    x, end = strip.share(first), strip.share(last + 1)
    return f'x="{x:.3%}" y="{_TOP}" width="{end - x:.3%}" height="{_HEIGHT}"'


def _gap(strip: Strip, gap: GapMark, rows: list[float]) -> list[str]:
    """A gap: a line from end to end between two posts, and its length above, where there is room for it."""
    x, end = max(0.0, strip.share(gap.first)), min(1.0, strip.share(gap.last + 1))
    line = f'class="mc-gap" stroke="{LIGHT.gap}" stroke-width="2"'
    dashes = "" if gap.certain else ' stroke-dasharray="3 3"'
    y = _MIDDLE if gap.certain else _TOP - 3
    kind = "gap" if gap.certain else "possible gap"
    lines = [
        f"<g><title>{kind} of {gap.label.rstrip('?')}</title>",
        f'<line {line}{dashes} x1="{x:.3%}" x2="{end:.3%}" y1="{y}" y2="{y}"/>',
    ]
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


def _tip(run: StandingRun, x: str, path: str) -> str:
    """The point of an arrow: it goes on beyond the window."""
    possible = run.standing is Standing.POSSIBLE
    kind, colour = ("outline", LIGHT.possible) if possible else ("pale", LIGHT.in_force)
    paint = f'fill="none" stroke="{colour}"' if possible else f'fill="{colour}" stroke="{colour}" fill-opacity="{PALE}"'
    return f'<svg x="{x}" y="{_TOP}" overflow="visible"><path class="mc-{kind}" {paint} d="{path}"/></svg>'


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
    if strip.checked is not None and strip.first <= strip.checked <= strip.last:
        at = f"{strip.share(strip.checked + 1):.3%}"
        lines.append(
            f'<g><title>{_checked(strip.checked)}</title><line class="mc-axis mc-checked" stroke="{LIGHT.line}" '
            f'stroke-dasharray="2 2" x1="{at}" x2="{at}" y1="{_TOP - 6}" y2="{y + 4}"/></g>'
        )
    return lines


_SIGNS = {Standing.STATED: "■", Standing.PRESUMED: "▤", Standing.POSSIBLE: "▥"}


def _legend(strip: Strip) -> str:
    shown = {run.standing for run in strip.runs}
    marks = [f"{_SIGNS[standing]} {LOOKS[standing].words['en']}" for standing in _SIGNS if standing in shown]
    marks += [f"├─┤ {GAP['en']}"] if strip.gaps else []
    marks += [f"▷ goes on: {strip.goes_on}"] if strip.goes_on else []
    marks += [] if strip.checked is None else [f"┊ {_checked(strip.checked)}"]
    return f'<p class="mc-legend" aria-hidden="true">{" &nbsp; ".join(marks)}</p>'


def _day(ordinal: int) -> str:
    return datetime.date.fromordinal(min(max(ordinal, FIRST_DAY), LAST_DAY)).isoformat()
