"""Strategies for programmes and their editions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hypothesis import strategies as st

from mainland_coop.dates import Day
from mainland_coop.records.programmes import Edition, Programme
from mainland_coop.strategies.bodies import check_record
from mainland_coop.strategies.days import partial_dates
from mainland_coop.strategies.knobs import Count, KnobError, checked
from mainland_coop.strategies.lives import draw_life
from mainland_coop.strategies.names import NAMES, ids, names, texts
from mainland_coop.strategies.parts import draw_ending, draw_renewals
from mainland_coop.strategies.provenance import draw_citations, figures
from mainland_coop.strategies.references import Details, References, check_references, ids_of, one_id_of, several
from mainland_coop.strategies.shapes import EndKind, Shape, one_of_three
from mainland_coop.strategies.spans import periods
from mainland_coop.vocabulary import FigureQualifier, ProgrammeKind

__all__ = ["editions", "programmes"]

_OF_AN_EDITION = Details(
    held=lambda _: st.one_of(partial_dates(), periods()),
    name=lambda _: names(),
    place=lambda _: texts(),
    n_participants=lambda _: st.integers(0, 1000),
    qualifier=lambda _: st.sampled_from(tuple(FigureQualifier)),
    note=lambda _: texts(),
)


@checked(check_record)
@st.composite
def editions(draw: st.DrawFn, *, references: References | None = None, details: bool | None = None) -> Edition:
    """Editions of a programme.

    Args:
        references: The sources that they may cite; None for `References()`.
        details: False for editions of which nothing is said, True for others.
    """
    known = check_references(references)
    fields: dict[str, Any] = _OF_AN_EDITION.draw(draw, details, known)
    return Edition(**fields, **draw_citations(draw, details, fields, known))


_OF_A_PROGRAMME = Details(
    kind=lambda _: st.sampled_from(tuple(ProgrammeKind)),
    organisers=ids_of("parties"),
    partners=ids_of("parties"),
    implements=ids_of("agreements"),
    under=one_id_of("agreements"),
    areas=ids_of("areas"),
    place=lambda _: texts(),
    editions=lambda known: several(editions, known),
    figures=lambda known: several(figures, known),
    open_lists=lambda _: st.just(["partners"]),
    note=lambda _: texts(),
    checked=lambda _: partial_dates(),
)


def _check_programmes(
    *,
    id: str | None = None,
    started: bool | None = None,
    n_renewals: Count | None = None,
    gaps: bool | None = None,
    overlaps: bool | None = None,
    follows_on: bool | None = None,
    ends: EndKind | Collection[EndKind] | None = None,
    ending: bool | None = None,
    min_start: Day | None = None,
    max_start: Day | None = None,
    qualifiers: bool | None = None,
    references: References | None = None,
    details: bool | None = None,
) -> Shape:
    check_record(references=references, details=details)
    one_of_three(started=started)
    if started is False and (gaps is not None or overlaps is not None):
        raise KnobError(
            "without a start nothing is certain of gaps and overlaps: drop started=False, or gaps and overlaps"
        )
    return Shape.of(
        n_renewals=n_renewals,
        gaps=gaps,
        overlaps=overlaps,
        follows_on=follows_on,
        ends=ends,
        ending=ending,
        min_start=min_start,
        max_start=max_start,
        qualifiers=qualifiers,
    )


@checked(_check_programmes)
@st.composite
def programmes(
    draw: st.DrawFn,
    *,
    id: str | None = None,
    started: bool | None = None,
    n_renewals: Count | None = None,
    gaps: bool | None = None,
    overlaps: bool | None = None,
    follows_on: bool | None = None,
    ends: EndKind | Collection[EndKind] | None = None,
    ending: bool | None = None,
    min_start: Day | None = None,
    max_start: Day | None = None,
    qualifiers: bool | None = None,
    references: References | None = None,
    details: bool | None = None,
) -> Programme:
    """Programmes of every shape that the file form allows. A knob left at None allows all variants.

    Args:
        id: The id of each; None for any.
        started: True for programmes whose start is stated, False for others.
        n_renewals: As for `agreements`.
        gaps: As for `agreements`.
        overlaps: As for `agreements`.
        follows_on: As for `agreements`.
        ends: As for `agreements`.
        ending: As for `agreements`.
        min_start: As for `agreements`.
        max_start: As for `agreements`.
        qualifiers: As for `agreements`.
        references: The ids that they may refer to; None for `References()`.
        details: False for programmes without kinds, organisers, citations and the like, True for programmes with some.

    Raises:
        KnobError: If the knobs contradict each other.
    """
    shape = _check_programmes(
        started=started,
        n_renewals=n_renewals,
        gaps=gaps,
        overlaps=overlaps,
        follows_on=follows_on,
        ends=ends,
        ending=ending,
        min_start=min_start,
        max_start=max_start,
        qualifiers=qualifiers,
    )
    known = check_references(references)
    may_lack = started is None and gaps is None and overlaps is None
    has_start = draw(_STARTED) if may_lack else started is not False
    life = draw_life(draw, shape)
    fields: dict[str, Any] = {"id": draw(ids()) if id is None else id, "name": draw(NAMES[details])}
    if has_start:
        fields["started"] = life.links[0].start
    fields |= life.links[0].fields
    fields |= draw_renewals(draw, life, qualifiers, known, details)
    if life.ending is not None:
        fields["ending"] = draw_ending(draw, life.ending, known, details, one_id_of("agreements")(known))
    fields |= _OF_A_PROGRAMME.draw(draw, details, known)
    return Programme(**fields, **draw_citations(draw, details, fields, known))


_STARTED = st.sampled_from((True, True, True, False))
