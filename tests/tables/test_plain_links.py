"""Links that are compiled by whole columns are those that the records compile, to the run."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st

import mainland_coop as mc
from mainland_coop import tables
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.tables.chain_cells import chain_of
from mainland_coop.tables.frames import runs_of

np = pytest.importorskip("numpy", reason="the extra `pyarrow` is not installed")
pa = pytest.importorskip("pyarrow", reason="the extra `pyarrow` is not installed")
pytest.importorskip("narwhals", reason="the extra `tables` is not installed")

from mainland_coop.tables import plain_links  # noqa: E402 - it needs what may be missing

ENGINES = ("polars", "polars lazy", "pandas", "pyarrow", "duckdb")

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


def native(name: str, rows: list[dict[str, Any]]) -> Any:
    """Rows with their places as ids, as a frame of an engine."""
    backend = name.partition(" ")[0]
    engine = pytest.importorskip(backend, reason=f"the extra `{backend}` is not installed")
    flags = ("never_in_force",)
    types = [("id", pa.int64())] + [(key, pa.bool_() if key in flags else pa.string()) for key in rows[0]]
    table = pa.Table.from_pylist([{"id": index, **row} for index, row in enumerate(rows)], schema=pa.schema(types))
    if backend == "pandas":
        return table.to_pandas()
    if backend == "duckdb":
        return engine.from_arrow(table)
    if backend == "polars":
        return engine.from_arrow(table).lazy() if name.endswith("lazy") else engine.from_arrow(table)
    return table


def rows_of(frame: Any, *names: str) -> list[tuple[Any, ...]]:
    import narwhals.stable.v2 as nw

    seen = nw.from_native(frame)
    eager = seen if isinstance(seen, nw.DataFrame) else seen.collect("pyarrow")
    return (eager.select(*names) if names else eager).rows()


def expected(record_kind: str, rows: list[dict[str, Any]]) -> tuple[list[Any], list[int]]:
    """The table that the records make one by one, in order, and which rows are no records."""
    found: list[Any] = []
    refused = []
    for index, row in enumerate(rows):
        try:
            chain = chain_of(record_kind, {name: cell for name, cell in row.items() if cell is not None})
        except mc.MainlandCoopError:
            refused.append(index)
        else:
            found += [(record_kind, index, *run) for run in runs_of(chain)]
    return found, refused


@pytest.mark.parametrize("name", ENGINES)
@given(rows=st.lists(PLAIN | PLAIN | RECORDS, min_size=10, max_size=20))
@settings(max_examples=max(1, settings().max_examples // 15))
def test_rows_of_every_kind_compile_to_the_runs_of_the_records_in_order(name: str, rows: list[dict[str, Any]]) -> None:
    found, refused = expected("agreements", rows)
    frame = native(name, rows)
    assert rows_of(tables.compile(frame, on_error="skip")) == found
    assert [row[0] for row in rows_of(tables.problems(frame), "id")] == refused


@given(rows=st.lists(PLAIN | PLAIN | RECORDS, min_size=10, max_size=20))
@settings(max_examples=max(1, settings().max_examples // 15))
def test_programmes_may_have_no_start(rows: list[dict[str, Any]]) -> None:
    rows = [
        {"started": row["signed"]} | {k: v for k, v in row.items() if k not in ("signed", "in_force_from")}
        for row in rows
    ]
    rows = [{name: cell for name, cell in row.items() if name != "never_in_force"} for row in rows]
    found, refused = expected("programmes", rows)
    frame = native("pyarrow", rows)
    assert rows_of(tables.compile(frame, record_kind="programmes", on_error="skip")) == found
    assert [row[0] for row in rows_of(tables.problems(frame, record_kind="programmes"), "id")] == refused


@given(record=PLAIN)
@example({"signed": "9999-12-31", **SHORT})
@example({"signed": "0001-01-01", "expires": "0001-01-01", **SHORT})
@example({"signed": "2011", "expires": "2011-01-01", **SHORT})
@example({"signed": "2012-01-31", "term": "P1M", **SHORT})
def test_what_is_sound_and_lone_is_compiled_by_the_column(record: dict[str, Any]) -> None:
    _, refused = expected("agreements", [record])
    frame = tables_frame([record])
    links = plain_links.links_of(frame, "agreements", record)
    both = record.get("term") is not None and record.get("expires") is not None
    assert links.plain.tolist() == [not refused and not both]


def tables_frame(rows: list[dict[str, Any]]) -> Any:
    import narwhals.stable.v2 as nw

    return nw.from_native(native("pyarrow", rows), eager_only=True)


@given(
    starts=st.lists(st.integers(FIRST_DAY, LAST_DAY) | st.integers(LAST_DAY - 800, LAST_DAY), min_size=1, max_size=20),
    term=st.builds(mc.Term, st.integers(0, 10_000), st.integers(0, 50), st.integers(1, 800))
    | st.builds(mc.Term, years=st.integers(0, 30), months=st.integers(1, 50)),
)
def test_last_days_are_those_of_terms(starts: list[int], term: mc.Term) -> None:
    months, days = (np.full(len(starts), n) for n in (term.years * 12 + term.months, term.days))
    assert plain_links.last_days(np.array(starts), months, days).tolist() == [term.last_day(day) for day in starts]


def test_the_calendar_is_that_of_dates() -> None:
    known = plain_links.calendar()
    assert len(known.numbers) == LAST_DAY + 1
    for ordinal in (*range(1, LAST_DAY, 997), LAST_DAY):
        day = datetime.date.fromordinal(ordinal)
        assert known.numbers[ordinal] == tables.number_of(ordinal)
        assert known.months[day.year * 12 + day.month - 1] == day.replace(day=1).toordinal()


@given(st.lists(DATES | st.text(max_size=11), min_size=1, max_size=12))
def test_days_are_read_by_their_bytes_or_not_at_all(texts: list[str]) -> None:
    cells = pa.array(["before", *texts, "2"], pa.large_string())[1:-1]
    for text, plain, first, last in zip(texts, *plain_links.plain_days(cells), strict=True):
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
    frame = native(name, rows)
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
    found, _ = expected("agreements", rows)
    twice = tables.compile(frame, on_error="skip")
    assert rows_of(twice) == found
    assert rows_of(twice) == found  # a relation of DuckDB can be asked again


def test_an_id_that_stands_there_twice_is_compiled_twice() -> None:
    frame = pa.table({"id": ["x", "x"], "signed": ["2011-03-01", "2012-03-01"], "term": ["P1Y", "P1Y"]})
    compiled = rows_of(tables.compile(frame), "id", "presume_continuity", "first_day")
    assert compiled == [("x", True, 20110301), ("x", False, 20110301), ("x", True, 20120301), ("x", False, 20120301)]
