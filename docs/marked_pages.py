"""Sphinx writes the Chinese of all pages with its language."""

from __future__ import annotations

import chinese_text
from docutils import nodes
from sphinx.writers.html5 import HTML5Translator


class Translator(HTML5Translator):
    """Sphinx's own, which also marks Chinese."""

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 - the name by which docutils calls it
        """Write a text."""
        before = len(self.body)
        super().visit_Text(node)
        if not node.isascii():
            self.body[before:] = map(chinese_text.marked, self.body[before:])
