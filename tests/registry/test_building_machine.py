"""Building a register step by step, against a model in plain dicts: what comes of each step, and what is refused."""

from __future__ import annotations

import copy
import json
import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import event, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import mainland_coop as mc
from helpers import register_model as model
from helpers.register_model import KINDS, Fields, Register

QUERIES = ("2020-01-31", "2020-02", "2020-03-01", "2020-06-15", "2021-03-01", "[2020-12-31..2021-02-27]")

# --- What is drawn: few ids and few dates, so that they meet -----------------------------------------------------

PARTIES, AGREEMENTS, PROGRAMMES = ["p0", "p1", "p2"], ["a0", "a1", "a2", "a3"], ["g0", "g1"]
CONFERENCES, SESSIONS, SOURCES = ["c0", "c1"], ["s0", "s1", "s2"], ["w0", "w1"]
NAMES = st.sampled_from(["One", "Two"])
DAYS = st.sampled_from(
    ["2020-01-31", "2020-02-29", "2020-03-01", "2020-06-15", "2021-01-10", "[2020-02-28..2020-03-01]"]
)
EARLY = st.sampled_from(["2020-01-31", "2020-02-29", "[2020-02-28..2020-03-01]"])  # before all ends that are stated
ENDS = st.sampled_from(
    [
        {},
        {"term": "P10D"},
        {"term": "P1M"},
        {"term": "P1Y"},
        {"term": "P1M", "tacit_renewal": "P1M"},
        {"expires": ".."},
        {"expires": "2020-03-01"},
        {"expires": "[2020-06-14..2020-06-16]"},
        {"expires": "2021-02-28"},
    ]
)
STARTS = st.one_of(
    DAYS.map(lambda day: {"signed": day}), DAYS.map(lambda day: {"in_force_from": day}), st.just({"follows_on": True})
)
RENEWALS = st.builds(lambda start, end: {**start, **end}, STARTS, ENDS)


def fields(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Fields]:
    """A record in the file form; what is drawn as None or as an empty list is left out."""
    return st.fixed_dictionaries(parts).map(
        lambda drawn: {key: value for key, value in drawn.items() if value not in (None, [])}
    )


def maybe(ids: list[str]) -> st.SearchStrategy[str | None]:
    return st.none() | st.none() | st.sampled_from(ids)


def some(ids: list[str], least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(ids), min_size=least, max_size=2, unique=True)


CITATIONS = maybe(SOURCES).map(lambda source: [] if source is None else [{"source": source}])
AGREEMENT = st.builds(
    lambda record, end: record | end,
    fields(
        id=st.sampled_from(AGREEMENTS),
        title=NAMES,
        kind=st.just("treaty"),
        parties=some(PARTIES, 1),
        signed=DAYS,
        in_force_from=st.none() | DAYS,
        under=maybe(AGREEMENTS),
        signed_at=maybe(SESSIONS),
        citations=CITATIONS,
    ),
    ENDS,
)
PROGRAMME = st.builds(
    lambda record, end: record | end,
    fields(
        id=st.sampled_from(PROGRAMMES),
        name=NAMES,
        organisers=some(PARTIES),
        started=DAYS,
        under=maybe(AGREEMENTS),
        citations=CITATIONS,
    ),
    ENDS,
)
SESSION = fields(id=st.sampled_from(SESSIONS), held=DAYS, parties=some(PARTIES))
CONFERENCE = fields(
    id=st.sampled_from(CONFERENCES),
    name=NAMES,
    parties=some(PARTIES),
    sessions=st.lists(SESSION, max_size=2, unique_by=lambda session: session["id"]).map(
        lambda drawn: sorted(drawn, key=lambda session: (model.days(session["held"]), session["id"]))
    ),
)
PARTY = fields(id=st.sampled_from(PARTIES), name=NAMES, parent=maybe(PARTIES), citations=CITATIONS)
SOURCE = fields(id=st.sampled_from(SOURCES), title=NAMES, published=st.none() | DAYS)
RECORDS = {
    "agreements": AGREEMENT,
    "parties": PARTY,
    "conferences": CONFERENCE,
    "programmes": PROGRAMME,
    "sources": SOURCE,
}
ONE = st.sampled_from(list(RECORDS)).flatmap(lambda kind: st.tuples(st.just(kind), RECORDS[kind]))
VERSIONS = st.sampled_from([None, None, "1", "2"])
CHECKED = st.sampled_from([None, "2021-01-10", "2022-12-31"])


FIRST: list[tuple[str, Fields]] = [
    *(("parties", {"id": id, "name": "One"}) for id in PARTIES[:2]),
    ("sources", {"id": "w0", "title": "One"}),
    ("conferences", {"id": "c0", "name": "One", "sessions": [{"id": "s0", "held": "2020-01-31"}]}),
]
"""What a register has to begin with, so that much of what is drawn fits."""
FIRST_AGREEMENTS = [{"id": id, "title": "One", "kind": "treaty", "parties": ["p0", "p1"]} for id in AGREEMENTS[:2]]
FIRST_PROGRAMME = {"id": "g0", "name": "One", "organisers": ["p1"]}


@st.composite
def registers(draw: st.DrawFn, most: int = 3) -> Register:
    """A small register, sound or not, with ids of which some are those of the register that is built."""
    records = list(FIRST)
    records += [("agreements", {**record, "signed": draw(EARLY), **draw(ENDS)}) for record in FIRST_AGREEMENTS]
    records.append(("programmes", {**FIRST_PROGRAMME, "started": draw(EARLY), **draw(ENDS)}))
    drawn = model.empty()
    for kind, record in [*records, *draw(st.lists(ONE, max_size=most))]:
        drawn[kind][record["id"]] = record
    return drawn


def instruments(machine: Building) -> st.SearchStrategy[tuple[str, str]]:
    """The kinds and ids of the agreements and programmes that are there."""
    return st.sampled_from([(kind, id) for kind in ("agreements", "programmes") for id in machine.expected[kind]])


INSTRUMENTS = st.runner().flatmap(instruments)


# --- From the file form to records, by the constructors ----------------------------------------------------------


def built(kind: str, record: Fields) -> Any:
    """The record of the library for one in the file form."""
    parts = dict(record)
    if "citations" in parts:
        parts["citations"] = [mc.Citation(**citation) for citation in parts["citations"]]
    if "renewals" in parts:
        parts["renewals"] = [mc.Renewal(**renewal) for renewal in parts["renewals"]]
    if "ending" in parts:
        parts["ending"] = mc.Ending(**parts["ending"])
    if "sessions" in parts:
        parts["sessions"] = [mc.Session(**session) for session in parts["sessions"]]
    classes = {
        "agreements": mc.Agreement,
        "parties": mc.Party,
        "conferences": mc.Conference,
        "programmes": mc.Programme,
        "sources": mc.Source,
    }
    return classes[kind](**parts)


def said(value: Any) -> Any:
    """What a value of a record is in the file form."""
    if isinstance(value, mc.Name):
        return value.en
    if isinstance(value, tuple):
        return [said(item) for item in value]
    if value is mc.End.OPEN:
        return ".."
    if attrs.has(type(value)) and not isinstance(value, mc.PartialDate | mc.Term):
        return {
            name: said(getattr(value, name))
            for name in (field.name for field in attrs.fields(type(value)))
            if getattr(value, name) not in (None, (), False, {})
        }
    return value if isinstance(value, bool) else str(value)


def contents(registry: mc.Registry) -> Register:
    return {kind: {id: said(record) for id, record in getattr(registry, kind).by_id.items()} for kind in KINDS}


class Building(RuleBasedStateMachine):
    """A registry, and what should stand in it."""

    def __init__(self) -> None:
        super().__init__()
        self.registry = mc.Registry()
        self.expected = model.empty()
        self.version: str | None = None
        self.checked: str | None = None
        self.earlier: list[tuple[mc.Registry, str]] = []

    @initialize(first=registers(most=0), version=VERSIONS, checked=CHECKED)
    def start(self, first: Register, version: str | None, checked: str | None) -> None:
        made = self.make([(kind, record) for kind in KINDS for record in first[kind].values()])
        assert made is not None
        self.registry = mc.Registry(**made, version=version, verified_through=checked)
        self.expected, self.version, self.checked = first, version, checked

    # --- Steps that change something, or are refused ---

    def step(
        self,
        call: Callable[[], mc.Registry],
        then: Register,
        *,
        places: set[str],
        version: str | None,
        checked: str | None,
        base: Register | None = None,
        extra: Register | None = None,
    ) -> None:
        """Take a step, and hold what comes of it against what should.

        Args:
            call: The step.
            then: What should stand in the registry if the step is not refused.
            places: Where the step itself goes wrong.
            version: The version afterwards.
            checked: The day through which it was checked, afterwards.
            base: What is looked at for other faults where the step itself goes wrong: what is left of it then.
            extra: The records that it left out; their references are looked at too, and others may refer to them.
        """
        before = mc.dumps(self.registry)
        self.earlier = [*self.earlier[-3:], (self.registry, before)]
        looked_at = then if base is None or not places else base
        wrong = places | model.missing(looked_at, extra)
        if extra is not None and places:
            wrong |= model.missing(extra, looked_at)
        if wrong or model.faulty(looked_at):
            event("refused")
            with pytest.raises(mc.InvalidRegistryError) as caught:
                call()
            told = {problem.path for problem in caught.value.problems}
            if not (model.runs_in_a_circle(looked_at) or model.repeats_a_session(looked_at)):
                # Under ending.by two things can be wrong: no such successor, or one that was over too early.
                ends = {path for path in told if path.endswith("ending.by")}
                assert told - ends == wrong - ends
                assert not (model.over_too_early(looked_at) and not ends)
            assert wrong <= told
            assert mc.dumps(self.registry) == before
            return
        event("accepted")
        self.registry = call()
        self.expected, self.version, self.checked = then, version, checked

    def make(self, records: list[tuple[str, Fields]]) -> dict[str, list[Any]] | None:
        """The records of the library, or None where one is refused, as it must be if it has no world."""
        impossible = [
            record for kind, record in records if kind in ("agreements", "programmes") and not model.has_a_world(record)
        ]
        if impossible:
            event("no world")
            with pytest.raises(mc.InvalidRecordError, match=impossible[0]["id"]):
                _ = [built(kind, record) for kind, record in records]
            return None
        made: dict[str, list[Any]] = {kind: [] for kind in KINDS}
        for kind, record in records:
            made[kind].append(built(kind, record))
        return made

    @rule(record=ONE, version=VERSIONS)
    def add_one(self, record: tuple[str, Fields], version: str | None) -> None:
        self.add([record], version)

    @rule(records=st.lists(ONE, max_size=3, unique_by=lambda pair: pair[1]["id"]), version=VERSIONS)
    def add_some(self, records: list[tuple[str, Fields]], version: str | None) -> None:
        self.add(records, version)

    def add(self, records: list[tuple[str, Fields]], version: str | None) -> None:
        made = self.make(records)
        if made is None:
            return
        then, left_out = model.joined(self.expected, model.empty()), model.empty()
        places = set()
        for kind, record in records:
            there = self.expected[kind].get(record["id"], record)
            if there != record:
                places.add(f"{kind}[{record['id']!r}]")
                left_out[kind][record["id"]] = record
            else:
                then[kind][record["id"]] = record
        same = then == self.expected
        self.step(
            lambda: self.registry.extend(**made, version=version),
            then,
            places=places,
            version=version or (self.version if same else None),
            checked=self.checked,
            base=then,
            extra=left_out,
        )

    def put(self, kind: str, record: Fields) -> None:
        """Replace one record, or have it refused."""
        made = self.make([(kind, record)])
        if made is None:
            return
        there = record["id"] in self.expected[kind]
        one = model.empty()
        one[kind][record["id"]] = record
        then = model.joined(self.expected, one) if there else self.expected
        self.step(
            lambda: self.registry.replace(**made),
            then,
            places=set() if there else {f"{kind}[{record['id']!r}]"},
            version=self.version if then == self.expected else None,
            checked=self.checked,
            base=then,
            extra=None if there else one,
        )

    @rule(record=ONE)
    def replace_whole(self, record: tuple[str, Fields]) -> None:
        self.put(*record)

    def evolve(self, kind: str, id: str, change: Callable[[Any], Any], now: Callable[[Fields], Fields]) -> None:
        """Change a record that is there by `attrs.evolve`, as people do."""
        old = self.expected[kind][id]
        new = now(old)
        if not model.has_a_world(new):
            event("no world")
            with pytest.raises(mc.InvalidRecordError, match=id):
                change(getattr(self.registry, kind)[id])
            return
        record = change(getattr(self.registry, kind)[id])
        one = model.empty()
        one[kind][id] = new
        self.step(
            lambda: self.registry.replace(**{kind: [record]}),
            model.joined(self.expected, one),
            places=set(),
            version=self.version if new == old else None,
            checked=self.checked,
        )

    @rule(which=INSTRUMENTS, text=st.sampled_from(["Checked.", "Corrected."]))
    def correct(self, which: tuple[str, str], text: str) -> None:
        self.evolve(*which, lambda record: attrs.evolve(record, note=text), lambda old: {**old, "note": text})

    @rule(which=INSTRUMENTS, renewal=RENEWALS)
    def renew(self, which: tuple[str, str], renewal: Fields) -> None:
        kind, id = which
        if len(self.expected[kind][id].get("renewals", [])) == 2:
            return  # the oracle enumerates worlds
        self.evolve(
            *which,
            lambda record: attrs.evolve(record, renewals=[*record.renewals, mc.Renewal(**renewal)]),
            lambda old: {**old, "renewals": [*old.get("renewals", []), renewal]},
        )

    @rule(which=INSTRUMENTS, last_day=DAYS, by=st.none() | st.sampled_from([*AGREEMENTS, *PROGRAMMES]))
    def end(self, which: tuple[str, str], last_day: str, by: str | None) -> None:
        ending = {"last_day": last_day, "reason": "terminated"}
        if by is not None:
            ending = {"last_day": last_day, "reason": "superseded", "by": by}
        self.evolve(
            *which,
            lambda record: attrs.evolve(record, ending=mc.Ending(**ending)),
            lambda old: {**old, "ending": ending},
        )

    @rule(
        other=registers(),
        on_collision=st.sampled_from(["error", "ours", "theirs"]),
        version=VERSIONS,
        checked=CHECKED,
        turned=st.booleans(),
    )
    def merge(self, other: Register, on_collision: str, version: str | None, checked: str | None, turned: bool) -> None:
        """Merge with another register, as the one that asks or as the one that is asked for."""
        records = [(kind, record) for kind in KINDS for record in other[kind].values()]
        made = self.make(records)
        if made is None:
            return
        if model.faulty(other):
            event("the other is no register")
            with pytest.raises(mc.InvalidRegistryError):
                mc.Registry(**made)
            return
        theirs = mc.Registry(**made, version=version, verified_through=checked)
        different = {
            f"{kind}[{id!r}]"
            for kind in KINDS
            for id, record in other[kind].items()
            if self.expected[kind].get(id, record) != record
        }
        ours_count = (on_collision == "ours") != turned
        then = model.joined(other, self.expected) if ours_count else model.joined(self.expected, other)
        holders = {v for r, v in ((self.expected, self.version), (other, version)) if r == then}
        mine = self.registry
        self.step(
            lambda: (theirs.merge if turned else mine.merge)(mine if turned else theirs, on_collision=on_collision),
            then,
            places=different if on_collision == "error" else set(),
            version=holders.pop() if len(holders) == 1 else None,
            checked=None if self.checked is None or checked is None else min(self.checked, checked),
            base=model.joined(self.expected, other) if turned else model.joined(other, self.expected),
        )

    # --- Steps that change nothing ---

    @rule(how=st.sampled_from(["text", "bytes", "file", "folder", "pickle", "copy", "deepcopy", "reversed"]))
    def write_and_read(self, how: str) -> None:
        old = self.registry
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) if how == "folder" else Path(folder) / "register.json"
            if how in ("file", "folder"):
                mc.dump(old, path)
            match how:
                case "text":
                    new = mc.loads(mc.dumps(old))
                case "bytes":
                    new = mc.loads(mc.dumps(old).encode())
                case "file" | "folder":
                    new = mc.load(path)
                case "pickle":
                    new = pickle.loads(pickle.dumps(old))
                case "copy":
                    new = copy.copy(old)
                case "deepcopy":
                    new = copy.deepcopy(old)
                case _:
                    new = attrs.evolve(old, **{kind: list(getattr(old, kind))[::-1] for kind in KINDS})
        assert new == old
        assert hash(new) == hash(old)
        self.registry = new

    # --- What holds after each step ---

    @invariant()
    def holds_what_it_should(self) -> None:
        assert contents(self.registry) == self.expected
        assert self.registry.version == self.version
        assert self.registry.verified_through == (None if self.checked is None else mc.PartialDate.parse(self.checked))
        written = json.loads(mc.dumps(self.registry))
        assert {kind: {record["id"]: record for record in written[kind]} for kind in KINDS} == self.expected

    @invariant()
    def is_looked_up_by_id(self) -> None:
        for kind in KINDS:
            collection, expected = getattr(self.registry, kind), self.expected[kind]
            assert len(collection) == len(expected)
            assert sorted(record.id for record in collection) == sorted(expected)
            for id in [*PARTIES, *AGREEMENTS, *PROGRAMMES, *CONFERENCES, *SOURCES]:
                assert (id in collection) == (id in expected)
                if id in expected:
                    assert collection[id].id == id
                else:
                    assert collection.get(id) is None
        held = {session["id"]: id for id, session in model.sessions(self.expected)}
        assert {session.id for session in self.registry.sessions} == set(held)

    @invariant()
    def filters_as_a_scan_would(self) -> None:
        for party in self.expected["parties"]:
            for kind, key in (("agreements", "parties"), ("programmes", "organisers"), ("conferences", "parties")):
                scanned = {id for id, record in self.expected[kind].items() if party in record.get(key, [])}
                assert {record.id for record in getattr(self.registry, kind).where(party=party)} == scanned

    @invariant()
    def is_in_force_as_a_scan_would_say(self) -> None:
        for day in QUERIES:
            for kind in ("agreements", "programmes"):
                collection = getattr(self.registry, kind)
                scanned = {id: model.truth(record, day) for id, record in self.expected[kind].items()}
                assert {record.id: record.active_on(day).name for record in collection} == scanned
                certain = {id for id, truth in scanned.items() if truth == "TRUE"}
                possible = {id for id, truth in scanned.items() if truth != "FALSE"}
                assert {record.id for record in collection.active_on(day)} == certain
                assert {record.id for record in collection.active_on(day, at_least=mc.Truth.UNKNOWN)} == possible
            signed = [record.id for record in self.registry.active_on(day)]
            assert signed == [record.id for record in self.registry.agreements if record.id in set(signed)]

    @invariant()
    def leaves_earlier_registries_alone(self) -> None:
        for registry, text in self.earlier:
            assert mc.dumps(registry) == text


TestBuilding = Building.TestCase
TestBuilding.settings = settings(max_examples=max(30, settings().max_examples // 5), stateful_step_count=25)
