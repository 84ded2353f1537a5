"""Read-only collections of records: by id, or in the order of their dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, Self, TypeAlias, TypeVar, overload

from mainland_coop.dates.edtf import LAST_DAY
from mainland_coop.foundation.errors import InvalidArgumentError, UnknownIdError, WrongTypeError, near, shorten
from mainland_coop.foundation.importing import Displayed

if TYPE_CHECKING:
    from mainland_coop.collections.matches import Match, Matches
    from mainland_coop.collections.search import NameIndex


_QUICKLY_READ = 20_000
"""How many records at most have their names read to say which of them an unknown id may be the name of."""

_LONGEST_NAME = 200

_DAYS = LAST_DAY + 1
_UNDATED = _DAYS * _DAYS


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

    __slots__ = ("_context", "_hash", "_kind", "_names", "_ordered", "_records")

    _dated_by: ClassVar[str] = ""
    """The field whose date its records are ordered by, if it has one."""

    _records: Mapping[str, R] | Callable[[], Mapping[str, R]]
    _kind: str
    _ordered: tuple[R, ...] | None
    _hash: int | None
    _context: Context
    _names: NameIndex[R]

    def __init__(self, kind: str, records: Mapping[str, R] | Callable[[], Mapping[str, R]]) -> None:
        """Take over records by id; `Registry` makes collections, users read them.

        Args:
            kind: What the records are, for messages and `repr`.
            records: The records by id, not to be changed afterwards; or a function that reads them when first asked.
        """
        self.__setstate__((kind, records, {}))

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        set_ = object.__setattr__
        set_(self, "_kind", state[0])
        set_(self, "_records", state[1])
        set_(self, "_context", state[2])
        set_(self, "_ordered", None)
        set_(self, "_hash", None)

    @property
    def kind(self) -> str:
        """What its records are, as in files, such as `agreements` or `parties`."""
        return self._kind

    @property
    def context(self) -> Context:
        """The collections of the registry that it belongs to, by kind; empty if it stands alone."""
        return self._context

    @property
    def is_read(self) -> bool:
        """Whether its records are in memory; those of a register in files are read when first touched."""
        return not callable(self._records)

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
            raise unknown_id(id, [self], self._context) from None
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
        """Return up to three ids that a text may mean: of records that are called so, or that are like it.

        Names are asked where `find` was asked before, or has not many records to read first.
        """
        return _likely(id, [self])[0]

    def called(self, text: str) -> tuple[Match[R], ...]:
        """Return up to three records that `find` finds by their names or the words of these, for `suggest`."""
        if not isinstance(text, str) or len(text) > _LONGEST_NAME:
            return ()
        if len(self._by_id) > _QUICKLY_READ and not hasattr(self, "_names"):
            return ()
        return tuple(match for match in self.find(text, limit=3) if match.why != "near")

    @property
    def by_id(self) -> MappingProxyType[str, R]:
        """A read-only view of the records by id."""
        return MappingProxyType(self._by_id)

    def select(self, keep: Callable[[R], bool]) -> Self:
        """Return the collection of those records for which a function is true."""
        if not callable(keep):
            raise WrongTypeError(f"keep={shorten(keep)} is no function of a record")
        return self._with({id: record for id, record in self._by_id.items() if keep(record)})

    def find(self, text: str, *, limit: int = 10) -> Matches[R]:
        """Return the records that a text may mean, best first, each with why it matched.

        An id comes first, then identifiers, names in any script, abbreviations, other titles, former names, then names
        that have all the words; near matches only where there is nothing else. Case, width, accents, punctuation, `&`,
        the spelling of co-operation, and Traditional or Simplified characters make no difference.

        Args:
            text: An id, a name, an abbreviation, or some words of a name.
            limit: The most matches to return; `total` of the result says how many there are.

        Raises:
            WrongTypeError: If `text` is no text or `limit` no whole number.
            InvalidArgumentError: If `limit` is less than 1.

        Example:
            >>> import mainland_coop as mc
            >>> parties = mc.load().parties
            >>> parties.find("Shenzhen government").best
            <Match shenzhen-municipal-peoples-government: words 'Shenzhen Municipal Government', 0.90>
            >>> parties.find("Shenzhen").ambiguous, parties.find("香港律師會").best.record.id
            (True, 'law-society-of-hong-kong')
        """
        try:
            index = self._names
        except AttributeError:  # read at the first look-up; two threads may both do it, to the same effect
            from mainland_coop.collections.search import NameIndex  # its tables take time

            index = NameIndex(self._by_id.values())
            object.__setattr__(self, "_names", index)
        return index.find(text, limit=limit)

    def _with(self, records: Mapping[str, R] | Callable[[], Mapping[str, R]], context: Context | None = None) -> Self:
        made = object.__new__(type(self))
        made.__setstate__((self._kind, records, self._context if context is None else context))
        return made

    def joined_to(self, context: Context) -> Self:
        """Return the same collection as one of a registry, whose records of other kinds its filters look up."""
        return self._with(self._records, context)

    def __iter__(self) -> Iterator[R]:
        if self._ordered is None:
            object.__setattr__(self, "_ordered", tuple(self._in_order()))
        return iter(self._ordered or ())

    def _in_order(self) -> Iterable[R]:
        # By first and last day of their date, then by id: to sort twice by a plain key takes half of the time of one
        # key of three, and is most of a first answer about very many.
        return sorted(sorted(self._by_id.values(), key=attrgetter("id")), key=self._day_key)

    @classmethod
    def _day_key(cls, record: Any) -> int:
        """Return a number that orders by first and last day of a record's date; what has none comes last."""
        date = getattr(record, cls._dated_by) if cls._dated_by else None
        if date is None:
            return _UNDATED
        first: int
        last: int
        first, last, _ = date.sort_key
        return first * _DAYS + last

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

    def __copy__(self) -> Self:
        return self

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {counted(self._kind, len(self._by_id))}>"


def _no_id(value: object) -> WrongTypeError:
    return WrongTypeError(f"{shorten(value)} is no id: a collection is asked by the id of a record")


def counted(kind: str, count: int) -> str:
    """Return a count with the name of a kind.

    Example:
        >>> counted("parties", 1), counted("agreements", 2)
        ('1 party', '2 agreements')
    """
    one = "party" if kind == "parties" else kind.removesuffix("s")
    return f"{count} {one if count == 1 else kind}"


class ById(dict[str, R]):
    """Records of one class, each under its own id: whoever made it saw to that, and no one looks again."""


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


ALL_KINDS = ("agreements", "programmes", "parties", "conferences", "sessions", "sources", "areas")
"""The kinds of record, in the order in which they are asked for an id."""


def record_with_id(context: Context, id: str, kinds: Sequence[str] = ALL_KINDS) -> tuple[str, Any]:
    """Return the first record with an id, after its kind.

    Args:
        context: The collections of a registry.
        id: The id.
        kinds: The kinds of record, in the order in which they are asked.

    Raises:
        UnknownIdError: If there is none; it suggests near ids.
    """
    for kind in kinds:
        record = context[kind].get(id)
        if record is not None:
            return kind, record
    raise unknown_id(id, [context[kind] for kind in kinds], context)


def unknown_id(id: str, asked: Sequence[Collection[Any]], context: Context) -> UnknownIdError:
    """Return the error for an id that none of some collections holds, with what may be meant by it.

    Args:
        id: The id.
        asked: The collections.
        context: All collections of the registry, one of which may hold it.
    """
    kinds = [collection.kind for collection in asked]
    among = "records" if len(kinds) == len(ALL_KINDS) else " and ".join(kinds)
    for kind in ALL_KINDS:
        if isinstance(id, str) and id in context.get(kind, ()):
            note = "it is one of the registry, but not of these"
            if kind not in kinds:
                note = f"it is an id among the {kind} (registry.{kind}); registry.card shows a record of any kind"
            return UnknownIdError(id, among, (), note)
    suggestions, named = _likely(id, asked)
    note = "" if named is None else f"An id is needed here; registry.{named}.find finds records by their names"
    return UnknownIdError(id, among, suggestions, note)


def _likely(id: str, asked: Sequence[Collection[Any]]) -> tuple[tuple[str, ...], str | None]:
    """Return up to three ids that a text may mean, and the kind of record that has it as a name, if one does.

    First those of records that have it as a whole name, whatever their kind, then those that it is a slip of, those
    with its words in their names, and those that are like it.
    """
    called = [(match, collection.kind) for collection in asked for match in collection.called(id)]
    called.sort(key=lambda found: -found[0].score)
    by_name = [match.record.id for match, _ in called]
    n_whole = sum(match.score == 1 for match, _ in called)
    slips = near(id, (known for collection in asked for known in collection.by_id), slip=True)
    alike = [known for collection in asked for known in near(id, collection.by_id)]
    found = dict.fromkeys([*by_name[:n_whole], *slips, *by_name[n_whole:], *alike])
    return tuple(found)[:3], called[0][1] if called and (n_whole or not slips) else None


def name_of(context: Context, id: str, kind: str | None = None) -> str:
    """Return what people call the first record with an id, one of a kind before others; the id if no record has it."""
    kinds = ("agreements", "programmes", "parties", "conferences", "sources")
    if kind is not None and kind not in ALL_KINDS:
        raise InvalidArgumentError(f"kind={shorten(kind)}: choose from {', '.join(ALL_KINDS)}")
    for each in kinds if kind is None else (kind, *kinds):
        record = context[each].get(id)
        if record is not None:
            return str(record.title if hasattr(record, "title") else record.name)
    return id
