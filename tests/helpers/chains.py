"""Random chains for the tests: as the oracle describes them, and the same as the library states them."""

from __future__ import annotations

import datetime
from functools import cache

from hypothesis import strategies as st

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.terms import Term
from mainland_coop.foundation.vocabularies import EndingReason, StartBasis
from mainland_coop.testing import oracle
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.links import ChainTerms, Cut, End, LinkTerms, earliest_of

# Around the end of a leap February, so that terms of months skip days and stand still.
ORIGIN = datetime.date(2020, 1, 29).toordinal()
SPAN = 75


def runs(low: int = 0, high: int = SPAN, widest: int = 8) -> st.SearchStrategy[tuple[int, int]]:
    """Runs of days, from exact ones up to a number of days wide."""
    return st.tuples(st.integers(low, high), st.integers(0, widest - 1)).map(
        lambda x: (ORIGIN + x[0], ORIGIN + x[0] + x[1])
    )


TERMS: tuple[oracle.TermParts, ...] = (
    *((0, 0, 0, days) for days in range(1, 41)),
    *((0, 0, weeks, 0) for weeks in range(1, 5)),
    *((0, 1, 0, days) for days in range(6) for _ in range(4)),
    *((0, 2, 0, 0) for _ in range(6)),
    *((1, 0, 0, 0) for _ in range(4)),
)
SHORT_TERMS: tuple[oracle.TermParts, ...] = (*((0, 0, 0, days) for days in range(1, 7)), (0, 0, 1, 0))
KINDS = ("stated", "term", "open", "not stated", "tacit", "tacit after")

# Strategies are made once: making them anew for each record takes longer than everything else.
_kind, _dense, _follows = st.sampled_from(KINDS), st.booleans(), st.booleans()
_reason = st.sampled_from(("terminated", "superseded"))
_terms = {True: st.sampled_from(SHORT_TERMS), False: st.sampled_from(TERMS)}
_staged, _n_stages = st.integers(0, 6).map(lambda n: n == 6), st.integers(2, 3)


@cache
def _up_to(last: int, first: int = 0) -> st.SearchStrategy[int]:
    return st.integers(first, last)


@st.composite
def records(
    draw: st.DrawFn, renewals: int = 4, widest: int = 7, sound: bool = True, open_lists: bool = False
) -> oracle.Record:
    """Records of the oracle in every shape that the file form allows: a world is drawn, and each date widened.

    Some of them have an open list of renewals, if that is asked for.

    Half of them are dense: short terms and near dates, so that everything meets everything, and so few days that the
    worlds of several ends that are not stated can still be enumerated. Unless records are to be sound, dates may also
    come too early, so that there may be no world.
    """
    too_early = 0 if sound else -12
    is_dense = draw(_dense)
    to_next, to_end, to_ending, term = (5, 8, 6, _terms[True]) if is_dense else (30, 50, 40, _terms[False])
    widest = min(widest, 4) if is_dense else widest

    def around(day: int) -> oracle.Days:
        more = draw(_up_to(widest - 1))
        first = day - draw(_up_to(more))
        return first, first + more

    links: list[oracle.Link] = []
    start = ORIGIN + draw(_up_to(20))
    end: int | None = None  # the last day of the link before, where something can follow on from it
    for index in range(draw(_up_to(renewals)) + 1):
        stages: tuple[oracle.Days, ...] = ()
        stated: oracle.Days | None = None
        if index and draw(_follows) and (end is not None or (not sound and draw(_staged))):
            start = start if end is None else end + 1
        elif not index and draw(_staged):
            stages = tuple(around(start + draw(_up_to(to_next))) for _ in range(draw(_n_stages) - 1))
            stages = (around(start), *stages)
        else:
            start += draw(_up_to(to_next, too_early)) if index else 0
            stated = around(start)
        end = None
        match draw(_kind):
            case "stated":
                end = start + draw(_up_to(to_end, too_early))
                link = oracle.Link(stated, ("stated", around(end)), stages)
            case "term":
                parts = draw(term)
                end = oracle.term_end(start, parts)
                link = oracle.Link(stated, ("term", parts), stages)
            case "tacit":
                link = oracle.Link(stated, ("tacit", draw(term)), stages)
            case "tacit after":
                after = start + draw(_up_to(to_end, too_early))
                link = oracle.Link(stated, ("tacit after", around(after)), stages)
            case "open":
                link = oracle.Link(stated, ("open",), stages)
            case _:
                link = oracle.Link(stated, ("not stated",), stages)
        links.append(link)
    ending = around(start + draw(_up_to(to_ending, too_early))) if draw(_follows) else None
    return oracle.Record(tuple(links), ending, draw(_reason), open_renewals=open_lists and draw(_follows))


def chain_of(record: oracle.Record) -> RenewalChain:
    """The library's chain for a record of the oracle."""
    links = []
    for index, link in enumerate(record.links):
        if link.stages:
            start, basis = earliest_of(tuple(PartialDate(*stage) for stage in link.stages)), StartBasis.ENTRY_INTO_FORCE
        elif link.start is None:
            assert index, "the first link has a start"
            start, basis = None, StartBasis.EXPIRY_BEFORE
        else:
            start, basis = PartialDate(*link.start), StartBasis.SIGNATURE
        term = expires = tacit = None
        match link.end:
            case ("stated", run):
                expires = PartialDate(*run)
            case ("term", (years, months, weeks, days)):
                term = Term(years, months, days, weeks)
            case ("tacit", (years, months, weeks, days)):
                term, tacit = Term(years, months, days, weeks), Term(years=3)
            case ("tacit after", run):
                expires, tacit = PartialDate(*run), Term(years=3)
            case ("open",):
                expires = End.OPEN
        links.append(LinkTerms.of(start, basis, term=term, tacit_renewal=tacit, expires=expires))
    ending = None if record.ending is None else Cut(PartialDate(*record.ending), EndingReason(record.reason))
    return RenewalChain(ChainTerms(() if record.never_in_force else tuple(links), ending, record.open_renewals))
