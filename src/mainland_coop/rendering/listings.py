"""Displays of many records: collections, registries, matches, and how two days differ."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from mainland_coop.collections.base import Collection, Context, counted
from mainland_coop.errors import brief
from mainland_coop.history.changes import Changes
from mainland_coop.rendering.blocks import Block, Cell, Facts, Foreign, Heading, Inline, Listing, Paragraph
from mainland_coop.rendering.cards import end_text, facts
from mainland_coop.rendering.citing import day_text
from mainland_coop.rendering.gatherings import SESSION_HEAD, session_cells
from mainland_coop.rendering.naming import LONGEST, inline_name, named, source_title
from mainland_coop.rendering.story import Story
from mainland_coop.search.matches import Matches

__all__ = ["changes_listing", "collection_listing", "matches_listing", "registry_listing"]

_WIDEST = 70
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
    total = len(records)
    kind = records.kind
    if not total:
        return Story((Paragraph((f"No {kind}.",)),))
    head, cells = _ROWS.get(kind, _PLAIN)
    rows = tuple(cells(record, records.context) for record in islice(records, LONGEST))
    more = f": the first {len(rows)}" if total > len(rows) else ""
    blocks: list[Block] = [Listing(head, rows, caption=f"{counted(kind, total)}{more}")]
    if total > len(rows):
        blocks.append(Paragraph((f"... and {total - len(rows)} more; iterate over all, or narrow with where(...).",)))
    return Story(tuple(blocks))


def registry_listing(registry: Any, kinds: tuple[str, ...]) -> Story:
    """Return a registry as a count of its records of each kind.

    Args:
        registry: The registry.
        kinds: The kinds to count, in order.
    """
    known: Facts = facts(
        ("Version", (registry.version,) if registry.version else ()),
        ("Checked through", (day_text(registry.verified_through),) if registry.verified_through else ()),
        ("As published by", (day_text(registry.published_on),) if registry.published_on else ()),
    )
    rows = tuple((f"registry.{kind}", str(len(getattr(registry, kind)))) for kind in kinds)
    table = Listing(("records", "how many"), rows, caption="What it holds")
    return Story((Heading("Register of co-operation", 1), *((known,) if known.items else ()), table))


def matches_listing(matches: Matches[Any]) -> Story:
    """Return the matches of a look-up as a table, best first."""
    rows = tuple(
        (match.record.id, str(match.why), f"{match.score:.2f}", brief(match.matched, _WIDEST))
        for match in islice(matches, LONGEST)
    )
    doubt = "; several match as well as the best" if matches.ambiguous else ""
    caption = f"{matches.total} match{'' if matches.total == 1 else 'es'} of {brief(matches.text)!r}{doubt}"
    if not rows:
        return Story((Paragraph((f"No match of {brief(matches.text)!r}.",)),))
    blocks: list[Block] = [Listing(("id", "why", "score", "name that matched"), rows, caption=caption)]
    if matches.total > len(rows):
        blocks.append(Paragraph((f"... and {matches.total - len(rows)} more",)))
    return Story(tuple(blocks))


def changes_listing(changes: Changes) -> Story:
    """Return how two days differ as a table."""
    title = f"Changes from {changes.before} to {changes.after}"
    names = ("began", "ended", "became_uncertain", "settled", "renewed")
    told = [(name.replace("_", " "), change) for name in names for change in getattr(changes, name)]
    if not told:
        return Story((Paragraph((f"{title}: none.",)),))
    rows = tuple(
        (change.id, what, f"{change.before.name} → {change.after.name}", "" if change.certainty.certain else "possibly")
        for what, change in told[: 4 * LONGEST]
    )
    blocks: list[Block] = [Listing(("id", "what", "in force", "how sure"), rows, caption=title)]
    if len(told) > len(rows):
        blocks.append(Paragraph((f"... and {len(told) - len(rows)} more",)))
    return Story(tuple(blocks))


# --- Rows --------------------------------------------------------------------------------------------------------


def _agreement(record: Any, context: Context) -> Cells:
    parties = named(context, "parties", record.parties, 2)
    title = inline_name(record.title, _WIDEST)
    return record.id, title, str(record.kind), day_text(record.signed), end_text(record.chain), parties


def _programme(record: Any, context: Context) -> Cells:
    started = day_text(record.started) if record.started else "not stated"
    kind, end = str(record.kind or ""), end_text(record.chain)
    return (
        record.id,
        inline_name(record.name, _WIDEST),
        kind,
        started,
        end,
        named(context, "parties", record.organisers, 2),
    )


def _party(record: Any, context: Context) -> Cells:
    del context
    name = record.name
    text, tag = (name.zh_hant, "zh-Hant") if name.zh_hant else (name.zh_hans, "zh-Hans")
    chinese: Inline = Foreign(brief(text, _WIDEST), tag) if name.en and text else ""
    return record.id, inline_name(name, _WIDEST), chinese, str(record.kind or ""), record.jurisdiction or ""


def _conference(record: Any, context: Context) -> Cells:
    established = day_text(record.established) if record.established else "not stated"
    parties = named(context, "parties", record.parties, 2)
    return record.id, inline_name(record.name, _WIDEST), established, str(len(record.sessions)), parties


def _session(record: Any, context: Context) -> Cells:
    del context
    return session_cells(record)


def _area(record: Any, context: Context) -> Cells:
    broader = (record.broader,) if record.broader else ()
    return record.id, inline_name(record.name, _WIDEST), named(context, "areas", broader)


def _source(record: Any, context: Context) -> Cells:
    del context
    published = day_text(record.published) if record.published else "undated"
    return record.id, source_title(record, _WIDEST), brief(record.publisher or "", _WIDEST), published


def _plain(record: Any, context: Context) -> Cells:
    del context
    return (record.id,)


_PLAIN: tuple[tuple[str, ...], Callable[[Any, Context], Cells]] = (("id",), _plain)
_ROWS: dict[str, tuple[tuple[str, ...], Callable[[Any, Context], Cells]]] = {
    "agreements": (("id", "title", "kind", "signed", "ends", "parties"), _agreement),
    "programmes": (("id", "name", "kind", "started", "ends", "organisers"), _programme),
    "parties": (("id", "name", "Chinese name", "kind", "jurisdiction"), _party),
    "conferences": (("id", "name", "established", "sessions", "parties"), _conference),
    "sessions": (SESSION_HEAD, _session),
    "areas": (("id", "name", "part of"), _area),
    "sources": (("id", "title", "publisher", "published"), _source),
}
