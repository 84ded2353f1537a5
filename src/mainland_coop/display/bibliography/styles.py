"""The styles in which a record is cited: text for a footnote, and the forms of reference managers."""

from __future__ import annotations

from typing import get_args

from mainland_coop.collections.collection import record_with_id
from mainland_coop.collections.kinds import ContextOf
from mainland_coop.display.bibliography.biblatex import as_biblatex
from mainland_coop.display.bibliography.csl_json import as_csl_json
from mainland_coop.display.bibliography.entries import entry_of
from mainland_coop.display.bibliography.ris import as_ris
from mainland_coop.display.citations import citation_of
from mainland_coop.foundation.errors import InvalidArgumentError, WrongTypeError, near, shorten
from mainland_coop.records.provenance import CitationStyle


def cited(context: ContextOf, id: str, style: CitationStyle) -> str:
    """Return how to cite the first record with an id, in a style.

    Args:
        context: The collections of the register.
        id: The id.
        style: The style.

    Raises:
        UnknownIdError: If no record has the id.
        InvalidArgumentError: If there is no such style.
    """
    expect_style(style)
    kind, record = record_with_id(context, id)
    if style == "text":
        return citation_of(kind, record, context["sources"], context.origin)
    entry = entry_of(kind, record, context, context.origin)
    if style == "bibtex":
        return as_biblatex(entry)
    if style == "ris":
        return as_ris(entry)
    return "".join(as_csl_json([entry]))


def expect_style(style: object) -> None:
    """Refuse what is no style, with the styles there are.

    Example:
        >>> expect_style("bibtext")
        Traceback (most recent call last):
        mainland_coop.InvalidArgumentError: 'bibtext' is no style of citation: there are text, bibtex, csl-json, ris; \
did you mean 'bibtex'?
    """
    known = get_args(CitationStyle)
    told = f"{shorten(style)} is no style of citation: there are {', '.join(known)}"
    if not isinstance(style, str):
        raise WrongTypeError(told)
    if style not in known:
        raise InvalidArgumentError(told + "".join(f"; did you mean {word!r}?" for word in near(style, known, 1)))
