"""Strategies for whole registries, of which every reference leads somewhere and none in a circle."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import attrs
from hypothesis import strategies as st

from mainland_coop.records.conferences import Conference
from mainland_coop.records.instruments import InForce
from mainland_coop.registry.integrity import over_before
from mainland_coop.registry.registry import Registry
from mainland_coop.strategies.arguments import (
    Count,
    KnobError,
    PartArguments,
    References,
    WithDetails,
    bounds_of_count,
    check_count,
    strategy,
)
from mainland_coop.strategies.conferences import draw_conference
from mainland_coop.strategies.dates import partial_dates
from mainland_coop.strategies.draws import Draws
from mainland_coop.strategies.instruments import agreements, programmes
from mainland_coop.strategies.parties import areas, parties
from mainland_coop.strategies.provenance import sources

_MOST = {"parties": 3, "agreements": 3, "conferences": 2, "sessions": 3, "programmes": 2, "areas": 3, "sources": 3}
"""How many there are at most, where nothing is asked for."""

_VERSIONS = st.one_of(st.none(), st.just("2000.01.01"))
_VERIFIED = st.one_of(st.none(), partial_dates())


@attrs.frozen(kw_only=True, slots=False)
class RegistryArguments(WithDetails):
    """The arguments of `registries`.

    Attributes:
        n_agreements: How many agreements: a number, or the least and the greatest; None for some.
        n_parties: How many parties.
        n_conferences: How many conferences.
        n_sessions: How many sessions in all.
        n_programmes: How many programmes.
        n_areas: How many areas.
        n_sources: How many sources.
    """

    n_agreements: Count | None = attrs.field(default=None, validator=check_count)
    n_parties: Count | None = attrs.field(default=None, validator=check_count)
    n_conferences: Count | None = attrs.field(default=None, validator=check_count)
    n_sessions: Count | None = attrs.field(default=None, validator=check_count)
    n_programmes: Count | None = attrs.field(default=None, validator=check_count)
    n_areas: Count | None = attrs.field(default=None, validator=check_count)
    n_sources: Count | None = attrs.field(default=None, validator=check_count)

    def __attrs_post_init__(self) -> None:
        """Refuse agreements without parties, and sessions without conferences."""
        _ = self.counts

    @cached_property
    def counts(self) -> dict[str, tuple[int, int]]:
        """The least and the greatest number, by kind."""
        counts = {kind: bounds_of_count(f"n_{kind}", getattr(self, f"n_{kind}"), most) for kind, most in _MOST.items()}
        for kind, needed in (("agreements", "parties"), ("sessions", "conferences")):
            if counts[kind][0]:
                low, high = counts[needed]
                if not high:
                    raise KnobError(f"n_{kind}={counts[kind][0]} needs {needed}, but n_{needed}=0")
                counts[needed] = max(1, low), high
        return counts


@strategy(RegistryArguments)
def registries(draw: Draws, wanted: RegistryArguments) -> Registry:
    """Registries whose records refer to each other in every way that the file form allows.

    Args:
        details: False for records of dates and terms alone, with no reference but to parties; True for more.

    Raises:
        KnobError: If there are to be agreements without parties, or sessions without conferences.

    Example:
        >>> from hypothesis import Phase, find, settings
        >>> drawn = settings(phases=[Phase.generate])  # as it comes, without looking for the smallest
        >>> registry = find(registries(n_agreements=1), lambda registry: True, settings=drawn)
        >>> len(registry.agreements)
        1
    """
    # A record refers to those that were drawn before it, so nothing leads in a circle; ids are not in that order.
    ids = _draw_ids(draw, *wanted.counts["sources"])
    made: dict[str, Any] = {"sources": [draw(sources(id=id, details=wanted.details)) for id in ids]}
    known = References(parties=(), agreements=(), sessions=(), areas=(), sources=ids)
    for kind, of_kind in (("areas", areas), ("parties", parties)):
        made[kind], known = _draw_records(draw, kind, of_kind, wanted, known)
    made["conferences"], known = _draw_conferences(draw, wanted, known)
    pacts, known = _draw_records(draw, "agreements", agreements, wanted, known)
    made["agreements"] = [_with_successor(pact, pacts[:index]) for index, pact in enumerate(pacts)]
    ids = [f"p-{id}" for id in _draw_ids(draw, *wanted.counts["programmes"])]
    drawn = [draw(programmes(id=id, references=known, details=wanted.details)) for id in ids]
    made["programmes"] = [_with_successor(one, pacts) for one in drawn]
    made |= {"version": draw(_VERSIONS), "verified_through": draw(_VERIFIED)}
    return Registry(**made)


def _draw_records(
    draw: Draws,
    kind: str,
    of_kind: Callable[..., st.SearchStrategy[Any]],
    wanted: RegistryArguments,
    known: References,
) -> tuple[list[Any], References]:
    """Draw records of a kind, and return them, and what there is to refer to with them."""
    low, high = wanted.counts[kind]
    made = []
    for id in _draw_ids(draw, low, 0 if kind == "agreements" and not known.parties else high):
        made.append(draw(of_kind(id=id, references=known, details=wanted.details)))
        known = attrs.evolve(known, **{kind: [*getattr(known, kind), id]})
    return made, known


def _draw_ids(draw: Draws, low: int, high: int) -> list[str]:
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


def _draw_conferences(draw: Draws, wanted: RegistryArguments, known: References) -> tuple[list[Conference], References]:
    """Draw conferences, and return them, and what there is to refer to with their sessions."""
    names = _draw_ids(draw, *wanted.counts["conferences"])
    low, high = wanted.counts["sessions"]
    session_ids: dict[str, list[str]] = {name: [] for name in names}
    for number in range(1, draw(st.integers(low, high if names else 0)) + 1):
        session_ids[draw(st.sampled_from(names))].append(f"s{number}")
    known = attrs.evolve(known, sessions=[id for ids in session_ids.values() for id in ids])
    shared = PartArguments(references=known, details=wanted.details)
    return [draw_conference(draw.apart(), name, session_ids[name], shared) for name in names], known


def _with_successor(ended: InForce, earlier: list[InForce]) -> InForce:
    """Return the record with a successor that was not over too early: the one that was drawn, another, or none."""
    if ended.ending is None or ended.ending.by is None:
        return ended
    able = {one.id: one for one in earlier if not over_before(one, ended)}
    by = ended.ending.by if ended.ending.by in able else next(iter(able), None)
    return attrs.evolve(ended, ending=attrs.evolve(ended.ending, by=by))  # type: ignore[misc]
