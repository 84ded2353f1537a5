"""Which id may have been meant by one that is not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from mainland_coop.foundation.errors import near

_FEW = 2_000  # among more ids than these, none is looked for that resembles another: that takes time
_MOST = 20  # nor for more of them than these
_PADDING = re.compile(r"(?<![0-9])0+(?=[0-9])|[\W_]+")


class LikelyIds:
    """The ids that exist, looked up when the first is asked for that does not.

    Ids that differ only in zeros before a number, in case, or in what joins their parts are found among however many.

    Example:
        >>> LikelyIds(lambda: ["GENG-0016", "GENG-0017"]).hint("GENG-16")
        "; did you mean 'GENG-0016'?"
    """

    def __init__(self, ids: Callable[[], Collection[str]]) -> None:
        self._look_up = ids
        self._ids: Collection[str] = ()
        self._plain: dict[str, str | None] | None = None
        self._asked = 0

    def hint(self, id: str) -> str:
        """Return what to say of an id that does not exist: which one may be meant, or nothing."""
        if self._plain is None:
            self._plain = {}
            self._ids = self._look_up()
            for known in self._ids:
                key = _plain(known)
                self._plain[key] = None if key in self._plain else known
        found = self._plain.get(_plain(id))
        if found is None and len(self._ids) <= _FEW and self._asked < _MOST:
            self._asked += 1
            found = next(iter(near(id, self._ids, 1)), None)
        return "" if found is None else f"; did you mean {found!r}?"


def _plain(id: str) -> str:
    return _PADDING.sub("", id.casefold())
