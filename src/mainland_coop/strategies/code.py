"""Records as Python code that makes them again; Hypothesis shows it for examples that fail a test."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any

import attrs

from mainland_coop.collections.collection import Collection
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.dates.terms import Term
from mainland_coop.foundation.errors import WrongTypeError, shorten
from mainland_coop.records.names import Name
from mainland_coop.registry.registry import Registry
from mainland_coop.validity.links import End


def as_code(record: object) -> str:
    """Return Python code that makes an equal record, with the public names of the library; defaults are left out.

    Args:
        record: A record, a registry, a partial date, a term or a period.

    Raises:
        WrongTypeError: If it is none of these.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
        >>> as_code(pact)
        "Agreement(id='x', title='X', kind='arrangement', parties=['a'], signed='2011', term='P5Y')"
        >>> eval(as_code(pact), vars(mc)) == pact
        True
    """
    if isinstance(record, PartialDate | Term):
        return f"{type(record).__name__}.parse({str(record)!r})"
    if isinstance(record, Period):
        return f"Period.parse({str(record)!r})"
    if not attrs.has(type(record)) or not type(record).__module__.startswith(("mainland_coop.records", _REGISTRY)):
        raise WrongTypeError(f"{shorten(record)} is no record, registry, date, term or period")
    return f"{type(record).__name__}({', '.join(f'{name}={_code(value)}' for name, value in _filled(record))})"


_REGISTRY = Registry.__module__


def _filled(record: Any) -> Iterator[tuple[str, object]]:
    """Yield the fields of a record that are filled, by the names of its arguments."""
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        empty = isinstance(value, Collection) and not len(value)
        if not empty and (field.default is attrs.NOTHING or value != field.default):
            yield field.name, value


def _code(value: object) -> str:
    """Return the code of the value of a field: the text that the field takes, where it takes one."""
    if isinstance(value, enum.StrEnum):
        return repr(str(value))
    if value is End.OPEN:
        return repr("..")
    if isinstance(value, PartialDate | Term):
        return repr(str(value))
    if isinstance(value, Period):
        return repr(value.interval)
    if isinstance(value, Name) and value == Name(en=value.en or value.text):
        return repr(value.en)
    if isinstance(value, tuple | Collection):
        if value and all(isinstance(item, tuple) for item in value):
            return repr(dict(value))  # what a source says, as pairs
        return f"[{', '.join(map(_code, value))}]"
    return as_code(value) if attrs.has(type(value)) else repr(value)


def print_as_code(record: object, printer: Any) -> None:
    """Print a record as Hypothesis' pretty printer asks for it, one argument a line where one line is too short."""
    name = type(record).__name__
    if isinstance(record, PartialDate | Term | Period):
        printer.text(as_code(record))
        return
    with printer.group(4, f"{name}(", ")"):
        for index, (field, value) in enumerate(_filled(record)):
            if index:
                printer.text(",")
            printer.breakable("" if index == 0 else " ")
            printer.text(f"{field}=")
            if isinstance(value, tuple | Collection) and any(attrs.has(type(item)) for item in value):
                with printer.group(4, "[", "]"):
                    for place, item in enumerate(value):
                        if place:
                            printer.text(",")
                        printer.breakable("" if place == 0 else " ")
                        print_as_code(item, printer)
            else:
                printer.text(_code(value))
