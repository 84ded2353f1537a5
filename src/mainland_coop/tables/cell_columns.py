"""What whole columns of cells mean, in numbers: days as ordinals, terms as months and days.

Days that are written out are read by their bytes; of all else each distinct cell of a column is read once, by what
reads it for a record.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, TypeAlias

import attrs
import numpy as np
import pyarrow as pa

from mainland_coop.dates.edtf import LAST_DAY, days_in_month
from mainland_coop.dates.partial_dates import as_partial_date
from mainland_coop.dates.terms import as_term
from mainland_coop.foundation.errors import MainlandCoopError
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.fields import list_fields
from mainland_coop.records.instruments import as_calendar_period, as_tacit_renewal
from mainland_coop.records.programmes import Programme
from mainland_coop.tables.chain_cells import open_lists_of
from mainland_coop.tables.columns import FIRST
from mainland_coop.validity.links import End

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


def latest_starts(end: Column, lo: Column, hi: Column, months: Column, days: Column) -> Column:
    """Return the latest starts whose terms run out by an end, as `latest_start` does: by halves.

    Example:
        >>> of = np.array([1]), np.array([60]), np.array([1]), np.array([0])
        >>> latest_starts(np.array([60]), *of).tolist()
        [33]
    """
    lo, hi = lo.copy(), hi.copy()
    while len(between := np.flatnonzero(lo < hi)):
        middle = (lo[between] + hi[between] + 1) // 2
        by = last_days(middle, months[between], days[between]) <= end[between]
        lo[between[by]], hi[between[~by]] = middle[by], middle[~by] - 1
    return lo


Pair: TypeAlias = tuple[int, int]
"""What a cell means in two numbers: the first and last day of a date, or the months and days of a term."""

Pairs: TypeAlias = tuple[Column, Column]
"""The pairs of a column: their first numbers, and their second."""

_EMPTY: Pair = (0, 0)
_UNREADABLE: Pair = (-1, -1)
OPEN = LAST_DAY + 1
"""What stands for an end that is stated to be open."""


def arrow_of(column: Any) -> Any:
    """Return a column that narwhals sees as an array of Arrow; None if its cells are of no type that is read here."""
    import narwhals.stable.v2 as nw

    if column.dtype in (nw.Categorical, nw.Enum):
        column = column.cast(nw.String)
    if column.dtype not in (nw.String, nw.Date, nw.Boolean, nw.List, nw.Struct):
        return None
    cells = column.to_arrow()
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    return cells.cast(pa.large_string()) if column.dtype == nw.String else cells


def pairs_in(frame: Any, name: str, meaning: Callable[[Any], Pairs]) -> Pairs:
    """Return what a column of a frame that narwhals sees means; one that is not there is empty.

    Args:
        frame: The frame.
        name: The name of the column.
        meaning: What an Arrow array of its cells means.
    """
    if name not in frame.columns:
        return np.zeros(len(frame), np.int32), np.zeros(len(frame), np.int32)
    cells = arrow_of(frame[name])
    return unread(frame[name]) if cells is None else meaning(cells)


def pairs_of(cells: Any, read: Callable[[Any], Pair]) -> Pairs:
    """Return what the cells of an Arrow array mean; of large strings, plain days by their bytes, others once each.

    Of lists, those of texts are read, each as a tuple.

    Example:
        >>> first, last = pairs_of(pa.array(["2011-03-01", "2011~", "soon", None], pa.large_string()), read_day)
        >>> (last - first + 1).tolist(), first[2:].tolist()
        ([1, 365, 1, 1], [-1, 0])
    """
    first, last = unread(cells)
    if read in _OF_DAYS and cells.type == pa.large_string():
        plain, *days = plain_days(cells)
        plain &= first < 0  # what is empty stays so
        first, last = np.where(plain, days[0], first), np.where(plain, days[1], last)
    rest = np.flatnonzero(first < 0)
    told = cells.take(pa.array(rest))
    if pa.types.is_nested(told.type):
        if not _is_list_of_text(told.type):
            return first, last
        meant = np.array([*map(read, map(tuple, told.to_pylist())), _EMPTY], np.int32)[:-1]
    else:
        told = told.dictionary_encode()
        meant = np.array([*map(read, told.dictionary.to_pylist()), _EMPTY], np.int32)[told.indices.to_numpy()]
    first[rest], last[rest] = meant[:, 0], meant[:, 1]
    return first, last


def _is_list_of_text(kind: Any) -> bool:
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind)):
        return False
    return bool(pa.types.is_string(kind.value_type) or pa.types.is_large_string(kind.value_type))


def unread(column: Any) -> Pairs:
    """Return pairs that say of each cell of a column, whatever it holds, that it is empty or not to be read."""
    empty = column.is_null().to_numpy(zero_copy_only=False) if isinstance(column, pa.Array) else column.is_null()
    empty = np.asarray(empty, bool)
    first, last = (np.where(empty, *of).astype(np.int32) for of in zip(_EMPTY, _UNREADABLE, strict=True))
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


@lru_cache(maxsize=1 << 16)  # all days of a lifetime or two; those of records are kept for fewer
def read_day(cell: Any) -> Pair:
    """Return the first and the last day that a date may be."""
    try:
        date = as_partial_date(cell)
    except MainlandCoopError:
        return _UNREADABLE
    return date.first_ordinal, date.last_ordinal


def read_end(cell: Any) -> Pair:
    """Return the first and the last day that a last day may be; `OPEN` for both where it is open."""
    return (OPEN, OPEN) if cell == End.OPEN.value else read_day(cell)


_OF_DAYS = (read_day, read_end)


@lru_cache(maxsize=1 << 12)
def read_term(cell: Any) -> Pair:
    """Return the months of a term, years among them, and its days, weeks among them."""
    try:
        term = as_term(cell)
    except MainlandCoopError:
        return _UNREADABLE
    return term.years * 12 + term.months, term.days + 7 * term.weeks


@lru_cache(maxsize=1 << 12)
def read_period(cell: Any) -> Pair:
    """Return the first and the last day of a calendar period, the last as `read_end` does."""
    try:
        period = as_calendar_period(cell)
    except MainlandCoopError:
        return _UNREADABLE
    assert period is not None
    return period.first_ordinal, period.last_ordinal if period.end else OPEN


def read_tacit_renewal(cell: Any) -> Pair:
    """Return 1 if a link renews itself, by whatever period, else 0."""
    try:
        tacit = as_tacit_renewal(cell)
    except MainlandCoopError:
        return _UNREADABLE
    return int(tacit is not None), 0


def read_flag(cell: Any) -> Pair:
    """Return 1 for yes and 0 for no."""
    return (int(cell), 0) if isinstance(cell, bool) else _UNREADABLE


_CLASSES = {"agreements": Agreement, "programmes": Programme}


@lru_cache(maxsize=1 << 8)
def read_open_lists(record_kind: str, cell: Any) -> Pair:
    """Return 1 if a record of a kind may have renewals that it does not know, else 0."""
    try:
        return int("renewals" in list_fields(_CLASSES[record_kind], open_lists_of(cell))), 0
    except MainlandCoopError:
        return _UNREADABLE
