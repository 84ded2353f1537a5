"""The collection of each kind of record, with its order and its filters, and what makes one of records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Never, Self, TypeAlias, TypeVar

from mainland_coop.collections import filters
from mainland_coop.collections.belonging import note_register
from mainland_coop.collections.collection import ById, Collection, HasId, distinct, name_of
from mainland_coop.collections.in_force import InForceCollection
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import PeriodLike
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
from mainland_coop.records.provenance import Origin, Source

if TYPE_CHECKING:
    from mainland_coop.records.wording import NameOf

T = TypeVar("T")

OneOrMore: TypeAlias = T | Iterable[T]
PartyLike: TypeAlias = Party | str
AreaLike: TypeAlias = Area | str
SourceLike: TypeAlias = Source | str


class Agreements(InForceCollection[Agreement]):
    """Agreements, by when they were signed."""

    __slots__ = ()
    _dated_by = "signed"

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
            ['doj-shenzhen-legal-matters-2011', 'hk-shenzhen-2011-loop-agreement']
        """
        tests = (
            filters.of_party(filters.party_ids, party, include, self.context),
            filters.in_area(area, self.context),
            filters.of_kind(AgreementKind, kind),
            filters.in_place(filters.party_ids, jurisdiction, self.context),
            filters.in_period("signed", signed),
            filters.named("signed_at", "sessions", signed_at, self.context),
            filters.named("under", "agreements", under, self.context),
            filters.cites(cited_from, self.context),
        )
        return filters.where(self, tests, at_least, unknown)


class Programmes(InForceCollection[Programme]):
    """Programmes, by when they started; those without a date last."""

    __slots__ = ()
    _dated_by = "started"

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
            filters.of_party(filters.organiser_ids, party, include, self.context),
            filters.in_area(area, self.context),
            filters.of_kind(ProgrammeKind, kind),
            filters.in_place(filters.organiser_ids, jurisdiction, self.context),
            filters.in_period("started", started),
            filters.named("implements", "agreements", implements, self.context),
            filters.cites(cited_from, self.context),
        )
        return filters.where(self, tests, at_least, unknown)


class Conferences(Collection[Conference]):
    """Conferences, by when they were established; those without a date last."""

    __slots__ = ()
    _dated_by = "established"

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
            filters.of_party(filters.party_ids, party, include, self.context),
            filters.in_area(area, self.context),
            filters.in_place(filters.party_ids, jurisdiction, self.context),
            filters.in_period("established", established),
            filters.cites(cited_from, self.context),
        )
        return filters.where(self, tests, at_least, unknown)


class Sessions(Collection[Session]):
    """The sessions of all conferences, by when they were held; those without a date last."""

    __slots__ = ()
    _dated_by = "held"

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
        tests = (
            filters.of_conference(conference, self.context),
            filters.equal("series", series),
            filters.in_area(area, self.context),
            filters.in_period("held", held),
            filters.equal("video", video),
            filters.cites(cited_from, self.context),
        )
        return filters.where(self, tests, at_least, unknown)


class Parties(Collection[Party]):
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
            filters.of_kind(PartyKind, kind),
            filters.in_place(filters.own_id, jurisdiction, {"parties": self}),
            filters.equal("city", city),
            filters.part_of(parent, self.context),
            filters.cites(cited_from, self.context),
        )
        return filters.where(self, tests, at_least, unknown)


class Areas(Collection[Area]):
    """Areas, by id."""

    __slots__ = ()


class Sources(Collection[Source]):
    """Sources, by when they were published; those of which nothing is known last."""

    __slots__ = ()
    _dated_by = "available"

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
            filters.of_kind(SourceKind, kind),
            filters.equal("language", language),
            filters.in_period("available", published),
        )
        return filters.where(self, tests, at_least, unknown)


KINDS = ("agreements", "parties", "conferences", "programmes", "areas", "sources")
"""The kinds of record that a registry holds, as they are called in files."""

H = TypeVar("H", bound=HasId)

COLLECTIONS: Mapping[str, type[Any]] = {
    "parties": Parties,
    "agreements": Agreements,
    "conferences": Conferences,
    "programmes": Programmes,
    "areas": Areas,
    "sources": Sources,
    "sessions": Sessions,
}
"""The class of the collection of each kind; sessions are those of the conferences."""


def _distinct(kind: str, cls: type[H], records: Iterable[H]) -> dict[str, H]:
    """Return records of a class by id; what is none, and ids that stand there twice, are refused."""
    sound: Any = records
    if type(sound) is ById:
        by_id: dict[str, H] = sound
        return by_id
    given = parts_of(cls, records)
    found, twice = distinct(given)
    if twice:
        told = "the id stands there twice; ids are unique within their kind"
        problems = [Problem(f"{kind}[{index}].id", shorten(given[index].id), told) for index in twice]
        raise InvalidRegistryError("the registry", problems)
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
    return COLLECTIONS[kind](kind, read)


def sessions_of(conferences: Conferences) -> Sessions:
    """Return the sessions of conferences; of those that share an id the first."""
    sessions = (session for conference in conferences.by_id.values() for session in conference.sessions)
    return Sessions("sessions", distinct(sessions)[0])


class ContextOf(Public, Mapping[str, Any]):
    """The collections of a registry by kind, its sessions among them; each is looked up when asked for."""

    def __init__(self, registry: object) -> None:
        self._registry = registry

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._registry = state["_registry"]
        note_register(self._registry)  # an unpickled one was not made by its class

    def __getitem__(self, kind: str) -> Any:
        if kind not in (*KINDS, "sessions"):
            raise KeyError(kind)
        return getattr(self._registry, kind)

    @property
    def verified_through(self) -> PartialDate | None:
        """The last day to which the registry was checked."""
        day: PartialDate | None = getattr(self._registry, "verified_through", None)
        return day

    def __iter__(self) -> Iterator[str]:
        return iter((*KINDS, "sessions"))

    def __len__(self) -> int:
        return len(KINDS) + 1

    @property
    def origin(self) -> Origin:
        """The state of the registry that the collections are of."""
        register: Any = self._registry
        return Origin(
            version=register.version, verified_through=register.verified_through, published_on=register.published_on
        )


def namer(registry: object, kind: str) -> NameOf:
    """Return what names records of a registry by id, those of a kind before others."""
    return partial(name_of, ContextOf(registry), kind=kind)


def namer_for(registry: object, record: object) -> NameOf:
    """Return what names the agreements and programmes that a record refers to: those of its own kind before others."""
    return namer(registry, "programmes" if isinstance(record, Programme) else "agreements")
