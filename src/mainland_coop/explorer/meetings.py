"""Conferences, their sessions, and people, as the page knows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from mainland_coop.collections.matches import MatchKind
from mainland_coop.collections.search import names_of
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Held, Period
from mainland_coop.display.blocks import Facts
from mainland_coop.display.cards import session_card
from mainland_coop.display.plain_text import clean, day_text
from mainland_coop.explorer.told_once import Numbers
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.names import Name, Signatory
from mainland_coop.records.programmes import Programme
from mainland_coop.registry.registry import Registry

_NUMBERS = {kind: number for number, kind in enumerate(MatchKind)}


Meeting: TypeAlias = Conference | Session

PeopleTold: TypeAlias = list[list[Any]]
"""For each thing that people did: what it is called, and each person, with office and party."""

_FACTS = frozenset({"Series", "Announced for", "Place", "Theme", "Agreed", "Documents"})


def chinese(name: Name) -> list[str] | None:
    """Return the Chinese name beside an English one: its language and its text."""
    if name.en is None:
        return None
    if name.zh_hant:
        return ["zh-Hant", clean(name.zh_hant)]
    return ["zh-Hans", clean(name.zh_hans)] if name.zh_hans else None


def names_told(record: object, title: str) -> list[list[Any]]:
    """Return all names of a record, each with the number of what it is; the title stands there as an empty text.

    Example:
        >>> import mainland_coop as mc
        >>> justice = mc.Party(id="doj", name=mc.Name(en="Department of Justice", short=["DoJ"]))
        >>> names_told(justice, "Department of Justice")
        [[2, ''], [3, 'DoJ']]
    """
    told: list[list[Any]] = []
    for kind, text in names_of(record):
        shown = "" if text == title else clean(text)
        told.append([_NUMBERS[kind], "" if shown == title else shown])
    return told


def people_told(
    groups: Iterable[tuple[str, Sequence[Signatory]]], people: Numbers, parties: dict[str, int]
) -> PeopleTold:
    """Return who did what; people are numbered by all their names, since the record does not say who is the same."""

    def told(one: Signatory) -> list[Any]:
        return [people[tuple(one.name)], one.office and clean(one.office), parties.get(one.party or "")]

    return [[what, [told(one) for one in who]] for what, who in groups if who]


def signing(record: Agreement | Programme) -> Iterator[tuple[str, Sequence[Signatory]]]:
    """Yield who signed a record and its renewals, with the words for it."""
    if isinstance(record, Agreement):
        yield "Signed by", record.signatories
    for number, renewal in enumerate(record.renewals, 1):
        yield f"Renewal {number} signed by", renewal.signatories


def meetings_of(registry: Registry) -> list[tuple[Meeting, int | None]]:
    """Return each conference, followed by its sessions, each with the place of its conference in the list."""
    found: list[tuple[Meeting, int | None]] = []
    for conference in registry.conferences:
        place = len(found)
        found.append((conference, None))
        found += [(session, place) for session in conference.sessions]
    return found


def meeting_told(
    registry: Registry, meeting: Meeting, conference: Conference, people: Numbers, parties: dict[str, int]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the page needs of a conference or session at once, and what only when it is opened."""
    date = held = None
    groups: tuple[tuple[str, Sequence[Signatory]], ...] = ()
    facts: list[list[str]] = []
    if isinstance(meeting, Session):
        title, bodies = clean(registry.name_of(meeting.id, "sessions")), meeting.parties or conference.parties
        groups, facts = (("Chaired by", meeting.chairs), ("Attended by", meeting.guests)), _facts(meeting)
        if meeting.held is not None:
            date, held = f"held {day_text(meeting.held)}", _held(meeting.held)
    else:
        title, bodies = clean(meeting.name.text), meeting.parties
        date = f"established {day_text(meeting.established)}" if meeting.established else None
    told = people_told(groups, people, parties)
    row = {
        "id": meeting.id,
        "sort": "session" if isinstance(meeting, Session) else "conference",
        "title": title,
        "chinese": None if meeting.name is None else chinese(meeting.name),
        "names": names_told(meeting, title),
        "date": date,
        "held": held,
        "parties": [parties[id] for id in bodies],
        "named": people_in(told),
    }
    return row, {"people": told, "facts": facts, "note": meeting.note and clean(meeting.note)}


def _held(held: Held) -> list[int]:
    """The first and the last day on which it may have been held, and whether it was on all of them (0 or 1)."""
    ends = (held.start, held.end) if isinstance(held, Period) else (held,)
    exact = all(isinstance(end, PartialDate) and end.first_ordinal == end.last_ordinal for end in ends)
    return [held.first_ordinal, held.last_ordinal, int(exact)]


def people_in(told: PeopleTold) -> list[int]:
    """Return the numbers of the people that are told of, each once."""
    return list(dict.fromkeys(person for _, who in told for person, *_ in who))


def _facts(session: Session) -> list[list[str]]:
    (known,) = (block for block in session_card(session, {}).blocks if isinstance(block, Facts))
    told = (
        (what, "".join(part if isinstance(part, str) else part.text for part in line)) for what, line in known.items
    )
    return [[what, clean(text)] for what, text in told if what in _FACTS]
