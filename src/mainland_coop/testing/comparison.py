"""The reference asked in the library's words."""

from __future__ import annotations

import datetime
from itertools import groupby
from typing import TypeAlias

from mainland_coop.dates.partial_dates import Day, PartialDate, day_run
from mainland_coop.dates.periods import PeriodLike, as_period
from mainland_coop.dates.terms import Term
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.argument_checks import flag, whole_number
from mainland_coop.foundation.errors import InvalidArgumentError, UnknownIdError, WrongTypeError, shorten
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.instruments import Renewal
from mainland_coop.records.memberships import Membership
from mainland_coop.records.programmes import Programme
from mainland_coop.testing import oracle
from mainland_coop.validity.links import End
from mainland_coop.validity.possible_worlds import Status
from mainland_coop.validity.standing import Standing
from mainland_coop.validity.timeline import Run

Described: TypeAlias = Agreement | Programme | oracle.Record
"""What the oracle can be asked about, an agreement, a programme, or a description in plain numbers."""


def describe(record: Described) -> oracle.Record:
    """Return a record in the plain numbers that the oracle takes, from its fields as stated.

    The first link starts on `in_force_from` or its stages, else on `signed` (a programme: on `started`, else on any day
    of the calendar); a renewal on `in_force_from`, or as it follows on, else on `signed`. A `period` gives any of them
    its first and its last day. Nothing is narrowed, and nothing that the library computed is used.

    Args:
        record: An agreement or a programme; a description is returned as it is.

    Raises:
        WrongTypeError: If it is neither.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
        >>> describe(pact).links
        (Link(start=(734138, 734502), end=('term', (5, 0, 0, 0)), stages=(), tacit_renewal=None, notice=None),)
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
    ending = record.ending
    return oracle.Record(
        links=(_link(record, start, stages), *map(_renewal, record.renewals)),
        ending=None if ending is None else _days(ending.last_day),
        reason="terminated" if ending is None else str(ending.reason),
        never_in_force=never_in_force,
        open_renewals="renewals" in record.open_lists,
        memberships=tuple(map(_membership, record.memberships)) if isinstance(record, Agreement) else (),
    )


def _renewal(renewal: Renewal) -> oracle.Link:
    return _link(renewal, None if renewal.follows_on else renewal.in_force_from or renewal.signed)


def _link(
    stated: Agreement | Programme | Renewal, start: PartialDate | None, stages: tuple[oracle.Days, ...] = ()
) -> oracle.Link:
    """A link as stated: by its period, else from its start until the end that is stated, if one is."""
    tacit, notice = stated.tacit_renewal, _term(stated.notice)
    if stated.period is not None:
        first, last = stated.period.first_ordinal, stated.period.last_ordinal
        in_full: oracle.End = ("open",) if stated.period.end is None else ("stated", (last, last))
        return oracle.Link((first, first), in_full, notice=notice)
    return oracle.Link(
        None if start is None else _days(start),
        _end(stated.expires, _term(stated.term), tacit is not None),
        stages,
        tacit_renewal=_term(tacit) if isinstance(tacit, Term) else None,
        notice=notice,
    )


def _end(expires: PartialDate | End | None, term: oracle.TermParts | None, is_tacit: bool) -> oracle.End:
    """A last day that is stated is the end, whatever term stands beside it."""
    if isinstance(expires, PartialDate):
        return ("tacit after", _days(expires)) if is_tacit else ("stated", _days(expires))
    if expires is not None:
        return ("open",)
    if term is None:
        return ("not stated",)
    return ("tacit", term) if is_tacit else ("term", term)


def _term(term: Term | None) -> oracle.TermParts | None:
    return None if term is None else (term.years, term.months, term.weeks, term.days)


def _membership(membership: Membership) -> oracle.Membership:
    start, ending = membership.in_force_from or membership.signed, membership.ending
    return oracle.Membership(
        membership.party, None if start is None else _days(start), None if ending is None else _days(ending.last_day)
    )


def _days(date: PartialDate) -> oracle.Days:
    return date.first_ordinal, date.last_ordinal


def _of_party(record: Described, party: str | None) -> oracle.Record:
    """The description of a record of which one party is asked about, if one is."""
    if party is not None and isinstance(record, Programme):
        raise WrongTypeError(f"{record.id!r} is a programme: only the parties of an agreement can be asked about")
    if party is not None and isinstance(record, Agreement) and party not in record.parties:
        raise UnknownIdError(party, f"parties of {record.id!r}", record.parties[:3])
    return describe(record)


def _most(limit: int) -> int:
    return whole_number(limit, "limit")


def _presumed(presume_continuity: bool) -> bool:
    return flag(presume_continuity, "presume_continuity")


def truth_on(
    record: Described,
    day: Day,
    *,
    party: str | None = None,
    presume_continuity: bool = True,
    limit: int = oracle.DEFAULT_LIMIT,
) -> Truth:
    """Return whether a record is in force on a day, as enumeration of its possible worlds tells.

    Args:
        record: An agreement, a programme, or a description.
        day: The day; of a partial date each day that it may be is asked.
        party: A party of the agreement, to ask whether it is bound: as long as its memberships are in force too.
        presume_continuity: Whether an end that is not stated is presumed not to have come.
        limit: How much is enumerated before it is given up.

    Raises:
        TooManyWorldsError: If the record has more worlds than the limit allows.
        NoWorldError: If it has none (a description; records of the library are refused when they are made).
        UnknownIdError: If the party is none of the agreement's.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
        >>> truth_on(pact, "2016-06-30")
        <Truth.UNKNOWN>
    """
    plain = _of_party(record, party)
    return Truth[oracle.truth_on(plain, *day_run(day), _presumed(presume_continuity), party=party, limit=_most(limit))]


def truth_during(
    record: Described,
    period: PeriodLike,
    *,
    throughout: bool = False,
    party: str | None = None,
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
    whole, plain = as_period(period), _of_party(record, party)
    first, last = whole.first_ordinal, whole.last_ordinal
    return Truth[
        oracle.truth_during(
            plain,
            first,
            last,
            flag(throughout, "throughout"),
            _presumed(presume_continuity),
            party=party,
            limit=_most(limit),
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
    return Status[oracle.status_on(describe(record), *day_run(day), _presumed(presume_continuity), limit=_most(limit))]


def standing_on(record: Described, day: Day, *, limit: int = oracle.DEFAULT_LIMIT) -> Standing:
    """Return how a record stands on a day: by what is stated, by what is presumed, possibly, or not in force.

    Arguments and errors are those of `truth_on`.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011")
        >>> standing_on(pact, "2014").name
        'PRESUMED'
    """
    return Standing[oracle.standing_on(describe(record), *day_run(day), limit=_most(limit))]


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
    plain, presume = describe(record), _presumed(presume_continuity)
    asked = oracle.boundaries(plain)
    first, last = asked[0], asked[-1]
    answers = [(d, oracle.truth_on(plain, d, d, presume, limit=_most(limit))) for d in range(first, last + 1)]
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
    return oracle.gaps(describe(record), _presumed(presume_continuity), limit=_most(limit))


def is_continuous(record: Described, *, presume_continuity: bool = True, limit: int = oracle.DEFAULT_LIMIT) -> Truth:
    """Return whether there is no gap between links. Arguments and errors are those of `truth_on`."""
    return Truth[oracle.is_continuous(describe(record), _presumed(presume_continuity), limit=_most(limit))]


def expires(record: Described, *, limit: int = oracle.DEFAULT_LIMIT) -> PartialDate | End:
    """Return the run from the earliest to the latest possible last day, or why there is no such day.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
        >>> expires(pact)
        PartialDate('[2015-12-31..2016-12-30]')
    """
    found = oracle.expires(describe(record), limit=_most(limit))
    return End[found] if isinstance(found, str) else PartialDate(*found[1:])


def last_notice(record: Described, link: int = 0, *, limit: int = oracle.DEFAULT_LIMIT) -> PartialDate | None:
    """Return the days that may be the last for notice under a link, or None if there is no such day.

    Args:
        record: An agreement, a programme, or a description.
        link: The index of the link; 0 is the instrument itself, 1 its first renewal.
        limit: How much is enumerated before it is given up.

    Example:
        >>> end = ("stated", (datetime.date(2024, 5, 31).toordinal(),) * 2)
        >>> last_notice(oracle.Record((oracle.Link((737425, 737425), end, notice=(0, 3, 0, 0)),)))
        PartialDate('2024-02-29')
    """
    plain = describe(record)
    if whole_number(link, "link") >= len(plain.links):
        raise InvalidArgumentError(f"link={shorten(link)}: the record has {len(plain.links)}, counted from 0")
    found = oracle.last_notice(plain, link, limit=_most(limit))
    return None if found is None else PartialDate(*found)


def tacit_ends(
    record: Described, period: PeriodLike, *, limit: int = oracle.DEFAULT_LIMIT
) -> tuple[oracle.TacitEnd, ...]:
    """Return the ends in a period after which a record renews itself tacitly unless it is ended, with their certainty.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-01-31", term="P1M",
        ...                     tacit_renewal="P1M")
        >>> [str(datetime.date.fromordinal(end.earliest)) for end in tacit_ends(pact, "2011-02/2011-04")]
        ['2011-02-28', '2011-03-31', '2011-04-30']
    """
    whole = as_period(period)
    return oracle.tacit_ends(describe(record), whole.first_ordinal, whole.last_ordinal, limit=_most(limit))


def boundaries(record: Described, *, party: str | None = None) -> tuple[datetime.date, ...]:
    """Return the days worth asking about, in order: at and around everything that a record names or a term reaches.

    An engine that is right on all of them can hardly be wrong between them; the first and the last stand for all days
    before and after. With a `party`, those of its memberships are among them.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-03-31", term="P1M")
        >>> " ".join(day.isoformat() for day in boundaries(pact))
        '2011-03-30 2011-03-31 2011-04-01 2011-04-02 2011-04-29 2011-04-30 2011-05-01 2011-05-02'
    """
    return tuple(datetime.date.fromordinal(day) for day in oracle.boundaries(_of_party(record, party), party))
