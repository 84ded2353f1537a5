"""Which citations bear on an answer, of what they speak, and what they have instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mainland_coop.records.claims import Claim, DisagreementClaim, NoteClaim
from mainland_coop.records.instruments import InForce, link_prefix
from mainland_coop.records.provenance import Citation, steps
from mainland_coop.validity.chain import Link

_OF_THE_FIRST = frozenset(
    {"signed", "in_force_from", "started", "period", "term", "tacit_renewal", "expires", "never_in_force"}
)


def _concerns(path: str, links: frozenset[int]) -> bool:
    """Whether a path names a date or term of one of the links, or an ending."""
    head = path.partition("[")[0].partition(".")[0]
    if head in ("ending", "superseded_in_part"):
        return True
    if head == "renewals":
        match steps(path):
            case (_, int(place), *_):
                return place + 1 in links
            case _:
                return path == "renewals"
    return head in _OF_THE_FIRST and 0 in links


def bearing(record: InForce, links: list[Link]) -> Iterator[Citation]:
    """The citations that speak of the links or of an ending; those for the record as a whole always do."""
    indexes = frozenset(link.index for link in links)
    for citation in record.citations:
        paths = tuple(citation.paths)
        if not paths or any(_concerns(path, indexes) for path in paths):
            yield citation
    for link in links:
        if link.index:
            yield from record.renewals[link.index - 1].citations
    if record.ending is not None:
        yield from record.ending.citations
    for name in ("stages", "superseded_in_part"):
        for part in getattr(record, name, ()):
            yield from part.citations


def full_paths(record: InForce, citations: Iterable[Citation]) -> Iterator[tuple[str, ...]]:
    """Yield for each citation of a record, or of a part of it, the paths of which it speaks, from the record on."""
    owners = _owners(record)
    for citation in citations:
        prefix = owners.get(citation, "")
        yield tuple(f"{prefix}{path}" for path in citation.paths)


def _owners(record: InForce) -> dict[Citation, str]:
    """The path of the part of the record that each citation stands in, with a dot; nothing for the record itself."""
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


def disagreements(citations: tuple[Citation, ...], links: list[Link], record: InForce) -> Iterator[Claim]:
    """What sources have instead, and the note of the record; each note once."""
    indexes = frozenset(link.index for link in links)
    owners: dict[Citation, str] | None = None
    noted = {record.note}
    for citation in dict.fromkeys(citations):
        if not citation.says:
            continue
        owners = _owners(record) if owners is None else owners
        owner = owners[citation]
        paths = ((f"{owner}{path}", value) for path, value in citation.says)
        values = tuple((path, value) for path, value in paths if _concerns(path, indexes))
        if values:
            note = None if citation.note in noted else citation.note
            noted.add(citation.note)
            yield DisagreementClaim(source=citation.source, values=values, note=note)
    if record.note:
        yield NoteClaim(text=record.note)
