"""Drawings that outlive a notebook's distrust.

A notebook that somebody else ran is not trusted. JupyterLab then drops style sheets and SVG, though not the texts
within the SVG, and keeps pictures and the style of an element. So a drawing stands there twice: as SVG that is not
displayed unless the style sheet says so, and as a picture that is displayed unless the style sheet hides it.
"""

from __future__ import annotations

import base64
import html

_INK = "#767676"
"""A grey that can be read on white and on black: a picture does not know on what it stands."""


def guarded_drawing(svg: str, words: str, *, width: str, height: int, margin: int = 0) -> str:
    """Return a drawing as HTML that shows it with our style sheet and without.

    Args:
        svg: The drawing, as an `svg` element whose colours stand in its own attributes.
        words: The same in words.
        width: How wide it is, as in CSS.
        height: How high it is, in pixels.
        margin: How many pixels it may be drawn beyond its left and right.

    Example:
        >>> kept = guarded_drawing("<svg><path d='M0 0'/></svg>", "Nothing", width="100%", height=20)
        >>> kept.startswith('<span class="mc-drawn" style="display:none"><svg>')
        True
    """
    inner = svg.replace("currentColor", _INK)
    if margin:
        inner = f'<svg x="{margin}" overflow="visible" style="width:calc(100% - {2 * margin}px)">{inner}</svg>'
    whole = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{height}" '
        f'font-family="system-ui,sans-serif" font-size="12">{inner}</svg>'
    )
    source = base64.b64encode(whole.encode()).decode()
    return (
        f'<span class="mc-drawn" style="display:none">{svg}</span>'
        f'<img class="mc-image" style="width:{width};max-width:none;height:{height}px" '
        f'alt="{html.escape(words)}" src="data:image/svg+xml;base64,{source}"/>'
    )
