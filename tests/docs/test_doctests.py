"""The examples in the documentation of the code are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from types import ModuleType

import pytest

import mainland_coop

MODULES = ["mainland_coop"] + [
    module.name for module in pkgutil.walk_packages(mainland_coop.__path__, "mainland_coop.")
]


OF_EXTRAS = {
    "mainland_coop.display.pictures.picture": "matplotlib",
    **dict.fromkeys(
        (
            "mainland_coop.tables.cell_columns",
            "mainland_coop.tables.chain_links",
            "mainland_coop.tables.part_columns",
            "mainland_coop.tables.plain_links",
            "mainland_coop.tables.run_columns",
        ),
        "numpy",
    ),
}
"""Modules that cannot be imported without an extra, and what it brings; all others can."""


def module_of(name: str) -> ModuleType:
    if name in OF_EXTRAS:
        pytest.importorskip(OF_EXTRAS[name])
    return importlib.import_module(name)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str) -> None:
    result = doctest.testmod(module_of(name), raise_on_error=False)
    assert result.failed == 0


def test_there_are_examples_and_they_are_found() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    names = [name for name in MODULES if name not in OF_EXTRAS]
    found = [test for name in names for test in finder.find(importlib.import_module(name)) if test.examples]
    assert len(MODULES) >= 30
    assert len(found) >= 40


def test_what_people_ask_first_has_an_example() -> None:
    from mainland_coop import Agreement, PartialDate, Period, Registry, Term, Truth
    from mainland_coop.files.register_files import load, loads

    for thing in (PartialDate, Period, Term, Truth, Agreement, Agreement.active_on, Agreement.explain, Registry):
        assert ">>>" in thing.__doc__, thing
    for thing in (load, loads):
        assert ">>>" in thing.__doc__, thing
