"""A second run of the tests leaves out what passed in the first, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TESTS = """
import pytest

def test_passes(): pass

def test_fails(): assert not FAILS

@pytest.mark.parametrize("text", ["a[1]", "b::c"])
def test_skips(text):
    if FAILS:
        pytest.skip("not yet")

@pytest.mark.more_with_extras
def test_asks_more(): pass
"""


def test_what_passed_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from helpers.passed_before import *\n", encoding="utf-8")
    tests = tmp_path / "test_some.py"

    def run(*arguments: str) -> str:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "xdist",
            *arguments,
            str(tests),
        ]
        where = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
        environment = {**os.environ, "PYTHONPATH": where, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True).stdout

    tests.write_text(TESTS.replace("FAILS", "True"), encoding="utf-8")
    assert "1 failed, 2 passed, 2 skipped" in run("-n", "2", "--note-passed", "noted")
    tests.write_text(TESTS.replace("FAILS", "False"), encoding="utf-8")
    assert "4 passed" in run("--leave-out-noted", "noted")
    assert "5 passed" in run()
