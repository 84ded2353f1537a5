"""Finding records by name: the names of a record, the words of a name, and the index that is asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Generic, TypeVar

import attrs

from mainland_coop.collections.collection import HasId
from mainland_coop.collections.matches import Match, Matches, MatchKind
from mainland_coop.collections.spelling import fold, is_han, key, words
from mainland_coop.foundation.errors import InvalidArgumentError, WrongTypeError, shorten
from mainland_coop.foundation.vocabularies import PartyKind
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.instruments import InForce
from mainland_coop.records.names import Area, Name
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source

_LEAST_RATIO = 0.7
_LONGEST = 100  # difflib takes time with the square of the length; longer words are not compared
_LAST_CHARACTER = "\U0010ffff"


@attrs.frozen(eq=False, repr=False)
class TokenIndex:
    """The words of many texts; a text is known by its position. Not to be changed.

    Attributes:
        postings: For each word the positions of the texts that have it, ascending.
        alphabetic: The words that are not Chinese, sorted.
        han: The words of Chinese characters, sorted.
    """

    postings: Mapping[str, Sequence[int]]
    alphabetic: Sequence[str]
    han: Sequence[str]

    @classmethod
    def of(cls, texts: Iterable[Iterable[str]]) -> TokenIndex:
        """Return the index of texts, each given as its words."""
        postings: dict[str, list[int]] = {}
        for position, tokens in enumerate(texts):
            for token in set(tokens):
                postings.setdefault(token, []).append(position)
        tokens = sorted(postings)
        return cls(
            postings, [token for token in tokens if not is_han(token)], [token for token in tokens if is_han(token)]
        )

    def beginning(self, word: str) -> dict[int, bool]:
        """Return the texts with a word that begins like this one, and whether it stands there whole.

        Chinese has no spaces: there a word counts as whole wherever its characters stand together.

        Example:
            >>> TokenIndex.of([["justice", "bureau"], ["just"], ["深圳市司法局"]]).beginning("just")
            {1: True, 0: False}
        """
        found: dict[int, bool] = {}
        for token in self._containing(word):
            whole = token == word or is_han(word)
            for position in self.postings[token]:
                found[position] = found.get(position, False) or whole
        return found

    def _containing(self, word: str) -> Iterator[str]:
        if is_han(word):
            yield from (token for token in self.han if word in token)
            return
        first = bisect_left(self.alphabetic, word)
        last = bisect_left(self.alphabetic, word + _LAST_CHARACTER)
        yield from self.alphabetic[first:last]

    def resembling(self, word: str) -> dict[int, float]:
        """Return the texts with a word like this one, and how like it is (0.7 to 1).

        Words that begin like it are like it in full; only where there are none, others are compared.

        Example:
            >>> TokenIndex.of([["shenzhen"], ["shanghai"]]).resembling("shenzen")
            {0: 0.9333333333333333}
        """
        found = dict.fromkeys(self.beginning(word), 1.0)
        if found or len(word) > _LONGEST:
            return found
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(word)  # the one whose analysis difflib keeps
        for token in self.han if is_han(word) else self.alphabetic:
            if len(token) > _LONGEST:
                continue
            matcher.set_seq1(token)
            if matcher.real_quick_ratio() < _LEAST_RATIO or matcher.quick_ratio() < _LEAST_RATIO:
                continue
            ratio = matcher.ratio()
            if ratio >= _LEAST_RATIO:
                for position in self.postings[token]:
                    found[position] = max(found.get(position, 0.0), ratio)
        return found


_GOVERNMENTS = frozenset({PartyKind.STATE, PartyKind.GOVERNMENT})
_DEPARTMENTS = frozenset({PartyKind.MINISTRY, PartyKind.DEPARTMENT, PartyKind.BUREAU})


def names_of(record: object) -> Iterator[tuple[MatchKind, str]]:
    """Iterate over the names of a record with what each of them is, preferred names first.

    The titles of renewals are alternatives: people know the instrument by them too. Identifiers of other registers come
    last. What is no record has no names.

    Example:
        >>> list(names_of(Party(id="doj", name=Name(en="Department of Justice", short=["DoJ"]))))
        [(<MatchKind.NAME: 'name'>, 'Department of Justice'), (<MatchKind.ABBREVIATION: 'abbreviation'>, 'DoJ')]
    """
    name: Name | None = None
    if isinstance(record, Agreement):
        name = record.title
    elif isinstance(record, Party | Conference | Programme | Area | Session):
        name = record.name
    elif isinstance(record, Source):
        yield MatchKind.NAME, record.title
    if name is not None:
        yield from _texts(name, MatchKind.NAME)
    if isinstance(record, InForce):
        for renewal in record.renewals:
            if renewal.title is not None:
                yield from _texts(renewal.title, MatchKind.ALTERNATIVE)
    if isinstance(record, _IDENTIFIED) and record.identifiers:
        yield from ((MatchKind.IDENTIFIER, id) for id in record.identifiers.values())


_IDENTIFIED = (Agreement, Programme, Party, Conference, Session, Area, Source)


def _texts(name: Name, preferred: MatchKind) -> Iterator[tuple[MatchKind, str]]:
    for text in (name.en, name.zh_hant, name.zh_hans):
        if text:
            yield preferred, text
    for text in name.short:
        yield MatchKind.ABBREVIATION, text
    for text in name.alternatives:
        yield MatchKind.ALTERNATIVE, text
    for text in name.former:
        yield MatchKind.FORMER_NAME, text


def place_of(record: object) -> str | None:
    """Return the city whose name alone may mean the record: that of a party."""
    return record.city if isinstance(record, Party) else None


def precedence(record: object) -> int:
    """Return which records come first where a text fits several alike: 0 before 1 before 2.

    A place stands for its government, then for the departments of that, then for whatever else it has.
    """
    if not isinstance(record, Party) or record.kind in _GOVERNMENTS:
        return 0
    return 1 if record.kind in _DEPARTMENTS else 2


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

    __slots__ = ("_by_id", "_exact", "_identified", "_names", "_places", "_records", "_tokens")

    _records: tuple[R, ...]
    _by_id: Mapping[str, int]
    _identified: Mapping[str, Sequence[int]]
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
        identified: dict[str, list[int]] = {}
        exact: dict[str, list[int]] = {}
        places: dict[str, list[_Name]] = {}
        tokens: list[list[str]] = []
        for position, record in enumerate(kept):
            first = len(names)
            for kind, text in names_of(record):
                if kind is MatchKind.IDENTIFIER:  # it is no text of words: it matches whole or not at all
                    identified.setdefault(text.strip(), []).append(position)
                    continue
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
        set_(self, "_identified", identified)
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
            text: An id or an identifier, whole; a name in any script, an abbreviation, or some words of a name.
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
        for record in self._identified.get(id, ()):
            yield _Hit(record, id, MatchKind.IDENTIFIER)
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
