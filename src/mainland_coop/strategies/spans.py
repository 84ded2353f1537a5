"""Strategies for terms and periods."""

from __future__ import annotations

from functools import lru_cache

from hypothesis import strategies as st

from mainland_coop.dates import Day, PartialDate
from mainland_coop.edtf import Precision
from mainland_coop.periods import Period
from mainland_coop.strategies.days import partial_dates
from mainland_coop.strategies.knobs import KnobError, checked
from mainland_coop.terms import Term

__all__ = ["periods", "terms"]


def _check_terms(*, max_days: int | None = None) -> None:
    if max_days is not None and (type(max_days) is not int or max_days < 1):
        raise KnobError(f"max_days={max_days!r} is no number of days of 1 or more")


@checked(_check_terms)
@st.composite
def terms(draw: st.DrawFn, *, max_days: int | None = None) -> Term:
    """Terms: years, months, weeks, days, and years and months with what is left over.

    Args:
        max_days: No start makes the term longer than this.

    Example:
        >>> from hypothesis import find
        >>> find(terms(), lambda term: True), find(terms(), lambda term: term.bounds[0] > 365)
        (Term('P1D'), Term('P2Y'))
    """
    most = _MOST_DAYS if max_days is None else min(max_days, 9999 * 366)
    form, least, greatest = draw(_forms(most))
    number = draw(st.integers(least, greatest))
    if form == "mixed":
        years, months = divmod(number, 12)
        return Term(years, months, draw(st.integers(0, min(45, most - number * 31))))
    return Term(**{form: number})


_MOST_DAYS = 120 * 366


@lru_cache(maxsize=256)
def _forms(most: int) -> st.SearchStrategy[tuple[str, int, int]]:
    """The part that is counted, and how far; each takes one more choice, days being the plainest."""
    forms = [("days", 1, min(most, 40)), ("years", 1, min(10, most // 366)), ("months", 1, min(60, most // 31))]
    forms += [("weeks", 1, most // 7), ("mixed", 1, min(60, most // 31)), ("days", 1, most)]
    forms += [("years", 1, most // 366), ("months", 1, most // 31), ("mixed", 1, most // 31)]
    return st.sampled_from([(form, least, greatest) for form, least, greatest in forms if greatest])


def _check_periods(
    *, min_value: Day | None = None, max_value: Day | None = None, open_ended: bool | None = None
) -> None:
    partial_dates(min_value=min_value, max_value=max_value)
    if open_ended not in (None, True, False):
        raise KnobError(f"open_ended={open_ended!r} is none of None, True and False")


@checked(_check_periods)
@st.composite
def periods(
    draw: st.DrawFn,
    *,
    min_value: Day | None = None,
    max_value: Day | None = None,
    open_ended: bool | None = None,
) -> Period:
    """Periods: single dates that mean all their days, intervals, and intervals open on a side.

    Args:
        min_value: No date of it lies earlier; an open side does.
        max_value: No date of it lies later; an open side does.
        open_ended: True for an open side on each, False for none.

    Example:
        >>> from hypothesis import find
        >>> find(periods(), lambda period: period.n_days == 31)
        Period('2000-01')
    """
    shapes = ["single", "interval"] if open_ended is not True else []
    shapes += ["from", "until", "always"] if open_ended is not False else []
    shape = draw(st.sampled_from(shapes))
    if shape == "single":
        date = draw(partial_dates(min_value=min_value, max_value=max_value))
        return Period(date, date)
    start = draw(_plain(min_value, max_value))
    if shape == "always":  # drawn after a date all the same: no period is to be simpler than a single day
        return Period(None, None)
    if shape != "interval":
        return Period(start, None) if shape == "from" else Period(None, start)
    # The end is drawn no earlier than the start's first day: the last day of it then lies no earlier either.
    return Period(start, draw(_plain(PartialDate(start.first_ordinal, start.first_ordinal), max_value)))


def _plain(min_value: Day | None, max_value: Day | None) -> st.SearchStrategy[PartialDate]:
    """Days, months and years, as they stand at the ends of an interval."""
    whole: list[st.SearchStrategy[PartialDate]] = []
    for precision in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        try:
            whole.append(partial_dates(precision=precision, min_value=min_value, max_value=max_value, qualifiers=False))
        except KnobError:  # the window holds no whole unit
            continue
    return st.one_of(whole)
