"""Collections that are found by name, filtered, and asked which of their records are in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Self, TypeVar

from mainland_coop.collections import filters
from mainland_coop.collections.collection import Collection, Context, HasId
from mainland_coop.collections.in_force import Active, ActiveIndex
from mainland_coop.dates.partial_dates import Day, day_run
from mainland_coop.dates.periods import PeriodLike, as_period
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import WrongTypeError
from mainland_coop.records.programmes import Programme

if TYPE_CHECKING:
    from mainland_coop.collections.matches import Matches
    from mainland_coop.collections.search import NameIndex

__all__ = [
    "Filtered",
    "InForceCollection",
    "Named",
    "area_ids",
    "equal",
    "names",
    "organiser_ids",
    "party_ids",
]

R = TypeVar("R", bound=HasId)


class Named(Collection[R]):
    """A collection whose records are found by their names."""

    __slots__ = ("_names",)

    _names: NameIndex[R]

    def find(self, text: str, *, limit: int = 10) -> Matches[R]:
        """Return the records that a text may mean, best first, each with why it matched.

        An id comes first, then names in any script, abbreviations, other titles, former names, then names that have
        all the words; near matches only where there is nothing else. Case, width, accents, punctuation, `&`, the
        spelling of co-operation, and Traditional or Simplified characters make no difference.

        Args:
            text: An id, a name, an abbreviation, or some words of a name.
            limit: The most matches to return; `total` of the result says how many there are.

        Raises:
            WrongTypeError: If `text` is no text or `limit` no whole number.
            InvalidArgumentError: If `limit` is less than 1.

        Example:
            >>> import mainland_coop as mc
            >>> parties = mc.load().parties
            >>> parties.find("Shenzhen government").best
            <Match shenzhen-municipal-peoples-government: words 'Shenzhen Municipal Government', 0.90>
            >>> parties.find("Shenzhen").ambiguous, parties.find("香港律師會").best.record.id
            (True, 'law-society-of-hong-kong')
        """
        try:
            index = self._names
        except AttributeError:  # read at the first look-up; two threads may both do it, to the same effect
            from mainland_coop.collections.search import NameIndex  # its tables take time

            index = NameIndex(self._by_id.values())
            object.__setattr__(self, "_names", index)
        return index.find(text, limit=limit)


class Filtered(Named[R]):
    """A collection that filters keep to those records for which they are as certain as asked."""

    __slots__ = ()

    def _where(self, tests: Iterable[filters.Test | None], at_least: Truth, unknown: dict[str, Any]) -> Self:
        if unknown:
            known = sorted(set(type(self).where.__kwdefaults__))  # type: ignore[attr-defined]  # each kind has its own
            raise WrongTypeError(f"{', '.join(sorted(unknown))}: there is no such filter; there are {', '.join(known)}")
        Truth.TRUE.reaches(at_least)
        asked = [test for test in tests if test is not None]
        return self.select(lambda record: filters.holds(record, asked, at_least))

    def _party(
        self, of: Callable[[Any], Iterable[str]], party: object, include: Iterable[str] = ()
    ) -> filters.Test | None:
        if party is None:
            return None
        wanted = filters.ids_of(party, "parties", self._context)
        return filters.among(of, filters.bodies_of(wanted, include, self._context["parties"]))

    def _area(self, area: object) -> filters.Test | None:
        if area is None:
            return None
        wanted = filters.ids_of(area, "areas", self._context)
        return filters.among(area_ids, filters.areas_of(wanted, self._context["areas"]))

    def _place(self, of: Callable[[Any], Iterable[str]], code: str | None) -> filters.Test | None:
        if code is None:
            return None
        parties = self._context["parties"]
        return filters.within_place(lambda record: (parties[id] for id in of(record)), code)

    def _cited(self, source: object) -> filters.Test | None:
        return None if source is None else filters.cites(filters.ids_of(source, "sources", self._context))


def area_ids(record: Any) -> Iterable[str]:
    """Return the areas of an agreement or programme, and of its renewals."""
    yield from record.areas
    for renewal in getattr(record, "renewals", ()):
        yield from renewal.areas


def party_ids(record: Any) -> Iterable[str]:
    """Return the parties of an agreement or conference."""
    return record.parties  # type: ignore[no-any-return]  # one of several record classes


def organiser_ids(record: Programme) -> Iterable[str]:
    """Return the organisers and partners of a programme."""
    return (*record.organisers, *record.partners)


class InForceCollection(Filtered[R]):
    """What agreements and programmes are asked alike."""

    __slots__ = ("_presumed", "_unpresumed")

    _presumed: ActiveIndex[R]
    _unpresumed: ActiveIndex[R]

    def active_on(self, day: Day, *, at_least: Truth = Truth.TRUE, presume_continuity: bool = True) -> Self:
        """Return those in force on a day.

        Args:
            day: The day; of a partial date each day that it may be is asked.
            at_least: TRUE for those certainly in force, UNKNOWN also for those that may have been.
            presume_continuity: Whether an end that is not stated is presumed not to have come.

        Raises:
            WrongTypeError: If `day` is no day or `at_least` no truth value.
            DateError: If `day` is a text that is no partial date.
        """
        first, last = day_run(day)
        Truth.TRUE.reaches(at_least)
        if at_least is Truth.FALSE:
            return self
        return self._with(Active(self._by_id, self._active_index(presume_continuity), first, last, at_least))

    def count_active(self, day: Day, *, at_least: Truth = Truth.TRUE, presume_continuity: bool = True) -> int:
        """Return how many are in force on a day: what `len(active_on(...))` is, without making the collection.

        Raises:
            WrongTypeError: If `day` is no day or `at_least` no truth value.
            DateError: If `day` is a text that is no partial date.

        Example:
            >>> import mainland_coop as mc
            >>> agreements = mc.load().agreements
            >>> agreements.count_active("2014-06-01") == len(agreements.active_on("2014-06-01"))
            True
        """
        first, last = day_run(day)
        Truth.TRUE.reaches(at_least)
        if at_least is Truth.FALSE:
            return len(self)
        return self._active_index(presume_continuity).count(first, last, at_least)

    def _active_index(self, presume_continuity: bool) -> ActiveIndex[R]:
        name = "_presumed" if presume_continuity else "_unpresumed"
        try:
            index: ActiveIndex[R] = getattr(self, name)
        except AttributeError:  # built at the first question; two threads may both do it, to the same effect
            index = ActiveIndex(tuple(self), presume_continuity)
            object.__setattr__(self, name, index)
        return index

    def _in_order(self) -> Iterable[R]:
        records = self._by_id
        return records.in_order() if isinstance(records, Active) else super()._in_order()

    def active_during(
        self,
        period: PeriodLike,
        *,
        throughout: bool = False,
        at_least: Truth = Truth.TRUE,
        presume_continuity: bool = True,
    ) -> Self:
        """Return those in force on some day of a period, or throughout it.

        Raises:
            WrongTypeError: If `period` is no period or `at_least` no truth value.
            DateError: If it is a text that is no period, or a reversed one.
        """
        whole = as_period(period)
        Truth.TRUE.reaches(at_least)

        def keep(record: Any) -> bool:
            answer: Truth = record.chain.active_during(
                whole, throughout=throughout, presume_continuity=presume_continuity
            )
            return answer.reaches(at_least)

        return self.select(keep)


def equal(name: str, wanted: object) -> filters.Test:
    """Whether a field has a value; one that is not filled may have any."""

    def test(record: Any) -> Truth:
        value = getattr(record, name)
        return Truth.UNKNOWN if value is None else Truth.of(value == wanted)

    return test


def names(name: str, kind: str, wanted: object, context: Context) -> filters.Test | None:
    """Whether a record names one of the wanted ones in a field that holds an id or several."""
    if wanted is None:
        return None
    ids = filters.ids_of(wanted, kind, context)

    def values(record: Any) -> tuple[str, ...]:
        value = getattr(record, name)
        return value if isinstance(value, tuple) else () if value is None else (value,)

    return filters.among(values, ids)
