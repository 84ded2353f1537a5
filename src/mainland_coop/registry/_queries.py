"""The questions that people ask of a registry, each in one line; the work is done in the modules that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from mainland_coop.collections.kinds import Agreements
from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.dates.periods import PeriodLike
from mainland_coop.dates.truth import Truth
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.explanation import Finding, Presumption, explain
from mainland_coop.records.programmes import Programme
from mainland_coop.registry._lookups import LookUps

if TYPE_CHECKING:
    from mainland_coop.questions.changes import Changes
    from mainland_coop.questions.events import EventIndex, Expiry, RecordGap
    from mainland_coop.questions.occurrences import Event

__all__ = ["Queries"]


class Queries(LookUps):
    """Questions of a registry; none of them changes anything."""

    __slots__ = ()

    published_on: PartialDate | None

    @property
    def event_index(self) -> EventIndex:
        """Everything that happened to the records, in order."""
        raise NotImplementedError

    # --- In force ------------------------------------------------------------------------------------------------

    def active_on(self, day: Day, *, at_least: Truth = Truth.TRUE, presume_continuity: bool = True) -> Agreements:
        """Return the agreements in force on a day.

        Args:
            day: The day; of a partial date each day that it may be is asked.
            at_least: TRUE for those certainly in force, UNKNOWN also for those that may have been.
            presume_continuity: Whether an end that is not stated is presumed not to have come.

        Raises:
            WrongTypeError: If `day` is no day or `at_least` no truth value.
            DateError: If `day` is a text that is no partial date.
        """
        return self.agreements.active_on(day, at_least=at_least, presume_continuity=presume_continuity)

    def count_active(self, day: Day, *, at_least: Truth = Truth.TRUE, presume_continuity: bool = True) -> int:
        """Return how many agreements are in force on a day, faster than `len(active_on(...))`.

        Args:
            day: The day; of a partial date each day that it may be is asked.
            at_least: TRUE for those certainly in force, UNKNOWN also for those that may have been.
            presume_continuity: Whether an end that is not stated is presumed not to have come.

        Raises:
            WrongTypeError: If `day` is no day or `at_least` no truth value.
            DateError: If `day` is a text that is no partial date.

        Example:
            >>> import mainland_coop as mc
            >>> registry = mc.load()
            >>> registry.count_active("2014-06-01") == len(registry.active_on("2014-06-01"))
            True
        """
        return self.agreements.count_active(day, at_least=at_least, presume_continuity=presume_continuity)

    def explain(self, id: str, day: Day, *, presume_continuity: bool = True) -> Finding:
        """Return the finding for an agreement or programme on a day, with names instead of ids.

        It is flagged (`beyond_verified`) where it speaks of a day after `verified_through` and rests on the presumption
        of continuity, and says which of the fields it shows were published only after the day of `as_published`.

        Args:
            id: Id of an agreement, or else of a programme.
            day: The day.
            presume_continuity: As for `active_on`.

        Raises:
            UnknownIdError: If neither an agreement nor a programme has the id.
        """
        return self.explain_record(self.record(id), day, presume_continuity=presume_continuity)

    def explain_record(self, record: Agreement | Programme, day: Day, *, presume_continuity: bool = True) -> Finding:
        """Return the finding for a record of this registry, also for a programme that has the id of an agreement.

        Args:
            record: The agreement or programme.
            day: The day.
            presume_continuity: As for `active_on`.
        """
        finding = explain(record, PartialDate.of(day), presume_continuity=presume_continuity, name_of=self.name_of)
        reasons = list(finding.reasons)
        if self.published_on is not None:
            for citation in finding.citations:
                source = self.sources[citation.source]
                if not source.published_by(self.published_on).certain:
                    what = ", ".join(citation.paths) or "the record"
                    when = f"was not certainly published by {self.published_on}; its values are shown all the same"
                    reasons.append(f"{source.title}, which bears on {what}, {when}.")
        beyond = (
            self.verified_through is not None
            and Presumption.CONTINUITY in finding.presumptions
            and finding.on.last_ordinal > self.verified_through.last_ordinal
        )
        if beyond:
            reasons.append(
                f"The register was checked through {self.verified_through}; what came after that day is not in it."
            )
        return attrs.evolve(finding, reasons=tuple(reasons), beyond_verified=beyond)

    # --- Time over everything ---------------------------------------------------------------------------

    def events(self, period: PeriodLike, *, at_least: Truth = Truth.UNKNOWN) -> tuple[Event, ...]:
        """Return what happened in a period: signatures, entries into force, renewals, ends, sessions, editions.

        They are ordered by when they happened (earliest day, then latest), then kind of record, id, kind of event. Each
        says how certain it is that it happened in the period. An ending is an event only if it cuts its chain short,
        and what would lie after it did not happen; what has no date makes no event.

        Args:
            period: The period; a day or partial date means all its days. Of a session of several days one is enough.
            at_least: UNKNOWN for all that may have happened then, TRUE for what certainly did.

        Raises:
            WrongTypeError: If `period` is neither a period nor a day, or `at_least` no truth value.
            DateError: If it is a text that is no period, or a reversed one.

        Example:
            >>> import mainland_coop as mc
            >>> for event in mc.load().events("2024-01-28/2024-01-29", at_least=mc.Truth.TRUE):
            ...     print(event.when, event.kind, event.id)
            2024-01-28 superseded mla-choice-of-court-2006
            2024-01-29 superseded in part mla-choice-of-court-2006
            2024-01-29 entered into force mla-civil-commercial-2019
        """
        return self.event_index.during(period, at_least=at_least)

    def changes(self, before: Day, after: Day, *, presume_continuity: bool = True) -> Changes:
        """Return how two days differ: which agreements and programmes began, ended, were renewed, became uncertain.

        Each list has agreements first, then programmes, each by date, then id. What began and ended again between the
        days does not show; `events` tells it.

        Args:
            before: The earlier day; of a partial date each day that it may be is asked.
            after: The later day; it may be the same.
            presume_continuity: Whether an end that is not stated is presumed not to have come.

        Raises:
            WrongTypeError: If one of them is no day.
            DateError: If one is a text that is no partial date, or `after` certainly lies before `before`.

        Example:
            >>> import mainland_coop as mc
            >>> print(mc.load().changes("2024-01-28", "2024-01-29"))
            Changes from 2024-01-28 to 2024-01-29
              began: mla-civil-commercial-2019 (FALSE -> TRUE)
              ended: mla-choice-of-court-2006 (TRUE -> FALSE)
        """
        from mainland_coop.questions.changes import changes_between

        return changes_between(self.agreements, self.programmes, before, after, presume_continuity=presume_continuity)

    def expiring(self, within: PeriodLike, *, at_least: Truth = Truth.TRUE) -> tuple[Expiry, ...]:
        """Return the agreements and programmes whose last day lies in a period, by that day, kind of record and id.

        Args:
            within: The period; a day or partial date means all its days.
            at_least: TRUE for what certainly ends in the period, UNKNOWN also for what may.

        Raises:
            WrongTypeError: If `within` is neither a period nor a day, or `at_least` no truth value.
            DateError: If it is a text that is no period, or a reversed one.

        Example:
            >>> import mainland_coop as mc
            >>> [(expiry.id, str(expiry.expires)) for expiry in mc.load().expiring("2026-10")]
            [('gba-practice-pilot', '2026-10-04')]
        """
        from mainland_coop.questions.events import expiring_in

        return expiring_in(self.agreements, self.programmes, within, at_least=at_least)

    def gaps(self, *, at_least: Truth = Truth.TRUE) -> tuple[RecordGap, ...]:
        """Return the gaps between links of all agreements and programmes, by the last day before them.

        Args:
            at_least: TRUE for gaps that are certain, UNKNOWN also for those that are only possible.

        Raises:
            WrongTypeError: If `at_least` is no truth value.

        Example:
            >>> import mainland_coop as mc
            >>> for found in mc.load().gaps():
            ...     print(found.id, found.gap.shortest, found.gap.longest)
            doj-shenzhen-legal-matters-2011 321 321
            doj-shenzhen-legal-matters-2011 171 200
        """
        from mainland_coop.questions.events import all_gaps

        return all_gaps(self.agreements, self.programmes, at_least=at_least)
