"""What cells hold in files and frames, as text; and the error of a cell that cannot be read."""

from __future__ import annotations

import datetime
import decimal
import math
import numbers
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from mainland_coop.intake.report import TableProblemKind
from mainland_coop.intake.workbook_cells import DateCell, UnreadableCell

Cell: TypeAlias = "str | tuple[str, ...] | None"
"""What a cell holds, which is text, a list of texts, or nothing."""


class CellError(Exception):
    """A cell that cannot be read.

    Attributes:
        remedy: What is wrong with it, and what to do.
        kind: The kind of problem.
        fault: What is wrong, in the same words for every cell that is wrong in this way.
        arguments: The arguments of `read_table` with which it would be read, if that is what it means.
        formats: The formats of dates that would read it, where there are several.
    """

    def __init__(
        self,
        remedy: str,
        kind: TableProblemKind = TableProblemKind.MALFORMED,
        *,
        fault: str = "",
        arguments: Mapping[str, Any] | None = None,
        formats: tuple[str, ...] = (),
    ) -> None:
        super().__init__(remedy)
        self.remedy = remedy
        self.kind = kind
        self.fault = fault or remedy
        self.arguments = arguments or {}
        self.formats = formats


def is_blank(value: object) -> bool:
    """Whether a cell states nothing: no value, no text, or only spaces.

    Example:
        >>> is_blank(" "), is_blank(float("nan")), is_blank(0)
        (True, True, False)
    """
    if type(value) is str:
        return not value or value.isspace()
    if value is None or type(value).__name__ in _MISSING:
        return True
    return isinstance(value, numbers.Real) and value != value


_MISSING = ("NAType", "NaTType")  # of pandas


def text_of(value: object) -> Cell:
    """Return a cell of any table as text: dates as ISO text, whole numbers as their digits, blanks as None.

    Example:
        >>> import datetime
        >>> text_of(datetime.datetime(1997, 7, 1)), text_of(1997.0), text_of(float("nan")), text_of("n/a")
        ('1997-07-01', '1997', None, 'n/a')
    """
    if isinstance(value, str):
        return str(value) or None
    if value is None or type(value).__name__ in _MISSING:
        return None
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time() or value.tzinfo is not None:
            raise CellError("it has a time of day or a time zone, and a date has none: give the dates alone")
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, DateCell):
        return value.text
    if isinstance(value, UnreadableCell):
        raise CellError(value.remedy)
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, decimal.Decimal):
        return _decimal_text(value)
    if isinstance(value, numbers.Real):
        return _number_text(float(value))
    if isinstance(value, list | tuple):
        return tuple(_part(item) for item in value) or None
    to_list: Callable[[], object] | None = getattr(value, "tolist", None)  # of numpy
    if to_list is not None:
        return text_of(to_list())
    raise CellError(f"a {type(value).__name__} is nothing that can be read here: give text, dates or numbers")


_EXACT = 2**53  # from here on a float does not tell whole numbers apart
_MOST_DIGITS = 400


def _number_text(number: float) -> str | None:
    if number != number:
        return None
    if math.isinf(number):
        raise CellError(_INFINITE)
    if not number.is_integer():
        return str(number)
    if abs(number) >= _EXACT:
        raise CellError("it is a number of so many digits that its last ones are lost: give the column as text")
    return str(int(number))


_INFINITE = "it is no finite number: leave the cell blank where nothing is stated"


def _decimal_text(number: decimal.Decimal) -> str | None:
    if number.is_nan():
        return None
    if number.is_infinite():
        raise CellError(_INFINITE)
    if abs(number.adjusted()) > _MOST_DIGITS:
        raise CellError(f"it is a number of more than {_MOST_DIGITS} digits: give the column as text")
    whole = int(number)
    return str(whole) if whole == number else format(number, "f")


def _part(value: object) -> str:
    text = text_of(value)
    if not isinstance(text, str):
        raise CellError("a list of texts has no blanks and no lists in it")
    return text


def own_value(value: object) -> bool | int | float | tuple[object, ...] | None:
    """Return a number, a flag or a list as the user's own value; None for what is to be read as text, and for blanks.

    Example:
        >>> own_value(120), own_value(True), own_value(["a", 1]), own_value(float("nan")), own_value("120")
        (120, True, ('a', 1), None, None)
    """
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return bool(value)
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, decimal.Decimal):
        text = _decimal_text(value)
        return None if text is None else float(text) if "." in text else int(text)
    if isinstance(value, numbers.Real):
        number = float(value)
        return number if math.isfinite(number) else None
    if isinstance(value, list | tuple):
        return tuple(item if isinstance(item, str) else own_value(item) for item in value) or None
    return None
