"""What is allowed in a register but worth a look by who keeps it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TypeVar

import attrs

from mainland_coop.collections.filters import lies_in
from mainland_coop.collections.spelling import fold, key
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.terms import Term
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.vocabularies import SuccessionKind
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.instruments import InForce, link_prefix, start_field
from mainland_coop.records.parties import Party, Predecessor
from mainland_coop.records.provenance import resolve
from mainland_coop.registry.integrity import Ids, superseded
from mainland_coop.registry.references import with_parts
from mainland_coop.validity.chain import Link
from mainland_coop.validity.links import End

R = TypeVar("R")

_LONGEST_TERM = Term(years=99)
_FAR = datetime.date(2200, 1, 1).toordinal()
"""A start on this day or later is more likely a mark for what is not known than a plan."""

_LAST_YEAR = datetime.date(9999, 1, 1).toordinal()
_ENDED_BY = (SuccessionKind.MERGED, SuccessionKind.SPLIT)
"""How a body came out of another one that was no more then. A new name ends no body, and a transfer need not."""


@attrs.frozen
class Notice(Public):
    """Something in a register that is allowed but worth a look.

    Attributes:
        path: Where, for example `agreements['x'].ending.by`.
        message: What was noticed.
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def find_notices(ids: Ids, through: int | None) -> Iterator[Notice]:
    """Yield what is allowed but worth a look, one kind after the other.

    Args:
        ids: The records by kind and id.
        through: The last day to which the register was checked, as an ordinal, if that is known.
    """
    for kind, id, ended, successor in superseded(ids):
        for told in _of_successor(ended, successor):
            yield Notice(f"{kind}[{id!r}].ending.by", told)
    yield from _outside_their_session(ids)
    for kind in ("areas", "parties", "agreements", "conferences", "programmes"):
        for id, record in ids[kind].items():
            for at, owner in with_parts(record):
                for citation in getattr(owner, "citations", ()):
                    for path in citation.supports:
                        if resolve(owner, path) in (None, (), False):
                            told = f"{citation.source} is cited for it, but it is not filled"
                            yield Notice(f"{kind}[{id!r}].{at}{path}", told)
    yield from _of_bodies(ids)
    yield from _of_one_name(ids["parties"].values())
    for kind in ("agreements", "programmes"):
        for instrument in _each(InForce, ids[kind].values()):
            for path, told in _of_far_days(instrument):
                yield Notice(f"{kind}[{instrument.id!r}].{path}", told)
    yield from _announced(ids["conferences"].values(), through)


def _each(cls: type[R], records: Iterable[object]) -> Iterator[R]:
    """Yield the records, which are of one class."""
    return (record for record in records if isinstance(record, cls))


# --- Instruments and sessions ------------------------------------------------------------------------------------


def _of_successor(ended: InForce, successor: InForce) -> Iterator[str]:
    bounds, cut = successor.chain.bounds(), ended.chain.bounds()
    if not bounds.groups:
        yield "the successor never entered into force"
    elif bounds.starts_lo[0] > cut.cut_hi + 1:
        yield "the successor starts later than the day after the last day"
    elif bounds.starts_lo[0] == bounds.starts_hi[0] == cut.cut_lo == cut.cut_hi:
        day = datetime.date.fromordinal(cut.cut_lo)
        yield f"the successor starts on the last day, {day}, so that both are in force on it"


def _outside_their_session(ids: Ids) -> Iterator[Notice]:
    sessions = ids["sessions"]
    for record in _each(Agreement, ids["agreements"].values()):
        session = None if record.signed_at is None else sessions.get(record.signed_at)
        held = session.held if isinstance(session, Session) else None
        if held is not None and not lies_in(record.signed, held.first_ordinal, held.last_ordinal).possible:
            told = f"it is {record.signed}, outside the session {record.signed_at} (held {held})"
            yield Notice(f"agreements[{record.id!r}].signed", told)


def _of_far_days(record: InForce) -> Iterator[tuple[str, str]]:
    """What sources write for what they do not know, taken at its word: path and message."""
    for link in record.chain.links:
        first, last = link.start.first_ordinal, link.start.last_ordinal
        if link.start_basis is not None and first == FIRST_DAY and last < FIRST_DAY + 366:
            told = f"it is {link.start}, the beginning of the calendar; write [..D] for a start on a day D or before"
            yield start_field(record, link.index), told
        elif first >= _FAR:
            yield start_field(record, link.index), f"it is {link.start}, which is far away; is it known?"
        yield from _of_end(link, getattr((record, *record.renewals)[link.index], "expires", None))
    ending = record.ending
    if ending is not None and ending.last_day.first_ordinal >= _LAST_YEAR:
        yield "ending.last_day", f"it is {ending.last_day}; leave an ending out that has not come"


def _of_end(link: Link, expires: PartialDate | End | None) -> Iterator[tuple[str, str]]:
    prefix = link_prefix(link.index)
    if isinstance(expires, PartialDate) and expires.first_ordinal >= _LAST_YEAR:
        last = "the last day" if expires.first_ordinal == LAST_DAY else "in the last year"
        told = f"it is {last} of the calendar; if it stands for an open end, write '..', if no end is stated, nothing"
        yield f"{prefix}expires", told
    if link.term is not None and link.term.last_day(FIRST_DAY) > _LONGEST_TERM.last_day(FIRST_DAY):
        yield f"{prefix}term", f"it is {link.term.words}; is it no mark for a term without end? Then write expires '..'"


def _announced(conferences: Iterable[object], through: int | None) -> Iterator[Notice]:
    """Days for which sessions were announced, and that were never confirmed."""
    for conference in _each(Conference, conferences):
        for session in conference.sessions:
            day = session.announced_for
            if session.held is None and day is not None and (through is None or day.last_ordinal <= through):
                told = f"it was announced for {day}; nothing says that it was held"
                yield Notice(f"conferences[{conference.id!r}].sessions[{session.id!r}].held", told)


# --- Bodies ------------------------------------------------------------------------------------------------------


def _of_bodies(ids: Ids) -> Iterator[Notice]:
    """Agreements of parties that are no more: that ended before the signature, or while it is presumed to go on."""
    successors: dict[str, list[tuple[Party, Predecessor]]] = {}
    for party in _each(Party, ids["parties"].values()):
        for predecessor in party.predecessors:
            if predecessor.on is not None:
                successors.setdefault(predecessor.party, []).append((party, predecessor))
    for record in _each(Agreement, ids["agreements"].values()):
        for place, party_id in enumerate(record.parties):
            for successor, step in successors.get(party_id, ()):
                if told := _of_ended_party(record, party_id, successor, step):
                    yield Notice(f"agreements[{record.id!r}].parties[{place}]", told)


def _of_ended_party(record: Agreement, party: str, successor: Party, step: Predecessor) -> str:
    """What is to be told of a party that became another body, or nothing."""
    on, how = step.on, step.how
    if on is None or how not in (*_ENDED_BY, SuccessionKind.RENAMED):
        return ""
    became = f"{party} was {how} {'on' if on.n_days == 1 else 'in'} {on} (see {successor.id})"
    if record.signed.after(on).certain:
        return f"{became}, before the signature on {record.signed}"
    left = any(member.party == party and member.ending for member in record.memberships)
    if how in _ENDED_BY and not left and record.signed.before(on).certain and record.chain.expires is End.NOT_STATED:
        return f"{became}; the agreement is presumed to go on, and says nothing of it"
    return ""


def _of_one_name(parties: Iterable[object]) -> Iterator[Notice]:
    """Bodies of one place that are called alike."""
    seen: dict[tuple[str, str | None, str | None, str | None], str] = {}
    for party in _each(Party, parties):
        for name in dict.fromkeys(filter(None, map(_same, (party.name.en, party.name.zh_hant, party.name.zh_hans)))):
            called = (name, party.jurisdiction, party.city, party.parent)
            other = seen.setdefault(called, party.id)
            if other != party.id:
                yield Notice(f"parties[{party.id!r}].name", f"{other} has the same name; are they one body?")
                break


def _same(text: str | None) -> str:
    return key(fold(text)) if text else ""
