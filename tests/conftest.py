"""Hypothesis profiles: fast by default, others on demand (HYPOTHESIS_PROFILE=thorough, HYPOTHESIS_PROFILE=mutation)."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

_QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much]  # enumerating worlds takes time, and some are too many
settings.register_profile("fast", deadline=None, max_examples=150, derandomize=True, suppress_health_check=_QUIET)
settings.register_profile("thorough", deadline=None, max_examples=20_000, suppress_health_check=_QUIET)
settings.register_profile(
    "mutation",  # one failure is enough to kill a mutant, and the smallest is not asked for
    deadline=None,
    max_examples=40,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=_QUIET,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Under the mutation profile run the quick tests first: most mutants die of them."""
    if settings.get_current_profile_name() == "mutation":
        items.sort(key=lambda item: hasattr(getattr(item, "obj", None), "hypothesis"))
