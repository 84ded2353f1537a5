"""Who signs with whom: the bodies of two sides, joined by the agreements that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

import attrs

from mainland_coop.collections.collection import Collection
from mainland_coop.display.looks import OTHERS, PLACES, SHARED
from mainland_coop.display.pictures.canvas import COLUMN, LINE, Canvas, canvas_for
from mainland_coop.display.pictures.frame import Frame
from mainland_coop.display.pictures.labels import Labels, text_of, wrapped
from mainland_coop.display.plain_text import width
from mainland_coop.foundation.errors import InvalidRecordError, WrongTypeError, shorten
from mainland_coop.foundation.importing import require
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.parties import Party

if TYPE_CHECKING:
    from matplotlib.figure import Figure


_OTHERS = ""
"""Stands for the bodies of a side that are not named; no id is empty."""
_ROOM = 0.07
"""How many inches there are between two bodies."""
_HEAD = 0.3
"""How many inches the names of the sides take."""
_BAR = 0.11
"""How many inches the bar of a body is wide."""

Shared = Mapping[tuple[str, str], frozenset[str]]


@attrs.frozen
class Body:
    """A body on one side.

    Attributes:
        id: Its id, empty for those that are not named.
        count: How many agreements it has with the other side.
        weight: How many agreements all its lines stand for.
        lines: Its name.
    """

    id: str
    count: int
    weight: int
    lines: tuple[str, ...]


def counterparts_picture(
    parties: Collection[Party],
    agreements: Collection[Agreement],
    frame: Frame,
    *,
    sides: tuple[str, str],
    most: int,
    labels: Labels,
) -> Figure:
    """Return two columns of bodies, joined by bands as broad as the agreements they share are many; see `Plots`."""
    if type(most) is not int or most < 1:
        raise InvalidRecordError(f"most={shorten(most)}: give how many bodies to name on each side, from 1")
    if not (isinstance(sides, tuple | list) and len(sides) == 2 and all(isinstance(side, str) for side in sides)):
        raise WrongTypeError(f'sides={shorten(sides)}: give two jurisdictions, such as ("HK", "CN")')
    one, other = sides
    shared = _shared(parties, agreements, one, other)
    if not shared:
        raise InvalidRecordError(
            f"there is nothing to draw: no agreement has parties of both sides={shorten(one)}, {shorten(other)}"
        )
    kept = tuple(_kept(shared, side, most) for side in (0, 1))
    joined = _joined(shared, kept)
    canvas = canvas_for(frame, 1.0, [parties[id].name for ids in kept for id in ids])
    columns = max(12, int((canvas.width * 0.37 - 0.5) / COLUMN))
    left, right = (
        _bodies(canvas, parties, joined, side, len({pair[side] for pair in shared}), labels, columns) for side in (0, 1)
    )
    # On the right, bodies stand near those that they sign with, so that few bands cross.
    order = {body.id: place for place, body in enumerate(left)}
    right.sort(key=lambda body: (body.id == _OTHERS, _middle(body, joined, order), -body.weight, body.id))
    _draw(canvas, sides, left, right, joined)
    if canvas.own:
        canvas.figure.set_figheight(_HEAD - canvas.axes.get_ylim()[0] + 0.1 + (0.3 if frame.title else 0))
    told = "; ".join(
        f"{_name(left, a)} – {_name(right, b)}: {len(ids)}"
        for (a, b), ids in sorted(joined.items(), key=lambda item: (-len(item[1]), item[0]))[:12]
    )
    return canvas.finish(frame, SHARED[canvas.language], f"{SHARED[canvas.language]}: {told}.")


def _shared(parties: Collection[Party], agreements: Collection[Agreement], one: str, other: str) -> Shared:
    """The agreements that two parties of different sides share, by pair."""
    found: dict[tuple[str, str], set[str]] = {}
    for agreement in agreements:
        there = [parties[id] for id in agreement.parties if id in parties]
        for pair in product(*([party.id for party in there if _is_of(party, side)] for side in (one, other))):
            found.setdefault((pair[0], pair[1]), set()).add(agreement.id)
    return {pair: frozenset(ids) for pair, ids in found.items()}


def _is_of(party: Party, side: str) -> bool:
    return party.jurisdiction is not None and f"{party.jurisdiction}-".startswith(f"{side}-")


def _kept(shared: Shared, side: int, most: int) -> tuple[str, ...]:
    """The bodies of a side to name, those with most agreements; all, if one alone would be left."""
    counts: dict[str, set[str]] = {}
    for pair, ids in shared.items():
        counts.setdefault(pair[side], set()).update(ids)
    ordered = sorted(counts, key=lambda each: (-len(counts[each]), each))
    return tuple(ordered[: most if len(ordered) > most + 1 else len(ordered)])


def _joined(shared: Shared, kept: Sequence[tuple[str, ...]]) -> Shared:
    """The same, with the bodies that are not named taken together."""
    found: dict[tuple[str, str], set[str]] = {}
    for pair, ids in shared.items():
        a, b = pair
        named = a if a in kept[0] else _OTHERS, b if b in kept[1] else _OTHERS
        found.setdefault(named, set()).update(ids)
    return {pair: frozenset(ids) for pair, ids in found.items()}


def _bodies(
    canvas: Canvas,
    parties: Collection[Party],
    joined: Shared,
    side: int,
    total: int,
    labels: Labels,
    columns: int,
) -> list[Body]:
    """The bodies of a side, those with most agreements first, the others last."""
    weights: Counter[str] = Counter()
    counts: dict[str, set[str]] = {}
    for pair, ids in joined.items():
        weights[pair[side]] += len(ids)
        counts.setdefault(pair[side], set()).update(ids)
    named = len([id for id in counts if id != _OTHERS])
    bodies = []
    for id in counts:
        if id == _OTHERS:
            text = OTHERS[canvas.language].format(number=total - named)
        else:
            text = text_of(
                parties[id].name, id, canvas.language, labels=labels, has_chinese=bool(canvas.fonts)
            )  # no two bodies have one name
        bodies.append(Body(id, len(counts[id]), weights[id], tuple(wrapped(text, columns))))
    return sorted(bodies, key=lambda body: (body.id == _OTHERS, -body.count, body.id))


def _name(bodies: Sequence[Body], id: str) -> str:
    return " ".join(next(body for body in bodies if body.id == id).lines)


def _middle(body: Body, joined: Shared, order: Mapping[str, int]) -> float:
    """Where those that a body signs with stand on the other side, on average."""
    there = [(order[a], len(ids)) for (a, b), ids in joined.items() if b == body.id]
    return sum(place * weight for place, weight in there) / sum(weight for _, weight in there)


def _draw(canvas: Canvas, sides: tuple[str, str], left: Sequence[Body], right: Sequence[Body], joined: Shared) -> None:
    total = sum(body.weight for body in left)
    needed = max(sum(LINE * len(body.lines) + _ROOM for body in side) for side in (left, right))
    each = max(0.012, 0.55 * needed / total)  # the inches of one agreement
    places, heights = zip(*(_places(side, each) for side in (left, right)), strict=True)
    height = max(heights)
    tops = [
        {id: top + (height - whole) / 2 for id, top in of_side.items()}
        for of_side, whole in zip(places, heights, strict=True)
    ]
    inner = canvas.width * 0.37, canvas.width * 0.63
    for side, bodies, x, outwards in ((0, left, inner[0], -1), (1, right, inner[1], 1)):
        for body in bodies:
            _body(canvas, body, x, tops[side][body.id], each, outwards)
    used = [dict.fromkeys(of_side, 0.0) for of_side in tops]
    at = [{body.id: place for place, body in enumerate(bodies)} for bodies in (left, right)]
    # Bands leave a body in the order in which they arrive, so that they do not cross at it.
    ends: dict[tuple[str, str], list[float]] = {pair: [0.0, 0.0] for pair in joined}
    for side in (0, 1):
        for pair in sorted(joined, key=lambda pair: (at[side][pair[side]], at[1 - side][pair[1 - side]])):
            ends[pair][side] = tops[side][pair[side]] + used[side][pair[side]]
            used[side][pair[side]] += each * len(joined[pair])
    for pair in sorted(joined, key=lambda pair: -len(joined[pair])):
        _band(canvas, pair, ends[pair], each * len(joined[pair]), (inner[0] + _BAR, inner[1] - _BAR))
    canvas.axes.set_xlim(0, canvas.width)
    canvas.axes.set_ylim(-(height + 0.05), _HEAD)
    canvas.axes.set_axis_off()
    for jurisdiction, x, align in ((sides[0], inner[0], "right"), (sides[1], inner[1], "left")):
        called = PLACES[jurisdiction][canvas.language] if jurisdiction in PLACES else jurisdiction
        canvas.write(x, _HEAD / 2, called, ha=align, va="center", fontweight="bold")
    told = SHARED[canvas.language]
    if COLUMN * width(told) < inner[1] - inner[0] - 0.6:
        canvas.write(sum(inner) / 2, _HEAD / 2, told, ha="center", va="center", fontsize="small")


def _places(bodies: Sequence[Body], each: float) -> tuple[dict[str, float], float]:
    """Where the bar of each body begins, from the top in inches, and how high all are."""
    found, at = {}, 0.0
    for body in bodies:
        needs = max(each * body.weight, LINE * len(body.lines))
        found[body.id] = at + (needs - each * body.weight) / 2
        at += needs + _ROOM
    return found, at - _ROOM


def _body(canvas: Canvas, body: Body, x: float, top: float, each: float, outwards: int) -> None:
    patch = require("matplotlib.patches", "plot", "pictures").Rectangle
    high = each * body.weight
    bar = patch((x if outwards < 0 else x - _BAR, -top - high), _BAR, high)
    colour = canvas.palette.line if body.id == _OTHERS else canvas.palette.in_force
    bar.set(facecolor=colour, edgecolor="none", label=f"_body:{body.id}")
    canvas.axes.add_patch(bar)
    middle = -top - high / 2
    side = {"ha": "right" if outwards < 0 else "left", "va": "center", "fontsize": "small"}
    number = canvas.write(x + outwards * 0.06, middle, str(body.count), **side, fontweight="bold")
    number.set_color(colour)
    label = canvas.write(x + outwards * 0.38, middle, "\n".join(body.lines), **side, linespacing=1.12)
    label.set_label(f"_name:{body.id}")


def _band(
    canvas: Canvas, pair: tuple[str, str], tops: Sequence[float], high: float, across: tuple[float, float]
) -> None:
    """A band from one side to the other, as broad at both ends."""
    path = require("matplotlib.path", "plot", "pictures").Path
    (x, far), (a, b) = across, tops
    middle = (x + far) / 2
    points: list[tuple[float, float]] = [(x, -a), (middle, -a), (middle, -b), (far, -b)]
    points += [(far, -b - high), (middle, -b - high), (middle, -a - high), (x, -a - high), (x, -a)]
    codes: list[Any] = [path.MOVETO, *[path.CURVE4] * 3, path.LINETO, *[path.CURVE4] * 3, path.CLOSEPOLY]
    band = require("matplotlib.patches", "plot", "pictures").PathPatch(path(points, codes))
    unnamed = pair.count(_OTHERS)
    colour = canvas.palette.line if unnamed else canvas.palette.in_force
    band.set(facecolor=colour, alpha=(0.4, 0.25, 0.12)[unnamed], edgecolor="none", label=f"_shared:{pair[0]}|{pair[1]}")
    canvas.axes.add_patch(band)
