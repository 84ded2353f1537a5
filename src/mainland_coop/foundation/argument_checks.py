"""Arguments that are checked where a call comes in: what cannot be meant is refused, with the name of the argument."""

from __future__ import annotations

from typing import Any, TypeVar

from mainland_coop.foundation.errors import InvalidArgumentError, WrongTypeError, shorten

T = TypeVar("T")


def expect(value: object, cls: type[T] | tuple[type[T], ...], name: str, remedy: str = "") -> T:
    """Return a value that is of a class, or of one of several.

    Args:
        value: What was given.
        cls: The class, or the classes.
        name: The name of the argument.
        remedy: What the message says beside.

    Raises:
        WrongTypeError: If it is not.

    Example:
        >>> expect("x", int, "limit")
        Traceback (most recent call last):
        mainland_coop.WrongTypeError: limit='x' is no int
    """
    if isinstance(value, cls):
        return value
    names = " or ".join(each.__name__ for each in (cls if isinstance(cls, tuple) else (cls,)))
    raise WrongTypeError(f"{name}={shorten(value)} is no {names}{f'; {remedy}' if remedy else ''}")


def flag(value: object, name: str) -> bool:
    """Return a value that is true or false.

    Raises:
        WrongTypeError: If it is neither.

    Example:
        >>> flag("no", "throughout")
        Traceback (most recent call last):
        mainland_coop.WrongTypeError: throughout='no' is neither true nor false
    """
    if value is not True and value is not False:
        raise WrongTypeError(f"{name}={shorten(value)} is neither true nor false")
    return value


def whole_number(value: Any, name: str, least: int = 0) -> int:
    """Return a whole number of at least so much.

    Raises:
        WrongTypeError: If it is no whole number.
        InvalidArgumentError: If it is less.

    Example:
        >>> whole_number(-1, "max_bytes")
        Traceback (most recent call last):
        mainland_coop.InvalidArgumentError: max_bytes=-1 is less than 0
    """
    if not isinstance(value, int) or isinstance(value, bool):
        raise WrongTypeError(f"{name}={shorten(value)} is no whole number")
    if value < least:
        raise InvalidArgumentError(f"{name}={shorten(value)} is less than {least}")
    return value
