"""Lineages: the bodies that a body came out of, those that came out of it, and those that it belongs to.

A lineage reads the parties once and follows references with a work list instead of recursion.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from mainland_coop.collections.base import Collection
from mainland_coop.dates import PartialDate
from mainland_coop.edtf import LAST_DAY
from mainland_coop.records.parties import Party
from mainland_coop.vocabulary import SuccessionKind

__all__ = ["Lineage", "Succession", "lineage_of"]


@attrs.frozen
class Succession:
    """One body coming out of another.

    Attributes:
        before: Id of the earlier body.
        after: Id of the later body.
        on: When the change took effect, if that is known.
        how: How it happened, if that is known.
    """

    before: str
    after: str
    on: PartialDate | None
    how: SuccessionKind | None


@attrs.frozen(kw_only=True, repr=False)
class Lineage:
    """Where a body came from, what became of it, and what it is part of.

    Attributes:
        id: Id of the party itself.
        predecessors: The successions that lead to it, transitively: nearest first, then by date (those without one
            last), then by the ids of the earlier and the later body.
        successors: The successions that lead on from it, transitively, in the same order.
        whole: Ids of the bodies that it is part of, its parent first, up to the top.
        parts: Ids of the bodies whose parent it is, by id.
    """

    id: str
    predecessors: tuple[Succession, ...] = ()
    successors: tuple[Succession, ...] = ()
    whole: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    def __repr__(self) -> str:
        counts = f"{len(self.predecessors)} before, {len(self.successors)} after, {len(self.parts)} parts"
        return f"<Lineage of {self.id}: {counts}>"


def lineage_of(parties: Collection[Party], party: str) -> Lineage:
    """Return where a body came from, what became of it, and what it is part of.

    Args:
        parties: The parties.
        party: Id of the party.

    Raises:
        UnknownIdError: If no party has the id.

    Example:
        >>> import mainland_coop as mc
        >>> lineage = lineage_of(mc.load().parties, "hong-kong-and-macao-affairs-office")
        >>> [(step.after, str(step.on)) for step in lineage.successors]
        [('hong-kong-and-macao-work-office', '2023-03-16')]
    """
    own = parties[party]
    before: dict[str, list[Succession]] = {}
    after: dict[str, list[Succession]] = {}
    parts = []
    for other in parties:
        for predecessor in other.predecessors:
            step = Succession(predecessor.party, other.id, predecessor.on, predecessor.how)
            before.setdefault(step.after, []).append(step)
            after.setdefault(step.before, []).append(step)
        if other.parent == own.id:
            parts.append(other.id)
    return Lineage(
        id=own.id,
        predecessors=tuple(_steps(own.id, before, back=True)),
        successors=tuple(_steps(own.id, after, back=False)),
        whole=tuple(_parents(own, parties)),
        parts=tuple(parts),
    )


def _steps(id: str, known: dict[str, list[Succession]], *, back: bool) -> Iterator[Succession]:
    """The successions that can be reached from a body, generation by generation, each once."""
    seen = {id}
    generation = [id]
    while generation:
        steps = sorted((step for body in generation for step in known.get(body, ())), key=_succession_key)
        yield from steps
        reached = dict.fromkeys(step.before if back else step.after for step in steps)
        generation = [body for body in reached if body not in seen]
        seen.update(generation)


def _succession_key(step: Succession) -> tuple[int, int, str, str, str]:
    first, last, _ = (LAST_DAY + 1, 0, "") if step.on is None else step.on.sort_key
    return first, last, step.before, step.after, step.how or ""


def _parents(party: Party, parties: Collection[Party]) -> Iterator[str]:
    seen = {party.id}
    id = party.parent
    while id is not None and id not in seen:  # a registry has no circles; a filtered collection may lack a parent
        yield id
        seen.add(id)
        above = parties.get(id)
        id = None if above is None else above.parent
