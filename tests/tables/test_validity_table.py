"""The validity table, made by columns, has the rows that the engine gives record by record."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop import strategies as mcs, tables
from mainland_coop.tables import validity_table
from mainland_coop.tables.columns import CARRIED, date_of
from mainland_coop.tables.frames import runs_of

ALONG = tuple(column.name for column in CARRIED)


def by_the_engine(registry: mc.Registry, presumptions: tuple[bool, ...]) -> list[tuple[object, ...]]:
    """The rows as one record after the other gives them."""
    rows: list[tuple[object, ...]] = []
    for pact in registry.agreements:
        cells = (str(pact.kind), pact.title.text, str(pact.signed), pact.under, pact.place, len(pact.renewals))
        rows += [("agreements", pact.id, *run, *cells) for run in runs_of(pact.chain, presumptions)]
    for one in registry.programmes:
        kind, started = (None if value is None else str(value) for value in (one.kind, one.started))
        cells = (kind, one.name.text, started, one.under, one.place, len(one.renewals))
        rows += [("programmes", one.id, *run, *cells) for run in runs_of(one.chain, presumptions)]
    return rows


@given(registry=mcs.registries(), presumed=st.sampled_from((None, True, False)), batch=st.integers(1, 4))
def test_columns_have_the_rows_of_the_engine(registry: mc.Registry, presumed: bool | None, batch: int) -> None:
    expected = by_the_engine(registry, (True, False) if presumed is None else (presumed,))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validity_table, "_BATCH", batch)
        assert list(tables.rows(registry, columns=ALONG, presume_continuity=presumed)) == expected


@given(registry=mcs.registries(details=False))
def test_a_frame_has_the_rows_of_the_table_and_its_dates_are_their_days(registry: mc.Registry) -> None:
    pytest.importorskip("polars", reason="the extra `polars` is not installed")
    frame = registry.to_frame("polars", columns=iter(ALONG))
    rows = list(tables.rows(registry, columns=ALONG))
    assert frame.rows() == rows
    names = frame.columns
    dated = registry.to_frame("polars", columns=ALONG, dates="date")
    for plain, row in zip(rows, dated.rows(named=True), strict=True):
        cells = dict(zip(names, plain, strict=True))
        for name, open_at in (("first_day", 10101), ("last_day", 99991231), ("previous_last_day", 0)):
            assert row[name] == (None if cells[name] == open_at else date_of(cells[name]))
            assert row[name] is None or type(row[name]) is datetime.date


def test_a_register_of_more_than_a_batch_comes_whole_and_in_order() -> None:
    pacts = [
        mc.Agreement(id=f"a{number}", title="X", kind="agreement", parties=["p"], signed="2011-03-01", term="P1Y")
        for number in range(2 * validity_table._BATCH + 1)
    ]
    rows = list(tables.rows(mc.Registry(agreements=pacts, parties=[mc.Party(id="p", name="P")])))
    assert len(rows) == 2 * len(pacts)
    assert [id for id, _ in itertools.groupby(row[1] for row in rows)] == sorted(pact.id for pact in pacts)
