"""Small records, a question to each, and the right answer, worked out by hand from what the words mean.

Records are in the file form. The table knows neither the engine nor the oracle, so that both can be held to it. It is
about what needs more than dates and terms: ends beside terms, tacit renewal, periods, notice, lists that may be
incomplete, standings and memberships.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Fields: TypeAlias = dict[str, Any]
"""A record in the file form."""

Question: TypeAlias = Literal[
    "on", "some day", "throughout", "status", "standing", "expires", "gaps", "continuous", "last notice", "tacit ends"
]


@dataclass(frozen=True)
class Case:
    """One question to one record, and its answer.

    Attributes:
        name: What the case is about.
        record: The record in the file form; an agreement, or a programme if it has a `name`.
        question: The question.
        at: The day or period asked about as EDTF text; the index of the link for "last notice"; None where there is
            nothing to name.
        answer: Truths, statuses and standings by name. The expiry as EDTF text or name of the end, the last day for
            notice as EDTF text or None, gaps as (link, certain, shortest, longest), tacit ends in order as (link, days
            as EDTF text, truth: whether it comes, and in the period).
        party: The party asked about, if one is.
        presume: Whether continuity is presumed.
    """

    name: str
    record: Fields
    question: Question
    at: str | int | None
    answer: object
    party: str | None = None
    presume: bool = True


def _pact(**fields: Any) -> Fields:
    return {"id": "x", "title": {"en": "X"}, "kind": "arrangement", "parties": ["a", "b"], **fields}


def _ending(last_day: str, reason: str = "terminated") -> Fields:
    return {"last_day": last_day, "reason": reason}


# --- A term beside a last day ----------------------------------------------------------------------------------------

_CUT_SHORT = _pact(signed="2011-01-01", term="P5Y", expires="2013-06-30")
_END_OF_A_YEAR = _pact(signed="2011", term="P5Y", expires="2015-12-31")
_AFTER_CUT_SHORT = _CUT_SHORT | {"renewals": [{"follows_on": True, "term": "P1Y"}]}

# --- Tacit renewal ---------------------------------------------------------------------------------------------------

_MONTHS = _pact(signed="2011-01-31", term="P1M", tacit_renewal="P1M")
_FROM_A_LAST_DAY = _pact(signed="2011-01-01", expires="2011-12-31", tacit_renewal="P1Y")
_FROM_SOME_DAY = _pact(signed="2011-01-01", expires="2012", tacit_renewal=True)
_TERM_AND_LAST_DAY = _pact(signed="2011-01-01", term="P1Y", expires="2011-11-30", tacit_renewal="P1Y")
_SOME_JANUARY = _pact(signed="2011-01", term="P1M", tacit_renewal="P1M")

# --- Periods ---------------------------------------------------------------------------------------------------------

_PLAN = _pact(signed="2011-11", period="2012/2014")
_OPEN_PLAN = _pact(signed="2011-11", period="2012/..")
_MIXED = _pact(signed="2013", period="2014-03/2015")
_LATER_PLAN = _pact(signed="2008-01-01", term="P3Y", renewals=[{"period": "2012/2014"}])
_AFTER_A_PLAN = _PLAN | {"renewals": [{"follows_on": True, "term": "P1Y"}]}
_SUPPLY = {"id": "x", "name": {"en": "X"}, "period": "2014"}

# --- Notice ----------------------------------------------------------------------------------------------------------

_NOTICE_OF_A_RENEWAL = _pact(
    signed="2011-01-01", term="P1Y", renewals=[{"follows_on": True, "term": "P1Y", "notice": "P30D"}]
)

# --- Lists that may be incomplete ------------------------------------------------------------------------------------

_OPEN_LIST: Fields = {"open_lists": ["renewals"]}
_MAYBE_RENEWED = _pact(signed="2011-01-01", term="P5Y", **_OPEN_LIST)
_MAYBE_BETWEEN = _MAYBE_RENEWED | {"renewals": [{"signed": "2017-01-01", "term": "P1Y"}]}
_MAYBE_UNTIL = _MAYBE_RENEWED | {"ending": _ending("2018-06-30")}
_CUT_IN_ITS_TERM = _MAYBE_RENEWED | {"ending": _ending("2013-06-30", "superseded")}
_MAYBE_ON_AND_ON = _MAYBE_RENEWED | {"renewals": [{"follows_on": True, "term": "P5Y"}]}

# --- Standings and memberships ---------------------------------------------------------------------------------------

_NO_END = _pact(signed="2011-03-01")
_SOME_DAY_OF_2011 = _pact(signed="2011")

_FOR_GOOD = _pact(signed="2000-01-01", expires="..")
_JOINED_AND_LEFT = _FOR_GOOD | {
    "memberships": [
        {"party": "a", "signed": "2001", "in_force_from": "2002-03", "ending": _ending("2010", "withdrawn")}
    ]
}
_CAME_BACK = _FOR_GOOD | {
    "memberships": [
        {"party": "a", "ending": _ending("2005-12-31", "withdrawn")},
        {"party": "a", "in_force_from": "2008-01-01"},
    ]
}
_ALWAYS_THERE = _FOR_GOOD | {"memberships": [{"party": "a"}]}
_JOINED_TWICE = _FOR_GOOD | {
    "memberships": [
        {"party": "a", "signed": "2001-01-01"},
        {"party": "b", "signed": "2002-01-01"},
        {"party": "a", "in_force_from": "2005-01-01", "ending": _ending("2006-12-31", "withdrawn")},
    ]
}
_CROSSED = _pact(signed="2000-01-01", expires="2010", memberships=[{"party": "a", "in_force_from": "2010"}])
_LEFT_EARLY = _pact(
    signed="2000-01-01", term="P5Y", memberships=[{"party": "a", "ending": _ending("2003-12-31")}], **_OPEN_LIST
)

CASES: tuple[Case, ...] = (
    # The last day stands, and the term beside it takes no part.
    Case("cut short: the last day", _CUT_SHORT, "on", "2013-06-30", "TRUE"),
    Case("cut short: the day after", _CUT_SHORT, "status", "2013-07-01", "LAPSED"),
    Case("cut short: expiry", _CUT_SHORT, "expires", None, "2013-06-30"),
    # By the term it could run until 2016-12-30.
    Case("the end of a year, told twice", _END_OF_A_YEAR, "expires", None, "2015-12-31"),
    Case("what follows on from it", _AFTER_CUT_SHORT, "expires", None, "2014-06-30"),
    Case("what follows on from it leaves no gap", _AFTER_CUT_SHORT, "continuous", None, "TRUE"),
    # Tacit renewal: not before the term or the last day, otherwise not stated.
    Case(
        "each month starts on the day after the one before it",
        _MONTHS,
        "tacit ends",
        "2011-01/2011-04",
        ((0, "2011-02-28", "TRUE"), (0, "2011-03-31", "TRUE"), (0, "2011-04-30", "TRUE")),
    ),
    Case(
        "later months, asked alone",
        _MONTHS,
        "tacit ends",
        "2012-02/2012-03",
        ((0, "2012-02-29", "TRUE"), (0, "2012-03-31", "TRUE")),
    ),
    Case(
        "no period is stated: the first alone",
        _MONTHS | {"tacit_renewal": True},
        "tacit ends",
        "2011",
        ((0, "2011-02-28", "TRUE"),),
    ),
    Case("tacit from a last day: that day", _FROM_A_LAST_DAY, "standing", "2011-12-31", "STATED"),
    Case("tacit from a last day: the next", _FROM_A_LAST_DAY, "standing", "2012-01-01", "PRESUMED"),
    Case("tacit from a last day: presumed", _FROM_A_LAST_DAY, "on", "2013-06-01", "TRUE"),
    Case("tacit from a last day: not presumed", _FROM_A_LAST_DAY, "on", "2013-06-01", "UNKNOWN", presume=False),
    Case("tacit from a last day: expiry", _FROM_A_LAST_DAY, "expires", None, "NOT_STATED"),
    Case(
        "tacit from a last day: its ends",
        _FROM_A_LAST_DAY,
        "tacit ends",
        "2011/2013",
        ((0, "2011-12-31", "TRUE"), (0, "2012-12-31", "TRUE"), (0, "2013-12-31", "TRUE")),
    ),
    # The last day is one of 2012, so it is not before 2012-01-01 and may be just that.
    Case("tacit from some day: the earliest", _FROM_SOME_DAY, "standing", "2012-01-01", "STATED"),
    Case("tacit from some day: the next", _FROM_SOME_DAY, "standing", "2012-01-02", "PRESUMED"),
    Case("tacit from some day: its end", _FROM_SOME_DAY, "tacit ends", "2011/2020", ((0, "2012", "TRUE"),)),
    Case("tacit, term and last day: that day", _TERM_AND_LAST_DAY, "standing", "2011-11-30", "STATED"),
    Case("tacit, term and last day: the next", _TERM_AND_LAST_DAY, "standing", "2011-12-01", "PRESUMED"),
    Case(
        "tacit, term and last day: counted from the last day",
        _TERM_AND_LAST_DAY,
        "tacit ends",
        "2011/2012",
        ((0, "2011-11-30", "TRUE"), (0, "2012-11-30", "TRUE")),
    ),
    # 2011-01-01: 01-31, 02-28, 03-31; 2011-01-02: 02-01, 03-01, 04-01; 2011-01-31: 02-28, 03-31, 04-30.
    Case(
        "tacit: the ends move with the start",
        _SOME_JANUARY,
        "tacit ends",
        "2011-01/2011-02",
        ((0, "[2011-01-31..2011-02-28]", "TRUE"), (0, "[2011-02-28..2011-03-31]", "UNKNOWN")),
    ),
    Case(
        "tacit: the last day under an ending is its end",
        _MONTHS | {"ending": _ending("2011-03-31")},
        "tacit ends",
        "2011",
        ((0, "2011-02-28", "TRUE"),),
    ),
    Case(
        "tacit: an ending that may come just before or after",
        _MONTHS | {"ending": _ending("[2011-03-30..2011-04-02]")},
        "tacit ends",
        "2011",
        ((0, "2011-02-28", "TRUE"), (0, "2011-03-31", "UNKNOWN")),
    ),
    Case(
        "tacit: until the renewal",
        _MONTHS | {"renewals": [{"signed": "2011-04-15", "term": "P1Y"}]},
        "tacit ends",
        "2011",
        ((0, "2011-02-28", "TRUE"), (0, "2011-03-31", "TRUE")),
    ),
    Case(
        "tacit: the day before the renewal is the end",
        _MONTHS | {"renewals": [{"signed": "2011-04-01", "term": "P1Y"}]},
        "tacit ends",
        "2011",
        ((0, "2011-02-28", "TRUE"),),
    ),
    # A period: both of its days are exact.
    Case("a plan: the day before", _PLAN, "status", "2011-12-31", "NOT_YET_IN_FORCE"),
    Case("a plan: throughout", _PLAN, "throughout", "2012/2014", "TRUE"),
    Case("a plan: a year", _PLAN, "standing", "2013", "STATED"),
    Case("a plan: the day after", _PLAN, "status", "2015-01-01", "LAPSED"),
    Case("a plan: expiry", _PLAN, "expires", None, "2014-12-31"),
    Case("an open plan", _OPEN_PLAN, "expires", None, "OPEN"),
    Case("an open plan, far on", _OPEN_PLAN, "standing", "2090", "STATED"),
    Case("a month to a year: before", _MIXED, "on", "2014-02-28", "FALSE"),
    Case("a month to a year", _MIXED, "throughout", "2014-03-01/2015-12-31", "TRUE"),
    Case("a month to a year: after", _MIXED, "on", "2016-01-01", "FALSE"),
    Case("a gap before a plan", _LATER_PLAN, "gaps", None, ((1, True, 365, 365),)),
    Case("what follows on from a plan", _AFTER_A_PLAN, "expires", None, "2015-12-31"),
    Case("a programme of one year", _SUPPLY, "throughout", "2014", "TRUE"),
    Case("a programme of one year: the next", _SUPPLY, "standing", "2015", "NOT_IN_FORCE"),
    # Notice: the latest day from whose next day the period runs out in time.
    Case(
        "three months to the end of May",
        _pact(signed="2020-01-01", expires="2024-05-31", notice="P3M"),
        "last notice",
        0,
        "2024-02-29",
    ),
    # The ends are 2015-12-31 to 2016-12-30; six months from 2016-06-30 run out on 12-29, from 07-01 on 12-31.
    Case(
        "the last day for notice moves with the end",
        _pact(signed="2011", term="P5Y", notice="P6M"),
        "last notice",
        0,
        "[2015-06-30..2016-06-29]",
    ),
    # A month from 29, 30 and 31 January and from 1 February runs out on 28 February alike.
    Case(
        "four days from which a month runs out together",
        _pact(signed="2020-01-01", expires="2023-02-28", notice="P1M"),
        "last notice",
        0,
        "2023-01-31",
    ),
    Case(
        "the day before those",
        _pact(signed="2020-01-01", expires="2023-02-27", notice="P1M"),
        "last notice",
        0,
        "2023-01-27",
    ),
    Case(
        "of what renews itself: of its term",
        _pact(signed="2011-01-01", term="P1Y", tacit_renewal="P1Y", notice="P3M"),
        "last notice",
        0,
        "2011-09-30",
    ),
    Case("of a renewal", _NOTICE_OF_A_RENEWAL, "last notice", 1, "2012-12-01"),
    Case("of a link without notice", _NOTICE_OF_A_RENEWAL, "last notice", 0, None),
    Case("of a plan", _PLAN | {"notice": "P1Y"}, "last notice", 0, "2013-12-31"),
    Case("no end is stated", _pact(signed="2011", notice="P3M"), "last notice", 0, None),
    Case("an open end", _pact(signed="2011", expires="..", notice="P3M"), "last notice", 0, None),
    Case(
        "an ending has none",
        _pact(signed="2011", expires="..", notice="P3M", ending=_ending("2015-06-30")),
        "last notice",
        0,
        None,
    ),
    Case(
        "before the calendar",
        _pact(signed="0001-01-01", expires="0001-02-01", notice="P3M"),
        "last notice",
        0,
        None,
    ),
    # Lists that may be incomplete: what was FALSE from the first start on is UNKNOWN, and TRUE stays.
    Case("maybe renewed: before", _MAYBE_RENEWED, "on", "2010-12-31", "FALSE"),
    Case("maybe renewed: the last day of the term", _MAYBE_RENEWED, "on", "2015-12-31", "TRUE"),
    Case("maybe renewed: after", _MAYBE_RENEWED, "on", "2016-01-01", "UNKNOWN"),
    Case("maybe renewed: not lapsed", _MAYBE_RENEWED, "status", "2016-01-01", "UNKNOWN"),
    Case("maybe renewed: standing", _MAYBE_RENEWED, "standing", "2016-01-01", "POSSIBLE"),
    Case("maybe renewed: expiry", _MAYBE_RENEWED, "expires", None, "NOT_STATED"),
    Case("maybe between: the gap", _MAYBE_BETWEEN, "gaps", None, ((1, False, 0, 366),)),
    Case("maybe between: continuity", _MAYBE_BETWEEN, "continuous", None, "UNKNOWN"),
    Case("maybe between: on some day", _MAYBE_BETWEEN, "some day", "2016", "UNKNOWN"),
    Case("maybe between: throughout", _MAYBE_BETWEEN, "throughout", "2011/2016", "UNKNOWN"),
    Case("maybe between: throughout, and before", _MAYBE_BETWEEN, "throughout", "2010-12-31/2016", "FALSE"),
    Case("maybe between: on some day before", _MAYBE_BETWEEN, "some day", "2010", "FALSE"),
    Case("maybe until an ending: its day", _MAYBE_UNTIL, "on", "2018-06-30", "UNKNOWN"),
    Case("maybe until an ending: the next", _MAYBE_UNTIL, "on", "2018-07-01", "FALSE"),
    # Lapsed if nothing is missing, terminated if a renewal that is missing would have run longer.
    Case("maybe until an ending: after it", _MAYBE_UNTIL, "status", "2018-07-01", "UNKNOWN"),
    Case("maybe until an ending: expiry", _MAYBE_UNTIL, "expires", None, "[2015-12-31..2018-06-30]"),
    Case("cut in its term: nothing is open", _CUT_IN_ITS_TERM, "status", "2013-07-01", "SUPERSEDED"),
    Case("cut in its term: expiry", _CUT_IN_ITS_TERM, "expires", None, "2013-06-30"),
    Case("an open end stays open", _FOR_GOOD | _OPEN_LIST, "expires", None, "OPEN"),
    Case("no gap stays none", _MAYBE_ON_AND_ON, "continuous", None, "TRUE"),
    Case("never in force", _pact(signed="2011", never_in_force=True, **_OPEN_LIST), "on", "2012", "FALSE"),
    Case("only renewals decide", _MAYBE_RENEWED | {"open_lists": ["citations"]}, "on", "2016-01-01", "FALSE"),
    # Standings.
    Case("its first day", _NO_END, "standing", "2011-03-01", "STATED"),
    Case("its second day", _NO_END, "standing", "2011-03-02", "PRESUMED"),
    Case("its first two days: the weaker", _NO_END, "standing", "[2011-03-01..2011-03-02]", "PRESUMED"),
    Case("its first year", _NO_END, "standing", "2011", "POSSIBLE"),
    Case("the year before", _NO_END, "standing", "2010", "NOT_IN_FORCE"),
    Case("a day of the year in which it starts", _SOME_DAY_OF_2011, "standing", "2011-06-01", "POSSIBLE"),
    Case("the last day of the year", _SOME_DAY_OF_2011, "standing", "2011-12-31", "PRESUMED"),
    # Memberships.
    Case("signed and not yet in force", _JOINED_AND_LEFT, "on", "2001-06-01", "FALSE", party="a"),
    Case("in the month of joining", _JOINED_AND_LEFT, "on", "2002-03-15", "UNKNOWN", party="a"),
    Case("a member", _JOINED_AND_LEFT, "on", "2005", "TRUE", party="a"),
    Case("in the year of leaving: some day", _JOINED_AND_LEFT, "some day", "2010", "TRUE", party="a"),
    Case("in the year of leaving: throughout", _JOINED_AND_LEFT, "throughout", "2010", "UNKNOWN", party="a"),
    Case("left", _JOINED_AND_LEFT, "on", "2011-01-01", "FALSE", party="a"),
    Case("another, of which nothing is said", _JOINED_AND_LEFT, "on", "2001-06-01", "TRUE", party="b"),
    Case("the instrument does not mind", _JOINED_AND_LEFT, "on", "2011-01-01", "TRUE"),
    Case("from the beginning", _CAME_BACK, "on", "2000-01-01", "TRUE", party="a"),
    Case("before the instrument", _CAME_BACK, "on", "1999-12-31", "FALSE", party="a"),
    Case("away", _CAME_BACK, "some day", "2006/2007", "FALSE", party="a"),
    Case("back: the first day", _CAME_BACK, "on", "2008-01-01", "TRUE", party="a", presume=False),
    Case("back: later", _CAME_BACK, "on", "2009-01-01", "TRUE", party="a"),
    Case("back: later, nothing presumed", _CAME_BACK, "on", "2009-01-01", "UNKNOWN", party="a", presume=False),
    Case("always there", _ALWAYS_THERE, "on", "2000-01-01", "TRUE", party="a"),
    Case("always there, nothing presumed", _ALWAYS_THERE, "on", "2000-01-01", "UNKNOWN", party="a", presume=False),
    Case("twice: presumed until the second time", _JOINED_TWICE, "throughout", "2001/2006", "TRUE", party="a"),
    Case("twice: over", _JOINED_TWICE, "on", "2007-01-01", "FALSE", party="a"),
    Case("twice: the other party", _JOINED_TWICE, "on", "2001-06-01", "FALSE", party="b"),
    # The instrument ends on some day of 2010, and the party joins on some day of 2010, which may be later.
    Case("crossed: a day", _CROSSED, "on", "2010-06-01", "UNKNOWN", party="a"),
    Case("crossed: the year", _CROSSED, "some day", "2010", "UNKNOWN", party="a"),
    Case("crossed: the whole year", _CROSSED, "throughout", "2010", "UNKNOWN", party="a"),
    Case("crossed: before", _CROSSED, "on", "2009-12-31", "FALSE", party="a"),
    Case("left early: a member", _LEFT_EARLY, "on", "2002-06-01", "TRUE", party="a"),
    Case("left early: whatever is missing", _LEFT_EARLY, "some day", "2004/2020", "FALSE", party="a"),
    Case("left early: the other may be bound", _LEFT_EARLY, "on", "2006", "UNKNOWN", party="b"),
)
