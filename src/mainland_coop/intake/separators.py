"""What stands between several values of a cell."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SEPARATORS = (";", "；", "|", "\n", "、", " / ", "/", "，", ",", " – ", " - ", " and ", " & ")
_WEAK = (",", "，", "/", " - ", " – ", " and ", " & ")
_IN_NAMES = ("/", " - ", " – ", " and ", " & ")
_NO_NAME = re.compile(
    r"(?:the )?(?:former )?(?:\w+ )*(?:republic|states?|kingdom|federation|sar|region|province)(?: of)?|"
    r"people's republic(?: of)?|"
    r"inc\.?|ltd\.?|llc|co\.?|corp\.?|limited|s\.?a\.?|gmbh|plc|jr\.?|the|of|and .*|province of .*|\d+|s\.a\.r\.",
    re.IGNORECASE,
)


def separator_of(counts: Mapping[str, int]) -> tuple[str | None, bool]:
    """Return what stands between several values of a cell, and whether that is clear.

    A comma is not clear where what it would cut off is no name, as in "Korea, Republic of".

    Example:
        >>> separator_of({"A; B": 1, "C": 1}), separator_of({"Korea, Republic of": 1, "Chad": 1})
        ((';', True), (',', False))
    """
    total = sum(counts.values())
    found: list[tuple[float, str, bool]] = []
    for mark in _SEPARATORS:
        having = {text: n for text, n in counts.items() if mark in text}
        share = sum(having.values()) / total if total else 0.0
        if share < (0.05 if mark in _WEAK else 0.005):
            continue
        parts = [part.strip() for text in having for part in text.split(mark)]
        if mark in _IN_NAMES:
            alone = {text for text in counts if mark not in text}
            again = sum(part in alone for part in parts) + len(parts) - len(set(parts))
            if share < 0.3 or again < len(parts) / 4:
                continue
        odd = sum(not part or _NO_NAME.fullmatch(part) is not None for part in parts)
        found.append((share, mark, odd == 0 if mark in _WEAK else odd <= len(parts) / 20))
    if not found:
        return None, True
    strong = [each for each in found if each[1] not in _WEAK]
    share, mark, clear = max(strong or found, key=lambda each: each[0])
    others = [each for each in found if each[0] > 2 * share]
    if others:  # a mark within names, or a few cells that are written in another way
        return max(others)[1], False
    return mark, clear
