"""One group of rows, run in a process of its own, which hands over each row when it is measured.

A process that measured something else before would count in the peak of memory, and would be slower to collect.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.harness import Row, Scale

__all__ = ["GROUPS", "GroupFailedError", "run"]

GROUPS = (
    "startup",
    "loading",
    "memory",
    "active",
    "dates",
    "chains",
    "tables",
    "compiling",
    "queries",
    "layouts",
    "reference",
    "earlier",
)
"""In the order of the table; each is a module with `TITLE`, `PEERS` and `rows(scale)`."""


class GroupFailedError(Exception):
    """A group ended before it had told all of its rows."""


def run(group: str, scale: Scale) -> Iterator[Row]:
    """Yield the rows of a group as they come.

    Raises:
        GroupFailedError: If its process fails; what it had to say went to standard error.
    """
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "benchmarks.running", group, *(["--quick"] if scale.quick else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield Row(**json.loads(line))
    if process.returncode:
        raise GroupFailedError(f"{group}: the process ended with {process.returncode}")


if __name__ == "__main__":
    for row in importlib.import_module(f"benchmarks.{sys.argv[1]}").rows(Scale("--quick" in sys.argv)):
        print(json.dumps(row._asdict()), flush=True)
