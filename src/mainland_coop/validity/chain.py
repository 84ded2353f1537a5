"""Chains of renewals: the instrument itself and its renewals as one, with everything that can be asked of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from mainland_coop.dates.partial_dates import Day, PartialDate, day_run
from mainland_coop.dates.periods import PeriodLike, as_period
from mainland_coop.dates.terms import Term
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.argument_checks import flag
from mainland_coop.foundation.importing import Displayed, shown_by
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.showing import LanguageChoice, Theme
from mainland_coop.foundation.vocabularies import EndBasis, StartBasis
from mainland_coop.validity import possible_worlds as questions
from mainland_coop.validity.bounds import Bounds, bounds_of
from mainland_coop.validity.links import ChainTerms, Cut, End, LinkTerms, TacitRenewal
from mainland_coop.validity.notice import last_notice
from mainland_coop.validity.possible_worlds import Gap, Status
from mainland_coop.validity.standing import Standing, StandingRun, standing_of, standing_runs
from mainland_coop.validity.timeline import Timeline, timeline_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@attrs.frozen
class Link(Public):
    """One link of a chain, as narrowed by the others.

    Attributes:
        index: Its place in the chain; 0 is the instrument itself, 1 its first renewal.
        start: The days on which it may start, over all worlds.
        start_basis: What the start is taken from.
        end: The days that may be its last, or that its end is open or not stated.
        end_basis: What the end is taken from.
        term: Its term, if it has one; beside a stated last day it is what the record tells, and decides nothing.
        tacit_renewal: The period by which its text renews itself, if it does; True where the period is not stated.
        first_end: The days on which its term or stated end runs out, after which one that renews itself may go on; None
            if nothing of the kind is stated.
        notice: The period of notice, if one is stated.
    """

    index: int
    start: PartialDate
    start_basis: StartBasis
    end: PartialDate | End
    end_basis: EndBasis
    term: Term | None
    tacit_renewal: TacitRenewal | None
    first_end: PartialDate | None = None
    notice: Term | None = None

    @property
    def last_notice(self) -> PartialDate | None:
        """The last day for notice before `first_end`, or None if no notice or no such end is stated.

        It is the latest day such that a term of the length of the notice, counted from the day after it, runs out on
        the end or before it. A partial end gives the run from the day of its earliest to that of its latest.

        Example:
            >>> import mainland_coop as mc
            >>> lease = mc.Agreement(id="x", title="X", kind="contract", parties=["a"], signed="2021-06-01",
            ...                      expires="2024-05-31", notice="P3M")
            >>> str(lease.chain.links[0].last_notice)
            '2024-02-29'
        """
        if self.notice is None or self.first_end is None:
            return None
        return last_notice(self.first_end, self.notice)


@attrs.frozen
class RenewalChain(Displayed):
    """An instrument with its renewals, seen as one chain of links.

    Answers are exact over all worlds: every choice of days that the record's partial dates allow, with the links'
    starts in order, each end on or after its own start, and an ending on or after the last start.

    Attributes:
        terms: What the record states of the links and of an ending.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-11-25", term="P5Y",
        ...                     renewals=[mc.Renewal(signed="2017-10-12", term="P5Y")])
        >>> [(gap.certain, gap.shortest, gap.longest) for gap in pact.chain.gaps()]
        [(True, 321, 321)]
        >>> pact.chain.is_continuous, pact.chain.expires
        (<Truth.FALSE>, PartialDate('2022-10-11'))
    """

    terms: ChainTerms

    @cached_property
    def _presumed(self) -> Bounds:
        return bounds_of(self.terms, True)

    @cached_property
    def _unpresumed(self) -> Bounds:
        return bounds_of(self.terms, False)

    @cached_property
    def _timeline(self) -> Timeline:
        return timeline_of(self.terms, True)

    @cached_property
    def _timeline_unpresumed(self) -> Timeline:
        return self._timeline if self.terms.states_its_ends else timeline_of(self.terms, False)

    def bounds(self, *, presume_continuity: bool = True) -> Bounds:
        """Return the extremes of all starts and ends over all worlds."""
        return self._presumed if flag(presume_continuity, "presume_continuity") else self._unpresumed

    def timeline(self, *, presume_continuity: bool = True) -> Timeline:
        """Return the runs of days on which the chain is certainly or possibly in force (compiled once)."""
        return self._timeline if flag(presume_continuity, "presume_continuity") else self._timeline_unpresumed

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links in order, the instrument itself first; empty for an instrument that never began."""
        bounds = self._presumed
        links = []
        for index, terms in enumerate(self.terms.links):
            end: PartialDate | End = End.OPEN if terms.end_basis is EndBasis.OPEN else End.NOT_STATED
            if terms.has_end:
                end = _run_of(terms.end, bounds.ends_lo[index], bounds.ends_hi[index])
            start = terms.start
            run = bounds.starts_lo[index], bounds.starts_hi[index]
            if start is None or (start.first_ordinal, start.last_ordinal) != run:
                start = PartialDate(*run)  # else nothing narrowed it: with its qualifier
            links.append(
                Link(
                    index,
                    start,
                    terms.start_basis,
                    end,
                    terms.end_basis,
                    terms.term,
                    terms.tacit_renewal,
                    _first_end(terms, bounds.starts_lo[index], bounds.starts_hi[index], end),
                    terms.notice,
                )
            )
        return tuple(links)

    @property
    def ending(self) -> Cut | None:
        """The termination or supersession that cuts the chain short, if any."""
        return self.terms.ending

    @property
    def expires(self) -> PartialDate | End:
        """The run from the earliest to the latest day that may be the last in force, or why there is no such day.

        Not every day in the run need be possible. `End.OPEN` is an end stated to be open, `End.NOT_STATED` a last link
        whose end is not stated, `End.NEVER_BEGAN` an instrument that never entered into force.
        """
        return questions.chain_expiry(self._presumed)

    @property
    def is_continuous(self) -> Truth:
        """Whether the record leaves no gap between the links (an end that is not stated leaves none)."""
        return questions.continuity(self._presumed)

    def gaps(self, *, presume_continuity: bool = True) -> tuple[Gap, ...]:
        """Return the gaps between links, in order, those that are certain and those that are only possible."""
        return questions.chain_gaps(self.bounds(presume_continuity=presume_continuity))

    def active_on(self, day: Day, *, presume_continuity: bool = True) -> Truth:
        """Whether the chain is in force on a day.

        Args:
            day: The day; of a partial date each day that it may be is asked.
            presume_continuity: Whether an end that is not stated is presumed not to have come. If not, it may have come
                on any day from its link's start on.

        Returns:
            TRUE if it is in force in every world on every day that `day` may be, FALSE if in none, else UNKNOWN.

        Raises:
            WrongTypeError: If `day` is no day (a datetime, a number, None).
            DateError: If `day` is a text that is no partial date.
        """
        return self.timeline(presume_continuity=presume_continuity).on(*day_run(day))

    def active_during(self, period: PeriodLike, *, throughout: bool = False, presume_continuity: bool = True) -> Truth:
        """Whether the chain is in force on some day of a period, or on every day of it.

        Args:
            period: A period; a day or partial date means all its days.
            throughout: False asks for some day, True for every day.
            presume_continuity: As for `active_on`.

        Raises:
            WrongTypeError: If `period` is neither a period nor a day.
            DateError: If it is a text that is no period, or a reversed one.
        """
        whole = as_period(period)
        ask = questions.throughout if flag(throughout, "throughout") else questions.within
        return ask(self.bounds(presume_continuity=presume_continuity), whole.first_ordinal, whole.last_ordinal)

    def status_on(self, day: Day, *, presume_continuity: bool = True) -> Status:
        """Return where the instrument stands on a day; UNKNOWN where worlds, or the days of a partial date, disagree.

        Raises:
            WrongTypeError: If `day` is no day.
            DateError: If `day` is a text that is no partial date.
        """
        first, last = day_run(day)
        truth = self.timeline(presume_continuity=presume_continuity).on(first, last)
        return questions.status(self.bounds(presume_continuity=presume_continuity), truth, first, last)

    def standing_on(self, day: Day) -> Standing:
        """Return how firmly the chain is in force on a day; of a partial date, the weakest of its days where each is.

        Raises:
            WrongTypeError: If `day` is no day.
            DateError: If `day` is a text that is no partial date.
        """
        first, last = day_run(day)
        return standing_of(self._timeline.on(first, last), self._timeline_unpresumed.on(first, last))

    @cached_property
    def standings(self) -> tuple[StandingRun, ...]:
        """The runs of days (ordinals, both ends included) of one standing, in order, without those not in force.

        Example:
            >>> import mainland_coop as mc
            >>> pact = mc.Agreement(id="x", title="X", kind="agreement", parties=["a"], signed="2011-11-25")
            >>> [(run.last - run.first + 1, run.standing.value) for run in pact.chain.standings[:1]]
            [(1, 'stated')]
        """
        return standing_runs(self._timeline, self._timeline_unpresumed)

    def plot(
        self,
        *,
        on: Day | None = None,
        title: str | None = None,
        language: LanguageChoice = "en",
        theme: Theme | None = None,
        width: float = 10.0,
        ax: Axes | None = None,
    ) -> Figure:
        """Return a picture of the chain, as a figure of matplotlib: when it is in force, and each of its links.

        Certain days are filled, possible ones striped from the earliest to the latest, gaps marked with their length.

        Args:
            on: A day to mark with a line.
            title: The title.
            language: The language of words: `en`, `zh_hant`, `zh_hans`, or `zh`.
            theme: `light` or `dark`; what fits the ground that matplotlib is set to, or that of `ax`, if not given.
            width: How wide a new figure is, in inches.
            ax: The axes to draw in; a new figure is made if not given.

        Raises:
            MissingExtraError: If matplotlib is not installed (an ImportError): `pip install "mainland-coop[plot]"`.
            InvalidRecordError: If it never was in force, or no day of it is known.
        """
        frame = shown_by("display.pictures.frame").Frame(title, language, theme, width, ax)
        figure: Figure = shown_by("display.pictures.timelines").chain_picture(self, frame, on=on)
        return figure

    def __repr__(self) -> str:
        count = len(self.terms.links)
        if not count:
            return "<RenewalChain: never in force>"
        expires = self.expires
        end = (
            f"expires {expires}"
            if isinstance(expires, PartialDate)
            else f"end {expires.name.replace('_', ' ').lower()}"
        )
        return f"<RenewalChain: {count} link{'' if count == 1 else 's'}, {end}>"


def _run_of(stated: PartialDate | None, first: int, last: int) -> PartialDate:
    """Return a run of days without a qualifier: the date that is stated, if it is that."""
    if stated is not None and stated.first_ordinal == first and stated.last_ordinal == last and not stated.qualifier:
        return stated
    return PartialDate(first, last)


def _first_end(terms: LinkTerms, earliest: int, latest: int, end: PartialDate | End) -> PartialDate | None:
    """Return the days on which the term or the stated end of a link that starts within a run of days runs out."""
    if isinstance(end, PartialDate):
        return end
    if terms.end is not None:
        return PartialDate(terms.earliest_end(earliest), terms.end.last_ordinal)
    return None if terms.term is None else PartialDate(terms.term.last_day(earliest), terms.term.last_day(latest))
