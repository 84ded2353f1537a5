"""The command line: `python -m mainland_coop`, a thin layer over the same calls as in Python.

Exit codes: 0 for an answer, 1 if nothing was found or a checked register is invalid, 2 for wrong usage and for every
error, which goes to standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from typing import TextIO

import mainland_coop
from mainland_coop.cli import commands
from mainland_coop.display.blocks import clean
from mainland_coop.files.register_files import load
from mainland_coop.foundation.errors import MainlandCoopError
from mainland_coop.registry.registry import Registry

__all__ = ["ANSWERED", "FAILED", "NOT_FOUND", "main", "run"]

ANSWERED = 0
NOT_FOUND = 1
FAILED = 2

_EPILOG = """\
days are EDTF texts, which may be partial: 2016-06-30, 2016-06, 2016, 201X, 2016~, [2016-02..2017-10].

exit codes:
  0  there is an answer; for validate: the register is sound
  1  nothing was found; for validate: the register is invalid
  2  wrong usage, or an error (a malformed day, an unknown id, a file that cannot be read), told on standard error
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        argv: The arguments without the program's name; those of the process if not given.

    Raises:
        SystemExit: With code 2 for wrong usage, with code 0 after `--help` and `--version`; as argparse does.

    Example:
        >>> main(["find", "HKMAO", "--kind", "parties", "--limit", "1"])
        kind     id                                  why           matched
        parties  hong-kong-and-macao-affairs-office  abbreviation  HKMAO
        0
    """
    options = _parser().parse_args(argv)
    try:
        answer = _answer(options)
    except MainlandCoopError as error:
        _print("\n".join(clean(line) for line in f"mainland_coop: {error}".splitlines()), sys.stderr)
        return FAILED
    form = getattr(options, "form", None)
    if form == "json":
        escape = not _encoding(sys.stdout).lower().replace("-", "").startswith("utf")
        _print(json.dumps(answer.data, ensure_ascii=escape, indent=2), sys.stdout)
    elif form is not None and answer.story is not None:
        _print(getattr(answer.story, form).rstrip("\n"), sys.stdout)
    else:
        _print(answer.text, sys.stdout)
    return ANSWERED if answer.found else NOT_FOUND


def run() -> int:
    """Run the command line for a process; a reader that goes away (`| head`) is no error."""
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes standard output once more when it exits; that must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED
    return code


def _answer(options: argparse.Namespace) -> commands.Answer:
    if options.command == "validate":
        return commands.validate(options.file)
    registry: Registry = load(options.data)
    match options.command:
        case "active":
            return commands.active(
                registry, options.day, possible=options.possible, presume_continuity=options.presume_continuity
            )
        case "chain":
            return commands.chain(registry, options.id)
        case "explain":
            return commands.explain(registry, options.id, options.day, presume_continuity=options.presume_continuity)
        case "find":
            return commands.find_names(registry, " ".join(options.text), kind=options.kind, limit=options.limit)
        case _:
            return commands.changes(
                registry, options.before, options.after, presume_continuity=options.presume_continuity
            )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m mainland_coop",
        description="Ask a register of Hong Kong – Mainland co-operation.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"mainland_coop {mainland_coop.__version__}")
    of_commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, help: str) -> argparse.ArgumentParser:
        return of_commands.add_parser(
            name,
            help=help,
            description=f"{help[0].upper()}{help[1:]}.",
            epilog=_EPILOG,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    active = command("active", "list the agreements in force on a day")
    active.add_argument("day", metavar="DAY")
    active.add_argument("--possible", action="store_true", help="also those that may have been in force")
    _add_presumption(active)
    _add_data(active)
    _add_forms(active, "json")

    chain = command("chain", "tell how an agreement or programme was renewed, with gaps and end")
    chain.add_argument("id", metavar="ID")
    _add_data(chain)
    _add_forms(chain, "json", "markdown", "html")

    explain = command("explain", "tell whether an agreement or programme is in force on a day, and why")
    explain.add_argument("id", metavar="ID")
    explain.add_argument("day", metavar="DAY")
    _add_presumption(explain)
    _add_data(explain)
    _add_forms(explain, "json", "markdown", "html")

    finding = command("find", "find records by id, name, abbreviation, former name or words of a name")
    finding.add_argument("text", metavar="TEXT", nargs="+")
    finding.add_argument("--kind", choices=commands.KINDS, help="only records of this kind (default: of all kinds)")
    finding.add_argument("--limit", type=int, default=10, metavar="N", help="at most N matches (default: 10)")
    _add_data(finding)
    _add_forms(finding, "json")

    changes = command("changes", "tell what began, ended, was renewed or became uncertain between two days")
    changes.add_argument("before", metavar="FROM")
    changes.add_argument("after", metavar="TO")
    _add_presumption(changes)
    _add_data(changes)
    _add_forms(changes, "json")

    validate = command("validate", "check a register in a file or folder, and tell all its problems")
    validate.add_argument("file", metavar="FILE")
    _add_forms(validate, "json")
    return parser


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="PATH", help="a register in a file or folder (default: the bundled one)")


def _add_presumption(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-presumption",
        dest="presume_continuity",
        action="store_false",
        help="do not presume that what has no stated end continues",
    )


def _add_forms(parser: argparse.ArgumentParser, *forms: str) -> None:
    group = parser.add_mutually_exclusive_group()
    for form in forms:
        name = {"json": "JSON, for programs", "markdown": "Markdown", "html": "HTML"}[form]
        group.add_argument(f"--{form}", dest="form", action="store_const", const=form, help=f"answer as {name}")


def _encoding(stream: TextIO) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _print(text: str, stream: TextIO) -> None:
    """Write a text with a line end; what the stream's encoding lacks is shown escaped."""
    encoding = _encoding(stream)
    stream.write(f"{text}\n".encode(encoding, "backslashreplace").decode(encoding))
