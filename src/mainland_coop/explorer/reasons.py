"""Stretches: the days of one record on which its explanation is the same, but for the day that it names."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.explanation import Presumption, conclusion
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation
from mainland_coop.registry.registry import Registry
from mainland_coop.validity.possible_worlds import Status

__all__ = ["THE_DAY", "Stretch", "stretches_of"]

THE_DAY = "{day}"
"""What stands in a conclusion for the day. No text of a record stands in a conclusion, so it is never one of those."""


@attrs.frozen(kw_only=True)
class Stretch:
    """The finding for each day from one through another.

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
        told = list(self.reasons)
        told[self.concludes] = told[self.concludes].replace(THE_DAY, str(day))
        return tuple(told)

    def is_like(self, other: Stretch) -> bool:
        """Whether two stretches differ in nothing but their days."""
        return attrs.evolve(self, first=other.first, last=other.last) == other


def stretches_of(
    registry: Registry, record: Agreement | Programme, *, presume_continuity: bool = True
) -> tuple[Stretch, ...]:
    """Return the stretches of an agreement or programme, which together are all days of the calendar.

    What is said of a day hangs on whether it lies before, on or after the first or last days that the links, their gaps
    and an ending may have. So each of these days is explained, and the day after it; neighbours that say the same are
    one stretch. For n links this takes time of the order of n², for an explanation looks at all links.

    Example:
        >>> import mainland_coop as mc
        >>> registry = mc.load()
        >>> pact = registry.agreements["doj-shenzhen-legal-matters-2011"]
        >>> [(stretch.status.value, str(PartialDate(stretch.first, stretch.last))) for stretch in
        ...  stretches_of(registry, pact)][2:4]
        [('lapsed', '[2016-11-25..2017-10-11]'), ('in force', '[2017-10-12..2022-10-11]')]
    """
    found: list[Stretch] = []
    firsts = sorted(set(_turning_days(registry, record)))
    for first, after in zip(firsts, [*firsts[1:], LAST_DAY + 1], strict=True):
        stretch = _explained(registry, record, first, after - 1, presume_continuity)
        if found and found[-1].is_like(stretch):
            found[-1] = attrs.evolve(found[-1], last=stretch.last)
        else:
            found.append(stretch)
    return tuple(found)


def _turning_days(registry: Registry, record: Agreement | Programme) -> Iterator[int]:
    """Yield the days on which the explanation may change, whatever is presumed."""
    yield FIRST_DAY
    days: set[int] = set()
    for presumed in (True, False):
        bounds = record.chain.bounds(presume_continuity=presumed)
        days.update(bounds.starts_lo, bounds.starts_hi, bounds.ends_lo, bounds.ends_hi, (bounds.cut_lo, bounds.cut_hi))
    for date in (None if record.ending is None else record.ending.last_day, registry.verified_through):
        if date is not None:
            days.update((date.first_ordinal, date.last_ordinal))
    for day in days:
        yield from (each for each in (day, day + 1) if FIRST_DAY <= each <= LAST_DAY)


def _explained(
    registry: Registry, record: Agreement | Programme, first: int, last: int, presume_continuity: bool
) -> Stretch:
    day = PartialDate(first, first)
    finding = registry.explain_record(record, day, presume_continuity=presume_continuity)
    concludes = finding.reasons.index(finding.conclusion)
    template = conclusion(record, day, THE_DAY, presume_continuity=presume_continuity)
    return Stretch(
        first=first,
        last=last,
        truth=finding.truth,
        status=finding.status,
        reasons=(*finding.reasons[:concludes], template, *finding.reasons[concludes + 1 :]),
        concludes=concludes,
        presumptions=finding.presumptions,
        citations=finding.citations,
        beyond_verified=finding.beyond_verified,
    )
