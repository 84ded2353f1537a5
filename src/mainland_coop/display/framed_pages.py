"""A page of its own, which a notebook shows in a frame."""

from __future__ import annotations

import html

import attrs

from mainland_coop.foundation.errors import brief


@attrs.frozen(repr=False)
class FramedPage:
    """A page in one text, which a notebook shows in a frame. It asks no other place for anything.

    The page can neither read nor change the notebook: the frame is a sandbox. In a notebook that is not trusted, such
    as one that was downloaded and not run since, Jupyter takes frames out, and a line stands there that says so.

    Attributes:
        html: The page.
        title: What it is called.
        height: How high the frame is, in pixels.

    Example:
        >>> from mainland_coop.display.framed_pages import FramedPage
        >>> FramedPage("<!doctype html><p>Hello</p>", "A greeting", 300)
        <FramedPage A greeting: a notebook shows it in a frame>
    """

    html: str
    title: str
    height: int

    def _repr_html_(self) -> str:
        title, size = html.escape(self.title), f"width:100%;height:{self.height}px"
        over = f"position:absolute;top:0;left:0;border:0;background:Canvas;{size}"
        may = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
        return (
            f'<div style="position:relative;{size}"><p>{title} stands here once the notebook is trusted: '
            f'run the cell again.</p><iframe title="{title}" style="{over}" sandbox="{may}" '
            f'srcdoc="{html.escape(self.html)}"></iframe></div>'
        )

    def __repr__(self) -> str:
        return f"<FramedPage {brief(self.title)}: a notebook shows it in a frame>"
