"""What the page knows of a registry: what it needs at once, and in chunks what it asks for when a record is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import permutations
from operator import itemgetter
from typing import Any

from mainland_coop.collections.filters import area_ids, organiser_ids
from mainland_coop.collections.search import names_of
from mainland_coop.collections.spelling import SIMPLIFIED
from mainland_coop.dates.edtf import FIRST_DAY
from mainland_coop.dates.truth import Truth
from mainland_coop.display.blocks import Line, Link
from mainland_coop.display.chain_stories import PRESUMED, end_sentences, gap_text, link_cells, remark_sentences
from mainland_coop.display.citations import citation_line, placed_citations
from mainland_coop.display.looks import LOOKS, START_NOT_KNOWN
from mainland_coop.display.plain_text import clean, day_text
from mainland_coop.explorer.axis import axis_of, in_force_records
from mainland_coop.explorer.explained_days import ExplainedDays, ExplainedRun, InForceRecord, Shared
from mainland_coop.explorer.meetings import (
    Numbers,
    chinese,
    meeting_told,
    meetings_of,
    names_told,
    people_in,
    people_told,
    signing,
)
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.claims import Presumption
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation
from mainland_coop.registry.registry import Registry
from mainland_coop.validity.possible_worlds import Gap, Status

FORM = 3
"""The form of the data, to be raised when it changes."""

CHUNK = 192
"""How many records have their details in one file: few enough to open one at once, for all to make few files."""

_STATUSES = tuple(Status)
_PRESUMPTIONS = tuple(Presumption)
_PRESUMED = {
    some: [_PRESUMPTIONS.index(each) for each in some]
    for size in range(len(_PRESUMPTIONS) + 1)
    for some in permutations(_PRESUMPTIONS, size)
}
"""The numbers of presumptions, in whatever order."""
_TRUTHS = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)
_CERTAIN = _TRUTHS.index(Truth.TRUE)


class Exporter:
    """Tells what the page knows of a registry, as values for JSON; the same registry gives the same values.

    Args:
        registry: The registry.
        title: What the register is called.
        docs: The address of its documentation.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="rules", parties=["a"], signed="2011-11-25", term="P5Y")
        >>> exporter = Exporter(mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A")]))
        >>> [chunk["texts"][1] for chunk in exporter.chunks() if chunk["records"]]
        ['{day} lies before its start in every case that the record allows.']
        >>> exporter.register()["records"]["runs"]
        [[[734466, 736292, 2]]]
    """

    def __init__(self, registry: Registry, title: str | None = None, docs: str | None = None) -> None:
        self._registry, self._title, self._docs = registry, title, docs
        self.records = in_force_records(registry)
        self.meetings = meetings_of(registry)
        self._places = {one.id: place for place, (one, of) in enumerate(self.meetings) if of is not None}
        self._people, self._cited = Numbers(), _Cited(registry)
        self._parties = {party.id: number for number, party in enumerate(registry.parties)}
        self._areas = {area.id: number for number, area in enumerate(registry.areas)}
        self._rows: list[dict[str, Any]] = []
        self._shared = Shared(registry)

    @property
    def n_chunks(self) -> int:
        """How many chunks the records and meetings make, with that of the sources, which is the last."""
        return -(-self.n_items // CHUNK) + 1

    @property
    def n_items(self) -> int:
        """How many records and meetings there are."""
        return len(self.records) + len(self.meetings)

    def chunks(self, record_done: Callable[[], object] = lambda: None) -> Iterator[dict[str, Any]]:
        """Yield the details of all records, then meetings, so many at a time, and last the sources of all of them.

        Args:
            record_done: Called after each record and meeting.
        """
        self._rows = []
        self._people.clear()
        self._cited = _Cited(self._registry)
        n_records = len(self.records)
        for start in range(0, self.n_items, CHUNK):
            told = _Told(self._cited)
            of_records: list[dict[str, Any]] = []
            of_meetings: list[dict[str, Any]] = []
            for place in range(start, min(start + CHUNK, self.n_items)):
                if place < n_records:
                    row, detail = self._record(self.records[place], told)
                    of_records.append(detail)
                else:
                    row, detail = self._meeting(place - n_records, told)
                    of_meetings.append(detail)
                self._rows.append(row)
                record_done()
            yield {"records": _columns(of_records), "meetings": _columns(of_meetings), **told.values}
        sources: list[Any] = list(zip(*self._cited.sources, strict=True)) or [[], [], []]
        yield {"records": {}, "meetings": {}, "sources": sources}

    def register(self) -> dict[str, Any]:
        """Return what the page needs at once, when all chunks have been made."""
        registry = self._registry
        first, last, on = axis_of(registry)
        checked = registry.verified_through
        bodies = [
            {
                "id": party.id,
                "name": clean(party.name.text),
                "names": [clean(text) for text in (*(text for _, text in names_of(party)), party.city) if text],
                "place": [party.jurisdiction, party.city and clean(party.city)],
            }
            for party in registry.parties
        ]
        fields = [
            {
                "id": area.id,
                "name": clean(area.name.text),
                # The wordings of sources are left out: many an area has one that names another.
                "names": [clean(text) for text in (area.name.en, area.name.zh_hant, area.name.zh_hans) if text],
                "broader": self._areas.get(area.broader or ""),
            }
            for area in registry.areas
        ]
        return {
            "form": FORM,
            "title": self._title,
            "docs": self._docs,
            "version": clean(registry.version) if registry.version else None,
            "verified_through": None if checked is None else str(checked),
            "checked": None if checked is None else checked.last_ordinal,
            "words": {
                **{standing.name: LOOKS[standing].words["en"] for standing in LOOKS},
                "START_NOT_KNOWN": START_NOT_KNOWN["en"],
            },
            "axis": [first, last],
            "day": on,
            "truths": [truth.name for truth in _TRUTHS],
            "statuses": [status.value for status in _STATUSES],
            "presumptions": [[str(each), PRESUMED[each]] for each in _PRESUMPTIONS],
            "simplified": _pairs_of_characters(self._names(bodies, fields)),
            "parties": _columns(bodies),
            "areas": _columns(fields),
            "people": [[clean(text) for text in names] for names in self._people],
            "chunk": CHUNK,  # a record's details stand in the chunk of its place divided by this
            "records": _columns(self._rows[: len(self.records)]),
            "meetings": _columns(self._rows[len(self.records) :]),
        }

    def _names(self, bodies: list[dict[str, Any]], fields: list[dict[str, Any]]) -> Iterator[str]:
        """Yield all names that can be found."""
        for known in (bodies, fields):
            for each in known:
                yield from each["names"]
        for row in self._rows:
            yield row["title"]
            yield from (text for _, text in row["names"])
        for names in self._people:
            yield from names

    def _record(self, record: InForceRecord, told: _Told) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what the page needs of a record at once, and what only when it is opened.

        Of what is said both with the presumption and without it, the second is null where it is the same.
        """
        chain = record.chain
        days = ExplainedDays(self._registry, record, self._shared)
        both = [days.runs()]
        if days.hangs_on_the_presumption:
            both.append(days.runs(presume_continuity=False))
        texts = told.texts
        runs = [_runs(record, presumed) for presumed in (True, False)[: len(both)]]
        statuses = _both([_statuses(explained) for explained in both])
        bearing = _Bearing(told)
        explained = _both([_explanations(each, told, bearing) for each in both])
        date: str | None
        if isinstance(record, Agreement):
            sort, name, date = "agreement", record.title, f"signed {day_text(record.signed)}"
        else:
            sort, name = "programme", record.name
            date = f"started {day_text(record.started)}" if record.started else None
        title = clean(name.text)
        bodies = organiser_ids(record) if isinstance(record, Programme) else record.parties
        people = people_told(signing(record), self._people, self._parties)
        row = {
            "id": record.id,
            "sort": sort,
            "kind": record.kind,
            "title": title,
            "chinese": chinese(name),
            "date": date,
            "parties": [self._parties[id] for id in bodies],
            "areas": [self._areas[id] for id in record.areas],
            "areas_of_renewals": self._areas_of_renewals(record),
            "names": names_told(record, title),
            "named": people_in(people),
            "signed_at": self._places.get(record.signed_at or "") if isinstance(record, Agreement) else None,
            # Whether it may have begun on any day there is, up to some day: then no start is stated.
            "undated": bool(runs[0]) and runs[0][0][0] == FIRST_DAY,
            "runs": runs[0],
            "runs_unpresumed": _both(runs)[1],
            "statuses": statuses[0],
            "statuses_unpresumed": statuses[1],
        }
        name_of = self._shared.name_of[type(record)]
        remarks = remark_sentences(record, name_of)
        end = " ".join(end_sentences(record, name_of))
        detail = {
            "people": people,
            "explained": explained[0],
            "explained_unpresumed": explained[1],
            "bearing": bearing.lists,
            "links": [list(map(texts.__getitem__, link_cells(chain, link))) for link in chain.links],
            "gaps": [_gaps(days.gaps(presume_continuity=presumed)) for presumed in (True, False)],
            "sections": [["End", texts[end]], *([["Remarks", *[texts[each] for each in remarks]]] if remarks else [])],
            "cited": told.numbers(placed_citations(record)),
        }
        return row, detail

    def _areas_of_renewals(self, record: InForceRecord) -> list[int]:
        if not record.renewals:
            return []
        return [self._areas[id] for id in dict.fromkeys(area_ids(record)) if id not in record.areas]

    def _meeting(self, place: int, told: _Told) -> tuple[dict[str, Any], dict[str, Any]]:
        meeting, of = self.meetings[place]
        conference = self._registry.conferences[meeting.id if of is None else self.meetings[of][0].id]
        row, detail = meeting_told(self._registry, meeting, conference, self._people, self._parties)
        row |= {"of": of, "areas": [self._areas[id] for id in meeting.areas]}
        return row, {**detail, "cited": told.numbers(meeting.citations)}


class _Cited:
    """How citations are told: by the number of the source, and what the line says beside how that is called.

    Args:
        registry: The registry.
    """

    def __init__(self, registry: Registry) -> None:
        self._known = registry.sources
        self._called: dict[str, tuple[int, str]] = {}
        self._lines: dict[Citation, tuple[int, str]] = {}
        self.sources = Numbers()
        """What sources are called, their addresses, and how a line that cites one goes on before what it says."""

    def line(self, citation: Citation) -> tuple[int, str]:
        """Return the line of a citation: one that many records have is worded once."""
        line = self._lines.get(citation)
        if line is None:
            number, head = self._called.get(citation.source) or self._call(citation.source)
            *_, last = _parts(citation_line(citation, self._known))
            line = self._lines[citation] = number, last.removeprefix(head)
        return line

    def _call(self, source: str) -> tuple[int, str]:
        head, *rest = _parts(citation_line(Citation(source=source), self._known))
        if isinstance(head, str):  # without an address all of the line is text
            told = "", None, head.removesuffix(".")
        else:
            told = head[0], head[1], rest[0].removesuffix(".")
        called = self._called[source] = self.sources[told], told[-1]
        return called


class _Told:
    """What the records of a chunk share: texts, citations and outcomes, numbered, each once.

    Args:
        cited: How citations are told.
    """

    def __init__(self, cited: _Cited) -> None:
        self._cited = cited
        self._numbers = Numbers()
        # By identity, too, since to compare citations takes longer; they are kept, so that no other gets theirs.
        self._known: dict[int, int] = {}
        self._kept: list[Citation] = []
        self.texts = Numbers()
        self.outcomes = Numbers()
        """What runs share beside reasons: status, place of the conclusion, presumptions, whether beyond the check."""

    @property
    def values(self) -> dict[str, list[Any]]:
        """What was told, by its numbers: outcomes, texts, and the lines of citations."""
        return {
            "outcomes": [[*head, _PRESUMED[presumptions], end] for *head, presumptions, end in self.outcomes],
            "texts": [clean(text) for text in self.texts],
            "citations": [self._cited.line(citation) for citation in self._numbers],
        }

    def numbers(self, citations: Iterable[Citation]) -> list[int]:
        """Return the numbers of citations, each once."""
        known = self._known
        found = [known[id(each)] if id(each) in known else self._number(each) for each in citations]
        return found if len(found) < 2 else list(dict.fromkeys(found))

    def _number(self, citation: Citation) -> int:
        self._kept.append(citation)
        number = self._known[id(citation)] = self._numbers[citation]
        return number


class _Bearing:
    """The citations that bear on the runs of one record: as many lists as differ, for runs share them."""

    def __init__(self, told: _Told) -> None:
        self._told = told
        self._places: dict[int, int] = {}
        self.lists: list[list[int]] = []

    def number(self, citations: tuple[Citation, ...]) -> int:
        """Return the number of a list of citations; one that is the same object has the same."""
        place = self._places.get(id(citations))
        if place is None:
            numbers = self._told.numbers(citations)
            if numbers not in self.lists:
                self.lists.append(numbers)
            place = self._places[id(citations)] = self.lists.index(numbers)
        return place


def _pairs_of_characters(names: Iterable[str]) -> str:
    """Traditional characters, each with its simplified one, of which one stands in a name; others match nothing."""
    used: set[str] = set()
    for name in names:
        if not name.isascii():
            used.update(name)
    pairs = ((chr(code), simplified) for code, simplified in SIMPLIFIED.items())
    return "".join(f"{one}{other}" for one, other in pairs if one in used or other in used)


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return rows as columns, for values of one field compress better side by side."""
    return {name: list(map(itemgetter(name), rows)) for name in (rows[0] if rows else ())}


def _both(values: list[Any]) -> tuple[Any, Any]:
    """Return what holds under the presumption and without it; null for the second where it is the same."""
    return values[0], None if values[-1] == values[0] else values[-1]


def _runs(record: InForceRecord, presumed: bool) -> list[list[int]]:
    exact = record.exact_runs
    if exact is not None:  # as of most: no timeline is needed
        return [[first, last, _CERTAIN] for first, last in exact]
    runs = record.chain.timeline(presume_continuity=presumed).runs
    return [[first, last, _TRUTHS.index(truth)] for first, last, truth in runs]


def _statuses(explained: list[ExplainedRun]) -> list[list[int]]:
    """From which day on it has which status where it is not in force: first day, status."""
    found: list[list[int]] = []
    for run in explained:
        if run.truth is Truth.FALSE:
            status = _STATUSES.index(run.status)
            if not found or found[-1][1] != status:
                found.append([run.first, status])
    return found


def _explanations(explained: list[ExplainedRun], told: _Told, bearing: _Bearing) -> list[list[int]]:
    """First day, outcome, list of citations, then the reasons.

    Rows of numbers alone: to write lists within them takes four times as long.
    """
    number_of, number_of_outcome, number_of_status = told.texts.__getitem__, told.outcomes, _STATUSES.index
    return [
        [
            first,
            number_of_outcome[number_of_status(status), concludes, presumptions, int(beyond_verified)],
            bearing.number(citations),
            *map(number_of, reasons),
        ]
        for first, _, _, status, reasons, concludes, presumptions, citations, beyond_verified in explained
    ]


def _gaps(gaps: Iterable[Gap]) -> list[list[Any]]:
    """Before which link, whether certain (0 or 1), in words, fewest and most days."""
    return [[gap.before, int(gap.certain), gap_text(gap), gap.shortest, gap.longest] for gap in gaps]


def _parts(line: Line) -> list[Any]:
    """A citation as texts and links (text, address); what may not be linked is text."""
    parts: list[Any] = []
    for part in line:
        if isinstance(part, Link) and part.target is not None:
            parts.append([clean(part.text), part.target])
            continue
        text = part if isinstance(part, str) else f"{part.text} ({part.url})" if isinstance(part, Link) else part.text
        if parts and isinstance(parts[-1], str):
            parts[-1] += text
        else:
            parts.append(text)
    return [clean(part) if isinstance(part, str) else part for part in parts]
