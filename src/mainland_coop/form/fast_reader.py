"""Reads sound records fast, and says nothing about others: what it refuses, the codec explains.

The rules are those of the classes: their converters, and their checks of the whole record. Only the way in is another.
A class's own `__init__` converts every field of a record and says where a value is wrong; here only those are converted
that the file gives, which of an agreement is one in four, and nothing is said. Both readers accept the same values and
give equal records; a property test holds them to it.

Each class has a reader of its own, a function that is written here as text, field by field, and compiled when it is
first needed, as attrs writes an `__init__`. `source_of` shows it. It fills in what is left out, and then looks for keys
until it has found as many as there are: 20 % of the time to make a record. What was met before is the same object
(`_Known`): dates, terms, words, lists of ids, citations; without it loading 50,000 agreements takes a third more. And
what is filled is a blank, which then becomes a record (`blank_of`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from inspect import unwrap
from typing import Any, TypeAlias, TypeVar, cast

import attrs

from mainland_coop.form.shapes import Shape, shapes
from mainland_coop.foundation.blanks import blank_of
from mainland_coop.foundation.errors import MainlandCoopError
from mainland_coop.foundation.strict_json import Json
from mainland_coop.records.figures import as_figures
from mainland_coop.records.instruments import as_ending, as_renewals
from mainland_coop.records.names import Name, as_name, as_optional_name, as_signatories
from mainland_coop.records.provenance import Citation, as_citations

T = TypeVar("T")

_Reader: TypeAlias = Callable[[Any], Any]

_ONLY_CHECK = frozenset((as_citations, as_ending, as_figures, as_name, as_optional_name, as_renewals, as_signatories))
"""The converters that change no part: of parts that were made here there is nothing to check."""

_OFTEN = ("citations", "areas", "term", "expires", "note", "place", "signatories", "checked", "renewals")
"""The keys that are looked for first."""

_MOST_KEPT = 1 << 16


def accept(cls: type[T], value: Json) -> T | None:
    """Return the record of a class that a JSON value is, or None if it is none."""
    try:
        record: T = _reader(cls)(value)  # type: ignore[arg-type]  # a class is hashable
    except (MainlandCoopError, KeyError, TypeError):
        return None
    return record


def source_of(cls: Any) -> str:
    """Return the text of the function that makes a record of a class of a JSON value.

    It raises the errors of the converters and checks; a KeyError where a key is unknown or missing; or a TypeError.

    Example:
        >>> import mainland_coop as mc
        >>> print(source_of(mc.Stage))
        def read(value):
            if type(value) is not dict:
                return bare(cls, value)
            record = blank()
            item = value["on"]
            record.on = refuse() if item is None else known_on[item]
            record.provisions = default_provisions
            record.citations = default_citations
            left = len(value) - 1
            while left:
                if "citations" in value:
                    item = value["citations"]
                    if item is not None:
                        record.citations = cited(item) if type(item) is list else refuse()
                    left -= 1
                    if not left:
                        break
                if "provisions" in value:
                    item = value["provisions"]
                    if item is not None:
                        record.provisions = convert_provisions(item)
                    left -= 1
                    if not left:
                        break
                if has_others(value, keys):
                    raise KeyError
                break
            record.__class__ = cls
            return record
    """
    required = {key: shape for key, shape in shapes(cls).items() if shape.required}
    optional = {key: shape for key, shape in shapes(cls).items() if not shape.required}
    lines = ["def read(value):", "    if type(value) is not dict:", "        return bare(cls, value)"]
    lines += ["    record = blank()"]
    for key, shape in required.items():
        lines += [f'    item = value["{key}"]']
        lines += [f"    record.{shape.name} = refuse() if item is None else {_read(shape)}"]
    lines += [f"    record.{shape.name} = default_{shape.name}" for shape in optional.values()]
    # No key is looked for once all were found, and most records have few.
    lines += [f"    left = len(value) - {len(required)}", "    while left:"]
    for key in sorted(optional, key=lambda key: (key not in _OFTEN, _OFTEN.index(key) if key in _OFTEN else 0)):
        shape = optional[key]
        lines += [f'        if "{key}" in value:', f'            item = value["{key}"]']
        lines += ["            if item is not None:", f"                record.{shape.name} = {_read(shape)}"]
        lines += ["            left -= 1", "            if not left:", "                break"]
    lines += ["        if has_others(value, keys):", "            raise KeyError", "        break"]
    lines += ["    record.__class__ = cls"]
    if hasattr(cls, "__attrs_post_init__"):
        lines += ["    check(record)"]
    return "\n".join([*lines, "    return record"])


def _read(shape: Shape) -> str:
    """Return the expression that reads the value of a field, which is `item`."""
    name = shape.name
    if shape.texts:
        return f"known_{name}[tuple(item)] if type(item) is list else refuse()"
    plain = f"known_{name}[item]" if shape.means else f"convert_{name}(item)" if shape.plain else "refuse()"
    if shape.part is None:
        return plain
    part, several = f"part_{name}(item)", f"tuple(map(part_{name}, item))"
    if unwrap(shape.convert) not in _ONLY_CHECK:
        part, several = f"convert_{name}({part})", f"convert_{name}({several})"
    if shape.part is Citation:
        several = "cited(item)"
    if not shape.several:
        return part
    return f"{several} if type(item) is list else {part if shape.single else plain}"


@cache
def _reader(cls: Any) -> _Reader:
    """Return the function of which `source_of` is the text."""
    names: dict[str, Any] = {"cls": cls, "blank": blank_of(cls), "bare": _bare, "refuse": _refuse, "cited": _cited}
    names |= {"keys": frozenset(shapes(cls)), "has_others": _has_others}
    names["check"] = getattr(cls, "__attrs_post_init__", None)
    for field, shape in zip(attrs.fields(cls), shapes(cls).values(), strict=True):
        convert: _Reader = unwrap(shape.convert)  # the bare one: nobody asks here in which field a value is wrong
        names |= {f"convert_{shape.name}": convert, f"default_{shape.name}": field.default}
        if shape.texts or shape.means:
            names[f"known_{shape.name}"] = _known(convert)
        if shape.part is not None:
            names[f"part_{shape.name}"] = _reader(cast("Any", shape.part))
    exec(compile(source_of(cls), f"<the reader of {cls.__name__}>", "exec"), names)
    read: _Reader = names["read"]
    return read


def _bare(cls: Any, value: Any) -> Any:
    """Return the record that a value without keys means: a text may be a name, nothing else is a record."""
    return Name(en=value) if cls is Name and isinstance(value, str) else _refuse()


def _has_others(value: dict[str, Any], keys: frozenset[str]) -> bool:
    """Whether something is stated under a key that is unknown; null states nothing."""
    return any(value[key] is not None for key in value.keys() - keys)


def _refuse() -> Any:
    raise TypeError


class _Known(dict[Any, Any]):
    """What a converter made of the texts, and of the lists of texts, that it met: of most of a register, the same."""

    def __init__(self, convert: _Reader) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, item: Any) -> Any:
        value = self._convert(item)
        # Only plain texts are kept: what equals one, such as a member of an enum, would take its place.
        if type(item) is str or (type(item) is tuple and all(type(text) is str for text in item)):
            _keep(self, item, value)
        return value


_known = cache(_Known)


def _keep(known: dict[Any, Any], key: Any, value: Any) -> None:
    if len(known) >= _MOST_KEPT:
        known.clear()
    known[key] = value


_cited_alone: dict[tuple[str, ...], tuple[Citation]] = {}
"""Citations of a source for some fields and without more, each as the one of its record."""


def _cited(items: list[Any]) -> tuple[Citation, ...]:
    """Return the citations of a record."""
    return _alone(items[0]) if len(items) == 1 else tuple([_alone(item)[0] for item in items])


def _alone(item: Any) -> tuple[Citation]:
    """Return a citation as the one of its record."""
    key = None
    if type(item) is dict and len(item) == 2 and "source" in item and "supports" in item:
        source, supports = item["source"], item["supports"]
        if type(source) is str and type(supports) is list:
            key = (source, *supports)
            found = _cited_alone.get(key)
            if found is not None:
                return found
    made = (_reader(Citation)(item),)
    if key is not None and all(type(text) is str for text in key):
        _keep(_cited_alone, key, made)
    return made
