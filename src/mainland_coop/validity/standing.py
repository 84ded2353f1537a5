"""Standing: whether an answer rests on stated dates, on the presumption of continuity, or is open."""

from __future__ import annotations

import enum
from typing import Any, NamedTuple

from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.public_names import ShownByName, named_publicly
from mainland_coop.validity.timeline import Timeline


class Standing(ShownByName, enum.StrEnum):
    """How an instrument stands on a day, and how firmly. It speaks of ends; starts may be taken from signatures."""

    STATED = "stated"
    """In force by stated dates, also without the presumption of continuity."""

    PRESUMED = "presumed"
    """In force with no end stated, under the presumption of continuity only."""

    POSSIBLE = "possible"
    """It may have been in force."""

    NOT_IN_FORCE = "not in force"
    """Not in force."""

    @property
    def words(self) -> str:
        """The standing in words that say what it rests on, as in a sentence about an instrument.

        Example:
            >>> Standing.PRESUMED.words
            'in force, end not stated'
        """
        return _WORDS[self]


_WORDS = {
    Standing.STATED: "in force by stated dates",
    Standing.PRESUMED: "in force, end not stated",
    Standing.POSSIBLE: "may have been in force",
    Standing.NOT_IN_FORCE: "not in force",
}


class StandingRun(NamedTuple):
    """Days, both ends included (ordinals), on each of which the standing is the same."""

    first: int
    last: int
    standing: Standing

    def __reduce__(self) -> Any:
        return named_publicly(StandingRun, (StandingRun, tuple(self)))


def standing_of(presumed: Truth, unpresumed: Truth) -> Standing:
    """Return the standing for the truth under the presumption of continuity and without it.

    Example:
        >>> standing_of(Truth.TRUE, Truth.UNKNOWN)
        <Standing.PRESUMED>
    """
    if unpresumed is Truth.TRUE:  # and so is the other, for the presumption only takes worlds away
        return Standing.STATED
    if presumed is Truth.TRUE:
        return Standing.PRESUMED
    return Standing.NOT_IN_FORCE if presumed is Truth.FALSE else Standing.POSSIBLE


def standing_runs(presumed: Timeline, unpresumed: Timeline) -> tuple[StandingRun, ...]:
    """Return the runs of days of one standing, in order, without those not in force; neighbours that touch differ."""
    runs: list[StandingRun] = []
    certain = [run for run in unpresumed.runs if run.truth is Truth.TRUE]
    place = 0
    for run in presumed.runs:
        if run.truth is Truth.UNKNOWN:
            runs.append(StandingRun(run.first, run.last, Standing.POSSIBLE))
            continue
        at = run.first
        # What is certain without the presumption lies within what is certain under it.
        while place < len(certain) and certain[place].first <= run.last:
            stated = certain[place]
            if at < stated.first:
                runs.append(StandingRun(at, stated.first - 1, Standing.PRESUMED))
            runs.append(StandingRun(stated.first, stated.last, Standing.STATED))
            at = stated.last + 1
            place += 1
        if at <= run.last:
            runs.append(StandingRun(at, run.last, Standing.PRESUMED))
    return tuple(runs)
