"""Questions of a registry about one record and what it is related to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from mainland_coop.collections.collection import Collection
from mainland_coop.collections.kinds import Agreements, Areas, Conferences, Parties, Programmes, Sessions, Sources
from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.foundation.errors import UnknownIdError
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.explanation import Finding
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme

if TYPE_CHECKING:
    import networkx as nx

    from mainland_coop.display.pictures.plots import Plots
    from mainland_coop.display.story import Story
    from mainland_coop.questions.relations import Counterpart, Family, Lineage

__all__ = ["LookUps"]


class LookUps:
    """Look-ups in a registry. The modules that do the work are imported when a question needs them."""

    __slots__ = ()

    parties: Parties
    agreements: Agreements
    conferences: Conferences
    programmes: Programmes
    areas: Areas
    sources: Sources
    version: str | None
    verified_through: PartialDate | None

    @property
    def all_sessions(self) -> Sessions:
        """The sessions of all conferences."""
        raise NotImplementedError

    def explain(self, id: str, day: Day, *, presume_continuity: bool = True) -> Finding:
        """Return the finding for an agreement or programme on a day."""
        raise NotImplementedError

    def record(self, id: str) -> Agreement | Programme:
        """Return the agreement, or else the programme, with an id.

        Raises:
            UnknownIdError: If neither has the id.
        """
        found = self.agreements.get(id) or self.programmes.get(id)
        if found is None:
            near = (*self.agreements.suggest(id), *self.programmes.suggest(id))
            raise UnknownIdError(id, "agreements and programmes", near[:3])
        return found

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

    def counterparts_of(self, party: str) -> tuple[Counterpart, ...]:
        """Return the parties with which one has agreements, those with most agreements first, then by id.

        Raises:
            UnknownIdError: If no party has the id.

        Example:
            >>> import mainland_coop as mc
            >>> mc.load().counterparts_of("ministry-of-commerce")[0].id
            'hksar-government'
        """
        from mainland_coop.questions.relations import counterparts_of

        return counterparts_of(self.parties, self.agreements, party)

    def between(self, one: str, other: str) -> tuple[Agreement, ...]:
        """Return the agreements to which two parties are both parties, by date; others may be parties to them too.

        Raises:
            UnknownIdError: If no party has one of the ids.

        Example:
            >>> import mainland_coop as mc
            >>> found = mc.load().between("hksar-department-of-justice", "shenzhen-justice-bureau")
            >>> [pact.id for pact in found]
            ['doj-shenzhen-legal-services-2004']
        """
        from mainland_coop.questions.relations import between

        return between(self.parties, self.agreements, one, other)

    def signed_at(self, session: str, *, whole_gathering: bool = False) -> tuple[Agreement, ...]:
        """Return the agreements signed at a session, by date.

        Args:
            session: Id of the session.
            whole_gathering: Whether to count what was signed at sessions that were the same gathering too.

        Raises:
            UnknownIdError: If no session has the id.
        """
        from mainland_coop.questions.relations import signed_at

        return signed_at(self.all_sessions, self.agreements, session, whole_gathering=whole_gathering)

    def family_of(self, agreement: str) -> Family:
        """Return what an agreement amends, supplements, supersedes and implements, and what does so to it.

        Raises:
            UnknownIdError: If no agreement has the id.

        Example:
            >>> import mainland_coop as mc
            >>> mc.load().family_of("dta-2006").supersedes
            ('dta-limited-1998', 'dta-airline-2000')
        """
        from mainland_coop.questions.relations import family_of

        return family_of(self.agreements, self.programmes, agreement)

    def lineage_of(self, party: str) -> Lineage:
        """Return where a body came from, what became of it, and what it is part of.

        Raises:
            UnknownIdError: If no party has the id.
        """
        from mainland_coop.questions.relations import lineage_of

        return lineage_of(self.parties, party)

    def party_graph(self) -> nx.Graph[str]:
        """Return who has agreements with whom, as a networkx graph of parties.

        Raises:
            MissingExtraError: If networkx is not installed; it names the extra.
        """
        from mainland_coop.questions.graphs import party_graph

        return party_graph(self.parties, self.agreements)

    def instrument_graph(self) -> nx.MultiDiGraph[str]:
        """Return how instruments and programmes are related, as a networkx graph.

        Raises:
            MissingExtraError: If networkx is not installed; it names the extra.
        """
        from mainland_coop.questions.graphs import instrument_graph

        return instrument_graph(self.agreements, self.programmes)

    def to_frame(
        self,
        backend: str,
        table: str = "validity",
        *,
        columns: Iterable[str] | None = None,
        presume_continuity: bool | None = None,
        connection: Any = None,
    ) -> Any:
        """Return a table of the register as a dataframe, or as a relation of an engine.

        Args:
            backend: `polars`, `pandas`, `pyarrow`, `duckdb` or `pyspark`.
            table: `validity`, one row for each run of days on which a record certainly or possibly is in force; or one
                of the records: `agreements`, `programmes`, `parties`, `participations`, `record_areas`, `sessions`,
                `citations`, `sources`.
            columns: What the validity table carries along: any of `kind` (if nothing is said), `title`, `started`,
                `under`, `place`, `n_renewals`.
            presume_continuity: For the validity table: True or False for the runs under one presumption, None for both.
            connection: The DuckDB connection, or the Spark session; without one, the default or active one.

        Raises:
            InvalidArgumentError: If an argument is none of its choices (a ValueError).
            MissingExtraError: If the engine is not installed; it names the extra.
        """
        from mainland_coop.tables.frames import to_frame

        return to_frame(
            self, backend, table, columns=columns, presume_continuity=presume_continuity, connection=connection
        )

    def story(self, id: str, day: Day | None = None, *, presume_continuity: bool = True) -> Story:
        """Return what can be told of an agreement or programme, as text, Markdown or HTML.

        Args:
            id: Id of an agreement, or else of a programme.
            day: The day on which to explain where it stands; without one, the story of its chain is told.
            presume_continuity: As for `explain`.

        Raises:
            UnknownIdError: If neither an agreement nor a programme has the id.

        Example:
            >>> import mainland_coop as mc
            >>> story = mc.load().story("doj-shenzhen-legal-matters-2011", "2017-01-01")
            >>> story.text.splitlines()[1]
            'Not in force (FALSE; lapsed).'
        """
        from mainland_coop.display.chain_stories import chain_story, finding_story

        record = self.record(id)
        if day is None:
            return chain_story(record, self.sources, name_of=self.name_of)
        finding = self.explain(id, day, presume_continuity=presume_continuity)
        return finding_story(finding, self.sources, title=self.name_of(id))

    def cite(self, id: str) -> str:
        """Return how to cite a record, the version of the data, and the sources that say so, in one line.

        Args:
            id: Id of an agreement, programme, party, conference, session or source, looked for in this order.

        Raises:
            UnknownIdError: If no record has the id.

        Example:
            >>> import mainland_coop as mc
            >>> mc.load().cite("ccpit").startswith("China Council for the Promotion of International Trade.")
            True
        """
        from mainland_coop.display.citations import citation_of

        kind, record = self._found(id)
        return citation_of(kind, record, self.sources, version=self.version, verified_through=self.verified_through)

    def card(self, id: str) -> Story:
        """Return what is known of a record in short, with the names of other records instead of their ids.

        A record alone shows the same with ids, for it knows no other records.

        Args:
            id: Id of an agreement, programme, party, conference, session, source or area, looked for in this order.

        Raises:
            UnknownIdError: If no record has the id.

        Example:
            >>> import mainland_coop as mc
            >>> for line in mc.load().card("cepa-2003").text.splitlines()[:5]:
            ...     print(line.strip())
            Mainland and Hong Kong Closer Economic Partnership Arrangement
            Id        cepa-2003
            Kind      arrangement
            Parties   Ministry of Commerce; Government of the Hong Kong Special Administrative Region
            Signed    2003-06-29
        """
        from mainland_coop.display.displays import story_of

        return story_of(self._found(id)[1], self.agreements.context)

    @property
    def plot(self) -> Plots:
        """The pictures `timeline`, `sessions` and `network` of the registry, which need the extra `plot`."""
        from mainland_coop.display.pictures.plots import Plots

        return Plots(self)

    def _found(self, id: str) -> tuple[str, Any]:
        """The record with an id, and its kind."""
        kinds: dict[str, Collection[Any]] = {
            "agreements": self.agreements,
            "programmes": self.programmes,
            "parties": self.parties,
            "conferences": self.conferences,
            "sessions": self.all_sessions,
            "sources": self.sources,
            "areas": self.areas,
        }
        for kind, collection in kinds.items():
            record = collection.get(id)
            if record is not None:
                return kind, record
        near = [suggestion for collection in kinds.values() for suggestion in collection.suggest(id)]
        raise UnknownIdError(id, "records", tuple(near[:3]))
