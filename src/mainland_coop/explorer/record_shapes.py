"""Decisions shared by records of one shape, of which a register has few for its many records."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import NamedTuple

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.records.claims import Conclusion, Doubt, DoubtClaim, GapClaim, OpenQuestionClaim, Presumption
from mainland_coop.records.explaining import Decision, Explainer
from mainland_coop.records.wording import conclusion_text, sentence
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.possible_worlds import Gap, Status

THE_DAY = "{day}"
"""What stands in a conclusion for the day. No text of a record stands in a conclusion, so it is never one of those."""


_OF_THE_RECORD = (OpenQuestionClaim, GapClaim)
"""The answers that name dates or lengths of the record."""


class Decided(NamedTuple):
    """A decision with those of its sentences that are the same in every record of the shape.

    Attributes:
        truth: Whether the record is in force.
        status: Where it stands.
        links: The links that the answer rests on.
        presumptions: The presumptions that it rests on.
        presumed: What is told of these.
        conclusion: The conclusion; None where it names dates or lengths of the record.
        answer: The claim that gives the answer, with dates and lengths of the first record that was asked.
    """

    truth: Truth
    status: Status
    links: tuple[int, ...]
    presumptions: tuple[Presumption, ...]
    presumed: tuple[str, ...]
    conclusion: str | None
    answer: Conclusion


class Shapes:
    """What was decided of the records that were seen so far, by their shapes.

    The engine compares days, and does not otherwise look at them. So two records of which the bounds lie in the same
    order, and whose links start and end on the same bases, are decided alike on the days between these. An ending is
    the exception: to know whether it cut anything short, worlds are looked at. Such a record shares with no other.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], list[Decided]] = {}

    @property
    def n_decided(self) -> int:
        """How many decisions are shared: one for each shape, with the presumption and without it."""
        return len(self._known)

    def decided(
        self, explainer: Explainer, firsts: list[int], *, presume_continuity: bool, hangs: bool
    ) -> list[Decided]:
        """Return what is decided of a record on some days in order, among which are all at which it may change.

        Args:
            explainer: The explainer of the record.
            firsts: The days.
            presume_continuity: Whether an end that is not stated is presumed not to have come.
            hangs: Whether anything may hang on that.
        """
        chain = explainer.record.chain
        if chain.ending is not None or not chain.terms.links:
            return self._decide(explainer, firsts, presume_continuity)
        shape = presume_continuity, *_shape(chain, firsts, hangs)
        known = self._known.get(shape)
        if known is None:
            known = self._known[shape] = self._decide(explainer, firsts, presume_continuity)
        return known

    def _decide(self, explainer: Explainer, firsts: list[int], presume_continuity: bool) -> list[Decided]:
        days = [PartialDate(first, first) for first in firsts]
        return list(map(_decided, explainer.decisions(days, presume_continuity=presume_continuity)))


def _decided(decision: Decision) -> Decided:
    answer = decision.answer
    return Decided(
        decision.truth,
        decision.status,
        decision.links,
        decision.presumptions,
        tuple(map(sentence, decision.presumed)),
        None if isinstance(answer, _OF_THE_RECORD) else conclusion_text(answer, THE_DAY),
        answer,
    )


def _shape(chain: RenewalChain, firsts: list[int], hangs: bool) -> tuple[object, ...]:
    """Return the places of all bounds among some days, and what else decisions hang on."""
    terms, bounds = chain.terms, chain.bounds()
    sides = [bounds, chain.bounds(presume_continuity=False)] if hangs else [bounds]
    return (
        len(firsts),
        terms.open_renewals,
        *[basis for link in terms.links for basis in (link.start_basis, link.end_basis)],
        *[bisect_left(firsts, day) for days in (bounds.starts_lo, bounds.starts_hi) for day in days],
        *[bisect_right(firsts, day) for side in sides for days in (side.ends_lo, side.ends_hi) for day in days],
    )


def conclusion_of(decided: Decided, chain: RenewalChain, gaps: Mapping[int, Gap]) -> str:
    """Return a conclusion that names dates or lengths of a record, whichever record of its shape was asked.

    Args:
        decided: What was decided of the shape.
        chain: The chain of the record, which has its dates.
        gaps: The gaps of the chain by the index of the link after each, which have its lengths.
    """
    answer = decided.answer
    if isinstance(answer, OpenQuestionClaim):
        doubts = tuple([_of_record(doubt, chain) for doubt in answer.doubts])
        answer = OpenQuestionClaim(day=answer.day, doubts=doubts, known_apart=answer.known_apart)
    elif isinstance(answer, GapClaim):
        gap = gaps[answer.before]
        answer = attrs.evolve(answer, shortest=gap.shortest, longest=gap.longest)
    return conclusion_text(answer, THE_DAY)


def _of_record(doubt: DoubtClaim, chain: RenewalChain) -> DoubtClaim:
    if doubt.link is None or doubt.date is None:
        return doubt
    link = chain.links[doubt.link]
    date = link.start if doubt.what is Doubt.START else link.end
    known = date if isinstance(date, PartialDate) else None
    return DoubtClaim(what=doubt.what, link=doubt.link, date=known, basis=doubt.basis)
