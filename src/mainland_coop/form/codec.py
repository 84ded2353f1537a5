"""The file form of records: plain JSON values to records and back, with every problem named by its path.

There is one cattrs converter. Each field is read by the converter that its class uses too, one by one, so that a record
with several faults reports them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from typing import Any

from cattrs import ClassValidationError, Converter, IterableValidationError
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period, as_period
from mainland_coop.dates.terms import Term, as_term
from mainland_coop.dates.truth import Truth
from mainland_coop.form.plain import from_dict
from mainland_coop.form.shapes import KINDS, PARTS, Shape, shapes
from mainland_coop.foundation.argument_checks import expect
from mainland_coop.foundation.errors import MainlandCoopError, Problem, WrongTypeError, hint, shorten, shorten_key
from mainland_coop.foundation.strict_json import Json
from mainland_coop.records.mappings import FrozenMapping
from mainland_coop.records.names import Name
from mainland_coop.records.provenance import Citation
from mainland_coop.validity.links import End

_ITEM = re.compile(r"(\w+)\[(\d+)\]")
"""The place of an item of a list, with the name of the field."""


def from_json(cls: Any, value: Json, path: str) -> tuple[Any, tuple[Problem, ...]]:
    """Return a record for a JSON value, or None and everything that is wrong with it.

    Args:
        cls: The class of the record.
        value: What `json.loads` gives for it.
        path: Where it stands in the file, for the problems.
    """
    try:
        return _converter().structure(value, cls), ()
    except (ClassValidationError, MainlandCoopError) as error:
        problems = tuple(_problems(error, path, value))
        _release(error)
        return None, problems


def to_json(record: object) -> Json:
    """Return the JSON value of a record, without what is left out; a name in English only is a plain text.

    Raises:
        WrongTypeError: If it is of a class of a user's own that builds on one of records.
    """
    cls = next(cls for cls in type(record).__mro__ if cls in (*KINDS.values(), *PARTS.values()))
    plain: Json = _converter().unstructure(record, unstructure_as=cls)
    return plain


def register_hooks(converter: Converter) -> None:
    """Teach a cattrs converter of one's own the classes of the library: records as in the file form, dates as text.

    Args:
        converter: The converter; classes that hold records, dates, terms, periods or truth values can then be
            structured and unstructured with it.

    Raises:
        WrongTypeError: If it is no converter.

    Example:
        >>> import cattrs
        >>> import mainland_coop as mc
        >>> converter = cattrs.Converter()
        >>> register_hooks(converter)
        >>> converter.structure([{"signed": "2017-10-12"}], list[mc.Renewal])
        [<Renewal: signed 2017-10-12>]
        >>> converter.unstructure({"signed": mc.PartialDate.parse("2017-10"), "in force": mc.Truth.UNKNOWN})
        {'signed': '2017-10', 'in force': 'UNKNOWN'}
    """
    expect(converter, Converter, "converter")
    for cls in (*KINDS.values(), *PARTS.values()):
        converter.register_structure_hook(cls, lambda value, kind: from_dict(kind, value))
        converter.register_unstructure_hook(cls, to_json)
    for plain in (PartialDate, Term, Period):
        converter.register_unstructure_hook(plain, str)
    converter.register_structure_hook(PartialDate, lambda value, _: PartialDate.of(value))
    converter.register_structure_hook(Term, lambda value, _: as_term(value))
    converter.register_structure_hook(Period, lambda value, _: as_period(value))
    converter.register_structure_hook(Truth, lambda value, _: Truth(value))
    converter.register_unstructure_hook(Truth, lambda truth: truth.name)


@cache
def _converter() -> Converter:
    """Return what reads and writes all classes of records and of their parts."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    ours = frozenset((*KINDS.values(), *PARTS.values()))
    converter.register_structure_hook_factory(ours.__contains__, lambda cls: _reader(cls, converter))
    converter.register_unstructure_hook_factory(ours.__contains__, lambda cls: _writer(cls, converter))
    converter.register_unstructure_hook(PartialDate, str)
    converter.register_unstructure_hook(Term, str)
    converter.register_unstructure_hook(Period, lambda period: period.interval)
    converter.register_unstructure_hook(FrozenMapping, FrozenMapping.plain)
    converter.register_unstructure_hook(End, lambda end: end.value)
    converter.register_unstructure_hook(StrEnum, lambda word: word.value)
    return converter


# --- Reading -----------------------------------------------------------------------------------------------------


def _reader(cls: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    overrides: dict[str, Any] = {
        shape.name: override(rename=key, struct_hook=_field_reader(shape, converter))
        for key, shape in shapes(cls).items()
    }
    read = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True, **overrides)

    def hook(value: Any, _: Any) -> Any:
        if cls is Name and isinstance(value, str):
            return Name(en=value)
        if not isinstance(value, dict):
            text = "text or an object" if cls is Name else "an object"
            raise WrongTypeError(f"expected {text}, a {cls.__name__}")
        return read({key: item for key, item in value.items() if item is not None}, cls)

    return hook


def _field_reader(shape: Shape, converter: Converter) -> Callable[[Any, Any], Any]:
    """Read a part, a list of parts, or a plain value, whichever the field can hold."""
    parts: Any = list[shape.part]  # type: ignore[name-defined]  # the class is known at run time only

    def hook(value: Any, _: Any) -> Any:
        if shape.several and isinstance(value, list):
            return converter.structure(value, parts)
        if shape.single:
            part: Any = shape.part
            return converter.structure(value, part)
        if not shape.plain:
            raise WrongTypeError("expected a list")
        return shape.convert(value)

    return hook


def _release(error: BaseException) -> None:
    """Break the circles between errors and the frames that they passed: collection is held off while a file is read."""
    error.__traceback__ = None
    for sub in getattr(error, "exceptions", ()):
        _release(sub)


# --- Problems ----------------------------------------------------------------------------------------------------


def _problems(error: BaseException, path: str, value: Any) -> Iterator[Problem]:
    if isinstance(error, ClassValidationError):
        noted, bare = error.group_exceptions()
        for sub, note in noted:
            key = note.name.rstrip("_")
            if isinstance(sub, KeyError) and not isinstance(sub, MainlandCoopError):
                yield Problem(f"{path}.{key}", "", "it is required, and missing")
            else:
                yield from _problems(sub, f"{path}.{key}", value[key])
        for sub in bare:
            yield from _problems(sub, path, value)
    elif isinstance(error, IterableValidationError):
        for sub, item in error.group_exceptions()[0]:
            yield from _problems(sub, f"{path}[{item.index}]", value[item.index])
    elif isinstance(error, ForbiddenExtraKeysError):
        known = list(shapes(error.cl))
        for key in sorted(error.extra_fields):
            yield Problem(f"{path}.{shorten_key(key)}", "", f"unknown key; {hint(key, known)}")
    elif isinstance(error, MainlandCoopError):
        # What the record's own checks say names class and field; the value was read whole, so it is found there again.
        _, _, field = error.place.partition(".")
        at = f"{path}.{field}" if field and not path.endswith(f".{field}") and isinstance(value, dict) else path
        place = _ITEM.fullmatch(field)
        if place is not None and isinstance(value, list) and path.endswith(f".{place[1]}"):
            at, value = f"{path}[{place[2]}]", value[int(place[2])]
        yield Problem(at, "" if isinstance(value, dict) else shorten(value), error.describe())
    else:
        raise error


# --- Writing -----------------------------------------------------------------------------------------------------


def _writer(cls: Any, converter: Converter) -> Callable[[Any], Any]:
    """Return what writes a record of a class as plain values."""
    renamed: dict[str, Any] = {
        # A period in force is written in its own words; where a session may be a day instead, as an interval.
        shape.name: override(rename=key, unstruct_hook=str) if key == "period" else override(rename=key)
        for key, shape in shapes(cls).items()
    }
    write = make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True, **renamed)

    def hook(record: Any) -> Any:
        if type(record) is not cls:
            raise WrongTypeError(
                f"{shorten(record)} is of the class {type(record).__name__}, which builds on {cls.__name__}; the file "
                "form has no place for fields of one's own: put them into `extra`"
            )
        plain = write(record)
        if cls is Name and list(plain) == ["en"]:
            return plain["en"]
        if cls is Citation and "says" in plain:
            plain["says"] = dict(record.says)
        return plain

    return hook
