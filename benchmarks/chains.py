"""Rows that point at the row they renew, resolved into chains, against networkx: `python benchmarks/chains.py [rows]`.

networkx builds a graph of the same pointers and finds its connected components. Ours finds the chains in order, with
forks and circles told. One chain of 100,000 links shows that neither recurses.
"""

from __future__ import annotations

import random
import sys

import networkx
from measuring import Row, compile_bytecode, in_turn, show, versions

from mainland_coop.intake.chains import NONE, resolve


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
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(predecessors)))
    graph.add_edges_from((row, before) for row, before in enumerate(predecessors) if before != NONE)
    return list(networkx.connected_components(graph))


def main(count: int = 1_000_000, rounds: int = 3) -> int:
    """Print the table; 1 if a target is missed."""
    compile_bytecode()
    predecessors = pointers(count)
    assert {frozenset(chain) for chain in resolve(predecessors)} == set(map(frozenset, with_networkx(predecessors)))
    one = [NONE, *range(99_999)]
    assert list(resolve(one)) == [list(range(100_000))]
    ours, theirs = in_turn(lambda: list(resolve(predecessors)), lambda: with_networkx(predecessors), rounds=rounds)
    rows = [Row(f"{count:,} rows in chains of 1 to 10", "networkx build + components", ours, theirs, 0.45)]
    ours, theirs = in_turn(lambda: list(resolve(one)), lambda: with_networkx(one), rounds=rounds)
    rows.append(Row("one chain of 100,000 links", "networkx build + components", ours, theirs, 0.45))
    return 0 if show(rows, versions("networkx")) else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
