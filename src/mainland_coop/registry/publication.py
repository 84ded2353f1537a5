"""Transaction time: the register as the public record stood on a day.

A fact was known on a day if some source of it was certainly published by then. Agreements, renewals, endings, partial
supersessions, conferences, sessions, programmes, editions and figures drop out if none was; parties, areas and sources
stay. A citation that names no field speaks for its record and all its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

import attrs

from mainland_coop.collections import kinds
from mainland_coop.collections.collection import Collection
from mainland_coop.collections.filters import all_citations
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.argument_checks import expect
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.bearing import Bearing
from mainland_coop.records.claims import CheckedClaim, Claim, LaterSourceClaim, Presumption
from mainland_coop.records.conferences import Conference
from mainland_coop.records.explanation import Finding, explain
from mainland_coop.records.instruments import Renewal
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation, Origin, Source, steps
from mainland_coop.records.wording import sentence
from mainland_coop.registry.integrity import over_before
from mainland_coop.registry.references import REFERRING, references

if TYPE_CHECKING:
    from mainland_coop.registry.registry import Registry

Known = Callable[[Citation], bool]


def explained(
    registry: Registry, record: Agreement | Programme, day: PartialDate, *, presume_continuity: bool
) -> Finding:
    """Return the finding for a record of a registry on a day, with names instead of ids, and what the registry adds."""
    expect(record, (Agreement, Programme), "record", "registry.explain takes its id")
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
    told = later_claims(Bearing(record), finding.citations, sources, origin)
    told += checked_claims(finding.presumptions, finding.on.last_ordinal, origin)
    sentences = (sentence(claim, source_name_of=lambda source: sources[source].title) for claim in told)
    return attrs.evolve(
        finding,
        claims=(*finding.claims, *told),
        reasons=(*finding.reasons, *sentences),
        beyond_verified=any(isinstance(claim, CheckedClaim) for claim in told),
        sources=tuple(sources[id] for id in dict.fromkeys(citation.source for citation in finding.citations)),
        origin=origin,
    )


def later_claims(
    bearing: Bearing, citations: Iterable[Citation], sources: Collection[Source], origin: Origin
) -> list[Claim]:
    """Return which of the citations of an explanation were not certainly published by the day of the register."""
    day = origin.published_on
    if day is None:
        return []
    later = (each for each in citations if not sources[each.source].published_by(day).certain)
    return [LaterSourceClaim(source=each.source, paths=bearing.full_paths(each), by=day) for each in later]


def checked_claims(presumptions: tuple[Presumption, ...], last_day: int, origin: Origin) -> list[Claim]:
    """Return that an answer for a day, whose latest reading is given, lies beyond the check of the register, if so."""
    checked = origin.verified_through
    beyond = checked is not None and last_day > checked.last_ordinal and Presumption.CONTINUITY in presumptions
    return [CheckedClaim(through=checked)] if checked is not None and beyond else []


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

    found = {kind: _known_records(records[kind], known) for kind in ("agreements", "conferences", "programmes")}
    successors = {**found["programmes"], **found["agreements"]}
    for kind in ("agreements", "programmes"):
        found[kind] |= {id: _without_lost_successor(record, successors) for id, record in found[kind].items()}
    _drop_with_references(found, known)
    return {kind: list(by_id.values()) for kind, by_id in found.items()}


def _known_records(records: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """Return the records that were known, without their parts that were not, by id.

    A source that told of nothing but a part that drops (as a renewal that follows on from another) tells of no record.
    """
    there = {id: _without_unknown_parts(record, known) for id, record in records.items() if _is_known(record, known)}
    return {id: record for id, record in there.items() if _is_known(record, known)}


def _drop_with_references(found: dict[str, dict[str, Any]], known: Known) -> None:
    """Take references to what is not there off the records, and whatever nothing else told of, until no more is lost.

    Only those are looked at again that refer to what was lost in the round before.
    """
    ids: dict[str, set[str]] = {
        "agreements": set(found["agreements"]),
        "programmes": set(found["programmes"]),
        "sessions": {session.id for conference in found["conferences"].values() for session in conference.sessions},
    }
    referring: dict[str, list[tuple[str, str]]] = {}
    for kind, records in found.items():
        for id, record in records.items():
            for _, targeted, target in references(record):
                if not ids.keys().isdisjoint(targeted):
                    referring.setdefault(target, []).append((kind, id))
    waiting: Iterable[tuple[str, str]] = [(kind, id) for kind, records in found.items() for id in records]
    while waiting:
        lost: list[tuple[str, str]] = []
        for kind, id in waiting:
            before = found[kind].get(id)
            if before is None:
                continue
            after = _left_of(before, ids, known)
            if after is None:
                del found[kind][id]
                lost.append((kind, id))
            else:
                found[kind][id] = after
            if isinstance(before, Conference):
                left = set() if after is None else {session.id for session in after.sessions}
                lost += [("sessions", session.id) for session in before.sessions if session.id not in left]
        for kind, id in lost:
            ids.get(kind, set()).discard(id)
        waiting = dict.fromkeys(one for _, id in lost for one in referring.get(id, ()))


def _left_of(record: Any, ids: Mapping[str, Set[str]], known: Known) -> Any:
    """Return a record without references to what is not there, or None if then no source of it was known."""
    if isinstance(record, Conference):
        sessions = [_without_lost_references(session, ids) for session in record.sessions]
        record = _without_unknown_parts(attrs.evolve(record, sessions=sessions), known)
    else:
        record = _without_lost_references(record, ids)
    return record if _is_known(record, known) else None


def _is_known(record: object, known: Known) -> bool:
    """Whether some source of a record was known: one that tells of a part tells of the whole."""
    return any(map(known, all_citations(record)))


def _spoken_of(record: Any, name: str, known: Known) -> tuple[bool, Set[str | int]]:
    """Return whether known citations of a record speak of a field as a whole, and of which of its items or fields.

    A path that names a list as a whole speaks of each of its items, and no path at all of everything. All citations
    are read once for a field, not once for each of its items.
    """
    whole = False
    parts: set[str | int] = set()
    for citation in filter(known, record.citations):
        parsed = [steps(path) for path in citation.paths]
        whole |= not parsed or (name,) in parsed
        parts.update(path[1] for path in parsed if path[0] == name and len(path) > 1)
    return whole, parts


def _kept(record: Any, name: str, known: Known) -> list[int]:
    """Return the places of those parts in a field of a record that were known."""
    parts = getattr(record, name, ())
    if not parts:
        return []
    whole, spoken = _spoken_of(record, name, known)
    kept = []
    dropped_before = False
    for index, part in enumerate(parts):
        drop = not (whole or index in spoken or _is_known(part, known))
        if isinstance(part, Renewal):
            drop |= part.follows_on and dropped_before
            dropped_before = drop
        if not drop:
            kept.append(index)
    return kept


def _shortened(record: Any, name: str, kept: Sequence[int]) -> Any:
    """Return the record with those of its parts that stand in some places, its citations renumbered to match."""
    parts = getattr(record, name, ())
    if len(kept) == len(parts):
        return record
    place = {index: new for new, index in enumerate(kept)}
    citations = _rewritten(record.citations, lambda path: _new_path(path, name, place, some=bool(kept)))
    return attrs.evolve(record, **{name: [parts[index] for index in kept], "citations": citations})


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
        record = _shortened(record, name, _kept(record, name, known))
    joined = getattr(record, "memberships", ())
    told = [place for place, one in enumerate(joined) if not one.citations or _is_known(one, known)]
    record = _shortened(record, "memberships", told)
    if isinstance(record, Conference):
        record = attrs.evolve(record, sessions=[_without_unknown_parts(session, known) for session in record.sessions])
    ending = getattr(record, "ending", None)
    if ending is not None and not _is_known(ending, known) and not any(_spoken_of(record, "ending", known)):
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
        left = [place for place, part in enumerate(record.superseded_in_part) if part.by in ids["agreements"]]
        record = _shortened(record, "superseded_in_part", left)
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
