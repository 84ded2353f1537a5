"""Strategies for parties, areas and people."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from mainland_coop.foundation.vocabularies import PartyKind, SuccessionKind
from mainland_coop.records.fields import as_id
from mainland_coop.records.names import Area, Signatory
from mainland_coop.records.parties import Party, Predecessor
from mainland_coop.strategies.arguments import Details, References, check_references, checked, one_id_of, several
from mainland_coop.strategies.dates import partial_dates
from mainland_coop.strategies.drawn_worlds import one_of_three
from mainland_coop.strategies.names import NAMES, ids, texts
from mainland_coop.strategies.provenance import draw_citations, figures

__all__ = ["areas", "check_named", "check_record", "parties", "predecessors", "signatories"]

_OF_A_PREDECESSOR = Details(
    on=lambda _: partial_dates(),
    how=lambda _: st.sampled_from(tuple(SuccessionKind)),
    note=lambda _: texts(),
)


def check_record(*, references: References | None = None, details: bool | None = None) -> None:
    """Check the knobs that records share."""
    check_references(references)
    one_of_three(details=details)


def check_named(*, id: str | None = None, references: References | None = None, details: bool | None = None) -> None:
    """Check the knobs of a record with an id."""
    if id is not None:
        as_id(id)
    check_record(references=references, details=details)


@checked(check_record)
@st.composite
def predecessors(draw: st.DrawFn, *, references: References | None = None, details: bool | None = None) -> Predecessor:
    """Predecessors of a party.

    Args:
        references: The parties and sources that they may name; None for `References()`.
        details: False for an id alone, True for more.
    """
    known = check_references(references)
    fields: dict[str, Any] = {
        "party": draw(one_id_of("parties")(known)) or "a",
        **_OF_A_PREDECESSOR.draw(draw, details, known),
    }
    return Predecessor(**fields, **draw_citations(draw, details, fields, known))


_OF_A_PARTY = Details(
    kind=lambda _: st.sampled_from(tuple(PartyKind)),
    jurisdiction=lambda _: st.sampled_from(("HK", "MO", "CN", "CN-GD")),
    city=lambda _: texts(),
    parent=one_id_of("parties"),
    predecessors=lambda known: st.lists(predecessors(references=known), max_size=2 if known.parties else 0),
    website=lambda _: ids().map("https://www.example.org/{}".format),
    figures=lambda known: several(figures, known),
    note=lambda _: texts(),
    checked=lambda _: partial_dates(),
)


@checked(check_named)
@st.composite
def parties(
    draw: st.DrawFn, *, id: str | None = None, references: References | None = None, details: bool | None = None
) -> Party:
    """Parties.

    Args:
        id: The id of each; None for any.
        references: The ids that they may refer to; None for `References()`.
        details: False for parties of an id and a name alone, True for parties with more.

    Example:
        >>> from hypothesis import find
        >>> find(parties(), lambda party: True)
        <Party a: 'a'>
    """
    known = check_references(references)
    fields: dict[str, Any] = {
        "id": draw(ids()) if id is None else id,
        "name": draw(NAMES[details]),
        **_OF_A_PARTY.draw(draw, details, known),
    }
    return Party(**fields, **draw_citations(draw, details, fields, known))


_OF_AN_AREA = Details(broader=one_id_of("areas"), note=lambda _: texts())


@checked(check_named)
@st.composite
def areas(
    draw: st.DrawFn, *, id: str | None = None, references: References | None = None, details: bool | None = None
) -> Area:
    """Areas of co-operation; the arguments are those of `parties`."""
    known = check_references(references)
    fields: dict[str, Any] = {
        "id": draw(ids()) if id is None else id,
        "name": draw(NAMES[details]),
        **_OF_AN_AREA.draw(draw, details, known),
    }
    return Area(**fields, **draw_citations(draw, details, fields, known))


_OF_A_PERSON = Details(
    office=lambda _: texts(),
    party=one_id_of("parties"),
    note=lambda _: texts(),
)


@checked(check_record)
@st.composite
def signatories(draw: st.DrawFn, *, references: References | None = None, details: bool | None = None) -> Signatory:
    """People who signed, chaired or attended; the arguments are those of `predecessors`."""
    fields: dict[str, Any] = _OF_A_PERSON.draw(draw, details, check_references(references))
    return Signatory(name=draw(NAMES[details]), **fields)
