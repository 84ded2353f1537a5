"""The collections of each kind, with the filters and questions that fit its records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Never, Self, TypeAlias, TypeVar

from mainland_coop import filters
from mainland_coop.collection import Collection, Context, HasId
from mainland_coop.dates import Day, day_run
from mainland_coop.errors import WrongTypeError
from mainland_coop.periods import PeriodLike, as_period
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.names import Area
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source
from mainland_coop.truth import Truth
from mainland_coop.vocabulary import AgreementKind, PartyKind, ProgrammeKind, SourceKind

__all__ = ["Agreements", "Areas", "Conferences", "Parties", "Programmes", "Sessions", "Sources"]

R = TypeVar("R", bound=HasId)
T = TypeVar("T")

OneOrMore: TypeAlias = T | Iterable[T]
PartyLike: TypeAlias = Party | str
AreaLike: TypeAlias = Area | str
SourceLike: TypeAlias = Source | str


class _Filtered(Collection[R]):
    """A collection that filters keep to those records for which they are as certain as asked."""

    __slots__ = ()

    def _where(self, tests: Iterable[filters.Test | None], at_least: Truth, unknown: dict[str, Any]) -> Self:
        if unknown:
            known = sorted(set(type(self).where.__kwdefaults__))  # type: ignore[attr-defined]  # each kind has its own
            raise WrongTypeError(f"{', '.join(sorted(unknown))}: there is no such filter; there are {', '.join(known)}")
        Truth.TRUE.reaches(at_least)
        asked = [test for test in tests if test is not None]
        return self.select(lambda record: filters.holds(record, asked, at_least))

    def _party(
        self, of: Callable[[Any], Iterable[str]], party: object, include: Iterable[str] = ()
    ) -> filters.Test | None:
        if party is None:
            return None
        wanted = filters.ids_of(party, "parties", self._context)
        return filters.among(of, filters.bodies_of(wanted, include, self._context["parties"]))

    def _area(self, area: object) -> filters.Test | None:
        if area is None:
            return None
        wanted = filters.ids_of(area, "areas", self._context)
        return filters.among(_areas, filters.areas_of(wanted, self._context["areas"]))

    def _place(self, of: Callable[[Any], Iterable[str]], code: str | None) -> filters.Test | None:
        if code is None:
            return None
        parties = self._context["parties"]
        return filters.within_place(lambda record: (parties[id] for id in of(record)), code)

    def _cited(self, source: object) -> filters.Test | None:
        return None if source is None else filters.cites(filters.ids_of(source, "sources", self._context))


def _areas(record: Any) -> Iterable[str]:
    """Areas of an agreement or programme, and of its renewals."""
    yield from record.areas
    for renewal in getattr(record, "renewals", ()):
        yield from renewal.areas


def _parties(record: Any) -> Iterable[str]:
    return record.parties  # type: ignore[no-any-return]  # one of several record classes


def _organisers(record: Programme) -> Iterable[str]:
    return (*record.organisers, *record.partners)


class _InForceCollection(_Filtered[R]):
    """What agreements and programmes are asked alike."""

    __slots__ = ()

    def active_on(self, day: Day, *, at_least: Truth = Truth.TRUE, presume_continuity: bool = True) -> Self:
        """Return those in force on a day.

        Args:
            day: The day; of a partial date each day that it may be is asked.
            at_least: TRUE for those certainly in force, UNKNOWN also for those that may have been.
            presume_continuity: Whether an end that is not stated is presumed not to have come.

        Raises:
            WrongTypeError: If `day` is no day or `at_least` no truth value.
            DateError: If `day` is a text that is no partial date.
        """
        first, last = day_run(day)
        Truth.TRUE.reaches(at_least)

        def keep(record: Any) -> bool:
            answer: Truth = record.chain.timeline(presume_continuity=presume_continuity).on(first, last)
            return answer.reaches(at_least)

        return self.select(keep)

    def active_during(
        self,
        period: PeriodLike,
        *,
        throughout: bool = False,
        at_least: Truth = Truth.TRUE,
        presume_continuity: bool = True,
    ) -> Self:
        """Return those in force on some day of a period, or throughout it.

        Raises:
            WrongTypeError: If `period` is no period or `at_least` no truth value.
            DateError: If it is a text that is no period, or a reversed one.
        """
        whole = as_period(period)
        Truth.TRUE.reaches(at_least)

        def keep(record: Any) -> bool:
            answer: Truth = record.chain.active_during(
                whole, throughout=throughout, presume_continuity=presume_continuity
            )
            return answer.reaches(at_least)

        return self.select(keep)


class Agreements(_InForceCollection[Agreement]):
    """Agreements, by when they were signed."""

    __slots__ = ()

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
            self._party(_parties, party, include),
            self._area(area),
            None if kind is None else filters.of_kind(AgreementKind, kind),
            self._place(_parties, jurisdiction),
            None if signed is None else filters.in_period(lambda record: record.signed, signed),
            _names("signed_at", "sessions", signed_at, context),
            _names("under", "agreements", under, context),
            self._cited(cited_from),
        )
        return self._where(tests, at_least, unknown)


class Programmes(_InForceCollection[Programme]):
    """Programmes, by when they started; those without a date last."""

    __slots__ = ()

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
            self._party(_organisers, party, include),
            self._area(area),
            None if kind is None else filters.of_kind(ProgrammeKind, kind),
            self._place(_organisers, jurisdiction),
            None if started is None else filters.in_period(lambda record: record.started, started),
            _names("implements", "agreements", implements, self._context),
            self._cited(cited_from),
        )
        return self._where(tests, at_least, unknown)


class Conferences(_Filtered[Conference]):
    """Conferences, by when they were established; those without a date last."""

    __slots__ = ()

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
            self._party(_parties, party, include),
            self._area(area),
            self._place(_parties, jurisdiction),
            None if established is None else filters.in_period(lambda record: record.established, established),
            self._cited(cited_from),
        )
        return self._where(tests, at_least, unknown)


class Sessions(_Filtered[Session]):
    """The sessions of all conferences, by when they were held; those without a date last."""

    __slots__ = ()

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
            None if series is None else _equal("series", series),
            self._area(area),
            None if held is None else filters.in_period(lambda record: record.held, held),
            None if video is None else _equal("video", video),
            self._cited(cited_from),
        )
        return self._where(tests, at_least, unknown)


class Parties(_Filtered[Party]):
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
            None if city is None else _equal("city", city),
            None if parent is None else self._part_of(parent),
            self._cited(cited_from),
        )
        return self._where(tests, at_least, unknown)

    def _part_of(self, parent: PartyLike) -> filters.Test:
        wanted = filters.ids_of(parent, "parties", self._context)
        parts = filters.bodies_of(wanted, ("parts",), self._context["parties"])
        return filters.among(lambda record: (record.id,), parts - wanted)


class Areas(Collection[Area]):
    """Areas, by id."""

    __slots__ = ()


class Sources(_Filtered[Source]):
    """Sources, by when they were published; those of which nothing is known last."""

    __slots__ = ()

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
            None if language is None else _equal("language", language),
            None if published is None else filters.in_period(lambda record: record.available, published),
        )
        return self._where(tests, at_least, unknown)


def _equal(name: str, wanted: object) -> filters.Test:
    def test(record: Any) -> Truth:
        value = getattr(record, name)
        return Truth.UNKNOWN if value is None else Truth.of(value == wanted)

    return test


def _names(name: str, kind: str, wanted: object, context: Context) -> filters.Test | None:
    """Whether a record names one of the wanted ones in a field that holds an id or several."""
    if wanted is None:
        return None
    ids = filters.ids_of(wanted, kind, context)

    def values(record: Any) -> tuple[str, ...]:
        value = getattr(record, name)
        return value if isinstance(value, tuple) else () if value is None else (value,)

    return filters.among(values, ids)
