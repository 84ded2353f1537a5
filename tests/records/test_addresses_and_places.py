"""Addresses that a reader may open without harm; and errors that say which item of a list is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop.form.codec import to_json

GOOD = [
    "https://www.example.org/a?b=c#d",
    "HTTP://EXAMPLE.ORG",
    "ftp://ftp.example.org/file",
    "ftps://ftp.example.org",
    "doi:10.1000/182",
    "urn:nbn:de:101:1-201102033592",
    "URN:ISBN:0-486-27557-4",
    "www.bjo.gov.hk",
    "locpg.gov.cn/a b",
    "例子.中国/页",
    "example.org:8080/x",
    "http://例子.中国",
    "https://example.org/a page with spaces",
]
BAD = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    " javascript:alert(1)",
    " https://example.org",
    "javascript:alert(1)//http://x.example",
    "javascript://example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "vbscript:x",
    "blob:https://example.org/x",
    "view-source:https://example.org",
    "mailto:a@example.org",
    "//example.org",
    "https:example.org",
    "https://",
    "http:///example.org",
    "doi:",
    "urn:",
    "https://example.org/\n",
    "https://example.org/\x00",
    "a page",
    "localhost",
    "x.y:javascript",
    "user@example.org",
    "example\\.org:80a",
    "10.1000/182",
    "192.0.2.1",
    "",
]


@pytest.mark.parametrize("address", GOOD)
def test_addresses_are_kept_as_printed(address: str) -> None:
    assert mc.Source(id="s", title="S", url=address).url == address
    assert mc.Party(id="p", name="P", website=address).website == address


@pytest.mark.parametrize("address", BAD)
def test_what_is_no_public_address_is_refused(address: str) -> None:
    with pytest.raises(mc.InvalidRecordError, match=r"^Source\.url: "):
        mc.Source(id="s", title="S", url=address)
    with pytest.raises(mc.InvalidRecordError, match=r"^Party\.website: "):
        mc.Party(id="p", name="P", website=address)
    with pytest.raises(mc.InvalidFileError) as caught:
        mc.loads(json.dumps({"sources": [{"id": "s", "title": "S", "url": address}]}))
    assert [problem.path for problem in caught.value.problems] == ["sources[0].url"]


def test_a_bare_doi_is_told_with_its_scheme() -> None:
    with pytest.raises(mc.InvalidRecordError, match=r"no public address: write 'doi:10\.1000/182' for a DOI$"):
        mc.Source(id="s", title="S", url="10.1000/182")
    with pytest.raises(mc.InvalidRecordError, match=r"no public address: write http://, https://"):
        mc.Source(id="s", title="S", url="10.10/182")


@given(st.text(max_size=12), st.sampled_from(["javascript:", "data:", "file:", "vbscript:", "\tjavascript:"]))
def test_no_text_after_a_scheme_that_runs_makes_it_an_address(text: str, scheme: str) -> None:
    with pytest.raises(mc.InvalidRecordError):
        mc.Source(id="s", title="S", url=scheme + text)


# --- Places ----------------------------------------------------------------------------------------------------------

PACT: dict[str, Any] = {"id": "x", "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011"}

ITEMS: dict[str, tuple[type[Any], dict[str, Any], str, str]] = {
    # what: (class, its fields, place in Python, value found there)
    "parties": (mc.Agreement, PACT | {"parties": ["a", 3]}, "parties[1]", "3"),
    "areas": (mc.Agreement, PACT | {"areas": ["a", "b", "c d"]}, "areas[2]", "'c d'"),
    "amends": (mc.Agreement, PACT | {"amends": [None]}, "amends[0]", "None"),
    "supports": (mc.Citation, {"source": "s", "supports": ["signed", "Signed"]}, "supports[1]", "'Signed'"),
    "title.short": (mc.Name, {"en": "X", "short": ["x", ""]}, "short[1]", "''"),
    "open_lists": (mc.Agreement, PACT | {"open_lists": ["renewals", "arias"]}, "open_lists[1]", "'arias'"),
    "languages": (mc.Agreement, PACT | {"languages": ["en", "english!"]}, "languages[1]", "'english!'"),
    "documents": (mc.Session, {"id": "s", "documents": ["A", 5]}, "documents[1]", "5"),
}


@pytest.mark.parametrize("name", ITEMS)
def test_the_item_of_a_list_is_named_in_python_and_in_files(name: str) -> None:
    cls, fields, place, value = ITEMS[name]
    with pytest.raises(mc.MainlandCoopError) as caught:
        cls(**fields)
    assert caught.value.place == f"{cls.__name__}.{place}"
    with pytest.raises(mc.InvalidFileError) as refused:
        mc.from_dict(cls, fields)
    (problem,) = refused.value.problems
    assert (problem.path, problem.value) == (place, value)


@pytest.mark.parametrize("make", [list, tuple, iter])
def test_an_item_is_found_in_anything_that_yields_items(make: Any) -> None:
    with pytest.raises(mc.WrongTypeError, match=r"^Agreement\.parties\[2\]: "):
        mc.Agreement(**PACT | {"parties": make(["a", "b", 3, 4])})
    with pytest.raises(mc.WrongTypeError, match=r"^Agreement\.renewals\[1\]: "):
        mc.Agreement(**PACT | {"renewals": make([mc.Renewal(signed="2012"), "2013"])})


def test_a_name_that_is_made_of_a_text_is_placed_where_it_stands() -> None:
    with pytest.raises(mc.InvalidRecordError, match=r"^Agreement\.title: the text is empty"):
        mc.Agreement(**PACT | {"title": " "})
    with pytest.raises(mc.InvalidFileError) as caught:
        mc.from_dict(mc.Agreement, PACT | {"title": " "})
    assert [problem.path for problem in caught.value.problems] == ["title"]


def test_a_file_tells_a_faulty_item_once_with_its_place() -> None:
    text = json.dumps({"parties": [{"id": "a", "name": "A"}], "agreements": [PACT | {"parties": ["a", "b c"]}]})
    with pytest.raises(mc.InvalidFileError) as caught:
        mc.loads(text)
    (problem,) = caught.value.problems
    assert (problem.path, problem.value) == ("agreements[0].parties[1]", "'b c'")


def cited(citation: mc.Citation) -> list[mc.Problem]:
    pact = mc.Agreement(**PACT, citations=[mc.Citation(source="s"), citation])
    records: dict[str, Any] = {
        "parties": [mc.Party(id="a", name="A")],
        "sources": [mc.Source(id="s", title="S")],
        "agreements": [pact],
    }
    with pytest.raises(mc.InvalidRegistryError) as caught:
        mc.Registry(**records)
    with pytest.raises(mc.InvalidFileError) as refused:
        mc.loads(json.dumps({kind: [to_json(record) for record in each] for kind, each in records.items()}))
    assert [problem.expected for problem in refused.value.problems] == [
        problem.expected for problem in caught.value.problems
    ]
    assert [problem.path.replace("['x']", "[0]") for problem in caught.value.problems] == [
        problem.path for problem in refused.value.problems
    ]
    return list(refused.value.problems)


def test_a_citation_of_no_field_says_which_it_is() -> None:
    (problem,) = cited(mc.Citation(source="s", supports=["signed", "sigend"]))
    assert (problem.path, problem.value) == ("agreements[0].citations[1].supports[1]", "'sigend'")
    assert "did you mean 'signed'?" in problem.expected
    assert problem.expected.startswith("it names a field that ")
    (problem,) = cited(mc.Citation(source="s", supports=["signed", "renewals[0].term"]))
    assert (problem.path, problem.value) == ("agreements[0].citations[1].supports[1]", "'renewals[0].term'")
    (problem,) = cited(mc.Citation(source="s", supports=["signed"], says={"terms": "P5Y"}))
    assert (problem.path, problem.value) == ("agreements[0].citations[1].says", "'terms'")
