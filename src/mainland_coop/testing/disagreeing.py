"""Another engine against the oracle: every day on which they disagree."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

import attrs

from mainland_coop.dates import Day, PartialDate
from mainland_coop.errors import InvalidArgumentError, WrongTypeError, shorten
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.programmes import Programme
from mainland_coop.testing import oracle
from mainland_coop.testing.asking import boundaries, truth_on
from mainland_coop.truth import Truth

__all__ = ["Disagreement", "disagreements"]

R = TypeVar("R", bound=Agreement | Programme)


@attrs.frozen(repr=False)
class Disagreement(Generic[R]):
    """A day on which an engine does not answer what the possible worlds of a record tell.

    Attributes:
        record: The record.
        day: The day.
        answer: What the engine answered.
        expected: What the worlds tell.
    """

    record: R
    day: datetime.date
    answer: Truth
    expected: Truth

    def __repr__(self) -> str:
        answers = f"the engine says {self.answer.name}, the worlds {self.expected.name}"
        return f"<Disagreement: {self.record.id!r} on {self.day}: {answers}>"


def disagreements(
    engine: Callable[[R, datetime.date], Truth],
    records: R | Iterable[R],
    *,
    days: Iterable[Day] | None = None,
    presume_continuity: bool = True,
    limit: int = oracle.DEFAULT_LIMIT,
) -> Iterator[Disagreement[R]]:
    """Ask an engine and the oracle the same questions, and yield each day on which they disagree, one after another.

    Args:
        engine: Called with a record and a day; it returns the truth on that day.
        records: Agreements or programmes, or a single one.
        days: Exact days to ask about; by default the `boundaries` of each record.
        presume_continuity: Which reading of an end that is not stated the engine is to have.
        limit: How much is enumerated of one record before it is given up.

    Raises:
        WrongTypeError: If the engine returns no `Truth`.
        InvalidArgumentError: If one of the days is not exact.
        TooManyWorldsError: If a record has more worlds than the limit allows.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", expires="..")
        >>> def naive(pact, day):
        ...     return mc.Truth.of(day >= pact.signed.earliest)
        >>> next(disagreements(naive, pact))
        <Disagreement: 'x' on 2011-01-01: the engine says TRUE, the worlds UNKNOWN>
    """
    asked = None if days is None else [_exact(day) for day in days]
    for record in [records] if isinstance(records, Agreement | Programme) else records:
        for day in boundaries(record) if asked is None else asked:
            answer = engine(record, day)
            if not isinstance(answer, Truth):
                raise WrongTypeError(
                    f"the engine answered {shorten(answer)} for {record.id!r} on {day}, which is no Truth: give "
                    "Truth.of(answer) for True, False or None"
                )
            expected = truth_on(record, day, presume_continuity=presume_continuity, limit=limit)
            if answer is not expected:
                yield Disagreement(record, day, answer, expected)


def _exact(day: Day) -> datetime.date:
    date = PartialDate.of(day)
    if date.n_days > 1:
        raise InvalidArgumentError(f"{day!r} is {date.n_days} days: an engine is asked about exact days")
    return datetime.date.fromordinal(date.first_ordinal)
