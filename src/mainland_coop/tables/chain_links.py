"""Rows with renewals, periods, tacit renewals or open lists, compiled as whole columns of numbers.

Chains of one number of links are compiled together, link by link. The arithmetic is that of `validity.bounds` and of
`validity.timeline`, written once more for arrays, and the names are those of there. Tests hold the two against each
other. Rows with any fault, and those that never were in force, are left to the engine of the records.

What it is worth: 20,000 rows, each with a renewal of its own dates, took 247 µs of processor time each one by one, and
4.9 µs so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeAlias

import attrs
import numpy as np
import pyarrow as pa

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.records.instruments import Renewal
from mainland_coop.tables.cell_columns import (
    OPEN,
    Column,
    Pair,
    Pairs,
    arrow_of,
    last_days,
    latest_starts,
    pairs_in,
    pairs_of,
    read_day,
    read_end,
    read_flag,
    read_open_lists,
    read_period,
    read_tacit_renewal,
    read_term,
    unread,
)
from mainland_coop.tables.part_columns import Parts, parts_of
from mainland_coop.tables.plain_links import Cells, started
from mainland_coop.tables.run_columns import Runs, Spans, runs_of_spans

_TEXT = pa.large_string()
_KEYS = {
    **dict.fromkeys(("signed", "in_force_from", "period", "term", "tacit_renewal", "expires", "notice"), _TEXT),
    "follows_on": pa.bool_(),
}
_MOST_LINKS = 64
"""A chain of more links is left to the engine of the records: few are alike, and each link costs for all of them."""


@attrs.frozen(eq=False)
class Links:
    """Links as they are stated, one after the other, or in columns of one link each of several chains.

    Attributes:
        sound: Whether each can be read, and excludes itself by no two fields; the others mean nothing.
        follows_on: Whether it starts on the day after the end of the link before.
        start_lo: The earliest day on which the record alone lets it start.
        start_hi: The latest such day.
        end_lo: The earliest day of its stated end; 0 if none is stated.
        end_hi: The latest such day.
        months: Months of its term, if it has one.
        days: Days of its term.
        is_open: Whether its end is stated to be open.
        is_tacit: Whether it renews itself.
    """

    sound: Column
    follows_on: Column
    start_lo: Column
    start_hi: Column
    end_lo: Column
    end_hi: Column
    months: Column
    days: Column
    is_open: Column
    is_tacit: Column

    def at(self, places: Column) -> Links:
        """Return the links at some places."""
        return Links(*(column[places] for column in self.columns))

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, in order."""
        return attrs.astuple(self, recurse=False)

    @property
    def has_date(self) -> Column:
        """Whether a last day is stated."""
        return self.end_lo > 0

    @property
    def has_term(self) -> Column:
        """Whether a term is stated."""
        return (self.months > 0) | (self.days > 0)

    @property
    def has_end(self) -> Column:
        """Whether an end of its own is stated, as `LinkTerms.has_end` says."""
        return (self.has_date | self.has_term) & ~self.is_tacit

    def earliest_end(self, index: int, start: Column) -> Column:
        """Return the earliest last days that the links at an index allow, from days on which they start."""
        return np.where(self.has_date[index], np.maximum(self.end_lo[index], start), self.ran_out(index, start))

    def ran_out(self, index: int, start: Column) -> Column:
        """Return the days on which the terms of the links at an index run out; without a term, the start.

        A start that is no day, as in what has no world, has an end without a meaning.
        """
        end = start.copy()
        counted = np.flatnonzero(self.has_term[index])
        end[counted] = last_days(
            np.clip(start[counted], 0, LAST_DAY), self.months[index][counted], self.days[index][counted]
        )
        return end


def runs_of_chains(cells: Cells, frame: Any, record_kind: str, rows: Column) -> tuple[Runs, Column]:
    """Return the runs of rows, and which of these rows are left to the engine of the records.

    Args:
        cells: The cells of the rows that plain links have.
        frame: The rows, in an eager frame that narwhals sees.
        record_kind: `agreements` or `programmes`.
        rows: The places that the rows are given.
    """
    heads = _heads(cells, frame, record_kind)
    parts = _parts(frame)
    renewals = _renewals(parts)
    open_lists, _ = _pairs(frame, "open_lists", partial(read_open_lists, record_kind))
    counts = parts.counts
    sound = heads.sound & (counts >= 0) & (counts < _MOST_LINKS) & (open_lists >= 0)
    sound[parts.owners[~renewals.sound]] = False
    counts = np.maximum(counts, 0)
    links = Links(*map(np.concatenate, zip(heads.columns, renewals.columns, strict=True)))
    first_renewal = len(frame) + np.cumsum(counts) - counts
    spans: list[Spans] = []
    left = ~sound
    for count in np.unique(counts[sound]).tolist():
        chosen = np.flatnonzero(sound & (counts == count))
        places = np.stack([chosen, *(first_renewal[chosen] + index for index in range(count))])
        ending = cells.ending[0][chosen], cells.ending[1][chosen]
        has_world, found = _spans(links.at(places), ending, open_lists[chosen] > 0, rows[chosen])
        left[chosen[~has_world]] = True
        spans += found
    return runs_of_spans(spans), left


def _pairs(frame: Any, name: str, read: Callable[[Any], Pair]) -> Pairs:
    return pairs_in(frame, name, partial(pairs_of, read=read))


def _heads(cells: Cells, frame: Any, record_kind: str) -> Links:
    first, last, given = started(cells, record_kind)
    entry_first, entry_last = cells.entry
    enters = entry_first > 0
    period = _pairs(frame, "period", read_period)
    start_of_programme = cells.start[0] > 0 if record_kind == "programmes" else False
    links = _stated(
        (np.where(enters, entry_first, first), np.where(enters, entry_last, last)),
        np.zeros(len(first), bool),
        cells.term,
        cells.end,
        period,
        enters | start_of_programme,
        _pairs(frame, "tacit_renewal", _read_tacit_renewal_of_head),
    )
    never, _ = _pairs(frame, "never_in_force", read_flag)
    return attrs.evolve(links, sound=links.sound & cells.readable & given & (never == 0))


def _read_tacit_renewal_of_head(cell: Any) -> Pair:
    return read_tacit_renewal({"true": True, "false": False}.get(cell, cell))  # columns of one type have it as text


def _parts(frame: Any) -> Parts:
    """Return the renewals."""
    if "renewals" not in frame.columns:
        return Parts(np.zeros(len(frame), np.int32), {key: pa.nulls(0, kind) for key, kind in _KEYS.items()})
    cells = arrow_of(frame["renewals"])
    if cells is None:
        return Parts(unread(frame["renewals"])[0], {key: pa.nulls(0, kind) for key, kind in _KEYS.items()})
    return parts_of(cells, Renewal, _KEYS)


def _renewals(parts: Parts) -> Links:
    def pairs(name: str, read: Callable[[Any], Pair]) -> Pairs:
        return pairs_of(parts.cells[name], read)

    signed, entry, notice = pairs("signed", read_day), pairs("in_force_from", read_day), pairs("notice", read_term)
    follows_on = parts.cells["follows_on"].fill_null(False).to_numpy(zero_copy_only=False)
    period = pairs("period", read_period)
    enters = entry[0] > 0
    first, last = (np.where(enters, *of) for of in zip(entry, signed, strict=True))
    links = _stated(
        (np.where(follows_on, FIRST_DAY, first), np.where(follows_on, LAST_DAY, last)),
        follows_on,
        pairs("term", read_term),
        pairs("expires", read_end),
        period,
        enters,
        pairs("tacit_renewal", read_tacit_renewal),
    )
    sound = links.sound & (signed[0] >= 0) & (entry[0] >= 0) & (notice[0] >= 0) & ~(enters & follows_on)
    return attrs.evolve(links, sound=sound & ((signed[0] > 0) | enters | follows_on | (period[0] > 0)))


def _stated(
    start: Pairs, follows_on: Column, term: Pairs, end: Pairs, period: Pairs, enters: Column, tacit: Pairs
) -> Links:
    """Return links for their fields, those that exclude each other, as `check_life` knows, as unsound."""
    is_tacit, has_period, has_end, has_term = tacit[0] > 0, period[0] > 0, end[0] > 0, (term[0] > 0) | (term[1] > 0)
    is_open = np.where(has_period, period[1], end[0]) == OPEN
    sound = (term[0] >= 0) & (end[0] >= 0) & (period[0] >= 0) & (tacit[0] >= 0)
    sound &= ~(has_period & (enters | follows_on | has_end | has_term | is_tacit))
    sound &= ~(is_open & (has_term | is_tacit))
    sound &= ~is_tacit | has_end | has_term
    start_lo, start_hi = (np.where(has_period, period[0], of) for of in start)
    end_lo, end_hi = (np.where(is_open, 0, np.where(has_period, period[1], of)) for of in end)
    return Links(sound, follows_on, start_lo, start_hi, end_lo, end_hi, *term, is_open, is_tacit)


_World: TypeAlias = tuple[list[Column], list[Column], Column]
"""Starts and ends of the links in order, and the day of the ending, as ordinals; of what has none nothing is meant."""


def _spans(links: Links, ending: Pairs, open_renewals: Column, at: Column) -> tuple[Column, list[Spans]]:
    """Return which chains have a world, and the days in force of those, as the engine of the records does.

    Args:
        links: Their links: of each index a row of columns.
        ending: The days of an ending; 0 where there is none.
        open_renewals: Whether there may be renewals that are not known.
        at: The places of the rows.
    """
    (starts_lo, ends_lo, cut_lo), has_world = _first_world(links, ending)
    cut_hi = np.where(ending[0] > 0, ending[1], LAST_DAY)
    starts_hi, ends_hi = _last_world(links, starts_lo, cut_hi)
    for index, start in enumerate(starts_hi):
        beside = links.has_date[index] & links.has_term[index]
        has_world &= ~beside | (links.end_lo[index] <= links.ran_out(index, start))
    spans: list[Spans] = []
    for presumed in (True, False):

        def add(rows: Column, certain: bool, first: Column, last: Column, presumed: bool = presumed) -> None:
            rows = np.flatnonzero(rows & has_world & (first <= last))
            spans.append(Spans(at[rows], presumed, certain, first[rows], last[rows]))

        bounds = _ends(links, presumed, ending[0] > 0, (starts_lo, starts_hi), (ends_lo, ends_hi))
        reach = np.zeros_like(cut_lo)
        for group in _groups(links, bounds, (starts_lo, starts_hi)):
            reach = np.where(group.there, np.maximum(reach, group.reach_lo), reach)
            add(group.there, True, group.head_hi, np.minimum(reach, cut_lo))
            add(group.there, False, group.head_lo, np.minimum(group.reach_hi, cut_hi))
        add(open_renewals, False, starts_lo[0], cut_hi)
    return has_world, spans


def _first_world(links: Links, ending: Pairs) -> tuple[_World, Column]:
    """Return `first_world`, and which chains have one."""
    starts: list[Column] = []
    ends: list[Column] = []
    start = end = np.full(len(ending[0]), FIRST_DAY, np.int32)
    has_world = np.ones(len(start), bool)
    for index in range(len(links.sound)):
        follows = links.follows_on[index]
        if index:
            has_world &= ~follows | links.has_end[index - 1]
        start = np.where(follows, end + 1, np.maximum(links.start_lo[index], start))
        has_world &= start <= links.start_hi[index]
        start = np.minimum(start, LAST_DAY)
        end = links.earliest_end(index, start)
        has_world &= ~links.has_date[index] | (end <= links.end_hi[index])
        starts.append(start)
        ends.append(end)
    cut = np.where(ending[0] > 0, np.maximum(ending[0], start), LAST_DAY)
    has_world &= (ending[0] == 0) | (cut <= ending[1])
    return (starts, ends, cut), has_world


def _last_world(links: Links, starts_lo: Sequence[Column], by: Column) -> tuple[list[Column], list[Column]]:
    """Return `last_world`."""
    count = len(starts_lo)
    starts, stated = list(starts_lo), list(starts_lo)
    ceiling = by
    for index in range(count - 1, -1, -1):
        latest = np.minimum(links.start_hi[index], ceiling)
        end_ceiling = np.full_like(by, LAST_DAY)
        if index + 1 < count:
            end_ceiling = np.where(links.follows_on[index + 1], starts[index + 1] - 1, end_ceiling)
        stated[index] = np.minimum(links.end_hi[index], end_ceiling)
        latest = np.where(links.has_date[index], np.minimum(latest, stated[index]), latest)
        searched = np.flatnonzero(~links.has_date[index] & links.has_term[index] & (end_ceiling < LAST_DAY))
        latest[searched] = latest_starts(
            end_ceiling[searched],
            starts_lo[index][searched],
            latest[searched],
            links.months[index][searched],
            links.days[index][searched],
        )
        starts[index] = ceiling = latest
    ends: list[Column] = []
    for index in range(count):
        if index:
            starts[index] = np.where(links.follows_on[index], ends[-1] + 1, starts[index])
        ends.append(np.where(links.has_date[index], stated[index], links.ran_out(index, starts[index])))
    return starts, ends


@attrs.frozen(eq=False)
class _Ends:
    """The ends of links, in order, and whether the presumption joins each to the link before it.

    Attributes:
        lo: The earliest days.
        hi: The latest days.
        joined: Whether the link goes on from the one before it.
    """

    lo: list[Column]
    hi: list[Column]
    joined: list[Column]


_Both: TypeAlias = tuple[Sequence[Column], Sequence[Column]]
"""What links have in the first world, and in the last."""


def _ends(links: Links, presumed: bool, is_cut: Column, starts: _Both, ends: _Both) -> _Ends:
    """Return the ends over all worlds, as `compute_bounds` does."""
    lo, hi = (list(of) for of in ends)
    joined = [np.zeros(len(is_cut), bool) for _ in lo]
    last = len(lo) - 1
    for index in range(len(lo)):
        loose = ~links.has_end[index] & ~links.is_open[index]
        goes_on = links.is_open[index]
        if index == last:
            goes_on = goes_on | (loose & (presumed | is_cut))
        elif presumed:
            joined[index + 1] = loose
            bare = loose & ~links.has_date[index] & ~links.has_term[index]
            lo[index] = np.where(bare, starts[0][index] - 1, lo[index])
            hi[index] = np.where(bare, starts[1][index] - 1, hi[index])
            hi[index] = np.where(loose & links.has_date[index], links.end_hi[index], hi[index])
            loose = np.zeros_like(loose)
        lo[index] = np.where(goes_on, LAST_DAY, lo[index])
        hi[index] = np.where(goes_on | loose, LAST_DAY, hi[index])
    return _Ends(lo, hi, joined)


@attrs.frozen(eq=False)
class _Group:
    """A group of links, as `bounds.Group` has it in ordinals, of those chains in which one ends at a link (`there`)."""

    there: Column
    head_lo: Column
    head_hi: Column
    reach_lo: Column
    reach_hi: Column


def _groups(links: Links, ends: _Ends, starts: _Both) -> Iterator[_Group]:
    """Yield for each link the groups that end there."""
    head_lo, head_hi = starts[0][0], starts[1][0]
    reach_lo, reach_hi = ends.lo[0], ends.hi[0]
    for index in range(1, len(ends.lo)):
        new = ~(links.follows_on[index] | ends.joined[index])
        yield _Group(new, head_lo, head_hi, reach_lo, reach_hi)
        head_lo, head_hi = (np.where(new, of[index], head) for of, head in zip(starts, (head_lo, head_hi), strict=True))
        reach_lo = np.where(new, ends.lo[index], np.maximum(reach_lo, ends.lo[index]))
        reach_hi = np.where(new, ends.hi[index], np.maximum(reach_hi, ends.hi[index]))
    yield _Group(np.ones(len(head_lo), bool), head_lo, head_hi, reach_lo, reach_hi)
