"""Very many hostile loads: `PYTHONPATH=tests python -m helpers.fuzz --loads 1000000 --seed 1`.

Each load reads a sound register that was changed at random. Either a registry comes out, which is written, read again
and asked some questions, or an error of the library. The number of a load and the seed make it again: `--only NUMBER`.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections import Counter

import mainland_coop as mc
from helpers.hostile_registers import hostile

SLOW = 1.0
"""Seconds of the processor that no load may take; they are of some kilobytes, and take some milliseconds."""


LONGEST = 3_000_000
"""Characters of a message: a thousand problems, each with its path, its value and what was expected."""


def outcome_of(data: bytes) -> str:
    """Read bytes, and return what came out; any exception that is none of ours passes through."""
    try:
        registry = mc.loads(data)
    except mc.MainlandCoopError as error:
        return type(error).__name__ if len(str(error)) < LONGEST else "a message without an end"
    again = mc.loads(mc.dumps(registry))
    assert again == registry, "what was written is read as something else"
    registry.events("2011")
    registry.changes("2010", "2016-06-30")
    registry.standings_on("2014")
    assert registry.as_published("2015").as_published("2015") == registry.as_published("2015")
    return "Registry"


def main(arguments: list[str] | None = None) -> int:
    """Run the loads, tell what came out, and return 1 if anything was foreign or slow."""
    parser = argparse.ArgumentParser(prog="python -m helpers.fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("--loads", type=int, default=10_000, help="how many (default: 10000)")
    parser.add_argument("--seed", type=int, default=1, help="makes the same loads again (default: 1)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first (default: 0)")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="one load, and its bytes")
    options = parser.parse_args(arguments)
    numbers = range(options.first, options.first + options.loads) if options.only is None else [options.only]
    counts: Counter[str] = Counter()
    n_bad, slowest, began = 0, 0.0, time.process_time()
    for number in numbers:
        data = hostile(random.Random(f"{options.seed}/{number}"))
        if options.only is not None:
            sys.stdout.write(f"{data!r}\n")
        before = time.process_time()
        try:
            counts[outcome_of(data)] += 1
        except Exception:
            n_bad += 1
            sys.stdout.write(f"load {number} of seed {options.seed}: foreign\n{traceback.format_exc()}\n")
        took = time.process_time() - before
        slowest = max(slowest, took)
        if took > SLOW:
            n_bad += 1
            sys.stdout.write(f"load {number} of seed {options.seed}: {took:.1f} s\n")
    told = ", ".join(f"{name} {count}" for name, count in counts.most_common())
    sys.stdout.write(
        f"{len(numbers)} loads of seed {options.seed} in {time.process_time() - began:.0f} s of the processor: {told}; "
        f"the slowest took {slowest:.2f} s; {n_bad} foreign or slow\n"
    )
    return 1 if n_bad else 0


if __name__ == "__main__":
    sys.exit(main())
