"""The arguments that commands share, and how the days among them are read."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period, as_period

if TYPE_CHECKING:
    from mainland_coop.cli.answer import Answer

_FORMS = {"json": "JSON, for programs", "markdown": "Markdown", "html": "HTML"}


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


def add_data_and_forms(parser: argparse.ArgumentParser, *forms: str) -> None:
    """Add the register to ask and the forms that its answer has: what almost every question takes, last."""
    add_data(parser)
    add_forms(parser, *forms)


def _columns(text: str) -> int:
    if not text.isdecimal() or int(text) < 20:
        raise argparse.ArgumentTypeError("give a number of columns, 20 or more")
    return int(text)


def read_day(text: str) -> PartialDate:
    """Return the day that an argument means; `today` is one.

    Raises:
        DateError: If it is none.

    Example:
        >>> str(read_day("2016-06"))
        '2016-06'
    """
    if text == "today":
        return PartialDate.parse(datetime.date.today().isoformat())
    return PartialDate.parse(text)


def read_period(text: str) -> Period:
    """Return the period that an argument means: a day or partial date with all its days, or an interval.

    Raises:
        DateError: As for `read_day`.
    """
    return as_period(text)


def expect_one(options: argparse.Namespace, names: str, *given: object) -> None:
    """End with wrong usage unless exactly one of some arguments is given."""
    if sum(value is not None for value in given) != 1:
        options.wrong(f"give {names}, and only one of them")
