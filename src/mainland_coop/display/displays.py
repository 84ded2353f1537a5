"""What each kind of object shows of itself, alone and in lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mainland_coop.collections.belonging import context_of, names_for
from mainland_coop.collections.collection import Collection, Context
from mainland_coop.collections.matches import Match, Matches
from mainland_coop.display.answer_stories import (
    answers_listing,
    changes_listing,
    family_story,
    lineage_story,
    match_story,
    matches_listing,
)
from mainland_coop.display.blocks import Heading, Listing
from mainland_coop.display.cards import (
    agreement_card,
    area_card,
    chain_card,
    conference_card,
    facts,
    party_card,
    programme_card,
    session_card,
    source_card,
)
from mainland_coop.display.chain_stories import finding_story
from mainland_coop.display.plain_text import day_text
from mainland_coop.display.record_rows import collection_listing
from mainland_coop.display.story import Story
from mainland_coop.foundation.errors import WrongTypeError, shorten
from mainland_coop.questions.answer_lists import Answers
from mainland_coop.questions.changes import Changes
from mainland_coop.questions.relations import Family, Lineage
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.explanation import Finding
from mainland_coop.records.names import Area
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source
from mainland_coop.validity.chain import RenewalChain


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


KINDS_SHOWN = ("agreements", "programmes", "conferences", "sessions", "parties", "areas", "sources")
"""The kinds that the display of a registry counts, in order."""

_CARDS: dict[type, tuple[str, Callable[[Any, Context], Story]]] = {
    Agreement: ("agreements", agreement_card),
    Programme: ("programmes", programme_card),
    Conference: ("conferences", conference_card),
    Session: ("sessions", session_card),
    Party: ("parties", party_card),
    Area: ("areas", area_card),
    Source: ("sources", source_card),
}


def story_of(value: Any, context: Context | None = None) -> Story:
    """Return what an object of the library shows of itself.

    Args:
        value: A registry, a collection, a record, a chain, or an answer.
        context: The collections of the register that a record belongs to. If not given, the registers that hold it
            name what it refers to, where they agree; else it shows ids.

    Raises:
        WrongTypeError: If it is of another type.

    Example:
        >>> import mainland_coop as mc
        >>> story_of(mc.load().parties["ccpit"])
        <Story: China Council for the Promotion of International Trade>
    """
    for of, (kind, card) in _CARDS.items():
        if isinstance(value, of):
            return _as_named(value, kind, card) if context is None else card(value, context)
    match value:
        case RenewalChain():
            return chain_card(value)
        case Finding():
            return finding_story(value, {source.id: source for source in value.sources}, title=value.title)
        case Collection():
            return collection_listing(value)
        case Matches():
            return matches_listing(value)
        case Match():
            return match_story(value, story_of(value.record))
        case Answers():
            return answers_listing(value)
        case Changes():
            return changes_listing(value, context_of(value))
        case Family():
            return family_story(value, context_of(value))
        case Lineage():
            return lineage_story(value, context_of(value))
    if all(hasattr(value, kind) for kind in KINDS_SHOWN):
        return registry_listing(value, KINDS_SHOWN)
    raise WrongTypeError(f"{shorten(value)} shows nothing: displays are of records, collections, chains and answers")


def _as_named(record: Any, kind: str, card: Callable[[Any, Context], Story]) -> Story:
    """Return the card of a record with the names that each register has that holds it; with ids if they differ."""
    stories = [card(record, names) for names in names_for(record, kind)]
    if stories and all(story == stories[0] for story in stories):
        return stories[0]
    return card(record, {})
