"""Strategies for conferences and their sessions."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from mainland_coop.records.conferences import Conference, Session
from mainland_coop.strategies.arguments import (
    Count,
    Details,
    References,
    bounds_of_count,
    check_references,
    checked,
    ids_of,
    several,
)
from mainland_coop.strategies.dates import partial_dates, periods
from mainland_coop.strategies.names import NAMES, ids, names, texts
from mainland_coop.strategies.parties import check_named, signatories
from mainland_coop.strategies.provenance import draw_citations, figures

__all__ = ["conference_of", "conferences", "sessions"]

_COUNTED = st.integers(0, 100)
_HELD = st.one_of(partial_dates(), periods())
_OF_A_SESSION = Details(
    name=lambda _: names(),
    series=lambda _: st.sampled_from(("plenary", "working meeting")),
    ordinal=lambda _: st.integers(1, 30),
    held=lambda _: _HELD,
    announced_for=lambda _: _HELD,
    place=lambda _: texts(),
    video=lambda _: st.just(True),
    parties=ids_of("parties"),
    chairs=lambda known: several(signatories, known),
    guests=lambda known: several(signatories, known),
    theme=lambda _: texts(),
    documents=lambda _: st.lists(names(), min_size=1, max_size=2),
    n_areas=lambda _: _COUNTED,
    n_items=lambda _: _COUNTED,
    n_documents=lambda _: _COUNTED,
    areas=ids_of("areas"),
    held_with=ids_of("sessions"),
    figures=lambda known: several(figures, known),
    open_lists=lambda _: st.just(["guests"]),
    note=lambda _: texts(),
    checked=lambda _: partial_dates(),
)


@checked(check_named)
@st.composite
def sessions(
    draw: st.DrawFn, *, id: str | None = None, references: References | None = None, details: bool | None = None
) -> Session:
    """Sessions of a conference.

    Args:
        id: The id of each; None for any.
        references: The ids that they may refer to; None for `References()`.
        details: False for sessions of an id and a date alone, True for sessions with more.
    """
    known = check_references(references)
    fields: dict[str, Any] = {"id": draw(ids()) if id is None else id, "held": draw(_HELD_OR_NOT)}
    fields |= _OF_A_SESSION.draw(draw, details, known)
    return Session(**fields, **draw_citations(draw, details, fields, known))


_HELD_OR_NOT = st.one_of(st.none(), _HELD)
_OF_A_CONFERENCE = Details(
    parties=ids_of("parties"),
    established=lambda _: partial_dates(),
    areas=ids_of("areas"),
    figures=lambda known: several(figures, known),
    open_lists=lambda _: st.just(["parties"]),
    note=lambda _: texts(),
    checked=lambda _: partial_dates(),
)


def _check_conferences(
    *,
    id: str | None = None,
    n_sessions: Count | None = None,
    references: References | None = None,
    details: bool | None = None,
) -> tuple[int, int]:
    check_named(id=id, references=references, details=details)
    return bounds_of_count("n_sessions", n_sessions, 4)


@checked(_check_conferences)
@st.composite
def conferences(
    draw: st.DrawFn,
    *,
    id: str | None = None,
    n_sessions: Count | None = None,
    references: References | None = None,
    details: bool | None = None,
) -> Conference:
    """Conferences with their sessions, whose ids are unique within the conference.

    Args:
        id: The id of each; None for any.
        n_sessions: How many sessions: a number, or the least and the greatest; None for 0 to 4.
        references: The ids that they may refer to; None for `References()`.
        details: False for conferences and sessions without places, people, citations and the like, True for some.
    """
    low, high = _check_conferences(n_sessions=n_sessions)
    own = draw(ids()) if id is None else id
    n = draw(st.integers(low, high))
    session_ids = [f"{own}-{number}"[-200:] for number in range(1, n + 1)]
    return draw(conference_of(own, session_ids, references, details))


@st.composite
def conference_of(
    draw: st.DrawFn, id: str, session_ids: list[str], references: References | None, details: bool | None
) -> Conference:
    """Conferences whose sessions have given ids."""
    known = check_references(references)
    fields: dict[str, Any] = {"id": id, "name": draw(NAMES[details])}
    held = [draw(sessions(id=one, references=known, details=details)) for one in session_ids]
    if held:
        fields["sessions"] = held
    fields |= _OF_A_CONFERENCE.draw(draw, details, known)
    return Conference(**fields, **draw_citations(draw, details, fields, known))
