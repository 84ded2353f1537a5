"""Fields as people say them: no name of a field is read out, and no two fields are called the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
import pytest

import mainland_coop as mc
from mainland_coop.display.citations import placed_citations
from mainland_coop.records.wording import field_words

KINDS = ("agreements", "programmes", "conferences", "parties", "areas")
CLASSES = (
    *(mc.Agreement, mc.Programme, mc.Conference, mc.Session, mc.Party, mc.Area, mc.Name, mc.Figure, mc.Renewal),
    *(mc.Ending, mc.Membership, mc.Edition, mc.Signatory, mc.Predecessor),
)


def cited_paths() -> Iterator[str]:
    registry = mc.load()
    for kind in KINDS:
        for record in getattr(registry, kind):
            for citation in placed_citations(record):
                yield from (*citation.supports, *(path for path, _ in citation.says))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("signed", "the date of signature"),
        ("renewals[1].signed", "the date of signature of renewal 2"),
        ("name.zh_hans", "the name in Simplified Chinese"),
        ("zh_hant", "the name in Traditional Chinese"),
        ("renewals[1].title.en", "the title in English of renewal 2"),
        ("documents[2].en", "document 3 in English"),
        ("name.alternatives", "the other forms of the name"),
        ("name.alternatives[4]", "other form 5 of the name"),
        ("in_force_from[1].on", "the date of stage 2"),
        ("figures[0].as_of", "the date of figure 1"),
        ("implements", "what it implements"),
        ("parties[0]", "party 1"),
        ("never_in_force", "that it was never in force"),
    ],
)
def test_a_path_is_said_in_words(path: str, words: str) -> None:
    assert field_words(path) == words


def test_no_field_of_a_record_is_called_by_the_name_that_programs_have_for_it() -> None:
    names = {field.name for cls in CLASSES for field in attrs.fields(cls)}
    told = {name: field_words(name) for name in names}
    assert [name for name, words in told.items() if re.search(r"_|\b(n|zh|en|as of)\b|\b(\w+) \2\b", words)] == []


def test_no_two_paths_that_are_cited_are_called_the_same() -> None:
    paths = set(cited_paths())
    assert len(paths) > 200
    told: dict[str, set[str]] = {}
    for path in paths:
        told.setdefault(field_words(path), set()).add(path)
    assert {words: same for words, same in told.items() if len(same) > 1} == {}
