"""Parties and areas that cells name: the records that are given, and records made from the names of all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from mainland_coop.errors import shorten
from mainland_coop.intake.cells import CellError
from mainland_coop.intake.report import TableProblemKind
from mainland_coop.records.fields import MAX_ID
from mainland_coop.records.names import Area, Name
from mainland_coop.records.parties import Party

__all__ = ["Bodies"]


B = TypeVar("B", bound=Party | Area)


class Bodies(Generic[B]):
    """The parties, or the areas, of a table by what cells call them.

    A cell names a given record by its id or, letter for letter, by one of its names. Any other text is the name of a
    record to be made, whose id is that name with hyphens for its spaces.
    """

    def __init__(self, what: str, given: Iterable[B]) -> None:
        self.what = what
        self.given = tuple(given)
        self.made: dict[str, str] = {}
        self._ids = {record.id for record in self.given}
        self._named: dict[str, set[str]] = {}
        for record in self.given:
            for text in _texts(record.name):
                self._named.setdefault(text, set()).add(record.id)

    def id_of(self, text: str) -> str:
        """Return the id of what a text names.

        Raises:
            CellError: If it names several records, or would have to share an id.
        """
        if text in self._ids:
            return text
        named = sorted(self._named.get(text, ()))
        if len(named) == 1:
            return named[0]
        if named:
            raise _ambiguous(f"several {self.what} are called so: write the id of one of them, {' or '.join(named)}")
        id = "-".join(text.split())
        if not 0 < len(id) <= MAX_ID:
            raise CellError(f"it is too long for a name that an id is made of: give {self.what} as records")
        if id in self._ids or self.made.setdefault(id, text) != text:
            other = f"is also that of {shorten(self.made[id])}" if id in self.made else "is that of a record given"
            raise _ambiguous(
                f"the id made of it, {shorten(id)}, {other}: write both alike, or give {self.what} as records"
            )
        return id

    def missing(self, used: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield id and name of each record to be made for the ids that are used, in order of the ids."""
        return ((id, self.made[id]) for id in sorted(set(used) - self._ids))


def _texts(name: Name) -> Iterator[str]:
    yield from (text for text in (name.en, name.zh_hant, name.zh_hans) if text)
    yield from (*name.short, *name.former, *name.alternatives)


def _ambiguous(remedy: str) -> CellError:
    return CellError(remedy, TableProblemKind.AMBIGUOUS)
