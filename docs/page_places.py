"""Where each record and each person has its page, and links that lead there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from page_html import link, marked, named
from people_pages import slug_of

import mainland_coop as mc

FOLDERS = ("agreements", "programmes", "conferences", "sessions", "parties", "areas")
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


class Places:
    """The pages of the records of a registry, seen from somewhere on the site."""

    def __init__(self, registry: mc.Registry, to_records: str) -> None:
        """Index where each record has its page.

        Args:
            registry: The registry.
            to_records: How an address that starts in the folder `records` starts from where the links stand.
        """
        self.to_records = to_records
        self.found: dict[str, tuple[str, mc.Name]] = {}
        for folder in FOLDERS:
            for record in getattr(registry, folder):
                self.found.setdefault(record.id, (folder, name_of(record)))

    def to(self, id: str, html: str = "") -> str:
        """Return a link to the page of a record, called by its name if not otherwise; its id if it has no page."""
        if id not in self.found:
            return f"<code>{id}</code>"
        folder, name = self.found[id]
        return link(f"{self.to_records}{folder}/{id}.html", html or named(name))

    def all(self, ids: Iterable[str], between: str = ", ") -> str:
        """Return links to the pages of records in a line."""
        return between.join(map(self.to, ids))

    def person(self, name: mc.Name) -> str:
        """Return a link to the page of a person."""
        return link(f"{self.to_records}people/{slug_of(name)}.html", named(name))

    def text(self, text: str | None) -> str:
        """Return a text of a record, in which the id of a record with more than one word is a link to its page."""
        return _WORD.sub(lambda word: self.to(word[0]) if word[0] in self.found else word[0], marked(text))


def name_of(record: mc.Agreement | mc.Programme | mc.Conference | mc.Session | mc.Party | mc.Area) -> mc.Name:
    """Return the name of a record, or its id where it has none."""
    return (record.title if isinstance(record, mc.Agreement) else record.name) or mc.Name(en=record.id)
