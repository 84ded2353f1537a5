"""The arguments that commands share, and how the days among them are read."""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period, as_period
from mainland_coop.foundation.errors import DateError

if TYPE_CHECKING:
    from mainland_coop.cli.answer import Answer

_FORMS = {"json": "JSON, for programs", "markdown": "Markdown", "html": "HTML"}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.年](\d{1,2})(?:[/.月](\d{1,2})日?|月)?")
_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([A-Za-z]{3,9})\.?\s+(?:(\d{1,2}),\s*)?(\d{4})")


class Command(NamedTuple):
    """One command.

    Attributes:
        name: Its name.
        help: What it does, in a few words.
        add: Adds its arguments to its parser.
        answer: Answers it.
    """

    name: str
    help: str
    add: Callable[[argparse.ArgumentParser], None]
    answer: Callable[[argparse.Namespace], Answer]


def registry_of(options: argparse.Namespace) -> Any:
    """Return the register that a command is asked of."""
    from mainland_coop.files.register_files import load

    return load(options.data)


def add_data(parser: argparse.ArgumentParser) -> None:
    """Add the register to ask."""
    parser.add_argument("--data", metavar="PATH", help="a register in a file or folder (default: the bundled one)")


def add_presumption(parser: argparse.ArgumentParser) -> None:
    """Add whether to presume continuity."""
    parser.add_argument(
        "--no-presumption",
        dest="presume_continuity",
        action="store_false",
        help="do not presume that what has no stated end continues",
    )


def add_possible(parser: argparse.ArgumentParser, what: str) -> None:
    """Add whether what is only possible counts too."""
    parser.add_argument("--possible", action="store_true", help=f"also {what}")


def add_forms(parser: argparse.ArgumentParser, *forms: str) -> None:
    """Add the forms that an answer has, and for how many columns text is laid out."""
    group = parser.add_mutually_exclusive_group()
    for form in forms:
        group.add_argument(f"--{form}", dest="form", action="store_const", const=form, help=f"answer as {_FORMS[form]}")
    parser.add_argument(
        "--width",
        type=_columns,
        metavar="N",
        help="lay text out for N columns (default: those of the terminal; piped text has a record in each line)",
    )


def _columns(text: str) -> int:
    columns = int(text)
    if columns < 20:
        raise argparse.ArgumentTypeError("lines have 20 columns or more")
    return columns


def read_day(text: str) -> PartialDate:
    """Return the day that an argument means; `today` is one.

    Raises:
        DateError: If it is none; the error shows how the day is written, where it can be seen which is meant.

    Example:
        >>> str(read_day("2016-06"))
        '2016-06'
        >>> read_day("30/06/2016")
        Traceback (most recent call last):
        mainland_coop.DateError: '30/06/2016' is no date that can be used here: at position 0, write 2016-06-30
    """
    if text == "today":
        return PartialDate.parse(datetime.date.today().isoformat())
    try:
        return PartialDate.parse(text)
    except DateError as error:
        raise _remedied(error) from None


def read_period(text: str) -> Period:
    """Return the period that an argument means: a day or partial date with all its days, or an interval.

    Raises:
        DateError: As for `read_day`.
    """
    try:
        return as_period(text)
    except DateError as error:
        raise _remedied(error) from None


def _remedied(error: DateError) -> DateError:
    """The error with the form in which a day is to be written, if it can be seen which day is meant."""
    meant = _meant(error.text.strip()) if len(error.text) <= 40 else ()
    if not meant:
        return error
    return DateError(error.text, 0, f"write {' or '.join(meant)}")


def _meant(text: str) -> tuple[str, ...]:
    if match := _NUMBERS.fullmatch(text):
        one, other, year = (int(part) for part in match.groups())
        orders = {(year, other, one), (year, one, other)}
        return tuple(sorted(filter(None, (_iso(*order) for order in orders))))
    if match := _YEAR_FIRST.fullmatch(text):
        return tuple(filter(None, [_iso(*(None if part is None else int(part) for part in match.groups()))]))
    if match := _WORDS.fullmatch(text):
        before, word, after, year_text = match.groups()
        name = word[:3].lower()
        if name in _MONTHS:
            day = before or after
            told = _iso(int(year_text), _MONTHS.index(name) + 1, None if day is None else int(day))
            return tuple(filter(None, [told]))
    return ()


def _iso(year: int | None, month: int | None = None, day: int | None = None) -> str:
    try:
        whole = datetime.date(year or 0, month or 1, day or 1).isoformat()
    except ValueError:
        return ""
    return whole if day is not None else whole[:7]


def expect_one(options: argparse.Namespace, names: str, *given: object) -> None:
    """End with wrong usage unless exactly one of some arguments is given."""
    if sum(value is not None for value in given) != 1:
        options.wrong(f"give {names}, and only one of them")
