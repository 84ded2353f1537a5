"""Where partial dates differ from two other readers of EDTF: python-edtf 5 and undate 0.8.

Each difference is a class of texts, with what either side makes of them and why. `test_dates_against_others.py` holds
that every example is still as told here, that there is no other difference, and that `docs/edtf-compared.md` shows
this table. `None` stands for a refusal.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

Aspect = Literal["days", "precision", "text"]
Library = Literal["edtf", "undate"]

SUBSET = "our subset"
"""The forms of [partial dates](uncertainty.md#a-date-is-a-run-of-days)."""


class Reading(NamedTuple):
    """What a reader makes of a text: its first and last day, its precision in our words, and its own text for it."""

    first: str
    last: str
    precision: str | None
    text: str | None


@dataclass(frozen=True)
class Difference:
    """A class of texts that another library reads in another way.

    `applies` recognises the texts, `examples` maps some of them to what we and they say: (first, last) days for
    `days`, a precision, or the text that is written back.
    """

    library: Library
    aspect: Aspect
    texts: str
    applies: Callable[[str], bool]
    ours: str
    theirs: str
    why: str
    reference: str
    examples: dict[str, tuple[object, object]]


def matches(pattern: str) -> Callable[[str], bool]:
    """Whether a text has the pattern somewhere."""
    return lambda text: re.search(pattern, text) is not None


def has_no_such_february(text: str) -> bool:
    """Whether the text names 29 February of a common year."""
    return any(not calendar.isleap(int(year)) for year in re.findall(r"([0-9]{4})-02-29", text) if year != "0000")


def sides(text: str) -> tuple[str, str] | None:
    """The two dates of a run, either of which may be empty."""
    found = re.fullmatch(r"\[([0-9-]*)\.\.([0-9-]*)\]", text)
    return (found[1], found[2]) if found else None


def is_mixed(text: str) -> bool:
    """Whether the two dates of a run are of different precision."""
    pair = sides(text)
    return pair is not None and all(pair) and len(pair[0]) != len(pair[1])


def is_reversed(text: str) -> bool:
    """Whether the second date of a run lies before the first."""
    pair = sides(text)
    return pair is not None and all(pair) and pair[1] < pair[0][: len(pair[1])]


YEAR_ZERO = r"^\[?(\.\.)?(0000|000X|00XX|0XXX)|\.\.0000"
ELSEWHERE = r"^([0-9]{0,2}X[0-9]|[0-9]?X[0-9]{2}|X[0-9]{3}|[0-9X]XXX|.{3}X-|[0-9]{4}-XX-[0-9]|[0-9-]{5,8}[0-9]X)"

DIFFERENCES: tuple[Difference, ...] = (
    # --- python-edtf -------------------------------------------------------------------------------------------------
    Difference(
        "edtf",
        "days",
        "the year 0000, also as part of `000X`, `00XX` or a run",
        matches(YEAR_ZERO),
        "refused",
        "the year before 0001",
        "Python's calendar, and every engine that we hand days to, begins with 0001-01-01.",
        "EDTF level 0 has the year 0000 (ISO 8601-1); " + SUBSET,
        {
            "0000": (None, ("0000-01-01", "0000-12-31")),
            "000X": (None, ("0000-01-01", "0009-12-31")),
            "00XX": (None, ("0000-01-01", "0099-12-31")),
            "0000-02-29": (None, ("0000-02-29", "0000-02-29")),
            "[0000..2011]": (None, ("0000-01-01", "2011-12-31")),
        },
    ),
    Difference(
        "edtf",
        "days",
        "29 February of a common year",
        has_no_such_february,
        "refused",
        "a day that no calendar has",
        "There is no such day; a text that names one is a mistake of the record.",
        "EDTF level 0, complete date: a calendar date of ISO 8601-1",
        {
            "2011-02-29": (None, ("2011-02-29", "2011-02-29")),
            "1900-02-29~": (None, ("1900-02-29", "1900-02-29")),
            "[2011-02-29..2012-02-29]": (None, ("2011-02-29", "2012-02-29")),
        },
    ),
    Difference(
        "edtf",
        "days",
        "runs whose two dates differ in precision",
        is_mixed,
        "from the first day of the one through the last of the other",
        "refused",
        "Sources say `between 2016 and 3 October 2017`. Reading it is an extension of ours; such a run is written back "
        "in one precision, as the standard asks, so that others read it.",
        "EDTF level 2, set representation: the two dates beside `..` have the same precision",
        {
            "[2016..2017-10-03]": (("2016-01-01", "2017-10-03"), None),
            "[2011-02-05..2011]": (("2011-02-05", "2011-12-31"), None),
        },
    ),
    Difference(
        "edtf",
        "days",
        "reversed runs",
        is_reversed,
        "refused",
        "read, with the latest day before the earliest",
        "A run without a day is a mistake of the record.",
        "EDTF level 2, set representation: values from the first through the second",
        {
            "[2017..2016]": (None, ("2017-01-01", "2016-12-31")),
            "[2011-12..2011-02]": (None, ("2011-12-01", "2011-02-28")),
        },
    ),
    Difference(
        "edtf",
        "days",
        "runs that are open on one side",
        matches(r"^\[\.\.[0-9-]+\]$|^\[[0-9-]+\.\.\]$"),
        "reach to 0001-01-01 or 9999-12-31",
        "reach to infinity",
        "A day is always a day, so that what is compared, stored or counted has no special case.",
        "EDTF level 2, set representation, sets no limit; " + SUBSET,
        {
            "[..2025-12]": (("0001-01-01", "2025-12-31"), ("-inf", "2025-12-31")),
            "[2016-02..]": (("2016-02-01", "9999-12-31"), ("2016-02-01", "inf")),
        },
    ),
    Difference(
        "edtf",
        "days",
        "lists and sets",
        matches(r"^(\[.*,.*\]|\{.*\})$"),
        "refused",
        "read; earliest and latest day are those of the whole",
        "The days of a list are not one run, and those of a set are all meant, not one of them.",
        "EDTF level 2, set representation; " + SUBSET,
        {
            "[2016,2018]": (None, ("2016-01-01", "2018-12-31")),
            "[2016..2017,2019]": (None, ("2016-01-01", "2019-12-31")),
            "{2016..2017}": (None, ("2016-01-01", "2017-12-31")),
        },
    ),
    Difference(
        "edtf",
        "days",
        "intervals",
        matches(r"/"),
        "refused; `Period.parse` reads them",
        "read as dates; a side left empty is ten years long",
        "An interval is all its days, a partial date is one of them.",
        "EDTF level 0, time interval, and level 1, extended interval",
        {
            "2016/2017": (None, ("2016-01-01", "2017-12-31")),
            "../2017": (None, ("-inf", "2017-12-31")),
            "/2017": (None, ("2007-12-31", "2017-12-31")),
        },
    ),
    Difference(
        "edtf",
        "days",
        "seasons, quarters and other groups of months (`2011-21` to `2011-41`)",
        matches(r"^[0-9]{4}-(2[1-9]|3[0-9]|4[01])[~?%]?$"),
        "refused, with the remedy: the run of months",
        "read, each by a rule of its own; winter is December",
        "What months a season has depends on the hemisphere and on the source.",
        "EDTF level 1, seasons, and level 2, sub-year groupings; " + SUBSET,
        {
            "2011-21": (None, ("2011-03-01", "2011-05-31")),
            "2011-24": (None, ("2011-12-01", "2011-12-31")),
            "2011-33": (None, ("2011-01-01", "2011-03-31")),
        },
    ),
    Difference(
        "edtf",
        "days",
        "unspecified digits elsewhere than in `201X`, `20XX`, `2011-XX`, `2011-02-XX` and `2011-XX-XX`",
        matches(ELSEWHERE),
        "refused",
        "read; earliest and latest day are those of the whole",
        "The days are not one run (`2011-XX-05`), or the same run has a plainer text (`201X-XX` is `201X`), or it is "
        "wider than a source of this field would say (`2XXX`).",
        "EDTF level 2, unspecified digit; " + SUBSET,
        {
            "2011-XX-05": (None, ("2011-01-05", "2011-12-05")),
            "201X-02": (None, ("2010-02-01", "2019-02-28")),
            "201X-XX": (None, ("2010-01-01", "2019-12-31")),
            "20X1": (None, ("2001-01-01", "2091-12-31")),
            "2XXX": (None, ("2000-01-01", "2999-12-31")),
        },
    ),
    Difference(
        "edtf",
        "days",
        "qualifiers before a part, or between parts",
        matches(r"^[~?%]|[~?%].*[0-9]"),
        "refused",
        "read",
        "A qualifier is kept for the whole date; one of its year only would be lost or misread.",
        "EDTF level 2, qualification; " + SUBSET,
        {
            "~2011": (None, ("2011-01-01", "2011-12-31")),
            "2011?-02": (None, ("2011-02-01", "2011-02-28")),
            "2011-02-~05": (None, ("2011-02-05", "2011-02-05")),
        },
    ),
    Difference(
        "edtf",
        "days",
        "a day with a time of day",
        matches(r"^[0-9-]{10}T"),
        "refused",
        "read as the day",
        "Which day it is depends on a time zone.",
        "EDTF level 0, date and time; " + SUBSET,
        {"2011-02-05T10:00:00Z": (None, ("2011-02-05", "2011-02-05"))},
    ),
    Difference(
        "edtf",
        "days",
        "years before 0001 or after 9999, and years with significant digits",
        matches(r"^(-|Y)|S[0-9]"),
        "refused",
        "read",
        "The subject is of today. Python's calendar has no other years.",
        "EDTF level 1, negative and letter-prefixed year; level 2, exponential year and significant digits; " + SUBSET,
        {
            "-0044": (None, ("-044-01-01", "-044-12-31")),
            "Y12345": (None, ("12345-01-01", "12345-12-31")),
            "1950S2": (None, ("1950-01-01", "1950-12-31")),
        },
    ),
    Difference(
        "edtf",
        "days",
        "white space around the text or inside brackets",
        matches(r"\s"),
        "refused, with the position",
        "stripped",
        "One value has one text in a file, so that files can be compared and searched as text.",
        "EDTF has no white space; " + SUBSET,
        {
            " 2011": (None, ("2011-01-01", "2011-12-31")),
            "2011\n": (None, ("2011-01-01", "2011-12-31")),
            "[2016 .. 2017]": (None, ("2016-01-01", "2017-12-31")),
        },
    ),
    Difference(
        "edtf",
        "precision",
        "`2011-XX`, `2011-02-XX`, `2011-XX-XX`",
        matches(r"-XX[~?%]?$"),
        "what is known: year, month, year",
        "what was written: month, day, day",
        "`2011-XX` and `2011` are the same days, and so the same value.",
        "EDTF level 1, unspecified digits, names no precision; equality of runs is ours",
        {"2011-XX": ("year", "month"), "2011-02-XX~": ("month", "day"), "2011-XX-XX": ("year", "day")},
    ),
    Difference(
        "edtf",
        "precision",
        "runs",
        matches(r"^\[.*\]$"),
        "`run`, or the unit of the calendar that the run fills",
        "none",
        "`[2011-01..2011-12]` is `2011`.",
        "EDTF level 2, set representation, names no precision; equality of runs is ours",
        {"[2016-02..2017-10]": ("run", None), "[2011-01..2011-12]": ("year", None)},
    ),
    # --- undate ------------------------------------------------------------------------------------------------------
    Difference(
        "undate",
        "days",
        "runs",
        matches(r"^\[[0-9-]*\.\.[0-9-]*\]$"),
        "read",
        "refused",
        "`Not in force when it was last looked at` is such a run, so the field cannot do without.",
        "EDTF level 2, set representation; undate reads levels 0 and 1 and a part of level 2",
        {
            "[2016-02..2017-10]": (("2016-02-01", "2017-10-31"), None),
            "[..2025-12]": (("0001-01-01", "2025-12-31"), None),
            "[2016-02..]": (("2016-02-01", "9999-12-31"), None),
        },
    ),
    Difference(
        "undate",
        "days",
        "the year 0000, also as part of `000X`, `00XX`",
        matches(YEAR_ZERO),
        "refused",
        "the year before 0001, with a February of 28 days",
        "As for edtf. (By the rule of the calendar 0000 is a leap year.)",
        "EDTF level 0 has the year 0000 (ISO 8601-1); " + SUBSET,
        {
            "0000": (None, ("0000-01-01", "0000-12-31")),
            "0000-02": (None, ("0000-02-01", "0000-02-28")),
            "000X": (None, ("0000-01-01", "0009-12-31")),
        },
    ),
    Difference(
        "undate",
        "days",
        "intervals",
        matches(r"/"),
        "refused; `Period.parse` reads them",
        "read, as a value of a class for intervals",
        "As for edtf.",
        "EDTF level 0, time interval, and level 1, extended interval",
        {"2016/2017": (None, ("2016-01-01", "2017-12-31")), "2016-02/..": (None, ("2016-02-01", "none"))},
    ),
    Difference(
        "undate",
        "days",
        "unspecified digits elsewhere than in `201X`, `20XX`, `2011-XX`, `2011-02-XX` and `2011-XX-XX`",
        matches(ELSEWHERE),
        "refused",
        "read, also `2011-1X` and `2011-02-1X`",
        "As for edtf. October to December is `[2011-10..2011-12]`.",
        "EDTF level 2, unspecified digit; " + SUBSET,
        {
            "2011-XX-05": (None, ("2011-01-05", "2011-12-05")),
            "2011-1X": (None, ("2011-10-01", "2011-12-31")),
            "2011-02-1X": (None, ("2011-02-10", "2011-02-19")),
            "201X-02": (None, ("2010-02-01", "2019-02-28")),
        },
    ),
    Difference(
        "undate",
        "days",
        "years of fewer or more than four digits, and digits that are not ASCII",
        lambda text: re.fullmatch(r"\d+", text) is not None and re.fullmatch(r"[0-9]{4}", text) is None,
        "refused",
        "read as numbers: `20110205` is a year",
        "A year has four digits in the standard; what has not is a slip, or another notation.",
        "EDTF level 0, year: four digits",
        {
            "201": (None, ("0201-01-01", "0201-12-31")),
            "20110205": (None, ("20110205-01-01", "20110205-12-31")),
            "２０１１": (None, ("2011-01-01", "2011-12-31")),
        },
    ),
    Difference(
        "undate",
        "days",
        "years before 0001 or after 9999",
        matches(r"^(-|Y)"),
        "refused",
        "read",
        "As for edtf.",
        "EDTF level 1, negative and letter-prefixed year; " + SUBSET,
        {
            "-0044": (None, ("-044-01-01", "-044-12-31")),
            "Y12345": (None, ("12345-01-01", "12345-12-31")),
        },
    ),
    Difference(
        "undate",
        "days",
        "white space around the text",
        matches(r"^\s|\s$"),
        "refused, with the position",
        "stripped",
        "As for edtf.",
        "EDTF has no white space; " + SUBSET,
        {" 2011": (None, ("2011-01-01", "2011-12-31")), "2011\n": (None, ("2011-01-01", "2011-12-31"))},
    ),
    Difference(
        "undate",
        "precision",
        "texts with X",
        matches(r"X"),
        "what is known: decade, century, year, month, year",
        "what was written: year, year, month, day, day",
        "As for edtf; undate has no decades and centuries.",
        "EDTF level 1, unspecified digits, names no precision; equality of runs is ours",
        {"201X": ("decade", "year"), "20XX~": ("century", "year"), "2011-XX-XX": ("year", "day")},
    ),
    Difference(
        "undate",
        "text",
        "texts with a qualifier",
        matches(r"[~?%]$"),
        "the qualifier is kept and written back",
        "the qualifier is read and dropped",
        "It is what the source says of its own date.",
        "EDTF level 1, qualification of a date",
        {"2011~": ("2011~", "2011"), "2011-02-05%": ("2011-02-05%", "2011-02-05")},
    ),
)


def table() -> str:
    """The differences as the page shows them, one table for each library."""
    parts = []
    for library, title in (("edtf", "python-edtf 5"), ("undate", "undate 0.8")):
        head = ("texts", "about", "mainland_coop", library, "why", "reference")
        rows = [head, ("---",) * len(head)]
        for d in DIFFERENCES:
            if d.library == library:
                examples = ", ".join(f"`{text if text == text.strip() else repr(text)}`" for text in d.examples)
                rows.append((f"{d.texts}: {examples}", d.aspect, d.ours, d.theirs, d.why, d.reference))
        parts.append(f"## {title}\n\n" + "\n".join("| " + " | ".join(row) + " |" for row in rows))
    return "\n\n".join(parts) + "\n"
