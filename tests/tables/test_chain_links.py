"""Chains that are compiled by whole columns are those that the records compile, to the run."""

from __future__ import annotations

import json
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st

import mainland_coop as mc
from helpers import rows_of_every_kind as made_rows
from mainland_coop import tables
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.terms import latest_start
from mainland_coop.records.agreements import Stage
from mainland_coop.records.instruments import Ending, Renewal
from mainland_coop.tables import compiling

np = pytest.importorskip("numpy", reason="the extra `pyarrow` is not installed")
pa = pytest.importorskip("pyarrow", reason="the extra `pyarrow` is not installed")
pytest.importorskip("narwhals", reason="the extra `tables` is not installed")

from mainland_coop.tables import cell_columns, part_columns, run_columns  # noqa: E402 - they need what may be missing

KINDS = ("agreements", "programmes")
TEXT = pa.large_string()
STRUCTS = {
    "in_force_from": pa.list_(pa.struct({"on": pa.string()})),
    "renewals": pa.list_(
        pa.struct(
            {
                **dict.fromkeys(
                    ("signed", "in_force_from", "period", "term", "expires", "notice", "note"), pa.string()
                ),
                "tacit_renewal": pa.string(),
                "follows_on": pa.bool_(),
            }
        )
    ),
    "ending": pa.struct(dict.fromkeys(("last_day", "reason", "by"), pa.string())),
    "open_lists": pa.list_(pa.string()),
}


@pytest.mark.parametrize("record_kind", KINDS)
@pytest.mark.parametrize("name", made_rows.ENGINES)
def test_many_rows_of_every_kind_compile_to_the_runs_of_the_records_in_order(
    name: str, record_kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiling, "BATCH", 100)
    rows = made_rows.rows(Random(f"{name} {record_kind}"), 250, record_kind)
    found, refused = made_rows.table(rows, record_kind)
    frame = made_rows.native(name, rows)
    assert made_rows.rows_of(tables.compile(frame, record_kind=record_kind, on_error="skip")) == found
    assert [row[0] for row in made_rows.rows_of(tables.problems(frame, record_kind=record_kind), "id")] == refused


@given(chance=st.randoms(use_true_random=False), record_kind=st.sampled_from(KINDS))
@settings(max_examples=max(1, settings().max_examples // 3))
def test_a_few_rows_of_every_kind_compile_to_the_runs_of_the_records(chance: Random, record_kind: str) -> None:
    rows = made_rows.rows(chance, 5, record_kind)
    found, _ = made_rows.table(rows, record_kind)
    compiled = tables.compile(made_rows.native("pyarrow", rows), record_kind=record_kind, on_error="skip")
    assert made_rows.rows_of(compiled) == found


def sound(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    _, refused = made_rows.table(rows)
    return [row for index, row in enumerate(rows) if index not in set(refused)]


@pytest.mark.parametrize("name", ["polars", "polars lazy", "pyarrow", "duckdb"])
def test_lists_and_structs_are_columns_as_texts_are(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one = counted(monkeypatch)
    rows = sound(made_rows.rows(Random(name), 250, faulty=0))
    rows = [row for row in rows if '"tacit_renewal": true' not in json.dumps(json.loads(row["renewals"] or "[]"))]
    found, _ = made_rows.table(rows)
    one_by_one.clear()
    assert made_rows.rows_of(tables.compile(made_rows.native(name, list(made_rows.as_structs(rows)), STRUCTS))) == found
    assert all(row["never_in_force"] for row in one_by_one)
    assert len(rows) > 100


def counted(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The rows that are compiled one by one, as they come."""
    rows: list[dict[str, Any]] = []
    runs = compiling._runs

    def noting(record_kind: str, cells: dict[str, Any]) -> Any:
        rows.append(cells)
        return runs(record_kind, cells)

    monkeypatch.setattr(compiling, "_runs", noting)
    return rows


def test_sound_rows_are_compiled_by_the_column(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = sound(made_rows.rows(Random(7), 400, faulty=0))
    one_by_one = counted(monkeypatch)
    tables.compile(made_rows.native("pyarrow", rows))
    for row in one_by_one:
        renewals = row["renewals"] or ""
        assert row["never_in_force"] or "\\" in renewals or '"tacit_renewal":true' in renewals.replace(" ", "")
    assert 0 < len(one_by_one) < len(rows) / 10


def test_a_chain_of_very_many_renewals_compiles_as_its_record_does() -> None:
    renewals = [{"follows_on": True, "term": "P1M"}] * 100
    rows = [
        {"signed": "2011-01-31", "term": "P1M", "renewals": json.dumps(renewals[:count])} for count in (62, 63, 64, 100)
    ]
    assert made_rows.rows_of(tables.compile(made_rows.native("pyarrow", rows))) == made_rows.table(rows)[0]


TEXTS = st.text('x:,{}[]\\ \n"é2', max_size=6) | st.sampled_from(["2011-03-01", "P1Y", ": ", '": "', ':"', ""])
PARTS = st.fixed_dictionaries(
    {},
    optional={
        "signed": TEXTS | st.none(),
        "term": TEXTS,
        "follows_on": st.booleans() | st.none(),
        "note": TEXTS,
        "areas": st.lists(TEXTS, max_size=2),
        "citations": st.lists(st.fixed_dictionaries({"source": TEXTS, "signed": TEXTS}), max_size=1),
        "expires": st.integers(0, 9),
    },
)
WANTED = {"signed": TEXT, "term": TEXT, "follows_on": pa.bool_()}


@given(
    cells=st.lists(st.none() | st.lists(PARTS, max_size=3), max_size=5),
    style=st.sampled_from([{}, {"indent": 1}, {"separators": (",", ":")}, {"ensure_ascii": False}]),
)
@example(cells=[[{"term": "", "areas": [":", ""]}]], style={})
@example(cells=[[{"areas": [":"], "term": "P1Y"}]], style={})
def test_parts_are_read_by_their_shape_or_not_at_all(cells: list[Any], style: dict[str, Any]) -> None:
    texts = [None if cell is None else json.dumps(cell, **style) for cell in cells]
    parts = part_columns.parts_of(pa.array(texts, TEXT), Renewal, WANTED)
    told = [part for cell, count in zip(cells, parts.counts, strict=True) if count > 0 for part in cell]
    for key, column in parts.cells.items():
        assert column.to_pylist() == [part.get(key) for part in told]
    for text, cell, count in zip(texts, cells, parts.counts, strict=True):
        if cell is None or "\\" in str(text):
            assert count == (0 if cell is None else -1)
        else:  # a colon that ends a text of a list may be taken for one before a text
            items = [item for part in cell for item in part.get("areas", ())]
            assert count == len(cell) or (count == -1 and any(item.rstrip().endswith(":") for item in items))


@given(text=st.text('{}[]:,"\\ \t\n\x0c1a', max_size=12) | st.sampled_from(["on", "reason"]).flatmap(st.just))
@example('{"last_day":"2011","last_day":"2012","reason":"x"}')
@example('{"last_day":\x0c"2011"}')
@example('{"last_day":"20\n11"}')
@example('{"x:":"2011"}')
@example('{"last_day":""2011""}')
@example('[{"last_day":"2011"}]')
@example('"2011"')
@example("")
def test_what_is_no_plain_json_is_not_read(text: str) -> None:
    parts = part_columns.parts_of(pa.array([text], TEXT), Ending, {"last_day": TEXT}, several=False)
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    readable = isinstance(value, dict) and set(value) <= {"last_day", "reason", "by", "note", "citations"}
    assert parts.counts.tolist() == [-1] or readable
    if text.count("last_day") > 1:
        assert parts.counts.tolist() == [-1]


def test_structs_that_have_no_place_in_a_record_are_not_read() -> None:
    on = pa.struct({"on": pa.string()})
    for cells in (
        pa.array([[{"on": "2011"}, None]], pa.list_(on)),
        pa.array([[{"no": "2011"}]], pa.list_(pa.struct({"no": pa.string()}))),
        pa.array([[{"on": 2011}]], pa.list_(pa.struct({"on": pa.int64()}))),
        pa.array([["2011"]], pa.list_(pa.string())),
        pa.array([{"on": "2011"}], on),
    ):
        assert part_columns.parts_of(cells, Stage, {"on": TEXT}).counts.tolist() == [-1]
    dates = pa.array([[{"on": None}], None, []], pa.list_(pa.struct({"on": pa.date32()})))
    parts = part_columns.parts_of(dates, Stage, {"on": TEXT})
    assert (parts.counts.tolist(), parts.cells["on"].to_pylist()) == ([1, 0, 0], [None])


@pytest.mark.parametrize("name", ["term", "signed", "open_lists", "period", "tacit_renewal", "in_force_from", "ending"])
@pytest.mark.parametrize("kind", [pa.list_(pa.list_(pa.string())), pa.list_(pa.struct({"x": pa.string()})), pa.int64()])
def test_columns_of_types_that_no_record_has_are_told_row_by_row(name: str, kind: Any) -> None:
    cell: Any = 2011 if kind == pa.int64() else [{"x": "2011"}] if pa.types.is_struct(kind.value_type) else [["2011"]]
    columns = {"id": pa.array(["a", "b"]), "signed": pa.array(["2011", "2011"]), name: pa.array([None, cell], kind)}
    told = made_rows.rows_of(tables.problems(pa.table(columns)), "id", "field")
    assert told[-1][0] == "b"
    assert told[-1][1].startswith(name)


@given(
    starts=st.lists(
        st.tuples(st.integers(FIRST_DAY, LAST_DAY), st.integers(0, 900), st.integers(0, 900)), min_size=1, max_size=8
    ),
    term=st.builds(mc.Term, st.integers(0, 3), st.integers(0, 20), st.integers(1, 40)),
)
def test_latest_starts_are_those_of_one_term(starts: list[tuple[int, int, int]], term: mc.Term) -> None:
    los, his, ends = [], [], []
    for lo, further, later in starts:
        los.append(lo)
        his.append(min(lo + further, LAST_DAY))
        ends.append(min(term.last_day(lo) + later, LAST_DAY))
    of = (np.full(len(starts), number) for number in (term.years * 12 + term.months, term.days))
    found = cell_columns.latest_starts(np.array(ends), np.array(los), np.array(his), *of)
    assert found.tolist() == [latest_start(term.last_day, *one) for one in zip(ends, los, his, strict=True)]


DAYS = st.integers(1, 12) | st.integers(LAST_DAY - 5, LAST_DAY)


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.booleans(), DAYS, DAYS), max_size=12))
def test_runs_of_spans_are_the_answers_day_by_day(drawn: list[tuple[int, bool, bool, int, int]]) -> None:
    spans = [(at, presumed, sure, min(days), max(days)) for at, presumed, sure, *days in drawn]
    spans += [(at, presumed, False, first, last) for at, presumed, sure, first, last in spans if sure]
    columns = [
        run_columns.Spans(np.array([at]), presumed, sure, np.array([first]), np.array([last]))
        for at, presumed, sure, first, last in spans
    ]
    runs = run_columns.runs_of_spans(columns)
    days = sorted({*range(14), *range(LAST_DAY - 7, LAST_DAY + 1)})
    for at in range(3):
        for presumed in (True, False):
            of = (runs.at == at) & (runs.presumed == presumed)
            found = [*zip(runs.first[of], runs.last[of], runs.unknown[of], strict=True)]
            for day in days[1:]:
                number = tables.number_of(day)
                covering = {
                    sure for a, p, sure, first, last in spans if (a, p) == (at, presumed) and first <= day <= last
                }
                answer = [bool(unknown) for first, last, unknown in found if first <= number <= last]
                assert answer == ([True not in covering] if covering else [])
            lasts = [last for _, last, _ in found]
            assert runs.before[of].tolist() == [0, *lasts][: len(found)]
            for one, other in pairwise(found):
                next_day = tables.number_of(tables.date_of(int(one[1])).toordinal() + 1)
                assert other[0] > next_day or (other[0] == next_day and other[2] != one[2])
    assert [*runs.at] == sorted(runs.at)
