"""Rows that point at the row that they renew, resolved into chains; without recursion: a chain may be any length."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

import attrs

__all__ = ["NONE", "Chains", "resolve"]

NONE = -1
"""The predecessor of a row that renews none."""


@attrs.frozen(eq=False)
class Chains:
    """How rows hang together, each row by its index.

    Attributes:
        predecessors: The row that each row renews, or `NONE`.
        successors: The first row that renews each row, or `NONE`.
        forks: For each row that several rows renew, those rows in order.
        circles: The rows that lead back to themselves, each circle from its first row on along the predecessors.
    """

    predecessors: Sequence[int]
    successors: Sequence[int]
    forks: dict[int, list[int]]
    circles: list[list[int]]

    def __iter__(self) -> Iterator[list[int]]:
        """Yield each chain from its first row on, in the order of the first rows; where it forks, the first branch."""
        successors = self.successors
        for row, predecessor in enumerate(self.predecessors):
            if predecessor == NONE:
                chain = []
                while row != NONE:
                    chain.append(row)
                    row = successors[row]
                yield chain

    def whole(self, rows: Iterable[int]) -> dict[int, int]:
        """Return every row that hangs together with one of the given rows, each with the one of them that it was."""
        found: dict[int, int] = {}
        for start in rows:
            stack = [] if start in found else [start]
            while stack:
                row = stack.pop()
                if row in found:
                    continue
                found[row] = start
                near = (self.predecessors[row], self.successors[row], *self.forks.get(row, ()))
                stack += [other for other in near if other != NONE]
        return found


def resolve(predecessors: Sequence[int]) -> Chains:
    """Return the chains of rows, given the row that each renews, in time linear in the rows.

    Example:
        >>> chains = resolve([NONE, 0, 1, NONE, 4, 3, 3])
        >>> list(chains), chains.circles, chains.forks
        ([[0, 1, 2], [3, 5]], [[4]], {3: [5, 6]})
    """
    successors = array("q", [NONE]) * len(predecessors)
    forks: dict[int, list[int]] = {}
    for row, predecessor in enumerate(predecessors):
        if predecessor != NONE:
            if successors[predecessor] == NONE:
                successors[predecessor] = row
            else:
                forks.setdefault(predecessor, [successors[predecessor]]).append(row)
    return Chains(predecessors, successors, forks, list(_circles(predecessors)))


def _circles(predecessors: Sequence[int]) -> Iterator[list[int]]:
    visit = array("q", [NONE]) * len(predecessors)  # the row from which each row was first reached
    for start in range(len(predecessors)):
        row = start
        while row != NONE and visit[row] == NONE:
            visit[row] = start
            row = predecessors[row]
        if row != NONE and visit[row] == start:
            circle = [row]
            while (row := predecessors[row]) != circle[0]:
                circle.append(row)
            first = circle.index(min(circle))
            yield circle[first:] + circle[:first]
