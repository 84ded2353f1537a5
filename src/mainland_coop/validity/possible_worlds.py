"""Questions about worlds rather than days: periods, gaps, continuity, expiry and status.

Every day of a year can be UNKNOWN while it is certain that the instrument was in force on some day of it, so these are
not read off a timeline; they ask the bounds.
"""

from __future__ import annotations

import enum

import attrs

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.public_names import Public, ShownByName
from mainland_coop.foundation.vocabularies import EndBasis, EndingReason
from mainland_coop.validity.bounds import Bounds, last_world
from mainland_coop.validity.links import End
from mainland_coop.validity.outrunning import outruns_last_start


class Status(ShownByName, enum.Enum):
    """Where an instrument stands on a day."""

    NOT_YET_IN_FORCE = "not yet in force"
    IN_FORCE = "in force"
    LAPSED = "lapsed"
    TERMINATED = "terminated"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


@attrs.frozen
class Gap(Public):
    """Days without force between two links of a chain: a statement of the record, not of law.

    Attributes:
        before: Index in `chain.links` of the link that comes after the gap.
        certain: Whether every world has the gap; if not, it is only possible.
        shortest: Its least number of days over all worlds; 0 if it is only possible.
        longest: Its greatest number of days over all worlds, at least 1.
        last_day_before: The days that may be the last one in force before the gap.
        next_start: The days on which the link after the gap may start.
    """

    before: int
    certain: bool
    shortest: int
    longest: int
    last_day_before: PartialDate
    next_start: PartialDate


def within(bounds: Bounds, first: int, last: int) -> Truth:
    """Whether the chain is in force on some day from first through last."""
    opened = _opened(bounds)
    stretches = [(group.head_lo, min(group.reach_hi, bounds.cut_hi)) for group in bounds.groups]
    if not any(start <= last and first <= end for start, end in (*stretches, *([opened] if opened else []))):
        return Truth.FALSE
    return Truth.UNKNOWN if _some_world_misses(bounds, first, last, whole=True) else Truth.TRUE


def throughout(bounds: Bounds, first: int, last: int) -> Truth:
    """Whether the chain is in force on every day from first through last."""
    if not _some_world_misses(bounds, first, last, whole=False):
        return Truth.TRUE
    opened = _opened(bounds)
    if opened is not None and opened[0] <= first and last <= opened[1]:
        return Truth.UNKNOWN
    reach = first - 1
    for group in bounds.groups:
        # The later a link starts, the further it reaches: as late as leaves no day uncovered.
        head = min(group.head_hi, reach + 1)
        if head < group.head_lo:
            break
        reach = max(reach, min(bounds.reach_from(group, head), bounds.cut_hi))
    return Truth.UNKNOWN if reach >= last else Truth.FALSE


def _opened(bounds: Bounds) -> tuple[int, int] | None:
    """Return the days that renewals which the record does not know may cover, if there may be any."""
    if not (bounds.terms.open_renewals and bounds.groups):
        return None
    return bounds.starts_lo[0], bounds.cut_hi


def _some_world_misses(bounds: Bounds, first: int, last: int, *, whole: bool) -> bool:
    """Whether some world leaves the whole period, or else some day of it, without force.

    The days that some world leaves uncovered together are those between the earliest reach of the first k groups,
    capped by the earliest ending, and the latest head of the next, for some k.
    """
    after = FIRST_DAY - 1
    for group in (*bounds.groups, None):
        low = min(after, bounds.cut_lo)
        high = LAST_DAY + 1 if group is None else group.head_hi
        if whole and low < first and last < high:
            return True
        if not whole and max(low + 1, first) <= min(high - 1, last):
            return True
        if group is not None:
            after = max(after, group.reach_lo)
    return False


def chain_gaps(bounds: Bounds) -> tuple[Gap, ...]:
    """Return the gaps between links, certain or only possible, in order.

    Between renewals of which the record may not know all, each is only possible.
    """
    if len(bounds.groups) < 2:  # as of most
        return ()
    gaps = []
    reach_lo = reach_hi = FIRST_DAY
    for index, group in enumerate(bounds.groups):
        longest = group.head_hi - reach_lo - 1
        if index and longest > 0:
            shortest = 0 if bounds.terms.open_renewals else max(0, group.head_lo - reach_hi - 1)
            gap = Gap(
                group.first,
                shortest > 0,
                shortest,
                longest,
                PartialDate(reach_lo, reach_hi),
                PartialDate(group.head_lo, group.head_hi),
            )
            gaps.append(gap)
        reach_lo, reach_hi = max(reach_lo, group.reach_lo), max(reach_hi, group.reach_hi)
    return tuple(gaps)


def continuity(bounds: Bounds) -> Truth:
    """Whether the chain has no gap: TRUE if none is possible, FALSE if every world has one (not always the same)."""
    if not chain_gaps(bounds):
        return Truth.TRUE
    if bounds.terms.open_renewals:
        return Truth.UNKNOWN
    reach = LAST_DAY
    for group in bounds.groups:
        head = min(group.head_hi, reach + 1)
        if head < group.head_lo:
            return Truth.FALSE
        reach_from = bounds.reach_from(group, head)
        reach = reach_from if group.first == 0 else max(reach, reach_from)
    return Truth.UNKNOWN


def chain_expiry(bounds: Bounds) -> PartialDate | End:
    """Return the days that may be the chain's last: the run from the earliest to the latest, or why there is none."""
    links = bounds.terms.links
    if not links:
        return End.NEVER_BEGAN
    if bounds.terms.ending is None:
        if EndBasis.OPEN in [link.end_basis for link in links]:
            return End.OPEN
        if bounds.terms.open_renewals or not links[-1].has_end:
            return End.NOT_STATED
    earliest = min(max([group.reach_lo for group in bounds.groups]), bounds.cut_lo)
    latest = min(max([group.reach_hi for group in bounds.groups]), bounds.cut_hi)
    return PartialDate(earliest, bounds.cut_hi if bounds.terms.open_renewals else latest)


def status(bounds: Bounds, truth: Truth, first: int, last: int) -> Status:
    """Return the status on a day that may be any from first through last, given the truth for it."""
    if truth is not Truth.FALSE:
        return Status.IN_FORCE if truth is Truth.TRUE else Status.UNKNOWN
    if not bounds.groups:
        return _status_of_never_begun(bounds, first, last)
    if last < bounds.starts_lo[0]:
        return Status.NOT_YET_IN_FORCE
    # A day from a group's earliest head to its latest may be in force, for no ending is before the last start. So days
    # on which nothing is in force lie before all first starts, or after all of them; and those that an ending may have
    # cut lie behind every gap.
    if not _may_have_been_cut(bounds, last):
        # Renewals that the record does not know may have run until the ending, and been cut by it.
        return Status.UNKNOWN if bounds.terms.open_renewals else Status.LAPSED
    return Status.UNKNOWN if _may_have_run_out(bounds, first) else _cut_status(bounds)


def cut_short(bounds: Bounds) -> Truth:
    """Whether an ending cuts the chain: TRUE if its day is the last in force, FALSE if the links had run out by then.

    Where they run out on the very day of the ending in every world, both are so, and it is TRUE.
    """
    if bounds.terms.ending is None or not bounds.groups:
        return Truth.FALSE
    if max(group.reach_lo for group in bounds.groups) >= bounds.cut_hi:
        return Truth.TRUE
    if bounds.terms.open_renewals or _may_have_been_cut(bounds, LAST_DAY + 1):
        return Truth.UNKNOWN
    return Truth.FALSE


def _cut_status(bounds: Bounds) -> Status:
    ending = bounds.terms.ending
    superseded = ending is not None and ending.reason is EndingReason.SUPERSEDED
    return Status.SUPERSEDED if superseded else Status.TERMINATED


def _status_of_never_begun(bounds: Bounds, first: int, last: int) -> Status:
    ending = bounds.terms.ending
    if ending is None or last <= ending.last_day.first_ordinal:
        return Status.NOT_YET_IN_FORCE
    return _cut_status(bounds) if first > ending.last_day.last_ordinal else Status.UNKNOWN


def _may_have_run_out(bounds: Bounds, day: int) -> bool:
    """Whether, in some world, the links have run out before the day, with no ending before that."""
    reach = max(group.reach_lo for group in bounds.groups)
    return reach < day and reach <= bounds.cut_hi


def _may_have_been_cut(bounds: Bounds, day: int) -> bool:
    """Whether, in some world, the ending lies before the day and before the day on which the links would run out."""
    terms = bounds.terms
    if terms.ending is None or bounds.cut_lo >= day:
        return False
    for link in terms.links:
        endless = not link.has_end and (not bounds.presume_continuity or link is terms.links[-1])
        if endless or link.end_basis is EndBasis.OPEN:
            return True
    # Everything as late as it can be while the ending need not wait for the last start ...
    starts, ends = last_world(terms, bounds.starts_lo, bounds.cut_lo)
    # ... and then later still, with an ending that moves along.
    return max(ends) > bounds.cut_lo or outruns_last_start(bounds, starts)
