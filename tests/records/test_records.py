"""Every public record class is an immutable value; what its constructor refuses, it refuses in words that help."""

from __future__ import annotations

import copy
import datetime
import pickle
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import attrs
import pytest

import mainland_coop as mc
from helpers.samples import AGREEMENT, EVERY, NAME, PERSON, PROGRAMME, RECORDS, REGISTRY, RENEWAL, STAGE, VALUES
from mainland_coop.records import soundness
from mainland_coop.records.agreements import as_entry
from mainland_coop.records.fields import number

PICKLES = Path(__file__).parents[1] / "kept" / "pickles"


def rebuilt(record: object) -> object:
    """The record made anew from its own fields."""
    fields = {field.name: getattr(record, field.name) for field in attrs.fields(type(record))}
    return type(record)(**fields)


def asked(record: object) -> object:
    """The record, with every cache filled that asking can fill."""
    for name in ("active_on", "status_on", "active_during"):
        if hasattr(record, name):
            getattr(record, name)("2016-06-30")
            if name != "active_during" or not isinstance(record, mc.Registry):
                getattr(record, name)("2016-06-30", presume_continuity=False)
    for name in ("chain", "notices", "sessions", "links", "expires", "is_continuous"):
        getattr(record, name, None)
    if hasattr(record, "chain"):
        asked(record.chain)
    if isinstance(record, mc.RenewalChain):
        record.gaps()
    if isinstance(record, mc.Registry):
        record.explain("pact", "2016")
        for kind in ("agreements", "parties", "conferences", "programmes", "areas", "sources"):
            list(getattr(record, kind))
    if isinstance(record, mc.Collection):
        list(record)
        hash(record)
    return record


def test_the_samples_are_all_the_public_classes_that_hold_data() -> None:
    public = {
        name
        for name in mc.__all__
        if isinstance(value := getattr(mc, name), type)
        and (attrs.has(value) or hasattr(value, "_fields") or issubclass(value, mc.Collection | mc.Matches))
        and value is not mc.Collection
    }
    assert public == set(EVERY)


@pytest.mark.parametrize("name", RECORDS)
def test_the_samples_fill_every_field(name: str) -> None:
    """A field that no sample fills would be tested by nothing here."""
    record = RECORDS[name]
    exclusive = {"Agreement": {"never_in_force", "period", "tacit_renewal", "expires"}, "Registry": {"published_on"}}
    exclusive |= {"Renewal": {"in_force_from", "follows_on", "period", "expires"}, "Programme": {"period", "expires"}}
    empty = {f.name for f in attrs.fields(type(record)) if getattr(record, f.name) in (None, (), False, {})}
    assert empty == exclusive.get(name, set())


# --- Values ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("record", EVERY.values(), ids=EVERY)
def test_copies_and_pickles_are_equal_and_hash_alike(record: object) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(record, protocol)) == record
    for copied in (copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record))):
        assert type(copied) is type(record)
        assert copied == record
        assert hash(copied) == hash(record)
        assert repr(copied) == repr(record)


@pytest.mark.parametrize("record", [r for r in EVERY.values() if attrs.has(type(r))], ids=repr)
def test_a_record_made_anew_from_its_fields_is_equal(record: object) -> None:
    assert rebuilt(record) == record
    assert hash(rebuilt(record)) == hash(record)
    assert rebuilt(record) is not record


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_each_field_takes_part_in_equality_and_can_be_evolved(record: object) -> None:
    for field in attrs.fields(type(record)):
        assert attrs.evolve(record, **{field.name: getattr(record, field.name)}) == record
        if field.default is attrs.NOTHING or field.name == "published_on":
            continue
        value = field.default
        try:
            evolved = attrs.evolve(record, **{field.name: value})
        except mc.MainlandCoopError:
            continue  # it needs this field
        if getattr(evolved, field.name) != getattr(record, field.name):
            assert evolved != record, field.name
            assert attrs.evolve(evolved, **{field.name: getattr(record, field.name)}) == record


def test_evolve_checks_what_it_makes() -> None:
    with pytest.raises(mc.InvalidRecordError):
        attrs.evolve(AGREEMENT, kind="pact of friendship")
    with pytest.raises(mc.InvalidRecordError):
        attrs.evolve(AGREEMENT, ending=attrs.evolve(AGREEMENT.ending, last_day="1990"))
    assert attrs.evolve(AGREEMENT, term="P1Y").term == mc.Term(years=1)


@pytest.mark.parametrize("record", EVERY.values(), ids=EVERY)
def test_nothing_can_be_set_or_deleted(record: object) -> None:
    names = [field.name for field in attrs.fields(type(record))] if attrs.has(type(record)) else ["_by_id", "first"]
    for name in [*names, "something_new"]:
        with pytest.raises(AttributeError):
            setattr(record, name, None)
    for name in names:
        with pytest.raises(AttributeError):
            delattr(record, name)


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_sequences_are_kept_as_tuples(record: object) -> None:
    for field in attrs.fields(type(record)):
        assert not isinstance(getattr(record, field.name), list | dict | set), field.name


@pytest.mark.parametrize("make", [list, tuple, iter, lambda items: (item for item in items)])
def test_any_sequence_will_do(make: Callable[[list[object]], object]) -> None:
    pact = mc.Agreement(
        id="x", title="X", kind="treaty", parties=make(["a", "b"]), signed="2011", renewals=make([RENEWAL])
    )
    assert pact.parties == ("a", "b")
    assert pact.renewals == (RENEWAL,)


@pytest.mark.parametrize(
    "fields",
    [
        {"signed": datetime.date(2011, 11, 25), "term": mc.Term(years=5), "kind": mc.AgreementKind.ARRANGEMENT},
        {"signed": mc.PartialDate.parse("2011-11-25"), "term": "P5Y", "title": mc.Name(en="X")},
    ],
)
def test_text_stands_for_dates_terms_names_and_kinds(fields: dict[str, object]) -> None:
    plain = {"id": "x", "title": "X", "kind": "arrangement", "parties": ["a"], "signed": "2011-11-25", "term": "P5Y"}
    assert mc.Agreement(**plain | fields) == mc.Agreement(**plain)


# --- Caches ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*RECORDS, "RenewalChain", "Agreements"])
def test_asking_a_record_changes_neither_equality_nor_hash_nor_pickle(name: str) -> None:
    fresh, used = (copy.deepcopy(EVERY[name]) for _ in range(2))
    before = pickle.dumps(copy.deepcopy(EVERY[name]))
    asked(used)
    assert used == fresh
    assert hash(used) == hash(fresh)
    assert len(pickle.dumps(used)) == len(pickle.dumps(fresh)) == len(before)
    assert pickle.loads(pickle.dumps(used)) == fresh
    assert copy.copy(used) == copy.deepcopy(used) == fresh


def test_an_evolved_record_answers_for_itself_and_not_from_the_cache_of_another() -> None:
    pact = mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed="2011-01-01", term="P5Y")
    assert pact.active_on("2018").certain is False
    longer = attrs.evolve(pact, term="P50Y")
    assert longer.active_on("2018").certain
    assert not pact.active_on("2018").possible


# --- Pickles of earlier versions -----------------------------------------------------------------------------------


def test_every_class_has_a_pickle_kept_as_a_file() -> None:
    assert {file.stem for file in PICKLES.glob("*.pickle")} == set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_a_kept_pickle_still_loads_and_equals_the_record(name: str) -> None:
    data = (PICKLES / f"{name}.pickle").read_bytes()
    assert data[:2] == b"\x80\x04"
    loaded = pickle.loads(data)
    assert loaded == EVERY[name]
    assert hash(loaded) == hash(EVERY[name])
    assert asked(loaded) == EVERY[name]


def test_kept_pickles_hold_no_dates_of_pendulum() -> None:
    for file in PICKLES.glob("*.pickle"):
        assert b"pendulum" not in file.read_bytes()


# --- What one sees -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("record", EVERY.values(), ids=EVERY)
def test_repr_is_short_and_on_one_line(record: object) -> None:
    assert len(repr(record)) < (400 if type(record).__name__ in ("Link", "Timeline", "Problem") else 200)
    assert "\n" not in repr(record)
    assert type(record).__name__ in repr(record)


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_repr_stays_short_for_the_longest_of_texts(record: object) -> None:
    long = "漢字 and words " * 1000
    for field in attrs.fields(type(record)):
        if "id" in field.name or field.name in ("source", "party", "by", "under", "parent", "broader", "signed_at"):
            continue
        for value in (long, mc.Name(en=long), [long] * 50, ["signed"] * 50, [mc.Name(en=long)]):
            try:
                evolved = attrs.evolve(record, **{field.name: value})
            except mc.MainlandCoopError:
                continue
            assert len(repr(evolved)) < 200, field.name


def test_repr_of_a_number_of_hundreds_of_digits() -> None:
    assert len(repr(mc.Figure(what="x", value=10**320))) < 200


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        (AGREEMENT, "<Agreement pact: 'Department of Justice', signed 2011-11-25~>"),
        (RENEWAL, "<Renewal: signed 2017-10-12, term P5Y>"),
        (mc.Renewal(follows_on=True, expires=".."), "<Renewal: follows on, expires ..>"),
        (mc.Renewal(in_force_from="2011", expires="2012"), "<Renewal: in force from 2011, expires 2012>"),
        (AGREEMENT.chain, "<RenewalChain: 3 links, expires 2030-01-28>"),
        (
            mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed="2011", never_in_force=True).chain,
            "<RenewalChain: never in force>",
        ),
        (
            mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed="2011").chain,
            "<RenewalChain: 1 link, end not stated>",
        ),
        (NAME, "<Name 'Department of Justice'>"),
        (PERSON, "<Signatory Chan Tai-man, Secretary>"),
    ],
    ids=lambda value: None if isinstance(value, str) else type(value).__name__,
)
def test_repr_says_what_it_is(record: object, shown: str) -> None:
    assert repr(record) == shown


@pytest.mark.parametrize(
    ("name", "shown", "everything"),
    [
        (mc.Name(zh_hans="律政司"), "律政司", ["律政司"]),
        (mc.Name(zh_hans="律", zh_hant="律政司"), "律政司", ["律政司", "律"]),
        (
            NAME,
            "Department of Justice",
            ["Department of Justice", "律政司", "律政司", "DoJ", "Legal Department", "HKDoJ"],
        ),
    ],
)
def test_a_name_shows_its_best_text_and_iterates_over_all(name: mc.Name, shown: str, everything: list[str]) -> None:
    assert str(name) == name.text == shown
    assert list(name) == everything


def test_sessions_are_ordered_by_when_they_were_held_and_then_by_id() -> None:
    held = {"e": "2012", "d": None, "c": "2011~", "b": "2011-01-01", "a": "2011", "f": "2011-01-01/2011-12-31"}
    sessions = [mc.Session(id=id, held=when) for id, when in held.items()]
    conference = mc.Conference(id="c", name="C", sessions=sessions)
    expected = ["b", "a", "c", "f", "e", "d"]
    assert [session.id for session in conference.sessions] == expected
    assert [s.id for s in mc.Registry(conferences=[conference]).sessions] == expected


def test_stages_are_ordered_and_the_instrument_starts_with_the_earliest() -> None:
    stages = [mc.Stage(on="2012-01", provisions="b"), mc.Stage(on="2011-12-01", provisions="a")]
    pact = mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed="2011", in_force_from=stages)
    assert [stage.provisions for stage in pact.stages] == ["a", "b"]
    assert str(pact.chain.links[0].start) == "2011-12-01"


# --- Refusals ----------------------------------------------------------------------------------------------------


def agreement(**fields: object) -> mc.Agreement:
    return mc.Agreement(
        **{"id": "x", "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011-06-01"} | fields
    )


def programme(**fields: object) -> mc.Programme:
    return mc.Programme(**{"id": "p", "name": "P"} | fields)


R = mc.Renewal
REFUSED: dict[str, tuple[Callable[[], object], type[Exception], list[str]]] = {
    # what: (how it is made, error, parts of the message: the place, the value, the remedy)
    "no world: renewal before its instrument": (
        lambda: agreement(renewals=[R(signed="2010")]),
        ValueError,
        ["Agreement.renewals[0].signed", "'x'", "2010", "before the link before it starts", "(signed)"],
    ),
    "no world: renewal before the renewal before it": (
        lambda: agreement(renewals=[R(signed="2013"), R(in_force_from="2012")]),
        ValueError,
        ["Agreement.renewals[1].in_force_from", "2012", "(renewals[0].signed)"],
    ),
    "no world: end before start": (
        lambda: agreement(expires="2010-01-01"),
        ValueError,
        ["Agreement.expires", "2010-01-01", "before its own start", "(signed)"],
    ),
    "no world: end before entry into force": (
        lambda: agreement(in_force_from="2013", expires="2012"),
        ValueError,
        ["Agreement.expires", "2012", "(in_force_from)"],
    ),
    "no world: end of a renewal before its start": (
        lambda: agreement(renewals=[R(signed="2013", expires="2012")]),
        ValueError,
        ["Agreement.renewals[0].expires", "2012", "(renewals[0].signed)"],
    ),
    "no world: ending before the start": (
        lambda: agreement(ending=mc.Ending(last_day="2010", reason="terminated")),
        ValueError,
        ["Agreement.ending.last_day", "2010", "before the last link starts", "(signed)"],
    ),
    "no world: ending before the last renewal": (
        lambda: agreement(renewals=[R(signed="2015")], ending=mc.Ending(last_day="2014", reason="merged")),
        ValueError,
        ["Agreement.ending.last_day", "2014", "(renewals[0].signed)"],
    ),
    "no world: follows on from no end": (
        lambda: agreement(renewals=[R(follows_on=True)]),
        ValueError,
        ["Agreement.renewals[0].follows_on", "no end to follow on from", "the instrument itself", "expires"],
    ),
    "no world: follows on from no end, and signed": (
        lambda: agreement(renewals=[R(signed="2012", follows_on=True)]),
        ValueError,
        ["Agreement.renewals[0].follows_on", "no end to follow on from", "the instrument itself", "expires"],
    ),
    "no world: follows on from an open end": (
        lambda: agreement(renewals=[R(signed="2012", expires=".."), R(follows_on=True)]),
        ValueError,
        ["Agreement.renewals[1].follows_on", "no end to follow on from", "renewals[0]"],
    ),
    "no world: follows on from a tacit renewal": (
        lambda: agreement(term="P1Y", tacit_renewal="P1Y", renewals=[R(follows_on=True)]),
        ValueError,
        ["Agreement.renewals[0].follows_on", "no end to follow on from"],
    ),
    "no world: follows on from the end of the calendar": (
        lambda: agreement(term="P9000Y", renewals=[R(follows_on=True)]),
        ValueError,
        ["Agreement.renewals[0].follows_on", "the last day of the calendar"],
    ),
    "no world: of a programme": (
        lambda: programme(started="2012", expires="2011"),
        ValueError,
        ["Programme.expires", "'p'", "2011", "(started)"],
    ),
    "end after its term": (
        lambda: agreement(term="P5Y", expires="2017"),
        ValueError,
        ["Agreement.expires", "2017", "P5Y", "(term)", "correct one of them"],
    ),
    "term beside an open end": (
        lambda: R(signed="2011", term="P5Y", expires=".."),
        ValueError,
        ["Renewal.expires", "'..'", "P5Y", "leave out"],
    ),
    "period beside a term": (
        lambda: agreement(period="2012/2014", term="P5Y"),
        ValueError,
        ["Agreement.period", "2012/2014", "term", "P5Y", "give one of the two"],
    ),
    "period beside never in force": (
        lambda: agreement(period="2012", never_in_force=True),
        ValueError,
        ["Agreement.period", "2012", "never_in_force", "give one of the two"],
    ),
    "period without a beginning": (
        lambda: agreement(period="../2014"),
        ValueError,
        ["Agreement.period", "../2014", "write the first day, month or year"],
    ),
    "period in reverse": (lambda: agreement(period="2014/2012"), ValueError, ["Agreement.period", "reversed"]),
    "period of a decade": (
        lambda: agreement(period="201X/2025"),
        ValueError,
        ["Agreement.period", "201X", "no plain day, month or year"],
    ),
    "tacit renewal of nothing": (
        lambda: agreement(tacit_renewal=True),
        ValueError,
        ["Agreement.tacit_renewal", "true", "beside a term or expires", "give one of them"],
    ),
    "tacit renewal of what never ends": (
        lambda: agreement(tacit_renewal="P1Y", expires=".."),
        ValueError,
        ["Agreement.tacit_renewal", "P1Y", "expires", "'..'"],
    ),
    "membership of no party": (
        lambda: agreement(memberships=[mc.Membership(party="aa")]),
        ValueError,
        ["Agreement.memberships[0].party", "'aa'", "did you mean 'a'"],
    ),
    "later membership without a start": (
        lambda: agreement(memberships=[mc.Membership(party="a"), mc.Membership(party="a")]),
        ValueError,
        ["Agreement.memberships[1]", "'a'", "signed or in_force_from"],
    ),
    "membership that was superseded": (
        lambda: mc.Membership(party="a", ending=mc.Ending(last_day="2012", reason="superseded")),
        ValueError,
        ["Membership.ending.reason", "superseded", "'terminated' or 'withdrawn'"],
    ),
    "open list that is no list": (
        lambda: agreement(open_lists=["renewal"]),
        ValueError,
        ["Agreement.open_lists[0]", "'renewal'", "did you mean 'renewals'"],
    ),
    "value of one's own that is no JSON": (
        lambda: agreement(extra={"a": {1, 2}}),
        TypeError,
        ["Agreement.extra", "set", "no JSON value"],
    ),
    "identifier that is empty": (
        lambda: agreement(identifiers={"wikidata": ""}),
        ValueError,
        ["Agreement.identifiers", "wikidata", "empty"],
    ),
    "tacit renewal without a term": (
        lambda: agreement(tacit_renewal="P3Y"),
        ValueError,
        ["Agreement.tacit_renewal", "P3Y", "beside a term"],
    ),
    "renewal of nothing": (
        lambda: R(term="P5Y"),
        ValueError,
        ["Renewal", "signed, in_force_from, follows_on and period"],
    ),
    "renewal with two starts": (
        lambda: R(in_force_from="2016", follows_on=True),
        ValueError,
        ["Renewal.in_force_from", "2016", "give one of the two"],
    ),
    "never in force, yet renewed": (
        lambda: agreement(never_in_force=True, renewals=[R(signed="2012")]),
        ValueError,
        ["Agreement.renewals", "'x'", "never_in_force"],
    ),
    "never in force, yet in force from": (
        lambda: agreement(never_in_force=True, in_force_from="2012"),
        ValueError,
        ["Agreement.in_force_from", "never_in_force"],
    ),
    "never in force, yet expires": (
        lambda: agreement(never_in_force=True, expires="2012"),
        ValueError,
        ["Agreement.expires", "never_in_force"],
    ),
    "never in force, withdrawn before it was signed": (
        lambda: agreement(never_in_force=True, ending=mc.Ending(last_day="2010", reason="withdrawn")),
        ValueError,
        ["Agreement.ending.last_day", "2010", "before signed (2011-06-01)"],
    ),
    "no party": (lambda: agreement(parties=[]), ValueError, ["Agreement.parties", "one party or more"]),
    "a party twice": (lambda: agreement(parties=["a", "a"]), ValueError, ["Agreement.parties", "'a'", "twice"]),
    "a single party as text": (lambda: agreement(parties="a"), TypeError, ["Agreement.parties", "['a']"]),
    "parties as a mapping": (lambda: agreement(parties={"a": 1}), TypeError, ["Agreement.parties", "no sequence"]),
    "parties as a number": (lambda: agreement(parties=5), TypeError, ["Agreement.parties", "5", "no sequence"]),
    "parties with a number": (lambda: agreement(parties=["a", 5]), TypeError, ["Agreement.parties[1]", "5", "text"]),
    "unknown kind": (
        lambda: agreement(kind="pact"),
        ValueError,
        ["Agreement.kind", "'pact'", *(f"'{kind}'" for kind in mc.AgreementKind)],
    ),
    "unknown reason": (
        lambda: mc.Ending(last_day="2011", reason="forgotten"),
        ValueError,
        ["Ending.reason", "'forgotten'", "'terminated', 'superseded', 'merged', 'withdrawn'"],
    ),
    "unknown kind of party": (
        lambda: mc.Party(id="a", name="A", kind="club"),
        ValueError,
        ["Party.kind", "'club'", "'department'"],
    ),
    "unknown kind of source": (
        lambda: mc.Source(id="s", title="S", kind="blog"),
        ValueError,
        ["Source.kind", "'blog'", "'official', 'official copy', 'press', 'press copy', 'other'"],
    ),
    "unknown kind of programme": (lambda: programme(kind="gala"), ValueError, ["Programme.kind", "'gala'", "'pilot'"]),
    "unknown succession": (
        lambda: mc.Predecessor(party="a", how="eaten"),
        ValueError,
        ["Predecessor.how", "'eaten'", "'renamed'"],
    ),
    "unknown qualifier": (
        lambda: mc.Figure(what="w", value=1, qualifier="ca."),
        ValueError,
        ["Figure.qualifier", "'ca.'", "'about'"],
    ),
    "empty id": (lambda: agreement(id=""), ValueError, ["Agreement.id", "''", "1 to 200 characters"]),
    "id with a space": (lambda: mc.Party(id="a b", name="A"), ValueError, ["Party.id", "'a b'", "no spaces"]),
    "id with a no-break space": (lambda: mc.Party(id="a\u00a0b", name="A"), ValueError, ["Party.id", "no spaces"]),
    "id with a line break": (lambda: mc.Area(id="a\n", name="A"), ValueError, ["Area.id", r"'a\n'", "no spaces"]),
    "id too long": (lambda: mc.Source(id="x" * 201, title="S"), ValueError, ["Source.id", "1 to 200 characters"]),
    "id of half a character": (lambda: mc.Party(id="\ud800", name="A"), ValueError, ["Party.id", "position 0"]),
    "id that is a number": (lambda: agreement(id=5), TypeError, ["Agreement.id", "5", "an id is text"]),
    "reference that is a number": (lambda: agreement(under=5), TypeError, ["Agreement.under", "5", "an id is text"]),
    "no name at all": (lambda: mc.Name(), ValueError, ["Name", "en, zh_hant or zh_hans"]),
    "only a short name": (lambda: mc.Name(short=["DoJ"]), ValueError, ["Name", "en, zh_hant or zh_hans"]),
    "translation of a name that is not there": (
        lambda: mc.Name(en="A", translated=["zh_hant"]),
        ValueError,
        ["Name.translated", "'zh_hant'", "en, zh_hant, zh_hans"],
    ),
    "translation of no script": (
        lambda: mc.Name(en="A", translated=["short"]),
        ValueError,
        ["Name.translated", "'short'"],
    ),
    "empty title": (lambda: agreement(title=""), ValueError, ["Agreement.title", "empty"]),
    "blank note": (lambda: agreement(note=" \t"), ValueError, ["Agreement.note", "empty", "leave the field out"]),
    "title that is a number": (lambda: agreement(title=5), TypeError, ["Agreement.title", "5", "text or a Name"]),
    "title that is bytes": (lambda: agreement(title=b"X"), TypeError, ["Agreement.title", "b'X'"]),
    "note that is a number": (lambda: agreement(note=5), TypeError, ["Agreement.note", "5"]),
    "note of half a character": (lambda: agreement(note="a\udc80"), ValueError, ["Agreement.note", "position 1"]),
    "note too long": (
        lambda: agreement(note="x" * 1_000_001),
        ValueError,
        ["Agreement.note", "1000001 characters", "1000000 characters at most"],
    ),
    "malformed date": (
        lambda: agreement(signed="June 2011"),
        ValueError,
        ["Agreement.signed", "'June 2011'", "position 0", "write 2011-06"],
    ),
    "impossible date": (
        lambda: agreement(renewals=[R(signed="2023-02-30")]),
        ValueError,
        ["Renewal.signed", "'2023-02-30'", "position 8", "28 days"],
    ),
    "open date of signature": (lambda: agreement(signed=".."), ValueError, ["Agreement.signed", "'..'"]),
    "datetime": (
        lambda: agreement(signed=datetime.datetime(2011, 6, 1)),
        TypeError,
        ["Agreement.signed", "datetime", "take .date() of it"],
    ),
    "year as a number": (lambda: agreement(signed=2011), TypeError, ["Agreement.signed", "2011 (int)"]),
    "no signature": (lambda: agreement(signed=None), TypeError, ["Agreement.signed", "None"]),
    "malformed term": (lambda: agreement(term="5Y"), ValueError, ["Agreement.term", "'5Y'", "capital P"]),
    "term as a number": (lambda: agreement(term=5), TypeError, ["Agreement.term", "5", "'P5Y'"]),
    "an end that cannot be stated": (
        lambda: agreement(expires=mc.End.NOT_STATED),
        TypeError,
        ["Agreement.expires", "<End.NOT_STATED>", "leave expires out"],
    ),
    "renewals of another class": (
        lambda: agreement(renewals=["2017"]),
        TypeError,
        ["Agreement.renewals[0]", "Renewal"],
    ),
    "ending of another class": (lambda: agreement(ending="2017"), TypeError, ["Agreement.ending", "Ending"]),
    "stages of another class": (
        lambda: agreement(in_force_from=["2017"]),
        TypeError,
        ["Agreement.in_force_from[0]", "'2017'", "Stage"],
    ),
    "flag that is a number": (lambda: agreement(never_in_force=1), TypeError, ["Agreement.never_in_force", "1"]),
    "flag that is a text": (lambda: R(signed="2011", follows_on="yes"), TypeError, ["Renewal.follows_on", "'yes'"]),
    "language": (lambda: agreement(languages=["English!"]), ValueError, ["Agreement.languages[0]", "'English!'", "en"]),
    "jurisdiction": (
        lambda: mc.Party(id="a", name="A", jurisdiction="Hong Kong"),
        ValueError,
        ["Party.jurisdiction", "'Hong Kong'", "HK, MO, CN or CN-GD"],
    ),
    "figure that is text": (lambda: mc.Figure(what="w", value="20"), TypeError, ["Figure.value", "'20'", "no number"]),
    "figure that is a bool": (lambda: mc.Figure(what="w", value=True), TypeError, ["Figure.value", "True"]),
    "figure that is infinite": (lambda: mc.Figure(what="w", value=float("inf")), ValueError, ["Figure.value", "inf"]),
    "figure that is no number": (lambda: mc.Figure(what="w", value=float("nan")), ValueError, ["Figure.value", "nan"]),
    "figure of nothing": (lambda: mc.Figure(what=None, value=1), TypeError, ["Figure.what", "None"]),
    "negative ordinal": (lambda: mc.Session(id="s", ordinal=-1), ValueError, ["Session.ordinal", "-1", "negative"]),
    "ordinal that is a float": (lambda: mc.Session(id="s", n_areas=1.0), TypeError, ["Session.n_areas", "1.0"]),
    "ordinal that is a bool": (lambda: mc.Session(id="s", n_items=True), TypeError, ["Session.n_items", "True"]),
    "reversed meeting": (
        lambda: mc.Session(id="s", held="2005-07-28/2005-07-25"),
        ValueError,
        ["Session.held", "'2005-07-28/2005-07-25'", "reversed"],
    ),
    "path that is none": (
        lambda: mc.Citation(source="s", supports=["renewals[0].Signed"]),
        ValueError,
        ["Citation.supports[0]", "renewals[0].Signed", "write it like renewals[0].signed"],
    ),
    "path that starts with an index": (
        lambda: mc.Citation(source="s", supports=["[0]"]),
        ValueError,
        ["Citation.supports[0]", "[0]"],
    ),
    "empty path": (lambda: mc.Citation(source="s", supports=[""]), ValueError, ["Citation.supports[0]", "''"]),
    "path that starts with a dot": (
        lambda: mc.Citation(source="s", supports=[".signed"]),
        ValueError,
        ["Citation.supports[0]", "'.signed'"],
    ),
    "path with a padded index": (
        lambda: mc.Citation(source="s", supports=["renewals[00].signed"]),
        ValueError,
        ["Citation.supports[0]", "renewals[00]"],
    ),
    "path that is a number": (lambda: mc.Citation(source="s", supports=[5]), TypeError, ["Citation.supports[0]", "5"]),
    "claim that is a list": (
        lambda: mc.Citation(source="s", says={"signed": ["2011"]}),
        TypeError,
        ["Citation.says", "a text or a number"],
    ),
    "claim that is empty": (lambda: mc.Citation(source="s", says={"signed": ""}), ValueError, ["Citation.says"]),
    "claim that is none": (lambda: mc.Citation(source="s", says={"signed": None}), TypeError, ["Citation.says"]),
    "claim that is true": (lambda: mc.Citation(source="s", says={"video": True}), TypeError, ["Citation.says", "True"]),
    "partial supersession by itself": (
        lambda: agreement(superseded_in_part=[mc.PartialSupersession(by="x")]),
        ValueError,
        ["Agreement.superseded_in_part[0].by", "'x'", "itself"],
    ),
    "claim that is no number": (
        lambda: mc.Citation(source="s", says={"signed": float("nan")}),
        ValueError,
        ["Citation.says", "nan"],
    ),
    "claim that is infinite": (
        lambda: mc.Citation(source="s", says={"signed": float("inf")}),
        ValueError,
        ["Citation.says", "inf"],
    ),
    "claims that are no pairs": (
        lambda: mc.Citation(source="s", says=["signed"]),
        TypeError,
        ["Citation.says[0]", "'signed'", "pair"],
    ),
    "a registry of others": (lambda: mc.Registry(parties=["a"]), TypeError, ["Registry.parties[0]", "'a'", "Party"]),
    "a registry of a mapping": (
        lambda: mc.Registry(parties={"a": mc.Party(id="a", name="A")}),
        TypeError,
        ["Registry.parties", "no sequence"],
    ),
    "a version that is a number": (lambda: mc.Registry(version=1), TypeError, ["Registry.version", "1"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_with_place_value_and_remedy(case: str) -> None:
    make, builtin, parts = REFUSED[case]
    with pytest.raises(mc.MainlandCoopError) as caught:
        make()
    assert isinstance(caught.value, builtin)
    message = str(caught.value)
    assert [part for part in parts if part not in message] == []
    assert caught.value.place == parts[0]
    assert len(message) < 900
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is type(caught.value)
    assert str(again) == message


@pytest.mark.parametrize("name", RECORDS)
def test_a_number_of_thousands_of_digits_is_refused_in_our_words_by_every_field(name: str) -> None:
    record = RECORDS[name]
    for field in attrs.fields(type(record)):
        for value in (10**5000, -(10**5000), [10**5000]):
            try:
                attrs.evolve(record, **{field.name: value})
            except mc.MainlandCoopError:
                continue
            except ValueError as error:
                pytest.fail(f"{field.name}: {error}")


ANYTHING = [5, -1, 2.5, True, b"x", object(), [], {}, [5], [None], {"a": 1}, "", " ", "\ud800", "x" * 300, set(), range]


@pytest.mark.parametrize("name", RECORDS)
def test_whatever_is_given_for_a_field_it_is_taken_or_refused_in_our_words(name: str) -> None:
    record = RECORDS[name]
    refused = 0
    for field in attrs.fields(type(record)):
        for value in ANYTHING:
            refusal = None
            try:
                made = attrs.evolve(record, **{field.name: value})
            except mc.MainlandCoopError as error:
                refusal = error
            if refusal is None:
                assert isinstance(hash(made), int)
                assert len(repr(made)) < 500
                continue
            refused += 1
            # A registry may also find that its records no longer fit together, which is no fault of one field.
            fits_not = isinstance(refusal, mc.InvalidRegistryError)
            assert fits_not or refusal.place.startswith((name, "Name")), field.name
            assert isinstance(refusal, ValueError | TypeError)
    assert refused > len(attrs.fields(type(record)))


@pytest.mark.parametrize("name", [name for name in RECORDS if name != "Registry"])
def test_positional_arguments_are_refused(name: str) -> None:
    with pytest.raises(TypeError):
        type(RECORDS[name])("x")


def test_a_single_stage_may_stand_as_one_date() -> None:
    assert agreement(in_force_from=[]).in_force_from is None
    assert agreement(in_force_from="2012").stages == ()
    assert agreement(in_force_from=[STAGE]).stages == (STAGE,)


def test_the_samples_make_a_registry() -> None:
    assert len(REGISTRY.agreements) == 3
    assert REGISTRY.programmes["programme"] == PROGRAMME
    assert set(VALUES).isdisjoint(RECORDS)


def test_a_partial_supersession_says_by_what_and_from_when() -> None:
    assert repr(mc.PartialSupersession(by="x")) == "<PartialSupersession by x>"
    assert repr(mc.PartialSupersession(by="x", from_="2024")) == "<PartialSupersession by x from 2024>"


def test_records_whose_earliest_days_come_in_order_are_made_without_the_engine() -> None:
    """So are most, and it is what makes a large register quick to load."""
    later = {"signed": "2011", "renewals": [R(signed="2011-06", expires="2011"), R(in_force_from="2012")]}
    with patch.object(soundness, "first_world", wraps=soundness.first_world) as engine:
        for fields in ({}, {"expires": "2011"}, {"expires": ".."}, {"term": "P5Y"}, later):
            agreement(**fields)
        assert not engine.called
        agreement(term="P1Y", expires="2012")
        assert engine.call_count == 1


def test_a_number_that_is_left_out_may_be_none() -> None:
    assert mc.Session(id="s", n_items=None).n_items is None


def test_the_converters_take_none_as_left_out() -> None:
    assert number(None) is None
    assert as_entry(None) is None


@pytest.mark.parametrize("name", sorted(RECORDS.keys() - {"Registry"}))
def test_the_fields_of_a_record_are_looked_up_as_quickly_as_python_does_it(name: str) -> None:
    assert not hasattr(RECORDS[name], "__getattr__")


@pytest.mark.parametrize("record", [AGREEMENT, PROGRAMME])
def test_a_chain_is_made_once(record: mc.Agreement | mc.Programme) -> None:
    assert record.chain is record.chain
