"""What each kind of record is called, and which of several records people mean first."""

from __future__ import annotations

from collections.abc import Iterator

from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.in_force import InForce
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.names import Area, Name
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source
from mainland_coop.search.matches import MatchKind
from mainland_coop.vocabulary import PartyKind

__all__ = ["names_of", "place_of", "precedence"]

_GOVERNMENTS = frozenset({PartyKind.STATE, PartyKind.GOVERNMENT})
_DEPARTMENTS = frozenset({PartyKind.MINISTRY, PartyKind.DEPARTMENT, PartyKind.BUREAU})


def names_of(record: object) -> Iterator[tuple[MatchKind, str]]:
    """Iterate over the names of a record with what each of them is, preferred names first.

    The titles of renewals are alternatives: people know the instrument by them too. What is no record has no names.

    Example:
        >>> list(names_of(Party(id="doj", name=Name(en="Department of Justice", short=["DoJ"]))))
        [(<MatchKind.NAME: 'name'>, 'Department of Justice'), (<MatchKind.ABBREVIATION: 'abbreviation'>, 'DoJ')]
    """
    name: Name | None = None
    if isinstance(record, Agreement):
        name = record.title
    elif isinstance(record, Party | Conference | Programme | Area | Session):
        name = record.name
    elif isinstance(record, Source):
        yield MatchKind.NAME, record.title
    if name is not None:
        yield from _texts(name, MatchKind.NAME)
    if isinstance(record, InForce):
        for renewal in record.renewals:
            if renewal.title is not None:
                yield from _texts(renewal.title, MatchKind.ALTERNATIVE)


def _texts(name: Name, preferred: MatchKind) -> Iterator[tuple[MatchKind, str]]:
    yield from ((preferred, text) for text in (name.en, name.zh_hant, name.zh_hans) if text)
    yield from ((MatchKind.ABBREVIATION, text) for text in name.short)
    yield from ((MatchKind.ALTERNATIVE, text) for text in name.alternatives)
    yield from ((MatchKind.FORMER_NAME, text) for text in name.former)


def place_of(record: object) -> str | None:
    """Return the city whose name alone may mean the record: that of a party."""
    return record.city if isinstance(record, Party) else None


def precedence(record: object) -> int:
    """Return which records come first where a text fits several alike: 0 before 1 before 2.

    A place stands for its government, then for the departments of that, then for whatever else it has.
    """
    if not isinstance(record, Party) or record.kind in _GOVERNMENTS:
        return 0
    return 1 if record.kind in _DEPARTMENTS else 2
