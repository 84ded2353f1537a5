"""Whole registers in files: JSON, JSON Lines, and the bundled dataset.

It stands on `registry` and `form`. Spreadsheets belong to `intake`, forms of other programs to `exports`.
"""
