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
    FieldOfRecord,
    IdArgument,
    OptionalFields,
    PartArguments,
    References,
    WithDetails,
    one_or_two,
    strategy,
)
from mainland_coop.strategies.dates import DATE, draw_partial_date
from mainland_coop.strategies.draws import Draws
from mainland_coop.strategies.names import EXTRA, IDENTIFIERS, TEXT, draw_id, draw_id_of, draw_text, ids, some_of

R = TypeVar("R")

OF_ANY_RECORD: dict[str, FieldOfRecord] = {
    "note": TEXT,
    "checked": DATE,
    "identifiers": IDENTIFIERS,
    "extra": EXTRA,
}
"""What a record of any kind may say of itself."""

LANGUAGES = ("en", "zh-Hant", "zh-Hans")
"""In which something may be written."""
_OF_A_SOURCE = OptionalFields(
    publisher=TEXT,
    kind=tuple(SourceKind),
    language=LANGUAGES,
    published=DATE,
    retrieved=DATE,
    url=ids().map("https://www.example.org/{}".format),
    file=ids().map("{}.html".format),
    note=TEXT,
    identifiers=IDENTIFIERS,
    extra=EXTRA,
)


@attrs.frozen(kw_only=True, slots=False)
class SourceArguments(WithDetails, IdArgument):
    """The arguments of `sources`."""


@strategy(SourceArguments)
def sources(draw: Draws, wanted: SourceArguments) -> Source:
    """Sources.

    Args:
        details: False for sources of an id and a title alone, True for sources with more.
    """
    fields: dict[str, Any] = _OF_A_SOURCE.draw(draw, wanted.details, References())
    return Source(id=draw_id(draw, wanted), title=draw_text(draw), **fields)


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
def citations(draw: Draws, wanted: CitationArguments) -> Citation:
    """Citations.

    Args:
        references: The sources that they may cite; None for `References()`.
        details: False for citations of a source alone, True for citations that say more.
    """
    paths = _SOME_PATHS if wanted.paths is None else tuple(wanted.paths)
    return _draw_citation(draw, wanted.references, paths, wanted.details)


def _draw_citation(
    draw: Draws, references: References, paths: tuple[str, ...], details: bool | None = None
) -> Citation:
    cited = draw_id_of(draw, "sources", references, "a")
    fields: dict[str, Any] = _OF_A_CITATION.draw(draw, details, References())
    if paths and details is not False:
        fields["supports"] = some_of(draw, paths, at_least=1 if details and not fields else 0)
        if draw.one_of(_SELDOM):
            fields["says"] = {draw.one_of(paths): _draw_claim(draw)}
    return Citation(source=cited, **fields)


_OF_A_CITATION = OptionalFields(locator=TEXT, note=TEXT)


def _draw_claim(draw: Draws) -> str | int:
    """Draw what a source says of a field: a text, a number or a date."""
    what = draw.number(2)
    return draw_text(draw) if what == 0 else draw.number(1000) if what == 1 else str(draw_partial_date(draw))


_SELDOM = (False, False, False, True)


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
    draw: Draws, record: Callable[..., R], wanted: PartArguments, optional: OptionalFields | None, /, **fields: Any
) -> R:
    """Draw a record of some fields: more of them, and citations that name those that are filled."""
    if optional is not None:
        fields |= optional.draw(draw, wanted.details, wanted.references)
    count = 0 if wanted.details is False else draw.one_of(_COUNTS)
    # The number is drawn without sources too, so that sources can be shrunk away.
    if count and wanted.references.sources:
        paths = tuple(paths_of(fields))
        fields["citations"] = [_draw_citation(draw, wanted.references, paths) for _ in range(count)]
    return record(**fields)


_COUNTS = (0, 0, 0, 0, 1, 2)


_NUMBERS = st.one_of(st.integers(0, 1000), st.floats(allow_nan=False, allow_infinity=False), st.integers())
FIGURE_QUALIFIERS = tuple(FigureQualifier)
"""How exactly a number is meant."""

_OF_A_FIGURE = OptionalFields(unit=TEXT, as_of=DATE, qualifier=FIGURE_QUALIFIERS, note=TEXT)


@strategy(PartArguments)
def figures(draw: Draws, wanted: PartArguments) -> Figure:
    """Figures: numbers as of a date.

    Args:
        references: The sources that they may cite; None for `References()`.
        details: False for figures of a number alone, True for figures with more.
    """
    return draw_figure(draw, wanted)


def draw_figure(draw: Draws, wanted: PartArguments) -> Figure:
    """Draw one of `figures`."""
    value = draw(_NUMBERS)
    return draw_record(draw, Figure, wanted, _OF_A_FIGURE, what=draw_text(draw), value=value)


FIGURES = one_or_two(draw_figure)
"""Draws figures of a record."""
