"""What the explorer knows is what Python answers: every record, run, reason and citation, and nothing that runs."""

from __future__ import annotations

import functools
import gzip
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from helpers.counted_work import work
from helpers.oracle_registers import registers
from mainland_coop.collections.search import names_of
from mainland_coop.collections.spelling import SIMPLIFIED
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.display.citations import citation_line, placed_citations
from mainland_coop.display.plain_text import clean
from mainland_coop.explorer import write_explorer
from mainland_coop.explorer.__main__ import main
from mainland_coop.explorer.axis import axis_of
from mainland_coop.explorer.data import CHUNK, Exporter
from mainland_coop.explorer.explained_days import ExplainedDays, ExplainedRun, Shared
from mainland_coop.explorer.page import SCRIPTS
from mainland_coop.explorer.record_shapes import THE_DAY
from mainland_coop.questions.people import people_of

REGISTRY = mc.load()
RECORDS = [*REGISTRY.agreements, *REGISTRY.programmes]
N_MEETINGS = len(REGISTRY.conferences) + len(REGISTRY.sessions)
CHUNKS = [f"{number}.js" for number in range(-(-(len(RECORDS) + N_MEETINGS) // CHUNK) + 1)]
FILES = [*CHUNKS, "explorer.css", *SCRIPTS, "data.js", "index.html"]


def rows_of(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def read(folder: Path) -> dict[str, Any]:
    """All that the page in a folder knows: each record with its details, whose citations are lines."""
    text = (folder / "data.js").read_text("utf-8")
    data = json.loads(text.removeprefix("globalThis.REGISTER = ").removesuffix(";\n"))
    for name in ("records", "meetings", "parties", "areas"):
        data[name] = rows_of(data[name])
    chunks = []
    for number, mark in enumerate(data["chunks"]):
        text = (folder / "details" / f"{number}.js").read_text("utf-8")
        head = f'globalThis.REGISTER.take({number}, "{mark}", '
        assert text.startswith(head)
        chunks.append(json.loads(text.removeprefix(head).removesuffix(");\n")))
    sources = list(zip(*chunks.pop()["sources"], strict=True))

    def line(source: int, rest: str) -> list[Any]:
        title, url, told = sources[source]
        return [*([] if url is None else [[title, url]]), told + rest]

    items = [*data["records"], *data["meetings"]]
    details = [
        (detail, chunk) for chunk in chunks for detail in (*rows_of(chunk["records"]), *rows_of(chunk["meetings"]))
    ]
    for item, (detail, chunk) in zip(items, details, strict=True):
        item |= {**detail, "outcomes": chunk["outcomes"], "texts": chunk["texts"]}
        item["citations"] = [line(*each) for each in chunk["citations"]]
    return data


@functools.cache
def exported() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        write_explorer(REGISTRY, folder)
        return read(Path(folder))


def at(runs: list[ExplainedRun], day: int) -> ExplainedRun:
    return [run for run in runs if run.first <= day][-1]


def check(registry: mc.Registry, record: mc.Agreement | mc.Programme, days: set[int], presumed: bool) -> None:
    """The runs are all days, and each day has what `explain_record` says of it, to the letter."""
    runs = ExplainedDays(registry, record).runs(presume_continuity=presumed)
    firsts = [run.first for run in runs]
    assert firsts[0] == FIRST_DAY
    assert all(one < other for one, other in itertools.pairwise(firsts))
    edges = {day for first in firsts for day in (first - 1, first, first + 1)} | {LAST_DAY}
    for ordinal in sorted(days | edges):
        if not FIRST_DAY <= ordinal <= LAST_DAY:
            continue
        day = mc.PartialDate(ordinal, ordinal)
        finding = registry.explain_record(record, day, presume_continuity=presumed)
        run = at(runs, ordinal)
        assert run.reasons_on(day) == finding.reasons, (record.id, str(day))
        assert run.reasons_on(day)[run.concludes] == finding.conclusion
        assert (run.truth, run.status) == (finding.truth, finding.status)
        assert (run.presumptions, run.citations) == (finding.presumptions, finding.citations)
        assert run.beyond_verified == finding.beyond_verified


# --- Days explained alike --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("presumed", [True, False])
def test_the_explained_runs_of_the_bundled_records_are_the_explanations_of_each_day(presumed: bool) -> None:
    draw = random.Random(20261122)
    for record in RECORDS:
        days = {draw.randint(mc.PartialDate.parse("1984").first_ordinal, 741_000) for _ in range(12)}
        check(REGISTRY, record, days, presumed)


def test_each_day_of_two_gaps_has_its_explanation() -> None:
    record = REGISTRY.agreements["doj-shenzhen-legal-matters-2011"]
    days = range(mc.PartialDate.parse("2011").first_ordinal, mc.PartialDate.parse("2024").last_ordinal)
    check(REGISTRY, record, set(days), True)


@given(registers(size=2), st.lists(st.integers(-400, 400), min_size=10, max_size=10), st.booleans())
def test_the_explained_runs_of_random_records_are_the_explanations_of_each_day(
    registry: mc.Registry, offsets: list[int], presumed: bool
) -> None:
    checked = mc.Registry(
        agreements=registry.agreements,
        programmes=registry.programmes,
        parties=registry.parties,
        verified_through="2020-03-05",
    )
    for record in (*checked.agreements, *checked.programmes):
        runs = record.chain.timeline(presume_continuity=presumed).runs
        around = [day for run in runs for day in (run.first, run.last)] or [737_000]
        check(checked, record, {day + offset for day in around[:6] for offset in offsets}, presumed)


def test_a_register_as_it_was_published_says_so_on_each_day() -> None:
    then = REGISTRY.as_published("2018-01-01")
    record = then.agreements["doj-shenzhen-legal-matters-2011"]
    check(then, record, set(range(736_000, 737_000, 37)), True)


def test_neighbouring_explained_runs_differ_and_name_their_day_once() -> None:
    for record in RECORDS:
        runs = ExplainedDays(REGISTRY, record).runs()
        assert not any(a.says_the_same_as(b) for a, b in itertools.pairwise(runs))
        for run in runs:
            named = [index for index, reason in enumerate(run.reasons) if THE_DAY in reason]
            assert named in ([], [run.concludes])


def test_a_note_that_has_the_mark_of_the_day_stays_as_it_is() -> None:
    pact = mc.Agreement(id="x", title="{day}", kind="rules", parties=["a"], signed="2011", term="P5Y", note="On {day}.")
    registry = mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A")])
    check(registry, pact, set(range(734_000, 737_000, 11)), True)


@given(st.lists(registers(size=3), min_size=1, max_size=3), st.booleans())
def test_what_records_of_one_shape_share_is_what_each_would_be_told_alone(
    drawn: list[mc.Registry], presumed: bool
) -> None:
    for registry in drawn:
        shared = Shared(registry)
        for record in (*registry.agreements, *registry.programmes, *registry.agreements):
            alone = ExplainedDays(registry, record).runs(presume_continuity=presumed)
            assert ExplainedDays(registry, record, shared).runs(presume_continuity=presumed) == alone


def test_records_with_other_dates_are_decided_once_and_told_with_their_own() -> None:
    dates = [("2011", "2016"), ("2001-05", "2003-05"), ("1999-03", "2000")]
    pacts = [
        mc.Agreement(id=f"x{n}", title="X", kind="rules", parties=["a"], signed=signed, expires=expires)
        for n, (signed, expires) in enumerate(dates)
    ]
    registry = mc.Registry(agreements=pacts, parties=[mc.Party(id="a", name="A")])
    shared = Shared(registry)
    for pact in pacts:
        runs = ExplainedDays(registry, pact, shared).runs()
        assert runs == ExplainedDays(registry, pact).runs()
        assert str(pact.signed) in runs[1].reasons[runs[1].concludes]
    assert shared.shapes.n_decided == 1


def long_pact(n: int, **first: Any) -> mc.Agreement:
    """An agreement with many renewals: some with a gap before them, some of uncertain start, all with a source."""
    renewals = [
        mc.Renewal(
            signed=f"{2000 + year}" if year % 3 else f"{2000 + year}-05-17",
            term="P6M" if year % 2 else "P1Y",
            citations=[mc.Citation(source="s", says={"signed": f"{2000 + year}-06"})],
        )
        for year in range(1, n)
    ]
    plain: dict[str, Any] = {"signed": "2000", "term": "P1Y"}
    return mc.Agreement(id="x", title="X", kind="rules", parties=["a"], renewals=renewals, **plain | first)


@pytest.mark.parametrize(
    "first",
    [
        {},
        {"open_lists": ["renewals"]},
        {"ending": mc.Ending(last_day="9000", reason="terminated")},
        {"citations": [mc.Citation(source="s", supports=[f"renewals[{place}].signed"]) for place in range(59)]},
    ],
    ids=["plain", "open", "ended", "cited"],
)
def test_the_work_for_a_record_grows_with_its_links(first: dict[str, Any]) -> None:
    def ask(n: int) -> Callable[[], object]:
        registry = mc.Registry(
            agreements=[long_pact(n, **first)],
            parties=[mc.Party(id="a", name="A")],
            sources=[mc.Source(id="s", title="S")],
            verified_through="2030",
        )
        return lambda: [*Exporter(registry).chunks()]

    ask(60)()
    few, many = (work(ask(n))[0] for n in (60, 240))
    assert many < 4.6 * few


@given(registers(size=3), st.booleans())
def test_each_certain_gap_is_one_piece_between_runs(registry: mc.Registry, presumed: bool) -> None:
    """The page writes the lengths of the certain gaps over the pieces between runs, in order."""
    for record in (*registry.agreements, *registry.programmes):
        runs = record.chain.timeline(presume_continuity=presumed).runs
        between = [b.first - a.last - 1 for a, b in itertools.pairwise(runs) if a.last + 1 < b.first]
        gaps = record.chain.gaps(presume_continuity=presumed)
        assert between == [gap.shortest for gap in gaps if gap.certain]


# --- What the page knows ---------------------------------------------------------------------------------------------


def test_a_record_that_may_have_begun_on_any_day_is_marked() -> None:
    """With the possible ones it adds up to those that Python counts as possible."""
    data = exported()
    undated = {each["id"] for each in data["records"] if each["undated"]}
    assert {r.id for r in REGISTRY.programmes if r.started is None and r.period is None} <= undated
    for record, told in zip(RECORDS, data["records"], strict=True):
        assert told["undated"] == (record.standing_on("0001-01-01") is mc.Standing.POSSIBLE)


def test_the_page_knows_the_day_of_the_check_and_the_words_of_every_standing() -> None:
    data = exported()
    assert REGISTRY.verified_through is not None
    assert data["checked"] == REGISTRY.verified_through.last_ordinal
    assert Exporter(mc.Registry()).register()["checked"] is None
    assert set(data["words"]) == {*mc.Standing.__members__, "START_NOT_KNOWN"}
    assert len(set(data["words"].values())) == len(data["words"])


def test_every_record_is_there_with_its_runs_and_the_texts_of_its_explained_runs() -> None:
    data = exported()
    assert [each["id"] for each in data["records"]] == [record.id for record in RECORDS]
    for record, told in zip(RECORDS, data["records"], strict=True):
        for presumed, suffix in ((True, ""), (False, "_unpresumed")):
            runs = told["runs"] if told[f"runs{suffix}"] is None else told[f"runs{suffix}"]
            expected = record.chain.timeline(presume_continuity=presumed).runs
            assert [(first, last, data["truths"][t]) for first, last, t in runs] == [
                (r.first, r.last, r.truth.name) for r in expected
            ]
            rows = told["explained"] if told[f"explained{suffix}"] is None else told[f"explained{suffix}"]
            runs = ExplainedDays(REGISTRY, record).runs(presume_continuity=presumed)
            for row, run in zip(rows, runs, strict=True):
                first, outcome, citations, *reasons = row
                status, concludes, presumptions, beyond = told["outcomes"][outcome]
                assert (first, data["statuses"][status]) == (run.first, run.status.value)
                assert [told["texts"][n] for n in reasons] == [clean(reason) for reason in run.reasons]
                assert (concludes, bool(beyond)) == (run.concludes, run.beyond_verified)
                assert [data["presumptions"][n][0] for n in presumptions] == list(map(str, run.presumptions))
                assert len(told["bearing"][citations]) == len(set(run.citations))
        for presumed, gaps in zip((True, False), told["gaps"], strict=True):
            expected_gaps = record.chain.gaps(presume_continuity=presumed)
            assert [gap[:2] for gap in gaps] == [[gap.before, int(gap.certain)] for gap in expected_gaps]
            assert [gap[3:] for gap in gaps] == [[gap.shortest, gap.longest] for gap in expected_gaps]
        assert len(told["links"]) == len(record.chain.links)
        assert [data["parties"][n]["id"] for n in told["parties"]] == [p.id for p in REGISTRY.parties_of(record)]


def test_each_citation_is_the_line_that_the_library_makes_of_it() -> None:
    for record, told in zip(RECORDS, exported()["records"], strict=True):
        citations = list(dict.fromkeys(placed_citations(record)))
        for number, citation in zip(told["cited"], citations, strict=True):
            parts = [part if isinstance(part, str) else part[0] for part in told["citations"][number]]
            line = citation_line(citation, REGISTRY.sources)
            assert "".join(parts) == clean("".join(part if isinstance(part, str) else part.text for part in line))


def test_citations_lead_to_their_sources() -> None:
    data = exported()
    lines = [line for record in data["records"] for line in record["citations"]]
    urls = {part[1] for line in lines for part in line if isinstance(part, list)}
    assert len(urls) > 100
    assert all(url.startswith(("https://", "http://")) for url in urls)


def test_every_record_is_there_with_all_its_names_and_what_each_of_them_is() -> None:
    data = exported()
    sessions = [session for conference in REGISTRY.conferences for session in (conference, *conference.sessions)]
    kinds = list(mc.MatchKind)
    for record, told in zip([*RECORDS, *sessions], [*data["records"], *data["meetings"]], strict=True):
        names = [(kinds[kind], text or told["title"]) for kind, text in told["names"]]
        assert [(kind, clean(text)) for kind, text in names_of(record)] == [(kind, clean(text)) for kind, text in names]
    for party, told in zip(REGISTRY.parties, data["parties"], strict=True):
        texts = [*(text for _, text in names_of(party)), *([party.city] if party.city else [])]
        assert told["names"] == [clean(text) for text in texts]
        assert told["place"] == [party.jurisdiction, party.city]


def test_only_characters_that_names_have_are_told_with_their_simplified_ones() -> None:
    pact = mc.Agreement(id="x", title=mc.Name(zh_hant="粵港合作"), kind="rules", parties=["a"], signed="2011")
    registry = mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A")])
    exporter = Exporter(registry)
    list(exporter.chunks())
    assert exporter.register()["simplified"] == "粵粤"
    pairs = exported()["simplified"]
    told = dict(zip(pairs[::2], pairs[1::2], strict=True))
    for record in (*RECORDS, *REGISTRY.parties, *REGISTRY.sessions):
        for _, text in names_of(record):
            assert "".join(told.get(c, c) for c in text) == text.translate(SIMPLIFIED)


def test_conferences_are_there_with_their_sessions_and_the_people_of_all_records() -> None:
    data = exported()
    meetings = iter(data["meetings"])
    mentions = []
    for record in data["records"]:
        mentions += [(record["id"], what, *one) for what, who in record["people"] for one in who]
    for conference in REGISTRY.conferences:
        told = next(meetings)
        place = data["meetings"].index(told)
        assert (told["id"], told["sort"]) == (conference.id, "conference")
        for session in conference.sessions:
            told = next(meetings)
            assert (told["id"], told["sort"], told["of"]) == (session.id, "session", place)
            held = session.held
            assert (told["held"] or [])[:2] == ([] if held is None else [held.first_ordinal, held.last_ordinal])
            if isinstance(held, mc.PartialDate):
                assert told["held"][2] == (held.first_ordinal == held.last_ordinal)
            mentions += [(told["id"], what, *one) for what, who in told["people"] for one in who]
    assert next(meetings, None) is None
    people = list(people_of(REGISTRY.agreements, REGISTRY.programmes, REGISTRY.conferences))
    names = [" ".join(data["people"][person]) for _, _, person, _, _ in mentions]
    assert sorted(names) == sorted(" ".join(map(clean, person.name)) for person in people)
    for pact, told in zip(REGISTRY.agreements, data["records"], strict=False):
        signed_at = None if told["signed_at"] is None else data["meetings"][told["signed_at"]]["id"]
        assert signed_at == pact.signed_at


def test_areas_of_renewals_are_apart_from_those_of_the_record() -> None:
    for record, told in zip(RECORDS, exported()["records"], strict=True):
        ids = [area.id for area in REGISTRY.areas]
        assert [ids[n] for n in told["areas"]] == list(record.areas)
        more = {area for renewal in record.renewals for area in renewal.areas} - set(record.areas)
        assert {ids[n] for n in told["areas_of_renewals"]} == more


def test_the_page_leads_to_the_documentation_if_it_is_told_where_that_is() -> None:
    assert Exporter(mc.Registry()).register()["docs"] is None
    assert Exporter(mc.Registry(), docs="../").register()["docs"] == "../"
    with pytest.raises(mc.WrongTypeError, match="docs"):
        write_explorer(mc.Registry(), "never", docs=1)  # type: ignore[arg-type]


def test_the_axis_of_a_register_is_that_of_all_runs_and_of_its_check() -> None:
    runs = [run for record in RECORDS for run in record.chain.timeline().runs]
    checked = REGISTRY.verified_through
    assert checked is not None
    data = exported()
    assert (*data["axis"], data["day"]) == axis_of(runs, checked.last_ordinal)


def test_the_axis_holds_all_that_begins_and_leaves_out_far_ends() -> None:
    def axis(**fields: str) -> list[str]:
        pact = mc.Agreement(id="x", title="X", kind="rules", parties=["a"], **fields)
        return [str(mc.PartialDate(day, day)) for day in axis_of(pact.chain.timeline().runs, None)]

    assert axis(signed="2011-11-25", term="P5Y") == ["2011-01-01", "2016-12-31", "2011-11-25"]
    assert axis(signed="2011-11-25", term="P99Y") == ["2011-01-01", "2011-12-31", "2011-11-25"]
    assert axis(signed="[..2011]", expires="2012") == ["2011-01-01", "2012-12-31", "2012-01-02"]
    assert axis(signed="0001-01-01", expires="0001-05") == ["0001-01-01", "0001-12-31", "0001-05-02"]
    assert axis(signed="9999-12-31")[1] == "2000-12-31"


# --- Files -----------------------------------------------------------------------------------------------------------


def test_the_same_registry_gives_the_same_files_in_another_process(tmp_path: Path) -> None:
    files = write_explorer(REGISTRY, tmp_path / "a")
    assert [file.name for file in files] == FILES
    code = "import sys, mainland_coop as m; from mainland_coop.explorer import *; write_explorer(m.load(), sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "b")],
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    for file in files:
        assert file.read_bytes() == (tmp_path / "b" / file.relative_to(tmp_path / "a")).read_bytes()
    write_explorer(REGISTRY, tmp_path / "a")
    assert sorted(each.name for each in (tmp_path / "a").rglob("*.*")) == sorted(FILES)


def test_hostile_texts_cannot_leave_the_data(tmp_path: Path) -> None:
    evil = "</script><script>alert(1)</script><!-- \u2028 \u202e"
    registry = mc.Registry(
        agreements=[
            mc.Agreement(
                id="<x>",
                title=evil,
                kind="rules",
                parties=["a"],
                signed="2011",
                note=evil,
                citations=[mc.Citation(source="s", locator=evil), mc.Citation(source="t")],
            )
        ],
        parties=[mc.Party(id="a", name=evil)],
        sources=[
            mc.Source(id="s", title=evil, url="ftp://example.org/<script>alert(1)</script>"),
            mc.Source(id="t", title="T", url='https://example.org/"><script>'),
        ],
    )
    write_explorer(registry, tmp_path, title=evil)
    for file in (tmp_path / "data.js", tmp_path / "details" / "0.js"):
        text = file.read_text("utf-8")
        assert "<" not in text
        assert not {"\u2028", "\u2029", "\u202e"} & set(text)
    data = read(tmp_path)
    assert data["records"][0]["title"] == data["title"] == clean(evil)
    lines = data["records"][0]["citations"]
    links = [part[1] for line in lines for part in line if isinstance(part, list)]
    assert links == ["https://example.org/%22%3E%3Cscript%3E"]
    assert "ftp://example.org/<script>alert(1)</script>" in json.dumps(lines)


def test_the_page_names_no_other_place() -> None:
    folder = Path(sys.modules["mainland_coop.explorer"].__file__).parent / "static"
    for name in ("index.html", "explorer.css", *SCRIPTS):
        text = (folder / name).read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text.replace("http-equiv", "")
        assert "//" not in text.replace(" // ", "").replace("://", "") or name.endswith(".js")
        assert "innerHTML" not in text


def test_the_bundled_page_is_small(tmp_path: Path) -> None:
    """All files, one after the other, take at most 320 bytes a record, agreements to sessions, when compressed."""
    files = write_explorer(REGISTRY, tmp_path)
    n_records = len(RECORDS) + N_MEETINGS
    assert len(gzip.compress(b"".join(file.read_bytes() for file in files), 9)) <= 320 * n_records


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(mc.FileError, match="file"):
        write_explorer(REGISTRY, tmp_path / "file")
    with pytest.raises(mc.WrongTypeError, match="no Registry"):
        write_explorer("x", tmp_path)  # type: ignore[arg-type]


def test_an_empty_register_has_a_page(tmp_path: Path) -> None:
    write_explorer(mc.Registry(), tmp_path)
    assert read(tmp_path)["records"] == []


# --- Command ---------------------------------------------------------------------------------------------------------


def test_the_command_writes_the_page_of_ones_own_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pact = mc.Agreement(id="x", title="X", kind="rules", parties=["a"], signed="2011")
    mc.dump(mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A")]), tmp_path / "own.json")
    argv = [str(tmp_path / "out"), "--data", str(tmp_path / "own.json"), "--title", "Mine"]
    assert main(argv) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "out" / "index.html")
    assert read(tmp_path / "out")["title"] == "Mine"
    assert main([str(tmp_path / "out"), "--data", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err
