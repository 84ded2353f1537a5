"""What is wanted of a life: how many links, of which kinds, with or without gaps and overlaps; and what contradicts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, TypeAlias, get_args

import attrs

from mainland_coop.dates import Day, day_run
from mainland_coop.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.errors import shorten
from mainland_coop.strategies.knobs import Count, KnobError, bounds_of_count

__all__ = ["EndKind", "Shape", "one_of_three"]

EndKind: TypeAlias = Literal["not stated", "term", "stated", "tacit", "open"]
"""How a link ends: not stated, by a term, on a last day, by a term that renews itself, or stated to be open."""

_KINDS: tuple[EndKind, ...] = get_args(EndKind)
_MOST_RENEWALS = 4
_DAYS_A_LINK = 4
"""So many days each link needs at least where a gap must come before it."""


def one_of_three(**knobs: bool | None) -> None:
    """Refuse a knob that is none of None, True and False."""
    for name, value in knobs.items():
        if value is not None and not isinstance(value, bool):
            raise KnobError(f"{name}={shorten(value)} is none of None, True and False")


@attrs.frozen
class Shape:
    """What is wanted of a life, without contradictions.

    Attributes:
        low: The least number of renewals.
        high: The greatest number of renewals.
        kinds: How links may end.
        gaps: Whether a gap is certain (True) or none is possible (False).
        overlaps: Whether an overlap is certain (True) or none is possible (False).
        follows_on: Whether some renewal follows on (True) or none does (False).
        ending: Whether there is an ending.
        first: The earliest day that the start may be.
        last: The latest day that the start may be.
        latest: The latest day on which the start leaves room for the renewals.
        qualifiers: Whether dates have qualifiers.
    """

    low: int
    high: int
    kinds: tuple[EndKind, ...]
    gaps: bool | None
    overlaps: bool | None
    follows_on: bool | None
    ending: bool | None
    first: int
    last: int
    latest: int
    qualifiers: bool | None

    @classmethod
    def of(
        cls,
        *,
        n_renewals: Count | None = None,
        gaps: bool | None = None,
        overlaps: bool | None = None,
        follows_on: bool | None = None,
        ends: EndKind | Collection[EndKind] | None = None,
        ending: bool | None = None,
        min_start: Day | None = None,
        max_start: Day | None = None,
        qualifiers: bool | None = None,
    ) -> Shape:
        """Return the shape that the knobs mean.

        Raises:
            KnobError: If they contradict each other.
        """
        one_of_three(gaps=gaps, overlaps=overlaps, follows_on=follows_on, ending=ending, qualifiers=qualifiers)
        kinds = _kinds(ends)
        low, high = bounds_of_count("n_renewals", n_renewals, _MOST_RENEWALS)
        timed = [kind for kind in kinds if kind in ("stated", "term")]
        for name, wanted in (("gaps", gaps), ("follows_on", follows_on)):
            if wanted and not timed:
                raise KnobError(f"{name}=True needs ends that come ('stated' or 'term'), but ends={ends!r}")
        if overlaps and set(kinds) == {"not stated"}:
            raise KnobError(f"overlaps=True needs an end to overlap with, but ends={ends!r}")
        wanted_renewals = sum(map(bool, (gaps, overlaps, follows_on)))
        if wanted_renewals > high:
            named = ", ".join(
                f"{name}=True"
                for name, wanted in (("gaps", gaps), ("overlaps", overlaps), ("follows_on", follows_on))
                if wanted
            )
            raise KnobError(f"{named} takes {wanted_renewals} renewals or more, but n_renewals={n_renewals!r}")
        low = max(low, wanted_renewals)
        never_followed = kinds == ("open",) and overlaps is False
        if never_followed and low:
            raise KnobError("overlaps=False can not be where every end is open and there are renewals")
        first = FIRST_DAY if min_start is None else day_run(min_start)[0]
        last = LAST_DAY if max_start is None else day_run(max_start)[1]
        high = low if never_followed else min(high, max(low, (LAST_DAY - first) // _DAYS_A_LINK - 2))
        latest = LAST_DAY - _DAYS_A_LINK * (high + 2) if low or high else LAST_DAY
        if first > last or first > latest:
            raise KnobError(
                f"min_start={min_start} leaves no room before max_start={max_start} and the end of the calendar"
            )
        return cls(low, high, kinds, gaps, overlaps, follows_on, ending, first, last, min(last, latest), qualifiers)


def _kinds(ends: EndKind | Collection[EndKind] | None) -> tuple[EndKind, ...]:
    if ends is None:
        return _KINDS
    wanted = {ends} if isinstance(ends, str) else set(ends)
    if not wanted or not wanted <= set(_KINDS):
        raise KnobError(f"ends={ends!r} is none, one or several of {', '.join(map(repr, _KINDS))}")
    return tuple(kind for kind in _KINDS if kind in wanted)
