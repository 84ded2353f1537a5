"""Columns: days as numbers, and how dates, names and words become cells."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Protocol, TypeAlias

import attrs

from mainland_coop.dates.partial_dates import Day, PartialDate, day_run
from mainland_coop.dates.periods import Period
from mainland_coop.foundation.argument_checks import expect
from mainland_coop.foundation.errors import InvalidArgumentError, shorten
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.fields import sequence
from mainland_coop.records.names import Area, Name
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source


class Holds(enum.Enum):
    """What a column holds, in every engine."""

    TEXT = "text"
    DAY = "day"
    DATE = "date"
    NUMBER = "number"
    FLAG = "flag"


@attrs.frozen
class Column:
    """One column of a table.

    Attributes:
        name: Its name.
        holds: What it holds: text, days (numbers of eight digits, 32 bits), whole numbers (64 bits), or yes and no. In
            frames that are asked for dates, the engine's own dates stand in place of days.
        meaning: What it means.
        may_be_null: Whether a cell may be empty.
    """

    name: str
    holds: Holds
    meaning: str
    may_be_null: bool = False


RECORD_KIND = Column("record_kind", Holds.TEXT, "`agreements` or `programmes`: ids are unique within their kind")
ID = Column("id", Holds.TEXT, "Id of the record")

RUN = (
    Column("presume_continuity", Holds.FLAG, "Whether ends that are not stated are presumed not to have come"),
    Column("truth", Holds.TEXT, "`TRUE` or `UNKNOWN`: the answer on each day of the run"),
    Column("first_day", Holds.DAY, "First day of the run"),
    Column("last_day", Holds.DAY, "Last day of the run"),
    Column("previous_last_day", Holds.DAY, "Last day of the record's run before this one; 0 for its first"),
    Column("open_start", Holds.FLAG, "Whether the run reaches back to 0001-01-01, where the calendar begins"),
    Column("open_end", Holds.FLAG, "Whether the run reaches 9999-12-31, where the calendar ends"),
)
"""What the validity table says of one run of days."""

VALIDITY = (RECORD_KIND, ID, *RUN)
"""The columns of the validity table, before those that it carries along."""

CARRIED = (
    Column("kind", Holds.TEXT, "Kind of the agreement or programme", may_be_null=True),
    Column("title", Holds.TEXT, "Title or name, in English if there is one"),
    Column("started", Holds.TEXT, "When it was signed, of a programme when it started (EDTF)", may_be_null=True),
    Column("under", Holds.TEXT, "Id of the framework that it belongs to", may_be_null=True),
    Column("place", Holds.TEXT, "Where it was signed or is held", may_be_null=True),
    Column("n_renewals", Holds.NUMBER, "How many renewals it has"),
)
"""What the validity table of a registry can carry along."""

CARRIED_BY_DEFAULT = ("kind",)
"""The names of what it carries along if nothing is said."""


def carried_columns(names: Iterable[str]) -> tuple[Column, ...]:
    """Return the columns of these names that the validity table can carry along.

    Raises:
        InvalidArgumentError: If there is none of a name; it tells those that there are.
        WrongTypeError: If one text is given in place of several.

    Example:
        >>> [column.name for column in carried_columns(["kind", "place"])]
        ['kind', 'place']
    """
    known = {column.name: column for column in CARRIED}
    chosen = []
    for name in names_of(names):
        if not isinstance(name, str) or name not in known:
            raise InvalidArgumentError(f"{shorten(name)} is no column to carry along: choose from {', '.join(known)}")
        chosen.append(known[name])
    return tuple(dict.fromkeys(chosen))


def names_of(names: Iterable[str]) -> Sequence[str]:
    """Return names of columns as a list; one bare text is refused, for its letters are no names."""
    return list(sequence(names))


FIRST = 10101
"""0001-01-01, where a run with an open start begins."""

LAST = 99991231
"""9999-12-31, where a run with an open end ends."""


@lru_cache(maxsize=65_536)
def number_of(ordinal: int) -> int:
    """Return the number of a day for its ordinal.

    Example:
        >>> from mainland_coop import tables
        >>> tables.number_of(datetime.date(2011, 3, 1).toordinal())
        20110301
    """
    day = datetime.date.fromordinal(ordinal)
    return day.year * 10_000 + day.month * 100 + day.day


def day_numbers(day: Day) -> tuple[int, int]:
    """Return the first and the last day, as numbers, of the days that a day may be.

    Args:
        day: A day, as every question takes it: exact, partial, or EDTF text.

    Raises:
        WrongTypeError: If it is no day.
        DateError: If it is a text that is no partial date.

    Example:
        >>> from mainland_coop import tables
        >>> tables.day_numbers("2011-03")
        (20110301, 20110331)
    """
    first, last = day_run(day)
    return number_of(first), number_of(last)


def date_of(number: int) -> datetime.date:
    """Return the date that a number of a column stands for.

    Raises:
        InvalidArgumentError: If no day has this number (a ValueError).

    Example:
        >>> from mainland_coop import tables
        >>> tables.date_of(20110301).isoformat()
        '2011-03-01'
    """
    expect(number, int, "number")
    try:
        return datetime.date(number // 10_000, number // 100 % 100, number % 100)
    except (ValueError, OverflowError):
        raise InvalidArgumentError(
            f"{shorten(number)} is the number of no day: 2011-03-01 is written 20110301, of {FIRST} through {LAST}"
        ) from None


Row: TypeAlias = tuple[Any, ...]
Table: TypeAlias = tuple[tuple[Column, ...], Callable[["Register"], Iterator[Row]]]


class Register(Protocol):
    """What tables are made of: a registry, seen from below."""

    @property
    def agreements(self) -> Iterable[Agreement]: ...  # noqa: D102
    @property
    def programmes(self) -> Iterable[Programme]: ...  # noqa: D102
    @property
    def parties(self) -> Iterable[Party]: ...  # noqa: D102
    @property
    def conferences(self) -> Iterable[Conference]: ...  # noqa: D102
    @property
    def areas(self) -> Iterable[Area]: ...  # noqa: D102
    @property
    def sources(self) -> Iterable[Source]: ...  # noqa: D102


def text(name: str, meaning: str, *, required: bool = False) -> Column:
    """Return a column of text."""
    return Column(name, Holds.TEXT, meaning, may_be_null=not required)


def number(name: str, meaning: str) -> Column:
    """Return a column of whole numbers."""
    return Column(name, Holds.NUMBER, meaning, may_be_null=True)


def days(name: str, what: str) -> tuple[Column, Column, Column]:
    """Return the columns of a date: its text, and the earliest and the latest day that it means."""
    return (
        text(name, f"When {what} (EDTF)"),
        Column(f"{name}_first", Holds.DAY, f"Earliest day on which {what}", may_be_null=True),
        Column(f"{name}_last", Holds.DAY, f"Latest day on which {what}", may_be_null=True),
    )


def names(what: str) -> tuple[Column, ...]:
    """Return the columns of a name: the one to show, and the one in each script."""
    return (
        text(what, f"The {what} to show", required=True),
        text("en", "In English"),
        text("zh_hant", "In Traditional Chinese"),
        text("zh_hans", "In Simplified Chinese"),
    )


NOTE = text("note", "Anything a reader must know")
OWN_ID = text("id", "Its id", required=True)


def named(name: Name) -> tuple[str | None, ...]:
    """Return the cells of `names`."""
    return name.text, name.en, name.zh_hant, name.zh_hans


def dated(value: PartialDate | Period | None) -> tuple[str | None, int | None, int | None]:
    """Return the cells of `days`."""
    if value is None:
        return None, None, None
    return str(value), number_of(value.first_ordinal), number_of(value.last_ordinal)


def word(value: object) -> str | None:
    """Return the text of a value, or None."""
    return None if value is None else str(value)


def sessions_of(register: Register) -> Iterator[tuple[str, Session]]:
    """Yield every session with the id of its conference."""
    for conference in register.conferences:
        yield from ((conference.id, session) for session in conference.sessions)
