"""The slowest of what the strategies draw to be listed, each example drawn and held against the reference.

The peer is a limit, and no program: what one example may take of the processor, so that a test can draw hundreds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import mainland_coop as mc
from benchmarks.harness import CPU, Row, Scale, left_out, missing, no_collection, row_of
from mainland_coop import testing

__all__ = ["PEERS", "TITLE", "rows"]

TITLE = "Drawn records held against the reference"
PEERS = ("hypothesis",)
PEER = "50 ms of the processor"
_LIMIT = 0.05
_EXAMPLES = 300


def _truth(record: Any, day: date) -> mc.Truth:
    return record.active_on(day)


def _standing(record: Any, day: date) -> mc.Standing:
    return record.standing_on(day)


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows."""
    for kind, asked, engine in (
        ("agreements", "truths", _truth),
        ("agreements", "standings", _standing),
        ("programmes", "truths", _truth),
    ):
        work = f"the slowest of {_EXAMPLES} `{kind}(enumerable=True)`: {asked} on every boundary"
        reason = missing("hypothesis")
        yield left_out(work, PEER, reason, 1.0) if reason else _slowest(scale, work, kind, engine)


def _slowest(scale: Scale, work: str, kind: str, engine: Callable[[Any, date], mc.Truth | mc.Standing]) -> Row:
    from hypothesis import HealthCheck, Phase, given, settings

    from mainland_coop import strategies

    ended: list[float] = []

    @settings(
        max_examples=max(10, scale.of(_EXAMPLES)),
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(getattr(strategies, kind)(enumerable=True))
    def each(record: Any) -> None:
        if found := next(testing.disagreements(engine, record), None):
            raise SystemExit(str(found))
        ended.append(CPU())

    each()  # strategies are made when they are first drawn from: the first round is not counted
    with no_collection():
        ended[:] = [CPU()]
        each()
    shares = [(after - before) / _LIMIT for before, after in pairwise(ended)]
    note = f"on average {sum(shares) / len(shares):.2f}"
    return row_of(work, PEER, [max(shares) * _LIMIT], [_LIMIT], 1.0, note=note)
