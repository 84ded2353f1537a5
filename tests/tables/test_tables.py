"""Validity tables answer as the records do, in every engine and as SQL."""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
import subprocess
import sys
import weakref
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import mainland_coop as mc
from helpers import oracle_registers as registers, samples
from mainland_coop import tables

UNKNOWN = mc.Truth.UNKNOWN
ENGINES = ("polars", "polars lazy", "pandas", "pyarrow", "duckdb")


def engine(name: str) -> str:
    """The backend of an engine that is installed, or the test is skipped."""
    backend = name.partition(" ")[0]
    pytest.importorskip("narwhals", reason="the extra `tables` is not installed")
    pytest.importorskip(backend, reason=f"the extra `{backend}` is not installed")
    if backend == "duckdb":
        pytest.importorskip("pyarrow", reason="the extra `duckdb` is not installed whole")
    return backend


def as_rows(frame: Any, *names: str) -> list[tuple[Any, ...]]:
    """The rows of a frame of any of these engines, nulls as None."""
    import narwhals.stable.v2 as nw

    seen = nw.from_native(frame)
    eager = seen if isinstance(seen, nw.DataFrame) else seen.collect("pyarrow")
    rows = (eager.select(*names) if names else eager).rows()
    return [tuple(None if str(value) in ("nan", "<NA>") else value for value in row) for row in rows]


def frame_of(registry: mc.Registry, name: str, **choices: Any) -> Any:
    backend = engine(name)
    frame = registry.to_frame(backend, **choices)
    return frame.lazy() if name.endswith("lazy") else frame


assert settings.default is not None
KEY = ("record_kind", "id", "truth")
STANDING = ("record_kind", "id", "standing")


@pytest.mark.parametrize("name", ENGINES)
@given(
    registry=registers.registers(),
    days=st.lists(registers.days(), min_size=2, max_size=3),
    presumed=st.booleans(),
)
@settings(max_examples=settings.default.max_examples // 3)
def test_an_engine_answers_as_the_records_do(
    name: str, registry: mc.Registry, days: list[registers.Ask], presumed: bool
) -> None:
    frame = frame_of(registry, name)
    for day in (registers.asked(registry, day) for day in days):
        expected = registers.answers(registry, day, presumed)
        possible = tables.active_on(frame, day, at_least=UNKNOWN, presume_continuity=presumed)
        certain = tables.active_on(frame, day, presume_continuity=presumed)
        assert type(possible) is type(frame)
        found = as_rows(possible, *KEY)
        assert len(found) == len(set(found))
        assert set(found) == expected
        assert sorted(as_rows(certain, *KEY)) == sorted(row for row in expected if row[2] == "TRUE")
        expected = registers.standings(registry, day)
        standing = tables.standing_on(frame, day)
        assert type(standing) is type(frame)
        assert sorted(as_rows(standing, *STANDING)) == sorted(expected)
        counted = as_rows(tables.count_by(frame, ["record_kind", "kind"], day))
        assert sorted(counted, key=repr) == sorted(count(registry, expected), key=repr)


def count(registry: mc.Registry, standings: registers.Answers) -> list[tuple[str, str | None, int, int, int]]:
    kinds = {("agreements", r.id): str(r.kind) for r in registry.agreements}
    found = Counter((kind, kinds.get((kind, id)), standing) for kind, id, standing in standings)
    keys = {key[:2] for key in found}
    return [(*key, *(found[*key, word] for word in ("stated", "presumed", "possible"))) for key in keys]


def test_the_random_registers_leave_much_unknown() -> None:
    every = [row for rows in registers.expected().values() for row in rows]
    assert sum(truth == "UNKNOWN" for _, _, truth in every) > 500
    assert sum(truth == "TRUE" for _, _, truth in every) > 200
    days = map(mc.PartialDate.parse, registers.DAYS)
    standings = Counter(row[2] for day in days for row in registers.standings(registers.big(), day))
    assert min(standings[word] for word in ("stated", "presumed", "possible")) > 50


Ask = Callable[[str], list[tuple[Any, ...]]]


def in_sqlite(registry: mc.Registry) -> Ask:
    connection = sqlite3.connect(":memory:")
    connection.execute(tables.sql.create_table())
    connection.execute(tables.sql.create_index())
    connection.executemany(tables.sql.insert(), tables.rows(registry))

    def ask(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query).fetchall()

    weakref.finalize(ask, connection.close)
    return ask


def in_duckdb(registry: mc.Registry) -> Ask:
    duckdb = pytest.importorskip("duckdb", reason="the extra `duckdb` is not installed")
    connection = duckdb.connect()
    connection.execute(tables.sql.create_table())
    connection.execute(tables.sql.create_index())
    rows = list(tables.rows(registry))
    if rows:
        connection.executemany(tables.sql.insert(), rows)
    return lambda query: connection.execute(query).fetchall()


@pytest.mark.parametrize("database", [in_sqlite, in_duckdb])
@given(
    registry=registers.registers(4),
    days=st.lists(registers.days(), min_size=2, max_size=4),
    presumed=st.booleans(),
)
def test_sql_text_answers_as_the_records_do(
    database: Callable[[mc.Registry], Ask], registry: mc.Registry, days: list[registers.Ask], presumed: bool
) -> None:
    ask = database(registry)
    for day in (registers.asked(registry, day) for day in days):
        expected = registers.answers(registry, day, presumed)
        found = ask(tables.sql.active_on(day, columns=[], at_least=UNKNOWN, presume_continuity=presumed))
        assert sorted(found) == sorted(expected)
        found = ask(tables.sql.active_on(day, columns=[], presume_continuity=presumed))
        assert sorted(found) == sorted(row for row in expected if row[2] == "TRUE")
        expected = registers.standings(registry, day)
        assert sorted(ask(tables.sql.standing_on(day))) == sorted(expected)
        found = ask(tables.sql.count_by(["record_kind", "kind"], day))
        assert sorted(found, key=repr) == sorted(count(registry, expected), key=repr)


def stated(registry: mc.Registry, record_kind: str) -> list[dict[str, Any]]:
    """Records as a register that never was Python objects has them: text, with JSON where the file form nests."""
    names = {"agreements": ("signed", "in_force_from", "never_in_force"), "programmes": ("started",)}[record_kind]
    names = ("id", "kind", *names, "period", "term", "expires", "notice", "renewals", "ending", "open_lists")
    form = json.loads(mc.dumps(registry)).get(record_kind, [])
    return [
        {
            name: json.dumps(record[name]) if isinstance(record.get(name), list | dict) else record.get(name)
            for name in names
        }
        | {"tacit_renewal": "true" if record.get("tacit_renewal") is True else record.get("tacit_renewal")}
        for record in form
    ]


def native_of(rows: list[dict[str, Any]], name: str) -> Any:
    """Rows as a frame of an engine, all columns text but the flags."""
    backend = engine(name)
    pa = pytest.importorskip("pyarrow", reason="the frames of these tests are made through Arrow")
    schema = pa.schema([(key, pa.bool_() if key == "never_in_force" else pa.string()) for key in rows[0]])
    table = pa.Table.from_pylist(rows, schema=schema)
    if backend == "pandas":
        return table.to_pandas()
    if backend == "duckdb":
        import duckdb

        return duckdb.from_arrow(table)
    if backend == "polars":
        import polars as pl

        return pl.from_arrow(table).lazy() if name.endswith("lazy") else pl.from_arrow(table)
    return table


MADE = [column.name for column in tables.columns_of()]


@pytest.mark.parametrize("name", ENGINES)
@given(registry=registers.registers())
@settings(max_examples=settings.default.max_examples // 5)
def test_a_frame_of_records_compiles_to_the_table_of_the_records(name: str, registry: mc.Registry) -> None:
    for record_kind in ("agreements", "programmes"):
        rows = stated(registry, record_kind)
        if not rows:
            continue
        compiled = tables.compile(native_of(rows, name), record_kind=record_kind, columns=["kind"])
        assert sorted(as_rows(compiled, *MADE)) == sorted(row for row in tables.rows(registry) if row[0] == record_kind)


BAD = [
    {"id": "good", "signed": "2011", "term": "P5Y", "renewals": None, "note": "kept"},
    {"id": "term", "signed": "2011", "term": "5Y", "renewals": None, "note": ""},
    {"id": "empty", "signed": None, "term": None, "renewals": None, "note": ""},
    {"id": "json", "signed": "2011", "term": None, "renewals": "[{", "note": ""},
    {"id": "key", "signed": "2011", "term": None, "renewals": '[{"signde": "2012"}]', "note": ""},
    {"id": "list", "signed": "2011", "term": None, "renewals": '{"signed": "2012"}', "note": ""},
    {"id": "item", "signed": "2011", "term": None, "renewals": '["2012"]', "note": ""},
    {"id": "world", "signed": "2011", "term": None, "renewals": '[{"signed": "2010"}]', "note": ""},
    {"id": "part", "signed": "2011", "term": None, "renewals": '[{"term": "P1Y", "signed": "2012-13"}]', "note": ""},
]


@pytest.mark.parametrize("name", ["polars", "pandas", "pyarrow", "duckdb"])
def test_rows_that_are_no_records_are_told_all_at_once_or_left_out(name: str) -> None:
    frame = native_of(BAD, name)
    with pytest.raises(mc.InvalidRegistryError) as caught:
        tables.compile(frame)
    assert len(caught.value.problems) == len(BAD) - 1
    assert str(caught.value.problems[0]).startswith("['term'].term: '5Y' is no term: at position 0")
    told = {row[0]: row[1:] for row in as_rows(tables.problems(frame), "id", "field", "problem")}
    assert {id: field for id, (field, _) in told.items()} == {
        "term": "term",
        "empty": "signed",
        "json": "renewals",
        "key": "renewals[0]",
        "list": "renewals",
        "item": "renewals[0]",
        "world": "renewals[0].signed",
        "part": "renewals[0].signed",
    }
    assert "did you mean 'signed'?" in told["key"][1]
    assert "before the link before it starts (signed)" in told["world"][1]
    skipped = tables.compile(frame, on_error="skip", columns=["note"])
    assert set(as_rows(skipped, "id", "note")) == {("good", "kept")}


def test_a_lazy_frame_is_refused_when_it_runs() -> None:
    frame = native_of(BAD, "polars lazy")
    compiled = tables.compile(frame)
    with pytest.raises(Exception, match=r"the frame of agreements: \d+ problem"):
        compiled.collect()
    assert tables.problems(frame).collect().height == len(BAD) - 1


def test_an_ending_lacks_what_it_must_have() -> None:
    frame = native_of([{"id": "x", "signed": "2011", "ending": '{"reason": "merged"}'}], "polars")
    assert as_rows(tables.problems(frame)) == [("x", "ending", "it lacks last_day")]


def test_lists_structs_dates_and_ids_of_any_type_are_read() -> None:
    engine("polars")
    import polars as pl

    frame = pl.DataFrame(
        {
            "id": [7, 8],
            "signed": [datetime.date(2011, 11, 25), datetime.date(2012, 1, 1)],
            "term": ["P5Y", None],
            "renewals": [[{"signed": "2017-10-12", "term": "P5Y"}, {"signed": None, "term": "P1Y"}], None],
            "tag": [[1, 2], []],
        }
    )
    assert as_rows(tables.problems(frame), "id", "field") == [(7, "renewals[1]")]
    frame = frame.with_columns(renewals=pl.col("renewals").list.head(1))
    compiled = tables.compile(frame, columns=["tag"])
    assert compiled.schema["id"] == pl.Int64
    assert compiled.schema["tag"] == pl.List(pl.Int64)
    found = compiled.filter("presume_continuity").select("id", "first_day", "last_day", "previous_last_day").rows()
    assert found == [(7, 20111125, 20161124, 0), (7, 20171012, 20221011, 20161124), (8, 20120101, 99991231, 0)]
    with pytest.raises(mc.InvalidRegistryError, match=r"Timestamp.*is not a day"):
        tables.compile(frame.to_pandas())
    as_pandas = tables.compile(frame.cast({"signed": pl.String}).to_pandas(), columns=["tag"])
    assert list(as_pandas["first_day"]) == compiled["first_day"].to_list()


def test_nothing_in_pandas_is_nothing() -> None:
    engine("pandas")
    import pandas as pd

    for nothing in (None, float("nan"), pd.NA, pd.NaT):
        frame = pd.DataFrame(
            {"id": ["x", "y"], "signed": ["2011", "2012"], "term": pd.Series([nothing, "P1Y"], dtype=object)}
        )
        assert list(tables.compile(frame, columns=[])["id"].unique()) == ["x", "y"]


def test_an_empty_frame_compiles_to_an_empty_table() -> None:
    for name in ("polars", "polars lazy", "pandas", "pyarrow", "duckdb"):
        backend = engine(name)
        rows = native_of([{"id": "x", "signed": "2011"}], name)
        none = rows[:0] if backend in ("pandas", "pyarrow") else rows.limit(0)
        compiled = tables.compile(none)
        assert as_rows(compiled) == []
        assert as_rows(tables.active_on(compiled, "2014")) == []
        assert as_rows(tables.standing_on(compiled, "2014")) == []
        assert as_rows(tables.count_by(compiled, "record_kind", "2014")) == []


def test_a_relation_of_another_connection_is_compiled_onto_it() -> None:
    engine("duckdb")
    import duckdb

    connection = duckdb.connect()
    connection.execute("CREATE TABLE records AS SELECT range::VARCHAR AS id, '2011' AS signed FROM range(70000)")
    relation = connection.table("records")
    compiled = tables.compile(relation, connection=connection)
    assert compiled.join(relation, "id").aggregate("count(*)").fetchall() == [(70000 * 3,)]
    made = mc.load().to_frame("duckdb", connection=connection)
    assert made.set_alias("v").join(relation.set_alias("r"), "v.id = r.id").fetchall() == []


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow", "duckdb"])
@pytest.mark.parametrize("table", tables.TABLES)
@pytest.mark.parametrize("registry", [samples.REGISTRY, mc.Registry()], ids=["filled", "empty"])
def test_every_table_has_the_columns_and_rows_that_it_says(backend: str, table: str, registry: mc.Registry) -> None:
    engine(backend)
    frame = registry.to_frame(backend, table)
    rows = list(tables.rows(registry, table))
    assert as_rows(frame) == rows
    columns = tables.columns_of(table)
    assert list(frame.columns if backend != "pyarrow" else frame.column_names) == [column.name for column in columns]
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            kinds = {"text": str, "day": int, "number": int, "flag": bool}
            assert column.may_be_null if cell is None else type(cell) is kinds[column.holds.value], column


def test_tables_of_records_tell_what_the_records_say() -> None:
    registry = samples.REGISTRY
    names = [column.name for column in tables.columns_of("agreements")]
    row = next(dict(zip(names, row, strict=True)) for row in tables.rows(registry, "agreements") if row[0] == "pact")
    assert (row["title"], row["zh_hant"]) == ("Department of Justice", "律政司")
    assert (row["signed"], row["signed_first"], row["signed_last"]) == ("2011-11-25~", 20111125, 20111125)
    assert (row["in_force_from"], row["term"], row["n_renewals"]) == ("2011-12-01", "P5Y", 2)
    assert (row["ended_last"], row["ended_reason"], row["ended_by"]) == (20300128, "superseded", "later")
    assert next(row for row in tables.rows(registry, "agreements") if row[0] == "framework")[15] == ".."
    assert {row[1:] for row in tables.rows(registry, "participations") if row[1] == "programme"} == {
        ("programme", "hk", "organiser"),
        ("programme", "sz", "partner"),
    }
    cited = [row for row in tables.rows(registry, "citations") if row[:2] == ("agreements", "pact")]
    assert (*cited[0][2:4], *cited[0][5:7]) == (None, "page", "signed", None)
    assert ("signed", "2011-11") in [row[5:7] for row in cited]
    assert {row[2] for row in cited} >= {
        "in_force_from[0]",
        "renewals[0]",
        "ending",
        "superseded_in_part[0]",
        "figures[0]",
    }
    held = next(row for row in tables.rows(registry, "sessions") if row[1] == "plenary-1")
    assert (held[0], *held[5:8]) == ("conference", "2005-07-25/2005-07-28", 20050725, 20050728)
    assert {row[2] for row in tables.rows(registry, "record_areas") if row[1] == "pact"} == {"legal", "legal-training"}


def test_tables_tell_of_periods_notice_memberships_open_lists_and_ones_own_values() -> None:
    pact = mc.Agreement(
        id="pact",
        title="Pact",
        kind="agreement",
        parties=["a", "b"],
        signed="2011",
        period="2012/2014",
        notice="P3M",
        renewals=[mc.Renewal(signed="2015", expires="2016", tacit_renewal=True, notice="P1M")],
        memberships=[
            mc.Membership(party="b", signed="2013", ending=mc.Ending(last_day="2014-05", reason="withdrawn")),
            mc.Membership(party="b", in_force_from="2015-06-01"),
        ],
        open_lists=["renewals", "areas"],
        identifiers={"wikidata": "Q1"},
        extra={"cost": 120, "tags": ["x", None]},
    )
    parties = [mc.Party(id="a", name="A", identifiers={"lei": "1", "isni": "2"}), mc.Party(id="b", name="B")]
    registry = mc.Registry(agreements=[pact], parties=parties)

    def told(table: str) -> list[dict[str, Any]]:
        names = [column.name for column in tables.columns_of(table)]
        return [dict(zip(names, row, strict=True)) for row in tables.rows(registry, table)]

    (row,) = told("agreements")
    assert [row[f"period{end}"] for end in ("", "_first", "_last")] == ["2012/2014", 20120101, 20141231]
    assert (row["notice"], row["open_lists"]) == ("P3M", "renewals; areas")
    assert json.loads(row["extra"]) == {"cost": 120, "tags": ["x", None]}
    (row,) = told("renewals")
    assert (row["expires"], row["tacit_renewal"], row["notice"], row["period"]) == ("2016", "true", "P1M", None)
    first, second = told("memberships")
    assert (first["party"], first["signed"], first["ended_last"]) == ("b", "2013", 20140531)
    assert first["ended_reason"] == "withdrawn"
    assert (second["position"], second["in_force_from_first"], second["ended"]) == (1, 20150601, None)
    assert list(tables.rows(registry, "identifiers")) == [
        ("agreements", "pact", "wikidata", "Q1"),
        ("parties", "a", "lei", "1"),
        ("parties", "a", "isni", "2"),
    ]


def test_a_frame_of_records_states_periods_tacit_renewals_and_open_lists() -> None:
    rows = [
        {"id": "period", "signed": "2011", "period": "2012/2014"},
        {"id": "tacit", "signed": "2011-01-01", "expires": "2012-12-31", "tacit_renewal": "true", "notice": "P3M"},
        {"id": "open", "signed": "2011-01-01", "term": "P1Y", "open_lists": '["renewals"]'},
        {"id": "both", "signed": "2011", "period": "2012", "term": "P1Y"},
        {"id": "name", "signed": "2011", "open_lists": '["renewal"]'},
        {"id": "text", "signed": "2011", "open_lists": "renewals"},
        {"id": "notice", "signed": "2011", "notice": "3 months"},
    ]
    names = dict.fromkeys(name for row in rows for name in row)
    frame = native_of([{name: row.get(name) for name in names} for row in rows], "polars")
    told = {row[0]: row[1:] for row in as_rows(tables.problems(frame), "id", "field", "problem")}
    fields = {"both": "period", "name": "open_lists", "text": "open_lists", "notice": "notice"}
    assert {id: field for id, (field, _) in told.items()} == fields
    assert "did you mean 'renewals'?" in told["name"][1]
    compiled = tables.compile(frame, on_error="skip")
    of = ("id", "presume_continuity", "truth", "first_day", "last_day")
    found = {row[:3]: row[3:] for row in as_rows(compiled, *of)}
    assert found["period", False, "TRUE"] == (20120101, 20141231)
    assert found["tacit", False, "TRUE"] == (20110101, 20121231)
    assert found["tacit", True, "TRUE"] == (20110101, tables.LAST)
    assert found["open", True, "UNKNOWN"] == (20120101, tables.LAST)


def test_the_validity_table_carries_along_what_is_chosen() -> None:
    chosen = ("title", "kind", "started", "under", "place", "n_renewals")
    rows = list(tables.rows(samples.REGISTRY, columns=chosen, presume_continuity=True))
    assert {row[9:] for row in rows if row[1] == "pact"} == {
        ("Department of Justice", "arrangement", "2011-11-25~", "framework", "Hong Kong", 2)
    }
    assert {row[9:] for row in rows if row[1] == "programme"} == {
        ("Programme", "training", "2012", "framework", "Shenzhen", 1)
    }
    assert {row[2] for row in rows} == {True}
    assert {row[2] for row in tables.rows(samples.REGISTRY, presume_continuity=False)} == {False}
    assert {row[2] for row in tables.rows(samples.REGISTRY)} == {True, False}


def test_runs_that_reach_the_ends_of_the_calendar_are_marked() -> None:
    pacts = [
        mc.Agreement(id="x", title="X", kind="agreement", parties=["a"], signed="[..2011]", expires=".."),
        mc.Agreement(id="y", title="Y", kind="agreement", parties=["a"], signed="2011", term="P1Y"),
    ]
    registry = mc.Registry(agreements=pacts, parties=[mc.Party(id="a", name="A")])
    rows = {(row[1], row[3]): row[4:9] for row in tables.rows(registry, presume_continuity=True)}
    assert rows["x", "UNKNOWN"] == (tables.FIRST, 20111230, 0, True, False)
    assert rows["x", "TRUE"] == (20111231, tables.LAST, 20111230, False, True)
    assert rows["y", "TRUE"][3:] == (False, False)


@given(st.dates())
def test_the_numbers_of_days_are_in_their_order_and_lead_back(day: datetime.date) -> None:
    number = tables.number_of(day.toordinal())
    assert tables.FIRST <= number <= tables.LAST
    assert str(number).zfill(8) == day.strftime("%Y%m%d").zfill(8)
    assert tables.date_of(number) == day
    if day != datetime.date.max:
        assert number < tables.number_of(day.toordinal() + 1)


def test_a_number_of_no_day_is_refused() -> None:
    for number in (20110230, 0, 2011, 100000101, -20110301):
        with pytest.raises(mc.InvalidArgumentError, match="the number of no day"):
            tables.date_of(number)


REFUSED: list[tuple[Callable[[Any], object], type[Exception], str]] = [
    (lambda f: tables.active_on(f, "2014", at_least=mc.Truth.FALSE), mc.InvalidArgumentError, "at_least is FALSE"),
    (lambda f: tables.active_on(f, "2014", at_least=True), mc.WrongTypeError, "no truth value"),  # type: ignore[arg-type]
    (lambda f: tables.active_on(f, 20140601), mc.WrongTypeError, "is not a day"),  # type: ignore[arg-type]
    (lambda f: tables.active_on(f, "2014-02-30"), mc.DateError, "no day 30"),
    (lambda _: tables.active_on("frame", "2014"), mc.WrongTypeError, "'frame' is no frame"),
    (lambda f: tables.active_on(f.drop("last_day"), "2014"), mc.InvalidArgumentError, "the frame lacks 'last_day'"),
    (lambda f: tables.standing_on(f, 2014), mc.WrongTypeError, "2014 .int. is not a day"),  # type: ignore[arg-type]
    (lambda f: tables.standing_on(f.drop("id"), "2014"), mc.InvalidArgumentError, "the frame lacks 'id'"),
    (lambda _: tables.sql.standing_on("2014", table="a b"), mc.InvalidArgumentError, "is no name"),
    (lambda f: tables.count_by(f, "place", "2014"), mc.InvalidArgumentError, "the frame lacks 'place'"),
    (lambda f: tables.count_by(f, [], "2014"), mc.InvalidArgumentError, "by is empty"),
    (lambda f: tables.compile(f), mc.InvalidArgumentError, "the frame lacks 'signed'"),
    (lambda f: tables.compile(f, record_kind="treaty"), mc.InvalidArgumentError, "agreements, programmes"),
    (lambda f: tables.compile(f, on_error="warn"), mc.InvalidArgumentError, "raise, skip"),
    (lambda f: tables.compile(f, columns=["truth"]), mc.InvalidArgumentError, "rename what is to be carried"),
    (lambda f: tables.compile(f, columns="kind"), mc.WrongTypeError, "write"),
    (lambda _: mc.load().to_frame("spark"), mc.InvalidArgumentError, "choose from polars"),
    (lambda _: mc.load().to_frame("polars", "signatures"), mc.InvalidArgumentError, "choose from validity"),
    (lambda _: mc.load().to_frame("polars", columns="kind"), mc.WrongTypeError, "write"),
    (lambda _: mc.load().to_frame("polars", columns=["areas"]), mc.InvalidArgumentError, "choose from kind, title"),
    (lambda _: mc.load().to_frame("polars", "sources", columns=["id"]), mc.InvalidArgumentError, "has all its columns"),
    (lambda _: mc.load().to_frame("polars", presume_continuity="yes"), mc.WrongTypeError, "None gives both"),
    (lambda _: mc.load().to_frame("polars", connection=1), mc.InvalidArgumentError, "leave connection out"),
    (lambda _: tables.sql.active_on("2014", table="x; DROP TABLE y"), mc.InvalidArgumentError, "is no name"),
    (lambda _: tables.sql.active_on("2014", columns=["a b"]), mc.InvalidArgumentError, "is no name"),
    (lambda _: tables.sql.active_on("2014", at_least=mc.Truth.FALSE), mc.InvalidArgumentError, "at_least is FALSE"),
    (lambda _: tables.sql.active_on("2014", table=None), mc.WrongTypeError, "a name is text"),  # type: ignore[arg-type]
    (lambda _: tables.sql.count_by([], "2014"), mc.InvalidArgumentError, "by is empty"),
    (lambda _: tables.sql.create_table("a."), mc.InvalidArgumentError, "is no name"),
    (lambda _: tables.sql.create_table(text="TEXT)"), mc.InvalidArgumentError, "is no name"),
    (lambda _: tables.sql.insert(placeholder=":1"), mc.InvalidArgumentError, "is no placeholder"),
]


@pytest.mark.parametrize(("ask", "error", "told"), REFUSED, ids=[told for _, _, told in REFUSED])
def test_what_cannot_be_meant_is_refused_with_its_remedy(
    ask: Callable[[Any], object], error: type[Exception], told: str
) -> None:
    engine("polars")
    with pytest.raises(error, match=told):
        ask(mc.load().to_frame("polars"))


def test_sql_names_the_schema_and_the_columns_that_are_asked_for() -> None:
    query = tables.sql.active_on("2014", table="register.validity", columns=["place"], presume_continuity=False)
    assert query.splitlines()[:2] == ["SELECT record_kind, id, truth, place", "FROM register.validity"]
    assert "NOT presume_continuity" in query
    assert tables.sql.create_index("register.validity").startswith("CREATE INDEX register_validity_by_day ON register.")
    assert tables.sql.insert("v", placeholder="%s").count("%s") == 10


MISSING = [
    ("polars", "polars", lambda: mc.load().to_frame("polars")),
    ("pandas", "pandas", lambda: mc.load().to_frame("pandas")),
    ("pyarrow", "pyarrow", lambda: mc.load().to_frame("pyarrow")),
    ("duckdb", "duckdb", lambda: mc.load().to_frame("duckdb")),
    ("pyspark.sql", "spark", lambda: mc.load().to_frame("pyspark")),
    ("narwhals.stable.v2", "tables", lambda: tables.active_on(None, "2014")),
]


@pytest.mark.parametrize(("module", "extra", "ask"), MISSING, ids=[extra for _, extra, _ in MISSING])
def test_a_missing_extra_is_told_with_its_command(
    module: str, extra: str, ask: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(mc.MissingExtraError, match=re.escape(f'pip install "mainland-coop[{extra}]"')) as caught:
        ask()
    assert isinstance(caught.value, ImportError)
    assert caught.value.name == module.partition(".")[0]


def test_importing_tables_loads_no_engine() -> None:
    code = (
        "import sys, mainland_coop as mc; from mainland_coop import tables; list(tables.rows(mc.load()))\n"
        "tables.sql.active_on('2014'); print(*{name.partition('.')[0] for name in sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"narwhals", "polars", "pandas", "pyarrow", "duckdb", "pyspark", "numpy"} & set(loaded)


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_answers_for_the_big_register_too(name: str) -> None:
    frame = frame_of(registers.big(), name)
    for (day, presumed), rows in registers.expected().items():
        found = tables.active_on(frame, day, at_least=UNKNOWN, presume_continuity=presumed)
        assert sorted(as_rows(found, *KEY)) == sorted(rows)
    for day in registers.DAYS:
        standings = registers.standings(registers.big(), mc.PartialDate.parse(day))
        assert sorted(as_rows(tables.standing_on(frame, day), *STANDING)) == sorted(standings)
