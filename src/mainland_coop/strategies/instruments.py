"""Strategies for agreements and programmes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal, TypeAlias

import attrs
from hypothesis import strategies as st

from mainland_coop.dates.edtf import FIRST_DAY
from mainland_coop.dates.partial_dates import Day
from mainland_coop.foundation.vocabularies import AgreementKind, FigureQualifier, ProgrammeKind
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.programmes import Edition, Programme
from mainland_coop.strategies.arguments import (
    Count,
    Details,
    KnobError,
    References,
    check_references,
    checked,
    draw_span,
    ids_of,
    one_id_of,
    several,
)
from mainland_coop.strategies.dates import partial_dates, periods
from mainland_coop.strategies.drawn_worlds import Dated, EndKind, Shape, one_of_three
from mainland_coop.strategies.names import NAMES, ids, names, texts
from mainland_coop.strategies.parties import check_named, check_record, signatories
from mainland_coop.strategies.provenance import draw_citations, figures
from mainland_coop.strategies.renewals import (
    Life,
    draw_date,
    draw_ending,
    draw_life,
    draw_renewals,
    draw_stages,
    partial_supersessions,
)

__all__ = ["agreements", "editions", "programmes"]

_OF_AN_AGREEMENT = Details(
    implemented_from=lambda _: partial_dates(),
    superseded_in_part=lambda known: several(partial_supersessions, known) if known.agreements else st.just([]),
    amends=ids_of("agreements"),
    supplements=ids_of("agreements"),
    implements=ids_of("agreements"),
    under=one_id_of("agreements"),
    signed_at=one_id_of("sessions"),
    authorised_by=ids_of("parties"),
    areas=ids_of("areas"),
    place=lambda _: texts(),
    languages=lambda _: st.lists(st.sampled_from(("en", "zh-Hant", "zh-Hans")), min_size=1, unique=True),
    signatories=lambda known: several(signatories, known),
    figures=lambda known: several(figures, known),
    open_lists=lambda _: st.just(["areas"]),
    note=lambda _: texts(),
    checked=lambda _: partial_dates(),
)


def _never_begins(
    never_in_force: bool | None, staged: bool | None, shape: Shape, ends: EndKind | Collection[EndKind] | None
) -> tuple[bool | None, tuple[EndKind, ...]]:
    """Return whether the agreements never were in force (None: either), and how such a one may end."""
    kinds: tuple[EndKind, ...] = tuple(kind for kind in shape.kinds if kind not in ("stated", "open"))
    against = {
        "n_renewals": shape.low > 0,
        "staged=True": bool(staged),
        f"ends={ends!r}": not kinds,
    }
    names_against = [name for name, holds in against.items() if holds]
    if never_in_force and names_against:
        raise KnobError(
            f"what never was in force has no renewals, stages or stated end: drop {', '.join(names_against)}"
        )
    return False if names_against else never_in_force, kinds


def _check_agreements(
    *,
    id: str | None = None,
    n_renewals: Count | None = None,
    gaps: bool | None = None,
    overlaps: bool | None = None,
    follows_on: bool | None = None,
    ends: EndKind | Collection[EndKind] | None = None,
    ending: bool | None = None,
    staged: bool | None = None,
    never_in_force: bool | None = None,
    min_start: Day | None = None,
    max_start: Day | None = None,
    qualifiers: bool | None = None,
    references: References | None = None,
    details: bool | None = None,
) -> None:
    shape = Shape.of(
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
    check_named(id=id, references=references, details=details)
    one_of_three(staged=staged, never_in_force=never_in_force)
    _never_begins(never_in_force, staged, shape, ends)
    if not check_references(references).parties:
        raise KnobError("an agreement has a party: references.parties is empty")


@checked(_check_agreements)
@st.composite
def agreements(
    draw: st.DrawFn,
    *,
    id: str | None = None,
    n_renewals: Count | None = None,
    gaps: bool | None = None,
    overlaps: bool | None = None,
    follows_on: bool | None = None,
    ends: EndKind | Collection[EndKind] | None = None,
    ending: bool | None = None,
    staged: bool | None = None,
    never_in_force: bool | None = None,
    min_start: Day | None = None,
    max_start: Day | None = None,
    qualifiers: bool | None = None,
    references: References | None = None,
    details: bool | None = None,
) -> Agreement:
    """Agreements of every shape that the file form allows. A knob left at None allows all variants.

    Args:
        id: The id of each; None for any.
        n_renewals: How many renewals: a number, or the least and the greatest; None for 0 to 4.
        gaps: True for a gap between links that is certain, False for none that is possible (both under the presumption
            of continuity).
        overlaps: True for a link that certainly starts before an earlier one is over, False for none that may. An end
            that is not stated is overlapped by nothing, a stated `..` by all that follows.
        follows_on: True for a renewal that takes effect from the expiry before, False for none.
        ends: How links may end: `not stated`, `stated` (a last day), `term`, `tacit` (a term that renews itself) or
            `open`; one of them or several.
        ending: True for agreements that were terminated, superseded, merged or withdrawn, False for others.
        staged: True for an entry into force in stages, False for none.
        never_in_force: True for agreements that never began, False for others.
        min_start: The first link starts no earlier.
        max_start: The first link starts no later.
        qualifiers: True for a qualifier (`~`, `?`, `%`) on each date of its life, False for none.
        references: The ids that they may refer to; None for `References()`.
        details: False for agreements without places, people, citations and the like, True for agreements with some.

    Raises:
        KnobError: If the knobs contradict each other.

    Example:
        >>> from hypothesis import find
        >>> pact = find(agreements(gaps=True), lambda pact: True)
        >>> pact.signed, pact.term, pact.renewals
        (PartialDate('2000-01-01'), Term('P1D'), (<Renewal: signed 2000-01-03>,))
    """
    shape = Shape.of(
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
    never, kinds = _never_begins(never_in_force, staged, shape, ends)
    entry = draw(_entries(never, staged))
    fields: dict[str, Any] = {
        "id": draw(ids()) if id is None else id,
        "title": draw(NAMES[details]),
        "kind": draw(st.sampled_from(tuple(AgreementKind))),
        "parties": draw(ids_of("parties")(known)),
    }
    if entry == "never":
        shape = attrs.evolve(shape, low=0, high=0, kinds=kinds)
    life = draw_life(draw, shape, staged=entry == "staged")
    fields |= _draw_entry(draw, life, entry, qualifiers, known, details)
    fields |= life.links[0].fields
    fields |= draw_renewals(draw, life, qualifiers, known, details)
    if life.ending is not None:
        fields["ending"] = draw_ending(draw, life.ending, known, details, one_id_of("agreements")(known))
    fields |= _OF_AN_AGREEMENT.draw(draw, details, known)
    in_part = [part for part in fields.pop("superseded_in_part", ()) if part.by != fields["id"]]
    if in_part and entry != "never":
        fields["superseded_in_part"] = in_part
    return Agreement(**fields, **draw_citations(draw, details, fields, known))


Entry: TypeAlias = Literal["signed", "stated", "staged", "never"]


def _entries(never: bool | None, staged: bool | None) -> st.SearchStrategy[Entry]:
    """Where an agreement takes its start from: one choice, so that no variant is simpler than the plainest."""
    if never or staged:
        return st.just("never" if never else "staged")
    entries: list[Entry] = ["signed", "signed", "signed", "stated", "stated"]
    if staged is None:
        entries.append("staged")
    if never is None:
        entries.append("never")
    return st.sampled_from(entries)


def _draw_entry(
    draw: st.DrawFn, life: Life, entry: Entry, qualifiers: bool | None, references: References, details: bool | None
) -> dict[str, Any]:
    """Draw signature and entry into force; where none is stated, it starts with its signature."""
    start = life.links[0].start
    if entry == "signed":
        return {"signed": start}
    if entry == "never":
        return {"signed": start, "never_in_force": True}
    day = Dated(max(FIRST_DAY, life.links[0].first - draw_span(draw, 400)))
    fields: dict[str, Any] = {"signed": draw_date(draw, day, qualifiers), "in_force_from": start}
    if entry == "staged":
        fields["in_force_from"] = draw_stages(draw, life, references, details)
    return fields


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
