"""What a command answers: for people, for programs, and in the other forms that some answers have."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from mainland_coop.cli.layout import Page, story_lines

if TYPE_CHECKING:
    from mainland_coop.display.story import Story

ANSWERED = 0
NOT_FOUND = 1
FAILED = 2


class Answer(NamedTuple):
    """The answer of a command, of which only the form that was asked for is made.

    Attributes:
        data: Makes the answer for programs, as a JSON value.
        lines: Makes the answer for people, laid out for a page.
        found: Whether there is anything in it, or for a check, whether all is well.
        story: The answer in other forms, where it has any.
    """

    data: Callable[[], Any]
    lines: Callable[[Page], Iterable[str]]
    found: bool = True
    story: Story | None = None

    @classmethod
    def told(cls, story: Story, data: Callable[[], Any]) -> Answer:
        """Return an answer that is a story."""

        def lines(page: Page) -> Iterable[str]:
            return story.text.splitlines() if page.columns is None else story_lines(story.blocks, page)

        return cls(data, lines, story=story)

    def write(self, form: str | None, columns: int | None) -> int:
        """Write the answer to standard output in a form, and return the exit code."""
        out = sys.stdout
        if form == "json":
            escape = not _encoding(out).lower().replace("-", "").startswith("utf")
            write(json.dumps(self.data(), ensure_ascii=escape, indent=2), out)
        elif form is not None and self.story is not None:
            write(getattr(self.story, form).rstrip("\n"), out)
        else:
            lines = list(self.lines(Page.of(out, columns)))
            if lines:
                write("\n".join(lines), out)
        return ANSWERED if self.found else NOT_FOUND


def _encoding(stream: TextIO) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def write(text: str, stream: TextIO) -> None:
    """Write a text with a line end; what the stream's encoding lacks is shown escaped."""
    encoding = _encoding(stream)
    stream.write(f"{text}\n".encode(encoding, "backslashreplace").decode(encoding))
