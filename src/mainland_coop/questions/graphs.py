"""Registers as graphs for networkx, which the extra `graph` brings and which is imported when a graph is made.

Nodes and edges are added in the order of the collections, so equal registers give equal graphs, node for node. The
graphs are the caller's own: changing one changes no record.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from mainland_coop.collections.collection import Collection
from mainland_coop.foundation.importing import require
from mainland_coop.questions.events import of_both_kinds
from mainland_coop.questions.relations import relations_of
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme

if TYPE_CHECKING:
    import networkx as nx


def party_graph(parties: Collection[Party], agreements: Collection[Agreement]) -> nx.Graph[str]:
    """Return who has agreements with whom: an undirected graph of parties.

    Each party is a node, by its id, with `name`, `kind` and `jurisdiction` (what is not known is left out). An edge
    joins two parties that are parties to the same agreement, with `weight` (how many such agreements) and `agreements`
    (a tuple of their ids, by date). An agreement of n parties joins each pair of them.

    Args:
        parties: The parties; those without agreements are nodes without edges.
        agreements: The agreements to count; of their parties, those not among `parties` are left out.

    Raises:
        MissingExtraError: If networkx is not installed (an ImportError).
    """
    graph: nx.Graph[str] = _networkx().Graph()
    for party in parties:
        graph.add_node(party.id, **_known(name=party.name.text, kind=party.kind, jurisdiction=party.jurisdiction))
    shared: dict[tuple[str, str], list[str]] = {}
    for agreement in agreements:
        there = sorted({id for id in agreement.parties if id in parties})
        for pair in combinations(there, 2):
            shared.setdefault(pair, []).append(agreement.id)
    for (one, other), ids in shared.items():
        graph.add_edge(one, other, weight=len(ids), agreements=tuple(ids))
    return graph


def instrument_graph(agreements: Collection[Agreement], programmes: Collection[Programme]) -> nx.MultiDiGraph[str]:
    """Return how instruments and programmes are related: a directed graph that allows several edges between two.

    Each record is a node, `agreements/<id>` or `programmes/<id>` (ids are unique within their kind only; `node_of`
    makes the text), with `id`, `record_kind`, `name` and `kind`. An edge leads from the record that amends,
    supplements, implements, was made under, supersedes or supersedes in part to the one that it does so to. Its key and
    its `relation` are the name of the relation: `amends`, `supplements`, `implements`, `under`, `supersedes`,
    `supersedes_in_part`.

    Args:
        agreements: The agreements.
        programmes: The programmes.

    Raises:
        MissingExtraError: If networkx is not installed (an ImportError).
    """
    graph: nx.MultiDiGraph[str] = _networkx().MultiDiGraph()
    for agreement in agreements:
        _add(graph, "agreements", agreement.id, agreement.title.text, agreement.kind)
    for programme in programmes:
        _add(graph, "programmes", programme.id, programme.name.text, programme.kind)
    for kind, record, _ in of_both_kinds(agreements, programmes):
        own = node_of(kind, record.id)
        for relation, ids in relations_of(record).items():
            for id in ids:
                if relation == "superseded_by":
                    # Of a programme a programme first of all; else the agreement that took its place.
                    by = "programmes" if kind == "programmes" and id in programmes else "agreements"
                    _join(graph, node_of(by, id), own, "supersedes")
                elif relation == "superseded_in_part_by":
                    _join(graph, node_of("agreements", id), own, "supersedes_in_part")
                else:
                    _join(graph, own, node_of("agreements", id), relation)
    return graph


def node_of(record_kind: str, id: str) -> str:
    """Return the node of a record in an instrument graph.

    Example:
        >>> node_of("agreements", "cepa-2003")
        'agreements/cepa-2003'
    """
    return f"{record_kind}/{id}"


def _networkx() -> Any:
    return require("networkx", "graph", "graphs")


def _add(graph: nx.MultiDiGraph[str], record_kind: str, id: str, name: str, kind: str | None) -> None:
    graph.add_node(node_of(record_kind, id), **_known(id=id, record_kind=record_kind, name=name, kind=kind))


def _join(graph: nx.MultiDiGraph[str], start: str, end: str, relation: str) -> None:
    # Of filtered collections the other record may be missing; networkx would make a bare node of it.
    if start in graph and end in graph:
        graph.add_edge(start, end, key=relation, relation=relation)


def _known(**values: str | None) -> dict[str, Any]:
    """The values that are known, as plain text: writers of graph files take neither None nor enums."""
    return {name: str(value) for name, value in values.items() if value is not None}
