"""The hard real cases of the bundled data: each is what its sources say, and answers as it must."""

from __future__ import annotations

import pytest

import mainland_coop as mc

REGISTRY = mc.load()
PACTS = REGISTRY.agreements
TRUE, FALSE, UNKNOWN = mc.Truth.TRUE, mc.Truth.FALSE, mc.Truth.UNKNOWN


def test_cepa_has_ten_supplements_and_its_later_agreements() -> None:
    cepa = PACTS["cepa-2003"]
    supplements = [a for a in PACTS if "cepa-2003" in a.supplements]
    assert [a.id for a in supplements] == [f"cepa-supplement-{n}" for n in range(1, 11)]
    assert cepa.renewals == ()
    assert cepa.chain.gaps() == ()
    later = {a.id for a in PACTS if a.under == "cepa-2003" or "cepa-2003" in a.implements}
    assert {
        "cepa-guangdong-2014",
        "cepa-services-2015",
        "cepa-investment-2017",
        "cepa-ecotech-2017",
        "cepa-goods-2018",
    } <= later
    for id in ("cepa-services-amendment-2019", "cepa-services-amendment-2024"):
        assert PACTS[id].amends == ("cepa-services-2015",)


def test_taking_effect_and_being_applied_are_two_days() -> None:
    amendment = PACTS["cepa-services-amendment-2024"]
    assert (str(amendment.in_force_from), str(amendment.implemented_from)) == ("2024-10-09", "2025-03-01")
    assert amendment.active_on("2024-12-31") is TRUE


def test_choice_of_court_ended_and_lives_on_for_earlier_agreements() -> None:
    pact = PACTS["mla-choice-of-court-2006"]
    assert pact.active_on("2024-01-28") is TRUE
    assert pact.status_on("2024-01-29") is mc.Status.SUPERSEDED
    assert pact.ending is not None
    assert pact.ending.by == "mla-civil-commercial-2019"
    assert PACTS["mla-civil-commercial-2019"].active_on("2024-01-29") is TRUE
    assert PACTS["mla-civil-commercial-2019"].active_on("2024-01-28") is FALSE
    (left,) = pact.superseded_in_part
    reasons = " ".join(REGISTRY.explain(pact.id, "2024-06-01").reasons)
    assert str(left.from_) == "2024-01-29"
    assert left.scope is not None
    assert left.scope in reasons


def test_the_supplemental_arbitral_awards_arrangement_began_in_two_stages() -> None:
    pact = PACTS["mla-arbitral-awards-supplement-2020"]
    assert [(str(s.on), s.provisions) for s in pact.stages] == [
        ("2020-11-27", "articles 1 and 4"),
        ("2021-05-19", "articles 2 and 3"),
    ]
    assert pact.active_on("2020-11-26") is FALSE
    assert pact.active_on("2020-11-27") is TRUE
    assert pact.supplements == ("mla-arbitral-awards-1999",)


@pytest.mark.parametrize(
    ("id", "signed", "began"),
    [
        ("mla-matrimonial-2017", "2017-06-20", "2022-02-15"),
        ("mla-civil-commercial-2019", "2019-01-18", "2024-01-29"),
        ("mla-choice-of-court-2006", "2006-07-14", "2008-08-01"),
    ],
)
def test_judgments_arrangements_were_signed_years_before_they_began(id: str, signed: str, began: str) -> None:
    pact = PACTS[id]
    assert (str(pact.signed), str(pact.in_force_from)) == (signed, began)
    assert pact.status_on(signed) is mc.Status.NOT_YET_IN_FORCE
    assert pact.active_on(began) is TRUE


def test_two_tax_arrangements_were_replaced_by_one() -> None:
    for id in ("dta-limited-1998", "dta-airline-2000"):
        pact = PACTS[id]
        assert pact.ending is not None
        assert (str(pact.ending.last_day), pact.ending.by) == ("2006-12-07", "dta-2006")
        assert pact.active_on("2006-12-07") is TRUE
        assert pact.status_on("2006-12-08") is mc.Status.SUPERSEDED
    assert PACTS["dta-2006"].active_on("2006-12-07") is FALSE
    assert PACTS["dta-2006"].active_on("2006-12-08") is TRUE


def test_the_lawyers_pilot_ran_three_years_and_was_extended() -> None:
    pilot = REGISTRY.programmes["gba-practice-pilot"]
    assert str(pilot.started) == "2020-10-05"
    assert str(pilot.chain.links[0].end) == "2023-10-04"
    assert pilot.chain.is_continuous is TRUE
    assert str(pilot.chain.expires) == "2026-10-04"
    assert pilot.active_on("2026-10-04") is TRUE
    assert pilot.status_on("2026-10-05") is mc.Status.LAPSED


def test_the_guangdong_framework_ran_out_in_2020_and_no_renewal_is_known() -> None:
    pact = PACTS["hk-guangdong-framework-2010"]
    assert (str(pact.signed), str(pact.expires), pact.renewals) == ("2010-04-07", "[2020-04-06..2020-12-31]", ())
    assert pact.active_on("2020-04-06") is TRUE
    assert pact.active_on("2020-11-01") is UNKNOWN, "sources disagree on the last day"
    assert pact.status_on("2021-01-01") is mc.Status.LAPSED
    finding = REGISTRY.explain(pact.id, "2020-11-01")
    assert any("2020-12-31" in reason for reason in finding.reasons), "the claim of another end is told"
    assert pact.note is not None
    assert any(pact.note in reason for reason in finding.reasons), "and so is that work went on"


def test_guangdong_plenaries_have_no_missing_ordinal_beside_the_working_meetings() -> None:
    sessions = REGISTRY.conferences["hk-guangdong-joint-conference"].sessions
    plenaries = [s.ordinal for s in sessions if s.series == "plenary"]
    assert plenaries == list(range(1, 25))
    working = [s.ordinal for s in sessions if s.series == "working meeting"]
    assert working == sorted(working)
    assert {1, 22} <= set(working)


def test_mechanisms_that_were_renamed_kept_counting() -> None:
    for id in ("hk-shanghai-conference", "hk-beijing-conference"):
        conference = REGISTRY.conferences[id]
        assert conference.name.former
        ordinals = [s.ordinal for s in conference.sessions if s.ordinal is not None]
        assert len(ordinals) > 4
        assert ordinals == list(range(1, len(ordinals) + 1))


def test_a_session_by_video_and_one_held_on_another_day_than_announced() -> None:
    assert REGISTRY.sessions["hk-guangdong-22"].video
    moved = REGISTRY.sessions["hk-guangdong-24"]
    assert (str(moved.announced_for), str(moved.held)) == ("2024-06-27", "2024-07-12")


def test_one_gathering_in_two_series_names_itself_both_ways() -> None:
    for year in (2014, 2018):
        joint = REGISTRY.sessions[f"pprd-joint-conference-{year}"]
        (forum,) = joint.held_with
        assert REGISTRY.sessions[forum].held_with == (joint.id,)


def test_the_work_office_was_formed_on_the_basis_of_the_affairs_office() -> None:
    office = REGISTRY.parties["hong-kong-and-macao-work-office"]
    (before,) = office.predecessors
    assert before.party == "hong-kong-and-macao-affairs-office"
    assert before.how is mc.SuccessionKind.FORMED_ON_THE_BASIS_OF
    assert REGISTRY.successors_of(before.party) == (office,)
    assert REGISTRY.parties["liaison-office-hksar"].predecessors == ()
    assert REGISTRY.parties["cmab"].name.former


def test_the_parts_of_an_umbrella_name_it() -> None:
    parts = [a.id for a in PACTS if a.under == "hk-jiangsu-2023-agreements"]
    assert parts == ["hk-jiangsu-2023-youth", "hk-jiangsu-2023-education"]


def test_as_published_shows_what_a_reader_could_have_known() -> None:
    in_2018 = REGISTRY.as_published("2018-01-01")
    pact = in_2018.agreements["doj-shenzhen-legal-matters-2011"]
    assert len(pact.renewals) == 1
    assert "mla-civil-commercial-2019" not in in_2018.agreements
    assert pact.active_on("2023-05-01") is FALSE
    assert mc.loads(mc.dumps(in_2018)) == in_2018


def test_names_in_three_scripts_where_sources_give_them() -> None:
    in_all = [p.id for p in REGISTRY.parties if p.name.en and p.name.zh_hant and p.name.zh_hans]
    assert "hong-kong-and-macao-work-office" in in_all
    assert len(in_all) > 10
