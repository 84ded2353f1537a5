"""What a type checker makes of the public names; checked by mypy and pyright, run by nobody."""

from __future__ import annotations

import datetime
from typing import Any, assert_type

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame as SparkFrame

import mainland_coop as mc
from mainland_coop import tables

registry = mc.load()
assert_type(registry, mc.Registry)
assert_type(registry.agreements, mc.Agreements)
assert_type(registry.parties["x"], mc.Party)
assert_type(registry.parties.get("x"), mc.Party | None)
assert_type(registry.parties.get("x", "none"), mc.Party | str)
assert_type(registry.active_on("2016-06-30", at_least=mc.Truth.UNKNOWN), mc.Agreements)
assert_type(registry.agreements.where(party="x", signed="2003").active_on("2014"), mc.Agreements)
assert_type(registry.parties.find("DoJ").best, mc.Match[mc.Party] | None)
assert_type(registry.events("2024"), tuple[mc.Event, ...])
assert_type(registry.changes("2023", "2024"), mc.Changes)
assert_type(registry.story("x"), mc.Story)
assert_type(registry.explain("x", datetime.date(2016, 6, 30)), mc.Finding)
assert_type(registry.as_published("2018"), mc.Registry)
assert_type(registry.notices, tuple[mc.Notice, ...])
assert_type(mc.loads("{}"), mc.Registry)
assert_type(mc.dumps(registry), str)
assert_type(registry.to_frame("polars", dates="date"), pl.DataFrame)
assert_type(registry.to_frame("pandas", "agreements"), pd.DataFrame)
assert_type(registry.to_frame("pyarrow", "standings", days=["2017"]), pa.Table)
assert_type(registry.to_frame("duckdb", connection=duckdb.connect()), duckdb.DuckDBPyRelation)
assert_type(registry.to_frame("pyspark", columns=["title"]), SparkFrame)
assert_type(registry.to_frame(mc.dumps(registry)), Any)

pact = mc.Agreement(
    id="x",
    title="X",
    kind="arrangement",
    parties=["a", "b"],
    signed="2011",
    in_force_from=[mc.Stage(on="2011-02", provisions="articles 1 and 4")],
    term="P5Y",
    renewals=[mc.Renewal(signed=datetime.date(2017, 10, 12), term=mc.Term.parse("P5Y"))],
    ending=mc.Ending(last_day="2024-01-28", reason="superseded", by="y"),
    citations=[mc.Citation(source="s", supports=["signed"], says={"signed": "2012"})],
)
assert_type(pact.id, str)
assert_type(pact.title, mc.Name)
assert_type(pact.kind, mc.AgreementKind)
assert_type(pact.signed, mc.PartialDate)
assert_type(pact.term, mc.Term | None)
assert_type(pact.expires, mc.PartialDate | mc.End | None)
assert_type(pact.renewals, tuple[mc.Renewal, ...])
assert_type(pact.active_on("2016-06-30"), mc.Truth)
assert_type(pact.active_during("2016-02/2017-10", throughout=True), mc.Truth)
assert_type(pact.status_on(mc.PartialDate.parse("2016")), mc.Status)
assert_type(pact.explain("2016-06-30"), mc.Finding)
assert_type(pact.chain, mc.RenewalChain)
assert_type(pact.chain.links, tuple[mc.Link, ...])
assert_type(pact.chain.gaps(), tuple[mc.Gap, ...])
assert_type(pact.chain.is_continuous, mc.Truth)
assert_type(pact.chain.expires, mc.PartialDate | mc.End)
assert_type([gap.shortest for gap in pact.chain.gaps()], list[int])

programme = mc.Programme(id="p", name=mc.Name(en="P", zh_hant="計劃"), kind=mc.ProgrammeKind.PILOT, term="P3Y")
assert_type(programme.started, mc.PartialDate | None)
assert_type(programme.active_on("2016"), mc.Truth)

session = mc.Session(id="s", held="2005-07-25/2005-07-28", chairs=[mc.Signatory(name="A", party="a")])
assert_type(session.held, mc.PartialDate | mc.Period | None)

built = mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A"), mc.Party(id="b", name="B")])
assert_type(built.parties_of(pact), tuple[mc.Party, ...])
assert_type(built.extend(parties=[mc.Party(id="c", name="C")], version="2"), mc.Registry)
assert_type(built.replace(agreements=built.agreements), mc.Registry)
assert_type(built.merge(registry, on_collision="ours"), mc.Registry)

truth = mc.Truth.TRUE & mc.Truth.UNKNOWN | ~mc.Truth.FALSE
assert_type(truth, mc.Truth)
assert_type(truth.certain, bool)
assert_type(mc.Truth.UNKNOWN.to_bool(), bool | None)

# What must not pass: each line is an error, or the checker reports an unused ignore.
mc.Agreement(id=5, title="X", kind="treaty", parties=["a"], signed="2011")  # type: ignore[arg-type]
mc.Agreement(id="x", title="X", kind="treaty", parties=["a"])  # type: ignore[call-arg]
mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed=2011)  # type: ignore[arg-type]
built.extend(agreements=[mc.Party(id="c", name="C")])  # type: ignore[list-item]
built.merge(registry, on_collision="mine")  # type: ignore[arg-type]
built.merge([pact])  # type: ignore[arg-type]
pact.active_on(None)  # type: ignore[arg-type]
print(pact.signed < pact.signed)  # type: ignore[operator]
pact.signed = mc.PartialDate.parse("2012")  # type: ignore[misc]


class Frame:
    """A frame of some engine: questions of it give one of the same class."""


assert_type(tables.active_on(Frame(), "2014"), Frame)
assert_type(tables.count_by(Frame(), ["kind"], "2014"), Frame)
assert_type(tables.standing_on(Frame(), "2014"), Frame)
assert_type(tables.compile(Frame(), columns=["owner"]), Frame)
assert_type(tables.sql.active_on("2014"), str)
assert_type(tables.sql.standing_on("2014"), str)
intake = mc.read_table([{"no": "1", "name": "X", "with": "A", "on": "2011"}], {"id": "no", "parties": ["with"]})
assert_type(intake.registry, mc.Registry)
found = mc.inspect_table([{"no": "1", "name": "X", "with": "A", "on": "2011"}], skip=None)
assert_type(found.code, str)
assert_type(found.decided(0).undecided[0].question, str)
assert_type(intake.report[0], mc.TableProblem)
assert_type([left.row for left in intake.left_out], list[int])
