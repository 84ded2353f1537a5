"""What a curator looks at again: what was not checked for long, ran out, was announced, or rests on old sources."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.dates.terms import Term
from mainland_coop.foundation.public_names import Choice
from mainland_coop.questions.occurrences import RecordKind, known_expiry
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference
from mainland_coop.records.explanation import explain
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation, Source
from mainland_coop.validity.links import End
from mainland_coop.validity.standing import Standing

Kind = RecordKind | Literal["parties"]

NOT_CHECKED_FOR = Term(years=1)
"""After this time a record is due to be checked again."""

OLD_AFTER = Term(years=10)
"""Sources older than this say little of today."""


class ReviewReason(Choice, enum.StrEnum):
    """Why a record is to be looked at."""

    RAN_OUT = "ran out, no sequel known"
    ANNOUNCED = "announced, not confirmed"
    OLD_SOURCES = "old sources, no end known"
    NOT_CHECKED = "not checked for a year"


class ReviewItem(NamedTuple):
    """A record to look at, why, and what that would settle."""

    kind: Kind
    id: str
    reasons: tuple[ReviewReason, ...]
    standing: Standing | None
    """How it stands on the day, if it is an agreement or programme."""

    to_settle: tuple[str, ...]
    """The fields that could decide whether it is in force; see `Finding.to_settle`."""


_ORDER: tuple[Standing | None, ...] = (
    Standing.POSSIBLE,
    Standing.PRESUMED,
    None,
    Standing.NOT_IN_FORCE,
    Standing.STATED,
)


def to_review(
    agreements: Iterable[Agreement],
    programmes: Iterable[Programme],
    conferences: Iterable[Conference],
    parties: Iterable[Party],
    sources: Mapping[str, Source],
    *,
    on: Day,
    verified_through: PartialDate | None = None,
) -> tuple[ReviewItem, ...]:
    """Return the records to look at again, in the order in which to look.

    First those of which it is open whether they are in force, then what is only presumed to continue, meetings and
    bodies, what is not in force, and what is in force by stated dates; of these first those with more reasons, then by
    kind and id. A record that tells no day of checking counts as checked with the register.

    Args:
        agreements: The agreements.
        programmes: The programmes.
        conferences: The conferences; their sessions are looked at too.
        parties: The bodies.
        sources: The sources by id.
        on: The day of the review.
        verified_through: The day through which the register was checked.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="contract", parties=["a"], signed="2001-03-01", term="P5Y")
        >>> (item,) = to_review([pact], [], [], [], {}, on="2026-11-30")
        >>> item.id, item.reasons[0].value, item.standing.value
        ('x', 'ran out, no sequel known', 'not in force')
    """
    day = PartialDate.of(on)
    items: list[ReviewItem] = []

    def add(kind: Kind, id: str, reasons: Iterable[ReviewReason], record: object = None) -> None:
        told = tuple(reasons)
        if told and isinstance(record, Agreement | Programme):
            finding = explain(record, day)
            items.append(ReviewItem(kind, id, told, finding.standing, finding.to_settle))
        elif told:
            items.append(ReviewItem(kind, id, told, None, ()))

    def unchecked(record: Agreement | Programme | Conference | Party) -> Iterator[ReviewReason]:
        checked = record.checked or verified_through
        if checked is not None and _is_over(NOT_CHECKED_FOR, checked, day):
            yield ReviewReason.NOT_CHECKED

    for agreement in agreements:
        reasons = [*_ran_out(agreement, day), *_old(agreement, sources, day), *unchecked(agreement)]
        add("agreements", agreement.id, reasons, agreement)
    for programme in programmes:
        add("programmes", programme.id, [*_ran_out(programme, day), *unchecked(programme)], programme)
    for conference in conferences:
        add("conferences", conference.id, unchecked(conference))
        for session in conference.sessions:
            announced = session.announced_for
            if announced is not None and session.held is None and announced.last_ordinal < day.first_ordinal:
                add("sessions", session.id, [ReviewReason.ANNOUNCED])
    for party in parties:
        add("parties", party.id, unchecked(party))
    return tuple(sorted(items, key=lambda item: (_ORDER.index(item.standing), -len(item.reasons), item.kind, item.id)))


def _is_over(term: Term, since: PartialDate, day: PartialDate) -> bool:
    """Whether a term from the latest day of a partial date is over on a day."""
    last = since.last_ordinal
    return last < day.first_ordinal and term.last_day(last) < day.first_ordinal


def _ran_out(record: Agreement | Programme, day: PartialDate) -> Iterator[ReviewReason]:
    """Whether its term has run out, and nothing is known of how it went on; a plan for named years just ends."""
    expires = known_expiry(record.chain)
    last = record.renewals[-1] if record.renewals else record
    over = isinstance(expires, PartialDate) and expires.last_ordinal < day.first_ordinal
    if over and record.ending is None and last.period is None:
        yield ReviewReason.RAN_OUT


def _old(agreement: Agreement, sources: Mapping[str, Source], day: PartialDate) -> Iterator[ReviewReason]:
    """Whether no end of it is known, and each of its sources is old."""
    if known_expiry(agreement.chain) is not End.NOT_STATED or agreement.ending is not None:
        return
    cited = {citation.source for citation in _citations(agreement)}
    days = [sources[id].published or sources[id].retrieved for id in cited if id in sources]
    if days and all(each is not None and _is_over(OLD_AFTER, each, day) for each in days):
        yield ReviewReason.OLD_SOURCES


def _citations(agreement: Agreement) -> Iterator[Citation]:
    yield from agreement.citations
    for renewal in agreement.renewals:
        yield from renewal.citations
