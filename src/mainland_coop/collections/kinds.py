"""The collection of each kind of record, with its order and its filters, and what makes one of records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Never, Self, TypeAlias, TypeVar

from mainland_coop.collections import filters
from mainland_coop.collections.collection import HasId, distinct
from mainland_coop.collections.filtering import (
    Filtered,
    InForceCollection,
    Named,
    equal,
    names,
    organiser_ids,
    party_ids,
)
from mainland_coop.dates.edtf import LAST_DAY
from mainland_coop.dates.periods import Held, PeriodLike
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import InvalidRegistryError, Problem, shorten
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.vocabularies import AgreementKind, PartyKind, ProgrammeKind, SourceKind
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.fields import parts_of
from mainland_coop.records.names import Area
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source

if TYPE_CHECKING:
    pass

__all__ = [
    "KINDS",
    "Agreements",
    "Areas",
    "Conferences",
    "ContextOf",
    "Parties",
    "Programmes",
    "Sessions",
    "Sources",
    "as_agreements",
    "as_areas",
    "as_conferences",
    "as_parties",
    "as_programmes",
    "as_sources",
    "deferred",
    "sessions_of",
]

T = TypeVar("T")

OneOrMore: TypeAlias = T | Iterable[T]
PartyLike: TypeAlias = Party | str
AreaLike: TypeAlias = Area | str
SourceLike: TypeAlias = Source | str


def _dated(date: Held | None, id: str) -> tuple[int, int, str]:
    return (LAST_DAY + 1, 0, id) if date is None else (*date.sort_key[:2], id)


class Agreements(InForceCollection[Agreement]):
    """Agreements, by when they were signed."""

    __slots__ = ()

    @staticmethod
    def sort_key(record: Agreement) -> tuple[int, int, str]:
        """Return the earliest and the latest day of its date, and its id; without a date it comes last."""
        return _dated(record.signed, record.id)

    def where(
        self,
        *,
        party: OneOrMore[PartyLike] | None = None,
        include: Iterable[str] = (),
        area: OneOrMore[AreaLike] | None = None,
        kind: OneOrMore[AgreementKind | str] | None = None,
        jurisdiction: str | None = None,
        signed: PeriodLike | None = None,
        signed_at: Session | str | None = None,
        under: Agreement | str | None = None,
        cited_from: OneOrMore[SourceLike] | None = None,
        at_least: Truth = Truth.TRUE,
        **unknown: Never,
    ) -> Self:
        """Return those for which all filters hold; filters that are left out hold for all.

        Args:
            party: A party, or several of which one is enough. For two parties at once, filter twice.
            include: What counts as the party too: any of `parents`, `parts`, `predecessors`, `successors`.
            area: An area, narrower ones included, or several of which one is enough.
            kind: What the instrument is called, or several such words.
            jurisdiction: ISO 3166 code of a party's place, subdivisions included.
            signed: The period in which it was signed (a partial date means all its days).
            signed_at: The session at which it was signed.
            under: The framework that it was made under.
            cited_from: A source that it, or a part of it, is cited from, or several.
            at_least: TRUE for those that certainly fit, UNKNOWN also for those that may.
            **unknown: Nothing; a filter that does not exist is told with those that do.

        Raises:
            UnknownIdError: If an id is not in the register; it suggests near ones.
            InvalidRecordError: If a kind or jurisdiction is none; it lists the kinds.
            WrongTypeError: If there is no such filter; it lists those that there are.

        Example:
            >>> import mainland_coop as mc
            >>> found = mc.load().agreements.where(party="shenzhen-municipal-peoples-government", signed="2011")
            >>> [pact.id for pact in found]
            ['doj-shenzhen-legal-matters-2011']
        """
        context = self._context
        tests = (
            self._party(party_ids, party, include),
            self._area(area),
            None if kind is None else filters.of_kind(AgreementKind, kind),
            self._place(party_ids, jurisdiction),
            None if signed is None else filters.in_period(lambda record: record.signed, signed),
            names("signed_at", "sessions", signed_at, context),
            names("under", "agreements", under, context),
            self._cited(cited_from),
        )
        return self._where(tests, at_least, unknown)


class Programmes(InForceCollection[Programme]):
    """Programmes, by when they started; those without a date last."""

    __slots__ = ()

    @staticmethod
    def sort_key(record: Programme) -> tuple[int, int, str]:
        """Return the earliest and the latest day of its date, and its id; without a date it comes last."""
        return _dated(record.started, record.id)

    def where(
        self,
        *,
        party: OneOrMore[PartyLike] | None = None,
        include: Iterable[str] = (),
        area: OneOrMore[AreaLike] | None = None,
        kind: OneOrMore[ProgrammeKind | str] | None = None,
        jurisdiction: str | None = None,
        started: PeriodLike | None = None,
        implements: Agreement | str | None = None,
        cited_from: OneOrMore[SourceLike] | None = None,
        at_least: Truth = Truth.TRUE,
        **unknown: Never,
    ) -> Self:
        """Return those for which all filters hold; `party` is an organiser or partner, the rest as for agreements."""
        tests = (
            self._party(organiser_ids, party, include),
            self._area(area),
            None if kind is None else filters.of_kind(ProgrammeKind, kind),
            self._place(organiser_ids, jurisdiction),
            None if started is None else filters.in_period(lambda record: record.started, started),
            names("implements", "agreements", implements, self._context),
            self._cited(cited_from),
        )
        return self._where(tests, at_least, unknown)


class Conferences(Filtered[Conference]):
    """Conferences, by when they were established; those without a date last."""

    __slots__ = ()

    @staticmethod
    def sort_key(record: Conference) -> tuple[int, int, str]:
        """Return the earliest and the latest day of its date, and its id; without a date it comes last."""
        return _dated(record.established, record.id)

    def where(
        self,
        *,
        party: OneOrMore[PartyLike] | None = None,
        include: Iterable[str] = (),
        area: OneOrMore[AreaLike] | None = None,
        jurisdiction: str | None = None,
        established: PeriodLike | None = None,
        cited_from: OneOrMore[SourceLike] | None = None,
        at_least: Truth = Truth.TRUE,
        **unknown: Never,
    ) -> Self:
        """Return those for which all filters hold, as for agreements."""
        tests = (
            self._party(party_ids, party, include),
            self._area(area),
            self._place(party_ids, jurisdiction),
            None if established is None else filters.in_period(lambda record: record.established, established),
            self._cited(cited_from),
        )
        return self._where(tests, at_least, unknown)


class Sessions(Filtered[Session]):
    """The sessions of all conferences, by when they were held; those without a date last."""

    __slots__ = ()

    @staticmethod
    def sort_key(record: Session) -> tuple[int, int, str]:
        """Return the earliest and the latest day of its date, and its id; without a date it comes last."""
        return _dated(record.held, record.id)

    def where(
        self,
        *,
        conference: Conference | str | None = None,
        series: str | None = None,
        area: OneOrMore[AreaLike] | None = None,
        held: PeriodLike | None = None,
        video: bool | None = None,
        cited_from: OneOrMore[SourceLike] | None = None,
        at_least: Truth = Truth.TRUE,
        **unknown: Never,
    ) -> Self:
        """Return those for which all filters hold, as for agreements."""
        of_conference: frozenset[str] = frozenset()
        if conference is not None:
            wanted = filters.ids_of(conference, "conferences", self._context)
            of_conference = frozenset(s.id for id in wanted for s in self._context["conferences"][id].sessions)
        tests = (
            None if conference is None else filters.among(lambda record: (record.id,), of_conference),
            None if series is None else equal("series", series),
            self._area(area),
            None if held is None else filters.in_period(lambda record: record.held, held),
            None if video is None else equal("video", video),
            self._cited(cited_from),
        )
        return self._where(tests, at_least, unknown)


class Parties(Filtered[Party]):
    """Parties, by id."""

    __slots__ = ()

    def where(
        self,
        *,
        kind: OneOrMore[PartyKind | str] | None = None,
        jurisdiction: str | None = None,
        city: str | None = None,
        parent: PartyLike | None = None,
        cited_from: OneOrMore[SourceLike] | None = None,
        at_least: Truth = Truth.TRUE,
        **unknown: Never,
    ) -> Self:
        """Return those for which all filters hold; `parent` takes in the parts of parts."""
        tests = (
            None if kind is None else filters.of_kind(PartyKind, kind),
            None if jurisdiction is None else filters.within_place(lambda record: (record,), jurisdiction),
            None if city is None else equal("city", city),
            None if parent is None else self._part_of(parent),
            self._cited(cited_from),
        )
        return self._where(tests, at_least, unknown)

    def _part_of(self, parent: PartyLike) -> filters.Test:
        wanted = filters.ids_of(parent, "parties", self._context)
        parts = filters.bodies_of(wanted, ("parts",), self._context["parties"])
        return filters.among(lambda record: (record.id,), parts - wanted)


class Areas(Named[Area]):
    """Areas, by id."""

    __slots__ = ()


class Sources(Filtered[Source]):
    """Sources, by when they were published; those of which nothing is known last."""

    __slots__ = ()

    @staticmethod
    def sort_key(record: Source) -> tuple[int, int, str]:
        """Return the earliest and the latest day of its date, and its id; without a date it comes last."""
        return _dated(record.available, record.id)

    def where(
        self,
        *,
        kind: OneOrMore[SourceKind | str] | None = None,
        language: str | None = None,
        published: PeriodLike | None = None,
        at_least: Truth = Truth.TRUE,
        **unknown: Never,
    ) -> Self:
        """Return those for which all filters hold; an undated source may be of any day up to its retrieval."""
        tests = (
            None if kind is None else filters.of_kind(SourceKind, kind),
            None if language is None else equal("language", language),
            None if published is None else filters.in_period(lambda record: record.available, published),
        )
        return self._where(tests, at_least, unknown)


KINDS = ("agreements", "parties", "conferences", "programmes", "areas", "sources")
"""The kinds of record that a registry holds, as they are called in files."""

H = TypeVar("H", bound=HasId)

_COLLECTIONS: Mapping[str, type[Any]] = {
    "parties": Parties,
    "agreements": Agreements,
    "conferences": Conferences,
    "programmes": Programmes,
    "areas": Areas,
    "sources": Sources,
}


def _distinct(kind: str, cls: type[H], records: Iterable[H]) -> dict[str, H]:
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


class ContextOf(Public, Mapping[str, Any]):
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
