"""What each kind of object shows of itself, alone and in lists."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from mainland_coop.collections.collection import Collection, Context, counted
from mainland_coop.collections.matches import Matches
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.display.blocks import Cell, Foreign, Heading, Inline, Listing, Paragraph
from mainland_coop.display.cards import (
    SESSION_HEAD,
    agreement_card,
    area_card,
    chain_card,
    conference_card,
    end_text,
    facts,
    party_card,
    programme_card,
    session_card,
    session_cells,
    source_card,
)
from mainland_coop.display.chain_stories import finding_story
from mainland_coop.display.citations import LONGEST, inline_name, named, source_title
from mainland_coop.display.plain_text import day_text
from mainland_coop.display.story import Story
from mainland_coop.foundation.errors import WrongTypeError, brief, shorten
from mainland_coop.questions.changes import Changes
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.explanation import Finding
from mainland_coop.records.names import Area, Name
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source
from mainland_coop.validity.chain import RenewalChain

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
    rows = (_row(record, records.context) for record in islice(records, LONGEST))
    first = f": the first {LONGEST}" if total > LONGEST else ""
    more = "; iterate over all, or narrow with where(...)."
    return _listing(_HEADS.get(kind, ("id",)), rows, total, f"{counted(kind, total)}{first}", more)


def registry_listing(registry: Any, kinds: tuple[str, ...]) -> Story:
    """Return a registry as a count of its records of each kind.

    Args:
        registry: The registry.
        kinds: The kinds to count, in order.
    """
    known = facts(
        ("Version", (registry.version,) if registry.version else ()),
        ("Checked through", (day_text(registry.verified_through),) if registry.verified_through else ()),
        ("As published by", (day_text(registry.published_on),) if registry.published_on else ()),
    )
    rows = tuple((f"registry.{kind}", str(len(getattr(registry, kind)))) for kind in kinds)
    table = Listing(("records", "how many"), rows, caption="What it holds")
    return Story((Heading("Register of co-operation", 1), *((known,) if known.items else ()), table))


def matches_listing(matches: Matches[Any]) -> Story:
    """Return the matches of a look-up as a table, best first."""
    if not matches:
        return Story((Paragraph((f"No match of {brief(matches.text)!r}.",)),))
    rows = (
        (match.record.id, str(match.why), f"{match.score:.2f}", brief(match.matched, _WIDEST))
        for match in islice(matches, LONGEST)
    )
    doubt = "; several match as well as the best" if matches.ambiguous else ""
    caption = f"{matches.total} match{'' if matches.total == 1 else 'es'} of {brief(matches.text)!r}{doubt}"
    return _listing(("id", "why", "score", "name that matched"), rows, matches.total, caption)


def changes_listing(changes: Changes) -> Story:
    """Return how two days differ as a table."""
    title = f"Changes from {changes.before} to {changes.after}"
    names = ("began", "ended", "became_uncertain", "settled", "renewed")
    listed = [(name.replace("_", " "), change) for name in names for change in getattr(changes, name)]
    if not listed:
        return Story((Paragraph((f"{title}: none.",)),))
    rows = (
        (change.id, what, f"{change.before.name} → {change.after.name}", "" if change.certainty.certain else "possibly")
        for what, change in listed[: 4 * LONGEST]
    )
    return _listing(("id", "what", "in force", "how sure"), rows, len(listed), title)


# --- Rows --------------------------------------------------------------------------------------------------------

_HEADS: dict[str, tuple[str, ...]] = {
    "agreements": ("id", "title", "kind", "signed", "ends", "parties"),
    "programmes": ("id", "name", "kind", "started", "ends", "organisers"),
    "parties": ("id", "name", "Chinese name", "kind", "jurisdiction"),
    "conferences": ("id", "name", "established", "sessions", "parties"),
    "sessions": SESSION_HEAD,
    "areas": ("id", "name", "part of"),
    "sources": ("id", "title", "publisher", "published"),
}


def _row(record: Any, context: Context) -> Cells:
    """Return the cells of a record under the head of its kind; of one that has none, its id."""
    if isinstance(record, Session):
        return session_cells(record)
    return record.id, *_cells(record, context)


def _cells(record: Any, context: Context) -> Cells:
    match record:
        case Agreement():
            parties = named(context, "parties", record.parties, 2)
            return _short(record.title), str(record.kind), day_text(record.signed), end_text(record.chain), parties
        case Programme():
            organisers = named(context, "parties", record.organisers, 2)
            started = _dated(record.started, "not stated")
            return _short(record.name), str(record.kind or ""), started, end_text(record.chain), organisers
        case Party(name=name):
            text, tag = (name.zh_hant, "zh-Hant") if name.zh_hant else (name.zh_hans, "zh-Hans")
            chinese = Foreign(brief(text, _WIDEST), tag) if name.en and text else ""
            return _short(name), chinese, str(record.kind or ""), record.jurisdiction or ""
        case Conference():
            parties = named(context, "parties", record.parties, 2)
            return _short(record.name), _dated(record.established, "not stated"), str(len(record.sessions)), parties
        case Area():
            return _short(record.name), named(context, "areas", (record.broader,) if record.broader else ())
        case Source():
            publisher = brief(record.publisher or "", _WIDEST)
            return source_title(record, _WIDEST), publisher, _dated(record.published, "undated")
        case _:
            return ()


def _short(name: Name) -> Inline:
    return inline_name(name, _WIDEST)


def _dated(date: PartialDate | None, unknown: str) -> str:
    return unknown if date is None else day_text(date)


def _listing(head: tuple[str, ...], rows: Iterable[Cells], total: int, caption: str, more: str = "") -> Story:
    """Return a table, and how many rows there are beside those that it shows."""
    table = Listing(head, tuple(rows), caption=caption)
    rest = total - len(table.rows)
    return Story((table, Paragraph((f"... and {rest} more{more}",))) if rest else (table,))


KINDS_SHOWN = ("agreements", "programmes", "conferences", "sessions", "parties", "areas", "sources")
"""The kinds that the display of a registry counts, in order."""

_NO_SOURCES: Collection[Source] = Collection("sources", {})


def story_of(value: Any, context: Context | None = None) -> Story:
    """Return what an object of the library shows of itself.

    Args:
        value: A registry, a collection, a record, a chain, a finding, matches or changes.
        context: The collections of the register that a record belongs to, for names; without them it shows ids.

    Raises:
        WrongTypeError: If it is of another type.

    Example:
        >>> import mainland_coop as mc
        >>> story_of(mc.load().parties["ccpit"])
        <Story: China Council for the Promotion of International Trade>
    """
    around: Context = {} if context is None else context
    match value:
        case Agreement():
            return agreement_card(value, around)
        case Programme():
            return programme_card(value, around)
        case Conference():
            return conference_card(value, around)
        case Session():
            return session_card(value, around)
        case Party():
            return party_card(value, around)
        case Area():
            return area_card(value, around)
        case Source():
            return source_card(value, around)
        case RenewalChain():
            return chain_card(value)
        case Finding():
            return finding_story(value, around.get("sources", _NO_SOURCES))
        case Collection():
            return collection_listing(value)
        case Matches():
            return matches_listing(value)
        case Changes():
            return changes_listing(value)
    if all(hasattr(value, kind) for kind in KINDS_SHOWN):
        return registry_listing(value, KINDS_SHOWN)
    raise WrongTypeError(f"{shorten(value)} shows nothing: displays are of records, collections, chains and answers")
