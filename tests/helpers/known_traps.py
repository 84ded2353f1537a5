"""Small records on which a plausible but wrong reading of the time semantics gives itself away.

Each trap holds the right answer, which is the oracle's (`test_oracle.py` checks that), and what a wrong engine says.
The traps of the first four kinds, and most of the others about bounds, were found by running an engine with just that
one mistake against the oracle and keeping the smallest records. Days are numbered from 1, which is 2020-06-01, unless
calendar dates are given.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from helpers.chains import chain_of
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.testing.oracle import Days, End, Link, Record
from mainland_coop.validity import links
from mainland_coop.validity.chain import RenewalChain

Question = Literal["on", "some day", "throughout", "status", "gaps", "continuous", "expires"]


@dataclass(frozen=True)
class Trap:
    """One question to one record. `days` is the day, partial date or period asked about; None where there is none.

    `right` and `wrong` are in the oracle's form: text, for gaps a tuple of (link, certain, shortest, longest), and for
    the expiry text or ("run", earliest, latest).
    """

    name: str
    mistake: str
    record: Record
    question: Question
    days: Days | None
    right: object
    wrong: object
    presume: bool = True


def _day(number: int) -> int:
    return datetime.date(2020, 5, 31).toordinal() + number


def _run(first: int, last: int | None = None) -> Days:
    return _day(first), _day(first if last is None else last)


def _dates(first: str, last: str | None = None) -> Days:
    start, end = (datetime.date.fromisoformat(text).toordinal() for text in (first, last or first))
    return start, end


OPEN: End = ("open",)
NOT_STATED: End = ("not stated",)

TRAPS: tuple[Trap, ...] = (
    # --- 1. joining links before their bounds are tightened ----------------------------------------------------------
    Trap(
        "join-first/presumed",
        # The second link starts on day 4, so the first has started by then. Joined first: one link that starts on 1..5.
        "links that the presumption joins are joined before the inner start has bounded the outer one",
        Record((Link(_run(1, 5), NOT_STATED), Link(_run(4), NOT_STATED))),
        "on",
        _run(4),
        "TRUE",
        "UNKNOWN",
    ),
    Trap(
        "join-first/some-day",
        # The renewal starts on day 1, so the first link has started too. Joined first: it may start on day 2 only.
        "as before, asked of a period",
        Record((Link(_run(1, 2), NOT_STATED), Link(_run(1), NOT_STATED)), ending=_run(8)),
        "some day",
        _run(1),
        "TRUE",
        "UNKNOWN",
    ),
    Trap(
        "join-first/follows-on",
        # The first link's end is day 8: the second has to start by its own last day, 9, and runs no further.
        # Joined first, the first end keeps its day 10, and the group reaches that far.
        "links that follow on are joined before the inner end has been bounded",
        Record((Link(_run(1, 3), ("stated", _run(8, 10))), Link(None, ("stated", _run(9))))),
        "throughout",
        _run(7, 10),
        "FALSE",
        "UNKNOWN",
    ),
    Trap(
        "join-first/gap",
        # The renewal runs from 3..8 to the presumed day before day 7: it starts by day 7. Joined first: by day 8.
        "as before, and a gap comes out too long",
        Record(
            (
                Link(_run(4, 6), ("stated", _run(5))),
                Link(_run(3, 8), NOT_STATED),
                Link(_run(7), ("term", (0, 0, 0, 2))),
            )
        ),
        "gaps",
        None,
        ((1, False, 0, 1),),
        ((1, False, 0, 2),),
    ),
    # --- 2. no ceiling carried back through a term -------------------------------------------------------------------
    Trap(
        "no-back-term/on",
        # From day 2 five days would reach day 6, and the second link would start after its own end. It began on day 1.
        "a start is not bounded by the latest end of the link that follows on from its term",
        Record((Link(_run(1, 2), ("term", (0, 0, 0, 5))), Link(None, ("stated", _run(6))))),
        "on",
        _run(1),
        "TRUE",
        "UNKNOWN",
    ),
    Trap(
        "no-back-term/two-links",
        # The third start is six days after the first, and not after the ending on day 8: the first is day 1 or 2.
        "as before, through two terms, from an ending",
        Record(
            (
                Link(_run(1, 9), ("term", (0, 0, 0, 3))),
                Link(None, ("term", (0, 0, 0, 3))),
                Link(None, NOT_STATED),
            ),
            ending=_run(8),
        ),
        "on",
        _run(2),
        "TRUE",
        "UNKNOWN",
    ),
    Trap(
        "no-back-term/gap",
        # The last link ends on day 13, so the second (three days) starts by day 10 and not on day 11.
        "as before, and a gap comes out too long",
        Record(
            (
                Link(_run(5), NOT_STATED),
                Link(_run(9, 11), ("term", (0, 0, 0, 3))),
                Link(None, ("stated", _run(13))),
            )
        ),
        "gaps",
        None,
        ((1, False, 0, 4),),
        ((1, False, 0, 5),),
        presume=False,
    ),
    Trap(
        "no-back-term/roll-over",
        # 2011-02-28 + P1M ends on 03-27, 2011-03-01 + P1M on 03-31; no term ends on a day between. The second link ends
        # on 03-30, so the first ends by 03-29 and started by 02-28.
        "the ceiling goes back by taking a month from 03-30, and 02-30 rolls over to March",
        Record(
            (
                Link(_dates("2011-02-25", "2011-03-03"), ("term", (0, 1, 0, 0))),
                Link(None, ("stated", _dates("2011-03-30"))),
            )
        ),
        "on",
        _dates("2011-02-28"),
        "TRUE",
        "UNKNOWN",
    ),
    Trap(
        "no-back-term/wrong-order",
        # 2011-02-28 + P1M2D ends on 03-29, 2011-03-01 + P1M2D on 04-02; the first link ends by 03-31, so it may have
        # started on 02-28.
        "the ceiling goes back by taking first the month and then the two days from 04-01, which is 02-27",
        Record(
            (
                Link(_dates("2011-02-25", "2011-03-03"), ("term", (0, 1, 0, 2))),
                Link(None, ("stated", _dates("2011-04-01"))),
            )
        ),
        "on",
        _dates("2011-02-27"),
        "UNKNOWN",
        "TRUE",
    ),
    # --- 3. the reach of a run of links not capped by the ending -----------------------------------------------------
    Trap(
        "reach-not-capped/open",
        "the reach is the open end of the link, and not the ending",
        Record((Link(_run(1), OPEN),), ending=_run(5, 6)),
        "throughout",
        _run(3, 8),
        "FALSE",
        "UNKNOWN",
    ),
    Trap(
        "reach-not-capped/term",
        "the reach is the term's end, and not the ending",
        Record((Link(_run(1, 2), ("term", (0, 0, 0, 9))),), ending=_run(5, 6)),
        "throughout",
        _run(2, 7),
        "FALSE",
        "UNKNOWN",
    ),
    Trap(
        "reach-not-capped/earlier-link",
        "an earlier, longer link reaches past the ending that comes after the last start",
        Record((Link(_run(1), ("stated", _run(12, 15))), Link(_run(3, 4), ("term", (0, 0, 0, 2)))), ending=_run(8, 9)),
        "throughout",
        _run(5, 10),
        "FALSE",
        "UNKNOWN",
    ),
    # --- 4. the possible end not capped by the ending ----------------------------------------------------------------
    Trap(
        "possible-not-capped/open",
        "a link without an own last day may be in force after the ending",
        Record((Link(_run(1), OPEN),), ending=_run(8)),
        "on",
        _run(9),
        "FALSE",
        "UNKNOWN",
    ),
    Trap(
        "possible-not-capped/term",
        "a term may run on after the latest ending",
        Record((Link(_run(1, 3), ("term", (0, 0, 0, 9))),), ending=_run(5, 6)),
        "on",
        _run(7),
        "FALSE",
        "UNKNOWN",
    ),
    Trap(
        "possible-not-capped/some-day",
        "as before, asked of a period",
        Record((Link(_run(1, 3), ("term", (0, 0, 0, 9))),), ending=_run(5, 6)),
        "some day",
        _run(7, 9),
        "FALSE",
        "UNKNOWN",
    ),
    Trap(
        "certain-not-capped",
        # On day 10 the ending has perhaps come.
        "the earliest end is not capped by the earliest ending",
        Record((Link(_run(2), NOT_STATED),), ending=_run(9, 10)),
        "on",
        _run(10),
        "UNKNOWN",
        "TRUE",
    ),
    # --- other bounds ------------------------------------------------------------------------------------------------
    Trap(
        "ending-bounds-the-last-start",
        "the last start is not bounded by the latest ending",
        Record((Link(_run(3, 4), ("term", (0, 0, 1, 0))),), ending=_run(2, 3)),
        "on",
        _run(3),
        "TRUE",
        "UNKNOWN",
    ),
    Trap(
        "order-of-starts/forward",
        "a renewal may start before its instrument",
        Record((Link(_run(7), NOT_STATED), Link(_run(6, 7), NOT_STATED))),
        "on",
        _run(6),
        "FALSE",
        "UNKNOWN",
        presume=False,
    ),
    Trap(
        "order-of-starts/backward",
        "an instrument may start after its renewal",
        Record((Link(_run(6, 7), ("stated", _run(11))), Link(_run(6), NOT_STATED))),
        "throughout",
        _run(6, 11),
        "TRUE",
        "UNKNOWN",
    ),
    Trap(
        "order-of-starts/gap",
        # The second start is by day 11, for the third is.
        "a gap is measured to a start that the next start rules out",
        Record(
            (
                Link(_run(5, 7), NOT_STATED),
                Link(_run(10, 12), NOT_STATED),
                Link(_run(10, 11), ("stated", _run(18))),
            )
        ),
        "gaps",
        None,
        ((1, False, 0, 5),),
        ((1, False, 0, 6),),
        presume=False,
    ),
    Trap(
        "longest-end-so-far/on",
        "the earliest end is that of the last link, and not the largest so far",
        Record((Link(_run(7), OPEN), Link(_run(13), NOT_STATED))),
        "on",
        _run(14),
        "TRUE",
        "UNKNOWN",
        presume=False,
    ),
    Trap(
        "longest-end-so-far/gaps",
        "a gap is measured from the link before, and not from the latest end so far",
        Record((Link(_run(4), OPEN), Link(_run(12), NOT_STATED), Link(_run(14, 15), OPEN))),
        "gaps",
        None,
        (),
        ((2, False, 0, 2),),
        presume=False,
    ),
    Trap(
        "stages",
        "the latest start of an instrument in stages is the latest of all stages",
        Record((Link(None, OPEN, stages=(_run(4), _run(5))),)),
        "on",
        _run(4),
        "TRUE",
        "UNKNOWN",
    ),
    Trap(
        "tacit/longer-than-the-next-link",
        # The text renews itself after five days: it is in force through day 5, renewal or not.
        "the end of a tacitly renewed link is the day before the next start, though its term runs longer",
        Record((Link(_run(1), ("tacit", (0, 0, 0, 5))), Link(_run(4), ("term", (0, 0, 0, 1))))),
        "on",
        _run(5),
        "TRUE",
        "FALSE",
    ),
    Trap(
        "tacit/not-before-the-term",
        "without the presumption a tacitly renewed link may end on its first day",
        Record((Link(_run(1), ("tacit", (0, 0, 0, 5))),)),
        "on",
        _run(5),
        "TRUE",
        "UNKNOWN",
        presume=False,
    ),
    Trap(
        "ending-is-the-stated-end",
        "without the presumption a last link with no end of its own is not carried to the ending",
        Record((Link(_run(2), NOT_STATED),), ending=_run(5)),
        "on",
        _run(3),
        "TRUE",
        "UNKNOWN",
        presume=False,
    ),
    Trap(
        "presumption-yields",
        # Presumed to last until the renewal; the renewal has run out on day 6.
        "an end that is not stated reaches beyond the next start",
        Record((Link(_run(1), NOT_STATED), Link(_run(5), ("term", (0, 0, 0, 2))))),
        "on",
        _run(7),
        "FALSE",
        "TRUE",
    ),
    # --- worlds, not days --------------------------------------------------------------------------------------------
    Trap(
        "shared-unknown/follows-on",
        # Ten days in one piece that start on 1..6: day 6 is in all of them.
        "the end of the first link and the start that follows on from it vary independently",
        Record((Link(_run(1, 6), ("term", (0, 0, 0, 5))), Link(None, ("term", (0, 0, 0, 5))))),
        "on",
        _run(6),
        "TRUE",
        "UNKNOWN",
    ),
    Trap(
        "shared-unknown/term",
        # 2011 + P5Y ends on 2016-12-30 at the latest.
        "the end of a term from a partial start is 'in 2016'",
        Record((Link(_dates("2011-01-01", "2011-12-31"), ("term", (5, 0, 0, 0))),)),
        "on",
        _dates("2016-12-31"),
        "FALSE",
        "UNKNOWN",
    ),
    Trap(
        "some-day-by-days",
        # One day in force, 2 or 3: each of them is UNKNOWN, but one of them it is.
        "a period is answered from the answers for its days",
        Record((Link(_run(2, 3), ("term", (0, 0, 0, 1))),)),
        "some day",
        _run(1, 4),
        "TRUE",
        "UNKNOWN",
    ),
    Trap(
        "throughout-by-days",
        "a period is answered from the answers for its days",
        Record((Link(_run(1, 2), ("term", (0, 0, 0, 1))),)),
        "throughout",
        _run(1, 2),
        "FALSE",
        "UNKNOWN",
    ),
    Trap(
        "partial-query",
        # The same record: whichever of the two days is meant, the answer for it is UNKNOWN.
        "a partial day is taken for 'some day of the period'",
        Record((Link(_run(2, 3), ("term", (0, 0, 0, 1))),)),
        "on",
        _run(2, 3),
        "UNKNOWN",
        "TRUE",
    ),
    Trap(
        "throughout-with-a-moving-term",
        # Three days from 1..4, then three from 5..8. To cover day 1 the first starts on it, and then day 4 is missing;
        # its latest end, day 6, belongs to another start.
        "the reach of a link is its latest end of all, and not the latest from a start that is early enough",
        Record((Link(_run(1, 4), ("term", (0, 0, 0, 3))), Link(_run(5, 8), ("term", (0, 0, 0, 3))))),
        "throughout",
        _run(1, 6),
        "FALSE",
        "UNKNOWN",
    ),
    # --- status ------------------------------------------------------------------------------------------------------
    Trap(
        "status/ending-on-the-last-day",
        "an ending on the very day on which the term runs out is said to have cut it",
        Record((Link(_run(1), ("term", (0, 0, 0, 5))),), ending=_run(5), reason="terminated"),
        "status",
        _run(6),
        "LAPSED",
        "TERMINATED",
    ),
    Trap(
        "status/ending-after-the-last-day",
        "an ending after the links ran out is said to have ended the instrument (or to have lengthened it)",
        Record((Link(_run(1), ("term", (0, 0, 0, 5))),), ending=_run(9), reason="superseded"),
        "status",
        _run(10),
        "LAPSED",
        "SUPERSEDED",
    ),
    Trap(
        "status/worlds-disagree",
        # Ended on 4 it was cut, ended on 5 it had run out; either way it is not in force.
        "the reason is taken from the earliest ending",
        Record((Link(_run(1), ("term", (0, 0, 0, 5))),), ending=_run(4, 5), reason="superseded"),
        "status",
        _run(6),
        "UNKNOWN",
        "SUPERSEDED",
    ),
    Trap(
        "status/earlier-link-cut",
        # The last link has run out on day 4, but the first would have lasted until 9.
        "only the last link's own end is compared with the ending",
        Record(
            (Link(_run(1), ("stated", _run(9))), Link(_run(3), ("term", (0, 0, 0, 2)))),
            ending=_run(6),
            reason="superseded",
        ),
        "status",
        _run(7),
        "SUPERSEDED",
        "LAPSED",
    ),
    Trap(
        "status/gap",
        "between two links it is not yet in force, or terminated already",
        Record((Link(_run(1), ("term", (0, 0, 0, 2))), Link(_run(6), NOT_STATED)), ending=_run(8), reason="terminated"),
        "status",
        _run(4),
        "LAPSED",
        "TERMINATED",
    ),
    Trap(
        "status/days-disagree",
        "a partial query whose days are all FALSE takes the reason of its first day",
        Record((Link(_run(1), NOT_STATED),), ending=_run(5), reason="withdrawn", never_in_force=True),
        "status",
        _run(5, 6),
        "UNKNOWN",
        "NOT_YET_IN_FORCE",
    ),
    Trap(
        "status/never-in-force",
        "an instrument that never began is in force between its signature and its withdrawal",
        Record((Link(_run(1), NOT_STATED),), ending=_run(5), reason="withdrawn", never_in_force=True),
        "status",
        _run(3),
        "NOT_YET_IN_FORCE",
        "IN_FORCE",
    ),
    Trap(
        "status/never-in-force-on-its-last-day",
        "the day of the withdrawal itself already counts as after it",
        Record((Link(_run(1), NOT_STATED),), ending=_run(5), reason="withdrawn", never_in_force=True),
        "status",
        _run(5),
        "NOT_YET_IN_FORCE",
        "UNKNOWN",
    ),
    # --- whether the links run out first, or the ending cuts them -----------------------------------------------------
    Trap(
        "race/followed-on",
        # The first link ends on the day before the second starts, and the ending is on that start or later.
        "a stated end that may lie after the earliest ending is said to be cut by it, though another link follows on",
        Record((Link(_run(1), ("stated", _run(3, 8))), Link(None, ("term", (0, 0, 0, 1)))), ending=_run(5, 12)),
        "status",
        _run(13),
        "LAPSED",
        "UNKNOWN",
    ),
    Trap(
        "race/latest-start",
        # Only from its latest start, day 4, does it run through day 26, and only the ending on day 25 is before that.
        "the latest start is not tried",
        Record((Link(_run(1, 4), ("term", (0, 0, 0, 23))),), ending=_run(25, 30)),
        "status",
        _run(31),
        "UNKNOWN",
        "LAPSED",
    ),
    *(
        Trap(
            f"race/jump-to-the-first-of-april-{latest}",
            # From 28 February the second link is 28 and 29 March, and from 1 March it is 1 and 2 April: then the ending
            # is on 1 April, for it is not before the last start.
            "the day on which the ending begins to move is not tried",
            Record(
                (
                    Link(_dates("2021-02-26", latest), ("term", (0, 1, 0, 0))),
                    Link(None, ("term", (0, 0, 0, 2))),
                ),
                ending=_dates("2021-03-31", "2021-04-10"),
            ),
            "status",
            _dates("2021-04-11"),
            "UNKNOWN",
            "LAPSED",
        )
        for latest in ("2021-03-01", "2021-03-02", "2021-03-03")
    ),
    Trap(
        "race/from-the-first-of-march",
        # As in the next trap, with a last link that follows on from none.
        "the search ends too early if the last link follows on from none",
        Record(
            (
                Link(_dates("2021-02-25", "2021-03-01"), ("term", (0, 1, 0, 0))),
                Link(_dates("2021-02-25", "2021-03-01"), ("term", (0, 0, 0, 29))),
                Link(None, ("term", (0, 0, 0, 1))),
                Link(_dates("2021-03-26", "2021-03-30"), ("term", (0, 0, 0, 1))),
            ),
            ending=_dates("2021-03-26", "2021-04-10"),
        ),
        "status",
        _dates("2021-04-11"),
        "UNKNOWN",
        "LAPSED",
    ),
    Trap(
        "race/only-in-march",
        # The ending is not before the third link, 29 days after the first start at the earliest; a month is longer than
        # that only if it starts in March, and neither the earliest start nor the latest does.
        "only the earliest and the latest start are tried",
        Record(
            (
                Link(_dates("2021-02-20", "2021-04-05"), ("term", (0, 1, 0, 0))),
                Link(_dates("2021-02-20", "2021-04-05"), ("term", (0, 0, 0, 29))),
                Link(None, ("term", (0, 0, 0, 1))),
            ),
            ending=_dates("2021-03-21", "2021-05-10"),
        ),
        "status",
        _dates("2021-05-11"),
        "UNKNOWN",
        "LAPSED",
    ),
    # --- gaps and expiry ---------------------------------------------------------------------------------------------
    Trap(
        "throughout/followed-on-at-once",
        # If the first link starts on day 1, the two run from day 1 through 5 and from day 6 through 10.
        "a link that follows on overlaps the one before",
        Record((Link(_run(1, 10), ("term", (0, 0, 0, 5))), Link(None, ("term", (0, 0, 0, 5))))),
        "throughout",
        _run(1, 10),
        "UNKNOWN",
        "FALSE",
    ),
    Trap(
        "throughout/followed-on-as-late-as-it-can-be",
        "a link that follows on is taken to start as late as in any world, or a day late",
        Record((Link(_run(1, 10), ("term", (0, 0, 0, 5))), Link(None, ("term", (0, 0, 0, 5))))),
        "throughout",
        _run(1, 11),
        "FALSE",
        "UNKNOWN",
    ),
    Trap(
        "throughout/another-start-of-the-same-link",
        # To cover day 1 the first link starts then; that it might have run through day 14 is of another world.
        "a link before is taken once with the start that is needed, and once more with its latest",
        Record((Link(_run(1, 10), ("term", (0, 0, 0, 5))), Link(_run(6, 20), ("term", (0, 0, 0, 2))))),
        "throughout",
        _run(1, 14),
        "FALSE",
        "UNKNOWN",
    ),
    Trap(
        "throughout/joined-by-the-presumption",
        # The first link lasts until the second starts, which may be on day 20, with five days from then on.
        "a link that the presumption joins to the one before is taken to start right after that one's first day",
        Record((Link(_run(1), NOT_STATED), Link(_run(10, 20), ("term", (0, 0, 0, 5))))),
        "throughout",
        _run(1, 24),
        "UNKNOWN",
        "FALSE",
    ),
    Trap(
        "throughout/tacit-renewal-cut-short",
        "a tacit renewal that the next link cuts short binds as from its latest start",
        Record((Link(_run(1, 5), ("tacit", (0, 0, 0, 20))), Link(_run(3, 6), ("term", (0, 0, 0, 1))))),
        "throughout",
        _run(1, 22),
        "FALSE",
        "UNKNOWN",
    ),
    Trap(
        "status/ran-out-long-before-the-ending",
        "an end that was not stated, and yielded to the next link, may still have been cut by the ending",
        Record((Link(_run(1), ("tacit", (0, 0, 1, 0))), Link(_run(9), ("term", (0, 1, 0, 0)))), ending=_run(60)),
        "status",
        _run(61),
        "LAPSED",
        "UNKNOWN",
    ),
    Trap(
        "status/stated-end-long-before-the-ending",
        "without the presumption also a stated end may not have come before the ending",
        Record((Link(_run(1), ("stated", _run(7))),), ending=_run(20)),
        "status",
        _run(22),
        "LAPSED",
        "UNKNOWN",
        presume=False,
    ),
    Trap(
        "status/stated-end-on-the-ending",
        "a link that ends on the earliest day of the ending may have been cut by it",
        Record((Link(_run(1, 3), ("stated", _run(3))),), ending=_run(3, 4)),
        "status",
        _run(5),
        "LAPSED",
        "UNKNOWN",
    ),
    Trap(
        "status/open-end-under-a-later-term",
        "the ending cuts nothing because the last link ran out by its term, though the first was open-ended",
        Record((Link(_run(1), OPEN), Link(_run(25), ("term", (0, 0, 1, 0)))), ending=_run(62)),
        "status",
        _run(63),
        "TERMINATED",
        "LAPSED",
    ),
    Trap(
        "status/certain",
        "the status is unknown although the truth is TRUE",
        Record((Link(_run(1), NOT_STATED),)),
        "status",
        _run(1),
        "IN_FORCE",
        "UNKNOWN",
    ),
    Trap(
        "status/possible",
        "what may be in force is in force",
        Record((Link(_run(1, 2), ("term", (0, 0, 1, 0))),)),
        "status",
        _run(1),
        "UNKNOWN",
        "IN_FORCE",
    ),
    Trap(
        "on/second-run",
        "only the first run of days is certain",
        Record((Link(_run(1), ("stated", _run(1))), Link(_run(3), ("term", (0, 0, 0, 9))))),
        "on",
        _run(3),
        "TRUE",
        "UNKNOWN",
    ),
    Trap(
        "expires/followed-on",
        "a day is lost between a term and the link that follows on",
        Record((Link(_run(1), ("term", (0, 0, 0, 3))), Link(None, ("term", (0, 0, 0, 20))))),
        "expires",
        None,
        ("run", *_run(23)),
        ("run", *_run(24)),
    ),
    Trap(
        "expires/joined-by-the-presumption",
        "an end that is not stated lies after the next start",
        Record((Link(_run(9, 10), NOT_STATED), Link(_run(9, 10), ("stated", _run(10))))),
        "expires",
        None,
        ("run", *_run(10)),
        ("run", *_run(10, 11)),
    ),
    Trap(
        "gaps/of-one-day",
        "a gap of a single day is only possible",
        Record((Link(_run(1), ("stated", _run(3))), Link(_run(5), ("term", (0, 0, 0, 2))))),
        "gaps",
        None,
        ((1, True, 1, 1),),
        ((1, False, 1, 1),),
    ),
    Trap(
        "continuous/under-a-longer-link",
        # The first link covers the days between the second and the third; only the gap before the fourth is possible.
        "the day after a short link within a longer one is taken for a gap",
        Record(
            (
                Link(_run(1), ("stated", _run(30))),
                Link(_run(5), ("term", (0, 0, 0, 3))),
                Link(_run(12), ("term", (0, 0, 0, 3))),
                Link(_run(31, 33), ("term", (0, 0, 0, 3))),
            )
        ),
        "continuous",
        None,
        "UNKNOWN",
        "FALSE",
    ),
    Trap(
        "continuous/some-worlds",
        "a chain with a gap that is only possible is said to be broken",
        Record((Link(_run(1), ("stated", _run(4, 5))), Link(_run(6), ("term", (0, 0, 0, 2))))),
        "continuous",
        None,
        "UNKNOWN",
        "FALSE",
    ),
    Trap(
        "continuous/some-gap-for-certain",
        # The middle link is one day on 4 or 5, between days 3 and 6: a gap on one side or on the other.
        "no single gap is certain, so the chain is said to be perhaps continuous",
        Record(
            (
                Link(_run(1), ("stated", _run(3))),
                Link(_run(4, 5), ("term", (0, 0, 0, 1))),
                Link(_run(6), ("term", (0, 0, 0, 1))),
            )
        ),
        "continuous",
        None,
        "FALSE",
        "UNKNOWN",
    ),
    Trap(
        "expires/ending-caps-open",
        "an open-ended link keeps the chain open although an ending is stated",
        Record((Link(_run(1), OPEN),), ending=_run(5, 6)),
        "expires",
        None,
        ("run", *_run(5, 6)),
        "OPEN",
    ),
    Trap(
        "expires/ending-does-not-lengthen",
        "the ending is the last day, though the term ran out before it",
        Record((Link(_run(1), ("term", (0, 0, 0, 4))),), ending=_run(3, 9)),
        "expires",
        None,
        ("run", *_run(3, 4)),
        ("run", *_run(3, 9)),
    ),
    Trap(
        "expires/longest-link",
        "the last day is that of the last link",
        Record((Link(_run(1), ("stated", _run(9))), Link(_run(3), ("term", (0, 0, 0, 2))))),
        "expires",
        None,
        ("run", *_run(9)),
        ("run", *_run(4)),
    ),
)


def expiry(chain: RenewalChain) -> object:
    expires = chain.expires
    if isinstance(expires, links.End):
        return expires.name
    return ("run", expires.first_ordinal, expires.last_ordinal)


def answer(trap: Trap) -> object:
    """The library's answer to a trap's question, in the oracle's form."""
    chain = chain_of(trap.record)
    presume = trap.presume
    match trap.question:
        case "gaps":
            return tuple((g.before, g.certain, g.shortest, g.longest) for g in chain.gaps(presume_continuity=presume))
        case "continuous":
            return chain.is_continuous.name
        case "expires":
            return expiry(chain)
    assert trap.days
    run = PartialDate(*trap.days)
    match trap.question:
        case "on":
            return chain.active_on(run, presume_continuity=presume).name
        case "status":
            return chain.status_on(run, presume_continuity=presume).name
    period = Period(PartialDate(run.first_ordinal, run.first_ordinal), PartialDate(run.last_ordinal, run.last_ordinal))
    return chain.active_during(period, throughout=trap.question == "throughout", presume_continuity=presume).name
