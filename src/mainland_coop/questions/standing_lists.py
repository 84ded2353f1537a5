"""Which agreements and programmes stand how, on a day or in a period, narrowed as people narrow it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mainland_coop.collections.collection import Context
from mainland_coop.collections.in_force import InForceCollection
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import InvalidRecordError
from mainland_coop.foundation.vocabularies import AgreementKind, ProgrammeKind
from mainland_coop.validity.standing import Standing, standing_of

if TYPE_CHECKING:
    from mainland_coop.questions.occurrences import RecordKind
    from mainland_coop.validity.chain import RenewalChain

_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


class Standings(NamedTuple):
    """How one agreement or programme stands.

    Attributes:
        record_kind: Its kind, as in files.
        record: The record.
        standing: How firmly it is in force, on the day or at some time of the period.
        truth: Whether it is in force, under the presumption that was asked for.
    """

    record_kind: RecordKind
    record: Any
    standing: Standing
    truth: Truth


def standing_lists(
    context: Context,
    when: PartialDate | Period,
    *,
    throughout: bool = False,
    presume_continuity: bool = True,
    party: Sequence[str] = (),
    area: Sequence[str] = (),
    kind: Sequence[str] = (),
    place: str | None = None,
) -> tuple[Standings, ...]:
    """Return how agreements, then programmes, stand, in their order; those not in force are left out.

    Without the presumption, what is in force only under it may have been in force, and is listed so.

    Args:
        context: The collections of a registry.
        when: A day, or a period.
        throughout: Of a period, whether on each of its days, and not only on some.
        presume_continuity: Whether an end that is not stated is presumed not to have come.
        party: Ids or names of parties, of which one is enough.
        area: Ids or names of areas, narrower ones included.
        kind: Words for what an agreement or a programme is called; of the kinds that do not have it, none is listed.
        place: An ISO 3166 code, or a city, of which a party is.

    Raises:
        UnknownIdError: If no party or area, or more than one, is called so.
        InvalidRecordError: If a kind is none of agreements or programmes.
        InvalidArgumentError: If no party is in the city.

    Example:
        >>> import mainland_coop as mc
        >>> from mainland_coop.collections.kinds import ContextOf
        >>> day = mc.PartialDate.parse("2014-06-01")
        >>> found = standing_lists(ContextOf(mc.load()), day, party=["DoJ"], kind=["arrangement"])
        >>> [row.standing.value for row in found if row.record.id == "doj-shenzhen-legal-matters-2011"]
        ['stated']
    """
    rows: list[Standings] = []
    for record_kind, collection in narrowed(context, party=party, area=area, kind=kind, place=place):
        for record in collection:
            truth = _truth(record, when, throughout, presume_continuity)
            if truth is not Truth.FALSE:
                unpresumed = _truth(record, when, throughout, False) if presume_continuity else truth
                rows.append(Standings(record_kind, record, standing_of(truth, unpresumed), truth))
    return tuple(rows)


def _truth(record: Any, when: PartialDate | Period, throughout: bool, presume_continuity: bool) -> Truth:
    # Each record is asked, not the index of its collection: whoever asks once would wait for four of those.
    chain: RenewalChain = record.chain
    if isinstance(when, PartialDate):
        return chain.active_on(when, presume_continuity=presume_continuity)
    return chain.active_during(when, throughout=throughout, presume_continuity=presume_continuity)


def narrowed(
    context: Context,
    *,
    party: Sequence[str] = (),
    area: Sequence[str] = (),
    kind: Sequence[str] = (),
    place: str | None = None,
) -> tuple[tuple[RecordKind, InForceCollection[Any]], ...]:
    """Return the agreements and the programmes for which all that is given holds; see `standing_lists`."""
    if not (party or area or kind or place is not None):
        everything: Any = context  # of these two kinds, collections that are asked what is in force
        return ("agreements", everything["agreements"]), ("programmes", everything["programmes"])
    from mainland_coop.questions.lookups import parties_in_city, record_called  # names take tables of their own

    filters: dict[str, Any] = {}
    if party:
        filters["party"] = [record_called(context, text, ["parties"])[1].id for text in party]
    if area:
        filters["area"] = [record_called(context, text, ["areas"])[1].id for text in area]
    around: dict[str, Any] = {}
    if place is not None:
        by_code = _CODE.fullmatch(place)
        around = {"jurisdiction": place} if by_code else {"party": parties_in_city(context["parties"], place)}
    words: dict[RecordKind, list[str]] = {
        "agreements": [word for word in kind if word in set(AgreementKind)],
        "programmes": [word for word in kind if word in set(ProgrammeKind)],
    }
    unknown = [word for word in kind if not any(word in known for known in words.values())]
    if unknown:
        known = ", ".join(sorted({*AgreementKind, *ProgrammeKind}))
        raise InvalidRecordError(f"{unknown[0]!r} is no kind of agreement or programme; known kinds: {known}")
    found: list[tuple[RecordKind, InForceCollection[Any]]] = []
    for record_kind, wanted in words.items():
        collection: Any = context[record_kind]
        if kind and not wanted:
            continue
        asked = filters | ({"kind": wanted} if wanted else {})
        if asked:
            collection = collection.where(**asked)
        if around:
            collection = collection.where(**around)
        found.append((record_kind, collection))
    return tuple(found)
