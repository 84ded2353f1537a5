"""Registries made of registries: more records, other records in their places, and two registries in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self, get_args

from mainland_coop.collections.kinds import KINDS
from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.foundation.errors import InvalidArgumentError, InvalidRegistryError, Problem, WrongTypeError, shorten
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference
from mainland_coop.records.fields import parts_of
from mainland_coop.records.names import Area
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source
from mainland_coop.registry._queries import Queries
from mainland_coop.registry.combining import Combined, OnCollision, Records, extended, merged, replaced

__all__ = ["Building"]

_CLASSES: Mapping[str, type[Any]] = {
    "parties": Party,
    "agreements": Agreement,
    "conferences": Conference,
    "programmes": Programme,
    "areas": Area,
    "sources": Source,
}


class Building(Queries):
    """What makes a new registry out of one or two; the old ones stay as they are.

    Every check of `Registry` runs again, so the result is a sound registry or there is none. Records are whole: nothing
    here takes one field from one record and another from the other, and sessions go with their conference.
    """

    __slots__ = ()

    def extend(
        self,
        *,
        parties: Iterable[Party] = (),
        agreements: Iterable[Agreement] = (),
        conferences: Iterable[Conference] = (),
        programmes: Iterable[Programme] = (),
        areas: Iterable[Area] = (),
        sources: Iterable[Source] = (),
        version: str | None = None,
        verified_through: Day | None = None,
    ) -> Self:
        """Return a new registry with more records.

        A record that equals the one with its id changes nothing, so that the same addition can run twice. A session is
        added by `replace` of its conference.

        Args:
            parties: The parties to add.
            agreements: The agreements to add.
            conferences: The conferences to add, with their sessions.
            programmes: The programmes to add.
            areas: The areas to add.
            sources: The sources to add.
            version: The version of the result. Left out, it has none if anything was added: a version names exact data.
            verified_through: The last day to which the result was checked. Left out, that of this registry.

        Raises:
            InvalidRegistryError: If a different record with the id is there already, an id is given twice, or the
                records do not fit together; it carries all such problems. Also if the registry shows the record as
                published by a day.
            WrongTypeError: If something that is no record of the kind is given.

        Example:
            >>> import mainland_coop as mc
            >>> mine = mc.Agreement(id="x", title="X", kind="treaty", parties=["macao", "ccpit"], signed="2024-05")
            >>> registry = mc.load().extend(agreements=[mine], parties=[mc.Party(id="macao", name="Macao")])
            >>> [pact.id for pact in registry.between("macao", "ccpit")]
            ['x']
        """
        given = _given(
            "extend",
            parties=parties,
            agreements=agreements,
            conferences=conferences,
            programmes=programmes,
            areas=areas,
            sources=sources,
        )
        return self._changed(extended(self._records("extend"), given), version, verified_through)

    def replace(
        self,
        *,
        parties: Iterable[Party] = (),
        agreements: Iterable[Agreement] = (),
        conferences: Iterable[Conference] = (),
        programmes: Iterable[Programme] = (),
        areas: Iterable[Area] = (),
        sources: Iterable[Source] = (),
        version: str | None = None,
        verified_through: Day | None = None,
    ) -> Self:
        """Return a new registry in which records stand in the places of those with the same ids.

        With `attrs.evolve` this corrects, renews and ends what is there.

        Args:
            parties: The parties to put in place.
            agreements: The agreements to put in place.
            conferences: The conferences to put in place, with all their sessions.
            programmes: The programmes to put in place.
            areas: The areas to put in place.
            sources: The sources to put in place.
            version: The version of the result. Left out, it has none if anything changed: a version names exact data.
            verified_through: The last day to which the result was checked. Left out, that of this registry.

        Raises:
            InvalidRegistryError: If there is no record with an id (near ids are suggested), an id is given twice, or
                the records do not fit together; it carries all such problems. Also if the registry shows the record as
                published by a day.
            WrongTypeError: If something that is no record of the kind is given.

        Example:
            >>> import attrs
            >>> import mainland_coop as mc
            >>> old = mc.load()
            >>> ending = mc.Ending(last_day="2030-06-30", reason="terminated")
            >>> new = old.replace(agreements=[attrs.evolve(old.agreements["doj-ccpit-2010"], ending=ending)])
            >>> str(new.agreements["doj-ccpit-2010"].chain.expires), old.agreements["doj-ccpit-2010"].ending
            ('2030-06-30', None)
        """
        given = _given(
            "replace",
            parties=parties,
            agreements=agreements,
            conferences=conferences,
            programmes=programmes,
            areas=areas,
            sources=sources,
        )
        return self._changed(replaced(self._records("replace"), given), version, verified_through)

    def merge(
        self,
        other: Self,
        *,
        on_collision: OnCollision = "error",
        version: str | None = None,
        verified_through: Day | None = None,
    ) -> Self:
        """Return a new registry with the records of this one and of another.

        Equal records with the same id are one record; different ones collide.

        Args:
            other: The other registry.
            on_collision: `error` refuses collisions; `ours` keeps the record of this registry, `theirs` that of the
                other.
            version: The version of the result. Left out, it has one only if the result holds exactly the records of
                one of the two, and then that one's: a version names exact data.
            verified_through: The last day to which the result was checked. Left out, the earlier of the two days (a run
                of days if neither is certainly the earlier); none if one of the two has none. A registry without
                records does not count.

        Raises:
            InvalidRegistryError: If there are collisions and they are errors, or the records do not fit together; it
                carries all such problems. Also if a registry shows the record as published by a day.
            InvalidArgumentError: If `on_collision` is none of the three words.
            WrongTypeError: If `other` is no registry.

        Example:
            >>> import mainland_coop as mc
            >>> mine = mc.Registry(parties=[mc.Party(id="macao", name="Macao")], verified_through="2020-12-31")
            >>> both = mc.load().merge(mine)
            >>> "macao" in both.parties, "ccpit" in both.parties, str(both.verified_through)
            (True, True, '2020-12-31')
        """
        if not isinstance(other, Building):
            raise WrongTypeError(f"{shorten(other)} is no Registry; extend adds records")
        words = get_args(OnCollision)
        if on_collision not in words:
            error = InvalidArgumentError(f"{shorten(on_collision)} is none of {', '.join(map(repr, words))}")
            error.place = "Registry.merge(on_collision)"
            raise error
        both = merged(self._records("merge"), other._records("merge"), on_collision)
        versions = {r.version for r, same in ((self, both.as_ours), (other, both.as_theirs)) if same}
        kept = versions.pop() if len(versions) == 1 else None
        filled = [r for r in (self, other) if any(len(getattr(r, kind)) for kind in KINDS)] or [self, other]
        return self._made_of(
            _values(both),
            version=kept if version is None else version,
            verified_through=_earliest(r.verified_through for r in filled)
            if verified_through is None
            else verified_through,
        )

    def _records(self, method: str) -> Records:
        if self.published_on is not None:
            told = f"it shows the record as published by then; {method} the whole registry, then ask as_published"
            raise InvalidRegistryError("the registry", [Problem("published_on", str(self.published_on), told)])
        return {kind: getattr(self, kind).by_id for kind in KINDS}

    def _changed(self, new: Combined, version: str | None, verified_through: Day | None) -> Self:
        return self._made_of(
            _values(new),
            version=self.version if version is None and new.as_ours else version,
            verified_through=self.verified_through if verified_through is None else verified_through,
        )

    def _made_of(self, records: Mapping[str, Any], **head: Any) -> Self:
        """Return the registry of some records, checked, with a version and a day of its own."""
        raise NotImplementedError


def _values(new: Combined) -> dict[str, Any]:
    return {kind: by_id.values() for kind, by_id in new.records.items()}


def _given(method: str, **records: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    found = {}
    for kind, values in records.items():
        try:
            found[kind] = parts_of(_CLASSES[kind], values)
        except WrongTypeError as error:
            error.place = f"Registry.{method}({kind})"
            raise
    return found


def _earliest(days: Iterable[PartialDate | None]) -> PartialDate | None:
    """Return the run of days that the earliest of some days may be, or None if one of them is not known."""
    known: list[PartialDate] = []
    for day in days:
        if day is None:
            return None
        known.append(day)
    first, last = min(day.first_ordinal for day in known), min(day.last_ordinal for day in known)
    same = [day for day in known if (day.first_ordinal, day.last_ordinal) == (first, last)]
    return min(same, key=lambda day: day.sort_key) if same else PartialDate(first, last)
