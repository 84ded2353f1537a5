"""What each kind of object shows of itself."""

from __future__ import annotations

from typing import Any

from mainland_coop.collections.base import Collection, Context
from mainland_coop.errors import WrongTypeError, shorten
from mainland_coop.history.changes import Changes
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.finding import Finding
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.names import Area
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source
from mainland_coop.rendering.cards import agreement_card, chain_card, programme_card
from mainland_coop.rendering.findings import finding_story
from mainland_coop.rendering.gatherings import area_card, conference_card, party_card, session_card, source_card
from mainland_coop.rendering.listings import changes_listing, collection_listing, matches_listing, registry_listing
from mainland_coop.rendering.story import Story
from mainland_coop.search.matches import Matches
from mainland_coop.validity.chain import RenewalChain

__all__ = ["KINDS_SHOWN", "story_of"]

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
