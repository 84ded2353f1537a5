"""Which register what is shown belongs to, so that it can be shown with names instead of ids.

A record may be in many registers at once: those that `extend`, `merge` and `as_published` make share records. It is
immutable and says nothing of any of them. So the registers that are alive are kept here, weakly, and asked when a
record is shown whether they hold this very object. An answer is of one register, the one that was asked.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from mainland_coop.collections.collection import Collection, Context

A = TypeVar("A")

_REGISTERS: weakref.WeakValueDictionary[int, Any] = weakref.WeakValueDictionary()
"""The registers that are alive, by identity: they are equal by value, and hashing one reads all its records."""

_ANSWERS: dict[int, tuple[weakref.ref[Any], Context]] = {}
"""The answers that are alive, by identity, and the collections of the register that gave each."""


class NamesOf(Mapping[str, Any]):
    """The collections of a register, to name with them what a record refers to, and for nothing else.

    A record is the same in each register that holds it, and so are the names of what it refers to, if they agree. How
    many others refer to it, and the day to which a register was checked, are of a register and not of the record.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    def __getitem__(self, kind: str) -> Any:
        return self._context[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._context)

    def __len__(self) -> int:
        return len(self._context)


def note_register(register: A) -> A:
    """Return a register, remembered for as long as it is alive."""
    _REGISTERS[id(register)] = register
    return register


def names_for(record: Any, kind: str) -> tuple[NamesOf, ...]:
    """Return what names the records that a record refers to: of each register alive that holds this very object.

    A kind that a register has not read yet is not read for it: nobody can have taken a record from there.

    Args:
        record: The record.
        kind: Its kind, as the collections are called.
    """
    read_from = "conferences" if kind == "sessions" else kind
    found = []
    for register in tuple(_REGISTERS.values()):
        collection: Collection[Any] = getattr(register, read_from)
        if collection.is_read and getattr(register, kind).get(record.id) is record:
            found.append(NamesOf(collection.context))
    return tuple(found)


def asked_of(answer: A, context: Context) -> A:
    """Return an answer, remembered as one of a register for as long as the answer is alive."""
    key = id(answer)

    def forget(reference: weakref.ref[Any], answers: Any = _ANSWERS) -> None:
        if answers.get(key, (None,))[0] is reference:
            del answers[key]

    _ANSWERS[key] = weakref.ref(answer, forget), context
    return answer


def context_of(answer: object) -> Context:
    """Return the collections of the register that gave an answer; none for an answer that is no register's."""
    reference, context = _ANSWERS.get(id(answer), (None, {}))
    return context if reference is not None and reference() is answer else {}
