"""Every public callable with arguments that would do, read off the signatures: for tests that hold for all of them.

A new callable is there by itself. If a required argument has a name that is not known here, `good_value` says so, and a
value that would do is added.
"""

from __future__ import annotations

import datetime
import decimal
import enum
import inspect
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import attrs
import cattrs

import mainland_coop as mc
from helpers.samples import AGREEMENT, ASKED, EVERY, FRAMEWORK, REGISTRY
from mainland_coop import explorer, exports, tables, testing

MODULES: tuple[ModuleType, ...] = (mc, exports, explorer, tables, tables.sql, testing)
"""The public modules whose functions are called. Strategies have tests of their own for each knob."""

PASSED_DOWN = {"joined_to", "deferred", "remarks", "of"}
"""Methods by which the floors hand each other what they made, unless the class is one of `dates`."""

DRAWN = ASKED.replace(
    verified_through="2014-06-01",
    parties=[
        attrs.evolve(ASKED.parties["office"], jurisdiction="HK"),
        attrs.evolve(ASKED.parties["ministry"], jurisdiction="CN"),
    ],
)
"""A registry of which every picture has something to show."""

SAMPLES = {**EVERY, "Plots": DRAWN.plot, "RenewalChain": FRAMEWORK.chain}


def a_frame(table: str) -> object:
    """Return a table in an engine, if one is installed."""
    try:
        return REGISTRY.to_frame("pyarrow", table)
    except mc.MissingExtraError:
        return None


GOOD: dict[str, Any] = {
    **dict.fromkeys(("day", "on", "date", "before", "after"), "2014-06-01"),
    **dict.fromkeys(("earliest", "latest", "period", "within"), "2014"),
    **dict.fromkeys(("registry", "register"), mc.Registry(areas=[mc.Area(id="legal", name="Legal")])),
    **dict.fromkeys(("other", "into"), REGISTRY),
    **dict.fromkeys(("record", "pact", "agreement"), FRAMEWORK),
    **dict.fromkeys(("id", "item"), "pact"),
    **dict.fromkeys(("party", "one"), "hk"),
    "path": "file",
    "folder": "folder",
    "another": "sz",
    "at_least": mc.Truth.TRUE,
    "by": ("kind",),
    "cls": mc.Term,
    "columns": {"id": "id", "title": "t", "parties": "p", "signed": "s", "kind": "k"},
    "converter": cattrs.Converter(),
    "days": 3,
    "days_of_week": 1,
    "engine": mc.Agreement.active_on,
    "first": 735_000,
    "frame": a_frame("validity"),
    "index": 0,
    "keep": bool,
    "last": 735_100,
    "number": 20140601,
    "ordinal": 735_000,
    "problems": (),
    "records": (),
    "source": [{"id": "1", "t": "T", "p": "a", "s": "2011", "k": "contract"}],
    "session": "plenary-1",
    "table": "validity",
    "backend": "pyarrow",
    "start": 735_000,
    "text": "2014",
    "truths": (mc.Truth.TRUE,),
    "unit": "year",
    "value": "2014",
}
"""A value that would do for each name of a required argument."""

BY_CALL: dict[str, dict[str, Any]] = {
    **{f"mainland_coop.exports.write_{form}": {"records": REGISTRY.sources} for form in ("bibtex", "csl_json", "ris")},
    "Agreements.between": {"one": "hk", "other": "sz"},
    "Registry.between": {"one": "hk", "other": "sz"},
    "Registry.lineage_of": {"id": "hk"},
    "Term.parse": {"text": "P5Y"},
    "mainland_coop.tables.compile": {"frame": a_frame("agreements")},
    "mainland_coop.tables.problems": {"frame": a_frame("agreements")},
    "mainland_coop.from_dict": {"cls": mc.Agreement, "value": mc.to_dict(AGREEMENT)},
    "mainland_coop.loads": {"text": '{"schema": 1}'},
}
"""Values for calls in which a name means something else."""


class Call(NamedTuple):
    """A public callable, arguments that do for those it requires, and the names of all."""

    name: str
    function: Callable[..., Any]
    required: dict[str, Any]
    names: tuple[str, ...]

    def with_argument(self, name: str, value: Any) -> Any:
        """Call it with one argument as given, and take the first items of what it yields."""
        signature = inspect.signature(self.function)
        bound = signature.bind_partial()
        bound.arguments |= {**self.required, name: value}
        result = self.function(*bound.args, **bound.kwargs)
        return list(zip(range(3), result, strict=False)) if inspect.isgenerator(result) else result


def good_value(call: str, name: str) -> Any:
    """Return a value that would do for an argument."""
    try:
        return BY_CALL.get(call, GOOD).get(name, GOOD.get(name, GOOD[name]))
    except KeyError:
        raise LookupError(f"tests/helpers/public_calls.py: say what would do for {name!r} of {call}") from None


def public_calls() -> Iterator[Call]:
    """Yield all public callables: functions, classes, and the methods of what the library hands out."""
    for module in MODULES:
        listed = getattr(module, "__all__", None)
        for name in listed or dir(module):
            item = getattr(module, name)
            is_own = _is_ours(item) if listed else getattr(item, "__module__", None) == module.__name__
            if inspect.isfunction(item) and not name.startswith("_") and is_own:
                yield _call(f"{module.__name__}.{name}", item, {})
    for cls in {type(sample): sample for sample in SAMPLES.values()} | {
        cls: next(iter(cls)) for cls in _classes() if issubclass(cls, enum.Enum)
    }:
        yield from _of_class(cls)


def _classes() -> Iterator[type[Any]]:
    for module in MODULES:
        for name in getattr(module, "__all__", ()):
            if inspect.isclass(getattr(module, name)):
                yield getattr(module, name)


def _is_ours(item: object) -> bool:
    return str(getattr(item, "__module__", None)).startswith("mainland_coop")


def _of_class(cls: type[Any]) -> Iterator[Call]:
    is_words = issubclass(cls, enum.Enum)
    one = next(iter(cls)) if is_words else SAMPLES[cls.__name__]
    if attrs.has(cls) and cls.__name__ in EVERY:
        known = {field.alias: getattr(one, field.name) for field in attrs.fields(cls) if field.init}
        yield _call(cls.__name__, cls, known)
    for name in sorted({name for base in cls.__mro__ for name in vars(base)}):  # dir() of an enum leaves methods out
        raw = inspect.getattr_static(cls, name)
        is_sequence = issubclass(cls, Sequence)  # which is indexed as Python has it
        if name.startswith("_") and (is_sequence or name not in ("__getitem__", "__contains__")):
            continue
        if name in PASSED_DOWN and not cls.__module__.startswith("mainland_coop.dates"):
            continue
        if isinstance(raw, classmethod | staticmethod):
            if _is_ours(raw.__func__):
                yield _call(f"{cls.__name__}.{name}", getattr(cls, name), {})
        elif inspect.isfunction(raw) and _is_ours(raw):
            yield _call(f"{cls.__name__}.{name}", getattr(one, name), {})


def _call(name: str, function: Callable[..., Any], known: dict[str, Any]) -> Call:
    parameters = [
        parameter
        for parameter in inspect.signature(function).parameters.values()
        if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    ]
    required = {
        parameter.name: known[parameter.name] if parameter.name in known else good_value(name, parameter.name)
        for parameter in parameters
        if parameter.default is parameter.empty or parameter.name in known
    }
    return Call(name, function, required, tuple(parameter.name for parameter in parameters))


def a_function() -> None:
    """Do nothing."""


JUNK: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 7, 10**30, 1.5, float("nan"), float("inf"), 3 + 4j),
    *("", " ", "x", "X" * 100_000, "a\0b", "\ud800", "2011-13", "30/06/2016", "tomorrow", "P5Y", "..", "\u202e"),
    *(b"x", bytearray(b"x"), [], [None], [3], ["x"], (), ("hk", "hk"), {}, {"x": 1}, {3}, range(3)),
    *(object(), int, a_function, ..., datetime.datetime(2014, 6, 1), datetime.timedelta(1), decimal.Decimal("sNaN")),
    *(Path("\0"), mc.Truth.UNKNOWN, mc.PartialDate.parse("2011?"), AGREEMENT, ASKED),
)
"""What nobody means, and what nearly is what is meant."""
