"""What the page knows of a registry: what it needs at once, and in chunks what it asks for when a record is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mainland_coop.collections.filters import area_ids
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
from mainland_coop.explorer.keys import keys_of
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.claims import Presumption
from mainland_coop.records.names import Name
from mainland_coop.records.provenance import Citation
from mainland_coop.registry.registry import Registry
from mainland_coop.validity.possible_worlds import Gap, Status

FORM = 2
"""The form of the data, to be raised when it changes."""

CHUNK = 64
"""How many records have their details in one file: few enough to open one at once, for all to make few files."""

_STATUSES = tuple(Status)
_PRESUMPTIONS = tuple(Presumption)
_TRUTHS = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)
_STATUS_NUMBERS = {status: number for number, status in enumerate(_STATUSES)}
_PRESUMPTION_NUMBERS = {presumption: number for number, presumption in enumerate(_PRESUMPTIONS)}
_TRUTH_NUMBERS = {truth: number for number, truth in enumerate(_TRUTHS)}


class _Numbers(dict[Any, int]):
    """Things numbered in the order in which they are first asked for."""

    def __missing__(self, thing: Any) -> int:
        self[thing] = number = len(self)
        return number


class Exporter:
    """Tells what the page knows of a registry, as values for JSON; the same registry gives the same values.

    Args:
        registry: The registry.
        title: What the register is called.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="rules", parties=["a"], signed="2011-11-25", term="P5Y")
        >>> exporter = Exporter(mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A")]))
        >>> [chunk["records"][0]["texts"][1] for chunk in exporter.chunks()]
        ['{day} lies before its start in every case that the record allows.']
        >>> exporter.register()["records"][0]["runs"]
        [[734466, 736292, 2]]
    """

    def __init__(self, registry: Registry, title: str | None = None) -> None:
        self._registry, self._title = registry, title
        self.records = in_force_records(registry)
        self._parties = {party.id: number for number, party in enumerate(registry.parties)}
        self._areas = {area.id: number for number, area in enumerate(registry.areas)}
        self._rows: list[dict[str, Any]] = []
        self._shared = Shared(registry)

    @property
    def n_chunks(self) -> int:
        """How many chunks the records make."""
        return -(-len(self.records) // CHUNK)

    def chunks(self, record_done: Callable[[], object] = lambda: None) -> Iterator[dict[str, Any]]:
        """Yield the details of all records, so many at a time; each citation of a chunk stands in it once.

        Args:
            record_done: Called after each record.
        """
        self._rows = []
        for start in range(0, len(self.records), CHUNK):
            cited = _Cited(self._registry)
            details = []
            for record in self.records[start : start + CHUNK]:
                row, detail = self._record(record, cited)
                self._rows.append(row)
                details.append(detail)
                record_done()
            yield {"records": details, "citations": cited.lines}

    def register(self) -> dict[str, Any]:
        """Return what the page needs at once, when all chunks have been made."""
        registry = self._registry
        first, last, on = axis_of(registry)
        checked = registry.verified_through
        return {
            "form": FORM,
            "title": self._title,
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
            # Traditional and Simplified characters, each pair one after the other.
            "simplified": "".join(f"{chr(code)}{simplified}" for code, simplified in SIMPLIFIED.items()),
            "parties": [
                {"id": party.id, "name": clean(party.name.text), "keys": keys_of(party, party.city)}
                for party in registry.parties
            ],
            "areas": [
                {
                    "id": area.id,
                    "name": clean(area.name.text),
                    "keys": keys_of(area),
                    "broader": self._areas.get(area.broader or ""),
                }
                for area in registry.areas
            ],
            "chunk": CHUNK,  # a record's details stand in the chunk of its place divided by this
            "records": self._rows,
        }

    def _record(self, record: InForceRecord, cited: _Cited) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what the page needs of a record at once, and what only when it is opened.

        Of what is said both with the presumption and without it, the second is null where it is the same.
        """
        days = ExplainedDays(self._registry, record, self._shared)
        both = [days.runs()]
        if days.hangs_on_the_presumption:
            both.append(days.runs(presume_continuity=False))
        texts = _Numbers()
        runs = [_runs(record, presumed) for presumed in (True, False)[: len(both)]]
        statuses = _both([_statuses(explained) for explained in both])
        numbers: dict[int, list[int]] = {}  # runs that rest on the same citations share them
        explained = _both([_explanations(each, texts, cited, numbers) for each in both])
        date: str | None
        if isinstance(record, Agreement):
            sort, name, date = "agreement", record.title, f"signed {day_text(record.signed)}"
        else:
            sort, name = "programme", record.name
            date = f"started {day_text(record.started)}" if record.started else None
        row = {
            "id": record.id,
            "sort": sort,
            "kind": str(record.kind) if record.kind else None,
            "title": clean(name.text),
            "chinese": _chinese(name),
            "date": date,
            "parties": [self._parties[party.id] for party in self._registry.parties_of(record)],
            "areas": [self._areas[id] for id in dict.fromkeys(area_ids(record))],
            "keys": keys_of(record, record.id),
            # Whether it may have begun on any day there is, up to some day: then no start is stated.
            "undated": bool(runs[0]) and runs[0][0][0] == FIRST_DAY,
            "runs": runs[0],
            "runs_unpresumed": _both(runs)[1],
            "statuses": statuses[0],
            "statuses_unpresumed": statuses[1],
        }
        name_of = self._shared.name_of[type(record)]
        remarks = remark_sentences(record, name_of)
        end = clean(" ".join(end_sentences(record, name_of)))
        detail = {
            "explained": explained[0],
            "explained_unpresumed": explained[1],
            "texts": [clean(text) for text in texts],
            "links": [[clean(cell) for cell in link_cells(record.chain, link)] for link in record.chain.links],
            "gaps": [_gaps(days.gaps(presume_continuity=presumed)) for presumed in (True, False)],
            "sections": [["End", end], *([["Remarks", *map(clean, remarks)]] if remarks else [])],
            "cited": cited.numbers(placed_citations(record)),
        }
        return row, detail


class _Cited:
    """The citations of a chunk: numbered, each once, and as lines."""

    def __init__(self, registry: Registry) -> None:
        self._sources = registry.sources
        self._numbers: dict[Citation, int] = {}
        self._known: dict[
            int, int
        ] = {}  # by the identity of what the registry keeps: to compare citations takes longer
        self.lines: list[list[Any]] = []

    def numbers(self, citations: Iterable[Citation]) -> list[int]:
        """Return the numbers of citations, each once."""
        known = self._known
        return list(dict.fromkeys([known.get(id(each)) or self._number(each) for each in citations]))

    def _number(self, citation: Citation) -> int:
        number = self._numbers.get(citation)
        if number is None:
            number = self._numbers[citation] = len(self.lines)
            self.lines.append(_parts(citation_line(citation, self._sources)))
        self._known[id(citation)] = number
        return number


def _both(values: list[Any]) -> tuple[Any, Any]:
    """Return what holds under the presumption and without it; null for the second where it is the same."""
    return values[0], None if values[-1] == values[0] else values[-1]


def _runs(record: InForceRecord, presumed: bool) -> list[list[int]]:
    runs = record.chain.timeline(presume_continuity=presumed).runs
    return [[run.first, run.last, _TRUTH_NUMBERS[run.truth]] for run in runs]


def _statuses(explained: list[ExplainedRun]) -> list[list[int]]:
    """From which day on it has which status where it is not in force: first day, status."""
    found: list[list[int]] = []
    for run in explained:
        if run.truth is Truth.FALSE:
            status = _STATUS_NUMBERS[run.status]
            if not found or found[-1][1] != status:
                found.append([run.first, status])
    return found


def _explanations(
    explained: list[ExplainedRun], texts: _Numbers, cited: _Cited, numbers: dict[int, list[int]]
) -> list[list[Any]]:
    """First day, status, reasons, which of them concludes, presumptions, citations, beyond the check (0 or 1)."""
    found = []
    for run in explained:
        shared = id(run.citations)
        if shared not in numbers:
            numbers[shared] = cited.numbers(run.citations)
        found.append(
            [
                run.first,
                _STATUS_NUMBERS[run.status],
                [texts[reason] for reason in run.reasons],
                run.concludes,
                [_PRESUMPTION_NUMBERS[each] for each in run.presumptions],
                numbers[shared],
                int(run.beyond_verified),
            ]
        )
    return found


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


def _chinese(name: Name) -> list[str] | None:
    """The Chinese name beside an English one: its language and its text."""
    if name.en is None:
        return None
    if name.zh_hant:
        return ["zh-Hant", clean(name.zh_hant)]
    return ["zh-Hans", clean(name.zh_hans)] if name.zh_hans else None
