"""Tables of the records and of their parts: the columns of each, and what makes its rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.instruments import Ending, Renewal
from mainland_coop.records.names import Signatory
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation
from mainland_coop.tables.columns import (
    ID,
    NOTE,
    OWN_ID,
    RECORD_KIND,
    Column,
    Holds,
    Register,
    Row,
    Table,
    dated,
    days,
    named,
    names,
    number,
    sessions_of,
    text,
    word,
)
from mainland_coop.validity.links import End, earliest_of

DURATION = (
    text("term", "How long it runs (ISO 8601)"),
    text("tacit_renewal", "The period by which its text renews itself (ISO 8601); `true` where it is not stated"),
    text("expires", "Its last day as stated (EDTF), or `..` for an open end"),
    Column("n_renewals", Holds.NUMBER, "How many renewals it has"),
    *days("ended", "its ending was, if it was terminated or superseded as a whole"),
    text("ended_reason", "Why it was ended"),
    text("ended_by", "Id of what superseded it"),
)
SPAN = (*days("period", "it runs by the calendar, in full units"), text("notice", "The period of notice (ISO 8601)"))
OPEN_LISTS = text("open_lists", "Names of list fields that may not be complete, with `; ` between them")
EXTRA = text("extra", "The user's own values, as a JSON object")
PLACED = (text("under", "Id of the framework that it belongs to"), text("place", "Where it was signed or is held"))

AGREEMENTS = (
    OWN_ID,
    *names("title"),
    text("kind", "What it is called", required=True),
    *days("signed", "it was signed"),
    *days("in_force_from", "it entered into force, the first stage if there are several"),
    Column("never_in_force", Holds.FLAG, "Whether it was signed and never began"),
    *DURATION,
    *PLACED,
    text("signed_at", "Id of the session at which it was signed"),
    NOTE,
    *SPAN,
    OPEN_LISTS,
    EXTRA,
)
PROGRAMMES = (
    OWN_ID,
    *names("name"),
    text("kind", "What it does"),
    *days("started", "it started"),
    *DURATION,
    *PLACED,
    NOTE,
    *SPAN,
    OPEN_LISTS,
    EXTRA,
)
PARTIES = (
    OWN_ID,
    *names("name"),
    text("kind", "What it is"),
    text("jurisdiction", "Whose it is (ISO 3166)"),
    text("city", "City"),
    text("parent", "Id of the body that it is part of"),
    NOTE,
    EXTRA,
)
PARTICIPATIONS = (
    RECORD_KIND,
    ID,
    text("party", "Id of a party", required=True),
    text("role", "`party`, `organiser` or `partner`", required=True),
)
RECORD_AREAS = (RECORD_KIND, ID, text("area", "Id of an area of co-operation", required=True))
SESSIONS = (
    text("conference", "Id of its conference", required=True),
    OWN_ID,
    text("name", "Its name"),
    text("series", "Series"),
    number("ordinal", "Its number in the series"),
    *days("held", "it was held"),
    text("place", "Where it was held"),
    Column("video", Holds.FLAG, "Whether it was held by video link"),
    number("n_areas", "Areas of co-operation, as a source counts them"),
    number("n_items", "Items agreed, as a source counts them"),
    number("n_documents", "Documents signed, as a source counts them"),
    NOTE,
    OPEN_LISTS,
    EXTRA,
)
CITATIONS = (
    Column("record_kind", Holds.TEXT, "Kind of the record that cites: `agreements`, `parties`, `sessions`, ..."),
    ID,
    text("part", "Path of the part that cites, such as `renewals[0]`; null for the record itself"),
    text("source", "Id of the source", required=True),
    text("locator", "Where in the source"),
    text("field", "Path of the field that it speaks of, seen from the part; null for the whole"),
    text("says", "What the source has instead; null where it supports the field"),
    NOTE,
)
SOURCES = (
    OWN_ID,
    text("title", "Title", required=True),
    text("publisher", "Publisher"),
    text("kind", "`official`, `official copy`, `press`, `press copy` or `other`"),
    text("language", "Language (BCP 47)"),
    *days("published", "it was published"),
    *days("retrieved", "it was retrieved"),
    text("url", "Address"),
    NOTE,
    EXTRA,
)
OF_ANY = Column("record_kind", Holds.TEXT, "Kind of the record: `agreements`, `parties`, `sessions`, ...")
POSITION = Column("position", Holds.NUMBER, "Its place in the record's list, from 0 as in paths of fields")

RENEWALS = (
    RECORD_KIND,
    ID,
    POSITION,
    *days("signed", "it was signed"),
    *days("in_force_from", "it entered into force"),
    Column("follows_on", Holds.FLAG, "Whether it starts on the day after the end before it"),
    text("term", "How long it runs (ISO 8601)"),
    text("tacit_renewal", "The period by which its text renews itself (ISO 8601); `true` where it is not stated"),
    text("expires", "Its last day as stated (EDTF), or `..` for an open end"),
    text("title", "Its title"),
    text("place", "Where it was signed"),
    NOTE,
    *SPAN,
)
MEMBERSHIPS = (
    ID,
    POSITION,
    text("party", "Id of the party", required=True),
    *days("signed", "it signed or acceded"),
    *days("in_force_from", "it was bound from"),
    *days("ended", "its last day as a member was"),
    text("ended_reason", "Why it left: `terminated` or `withdrawn`"),
    text("ended_note", "Anything a reader must know of that"),
)
IDENTIFIERS = (
    OF_ANY,
    ID,
    text("scheme", "What it is an identifier of, such as `wikidata`", required=True),
    text("identifier", "The identifier", required=True),
)
STAGES = (ID, POSITION, *days("starts", "these provisions enter into force"), text("provisions", "Which provisions"))
RELATIONS = (
    RECORD_KIND,
    ID,
    text("relation", "`amends`, `supplements`, `implements`, `under`, `superseded_by`, ...", required=True),
    text("other", "Id of the other instrument", required=True),
    *days("since", "it took effect"),
    text("scope", "What is superseded, or what is left, where it is in part"),
)
PEOPLE = (
    OF_ANY,
    ID,
    text("role", "`signatory`, `signatory of renewal`, `chair` or `guest`", required=True),
    POSITION,
    *names("name"),
    text("office", "The office held at the time"),
    text("party", "Id of the party that the person acted for"),
    NOTE,
)
FIGURES = (
    OF_ANY,
    ID,
    POSITION,
    text("what", "What is counted", required=True),
    text("value", "The number, as it is written", required=True),
    text("unit", "Its unit"),
    *days("as_of", "it held"),
    text("qualifier", "`about`, `more than`, ..."),
    NOTE,
)
EDITIONS = (
    ID,
    POSITION,
    text("name", "Its name"),
    *days("held", "it was held"),
    text("place", "Where it was held"),
    number("n_participants", "How many took part"),
    text("qualifier", "`about`, `more than`, ..."),
    NOTE,
)
CONFERENCES = (
    OWN_ID,
    *names("name"),
    *days("established", "it was established"),
    Column("n_sessions", Holds.NUMBER, "How many of its sessions are on record"),
    NOTE,
    OPEN_LISTS,
    EXTRA,
)
AREAS = (OWN_ID, *names("name"), text("broader", "Id of the area that it is part of"), NOTE, EXTRA)


def _agreements(register: Register) -> Iterator[Row]:
    for record in register.agreements:
        stages = tuple(stage.on for stage in record.stages)
        entry = None if isinstance(record.in_force_from, tuple) else record.in_force_from
        yield (
            *(record.id, *named(record.title), str(record.kind), *dated(record.signed)),
            *dated(earliest_of(stages) if stages else entry),
            *(record.never_in_force, *_duration(record), record.under, record.place, record.signed_at, record.note),
            *(*_span(record), _open_lists(record), _extra(record)),
        )


def _programmes(register: Register) -> Iterator[Row]:
    for record in register.programmes:
        yield (
            *(record.id, *named(record.name), word(record.kind), *dated(record.started)),
            *(*_duration(record), record.under, record.place, record.note),
            *(*_span(record), _open_lists(record), _extra(record)),
        )


def _parties(register: Register) -> Iterator[Row]:
    for party in register.parties:
        about = (word(party.kind), party.jurisdiction, party.city, party.parent, party.note, _extra(party))
        yield (party.id, *named(party.name), *about)


def _participations(register: Register) -> Iterator[Row]:
    for agreement in register.agreements:
        yield from (("agreements", agreement.id, party, "party") for party in agreement.parties)
    for programme in register.programmes:
        yield from (("programmes", programme.id, party, "organiser") for party in programme.organisers)
        yield from (("programmes", programme.id, party, "partner") for party in programme.partners)


def _of_kinds(register: Register, *kinds: str) -> Iterator[tuple[str, Any]]:
    """Yield the records of several kinds, sessions among them, each with its kind."""
    for kind in kinds:
        sessions = (session for _, session in sessions_of(register))
        yield from ((kind, record) for record in (sessions if kind == "sessions" else getattr(register, kind)))


def _record_areas(register: Register) -> Iterator[Row]:
    for kind, record in _of_kinds(register, "agreements", "programmes"):
        yield from ((kind, record.id, area) for area in record.areas)


def _sessions(register: Register) -> Iterator[Row]:
    for conference, session in sessions_of(register):
        yield (
            *(conference, session.id, word(session.name), session.series, session.ordinal, *dated(session.held)),
            *(session.place, session.video, session.n_areas, session.n_items, session.n_documents, session.note),
            *(_open_lists(session), _extra(session)),
        )


def _sources(register: Register) -> Iterator[Row]:
    for source in register.sources:
        yield (
            *(source.id, source.title, source.publisher, word(source.kind), source.language),
            *(*dated(source.published), *dated(source.retrieved), source.url, source.note, _extra(source)),
        )


def _citations(register: Register) -> Iterator[Row]:
    citing = ("agreements", "programmes", "conferences", "parties", "areas", "sessions")
    for kind, record in _of_kinds(register, *citing):
        for part, citation in _with_place(record, ""):
            claims: list[tuple[str | None, str | None]] = [(path, None) for path in citation.supports]
            claims += [(path, str(value)) for path, value in citation.says]
            for field, says in claims or [(None, None)]:
                yield (kind, record.id, part or None, citation.source, citation.locator, field, says, citation.note)


def _with_place(record: Any, place: str) -> Iterator[tuple[str, Citation]]:
    """Every citation of a record and of its parts, with the path of the part; sessions are records of their own."""
    yield from ((place, citation) for citation in record.citations)
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if field.name in ("citations", "sessions"):
            continue
        if isinstance(value, tuple):
            for index, part in enumerate(value):
                if hasattr(part, "citations"):
                    yield from _with_place(part, f"{place}.{field.name}[{index}]".removeprefix("."))
        elif isinstance(value, Ending):
            yield from _with_place(value, f"{place}.{field.name}".removeprefix("."))


def _duration(record: Agreement | Programme) -> Row:
    ending = record.ending
    return (
        *(word(record.term), _tacit_renewal(record), _last_day(record), len(record.renewals)),
        *dated(None if ending is None else ending.last_day),
        *((None, None) if ending is None else (str(ending.reason), ending.by)),
    )


def _last_day(stated: Agreement | Programme | Renewal) -> str | None:
    return stated.expires.value if isinstance(stated.expires, End) else word(stated.expires)


def _tacit_renewal(stated: Agreement | Programme | Renewal) -> str | None:
    return "true" if stated.tacit_renewal is True else word(stated.tacit_renewal)


def _span(stated: Agreement | Programme | Renewal) -> Row:
    return *dated(stated.period), word(stated.notice)


def _open_lists(record: Agreement | Programme | Conference | Session) -> str | None:
    return "; ".join(record.open_lists) or None


def _extra(record: Any) -> str | None:
    return json.dumps(record.extra.plain(), ensure_ascii=False) if record.extra else None


def _memberships(register: Register) -> Iterator[Row]:
    for record in register.agreements:
        for position, one in enumerate(record.memberships):
            yield (
                *(record.id, position, one.party, *dated(one.signed), *dated(one.in_force_from)),
                *dated(None if one.ending is None else one.ending.last_day),
                *((None, None) if one.ending is None else (str(one.ending.reason), one.ending.note)),
            )


def _identifiers(register: Register) -> Iterator[Row]:
    kinds = ("agreements", "programmes", "conferences", "sessions", "parties", "areas", "sources")
    for kind, record in _of_kinds(register, *kinds):
        yield from ((kind, record.id, scheme, id) for scheme, id in record.identifiers.items())


def _renewals(register: Register) -> Iterator[Row]:
    for kind, record in _of_kinds(register, "agreements", "programmes"):
        for position, one in enumerate(record.renewals):
            stated = (word(one.term), _tacit_renewal(one), _last_day(one), word(one.title))
            yield (
                *(kind, record.id, position, *dated(one.signed), *dated(one.in_force_from), one.follows_on),
                *(*stated, one.place, one.note, *_span(one)),
            )


def _stages(register: Register) -> Iterator[Row]:
    for record in register.agreements:
        for position, stage in enumerate(record.stages):
            yield (record.id, position, *dated(stage.on), stage.provisions)


def _relations(register: Register) -> Iterator[Row]:
    whole = (*dated(None), None)
    for kind, record in _of_kinds(register, "agreements", "programmes"):
        for name in ("amends", "supplements", "implements"):
            yield from ((kind, record.id, name, other, *whole) for other in getattr(record, name, ()))
        if record.under:
            yield (kind, record.id, "under", record.under, *whole)
        if record.ending and record.ending.by:
            yield (kind, record.id, "superseded_by", record.ending.by, *whole)
        for part in getattr(record, "superseded_in_part", ()):
            yield (kind, record.id, "superseded_in_part_by", part.by, *dated(part.from_), part.scope)


def _people(register: Register) -> Iterator[Row]:
    def rows(kind: str, id: str, role: str, people: tuple[Signatory, ...]) -> Iterator[Row]:
        for position, person in enumerate(people):
            yield (kind, id, role, position, *named(person.name), person.office, person.party, person.note)

    for agreement in register.agreements:
        yield from rows("agreements", agreement.id, "signatory", agreement.signatories)
        for renewal in agreement.renewals:
            yield from rows("agreements", agreement.id, "signatory of renewal", renewal.signatories)
    for programme in register.programmes:
        for renewal in programme.renewals:
            yield from rows("programmes", programme.id, "signatory of renewal", renewal.signatories)
    for _, session in sessions_of(register):
        yield from rows("sessions", session.id, "chair", session.chairs)
        yield from rows("sessions", session.id, "guest", session.guests)


def _figures(register: Register) -> Iterator[Row]:
    for kind, record in _of_kinds(register, "agreements", "programmes", "conferences", "parties", "sessions"):
        for position, one in enumerate(record.figures):
            about = (one.what, str(one.value), one.unit, *dated(one.as_of), word(one.qualifier), one.note)
            yield (kind, record.id, position, *about)


def _editions(register: Register) -> Iterator[Row]:
    for programme in register.programmes:
        for position, one in enumerate(programme.editions):
            counted = (one.place, one.n_participants, word(one.qualifier), one.note)
            yield (programme.id, position, word(one.name), *dated(one.held), *counted)


def _conferences(register: Register) -> Iterator[Row]:
    for one in register.conferences:
        yield (
            *(one.id, *named(one.name), *dated(one.established), len(one.sessions), one.note),
            *(_open_lists(one), _extra(one)),
        )


def _areas(register: Register) -> Iterator[Row]:
    for area in register.areas:
        yield (area.id, *named(area.name), area.broader, area.note, _extra(area))


RECORD_TABLES: Mapping[str, Table] = {
    "agreements": (AGREEMENTS, _agreements),
    "programmes": (PROGRAMMES, _programmes),
    "parties": (PARTIES, _parties),
    "participations": (PARTICIPATIONS, _participations),
    "record_areas": (RECORD_AREAS, _record_areas),
    "sessions": (SESSIONS, _sessions),
    "citations": (CITATIONS, _citations),
    "sources": (SOURCES, _sources),
    "conferences": (CONFERENCES, _conferences),
    "areas": (AREAS, _areas),
    "renewals": (RENEWALS, _renewals),
    "stages": (STAGES, _stages),
    "relations": (RELATIONS, _relations),
    "people": (PEOPLE, _people),
    "figures": (FIGURES, _figures),
    "editions": (EDITIONS, _editions),
    "memberships": (MEMBERSHIPS, _memberships),
    "identifiers": (IDENTIFIERS, _identifiers),
}
"""The tables of records and of their parts, each with its columns and what makes its rows."""
