"""Strategies for renewals, endings and stages: the dates of a world, widened around its days."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import attrs
from hypothesis import strategies as st

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY, Precision, unit_of
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.foundation.vocabularies import EndingReason
from mainland_coop.records.agreements import PartialSupersession, Stage
from mainland_coop.records.instruments import Ending, Renewal
from mainland_coop.strategies.arguments import (
    Details,
    References,
    check_references,
    checked,
    draw_span,
    ids_of,
    one_id_of,
    several,
)
from mainland_coop.strategies.dates import partial_dates, qualifier, terms, unit_around
from mainland_coop.strategies.drawn_worlds import Dated, EndKind, LinkWorld, Shape, draw_world, one_of_three
from mainland_coop.strategies.names import names, texts
from mainland_coop.strategies.parties import check_record, signatories
from mainland_coop.strategies.provenance import draw_citations

__all__ = [
    "Life",
    "LifeLink",
    "draw_date",
    "draw_ending",
    "draw_life",
    "draw_renewals",
    "draw_stages",
    "endings",
    "partial_supersessions",
    "renewals",
    "stages",
]

Fields = dict[str, Any]


@attrs.define
class LifeLink:
    """What a record states of one link.

    Attributes:
        start: When it starts, or None where it follows on.
        fields: Its term, tacit renewal or last day, as keyword arguments.
        first: Its first day in the world that was drawn.
    """

    start: PartialDate | None
    fields: Fields
    first: int


@attrs.define
class Life:
    """What a record states of its links and its ending.

    Attributes:
        links: The links in order.
        ending: The last day that an ending states, if any.
        stages: Further days of a staged entry into force; none of them is earlier than the start.
    """

    links: list[LifeLink]
    ending: PartialDate | None
    stages: list[PartialDate]


def draw_life(draw: st.DrawFn, shape: Shape, *, staged: bool = False) -> Life:
    """Draw a life of a shape."""
    world = draw_world(draw, shape)
    bounds = (shape.first, shape.last)
    stages = []
    if staged:
        # The start is the earliest stage; the others keep to its first day or later, so as to change nothing.
        start = world.links[0].start
        assert start is not None, "the first link has a start"
        for _ in range(draw(st.integers(1, 2))):
            later = Dated(start.day + draw_span(draw, min(4000, LAST_DAY - start.day)))
            stages.append(later)
    links = [_draw_link(draw, shape, link, bounds if index == 0 else None) for index, link in enumerate(world.links)]
    if stages:
        own = links[0].start
        earliest = FIRST_DAY if own is None else own.first_ordinal
        told = [draw_date(draw, stage, shape.qualifiers, earliest) for stage in stages]
    else:
        told = []
    ending = None if world.ending is None else draw_date(draw, world.ending, shape.qualifiers)
    return Life(links, ending, told)


def _draw_link(draw: st.DrawFn, shape: Shape, link: LinkWorld, bounds: tuple[int, int] | None) -> LifeLink:
    low, high = bounds or (FIRST_DAY, LAST_DAY)
    start = None if link.start is None else draw_date(draw, link.start, shape.qualifiers, low, high)
    fields: Fields = {}
    if link.kind == "open":
        fields["expires"] = ".."
    elif link.end is not None:
        fields["expires"] = draw_date(draw, link.end, shape.qualifiers)
    elif link.term is not None:
        fields["term"] = link.term
        if link.kind == "tacit":
            fields["tacit_renewal"] = draw(_TERMS)
    return LifeLink(start, fields, link.first)


_TERMS = terms()
_PRECISIONS = st.sampled_from((Precision.DAY, Precision.DAY, *Precision))


def draw_date(
    draw: st.DrawFn, dated: Dated, qualifiers: bool | None, low: int = FIRST_DAY, high: int = LAST_DAY
) -> PartialDate:
    """Draw a partial date around a day, no wider than the day, the bounds and what must be kept allow."""
    precision = draw(_PRECISIONS)
    mark = draw(qualifier(qualifiers))  # drawn for runs too: no date is to be simpler than an exact day
    if precision is Precision.RUN:
        first = dated.day - draw_span(draw, dated.day - low)
        last = dated.day + draw_span(draw, high - dated.day)
    else:
        first, last = unit_around(precision, dated.day)
    first = dated.earliest_from(max(low, first))
    last = dated.latest_until(min(high, last))
    if qualifiers and unit_of(first, last) is Precision.RUN:
        first = last = dated.day
    return PartialDate(first, last, None if unit_of(first, last) is Precision.RUN else mark)


_OF_A_STAGE = Details(provisions=lambda _: texts())


@checked(check_record)
@st.composite
def stages(draw: st.DrawFn, *, references: References | None = None, details: bool | None = None) -> Stage:
    """Stages of an entry into force.

    Args:
        references: The sources that they may cite; None for `References()`.
        details: False for a date alone, True for more.
    """
    known = check_references(references)
    fields: dict[str, Any] = {"on": draw(partial_dates()), **_OF_A_STAGE.draw(draw, details, known)}
    return Stage(**fields, **draw_citations(draw, details, fields, known))


_OF_A_PARTIAL_SUPERSESSION = Details(
    from_=lambda _: partial_dates(),
    scope=lambda _: texts(),
    note=lambda _: texts(),
)


@checked(check_record)
@st.composite
def partial_supersessions(
    draw: st.DrawFn, *, references: References | None = None, details: bool | None = None
) -> PartialSupersession:
    """Supersessions in part.

    Args:
        references: The agreements and sources that they may name; None for `References()`.
        details: False for an id alone, True for more.
    """
    known = check_references(references)
    by = draw(one_id_of("agreements")(known)) or "x"
    fields: dict[str, Any] = {"by": by, **_OF_A_PARTIAL_SUPERSESSION.draw(draw, details, known)}
    return PartialSupersession(**fields, **draw_citations(draw, details, fields, known))


_OF_AN_ENDING = Details(note=lambda _: texts())


@checked(check_record)
@st.composite
def endings(draw: st.DrawFn, *, references: References | None = None, details: bool | None = None) -> Ending:
    """Endings: terminations, supersessions as a whole, mergers and withdrawals.

    Args:
        references: The agreements and sources that they may name; None for `References()`.
        details: False for a last day and a reason alone, True for more.
    """
    known = check_references(references)
    return draw_ending(draw, draw(partial_dates()), known, details, one_id_of("agreements")(known))


def draw_ending(
    draw: st.DrawFn,
    last_day: PartialDate,
    references: References,
    details: bool | None,
    by: st.SearchStrategy[str | None],
) -> Ending:
    """Draw an ending on a last day."""
    fields: dict[str, Any] = {"last_day": last_day, "reason": draw(st.sampled_from(tuple(EndingReason)))}
    named = None if details is False else draw(st.none() | by)
    if named is not None:
        fields["by"] = named
    fields |= _OF_AN_ENDING.draw(draw, None if named and details else details, references)
    return Ending(**fields, **draw_citations(draw, details, fields, references))


_OF_A_RENEWAL = Details(
    title=lambda _: names(),
    place=lambda _: texts(),
    areas=ids_of("areas"),
    signatories=lambda known: several(signatories, known),
    note=lambda _: texts(),
)


def _check_renewals(
    *,
    follows_on: bool | None = None,
    ends: EndKind | Collection[EndKind] | None = None,
    references: References | None = None,
    details: bool | None = None,
) -> None:
    Shape.of(ends=ends)
    one_of_three(follows_on=follows_on, details=details)
    check_references(references)


@checked(_check_renewals)
@st.composite
def renewals(
    draw: st.DrawFn,
    *,
    follows_on: bool | None = None,
    ends: EndKind | Collection[EndKind] | None = None,
    references: References | None = None,
    details: bool | None = None,
) -> Renewal:
    """Renewals, each for itself; `agreements` draws those that fit together.

    Args:
        follows_on: True for renewals that take effect from the expiry before, False for others.
        ends: How they may end; as for `agreements`.
        references: The ids that they may refer to; None for `References()`.
        details: False for dates and terms alone, True for more.
    """
    life = draw_life(draw, Shape.of(n_renewals=0, ends=ends, ending=False))
    link = life.links[0]
    if follows_on if follows_on is not None else draw(st.booleans()):
        link.start = None
    return _draw_renewal(draw, link, None, check_references(references), details)


def _draw_renewal(
    draw: st.DrawFn, link: LifeLink, qualifiers: bool | None, references: References, details: bool | None
) -> Renewal:
    fields: dict[str, Any] = {}
    if link.start is None:
        fields["follows_on"] = True
    elif draw(st.booleans()):
        fields["in_force_from"] = link.start
    else:
        fields["signed"] = link.start
    if "signed" not in fields and draw(st.booleans()):
        # A signature that starts nothing may be of any day; most are of some day before.
        day = Dated(max(FIRST_DAY, link.first - draw_span(draw, 400)))
        fields["signed"] = draw_date(draw, day, qualifiers)
    fields |= link.fields
    fields |= _OF_A_RENEWAL.draw(draw, details, references)
    return Renewal(**fields, **draw_citations(draw, details, fields, references))


def draw_renewals(
    draw: st.DrawFn, life: Life, qualifiers: bool | None, references: References, details: bool | None
) -> dict[str, Any]:
    """Draw the renewals of a life, as the keyword argument of a record; nothing where there are none."""
    drawn = [_draw_renewal(draw, link, qualifiers, references, details) for link in life.links[1:]]
    return {"renewals": drawn} if drawn else {}


def draw_stages(draw: st.DrawFn, life: Life, references: References, details: bool | None) -> list[Stage]:
    """Draw the stages of a life: its start, which is the earliest of them, and the others."""
    dates = [life.links[0].start, *life.stages]
    return [Stage(on=on, **_OF_A_STAGE.draw(draw, details, references)) for on in dates if on is not None]
