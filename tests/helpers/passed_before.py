"""Tests that passed in one run, left out of another with the same Python: a second run asks what the first could not.

`--note-passed FILE` writes which tests passed; `--leave-out-noted FILE` runs the others. Tests that ask more where
more packages are installed are marked `more_with_extras`, and are never left out.
"""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the two options."""
    parser.addoption("--note-passed", type=Path, metavar="FILE", help="write the ids of the tests that passed")
    parser.addoption("--leave-out-noted", type=Path, metavar="FILE", help="leave out the tests that were noted there")


def pytest_configure(config: pytest.Config) -> None:
    """Note what passes where that was asked for, once where tests run in several processes."""
    config.addinivalue_line("markers", "more_with_extras: asks more where more packages are installed")
    file = config.getoption("--note-passed")
    if file is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Notes(file))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what passed before."""
    file = config.getoption("--leave-out-noted")
    if file is None:
        return
    passed = set(file.read_text("utf-8").split("\n"))
    again = [item.nodeid not in passed or item.get_closest_marker("more_with_extras") is not None for item in items]
    config.hook.pytest_deselected(items=[item for item, runs in zip(items, again, strict=True) if not runs])
    items[:] = [item for item, runs in zip(items, again, strict=True) if runs]


class _Notes:
    def __init__(self, file: Path) -> None:
        self.file, self.passed = file, list[str]()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self.passed.append(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        self.file.write_text("\n".join(self.passed), "utf-8")
