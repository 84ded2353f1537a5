"""The bridge to the oracle: a record of the library, told in plain numbers from the fields that state it."""

from __future__ import annotations

from typing import TypeAlias

from mainland_coop.dates import PartialDate
from mainland_coop.errors import WrongTypeError, shorten
from mainland_coop.records.in_force import Renewal
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.programmes import Programme
from mainland_coop.terms import Term
from mainland_coop.testing import oracle
from mainland_coop.validity.links import End

__all__ = ["Described", "describe"]

Described: TypeAlias = Agreement | Programme | oracle.Record
"""What the oracle can be asked about: an agreement, a programme, or a description in plain numbers."""


def describe(record: Described) -> oracle.Record:
    """Return a record in the plain numbers that the oracle takes, from its fields as stated.

    The first link starts on `in_force_from` or its stages, else on `signed` (a programme: on `started`, else on any day
    of the calendar); a renewal on `in_force_from`, or as it follows on, else on `signed`. Nothing is narrowed, and
    nothing that the library computed is used.

    Args:
        record: An agreement or a programme; a description is returned as it is.

    Raises:
        WrongTypeError: If it is neither.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
        >>> describe(pact).links
        (Link(start=(734138, 734502), end=('term', (5, 0, 0, 0)), stages=()),)
    """
    if isinstance(record, oracle.Record):
        return record
    stages: tuple[oracle.Days, ...] = ()
    start: PartialDate | None
    if isinstance(record, Agreement):
        never_in_force = record.never_in_force
        if isinstance(record.in_force_from, tuple):
            start, stages = None, tuple(_days(stage.on) for stage in record.in_force_from)
        else:
            start = record.in_force_from or record.signed
    elif isinstance(record, Programme):
        never_in_force = False
        start = record.started or PartialDate(oracle.FIRST_DAY, oracle.LAST_DAY)
    else:
        raise WrongTypeError(f"{shorten(record)} is no Agreement, Programme or oracle.Record")
    first = oracle.Link(
        None if start is None else _days(start), _end(record.term, record.tacit_renewal, record.expires), stages
    )
    ending = record.ending
    return oracle.Record(
        links=(first, *map(_renewal, record.renewals)),
        ending=None if ending is None else _days(ending.last_day),
        reason="terminated" if ending is None else str(ending.reason),
        never_in_force=never_in_force,
    )


def _renewal(renewal: Renewal) -> oracle.Link:
    start = None if renewal.follows_on else renewal.in_force_from or renewal.signed
    return oracle.Link(
        None if start is None else _days(start), _end(renewal.term, renewal.tacit_renewal, renewal.expires)
    )


def _end(term: Term | None, tacit_renewal: Term | None, expires: PartialDate | End | None) -> oracle.End:
    if isinstance(expires, PartialDate):
        return ("stated", _days(expires))
    if expires is not None:
        return ("open",)
    if term is None:
        return ("not stated",)
    parts = (term.years, term.months, term.weeks, term.days)
    return ("term", parts) if tacit_renewal is None else ("tacit", parts)


def _days(date: PartialDate) -> oracle.Days:
    return date.first_ordinal, date.last_ordinal
