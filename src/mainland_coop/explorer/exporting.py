"""What the page knows: a registry as plain values, computed by the library."""

from __future__ import annotations

from typing import Any, TypeAlias

from mainland_coop.collections.filtering import area_ids
from mainland_coop.explorer.axis import axis_of
from mainland_coop.explorer.keys import han_pairs, keys_of
from mainland_coop.explorer.stretches import Stretch, stretches_of
from mainland_coop.records.finding import Presumption
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.names import Name
from mainland_coop.records.programmes import Programme
from mainland_coop.registry import Registry
from mainland_coop.rendering.blocks import Bullets, Heading, Line, Link, Paragraph, clean
from mainland_coop.rendering.chains import chain_story, gap_text, link_cells
from mainland_coop.rendering.citing import all_citations, citation_line, day_text
from mainland_coop.rendering.findings import PRESUMED
from mainland_coop.truth import Truth
from mainland_coop.validity.questions import Status

__all__ = ["FORM", "exported"]

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
