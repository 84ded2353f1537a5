"""How records, sources and findings are named and cited for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs

from mainland_coop.collections.collection import Collection, Context
from mainland_coop.collections.filters import all_citations, cited_parts
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.display.blocks import Bullets, Foreign, Heading, Inline, Line, Link, Paragraph
from mainland_coop.display.plain_text import day_text
from mainland_coop.foundation.errors import brief
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.claims import SomeDaysClaim
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.explanation import Finding
from mainland_coop.records.names import Area, Name, Signatory
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation, Origin, Source
from mainland_coop.records.wording import field_words, value_words
from mainland_coop.validity.standing import Standing

Citable: TypeAlias = Agreement | Programme | Party | Conference | Session | Area | Source
"""A record that can be cited."""

Sources: TypeAlias = Mapping[str, Source] | Collection[Source]
"""Sources by id."""


def citation_line(citation: Citation, sources: Sources) -> Line:
    """Return one citation as a line: the source and the place in it, what it supports, and what it has instead.

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
        head.append(f". It supports {', '.join(map(field_words, citation.supports))}")
    if citation.says:
        told = (f"{value_words(path, claim)} for {field_words(path)}" for path, claim in citation.says)
        head.append(f". It has instead: {'; '.join(told)}")
    if citation.note:
        head.append(f". Note: {citation.note.rstrip('.')}")
    return (*head, ".")


def source_blocks(citations: Iterable[Citation], sources: Sources) -> tuple[Paragraph | Bullets, ...]:
    """Return the citations as a list, each once, or the statement that there are none."""
    lines = tuple(citation_line(citation, sources) for citation in dict.fromkeys(citations))
    return (Bullets(lines),) if lines else (Paragraph(("No source is cited.",)),)


def citation_of(
    record_kind: str,
    record: Citable,
    sources: Collection[Source],
    origin: Origin,
) -> str:
    """Return how to cite a record: what it is, where it stands in which version of the register, and who says so.

    Args:
        record_kind: The kind of the record, as it is called in files: `agreements`, `sources`, ...
        record: The record.
        sources: The sources of the register; one that is not there is named by its id.
        origin: The state of the register.

    Returns:
        One line. The sources of a record and of its parts are named once each, in the order in which it cites them,
        with their addresses.

    Example:
        >>> import mainland_coop as mc
        >>> body = mc.Party(id="b", name="Body", citations=[mc.Citation(source="s")])
        >>> sources = mc.Registry(sources=[mc.Source(id="s", title="A page", published="2023")]).sources
        >>> citation_of("parties", body, sources, Origin(version="2026.11.22"))
        'Body. Record parties/b, register version 2026.11.22, read with mainland_coop. Sources: "A page" (2023).'
    """
    sentences = [_described(record), record_sentence(record_kind, record, origin)]
    if not isinstance(record, Source):
        sentences += sources_sentence(all_citations(record), sources)
    return sentences_text(sentences)


def finding_citation(finding: Finding) -> str:
    """Return how to cite an answer: the day, the standing, the state of the register, and who says so, in one line."""
    sentences = [_answer(finding), f"Record {finding.id}, {_READ_WITH}"]
    if finding.presumptions:
        sentences.append(f"Presumed: {', '.join(finding.presumptions)}")
    sentences += sources_sentence(finding.citations, {source.id: source for source in finding.sources})
    return sentences_text(sentences)


def _answer(finding: Finding) -> str:
    """Return what an answer says, and by which state of the register."""
    origin = finding.origin
    by = "its record alone" if origin is None else register_words(origin, too_early=finding.beyond_verified)
    return f"{finding.title or finding.id}: {''.join(standing_told(finding))}, on {finding.on}, by {by}"


def standing_told(finding: Finding) -> tuple[str, str]:
    """Return the standing in words, and what belongs to it in brackets, or nothing.

    Of a partial day, on some of whose days alone it was in force, the words say that. In brackets stand why it is not
    in force, and what the answer is if continuity was not presumed for it and it therefore is another than the
    standing tells.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.load().agreements["doj-shenzhen-legal-matters-2011"]
        >>> standing_told(pact.explain("2017-01-01"))
        ('not in force', ' (lapsed)')
    """
    if any(isinstance(claim, SomeDaysClaim) for claim in finding.claims):
        return "in force on some of its days and not on others", ""
    words = finding.standing.words
    if (finding.truth is Truth.UNKNOWN) is not (finding.standing is Standing.POSSIBLE):
        return words, f" ({finding.truth.name} without the presumption of continuity)"
    return words, f" ({finding.status.value})" if finding.standing is Standing.NOT_IN_FORCE else ""


def record_sentence(record_kind: str, record: Citable, origin: Origin) -> str:
    """Return where a record stands in which state of the register."""
    return f"Record {record_kind}/{record.id}, {register_words(origin)}, {_READ_WITH}"


_READ_WITH = "read with mainland_coop"


def register_words(origin: Origin, *, too_early: bool = False) -> str:
    """Return the state of a register in words; its check may have been too early for what is cited.

    Example:
        >>> register_words(Origin(version="2026.11.22", verified_through=PartialDate.parse("2026-11")))
        'register version 2026.11.22, checked through 2026-11'
    """
    words = [f"register version {origin.version}" if origin.version else "register without version"]
    if origin.published_on:
        words.append(f"as published by {origin.published_on}")
    if origin.verified_through:
        words.append(f"checked {'only ' if too_early else ''}through {origin.verified_through}")
    return ", ".join(words)


def sources_sentence(citations: Iterable[Citation], sources: Sources) -> list[str]:
    """Return the sentence that names the sources of citations with their addresses, or nothing if there are none."""
    cited = dict.fromkeys(citation.source for citation in citations)
    return [f"Sources: {'; '.join(_source_text(id, sources.get(id)) for id in cited)}"] if cited else []


def sentences_text(sentences: Iterable[str]) -> str:
    """Return sentences as one line."""
    return " ".join(f"{' '.join(text.split()).rstrip('.')}." for text in sentences)


def placed_citations(record: object, within: str = "") -> Iterator[Citation]:
    """Yield every citation of a record and of its parts, with the paths of fields as they are from the record.

    Example:
        >>> from mainland_coop import Renewal
        >>> renewal = Renewal(signed="2017", citations=[Citation(source="s", supports=["signed"])])
        >>> [citation.supports for citation in placed_citations(renewal, "renewals[0]")]
        [('renewals[0].signed',)]
    """
    for citation in getattr(record, "citations", ()):
        if within:
            supports = [f"{within}.{path}" for path in citation.supports] or [within]
            says = [(f"{within}.{path}", value) for path, value in citation.says]
            citation = attrs.evolve(citation, supports=() if says and not citation.supports else supports, says=says)
        yield citation
    for path, part in cited_parts(record):
        yield from placed_citations(part, f"{within}.{path}" if within else path)


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
            return f"{', '.join([record.title, *_details(record)])}{_address(record)}"
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


def _source_text(id: str, source: Source | None) -> str:
    return id if source is None else f'"{source.title}" ({", ".join(_details(source))}){_address(source)}'


def _address(source: Source) -> str:
    """The address of a source, in the brackets that tell where an address ends in a sentence."""
    return f" <{source.url}>" if source.url else ""


LONGEST = 12
"""How many things of a list a display names before it says how many more there are."""

_SCRIPTS = (("zh_hant", "zh-Hant"), ("zh_hans", "zh-Hans"))


def inline_name(name: Name, limit: int = 200) -> Inline:
    """Return the name to show: the English one if there is one, else the Chinese, marked as such.

    Example:
        >>> inline_name(Name(zh_hant="律政司"))
        Foreign(text='律政司', language='zh-Hant')
    """
    if name.en:
        return brief(name.en, limit)
    script, tag = next((script, tag) for script, tag in _SCRIPTS if getattr(name, script))
    return Foreign(brief(getattr(name, script), limit), tag)


def title_of(name: Name) -> Heading:
    """Return a name as the heading of a display."""
    text = inline_name(name, 300)
    return Heading(text if isinstance(text, Foreign) else str(text), 1)


def in_chinese(name: Name) -> Line:
    """Return the Chinese names that stand beside an English one; a text that is the same in both scripts once."""
    if not name.en:
        return ()
    texts = {getattr(name, script): tag for script, tag in reversed(_SCRIPTS) if getattr(name, script)}
    return _joined(Foreign(brief(text, 200), tag) for text, tag in reversed(texts.items()))


def source_title(source: Source, limit: int) -> Inline:
    """Return the title of a source, marked with its language if that is not English."""
    title, language = brief(source.title, limit), source.language
    # Many titles are ours, in English, of a page that is in Chinese.
    return Foreign(title, language) if language and not title.isascii() and language.startswith("zh") else title


def name_in(context: Context, kind: str, id: str, limit: int = 200) -> Inline:
    """Return what a record of a kind is called, or its id if the context does not have it; long names are cut."""
    collection = context.get(kind)
    record = None if collection is None else collection.get(id)
    if record is None:
        return id
    if isinstance(record, Source):
        return source_title(record, limit)
    name = getattr(record, "title", None) or record.name
    return id if name is None else inline_name(name, limit)


def named(context: Context, kind: str, ids: Iterable[str], most: int = LONGEST) -> Line:
    """Return names of records in a line, and how many more there are."""
    all_ids = tuple(ids)
    line = _joined((name_in(context, kind, id) for id in all_ids[:most]), "; ")
    return (*line, f"; and {len(all_ids) - most} more") if len(all_ids) > most else line


def words_of(texts: Iterable[str], most: int = LONGEST) -> Line:
    """Return texts in a line, and how many more there are."""
    all_texts = [brief(text, 200) for text in texts]
    line = _joined(all_texts[:most], "; ")
    return (*line, f"; and {len(all_texts) - most} more") if len(all_texts) > most else line


def people_named(
    people: Sequence[Signatory], party_name: Callable[[str], Inline] | None = None, most: int = LONGEST
) -> Line:
    """Return people in a line: name, office and note of each, and for which party, if parties are to be named.

    Example:
        >>> people_named([Signatory(name="A. Chan", office="Secretary", party="b")], str.upper)
        ('A. Chan', ', Secretary', ' (for ', 'B', ')')
    """
    line: list[Inline] = []
    for person in people[:most]:
        about = "".join(f", {text}" for text in (person.office, person.note) if text)
        line += ["; " if line else "", inline_name(person.name), about]
        if person.party is not None and party_name is not None:
            line += [" (for ", party_name(person.party), ")"]
    if len(people) > most:
        line.append(f"; and {len(people) - most} more")
    return tuple(part for part in line if part)


def hint(context: Context, id: str) -> tuple[Paragraph, ...]:
    """Return how to see names instead of ids, for a record that is shown without its register."""
    if context:
        return ()
    return (Paragraph((f"Other records are shown by their ids; registry.card({brief(id)!r}) shows their names.",)),)


def _joined(parts: Iterable[Inline], between: str = ", ") -> Line:
    def woven() -> Iterator[Inline]:
        for index, part in enumerate(parts):
            if index:
                yield between
            yield part

    return tuple(woven())
