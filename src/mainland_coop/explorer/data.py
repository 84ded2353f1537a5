"""What the page knows of a registry: what it needs at once, and in chunks what it asks for when a record is opened."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, TypeAlias

from mainland_coop.collections.filters import area_ids, organiser_ids
from mainland_coop.collections.search import names_of
from mainland_coop.collections.spelling import SIMPLIFIED
from mainland_coop.dates.edtf import FIRST_DAY
from mainland_coop.dates.truth import Truth
from mainland_coop.display.chain_stories import PRESUMED, end_sentences, gap_text, link_cells, remark_sentences
from mainland_coop.display.citations import placed_citations
from mainland_coop.display.looks import LOOKS, START_NOT_KNOWN
from mainland_coop.display.plain_text import clean, day_text
from mainland_coop.explorer.axis import axis_of, in_force_records
from mainland_coop.explorer.explained_days import ExplainedDays, ExplainedRun, InForceRecord, Shared
from mainland_coop.explorer.meetings import (
    chinese,
    meeting_told,
    meetings_of,
    names_told,
    people_in,
    people_told,
    signing,
)
from mainland_coop.explorer.told_once import PRESUMPTIONS, CitationLists, Cited, Numbers, Told
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.programmes import Programme
from mainland_coop.records.wording import NameOf
from mainland_coop.registry.registry import Registry
from mainland_coop.validity.possible_worlds import Gap, Status

FORM = 3
"""The form of the data, to be raised when it changes."""

CHUNK = 192
"""How many records have their details in one file: few enough to open one at once, for all to make few files."""

_STATUSES = tuple(Status)
_TRUTHS = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)
_CERTAIN = _TRUTHS.index(Truth.TRUE)

Columns: TypeAlias = dict[str, list[Any]]
"""The values of each field, of one thing after another."""


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
        self._people, self._cited = Numbers(), Cited(registry)
        self._parties = {party.id: number for number, party in enumerate(registry.parties)}
        self._areas = {area.id: number for number, area in enumerate(registry.areas)}
        self._of_records: Columns = {}
        self._of_meetings: Columns = {}
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
        self._of_records, self._of_meetings = {}, {}
        self._people.clear()
        self._cited = Cited(self._registry)
        n_records = len(self.records)
        for start in range(0, self.n_items, CHUNK):
            told = Told(self._cited)
            records = self.records[start : start + CHUNK]
            places = range(len(self.meetings))[max(start - n_records, 0) : max(start + CHUNK - n_records, 0)]
            of_records, of_meetings = self._records(records, told), self._meetings(places, told)
            _extend(self._of_records, of_records[0])
            _extend(self._of_meetings, of_meetings[0])
            for _ in (*records, *places):
                record_done()
            yield {"records": of_records[1], "meetings": of_meetings[1], **told.values}
        sources: list[Any] = list(zip(*self._cited.sources, strict=True)) or [[], [], []]
        yield {"records": {}, "meetings": {}, "sources": sources}

    def register(self) -> dict[str, Any]:
        """Return what the page needs at once, when all chunks have been made."""
        registry = self._registry
        checked = registry.verified_through
        last_checked = None if checked is None else checked.last_ordinal
        first, last, on = axis_of(itertools.chain.from_iterable(self._of_records.get("runs", ())), last_checked)
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
            "checked": last_checked,
            "words": {
                **{standing.name: LOOKS[standing].words["en"] for standing in LOOKS},
                "START_NOT_KNOWN": START_NOT_KNOWN["en"],
            },
            "axis": [first, last],
            "day": on,
            "truths": [truth.name for truth in _TRUTHS],
            "statuses": [status.value for status in _STATUSES],
            "presumptions": [[str(each), PRESUMED[each]] for each in PRESUMPTIONS],
            "simplified": _pairs_of_characters(self._names(bodies, fields)),
            "parties": _columns(bodies),
            "areas": _columns(fields),
            "people": [[clean(text) for text in names] for names in self._people],
            "chunk": CHUNK,  # a record's details stand in the chunk of its place divided by this
            "records": self._of_records,
            "meetings": self._of_meetings,
        }

    def _names(self, bodies: list[dict[str, Any]], fields: list[dict[str, Any]]) -> Iterator[str]:
        """Yield all names that can be found."""
        for known in (bodies, fields):
            for each in known:
                yield from each["names"]
        for columns in (self._of_records, self._of_meetings):
            yield from columns.get("title", ())
            yield from (text for names in columns.get("names", ()) for _, text in names)
        for names in self._people:
            yield from names

    def _records(self, records: Sequence[InForceRecord], told: Told) -> tuple[Columns, Columns]:
        """Return what the page needs of records at once, and what only when they are opened.

        Column by column: what makes one stays near the processor, so that it takes four fifths of the time of record by
        record. Of what is said both with the presumption and without it, the second is null where it is the same.
        """
        if not records:
            return {}, {}
        all_days = [ExplainedDays(self._registry, record, self._shared) for record in records]
        explained = [[days.runs(presume_continuity=presumed) for presumed in days.presumptions] for days in all_days]
        runs = [
            [_runs(record, presumed) for presumed in days.presumptions]
            for record, days in zip(records, all_days, strict=True)
        ]
        gaps = [
            [_gaps(days.gaps(presume_continuity=presumed).values()) for presumed in days.presumptions]
            for days in all_days
        ]
        bearing = [CitationLists(told) for _ in records]
        rows = [
            [_explanations(each, told, borne) for each in both] for both, borne in zip(explained, bearing, strict=True)
        ]
        names = [record.title if isinstance(record, Agreement) else record.name for record in records]
        titles = [clean(name.text) for name in names]
        people = [people_told(signing(record), self._people, self._parties) for record in records]
        row: Columns = {
            "id": [record.id for record in records],
            "sort": ["agreement" if isinstance(record, Agreement) else "programme" for record in records],
            "kind": [record.kind for record in records],
            "title": titles,
            "chinese": list(map(chinese, names)),
            "date": list(map(_dated, records)),
            "parties": [[self._parties[id] for id in _bodies(record)] for record in records],
            "areas": [[self._areas[id] for id in record.areas] for record in records],
            "areas_of_renewals": list(map(self._areas_of_renewals, records)),
            "names": list(map(names_told, records, titles)),
            "named": list(map(people_in, people)),
            "signed_at": [self._places.get(getattr(record, "signed_at", None) or "") for record in records],
            # Whether it may have begun on any day there is, up to some day: then no start is stated.
            "undated": [bool(presumed) and presumed[0][0] == FIRST_DAY for presumed, *_ in runs],
            **_with_and_without("runs", runs),
            **_with_and_without("statuses", [list(map(_statuses, both)) for both in explained]),
        }
        texts, name_of = told.texts, self._shared.name_of
        detail: Columns = {
            "people": people,
            **_with_and_without("explained", rows),
            "bearing": [borne.lists for borne in bearing],
            "links": [
                [[texts[cell] for cell in link_cells(record.chain, link)] for link in record.chain.links]
                for record in records
            ],
            "gaps": [[both[0], both[-1]] for both in gaps],
            "sections": [_sections(record, name_of[type(record)], texts) for record in records],
            "cited": [told.numbers(placed_citations(record)) for record in records],
        }
        return row, detail

    def _areas_of_renewals(self, record: InForceRecord) -> list[int]:
        if not record.renewals:
            return []
        return [self._areas[id] for id in dict.fromkeys(area_ids(record)) if id not in record.areas]

    def _meetings(self, places: Iterable[int], told: Told) -> tuple[Columns, Columns]:
        """Return what the page needs of meetings at once, and what only when they are opened."""
        rows, details = [], []
        for place in places:
            meeting, of = self.meetings[place]
            conference = self._registry.conferences[meeting.id if of is None else self.meetings[of][0].id]
            row, detail = meeting_told(self._registry, meeting, conference, self._people, self._parties)
            rows.append(row | {"of": of, "areas": [self._areas[id] for id in meeting.areas]})
            details.append({**detail, "cited": told.numbers(meeting.citations)})
        return _columns(rows), _columns(details)


def _pairs_of_characters(names: Iterable[str]) -> str:
    """Traditional characters, each with its simplified one, of which one stands in a name; others match nothing."""
    used: set[str] = set()
    for name in names:
        if not name.isascii():
            used.update(name)
    pairs = ((chr(code), simplified) for code, simplified in SIMPLIFIED.items())
    return "".join(f"{one}{other}" for one, other in pairs if one in used or other in used)


def _columns(rows: list[dict[str, Any]]) -> Columns:
    """Return rows as columns, for values of one field compress better side by side."""
    return {name: list(map(itemgetter(name), rows)) for name in (rows[0] if rows else ())}


def _extend(columns: Columns, more: Columns) -> None:
    for name, values in more.items():
        columns.setdefault(name, []).extend(values)


def _with_and_without(name: str, values: list[list[Any]]) -> Columns:
    """Return the column of what holds under the presumption, and that of what holds without it: null where it is so."""
    return {
        name: [both[0] for both in values],
        f"{name}_unpresumed": [None if both[-1] == both[0] else both[-1] for both in values],
    }


def _dated(record: InForceRecord) -> str | None:
    if isinstance(record, Agreement):
        return f"signed {day_text(record.signed)}"
    return f"started {day_text(record.started)}" if record.started else None


def _bodies(record: InForceRecord) -> Iterable[str]:
    return organiser_ids(record) if isinstance(record, Programme) else record.parties


def _sections(record: InForceRecord, name_of: NameOf, texts: Numbers) -> list[list[Any]]:
    """What is told under a heading: how it ends, and what is remarked of it."""
    sections: list[list[Any]] = [["End", texts[" ".join(end_sentences(record, name_of))]]]
    remarks = remark_sentences(record, name_of)
    if remarks:
        sections.append(["Remarks", *map(texts.__getitem__, remarks)])
    return sections


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


def _explanations(explained: list[ExplainedRun], told: Told, bearing: CitationLists) -> list[list[int]]:
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
        for first, _, status, reasons, concludes, presumptions, citations, beyond_verified in explained
    ]


def _gaps(gaps: Iterable[Gap]) -> list[list[Any]]:
    """Before which link, whether certain (0 or 1), in words, fewest and most days."""
    return [[gap.before, int(gap.certain), gap_text(gap), gap.shortest, gap.longest] for gap in gaps]
