"""Partial dates: runs of days of which one is meant.

Inside the library a day is its proleptic Gregorian ordinal (`datetime.date.toordinal`, 1 = 0001-01-01);
pendulum's dates appear only at the edge, when someone asks for `earliest` or `latest`.
"""

from __future__ import annotations

import datetime
import enum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import attrs

from mainland_coop.dates import edtf
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY, Precision
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import DateError, InvalidRecordError, WrongTypeError, shorten
from mainland_coop.foundation.public_names import Choice, Public

if TYPE_CHECKING:
    import pendulum


class Qualifier(Choice, enum.StrEnum):
    """What a source says of its own date (EDTF level 1). It is kept and shown, and does not widen the run."""

    UNCERTAIN = "?"
    APPROXIMATE = "~"
    UNCERTAIN_AND_APPROXIMATE = "%"


@attrs.frozen(repr=False, order=False)
class PartialDate(Public):
    """A day that is known only to lie within a run of days: the run, and what the source says of it.

    Make one with `PartialDate.parse`, `PartialDate.of` or `PartialDate.between`. Two partial dates are equal
    if run and qualifier are: `2011-XX`, `[2011-01..2011-12]` and `2011` are one value, and print as `2011`.
    There is no `<`: two runs may overlap, so ask `before`, `after` or `same_day`, or sort by `sort_key`.
    No text is equal to a date: ask `same_day("2011-11-25")`, or compare with `PartialDate.parse("2011-11-25")`.

    Attributes:
        first_ordinal: The earliest day that it may be, as an ordinal (`datetime.date.toordinal`).
        last_ordinal: The latest day that it may be, as an ordinal; if it is left out, the earliest.
        qualifier: The source's own `?`, `~` or `%`, or None.

    Raises:
        DateError: If the run is reversed, leaves the years 0001 to 9999, or is qualified without being one unit of the
            calendar (for which there is no text).
        WrongTypeError: If an ordinal is no whole number.

    Example:
        >>> when = PartialDate.parse("2002-09")
        >>> when.earliest.isoformat(), when.latest.isoformat(), when.precision.value
        ('2002-09-01', '2002-09-30', 'month')
    """

    first_ordinal: int
    last_ordinal: int = attrs.field(default=attrs.Factory(lambda date: date.first_ordinal, takes_self=True))
    qualifier: Qualifier | None = None

    def __attrs_post_init__(self) -> None:
        first, last = self.first_ordinal, self.last_ordinal
        if type(first) is not int or type(last) is not int:
            wrong = last if type(first) is int else first
            raise WrongTypeError(f"{shorten(wrong)} is no ordinal of a day; PartialDate.parse reads text, .of any day")
        if self.qualifier is not None and not isinstance(self.qualifier, Qualifier):
            raise WrongTypeError(f"{shorten(self.qualifier)} is no Qualifier")
        if not FIRST_DAY <= first <= last <= LAST_DAY:
            raise DateError(
                f"{shorten(first)}..{shorten(last)}",
                0,
                f"a run of days goes forward, between the ordinals {FIRST_DAY} and {LAST_DAY}",
            )
        if self.qualifier is not None and self.precision is Precision.RUN:
            raise DateError(str(self), len(str(self)) - 1, "a run of days between two dates has no qualifier")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read a partial date from EDTF text.

        Args:
            text: `2004-12-13`, `2002-09`, `2011`, `201X`, `20XX`, `2011-XX`, `2011-02-XX` or `2011-XX-XX`, each also
                with one qualifier `~`, `?` or `%` at its end; or a run of plain dates of which one is meant,
                `[2016-02..2017-10]`, `[..2025-12]`, `[2016-02..]`. ASCII, without spaces.

        Raises:
            DateError: If the text is anything else, also EDTF whose days are not one run; it names the text, the
                position and the reason.
            WrongTypeError: If it is not a text.

        Example:
            >>> PartialDate.parse("[..2025-12]").latest.isoformat()
            '2025-12-31'
        """
        if not isinstance(text, str):
            raise WrongTypeError(
                f"{shorten(text)} is not a text: PartialDate.parse reads EDTF text, PartialDate.of other days too"
            )
        first, last, mark = edtf.read(text)
        date = object.__new__(cls)  # past the checks: what was read is a sound run, qualified only if it is one unit
        object.__setattr__(date, "first_ordinal", first)
        object.__setattr__(date, "last_ordinal", last)
        object.__setattr__(date, "qualifier", Qualifier(mark) if mark else None)
        return date

    @classmethod
    def of(cls, value: Day) -> PartialDate:
        """Return the partial date for a day: a `datetime.date`, a `pendulum.Date`, EDTF text, or a partial date itself.

        Raises:
            WrongTypeError: If the value is a datetime, a number, a bool, None or anything else that is no day.
            DateError: If it is a text that is no partial date.

        Example:
            >>> PartialDate.of(datetime.date(2004, 12, 13))
            PartialDate('2004-12-13')
        """
        if isinstance(value, PartialDate):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        first, last = day_run(value)
        return cls(first, last)

    @classmethod
    def between(cls, earliest: Day, latest: Day) -> PartialDate:
        """Return the run from the first day that `earliest` may be through the last that `latest` may be.

        Example:
            >>> PartialDate.between("2011-01", "2011-12")
            PartialDate('2011')
        """
        first, last = day_run(earliest)[0], day_run(latest)[1]
        if first > last:
            run = f"{cls.of(earliest)}..{cls.of(latest)}"
            raise DateError(run, 0, "a run of days goes forward: give the earlier day first")
        return cls(first, last)

    @property
    def earliest(self) -> pendulum.Date:
        """The earliest day that it may be."""
        return _pendulum_date(self.first_ordinal)

    @property
    def latest(self) -> pendulum.Date:
        """The latest day that it may be."""
        return _pendulum_date(self.last_ordinal)

    @property
    def n_days(self) -> int:
        """How many days it may be, at least 1."""
        return self.last_ordinal - self.first_ordinal + 1

    @property
    def precision(self) -> Precision:
        """The unit of the calendar that the run fills, or `Precision.RUN`."""
        return edtf.unit_of(self.first_ordinal, self.last_ordinal)

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """A key that sorts by earliest, then latest day, then qualifier; a run open to the past by its latest day.

        Example:
            >>> [PartialDate.parse(text).sort_key[:2] for text in ("0002", "[..0002]")]
            [(366, 730), (730, 730)]
        """
        open_before = self.first_ordinal == FIRST_DAY != self.last_ordinal
        first = self.last_ordinal if open_before and self.precision is Precision.RUN else self.first_ordinal
        return first, self.last_ordinal, self.qualifier or ""

    def before(self, other: Day) -> Truth:
        """Whether this day lies before the other: TRUE if it must, FALSE if it cannot.

        Example:
            >>> PartialDate.parse("2011").before("2011-06")
            <Truth.UNKNOWN>
        """
        first, last = day_run(other)
        if self.last_ordinal < first:
            return Truth.TRUE
        return Truth.FALSE if self.first_ordinal >= last else Truth.UNKNOWN

    def after(self, other: Day) -> Truth:
        """Whether this day lies after the other: TRUE if it must, FALSE if it cannot."""
        first, last = day_run(other)
        if self.first_ordinal > last:
            return Truth.TRUE
        return Truth.FALSE if self.last_ordinal <= first else Truth.UNKNOWN

    def same_day(self, other: Day) -> Truth:
        """Whether both are one day: TRUE only if both are exact, FALSE if the runs do not meet.

        Two equal runs are not the same day: "in 2011" and "in 2011" may be different days.
        """
        first, last = day_run(other)
        if self.last_ordinal < first or last < self.first_ordinal:
            return Truth.FALSE
        return Truth.TRUE if self.first_ordinal == self.last_ordinal == first == last else Truth.UNKNOWN

    if not TYPE_CHECKING:  # type checkers refuse it as it is

        def __lt__(self, other: object) -> bool:
            raise WrongTypeError(
                "partial dates have no order, for their days may overlap: ask .before() or .after(), "
                "and sort with key=lambda date: date.sort_key"
            )

        __le__ = __gt__ = __ge__ = __lt__

    def widened(self, days: int) -> PartialDate:
        """Return the run with `days` more days on each side (within the calendar) and without its qualifier.

        A qualifier does not say how much leeway it means; this is the caller's own reading of it.

        Raises:
            InvalidRecordError: If `days` is negative (a ValueError).
            WrongTypeError: If `days` is no whole number.

        Example:
            >>> PartialDate.parse("2011-02-02~").widened(days=1)
            PartialDate('[2011-02-01..2011-02-03]')
        """
        if type(days) is not int:
            raise WrongTypeError(f"{shorten(days)} is no whole number of days")
        if days < 0:
            raise InvalidRecordError(f"a run is widened by 0 days or more, not by {shorten(days)}")
        return PartialDate(max(FIRST_DAY, self.first_ordinal - days), min(LAST_DAY, self.last_ordinal + days))

    def __str__(self) -> str:
        return edtf.write(self.first_ordinal, self.last_ordinal) + (self.qualifier or "")

    def __repr__(self) -> str:
        return f"PartialDate({str(self)!r})"


Day: TypeAlias = datetime.date | PartialDate | str
"""What a query takes for a day, an exact one (also a `pendulum.Date`), a partial date, or EDTF text for either."""


_known_date = lru_cache(maxsize=1 << 16)(PartialDate.parse)


def as_partial_date(value: Day) -> PartialDate:
    """Return `PartialDate.of(value)` (a plain function, which attrs and both type checkers take as a converter).

    A date that was met before is the same object: a register has many more dates than there are days.
    """
    return _known_date(value) if isinstance(value, str) else PartialDate.of(value)


def day_run(value: Day) -> tuple[int, int]:
    """Return the first and last day, as ordinals, of the days that a value for a day may be.

    Raises:
        WrongTypeError: If the value is a datetime, a number, a bool, None or anything else that is no day.
        DateError: If it is a text that is no partial date.
    """
    if isinstance(value, str):
        value = PartialDate.parse(value)
    if isinstance(value, PartialDate):
        return value.first_ordinal, value.last_ordinal
    # A datetime is a date to isinstance, and its day depends on a time zone that nobody named.
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        ordinal = value.toordinal()
        return ordinal, ordinal
    remedy = "take .date() of it" if isinstance(value, datetime.datetime) else "give a date, a PartialDate or EDTF text"
    raise WrongTypeError(f"{shorten(value)} ({type(value).__name__}) is not a day: {remedy}")


def _pendulum_date(ordinal: int) -> pendulum.Date:
    from pendulum import Date  # pendulum is slow to import, and few programs need it

    return Date.fromordinal(ordinal)
