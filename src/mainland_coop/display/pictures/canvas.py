"""What pictures share: where they are drawn, axes of days, rows, legends, colours.

Figures are made without pyplot, so no picture changes what other code draws. They are the caller's own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, get_args

import attrs

from mainland_coop.display.looks import DARK, LIGHT, PALETTES, Palette
from mainland_coop.display.pictures.fonts import families, is_chinese, tell_that_none_is_installed
from mainland_coop.display.pictures.frame import Frame
from mainland_coop.display.pictures.labels import Labels, row_labels, script_of, text_of
from mainland_coop.display.plain_text import clean, width
from mainland_coop.foundation.argument_checks import expect
from mainland_coop.foundation.errors import InvalidRecordError, shorten
from mainland_coop.foundation.importing import require
from mainland_coop.foundation.showing import Language
from mainland_coop.records.names import Name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


LINE = 0.155
"""How many inches a line of small text takes."""
COLUMN = 0.067
"""How many inches a column of small text takes: a Latin letter, or half a Chinese character."""
BAR = 0.13
"""How many inches a bar is thick, where no picture needs another."""

_EPOCH = 719_163
"""The ordinal of 1970-01-01, from which matplotlib counts days."""
_ROW = 0.2
"""How many inches a row takes at least."""
_TALL = 6.0
"""From how many inches on a picture has its axis at the top too."""
_MONTHS = ("%Y", "%m月", "%d日", "%H:%M", "%H:%M", "%S.%f")


@attrs.frozen
class Canvas:
    """Where a picture is drawn, and how.

    Attributes:
        figure: The figure.
        axes: The axes in it.
        palette: The colours, which fit the ground of the axes.
        language: The language of names and words.
        fonts: The families of text, in order; empty for those that matplotlib is set to.
        own: Whether the figure was made for this picture, and holds nothing else.
        width: How wide the axes and their labels are, in inches.
    """

    figure: Figure
    axes: Axes
    palette: Palette
    language: Language
    fonts: tuple[str, ...]
    own: bool
    width: float

    def show_days(self, first: int, last: int) -> None:
        """Let the x axis run from a day through another, with a grid of years or months as it fits."""
        dates = require("matplotlib.dates", "plot", "pictures")
        axis = self.axes.xaxis
        ticks = max(3, min(12, round(self.width * 0.6 / 0.55)))
        locator = dates.AutoDateLocator(minticks=3, maxticks=ticks)
        formats = {"formats": _MONTHS, "zero_formats": ("", *_MONTHS[:-1])} if self.language != "en" else {}
        axis.set_major_locator(locator)
        axis.set_major_formatter(dates.ConciseDateFormatter(locator, show_offset=False, **formats))
        if 366 * 3 < last - first < 366 * 60:
            axis.set_minor_locator(dates.YearLocator())
        self.axes.tick_params(axis="x", labelsize="small", **({"labelfontfamily": list(self.fonts)} if formats else {}))
        self.grid("x")
        self.axes.set_xlim(day_number(first), day_number(last + 1))

    def grid(self, axis: Any) -> None:
        """Draw a grid that does not vie with what stands on it."""
        self.axes.grid(axis=axis, which="major", color=self.palette.line, alpha=0.35, linewidth=0.6)
        self.axes.grid(axis=axis, which="minor", color=self.palette.line, alpha=0.16, linewidth=0.5)
        self.axes.set_axisbelow(True)

    def bar(self, y: float, first: float, last: float, label: str, *, thick: float = BAR, **paint: Any) -> None:
        """Draw a bar of a row from one number to another, so many inches thick."""
        rectangle = require("matplotlib.patches", "plot", "pictures").Rectangle
        # The axes have their limits already; to reckon them anew for each of thousands would take most of the time.
        self.axes.add_artist(rectangle((first, y - thick / 2), last - first, thick, label=label, **paint))

    def write(self, x: float, y: float, text: str, **how: Any) -> Any:
        """Write a text, as it is, at a place of the axes in its own numbers."""
        return self.axes.text(
            x, y, text, **{"parse_math": False, "color": self.palette.ink, **self.family(text), **how}
        )

    def legend(self, keys: list[Any]) -> None:
        """Tell what the shapes mean, below the axes, in as many lines as it needs."""
        in_a_line = self._in_a_line([key.get_label() for key in keys])
        how: dict[str, Any] = {"handles": keys, "ncols": in_a_line, "frameon": False, "fontsize": "small"}
        if self.own:
            found: Any = self.figure.legend(loc="outside lower right", **how)
        else:
            found = self.axes.legend(loc="upper right", bbox_to_anchor=(1, -0.1), **how)
        for text in found.get_texts():
            text.set_color(self.palette.ink)
            text.update(self.family(text.get_text()))

    def _in_a_line(self, labels: Sequence[str]) -> int:
        """How many keys of a legend stand side by side."""
        widths = [0.58 + 0.06 * width(label) for label in labels]
        if sum(widths) <= self.width:
            return max(1, len(labels))
        return max(1, int(self.width / max(widths)))

    def labels_of(
        self,
        called: Sequence[tuple[Name, str]],
        *,
        labels: Labels = "full",
        lines: int = 2,
        details: Sequence[str] = (),
    ) -> list[str]:
        """Return what rows are called, no two alike, in about a third of the width.

        Args:
            called: The name and the id of each.
            labels: What they are called by.
            lines: How many lines a label has at most.
            details: What stands in brackets behind each.
        """
        has_chinese = bool(self.fonts)
        texts = [text_of(name, id, self.language, labels=labels, has_chinese=has_chinese) for name, id in called]
        columns = max(12, min(46 if lines > 1 else 64, int(self.width * 0.36 / COLUMN)))
        return row_labels(texts, [id for _, id in called], columns, lines, [clean(each) for each in details])

    def name_rows(self, labels: Sequence[str], above: Sequence[float] = ()) -> list[float]:
        """Name the rows of a picture, the first at the top, and return where the middle of each lies, in inches.

        A tall picture has its axis at the top too.

        Args:
            labels: What they are called.
            above: How many inches each needs above its middle, beside those of its label.
        """
        middles, top = [], 0.0
        for label, more in zip_longest(labels, above, fillvalue=0.0):
            height = max(_ROW, 0.05 + LINE * (str(label).count("\n") + 1))
            middles.append(top + more + height / 2)
            top += more + height
        axes = self.axes
        axes.set_yticks(middles, labels, fontsize="small")
        for tick, text in zip(axes.get_yticklabels(), labels, strict=True):
            tick.set_parse_math(False)
            tick.set_linespacing(1.12)
            tick.update(self.family(text))
        axes.set_ylim(top + 0.06, -0.06)
        axes.tick_params(axis="y", length=0)
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        if self.is_tall:
            axes.spines["top"].set_visible(True)
            axes.tick_params(axis="x", which="both", top=True, labeltop=True)
        return middles

    @property
    def is_tall(self) -> bool:
        """Whether the rows of the picture are so many that its axis stands at the top too."""
        return self.own and abs(self.axes.get_ylim()[0]) > _TALL

    def finish(self, frame: Frame, kind: str, description: str, *, above: float = 6.0) -> Figure:
        """Write the title at the left, so many points above the axes, and tell those who do not see it what is shown.

        Args:
            frame: What was asked of it.
            kind: What a picture without a title is called.
            description: What it shows, in a sentence or two.
            above: How far above the axes the title stands.
        """
        if frame.title:
            text = clean(expect(frame.title, str, "title"))
            how = {"color": self.palette.ink, **self.family(text)}
            self.axes.set_title(text, loc="left", pad=above, parse_math=False, **how)
        if self.own and self.axes.yaxis_inverted():
            # Rows have the height that they need, whatever stands around them.
            keys = [text.get_text() for key in self.figure.legends for text in key.get_texts()]
            around = 0.42 + 0.19 * math.ceil(len(keys) / self._in_a_line(keys)) + above / 72
            around += (0.3 if frame.title else 0.0) + (0.3 if self.is_tall else 0.0)
            self.figure.set_figheight(self.axes.get_ylim()[0] + 0.06 + around)
        if self.own:
            self.figure.told = (clean(frame.title) if frame.title else kind, description)  # type: ignore[attr-defined]  # a Picture
        return self.figure

    def family(self, text: str) -> dict[str, Any]:
        """Return the fonts for a text that has Chinese characters; others are in those that matplotlib is set to."""
        return {"fontfamily": list(self.fonts)} if self.fonts and is_chinese(text) else {}


def canvas_for(frame: Frame, height: float, names: Iterable[Name] = ()) -> Canvas:
    """Return where to draw: the axes that were given, or those of a new figure of a height in inches.

    Args:
        frame: What is asked of the picture.
        height: The height of a new figure.
        names: The names that it shows, by which the script of Chinese is chosen.

    Raises:
        MissingExtraError: If matplotlib is not installed (an ImportError).
        InvalidRecordError: If the language, theme or width is none that there is.
    """
    require("matplotlib.figure", "plot", "pictures")
    from mainland_coop.display.pictures.picture import Picture

    _check(frame)
    fonts = families()
    language = script_of(names, frame.language)
    if language != "en" and not fonts:
        tell_that_none_is_installed("names are in English")
        language = "en"
    elif frame.title is not None and not fonts and is_chinese(expect(frame.title, str, "title")):
        tell_that_none_is_installed("the title has boxes in their place, except in an SVG")
    axes = frame.ax
    if axes is None:
        ground = {} if frame.theme is None else {"facecolor": PALETTES[frame.theme].ground}
        figure = Picture(figsize=(frame.width, height), layout="constrained", theme=frame.theme, **ground)
        axes = figure.add_subplot(**ground)
    else:
        expect(axes, require("matplotlib.axes", "plot", "pictures").Axes, "ax")
    whole: Any = axes.get_figure(root=True)
    palette = PALETTES[frame.theme] if frame.theme is not None else _palette_on(axes)
    own = frame.ax is None
    wide = frame.width if own else whole.get_size_inches()[0] * axes.get_position().width / 0.75
    axes.tick_params(which="both", color=palette.line, labelcolor=palette.ink)
    for spine in axes.spines.values():
        spine.set_edgecolor(palette.line)
    return Canvas(whole, axes, palette, language, fonts, own, wide)


def _check(frame: Frame) -> None:
    if frame.language not in (*get_args(Language), "zh"):
        known = ", ".join((*get_args(Language), "zh"))
        raise InvalidRecordError(f"language={shorten(frame.language)}: names are in one of {known}")
    if frame.theme is not None and frame.theme not in tuple(PALETTES):
        raise InvalidRecordError(f"theme={shorten(frame.theme)}: it is one of {', '.join(PALETTES)}")
    wide = expect(frame.width, (int, float), "width")
    if not (math.isfinite(wide) and 2 <= wide <= 100):
        raise InvalidRecordError(f"width={shorten(wide)}: give inches from 2 to 100")


def _palette_on(axes: Axes) -> Palette:
    red, green, blue, _ = require("matplotlib.colors", "plot", "pictures").to_rgba(axes.get_facecolor())
    return LIGHT if (red + green + blue) / 3 > 0.5 else DARK


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
