"""Rows that are lone links, as most of a register are, compiled as whole columns of numbers.

A row is plain if it has no more than a start (or stages of it), a term or a last day, a notice and an ending, each of
which can be read. The arithmetic is that of a lone link in `validity.bounds` and `validity.timeline` and of
`Term.last_day`, written once more for arrays. Tests hold the two against each other. All other rows, those with any
fault among them, are left to `chain_links` and to the engine of the records.

What it is worth: 300,000 plain rows whose dates seldom repeat took 40.5 s of processor time on DuckDB one by one, and
1.8 s so, with what it takes to start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
from pyarrow import compute

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.foundation.vocabularies import EndingReason
from mainland_coop.records.agreements import Stage
from mainland_coop.records.instruments import Ending
from mainland_coop.tables.cell_columns import (
    Column,
    Pair,
    Pairs,
    calendar,
    last_days,
    pairs_in,
    pairs_of,
    read_day,
    read_end,
    read_term,
    unread,
)
from mainland_coop.tables.part_columns import parts_of
from mainland_coop.tables.run_columns import Runs

pc: Any = compute  # its functions are made when it is imported, where no checker of types sees them


@attrs.frozen(eq=False)
class Cells:
    """What the cells of rows mean, as far as plain links have them: of each column an earliest and a latest number.

    Attributes:
        start: The days of signature, of a programme of its start.
        entry: The days of entry into force; of several stages those of the earliest.
        end: The days of the stated end.
        term: The months and the days of the term.
        notice: The same of the notice.
        ending: The days of an ending.
    """

    start: Pairs
    entry: Pairs
    end: Pairs
    term: Pairs
    notice: Pairs
    ending: Pairs

    def take(self, rows: Column) -> Cells:
        """Return those of some rows."""
        return Cells(*((first[rows], last[rows]) for first, last in attrs.astuple(self, recurse=False)))

    @property
    def readable(self) -> Column:
        """Whether all of them can be read."""
        readable: Column = np.logical_and.reduce([first >= 0 for first, _ in attrs.astuple(self, recurse=False)])
        return readable


def cells_of(frame: Any, record_kind: str) -> Cells:
    """Return the cells of a frame.

    Args:
        frame: An eager frame, as narwhals sees it.
        record_kind: `agreements` or `programmes`.
    """

    def by(read: Callable[[Any], Pair]) -> Callable[[Any], Pairs]:
        return lambda cells: pairs_of(cells, read)

    return Cells(
        start=pairs_in(frame, "started" if record_kind == "programmes" else "signed", by(read_day)),
        entry=pairs_in(frame, "in_force_from", _entries),
        end=pairs_in(frame, "expires", by(read_end)),
        term=pairs_in(frame, "term", by(read_term)),
        notice=pairs_in(frame, "notice", by(read_term)),
        ending=pairs_in(frame, "ending", _endings),
    )


_TEXT = pa.large_string()


def _entries(cells: Any) -> Pairs:
    if pa.types.is_nested(cells.type):
        return _earliest_stages(cells)
    if cells.type != _TEXT:
        return pairs_of(cells, read_day)
    staged = pc.starts_with(cells, "[{")
    first, last = pairs_of(pc.if_else(staged, None, cells), read_day)
    rows = np.flatnonzero(staged.fill_null(False).to_numpy(zero_copy_only=False))
    first[rows], last[rows] = _earliest_stages(cells.take(pa.array(rows)))
    return first, last


def _earliest_stages(cells: Any) -> Pairs:
    """Return the days of the earliest stages, as `earliest_of` does."""
    parts = parts_of(cells, Stage, {"on": _TEXT})
    days = pairs_of(parts.cells["on"], read_day)
    first, last = unread(cells)
    whole = parts.counts > 0
    whole[parts.owners[days[0] <= 0]] = False
    kept = whole[parts.owners]
    starts = np.cumsum(parts.counts[whole]) - parts.counts[whole]
    if len(starts):
        first[whole], last[whole] = (np.minimum.reduceat(of[kept], starts) for of in days)
    return first, last


def _endings(cells: Any) -> Pairs:
    first, last = unread(cells)
    parts = parts_of(cells, Ending, {"last_day": _TEXT, "reason": _TEXT}, several=False)
    days = pairs_of(parts.cells["last_day"], read_day)
    known = pc.is_in(parts.cells["reason"], pa.array([reason.value for reason in EndingReason], _TEXT))
    sound = known.to_numpy(zero_copy_only=False) & (days[0] > 0)
    rows = parts.owners[sound]
    first[rows], last[rows] = (of[sound] for of in days)
    return first, last


@attrs.frozen(eq=False)
class Links:
    """The lone links of rows, in ordinals of days, as `validity.timeline` has them under the presumption.

    Attributes:
        plain: Whether the row is a plain link; what the other columns have for any other row means nothing.
        stated: Whether an end is stated, which makes both presumptions alike. Else the link reaches at least its start.
        start_lo: The earliest day on which it can start.
        start_hi: The latest such day.
        reach_lo: The earliest day that can be its last.
        reach_hi: The latest such day.
    """

    plain: Column
    stated: Column
    start_lo: Column
    start_hi: Column
    reach_lo: Column
    reach_hi: Column


def links_of(cells: Cells, frame: Any, record_kind: str, columns: Iterable[str]) -> Links:
    """Return the links of a frame, as far as they are plain.

    Args:
        cells: Its cells.
        frame: An eager frame, as narwhals sees it.
        record_kind: `agreements` or `programmes`.
        columns: Those of its columns that decide.
    """
    plain = cells.readable
    for name in columns:
        if name in _OF_CHAINS:
            plain &= _is_left_out(frame[name])
    (first, last), (entry_first, entry_last), (end_first, end_last) = cells.start, cells.entry, cells.end
    (months, days), (cut_first, cut_last) = cells.term, cells.ending
    has_end, has_term = end_first > 0, (months > 0) | (days > 0)
    plain &= ~(has_end & has_term)
    first, last, given = started(cells, record_kind)
    plain &= given
    enters = entry_first > 0
    start_lo, start_hi = np.where(enters, entry_first, first), np.where(enters, entry_last, last)
    reach_lo = np.where(has_end, np.minimum(np.maximum(end_first, start_lo), LAST_DAY), LAST_DAY).astype(np.int32)
    reach_hi = np.where(has_end, np.minimum(end_last, LAST_DAY), LAST_DAY).astype(np.int32)
    cut_last = np.where(cut_first > 0, cut_last, LAST_DAY)
    plain &= start_lo <= np.minimum(reach_hi, cut_last)  # else it has no world
    start_hi = np.minimum(start_hi, np.minimum(reach_hi, cut_last))
    counted = np.flatnonzero(has_term & plain)
    of_term = months[counted], days[counted]
    reach_lo[counted] = last_days(start_lo[counted], *of_term)
    reach_hi[counted] = last_days(start_hi[counted], *of_term)
    is_cut = cut_first > 0  # which makes it end no later, and states an end where there is no other
    reach_lo = np.where(is_cut, np.minimum(reach_lo, np.maximum(cut_first, start_lo)), reach_lo)
    stated = has_end | has_term | is_cut
    return Links(plain, stated, start_lo, start_hi, reach_lo, np.minimum(reach_hi, cut_last))


_OF_CHAINS = ("never_in_force", "period", "tacit_renewal", "renewals", "open_lists")
"""Columns in which a plain link has nothing."""


def _is_left_out(column: Any) -> Column:
    import narwhals.stable.v2 as nw

    empty = ~column.fill_null(False) if column.dtype == nw.Boolean else column.is_null()
    return np.asarray(empty.to_numpy(), bool)


def started(cells: Cells, record_kind: str) -> tuple[Column, Column, Column]:
    """Return the days on which records were signed or started, and whether that is known; programmes need it not."""
    first, last = cells.start
    if record_kind == "programmes":
        any_day = first == 0
        first, last = np.where(any_day, FIRST_DAY, first), np.where(any_day, LAST_DAY, last)
    return first, last, first > 0


def runs_of_links(links: Links, offset: int = 0) -> Runs:
    """Return the runs of the plain links, in the order of `frames.runs_of`, with places counted from an offset.

    A link has at most three runs under each presumption: until it has surely started, while it is surely in force, and
    until it can not be any more; only one, if it may be over before it has surely started.
    """
    rows = np.flatnonzero(links.plain)
    lo, hi, reach_hi = (column[rows] for column in (links.start_lo, links.start_hi, links.reach_hi))
    known_lo = links.reach_lo[rows]
    there, firsts, lasts, befores = [], [], [], []
    for reach_lo in (known_lo, np.where(links.stated[rows], known_lo, lo)):
        early, sure = lo < hi, hi <= reach_lo
        early_last = np.where(sure, hi - 1, reach_hi)
        there += [early, sure, sure & (reach_lo < reach_hi)]
        firsts += [lo, hi, reach_lo + 1]
        lasts += [early_last, reach_lo, reach_hi]
        befores += [np.zeros_like(lo), np.where(early, early_last, 0), reach_lo]
    width = len(there)
    chosen = np.flatnonzero(np.stack(there, axis=1))  # row by row, and in each by presumption and day
    at, which = np.divmod(chosen, width)
    numbers = calendar().numbers
    of_run = which * len(rows) + at
    first, last, before = (
        numbers[np.concatenate(columns)[of_run]] if len(rows) else np.zeros(0, np.int32)
        for columns in (firsts, lasts, befores)
    )
    return Runs(rows[at] + offset, which < 3, which % 3 != 1, first, last, before)
