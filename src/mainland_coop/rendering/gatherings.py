"""Cards of conferences, sessions, parties, areas and sources."""

from __future__ import annotations

from mainland_coop.collections.base import Context
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.names import Area, Name, Signatory
from mainland_coop.records.parties import Party
from mainland_coop.records.provenance import Source
from mainland_coop.rendering.blocks import Block, Foreign, Heading, Inline, Line, Link, Listing
from mainland_coop.rendering.cards import facts, notes, sourced
from mainland_coop.rendering.citing import day_text
from mainland_coop.rendering.naming import (
    LONGEST,
    hint,
    in_chinese,
    inline_name,
    name_in,
    named,
    source_title,
    title_of,
    words_of,
)
from mainland_coop.rendering.story import Story

__all__ = ["area_card", "conference_card", "party_card", "session_card", "session_cells", "source_card"]

SESSION_HEAD = ("id", "series", "number", "held", "place")


def conference_card(record: Conference, context: Context) -> Story:
    """Return the card of a conference, with its latest sessions.

    Args:
        record: The conference.
        context: The collections of its register, for names; without them ids are shown.
    """
    known = facts(
        ("Chinese", in_chinese(record.name)),
        ("Id", (record.id,)),
        ("Formerly", words_of(record.name.former)),
        ("Parties", named(context, "parties", record.parties)),
        ("Established", (day_text(record.established),) if record.established else ()),
        ("Areas", named(context, "areas", record.areas)),
        sourced(record, context),
    )
    blocks: list[Block] = [title_of(record.name), known]
    shown = record.sessions[-LONGEST:]
    if shown:
        total = len(record.sessions)
        caption = f"Sessions, the latest {len(shown)} of {total}" if total > len(shown) else f"Sessions ({total})"
        blocks.append(Listing(SESSION_HEAD, tuple(session_cells(s) for s in shown), caption=caption))
    return Story((*blocks, *notes(record.note), *hint(context, record.id)))


def session_cells(session: Session) -> tuple[Inline, ...]:
    """Return the row of a session in a table."""
    place = "by video" if session.video and not session.place else session.place or ""
    return (
        session.id,
        session.series or "",
        "" if session.ordinal is None else str(session.ordinal),
        "not stated" if session.held is None else day_text(session.held),
        f"{place}, by video" if session.video and session.place else place,
    )


def session_card(record: Session, context: Context) -> Story:
    """Return the card of a session.

    Args:
        record: The session.
        context: The collections of its register, for names; without them ids are shown.
    """
    series = record.series or ""
    number = f"{series}{', ' if series else ''}number {record.ordinal}" if record.ordinal is not None else series
    counts = (("areas", record.n_areas), ("items", record.n_items), ("documents", record.n_documents))
    counted = ", ".join(f"{count} {what}" for what, count in counts if count is not None)
    known = facts(
        ("Chinese", in_chinese(record.name) if record.name else ()),
        ("Id", (record.id,)),
        ("Series", (number,) if number else ()),
        ("Held", (day_text(record.held) if record.held else "not stated",)),
        ("Announced for", (day_text(record.announced_for),) if record.announced_for else ()),
        ("Place", (session_cells(record)[4],) if session_cells(record)[4] else ()),
        ("Parties", named(context, "parties", record.parties)),
        ("Chairs", _people(record.chairs)),
        ("Theme", (record.theme,) if record.theme else ()),
        ("Agreed", (counted,) if counted else ()),
        ("Documents", words_of((document.text for document in record.documents), 5)),
        ("Areas", named(context, "areas", record.areas)),
        ("Held with", named(context, "sessions", record.held_with)),
        sourced(record, context),
    )
    title = title_of(record.name or Name(en=record.id))
    return Story((title, known, *notes(record.note), *hint(context, record.id)))


def party_card(record: Party, context: Context) -> Story:
    """Return the card of a party.

    Args:
        record: The party.
        context: The collections of its register, for names and for how many agreements it has.
    """
    came: list[Inline] = []
    for predecessor in record.predecessors[:LONGEST]:
        how = ", ".join(
            [str(predecessor.how)] * bool(predecessor.how) + [day_text(date) for date in (predecessor.on,) if date]
        )
        came += ["; " if came else "", name_in(context, "parties", predecessor.party), f" ({how})" if how else ""]
    agreements = context.get("agreements", ())
    has = sum(record.id in agreement.parties for agreement in agreements)
    known = facts(
        ("Chinese", in_chinese(record.name)),
        ("Id", (record.id,)),
        ("Kind", (str(record.kind),) if record.kind else ()),
        ("Jurisdiction", (record.jurisdiction,) if record.jurisdiction else ()),
        ("City", (record.city,) if record.city else ()),
        ("Short", words_of(record.name.short)),
        ("Formerly", words_of(record.name.former)),
        ("Part of", named(context, "parties", (record.parent,) if record.parent else ())),
        ("Came out of", tuple(came)),
        ("Website", (Link(record.website, record.website),) if record.website else ()),
        ("Party to", (f"{has} agreement{'' if has == 1 else 's'}",) if context else ()),
        sourced(record, context),
    )
    return Story((title_of(record.name), known, *notes(record.note), *hint(context, record.id)))


def area_card(record: Area, context: Context) -> Story:
    """Return the card of an area."""
    known = facts(
        ("Chinese", in_chinese(record.name)),
        ("Id", (record.id,)),
        ("Part of", named(context, "areas", (record.broader,) if record.broader else ())),
        ("Also", words_of(record.name.alternatives)),
        sourced(record, context),
    )
    return Story((title_of(record.name), known, *notes(record.note)))


def source_card(record: Source, context: Context) -> Story:
    """Return the card of a source."""
    del context
    known = facts(
        ("Id", (record.id,)),
        ("Publisher", (record.publisher,) if record.publisher else ()),
        ("Kind", (str(record.kind),) if record.kind else ()),
        ("Language", (record.language,) if record.language else ()),
        ("Published", (day_text(record.published) if record.published else "undated",)),
        ("Read", (day_text(record.retrieved),) if record.retrieved else ()),
        ("Address", (Link(record.url, record.url),) if record.url else ()),
        ("File", (record.file,) if record.file else ()),
    )
    title = source_title(record, 300)
    heading = Heading(title if isinstance(title, Foreign) else record.title, 1)
    return Story((heading, known, *notes(record.note)))


def _people(people: tuple[Signatory, ...]) -> Line:
    line: list[Inline] = []
    for person in people[:LONGEST]:
        office = f", {person.office}" if person.office else ""
        line += ["; " if line else "", inline_name(person.name), office]
    return tuple(line)
