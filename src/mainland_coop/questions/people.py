"""People: who signed, chaired or attended, in which office, for which party, and where the record says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

import attrs

from mainland_coop.collections.spelling import fold, key, words
from mainland_coop.dates.edtf import LAST_DAY
from mainland_coop.dates.periods import Held
from mainland_coop.foundation.errors import InvalidArgumentError, WrongTypeError, brief, shorten
from mainland_coop.foundation.public_names import Public
from mainland_coop.questions.occurrences import RecordKind
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference
from mainland_coop.records.instruments import Renewal
from mainland_coop.records.names import Name, Signatory
from mainland_coop.records.programmes import Programme

Role: TypeAlias = Literal["signed", "chaired", "attended"]
"""What a person did."""


@attrs.frozen(kw_only=True, repr=False)
class PersonRole(Public):
    """One mention of a person. People of one name are not merged: the record does not say whether they are one.

    Attributes:
        name: The person's name, as it stands there.
        role: Whether the person signed, chaired or attended.
        office: The office held at the time.
        party: Id of the party that the person acted for.
        kind: The kind of the record that says so, as in files.
        id: Id of that record.
        path: The path of the mention in it, such as `renewals[0].signatories[1]`.
        date: When it was signed or held, as far as the record says.
    """

    name: Name
    role: Role
    office: str | None
    party: str | None
    kind: RecordKind
    id: str
    path: str
    date: Held | None

    def __repr__(self) -> str:
        return f"<PersonRole {brief(self.name.text)} {self.role}: {self.id}, {self.path}>"


def people_of(
    agreements: Iterable[Agreement], programmes: Iterable[Programme], conferences: Iterable[Conference]
) -> Iterator[PersonRole]:
    """Yield every mention of a person, record by record."""
    for agreement in agreements:
        people = agreement.signatories
        yield from _mentions(people, "signed", "agreements", agreement.id, "signatories", agreement.signed)
        yield from _of_renewals(agreement.renewals, "agreements", agreement.id)
    for programme in programmes:
        yield from _of_renewals(programme.renewals, "programmes", programme.id)
    for conference in conferences:
        for session in conference.sessions:
            yield from _mentions(session.chairs, "chaired", "sessions", session.id, "chairs", session.held)
            yield from _mentions(session.guests, "attended", "sessions", session.id, "guests", session.held)


def _of_renewals(renewals: Iterable[Renewal], kind: RecordKind, id: str) -> Iterator[PersonRole]:
    for index, renewal in enumerate(renewals):
        yield from _mentions(renewal.signatories, "signed", kind, id, f"renewals[{index}].signatories", renewal.signed)


def _mentions(
    people: Sequence[Signatory], role: Role, kind: RecordKind, id: str, path: str, date: Held | None
) -> Iterator[PersonRole]:
    for index, person in enumerate(people):
        yield PersonRole(
            name=person.name,
            role=role,
            office=person.office,
            party=person.party,
            kind=kind,
            id=id,
            path=f"{path}[{index}]",
            date=date,
        )


def people_called(people: Iterable[PersonRole], text: str, limit: int = 10) -> tuple[PersonRole, ...]:
    """Return mentions of people with a name in which all words of a text stand, in any script and spelling.

    They are ordered by date (those without one last), kind of record, id and path.

    Args:
        people: The mentions to look through.
        text: A name, or a part of one.
        limit: How many are returned at most.

    Raises:
        WrongTypeError: If `text` is no text or `limit` no whole number.
        InvalidArgumentError: If `limit` is less than 1.
    """
    if not isinstance(text, str):
        raise WrongTypeError(f"{shorten(text)} is no text: people are found by their names")
    if type(limit) is not int:
        raise WrongTypeError(f"limit is {shorten(limit)}, no whole number")
    if limit < 1:
        raise InvalidArgumentError(f"limit is {limit}; ask for one or more")
    wanted = fold(text)
    found = [person for person in people if key(wanted) and _is_called(person.name, wanted)]
    return tuple(sorted(found, key=_order)[:limit])


def _order(person: PersonRole) -> tuple[int, int, str, str, str]:
    first, last = (LAST_DAY + 1, 0) if person.date is None else person.date.sort_key[:2]
    return first, last, person.kind, person.id, person.path


def _is_called(name: Name, wanted: str) -> bool:
    texts = (name.en, name.zh_hant, name.zh_hans, *name.short, *name.former, *name.alternatives)
    return any(_holds(fold(text), wanted) for text in texts if text)


def _holds(folded: str, wanted: str) -> bool:
    """Whether a name holds each word that is wanted, the last perhaps begun only; of Chinese, the characters."""
    own = words(folded)
    return all(
        any(word.startswith(one) or (not one.isascii() and one in word) for word in own) for one in words(wanted)
    )
