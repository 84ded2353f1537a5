"""Transaction time: the register as the public record stood on a day.

A fact was known on a day if some source of it was certainly published by then. Agreements, renewals, endings, partial
supersessions, conferences, sessions, programmes, editions and figures drop out if none was; parties, areas and sources
stay. A citation that names no field speaks for its record and all its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from mainland_coop.collections import kinds
from mainland_coop.collections.collection import Collection
from mainland_coop.collections.filters import all_citations
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.bearing import full_paths
from mainland_coop.records.claims import CheckedClaim, Claim, LaterSourceClaim, Presumption
from mainland_coop.records.conferences import Conference
from mainland_coop.records.explanation import Finding, explain
from mainland_coop.records.instruments import Renewal
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation, Origin, Source, steps
from mainland_coop.records.wording import sentence
from mainland_coop.registry.integrity import over_before
from mainland_coop.registry.references import REFERRING

if TYPE_CHECKING:
    from mainland_coop.registry.registry import Registry

P = TypeVar("P")
Known = Callable[[Citation], bool]


def explained(
    registry: Registry, record: Agreement | Programme, day: PartialDate, *, presume_continuity: bool
) -> Finding:
    """Return the finding for a record of a registry on a day, with names instead of ids, and what the registry adds."""
    names = kinds.namer_for(registry, record), kinds.namer(registry, "sources")
    finding = explain(record, day, *names, presume_continuity=presume_continuity)
    return qualified(finding, record, registry.sources, kinds.ContextOf(registry).origin)


def qualified(
    finding: Finding,
    record: Agreement | Programme,
    sources: Collection[Source],
    origin: Origin,
) -> Finding:
    """Return a finding with what a register adds: its sources, which of them came later, how far it was checked.

    Args:
        finding: The finding.
        record: The record that it is of.
        sources: The sources of the register.
        origin: The state of the register.
    """
    published_on, verified_through = origin.published_on, origin.verified_through
    told: list[Claim] = []
    for citation in finding.citations if published_on is not None else ():
        if published_on is not None and not sources[citation.source].published_by(published_on).certain:
            paths = full_paths(record, citation)
            told.append(LaterSourceClaim(source=citation.source, paths=paths, by=published_on))
    beyond = False
    if verified_through is not None and Presumption.CONTINUITY in finding.presumptions:
        beyond = finding.on.last_ordinal > verified_through.last_ordinal
        told += [CheckedClaim(through=verified_through)] if beyond else []
    sentences = (sentence(claim, source_name_of=lambda source: sources[source].title) for claim in told)
    return attrs.evolve(
        finding,
        claims=(*finding.claims, *told),
        reasons=(*finding.reasons, *sentences),
        beyond_verified=beyond,
        sources=tuple(sources[id] for id in dict.fromkeys(citation.source for citation in finding.citations)),
        origin=origin,
    )


def published(records: Mapping[str, Mapping[str, Any]], on: PartialDate, at_least: Truth) -> dict[str, Any]:
    """Return the agreements, conferences and programmes that were published on a day, without references to the others.

    Args:
        records: The records of the register by kind and id.
        on: The day, itself included.
        at_least: TRUE keeps what was certainly published, UNKNOWN also what may have been.
    """
    verdicts = {id: source.published_by(on) for id, source in records["sources"].items()}

    def known(citation: Citation) -> bool:
        return bool(verdicts[citation.source].reaches(at_least))

    def kept(kind: str) -> dict[str, Any]:
        there = {id: record for id, record in records[kind].items() if _is_known(record, known)}
        return {id: _without_unknown_parts(record, known) for id, record in there.items()}

    agreements, conferences, programmes = kept("agreements"), kept("conferences"), kept("programmes")
    successors = {**programmes, **agreements}
    for instruments in (agreements, programmes):
        instruments |= {id: _without_lost_successor(record, successors) for id, record in instruments.items()}
    ids = {
        "agreements": agreements.keys(),
        "programmes": programmes.keys(),
        "sessions": {session.id for conference in conferences.values() for session in conference.sessions},
    }
    return {
        "agreements": [_without_lost_references(record, ids) for record in agreements.values()],
        "programmes": [_without_lost_references(record, ids) for record in programmes.values()],
        "conferences": [
            attrs.evolve(record, sessions=[_without_lost_references(session, ids) for session in record.sessions])
            for record in conferences.values()
        ],
    }


def _is_known(record: object, known: Known) -> bool:
    """Whether some source of a record was known: one that tells of a part tells of the whole."""
    return any(map(known, all_citations(record)))


def _speaks_of(citation: Citation, name: str, index: int | None) -> bool:
    wanted: tuple[str | int, ...] = (name,) if index is None else (name, index)
    # A path that names the list as a whole speaks of each of its items, and no path at all of everything.
    parsed = [steps(path) for path in citation.paths]
    return not parsed or any(path[: len(wanted)] == wanted or path == (name,) for path in parsed)


def _part_is_known(record: Any, name: str, index: int | None, part: object, known: Known) -> bool:
    spoken = (known(citation) for citation in record.citations if _speaks_of(citation, name, index))
    return _is_known(part, known) or any(spoken)


def _kept(record: Any, name: str, parts: tuple[P, ...], known: Known) -> tuple[P, ...]:
    kept: list[P] = []
    dropped_before = False
    for index, part in enumerate(parts):
        drop = not _part_is_known(record, name, index, part, known)
        if isinstance(part, Renewal):
            drop |= part.follows_on and dropped_before
            dropped_before = drop
        if not drop:
            kept.append(part)
    return tuple(kept)


def _replaced(record: Any, name: str, before: tuple[P, ...], after: tuple[P, ...]) -> Any:
    """Return the record with fewer parts, its citations renumbered to match."""
    if len(before) == len(after):
        return record
    kept = [index for index, part in enumerate(before) if any(part is other for other in after)]
    place = {index: new for new, index in enumerate(kept)}
    citations = _rewritten(record.citations, lambda path: _new_path(path, name, place, some=bool(after)))
    return attrs.evolve(record, **{name: after, "citations": citations})


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


def _without_unknown_parts(record: Any, known: Known) -> Any:
    for name in ("sessions", "renewals", "superseded_in_part", "editions", "figures"):
        parts = getattr(record, name, ())
        record = _replaced(record, name, parts, _kept(record, name, parts, known))
    if isinstance(record, Conference):
        record = attrs.evolve(record, sessions=[_without_unknown_parts(session, known) for session in record.sessions])
    ending = getattr(record, "ending", None)
    if ending is not None and not _part_is_known(record, "ending", None, ending, known):
        citations = _rewritten(record.citations, lambda path: _new_path(path, "ending", {}, some=False))
        record = attrs.evolve(record, ending=None, citations=citations)
    return record


# --- References to what dropped ----------------------------------------------------------------------------------


def _without_lost_successor(record: Any, by_id: Mapping[str, Any]) -> Any:
    """Return a record without a successor that, as then known, was over too early; its renewal came out later."""
    successor = None if record.ending is None else by_id.get(record.ending.by)
    if successor is None or not over_before(successor, record):
        return record
    return attrs.evolve(record, ending=attrs.evolve(record.ending, by=None))


def _without_lost_references(record: Any, ids: Mapping[str, Set[str]]) -> Any:
    """Return a record without the references to what is not there; a citation of one that is gone goes too."""
    if isinstance(record, Agreement):
        left = tuple(part for part in record.superseded_in_part if part.by in ids["agreements"])
        record = _replaced(record, "superseded_in_part", record.superseded_in_part, left)
    ending = getattr(record, "ending", None)
    successors = ids["agreements"] | (ids["programmes"] if isinstance(record, Programme) else set())
    if ending is not None and ending.by is not None and ending.by not in successors:
        record = attrs.evolve(record, ending=attrs.evolve(ending, by=None))
    for name in ("amends", "supplements", "implements", "under", "signed_at", "held_with"):
        before = getattr(record, name, None)
        there = ids[REFERRING[name][0]]
        after: Any = tuple(filter(there.__contains__, before)) if isinstance(before, tuple) else before
        if isinstance(before, str) and before not in there:
            after = None
        if after != before:
            record = attrs.evolve(
                record, **{name: after, "citations": _without_items(record.citations, name, bool(after))}
            )
    return record


def _without_items(citations: tuple[Citation, ...], name: str, some: bool) -> tuple[Citation, ...]:
    """Return citations that speak of no item of a list that was shortened, or of nothing of it if nothing is left."""

    def new_path(path: str, keep_items: bool = True) -> str | None:
        parsed = steps(path)
        if parsed[0] != name:
            return path
        return name if some and (keep_items or len(parsed) == 1) else None

    # Which item of a shortened list a path meant no longer matters: the list as a whole is still borne out,
    # but what a source has instead of an item is told of that item alone.
    return _rewritten(citations, new_path, lambda path: new_path(path, keep_items=False))
