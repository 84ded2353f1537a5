"""How the records of registries are put together: which are added, which stand in for others, and what collides.

An id that two different records claim is a collision. Equal records are none: adding what is there already changes
nothing. What cannot be put together is told whole, the references of the records that it left out included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias

import attrs

from mainland_coop.collections.collection import distinct
from mainland_coop.foundation.errors import InvalidRegistryError, Problem, near, shorten
from mainland_coop.registry.integrity import dangling, find_problems, record_place
from mainland_coop.registry.references import references

__all__ = ["Combined", "OnCollision", "Records", "extended", "merged", "replaced"]

Records: TypeAlias = Mapping[str, Mapping[str, Any]]
"""The records of each kind by id."""

OnCollision: TypeAlias = Literal["error", "ours", "theirs"]
"""Which record stands where two registries have different ones with the same id."""

_COMPARED = 300_000
"""How many ids are compared for suggestions, about: one suggestion takes a walk through all ids of its kind."""


@attrs.frozen
class Combined:
    """What came of it.

    Attributes:
        records: The records of each kind by id.
        as_ours: Whether they are exactly those of the registry that was asked.
        as_theirs: Whether they are exactly those of the registry merged into it.
    """

    records: Records
    as_ours: bool
    as_theirs: bool = False


def extended(ours: Records, given: Mapping[str, tuple[Any, ...]]) -> Combined:
    """Return records with others added.

    Args:
        ours: The records that are there.
        given: Those to add, by kind.

    Raises:
        InvalidRegistryError: If an id that is given stands there already for a different record, or is given twice.
    """
    added, problems = _by_id(given)
    unused: list[tuple[str, Any]] = []
    for kind, id, record in _each(added):
        if ours[kind].get(id, record) != record:
            told = f"another record with this id is there already; {_differ(ours[kind][id], record)}"
            problems.append(Problem(record_place(kind, id), "", f"{told}; replace puts the one in place of the other"))
            unused.append((kind, record))
    records = {kind: _filled(ours[kind], added.get(kind, {})) for kind in ours}
    _refuse(records, problems, unused)
    return Combined(records, as_ours=_sizes(records) == _sizes(ours))


def replaced(ours: Records, given: Mapping[str, tuple[Any, ...]]) -> Combined:
    """Return records of which some give way to others with the same ids.

    Args:
        ours: The records that are there.
        given: Those to put in their places, by kind.

    Raises:
        InvalidRegistryError: If an id that is given is not there, or is given twice.
    """
    changed, problems = _by_id(given)
    unused: list[tuple[str, Any]] = []
    for kind, id, record in _each(changed):
        if id not in ours[kind]:
            close = near(id, ours[kind]) if len(unused) * len(ours[kind]) < _COMPARED else ()
            hint = f"; did you mean {' or '.join(map(repr, close))}?" if close else ""
            told = f"there is no record with this id to replace{hint}; extend adds new ones"
            problems.append(Problem(record_place(kind, id), "", told))
            unused.append((kind, record))
    known = {kind: {id: record for id, record in changed[kind].items() if id in ours[kind]} for kind in changed}
    records = {kind: {**ours[kind], **known.get(kind, {})} for kind in ours}
    _refuse(records, problems, unused)
    return Combined(records, as_ours=all(ours[kind][id] == record for kind, id, record in _each(known)))


def merged(ours: Records, theirs: Records, on_collision: OnCollision) -> Combined:
    """Return the records of two registries.

    Args:
        ours: The records of one.
        theirs: The records of the other.
        on_collision: Which record stands where they differ, or `error`.

    Raises:
        InvalidRegistryError: If there are collisions and they are errors.
    """
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
    return Combined(
        records,
        as_ours=_sizes(records) == _sizes(ours) and (not collisions or on_collision == "ours"),
        as_theirs=_sizes(records) == _sizes(theirs) and (not collisions or on_collision == "theirs"),
    )


def _by_id(given: Mapping[str, tuple[Any, ...]]) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    """Return the given records by id, and a problem for each id that is given twice, equal or not."""
    found: dict[str, dict[str, Any]] = {}
    problems = []
    for kind, records in given.items():
        found[kind], twice = distinct(records)
        message = "the id is given twice; give each record once"
        problems += [Problem(f"{kind}[{index}].id", shorten(records[index].id), message) for index in twice]
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
