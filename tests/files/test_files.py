"""Files: what is no register is refused whole, in one clear error; what is one comes back as it was written."""

from __future__ import annotations

import copy
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

import mainland_coop as mc
from helpers.samples import REGISTRY
from mainland_coop.files import register_files as files

PACT = {"id": "x", "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011-01-01"}
WHOLE = {
    "schema": 1,
    "version": "1",
    "verified_through": "2026-11-22",
    "sources": [{"id": "s", "title": "S", "published": "2012"}],
    "areas": [{"id": "r", "name": "R"}],
    "parties": [{"id": "a", "name": {"en": "A", "zh_hant": "甲"}}],
    "agreements": [PACT, PACT | {"id": "y"}],
    "conferences": [{"id": "c", "name": "C", "sessions": [{"id": "t", "held": "2005-07-25/2005-07-28"}]}],
    "programmes": [{"id": "p", "name": "P"}],
}


def changed(change: Callable[[dict], object]) -> str:
    """A sound file with one change."""
    data = copy.deepcopy(WHOLE)
    change(data)
    return json.dumps(data)


def pact(**fields: object) -> str:
    """A sound file whose first agreement has some other fields."""
    return changed(lambda data: data["agreements"][0].update(fields))


def without(key: str) -> str:
    return changed(lambda data: data["agreements"][0].pop(key))


def refused(text: str | bytes) -> list[mc.Problem]:
    with pytest.raises(mc.InvalidFileError) as caught:
        mc.loads(text)
    assert isinstance(caught.value, ValueError)
    assert caught.value.problems, "an error that tells nothing"
    assert all(problem.expected for problem in caught.value.problems)
    return list(caught.value.problems)


def test_the_sound_file_is_sound() -> None:
    registry = mc.loads(json.dumps(WHOLE))
    assert [len(getattr(registry, kind)) for kind in files.KINDS] == [1, 1, 1, 2, 1, 1]


DEEP = 10_000
BAD: dict[str, tuple[str | bytes, str, str]] = {
    # what: (file, path of the one problem, part of what is said of it)
    "unknown key": (pact(singed="2011"), "agreements[0].singed", "unknown key; did you mean 'signed'"),
    "unknown key like none": (pact(colour="red"), "agreements[0].colour", "unknown key; known keys: id, title"),
    "unknown key in a part": (
        pact(renewals=[{"signed": "2012", "trem": "P5Y"}]),
        "agreements[0].renewals[0].trem",
        "unknown key; did you mean 'term'",
    ),
    "unknown key at the top": (
        changed(lambda data: data.update(agreement=[])),
        "'agreement'",
        "unknown key; did you mean 'agreements'",
    ),
    "python's own name of a key": (
        pact(superseded_in_part=[{"by": "y", "from_": "2012"}]),
        "agreements[0].superseded_in_part[0].from_",
        "unknown key",
    ),
    "missing key": (without("signed"), "agreements[0].signed", "required, and missing"),
    "null for a required key": (pact(signed=None), "agreements[0].signed", "required, and missing"),
    "missing id": (without("id"), "agreements[0].id", "required, and missing"),
    "missing key in a part": (
        pact(ending={"last_day": "2020"}),
        "agreements[0].ending.reason",
        "required, and missing",
    ),
    "wrong type: number for a title": (pact(title=5), "agreements[0].title", "text or an object"),
    "wrong type: text for a list": (pact(parties="a"), "agreements[0].parties", "no sequence"),
    "wrong type: object for a list": (pact(renewals={"signed": "2012"}), "agreements[0].renewals", "expected a list"),
    "wrong type: list for an object": (pact(ending=[]), "agreements[0].ending", "expected an object"),
    "wrong type: text for a part": (pact(renewals=["2012"]), "agreements[0].renewals[0]", "expected an object"),
    "wrong type: number for a date": (pact(signed=2011), "agreements[0].signed", "not a day"),
    "wrong type: list for a date": (pact(signed=["2011"]), "agreements[0].signed", "not a day"),
    "wrong type: text for a flag": (
        pact(never_in_force="no"),
        "agreements[0].never_in_force",
        "neither true nor false",
    ),
    "wrong type: number for an id": (pact(id=5), "agreements[0].id", "an id is text"),
    "wrong type: null in a list": (pact(parties=["a", None]), "agreements[0].parties[1]", "no id"),
    "wrong type: record that is a text": (
        changed(lambda data: data["agreements"].append("x")),
        "agreements[2]",
        "expected an object",
    ),
    "wrong type: record that is null": (
        changed(lambda data: data["agreements"].append(None)),
        "agreements[2]",
        "expected an object",
    ),
    "wrong type: kind that is an object": (
        changed(lambda data: data.update(areas={"r": {}})),
        "areas",
        "expected a list of records",
    ),
    "unknown kind": (pact(kind="pact"), "agreements[0].kind", "'arrangement', 'supplemental arrangement'"),
    "malformed date": (
        pact(signed="June 2011"),
        "agreements[0].signed",
        "at position 0, a date is written year first",
    ),
    "malformed date in a part": (
        pact(renewals=[{"signed": "2012"}, {"signed": "2013/2014"}]),
        "agreements[0].renewals[1].signed",
        "an interval is a period",
    ),
    "datetime for a day": (pact(signed="2011-01-01T00:00:00"), "agreements[0].signed", "no time of day"),
    "impossible day": (pact(signed="2023-02-30"), "agreements[0].signed", "2023-02 has 28 days"),
    "reversed run": (pact(signed="[2012..2011]"), "agreements[0].signed", "reversed"),
    "reversed period": (
        changed(lambda data: data["conferences"][0]["sessions"][0].update(held="2006/2005")),
        "conferences[0].sessions[0].held",
        "reversed",
    ),
    "term that is no duration": (pact(term="5 years"), "agreements[0].term", "capital P"),
    "term of nothing": (pact(term="P0Y"), "agreements[0].term", "at least 1"),
    "duplicate id": (
        changed(lambda data: data["agreements"][1].update(id="x")),
        "agreements[1].id",
        "twice, first in agreements[0]",
    ),
    "duplicate id of sessions": (
        changed(lambda data: data["conferences"][0]["sessions"].append({"id": "t"})),
        "conferences[0].sessions['t'].id",
        "twice",
    ),
    "dangling reference": (pact(under="z"), "agreements[0].under", "no record with this id among agreements"),
    "dangling reference to a party": (pact(parties=["a", "b"]), "agreements[0].parties[1]", "among parties"),
    "dangling source": (pact(citations=[{"source": "z"}]), "agreements[0].citations[0].source", "among sources"),
    "citation of no field": (
        pact(citations=[{"source": "s", "supports": ["sined"]}]),
        "agreements[0].citations[0].supports[0]",
        "names a field",
    ),
    "end before start": (pact(expires="2010-01-01"), "agreements[0].expires", "before its own start (signed)"),
    "renewal before its instrument": (
        pact(renewals=[{"signed": "2010"}]),
        "agreements[0].renewals[0].signed",
        "before the link before it starts (signed)",
    ),
    "renewal that follows on from no end": (
        pact(renewals=[{"follows_on": True}]),
        "agreements[0].renewals[0].follows_on",
        "no end to follow on from",
    ),
    "ending before the start": (
        pact(ending={"last_day": "2010", "reason": "merged"}),
        "agreements[0].ending.last_day",
        "before the last link starts",
    ),
    "two ends": (pact(term="P5Y", expires="2020"), "agreements[0].expires", "correct one of them"),
    "two starts of a renewal": (
        pact(term="P1Y", renewals=[{"in_force_from": "2012", "follows_on": True}]),
        "agreements[0].renewals[0].in_force_from",
        "give one of the two",
    ),
    "unknown successor": (
        pact(ending={"last_day": "2020", "reason": "superseded", "by": "z"}),
        "agreements[0].ending.by",
        "no record with this id",
    ),
    "cyclic successor": (
        pact(ending={"last_day": "2020", "reason": "superseded", "by": "x"}),
        "agreements[0].ending.by",
        "leads back to itself: x -> x",
    ),
    "cyclic framework": (pact(under="x"), "agreements[0].under", "leads back to itself"),
    "no JSON": ("{'schema': 1}", "line 1, column 2", "no JSON"),
    "no JSON, further down": ('{"schema": 1,\n "areas": [}', "line 2, column 12", "no JSON"),
    "a CSV": ("id,title\nx,X\n", "line 1, column 1", "no JSON"),
    "two JSON values": ('{"schema": 1}{"schema": 1}', "line 1, column 14", "no JSON"),
    "empty text": ("", "line 1, column 1", "no JSON"),
    "white space only": (" \n ", "line 2, column 2", "no JSON"),
    "only a byte order mark": ("\ufeff".encode(), "line 1, column 1", "no JSON"),
    "not UTF-8": ('{"schema": 1, "version": "Größe"}'.encode("latin-1"), "byte 28", "not UTF-8"),
    "UTF-16": ('{"schema": 1}'.encode("utf-16"), "byte 0", "not UTF-8"),
    "binary": (b"PK\x03\x04\xff\xfe\x00", "byte 4", "not UTF-8"),
    "duplicate key": ('{"schema": 1, "schema": 1}', "the whole", "stands there twice"),
    "duplicate key in a record": (
        '{"parties": [{"id": "a", "name": "A", "id": "b"}]}',
        "parties[0]",
        "stands there twice",
    ),
    "NaN": (json.dumps(WHOLE | {"version": None}).replace('"version": null', '"version": NaN'), "", "no JSON number"),
    "unknown schema": (changed(lambda data: data.update(schema=2)), "schema", "reads the file form 1"),
    "schema that is text": (changed(lambda data: data.update(schema="1")), "schema", "reads the file form 1"),
    "schema that is true": (changed(lambda data: data.update(schema=True)), "schema", "reads the file form 1"),
    "empty object": ("{}", "", "the object is empty"),
    "list at the top": ("[]", "", "expected an object"),
    "null at the top": ("null", "", "expected an object"),
    "number at the top": ("1", "", "expected an object"),
    "version that is a number": (changed(lambda data: data.update(version=1)), "version", "text"),
    "version that is blank": (changed(lambda data: data.update(version=" ")), "version", "text"),
    "version of half a character": (changed(lambda data: data.update(version="\ud800")), "version", "surrogate"),
    "version of more than a million characters": (
        changed(lambda data: data.update(version="x" * 1_000_001)),
        "version",
        "1000000 characters at most",
    ),
    "verified through no day": (
        changed(lambda data: data.update(verified_through="now")),
        "verified_through",
        "at position 0",
    ),
    "verified through a number": (changed(lambda data: data.update(verified_through=2026)), "verified_through", "text"),
    "an integer of 5,000 digits": ('{"schema": ' + "9" * 5000 + "}", "", "4300"),
    "half a character in a text": (pact(note="a\ud800"), "agreements[0].note", "lone surrogate"),
    "half a character in an id": (pact(id="a\ud800"), "agreements[0].id", "lone surrogate"),
    "half a character in a key": (pact(**{"\ud800": 1}), r"agreements[0].'\ud800'", "unknown key"),
    "half a character in a date": (pact(signed="\ud800"), "agreements[0].signed", "ASCII"),
    "a text of more than a million characters": (
        pact(note="x" * 1_000_001),
        "agreements[0].note",
        "1000000 characters at most",
    ),
    "an id of a thousand characters": (pact(id="x" * 1000), "agreements[0].id", "1 to 200 characters"),
    "a key of a thousand characters": (pact(**{"x" * 1000: 1}), "", "unknown key"),
    "a number that is too large for a float": (
        pact(figures=[{"what": "w", "value": 0}]).replace('"value": 0', '"value": 1e999'),
        "agreements[0].figures[0].value",
        "no finite number",
    ),
    "a claim that is too large for a float": (
        pact(citations=[{"source": "s", "says": {"signed": 0}}]).replace('"signed": 0', '"signed": 1e999'),
        "agreements[0].citations[0].says",
        "",
    ),
    "lists that nest 10,000 deep": ("[" * DEEP + "]" * DEEP, "", "it nests deeper than 100 levels"),
    "objects that nest 10,000 deep": ('{"a":' * DEEP + "1" + "}" * DEEP, "", "it nests deeper than 100 levels"),
    "a field that nests 10,000 deep": (
        pact(note="DEEP").replace('"DEEP"', "[" * DEEP + "]" * DEEP),
        "",
        "it nests deeper than 100 levels",
    ),
    "nests deep without an end": ("[" * 100_000, "", "it nests deeper than 100 levels"),
}
for constant in ("Infinity", "-Infinity"):
    BAD[constant] = (BAD["NaN"][0].replace("NaN", constant), "", "no JSON number")


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_with_its_path(case: str) -> None:
    text, path, said = BAD[case]
    found = refused(text)
    assert any(problem.path.endswith(path) and said in problem.expected for problem in found), found
    assert len(found) <= 2
    for problem in found:
        assert len(str(problem)) < 1500


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_told_with_its_name_and_nothing_of_it_is_loaded(case: str, tmp_path: Path) -> None:
    text, path, said = BAD[case]
    file = tmp_path / "mine.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    with pytest.raises(mc.InvalidFileError) as caught:
        mc.load(file)
    message = str(caught.value)
    assert message.startswith(f"{file}: ")
    assert said in message
    assert path in message
    assert caught.value.__cause__ is None
    assert not isinstance(caught.value.__context__, MemoryError)
    message.encode()  # it can be printed, whatever stands in the file


@pytest.mark.parametrize("depth", [50, 90, 101, 150, 400])
def test_nothing_that_nests_a_hundred_deep_is_taken(depth: int) -> None:
    for text in (
        pact(note="DEEP").replace('"DEEP"', "[" * depth + "]" * depth),
        pact(title="DEEP").replace('"DEEP"', '{"en":' * depth + '"X"' + "}" * depth),
        pact(citations="DEEP").replace('"DEEP"', '[{"source":' * depth + '"s"' + "}]" * depth),
    ):
        assert all("agreements[0]" in str(problem) or "deep" in str(problem) for problem in refused(text))


@pytest.mark.parametrize("make", [str, str.encode, lambda text: f"\ufeff{text}", lambda text: text.encode("utf-8-sig")])
def test_a_byte_order_mark_is_no_fault(make: Callable[[str], str | bytes], tmp_path: Path) -> None:
    text = make(json.dumps(WHOLE, ensure_ascii=False))
    assert mc.loads(text) == mc.loads(json.dumps(WHOLE))
    file = tmp_path / "mine.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    assert mc.load(file) == mc.loads(text)


def test_a_text_of_a_million_characters_is_read() -> None:
    assert len(mc.loads(pact(note="x" * 1_000_000)).agreements["x"].note) == 1_000_000


def test_null_is_the_same_as_left_out() -> None:
    data = copy.deepcopy(WHOLE)
    for field in attrs.fields(mc.Agreement):
        data["agreements"][0].setdefault(field.name, None)
    data["programmes"][0] |= {"started": None, "renewals": None}
    data["conferences"][0]["sessions"][0] |= {"chairs": None, "video": None}
    assert mc.loads(json.dumps(data)) == mc.loads(json.dumps(WHOLE))
    assert mc.loads(json.dumps({"schema": 1, "agreements": None, "version": None})) == mc.Registry()


@pytest.mark.parametrize("text", [5, None, ["{}"], {"schema": 1}, Path("x"), bytearray(b"{}")], ids=repr)
def test_loads_takes_text(text: object) -> None:
    with pytest.raises(mc.WrongTypeError):
        mc.loads(text)


@pytest.mark.parametrize("path", [5, True, b"x", ["x"], {"schema": 1}], ids=repr)
def test_load_takes_a_path(path: object) -> None:
    with pytest.raises(mc.WrongTypeError):
        mc.load(path)


# --- All problems at once ------------------------------------------------------------------------------------------


def test_all_problems_of_a_file_are_told_at_once() -> None:
    data = copy.deepcopy(WHOLE)
    data["schema"] = 3
    data["extra"] = 1
    data["sources"][0] |= {"published": "June", "kind": "blog"}
    data["areas"].append({"name": 5, "broder": "r"})
    data["parties"][0]["name"] = {"english": "A"}
    data["agreements"][0] |= {
        "signed": "2011-13",
        "term": "5Y",
        "kind": "pact",
        "renewals": [{"signed": "2012-02-30", "term": "P0Y"}, {}, {"expires": "x", "signed": "2013", "terms": 1}],
        "citations": [{"locator": "p. 1"}, {"source": "z z"}],
    }
    data["agreements"][1] |= {"expires": "2000", "under": "nowhere"}
    data["agreements"].append(PACT | {"id": "z", "under": "nowhere"})
    data["agreements"].append(PACT | {"id": "z"})
    data["conferences"][0]["sessions"][0] |= {"held": "2006/2005", "ordinal": -1}
    data["programmes"][0] |= {"started": "2012", "expires": "2011"}
    found = {problem.path for problem in refused(json.dumps(data))}
    assert found == {
        "schema",
        "'extra'",
        "sources[0].published",
        "sources[0].kind",
        "areas[1].id",
        "areas[1].name",
        "areas[1].broder",
        "parties[0].name.english",
        "agreements[0].signed",
        "agreements[0].term",
        "agreements[0].kind",
        "agreements[0].renewals[0].signed",
        "agreements[0].renewals[0].term",
        "agreements[0].renewals[1]",
        "agreements[0].renewals[2].expires",
        "agreements[0].renewals[2].terms",
        "agreements[0].citations[0].source",
        "agreements[0].citations[1].source",
        "agreements[1].expires",
        "agreements[1].under",
        "agreements[2].under",
        "agreements[3].id",
        "conferences[0].sessions[0].held",
        "conferences[0].sessions[0].ordinal",
        "programmes[0].expires",
    }


def test_what_refers_to_a_record_that_was_refused_is_not_told_as_well() -> None:
    data = copy.deepcopy(WHOLE)
    data["parties"][0]["kind"] = "club"
    data["conferences"][0]["established"] = "June"
    data["agreements"][0]["signed_at"] = "t"
    assert [problem.path for problem in refused(json.dumps(data))] == ["parties[0].kind", "conferences[0].established"]


def test_each_problem_has_path_value_and_what_was_expected() -> None:
    problem = refused(pact(term="5Y"))[0]
    assert (problem.path, problem.value) == ("agreements[0].term", "'5Y'")
    assert "capital P" in problem.expected
    assert str(problem).startswith("agreements[0].term is '5Y': ")


@pytest.mark.parametrize(("n_bad", "more"), [(999, None), (1000, None), (1001, 1), (5000, 4000)])
def test_the_message_shows_the_first_thousand_and_says_how_many_more(n_bad: int, more: int | None) -> None:
    text = changed(lambda data: data.update(areas=[{"id": f"r{i}", "name": 5} for i in range(n_bad)]))
    with pytest.raises(mc.InvalidFileError) as caught:
        mc.loads(text)
    assert len(caught.value.problems) == n_bad
    lines = str(caught.value).splitlines()
    assert lines[0] == f"the text: {n_bad} problems"
    assert sum(line.startswith("  areas[") for line in lines) == min(n_bad, 1000)
    assert [line for line in lines if "more" in line] == ([] if more is None else [lines[-1]])
    if more is not None:
        assert f"and {more} more" in lines[-1]


def test_problems_stand_in_the_order_of_the_file() -> None:
    data = copy.deepcopy(WHOLE)
    for index, record in enumerate(data["agreements"]):
        record["kind"] = f"pact {index}"
    assert [problem.path for problem in refused(json.dumps(data))] == ["agreements[0].kind", "agreements[1].kind"]


# --- Files and folders ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["missing.json", "missing/mine.json", "missing"])
def test_a_missing_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(mc.MissingFileError) as caught:
        mc.load(tmp_path / name)
    assert isinstance(caught.value, FileNotFoundError)
    assert isinstance(caught.value, mc.MainlandCoopError)
    assert str(tmp_path / name) in str(caught.value)


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "\ud800/x"], ids=["nul", "long", "half a character"])
def test_a_name_that_no_file_can_have(name: str) -> None:
    with pytest.raises(mc.FileError):
        mc.load(name)


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(WHOLE))

    def denied(self: Path, *_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(mc.FileError, match="cannot be read") as caught:
        mc.load(file)
    assert isinstance(caught.value, OSError)
    assert not isinstance(caught.value, mc.InvalidFileError)
    assert "mine.json" in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(WHOLE))
    file.chmod(0)
    with pytest.raises(mc.FileError, match="cannot be read"):
        mc.load(file)


def test_a_file_that_is_too_large_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    text = json.dumps(WHOLE)
    file.write_text(text)
    for read in (lambda limit: mc.load(file, max_bytes=limit), lambda limit: mc.loads(text, max_bytes=limit)):
        assert read(len(text)) == mc.loads(text)
        with pytest.raises(mc.InvalidFileError, match="max_bytes") as caught:
            read(len(text) - 1)
        assert str(len(text)) in str(caught.value)


def test_the_size_of_a_text_is_that_of_its_bytes() -> None:
    text = json.dumps(WHOLE | {"version": "甲" * 1000}, ensure_ascii=False)
    with pytest.raises(mc.InvalidFileError, match="max_bytes"):
        mc.loads(text, max_bytes=len(text) + 10)


def test_an_empty_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.touch()
    with pytest.raises(mc.InvalidFileError, match="line 1, column 1"):
        mc.load(file)


@pytest.mark.parametrize("others", [[], ["notes.txt", "data.JSON.bak"]])
def test_a_folder_without_files(others: list[str], tmp_path: Path) -> None:
    for name in others:
        (tmp_path / name).write_text(json.dumps(WHOLE))
    with pytest.raises(mc.FileError, match="holds no JSON") as caught:
        mc.load(tmp_path)
    assert str(tmp_path) in str(caught.value)


def write_folder(folder: Path, contents: dict[str, object]) -> Path:
    for name, content in contents.items():
        (folder / name).write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


def test_a_folder_with_one_file_per_kind(tmp_path: Path) -> None:
    contents: dict[str, object] = {f"{kind}.json": {kind: WHOLE[kind]} for kind in files.KINDS}
    contents["registry.json"] = {key: WHOLE[key] for key in ("schema", "version", "verified_through")}
    contents["areas.json"] = WHOLE["areas"]
    assert mc.load(write_folder(tmp_path, contents)) == mc.loads(json.dumps(WHOLE))


FOLDERS: dict[str, tuple[dict[str, object], list[str]]] = {
    "a bad file among others": (
        {"areas.json": {"areas": WHOLE["areas"]}, "parties.json": "{"},
        ["parties.json: line 1, column 2"],
    ),
    "two bad files": (
        {"areas.json": {"areas": [{"id": "r"}]}, "parties.json": {"parties": [{"name": "A"}]}},
        ["areas.json: areas[0].name", "parties.json: parties[0].id"],
    ),
    "the same kind twice": (
        {"a.json": {"areas": WHOLE["areas"]}, "b.json": {"areas": []}},
        ["b.json: 'areas'"],
    ),
    "a list in a file that is no kind": ({"things.json": []}, ["things.json"]),
    "a reference into another file": (
        {"areas.json": {"areas": [{"id": "r", "name": "R", "broader": "q"}]}, "more.json": {"version": "1"}},
        ["areas.json: areas[0].broader"],
    ),
    "an unknown key": ({"areas.json": {"areas": [], "area": []}}, ["areas.json: 'area'"]),
    "an unknown schema": ({"areas.json": {"schema": 7, "areas": []}}, ["areas.json: schema"]),
    "two schemas, the second unknown": (
        {"a.json": {"schema": 1, "areas": []}, "b.json": {"schema": 7, "parties": []}},
        ["b.json: schema"],
    ),
    "two schemas, the first unknown": (
        {"a.json": {"schema": 7, "areas": []}, "b.json": {"schema": 1, "parties": []}},
        ["a.json: schema"],
    ),
    "empty objects": ({"a.json": {}, "b.json": {}}, [""]),
}


@pytest.mark.parametrize("case", FOLDERS)
def test_a_bad_folder_is_told_with_the_file_and_the_path(case: str, tmp_path: Path) -> None:
    contents, paths = FOLDERS[case]
    with pytest.raises(mc.InvalidFileError) as caught:
        mc.load(write_folder(tmp_path, contents))
    assert [problem.path for problem in caught.value.problems] == paths
    assert str(tmp_path) in str(caught.value)


def test_a_folder_that_is_called_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "areas.json").mkdir()
    with pytest.raises(mc.FileError) as caught:
        mc.load(tmp_path)
    assert isinstance(caught.value, OSError)


# --- There and back ------------------------------------------------------------------------------------------------

REGISTRIES = {"sample": REGISTRY, "bundled": mc.load(), "empty": mc.Registry(), "whole": mc.loads(json.dumps(WHOLE))}


@pytest.mark.parametrize("registry", REGISTRIES.values(), ids=REGISTRIES)
@pytest.mark.parametrize("how", ["text", "bytes", "file", "path as text", "folder"])
def test_what_is_written_is_read_again(registry: mc.Registry, how: str, tmp_path: Path) -> None:
    match how:
        case "text":
            again = mc.loads(mc.dumps(registry))
        case "bytes":
            again = mc.loads(mc.dumps(registry).encode())
        case "folder":
            mc.dump(registry, tmp_path)
            again = mc.load(tmp_path)
        case _:
            file = tmp_path / "mine.json"
            path = str(file) if "text" in how else file
            mc.dump(registry, path)
            assert file.read_text(encoding="utf-8") == mc.dumps(registry)
            again = mc.load(path)
    assert again == registry
    assert hash(again) == hash(registry)
    assert mc.dumps(again) == mc.dumps(registry)
    assert [r.id for r in again.agreements] == [r.id for r in registry.agreements]


def test_the_canonical_text_is_utf8_sorted_and_sparse() -> None:
    text = mc.dumps(REGISTRY)
    data = json.loads(text)
    assert "律政司" in text
    assert text.endswith("}\n")
    apart = [record.pop("extra", None) for kind in data.values() if isinstance(kind, list) for record in kind]
    apart += [session.pop("extra", None) for one in data["conferences"] for session in one.get("sessions", ())]
    assert any(apart), "null is a value among the user's own"
    assert "null" not in json.dumps(data)
    assert list(data) == ["schema", "version", "verified_through", *files.KINDS]
    for kind in files.KINDS:
        ids = [record["id"] for record in data[kind]]
        assert ids == sorted(ids)
        assert all(value not in ([], {}, False) for record in data[kind] for value in record.values())
    assert data["agreements"][1]["id"] == "later"
    assert data["agreements"][1] == {
        "id": "later",
        "title": "Later",
        "kind": "arrangement",
        "parties": ["hk"],
        "signed": "2023",
    }
    assert data["agreements"][2]["superseded_in_part"][0]["from"] == "2024-01-29"
    assert data["agreements"][0]["expires"] == ".."


def test_the_bundled_files_are_in_canonical_form() -> None:
    for file in (Path(mc.__file__).parent / "data").glob("*.json"):
        data = json.loads(file.read_text(encoding="utf-8"))
        assert file.read_text(encoding="utf-8") == json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def test_the_text_does_not_depend_on_the_order_of_keys_or_records_or_on_the_hash_seed() -> None:
    def turned(value: object) -> object:
        if isinstance(value, dict):
            return {key: turned(item) for key, item in reversed(value.items())}
        return [turned(item) for item in value] if isinstance(value, list) else value

    data = json.loads(mc.dumps(REGISTRY))
    other = turned(data) | {kind: list(reversed(data[kind])) for kind in files.KINDS}
    assert mc.loads(json.dumps(other)) == REGISTRY
    assert mc.dumps(mc.loads(json.dumps(other))) == mc.dumps(REGISTRY)
    code = "import sys, mainland_coop as mc; sys.stdout.buffer.write(mc.dumps(mc.load()).encode())"
    texts = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert texts == {mc.dumps(mc.load()).encode()}


@pytest.mark.parametrize("held", ["2005-07-25/2005-07-25", "2005-07/2005-07", "2005/..", "../2005"])
def test_a_meeting_held_over_a_period_is_read_as_it_was_written(held: str) -> None:
    registry = mc.loads(changed(lambda data: data["conferences"][0]["sessions"][0].update(held=held)))
    assert mc.loads(mc.dumps(registry)) == registry


@pytest.mark.parametrize("value", [1e22, 0.1, 10**300, -5, 1e-7, -0.0, 10**320], ids=lambda v: str(v)[:12])
def test_figures_are_written_as_they_are(value: float) -> None:
    party = mc.Party(id="p", name="P", figures=[mc.Figure(what="w", value=value)])
    again = mc.loads(mc.dumps(mc.Registry(parties=[party]))).parties["p"].figures[0].value
    assert again == value
    assert type(again) is (int if value == int(value) else float)


def test_a_number_that_cannot_be_written_is_refused_by_us() -> None:
    """A file with such a number could not be read again."""
    with pytest.raises(mc.MainlandCoopError):
        mc.dumps(mc.Registry(parties=[mc.Party(id="p", name="P", figures=[mc.Figure(what="w", value=10**5000)])]))


def test_types_that_others_have_resolved_do_not_change_what_is_read() -> None:
    """attrs.resolve_types changes a class for everybody; cattrs and Hypothesis call it, and so may users."""
    code = (
        "import attrs, mainland_coop as mc\n"
        "for name in mc.__all__:\n"
        "    cls = getattr(mc, name)\n"
        "    if isinstance(cls, type) and attrs.has(cls):\n"
        "        try: attrs.resolve_types(cls)\n"
        "        except NameError: pass\n"
        "registry = mc.load()\n"
        "assert mc.loads(mc.dumps(registry)) == registry\n"
        "assert len(registry.agreements)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# --- Writing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["fsync", "replace", "write", "chmod"])
def test_a_failure_while_writing_leaves_the_old_file_and_nothing_else(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.json"
    mc.dump(REGISTRY, file)
    before = file.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    match step:
        case "fsync":
            monkeypatch.setattr(os, "fsync", fail)
        case "write":
            monkeypatch.setattr(json, "dumps", fail)
        case _:
            monkeypatch.setattr(Path, step, fail)
    with pytest.raises(mc.FileError, match="cannot be written") as caught:
        mc.dump(mc.Registry(), file)
    monkeypatch.undo()
    assert isinstance(caught.value, OSError)
    assert "mine.json" in str(caught.value)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["mine.json"]


def test_an_interruption_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.json"

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        mc.dump(REGISTRY, file)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_the_mode_of_a_file_is_kept(mode: int, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    mc.dump(REGISTRY, file)
    file.chmod(mode)
    mc.dump(mc.Registry(), file)
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    mc.dump(REGISTRY, tmp_path / "mine.json")
    assert (tmp_path / "mine.json").stat().st_mode == usual.stat().st_mode


def test_a_folder_that_does_not_exist_cannot_be_written_into(tmp_path: Path) -> None:
    with pytest.raises(mc.FileError, match="cannot be written") as caught:
        mc.dump(REGISTRY, tmp_path / "missing" / "mine.json")
    assert isinstance(caught.value, OSError)


@pytest.mark.parametrize("path", [5, None, True, b"x"], ids=repr)
def test_dump_takes_a_path(path: object) -> None:
    with pytest.raises(mc.WrongTypeError):
        mc.dump(REGISTRY, path)


@pytest.mark.parametrize("registry", [None, "{}", {}, REGISTRY.agreements], ids=lambda r: type(r).__name__)
def test_dump_takes_a_registry(registry: object, tmp_path: Path) -> None:
    with pytest.raises(mc.MainlandCoopError):
        mc.dumps(registry)
    with pytest.raises(mc.MainlandCoopError):
        mc.dump(registry, tmp_path / "mine.json")
    assert list(tmp_path.iterdir()) == []


def test_other_files_of_a_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    mc.dump(REGISTRY, tmp_path)
    mc.dump(REGISTRY, tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {
        "notes.txt",
        "registry.json",
        *(f"{kind}.json" for kind in files.KINDS),
    }


def test_reading_writes_nothing(tmp_path: Path) -> None:
    mc.dump(REGISTRY, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    mc.load(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_what_looks_like_an_agreement_in_a_field_of_ones_own_stays_what_it_is() -> None:
    like_one = {"id": "q", "title": "Q", "kind": "agreement", "parties": ["a"], "signed": "2011"}
    pact = {**like_one, "id": "z", "extra": {"x": like_one}}
    text = json.dumps(
        {"schema": 1, "parties": [{"id": "a", "name": "A", "extra": {"x": like_one}}], "agreements": [pact]}
    )
    registry = mc.loads(text)
    assert list(registry.agreements.by_id) == ["z"]
    for record in (registry.agreements["z"], registry.parties["a"]):
        assert mc.to_dict(record)["extra"] == {"x": like_one}
    assert mc.loads(mc.dumps(registry)) == registry
