"""The figures that pictures are: saved with their texts as text, with a title and a description, light or dark."""

from __future__ import annotations

import io
import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import attrs
from matplotlib import rc_context, rcParams
from matplotlib.cbook import file_requires_unicode, open_file_cm
from matplotlib.figure import Figure

from mainland_coop.display.looks import DARK, LIGHT
from mainland_coop.display.pictures.fonts import CHINESE_FONTS, CHINESE_ON_PAGES
from mainland_coop.foundation.showing import Theme

_SETTINGS: Any = {
    "svg.fonttype": "none",  # text stays text: it can be found, copied, and read aloud
    "pdf.fonttype": 42,  # TrueType: journals refuse Type 3
    "ps.fonttype": 42,
    "svg.hashsalt": "mainland_coop",  # the same picture is the same file
}
_FAMILIES = re.compile("|".join(f"'{name}'" for name in CHINESE_FONTS))


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

    def svg(self, *, for_pages: bool = False) -> str:
        """Return the picture as SVG, without a ground of its own.

        Args:
            for_pages: Whether its colours are those of the page that it is put into: the variables `--mc-ink`,
                `--mc-in-force` and so on, which whatever stands in an element of the class `mainland-coop` has. Else
                they are its own.
        """
        with _settings():
            text = self._svg(format="svg", transparent=True)
        if not for_pages:
            return text
        for palette in (LIGHT, DARK):
            for name, colour in attrs.asdict(palette).items():
                text = text.replace(f"{colour};", f"var(--mc-{name.replace('_', '-')},{colour});")
                text = re.sub(f"{colour}(?=[\"'])", f"var(--mc-{name.replace('_', '-')},{colour})", text)
        return text[text.index("<svg") :]

    def _svg(self, **how: Any) -> str:
        title, description = self.told
        file = io.BytesIO()
        super().savefig(file, **{**how, "metadata": {"Date": None, "Title": title, **(how.get("metadata") or {})}})
        text = _FAMILIES.sub(CHINESE_ON_PAGES, file.getvalue().decode())
        told = f"</title>\n <desc>{escape(description)}</desc>" if description else "</title>"
        return text.replace("</title>", told, 1).replace("<svg ", '<svg role="img" ', 1)


@contextmanager
def _settings() -> Iterator[None]:
    with rc_context(_SETTINGS), warnings.catch_warnings():
        # Whoever asked for the picture was told that there is no font with Chinese characters; once is enough.
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font")
        yield
