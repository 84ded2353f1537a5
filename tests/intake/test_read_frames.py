"""Frames and Parquet files give what the same CSV gives; what is not installed is told with the command for it."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

import pytest

import mainland_coop as mc

COLUMNS = {"id": "id", "title": "title", "parties": "with", "signed": "signed", "term": "years", "renews": "renews"}
DATA: dict[str, list[Any]] = {
    "id": [1, 2, 3],
    "title": ["A", "律", "C"],
    "with": ["x y", "x y", "z"],
    "signed": [datetime.date(2001, 1, 1), datetime.date(2006, 1, 2), None],
    "years": [5, None, 3],
    "renews": [None, 1, None],
}


def registry_of(source: object) -> mc.Registry:
    return mc.read_table(
        source, COLUMNS, constants={"kind": "treaty"}, term_unit="years", missing_signed="2003"
    ).registry


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> mc.Registry:
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    lines = [",".join(DATA)] + [
        ",".join("" if value is None else str(value) for value in row) for row in zip(*DATA.values(), strict=True)
    ]
    path.write_text("\n".join(lines), "utf-8")
    registry = registry_of(path)
    assert [pact.id for pact in registry.agreements] == ["1", "3"]
    return registry


def frames() -> dict[str, Any]:
    """What makes the same frame in each engine."""

    def pandas(kind: str) -> Any:
        pd = pytest.importorskip("pandas", reason="reads frames of pandas")
        frame = pd.DataFrame(DATA)
        if kind == "timestamps":
            frame["signed"] = pd.to_datetime(frame["signed"])
        if kind == "nullable":
            frame = frame.convert_dtypes()
        return frame.set_index(pd.Index([7, 8, 9])) if kind == "index" else frame

    def polars(lazy: bool) -> Any:
        pl = pytest.importorskip("polars", reason="reads frames of polars")
        return pl.LazyFrame(DATA) if lazy else pl.DataFrame(DATA)

    def arrow() -> Any:
        return pytest.importorskip("pyarrow", reason="reads tables of Arrow").table(DATA)

    def duckdb() -> Any:
        return pytest.importorskip("duckdb", reason="reads relations of DuckDB").from_arrow(arrow())

    return {
        "pandas": lambda: pandas("plain"),
        "pandas with timestamps": lambda: pandas("timestamps"),
        "pandas with nullable types": lambda: pandas("nullable"),
        "pandas with an index": lambda: pandas("index"),
        "polars": lambda: polars(lazy=False),
        "polars, lazy": lambda: polars(lazy=True),
        "arrow": arrow,
        "duckdb": duckdb,
    }


@pytest.mark.parametrize("engine", frames())
def test_frames_give_what_the_same_csv_gives(engine: str, expected: mc.Registry) -> None:
    pytest.importorskip("narwhals", reason="reads the frames")
    assert registry_of(frames()[engine]()) == expected


def test_parquet_gives_what_the_same_csv_gives(expected: mc.Registry, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="reads Parquet")
    path = tmp_path / "t.parquet"
    parquet.write_table(frames()["arrow"](), path)
    assert registry_of(path) == expected
    path.write_bytes(b"PAR1")
    with pytest.raises(mc.FileError, match="cannot be read as Parquet"):
        registry_of(path)


def test_rows_of_a_frame_count_from_0_and_lists_and_times_of_day_are_read_as_what_they_are() -> None:
    pytest.importorskip("narwhals", reason="reads the frames")
    pl = pytest.importorskip("polars", reason="reads frames of polars")
    data = {"id": ["a", "b"], "t": ["A", "B"], "p": [["x y", "z"], ["x"]]}
    midnight = datetime.datetime(2001, 1, 1)
    frame = pl.DataFrame({**data, "s": [midnight, midnight + datetime.timedelta(hours=1)]})
    columns = {"id": "id", "title": "t", "parties": "p", "signed": "s"}
    intake = mc.read_table(frame, columns, constants={"kind": "treaty"}, on_error="skip")
    (pact,) = intake.registry.agreements
    assert (pact.id, pact.parties, str(pact.signed)) == ("a", ("x-y", "z"), "2001-01-01")
    (problem,) = intake.problems
    assert (problem.row, problem.column) == (1, "s")
    assert "time of day" in problem.remedy


def test_columns_of_a_frame_that_share_a_name_are_told() -> None:
    pytest.importorskip("narwhals", reason="reads the frames")
    pd = pytest.importorskip("pandas", reason="reads frames of pandas")
    with pytest.raises(mc.WrongTypeError, match="cannot be read as a table"):
        mc.read_table(pd.DataFrame([[1, 2]], columns=["a", "a"]), {"id": "a"})


def test_what_is_not_installed_is_told_with_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Frame:
        columns = ("id",)

    monkeypatch.setitem(sys.modules, "narwhals", None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(mc.MissingExtraError, match=r'pip install "mainland-coop\[tables\]"') as caught:
        registry_of(Frame())
    assert caught.value.name == "narwhals"
    path = tmp_path / "t.parquet"
    path.touch()
    with pytest.raises(mc.MissingExtraError, match=r'pip install "mainland-coop\[pyarrow\]"') as caught:
        registry_of(path)
    assert caught.value.name == "pyarrow"
