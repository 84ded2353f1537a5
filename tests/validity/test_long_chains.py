"""A chain of 10,000 renewals: no recursion, and work that grows with the links and no faster.

Work is counted in executed lines of the engine, not in seconds, so that the answer is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

import mainland_coop as mc
from helpers.counted_work import work
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.validity.chain import RenewalChain

FIRST = PartialDate.parse("1001-01-01").first_ordinal
KINDS = ["gaps", "follows on", "presumed", "partial starts", "overlaps", "with an ending"]


def renewed(n_links: int, kind: str) -> mc.Agreement:
    """An agreement with `n_links` links, of which each starts 100 days after the one before."""
    renewals = []
    for index in range(1, n_links):
        day = FIRST + 100 * index
        start = PartialDate(day, day + 5 if kind == "partial starts" else day)
        match kind:
            case "follows on":
                renewals.append(mc.Renewal(follows_on=True, term="P100D"))
            case "presumed":
                renewals.append(mc.Renewal(signed=start))
            case "overlaps":
                renewals.append(mc.Renewal(signed=start, term="P150D"))
            case _:
                renewals.append(mc.Renewal(signed=start, term="P90D"))
    last = FIRST + 100 * n_links
    return mc.Agreement(
        id="x",
        title="X",
        kind="treaty",
        parties=["a"],
        signed=PartialDate(FIRST, FIRST + 5 if kind in ("follows on", "partial starts") else FIRST),
        term=None if kind == "presumed" else "P100D" if kind == "follows on" else "P90D",
        renewals=renewals,
        ending=mc.Ending(last_day=PartialDate(last, last), reason="terminated") if kind == "with an ending" else None,
    )


def compile_both(chain: RenewalChain) -> None:
    chain.timeline()
    chain.timeline(presume_continuity=False)


@pytest.mark.parametrize("kind", KINDS)
def test_compiling_takes_work_that_is_linear_in_the_links_and_no_recursion(kind: str) -> None:
    found = {}
    for n_links in (100, 1_000, 10_000):
        chain = RenewalChain(renewed(n_links, kind).chain.terms)
        found[n_links] = work(lambda chain=chain: compile_both(chain))
        assert len(chain.terms.links) == n_links
    per_link = {n_links: lines / n_links for n_links, (lines, _) in found.items()}
    assert per_link[10_000] <= 1.3 * per_link[1_000] <= 1.7 * per_link[100]
    assert {deepest for _, deepest in found.values()} == {found[100][1]}
    assert found[100][1] < 15


@pytest.mark.parametrize("kind", KINDS)
def test_once_compiled_a_day_costs_a_search_and_not_a_walk(kind: str) -> None:
    pact = renewed(10_000, kind)
    pact.active_on("2000-01-01")
    lines, _ = work(lambda: pact.active_on("2000-01-02"))
    assert lines < 150


@pytest.mark.parametrize("ask", ["gaps", "is_continuous", "expires", "during", "throughout", "status after"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_question_takes_work_that_is_linear_in_the_links(kind: str, ask: str) -> None:
    questions: dict[str, Callable[[RenewalChain], object]] = {
        "gaps": lambda chain: chain.gaps(),
        "is_continuous": lambda chain: chain.is_continuous,
        "expires": lambda chain: chain.expires,
        "during": lambda chain: chain.active_during("1001/5000"),
        "throughout": lambda chain: chain.active_during("1001/5000", throughout=True),
        "status after": lambda chain: chain.status_on("9990-01-01"),
    }
    lines = []
    for n_links in (100, 200, 400):
        chain = renewed(n_links, kind).chain
        compile_both(chain)
        lines.append(work(lambda chain=chain: questions[ask](chain))[0])
    # Twice the links: about twice the lines. With four times the lines it would be quadratic.
    assert lines[1] <= 2.5 * lines[0] + 50
    assert lines[2] <= 2.5 * lines[1] + 50


@pytest.mark.parametrize("kind", KINDS)
def test_ten_thousand_renewals_answer_as_a_hundred_do(kind: str) -> None:
    """The first links of the long chain answer as those of the short one, away from its end."""
    short, long = renewed(100, kind), renewed(10_000, kind)
    for day in range(FIRST - 2, FIRST + 95 * 100):
        assert long.chain.timeline().on(day, day) is short.chain.timeline().on(day, day), day - FIRST


def test_a_record_with_ten_thousand_renewals_is_made_refused_printed_and_pickled_without_recursion() -> None:
    import pickle

    pact = renewed(10_000, "gaps")
    assert pickle.loads(pickle.dumps(pact)) == pact
    assert hash(pact) == hash(renewed(10_000, "gaps"))
    assert len(repr(pact)) < 200
    assert len(pact.chain.links) == 10_000
    assert len(pact.chain.gaps()) == 9_999
    with pytest.raises(mc.InvalidRecordError, match=r"renewals\[9999\]"):
        mc.Agreement(
            id="x",
            title="X",
            kind="treaty",
            parties=["a"],
            signed=pact.signed,
            renewals=[*pact.renewals, mc.Renewal(signed="1001-01-01")],
        )
