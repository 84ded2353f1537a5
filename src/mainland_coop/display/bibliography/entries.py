"""Entries of a bibliography: what a reference manager is to know of a record or a source, in no form yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import attrs

from mainland_coop.collections.collection import Collection, Context
from mainland_coop.collections.filters import all_citations
from mainland_coop.dates.periods import Held, Period
from mainland_coop.display.citations import (
    Citable,
    record_sentence,
    sentences_text,
    sources_sentence,
)
from mainland_coop.display.plain_text import clean
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Origin, Source

IDENTIFIERS = ("doi", "isbn", "issn")
"""The schemes of identifiers that reference managers have a place for."""


@attrs.frozen(kw_only=True)
class Entry:
    """One entry. Texts are on one line each.

    Attributes:
        key: By what a document cites it: the kind and the id, without what a form reads as a sign.
        title: Its title or name, in English if there is one.
        type: What it is, in the words of the register, such as `memorandum of understanding`.
        online: Whether it is a page of the web.
        authors: The bodies that it is by: the parties of an agreement.
        publisher: Who published it.
        issued: When it was signed, published, held, started or established.
        accessed: When it was read.
        url: Its address.
        language: Its language, as a BCP 47 tag.
        note: The record in the register, and its sources with their addresses.
        annotation: What a reader of it must know.
        identifiers: Those of its identifiers that are known to reference managers, by scheme in small letters.
    """

    key: str
    title: str
    type: str | None = None
    online: bool = False
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    issued: Held | None = None
    accessed: Held | None = None
    url: str | None = None
    language: str | None = None
    note: str | None = None
    annotation: str | None = None
    identifiers: Mapping[str, str] = attrs.field(factory=dict)


def entry_of(kind: str, record: Citable, context: Context, origin: Origin) -> Entry:
    """Return the entry of a record.

    Args:
        kind: The kind of the record, as it is called in files.
        record: The record.
        context: The collections of its register, for the names of parties and the addresses of sources.
        origin: The state of the register.

    Example:
        >>> page = Source(id="doj,page", title="A page", published="2023", url="https://www.example.org/")
        >>> entry = entry_of("sources", page, {}, Origin())
        >>> entry.key, entry.title, entry.online
        ('sources:doj-page', 'A page', True)
    """
    schemes = {scheme.lower(): value for scheme, value in record.identifiers.items()}
    given = {scheme: clean(str(schemes[scheme])) for scheme in IDENTIFIERS if scheme in schemes}
    key = key_of(kind, record.id)
    if isinstance(record, Source):
        return Entry(
            key=key,
            title=clean(record.title),
            online=record.url is not None,
            publisher=_clean(record.publisher),
            issued=record.published,
            accessed=record.retrieved,
            url=_clean(record.url),
            language=record.language,
            annotation=_annotation(record),
            identifiers=given,
        )
    sentences = [record_sentence(kind, record, origin), *sources_sentence(all_citations(record), _sources(context))]
    return Entry(
        key=key,
        title=clean(str(record.title if isinstance(record, Agreement) else record.name or record.id)),
        type=_type_of(record),
        authors=tuple(_party(context, id) for id in record.parties) if isinstance(record, Agreement) else (),
        issued=_date_of(record),
        note=clean(sentences_text(sentences)),
        identifiers=given,
    )


def cited_sources(records: Iterable[Citable], context: Context) -> Iterator[Source]:
    """Yield the sources that records cite, each once, in the order in which they are first cited."""
    known = _sources(context)
    ids = dict.fromkeys(citation.source for record in records for citation in all_citations(record))
    for id in ids:
        source = known.get(id)
        if source is not None:
            yield source


def with_own_keys(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries whose keys differ, also for readers to whom capitals make no difference.

    Of entries with one key, the second gets `-2` behind it, and so on.
    """
    taken: set[str] = set()
    for entry in entries:
        key, number = entry.key, 1
        while key.casefold() in taken:
            number += 1
            key = f"{entry.key}-{number}"
        taken.add(key.casefold())
        yield entry if key == entry.key else attrs.evolve(entry, key=key)


def key_of(kind: str, id: str) -> str:
    """Return the key of a record: words and single signs between them, which no form reads as anything else.

    Example:
        >>> key_of("agreements", "cepa-2003"), key_of("sources", "#1, {copy}"), key_of("areas", "法律")
        ('agreements:cepa-2003', 'sources:1-copy', 'areas:法律')
    """
    words = re.sub(r"[\W_]+", lambda sign: sign[0] if sign[0] in _SIGNS else "-", id).strip("".join(_SIGNS))
    return f"{kind}:{words or 'record'}"


_SIGNS = ("-", ".", ":", "+", "_")


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)


def _sources(context: Context) -> Mapping[str, Source]:
    return cast("Mapping[str, Source]", context.get("sources", _NONE))


_NONE: Collection[Source] = Collection("sources", {})


def _party(context: Context, id: str) -> str:
    party = context["parties"].get(id) if context else None
    return id if party is None else clean(str(party.name))


def _type_of(record: Citable) -> str:
    kind = getattr(record, "kind", None)
    return type(record).__name__.lower() if kind is None else str(kind)


def _date_of(record: Citable) -> Held | None:
    match record:
        case Agreement():
            return record.signed
        case Programme():
            return record.started
        case Conference():
            return record.established
        case Session():
            return record.held
        case _:
            return None


def _annotation(source: Source) -> str | None:
    """What a reader of the source must know, and the file that holds it where no address does."""
    kept = [f"Kept as the file {source.file}"] if source.file and not source.url else []
    return clean(sentences_text([*([source.note] if source.note else []), *kept])) or None


def ends_of(date: Held) -> tuple[str, str]:
    """Return the first and the last unit of a date, which are the same for a single one; an open side is empty.

    Example:
        >>> from mainland_coop.dates.partial_dates import PartialDate
        >>> ends_of(PartialDate.parse("2011-11~")), ends_of(PartialDate.parse("201X"))
        (('2011-11', '2011-11'), ('2010', '2019'))
        >>> ends_of(PartialDate.parse("[..2023-04]")), ends_of(Period.parse("2005-07-25/2005-07-28"))
        (('', '2023-04'), ('2005-07-25', '2005-07-28'))
    """
    if isinstance(date, Period):
        return "" if date.start is None else ends_of(date.start)[0], "" if date.end is None else ends_of(date.end)[1]
    text = str(date).rstrip("?~%")
    if text.startswith("["):
        first, _, last = text[1:-1].partition("..")
        return first, last
    return text.replace("X", "0"), text.replace("X", "9")
