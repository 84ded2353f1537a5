"""Loading a register with every check on, against readers that only fill in fields: `python benchmarks/loading.py`.

Ours reads the text, finds repeated and unknown keys, checks types, vocabularies, dates, references and circles, and
refuses records that no choice of days makes sense of. The peers fill in the fields of plain classes and check no more
than types and unknown keys. Garbage collection is held off for all.
"""

from __future__ import annotations

import sys
import time

from cattrs.preconf.orjson import make_converter
from measuring import Row, compile_bytecode, in_turn, show, versions
from plain_classes import Register
from registers import register

import mainland_coop as mc


def main(count: int = 100_000, rounds: int = 5) -> int:
    """Print the table; 1 if a target is missed."""
    compile_bytecode()
    text = register(count).encode()
    converter = make_converter(detailed_validation=True, forbid_extra_keys=True)
    ours, plain = in_turn(
        lambda: mc.loads(text), lambda: converter.loads(text, Register), rounds=rounds, clock=time.process_time
    )
    rows = [Row(f"load {count:,} agreements", "plain cattrs, orjson", ours, plain, 1.0)]
    return 0 if show(rows, versions("cattrs", "orjson", "attrs")) else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
