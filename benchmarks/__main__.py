"""The benchmarks as one command: `python -m benchmarks [--quick] [--only GROUP ...] [--save FILE]`.

Run it in the root of the source tree, with the Python that has the library and the packages of the extra `bench`.
"""

from __future__ import annotations

import argparse
import compileall
import importlib
import os
import sys
from pathlib import Path

import mainland_coop
from benchmarks import earlier, reporting
from benchmarks.harness import Row, Scale
from benchmarks.running import GROUPS, GroupFailedError, run


def main() -> int:
    """Print the table row by row; 1 if a group failed, whatever the ratios are."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Benchmarks against peers, as ratios.")
    parser.add_argument("--quick", action="store_true", help="a hundredth of the sizes, one round: only a smoke test")
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=GROUPS, metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--save", type=Path, metavar="FILE", help="put the tables into this Markdown file as well")
    parser.add_argument("--against", metavar="REV", help="an earlier revision, or a folder that has one, as a peer")
    parser.add_argument("--peer-python", metavar="PATH", help="the Python whose packages the earlier revision uses")
    chosen = parser.parse_args()
    for name, value in ((earlier.AGAINST, chosen.against), (earlier.PEER_PYTHON, chosen.peer_python)):
        if value:
            os.environ[name] = value
    # An environment may forbid Python to keep what it compiles; every process would then compile anew.
    compileall.compile_dir(Path(mainland_coop.__file__).parent, quiet=2)
    modules = {group: importlib.import_module(f"benchmarks.{group}") for group in GROUPS}
    titles = [module.TITLE for module in modules.values()]
    print(
        "Medians of runs in turn. A ratio is ours as a share of the peer's; ± is half of the middle half of its rounds."
    )
    failed = False
    for group in (group for group in GROUPS if group in chosen.only):
        told = reporting.versions(modules[group].PEERS) + (", a hundredth of the sizes" if chosen.quick else "")
        print(f"\n{modules[group].TITLE} ({group}): {told}\n{reporting.HEADINGS}", flush=True)
        rows: list[Row] = []
        try:
            for row in run(group, Scale(chosen.quick)):
                rows.append(row._replace(target=None) if chosen.quick else row)  # targets are of the full sizes
                print(reporting.line(rows[-1]), flush=True)
        except GroupFailedError as error:
            failed = True
            print(f"failed: {error}", file=sys.stderr)
            continue
        if chosen.save:
            reporting.save(chosen.save, titles, reporting.section(group, modules[group].TITLE, told, rows))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
