"""Relations of instruments: who signed with whom, what was signed where, and which instruments belong together.

Everything here reads the records once, follows references with a work list instead of recursion, and gives ids or
records in a stable order. What is listed "by date" stands in the order of its collection: earliest day, then latest,
then id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from mainland_coop.collections.base import Collection, counted
from mainland_coop.edtf import LAST_DAY
from mainland_coop.errors import brief
from mainland_coop.records.conferences import Session
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme

__all__ = [
    "Counterpart",
    "Family",
    "between",
    "counterparts_of",
    "family_of",
    "signed_at",
]


@attrs.frozen(repr=False)
class Counterpart:
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
class Family:
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
    if whole_gathering:
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
    id = own.id
    names = ("amended_by", "supplemented_by", "supersedes", "supersedes_in_part", "implemented_by", "made_under")
    towards: dict[str, list[str]] = {name: [] for name in names}
    for other in agreements:
        for name, ids in _references(other):
            if id in ids:
                towards[name].append(other.id)
    return Family(
        id=id,
        amends=_by_date(own.amends, agreements),
        supplements=_by_date(own.supplements, agreements),
        superseded_by=() if own.ending is None or own.ending.by is None else (own.ending.by,),
        superseded_in_part_by=_by_date((part.by for part in own.superseded_in_part), agreements),
        implements=_by_date(own.implements, agreements),
        under=() if own.under is None else (own.under,),
        programmes=tuple(programme.id for programme in programmes if id in (*programme.implements, programme.under)),
        **{name: tuple(ids) for name, ids in towards.items()},
    )


def _references(agreement: Agreement) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """What an agreement names, under the name of the relation as the named one sees it."""
    yield "amended_by", agreement.amends
    yield "supplemented_by", agreement.supplements
    yield "implemented_by", agreement.implements
    yield "made_under", (agreement.under,)
    yield "supersedes", () if agreement.ending is None else (agreement.ending.by,)
    yield "supersedes_in_part", tuple(part.by for part in agreement.superseded_in_part)


def _by_date(ids: Iterable[str], agreements: Collection[Agreement]) -> tuple[str, ...]:
    def key(id: str) -> tuple[int, int, str]:
        found = agreements.get(id)
        return (LAST_DAY + 1, 0, id) if found is None else (*found.signed.sort_key[:2], id)

    return tuple(sorted(set(ids), key=key))
