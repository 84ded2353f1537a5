"""The drawing of the floors on the page of the architecture, made from the contract that import-linter holds them to.

The contract stands in `pyproject.toml`; what a floor is for is the first sentence of its docstring. The build of the
pages writes the drawing; `python docs/floors_picture.py` prints it. It is SVG with its text as text, and stands in the
page itself, so that it is light or dark as the page is.
"""

from __future__ import annotations

import ast
import re
import textwrap
import tomllib
from pathlib import Path
from xml.sax.saxutils import escape

PROJECT = Path(__file__).resolve().parent.parent
WIDTH, EDGE, GAP, PAD, LEFT = 760, 12, 6, 12, 40
ROOM = WIDTH - LEFT - EDGE
NAMES, LINE, LETTER = 130, 18, 6.7
LIGHT = "--ground:#ffffff;--box:#f1f5f9;--line:#64748b;--name:#0f172a;--words:#334155"
DARK = "--ground:#131416;--box:#1e293b;--line:#94a3b8;--name:#f8fafc;--words:#cbd5e1"
STYLE = f"""
.floors{{{LIGHT};font:14px system-ui,sans-serif;max-width:100%;height:auto}}
@media (prefers-color-scheme:dark){{.floors{{{DARK}}}}}
body[data-theme="light"] .floors{{{LIGHT}}}
body[data-theme="dark"] .floors{{{DARK}}}
.floors .ground{{fill:var(--ground)}}
.floors .box{{fill:var(--box);stroke:var(--line)}}
.floors .arrow{{fill:none;stroke:var(--line);stroke-width:2}}
.floors .name{{fill:var(--name);font-weight:600}}
.floors .words{{fill:var(--words);font-size:13px}}
"""


def floors(project: Path = PROJECT) -> list[list[str]]:
    """The floors from the top down; those of one row do not import each other."""
    contracts = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [[name.strip() for name in layer.split("|")] for layer in layers]


def purpose(name: str, project: Path = PROJECT) -> str:
    """What a floor is for: the first sentence of its docstring."""
    place = project / "src" / "mainland_coop" / name
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    docstring = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return re.split(r"[.;]\s", docstring + " ")[0].replace("`", "")


def texts(kind: str, lines: list[str], x: float, y: int) -> str:
    return "".join(
        f'<text class="{kind}" x="{x:g}" y="{y + LINE * number}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )


def row(names: list[str], y: int) -> tuple[str, int]:
    """The boxes of a row and its height: a floor has its purpose beside its name, one of several below it, in short."""
    alone = len(names) == 1
    width = (ROOM - GAP * (len(names) - 1)) / len(names)
    told = [purpose(name) if alone else purpose(name).partition(":")[0] for name in names]
    room = int((width - (NAMES if alone else 2 * PAD)) / LETTER)
    lines = [textwrap.wrap(words, room) for words in told]
    height = 2 * PAD + LINE * (max(map(len, lines)) + (not alone)) - 6
    boxes = []
    for number, name in enumerate(names):
        x = LEFT + number * (width + GAP)
        at = (x + NAMES, y + PAD + 10) if alone else (x + PAD, y + PAD + 10 + LINE)
        boxes.append(
            f'<rect class="box" x="{x:g}" y="{y}" width="{width:g}" height="{height}" rx="5"/>'
            + texts("name", [name], x + PAD, y + PAD + 10)
            + texts("words", lines[number], *at)
        )
    return "\n".join(boxes), height


def svg(rows: list[list[str]]) -> str:
    boxes, y = [], EDGE
    for names in rows:
        drawn, height = row(names, y)
        boxes.append(drawn)
        y += height + GAP
    height = y - GAP + EDGE
    order = "; ".join(" beside ".join(names) for names in rows)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="floors" role="img" viewBox="0 0 {WIDTH} {height}"'
        f' width="{WIDTH}" height="{height}" aria-label="{escape(f"The floors from the top down: {order}.")}">'
    )
    return "\n".join(
        [
            head,
            f"<style>{STYLE}</style>",
            f'<rect class="ground" width="{WIDTH}" height="{height}"/>',
            f'<path class="arrow" d="M20 {EDGE}V{height - EDGE}m-6 -9l6 9l6 -9"/>',
            *boxes,
            "</svg>\n",
        ]
    )


def write(file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(svg(floors()), encoding="utf-8")


if __name__ == "__main__":
    print(svg(floors()), end="")
