"""The commands of tables: what a table could be read as, and a table made a register."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from mainland_coop.cli.answer import Answer
from mainland_coop.cli.layout import Page, wrapped
from mainland_coop.cli.options import Command, add_forms
from mainland_coop.foundation.errors import FileError, InvalidArgumentError, InvalidFileError, hint, shorten

_PRINTED = "-"


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
    add_forms(parser, "json", "markdown", "html")


def inspect(options: argparse.Namespace) -> Answer:
    """Tell how a table could be read."""
    from mainland_coop.foundation.whole_files import write_whole
    from mainland_coop.intake.inspection import inspect_table

    found = inspect_table(
        options.file,
        encoding=options.encoding,
        delimiter=options.delimiter,
        sheet=options.sheet,
        skip=options.skip,
    )
    arguments = dict(found.arguments)
    after = ["", "In Python:", "", *found.code.rstrip("\n").splitlines()]
    if options.output is not None:
        write_whole(Path(options.output), json.dumps(arguments, ensure_ascii=False, indent=2) + "\n")
        after += ["", f"written: {options.output}"]

    def data() -> dict[str, Any]:
        from mainland_coop.form.plain import to_dict

        return {
            "file": options.file,
            "n_rows": found.n_rows,
            "arguments": arguments,
            "code": found.code,
            "proposals": [to_dict(each) for each in found.proposals],
            "unread": [to_dict(each) for each in found.unread],
            "undecided": [to_dict(each) for each in found.undecided],
        }

    told = Answer.told(found.story, data)
    return told._replace(lines=lambda page: [*told.lines(page), *after])


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
    add_forms(parser, "json")


def read(options: argparse.Namespace) -> Answer:
    """Make a register of a table; of one with faults only if a report of them is asked for."""
    from mainland_coop.files.register_files import dump
    from mainland_coop.intake.read_table import read_table
    from mainland_coop.intake.report import TableError

    arguments = arguments_in(Path(options.mapping))
    if options.report is not None:
        arguments["on_error"] = "skip"
    try:
        intake = read_table(options.file, **arguments)
    except TableError as error:
        refused = {"file": options.file, "register": None, "problems": error.report.as_dicts()}
        told = f"{error}\nNothing was written; --report leaves out faulty rows and tells which."
        return Answer(lambda: refused, lambda page: _laid_out(told.splitlines(), page), found=False)
    dump(intake.registry, options.output)
    lines = [f"{options.output}: {intake!r}"]
    if options.report == _PRINTED:
        lines += [f"  {problem}" for problem in intake.report]
    elif options.report is not None:
        intake.report.write(options.report)
        lines.append(f"written: {options.report}")

    def data() -> dict[str, Any]:
        from mainland_coop.form.plain import to_dict

        return {
            "file": options.file,
            "register": options.output,
            "n_rows": intake.n_rows,
            "problems": intake.report.as_dicts(),
            "left_out": [to_dict(each) for each in intake.left_out],
        }

    return Answer(data, lambda page: _laid_out(lines, page), found=not intake.problems)


def _laid_out(lines: list[str], page: Page) -> list[str]:
    """Return lines as wide as a page; what is set in stays set in."""
    found: list[str] = []
    for line in lines:
        inset = line[: len(line) - len(line.lstrip())]
        found += wrapped(line, page.columns, inset, f"{inset}  ") if line else [""]
    return found


def arguments_in(path: Path) -> dict[str, Any]:
    """Return the arguments of `read_table` that a JSON file holds.

    Raises:
        FileError: If it cannot be read.
        InvalidFileError: If it is no JSON, or `cite` no source.
        InvalidArgumentError: If it is no object, or a key no argument.
    """
    import inspect as signatures

    from mainland_coop.form.plain import from_dict
    from mainland_coop.foundation.strict_json import parse
    from mainland_coop.foundation.whole_files import file_errors
    from mainland_coop.intake.read_table import read_table
    from mainland_coop.records.provenance import Source

    known = frozenset(signatures.signature(read_table).parameters) - {"source", "into"}
    with file_errors(path, ValueError, done="read"):
        found, problems = parse(path.read_bytes(), "")
    if problems:
        raise InvalidFileError(str(path), problems)
    if not isinstance(found, dict):
        raise InvalidArgumentError(f"{shorten(str(path))} is no mapping: write an object, as `inspect -o` writes it")
    for name in found:
        if name not in known:
            raise InvalidArgumentError(
                f"{shorten(str(path))}: {shorten(name)} is no argument of read_table; {hint(name, known)}"
            )
    if "columns" not in found:
        raise InvalidArgumentError(f"{shorten(str(path))}: columns is missing: it names the column of each field")
    cite: Any = found.get("cite")
    return {**found, **({} if cite is None else {"cite": from_dict(Source, cite)})}


def refuse_tables(path: str) -> None:
    """Say of a table that it is no register, and how to make one of it."""
    from mainland_coop.files.register_files import TABLES

    if Path(path).suffix.casefold() in TABLES and Path(path).is_file():
        raise FileError(
            f"{shorten(path)} is a table and no register yet: `inspect FILE -o MAPPING` looks at it, and "
            f"`read FILE --mapping MAPPING -o REGISTER` makes a register of it"
        )


COMMANDS = (
    Command("inspect", "look at a table, and propose how to read it", add_inspect, inspect),
    Command("read", "make a register of a table", add_read, read),
)
