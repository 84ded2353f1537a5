"""Look-ups over all kinds of record, as people ask them: by an id or a name, and where they do not say what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from mainland_coop.collections.collection import ALL_KINDS, Collection, Context, record_with_id
from mainland_coop.collections.matches import Match, Matches, MatchKind
from mainland_coop.foundation.errors import InvalidArgumentError, UnknownIdError, near

FOUND_IN = ("parties", "agreements", "conferences", "programmes", "sessions", "areas", "sources")
"""The kinds that are looked through for a text, those that people mean first going first."""

_WHOLE = frozenset(MatchKind) - {MatchKind.WORDS, MatchKind.NEAR}
_WORSE = tuple(MatchKind)


class Found(NamedTuple):
    """The records of several kinds that a text may mean, best first.

    Attributes:
        matches: The kind of each record, as in files, with its match; as many as were asked for.
        total: How many there are in all.
    """

    matches: tuple[tuple[str, Match[Any]], ...]
    total: int


def find_anywhere(context: Context, text: str, kinds: Sequence[str] = FOUND_IN, limit: int = 10) -> Found:
    """Return the records of some kinds that a text may mean.

    Those that match in the same way and as well stand in the order of the kinds. What is only near the text is there
    if nothing of any of the kinds has it.

    Args:
        context: The collections of a registry.
        text: An id, a name, an abbreviation, or some words of a name.
        kinds: The kinds to look through.
        limit: The most matches to return.

    Raises:
        WrongTypeError: As of `Collection.find`, which is asked of each kind.
        InvalidArgumentError: The same.

    Example:
        >>> import mainland_coop as mc
        >>> from mainland_coop.collections.kinds import ContextOf
        >>> [(kind, match.record.id) for kind, match in find_anywhere(ContextOf(mc.load()), "HKMAO", limit=1).matches]
        [('parties', 'hong-kong-and-macao-affairs-office')]
    """
    found: dict[str, Matches[Any]] = {kind: context[kind].find(text, limit=limit) for kind in kinds}
    good = {kind: matches for kind, matches in found.items() if matches and matches[0].why is not MatchKind.NEAR}
    found = good or found
    rows = [(kind, match) for kind, matches in found.items() for match in matches]
    rows.sort(key=lambda row: (_WORSE.index(row[1].why), -row[1].score))  # stable: within, by kind, then as ranked
    return Found(tuple(rows[:limit]), sum(matches.total for matches in found.values()))


def record_called(context: Context, text: str, kinds: Sequence[str] = ALL_KINDS) -> tuple[str, Any]:
    """Return the record of some kinds that has a text as its id, or else the only one that has it as a name.

    Names are whole ones: in any script and spelling, abbreviations, former names and identifiers, but not words of
    them.

    Args:
        context: The collections of a registry.
        text: The id or name.
        kinds: The kinds of record, in the order in which they are asked for the id.

    Returns:
        The kind of the record, as in files, and the record.

    Raises:
        UnknownIdError: If there is no such record, or several have the name; it suggests ids, and tells what to ask on
            the command line or of the server.

    Example:
        >>> import mainland_coop as mc
        >>> from mainland_coop.collections.kinds import ContextOf
        >>> record_called(ContextOf(mc.load()), "DoJ", ["parties"])[1].id
        'hksar-department-of-justice'
    """
    try:
        return record_with_id(context, text, kinds)
    except UnknownIdError as error:
        found = find_anywhere(context, text, kinds).matches if text.strip() else ()
        called = [(kind, match.record) for kind, match in found if match.why in _WHOLE]
        if len(called) == 1:
            return called[0]
        ids = error.suggestions
        if called or not ids:
            ids = tuple(match.record.id for _, match in found[:3])
        elsewhere = "" if called else _elsewhere(context, text, kinds)
        note = "Several are called so: give an id" if called else "`find` looks for words of a name"
        raise UnknownIdError(text, error.kind, () if elsewhere else ids, elsewhere or note) from None


def _elsewhere(context: Context, text: str, kinds: Sequence[str]) -> str:
    """What a text calls among the records of other kinds, or nothing."""
    others = tuple(kind for kind in ALL_KINDS if kind not in kinds)
    if not text.strip() or not others:
        return ""
    for kind in others:
        if text in context[kind]:
            return f"it is an id among the {kind}; `show` shows a record of any kind"
    for kind, match in find_anywhere(context, text, others, 1).matches:
        if match.why in _WHOLE:
            return f"it is a name among the {kind} (of {match.record.id!r}); `show` shows a record of any kind"
    return ""


def parties_in_city(parties: Collection[Any], city: str) -> tuple[str, ...]:
    """Return the ids of the parties in a city, whatever its case.

    Raises:
        InvalidArgumentError: If none is in it; it suggests cities that are like it.
    """
    cities = {party.city for party in parties if party.city}
    found = tuple(party.id for party in parties if party.city and party.city.casefold() == city.casefold())
    if not found:
        close = near(city.title(), sorted(cities))
        remedy = f"did you mean {' or '.join(map(repr, close))}?" if close else "give an ISO 3166 code, such as CN-GD"
        raise InvalidArgumentError(f"no party of the register is in the city {city!r}; {remedy}")
    return found
