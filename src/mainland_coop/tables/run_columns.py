"""Runs of days as columns of numbers: of many rows at once."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from mainland_coop.tables.cell_columns import Column, calendar
from mainland_coop.tables.frames import RunRow


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


@attrs.frozen(eq=False)
class Spans:
    """Days on which rows are in force: from a first through a last day, of each row one.

    Attributes:
        at: The places of the rows.
        presumed: Whether the presumption of continuity is made.
        certain: Whether the rows are certainly in force, rather than possibly.
        first: The first days, as ordinals.
        last: The last days, none of which is before its first.
    """

    at: Column
    presumed: bool
    certain: bool
    first: Column
    last: Column


_DAY_BITS = 22
"""An ordinal fits into as many bits, that of the day after the last one too."""
_CERTAIN = 1 << 32
"""What a certain span counts, beside the possible ones, which count one each."""


def runs_of_spans(spans: Sequence[Spans]) -> Runs:
    """Return the runs that spans amount to, in the order of their rows: one sweep over the days of all.

    Spans of a row may meet and overlap. Where a row is certainly in force it is possibly so as well.

    Example:
        >>> at, days = np.array([7]), np.array([734168])
        >>> runs = runs_of_spans([Spans(at, False, False, days, days + 9), Spans(at, False, True, days + 2, days + 9)])
        >>> list(zip(runs.at.tolist(), runs.unknown.tolist(), runs.first.tolist(), runs.before.tolist()))
        [(7, True, 20110131, 0), (7, False, 20110202, 20110201)]
    """
    turns, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for span in spans:
        of = (span.at.astype(np.int64) * 2 + (not span.presumed)) << _DAY_BITS
        count = np.full(len(of), _CERTAIN if span.certain else 1)
        turns += [of + span.first, of + span.last + 1]
        counts += [count, -count]
    day = np.concatenate(turns)
    order = np.argsort(day, kind="stable")
    day, count = day[order], np.cumsum(np.concatenate(counts)[order])
    settled = np.flatnonzero(day != np.append(day[1:], -1))
    day, count = day[settled], count[settled]
    answer = (count > 0).astype(np.int8) + (count >= _CERTAIN)
    changes = np.flatnonzero(answer != np.append(np.int8(0), answer[:-1]))  # each row and presumption ends with none
    day, answer = day[changes], answer[changes]
    starts = np.flatnonzero(answer)
    ordinals, of = day & ((1 << _DAY_BITS) - 1), day[starts] >> _DAY_BITS
    numbers = calendar().numbers
    first, last = numbers[ordinals[starts]], numbers[ordinals[starts + 1] - 1]
    goes_on = of == np.append(-1, of[:-1])
    before = np.where(goes_on, np.append(np.int32(0), last[:-1]), np.int32(0))
    return Runs(of >> 1, of % 2 == 0, answer[starts] == 1, first, last, before)


def in_order(parts: Sequence[Runs]) -> Runs:
    """Return runs of several parts as one, in the order of their rows."""
    if len(parts) == 1:
        return parts[0]
    names = [field.name for field in attrs.fields(Runs)]
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    order = np.argsort(joined["at"], kind="stable")
    return Runs(**{name: column[order] for name, column in joined.items()})
