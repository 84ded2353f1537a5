"""How records are related: who signs with whom, families of instruments, lineages of bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from mainland_coop.collections.collection import Collection, counted
from mainland_coop.collections.filters import organiser_ids
from mainland_coop.collections.kinds import Agreements
from mainland_coop.dates.edtf import LAST_DAY
from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.argument_checks import expect, flag
from mainland_coop.foundation.errors import brief
from mainland_coop.foundation.importing import Displayed
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.vocabularies import SuccessionKind
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme


@attrs.frozen(repr=False)
class Counterpart(Public):
    """A party with which another one has agreements.

    Attributes:
        id: Id of the party.
        agreements: Ids of the agreements that both are parties to, by date; one or more.
    """

    id: str
    agreements: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Counterpart {brief(self.id)}: {counted('agreements', len(self.agreements))}>"


@attrs.frozen(kw_only=True, repr=False)
class Family(Displayed):
    """The instruments to which one is directly related, each relation seen from it. All are ids, by date.

    Attributes:
        id: Id of the agreement itself.
        amends: What it amends.
        amended_by: What amends it.
        supplements: What it supplements.
        supplemented_by: What supplements it.
        supersedes: What it superseded as a whole, whatever the ending is called (superseded, merged, ...).
        superseded_by: What superseded it as a whole; one at most.
        supersedes_in_part: What it superseded in part.
        superseded_in_part_by: What superseded it in part.
        implements: What it carries out.
        implemented_by: What carries it out.
        under: The framework that it was made under; one at most.
        made_under: What was made under it.
        programmes: The programmes that carry it out or belong to it, by when they started.
    """

    id: str
    amends: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()
    supplements: tuple[str, ...] = ()
    supplemented_by: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    supersedes_in_part: tuple[str, ...] = ()
    superseded_in_part_by: tuple[str, ...] = ()
    implements: tuple[str, ...] = ()
    implemented_by: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    made_under: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()

    @property
    def relations(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The relations that there are, as pairs of name and ids, in the order of the attributes."""
        named = ((field.name, getattr(self, field.name)) for field in attrs.fields(type(self))[1:])
        return tuple((name, ids) for name, ids in named if ids)

    def __repr__(self) -> str:
        told = ", ".join(f"{name} {len(ids)}" for name, ids in self.relations)
        return f"<Family of {self.id}: {told or 'no relations'}>"


def parties_of(
    parties: Collection[Party], conferences: Iterable[Conference], record: Agreement | Conference | Programme | Session
) -> tuple[Party, ...]:
    """Return the parties of a record in its order: of a programme the organisers, then the partners.

    Args:
        parties: The parties.
        conferences: The conferences: a session without parties of its own has those of its conference.
        record: The record.

    Raises:
        UnknownIdError: If it is of another registry and names parties that are not there.
        WrongTypeError: If it is none of these.
    """
    expect(record, (Agreement, Conference, Programme, Session), "record")
    if isinstance(record, Programme):
        ids: Iterable[str] = organiser_ids(record)
    elif isinstance(record, Session) and not record.parties:
        ids = next((c.parties for c in conferences if any(s.id == record.id for s in c.sessions)), ())
    else:
        ids = record.parties
    return tuple(parties[id] for id in ids)


def successors_of(parties: Collection[Party], party: Party | str) -> tuple[Party, ...]:
    """Return the bodies that came out of a party, by id.

    Raises:
        UnknownIdError: If no party has the id.
    """
    id = parties[party].id if isinstance(party, str) else expect(party, Party, "party", "or give its id").id
    return tuple(other for other in parties if any(p.party == id for p in other.predecessors))


def counterparts_of(
    parties: Collection[Party], agreements: Collection[Agreement], party: str
) -> tuple[Counterpart, ...]:
    """Return the parties with which one has agreements: those with most agreements first, then by id.

    Args:
        parties: The parties, for checking the id.
        agreements: The agreements to look at, all or some of a registry's.
        party: Id of the party.

    Raises:
        UnknownIdError: If no party has the id.

    Example:
        >>> import mainland_coop as mc
        >>> registry = mc.load()
        >>> counterparts_of(registry.parties, registry.agreements, "ministry-of-commerce")[0].id
        'hksar-government'
    """
    own = parties[party].id
    shared: dict[str, list[str]] = {}
    for agreement in agreements:
        if own in agreement.parties:
            for other in dict.fromkeys(agreement.parties):
                if other != own:
                    shared.setdefault(other, []).append(agreement.id)
    found = (Counterpart(id, tuple(ids)) for id, ids in shared.items())
    return tuple(sorted(found, key=lambda counterpart: (-len(counterpart.agreements), counterpart.id)))


def between(
    parties: Collection[Party], agreements: Collection[Agreement], one: str, other: str
) -> tuple[Agreement, ...]:
    """Return the agreements that two parties are both parties to, by date; others may be parties to them too.

    Args:
        parties: The parties, for checking the ids.
        agreements: The agreements to look at, all or some of a registry's.
        one: Id of a party.
        other: Id of the other party; given the same twice, all agreements of that party are returned.

    Raises:
        UnknownIdError: If no party has one of the ids.
    """
    wanted = {parties[one].id, parties[other].id}
    return tuple(agreement for agreement in agreements if wanted.issubset(agreement.parties))


def bound_on(
    parties: Collection[Party],
    agreements: Agreements,
    party: str,
    day: Day,
    *,
    at_least: Truth = Truth.TRUE,
    presume_continuity: bool = True,
) -> Agreements:
    """Return the agreements that bind a party on a day: those in force of which it is then a member.

    Args:
        parties: The parties, for checking the id.
        agreements: The agreements to look at, all or some of a registry's.
        party: Id of the party.
        day: The day; of a partial date each day that it may be is asked.
        at_least: TRUE for those that certainly bind it, UNKNOWN also for those that may.
        presume_continuity: Whether an end that is not stated is presumed not to have come.

    Raises:
        UnknownIdError: If no party has the id.
        WrongTypeError: If `day` is no day or `at_least` no truth value.
        DateError: If `day` is a text that is no partial date.
    """
    id = parties[party].id
    Truth.TRUE.reaches(at_least)
    when = PartialDate.of(day)

    def binds(pact: Agreement) -> bool:
        return id in pact.parties and pact.active_on(when, id, presume_continuity=presume_continuity).reaches(at_least)

    return agreements.select(binds)


def signed_at(
    sessions: Collection[Session],
    agreements: Collection[Agreement],
    session: str,
    *,
    whole_gathering: bool = False,
) -> tuple[Agreement, ...]:
    """Return the agreements signed at a session of a conference, by date.

    Args:
        sessions: The sessions of all conferences.
        agreements: The agreements to look at, all or some of a registry's.
        session: Id of the session.
        whole_gathering: Whether to count also what was signed at sessions that were the same gathering, numbered in
            another series (`held_with`, named on either side).

    Raises:
        UnknownIdError: If no session has the id.
    """
    wanted = {sessions[session].id}
    if flag(whole_gathering, "whole_gathering"):
        beside: dict[str, list[str]] = {}
        for record in sessions:
            for other in record.held_with:
                beside.setdefault(record.id, []).append(other)
                beside.setdefault(other, []).append(record.id)
        todo = list(wanted)
        while todo:
            fresh = [id for id in beside.get(todo.pop(), ()) if id not in wanted]
            wanted.update(fresh)
            todo += fresh
    return tuple(agreement for agreement in agreements if agreement.signed_at in wanted)


def family_of(agreements: Collection[Agreement], programmes: Collection[Programme], agreement: str) -> Family:
    """Return the instruments and programmes to which an agreement is directly related.

    Args:
        agreements: The agreements. Of some of a registry's only, what these name is listed though it may not be among
            them; such ids come last.
        programmes: The programmes.
        agreement: Id of the agreement.

    Raises:
        UnknownIdError: If no agreement has the id.

    Example:
        >>> import mainland_coop as mc
        >>> registry = mc.load()
        >>> family_of(registry.agreements, registry.programmes, "dta-2006").supersedes
        ('dta-limited-1998', 'dta-airline-2000')
    """
    own = agreements[agreement]
    found = {name: _by_date(ids, agreements) for name, ids in relations_of(own).items()}
    for other in agreements:
        for name, ids in relations_of(other).items():
            if own.id in ids:
                found[_SEEN_FROM_THERE[name]] = (*found.get(_SEEN_FROM_THERE[name], ()), other.id)
    carried_out = (programme.id for programme in programmes if own.id in (*programme.implements, programme.under))
    return Family(id=own.id, programmes=tuple(carried_out), **found)


_SEEN_FROM_THERE = {
    "amends": "amended_by",
    "supplements": "supplemented_by",
    "superseded_by": "supersedes",
    "superseded_in_part_by": "supersedes_in_part",
    "implements": "implemented_by",
    "under": "made_under",
}


def relations_of(record: Agreement | Programme) -> dict[str, tuple[str, ...]]:
    """Return what an agreement or programme names as related to it, by the relation, named as in `Family`."""
    by = () if record.ending is None or record.ending.by is None else (record.ending.by,)
    related = {"implements": record.implements, "under": (record.under,) if record.under else ()}
    if isinstance(record, Agreement):
        partly = tuple(part.by for part in record.superseded_in_part)
        related = {"amends": record.amends, "supplements": record.supplements, **related}
        related["superseded_in_part_by"] = partly
    return {**related, "superseded_by": by}


def _by_date(ids: Iterable[str], agreements: Collection[Agreement]) -> tuple[str, ...]:
    def key(id: str) -> tuple[int, int, str]:
        found = agreements.get(id)
        return (LAST_DAY + 1, 0, id) if found is None else (*found.signed.sort_key[:2], id)

    return tuple(sorted(set(ids), key=key))


@attrs.frozen
class Succession(Public):
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
class Lineage(Displayed):
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
