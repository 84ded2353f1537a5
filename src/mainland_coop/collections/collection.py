"""Read-only collections of records: by id, or in the order of their dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Generic, Protocol, Self, TypeAlias, TypeVar, overload

from mainland_coop.foundation.errors import UnknownIdError, WrongTypeError, near, shorten
from mainland_coop.foundation.importing import Displayed

__all__ = ["Collection", "Context", "HasId", "counted", "distinct"]


class HasId(Protocol):
    """A record with an id."""

    @property
    def id(self) -> str:
        """The id."""
        ...


R = TypeVar("R", bound=HasId)
D = TypeVar("D")

Context: TypeAlias = "Mapping[str, Collection[Any]]"
"""The collections of one registry by kind, for filters that look at records of other kinds."""


class Collection(Displayed, Generic[R]):
    """An immutable collection of records of one kind.

    `len`, `in` (an id or a record), `[id]` and `.get(id)` are what they are for a dict of records by id, but iterating
    gives the records themselves, in the order of their dates (earliest day, then latest), then by id. Two collections
    are equal if they hold equal records, in whatever order they were given.

    Example:
        >>> import mainland_coop as mc
        >>> parties = mc.Registry(parties=[mc.Party(id="a", name="A"), mc.Party(id="b", name="B")]).parties
        >>> len(parties), "a" in parties, [party.id for party in parties]
        (2, True, ['a', 'b'])
    """

    __slots__ = ("_context", "_hash", "_kind", "_ordered", "_records")

    _records: Mapping[str, R] | Callable[[], Mapping[str, R]]
    _kind: str
    _ordered: tuple[R, ...] | None
    _hash: int | None
    _context: Context

    def __init__(self, kind: str, records: Mapping[str, R] | Callable[[], Mapping[str, R]]) -> None:
        """Take over records by id; `Registry` makes collections, users read them.

        Args:
            kind: What the records are, for messages and `repr`.
            records: The records by id, not to be changed afterwards; or a function that reads them when first asked.
        """
        set_ = object.__setattr__
        set_(self, "_kind", kind)
        set_(self, "_records", records)
        set_(self, "_ordered", None)
        set_(self, "_hash", None)
        set_(self, "_context", {})

    @staticmethod
    def sort_key(record: Any) -> tuple[int, int, str]:
        """Return what a record is ordered by: the earliest and the latest day of its date (none here), then its id."""
        return 0, 0, record.id

    @property
    def kind(self) -> str:
        """What its records are, as in files, such as `agreements` or `parties`."""
        return self._kind

    @property
    def context(self) -> Context:
        """The collections of the registry that it belongs to, by kind; empty if it stands alone."""
        return self._context

    @property
    def _by_id(self) -> Mapping[str, R]:
        records = self._records
        if callable(records):
            records = records()
            object.__setattr__(self, "_records", records)
        return records

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a collection cannot be changed: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a collection cannot be changed: {name}")

    def __getitem__(self, id: str) -> R:
        try:
            return self._by_id[id]
        except KeyError:
            raise UnknownIdError(id, self._kind, self.suggest(id)) from None
        except TypeError:
            raise _no_id(id) from None

    @overload
    def get(self, id: str) -> R | None: ...
    @overload
    def get(self, id: str, default: D) -> R | D: ...
    def get(self, id: str, default: object = None) -> object:
        """Return the record with an id, or the default if there is none."""
        try:
            return self._by_id.get(id, default)
        except TypeError:
            raise _no_id(id) from None

    def suggest(self, id: str) -> tuple[str, ...]:
        """Return up to three ids of the collection that look like a text, nearest first."""
        return near(id, self._by_id)

    @property
    def by_id(self) -> MappingProxyType[str, R]:
        """A read-only view of the records by id."""
        return MappingProxyType(self._by_id)

    def select(self, keep: Callable[[R], bool]) -> Self:
        """Return the collection of those records for which a function is true."""
        return self._with({id: record for id, record in self._by_id.items() if keep(record)})

    def _with(self, records: Mapping[str, R]) -> Self:
        chosen = type(self)(self._kind, records)
        object.__setattr__(chosen, "_context", self._context)
        return chosen

    def joined_to(self, context: Context) -> None:
        """Let filters look up records of other kinds: called once, by the registry that is being made."""
        object.__setattr__(self, "_context", context)

    def __iter__(self) -> Iterator[R]:
        if self._ordered is None:
            object.__setattr__(self, "_ordered", tuple(self._in_order()))
        return iter(self._ordered or ())

    def _in_order(self) -> Iterable[R]:
        return sorted(self._by_id.values(), key=self.sort_key)

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, item: object) -> bool:
        if isinstance(item, str):
            return item in self._by_id
        id = getattr(item, "id", None)
        return isinstance(id, str) and id in self._by_id and bool(self._by_id[id] == item)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Collection):
            return NotImplemented
        return self._kind == other._kind and self._by_id == other._by_id

    def __hash__(self) -> int:
        if self._hash is None:
            object.__setattr__(self, "_hash", hash((self._kind, frozenset(self._by_id.values()))))
        return self._hash or 0

    def __reduce__(self) -> tuple[Any, ...]:
        # The context leads back to this collection, so the object is made first and filled afterwards.
        return object.__new__, (type(self),), (self._kind, dict(self._by_id), self._context)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        kind, records, context = state
        values = {"_kind": kind, "_records": records, "_context": context, "_ordered": None, "_hash": None}
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __copy__(self) -> Self:
        return self

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {counted(self._kind, len(self._by_id))}>"


def _no_id(value: object) -> WrongTypeError:
    return WrongTypeError(f"{shorten(value)} is no id: a collection is asked by the id of a record")


_SINGULAR = {
    "parties": "party",
    "agreements": "agreement",
    "conferences": "conference",
    "programmes": "programme",
    "areas": "area",
    "sources": "source",
    "sessions": "session",
}


def counted(kind: str, count: int) -> str:
    """Return a count with the name of a kind.

    Example:
        >>> counted("parties", 1), counted("parties", 2)
        ('1 party', '2 parties')
    """
    return f"{count} {_SINGULAR.get(kind, kind) if count == 1 else kind}"


def distinct(records: Iterable[R]) -> tuple[dict[str, R], list[int]]:
    """Return records by id, and the positions of those whose id stood there before."""
    found: dict[str, R] = {}
    twice = []
    for index, record in enumerate(records):
        if record.id in found:
            twice.append(index)
        else:
            found[record.id] = record
    return found, twice
