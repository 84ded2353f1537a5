"""Colours of displays and pictures, for light and dark surroundings, and the style sheet of displays.

Text takes the colour of what is around it. The colours are for shapes, and each shape can be told without them:
certain days are filled, uncertain ones striped, gaps empty and labelled.
"""

from __future__ import annotations

import attrs

__all__ = ["DARK", "LIGHT", "STYLE", "Palette"]


@attrs.frozen
class Palette:
    """The colours for one kind of surroundings, as in CSS.

    Attributes:
        certain: Days certainly in force.
        uncertain: Days possibly in force.
        gap: Gaps.
        line: Rules and axes.
    """

    certain: str
    uncertain: str
    gap: str
    line: str


LIGHT = Palette(certain="#0f766e", uncertain="#b45309", gap="#b91c1c", line="#6b7280")
DARK = Palette(certain="#2dd4bf", uncertain="#fbbf24", gap="#f87171", line="#9ca3af")


def _colours(palette: Palette) -> str:
    return "".join(f"--mc-{name}:{value};" for name, value in attrs.asdict(palette).items())


# What a notebook says of its own theme goes before what the system prefers: JupyterLab, VS Code, and furo's pages.
_LIGHT_THEMES = ('[data-jp-theme-light="true"]', ".vscode-light", '[data-theme="light"]')
_DARK_THEMES = ('[data-jp-theme-light="false"]', ".vscode-dark", '[data-theme="dark"]')


def _within(themes: tuple[str, ...], palette: Palette) -> str:
    return f"{','.join(f'{theme} .mainland-coop' for theme in themes)}{{{_colours(palette)}}}"


_RULES = """
.mainland-coop{max-width:72rem;line-height:1.45;overflow-x:auto;text-align:left}
.mainland-coop h3{font-size:1.15em;margin:.4em 0}
.mainland-coop h4{font-size:1em;margin:.8em 0 .2em}
.mainland-coop p,.mainland-coop ul{margin:.3em 0}
.mainland-coop dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.1em 1em;margin:.4em 0}
.mainland-coop dt{font-weight:600;margin:0;padding:0}
.mainland-coop dd{margin:0;padding:0;overflow-wrap:anywhere}
.mainland-coop table{border-collapse:collapse;margin:.4em 0;font-size:.95em}
.mainland-coop table caption{text-align:left;font-weight:600;padding:.2em 0;caption-side:top;color:inherit}
.mainland-coop table th,.mainland-coop table td{text-align:left;vertical-align:top;padding:.2em .8em .2em 0;\
white-space:normal;border:0;border-bottom:1px solid var(--mc-line);max-width:none}
.mainland-coop table th[scope=row]{font-weight:400;font-family:ui-monospace,monospace;overflow-wrap:break-word}
.mainland-coop table td.mc-short{white-space:nowrap}
.mainland-coop svg.mc-strip{display:block;width:calc(100% - 20px);height:62px;margin:.4em 10px;overflow:visible;\
font:12px system-ui,sans-serif}
.mainland-coop .mc-certain{fill:var(--mc-certain)}
.mainland-coop .mc-outline{fill:none;stroke:var(--mc-uncertain)}
.mainland-coop .mc-stripes{stroke:var(--mc-uncertain)}
.mainland-coop .mc-gap{stroke:var(--mc-gap)}
.mainland-coop .mc-axis{stroke:var(--mc-line)}
.mainland-coop .mc-legend{font-size:.85em}
@media (max-width:32rem){.mainland-coop dl{grid-template-columns:1fr}.mainland-coop dd{margin:0 0 .3em}}
"""

STYLE = (
    f"<style>.mainland-coop{{{_colours(LIGHT)}}}"
    f"@media (prefers-color-scheme:dark){{.mainland-coop{{{_colours(DARK)}}}}}"
    f"{_within(_LIGHT_THEMES, LIGHT)}{_within(_DARK_THEMES, DARK)}{_RULES}</style>\n"
)
"""The style of displays, with no rule for anything outside of them."""
