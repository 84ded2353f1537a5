"""What a type checker makes of the public names for tests; checked by mypy and pyright, run by nobody."""

from __future__ import annotations

import datetime
from typing import assert_type

import mainland_coop as mc
from mainland_coop import Standing, testing


def engine(pact: mc.Agreement, day: datetime.date) -> mc.Truth:
    return pact.active_on(day)


registry = mc.load()
pact = registry.agreements["x"]
assert_type(testing.truth_on(pact, "2014", presume_continuity=False), mc.Truth)
assert_type(testing.status_on(pact, datetime.date(2014, 6, 1)), mc.Status)
assert_type(testing.standing_on(pact, "2014"), Standing)
assert_type(testing.truth_during(pact, "2014", party="a"), mc.Truth)
assert_type(testing.tacit_ends(pact, "2014"), tuple[testing.oracle.TacitEnd, ...])
assert_type(testing.last_notice(pact, 1), mc.PartialDate | None)
assert_type(testing.expires(pact), mc.PartialDate | mc.End)
assert_type(testing.gaps(pact), tuple[testing.oracle.Gap, ...])
assert_type(testing.timeline(registry.programmes["p"]), tuple[mc.Run, ...])
assert_type(testing.boundaries(testing.describe(pact)), tuple[datetime.date, ...])
assert_type(next(testing.disagreements(engine, registry.agreements)), testing.Disagreement[mc.Agreement])
assert_type(next(testing.disagreements(engine, pact)).record, mc.Agreement)
testing.truth_on("x", "2014")  # type: ignore[arg-type]
