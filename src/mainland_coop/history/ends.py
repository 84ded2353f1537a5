"""What runs out and when, and where there are gaps, over all records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from mainland_coop.dates import PartialDate
from mainland_coop.errors import brief
from mainland_coop.history.events import lies_in
from mainland_coop.history.happenings import RecordKind
from mainland_coop.periods import PeriodLike, as_period
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.programmes import Programme
from mainland_coop.truth import Truth
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.questions import Gap

__all__ = ["Expiry", "RecordGap", "all_gaps", "expiring_in", "of_both_kinds"]


@attrs.frozen
class Expiry:
    """The last day of an agreement or programme.

    Attributes:
        id: Id of the record.
        record_kind: Its kind, as in files.
        expires: The days that may be its last in force.
        certainty: Whether its last day lies in the period that was asked about.
    """

    id: str
    record_kind: RecordKind
    expires: PartialDate
    certainty: Truth


@attrs.frozen(repr=False)
class RecordGap:
    """A gap between two links of an agreement or programme.

    Attributes:
        id: Id of the record.
        record_kind: Its kind, as in files.
        gap: The gap.
    """

    id: str
    record_kind: RecordKind
    gap: Gap

    def __repr__(self) -> str:
        sure = "certain" if self.gap.certain else "possible"
        days = f"{self.gap.shortest} to {self.gap.longest} days"
        return f"<RecordGap of {brief(self.id)} before link {self.gap.before}: {sure}, {days}>"


def of_both_kinds(
    agreements: Iterable[Agreement], programmes: Iterable[Programme]
) -> Iterator[tuple[RecordKind, Agreement | Programme, RenewalChain]]:
    """Yield agreements, then programmes, in their order, with their kind and chain."""
    for agreement in agreements:
        yield "agreements", agreement, agreement.chain
    for programme in programmes:
        yield "programmes", programme, programme.chain


def expiring_in(
    agreements: Iterable[Agreement],
    programmes: Iterable[Programme],
    period: PeriodLike,
    *,
    at_least: Truth = Truth.TRUE,
) -> tuple[Expiry, ...]:
    """Return what has its last day in a period: by `expires` of its chain, earliest, then latest; kind of record; id.

    An end that is stated to be open, or not stated at all, lies in no period.

    Args:
        agreements: Agreements.
        programmes: Programmes.
        period: The period; a day or partial date means all its days.
        at_least: TRUE for what certainly ends in the period, UNKNOWN also for what may.

    Raises:
        WrongTypeError: If `period` is neither a period nor a day, or `at_least` no truth value.
        DateError: If it is a text that is no period, or a reversed one.

    Example:
        >>> pact = Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
        >>> expiring_in([pact], [], "2016")
        ()
        >>> [str(expiry.expires) for expiry in expiring_in([pact], [], "2015-12/2016")]
        ['[2015-12-31..2016-12-30]']
    """
    whole = as_period(period)
    first, last = whole.first_ordinal, whole.last_ordinal
    Truth.TRUE.reaches(at_least)
    found = []
    for kind, record, chain in of_both_kinds(agreements, programmes):
        expires = chain.expires
        if isinstance(expires, PartialDate):
            certainty = lies_in(expires, first, last)
            if certainty.reaches(at_least):
                found.append(Expiry(record.id, kind, expires, certainty))
    return tuple(sorted(found, key=lambda expiry: (*expiry.expires.sort_key[:2], expiry.record_kind, expiry.id)))


def all_gaps(
    agreements: Iterable[Agreement], programmes: Iterable[Programme], *, at_least: Truth = Truth.TRUE
) -> tuple[RecordGap, ...]:
    """Return the gaps between links: by the last day before them, earliest, then latest; kind of record; id; link.

    Args:
        agreements: Agreements.
        programmes: Programmes.
        at_least: TRUE for gaps that are certain, UNKNOWN also for those that are only possible.

    Raises:
        WrongTypeError: If `at_least` is no truth value.

    Example:
        >>> from mainland_coop.records.in_force import Renewal
        >>> pact = Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-11-25", term="P5Y",
        ...                  renewals=[Renewal(signed="2017-10-12")])
        >>> [(found.id, found.gap.longest) for found in all_gaps([pact], [])]
        [('x', 321)]
    """
    Truth.TRUE.reaches(at_least)
    found = [
        RecordGap(record.id, kind, gap)
        for kind, record, chain in of_both_kinds(agreements, programmes)
        if len(chain.terms.links) > 1
        for gap in chain.gaps()
        if (Truth.TRUE if gap.certain else Truth.UNKNOWN).reaches(at_least)
    ]
    return tuple(sorted(found, key=lambda x: (*x.gap.last_day_before.sort_key[:2], x.record_kind, x.id, x.gap.before)))
