"""Converters and checks that the record classes share.

Converters are plain functions or made by typed factories, because mypy refuses classmethods there and pyright reads
`attrs.converters.optional` as Any. `located` wraps them so that every error names the field it happened in.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cache, lru_cache, wraps
from typing import Any, TypeVar

import attrs

from mainland_coop.dates.partial_dates import Day, PartialDate, as_partial_date
from mainland_coop.dates.periods import Held, PeriodLike, as_held
from mainland_coop.dates.terms import Term, as_term
from mainland_coop.foundation.errors import InvalidRecordError, MainlandCoopError, WrongTypeError, hint, shorten

A = TypeVar("A")
B = TypeVar("B")
E = TypeVar("E", bound=StrEnum)

MAX_ID = 200
MAX_TEXT = 1_000_000
_MOST_BITS = 14_280  # the longest that Python writes out and reads again
_SEQUENCES = (list, tuple)  # asked first, for asking whether something is iterable is slow


def located(cls: type, fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    """Return the fields of a class with converters that name class and field in their errors (`field_transformer`)."""
    return [
        field
        if field.converter is None
        else field.evolve(converter=_locate(field.converter, f"{cls.__name__}.{field.name}", field.default))
        for field in fields
    ]


def _locate(convert: Any, place: str, default: object) -> Callable[[Any], Any]:
    @wraps(convert)
    def converter(value: Any) -> Any:
        # Most fields of most records are left out; their defaults (None, False, the empty tuple) need no reading.
        if value is default:
            return value
        try:
            return convert(value)
        except MainlandCoopError as error:
            error.place = _within(place, error.place)
            raise

    return converter


def _within(place: str, inner: str) -> str:
    """Return the place of a field with that of an item in it (`[1]`), or of a field of what was made for it."""
    return f"{place}{inner}" if inner.startswith("[") or not inner else f"{place}.{inner.partition('.')[2]}"


def invalid(place: str, reason: str) -> InvalidRecordError:
    """Return the error for a record that contradicts itself at a place."""
    error = InvalidRecordError(reason)
    error.place = place
    return error


def own_id(value: str) -> str:
    """Return an id: text of 1 to 200 characters without white space."""
    if not isinstance(value, str):
        raise WrongTypeError(f"{shorten(value)} is no id: an id is text")
    if value.split() != [value] or len(value) > MAX_ID:
        raise InvalidRecordError(f"{shorten(value)} is no id: an id has 1 to {MAX_ID} characters and no spaces")
    return value if value.isascii() else _encodable(value)


_known_id = lru_cache(maxsize=1 << 16)(own_id)


def as_id(value: str) -> str:
    """Return the id of another record. Most of a register refer to few, so those met before are not looked at again."""
    # Only plain text is kept: what equals it, such as a member of an enum, would take its place.
    return _known_id(value) if type(value) is str else own_id(value)


def check_id(record: object, field: attrs.Attribute[str], value: str) -> None:
    """Refuse what is no id. A validator, for ids are left as they are, and pyright keeps their plain type."""
    try:
        own_id(value)
    except MainlandCoopError as error:
        error.place = f"{type(record).__name__}.{field.name}"
        raise


def as_text(value: str | None) -> str | None:
    """Return text that is not empty, or None."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise WrongTypeError(f"{shorten(value)} is no text")
    if not value or value.isspace():
        raise InvalidRecordError("the text is empty; leave the field out where nothing is known")
    if len(value) > MAX_TEXT:
        raise InvalidRecordError(f"{shorten(value)} is too long: a text has {MAX_TEXT} characters at most")
    return value if value.isascii() else _encodable(value)


ADDRESS = re.compile(
    r"(?:(?:[Hh][Tt][Tt][Pp]|[Ff][Tt][Pp])[Ss]?://|[Dd][Oo][Ii]:|[Uu][Rr][Nn]:)[^\x00-\x20/][^\x00-\x1f\x7f]*"
    r"|(?:[^\x00-\x20./:?#@\\]+\.)+[^\x00-\x20./:?#@\\0-9][^\x00-\x20./:?#@\\]+(?::[0-9]+)?(?:[/?#][^\x00-\x1f\x7f]*)?"
)
"""A public address: of a scheme that leads to a document and runs nothing, or a bare host name as it is printed.

The last part of a name of a host does not begin with a digit, which that of a DOI does.
"""
_DOI = re.compile(r"10\.[0-9]{4,}/")


def as_address(value: str | None) -> str | None:
    """Return a public address, or None. What a program may run (`javascript:`, `data:`, `file:`) is none."""
    text = as_text(value)
    if text is not None and not ADDRESS.fullmatch(text):
        schemes = "http://, https://, ftp://, doi: or urn: and what follows, or a host name such as www.example.org"
        remedy = f"{shorten(f'doi:{text}')} for a DOI" if _DOI.match(text) else schemes
        raise InvalidRecordError(f"{shorten(text)} is no public address: write {remedy}")
    return text


def _encodable(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InvalidRecordError(
            f"the text has half a character (a lone surrogate) at position {error.start}"
        ) from None
    return value


def as_texts(value: Iterable[str]) -> tuple[str, ...]:
    """Return a tuple of texts, none of them empty."""
    return each(value, required_text)


def list_field_names(cls: Any) -> tuple[str, ...]:
    """Return the names of the fields of a class that hold lists, save that of the open ones."""
    names = (field.name for field in attrs.fields(cls) if cls.__annotations__[field.name].startswith("tuple["))
    return tuple(name for name in names if name != "open_lists")


def list_fields(cls: Any, value: Iterable[str]) -> tuple[str, ...]:
    """Return names of list fields of a class; others are refused with the nearest."""
    known = list_field_names(cls)

    def list_field(value: str) -> str:
        name = required_text(value)
        if name not in known:
            raise InvalidRecordError(f"{shorten(name)} is no list field of {cls.__name__}; {hint(name, known)}")
        return name

    return each(value, list_field)


def as_ids(value: Iterable[str]) -> tuple[str, ...]:
    """Return a tuple of ids, none of them twice."""
    ids = each(value, as_id)
    if len(ids) > 1 and len(set(ids)) < len(ids):
        twice = next(id for id, count in Counter(ids).items() if count > 1)
        raise InvalidRecordError(f"{shorten(twice)} stands there twice; name each once")
    return ids


def required_text(value: str) -> str:
    """Return text that is not empty."""
    if isinstance(value, str) and (not value or value.isspace()):
        raise InvalidRecordError("the text is empty; it has to say something")
    text = as_text(value)
    if text is None:
        raise WrongTypeError("None is no text")
    return text


def each(values: Iterable[A], convert: Callable[[A], B]) -> tuple[B, ...]:
    """Return a tuple of what a converter makes of each item; a text or mapping is no sequence here.

    An error is placed at the item, such as `[1]`.
    """
    items = values if type(values) in _SEQUENCES else tuple(sequence(values))
    try:
        return tuple(map(convert, items))
    except MainlandCoopError:
        for index, item in enumerate(items):
            try:
                convert(item)
            except MainlandCoopError as error:
                error.place = _within(f"[{index}]", error.place)
                raise
        raise


def sequence(values: Iterable[A]) -> Iterable[A]:
    """Return the values themselves; a text or mapping is no sequence here, and is refused."""
    if type(values) not in _SEQUENCES and (
        isinstance(values, str | bytes | bytearray | Mapping) or not isinstance(values, Iterable)
    ):
        raise WrongTypeError(f"{shorten(values)} is no sequence; write [{shorten(values)}] for a single one")
    return values


def as_flag(value: bool | None) -> bool:
    """Return a bool; None counts as False, as a field that is left out does."""
    if value is not None and not isinstance(value, bool):
        raise WrongTypeError(f"{shorten(value)} is neither true nor false")
    return bool(value)


def number(value: int | None) -> int | None:
    """Return a whole number of 0 or more, or None."""
    if value is None:
        return None
    if not isinstance(value, int):
        raise WrongTypeError(f"{shorten(value)} is no whole number")
    if value < 0:
        raise InvalidRecordError(f"{shorten(value)} is negative")
    return int(finite(value))


def finite(value: int | float) -> int | float:
    """Return a number that can be written down; a whole one as an int: 1.0 equals 1 and is to be written alike."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongTypeError(f"{shorten(value)} is no number")
    if isinstance(value, float):
        if not math.isfinite(value):
            raise InvalidRecordError(f"{value} is no finite number")
        return int(value) if value.is_integer() else value
    if value.bit_length() > _MOST_BITS:
        raise InvalidRecordError(f"{shorten(value)} is too large: a number has {_MOST_BITS * 3 // 10} digits at most")
    return value


def word_of(vocabulary: type[E], value: E | str) -> E:
    """Return a word of a closed vocabulary, or raise an error that lists the words."""
    if type(value) is str:
        word: E | None = _words(vocabulary).get(value)
        if word is not None:
            return word
    try:
        return vocabulary(value)
    except ValueError:
        words = ", ".join(repr(str(word)) for word in vocabulary)
        raise InvalidRecordError(f"{shorten(value)} is none of {words}") from None


@cache
def _words(vocabulary: Any) -> dict[str, Any]:
    """Return the words of a vocabulary by their texts: calling an enum is slow."""
    return {word.value: word for word in vocabulary}


def parts_of(cls: type[A], values: Iterable[A]) -> tuple[A, ...]:
    """Return a tuple of records of one class."""
    parts = tuple(sequence(values))
    for index, part in enumerate(parts):
        if not isinstance(part, cls):
            error = no_part(part, cls)
            error.place = f"[{index}]"
            raise error
    return parts


def no_part(value: object, cls: type) -> WrongTypeError:
    """Return the error for a value that is no record of a class; what is copied from a file has a way in of its own."""
    name = cls.__name__
    way = f": write {name}(...) with its keys, or from_dict({name}, {{...}})" if isinstance(value, Mapping) else ""
    return WrongTypeError(f"{shorten(value)} is no {name}{way}")


def as_day(value: Day | None) -> PartialDate | None:
    """Return a partial date, or None."""
    return None if value is None else as_partial_date(value)


def as_optional_held(value: PeriodLike | None) -> Held | None:
    """Return when something was held, or None."""
    return None if value is None else as_held(value)


def as_optional_term(value: Term | str | None) -> Term | None:
    """Return a term, or None."""
    return None if value is None else as_term(value)


def as_reference(value: str | None) -> str | None:
    """Return the id of another record, or None."""
    return None if value is None else as_id(value)
