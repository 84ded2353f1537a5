"""The pages that the build makes of the data: what is in force, and what changed."""

from __future__ import annotations

import re
import sys

import pytest

import mainland_coop as mc
from helpers.pages import ROOT

REGISTRY = mc.load()
LINK = re.compile(r'href="records/\w+/([\w-]+)\.html"')


def rows_of(page: str) -> list[list[str]]:
    """Return the cells of all rows of the tables of a page."""
    rows = (re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", page))
    return [row for row in rows if row]


@pytest.fixture(scope="module")
def pages():
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import data_pages
    finally:
        sys.path.remove(str(ROOT / "docs"))
    return data_pages


def test_what_is_in_force_counts_every_record_once_by_kind(pages) -> None:
    page = pages.in_force_page(REGISTRY)
    for kind in ("agreements", "programmes"):
        records = getattr(REGISTRY, kind)
        counts = records.standings_on(REGISTRY.verified_through)
        row = [f"<strong>{kind}</strong>", *(str(counts[standing]) for standing in mc.Standing), str(len(records))]
        assert row in rows_of(page)


def test_every_chain_stands_there_with_its_gaps(pages) -> None:
    section = pages.in_force_page(REGISTRY).partition("## Chains")[2].partition("\n## ")[0]
    chains = [record for record in (*REGISTRY.agreements, *REGISTRY.programmes) if record.renewals]
    rows = rows_of(section)
    assert sorted(id for row in rows for id in LINK.findall(row[0])) == sorted(record.id for record in chains)
    assert ["2", "presumed", "321 before renewal 1; 171 to 200 before renewal 2"] in [row[1:] for row in rows]


def test_what_changed_is_what_the_two_versions_have_different(pages) -> None:
    before = pages.kept()
    page = pages.changes_page(before, REGISTRY)
    assert before.version == "2026.11.22"
    assert page.startswith("# What changed since 2026.11.22\n")
    for record in before.diff(REGISTRY).removed:
        assert f"`{record.kind}/{record.id}`" in page
    found = [row[1:] for row in rows_of(page) if "records/agreements/gd-hk-service-1985.html" in row[0]]
    assert ["presumed", "not in force"] in found
    assert "renewals[" not in page


def test_links_lead_to_pages_that_the_build_makes(pages) -> None:
    text = pages.in_force_page(REGISTRY) + pages.changes_page(pages.kept(), REGISTRY)
    links = set(re.findall(r'href="records/(\w+)/([\w-]+)\.html"', text))
    assert len(links) > 300
    for kind, id in links:
        assert id in getattr(REGISTRY, kind)
