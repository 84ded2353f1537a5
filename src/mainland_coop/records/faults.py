"""All that is wrong with the fields of a record that is made in Python, told at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any, TypeVar

import attrs

from mainland_coop.foundation.errors import InvalidRecordError, MainlandCoopError, Problem, problem_list

R = TypeVar("R")


def telling_all(cls: type[R]) -> type[R]:
    """Return the class itself, which from now on tells every field that is wrong, and not only the first.

    A single fault is the error that it always was. Several are one `InvalidRecordError` with a problem for each. What
    fields say of each other is looked at only where each of them is sound, as in files.

    Args:
        cls: An attrs class whose fields have converters that name their field (`located`), or a validator.
    """
    make: Any = cls.__init__

    @wraps(make)
    def telling(self: R, *args: Any, **kwargs: Any) -> None:
        try:
            make(self, *args, **kwargs)
        except MainlandCoopError as first:
            faults = list(_faults(self, kwargs, first))
            if len(faults) < 2:
                raise
            problems = tuple(Problem(fault.place, "", fault.describe()) for fault in faults)
            error = InvalidRecordError(problem_list(f"the {cls.__name__}", problems, "error.problems"))
            error.problems = problems
            raise error from None

    made: Any = cls
    made.__init__ = telling
    return cls


def _faults(record: Any, given: dict[str, Any], first: MainlandCoopError) -> Iterator[MainlandCoopError]:
    """Yield the fault of each field that was given a wrong value, in the order of the fields."""
    for field in attrs.fields(type(record)):
        if field.alias not in given:
            continue
        value = given[field.alias]
        if isinstance(value, Iterator):  # it gives its items once, and has given them
            if first.place.startswith(f"{type(record).__name__}.{field.name}"):
                yield first
            continue
        try:
            if field.converter is not None:
                field.converter(value)
            elif field.validator is not None:
                field.validator(record, field, value)
        except MainlandCoopError as error:
            yield error
