"""Hypothesis profiles: fast by default, thorough on demand (HYPOTHESIS_PROFILE=thorough)."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much]  # enumerating worlds takes time, and some are too many
settings.register_profile("fast", deadline=None, max_examples=150, derandomize=True, suppress_health_check=_QUIET)
settings.register_profile("thorough", deadline=None, max_examples=20_000, suppress_health_check=_QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))
