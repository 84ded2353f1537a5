"""The picture of the front page: how many agreements were in force on the first day of each year, and how firmly.

It is SVG with its text as text, one file for light pages and one for dark ones. Both are kept in `docs/_static`, where
the README finds them; `python docs/make_pictures.py` writes them anew after the data has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import mainland_coop as mc
from mainland_coop.display.looks import DARK, LIGHT, LOOKS, PALE, Palette

FIRST_YEAR = 1997
SHOWN = (mc.Standing.STATED, mc.Standing.PRESUMED, mc.Standing.POSSIBLE)
"""What is stacked, from the bottom up."""
WIDTH, HEIGHT = 600, 350
LEFT, RIGHT, TOP, BOTTOM = 44, 22, 34, 316
LINE = 25
INK = {"light": ("#1d2327", "#545d66", "#dedad1"), "dark": ("#e7e9eb", "#a3adb6", "#31383e")}
"""The colours of headings, of labels and of the grid."""
PALETTES = {"light": LIGHT, "dark": DARK}


def years(registry: mc.Registry) -> dict[int, dict[mc.Standing, int]]:
    """Count the agreements by standing on 1 January of each year up to the day to which the register was checked."""
    day = registry.verified_through
    assert day is not None
    counted = registry.standings_by("year", f"{FIRST_YEAR}/{day.latest.year}")
    return {first.year: {standing: counts[standing] for standing in SHOWN} for first, counts in counted}


def told(counts: dict[int, dict[mc.Standing, int]]) -> str:
    """What the picture shows, in words."""
    (first, before), (last, after) = (list(counts.items())[place] for place in (0, -1))
    return (
        f"In {first}, {before[SHOWN[0]]} agreements were in force by stated dates, and {before[SHOWN[1]]} with no end"
        f" stated. In {last}, {after[SHOWN[0]]} are in force by stated dates, {after[SHOWN[1]]} with no end stated, and"
        f" {after[SHOWN[2]]} may be."
    )


def svg(registry: mc.Registry, scheme: str) -> str:
    """Draw it for a scheme, `light` or `dark`."""
    counts = years(registry)
    palette, (ink, soft, grid) = PALETTES[scheme], INK[scheme]
    step = 100
    highest = max(sum(each.values()) for each in counts.values())
    scale = (BOTTOM - TOP) / (-(-highest // step) * step)
    title = "Agreements in force on 1 January of each year"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="en" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}" font-family="system-ui, sans-serif" font-size="17" fill="{soft}">'
    )
    return "\n".join(
        [
            head,
            f"<title>{title}</title>",
            f"<desc>{escape(told(counts))}</desc>",
            _hatch(palette),
            f'<text x="{LEFT}" y="17" fill="{ink}" font-weight="600">{title}</text>',
            *_grid(range(step, highest + 1, step), scale, grid),
            *_columns(counts, scale, palette),
            *_legend(counts, palette, ink),
            f'<path d="M{LEFT} {BOTTOM}H{WIDTH - RIGHT}" stroke="{soft}"/>',
            "</svg>\n",
        ]
    )


def _hatch(palette: Palette) -> str:
    return (
        '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0V5" stroke="{palette.possible}" stroke-width="4"/></pattern>'
    )


def _fill(standing: mc.Standing, palette: Palette) -> str:
    """The attributes that make a box look as the standing does everywhere."""
    if standing is mc.Standing.STATED:
        return f'fill="{palette.in_force}"'
    if standing is mc.Standing.PRESUMED:
        return f'fill="{palette.in_force}" fill-opacity="{PALE}"'
    return 'fill="url(#hatch)"'


def _grid(values: range, scale: float, colour: str) -> Iterator[str]:
    for value in values:
        y = BOTTOM - value * scale
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{colour}"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 6:.1f}" text-anchor="end">{value}</text>'


def _columns(counts: dict[int, dict[mc.Standing, int]], scale: float, palette: Palette) -> Iterator[str]:
    pitch = (WIDTH - LEFT - RIGHT) / len(counts)
    for place, (year, each) in enumerate(counts.items()):
        x, y = LEFT + place * pitch, float(BOTTOM)
        for standing, number in each.items():
            y -= number * scale
            box = f'x="{x + 1:.1f}" y="{y:.1f}" width="{pitch - 2:.1f}" height="{number * scale:.1f}"'
            yield f"<rect {box} {_fill(standing, palette)}/>"
        if place in (0, len(counts) - 1) or (year % 5 == 0 and 2 < place < len(counts) - 3):
            yield f'<text x="{x + pitch / 2:.1f}" y="{BOTTOM + 20}" text-anchor="middle">{year}</text>'


def _legend(counts: dict[int, dict[mc.Standing, int]], palette: Palette, ink: str) -> Iterator[str]:
    """What each look means, in the corner of the years with few agreements, with the numbers of the last year."""
    year, last = list(counts.items())[-1]
    x, y = LEFT + 12, TOP + 34
    yield f'<text x="{x}" y="{y - LINE + 4}" fill="{ink}">On 1 January {year}</text>'
    for standing in reversed(SHOWN):
        yield f'<rect x="{x}" y="{y - 7}" width="16" height="12" {_fill(standing, palette)}/>'
        yield f'<text x="{x + 60}" y="{y + 6}" fill="{ink}" font-weight="600" text-anchor="end">{last[standing]}</text>'
        yield f'<text x="{x + 68}" y="{y + 6}">{escape(LOOKS[standing].words["en"])}</text>'
        y += LINE


def write(folder: Path, registry: mc.Registry) -> None:
    """Write both files."""
    for scheme in PALETTES:
        (folder / f"standings-{scheme}.svg").write_text(svg(registry, scheme), encoding="utf-8")
