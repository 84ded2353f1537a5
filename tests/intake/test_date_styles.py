"""Dates written in the styles of real registers come back as what they state, or are told; never as other days."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings, strategies as st

import mainland_coop as mc
from mainland_coop.intake.date_styles import NATIVE, date_column, styles_of

FEWER = settings(max_examples=max(10, settings.default.max_examples // 10))  # for each of forty styles
COLUMNS = {"id": "no", "title": "title", "parties": "with", "signed": "signed"}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

Write = Callable[[int, int, int], str]

DAYS: dict[str, tuple[Write, list[str]]] = {
    "ISO": (lambda y, m, d: f"{y:04}-{m:02}-{d:02}", []),
    "ISO, midnight": (lambda y, m, d: f"{y:04}-{m:02}-{d:02} 00:00:00", []),
    "ISO, midnight UTC": (lambda y, m, d: f"{y:04}-{m:02}-{d:02}T00:00:00Z", []),
    "Wikidata": (lambda y, m, d: f"+{y:04}-{m:02}-{d:02}T00:00:00Z", []),
    "ISO without zeros": (lambda y, m, d: f"{y:04}-{m}-{d}", ["%Y-%m-%d"]),
    "slashes, year first": (lambda y, m, d: f"{y:04}/{m:02}/{d:02}", ["%Y/%m/%d"]),
    "slashes, no zeros, year first": (lambda y, m, d: f"{y:04}/{m}/{d}", ["%Y/%m/%d"]),
    "dots, year first": (lambda y, m, d: f"{y:04}.{m:02}.{d:02}", ["%Y.%m.%d"]),
    "day first, slashes": (lambda y, m, d: f"{d:02}/{m:02}/{y:04}", ["%d/%m/%Y"]),
    "day first, slashes, no zeros": (lambda y, m, d: f"{d}/{m}/{y:04}", ["%d/%m/%Y"]),
    "month first, slashes": (lambda y, m, d: f"{m:02}/{d:02}/{y:04}", ["%m/%d/%Y"]),
    "month first, no zeros": (lambda y, m, d: f"{m}/{d}/{y:04}", ["%m/%d/%Y"]),
    "month first, midnight": (lambda y, m, d: f"{m}/{d}/{y:04} 0:00:00", ["%m/%d/%Y"]),
    "dots": (lambda y, m, d: f"{d:02}.{m:02}.{y:04}", ["%d.%m.%Y"]),
    "dots and spaces": (lambda y, m, d: f"{d}. {m}. {y:04}", ["%d. %m. %Y"]),
    "dashes, day first": (lambda y, m, d: f"{d:02}-{m:02}-{y:04}", ["%d-%m-%Y"]),
    "compact": (lambda y, m, d: f"{y:04}{m:02}{d:02}", ["%Y%m%d"]),
    "compact, day first": (lambda y, m, d: f"{d:02}{m:02}{y:04}", ["%d%m%Y"]),
    "compact, mixed with months": (lambda y, m, d: f"{y:04}{m:02}{d:02}", ["%Y%m%d", "%Y%m"]),
    "English": (lambda y, m, d: f"{d} {MONTHS[m - 1]} {y:04}", ["%d %B %Y"]),
    "English, capitals": (lambda y, m, d: f"{d:02} {MONTHS[m - 1].upper()} {y:04}", ["%d %B %Y"]),
    "English, short": (lambda y, m, d: f"{d} {MONTHS[m - 1][:3]} {y:04}", ["%d %b %Y"]),
    "American": (lambda y, m, d: f"{MONTHS[m - 1]} {d}, {y:04}", ["%B %d, %Y"]),
    "American, short": (lambda y, m, d: f"{MONTHS[m - 1][:3]}. {d:02}, {y:04}", ["%b. %d, %Y"]),
    "short month between dashes": (lambda y, m, d: f"{d:02}-{MONTHS[m - 1][:3]}-{y:04}", ["%d-%b-%Y"]),
    "with the weekday": (lambda y, m, d: f"{datetime.date(y, m, d):%A}, {d} {MONTHS[m - 1]} {y:04}", ["%A, %d %B %Y"]),
    "Chinese": (lambda y, m, d: f"{y:04}年{m}月{d}日", ["%Y年%m月%d日"]),
    "Chinese with zeros": (lambda y, m, d: f"{y:04}年{m:02}月{d:02}日", ["%Y年%m月%d日"]),
    "two digits": (lambda y, m, d: f"{d:02}.{m:02}.{y % 100:02}", ["%d.%m.%y"]),
    "two digits, month first": (lambda y, m, d: f"{m}/{d}/{y % 100:02}", ["%m/%d/%y"]),
    "two digits, short month": (lambda y, m, d: f"{d:02}-{MONTHS[m - 1][:3]}-{y % 100:02}", ["%d-%b-%y"]),
    "two digits, compact": (lambda y, m, d: f"{y % 100:02}{m:02}{d:02}", ["%y%m%d"]),
}
MONTH_STYLES: dict[str, tuple[Write, list[str]]] = {
    "ISO": (lambda y, m, _: f"{y:04}-{m:02}", []),
    "zero day": (lambda y, m, _: f"{y:04}-{m:02}-00", []),
    "slashes": (lambda y, m, _: f"{m:02}/{y:04}", ["%m/%Y"]),
    "compact": (lambda y, m, _: f"{y:04}{m:02}", ["%Y%m"]),
    "compact, mixed with days": (lambda y, m, _: f"{y:04}{m:02}", ["%Y%m%d", "%Y%m"]),
    "compact, zero day": (lambda y, m, _: f"{y:04}{m:02}00", ["%Y%m%d"]),
    "English": (lambda y, m, _: f"{MONTHS[m - 1]} {y:04}", ["%B %Y"]),
    "English, short": (lambda y, m, _: f"{MONTHS[m - 1][:3].lower()} {y:04}", ["%b %Y"]),
    "Chinese": (lambda y, m, _: f"{y:04}年{m}月", ["%Y年%m月"]),
    "zero day, slashes": (lambda y, m, _: f"00/{m:02}/{y:04}", ["%d/%m/%Y"]),
}
YEAR_STYLES: dict[str, tuple[Write, list[str]]] = {
    "ISO": (lambda y, *_: f"{y:04}", []),
    "a format": (lambda y, *_: f"{y:04}", ["%Y"]),
    "zero parts": (lambda y, *_: f"{y:04}-00-00", []),
    "zero parts, compact": (lambda y, *_: f"{y:04}0000", ["%Y%m%d"]),
    "Chinese": (lambda y, *_: f"{y:04}年", ["%Y年"]),
    "mixed with days": (lambda y, *_: f"{y:04}", ["%Y%m%d", "%Y%m", "%d/%m/%Y"]),
}
STYLES = [
    *(("day", name, *style) for name, style in DAYS.items()),
    *(("month", name, *style) for name, style in MONTH_STYLES.items()),
    *(("year", name, *style) for name, style in YEAR_STYLES.items()),
]
LENGTHS = {"day": 10, "month": 7, "year": 4}


def read(cells: list[str], **options: object) -> dict[int, mc.PartialDate]:
    """The dates that cells are read as, by their place; those that are told are left out."""
    rows = [{"no": str(at), "title": "x", "with": "a", "signed": cell} for at, cell in enumerate(cells)]
    intake = mc.read_table(rows, COLUMNS, constants={"kind": "treaty"}, on_error="skip", **options)
    assert len(intake.registry.agreements) + len(intake.left_out) == len(cells)
    return {int(pact.id): pact.signed for pact in intake.registry.agreements}


@st.composite
def dates(draw: st.DrawFn, first: int = 1, last: int = 9999) -> datetime.date:
    return draw(st.dates(datetime.date(first, 1, 1), datetime.date(last, 12, 31)))


def test_there_are_forty_styles() -> None:
    assert len(STYLES) >= 40


@pytest.mark.parametrize(("unit", "name", "write", "formats"), STYLES, ids=[f"{s[0]}: {s[1]}" for s in STYLES])
def test_each_style_comes_back(unit: str, name: str, write: Write, formats: list[str]) -> None:
    first, last = (1930, 2029) if "two digits" in name else (1, 9999)

    @FEWER
    @given(st.lists(dates(first, last), min_size=1, max_size=6))
    @example([datetime.date(1988, 2, 29), datetime.date(2001, 1, 1), datetime.date(1999, 12, 31)])
    @example([datetime.date(1930, 11, 1), datetime.date(2029, 1, 11), datetime.date(2011, 11, 11)])
    def comes_back(drawn: list[datetime.date]) -> None:
        cells = [write(day.year, day.month, day.day) for day in drawn]
        found = read(cells, date_formats=formats, zero_parts="unknown", two_digit_years=1930)
        assert found == {at: mc.PartialDate.parse(day.isoformat()[: LENGTHS[unit]]) for at, day in enumerate(drawn)}

    comes_back()


@given(st.sampled_from(STYLES), st.lists(st.sampled_from(STYLES), max_size=3), dates(1930, 2029), st.data())
def test_a_cell_is_never_read_as_other_days_than_it_states(
    style: tuple[str, str, Write, list[str]],
    others: list[tuple[str, str, Write, list[str]]],
    day: datetime.date,
    data: st.DataObject,
) -> None:
    """Whatever formats of other styles are given: what a cell states in its own style is what it is read as, or told.

    Styles that state the same texts differently are no pair: which of them a column is written in, only a user knows.
    """
    unit, _, write, formats = style
    cell = write(day.year, day.month, day.day)
    given_formats = data.draw(st.permutations([*formats, *(form for other in others for form in other[3])]))
    found = read([cell], date_formats=given_formats, zero_parts="unknown", two_digit_years=1930)
    if found and formats:
        assert found[0] == mc.PartialDate.parse(day.isoformat()[: LENGTHS[unit]])


@given(st.sampled_from(STYLES), dates(1932, 2012))
def test_what_is_offered_reads_the_cell_as_what_it_states(
    style: tuple[str, str, Write, list[str]], day: datetime.date
) -> None:
    """Without formats a cell is read as it states, or told; and what the report offers as one dict reads it rightly."""
    unit, _, write, _ = style
    cell = write(day.year, day.month, day.day)
    rows = [{"no": "1", "title": "x", "with": "a", "signed": cell}]
    intake = mc.read_table(rows, COLUMNS, constants={"kind": "treaty"}, on_error="skip")
    if intake.report.arguments:
        intake = mc.read_table(rows, COLUMNS, constants={"kind": "treaty"}, on_error="skip", **intake.report.arguments)
        assert not intake.report
    for pact in intake.registry.agreements:
        assert pact.signed == mc.PartialDate.parse(day.isoformat()[: LENGTHS[unit]])


@given(st.text("0123456789-/.: ~?JanuyMrchTZ年月日", max_size=12))
def test_without_formats_only_what_is_edtf_is_read_and_all_else_is_told(cell: str) -> None:
    found = read([cell], missing_signed="1000")
    try:
        expected = mc.PartialDate.parse(cell) if cell.strip() else mc.PartialDate.parse("1000")
    except mc.DateError:
        expected = None
    if "00:00" not in cell:
        assert found.get(0) == (None if cell and cell != cell.strip() else expected)


@given(st.lists(st.integers(-3, 40), min_size=3, max_size=3), st.booleans())
def test_year_month_and_day_in_columns_are_what_they_are(parts: list[int], zero_parts: bool) -> None:
    year, month, day = parts[0] + 1970, parts[1], parts[2]
    row = {"no": "1", "title": "x", "with": "a", "y": year, "m": month or None, "d": day or None}
    intake = mc.read_table(
        [row],
        {**COLUMNS, "signed": ["y", "m", "d"]},
        constants={"kind": "treaty"},
        on_error="skip",
        zero_parts="unknown" if zero_parts else "error",
    )
    text = "-".join([str(year), *(f"{part:02}" for part in (month, day) if part)])
    try:
        expected = mc.PartialDate.parse(text) if month or not day else None
    except mc.DateError:
        expected = None
    assert [pact.signed for pact in intake.registry.agreements] == [expected] * (expected is not None)


# --- Formats -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "formats", "read_as"),
    [
        ("2011", ["%Y"], "2011"),
        ("190211", ["%Y%m%d"], None),
        ("1902111", ["%Y%m%d"], None),
        ("94308", ["%Y%m"], None),
        ("1/13/1996", ["%d/%m/%Y"], None),
        ("5Mar1990", ["%d%b%Y"], None),
        ("05Mar1990", ["%d%b%Y"], "1990-03-05"),
        ("sept 2001", ["%b %Y"], "2001-09"),
        ("1.1.997", ["%d.%m.%Y"], None),
        ("Monday 4 March 2008", ["%A %d %B %Y"], None),
        ("100% 2008", ["100%% %Y"], "2008"),
        ("2011-02-30", ["%Y-%m-%d"], None),
        ("1  June   1990", ["%d %B %Y"], "1990-06-01"),
    ],
)
def test_matching_is_strict(cell: str, formats: list[str], read_as: str | None) -> None:
    assert read([cell], date_formats=formats) == ({} if read_as is None else {0: mc.PartialDate.parse(read_as)})


@given(st.text("0123456789-/., ?~XYE[]年月", max_size=10) | st.builds("{}{}{}".format, *[st.integers(0, 2100)] * 3))
@example("1996..")
@example("1996-03-05")
def test_what_is_edtf_needs_no_format(text: str) -> None:
    try:
        mc.PartialDate.parse(text)
    except mc.DateError:
        assert not (styles_of(text) == (NATIVE,) and "00:00" not in text)
    else:
        assert styles_of(text) == (NATIVE,)


@pytest.mark.parametrize(
    ("cells", "forms"),
    [
        (["5 May 1990", "6 Jun 1990"], {"%d %b %Y": 2}),
        (["5 May 1990", "6 June 1990"], {"%d %B %Y": 2}),
        (["5 May 1990", "6 June 1990", "7 Jul 1990"], {"%d %B %Y": 2, "%d %b %Y": 1}),
        (["05May1990", "06Jun1990"], {"%d%b%Y": 2}),
        (["May 1990"], {"%B %Y": 1}),
        (["1st June 1990", "the 3rd of June 1990"], {"%dst %B %Y": 1, "the %drd of %B %Y": 1}),
        (["Monday, 4 March 1996"], {"%A, %d %B %Y": 1}),
    ],
)
def test_the_formats_of_a_column_are_as_few_as_read_it(cells: list[str], forms: dict[str, int]) -> None:
    column = date_column(dict.fromkeys(cells, 1))
    assert (column.forms, column.either, column.not_dates, column.n_dates) == (forms, {}, {}, len(cells))
    assert list(read(cells, date_formats=list(column.forms))) == list(range(len(cells)))


@pytest.mark.parametrize(
    ("formats", "said"),
    [
        (["%d %B"], "it has no year"),
        (["%H:%M"], "'%H' is none of the directives"),
        (["%Y-%m-%dT%H"], "'%H' is none of the directives"),
        (["%G-W%V"], "'%G' is none of the directives"),
        (["%Y-%j"], "'%j' is none of the directives"),
        (["%d%d"], "it has no year"),
        (["%Y%m%m"], "it has a part twice"),
        (["%Y %y"], "it has a part twice"),
        (["%d %Y"], "it has a day and no month"),
        (["%A %Y"], "a day of the week and no day"),
        (["%d.%m.%y"], "two_digit_years=1930"),
        (["%"], "'%' is none of the directives"),
        ([""], "it has no year"),
    ],
)
def test_formats_that_state_no_date_are_refused_at_the_call(formats: list[str], said: str) -> None:
    with pytest.raises(mc.InvalidArgumentError, match="date_formats: .*" + said):
        mc.read_table([], COLUMNS, constants={"kind": "treaty"}, date_formats=formats)
