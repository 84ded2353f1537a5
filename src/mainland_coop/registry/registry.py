"""The registry: all records of a register, immutable, with the questions that people ask; functions do the work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Self, Unpack, overload

import attrs

from mainland_coop import questions
from mainland_coop.collections import kinds
from mainland_coop.collections.belonging import note_register
from mainland_coop.collections.collection import counted, name_of, record_with_id
from mainland_coop.collections.kinds import Agreements, Areas, Conferences, Parties, Programmes, Sessions, Sources
from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.dates.periods import PeriodLike
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import InvalidRegistryError, WrongTypeError, brief, shorten
from mainland_coop.foundation.importing import Displayed, shown_by
from mainland_coop.questions.answer_lists import Answers, answered
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.fields import as_day, as_text, located
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import CitationStyle
from mainland_coop.registry.combining import GivenRecords, OnCollision, extended, merged, replaced
from mainland_coop.registry.integrity import find_problems, record_place
from mainland_coop.validity.standing import Standing

if TYPE_CHECKING:
    import duckdb
    import networkx as nx
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from pyspark.sql import DataFrame as SparkFrame

    from mainland_coop.display.framed_pages import FramedPage
    from mainland_coop.display.pictures.plots import Plots
    from mainland_coop.display.story import Story
    from mainland_coop.questions import (
        Changes,
        Counterpart,
        Event,
        EventIndex,
        Expiry,
        Family,
        Lineage,
        PersonRole,
        RecordGap,
        StandingCounts,
        Unit,
    )
    from mainland_coop.records.explanation import Finding
    from mainland_coop.registry.differences import RegistryDiff
    from mainland_coop.registry.notices import Notice
    from mainland_coop.tables.frames import FrameOptions


@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Registry(Displayed):
    """A register of co-operation: parties, instruments, conferences and programmes, with their areas and sources.

    `load` makes one from files; in Python it takes any iterables of records, with the same checks. It is immutable and
    safe to share between threads; two registries are equal if they hold equal records, in whatever order.

    What its questions take means the same in each of them:

    - A day is a date, a `PartialDate` or its text; of a partial date each day that it may be is asked.
    - A period is a day or partial date, with all its days, or an interval such as `2016-02/2017-10`.
    - `at_least` says how certain an answer must be to count: TRUE for what is certain, UNKNOWN also for what may be.
    - `presume_continuity` says whether an end that is not stated is presumed not to have come.
    - An `id`, or a text for a party, an agreement or a session, is the id of a record.

    And so do the errors: a `WrongTypeError` for what is no day, period or truth value; a `DateError` for a text that is
    none, and for reversed periods; an `UnknownIdError`, which suggests near ids, if no record has the id; a
    `MissingExtraError`, which names the extra, where a package is not installed.

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
        >>> [(expiry.id, str(expiry.expires)) for expiry in registry.expiring("2016")]
        [('x', '2016-11-24')]
    """

    parties: Parties = attrs.field(default=kinds.as_parties(()), converter=kinds.as_parties)
    agreements: Agreements = attrs.field(default=kinds.as_agreements(()), converter=kinds.as_agreements)
    conferences: Conferences = attrs.field(default=kinds.as_conferences(()), converter=kinds.as_conferences)
    programmes: Programmes = attrs.field(default=kinds.as_programmes(()), converter=kinds.as_programmes)
    areas: Areas = attrs.field(default=kinds.as_areas(()), converter=kinds.as_areas)
    sources: Sources = attrs.field(default=kinds.as_sources(()), converter=kinds.as_sources)
    version: str | None = attrs.field(default=None, converter=as_text)
    verified_through: PartialDate | None = attrs.field(default=None, converter=as_day)
    published_on: PartialDate | None = attrs.field(default=None, converter=as_day, eq=False)

    def __attrs_post_init__(self) -> None:
        self._take(**{kind: getattr(self, kind) for kind in kinds.KINDS})
        problems = tuple(find_problems(self._by_id, record_place))
        if problems:
            raise InvalidRegistryError("the registry", problems)
        note_register(self)

    @classmethod
    def deferred(
        cls,
        readers: Mapping[str, Callable[[], dict[str, Any]]],
        *,
        version: str | None = None,
        verified_through: Day | None = None,
    ) -> Registry:
        """Return a registry of data known to be sound, whose kinds are read by their readers when first touched."""
        registry = cls.__new__(cls)  # past the checks, which would read everything
        head = {"version": version, "verified_through": as_day(verified_through), "published_on": None}
        for name, value in head.items():
            object.__setattr__(registry, name, value)
        cls._take(registry, **{kind: kinds.deferred(kind, read) for kind, read in readers.items()})
        return note_register(registry)

    def _take(self, **collections: Any) -> None:
        """Take over collections, each of which can then look up records of the others."""
        for kind, collection in collections.items():
            object.__setattr__(self, kind, collection.joined_to(kinds.ContextOf(self)))

    @property
    def _by_id(self) -> dict[str, Mapping[str, Any]]:
        return {kind: collection.by_id for kind, collection in kinds.ContextOf(self).items()}

    @cached_property
    def sessions(self) -> Sessions:
        """The sessions of all conferences, by when they were held; those without a date last."""
        return kinds.sessions_of(self.conferences).joined_to(kinds.ContextOf(self))

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """What is allowed but worth a look, such as a last day that is 9999-12-31; `docs/how-to.md` lists the kinds."""
        from mainland_coop.registry.notices import find_notices

        return tuple(find_notices(self._by_id, self._through))

    @cached_property
    def event_index(self) -> EventIndex:
        """Everything that happened to the records, in order."""
        pacts = self.agreements.by_id.values()  # to put them in order takes time, and makes no difference
        return questions.EventIndex.of(pacts, self.programmes, self.conferences, self._through)

    def __repr__(self) -> str:
        counts = ", ".join(counted(kind, len(getattr(self, kind))) for kind in kinds.KINDS)
        return f"<Registry {brief(self.version or 'without version')}: {counts}>"

    def active_on(self, day: Day, *, at_least: Truth = Truth.TRUE, presume_continuity: bool = True) -> Agreements:
        """Return the agreements in force on a day."""
        return self.agreements.active_on(day, at_least=at_least, presume_continuity=presume_continuity)

    def count_active(self, day: Day, *, at_least: Truth = Truth.TRUE, presume_continuity: bool = True) -> int:
        """Return how many agreements are in force on a day, faster than `len(active_on(...))`."""
        return self.agreements.count_active(day, at_least=at_least, presume_continuity=presume_continuity)

    def explain(self, id: str, day: Day, *, presume_continuity: bool = True) -> Finding:
        """Return the finding for an agreement, or else a programme, on a day, with names instead of ids.

        It is flagged (`beyond_verified`) where it rests on the presumption of continuity after `verified_through`, and
        says which of its fields were published only after the day of `as_published`.
        """
        return self.explain_record(self.record(id), day, presume_continuity=presume_continuity)

    def explain_record(self, record: Agreement | Programme, day: Day, *, presume_continuity: bool = True) -> Finding:
        """Return the finding for a record of this registry, also for a programme that has the id of an agreement."""
        from mainland_coop.registry.publication import explained  # only explanations need what comes with it

        return explained(self, record, PartialDate.of(day), presume_continuity=presume_continuity)

    def events(self, period: PeriodLike, *, at_least: Truth = Truth.UNKNOWN) -> tuple[Event, ...]:
        """Return what happened in a period: signatures, entries into force, renewals, ends, sessions, editions.

        They are ordered by when they happened, then kind of record, id, kind of event. Each says how certain it is that
        it happened in the period; of a session of several days one is enough. An ending is an event only if it cuts its
        chain short, and what would lie after it did not happen; what has no date makes no event.
        """
        return Answers("events", self.event_index.during(period, at_least=at_least), self)

    def active_during(
        self,
        period: PeriodLike,
        *,
        throughout: bool = False,
        at_least: Truth = Truth.TRUE,
        presume_continuity: bool = True,
    ) -> Agreements:
        """Return the agreements in force on some day of a period, or on each of its days."""
        return self.agreements.active_during(
            period, throughout=throughout, at_least=at_least, presume_continuity=presume_continuity
        )

    def bound_on(
        self, party: str, day: Day, *, at_least: Truth = Truth.TRUE, presume_continuity: bool = True
    ) -> Agreements:
        """Return the agreements that bind a party on a day: those in force of which it is then a member."""
        both = self.parties, self.agreements
        return questions.bound_on(*both, party, day, at_least=at_least, presume_continuity=presume_continuity)

    def standings_on(self, day: Day) -> Mapping[Standing, int]:
        """Return how many agreements stand how on a day: a read-only count for each standing, in its order."""
        return self.agreements.standings_on(day)

    def standings_by(self, unit: Unit, period: PeriodLike) -> tuple[StandingCounts, ...]:
        """Return the first day of each `year` or `month` that meets a period, with the agreements by standing on it.

        A period that lacks an end is an `InvalidArgumentError`.
        """
        return questions.standings_by(self.agreements, unit, period)

    def find_people(self, text: str, limit: int = 10) -> tuple[PersonRole, ...]:
        """Return where people are named who signed, chaired or attended: by date, kind of record, id and path.

        All words of the text stand in the name, in any script and spelling. People of one name are not merged.
        """
        people = questions.people_of(self.agreements, self.programmes, self.conferences)
        return Answers("mentions of people", questions.people_called(people, text, limit), self)

    def changes(self, before: Day, after: Day, *, presume_continuity: bool = True) -> Changes:
        """Return how two days differ: which agreements and programmes began, ended, were renewed, became uncertain.

        What began and ended again between the days does not show; `events` tells it. A second day that certainly lies
        before the first one is a `DateError`.
        """
        both = self.agreements, self.programmes
        return answered(questions.changes_between(*both, before, after, presume_continuity=presume_continuity), self)

    def expiring(
        self, within: PeriodLike, *, by: Literal["end", "notice"] = "end", at_least: Truth = Truth.TRUE
    ) -> tuple[Expiry, ...]:
        """Return which agreements and programmes end, or renew themselves, in a period: by end, kind of record, id.

        By `notice` it is the last day for notice that lies in the period. Of a period without an end, only the first
        tacit renewal of each link after `verified_through` is there.
        """
        records = self.agreements, self.programmes
        found = questions.expiring_in(*records, within, by=by, at_least=at_least, through=self._through)
        return Answers("ends", found, self)

    @property
    def _through(self) -> int | None:
        return None if self.verified_through is None else self.verified_through.last_ordinal

    def diff(self, other: Registry, on: Day | None = None) -> RegistryDiff:
        """Return what leads from this registry to another: records and fields, and standings on a day if one is given.

        It is empty, and false, if the two are equal.
        """
        from mainland_coop.registry.differences import difference

        return difference(self, expect_registry(other), None if on is None else PartialDate.of(on))

    def gaps(self, *, at_least: Truth = Truth.TRUE) -> tuple[RecordGap, ...]:
        """Return the gaps between links of all agreements and programmes, by the last day before them."""
        return Answers("gaps", questions.all_gaps(self.agreements, self.programmes, at_least=at_least), self)

    def as_published(self, on: Day, *, at_least: Truth = Truth.TRUE) -> Registry:
        """Return the register as the public record stood on a day.

        What no source of its own had told by then (the day included) drops out, with references to it and renewals that
        follow on from it. A value that a later source sharpened still shows the sharp value, and `explain` says so.
        """
        from mainland_coop.registry.publication import published

        Truth.TRUE.reaches(at_least)
        return attrs.evolve(self, published_on=on, **published(self._by_id, PartialDate.of(on), at_least))

    def record(self, id: str) -> Agreement | Programme:
        """Return the agreement, or else the programme, with an id."""
        _, found = record_with_id(kinds.ContextOf(self), id, ("agreements", "programmes"))
        return found  # type: ignore[no-any-return]  # of one of the two kinds

    def name_of(self, id: str, kind: str | None = None) -> str:
        """Return what people call the record with an id, one of a `kind` before others; the id if no record has it."""
        return name_of(kinds.ContextOf(self), id, kind)

    def parties_of(self, record: Agreement | Conference | Programme | Session) -> tuple[Party, ...]:
        """Return the parties of a record in its order; a session without its own has those of its conference."""
        return Answers("parties", questions.parties_of(self.parties, self.conferences, record), self)

    def successors_of(self, party: Party | str) -> tuple[Party, ...]:
        """Return the bodies that came out of a party, by id."""
        return Answers("parties", questions.successors_of(self.parties, party), self)

    def counterparts_of(self, party: str) -> tuple[Counterpart, ...]:
        """Return the parties with which one has agreements, those with most agreements first, then by id."""
        return Answers("counterparts", questions.counterparts_of(self.parties, self.agreements, party), self)

    def between(self, one: str, other: str) -> tuple[Agreement, ...]:
        """Return the agreements to which two parties are both parties, by date; others may be parties to them too."""
        return Answers("agreements", questions.between(self.parties, self.agreements, one, other), self)

    def signed_at(self, session: str, *, whole_gathering: bool = False) -> tuple[Agreement, ...]:
        """Return the agreements signed at a session, by date; or at any that was the same gathering, if it is whole."""
        found = questions.signed_at(self.sessions, self.agreements, session, whole_gathering=whole_gathering)
        return Answers("agreements", found, self)

    def family_of(self, agreement: str) -> Family:
        """Return what an agreement amends, supplements, supersedes and implements, and what does so to it."""
        return answered(questions.family_of(self.agreements, self.programmes, agreement), self)

    def lineage_of(self, party: str) -> Lineage:
        """Return where a body came from, what became of it, and what it is part of."""
        return answered(questions.lineage_of(self.parties, party), self)

    def story(self, id: str, day: Day | None = None, *, presume_continuity: bool = True) -> Story:
        """Return where an agreement or programme stands on a day, or without a day the story of its chain."""
        from mainland_coop.display.chain_stories import chain_story, finding_story

        if day is None:
            record = self.record(id)
            return chain_story(record, self.sources, name_of=kinds.namer_for(self, record))
        finding = self.explain(id, day, presume_continuity=presume_continuity)
        return finding_story(finding, self.sources, title=self.name_of(id))

    def cite(self, id: str, style: CitationStyle = "text") -> str:
        """Return how to cite a record of any kind, with its sources: a line, or an entry for a reference manager."""
        return shown_by("display.bibliography.styles").cited(kinds.ContextOf(self), id, style)  # type: ignore[no-any-return]

    def card(self, id: str) -> Story:
        """Return what is known of a record of any kind in short, with names instead of ids."""
        shown = record_with_id(kinds.ContextOf(self), id)[1], kinds.ContextOf(self)
        return shown_by("display.displays").story_of(*shown)  # type: ignore[no-any-return]

    def explore(
        self, *, on: Day | None = None, record: str | None = None, title: str | None = None, height: int = 760
    ) -> FramedPage:
        """Return the explorer, which a notebook shows, at a day and with a record open; see `explorer.explored`."""
        return shown_by("explorer.notebook").explored(self, on=on, record=record, title=title, height=height)  # type: ignore[no-any-return]

    @property
    def plot(self) -> Plots:
        """The pictures of the registry, which need the extra `plot`."""
        return shown_by("display.pictures.plots").Plots(self)  # type: ignore[no-any-return]

    def party_graph(self) -> nx.Graph[str]:
        """Return who has agreements with whom, as a networkx graph of parties."""
        return questions.party_graph(self.parties, self.agreements)

    def instrument_graph(self) -> nx.MultiDiGraph[str]:
        """Return how instruments and programmes are related, as a networkx graph."""
        return questions.instrument_graph(self.agreements, self.programmes)

    @overload
    def to_frame(self, backend: Literal["polars"], table: str = ..., **how: Unpack[FrameOptions]) -> pl.DataFrame: ...
    @overload
    def to_frame(self, backend: Literal["pandas"], table: str = ..., **how: Unpack[FrameOptions]) -> pd.DataFrame: ...
    @overload
    def to_frame(self, backend: Literal["pyarrow"], table: str = ..., **how: Unpack[FrameOptions]) -> pa.Table: ...
    @overload
    def to_frame(
        self, backend: Literal["duckdb"], table: str = ..., **how: Unpack[FrameOptions]
    ) -> duckdb.DuckDBPyRelation: ...
    @overload
    def to_frame(self, backend: Literal["pyspark"], table: str = ..., **how: Unpack[FrameOptions]) -> SparkFrame: ...
    @overload
    def to_frame(self, backend: str, table: str = ..., **how: Unpack[FrameOptions]) -> Any: ...
    def to_frame(self, backend: str, table: str = "validity", **how: Unpack[FrameOptions]) -> Any:
        """Return a table of the register as a dataframe, or as a relation of an engine.

        The backend is `polars`, `pandas`, `pyarrow`, `duckdb` or `pyspark`, with a `connection` or session if it is not
        to be the default one. The table is `validity`, a row for each run of days on which a record certainly or
        possibly is in force, under one presumption (`presume_continuity`) or both, with the `columns` that are named
        (`kind`, `title`, `started`, `under`, `place`, `n_renewals`); or `standings`, a row for each agreement and
        programme with a column for each of the `days`; or one of the records, such as `agreements` or `parties`. Days
        are numbers such as 20110301, or with `dates="date"` the engine's own dates, null where a side is open.
        """
        from mainland_coop.tables.frames import to_frame

        register: Any = self  # pyright sees converters in place of fields
        return to_frame(register, backend, table, **how)

    # --- Registries made of registries: every check runs again, and records are whole, sessions with their conference -

    def extend(
        self, *, version: str | None = None, verified_through: Day | None = None, **records: Unpack[GivenRecords]
    ) -> Self:
        """Return a new registry with more records, and with a `version` and a day to which it was checked.

        They are given by kind: `parties`, `agreements`, `conferences`, `programmes`, `areas`, `sources`. A record that
        equals the one with its id changes nothing. A session is added by `replace` of its conference. Without a
        `version` the result has none if anything was added, for a version names exact data; without `verified_through`
        it has that of this registry. It is an `InvalidRegistryError` with all problems if another record has the id, an
        id is given twice, or the records do not fit together; and after `as_published`.
        """
        return extended(self, records, version, verified_through)

    def replace(
        self, *, version: str | None = None, verified_through: Day | None = None, **records: Unpack[GivenRecords]
    ) -> Self:
        """Return a new registry in which records, given by kind, stand in the places of those with the same ids.

        With `attrs.evolve` this corrects, renews and ends what is there. It is an error if there is no record with an
        id; the rest is as for `extend`.
        """
        return replaced(self, records, version, verified_through)

    def merge(
        self,
        other: Self,
        *,
        on_collision: OnCollision = "error",
        version: str | None = None,
        verified_through: Day | None = None,
    ) -> Self:
        """Return a new registry with the records of this one and of another.

        Equal records with the same id are one record; different ones collide: that is an error, or the one of `ours`
        or of `theirs` is kept. Without a `version` the result has one only if it holds exactly the records of one of
        the two, and then that one's. Without `verified_through` it has the earlier of the two days, none if one has
        none; a registry without records does not count. What goes wrong is an error as for `extend`.
        """
        if not isinstance(other, Registry):
            raise WrongTypeError(f"{shorten(other)} is no Registry; extend adds records")
        return merged(self, other, on_collision, version, verified_through)


def expect_registry(value: object) -> Registry:
    """Return a registry that was given, and refuse what is none with a `WrongTypeError`."""
    if not isinstance(value, Registry):
        raise WrongTypeError(f"{shorten(value)} is no Registry")
    return value
