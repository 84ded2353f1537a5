"""The errors of the library: one base class, each error also the built-in that a Python user would catch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from mainland_coop.foundation.public_names import Public

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "DateError",
    "FileError",
    "InvalidArgumentError",
    "InvalidFileError",
    "InvalidRecordError",
    "InvalidRegistryError",
    "MainlandCoopError",
    "MissingExtraError",
    "MissingFileError",
    "Problem",
    "TermError",
    "UncertainTruthError",
    "UnknownIdError",
    "WrongTypeError",
]

_SHOWN = 1000
_MAX_VALUE = 120


class MainlandCoopError(Exception):
    """Base class of every error that this library raises on purpose.

    Attributes:
        place: The field or path at which it happened, for example `Agreement.signed`; empty where there is none.
    """

    place: str = ""

    def describe(self) -> str:
        """Return the message without the place."""
        return super().__str__()

    def __str__(self) -> str:
        return f"{self.place}: {self.describe()}" if self.place else self.describe()


class UncertainTruthError(MainlandCoopError, ValueError):
    """`bool()` was asked of `Truth.UNKNOWN`."""


class _TextError(MainlandCoopError, ValueError):
    """A text that is not of the form it should have.

    Attributes:
        text: The text as given.
        position: Index of the character at which reading stopped, from 0.
        reason: What is wrong there, and the remedy.
    """

    _what = "text"

    def __init__(self, text: str, position: int, reason: str) -> None:
        super().__init__(text, position, reason)
        self.text = text
        self.position = position
        self.reason = reason

    def describe(self) -> str:
        """Return the message without the place."""
        return f"{shorten(self.text)} is no {self._what}: at position {self.position}, {self.reason}"


class DateError(_TextError):
    """A text that is no partial date, day or period."""

    _what = "date that can be used here"


class TermError(_TextError):
    """A text that is no term (ISO 8601 duration of whole years, months, weeks or days)."""

    _what = "term"


class WrongTypeError(MainlandCoopError, TypeError):
    """A value of a type that cannot be meant, such as a datetime or a number given for a day."""


class InvalidArgumentError(MainlandCoopError, ValueError):
    """An argument has the right type, but no meaning; the message says which and what would do."""


class InvalidRecordError(MainlandCoopError, ValueError):
    """A record that contradicts itself or lacks what it must have; raised when the record is made.

    Attributes:
        problems: If several of its fields are wrong, what is wrong with each, in their order; else empty.
    """

    problems: Sequence[Problem] = ()


class UnknownIdError(MainlandCoopError, KeyError):
    """An id that a collection does not hold.

    Attributes:
        id: The id that was asked for.
        kind: What the collection holds, for example `agreements`.
        suggestions: Ids of the collection that may be meant: first of records that are called so, then those that look
            like it, nearest first.
        note: What else is known of it: that it is the id of a record of another kind, or a name; else empty.
    """

    def __init__(self, id: str, kind: str, suggestions: tuple[str, ...] = (), note: str = "") -> None:
        super().__init__(id, kind, suggestions, note)
        self.id = id
        self.kind = kind
        self.suggestions = suggestions
        self.note = note

    def describe(self) -> str:
        """Return the message without the place."""
        hint = f"; did you mean {' or '.join(map(repr, self.suggestions))}?" if self.suggestions else ""
        note = f"{' ' if hint else '; '}{self.note}" if self.note else ""
        return f"there is no record with the id {shorten(self.id)} among the {self.kind}{hint}{note}"


@attrs.frozen
class Problem(Public):
    """One thing that is wrong with a file or a registry.

    Attributes:
        path: Where, for example `agreements[17].renewals[1].term`; empty for the whole.
        value: The value found there, shortened for display; empty where there is none.
        expected: What is wrong and what was expected.
    """

    path: str
    value: str
    expected: str

    def __str__(self) -> str:
        shown = f" is {self.value}" if self.value else ""
        return f"{self.path or 'the whole'}{shown}: {self.expected}"


class _ProblemsError(MainlandCoopError, ValueError):
    """Carries every problem that was found, not only the first.

    Attributes:
        where: The file, folder or object that was read or built.
        problems: All problems, in the order of their paths; `str()` shows the first thousand.
    """

    def __init__(self, where: str, problems: Iterable[Problem]) -> None:
        self.where = where
        self.problems: Sequence[Problem] = tuple(problems)
        super().__init__(where, self.problems)

    def describe(self) -> str:
        """Return the message without the place."""
        return problem_list(self.where, self.problems, "error.problems")


def problem_list(where: str, problems: Sequence[object], rest: str) -> str:
    """Return the first thousand of problems, one a line, below where they were found and how many they are.

    Args:
        where: The file, folder or object.
        problems: All problems.
        rest: Where those are that are not shown.
    """
    count = len(problems)
    lines = [f"{where}: {count} problem{'' if count == 1 else 's'}", *(f"  {each}" for each in problems[:_SHOWN])]
    if count > _SHOWN:
        lines.append(f"  ... and {count - _SHOWN} more (all are in {rest})")
    return "\n".join(lines)


class InvalidRegistryError(_ProblemsError):
    """Records that do not fit together: duplicate ids, references that lead nowhere, circles."""


class InvalidFileError(InvalidRegistryError):
    """A file whose content is not a register in the file form."""


class FileError(MainlandCoopError, OSError):
    """A file or folder that cannot be read or written at all."""


class MissingFileError(FileError, FileNotFoundError):
    """A file or folder that does not exist."""


class MissingExtraError(MainlandCoopError, ImportError):
    """A package that an extra of this library brings is not installed; the message says how to install it."""


for _error in [*map(globals().get, __all__)]:
    if isinstance(_error, type) and issubclass(_error, MainlandCoopError):
        _error.__module__ = "mainland_coop"  # what users catch, tracebacks name and pickles hold is the public name


def near(text: object, known: Iterable[str], n: int = 3, *, slip: bool = False) -> tuple[str, ...]:
    """Return up to n of the known texts that look like a text, nearest first, in whatever case.

    Those that begin with it come first, then those that are like it as a whole, then those whose beginning is. With
    `slip`, only those that are so like it that a slip of the finger tells them apart.

    Example:
        >>> near("agrement", ["agreement", "treaty"]), near("doj-shenzen", ["doj-shenzhen-legal-matters-2011"])
        (('agreement',), ('doj-shenzhen-legal-matters-2011',))
    """
    from difflib import get_close_matches  # only needed where something went wrong

    if not isinstance(text, str) or len(text) > 200:
        return ()
    lower = text.lower()
    words: dict[str, list[str]] = {}
    for word in known:
        words.setdefault(word.lower(), []).append(word)
    found = sorted(word for word in words if not slip and len(text) > 2 and word.startswith(lower))
    found += get_close_matches(lower, words, n=n, cutoff=0.9 if slip else 0.6)
    if not slip and not found and len(text) > 3:
        heads: dict[str, list[str]] = {}
        for word in words:
            heads.setdefault(word[: len(text) + 1], []).append(word)
        found = [word for head in get_close_matches(lower, heads, n=n, cutoff=0.8) for word in sorted(heads[head])]
    return tuple(dict.fromkeys(word for each in found for word in words[each]))[:n]


def hint(key: str, known: Iterable[str]) -> str:
    """Return the remedy for an unknown key: the known one that looks like it, or all of them."""
    known = list(known)
    for match in near(key, known, 1):
        return f"did you mean {match!r}?"
    return f"known keys: {', '.join(known)}"


def brief(text: str, limit: int = 60) -> str:
    """Return a text, cut to a number of characters, for a `repr` that stays on one line.

    Example:
        >>> brief("Record of meeting on further enhancement", 20)
        'Record of meeting...'
    """
    return text if len(text) <= limit else f"{text[: limit - 3].rstrip()}..."


def shorten(value: object) -> str:
    """Return the value's `repr`, cut to a length that fits into a message.

    Example:
        >>> shorten("x" * 500)[-20:]
        '... (500 characters)'
    """
    if isinstance(value, str) and len(value) > _MAX_VALUE:
        return f"{value[:_MAX_VALUE]!r}... ({len(value)} characters)"
    if isinstance(value, list | tuple | dict):
        name = {list: "a list", tuple: "a tuple", dict: "an object"}[
            next(t for t in (list, tuple, dict) if isinstance(value, t))
        ]
        return f"{name} of {len(value)}"
    if isinstance(value, int) and value.bit_length() > 400:
        return f"a number of about {value.bit_length() * 3 // 10} digits"  # Python refuses to print the longest
    text = repr(value)
    return text if len(text) <= _MAX_VALUE else f"{text[:_MAX_VALUE]}..."


def shorten_key(key: str) -> str:
    """Return a key for a path: as it is, or shortened where it would not fit into a line."""
    return key if len(key) <= 60 and key.isprintable() else shorten(key)
