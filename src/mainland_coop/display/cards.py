"""Cards: what is known of one record, in short.

The context of a record is the collections of its register, for names and counts; without them, ids are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mainland_coop.collections.collection import Context, counted
from mainland_coop.collections.filters import all_citations
from mainland_coop.collections.kinds import ContextOf
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.display.blocks import Block, Bullets, Facts, Foreign, Heading, Inline, Line, Link, Listing, Paragraph
from mainland_coop.display.chain_stories import HEAD, gap_text, link_cells, membership_text
from mainland_coop.display.citations import (
    LONGEST,
    hint,
    in_chinese,
    inline_name,
    name_in,
    named,
    people_named,
    source_title,
    title_of,
    words_of,
)
from mainland_coop.display.plain_text import day_text
from mainland_coop.display.story import Story
from mainland_coop.display.strips import strip_of
from mainland_coop.foundation.errors import brief
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.names import Area, Name, Signatory
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source
from mainland_coop.records.wording import in_full
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.links import End

_MOST_DRAWN = 200
"""How many runs of days a display draws."""


def agreement_card(record: Agreement, context: Context) -> Story:
    """Return the card of an agreement.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-11-25", term="P5Y")
        >>> print(agreement_card(pact, {}).text)
        X
          Id        x
          Kind      arrangement
          Parties   a
          Signed    2011-11-25
          In force  2011-11-25 to 2016-11-24
          Sources   none cited
          2011-11-25 [============================================================] 2016-11-24
          (= in force by stated dates)
        Other records are shown by their ids; registry.card('x') shows their names.
    """
    entry = None if isinstance(record.in_force_from, tuple) else record.in_force_from
    renewed = [day_text(link.start) for link in record.chain.links[1 : LONGEST + 1]]
    known = facts(
        ("Chinese", in_chinese(record.title)),
        ("Id", (record.id,)),
        ("Identifiers", _identifiers(record)),
        ("Kind", (str(record.kind),)),
        ("Parties", named(context, "parties", record.parties)),
        ("Signed", (day_text(record.signed), *([f", {record.place}"] if record.place else []))),
        ("Signed by", _signed_by(record.signatories, context)),
        ("Signed at", named(context, "sessions", (record.signed_at,) if record.signed_at else ())),
        ("Entry into force", (day_text(entry),) if entry else ()),
        *_span(record),
        ("In force", (_in_force_text(record.chain),)),
        ("Renewed", (", ".join(renewed),) if record.renewals else ()),
        *_renewals_signed_by(record, context),
        ("Areas", named(context, "areas", record.areas)),
        ("Amends", named(context, "agreements", record.amends)),
        ("Supplements", named(context, "agreements", record.supplements)),
        ("Implements", named(context, "agreements", record.implements)),
        ("Under", named(context, "agreements", (record.under,) if record.under else ())),
        ("Ended", _ended(record, context)),
        ("Memberships", _members(record, context)),
        sourced(record, context),
    )
    return _card(record, record.title, known, context)


def programme_card(record: Programme, context: Context) -> Story:
    """Return the card of a programme."""
    known = facts(
        ("Chinese", in_chinese(record.name)),
        ("Id", (record.id,)),
        ("Identifiers", _identifiers(record)),
        ("Kind", (str(record.kind),) if record.kind else ()),
        ("Organisers", named(context, "parties", record.organisers)),
        ("Partners", named(context, "parties", record.partners)),
        ("Started", (day_text(record.started),) if record.started else () if record.period else ("not stated",)),
        *_span(record),
        ("In force", (_in_force_text(record.chain),) if record.started or record.period else ()),
        *_renewals_signed_by(record, context),
        ("Place", (record.place,) if record.place else ()),
        ("Areas", named(context, "areas", record.areas)),
        ("Implements", named(context, "agreements", record.implements)),
        ("Under", named(context, "agreements", (record.under,) if record.under else ())),
        ("Ended", _ended(record, context)),
        ("Editions", (str(len(record.editions)),) if record.editions else ()),
        sourced(record, context),
    )
    return _card(record, record.name, known, context)


def chain_card(chain: RenewalChain) -> Story:
    """Return the card of a chain: its strip, its links, its gaps and its end.

    Example:
        >>> import mainland_coop as mc
        >>> chain = mc.load().agreements["doj-shenzhen-legal-matters-2011"].chain
        >>> print(chain_card(chain).text.splitlines()[0])
        Chain of 3 links: 2011-11-25 on, end not stated
    """
    count = len(chain.links)
    blocks: list[Block] = [Heading(f"Chain of {count} link{'' if count == 1 else 's'}: {_in_force_text(chain)}", 1)]
    blocks += _strip(chain)
    shown = chain.links[:LONGEST]
    if shown:
        more = f", the first {len(shown)} of {count}" if count > len(shown) else ""
        blocks.append(Listing(HEAD, tuple(link_cells(chain, link) for link in shown), caption=f"Links{more}"))
    blocks += _gaps(chain)
    if chain.ending is not None:
        blocks.append(Paragraph((f"It was {chain.ending.reason}; last day: {day_text(chain.ending.last_day)}.",)))
    return Story(tuple(blocks))


def facts(*pairs: tuple[str, Line]) -> Facts:
    """Return the facts that are known, those without a text left out."""
    return Facts(tuple((name, line) for name, line in pairs if line))


def notes(note: str | None, remarks: Iterable[str] = ()) -> Iterator[Paragraph]:
    """Yield remarks and the note of a record, long ones cut."""
    yield from (Paragraph((brief(text, 400),)) for text in remarks)
    if note:
        yield Paragraph((f"Note: {brief(note, 400)}",))


def sourced(record: object, context: Context) -> tuple[str, Line]:
    """Return how many sources are cited, and the first of them."""
    ids = tuple(dict.fromkeys(citation.source for citation in all_citations(record)))
    if not ids:
        return "Sources", ("none cited",)
    return "Sources", (f"{counted('sources', len(ids))}: ", *named(context, "sources", ids, 2))


def end_text(chain: RenewalChain) -> str:
    """Return the last day of a chain as it is known, or why there is none."""
    words = {End.OPEN: "open-ended", End.NOT_STATED: "not stated", End.NEVER_BEGAN: "never in force"}
    expires = chain.expires
    return day_text(expires) if isinstance(expires, PartialDate) else words[expires]


def _card(record: Agreement | Programme, title: Name, known: Facts, context: Context) -> Story:
    def name_of(id: str) -> str:
        kind = "agreements" if id in context.get("agreements", ()) else "programmes"
        part = name_in(context, kind, id)
        return part if isinstance(part, str) else part.text

    chain = record.chain
    blocks: list[Block] = [title_of(title), known, *_strip(chain, checked_in(context, record)), *_gaps(chain)]
    blocks += [*notes(record.note, record.remarks(name_of)), *hint(context, record.id)]
    return Story(tuple(blocks))


def checked_in(context: Context, record: Agreement | Programme) -> int | None:
    """Return the day to which a record was checked, as an ordinal: that of its register, or else its own."""
    day = context.verified_through if isinstance(context, ContextOf) else record.checked
    return None if day is None else day.last_ordinal


def _strip(chain: RenewalChain, checked: int | None = None) -> tuple[Block, ...]:
    count = len(chain.standings)
    if count > _MOST_DRAWN:
        return (Paragraph((f"Its timeline has {count} runs of days, too many to draw here.",)),)
    strip = strip_of(chain, checked)
    return () if strip is None else (strip,)


def _gaps(chain: RenewalChain) -> tuple[Block, ...]:
    gaps = chain.gaps()
    lines = [(gap_text(gap),) for gap in gaps[:LONGEST]]
    if len(gaps) > LONGEST:
        lines.append((f"... and {len(gaps) - LONGEST} more gaps",))
    return (Heading("Gaps"), Bullets(tuple(lines))) if gaps else ()


def _in_force_text(chain: RenewalChain) -> str:
    """From when to when, in a few words."""
    if not chain.links:
        return "never"
    start, expires = day_text(chain.links[0].start), chain.expires
    if isinstance(expires, PartialDate):
        return f"{start} to {day_text(expires)}"
    return f"{start} on, {'open-ended' if expires is End.OPEN else 'end not stated'}"


def _span(record: Agreement | Programme) -> Iterator[tuple[str, Line]]:
    if record.period is not None:
        yield "Period", (in_full(record.period),)
    if record.notice is not None:
        yield "Notice", (record.notice.words,)


def _identifiers(record: Agreement | Programme | Conference | Session | Party | Area | Source) -> Line:
    told = ", ".join(f"{scheme} {id}" for scheme, id in record.identifiers.items())
    return (brief(told, 400),) if told else ()


def _signed_by(people: tuple[Signatory, ...], context: Context) -> Line:
    return people_named(people, lambda party: name_in(context, "parties", party))


def _renewals_signed_by(record: Agreement | Programme, context: Context) -> Iterator[tuple[str, Line]]:
    signed = [(index, renewal) for index, renewal in enumerate(record.renewals, 1) if renewal.signatories]
    for index, renewal in signed[:LONGEST]:
        yield f"Renewal {index} signed by", _signed_by(renewal.signatories, context)


def _members(record: Agreement, context: Context) -> Line:
    line: list[Inline] = []
    for one in record.memberships[:LONGEST]:
        line += ["; " if line else "", name_in(context, "parties", one.party), f": {membership_text(one)}"]
    if len(record.memberships) > LONGEST:
        line.append(f"; and {len(record.memberships) - LONGEST} more")
    return tuple(line)


def _ended(record: Agreement | Programme, context: Context) -> Line:
    ending = record.ending
    if ending is None:
        return ()
    ended = f"{ending.reason}, last day {day_text(ending.last_day)}"
    if ending.by is None:
        return (ended,)
    programme = isinstance(record, Programme) and ending.by in context.get("programmes", ())
    return f"{ended}, by ", name_in(context, "programmes" if programme else "agreements", ending.by)


SESSION_HEAD = ("session", "number", "held", "place", "id")


def conference_card(record: Conference, context: Context) -> Story:
    """Return the card of a conference, with its latest sessions."""
    known = facts(
        ("Chinese", in_chinese(record.name)),
        ("Id", (record.id,)),
        ("Identifiers", _identifiers(record)),
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
    number = "" if session.ordinal is None else str(session.ordinal)
    return (
        session.id if session.name is None else inline_name(session.name),
        f"{session.series or ''} {number}".strip(),
        "not stated" if session.held is None else day_text(session.held),
        f"{place}, by video" if session.video and session.place else place,
        session.id,
    )


def session_card(record: Session, context: Context) -> Story:
    """Return the card of a session."""
    series = record.series or ""
    number = f"{series}{', ' if series else ''}number {record.ordinal}" if record.ordinal is not None else series
    counts = (("areas", record.n_areas), ("items", record.n_items), ("documents", record.n_documents))
    counted = ", ".join(f"{count} {what}" for what, count in counts if count is not None)
    known = facts(
        ("Chinese", in_chinese(record.name) if record.name else ()),
        ("Id", (record.id,)),
        ("Identifiers", _identifiers(record)),
        ("Series", (number,) if number else ()),
        ("Held", (day_text(record.held) if record.held else "not stated",)),
        ("Announced for", (day_text(record.announced_for),) if record.announced_for else ()),
        ("Place", (session_cells(record)[3],) if session_cells(record)[3] else ()),
        ("Parties", named(context, "parties", record.parties)),
        ("Chairs", people_named(record.chairs)),
        ("Guests", people_named(record.guests)),
        ("Theme", (record.theme,) if record.theme else ()),
        ("Agreed", (counted,) if counted else ()),
        ("Signed there", _signed_there(record, context)),
        ("Documents", words_of((document.text for document in record.documents), 5)),
        ("Areas", named(context, "areas", record.areas)),
        ("Held with", named(context, "sessions", record.held_with)),
        sourced(record, context),
    )
    title = title_of(record.name or Name(en=record.id))
    return Story((title, known, *notes(record.note), *hint(context, record.id)))


def _party_to(record: Party, context: Context) -> Line:
    if not isinstance(context, ContextOf):
        return ()
    return (counted("agreements", sum(record.id in agreement.parties for agreement in context["agreements"])),)


def _signed_there(record: Session, context: Context) -> Line:
    agreements = context["agreements"] if isinstance(context, ContextOf) else ()
    return named(context, "agreements", [pact.id for pact in agreements if pact.signed_at == record.id])


def party_card(record: Party, context: Context) -> Story:
    """Return the card of a party."""
    came: list[Inline] = []
    for predecessor in record.predecessors[:LONGEST]:
        when = None if predecessor.on is None else day_text(predecessor.on)
        how = ", ".join(filter(None, (predecessor.how, when)))
        came += ["; " if came else "", name_in(context, "parties", predecessor.party), f" ({how})" if how else ""]
    known = facts(
        ("Chinese", in_chinese(record.name)),
        ("Id", (record.id,)),
        ("Identifiers", _identifiers(record)),
        ("Kind", (str(record.kind),) if record.kind else ()),
        ("Jurisdiction", (record.jurisdiction,) if record.jurisdiction else ()),
        ("City", (record.city,) if record.city else ()),
        ("Short", words_of(record.name.short)),
        ("Formerly", words_of(record.name.former)),
        ("Part of", named(context, "parties", (record.parent,) if record.parent else ())),
        ("Came out of", tuple(came)),
        ("Website", (Link(record.website, record.website),) if record.website else ()),
        ("Party to", _party_to(record, context)),
        sourced(record, context),
    )
    return Story((title_of(record.name), known, *notes(record.note), *hint(context, record.id)))


def area_card(record: Area, context: Context) -> Story:
    """Return the card of an area."""
    known = facts(
        ("Chinese", in_chinese(record.name)),
        ("Id", (record.id,)),
        ("Identifiers", _identifiers(record)),
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
        ("Identifiers", _identifiers(record)),
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
