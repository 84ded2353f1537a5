"""The commands of tables: what a table could be read as, and a table made a register."""

from __future__ import annotations

import argparse
import inspect as signatures
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from mainland_coop.display.story import Story
from mainland_coop.files.register_files import TABLES, dump
from mainland_coop.form.plain import from_dict, to_dict
from mainland_coop.foundation.errors import FileError, InvalidArgumentError, InvalidFileError, hint, shorten
from mainland_coop.foundation.strict_json import parse
from mainland_coop.foundation.whole_files import file_errors, write_whole
from mainland_coop.intake.inspection import inspect_table
from mainland_coop.intake.read_table import read_table
from mainland_coop.intake.report import TableError
from mainland_coop.records.provenance import Source

_PRINTED = "-"
_ARGUMENTS = frozenset(signatures.signature(read_table).parameters) - {"source", "into"}


class Told(NamedTuple):
    """What a command tells: the answer for programs and for people, whether all is well, and other forms."""

    data: Any
    text: str
    found: bool = True
    story: Story | None = None


class Command(NamedTuple):
    """A command: its name, what it does, what adds its arguments, what answers it, and the answer's other forms."""

    name: str
    help: str
    add: Callable[[argparse.ArgumentParser], None]
    answer: Callable[[argparse.Namespace], Told]
    forms: tuple[str, ...]


def named(name: str) -> Command | None:
    """Return the command of tables that is called so."""
    return next((each for each in COMMANDS if each.name == name), None)


def add_inspect(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `inspect`."""
    parser.add_argument("file", metavar="FILE", help="a CSV file, a workbook or a Parquet file")
    parser.add_argument("--encoding", metavar="NAME", help="the encoding of a text file")
    parser.add_argument("--delimiter", metavar="TEXT", help="what ends the columns of a text file")
    parser.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    parser.add_argument("--skip", metavar="N", type=int, help="how many rows stand above the header")
    parser.add_argument(
        "-o", "--output", metavar="MAPPING", help="write what is proposed, as JSON for `read --mapping`"
    )


def inspect(options: argparse.Namespace) -> Told:
    """Tell how a table could be read."""
    found = inspect_table(
        options.file,
        encoding=options.encoding,
        delimiter=options.delimiter,
        sheet=options.sheet,
        skip=options.skip,
    )
    arguments = dict(found.arguments)
    text = [found.story.text, "", "In Python:", "", found.code.rstrip("\n")]
    if options.output is not None:
        write_whole(Path(options.output), json.dumps(arguments, ensure_ascii=False, indent=2) + "\n")
        text += ["", f"written: {options.output}"]
    data = {
        "file": options.file,
        "n_rows": found.n_rows,
        "arguments": arguments,
        "code": found.code,
        "proposals": [to_dict(each) for each in found.proposals],
        "unread": [to_dict(each) for each in found.unread],
        "undecided": [to_dict(each) for each in found.undecided],
    }
    return Told(data, "\n".join(text), story=found.story)


def add_read(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `read`."""
    parser.add_argument("file", metavar="FILE", help="a CSV file, a workbook or a Parquet file")
    parser.add_argument(
        "--mapping",
        metavar="MAPPING",
        required=True,
        help="the arguments of read_table as JSON, as `inspect -o` writes them",
    )
    parser.add_argument("-o", "--output", metavar="REGISTER", required=True, help="the register to write, as JSON")
    parser.add_argument(
        "--report",
        metavar="REPORT",
        nargs="?",
        const=_PRINTED,
        help="leave out faulty rows, and write every problem to a file (.csv or .json), or print them all",
    )


def read(options: argparse.Namespace) -> Told:
    """Make a register of a table; of one with faults only if a report of them is asked for."""
    arguments = arguments_in(Path(options.mapping))
    if options.report is not None:
        arguments["on_error"] = "skip"
    try:
        intake = read_table(options.file, **arguments)
    except TableError as error:
        data = {"file": options.file, "register": None, "problems": error.report.as_dicts()}
        return Told(
            data, f"{error}\nNothing was written; --report leaves out faulty rows and tells which.", found=False
        )
    dump(intake.registry, options.output)
    lines = [f"{options.output}: {intake!r}"]
    if options.report == _PRINTED:
        lines += [f"  {problem}" for problem in intake.report]
    elif options.report is not None:
        intake.report.write(options.report)
        lines.append(f"written: {options.report}")
    data = {
        "file": options.file,
        "register": options.output,
        "n_rows": intake.n_rows,
        "problems": intake.report.as_dicts(),
        "left_out": [to_dict(each) for each in intake.left_out],
    }
    return Told(data, "\n".join(lines), found=not intake.problems)


def arguments_in(path: Path) -> dict[str, Any]:
    """Return the arguments of `read_table` that a JSON file holds.

    Raises:
        FileError: If it cannot be read.
        InvalidFileError: If it is no JSON, or `cite` no source.
        InvalidArgumentError: If it is no object, or a key no argument.
    """
    with file_errors(path, ValueError, done="read"):
        found, problems = parse(path.read_bytes(), "")
    if problems:
        raise InvalidFileError(str(path), problems)
    if not isinstance(found, dict):
        raise InvalidArgumentError(f"{shorten(str(path))} is no mapping: write an object, as `inspect -o` writes it")
    for name in found:
        if name not in _ARGUMENTS:
            raise InvalidArgumentError(
                f"{shorten(str(path))}: {shorten(name)} is no argument of read_table; {hint(name, _ARGUMENTS)}"
            )
    if "columns" not in found:
        raise InvalidArgumentError(f"{shorten(str(path))}: columns is missing: it names the column of each field")
    cite: Any = found.get("cite")
    return {**found, **({} if cite is None else {"cite": from_dict(Source, cite)})}


def refuse_tables(path: str) -> None:
    """Say of a table that it is no register, and how to make one of it."""
    if Path(path).suffix.casefold() in TABLES and Path(path).is_file():
        raise FileError(
            f"{shorten(path)} is a table and no register yet: `inspect FILE -o MAPPING` looks at it, and "
            f"`read FILE --mapping MAPPING -o REGISTER` makes a register of it"
        )


_FORMS = ("json", "markdown", "html")

COMMANDS = (
    Command(
        "inspect", "look at a table, and propose how to read it", add_inspect, inspect, ("json", "markdown", "html")
    ),
    Command("read", "make a register of a table", add_read, read, ("json",)),
)
