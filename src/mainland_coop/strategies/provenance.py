"""Strategies for sources, citations and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from hypothesis import strategies as st

from mainland_coop.foundation.vocabularies import FigureQualifier, SourceKind
from mainland_coop.records.fields import as_id
from mainland_coop.records.figures import Figure
from mainland_coop.records.provenance import Citation, Source, steps
from mainland_coop.strategies.arguments import Details, References, check_references, checked, listed, one_id_of
from mainland_coop.strategies.dates import partial_dates
from mainland_coop.strategies.drawn_worlds import one_of_three
from mainland_coop.strategies.names import ids, texts

__all__ = ["citations", "draw_citations", "figures", "paths_of", "sources"]

_LANGUAGES = ("en", "zh-Hant", "zh-Hans")
_OF_A_SOURCE = Details(
    publisher=lambda _: texts(),
    kind=lambda _: st.sampled_from(tuple(SourceKind)),
    language=lambda _: st.sampled_from(_LANGUAGES),
    published=lambda _: partial_dates(),
    retrieved=lambda _: partial_dates(),
    url=lambda _: ids().map("https://www.example.org/{}".format),
    file=lambda _: ids().map("{}.html".format),
    note=lambda _: texts(),
)


def _check_sources(*, id: str | None = None, details: bool | None = None) -> None:
    if id is not None:
        as_id(id)
    one_of_three(details=details)


@checked(_check_sources)
@st.composite
def sources(draw: st.DrawFn, *, id: str | None = None, details: bool | None = None) -> Source:
    """Sources.

    Args:
        id: The id of each; None for any.
        details: False for sources of an id and a title alone, True for sources with more.
    """
    fields: dict[str, Any] = _OF_A_SOURCE.draw(draw, details, References())
    return Source(id=draw(ids()) if id is None else id, title=draw(texts()), **fields)


_SOME_PATHS = ("signed", "term", "expires", "renewals[0].signed", "ending.last_day", "parties", "note")


def _check_citations(
    *, references: References | None = None, paths: Sequence[str] | None = None, details: bool | None = None
) -> None:
    check_references(references)
    one_of_three(details=details)
    if paths is not None:
        for path in paths:
            steps(path)


@checked(_check_citations)
@st.composite
def citations(
    draw: st.DrawFn,
    *,
    references: References | None = None,
    paths: Sequence[str] | None = None,
    details: bool | None = None,
) -> Citation:
    """Citations.

    Args:
        references: The sources that they may cite; None for `References()`.
        paths: The fields that they may name, such as `renewals[0].signed`; None for some that agreements often have.
        details: False for citations of a source alone, True for citations that say more.
    """
    cited = draw(one_id_of("sources")(check_references(references))) or "a"
    at = _SOME_PATHS if paths is None else tuple(paths)
    fields: dict[str, Any] = _OF_A_CITATION.draw(draw, details, References())
    if not at:
        return Citation(source=cited, **fields)
    supported = draw(listed(at, at_least=1 if details and not fields else 0)) if details is not False else []
    if details is not False and draw(_SELDOM):
        fields["says"] = {draw(st.sampled_from(at)): draw(_CLAIMS)}
    return Citation(source=cited, supports=supported, **fields)


_OF_A_CITATION = Details(locator=lambda _: texts(), note=lambda _: texts())
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


_WITH_PARTS = ("renewals", "ending", "editions", "figures", "superseded_in_part", "predecessors")


def draw_citations(
    draw: st.DrawFn, wanted: bool | None, fields: Mapping[str, Any], references: References
) -> dict[str, Any]:
    """Draw citations that name filled fields of a record, as its keyword argument; often none."""
    count = 0 if wanted is False else draw(_COUNTS)  # drawn without sources too, so that sources can be shrunk away
    if not count or not references.sources:
        return {}
    cited = citations(references=references, paths=tuple(paths_of(fields)))
    return {"citations": [draw(cited) for _ in range(count)]}


_COUNTS = st.sampled_from((0, 0, 0, 1, 2))


_NUMBERS = st.one_of(st.integers(0, 1000), st.floats(allow_nan=False, allow_infinity=False), st.integers())
_OF_A_FIGURE = Details(
    unit=lambda _: texts(),
    as_of=lambda _: partial_dates(),
    qualifier=lambda _: st.sampled_from(tuple(FigureQualifier)),
    note=lambda _: texts(),
)


def _check_figures(*, references: References | None = None, details: bool | None = None) -> None:
    check_references(references)
    one_of_three(details=details)


@checked(_check_figures)
@st.composite
def figures(draw: st.DrawFn, *, references: References | None = None, details: bool | None = None) -> Figure:
    """Figures: numbers as of a date.

    Args:
        references: The sources that they may cite; None for `References()`.
        details: False for figures of a number alone, True for figures with more.
    """
    value = draw(_NUMBERS)
    known = check_references(references)
    fields: dict[str, Any] = {"what": draw(texts()), "value": value, **_OF_A_FIGURE.draw(draw, details, known)}
    return Figure(**fields, **draw_citations(draw, details, fields, known))
