"""Four wrong readings that look right, each as the engine with one wrong step: the known traps kill them all.

A mutant is the source of a function as it stands, with one step replaced. If the engine is rewritten so that the step
is no longer found, the mutant does not apply and its test fails: rewrite the mutant too.
"""

from __future__ import annotations

import inspect
import sys
from dataclasses import dataclass
from types import FunctionType, ModuleType

import pytest

from helpers import known_traps
from helpers.known_traps import answer
from mainland_coop.validity import bounds, possible_worlds as questions, timeline


@dataclass(frozen=True)
class Step:
    """One replacement in the source of a function of the engine."""

    module: ModuleType
    function: str
    right: str
    wrong: str


@dataclass(frozen=True)
class Mutant:
    name: str
    steps: tuple[Step, ...]


MUTANTS = (
    # Links that follow on, and those that the presumption joins, count as one link from the start: only the heads of
    # the groups bound one another, and no inner start or end bounds the others of its group.
    Mutant(
        "links are joined before their bounds are tightened",
        (
            Step(
                bounds,
                "compute_bounds",
                "starts_hi, ends_hi = last_world(terms, starts_lo, last_day)",
                "starts_hi, ends_hi = last_world(terms, starts_lo, last_day, presume_continuity)",
            ),
            Step(
                bounds,
                "last_world",
                "def last_world(terms: ChainTerms, starts_lo: Sequence[int], by: int)",
                "def last_world(terms: ChainTerms, starts_lo: Sequence[int], by: int, presume: bool = False)",
            ),
            Step(bounds, "last_world", "end_ceiling = starts[index + 1] - 1", "pass"),
            Step(
                bounds,
                "last_world",
                "starts[index] = ceiling = latest",
                "starts[index] = latest\n"
                "        inner = index and (link.follows_on or (presume and not links[index - 1].has_end\n"
                "                                               and links[index - 1].end_basis is not EndBasis.OPEN))\n"
                "        if not inner:\n"
                "            ceiling = latest",
            ),
        ),
    ),
    Mutant(
        "no ceiling is carried back through a term",
        (
            Step(
                bounds,
                "last_world",
                "latest = latest_start(link.term.last_day, end_ceiling, starts_lo[index], latest)",
                "pass",
            ),
        ),
    ),
    Mutant(
        "the reach is not capped by the ending",
        (
            Step(
                questions,
                "throughout",
                "reach = max(reach, min(bounds.reach_from(group, head), bounds.cut_hi))",
                "reach = max(reach, bounds.reach_from(group, head))",
            ),
        ),
    ),
    Mutant(
        "the possible end is not capped by the ending",
        (
            Step(
                timeline,
                "compile_timeline",
                "_append(possible, group.head_lo, min(group.reach_hi, bounds.cut_hi))",
                "_append(possible, group.head_lo, group.reach_hi)",
            ),
            Step(questions, "within", "min(group.reach_hi, bounds.cut_hi)", "group.reach_hi"),
        ),
    ),
)
KILLED_BY = {
    "links are joined before their bounds are tightened": "join-first/",
    "no ceiling is carried back through a term": "no-back-term/",
    "the reach is not capped by the ending": "reach-not-capped/",
    "the possible end is not capped by the ending": "possible-not-capped/",
}
"""By the names of the traps that were set for each."""

ANOTHER_MISTAKE = {"no-back-term/wrong-order"}
"""Set for an engine that does carry the ceiling back through the term, but the wrong way round."""


def apply(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the mutant in the place of the engine's own functions, wherever the engine refers to them."""
    sources: dict[tuple[str, str], str] = {}
    for step in mutant.steps:
        key = (step.module.__name__, step.function)
        source = sources.get(key) or inspect.getsource(getattr(step.module, step.function))
        assert source.count(step.right) == 1, f"{step.function} has changed: {step.right!r} is not in it once"
        sources[key] = source.replace(step.right, step.wrong)
    for (module_name, name), source in sources.items():
        module = sys.modules[module_name]
        original = getattr(module, name)
        made: dict[str, FunctionType] = {}
        code = compile(f"from __future__ import annotations\n{source}", f"<mutant of {name}>", "exec")
        exec(code, vars(module), made)
        for user_name, user in list(sys.modules.items()):
            if user_name.startswith("mainland_coop") and getattr(user, name, None) is original:
                monkeypatch.setattr(user, name, made[name])


def killers() -> list[str]:
    """The traps that are not answered right."""
    found = []
    for trap in known_traps.TRAPS:
        try:
            given = answer(trap)
        except Exception as error:  # a mutant may also trip over itself
            given = error
        if given != trap.right:
            found.append(trap.name)
    return found


def test_the_engine_itself_falls_into_no_trap() -> None:
    assert killers() == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_is_killed_by_the_traps_that_were_set_for_it(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    apply(mutant, monkeypatch)
    set_for_it = [trap for trap in known_traps.TRAPS if trap.name.startswith(KILLED_BY[mutant.name])]
    answers = {trap.name: answer(trap) for trap in set_for_it if trap.name not in ANOTHER_MISTAKE}
    assert len(answers) >= 3
    assert answers == {trap.name: trap.wrong for trap in set_for_it if trap.name in answers}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_is_right_wherever_its_one_step_does_not_matter(
    mutant: Mutant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an honest mutant: most traps, which are set for other mistakes, it passes."""
    apply(mutant, monkeypatch)
    assert len(killers()) < len(known_traps.TRAPS) / 4


def test_every_mutant_is_one_of_the_four_that_the_issue_names() -> None:
    assert [mutant.name for mutant in MUTANTS] == list(KILLED_BY)
