"""What a register has coming as a calendar: ends, tacit renewals, last days for notice, and sessions.

icalendar writes the form (RFC 5545): it is kept up, checks what it is given, and is what other tools of Python for
calendars are built on.
"""

from __future__ import annotations

import datetime
import os
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mainland_coop.collections.kinds import ContextOf
from mainland_coop.dates.edtf import LAST_DAY
from mainland_coop.dates.periods import Period, PeriodLike, as_period
from mainland_coop.dates.truth import Truth
from mainland_coop.display.citations import citation_of
from mainland_coop.display.plain_text import clean, day_text
from mainland_coop.foundation.errors import InvalidArgumentError, shorten
from mainland_coop.foundation.importing import require
from mainland_coop.foundation.whole_files import file_errors, path_of, replacing_file
from mainland_coop.questions.occurrences import Event, EventKind
from mainland_coop.registry.registry import Registry, expect_registry

_WORDS: Mapping[EventKind, str] = {
    EventKind.LAPSED: "last day in force",
    EventKind.TERMINATED: "last day in force (terminated)",
    EventKind.SUPERSEDED: "last day in force (superseded)",
    EventKind.MERGED: "last day in force (merged)",
    EventKind.WITHDRAWN: "last day in force (withdrawn)",
    EventKind.PROGRAMME_ENDED: "last day of the programme",
    EventKind.RENEWS_ITSELF: "renews itself unless ended by now",
    EventKind.LAST_NOTICE: "last day for notice",
    EventKind.SESSION_HELD: "",  # it is called what it is
}

_NAMESPACE = uuid.UUID("7c6f9a52-3f0e-5f0b-9f5e-6d61696e6c61")


def write_ical(
    registry: Registry,
    path: str | os.PathLike[str],
    period: PeriodLike,
    *,
    at_least: Truth = Truth.UNKNOWN,
) -> Path:
    """Write what ends, renews itself, needs notice or meets in a period as a calendar (iCalendar, `.ics`).

    Each is an entry of whole days that blocks no time. One whose day is not known exactly covers the days of the period
    that it may be, is tentative, and says so in its title; so is one that is only possible. The description cites the
    record with its sources. An entry has the same identifier in every file that has it.

    Args:
        registry: The registry.
        path: The file, which is replaced whole or not at all.
        period: The days; an interval has both ends.
        at_least: TRUE for what certainly lies in the period, UNKNOWN also for what may.

    Returns:
        The file.

    Raises:
        DateError: If the period is no period.
        FileError: If it cannot be written (an OSError).
        InvalidArgumentError: If the period lacks an end.
        MissingExtraError: If icalendar is not installed (an ImportError).
    """
    icalendar = require("icalendar", "calendar", "calendars")
    expect_registry(registry)
    days = as_period(period)
    if None in (days.start, days.end):
        raise InvalidArgumentError(f"{shorten(str(days))} lacks an end: give a period with both, such as 2026/2030")
    where = path_of(path)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//mainland_coop//register of co-operation//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _name(registry))
    stamp = _stamp(registry)
    alike: Counter[str] = Counter()
    for event in registry.events(days, at_least=at_least):
        if event.kind in _WORDS:
            about = f"{event.record_kind}/{event.id}/{event.kind}/{event.when}"
            alike[about] += 1
            entry = icalendar.Event()
            entry.add("uid", str(uuid.uuid5(_NAMESPACE, f"{about}/{alike[about]}")))
            entry.add("dtstamp", stamp)
            for key, value in _properties(registry, event, days):
                entry.add(key, value)
            calendar.add_component(entry)
    with file_errors(where), replacing_file(where) as aside:
        aside.write_bytes(calendar.to_ical())
    return where


def _name(registry: Registry) -> str:
    version = f", version {registry.version}" if registry.version else ""
    return clean(f"mainland_coop register{version}")


def _stamp(registry: Registry) -> datetime.datetime:
    """When the calendar was made: the day of the last check, so that equal registers make equal files."""
    through = registry.verified_through
    day = datetime.date.today() if through is None else datetime.date.fromordinal(through.last_ordinal)
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _properties(registry: Registry, event: Event, days: Period) -> Iterator[tuple[str, Any]]:
    context = ContextOf(registry)
    record = context[event.record_kind][event.id]
    exact = event.kind is EventKind.SESSION_HELD and isinstance(event.when, Period)
    exact |= event.when.first_ordinal == event.when.last_ordinal
    doubt = "" if exact else f" ({day_text(event.when)})"
    possibly = "" if event.certainty.certain else " (possibly)"
    yield "summary", clean(f"{_title(registry, event)}{doubt}{possibly}")
    first = max(event.when.first_ordinal, days.first_ordinal)
    last = min(event.when.last_ordinal, days.last_ordinal)
    yield "dtstart", datetime.date.fromordinal(first)
    if first < last:
        # The form wants the day after the last; after the last day of the calendar there is none.
        yield "dtend", datetime.date.fromordinal(min(last + 1, LAST_DAY))
    yield "status", "CONFIRMED" if exact and event.certainty.certain else "TENTATIVE"
    yield "transp", "TRANSPARENT"
    yield "categories", [str(event.kind)]
    place = getattr(record, "place", None) if event.kind is EventKind.SESSION_HELD else None
    if place:
        yield "location", clean(place)
    cited = citation_of(event.record_kind, record, registry.sources, context.origin)
    yield "description", clean(f"{event.when}: {event.detail}. {cited}")


def _title(registry: Registry, event: Event) -> str:
    words = _WORDS[event.kind]
    return f"{registry.name_of(event.id, event.record_kind)}: {words}" if words else event.detail
