"""Tables: what is sound comes back as it was, what is not is told at its row and column, and nothing is guessed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import attrs
import pytest
from hypothesis import assume, given, settings, strategies as st

import mainland_coop as mc
from helpers import oracle_records
from helpers.chains import records
from helpers.table_rows import COLUMNS, rows_of

FEWER = settings(max_examples=max(40, settings.default.max_examples // 3))  # whole tables take time to draw
BASIC = {"id": "No", "title": "Name", "kind": "Kind", "parties": "With", "signed": "Date", "expires": "End"}
HEADER = "No,Name,Kind,With,Date,End,Term,Renews\n"
ALL = {**BASIC, "term": "Term", "renews": "Renews"}


@pytest.fixture
def write(tmp_path: Path):
    def write(text: str, name: str = "treaties.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def row(**cells: object) -> dict[str, object]:
    """A sound row of a list, with changes."""
    sound = {"No": "1", "Name": "Pact", "Kind": "treaty", "With": "A", "Date": "2001", "End": None, "Term": None}
    return {**sound, "Renews": None, **cells}


def problems_of(rows: object, columns: dict = ALL, **options: object) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(mc.TableError) as caught:
        mc.read_table(rows, columns, **options)
    assert str(caught.value).count("\n") >= len(caught.value.report.groups)
    return [(problem.kind.value, problem.row, problem.column) for problem in caught.value.problems]


def remedy_of(cell: str, column: str = "Date", **options: object) -> str:
    """What is said of the one problem of a row with some cell."""
    with pytest.raises(mc.TableError) as caught:
        mc.read_table([row(**{column: cell})], ALL, **options)
    (problem,) = caught.value.problems
    assert (problem.row, problem.column) == (0, column)
    return problem.remedy


# --- What is sound comes back --------------------------------------------------------------------------------------

TEXTS = st.text("abc é律,\"'\n", min_size=1, max_size=8).map(str.strip).filter(bool)
NAMES = st.lists(st.sampled_from(["Hong Kong", "Macao", "Shenzhen Municipality", "律政司"]), min_size=1, unique=True)


@st.composite
def agreements(draw: st.DrawFn, id: str) -> mc.Agreement:
    record = draw(records(renewals=3))
    assume(not record.links[0].stages)
    try:
        pact = oracle_records.agreement_of(record, id)
    except mc.InvalidRecordError:
        assume(False)
        raise
    pact = attrs.evolve(
        pact,
        title=mc.Name(en=draw(TEXTS), zh_hant=draw(st.none() | TEXTS)),
        parties=[name.replace(" ", "-") for name in draw(NAMES)],
        areas=draw(st.lists(st.sampled_from(["legal", "trade"]), unique=True)),
        place=draw(st.none() | TEXTS),
        note=draw(st.none() | TEXTS),
        checked=draw(st.none() | st.sampled_from(["2020-05", "2021~"])),
        notice=draw(st.none() | st.sampled_from(["P3M", "P1Y"])),
        open_lists=draw(st.lists(st.sampled_from(["renewals", "areas", "parties"]), unique=True)),
    )
    if not pact.renewals and not pact.ending and draw(st.booleans()):
        free = dict.fromkeys(("in_force_from", "term", "tacit_renewal", "expires"))
        years = draw(st.sampled_from(["2012/2014", "2012", "2012-03/..", "2012-03-05/2013"]))
        pact = attrs.evolve(pact, **free, never_in_force=False, period=years)
    return attrs.evolve(
        pact,
        renewals=[
            attrs.evolve(renewal, place=draw(st.none() | TEXTS), note=draw(st.none() | TEXTS))
            for renewal in pact.renewals
        ],
    )


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[mc.Agreement], list[dict[str, str]]]:
    """Agreements, some of which refer to others, and their rows in any order."""
    found = [draw(agreements(f"t{i}")) for i in range(draw(st.integers(1, 4)))]
    found[1:] = [attrs.evolve(pact, under="t0") if draw(st.booleans()) else pact for pact in found[1:]]
    return found, draw(st.permutations([row for pact in found for row in rows_of(pact)]))


@FEWER
@given(tables())
def test_agreements_written_as_rows_come_back(tmp_path_factory, table) -> None:
    pacts, rows = table
    path = tmp_path_factory.mktemp("tables") / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(COLUMNS.values()))
        writer.writeheader()
        writer.writerows(rows)
    intake = mc.read_table(path, COLUMNS, separator=";")
    assert intake.registry.agreements.by_id == {pact.id: pact for pact in pacts}
    assert (intake.n_rows, intake.left_out, intake.problems) == (len(rows), (), ())
    assert {name.text for name in (party.name for party in intake.registry.parties)} <= {
        "Hong Kong",
        "Macao",
        "Shenzhen Municipality",
        "律政司",
        *(party.replace(" ", "-") for party in ("Hong-Kong", "Shenzhen-Municipality")),
    }
    assert intake.renewals == {row["No."]: row["No."].partition("/")[0] for row in rows if row["Renews"]}
    assert mc.read_table(rows, COLUMNS, separator=";").registry == intake.registry


FAULTS = {
    "Signed": ["2001-02-30", "1996-XX-XX-", "1989-050101", "n/a", "35612", " 2001", "0000-00-00"],
    "Term": ["some years", "5", "P0Y"],
    "Kind": ["Treaty", "pact"],
    "Parties": ["A; ; B", "A;"],
    "Last day": ["31/12/2001", "open"],
    "No.": ["two words", ""],
    "Ended on": ["2001-13"],
    "Never in force": ["perhaps"],
}


@FEWER
@given(tables(), st.data())
def test_every_fault_is_told_at_its_row_and_column_and_what_is_sound_is_kept(table, data: st.DataObject) -> None:
    pacts, rows = table
    rows = [dict(row) for row in rows]
    expected = set()
    hit: set[str] = set()
    for at in data.draw(st.sets(st.integers(0, len(rows) - 1))):
        pact = rows[at]["No."].partition("/")[0]
        is_last = not any(row["Renews"] == rows[at]["No."] for row in rows)
        # The id of a row that is renewed is left as it is: else the rows that renew it dangle, rightly.
        columns = sorted(FAULTS) if is_last and not rows[at]["Renews"] else sorted(set(FAULTS) - {"No."})
        column = data.draw(st.sampled_from(columns))
        rows[at][column] = data.draw(st.sampled_from(FAULTS[column]))
        expected.add((at, column))
        hit.add(pact)
    intake = mc.read_table(rows, COLUMNS, separator=";", on_error="skip")
    assert {(problem.row, problem.column) for problem in intake.problems if problem.column != "Under"} == expected
    if "t0" in hit:  # what refers to it is left out with it
        hit |= {pact.id for pact in pacts if pact.under == "t0"}
    assert intake.registry.agreements.by_id == {pact.id: pact for pact in pacts if pact.id not in hit}
    assert len(intake.left_out) == sum(1 + len(pact.renewals) for pact in pacts if pact.id in hit)
    assert {left.row for left in intake.left_out} >= {at for at, _ in expected}
    if expected:
        with pytest.raises(mc.TableError) as caught:
            mc.read_table(rows, COLUMNS, separator=";")
        assert {(p.row, p.column) for p in caught.value.problems if p.column != "Under"} == expected


# --- What is told --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2001-02-30", "2001-02 has 28 days; write 2001-02 if only the month is known"),
        ("1996-XX-XX-", "at position 10"),
        ("1989-050101", "at position 7"),
        ("0000-00-00", "sentinels={'0000-00-00': None}"),
        ("2001-01-00", "write 2001-01, or pass zero_parts='unknown'"),
        ("n/a", "sentinels={'n/a': None}"),
        ("ongoing", "an open end, pass sentinels={'ongoing': '..'}"),
        ("..", "belongs into the column of the last day"),
        ("01/07/1997", "date_formats=['%d/%m/%Y'], if the second, date_formats=['%m/%d/%Y']"),
        ("1.7.97", "date_formats=['%d.%m.%y']"),
        ("19970701", "date_formats=['%Y%m%d']"),
        ("35612", "Excel's number for the day 1997-07-01"),
        (" 1997", "take them off, or pass strip=True"),
        ("1997\u00a0", "take them off, or pass strip=True"),
        ("1997-07-01T09:30", "it has a time of day"),
    ],
)
def test_what_is_no_date_is_told_with_a_remedy(cell: str, said: str) -> None:
    assert said in remedy_of(cell)


def test_the_remedies_work() -> None:
    columns = {**BASIC, "term": "Term"}

    def read(**options: object) -> mc.Agreement:
        cells = options.pop("cells")
        return mc.read_table([row(**cells)], columns, **options).registry.agreements["1"]

    assert str(read(cells={"Date": "01/07/1997"}, date_formats=["%d/%m/%Y"]).signed) == "1997-07-01"
    assert str(read(cells={"Date": "19970701"}, date_formats="%Y%m%d").signed) == "1997-07-01"
    assert str(read(cells={"Date": " 1997 "}, strip=True).signed) == "1997"
    assert read(cells={"End": "9999-12-31"}, sentinels={"9999-12-31": ".."}).expires is mc.End.OPEN
    assert read(cells={"End": "n/a"}, sentinels={"expires": {"n/a": None}}).expires is None
    assert read(cells={"End": ""}, sentinels={"expires": {"": ".."}}).expires is mc.End.OPEN
    assert read(cells={"End": None}, sentinels={"expires": {"": ".."}}).expires is mc.End.OPEN
    assert read(cells={"End": "  "}, strip=True).expires is None
    assert read(cells={"End": " x "}, strip=True, sentinels={" x ": None}).expires is None
    assert (
        read(cells={"Kind": "MoU"}, sentinels={"kind": {"MoU": "memorandum of understanding"}}).kind.value[:4] == "memo"
    )
    assert str(read(cells={"Term": "5"}, term_unit="years").term) == "P5Y"
    assert str(read(cells={"Term": 18.0}, term_unit="months").term) == "P18M"
    assert str(read(cells={"Date": None}, missing_signed="[..2000]").signed) == "[..2000]"


def test_a_sentinel_of_one_field_is_none_of_another() -> None:
    rows = [row(Date="9999-12-31", End="9999-12-31")]
    agreement = mc.read_table(rows, BASIC, sentinels={"expires": {"9999-12-31": ".."}}).registry.agreements["1"]
    assert (str(agreement.signed), agreement.expires) == ("9999-12-31", mc.End.OPEN)


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("Kind", "Treaty", "did you mean 'treaty'? Then pass sentinels={'kind': {'Treaty': 'treaty'}}"),
        ("Kind", "xyz", "the kinds are 'agreement',"),
        ("No", "T 1", "no spaces"),
        ("Term", "5", "write P5Y, or pass term_unit='years'"),
        ("Term", "some years", "a term starts with a capital P"),
        ("With", "A;;B", "nothing between two separators"),
        ("Name", "", "the cell is blank"),
        ("With", None, "the cell is blank"),
        ("Kind", None, "the cell is blank"),
        ("Date", None, "pass what that means, such as missing_signed="),
        ("No", None, "each row has an id"),
        ("End", "2000", "before its own start (signed)"),
    ],
)
def test_other_cells_are_told_with_a_remedy(column: str, cell: str | None, said: str) -> None:
    assert said in remedy_of(cell, column, separator=";")


def test_several_faults_of_a_row_are_all_told() -> None:
    rows = [row(), row(No="x y", Date="1", Kind="no", With=None)]
    assert problems_of(rows) == [("malformed", 1, "No"), ("malformed", 1, "Kind"), ("malformed", 1, "Date")]


def test_pointers_that_make_no_chain_are_named() -> None:
    pairs = [("a", "a"), ("b", "c"), ("c", "b"), ("d", ""), ("e", "d"), ("f", "d"), ("g", "dd"), ("h", ""), ("h", "")]
    rows = [row(No=no, Renews=renews, With="A") for no, renews in [*pairs, ("i", "")]]
    found = problems_of(rows)
    assert found == [
        ("circle", 0, "Renews"),
        ("circle", 1, "Renews"),
        ("fork", 5, "Renews"),
        ("dangling", 6, "Renews"),
        ("duplicate", 8, "No"),
    ]
    intake = mc.read_table(rows, ALL, on_error="skip")
    assert [pact.id for pact in intake.registry.agreements] == ["i"]
    assert [left.row for left in intake.left_out] == list(range(9))
    assert "hangs together with row 3" in intake.left_out[4].reason


def test_a_chain_of_which_one_row_is_bad_is_left_out_whole() -> None:
    rows = [row(), row(No="2", Date="2002", Renews="1"), row(No="3", Date="x", Renews="2"), row(No="4")]
    intake = mc.read_table(rows, ALL, on_error="skip")
    assert [(left.row, left.id) for left in intake.left_out] == [(0, "1"), (1, "2"), (2, "3")]
    assert "row 2" in intake.left_out[0].reason
    assert repr(intake) == "<Intake of the list: 1 of 4 rows read as 1 agreement, 3 left out, 1 problems>"


def test_a_fault_of_the_whole_chain_is_told_at_its_row() -> None:
    rows = [row(), row(No="2", Date="2000", Renews="1"), row(No="4")]
    assert problems_of(rows) == [("contradiction", 1, "Date")]
    rows[1]["Date"] = None
    assert problems_of(rows) == [("contradiction", 1, "Date")]
    rows[1] = row(No="2", Date="2002", End="2001", Renews="1")
    assert problems_of(rows) == [("contradiction", 1, "End")]


def test_what_a_renewal_has_no_place_for_is_told_unless_it_may_get_lost() -> None:
    rows = [row(), row(No="2", Date="2002", Renews="1", Kind="exchange of letters", With="B")]
    assert problems_of(rows) == [("no place", 1, "Kind"), ("no place", 1, "With")]
    registry = mc.read_table(rows, ALL, drop_from_renewals=["kind", "parties"]).registry
    assert [party.id for party in registry.parties] == ["A"]
    assert len(registry.agreements["1"].renewals) == 1


def test_an_ending_stands_in_the_last_row() -> None:
    columns = {**ALL, "ending.last_day": "Ended", "ending.reason": "Why"}
    last = row(No="2", Date="2002", Renews="1", Ended="2005", Why="terminated")
    pact = mc.read_table([row(), last], columns).registry.agreements["1"]
    assert pact.ending == mc.Ending(last_day="2005", reason="terminated")
    early = [row(Ended="2005", Why="terminated"), row(No="2", Date="2002", Renews="1")]
    assert problems_of(early, columns) == [("no place", 0, "Ended"), ("no place", 0, "Why")]
    assert problems_of([row(Ended="2005", Why="")], columns) == [("missing", 0, "Why")]
    assert problems_of([row(Ended="2005", Why="bored")], columns) == [("contradiction", 0, "Why")]
    assert problems_of([row(Ended="1999", Why="merged")], columns) == [("contradiction", 0, "Ended")]


def test_references_lead_to_records_also_by_the_row_of_a_renewal() -> None:
    columns = {**ALL, "under": "Under", "amends": "Amends"}
    rows = [row(), row(No="1a", Date="2002", Renews="1"), row(No="2", Under="1a", Amends="1; 1a")]
    intake = mc.read_table(rows, columns, separator=";")
    pact = intake.registry.agreements["2"]
    assert (pact.under, pact.amends) == ("1", ("1",))
    assert intake.renewals == {"1a": "1"}


def test_what_refers_to_what_is_left_out_is_left_out_and_a_circle_is_told() -> None:
    columns = {**ALL, "under": "Under"}
    rows = [row(Date="x"), row(No="2", Under="1"), row(No="3", Under="2"), row(No="4", Under="9")]
    rows += [row(No="5", Under="6"), row(No="6", Under="5"), row(No="7", Under="5"), row(No="8")]
    intake = mc.read_table(rows, columns, on_error="skip")
    assert [pact.id for pact in intake.registry.agreements] == ["8"]
    told = [(problem.kind.value, problem.row, problem.column) for problem in intake.problems]
    assert told == [("malformed", 0, "Date"), ("dangling", 3, "Under"), ("circle", 4, "Under")]
    assert [left.id for left in intake.left_out] == list("1234567")
    assert "refers to '1'" in intake.left_out[1].reason


# --- Periods, and what is the user's own ---------------------------------------------------------------------------

OWN = {
    "id": "No",
    "title": "Name",
    "kind": "Kind",
    "parties": "With",
    "signed": "Date",
    "expires": "End",
    "term": "Term",
    "renews": "Renews",
    "period": "Years",
    "tacit_renewal": "Again",
    "notice": "Notice",
    "open_lists": "Open",
    "extra.cost": "Cost",
    "extra.paid": "Paid",
    "identifiers.wikidata": "QID",
}


def own(**cells: object) -> dict[str, object]:
    return {**row(), **dict.fromkeys(("Years", "Again", "Notice", "Open", "Cost", "Paid", "QID")), **cells}


def test_periods_notice_open_lists_identifiers_and_ones_own_values_are_read() -> None:
    rows = [
        own(No="1", Years="2012/2014", Notice=3, Open="renewals; areas", Cost=120, Paid=False, QID="Q1"),
        own(No="2", End="2014", Again="yes", Cost="about 5"),
        own(No="3", Term="P1Y", Again="P2Y", Paid=True, Cost=1.5),
        own(No="4", End="2014", Again="no", Cost="-"),
    ]
    read = mc.read_table(rows, OWN, separator=";", term_unit="months", sentinels={"-": None}).registry.agreements
    first, second, third, fourth = (read[id] for id in "1234")
    assert (first.period, first.notice) == (mc.Period.parse("2012/2014"), mc.Term.parse("P3M"))
    assert first.open_lists == ("renewals", "areas")
    assert mc.to_dict(first)["extra"] == {"cost": 120, "paid": False}
    assert first.identifiers == {"wikidata": "Q1"}
    assert (second.tacit_renewal, second.extra) == (True, {"cost": "about 5"})
    assert (third.tacit_renewal, third.extra) == (mc.Term.parse("P2Y"), {"cost": 1.5, "paid": True})
    assert (fourth.tacit_renewal, fourth.extra, fourth.identifiers) == (None, {}, {})


def test_a_renewal_may_be_a_period_and_has_no_values_of_ones_own() -> None:
    rows = [own(No="1", Term="P1Y", Cost=1), own(No="2", Renews="1", Date=None, Years="2015", Notice="P1M")]
    (renewal,) = mc.read_table(rows, OWN).registry.agreements["1"].renewals
    assert (renewal.signed, str(renewal.period), str(renewal.notice)) == (None, "2015", "P1M")
    rows[1]["Cost"] = 2
    assert problems_of(rows, OWN) == [("no place", 1, "Cost")]
    assert mc.read_table(rows, OWN, drop_from_renewals=["extra.cost"]).registry.agreements["1"].extra == {"cost": 1}


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"Years": "2012~"}, "Years", "it is no period"),
        ({"Years": "../2012"}, "Years", "the beginning is open"),
        ({"Years": "2012", "Term": "P1Y"}, "Years", "in place of term"),
        ({"Again": "maybe", "End": "2014"}, "Again", "is no term"),
        ({"Again": "yes"}, "Again", "beside a term or expires"),
        ({"Open": "renewal"}, "Open", "did you mean 'renewals'?"),
        ({"Notice": "3"}, "Notice", "a bare number is no term"),
    ],
)
def test_what_they_cannot_be_is_told(cells: dict[str, object], column: str, said: str) -> None:
    with pytest.raises(mc.TableError) as caught:
        mc.read_table([own(**cells)], OWN)
    (problem,) = caught.value.problems
    assert problem.column == column
    assert said in problem.remedy


# --- The columns ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "options", "said"),
    [
        ({**BASIC, "titel": "Name"}, {}, "did you mean 'title'"),
        ({**BASIC, "start": "Date"}, {}, "did you mean 'in_force_from'"),
        ({**BASIC, "end": "Date"}, {}, "did you mean 'expires'"),
        ({**BASIC, "extra": "Date"}, {}, "'extra' is one column for each key: name it like 'extra.cost'"),
        ({**BASIC, "extra.": "Date"}, {}, "'extra.' is no field"),
        ({**BASIC, "identifiers.a": ["Date", "End"]}, {}, "identifiers.a is one column, and 2 are named"),
        ({**BASIC, "signed": "date"}, {}, "did you mean 'Date'"),
        ({**BASIC, "signed": "Dates"}, {}, "did you mean 'Date'"),
        ({**BASIC, "signed": "x"}, {}, "the table has 'No', 'Name'"),
        ({**BASIC, "signed": 5}, {}, "the name of a column is text"),
        ({**BASIC, "signed": ["Date"] * 4}, {}, "signed is one column, or those of year, month and day; 4 are named"),
        ({**BASIC, "kind": ["Date", "End"]}, {}, "kind is one column, and 2 are named"),
        ({**BASIC, "title.en": "Name"}, {}, "title and title.en are the same"),
        (BASIC, {"constants": {"kind": "treaty"}}, "give one of the two"),
        (BASIC, {"constants": {"renews": "1"}}, "it is a column, no constant"),
        (BASIC, {"constants": {"place": 5, "in_force_from": "x"}}, "it is no date"),
        ({"id": "No"}, {}, "kind is missing"),
        ({"kind": "No"}, {}, "parties is missing"),
    ],
)
def test_columns_that_do_not_fit_are_told(columns: dict, options: dict, said: str) -> None:
    with pytest.raises(mc.TableError) as caught:
        mc.read_table([row()], columns, on_error="skip", **options)
    assert said in str(caught.value)
    assert {problem.row for problem in caught.value.problems} == {None}


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"on_error": "ignore"}, mc.InvalidArgumentError, "'raise', 'skip'"),
        ({"term_unit": "decades"}, mc.InvalidArgumentError, "'years', 'months'"),
        ({"drop_from_renewals": ["knid"]}, mc.InvalidArgumentError, "did you mean 'kind'"),
        ({"drop_from_renewals": "kind"}, mc.WrongTypeError, r"write \['kind'\]"),
        ({"sentinels": {"ends": {"x": None}}}, mc.InvalidArgumentError, "is no field"),
        ({"sentinels": {"x": 5}}, mc.WrongTypeError, "both are texts"),
        ({"separator": {"partys": ";"}}, mc.InvalidArgumentError, "did you mean 'parties'"),
        ({"constants": [1]}, mc.WrongTypeError, "are mappings"),
    ],
)
def test_arguments_out_of_their_vocabulary_are_told(options: dict, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        mc.read_table([row()], BASIC, **options)


# --- Parties and areas ---------------------------------------------------------------------------------------------


def test_cells_name_given_records_by_id_or_name_and_others_are_made() -> None:
    known = mc.Registry(
        parties=[
            mc.Party(id="hk", name=mc.Name(en="Hong Kong", zh_hant="香港", short=["HK"])),
            mc.Party(id="doj-1", name=mc.Name(en="Department", short=["DoJ"])),
            mc.Party(id="doj-2", name=mc.Name(en="Other department", short=["DoJ"])),
        ],
        areas=[mc.Area(id="law", name="Legal matters")],
        version="7",
    )
    columns = {**ALL, "areas": "Area"}
    rows = [
        row(With="hk|New Body", Area="Legal matters"),
        row(No="2", With="香港", Area="Trade"),
        row(No="3", With="HK"),
    ]
    intake = mc.read_table(rows, columns, separator="|", into=known)
    registry = intake.registry
    assert [registry.agreements[id].parties for id in "123"] == [("hk", "New-Body"), ("hk",), ("hk",)]
    assert registry.parties["New-Body"].name.text == "New Body"
    assert [area.id for area in registry.areas] == ["Trade", "law"]
    assert intake.made == {"parties": {"New-Body": None}, "areas": {"Trade": None}}
    assert registry.version is None
    assert problems_of([row(With="DoJ")], into=known) == [("ambiguous", 0, "With")]
    assert problems_of([row(With="A B"), row(No="2", With="A-B")]) == [("ambiguous", 1, "With")]
    assert problems_of([row(With="x" * 201)]) == [("malformed", 0, "With")]


def test_rows_are_added_to_a_registry_whose_ids_are_taken() -> None:
    first = mc.read_table([row()], ALL).registry
    both = mc.read_table([row(No="2")], ALL, into=first).registry
    assert {pact.id for pact in both.agreements} == {"1", "2"}
    assert problems_of([row()], into=first) == [("duplicate", 0, "No")]


def test_several_columns_and_lists_name_several_parties() -> None:
    columns = {**BASIC, "parties": ["With", "And"]}
    registry = mc.read_table(
        [row(With="A", And="B"), row(No="2", And=None), row(No="3", And=["C", "D"])], columns
    ).registry
    assert [registry.agreements[id].parties for id in "123"] == [("A", "B"), ("A",), ("A", "C", "D")]
    assert mc.read_table([row(And="A")], columns).registry.agreements["1"].parties == ("A",)
    assert problems_of([row(Name=["A"])], columns | {"parties": "With"}) == [("malformed", 0, "Name")]


def test_each_record_can_cite_the_table_by_row() -> None:
    source = mc.Source(id="list", title="The list")
    rows = [row(), row(No="2", Date="2002", Renews="1")]
    pact = mc.read_table(rows, ALL, cite=source).registry.agreements["1"]
    assert pact.citations == (mc.Citation(source="list", locator="row 0"),)
    assert pact.renewals[0].citations == (mc.Citation(source="list", locator="row 1"),)


# --- CSV -----------------------------------------------------------------------------------------------------------


def test_csv_with_a_byte_order_mark_blank_lines_and_line_breaks_in_cells(write) -> None:
    text = "\ufeff" + HEADER + '1,"Pact,\r\n""so called""",treaty,A,2001,,,\r\n\r\n2,Two,treaty,A,x,,,\r\n'
    with pytest.raises(mc.TableError) as caught:
        mc.read_table(write(text), ALL)
    assert [problem.row for problem in caught.value.problems] == [4]  # as a spreadsheet counts
    intake = mc.read_table(write(text), ALL, on_error="skip")
    assert intake.registry.agreements["1"].title.text == 'Pact,\r\n"so called"'


def test_rows_with_more_or_fewer_cells_are_told(write) -> None:
    path = write(HEADER + "1,Pact,treaty,A,2001\n2,Pact,treaty,A,2001,,,,\n3,Pact,treaty,A,2001,,,\n")
    assert problems_of(path) == [("cells", 2, None), ("cells", 3, None)]
    assert len(mc.read_table(path, ALL, on_error="skip").registry.agreements) == 1


def test_other_separators_and_encodings(write) -> None:
    tabs = (HEADER + "1,協議,treaty,香港,2001,,,\n").replace(",", "\t")
    assert mc.read_table(write(tabs, "t.tsv"), ALL).registry.agreements["1"].title.text == "協議"
    semicolons = write(tabs.replace("\t", ";"), "s.csv", "gb18030")
    with pytest.raises(mc.FileError, match=r"not utf-8.*pass its encoding"):
        mc.read_table(semicolons, ALL, delimiter=";")
    assert len(mc.read_table(semicolons, ALL, delimiter=";", encoding="gb18030").registry.agreements) == 1
    assert len(mc.read_table(semicolons, ALL, encoding="gb18030").registry.agreements) == 1  # they are seen
    with pytest.raises(mc.TableError, match="pass delimiter=';'"):
        mc.read_table(semicolons, ALL, encoding="gb18030", delimiter=",")
    with pytest.raises(mc.FileError, match="cannot be read"):
        mc.read_table(semicolons, ALL, encoding="no such")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no header"),
        ("\n1,2\n", "has no header"),
        (HEADER + '1,"Pact,treaty\n', "no sound CSV at row 2"),
        (HEADER + '1,"Pact"x,treaty,A,2001,,,\n', "no sound CSV at row 2"),
        (HEADER + f"1,{'x' * 200_000},treaty,A,2001,,,\n", "no sound CSV at row 2: field larger"),
    ],
)
def test_a_file_that_is_no_csv_is_told(write, text: str, said: str) -> None:
    with pytest.raises(mc.FileError, match=said):
        mc.read_table(write(text), ALL)


def test_names_of_columns_that_stand_there_twice_are_told_if_they_are_used(write) -> None:
    path = write("No,Name,Name,Kind,With,Date,End,Term,Renews,Other,Other\n1,P,Q,treaty,A,2001,,,,,\n")
    with pytest.raises(mc.TableError, match=r"did you mean 'Name \(column 2\)'\?"):
        mc.read_table(path, ALL)


def test_files_that_are_none_are_told(tmp_path: Path, write) -> None:
    with pytest.raises(mc.MissingFileError):
        mc.read_table(tmp_path / "none.csv", ALL)
    with pytest.raises(mc.FileError, match="is JSON and no table"):
        mc.read_table(write("[]", "list.json"), ALL)
    for source in (None, 5, [1], b"x"):
        with pytest.raises(mc.WrongTypeError, match="is no table"):
            mc.read_table(source, ALL)


def test_a_table_without_rows_is_a_registry_without_agreements(write) -> None:
    intake = mc.read_table(write(HEADER), ALL)
    assert (intake.n_rows, len(intake.registry.agreements)) == (0, 0)


# --- The report ----------------------------------------------------------------------------------------------------


def test_the_report_is_exported(tmp_path: Path) -> None:
    intake = mc.read_table([row(Date='x,"y"'), row(No="2", Name=None)], ALL, on_error="skip")
    report = intake.report
    assert list(report) == list(intake.problems)
    assert (len(report), report[0], report[:1]) == (2, intake.problems[0], intake.problems[:1])
    dicts = report.as_dicts()
    assert dicts[1] == {
        "kind": "missing",
        "row": 1,
        "column": "Name",
        "value": "",
        "remedy": "the cell is blank: an agreement has a title",
    }
    assert json.loads(report.as_json()) == dicts
    report.write(tmp_path / "r.csv")
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert read == [{key: str(value) for key, value in problem.items()} for problem in dicts]
    report.write(tmp_path / "r.json")
    assert json.loads((tmp_path / "r.json").read_text("utf-8")) == dicts
    with pytest.raises(mc.InvalidArgumentError, match=r"\.csv or \.json"):
        report.write(tmp_path / "r.txt")
    with pytest.raises(mc.FileError):
        report.write(tmp_path / "none" / "r.csv")


def test_one_chain_of_many_links() -> None:
    rows = [row(No=str(i), Date=f"{1000 + i // 4}", Renews=str(i - 1) if i else None) for i in range(20_000)]
    (pact,) = mc.read_table(rows[::-1], ALL).registry.agreements
    assert len(pact.renewals) == 19_999


def test_a_missing_signature_of_a_renewal_matters_only_where_nothing_else_says_when_it_starts() -> None:
    columns = {**ALL, "in_force_from": "From"}
    rows = [row(), row(No="2", Date=None, Renews="1"), row(No="3", Date=None, From="2005", Renews="2")]
    (pact,) = mc.read_table(rows, columns, missing_signed="2003").registry.agreements
    assert [renewal.signed and str(renewal.signed) for renewal in pact.renewals] == ["2003", None]
    assert problems_of(rows, columns) == [("contradiction", 1, "Date")]
