"""Rows of a timeline: what of each is certain, what possible, and where its gaps are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from mainland_coop.collections.base import Collection
from mainland_coop.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.names import Name
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.rendering.strips import GapMark, gap_mark, window_of
from mainland_coop.truth import Truth
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.links import End
from mainland_coop.validity.timeline import Run

__all__ = ["Row", "link_rows", "row_of", "union", "window"]


@attrs.frozen
class Row:
    """One row of a timeline.

    Attributes:
        id: The id of the record, or the name of the link.
        name: What the row is called.
        runs: The runs of days, certain and possible, in order.
        gaps: The gaps to mark.
    """

    id: str
    name: Name
    runs: tuple[Run, ...]
    gaps: tuple[GapMark, ...] = ()


def row_of(
    record: Agreement | Programme | Party, agreements: Collection[Agreement], *, presume_continuity: bool
) -> Row:
    """Return the row of a record.

    Args:
        record: An agreement or programme; or a party, whose row has the days on which some agreement binds it.
        agreements: The agreements that may bind a party.
        presume_continuity: Whether an end that is not stated is presumed not to have come.
    """
    if isinstance(record, Party):
        bound = (
            a.chain.timeline(presume_continuity=presume_continuity).runs for a in agreements if record.id in a.parties
        )
        return Row(record.id, record.name, union(bound))
    name = record.title if isinstance(record, Agreement) else record.name
    gaps = tuple(gap_mark(gap) for gap in record.chain.gaps(presume_continuity=presume_continuity))
    return Row(record.id, name, record.chain.timeline(presume_continuity=presume_continuity).runs, gaps)


def union(timelines: Iterable[tuple[Run, ...]]) -> tuple[Run, ...]:
    """Return when at least one of several is in force: certainly where one certainly is, else possibly.

    Example:
        >>> union([(Run(1, 5, Truth.TRUE),), (Run(4, 9, Truth.UNKNOWN),)])
        (Run(first=1, last=5, truth=<Truth.TRUE>), Run(first=6, last=9, truth=<Truth.UNKNOWN>))
    """
    runs = [run for timeline in timelines for run in timeline]
    certain = _joined(run for run in runs if run.truth is Truth.TRUE)
    found = [Run(first, last, Truth.TRUE) for first, last in certain]
    for first, last in _joined(run for run in runs):
        at = first
        for sure_first, sure_last in (*(pair for pair in certain if first <= pair[0] <= last), (last + 1, last + 1)):
            if at < sure_first:
                found.append(Run(at, sure_first - 1, Truth.UNKNOWN))
            at = sure_last + 1
    return tuple(sorted(found))


def _joined(runs: Iterable[Run]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for run in sorted(runs, key=lambda run: (run.first, run.last)):
        if joined and run.first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], run.last)
        else:
            joined.append((run.first, run.last))
    return joined


def link_rows(chain: RenewalChain) -> Iterator[Row]:
    """Yield a row for each link of a chain: certain between its latest start and its earliest end, possible around."""
    bounds, last_link = chain.bounds(), len(chain.links) - 1
    for index, link in enumerate(chain.links):
        first, sure = bounds.starts_lo[index], bounds.starts_hi[index]
        low, high = bounds.ends_lo[index], bounds.ends_hi[index]
        if link.end is End.NOT_STATED and index < last_link:
            # It is presumed to run until the next starts; a tacit renewal for its own term at least.
            low, high = max(low, bounds.starts_lo[index + 1] - 1), max(high, bounds.starts_hi[index + 1] - 1)
        low, high = min(low, bounds.cut_lo), min(high, bounds.cut_hi)
        runs = [Run(first, min(sure - 1, high), Truth.UNKNOWN)] if first < sure else []
        runs += [Run(sure, low, Truth.TRUE)] if sure <= low else []
        rest = max(sure, low + 1)
        runs += [Run(rest, high, Truth.UNKNOWN)] if rest <= high else []
        yield Row(f"link {index}", Name(en="instrument" if index == 0 else f"renewal {index}"), tuple(runs))


def window(rows: Iterable[Row]) -> tuple[int, int] | None:
    """Return the first and the last day to show, or None if of no row any day is known."""
    shown = [run for row in rows for run in row.runs if run.first < LAST_DAY]
    first = min(shown, key=lambda run: run.first, default=None)
    last = max(shown, key=lambda run: run.last, default=None)
    if first is None or last is None:
        return None
    middle = tuple(run for run in shown if run.first > FIRST_DAY or run.last < LAST_DAY)
    return window_of((first, *middle, last))
