"""Tables without ids, with rows of one id, added to a registry, with loose references; and how faults are told."""

from __future__ import annotations

import decimal

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc

COLUMNS = {"id": "no", "title": "title", "parties": "with", "signed": "on"}
CONSTANTS = {"kind": "treaty"}


def row(no: str = "1", **cells: object) -> dict[str, object]:
    return {"no": no, "title": "Pact", "with": "A", "on": "2001", **cells}


def read(rows: list[dict[str, object]], columns: dict[str, object] = COLUMNS, **options: object) -> mc.Intake:
    return mc.read_table(rows, columns, **{"constants": CONSTANTS, "separator": ";", **options})


def told(
    rows: list[dict[str, object]], columns: dict[str, object] = COLUMNS, **options: object
) -> list[mc.TableProblem]:
    with pytest.raises(mc.TableError) as caught:
        read(rows, columns, **options)
    return list(caught.value.problems)


# --- Ids -----------------------------------------------------------------------------------------------------------


def test_rows_without_ids_refer_to_each_other_by_their_numbers() -> None:
    columns = {"title": "title", "parties": "with", "signed": "on", "renews": "after"}
    rows = [row(after=None), row(on="2005", after="row-0"), row(after="row-9")]
    intake = read(rows, columns, on_error="skip")
    assert [pact.id for pact in intake.registry.agreements] == ["row-0"]
    assert intake.renewals == {"row-1": "row-0"}
    assert [(problem.row, problem.column) for problem in intake.report] == [(2, "after")]
    (problem,) = told(
        [row()], {"title": "title", "parties": "with", "signed": "on"}, into=read([row("row-0")]).registry
    )
    assert (problem.kind.value, problem.column) == ("duplicate", None)


def test_a_number_too_long_to_be_exact_is_no_id_and_a_decimal_is_one() -> None:
    assert read([row(decimal.Decimal(12345678901234567890))]).registry.agreements["12345678901234567890"]
    assert read([row(decimal.Decimal("7.00"))]).registry.agreements["7"]
    for number in (1e17, float("inf"), decimal.Decimal("-Infinity"), decimal.Decimal("1E+500"), 2.0**53):
        assert [problem.column for problem in told([row(number)])] == ["no"]
    for number in (decimal.Decimal("NaN"), decimal.Decimal("sNaN"), float("nan")):
        assert "the cell is blank" in told([row(number)])[0].remedy
    columns = {**COLUMNS, "extra.cost": "cost"}
    pacts = read(
        [row(cost=decimal.Decimal(10) ** 30), row("2", cost=decimal.Decimal("2.5"))], columns
    ).registry.agreements
    assert (pacts["1"].extra["cost"], pacts["2"].extra["cost"]) == (10**30, 2.5)


@given(st.lists(st.lists(st.sampled_from(["", " ", None, float("nan")]), min_size=4, max_size=4), max_size=4))
def test_blank_rows_are_passed_over_wherever_they_stand(blank: list[list[object]]) -> None:
    rows = [dict(zip(COLUMNS.values(), cells, strict=True)) for cells in blank]
    intake = read([row(), *rows, row("2")])
    assert (intake.n_rows, len(intake.registry.agreements)) == (2, 2)
    assert told([row(), *rows, row("2", on="x")])[0].row == 1 + len(rows)


# --- Rows of one id ------------------------------------------------------------------------------------------------

PARTIES = {**COLUMNS, "in_force_from": "from", "ending.last_day": "left", "ending.reason": "why"}


def party(name: str, **cells: object) -> dict[str, object]:
    return row(**{"with": name, "from": None, "left": None, "why": None, **cells})


def test_dates_in_which_rows_of_one_id_agree_are_the_agreements() -> None:
    (pact,) = read([party("A"), party("B"), party("B")], PARTIES, repeated_ids="parties").registry.agreements
    assert (pact.parties, str(pact.signed), pact.memberships) == (("A", "B"), "2001", ())
    ended = {"left": "2010", "why": "terminated"}
    (pact,) = read([party("A", **ended), party("B", **ended)], PARTIES, repeated_ids="parties").registry.agreements
    assert pact.ending == mc.Ending(last_day="2010", reason="terminated")
    assert pact.memberships == ()


def test_dates_in_which_they_differ_are_the_parties() -> None:
    rows = [
        party("A", on="2001", **{"from": "2002-03"}),
        party("B", on="2001-05", **{"from": "2004"}, left="2008", why="withdrawn"),
        party("B", on="2010", **{"from": "2011"}),
        party("C; D", on="2003"),
    ]
    intake = read(rows, PARTIES, repeated_ids="parties", cite=mc.Source(id="list", title="The list"))
    (pact,) = intake.registry.agreements
    assert pact.parties == ("A", "B", "C", "D")
    assert (str(pact.signed), str(pact.in_force_from)) == ("[2001-01..2001-05]", "2002-03")
    assert [(m.party, str(m.signed), m.in_force_from and str(m.in_force_from)) for m in pact.memberships] == [
        ("A", "2001", "2002-03"),
        ("C", "2003", None),
        ("D", "2003", None),
        ("B", "2001-05", "2004"),
        ("B", "2010", "2011"),
    ]
    assert [m.citations[0].locator for m in pact.memberships] == ["row 0", "row 3", "row 3", "row 1", "row 2"]
    bound = [pact.active_on(f"{year}-07-01", "B").name for year in (2003, 2007, 2009, 2012)]
    assert bound == ["FALSE", "TRUE", "FALSE", "TRUE"]
    assert intake.renewals == {}


def test_what_rows_of_one_id_cannot_differ_in_is_told_in_the_words_of_the_cells() -> None:
    (problem,) = told([party("A"), party("B", title="Other pact")], PARTIES, repeated_ids="parties")
    assert (problem.row, problem.column, problem.value) == (1, "title", "'Other pact'")
    assert "column 'title' of row 0 has 'Pact'" in problem.remedy
    problems = told([party("A"), party("B", left="2010")], PARTIES, repeated_ids="parties")
    assert [(problem.row, problem.column) for problem in problems] == [(1, "why")]
    problems = told([party("A"), party("B", left="2010", why="superseded")], PARTIES, repeated_ids="parties")
    assert [(problem.row, problem.column, problem.value) for problem in problems] == [(1, "why", "'superseded'")]
    problems = told([party("A"), party("B", on="2005", left="2003", why="withdrawn")], PARTIES, repeated_ids="parties")
    assert [(problem.row, problem.column, problem.value) for problem in problems] == [(1, "left", "'2003'")]


SPELLS = {"id": "no", "title": "title", "parties": "with", "in_force_from": "from", "expires": "to"}


def spell(first: str, last: str | None, holder: str = "A", **cells: object) -> dict[str, object]:
    return row(**{"with": holder, "from": first, "to": last, **cells})


def spells(rows: list[dict[str, object]], **options: object) -> mc.Agreement:
    options = {"repeated_ids": "renewals", "missing_signed": "in_force_from", **options}
    (pact,) = read(rows, SPELLS, **options).registry.agreements
    return pact


@given(st.permutations([("1990", "1994"), ("1995-03", "1998"), ("2001-01-01", None)]))
def test_spells_stand_in_the_order_of_their_starts(given_spells: list[tuple[str, str | None]]) -> None:
    pact = spells([spell(*each) for each in given_spells])
    assert [str(link.start) for link in pact.chain.links] == ["1990", "1995-03", "2001-01-01"]
    assert (str(pact.signed), pact.memberships) == ("[..1990]", ())


def test_spells_of_different_parties_bind_each_in_its_own() -> None:
    rows = [spell("1990", "1994", "A"), spell("1995", "1998", "A; B"), spell("1999", None, "B")]
    pact = spells(rows)
    assert pact.parties == ("A", "B")
    assert [pact.active_on(f"{year}-07-01", "A").name for year in (1993, 1997, 2000)] == ["TRUE", "TRUE", "FALSE"]
    assert [pact.active_on(f"{year}-07-01", "B").name for year in (1993, 1997, 2000)] == ["FALSE", "TRUE", "TRUE"]
    assert spells(rows, drop_from_renewals=["parties"]).parties == ("A",)


def test_a_spell_without_an_end_needs_its_party_in_the_next() -> None:
    rows = [spell("1990", None, "A"), spell("1995", None, "B")]
    (problem,) = told(rows, SPELLS, repeated_ids="renewals", missing_signed="in_force_from")
    assert (problem.row, problem.column, problem.kind.value) == (0, "to", "missing")
    assert "drop_from_renewals=['parties']" in problem.remedy


def test_terms_and_periods_end_spells_too() -> None:
    columns = {**SPELLS, "term": "term", "period": "years"}
    first = {"from": "1990-01-01", "to": None, "term": "five years", "years": None}
    second = {"from": None, "to": None, "term": None, "years": "1996/1997", "with": "B"}
    rows = [row("1", **first), row("1", **second)]
    (pact,) = read(rows, columns, repeated_ids="renewals", missing_signed="[..1990]").registry.agreements
    assert [str(m.ending.last_day) for m in pact.memberships if m.ending] == ["1994-12-31", "1997-12-31"]


# --- What a missing signature means --------------------------------------------------------------------------------


def test_a_missing_signature_may_be_taken_from_another_date() -> None:
    columns = {**COLUMNS, "in_force_from": "from"}
    rows = [row(on=None, **{"from": "2007-07-07"}), row("2", **{"from": "2008"}), row("3", on=None, **{"from": None})]
    intake = read(rows, columns, missing_signed="in_force_from", on_error="skip")
    assert [str(intake.registry.agreements[id].signed) for id in "12"] == ["[..2007-07-07]", "2001"]
    assert [(problem.row, problem.column) for problem in intake.report] == [(2, "on")]
    assert "none of in_force_from" in intake.report[0].remedy
    for wrong in ("in_force_from", "title"):
        with pytest.raises(mc.InvalidArgumentError, match="missing_signed"):
            read(rows, missing_signed=wrong)


# --- References ----------------------------------------------------------------------------------------------------


def test_references_that_lead_nowhere_are_told_with_what_may_be_meant_or_dropped() -> None:
    columns = {**COLUMNS, "amends": "amends", "under": "under"}
    rows = [
        row("GENG-0016"),
        row("GENG-0017", amends="GENG-16; X-1; GENG-0016", under="nothing"),
        row("GENG-0018", on="x"),
        row("GENG-0019", amends="GENG-0018"),
    ]
    problems = told(rows, columns)
    assert [(problem.row, problem.column, problem.value) for problem in problems if problem.row == 1] == [
        (1, "amends", "'GENG-16'"),
        (1, "amends", "'X-1'"),
        (1, "under", "'nothing'"),
    ]
    assert "did you mean 'GENG-0016'?" in problems[0].remedy
    assert "dangling='drop'" in problems[1].remedy
    intake = read(rows, columns, dangling="drop", on_error="skip")
    assert intake.registry.agreements["GENG-0017"].amends == ("GENG-0016",)
    assert intake.registry.agreements["GENG-0019"].amends == ()
    assert [(problem.row, problem.column) for problem in intake.dropped] == [
        (1, "amends"),
        (1, "amends"),
        (1, "under"),
        (3, "amends"),
    ]
    assert [problem.row for problem in intake.report] == [2]


# --- Into a registry -----------------------------------------------------------------------------------------------

KNOWN = mc.Registry(
    parties=[mc.Party(id="doj", name=mc.Name(en="Department of Justice", zh_hant="律政司"))],
    sources=[mc.Source(id="list", title="The list")],
    version="7",
    verified_through="2020",
)


def test_what_is_added_to_leaves_no_version_that_names_other_data() -> None:
    assert read([row()], into=KNOWN).registry.version is None
    assert read([row()], into=KNOWN, version="8").registry.version == "8"
    nothing = {"into": KNOWN, "on_error": "skip"}
    assert read([row(on="x")], **nothing).registry.version == "7"
    assert read([row(on="x")], **nothing, cite=mc.Source(id="other", title="Other")).registry.version is None
    assert str(read([row()], into=KNOWN).registry.verified_through) == "2020"
    assert "register without version" in read([row()], into=KNOWN).registry.cite("1")


def test_bodies_that_are_made_stand_beside_the_nearest_known_one() -> None:
    rows = [row(**{"with": "Departement of Justice; Harbour City; 律政司"})]
    intake = read(rows, into=KNOWN)
    assert intake.made["parties"] == {"Departement-of-Justice": "doj", "Harbour-City": None}
    (problem,) = told(rows, into=KNOWN, on_new_party="error")
    assert problem.arguments == {"sentinels": {"parties": {"Departement of Justice": "doj"}}}
    rows = [row(**{"with": "Harbour City"})]
    assert read(rows, into=KNOWN, on_new_party="error").made["parties"] == {"Harbour-City": None}


# --- Contradictions ------------------------------------------------------------------------------------------------


def test_a_contradiction_shows_both_cells_in_their_own_words() -> None:
    columns = {**COLUMNS, "expires": "to", "term": "term"}
    rows = [row(on="4.1.1975", to="3.1.1975", term=None), row("2", on="1.1.1990", to="1.1.1999", term="five years")]
    first, second = told(rows, columns, date_formats=["%d.%m.%Y"])
    assert (first.column, first.value) == ("to", "'3.1.1975'")
    assert first.remedy == "it is 1975-01-03, before its own start (signed); column 'on' has '4.1.1975'"
    assert (second.column, second.value) == ("to", "'1.1.1999'")
    assert "column 'term' has 'five years'" in second.remedy
    columns = {**columns, "renews": "after"}
    rows = [row(on="1990", to=None, term=None, after=None), row("2", on="1980", to=None, term=None, after="1")]
    (problem,) = told(rows, columns)
    assert "column 'on' of row 0 has '1990'" in problem.remedy


# --- Reports -------------------------------------------------------------------------------------------------------


def test_a_report_is_a_page_with_one_dict_to_paste() -> None:
    kinds = ["MoU", "Lease", "Treaty", "treaty"]
    rows = [row(str(at), on=f"{at % 28 + 1:02}-Mar-{1900 + at % 100}", kind=kinds[at % 4]) for at in range(1000)]
    columns = {**COLUMNS, "kind": "kind"}
    with pytest.raises(mc.TableError) as caught:
        mc.read_table(rows, columns, sentinels={"-": None})
    text = str(caught.value)
    assert len(caught.value.problems) == 1750
    assert len(text.splitlines()) == 4
    assert len(text) < 2000
    assert "column 'on', 1000 problems, 700 different values (rows 0, 1, 2, 3, 4, ...) such as '01-Mar-1900'" in text
    arguments = caught.value.report.arguments
    assert repr(arguments) in text
    assert arguments["sentinels"]["-"] is None
    assert len(mc.read_table(rows, columns, **arguments).registry.agreements) == 1000
    assert len(caught.value.report.as_dicts()) == 1750
    assert caught.value.report.as_csv().startswith("kind,row,column,value,remedy\n")


def test_what_does_not_fit_on_the_page_is_counted() -> None:
    rows = [row(str(at), on="x", **{"with": f"{'a' * 201}{at}"}) for at in range(60)]
    columns = {**COLUMNS, **{f"extra.{at}": f"c{at}" for at in range(60)}}
    rows = [{**each, **{f"c{at}": " x" for at in range(60)}} for each in rows]
    with pytest.raises(mc.TableError) as caught:
        read(rows, columns)
    last = str(caught.value).splitlines()[-2]
    groups = caught.value.report.groups
    assert last == f"  ... and {sum(map(len, groups[40:]))} more, of {len(groups) - 40} kinds (all are in .problems)"


# --- Arguments -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"separator": ""}, mc.InvalidArgumentError),
        ({"separator": {"parties": ""}}, mc.InvalidArgumentError),
        ({"separator": {"signed": ";"}}, mc.InvalidArgumentError),
        ({"separator": 3}, mc.WrongTypeError),
        ({"separator": {"parties": 3}}, mc.WrongTypeError),
        ({"date_formats": [3]}, mc.WrongTypeError),
        ({"date_formats": 3}, mc.WrongTypeError),
        ({"two_digit_years": "1930"}, mc.WrongTypeError),
        ({"two_digit_years": True}, mc.WrongTypeError),
        ({"two_digit_years": 9950}, mc.InvalidArgumentError),
        ({"sentinels": ["x"]}, mc.WrongTypeError),
        ({"into": 3}, mc.WrongTypeError),
        ({"cite": "x"}, mc.WrongTypeError),
        ({"drop_from_renewals": 3}, mc.WrongTypeError),
        ({"zero_parts": "none"}, mc.InvalidArgumentError),
        ({"repeated_ids": "drop"}, mc.InvalidArgumentError),
        ({"dangling": "keep"}, mc.InvalidArgumentError),
        ({"on_new_party": "ask"}, mc.InvalidArgumentError),
        ({"date_precision": 3}, mc.WrongTypeError),
        ({"skip": 1}, mc.InvalidArgumentError),
    ],
)
def test_arguments_that_mean_nothing_are_refused(options: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        read([row()], **options)
    assert next(iter(options)) in str(caught.value) or "Registry" in str(caught.value)


def test_rows_of_one_id_need_ids_and_hang_together_in_one_way() -> None:
    with pytest.raises(mc.InvalidArgumentError, match="no column of ids"):
        read([row()], {"title": "title", "parties": "with", "signed": "on"}, repeated_ids="parties")
    with pytest.raises(mc.InvalidArgumentError, match="give one of the two"):
        read([row(after=None)], {**COLUMNS, "renews": "after"}, repeated_ids="renewals")
