"""The command line against the same questions asked in Python, its exit codes and its errors."""

from __future__ import annotations

import atexit
import contextlib
import datetime
import gc
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop.__main__ import run
from mainland_coop.cli.answer import ANSWERED, FAILED, NOT_FOUND
from mainland_coop.cli.command_line import main

REGISTRY = mc.load()
PACT = "doj-shenzhen-legal-matters-2011"

DAYS = st.one_of(
    st.dates(min_value=datetime.date(1985, 1, 1), max_value=datetime.date(2030, 1, 1)).map(str),
    st.sampled_from(["2016", "2016-06", "201X", "2016~", "[2016-02..2017-10]", "[..1980]", "2004-02-29"]),
)


def ask(*argv: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a call."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(argv)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else -1
    return code, out.getvalue(), err.getvalue()


def ask_json(*argv: str) -> tuple[int, Any]:
    code, out, err = ask(*argv, "--json")
    assert not err
    return code, json.loads(out)


@given(DAYS, st.booleans(), st.booleans())
def test_active_lists_every_agreement_in_force(day: str, possible: bool, presume: bool) -> None:
    flags = [*(["--possible"] if possible else []), *([] if presume else ["--no-presumption"])]
    code, data = ask_json("active", day, *flags)
    for kind in ("agreements", "programmes"):
        answers = {x.id: x.active_on(day, presume_continuity=presume) for x in getattr(REGISTRY, kind)}
        wanted = {id: truth.name for id, truth in answers.items() if truth.certain or (possible and truth.possible)}
        assert [(each["id"], each["truth"]) for each in data[kind]] == list(wanted.items())
    assert code == (ANSWERED if data["agreements"] or data["programmes"] else NOT_FOUND)


@given(DAYS, DAYS)
def test_changes_lists_every_answer_that_differs(before: str, after: str) -> None:
    start, end = mc.PartialDate.parse(before), mc.PartialDate.parse(after)
    if end.before(start).certain:
        code, out, err = ask("changes", before, after)
        assert (code, out) == (FAILED, "")
        assert "reversed" in err
        return
    code, data = ask_json("changes", before, after)
    for name, is_so in (
        ("began", lambda then, now: not then.possible and now.certain),
        ("ended", lambda then, now: then.certain and not now.possible),
        ("became_uncertain", lambda then, now: then is not now is mc.Truth.UNKNOWN),
        ("settled", lambda then, now: now is not then is mc.Truth.UNKNOWN),
    ):
        wanted = [
            (kind, record.id)
            for kind in ("agreements", "programmes")
            for record in getattr(REGISTRY, kind)
            if is_so(record.active_on(before), record.active_on(after))
        ]
        assert [(each["record_kind"], each["id"]) for each in data[name]] == wanted
    assert code == (ANSWERED if any(data[name] for name in data if name not in ("before", "after")) else NOT_FOUND)


@given(st.sampled_from([r.id for r in (*REGISTRY.agreements, *REGISTRY.programmes)]), DAYS)
def test_explain_and_chain_say_what_python_says(id: str, day: str) -> None:
    code, data = ask_json("explain", id, day)
    finding = REGISTRY.explain(id, day)
    assert code == ANSWERED
    assert (data["truth"], data["status"]) == (finding.truth.name, finding.status.value)
    assert data["reasons"] == list(finding.reasons)
    assert [each["source"] for each in data["citations"]] == [each.source for each in finding.citations]
    code, data = ask_json("chain", id)
    chain = (REGISTRY.agreements.get(id) or REGISTRY.programmes[id]).chain
    assert code == ANSWERED
    assert [mc.PartialDate.parse(link["start"]) for link in data["links"]] == [link.start for link in chain.links]
    assert [(gap["certain"], gap["longest"]) for gap in data["gaps"]] == [(g.certain, g.longest) for g in chain.gaps()]


@given(st.text(min_size=1, max_size=40).filter(lambda text: not text.startswith("-")), st.integers(1, 5))
def test_find_answers_any_text(text: str, limit: int) -> None:
    code, data = ask_json("find", text, "--limit", str(limit))
    assert code == (ANSWERED if data["matches"] else NOT_FOUND)
    assert len(data["matches"]) == min(limit, data["total"])
    for match in data["matches"]:
        assert match["id"] in getattr(REGISTRY, match["record_kind"])


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("DoJ", "hksar-department-of-justice"),
        ("HKMAO", "hong-kong-and-macao-affairs-office"),
        ("深圳市人民政府", "shenzhen-municipal-peoples-government"),
        (PACT, PACT),
    ],
)
def test_find_by_name_abbreviation_and_id(text: str, first: str) -> None:
    assert ask_json("find", text)[1]["matches"][0]["id"] == first


def test_find_words_need_no_quotation_marks_and_a_kind_narrows_it() -> None:
    code, out, _ = ask("find", "Shenzhen", "government", "--kind", "parties")
    assert code == ANSWERED
    assert out.splitlines()[0].split() == ["kind", "id", "why", "matched"]
    assert out.splitlines()[1].split()[:2] == ["parties", "shenzhen-municipal-peoples-government"]
    assert {line.split()[0] for line in out.splitlines()[1:]} == {"parties"}
    assert ask("find", "zzzzqqqqxxxx")[:2] == (NOT_FOUND, "nothing found\n")


def test_active_for_people() -> None:
    code, out, err = ask("active", "2014-06-01")
    assert (code, err) == (ANSWERED, "")
    head, _, *rows = out.splitlines()
    counts = REGISTRY.agreements.standings_on("2014-06-01")
    assert head.startswith(f"On 2014-06-01: {counts[mc.Standing.STATED]} agreements and ")
    assert f"{counts[mc.Standing.PRESUMED]} agreements and " in head
    assert len(rows) == len(REGISTRY.active_on("2014-06-01")) + len(REGISTRY.programmes.active_on("2014-06-01"))
    assert {row.split()[1] for row in rows} == {"stated", "presumed"}
    assert "checked through 2026-11-22" in ask("active", "2030-01-01")[1]
    assert ask("active", "1900-01-01")[0] == NOT_FOUND


@pytest.mark.parametrize("command", [("chain", PACT), ("explain", PACT, "2022-12")])
def test_stories_as_text_markdown_and_html(command: tuple[str, ...]) -> None:
    text, markdown, html = (ask(*command, *form)[1] for form in ((), ("--markdown",), ("--html",)))
    assert text.startswith("Cooperative Arrangement on Legal Matters")
    assert markdown.startswith("### Cooperative Arrangement on Legal Matters")
    assert html.startswith("<article ")
    assert "171 to 200 days" in text
    assert "171 to 200 days" in markdown
    assert "171 to 200 days" in html


def test_changes_for_people() -> None:
    _, out, _ = ask("changes", "2017-10-11", "2017-10-12")
    assert ["began", PACT, "FALSE", "->", "TRUE"] in [line.split()[:5] for line in out.splitlines()]
    assert ["renewed", PACT] in [line.split()[:2] for line in out.splitlines()]
    assert ask("changes", "2016-06-30", "2016-06-30")[:2] == (NOT_FOUND, "0 changes from 2016-06-30 to 2016-06-30\n")


def test_validate_a_sound_and_an_invalid_register(tmp_path: Path) -> None:
    sound = tmp_path / "sound.json"
    mc.dump(REGISTRY, sound)
    code, out, _ = ask("validate", str(sound))
    assert code == ANSWERED
    assert f"{sound}: a sound register" in out
    assert ask_json("validate", str(sound))[1]["valid"] is True
    bad = tmp_path / "bad.json"
    bad.write_text('{"schema": 1, "parties": [{"id": "a"}, {"id": "b", "name": "B", "kind": "\\u001b[2J"}]}')
    code, out, err = ask("validate", str(bad))
    assert (code, err) == (NOT_FOUND, "")
    assert "parties[0].name" in out
    assert "\x1b" not in out
    code, data = ask_json("validate", str(bad))
    assert (code, data["valid"]) == (NOT_FOUND, False)
    assert {problem["path"] for problem in data["problems"]} == {"parties[0].name", "parties[1].kind"}
    # Other commands cannot use such a file, which is an error of theirs.
    code, out, err = ask("active", "2016", "--data", str(bad))
    assert (code, out) == (FAILED, "")
    assert "parties[0].name" in err


def test_ones_own_register_may_try_to_command_the_terminal(tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    title = "Pact\u001b]0;owned\u0007 \u202ecba"
    pact = mc.Agreement(id="x", title=title, kind="treaty", parties=["a"], signed="2011")
    mc.dump(mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A")]), own)
    for command in (
        ["active", "2016"],
        ["chain", "x"],
        ["explain", "x", "2016"],
        ["find", "Pact"],
        ["changes", "2010", "2016"],
    ):
        code, out, _ = ask(*command, "--data", str(own))
        assert code == ANSWERED
        assert "Pact" in out
        assert not set(out) & set("\x1b\x07\u202e")


def test_an_id_that_two_kinds_share_keeps_its_own_name(tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    registry = mc.Registry(
        agreements=[mc.Agreement(id="x", title="The pact", kind="treaty", parties=["a"], signed="2011-01-01")],
        programmes=[mc.Programme(id="x", name="The scheme", started="2011-01-01")],
        parties=[mc.Party(id="a", name="A")],
    )
    mc.dump(registry, own)
    out = ask("changes", "2010-01-01", "2012-01-01", "--data", str(own))[1]
    assert out.splitlines()[2].endswith("The pact")
    assert out.splitlines()[3].endswith("The scheme")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("explain", "doj-shenzhen", "2016"), "did you mean"),
        (("chain", "x" * 10_000), "(10000 characters)"),
        (("explain", PACT, "2016-02-30"), "2016-02-30"),
        (("active", "民國105年"), "is no date"),
        (("active", "30/06/2016"), "is no date"),
        (("active", "9" * 10_000), "characters"),
        (("changes", "2018", "2015"), "reversed"),
        (("find", "DoJ", "--limit", "0"), "limit=0"),
        (("validate", "/does/not/exist"), "there is no file"),
        (("active", "2016", "--data", "/does/not/exist"), "there is no file"),
    ],
)
def test_errors_go_to_standard_error(command: tuple[str, ...], told: str) -> None:
    code, out, err = ask(*command)
    assert (code, out) == (FAILED, "")
    assert err.startswith("mainland_coop: ")
    assert told in err
    assert len(err) < 1000


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("nonsense",),
        ("active",),
        ("active", "2016", "--poss"),
        ("find", "x", "--kind", "cats"),
        ("chain", "x", "--json", "--html"),
    ],
)
def test_wrong_usage(command: tuple[str, ...]) -> None:
    code, out, err = ask(*command)
    assert (code, out) == (FAILED, "")
    assert "usage: " in err


def test_help_tells_the_exit_codes_and_version_the_version() -> None:
    for command in (["--help"], ["find", "--help"]):
        code, out, _ = ask(*command)
        assert code == ANSWERED
        assert "exit codes:" in out
    library, data = ask("--version")[1].splitlines()
    assert library == f"mainland_coop {mc.__version__}"
    assert data == f"bundled data {REGISTRY.version}, checked through {REGISTRY.verified_through}"


def process(*argv: str, encoding: str) -> subprocess.CompletedProcess[bytes]:
    """A call of the module in a process of its own, whose standard streams have an encoding."""
    code = (
        "import sys\n"
        "for stream in (sys.stdout, sys.stderr): stream.reconfigure(encoding=sys.argv[1])\n"
        "sys.argv[1:] = sys.argv[2:]\n"
        "import runpy; runpy.run_module('mainland_coop', run_name='__main__')\n"
    )
    return subprocess.run([sys.executable, "-c", code, encoding, *argv], capture_output=True, check=False)


def test_a_terminal_that_lacks_characters_gets_them_escaped() -> None:
    done = process("find", "深圳市人民政府", "--kind", "parties", encoding="ascii")
    assert done.returncode == ANSWERED
    assert b"\\u6df1\\u5733" in done.stdout
    done = process("find", "深圳市人民政府", "--json", encoding="ascii")
    assert json.loads(done.stdout.decode("ascii"))["text"] == "深圳市人民政府"
    done = process("find", "深圳市人民政府", "--json", encoding="utf-8")
    assert "深圳市人民政府" in done.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "mainland_coop", "active", "2016", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == ANSWERED


def test_what_is_only_near_is_told_if_nothing_better_is_there() -> None:
    near = ask_json("find", "Chongqing Municpal Government", "--kind", "agreements")[1]["matches"]
    assert {match["why"] for match in near} == {"near"}
    matches = ask_json("find", "Beijing Municipal Government")[1]["matches"]
    assert (matches[0]["record_kind"], matches[0]["why"]) == ("parties", "name")
    near = ask_json("find", "Minstry of Comerce")[1]["matches"]
    assert near[0]["id"] == "ministry-of-commerce"
    assert {match["why"] for match in near} == {"near"}


def test_run_hands_on_the_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["mainland_coop", "chain", "no-such-id"])
    at_the_end: list[object] = []
    monkeypatch.setattr(atexit, "register", at_the_end.append)
    assert gc.isenabled()
    assert run() == 2
    assert gc.isenabled(), "it is off for the answer alone"
    assert at_the_end == [gc.freeze], "the end of the process looks for no circles in what goes with it"
    assert "there is no" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error_inside_the_process_either(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with monkeypatch.context() as patched, os.fdopen(writer, "w", encoding="utf-8") as gone:
        patched.setattr(sys, "argv", ["mainland_coop", "chain", "doj-shenzhen-legal-matters-2011"])
        patched.setattr(sys, "stdout", gone)
        assert run() == 0
        gone.write("what is left now goes nowhere, without an error")


def test_review_lists_what_to_look_at_again() -> None:
    code, data = ask_json("review", "--on", "2026-11-30")
    assert (code, data["on"]) == (ANSWERED, "2026-11-30")
    by_id = {each["id"]: each for each in data["items"]}
    assert by_id["ha-shenkang-cooperation-2007"]["reasons"] == ["ran out, no sequel known"]
    assert "open_lists" in by_id["ha-shenkang-cooperation-2007"]["to_settle"]
    assert by_id["senior-health-officials-16"]["standing"] is None
    code, out, _ = ask("review", "--on", "2026-11-30")
    lines = out.splitlines()
    assert lines[0] == f"{len(data['items'])} records to look at, as of 2026-11-30"
    assert [line.split()[1] for line in lines[2:]] == list(by_id)


def test_review_takes_today_if_no_day_is_given_and_may_find_nothing(tmp_path: Path) -> None:
    _, data = ask_json("review")
    assert data["on"] == datetime.date.today().isoformat()
    mc.dump(mc.Registry(), tmp_path)
    assert ask("review", "--data", str(tmp_path))[0] == NOT_FOUND
    assert ask("review", "--on", "2026-02-30")[0] == FAILED
