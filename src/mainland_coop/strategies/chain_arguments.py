"""The arguments of strategies that draw chains: their shape, their dates, and how many worlds these make."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from math import isqrt
from typing import Literal, TypeAlias, get_args

import attrs

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY, Precision
from mainland_coop.dates.partial_dates import Day, day_run
from mainland_coop.dates.terms import Term
from mainland_coop.records.fields import as_optional_term
from mainland_coop.strategies.arguments import (
    Count,
    IdArgument,
    KnobError,
    PartArguments,
    bounds_of_count,
    check_count,
    check_flag,
    check_three_valued,
    words_of,
)

EndKind: TypeAlias = Literal["not stated", "term", "stated", "tacit", "open", "period"]
"""How a link ends: not stated, by a term, on a last day, not before one of the two for it renews itself, stated to be
open, or with a calendar period."""

_END_KINDS: tuple[EndKind, ...] = get_args(EndKind)
_DATED = {"stated", "term"}
_MOST_RENEWALS = 4
_DAYS_A_LINK = 4
"""So many days each link needs at least where a gap must come before it."""
_ENUMERABLE = tuple(one for one in Precision if one not in (Precision.DECADE, Precision.CENTURY))
_LISTED_DAYS = 21 * 365
_LONGEST_LISTED = Term(years=10)
_MOST_WORLDS = 2_000
_MOST_WITHOUT_PRESUMPTION = 15_000
"""How many worlds there may be where ends that are not stated range over every day."""


@attrs.frozen(kw_only=True, slots=False)
class ChainArguments:
    """The shape of a chain of renewals.

    Attributes:
        n_renewals: How many renewals: a number, or the least and the greatest; None for 0 to 4.
        gaps: True for a gap between links that is certain, False for none that is possible (both under the presumption
            of continuity).
        overlaps: True for a link that certainly starts before an earlier one is over, False for none that may. An end
            that is not stated is overlapped by nothing, a stated `..` by all that follows.
        follows_on: True for a renewal that takes effect from the expiry before, False for none.
        ends: How links may end: `not stated`, `stated` (a last day), `term`, `tacit` (a term or last day after which it
            renews itself), `open` or `period` (of the calendar); one of them or several.
        ending: True for what was terminated, superseded, merged or withdrawn, False for others.
    """

    n_renewals: Count | None = attrs.field(default=None, validator=check_count)
    gaps: bool | None = attrs.field(default=None, validator=check_three_valued)
    overlaps: bool | None = attrs.field(default=None, validator=check_three_valued)
    follows_on: bool | None = attrs.field(default=None, validator=check_three_valued)
    ends: EndKind | Collection[EndKind] | None = None
    ending: bool | None = attrs.field(default=None, validator=check_three_valued)

    def __attrs_post_init__(self) -> None:
        """Refuse what goes against each other."""
        ends_that_come = {"gaps": (self.gaps, {"stated", "term", "period"}), "follows_on": (self.follows_on, _DATED)}
        for name, (wanted, kinds) in ends_that_come.items():
            if wanted and not kinds & set(self.end_kinds):
                raise KnobError(f"{name}=True needs ends that come ('stated' or 'term'), but ends={self.ends!r}")
        if self.overlaps and self.end_kinds == ("not stated",):
            raise KnobError(f"overlaps=True needs an end to overlap with, but ends={self.ends!r}")
        needed, most = self._renewals_needed, bounds_of_count("n_renewals", self.n_renewals, _MOST_RENEWALS)[1]
        if len(needed) > most:
            raise KnobError(
                f"{', '.join(needed)} takes {len(needed)} renewals or more, but n_renewals={self.n_renewals!r}"
            )
        if self._never_followed and self.n_renewals_between[0]:
            raise KnobError("overlaps=False can not be where every end is open and there are renewals")
        earliest, latest = self.starts_between
        if self.first_days[0] > self.last_start:
            raise KnobError(
                f"min_start={earliest} leaves no room before max_start={latest} and the end of the calendar"
            )

    @property
    def starts_between(self) -> tuple[Day | None, Day | None]:
        """Between which days the first link starts."""
        return None, None

    @cached_property
    def first_days(self) -> tuple[int, int]:
        """The earliest and the latest day that the start may be."""
        earliest, latest = self.starts_between
        return (
            FIRST_DAY if earliest is None else day_run(earliest)[0],
            LAST_DAY if latest is None else day_run(latest)[1],
        )

    @cached_property
    def end_kinds(self) -> tuple[EndKind, ...]:
        """How links may end."""
        return words_of("ends", _END_KINDS, self.ends)

    @cached_property
    def has_periods_alone(self) -> bool:
        """Whether an end that comes can only be that of a period, which has a start of its own."""
        return "period" in self.end_kinds and not _DATED & set(self.end_kinds)

    @cached_property
    def _renewals_needed(self) -> list[str]:
        """What takes a renewal each."""
        wanted = {"gaps": self.gaps, "overlaps": self.overlaps, "follows_on": self.follows_on}
        return [f"{name}=True" for name, value in wanted.items() if value]

    @cached_property
    def _never_followed(self) -> bool:
        return self.end_kinds == ("open",) and self.overlaps is False

    @cached_property
    def n_renewals_between(self) -> tuple[int, int]:
        """The least and the greatest number of renewals, for which the calendar has room."""
        low, high = bounds_of_count("n_renewals", self.n_renewals, _MOST_RENEWALS)
        low = max(low, len(self._renewals_needed))
        room = (LAST_DAY - self.first_days[0]) // _DAYS_A_LINK - 2
        return low, low if self._never_followed else min(high, max(low, room))

    @cached_property
    def numbers_of_renewals(self) -> list[int]:
        """How many renewals there may be, small numbers being the more frequent, so that what is drawn stays small."""
        low, high = self.n_renewals_between
        return [number for number in range(low, high + 1) for _ in range(max(1, 3 - number + low))]

    @cached_property
    def last_start(self) -> int:
        """The latest day of the start that leaves room for the renewals."""
        most = self.n_renewals_between[1]
        return min(self.first_days[1], LAST_DAY - _DAYS_A_LINK * (most + 2) if most else LAST_DAY)


@attrs.frozen(kw_only=True, slots=False)
class DatedChainArguments(ChainArguments):
    """The shape of a chain, and what is asked of its dates.

    Attributes:
        min_start: The first link starts no earlier.
        max_start: The first link starts no later.
        qualifiers: True for a qualifier (`~`, `?`, `%`) on each date of the chain, False for none.
        precision: Day (all dates are exact), month, year, decade, century or run; one of them or several. Where a gap,
            an overlap or the order of the links leaves no room for that, a date is an exact day.
        max_term: No term is longer than this one, nor is that of a notice or of a tacit renewal.
        enumerable: True for what the reference in `mainland_coop.testing` lists quickly: at most 2,000 worlds, all days
            within 21 years, no term over 10. The more links there are, the fewer of their dates are partial.
    """

    min_start: Day | None = None
    max_start: Day | None = None
    qualifiers: bool | None = attrs.field(default=None, validator=check_three_valued)
    precision: Precision | str | Collection[Precision | str] | None = None
    max_term: Term | None = attrs.field(default=None, converter=as_optional_term)
    enumerable: bool = attrs.field(default=False, validator=check_flag)

    def __attrs_post_init__(self) -> None:
        """Refuse what goes against each other."""
        super().__attrs_post_init__()
        allowed = self.precisions
        if self.qualifiers and allowed == (Precision.RUN,):
            raise KnobError("a run between two dates has no qualifier: drop qualifiers=True, or precision='run'")
        if self.enumerable and self.precision is not None and not set(allowed) <= set(_ENUMERABLE):
            raise KnobError(
                f"precision={self.precision!r}: decades and centuries make more worlds than are listed quickly; leave "
                "them out, or drop enumerable=True"
            )

    @property
    def starts_between(self) -> tuple[Day | None, Day | None]:
        """Between which days the first link starts."""
        return self.min_start, self.max_start

    @cached_property
    def precisions(self) -> tuple[Precision, ...]:
        """How exactly dates may be known."""
        some = _ENUMERABLE if self.enumerable and self.precision is None else tuple(Precision)
        return words_of("precision", some, self.precision)  # type: ignore[arg-type]  # a text equals its word

    @cached_property
    def longest_term(self) -> Term | None:
        """The longest term that there may be, if there is a bound."""
        if not self.enumerable:
            return self.max_term
        return min(self.max_term or _LONGEST_LISTED, _LONGEST_LISTED, key=lambda term: term.bounds)

    def horizon(self, first: int) -> int:
        """Return the latest day that a chain which starts on a day may name or reach."""
        return min(LAST_DAY, first + _LISTED_DAYS) if self.enumerable else LAST_DAY

    def most_worlds(self, n_days: int, ends_unstated: bool) -> int | None:
        """Return how many worlds the dates of a chain may make, or None for any number.

        Args:
            n_days: From its first day to the last that it names or reaches.
            ends_unstated: Whether an end of it is not stated, and may be any day where nothing is presumed.
        """
        if not self.enumerable:
            return None
        if not ends_unstated:
            return _MOST_WORLDS
        # As many days as the dates may be are added to the days that the ends may be.
        return max(1, (isqrt(n_days * n_days + 4 * _MOST_WITHOUT_PRESUMPTION) - n_days) // 2)


_KNOWN: bool | None = False


@attrs.frozen(kw_only=True, slots=False)
class InstrumentArguments(PartArguments, DatedChainArguments, IdArgument):
    """The arguments that agreements and programmes share.

    Attributes:
        open_renewals: True for what may have further renewals (`renewals` in `open_lists`), False for what has not,
            None for both.
    """

    open_renewals: bool | None = attrs.field(default=_KNOWN, validator=check_three_valued)

    def __attrs_post_init__(self) -> None:
        """Refuse what goes against each other."""
        super().__attrs_post_init__()
        if self.gaps and self.open_renewals is not False:
            raise KnobError("no gap is certain where there may be further renewals: drop gaps=True, or open_renewals")
