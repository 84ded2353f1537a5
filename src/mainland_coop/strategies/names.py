"""Strategies for texts, ids and names, in English and both Chinese scripts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import combinations, permutations
from typing import Any, Literal, TypeAlias, TypeVar, get_args

import attrs
from hypothesis import strategies as st

from mainland_coop.records.fields import list_field_names
from mainland_coop.records.names import Name
from mainland_coop.strategies.arguments import (
    DrawField,
    IdArgument,
    References,
    by_itself,
    check_three_valued,
    strategy,
    words_of,
)
from mainland_coop.strategies.draws import Draws

T = TypeVar("T")

Script: TypeAlias = Literal["en", "zh_hant", "zh_hans"]
"""A script of a name, as the field is called."""

_SCRIPTS: tuple[Script, ...] = get_args(Script)
_HANT = "港律政司法院廣東澳門國務協議關係"
_HANS = "港律政司法院广东澳门国务协议关系"


def texts() -> st.SearchStrategy[str]:
    """Texts as a note or a title may have: anything that can be written in UTF-8 and is not blank.

    Example:
        >>> from hypothesis import find
        >>> find(texts(), lambda text: True)
        'a'
    """
    return _TEXTS


def ids() -> st.SearchStrategy[str]:
    """Ids in kebab case.

    Example:
        >>> from hypothesis import find
        >>> find(ids(), lambda id: True)
        'a'
        >>> find(ids(), lambda id: "-" in id)
        '0-0'
    """
    return _IDS


def _not_blank(text: str) -> str:
    return text if text.strip() else text + "a"


def _kebab(text: str) -> str:
    return "-".join(filter(None, text.split("-"))) or "a"


# One choice each, so that what has more of them is never the simpler example.
_ANY_TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
_TEXTS = _ANY_TEXTS.map(_not_blank)
_ANY_IDS = st.text("-0123456789abcdefghijklmnopqrstuvwxyz", max_size=10)
_IDS = _ANY_IDS.map(_kebab)


def draw_text(draw: Draws) -> str:
    """Draw one of `texts`, in one step in place of two."""
    return _not_blank(draw(_ANY_TEXTS))


TEXT = by_itself(draw_text)
"""One of `texts`, as a field."""


def draw_id(draw: Draws, wanted: IdArgument) -> str:
    """Draw the id that is wanted, or any."""
    return _kebab(draw(_ANY_IDS)) if wanted.id is None else wanted.id


def draw_name_of_record(draw: Draws, details: bool | None) -> Name:
    """Draw a name for a record with details, with or without, or without any."""
    return draw_name(draw, plain=True if details is False else None)


_FEW = 4


def some_of(draw: Draws, items: tuple[T, ...], *, at_least: int = 0, at_most: int = 3) -> Sequence[T]:
    """Draw some of the items, none twice, in any order; none of them where there are none."""
    if len(items) <= _FEW:
        return draw.one_of(_selections(items, at_least, at_most))
    n = at_least + draw.number(min(at_most, len(items)) - at_least)
    return list(dict.fromkeys(draw.one_of(items) for _ in range(n)))


@lru_cache(maxsize=1024)
def _selections(items: tuple[T, ...], at_least: int, at_most: int) -> list[tuple[T, ...]]:
    """All selections of few items, the shortest first."""
    sizes = range(at_least, min(at_most, len(items)) + 1)
    return [some for size in sizes for some in permutations(items, size)] if items else [()]


def ids_of(kind: str) -> DrawField:
    """Return what draws ids of a kind, none where there are none."""
    return lambda draw, references: some_of(draw, getattr(references, kind), at_least=1)


def one_id_of(kind: str) -> DrawField:
    """Return what draws one id of a kind, or None where there are none."""
    return lambda draw, references: draw.one_of(getattr(references, kind) or (None,))


def draw_id_of(draw: Draws, kind: str, references: References, otherwise: str) -> str:
    """Draw one id of a kind, for what cannot be without; another where there are none."""
    ids: tuple[str, ...] = getattr(references, kind)
    return draw.one_of(ids or (otherwise,))


@attrs.frozen(kw_only=True, slots=False)
class NameArguments:
    """The arguments of `names`.

    Attributes:
        scripts: The scripts that each name has; None for English, or any of them together.
        plain: True for names in the scripts alone, False for names that have more.
    """

    scripts: Script | Collection[Script] | None = None
    plain: bool | None = attrs.field(default=None, validator=check_three_valued)

    def __attrs_post_init__(self) -> None:
        """Refuse what is no script."""
        words_of("scripts", _SCRIPTS, self.scripts)


@strategy(NameArguments)
def names(draw: Draws, wanted: NameArguments) -> Name:
    """Names in English, Traditional and Simplified Chinese, with short forms, former names and alternatives.

    Example:
        >>> from hypothesis import find
        >>> find(names(scripts=["en", "zh_hant"]), lambda name: "司" in name.zh_hant).zh_hant
        '司'
    """
    return draw_name(draw, wanted.scripts, plain=wanted.plain)


def draw_name(draw: Draws, scripts: Script | Collection[Script] | None = None, *, plain: bool | None = None) -> Name:
    """Draw a name, without a strategy of its own, for the arguments of `names`."""
    given = draw.one_of(_SUBSETS) if scripts is None else words_of("scripts", _SCRIPTS, scripts)
    others = () if plain is True else draw.one_of(_MORE[plain])
    fields: dict[str, Any] = {script: draw_text(draw) if script == "en" else draw(_SPELT[script]) for script in given}
    for other in others:
        fields[other] = some_of(draw, given, at_least=1) if other == "translated" else _draw_texts(draw)
    return Name(**fields)


NAME = by_itself(draw_name)
"""One of `names`, as a field."""


def _draw_texts(draw: Draws) -> list[str]:
    return [draw_text(draw) for _ in range(draw.one_of(_ONE_OR_TWO))]


_ONE_OR_TWO = 1, 1, 2
_SUBSETS: tuple[tuple[Script, ...], ...] = (
    ("en",),
    ("en",),
    ("en", "zh_hant"),
    ("zh_hant",),
    ("en", "zh_hant", "zh_hans"),
    ("zh_hans",),
    ("en", "zh_hans"),
    ("zh_hant", "zh_hans"),
)
_SPELT: dict[str, st.SearchStrategy[str]] = {
    "zh_hant": st.text(_HANT, min_size=1, max_size=8),
    "zh_hans": st.text(_HANS, min_size=1, max_size=8),
}
_OTHERS = ("short", "former", "alternatives", "translated")
_SOME: tuple[tuple[str, ...], ...] = tuple(some for n in range(1, 5) for some in combinations(_OTHERS, n))
_MORE: dict[bool | None, tuple[tuple[str, ...], ...]] = {
    False: _SOME,
    None: (*((),) * 9, *_SOME[:4], _OTHERS),
}
"""What names have more, those with it, and those with or without."""

_SCHEMES = ("wikidata", "isni", "own")


def _draw_identifiers(draw: Draws) -> dict[str, str]:
    return {scheme: draw_text(draw) for scheme in some_of(draw, _SCHEMES, at_least=1, at_most=2)}


IDENTIFIERS = by_itself(_draw_identifiers)
"""Identifiers by scheme."""

_SCALARS = st.one_of(
    _TEXTS, st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False), st.just("")
)
EXTRA = st.dictionaries(
    _TEXTS,
    st.recursive(
        _SCALARS,
        lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(_TEXTS, inner, max_size=2)),
        max_leaves=4,
    ),
    min_size=1,
    max_size=2,
)
"""Values of the user's own: any JSON values."""


def open_lists(cls: type[Any]) -> DrawField:
    """Return what draws names of list fields of a class, save `renewals`, which decides when something is in force."""
    lists = tuple(name for name in list_field_names(cls) if name != "renewals")
    return lambda draw, _: some_of(draw, lists, at_least=1, at_most=2)
