"""Two independent chains at once: an instrument, and a party's membership in it.

The dates of one say nothing of the other's, so each pair of a world of the one and a world of the other is a world.
"""

from __future__ import annotations

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.truth import Truth
from mainland_coop.validity.bounds import Bounds, Group
from mainland_coop.validity.possible_worlds import throughout, within
from mainland_coop.validity.timeline import Run, Timeline


def joint_timeline(a: Timeline, b: Timeline) -> Timeline:
    """Return the timeline of the days on which both are in force: TRUE & TRUE, by Kleene."""
    runs: list[Run] = []
    i = j = 0
    while i < len(a.runs) and j < len(b.runs):
        one, other = a.runs[i], b.runs[j]
        first, last = max(one.first, other.first), min(one.last, other.last)
        if first <= last:
            truth = one.truth & other.truth
            if runs and runs[-1].last == first - 1 and runs[-1].truth is truth:
                first = runs.pop().first
            runs.append(Run(first, last, truth))
        if one.last < other.last:
            i += 1
        else:
            j += 1
    return Timeline(tuple(runs))


def joint_during(a: Bounds, b: Bounds, both: Timeline, first: int, last: int, *, whole: bool) -> Truth:
    """Whether both are in force on some day from first through last, or on every day of them.

    Args:
        a: The bounds of the one chain.
        b: The bounds of the other.
        both: The timeline of both.
        first: The first day, as an ordinal.
        last: The last day.
        whole: Whether every day is asked for: which is so if it is so of each, since a world of one goes with any of
            the other.
    """
    if whole:
        return throughout(a, first, last) & throughout(b, first, last)
    if both.on(first, last) is Truth.FALSE:
        return Truth.FALSE
    if any(run.truth is Truth.TRUE and run.first <= last and first <= run.last for run in both.runs):
        return Truth.TRUE
    if within(a, first, last) is not Truth.TRUE or within(b, first, last) is not Truth.TRUE:
        return Truth.UNKNOWN
    return Truth.UNKNOWN if _may_miss_each_other(a, b, first, last) else Truth.TRUE


def _may_miss_each_other(a: Bounds, b: Bounds, first: int, last: int) -> bool:
    """Whether in some pair of worlds no day from first through last is covered by both.

    Links are taken one by one from both chains, each as early as the days that the other covers allow: that leaves
    most room for those after it. Which chain comes next is tried both ways; what matters afterwards is how many links
    of each were taken, and how far they reach. Those that can start after the last day need no room. The work grows
    with the product of the numbers of links.
    """
    chains = a, b
    nothing: _Reached = (FIRST_DAY - 1,) * 2, (FIRST_DAY,) * 2
    states: dict[tuple[int, int], list[_Reached]] = {(0, 0): [nothing]}  # by how many links of each were taken
    for taken_a in range(len(a.groups) + 1):
        for taken_b in range(len(b.groups) + 1):
            for reached in states.pop((taken_a, taken_b), ()):
                taken = taken_a, taken_b
                if all(_rest_may_wait(chains[i], taken[i], last) for i in (0, 1)):
                    return True
                for i in (0, 1):
                    if taken[i] < len(chains[i].groups):
                        after = _taken(chains[i], taken[i], i, reached, first, last)
                        if after is not None:
                            key = (taken_a + (i == 0), taken_b + (i == 1))
                            _keep(states.setdefault(key, []), after)
    return False


_Reached = tuple[tuple[int, ...], tuple[int, ...]]
"""How far each chain reaches so far, and the last start of each."""


def _rest_may_wait(chain: Bounds, taken: int, last: int) -> bool:
    return taken == len(chain.groups) or chain.groups[taken].head_hi > last


def _taken(chain: Bounds, index: int, which: int, reached: _Reached, first: int, last: int) -> _Reached | None:
    """Return what is reached after a group as early as the other chain's days allow; None if there is no room."""
    group = chain.groups[index]
    reaches, starts = list(reached[0]), list(reached[1])
    head = max(group.head_lo, starts[which])
    others = reaches[1 - which]
    if others >= first:
        head = max(head, others + 1)
    if head > group.head_hi or head > last:
        return None
    reach, starts[which] = _least_reach(chain, group, head)
    reaches[which] = max(reaches[which], reach)
    if index == len(chain.groups) - 1 and chain.terms.ending is not None:
        reaches[which] = min(reaches[which], max(chain.terms.ending.last_day.first_ordinal, starts[which]))
    return tuple(reaches), tuple(starts)


def _least_reach(chain: Bounds, group: Group, head: int) -> tuple[int, int]:
    """Return the earliest day that a group can end on if it starts on a day, and the last start within it."""
    start = head
    end = reach = FIRST_DAY
    for index in range(group.first, group.last + 1):
        link = chain.terms.links[index]
        if index != group.first:
            start = end + 1 if link.follows_on else max(start, chain.starts_lo[index])
            reach = max(reach, start - 1)
        if chain.ends_lo[index] == LAST_DAY:
            end = LAST_DAY
        elif index < group.last and not link.has_end and link.end is None and link.term is None:
            end = start - 1  # it lasts until the next one starts
        else:
            end = link.earliest_end(start)
        reach = max(reach, end)
    return reach, start


def _keep(found: list[_Reached], new: _Reached) -> None:
    """Add a way of reaching a state, unless another leaves as much room everywhere; drop those that leave less."""

    def no_better(one: _Reached, other: _Reached) -> bool:
        return all(x >= y for ones, others in zip(one, other, strict=True) for x, y in zip(ones, others, strict=True))

    if not any(no_better(new, old) for old in found):
        found[:] = [old for old in found if not no_better(old, new)]
        found.append(new)
