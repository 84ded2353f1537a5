"""How long a program works before its first answer, against importing what the library is built on.

Whole processes take turns, with bytecode compiled beforehand. What is counted is the time of the processor.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.harness import Row, Scale, in_turn, row_of

__all__ = ["PEERS", "TITLE", "rows"]

TITLE = "Start of a program"
PEERS = ("attrs", "pendulum")
PEER = "import attrs, pendulum"
COMMANDS = (
    ("import mainland_coop", "import mainland_coop", 1.0),
    ("from mainland_coop import Registry", "from mainland_coop import Registry", None),
    (
        "the bundled data loaded and listed for a day",
        "import mainland_coop as mc; list(mc.load().active_on('2016-06-30'))",
        1.5,
    ),
)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows."""
    commands = [PEER, *(command for _, command, _ in COMMANDS)]
    works = [
        lambda command=command: subprocess.run([sys.executable, "-c", command], check=True) for command in commands
    ]
    base, *ours = in_turn(*works, rounds=scale.rounds(31), clock=_children)
    for (work, _, target), seconds in zip(COMMANDS, ours, strict=True):
        yield row_of(work, PEER, seconds, base, target)
