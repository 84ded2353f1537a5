"""What is allowed in a register but worth a look: each kind of notice, and what is just none."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

import mainland_coop as mc
from helpers.counted_work import work

A = mc.Party(id="a", name="A")


def pact(**fields: Any) -> mc.Agreement:
    plain: dict[str, Any] = {"id": "x", "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011-01-01"}
    return mc.Agreement(**plain | fields)


def noticed(*agreements: mc.Agreement, **fields: Any) -> dict[str, str]:
    """The notices of a register: messages by path."""
    notices = mc.Registry(**{"agreements": agreements, "parties": [A]} | fields).notices
    assert len({notice.path for notice in notices}) == len(notices)
    return {notice.path: notice.message for notice in notices}


# --- Bodies that are no more ------------------------------------------------------------------------------------------


def became(how: str | None, on: str | None) -> dict[str, Any]:
    return {"parties": [A, mc.Party(id="b", name="B", predecessors=[mc.Predecessor(party="a", on=on, how=how)])]}


LEFT = mc.Membership(party="a", ending=mc.Ending(last_day="2015", reason="withdrawn"))
PARTY = "agreements['x'].parties[0]"


@pytest.mark.parametrize("how", ["merged", "split"])
def test_a_party_that_ended_while_its_agreement_is_presumed_to_go_on(how: str) -> None:
    told = f"a was {how} in 2015-06 (see b); the agreement is presumed to go on, and says nothing of it"
    assert noticed(pact(), **became(how, "2015-06")) == {PARTY: told}
    assert noticed(pact(renewals=[mc.Renewal(signed="2012")]), **became(how, "2015-06")) == {PARTY: told}
    assert noticed(pact(renewals=[mc.Renewal(signed="2016")]), **became(how, "2015-06")) == {PARTY: told}


@pytest.mark.parametrize(
    ("on", "signed", "when"),
    [
        (None, "2011-01-01", ""),
        ("2011-01-01", "2011-01-01", " on 2011-01-01"),
        ("2011", "2011", " in 2011"),
        ("2011-06", "2011", " in 2011-06"),
    ],
)
def test_a_party_that_ended_before_the_signature_or_after_it_is_told_of_either_way(
    on: str | None, signed: str, when: str
) -> None:
    told = f"a was merged{when} (see b); the agreement is presumed to go on, and says nothing of it"
    assert noticed(pact(signed=signed), **became("merged", on)) == {PARTY: told}
    assert noticed(pact(signed=signed, expires=".."), **became("merged", on)) == {}
    assert noticed(pact(signed=signed), **became("renamed", on)) == {}


def test_a_party_that_had_ended_before_a_renewal_was_signed() -> None:
    renewed = {
        "term": "P5Y",
        "renewals": [mc.Renewal(follows_on=True, term="P1Y"), mc.Renewal(signed="2018", term="P1Y")],
    }
    told = "a was merged in 2015 (see b), before the signature of renewal 2 in 2018"
    assert noticed(pact(**renewed), **became("merged", "2015")) == {PARTY: told}
    assert noticed(pact(**renewed), **became("merged", "2018-06")) == {}
    assert noticed(pact(**renewed), **became("merged", None)) == {}
    assert noticed(pact(**renewed), **became("renamed", "2015")) == {}  # it signs by its new name
    assert noticed(pact(memberships=[LEFT], **renewed), **became("merged", "2015")) == {}


@pytest.mark.parametrize(
    ("how", "on", "fields"),
    [
        ("renamed", "2015", {}),
        ("transferred", "2015", {}),
        ("formed on the basis of", "2015", {}),
        (None, "2015", {}),
        ("merged", "2015", {"term": "P1Y"}),
        ("merged", "2015", {"expires": ".."}),
        ("merged", "2015", {"ending": mc.Ending(last_day="2014", reason="terminated")}),
        (
            "merged",
            "2015",
            {"memberships": [LEFT]},
        ),
    ],
)
def test_a_party_that_may_go_on_or_whose_end_is_told_is_no_notice(
    how: str | None, on: str | None, fields: dict[str, Any]
) -> None:
    assert noticed(pact(**fields), **became(how, on)) == {}


@pytest.mark.parametrize("how", ["merged", "split", "renamed"])
def test_a_party_that_had_ended_before_the_signature(how: str) -> None:
    told = {PARTY: f"a was {how} in 2010 (see b), before the signature on 2011-01-01"}
    assert noticed(pact(), **became(how, "2010")) == told
    assert noticed(pact(term="P1Y"), **became(how, "2010")) == told
    assert noticed(pact(signed="2010-06", term="P1Y"), **became(how, "2010")) == {}
    assert noticed(pact(), **became("transferred", "2010")) == {}


def test_only_the_party_that_ended_is_named() -> None:
    parties = [*became("merged", "2015")["parties"], mc.Party(id="c", name="C")]
    assert list(noticed(pact(parties=["c", "b", "a"]), parties=parties)) == ["agreements['x'].parties[2]"]


# --- Successions of instruments ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "both"), [("2020-01-01", True), ("2020-01-02", False), ("2019-12-31", False), ("2020-01", False)]
)
def test_both_in_force_on_the_day_of_supersession(start: str, both: bool) -> None:
    ended = pact(id="old", ending=mc.Ending(last_day="2020-01-01", reason="superseded", by="x"))
    told = "the successor starts on the last day, 2020-01-01, so that both are in force on it"
    assert noticed(ended, pact(signed=start)) == ({"agreements['old'].ending.by": told} if both else {})


# --- Days and terms that stand for something else ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "path", "said"),
    [
        (
            {"expires": "9999-12-31"},
            "expires",
            "the last day of the calendar",
        ),
        ({"expires": "9999"}, "expires", "it is in the last year of the calendar"),
        (
            {"renewals": [mc.Renewal(signed="2012", expires="9999-12-31")]},
            "renewals[0].expires",
            "the last day of the calendar",
        ),
        ({"ending": mc.Ending(last_day="9999-12-31", reason="terminated")}, "ending.last_day", "that has not come"),
        ({"signed": "0001-01-01"}, "signed", "the beginning of the calendar; write [..D]"),
        ({"signed": "0001"}, "signed", "the beginning of the calendar"),
        ({"in_force_from": "0001-01-01"}, "in_force_from", "the beginning of the calendar"),
        ({"in_force_from": "2899-01-01"}, "in_force_from", "it is 2899-01-01, which is far away"),
        ({"in_force_from": "2200"}, "in_force_from", "far away"),
        ({"renewals": [mc.Renewal(signed="2899-01-01")]}, "renewals[0].signed", "far away"),
        ({"term": "P100Y"}, "term", "it is 100 years; is it no mark"),
        ({"term": "P1500M"}, "term", "it is 1500 months"),
        ({"term": "P9998Y"}, "term", "it is 9998 years"),
        ({"term": "P1Y", "renewals": [mc.Renewal(signed="2012", term="P999Y")]}, "renewals[0].term", "999 years"),
        ({"term": "P1Y", "tacit_renewal": "P100Y"}, "tacit_renewal", "100 years"),
        ({"term": "P1Y", "renewals": [mc.Renewal(in_force_from="2899")]}, "renewals[0].in_force_from", "far away"),
        ({"renewals": [mc.Renewal(period="2012/9999-12-31")]}, "renewals[0].period", "the last day of the calendar"),
    ],
)
def test_what_is_taken_at_its_word_and_may_stand_for_something_else(
    fields: dict[str, Any], path: str, said: str
) -> None:
    found = noticed(pact(**fields))
    assert list(found) == [f"agreements['x'].{path}"]
    assert said in found[f"agreements['x'].{path}"]
    programme = (
        {"started": fields.pop("signed")} if "signed" in fields else {"started": fields.pop("in_force_from", "2011")}
    )
    whole = mc.Programme(id="x", name="X", **programme, **fields)
    path = "started" if path in ("signed", "in_force_from") else path
    assert list(noticed(programmes=[whole])) == [f"programmes['x'].{path}"]


def test_each_day_of_a_record_may_stand_for_something_else() -> None:
    left = mc.Ending(last_day="9999-12-31", reason="withdrawn")
    stages = [mc.Stage(on="2012"), mc.Stage(on="2899")]
    of_agreement = {
        "signed": {"signed": "0001-01-01", "in_force_from": "2011"},
        "in_force_from[1].on": {"in_force_from": stages},
        "implemented_from": {"implemented_from": "2899"},
        "period": {"period": "2012/9999-12-31"},
        "memberships[0].signed": {"memberships": [mc.Membership(party="a", signed="2899")]},
        "memberships[0].ending.last_day": {"memberships": [mc.Membership(party="a", ending=left)]},
    }
    for path, fields in of_agreement.items():
        assert list(noticed(pact(**fields))) == [f"agreements['x'].{path}"]
    programme = mc.Programme(id="x", name="X", period="0001-01-01/9999-12-31")
    assert noticed(programmes=[programme])["programmes['x'].period"].startswith("it is 0001-01-01, the beginning of")
    conference = mc.Conference(id="c", name="C", sessions=[mc.Session(id="s", held="2899-01-01")])
    assert list(noticed(conferences=[conference])) == ["conferences['c'].sessions['s'].held"]
    assert list(noticed(**became("merged", "2899"))) == ["parties['b'].predecessors[0].on"]


@pytest.mark.parametrize(
    "fields",
    [
        {"expires": ".."},
        {"expires": "9998-12-31"},
        {"expires": "[2020..]"},
        {"signed": "[..2011-01-01]"},
        {"signed": "0002-01-01"},
        {"in_force_from": "2199-12-31"},
        {"in_force_from": "[2012..]"},
        {"term": "P99Y"},
        {"term": "P1188M"},
        {"ending": mc.Ending(last_day="2012", reason="terminated"), "expires": "2020"},
        {"never_in_force": True},
        {"period": "2012/.."},
    ],
)
def test_what_is_plain_is_no_notice(fields: dict[str, Any]) -> None:
    assert noticed(pact(**fields)) == {}


# --- Bodies of one name -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"name": "Trade Bureau"}, {"name": "The trade  bureau"}, True),
        ({"name": mc.Name(en="Trade", zh_hant="貿易局")}, {"name": mc.Name(en="Commerce", zh_hant="貿易局")}, True),
        ({"name": mc.Name(zh_hant="貿易局")}, {"name": mc.Name(zh_hans="贸易局")}, True),
        ({"name": "Bureau", "jurisdiction": "CN-GD"}, {"name": "Bureau", "jurisdiction": "CN-HE"}, False),
        ({"name": "Bureau", "city": "Shenzhen"}, {"name": "Bureau", "city": "Zhuhai"}, False),
        ({"name": "Bureau", "parent": "a"}, {"name": "Bureau"}, True),
        ({"name": "Bureau"}, {"name": "Bureau", "city": "Zhuhai"}, True),
        ({"name": "Bureau", "parent": "a"}, {"name": "Bureau", "jurisdiction": "HK"}, False),
        ({"name": mc.Name(en="Bureau", short=["B"])}, {"name": mc.Name(en="Board", short=["B"])}, False),
        ({"name": "---"}, {"name": "+++"}, False),
    ],
)
def test_bodies_of_one_name(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    found = noticed(parties=[A, mc.Party(id="p", **one), mc.Party(id="q", **other)])
    assert found == ({"parties['q'].name": "p has the same name; are they one body?"} if same else {})


# --- Announced days ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("through", "fields", "told"),
    [
        (None, {"announced_for": "2015-05-05"}, True),
        ("2015-05-05", {"announced_for": "2015-05-05"}, True),
        ("2015-05-04", {"announced_for": "2015-05-05"}, False),
        ("2015-05-05", {"announced_for": "2015-05-05/2015-05-06"}, False),
        ("2015-05-06", {"announced_for": "2015-05-05/2015-05-06"}, True),
        (None, {"announced_for": "2015-05-05", "held": "2015-06"}, False),
        (None, {}, False),
    ],
)
def test_a_session_that_was_announced_and_never_confirmed(
    through: str | None, fields: dict[str, Any], told: bool
) -> None:
    conferences = [mc.Conference(id="c", name="C", sessions=[mc.Session(id="s", **fields)])]
    found = noticed(conferences=conferences, verified_through=through)
    said = f"it was announced for {fields.get('announced_for')}; nothing says that it was held"
    assert found == ({"conferences['c'].sessions['s'].held": said} if told else {})


def test_notices_of_a_large_register_take_work_that_grows_with_it() -> None:
    def register(n: int) -> mc.Registry:
        parties = [mc.Party(id=f"p{i}", name="P") for i in range(n)]
        step = [mc.Predecessor(party=party.id, on="2015", how="merged") for party in parties]
        day = datetime.date(2011, 1, 1)
        agreements = [pact(id=f"x{i}", parties=[f"p{i}"], signed=day) for i in range(n)]
        return mc.Registry(parties=[*parties, mc.Party(id="q", name="Q", predecessors=step)], agreements=agreements)

    assert len(register(5).notices) == 5 + 4
    small, large = register(100), register(200)
    assert work(lambda: large.notices)[0] <= 2.2 * work(lambda: small.notices)[0] + 200
