"""The oracle itself: it enumerates possible worlds, and every answer is a loop over them.

It shares no code with the engine, on purpose. A record is described with plain numbers (day ordinals, as in
``datetime.date.toordinal``), its possible worlds are listed one by one, and a question is put to each of them. Nothing
here is clever, save that worlds which a question cannot tell apart are kept only once, and that days beyond all that
the record names are not asked one by one (see `window`). The answers are plain text ("TRUE", "FALSE", "UNKNOWN", ...)
and plain tuples, so that an engine in SQL or in another language can be held against them as they are.

Example:
    >>> import datetime
    >>> day = lambda text: datetime.date.fromisoformat(text).toordinal()
    >>> record = Record((Link((day("2011-01-01"), day("2011-12-31")), ("term", (5, 0, 0, 0))),))
    >>> truth_on(record, day("2016-06-30"), day("2016-06-30"))
    'UNKNOWN'
    >>> [datetime.date.fromordinal(n).isoformat() for n in expires(record)[1:]]
    ['2015-12-31', '2016-12-30']
    >>> len(worlds(record))
    365
"""

from mainland_coop.testing.oracle import (
    answers as _answers,
    descriptions as _descriptions,
    stories as _stories,
    worlds as _worlds,
)
from mainland_coop.testing.oracle.answers import *
from mainland_coop.testing.oracle.descriptions import *
from mainland_coop.testing.oracle.stories import *
from mainland_coop.testing.oracle.worlds import *

# Each module says which of its names are public.
__all__: list[str] = []
__all__ += _answers.__all__
__all__ += _descriptions.__all__
__all__ += _stories.__all__
__all__ += _worlds.__all__
