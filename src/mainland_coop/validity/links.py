"""What a record says of one link of its chain: how it starts and how it ends, in the record's own terms."""

from __future__ import annotations

import enum
from typing import Literal, TypeAlias

import attrs

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.dates.terms import Term
from mainland_coop.foundation.blanks import blank_of
from mainland_coop.foundation.public_names import Public, ShownByName
from mainland_coop.foundation.vocabularies import EndBasis, EndingReason, StartBasis


class End(ShownByName, enum.Enum):
    """An end that is no day: stated to be open, or not stated at all, or of something that never began."""

    OPEN = ".."
    NOT_STATED = "not stated"
    NEVER_BEGAN = "never began"


_STATED_ENDS = (EndBasis.STATED, EndBasis.TERM, EndBasis.PERIOD)
_SETTLED_ENDS = (*_STATED_ENDS, EndBasis.OPEN)

TacitRenewal: TypeAlias = Term | Literal[True]
"""The period by which a text renews itself, or True where the period is not stated."""


@attrs.frozen
class LinkTerms(Public):
    """One link as the record states it, before other links narrow it.

    Attributes:
        start: The days on which it may start; None if it follows on from the link before.
        start_basis: What the start is taken from.
        end: The days on which it may end, where the record states its last day; of one that renews itself tacitly, the
            days before which it does not end.
        end_basis: What the end is taken from.
        term: Its term. Beside `end` it is kept for people, and decides nothing.
        tacit_renewal: The period by which the text renews itself; True where it is not stated.
        notice: The period of notice. It decides nothing.
    """

    start: PartialDate | None
    start_basis: StartBasis
    end: PartialDate | None = None
    end_basis: EndBasis = EndBasis.NOT_STATED
    term: Term | None = None
    tacit_renewal: TacitRenewal | None = None
    notice: Term | None = None

    @classmethod
    def of(
        cls,
        start: PartialDate | None,
        start_basis: StartBasis,
        *,
        period: Period | None = None,
        term: Term | None = None,
        tacit_renewal: TacitRenewal | None = None,
        expires: PartialDate | End | None = None,
        notice: Term | None = None,
    ) -> LinkTerms:
        """Return the link for the fields of a record; the fields are taken to be consistent."""
        if period is not None:
            first, last = period.first_ordinal, period.last_ordinal
            end, basis = (PartialDate(last, last), EndBasis.PERIOD) if period.end else (None, EndBasis.OPEN)
            return cls(PartialDate(first, first), StartBasis.PERIOD, end, basis, notice=notice)
        link = _blank_link()
        link.start, link.start_basis, link.term, link.tacit_renewal = start, start_basis, term, tacit_renewal
        link.end = stated = expires if isinstance(expires, PartialDate) else None
        link.notice = notice
        if expires is End.OPEN:
            link.end_basis = EndBasis.OPEN
        elif tacit_renewal is not None:
            link.end_basis = EndBasis.TACIT_RENEWAL
        elif stated is not None:
            link.end_basis = EndBasis.STATED
        else:
            link.end_basis = EndBasis.NOT_STATED if term is None else EndBasis.TERM
        link.__class__ = cls
        return link  # type: ignore[no-any-return]  # it is one now

    @property
    def follows_on(self) -> bool:
        """Whether it starts on the day after the end of the link before."""
        return self.start_basis is StartBasis.EXPIRY_BEFORE

    @property
    def first_start(self) -> int:
        """The earliest day on which the record alone lets it start, as an ordinal."""
        return FIRST_DAY if self.start is None else self.start.first_ordinal

    @property
    def last_start(self) -> int:
        """The latest day on which the record alone lets it start, as an ordinal."""
        return LAST_DAY if self.start is None else self.start.last_ordinal

    @property
    def has_end(self) -> bool:
        """Whether the record states an end of its own for it, which is a last day, a term or a period."""
        return self.end_basis in _STATED_ENDS

    def earliest_end(self, start: int) -> int:
        """Return the earliest last day that its own terms allow if it starts on a day (ordinals).

        It is the start where nothing is stated; of a link that renews itself, the end of its term or its stated day.
        """
        if self.end is not None:
            return max(self.end.first_ordinal, start)
        return start if self.term is None else self.term.last_day(start)


_blank_link = blank_of(LinkTerms)


@attrs.frozen
class Cut(Public):
    """An ending: the days that may be the instrument's last, and why it ended."""

    last_day: PartialDate
    reason: EndingReason


@attrs.frozen
class ChainTerms(Public):
    """All that decides when one instrument is in force.

    Attributes:
        links: The instrument itself and its renewals, in order; empty for an instrument that never began.
        ending: The termination or supersession as a whole that cuts it short, if any.
        open_renewals: Whether there may be renewals that the record does not know. They add days and take none.
    """

    links: tuple[LinkTerms, ...]
    ending: Cut | None = None
    open_renewals: bool = False

    @property
    def states_its_ends(self) -> bool:
        """Whether no end is left to the presumption of continuity, so that the days in force are alike without it."""
        return all(link.end_basis in _SETTLED_ENDS for link in self.links)


def earliest_of(starts: tuple[PartialDate, ...]) -> PartialDate:
    """Return the days on which the earliest of several partial dates may fall (staged entry into force).

    It may be any day from the earliest first day through the earliest last day: some stage can fall on it
    while all others fall on it or later.

    Example:
        >>> earliest_of((PartialDate.parse("2020-11"), PartialDate.parse("2020-11-27")))
        PartialDate('[2020-11-01..2020-11-27]')
    """
    return PartialDate(min(s.first_ordinal for s in starts), min(s.last_ordinal for s in starts))
