"""Rows that point at the row they renew, resolved into chains, against networkx.

networkx builds a graph of the same pointers and finds its connected components. Ours finds the chains in order, with
forks and circles told. One chain of many links shows that neither recurses.
"""

from __future__ import annotations

import importlib
import random
from collections.abc import Iterator
from functools import partial

from benchmarks.harness import Row, Scale, against, left_out, missing, same
from mainland_coop.intake.rows import NONE, resolve

__all__ = ["PEERS", "TITLE", "rows"]

TITLE = "Chains of renewals"
PEERS = ("networkx",)

_PEER = "networkx build + components"


def pointers(count: int) -> list[int]:
    """Return the predecessor of each row: chains of 1 to 10 rows, shuffled."""
    chance = random.Random(6)
    places = list(range(count))
    chance.shuffle(places)
    found = [NONE] * count
    at = 0
    while at < count:
        length = min(chance.randint(1, 10), count - at)
        for before, after in zip(places[at : at + length], places[at + 1 : at + length], strict=False):
            found[after] = before
        at += length
    return found


def with_networkx(predecessors: list[int]) -> list[set[int]]:
    """Return the connected components of the graph of the same pointers."""
    networkx = importlib.import_module("networkx")
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(predecessors)))
    graph.add_edges_from((row, before) for row, before in enumerate(predecessors) if before != NONE)
    return list(networkx.connected_components(graph))


def _resolved(predecessors: list[int]) -> list[list[int]]:
    return list(resolve(predecessors))


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows."""
    many, links = scale.of(1_000_000), scale.of(100_000)
    for work, predecessors in (
        (f"{many:,} rows in chains of 1 to 10", pointers(many)),
        (f"one chain of {links:,} links", [NONE, *range(links - 1)]),
    ):
        if reason := missing("networkx"):
            yield left_out(work, _PEER, reason, 0.45)
            continue
        components = set(map(frozenset, with_networkx(predecessors)))
        same({frozenset(chain) for chain in resolve(predecessors)}, components, work)
        yield against(
            work,
            _PEER,
            partial(_resolved, predecessors),
            partial(with_networkx, predecessors),
            rounds=scale.rounds(5),
            target=0.45,
        )
