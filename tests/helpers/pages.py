"""The examples of a page of the documentation, and how they are run."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.REPORT_ONLY_FIRST_FAILURE

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path, language: str) -> list[tuple[int, str]]:
    """Return the fenced blocks of a page in one language, each with the number of lines before it."""
    text = page.read_text("utf-8")
    return [(text.count("\n", 0, m.start(2)), m[2]) for m in _FENCE.finditer(text) if m[1] == language]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def run_examples(page: Path, names: dict[str, object]) -> None:
    """Run the examples of a page, which may use some names from the start."""
    examples = []
    for line, text in blocks(page, "python"):
        for example in doctest.DocTestParser().get_examples(text, name_of(page)):
            example.lineno += line
            examples.append(example)
    test = doctest.DocTest(examples, names, name_of(page), str(page), 0, page.read_text("utf-8"))
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    runner.run(test, out=report.append)
    result = runner.summarize(verbose=False)
    assert result.attempted > 0
    assert result.failed == 0, "".join(report)
