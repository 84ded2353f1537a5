"""The registry: all records of a register with their checks, what puts registers together, and what was known when.

It stands on all floors below, whose functions do the work. Files belong to `files`.
"""
