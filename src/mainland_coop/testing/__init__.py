"""A reference to hold one's own engine against: slow, obvious, and independent of the engine of the library.

`oracle` enumerates the possible worlds of a record in plain numbers. The functions here ask it about agreements and
programmes in the words of the library, and `disagreements` runs another engine against it.

Example:
    >>> import mainland_coop as mc
    >>> from mainland_coop import testing
    >>> def engine(pact, day):  # one's own; here the library's
    ...     return pact.active_on(day)
    >>> list(testing.disagreements(engine, mc.load().agreements["doj-shenzhen-legal-matters-2011"]))
    []
"""

from mainland_coop.testing import oracle
from mainland_coop.testing.comparison import (
    Described,
    boundaries,
    describe,
    expires,
    gaps,
    is_continuous,
    last_notice,
    standing_on,
    status_on,
    tacit_ends,
    timeline,
    truth_during,
    truth_on,
)
from mainland_coop.testing.disagreeing import Disagreement, disagreements
from mainland_coop.testing.oracle import NoWorldError, TooManyWorldsError

__all__ = [
    "Described",
    "Disagreement",
    "NoWorldError",
    "TooManyWorldsError",
    "boundaries",
    "describe",
    "disagreements",
    "expires",
    "gaps",
    "is_continuous",
    "last_notice",
    "oracle",
    "standing_on",
    "status_on",
    "tacit_ends",
    "timeline",
    "truth_during",
    "truth_on",
]
