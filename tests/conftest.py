"""Hypothesis profiles: fast by default, others on demand (HYPOTHESIS_PROFILE=thorough, HYPOTHESIS_PROFILE=mutation)."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

from helpers import passed_before

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


pytest_addoption, pytest_configure = passed_before.pytest_addoption, passed_before.pytest_configure


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what passed before, if asked; for mutants run the quick tests first, of which most die."""
    passed_before.pytest_collection_modifyitems(config, items)
    if settings.get_current_profile_name() == "mutation":
        items.sort(key=lambda item: hasattr(getattr(item, "obj", None), "hypothesis"))
