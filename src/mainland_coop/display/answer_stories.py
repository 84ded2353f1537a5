"""What answers show of themselves: lists of what was found, and how one record is related to others."""

from __future__ import annotations

from itertools import islice
from typing import Any

from mainland_coop.collections.collection import Context, counted
from mainland_coop.collections.matches import Match, Matches
from mainland_coop.dates.truth import Truth
from mainland_coop.display.blocks import (
    Block,
    Bullets,
    Cell,
    Foreign,
    Heading,
    Inline,
    Line,
    Listing,
    Paragraph,
    Strong,
)
from mainland_coop.display.citations import LONGEST, inline_name, name_in
from mainland_coop.display.plain_text import day_text
from mainland_coop.display.record_rows import (
    WIDEST,
    Cells,
    listing,
    name_of_record,
    records_listing,
    strip_legend,
    strips_of,
)
from mainland_coop.display.story import Story
from mainland_coop.foundation.errors import brief
from mainland_coop.questions.answer_lists import Answers
from mainland_coop.questions.changes import Changes
from mainland_coop.questions.relations import Family, Lineage, Succession
from mainland_coop.records.wording import called

_MOST = 4 * LONGEST
"""How many answers of a list are shown: they are what was asked for."""


def matches_listing(matches: Matches[Any]) -> Story:
    """Return the matches of a look-up as a table, best first."""
    if not matches:
        return Story((Paragraph((f"No match of {brief(matches.text)!r}.",)),))
    rows = (
        (
            name_of_record(match.record),
            "" if match.matched == match.record.id else brief(match.matched, WIDEST),
            str(match.why),
            f"{match.score:.2f}",
            match.record.id,
        )
        for match in islice(matches, LONGEST)
    )
    doubt = "; several match as well as the best" if matches.ambiguous else ""
    caption = f"{matches.total} match{'' if matches.total == 1 else 'es'} of {brief(matches.text)!r}{doubt}"
    return listing(("record", "what matched", "why", "score", "id"), rows, matches.total, caption)


def match_story(match: Match[Any], card: Story) -> Story:
    """Return a match: why it was found, and the card of the record."""
    title, *rest = card.blocks
    why = Paragraph(
        ("Found by ", Strong(str(match.why)), f": {brief(match.matched, WIDEST)} (score {match.score:.2f})")
    )
    return Story((title, why, *rest))


def changes_listing(changes: Changes, context: Context) -> Story:
    """Return how two days differ as a table."""
    title = f"Changes from {changes.before} to {changes.after}"
    names = ("began", "ended", "became_uncertain", "settled", "renewed")
    listed = [(name.replace("_", " "), change) for name in names for change in getattr(changes, name)]
    if not listed:
        return Story((Paragraph((f"{title}: none.",)),))
    rows = (
        (
            _cut(context, change.record_kind, change.id),
            what,
            f"{change.before.name} → {change.after.name}",
            _doubt(change.certainty),
            change.id,
        )
        for what, change in listed[:_MOST]
    )
    return listing(("record", "what", "in force", "how sure", "id"), rows, len(listed), title)


def answers_listing(answers: Answers[Any]) -> Story:
    """Return a list of answers as a table, the first of them with names."""
    what, context, total = answers.what, answers.context, len(answers)
    if not answers:
        return Story((Paragraph((f"No {what}.",)),))
    shown = tuple(islice(answers, _MOST))
    if what in _TABLES:
        head, cells = _TABLES[what]
        more = f": the first {len(shown)}" if total > len(shown) else ""
        one = _ONE.get(what, what.removesuffix("s"))
        caption = f"{total} {one if total == 1 else what}{more}"
        rows = (cells(each, context) for each in shown)
        return listing(head, rows, total, caption, "; iterate over all.")
    return records_listing(what, shown, total, context, "; iterate over all.")


def _doubt(certainty: Truth) -> str:
    return "" if certainty.certain else "possibly"


def _cut(context: Context, kind: str, id: str) -> Inline:
    return name_in(context, kind, id, WIDEST)


def _event(event: Any, context: Context) -> Cells:
    name = _cut(context, event.record_kind, event.id)
    return day_text(event.when), str(event.kind), name, event.detail, _doubt(event.certainty), event.id


def _gap(found: Any, context: Context) -> Cells:
    gap = found.gap
    days = str(gap.longest) if gap.shortest == gap.longest else f"{gap.shortest} to {gap.longest}"
    return (
        _cut(context, found.record_kind, found.id),
        called(gap.before),
        f"{days} day{'' if gap.longest == 1 else 's'}{'' if gap.certain else ', possibly'}",
        day_text(gap.last_day_before),
        day_text(gap.next_start),
        found.id,
    )


def _expiry(found: Any, context: Context) -> Cells:
    return (
        day_text(found.expires),
        _cut(context, found.record_kind, found.id),
        found.what,
        "" if found.last_notice is None else day_text(found.last_notice),
        _doubt(found.certainty),
        found.id,
    )


def _counterpart(found: Any, context: Context) -> Cells:
    latest = found.agreements[-1]
    return (
        _cut(context, "parties", found.id),
        str(len(found.agreements)),
        _cut(context, "agreements", latest),
        found.id,
    )


def _person(found: Any, context: Context) -> Cells:
    return (
        inline_name(found.name),
        str(found.role),
        found.office or "",
        "" if found.party is None else _cut(context, "parties", found.party),
        _cut(context, found.kind, found.id),
        "not stated" if found.date is None else day_text(found.date),
        found.id,
    )


_TABLES: dict[str, tuple[tuple[str, ...], Any]] = {
    "events": (("when", "what", "record", "detail", "how sure", "id"), _event),
    "gaps": (("record", "before", "length", "last day before", "next start", "id"), _gap),
    "ends": (("last day", "record", "what", "last notice", "how sure", "id"), _expiry),
    "counterparts": (("party", "agreements", "the latest of them", "id"), _counterpart),
    "mentions of people": (("person", "role", "office", "for", "record", "date", "id"), _person),
}

_ONE = {"mentions of people": "mention of a person"}


# --- Relations of one record -------------------------------------------------------------------------------------


def family_story(family: Family, context: Context) -> Story:
    """Return what an agreement is related to: a table with the strips of all of them, over the same days.

    Example:
        >>> import mainland_coop as mc
        >>> print(family_story(mc.load().family_of("cepa-2003"), {}).text.splitlines()[0])
        cepa-2003
    """
    title = name_in(context, "agreements", family.id)
    found = [("", family.id), *((name, id) for name, ids in family.relations for id in ids)]
    if len(found) == 1:
        return Story((_heading(title), Paragraph(("It is related to no other instrument.",))))
    records = [_instrument(context, "programmes" if name == "programmes" else "agreements", id) for name, id in found]
    known = [record for record in records if record is not None]
    strips, years = strips_of(known, context)
    by_record = dict(zip(map(id, known), strips, strict=False))
    rows: list[tuple[Cell, ...]] = []
    for (name, id_), record in zip(found, records, strict=True):
        relation = name.replace("_", " ") or "the instrument itself"
        cells: list[Cell] = [relation, id_ if record is None else name_of_record(record)]
        if strips:
            cells.append("" if record is None else by_record[id(record)])
        rows.append((*cells, id_))
    head = ("relation", "instrument", *([years] if strips else []), "id")
    caption = counted("related instruments", len(found) - 1)
    return Story((_heading(title), Listing(head, tuple(rows), caption=caption), *strip_legend(strips)))


def lineage_story(lineage: Lineage, context: Context) -> Story:
    """Return where a body came from, what became of it, and what it is part of.

    Example:
        >>> import mainland_coop as mc
        >>> print(lineage_story(mc.Lineage(id="a", whole=["b", "c"]), {}).text)
        a
        Part of: b › c
    """
    blocks: list[Block] = [_heading(_party(context, lineage.id))]
    if lineage.whole:
        line: list[Inline] = ["Part of: "]
        for number, whole in enumerate(lineage.whole):
            line += [" › "] * (number > 0) + [_party(context, whole)]
        blocks.append(Paragraph(tuple(line)))
    for caption, successions in (("Came out of", lineage.predecessors), ("Became", lineage.successors)):
        if successions:
            rows = tuple(_succession(each, context) for each in successions)
            blocks.append(Listing(("earlier", "later", "when", "how"), rows, caption=caption))
    if lineage.parts:
        parts: tuple[Line, ...] = tuple((_party(context, part),) for part in lineage.parts[:_MOST])
        more = len(lineage.parts) - len(parts)
        blocks += [Heading("Its parts"), Bullets((*parts, *([(f"... and {more} more",)] if more else [])))]
    if len(blocks) == 1:
        blocks.append(Paragraph(("It came out of no other body, has no successor, and is part of none.",)))
    return Story(tuple(blocks))


def _succession(each: Succession, context: Context) -> Cells:
    when = "not stated" if each.on is None else day_text(each.on)
    return _party(context, each.before), _party(context, each.after), when, str(each.how or "")


def _party(context: Context, id: str) -> Inline:
    return name_in(context, "parties", id)


def _heading(title: Inline) -> Heading:
    return Heading(title if isinstance(title, str | Foreign) else "", 1)


def _instrument(context: Context, kind: str, id: str) -> Any:
    collection = context.get(kind)
    return None if collection is None else collection.get(id)
