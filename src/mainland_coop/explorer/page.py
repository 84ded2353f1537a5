"""The explorer's page: what it knows, and its files, written into a folder."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from mainland_coop.collections.filters import area_ids
from mainland_coop.collections.kinds import namer_for
from mainland_coop.collections.search import names_of
from mainland_coop.collections.spelling import SIMPLIFIED, fold, words
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.display.blocks import Bullets, Heading, Line, Link, Paragraph
from mainland_coop.display.chain_stories import PRESUMED, chain_story, gap_text, link_cells
from mainland_coop.display.citations import all_citations, citation_line
from mainland_coop.display.looks import LOOKS, START_NOT_KNOWN
from mainland_coop.display.plain_text import clean, day_text
from mainland_coop.foundation.argument_checks import expect
from mainland_coop.foundation.public_names import packaged
from mainland_coop.foundation.whole_files import file_errors, folder_at, new_text, replacing_files
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.claims import Presumption
from mainland_coop.records.explanation import conclusion
from mainland_coop.records.fields import required_text
from mainland_coop.records.names import Name
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation
from mainland_coop.registry.registry import Registry, expect_registry
from mainland_coop.validity.possible_worlds import Status

FORM = 1
"""The form of the data, to be raised when it changes."""

THE_DAY = "{day}"
"""What stands in a conclusion for the day. No text of a record stands in a conclusion, so it is never one of those."""

InForceRecord: TypeAlias = Agreement | Programme

_YEARS_BEYOND = 10
_LATEST_START = LAST_DAY - 366
"""Later days are the calendar's end, at which what has no stated start has begun in every case."""


def axis_of(registry: Registry) -> tuple[int, int, int]:
    """Return the first and the last day of the axis, and the day on which the page opens, as ordinals.

    It holds every day on which an answer begins, and the day to which the register was checked, in whole years. Ends
    that lie more than ten years beyond these would only stretch it, and are left out. The page opens on the day to
    which the register was checked, or else on the last of those days.

    Example:
        >>> import mainland_coop as mc
        >>> [datetime.date.fromordinal(day).isoformat() for day in axis_of(mc.load())]
        ['1960-01-01', '2047-12-31', '2026-11-22']
    """
    runs = [run for record in _in_force_records(registry) for run in record.chain.timeline().runs]
    over = {run.last for run in runs}
    days = {run.first for run in runs if FIRST_DAY < run.first <= _LATEST_START}
    checked = None if registry.verified_through is None else registry.verified_through.last_ordinal
    if checked is not None:
        days.add(checked)
    days = days or {day for day in over if day <= _LATEST_START} or {datetime.date(2000, 12, 31).toordinal()}
    opening = max(days) if checked is None else checked
    latest = datetime.date.fromordinal(max(days)).year + _YEARS_BEYOND
    days |= {day for day in over if datetime.date.fromordinal(day).year <= latest}
    first, last = (f"{datetime.date.fromordinal(day).year:04}" for day in (min(days), max(days)))
    return PartialDate.parse(first).first_ordinal, PartialDate.parse(last).last_ordinal, opening


def _in_force_records(registry: Registry) -> tuple[InForceRecord, ...]:
    return (*registry.agreements, *registry.programmes)


def key_of(text: str) -> str:
    """Return a name as the page compares it: folded, with a space before each word.

    Example:
        >>> key_of("CEPA服務貿易協議 (2015)")
        ' cepa 服务贸易协议 2015'
    """
    return "".join(f" {word}" for word in words(fold(text)))


def _keys_of(record: object, *others: str | None) -> str:
    """Return the keys of all names of a record, and of other texts, each once, one a line."""
    texts = (*(text for _, text in names_of(record)), *others)
    return "\n".join(dict.fromkeys(filter(None, (key_of(text) for text in texts if text))))


_STATUSES = tuple(Status)
_PRESUMPTIONS = tuple(Presumption)
_TRUTHS = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)


# --- Days explained alike ------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class ExplainedRun:
    """The days from one through another, on which the explanation is the same, but for the day that it names.

    Attributes:
        first: The first day, as an ordinal.
        last: The last day, as an ordinal.
        truth: Whether the record is in force.
        status: Where it stands.
        reasons: The reasons; in the one that is the conclusion, `THE_DAY` stands for the day.
        concludes: Which of the reasons is the conclusion.
        presumptions: The presumptions that the answer rests on.
        citations: The citations that bear on it.
        beyond_verified: Whether it lies beyond the last day to which the register was checked.
    """

    first: int
    last: int
    truth: Truth
    status: Status
    reasons: tuple[str, ...]
    concludes: int
    presumptions: tuple[Presumption, ...]
    citations: tuple[Citation, ...]
    beyond_verified: bool

    def reasons_on(self, day: PartialDate) -> tuple[str, ...]:
        """Return the reasons with an exact day in its place."""
        reasons = list(self.reasons)
        reasons[self.concludes] = reasons[self.concludes].replace(THE_DAY, str(day))
        return tuple(reasons)

    def says_the_same_as(self, other: ExplainedRun) -> bool:
        """Whether two runs differ in nothing but their days."""
        return attrs.evolve(self, first=other.first, last=other.last) == other


def explained_runs(
    registry: Registry, record: InForceRecord, *, presume_continuity: bool = True
) -> tuple[ExplainedRun, ...]:
    """Return the runs of days on which a record is explained alike, which together are all days of the calendar.

    What is said of a day hangs on whether it lies before, on or after the first or last days that the links, their gaps
    and an ending may have. So each of these days is explained, and the day after it; neighbours that say the same are
    one run. For n links this takes time of the order of n², for an explanation looks at all links.

    Example:
        >>> import mainland_coop as mc
        >>> registry = mc.load()
        >>> pact = registry.agreements["doj-shenzhen-legal-matters-2011"]
        >>> [(run.status.value, str(PartialDate(run.first, run.last))) for run in explained_runs(registry, pact)][2:4]
        [('lapsed', '[2016-11-25..2017-10-11]'), ('in force', '[2017-10-12..2022-10-11]')]
    """
    found: list[ExplainedRun] = []
    firsts = sorted(set(_turning_days(registry, record)))
    for first, after in zip(firsts, [*firsts[1:], LAST_DAY + 1], strict=True):
        run = _explained(registry, record, first, after - 1, presume_continuity)
        if found and found[-1].says_the_same_as(run):
            found[-1] = attrs.evolve(found[-1], last=run.last)
        else:
            found.append(run)
    return tuple(found)


def _turning_days(registry: Registry, record: InForceRecord) -> Iterator[int]:
    """Yield the days on which the explanation may change, whatever is presumed."""
    yield FIRST_DAY
    days: set[int] = set()
    for presumed in (True, False):
        bounds = record.chain.bounds(presume_continuity=presumed)
        days.update(bounds.starts_lo, bounds.starts_hi, bounds.ends_lo, bounds.ends_hi, (bounds.cut_lo, bounds.cut_hi))
    for date in (None if record.ending is None else record.ending.last_day, registry.verified_through):
        if date is not None:
            days.update((date.first_ordinal, date.last_ordinal))
    for day in days:
        yield from (each for each in (day, day + 1) if FIRST_DAY <= each <= LAST_DAY)


def _explained(
    registry: Registry, record: InForceRecord, first: int, last: int, presume_continuity: bool
) -> ExplainedRun:
    day = PartialDate(first, first)
    finding = registry.explain_record(record, day, presume_continuity=presume_continuity)
    concludes = finding.reasons.index(finding.conclusion)
    template = conclusion(record, day, THE_DAY, presume_continuity=presume_continuity)
    return ExplainedRun(
        first=first,
        last=last,
        truth=finding.truth,
        status=finding.status,
        reasons=(*finding.reasons[:concludes], template, *finding.reasons[concludes + 1 :]),
        concludes=concludes,
        presumptions=finding.presumptions,
        citations=finding.citations,
        beyond_verified=finding.beyond_verified,
    )


# --- The data -----------------------------------------------------------------------------------------------------


class _Numbers(dict[Any, int]):
    """Things numbered in the order in which they are first asked for."""

    def __missing__(self, thing: Any) -> int:
        self[thing] = number = len(self)
        return number


def exported(registry: Registry, title: str | None = None) -> dict[str, Any]:
    """Return all that the page knows of a registry, as values for JSON; the same registry gives the same values.

    Args:
        registry: The registry.
        title: What the register is called.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="rules", parties=["a"], signed="2011-11-25", term="P5Y")
        >>> data = exported(mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A")]))
        >>> data["records"][0]["runs"]
        [[734466, 736292, 2]]
    """
    cited = _Numbers()
    parties = {party.id: number for number, party in enumerate(registry.parties)}
    areas = {area.id: number for number, area in enumerate(registry.areas)}
    records = [_record(registry, record, parties, areas, cited) for record in _in_force_records(registry)]
    first, last, on = axis_of(registry)
    checked = registry.verified_through
    return {
        "form": FORM,
        "title": None if title is None else clean(required_text(expect(title, str, "title"))),
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
            {"id": party.id, "name": clean(party.name.text), "keys": _keys_of(party, party.city)}
            for party in registry.parties
        ],
        "areas": [
            {
                "id": area.id,
                "name": clean(area.name.text),
                "keys": _keys_of(area),
                "broader": areas.get(area.broader or ""),
            }
            for area in registry.areas
        ],
        "records": records,
        "citations": [_parts(citation_line(citation, registry.sources)) for citation in cited],
    }


def _record(
    registry: Registry, record: InForceRecord, parties: dict[str, int], areas: dict[str, int], cited: _Numbers
) -> dict[str, Any]:
    date: str | None
    if isinstance(record, Agreement):
        sort, name, date = "agreement", record.title, f"signed {day_text(record.signed)}"
    else:
        sort, name, date = "programme", record.name, f"started {day_text(record.started)}" if record.started else None
    texts = _Numbers()
    runs, unpresumed = _runs(record, True), _runs(record, False)
    explained = _explanations(registry, record, True, texts, cited)
    explained_unpresumed = _explanations(registry, record, False, texts, cited)
    return {
        "id": record.id,
        "sort": sort,
        "kind": str(record.kind) if record.kind else None,
        "title": clean(name.text),
        "chinese": _chinese(name),
        "date": date,
        "parties": [parties[party.id] for party in registry.parties_of(record)],
        "areas": [areas[id] for id in dict.fromkeys(area_ids(record))],
        "keys": _keys_of(record, record.id),
        # Whether it may have begun on any day there is, up to some day: then no start is stated.
        "undated": bool(runs) and runs[0][0] == FIRST_DAY,
        # Null where the answer does not hang on the presumption.
        "runs": runs,
        "runs_unpresumed": None if unpresumed == runs else unpresumed,
        "explained": explained,
        "explained_unpresumed": None if explained_unpresumed == explained else explained_unpresumed,
        "texts": list(texts),
        "links": [[clean(cell) for cell in link_cells(record.chain, link)] for link in record.chain.links],
        "gaps": [_gaps(record, presumed) for presumed in (True, False)],
        "sections": _sections(registry, record),
        "cited": [cited[citation] for citation in dict.fromkeys(all_citations(record))],
    }


def _runs(record: InForceRecord, presumed: bool) -> list[list[int]]:
    runs = record.chain.timeline(presume_continuity=presumed).runs
    return [[run.first, run.last, _TRUTHS.index(run.truth)] for run in runs]


def _explanations(
    registry: Registry, record: InForceRecord, presumed: bool, texts: _Numbers, cited: _Numbers
) -> list[list[Any]]:
    """First day, status, reasons, which of them concludes, presumptions, citations, beyond the check (0 or 1)."""
    return [
        [
            run.first,
            _STATUSES.index(run.status),
            [texts[clean(reason)] for reason in run.reasons],
            run.concludes,
            [_PRESUMPTIONS.index(each) for each in run.presumptions],
            [cited[citation] for citation in dict.fromkeys(run.citations)],
            int(run.beyond_verified),
        ]
        for run in explained_runs(registry, record, presume_continuity=presumed)
    ]


def _gaps(record: InForceRecord, presumed: bool) -> list[list[Any]]:
    """Before which link, whether certain (0 or 1), in words, fewest and most days."""
    gaps = record.chain.gaps(presume_continuity=presumed)
    return [[gap.before, int(gap.certain), gap_text(gap), gap.shortest, gap.longest] for gap in gaps]


def _sections(registry: Registry, record: InForceRecord) -> list[list[str]]:
    """How it ends and what else is remarked of it: a heading and sentences under it."""
    sections: list[list[str]] = []
    for block in chain_story(record, registry.sources, name_of=namer_for(registry, record)).blocks:
        match block:
            case Heading(text):
                sections.append([_plain((text,))])
            case Paragraph(line):
                sections[-1].append(_plain(line))
            case Bullets(items):
                sections[-1] += map(_plain, items)
    return [section for section in sections[1:] if section[0] in ("End", "Remarks")]


def _plain(line: Line) -> str:
    return clean("".join(part if isinstance(part, str) else part.text for part in line))


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


_FILES = ("explorer.css", "explorer.js", "data.js", "index.html")
"""The page itself goes last, so that where it stands, all that it needs does."""


def write_explorer(registry: Registry, folder: str | os.PathLike[str], *, title: str | None = None) -> tuple[Path, ...]:
    """Write the page that shows what was in force on any day.

    It opens from the disk as well as from a server, and asks no other place for anything. The same registry gives the
    same files. They take the places of older ones together; files of other names in the folder stay.

    Args:
        registry: The registry.
        folder: The folder, made if it is not there.
        title: What the register is called on the page.

    Returns:
        The files; `index.html`, the last of them, is the one to open.

    Raises:
        FileError: If they cannot be written (an OSError).
        WrongTypeError: If `registry` is no registry, `folder` no path, or `title` no text.

    Example:
        >>> import tempfile
        >>> import mainland_coop as mc
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_explorer(mc.Registry(), folder, title="My register")[-1].name
        'index.html'
    """
    expect_registry(registry)
    where = folder_at(folder)
    pages = {name: packaged("mainland_coop.explorer", "static", name).decode() for name in _FILES if name != "data.js"}
    texts = {**pages, "data.js": _script(registry, title)}
    files = tuple(where / name for name in _FILES)
    with file_errors(where), replacing_files(where) as aside:
        for file in files:
            with new_text(aside(file)) as text:
                text.write(texts[file.name])
    return files


def _script(registry: Registry, title: str | None) -> str:
    """Return the data as a script, since a page on the disk may load scripts and nothing else.

    No text of a record can end it, or the element that a copy of it may stand in.
    """
    text = json.dumps(exported(registry, title), ensure_ascii=False, separators=(",", ":"))
    for mark in "<\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return f"globalThis.REGISTER = {text};\n"
