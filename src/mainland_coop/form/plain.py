"""Everything as plain values: records as their entry in a file and back, and whatever else answers a question."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.dates.terms import Term
from mainland_coop.dates.truth import Truth
from mainland_coop.form.fast_reader import accept
from mainland_coop.form.shapes import KINDS, PARTS
from mainland_coop.foundation.errors import InvalidFileError, Problem, WrongTypeError, shorten
from mainland_coop.foundation.strict_json import Json
from mainland_coop.records.mappings import FrozenMapping
from mainland_coop.validity.standing import StandingRun
from mainland_coop.validity.timeline import Run

T = TypeVar("T")

RECORDS: tuple[type[Any], ...] = (*KINDS.values(), *PARTS.values())
"""The classes of records and of their parts."""


def to_dict(value: object) -> Any:
    """Return a record, or an answer, as plain values that JSON can hold.

    A record, and a part of one, is exactly its entry in the file form, in which empty fields are left out. Of anything
    else (a finding, a gap, an event, a change, a match, ...) each public attribute is a key, and nested values alike:
    dates are EDTF text, ordinals of days ISO days, tuples and collections lists, None null, truth values their names
    (`"TRUE"`), other words their values.

    Args:
        value: An object of the library.

    Raises:
        WrongTypeError: If it is, or holds, something that is none.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
        >>> to_dict(pact)
        {'id': 'x', 'title': 'X', 'kind': 'arrangement', 'parties': ['a'], 'signed': '2011', 'term': 'P5Y'}
        >>> to_dict(pact.chain.expires), to_dict(pact.active_on("2013"))
        ('[2015-12-31..2016-12-30]', 'TRUE')
    """
    if isinstance(value, RECORDS):
        from mainland_coop.form.codec import to_json  # cattrs is imported only where it is needed

        return to_json(value)
    if isinstance(value, Truth):
        return value.name
    if isinstance(value, enum.Enum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, PartialDate | Term | Period):
        return str(value)
    if isinstance(value, FrozenMapping):
        return value.plain()
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        days = ("first", "last") if isinstance(value, Run | StandingRun) else ()
        named: Any = value
        fields: dict[str, Any] = named._asdict()
        return {
            name: datetime.date.fromordinal(item).isoformat() if name in days else to_dict(item)
            for name, item in fields.items()
        }
    if isinstance(value, Mapping):
        return {to_dict(key): to_dict(item) for key, item in value.items()}
    cls: Any = type(value)
    if attrs.has(cls) and cls.__module__.startswith("mainland_coop."):
        names = (field.name for field in attrs.fields(cls) if not field.name.startswith("_"))
        return {name.rstrip("_"): to_dict(getattr(value, name)) for name in names}
    if isinstance(value, Iterable):
        return [to_dict(item) for item in value]
    raise WrongTypeError(f"{shorten(value)} ({type(value).__name__}) is no object of the library")


def from_dict(cls: type[T], value: Mapping[str, Json]) -> T:
    """Return the record, or the part of one, for its entry in the file form.

    Args:
        cls: A class of records or of their parts, such as `Agreement` or `Renewal`.
        value: What `to_dict` gives for it; null is the same as left out.

    Raises:
        InvalidFileError: If it is no such entry; it carries all problems, with their paths.
        WrongTypeError: If `cls` is no class of records.

    Example:
        >>> import mainland_coop as mc
        >>> from_dict(mc.Renewal, {"signed": "2017-10-12", "term": "P5Y"})
        <Renewal: signed 2017-10-12, term P5Y>
        >>> from_dict(mc.Renewal, {"signe": "2017", "term": "5 years"})
        Traceback (most recent call last):
        mainland_coop.InvalidFileError: the Renewal: 2 problems
          term is '5 years': '5 years' is no term: at position 0, a term starts with a capital P, as in P5Y
          signe: unknown key; did you mean 'signed'?
    """
    if cls not in RECORDS:
        raise WrongTypeError(f"{shorten(cls)} is no class of records; give Agreement, Party, Renewal, ...")
    plain: Any = dict(value) if isinstance(value, Mapping) else value
    record = accept(cls, plain)
    if record is not None:
        return record
    from mainland_coop.form.codec import from_json  # cattrs is imported only where there is something to explain

    explained: T
    explained, problems = from_json(cls, plain, "")
    if problems:
        raise InvalidFileError(
            f"the {cls.__name__}", (Problem(p.path.removeprefix("."), p.value, p.expected) for p in problems)
        )
    return explained
