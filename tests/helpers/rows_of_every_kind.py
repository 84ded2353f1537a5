"""Random rows of a register that never was Python objects: plain, with chains, open, and with faults among them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

import pytest

import mainland_coop as mc
from mainland_coop.tables.chain_cells import chain_of
from mainland_coop.tables.frames import runs_of

Row = dict[str, Any]

ENGINES = ("polars", "polars lazy", "pandas", "pyarrow", "duckdb")

FAULTS: dict[str, tuple[Any, ...]] = {
    "signed": ("2011-02-30", None, "2011/2012", "", "0000", "2011-1"),
    "in_force_from": ("[{", '[{"on": "2011", "on": "2012"}]', '[{"no": "2011"}]', "[]", "[2]", '{"on": "2011"}'),
    "period": ("2014/2012", "201X", "../2012", "2012~"),
    "term": ("P0Y", "5Y", "P", "PT5H", "P99999999Y"),
    "tacit_renewal": ("1Y", "yes"),
    "expires": ("2011-13", "...", "0001"),
    "notice": ("3 months", "P0D"),
    "renewals": (
        '[{"signed": "2011", "signed": "2012"}]',
        '[{"signde": "2012"}]',
        '[{"term": "P1Y"}]',
        '[{"signed": "2012\n"}]',
        '[{"signed": "2012", "follows_on": "true"}]',
        '[{"signed": 2012}]',
        '["2012"]',
        '{"signed": "2012"}',
        '[{"signed": "2012"}],',
        "2012",
        "",
    ),
    "ending": (
        '{"last_day": "2015"}',
        '{"last_day": "2015", "reason": "broken"}',
        '[{"last_day": "2015", "reason": "terminated"}]',
        '{"last_day": "2015-02-30", "reason": "terminated"}',
        "2015",
    ),
    "open_lists": ("renewals", '["renewal"]', "[2]"),
}
"""Cells that no record may have."""


def rows(chance: Random, count: int, record_kind: str = "agreements", faulty: float = 0.1) -> list[Row]:
    """Random rows, each with every column that a frame of records may have."""
    return [_row(chance, record_kind, chance.random() < faulty) for _ in range(count)]


def _row(chance: Random, record_kind: str, faulty: bool) -> Row:
    row = dict.fromkeys(FAULTS) | _link(chance, 2000, head=True)
    if chance.random() < 0.4:
        count = chance.choice((0, 1, 1, 1, 2, 2, 3, 5))
        renewals = [_link(chance, 2002 + 2 * place, head=False) for place in range(count)]
        row["renewals"] = _written(chance, renewals)
    if chance.random() < 0.2:
        ending = {"last_day": _date(chance, 2004, 2016), "reason": chance.choice(("terminated", "superseded"))}
        row["ending"] = _written(chance, ending | ({"by": "x"} if chance.random() < 0.2 else {}))
    if chance.random() < 0.1:
        row["open_lists"] = chance.choice(('["renewals"]', '["areas"]', "[]", '["areas", "renewals"]'))
    if record_kind == "programmes":
        signed = row.pop("signed")
        del row["in_force_from"]
        row["started"] = None if row["period"] or chance.random() < 0.1 else signed
    elif chance.random() < 0.2:
        row["never_in_force"] = chance.random() < 0.2
    if faulty:
        column = chance.choice([name for name in FAULTS if name in row])
        row[column] = chance.choice(FAULTS[column])
    return {"never_in_force": None} | row if record_kind == "agreements" else row


def _link(chance: Random, year: int, *, head: bool) -> Row:
    link: Row = {"signed": _date(chance, year, year + 2)} if head else {}
    if chance.random() < 0.1:
        periods = (f"{year + 1}/{year + 2}", f"{year + 1}", f"{year + 1}-03/{year + 1}-08", f"{year + 1}/..")
        return link | {"period": chance.choice(periods)}
    start = chance.random()
    if not head:
        name = "in_force_from" if start < 0.2 else "signed"
        link |= {"follows_on": True} if start > 0.7 else {name: _date(chance, year, year + 3)}
    elif start < 0.1:
        link["in_force_from"] = _written(
            chance, [{"on": _date(chance, 2000, 2003)} for _ in range(chance.choice((1, 3)))]
        )
    elif start < 0.3:
        link["in_force_from"] = _date(chance, 2000, 2003)
    end = chance.random()
    if end < 0.4 or end > 0.97:
        link["term"] = _term(chance)
    if 0.4 < end < 0.7 or end > 0.97:
        link["expires"] = ".." if end < 0.45 else _date(chance, year + 2, year + 9)
    if end < 0.7 and chance.random() < 0.15:
        link["tacit_renewal"] = chance.choice(("P1Y", "P1Y", "true" if head else True))
    if chance.random() < 0.05:
        link["notice"] = "P3M"
    if not head and chance.random() < 0.2:
        link["note"] = chance.choice(("signed: 2012", 'a "word"', "back\\slash", "約", ""))
    return link


def _date(chance: Random, first: int, last: int) -> str:
    year = chance.choice((1, 9998, 9999)) if chance.random() < 0.02 else chance.randint(first, last)
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    forms = (
        *[f"{year:04}-{month:02}-{day:02}"] * 5,
        *[f"{year:04}-{month:02}", f"{year:04}"] * 2,
        *(f"[..{year:04}-{month:02}]", f"[{year:04}-{month:02}..]", f"[{year:04}..{min(year + 2, 9999):04}]"),
        *(f"{year:04}~", f"{year // 10:03}X", f"{year:04}-{month:02}-XX"),
    )
    return chance.choice(forms)


def _term(chance: Random) -> str:
    return chance.choice(("P1Y", "P1M", "P2Y", "P30D", "P31D", "P2W", "P1Y6M", "P1M1D", "P11M", "P5Y", "P9000Y"))


def _written(chance: Random, value: Any) -> str:
    form: Callable[[Any], str] = chance.choice(
        (
            json.dumps,
            json.dumps,
            lambda found: json.dumps(found, separators=(",", ":"), ensure_ascii=False),
            lambda found: json.dumps(found, indent=1),
            lambda found: json.dumps(found, sort_keys=True),
        )
    )
    return form(value)


def table(found: list[Row], record_kind: str = "agreements") -> tuple[list[Any], list[int]]:
    """The validity table that the records make one by one, in order, and which rows are no records; ids are places."""
    made: list[Any] = []
    refused = []
    for index, row in enumerate(found):
        try:
            chain = chain_of(record_kind, {name: cell for name, cell in row.items() if cell is not None})
        except mc.MainlandCoopError:
            refused.append(index)
        else:
            made += [(record_kind, index, *run) for run in runs_of(chain)]
    return made, refused


def as_structs(found: list[Row]) -> Iterator[Row]:
    """Rows without faults, their renewals, stages, endings and lists as lists and structs; of stages all are such."""
    for row in found:
        nested = {
            name: None if row[name] is None else json.loads(row[name]) for name in ("renewals", "ending", "open_lists")
        }
        stages = row["in_force_from"]
        if stages is not None:
            stages = json.loads(stages) if stages.startswith("[{") else [{"on": stages}]
        yield row | nested | {"in_force_from": stages}


def native(name: str, found: list[Row], types: Mapping[str, Any] | None = None) -> Any:
    """Rows with their places as ids, as a frame of an engine; all columns text but flags, and those of other types."""
    pa = pytest.importorskip("pyarrow", reason="the extra `pyarrow` is not installed")
    backend = name.partition(" ")[0]
    engine = pytest.importorskip(backend, reason=f"the extra `{backend}` is not installed")
    of = {"id": pa.int64()} | dict.fromkeys(found[0], pa.string()) | {"never_in_force": pa.bool_()} | dict(types or {})
    schema = pa.schema([(key, of[key]) for key in ("id", *found[0])])
    frame = pa.Table.from_pylist([{"id": index, **row} for index, row in enumerate(found)], schema=schema)
    if backend == "pandas":
        return frame.to_pandas()
    if backend == "duckdb":
        return engine.from_arrow(frame)
    if backend == "polars":
        return engine.from_arrow(frame).lazy() if name.endswith("lazy") else engine.from_arrow(frame)
    return frame


def rows_of(frame: Any, *names: str) -> list[tuple[Any, ...]]:
    """The rows of a frame of any of these engines."""
    import narwhals.stable.v2 as nw

    seen = nw.from_native(frame)
    eager = seen if isinstance(seen, nw.DataFrame) else seen.collect("pyarrow")
    return (eager.select(*names) if names else eager).rows()
