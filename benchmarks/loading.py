"""Loading a register with every check on, against readers that only fill in fields.

Ours reads the text, finds repeated and unknown keys, checks types, vocabularies, dates, references and circles, and
refuses records that no choice of days makes sense of. The peers fill in the fields of plain classes and check no more
than types and unknown keys. Garbage collection is held off for all.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import mainland_coop as mc
from benchmarks import plain_classes
from benchmarks.harness import Row, Scale, in_turn, left_out, missing, row_of, same
from benchmarks.registers import register

__all__ = ["PEERS", "TITLE", "rows"]

TITLE = "Loading a JSON text"
PEERS = ("attrs", "cattrs", "orjson", "msgspec", "pydantic")

Read = Callable[[bytes], Any]


def _with_cattrs() -> Read:
    make_converter = importlib.import_module("cattrs.preconf.orjson").make_converter
    converter = make_converter(detailed_validation=True, forbid_extra_keys=True)
    return partial(converter.loads, cl=plain_classes.Register)


def _with_msgspec() -> Read:
    read: Read = importlib.import_module("msgspec").json.Decoder(plain_classes.structs()).decode
    return read


def _with_pydantic() -> Read:
    read: Read = plain_classes.models().model_validate_json
    return read


READERS = (
    ("plain cattrs (orjson, detailed, forbid extra)", ("cattrs", "orjson"), _with_cattrs, 0.75),
    ("msgspec Struct", ("msgspec",), _with_msgspec, None),
    ("pydantic model", ("pydantic",), _with_pydantic, None),
)


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows."""
    count = scale.of(100_000)
    work = f"load {count:,} agreements"
    text = register(count).encode()
    ids = set(mc.loads(text).agreements.by_id)
    for peer, needed, make, target in READERS:
        if reason := missing(*needed):
            yield left_out(work, peer, reason, target)
            continue
        read = make()
        same(ids, {pact.id for pact in read(text).agreements}, work)
        ours, theirs = in_turn(partial(mc.loads, text), partial(read, text), rounds=scale.rounds(5))
        yield row_of(work, peer, ours, theirs, target)
