"""An inverted index: in which texts a word stands, begins a word, or resembles one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import attrs

from mainland_coop.search.folding import is_han

__all__ = ["TokenIndex"]

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
