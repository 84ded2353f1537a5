"""Which citations bear on an answer, of what they speak, and what they have instead."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import TypeAlias

from mainland_coop.records.claims import Claim, DisagreementClaim, NoteClaim
from mainland_coop.records.instruments import InForce, link_prefix
from mainland_coop.records.provenance import Citation, steps

_OF_THE_FIRST = frozenset(
    {"signed", "in_force_from", "started", "period", "term", "tacit_renewal", "expires", "never_in_force"}
)


_ALL = -1
"""Stands for every link, in place of the index of one."""


@lru_cache(maxsize=1 << 10)  # few paths stand in many records
def _concerned(path: str) -> int | None:
    """Return of which link a path names a date or term: its index, `_ALL` (as for an ending), or None for no link."""
    head = path.partition("[")[0].partition(".")[0]
    if head in ("ending", "superseded_in_part"):
        return _ALL
    if head == "renewals":
        match steps(path):
            case (_, int(place), *_):
                return place + 1
            case _:
                return _ALL if path == "renewals" else None
    return 0 if head in _OF_THE_FIRST else None


_Placed: TypeAlias = list[tuple[int, Citation]]
"""Citations with their places in a record."""


def _in_order(lists: list[_Placed]) -> _Placed:
    """Return the citations of several lists, each once: one that speaks of two links stands in both."""
    return sorted({place: citation for each in lists for place, citation in each}.items())  # places differ


class Bearing:
    """Which citations of a record bear on some of its links, and what they have instead. Each path is read once."""

    def __init__(self, record: InForce) -> None:
        self.record = record
        # The citations of the record as a whole, by the link that they speak of, with their places.
        self._by_link: dict[int, _Placed] = {}
        for place, citation in enumerate(record.citations):
            concerned: set[int | None] = {_concerned(path) for path in citation.paths} or {_ALL}
            for link in (_ALL,) if _ALL in concerned else concerned:
                if link is not None:
                    self._by_link.setdefault(link, []).append((place, citation))
        self._borne: dict[tuple[int, ...], tuple[Citation, ...]] = {}
        self._of_all: list[Citation] = []
        if record.ending is not None:
            self._of_all += record.ending.citations
        for name in ("stages", "superseded_in_part"):
            for part in getattr(record, name, ()):
                self._of_all += part.citations

    def on(self, links: tuple[int, ...]) -> tuple[Citation, ...]:
        """The citations that speak of the links or of an ending; those for the record as a whole always do."""
        borne = self._borne.get(links)
        if borne is None:
            by_link = self._by_link
            lists = [by_link[index] for index in (_ALL, *links) if index in by_link]
            found = lists[0] if len(lists) == 1 else _in_order(lists)
            renewed = [each for index in links if index for each in self.record.renewals[index - 1].citations]
            borne = self._borne[links] = (*[citation for _, citation in found], *renewed, *self._of_all)
        return borne

    def full_paths(self, citation: Citation) -> tuple[str, ...]:
        """Return the paths of which a citation of the record, or of a part of it, speaks, from the record on."""
        prefix = self._owners.get(citation, "")
        return tuple(f"{prefix}{path}" for path in citation.paths)

    @cached_property
    def _owners(self) -> dict[Citation, str]:
        """The path of the part of the record that each citation stands in, with a dot; empty for the record itself."""
        record = self.record
        owners: dict[Citation, str] = {}
        parts: list[tuple[str, object]] = [("", record)]
        parts += [(link_prefix(index), renewal) for index, renewal in enumerate(record.renewals, 1)]
        parts.append(("ending.", record.ending))
        for name, path in (("stages", "in_force_from"), ("superseded_in_part", "superseded_in_part")):
            parts += [(f"{path}[{index}].", part) for index, part in enumerate(getattr(record, name, ()))]
        for path, part in parts:
            for citation in getattr(part, "citations", ()):
                owners.setdefault(citation, path)
        return owners

    def disagreements(self, citations: tuple[Citation, ...], links: tuple[int, ...]) -> Iterator[Claim]:
        """What sources have instead, and the note of the record; each note once."""
        note = self.record.note
        otherwise = [each for each in citations if each.says]
        indexes = {_ALL, *links} if otherwise else set()
        noted = {note}
        for citation in dict.fromkeys(otherwise):
            owner = self._owners[citation]
            paths = ((f"{owner}{path}", value) for path, value in citation.says)
            values = tuple((path, value) for path, value in paths if _concerned(path) in indexes)
            if values:
                told = None if citation.note in noted else citation.note
                noted.add(citation.note)
                yield DisagreementClaim(source=citation.source, values=values, note=told)
        if note:
            yield NoteClaim(text=note)
