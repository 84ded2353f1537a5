"""How many examples the slowest property tests draw, where each example enumerates very many worlds."""

from __future__ import annotations

from hypothesis import settings

_FAST = 150

heavy = settings(max_examples=30 if settings.default.max_examples == _FAST else settings.default.max_examples)
"""A fifth of the examples of the fast profile, and all of any other."""
