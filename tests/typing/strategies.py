"""What a type checker makes of the strategies; checked by mypy and pyright, run by nobody."""

from __future__ import annotations

import datetime
from typing import assert_type

from hypothesis.strategies import SearchStrategy

import mainland_coop as mc
from mainland_coop import strategies as mcst

assert_type(mcst.agreements(n_renewals=(1, 2), gaps=True, ends=["term", "stated"]), SearchStrategy[mc.Agreement])
assert_type(mcst.agreements(ends="open", min_start=datetime.date(2011, 1, 1)), SearchStrategy[mc.Agreement])
assert_type(mcst.partial_dates(precision="month", around="2011-02-05"), SearchStrategy[mc.PartialDate])
assert_type(mcst.date_texts("2011"), SearchStrategy[str])
assert_type(mcst.days(), SearchStrategy[datetime.date])
assert_type(mcst.terms(max_days=40), SearchStrategy[mc.Term])
assert_type(mcst.periods(), SearchStrategy[mc.Period])
assert_type(mcst.names(scripts="zh_hant"), SearchStrategy[mc.Name])
assert_type(mcst.programmes(started=False), SearchStrategy[mc.Programme])
assert_type(mcst.memberships(), SearchStrategy[mc.Membership])
assert_type(mcst.agreements(ends="period", open_renewals=True), SearchStrategy[mc.Agreement])
assert_type(mcst.conferences(n_sessions=2), SearchStrategy[mc.Conference])
assert_type(mcst.registries(n_agreements=3), SearchStrategy[mc.Registry])
assert_type(mcst.chains(), SearchStrategy[mc.RenewalChain])
assert_type(mcst.invalid_records(fault=mcst.Fault.BAD_DATE), SearchStrategy[mcst.InvalidRecord])

# What must not pass.
mcst.agreements(ends="soon")  # type: ignore[arg-type]
mcst.agreements(n_renewal=2)  # type: ignore[call-arg]
