"""Spark answers as the records do: many random registers in few jobs, for each job takes its time."""

from __future__ import annotations

import functools
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

import mainland_coop as mc
from helpers import inferred_cells as cells, oracle_registers as registers, pages, rows_of_every_kind as made_rows
from mainland_coop import tables

pytest.importorskip("narwhals", reason="the extra `tables` is not installed")
pytest.importorskip("pandas", reason="the extra `spark` is not installed whole")
pytest.importorskip("pyarrow", reason="the extra `spark` is not installed whole")
pyspark_sql = pytest.importorskip("pyspark.sql", reason="the extra `spark` is not installed")

pytestmark = [
    pytest.mark.skipif(
        shutil.which("java") is None and "JAVA_HOME" not in os.environ, reason="Spark needs Java: none found"
    ),
    # Each release of Spark says so of pandas' next one; nothing here depends on what it means.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]
UNKNOWN = mc.Truth.UNKNOWN


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")  # no look-up of the host's name, and no warning about it
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))  # the workers import the library under test
        session = (
            pyspark_sql.SparkSession.builder.master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.log.level", "OFF")
            .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
            .config("spark.sql.codegen.wholeStage", "false")  # small jobs are done before they are compiled
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
            .config("spark.driver.memory", "1g")
            .getOrCreate()
        )
        yield session
        session.stop()


def in_one_job(frames: dict[tuple[str, bool], Any]) -> dict[tuple[str, bool], list[tuple[str, str, str]]]:
    from pyspark.sql import functions

    tagged = [
        frame.select(
            functions.lit(day).alias("day"), functions.lit(presumed).alias("presumed"), "record_kind", "id", "truth"
        )
        for (day, presumed), frame in frames.items()
    ]
    found: dict[tuple[str, bool], list[tuple[str, str, str]]] = {key: [] for key in frames}
    for day, presumed, *row in functools.reduce(lambda one, other: one.union(other), tagged).collect():
        found[day, presumed].append(tuple(row))
    return found


def test_spark_answers_as_the_records_do(spark: Any) -> None:
    frame = registers.big().to_frame("pyspark").cache()
    asked = {
        (day, presumed): tables.active_on(frame, day, at_least=UNKNOWN, presume_continuity=presumed)
        for day, presumed in registers.expected()
    }
    for key, rows in in_one_job(asked).items():
        assert sorted(rows) == sorted(registers.expected()[key])


def test_spark_sql_answers_as_the_records_do(spark: Any) -> None:
    registers.big().to_frame("pyspark", connection=spark).createOrReplaceTempView("validity")
    asked = {
        (day, presumed): spark.sql(tables.sql.active_on(day, columns=[], at_least=UNKNOWN, presume_continuity=presumed))
        for day, presumed in registers.expected()
    }
    for key, rows in in_one_job(asked).items():
        assert sorted(rows) == sorted(registers.expected()[key])


def test_spark_tells_standings_and_counts_them(spark: Any) -> None:
    frame = registers.big().to_frame("pyspark").cache()
    frame.createOrReplaceTempView("counted")
    for day in ("2020-03-05", "2020-02"):
        standings = registers.standings(registers.big(), mc.PartialDate.parse(day))
        for standing in (tables.standing_on(frame, day), spark.sql(tables.sql.standing_on(day, table="counted"))):
            assert standing.columns == ["record_kind", "id", "standing"]
            assert sorted(map(tuple, standing.collect())) == sorted(standings)
        words = ("stated", "presumed", "possible")
        of = {
            kind: tuple(sum((k, s) == (kind, word) for k, _, s in standings) for word in words)
            for kind in ("agreements", "programmes")
        }
        for counted in (
            tables.count_by(frame, "record_kind", day),
            spark.sql(tables.sql.count_by("record_kind", day, table="counted")),
        ):
            assert {row["record_kind"]: tuple(row[word] for word in words) for row in counted.collect()} == of


def test_spark_creates_the_table_and_makes_every_other(spark: Any) -> None:
    statement = tables.sql.create_table("created", text="STRING") + " USING parquet"
    try:
        spark.sql(statement)
        assert [field.name for field in spark.table("created").schema] == [c.name for c in tables.columns_of()]
    finally:
        spark.sql("DROP TABLE IF EXISTS created")
    for table in tables.TABLES:
        made = mc.load().to_frame("pyspark", table)
        assert made.columns == [column.name for column in tables.columns_of(table)]
        if table != "validity":
            assert made.count() == len(list(tables.rows(mc.load(), table)))


def stated(registry: mc.Registry) -> list[tuple[Any, ...]]:
    """The agreements as rows of text, as a register that never was Python objects has them."""
    import json

    form = json.loads(mc.dumps(registry))["agreements"]
    return [
        (
            record["id"],
            record["signed"],
            json.dumps(record["in_force_from"]) if isinstance(record.get("in_force_from"), list) else None,
            record.get("never_in_force"),
            record.get("term"),
            "true" if record.get("tacit_renewal") is True else record.get("tacit_renewal"),
            record.get("expires"),
            json.dumps(record["renewals"]) if record.get("renewals") else None,
            json.dumps(record["ending"]) if record.get("ending") else None,
            json.dumps(record["open_lists"]) if record.get("open_lists") else None,
            record["kind"],
        )
        for record in form
    ]


FORM = (
    "id string, signed string, in_force_from string, never_in_force boolean, term string, tacit_renewal string, "
    "expires string, renewals string, ending string, open_lists string, kind string"
)


def test_spark_compiles_in_each_partition(spark: Any) -> None:
    frame = spark.createDataFrame(stated(registers.big()), FORM).repartition(2)
    compiled = tables.compile(frame, columns=["kind"])
    found = sorted(tuple(row) for row in compiled.collect())
    assert found == sorted(row for row in tables.rows(registers.big()) if row[0] == "agreements")
    assert compiled.columns == registers.big().to_frame("pyspark").columns


def test_spark_compiles_renewals_given_as_structs_and_tells_of_rows_that_are_no_records(spark: Any) -> None:
    form = "id long, signed string, term string, renewals array<struct<signed:string,term:string,follows_on:boolean>>"
    rows = [
        (1, "2011-11-25", "P5Y", [("2017-10-12", "P5Y", None), (None, "P1Y", True)]),
        (2, "2011", "5Y", None),
        (3, "2011", None, [("2010", None, None)]),
    ]
    frame = spark.createDataFrame(rows, form)
    assert [row["id"] for row in tables.compile(frame, on_error="skip").collect()] == [1, 1, 1, 1]
    assert sorted((row["id"], row["field"]) for row in tables.problems(frame).collect()) == [
        (2, "term"),
        (3, "renewals[0].signed"),
    ]
    with pytest.raises(Exception, match="a term starts with a capital P"):
        tables.compile(frame).collect()


@pytest.mark.parametrize("record_kind", ["agreements", "programmes"])
def test_spark_compiles_rows_of_every_kind_to_the_runs_of_the_records(spark: Any, record_kind: str) -> None:
    rows = made_rows.rows(Random(f"Spark {record_kind}"), 600, record_kind)
    found, refused = made_rows.table(rows, record_kind)
    form = ", ".join(f"`{name}` {'boolean' if name == 'never_in_force' else 'string'}" for name in rows[0])
    frame = spark.createDataFrame(
        [(index, *row.values()) for index, row in enumerate(rows)], f"id long, {form}"
    ).repartition(2)
    compiled = tables.compile(frame, record_kind=record_kind, on_error="skip")
    assert sorted(map(tuple, compiled.collect()), key=in_runs_order) == sorted(found, key=in_runs_order)
    problems = tables.problems(frame, record_kind=record_kind)
    assert sorted(row["id"] for row in problems.collect()) == refused


def in_runs_order(row: tuple[Any, ...]) -> Any:
    return row[1], not row[2], row[4]


def test_spark_compiles_lists_and_structs_to_the_runs_of_the_records(spark: Any) -> None:
    rows = made_rows.rows(Random("structs"), 600, faulty=0)
    found, refused = made_rows.table(rows)
    link = "signed string, in_force_from string, period string, term string, expires string, notice string, note string"
    form = (
        f"id long, renewals array<struct<{link}, tacit_renewal string, follows_on boolean>>, "
        "ending struct<last_day string, reason string, by string>, open_lists array<string>, "
        "in_force_from array<struct<on string>>, signed string, never_in_force boolean, period string, term string, "
        "tacit_renewal string, expires string, notice string"
    )
    structs = [
        {"id": index} | row
        for index, row in enumerate(made_rows.as_structs(rows))
        if index not in refused and not any(part.get("tacit_renewal") is True for part in row["renewals"] or ())
    ]
    kept = {row["id"] for row in structs}
    compiled = tables.compile(spark.createDataFrame(structs, form))
    expected = [row for row in found if row[1] in kept]
    assert sorted(map(tuple, compiled.collect()), key=in_runs_order) == sorted(expected, key=in_runs_order)
    assert len(kept) > 300


def test_without_a_session_it_is_said_how_to_give_one(spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyspark_sql.SparkSession, "getActiveSession", lambda: None)
    with pytest.raises(mc.InvalidArgumentError, match="connection="):
        mc.load().to_frame("pyspark")


def test_the_page_on_scale_shows_what_happens(spark: Any, tmp_path: Path) -> None:
    previous = spark.conf.get("spark.sql.maxMetadataStringLength")
    try:
        pages.run_examples(pages.ROOT / "docs" / "scale-out.md", {"spark": spark, "folder": str(tmp_path)})
    finally:
        spark.conf.set("spark.sql.maxMetadataStringLength", previous)


def test_what_inference_makes_of_the_cells_of_csv(spark: Any, tmp_path: Path) -> None:
    frame = spark.read.csv(str(cells.cells_file(tmp_path)), header=True, inferSchema=True)
    kinds = (kind for _, kind in frame.dtypes)
    assert tuple(f"{kind} {cell}" for kind, cell in zip(kinds, frame.first(), strict=True)) == cells.INFERRED["Spark"]
