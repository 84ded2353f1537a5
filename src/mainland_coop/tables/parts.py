"""Tables of the parts of records: renewals, relations, people, figures, editions; a row each, with the record's id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mainland_coop.records.figures import Figure
from mainland_coop.records.names import Signatory
from mainland_coop.tables.cells import (
    NOTE,
    OWN_ID,
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
from mainland_coop.tables.layout import ID, RECORD_KIND, Column, Holds
from mainland_coop.validity.links import End

__all__ = ["PART_TABLES"]

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
    text("tacit_renewal", "The period by which its text renews itself (ISO 8601)"),
    text("expires", "Its last day as stated (EDTF), or `..` for an open end"),
    text("title", "Its title"),
    text("place", "Where it was signed"),
    NOTE,
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
)
AREAS = (OWN_ID, *names("name"), text("broader", "Id of the area that it is part of"), NOTE)


def _renewals(register: Register) -> Iterator[Row]:
    for kind in ("agreements", "programmes"):
        for record in getattr(register, kind):
            for position, one in enumerate(record.renewals):
                expires = one.expires.value if isinstance(one.expires, End) else one.expires
                stated = (word(one.term), word(one.tacit_renewal), word(expires), word(one.title))
                yield (
                    *(kind, record.id, position, *dated(one.signed), *dated(one.in_force_from), one.follows_on),
                    *(*stated, one.place, one.note),
                )


def _stages(register: Register) -> Iterator[Row]:
    for record in register.agreements:
        for position, stage in enumerate(record.stages):
            yield (record.id, position, *dated(stage.on), stage.provisions)


def _relations(register: Register) -> Iterator[Row]:
    never = (*dated(None), None)
    for kind in ("agreements", "programmes"):
        for record in getattr(register, kind):
            for name in ("amends", "supplements", "implements"):
                yield from ((kind, record.id, name, other, *never) for other in getattr(record, name, ()))
            if record.under:
                yield (kind, record.id, "under", record.under, *never)
            if record.ending and record.ending.by:
                yield (kind, record.id, "superseded_by", record.ending.by, *dated(None), None)
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
    def rows(kind: str, record: Any) -> Iterator[Row]:
        figures: tuple[Figure, ...] = record.figures
        for position, one in enumerate(figures):
            about = (one.what, str(one.value), one.unit, *dated(one.as_of), word(one.qualifier), one.note)
            yield (kind, record.id, position, *about)

    for kind in ("agreements", "programmes", "conferences", "parties"):
        for record in getattr(register, kind):
            yield from rows(kind, record)
    for _, session in sessions_of(register):
        yield from rows("sessions", session)


def _editions(register: Register) -> Iterator[Row]:
    for programme in register.programmes:
        for position, one in enumerate(programme.editions):
            counted = (one.place, one.n_participants, word(one.qualifier), one.note)
            yield (programme.id, position, word(one.name), *dated(one.held), *counted)


def _conferences(register: Register) -> Iterator[Row]:
    for one in register.conferences:
        yield (one.id, *named(one.name), *dated(one.established), len(one.sessions), one.note)


def _areas(register: Register) -> Iterator[Row]:
    for area in register.areas:
        yield (area.id, *named(area.name), area.broader, area.note)


PART_TABLES: Mapping[str, Table] = {
    "conferences": (CONFERENCES, _conferences),
    "areas": (AREAS, _areas),
    "renewals": (RENEWALS, _renewals),
    "stages": (STAGES, _stages),
    "relations": (RELATIONS, _relations),
    "people": (PEOPLE, _people),
    "figures": (FIGURES, _figures),
    "editions": (EDITIONS, _editions),
}
"""The tables of parts, and of the kinds of record that have little else: their columns, and what makes their rows."""
