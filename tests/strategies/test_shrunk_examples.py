"""Examples shrink to the smallest that one would write oneself, and can be pasted back."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings, strategies as st

import mainland_coop as mc
from helpers.samples import RECORDS
from mainland_coop import hypothesis_registration as registration, strategies as mcst

SHRINK = settings(max_examples=2000, phases=[Phase.generate, Phase.shrink])


def anything(value: object) -> bool:
    return True


PACT = {"id": "a", "title": "a", "kind": "agreement", "parties": ["a"], "signed": "2000-01-01"}


def pact(**fields: Any) -> mc.Agreement:
    return mc.Agreement(**PACT | fields)


SMALLEST: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any], bool], Any]] = {
    "any": (mcst.agreements(), anything, pact()),
    "certain gap": (
        mcst.agreements(gaps=True),
        anything,
        pact(term="P1D", renewals=[mc.Renewal(signed="2000-01-03")]),
    ),
    "gap found": (
        mcst.agreements(details=False),
        lambda p: any(gap.certain for gap in p.chain.gaps()) and all(part.period is None for part in p.renewals),
        pact(term="P1D", renewals=[mc.Renewal(signed="2000-01-03")]),
    ),
    "renewed": (
        mcst.agreements(),
        lambda p: bool(p.renewals),
        pact(renewals=[mc.Renewal(signed="2000-01-01")]),
    ),
    "follows on": (
        mcst.agreements(follows_on=True),
        anything,
        pact(term="P1D", renewals=[mc.Renewal(follows_on=True)]),
    ),
    "ended": (
        mcst.agreements(ending=True),
        anything,
        pact(ending=mc.Ending(last_day="2000-01-01", reason="terminated")),
    ),
    "never": (mcst.agreements(), lambda p: p.never_in_force, pact(never_in_force=True)),
    "period": (mcst.agreements(), lambda p: p.period is not None, pact(period="2000")),
    "renews itself": (
        mcst.agreements(never_in_force=False),
        lambda p: p.tacit_renewal is True,
        pact(term="P1D", tacit_renewal=True),
    ),
    "member": (
        mcst.agreements(),
        lambda p: bool(p.memberships) and not p.renewals,
        pact(memberships=[mc.Membership(party="a")]),
    ),
    "month": (mcst.partial_dates(), lambda d: d.precision is mc.Precision.MONTH, mc.PartialDate.parse("2000-01")),
    "date": (mcst.partial_dates(), anything, mc.PartialDate.parse("2000-01-01")),
    "late date": (mcst.partial_dates(), lambda d: d.earliest.year > 2010, mc.PartialDate.parse("2011-01-01")),
    "term": (mcst.terms(), anything, mc.Term.parse("P1D")),
    "name": (mcst.names(), anything, mc.Name(en="a")),
    "programme": (mcst.programmes(), anything, mc.Programme(id="a", name="a", started="2000-01-01")),
    "conference": (mcst.conferences(), anything, mc.Conference(id="a", name="a")),
    "party": (mcst.parties(), anything, mc.Party(id="a", name="a")),
    "source": (mcst.sources(), anything, mc.Source(id="a", title="a")),
    "registry": (mcst.registries(), anything, mc.Registry()),
    "agreement in a registry": (
        mcst.registries(),
        lambda r: len(r.agreements) > 0,
        mc.Registry(agreements=[pact()], parties=[mc.Party(id="a", name="a")]),
    ),
}


@pytest.mark.parametrize("name", SMALLEST)
def test_the_smallest_example(name: str) -> None:
    strategy, predicate, smallest = SMALLEST[name]
    starts = (find(strategy, predicate, settings=SHRINK, random=random.Random(seed)) for seed in range(12))
    # From one start in several, shrinking stops at an example that no single step makes smaller.
    found = next((one for one in starts if one == smallest), None)
    assert found is not None, "from no start"
    assert mcst.as_code(found) == mcst.as_code(smallest)


@pytest.mark.parametrize("name", sorted(set(registration.STRATEGIES) - set(registration.SHOWN_AS_THEY_ARE)))
def test_code_makes_an_equal_record(name: str) -> None:
    registration.register()

    @settings(max_examples=15)
    @given(st.from_type(getattr(mc, name)))
    def pasted(record: object) -> None:
        assert eval(mcst.as_code(record), vars(mc)) == record

    pasted()


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_code_of_filled_records_makes_them_again(record: object) -> None:
    assert eval(mcst.as_code(record), vars(mc)) == record


@pytest.mark.parametrize("value", [5, None, "x", mc.Truth.TRUE, [pact()], pact().chain], ids=repr)
def test_code_of_what_is_no_record_is_refused(value: object) -> None:
    with pytest.raises(mc.WrongTypeError):
        mcst.as_code(value)


@pytest.mark.parametrize(
    ("strategy", "shown"),
    [
        (mcst.agreements(n_renewals=2, ends=("term", "stated")), "agreements(n_renewals=2, ends=('term', 'stated'))"),
        (mcst.partial_dates(around="2011-02-05"), "partial_dates(around='2011-02-05')"),
        (mcst.registries(), "registries()"),
    ],
    ids=lambda value: None if isinstance(value, str) else "",
)
def test_the_repr_of_a_strategy_is_its_code(strategy: st.SearchStrategy[Any], shown: str) -> None:
    assert repr(strategy) == shown
    assert repr(eval(shown, vars(mcst))) == shown


def test_references_are_code_in_the_repr_of_a_strategy() -> None:
    shown = repr(mcst.agreements(references=mcst.References(parties=["hk"])))
    assert repr(eval(shown, vars(mcst))) == shown
