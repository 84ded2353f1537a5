"""How much work a call is, counted in lines of the library that run, so that it is the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def work(run: Callable[[], object]) -> tuple[int, int]:
    """The lines of the library that a call executes, and how deep the calls of its functions nest."""
    lines = depth = deepest = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal lines, depth, deepest
        if "mainland_coop" not in frame.f_code.co_filename:
            return None
        if event == "line":
            lines += 1
        elif event == "call":  # also of a generator, each time that it goes on
            depth += 1
            deepest = max(deepest, depth)
        elif event == "return":
            depth -= 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return lines, deepest
