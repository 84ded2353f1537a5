"""Strategies for whole registries, of which every reference leads somewhere and none in a circle."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import strategies as st

from mainland_coop.records.instruments import InForce
from mainland_coop.registry.integrity import over_before
from mainland_coop.registry.registry import Registry
from mainland_coop.strategies.arguments import Count, KnobError, References, bounds_of_count, checked
from mainland_coop.strategies.conferences import conference_of
from mainland_coop.strategies.dates import partial_dates
from mainland_coop.strategies.drawn_worlds import one_of_three
from mainland_coop.strategies.instruments import agreements, programmes
from mainland_coop.strategies.parties import areas, parties
from mainland_coop.strategies.provenance import sources

__all__ = ["registries"]

_MOST = 3
_VERSIONS = st.one_of(st.none(), st.just("2000.01.01"))
_VERIFIED = st.one_of(st.none(), partial_dates())


def _check_registries(
    *,
    n_agreements: Count | None = None,
    n_parties: Count | None = None,
    n_conferences: Count | None = None,
    n_sessions: Count | None = None,
    n_programmes: Count | None = None,
    n_areas: Count | None = None,
    n_sources: Count | None = None,
    details: bool | None = None,
) -> dict[str, tuple[int, int]]:
    one_of_three(details=details)
    counts = {
        "parties": bounds_of_count("n_parties", n_parties, _MOST),
        "agreements": bounds_of_count("n_agreements", n_agreements, _MOST),
        "conferences": bounds_of_count("n_conferences", n_conferences, 2),
        "sessions": bounds_of_count("n_sessions", n_sessions, _MOST),
        "programmes": bounds_of_count("n_programmes", n_programmes, 2),
        "areas": bounds_of_count("n_areas", n_areas, _MOST),
        "sources": bounds_of_count("n_sources", n_sources, _MOST),
    }
    for kind, needed in (("agreements", "parties"), ("sessions", "conferences")):
        if counts[kind][0]:
            low, high = counts[needed]
            if not high:
                raise KnobError(f"n_{kind}={counts[kind][0]} needs {needed}, but n_{needed}=0")
            counts[needed] = max(1, low), high
    return counts


@checked(_check_registries)
@st.composite
def registries(
    draw: st.DrawFn,
    *,
    n_agreements: Count | None = None,
    n_parties: Count | None = None,
    n_conferences: Count | None = None,
    n_sessions: Count | None = None,
    n_programmes: Count | None = None,
    n_areas: Count | None = None,
    n_sources: Count | None = None,
    details: bool | None = None,
) -> Registry:
    """Registries whose records refer to each other in every way that the file form allows.

    Args:
        n_agreements: How many agreements: a number, or the least and the greatest; None for some.
        n_parties: How many parties.
        n_conferences: How many conferences.
        n_sessions: How many sessions in all.
        n_programmes: How many programmes.
        n_areas: How many areas.
        n_sources: How many sources.
        details: False for records of dates and terms alone, with no reference but to parties; True for more.

    Raises:
        KnobError: If there are to be agreements without parties, or sessions without conferences.

    Example:
        >>> from hypothesis import find
        >>> find(registries(n_agreements=1), lambda registry: True)
        <Registry without version: 1 agreement, 1 party, 0 conferences, 0 programmes, 0 areas, 0 sources>
    """
    counts = _check_registries(
        n_agreements=n_agreements,
        n_parties=n_parties,
        n_conferences=n_conferences,
        n_sessions=n_sessions,
        n_programmes=n_programmes,
        n_areas=n_areas,
        n_sources=n_sources,
    )
    known = References(parties=(), agreements=(), sessions=(), areas=(), sources=())
    made: dict[str, Any] = {kind: [] for kind in counts}
    for id in _draw_ids(draw, *counts["sources"]):
        made["sources"].append(draw(sources(id=id, details=details)))
        known = attrs.evolve(known, sources=[*known.sources, id])
    # A record refers to those that were drawn before it, so nothing leads in a circle; ids are not in that order.
    for id in _draw_ids(draw, *counts["areas"]):
        made["areas"].append(draw(areas(id=id, references=known, details=details)))
        known = attrs.evolve(known, areas=[*known.areas, id])
    for id in _draw_ids(draw, *counts["parties"]):
        made["parties"].append(draw(parties(id=id, references=known, details=details)))
        known = attrs.evolve(known, parties=[*known.parties, id])
    known = _draw_conferences(draw, counts, known, made, details)
    least, most = counts["agreements"]
    for id in _draw_ids(draw, least, most if known.parties else 0):
        pact = draw(agreements(id=id, references=known, details=details))
        made["agreements"].append(_with_successor(pact, made["agreements"]))
        known = attrs.evolve(known, agreements=[*known.agreements, id])
    for id in _draw_ids(draw, *counts["programmes"]):
        programme = draw(programmes(id=f"p-{id}", references=known, details=details))
        made["programmes"].append(_with_successor(programme, made["agreements"]))
    del made["sessions"]
    told: dict[str, Any] = {"version": draw(_VERSIONS), "verified_through": draw(_VERIFIED)}
    return Registry(**made, **told)


def _draw_ids(draw: st.DrawFn, low: int, high: int) -> list[str]:
    """Draw how many records there are, and their ids, which need not be in the order in which they are drawn."""
    n = draw(st.integers(low, high))
    # One choice, however many there are: so a record can be taken out without a change to the others.
    first = draw(_ROTATIONS) % max(1, n)
    ids = [_letters(number) for number in range(n)]
    return ids[first:] + ids[:first]


_ROTATIONS = st.integers(0, 100)


def _letters(number: int) -> str:
    rest, last = divmod(number, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("a") + last)


def _draw_conferences(
    draw: st.DrawFn,
    counts: dict[str, tuple[int, int]],
    known: References,
    made: dict[str, Any],
    details: bool | None,
) -> References:
    names = _draw_ids(draw, *counts["conferences"])
    low, high = counts["sessions"]
    n_sessions = draw(st.integers(low, high if names else 0))
    session_ids: dict[str, list[str]] = {name: [] for name in names}
    for number in range(n_sessions):
        at = draw(st.sampled_from(names))
        session_ids[at].append(f"s{number + 1}")
    everywhere = attrs.evolve(known, sessions=[id for ids in session_ids.values() for id in ids])
    for name in names:
        made["conferences"].append(draw(conference_of(name, session_ids[name], everywhere, details)))
    return everywhere


def _with_successor(ended: InForce, earlier: list[InForce]) -> InForce:
    """Return the record with a successor that was not over too early: the one that was drawn, another, or none."""
    if ended.ending is None or ended.ending.by is None:
        return ended
    able = {one.id: one for one in earlier if not over_before(one, ended)}
    by = ended.ending.by if ended.ending.by in able else next(iter(able), None)
    return attrs.evolve(ended, ending=attrs.evolve(ended.ending, by=by))  # type: ignore[misc]
