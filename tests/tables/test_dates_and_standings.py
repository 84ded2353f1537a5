"""Frames with the engine's own dates, and the table of standings on days that are given."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

import mainland_coop as mc
from helpers import samples
from mainland_coop import tables

BACKENDS = ("polars", "pandas", "pyarrow", "duckdb")
OPEN = {"first": tables.FIRST, "last": tables.LAST}
REGISTRY = mc.Registry(
    agreements=[
        samples.small_agreement(id="open", signed="[..2025-10]", parties=["hk"]),
        samples.small_agreement(id="day", signed="1200-03-01", term="P1Y", parties=["hk"]),
        samples.small_agreement(id="last", signed="9999-12-30", expires="9999-12-31", parties=["hk"]),
    ],
    programmes=[mc.Programme(id="open", name="P")],
    parties=[mc.Party(id="hk", name="HK")],
)


def cells_of(frame: Any, backend: str) -> list[tuple[Any, ...]]:
    match backend:
        case "polars":
            return frame.rows()
        case "pandas":
            kept = frame.astype(object).where(frame.notna(), None)
            return [
                tuple(cell.date() if isinstance(cell, datetime.datetime) else cell for cell in row)
                for row in kept.itertuples(index=False)
            ]
        case "pyarrow":
            return [tuple(row.values()) for row in frame.to_pylist()]
        case _:
            return frame.fetchall()


@pytest.mark.parametrize("table", ["validity", "agreements", "stages", "sources"])
@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("registry", [REGISTRY, samples.REGISTRY], ids=["edges", "sample"])
def test_dates_are_the_days_and_null_where_a_side_is_open(registry: mc.Registry, backend: str, table: str) -> None:
    pytest.importorskip(backend, reason=f"the extra {backend} is not installed")
    columns = tables.columns_of(table)
    wanted = []
    for row in tables.rows(registry, table):
        cells = list(row)
        for place, column in enumerate(columns):
            if column.holds is tables.Holds.DAY and cells[place] is not None:
                is_open = cells[place] == OPEN["first" if "first" in column.name else "last"]
                cells[place] = None if is_open or cells[place] == 0 else tables.date_of(cells[place])
        wanted.append(tuple(cells))
    assert cells_of(registry.to_frame(backend, table, dates="date"), backend) == wanted


def test_what_an_open_side_and_an_old_day_become() -> None:
    pl = pytest.importorskip("polars", reason="the extra polars is not installed")
    frame = REGISTRY.to_frame("polars", "agreements", dates="date")
    assert frame.schema["signed_first"] == pl.Date
    signed = {row["id"]: (row["signed_first"], row["signed_last"]) for row in frame.to_dicts()}
    assert signed["open"] == (None, datetime.date(2025, 10, 31))
    assert signed["day"] == (datetime.date(1200, 3, 1), datetime.date(1200, 3, 1))
    assert signed["last"] == (datetime.date(9999, 12, 30), datetime.date(9999, 12, 30))


@pytest.mark.parametrize("backend", BACKENDS)
def test_standings_have_a_row_for_each_record_and_a_column_for_each_day(backend: str) -> None:
    pytest.importorskip(backend, reason=f"the extra {backend} is not installed")
    registry, days = samples.REGISTRY, ["2014-06-01", datetime.date(2016, 12, 31), "2023", "2014-06-01"]
    frame = registry.to_frame(backend, "standings", days=days)
    names = frame.schema.names if backend == "pyarrow" else list(frame.columns)
    assert names == ["record_kind", "id", "2014-06-01", "2016-12-31", "2023"]
    assert cells_of(frame, backend) == [
        (kind, record.id, *(record.standing_on(day).value for day in days[:3]))
        for kind, records in (("agreements", registry.agreements), ("programmes", registry.programmes))
        for record in records
    ]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"dates": "iso"}, "dates is 'iso': give 'number' or 'date'"),
        ({"table": "standings"}, "days= are those of the table standings"),
        ({"days": ["2014"]}, "days= are those of the table standings"),
        ({"table": "standings", "days": ["2014"], "columns": ["kind"]}, "takes days=, and neither"),
        ({"table": "standings", "days": "2014"}, r"is one text; write \['2014'\] for a single day"),
        ({"table": "standings", "days": ["soon"]}, "soon"),
    ],
)
def test_what_cannot_be_meant_is_refused(asked: dict[str, Any], message: str) -> None:
    pytest.importorskip("polars", reason="the extra polars is not installed")
    with pytest.raises(mc.MainlandCoopError, match=message):
        REGISTRY.to_frame("polars", **asked)


def test_a_meeting_has_its_earliest_and_latest_day_whether_a_date_or_a_period() -> None:
    registry = mc.load()
    for session in registry.sessions:
        if session.held is not None:
            assert session.held.earliest.toordinal() == session.held.first_ordinal
            assert session.held.latest.toordinal() == session.held.last_ordinal


def test_the_units_of_pandas_hold_what_the_page_says() -> None:
    pd = pytest.importorskip("pandas", reason="the extra pandas is not installed")
    if int(pd.__version__.partition(".")[0]) < 3:
        pytest.skip("the page tells of pandas 3")
    for day in ("0001-01-01", "1677-01-01", "2011-03-01", "2263-01-01", "9999-12-31"):
        inferred = pd.Series([datetime.datetime.fromisoformat(day)])
        assert inferred.dtype == "datetime64[us]"
        assert inferred.dt.date.tolist() == [datetime.date.fromisoformat(day)]
    frame = REGISTRY.to_frame("pandas", dates="date")
    assert (str(frame["first_day"].dtype), str(frame["last_day"].dtype)) == ("datetime64[s]", "datetime64[s]")
    assert frame["first_day"].astype("datetime64[us]").max() == pd.Timestamp("9999-12-31")
    for day in ("1678-01-01", "2261-12-31"):
        assert str(pd.Series([day], dtype="datetime64[ns]")[0].date()) == day
    for day in ("1677-01-01", "2263-01-01"):
        with pytest.raises(pd.errors.OutOfBoundsDatetime):
            pd.Series([day], dtype="datetime64[ns]")
