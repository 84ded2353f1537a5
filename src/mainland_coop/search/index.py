"""Finding records by any of their names, in any script and spelling, ranked.

All texts are compared folded (see `folding`). In this order a text finds

1. the record with that id, as it is written;
2. records with that preferred name (in any script), then abbreviation, other title, former name;
3. records of which one name has all words of the text, whole or as the beginning of longer ones, in any order (of
   Chinese, the characters together), and parties of the city that the text names;
4. only if there are none of those, records of which one name has words like most of those of the text.

Within each, the better score comes first; then governments before their departments, and these before other bodies;
then the name with the fewest words besides; then the id. Articles, `and` and short prepositions are no words here,
unless the text has no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

import attrs

from mainland_coop.collections.base import HasId
from mainland_coop.errors import InvalidArgumentError, WrongTypeError, shorten
from mainland_coop.search.folding import fold, is_han, key, words
from mainland_coop.search.matches import Match, Matches, MatchKind
from mainland_coop.search.naming import names_of, place_of, precedence
from mainland_coop.search.tokens import TokenIndex

__all__ = ["NameIndex", "find"]

R = TypeVar("R", bound=HasId)

_TIERS = {kind: tier for tier, kind in enumerate(MatchKind)}
_FILLERS = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to"})
_MOST_WORDS = 50
_LEAST_LIKENESS = 0.6
_NEAR_SCORE = 0.8  # near matches score below any match of words
_NEAR_MARGIN = 0.04


@attrs.frozen
class _Name:
    """One name of one record: the record's position, what the name is, its text, and its length in words."""

    record: int
    kind: MatchKind
    text: str
    size: int


@attrs.frozen
class _Hit:
    """One way in which a record matched; of several the one of least rank counts, so a preferred name goes first."""

    record: int
    text: str
    why: MatchKind
    score: float = 1.0
    besides: int = 0
    order: int = 0

    @property
    def rank(self) -> tuple[int, float, int, int]:
        return _TIERS[self.why], -self.score, self.besides, self.order


class NameIndex(Generic[R]):
    """The names of records, folded once, for any number of look-ups. Immutable and safe to share between threads.

    Example:
        >>> import mainland_coop as mc
        >>> index = NameIndex(mc.load().parties)
        >>> index.find("doj").best
        <Match hksar-department-of-justice: abbreviation 'DoJ', 1.00>
    """

    __slots__ = ("_by_id", "_exact", "_names", "_places", "_records", "_tokens")

    _records: tuple[R, ...]
    _by_id: Mapping[str, int]
    _names: Sequence[_Name]
    _exact: Mapping[str, Sequence[int]]
    _places: Mapping[str, Sequence[_Name]]
    _tokens: TokenIndex

    def __init__(self, records: Iterable[R]) -> None:
        """Read the names of records.

        Args:
            records: The records; their ids are unique, as they are in a collection.
        """
        kept = tuple(records)
        names: list[_Name] = []
        exact: dict[str, list[int]] = {}
        places: dict[str, list[_Name]] = {}
        tokens: list[list[str]] = []
        for position, record in enumerate(kept):
            first = len(names)
            for kind, text in names_of(record):
                folded = fold(text)
                if folded:
                    exact.setdefault(key(folded), []).append(len(names))
                    tokens.append(words(folded))
                    names.append(_Name(position, kind, text, _size(tokens[-1])))
            city = place_of(record)
            if city is not None and fold(city):
                # All words of the preferred name are besides the city's.
                size = names[first].size if len(names) > first else 0
                places.setdefault(key(fold(city)), []).append(_Name(position, MatchKind.WORDS, city, size))
        set_ = object.__setattr__
        set_(self, "_records", kept)
        set_(self, "_by_id", {record.id: position for position, record in enumerate(kept)})
        set_(self, "_names", names)
        set_(self, "_exact", exact)
        set_(self, "_places", places)
        set_(self, "_tokens", TokenIndex.of(tokens))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"an index cannot be changed: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"an index cannot be changed: {name}")

    def __reduce__(self) -> tuple[type[NameIndex[R]], tuple[tuple[R, ...]]]:
        return type(self), (self._records,)

    def find(self, text: str, *, limit: int = 10) -> Matches[R]:
        """Return the records that a text may mean, best first.

        A text without letters or digits, or that resembles nothing, finds nothing. Texts of more than 50 words, and
        words of more than 100 characters, find what has them, but are not compared with similar ones.

        Args:
            text: An id, a name in any script, an abbreviation, or some words of a name.
            limit: The most matches to return; `total` says how many there are.

        Raises:
            WrongTypeError: If `text` is no text or `limit` no whole number.
            InvalidArgumentError: If `limit` is less than 1.
        """
        if not isinstance(text, str):
            raise WrongTypeError(f"{shorten(text)} is no text to look for; give a name, an abbreviation or an id")
        if isinstance(limit, bool) or not isinstance(limit, int):
            raise WrongTypeError(f"limit={shorten(limit)} is no whole number")
        if limit < 1:
            raise InvalidArgumentError(f"limit={limit} leaves no room for a match; give 1 or more")
        best: dict[int, _Hit] = {}
        for hit in self._hits(text):
            known = best.get(hit.record)
            if known is None or hit.rank < known.rank:
                best[hit.record] = hit
        ranked = sorted(best.values(), key=self._order)
        return Matches(
            text,
            tuple(Match(self._records[hit.record], hit.text, hit.why, hit.score) for hit in ranked[:limit]),
            len(ranked),
            len(ranked) > 1 and _alike(ranked[0], ranked[1]),
        )

    def _order(self, hit: _Hit) -> tuple[int, float, int, int, str]:
        record = self._records[hit.record]
        return _TIERS[hit.why], -hit.score, precedence(record), hit.besides, record.id

    def _hits(self, text: str) -> Iterator[_Hit]:
        folded = fold(text)
        asked = list(dict.fromkeys(words(folded)))
        asked = [word for word in asked if word not in _FILLERS] or asked
        found = False
        for hit in self._good(text.strip(), folded, asked):
            found = True
            yield hit
        if not found and len(asked) <= _MOST_WORDS:
            yield from self._near(asked)

    def _good(self, id: str, folded: str, asked: Sequence[str]) -> Iterator[_Hit]:
        if id in self._by_id:
            yield _Hit(self._by_id[id], id, MatchKind.ID)
        if not asked:
            return
        for position in self._exact.get(key(folded), ()):
            name = self._names[position]
            yield _Hit(name.record, name.text, name.kind, order=position)
        for place in self._places.get(key(folded), ()):
            yield _Hit(place.record, place.text, place.kind, _words_score(1.0), place.size, len(self._names))
        size = _size(asked)
        for position, n_whole in self._having(asked).items():
            name = self._names[position]
            score = _words_score(n_whole / len(asked))
            yield _Hit(name.record, name.text, MatchKind.WORDS, score, max(0, name.size - size), position)

    def _having(self, asked: Iterable[str]) -> dict[int, int]:
        """Names that have all words, and how many of these stand there whole."""
        having: dict[int, int] | None = None
        for word in asked:
            found = self._tokens.beginning(word)
            if having is None:
                having = {position: int(whole) for position, whole in found.items()}
            else:
                having = {position: n + found[position] for position, n in having.items() if position in found}
            if not having:
                break
        return having or {}

    def _near(self, asked: Sequence[str]) -> Iterator[_Hit]:
        """Names that have something like the words, the longer ones of which weigh more."""
        likeness: dict[int, float] = {}
        for word in asked:
            for position, ratio in self._tokens.resembling(word).items():
                likeness[position] = likeness.get(position, 0.0) + ratio * len(word)
        size = _size(asked)
        length = sum(map(len, asked))
        for position, sum_ in likeness.items():
            if sum_ >= _LEAST_LIKENESS * length:
                name = self._names[position]
                score = _NEAR_SCORE * min(1.0, sum_ / length)
                yield _Hit(name.record, name.text, MatchKind.NEAR, score, max(0, name.size - size), position)


def find(records: Iterable[R], text: str, *, limit: int = 10) -> Matches[R]:
    """Return the records that a text may mean, best first; for more than one look-up make a `NameIndex`.

    Args:
        records: A collection, or any records with unique ids.
        text: An id, a name in any script, an abbreviation, or some words of a name.
        limit: The most matches to return.

    Raises:
        WrongTypeError: If `text` is no text or `limit` no whole number.
        InvalidArgumentError: If `limit` is less than 1.

    Example:
        >>> import mainland_coop as mc
        >>> find(mc.load().conferences, "粤港合作联席会议").best
        <Match hk-guangdong-joint-conference: name '粵港合作聯席會議', 1.00>
    """
    return NameIndex(records).find(text, limit=limit)


def _words_score(share: float) -> float:
    """Return the score of a match of words of which a share stands there whole."""
    return 0.8 + 0.1 * share


def _size(tokens: Iterable[str]) -> int:
    """Return how many words there are; a Chinese character counts as one, and fillers do not."""
    return sum(len(token) if is_han(token) else 1 for token in tokens if token not in _FILLERS)


def _alike(best: _Hit, other: _Hit) -> bool:
    """Whether a look-up could as well have meant the other match."""
    margin = _NEAR_MARGIN if best.why is MatchKind.NEAR else 0.0
    return best.why is other.why and best.score - other.score <= margin
