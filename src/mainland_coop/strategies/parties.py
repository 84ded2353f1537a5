"""Strategies for parties, areas and people."""

from __future__ import annotations

from mainland_coop.foundation.vocabularies import PartyKind, SuccessionKind
from mainland_coop.records.names import Area, Signatory
from mainland_coop.records.parties import Party, Predecessor
from mainland_coop.strategies.arguments import OptionalFields, PartArguments, RecordArguments, one_or_two, strategy
from mainland_coop.strategies.dates import DATE
from mainland_coop.strategies.draws import Draws
from mainland_coop.strategies.names import (
    EXTRA,
    IDENTIFIERS,
    TEXT,
    draw_id,
    draw_id_of,
    draw_name_of_record,
    ids,
    one_id_of,
)
from mainland_coop.strategies.provenance import FIGURES, OF_ANY_RECORD, draw_record

_OF_A_PREDECESSOR = OptionalFields(on=DATE, how=tuple(SuccessionKind), note=TEXT)


@strategy(PartArguments)
def predecessors(draw: Draws, wanted: PartArguments) -> Predecessor:
    """Predecessors of a party.

    Args:
        references: The parties and sources that they may name; None for `References()`.
        details: False for an id alone, True for more.
    """
    return draw_predecessor(draw, wanted)


def draw_predecessor(draw: Draws, wanted: PartArguments) -> Predecessor:
    """Draw one of `predecessors`."""
    party = draw_id_of(draw, "parties", wanted.references, "a")
    return draw_record(draw, Predecessor, wanted, _OF_A_PREDECESSOR, party=party)


_PREDECESSORS = one_or_two(draw_predecessor)
_OF_A_PARTY = OptionalFields(
    kind=tuple(PartyKind),
    jurisdiction=("HK", "MO", "CN", "CN-GD"),
    city=TEXT,
    parent=one_id_of("parties"),
    predecessors=lambda draw, known: _PREDECESSORS(draw, known) if known.parties else [],
    website=ids().map("https://www.example.org/{}".format),
    figures=FIGURES,
    **OF_ANY_RECORD,
)


@strategy(RecordArguments)
def parties(draw: Draws, wanted: RecordArguments) -> Party:
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


_OF_AN_AREA = OptionalFields(broader=one_id_of("areas"), note=TEXT, identifiers=IDENTIFIERS, extra=EXTRA)


@strategy(RecordArguments)
def areas(draw: Draws, wanted: RecordArguments) -> Area:
    """Areas of co-operation."""
    return draw_record(
        draw, Area, wanted, _OF_AN_AREA, id=draw_id(draw, wanted), name=draw_name_of_record(draw, wanted.details)
    )


_OF_A_PERSON = OptionalFields(office=TEXT, party=one_id_of("parties"), note=TEXT)


@strategy(PartArguments)
def signatories(draw: Draws, wanted: PartArguments) -> Signatory:
    """People who signed, chaired or attended."""
    return draw_signatory(draw, wanted)


def draw_signatory(draw: Draws, wanted: PartArguments) -> Signatory:
    """Draw one of `signatories`."""
    fields = _OF_A_PERSON.draw(draw, wanted.details, wanted.references)
    return Signatory(name=draw_name_of_record(draw, wanted.details), **fields)


SIGNATORIES = one_or_two(draw_signatory)
"""Draws people of a record."""
