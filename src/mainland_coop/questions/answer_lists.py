"""Answers that are lists: tuples that show themselves as a table, with the names of what they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, SupportsIndex, TypeVar, overload

from mainland_coop.collections.belonging import asked_of
from mainland_coop.collections.collection import Context
from mainland_coop.collections.kinds import ContextOf
from mainland_coop.foundation.importing import Displayed

T_co = TypeVar("T_co", covariant=True)
A = TypeVar("A")


def answered(answer: A, register: object) -> A:
    """Return an answer that is no list, which shows itself with the names of the registry that was asked."""
    return asked_of(answer, ContextOf(register))


class Answers(Displayed, tuple[T_co, ...]):
    """The answers of a registry to a question: a tuple, which `print` and notebooks show as a table.

    It equals a plain tuple of the same answers, and is pickled as one.

    Example:
        >>> import mainland_coop as mc
        >>> found = Answers("gaps", (), mc.Registry())
        >>> found == (), str(found)
        (True, 'No gaps.')
    """

    what: str
    register: object

    def __new__(cls, what: str, answers: Iterable[T_co], register: object) -> Answers[T_co]:
        """Make a tuple of answers.

        Args:
            what: What the answers are, such as `events`, or the kind of the records.
            answers: The answers.
            register: The registry that was asked, for names.
        """
        made = super().__new__(cls, answers)
        made.what = what
        made.register = register
        return made

    @property
    def context(self) -> Context:
        """The collections of the registry, for names."""
        return ContextOf(self.register)

    @overload
    def __getitem__(self, index: SupportsIndex) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> Answers[T_co]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> Any:
        if isinstance(index, slice):
            return Answers(self.what, super().__getitem__(index), self.register)
        return super().__getitem__(index)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return tuple, (tuple(self),)  # without the register, which may be large
