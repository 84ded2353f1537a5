"""Programmes: training, attachments, exchanges, platforms, examinations and pilots."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Held, Period
from mainland_coop.dates.terms import Term
from mainland_coop.foundation.errors import brief
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.vocabularies import FigureQualifier, ProgrammeKind, StartBasis
from mainland_coop.records.faults import telling_all
from mainland_coop.records.fields import (
    as_day,
    as_ids,
    as_optional_held,
    as_optional_term,
    as_reference,
    as_text,
    check_id,
    list_fields,
    located,
    number,
    parts_of,
    word_of,
)
from mainland_coop.records.figures import Figure, as_figures, as_qualifier
from mainland_coop.records.instruments import (
    Ending,
    InForce,
    Renewal,
    as_calendar_period,
    as_ending,
    as_expiry,
    as_renewals,
    as_tacit_renewal,
    chain_terms,
    check_life,
    link_terms,
)
from mainland_coop.records.mappings import EMPTY, FrozenMapping, as_extra, as_identifiers
from mainland_coop.records.names import Name, as_name, as_optional_name
from mainland_coop.records.provenance import Citation, as_citations
from mainland_coop.records.soundness import check_worlds, exact_runs
from mainland_coop.validity.links import ChainTerms, End


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Edition(Public):
    """One round of a programme.

    Attributes:
        held: When it was held: a partial date, or a period of first and last day.
        name: What it was called.
        place: Where it was held.
        n_participants: How many took part.
        qualifier: How exactly that number is meant.
        note: Anything else.
        citations: Where it stands.
    """

    held: Held | None = attrs.field(default=None, converter=as_optional_held)
    name: Name | None = attrs.field(default=None, converter=as_optional_name)
    place: str | None = attrs.field(default=None, converter=as_text)
    n_participants: int | None = attrs.field(default=None, converter=number)
    qualifier: FigureQualifier | None = attrs.field(default=None, converter=as_qualifier)
    note: str | None = attrs.field(default=None, converter=as_text)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __repr__(self) -> str:
        return f"<Edition{f' {self.held}' if self.held else ''}{f', {brief(self.place)}' if self.place else ''}>"


def as_programme_kind(value: ProgrammeKind | str | None) -> ProgrammeKind | None:
    """Return what a programme does, or None."""
    return None if value is None else word_of(ProgrammeKind, value)


def as_editions(value: Iterable[Edition]) -> tuple[Edition, ...]:
    """Return a tuple of editions."""
    return parts_of(Edition, value)


def as_open_lists(value: Iterable[str]) -> tuple[str, ...]:
    """Return names of list fields of a programme."""
    return list_fields(Programme, value)


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Programme(InForce):
    """Something that runs, rather than something that was signed; in force by the same rules as an agreement.

    Where no start is stated it may have started on any day, so nothing is FALSE save after a stated end.

    Attributes:
        id: Its id.
        name: Its names.
        kind: What it does.
        organisers: Ids of the parties that run it.
        partners: Ids of the parties that take part in running it.
        started: When it started.
        period: The calendar period for which it runs, in full; it stands in place of the start, the term and the end.
        term: How long it runs. Beside `expires`, which then is the end, it is kept and shown.
        tacit_renewal: The period by which it renews itself, or True where that is not stated; it stands beside a term
            or `expires`.
        expires: Its last day, or `End.OPEN` (in files: `..`).
        notice: The period of notice.
        renewals: Its extensions, in order.
        ending: Its end before it ran out.
        implements: Ids of the agreements that it carries out.
        under: Id of the framework agreement that it belongs to.
        areas: Ids of the areas of co-operation.
        place: Where it is held.
        editions: Its rounds.
        figures: Numbers that sources give of it.
        open_lists: Names of list fields of which the record may not know every item; `renewals` as for an agreement.
        note: Anything a reader must know.
        checked: When the record was last checked.
        identifiers: Identifiers by scheme, such as `wikidata`.
        extra: The user's own values: any JSON values by key, which the library keeps and does not read.
        citations: The sources of its fields.

    Raises:
        InvalidRecordError: As for an agreement.
        DateError: As for an agreement.
        WrongTypeError: As for an agreement.
    """

    id: str = attrs.field(validator=check_id)
    name: Name = attrs.field(converter=as_name)
    kind: ProgrammeKind | None = attrs.field(default=None, converter=as_programme_kind)
    organisers: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    partners: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    started: PartialDate | None = attrs.field(default=None, converter=as_day)
    period: Period | None = attrs.field(default=None, converter=as_calendar_period)
    term: Term | None = attrs.field(default=None, converter=as_optional_term)
    tacit_renewal: Term | Literal[True] | None = attrs.field(default=None, converter=as_tacit_renewal)
    expires: PartialDate | End | None = attrs.field(default=None, converter=as_expiry)
    notice: Term | None = attrs.field(default=None, converter=as_optional_term)
    renewals: tuple[Renewal, ...] = attrs.field(default=(), converter=as_renewals)
    ending: Ending | None = attrs.field(default=None, converter=as_ending)
    implements: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    under: str | None = attrs.field(default=None, converter=as_reference)
    areas: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    place: str | None = attrs.field(default=None, converter=as_text)
    editions: tuple[Edition, ...] = attrs.field(default=(), converter=as_editions)
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=as_figures)
    open_lists: tuple[str, ...] = attrs.field(default=(), converter=as_open_lists)
    note: str | None = attrs.field(default=None, converter=as_text)
    checked: PartialDate | None = attrs.field(default=None, converter=as_day)
    identifiers: FrozenMapping = attrs.field(default=EMPTY, converter=as_identifiers)
    extra: FrozenMapping = attrs.field(default=EMPTY, converter=as_extra)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __attrs_post_init__(self) -> None:
        check_life(self)
        check_worlds(self, self.started)

    @property
    def terms(self) -> ChainTerms:
        """What the record states of its chain."""
        basis = StartBasis.NOT_STATED if self.started is None else StartBasis.START
        return chain_terms(self, link_terms(self, self.started, basis))

    @property
    def start_path(self) -> str:
        """The field that the first link takes its start from."""
        return "started" if self.period is None else "period"

    @property
    def exact_runs(self) -> tuple[tuple[int, int], ...] | None:
        """The runs of days in force, as ordinals, if there is no doubt of any day."""
        return exact_runs(self, self.started)

    def __repr__(self) -> str:
        started = f", started {self.started}" if self.started else ""
        return f"<Programme {brief(self.id)}: {brief(self.name.text)!r}{started}>"
