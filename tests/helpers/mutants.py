"""A random sample of the mutants of a module, each run against some tests, for floors that mutmut leaves out.

`PYTHONPATH=tests python -m helpers.mutants registry/integrity.py --seed 13 tests/registry/test_resolving.py`
changes one step of a copy of the module at a time, and runs the tests in a process that has loaded the large packages
before. The seed chooses the sample among all mutants of the module as it then is. POSIX only.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
_BEFORE = ("numpy", "pandas", "pyarrow", "pydantic", "openpyxl", "lxml.etree")
"""What the tests import and takes long; a fork has it already. Not Hypothesis, which brings the library with it."""

_LONGEST = 300
"""Seconds for the tests on one mutant."""

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_NAMED = dict(
    pair
    for one, other in (
        ("min", "max"),
        ("any", "all"),
        ("first_ordinal", "last_ordinal"),
        ("cut_lo", "cut_hi"),
        ("reach_lo", "reach_hi"),
        ("starts_lo", "starts_hi"),
        ("ends_lo", "ends_hi"),
        ("certain", "possible"),
        ("bisect_left", "bisect_right"),
    )
    for pair in ((one, other), (other, one))
)


class Mutant(NamedTuple):
    """One change of one step.

    Attributes:
        line: Where the step stands.
        what: What is changed.
        change: Changes the tree that the mutant was found in.
    """

    line: int
    what: str
    change: Callable[[], object]


def mutants(node: ast.AST, *, in_function: bool = False) -> Iterator[Mutant]:
    """Yield the mutants of all functions below a node, in the order of the text.

    Texts that are shown (with blanks, or put together), annotations, decorators and docstrings are left alone.
    """
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases"):
            continue
        for item in value if isinstance(value, list) else [value]:
            if not isinstance(item, ast.AST) or isinstance(item, (ast.JoinedStr, ast.Import, ast.ImportFrom)):
                continue
            if isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant):
                continue
            inside = in_function or isinstance(item, ast.FunctionDef)
            if inside:
                yield from _of(item)
            yield from mutants(item, in_function=inside)


def _of(node: Any) -> Iterator[Mutant]:
    """Yield what may be changed in one node."""

    def mutant(what: str, change: Callable[[], object]) -> Mutant:
        return Mutant(getattr(node, "lineno", 0), what, change)

    def replaced(what: str, field: str, value: object) -> Mutant:
        return mutant(what, lambda: setattr(node, field, value))

    match node:
        case ast.Compare():
            for i, operator in enumerate(node.ops):
                other = _COMPARED[type(operator)]
                name = f"{type(operator).__name__} is {other.__name__}"
                yield mutant(name, partial(node.ops.__setitem__, i, other()))
        case ast.BoolOp():
            other_op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield replaced(f"{type(node.op).__name__} is the other", "op", other_op)
            for i in range(len(node.values)):
                yield mutant(f"operand {i} is left out", partial(node.values.pop, i))
        case ast.UnaryOp(op=ast.Not()):
            yield replaced("not is left out", "operand", ast.UnaryOp(ast.Not(), node.operand))
        case ast.BinOp() | ast.AugAssign() if type(node.op) in _CALCULATED:
            other_sum = _CALCULATED[type(node.op)]
            yield replaced(f"{type(node.op).__name__} is {other_sum.__name__}", "op", other_sum())
        case ast.Constant(value=bool() as truth):
            yield replaced(f"{truth} is {not truth}", "value", not truth)
        case ast.Constant(value=int() as number):
            yield replaced(f"{number} is {number + 1}", "value", number + 1)
        case ast.Constant(value=str() as text) if text and " " not in text:
            yield replaced(f"{text!r} is another", "value", f"XX{text}")
        case ast.IfExp():
            yield mutant("either branch is the other", lambda: _swap(node, "body", "orelse"))
        case ast.If() | ast.While():
            yield replaced("the condition is false", "test", ast.Constant(False))
        case ast.Call():
            for i, keyword in enumerate(node.keywords):
                yield mutant(f"{keyword.arg} is left out", partial(node.keywords.pop, i))
            if isinstance(node.func, ast.Name) and node.func.id == "sorted":
                yield mutant("nothing is sorted", lambda: (setattr(node.func, "id", "list"), node.keywords.clear()))
        case ast.Name() if node.id in _NAMED:
            yield replaced(f"{node.id} is {_NAMED[node.id]}", "id", _NAMED[node.id])
        case ast.Attribute() if node.attr in _NAMED:
            yield replaced(f"{node.attr} is {_NAMED[node.attr]}", "attr", _NAMED[node.attr])
        case ast.Expr(value=ast.Call()):
            yield replaced("the statement is left out", "value", ast.Constant(None))
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            yield replaced("nothing is yielded", "value", ast.YieldFrom(ast.Tuple([], ast.Load())))
        case ast.Continue():
            yield mutant("continue is break", lambda: setattr(node, "__class__", ast.Break))
        case ast.Break():
            yield mutant("break is continue", lambda: setattr(node, "__class__", ast.Continue))
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
            yield replaced("nothing is returned", "value", ast.Constant(None))


def _swap(node: Any, one: str, other: str) -> None:
    first, second = getattr(node, one), getattr(node, other)
    setattr(node, one, second)
    setattr(node, other, first)


def _copy(folder: Path) -> None:
    """Copy what is changed, and lead to the rest."""
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.name not in ("src", "tests", ".git"):
            (folder / path.name).symlink_to(path)


def _run(folder: Path, tests: list[str]) -> int:
    signal.alarm(_LONGEST)
    os.chdir(folder)
    os.environ.update(HYPOTHESIS_PROFILE="mutation", PYTHONPATH=str(folder / "src"))
    sys.path[:0] = [str(folder / "src"), str(folder / "tests")]
    return pytest.main(["-q", "-x", "-p", "no:cacheprovider", *tests])


def outcome_of(folder: Path, tests: list[str]) -> str:
    """Run tests in a fork, in a folder that holds a copy of the project, and return whether it was killed."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with (folder / "said").open("w") as said:
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
            code = int(_run(folder, tests))
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "timed out" if os.WTERMSIG(status) == signal.SIGALRM else "killed"
    return "killed" if os.WEXITSTATUS(status) else "survived"


def main(arguments: list[str] | None = None) -> int:
    """Run a sample, tell the survivors, and return 1 if there are any."""
    parser = argparse.ArgumentParser(prog="python -m helpers.mutants", description=__doc__.partition("\n")[0])
    parser.add_argument("module", help="path in src/mainland_coop")
    parser.add_argument("tests", nargs="+", help="what pytest is given")
    parser.add_argument("--sample", type=int, default=30, help="how many (default: 30)")
    parser.add_argument("--seed", type=int, default=1, help="of the sample (default: 1)")
    parser.add_argument("--only", type=int, action="append", metavar="NUMBER", help="this one alone; may be repeated")
    options = parser.parse_args(arguments)
    for name in _BEFORE:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _copy(folder)
        module = folder / "src" / "mainland_coop" / options.module
        source = module.read_text(encoding="utf-8")
        total = len(list(mutants(ast.parse(source))))
        chosen = random.Random(options.seed).sample(range(total), min(options.sample, total))
        began = time.perf_counter()
        module.write_text(ast.unparse(ast.parse(source)), encoding="utf-8")
        if outcome_of(folder, options.tests) != "survived":
            print((folder / "said").read_text())
            return 2
        took = time.perf_counter() - began
        sys.dont_write_bytecode = True  # what changes within a second would be taken for what was compiled before
        for compiled in (module.parent / "__pycache__").glob(f"{module.stem}.*"):
            compiled.unlink()
        print(f"{options.module}: {total} mutants; the tests take {took:.0f} s", flush=True)
        counts: Counter[str] = Counter()
        for number in sorted(options.only or chosen):
            tree = ast.parse(source)
            mutant = list(mutants(tree))[number]
            mutant.change()
            module.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
            found = outcome_of(folder, options.tests)
            counts[found] += 1
            if found != "killed":
                text = source.splitlines()[mutant.line - 1].strip()
                print(f"{found}: {number}, line {mutant.line}, {mutant.what}: {text}", flush=True)
    told = ", ".join(f"{what} {count}" for what, count in counts.most_common())
    print(f"{options.module}, seed {options.seed}: {told}", flush=True)
    return int(counts["survived"] > 0)


if __name__ == "__main__":
    sys.exit(main())
