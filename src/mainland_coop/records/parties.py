"""The bodies that co-operate."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.foundation.errors import InvalidRecordError, brief, shorten
from mainland_coop.foundation.importing import Displayed
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.vocabularies import PartyKind, SuccessionKind
from mainland_coop.records.faults import telling_all
from mainland_coop.records.fields import (
    as_address,
    as_day,
    as_id,
    as_reference,
    as_text,
    check_id,
    located,
    parts_of,
    word_of,
)
from mainland_coop.records.figures import Figure, as_figures
from mainland_coop.records.mappings import EMPTY, FrozenMapping, as_extra, as_identifiers
from mainland_coop.records.names import Name, as_name
from mainland_coop.records.provenance import Citation, as_citations

JURISDICTION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


def as_jurisdiction(value: str | None) -> str | None:
    """Return an ISO 3166-1 or 3166-2 code, or None."""
    if value is not None and (not isinstance(value, str) or not JURISDICTION.fullmatch(value)):
        raise InvalidRecordError(f"{shorten(value)} is no ISO 3166 code; write it like HK, MO, CN or CN-GD")
    return value


def as_succession(value: SuccessionKind | str | None) -> SuccessionKind | None:
    """Return how one body came out of another, or None."""
    return None if value is None else word_of(SuccessionKind, value)


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Predecessor(Public):
    """A body that this one came out of.

    Attributes:
        party: Id of the earlier body.
        on: When the change took effect.
        how: Renamed, merged, split, transferred, or formed on the basis of the earlier body (which may go on).
        note: What happened.
        citations: Where it stands.
    """

    party: str = attrs.field(converter=as_id)
    on: PartialDate | None = attrs.field(default=None, converter=as_day)
    how: SuccessionKind | None = attrs.field(default=None, converter=as_succession)
    note: str | None = attrs.field(default=None, converter=as_text)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __repr__(self) -> str:
        return f"<Predecessor {brief(self.party)}{f', {self.on}' if self.on else ''}>"


def as_party_kind(value: PartyKind | str | None) -> PartyKind | None:
    """Return what a body is, or None."""
    return None if value is None else word_of(PartyKind, value)


def as_predecessors(value: Iterable[Predecessor]) -> tuple[Predecessor, ...]:
    """Return a tuple of predecessors."""
    return parts_of(Predecessor, value)


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Party(Displayed):
    """A body: a government, department, court, professional body and so on.

    Attributes:
        id: Its id.
        name: Its names.
        kind: What it is.
        jurisdiction: ISO 3166 code of the place whose body it is (HK, MO, CN, CN-GD, ...).
        city: The city, where the body belongs to one that has no code.
        parent: Id of the body that it is part of.
        predecessors: The bodies that it came out of; successors are derived from these.
        website: Its public address, as of the `url` of a source.
        figures: Numbers that sources give of it.
        note: Anything a reader must know.
        checked: When the record was last checked.
        identifiers: Identifiers by scheme, such as `wikidata`.
        extra: The user's own values: any JSON values by key, which the library keeps and does not read.
        citations: The sources of its fields.
    """

    id: str = attrs.field(validator=check_id)
    name: Name = attrs.field(converter=as_name)
    kind: PartyKind | None = attrs.field(default=None, converter=as_party_kind)
    jurisdiction: str | None = attrs.field(default=None, converter=as_jurisdiction)
    city: str | None = attrs.field(default=None, converter=as_text)
    parent: str | None = attrs.field(default=None, converter=as_reference)
    predecessors: tuple[Predecessor, ...] = attrs.field(default=(), converter=as_predecessors)
    website: str | None = attrs.field(default=None, converter=as_address)
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=as_figures)
    note: str | None = attrs.field(default=None, converter=as_text)
    checked: PartialDate | None = attrs.field(default=None, converter=as_day)
    identifiers: FrozenMapping = attrs.field(default=EMPTY, converter=as_identifiers)
    extra: FrozenMapping = attrs.field(default=EMPTY, converter=as_extra)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __repr__(self) -> str:
        return f"<Party {brief(self.id)}: {brief(self.name.text)!r}>"
