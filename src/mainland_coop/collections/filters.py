"""Three-valued tests of one record, from which `where` is built.

Where a record does not say what a filter asks (no date, no kind), the answer is UNKNOWN, not FALSE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from mainland_coop.collections.collection import Collection, Context
from mainland_coop.dates.periods import Held, Period, PeriodLike, as_period
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import InvalidArgumentError, UnknownIdError, WrongTypeError, shorten
from mainland_coop.records.fields import word_of
from mainland_coop.records.names import Area
from mainland_coop.records.parties import Party, as_jurisdiction
from mainland_coop.records.provenance import Citation

__all__ = [
    "BODIES",
    "Test",
    "among",
    "areas_of",
    "bodies_of",
    "cites",
    "holds",
    "ids_of",
    "in_period",
    "of_kind",
    "within_place",
]

Test: TypeAlias = Callable[[Any], Truth]
E = TypeVar("E", bound=StrEnum)

BODIES = ("parents", "parts", "predecessors", "successors")
"""What a party filter can include beside the party itself, each with theirs in turn."""


def holds(record: object, tests: Iterable[Test], at_least: Truth) -> bool:
    """Whether all tests together (Kleene's `and`) are as certain as asked."""
    answer = Truth.TRUE
    for test in tests:
        answer &= test(record)
        if answer is Truth.FALSE:
            break
    return answer.reaches(at_least)


def ids_of(value: object, kind: str, context: Context) -> frozenset[str]:
    """Return the ids that a filter's value means: an id, a record, or several of either.

    Raises:
        UnknownIdError: If the register has no record with an id.
        WrongTypeError: If something is neither an id nor a record.
    """
    values = value if isinstance(value, list | tuple | set | frozenset | Collection) else [value]
    found = set()
    for item in values:
        id = item if isinstance(item, str) else getattr(item, "id", None)
        if not isinstance(id, str):
            raise WrongTypeError(f"{shorten(item)} is neither an id nor a record among {kind}")
        collection = context.get(kind)
        if collection is not None and id not in collection:
            raise UnknownIdError(id, kind, collection.suggest(id))
        found.add(id)
    return frozenset(found)


def among(values: Callable[[Any], Iterable[str]], wanted: Set[str]) -> Test:
    """Whether one of the ids of a record is wanted."""

    def test(record: Any) -> Truth:
        return Truth.of(not wanted.isdisjoint(values(record)))

    return test


def of_kind(vocabulary: type[E], wanted: object) -> Test:
    """Whether a record's kind is one of the words; a record without a kind may be any.

    Raises:
        InvalidRecordError: If a word is none of the vocabulary, which it lists.
    """
    values: Iterable[Any] = wanted if isinstance(wanted, list | tuple | set | frozenset) else [wanted]
    words = frozenset(word_of(vocabulary, value) for value in values)

    def test(record: Any) -> Truth:
        return Truth.UNKNOWN if record.kind is None else Truth.of(record.kind in words)

    return test


def in_period(date: Callable[[Any], Held | None], wanted: PeriodLike) -> Test:
    """Whether a date lies in a period; a meeting of several days lies in each period that one of them lies in.

    Raises:
        DateError: If the period is malformed or reversed.
        WrongTypeError: If it is no period.
    """
    period = as_period(wanted)
    first, last = period.first_ordinal, period.last_ordinal

    def test(record: Any) -> Truth:
        when = date(record)
        if when is None:
            return Truth.UNKNOWN
        if when.last_ordinal < first or last < when.first_ordinal:
            return Truth.FALSE
        inside = first <= when.first_ordinal and when.last_ordinal <= last
        return Truth.TRUE if inside or isinstance(when, Period) else Truth.UNKNOWN

    return test


def within_place(parties: Callable[[Any], Iterable[Party]], code: str) -> Test:
    """Whether some party belongs to a jurisdiction or a subdivision of it (`CN` takes in `CN-GD`).

    Raises:
        InvalidRecordError: If the code has not the form of ISO 3166.
    """
    as_jurisdiction(code)

    def test(record: Any) -> Truth:
        answer = Truth.FALSE
        for party in parties(record):
            place = party.jurisdiction
            if place is None:
                answer |= Truth.UNKNOWN
            elif place == code or place.startswith(f"{code}-"):
                return Truth.TRUE
        return answer

    return test


def cites(wanted: Set[str]) -> Test:
    """Whether a record, or a part of it, is cited from one of the sources."""

    def test(record: Any) -> Truth:
        return Truth.of(any(citation.source in wanted for citation in _citations(record)))

    return test


def _citations(record: object) -> Iterator[Citation]:
    yield from getattr(record, "citations", ())
    for name in ("renewals", "superseded_in_part", "stages", "editions", "figures", "predecessors", "sessions"):
        for part in getattr(record, name, ()):
            yield from _citations(part)
    ending = getattr(record, "ending", None)
    if ending is not None:
        yield from _citations(ending)


def bodies_of(wanted: frozenset[str], include: Iterable[str], parties: Collection[Party]) -> frozenset[str]:
    """Return the ids of parties with the bodies that they belong to, consist of, came out of, or became, on request.

    Args:
        wanted: Ids of the parties.
        include: Any of `BODIES`; each is followed in turn (the parents' parents too), but not mixed with the others.
        parties: The parties of the register.

    Raises:
        InvalidArgumentError: If something else is to be included; the error lists what can be.
    """
    asked = [include] if isinstance(include, str) else list(include)
    found = set(wanted)
    for what in asked:
        if what not in BODIES:
            raise InvalidArgumentError(f"{shorten(what)} is none of {', '.join(map(repr, BODIES))}")
        reached = set(wanted)
        edge = set(wanted)
        while edge:
            edge = {id for body in edge for id in _next(body, what, parties)} - reached
            reached |= edge
        found |= reached
    return frozenset(found)


def _next(id: str, what: str, parties: Collection[Party]) -> Iterator[str]:
    party = parties[id]
    if what == "parents" and party.parent is not None:
        yield party.parent
    elif what == "predecessors":
        yield from (predecessor.party for predecessor in party.predecessors)
    elif what == "parts":
        yield from (other.id for other in parties if other.parent == id)
    elif what == "successors":
        yield from (other.id for other in parties if any(p.party == id for p in other.predecessors))


def areas_of(wanted: frozenset[str], areas: Collection[Area]) -> frozenset[str]:
    """Return the ids of areas and of all narrower ones: whoever asks for legal co-operation means its branches too."""
    found = set(wanted)
    while True:
        narrower = {area.id for area in areas if area.broader in found} - found
        if not narrower:
            return frozenset(found)
        found |= narrower
