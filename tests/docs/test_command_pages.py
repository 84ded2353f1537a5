"""What the pages about the command line and the server show is what they answer."""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import re
import shlex
from pathlib import Path

import pytest

from helpers.pages import FLAGS, ROOT, blocks
from mainland_coop.cli.command_line import every_command, main

PAGE = ROOT / "docs" / "command-line.md"
SESSIONS = [
    (command, shown)
    for _, text in blocks(PAGE, "console")
    for command, shown in re.findall(r"^\$ mainland-coop (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE)
]


@pytest.mark.parametrize(("command", "shown"), SESSIONS, ids=[command for command, _ in SESSIONS])
def test_a_session_that_is_shown_is_what_the_command_prints(command: str, shown: str) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        main(shlex.split(command))
    assert doctest.OutputChecker().check_output(shown, out.getvalue(), FLAGS ^ doctest.NORMALIZE_WHITESPACE), (
        out.getvalue()
    )


def test_the_page_has_a_row_for_every_command() -> None:
    assert len(SESSIONS) >= 3
    told = set(re.findall(r"^\| `([a-z]+)[` ]", PAGE.read_text("utf-8"), re.MULTILINE))
    assert told == {command.name for command in every_command()}


def test_commands_of_other_pages_are_understood() -> None:
    for _, text in blocks(ROOT / "docs" / "questions.md", "sh"):
        for line in text.splitlines():
            program, *arguments = shlex.split(line)
            assert program == "mainland-coop"
            if arguments[0] != "validate":  # which would read a file
                with contextlib.redirect_stdout(io.StringIO()):
                    assert main(arguments) == 0


def test_the_lines_for_the_configuration_of_a_client_start_the_server() -> None:
    configurations = [json.loads(text) for _, text in blocks(ROOT / "docs" / "assistants.md", "json")]
    assert len(configurations) == 2
    for configuration in configurations:
        ((_, server),) = configuration["mcpServers"].items()
        assert Path(server["command"]).name == "mainland-coop"
        assert server["args"][0] == "mcp"
        assert set(server["args"][1::2]) <= {"--data"}
