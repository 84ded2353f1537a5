"""Rows of one plain link, as most rows of a large register are, compiled as whole columns of numbers.

A row is plain if it has no more than a start (or stages of it), a term or a last day, a notice and an ending, each of
which can be read. Days that are written out are read by their bytes; of all else each distinct cell of a column is read
once, by what reads it for a record. The rest is arithmetic with the days of whole columns: that of a lone link in
`validity.bounds` and `validity.timeline` and of `Term.last_day`, written once more for arrays. Tests hold the two
against each other. All other rows, those with any fault among them, are left to the engine of the records.

What it is worth: 300,000 plain rows whose dates seldom repeat took 40.5 s of processor time on DuckDB one by one, and
1.8 s so, with what it takes to start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, TypeAlias

import attrs
import numpy as np
import pyarrow as pa

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY, days_in_month
from mainland_coop.dates.partial_dates import as_partial_date
from mainland_coop.dates.terms import as_term
from mainland_coop.foundation.errors import MainlandCoopError
from mainland_coop.records.agreements import as_entry
from mainland_coop.tables.chain_cells import ending_of, entry_of
from mainland_coop.tables.columns import FIRST
from mainland_coop.tables.frames import RunRow
from mainland_coop.validity.links import End, earliest_of

Column: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"
"""An array with an entry for each row."""

_CYCLE = 400
"""Years after which the calendar repeats."""


@attrs.frozen(eq=False)
class Calendar:
    """The calendar as arrays.

    Attributes:
        numbers: The number of each day (`20110301`) by its ordinal; 0 for the ordinal 0.
        months: The ordinal of the first day of each month, by the year times twelve and the months before it in the
            year; it ends with the month after the last.
    """

    numbers: Column
    months: Column


@cache
def calendar() -> Calendar:
    """Return the calendar, made once, in some hundredths of a second.

    Example:
        >>> days = calendar()
        >>> int(days.numbers[LAST_DAY]), int(days.months[2011 * 12 + 2]), int(days.numbers[days.months[2011 * 12 + 2]])
        (99991231, 734197, 20110301)
    """
    of_cycle = [days_in_month(year, month) for year in range(_CYCLE) for month in range(1, 13)]
    lengths = np.tile(np.array(of_cycle, np.int32), 10_000 // _CYCLE)
    lengths[:12] = 0  # there is no year 0
    months = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32) + np.int32(1)
    year, month = np.divmod(np.arange(len(lengths), dtype=np.int32), np.int32(12))
    of_month = np.repeat(year * 10_000 + (month + 1) * 100 - months[:-1] + 1, lengths)
    numbers = np.concatenate(([0], of_month + np.arange(1, LAST_DAY + 1, dtype=np.int32))).astype(np.int32)
    return Calendar(numbers, months)


def last_days(start: Column, months: Column, days: Column) -> Column:
    """Return the last days of terms, as `Term.last_day` does: ordinals for ordinals.

    Args:
        start: The first days.
        months: Months of the terms, years among them.
        days: Days of the terms, weeks among them.

    Example:
        >>> term = as_term("P1M")
        >>> of = np.array([734168])
        >>> int(last_days(of, np.array([1]), np.array([0]))[0]) == term.last_day(734168)
        True
    """
    known = calendar()
    number = known.numbers[start]
    end_month = number // 10_000 * 12 + number // 100 % 100 - 1 + months
    month = np.minimum(end_month, len(known.months) - 2)
    # The day before the same number, or the last day of a month that is too short for it.
    end = np.minimum(known.months[month] + number % 100 - 2, known.months[month + 1] - 1) + days
    return np.where(end_month > month, LAST_DAY, np.minimum(end, LAST_DAY)).astype(np.int32)


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


Pair: TypeAlias = tuple[int, int]
"""What a cell means in two numbers: the first and last day of a date, or the months and days of a term."""

_EMPTY: Pair = (0, 0)
_UNREADABLE: Pair = (-1, -1)


def links_of(frame: Any, record_kind: str, columns: Iterable[str]) -> Links:
    """Return the links of a frame, as far as they are plain.

    Args:
        frame: An eager frame, as narwhals sees it.
        record_kind: `agreements` or `programmes`.
        columns: Those of its columns that decide.
    """
    there = set(columns)
    rows = len(frame)

    def pairs(name: str, read: Callable[[Any], Pair]) -> tuple[Column, Column]:
        if name in there:
            there.remove(name)
            return _pairs(frame[name], read)
        return np.zeros(rows, np.int32), np.zeros(rows, np.int32)

    first, last = pairs("started" if record_kind == "programmes" else "signed", _days)
    entry_first, entry_last = pairs("in_force_from", _entry)
    end_first, end_last = pairs("expires", _last_day)
    months, days = pairs("term", _term)
    notice, _ = pairs("notice", _term)
    cut_first, cut_last = pairs("ending", _ending)
    has_end, has_term = end_first > 0, (months > 0) | (days > 0)
    plain = (first >= 0) & (entry_first >= 0) & (end_first >= 0) & (months >= 0) & (notice >= 0) & (cut_first >= 0)
    plain &= ~(has_end & has_term)
    for name in there - {"id"}:
        plain &= _is_left_out(frame[name])
    if record_kind == "programmes":
        open_start = first == 0
        first, last = np.where(open_start, FIRST_DAY, first), np.where(open_start, LAST_DAY, last)
    plain &= first > 0
    enters = entry_first > 0
    start_lo, start_hi = np.where(enters, entry_first, first), np.where(enters, entry_last, last)
    reach_lo = np.where(has_end, np.maximum(end_first, start_lo), LAST_DAY).astype(np.int32)
    reach_hi = np.where(has_end, end_last, LAST_DAY).astype(np.int32)
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


def _pairs(column: Any, read: Callable[[Any], Pair]) -> tuple[Column, Column]:
    """Return what the cells of a column mean: days that are written plainly by their bytes, others once each."""
    import narwhals.stable.v2 as nw

    if column.dtype in (nw.Categorical, nw.Enum):
        column = column.cast(nw.String)
    empty = column.is_null().to_numpy().astype(bool)
    first, last = (np.where(empty, *of).astype(np.int32) for of in zip(_EMPTY, _UNREADABLE, strict=True))
    if column.dtype not in (nw.String, nw.Date):
        return first, last
    cells = column.to_arrow()
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    if read in _DAYS and column.dtype == nw.String:
        plain, *days = plain_days(cells.cast(pa.large_string()))
        plain &= ~empty
        first, last = np.where(plain, days[0], first), np.where(plain, days[1], last)
    rest = np.flatnonzero(first < 0)
    told = cells.take(pa.array(rest)).dictionary_encode()
    meant = np.array([*map(read, told.dictionary.to_pylist()), _EMPTY], np.int32)[told.indices.to_numpy()]
    first[rest], last[rest] = meant[:, 0], meant[:, 1]
    return first, last


def plain_days(cells: Any) -> tuple[Column, Column, Column]:
    """Read texts such as `2011-03-01`, `2011-03` and `2011` by their bytes.

    Args:
        cells: An Arrow array of large strings.

    Returns:
        Whether the text is so written and means days of the calendar, and the first and the last of these, as ordinals.

    Example:
        >>> plain, first, last = plain_days(pa.array(["2012-02", "2012-02-30", "2012~"], pa.large_string()))
        >>> plain.tolist(), int(last[0] - first[0]) + 1
        ([True, False, False], 29)
    """
    _, offsets, data = cells.buffers()
    start = np.frombuffer(offsets, np.int64)[cells.offset : cells.offset + len(cells) + 1]
    length = np.diff(start)
    letters = np.frombuffer(data or b"-", np.uint8)
    plain = (length == 4) | (length == 7) | (length == 10)
    number: Column = np.zeros(len(cells), np.int32)
    for place, default in enumerate(b"0001-01-01"):
        letter = np.take(letters, start[:-1] + place, mode="clip")
        if place > 3:  # what stands there belongs to the next text, where this one is shorter
            letter = np.where(place < length, letter, np.uint8(default))
        if default == ord("-"):
            plain &= letter == default
        else:
            digit = letter - np.uint8(ord("0"))
            plain &= digit < 10
            number = number * np.int32(10) + digit
    months = calendar().months
    month = number // 100 % 100
    plain &= (number >= FIRST) & (month > 0) & (month < 13)
    at = np.where(plain, number // 10_000 * 12 + month - 1, 12)
    first, next_month = months[at], months[at + 1]
    day = number % 100
    plain &= (day > 0) & (day <= next_month - first)
    first = np.where(length == 10, first + day - 1, first)
    next_year = np.take(months, at + 12, mode="clip")
    return plain, first, np.where(length == 4, next_year, np.where(length == 7, next_month, first + 1)) - 1


def _is_left_out(column: Any) -> Column:
    import narwhals.stable.v2 as nw

    empty = ~column.fill_null(False) if column.dtype == nw.Boolean else column.is_null()
    return np.asarray(empty.to_numpy(), bool)


@lru_cache(maxsize=1 << 16)  # all days of a lifetime or two; those of records are kept for fewer
def _days(cell: Any) -> Pair:
    try:
        date = as_partial_date(cell)
    except MainlandCoopError:
        return _UNREADABLE
    return date.first_ordinal, date.last_ordinal


def _entry(cell: Any) -> Pair:
    try:
        entry = as_entry(entry_of(cell))
    except MainlandCoopError:
        return _UNREADABLE
    if not isinstance(entry, tuple):
        return _days(cell)
    start = earliest_of(tuple(stage.on for stage in entry))
    return start.first_ordinal, start.last_ordinal


def _ending(cell: Any) -> Pair:
    try:
        last_day = ending_of(cell).last_day
    except MainlandCoopError:
        return _UNREADABLE
    return last_day.first_ordinal, last_day.last_ordinal


def _last_day(cell: Any) -> Pair:
    return (LAST_DAY, LAST_DAY) if cell == End.OPEN.value else _days(cell)


_DAYS = (_days, _entry, _last_day)
"""What reads cells in which a day may stand."""


@lru_cache(maxsize=1 << 12)
def _term(cell: Any) -> Pair:
    try:
        term = as_term(cell)
    except MainlandCoopError:
        return _UNREADABLE
    return term.years * 12 + term.months, term.days + 7 * term.weeks


@attrs.frozen(eq=False)
class Runs:
    """Runs as columns: those of `RunRow`, and of which row each is.

    Attributes:
        at: The place of the row.
        presumed: Whether the run is one under the presumption of continuity.
        unknown: Whether the answer is UNKNOWN, rather than TRUE.
        first: The number of its first day.
        last: The number of its last day.
        before: The number of the last day of the run before it; 0 for the first.
    """

    at: Column
    presumed: Column
    unknown: Column
    first: Column
    last: Column
    before: Column


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


def runs_of_rows(at: Sequence[int], rows: Sequence[RunRow]) -> Runs:
    """Return runs that were made one by one, each with the place of its row."""
    presumed, truths, first, last, before = list(zip(*rows, strict=True))[:5] or ((),) * 5
    days = (np.array(column, np.int32) for column in (first, last, before))
    return Runs(
        np.array(at, np.int64),
        np.array(presumed, bool),
        np.array([truth == "UNKNOWN" for truth in truths], bool),
        *days,
    )


def in_order(parts: Sequence[Runs]) -> Runs:
    """Return runs of several parts as one, in the order of their rows."""
    if len(parts) == 1:
        return parts[0]
    names = [field.name for field in attrs.fields(Runs)]
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    order = np.argsort(joined["at"], kind="stable")
    return Runs(**{name: column[order] for name, column in joined.items()})
