"""What a column is, and the columns of the validity table."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence

import attrs

from mainland_coop.errors import InvalidArgumentError, WrongTypeError, shorten

__all__ = ["CARRIED", "ID", "RECORD_KIND", "RUN", "VALIDITY", "Column", "Holds", "carried_columns", "names_of"]


class Holds(enum.Enum):
    """What a column holds, in every engine."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    FLAG = "flag"


@attrs.frozen
class Column:
    """One column of a table.

    Attributes:
        name: Its name.
        holds: What it holds: text, days (numbers of eight digits, 32 bits), whole numbers (64 bits), or yes and no.
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
    for name in dict.fromkeys(names_of(names)):
        if name not in known:
            raise InvalidArgumentError(f"{shorten(name)} is no column to carry along: choose from {', '.join(known)}")
        chosen.append(known[name])
    return tuple(chosen)


def names_of(names: Iterable[str]) -> Sequence[str]:
    """Return names of columns as a list; one bare text is refused, for its letters are no names."""
    if isinstance(names, str):
        raise WrongTypeError(f"{shorten(names)} is one text; write [{shorten(names)}] for a single column")
    return list(names)
