"""No page and no message names an extra that does not exist."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.pages import ROOT

EXTRAS = frozenset(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"])
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TEXTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "examples").glob("*.*")),
    ROOT / ".ci" / "run",
    ROOT / "pyproject.toml",
    *SOURCES,
]

NAMED = re.compile(r"(?:mainland[-_]coop|\.)\[([a-z][a-z0-9, -]*)\]|\bextras? `([a-z-]+)`")
LISTED = re.compile(r"pip install .*")


def names_in(text: str) -> Iterator[str]:
    """The extras that a text names: in commands, in requirements, and in words."""
    for match in NAMED.finditer(text):
        yield from (name.strip() for name in (match[1] or match[2]).split(","))
    for command in LISTED.finditer(text):
        yield from re.findall(r"(?<=\[)[a-z]+(?=\])", command[0])  # `or [pandas], [pyarrow]`, after the command


def required(file: Path) -> Iterator[str]:
    """The extras that a module names where it asks for a package, and so in its message."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "require":
            yield from (str(part.value) for part in ast.walk(node.args[1]) if isinstance(part, ast.Constant))


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_extra_that_is_named_exists(file: Path) -> None:
    assert set(names_in(file.read_text("utf-8"))) <= EXTRAS
    if file.suffix == ".py" and file in SOURCES:
        assert set(required(file)) <= EXTRAS


def test_extras_are_found_where_they_are_named() -> None:
    told = 'pip install "mainland-coop[frames]", `pip install ".[a,b-c]"` # or [d], the extra `e`; extras `f` and more'
    assert set(names_in(told)) == {"frames", "a", "b-c", "d", "e", "f"}
    named = {name for file in TEXTS for name in names_in(file.read_text("utf-8"))}
    asked = {name for file in SOURCES for name in required(file)}
    assert {"plot", "tables", "polars", "pyarrow", "spark", "graph", "rdf", "hypothesis"} <= named
    assert {"plot", "graph", "rdf"} <= asked
