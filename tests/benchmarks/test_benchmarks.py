"""The benchmarks run: every row is there, measured or left out for a reason. No test asks how long anything took."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("resource", reason="the benchmarks count what processes used with `resource`, which Unix has")
pytestmark = pytest.mark.more_with_extras

ROOT = Path(__file__).resolve().parents[2]
ROWS = {
    "startup": 6,
    "loading": 3,
    "memory": 3,
    "active": 24,
    "dates": 3,
    "chains": 2,
    "tables": 9,
    "compiling": 11,
    "queries": 5,
    "layouts": 4,
    "reference": 3,
    "earlier": 12,
}
"""How many rows each group has, whatever is installed."""


@pytest.fixture
def harness(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.harness")


def run(*arguments: str | Path, code: int = 0) -> str:
    """Run the command, and return what it printed."""
    command = [sys.executable, "-m", "benchmarks", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"})
    assert done.returncode == code, done.stderr
    return done.stdout


def rows_of(page: str) -> list[list[str]]:
    """Return the cells of each row of the tables of a page."""
    lines = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| work |")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("group", ROWS)
def test_each_group_prints_every_row(group: str, tmp_path: Path) -> None:
    printed = run("--quick", "--only", group, "--save", tmp_path / "table.md")
    rows = rows_of((tmp_path / "table.md").read_text("utf-8"))
    assert len(rows) == ROWS[group] == len({tuple(row[:2]) for row in rows})
    for work, peer, ratio, _, target, remark in rows:
        assert any(line.startswith(work.strip("`")) and peer.strip("`") in line for line in printed.splitlines())
        assert not target  # targets are of the full sizes
        if ratio:
            assert float(ratio) > 0
        else:
            assert re.match("left out; (not installed: |no Java|no --against)", remark)
    if group in {"startup", "memory", "queries"}:  # they need nothing but the library
        assert all(row[2] for row in rows)


def test_an_earlier_version_is_a_peer(tmp_path: Path) -> None:
    """Here this version itself, from a folder."""
    to = tmp_path / "table.md"
    run("--quick", "--only", "earlier", "--against", ROOT, "--peer-python", sys.executable, "--save", to)
    rows = rows_of(to.read_text("utf-8"))
    assert len(rows) == ROWS["earlier"]
    assert all(bool(ratio) != remark.startswith("left out; ") for _, _, ratio, _, _, remark in rows)
    assert any(ratio for _, _, ratio, *_ in rows)


def test_the_groups_are_those_that_the_command_knows(harness: ModuleType) -> None:
    assert tuple(ROWS) == importlib.import_module("benchmarks.running").GROUPS


def test_a_saved_page_keeps_the_other_groups_and_their_order(tmp_path: Path) -> None:
    page = tmp_path / "table.md"
    for group in ("chains", "dates", "chains"):
        run("--quick", "--only", group, "--save", page)
    titles = [line for line in page.read_text("utf-8").splitlines() if line.startswith("### ")]
    assert titles == ["### Reading dates", "### Chains of renewals"]


def test_an_unknown_group_is_refused() -> None:
    run("--only", "nonsense", code=2)


def test_a_group_that_fails_is_told(harness: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    running = importlib.import_module("benchmarks.running")
    with pytest.raises(running.GroupFailedError, match="nonsense: the process ended with 1"):
        list(running.run("nonsense", harness.Scale(quick=True)))


def test_works_take_turns_and_the_first_round_is_not_counted(harness: ModuleType) -> None:
    done: list[str] = []
    now = 0.0

    def takes(name: str, seconds: float) -> None:
        nonlocal now
        done.append(name)
        now += seconds + (9 if len(done) < 3 else 0)

    found = harness.in_turn(lambda: takes("a", 1), lambda: takes("b", 2), rounds=3, clock=lambda: now)
    assert found == [[1, 1, 1], [2, 2, 2]]
    assert "".join(done) == "abbaabba"


def test_short_works_run_often_enough_for_the_clock(harness: ModuleType) -> None:
    done = 0

    def work() -> None:
        nonlocal done
        done += 1

    assert harness.in_turn(work, rounds=1, clock=lambda: done * 0.001) == [[pytest.approx(0.001)]]
    assert done == 1 + 5


@pytest.mark.parametrize(
    ("ours", "target", "verdict"), [(1.0, 0.5, "met"), (1.1, 0.5, "missed"), (9.0, None, ""), (None, 0.5, "left out")]
)
def test_a_target_is_met_or_missed(harness: ModuleType, ours: float | None, target: float | None, verdict: str) -> None:
    theirs = None if ours is None else 2.0
    assert harness.Row("work", "peer", ours, theirs, target).verdict == verdict


def test_different_answers_are_not_compared(harness: ModuleType) -> None:
    harness.same([1], [1], "numbers")
    with pytest.raises(SystemExit, match="numbers: the answers differ"):
        harness.same([1], [2], "numbers")
