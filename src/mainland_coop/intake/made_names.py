"""What cells call parties and areas: by id or name those of a registry; of other names, records are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from mainland_coop.collections.collection import Collection
from mainland_coop.foundation.errors import shorten
from mainland_coop.intake.report import TableProblemKind
from mainland_coop.intake.values import CellError
from mainland_coop.records.fields import MAX_ID
from mainland_coop.records.names import Area, Name
from mainland_coop.records.parties import Party

B = TypeVar("B", bound=Party | Area)


class NameIndex(Generic[B]):
    """The parties, or the areas, of a table by what cells call them.

    A cell names a given record by its id or, letter for letter, by one of its names. Any other text is the name of a
    record to be made, whose id is that name with hyphens for its spaces.

    Attributes:
        what: What they are.
        given: Those of the registry that the rows are added to.
        made: The name of each record to be made, by its id.
    """

    def __init__(self, what: str, given: Collection[B], *, near_misses: bool = True) -> None:
        self.what = what
        self.given = given
        self.made: dict[str, str] = {}
        self._near_misses = near_misses
        self._ids = set(given.by_id)
        self._named: dict[str, set[str]] = {}
        for record in self.given:
            for text in _texts(record.name):
                self._named.setdefault(text, set()).add(record.id)

    def id_of(self, text: str) -> str:
        """Return the id of what a text names.

        Raises:
            CellError: If it names several records, would have to share an id, or is almost the name of a record and
                near misses are refused.
        """
        if text in self._ids:
            return text
        named = sorted(self._named.get(text, ()))
        if len(named) == 1:
            return named[0]
        if named:
            remedy = f"several {self.what} are called so: write the id of one of them, {' or '.join(named)}"
            raise CellError(remedy, TableProblemKind.AMBIGUOUS, fault="several are called so")
        id = "-".join(text.split())
        if not 0 < len(id) <= MAX_ID:
            raise CellError(f"it is too long for a name that an id is made of: give {self.what} as records")
        if not self._near_misses and id not in self.made and (known := self.nearest(text)) is not None:
            remedy = (
                f"it is no name of a party that is known: did you mean {known!r}? Then pass "
                f"sentinels={{{self.what!r}: {{{text!r}: {known!r}}}}}; on_new_party='make' makes a party of it"
            )
            arguments = {"sentinels": {self.what: {text: known}}}
            raise CellError(remedy, TableProblemKind.AMBIGUOUS, fault="it is almost a known name", arguments=arguments)
        if id in self._ids or self.made.setdefault(id, text) != text:
            other = f"is also that of {shorten(self.made[id])}" if id in self.made else "is that of a record given"
            remedy = f"the id made of it, {shorten(id)}, {other}: write both alike, or give {self.what} as records"
            raise CellError(remedy, TableProblemKind.AMBIGUOUS, fault="its id would be that of another")
        return id

    def nearest(self, text: str) -> str | None:
        """Return the id of the given record whose names are most like a text, or None if none is like it."""
        best = self.given.find(text, limit=1).best if self._ids else None
        return None if best is None else best.record.id

    def missing(self, used: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield id and name of each record to be made for the ids that are used, in order of the ids."""
        return ((id, self.made[id]) for id in sorted(set(used) - self._ids))


def _texts(name: Name) -> Iterator[str]:
    yield from (text for text in (name.en, name.zh_hant, name.zh_hans) if text)
    yield from (*name.short, *name.former, *name.alternatives)
