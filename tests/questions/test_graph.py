"""Graphs against naive scans, and on the bundled data; the package networkx comes with an extra."""

from __future__ import annotations

import io
import sys

import pytest
from hypothesis import given

import mainland_coop as mc
from helpers import samples
from helpers.related_registers import registers
from mainland_coop.foundation.errors import MissingExtraError
from mainland_coop.questions.graphs import instrument_graph, node_of, party_graph

REGISTRY = mc.load()


def test_without_networkx_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    for make in (
        lambda: party_graph(REGISTRY.parties, REGISTRY.agreements),
        lambda: instrument_graph(REGISTRY.agreements, REGISTRY.programmes),
    ):
        with pytest.raises(MissingExtraError, match=r'pip install "mainland-coop\[graph\]"') as caught:
            make()
        assert isinstance(caught.value, ImportError)


@given(registers())
def test_party_graph_counts_shared_agreements(registry: mc.Registry) -> None:
    pytest.importorskip("networkx")
    graph = party_graph(registry.parties, registry.agreements)
    assert list(graph) == [party.id for party in registry.parties]
    ids = sorted(registry.parties.by_id)
    for one in ids:
        for other in ids:
            shared = [a.id for a in registry.agreements if one != other and {one, other} <= set(a.parties)]
            assert graph.has_edge(one, other) == bool(shared)
            if shared:
                assert graph[one][other] == {"weight": len(shared), "agreements": tuple(shared)}


@given(registers())
def test_instrument_graph_has_every_relation_once(registry: mc.Registry) -> None:
    pytest.importorskip("networkx")
    graph = instrument_graph(registry.agreements, registry.programmes)
    wanted = []
    for a in registry.agreements:
        own = f"agreements/{a.id}"
        for relation in ("amends", "supplements", "implements"):
            wanted += [(own, f"agreements/{id}", relation) for id in getattr(a, relation)]
        wanted += [(own, f"agreements/{a.under}", "under")] if a.under else []
        wanted += [(f"agreements/{a.ending.by}", own, "supersedes")] if a.ending else []
        wanted += [(f"agreements/{part.by}", own, "supersedes_in_part") for part in a.superseded_in_part]
    for p in registry.programmes:
        own = f"programmes/{p.id}"
        wanted += [(own, f"agreements/{id}", "implements") for id in p.implements]
        wanted += [(own, f"agreements/{p.under}", "under")] if p.under else []
        wanted += [("agreements/a4", own, "supersedes")] if p.ending else []
    assert sorted(graph.edges(keys=True)) == sorted(wanted)
    assert all(key == data["relation"] for *_, key, data in graph.edges(keys=True, data=True))
    assert len(graph) == len(registry.agreements) + len(registry.programmes)


def test_on_the_bundled_data() -> None:
    nx = pytest.importorskip("networkx")
    graph = party_graph(REGISTRY.parties, REGISTRY.agreements)
    assert len(graph) == len(REGISTRY.parties)
    assert graph["hksar-government"]["ministry-of-commerce"]["weight"] == 19
    assert graph.nodes["ministry-of-commerce"]["jurisdiction"] == "CN"
    instruments = instrument_graph(REGISTRY.agreements, REGISTRY.programmes)
    cepa = node_of("agreements", "cepa-2003")
    supplements = [start for start, _, key in instruments.in_edges(cepa, keys=True) if key == "supplements"]
    assert supplements == [f"agreements/cepa-supplement-{n}" for n in range(1, 11)]
    assert nx.is_directed_acyclic_graph(instruments)
    nx.write_graphml(instruments, io.BytesIO())


def test_filtered_and_empty_collections_make_no_bare_nodes() -> None:
    pytest.importorskip("networkx")
    few = REGISTRY.agreements.select(lambda a: a.id != "cepa-2003")
    graph = instrument_graph(few, REGISTRY.programmes)
    assert node_of("agreements", "cepa-2003") not in graph
    assert all("name" in data for _, data in graph.nodes(data=True))
    none = mc.Registry()
    assert len(party_graph(none.parties, REGISTRY.agreements)) == 0
    assert len(instrument_graph(none.agreements, none.programmes)) == 0


def test_a_graph_is_the_callers_own() -> None:
    pytest.importorskip("networkx")
    graph = party_graph(REGISTRY.parties, REGISTRY.agreements)
    graph.clear()
    assert len(party_graph(REGISTRY.parties, REGISTRY.agreements)) == len(REGISTRY.parties)


def test_the_graphs_of_a_registry() -> None:
    pytest.importorskip("networkx", reason="needs the extra 'graph'")
    assert set(samples.REGISTRY.party_graph()) == {"hk", "sz", "cn"}
    assert samples.REGISTRY.instrument_graph().has_edge("agreements/pact", "agreements/framework")
