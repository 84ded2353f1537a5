"""The front page and the README: one pitch, and numbers and a picture that are those of the data."""

from __future__ import annotations

import importlib
import re
from types import ModuleType
from xml.etree import ElementTree

import pytest

import mainland_coop as mc
from helpers.pages import ROOT

README = (ROOT / "README.md").read_text("utf-8")
INDEX = (ROOT / "docs" / "index.md").read_text("utf-8")
SVG = "{http://www.w3.org/2000/svg}"


def of_docs(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    return importlib.import_module(name)


@pytest.fixture
def picture(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return of_docs("standings_picture", monkeypatch)


def test_the_marks_of_what_the_front_page_includes_stand_in_the_readme_once() -> None:
    marks = re.findall(r'^:(?:start-after|end-before): "(.*)"$', INDEX, re.MULTILINE)
    assert len(marks) == 4
    assert [README.count(mark) for mark in marks] == [1] * 4
    assert README.index(marks[0]) < README.index(marks[1]) < README.index(marks[2]) < README.index(marks[3])


def test_the_numbers_of_the_readme_are_those_of_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    page = of_docs("front_page", monkeypatch)
    assert page.sentence(mc.load()) in README, "put this sentence into the README"


def test_the_front_page_tells_how_many_records_of_each_kind_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    told = ElementTree.fromstring(f"<div>{of_docs('front_page', monkeypatch).tiles(mc.load())}</div>")
    numbers = {
        "".join(each[0].itertext()): each[1].text for each in told.iter("div") if len(each) == 2 and each[0].tag == "dt"
    }
    assert numbers["sources"] == f"{len(mc.load().sources):,}"
    assert numbers["agreements"] == str(len(mc.load().agreements))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_kept_picture_is_that_of_the_data(picture: ModuleType, scheme: str) -> None:
    kept = (ROOT / "docs" / "_static" / f"standings-{scheme}.svg").read_text("utf-8")
    assert kept == picture.svg(mc.load(), scheme), "the data changed: python docs/make_pictures.py"


def test_the_columns_of_the_picture_are_as_high_as_the_counts(picture: ModuleType) -> None:
    registry = mc.load()
    drawn = ElementTree.fromstring(picture.svg(registry, "light"))
    columns: dict[float, list[float]] = {}
    for box in drawn.iter(f"{SVG}rect"):
        if box.get("width") != "16":  # those of the legend
            columns.setdefault(float(box.get("x", "")), []).append(float(box.get("height", "")))
    counts = picture.years(registry)
    assert (min(counts), max(counts)) == (1997, registry.verified_through.latest.year)
    assert len(columns) == len(counts)
    heights = [height for column in columns.values() for height in column]
    numbers = [number for each in counts.values() for number in each.values()]
    per_agreement = sum(heights) / sum(numbers)
    assert heights == pytest.approx([number * per_agreement for number in numbers], abs=0.1)


def test_the_picture_has_its_text_as_text_and_is_told_in_words(picture: ModuleType) -> None:
    drawn = ElementTree.fromstring(picture.svg(mc.load(), "dark"))
    last = picture.years(mc.load())[max(picture.years(mc.load()))]
    texts = [text.text for text in drawn.iter(f"{SVG}text")]
    assert {str(last[mc.Standing.PRESUMED]), "in force, end not stated", "1997"} <= set(texts)
    assert drawn.findtext(f"{SVG}title") == "Agreements in force on 1 January of each year"
    assert f"{last[mc.Standing.PRESUMED]} with no end stated" in (drawn.findtext(f"{SVG}desc") or "")


def test_light_and_dark_differ_in_their_colours_alone(picture: ModuleType) -> None:
    light, dark = (re.sub("#[0-9a-f]{6}", "#", picture.svg(mc.load(), scheme)) for scheme in ("light", "dark"))
    assert light == dark
    assert picture.svg(mc.load(), "light") != picture.svg(mc.load(), "dark")


def test_every_page_is_behind_one_entry_of_the_side_bar() -> None:
    docs = ROOT / "docs"
    behind = {path.stem: entries(path.read_text("utf-8")) for path in docs.glob("*.md")}
    assert len(behind["index"]) <= 8
    listed = [entry for each in behind.values() for entry in each]
    assert sorted(listed) == sorted(set(listed)), "a page stands in one place"
    made = {"data-coverage", "data-in-force", "data-changes"}
    kept = {path.stem for path in docs.glob("*.md")} - made - {"index", "benchmarks-table"}
    assert kept <= set(listed)


def entries(page: str) -> list[str]:
    trees = re.findall(r"^```\{toctree\}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    lines = [line for tree in trees for line in tree.splitlines() if line and not line.startswith(":")]
    return [re.sub(r".*<(.*)>", r"\1", line) for line in lines]
