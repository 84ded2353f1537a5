"""Packages that the extras of this library bring: imported when they are needed, and told with their remedy."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from mainland_coop.errors import MissingExtraError

__all__ = ["require"]


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
        mainland_coop.errors.MissingExtraError: graphs need no_such_module, which is not installed: \
pip install "mainland-coop[graph]"
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise MissingExtraError(
            f'{what} need {package}, which is not installed: pip install "mainland-coop[{extra}]"', name=package
        ) from error
