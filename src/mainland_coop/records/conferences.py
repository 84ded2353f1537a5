"""Standing mechanisms and their meetings."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import attrs

from mainland_coop.dates.edtf import LAST_DAY
from mainland_coop.dates.partial_dates import Day, PartialDate, day_run
from mainland_coop.dates.periods import Held, Period
from mainland_coop.foundation.errors import InvalidRecordError, WrongTypeError, brief, shorten
from mainland_coop.foundation.importing import Displayed
from mainland_coop.foundation.public_names import Public
from mainland_coop.records.faults import telling_all
from mainland_coop.records.fields import (
    as_day,
    as_flag,
    as_ids,
    as_optional_held,
    as_text,
    check_id,
    list_fields,
    located,
    number,
    parts_of,
)
from mainland_coop.records.figures import Figure, as_figures
from mainland_coop.records.mappings import EMPTY, FrozenMapping, as_extra, as_identifiers
from mainland_coop.records.names import Name, Signatory, as_name, as_names, as_optional_name, as_signatories
from mainland_coop.records.provenance import Citation, as_citations

_MOST_MISSING = 10_000
"""Numbers that a series may lack before one takes an ordinal to be a slip."""


def as_session_lists(value: Iterable[str]) -> tuple[str, ...]:
    """Return names of list fields of a session."""
    return list_fields(Session, value)


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Session(Displayed):
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
        open_lists: Names of list fields of which the record may not know every item.
        note: Anything a reader must know.
        checked: When the record was last checked.
        identifiers: Identifiers by scheme, such as `wikidata`.
        extra: The user's own values: any JSON values by key, which the library keeps and does not read.
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
    open_lists: tuple[str, ...] = attrs.field(default=(), converter=as_session_lists)
    note: str | None = attrs.field(default=None, converter=as_text)
    checked: PartialDate | None = attrs.field(default=None, converter=as_day)
    identifiers: FrozenMapping = attrs.field(default=EMPTY, converter=as_identifiers)
    extra: FrozenMapping = attrs.field(default=EMPTY, converter=as_extra)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __repr__(self) -> str:
        return f"<Session {brief(self.id)}{f', held {self.held}' if self.held else ''}>"


@attrs.frozen
class Interval(Public):
    """The time between two neighbouring sessions.

    Attributes:
        before: Id of the earlier session.
        after: Id of the later session.
        shortest: The least number of days from the last day of the earlier to the first day of the later, over all days
            that their dates may be; 0 if they can fall on one day.
        longest: The greatest such number.
    """

    before: str
    after: str
    shortest: int
    longest: int


def by_date(sessions: list[Session] | tuple[Session, ...]) -> tuple[Session, ...]:
    """Return sessions ordered by when they were held (earliest, then latest; those without a date last), then id."""

    def key(session: Session) -> tuple[bool, tuple[int, ...], str]:
        return session.held is None, session.held.sort_key[:2] if session.held else (), session.id

    return tuple(sorted(parts_of(Session, sessions), key=key))


def as_conference_lists(value: Iterable[str]) -> tuple[str, ...]:
    """Return names of list fields of a conference."""
    return list_fields(Conference, value)


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Conference(Displayed):
    """A standing mechanism, such as a co-operation conference, with its sessions.

    Attributes:
        id: Its id.
        name: Its names; one that was renamed and kept counting has its earlier names as former ones.
        parties: Ids of its parties.
        established: When it was established.
        sessions: Its sessions, ordered by when they were held, then id.
        areas: Ids of the areas it deals with.
        figures: Numbers that sources give of it.
        open_lists: Names of list fields of which the record may not know every item.
        note: Anything a reader must know.
        checked: When the record was last checked.
        identifiers: Identifiers by scheme, such as `wikidata`.
        extra: The user's own values: any JSON values by key, which the library keeps and does not read.
        citations: The sources of its fields.
    """

    id: str = attrs.field(validator=check_id)
    name: Name = attrs.field(converter=as_name)
    parties: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    established: PartialDate | None = attrs.field(default=None, converter=as_day)
    sessions: tuple[Session, ...] = attrs.field(default=(), converter=by_date)
    areas: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=as_figures)
    open_lists: tuple[str, ...] = attrs.field(default=(), converter=as_conference_lists)
    note: str | None = attrs.field(default=None, converter=as_text)
    checked: PartialDate | None = attrs.field(default=None, converter=as_day)
    identifiers: FrozenMapping = attrs.field(default=EMPTY, converter=as_identifiers)
    extra: FrozenMapping = attrs.field(default=EMPTY, converter=as_extra)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def latest(self, before: Day | None = None, *, series: str | None = None) -> Session | None:
        """Return the last session that was certainly held before a day, or None if there is none.

        The last is that which comes last in `sessions`: by its earliest possible day, then its latest, then its id. A
        session of several days counts from the day after its last.

        Args:
            before: The day, itself excluded; without it, of all sessions with a date.
            series: Only sessions of this series.

        Raises:
            WrongTypeError: If `before` is no day or `series` no text.
            DateError: If `before` is a text that is no partial date.
            InvalidRecordError: If the conference has no such series; it lists those that it has.

        Example:
            >>> task_force = Conference(id="c", name="C", sessions=[
            ...     Session(id="c-1", ordinal=1, held="2023-02-27"), Session(id="c-5", ordinal=5, held="2024-08-21")])
            >>> task_force.latest(before="2024-08-21"), task_force.next_ordinal(), task_force.missing_ordinals()
            (<Session c-1, held 2023-02-27>, 6, (2, 3, 4))
            >>> task_force.intervals()
            (Interval(before='c-1', after='c-5', shortest=541, longest=541),)
        """
        limit = LAST_DAY + 1 if before is None else day_run(before)[0]
        held = (s for s in reversed(self._of(series)) if s.held is not None and s.held.last_ordinal < limit)
        return next(held, None)

    def next_ordinal(self, series: str | None = None) -> int | None:
        """Return the number after the highest in a series, or None if no session of it is numbered.

        Args:
            series: The series; it can be left out where only one is numbered.

        Raises:
            WrongTypeError: If `series` is no text.
            InvalidRecordError: If the conference has no such series, or none is named and several are numbered.
        """
        numbered = self._numbered(series)
        return max(numbered) + 1 if numbered else None

    def missing_ordinals(self, series: str | None = None) -> tuple[int, ...]:
        """Return the numbers from 1 to the highest in a series that no session of it bears, rising.

        Args:
            series: The series; it can be left out where only one is numbered.

        Raises:
            WrongTypeError: If `series` is no text.
            InvalidRecordError: If the conference has no such series, none is named and several are numbered, or more
                than 10,000 numbers are missing.
        """
        numbered = self._numbered(series)
        highest = max(numbered, default=0)
        missing = highest - sum(ordinal > 0 for ordinal in numbered)
        if missing > _MOST_MISSING:
            raise InvalidRecordError(
                f"{missing} numbers are missing before session {shorten(numbered[highest].id)} of {shorten(self.id)}, "
                f"more than {_MOST_MISSING}: look whether its ordinal is right ({highest})"
            )
        return tuple(ordinal for ordinal in range(1, highest) if ordinal not in numbered)

    def intervals(self, series: str | None = None) -> tuple[Interval, ...]:
        """Return the time between neighbouring sessions with a date, in the order of `sessions`.

        Args:
            series: Only sessions of this series; without it, of all together.

        Raises:
            WrongTypeError: If `series` is no text.
            InvalidRecordError: If the conference has no such series; it lists those that it has.
        """
        held = [session for session in self._of(series) if session.held is not None]
        return tuple(
            Interval(a.id, b.id, *_days_between(a.held, b.held))
            for a, b in pairwise(held)
            if a.held is not None and b.held is not None
        )

    def _of(self, series: str | None) -> tuple[Session, ...]:
        if series is None:
            return self.sessions
        if not isinstance(series, str):
            raise WrongTypeError(f"{shorten(series)} is no series: a series is named by its text")
        found = tuple(session for session in self.sessions if session.series == series)
        if not found:
            known = sorted({session.series for session in self.sessions if session.series is not None})
            remedy = f"its series are {', '.join(map(shorten, known))}" if known else "its sessions name no series"
            raise InvalidRecordError(f"{shorten(series)} is no series of {shorten(self.id)}: {remedy}")
        return found

    def _numbered(self, series: str | None) -> dict[int, Session]:
        """Sessions by ordinal; of those that share one the first."""
        numbered = [(session.ordinal, session) for session in self._of(series) if session.ordinal is not None]
        counted = {session.series for _, session in numbered}
        if len(counted) > 1:
            names = ", ".join(sorted(shorten(name) for name in counted if name is not None))
            raise InvalidRecordError(f"{shorten(self.id)} numbers several series, each for itself: name one of {names}")
        return dict(reversed(numbered))

    def __repr__(self) -> str:
        return f"<Conference {brief(self.id)}: {len(self.sessions)} session{'' if len(self.sessions) == 1 else 's'}>"


def _days_between(a: Held, b: Held) -> tuple[int, int]:
    """Return the least and the greatest number of days between two meetings, whichever comes first.

    A partial date is one day out of its run; a period is all its days.
    """
    shortest = max(0, b.first_ordinal - a.last_ordinal, a.first_ordinal - b.last_ordinal)
    # The days on which each ends at the earliest, and starts at the latest.
    ends = [when.last_ordinal if isinstance(when, Period) else when.first_ordinal for when in (a, b)]
    starts = [when.first_ordinal if isinstance(when, Period) else when.last_ordinal for when in (a, b)]
    return shortest, max(0, starts[1] - ends[0], starts[0] - ends[1])
