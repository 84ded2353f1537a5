"""What pictures share: where they are drawn, axes of days, colours, and fonts that have the characters.

Figures are made without pyplot, so no picture changes what other code draws. They are the caller's own.
"""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, get_args

import attrs

from mainland_coop.display.looks import DARK, LIGHT, Language, Palette
from mainland_coop.display.plain_text import clean
from mainland_coop.foundation.argument_checks import expect
from mainland_coop.foundation.errors import InvalidRecordError, brief, shorten
from mainland_coop.foundation.importing import require
from mainland_coop.records.names import Name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


CHINESE_FONTS = (
    *(f"{family} {place}" for place in ("HK", "TC", "SC", "JP") for family in ("Noto Sans CJK", "Noto Sans")),
    *(f"Source Han Sans {place}" for place in ("HK", "TC", "SC")),
    *(f"PingFang {place}" for place in ("HK", "TC", "SC")),
    *("Microsoft JhengHei", "Microsoft YaHei", "Heiti TC", "SimHei", "Arial Unicode MS"),
    *("WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback"),
)
"""Fonts with Chinese characters, the first that is installed is used."""

_EPOCH = 719_163
"""The ordinal of 1970-01-01, from which matplotlib counts days."""


@attrs.frozen
class Canvas:
    """Where a picture is drawn, and how.

    Attributes:
        figure: The figure.
        axes: The axes in it.
        palette: The colours, which fit the ground of the axes.
        language: The language of names.
        fonts: The families of text, in order; empty for those that matplotlib is set to.
        own: Whether the figure was made for this picture, and holds nothing else.
    """

    figure: Figure
    axes: Axes
    palette: Palette
    language: Language
    fonts: tuple[str, ...]
    own: bool


def canvas_for(width: float, height: float, ax: Axes | None, language: Language) -> Canvas:
    """Return where to draw: the axes that were given, or those of a new figure of a size in inches.

    Raises:
        MissingExtraError: If matplotlib is not installed (an ImportError).
        InvalidRecordError: If the language is none of those in which there are names.
    """
    figures = require("matplotlib.figure", "plot", "pictures")
    if language not in get_args(Language):
        raise InvalidRecordError(f"language={shorten(language)}: names are in one of {', '.join(get_args(Language))}")
    fonts = _fonts()
    if language != "en" and not fonts:
        known = ", ".join(CHINESE_FONTS[i] for i in (0, 8, 11, 14, 19))
        warnings.warn(
            f"no font with Chinese characters is installed, so names are in English; install one such as {known}",
            UserWarning,
            stacklevel=4,
        )
        language = "en"
    if ax is not None:
        expect(ax, require("matplotlib.axes", "plot", "pictures").Axes, "ax")
    axes: Axes = figures.Figure(figsize=(width, height), layout="constrained").add_subplot() if ax is None else ax
    red, green, blue, _ = require("matplotlib.colors", "plot", "pictures").to_rgba(axes.get_facecolor())
    palette = LIGHT if (red + green + blue) / 3 > 0.5 else DARK
    figure: Any = axes.get_figure(root=True)
    return Canvas(figure, axes, palette, language, fonts, ax is None)


def label_of(canvas: Canvas, name: Name, id: str, limit: int = 78, details: str = "") -> str:
    """Return a name in the language of a picture, else in English; the id if no font has its characters.

    Details stand behind it in brackets.
    """
    text = getattr(name, canvas.language) or name.en
    if text is None:
        text = name.text if canvas.fonts else id
    text = brief(clean(text), limit) + (f" ({clean(details)})" if details else "")
    return textwrap.fill(text, 46) if text.isascii() else text


def axes_of(figure: Figure) -> Axes:
    """Return the axes of a picture, to be styled."""
    axes: Axes = figure.axes[0]
    return axes


def day_number(day: int) -> int:
    """Return the number by which matplotlib knows a day, from its ordinal.

    Example:
        >>> day_number(719_164)
        1
    """
    return day - _EPOCH


def show_days(canvas: Canvas, first: int, last: int) -> None:
    """Let the x axis run from a day through another, with years or months as it fits."""
    dates = require("matplotlib.dates", "plot", "pictures")
    axis = canvas.axes.xaxis
    locator = dates.AutoDateLocator(minticks=3, maxticks=9)
    axis.set_major_locator(locator)
    axis.set_major_formatter(dates.ConciseDateFormatter(locator, show_offset=False))
    canvas.axes.set_xlim(day_number(first), day_number(last + 1))


def write(canvas: Canvas, x: float, y: float, text: str, **how: Any) -> Any:
    """Write a text, as it is, at a place of the axes in its own numbers."""
    return canvas.axes.text(x, y, text, **{"parse_math": False, **_family(canvas, text), **how})


def legend(canvas: Canvas, keys: list[Any]) -> None:
    """Tell what the shapes mean, below the axes."""
    if canvas.own:
        canvas.figure.legend(handles=keys, loc="outside lower right", ncols=len(keys), frameon=False, fontsize="small")
    else:
        canvas.axes.legend(handles=keys, loc="upper right", bbox_to_anchor=(1, -0.1), frameon=False, fontsize="small")


def name_rows(canvas: Canvas, labels: Iterable[str]) -> None:
    """Name the rows of a picture, the first at the top, and give each of them room."""
    texts = list(labels)
    canvas.axes.set_yticks(range(len(texts)), texts, fontsize="small")
    for label, text in zip(canvas.axes.get_yticklabels(), texts, strict=True):
        label.set_parse_math(False)
        label.update(_family(canvas, text))
    canvas.axes.set_ylim(len(texts) - 0.35, -0.75)
    canvas.axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        canvas.axes.spines[side].set_visible(False)


def title(canvas: Canvas, text: str, *, above: float = 6.0) -> None:
    """Write the title of a picture at its left, so many points above the axes."""
    canvas.axes.set_title(
        clean(expect(text, str, "title")), loc="left", pad=above, parse_math=False, **_family(canvas, text)
    )


def _family(canvas: Canvas, text: str) -> dict[str, Any]:
    """The fonts for a text that has Chinese characters; others are in those that matplotlib is set to."""
    return {"fontfamily": list(canvas.fonts)} if canvas.fonts and any(c >= "\u2e80" for c in text) else {}


def _fonts() -> tuple[str, ...]:
    """The families that matplotlib is set to, then an installed one that has Chinese characters; else none."""
    manager = require("matplotlib.font_manager", "plot", "pictures").fontManager
    installed = {font.name for font in manager.ttflist}
    found = next((name for name in CHINESE_FONTS if name in installed), None)
    if found is None:
        return ()
    settings = require("matplotlib", "plot", "pictures").rcParams
    usual = [name for family in settings["font.family"] for name in settings.get(f"font.{family}", [family])]
    return (*[name for name in usual if name in installed][:1], found)
