"""Benchmarks against peers, as one table of ratios: `python -m benchmarks` in the root of the source tree.

`docs/benchmarks.md` says what is measured and how.
"""
