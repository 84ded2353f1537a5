"""The registry: all records of a register, immutable, with the questions that people ask of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import attrs

from mainland_coop.collections.collection import counted
from mainland_coop.collections.kinds import (
    KINDS,
    Agreements,
    Areas,
    Conferences,
    ContextOf,
    Parties,
    Programmes,
    Sessions,
    Sources,
    as_agreements,
    as_areas,
    as_conferences,
    as_parties,
    as_programmes,
    as_sources,
    deferred,
    sessions_of,
)
from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import InvalidRegistryError, WrongTypeError, brief, shorten
from mainland_coop.foundation.importing import Displayed
from mainland_coop.records.fields import as_day, as_text, located
from mainland_coop.registry._building import Building
from mainland_coop.registry.integrity import Ids, Notice, find_notices, find_problems, record_place
from mainland_coop.registry.publication import published_parts

if TYPE_CHECKING:
    from mainland_coop.questions.events import EventIndex

__all__ = ["Registry", "expect_registry"]


@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Registry(Displayed, Building):
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
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-11-25", term="P5Y")
        >>> registry = mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A")])
        >>> [found.id for found in registry.active_on("2014-06-01")]
        ['x']
    """

    parties: Parties = attrs.field(default=as_parties(()), converter=as_parties)
    agreements: Agreements = attrs.field(default=as_agreements(()), converter=as_agreements)
    conferences: Conferences = attrs.field(default=as_conferences(()), converter=as_conferences)
    programmes: Programmes = attrs.field(default=as_programmes(()), converter=as_programmes)
    areas: Areas = attrs.field(default=as_areas(()), converter=as_areas)
    sources: Sources = attrs.field(default=as_sources(()), converter=as_sources)
    version: str | None = attrs.field(default=None, converter=as_text)
    verified_through: PartialDate | None = attrs.field(default=None, converter=as_day)
    published_on: PartialDate | None = attrs.field(default=None, converter=as_day, eq=False)

    def __attrs_post_init__(self) -> None:
        self._join()
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
        fields: dict[str, Any] = {kind: deferred(kind, read) for kind, read in readers.items()}
        fields |= {"version": version, "verified_through": as_day(verified_through), "published_on": None}
        for name, value in fields.items():
            object.__setattr__(registry, name, value)
        cls._join(registry)
        return registry

    def _join(self) -> None:
        """Let each collection look up records of the others."""
        context = ContextOf(self)
        for kind in KINDS:
            getattr(self, kind).joined_to(context)

    def _made_of(self, records: Mapping[str, Any], **head: Any) -> Self:
        return attrs.evolve(self, **records, **head)

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
    def sessions(self) -> Sessions:
        """The sessions of all conferences, by when they were held; those without a date last."""
        collection = sessions_of(self.conferences)
        collection.joined_to(ContextOf(self))
        return collection

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """What is allowed but worth a look, such as a successor that starts long after the supersession."""
        return tuple(find_notices(self._ids))

    @cached_property
    def _events(self) -> EventIndex:
        from mainland_coop.questions.events import EventIndex

        return EventIndex.of(self.agreements, self.programmes, self.conferences)

    @property
    def all_sessions(self) -> Sessions:
        """The sessions of all conferences, as `sessions`."""
        return self.sessions

    @property
    def event_index(self) -> EventIndex:
        """Everything that happened to the records, in order."""
        return self._events

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


def expect_registry(value: object) -> Registry:
    """Return a registry that was given.

    Raises:
        WrongTypeError: If it is none.
    """
    if not isinstance(value, Registry):
        raise WrongTypeError(f"{shorten(value)} is no Registry")
    return value
