"""Questions of the bundled data, against a scan that keeps nothing.

The scan asks each record anew (a copy of it, whose timeline is not compiled yet), or reads every name. Both give the
same answer, which is checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

import mainland_coop as mc
from benchmarks.harness import Row, Scale, against, same

__all__ = ["PEERS", "TITLE", "rows"]

TITLE = "Questions of the bundled data, after the first"
PEERS = ()

_PARTY = "hksar-department-of-justice"
_DAYS = ("2023-01-01", "2024-06-30")


def _fresh(records: Iterable[mc.Agreement]) -> list[mc.Agreement]:
    return [attrs.evolve(record) for record in records]


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows."""
    registry = mc.load()

    def with_terms() -> list[mc.Agreement | mc.Programme]:
        return [*_fresh(registry.agreements), *map(attrs.evolve, registry.programmes)]

    def active() -> set[str]:
        return {pact.id for pact in _fresh(registry.agreements) if pact.active_on("2016-06-30") is mc.Truth.TRUE}

    def changed() -> set[str]:
        began = (mc.Truth.FALSE, mc.Truth.TRUE)
        return {r.id for r in with_terms() if (r.active_on(_DAYS[0]), r.active_on(_DAYS[1])) == began}

    def gaps() -> set[str]:
        return {record.id for record in with_terms() if any(gap.certain for gap in record.chain.gaps())}

    def named() -> set[str]:
        return {party.id for party in registry.parties if any(name.casefold() == "doj" for name in party.name)}

    def filtered() -> set[str]:
        return {pact.id for pact in registry.agreements if _PARTY in pact.parties and str(pact.signed)[:4] == "2003"}

    agreements = registry.agreements
    questions = (
        ("active_on", lambda: set(registry.active_on("2016-06-30").by_id), active),
        ("changes", lambda: {found.id for found in registry.changes(*_DAYS).began}, changed),
        ("gaps", lambda: {found.id for found in registry.gaps()}, gaps),
        ("find", lambda: {match.record.id for match in registry.parties.find("DoJ", limit=1)}, named),
        ("where", lambda: set(agreements.where(party=_PARTY, signed="2003").by_id), filtered),
    )
    for question, ours, theirs in questions:
        same(ours(), theirs(), question)
        yield against(question, "scan that keeps nothing", ours, theirs, rounds=scale.rounds(31))
