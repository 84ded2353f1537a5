"""Modules that are imported by name, when something asks for them: packages of extras, and floors above.

Records stand far below the modules that draw and tell them, and an extra may not be installed. So this is the one
place that names modules as text, and it imports them only when they are needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from mainland_coop.foundation.errors import MissingExtraError
from mainland_coop.foundation.public_names import Public


def require(module: str, extra: str, what: str) -> Any:
    """Return a module that an extra brings, for what needs it.

    Args:
        module: The module to import, such as `networkx` or `pyspark.sql`.
        extra: The extra that brings it.
        what: What needs it, for the message.

    Raises:
        MissingExtraError: If it is not installed (an ImportError); it names the extra and the command.

    Example:
        >>> require("no_such_module", "graph", "graphs")
        Traceback (most recent call last):
        mainland_coop.MissingExtraError: graphs need no_such_module, which is not installed: \
pip install "mainland-coop[graph]"
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise MissingExtraError(
            f'{what} need {package}, which is not installed: pip install "mainland-coop[{extra}]"', name=package
        ) from error


def shown_by(module: str) -> Any:
    """Return a module of the library that shows things, such as `display.displays`."""
    return import_module(f"mainland_coop.{module}")


def _story_of(value: object) -> Any:
    return shown_by("display.displays").story_of(value)


class Displayed(Public):
    """What has a short form for people: `print` shows it as text, notebooks as HTML or Markdown."""

    __slots__ = ()

    def __str__(self) -> str:
        return str(_story_of(self).text)

    def _repr_html_(self) -> str:
        return str(_story_of(self)._repr_html_())

    def _repr_markdown_(self) -> str:
        return str(_story_of(self).markdown)
