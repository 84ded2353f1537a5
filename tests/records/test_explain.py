"""Findings: why an answer is what it is, what it presumes, and who says so."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from helpers.samples import small_agreement
from mainland_coop import Presumption, Status, Truth

CONTINUITY, SIGNATURE = Presumption.CONTINUITY, Presumption.START_FROM_SIGNATURE
COMPLETENESS = Presumption.COMPLETENESS
BOTH = {SIGNATURE, COMPLETENESS}


def agreement(**fields: object) -> mc.Agreement:
    return mc.Agreement(
        **{"id": "x", "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011-01-01"} | fields
    )


def told(finding: mc.Finding, *parts: str) -> bool:
    """Whether one of the reasons has all these parts."""
    return any(all(part in reason for part in parts) for reason in finding.reasons)


PACT = agreement(term="P5Y", renewals=[mc.Renewal(signed="2017-10-12", term="P5Y")])
IN_FORCE_FROM = {"signed": "2010-12-01", "in_force_from": "2011-01-01"}


# --- The answers ---------------------------------------------------------------------------------------------------


def test_true() -> None:
    finding = PACT.explain("2014-06-01")
    assert (finding.id, str(finding.on)) == ("x", "2014-06-01")
    assert (finding.truth, finding.status) == (Truth.TRUE, Status.IN_FORCE)
    assert told(finding, "The instrument", "signature on 2011-01-01", "on 2015-12-31", "5 years")
    assert told(finding, "2014-06-01 lies within it in every case")
    assert not told(finding, "enewal 1")


def test_false_in_a_gap() -> None:
    finding = PACT.explain("2016-06-30")
    assert (finding.truth, finding.status) == (Truth.FALSE, Status.LAPSED)
    assert told(finding, "The instrument", "2015-12-31")
    assert told(finding, "Renewal 1", "2017-10-12")
    assert told(finding, "in a gap of 650 days before renewal 1", "lapsed")


def test_false_in_a_gap_whose_length_is_not_certain() -> None:
    pact = agreement(term="P5Y", renewals=[mc.Renewal(signed="2017-10", term="P5Y")])
    assert told(pact.explain("2016-06-30"), "in a gap of 639 to 669 days before renewal 1")


def test_false_before() -> None:
    finding = PACT.explain("2010-12-31")
    assert (finding.truth, finding.status) == (Truth.FALSE, Status.NOT_YET_IN_FORCE)
    assert told(finding, "2010-12-31 lies before its start")
    assert not told(finding, "enewal 1")


def test_false_after() -> None:
    finding = PACT.explain("2022-10-12")
    assert (finding.truth, finding.status) == (Truth.FALSE, Status.LAPSED)
    assert told(finding, "Renewal 1", "2022-10-11", "5 years")
    assert told(
        finding, "2022-10-12 lies after its last day: lapsed, by the stated term of renewal 1; no further renewal"
    )


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("terminated", Status.TERMINATED),
        ("superseded", Status.SUPERSEDED),
        ("merged", Status.TERMINATED),
        ("withdrawn", Status.TERMINATED),
    ],
)
def test_false_after_an_ending_names_its_kind_its_day_and_the_successor(reason: str, status: Status) -> None:
    pact = agreement(ending=mc.Ending(last_day="2013-03-04", reason=reason, by="y"))
    finding = pact.explain("2013-03-05")
    assert (finding.truth, finding.status) == (Truth.FALSE, status)
    assert told(finding, f"was {reason} by y", "last day in force was 2013-03-04")
    assert told(finding, "2013-03-05 lies after the ending")


def test_an_instrument_that_never_was_in_force() -> None:
    pact = agreement(never_in_force=True, ending=mc.Ending(last_day="2012-01-01", reason="withdrawn"))
    finding = pact.explain("2011-06-01")
    assert (finding.truth, finding.status) == (Truth.FALSE, Status.NOT_YET_IN_FORCE)
    assert told(finding, "never entered into force", "on 2011-06-01")
    assert finding.presumptions == ()
    assert pact.explain("2012-01-02").status is Status.TERMINATED


@pytest.mark.parametrize(
    ("fields", "day", "parts"),
    [
        ({"signed": "2011"}, "2011-06-01", ["whether the instrument had started by then is open", "in 2011"]),
        (
            {"expires": "2013"},
            "2013-06-01",
            ["hether the instrument still ran then is open", "in 2013"],
        ),
        (
            {"signed": "2011", "term": "P5Y"},
            "2016-06-30",
            ["hether the instrument still ran then is open", "between 2015-12-31 and 2016-12-30"],
        ),
        (
            {"ending": mc.Ending(last_day="2013", reason="terminated")},
            "2013-06-01",
            ["hether the ending had come by then is open", "2013"],
        ),
        (
            {"term": "P5Y", "renewals": [mc.Renewal(signed="2017", term="P5Y")]},
            "2017-06-01",
            ["hether renewal 1 had started by then is open", "in 2017"],
        ),
    ],
    ids=["start", "stated end", "end by term", "ending", "renewal"],
)
def test_unknown_says_what_is_open(fields: dict[str, object], day: str, parts: list[str]) -> None:
    finding = agreement(**fields).explain(day)
    assert (finding.truth, finding.status) == (Truth.UNKNOWN, Status.UNKNOWN)
    text = " ".join(finding.reasons).lower()
    assert [part for part in parts if part.lower() not in text] == []
    assert told(finding, "the record allows both answers")


def test_unknown_of_a_day_that_is_itself_partial() -> None:
    finding = PACT.explain("2015-12")
    assert finding.truth is Truth.TRUE
    finding = PACT.explain("[2015-12..2016-01]")
    assert finding.truth is Truth.UNKNOWN
    assert told(
        finding, "in force on some days between 2015-12-01 and 2016-01-31 and not on others", "ask about one day"
    )


def test_unknown_of_a_programme_whose_start_nobody_states() -> None:
    programme = mc.Programme(id="p", name="P", expires="2020-01-01")
    finding = programme.explain("2010")
    assert finding.truth is Truth.UNKNOWN
    assert told(finding, "it may have started at any time")
    assert programme.explain("2020-01-02").truth is Truth.FALSE
    assert finding.presumptions == ()


def test_false_for_several_reasons() -> None:
    pact = agreement(term="P5Y", ending=mc.Ending(last_day="[2014-01-01..2016-01-01]", reason="superseded"))
    finding = pact.explain("2017")
    assert (finding.truth, finding.status) == (Truth.FALSE, Status.UNKNOWN)
    assert told(finding, "2017 lies after its last day in every case", "run out or been superseded is open")


def test_a_finding_prints_as_people_read_it() -> None:
    pact = agreement(citations=[mc.Citation(source="page", locator="p. 3")])
    finding = pact.explain("2012")
    assert str(finding).splitlines() == [
        "x on 2012: TRUE (in force)",
        *(f"  - {reason}" for reason in finding.reasons),
        "  presumed: continuity, start from signature",
        "  source: page, p. 3",
    ]
    assert finding.reasons[0] == (
        "The instrument starts with its signature on 2011-01-01 (no entry into force is stated) and has no stated end."
    )
    assert finding.conclusion in finding.reasons


@given(st.dates(), st.booleans())
def test_a_finding_has_the_answers_that_asking_gives(day: object, presume: bool) -> None:
    for pact in (PACT, agreement(signed="2011", renewals=[mc.Renewal(signed="2013")])):
        finding = pact.explain(day, presume_continuity=presume)
        assert finding.truth is pact.active_on(day, presume_continuity=presume)
        assert finding.status is pact.status_on(day, presume_continuity=presume)
        assert finding.beyond_verified is False


# --- Presumptions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "day", "expected"),
    [
        # continuity: if presume_continuity=False would give another answer
        ({}, "2020", {CONTINUITY, SIGNATURE}),
        ({}, "2011-01-01", {SIGNATURE}),
        ({}, "2010-12-31", {SIGNATURE}),
        (IN_FORCE_FROM, "2020", {CONTINUITY}),
        (IN_FORCE_FROM, "2011-01-01", set()),
        (IN_FORCE_FROM, "2010-12-31", set()),
        (IN_FORCE_FROM | {"expires": ".."}, "2020", set()),
        (IN_FORCE_FROM | {"term": "P5Y"}, "2014", set()),
        (IN_FORCE_FROM | {"term": "P5Y"}, "2018", {COMPLETENESS}),
        (IN_FORCE_FROM | {"term": "P5Y", "tacit_renewal": "P3Y"}, "2014", set()),
        (IN_FORCE_FROM | {"term": "P5Y", "tacit_renewal": "P3Y"}, "2018", {CONTINUITY}),
        (IN_FORCE_FROM | {"ending": mc.Ending(last_day="2013-01-01", reason="merged")}, "2012", set()),
        (IN_FORCE_FROM | {"ending": mc.Ending(last_day="2013-01-01", reason="merged")}, "2014", set()),
        (IN_FORCE_FROM | {"renewals": [mc.Renewal(in_force_from="2013")]}, "2012", {CONTINUITY}),
        # start from signature: if a link that covers the day, or bounds it when FALSE, takes its start so
        ({"term": "P5Y"}, "2014", {SIGNATURE}),
        ({"term": "P5Y"}, "2018", BOTH),
        ({"term": "P5Y"}, "2009", {SIGNATURE}),
        (IN_FORCE_FROM | {"term": "P1Y", "renewals": [mc.Renewal(signed="2013", term="P1Y")]}, "2011-06", set()),
        (IN_FORCE_FROM | {"term": "P1Y", "renewals": [mc.Renewal(signed="2013", term="P1Y")]}, "2010", set()),
        (
            IN_FORCE_FROM | {"term": "P1Y", "renewals": [mc.Renewal(signed="2013", term="P1Y")]},
            "2012-06",
            {SIGNATURE, COMPLETENESS},
        ),
        (
            IN_FORCE_FROM | {"term": "P1Y", "renewals": [mc.Renewal(signed="2013", term="P1Y")]},
            "2016",
            {SIGNATURE, COMPLETENESS},
        ),
        ({"term": "P1Y", "renewals": [mc.Renewal(in_force_from="2013", term="P9Y")]}, "2014-06", set()),
        ({"term": "P1Y", "renewals": [mc.Renewal(in_force_from="2013", term="P1Y")]}, "2018", {COMPLETENESS}),
        (
            {"term": "P1Y", "renewals": [mc.Renewal(in_force_from="2013", term="P1Y")]},
            "2012-06",
            {SIGNATURE, COMPLETENESS},
        ),
    ],
)
def test_presumptions_are_those_that_the_answer_rests_on(
    fields: dict[str, object], day: str, expected: set[Presumption]
) -> None:
    finding = agreement(**fields).explain(day)
    assert set(finding.presumptions) == expected
    assert told(finding, "presumed to continue") is (CONTINUITY in expected)
    assert told(finding, "No further renewal is known to the record") is (COMPLETENESS in expected)


def test_an_unknown_answer_rests_on_links_that_may_cover_the_day_and_not_on_one_that_is_over() -> None:
    """Only when FALSE do the links that bound the day count."""
    pact = agreement(term="P1Y", renewals=[mc.Renewal(in_force_from="2015", term="P5Y")])
    assert pact.explain("2015-06-01").truth is Truth.UNKNOWN
    assert pact.explain("2015-06-01").presumptions == ()


def test_without_the_presumption_a_link_with_no_stated_end_may_still_cover_the_day_after_its_renewal_ran_out() -> None:
    pact = agreement(renewals=[mc.Renewal(in_force_from="2017-01-01", term="P5Y")])
    finding = pact.explain("2030-06-01", presume_continuity=False)
    assert finding.truth is Truth.UNKNOWN
    assert told(finding, "The instrument", "signature on 2011-01-01", "no stated end")
    assert finding.presumptions == (SIGNATURE,)


def test_asked_without_the_presumption_no_answer_rests_on_it() -> None:
    finding = agreement(**IN_FORCE_FROM).explain("2020", presume_continuity=False)
    assert finding.truth is Truth.UNKNOWN
    assert finding.presumptions == ()
    assert told(finding, "hether the instrument still ran then is open", "no end is stated")


@pytest.mark.parametrize("renewals", [[], [mc.Renewal(in_force_from="2017-01-01", term="P1Y")]])
def test_a_tacit_renewal_names_its_period_and_the_link(renewals: list[mc.Renewal]) -> None:
    pact = agreement(**IN_FORCE_FROM, term="P1Y", tacit_renewal="P3Y", renewals=renewals)
    finding = pact.explain("2015-06-01")
    assert finding.truth is Truth.TRUE
    assert finding.presumptions == (CONTINUITY,)
    assert told(finding, "The instrument", "1 year", "3 years")


def test_a_link_joined_by_the_presumption_shows_its_citations() -> None:
    citation = mc.Citation(source="s", supports=["tacit_renewal", "term"])
    pact = agreement(
        term="P1Y",
        tacit_renewal="P3Y",
        renewals=[mc.Renewal(in_force_from="2017-01-01", term="P1Y")],
        citations=[citation],
    )
    assert pact.explain("2015-06-01").citations == (citation,)


RENEWALS = st.lists(
    st.builds(
        lambda year, term, signed: mc.Renewal(**{"signed" if signed else "in_force_from": f"{year}-05-05"}, term=term),
        st.integers(2011, 2030),
        st.sampled_from(["P1Y", "P5Y", None]),
        st.booleans(),
    ),
    max_size=3,
).map(lambda renewals: sorted(renewals, key=lambda r: str(r.signed or r.in_force_from)))


@given(
    st.sampled_from(["P1Y", "P5Y", None]),
    RENEWALS,
    st.none() | st.integers(2031, 2040).map(lambda y: mc.Ending(last_day=f"{y}-01-01", reason="merged")),
    st.integers(2009, 2045).map(lambda year: f"{year}-06-01"),
)
def test_continuity_is_named_exactly_if_the_answer_would_be_another_without_it(
    term: str | None, renewals: list[mc.Renewal], ending: mc.Ending | None, day: str
) -> None:
    pact = agreement(term=term, renewals=renewals, ending=ending)
    presumed, unpresumed = (
        (pact.active_on(day, presume_continuity=presume), pact.status_on(day, presume_continuity=presume))
        for presume in (True, False)
    )
    differs = presumed != unpresumed
    finding = pact.explain(day)
    assert (CONTINUITY in finding.presumptions) is differs
    assert not (finding.truth is Truth.TRUE and len(finding.reasons) == 1 + differs), "no link is named"


# --- Citations and disagreements -------------------------------------------------------------------------------------

FIRST = mc.Citation(source="first", supports=["signed", "term"])
TITLE = mc.Citation(source="title", supports=["title"])
SECOND = mc.Citation(source="second", supports=["renewals[0].signed"])
WHOLE = mc.Citation(source="whole")
OWN = mc.Citation(source="own", supports=["term"])
LIST = mc.Citation(source="list", supports=["renewals"])
END = mc.Citation(source="end", supports=["ending.last_day"])
OTHER = mc.Citation(source="other", says={"signed": "2010", "title": "Y"}, note="A slip.")
CITED = agreement(
    term="P5Y",
    renewals=[mc.Renewal(signed="2017-10-12", term="P5Y", citations=[OWN])],
    citations=[FIRST, TITLE, SECOND, WHOLE, LIST, OTHER],
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2014", [FIRST, WHOLE, LIST, OTHER]),
        ("2019", [SECOND, WHOLE, LIST, OWN]),
        ("2016-06-30", [FIRST, SECOND, WHOLE, LIST, OTHER, OWN]),
        ("2009", [FIRST, WHOLE, LIST, OTHER]),
    ],
)
def test_the_citations_that_bear_on_the_answer_in_the_order_of_the_record(
    day: str, expected: list[mc.Citation]
) -> None:
    assert CITED.explain(day).citations == tuple(expected)


def test_what_is_cited_for_an_ending_bears_on_every_answer() -> None:
    own = mc.Citation(source="own")
    pact = agreement(
        ending=mc.Ending(last_day="2013-01-01", reason="merged", citations=[own]), citations=[TITLE, END, FIRST]
    )
    assert pact.explain("2012").citations == (END, FIRST, own)


def test_a_source_that_has_something_else_is_quoted_with_its_note() -> None:
    finding = CITED.explain("2014")
    assert told(finding, "“other” has 2010 for the date of signature", "A slip")
    assert not told(finding, "for the title")
    assert not told(CITED.explain("2019"), "has 2010")


def test_a_disagreement_about_a_renewal_or_an_ending_is_told_from_its_own_citations() -> None:
    pact = agreement(
        term="P5Y",
        renewals=[mc.Renewal(signed="2017", citations=[mc.Citation(source="press", says={"signed": "2018"})])],
        ending=mc.Ending(
            last_day="2020-01-01",
            reason="merged",
            citations=[mc.Citation(source="wiki", says={"last_day": "2021"})],
        ),
    )
    finding = pact.explain("2019")
    assert told(finding, "“press” has 2018 for the date of signature of renewal 1")
    assert told(finding, "“wiki” has 2021 for the last day of the ending")


def test_a_run_of_days_that_a_source_has_instead_is_told_in_words() -> None:
    says = {"signed": "[..2009-12-31]", "expires": "[2013-01-01..2013-01-05]", "term": "[sic]"}
    pact = agreement(expires="2014", citations=[mc.Citation(source="other", says=says)])
    told_of = "between 2013-01-01 and 2013-01-05 for the last day in force, 2009-12-31 or before for the date of sig"
    assert told(pact.explain("2012"), told_of, "[sic] for the term")


# --- Stages and partial supersession ---------------------------------------------------------------------------------


def test_stages_are_told() -> None:
    stages = [mc.Stage(on="2021-05-19"), mc.Stage(on="2020-11-27", provisions="articles 1 and 4")]
    finding = agreement(in_force_from=stages).explain("2020-12-01")
    assert finding.truth is Truth.TRUE
    assert told(finding, "in stages: articles 1 and 4 on 2020-11-27", "some provisions on 2021-05-19")
    assert told(finding, "enters into force on 2020-11-27")


@pytest.mark.parametrize("day", ["2013", "2025"])
def test_partial_supersession_is_told_and_does_not_end_it(day: str) -> None:
    partial = mc.PartialSupersession(by="y", from_="2024-01-29", scope="only earlier agreements remain")
    finding = agreement(superseded_in_part=[partial]).explain(day)
    assert finding.truth is Truth.TRUE
    assert told(finding, "Superseded in part on 2024-01-29 by y: only earlier agreements remain")
    assert told(finding, "does not end it")


def test_several_partial_supersessions_are_told_each() -> None:
    partials = [mc.PartialSupersession(by="y"), mc.PartialSupersession(by="z", scope="part two")]
    finding = agreement(superseded_in_part=partials).explain("2013")
    assert told(finding, "in part by y.")
    assert told(finding, "in part by z: part two")


# --- The registry's explanation --------------------------------------------------------------------------------------


def register(**fields: object) -> mc.Registry:
    later = mc.Agreement(id="y", title="The Later One", kind="treaty", parties=["a"], signed="2012")
    pact = agreement(
        ending=mc.Ending(last_day="2013-01-01", reason="superseded", by="y"),
        superseded_in_part=[mc.PartialSupersession(by="y")],
        citations=[mc.Citation(source="s", supports=["signed"], says={"signed": "2010"})],
    )
    kept = agreement(id="kept")
    programme = mc.Programme(id="p", name="A Programme", started="2012-01-01")
    return mc.Registry(
        **{
            "agreements": [pact, later, kept],
            "programmes": [programme],
            "parties": [mc.Party(id="a", name="A")],
            "sources": [mc.Source(id="s", title="The Page", published="2019")],
            "verified_through": "2026-11-22",
        }
        | fields
    )


def test_the_registry_explains_with_names_instead_of_ids() -> None:
    finding = register().explain("x", "2014")
    assert told(finding, "superseded by The Later One")
    assert told(finding, "in part by The Later One")
    assert told(finding, "“The Page” has 2010 for the date of signature")
    assert not told(finding, " y")
    assert finding.truth is Truth.FALSE


def test_the_registry_explains_programmes_too() -> None:
    assert register().explain("p", "2013").truth is Truth.TRUE


def test_the_registry_suggests_near_ids() -> None:
    with pytest.raises(mc.UnknownIdError, match="kept") as caught:
        register().explain("kep", "2013")
    assert isinstance(caught.value, KeyError)
    assert "agreements and programmes" in str(caught.value)


def test_beyond_what_was_verified_the_answer_is_flagged_if_it_rests_on_the_presumption() -> None:
    registry = register()
    assert registry.explain("kept", "2026-11-23").beyond_verified is True
    assert told(registry.explain("kept", "2026-11-23"), "checked through 2026-11-22")
    for id, day in (("kept", "2026-11-22"), ("x", "2027")):
        assert registry.explain(id, day).beyond_verified is False
        assert not told(registry.explain(id, day), "checked through")
    assert registry.explain("kept", "2027", presume_continuity=False).beyond_verified is False
    assert register(verified_through=None).explain("kept", "2027").beyond_verified is False


def test_a_value_from_a_source_that_was_published_later_is_shown_and_said_so() -> None:
    early = mc.Source(id="early", title="The Press Release", published="2011-02")
    late = mc.Source(id="late", title="The Later Page", published="2019-03-01")
    pact = agreement(
        citations=[
            mc.Citation(source="early", supports=["title"], says={"signed": "2011"}),
            mc.Citation(source="late", supports=["signed"]),
        ]
    )
    registry = mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A")], sources=[early, late])
    then = registry.as_published("2015").explain("x", "2011-01-01")
    assert then.truth is Truth.TRUE
    assert told(
        then, "“The Later Page”", "the date of signature", "not certainly published by 2015", "shown all the same"
    )
    assert not told(then, "“The Press Release”, which bears on")
    for now in (registry.explain("x", "2011-01-01"), registry.as_published("2019-03-01").explain("x", "2011-01-01")):
        assert not told(now, "published by")


@pytest.mark.parametrize(
    ("signed", "told"), [("[2016-02..]", "on 2016-02-01 or after"), ("[..2016-02]", "on 2016-02-29 or before")]
)
def test_an_explanation_tells_a_run_that_is_open_on_one_side(signed: str, told: str) -> None:
    assert told in str(small_agreement(signed=signed).explain("2016-02-10"))


def test_a_finding_without_presumptions_names_none() -> None:
    finding = small_agreement(in_force_from="2011-02-01", expires="2012").explain("2011-06-01")
    assert "presumed" not in str(finding)
    with_source = small_agreement(citations=[mc.Citation(source="page")])
    assert "  source: page" in str(with_source.explain("2011-06-01")).splitlines()
