"""What two registries have different: records added, removed and changed, and answers that are no longer the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.display.blocks import Block, Heading, Listing, Paragraph
from mainland_coop.display.story import Story
from mainland_coop.form.plain import to_dict
from mainland_coop.foundation.public_names import Public, named_publicly
from mainland_coop.records.mappings import frozen
from mainland_coop.validity.standing import Standing

if TYPE_CHECKING:
    from mainland_coop.registry.registry import Registry


_KINDS = ("agreements", "programmes", "conferences", "sessions", "parties", "areas", "sources")


class DiffRecord(NamedTuple):
    """A record that stands in one of the two registries alone."""

    kind: str
    id: str

    def __reduce__(self) -> Any:
        return named_publicly(DiffRecord, (DiffRecord, tuple(self)))


class DiffChange(NamedTuple):
    """A field whose value differs, in file form, with tuples for lists; None where it is absent."""

    kind: str
    id: str
    path: str
    before: Any
    after: Any

    def __reduce__(self) -> Any:
        return named_publicly(DiffChange, (DiffChange, tuple(self)))


class DiffAnswer(NamedTuple):
    """A standing on a day that differs; None where the record is absent."""

    kind: str
    id: str
    before: Standing | None
    after: Standing | None

    def __reduce__(self) -> Any:
        return named_publicly(DiffAnswer, (DiffAnswer, tuple(self)))


@attrs.frozen(kw_only=True, repr=False)
class RegistryDiff(Public):
    """How one registry differs from another; empty, and false, if the two are equal.

    Kinds are those of files, and `sessions`; the sessions of a conference stand for themselves. What differs of the
    register as a whole (`version`, `verified_through`) has the kind `registry` and an empty id.

    Attributes:
        added: The records of the other registry that this one lacks: kind and id.
        removed: The records of this registry that the other lacks.
        changed: The fields that differ: kind, id, path, and the values before and after in file form, None where
            absent.
        on: The day of the answers, if one was given.
        answers: The agreements and programmes whose standing on that day differs: kind, id, before, after; None where
            the record is absent.
    """

    added: tuple[DiffRecord, ...] = ()
    removed: tuple[DiffRecord, ...] = ()
    changed: tuple[DiffChange, ...] = ()
    on: PartialDate | None = None
    answers: tuple[DiffAnswer, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.answers)

    @property
    def story(self) -> Story:
        """The differences as a story."""
        blocks: list[Block] = [Heading("What differs", 1)]
        if not self:
            blocks.append(Paragraph(("Nothing: the two hold the same.",)))
        for title, records in (("Added", self.added), ("Removed", self.removed)):
            if records:
                rows = tuple((kind, id) for kind, id in records)
                blocks.append(Listing(("Kind", "Id"), rows, caption=f"{title} ({len(records)})"))
        if self.changed:
            rows_changed = tuple(
                (f"{kind} {id}".strip(), path, _told(before), _told(after))
                for kind, id, path, before, after in self.changed
            )
            caption = f"Changed ({len(self.changed)})"
            blocks.append(Listing(("Record", "Field", "Before", "After"), rows_changed, caption=caption))
        if self.answers:
            rows_answers = tuple(
                (f"{kind} {id}", _told(before), _told(after)) for kind, id, before, after in self.answers
            )
            caption = f"Standing on {self.on} ({len(self.answers)})"
            blocks.append(Listing(("Record", "Before", "After"), rows_answers, caption=caption))
        return Story(tuple(blocks))

    @property
    def text(self) -> str:
        """The differences as plain text."""
        return self.story.text

    @property
    def markdown(self) -> str:
        """The differences as Markdown."""
        return self.story.markdown

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.story._repr_html_()

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __repr__(self) -> str:
        counts = f"{len(self.added)} added, {len(self.removed)} removed, {len(self.changed)} changed"
        return f"<RegistryDiff: {counts}{f', {len(self.answers)} answers' if self.on else ''}>"


def _told(value: object) -> str:
    return "" if value is None else str(value)


def difference(before: Registry, after: Registry, on: PartialDate | None) -> RegistryDiff:
    """Return how one registry differs from another, that is, what leads from the first to the second."""
    added: list[DiffRecord] = []
    removed: list[DiffRecord] = []
    changed: list[DiffChange] = []
    for name in ("version", "verified_through"):
        values = to_dict(getattr(before, name)), to_dict(getattr(after, name))
        if values[0] != values[1]:
            changed.append(DiffChange("registry", "", name, *values))
    for kind in _KINDS:
        old, new = getattr(before, kind).by_id, getattr(after, kind).by_id
        added += [DiffRecord(kind, id) for id in sorted(new.keys() - old.keys())]
        removed += [DiffRecord(kind, id) for id in sorted(old.keys() - new.keys())]
        for id in sorted(old.keys() & new.keys()):
            if old[id] != new[id]:
                entries = _entry(kind, old[id]), _entry(kind, new[id])
                changed += [
                    DiffChange(kind, id, path, frozen(was), frozen(now)) for path, was, now in _changes(*entries, "")
                ]
    homes = _conferences(before), _conferences(after)
    for id in sorted(homes[0].keys() & homes[1].keys()):
        if homes[0][id] != homes[1][id]:
            changed.append(DiffChange("sessions", id, "conference", homes[0][id], homes[1][id]))
    answers = () if on is None else tuple(_answers(before, after, on))
    return RegistryDiff(added=tuple(added), removed=tuple(removed), changed=tuple(changed), on=on, answers=answers)


def _entry(kind: str, record: object) -> dict[str, Any]:
    entry: dict[str, Any] = dict(to_dict(record))
    if kind == "conferences":
        entry.pop("sessions", None)
    return entry


def _conferences(registry: Registry) -> Mapping[str, str]:
    return {session.id: conference.id for conference in registry.conferences for session in conference.sessions}


def _changes(before: Any, after: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield what differs between two values in file form, as deep as both have the same shape."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from _changes(before.get(key), after.get(key), f"{path}.{key}" if path else key)
    elif _parts(before) and _parts(after):
        for index in range(max(len(before), len(after))):
            yield from _changes(_at(before, index), _at(after, index), f"{path}[{index}]")
    elif before != after or type(before) is not type(after):
        yield path, before, after


def _parts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _at(values: Any, index: int) -> Any:
    return values[index] if index < len(values) else None


def _answers(before: Registry, after: Registry, on: PartialDate) -> Iterable[DiffAnswer]:
    for kind in ("agreements", "programmes"):
        old, new = getattr(before, kind).by_id, getattr(after, kind).by_id
        for id in sorted(old.keys() | new.keys()):
            standings = tuple(records[id].standing_on(on) if id in records else None for records in (old, new))
            if standings[0] is not standings[1]:
                yield DiffAnswer(kind, id, *standings)
