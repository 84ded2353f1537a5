"""What happens in a period, over all records: events, what runs out, and gaps between links."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import Literal

import attrs

from mainland_coop.collections.filters import lies_in
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import PeriodLike, as_period
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import InvalidArgumentError, brief, shorten
from mainland_coop.foundation.public_names import Public
from mainland_coop.questions.occurrences import (
    Event,
    EventKind,
    RecordKind,
    agreement_events,
    conference_events,
    known_expiry,
    programme_events,
    recurring_events,
)
from mainland_coop.questions.recurring import What, recurrences, recurs
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference
from mainland_coop.records.programmes import Programme
from mainland_coop.validity.chain import Link, RenewalChain
from mainland_coop.validity.possible_worlds import Gap

_WIDEST = 366
"""Days that a date may be for a search by its first day to find it; what is vaguer is looked at one by one."""

_id_of = attrgetter("id")
_ORDER = {kind: place for place, kind in enumerate(EventKind)}


_DAYS = LAST_DAY + 1


def _key(event: Event) -> tuple[int, str, str, int]:
    return _day_key(event), event.record_kind, event.id, _order(event)


def _day_key(event: Event) -> int:
    """A number that orders by the earliest, then the latest day: as one number it sorts in a fraction of the time."""
    when = event.when
    first = when.first_ordinal
    if first == FIRST_DAY:  # what is open to the past is ordered by its last day
        first = when.sort_key[0]
    return first * _DAYS + when.last_ordinal


def _order(event: Event) -> int:
    return _ORDER[event.kind]


@attrs.frozen(repr=False)
class EventIndex:
    """Every event of some records, in order, made once so that a period can be asked often.

    Where texts renew themselves, and last days for notice, are worked out for each period that is asked.

    Attributes:
        events: All events, by when they happened (earliest day, then latest), then kind of record, id, kind of event
            in the order of `EventKind`, and place in the record. Their certainty is whether they happened at all.
        recurring: The records of which a link renews itself, or has a notice.
        through: The last day to which they were checked, as an ordinal; None if nobody says.

    Example:
        >>> pact = Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-11-25", term="P5Y")
        >>> [str(event) for event in EventIndex.of([pact], [], []).during("2016")]
        ['2016-11-24 lapsed: x, last day; ran out']
    """

    events: tuple[Event, ...]
    recurring: tuple[Agreement | Programme, ...] = ()
    through: int | None = None

    @classmethod
    def of(
        cls,
        agreements: Iterable[Agreement],
        programmes: Iterable[Programme],
        conferences: Iterable[Conference],
        through: int | None = None,
    ) -> EventIndex:
        """Return the index of the events of some records, checked through a day."""
        agreements, programmes = sorted(agreements, key=_id_of), tuple(programmes)
        # Those of agreements come in the order of ids and kinds, so that only their days are left to sort by.
        events: list[Event] = []
        for record in agreements:
            of_one = agreement_events(record)
            events += sorted(of_one, key=_order) if record.renewals or record.ending is not None else of_one
        others = [event for one in programmes for event in programme_events(one)]
        others += [event for one in conferences for event in conference_events(one)]
        events += sorted(others, key=_key)
        events.sort(key=_day_key)
        instruments: tuple[Agreement | Programme, ...] = (*agreements, *programmes)
        return cls(tuple(events), tuple(filter(recurs, instruments)), through)

    @cached_property
    def _found_by_day(self) -> tuple[list[int], list[int], list[int]]:
        """Places of the events that a search can find, and their first days, both rising; and places of all others."""
        places, days, others = [], [], []
        for place, event in enumerate(self.events):
            when = event.when
            first = when.first_ordinal
            # What is open to the past is ordered by its last day, not by its first, which is that of the calendar.
            if when.last_ordinal - first < _WIDEST and first != FIRST_DAY:
                places.append(place)
                days.append(first)
            else:
                others.append(place)
        return places, days, others

    def during(self, period: PeriodLike, *, at_least: Truth = Truth.UNKNOWN) -> tuple[Event, ...]:
        """Return the events of a period in order, each with its certainty; see `events_in`."""
        whole = as_period(period)
        first, last = whole.first_ordinal, whole.last_ordinal
        found = []
        for place in self._near(first, last, every=Truth.FALSE.reaches(at_least)):
            event = self.events[place]
            certainty = event.certainty & lies_in(event.when, first, last)
            if certainty.reaches(at_least):
                found.append(event if certainty is event.certainty else attrs.evolve(event, certainty=certainty))
        again = [event for event in self._again(first, last) if event.certainty.reaches(at_least)]
        return tuple(sorted((*found, *again), key=_key) if again else found)

    def _again(self, first: int, last: int) -> Iterator[Event]:
        """The ends after which a text renews itself, and the last days for notice, that may fall in a period."""
        for record in self.recurring:
            for end in recurrences(record.chain, first, last, self.through):
                yield from recurring_events(record, end, first, last)

    def _near(self, first: int, last: int, *, every: bool) -> Iterable[int]:
        """The places of all events that may meet a period, and some others, rising."""
        if every:
            return range(len(self.events))
        places, days, others = self._found_by_day
        return sorted((*places[bisect_right(days, first - _WIDEST) : bisect_right(days, last)], *others))

    def __repr__(self) -> str:
        return f"<EventIndex of {len(self.events)} event{'' if len(self.events) == 1 else 's'}>"


def events_in(
    agreements: Iterable[Agreement],
    programmes: Iterable[Programme],
    conferences: Iterable[Conference],
    period: PeriodLike,
    *,
    at_least: Truth = Truth.UNKNOWN,
) -> tuple[Event, ...]:
    """Return what happened in a period, in the order of `EventIndex.events`.

    Days are those of the narrowed chain: a renewal starts no earlier than the link before it, an ending is an event
    only if it cuts the chain short, and what would lie after it did not happen. Where a gap is only possible, so is the
    lapse before it. Whatever has no date makes no event.

    Args:
        agreements: Agreements.
        programmes: Programmes.
        conferences: Conferences with their sessions.
        period: The period; a day or partial date means all its days.
        at_least: UNKNOWN for all that may have happened in the period, TRUE for what certainly did.

    Raises:
        WrongTypeError: If `period` is neither a period nor a day, or `at_least` no truth value.
        DateError: If it is a text that is no period, or a reversed one.
    """
    return EventIndex.of(agreements, programmes, conferences).during(period, at_least=at_least)


@attrs.frozen
class Expiry(Public):
    """An end of an agreement or programme: its last day, or one after which its text renews itself unless ended.

    Attributes:
        id: Id of the record.
        record_kind: Its kind, as in files.
        expires: The days that may be that end.
        certainty: Whether the day that was asked for, the end or the last day for notice, lies in the period.
        what: `end`, or `renews itself`.
        link: Index of the link that comes to that end.
        last_notice: The last day for notice before it, if a notice is stated; an `ending` has none.
    """

    id: str
    record_kind: RecordKind
    expires: PartialDate
    certainty: Truth
    what: What = "end"
    link: int = 0
    last_notice: PartialDate | None = None


@attrs.frozen(repr=False)
class RecordGap(Public):
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
    by: Literal["end", "notice"] = "end",
    at_least: Truth = Truth.TRUE,
    through: int | None = None,
) -> tuple[Expiry, ...]:
    """Return what comes to an end in a period, or must be given notice of in it: by that end; kind of record; id; link.

    By `end`, a record is there for its last day, and for each day after which its text renews itself. By `notice`, each
    link is there whose last day for notice lies in the period. An end that is stated to be open, or not stated at all,
    lies in no period; one of a record that may not know all its renewals is never certain.

    Args:
        agreements: Agreements.
        programmes: Programmes.
        period: The period; a day or partial date means all its days. Of one without an end, only the first tacit
            renewal of each link after `through` is there.
        by: Whether the end, or the last day for notice, is to lie in the period.
        at_least: TRUE for what certainly does, UNKNOWN also for what may.
        through: The last day to which the records were checked, as an ordinal.

    Raises:
        WrongTypeError: If `period` is neither a period nor a day, or `at_least` no truth value.
        DateError: If it is a text that is no period, or a reversed one.
        InvalidArgumentError: If `by` is neither of the two.

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
    if by not in ("end", "notice"):
        raise InvalidArgumentError(f"by is {shorten(by)}; it is 'end' or 'notice'")
    found = []
    for kind, record, chain in of_both_kinds(agreements, programmes):
        ends = list(recurrences(chain, first, last, through)) if recurs(record) else []
        if by == "notice":
            found += [
                Expiry(record.id, kind, end.end, certainty, end.what, end.link, end.last_notice)
                for end in ends
                if end.last_notice is not None
                for certainty in [end.told & lies_in(end.last_notice, first, last)]
                if certainty.reaches(at_least)
            ]
            continue
        expires = known_expiry(chain)
        if isinstance(expires, PartialDate):
            certainty = lies_in(expires, first, last)
            if chain.terms.open_renewals:
                certainty = certainty & Truth.UNKNOWN
            if certainty.reaches(at_least):
                link = _last_link(chain)
                notice = None if chain.ending is not None else link.last_notice
                found.append(Expiry(record.id, kind, expires, certainty, "end", link.index, notice))
        for end in ends:
            certainty = end.certainty & lies_in(end.end, first, last)
            if end.what == "renews itself" and certainty.reaches(at_least):
                found.append(Expiry(record.id, kind, end.end, certainty, end.what, end.link, end.last_notice))
    return tuple(
        sorted(found, key=lambda expiry: (*expiry.expires.sort_key[:2], expiry.record_kind, expiry.id, expiry.link))
    )


def _last_link(chain: RenewalChain) -> Link:
    """The link that reaches furthest, of several the last."""
    ends = chain.bounds().ends_hi
    return max(chain.links, key=lambda link: (ends[link.index], link.index))


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
        >>> from mainland_coop.records.instruments import Renewal
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
    return tuple(sorted(found, key=lambda x: (x.gap.last_day_before.sort_key, x.record_kind, x.id, x.gap.before)))
