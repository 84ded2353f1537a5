"""The figures that pictures are: saved with their texts as text, with a title and a description, light or dark."""

from __future__ import annotations

import base64
import html
import io
import os
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

import attrs
from matplotlib import rc_context, rcParams
from matplotlib.cbook import file_requires_unicode, open_file_cm
from matplotlib.figure import Figure

from mainland_coop.display.looks import DARK, LIGHT, PALETTES
from mainland_coop.display.pictures.fonts import CHINESE_FONTS, CHINESE_ON_PAGES
from mainland_coop.display.strips import DARK_THEMES
from mainland_coop.foundation.showing import Theme

_SETTINGS: Any = {
    "svg.fonttype": "none",  # text stays text: it can be found, copied, and read aloud
    "pdf.fonttype": 42,  # TrueType: journals refuse Type 3
    "ps.fonttype": 42,
}
_FAMILIES = re.compile("|".join(f"'{name}'" for name in CHINESE_FONTS))


def _where_dark(theme: str) -> str:
    return f"{theme} .mc-figure>.mc-on-light{{display:none}}{theme} .mc-figure>.mc-on-dark{{display:inline}}"


_IN_NOTEBOOKS = f"<style>.mc-figure>img{{max-width:100%}}{''.join(map(_where_dark, DARK_THEMES))}</style>"
"""Which of the two images of a picture shows, by the theme that the notebook says it has."""


class Picture(Figure):
    """A figure of matplotlib that says what it shows.

    An SVG of it has its texts as text, a title and a description, and is the same whenever it is made by the same
    versions. A PDF has its fonts as TrueType. All else is as with any figure.

    Attributes:
        theme: The surroundings that it is made for; None where its colours are those of matplotlib's settings.
        told: Its title and its description, for those who do not see it.
    """

    def __init__(self, *args: Any, theme: Theme | None = None, **how: Any) -> None:
        super().__init__(*args, **how)
        self.theme = theme
        self.told = ("", "")

    def savefig(self, fname: Any, **how: Any) -> None:
        """Save the picture; see `matplotlib.figure.Figure.savefig`, whose arguments it takes."""
        form = how.get("format")
        if form is None and isinstance(fname, str | os.PathLike):
            form = Path(fname).suffix.removeprefix(".")
        with _settings():
            if (form or rcParams["savefig.format"]).lower() != "svg":
                super().savefig(fname, **how)
                return
            text = self._svg(**{**how, "format": "svg"})
        with open_file_cm(fname, "w", encoding="utf-8") as file:
            file.write(text if file_requires_unicode(file) else text.encode())

    def svg(self, colours: Theme | Literal["page"] | None = None) -> str:
        """Return the picture as SVG without a ground of its own, in its colours or others.

        Args:
            colours: `light` or `dark`; or `page` for those of the page that it is put into: the variables `--mc-ink`,
                `--mc-in-force` and so on, which an element of the class `mainland-coop` has where displays show.
        """
        with _settings():
            text = self._svg(format="svg", transparent=True)
        if colours is None:
            return text
        if colours != "page":
            return _recoloured(text, lambda name: str(getattr(PALETTES[colours], name)))
        text = _recoloured(text, lambda name: f"var(--mc-{name.replace('_', '-')},{getattr(LIGHT, name)})")
        # Groups are numbered in each picture alike, and ids are unique within a page.
        text = re.sub(r'<g id="[^"]*"', "<g", text[text.index("<svg") :])
        return text.replace("<svg ", '<svg style="max-width:100%;height:auto" ', 1)

    def _repr_html_(self) -> str:
        """Return the picture for a notebook: in the colours of its theme, where that is known.

        A notebook that is not trusted loses the style, and with it nothing but the choice: `hidden` stays. It has a
        value, without which JupyterLab would drop it.
        """
        title, description = (html.escape(each, quote=True) for each in self.told)
        with _settings():
            own = self._svg(format="svg")
        light = f'<img class="mc-on-light" alt="{title}: {description}" src="{_address(own)}">'
        if self.theme is not None:
            return light
        dark = f'<img class="mc-on-dark" alt="" hidden="hidden" src="{_address(self.svg("dark"))}">'
        return f'<div class="mainland-coop mc-figure">{_IN_NOTEBOOKS}{light}{dark}</div>'

    def _repr_png_(self) -> bytes:
        file = io.BytesIO()
        self.savefig(file, format="png")
        return file.getvalue()

    def _svg(self, **how: Any) -> str:
        title, description = self.told
        file = io.BytesIO()
        # The same picture is the same file, and no other has its ids: a page may have several.
        with rc_context({"svg.hashsalt": f"mainland_coop: {title}: {description}"}):
            super().savefig(file, **{**how, "metadata": {"Date": None, "Title": title, **(how.get("metadata") or {})}})
        text = _FAMILIES.sub(CHINESE_ON_PAGES, file.getvalue().decode())
        told = f"</title>\n <desc>{escape(description)}</desc>" if description else "</title>"
        return text.replace("</title>", told, 1).replace("<svg ", '<svg role="img" ', 1)


def _recoloured(text: str, colour_of: Callable[[str], str]) -> str:
    """An SVG with other colours in the place of those of the palettes."""
    names = {colour: name for palette in (DARK, LIGHT) for name, colour in attrs.asdict(palette).items()}
    return re.sub("|".join(names), lambda found: colour_of(names[found.group()]), text)


def _address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


@contextmanager
def _settings() -> Iterator[None]:
    with rc_context(_SETTINGS), warnings.catch_warnings():
        # Whoever asked for the picture was told that there is no font with Chinese characters; once is enough.
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font")
        yield
