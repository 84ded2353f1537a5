"""Bibliographies are read back by programs that we did not write, and hold what the records hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from helpers import samples
from helpers.profiles import heavy
from helpers.samples import small_agreement
from mainland_coop import exports, strategies
from mainland_coop.display.bibliography import biblatex, csl_json, ris
from mainland_coop.display.bibliography.entries import Entry, ends_of, key_of, with_own_keys
from mainland_coop.display.plain_text import clean

REGISTRY = mc.load()
PACT = "doj-shenzhen-legal-matters-2011"
STYLES = ("text", "bibtex", "csl-json", "ris")
WRITERS = {"bibtex": exports.write_bibtex, "csl-json": exports.write_csl_json, "ris": exports.write_ris}

SIGNS = st.sampled_from(
    [*"{}\\%&$#_~^\"'`-,<>?!@=/ \n\t\x85\u2028", "ER  - ", "TY  - X", "@misc{", "--", "深圳", "\x1b"]
)
TEXTS = st.lists(SIGNS | st.characters(exclude_categories=["Cs"]), max_size=10).map("".join).filter(clean)
DATES = st.none() | strategies.partial_dates() | strategies.periods().filter(lambda period: "[" not in str(period))


# --- What a citation in a style is ---------------------------------------------------------------------------------


def test_a_record_in_each_style() -> None:
    cited = {style: REGISTRY.cite(PACT, style) for style in STYLES}
    assert cited["text"] == REGISTRY.cite(PACT)
    assert cited["bibtex"].startswith(f"@misc{{agreements:{PACT},\n  author = {{{{Department of Justice of the HKSAR ")
    assert "\n  date = {2011-11-25},\n" in cited["bibtex"]
    (item,) = json.loads(cited["csl-json"])
    assert item["issued"] == {"date-parts": [[2011, 11, 25]]}
    assert item["genre"] == "arrangement"
    assert [author["literal"] for author in item["author"]] == [
        "Department of Justice of the HKSAR Government", "Shenzhen Municipal People's Government"
    ]  # fmt: skip
    assert f"\nID  - agreements:{PACT}\n" in cited["ris"]
    assert "\nDA  - 2011/11/25/\n" in cited["ris"]
    for source in {citation.source for citation in REGISTRY.agreements[PACT].citations}:
        address = REGISTRY.sources[source].url
        assert address is None or all(f"<{address}>" in text.replace("\\_", "_") for text in cited.values())
    for style in STYLES[1:]:
        assert f"register version {REGISTRY.version}, checked through 2026-11-22" in cited[style]


@pytest.mark.parametrize("kind", ["agreements", "programmes", "parties", "conferences", "sessions", "areas", "sources"])
def test_a_record_of_each_kind_in_each_style(kind: str) -> None:
    for registry in (samples.REGISTRY, REGISTRY):
        record = next(iter(getattr(registry, kind)))
        assert f"@online{{{kind}:" in registry.cite(record.id, "bibtex") or kind != "sources"
        (item,) = json.loads(registry.cite(record.id, "csl-json"))
        assert item["title"] == clean(str(getattr(record, "title", None) or record.name or record.id))
        assert registry.cite(record.id, "ris").endswith("\nER  - \n")


def test_a_source_with_all_that_reference_managers_have_a_place_for() -> None:
    source = mc.Source(
        id="paper", title="A paper", publisher="Press", kind="other", language="en", published="2011-11~",
        retrieved="2026-11-22", url="https://www.example.org/a b{c}", note="Ours.",
        identifiers={"DOI": "10.1000/182", "isbn": "978-1", "wikidata": "Q1"},
    )  # fmt: skip
    registry = mc.Registry(sources=[source])
    assert registry.cite("paper", "bibtex") == (
        "@online{sources:paper,\n  title = {{A paper}},\n  organization = {{Press}},\n  annotation = {{Ours.}},\n"
        "  doi = {{10.1000/182}},\n  isbn = {{978-1}},\n  date = {2011-11~},\n  urldate = {2026-11-22},\n"
        "  url = {https://www.example.org/a%20b%7Bc%7D},\n}\n"
    )
    assert json.loads(registry.cite("paper", "csl-json")) == [
        {
            "id": "sources:paper", "type": "webpage", "title": "A paper", "publisher": "Press",
            "URL": "https://www.example.org/a b{c}", "language": "en", "annote": "Ours.", "DOI": "10.1000/182",
            "ISBN": "978-1", "issued": {"date-parts": [[2011, 11]], "circa": True},
            "accessed": {"date-parts": [[2026, 11, 22]]},
        }
    ]  # fmt: skip
    assert registry.cite("paper", "ris").splitlines() == [
        "TY  - ELEC", "ID  - sources:paper", "TI  - A paper", "PY  - 2011", "DA  - 2011/11//about", "PB  - Press",
        "Y2  - 2026/11/22/", "UR  - https://www.example.org/a b{c}", "LA  - en", "DO  - 10.1000/182", "SN  - 978-1",
        "N1  - Ours.", "ER  - ",
    ]  # fmt: skip


def test_a_source_without_an_address_tells_its_file() -> None:
    registry = mc.Registry(sources=[mc.Source(id="s", title="T", file="list.csv", note="A list")])
    (item,) = json.loads(registry.cite("s", "csl-json"))
    assert item == {"id": "sources:s", "type": "document", "title": "T", "annote": "A list. Kept as the file list.csv."}


@pytest.mark.parametrize("style", ["apa", "BibTeX", "", "csl"])
def test_other_styles_are_refused_with_those_there_are(style: str) -> None:
    with pytest.raises(mc.InvalidArgumentError, match="there are text, bibtex, csl-json, ris"):
        REGISTRY.cite(PACT, style)  # type: ignore[arg-type]  # that it is refused is the test


def test_what_is_no_style_or_no_id_is_refused() -> None:
    with pytest.raises(mc.WrongTypeError, match="None is no style of citation"):
        REGISTRY.cite(PACT, None)  # type: ignore[arg-type]  # that it is refused is the test
    with pytest.raises(mc.UnknownIdError):
        REGISTRY.cite("nothing", "ris")


# --- Dates, each form in its own way --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "of_biblatex", "of_csl", "of_ris"),
    [
        ("2011-11-25", "2011-11-25", {"date-parts": [[2011, 11, 25]]}, ("2011", "2011/11/25/")),
        ("2011-11", "2011-11", {"date-parts": [[2011, 11]]}, ("2011", "2011/11//")),
        ("2011?", "2011?", {"date-parts": [[2011]], "circa": True}, ("2011", "2011///perhaps")),
        ("2011-11-25%", "2011-11-25%", {"date-parts": [[2011, 11, 25]], "circa": True},
         ("2011", "2011/11/25/perhaps about")),
        ("201X", "201X", {"date-parts": [[2010], [2019]]}, ("", "")),
        ("20XX~", "2000~/2099~", {"date-parts": [[2000], [2099]], "circa": True}, ("", "")),
        ("[2016-02..2016-04]", "2016-02/2016-04", {"date-parts": [[2016, 2], [2016, 4]]}, ("2016", "2016///")),
        ("[2016-02-03..2016-02-09]", "2016-02-03/2016-02-09", {"date-parts": [[2016, 2, 3], [2016, 2, 9]]},
         ("2016", "2016/02//")),
        ("[..2023-04]", "../2023-04", {"literal": "2023-04-30 or before"}, ("", "")),
        ("[2016-02..]", "2016-02/..", {"literal": "2016-02-01 or after"}, ("", "")),
        ("2005-07-25/2005-07-28", "2005-07-25/2005-07-28", {"date-parts": [[2005, 7, 25], [2005, 7, 28]]},
         ("2005", "2005/07//")),
        ("2005/..", "2005/..", {"literal": "2005 to .."}, ("", "")),
        ("0987", "0987", {"date-parts": [[987]]}, ("0987", "0987///")),
    ],
)  # fmt: skip
def test_a_date_in_each_form(date: str, of_biblatex: str, of_csl: object, of_ris: object) -> None:
    held = mc.Period.parse(date) if "/" in date else mc.PartialDate.parse(date)
    assert biblatex.date_text(held) == of_biblatex
    assert csl_json.date_value(held) == of_csl
    assert ris.date_text(held) == of_ris


@given(DATES.filter(bool))
def test_the_ends_of_a_date_hold_its_days_and_no_others(date: mc.PartialDate | mc.Period) -> None:
    first, last = (mc.PartialDate.parse(end) if end else None for end in ends_of(date))
    assert (date.first_ordinal if first is None else first.first_ordinal) == date.first_ordinal
    assert (date.last_ordinal if last is None else last.last_ordinal) == date.last_ordinal
    year, day = ris.date_text(date)
    if year:
        known = "-".join(part for part in day.split("/")[:3] if part)
        assert mc.PartialDate.parse(known).first_ordinal <= date.first_ordinal
        assert mc.PartialDate.parse(known).last_ordinal >= date.last_ordinal
    else:
        assert not day
        assert first is None or last is None or first.earliest.year != last.latest.year


# --- Keys -------------------------------------------------------------------------------------------------------------


@given(st.lists(TEXTS, max_size=6))
def test_keys_differ_and_have_no_sign_that_a_form_reads(ids: list[str]) -> None:
    entries = [Entry(key=key_of("agreements", "".join(id.split()) or "x"), title="T") for id in ids]
    keys = [entry.key for entry in with_own_keys(entries)]
    assert len({key.casefold() for key in keys}) == len(ids)
    for key in keys:
        assert not set(key) & set("{}\\%&$#~^\"'`,<>?!@=/() \n")
        assert not any(mark in key for mark in ("--", "..", "::"))


def test_records_of_different_kinds_and_cases_have_different_keys(tmp_path: Path) -> None:
    registry = mc.Registry(
        agreements=[small_agreement(id="A-1"), small_agreement(id="a-1"), small_agreement(id="a,1")],
        programmes=[mc.Programme(id="a-1", name="P")],
        parties=[mc.Party(id="a", name="A")],
    )
    items = json.loads(exports.write_csl_json(registry, tmp_path / "x.json").read_text("utf-8"))
    assert [item["id"].lower() for item in items][:3] == ["agreements:a-1", "agreements:a-1-2", "agreements:a-1-3"]
    assert [item["id"] for item in items][3:] == ["programmes:a-1"]


# --- Files, read back -------------------------------------------------------------------------------------------------


def files(folder: Path, style: str, records: Any) -> str:
    target = folder / f"list.{style}"
    assert WRITERS[style](records, target) == target
    return target.read_text("utf-8")


def read_bibtex(text: str) -> dict[str, Any]:
    database = pytest.importorskip("pybtex.database")
    return dict(database.parse_string(text, "bibtex").entries)


def decoded(text: str) -> str:
    """What a text of biblatex means, by its rules."""
    assert text[0] == "{", text
    assert text[-1] == "}", text
    text = text[1:-1]
    for sign, written in {"{": "braceleft", "}": "braceright", "~": "asciitilde", "^": "asciicircum"}.items():
        text = text.replace(f"\\text{written}{{}}", f"\0{sign}")
    text = text.replace("\\textbackslash{}", "\1").replace("{}", "")
    for sign in "&%$#_":
        text = text.replace(f"\\{sign}", sign)
    assert "\\" not in text
    return text.replace("\0", "").replace("\1", "\\")


def test_pybtex_reads_the_whole_register(tmp_path: Path) -> None:
    entries = read_bibtex(files(tmp_path, "bibtex", REGISTRY))
    n_records = sum(len(getattr(REGISTRY, kind)) for kind in ("agreements", "programmes", "conferences", "sources"))
    assert len(entries) == n_records
    for source in REGISTRY.sources:
        entry = entries[key_of("sources", source.id)]
        assert decoded(entry.fields["title"]) == clean(source.title)
        assert entry.fields.get("url") == source.url
        assert entry.type == ("online" if source.url else "misc")
        assert ("date" in entry.fields) is (source.published is not None)
    for pact in REGISTRY.agreements:
        entry = entries[key_of("agreements", pact.id)]
        assert len(entry.persons["author"]) == len(pact.parties)
        assert "read with mainland" in decoded(entry.fields["note"])


def test_rispy_reads_the_whole_register(tmp_path: Path) -> None:
    rispy = pytest.importorskip("rispy")
    entries = {entry["id"]: entry for entry in rispy.loads(files(tmp_path, "ris", REGISTRY))}
    for source in REGISTRY.sources:
        entry = entries[key_of("sources", source.id)]
        assert entry["title"] == clean(source.title)
        assert entry.get("urls") == (None if source.url is None else [source.url])
        year = {date.earliest.year for date in [source.published] if date and date.earliest.year == date.latest.year}
        assert entry.get("year") == (f"{year.pop():04}" if year else None)
    for pact in REGISTRY.agreements:
        entry = entries[key_of("agreements", pact.id)]
        assert len(entry["authors"]) == len(pact.parties)
        assert entry["type_of_work"] == pact.kind


def rendered(items: list[dict[str, Any]]) -> Iterator[str]:
    """The entries as a processor of citation styles prints them."""
    citeproc = pytest.importorskip("citeproc")
    source = pytest.importorskip("citeproc.source.json").CiteProcJSON(items)
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
    for item in items:
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"].lower())]))
    return map(str, bibliography.bibliography())


def test_citeproc_prints_agreements_and_their_sources(tmp_path: Path) -> None:
    text = files(tmp_path, "csl-json", REGISTRY.agreements.where(party="shenzhen-municipal-peoples-government"))
    items = json.loads(text)
    printed = "\n".join(rendered(items))
    for item in items:
        assert item["title"] in printed
        if item["type"] == "webpage":
            assert item["URL"] in printed
            assert item.get("publisher", "") in printed
        if "date-parts" in item.get("issued", {}):
            assert str(item["issued"]["date-parts"][0][0]) in printed


@pytest.mark.parametrize(
    ("date", "printed"),
    [("2011-11", "(2011)"), ("201X", "(2010–2019)"), ("[2016-02..2017-10]", "(2016–2017)"),
     ("[..2023-04]", "(2023-04-30 or before)"), ("2011~", "(2011)")],
)  # fmt: skip
def test_citeproc_prints_partial_dates(date: str, printed: str) -> None:
    registry = mc.Registry(sources=[mc.Source(id="s", title="Page", published=date)])
    assert f"“Page” {printed}" in next(rendered(json.loads(registry.cite("s", "csl-json"))))


def test_a_collection_brings_the_sources_that_it_cites(tmp_path: Path) -> None:
    cited = [mc.Citation(source="one"), mc.Citation(source="two", supports=["signed"])]
    registry = mc.Registry(
        agreements=[small_agreement(citations=cited), small_agreement(id="y")],
        parties=[mc.Party(id="a", name="A", citations=[mc.Citation(source="two")])],
        sources=[mc.Source(id=id, title=id) for id in ("one", "two", "three")],
    )
    expected = {
        "registry": (registry, ["agreements:x", "agreements:y", "sources:one", "sources:three", "sources:two"]),
        "agreements": (registry.agreements, ["agreements:x", "agreements:y", "sources:one", "sources:two"]),
        "some": (registry.parties, ["parties:a", "sources:two"]),
        "sources": (registry.sources, ["sources:one", "sources:three", "sources:two"]),
        "none": (registry.conferences, []),
    }
    for records, keys in expected.values():
        assert [item["id"] for item in json.loads(files(tmp_path, "csl-json", records))] == keys
        assert list(read_bibtex(files(tmp_path, "bibtex", records))) == keys
        assert files(tmp_path, "ris", records).count("ER  - \n") == len(keys)


LINES = TEXTS.map(clean)
ENTRIES = st.builds(
    Entry,
    key=st.just("sources:s"),
    title=LINES,
    authors=st.lists(LINES, max_size=3).map(tuple),
    online=st.booleans(),
    publisher=st.none() | LINES,
    issued=DATES,
    accessed=DATES,
    note=LINES,
    annotation=st.none() | LINES,
    url=st.none() | LINES,
)


@heavy
@given(st.lists(ENTRIES, max_size=3).map(with_own_keys).map(list))
def test_no_text_is_read_as_part_of_a_form(entries: list[Entry]) -> None:
    of_bibtex = list(read_bibtex("".join(map(biblatex.as_biblatex, entries))).values())
    of_ris = pytest.importorskip("rispy").loads("".join(map(ris.as_ris, entries)))
    of_csl = json.loads("".join(csl_json.as_csl_json(entries)))
    assert len(of_bibtex) == len(of_ris) == len(of_csl) == len(entries)
    for entry, in_bibtex, in_ris, in_csl in zip(entries, of_bibtex, of_ris, of_csl, strict=True):
        assert in_bibtex.key == in_ris["id"] == in_csl["id"] == entry.key
        assert decoded(in_bibtex.fields["title"]) == in_ris["title"] == in_csl["title"] == entry.title
        assert decoded(in_bibtex.fields["note"]) == in_ris["notes"][0] == in_csl["note"] == entry.note
        assert len(in_bibtex.persons.get("author", ())) == len(in_ris.get("authors", ())) == len(entry.authors)
        assert in_csl.get("URL") == entry.url


def test_what_is_no_register_is_refused_and_no_file_is_left(tmp_path: Path) -> None:
    for write in WRITERS.values():
        with pytest.raises(mc.WrongTypeError, match="is no Registry and no collection of one"):
            write([samples.AGREEMENT], tmp_path / "x")  # type: ignore[arg-type]  # that it is refused is the test
        with pytest.raises(mc.FileError):
            write(samples.REGISTRY, tmp_path / "no" / "folder")
    assert not list(tmp_path.iterdir())
