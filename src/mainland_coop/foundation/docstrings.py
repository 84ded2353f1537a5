"""Docstrings of functions that share arguments: an argument is told in one place, and `help` tells it at each."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

_ITEMS = ("Args:", "Attributes:")
_OF_A_CALL = ("Args:", "Returns:", "Raises:")
_ORDER = (*_OF_A_CALL, "Example:")


def told_of(*documented: object) -> dict[str, str]:
    """Return what the docstrings of classes and functions say of each attribute or argument, by its name.

    What stands in several is told as the last of them has it.

    Example:
        >>> told_of(told_of)
        {}
        >>> list(told_of(with_arguments))
        ['docstring', 'arguments']
    """
    told: dict[str, str] = {}
    for each in documented:
        sections = [section for section in (inspect.getdoc(each) or "").split("\n\n") if section.startswith(_ITEMS)]
        items = [item for section in sections for item in re.split(r"\n    (?! )", section)[1:]]
        told |= {item.partition(":")[0]: item for item in items}
    return told


def with_arguments(docstring: str, arguments: Mapping[str, str]) -> str:
    r"""Return a docstring in which exactly some arguments are told: in place of those that it has, or after its text.

    Args:
        docstring: The docstring, as `inspect.getdoc` gives it.
        arguments: What is said of each, as `told_of` gives it.

    Example:
        >>> print(with_arguments("Draw.\n\nRaises:\n    OSError: Often.", {"width": "width: In inches."}))
        Draw.
        <BLANKLINE>
        Args:
            width: In inches.
        <BLANKLINE>
        Raises:
            OSError: Often.
    """
    return _joined(_sections(docstring) | {"Args:": "\n    ".join(["Args:", *arguments.values()])})


def completed(docstring: str, by: str) -> str:
    r"""Return a docstring with what it lacks of another's arguments, results and errors.

    Example:
        >>> completed("Draw.\n\nArgs:\n    x: X.", by="Paint.\n\nArgs:\n    x: Y.\n\nReturns:\n    It.")
        'Draw.\n\nArgs:\n    x: X.\n\nReturns:\n    It.'
    """
    others = _sections(by)
    return _joined({head: others[head] for head in _OF_A_CALL if head in others} | _sections(docstring))


def told_like(other: Callable[..., object]) -> Callable[[F], F]:
    """Let a function tell what it does not tell itself of its arguments, results and errors as another one does.

    Example:
        >>> def write_text(path):
        ...     '''Write text.
        ...
        ...     Args:
        ...         path: The file.
        ...     '''
        >>> @told_like(write_text)
        ... def write_bytes(path):
        ...     "Write bytes."
        >>> print(write_bytes.__doc__)
        Write bytes.
        <BLANKLINE>
        Args:
            path: The file.
    """

    def tell(function: F) -> F:
        function.__doc__ = completed(inspect.getdoc(function) or "", inspect.getdoc(other) or "")
        return function

    return tell


def _sections(docstring: str) -> dict[str, str]:
    """Return the sections of a docstring by their headings, its text under none; empty lines may stand within each."""
    sections: dict[str, str] = {}
    head = ""
    for part in docstring.split("\n\n"):
        head = next((each for each in _ORDER if part.startswith(each)), head)
        sections[head] = f"{sections[head]}\n\n{part}" if head in sections else part
    return sections


def _joined(sections: Mapping[str, str]) -> str:
    return "\n\n".join(sections[head] for head in ("", *_ORDER) if head in sections)
