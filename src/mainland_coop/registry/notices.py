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
from mainland_coop.dates.periods import Period
from mainland_coop.dates.terms import Term
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.vocabularies import SuccessionKind
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.instruments import Ending, InForce
from mainland_coop.records.parties import Party, Predecessor
from mainland_coop.records.provenance import resolve
from mainland_coop.registry.integrity import Ids, superseded
from mainland_coop.registry.references import with_parts
from mainland_coop.validity.links import End

R = TypeVar("R")

_LONGEST_TERM = Term(years=99)
_FAR = datetime.date(2200, 1, 1).toordinal()
"""A start on this day or later is more likely a mark for what is not known than a plan."""

_LAST_YEAR = datetime.date(9999, 1, 1).toordinal()
_DAYS = ("signed", "in_force_from", "implemented_from", "started", "period", "on", "held", "announced_for")
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
    for kind in ("parties", "agreements", "conferences", "programmes"):
        for id, record in ids[kind].items():
            for at, owner in with_parts(record):
                for path, told in _of_far_days(owner):
                    yield Notice(f"{kind}[{id!r}].{at}{path}", told)
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


def _of_far_days(part: object) -> Iterator[tuple[str, str]]:
    """What sources write for what they do not know, taken at its word in a record or a part of one."""
    for name in _DAYS:
        days = getattr(part, name, None)
        told = _of_start(days.start) or _of_end(days.end) if isinstance(days, Period) else _of_start(days)
        if told:
            yield name, told
    if told := _of_end(getattr(part, "expires", None)):
        yield "expires", told
    if isinstance(part, Ending) and part.last_day.first_ordinal >= _LAST_YEAR:
        yield "last_day", f"it is {part.last_day}; leave an ending out that has not come"
    for name in ("term", "tacit_renewal"):
        term = getattr(part, name, None)
        if isinstance(term, Term) and term.last_day(FIRST_DAY) > _LONGEST_TERM.last_day(FIRST_DAY):
            yield name, f"it is {term.words}; is it no mark for a term without end? Then write expires '..'"


def _of_start(day: object) -> str:
    """What is to be told of the day that something starts on, or nothing."""
    if not isinstance(day, PartialDate):
        return ""
    if day.first_ordinal == FIRST_DAY and day.last_ordinal < FIRST_DAY + 366:
        return f"it is {day}, the beginning of the calendar; write [..D] for a start on a day D or before"
    return f"it is {day}, which is far away; is it known?" if day.first_ordinal >= _FAR else ""


def _of_end(day: object) -> str:
    """What is to be told of the day that something ends on, or nothing."""
    if not isinstance(day, PartialDate) or day.first_ordinal < _LAST_YEAR:
        return ""
    last = "the last day" if day.first_ordinal == LAST_DAY else "in the last year"
    return f"it is {last} of the calendar; if it stands for an open end, write '..', if no end is stated, nothing"


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
    """Agreements of parties that are no more: that ended before a signature, or while it is presumed to go on."""
    successors: dict[str, list[tuple[Party, Predecessor]]] = {}
    for party in _each(Party, ids["parties"].values()):
        for predecessor in party.predecessors:
            successors.setdefault(predecessor.party, []).append((party, predecessor))
    for record in _each(Agreement, ids["agreements"].values()):
        for place, party_id in enumerate(record.parties):
            for successor, step in successors.get(party_id, ()):
                if told := _of_ended_party(record, party_id, successor, step):
                    yield Notice(f"agreements[{record.id!r}].parties[{place}]", told)


def _of_ended_party(record: Agreement, party: str, successor: Party, step: Predecessor) -> str:
    """What is to be told of a party that became another body, or nothing."""
    on, how = step.on, step.how
    if how not in (*_ENDED_BY, SuccessionKind.RENAMED):
        return ""
    became = f"{party} was {how}{'' if on is None else f' {_when(on)}'} (see {successor.id})"
    if on is not None and record.signed.after(on).certain:
        return f"{became}, before the signature {_when(record.signed)}"
    left = any(member.party == party and member.ending for member in record.memberships)
    if how not in _ENDED_BY or left:
        return ""
    if record.chain.expires is End.NOT_STATED:
        return f"{became}; the agreement is presumed to go on, and says nothing of it"
    for number, renewal in enumerate(record.renewals, 1):
        if on is not None and renewal.signed is not None and renewal.signed.after(on).certain:
            return f"{became}, before the signature of renewal {number} {_when(renewal.signed)}"
    return ""


def _when(day: PartialDate) -> str:
    return f"{'on' if day.n_days == 1 else 'in'} {day}"


def _of_one_name(parties: Iterable[object]) -> Iterator[Notice]:
    """Bodies of one place that are called alike, or of which one has no place."""
    seen: dict[tuple[str, tuple[str | None, ...]], str] = {}
    first: dict[str, str] = {}
    nowhere = (None, None, None)
    for party in _each(Party, parties):
        place = (party.jurisdiction, party.city, party.parent)
        for name in dict.fromkeys(filter(None, map(_same, (party.name.en, party.name.zh_hant, party.name.zh_hans)))):
            anywhere = first.setdefault(name, party.id)
            like_it = anywhere if place == nowhere else seen.get((name, nowhere), party.id)
            other = seen.setdefault((name, place), like_it)
            if other != party.id:
                yield Notice(f"parties[{party.id!r}].name", f"{other} has the same name; are they one body?")
                break


def _same(text: str | None) -> str:
    return key(fold(text)) if text else ""
