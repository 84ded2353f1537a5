"""Days that recur with each link: where a text renews itself unless it is ended, and the last days for notice.

They are not stored. Each question computes those of the period that it asks about, under the presumption of continuity.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

import attrs

from mainland_coop.dates.edtf import LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.terms import Term
from mainland_coop.dates.truth import Truth
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.programmes import Programme
from mainland_coop.validity.chain import Link, RenewalChain
from mainland_coop.validity.notice import last_notice, tacit_ends

What: TypeAlias = Literal["end", "renews itself"]
"""What happens at the end of a term: the link ends, or its text renews itself."""


@attrs.frozen
class Recurrence:
    """An end that a link comes to: its last day, or one after which its text renews itself unless it was ended.

    Attributes:
        link: Index of the link in its chain.
        what: Whether it ends there, or renews itself.
        end: The days on which that end may fall.
        certainty: Whether it comes to that end at all, wherever in `end` it falls.
        last_notice: The last day for notice before that end, if a notice is stated.
        told: Whether that day comes at all, which it does not after an ending.
    """

    link: int
    what: What
    end: PartialDate
    certainty: Truth
    last_notice: PartialDate | None
    told: Truth


def recurs(record: Agreement | Programme) -> bool:
    """Whether a record has a link that renews itself, or one with a notice; it takes no chain to know."""
    if isinstance(record, Agreement) and record.never_in_force:
        return False
    if record.tacit_renewal is not None or record.notice is not None:
        return True
    return any(one.tacit_renewal is not None or one.notice is not None for one in record.renewals)


def recurrences(chain: RenewalChain, first: int, last: int, through: int | None) -> Iterator[Recurrence]:
    """Yield the ends of links, and their last days for notice, that may fall from one day through another.

    Args:
        chain: The chain.
        first: The first day, as an ordinal.
        last: The last day; 9999-12-31 for a period without an end.
        through: For a period without an end, the day after which of each link only the first tacit end is listed; None
            for the last day that the record states.
    """
    if last == LAST_DAY and through is None:
        through = _last_stated(chain)
    for link in chain.links:
        if link.first_end is None:
            continue
        if link.tacit_renewal is None:
            yield _recurrence(chain, link, "end", link.first_end, Truth.TRUE)
            continue
        later = False
        for end in _ends(link, link.first_end, link.tacit_renewal, first, last):
            beyond = last == LAST_DAY and through is not None and end.first_ordinal > through
            if beyond and later:
                break
            later = later or beyond
            yield from _tacit(chain, link, end)


def _ends(link: Link, end: PartialDate, period: Term | Literal[True], first: int, last: int) -> Iterator[PartialDate]:
    """The first end, and those of the tacit periods after it that matter for the days asked about."""
    yield end
    if isinstance(period, Term):
        # A last day for notice lies before its end: the ends of a while after the days are asked for too.
        ahead = 0 if link.notice is None else link.notice.bounds[1] + 31
        yield from tacit_ends(end, period, first, min(LAST_DAY, last + ahead))


def _tacit(chain: RenewalChain, link: Link, end: PartialDate) -> Iterator[Recurrence]:
    """One end of a link that renews itself, if the link may last so long: to go on after it, or to end on it."""
    bounds = chain.bounds()
    earliest, latest = bounds.cut_lo, bounds.cut_hi
    if link.index + 1 < len(chain.links):
        # Under the presumption it lasts until the next link starts.
        earliest = min(earliest, bounds.starts_lo[link.index + 1] - 1)
        latest = min(latest, bounds.starts_hi[link.index + 1] - 1)
    elif chain.ending is None:
        earliest = latest = LAST_DAY + 1
    if end.first_ordinal < latest:
        certainty = Truth.TRUE if end.last_ordinal < earliest else Truth.UNKNOWN
        narrowed = PartialDate(end.first_ordinal, min(end.last_ordinal, latest - 1))
        yield _recurrence(chain, link, "renews itself", narrowed, certainty)
    elif end.first_ordinal == latest:
        certainty = Truth.TRUE if end.last_ordinal == earliest else Truth.UNKNOWN
        yield _recurrence(chain, link, "end", PartialDate(latest, latest), certainty)


def _recurrence(chain: RenewalChain, link: Link, what: What, end: PartialDate, certainty: Truth) -> Recurrence:
    notice = None if link.notice is None else last_notice(end, link.notice)
    told = Truth.FALSE
    if notice is not None and notice.first_ordinal <= chain.bounds().cut_hi:
        told = Truth.TRUE if notice.last_ordinal <= chain.bounds().cut_lo else Truth.UNKNOWN
    if chain.terms.open_renewals and what == "end":
        certainty = certainty & Truth.UNKNOWN
    return Recurrence(link.index, what, end, certainty, notice, told)


def _last_stated(chain: RenewalChain) -> int:
    """The last day that the record states of its links and of an ending, within the calendar."""
    stated = [date for link in chain.terms.links for date in (link.start, link.end) if date is not None]
    if chain.ending is not None:
        stated.append(chain.ending.last_day)
    return max((day for date in stated for day in (date.first_ordinal, date.last_ordinal) if day < LAST_DAY), default=1)
