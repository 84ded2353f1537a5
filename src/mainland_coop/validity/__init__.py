"""When a chain of links is in force: its bounds, its timeline, and what holds in all or some possible worlds.

It stands on `dates` and takes plain chain terms, no records. How an answer is explained belongs to `records`.
"""
