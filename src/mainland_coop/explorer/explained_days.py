"""Days explained alike: what is said of a record on every day of the calendar, as a few runs of days."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from mainland_coop.collections.kinds import ContextOf, namer
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.explorer.record_shapes import THE_DAY, Shapes, conclusion_of
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.claims import Presumption
from mainland_coop.records.explaining import Explainer
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation
from mainland_coop.records.wording import sentence
from mainland_coop.registry.publication import checked_claims, later_claims
from mainland_coop.registry.registry import Registry
from mainland_coop.validity.possible_worlds import Gap, Status

InForceRecord: TypeAlias = Agreement | Programme


class ExplainedRun(NamedTuple):
    """The days from one to the first of the next run, on which the explanation is the same, but for the day it names.

    Attributes:
        first: The first day, as an ordinal.
        truth: Whether the record is in force.
        status: Where it stands.
        reasons: The reasons; in the one that is the conclusion, `THE_DAY` stands for the day.
        concludes: Which of the reasons is the conclusion.
        presumptions: The presumptions that the answer rests on.
        citations: The citations that bear on it.
        beyond_verified: Whether it lies beyond the last day to which the register was checked.
    """

    first: int
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
        return self[1:] == other[1:]


class Shared:
    """What the records of a registry share: names, how far it was checked, and what was decided of their shapes."""

    def __init__(self, registry: Registry) -> None:
        self.sources, self.origin = registry.sources, ContextOf(registry).origin
        self.source_name_of = namer(registry, "sources")
        self.name_of = {Agreement: namer(registry, "agreements"), Programme: namer(registry, "programmes")}
        self.shapes = Shapes()
        self.last_checked = (
            LAST_DAY if self.origin.verified_through is None else self.origin.verified_through.last_ordinal
        )

    def beyond_the_check(self, presumptions: tuple[Presumption, ...], day: int) -> list[str]:
        """Return what is told of a day that lies beyond the check, if it does and what is presumed hangs on that."""
        if day <= self.last_checked:
            return []
        return [sentence(claim) for claim in checked_claims(presumptions, day, self.origin)]


class ExplainedDays:
    """What a registry says of one of its records on every day.

    Args:
        registry: The registry.
        record: The record.
        shared: What the records of the registry share.

    Example:
        >>> import mainland_coop as mc
        >>> registry = mc.load()
        >>> pact = registry.agreements["doj-shenzhen-legal-matters-2011"]
        >>> runs = ExplainedDays(registry, pact).runs()
        >>> [(run.status.value, str(PartialDate(run.first, run.first))) for run in runs][2:4]
        [('lapsed', '2016-11-25'), ('in force', '2017-10-12')]
    """

    def __init__(self, registry: Registry, record: InForceRecord, shared: Shared | None = None) -> None:
        self._record, self._chain = record, record.chain
        self._shared = Shared(registry) if shared is None else shared
        self._explainer = Explainer(record, self._shared.name_of[type(record)], self._shared.source_name_of)
        self._gaps: dict[bool, dict[int, Gap]] = {}
        self._told_of_links: dict[tuple[int, ...], tuple[list[str], tuple[Citation, ...], list[str]]] = {}
        self.hangs_on_the_presumption = self._explainer.hangs_on_the_presumption
        """Whether anything that is said may hang on the presumption of continuity."""
        self.presumptions = (True, False) if self.hangs_on_the_presumption else (True,)
        """With which presumption of continuity it is to be asked for all that is said."""
        self._turning_days = self._find_turning_days()

    def runs(self, *, presume_continuity: bool = True) -> list[ExplainedRun]:
        """Return the runs of days on which the record is explained alike, which together are all days of the calendar.

        What is said of a day hangs on whether the links, their gaps and an ending have come by then, or have run out in
        one or every case. So the first day of each such state is explained; neighbours that say the same are one run.
        The whole takes time linear in the links and in what is said.
        """
        chain, shared = self._chain, self._shared
        firsts = self._turning_days
        all_decided = shared.shapes.decided(
            self._explainer, firsts, presume_continuity=presume_continuity, hangs=self.hangs_on_the_presumption
        )
        gaps = self.gaps(presume_continuity=presume_continuity)
        always = [each.text for each in self._explainer.always(presume_continuity=presume_continuity)]
        told_of_links, last_checked = self._told_of_links, shared.last_checked
        runs: list[ExplainedRun] = []
        before: tuple[Any, ...] = ()
        for first, decided in zip(firsts, all_decided, strict=True):
            truth, status, links, presumptions, presumed, conclusion, _ = decided
            lives, cited, about_sources = told_of_links.get(links) or self._of_links(links)
            if conclusion is None:
                conclusion = conclusion_of(decided, chain, gaps)
            checked = shared.beyond_the_check(presumptions, first) if first > last_checked else ()
            reasons = (*lives, *always, conclusion, *presumed, *about_sources, *checked)
            said = truth, status, reasons, len(lives) + len(always), presumptions, cited, bool(checked)
            if said != before:
                runs.append(ExplainedRun(first, *said))
                before = said
        return runs

    def _of_links(self, links: tuple[int, ...]) -> tuple[list[str], tuple[Citation, ...], list[str]]:
        """Return what is told of some links, what bears on them, and what is told of that: how it differs, and is late.

        Many runs rest on the same links.
        """
        explainer = self._explainer
        cited = explainer.bearing.on(links)
        later = later_claims(explainer.bearing, cited, self._shared.sources, self._shared.origin)
        about_sources = (*explainer.otherwise(cited, links), *map(explainer.told, later))
        told = [each.text for each in explainer.lives(links)], cited, [each.text for each in about_sources]
        self._told_of_links[links] = told
        return told

    def gaps(self, *, presume_continuity: bool) -> dict[int, Gap]:
        """Return the gaps of its chain in order, by the index of the link after each."""
        presumed = presume_continuity or not self.hangs_on_the_presumption
        found = self._gaps.get(presumed)
        if found is None:
            found = self._gaps[presumed] = {gap.before: gap for gap in self._chain.gaps(presume_continuity=presumed)}
        return found

    def _find_turning_days(self) -> list[int]:
        """Return the days on which the explanation may change, whatever is presumed, in order."""
        days = {FIRST_DAY}
        for presumed in self.presumptions:
            bounds = self._chain.bounds(presume_continuity=presumed)
            days.update(bounds.starts_lo, bounds.starts_hi)
            lasts = (*bounds.ends_lo, *bounds.ends_hi, bounds.cut_lo)
            days.update([last + 1 for last in lasts if last < bounds.cut_hi])
            days.add(bounds.cut_hi + 1)
        ending, checked = self._record.ending, self._shared.origin.verified_through
        if ending is not None:
            days.update((ending.last_day.first_ordinal + 1, ending.last_day.last_ordinal + 1))
        if checked is not None:
            days.add(checked.last_ordinal + 1)
        days.discard(LAST_DAY + 1)  # nothing turns later
        return sorted(days)
