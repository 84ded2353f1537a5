"""What was known when: the register as the public record stood on a day."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings, strategies as st

import mainland_coop as mc
from mainland_coop import Truth

A = mc.Party(id="a", name="A", citations=[mc.Citation(source="new")])
SOURCES = [
    mc.Source(id="old", title="Old", published="2012-03-04"),
    mc.Source(id="year", title="Year", published="2015"),
    mc.Source(id="new", title="New", published="2020-06-01"),
    mc.Source(id="undated", title="Undated", retrieved="2018-05-06"),
    mc.Source(id="never", title="Never dated"),
]


def cite(source: str, *supports: str, **says: str) -> mc.Citation:
    return mc.Citation(source=source, supports=supports, says=says)


OLD, NEW = cite("old"), cite("new")


def agreement(id: str = "x", **fields: object) -> mc.Agreement:
    known = {"id": id, "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011-01-01", "citations": [OLD]}
    return mc.Agreement(**known | fields)


def register(*agreements: mc.Agreement, **fields: object) -> mc.Registry:
    return mc.Registry(**{"agreements": agreements, "parties": [A], "sources": SOURCES} | fields)


def then(pact: mc.Agreement, *others: mc.Agreement, on: str = "2013", **fields: object) -> mc.Agreement:
    """The agreement as it was published on a day."""
    whole = register(pact, *others, **fields).as_published(on)
    assert mc.loads(mc.dumps(whole)) == whole
    return whole.agreements[pact.id]


# --- What is known when --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "day", "certain", "possible"),
    [
        ("old", "2012-03-03", False, False),
        ("old", "2012-03-04", True, True),  # the day included
        ("old", "2012-03-05", True, True),
        ("old", "2012-03", False, True),
        ("old", "2012-02", False, False),
        ("year", "2014-12-31", False, False),
        ("year", "2015-01-01", False, True),
        ("year", "2015-12-30", False, True),
        ("year", "2015-12-31", True, True),
        ("undated", "2018-05-05", False, True),  # published on the day of its retrieval or earlier
        ("undated", "2018-05-06", True, True),
        ("undated", "1999", False, True),
        ("never", "9999-12-31", True, True),
        ("never", "9999-12-30", False, True),
        ("never", "2020", False, True),
    ],
)
def test_a_record_is_kept_if_a_source_of_it_was_published_by_then(
    source: str, day: str, certain: bool, possible: bool
) -> None:
    cited = [cite(source)]
    whole = register(
        agreement(citations=cited),
        programmes=[mc.Programme(id="p", name="P", citations=cited)],
        conferences=[mc.Conference(id="c", name="C", citations=cited)],
    )
    for at_least, kept in ((Truth.TRUE, certain), (Truth.UNKNOWN, possible)):
        found = whole.as_published(day, at_least=at_least)
        assert {len(found.agreements), len(found.programmes), len(found.conferences)} == {int(kept)}


def test_one_source_is_enough() -> None:
    assert "x" in register(agreement(citations=[NEW, OLD])).as_published("2013").agreements


def test_without_a_citation_nothing_was_published() -> None:
    whole = register(
        agreement(citations=[]),
        programmes=[mc.Programme(id="p", name="P")],
        conferences=[mc.Conference(id="c", name="C", sessions=[mc.Session(id="s")])],
    )
    for at_least in (Truth.TRUE, Truth.UNKNOWN):
        found = whole.as_published("9999-12-31", at_least=at_least)
        assert not len(found.agreements) + len(found.programmes) + len(found.conferences) + len(found.sessions)


def test_a_source_that_tells_of_a_part_tells_of_the_whole() -> None:
    pact = agreement(citations=[], renewals=[mc.Renewal(signed="2012", citations=[OLD])])
    assert then(pact).renewals == pact.renewals
    conference = mc.Conference(id="c", name="C", sessions=[mc.Session(id="s", citations=[OLD])])
    assert "c" in register(conferences=[conference]).as_published("2013").conferences


def test_parties_areas_and_sources_stay() -> None:
    areas = [mc.Area(id="r", name="R", citations=[NEW]), mc.Area(id="q", name="Q")]
    whole = register(agreement(citations=[]), areas=areas, version="1", verified_through="2026")
    found = whole.as_published("2000")
    assert (found.parties, found.areas, found.sources) == (whole.parties, whole.areas, whole.sources)
    assert (found.version, found.verified_through) == (whole.version, whole.verified_through)
    assert len(found.agreements) == 0


def test_the_registry_itself_stays_as_it_is_and_the_day_takes_no_part_in_equality() -> None:
    whole = register(agreement())
    found = whole.as_published("2025")
    assert found == whole
    assert hash(found) == hash(whole)
    assert found.published_on == mc.PartialDate.parse("2025")
    assert whole.published_on is None


# --- Parts -------------------------------------------------------------------------------------------------------

R0 = mc.Renewal(signed="2012", note="first")
R1 = mc.Renewal(signed="2013", note="second")
R2 = mc.Renewal(signed="2014", note="third")


@pytest.mark.parametrize(
    "pact",
    [
        agreement(renewals=[attrs.evolve(R0, citations=[NEW])], citations=[cite("old", "signed")]),
        agreement(renewals=[R0], citations=[cite("old", "signed"), cite("new", "renewals[0].signed")]),
        agreement(renewals=[R0], citations=[cite("old", "signed"), NEW]),
        agreement(renewals=[R0], citations=[cite("old", "signed")]),
    ],
    ids=["cited itself", "cited by path", "cited as a whole later", "not cited"],
)
def test_a_renewal_that_was_not_published_drops(pact: mc.Agreement) -> None:
    assert then(pact).renewals == ()


@pytest.mark.parametrize(
    "pact",
    [
        agreement(renewals=[attrs.evolve(R0, citations=[OLD])], citations=[cite("old", "signed")]),
        agreement(renewals=[R0], citations=[cite("old", "renewals[0].signed")]),
        agreement(renewals=[R0], citations=[cite("old", "renewals[0]")]),
        agreement(renewals=[R0], citations=[cite("old", "renewals")]),
        agreement(renewals=[R0], citations=[mc.Citation(source="old", says={"renewals[0].signed": "2011"})]),
        agreement(renewals=[R0], citations=[OLD]),
        agreement(renewals=[attrs.evolve(R0, citations=[NEW])], citations=[OLD]),
    ],
    ids=["cited itself", "path", "item", "list", "said otherwise", "whole record", "whole record, and later itself"],
)
def test_a_renewal_that_was_published_stays(pact: mc.Agreement) -> None:
    assert then(pact).renewals == pact.renewals


def test_paths_of_citations_are_renumbered() -> None:
    pact = agreement(
        renewals=[R0, R1, R2],
        citations=[
            cite("old", "signed", "renewals[0].note", "renewals[2].signed", "renewals[2].note"),
            cite("new", "renewals[1].signed", "renewals[1].note"),
            mc.Citation(source="new", supports=["renewals[2].note"], says={"renewals[1].note": "x"}),
            mc.Citation(source="new", says={"renewals[2].signed": "2015", "renewals[1].signed": "2014"}),
            cite("new", "renewals"),
        ],
    )
    known = then(pact)
    assert known.renewals == (R0, R2)
    assert known.citations == (
        cite("old", "signed", "renewals[0].note", "renewals[1].signed", "renewals[1].note"),
        cite("new", "renewals[1].note"),
        mc.Citation(source="new", says={"renewals[1].signed": "2015"}),
        cite("new", "renewals"),
    )


def test_a_citation_of_nothing_but_what_dropped_drops() -> None:
    pact = agreement(renewals=[R0], citations=[cite("old", "signed"), cite("new", "renewals[0].signed"), NEW])
    assert then(pact).citations == (cite("old", "signed"), NEW)


def test_equal_renewals_are_told_apart() -> None:
    twice = agreement(
        renewals=[mc.Renewal(signed="2012"), mc.Renewal(signed="2012")],
        citations=[cite("new", "renewals[0].signed"), cite("old", "renewals[1].signed")],
    )
    assert then(twice).citations == (cite("old", "renewals[0].signed"),)


def test_a_link_that_follows_on_from_a_dropped_one_drops_with_all_that_follow_on_from_it() -> None:
    follows = mc.Renewal(follows_on=True, term="P1Y", citations=[OLD])
    pact = agreement(
        term="P1Y",
        renewals=[
            mc.Renewal(follows_on=True, term="P1Y", citations=[OLD]),
            mc.Renewal(follows_on=True, term="P2Y", citations=[NEW]),
            follows,
            follows,
            mc.Renewal(signed="2017", citations=[OLD]),
        ],
        citations=[cite("old", "signed")],
    )
    assert then(pact).renewals == (pact.renewals[0], pact.renewals[4])
    assert then(pact, on="2021").renewals == pact.renewals


def test_an_ending_that_was_not_published_drops_with_its_citations() -> None:
    ending = mc.Ending(last_day="2013-01-01", reason="merged")
    pact = agreement(ending=ending, citations=[cite("old", "signed"), cite("new", "ending.last_day")])
    known = then(pact)
    assert known.ending is None
    assert known.citations == (cite("old", "signed"),)
    assert known.active_on("2014").certain
    assert then(pact, on="2020-06-01") == pact
    cited = agreement(ending=attrs.evolve(ending, citations=[OLD]), citations=[cite("new", "signed")])
    assert then(cited).ending == cited.ending


def test_partial_supersessions_editions_and_figures_drop_too() -> None:
    partial = mc.PartialSupersession(by="x", citations=[NEW])
    figures = [mc.Figure(what="w", value=1, citations=[NEW]), mc.Figure(what="w", value=2, citations=[OLD])]
    pact = agreement("y", superseded_in_part=[partial], figures=figures, citations=[cite("old", "signed")])
    known = then(pact, agreement())
    assert known.superseded_in_part == ()
    assert known.figures == (figures[1],)
    editions = [mc.Edition(held="2012", citations=[OLD]), mc.Edition(held="2013", citations=[NEW])]
    programme = mc.Programme(id="p", name="P", editions=editions, citations=[cite("old", "name")])
    assert register(programmes=[programme]).as_published("2013").programmes["p"].editions == (editions[0],)


def test_sessions_drop_and_their_citations_are_renumbered() -> None:
    sessions = [
        mc.Session(id="s0", held="2010", citations=[NEW]),
        mc.Session(id="s1", held="2011", citations=[OLD]),
        mc.Session(id="s2", held="2012"),
    ]
    conference = mc.Conference(
        id="c",
        name="C",
        sessions=sessions,
        citations=[cite("old", "name", "sessions[2].held"), cite("new", "sessions[0].held", "sessions[1].held")],
    )
    known = register(conferences=[conference]).as_published("2013").conferences["c"]
    assert [session.id for session in known.sessions] == ["s1", "s2"]
    assert known.citations == (cite("old", "name", "sessions[1].held"), cite("new", "sessions[0].held"))


def test_a_sharper_value_is_shown_all_the_same() -> None:
    pact = agreement(
        signed="2011-11-25",
        citations=[mc.Citation(source="old", supports=["title"], says={"signed": "2011"}), cite("new", "signed")],
    )
    assert then(pact) == pact


# --- References to what dropped --------------------------------------------------------------------------------------

GONE = agreement("gone", citations=[NEW])
KEPT = agreement("kept")


@pytest.mark.parametrize("name", ["amends", "supplements", "implements"])
def test_references_in_lists_to_what_dropped_go(name: str) -> None:
    pact = agreement(**{name: ["gone", "kept"]}, citations=[cite("old", "signed", name, f"{name}[1]")])
    known = then(pact, GONE, KEPT)
    assert getattr(known, name) == ("kept",)
    assert all(path in ("signed", name) for citation in known.citations for path in citation.supports)


@pytest.mark.parametrize("name", ["amends", "supplements", "implements"])
def test_what_a_source_says_of_a_list_that_was_shortened_stays_sound(name: str) -> None:
    """The registry of that day still loads, whatever a citation has for an item of the list."""
    pact = agreement(
        **{name: ["gone", "kept"]}, citations=[OLD, mc.Citation(source="old", says={f"{name}[1]": "Another"})]
    )
    known = then(pact, GONE, KEPT)
    assert getattr(known, name) == ("kept",)


@pytest.mark.parametrize("name", ["amends", "supplements", "implements"])
def test_what_a_source_has_instead_of_the_whole_of_a_shortened_list_stays(name: str) -> None:
    other = cite("old", **{name: "Another"})
    known = then(agreement(**{name: ["gone", "kept"]}, citations=[OLD, other]), GONE, KEPT)
    assert known.citations == (OLD, other)


def test_a_single_reference_to_what_was_published_stays_with_its_citation() -> None:
    conference = mc.Conference(id="c", name="C", sessions=[mc.Session(id="s", citations=[OLD])], citations=[OLD])
    pact = agreement(under="kept", signed_at="s", citations=[cite("old", "under", "signed_at")])
    known = then(pact, GONE, KEPT, conferences=[conference])
    assert (known.under, known.signed_at) == ("kept", "s")
    assert known.citations == pact.citations


def test_an_answer_names_the_day_whose_public_record_it_is_from() -> None:
    finding = register(agreement(), verified_through="2021").as_published("2013").explain("x", "2012")
    assert finding.origin is not None
    assert (str(finding.origin.published_on), str(finding.origin.verified_through)) == ("2013", "2021")


def test_a_single_reference_to_what_dropped_goes() -> None:
    conference = mc.Conference(id="c", name="C", sessions=[mc.Session(id="s", citations=[NEW])], citations=[OLD])
    gone_session = attrs.evolve(conference, citations=[cite("old", "name")])
    pact = agreement(under="gone", signed_at="s", citations=[cite("old", "signed", "under", "signed_at")])
    known = then(pact, GONE, conferences=[gone_session])
    assert (known.under, known.signed_at) == (None, None)
    assert known.citations == (cite("old", "signed"),)


def test_a_citation_that_spoke_only_of_a_reference_that_went_goes_and_does_not_speak_for_the_record() -> None:
    pact = agreement(under="gone", citations=[cite("old", "signed"), cite("new", "under")])
    known = then(pact, GONE)
    assert known.under is None
    assert known.citations == (cite("old", "signed"),)


def test_a_citation_that_went_with_its_reference_leaves_nothing_behind_that_keeps_other_parts() -> None:
    """Asked twice, the answer is the same."""
    pact = agreement(
        under="gone",
        renewals=[R0],
        citations=[cite("old", "under"), cite("new", "renewals[0].signed"), cite("old", "signed")],
    )
    once = register(pact, GONE).as_published("2013")
    assert once.as_published("2013") == once
    assert once.agreements["x"].renewals == ()


def test_an_ending_loses_the_name_of_a_successor_that_dropped_and_stays_an_ending() -> None:
    ending = mc.Ending(last_day="2013-01-01", reason="superseded", by="gone")
    assert then(agreement(ending=ending), GONE).ending == attrs.evolve(ending, by=None)
    programme = mc.Programme(id="p", name="P", started="2010", ending=ending, implements=["gone"], citations=[OLD])
    whole = register(GONE, programmes=[programme]).as_published("2013")
    assert whole.programmes["p"].ending == attrs.evolve(ending, by=None)
    assert whole.programmes["p"].implements == ()


def test_a_partial_supersession_by_what_dropped_goes() -> None:
    partials = [mc.PartialSupersession(by="gone"), mc.PartialSupersession(by="kept")]
    pact = agreement(superseded_in_part=partials, citations=[OLD, cite("old", "superseded_in_part[1].by")])
    known = then(pact, GONE, KEPT)
    assert known.superseded_in_part == (partials[1],)
    assert known.citations == (OLD, cite("old", "superseded_in_part[0].by"))


def test_sessions_held_with_one_that_dropped() -> None:
    sessions = [
        mc.Session(id="s", held_with=["t", "u"], citations=[OLD]),
        mc.Session(id="t", citations=[NEW]),
        mc.Session(id="u", citations=[OLD]),
    ]
    conference = mc.Conference(id="c", name="C", sessions=sessions, citations=[cite("old", "name")])
    known = register(conferences=[conference]).as_published("2013")
    assert known.sessions["s"].held_with == ("u",)


def test_a_successor_whose_renewal_was_not_published_yet_does_not_make_the_register_invalid() -> None:
    """The successor had run out as far as was known that day; the register is still the one of that day."""
    old = agreement("old", ending=mc.Ending(last_day="2017-01-01", reason="superseded", by="new"))
    renewal = mc.Renewal(signed="2015-06-01", term="P9Y", citations=[NEW])
    new = agreement("new", term="P5Y", renewals=[renewal], citations=[cite("old", "signed")])
    known = register(old, new).as_published("2018")
    assert known.agreements["new"].renewals == ()
    assert known.agreements["old"].ending is not None
    assert mc.loads(mc.dumps(known)) == known


@pytest.mark.parametrize("on", [2013, None, True, "June"], ids=repr)
def test_what_is_no_day_is_refused(on: object) -> None:
    with pytest.raises(mc.MainlandCoopError):
        register().as_published(on)


# --- Over the bundled data -----------------------------------------------------------------------------------------

BUNDLED = mc.load()
DAYS = ["0001-01-01", "1998", "2003-06-30", "2012", "2017-10-12", "2020", "2023-05-15", "2026-11-22", "9999-12-31"]


def kept(whole: mc.Registry) -> set[tuple[str, ...]]:
    """What is left, by id, and for the parts by their content."""
    found: set[tuple[str, ...]] = set()
    for record in (*whole.agreements, *whole.programmes):
        found.add((type(record).__name__, record.id))
        found |= {(record.id, repr(renewal), str(renewal.note)) for renewal in record.renewals}
        if record.ending is not None:
            found.add((record.id, "ending", str(record.ending.last_day)))
    for conference in whole.conferences:
        found.add(("Conference", conference.id))
        found |= {("Session", session.id) for session in conference.sessions}
    return found


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("at_least", [Truth.TRUE, Truth.UNKNOWN])
def test_the_bundled_register_of_any_day_loads_again(day: str, at_least: Truth) -> None:
    found = BUNDLED.as_published(day, at_least=at_least)
    assert mc.loads(mc.dumps(found)) == found
    assert found.as_published(day, at_least=at_least) == found


@settings(max_examples=settings().max_examples // 4)
@given(st.dates(), st.dates())
def test_a_later_day_keeps_at_least_as_much(a: object, b: object) -> None:
    early, late = (BUNDLED.as_published(day) for day in sorted((a, b)))
    assert kept(early) <= kept(late) <= kept(BUNDLED)


@settings(max_examples=settings().max_examples // 4)
@given(st.dates(), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_what_was_certainly_published_may_have_been(day: object, form: str) -> None:
    on = day.strftime(form).rjust(len(day.strftime(form)), "0")
    certain = BUNDLED.as_published(day)
    assert kept(certain) <= kept(BUNDLED.as_published(day, at_least=Truth.UNKNOWN))
    if len(on.split("-")[0]) == 4:
        assert kept(BUNDLED.as_published(on)) <= kept(certain)


def test_in_the_end_everything_with_a_citation_is_published() -> None:
    found = kept(BUNDLED.as_published("9999-12-31"))
    assert {key for key in kept(BUNDLED) if key[0] in ("Agreement", "Conference", "Programme", "Session")} <= found
    assert not kept(BUNDLED.as_published("0001-01-01"))


# --- Asked again ---------------------------------------------------------------------------------------------------

LEAST = st.sampled_from([Truth.TRUE, Truth.UNKNOWN])
DATED = [source.id for source in SOURCES]
PATHS = [
    "signed",
    "renewals",
    "renewals[0]",
    "renewals[1].term",
    "under",
    "amends",
    "amends[0]",
    "superseded_in_part[0]",
]


@st.composite
def citations(draw: st.DrawFn, paths: list[str]) -> list[mc.Citation]:
    def one() -> mc.Citation:
        supports = draw(st.lists(st.sampled_from(paths), max_size=2, unique=True)) if paths else []
        says = dict.fromkeys(draw(st.lists(st.sampled_from(paths), max_size=1)), "2011") if paths else {}
        return mc.Citation(source=draw(st.sampled_from(DATED)), supports=supports, says=says)

    return [one() for _ in range(draw(st.integers(0, 2)))]


@st.composite
def registers_with_sources(draw: st.DrawFn) -> mc.Registry:
    """Small registers in which records, renewals and references hang on sources of different years."""
    pacts: list[mc.Agreement] = []
    sessions: list[mc.Session] = []
    for number in range(draw(st.integers(0, 2))):
        held_with = [sessions[0].id] if sessions and draw(st.booleans()) else []
        said = draw(citations(["held_with"] if held_with else []))
        sessions.append(mc.Session(id=f"s{number}", held="2010", held_with=held_with, citations=said))
    for number in range(draw(st.integers(1, 5))):
        earlier = [pact.id for pact in pacts]
        starts: list[dict[str, object]] = [{"follows_on": True}, {"signed": "2013"}]
        renewals = [
            mc.Renewal(**draw(st.sampled_from(starts)), term="P1Y", citations=draw(citations([])))
            for _ in range(draw(st.integers(0, 2)))
        ]
        fields: dict[str, object] = {"term": "P1Y", "renewals": renewals}
        if earlier and draw(st.booleans()):
            fields["under"] = draw(st.sampled_from(earlier))
        if earlier and draw(st.booleans()):
            fields["amends"] = draw(st.lists(st.sampled_from(earlier), min_size=1, unique=True))
        if earlier and draw(st.booleans()):
            by = draw(st.sampled_from(earlier))
            fields["superseded_in_part"] = [mc.PartialSupersession(by=by, citations=draw(citations([])))]
        if sessions and draw(st.booleans()):
            fields["signed_at"] = draw(st.sampled_from(sessions)).id
        filled = [path for path in PATHS if path == "signed" or path.partition("[")[0] in fields]
        filled = [path for path in filled if not path.startswith("renewals[") or int(path[9]) < len(renewals)]
        filled = [path for path in filled if path != "renewals" or renewals]
        try:
            pacts.append(agreement(f"x{number}", **fields, citations=draw(citations(filled))))
        except mc.InvalidRecordError:  # renewals in an order that no world has
            continue
    conference = mc.Conference(
        id="c", name="C", sessions=sessions, citations=draw(citations(["sessions[0]"] * bool(sessions)))
    )
    return register(*pacts, conferences=[conference])


@given(
    registers_with_sources(), st.sampled_from(["2013", "2016", "2021"]), st.sampled_from([Truth.TRUE, Truth.UNKNOWN])
)
def test_asked_again_it_is_the_same(whole: mc.Registry, day: str, at_least: Truth) -> None:
    once = whole.as_published(day, at_least=at_least)
    assert once.as_published(day, at_least=at_least) == once
    assert mc.loads(mc.dumps(once)) == once
    dates = {source.id: source for source in SOURCES}
    for record in (*once.agreements, *once.conferences, *(s for c in once.conferences for s in c.sessions)):
        said = [*record.citations, *(c for part in getattr(record, "renewals", ()) for c in part.citations)]
        said += [c for part in getattr(record, "superseded_in_part", ()) for c in part.citations]
        said += [c for part in getattr(record, "sessions", ()) for c in part.citations]
        if not isinstance(record, mc.Session):
            assert any(dates[citation.source].published_by(day).reaches(at_least) for citation in said), record


def test_a_source_of_nothing_but_a_renewal_that_drops_keeps_no_record() -> None:
    pact = agreement(
        term="P1Y",
        renewals=[
            mc.Renewal(follows_on=True, term="P1Y", citations=[NEW]),
            mc.Renewal(follows_on=True, term="P1Y", citations=[OLD]),
        ],
        citations=[NEW],
    )
    assert not register(pact).as_published("2013").agreements


def test_what_hung_on_a_reference_to_what_dropped_drops_with_all_that_hung_on_it() -> None:
    whole = [agreement("x0", citations=[NEW])]
    whole += [agreement(f"x{i}", under=f"x{i - 1}", citations=[cite("old", "under")]) for i in range(1, 60)]
    last = agreement("y", amends=["x59", "z"], citations=[OLD])
    found = register(*whole, last, agreement("z", citations=[OLD])).as_published("2013")
    assert [pact.id for pact in found.agreements] == ["y", "z"]
    assert found.agreements["y"].amends == ("z",)


def test_a_membership_that_was_published_later_drops() -> None:
    def member(*citations: mc.Citation) -> mc.Membership:
        return mc.Membership(party="a", ending=mc.Ending(last_day="2012", reason="withdrawn"), citations=citations)

    assert not then(agreement(memberships=[member(NEW)], citations=[OLD, cite("old", "memberships[0]")])).memberships
    assert then(agreement(memberships=[member(OLD)])).memberships
    assert then(agreement(memberships=[member()])).memberships


# --- Where one step decides -------------------------------------------------------------------------------------------


def test_a_programme_is_published_without_a_successor_that_as_then_known_was_over() -> None:
    """The renewal by which the successor came in time was published later: then nothing could supersede."""
    renewal = mc.Renewal(signed="2014", citations=[NEW])
    over = agreement("over", expires="2011-06-01", renewals=[renewal], citations=[cite("old", "signed")])
    ending = mc.Ending(last_day="2013-12-31", reason="superseded", by="over", citations=[OLD])
    programme = mc.Programme(id="p", name="P", started="2011", ending=ending, citations=[OLD])
    whole = register(over, programmes=[programme])
    assert whole.as_published("2013").programmes["p"].ending == attrs.evolve(ending, by=None)
    assert whole.as_published("2021").programmes["p"].ending == ending


def test_what_a_source_has_instead_of_one_item_of_a_shortened_list_goes() -> None:
    lost, kept = agreement("lost", citations=[NEW]), agreement("kept")
    says = mc.Citation(source="old", says={"amends[1]": "another"})
    pact = agreement(amends=["lost", "kept"], citations=[OLD, cite("old", "amends[1]"), says])
    citations = then(pact, lost, kept).citations
    assert [(citation.supports, citation.says) for citation in citations] == [((), ()), (("amends",), ())]


@pytest.mark.parametrize(("day", "beyond"), [("2020-06-30", False), ("2020", True), ("2020-06", False), ("2021", True)])
def test_a_partial_day_lies_beyond_what_was_checked_if_its_last_day_does(day: str, beyond: bool) -> None:
    registry = register(agreement(), verified_through="2020-06-30")
    assert registry.explain("x", day).beyond_verified is beyond


@pytest.mark.parametrize("place", [0, 1])
def test_parts_that_are_one_object_are_known_each_by_its_place(place: int) -> None:
    figure = mc.Figure(what="Cases", value=5)
    citations = [cite("old", "signed", f"figures[{place}]"), cite("new", f"figures[{1 - place}]")]
    pact = agreement(citations=citations, figures=[figure, figure])
    found = then(pact)
    assert len(found.figures) == 1
    assert found.citations == (cite("old", "signed", "figures[0]"),)
    assert len(then(pact, on="2021").figures) == 2


# --- What a register adds to a finding ------------------------------------------------------------------------------


def test_a_source_is_named_as_one_where_an_agreement_has_its_id() -> None:
    told = register(agreement(term="P5Y", citations=[cite("old", "term", term="P3Y")]), agreement("old", title="Other"))
    assert told.explain("x", "2013-01-01").reasons[-1] == "“Old” has 3 years for the term."


@pytest.mark.parametrize(("day", "beyond"), [("2020-01-02", False), ("2020", False), ("2021-01-01", True)])
def test_a_register_that_was_checked_through_a_year_was_checked_through_its_last_day(day: str, beyond: bool) -> None:
    assert register(agreement(), verified_through="2020").explain("x", day).beyond_verified is beyond


def test_a_session_that_drops_with_another_is_no_longer_where_an_agreement_was_signed() -> None:
    first = mc.Session(id="first", held_with=["other"], citations=[cite("old", "held_with[0]")])
    meetings = [
        mc.Conference(id="c", name="C", sessions=[first], citations=[cite("old", "name")]),
        mc.Conference(
            id="d", name="D", sessions=[mc.Session(id="other", citations=[NEW])], citations=[cite("old", "name")]
        ),
    ]
    known = register(agreement(signed_at="first"), conferences=meetings).as_published("2013")
    assert known.agreements["x"].signed_at is None
    assert not len(known.sessions)
