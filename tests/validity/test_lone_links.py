"""The bounds and the timeline of a lone link are those that it has as a chain: all small cases, one by one."""

from __future__ import annotations

from itertools import combinations_with_replacement
from typing import Any

import pytest

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.terms import Term
from mainland_coop.foundation.vocabularies import StartBasis
from mainland_coop.validity.bounds import Bounds, NoWorldError, bounds_of, compute_bounds
from mainland_coop.validity.links import ChainTerms, End, LinkTerms
from mainland_coop.validity.timeline import compile_timeline, timeline_of

DAYS = range(734_000, 734_005)
RUNS = [PartialDate(first, last) for first, last in combinations_with_replacement(DAYS, 2)]
ENDS: list[dict[str, Any]] = [
    *({"expires": run} for run in RUNS),
    {"expires": End.OPEN},
    {},
    *({"term": Term.parse(text)} for text in ("P1D", "P3D", "P1M", "P9999Y")),
    *({"term": Term.parse(text), "tacit_renewal": Term.parse("P1Y")} for text in ("P1D", "P3D", "P1M")),
]
EDGES = [PartialDate(FIRST_DAY, FIRST_DAY), PartialDate(FIRST_DAY, LAST_DAY), PartialDate(LAST_DAY, LAST_DAY)]


def as_a_chain(terms: ChainTerms, presumed: bool) -> Bounds | None:
    try:
        return compute_bounds(terms, presumed)
    except NoWorldError:
        return None


@pytest.mark.parametrize("presumed", [True, False])
def test_a_lone_link_is_no_case_of_its_own(presumed: bool) -> None:
    n_without_world = 0
    for start in (*RUNS, *EDGES, None):
        for end in ENDS:
            stated = {"term": None, "tacit_renewal": None, "expires": None, **end}
            basis = StartBasis.NOT_STATED if start is None else StartBasis.SIGNATURE
            terms = ChainTerms((LinkTerms.of(start, basis, **stated),))
            expected = as_a_chain(terms, presumed)
            if expected is None:
                n_without_world += 1
                for found in (bounds_of, timeline_of):
                    with pytest.raises(NoWorldError):
                        found(terms, presumed)
            else:
                assert bounds_of(terms, presumed) == expected, terms
                assert timeline_of(terms, presumed) == compile_timeline(expected), terms
    assert n_without_world > 10
