"""How records become columns and cells: what a name, a date and a word take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeAlias

from mainland_coop.dates import PartialDate
from mainland_coop.periods import Period
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.names import Area, Name
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source
from mainland_coop.tables.days import number_of
from mainland_coop.tables.layout import Column, Holds

__all__ = [
    "NOTE",
    "OWN_ID",
    "Register",
    "Row",
    "Table",
    "dated",
    "days",
    "named",
    "names",
    "number",
    "sessions_of",
    "text",
    "word",
]

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
