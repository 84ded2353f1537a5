"""How a standing is painted: what is stated solid, what is presumed pale in a frame, what is possible striped."""

from __future__ import annotations

from typing import Any

from mainland_coop.display.looks import PALE
from mainland_coop.display.pictures.canvas import Canvas
from mainland_coop.validity.standing import Standing

_TO_COME = 0.08
"""How much of their colour days have that are stated to come after the check: a frame is left."""
_STRIPES: dict[str, Any] = {"facecolor": "none", "hatch": "/////", "linestyle": "--"}


def stripes(canvas: Canvas) -> dict[str, Any]:
    """Return how what is only possible is painted, whatever it is."""
    return {**_STRIPES, "edgecolor": canvas.palette.possible, "linewidth": 0.8}


def paint_of(canvas: Canvas, standing: Standing, *, share: float | None = None, ahead: bool = False) -> dict[str, Any]:
    """Return how days of a standing are painted.

    Args:
        canvas: Where.
        standing: How they stand.
        share: How much of its colour they have, from 0 to 1, where it is not all that the standing has.
        ahead: Whether they come after the check. Then nothing is solid: nobody has looked there.
    """
    if standing is Standing.POSSIBLE:
        return stripes(canvas)
    if share is None:
        share = (PALE if standing is Standing.PRESUMED else 1.0) * (PALE if ahead else 1.0)
    colour = canvas.palette.in_force
    if standing is Standing.STATED and share < 1:
        return {"facecolor": (colour, _TO_COME), "edgecolor": colour, "linewidth": 1.3}
    return {"facecolor": (colour, share), "edgecolor": colour if share in (1, PALE) else "none", "linewidth": 0.8}
