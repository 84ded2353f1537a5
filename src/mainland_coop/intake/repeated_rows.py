"""Rows of one id that are one agreement: each a party of it with its own dates, or each a spell of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.terms import Term
from mainland_coop.foundation.errors import InvalidRecordError, shorten
from mainland_coop.intake.report import TableProblemKind
from mainland_coop.intake.row_faults import Fault
from mainland_coop.records.instruments import Ending
from mainland_coop.records.memberships import Membership
from mainland_coop.records.provenance import Citation
from mainland_coop.validity.links import earliest_of

NumberedRow: TypeAlias = tuple[int, Mapping[str, Any]]
"""The number of a row, and what it states by field."""

ENDING = ("ending.last_day", "ending.reason", "ending.by", "ending.note")
"""The fields of an ending."""

_STARTS = ("signed", "in_force_from")


@attrs.frozen
class Joined:
    """What rows of one id are together.

    Attributes:
        values: What the agreement states, by field.
        memberships: When each party joined and left, where that differs between the rows.
        rows: The number of the row of each membership.
    """

    values: Mapping[str, Any]
    memberships: tuple[Membership, ...] = ()
    rows: tuple[int, ...] = ()


def joined_parties(
    rows: Sequence[NumberedRow], cited: Callable[[int], tuple[Citation, ...]], faults: list[Fault]
) -> Joined:
    """Return the agreement of rows each of which is a party of it.

    The dates in which the rows agree are the agreement's; those in which they differ are the parties', and the
    agreement then is signed, and enters into force, with the first of them. All else is the same in each row, or blank.
    """
    values: dict[str, Any] = {}
    origin: dict[str, int] = {}
    parties: dict[str, None] = {}
    for number, row in rows:
        parties.update(dict.fromkeys(row.get("parties", ())))
        for field, value in row.items():
            if field in (*_STARTS, *ENDING, "parties"):
                continue
            first = origin.setdefault(field, number)
            if values.setdefault(field, value) != value:
                remedy = (
                    f"the rows of an id differ in their parties and these parties' dates, no more, and row {first} has "
                    f"another {field}: write both alike, or leave the column out"
                )
                faults.append(
                    Fault(TableProblemKind.CONTRADICTION, number, field, shorten(str(value)), remedy, (first, field))
                )
    if parties:
        values["parties"] = tuple(parties)
    own = [field for field in _STARTS if len({row[field] for _, row in rows if field in row}) > 1]
    endings = [tuple(row.get(field) for field in ENDING) for _, row in rows]
    if len(set(endings)) > 1:
        again = sum(len(row.get("parties", ())) for _, row in rows) > len(parties)
        own = [*(_STARTS if again else own), *ENDING]  # who comes back does so on a day
    else:
        values |= {field: value for field, value in zip(ENDING, endings[0], strict=True) if value is not None}
    for field in _STARTS:
        stated = [row[field] for _, row in rows if field in row]
        if stated:
            values[field] = _first_of(stated)
    return _with_memberships(values, rows, own, cited, faults)


def _with_memberships(
    values: Mapping[str, Any],
    rows: Sequence[NumberedRow],
    own: Sequence[str],
    cited: Callable[[int], tuple[Citation, ...]],
    faults: list[Fault],
) -> Joined:
    """Return what rows are together, with a membership for whatever a row says of its parties alone."""
    found: dict[tuple[Any, ...], tuple[Membership, int]] = {}
    for number, row in rows:
        fields = {field: row[field] for field in own if field in row}
        for party in row.get("parties", ()) if fields else ():
            key = (party, *fields.items())
            if key not in found:  # the same party twice counts once
                membership = _membership(party, number, fields, cited(number), faults)
                if membership is not None:
                    found[key] = (membership, number)
    ordered = sorted(found.values(), key=lambda each: each[0].start.sort_key if each[0].start else (0, 0, ""))
    return Joined(values, tuple(each for each, _ in ordered), tuple(number for _, number in ordered))


def _membership(
    party: str, number: int, fields: Mapping[str, Any], citations: tuple[Citation, ...], faults: list[Fault]
) -> Membership | None:
    stated = {field.removeprefix("ending."): fields[field] for field in ENDING if field in fields}
    for name in ("last_day", "reason"):
        if stated and name not in stated:
            faults.append(missing_of_ending(number, name, stated))
            return None
    starts = {field: fields[field] for field in _STARTS if field in fields}
    try:
        ending = Ending(**stated) if stated else None
        return Membership(party=party, ending=ending, citations=citations, **starts)
    except InvalidRecordError as error:
        field = "ending.by" if error.place.endswith("by") else "ending.reason"
        value = shorten(str(fields.get(field, "")))
        faults.append(Fault(TableProblemKind.CONTRADICTION, number, field, value, error.describe()))
        return None


def missing_of_ending(number: int, name: str, stated: Iterable[str]) -> Fault:
    """Return the fault of an ending that lacks its last day or its reason."""
    remedy = f"the cell is blank, and the row has {' and '.join(map('ending.'.__add__, stated))}"
    if name == "reason":
        remedy += "; if all have one reason, pass it: constants={'ending.reason': 'terminated'}"
    return Fault(TableProblemKind.MISSING, number, f"ending.{name}", "", remedy)


def _first_of(dates: Sequence[PartialDate]) -> PartialDate:
    """Return the earliest of several dates, itself if it is one of them."""
    first = earliest_of(tuple(dates))
    run = (first.first_ordinal, first.last_ordinal)
    return next((date for date in dates if (date.first_ordinal, date.last_ordinal) == run), first)


# --- Spells --------------------------------------------------------------------------------------------------------


def spell_memberships(
    rows: Sequence[NumberedRow], cited: Callable[[int], tuple[Citation, ...]], faults: list[Fault]
) -> Joined:
    """Return the parties of spells, in order: of each spell those of its row, if they differ between the rows.

    Each party then is a member in its own spells, and a spell without a last day must be the last, or followed by one
    of the same party.
    """
    sets = [row.get("parties", ()) for _, row in rows]
    if all(parties == sets[0] for parties in sets):
        return Joined({"parties": sets[0]} if sets[0] else {})
    found: list[tuple[Membership, int]] = []
    for index, (number, row) in enumerate(rows):
        last_day = _last_day(row)
        follow = set(sets[index + 1]) if index + 1 < len(rows) else None
        starts = dict(_starts_of(row))
        for party in sets[index]:
            if last_day is None and follow is not None and party not in follow:
                remedy = (
                    "no last day is stated, and the next row of its id has other parties: state it, or let the parties "
                    "be those of the first row, with drop_from_renewals=['parties']"
                )
                faults.append(Fault(TableProblemKind.MISSING, number, "expires", "", remedy))
                break
            ending = None if last_day is None else Ending(last_day=last_day, reason="terminated")
            membership = Membership(party=party, ending=ending, citations=cited(number), **starts)
            found.append((membership, number))
    parties = tuple(dict.fromkeys(party for each in sets for party in each))
    return Joined({"parties": parties}, tuple(each for each, _ in found), tuple(number for _, number in found))


def _starts_of(row: Mapping[str, Any]) -> Iterator[tuple[str, PartialDate]]:
    period = row.get("period")
    if period is not None:
        yield "in_force_from", PartialDate(period.first_ordinal, period.first_ordinal)
    yield from ((field, row[field]) for field in _STARTS if field in row and (field == "signed" or period is None))


def _last_day(row: Mapping[str, Any]) -> PartialDate | None:
    """Return the last day of a spell, stated or by its term; None where it has none or renews itself."""
    if row.get("tacit_renewal"):
        return None
    period, expires, term = row.get("period"), row.get("expires"), row.get("term")
    if period is not None:
        return None if period.end is None else PartialDate(period.last_ordinal, period.last_ordinal)
    if isinstance(expires, PartialDate):
        return expires
    start = row.get("in_force_from") or row.get("signed")
    if isinstance(term, Term) and start is not None:
        return PartialDate(term.last_day(start.first_ordinal), term.last_day(start.last_ordinal))
    return None
