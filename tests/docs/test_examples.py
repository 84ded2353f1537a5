"""What the README, the documentation and the examples show is what the library does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import attrs
import pytest

import mainland_coop as mc
import mainland_coop.explorer
import mainland_coop.exports
import mainland_coop.tables
import mainland_coop.testing
from helpers.pages import ROOT, blocks, name_of, run_examples
from mainland_coop import tables
from mainland_coop.foundation import vocabularies as vocabulary

MADE = {"_build", "records", "notebooks", "jupyter_execute"}
"""Folders of the documentation that its build makes."""
PAGES = [ROOT / "README.md", *sorted(p for p in (ROOT / "docs").rglob("*.md") if not MADE & set(p.parts))]
WITH_EXAMPLES = [page for page in PAGES if any(">>>" in text for _, text in blocks(page, "python"))]
MUST_HAVE_EXAMPLES = {
    "README.md",
    "docs/tutorial.md",
    "docs/how-to.md",
    "docs/uncertainty.md",
    "docs/file-form.md",
    "docs/own-register.md",
    "docs/data.md",
    "docs/testing-renewal-logic.md",
    "docs/tables.md",
    "docs/scale-out.md",
}
NEEDS = {
    "docs/exports.md": ("duckdb", "pandas", "polars", "rdflib"),
    "docs/pictures.md": ("matplotlib", "networkx"),
    "docs/tables.md": ("narwhals", "polars", "pandas", "pyarrow", "duckdb"),
}
"""Packages of extras that the examples of a page use."""
ELSEWHERE = {"docs/scale-out.md"}
"""Pages whose examples need a cluster, if a small one: tests/tables/test_tables_spark.py runs them."""


def test_the_pages_that_teach_have_examples() -> None:
    assert {name_of(page) for page in WITH_EXAMPLES} >= MUST_HAVE_EXAMPLES


@pytest.mark.parametrize("page", [page for page in WITH_EXAMPLES if name_of(page) not in ELSEWHERE], ids=name_of)
def test_every_example_of_a_page_gives_what_it_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A page may read examples/my-register.json and write beside it, as a reader in a clone would.
    for package in NEEDS.get(name_of(page), ()):
        pytest.importorskip(package, reason=f"{package}, which the page uses, is not installed")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    run_examples(page, {})


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_python_block_of_a_page_goes_untested(page: Path) -> None:
    if page.name != "web-services.md":  # whose service is run with the client of its framework, in tests/form
        assert [text for _, text in blocks(page, "python") if ">>>" not in text] == []


def test_every_register_that_a_page_shows_can_be_read() -> None:
    shown = [text for page in PAGES for _, text in blocks(page, "json") if '"schema"' in text]
    assert shown
    for text in shown:
        mc.loads(text)


def run(script: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "examples" / script), *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(mc.__file__).parents[1])},  # the library under test, wherever it lies
        check=False,
    )


def test_in_force_answers_for_the_bundled_data(tmp_path: Path) -> None:
    result = run("in_force.py", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("In force by stated dates, on 2016-06-30: ")
    assert any(line.startswith("In force, end not stated, on 2016-06-30: ") for line in lines)
    assert any("doj-shenzhen-legal-matters-2011" in line for line in lines)
    assert "  gap of 321 days, certain: in force until 2016-11-24, again from 2017-10-12" in lines
    assert "  gap of 171 to 200 days, certain: in force until 2022-10-11, again from 2023-04" in lines
    assert "  TRUE (in force)" in lines
    assert any(line.startswith("  Source: HK-SZ legal pact renewed; news.gov.hk; 2017-10-12") for line in lines)


def test_in_force_tells_what_may_have_been_and_why(tmp_path: Path) -> None:
    lines = run("in_force.py", "2023-04-10", cwd=tmp_path).stdout.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("May have been in force, on 2023-04-10"))
    told = "\n".join(lines[at:])
    assert "doj-shenzhen-legal-matters-2011" in told
    assert "Whether renewal 2 had started by then is open" in told


def test_in_force_refuses_what_is_no_day(tmp_path: Path) -> None:
    result = run("in_force.py", "2023-02-30", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert "there is no day 30: 2023-02 has 28 days" in result.stderr
    assert "Traceback" not in result.stderr


def test_own_register_builds_reads_asks_and_writes(tmp_path: Path) -> None:
    result = run("own_register.py", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert "Built in Python and read from the file, the registers are equal: True" in lines
    assert "2021-06-30  lapsed" in [line.strip() for line in lines]
    assert any(line.startswith("agreements[0].signed") for line in lines)
    assert mc.loads("\n".join(lines[lines.index("{") :])) == mc.load(ROOT / "examples" / "my-register.json")


OF_SUBPACKAGES = {
    "exports.md": mainland_coop.exports.__all__,
    "pictures.md": ["Plots"],
    "explorer.md": mainland_coop.explorer.__all__,
    "tables.md": mainland_coop.tables.__all__,
    "testing.md": mainland_coop.testing.__all__,
}
"""Pages of the reference on public names of packages, and the names, which `import mainland_coop` does not load."""


def documented(pages: Iterable[Path]) -> list[str]:
    text = "\n".join(page.read_text("utf-8") for page in pages)
    directive = (
        r"^\.\. (?:autoclass|autofunction|autoexception|autodata|py:data):: (?:mainland_coop\.)?(?:\w+\.)*(\w+)$"
    )
    return sorted(re.findall(directive, text, re.MULTILINE))


def test_the_reference_documents_every_public_name() -> None:
    pages = [page for page in (ROOT / "docs" / "api").glob("*.md") if page.name not in {*OF_SUBPACKAGES, "oracle.md"}]
    assert documented(pages) == sorted(mc.__all__)


@pytest.mark.parametrize("page", OF_SUBPACKAGES)
def test_the_reference_of_a_subpackage_documents_every_public_name(page: str) -> None:
    told = documented([ROOT / "docs" / "api" / page])
    assert set(OF_SUBPACKAGES[page]) - {"oracle", "sql"} <= set(told)


def test_the_page_on_exports_has_a_row_for_every_form() -> None:
    page = (ROOT / "docs" / "exports.md").read_text("utf-8")
    rows = "\n".join(line for line in page.splitlines() if line.startswith("| "))
    writers = [name for name in mainland_coop.exports.__all__ if name.startswith("write_")]
    assert [name for name in writers if f"mainland_coop.exports.{name}`" not in rows] == []


def test_the_page_on_tables_tells_every_column_of_the_validity_table_and_every_table() -> None:
    page = (ROOT / "docs" / "tables.md").read_text("utf-8")
    columns = [column for column in tables.columns_of() if column.name != "kind"]
    for column in columns:
        assert f"| `{column.name}` | {column.holds.value} | {column.meaning} |" in page
    section = page.partition("## Tables of the records")[2].partition("\n## ")[0]
    told = [
        name
        for row in section.splitlines()
        if row.startswith("| `")
        for name in re.findall("`(\\w+)`", row.split("|")[1])
    ]
    assert told == list(tables.TABLES)


def test_the_page_on_the_architecture_names_every_floor() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    package = Path(mc.__file__).parent
    floors = {path.parent.name for path in package.glob("*/__init__.py")}
    assert {floor for floor in floors if f"`{floor}`" in page} == floors


FILE_FORM = ROOT / "docs" / "file-form.md"
OF_THE_FILE_FORM = [
    mc.Source,
    mc.Area,
    mc.Party,
    mc.Agreement,
    mc.Conference,
    mc.Programme,
    mc.Name,
    mc.Citation,
    mc.Figure,
]
OF_THE_FILE_FORM += [mc.Signatory, mc.Predecessor, mc.Stage, mc.PartialSupersession, mc.Ending, mc.Renewal, mc.Session]
OF_THE_FILE_FORM += [mc.Edition, mc.Membership]


@pytest.mark.parametrize("cls", OF_THE_FILE_FORM, ids=lambda cls: cls.__name__)
def test_the_page_on_the_file_form_tells_every_key_of_a_record_and_whether_it_is_required(cls: type) -> None:
    section = FILE_FORM.read_text("utf-8").partition(f"### {cls.__name__}\n")[2].partition("\n### ")[0]
    told = re.findall(r"^\| `([a-z_]+)` \| (yes)?", section, re.MULTILINE)
    assert {key: required == "yes" for key, required in told} == {
        field.name.rstrip("_"): field.default is attrs.NOTHING for field in attrs.fields(cls)
    }


# What a date is taken from is an answer, which stands in no file.
@pytest.mark.parametrize("name", sorted({*vocabulary.__all__} - {"EndBasis", "StartBasis"}))
def test_the_page_on_the_file_form_lists_every_word_of_a_vocabulary(name: str) -> None:
    words = next(
        line
        for line in FILE_FORM.read_text("utf-8").splitlines()
        if line.startswith(f"| {{py:class}}`~mainland_coop.{name}`")
    )
    assert set(re.findall(r"`([a-z -]+)`", words.partition("|")[2].partition("|")[2])) == {
        str(word) for word in getattr(vocabulary, name)
    }
