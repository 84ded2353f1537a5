"""How each standing looks, and what people call it: the one home of colours, characters and words.

Stated is solid, presumed is pale, possible is hatched, a gap is a line with its length. What is presumed fades out
after the day to which a register was checked, and nothing is solid beyond that day: nobody has looked there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import attrs

from mainland_coop.foundation.showing import Language, Theme
from mainland_coop.validity.standing import Standing, StandingRun

Words: TypeAlias = Mapping[Language, str]


@attrs.frozen
class Look:
    """How one thing on an axis of days is shown.

    Attributes:
        mark: Its character in a line of text.
        words: What it is called, by language.
    """

    mark: str
    words: Words


LOOKS: Mapping[Standing, Look] = {
    Standing.STATED: Look("=", {"en": Standing.STATED.words, "zh_hant": "按載明日期有效", "zh_hans": "按载明日期有效"}),
    Standing.PRESUMED: Look(
        "-", {"en": Standing.PRESUMED.words, "zh_hant": "有效，未載明終止日期", "zh_hans": "有效，未载明终止日期"}
    ),
    Standing.POSSIBLE: Look("?", {"en": Standing.POSSIBLE.words, "zh_hant": "可能有效", "zh_hans": "可能有效"}),
    Standing.NOT_IN_FORCE: Look(".", {"en": Standing.NOT_IN_FORCE.words, "zh_hant": "無效", "zh_hans": "无效"}),
}
"""The look of each standing, the firmest first."""

GAP_WORD: Words = {"en": "gap of", "zh_hant": "中斷", "zh_hans": "中断"}
GAP: Words = {"en": "gap, with its length", "zh_hant": "中斷，附日數", "zh_hans": "中断，附日数"}
DAYS: Words = {"en": "{number} days", "zh_hant": "{number}日", "zh_hans": "{number}日"}
ONE_DAY: Words = {"en": "{number} day", "zh_hant": "{number}日", "zh_hans": "{number}日"}
OPEN: Words = {"en": "open-ended", "zh_hant": "無限期", "zh_hans": "无限期"}
CHECKED: Words = {"en": "checked {day}", "zh_hant": "核實至{day}", "zh_hans": "核实至{day}"}
AGREEMENTS_ON: Mapping[str, Words] = {
    "year": {"en": "agreements, on 1 January", "zh_hant": "協議數目，每年1月1日", "zh_hans": "协议数目，每年1月1日"},
    "month": {
        "en": "agreements, on the first of the month",
        "zh_hant": "協議數目，每月1日",
        "zh_hans": "协议数目，每月1日",
    },
}
PROGRAMMES_ON: Mapping[str, Words] = {
    "year": {"en": "programmes, on 1 January", "zh_hant": "計劃數目，每年1月1日", "zh_hans": "计划数目，每年1月1日"},
    "month": {
        "en": "programmes, on the first of the month",
        "zh_hant": "計劃數目，每月1日",
        "zh_hans": "计划数目，每月1日",
    },
}
PLACES: Mapping[str, Words] = {
    "HK": {"en": "Hong Kong", "zh_hant": "香港", "zh_hans": "香港"},
    "MO": {"en": "Macao", "zh_hant": "澳門", "zh_hans": "澳门"},
    "CN": {"en": "Mainland", "zh_hant": "內地", "zh_hans": "内地"},
}
"""What the jurisdictions of the field are called."""
OTHERS: Words = {"en": "{number} others", "zh_hant": "其他{number}個", "zh_hans": "其他{number}个"}
SHARED: Words = {"en": "shared agreements", "zh_hant": "共有協議數目", "zh_hans": "共有协议数目"}
STATED_AHEAD: Words = {
    "en": "by stated dates, after the check",
    "zh_hant": "按載明日期，核實日之後",
    "zh_hans": "按载明日期，核实日之后",
}
DAYS_LONG: Words = {"en": "gaps, by their days", "zh_hant": "中斷日數", "zh_hans": "中断日数"}
GAP_CERTAIN: Words = {"en": "a gap on any reading", "zh_hant": "必有的中斷", "zh_hans": "必有的中断"}
GAP_POSSIBLE: Words = {"en": "a gap on some readings", "zh_hant": "可能的中斷", "zh_hans": "可能的中断"}
NOTICE: Words = {"en": "last day for notice", "zh_hant": "通知期限", "zh_hans": "通知期限"}
RENEWS_ITSELF: Words = {"en": "renews itself", "zh_hant": "自動續期", "zh_hans": "自动续期"}
HELD: Words = {"en": "held, with its number", "zh_hant": "已舉行，附屆次", "zh_hans": "已举行，附届次"}
HELD_ON_ONE: Words = {"en": "held on one of these days", "zh_hant": "於其中某日舉行", "zh_hans": "于其中某日举行"}
WITHOUT_DATE: Words = {"en": "{number} without date", "zh_hant": "{number}次日期不詳", "zh_hans": "{number}次日期不详"}
WHOLE_CHAIN: Words = {"en": "in force", "zh_hant": "有效", "zh_hans": "有效"}
FIRST_LINK: Words = {"en": "instrument", "zh_hant": "原文書", "zh_hans": "原文书"}
RENEWAL: Words = {"en": "renewal {number}", "zh_hant": "第{number}次續期", "zh_hans": "第{number}次续期"}
START_NOT_KNOWN: Words = {"en": "start not known", "zh_hant": "生效日期不詳", "zh_hans": "生效日期不详"}


@attrs.frozen
class Palette:
    """The colours for one kind of surroundings, as in CSS.

    Attributes:
        in_force: Days in force: full where dates state it, pale where it is presumed.
        possible: Days possibly in force.
        gap: Gaps.
        line: Rules and axes.
        ink: Text.
        ground: What all of it stands on.
    """

    in_force: str
    possible: str
    gap: str
    line: str
    ink: str
    ground: str


LIGHT = Palette(in_force="#0f766e", possible="#b45309", gap="#b91c1c", line="#6b7280", ink="#1f2937", ground="#ffffff")
DARK = Palette(in_force="#2dd4bf", possible="#fbbf24", gap="#f87171", line="#9ca3af", ink="#e5e7eb", ground="#111827")

PALETTES: Mapping[Theme, Palette] = {"light": LIGHT, "dark": DARK}

PALE = 0.3
"""How much of the colour of days in force there is in days presumed to be."""

_FADING = 8
"""In how many steps what is presumed fades out."""


def drawn(runs: Iterable[StandingRun]) -> tuple[StandingRun, ...]:
    """Return runs of days as they are drawn: a single stated day goes with the presumed ones that it opens.

    An instrument with no end stated is certainly in force on the day of its start, and on that day alone. A strip that
    said so would tell of stated dates where there are none but the start.

    Example:
        >>> first, rest = StandingRun(5, 5, Standing.STATED), StandingRun(6, 9, Standing.PRESUMED)
        >>> drawn([first, rest])
        (StandingRun(first=5, last=9, standing=<Standing.PRESUMED>),)
    """
    found: list[StandingRun] = []
    for run in runs:
        if run.standing is Standing.PRESUMED:
            if found and found[-1] == (run.first - 1, run.first - 1, Standing.STATED):
                run = run._replace(first=found.pop().first)
            if found and found[-1].last == run.first - 1 and found[-1].standing is Standing.PRESUMED:
                run = run._replace(first=found.pop().first)
        found.append(run)
    return tuple(found)


def shades(standing: Standing, first: int, last: int, checked: int | None) -> Iterator[tuple[int, int, float]]:
    """Yield the parts of a run of days with how much of its colour each has, from 0 to 1.

    Args:
        standing: The standing of the run.
        first: Its first day, as an ordinal.
        last: Its last day that is shown, as an ordinal.
        checked: The day to which the register was checked, as an ordinal, if it was.

    Example:
        >>> list(shades(Standing.STATED, 1, 9, 5))
        [(1, 5, 1.0), (6, 9, 0.3)]
        >>> [(first, last) for first, last, _ in shades(Standing.PRESUMED, 1, 12, 10)]
        [(1, 10), (11, 11), (12, 12)]
    """
    full = PALE if standing is Standing.PRESUMED else 1.0
    if checked is None or last <= checked or standing is Standing.POSSIBLE:
        yield first, last, full
        return
    if first <= checked:
        yield first, checked, full
    start = max(first, checked + 1)
    if standing is Standing.STATED:
        yield start, last, PALE
        return
    steps = min(_FADING, last - start + 1)
    edges = [start + (last + 1 - start) * step // steps for step in range(steps + 1)]
    for step in range(steps):
        yield edges[step], edges[step + 1] - 1, round(PALE * (1 - (step + 1) / (steps + 1)), 3)
