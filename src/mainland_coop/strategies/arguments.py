"""The arguments that strategies take: a class for each set of them, with their checks, and ids to refer to.

`strategy` makes a strategy of a function that draws one value, and of such a class. The signature, what is refused at
the call and what the docstring says of each argument come from the class; the function gets an instance of it.

To add an argument, add a field to the class: its name, type and default, the validator that refuses what it never may
be, and its line under "Attributes". What goes against another argument is refused in `__attrs_post_init__`, with a
`KnobError`. Then let the function draw what is asked for. Nothing else names the argument.

Arguments that strategies share have their classes here; what one strategy takes has its class beside that strategy. A
strategy says of an argument that it shares what holds for it alone, under "Args" of its own docstring.
"""

from __future__ import annotations

import enum
import functools
import inspect
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from typing import Any, ParamSpec, TypeAlias, TypeVar, cast

import attrs
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from mainland_coop.foundation.docstrings import completed, told_of, with_arguments
from mainland_coop.foundation.errors import MainlandCoopError, hint, shorten
from mainland_coop.records.fields import as_id, as_ids
from mainland_coop.strategies.draws import Draws

E = TypeVar("E", bound=enum.StrEnum)
P = ParamSpec("P")
T = TypeVar("T")
W = TypeVar("W")
Word = TypeVar("Word", bound=str)

Count: TypeAlias = int | tuple[int, int]
"""How many, as a number, or the least and the greatest."""


class KnobError(MainlandCoopError, InvalidArgument):
    """Arguments of a strategy that contradict each other, or that no value can satisfy.

    It is an `InvalidArgument` of Hypothesis too.
    """


_REFUSED = """Raises:
    KnobError: If an argument is none that it may be, or arguments contradict each other."""


# --- A strategy of a class of arguments --------------------------------------------------------------------------


def strategy(arguments: Callable[P, W]) -> Callable[[Callable[[Draws, W], T]], Callable[P, st.SearchStrategy[T]]]:
    """Make a strategy of a function that draws a value, with the arguments of a class, checked at the call."""
    kept = cast("Callable[P, W]", lru_cache(maxsize=256, typed=True)(arguments))

    def made(*args: P.args, **kwargs: P.kwargs) -> W:
        try:
            return kept(*args, **kwargs)
        except TypeError:  # a list can be given, and not be kept
            return arguments(*args, **kwargs)

    def decorate(draw_one: Callable[[Draws, W], T]) -> Callable[P, st.SearchStrategy[T]]:
        @functools.wraps(draw_one)
        def drawn(draw: st.DrawFn, /, *args: P.args, **kwargs: P.kwargs) -> T:
            return draw_one(Draws(draw), made(*args, **kwargs))

        # Hypothesis reads the signature: it is shown, and an example is printed as the call that draws it.
        shown = inspect.signature(arguments)
        taken = shown.parameters.values()
        draws = inspect.Parameter("draw", inspect.Parameter.POSITIONAL_ONLY)
        told = inspect.signature(draw_one).replace(parameters=[draws, *taken])
        vars(drawn)["__signature__"] = told
        entries = told_of(*reversed(cast("type", arguments).__mro__[:-1]), draw_one)
        own = with_arguments(inspect.getdoc(draw_one) or "", {name: entries[name] for name in shown.parameters})
        drawn.__doc__ = completed(own, _REFUSED)
        composed = st.composite(drawn)

        @functools.wraps(composed)
        def call(*args: P.args, **kwargs: P.kwargs) -> st.SearchStrategy[T]:
            try:
                shown.bind(*args, **kwargs)
            except TypeError as error:  # as Python says it, of the function that was called
                unknown = [name for name in kwargs if name not in shown.parameters]
                remedy = f"; {hint(unknown[0], shown.parameters)}" if unknown else ""
                raise TypeError(f"{draw_one.__name__}(): {error}{remedy}") from None
            drawing = composed(*args, **kwargs)
            made(*args, **kwargs)  # refused now, and not only when something is drawn
            return drawing

        return call

    return decorate


# --- Checks ------------------------------------------------------------------------------------------------------


def check_three_valued(_: object, argument: attrs.Attribute[bool | None], value: object) -> None:
    """Refuse what is none of None, True and False."""
    if value is not None and not isinstance(value, bool):
        raise KnobError(f"{argument.name}={shorten(value)} is none of None, True and False")


def check_flag(_: object, argument: attrs.Attribute[bool], value: object) -> None:
    """Refuse what is neither True nor False."""
    if not isinstance(value, bool):
        raise KnobError(f"{argument.name}={shorten(value)} is neither True nor False")


def bounds_of_count(name: str, count: Count | None, most: int) -> tuple[int, int]:
    """Return the least and greatest number that an argument allows; None allows from 0 to `most`."""
    if count is None:
        return 0, most
    low, high = count if isinstance(count, tuple) else (count, count)
    if type(low) is not int or type(high) is not int or not 0 <= low <= high:
        raise KnobError(
            f"{name}={shorten(count)} is neither a number of 0 or more nor a pair of the least and greatest"
        )
    return low, high


def check_count(_: object, argument: attrs.Attribute[Count | None], value: Count | None) -> None:
    """Refuse what is no count."""
    bounds_of_count(argument.name, value, 0)


def words_of(name: str, words: tuple[Word, ...], wanted: Word | Collection[Word] | None) -> tuple[Word, ...]:
    """Return the words that an argument allows, in their order; None allows all."""
    if wanted is None:
        return words
    given = {wanted} if isinstance(wanted, str) else set(wanted)
    if not given or not given <= set(words):
        raise KnobError(f"{name}={wanted!r} is none, one or several of {', '.join(repr(str(word)) for word in words)}")
    return tuple(word for word in words if word in given)


def member_or_all(name: str, kind: type[E], wanted: E | str | None) -> tuple[E, ...]:
    """Return the member of an enum that an argument allows; None allows all."""
    try:
        return tuple(kind) if wanted is None else (kind(wanted),)
    except ValueError:
        raise KnobError(f"{name}={wanted!r} is none of {', '.join(repr(str(one)) for one in kind)}") from None


def _check_id(_: object, argument: attrs.Attribute[str | None], value: str | None) -> None:
    if value is not None:
        as_id(value)


# --- What records refer to ---------------------------------------------------------------------------------------


def _ids(value: Iterable[str]) -> tuple[str, ...]:
    return as_ids(value)


@attrs.frozen(kw_only=True)
class References:
    """The ids that drawn records may refer to, by kind; an empty kind is not referred to.

    Attributes:
        parties: Ids of parties.
        agreements: Ids of agreements.
        sessions: Ids of sessions.
        areas: Ids of areas.
        sources: Ids of sources.
    """

    parties: tuple[str, ...] = attrs.field(default=("a", "b", "c"), converter=_ids)
    agreements: tuple[str, ...] = attrs.field(default=("x", "y", "z"), converter=_ids)
    sessions: tuple[str, ...] = attrs.field(default=("a", "b", "c"), converter=_ids)
    areas: tuple[str, ...] = attrs.field(default=("a", "b", "c"), converter=_ids)
    sources: tuple[str, ...] = attrs.field(default=("a", "b", "c"), converter=_ids)


_USUAL = References()


def _as_references(references: References | None) -> References:
    if references is None:
        return _USUAL
    if not isinstance(references, References):
        raise KnobError(f"references={references!r} is no References")
    return references


# --- The arguments that strategies share -------------------------------------------------------------------------
# Without slots: classes with slots can not be put together, and what follows from the arguments is kept.


@attrs.frozen(kw_only=True, slots=False)
class IdArgument:
    """The id of a record.

    Attributes:
        id: The id of each; None for any.
    """

    id: str | None = attrs.field(default=None, validator=_check_id)


@attrs.frozen(kw_only=True, slots=False)
class WithDetails:
    """How much is said.

    Attributes:
        details: False for what they can not be without, True for more.
    """

    details: bool | None = attrs.field(default=None, validator=check_three_valued)


@attrs.frozen(kw_only=True, slots=False)
class PartArguments(WithDetails):
    """The arguments of what stands within a record.

    Attributes:
        references: The ids that they may refer to; None for `References()`.
    """

    references: References = attrs.field(default=None, converter=_as_references)


@attrs.frozen(kw_only=True, slots=False)
class RecordArguments(PartArguments, IdArgument):
    """The arguments of records with an id."""


# --- Fields that a record may have -------------------------------------------------------------------------------

DrawField: TypeAlias = Callable[[Draws, References], Any]
"""Draws a field, given what there is to refer to."""

FieldOfRecord: TypeAlias = st.SearchStrategy[Any] | tuple[Any, ...] | DrawField
"""How a field is drawn: by a strategy, as one of some values, or by what draws it."""

_MOST_FIELDS = 4
_SELDOM = False, False, True
_OFTEN = "identifiers", "extra"
"""Fields of which each example alone says little, and which are to meet."""


class OptionalFields:
    """Fields that a record may have, and how each is drawn."""

    def __init__(self, **fields: FieldOfRecord) -> None:
        self._fields = fields
        self._one = tuple(fields)
        often = tuple(name for name in _OFTEN if name in fields)
        self._some = (None,) * max(1, len(fields) // 3) + self._one + often

    def without(self, name: str) -> OptionalFields:
        """Return the fields without one of them."""
        return OptionalFields(**{one: how for one, how in self._fields.items() if one != name})

    def draw(self, draw: Draws, wanted: bool | None, references: References) -> dict[str, Any]:
        """Draw some of the fields: none of them if they are not wanted, one at least if they are."""
        # Most records have none, so that records within records stay small; others have several that may meet.
        some = draw.one_of(_SELDOM) if wanted is None else wanted
        if not some:
            return {}
        # Each name is a choice of its own, or none: so a field can be shrunk away alone.
        names = [draw.one_of(self._one if wanted and not index else self._some) for index in range(_MOST_FIELDS)]
        return {name: self._draw_field(draw, name, references) for name in dict.fromkeys(names) if name}

    def _draw_field(self, draw: Draws, name: str, references: References) -> Any:
        how = self._fields[name]
        if isinstance(how, tuple):
            return draw.one_of(how)
        return draw(how) if isinstance(how, st.SearchStrategy) else how(draw, references)


def by_itself(draw_one: Callable[[Draws], Any]) -> DrawField:
    """Return what draws a field that refers to nothing."""
    return lambda draw, _: draw_one(draw)


def one_or_two(draw_one: Callable[[Draws, PartArguments], Any]) -> DrawField:
    """Return what draws one or two records of a kind."""

    def draw_some(draw: Draws, references: References) -> list[Any]:
        wanted = _part_with(references)
        return [draw_one(draw.apart(), wanted) for _ in range(draw.one_of(_ONE_OR_TWO))]

    return draw_some


_ONE_OR_TWO = 1, 2


@lru_cache(maxsize=256)
def _part_with(references: References) -> PartArguments:
    return PartArguments(references=references)
