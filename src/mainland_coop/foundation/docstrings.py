"""Docstrings of functions that share arguments: an argument is told in one place, and `help` tells it at each."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping

_ITEMS = ("Args:", "Attributes:")
_AFTER_ARGUMENTS = ("Returns:", "Raises:", "Example:")


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
    sections = docstring.split("\n\n")
    at = next((at for at, each in enumerate(sections) if each.startswith(("Args:", *_AFTER_ARGUMENTS))), len(sections))
    after = at + (at < len(sections) and sections[at].startswith("Args:"))
    return "\n\n".join([*sections[:at], "\n    ".join(["Args:", *arguments.values()]), *sections[after:]])
