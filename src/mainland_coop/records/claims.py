"""What an explanation claims: each sentence of a finding is made from one of these, and each can be held to the worlds.

`wording` turns them into plain English.
"""

from __future__ import annotations

import enum
from typing import TypeAlias

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.dates.terms import Term
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.public_names import Choice, Public
from mainland_coop.foundation.vocabularies import EndBasis, EndingReason, StartBasis
from mainland_coop.validity.links import End, TacitRenewal
from mainland_coop.validity.standing import Standing


class Presumption(Choice, enum.StrEnum):
    """Something that an answer takes for granted because the record does not say otherwise."""

    CONTINUITY = "continuity"
    """An end that is not stated is presumed not to have come."""

    START_FROM_SIGNATURE = "start from signature"
    """Where no entry into force is stated, the link is presumed to start on the day of its signature."""

    COMPLETENESS = "completeness"
    """A renewal that the record does not know is presumed not to exist."""


# --- Of the instrument -------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class LinkClaim(Public):
    """A link starts on one of some days, and ends on one of some, by its own terms, if it does.

    Attributes:
        index: Its place in the chain; 0 is the instrument itself.
        start: The days on which it may start.
        start_basis: What the start is taken from.
        end: The days that may be its last, or that its end is open or not stated.
        end_basis: What the end is taken from.
        term: Its term, if it has one.
        tacit_renewal: The period by which its text renews itself, if it does.
        first_end: The days on which its term or stated end runs out.
        period: The calendar period for which it runs, if that is what is stated.
        may_be_cut: Whether an ending may come before its end.
    """

    index: int
    start: PartialDate
    start_basis: StartBasis
    end: PartialDate | End
    end_basis: EndBasis
    term: Term | None = None
    tacit_renewal: TacitRenewal | None = None
    first_end: PartialDate | None = None
    period: Period | None = None
    may_be_cut: bool = False


@attrs.frozen(kw_only=True)
class EndingClaim(Public):
    """An ending is recorded, and it cut the instrument short or did not.

    Attributes:
        reason: Why it ended.
        by: Id of what superseded it.
        last_day: The last day that the record states for the ending.
        cut: TRUE if that was the last day in force, FALSE if it had run out by then, UNKNOWN if either may be.
        began: Whether it ever was in force.
    """

    reason: EndingReason
    by: str | None
    last_day: PartialDate
    cut: Truth
    began: bool = True


@attrs.frozen(kw_only=True)
class StageClaim(Public):
    """Provisions enter into force on a day, if the instrument is in force then.

    Attributes:
        on: The day.
        provisions: What enters into force.
        began: TRUE if they did, FALSE if it was not in force on that day, UNKNOWN if it may have been.
    """

    on: PartialDate
    provisions: str | None
    began: Truth


@attrs.frozen(kw_only=True)
class StagesClaim(Public):
    """The instrument enters into force in stages."""

    stages: tuple[StageClaim, ...]


@attrs.frozen(kw_only=True)
class PartialSupersessionClaim(Public):
    """Another instrument supersedes some of it, from a day on, and leaves the rest; alone that ends nothing."""

    by: str
    since: PartialDate | None
    scope: str | None
    ends_nothing: bool


@attrs.frozen(kw_only=True)
class NoteClaim(Public):
    """The record has this note."""

    text: str


# --- Of the day --------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class WithinClaim(Public):
    """The instrument is in force on the day: by stated dates, or unless an end came that the record does not state."""

    day: PartialDate
    standing: Standing


@attrs.frozen(kw_only=True)
class NeverBeganClaim(Public):
    """It never was in force, on this day or any other."""

    day: PartialDate


@attrs.frozen(kw_only=True)
class BeforeClaim(Public):
    """The day lies before the first start."""

    day: PartialDate


@attrs.frozen(kw_only=True)
class GapClaim(Public):
    """The day lies in a gap between links.

    Attributes:
        day: The day.
        before: Index of the link after the gap.
        shortest: The least number of days that the gap may have.
        longest: The greatest.
        link: Index of the link that ran out last before it, None where that is not certain.
        basis: What its end is taken from.
    """

    day: PartialDate
    before: int
    shortest: int
    longest: int
    link: int | None
    basis: EndBasis | None


@attrs.frozen(kw_only=True)
class LapsedClaim(Public):
    """The day lies after the last day, and all had run out.

    Attributes:
        day: The day.
        link: Index of the link that ran out last, None where that is not certain.
        basis: What its end is taken from.
        renewed: Whether the record has renewals.
    """

    day: PartialDate
    link: int | None
    basis: EndBasis | None
    renewed: bool


@attrs.frozen(kw_only=True)
class EndedClaim(Public):
    """The day lies after an ending that cut it short."""

    day: PartialDate
    reason: EndingReason


@attrs.frozen(kw_only=True)
class OverClaim(Public):
    """The day lies after all days in force; whether it had run out before its ending is open."""

    day: PartialDate
    reason: EndingReason


@attrs.frozen(kw_only=True)
class SomeDaysClaim(Public):
    """On some of the days that were asked about it is in force, and on some it is not."""

    day: PartialDate


class Doubt(Choice, enum.StrEnum):
    """What may be open about a day."""

    START = "start"
    END = "end"
    ENDING = "ending"
    RENEWALS = "renewals"


@attrs.frozen(kw_only=True)
class DoubtClaim(Public):
    """In some worlds this had happened by the day, in others not.

    Attributes:
        what: The start or end of a link, the ending, or a renewal that the record does not know.
        link: Index of the link.
        date: The days on which it may have happened; None if nothing states it.
        basis: What an end is taken from.
    """

    what: Doubt
    link: int | None = None
    date: PartialDate | None = None
    basis: EndBasis | None = None


@attrs.frozen(kw_only=True)
class OpenQuestionClaim(Public):
    """The instrument is in force on the day in some worlds and not in others, or on some of its days.

    Attributes:
        day: The day.
        doubts: What is open.
        known_apart: Whether the links that the record knows leave the day free in every world.
    """

    day: PartialDate
    doubts: tuple[DoubtClaim, ...]
    known_apart: bool = False


Conclusion: TypeAlias = (
    WithinClaim
    | NeverBeganClaim
    | BeforeClaim
    | GapClaim
    | LapsedClaim
    | EndedClaim
    | OverClaim
    | SomeDaysClaim
    | OpenQuestionClaim
)
"""A claim that gives the answer for the day."""


# --- Of the answer -----------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class PresumedClaim(Public):
    """The answer would be another without the presumption.

    Attributes:
        presumption: The presumption.
        link: For continuity, index of the link whose end is not stated.
        until: Index of the link until whose start it is presumed to continue; None if there is no later one.
        renews_itself: Whether its text renews itself.
    """

    presumption: Presumption
    link: int | None = None
    until: int | None = None
    renews_itself: bool = False


@attrs.frozen(kw_only=True)
class DisagreementClaim(Public):
    """A source has something else.

    Attributes:
        source: Id of the source.
        values: What it has, as pairs of the path in the record and the value.
        note: What is noted of it, if no other claim tells that.
    """

    source: str
    values: tuple[tuple[str, str | int | float], ...]
    note: str | None = None


@attrs.frozen(kw_only=True)
class LaterSourceClaim(Public):
    """A source was not certainly published by the day as of which the register was asked.

    Attributes:
        source: Id of the source.
        paths: What it supports; empty for the record as a whole.
        by: The day.
    """

    source: str
    paths: tuple[str, ...]
    by: PartialDate


@attrs.frozen(kw_only=True)
class CheckedClaim(Public):
    """The register was checked through a day, and the day that was asked about lies after it."""

    through: PartialDate


Claim: TypeAlias = (
    LinkClaim
    | EndingClaim
    | StagesClaim
    | PartialSupersessionClaim
    | NoteClaim
    | Conclusion
    | PresumedClaim
    | DisagreementClaim
    | LaterSourceClaim
    | CheckedClaim
)
"""What one sentence of a finding claims."""
