"""The oracle's answers about records of the library, in the library's own words."""

from __future__ import annotations

import datetime
from itertools import groupby

from mainland_coop.dates import Day, PartialDate, day_run
from mainland_coop.periods import PeriodLike, as_period
from mainland_coop.testing import oracle
from mainland_coop.testing.describing import Described, describe
from mainland_coop.truth import Truth
from mainland_coop.validity.links import End
from mainland_coop.validity.questions import Status
from mainland_coop.validity.timeline import Run

__all__ = ["boundaries", "expires", "gaps", "is_continuous", "status_on", "timeline", "truth_during", "truth_on"]


def truth_on(
    record: Described, day: Day, *, presume_continuity: bool = True, limit: int = oracle.DEFAULT_LIMIT
) -> Truth:
    """Return whether a record is in force on a day, as enumeration of its possible worlds tells.

    Args:
        record: An agreement, a programme, or a description.
        day: The day; of a partial date each day that it may be is asked.
        presume_continuity: Whether an end that is not stated is presumed not to have come.
        limit: How much is enumerated before it is given up.

    Raises:
        TooManyWorldsError: If the record has more worlds than the limit allows.
        NoWorldError: If it has none (a description; records of the library are refused when they are made).

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
        >>> truth_on(pact, "2016-06-30")
        <Truth.UNKNOWN>
    """
    return Truth[oracle.truth_on(describe(record), *day_run(day), presume_continuity, limit=limit)]


def truth_during(
    record: Described,
    period: PeriodLike,
    *,
    throughout: bool = False,
    presume_continuity: bool = True,
    limit: int = oracle.DEFAULT_LIMIT,
) -> Truth:
    """Return whether a record is in force on some day of a period, or on every day of it (`throughout`).

    Arguments and errors are those of `truth_on`.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
        >>> truth_during(pact, "2011"), truth_during(pact, "2011", throughout=True)
        (<Truth.TRUE>, <Truth.UNKNOWN>)
    """
    whole = as_period(period)
    return Truth[
        oracle.truth_during(
            describe(record), whole.first_ordinal, whole.last_ordinal, throughout, presume_continuity, limit=limit
        )
    ]


def status_on(
    record: Described, day: Day, *, presume_continuity: bool = True, limit: int = oracle.DEFAULT_LIMIT
) -> Status:
    """Return where a record stands on a day. Arguments and errors are those of `truth_on`.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
        >>> status_on(pact, "2017")
        <Status.LAPSED>
    """
    return Status[oracle.status_on(describe(record), *day_run(day), presume_continuity, limit=limit)]


def timeline(
    record: Described, *, presume_continuity: bool = True, limit: int = oracle.DEFAULT_LIMIT
) -> tuple[Run, ...]:
    """Return the runs of days on which the answer is TRUE or UNKNOWN, by asking every day between the `boundaries`.

    The runs lie between the first and the last of these, which stand for all days before and after. Arguments and
    errors are those of `truth_on`.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-03-01", term="P1M")
        >>> [(datetime.date.fromordinal(run.first).isoformat(), run.truth) for run in timeline(pact)]
        [('2011-03-01', <Truth.TRUE>)]
    """
    plain = describe(record)
    asked = oracle.boundaries(plain)
    first, last = asked[0], asked[-1]
    answers = [(d, oracle.truth_on(plain, d, d, presume_continuity, limit=limit)) for d in range(first, last + 1)]
    runs = []
    for name, group in groupby(answers, key=lambda answer: answer[1]):
        days = [day for day, _ in group]
        if name != "FALSE":
            runs.append(Run(days[0], days[-1], Truth[name]))
    return tuple(runs)


def gaps(
    record: Described, *, presume_continuity: bool = True, limit: int = oracle.DEFAULT_LIMIT
) -> tuple[oracle.Gap, ...]:
    """Return the gaps between links, each with the first four attributes of `mainland_coop.Gap`.

    Arguments and errors are those of `truth_on`.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-11-25", term="P5Y",
        ...                     renewals=[mc.Renewal(signed="2017-10", term="P5Y")])
        >>> gaps(pact)
        (Gap(before=1, certain=True, shortest=310, longest=340),)
    """
    return oracle.gaps(describe(record), presume_continuity, limit=limit)


def is_continuous(record: Described, *, presume_continuity: bool = True, limit: int = oracle.DEFAULT_LIMIT) -> Truth:
    """Return whether there is no gap between links. Arguments and errors are those of `truth_on`."""
    return Truth[oracle.is_continuous(describe(record), presume_continuity, limit=limit)]


def expires(record: Described, *, limit: int = oracle.DEFAULT_LIMIT) -> PartialDate | End:
    """Return the run from the earliest to the latest possible last day, or why there is no such day.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
        >>> expires(pact)
        PartialDate('[2015-12-31..2016-12-30]')
    """
    found = oracle.expires(describe(record), limit=limit)
    return End[found] if isinstance(found, str) else PartialDate(*found[1:])


def boundaries(record: Described) -> tuple[datetime.date, ...]:
    """Return the days worth asking about, in order: at and around everything that a record names or a term reaches.

    An engine that is right on all of them can hardly be wrong between them; the first and the last stand for all days
    before and after.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-03-31", term="P1M")
        >>> " ".join(day.isoformat() for day in boundaries(pact))
        '2011-03-30 2011-03-31 2011-04-01 2011-04-02 2011-04-29 2011-04-30 2011-05-01 2011-05-02'
    """
    return tuple(datetime.date.fromordinal(day) for day in oracle.boundaries(describe(record)))
