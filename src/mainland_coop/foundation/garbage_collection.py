"""Holding off garbage collection while very many objects are made that are all to be kept.

Python's collector looks through what was made again and again, which costs several times the work itself. Nothing that
the library makes in between is garbage in circles.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_holders = 0
_was_enabled = False


@contextmanager
def collection_held_off() -> Iterator[None]:
    """Hold off garbage collection, and restore what was set before, whatever happens.

    The collector is one for the process: other threads go without it meanwhile. If several hold it off at once, the
    last to finish restores what the first found.

    Example:
        >>> with collection_held_off():
        ...     gc.isenabled()
        False
    """
    global _holders, _was_enabled
    with _lock:
        if not _holders:
            _was_enabled = gc.isenabled()
            gc.disable()
        _holders += 1
    try:
        yield
    finally:
        with _lock:
            _holders -= 1
            if not _holders and _was_enabled:
                gc.enable()
