"""Ids that drawn records may refer to, and the fields that a record may have beside those of its life."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeAlias

import attrs
from hypothesis import strategies as st

from mainland_coop.records.fields import as_ids
from mainland_coop.strategies.knobs import KnobError, listed

__all__ = ["Details", "References", "check_references", "ids_of", "one_id_of", "several"]


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


Maker: TypeAlias = Callable[[References], st.SearchStrategy[Any]]
"""Makes the strategy of a field, given what there is to refer to."""

_MOST_DETAILS = 5


class Details:
    """Fields that a record may have, each with its strategy; strategies are made once."""

    def __init__(self, **makers: Maker) -> None:
        self._makers = makers
        names = st.sampled_from(tuple(makers))
        most = min(_MOST_DETAILS, len(makers))
        # Half of all records have none, so that records within records stay small.
        self._some = st.lists(names, min_size=1, max_size=most, unique=True)
        self._any: st.SearchStrategy[list[str]] = st.one_of(st.just([]), self._some)
        self._made = lru_cache(maxsize=256)(self._make)

    def _make(self, name: str, references: References) -> st.SearchStrategy[Any]:
        return self._makers[name](references)

    def draw(self, draw: st.DrawFn, wanted: bool | None, references: References) -> dict[str, Any]:
        """Draw some of the fields: none of them if they are not wanted, one at least if they are."""
        if wanted is False:
            return {}
        names = draw(self._some if wanted else self._any)
        return {name: draw(self._made(name, references)) for name in names}


def ids_of(kind: str, at_least: int = 1) -> Callable[[References], st.SearchStrategy[list[str]]]:
    """Return what draws ids of a kind, none where there are none."""
    return lambda references: listed(getattr(references, kind), at_least=at_least if getattr(references, kind) else 0)


def one_id_of(kind: str) -> Callable[[References], st.SearchStrategy[str | None]]:
    """Return what draws one id of a kind, or None where there are none."""

    def draw_one(references: References) -> st.SearchStrategy[str | None]:
        known: tuple[str, ...] = getattr(references, kind)
        return st.sampled_from(known) if known else st.none()

    return draw_one


@lru_cache
def _usual() -> References:
    return References()


def check_references(references: References | None) -> References:
    """Return the references, or the usual ones for None."""
    if references is None:
        return _usual()
    if not isinstance(references, References):
        raise KnobError(f"references={references!r} is no References")
    return references


@lru_cache(maxsize=512)
def several(strategy: Callable[..., st.SearchStrategy[Any]], references: References) -> st.SearchStrategy[list[Any]]:
    """One or two records of a kind."""
    return st.lists(strategy(references=references), min_size=1, max_size=2)
