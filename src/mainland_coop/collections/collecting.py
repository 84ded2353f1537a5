"""From records to the collections of a registry, each with its order and with a view of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from mainland_coop.collections.base import HasId, distinct
from mainland_coop.collections.kinds import Agreements, Areas, Conferences, Parties, Programmes, Sessions, Sources
from mainland_coop.errors import InvalidRegistryError, Problem, shorten
from mainland_coop.records.conferences import Conference
from mainland_coop.records.fields import parts_of
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.names import Area
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source

__all__ = [
    "KINDS",
    "ContextOf",
    "as_agreements",
    "as_areas",
    "as_conferences",
    "as_parties",
    "as_programmes",
    "as_sources",
    "deferred",
    "sessions_of",
]

KINDS = ("agreements", "parties", "conferences", "programmes", "areas", "sources")
"""The kinds of record that a registry holds, as they are called in files."""

T = TypeVar("T", bound=HasId)

_COLLECTIONS: Mapping[str, type[Any]] = {
    "parties": Parties,
    "agreements": Agreements,
    "conferences": Conferences,
    "programmes": Programmes,
    "areas": Areas,
    "sources": Sources,
}


def _distinct(kind: str, cls: type[T], records: Iterable[T]) -> dict[str, T]:
    """Return records of a class by id; what is none, and ids that stand there twice, are refused."""
    given = parts_of(cls, records)
    found, twice = distinct(given)
    if twice:
        message = "the id stands there twice; ids are unique within their kind"
        raise InvalidRegistryError(
            "the registry", (Problem(f"{kind}[{i}].id", shorten(given[i].id), message) for i in twice)
        )
    return found


def as_parties(records: Iterable[Party]) -> Parties:
    """Return the collection of parties, in order."""
    return Parties("parties", _distinct("parties", Party, records))


def as_agreements(records: Iterable[Agreement]) -> Agreements:
    """Return the collection of agreements, in order."""
    return Agreements("agreements", _distinct("agreements", Agreement, records))


def as_conferences(records: Iterable[Conference]) -> Conferences:
    """Return the collection of conferences, in order."""
    return Conferences("conferences", _distinct("conferences", Conference, records))


def as_programmes(records: Iterable[Programme]) -> Programmes:
    """Return the collection of programmes, in order."""
    return Programmes("programmes", _distinct("programmes", Programme, records))


def as_areas(records: Iterable[Area]) -> Areas:
    """Return the collection of areas, in order."""
    return Areas("areas", _distinct("areas", Area, records))


def as_sources(records: Iterable[Source]) -> Sources:
    """Return the collection of sources, in order."""
    return Sources("sources", _distinct("sources", Source, records))


def deferred(kind: str, read: Callable[[], dict[str, Any]]) -> Any:
    """Return the collection of a kind that is read when first touched."""
    return _COLLECTIONS[kind](kind, read)


def sessions_of(conferences: Conferences) -> Sessions:
    """Return the sessions of conferences; of those that share an id the first."""
    sessions = (session for conference in conferences.by_id.values() for session in conference.sessions)
    return Sessions("sessions", distinct(sessions)[0])


class ContextOf(Mapping[str, Any]):
    """The collections of a registry by kind, its sessions among them; each is looked up when asked for."""

    def __init__(self, registry: object) -> None:
        self._registry = registry

    def __getitem__(self, kind: str) -> Any:
        if kind not in (*KINDS, "sessions"):
            raise KeyError(kind)
        return getattr(self._registry, kind)

    def __iter__(self) -> Iterator[str]:
        return iter((*KINDS, "sessions"))

    def __len__(self) -> int:
        return len(KINDS) + 1
