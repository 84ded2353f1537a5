"""Days explained alike: what is said of a record on every day of the calendar, as a few runs of days."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, TypeAlias

import attrs

from mainland_coop.collections.collection import Collection
from mainland_coop.collections.kinds import ContextOf, namer, namer_for
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.claims import CheckedClaim, Presumption
from mainland_coop.records.explaining import Explainer, unstated
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation, Source
from mainland_coop.records.wording import conclusion_text, sentence
from mainland_coop.registry.publication import registered_claims
from mainland_coop.registry.registry import Registry
from mainland_coop.validity.possible_worlds import Status

InForceRecord: TypeAlias = Agreement | Programme

THE_DAY = "{day}"
"""What stands in a conclusion for the day. No text of a record stands in a conclusion, so it is never one of those."""


@attrs.frozen
class ExplainedRun:
    """The days from one through another, on which the explanation is the same, but for the day that it names.

    Attributes:
        first: The first day, as an ordinal.
        last: The last day, as an ordinal.
        truth: Whether the record is in force.
        status: Where it stands.
        reasons: The reasons; in the one that is the conclusion, `THE_DAY` stands for the day.
        concludes: Which of the reasons is the conclusion.
        presumptions: The presumptions that the answer rests on.
        citations: The citations that bear on it.
        beyond_verified: Whether it lies beyond the last day to which the register was checked.
    """

    first: int
    last: int
    truth: Truth
    status: Status
    reasons: tuple[str, ...]
    concludes: int
    presumptions: tuple[Presumption, ...]
    citations: tuple[Citation, ...]
    beyond_verified: bool

    def reasons_on(self, day: PartialDate) -> tuple[str, ...]:
        """Return the reasons with an exact day in its place."""
        reasons = list(self.reasons)
        reasons[self.concludes] = reasons[self.concludes].replace(THE_DAY, str(day))
        return tuple(reasons)

    def says_the_same_as(self, other: ExplainedRun) -> bool:
        """Whether two runs differ in nothing but their days."""
        return attrs.evolve(self, first=other.first, last=other.last) == other


class ExplainedDays:
    """What a registry says of one of its records on every day.

    Args:
        registry: The registry.
        record: The record.

    Example:
        >>> import mainland_coop as mc
        >>> registry = mc.load()
        >>> pact = registry.agreements["doj-shenzhen-legal-matters-2011"]
        >>> runs = ExplainedDays(registry, pact).runs()
        >>> [(run.status.value, str(PartialDate(run.first, run.last))) for run in runs][2:4]
        [('lapsed', '[2016-11-25..2017-10-11]'), ('in force', '[2017-10-12..2022-10-11]')]
    """

    def __init__(self, registry: Registry, record: InForceRecord) -> None:
        self._record, self._chain = record, record.chain
        self._sources, self._origin = registry.sources, ContextOf(registry).origin
        self._explainer = Explainer(record, namer_for(registry, record), namer(registry, "sources"))
        links = range(len(self._chain.terms.links))
        self.hangs_on_the_presumption = any(unstated(self._chain, index) for index in links)
        """Whether anything that is said may hang on the presumption of continuity: whether a link states no end."""

    def runs(self, *, presume_continuity: bool = True) -> list[ExplainedRun]:
        """Return the runs of days on which the record is explained alike, which together are all days of the calendar.

        What is said of a day hangs on whether the links, their gaps and an ending have come by then, or have run out in
        one or every case. So the first day of each such state is explained; neighbours that say the same are one run.
        The whole takes time linear in the links and in what is said.
        """
        firsts = sorted(set(self._turning_days()))
        lasts = [*(first - 1 for first in firsts[1:]), LAST_DAY]
        days = [PartialDate(first, first) for first in firsts]
        found: list[ExplainedRun] = []
        said: tuple[Any, ...] = ()
        title_of = partial(_title_of, self._sources)
        told_days = self._explainer.on(days, presume_continuity=presume_continuity)
        for first, last, told in zip(firsts, lasts, told_days, strict=True):
            added = registered_claims(self._explainer.bearing, told, first, self._sources, self._origin)
            concludes = len(told.before)
            reasons = (
                *(each.text for each in told.before),
                conclusion_text(told.answer, THE_DAY),
                *(each.text for each in told.after),
                *(sentence(claim, source_name_of=title_of) for claim in added),
            )
            before, said = (
                said,
                (told.truth, told.status, reasons, concludes, told.presumptions, told.citations, len(added)),
            )
            if said == before:
                found[-1] = attrs.evolve(found[-1], last=last)
                continue
            run = ExplainedRun(
                first=first,
                last=last,
                truth=told.truth,
                status=told.status,
                reasons=tuple(reasons),
                concludes=concludes,
                presumptions=told.presumptions,
                citations=told.citations,
                beyond_verified=any(isinstance(claim, CheckedClaim) for claim in added),
            )
            found.append(run)
        return found

    def _turning_days(self) -> Iterator[int]:
        """Yield the days on which the explanation may change, whatever is presumed."""
        days = {FIRST_DAY}
        for presumed in (True, False) if self.hangs_on_the_presumption else (True,):
            bounds = self._chain.bounds(presume_continuity=presumed)
            days.update(bounds.starts_lo, bounds.starts_hi)
            for lasts in (bounds.ends_lo, bounds.ends_hi, (bounds.cut_lo,)):
                days.update(min(last, bounds.cut_hi) + 1 for last in lasts)
        ending, checked = self._record.ending, self._origin.verified_through
        if ending is not None:
            days.update((ending.last_day.first_ordinal + 1, ending.last_day.last_ordinal + 1))
        if checked is not None:
            days.add(checked.last_ordinal + 1)
        return (day for day in days if FIRST_DAY <= day <= LAST_DAY)


def _title_of(sources: Collection[Source], id: str) -> str:
    return sources[id].title
