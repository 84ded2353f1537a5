"""Timelines of chains as something to draw: stretches of days within a window, the gaps between them, and words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import attrs

from mainland_coop.dates import PartialDate
from mainland_coop.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.truth import Truth
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.links import End
from mainland_coop.validity.questions import Gap
from mainland_coop.validity.timeline import Run

__all__ = ["GapMark", "Strip", "gap_mark", "strip_of", "window_of", "year_marks"]

_MARGIN = 0.12
"""How much of what is known a window shows beyond it, where a chain goes on without a known end."""


_TOLD = 24
"""How many runs are told in words."""


@attrs.frozen
class GapMark:
    """A gap between two links, to be marked.

    Attributes:
        first: The first day to mark, as an ordinal: of a certain gap the days that are in it in every world, of one
            that is only possible all that may be.
        last: The last day to mark.
        certain: Whether every world has the gap.
        label: Its length in days.
    """

    first: int
    last: int
    certain: bool
    label: str


@attrs.frozen
class Strip:
    """The timeline of one chain within a window.

    Attributes:
        first: The first day of the window, as an ordinal.
        last: The last day of the window.
        runs: The runs of days on which it is certainly or possibly in force, cut to the window.
        gaps: The gaps between links.
        from_before: Whether it may have begun before the window.
        goes_on: Why the last run leads out of the window, or None if it does not.
        words: The same in words.
    """

    first: int
    last: int
    runs: tuple[Run, ...]
    gaps: tuple[GapMark, ...]
    from_before: bool
    goes_on: str | None
    words: str

    def share(self, day: int) -> float:
        """Return how much of the window lies before a day, from 0 to 1."""
        return (day - self.first) / (self.last + 1 - self.first)


def gap_mark(gap: Gap) -> GapMark:
    """Return where a gap is to be marked, and its length as a label.

    Example:
        >>> import mainland_coop as mc
        >>> chain = mc.load().agreements["doj-shenzhen-legal-matters-2011"].chain
        >>> [gap_mark(gap).label for gap in chain.gaps()]
        ['321 days', '171–200 days']
    """
    before, after = gap.last_day_before, gap.next_start
    if gap.certain:
        days = str(gap.longest) if gap.shortest == gap.longest else f"{gap.shortest}–{gap.longest}"
        label = f"{days} day{'' if gap.longest == 1 else 's'}"
        return GapMark(before.last_ordinal + 1, after.first_ordinal - 1, True, label)
    label = f"0–{gap.longest} day{'' if gap.longest == 1 else 's'}?"
    return GapMark(before.first_ordinal + 1, after.last_ordinal - 1, False, label)


def window_of(runs: tuple[Run, ...]) -> tuple[int, int] | None:
    """Return the first and the last day to show of runs: all that is known, and a margin where they go on.

    It depends on the record alone and not on the day of the call. Without a known day there is none; the
    last days of the calendar are none, though a chain that may start on any day certainly has on the very last.
    """
    known = [day for run in runs for day in (run.first, run.last) if FIRST_DAY < day < LAST_DAY - 1]
    if not known:
        return None
    first, last = min(known), max(known)
    margin = max(366, round((last - first) * _MARGIN))
    if runs[0].first == FIRST_DAY:
        first = max(FIRST_DAY, first - margin)
    if runs[-1].last >= LAST_DAY - 1:
        last = min(LAST_DAY, last + margin)
    return first, last


def strip_of(chain: RenewalChain) -> Strip | None:
    """Return the strip of a chain, or None if it has no day that could be shown."""
    told = (run for run in chain.timeline().runs if run.first < LAST_DAY)
    runs = tuple(Run(run.first, LAST_DAY if run.last >= LAST_DAY - 1 else run.last, run.truth) for run in told)
    window = window_of(runs)
    if window is None:
        return None
    first, last = window
    goes_on = None
    if runs[-1].last == LAST_DAY:
        ends = {End.OPEN: "open-ended", End.NOT_STATED: "end not stated"}
        goes_on = "end not known" if isinstance(chain.expires, PartialDate) else ends[chain.expires]
    cut = tuple(Run(max(run.first, first), min(run.last, last), run.truth) for run in runs)
    gaps = tuple(gap_mark(gap) for gap in chain.gaps())
    sentences = tuple(_words(runs[:_TOLD], goes_on))
    words = "; ".join((*sentences, f"and {len(runs) - _TOLD} runs of days more") if len(runs) > _TOLD else sentences)
    return Strip(first, last, cut, gaps, runs[0].first == FIRST_DAY, goes_on, f"Timeline: {words}.")


def year_marks(first: int, last: int, most: int = 8) -> tuple[tuple[int, str], ...]:
    """Return days to mark on an axis, as ordinals with their labels: first days of years, evenly spread.

    Example:
        >>> [label for _, label in year_marks(733_000, 739_000)]
        ['2010', '2015', '2020']
    """
    start, end = datetime.date.fromordinal(first).year, datetime.date.fromordinal(last).year
    step = next(s * 10**power for power in range(5) for s in (1, 2, 5) if (end - start) / (s * 10**power) <= most)
    years = range(-(-start // step) * step, end + 1, step)
    days = ((datetime.date(year, 1, 1).toordinal(), str(year)) for year in years if year > 0)
    return tuple((day, label) for day, label in days if first <= day <= last)


def _words(runs: tuple[Run, ...], goes_on: str | None) -> Iterator[str]:
    previous = None
    for run in runs:
        if previous is not None and run.first > previous + 1:
            days = run.first - previous - 1
            yield f"not in force for {days} day{'' if days == 1 else 's'}"
        how = "certainly" if run.truth is Truth.TRUE else "possibly"
        begin = "" if run.first == FIRST_DAY else f" from {datetime.date.fromordinal(run.first)}"
        end = f" on ({goes_on})" if run.last == LAST_DAY else f" through {datetime.date.fromordinal(run.last)}"
        yield f"{how} in force{begin}{end}"
        previous = run.last
