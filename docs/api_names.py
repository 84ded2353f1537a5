"""The table of all public names on the first page of the reference: `conf.py` calls it before each build.

The names are those that the pages of the reference document, which a test holds to the stub; what each is, is the first
sentence of its docstring.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType

from page_text import table

import mainland_coop

API = Path(__file__).resolve().parent / "api"
_DIRECTIVE = re.compile(
    r"^\.\. (currentmodule|automodule|auto\w+|py:data):: ([\w.]+)\n((?:(?:   .*)?\n)*)", re.MULTILINE
)
_ROLE = re.compile(r":\w+(?::\w+)?:`~?([\w.]+)`")


def markdown() -> str:
    """Return a table for each page of the reference, in the order of its index."""
    index = (API / "index.md").read_text("utf-8")
    parts = []
    for stem in re.findall(r"^([\w-]+)$", index.partition("```{toctree}")[2].partition("```")[0], re.MULTILINE):
        text = (API / f"{stem}.md").read_text("utf-8")
        linked = ":no-index:" not in text
        rows = [
            [f"{{py:obj}}`{name} <{module}.{name}>`" if linked else f"[`{name}`]({stem}.md)", told]
            for (module, name), told in names_of(text).items()
        ]
        if rows:
            parts += [f"## [{text.removeprefix('# ').partition(chr(10))[0]}]({stem}.md)", table(("name", "what"), rows)]
    return "\n\n".join(parts) + "\n"


def names_of(page: str) -> dict[tuple[str, str], str]:
    """Return the names that a page of the reference documents, each with its module, and what it is."""
    module, found = "mainland_coop", {}
    for kind, name, body in _DIRECTIVE.findall(page):
        if kind == "currentmodule":
            module = name
        elif kind == "automodule":
            if ":members:" in body:
                found |= {(name, each): purpose(name, each) for each in _defined(importlib.import_module(name))}
        else:
            key = (module, name) if "." not in name else tuple(name.rsplit(".", 1))
            said = re.search(r"^   (?!:)(.+)", body, re.MULTILINE)
            found[key] = _sentence(said[1]) if said and kind == "py:data" else purpose(*key)
    return found


def purpose(module: str, name: str) -> str:
    """Return what a public name is: the first sentence of its docstring, as Markdown."""
    value = getattr(importlib.import_module(module), name)
    documented = inspect.isroutine(value) or inspect.isclass(value) or inspect.ismodule(value)
    return _sentence(inspect.getdoc(value) or "" if documented else _said_of_values().get(name, ""))


def _sentence(text: str) -> str:
    first = re.split(r"(?<=[.:])\s", " ".join(text.partition("\n\n")[0].split()) + " ")[0]
    plain = _ROLE.sub(lambda found: f"`{found[1].rpartition('.')[2]}`", first)
    return re.sub(r"``([^`]+)``", r"`\1`", plain).rstrip(".:")


def _defined(module: ModuleType) -> list[str]:
    """The public names of a module: those that it lists, or else those that it defines."""
    own = (name for name, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__)
    return list(getattr(module, "__all__", None) or (name for name in own if not name.startswith("_")))


@cache
def _said_of_values() -> dict[str, str]:
    """What stands below assignments in the library: a value has no docstring of its own."""
    found: dict[str, str] = {}
    for path in Path(mainland_coop.__file__).parent.rglob("*.py"):
        found |= dict(_below_assignments(ast.parse(path.read_text("utf-8")).body))
    return found


def _below_assignments(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for node, after in pairwise(body):
        match node, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, text


def write(file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(markdown(), encoding="utf-8")
