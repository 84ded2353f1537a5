"""Transaction time: the register as the public record stood on a day.

A fact was known on a day if some source of it was certainly published by then. Agreements, renewals, endings, partial
supersessions, conferences, sessions, programmes, editions and figures drop out if none was; parties, areas and sources
stay. A citation that names no field speaks for its record and all its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.instruments import Ending, InForce, Renewal
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation, Source, steps
from mainland_coop.registry.integrity import over_before

__all__ = ["Published", "published_parts"]

R = TypeVar("R", Agreement, Programme, Conference, Session)
P = TypeVar("P")
Known = Callable[[Citation], bool]


@attrs.frozen
class Published:
    """What is left of a register's records."""

    agreements: tuple[Agreement, ...]
    conferences: tuple[Conference, ...]
    programmes: tuple[Programme, ...]


def published_parts(
    agreements: Iterable[Agreement],
    conferences: Iterable[Conference],
    programmes: Iterable[Programme],
    sources: Mapping[str, Source],
    on: PartialDate,
    at_least: Truth,
) -> Published:
    """Return the records that were published on a day, without what was not and without references to it.

    Args:
        agreements: The agreements of the register.
        conferences: Its conferences.
        programmes: Its programmes.
        sources: Its sources by id.
        on: The day, itself included.
        at_least: TRUE keeps what was certainly published, UNKNOWN also what may have been.
    """
    verdicts = {id: source.published_by(on) for id, source in sources.items()}

    def known(citation: Citation) -> bool:
        return verdicts[citation.source].reaches(at_least)

    kept_agreements = [_without_unknown_parts(record, known) for record in agreements if _is_known(record, known)]
    kept_programmes = [_without_unknown_parts(record, known) for record in programmes if _is_known(record, known)]
    kept_conferences = []
    for conference in conferences:
        if _is_known(conference, known):
            sessions = _kept(conference, "sessions", conference.sessions, known)
            kept = _without_unknown_parts(_replaced(conference, "sessions", conference.sessions, sessions), known)
            kept_conferences.append(
                attrs.evolve(kept, sessions=[_without_unknown_parts(s, known) for s in kept.sessions])
            )
    successors: tuple[Agreement | Programme, ...] = (*kept_programmes, *kept_agreements)
    by_id = {record.id: record for record in successors}
    kept_agreements = [_without_lost_successor(record, by_id) for record in kept_agreements]
    kept_programmes = [_without_lost_successor(record, by_id) for record in kept_programmes]
    ids = {record.id for record in kept_agreements}
    programme_ids = {record.id for record in kept_programmes}
    session_ids = {session.id for conference in kept_conferences for session in conference.sessions}
    return Published(
        tuple(_without_lost_references(record, ids, session_ids) for record in kept_agreements),
        tuple(_without_lost_sessions(record, session_ids) for record in kept_conferences),
        tuple(_without_lost_agreements(record, ids, programme_ids) for record in kept_programmes),
    )


def _all_citations(record: object) -> Iterator[Citation]:
    """Every citation in a record and its parts: a source that tells of a part tells of the whole."""
    yield from getattr(record, "citations", ())
    for name in ("renewals", "superseded_in_part", "stages", "editions", "figures", "sessions"):
        for part in getattr(record, name, ()):
            yield from _all_citations(part)
    if getattr(record, "ending", None) is not None:
        yield from _all_citations(getattr(record, "ending", None))


def _is_known(record: object, known: Known) -> bool:
    return any(known(citation) for citation in _all_citations(record))


def _speaks_of(citation: Citation, name: str, index: int | None) -> bool:
    paths = tuple(citation.paths)
    if not paths:
        return True
    wanted: tuple[str | int, ...] = (name,) if index is None else (name, index)
    # A path that names the list as a whole speaks of each of its items.
    return any(steps(path)[: len(wanted)] == wanted or steps(path) == (name,) for path in paths)


def _part_is_known(record: R, name: str, index: int | None, part: object, known: Known) -> bool:
    if _is_known(part, known):
        return True
    return any(known(citation) for citation in record.citations if _speaks_of(citation, name, index))


def _kept(record: R, name: str, parts: tuple[P, ...], known: Known) -> tuple[P, ...]:
    kept: list[P] = []
    dropped_before = False
    for index, part in enumerate(parts):
        drop = not _part_is_known(record, name, index, part, known)
        if isinstance(part, Renewal):
            drop = drop or (part.follows_on and dropped_before)
            dropped_before = drop
        if not drop:
            kept.append(part)
    return tuple(kept)


def _replaced(record: R, name: str, before: tuple[P, ...], after: tuple[P, ...]) -> R:
    """Return the record with fewer parts, its citations renumbered to match."""
    if len(before) == len(after):
        return record
    place: dict[int, int] = {}
    rest = list(after)
    for index, part in enumerate(before):
        if rest and rest[0] is part:
            place[index] = len(after) - len(rest)
            rest.pop(0)
    return _evolved(record, {name: after, "citations": _renumbered(record.citations, name, place, some=bool(after))})


def _renumbered(
    citations: tuple[Citation, ...], name: str, place: Mapping[int, int], *, some: bool
) -> tuple[Citation, ...]:
    return _rewritten(citations, lambda path: _new_path(path, name, place, some=some))


def _rewritten(
    citations: tuple[Citation, ...],
    new_path: Callable[[str], str | None],
    new_claim_path: Callable[[str], str | None] | None = None,
) -> tuple[Citation, ...]:
    """Return citations with new paths; one that spoke only of what is gone goes, lest it speak for the whole record."""
    kept = []
    for citation in citations:
        supports = tuple(dict.fromkeys(new for path in citation.supports if (new := new_path(path)) is not None))
        claimed = new_claim_path or new_path
        says = {new: claim for path, claim in citation.says if (new := claimed(path)) is not None}
        if supports or says or not (citation.supports or citation.says):
            kept.append(attrs.evolve(citation, supports=supports, says=says))
    return tuple(kept)


def _new_path(path: str, name: str, place: Mapping[int, int], *, some: bool) -> str | None:
    parsed = steps(path)
    if parsed[0] != name:
        return path
    if len(parsed) == 1 or not isinstance(parsed[1], int):
        return path if some else None
    if parsed[1] not in place:
        return None
    head = f"{name}[{parsed[1]}]"
    return f"{name}[{place[parsed[1]]}]{path[len(head) :]}"


def _evolved(record: R, changes: Mapping[str, Any]) -> R:
    """Return `attrs.evolve` of a record for changes whose names are known at run time only."""
    return attrs.evolve(record, **changes)


def _without_unknown_parts(record: R, known: Known) -> R:
    for name in ("renewals", "superseded_in_part", "editions", "figures"):
        parts = getattr(record, name, ())
        record = _replaced(record, name, parts, _kept(record, name, parts, known))
    ending = getattr(record, "ending", None)
    if ending is not None and not _part_is_known(record, "ending", None, ending, known):
        record = _evolved(
            record, {"ending": None, "citations": _renumbered(record.citations, "ending", {}, some=False)}
        )
    return record


def _list_path(name: str, some: bool, path: str, *, keep_items: bool) -> str | None:
    parsed = steps(path)
    if parsed[0] != name:
        return path
    return name if some and (keep_items or len(parsed) == 1) else None


# --- References to what dropped ----------------------------------------------------------------------------------


def _among(ids: Iterable[str], kept: set[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id in kept)


def _one_among(id: str | None, kept: set[str]) -> str | None:
    return id if id in kept else None


def _without(record: R, changes: dict[str, object]) -> R:
    """Return the record with some references changed; a citation of one that is gone goes too."""
    changes = {name: value for name, value in changes.items() if value != getattr(record, name)}
    if not changes:
        return record
    citations = record.citations
    for name, value in changes.items():
        citations = _rewritten(
            citations,
            # Which item of a shortened list a path meant no longer matters: the list as a whole is still borne out,
            partial(_list_path, name, bool(value), keep_items=True),
            # but what a source has instead of an item is told of that item alone.
            partial(_list_path, name, bool(value), keep_items=False),
        )
    return _evolved(record, {**changes, "citations": citations})


def _without_lost_successor(record: R, by_id: Mapping[str, Agreement | Programme]) -> R:
    """Return a record without a successor that, as then known, was over too early; its renewal came out later."""
    ending: Ending | None = getattr(record, "ending", None)
    successor = None if ending is None or ending.by is None else by_id.get(ending.by)
    if ending is None or successor is None or not isinstance(record, InForce) or not over_before(successor, record):
        return record
    return _evolved(record, {"ending": attrs.evolve(ending, by=None)})


def _without_lost_references(record: Agreement, ids: set[str], sessions: set[str]) -> Agreement:
    left = tuple(part for part in record.superseded_in_part if part.by in ids)
    record = _replaced(record, "superseded_in_part", record.superseded_in_part, left)
    if record.ending is not None:
        ending = attrs.evolve(record.ending, by=_one_among(record.ending.by, ids))
        record = attrs.evolve(record, ending=ending) if ending != record.ending else record
    return _without(
        record,
        {
            "amends": _among(record.amends, ids),
            "supplements": _among(record.supplements, ids),
            "implements": _among(record.implements, ids),
            "under": _one_among(record.under, ids),
            "signed_at": _one_among(record.signed_at, sessions),
        },
    )


def _without_lost_sessions(record: Conference, sessions: set[str]) -> Conference:
    return attrs.evolve(
        record, sessions=[_without(s, {"held_with": _among(s.held_with, sessions)}) for s in record.sessions]
    )


def _without_lost_agreements(record: Programme, ids: set[str], programmes: set[str]) -> Programme:
    if record.ending is not None:
        ending = attrs.evolve(record.ending, by=_one_among(record.ending.by, ids | programmes))
        record = attrs.evolve(record, ending=ending) if ending != record.ending else record
    return _without(record, {"implements": _among(record.implements, ids), "under": _one_among(record.under, ids)})
