"""Made-up registers of any size for the benchmarks: the same seed gives the same register."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from typing import Any

__all__ = ["N_PARTIES", "agreements", "head", "register"]

N_PARTIES = 200
_FIRST = datetime.date(1980, 1, 1).toordinal()


def _day(ordinal: int) -> str:
    return datetime.date.fromordinal(ordinal).isoformat()


def head() -> dict[str, list[dict[str, Any]]]:
    """Return the records that agreements refer to: parties, areas and sources."""
    return {
        "parties": [
            {"id": f"party-{n}", "name": {"en": f"Party {n}", "zh_hant": f"機構{n}"}} for n in range(N_PARTIES)
        ],
        "areas": [{"id": f"area-{n}", "name": f"Area {n}"} for n in range(20)],
        "sources": [
            {"id": f"source-{n}", "title": f"Source {n}", "publisher": "A publisher", "kind": "official"}
            for n in range(50)
        ],
    }


def agreements(count: int, *, least: int = 365, most: int = 20 * 365, seed: int = 6) -> Iterator[dict[str, Any]]:
    """Yield agreements in the file form: a third with a term, a third with a last day, some partial, some renewed.

    Args:
        count: How many.
        least: The fewest days that one runs.
        most: The most days.
        seed: Another seed gives another register.
    """
    chance = random.Random(seed)
    for number in range(count):
        start = _FIRST + chance.randrange(40 * 365)
        days = chance.randint(least, most)
        signed = _day(start)
        record: dict[str, Any] = {
            "id": f"agreement-{number}",
            "title": {"en": f"Agreement {number} on co-operation", "zh_hant": f"第{number}號合作協議"},
            "kind": "agreement",
            "parties": [f"party-{chance.randrange(N_PARTIES // 2)}", f"party-{chance.randrange(100, N_PARTIES)}"],
            "signed": signed[:7] if number % 10 == 3 else signed[:4] if number % 50 == 7 else signed,
            "areas": [f"area-{chance.randrange(20)}"],
            "citations": [{"source": f"source-{chance.randrange(50)}", "supports": ["signed"]}],
        }
        if number % 3 == 0:
            record["term"] = f"P{days}D"
        else:
            record["expires"] = _day(start + 400 + days if number % 50 == 7 else start + 31 + days)
        if number % 10 == 9:
            record["renewals"] = [{"signed": _day(start + days + 500), "term": f"P{days}D"}]
        yield record


def register(count: int, **options: int) -> str:
    """Return a whole register as JSON text."""
    return json.dumps({**head(), "agreements": list(agreements(count, **options))}, ensure_ascii=False)
