"""Strategies for the parts of instruments and programmes: stages, partial supersessions, endings and renewals."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hypothesis import strategies as st

from mainland_coop.dates import PartialDate
from mainland_coop.edtf import FIRST_DAY
from mainland_coop.records.in_force import Ending, Renewal
from mainland_coop.records.instruments import PartialSupersession, Stage
from mainland_coop.strategies.bodies import check_record, signatories
from mainland_coop.strategies.days import partial_dates
from mainland_coop.strategies.knobs import checked, draw_span
from mainland_coop.strategies.lives import Life, LifeLink, draw_date, draw_life
from mainland_coop.strategies.names import names, texts
from mainland_coop.strategies.provenance import draw_citations
from mainland_coop.strategies.references import Details, References, check_references, ids_of, one_id_of, several
from mainland_coop.strategies.shapes import EndKind, Shape, one_of_three
from mainland_coop.strategies.worlds import Dated
from mainland_coop.vocabulary import EndingReason

__all__ = [
    "draw_ending",
    "draw_renewals",
    "draw_stages",
    "endings",
    "partial_supersessions",
    "renewals",
    "stages",
]

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
