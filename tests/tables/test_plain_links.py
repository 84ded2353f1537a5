"""Links that are compiled by whole columns are those that the records compile, to the run."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st

import mainland_coop as mc
from helpers import rows_of_every_kind as made_rows
from mainland_coop import tables
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY

np = pytest.importorskip("numpy", reason="the extra `pyarrow` is not installed")
pa = pytest.importorskip("pyarrow", reason="the extra `pyarrow` is not installed")
pytest.importorskip("narwhals", reason="the extra `tables` is not installed")

from mainland_coop.tables import cell_columns, plain_links  # noqa: E402 - it needs what may be missing

YEARS = st.sampled_from([0, 1, 2, 3, 1899, 1900, 2000, 2011, 2012, 2013, 2023, 9998, 9999]) | st.integers(0, 9999)
DAYS = st.builds("{:04}-{:02}-{:02}".format, YEARS, st.integers(0, 13), st.integers(0, 32))
ODDLY = st.sampled_from(
    ["", "2011~", "2011-XX", "[2011..2012-03]", "[..2023]", "201X", "2011-1", "2011/2012", "２０１１", "é11", "0000"]
) | st.sampled_from(
    [
        "2011-03-01 ",
        "2011-03-0A",
        "2011x03x01",
        "20110301",
        "2011-02-30",
        "2012-02-29",
        "0001",
        "9999",
        "9999-12-31",
        "..",
    ]
)
"""Texts that are no plain days, and those at the edges of the calendar."""
DATES = st.one_of(
    YEARS.map("{:04}".format), st.builds("{:04}-{:02}".format, YEARS, st.integers(0, 13)), DAYS, DAYS, ODDLY
)
NUMBERS = st.integers(0, 40) | st.sampled_from([11_999, 99_999, 9_999_999])
TERMS = st.builds("P{}{}".format, NUMBERS, st.sampled_from("YMDW")) | st.sampled_from(
    ["P1Y6M", "P3Y6M10D", "P0Y", "5Y", "P", "P1M1M", "P8000Y", "P99999999Y", "PT5H"]
)


def maybe(cells: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | cells


RENEWALS = st.lists(
    st.fixed_dictionaries({}, optional={"signed": DATES, "term": TERMS, "expires": DATES, "follows_on": st.just(True)}),
    max_size=2,
).map(json.dumps)
STAGES = st.lists(st.fixed_dictionaries({"on": DATES}), max_size=3).map(json.dumps)
ENDINGS = st.builds(
    lambda day, reason: json.dumps({"last_day": day, "reason": reason}),
    DATES,
    st.sampled_from(["terminated", "superseded", "broken"]),
)
RECORDS = st.fixed_dictionaries(
    {
        "signed": maybe(DATES),
        "in_force_from": maybe(DATES | STAGES),
        "never_in_force": st.sampled_from([None, None, False, True]),
        "period": maybe(st.sampled_from(["2012/2014", "2012", "2012/..", "2014/2012"])),
        "term": maybe(TERMS),
        "tacit_renewal": maybe(st.sampled_from(["P1Y", "true", "false", "1Y"])),
        "expires": maybe(DATES),
        "notice": maybe(TERMS),
        "renewals": maybe(RENEWALS),
        "ending": maybe(ENDINGS),
        "open_lists": maybe(st.sampled_from(['["renewals"]', "[]", "renewals"])),
    }
)
"""Cells of every kind, most of them with faults."""

SHORT = {"period": None, "tacit_renewal": None, "renewals": None, "open_lists": None, "never_in_force": None}
PLAIN = st.builds(
    lambda record, keep: record | SHORT | dict.fromkeys(set(record) - set(keep) - {"signed"}),
    RECORDS,
    st.sets(st.sampled_from(["in_force_from", "term", "expires", "notice", "ending"]), max_size=2),
)
"""Cells that are plain links, if they are sound."""


@pytest.mark.parametrize("name", made_rows.ENGINES)
@given(rows=st.lists(PLAIN | PLAIN | RECORDS, min_size=10, max_size=20))
@settings(max_examples=max(1, settings().max_examples // 15))
def test_rows_of_every_kind_compile_to_the_runs_of_the_records_in_order(name: str, rows: list[dict[str, Any]]) -> None:
    found, refused = made_rows.table(rows)
    frame = made_rows.native(name, rows)
    assert made_rows.rows_of(tables.compile(frame, on_error="skip")) == found
    assert [row[0] for row in made_rows.rows_of(tables.problems(frame), "id")] == refused


@given(rows=st.lists(PLAIN | PLAIN | RECORDS, min_size=10, max_size=20))
@settings(max_examples=max(1, settings().max_examples // 15))
def test_programmes_may_have_no_start(rows: list[dict[str, Any]]) -> None:
    rows = [
        {"started": row["signed"]} | {k: v for k, v in row.items() if k not in ("signed", "in_force_from")}
        for row in rows
    ]
    rows = [{name: cell for name, cell in row.items() if name != "never_in_force"} for row in rows]
    found, refused = made_rows.table(rows, "programmes")
    frame = made_rows.native("pyarrow", rows)
    assert made_rows.rows_of(tables.compile(frame, record_kind="programmes", on_error="skip")) == found
    assert [row[0] for row in made_rows.rows_of(tables.problems(frame, record_kind="programmes"), "id")] == refused


@given(record=PLAIN)
@example({"signed": "9999-12-31", **SHORT})
@example({"signed": "0001-01-01", "expires": "0001-01-01", **SHORT})
@example({"signed": "2011", "expires": "2011-01-01", **SHORT})
@example({"signed": "2012-01-31", "term": "P1M", **SHORT})
def test_what_is_sound_and_lone_is_compiled_by_the_column(record: dict[str, Any]) -> None:
    _, refused = made_rows.table([record])
    frame = tables_frame([record])
    links = plain_links.links_of(plain_links.cells_of(frame, "agreements"), frame, "agreements", record)
    both = record.get("term") is not None and record.get("expires") is not None
    assert links.plain.tolist() == [not refused and not both]


def tables_frame(rows: list[dict[str, Any]]) -> Any:
    import narwhals.stable.v2 as nw

    return nw.from_native(made_rows.native("pyarrow", rows), eager_only=True)


@given(
    starts=st.lists(st.integers(FIRST_DAY, LAST_DAY) | st.integers(LAST_DAY - 800, LAST_DAY), min_size=1, max_size=20),
    term=st.builds(mc.Term, st.integers(0, 10_000), st.integers(0, 50), st.integers(1, 800))
    | st.builds(mc.Term, years=st.integers(0, 30), months=st.integers(1, 50)),
)
def test_last_days_are_those_of_terms(starts: list[int], term: mc.Term) -> None:
    months, days = (np.full(len(starts), n) for n in (term.years * 12 + term.months, term.days))
    assert cell_columns.last_days(np.array(starts), months, days).tolist() == [term.last_day(day) for day in starts]


def test_the_calendar_is_that_of_dates() -> None:
    known = cell_columns.calendar()
    assert len(known.numbers) == LAST_DAY + 1
    for ordinal in (*range(1, LAST_DAY, 997), LAST_DAY):
        day = datetime.date.fromordinal(ordinal)
        assert known.numbers[ordinal] == tables.number_of(ordinal)
        assert known.months[day.year * 12 + day.month - 1] == day.replace(day=1).toordinal()


@given(st.lists(DATES | st.text(max_size=11), min_size=1, max_size=12))
def test_days_are_read_by_their_bytes_or_not_at_all(texts: list[str]) -> None:
    cells = pa.array(["before", *texts, "2"], pa.large_string())[1:-1]
    for text, plain, first, last in zip(texts, *cell_columns.plain_days(cells), strict=True):
        try:
            date = mc.PartialDate.parse(text)
        except mc.DateError:
            assert not plain
        else:
            written = text.isascii() and text.replace("-", "").isdigit()
            assert plain == written
            assert not plain or (first, last) == (date.first_ordinal, date.last_ordinal)


@pytest.mark.parametrize("name", ["polars", "pandas", "pyarrow", "duckdb"])
def test_faults_among_many_plain_rows_are_told_together_as_records_tell_them(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mainland_coop.tables.compiling.BATCH", 7)
    rows: list[dict[str, Any]] = [{"signed": f"{1900 + index}", "term": "P5Y"} for index in range(30)]
    rows[3]["signed"] = "2011-02-30"
    rows[17]["term"] = "P0Y"
    rows[29]["signed"] = None
    frame = made_rows.native(name, rows)
    with pytest.raises(mc.InvalidRegistryError) as caught:
        tables.compile(frame)
    told = [str(problem) for problem in caught.value.problems]
    assert told[0] == (
        "[3].signed: '2011-02-30' is no date that can be used here: at position 8, there is no day 30: "
        "2011-02 has 28 days"
    )
    assert told[1].startswith("[17].term: 'P0Y' is no term: at position 1, a part of a term is at least 1")
    assert told[2].startswith("[29].signed: it is empty")
    assert len(told) == 3
    found, _ = made_rows.table(rows)
    twice = tables.compile(frame, on_error="skip")
    assert made_rows.rows_of(twice) == found
    assert made_rows.rows_of(twice) == found  # a relation of DuckDB can be asked again


def test_batches_of_duckdb_keep_their_order_and_tell_their_faults_together(monkeypatch: pytest.MonkeyPatch) -> None:
    many = 2_048  # DuckDB makes no smaller batches
    monkeypatch.setattr("mainland_coop.tables.compiling.BATCH", many)
    signed = [datetime.date.fromordinal(730_000 + index).isoformat() for index in range(9 * many)]
    sound = made_rows.native("duckdb", [{"signed": day, "term": "P1Y"} for day in signed])
    compiled = tables.compile(sound)
    assert [first for (first,) in compiled.filter("presume_continuity").select("first_day").fetchall()] == [
        int(day.replace("-", "")) for day in signed
    ]
    assert compiled.limit(1).fetchall() == compiled.limit(1).fetchall()
    faulty = [day + "?!" if not index % (3 * many) else day for index, day in enumerate(signed)]
    with pytest.raises(mc.InvalidRegistryError) as caught:
        tables.compile(made_rows.native("duckdb", [{"signed": day} for day in faulty]))
    assert [problem.path for problem in caught.value.problems] == [
        f"[{n}].signed" for n in range(0, 9 * many, 3 * many)
    ]


def test_an_id_that_stands_there_twice_is_compiled_twice() -> None:
    frame = pa.table({"id": ["x", "x"], "signed": ["2011-03-01", "2012-03-01"], "term": ["P1Y", "P1Y"]})
    compiled = made_rows.rows_of(tables.compile(frame), "id", "presume_continuity", "first_day")
    assert compiled == [("x", True, 20110301), ("x", False, 20110301), ("x", True, 20120301), ("x", False, 20120301)]
