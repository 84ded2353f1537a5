"""What many records and meetings share, told once and then called by its number: texts, citations, outcomes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from mainland_coop.display.blocks import Line, Link
from mainland_coop.display.citations import citation_line
from mainland_coop.display.plain_text import clean, clean_each
from mainland_coop.records.claims import Presumption
from mainland_coop.records.provenance import Citation
from mainland_coop.registry.registry import Registry

PRESUMPTIONS = tuple(Presumption)
_PRESUMED = {
    some: [PRESUMPTIONS.index(each) for each in some]
    for size in range(len(PRESUMPTIONS) + 1)
    for some in itertools.permutations(PRESUMPTIONS, size)
}
"""The numbers of presumptions, in whatever order."""


class Numbers(dict[Any, int]):
    """Things numbered in the order in which they are first asked for."""

    def __missing__(self, thing: Any) -> int:
        self[thing] = number = len(self)
        return number


class Cited:
    """How citations are told: by the number of the source, and what the line says beside how that is called.

    Args:
        registry: The registry.
    """

    def __init__(self, registry: Registry) -> None:
        self._known = registry.sources
        self._called: dict[str, tuple[int, str]] = {}
        self._lines: dict[Citation, tuple[int, str]] = {}
        self.sources = Numbers()
        """What sources are called, their addresses, and how a line that cites one goes on before what it says."""

    def line(self, citation: Citation) -> tuple[int, str]:
        """Return the line of a citation: one that many records have is worded once."""
        line = self._lines.get(citation)
        if line is None:
            number, head = self._called.get(citation.source) or self._call(citation.source)
            *_, last = _parts(citation_line(citation, self._known))
            line = self._lines[citation] = number, last.removeprefix(head)
        return line

    def _call(self, source: str) -> tuple[int, str]:
        head, *rest = _parts(citation_line(Citation(source=source), self._known))
        if isinstance(head, str):  # without an address all of the line is text
            told = "", None, head.removesuffix(".")
        else:
            told = head[0], head[1], rest[0].removesuffix(".")
        called = self._called[source] = self.sources[told], told[-1]
        return called


class Told:
    """What the records of a chunk share: texts, citations and outcomes, numbered, each once.

    Args:
        cited: How citations are told.
    """

    def __init__(self, cited: Cited) -> None:
        self._cited = cited
        self._numbers = Numbers()
        # By identity, too, since to compare citations takes longer; they are kept, so that no other gets theirs.
        self._known: dict[int, int] = {}
        self._kept: list[Citation] = []
        self.texts = Numbers()
        self.outcomes = Numbers()
        """What runs share beside reasons: status, place of the conclusion, presumptions, whether beyond the check."""

    @property
    def values(self) -> dict[str, list[Any]]:
        """What was told, by its numbers: outcomes, texts, and the lines of citations."""
        return {
            "outcomes": [[*head, _PRESUMED[presumptions], end] for *head, presumptions, end in self.outcomes],
            "texts": clean_each(self.texts),
            "citations": [self._cited.line(citation) for citation in self._numbers],
        }

    def numbers(self, citations: Iterable[Citation]) -> list[int]:
        """Return the numbers of citations, each once."""
        known = self._known
        found = [known[id(each)] if id(each) in known else self._number(each) for each in citations]
        return found if len(found) < 2 else list(dict.fromkeys(found))

    def _number(self, citation: Citation) -> int:
        self._kept.append(citation)
        number = self._known[id(citation)] = self._numbers[citation]
        return number


class CitationLists:
    """The citations that bear on the runs of one record: as many lists as differ, for runs share them."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._places: dict[int, int] = {}
        self.lists: list[list[int]] = []

    def number(self, citations: tuple[Citation, ...]) -> int:
        """Return the number of a list of citations; one that is the same object has the same."""
        place = self._places.get(id(citations))
        if place is None:
            numbers = self._told.numbers(citations)
            if numbers not in self.lists:
                self.lists.append(numbers)
            place = self._places[id(citations)] = self.lists.index(numbers)
        return place


def _parts(line: Line) -> list[Any]:
    """A citation as texts and links (text, address); what may not be linked is text."""
    parts: list[Any] = []
    for part in line:
        if isinstance(part, Link) and part.target is not None:
            parts.append([clean(part.text), part.target])
            continue
        text = part if isinstance(part, str) else f"{part.text} ({part.url})" if isinstance(part, Link) else part.text
        if parts and isinstance(parts[-1], str):
            parts[-1] += text
        else:
            parts.append(text)
    return [clean(part) if isinstance(part, str) else part for part in parts]
