"""Strategies for agreements."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal, TypeAlias

import attrs
from hypothesis import strategies as st

from mainland_coop.dates import Day
from mainland_coop.edtf import FIRST_DAY
from mainland_coop.records.instruments import Agreement
from mainland_coop.strategies.bodies import check_named, signatories
from mainland_coop.strategies.days import partial_dates
from mainland_coop.strategies.knobs import Count, KnobError, checked, draw_span
from mainland_coop.strategies.lives import Life, draw_date, draw_life
from mainland_coop.strategies.names import NAMES, ids, texts
from mainland_coop.strategies.parts import draw_ending, draw_renewals, draw_stages, partial_supersessions
from mainland_coop.strategies.provenance import draw_citations, figures
from mainland_coop.strategies.references import (
    Details,
    References,
    check_references,
    ids_of,
    one_id_of,
    several,
)
from mainland_coop.strategies.shapes import EndKind, Shape, one_of_three
from mainland_coop.strategies.worlds import Dated
from mainland_coop.vocabulary import AgreementKind

__all__ = ["agreements"]


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
