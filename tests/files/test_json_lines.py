"""JSON Lines: every check as for JSON, each fault at its line; and exports that are whole or not there at all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import mainland_coop as mc
from helpers.samples import REGISTRY
from mainland_coop.files import canonical
from mainland_coop.foundation.whole_files import replacing, replacing_file

PACT = {"id": "x", "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011-01-01"}
PARTY = {"id": "a", "name": "A"}


def folder_of(tmp_path: Path, *agreements: object, parties: str = json.dumps(PARTY) + "\n") -> Path:
    """A folder of JSON Lines; a text stands as it is, anything else as its JSON."""
    folder = tmp_path / "register"
    folder.mkdir(exist_ok=True)
    lines = [item if isinstance(item, str) else json.dumps(item) for item in agreements]
    (folder / "agreements.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    (folder / "parties.jsonl").write_text(parties, "utf-8")
    return folder


def refused(path: Path, **options: int) -> list[mc.Problem]:
    with pytest.raises(mc.InvalidFileError) as caught:
        mc.load(path, **options)
    return list(caught.value.problems)


def test_a_register_comes_back_as_it_was_written(tmp_path: Path) -> None:
    mc.dump(REGISTRY, tmp_path / "lines", form="json lines")
    assert mc.load(tmp_path / "lines") == REGISTRY
    names = sorted(file.name for file in (tmp_path / "lines").iterdir())
    assert names == [
        "agreements.jsonl",
        "areas.jsonl",
        "conferences.jsonl",
        "parties.jsonl",
        "programmes.jsonl",
        "registry.json",
        "sources.jsonl",
    ]
    text = (tmp_path / "lines/agreements.jsonl").read_text("utf-8")
    assert [json.loads(line)["id"] for line in text.splitlines()] == sorted(REGISTRY.agreements.by_id)


def test_the_bundled_register_comes_back_too_and_writes_the_same_bytes_again(tmp_path: Path) -> None:
    mc.dump(mc.load(), tmp_path / "one", form="json lines")
    again = mc.load(tmp_path / "one")
    assert again == mc.load()
    mc.dump(again, tmp_path / "two", form="json lines")
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_a_folder_may_hold_some_kinds_as_json(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PACT)
    (folder / "areas.json").write_text('[{"id": "r", "name": "R"}]')
    (folder / "registry.json").write_text('{"schema": 1, "version": "7"}')
    registry = mc.load(folder)
    assert (len(registry.agreements), len(registry.areas), registry.version) == (1, 1, "7")


def test_one_file_is_named_after_its_kind(tmp_path: Path) -> None:
    file = tmp_path / "parties.jsonl"
    file.write_text('{"id": "a", "name": "A"}\n{"id": "b", "name": "B"}')  # the last line may lack its end
    assert [party.id for party in mc.load(file).parties] == ["a", "b"]
    other = file.rename(tmp_path / "partys.jsonl")
    (problem,) = refused(other)
    assert problem.path == "partys.jsonl"
    assert "did you mean 'parties'?" in problem.expected
    assert refused(file.with_name("x.jsonl") if other.rename(tmp_path / "x.jsonl") else file)[0].path == "x.jsonl"


@pytest.mark.parametrize("sign", ["\ufeff", "\n\n", " \t\n"])
def test_a_byte_order_mark_and_blank_lines_hold_nothing(tmp_path: Path, sign: str) -> None:
    folder = folder_of(tmp_path, PACT, parties=sign + json.dumps(PARTY) + "\r\n\r\n")
    assert len(mc.load(folder).parties) == 1


FAULTS: dict[str, tuple[object, str, str]] = {
    # what: (the third line, path of the one problem, part of what is said of it)
    "unknown key": ({**PACT, "id": "y", "singed": "1"}, "3: singed", "did you mean 'signed'"),
    "malformed date": ({**PACT, "id": "y", "signed": "2011-02-30"}, "3: signed", "2011-02 has 28 days"),
    "fault in a part": (
        {**PACT, "id": "y", "renewals": [{"signed": "2012"}, {"signed": "2013", "term": "5 years"}]},
        "3: renewals[1].term",
        "capital P",
    ),
    "no world": ({**PACT, "id": "y", "expires": "2010"}, "3: expires", "before its own start"),
    "duplicate id": (PACT, "3: id", "twice, first in agreements.jsonl:1"),
    "dangling": ({**PACT, "id": "y", "under": "z"}, "3: under", "no record with this id among agreements"),
    "circle": ({**PACT, "id": "y", "under": "y"}, "3: under", "leads back to itself"),
    "duplicate key": ('{"id": "y", "id": "z"}', "3", "the key stands there twice"),
    "no JSON": ('{"id": y}', "3: column 8", "the line is no JSON"),
    "two values": ('{"a": 1}{"a": 2}', "3: column 9", "the line is no JSON"),
    "not a number": ('{"id": NaN}', "3", "no JSON number"),
    "a list": ([PACT], "3", "expected an object"),
    "null": ("null", "3", "expected an object"),
    "deep": ("[" * 150 + "]" * 150, "3", "nests deeper than 100 levels"),
    "very deep": ("[" * 100_000 + "]" * 100_000, "3", "nests deeper than 100 levels"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_each_fault_is_told_at_its_line(tmp_path: Path, what: str) -> None:
    third, path, said = FAULTS[what]
    problems = refused(folder_of(tmp_path, PACT, "", third))
    told = {problem.path: problem.expected for problem in problems}
    assert said in told[f"agreements.jsonl:{path}"]
    # A line that has a repeated key or NaN is read on, so that what else is wrong with it is told too.
    if what not in ("duplicate key", "not a number"):
        assert len(problems) == 1


def test_text_that_is_not_utf_8_is_told_at_its_line(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PACT)
    with (folder / "agreements.jsonl").open("ab") as file:
        file.write('{"id": "Größe"}\n'.encode("latin-1"))
    (problem,) = refused(folder)
    assert problem.path == "agreements.jsonl:2: byte 10"
    assert "not UTF-8" in problem.expected


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path, {**PACT, "signed": "x"}, {**PACT, "parties": ["b"]}, parties='{"id": 1, "name": "A"}\n'
    )
    assert {problem.path for problem in refused(folder)} == {
        "parties.jsonl:1: id",
        "agreements.jsonl:1: signed",
        "agreements.jsonl:1: parties[0]",
        "agreements.jsonl:2: parties[0]",
    }


def test_a_kind_stands_in_one_file(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PACT)
    (folder / "agreements.json").write_text("[]")
    (problem,) = refused(folder)
    assert "agreements" in problem.path
    assert "each has one file" in problem.expected


def test_the_limit_of_bytes_holds_for_each_file(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PACT)
    (problem,) = refused(folder, max_bytes=40)
    assert problem.path == "agreements.jsonl"
    assert "max_bytes=40" in problem.expected
    assert len(mc.load(folder, max_bytes=200).agreements) == 1


def test_a_folder_of_the_other_form_is_left_as_it_is(tmp_path: Path) -> None:
    mc.dump(REGISTRY, tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(mc.FileError, match="each kind has one file"):
        mc.dump(REGISTRY, tmp_path, form="json lines")
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before
    lines = tmp_path / "lines"
    mc.dump(REGISTRY, lines, form="json lines")
    with pytest.raises(mc.FileError, match="each kind has one file"):
        mc.dump(REGISTRY, lines)


def test_a_file_of_one_kind_is_no_place_for_a_register(tmp_path: Path) -> None:
    with pytest.raises(mc.FileError, match="dump to a folder"):
        mc.dump(REGISTRY, tmp_path / "agreements.jsonl")
    with pytest.raises(mc.InvalidArgumentError, match="'json' or 'json lines'"):
        mc.dump(REGISTRY, tmp_path / "x", form="jsonl")  # type: ignore[arg-type]
    (tmp_path / "file").touch()
    with pytest.raises(mc.FileError, match="cannot be written"):
        mc.dump(REGISTRY, tmp_path / "file", form="json lines")


def test_the_formatter_knows_lines(tmp_path: Path) -> None:
    mc.dump(REGISTRY, tmp_path / "lines", form="json lines")
    file = tmp_path / "lines/parties.jsonl"
    canonical_bytes = file.read_bytes()
    assert canonical.unformatted(file.parent) == []
    file.write_bytes(b"\n".join(reversed(canonical_bytes.splitlines())))
    assert canonical.unformatted(file.parent) == [file]
    assert canonical.main([str(file.parent)]) == 0
    assert file.read_bytes() == canonical_bytes
    alone = tmp_path / "areas.jsonl"
    alone.write_text('{"name": "R", "id": "r"}\n\n')
    assert canonical.main([str(alone)]) == 0
    assert alone.read_text() == '{"id":"r","name":"R"}\n'


# --- Whole or not at all ------------------------------------------------------------------------------------------

KILLED = """
import sys, time
import mainland_coop as mc
from mainland_coop.files import parsing as json_lines
from mainland_coop.files import register_files as reading

def slow(record, line=reading.line):
    print("writing", flush=True)
    time.sleep(0.05)
    return line(record)

reading.line = slow
mc.dump(mc.load(), sys.argv[1], form="json lines")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no process is killed in this way there")
def test_a_process_that_is_killed_while_it_writes_leaves_the_old_file(tmp_path: Path) -> None:
    folder = tmp_path / "lines"
    mc.dump(REGISTRY, folder, form="json lines")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range(3):
        assert process.stdout.readline() == "writing\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    after = {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix != ".tmp"}
    assert after == before
    assert [file.name for file in folder.iterdir() if file.suffix == ".tmp"]  # it was in the midst of writing
    assert mc.load(folder) == REGISTRY


def test_what_raises_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "x"
    target.write_text("old")
    with pytest.raises(UnicodeEncodeError), replacing(target) as file:
        file.writelines(["new", "\ud800"])
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="modes and links are those of POSIX")
def test_the_new_file_has_the_mode_of_the_old_and_stands_where_a_link_leads(tmp_path: Path) -> None:
    target = tmp_path / "x"
    target.write_text("old")
    target.chmod(0o640)
    link = tmp_path / "link"
    link.symlink_to(target)
    with replacing_file(link) as aside:
        aside.write_bytes(b"new")
        assert aside.parent == tmp_path
    assert link.is_symlink()
    assert (target.read_text(), target.stat().st_mode & 0o777) == ("new", 0o640)


def test_a_fault_of_the_whole_hides_no_other(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {**PACT, "under": "z"})
    (folder / "registry.json").write_text(json.dumps({"version": "\ud800"}))
    assert {problem.path for problem in refused(folder)} == {"version", "agreements.jsonl:1: under"}
