"""Records in lists: a row each, what people call it first, its id last, with the strip of its days."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from mainland_coop.collections.collection import Collection, Context, counted
from mainland_coop.collections.kinds import ContextOf
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.display.blocks import Block, Cell, Foreign, Inline, Listing, Paragraph
from mainland_coop.display.cards import SESSION_HEAD, end_text, session_cells
from mainland_coop.display.citations import LONGEST, inline_name, named, source_title
from mainland_coop.display.looks import LOOKS, drawn
from mainland_coop.display.plain_text import day_text
from mainland_coop.display.row_strips import RowStrip, key
from mainland_coop.display.story import Story
from mainland_coop.display.strips import run_words, window_of
from mainland_coop.foundation.errors import brief
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.names import Area, Name
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source
from mainland_coop.validity.standing import Standing

WIDEST = 70
"""How many characters of a name a row shows."""

Cells = tuple[Cell, ...]


def collection_listing(records: Collection[Any]) -> Story:
    """Return a collection as a table of its first records, and how many more there are.

    Example:
        >>> import mainland_coop as mc
        >>> few = mc.load().agreements.where(signed="2004", party="shenzhen-justice-bureau")
        >>> print(collection_listing(few).text.splitlines()[0])
        1 agreement:
    """
    more = "; iterate over all, or narrow with where(...)."
    return records_listing(records.kind, islice(records, LONGEST), len(records), records.context, more)


def records_listing(kind: str, records: Iterable[Any], total: int, context: Context, more: str = "") -> Story:
    """Return records of one kind as a table, and how many more there are.

    Args:
        kind: The kind of the records, as the collections are called.
        records: Those to show.
        total: How many there are in all.
        context: The collections of their register, for names.
        more: What to say of the others.
    """
    shown = tuple(records)
    if not shown:
        return Story((Paragraph((f"No {kind}.",)),))
    first = f": the first {len(shown)}" if total > len(shown) else ""
    caption = f"{counted(kind, total)}{first}"
    if kind in ("agreements", "programmes"):
        return Story(tuple(_with_strips(kind, shown, total, context, caption, more)))
    rows = (_cells(record, context) for record in shown)
    return listing(_HEADS.get(kind, ("id",)), rows, total, caption, more)


def listing(head: tuple[str, ...], rows: Iterable[Cells], total: int, caption: str, more: str = "") -> Story:
    """Return a table, and how many rows there are beside those that it shows."""
    table = Listing(head, tuple(rows), caption=caption)
    return Story((table, *_rest(total - len(table.rows), more)))


def strips_of(records: Sequence[Agreement | Programme], context: Context) -> tuple[tuple[RowStrip, ...], str]:
    """Return a strip for each record, all over the same days, and what to call these days.

    They reach from the first day that is known of one of them to the day of the check, or without one to the last.
    """
    checked = context.verified_through if isinstance(context, ContextOf) else None
    runs = [drawn(record.chain.standings) for record in records]
    known = [day for each in runs for run in each for day in run[:2] if FIRST_DAY < day < LAST_DAY - 1]
    if not known:
        return (), ""
    until = None if checked is None else checked.last_ordinal
    first = min(known)
    last = max(window[1] for each in runs if each and (window := window_of(each))) if until is None else until
    first = min(first, last - 1)
    years = [str(datetime.date.fromordinal(day).year) for day in (first, last)]
    strips = (RowStrip(each, first, last, until, "; ".join(run_words(each))) for each in runs)
    return tuple(strips), f"{years[0]} to {years[1]}"


def strip_legend(strips: Iterable[RowStrip]) -> tuple[Paragraph, ...]:
    """Return what the looks in some strips mean."""
    found = {run.standing for strip in strips for run in strip.runs}
    line: list[Inline] = []
    for standing, look in LOOKS.items():
        if standing in found:
            line += ["; " if line else "", key(standing), f" {look.words['en']}"]
    return (Paragraph(tuple(line)),) if line else ()


def short(name: Name) -> Inline:
    """Return a name for a cell."""
    return inline_name(name, WIDEST)


def name_of_record(record: Any) -> Inline:
    """Return what a row calls a record."""
    if isinstance(record, Source):
        return source_title(record, WIDEST)
    name = getattr(record, "title", None) or record.name
    return record.id if name is None else short(name)


def standing_cell(record: Agreement | Programme, day: int) -> str:
    """Return how a record stands on a day in words, with its end where one is stated."""
    standing = record.standing_on(PartialDate(day, day))
    expires = record.chain.expires
    words = LOOKS[standing].words["en"]
    if standing in (Standing.PRESUMED, Standing.POSSIBLE) or not isinstance(expires, PartialDate):
        return words
    return f"{words}; last day {day_text(expires)}"


def _with_strips(
    kind: str, records: Sequence[Any], total: int, context: Context, caption: str, more: str
) -> Iterator[Block]:
    strips, years = strips_of(records, context)
    head = list(_HEADS[kind])
    columns: list[Iterable[Cell]] = []
    if strips:
        head[2:2] = [years]
        columns.append(strips)
    day = context.verified_through if isinstance(context, ContextOf) else None
    if day is None:
        head[-2:-2] = ["ends"]
        columns.append([end_text(record.chain) for record in records])
    else:
        head[-2:-2] = [f"on {day}"]
        columns.append([standing_cell(record, day.last_ordinal) for record in records])
    rows = []
    for record, *middle in zip(records, *columns, strict=True):
        name, dated, bodies, id = _cells(record, context)
        rows.append((name, dated, *middle, bodies, id))
    yield Listing(tuple(head), tuple(rows), caption=caption)
    yield from strip_legend(strips)
    yield from _rest(total - len(rows), more)


def _rest(count: int, more: str) -> tuple[Paragraph, ...]:
    return (Paragraph((f"... and {count} more{more}",)),) if count > 0 else ()


_HEADS: dict[str, tuple[str, ...]] = {
    "agreements": ("title", "signed", "parties", "id"),
    "programmes": ("name", "started", "organisers", "id"),
    "parties": ("name", "Chinese name", "kind", "jurisdiction", "id"),
    "conferences": ("name", "established", "sessions", "parties", "id"),
    "sessions": SESSION_HEAD,
    "areas": ("name", "part of", "id"),
    "sources": ("title", "publisher", "published", "id"),
}


def _cells(record: Any, context: Context) -> Cells:
    """Return the cells of a record under the head of its kind; of one that has none, its id."""
    match record:
        case Agreement():
            return short(record.title), day_text(record.signed), named(context, "parties", record.parties, 2), record.id
        case Programme():
            organisers = named(context, "parties", record.organisers, 2)
            return short(record.name), _dated(record.started, "not stated"), organisers, record.id
        case Party(name=name):
            text, tag = (name.zh_hant, "zh-Hant") if name.zh_hant else (name.zh_hans, "zh-Hans")
            chinese = Foreign(brief(text, WIDEST), tag) if name.en and text else ""
            return short(name), chinese, str(record.kind or ""), record.jurisdiction or "", record.id
        case Conference():
            parties = named(context, "parties", record.parties, 2)
            established = _dated(record.established, "not stated")
            return short(record.name), established, str(len(record.sessions)), parties, record.id
        case Session():
            return session_cells(record)
        case Area():
            return short(record.name), named(context, "areas", (record.broader,) if record.broader else ()), record.id
        case Source():
            publisher = brief(record.publisher or "", WIDEST)
            return source_title(record, WIDEST), publisher, _dated(record.published, "undated"), record.id
        case _:
            return (record.id,)


def _dated(date: PartialDate | None, unknown: str) -> str:
    return unknown if date is None else day_text(date)
