"""What a look-up by name found: records with the reason why each of them is there."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Generic, TypeVar, overload

import attrs

from mainland_coop.collections.collection import HasId
from mainland_coop.foundation.errors import shorten
from mainland_coop.foundation.importing import Displayed
from mainland_coop.foundation.public_names import Choice

R = TypeVar("R", bound=HasId)


class MatchKind(Choice, StrEnum):
    """Why a record was found, best first."""

    ID = "id"
    IDENTIFIER = "identifier"
    NAME = "name"
    ABBREVIATION = "abbreviation"
    ALTERNATIVE = "alternative"
    FORMER_NAME = "former name"
    WORDS = "words"
    NEAR = "near"


@attrs.frozen(repr=False)
class Match(Displayed, Generic[R]):
    """One record that a look-up found.

    Attributes:
        record: The record.
        matched: The name that matched, as the record spells it; or its id, identifier or city.
        why: How it matched.
        score: How well, from 0 to 1. Whole texts have 1, words 0.8 to 0.9 (the more of them are whole words, the
            higher), near matches less than 0.8.
    """

    record: R
    matched: str
    why: MatchKind
    score: float

    def __repr__(self) -> str:
        return f"<Match {self.record.id}: {self.why} {shorten(self.matched)}, {self.score:.2f}>"


@attrs.frozen(repr=False)
class Matches(Displayed, Sequence[Match[R]], Generic[R]):
    """The matches of a look-up, best first; false if there are none.

    Attributes:
        text: The text that was looked up.
        matches: The matches, as many as were asked for.
        total: How many there are in all.
        ambiguous: Whether others match as well as the best one (near matches: almost as well), so that the text alone
            does not say which is meant.

    Example:
        >>> import mainland_coop as mc
        >>> from mainland_coop.collections.search import find
        >>> print(find(mc.load().parties, "Shenzhen", limit=2))
        'Shenzhen': 17 matches, ambiguous
        shenzhen-municipal-peoples-government  words  0.90  Shenzhen Municipal Government
        shenzhen-finance-bureau                words  0.90  Finance bureau of Shenzhen
        ... and 15 more
    """

    text: str
    matches: tuple[Match[R], ...]
    total: int
    ambiguous: bool

    @property
    def best(self) -> Match[R] | None:
        """The best match, or None if there is none."""
        return self.matches[0] if self.matches else None

    @property
    def records(self) -> tuple[R, ...]:
        """The records that matched, best first."""
        return tuple(match.record for match in self.matches)

    @overload
    def __getitem__(self, index: int) -> Match[R]: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Match[R], ...]: ...
    def __getitem__(self, index: int | slice) -> Match[R] | tuple[Match[R], ...]:
        return self.matches[index]

    def __len__(self) -> int:
        return len(self.matches)

    def __bool__(self) -> bool:
        return bool(self.matches)

    @property
    def _summary(self) -> str:
        count = f"{self.total} match{'' if self.total == 1 else 'es'}" if self.total else "no match"
        return f"{shorten(self.text)}: {count}{', ambiguous' if self.ambiguous else ''}"

    def __repr__(self) -> str:
        return f"<Matches of {self._summary}>"

    def __str__(self) -> str:
        """Return a small table: id, why, score and the name that matched."""
        ids = max((len(match.record.id) for match in self), default=0)
        whys = max((len(match.why) for match in self), default=0)
        lines = [self._summary]
        lines += [
            f"{match.record.id:{ids}}  {match.why:{whys}}  {match.score:.2f}  {_in_table(match.matched)}"
            for match in self
        ]
        if self.total > len(self):
            lines.append(f"... and {self.total - len(self)} more")
        return "\n".join(lines)


def _in_table(text: str) -> str:
    """Return a name on one line, cut where it is too long for a table."""
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:77]}..."
