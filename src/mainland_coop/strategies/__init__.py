"""Hypothesis strategies for everything that the library models; where it is installed, `st.from_type` finds them.

Example:
    >>> import mainland_coop as mc
    >>> from hypothesis import given
    >>> from mainland_coop import strategies as mcst
    >>> @given(mcst.agreements(n_renewals=(1, 3), gaps=False))
    ... def test_without_gaps_it_is_continuous(pact):
    ...     assert pact.chain.is_continuous is mc.Truth.TRUE
    >>> test_without_gaps_it_is_continuous()
"""

from __future__ import annotations

from mainland_coop.foundation.errors import MissingExtraError

try:
    import hypothesis  # noqa: F401
except ImportError as error:
    raise MissingExtraError(
        'strategies need hypothesis, which is not installed: pip install "mainland-coop[hypothesis]"', name="hypothesis"
    ) from error

from mainland_coop.strategies.arguments import KnobError, References
from mainland_coop.strategies.code import as_code
from mainland_coop.strategies.conferences import conferences, sessions
from mainland_coop.strategies.dates import date_texts, days, partial_dates, periods, terms
from mainland_coop.strategies.derived import chains, findings
from mainland_coop.strategies.faults import Fault, InvalidRecord, invalid_records
from mainland_coop.strategies.instruments import agreements, editions, memberships, programmes
from mainland_coop.strategies.names import ids, names, texts
from mainland_coop.strategies.parties import areas, parties, predecessors, signatories
from mainland_coop.strategies.provenance import citations, figures, sources
from mainland_coop.strategies.registries import registries
from mainland_coop.strategies.renewals import endings, partial_supersessions, renewals, stages

__all__ = [
    "Fault",
    "InvalidRecord",
    "KnobError",
    "References",
    "agreements",
    "areas",
    "as_code",
    "chains",
    "citations",
    "conferences",
    "date_texts",
    "days",
    "editions",
    "endings",
    "figures",
    "findings",
    "ids",
    "invalid_records",
    "memberships",
    "names",
    "partial_dates",
    "partial_supersessions",
    "parties",
    "periods",
    "predecessors",
    "programmes",
    "registries",
    "renewals",
    "sessions",
    "signatories",
    "sources",
    "stages",
    "terms",
    "texts",
]
