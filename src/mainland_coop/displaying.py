"""How records show themselves: what notebooks and `print` ask of an object, answered by modules that load when asked.

Records stand far below the modules that draw and tell them. So this is the one place that names modules above itself,
as text, and it imports them only when something is to be shown.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["Displayed", "shown_by"]


def shown_by(module: str) -> Any:
    """Return a module of the library that shows things, such as `rendering.displays`."""
    return import_module(f"mainland_coop.{module}")


class Displayed:
    """What has a short form for people: `print` shows it as text, notebooks as HTML or Markdown."""

    __slots__ = ()

    def __str__(self) -> str:
        text: str = shown_by("rendering.displays").story_of(self).text
        return text

    def _repr_html_(self) -> str:
        page: str = shown_by("rendering.displays").story_of(self)._repr_html_()
        return page

    def _repr_markdown_(self) -> str:
        text: str = shown_by("rendering.displays").story_of(self).markdown
        return text
