"""What strategies draw sooner or later."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, Phase, find, settings, strategies as st
from hypothesis.errors import NoSuchExample


def not_met(
    wanted: set[str], strategy: st.SearchStrategy[Any], told: Callable[[Any], set[str]], within: int
) -> set[str]:
    """What of all that is wanted no example shows; as soon as all has been met no more are drawn."""
    seen: set[str] = set()

    def is_all_met(example: Any) -> bool:
        seen.update(told(example))
        return wanted <= seen

    some = settings(
        max_examples=within, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None
    )
    with suppress(NoSuchExample):
        find(strategy, is_all_met, settings=some)
    return wanted - seen
