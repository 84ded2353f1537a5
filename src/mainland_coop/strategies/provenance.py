"""Strategies for sources, citations and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

from mainland_coop.foundation.vocabularies import FigureQualifier, SourceKind
from mainland_coop.records.figures import Figure
from mainland_coop.records.provenance import Citation, Source, steps
from mainland_coop.strategies.arguments import (
    IdArgument,
    OptionalFields,
    PartArguments,
    References,
    WithDetails,
    one_of_these,
    strategy,
)
from mainland_coop.strategies.dates import partial_dates
from mainland_coop.strategies.names import EXTRA, IDENTIFIERS, draw_id, draw_id_of, ids, some_of, texts

R = TypeVar("R")

OF_ANY_RECORD: dict[str, st.SearchStrategy[Any]] = {
    "note": texts(),
    "checked": partial_dates(),
    "identifiers": IDENTIFIERS,
    "extra": EXTRA,
}
"""What a record of any kind may say of itself."""

_LANGUAGES = ("en", "zh-Hant", "zh-Hans")
_OF_A_SOURCE = OptionalFields(
    publisher=texts(),
    kind=st.sampled_from(tuple(SourceKind)),
    language=st.sampled_from(_LANGUAGES),
    published=partial_dates(),
    retrieved=partial_dates(),
    url=ids().map("https://www.example.org/{}".format),
    file=ids().map("{}.html".format),
    note=texts(),
    identifiers=IDENTIFIERS,
    extra=EXTRA,
)


@attrs.frozen(kw_only=True, slots=False)
class SourceArguments(WithDetails, IdArgument):
    """The arguments of `sources`."""


@strategy(SourceArguments)
def sources(draw: st.DrawFn, wanted: SourceArguments) -> Source:
    """Sources.

    Args:
        details: False for sources of an id and a title alone, True for sources with more.
    """
    fields: dict[str, Any] = _OF_A_SOURCE.draw(draw, wanted.details, References())
    return Source(id=draw_id(draw, wanted), title=draw(texts()), **fields)


_SOME_PATHS = ("signed", "term", "expires", "renewals[0].signed", "ending.last_day", "parties", "note")


@attrs.frozen(kw_only=True, slots=False)
class CitationArguments(PartArguments):
    """The arguments of `citations`.

    Attributes:
        paths: The fields that they may name, such as `renewals[0].signed`; None for some that agreements often have.
    """

    paths: Sequence[str] | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no path."""
        for path in self.paths or ():
            steps(path)


@strategy(CitationArguments)
def citations(draw: st.DrawFn, wanted: CitationArguments) -> Citation:
    """Citations.

    Args:
        references: The sources that they may cite; None for `References()`.
        details: False for citations of a source alone, True for citations that say more.
    """
    paths = _SOME_PATHS if wanted.paths is None else tuple(wanted.paths)
    return _draw_citation(draw, wanted.references, paths, wanted.details)


def _draw_citation(
    draw: st.DrawFn, references: References, paths: tuple[str, ...], details: bool | None = None
) -> Citation:
    cited = draw_id_of(draw, "sources", references, "a")
    fields: dict[str, Any] = _OF_A_CITATION.draw(draw, details, References())
    if paths and details is not False:
        fields["supports"] = draw(some_of(paths, at_least=1 if details and not fields else 0))
        if draw(_SELDOM):
            fields["says"] = {draw(one_of_these(paths)): draw(_CLAIMS)}
    return Citation(source=cited, **fields)


_OF_A_CITATION = OptionalFields(locator=texts(), note=texts())
_CLAIMS = st.one_of(texts(), st.integers(0, 1000), partial_dates().map(str))
_SELDOM = st.sampled_from((False, False, False, True))


def paths_of(fields: Mapping[str, Any]) -> list[str]:
    """Return the paths of the fields that are filled, those of their parts too.

    Example:
        >>> paths_of({"signed": "2011", "note": None, "areas": []})
        ['signed']
    """
    found = []
    for name, value in fields.items():
        if value in (None, False, "", ()) or value == [] or name in ("id", "by", "citations"):
            continue
        found.append(name.rstrip("_"))
        parts = value if isinstance(value, list | tuple) else [value]
        for index, part in enumerate(parts):
            if attrs.has(type(part)) and name in _WITH_PARTS:
                at = f"{name}[{index}]" if parts is value else name
                inner = {field.name: getattr(part, field.name) for field in attrs.fields(type(part))}
                found += [f"{at}.{path}" for path in paths_of(inner)]
    return found


_WITH_PARTS = ("renewals", "ending", "editions", "figures", "superseded_in_part", "predecessors", "memberships")


def draw_record(
    draw: st.DrawFn, record: Callable[..., R], wanted: PartArguments, optional: OptionalFields | None, /, **fields: Any
) -> R:
    """Draw a record of some fields: more of them, and citations that name those that are filled."""
    if optional is not None:
        fields |= optional.draw(draw, wanted.details, wanted.references)
    count = 0 if wanted.details is False else draw(_COUNTS)
    # The number is drawn without sources too, so that sources can be shrunk away.
    if count and wanted.references.sources:
        paths = tuple(paths_of(fields))
        fields["citations"] = [_draw_citation(draw, wanted.references, paths) for _ in range(count)]
    return record(**fields)


_COUNTS = st.sampled_from((0, 0, 0, 1, 2))


_NUMBERS = st.one_of(st.integers(0, 1000), st.floats(allow_nan=False, allow_infinity=False), st.integers())
QUALIFIERS = st.sampled_from(tuple(FigureQualifier))
"""How exactly a number is meant."""

_OF_A_FIGURE = OptionalFields(unit=texts(), as_of=partial_dates(), qualifier=QUALIFIERS, note=texts())


@strategy(PartArguments)
def figures(draw: st.DrawFn, wanted: PartArguments) -> Figure:
    """Figures: numbers as of a date.

    Args:
        references: The sources that they may cite; None for `References()`.
        details: False for figures of a number alone, True for figures with more.
    """
    value = draw(_NUMBERS)
    return draw_record(draw, Figure, wanted, _OF_A_FIGURE, what=draw(texts()), value=value)
