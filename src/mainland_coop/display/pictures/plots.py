"""`registry.plot`: the pictures of a registry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, Unpack

import attrs

from mainland_coop.collections.collection import Collection, unknown_id
from mainland_coop.collections.in_force import InForceCollection
from mainland_coop.collections.kinds import Agreements, Conferences, Parties, Programmes
from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.dates.periods import Period, PeriodLike, as_period
from mainland_coop.dates.truth import Truth
from mainland_coop.display.pictures.frame import Frame, PictureOptions, with_frame
from mainland_coop.display.pictures.labels import Labels
from mainland_coop.foundation.argument_checks import expect
from mainland_coop.foundation.errors import InvalidRecordError, WrongTypeError, shorten
from mainland_coop.questions.events import expiring_in
from mainland_coop.questions.standing_counts import Unit
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference
from mainland_coop.records.fields import sequence
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme

if TYPE_CHECKING:
    from matplotlib.figure import Figure


Drawn: TypeAlias = Agreement | Programme | Party

_AHEAD = 731
"""How many days what runs out is looked for, if no period is given: two years, one of them with a leap day."""


class _Register(Protocol):
    @property
    def verified_through(self) -> PartialDate | None: ...
    @property
    def agreements(self) -> Agreements: ...
    @property
    def programmes(self) -> Programmes: ...
    @property
    def parties(self) -> Parties: ...
    @property
    def conferences(self) -> Conferences: ...


@attrs.frozen(repr=False)
class Plots:
    """The pictures of a registry. Each is a figure of matplotlib, yours to style and save.

    They need matplotlib, which the extra `plot` brings: `pip install "mainland-coop[plot]"`.
    """

    _registry: _Register

    @with_frame
    def timeline(
        self,
        records: str | Drawn | Iterable[str | Drawn] | None = None,
        *,
        on: Day | None = None,
        period: PeriodLike | None = None,
        presume_continuity: bool = True,
        labels: Labels = "full",
        **options: Unpack[PictureOptions],
    ) -> Figure:
        """Return who was bound when, a row for each record: days by standing, gaps marked.

        What dates state is solid, what is presumed pale, what is possible striped. It reaches to
        `verified_through`, after which what is presumed fades out.

        The row of a party has the days on which some agreement of the registry binds it.

        Args:
            records: A collection of agreements, programmes or parties, or such records or their ids, from the top; all
                agreements if not given. An id is looked for among agreements, then programmes, then parties.
            on: A day to mark with a line; a partial date is marked from its earliest to its latest day.
            period: The period to show; all that is known, and some room after it, if not given.
            presume_continuity: Whether an end that is not stated is presumed not to have come.
            labels: What rows are called by: `full` names, `short` ones where a record has them, or the `id`.

        Returns:
            The figure, which `figure.savefig("timeline.svg")` saves; `figure.axes[0]` has its axes.

        Raises:
            UnknownIdError: If no such record has an id.
            InvalidRecordError: If no record was chosen, or none has a known day and no period is given.
            MissingExtraError: If matplotlib is not installed (an ImportError); it names the command.
        """
        from mainland_coop.display.pictures.timeline_rows import row_of
        from mainland_coop.display.pictures.timelines import timeline_picture

        chosen = self._registry.agreements if records is None else records
        listed = [chosen] if isinstance(chosen, str | Agreement | Programme | Party) else list(sequence(chosen))
        agreements = self._registry.agreements
        rows = [row_of(self._record(each), agreements, presume_continuity=presume_continuity) for each in listed]
        frame = Frame(**options)
        checked = self._registry.verified_through
        return timeline_picture(rows, frame, on=on, labels=labels, period=period, checked=checked)

    @with_frame
    def standings(
        self,
        records: Agreements | Programmes | None = None,
        *,
        by: Unit = "year",
        period: PeriodLike | None = None,
        **options: Unpack[PictureOptions],
    ) -> Figure:
        """Return how many were in force over the years: a bar for the first day of each, stacked by standing.

        In force by stated dates lies below, in force with no end stated upon it, what may have been in force on top.
        Bars of days after `verified_through` are pale.

        Args:
            records: A collection of agreements or programmes; all agreements if not given.
            by: `year` or `month`: on whose first day is counted.
            period: The period to show; from the first start that is known to `verified_through` if not given.

        Raises:
            InvalidRecordError: If no day is known of any record and no period is given.
            InvalidArgumentError: If `by` is neither, or the period lacks an end.
            MissingExtraError: If matplotlib is not installed (an ImportError); it names the command.
        """
        from mainland_coop.display.pictures.standings import standings_picture

        chosen = self._registry.agreements if records is None else _dated(records)
        frame = Frame(**options)
        checked = self._registry.verified_through
        return standings_picture(chosen, frame, unit=by, period=period, checked=checked)

    @with_frame
    def sessions(
        self,
        conferences: str | Conference | Iterable[str | Conference] | None = None,
        *,
        series: str | None = None,
        labels: Labels = "full",
        **options: Unpack[PictureOptions],
    ) -> Figure:
        """Return when the sessions of conferences were held, a row for each conference and series.

        Args:
            conferences: The conferences or their ids, from the top; all if not given.
            series: Only sessions of this series.
            labels: What rows are called by: `full` names, `short` ones, or the `id`.

        Raises:
            UnknownIdError: If no conference has an id.
            InvalidRecordError: If no session that was chosen has a date.
            MissingExtraError: If matplotlib is not installed (an ImportError); it names the command.
        """
        from mainland_coop.display.pictures.sessions import sessions_picture

        known = self._registry.conferences
        chosen = known if conferences is None else conferences
        listed = [chosen] if isinstance(chosen, str | Conference) else sequence(chosen)
        found = [known[each] if isinstance(each, str) else expect(each, Conference, "conferences") for each in listed]
        return sessions_picture(found, Frame(**options), series=series, labels=labels)

    @with_frame
    def gaps(
        self,
        records: Agreements | Programmes | None = None,
        *,
        at_least: Truth = Truth.UNKNOWN,
        labels: Labels = "full",
        **options: Unpack[PictureOptions],
    ) -> Figure:
        """Return the gaps between links, a row for each by its length in days: certain ones first, the longest first.

        What a gap has on any reading of the dates is filled, what it may have beside is striped. Behind each name stand
        the last day before it and the next start.

        Args:
            records: A collection of agreements or programmes; all of both if not given.
            at_least: UNKNOWN for gaps that are only possible too, TRUE for certain ones alone.
            labels: What rows are called by: `full` names, `short` ones, or the `id`.

        Raises:
            InvalidRecordError: If there is no gap.
            MissingExtraError: If matplotlib is not installed (an ImportError); it names the command.
        """
        from mainland_coop.display.pictures.gaps import gaps_picture

        chosen = (self._registry.agreements, self._registry.programmes) if records is None else (_dated(records),)
        found = [
            (record.title if isinstance(record, Agreement) else record.name, record.id, gap)
            for kind in chosen
            for record in kind
            for gap in record.chain.gaps()
            if gap.certain or Truth.UNKNOWN.reaches(at_least)
        ]
        return gaps_picture(found, Frame(**options), labels=labels)

    @with_frame
    def expiring(
        self,
        within: PeriodLike | None = None,
        *,
        at_least: Truth = Truth.UNKNOWN,
        labels: Labels = "full",
        **options: Unpack[PictureOptions],
    ) -> Figure:
        """Return what runs out: what ends or renews itself in a period, the first end at the top.

        Behind each name stands the day; a triangle marks the last day for notice, where one is stated.

        Args:
            within: The period; the two years after `verified_through` if not given.
            at_least: UNKNOWN also for what may end in it, TRUE for what certainly does.
            labels: What rows are called by: `full` names, `short` ones, or the `id`.

        Raises:
            InvalidRecordError: If nothing ends in it, or no period is given and the register was never checked.
            MissingExtraError: If matplotlib is not installed (an ImportError); it names the command.
        """
        from mainland_coop.display.pictures.gaps import expiring_picture
        from mainland_coop.display.pictures.timeline_rows import row_of

        register, checked = self._registry, self._registry.verified_through
        if within is None:
            if checked is None:
                raise InvalidRecordError("the register tells no day to which it was checked: give the period to show")
            day = checked.last_ordinal
            within = Period(PartialDate(day, day), PartialDate(day + _AHEAD, day + _AHEAD))
        period = as_period(within)
        through = None if checked is None else checked.last_ordinal
        found = expiring_in(register.agreements, register.programmes, period, at_least=at_least, through=through)
        kinds: dict[str, Collection[Any]] = {"agreements": register.agreements, "programmes": register.programmes}
        rows: dict[tuple[str, str], Any] = {
            (kind, id): row_of(kinds[kind][id], register.agreements, presume_continuity=True)
            for kind, id in {(each.record_kind, each.id) for each in found}
        }
        frame = Frame(**options)
        return expiring_picture(found, rows, frame, within=period, labels=labels, checked=checked)

    @with_frame
    def counterparts(
        self,
        agreements: Agreements | None = None,
        *,
        sides: tuple[str, str] = ("HK", "CN"),
        most: int = 15,
        labels: Labels = "full",
        **options: Unpack[PictureOptions],
    ) -> Figure:
        """Return who signs with whom: the bodies of two sides, joined by bands as broad as they share agreements.

        Beside each body stands how many agreements it has with the other side. An agreement of several bodies of a
        side counts for each of them. What joins bodies of one side, or of neither, is left out.

        Args:
            agreements: The agreements that join them; all if not given.
            sides: The jurisdictions on the left and on the right, with their parts: `CN` has `CN-GD` too.
            most: How many bodies to name on each side, those with most agreements; the others stand together.
            labels: What bodies are called by: `full` names, `short` ones, or the `id`.

        Raises:
            InvalidRecordError: If no agreement has parties of both sides, or `most` is no number from 1.
            MissingExtraError: If matplotlib is not installed (an ImportError); it names the command.
        """
        from mainland_coop.display.pictures.counterparts import counterparts_picture

        joining = self._registry.agreements if agreements is None else expect(agreements, Agreements, "agreements")
        frame = Frame(**options)
        return counterparts_picture(self._registry.parties, joining, frame, sides=sides, most=most, labels=labels)

    def _record(self, each: Any) -> Drawn:
        if isinstance(each, Agreement | Programme | Party):
            return each
        if not isinstance(each, str):
            raise WrongTypeError(f"{shorten(each)} is no agreement, programme or party, and no id of one")
        register = self._registry
        kinds: tuple[Collection[Any], ...] = (register.agreements, register.programmes, register.parties)
        for kind in kinds:
            if each in kind:
                found: Drawn = kind[each]
                return found
        raise unknown_id(each, kinds, register.agreements.context)

    def __repr__(self) -> str:
        return "<Plots: timeline, standings, gaps, expiring, counterparts, sessions>"


def _dated(records: Any) -> InForceCollection[Any]:
    return expect(records, InForceCollection, "records", "give a collection of agreements or programmes")
