"""One cell at a time: what dates, terms, flags, kinds and lists are read as, and what is said where they are none."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

import mainland_coop as mc
from mainland_coop.intake.date_cells import DateReader, read_period
from mainland_coop.intake.date_formats import date_formats
from mainland_coop.intake.report import TableProblemKind
from mainland_coop.intake.term_cells import (
    flag_of,
    kind_of,
    likely_kind,
    read_tacit_renewal,
    term_in_words,
    term_reader,
)
from mainland_coop.intake.values import CellError
from mainland_coop.validity.links import End

PLAIN, ZEROES = DateReader(), DateReader(zero_parts=True)


def refused(read: Any, *cells: Any) -> CellError:
    with pytest.raises(CellError) as raised:
        read(*cells)
    return raised.value


# --- Dates in columns of year, month and day -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reader", "parts", "date"),
    [
        (PLAIN, (None, None, None), None),
        (PLAIN, ("2011", None, None), "2011"),
        (PLAIN, ("2011", "3", None), "2011-03"),
        (PLAIN, ("2011", "March", "5"), "2011-03-05"),
        (PLAIN, ("1902", "12", "31"), "1902-12-31"),
        (ZEROES, ("0", "0", "0"), None),
        (ZEROES, ("0", None, None), None),
        (ZEROES, ("2011", "0", "0"), "2011"),
        (ZEROES, ("2011", "1", "0"), "2011-01"),
        (DateReader(first_year=1930), ("30", "5", "1"), "1930-05-01"),
        (DateReader(first_year=1930), ("29", "5", "1"), "2029-05-01"),
        (DateReader(first_year=1930), ("1929", "11", "29"), "1929-11-29"),
    ],
)
def test_parts_of_a_date(reader: DateReader, parts: tuple[str | None, ...], date: str | None) -> None:
    assert reader.parts(*parts) == (None if date is None else mc.PartialDate.parse(date))


NOT_KNOWN = "stands for what is not known"
NO_YEAR = "the year is not stated, and a month or day is: a date has a year"
CENTURY = "; or pass two_digit_years=..., the first of the hundred years that two digits mean"
NO_MONTH = "the month is not stated, and the day is: give the month, or leave out the day"


@pytest.mark.parametrize(
    ("reader", "parts", "remedy"),
    [
        (PLAIN, (None, "5", None), NO_YEAR),
        (PLAIN, (None, None, "5"), NO_YEAR),
        (PLAIN, (None, "5", "1"), NO_YEAR),
        (ZEROES, ("0", "5", "1"), NO_YEAR),
        (PLAIN, ("2011", None, "5"), NO_MONTH),
        (ZEROES, ("2011", "0", "1"), NO_MONTH),
        (PLAIN, ("2011", "2", "29"), "there is no such day: correct it, or leave out the part that is not known"),
        (
            PLAIN,
            ("2011", "0", None),
            "there is no month 0: pass zero_parts='unknown' if that stands for what is not known",
        ),
        (PLAIN, ("997", "1", "1"), "a year has four digits: write 0997"),
        (
            PLAIN,
            ("97", "1", "1"),
            f"a year has four digits: write 0097{CENTURY}",
        ),
        (DateReader(first_year=1930), ("9", "1", "1"), "a year has four digits: write 0009"),
        (
            PLAIN,
            ("n.d.", "1", "1"),
            "'n.d.' is no year; if it stands for what is not stated, name it as a sentinel, {'n.d.': None}",
        ),
        (PLAIN, ("a year of 20 letters", "1", "1"), "'a year of 20 letters' is no year"),
        (
            PLAIN,
            ("2011", "00001", "1"),
            "'00001' is no month; if it stands for what is not stated, name it as a sentinel, {'00001': None}",
        ),
        (
            PLAIN,
            ("2011", "1", "May"),
            "'May' is no day; if it stands for what is not stated, name it as a sentinel, {'May': None}",
        ),
        (
            PLAIN,
            ("2011", "1", "五"),
            "'五' is no day; if it stands for what is not stated, name it as a sentinel, {'五': None}",
        ),
    ],
)
def test_parts_of_no_date(reader: DateReader, parts: tuple[str | None, ...], remedy: str) -> None:
    assert refused(reader.parts, *parts).remedy == remedy


def test_parts_that_cannot_be_read_are_grouped_by_what_they_are() -> None:
    assert refused(PLAIN.parts, "n.d.", None, None).fault == "it is no year"
    assert refused(PLAIN.parts, "2011", "n.d.", None).fault == "it is no month"
    assert refused(PLAIN.parts, "2011", "0", None).arguments == {"zero_parts": "unknown"}


# --- Dates in one cell -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reader", "cell", "date"),
    [
        (PLAIN, "2011-05-06", "2011-05-06"),
        (PLAIN, "[2011..2012]", "[2011..2012]"),
        (PLAIN, "2011-05-06 00:00:00", "2011-05-06"),
        (PLAIN, "2011-05-06T00:00Z", "2011-05-06"),
        (PLAIN, "+2011-05-06T00:00:00Z", "2011-05-06"),
        (PLAIN, "2011-05-06 12:00 AM", "2011-05-06"),
        (ZEROES, "0000-00-00", None),
        (ZEROES, "0000-00-00 00:00:00", None),
        (ZEROES, "2011-00-00", "2011"),
        (ZEROES, "2011-00", "2011"),
        (ZEROES, "2011-05-00", "2011-05"),
        (ZEROES, "2011-05-00 00:00", "2011-05"),
    ],
)
def test_a_cell_of_a_date(reader: DateReader, cell: str, date: str | None) -> None:
    expected = None if date is None else mc.PartialDate.parse(date)
    assert reader.date(cell) == reader.expiry(cell) == expected


@pytest.mark.parametrize("cell", ["0000-00-00", "2011-00-00", "2011-05-06 13:00", "2011-05-06 12:00 PM", "soon"])
def test_a_cell_of_no_date(cell: str) -> None:
    refused(PLAIN.date, cell)
    refused(PLAIN.expiry, cell)


def test_zeroes_are_what_is_not_known_and_nothing_else_is() -> None:
    refused(ZEROES.date, "soon")
    refused(ZEROES.expiry, "soon")


def test_only_a_last_day_may_be_open() -> None:
    assert PLAIN.expiry("..") is End.OPEN
    refused(PLAIN.date, "..")


def test_what_is_said_of_a_last_day_is_said_of_an_end() -> None:
    """A word for no end is `..` as a last day, and says nothing of another date."""
    assert refused(PLAIN.expiry, "indefinite").arguments == {"sentinels": {"expires": {"indefinite": ".."}}}
    assert refused(PLAIN.date, "indefinite").arguments == {}


def test_two_formats_that_read_one_date_agree_and_others_do_not() -> None:
    reader = DateReader(date_formats(["%d/%m/%Y", "%m/%d/%Y"], None))
    assert reader.date("02/02/2011") == mc.PartialDate.parse("2011-02-02")
    assert reader.date("13/02/2011") == mc.PartialDate.parse("2011-02-13")
    error = refused(reader.date, "01/02/2011")
    assert error.remedy == (
        "it is 2011-02-01 in '%d/%m/%Y' and 2011-01-02 in '%m/%d/%Y': keep the one format in which the column is "
        "written, or write the date as YYYY-MM-DD"
    )
    assert error.fault == "it is two dates, in '%d/%m/%Y' and '%m/%d/%Y'"
    assert error.kind is TableProblemKind.AMBIGUOUS


def test_periods_of_calendar_units() -> None:
    assert read_period("2012/2014") == mc.Period.parse("2012/2014")
    error = refused(read_period, "2012 to 2014")
    assert error.fault == "it is no period"
    assert error.remedy.startswith("it is no period: ")
    assert error.remedy.endswith("; write years, months or days like 2012/2014")


# --- Terms -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("five years", "P5Y"),
        ("For Five Years", "P5Y"),
        ("a year", "P1Y"),
        ("a hundred years", "P100Y"),
        ("nineteen months", "P19M"),
        ("ninety-nine years", "P99Y"),
        ("twenty one days", "P21D"),
        ("2 yrs.", "P2Y"),
        ("two (2) years", "P2Y"),
        ("1 year, 6 months", "P1Y6M"),
        ("1 year and 6 months", "P1Y6M"),
        ("1y6m", "P1Y6M"),
        ("5 weeks 2 days", "P5W2D"),
        ("三年六個月", "P3Y6M"),
        ("兩年零三个月", "P2Y3M"),
        ("十年", "P10Y"),
        ("二十一日", "P21D"),
        (f"1{' ' * 55}year", "P1Y"),
        (f"1{' ' * 56}year", None),
        ("two (3) years", None),
        ("6 months 1 year", None),
        ("1 year 2 years", None),
        ("1 year and", None),
        ("1 year,", None),
        ("umpteen years", None),
        ("2.5 years", None),
        ("5 yearsx", None),
        ("five", None),
    ],
)
def test_terms_in_words(text: str, term: str | None) -> None:
    assert term_in_words(text) == term


def test_terms_of_a_column() -> None:
    read = term_reader(None, "term")
    assert [str(read(text)) for text in ("P5Y", "five years", "三年")] == ["P5Y", "P5Y", "P3Y"]
    units = {unit: str(term_reader(unit, "term")("5")) for unit in ("years", "months", "weeks", "days")}
    assert units == {"years": "P5Y", "months": "P5M", "weeks": "P5W", "days": "P5D"}
    assert str(term_reader("months", "term")("2 years")) == "P2Y"


NO_END = "; that there is no end belongs into a column of expires, as '..'"
MAYBE_NONE = "it is no term, and may stand for none"


@pytest.mark.parametrize(
    ("text", "remedy", "fault", "arguments"),
    [
        (
            "5",
            "a bare number is no term: write P5Y, or pass term_unit='years'",
            "a bare number is no term",
            {},
        ),
        (
            "1" * 30,
            f"a bare number is no term: write P{'1' * 20}Y, or pass term_unit='years'",
            "a bare number is no term",
            {},
        ),
        (
            "Indefinite (see note)",
            f"it is no term: if none is stated, pass sentinels={{'term': {{'Indefinite (see note)': None}}}}{NO_END}",
            MAYBE_NONE,
            {"sentinels": {"term": {"Indefinite (see note)": None}}},
        ),
        (
            "--",
            "it is no term; if it stands for what is not stated, pass sentinels={'term': {'--': None}}",
            MAYBE_NONE,
            {"sentinels": {"term": {"--": None}}},
        ),
        ("2.5 years", "a term has whole parts: write P2Y6M for years", "a term has whole parts", {}),
        ("12,5", "a term has whole parts: write P12Y6M for years", "a term has whole parts", {}),
    ],
)
def test_what_is_no_term(text: str, remedy: str, fault: str, arguments: dict[str, Any]) -> None:
    error = refused(term_reader(None, "term"), text)
    assert (error.remedy, error.fault, error.arguments) == (remedy, fault, arguments)


def test_a_text_that_is_no_term_is_told_with_the_error_of_terms() -> None:
    for text in ("some years", "P5", "P 5Y"):
        error = refused(term_reader(None, "tacit_renewal"), text)
        told = f"; write it so, or pass sentinels={{'tacit_renewal': {{{text!r}: 'P5Y'}}}} with what it means"
        assert error.remedy.startswith(f"{text!r} is no term")
        assert error.remedy.endswith(told)
        assert error.fault == "it is no term"


def test_tacit_renewals_are_flags_or_terms() -> None:
    read = read_tacit_renewal(term_reader("years", "tacit_renewal"))
    assert [read(text) for text in ("yes", "NO", "True", "false", "2", "P1M")] == [
        True, False, True, False, mc.Term.parse("P2Y"), mc.Term.parse("P1M"),
    ]  # fmt: skip


def test_flags() -> None:
    assert [flag_of(text) for text in ("Yes", "no", "TRUE", "false")] == [True, False, True, False]
    told = "expected true or false; pass sentinels to say which of them other words mean"
    assert refused(flag_of, "perhaps").remedy == told


# --- Kinds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("treaty", "treaty"),
        ("MoUs", "memorandum of understanding"),
        ("E.O.L.", "exchange of letters"),
        (" Pact. ", "agreement"),
        ("joint communiqué", "joint statement"),
        ("arrangment", "arrangement"),
        ("arrangments", "arrangement"),
        ("xyz", None),
        (f"treaty{' ' * 54}", "treaty"),
        (f"treaty{' ' * 55}", None),
        (f"lease{' ' * 55}", "contract"),
        (f"lease{' ' * 56}", None),
        ("memorandum of understanding " * 3, None),
    ],
)
def test_the_kind_that_a_word_may_stand_for(word: str, kind: str | None) -> None:
    found = likely_kind(word)
    assert (None if found is None else str(found)) == kind


def test_only_a_kind_in_its_own_words_is_read() -> None:
    assert kind_of("treaty") is mc.AgreementKind.TREATY
    error = refused(kind_of, "MoU")
    assert error.remedy == (
        "it is no kind of agreement; did you mean 'memorandum of understanding' (or 'other')? Then pass "
        "sentinels={'kind': {'MoU': 'memorandum of understanding'}}"
    )
    assert error.fault == "it is no kind"
    assert error.arguments == {"sentinels": {"kind": {"MoU": "memorandum of understanding"}}}
    assert "(or 'other')" not in refused(kind_of, "Treaty").remedy
    error = refused(kind_of, "xyz")
    assert error.remedy.startswith("it is no kind of agreement; the kinds are 'agreement', 'arrangement', ")
    assert error.remedy.endswith("; pass sentinels={'kind': {'xyz': ...}}")
    assert error.fault == "it is no kind, and none is like it"


# --- Rows ------------------------------------------------------------------------------------------------------------

ROW = {"no": "1", "title": "X", "with": "a", "on": "2011"}
COLUMNS = {"id": "no", "title": "title", "parties": "with", "signed": "on"}
USUAL: dict[str, Any] = {"constants": {"kind": "treaty"}}


def read(row: dict[str, Any], columns: dict[str, Any] | None = None, **options: Any) -> mc.Agreement:
    """The one agreement of a row, which has a title and a party unless it says otherwise."""
    table = mc.read_table([{**ROW, **row}], {**COLUMNS, **(columns or {})}, **{**USUAL, **options})
    (pact,) = table.registry.agreements
    return pact


def fault(row: dict[str, Any], columns: dict[str, Any] | None = None, **options: Any) -> tuple[str, str]:
    """The remedy and the fault of the one problem of a row."""
    with pytest.raises(mc.TableError) as raised:
        read(row, columns, **options)
    (problem,) = raised.value.problems
    return problem.remedy, problem.fault


def test_several_columns_of_one_field_are_one_list() -> None:
    columns = {"parties": ["with", "and", "also"]}
    assert len(read({"and": "b", "also": "a"}, columns).parties) == 2
    assert len(read({"and": "b", "also": ""}, columns).parties) == 2
    assert read({"l1": "en", "l2": "zh-Hant"}, {"languages": ["l1", "l2"]}).languages == ("en", "zh-Hant")
    assert read({"l1": "", "l2": None}, {"languages": ["l1", "l2"]}).languages == ()


def test_an_open_end_may_stand_where_the_year_does() -> None:
    ends = {"expires": ["y", "m", "d"]}
    assert read({"y": "..", "m": "", "d": None}, ends).expires is End.OPEN
    assert read({"y": "2012", "m": "3", "d": ""}, ends).expires == mc.PartialDate.parse("2012-03")
    assert read({"y": "2012", "m": "3"}, {"expires": ["y", "m"]}).expires == mc.PartialDate.parse("2012-03")
    assert fault({"y": "..", "m": "3", "d": ""}, ends)[1] == "it is no year"
    assert fault({"y": "..", "m": "", "d": ""}, {"signed": ["y", "m", "d"]})[1] == "it is no year"
    assert fault({"y": ["2012", "2013"], "m": "3", "d": ""}, ends)[0] == "a list is no part of a date"


def test_spaces_around_a_text_are_told_unless_they_are_taken_off() -> None:
    told = "there are spaces around it: take them off, or pass strip=True"
    assert fault({"title": " X"}) == (told, "there are spaces around it")
    with pytest.raises(mc.TableError) as raised:
        read({"title": " X"})
    assert raised.value.problems[0].arguments == {"strip": True}
    assert read({"title": " X "}, strip=True).title == mc.Name(en="X")
    note = {"note": "note"}
    assert read({"note": "  "}, note, strip=True).note is None
    sentinels = {"note": {" - ": None, "-": "a dash"}}
    assert read({"note": " - "}, note, strip=True, sentinels=sentinels).note is None
    assert read({"note": " -"}, note, strip=True, sentinels=sentinels).note == "a dash"


def test_what_stands_for_a_blank_cell_and_for_which_field() -> None:
    columns = {"note": "note", "expires": "end"}
    found = read({"note": "", "end": "n/a"}, columns, sentinels={"note": {"": "nothing"}, "expires": {"n/a": ".."}})
    assert (found.note, found.expires) == ("nothing", End.OPEN)
    assert read({"note": "n/a", "end": "n/a"}, columns, sentinels={"n/a": None}).note is None


def test_a_date_is_as_precise_as_it_is_said_to_be() -> None:
    day = {"on": datetime.date(2011, 5, 1)}
    assert read(day).signed == mc.PartialDate.parse("2011-05-01")
    assert read(day, date_precision={"signed": "month"}).signed == mc.PartialDate.parse("2011-05")
    assert read({"on": "2011-05-01"}, date_precision={"signed": "month"}).signed == mc.PartialDate.parse("2011-05-01")


def test_lists_and_what_stands_between_the_parts_of_a_cell() -> None:
    assert len(read({"with": ["a", "b", "a"]}).parties) == 2
    assert len(read({"with": "a;b ; a"}, separator=";").parties) == 2
    assert len(read({"with": "a;b"}).parties) == 1
    assert fault({"title": ["X", "Y"]})[0] == "a list is no single value"
    between = "there is nothing between two separators ';', or before or after one"
    assert {fault({"with": cell}, separator=";")[0] for cell in ("a;;b", "a;", ";a")} == {between}


def test_a_flag_is_a_tacit_renewal_and_no_term() -> None:
    columns = {"term": "term", "tacit_renewal": "again"}
    assert read({"term": "P5Y", "again": "yes"}, columns).tacit_renewal is True
    assert fault({"term": "yes", "again": ""}, columns)[1] == "it is no term"


def test_own_fields_keep_numbers_flags_and_lists() -> None:
    own = {"extra.n": "n"}
    values = [120, True, 1.5, "120", ["a", "b"]]
    assert [read({"n": value}, own).extra["n"] for value in values] == [120, True, 1.5, "120", ("a", "b")]
    assert "n" not in read({"n": None}, own).extra
    assert fault({"n": " x"}, own)[1] == "there are spaces around it"


def test_what_is_no_id_is_told_with_what_to_do_about_rows_without() -> None:
    remedy, what = fault({"no": "a b"})
    assert remedy.startswith("'a b' is no id: ")
    assert remedy.endswith("; if the rows have no ids, leave id out of columns, and they are numbered")
    assert what == "it is no id"


def test_the_same_fault_in_two_rows_is_told_of_both() -> None:
    rows = [{**ROW, "no": str(n), "on": "soon"} for n in range(3)]
    with pytest.raises(mc.TableError) as raised:
        mc.read_table(rows, COLUMNS, **USUAL)
    assert [problem.row for problem in raised.value.problems] == [0, 1, 2]
    assert len({problem.fault for problem in raised.value.problems}) == 1


def test_an_error_of_the_records_is_grouped_without_its_value() -> None:
    faults = {fault({"l": cell}, {"languages": "l"})[1] for cell in ("Engl ish", "Chin ese")}
    assert len(faults) == 1
    assert "Engl" not in next(iter(faults))


def test_ids_that_are_none_are_one_group_and_flags_are_read() -> None:
    rows = [{"id": f"r{n}", "t": "T", "p": "a", "s": "2011", "m": m, "n": "yes"} for n, m in enumerate(("a b", "c d"))]
    columns = {"id": "id", "title": "t", "parties": "p", "signed": "s", "amends": "m", "never_in_force": "n"}
    with pytest.raises(mc.TableError) as raised:
        mc.read_table(rows, columns, constants={"kind": "treaty"})
    assert [len(group) for group in raised.value.report.groups] == [2]
    assert {problem.fault for problem in raised.value.problems} == {
        "it is no id: an id has 1 to 200 characters and no spaces"
    }
    for row in rows:
        del row["m"]
    del columns["amends"]
    read = mc.read_table(rows, columns, constants={"kind": "treaty"}).registry
    assert [pact.never_in_force for pact in read.agreements] == [True, True]
