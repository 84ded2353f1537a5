"""Where facts come from: sources, citations, and the paths by which a citation names fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, Literal, TypeAlias, cast

import attrs

from mainland_coop.dates.edtf import LAST_DAY
from mainland_coop.dates.partial_dates import Day, PartialDate, day_run
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import InvalidRecordError, WrongTypeError, brief, hint, shorten
from mainland_coop.foundation.importing import Displayed
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.vocabularies import SourceKind
from mainland_coop.records.faults import telling_all
from mainland_coop.records.fields import (
    as_address,
    as_day,
    as_id,
    as_text,
    check_id,
    each,
    finite,
    located,
    parts_of,
    required_text,
    word_of,
)
from mainland_coop.records.mappings import EMPTY, FrozenMapping, as_extra, as_identifiers

_STEP = re.compile(r"\.([a-z_]+)|\[(0|[1-9]\d{0,5})\]", re.ASCII)
_LONGEST = 200
_RESERVED = {"from": "from_"}


@lru_cache(maxsize=4096)
def steps(path: str) -> tuple[str | int, ...]:
    """Return the steps of a path: names of attributes and indexes.

    Raises:
        InvalidRecordError: If the text is no path.

    Example:
        >>> steps("renewals[0].signed")
        ('renewals', 0, 'signed')
    """
    if len(path) > _LONGEST:
        raise InvalidRecordError(f"{shorten(path)} is no path of a field: it is longer than any")
    found: list[str | int] = []
    dotted = f".{path}"
    at = 0
    while at < len(dotted):
        match = _STEP.match(dotted, at)
        if match is None:
            raise InvalidRecordError(f"{shorten(path)} is no path of a field; write it like renewals[0].signed")
        found.append(_RESERVED.get(match[1], match[1]) if match[2] is None else int(match[2]))
        at = match.end()
    return tuple(found)


@cache
def _names(cls: Any) -> frozenset[str]:
    return frozenset(field.name for field in attrs.fields(cls)) if attrs.has(cls) else frozenset()


@lru_cache(maxsize=4096)
def is_field(cls: Any, path: str) -> bool:
    """Whether a path is just the name of a field, which every record of a class has.

    Raises:
        InvalidRecordError: If the text is no path.
    """
    found = steps(path)
    return len(found) == 1 and found[0] in _names(cls)


def resolve(record: object, path: str) -> object:
    """Return the value of the field of a record that a path names.

    Raises:
        InvalidRecordError: If the text is no path, or the record has no such field or item.
    """
    value = record
    for step in steps(path):
        if isinstance(step, int):
            if not isinstance(value, tuple) or step >= len(value):
                raise InvalidRecordError(f"{shorten(path)} names an item that {record!r} does not have")
            value = value[step]
        elif step in _names(cast("Any", type(value))):
            value = getattr(value, step)
        else:
            known = sorted(_names(cast("Any", type(value))))
            remedy = f"; {hint(step, known)}" if known else ""
            raise InvalidRecordError(f"{shorten(path)} names a field that {record!r} does not have{remedy}")
    return value


Claim = str | int | float
"""What a source has for a field, which is text as in the file form, or a number."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def as_language(value: str | None) -> str | None:
    """Return a language tag of the shape of BCP 47, or None."""
    if value is not None and (not isinstance(value, str) or not _LANGUAGE.fullmatch(value)):
        raise InvalidRecordError(f"{shorten(value)} is no language tag; write it like en, zh-Hant or zh-Hans")
    return value


def as_languages(value: Iterable[str]) -> tuple[str, ...]:
    """Return a tuple of language tags."""
    return each(value, lambda text: as_language(required_text(text)) or "")


def as_source_kind(value: SourceKind | str | None) -> SourceKind | None:
    """Return a kind of source, or None."""
    return None if value is None else word_of(SourceKind, value)


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Source(Displayed):
    """A document that facts come from.

    Attributes:
        id: Its id, by which citations refer to it.
        title: Its title, or a short description of what it is.
        publisher: Who published it.
        kind: Official, press or other.
        language: Its language, as a BCP 47 tag.
        published: When it was published.
        retrieved: When it was read; an undated page was published on that day or earlier.
        url: Its public address: `http`, `https`, `ftp`, `doi`, `urn`, or a bare host name as it is printed.
        file: The name of the file that holds it, where it has no public address or was kept.
        note: Anything a reader of the source must know.
        identifiers: Identifiers by scheme, such as `wikidata`.
        extra: The user's own values: any JSON values by key, which the library keeps and does not read.
    """

    id: str = attrs.field(validator=check_id)
    title: str = attrs.field(converter=required_text)
    publisher: str | None = attrs.field(default=None, converter=as_text)
    kind: SourceKind | None = attrs.field(default=None, converter=as_source_kind)
    language: str | None = attrs.field(default=None, converter=as_language)
    published: PartialDate | None = attrs.field(default=None, converter=as_day)
    retrieved: PartialDate | None = attrs.field(default=None, converter=as_day)
    url: str | None = attrs.field(default=None, converter=as_address)
    file: str | None = attrs.field(default=None, converter=as_text)
    note: str | None = attrs.field(default=None, converter=as_text)
    identifiers: FrozenMapping = attrs.field(default=EMPTY, converter=as_identifiers)
    extra: FrozenMapping = attrs.field(default=EMPTY, converter=as_extra)

    @property
    def available(self) -> PartialDate | None:
        """The days on which it may have been published, as stated, else until it was read; None if nothing is known."""
        if self.published is None and self.retrieved is not None:
            return PartialDate(1, self.retrieved.last_ordinal)
        return self.published

    def published_by(self, day: Day) -> Truth:
        """Whether the source was published on a day or before it.

        Example:
            >>> Source(id="s", title="A page", published="2023").published_by("2023-06-30")
            <Truth.UNKNOWN>
        """
        first, last = day_run(day)
        available = self.available
        earliest, latest = (1, LAST_DAY) if available is None else (available.first_ordinal, available.last_ordinal)
        if latest <= first:
            return Truth.TRUE
        return Truth.FALSE if earliest > last else Truth.UNKNOWN

    def __repr__(self) -> str:
        return f"<Source {brief(self.id)}: {brief(self.title)!r}{f', {self.published}' if self.published else ''}>"


CitationStyle: TypeAlias = Literal["text", "bibtex", "csl-json", "ris"]
"""A form in which a record is cited, which is text for a footnote or the form of a reference manager."""


@attrs.frozen(kw_only=True)
class Origin(Public):
    """The state of the register that an answer is from.

    Attributes:
        version: The version of its data.
        verified_through: The last day to which it was checked.
        published_on: The day whose public record it shows, if it was asked for that of a day.
    """

    version: str | None = None
    verified_through: PartialDate | None = None
    published_on: PartialDate | None = None


def as_path(value: object) -> str:
    """Return the path of a field."""
    if not isinstance(value, str):
        raise WrongTypeError(f"{shorten(value)} is no path of a field")
    steps(value)
    return value


def as_paths(value: Iterable[str]) -> tuple[str, ...]:
    """Return a tuple of paths of fields."""
    return each(value, as_path)


def _pair(value: object) -> tuple[object, object]:
    if not isinstance(value, tuple) or len(value) != 2:
        raise WrongTypeError(f"{shorten(value)} is no pair of a path and what the source has")
    return value


def _claim(value: object) -> Claim:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return finite(value)
    if isinstance(value, str):
        return required_text(value)
    raise WrongTypeError(f"{shorten(value)} is no claim: what a source has is a text or a number")


def as_claims(value: Mapping[str, Claim] | Iterable[tuple[str, Claim]]) -> tuple[tuple[str, Claim], ...]:
    """Return what a source says instead, as pairs of path and value in the order of the paths."""
    pairs = value.items() if isinstance(value, Mapping) else value
    claims: dict[str, Claim] = {}
    for pair in each(pairs, _pair):
        path, claim = pair
        claims[as_path(path)] = _claim(claim)
    return tuple(sorted(claims.items()))


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Citation(Public):
    """This source, at this place, supports these fields of the record (or says something else of them).

    Attributes:
        source: Id of the source.
        locator: Where in it: a paragraph, a heading, a page.
        supports: Paths of the fields that it supports, such as `signed` or `renewals[0].term`; empty for the record
            as a whole.
        says: What it has instead, as pairs of path and value, where it disagrees or is less precise. A mapping will do.
        note: How far it carries: deduced, announced and not reported, a wiki, our translation.

    Example:
        >>> Citation(source="s", says={"signed": "2011"}).says
        (('signed', '2011'),)
    """

    source: str = attrs.field(converter=as_id)
    locator: str | None = attrs.field(default=None, converter=as_text)
    supports: tuple[str, ...] = attrs.field(default=(), converter=as_paths)
    says: tuple[tuple[str, Claim], ...] = attrs.field(default=(), converter=as_claims)
    note: str | None = attrs.field(default=None, converter=as_text)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that it speaks of, first those it supports, then those for which it has something else."""
        return (*self.supports, *(path for path, _ in self.says)) if self.says else self.supports

    def __repr__(self) -> str:
        what = ", ".join(self.supports) or "the record"
        return f"<Citation of {brief(self.source)} for {brief(what, 100)}>"


def as_citations(value: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return a tuple of citations."""
    return parts_of(Citation, value)
