"""Rows that point at rows, against networkx; and chains of any length."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop.intake.rows import NONE, Chains, resolve

POINTERS = st.integers(1, 30).flatmap(lambda n: st.lists(st.integers(NONE, n - 1), min_size=n, max_size=n))
TREES = st.integers(1, 30).flatmap(lambda n: st.tuples(*(st.integers(NONE, max(NONE, row - 1)) for row in range(n))))


def graph_of(predecessors: list[int] | tuple[int, ...]):
    nx = pytest.importorskip("networkx", reason="the chains are held against those that networkx finds")
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(predecessors)))
    graph.add_edges_from((row, before) for row, before in enumerate(predecessors) if before != NONE)
    return nx, graph


@given(POINTERS | TREES)
def test_chains_circles_and_forks_are_those_that_networkx_finds(predecessors: list[int]) -> None:
    nx, graph = graph_of(predecessors)
    chains = resolve(predecessors)
    components = {frozenset(part) for part in nx.weakly_connected_components(graph)}
    assert {frozenset(circle) for circle in chains.circles} == {frozenset(c) for c in nx.simple_cycles(graph)}
    for circle in chains.circles:
        assert circle[0] == min(circle)
        assert all(predecessors[row] == after for row, after in zip(circle, [*circle[1:], circle[0]], strict=True))
    assert chains.forks == {
        row: sorted(graph.predecessors(row)) for row in sorted(graph) if len(list(graph.predecessors(row))) > 1
    }
    faulty = {row for circle in chains.circles for row in circle} | set(chains.forks)
    sound = {part for part in components if not part & faulty}
    found = [chain for chain in chains if not faulty & set(chain)]
    whole = set(chains.whole(sorted(faulty)))
    assert {frozenset(chain) for chain in found if not whole & set(chain)} == sound
    for chain in found:
        assert predecessors[chain[0]] == NONE
        assert [predecessors[row] for row in chain[1:]] == chain[:-1]


@given(POINTERS, st.data())
def test_what_hangs_together_is_a_component(predecessors: list[int], data: st.DataObject) -> None:
    nx, graph = graph_of(predecessors)
    starts = data.draw(st.lists(st.integers(0, len(predecessors) - 1), max_size=4))
    found = resolve(predecessors).whole(starts)
    parts = [part for part in nx.weakly_connected_components(graph) if part & set(starts)]
    assert set(found) == set().union(*parts)
    assert all(cause in starts and nx.has_path(graph.to_undirected(), row, cause) for row, cause in found.items())


@pytest.mark.parametrize("backwards", [False, True])
def test_a_chain_of_100_000_links_needs_no_recursion(backwards: bool) -> None:
    n = 100_000
    pointers = [*range(1, n), NONE] if backwards else [NONE, *range(n - 1)]
    chains = resolve(pointers)
    (chain,) = chains
    assert chain == (list(range(n))[::-1] if backwards else list(range(n)))
    assert len(chains.whole([n // 2])) == n
    ring: Chains = resolve([n - 1, *range(n - 1)])
    assert [len(circle) for circle in ring.circles] == [n]
    assert list(ring) == []


def test_a_renewal_has_a_title_only_if_it_is_another_one() -> None:
    rows = [
        {"id": "1", "title": "Pact", "parties": "A", "signed": "2011", "renews": None},
        {"id": "2", "title": "Pact", "parties": "A", "signed": "2012", "renews": "1"},
        {"id": "3", "title": "Second pact", "parties": "A", "signed": "2013", "renews": "2"},
    ]
    columns = {name: name for name in ("id", "title", "parties", "signed", "renews")}
    pact = mc.read_table(rows, columns, constants={"kind": "contract"}).registry.agreements["1"]
    assert [renewal.title and renewal.title.en for renewal in pact.renewals] == [None, "Second pact"]
