"""How far something long has come, for people who wait at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mainland_coop.foundation.errors import MissingExtraError
from mainland_coop.foundation.importing import require

PATIENCE = 2.0
"""How many seconds nothing is shown."""


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], object]]:
    """Give a function to be called after each of many steps; what takes longer than two seconds shows a bar meanwhile.

    The bar is that of tqdm, on standard error, where that is a terminal; it is wiped away at the end. Where tqdm, which
    the extra `progress` brings, is not installed, nothing is shown: what is done does not hang on it.

    Args:
        what: What is being done, in a word or two.
        total: How many steps there are.

    Example:
        >>> with progress("writing", 2) as step:
        ...     for _ in range(2):
        ...         _ = step()
    """
    try:
        is_watched = sys.stderr is not None and sys.stderr.isatty()
        bar_of = require("tqdm", "progress", "progress bars").tqdm if is_watched else None
    except MissingExtraError:
        bar_of = None
    if bar_of is None:
        yield _nothing
        return
    with bar_of(total=total, desc=what, unit=" records", delay=PATIENCE, leave=False, file=sys.stderr) as bar:
        yield bar.update


def _nothing() -> None:
    """Stand in for a step where nothing is shown."""
