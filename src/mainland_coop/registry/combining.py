"""How the records of registries are put together: which are added, which stand in for others, and what collides.

An id that two different records claim is a collision. Equal records are none: adding what is there already changes
nothing. What cannot be put together is told whole, the references of the records that it left out included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict, TypeVar, get_args

import attrs

from mainland_coop.collections.collection import distinct
from mainland_coop.collections.kinds import KINDS
from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.form import shapes
from mainland_coop.foundation.errors import (
    InvalidArgumentError,
    InvalidRegistryError,
    Problem,
    WrongTypeError,
    near,
    shorten,
)
from mainland_coop.records.fields import parts_of
from mainland_coop.registry.integrity import dangling, find_problems, record_place
from mainland_coop.registry.references import references

if TYPE_CHECKING:
    from mainland_coop.records.agreements import Agreement
    from mainland_coop.records.conferences import Conference
    from mainland_coop.records.names import Area
    from mainland_coop.records.parties import Party
    from mainland_coop.records.programmes import Programme
    from mainland_coop.records.provenance import Source
    from mainland_coop.registry.registry import Registry


R = TypeVar("R", bound="Registry")

Records: TypeAlias = Mapping[str, Mapping[str, Any]]
"""The records of each kind by id."""


class GivenRecords(TypedDict, total=False):
    """The records that `extend` and `replace` take, by kind; a kind that is not given has none."""

    parties: Iterable[Party]
    agreements: Iterable[Agreement]
    conferences: Iterable[Conference]
    programmes: Iterable[Programme]
    areas: Iterable[Area]
    sources: Iterable[Source]


OnCollision: TypeAlias = Literal["error", "ours", "theirs"]
"""Which record stands where two registries have different ones with the same id."""

_COMPARED = 300_000
"""How many ids are compared for suggestions, about: one suggestion takes a walk through all ids of its kind."""


def extended(registry: R, given: GivenRecords, version: str | None, verified_through: Day | None) -> R:
    """Return a registry with records added.

    Args:
        registry: The registry.
        given: The records to add.
        version: The version of the result; without one, that of the registry if nothing was added.
        verified_through: The day to which it was checked; without one, that of the registry.

    Raises:
        InvalidRegistryError: If an id that is given stands there already for a different record, or is given twice.
        WrongTypeError: If something that is no record of the kind is given.
    """
    added, problems = _by_id("extend", given)
    ours = _records(registry, "extend")
    unused: list[tuple[str, Any]] = []
    for kind, id, record in _each(added):
        if ours[kind].get(id, record) != record:
            told = f"another record with this id is there already; {_differ(ours[kind][id], record)}"
            problems.append(Problem(record_place(kind, id), "", f"{told}; replace puts the one in place of the other"))
            unused.append((kind, record))
    records = {kind: _filled(ours[kind], added[kind]) for kind in ours}
    _refuse(records, problems, unused)
    same = _sizes(records) == _sizes(ours)
    return _made(registry, records, *_head(registry, same, version, verified_through))


def replaced(registry: R, given: GivenRecords, version: str | None, verified_through: Day | None) -> R:
    """Return a registry in which records give way to others with the same ids; the arguments are as for `extended`.

    Raises:
        InvalidRegistryError: If an id that is given is not there, or is given twice.
        WrongTypeError: If something that is no record of the kind is given.
    """
    changed, problems = _by_id("replace", given)
    ours = _records(registry, "replace")
    unused: list[tuple[str, Any]] = []
    for kind, id, record in _each(changed):
        if id not in ours[kind]:
            close = near(id, ours[kind]) if len(unused) * len(ours[kind]) < _COMPARED else ()
            hint = f"; did you mean {' or '.join(map(repr, close))}?" if close else ""
            told = f"there is no record with this id to replace{hint}; extend adds new ones"
            problems.append(Problem(record_place(kind, id), "", told))
            unused.append((kind, record))
    known = {kind: {id: record for id, record in changed[kind].items() if id in ours[kind]} for kind in ours}
    records = {kind: {**ours[kind], **known[kind]} for kind in ours}
    _refuse(records, problems, unused)
    same = all(ours[kind][id] == record for kind, id, record in _each(known))
    return _made(registry, records, *_head(registry, same, version, verified_through))


def merged(registry: R, other: R, on_collision: OnCollision, version: str | None, verified_through: Day | None) -> R:
    """Return a registry with the records of two.

    Args:
        registry: The one.
        other: The other.
        on_collision: Whose record stands where they have different ones with the same id, or `error`.
        version: The version of the result; without one, that of the registry whose records it has, if it is one.
        verified_through: The day to which it was checked; without one, the earlier of the two.

    Raises:
        InvalidRegistryError: If there are collisions and they are errors.
        InvalidArgumentError: If `on_collision` is none of the words.
    """
    if on_collision not in get_args(OnCollision):
        words = ", ".join(map(repr, get_args(OnCollision)))
        error = InvalidArgumentError(f"{shorten(on_collision)} is none of {words}")
        error.place = "Registry.merge(on_collision)"
        raise error
    ours, theirs = _records(registry, "merge"), _records(other, "merge")
    collisions = [(kind, id) for kind, id, record in _each(theirs) if ours[kind].get(id, record) != record]
    records = {
        kind: {**ours[kind], **theirs[kind]} if on_collision == "theirs" else _filled(ours[kind], theirs[kind])
        for kind in ours
    }
    if on_collision == "error":
        problems = []
        for kind, id in collisions:
            told = f"the registries have different records with this id; {_differ(ours[kind][id], theirs[kind][id])}"
            remedy = "on_collision='ours' or 'theirs' keeps the one or the other"
            problems.append(Problem(record_place(kind, id), "", f"{told}; {remedy}"))
        _refuse(records, problems, [])
    versions = {
        one.version
        for one, held, kept in ((registry, ours, "ours"), (other, theirs, "theirs"))
        if _sizes(records) == _sizes(held) and (not collisions or on_collision == kept)
    }
    filled = [one for one, held in ((registry, ours), (other, theirs)) if any(_sizes(held))]
    earliest = _earliest(one.verified_through for one in filled or (registry, other))
    kept = versions.pop() if version is None and len(versions) == 1 else version
    return _made(registry, records, kept, earliest if verified_through is None else verified_through)


def _records(registry: Registry, method: str) -> Records:
    """Return the records of a registry by kind and id."""
    if registry.published_on is not None:
        told = f"it shows the record as published by then; {method} the whole registry, then ask as_published"
        raise InvalidRegistryError("the registry", [Problem("published_on", str(registry.published_on), told)])
    return {kind: getattr(registry, kind).by_id for kind in KINDS}


def _head(registry: Registry, same: bool, version: str | None, verified_through: Day | None) -> tuple[str | None, Any]:
    """Return a version and a day as given, or those of a registry: its version only if the records are the same."""
    kept = registry.version if version is None and same else version
    return kept, registry.verified_through if verified_through is None else verified_through


def _made(registry: R, records: Records, version: str | None, verified_through: Day | None) -> R:
    """Return the registry of some records, checked, with a version and a day of its own."""
    values: dict[str, Any] = {kind: by_id.values() for kind, by_id in records.items()}
    values |= {"version": version, "verified_through": verified_through}
    return attrs.evolve(registry, **values)


def _earliest(days: Iterable[PartialDate | None]) -> PartialDate | None:
    """Return the run of days that the earliest of some days may be, or None if one of them is not known."""
    given = list(days)
    known = [day for day in given if day is not None]
    if len(known) < len(given):
        return None
    first, last = min(day.first_ordinal for day in known), min(day.last_ordinal for day in known)
    same = [day for day in known if (day.first_ordinal, day.last_ordinal) == (first, last)]
    return min(same, key=lambda day: day.sort_key) if same else PartialDate(first, last)


def _by_id(method: str, given: GivenRecords) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    """Return the given records by kind and id, and a problem for each id that is given twice, equal or not."""
    found: dict[str, dict[str, Any]] = {}
    problems = []
    for kind in given.keys() - set(KINDS):
        told = f"{method} takes records by kind, and {shorten(kind)} is none of {', '.join(KINDS)}"
        raise WrongTypeError(f"{told}, version and verified_through")
    for kind in GivenRecords.__annotations__:
        values: Iterable[Any] = given.get(kind, ())  # type: ignore[assignment]  # the key is a text to the checker
        try:
            records = parts_of(shapes.KINDS[kind], values)
        except WrongTypeError as error:
            error.place = f"Registry.{method}({kind})"
            raise
        found[kind], twice = distinct(records)
        told = "the id is given twice; give each record once"
        problems += [Problem(f"{kind}[{index}].id", shorten(records[index].id), told) for index in twice]
    return found, problems


def _filled(ours: Mapping[str, Any], more: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return our records with those whose ids are new; ours stay the very objects, with what they have computed."""
    return {**ours, **{id: record for id, record in more.items() if id not in ours}} if more else ours


def _each(records: Records) -> Iterator[tuple[str, str, Any]]:
    for kind, by_id in records.items():
        for id, record in by_id.items():
            yield kind, id, record


def _sizes(records: Records) -> list[int]:
    return [len(records[kind]) for kind in sorted(records)]


def _differ(one: Any, other: Any) -> str:
    names = [
        field.name.rstrip("_")
        for field in attrs.fields(type(one))
        if getattr(one, field.name) != getattr(other, field.name)
    ]
    return f"they differ in {', '.join(names)}"


def _refuse(records: Records, problems: list[Problem], unused: Iterable[tuple[str, Any]]) -> None:
    """Raise what is wrong, if anything is, with whatever else would be wrong with the registry.

    Without such problems nothing more is looked for here: the registry that is made of the records checks them.
    """
    if not problems:
        return
    absent: dict[str, set[str]] = {kind: set() for kind in (*records, "sessions")}  # refused, so not missing as well
    loose = []
    for kind, record in unused:
        absent[kind].add(record.id)
        absent["sessions"] |= {session.id for session in getattr(record, "sessions", ())}
        at = record_place(kind, record.id)
        loose += [(f"{at}.{path}", kinds, id) for path, kinds, id in references(record)]
    refused = {kind: frozenset(ids) for kind, ids in absent.items()}
    sessions = (session for conference in records["conferences"].values() for session in conference.sessions)
    ids = {**records, "sessions": distinct(sessions)[0]}
    rest = (*find_problems(ids, record_place, refused), *dangling(loose, ids, refused))
    raise InvalidRegistryError("the registry", (*problems, *rest))
