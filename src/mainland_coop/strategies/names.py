"""Strategies for texts, ids and names, in English and both Chinese scripts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal, TypeAlias, get_args

from hypothesis import strategies as st

from mainland_coop.records.names import Name
from mainland_coop.strategies.arguments import KnobError, checked, listed

__all__ = ["NAMES", "Script", "ids", "names", "texts"]

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
        >>> find(ids(), lambda id: True), find(ids(), lambda id: "-" in id)
        ('a', '0-0')
    """
    return _IDS


def _not_blank(text: str) -> str:
    return text if text.strip() else text + "a"


def _kebab(text: str) -> str:
    return "-".join(filter(None, text.split("-"))) or "a"


# One choice each, so that what has more of them is never the simpler example.
_TEXTS = st.text(st.characters(codec="utf-8"), max_size=12).map(_not_blank)
_IDS = st.text("-0123456789abcdefghijklmnopqrstuvwxyz", max_size=10).map(_kebab)


def _scripts(scripts: Script | Collection[Script] | None) -> tuple[Script, ...]:
    wanted = _SCRIPTS if scripts is None else (scripts,) if isinstance(scripts, str) else tuple(scripts)
    if not wanted or not set(wanted) <= set(_SCRIPTS):
        raise KnobError(f"scripts={scripts!r} is none, one or several of {', '.join(map(repr, _SCRIPTS))}")
    return tuple(script for script in _SCRIPTS if script in wanted)


def _check_names(*, scripts: Script | Collection[Script] | None = None, plain: bool | None = None) -> None:
    _scripts(scripts)
    if plain not in (None, True, False):
        raise KnobError(f"plain={plain!r} is none of None, True and False")


@checked(_check_names)
@st.composite
def names(draw: st.DrawFn, *, scripts: Script | Collection[Script] | None = None, plain: bool | None = None) -> Name:
    """Names in English, Traditional and Simplified Chinese, with short forms, former names and alternatives.

    Args:
        scripts: The scripts that each name has; None for English, or any of them together.
        plain: True for names in the scripts alone, False for names that have more.

    Example:
        >>> from hypothesis import find
        >>> find(names(scripts=["en", "zh_hant"]), lambda name: "司" in name.zh_hant).zh_hant
        '司'
    """
    given = draw(_GIVEN) if scripts is None else _scripts(scripts)
    fields: dict[str, Any] = {script: draw(_SPELT[script]) for script in given}
    if plain is not True:
        for other in draw(_MORE if plain is None else _SOME):
            fields[other] = draw(listed(given, at_least=1) if other == "translated" else _LISTS)
    return Name(**fields)


_SUBSETS: tuple[tuple[Script, ...], ...] = (
    ("en",),
    ("en", "zh_hant"),
    ("zh_hant",),
    ("en", "zh_hant", "zh_hans"),
    ("zh_hans",),
    ("en", "zh_hans"),
    ("zh_hant", "zh_hans"),
)
_GIVEN = st.sampled_from(_SUBSETS)
_SPELT: dict[Script, st.SearchStrategy[str]] = {
    "en": _TEXTS,
    "zh_hant": st.text(_HANT, min_size=1, max_size=8),
    "zh_hans": st.text(_HANS, min_size=1, max_size=8),
}
_OTHERS = ("short", "former", "alternatives", "translated")
_MORE = st.sampled_from(((), (), (), ("short",), ("former",), ("alternatives",), ("translated",), _OTHERS))
_SOME = st.lists(st.sampled_from(_OTHERS), min_size=1, unique=True)
_LISTS = st.lists(_TEXTS, min_size=1, max_size=2)
NAMES: dict[bool | None, st.SearchStrategy[Name]] = {None: names(), True: names(), False: names(plain=True)}
"""Names for records with details, with or without, and without any."""
