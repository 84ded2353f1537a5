"""Periods: stretches of time of which every day is meant, as against partial dates, of which one day is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.foundation.errors import DateError, WrongTypeError, shorten
from mainland_coop.foundation.public_names import Public

if TYPE_CHECKING:
    import pendulum

_PLAIN_ENDS = "the ends of a period are plain dates, without qualifier or brackets"


@attrs.frozen(repr=False, order=False)
class Period(Public):
    """An EDTF interval: every day from the start through the end, both included.

    Attributes:
        start: The date at which it starts (its first possible day counts), or None for a period open to the past.
        end: The date at which it ends (its last possible day counts), or None for a period open to the future.

    Raises:
        DateError: If the end lies before the start, or an end is qualified or a run between two dates.
        WrongTypeError: If an end is no partial date.

    Example:
        >>> Period.parse("2016-02/2017-10").n_days
        639
    """

    start: PartialDate | None
    end: PartialDate | None

    def __attrs_post_init__(self) -> None:
        for end in (self.start, self.end):
            if end is None:
                continue
            if not isinstance(end, PartialDate):
                raise WrongTypeError(f"{shorten(end)} is no end of a period; Period.parse reads text")
            if self.start != self.end and (end.qualifier or str(end).startswith("[")):
                raise DateError(str(end), 0, _PLAIN_ENDS)
        if self.last_ordinal < self.first_ordinal:
            raise DateError(str(self), len(str(self.start)) + 1, "the period is reversed: it ends before it starts")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period from EDTF text.

        Args:
            text: A partial date, meaning all its days (`2017`), or an interval of two plain dates (`2016-02/2017-10`,
                both ends included), either of them `..` for an open one.

        Raises:
            DateError: If the text is no such period, or a reversed one.
        """
        if not isinstance(text, str):
            raise WrongTypeError(f"{shorten(text)} is not a text: Period.parse reads EDTF text")
        head, slash, tail = text.partition("/")
        if not slash:
            whole = PartialDate.parse(text)
            return cls(whole, whole)
        try:
            start, end = _end(text, 0, head), _end(text, len(head) + 1, tail)
        except DateError:
            from mainland_coop.dates.other_writings import remedy  # only needed where something went wrong

            if reason := remedy(text):  # a day such as 30/06/2016, not two dates
                raise DateError(text, len(head), reason) from None
            raise
        return cls(start, end)

    @property
    def first_ordinal(self) -> int:
        """The first day, as an ordinal; 0001-01-01 if open to the past."""
        return FIRST_DAY if self.start is None else self.start.first_ordinal

    @property
    def last_ordinal(self) -> int:
        """The last day, as an ordinal; 9999-12-31 if open to the future."""
        return LAST_DAY if self.end is None else self.end.last_ordinal

    @property
    def earliest(self) -> pendulum.Date:
        """The first day, as a date; 0001-01-01 if open to the past.

        Example:
            >>> Period.parse("2016-02/..").earliest.isoformat(), Period.parse("2016-02/..").latest.isoformat()
            ('2016-02-01', '9999-12-31')
        """
        return PartialDate(self.first_ordinal, self.last_ordinal).earliest

    @property
    def latest(self) -> pendulum.Date:
        """The last day, as a date; 9999-12-31 if open to the future."""
        return PartialDate(self.first_ordinal, self.last_ordinal).latest

    @property
    def n_days(self) -> int:
        """The number of days, both ends included."""
        return self.last_ordinal - self.first_ordinal + 1

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """A key that sorts by first, then last day."""
        return self.first_ordinal, self.last_ordinal, ""

    @property
    def interval(self) -> str:
        """The EDTF interval, written with a slash also where one partial date would mean the same days.

        Example:
            >>> Period.parse("2017").interval, Period.parse("[2016-02..2017-10]").interval
            ('2017/2017', '2016-02/2017-10')
        """
        if self.start is None or self.start != self.end:
            return str(self)
        text = str(attrs.evolve(self.start, qualifier=None))
        if not text.startswith("["):
            return f"{text}/{text}"
        head, _, tail = text[1:-1].partition("..")
        return f"{head or '..'}/{tail or '..'}"

    def __str__(self) -> str:
        if self.start is not None and self.start == self.end:
            return str(self.start)
        return f"{self.start or '..'}/{self.end or '..'}"

    def __repr__(self) -> str:
        return f"Period({str(self)!r})"


PeriodLike: TypeAlias = Period | Day
"""What a query takes for a period, which is a period, a day or partial date (all its days), or EDTF text for either."""

Held: TypeAlias = PartialDate | Period
"""When a meeting was held, which is on a day that may be known in part, or over a period of several days."""


def as_period(value: PeriodLike) -> Period:
    """Return the period that a value means; a day or partial date means all its days.

    Raises:
        DateError: If it is a text that is no period, or a reversed one.
        WrongTypeError: If it is nothing that can be read as a day or period.
    """
    if isinstance(value, Period):
        return value
    if isinstance(value, str):
        return Period.parse(value)
    whole = PartialDate.of(value)
    return Period(whole, whole)


def as_held(value: PeriodLike) -> Held:
    """Return a period for a period or an interval text, and a partial date for anything else."""
    if isinstance(value, Period):
        return Period.parse(value.interval)  # as its text in a file will be read again
    if isinstance(value, str) and "/" in value:
        return Period.parse(value)
    return PartialDate.of(value)


def _end(text: str, at: int, part: str) -> PartialDate | None:
    if part == "..":
        return None
    try:
        date = PartialDate.parse(part)
    except DateError as error:
        raise DateError(text, at + error.position, error.reason) from None
    if date.qualifier or part.startswith("["):
        raise DateError(text, at, _PLAIN_ENDS)
    return date
