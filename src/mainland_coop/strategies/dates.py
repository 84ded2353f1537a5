"""Strategies for days, partial dates, terms and periods."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cached_property, lru_cache

import attrs
from hypothesis import strategies as st

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY, Precision, unit_of, write
from mainland_coop.dates.partial_dates import Day, PartialDate, Qualifier, day_run
from mainland_coop.dates.periods import Period
from mainland_coop.dates.terms import Term
from mainland_coop.strategies.arguments import KnobError, by_itself, check_three_valued, member_or_all, strategy
from mainland_coop.strategies.draws import CENTRE, Draws

_YEARS = {Precision.YEAR: 1, Precision.DECADE: 10, Precision.CENTURY: 100}
_WIDTHS = {
    Precision.DAY: (1, 1),
    Precision.MONTH: (28, 31),
    Precision.YEAR: (365, 366),
    Precision.DECADE: (3651, 3653),
    Precision.CENTURY: (36524, 36525),
    Precision.RUN: (2, LAST_DAY),
}


@attrs.frozen(kw_only=True, slots=False)
class DaysBetween:
    """The arguments of strategies for days.

    Attributes:
        min_value: The earliest day (of a partial date its first).
        max_value: The latest day (of a partial date its last).
    """

    min_value: Day | None = None
    max_value: Day | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse bounds with no day between them."""
        if self.high < self.low:
            raise KnobError(f"max_value={self.max_value} lies before min_value={self.min_value}")

    @cached_property
    def low(self) -> int:
        """The earliest day, as an ordinal."""
        return FIRST_DAY if self.min_value is None else day_run(self.min_value)[0]

    @cached_property
    def high(self) -> int:
        """The latest day, as an ordinal."""
        return LAST_DAY if self.max_value is None else day_run(self.max_value)[1]


@strategy(DaysBetween)
def days(draw: Draws, wanted: DaysBetween) -> datetime.date:
    """Exact days.

    Example:
        >>> from hypothesis import find
        >>> find(days(), lambda day: True)
        datetime.date(2000, 1, 1)
    """
    return datetime.date.fromordinal(draw.day(wanted.low, wanted.high))


def unit_around(precision: Precision, day: int) -> tuple[int, int]:
    """Return the first and last day of the unit of the calendar that holds a day; within the first decade, its years.

    Example:
        >>> first, last = unit_around(Precision.MONTH, datetime.date(2011, 2, 5).toordinal())
        >>> write(first, last)
        '2011-02'
    """
    date = datetime.date.fromordinal(day)
    if precision is Precision.DAY:
        return day, day
    if precision is Precision.MONTH:
        return _month(date.year * 12 + date.month - 1)
    years = _YEARS[precision]
    return _years(date.year // years, years)


def _month(index: int) -> tuple[int, int]:
    first = datetime.date(index // 12, index % 12 + 1, 1)
    following = index + 1
    if following // 12 > datetime.MAXYEAR:
        return first.toordinal(), LAST_DAY
    return first.toordinal(), datetime.date(following // 12, following % 12 + 1, 1).toordinal() - 1


def _years(index: int, years: int) -> tuple[int, int]:
    first = max(1, index * years)
    return datetime.date(first, 1, 1).toordinal(), datetime.date(index * years + years - 1, 12, 31).toordinal()


def _unit(precision: Precision, index: int) -> tuple[int, int]:
    return _month(index) if precision is Precision.MONTH else _years(index, _YEARS[precision])


def _index(precision: Precision, day: int) -> int:
    date = datetime.date.fromordinal(day)
    return date.year * 12 + date.month - 1 if precision is Precision.MONTH else date.year // _YEARS[precision]


@lru_cache(maxsize=256)
def _units(precision: Precision, low: int, high: int, narrow: int, wide: int) -> Sequence[int]:
    """The units of the calendar, by number, within a window, neither narrower nor wider than allowed."""
    first, last = _index(precision, low), _index(precision, high)
    if unit_of(*_unit(precision, first)) is not precision or _unit(precision, first)[0] < low:
        first += 1
    if last >= first and _unit(precision, last)[1] > high:
        last -= 1
    least, most = _WIDTHS[precision]
    if narrow <= least and most <= wide:
        return range(first, last + 1)
    found = []
    for index in range(first, last + 1):
        start, end = _unit(precision, index)
        if narrow <= end - start + 1 <= wide:
            found.append(index)
    centre = _index(precision, CENTRE)
    return sorted(found, key=lambda index: (abs(index - centre), -index))


def _runs(low: int, high: int, narrow: int, wide: int) -> tuple[int, int] | None:
    """The least and greatest width of a run within a window, or None where every run would be a unit."""
    narrow, wide = max(2, narrow), min(wide, high - low + 1)
    if narrow > wide:
        return None
    if wide - narrow > 1 or high - low + 1 > wide:
        return narrow, wide  # a neighbour in width or place is no unit where this one is
    if any(unit_of(low, low + width - 1) is Precision.RUN for width in (narrow, wide)):
        return narrow, wide
    return (narrow, wide) if unit_of(high - wide + 1, high) is Precision.RUN else None


@attrs.frozen(kw_only=True, slots=False)
class PartialDateArguments(DaysBetween):
    """The arguments of `partial_dates`.

    Attributes:
        precision: Day, month, year, decade, century or run; None means all of them.
        min_width: The least number of days that it may be.
        max_width: The greatest such number.
        around: An exact day that it may be.
        min_value: No day that it may be is earlier.
        max_value: No day that it may be is later.
        qualifiers: True for a qualifier (`~`, `?`, `%`) on each, False for none; a run between two dates has none.
    """

    precision: Precision | str | None = None
    min_width: int | None = None
    max_width: int | None = None
    around: Day | None = None
    qualifiers: bool | None = attrs.field(default=None, validator=check_three_valued)

    def __attrs_post_init__(self) -> None:
        """Refuse what no partial date can be."""
        super().__attrs_post_init__()
        if type(self.narrow) is not int or type(self.wide) is not int or not 1 <= self.narrow <= self.wide:
            raise KnobError(
                f"min_width={self.min_width} and max_width={self.max_width} are no numbers of days of 1 or more, rising"
            )
        if self.around is not None:
            first, last = day_run(self.around)
            if first != last:
                raise KnobError(f"around={self.around} is no exact day")
            if not self.low <= first <= self.high:
                raise KnobError(
                    f"around={self.around} lies outside min_value={self.min_value} and max_value={self.max_value}"
                )
        if not self.precisions:
            raise KnobError(
                f"no partial date has precision={self.precision and str(self.precision)!r}, "
                f"min_width={self.min_width}, max_width={self.max_width}, around={self.around}, "
                f"min_value={self.min_value}, max_value={self.max_value} and qualifiers={self.qualifiers}; "
                "loosen one of them"
            )

    @property
    def narrow(self) -> int:
        """The least number of days."""
        return 1 if self.min_width is None else self.min_width

    @property
    def wide(self) -> int:
        """The greatest number of days."""
        return LAST_DAY if self.max_width is None else self.max_width

    @cached_property
    def day(self) -> int | None:
        """The day that it may be, as an ordinal."""
        return None if self.around is None else day_run(self.around)[0]

    @cached_property
    def precisions(self) -> list[Precision]:
        """The precisions of which there is a date."""
        wanted = member_or_all("precision", Precision, self.precision)
        return [one for one in wanted if self._allows(one) and not (self.qualifiers and one is Precision.RUN)]

    def _allows(self, precision: Precision) -> bool:
        if precision is Precision.DAY:
            return self.narrow == 1
        if precision is Precision.RUN:
            return _runs(self.low, self.high, self.narrow, self.wide) is not None
        if self.day is None:
            return bool(_units(precision, self.low, self.high, self.narrow, self.wide))
        first, last = unit_around(precision, self.day)
        whole = unit_of(first, last) is precision and self.low <= first and last <= self.high
        return whole and self.narrow <= last - first + 1 <= self.wide

    def draw_run(self, draw: Draws, precision: Precision) -> tuple[int, int]:
        """Draw the first and last day of a date of a precision."""
        if precision is Precision.RUN:
            return self._draw_free(draw)
        if self.day is not None:
            return unit_around(precision, self.day)
        if precision is Precision.DAY:
            day = draw.day(self.low, self.high)
            return day, day
        units = _units(precision, self.low, self.high, self.narrow, self.wide)
        if isinstance(units, range):
            first, last = _unit(precision, units[0])[0], _unit(precision, units[-1])[1]
            return unit_around(precision, draw.day(first, last))
        return _unit(precision, draw.one_of(units))

    def _draw_free(self, draw: Draws) -> tuple[int, int]:
        """A run that is no unit of the calendar."""
        narrow, wide = _runs(self.low, self.high, self.narrow, self.wide) or (2, 2)
        width = draw.span(wide, narrow)
        low, high = self.low, self.high - width + 1
        if self.day is not None:
            low, high = max(low, self.day - width + 1), min(high, self.day)
        first = draw.day(low, high)
        last = first + width - 1
        moves = ((0, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, 0), (-1, 0))
        for shift, shift_last in moves:
            a, b = first + shift, last + shift_last
            inside = self.low <= a < b <= self.high and narrow <= b - a + 1 <= wide
            if inside and (self.day is None or a <= self.day <= b) and unit_of(a, b) is Precision.RUN:
                return a, b
        raise KnobError(f"every run of {narrow} to {wide} days there is a unit of the calendar; loosen an argument")


@strategy(PartialDateArguments)
def partial_dates(draw: Draws, wanted: PartialDateArguments) -> PartialDate:
    """Partial dates.

    Raises:
        KnobError: If no partial date is as the arguments want it.

    Example:
        >>> from hypothesis import find
        >>> find(partial_dates(precision="month", around="2011-02-05"), lambda date: True)
        PartialDate('2011-02')
    """
    return draw_partial_date(draw, wanted)


_ANY = PartialDateArguments()


def draw_partial_date(draw: Draws, wanted: PartialDateArguments = _ANY) -> PartialDate:
    """Draw one of `partial_dates`."""
    chosen = draw.one_of(wanted.precisions)
    mark = draw.one_of(QUALIFIERS[wanted.qualifiers])  # drawn for a run, too: none is to be simpler
    first, last = wanted.draw_run(draw, chosen)
    return PartialDate(first, last, None if chosen is Precision.RUN else mark)


DATE = by_itself(draw_partial_date)
"""One of `partial_dates`, as a field."""

QUALIFIERS: dict[bool | None, tuple[Qualifier | None, ...]] = {
    None: (None, None, None, *Qualifier),
    True: tuple(Qualifier),
    False: (None,),
}
"""How a date may be qualified: as it is wanted, or as it comes."""


@st.composite
def date_texts(draw: st.DrawFn, meaning: Day | st.SearchStrategy[PartialDate] | None = None) -> str:
    """Texts of partial dates, in every form that is read: `2011`, `2011-XX`, `[2011..2011-12]`.

    Args:
        meaning: What the text means: a day or partial date, a strategy for them, or None for any.

    Example:
        >>> from hypothesis import find
        >>> find(date_texts("2011"), lambda text: "X" in text)
        '2011-XX'
    """
    if meaning is None:
        meaning = partial_dates()
    date = draw(meaning) if isinstance(meaning, st.SearchStrategy) else PartialDate.of(meaning)
    return draw(st.sampled_from(texts_of(date)))


def texts_of(date: PartialDate) -> tuple[str, ...]:
    """Return every text that means a partial date, the normal form first.

    Example:
        >>> texts_of(PartialDate.parse("2011-02~"))
        ('2011-02~', '2011-02-XX~')
    """
    first, last, mark = date.first_ordinal, date.last_ordinal, date.qualifier or ""
    forms = [str(date)]
    if date.precision is Precision.YEAR:
        forms += [f"{write(first, last)}-XX{mark}", f"{write(first, last)}-XX-XX{mark}"]
    elif date.precision is Precision.MONTH:
        forms.append(f"{write(first, last)}-XX{mark}")
    if not mark:
        starts, ends = _sides(first, 0), _sides(last, 1)
        starts += [""] if first == FIRST_DAY else []
        ends += [""] if last == LAST_DAY else []
        forms += [f"[{start}..{end}]" for start in starts for end in ends if start or end]
    return tuple(dict.fromkeys(forms))


def _sides(day: int, side: int) -> list[str]:
    """The plain dates of which a day is the first (side 0) or last (side 1), coarsest first."""
    units = (Precision.YEAR, Precision.MONTH, Precision.DAY)
    whole = [unit_around(unit, day) for unit in units]
    return list(dict.fromkeys(write(*unit) for unit in whole if unit[side] == day))


def _check_number_of_days(_: object, argument: attrs.Attribute[int | None], value: int | None) -> None:
    if value is not None and (type(value) is not int or value < 1):
        raise KnobError(f"{argument.name}={value!r} is no number of days of 1 or more")


@attrs.frozen(kw_only=True, slots=False)
class TermArguments:
    """The arguments of `terms`.

    Attributes:
        max_days: No start makes the term longer than this.
    """

    max_days: int | None = attrs.field(default=None, validator=_check_number_of_days)


@strategy(TermArguments)
def terms(draw: Draws, wanted: TermArguments) -> Term:
    """Terms: years, months, weeks, days, and years and months with what is left over.

    Example:
        >>> from hypothesis import find
        >>> find(terms(), lambda term: True)
        Term('P1D')
        >>> find(terms(), lambda term: term.years > 1)
        Term('P2Y')
    """
    return draw_any_term(draw, wanted.max_days)


def draw_any_term(draw: Draws, max_days: int | None) -> Term:
    """Draw a term of at most so many days from any start."""
    most = _MOST_DAYS if max_days is None else min(max_days, 9999 * 366)
    form, greatest = draw.one_of(_forms(most))
    number = 1 + draw.number(greatest - 1)
    if form == "mixed":
        years, months = divmod(number, 12)
        return Term(years, months, draw.number(min(45, most - number * 31)))
    return Term(**{form: number})


_MOST_DAYS = 120 * 366


@lru_cache(maxsize=256)
def _forms(most: int) -> list[tuple[str, int]]:
    """The part that is counted, and how far, days being the plainest."""
    forms = [("days", min(most, 40)), ("years", min(10, most // 366)), ("months", min(60, most // 31))]
    forms += [("weeks", most // 7), ("mixed", min(60, most // 31)), ("days", most)]
    forms += [("years", most // 366), ("months", most // 31), ("mixed", most // 31)]
    return [(form, greatest) for form, greatest in forms if greatest]


@attrs.frozen(kw_only=True, slots=False)
class PeriodArguments(DaysBetween):
    """The arguments of `periods`.

    Attributes:
        min_value: No date of it lies earlier; an open side does.
        max_value: No date of it lies later; an open side does.
        open_ended: True for an open side on each, False for none.
    """

    open_ended: bool | None = attrs.field(default=None, validator=check_three_valued)


@strategy(PeriodArguments)
def periods(draw: Draws, wanted: PeriodArguments) -> Period:
    """Periods: single dates that mean all their days, intervals, and intervals open on a side.

    Example:
        >>> from hypothesis import find
        >>> find(periods(), lambda period: period.start is None)
        Period('../2000-01-01')
    """
    shapes = ["single", "interval"] if wanted.open_ended is not True else []
    shapes += ["from", "until", "always"] if wanted.open_ended is not False else []
    shape = draw.one_of(shapes)
    if shape == "single":
        date = draw(partial_dates(min_value=wanted.min_value, max_value=wanted.max_value))
        return Period(date, date)
    start = draw(_plain(wanted.min_value, wanted.max_value))
    if shape == "always":  # drawn after a date all the same: no period is to be simpler than a single day
        return Period(None, None)
    if shape != "interval":
        return Period(start, None) if shape == "from" else Period(None, start)
    # The end is drawn no earlier than the start's first day: the last day of it then lies no earlier either.
    return Period(start, draw(_plain(PartialDate(start.first_ordinal, start.first_ordinal), wanted.max_value)))


def _plain(min_value: Day | None, max_value: Day | None) -> st.SearchStrategy[PartialDate]:
    """Days, months and years, as they stand at the ends of an interval."""
    whole: list[st.SearchStrategy[PartialDate]] = []
    for precision in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        try:
            whole.append(partial_dates(precision=precision, min_value=min_value, max_value=max_value, qualifiers=False))
        except KnobError:  # the window holds no whole unit
            continue
    return st.one_of(whole)
