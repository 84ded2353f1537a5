"""Whether the records of a register fit together: what must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import compress
from operator import attrgetter
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from mainland_coop.form.shapes import KINDS
from mainland_coop.foundation.errors import InvalidRecordError, Problem, near, shorten
from mainland_coop.records.conferences import Conference
from mainland_coop.records.instruments import InForce
from mainland_coop.records.provenance import Citation, is_field, resolve
from mainland_coop.registry.references import Reference, all_resolve, references, with_parts

Ids: TypeAlias = Mapping[str, Mapping[str, object]]
"""The records of each kind by id, for looking references up; `sessions` are a kind of their own here."""


def record_place(kind: str, id: str) -> str:
    """Return the path of a record of a registry that was built in Python."""
    return f"{kind}[{id!r}]"


# --- Problems ----------------------------------------------------------------------------------------------------


def find_problems(
    ids: Ids,
    place: Callable[[str, str], str],
    refused: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Iterator[Problem]:
    """Yield what makes the records no register: references that lead nowhere, circles, impossible successors.

    Args:
        ids: The records by kind and id.
        place: Returns the path of a record, given its kind and id.
        refused: Ids by kind that may be referred to though no record stands under them, because it was refused.
    """
    meant = _Meant(ids)
    for kind in ("areas", "parties", "agreements", "conferences", "programmes"):
        if all_resolve(KINDS[kind], ids[kind].values(), ids):
            continue
        for id, record in ids[kind].items():
            parts = tuple(with_parts(record))
            for problem in dangling(references(record, parts), ids, refused, meant):
                yield attrs.evolve(problem, path=f"{place(kind, id)}.{problem.path}")
            for at, path, wrong in _citation_paths(parts):
                yield Problem(f"{place(kind, id)}.{at}", shorten(path), wrong)
    yield from _repeated_sessions(ids, place)
    for kind, name, follow in _HIERARCHIES:
        targets = {id: found for id, value in _filled(ids[kind], name.partition(".")[0]) if (found := follow(value))}
        for circle, n_records in _circles(targets):
            text = " -> ".join((*circle, circle[0]))
            is_shown = n_records == len(circle) and len(text) < 400
            yield Problem(
                f"{place(kind, circle[0])}.{name}",
                shorten(circle[0]),
                f"it leads back to itself: {text if is_shown else f'{n_records} records'}",
            )
    yield from _impossible_successors(ids, place)


class _Meant:
    """What may be meant by an id that leads nowhere.

    To look for ids that are like one takes work with the size of the register. So it is done for the first few alone,
    and in a very large register for none.
    """

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._left = min(_MOST_HINTS, _MOST_COMPARED // max(1, sum(map(len, ids.values()))))

    def by(self, target: str, kinds: tuple[str, ...]) -> str:
        """Return the end of a message: the kind of record that has the id, or ids of the kinds that are like it."""
        for kind, records in self._ids.items():
            if target in records:
                return f"; it is one among {kind}"
        if self._left > 0:
            self._left -= 1
            alike = near(target, (id for kind in kinds for id in self._ids[kind]), 1)
            return "".join(f"; did you mean {id!r}?" for id in alike)
        return ""


_MOST_HINTS = 20
_MOST_COMPARED = 1_000_000


def dangling(
    found: Iterable[Reference], ids: Ids, refused: Mapping[str, frozenset[str]], meant: _Meant | None = None
) -> Iterator[Problem]:
    """Yield a problem for each reference to a record that is not there, nor was refused."""
    for path, kinds, target in found:
        for kind in kinds:
            if target in ids[kind] or target in refused.get(kind, ()):
                break
        else:
            hint = meant.by(target, kinds) if meant else ""
            yield Problem(path, shorten(target), f"there is no record with this id among {' or '.join(kinds)}{hint}")


def _repeated_sessions(ids: Ids, place: Callable[[str, str], str]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for id, record in ids["conferences"].items():
        for session in record.sessions if isinstance(record, Conference) else ():
            if session.id in seen:
                at = f"{place('conferences', id)}.sessions[{session.id!r}].id"
                told = f"the id stands there twice, first in {seen[session.id]}; session ids are unique"
                yield Problem(at, shorten(session.id), told)
            seen.setdefault(session.id, id)


def _citation_paths(parts: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Yield where a citation names what its record does not have, which path it names, and what is wrong with it."""
    for at, owner in parts:
        citations: tuple[Citation, ...] = getattr(owner, "citations", ())
        for i, citation in enumerate(citations):
            for number, path in enumerate(citation.paths):
                if is_field(owner.__class__, path):
                    continue
                try:
                    resolve(owner, path)
                except InvalidRecordError as error:
                    where = f"supports[{number}]" if number < len(citation.supports) else "says"
                    told = f"it {error.describe().removeprefix(f'{shorten(path)} ')}"
                    yield f"{at}citations[{i}].{where}", path, told


def _filled(records: Mapping[str, object], name: str) -> Iterator[tuple[str, Any]]:
    """Yield the ids of those records of which a field is filled, with its value."""
    values = list(map(attrgetter(name), records.values()))
    return compress(zip(records, values, strict=True), values) if any(values) else iter(())


def _one(id: str) -> tuple[str, ...]:
    return (id,)


_HIERARCHIES: tuple[tuple[str, str, Callable[[Any], tuple[str, ...]]], ...] = (
    ("areas", "broader", _one),
    ("parties", "parent", _one),
    ("parties", "predecessors", lambda predecessors: tuple(predecessor.party for predecessor in predecessors)),
    ("agreements", "ending.by", lambda ending: (ending.by,) if ending.by else ()),
    ("agreements", "under", _one),
    ("agreements", "amends", tuple),
    ("agreements", "supplements", tuple),
    ("agreements", "implements", tuple),
    ("programmes", "ending.by", lambda ending: (ending.by,) if ending.by else ()),
)
"""The references that must not lead back to their record: kind, path, and the ids in the field that it begins with."""

_SHOWN = 80
"""How many records of a circle are named at most."""


def _circles(targets: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the first records of each circle that a search meets, and how many it has.

    Without recursion, and without a copy of each circle: one may be as long as the register, and they may be many.
    """
    done: set[str] = set()
    for start in targets:
        if start in done:
            continue
        path = [start]
        on_path = {start: 0}
        stack = [(start, iter(targets[start]))]
        while stack:
            node, rest = stack[-1]
            for target in rest:
                if target in on_path:
                    at = on_path[target]
                    yield tuple(path[at : at + _SHOWN]), len(path) - at
                elif target not in done and target in targets:
                    on_path[target] = len(path)
                    path.append(target)
                    stack.append((target, iter(targets[target])))
                    break
            else:
                stack.pop()
                path.pop()
                del on_path[node]
                done.add(node)


# --- Successors --------------------------------------------------------------------------------------------------


def superseded(ids: Ids) -> Iterator[tuple[str, str, InForce, InForce]]:
    """Yield what was superseded as a whole, after its kind and id, and by what."""
    for kind in ("agreements", "programmes"):
        for id, ending in _filled(ids[kind], "ending"):
            record = ids[kind][id]
            by = ids[kind].get(ending.by) or ids["agreements"].get(ending.by)
            if isinstance(record, InForce) and isinstance(by, InForce):
                yield kind, id, record, by


def over_before(successor: InForce, ended: InForce) -> bool:
    """Whether a successor was certainly over before the day after the last day of what it is said to supersede."""
    bounds = successor.chain.bounds()
    latest = min(max((group.reach_hi for group in bounds.groups), default=0), bounds.cut_hi)
    return bool(bounds.groups) and latest <= ended.chain.bounds().cut_lo


def _impossible_successors(ids: Ids, place: Callable[[str, str], str]) -> Iterator[Problem]:
    for kind, id, ended, successor in superseded(ids):
        if over_before(successor, ended):
            told = "the successor was over before the day after the last day, whichever days are meant"
            yield Problem(f"{place(kind, id)}.ending.by", "", told)
