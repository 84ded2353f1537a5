"""The command line: `mainland-coop`, or `python -m mainland_coop`; a thin layer over the same calls as in Python.

Each command asks the registry, and gives an answer for people and for programs. Exit codes: 0 for an answer, 1 if
nothing was found or a checked register is invalid, 2 for wrong usage and for every error, which goes to standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import mainland_coop
from mainland_coop.cli.answer import FAILED, write
from mainland_coop.cli.layout import Page, columns_of, wrapped
from mainland_coop.cli.options import Command
from mainland_coop.foundation.errors import MainlandCoopError

_EPILOG = """\
days are EDTF texts, which may be partial, or "today":
  2016-06-30, 2016-06, 2016, 201X, 2016~, [2016-02..2017-10]
periods are days, or intervals:
  2017, 2016-02/2017-10, 2016/..

exit codes:
  0  there is an answer; for validate: the register is sound
  1  nothing was found; for validate: the register is invalid
  2  wrong usage, or an error (a malformed day, an unknown id, a file that
     cannot be read), told on standard error
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
    argv = sys.argv[1:] if argv is None else argv
    options = _parser(argv).parse_args(argv)
    command: Command = options.chosen
    try:
        answer = command.answer(options)
        return answer.write(getattr(options, "form", None), getattr(options, "width", None))
    except MainlandCoopError as error:
        columns = Page.of(sys.stderr).columns
        for line in f"mainland_coop: {error}".splitlines():
            write("\n".join(_laid_out(line, columns)), sys.stderr)
        return FAILED


class _Help(argparse.RawDescriptionHelpFormatter):
    """Lays the help out for the terminal; argparse asks a module for its width that brings what packs files."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=columns_of(sys.stdout) - 2)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(line for each in text.splitlines() for line in _filled(f"{indent}{each}", width))


def _filled(line: str, columns: int) -> list[str]:
    inset = line[: len(line) - len(line.lstrip())]
    return [line] if len(line) <= columns else wrapped(line, columns, inset)


class _Parser(argparse.ArgumentParser):
    """Tells what is wrong with the arguments as wide as the terminal."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        told = _laid_out(f"{self.prog}: error: {message}", Page.of(sys.stderr).columns)
        self.exit(FAILED, "".join(f"{line}\n" for line in told))


def _laid_out(line: str, columns: int | None) -> list[str]:
    """A line of an error as wide as there is room; what is set in stays set in."""
    inset = line[: len(line) - len(line.lstrip())]
    return wrapped(line, columns, inset, f"{inset}  ")


class _Version(argparse.Action):
    """Tells the versions of the library and of the bundled data, which is read for it."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from mainland_coop.files.register_files import load

        data = load()
        write(f"mainland_coop {mainland_coop.__version__}", sys.stdout)
        write(f"bundled data {data.version}, checked through {data.verified_through}", sys.stdout)
        parser.exit()


def every_command() -> Iterator[Command]:
    """Yield the commands in the order in which the help lists them, each module brought when it is come to."""
    from mainland_coop.cli import day_commands

    yield from day_commands.COMMANDS
    from mainland_coop.cli import period_commands

    yield from period_commands.COMMANDS
    from mainland_coop.cli import record_commands

    yield from record_commands.COMMANDS
    from mainland_coop.cli import register_commands

    yield from register_commands.COMMANDS
    from mainland_coop.cli import table_commands

    yield from table_commands.COMMANDS


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for some arguments: of a command that they name first, the others are left out, to save their time."""
    how: dict[str, Any] = {"epilog": _EPILOG, "formatter_class": _Help, "allow_abbrev": False}
    about = "Ask a register of Hong Kong – Mainland co-operation."
    started = Path(sys.argv[0]).stem
    prog = "mainland-coop" if started == "mainland-coop" else "python -m mainland_coop"
    parser = _Parser(prog=prog, description=about, **how)
    parser.add_argument("--version", action=_Version, nargs=0, help="tell the versions of the library and of its data")
    of_commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", prog=prog)
    named = next((command for command in every_command() if argv and command.name == argv[0]), None)
    for command in [named] if named else every_command():
        help = command.help
        added = of_commands.add_parser(command.name, help=help, description=f"{help[0].upper()}{help[1:]}.", **how)
        added.set_defaults(chosen=command, wrong=added.error)
        command.add(added)
    return parser
