"""Strategies for what records answer: chains, their links, gaps and timelines, and findings."""

from __future__ import annotations

import attrs
from hypothesis import strategies as st

from mainland_coop.records.explanation import Finding
from mainland_coop.strategies.arguments import WithDetails, strategy
from mainland_coop.strategies.chain_arguments import ChainArguments
from mainland_coop.strategies.dates import partial_dates
from mainland_coop.strategies.draws import Draws
from mainland_coop.strategies.instruments import agreements
from mainland_coop.validity.chain import Link, RenewalChain
from mainland_coop.validity.links import Cut
from mainland_coop.validity.possible_worlds import Gap
from mainland_coop.validity.timeline import Run, Timeline


@strategy(ChainArguments)
def chains(draw: Draws, wanted: ChainArguments) -> RenewalChain:
    """Chains of renewals, as agreements have them."""
    return draw(agreements(**attrs.asdict(wanted, recurse=False), details=False)).chain


@strategy(WithDetails)
def findings(draw: Draws, wanted: WithDetails) -> Finding:
    """Findings: what agreements answer for a day.

    Args:
        details: As for `agreements`.
    """
    return draw(agreements(details=wanted.details)).explain(draw(partial_dates()))


@st.composite
def links(draw: st.DrawFn) -> Link:
    """Links of chains."""
    return draw(st.sampled_from(draw(agreements(never_in_force=False, details=False)).chain.links))


@st.composite
def found_gaps(draw: st.DrawFn) -> Gap:
    """Gaps of chains, one of them at least being certain."""
    return draw(st.sampled_from(draw(agreements(gaps=True, details=False)).chain.gaps()))


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Timelines of chains."""
    return draw(chains()).timeline(presume_continuity=draw(st.booleans()))


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """Runs of days of timelines."""
    return draw(st.sampled_from(draw(agreements(never_in_force=False, details=False)).chain.timeline().runs))


@st.composite
def cuts(draw: st.DrawFn) -> Cut:
    """Endings, as chains know them."""
    ending = draw(agreements(ending=True, details=False)).ending
    assert ending is not None, "it was asked for"
    return Cut(ending.last_day, ending.reason)
