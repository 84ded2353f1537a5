"""A story: something about a record for people to read, in three forms with the same content."""

from __future__ import annotations

import attrs

from mainland_coop.rendering.blocks import Block, Heading
from mainland_coop.rendering.styles import STYLE
from mainland_coop.rendering.writers import as_html, as_markdown, as_text

__all__ = ["Story"]


@attrs.frozen(repr=False)
class Story:
    """What can be told of a record, as text, Markdown or HTML. Notebooks show it as it is.

    Attributes:
        blocks: What it is made of, for writers of other forms.
    """

    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The story as plain text."""
        return as_text(self.blocks)

    @property
    def markdown(self) -> str:
        """The story as Markdown (CommonMark, with tables); texts of records are escaped."""
        return as_markdown(self.blocks)

    @property
    def html(self) -> str:
        """The story as an HTML `article`, to stand in a page; texts of records are escaped."""
        return as_html(self.blocks)

    def __str__(self) -> str:
        return self.text

    def _repr_markdown_(self) -> str:
        return self.markdown

    def _repr_html_(self) -> str:
        return STYLE + self.html

    def __repr__(self) -> str:
        title = next((block.text for block in self.blocks if isinstance(block, Heading)), "")
        return f"<Story: {title if isinstance(title, str) else title.text}>"
