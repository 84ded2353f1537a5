"""Three-valued tests of one record, from which `where` is built.

Where a record does not say what a filter asks (no date, no kind), the answer is UNKNOWN, not FALSE. Each function
returns the test for what is wanted, or None where nothing is (None): that filter holds for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from mainland_coop.collections.collection import Collection, Context, unknown_id
from mainland_coop.dates.periods import Held, Period, PeriodLike, as_period
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.argument_checks import expect
from mainland_coop.foundation.errors import InvalidArgumentError, WrongTypeError, shorten
from mainland_coop.records.fields import sequence, word_of
from mainland_coop.records.names import Area
from mainland_coop.records.parties import Party, as_jurisdiction
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation

Test: TypeAlias = Callable[[Any], Truth]
C = TypeVar("C", bound=Collection[Any])
E = TypeVar("E", bound=StrEnum)

BODIES = ("parents", "parts", "predecessors", "successors")
"""What a party filter can include beside the party itself, each with theirs in turn."""


def where(collection: C, tests: Iterable[Test | None], at_least: Truth, unknown: Mapping[str, object]) -> C:
    """Return the records of a collection for which all tests together (Kleene's `and`) are as certain as asked.

    Raises:
        WrongTypeError: If filters that do not exist were given; it lists those that the `where` of the collection has.
    """
    if unknown:
        known = sorted(set(type(collection).where.__kwdefaults__))  # type: ignore[attr-defined]  # each kind has its own
        raise WrongTypeError(f"{', '.join(sorted(unknown))}: there is no such filter; there are {', '.join(known)}")
    Truth.TRUE.reaches(at_least)
    asked = [test for test in tests if test is not None]

    def keep(record: object) -> bool:
        answer = Truth.TRUE
        for test in asked:
            answer &= test(record)
            if answer is Truth.FALSE:
                break
        return answer.reaches(at_least)

    return collection.select(keep)


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
            raise unknown_id(id, [collection], context)
        found.add(id)
    return frozenset(found)


def area_ids(record: Any) -> Iterable[str]:
    """Return the areas of an agreement or programme, and of its renewals."""
    yield from record.areas
    for renewal in getattr(record, "renewals", ()):
        yield from renewal.areas


def party_ids(record: Any) -> Iterable[str]:
    """Return the parties of an agreement or conference."""
    return record.parties  # type: ignore[no-any-return]  # one of several record classes


def organiser_ids(record: Programme) -> Iterable[str]:
    """Return the organisers and partners of a programme."""
    return (*record.organisers, *record.partners)


def among(values: Callable[[Any], Iterable[str]], wanted: Set[str]) -> Test:
    """Whether one of the ids of a record is wanted."""
    return lambda record: Truth.of(not wanted.isdisjoint(values(record)))


def equal(name: str, wanted: object) -> Test | None:
    """Whether a field has a value; one that is not filled may have any."""

    def test(record: Any) -> Truth:
        value = getattr(record, name)
        return Truth.UNKNOWN if value is None else Truth.of(value == wanted)

    if wanted is None:
        return None
    expect(wanted, (str, bool), name)
    return test


def named(name: str, kind: str, wanted: object, context: Context) -> Test | None:
    """Whether a record names one of the wanted ones in a field that holds an id or several."""

    def values(record: Any) -> tuple[str, ...]:
        value = getattr(record, name)
        return value if isinstance(value, tuple) else (value,)

    return None if wanted is None else among(values, ids_of(wanted, kind, context))


def of_kind(vocabulary: type[E], wanted: object) -> Test | None:
    """Whether a record's kind is one of the words; a record without a kind may be any.

    Raises:
        InvalidRecordError: If a word is none of the vocabulary, which it lists.
    """
    if wanted is None:
        return None
    values: Iterable[Any] = wanted if isinstance(wanted, list | tuple | set | frozenset) else [wanted]
    words = frozenset(word_of(vocabulary, value) for value in values)
    return lambda record: Truth.UNKNOWN if record.kind is None else Truth.of(record.kind in words)


def lies_in(when: Held | None, first: int, last: int) -> Truth:
    """Whether something happened in a period, first and last day given as ordinals.

    Of a partial date one day is meant: TRUE if each of its days lies in the period. Of a meeting of several days all
    are meant: TRUE if one of them does. What has no date may have happened then.
    """
    if when is None:
        return Truth.UNKNOWN
    if when.last_ordinal < first or last < when.first_ordinal:
        return Truth.FALSE
    inside = first <= when.first_ordinal and when.last_ordinal <= last
    return Truth.TRUE if inside or isinstance(when, Period) else Truth.UNKNOWN


def in_period(field: str, wanted: PeriodLike | None) -> Test | None:
    """Whether the date in a field lies in a period, as `lies_in` has it.

    Raises:
        DateError: If the period is malformed or reversed.
        WrongTypeError: If it is no period.
    """
    if wanted is None:
        return None
    period = as_period(wanted)
    return lambda record: lies_in(getattr(record, field), period.first_ordinal, period.last_ordinal)


def in_place(of: Callable[[Any], Iterable[str]], code: str | None, context: Context) -> Test | None:
    """Whether some party of a record belongs to a jurisdiction or a subdivision of it (`CN` takes in `CN-GD`).

    Raises:
        InvalidRecordError: If the code has not the form of ISO 3166.
        InvalidArgumentError: If no party of the register belongs there; it lists the codes that parties have.
    """
    if as_jurisdiction(code) is None:
        return None
    parties: Collection[Party] = context["parties"]
    places = {party.jurisdiction for party in parties.by_id.values()} - {None}
    within = {place for place in places if place == code or f"{place}".startswith(f"{code}-")}
    if not within:
        known = ", ".join(sorted(map(str, places)))
        raise InvalidArgumentError(f"no party of the register has the jurisdiction {code}; there are {known or 'none'}")

    def test(record: Any) -> Truth:
        answer = Truth.FALSE
        for id in of(record):
            place = parties[id].jurisdiction
            if place is None:
                answer |= Truth.UNKNOWN
            elif place in within:
                return Truth.TRUE
        return answer

    return test


def cites(source: object, context: Context) -> Test | None:
    """Whether a record, or a part of it, is cited from one of the sources."""
    if source is None:
        return None
    wanted = ids_of(source, "sources", context)
    return among(lambda record: (citation.source for citation in all_citations(record)), wanted)


_CITED = (
    "predecessors",
    "stages",
    "memberships",
    "renewals",
    "superseded_in_part",
    "sessions",
    "editions",
    "figures",
    "ending",
)


def cited_parts(record: object) -> Iterator[tuple[str, object]]:
    """Yield the parts of a record that have citations of their own, each with its path in the record."""
    for name in _cited_fields(type(record)):
        value = getattr(record, name)
        if not value:
            continue
        if name == "ending":
            yield name, value
            continue
        for index, part in enumerate(value):
            yield f"{'in_force_from' if name == 'stages' else name}[{index}]", part


_cited_by_class: dict[type, tuple[str, ...]] = {}


def _cited_fields(cls: type) -> tuple[str, ...]:
    """Return which of these fields a class has: to ask a record for one that it lacks takes long."""
    known = _cited_by_class.get(cls)
    if known is None:
        known = _cited_by_class[cls] = tuple(name for name in _CITED if hasattr(cls, name))
    return known


def all_citations(record: object) -> Iterator[Citation]:
    """Yield every citation of a record, then those of its parts, in the order of the record."""
    yield from getattr(record, "citations", ())
    for _, part in cited_parts(record):
        yield from all_citations(part)


def of_party(
    of: Callable[[Any], Iterable[str]], party: object, include: Iterable[str], context: Context
) -> Test | None:
    """Whether a party, or a body that is to be included with it, is among the ids of a record.

    Args:
        of: Returns the ids of the parties of a record.
        party: The party, or several.
        include: Any of `BODIES`; each is followed in turn (the parents' parents too), but not mixed with the others.
        context: The collections of the register.

    Raises:
        InvalidArgumentError: If something else is to be included; the error lists what can be.
    """
    included = [include] if isinstance(include, str) else list(sequence(include))
    for what in included:
        if what not in BODIES:
            raise InvalidArgumentError(f"{shorten(what)} is none of {', '.join(map(repr, BODIES))}")
    if party is None:
        return None
    wanted = ids_of(party, "parties", context)
    found = set(wanted)
    for what in included:
        found |= _reached(wanted, what, context["parties"])
    return among(of, found)


def of_conference(conference: object, context: Context) -> Test | None:
    """Whether a session is one of a conference."""
    if conference is None:
        return None
    wanted = ids_of(conference, "conferences", context)
    return among(own_id, {session.id for id in wanted for session in context["conferences"][id].sessions})


def own_id(record: Any) -> Iterable[str]:
    """Return the id of a record itself, for filters that look at several."""
    return (record.id,)


def part_of(parent: object, context: Context) -> Test | None:
    """Whether a party is a part of another, or a part of its parts."""
    if parent is None:
        return None
    wanted = ids_of(parent, "parties", context)
    return among(own_id, _reached(wanted, "parts", context["parties"]) - wanted)


def _reached(wanted: frozenset[str], what: str, parties: Collection[Party]) -> frozenset[str]:
    """Return ids of parties with those of the bodies that they belong to, consist of, came out of, or became."""
    return _closure(wanted, _steps(what, parties))


def _steps(what: str, parties: Collection[Party]) -> Iterator[tuple[str, str]]:
    """Yield each single step from one body to another."""
    for party in parties.by_id.values():
        if what in ("parents", "parts"):
            above: Iterable[str] = () if party.parent is None else (party.parent,)
        else:
            above = (predecessor.party for predecessor in party.predecessors)
        for id in above:
            yield (party.id, id) if what in ("parents", "predecessors") else (id, party.id)


def _closure(wanted: Set[str], steps: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return ids with all that can be reached from them by steps from one to another, each of which is taken once."""
    onward: dict[str, list[str]] = {}
    for before, after in steps:
        onward.setdefault(before, []).append(after)
    reached = set(wanted)
    todo = list(wanted)
    while todo:
        fresh = [id for id in onward.get(todo.pop(), ()) if id not in reached]
        reached.update(fresh)
        todo += fresh
    return frozenset(reached)


def in_area(area: object, context: Context) -> Test | None:
    """Whether a record is of an area or a narrower one: who asks for legal co-operation means its branches too."""
    if area is None:
        return None
    wanted = ids_of(area, "areas", context)
    areas: Collection[Area] = context["areas"]
    narrower = ((other.broader, other.id) for other in areas.by_id.values() if other.broader is not None)
    return among(area_ids, _closure(wanted, narrower))
