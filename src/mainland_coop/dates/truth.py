"""Three-valued logic after Kleene: what a record proves, what it rules out, and what it leaves open."""

from __future__ import annotations

import enum

from mainland_coop.foundation.errors import InvalidRecordError, UncertainTruthError, WrongTypeError, shorten
from mainland_coop.foundation.public_names import ShownByName


class Truth(ShownByName, enum.Enum):
    """The answer to a question about the record: true, false, or not settled by it.

    `&`, `|` and `~` follow Kleene's strong tables. `UNKNOWN` has no truth value of its own:
    `bool(Truth.UNKNOWN)` raises, so that an `if` cannot mistake "not known" for "no".

    Example:
        >>> Truth.TRUE & Truth.UNKNOWN
        <Truth.UNKNOWN>
        >>> Truth.TRUE | Truth.UNKNOWN
        <Truth.TRUE>
        >>> Truth.UNKNOWN.possible, Truth.UNKNOWN.certain
        (True, False)
    """

    TRUE = True
    FALSE = False
    UNKNOWN = None

    @classmethod
    def _missing_(cls, value: object) -> Truth | None:
        """Read the name of a truth value too: `Truth("TRUE")`, as plain values have it."""
        named = cls.__members__.get(value) if isinstance(value, str) else None
        return super()._missing_(value) if named is None else named

    @classmethod
    def of(cls, value: bool | None) -> Truth:
        """Return the truth value for `True`, `False` or `None` (not known).

        Raises:
            InvalidRecordError: If the value is none of the three (a ValueError).

        Example:
            >>> Truth.of(None)
            <Truth.UNKNOWN>
        """
        if value is True:
            return cls.TRUE
        if value is False:
            return cls.FALSE
        if value is None:
            return cls.UNKNOWN
        raise InvalidRecordError(f"{shorten(value)} is no truth value: give True, False or None")

    def to_bool(self) -> bool | None:
        """Return `True`, `False`, or `None` for `UNKNOWN`.

        Example:
            >>> Truth.UNKNOWN.to_bool() is None
            True
        """
        return self._value_  # type: ignore[no-any-return]  # Enum types the value of every member as Any

    @property
    def certain(self) -> bool:
        """Whether the answer is yes in every world that the record allows."""
        return self is Truth.TRUE

    @property
    def possible(self) -> bool:
        """Whether the answer is yes in some world that the record allows."""
        return self is not Truth.FALSE

    def reaches(self, at_least: Truth) -> bool:
        """Whether it is as certain a yes as `at_least`, in the order FALSE, UNKNOWN, TRUE.

        Raises:
            WrongTypeError: If `at_least` is no truth value.

        Example:
            >>> [truth.reaches(Truth.UNKNOWN) for truth in (Truth.TRUE, Truth.UNKNOWN, Truth.FALSE)]
            [True, True, False]
        """
        if not isinstance(at_least, Truth):
            raise WrongTypeError(f"{shorten(at_least)} is no truth value: give Truth.TRUE or Truth.UNKNOWN")
        return self is Truth.TRUE or self is at_least or at_least is Truth.FALSE

    def __bool__(self) -> bool:
        if self is Truth.UNKNOWN:
            raise UncertainTruthError(
                "the truth value UNKNOWN is neither true nor false: "
                "ask .certain (true in every case) or .possible (true in some case)"
            )
        return self is Truth.TRUE

    def __and__(self, other: Truth) -> Truth:
        if not isinstance(other, Truth):
            return NotImplemented
        return self._joined(other, Truth.FALSE)

    def __or__(self, other: Truth) -> Truth:
        if not isinstance(other, Truth):
            return NotImplemented
        return self._joined(other, Truth.TRUE)

    def _joined(self, other: Truth, deciding: Truth) -> Truth:
        """Return the deciding value if either has it, else the value that both have, else UNKNOWN."""
        if self is deciding or other is deciding:
            return deciding
        return self if self is other else Truth.UNKNOWN

    def __invert__(self) -> Truth:
        if self is Truth.UNKNOWN:
            return self
        return Truth.FALSE if self is Truth.TRUE else Truth.TRUE
