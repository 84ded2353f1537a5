"""Another engine held against the reference, and the days on which it differs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

import attrs

from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import InvalidArgumentError, WrongTypeError, shorten
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.explanation import Finding
from mainland_coop.records.fields import each, sequence
from mainland_coop.records.programmes import Programme
from mainland_coop.testing import oracle
from mainland_coop.testing.comparison import boundaries, describe, standing_on, truth_on
from mainland_coop.validity.standing import Standing

R = TypeVar("R", bound=Agreement | Programme)


@attrs.frozen(repr=False)
class Disagreement(Generic[R]):
    """A day on which an engine does not answer what the possible worlds of a record tell.

    Attributes:
        record: The record.
        day: The day.
        answer: What the engine answered.
        expected: What the worlds tell: a truth to a truth, a standing to a standing.
        presume_continuity: Whether an end that is not stated was presumed not to have come.

    `str` tells all of it: both answers, a world for and a world against, and how the library explains its own answer.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
        >>> print(next(disagreements(lambda pact, day: mc.Truth.TRUE, pact, days=["2016-06-30"])))  # doctest: +ELLIPSIS
        'x' on 2016-06-30: the engine says TRUE, the worlds UNKNOWN
          in force if: 2011-07-01 to 2016-06-30
          not in force if: 2011-01-01 to 2015-12-31
          the library says UNKNOWN:
          - The instrument starts with its signature in 2011 (no entry into force is stated) and ends between ...
          - Whether the instrument still ran then is open (it ends between 2015-12-31 and 2016-12-30): the record ...
    """

    record: R
    day: datetime.date
    answer: Truth | Standing
    expected: Truth | Standing
    presume_continuity: bool = True

    @property
    def worlds(self) -> tuple[oracle.World | None, oracle.World | None]:
        """A world in which the record is in force on the day, and one in which it is not; None where there is none."""
        return oracle.examples(describe(self.record), self.day.toordinal(), self.presume_continuity)

    @property
    def finding(self) -> Finding:
        """What the library answers for the day, and why."""
        return self.record.explain(self.day, presume_continuity=self.presume_continuity)

    def __str__(self) -> str:
        finding = self.finding
        answer = finding.standing if isinstance(self.answer, Standing) else finding.truth
        told = zip(("in force", "not in force"), self.worlds, strict=True)
        lines = [f"  {found} if: {_told(world)}" for found, world in told if world is not None]
        lines += [f"  the library says {answer.name}:", *(f"  - {reason}" for reason in finding.reasons)]
        return "\n".join([f"{self.record.id!r} on {self.day}: {self._answers}", *lines])

    def __repr__(self) -> str:
        return f"<Disagreement: {self.record.id!r} on {self.day}: {self._answers}>"

    @property
    def _answers(self) -> str:
        return f"the engine says {self.answer.name}, the worlds {self.expected.name}"


def _told(world: oracle.World) -> str:
    """The links of a world, one after the other, and its ending."""
    links = zip(world.starts, world.ends, strict=True)
    told = [f"renewal {index} {_stretch(*days)}" if index else _stretch(*days) for index, days in enumerate(links)]
    told += [f"a further renewal {_stretch(*days)}" for days in world.unknown]
    if world.ending is not None:
        told.append(f"ended on {datetime.date.fromordinal(world.ending)}")
    return "; ".join(told)


def _stretch(first: int, last: int) -> str:
    start = datetime.date.fromordinal(first)
    if last < first:
        return f"{start}, replaced on that day"
    return f"{start} on" if last == oracle.LAST_DAY else f"{start} to {datetime.date.fromordinal(last)}"


def disagreements(
    engine: Callable[[R, datetime.date], Truth | Standing],
    records: R | Iterable[R],
    *,
    days: Iterable[Day] | None = None,
    presume_continuity: bool = True,
    limit: int = oracle.DEFAULT_LIMIT,
) -> Iterator[Disagreement[R]]:
    """Ask an engine and the oracle the same questions, and yield each day on which they disagree, one after another.

    Args:
        engine: Called with a record and a day; it returns the truth on that day, or the standing.
        records: Agreements or programmes, or a single one.
        days: Exact days to ask about; by default the `boundaries` of each record.
        presume_continuity: Which reading of an end that is not stated the engine is to have; a standing knows both.
        limit: How much is enumerated of one record before it is given up.

    Raises:
        WrongTypeError: If the engine returns neither a `Truth` nor a `Standing`.
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
    asked = None if days is None else each(days, _exact)
    for record in [records] if isinstance(records, Agreement | Programme) else sequence(records):
        for day in boundaries(record) if asked is None else asked:
            answer = engine(record, day)
            expected: Truth | Standing
            if isinstance(answer, Standing):
                expected = standing_on(record, day, limit=limit)
            elif isinstance(answer, Truth):
                expected = truth_on(record, day, presume_continuity=presume_continuity, limit=limit)
            else:
                raise WrongTypeError(
                    f"the engine answered {shorten(answer)} for {record.id!r} on {day}, which is no Truth: give "
                    "Truth.of(answer) for True, False or None, or a Standing"
                )
            if answer is not expected:
                yield Disagreement(record, day, answer, expected, presume_continuity)


def _exact(day: Day) -> datetime.date:
    date = PartialDate.of(day)
    if date.n_days > 1:
        raise InvalidArgumentError(f"{day!r} is {date.n_days} days: an engine is asked about exact days")
    return datetime.date.fromordinal(date.first_ordinal)
