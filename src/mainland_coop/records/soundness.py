"""What one look at the fields of a record tells of its worlds, and whether it has any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.foundation.errors import InvalidRecordError, shorten
from mainland_coop.records.fields import invalid
from mainland_coop.records.instruments import InForce, Renewal, link_prefix, start_field
from mainland_coop.validity.bounds import NoWorldError, first_world, last_world
from mainland_coop.validity.links import ChainTerms, End

_Life: TypeAlias = Any
"""What has the fields that say how a link starts and ends: an agreement, a programme or a renewal."""


def exact_runs(record: _Life, start: object) -> tuple[tuple[int, int], ...] | None:
    """Return the `InForce.exact_runs` of a record with what it states of its start."""
    if record.ending is not None or record.open_lists:
        return None
    run = _exact_run(record, start)
    if run is None:
        return None
    return _with_renewals(run, record.renewals) if record.renewals else (run,)


def _exact_run(life: _Life, start: object) -> tuple[int, int] | None:
    """The first and the last day of one link, if its record leaves no doubt of either."""
    if life.period is not None:
        return life.period.first_ordinal, life.period.last_ordinal
    if (
        not isinstance(start, PartialDate)
        or start.first_ordinal != start.last_ordinal
        or life.tacit_renewal is not None
    ):
        return None
    first, end = start.first_ordinal, life.expires
    if end is None:
        return None if life.term is None else (first, life.term.last_day(first))
    if isinstance(end, End):
        return first, LAST_DAY
    return None if end.first_ordinal != end.last_ordinal else (first, end.last_ordinal)


def _with_renewals(run: tuple[int, int], renewals: Sequence[Renewal]) -> tuple[tuple[int, int], ...] | None:
    """The runs of a first link and its renewals; what touches becomes one."""
    runs = [run]
    end = run[1]
    for renewal in renewals:
        start = PartialDate(end + 1, end + 1) if renewal.follows_on else renewal.in_force_from or renewal.signed
        link = _exact_run(renewal, start)
        if link is None:
            return None
        (first, reach), end = runs[-1], link[1]
        if link[0] <= reach + 1:
            runs[-1] = first, max(reach, end)
        else:
            runs.append(link)
    return tuple(runs)


def check_worlds(record: InForce, start: object) -> None:
    """Refuse a record for which no choice of days makes sense, with an error that names both fields.

    Args:
        record: The record.
        start: What it states of its start.

    Raises:
        InvalidRecordError: If there is no world.
    """
    if _plainly_in_order(record, start):
        return
    terms = record.terms
    try:
        starts, _, _ = first_world(terms)
    except NoWorldError as error:
        raise _no_world(record, terms, error) from None
    if any(link.term is not None and link.end is not None for link in terms.links):
        _check_terms_beside_ends(record, terms, starts)


def _plainly_in_order(record: _Life, start: object) -> bool:
    """Whether the earliest day of each start comes in order and by its end, which is a world; so it is of most records.

    False says nothing: it takes the rules of the engine to know.
    """
    if record.ending is not None:
        return False
    before = FIRST_DAY
    for life in (record, *record.renewals):
        if life is not record:
            start = None if life.follows_on else life.in_force_from or life.signed
        if not isinstance(start, PartialDate) or life.period is not None or start.first_ordinal < before:
            return False
        before = start.first_ordinal
        end = life.expires
        if isinstance(end, PartialDate) and (life.term is not None or end.last_ordinal < before):
            return False
    return True


def _check_terms_beside_ends(record: InForce, terms: ChainTerms, starts: list[int]) -> None:
    """Refuse a last day that certainly lies after the day on which the term beside it runs out."""
    by = LAST_DAY if terms.ending is None else terms.ending.last_day.last_ordinal
    latest, _ = last_world(terms, starts, by)
    for index, (link, start) in enumerate(zip(terms.links, latest, strict=True)):
        if link.end is None or link.term is None:
            continue
        last = link.term.last_day(start)
        if link.end.first_ordinal > last:
            prefix = link_prefix(index)
            reason = (
                f"it is {link.end}, yet the term {link.term} ({prefix}term) runs out on {PartialDate(last, last)} at "
                f"the latest, from {start_field(record, index)}; correct one of them, or leave the term out"
            )
            raise invalid(f"{type(record).__name__}.{prefix}expires", f"of {shorten(record.id)}: {reason}")


def _no_world(record: InForce, terms: ChainTerms, error: NoWorldError) -> InvalidRecordError:
    """Return the error that names the two fields which contradict each other."""
    last = len(terms.links) - 1
    prefix = link_prefix(error.link)
    before = "the instrument itself" if error.link < 2 else f"renewals[{error.link - 2}]"
    if error.what == "ending":
        field = "ending.last_day"
        stated = None if terms.ending is None else terms.ending.last_day
        reason = f"it is {stated}, before the last link starts ({start_field(record, last)})"
    elif error.what == "follows_on":
        field = f"{prefix}follows_on"
        reason = f"there is no end to follow on from: {before} states neither expires nor a term that just ends"
    elif error.what == "end":
        field = f"{prefix}expires"
        reason = f"it is {terms.links[error.link].end}, before its own start ({start_field(record, error.link)})"
    elif terms.links[error.link].follows_on:
        field = f"{prefix}follows_on"
        reason = f"{before} ends on the last day of the calendar, so nothing follows on"
    else:
        field = start_field(record, error.link)
        stated = terms.links[error.link].start
        reason = f"it is {stated}, before the link before it starts ({start_field(record, error.link - 1)})"
    return invalid(f"{type(record).__name__}.{field}", f"of {shorten(record.id)}: {reason}")
