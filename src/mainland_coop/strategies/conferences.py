"""Strategies for conferences and their sessions."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import strategies as st

from mainland_coop.records.conferences import Conference, Session
from mainland_coop.strategies.arguments import (
    Count,
    OptionalFields,
    PartArguments,
    RecordArguments,
    bounds_of_count,
    check_count,
    strategy,
)
from mainland_coop.strategies.dates import DATE, partial_dates, periods
from mainland_coop.strategies.draws import Draws
from mainland_coop.strategies.names import NAME, TEXT, draw_id, draw_name_of_record, ids_of, names, open_lists
from mainland_coop.strategies.parties import SIGNATORIES
from mainland_coop.strategies.provenance import FIGURES, OF_ANY_RECORD, draw_record

_COUNTED = st.integers(0, 100)
_HELD = st.one_of(partial_dates(), periods())
_HELD_OR_NOT = st.one_of(st.none(), _HELD)
_OF_A_SESSION = OptionalFields(
    name=NAME,
    series=("plenary", "working meeting"),
    ordinal=st.integers(1, 30),
    held=_HELD,
    announced_for=_HELD,
    place=TEXT,
    video=(True,),
    parties=ids_of("parties"),
    chairs=SIGNATORIES,
    guests=SIGNATORIES,
    theme=TEXT,
    documents=st.lists(names(), min_size=1, max_size=2),
    n_areas=_COUNTED,
    n_items=_COUNTED,
    n_documents=_COUNTED,
    areas=ids_of("areas"),
    held_with=ids_of("sessions"),
    figures=FIGURES,
    open_lists=open_lists(Session),
    **OF_ANY_RECORD,
)
_OF_A_CONFERENCE = OptionalFields(
    parties=ids_of("parties"),
    established=DATE,
    areas=ids_of("areas"),
    figures=FIGURES,
    open_lists=open_lists(Conference),
    **OF_ANY_RECORD,
)


@strategy(RecordArguments)
def sessions(draw: Draws, wanted: RecordArguments) -> Session:
    """Sessions of a conference.

    Args:
        details: False for sessions of an id and a date alone, True for sessions with more.
    """
    return draw_record(draw, Session, wanted, _OF_A_SESSION, id=draw_id(draw, wanted), held=draw(_HELD_OR_NOT))


@attrs.frozen(kw_only=True, slots=False)
class ConferenceArguments(RecordArguments):
    """The arguments of `conferences`.

    Attributes:
        n_sessions: How many sessions: a number, or the least and the greatest; None for 0 to 4.
    """

    n_sessions: Count | None = attrs.field(default=None, validator=check_count)


@strategy(ConferenceArguments)
def conferences(draw: Draws, wanted: ConferenceArguments) -> Conference:
    """Conferences with their sessions, whose ids are unique within the conference.

    Args:
        details: False for conferences and sessions without places, people, citations and the like, True for some.
    """
    own = draw_id(draw, wanted)
    n = draw(st.integers(*bounds_of_count("n_sessions", wanted.n_sessions, 4)))
    session_ids = [f"{own}-{number}"[-200:] for number in range(1, n + 1)]
    return draw_conference(draw, own, session_ids, wanted)


def draw_conference(draw: Draws, id: str, session_ids: list[str], wanted: PartArguments) -> Conference:
    """Draw a conference whose sessions have given ids."""
    fields: dict[str, Any] = {"id": id, "name": draw_name_of_record(draw, wanted.details)}
    held = [draw(sessions(id=one, references=wanted.references, details=wanted.details)) for one in session_ids]
    if held:
        fields["sessions"] = held
    return draw_record(draw, Conference, wanted, _OF_A_CONFERENCE, **fields)
