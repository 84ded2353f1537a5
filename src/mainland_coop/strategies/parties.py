"""Strategies for parties, areas and people."""

from __future__ import annotations

from hypothesis import strategies as st

from mainland_coop.foundation.vocabularies import PartyKind, SuccessionKind
from mainland_coop.records.names import Area, Signatory
from mainland_coop.records.parties import Party, Predecessor
from mainland_coop.strategies.arguments import OptionalFields, PartArguments, RecordArguments, one_or_two, strategy
from mainland_coop.strategies.dates import partial_dates
from mainland_coop.strategies.names import (
    EXTRA,
    IDENTIFIERS,
    draw_id,
    draw_id_of,
    draw_name_of_record,
    ids,
    one_id_of,
    texts,
)
from mainland_coop.strategies.provenance import OF_ANY_RECORD, draw_record, figures

_OF_A_PREDECESSOR = OptionalFields(on=partial_dates(), how=st.sampled_from(tuple(SuccessionKind)), note=texts())


@strategy(PartArguments)
def predecessors(draw: st.DrawFn, wanted: PartArguments) -> Predecessor:
    """Predecessors of a party.

    Args:
        references: The parties and sources that they may name; None for `References()`.
        details: False for an id alone, True for more.
    """
    party = draw_id_of(draw, "parties", wanted.references, "a")
    return draw_record(draw, Predecessor, wanted, _OF_A_PREDECESSOR, party=party)


_OF_A_PARTY = OptionalFields(
    kind=st.sampled_from(tuple(PartyKind)),
    jurisdiction=st.sampled_from(("HK", "MO", "CN", "CN-GD")),
    city=texts(),
    parent=one_id_of("parties"),
    predecessors=lambda known: st.lists(predecessors(references=known), max_size=2 if known.parties else 0),
    website=ids().map("https://www.example.org/{}".format),
    figures=one_or_two(figures),
    **OF_ANY_RECORD,
)


@strategy(RecordArguments)
def parties(draw: st.DrawFn, wanted: RecordArguments) -> Party:
    """Parties.

    Args:
        details: False for parties of an id and a name alone, True for parties with more.

    Example:
        >>> from hypothesis import find
        >>> find(parties(), lambda party: True)
        <Party a: 'a'>
    """
    return draw_record(
        draw, Party, wanted, _OF_A_PARTY, id=draw_id(draw, wanted), name=draw_name_of_record(draw, wanted.details)
    )


_OF_AN_AREA = OptionalFields(broader=one_id_of("areas"), note=texts(), identifiers=IDENTIFIERS, extra=EXTRA)


@strategy(RecordArguments)
def areas(draw: st.DrawFn, wanted: RecordArguments) -> Area:
    """Areas of co-operation."""
    return draw_record(
        draw, Area, wanted, _OF_AN_AREA, id=draw_id(draw, wanted), name=draw_name_of_record(draw, wanted.details)
    )


_OF_A_PERSON = OptionalFields(office=texts(), party=one_id_of("parties"), note=texts())


@strategy(PartArguments)
def signatories(draw: st.DrawFn, wanted: PartArguments) -> Signatory:
    """People who signed, chaired or attended."""
    fields = _OF_A_PERSON.draw(draw, wanted.details, wanted.references)
    return Signatory(name=draw_name_of_record(draw, wanted.details), **fields)
