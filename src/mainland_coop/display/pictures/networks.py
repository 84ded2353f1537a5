"""The network of parties: who has agreements with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from mainland_coop.collections.collection import Collection
from mainland_coop.display.pictures.canvas import Canvas, Frame, canvas_for, finish, write
from mainland_coop.display.pictures.labels import text_of, wrapped
from mainland_coop.display.plain_text import width
from mainland_coop.foundation.argument_checks import whole_number
from mainland_coop.foundation.errors import InvalidRecordError, shorten
from mainland_coop.foundation.importing import require
from mainland_coop.questions.graphs import party_graph
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.parties import Party

if TYPE_CHECKING:
    from matplotlib.figure import Figure


Box: TypeAlias = tuple[float, float, float, float]
"""The left, bottom, right and top of a part of the picture."""

_PLACES = (("HK", "o", "Hong Kong"), ("MO", "^", "Macao"), ("CN", "s", "Mainland"), ("", "D", "other"))


def network_picture(
    parties: Collection[Party],
    agreements: Collection[Agreement],
    frame: Frame,
    *,
    labels: int,
    seed: int,
) -> Figure:
    """Return the parties joined by shared agreements, those without a shared one left out; see `Plots.network`.

    The more agreements two share, the thicker their line; the more a party has, the larger its mark. Marks differ in
    shape by jurisdiction. The same register, seed and version of networkx give the same picture.
    """
    if type(labels) is not int or labels < 0:
        raise InvalidRecordError(f"labels={shorten(labels)}: give how many parties to name, from 0")
    if whole_number(seed, "seed") >= 1 << 32:
        raise InvalidRecordError(f"seed={shorten(seed)}: give a number below 2**32")
    graph = party_graph(parties, agreements)
    graph.remove_nodes_from([node for node in graph if not graph[node]])
    if not graph:
        raise InvalidRecordError("there is nothing to draw: no two parties share an agreement")
    canvas = canvas_for(frame, 9.0)
    at = _layout(graph, seed)
    for one, other, data in graph.edges(data=True):
        canvas.axes.plot(
            *zip(at[one], at[other], strict=True),
            color=canvas.palette.line,
            linewidth=0.6 + 0.5 * data["weight"] ** 0.5,
            alpha=0.6,
            zorder=1,
            label=f"_edge:{one}|{other}",
        )
    shares = {node: sum(data["weight"] for data in graph[node].values()) for node in graph}
    _marks(canvas, graph, at, shares)
    named = sorted(graph, key=lambda node: (-shares[node], node))[:labels]
    _names(
        canvas, {node: "\n".join(wrapped(text_of(parties[node].name, node, canvas.language), 40)) for node in named}, at
    )
    canvas.axes.set_axis_off()
    canvas.axes.margins(0.12)
    canvas.axes.legend(frameon=False, fontsize="small", loc="upper right")
    return finish(canvas, frame, "network", "")


def _layout(graph: Any, seed: int) -> dict[str, tuple[float, float]]:
    nx = require("networkx", "graph", "graphs")
    # Springs would drive the parts of the graph apart until none can be read, so each is laid out by itself: the
    # largest above, the others below it, side by side.
    largest, *others = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda p: (-len(p), p))
    at = _springs(nx, graph.subgraph(largest), seed, (-1.0, -1.0, 1.0, 1.0))
    total = sum(len(part) ** 0.5 for part in others)
    left = -1.0
    for part in others:
        wide = 2 * len(part) ** 0.5 / total
        reach = min(0.3 * wide, 0.2)
        middle = left + wide / 2
        at |= _springs(nx, graph.subgraph(part), seed, (middle - reach, -1.5 - reach, middle + reach, -1.5 + reach))
        left += wide
    return at


def _springs(nx: Any, part: Any, seed: int, box: Box) -> dict[str, tuple[float, float]]:
    """The places of the nodes of a part, spread over a box."""
    ordered = nx.Graph()  # the layout depends on the order of the nodes
    ordered.add_nodes_from(sorted(part))
    for one, other in sorted(part.edges):
        # Springs between parties that have many others are weak: they would pull a circle of parties into one spot.
        ordered.add_edge(one, other, weight=1 / min(part.degree(one), part.degree(other)))
    found = nx.spring_layout(ordered, seed=seed, k=4.0 / len(ordered) ** 0.5, iterations=400)
    across, along = zip(*((float(x), float(y)) for x, y in found.values()), strict=True)
    places = zip(_spread(across, box[0], box[2]), _spread(along, box[1], box[3]), strict=True)
    return dict(zip(found, places, strict=True))


def _spread(values: Sequence[float], low: float, high: float) -> list[float]:
    """Return numbers stretched or squeezed so that the least is the low end and the greatest the high one."""
    least, extent = min(values), max(values) - min(values)
    return [low + (high - low) * (value - least) / extent if extent else (low + high) / 2 for value in values]


def _marks(canvas: Canvas, graph: Any, at: dict[str, tuple[float, float]], shares: dict[str, int]) -> None:
    colours = (canvas.palette.in_force, canvas.palette.gap, canvas.palette.possible, canvas.palette.line)
    for (place, mark, name), colour in zip(_PLACES, colours, strict=True):
        nodes = [node for node in graph if _place_of(graph.nodes[node].get("jurisdiction", "")) == place]
        if nodes:
            canvas.axes.scatter(
                [at[node][0] for node in nodes],
                [at[node][1] for node in nodes],
                s=[20 + 8 * shares[node] ** 0.7 for node in nodes],
                marker=mark,
                color=colour,
                edgecolors=canvas.axes.get_facecolor(),
                linewidths=0.7,
                zorder=2,
                label=name,
            )


def _place_of(jurisdiction: str) -> str:
    return next(place for place, _, _ in _PLACES if jurisdiction.partition("-")[0] == place or not place)


def _names(canvas: Canvas, labels: dict[str, str], at: dict[str, tuple[float, float]]) -> None:
    """Write each name beside its mark, where it covers no name that stands already, if there is such a place."""
    wide, high = 0.0142, 0.055  # of a character, and of a line, in the numbers of the layout
    marks = [(x - 0.02, y - 0.02, x + 0.02, y + 0.02) for x, y in at.values()]
    taken: list[Box] = []
    for node, label in labels.items():
        lines = label.splitlines()
        half, tall = max(map(width, lines)) * wide / 2, len(lines) * high
        x, y = at[node]
        places: list[tuple[float, float]] = [
            (0, side * (0.03 * step + tall / 2)) for step in (1, 2, 3) for side in (1, -1)
        ]
        places += [(side * (half + 0.04), 0) for side in (1, -1)]
        boxes = [(x + dx - half, y + dy - tall / 2, x + dx + half, y + dy + tall / 2) for dx, dy in places]

        def covered(box: Box) -> float:
            return sum(10 * _overlap(box, other) for other in taken) + sum(_overlap(box, mark) for mark in marks)

        box = min(boxes, key=covered)
        taken.append(box)
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        write(canvas, *middle, label, ha="center", va="center", fontsize="x-small", zorder=3)


def _overlap(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    along = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, across) * max(0.0, along)
