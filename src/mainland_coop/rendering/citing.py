"""Citations for people: who says so, where, and how to cite a record of a register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from mainland_coop.collections.base import Collection
from mainland_coop.dates import PartialDate
from mainland_coop.edtf import Precision
from mainland_coop.periods import Held, Period
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.names import Area
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation, Source
from mainland_coop.rendering.blocks import Bullets, Inline, Line, Link, Paragraph

__all__ = ["Citable", "citation_line", "citation_of", "day_text", "source_blocks"]

Citable: TypeAlias = Agreement | Programme | Party | Conference | Session | Area | Source
"""A record that can be cited."""


def day_text(date: Held) -> str:
    """Return a date for a table or a citation: as it is known, with the source's own doubt in words.

    Example:
        >>> day_text(PartialDate.parse("2011~")), day_text(PartialDate.parse("[2016-02..2017-10]"))
        ('about 2011', 'between 2016-02-01 and 2017-10-31')
    """
    if isinstance(date, Period):
        return f"{date.start or '..'} to {date.end or '..'}"
    text = str(date).rstrip("?~%")
    if date.precision is Precision.RUN:
        if text.startswith("[.."):
            text = f"{date.latest.isoformat()} or before"
        elif text.endswith("..]"):
            text = f"{date.earliest.isoformat()} or after"
        else:
            text = f"between {date.earliest.isoformat()} and {date.latest.isoformat()}"
    return {None: "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}[date.qualifier] + text


def citation_line(citation: Citation, sources: Collection[Source]) -> Line:
    """Return one citation as a line: the source and the place in it, what it bears out, and what it has instead.

    A source that is not among `sources` is named by its id.
    """
    source = sources.get(citation.source)
    if source is None:
        head: list[Inline] = [citation.source]
    else:
        head = [Link(source.title, source.url) if source.url else source.title]
        head += [f", {text}" for text in _details(source)]
    if citation.locator:
        head.append(f", at: {citation.locator}")
    if citation.supports:
        head.append(f". It bears out {', '.join(citation.supports)}")
    if citation.says:
        head.append(f". It has instead: {'; '.join(f'{path} {claim}' for path, claim in citation.says)}")
    if citation.note:
        head.append(f". Note: {citation.note.rstrip('.')}")
    return (*head, ".")


def source_blocks(citations: Iterable[Citation], sources: Collection[Source]) -> tuple[Paragraph | Bullets, ...]:
    """Return the citations as a list, each once, or the statement that there are none."""
    lines = tuple(citation_line(citation, sources) for citation in dict.fromkeys(citations))
    return (Bullets(lines),) if lines else (Paragraph(("No source is cited.",)),)


def citation_of(
    record_kind: str,
    record: Citable,
    sources: Collection[Source],
    *,
    version: str | None = None,
    verified_through: PartialDate | None = None,
) -> str:
    """Return how to cite a record: what it is, where it stands in which version of the register, and who says so.

    Args:
        record_kind: The kind of the record, as it is called in files: `agreements`, `sources`, ...
        record: The record.
        sources: The sources of the register; one that is not there is named by its id.
        version: The version of the data.
        verified_through: The last day to which it was checked.

    Returns:
        One line. The sources of a record and of its parts are named once each, in the order in which it cites them.

    Example:
        >>> import mainland_coop as mc
        >>> body = mc.Party(id="b", name="Body", citations=[mc.Citation(source="s")])
        >>> sources = mc.Registry(sources=[mc.Source(id="s", title="A page", published="2023")]).sources
        >>> citation_of("parties", body, sources, version="2026.11.22")
        'Body. Record parties/b, register version 2026.11.22, read with mainland_coop. Sources: "A page" (2023).'
    """
    version_text = f"register version {version}" if version else "register without version"
    checked = f", checked through {verified_through}" if verified_through else ""
    told = [_described(record), f"Record {record_kind}/{record.id}, {version_text}{checked}, read with mainland_coop"]
    if not isinstance(record, Source):
        cited = dict.fromkeys(citation.source for citation in all_citations(record))
        if cited:
            told.append(f"Sources: {'; '.join(_source_text(id, sources) for id in cited)}")
    return " ".join(f"{' '.join(text.split()).rstrip('.')}." for text in told)


def all_citations(record: object) -> Iterator[Citation]:
    """Yield every citation of a record, then those of its parts, in the order of the record."""
    yield from getattr(record, "citations", ())
    for name in ("predecessors", "stages", "renewals", "superseded_in_part", "sessions", "editions", "figures"):
        for part in getattr(record, name, ()):
            yield from all_citations(part)
    ending = getattr(record, "ending", None)
    if ending is not None:
        yield from all_citations(ending)


def _described(record: Citable) -> str:
    match record:
        case Agreement():
            return f"{record.title} ({record.kind}, signed {day_text(record.signed)})"
        case Programme():
            about = [*([str(record.kind)] if record.kind else []), *_since("started", record.started)]
        case Conference():
            about = _since("established", record.established)
        case Session():
            name = str(record.name or record.id)
            return f"{name} (held {day_text(record.held)})" if record.held else name
        case Source():
            return ", ".join([record.title, *_details(record), *([record.url] if record.url else [])])
        case _:
            about = []
    return f"{record.name} ({', '.join(about)})" if about else str(record.name)


def _since(word: str, date: PartialDate | None) -> list[str]:
    return [] if date is None else [f"{word} {day_text(date)}"]


def _details(source: Source) -> Iterator[str]:
    """Who published a source and when; of an undated one, when it was read."""
    if source.publisher:
        yield source.publisher
    if source.published:
        yield day_text(source.published)
    elif source.retrieved:
        yield f"undated, read {day_text(source.retrieved)}"
    else:
        yield "undated"
    if not source.url and source.file:
        yield f"file {source.file}"


def _source_text(id: str, sources: Collection[Source]) -> str:
    source = sources.get(id)
    return id if source is None else f'"{source.title}" ({", ".join(_details(source))})'
