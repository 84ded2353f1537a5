"""The explorer's page: what it knows, and its files, written into a folder."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

from mainland_coop.collections.filters import area_ids
from mainland_coop.collections.search import names_of
from mainland_coop.collections.spelling import SIMPLIFIED, fold, words
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.display.blocks import Bullets, Heading, Line, Link, Paragraph, clean
from mainland_coop.display.chain_stories import PRESUMED, chain_story, gap_text, link_cells
from mainland_coop.display.citations import all_citations, citation_line, day_text
from mainland_coop.explorer.reasons import Stretch, stretches_of
from mainland_coop.foundation.whole_files import folder_at, replacing, telling
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.explanation import Presumption
from mainland_coop.records.names import Name
from mainland_coop.records.programmes import Programme
from mainland_coop.registry.registry import Registry, expect_registry
from mainland_coop.validity.possible_worlds import Status

__all__ = ["FORM", "axis_of", "exported", "han_pairs", "key_of", "keys_of", "write_explorer"]

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
        ['1985-01-01', '2030-12-31', '2026-11-22']
    """
    begun, over = set[int](), set[int]()
    for record in (*registry.agreements, *registry.programmes):
        for run in record.chain.timeline().runs:
            begun.add(run.first)
            over.add(run.last)
    begun = {day for day in begun if FIRST_DAY < day <= _LATEST_START}
    checked = None if registry.verified_through is None else registry.verified_through.last_ordinal
    days = begun | ({checked} if checked is not None else set())
    days = days or {day for day in over if day <= _LATEST_START} or {datetime.date(2000, 12, 31).toordinal()}
    latest = _year(max(days)) + _YEARS_BEYOND
    ends = {day for day in over if _year(day) <= latest}
    first = PartialDate.parse(f"{_year(min(days | ends)):04}").first_ordinal
    last = PartialDate.parse(f"{_year(max(days | ends)):04}").last_ordinal
    return first, last, max(days) if checked is None else checked


def _year(day: int) -> int:
    return datetime.date.fromordinal(day).year


def key_of(text: str) -> str:
    """Return a name as the page compares it: folded, with a space before each word.

    Example:
        >>> key_of("CEPA服務貿易協議 (2015)")
        ' cepa 服务贸易协议 2015'
    """
    return "".join(f" {word}" for word in words(fold(text)))


def keys_of(record: object, *others: str) -> str:
    """Return the keys of all names of a record, and of other texts, each once, one a line."""
    texts: Iterable[str] = (*(text for _, text in names_of(record)), *others)
    return "\n".join(dict.fromkeys(filter(None, map(key_of, texts))))


def han_pairs() -> str:
    """Return the table of Traditional and Simplified characters, each pair one after the other.

    Example:
        >>> han_pairs()[:4]
        '丟丢並并'
    """
    return "".join(f"{chr(code)}{simplified}" for code, simplified in SIMPLIFIED.items())


FORM = 1
"""The form of the data, to be raised when it changes."""

InForceRecord: TypeAlias = Agreement | Programme
_STATUSES = tuple(Status)
_PRESUMPTIONS = tuple(Presumption)
_TRUTHS = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)


class _Numbers:
    """Things numbered in the order in which they are first asked for."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def __call__(self, thing: Any) -> int:
        return self._numbers.setdefault(thing, len(self._numbers))

    def __iter__(self) -> Any:
        return iter(self._numbers)


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
    records: tuple[InForceRecord, ...] = (*registry.agreements, *registry.programmes)
    told = [_record(registry, record, parties, areas, cited) for record in records]
    first, last, on = axis_of(registry)
    checked = registry.verified_through
    return {
        "form": FORM,
        "title": clean(title) if title else None,
        "version": clean(registry.version) if registry.version else None,
        "verified_through": None if checked is None else str(checked),
        "axis": [first, last],
        "day": on,
        "truths": [truth.name for truth in _TRUTHS],
        "statuses": [status.value for status in _STATUSES],
        "presumptions": [[str(each), PRESUMED[each]] for each in _PRESUMPTIONS],
        "han": han_pairs(),
        "parties": [
            {"id": party.id, "name": clean(party.name.text), "keys": keys_of(party, *filter(None, [party.city]))}
            for party in registry.parties
        ],
        "areas": [
            {
                "id": area.id,
                "name": clean(area.name.text),
                "keys": keys_of(area),
                "broader": areas.get(area.broader or ""),
            }
            for area in registry.areas
        ],
        "records": told,
        "citations": [_parts(citation_line(citation, registry.sources)) for citation in cited],
    }


def _record(
    registry: Registry, record: InForceRecord, parties: dict[str, int], areas: dict[str, int], cited: _Numbers
) -> dict[str, Any]:
    agreement = isinstance(record, Agreement)
    name = record.title if isinstance(record, Agreement) else record.name
    texts = _Numbers()
    runs = _runs(record, True)
    stretches = _stretches(registry, record, True, texts, cited)
    loose_runs = _runs(record, False)
    loose = _stretches(registry, record, False, texts, cited)
    return {
        "id": record.id,
        "sort": "agreement" if agreement else "programme",
        "kind": str(record.kind) if record.kind else None,
        "title": clean(name.text),
        "chinese": _chinese(name),
        "date": _dated(record),
        "parties": [parties[party.id] for party in registry.parties_of(record)],
        "areas": [areas[id] for id in dict.fromkeys(area_ids(record))],
        "keys": keys_of(record, record.id),
        # Null where the answer does not hang on the presumption.
        "runs": runs,
        "runs_unpresumed": None if loose_runs == runs else loose_runs,
        "stretches": stretches,
        "stretches_unpresumed": None if loose == stretches else loose,
        "texts": list(texts),
        "links": [[clean(cell) for cell in link_cells(record.chain, link)] for link in record.chain.links],
        "gaps": [_gaps(record, presumed) for presumed in (True, False)],
        "life": _life(registry, record),
        "cited": [cited(citation) for citation in dict.fromkeys(all_citations(record))],
    }


def _runs(record: InForceRecord, presumed: bool) -> list[list[int]]:
    runs = record.chain.timeline(presume_continuity=presumed).runs
    return [[run.first, run.last, _TRUTHS.index(run.truth)] for run in runs]


def _stretches(
    registry: Registry, record: InForceRecord, presumed: bool, texts: _Numbers, cited: _Numbers
) -> list[list[Any]]:
    """First day, status, reasons, which of them concludes, presumptions, citations, beyond the check (0 or 1)."""

    def told(stretch: Stretch) -> list[Any]:
        return [
            stretch.first,
            _STATUSES.index(stretch.status),
            [texts(clean(reason)) for reason in stretch.reasons],
            stretch.concludes,
            [_PRESUMPTIONS.index(each) for each in stretch.presumptions],
            [cited(citation) for citation in dict.fromkeys(stretch.citations)],
            int(stretch.beyond_verified),
        ]

    return [told(stretch) for stretch in stretches_of(registry, record, presume_continuity=presumed)]


def _gaps(record: InForceRecord, presumed: bool) -> list[list[Any]]:
    """Before which link, whether certain (0 or 1), in words, fewest and most days."""
    gaps = record.chain.gaps(presume_continuity=presumed)
    return [[gap.before, int(gap.certain), gap_text(gap), gap.shortest, gap.longest] for gap in gaps]


def _life(registry: Registry, record: InForceRecord) -> list[list[str]]:
    """How it ends and what else is remarked of it: a heading and sentences under it."""
    sections: list[list[str]] = []
    for block in chain_story(record, registry.sources, name_of=registry.name_of).blocks:
        match block:
            case Heading(text):
                sections.append([_plain((text,))])
            case Paragraph(line):
                sections[-1].append(_plain(line))
            case Bullets(items):
                sections[-1] += map(_plain, items)
            case _:
                pass  # the table of links, which the page has as links
    wanted = ("End", "Remarks")
    return [section for section in sections[1:] if section[0] in wanted]


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


def _dated(record: InForceRecord) -> str | None:
    if isinstance(record, Agreement):
        return f"signed {day_text(record.signed)}"
    return None if record.started is None else f"started {day_text(record.started)}"


_PAGE = Path(__file__).parent / "static"
_FILES = ("explorer.css", "explorer.js", "data.js", "index.html")
"""The page itself goes last: where it stands, all that it needs does."""


def write_explorer(registry: Registry, folder: str | os.PathLike[str], *, title: str | None = None) -> tuple[Path, ...]:
    """Write the page that shows what was in force on any day.

    It opens from the disk as well as from a server, and asks no other place for anything. The same registry gives the
    same files. Each is replaced whole or not at all; files of other names in the folder stay.

    Args:
        registry: The registry.
        folder: The folder, made if it is not there.
        title: What the register is called on the page.

    Returns:
        The files; `index.html`, the last of them, is the one to open.

    Raises:
        FileError: If they cannot be written (an OSError).
        WrongTypeError: If `registry` is no registry, or `folder` no path.

    Example:
        >>> import tempfile
        >>> import mainland_coop as mc
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_explorer(mc.Registry(), folder, title="My register")[-1].name
        'index.html'
    """
    expect_registry(registry)
    where = folder_at(folder)
    texts = {name: (_PAGE / name).read_text(encoding="utf-8") for name in _FILES if name != "data.js"}
    texts["data.js"] = _script(registry, title)
    written = []
    for name in _FILES:
        target = where / name
        with telling(target), replacing(target) as file:
            file.write(texts[name])
        written.append(target)
    return tuple(written)


def _script(registry: Registry, title: str | None) -> str:
    """Return the data as a script, since a page on the disk may load scripts and nothing else.

    No text of a record can end it, or the element that a copy of it may stand in.
    """
    text = json.dumps(exported(registry, title), ensure_ascii=False, separators=(",", ":"))
    for mark in "<\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return f"globalThis.REGISTER = {text};\n"
