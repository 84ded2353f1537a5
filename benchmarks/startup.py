"""How long a program works before its first answer, and the command line for one, each against the least that it needs.

Whole processes take turns, with bytecode compiled beforehand. What is counted is the time of the processor.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

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
CALL = "import mainland_coop as mc; mc.load().active_on('2020-01-01')"
ASKED = ("-m", "mainland_coop", "active", "2020-01-01")
FORMS = {"piped": (), "as JSON": ("--json",), "laid out": ("--width", "80")}


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows."""
    base, *ours = in_turn(*map(_process, [PEER, *(command for _, command, _ in COMMANDS)]), **_measured(scale))
    for (work, _, target), seconds in zip(COMMANDS, ours, strict=True):
        yield row_of(work, PEER, seconds, base, target)
    asked = [_process(*ASKED, *more) for more in FORMS.values()]
    call, *answers = in_turn(_process(CALL), *asked, **_measured(scale))
    for form, seconds in zip(FORMS, answers, strict=True):
        yield row_of(
            f"the command line asked what is in force on a day, {form}", "the same call in Python", seconds, call, 1.3
        )


def _measured(scale: Scale) -> dict[str, Any]:
    return {"rounds": scale.rounds(31), "clock": _children}


def _process(*arguments: str) -> Callable[[], object]:
    """A process of Python: of a program's text, or of arguments."""
    told = ["-c", *arguments] if len(arguments) == 1 else arguments
    return lambda: subprocess.run([sys.executable, *told], check=True, stdout=subprocess.DEVNULL)
