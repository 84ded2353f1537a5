"""Strategies for what records answer: chains, their links, gaps and timelines, and findings."""

from __future__ import annotations

from collections.abc import Collection

from hypothesis import strategies as st

from mainland_coop.records.explanation import Finding
from mainland_coop.strategies.arguments import Count, checked
from mainland_coop.strategies.dates import partial_dates
from mainland_coop.strategies.drawn_worlds import EndKind, Shape, one_of_three
from mainland_coop.strategies.instruments import agreements
from mainland_coop.validity.chain import Link, RenewalChain
from mainland_coop.validity.links import Cut
from mainland_coop.validity.possible_worlds import Gap
from mainland_coop.validity.timeline import Run, Timeline

__all__ = ["chains", "cuts", "findings", "found_gaps", "links", "runs", "timelines"]


def _check_chains(
    *,
    n_renewals: Count | None = None,
    gaps: bool | None = None,
    overlaps: bool | None = None,
    follows_on: bool | None = None,
    ends: EndKind | Collection[EndKind] | None = None,
    ending: bool | None = None,
) -> None:
    Shape.of(n_renewals=n_renewals, gaps=gaps, overlaps=overlaps, follows_on=follows_on, ends=ends, ending=ending)


@checked(_check_chains)
@st.composite
def chains(
    draw: st.DrawFn,
    *,
    n_renewals: Count | None = None,
    gaps: bool | None = None,
    overlaps: bool | None = None,
    follows_on: bool | None = None,
    ends: EndKind | Collection[EndKind] | None = None,
    ending: bool | None = None,
) -> RenewalChain:
    """Chains of renewals, as agreements have them; the knobs are those of `agreements`."""
    pact = agreements(
        n_renewals=n_renewals,
        gaps=gaps,
        overlaps=overlaps,
        follows_on=follows_on,
        ends=ends,
        ending=ending,
        details=False,
    )
    return draw(pact).chain


def _check_findings(*, details: bool | None = None) -> None:
    one_of_three(details=details)


@checked(_check_findings)
@st.composite
def findings(draw: st.DrawFn, *, details: bool | None = None) -> Finding:
    """Findings: what agreements answer for a day; `details` is that of `agreements`."""
    return draw(agreements(details=details)).explain(draw(partial_dates()))


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
