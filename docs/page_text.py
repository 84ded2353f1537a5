"""Markdown for generated pages: texts of records escaped, tables, lists, stories cut into their sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import mainland_coop as mc
from mainland_coop.display.blocks import Block, Heading, Paragraph
from mainland_coop.display.plain_text import day_text
from mainland_coop.display.story import as_markdown


def markdown(blocks: Iterable[Block]) -> str:
    """Return blocks as Markdown."""
    return as_markdown(blocks).strip()


def sections(story: mc.Story) -> dict[str, str]:
    """Return the sections of a story by their headings; what stands before the first is named by an empty text."""
    groups: dict[str, list[Block]] = {"": []}
    for block in story.blocks:
        if not isinstance(block, Heading):
            groups[next(reversed(groups))].append(block)
        elif block.level > 1:
            groups[block.text] = []
    return {heading: markdown(blocks) for heading, blocks in groups.items()}


def clean_name(name: mc.Name) -> str:
    """Return a name in English and Chinese, as far as it has both."""
    forms = dict.fromkeys(form for form in (name.text, name.zh_hant or name.zh_hans) if form)
    return markdown([Paragraph((" ".join(forms),))])


def held(when: mc.Held | None) -> str:
    """Return when something was held, or an empty text."""
    return "" if when is None else day_text(when)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are Markdown already."""
    lines = [head, ["---"] * len(head), *([cell.replace("|", "&#124;") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def listed(lines: Iterable[str]) -> str:
    """Return a list of lines that are Markdown already."""
    return "\n".join(f"- {line}" for line in lines)
