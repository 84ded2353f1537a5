"""Small tables of the shapes that real registers have: each is read as it states, or told with the right remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

import mainland_coop as mc

CASES = Path(__file__).parent / "cases"
COLUMNS = {"id": "no", "title": "title", "parties": "with", "signed": "signed"}
USUAL = {"constants": {"kind": "treaty"}, "separator": ";"}


def read(name: str, columns: dict[str, object] = COLUMNS, **options: object) -> mc.Intake:
    return mc.read_table(CASES / name, columns, **{**USUAL, **options})


def signed(name: str, **options: object) -> dict[str, str]:
    return {pact.id: str(pact.signed) for pact in read(name, **options).registry.agreements}


def remedies(name: str, columns: dict[str, object] = COLUMNS, **options: object) -> list[str]:
    with pytest.raises(mc.TableError) as caught:
        read(name, columns, **options)
    return [problem.remedy for problem in caught.value.problems]


def test_a_format_without_a_day_gives_a_month() -> None:
    assert signed("01-month-names.csv", date_formats=["%b %Y"]) == {"A1": "2017-08", "A2": "1990-11"}


def test_digits_that_touch_are_counted() -> None:
    assert "pass date_formats=['%Y%m']" in remedies("02-compact-dates.csv", date_formats=["%Y%m%d"])[0]
    both = signed("02-compact-dates.csv", date_formats=["%Y%m%d", "%Y%m"])
    assert both == {"B1": "1902-11-04", "B2": "1902-11", "B3": "1902"}


def test_two_digits_need_their_century() -> None:
    columns = {**COLUMNS, "expires": "end"}
    with pytest.raises(mc.InvalidArgumentError, match="two_digit_years=1930"):
        read("03-two-digit-years.csv", columns, date_formats=["%m/%d/%y"])
    (pact,) = read(
        "03-two-digit-years.csv", columns, date_formats=["%m/%d/%y"], two_digit_years=1930
    ).registry.agreements
    assert (str(pact.signed), str(pact.expires)) == ("1940-05-28", "1960-08-01")


def test_a_constant_reason_holds_where_a_last_day_stands() -> None:
    columns = {**COLUMNS, "ending.last_day": "terminated"}
    constants = {"kind": "treaty", "ending.reason": "terminated"}
    pacts = read("04-terminated-column.csv", columns, constants=constants).registry.agreements
    assert pacts["D1"].ending == mc.Ending(last_day="1999-06-30", reason="terminated")
    assert pacts["D2"].ending is None
    (remedy,) = remedies("04-terminated-column.csv", columns)
    assert "constants={'ending.reason': 'terminated'}" in remedy


def test_semicolons_are_seen_also_with_quoted_headers() -> None:
    assert signed("05-quoted-semicolons.csv") == {"E1": "2003"}


def test_zero_parts_are_unknown_if_the_user_says_so() -> None:
    first, second = remedies("06-zero-parts.csv")
    assert "write 1988, or pass zero_parts='unknown'" in first
    assert "write 1988-07, or pass zero_parts='unknown'" in second
    assert signed("06-zero-parts.csv", zero_parts="unknown") == {"F1": "1988", "F2": "1988-07"}


def test_only_a_reading_that_there_is_is_offered() -> None:
    first, second = remedies("07-only-one-reading.csv")
    assert "date_formats=['%m/%d/%Y']" in first
    assert "%d/%m" not in first
    assert "2011-02 has 28 days" in second
    assert "date_formats" not in second


def test_dates_like_iso_chinese_and_english_dates_are_offered_their_format() -> None:
    first, second, third, fourth = remedies("08-asian-and-iso-like.csv")
    assert "date_formats=['%Y/%m/%d']" in first
    assert "write 1996-03-01" in second
    assert "date_formats=['%Y年%m月%d日']" in third
    assert "date_formats=['%d-%b-%Y']" in fourth
    with pytest.raises(mc.TableError) as caught:
        read("08-asian-and-iso-like.csv")
    offered = caught.value.report.arguments
    assert repr(offered) in str(caught.value)
    assert set(signed("08-asian-and-iso-like.csv", **offered).values()) == {"1996-03-01"}


def test_terms_are_read_in_words() -> None:
    pacts = read("09-terms-in-words.csv", {**COLUMNS, "term": "duration"}, term_unit="years").registry.agreements
    assert [str(pacts[id].term) for id in ("I1", "I2")] == ["P5Y", "P18M"]


def test_an_end_stands_beside_auto_renewal() -> None:
    columns = {**COLUMNS, "expires": "end", "tacit_renewal": "auto"}
    for sentinels, period in (({}, True), ({"tacit_renewal": {"Yes": "P1Y"}}, mc.Term.parse("P1Y"))):
        pacts = read("10-end-and-auto-renewal.csv", columns, sentinels=sentinels).registry.agreements
        assert (pacts["J1"].tacit_renewal, pacts["J2"].tacit_renewal) == (period, None)
        assert pacts["J1"].standing_on("2025-08-28") is mc.Standing.STATED
        assert pacts["J1"].standing_on("2025-08-29") is mc.Standing.PRESUMED
        assert pacts["J2"].standing_on("2025-08-29") is mc.Standing.NOT_IN_FORCE


def test_year_month_and_day_have_a_column_each() -> None:
    pacts = read("11-year-month-day-columns.csv", {**COLUMNS, "signed": ["y", "m", "d"]}).registry.agreements
    assert {pact.id: str(pact.signed) for pact in pacts} == {"K1": "1904-05-17", "K2": "1904-05", "K3": "1904"}


def test_rows_without_ids_are_numbered_as_the_report_counts_them() -> None:
    assert "leave id out of columns" in remedies("12-no-id-column.csv", {**COLUMNS, "id": "title"})[0]
    columns = {field: name for field, name in COLUMNS.items() if field != "id"}
    pacts = read("12-no-id-column.csv", columns).registry.agreements
    assert {pact.id: str(pact.signed) for pact in pacts} == {"row-2": "2001", "row-3": "2002"}


PARTIES = {"id": "treaty", "title": "title", "parties": "party", "signed": "signed"}


def test_each_row_is_a_party() -> None:
    assert "repeated_ids='parties'" in remedies("13-one-row-a-party.csv", PARTIES)[0]
    columns = {**PARTIES, "ending.last_day": "left"}
    constants = {"kind": "treaty", "ending.reason": "withdrawn"}
    (pact,) = read("13-one-row-a-party.csv", columns, constants=constants, repeated_ids="parties").registry.agreements
    assert pact.parties == ("North-Town", "South-Town", "East-Town")
    assert (str(pact.signed), pact.ending) == ("1995-01-10", None)
    assert pact.active_on("2005", "South-Town") is mc.Truth.FALSE
    assert pact.active_on("2005", "North-Town") is pact.active_on("1997", "East-Town") is mc.Truth.TRUE
    assert pact.active_on("1995-12-31", "East-Town") is mc.Truth.FALSE


def test_each_row_is_a_spell() -> None:
    columns = {"id": "office", "title": "office", "parties": "holder", "in_force_from": "from", "expires": "until"}
    intake = read("14-spells.csv", columns, repeated_ids="renewals", missing_signed="in_force_from")
    (pact,) = intake.registry.agreements
    assert (len(pact.chain.links), intake.renewals) == (3, {})
    (gap,) = pact.chain.gaps()
    assert (gap.certain, gap.shortest, gap.longest) == (True, 184, 184)
    assert str(pact.signed) == "[..1990-01-01]"
    held = {party: [year for year in range(1990, 2004) if pact.active_on(f"{year}-07-01", party).certain]
            for party in pact.parties}  # fmt: skip
    assert held == {
        "Ann-Lee": [1990, 1991, 1992, 1993, 1994, 1999, 2000, 2001, 2002],
        "Bo-Chan": [1995, 1996, 1997],
    }


def test_a_run_without_brackets_is_offered_them() -> None:
    assert "write [1981-09..1981-10]" in remedies("15-one-of-without-brackets.csv")[0]


def test_the_last_day_of_the_calendar_as_an_end_is_noticed() -> None:
    notices = read("16-far-ends.csv", {**COLUMNS, "expires": "end"}).registry.notices
    assert [notice.path for notice in notices] == ["agreements['N1'].expires", "agreements['N2'].expires"]
    assert "'..'" in notices[0].message


def test_blank_rows_are_passed_over() -> None:
    intake = read("17-blank-rows.csv")
    assert (intake.n_rows, [pact.id for pact in intake.registry.agreements]) == (1, ["O1"])


def test_the_same_party_twice_in_a_cell_counts_once() -> None:
    assert read("18-same-party-twice.csv").registry.agreements["P1"].parties == ("North-Town", "South-Town")


def test_a_term_stands_beside_the_end_that_it_agrees_with() -> None:
    columns = {**COLUMNS, "term": "years", "expires": "end"}
    pact = read("19-term-and-end-agree.csv", columns, term_unit="years").registry.agreements["Q1"]
    assert (str(pact.term), str(pact.expires)) == ("P5Y", "2016-02-29")
    (remedy,) = remedies("19-term-and-end-agree.csv", columns, term_unit="months")
    assert "column 'years' has '5'" in remedy


def test_kinds_are_offered_what_they_are_called_here() -> None:
    columns = {**COLUMNS, "kind": "what"}
    memo, lease = remedies("20-kind-words.csv", columns, constants={})
    assert "'memorandum of understanding'" in memo
    assert "did you mean 'contract' (or 'other')?" in lease


def test_no_message_recommends_what_was_passed_or_what_reads_other_cells_wrong() -> None:
    (remedy,) = remedies("22-two-formats.csv", date_formats=["%d/%m/%Y"])
    assert "'%d/%m/%Y' does not read it" in remedy
    assert "write 2026-12-31" in remedy
    assert "date_formats=" not in remedy
    (remedy,) = remedies("22-two-formats.csv", date_formats=["%d/%m/%Y", "%m/%d/%Y"])
    assert "2026-01-12 in '%d/%m/%Y' and 2026-12-01 in '%m/%d/%Y'" in remedy
    first, second = remedies("22-two-formats.csv")
    assert "date_formats=['%m/%d/%Y']" in first
    assert "'12/31/2026' in row 2 shows that the month stands first" in second


def test_a_day_with_midnight_is_that_day() -> None:
    for cell in ("2014-03-10T00:00:00Z", "2014-03-10 00:00:00", "2014-03-10T00:00"):
        row = {"no": "T1", "title": "Sun pact", "with": "North Town", "signed": cell}
        assert str(mc.read_table([row], COLUMNS, **USUAL).registry.agreements["T1"].signed) == "2014-03-10"
