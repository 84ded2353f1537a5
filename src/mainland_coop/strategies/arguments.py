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

import datetime
import enum
import functools
import inspect
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from typing import Any, ParamSpec, TypeAlias, TypeVar, cast

import attrs
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.foundation.docstrings import completed, told_of, with_arguments
from mainland_coop.foundation.errors import MainlandCoopError, hint, shorten
from mainland_coop.records.fields import as_id, as_ids

E = TypeVar("E", bound=enum.StrEnum)
P = ParamSpec("P")
T = TypeVar("T")
W = TypeVar("W")
Word = TypeVar("Word", bound=str)

CENTRE = datetime.date(2000, 1, 1).toordinal()
"""The day towards which every date shrinks, as an ordinal."""

Count: TypeAlias = int | tuple[int, int]
"""How many, as a number, or the least and the greatest."""


class KnobError(MainlandCoopError, InvalidArgument):
    """Arguments of a strategy that contradict each other, or that no value can satisfy.

    It is an `InvalidArgument` of Hypothesis too.
    """


_REFUSED = """Raises:
    KnobError: If an argument is none that it may be, or arguments contradict each other."""


# --- A strategy of a class of arguments --------------------------------------------------------------------------


def strategy(arguments: Callable[P, W]) -> Callable[[Callable[[st.DrawFn, W], T]], Callable[P, st.SearchStrategy[T]]]:
    """Make a strategy of a function that draws a value, with the arguments of a class, checked at the call."""
    kept = cast("Callable[P, W]", lru_cache(maxsize=256, typed=True)(arguments))

    def made(*args: P.args, **kwargs: P.kwargs) -> W:
        try:
            return kept(*args, **kwargs)
        except TypeError:  # a list can be given, and not be kept
            return arguments(*args, **kwargs)

    def decorate(draw_one: Callable[[st.DrawFn, W], T]) -> Callable[P, st.SearchStrategy[T]]:
        @functools.wraps(draw_one)
        def drawn(draw: st.DrawFn, /, *args: P.args, **kwargs: P.kwargs) -> T:
            return draw_one(draw, made(*args, **kwargs))

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


# --- Draws -------------------------------------------------------------------------------------------------------


def draw_day(draw: st.DrawFn, low: int = FIRST_DAY, high: int = LAST_DAY) -> int:
    """Draw a day within bounds, mostly of our own time, so that what is said of days may meet.

    It is one choice, for each draw takes long: a number whose smaller values stand for days near 2000, several for
    each of them.
    """
    numbers, near_low, near_high, each = _near(low, high)
    number = draw(numbers)
    if number < near_low * each:
        return CENTRE + near_low + number - near_low * each
    beyond = number - near_high * each - each + 1
    return CENTRE + (near_high + beyond if beyond > 0 else number // each)


@lru_cache(maxsize=256)
def _near(low: int, high: int) -> tuple[st.SearchStrategy[int], int, int, int]:
    """The numbers that stand for days, the least and greatest near one from 2000-01-01, and the numbers of each."""
    near_low, near_high = max(low, _NEAR[0]) - CENTRE, min(high, _NEAR[1]) - CENTRE
    if near_low > near_high:
        return st.integers(low - CENTRE, high - CENTRE), low - CENTRE, high - CENTRE, 1
    n_near = near_high - near_low + 1
    each = max(1, 2 * (high - low + 1 - n_near) // n_near)
    first = low - CENTRE - near_low + near_low * each
    return st.integers(first, high - CENTRE - near_high + near_high * each + each - 1), near_low, near_high, each


_NEAR = (datetime.date(1990, 1, 1).toordinal(), datetime.date(2039, 12, 31).toordinal())
_SPANS = st.integers(0, 3 * LAST_DAY - 1)


def draw_span(draw: st.DrawFn, most: int, least: int = 0) -> int:
    """Draw a number of days from `least` through `most`: days and weeks as often as years or more."""
    size, number = divmod(draw(_SPANS), LAST_DAY)
    beyond = (number * 41 // LAST_DAY, number * 1501 // LAST_DAY, number)[size]
    # Strategies with bounds of their own would have to be made and validated for each draw.
    return least + (beyond if beyond <= most - least else beyond % (most - least + 1))


def one_of_these(items: tuple[T, ...]) -> st.SearchStrategy[T]:
    """One of the items; the strategy is made once."""
    return _sampled_from(items)


@lru_cache(maxsize=1024)
def _sampled_from(items: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(items)


FieldStrategy: TypeAlias = Callable[[References], st.SearchStrategy[Any]]
"""Makes the strategy of a field, given what there is to refer to."""

_MOST_FIELDS = 5


class OptionalFields:
    """Fields that a record may have, each with its strategy, or with what makes one of what there is to refer to."""

    def __init__(self, **makers: FieldStrategy | st.SearchStrategy[Any]) -> None:
        self._makers = makers
        names = tuple(makers)
        # Half of all records have none, so that records within records stay small.
        self._first = st.sampled_from((None,) * len(names) + names)
        self._further = st.sampled_from((None,) * (1 + len(names) // 3) + names)
        self._one = st.sampled_from(names)
        self._made = lru_cache(maxsize=256)(self._make)

    def _make(self, name: str, references: References) -> st.SearchStrategy[Any]:
        maker = self._makers[name]
        return maker if isinstance(maker, st.SearchStrategy) else maker(references)

    def without(self, name: str) -> OptionalFields:
        """Return the fields without one of them."""
        return OptionalFields(**{one: maker for one, maker in self._makers.items() if one != name})

    def draw(self, draw: st.DrawFn, wanted: bool | None, references: References) -> dict[str, Any]:
        """Draw some of the fields: none of them if they are not wanted, one at least if they are."""
        if wanted is False:
            return {}
        # Each name is drawn with its field, until there is no more: so a field can be shrunk away alone.
        fields: dict[str, Any] = {}
        names: st.SearchStrategy[str | None] = self._one if wanted else self._first
        for _ in range(_MOST_FIELDS):
            name = draw(names)
            if name is None:
                break
            if name not in fields:
                fields[name] = draw(self._made(name, references))
            names = self._further
        return fields


@lru_cache(maxsize=64)
def one_or_two(strategy: Callable[..., st.SearchStrategy[Any]]) -> FieldStrategy:
    """Return what draws one or two records of a kind."""
    return lru_cache(maxsize=64)(lambda known: st.lists(strategy(references=known), min_size=1, max_size=2))
