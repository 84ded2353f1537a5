"""Everything that happened in a period, over all records, in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property

import attrs

from mainland_coop.history.happenings import Event, EventKind, agreement_events, conference_events, programme_events
from mainland_coop.periods import Held, Period, PeriodLike, as_period
from mainland_coop.records.conferences import Conference
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.programmes import Programme
from mainland_coop.truth import Truth

__all__ = ["EventIndex", "events_in", "lies_in"]

_WIDEST = 366
"""Days that a date may be for a search by its first day to find it; what is vaguer is looked at one by one."""

_ORDER = {kind: place for place, kind in enumerate(EventKind)}


def lies_in(when: Held, first: int, last: int) -> Truth:
    """Whether something happened in a period, first and last day given as ordinals.

    Of a partial date one day is meant: TRUE if each of its days lies in the period. Of a meeting of several days all
    are meant: TRUE if one of them does.
    """
    if when.last_ordinal < first or last < when.first_ordinal:
        return Truth.FALSE
    inside = first <= when.first_ordinal and when.last_ordinal <= last
    return Truth.TRUE if inside or isinstance(when, Period) else Truth.UNKNOWN


def _key(event: Event) -> tuple[int, int, str, str, int]:
    return event.when.first_ordinal, event.when.last_ordinal, event.record_kind, event.id, _ORDER[event.kind]


@attrs.frozen(repr=False)
class EventIndex:
    """Every event of some records, in order, made once so that a period can be asked often.

    Attributes:
        events: All events, by when they happened (earliest day, then latest), then kind of record, id, kind of event
            in the order of `EventKind`, and place in the record. Their certainty is whether they happened at all.

    Example:
        >>> pact = Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-11-25", term="P5Y")
        >>> [str(event) for event in EventIndex.of([pact], [], []).during("2016")]
        ['2016-11-24 lapsed: x, last day; ran out']
    """

    events: tuple[Event, ...]

    @classmethod
    def of(
        cls, agreements: Iterable[Agreement], programmes: Iterable[Programme], conferences: Iterable[Conference]
    ) -> EventIndex:
        """Return the index of the events of some records."""
        events = [event for record in agreements for event in agreement_events(record)]
        events += [event for record in programmes for event in programme_events(record)]
        events += [event for record in conferences for event in conference_events(record)]
        return cls(tuple(sorted(events, key=_key)))

    @cached_property
    def _narrow(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Places of the events that a search can find, and their first days, both rising."""
        places = tuple(place for place, event in enumerate(self.events) if _days(event) <= _WIDEST)
        return places, tuple(self.events[place].when.first_ordinal for place in places)

    @cached_property
    def _wide(self) -> tuple[int, ...]:
        return tuple(place for place, event in enumerate(self.events) if _days(event) > _WIDEST)

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
        return tuple(found)

    def _near(self, first: int, last: int, *, every: bool) -> Iterable[int]:
        """The places of all events that may meet a period, and some others, rising."""
        if every:
            return range(len(self.events))
        places, days = self._narrow
        return sorted((*places[bisect_left(days, first - _WIDEST + 1) : bisect_right(days, last)], *self._wide))

    def __repr__(self) -> str:
        return f"<EventIndex of {len(self.events)} event{'' if len(self.events) == 1 else 's'}>"


def _days(event: Event) -> int:
    return event.when.last_ordinal - event.when.first_ordinal + 1


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
