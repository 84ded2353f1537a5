"""What a record says of one link of its chain: how it starts and how it ends, in the record's own terms."""

from __future__ import annotations

import enum

import attrs

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.terms import Term
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.vocabularies import EndingReason


class End(Public, enum.Enum):
    """An end that is no day: stated to be open, or not stated at all, or of something that never began."""

    OPEN = ".."
    NOT_STATED = "not stated"
    NEVER_BEGAN = "never began"

    def __repr__(self) -> str:
        return f"<End.{self.name}>"


class StartBasis(Public, enum.StrEnum):
    """What a link takes its first day from."""

    ENTRY_INTO_FORCE = "entry into force"
    SIGNATURE = "signature"
    EXPIRY_BEFORE = "expiry of the link before"
    START = "start"
    NOT_STATED = "not stated"


class EndBasis(Public, enum.StrEnum):
    """What a link takes its last day from."""

    STATED = "stated"
    TERM = "term"
    TACIT_RENEWAL = "tacit renewal"
    OPEN = "open-ended"
    NOT_STATED = "not stated"


@attrs.frozen
class LinkTerms(Public):
    """One link as the record states it, before other links narrow it.

    Attributes:
        start: The days on which it may start; None if it follows on from the link before.
        start_basis: What the start is taken from.
        end: The days on which it may end, where the record states its last day.
        end_basis: What the end is taken from.
        term: Its term, for ends by term and by tacit renewal.
        tacit_renewal: The period by which the text renews itself.
    """

    start: PartialDate | None
    start_basis: StartBasis
    end: PartialDate | None = None
    end_basis: EndBasis = EndBasis.NOT_STATED
    term: Term | None = None
    tacit_renewal: Term | None = None

    @classmethod
    def of(
        cls,
        start: PartialDate | None,
        start_basis: StartBasis,
        *,
        term: Term | None,
        tacit_renewal: Term | None,
        expires: PartialDate | End | None,
    ) -> LinkTerms:
        """Return the link for the fields of a record; the fields are taken to be consistent."""
        if isinstance(expires, PartialDate):
            return cls(start, start_basis, expires, EndBasis.STATED)
        if expires is End.OPEN:
            return cls(start, start_basis, None, EndBasis.OPEN)
        if term is None:
            return cls(start, start_basis)
        basis = EndBasis.TERM if tacit_renewal is None else EndBasis.TACIT_RENEWAL
        return cls(start, start_basis, None, basis, term, tacit_renewal)

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
        """Whether the record states an end of its own for it, which is a last day or a term."""
        return self.end_basis is EndBasis.STATED or self.end_basis is EndBasis.TERM


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
    """

    links: tuple[LinkTerms, ...]
    ending: Cut | None = None


def earliest_of(starts: tuple[PartialDate, ...]) -> PartialDate:
    """Return the days on which the earliest of several partial dates may fall (staged entry into force).

    It may be any day from the earliest first day through the earliest last day: some stage can fall on it
    while all others fall on it or later.

    Example:
        >>> earliest_of((PartialDate.parse("2020-11"), PartialDate.parse("2020-11-27")))
        PartialDate('[2020-11-01..2020-11-27]')
    """
    return PartialDate(min(s.first_ordinal for s in starts), min(s.last_ordinal for s in starts))
