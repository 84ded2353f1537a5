"""The commands about records, periods and whole registers, against the same questions asked in Python."""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop.cli.answer import ANSWERED, FAILED, NOT_FOUND
from mainland_coop.cli.command_line import every_command, main
from mainland_coop.cli.options import read_day, read_period
from mainland_coop.collections.collection import ALL_KINDS
from mainland_coop.display.plain_text import width

REGISTRY = mc.load()
PACT = "doj-shenzhen-legal-matters-2011"
COMMANDS = [command.name for command in every_command()]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def ask(*argv: str, out: io.StringIO | None = None) -> tuple[int, str, str]:
    out, err = out or io.StringIO(), io.StringIO()
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


# --- In force --------------------------------------------------------------------------------------------------


@given(st.sampled_from(["2017", "2016-02/2017-10", "../1999", "2023/..", "2011-11-25"]), st.booleans(), st.booleans())
def test_active_during_a_period(period: str, throughout: bool, possible: bool) -> None:
    flags = [*(["--throughout"] if throughout else []), *(["--possible"] if possible else [])]
    _, data = ask_json("active", "--during", period, *flags)
    least = mc.Truth.UNKNOWN if possible else mc.Truth.TRUE
    for kind in ("agreements", "programmes"):
        found = getattr(REGISTRY, kind).active_during(period, throughout=throughout, at_least=least)
        assert [each["id"] for each in data[kind]] == [record.id for record in found]
        for each in data[kind]:
            chain = getattr(REGISTRY, kind)[each["id"]].chain
            answers = [
                chain.active_during(period, throughout=throughout, presume_continuity=presume)
                for presume in (True, False)
            ]
            wanted = "stated" if answers[1].certain else "presumed" if answers[0].certain else "possible"
            assert each["standing"] == wanted


def test_active_is_narrowed_by_party_area_kind_and_place() -> None:
    _, data = ask_json("active", "2014-06-01", "--party", "DoJ", "--kind", "arrangement")
    found = REGISTRY.agreements.where(party="hksar-department-of-justice", kind="arrangement").active_on("2014-06-01")
    assert [each["id"] for each in data["agreements"]] == [pact.id for pact in found] != []
    assert data["programmes"] == []
    _, data = ask_json("active", "2014-06-01", "--place", "CN-GD", "--area", "legal-services")
    found = REGISTRY.agreements.where(jurisdiction="CN-GD", area="legal-services").active_on("2014-06-01")
    assert [each["id"] for each in data["agreements"]] == [pact.id for pact in found] != []
    in_city = {party.id for party in REGISTRY.parties.where(city="Shenzhen")}
    _, data = ask_json("active", "2014-06-01", "--place", "shenzhen")
    found = REGISTRY.agreements.where(party=in_city).active_on("2014-06-01")
    assert [each["id"] for each in data["agreements"]] == [pact.id for pact in found] != []


def test_a_partial_day_is_told_apart_from_a_period() -> None:
    assert "--during 2017" in ask("active", "2017")[1]
    assert "--during" not in ask("active", "2017-01-01")[1]
    assert ask("active", "2017", "--during", "2017")[0] == FAILED


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("active", "2014", "--party", "Shenzhen"), "did you mean"),
        (("active", "2014", "--place", "Shenzen"), "did you mean 'Shenzhen'"),
        (("active", "2014", "--place", "Atlantis"), "ISO 3166"),
        (("active", "2014", "--kind", "mou"), "memorandum of understanding"),
        (("explain", "hk-guangdong-joint-conference", "2016"), "an id among the conferences"),
        (("chain", "CEPA supplement"), "did you mean"),
        (("active", "30/06/2016"), "write 2016-06-30"),
        (("active", "05/06/2016"), "write 2016-06-05 or 2016-05-06"),
        (("active", "2016/6/30"), "write 2016-06-30"),
        (("active", "2016年6月"), "write 2016-06"),
        (("active", "30 June 2016"), "write 2016-06-30"),
        (("active", "June 30, 2016"), "write 2016-06-30"),
        (("active", "Jun 2016"), "write 2016-06"),
        (("active", "31/31/2016"), "at position"),
        (("active", "Foo 2016"), "at position"),
        (("events", "30/06/2016"), "write 2016-06-30"),
        (("people", "Teresa", "--limit", "0"), "limit is 0"),
        (("list", "agreements", "--party", "nobody-of-this-name"), "there is no record"),
        (("diff", "bundled", "/does/not/exist"), "there is no file"),
    ],
)
def test_what_cannot_be_meant_is_told_with_the_right_form(command: tuple[str, ...], told: str) -> None:
    code, out, err = ask(*command)
    assert (code, out) == (FAILED, "")
    assert told in " ".join(err.split())


def test_today_is_a_day() -> None:
    assert read_day("today").n_days == 1
    assert str(read_period("2016-02/2017-10")) == "2016-02/2017-10"


# --- Records -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_record_of_every_kind_is_shown_listed_and_cited(kind: str) -> None:
    record = next(iter(getattr(REGISTRY, kind)))
    code, data = ask_json("show", record.id, "--kind", kind)
    assert (code, data) == (ANSWERED, {"record_kind": kind, "record": mc.to_dict(record)})
    assert record.id in ask("show", record.id)[1]
    code, data = ask_json("list", kind)
    assert [each["id"] for each in data["records"]] == [each.id for each in getattr(REGISTRY, kind)]
    lines = ask("list", kind)[1].splitlines()
    assert [line.split()[0] for line in lines[2:]] == [each.id for each in getattr(REGISTRY, kind)]
    laid_out = ask("list", kind, "--width", "80")[1].splitlines()
    assert any(record.id in line for line in laid_out)
    assert ask("cite", record.id)[1].split() == REGISTRY.cite(record.id).split()


def test_lists_have_the_filters_of_where() -> None:
    for kind in ALL_KINDS:
        where = getattr(getattr(REGISTRY, kind), "where", None)
        filters = set(where.__kwdefaults__) - {"at_least"} if where else set()
        told = ask("list", kind, "--help")[1]
        assert set(re.findall(r"^  --([a-z-]+)", told, re.MULTILINE)) >= {name.replace("_", "-") for name in filters}
    doj = "hksar-department-of-justice"
    for command, found in (
        (
            ("agreements", "--party", "DoJ", "--signed", "2011/.."),
            REGISTRY.agreements.where(party=doj, signed="2011/.."),
        ),
        (
            ("sessions", "--conference", "hk-guangdong-joint-conference", "--video"),
            REGISTRY.sessions.where(conference="hk-guangdong-joint-conference", video=True),
        ),
        (
            ("parties", "--city", "Shenzhen", "--possible"),
            REGISTRY.parties.where(city="Shenzhen", at_least=mc.Truth.UNKNOWN),
        ),
        (("agreements", "--party", doj, "--include", "parts"), REGISTRY.agreements.where(party=doj, include="parts")),
        (
            ("sources", "--language", "zh-Hant", "--published", "2023"),
            REGISTRY.sources.where(language="zh-Hant", published="2023"),
        ),
    ):
        code, data = ask_json("list", *command)
        assert [each["id"] for each in data["records"]] == [record.id for record in found]
        assert code == (ANSWERED if found else NOT_FOUND)
    assert ask("list", "agreements", "--signed", "1900")[:2] == (NOT_FOUND, "0 agreements\n")


def test_who_signed_is_shown_and_found() -> None:
    assert "Rimsky Yuen, Secretary for Justice (for Department of Justice" in ask("show", PACT)[1]
    assert "Rimsky Yuen" in ask("chain", PACT)[1]
    code, data = ask_json("people", "Teresa", "Cheng")
    assert (code, data["people"]) == (ANSWERED, mc.to_dict(REGISTRY.find_people("Teresa Cheng", limit=50)))
    assert "Secretary for Justice" in ask("people", "Teresa Cheng", "--width", "80")[1]
    assert "--limit shows more" in ask("people", "Cheng", "--limit", "1")[1]
    assert ask("people", "zzzz")[:2] == (NOT_FOUND, "nobody found\n")


def test_show_tells_every_source_with_its_address_and_how_to_list_all_sessions() -> None:
    told = " ".join(ask("show", PACT, "--width", "80")[1].split())
    sources = {each.source for each in (*REGISTRY.agreements[PACT].citations,)}
    assert sources
    for id in sources:
        assert " ".join((REGISTRY.sources[id].url or REGISTRY.sources[id].title).split()) in told
    id = "hk-guangdong-joint-conference"
    told = ask("show", id, "--width", "80")[1]
    assert f"All sessions: list sessions --conference {id}" in told
    assert "Joint Conference\n    number: plenary 16; held: 2013-09-16; place: Hong Kong; id: hk-guangdong-16\n" in told
    assert "All sessions" not in ask("show", "hk-shenzhen-2011")[1]


def test_people_are_pointed_to_where_no_record_is_called_so() -> None:
    assert ask("find", "Teresa", "Cheng")[:2] == (
        NOT_FOUND,
        "no record is called so, but people are: people Teresa Cheng\n",
    )
    assert ask("find", "Teresa", "Cheng", "--kind", "parties")[:2] == (NOT_FOUND, "nothing found\n")
    assert ask("find", "")[:2] == (NOT_FOUND, "nothing found\n")


def test_changes_for_people_are_told_in_words() -> None:
    told = ask("changes", "2024-01-28", "2024-01-29", "--width", "80")[1]
    assert "    not in force before, in force after · mla-civil-commercial-2019\n" in told
    assert "    in force before, not in force after · mla-choice-of-court-2006\n" in told
    assert "    possibly; not settled on both days · " in told
    assert "TRUE" not in told
    assert "it is not said which" not in told
    assert "2024 means one day, and it is not said which" in ask("changes", "2024", "2024")[1]
    assert "2023 and 2024 mean one day each, and it is not said which" in ask("changes", "2023", "2024")[1]


@pytest.mark.parametrize("style", ["bibtex", "csl-json", "ris"])
def test_citations_for_reference_managers_are_not_laid_out(style: str) -> None:
    wanted = REGISTRY.cite("cepa-2003", style).rstrip("\n")  # type: ignore[arg-type]
    assert ask("cite", "cepa-2003", "--style", style, "--width", "40")[1].rstrip("\n") == wanted
    assert ask_json("cite", "cepa-2003", "--style", style)[1]["style"] == style
    assert ask("cite", "cepa-2003", "--style", "mla")[0] == FAILED


def test_records_are_called_by_name() -> None:
    assert ask_json("show", "律政司")[1]["record"]["id"] == "hksar-department-of-justice"
    assert ask_json("chain", "CEPA")[1]["id"] == "cepa-2003"
    assert ask("find", "深圳", "--width", "60")[1].splitlines()[0] == "Shenzhen Municipal People's Government"


# --- Periods ------------------------------------------------------------------------------------------------------


def test_events_and_ends_are_those_of_python() -> None:
    for flags, least in (((), mc.Truth.TRUE), (("--possible",), mc.Truth.UNKNOWN)):
        told = ask_json("events", "2017-10", *flags)[1]["events"]
        assert [each["id"] for each in told] == [each.id for each in REGISTRY.events("2017-10", at_least=least)]
        for by in ("end", "notice"):
            told = ask_json("expiring", "2026/2030", "--by", by, *flags)[1]["expiring"]
            found = REGISTRY.expiring("2026/2030", by=by, at_least=least)  # type: ignore[arg-type]
            assert [(each["id"], each["expires"]) for each in told] == [(x.id, str(x.expires)) for x in found]
    assert "more are possible: --possible lists them" in ask("events", "2017-10")[1]
    assert ask("expiring", "1900")[:2] == (NOT_FOUND, "no end in 1900\n")
    for width_ in ((), ("--width", "80")):
        assert PACT in ask("events", "2017-10-12", *width_)[1]
        assert "gba-practice-pilot" in ask("expiring", "2026", *width_)[1]
        assert PACT in ask("changes", "2017-10-11", "2017-10-12", *width_)[1]


def test_a_last_day_for_notice_is_told_with_its_end(tmp_path: Path) -> None:
    lease = mc.Agreement(
        id="lease",
        title="Lease",
        kind="contract",
        parties=["a"],
        signed="2021-06-01",
        term="P3Y",
        notice="P3M",
        tacit_renewal="P1Y",
    )
    mc.dump(mc.Registry(agreements=[lease], parties=[mc.Party(id="a", name="A")]), tmp_path / "own.json")
    out = ask("expiring", "2024", "--data", str(tmp_path / "own.json"), "--width", "80")[1]
    assert "renews itself unless ended; last day for notice: 2024-02-29" in out


# --- Registers ----------------------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small register in a file."""
    pact = mc.Agreement(
        id="x",
        title="X",
        kind="treaty",
        parties=["a"],
        signed="2011",
        term="P5Y",
        renewals=[mc.Renewal(signed="2017")],
        citations=[mc.Citation(source="s")],
    )
    source = mc.Source(id="s", title="A page", published="2018")
    mc.dump(
        mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A")], sources=[source]), tmp_path / "small.json"
    )
    return tmp_path / "small.json"


def test_diff_tells_what_leads_from_one_register_to_another(small: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    mc.dump(mc.load(small).extend(parties=[mc.Party(id="new", name="New")]), own)
    code, data = ask_json("diff", str(small), str(own), "--on", "2016-06-30")
    assert (code, data) == (ANSWERED, mc.to_dict(mc.load(small).diff(mc.load(own), on="2016-06-30")))
    assert "new" in ask("diff", str(small), str(own), "--markdown")[1]
    assert ask("diff", str(own), str(own))[0] == NOT_FOUND


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "sqlite", "json-ld", "bibtex", "csl-json", "ris"])
def test_export_writes_what_the_library_writes(form: str, small: Path, tmp_path: Path) -> None:
    path = tmp_path / {"json": "x.json", "jsonl": "lines", "csv": "folder"}.get(form, "x.out")
    code, data = ask_json("export", form, str(path), "--data", str(small))
    assert (code, data["form"]) == (ANSWERED, form)
    assert all(Path(file).exists() for file in data["files"])
    if form in ("json", "jsonl"):
        assert mc.load(path) == mc.load(small)
    assert ask("export", form, str(path), "--data", str(small))[1].splitlines() == data["files"]


@pytest.mark.parametrize(
    ("form", "extra", "more", "told"),
    [
        ("xlsx", "xlsxwriter", (), b"PK"),
        ("parquet", "pyarrow", (), b"PAR1"),
        ("turtle", "rdflib", (), b"@prefix"),
        ("ical", "icalendar", ("--during", "2011/2016"), b"BEGIN:VCALENDAR"),
    ],
)
def test_export_writes_forms_that_need_an_extra(
    form: str, extra: str, more: tuple[str, ...], told: bytes, small: Path, tmp_path: Path
) -> None:
    pytest.importorskip(extra)
    code, data = ask_json("export", form, str(tmp_path / "written"), "--data", str(small), *more)
    assert code == ANSWERED
    assert all(Path(file).read_bytes().startswith(told) for file in data["files"])
    assert data["files"]


def test_a_calendar_is_of_a_period_and_nothing_else_is(small: Path, tmp_path: Path) -> None:
    for argv in (("ical", str(tmp_path / "x")), ("csv", str(tmp_path / "x"), "--during", "2017")):
        code, _, err = ask("export", *argv, "--data", str(small))
        assert (code, "give --during PERIOD with ical, and with no other form" in err) == (FAILED, True)
    assert not (tmp_path / "x").exists()


def test_explore_writes_the_page_and_opens_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: bool(opened.append(address) or True))
    own = ("--data", str(tmp_path / "own.json"))
    mc.dump(mc.Registry(parties=[mc.Party(id="a", name="A")]), own[1])
    code, data = ask_json("explore", "--to", str(tmp_path / "page"), *own)
    page = Path(data["page"])
    assert (code, data["opened"], page.name) == (ANSWERED, True, "index.html")
    assert opened == [page.as_uri()]
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    assert "No browser was found" in ask("explore", "--to", str(tmp_path / "page"), *own)[1]
    assert ask("explore", "--no-open", "--to", str(tmp_path / "page"), *own)[1] == f"{page}\n"


def test_explore_opens_the_page_at_a_day_and_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: bool(opened.append(address) or True))
    view = ("--on", "2016-12-01", "--record", "doj-shenzhen-legal-matters-2011")
    assert ask("explore", "--to", str(tmp_path), *view)[0] == ANSWERED
    assert [each.partition("#")[2] for each in opened] == [
        "on=2016-12-01&record=agreement%3Adoj-shenzhen-legal-matters-2011"
    ]
    code, _, err = ask("explore", "--to", str(tmp_path / "none"), "--record", "doj-shenzhen")
    assert (code, "doj-shenzhen-legal-matters-2011" in err) == (FAILED, True)
    assert not (tmp_path / "none").exists()


def test_explore_keeps_nothing_that_nobody_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

        def readline(self, *_: object) -> str:
            seen.append(any(tmp_path.rglob("index.html")))
            raise KeyboardInterrupt

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    monkeypatch.setattr(sys, "stdin", Terminal())
    code, out, err = ask("explore")
    assert (code, out) == (ANSWERED, "")
    assert "No browser was found; open " in err
    assert "until you press Enter" in err
    assert seen == [True]
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    for argv in ((), ("--no-open",)):
        code, _, err = ask("explore", *argv)
        assert (code, "--to FOLDER" in err) == (FAILED, True)
    assert not list(tmp_path.iterdir())


# --- What holds for all -----------------------------------------------------------------------------------------


QUESTIONS = [
    ("active", "2016-06-30", "--possible"),
    ("active", "--during", "2017", "--party", "DoJ"),
    ("explain", PACT, "2023-04-10"),
    ("chain", PACT),
    ("changes", "2016", "2023"),
    ("events", "2017", "--possible"),
    ("expiring", "2026", "--possible"),
    ("find", "Shenzhen"),
    ("show", "hk-guangdong-joint-conference"),
    ("show", PACT),
    ("list", "agreements"),
    ("list", "sessions"),
    ("list", "sources"),
    ("people", "Wong"),
    ("cite", "cepa-2003"),
    ("review", "--on", "2026-11-30"),
    ("diff", "bundled", "bundled"),
]


@pytest.mark.parametrize("columns", [50, 80, 120])
@pytest.mark.parametrize("command", QUESTIONS, ids=" ".join)
def test_no_line_is_wider_than_the_terminal_but_for_an_address_or_id(command: tuple[str, ...], columns: int) -> None:
    for line in ask(*command, "--width", str(columns))[1].splitlines():
        assert width(line) <= columns or len(line.split()) <= 2, line


HOSTILE = "Pact\x1b]0;owned\x07 \u202ecba\x1b[2J\U000e0041"


@pytest.mark.parametrize("styled", [False, True])
def test_nothing_of_a_register_breaks_out_of_the_terminal(
    styled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    person = mc.Signatory(name=HOSTILE, office=HOSTILE, party="a", note=HOSTILE)
    pact = mc.Agreement(
        id="x",
        title=HOSTILE,
        kind="treaty",
        parties=["a"],
        signed="2011",
        term="P5Y",
        note=HOSTILE,
        place=HOSTILE,
        signatories=[person],
        citations=[mc.Citation(source="s", locator=HOSTILE, note=HOSTILE)],
    )
    sources = [mc.Source(id="s", title=HOSTILE, publisher=HOSTILE, url="https://e.org/s")]  # an address cannot hold it
    own = tmp_path / "own.json"
    mc.dump(mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name=HOSTILE)], sources=sources), own)
    seen = set()
    for command in (
        ("active", "2013"),
        ("explain", "x", "2013"),
        ("chain", "x"),
        ("show", "x"),
        ("show", "s"),
        ("cite", "x"),
        ("find", "Pact"),
        ("list", "agreements"),
        ("list", "sources"),
        ("people", "Pact"),
        ("events", "2011"),
        ("expiring", "2015/2017"),
        ("changes", "2010", "2013"),
        ("review", "--on", "2030-01-01"),
    ):
        code, out, _ = ask(*command, "--data", str(own), out=Terminal() if styled else None)
        assert code == ANSWERED, command
        ours = re.sub(r"\x1b\[[012]m", "", out)
        assert ("\x1b" in out) <= styled
        assert not set(ours) & set("\x1b\x07\u202e\U000e0041"), command
        assert "Pact" in ours or command[0] == "review"
        seen.add(out)
    assert len(seen) == 14


def test_a_group_of_commands_is_a_line_and_no_name_stands_twice() -> None:
    assert len(COMMANDS) == len(set(COMMANDS))
    told = ask("--help")[1]
    for name in COMMANDS:
        assert f"\n    {name}" in told
        assert "exit codes:" in ask(name, "--help")[1]


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("command", [[name] for name in COMMANDS] + [["list", kind] for kind in ALL_KINDS] + [[]])
def test_help_and_wrong_usage_are_no_wider_than_the_terminal(
    command: list[str], columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for more in ("--help", "--no-such-argument"):
        told = Terminal()
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told), pytest.raises(SystemExit):
            main([*command, more])
        assert max(width(line) for line in told.getvalue().splitlines()) <= columns


def test_a_width_is_a_number() -> None:
    for text in ("narrow", "19", "-80"):
        code, _, err = ask("active", "2017", f"--width={text}")
        assert (code, "20 or more" in err) == (FAILED, True)
