"""What a curator is told to look at again, and in what order."""

from __future__ import annotations

from typing import Any

import pytest

import mainland_coop as mc
from mainland_coop.questions.review import ReviewReason, to_review

DAY = "2026-11-30"


def pact(id: str = "x", **fields: Any) -> mc.Agreement:
    return mc.Agreement(
        id=id, **{"title": id, "kind": "arrangement", "parties": ["a"], "signed": "2001-03-01", **fields}
    )


def reasons(record: mc.Agreement, *sources: mc.Source, **more: Any) -> tuple[ReviewReason, ...]:
    by_id = {source.id: source for source in sources}
    items = to_review([record], [], [], [], by_id, **{"on": DAY, **more})
    return items[0].reasons if items else ()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"term": "P5Y"}, True),
        ({"term": "P5Y", "open_lists": ["renewals"]}, True),
        ({"expires": "[2026-11-01..2026-11-29]"}, True),
        ({"expires": "[2026-11-01..2026-11-30]"}, False),
        ({"expires": ".."}, False),
        ({}, False),
        ({"signed": "2020-01-01", "period": "2020"}, False),
        ({"term": "P5Y", "ending": mc.Ending(last_day="2004-01-01", reason="terminated")}, False),
        ({"term": "P5Y", "renewals": [mc.Renewal(signed="2006-03-01")]}, False),
        ({"term": "P5Y", "renewals": [mc.Renewal(signed="2006-03-01", term="P1Y")]}, True),
    ],
)
def test_a_term_that_ran_out_without_a_known_sequel(fields: dict[str, Any], told: bool) -> None:
    assert (ReviewReason.RAN_OUT in reasons(pact(**fields))) is told


@pytest.mark.parametrize(
    ("published", "fields", "told"),
    [
        ("2016-11-29", {}, True),
        ("2016-11-30", {}, True),
        ("2016-12-01", {}, False),
        ("2016", {}, False),
        ("2001", {"term": "P50Y"}, False),
        ("2001", {"ending": mc.Ending(last_day="2004", reason="terminated")}, False),
        (None, {}, False),
    ],
)
def test_sources_that_are_all_older_than_ten_years(published: str | None, fields: dict[str, Any], told: bool) -> None:
    source = mc.Source(id="s", title="S", published=published)
    record = pact(citations=[mc.Citation(source="s", supports=["signed"])], **fields)
    assert (ReviewReason.OLD_SOURCES in reasons(record, source)) is told


def test_one_newer_source_is_enough_also_of_a_renewal() -> None:
    old, new = mc.Source(id="old", title="S", published="2001"), mc.Source(id="new", title="S", retrieved="2025-01-01")
    renewal = mc.Renewal(signed="2012", citations=[mc.Citation(source="new", supports=["signed"])])
    record = pact(citations=[mc.Citation(source="old", supports=["signed"])])
    assert reasons(record, old, new) == (ReviewReason.OLD_SOURCES,)
    assert reasons(pact(citations=record.citations, renewals=[renewal]), old, new) == ()


def test_a_record_is_due_a_year_after_it_was_checked_itself_or_with_the_register() -> None:
    checked = pact(checked="2025-11-29")
    assert reasons(checked) == (ReviewReason.NOT_CHECKED,)
    assert reasons(pact(checked="2025-12-01")) == ()
    assert reasons(pact()) == ()
    assert reasons(pact(), verified_through=mc.PartialDate.parse("2025-11-29")) == (ReviewReason.NOT_CHECKED,)
    assert reasons(pact(checked="2026-01-01"), verified_through=mc.PartialDate.parse("2024-01-01")) == ()


def test_a_meeting_that_was_announced_and_not_confirmed() -> None:
    sessions = [
        mc.Session(id="past", name="S", announced_for="2026-11-29"),
        mc.Session(id="coming", name="S", announced_for="2026-12-29"),
        mc.Session(id="held", name="S", announced_for="2026-01-29", held="2026-02-01"),
    ]
    conference = mc.Conference(id="c", name="C", parties=["a"], sessions=sessions)
    (item,) = to_review([], [], [conference], [], {}, on=DAY)
    assert (item.kind, item.id, item.reasons) == ("sessions", "past", (ReviewReason.ANNOUNCED,))


def test_first_what_is_open_then_what_is_presumed_then_what_is_over() -> None:
    over = pact("over", term="P5Y")
    is_open = pact("open", term="P5Y", open_lists=["renewals"])
    presumed = pact("presumed", checked="2020-01-01")
    stated = pact("stated", expires="2030-01-01", checked="2020-01-01")
    items = to_review([over, stated, is_open, presumed], [], [], [mc.Party(id="p", name="P", kind="other")], {}, on=DAY)
    assert [item.id for item in items] == ["open", "presumed", "over", "stated"]
    assert items[0].to_settle == is_open.explain(DAY).to_settle
    assert "open_lists" in items[0].to_settle


def test_the_bundled_data() -> None:
    registry = mc.load()
    items = to_review(
        registry.agreements,
        registry.programmes,
        registry.conferences,
        registry.parties,
        registry.sources.by_id,
        on=DAY,
        verified_through=registry.verified_through,
    )
    why = {item.id: item.reasons for item in items}
    assert why["ha-shenkang-cooperation-2007"] == (ReviewReason.RAN_OUT,)
    assert why["gba-practice-pilot"] == (ReviewReason.RAN_OUT,)
    assert why["senior-health-officials-16"] == (ReviewReason.ANNOUNCED,)
    assert "hk-guangdong-work-plan-2014" not in why
