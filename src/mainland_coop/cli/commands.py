"""What the command line answers: each command asks the registry and returns an answer for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import attrs

from mainland_coop.collections.collection import counted
from mainland_coop.collections.matches import Matches, MatchKind
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.display.blocks import clean, width
from mainland_coop.display.chain_stories import chain_story, finding_story
from mainland_coop.display.story import Story, table_lines
from mainland_coop.files.register_files import load
from mainland_coop.foundation.errors import InvalidFileError, UnknownIdError
from mainland_coop.foundation.strict_json import Json
from mainland_coop.questions.changes import Change
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.explanation import when
from mainland_coop.records.provenance import Source
from mainland_coop.registry.registry import Registry
from mainland_coop.validity.links import End

if TYPE_CHECKING:
    from mainland_coop.records.programmes import Programme

__all__ = ["KINDS", "Answer", "active", "chain", "changes", "explain", "find_names", "validate"]

KINDS = ("parties", "agreements", "conferences", "programmes", "areas", "sources")
"""The kinds of record that can be found by name, those that people mean first going first."""

_TITLE_COLUMNS = 80
_LISTS = ("began", "ended", "became_uncertain", "settled", "renewed")


@attrs.frozen
class Answer:
    """The answer of a command.

    Attributes:
        data: The answer for programs, as a JSON value.
        text: The answer for people.
        found: Whether there is anything in it, or for a check, whether all is well.
        story: The answer in other forms, where it has any.
    """

    data: Json
    text: str
    found: bool = True
    story: Story | None = None


def active(registry: Registry, day: str, *, possible: bool, presume_continuity: bool) -> Answer:
    """Answer which agreements are in force on a day."""
    asked = PartialDate.parse(day)
    at_least = Truth.UNKNOWN if possible else Truth.TRUE
    found = registry.active_on(asked, at_least=at_least, presume_continuity=presume_continuity)
    rows = [(pact, pact.active_on(asked, presume_continuity=presume_continuity), pact.chain.expires) for pact in found]
    how = "certainly or possibly" if possible else "certainly"
    lines = [f"{counted('agreements', len(rows))} {how} in force {when(asked)}"]
    lines += _table(
        ["id", "truth", "signed", "title"],
        [(pact.id, truth.name, str(pact.signed), pact.title.text) for pact, truth, _ in rows],
    )
    checked = registry.verified_through
    if checked is not None and asked.last_ordinal > checked.last_ordinal:
        lines.append(f"The register was checked through {checked}; what came after that day is not in it.")
    return Answer(
        {
            "day": str(asked),
            "verified_through": None if checked is None else str(checked),
            "agreements": [
                {
                    "id": pact.id,
                    "title": pact.title.text,
                    "kind": str(pact.kind),
                    "signed": str(pact.signed),
                    "truth": truth.name,
                    "expires": _end(expires),
                }
                for pact, truth, expires in rows
            ],
        },
        "\n".join(lines),
        bool(rows),
    )


def chain(registry: Registry, id: str) -> Answer:
    """Answer how an agreement or programme was renewed, where its gaps are and when it runs out."""
    record = _record(registry, id)
    asked = record.chain
    story = chain_story(record, registry.sources, name_of=registry.name_of)
    links: list[Json] = [
        {
            "index": link.index,
            "start": str(link.start),
            "start_basis": str(link.start_basis),
            "end": _end(link.end),
            "end_basis": str(link.end_basis),
            "term": None if link.term is None else str(link.term),
            "tacit_renewal": None if link.tacit_renewal is None else str(link.tacit_renewal),
        }
        for link in asked.links
    ]
    gaps: list[Json] = [
        {
            "before": gap.before,
            "certain": gap.certain,
            "shortest": gap.shortest,
            "longest": gap.longest,
            "last_day_before": str(gap.last_day_before),
            "next_start": str(gap.next_start),
        }
        for gap in asked.gaps()
    ]
    ending: Json = None
    if record.ending is not None:
        stated = record.ending
        ending = {"last_day": str(stated.last_day), "reason": str(stated.reason), "by": stated.by}
    data: Json = {
        "id": record.id,
        "name": registry.name_of(record.id),
        "links": links,
        "gaps": gaps,
        "is_continuous": asked.is_continuous.name,
        "expires": _end(asked.expires),
        "ending": ending,
    }
    return Answer(data, story.text, story=story)


def explain(registry: Registry, id: str, day: str, *, presume_continuity: bool) -> Answer:
    """Answer whether an agreement or programme is in force on a day, and why."""
    from mainland_coop.form.codec import to_json

    finding = registry.explain(id, day, presume_continuity=presume_continuity)
    story = finding_story(finding, registry.sources, title=registry.name_of(finding.id))
    data: Json = {
        "id": finding.id,
        "name": registry.name_of(finding.id),
        "on": str(finding.on),
        "truth": finding.truth.name,
        "status": finding.status.value,
        "reasons": list(finding.reasons),
        "presumptions": [str(each) for each in finding.presumptions],
        "beyond_verified": finding.beyond_verified,
        "citations": [to_json(citation) for citation in finding.citations],
    }
    return Answer(data, story.text, story=story)


def find_names(registry: Registry, text: str, *, kind: str | None, limit: int) -> Answer:
    """Answer which records a text may mean: of one kind, or of all, best first.

    Of all kinds, those that match in the same way and as well stand in the order of the kinds. What is only near the
    text is shown if nothing of any kind has it.
    """
    kinds = KINDS if kind is None else (kind,)
    of_kinds: dict[str, Matches[Any]] = {each: getattr(registry, each).find(text, limit=limit) for each in kinds}
    good = {each: matches for each, matches in of_kinds.items() if matches and matches[0].why is not MatchKind.NEAR}
    of_kinds = good or of_kinds
    total = sum(matches.total for matches in of_kinds.values())
    found = [(each, match) for each, matches in of_kinds.items() for match in matches]
    order = list(MatchKind)
    found.sort(key=lambda row: (order.index(row[1].why), -row[1].score))  # stable: within, by kind, then as ranked
    rows = [(each, match.record.id, _name(match.record), match) for each, match in found[:limit]]
    lines = _table(
        ["kind", "id", "why", "matched"],
        [(each, id, str(match.why), match.matched) for each, id, _, match in rows],
    )
    if total > len(rows):
        lines.append(f"... and {total - len(rows)} more")
    return Answer(
        {
            "text": text,
            "total": total,
            "matches": [
                {
                    "record_kind": each,
                    "id": id,
                    "name": name,
                    "matched": match.matched,
                    "why": str(match.why),
                    "score": round(match.score, 4),
                }
                for each, id, name, match in rows
            ],
        },
        "\n".join(lines) or "nothing found",
        bool(rows),
    )


def changes(registry: Registry, before: str, after: str, *, presume_continuity: bool) -> Answer:
    """Answer what began, ended, was renewed or became uncertain between two days."""
    found = registry.changes(before, after, presume_continuity=presume_continuity)
    lists: dict[str, tuple[Change, ...]] = {name: getattr(found, name) for name in _LISTS}
    rows = [
        (
            f"{'' if change.certainty.certain else 'possibly '}{name.replace('_', ' ')}",
            change.id,
            f"{change.before.name} -> {change.after.name}",
            _name(getattr(registry, change.record_kind)[change.id]),
        )
        for name, listed in lists.items()
        for change in listed
    ]
    lines = [f"{len(rows)} change{'' if len(rows) == 1 else 's'} from {found.before} to {found.after}"]
    lines += _table(["change", "id", "truth", "name"], rows)
    data: dict[str, Json] = {"before": str(found.before), "after": str(found.after)}
    for name, listed in lists.items():
        data[name] = [
            {
                "record_kind": str(change.record_kind),
                "id": change.id,
                "before": change.before.name,
                "after": change.after.name,
                "certainty": change.certainty.name,
            }
            for change in listed
        ]
    return Answer(data, "\n".join(lines), bool(rows))


def validate(path: str) -> Answer:
    """Answer whether a file or folder is a sound register, with all its problems or notices."""
    try:
        registry = load(path)
    except InvalidFileError as error:
        problems: list[Json] = [
            {"path": each.path, "value": each.value, "expected": each.expected} for each in error.problems
        ]
        return Answer({"file": path, "valid": False, "problems": problems, "notices": []}, str(error), found=False)
    notices: list[Json] = [{"path": each.path, "message": each.message} for each in registry.notices]
    lines = [f"{path}: a sound register", f"  {registry!r}", *(f"  notice: {each}" for each in registry.notices)]
    return Answer({"file": path, "valid": True, "problems": [], "notices": notices}, "\n".join(lines))


# --- Texts -------------------------------------------------------------------------------------------------------


def _record(registry: Registry, id: str) -> Agreement | Programme:
    record = registry.agreements.get(id) or registry.programmes.get(id)
    if record is None:
        near = (*registry.agreements.suggest(id), *registry.programmes.suggest(id))
        raise UnknownIdError(id, "agreements and programmes", near[:3])
    return record


def _name(record: object) -> str:
    if isinstance(record, Source):
        return record.title
    return str(record.title if isinstance(record, Agreement) else getattr(record, "name", ""))


def _end(end: PartialDate | End) -> str:
    return end.value if isinstance(end, End) else str(end)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table whose last column is cut to fit; none if there are no rows."""
    return table_lines(head, [[*row[:-1], _cut(row[-1])] for row in rows]) if rows else []


def _cut(text: str) -> str:
    text = clean(text)
    if width(text) <= _TITLE_COLUMNS:
        return text
    columns = accumulate(map(width, text))
    end = next(position for position, column in enumerate(columns) if column > _TITLE_COLUMNS - 3)
    return f"{text[:end].rstrip()}..."
