"""How long a program waits before its first answer, as ratios to importing what the library is built on.

Runs whole processes in turn (A, B, C, A, B, C, ...), with bytecode compiled beforehand, and prints the median of each
and its ratio to the first. Run it with the Python that has the library: `python benchmarks/startup.py [rounds]`.
"""

from __future__ import annotations

import compileall
import importlib.metadata
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import mainland_coop

COMMANDS = (
    ("import attrs, pendulum", None),
    ("import mainland_coop", 1.0),
    ("from mainland_coop import Registry", None),
    ("import mainland_coop as mc; mc.load().active_on('2016-06-30')", 1.5),
)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 31
    compileall.compile_dir(Path(mainland_coop.__file__).parent, quiet=2)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    seconds: dict[str, list[float]] = {command: [] for command, _ in COMMANDS}
    for turn in range(rounds + 1):
        for command, _ in COMMANDS:
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", command], check=True, env=environment)
            if turn:  # the first round warms the file cache
                seconds[command].append(time.perf_counter() - start)
    peers = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("attrs", "pendulum"))
    print(f"Python {sys.version.split()[0]}, mainland_coop {mainland_coop.__version__}, {peers}")
    print(f"median of {rounds} whole processes each, in turn")
    base = statistics.median(seconds[COMMANDS[0][0]])
    for command, target in COMMANDS:
        median = statistics.median(seconds[command])
        limit = "" if target is None else f" (target: at most {target})"
        print(f"{median / base:5.2f}  {median * 1000:6.1f} ms  {command}{limit}")


if __name__ == "__main__":
    main()
