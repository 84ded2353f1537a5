"""Reading partial dates, against the EDTF readers and against pendulum.

Every text is read afresh: `PartialDate.parse` keeps nothing. pendulum reads exact days only, so that row has no others.
"""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import mainland_coop as mc
from benchmarks.harness import Row, Scale, against, left_out, missing

__all__ = ["PEERS", "TITLE", "rows"]

TITLE = "Reading dates"
PEERS = ("undate", "edtf", "pendulum")

Read = Callable[[str], Any]

_FIRST = datetime.date(1980, 1, 1).toordinal()
DAYS = [datetime.date.fromordinal(_FIRST + 37 * number).isoformat() for number in range(300)]
MIXED = [text[: (10, 7, 4, 10)[place % 4]] + ("~" if place % 8 == 7 else "") for place, text in enumerate(DAYS[:32])]


def _undate() -> Read:
    return partial(importlib.import_module("undate").Undate.parse, format="EDTF")


def _edtf() -> Read:
    read: Read = importlib.import_module("edtf").parse_edtf
    return read


def _pendulum() -> Read:
    read: Read = importlib.import_module("pendulum").parse
    return read


def _all(read: Read, texts: list[str]) -> list[Any]:
    return [read(text) for text in texts]


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows."""
    mixed = f"{len(MIXED)} days, months and years, some qualified"
    readers = (
        (mixed, MIXED, "undate", "undate EDTF", _undate, 1 / 500),
        (mixed, MIXED, "edtf", "edtf", _edtf, 1 / 500),
        (f"{len(DAYS)} days", DAYS, "pendulum", "pendulum.parse", _pendulum, 1 / 2),
    )
    parse = mc.PartialDate.parse
    for work, texts, package, peer, make, target in readers:
        if reason := missing(package):
            yield left_out(work, peer, reason, target)
            continue
        yield against(
            work,
            peer,
            partial(_all, parse, texts),
            partial(_all, make(), texts),
            rounds=scale.rounds(9),
            target=target,
        )
