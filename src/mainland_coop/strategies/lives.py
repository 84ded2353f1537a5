"""Lives: the dates and terms of a record, from a world whose days are widened to what a record would state."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import strategies as st

from mainland_coop.dates import PartialDate
from mainland_coop.edtf import FIRST_DAY, LAST_DAY, Precision, unit_of
from mainland_coop.strategies.days import qualifier, unit_around
from mainland_coop.strategies.knobs import draw_span
from mainland_coop.strategies.shapes import Shape
from mainland_coop.strategies.spans import terms
from mainland_coop.strategies.worlds import Dated, LinkWorld, draw_world

__all__ = ["Life", "LifeLink", "draw_date", "draw_life"]

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
