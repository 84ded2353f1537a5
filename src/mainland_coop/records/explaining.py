"""What an explanation says of one record on one day or many: what hangs on no day is worked out once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.vocabularies import EndBasis, StartBasis
from mainland_coop.records.bearing import Bearing
from mainland_coop.records.claims import (
    BeforeClaim,
    Claim,
    Conclusion,
    Doubt,
    DoubtClaim,
    EndedClaim,
    EndingClaim,
    GapClaim,
    LapsedClaim,
    LinkClaim,
    NeverBeganClaim,
    OpenQuestionClaim,
    OverClaim,
    PresumedClaim,
    Presumption,
    SomeDaysClaim,
    WithinClaim,
)
from mainland_coop.records.instruments import InForce
from mainland_coop.records.provenance import Citation
from mainland_coop.records.wording import NameOf, sentence
from mainland_coop.validity.bounds import Bounds
from mainland_coop.validity.chain import Link, RenewalChain
from mainland_coop.validity.possible_worlds import Gap, Status, cut_short, status
from mainland_coop.validity.standing import Standing, standing_of


class Told(NamedTuple):
    """A claim and its sentence."""

    claim: Claim
    text: str


class Decision(NamedTuple):
    """What is decided of a record on one day, before any of it is worded.

    Attributes:
        truth: Whether it is in force.
        status: Where it stands.
        standing: How firmly it is in force.
        links: The links that decide it.
        presumptions: What it rests on.
        presumed: What is told of these.
        answer: The claim that gives the answer.
    """

    truth: Truth
    status: Status
    standing: Standing
    links: tuple[int, ...]
    presumptions: tuple[Presumption, ...]
    presumed: tuple[PresumedClaim, ...]
    answer: Conclusion


class Explainer:
    """Explains one record on any days.

    Args:
        record: The agreement or programme.
        name_of: Turns ids of agreements and programmes into what people are to read.
        source_name_of: The same of sources.
    """

    def __init__(self, record: InForce, name_of: NameOf = str, source_name_of: NameOf = str) -> None:
        self.record = record
        self.bearing = Bearing(record)
        self._name_of, self._source_name_of = name_of, source_name_of
        self._links: dict[int, Told] = {}

    def decisions(self, days: Iterable[PartialDate], *, presume_continuity: bool = True) -> Iterator[Decision]:
        """Yield what is decided of some days, which are in order and do not overlap.

        All together take time linear in the links and in what is decided.
        """
        side = _Side(self.record.chain, presume_continuity)
        for day, (before, covering, after) in side.deciding_links(days):
            asked = _Asked(side, day)
            links = covering if asked.truth is Truth.TRUE else before + covering + after
            presumptions = tuple(_presumptions(asked, links, covering))
            yield Decision(
                asked.truth,
                asked.status,
                asked.standing,
                tuple([link.index for link in links]),
                presumptions,
                tuple(_presumed(asked, presumptions, links)),
                _answer(asked, covering),
            )

    @property
    def hangs_on_the_presumption(self) -> bool:
        """Whether anything that is said may hang on the presumption of continuity: whether a link states no end."""
        chain = self.record.chain
        terms = chain.terms
        return not terms.states_its_ends and any(unstated(chain, index) for index in range(len(terms.links)))

    def lives(self, links: tuple[int, ...]) -> list[Told]:
        """What is told of some links."""
        return [self._links.get(index) or self._life(index) for index in links]

    def always(self, *, presume_continuity: bool = True) -> list[Told]:
        """What is told of an ending and of the rest of its life, whatever the day."""
        claims = (*_ending(self.record, presume_continuity), *self.record.further_claims())
        return [self.told(claim) for claim in claims]

    def otherwise(self, citations: tuple[Citation, ...], links: tuple[int, ...]) -> list[Told]:
        """What some citations have instead for some links, and the note of the record."""
        return [self.told(claim) for claim in self.bearing.disagreements(citations, links)]

    def told(self, claim: Claim) -> Told:
        """Return a claim with its sentence."""
        return Told(claim, sentence(claim, self._name_of, self._source_name_of))

    def _life(self, index: int) -> Told:
        told = self._links[index] = self.told(_life(self.record, self.record.chain.links[index]))
        return told


Deciding = tuple[list[Link], list[Link], list[Link]]


class _Side:
    """A chain, with the presumption of continuity or without it."""

    def __init__(self, chain: RenewalChain, presume_continuity: bool) -> None:
        self.chain, self.presume_continuity = chain, presume_continuity
        self.bounds = chain.bounds(presume_continuity=presume_continuity)
        self.timelines = chain.timeline(), chain.timeline(presume_continuity=False)

    def deciding_links(self, days: Iterable[PartialDate]) -> Iterator[tuple[PartialDate, Deciding]]:
        """Yield for each day the link with the latest end before it, those that may cover it, and the next to start."""
        links, bounds = self.chain.links, self.bounds
        starts = bounds.starts_lo
        cut = bounds.cut_hi
        lasts = [self._last(index) for index in range(len(links))]
        before: tuple[tuple[int, int], Link] | None = None
        covering: list[Link] = []
        started = 0
        for day in days:
            while started < len(links) and starts[started] <= day.last_ordinal:
                covering.append(links[started])
                started += 1
            left = []
            for link in covering:
                last = lasts[link.index]
                in_force = min(last, cut)
                if in_force >= day.first_ordinal:
                    left.append(link)
                elif before is None or (in_force, last) >= before[0]:
                    before = (in_force, last), link
            covering = left
            yield day, ([] if before is None else [before[1]], covering, list(links[started : started + 1]))

    def _last(self, index: int) -> int:
        """Return the latest day that a link can reach; if the presumption joins it, that before the next one starts."""
        last = self.bounds.ends_hi[index]
        return max(last, self.bounds.starts_hi[index + 1] - 1) if self.joined(index) else last

    def joined(self, index: int) -> bool:
        """Whether the presumption has a link last until the next one starts."""
        return self.presume_continuity and index + 1 < len(self.chain.terms.links) and unstated(self.chain, index)

    @cached_property
    def unpresumed(self) -> Bounds:
        """The bounds without the presumption."""
        return self.chain.bounds(presume_continuity=False)

    @cached_property
    def opened(self) -> Bounds:
        """The bounds as if there might be renewals that the record does not know: they move none."""
        return attrs.evolve(self.bounds, terms=attrs.evolve(self.chain.terms, open_renewals=True))

    @cached_property
    def known(self) -> RenewalChain:
        """The chain as if the record knew all renewals."""
        return RenewalChain(attrs.evolve(self.chain.terms, open_renewals=False))

    @cached_property
    def gaps(self) -> dict[int, Gap]:
        """The gaps by the index of the link after each."""
        return {gap.before: gap for gap in self.chain.gaps(presume_continuity=self.presume_continuity)}

    @cached_property
    def heads(self) -> list[int]:
        """The earliest day on which each group of links can start, in order."""
        return [group.head_lo for group in self.bounds.groups]

    @cached_property
    def last_ends(self) -> list[tuple[int, bool]]:
        """Of the links through each: the one with the latest end, and whether it ends last in every case."""
        found: list[tuple[int, bool]] = []
        ends_lo, ends_hi = self.bounds.ends_lo, self.bounds.ends_hi
        top, second = 0, 0
        for index, end in enumerate(ends_hi):
            if index and end >= ends_hi[top]:
                top, second = index, ends_hi[top]
            elif index:
                second = max(second, end)
            found.append((top, second < ends_lo[top]))
        return found

    @cached_property
    def unstated_before(self) -> list[int]:
        """Of the links through each: the last one of which no end is stated, or -1."""
        found: list[int] = []
        for index in range(len(self.chain.terms.links)):
            found.append(index if unstated(self.chain, index) else found[-1] if found else -1)
        return found


class _Asked:
    """A side of a chain and a day, with the answers for it."""

    def __init__(self, side: _Side, day: PartialDate) -> None:
        self.side, self.chain, self.day = side, side.chain, day
        self.presume_continuity, self.bounds = side.presume_continuity, side.bounds
        first, last = day.first_ordinal, day.last_ordinal
        presumed, self.unpresumed = (timeline.on(first, last) for timeline in side.timelines)
        self.truth = presumed if side.presume_continuity else self.unpresumed
        self.status = status(side.bounds, self.truth, first, last)
        self.standing = standing_of(presumed, self.unpresumed)


def unstated(chain: RenewalChain, index: int) -> bool:
    """Whether nothing states the end of a link: no last day, no term that just ends, no open end, and no ending."""
    links = chain.terms.links
    if links[index].end_basis not in (EndBasis.NOT_STATED, EndBasis.TACIT_RENEWAL):
        return False
    return index + 1 < len(links) or chain.ending is None


# --- Presumptions ------------------------------------------------------------------------------------------------


def _presumptions(asked: _Asked, links: list[Link], covering: list[Link]) -> Iterator[Presumption]:
    chain, day = asked.chain, asked.day
    first, last = day.first_ordinal, day.last_ordinal
    if asked.presume_continuity and (
        asked.truth is not asked.unpresumed
        or (
            asked.truth is Truth.FALSE
            and asked.status is not status(asked.side.unpresumed, asked.unpresumed, first, last)
        )
    ):
        yield Presumption.CONTINUITY
    resting_on = links if asked.truth is Truth.FALSE else covering
    if any(link.start_basis is StartBasis.SIGNATURE for link in resting_on):
        yield Presumption.START_FROM_SIGNATURE
    if asked.truth is Truth.FALSE and not chain.terms.open_renewals:
        # Renewals that the record does not know would only add days.
        bounds = asked.bounds
        begun = bool(bounds.groups) and bounds.starts_lo[0] <= last
        if begun and (
            first <= bounds.cut_hi or asked.status is not status(asked.side.opened, asked.truth, first, last)
        ):
            yield Presumption.COMPLETENESS


def _presumed(asked: _Asked, presumptions: tuple[Presumption, ...], links: list[Link]) -> Iterator[PresumedClaim]:
    if Presumption.CONTINUITY in presumptions:
        chain, bounds = asked.chain, asked.bounds
        continued = [link for link in links if unstated(chain, link.index)]
        if not continued:
            begun = bisect_right(bounds.starts_lo, asked.day.last_ordinal)
            continued = [chain.links[asked.side.unstated_before[begun - 1]]]
        for link in continued:
            yield PresumedClaim(
                presumption=Presumption.CONTINUITY,
                link=link.index,
                until=link.index + 1 if link.index + 1 < len(chain.links) else None,
                renews_itself=link.end_basis is EndBasis.TACIT_RENEWAL,
            )
    if Presumption.COMPLETENESS in presumptions:
        yield PresumedClaim(presumption=Presumption.COMPLETENESS)


def differs_within(chain: RenewalChain, day: PartialDate, *, presume_continuity: bool) -> bool:
    """Whether it is certainly in force on some of the days of a partial date, and certainly not on others."""
    first, last = day.first_ordinal, day.last_ordinal
    if first == last:
        return False
    runs = [
        run
        for run in chain.timeline(presume_continuity=presume_continuity).runs
        if run.first <= last and first <= run.last
    ]
    n_possible = sum(min(run.last, last) - max(run.first, first) + 1 for run in runs)
    return n_possible < last - first + 1 and any(run.truth is Truth.TRUE for run in runs)


# --- Claims ------------------------------------------------------------------------------------------------------


def _life(record: InForce, link: Link) -> LinkClaim:
    part = record if link.index == 0 else record.renewals[link.index - 1]
    return LinkClaim(
        index=link.index,
        start=link.start,
        start_basis=link.start_basis,
        end=link.end,
        end_basis=link.end_basis,
        term=link.term,
        tacit_renewal=link.tacit_renewal,
        first_end=link.first_end,
        period=part.period,
        may_be_cut=isinstance(link.end, PartialDate) and record.chain.bounds().cut_lo < link.end.last_ordinal,
    )


def _ending(record: InForce, presume_continuity: bool) -> Iterator[EndingClaim]:
    ending = record.ending
    if ending is not None:
        bounds = record.chain.bounds(presume_continuity=presume_continuity)
        yield EndingClaim(
            reason=ending.reason,
            by=ending.by,
            last_day=ending.last_day,
            cut=cut_short(bounds),
            began=bool(bounds.groups),
        )


def _answer(asked: _Asked, covering: list[Link]) -> Conclusion:
    """The claim that gives the answer."""
    chain, day = asked.chain, asked.day
    if asked.truth is Truth.TRUE:
        standing = asked.standing if asked.presume_continuity else Standing.STATED
        return WithinClaim(day=day, standing=standing)
    if not chain.links:
        return NeverBeganClaim(day=day)
    if asked.truth is Truth.UNKNOWN:
        if differs_within(chain, day, presume_continuity=asked.presume_continuity):
            return SomeDaysClaim(day=day)
        return _open_question(asked, covering)
    if asked.status is Status.NOT_YET_IN_FORCE:
        return BeforeClaim(day=day)
    if asked.status is Status.LAPSED:
        return _lapse(asked)
    assert chain.ending is not None, "nothing else makes the status another one, or open"
    if asked.status is Status.UNKNOWN:
        return OverClaim(day=day, reason=chain.ending.reason)
    return EndedClaim(day=day, reason=chain.ending.reason)


def _lapse(asked: _Asked) -> GapClaim | LapsedClaim:
    side, day = asked.side, asked.day
    n_links = len(asked.bounds.starts_lo)
    # Days on which nothing is in force lie before all first starts of a group of links, or after all of them.
    place = bisect_right(side.heads, day.last_ordinal)
    following = asked.bounds.groups[place].first if place < len(side.heads) else n_links
    link, certain = side.last_ends[following - 1]
    basis = asked.chain.terms.links[link].end_basis
    if following == n_links:
        renewed = n_links > 1
        return LapsedClaim(day=day, link=link if certain else None, basis=basis if certain else None, renewed=renewed)
    gap = side.gaps[following]
    return GapClaim(
        day=day,
        before=following,
        shortest=gap.shortest,
        longest=gap.longest,
        link=link if certain else None,
        basis=basis if certain else None,
    )


def _open_question(asked: _Asked, covering: list[Link]) -> OpenQuestionClaim:
    chain, bounds, day = asked.chain, asked.bounds, asked.day
    first, last = day.first_ordinal, day.last_ordinal
    presumed = asked.presume_continuity
    if chain.terms.open_renewals and asked.side.known.active_on(day, presume_continuity=presumed) is Truth.FALSE:
        return OpenQuestionClaim(day=day, doubts=(DoubtClaim(what=Doubt.RENEWALS),), known_apart=True)
    doubts = []
    for link in covering:  # no other can start or end on a day on which it may be in force
        i = link.index
        if max(bounds.starts_lo[i], first) <= min(bounds.starts_hi[i] - 1, last):
            date = None if link.start_basis is StartBasis.NOT_STATED else link.start
            doubts.append(DoubtClaim(what=Doubt.START, link=i, date=date))
        # Under the presumption a link without an end of its own lasts until the next one: its end is no question.
        if not asked.side.joined(i) and max(bounds.ends_lo[i] + 1, first) <= min(bounds.ends_hi[i], last):
            date = link.end if isinstance(link.end, PartialDate) else None
            doubts.append(DoubtClaim(what=Doubt.END, link=i, date=date, basis=link.end_basis))
    if chain.ending is not None and max(bounds.cut_lo + 1, first) <= min(bounds.cut_hi, last):
        doubts.append(DoubtClaim(what=Doubt.ENDING, date=chain.ending.last_day))
    if chain.terms.open_renewals:
        doubts.append(DoubtClaim(what=Doubt.RENEWALS))
    return OpenQuestionClaim(day=day, doubts=tuple(doubts))
