"""What happened in the life of one record: its events, each as certain as the record makes it."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, TypeAlias

import attrs

from mainland_coop.collections.filters import lies_in
from mainland_coop.dates.edtf import LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Held
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.public_names import Choice, Public
from mainland_coop.foundation.vocabularies import AgreementKind, EndBasis, StartBasis
from mainland_coop.questions.recurring import Recurrence
from mainland_coop.records.agreements import Agreement, Stage, surely_first
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.instruments import Ending, Renewal
from mainland_coop.records.programmes import Edition, Programme
from mainland_coop.validity.chain import Link, RenewalChain
from mainland_coop.validity.links import End
from mainland_coop.validity.possible_worlds import Gap, Status

RecordKind: TypeAlias = Literal["agreements", "programmes", "conferences", "sessions"]
"""The kind of the record that an event or change belongs to, as it is called in files."""


class EventKind(Choice, enum.StrEnum):
    """What happened. Of whatever ends, the day of the event is the last day in force."""

    SIGNED = "signed"
    ENTERED_INTO_FORCE = "entered into force"
    IMPLEMENTED = "implemented"
    RENEWED = "renewed"
    LAPSED = "lapsed"
    TERMINATED = "terminated"
    SUPERSEDED = "superseded"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    SUPERSEDED_IN_PART = "superseded in part"
    SESSION_HELD = "session held"
    CONFERENCE_ESTABLISHED = "conference established"
    PROGRAMME_STARTED = "programme started"
    PROGRAMME_EXTENDED = "programme extended"
    PROGRAMME_ENDED = "programme ended"
    EDITION_HELD = "edition held"
    RENEWS_ITSELF = "renews itself"
    LAST_NOTICE = "last day for notice"


@attrs.frozen(kw_only=True, repr=False)
class Event(Public):
    """One thing that happened, or may have.

    Attributes:
        kind: What happened.
        when: The days on which it may have happened, narrowed by the rest of the record; for a meeting of several days
            all its days.
        record_kind: The kind of its record, as in files.
        id: Id of the record; of an edition that of its programme.
        detail: What else there is to say, in a few words of English.
        certainty: Whether it happened, and in the period that was asked about: TRUE if it must have, UNKNOWN if it may
            have.
    """

    kind: EventKind
    when: Held
    record_kind: RecordKind
    id: str
    detail: str
    certainty: Truth = Truth.TRUE

    def __str__(self) -> str:
        doubt = {Truth.TRUE: "", Truth.UNKNOWN: " (possibly)", Truth.FALSE: " (not then)"}[self.certainty]
        return f"{self.when} {self.kind}{doubt}: {self.id}, {self.detail}"

    def __repr__(self) -> str:
        return f"<Event {self.when} {self.kind}: {self.id}{'' if self.certainty.certain else ', uncertain'}>"


def agreement_events(record: Agreement) -> Iterator[Event]:
    """Yield the events of an agreement.

    Signature, each stage of entry into force that is stated (a start presumed from the signature is no event of its
    own), implementation, renewals, lapses, the ending, and supersessions in part that are dated.
    """
    # Of a lone link with days of no doubt, as most are, nothing is narrowed: its days need no chain.
    days = None if record.renewals else record.exact_runs
    signed = record.signed
    if days is None and record.chain.links and record.chain.links[0].start_basis is StartBasis.SIGNATURE:
        signed = record.chain.links[0].start
    place = f", {record.place}" if record.place else ""
    yield _event(record, EventKind.SIGNED, signed, _SIGNED[record.kind] + place)
    if stages := record.stages:
        for stage, is_first in zip(stages, surely_first(stages), strict=True):
            yield from _stage(record, stage, is_first)
    elif record.in_force_from is not None or record.period is not None:
        entry = record.chain.links[0].start if days is None else _entry(record, days[0][0])
        yield _event(record, EventKind.ENTERED_INTO_FORCE, entry, "entered into force")
    if record.implemented_from is not None:
        yield from _unless_ended(
            record, EventKind.IMPLEMENTED, record.implemented_from, "commitments applied from then"
        )
    if record.renewals:
        yield from _renewals(record, EventKind.RENEWED)
        yield from _gaps(record)
    if days is None:
        yield from _over(record)
    elif record.expires is not End.OPEN and (record.period is None or record.period.end is not None):
        yield _event(record, EventKind.LAPSED, _exact(record.expires, days[0][1]), _RAN_OUT)
    for partial in record.superseded_in_part:
        if partial.from_ is not None:
            scope = f": {partial.scope}" if partial.scope else ""
            detail = f"superseded in part by {partial.by}{scope}"
            yield _event(record, EventKind.SUPERSEDED_IN_PART, partial.from_, detail)


def programme_events(record: Programme) -> Iterator[Event]:
    """Yield the events of a programme: its start if one is stated, extensions, lapses, its end, and its editions."""
    chain = record.chain
    if record.started is not None or record.period is not None:
        yield _event(record, EventKind.PROGRAMME_STARTED, chain.links[0].start, f"{record.kind or 'programme'} started")
    yield from _renewals(record, EventKind.PROGRAMME_EXTENDED)
    yield from _gaps(record)
    expires = known_expiry(chain)
    if isinstance(expires, PartialDate):
        # However it came to its end, it is over: one event, on the first of the days that end it.
        detail = "ran out"
        if record.ending is not None:
            cut = _cut_short(chain)
            detail = {Truth.TRUE: "", Truth.UNKNOWN: "ran out, or was ", Truth.FALSE: detail}[cut]
            detail += _ended(record.ending) if cut.possible else ""
        yield _event(record, EventKind.PROGRAMME_ENDED, expires, f"last day; {detail}", ~_open_list(chain))
    for edition in record.editions:
        if edition.held is not None:
            yield _event(record, EventKind.EDITION_HELD, edition.held, _edition(edition))


def recurring_events(record: Agreement | Programme, end: Recurrence, first: int, last: int) -> Iterator[Event]:
    """Yield where a text renews itself, and the last day for notice, if they may fall within some days."""
    called = "the instrument" if end.link == 0 else f"renewal {end.link}"
    if end.what == "renews itself":
        certainty = end.certainty & lies_in(end.end, first, last)
        if certainty.possible:
            yield _event(record, EventKind.RENEWS_ITSELF, end.end, f"{called} renews itself unless ended", certainty)
    if end.last_notice is not None:
        certainty = end.told & lies_in(end.last_notice, first, last)
        if certainty.possible:
            detail = f"{called}, before {end.end}"
            yield _event(record, EventKind.LAST_NOTICE, end.last_notice, detail, certainty)


def conference_events(record: Conference) -> Iterator[Event]:
    """Yield the events of a conference: that it was established, and its sessions."""
    if record.established is not None:
        yield _event(record, EventKind.CONFERENCE_ESTABLISHED, record.established, record.name.text)
    for session in record.sessions:
        if session.held is not None:
            yield _event(session, EventKind.SESSION_HELD, session.held, _session(record, session))


_RECORD_KINDS: Mapping[type, RecordKind] = {
    Agreement: "agreements",
    Programme: "programmes",
    Conference: "conferences",
    Session: "sessions",
}


def _event(
    record: Agreement | Programme | Conference | Session,
    kind: EventKind,
    when: Held,
    detail: str,
    certainty: Truth = Truth.TRUE,
) -> Event:
    of: type = type(record)
    return Event(kind=kind, when=when, record_kind=_record_kind(of), id=record.id, detail=detail, certainty=certainty)


_SIGNED = {kind: f"{kind} signed" for kind in AgreementKind}


@cache
def _record_kind(cls: type) -> RecordKind:
    return next(name for of, name in _RECORD_KINDS.items() if issubclass(cls, of))


# --- Starts ------------------------------------------------------------------------------------------------------


def _stage(record: Agreement, stage: Stage, is_first: bool) -> Iterator[Event]:
    detail = f"{stage.provisions or 'some provisions'} entered into force"
    if is_first:
        # The first stage is the start of the instrument, and no ending comes before that.
        start = record.chain.links[0].start
        yield _event(record, EventKind.ENTERED_INTO_FORCE, _narrowed(stage.on, start), detail)
    else:
        yield from _unless_ended(record, EventKind.ENTERED_INTO_FORCE, stage.on, detail)


def _exact(stated: PartialDate | End | None, day: int) -> PartialDate:
    """The day, as it is stated if that says no more."""
    if isinstance(stated, PartialDate) and stated.first_ordinal == day and stated.qualifier is None:
        return stated
    return PartialDate(day, day)


def _entry(record: Agreement, first: int) -> PartialDate:
    """The start of a run of days: as stated, with its qualifier, or the first day of a period."""
    stated = record.in_force_from
    return stated if isinstance(stated, PartialDate) else PartialDate(first, first)


def _unless_ended(record: Agreement, kind: EventKind, when: PartialDate, detail: str) -> Iterator[Event]:
    """An event that an ending before it would have forestalled."""
    if record.ending is None:
        yield _event(record, kind, when, detail)
        return
    bounds = record.chain.bounds()
    if when.first_ordinal <= bounds.cut_hi:
        certainty = Truth.TRUE if when.last_ordinal <= bounds.cut_lo else Truth.UNKNOWN
        yield _event(record, kind, _until(when, bounds.cut_hi), detail, certainty)


def _renewals(record: Agreement | Programme, kind: EventKind) -> Iterator[Event]:
    """Each renewal on the day that it starts; its signature too, where that is not what it starts with."""
    for link, renewal in zip(record.chain.links[1:], record.renewals, strict=True):
        called = f"renewal {link.index}"
        if renewal.signed is not None and link.start_basis is not StartBasis.SIGNATURE:
            place = f", {renewal.place}" if renewal.place else ""
            yield _event(record, EventKind.SIGNED, renewal.signed, f"{called} signed{place}")
        yield _event(record, kind, link.start, f"{called}{_length(link, renewal)}")


def _length(link: Link, renewal: Renewal) -> str:
    if link.term is not None:
        return f", for {link.term.words}"
    return f", through {link.end}" if isinstance(link.end, PartialDate) and renewal.expires is not None else ""


# --- Ends --------------------------------------------------------------------------------------------------------


def _gaps(record: Agreement | Programme) -> Iterator[Event]:
    for gap in record.chain.gaps():
        # Where there is a gap, a day at least lies between the last day before it and the next start.
        last = _until(gap.last_day_before, gap.next_start.last_ordinal - 2)
        certainty = Truth.TRUE if gap.certain else Truth.UNKNOWN
        yield _event(record, EventKind.LAPSED, last, f"last day before {_length_of(gap)}", certainty)


def _length_of(gap: Gap) -> str:
    days = f"{gap.shortest}" if gap.shortest == gap.longest else f"{max(1, gap.shortest)} to {gap.longest}"
    return f"a gap of {days} day{'' if gap.longest == 1 else 's'}, then renewal {gap.before}"


_RAN_OUT = "last day; ran out"


def _over(record: Agreement) -> Iterator[Event]:
    """The end for good: by its ending if that cuts it short, else where its links run out, if they do."""
    chain, ending = record.chain, record.ending
    if ending is None:
        expires = known_expiry(chain)
        if isinstance(expires, PartialDate):
            yield _event(record, EventKind.LAPSED, expires, _RAN_OUT, ~_open_list(chain))
        return
    kind = EventKind(ending.reason.value)
    if not chain.links:
        yield _event(record, kind, ending.last_day, f"never in force; {_ended(ending)}")
        return
    bounds = chain.bounds()
    cut = _cut_short(chain)
    if cut.possible:
        # Renewals that the record does not know may run until any day of the ending.
        free = cut.certain or chain.terms.open_renewals
        latest = bounds.cut_hi if free else max(group.reach_hi for group in bounds.groups) - 1
        when = _narrowed(ending.last_day, PartialDate(bounds.cut_lo, min(bounds.cut_hi, latest)))
        yield _event(record, kind, when, f"last day; {_ended(ending)}", cut)
    if not cut.certain:
        earliest = max(group.reach_lo for group in bounds.groups)
        latest = max(group.reach_hi for group in bounds.groups)
        yield _event(record, EventKind.LAPSED, PartialDate(earliest, min(latest, bounds.cut_hi)), _RAN_OUT, ~cut)


def _cut_short(chain: RenewalChain) -> Truth:
    """Whether the ending lies before the day on which the links run out; if not, it changes nothing."""
    if not chain.terms.links[-1].has_end or any(link.end_basis is EndBasis.OPEN for link in chain.terms.links):
        return Truth.TRUE
    bounds = chain.bounds()
    if bounds.cut_hi < max(group.reach_lo for group in bounds.groups):
        return Truth.TRUE
    if chain.terms.open_renewals:
        return Truth.UNKNOWN
    if max(group.reach_hi for group in bounds.groups) <= bounds.cut_lo:
        return Truth.FALSE
    # In some world the links run out first. Whether in all, the status after everything tells.
    at_last = chain.status_on(PartialDate(LAST_DAY, LAST_DAY))
    return Truth.FALSE if at_last is Status.LAPSED else Truth.UNKNOWN


def _ended(ending: Ending) -> str:
    return f"{ending.reason}{f' by {ending.by}' if ending.by else ''}"


def known_expiry(chain: RenewalChain) -> PartialDate | End:
    """Return the last day of the links that the record knows, though it may not know all."""
    if not chain.terms.open_renewals:
        return chain.expires
    return RenewalChain(attrs.evolve(chain.terms, open_renewals=False)).expires


def _open_list(chain: RenewalChain) -> Truth:
    """UNKNOWN where the record may not know every renewal, so that a known end may not be the last; else FALSE."""
    return Truth.UNKNOWN if chain.terms.open_renewals else Truth.FALSE


def _until(when: PartialDate, latest: int) -> PartialDate:
    return _narrowed(when, PartialDate(when.first_ordinal, min(when.last_ordinal, latest)))


def _narrowed(stated: PartialDate, days: PartialDate) -> PartialDate:
    """The days to which the rest of the record narrows a stated date: with its qualifier only if nothing is taken."""
    same = (stated.first_ordinal, stated.last_ordinal) == (days.first_ordinal, days.last_ordinal)
    return stated if same else attrs.evolve(days, qualifier=None)


# --- Meetings ----------------------------------------------------------------------------------------------------


def _session(conference: Conference, session: Session) -> str:
    if session.name is not None:
        called = session.name.text
    else:
        number = "" if session.ordinal is None else f" {session.ordinal}"
        called = f"{session.series or 'session'}{number} of {conference.name.text}"
    return f"{called}{_where(session)}"


def _edition(edition: Edition) -> str:
    called = "edition" if edition.name is None else edition.name.text
    return f"{called}{_where(edition)}"


def _where(meeting: Session | Edition) -> str:
    if isinstance(meeting, Session) and meeting.video:
        return ", by video"
    return f", {meeting.place}" if meeting.place else ""
