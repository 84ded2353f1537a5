"""Questions about many records: events, changes, ends and gaps, relations and graphs.

It stands on `collections`. Each is a function of collections, which stands in `__init__.pyi` and is imported when it
is first asked for; the registry gives them their names.
"""

from __future__ import annotations


def __getattr__(name: str) -> object:
    from mainland_coop.foundation.public_names import public_name

    return public_name(__name__, name)
