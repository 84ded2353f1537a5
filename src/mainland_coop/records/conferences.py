"""Standing mechanisms and their meetings."""

from __future__ import annotations

import attrs

from mainland_coop.dates import PartialDate
from mainland_coop.errors import brief
from mainland_coop.periods import Held
from mainland_coop.records.fields import (
    as_day,
    as_flag,
    as_ids,
    as_optional_held,
    as_text,
    as_texts,
    check_id,
    located,
    number,
    parts_of,
)
from mainland_coop.records.figures import Figure, as_figures
from mainland_coop.records.names import Name, Signatory, as_name, as_names, as_optional_name, as_signatories
from mainland_coop.records.provenance import Citation, as_citations

__all__ = ["Conference", "Session"]


@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Session:
    """One meeting of a conference.

    Attributes:
        id: Its id, unique among the sessions of all conferences; agreements signed there name it (`signed_at`).
        name: What it is called.
        series: The numbered series within the mechanism, such as plenary or working meeting.
        ordinal: Its number in the series.
        held: When it was held: a partial date, or a period of first and last day.
        announced_for: When it had been announced for, where that differs.
        place: Where it was held.
        video: Whether it was held by video.
        parties: Ids of the parties that met, where they differ from the conference's.
        chairs: Who led it, for which party.
        guests: Who else attended.
        theme: Its theme.
        documents: Titles of documents signed or adopted there that have no agreement record of their own.
        n_areas: Number of areas of co-operation agreed.
        n_items: Number of items agreed.
        n_documents: Number of documents signed, as the source counts them.
        areas: Ids of the areas dealt with.
        held_with: Ids of sessions of other series that were the same gathering.
        figures: Other numbers that sources give of it.
        open_lists: Names of fields whose list the source itself leaves open ("etc.").
        note: Anything a reader must know.
        checked: When the record was last checked.
        citations: The sources of its fields.
    """

    id: str = attrs.field(validator=check_id)
    name: Name | None = attrs.field(default=None, converter=as_optional_name)
    series: str | None = attrs.field(default=None, converter=as_text)
    ordinal: int | None = attrs.field(default=None, converter=number)
    held: Held | None = attrs.field(default=None, converter=as_optional_held)
    announced_for: Held | None = attrs.field(default=None, converter=as_optional_held)
    place: str | None = attrs.field(default=None, converter=as_text)
    video: bool = attrs.field(default=False, converter=as_flag)
    parties: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    chairs: tuple[Signatory, ...] = attrs.field(default=(), converter=as_signatories)
    guests: tuple[Signatory, ...] = attrs.field(default=(), converter=as_signatories)
    theme: str | None = attrs.field(default=None, converter=as_text)
    documents: tuple[Name, ...] = attrs.field(default=(), converter=as_names)
    n_areas: int | None = attrs.field(default=None, converter=number)
    n_items: int | None = attrs.field(default=None, converter=number)
    n_documents: int | None = attrs.field(default=None, converter=number)
    areas: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    held_with: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=as_figures)
    open_lists: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    note: str | None = attrs.field(default=None, converter=as_text)
    checked: PartialDate | None = attrs.field(default=None, converter=as_day)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __repr__(self) -> str:
        return f"<Session {brief(self.id)}{f', held {self.held}' if self.held else ''}>"


def by_date(sessions: list[Session] | tuple[Session, ...]) -> tuple[Session, ...]:
    """Return sessions ordered by when they were held (earliest, then latest; those without a date last), then id."""

    def key(session: Session) -> tuple[bool, tuple[int, ...], str]:
        return session.held is None, session.held.sort_key[:2] if session.held else (), session.id

    return tuple(sorted(parts_of(Session, sessions), key=key))


@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Conference:
    """A standing mechanism, such as a co-operation conference, with its sessions.

    Attributes:
        id: Its id.
        name: Its names; one that was renamed and kept counting has its earlier names as former ones.
        parties: Ids of its parties.
        established: When it was established.
        sessions: Its sessions, ordered by when they were held, then id.
        areas: Ids of the areas it deals with.
        figures: Numbers that sources give of it.
        open_lists: Names of fields whose list the source itself leaves open ("etc.").
        note: Anything a reader must know.
        checked: When the record was last checked.
        citations: The sources of its fields.
    """

    id: str = attrs.field(validator=check_id)
    name: Name = attrs.field(converter=as_name)
    parties: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    established: PartialDate | None = attrs.field(default=None, converter=as_day)
    sessions: tuple[Session, ...] = attrs.field(default=(), converter=by_date)
    areas: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=as_figures)
    open_lists: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    note: str | None = attrs.field(default=None, converter=as_text)
    checked: PartialDate | None = attrs.field(default=None, converter=as_day)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __repr__(self) -> str:
        return f"<Conference {brief(self.id)}: {len(self.sessions)} session{'' if len(self.sessions) == 1 else 's'}>"
