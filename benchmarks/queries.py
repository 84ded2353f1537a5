"""How long a question of the bundled data takes, against a scan that keeps nothing: `python benchmarks/queries.py`.

The naive scan asks each record anew (a copy of it, whose timeline is not compiled yet), or reads every name. Both give
the same answer, which is checked. The ratio is that of the medians in one run.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterable

import attrs

import mainland_coop as mc

REGISTRY = mc.load()
TRUE = mc.Truth.TRUE


def fresh(records: Iterable[mc.Agreement]) -> list[mc.Agreement]:
    return [attrs.evolve(record) for record in records]


def active_naively() -> set[str]:
    return {pact.id for pact in fresh(REGISTRY.agreements) if pact.active_on("2016-06-30") is TRUE}


def changed_naively() -> set[str]:
    days = ("2023-01-01", "2024-06-30")
    records = [*fresh(REGISTRY.agreements), *map(attrs.evolve, REGISTRY.programmes)]
    return {r.id for r in records if (r.active_on(days[0]), r.active_on(days[1])) == (mc.Truth.FALSE, TRUE)}


def gaps_naively() -> set[str]:
    records = [*fresh(REGISTRY.agreements), *map(attrs.evolve, REGISTRY.programmes)]
    return {record.id for record in records if any(gap.certain for gap in record.chain.gaps())}


def found_naively() -> set[str]:
    return {party.id for party in REGISTRY.parties if any(name.casefold() == "doj" for name in party.name)}


def filtered_naively() -> set[str]:
    party = "hksar-department-of-justice"
    return {pact.id for pact in REGISTRY.agreements if party in pact.parties and str(pact.signed).startswith("2003")}


QUESTIONS: tuple[tuple[str, Callable[[], set[str]], Callable[[], set[str]]], ...] = (
    ("active_on", lambda: set(REGISTRY.active_on("2016-06-30").by_id), active_naively),
    ("changes", lambda: {c.id for c in REGISTRY.changes("2023-01-01", "2024-06-30").began}, changed_naively),
    ("gaps", lambda: {found.id for found in REGISTRY.gaps()}, gaps_naively),
    ("find", lambda: {match.record.id for match in REGISTRY.parties.find("DoJ", limit=1)}, found_naively),
    (
        "where",
        lambda: set(REGISTRY.agreements.where(party="hksar-department-of-justice", signed="2003").by_id),
        filtered_naively,
    ),
)


def median(ask: Callable[[], set[str]], rounds: int) -> float:
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main() -> int:
    print(f"Python {sys.version.split()[0]}, mainland_coop {mc.__version__}, data {REGISTRY.version}")
    print("question      ours    naive scan    ratio   (medians, after the first time)")
    for name, ask, naive in QUESTIONS:
        if ask() != naive():
            print(f"{name}: the answers differ: {sorted(ask() ^ naive())}")
            return 1
        ours, theirs = median(ask, 300), median(naive, 20)
        print(f"{name:10} {ours * 1e6:6.0f} µs {theirs * 1e6:9.0f} µs {ours / theirs:8.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
