"""Tables of the records themselves: one row each, with lists taken out into tables of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeAlias

import attrs

from mainland_coop.dates import PartialDate
from mainland_coop.periods import Period
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.in_force import Ending
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.names import Area, Name
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation, Source
from mainland_coop.tables.days import number_of
from mainland_coop.tables.layout import ID, RECORD_KIND, Column, Holds
from mainland_coop.validity.links import End, earliest_of

__all__ = ["RECORD_TABLES", "Register"]

Row: TypeAlias = tuple[Any, ...]
Table: TypeAlias = tuple[tuple[Column, ...], Callable[["Register"], Iterator[Row]]]


class Register(Protocol):
    """What tables are made of: a registry, seen from below."""

    @property
    def agreements(self) -> Iterable[Agreement]: ...  # noqa: D102
    @property
    def programmes(self) -> Iterable[Programme]: ...  # noqa: D102
    @property
    def parties(self) -> Iterable[Party]: ...  # noqa: D102
    @property
    def conferences(self) -> Iterable[Conference]: ...  # noqa: D102
    @property
    def areas(self) -> Iterable[Area]: ...  # noqa: D102
    @property
    def sources(self) -> Iterable[Source]: ...  # noqa: D102


def _text(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Holds.TEXT, meaning, may_be_null=not required)


def _number(name: str, meaning: str) -> Column:
    return Column(name, Holds.NUMBER, meaning, may_be_null=True)


def _days(name: str, what: str) -> tuple[Column, Column, Column]:
    return (
        _text(name, f"When {what} (EDTF)"),
        Column(f"{name}_first", Holds.DAY, f"Earliest day on which {what}", may_be_null=True),
        Column(f"{name}_last", Holds.DAY, f"Latest day on which {what}", may_be_null=True),
    )


def _names(what: str) -> tuple[Column, ...]:
    return (
        _text(what, f"The {what} to show", required=True),
        _text("en", "In English"),
        _text("zh_hant", "In Traditional Chinese"),
        _text("zh_hans", "In Simplified Chinese"),
    )


NOTE = _text("note", "Anything a reader must know")
OWN_ID = _text("id", "Its id", required=True)
LIFE = (
    _text("term", "How long it runs (ISO 8601)"),
    _text("tacit_renewal", "The period by which its text renews itself (ISO 8601)"),
    _text("expires", "Its last day as stated (EDTF), or `..` for an open end"),
    Column("n_renewals", Holds.NUMBER, "How many renewals it has"),
    *_days("ended", "its ending was, if it was terminated or superseded as a whole"),
    _text("ended_reason", "Why it was ended"),
    _text("ended_by", "Id of what superseded it"),
)
PLACED = (
    _text("under", "Id of the framework that it belongs to"),
    _text("place", "Where it was signed or is held"),
)

AGREEMENTS = (
    OWN_ID,
    *_names("title"),
    _text("kind", "What it is called", required=True),
    *_days("signed", "it was signed"),
    *_days("in_force_from", "it entered into force, the first stage if there are several"),
    Column("never_in_force", Holds.FLAG, "Whether it was signed and never began"),
    *LIFE,
    *PLACED,
    _text("signed_at", "Id of the session at which it was signed"),
    NOTE,
)
PROGRAMMES = (
    OWN_ID,
    *_names("name"),
    _text("kind", "What it does"),
    *_days("started", "it started"),
    *LIFE,
    *PLACED,
    NOTE,
)
PARTIES = (
    OWN_ID,
    *_names("name"),
    _text("kind", "What it is"),
    _text("jurisdiction", "Whose it is (ISO 3166)"),
    _text("city", "City"),
    _text("parent", "Id of the body that it is part of"),
    NOTE,
)
PARTICIPATIONS = (
    RECORD_KIND,
    ID,
    _text("party", "Id of a party", required=True),
    _text("role", "`party`, `organiser` or `partner`", required=True),
)
RECORD_AREAS = (RECORD_KIND, ID, _text("area", "Id of an area of co-operation", required=True))
SESSIONS = (
    _text("conference", "Id of its conference", required=True),
    OWN_ID,
    _text("name", "Its name"),
    _text("series", "Series"),
    _number("ordinal", "Its number in the series"),
    *_days("held", "it was held"),
    _text("place", "Where it was held"),
    Column("video", Holds.FLAG, "Whether it was held by video link"),
    _number("n_areas", "Areas of co-operation, as a source counts them"),
    _number("n_items", "Items agreed, as a source counts them"),
    _number("n_documents", "Documents signed, as a source counts them"),
    NOTE,
)
CITATIONS = (
    Column("record_kind", Holds.TEXT, "Kind of the record that cites: `agreements`, `parties`, `sessions`, ..."),
    ID,
    _text("part", "Path of the part that cites, such as `renewals[0]`; null for the record itself"),
    _text("source", "Id of the source", required=True),
    _text("locator", "Where in the source"),
    _text("field", "Path of the field that it speaks of, seen from the part; null for the whole"),
    _text("says", "What the source has instead; null where it supports the field"),
    NOTE,
)
SOURCES = (
    OWN_ID,
    _text("title", "Title", required=True),
    _text("publisher", "Publisher"),
    _text("kind", "`official`, `press` or `other`"),
    _text("language", "Language (BCP 47)"),
    *_days("published", "it was published"),
    *_days("retrieved", "it was retrieved"),
    _text("url", "Address"),
    NOTE,
)


def _agreements(register: Register) -> Iterator[Row]:
    for record in register.agreements:
        stages = tuple(stage.on for stage in record.stages)
        entry = None if isinstance(record.in_force_from, tuple) else record.in_force_from
        yield (
            *(record.id, *_named(record.title), str(record.kind), *_dated(record.signed)),
            *_dated(earliest_of(stages) if stages else entry),
            *(record.never_in_force, *_life(record), record.under, record.place, record.signed_at, record.note),
        )


def _programmes(register: Register) -> Iterator[Row]:
    for record in register.programmes:
        yield (
            *(record.id, *_named(record.name), _word(record.kind), *_dated(record.started)),
            *(*_life(record), record.under, record.place, record.note),
        )


def _parties(register: Register) -> Iterator[Row]:
    for party in register.parties:
        about = (_word(party.kind), party.jurisdiction, party.city, party.parent, party.note)
        yield (party.id, *_named(party.name), *about)


def _participations(register: Register) -> Iterator[Row]:
    for agreement in register.agreements:
        yield from (("agreements", agreement.id, party, "party") for party in agreement.parties)
    for programme in register.programmes:
        yield from (("programmes", programme.id, party, "organiser") for party in programme.organisers)
        yield from (("programmes", programme.id, party, "partner") for party in programme.partners)


def _record_areas(register: Register) -> Iterator[Row]:
    for record in register.agreements:
        yield from (("agreements", record.id, area) for area in record.areas)
    for programme in register.programmes:
        yield from (("programmes", programme.id, area) for area in programme.areas)


def _sessions(register: Register) -> Iterator[Row]:
    for conference, session in _sessions_of(register):
        yield (
            *(conference, session.id, _word(session.name), session.series, session.ordinal, *_dated(session.held)),
            *(session.place, session.video, session.n_areas, session.n_items, session.n_documents, session.note),
        )


def _sources(register: Register) -> Iterator[Row]:
    for source in register.sources:
        yield (
            *(source.id, source.title, source.publisher, _word(source.kind), source.language),
            *(*_dated(source.published), *_dated(source.retrieved), source.url, source.note),
        )


def _citations(register: Register) -> Iterator[Row]:
    for kind in ("agreements", "programmes", "conferences", "parties", "areas"):
        for record in getattr(register, kind):
            yield from _cited(kind, record)
    for _, session in _sessions_of(register):
        yield from _cited("sessions", session)


def _sessions_of(register: Register) -> Iterator[tuple[str, Session]]:
    for conference in register.conferences:
        yield from ((conference.id, session) for session in conference.sessions)


def _cited(kind: str, record: Any) -> Iterator[Row]:
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


def _named(name: Name) -> tuple[str | None, ...]:
    return name.text, name.en, name.zh_hant, name.zh_hans


def _dated(value: PartialDate | Period | None) -> tuple[str | None, int | None, int | None]:
    if value is None:
        return None, None, None
    return str(value), number_of(value.first_ordinal), number_of(value.last_ordinal)


def _word(value: object) -> str | None:
    return None if value is None else str(value)


def _life(record: Agreement | Programme) -> Row:
    ending = record.ending
    expires = record.expires.value if isinstance(record.expires, End) else record.expires
    return (
        *(_word(record.term), _word(record.tacit_renewal), _word(expires), len(record.renewals)),
        *_dated(None if ending is None else ending.last_day),
        *((None, None) if ending is None else (str(ending.reason), ending.by)),
    )


RECORD_TABLES: Mapping[str, Table] = {
    "agreements": (AGREEMENTS, _agreements),
    "programmes": (PROGRAMMES, _programmes),
    "parties": (PARTIES, _parties),
    "participations": (PARTICIPATIONS, _participations),
    "record_areas": (RECORD_AREAS, _record_areas),
    "sessions": (SESSIONS, _sessions),
    "citations": (CITATIONS, _citations),
    "sources": (SOURCES, _sources),
}
"""The tables of records: their columns, and what makes their rows."""
