"""Random chains for the tests: as the oracle describes them, and the same as the library states them."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from mainland_coop.dates import PartialDate
from mainland_coop.terms import Term
from mainland_coop.testing import oracle
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.links import ChainTerms, Cut, End, LinkTerms, StartBasis, earliest_of
from mainland_coop.vocabulary import EndingReason

# Around the end of a leap February, so that terms of months skip days and stand still.
ORIGIN = datetime.date(2020, 1, 29).toordinal()
SPAN = 75


def runs(low: int = 0, high: int = SPAN, widest: int = 8) -> st.SearchStrategy[tuple[int, int]]:
    """Runs of days, from exact ones up to a number of days wide."""
    return st.tuples(st.integers(low, high), st.integers(0, widest - 1)).map(
        lambda x: (ORIGIN + x[0], ORIGIN + x[0] + x[1])
    )


TERMS = st.one_of(
    st.tuples(st.just(0), st.integers(1, 2), st.just(0), st.just(0)),
    st.tuples(st.just(0), st.just(0), st.just(0), st.integers(1, 40)),
    st.tuples(st.just(0), st.just(1), st.just(0), st.integers(1, 5)),
    st.tuples(st.just(0), st.just(0), st.integers(1, 4), st.just(0)),
    st.tuples(st.just(1), st.just(0), st.just(0), st.just(0)),
)


def ends(start: tuple[int, int] | None) -> st.SearchStrategy[oracle.End]:
    """Every kind of end; stated ones mostly after the start, sometimes across it."""
    low = 0 if start is None else start[0] - ORIGIN
    stated = runs(max(0, low - 2), max(0, low) + 50)
    return st.one_of(
        st.tuples(st.just("stated"), stated),
        st.tuples(st.just("term"), TERMS),
        st.just(("open",)),
        st.just(("not stated",)),
        st.tuples(st.just("tacit"), TERMS),
    )


@st.composite
def records(draw: st.DrawFn, renewals: int = 4, widest: int = 7) -> oracle.Record:
    """Records of the oracle: mostly with a world, in every shape that the file form allows."""
    links: list[oracle.Link] = []
    low = 0
    for index in range(draw(st.integers(0, renewals)) + 1):
        kinds_with_end = index and links[-1].end[0] in ("stated", "term")
        if kinds_with_end and draw(st.booleans()):
            links.append(oracle.Link(None, draw(ends(None if not links[-1].start else links[-1].start))))
            continue
        stages: tuple[tuple[int, int], ...] = ()
        if not index and draw(st.integers(0, 6)) == 0:
            stages = tuple(draw(st.lists(runs(0, 20, 4), min_size=2, max_size=3)))
            start = None
        else:
            start = draw(runs(max(0, low - 4), min(SPAN, low + 30), widest))
            low = start[0] - ORIGIN
        links.append(oracle.Link(start, draw(ends(start)), stages))
    ending = draw(st.none() | runs(max(0, low - 3), min(SPAN, low + 40), widest))
    return oracle.Record(tuple(links), ending, draw(st.sampled_from(["terminated", "superseded"])))


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
            case ("open",):
                expires = End.OPEN
        links.append(LinkTerms.of(start, basis, term=term, tacit_renewal=tacit, expires=expires))
    ending = None if record.ending is None else Cut(PartialDate(*record.ending), EndingReason(record.reason))
    return RenewalChain(ChainTerms(() if record.never_in_force else tuple(links), ending))
