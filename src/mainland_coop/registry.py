"""The registry: all records of a register, immutable, with the questions that people ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

import attrs

from mainland_coop.collection import Collection, HasId, by_id, counted
from mainland_coop.dates import Day, PartialDate, day_run
from mainland_coop.edtf import LAST_DAY
from mainland_coop.errors import InvalidRegistryError, Problem, UnknownIdError, brief, shorten
from mainland_coop.integrity import Ids, Notice, find_notices, find_problems
from mainland_coop.periods import Held
from mainland_coop.publication import published_parts
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.explanation import explain
from mainland_coop.records.fields import as_day, as_text, located, parts_of
from mainland_coop.records.finding import Finding, Presumption
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.names import Area
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source
from mainland_coop.truth import Truth

__all__ = ["KINDS", "Registry", "record_place"]

T = TypeVar("T", bound=HasId)
SortKey = tuple[int, int, str]


def _dated(date: Held | None, id: str) -> SortKey:
    return (LAST_DAY + 1, 0, id) if date is None else (*date.sort_key[:2], id)


def _agreement_key(record: Agreement) -> SortKey:
    return _dated(record.signed, record.id)


def _conference_key(record: Conference) -> SortKey:
    return _dated(record.established, record.id)


def _programme_key(record: Programme) -> SortKey:
    return _dated(record.started, record.id)


def _session_key(record: Session) -> SortKey:
    return _dated(record.held, record.id)


def _source_key(record: Source) -> SortKey:
    return _dated(record.available, record.id)


def _id_key(record: HasId) -> str:
    return record.id


def record_place(kind: str, id: str) -> str:
    """Return the path of a record of a registry that was built in Python."""
    return f"{kind}[{id!r}]"


_SORT_KEYS: Mapping[str, Callable[[Any], SortKey | str]] = {
    "parties": _id_key,
    "agreements": _agreement_key,
    "conferences": _conference_key,
    "programmes": _programme_key,
    "areas": _id_key,
    "sources": _source_key,
}


def _collected(kind: str, cls: type[T], records: Iterable[T]) -> Collection[T]:
    """Return a collection of records of a class; what is none, and ids that stand there twice, are refused."""
    given = parts_of(cls, records)
    collection, twice = by_id(kind, given, _SORT_KEYS[kind])
    if twice:
        message = "the id stands there twice; ids are unique within their kind"
        raise InvalidRegistryError(
            "the registry", (Problem(f"{kind}[{i}].id", shorten(given[i].id), message) for i in twice)
        )
    return collection


def _parties(records: Iterable[Party]) -> Collection[Party]:
    return _collected("parties", Party, records)


def _agreements(records: Iterable[Agreement]) -> Collection[Agreement]:
    return _collected("agreements", Agreement, records)


def _conferences(records: Iterable[Conference]) -> Collection[Conference]:
    return _collected("conferences", Conference, records)


def _programmes(records: Iterable[Programme]) -> Collection[Programme]:
    return _collected("programmes", Programme, records)


def _areas(records: Iterable[Area]) -> Collection[Area]:
    return _collected("areas", Area, records)


def _sources(records: Iterable[Source]) -> Collection[Source]:
    return _collected("sources", Source, records)


@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Registry:
    """A register of co-operation: parties, instruments, conferences and programmes, with their areas and sources.

    `load` makes one from files; in Python it takes any iterables of records, with the same checks. It is immutable and
    safe to share between threads; two registries are equal if they hold equal records, in whatever order.

    Attributes:
        parties: The parties, by id.
        agreements: The agreements, by when they were signed.
        conferences: The conferences, by when they were established; those without a date last.
        programmes: The programmes, by when they started; those without a date last.
        areas: The areas of co-operation, by id.
        sources: The sources, by when they were published.
        version: The version of the data.
        verified_through: The last day to which the register was checked.
        published_on: The day whose public record it shows, if it was made by `as_published`; takes no part in equality.

    Raises:
        InvalidRegistryError: If ids stand there twice, references lead nowhere or in a circle, or a successor was
            certainly over before the instrument that it superseded ended; it carries all such problems.
        WrongTypeError: If something that is no record of the kind is given.

    Example:
        >>> pact = Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-11-25", term="P5Y")
        >>> registry = Registry(agreements=[pact], parties=[Party(id="a", name="A")])
        >>> [found.id for found in registry.active_on("2014-06-01")]
        ['x']
    """

    parties: Collection[Party] = attrs.field(default=_parties(()), converter=_parties)
    agreements: Collection[Agreement] = attrs.field(default=_agreements(()), converter=_agreements)
    conferences: Collection[Conference] = attrs.field(default=_conferences(()), converter=_conferences)
    programmes: Collection[Programme] = attrs.field(default=_programmes(()), converter=_programmes)
    areas: Collection[Area] = attrs.field(default=_areas(()), converter=_areas)
    sources: Collection[Source] = attrs.field(default=_sources(()), converter=_sources)
    version: str | None = attrs.field(default=None, converter=as_text)
    verified_through: PartialDate | None = attrs.field(default=None, converter=as_day)
    published_on: PartialDate | None = attrs.field(default=None, converter=as_day, eq=False)

    def __attrs_post_init__(self) -> None:
        problems = tuple(find_problems(self._ids, record_place))
        if problems:
            raise InvalidRegistryError("the registry", problems)

    @classmethod
    def deferred(
        cls,
        readers: Mapping[str, Callable[[], dict[str, Any]]],
        *,
        version: str | None = None,
        verified_through: Day | None = None,
    ) -> Registry:
        """Return a registry whose kinds are read when first touched, unchecked: for data known to be sound.

        Args:
            readers: For each kind, what returns its records by id.
            version: The version of the data.
            verified_through: The last day to which the register was checked.
        """
        registry = cls.__new__(cls)  # past the checks, which would read everything
        fields: dict[str, Any] = {kind: Collection(kind, read, _SORT_KEYS[kind]) for kind, read in readers.items()}
        fields |= {"version": version, "verified_through": as_day(verified_through), "published_on": None}
        for name, value in fields.items():
            object.__setattr__(registry, name, value)
        return registry

    @property
    def _ids(self) -> Ids:
        return {
            "parties": self.parties.by_id,
            "agreements": self.agreements.by_id,
            "conferences": self.conferences.by_id,
            "programmes": self.programmes.by_id,
            "areas": self.areas.by_id,
            "sources": self.sources.by_id,
            "sessions": self.sessions.by_id,
        }

    @cached_property
    def sessions(self) -> Collection[Session]:
        """The sessions of all conferences, by when they were held; those without a date last."""
        sessions = (session for conference in self.conferences.by_id.values() for session in conference.sessions)
        return by_id("sessions", sessions, _session_key)[0]

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """What is allowed but worth a look, such as a successor that starts long after the supersession."""
        return tuple(find_notices(self._ids))

    # --- In force ------------------------------------------------------------------------------------------------

    def active_on(
        self, day: Day, *, at_least: Truth = Truth.TRUE, presume_continuity: bool = True
    ) -> Collection[Agreement]:
        """Return the agreements in force on a day.

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

        def keep(agreement: Agreement) -> bool:
            return agreement.chain.timeline(presume_continuity=presume_continuity).on(first, last).reaches(at_least)

        return self.agreements.select(keep)

    def explain(self, id: str, day: Day, *, presume_continuity: bool = True) -> Finding:
        """Return the finding for an agreement or programme on a day, with names instead of ids.

        It is flagged (`beyond_verified`) where it speaks of a day after `verified_through` and rests on the presumption
        of continuity, and says which of the fields it shows were published only after the day of `as_published`.

        Args:
            id: Id of an agreement, or else of a programme.
            day: The day.
            presume_continuity: As for `active_on`.

        Raises:
            UnknownIdError: If neither an agreement nor a programme has the id.
        """
        record = self.agreements.get(id) or self.programmes.get(id)
        if record is None:
            near = (*self.agreements.suggest(id), *self.programmes.suggest(id))
            raise UnknownIdError(id, "agreement or programme", near[:3])
        finding = explain(record, PartialDate.of(day), presume_continuity=presume_continuity, name_of=self.name_of)
        reasons = list(finding.reasons)
        if self.published_on is not None:
            for citation in finding.citations:
                source = self.sources[citation.source]
                if not source.published_by(self.published_on).certain:
                    what = ", ".join(citation.paths) or "the record"
                    when = f"was not certainly published by {self.published_on}; its values are shown all the same"
                    reasons.append(f"{source.title}, which bears on {what}, {when}.")
        beyond = (
            self.verified_through is not None
            and Presumption.CONTINUITY in finding.presumptions
            and finding.on.last_ordinal > self.verified_through.last_ordinal
        )
        if beyond:
            reasons.append(
                f"The register was checked through {self.verified_through}; what came after that day is not in it."
            )
        return attrs.evolve(finding, reasons=tuple(reasons), beyond_verified=beyond)

    # --- Looking things up ---------------------------------------------------------------------------------------

    def name_of(self, id: str) -> str:
        """Return what people call the record with an id, or the id itself if no record has it."""
        for collection in (self.agreements, self.programmes, self.parties, self.conferences):
            record = collection.get(id)
            if record is not None:
                return str(record.title if isinstance(record, Agreement) else record.name)
        source = self.sources.get(id)
        return id if source is None else source.title

    def parties_of(self, record: Agreement | Conference | Programme | Session) -> tuple[Party, ...]:
        """Return the parties of a record in its order: of a programme the organisers, then the partners.

        A session without parties of its own has those of its conference.

        Raises:
            UnknownIdError: If the record is of another registry and names parties that this one does not have.
        """
        if isinstance(record, Programme):
            ids = (*record.organisers, *record.partners)
        elif isinstance(record, Session) and not record.parties:
            ids = next((c.parties for c in self.conferences if any(s.id == record.id for s in c.sessions)), ())
        else:
            ids = record.parties
        return tuple(self.parties[id] for id in ids)

    def successors_of(self, party: Party | str) -> tuple[Party, ...]:
        """Return the bodies that came out of a party, by id.

        Raises:
            UnknownIdError: If no party has the id.
        """
        id = self.parties[party].id if isinstance(party, str) else party.id
        return tuple(other for other in self.parties if any(p.party == id for p in other.predecessors))

    def as_published(self, on: Day, *, at_least: Truth = Truth.TRUE) -> Registry:
        """Return the register as the public record stood on a day.

        Agreements, renewals, endings, conferences, sessions and programmes drop out unless some source of theirs was
        published by then (the day included); so do references to them, and a renewal that follows on from one that
        dropped. A value that a later source sharpened still shows the sharp value, and `explain` says so.

        Args:
            on: The day.
            at_least: TRUE keeps what was certainly published, UNKNOWN also what may have been.

        Raises:
            WrongTypeError: If `on` is no day or `at_least` no truth value.
        """
        Truth.TRUE.reaches(at_least)
        day = PartialDate.of(on)
        parts = published_parts(self.agreements, self.conferences, self.programmes, self.sources.by_id, day, at_least)
        return attrs.evolve(
            self,
            agreements=parts.agreements,
            conferences=parts.conferences,
            programmes=parts.programmes,
            published_on=day,
        )

    def __repr__(self) -> str:
        counts = ", ".join(counted(kind, len(getattr(self, kind))) for kind in KINDS)
        return f"<Registry {brief(self.version or 'without version')}: {counts}>"


KINDS = ("agreements", "parties", "conferences", "programmes", "areas", "sources")
"""The kinds of record that a registry holds, as they are called in files."""
