"""Names in displays: of records and in their own language, or ids where no register is at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mainland_coop.collections.base import Context
from mainland_coop.errors import brief
from mainland_coop.records.names import Name
from mainland_coop.records.provenance import Source
from mainland_coop.rendering.blocks import Foreign, Heading, Inline, Line, Paragraph

__all__ = ["LONGEST", "hint", "in_chinese", "inline_name", "name_in", "named", "source_title", "title_of", "words_of"]

LONGEST = 12
"""How many things of a list a display names before it says how many more there are."""

_SCRIPTS = (("zh_hant", "zh-Hant"), ("zh_hans", "zh-Hans"))


def inline_name(name: Name, limit: int = 200) -> Inline:
    """Return the name to show: the English one if there is one, else the Chinese, marked as such.

    Example:
        >>> inline_name(Name(zh_hant="律政司"))
        Foreign(text='律政司', language='zh-Hant')
    """
    if name.en:
        return brief(name.en, limit)
    script, tag = next((script, tag) for script, tag in _SCRIPTS if getattr(name, script))
    return Foreign(brief(getattr(name, script), limit), tag)


def title_of(name: Name) -> Heading:
    """Return a name as the heading of a display."""
    text = inline_name(name, 300)
    return Heading(text if isinstance(text, Foreign) else str(text), 1)


def in_chinese(name: Name) -> Line:
    """Return the Chinese names that stand beside an English one; a text that is the same in both scripts once."""
    if not name.en:
        return ()
    texts = {getattr(name, script): tag for script, tag in reversed(_SCRIPTS) if getattr(name, script)}
    return _joined(Foreign(brief(text, 200), tag) for text, tag in reversed(texts.items()))


def source_title(source: Source, limit: int) -> Inline:
    """Return the title of a source, marked with its language if that is not English."""
    title, language = brief(source.title, limit), source.language
    # Many titles are ours, in English, of a page that is in Chinese.
    return Foreign(title, language) if language and not title.isascii() and language.startswith("zh") else title


def name_in(context: Context, kind: str, id: str) -> Inline:
    """Return what a record of a kind is called, or its id if the context does not have it."""
    collection = context.get(kind)
    record = None if collection is None else collection.get(id)
    if record is None:
        return id
    if isinstance(record, Source):
        return source_title(record, 200)
    name = getattr(record, "title", None) or record.name
    return id if name is None else inline_name(name)


def named(context: Context, kind: str, ids: Iterable[str], most: int = LONGEST) -> Line:
    """Return names of records in a line, and how many more there are."""
    all_ids = tuple(ids)
    line = _joined((name_in(context, kind, id) for id in all_ids[:most]), "; ")
    return (*line, f"; and {len(all_ids) - most} more") if len(all_ids) > most else line


def words_of(texts: Iterable[str], most: int = LONGEST) -> Line:
    """Return texts in a line, and how many more there are."""
    all_texts = [brief(text, 200) for text in texts]
    line = _joined(all_texts[:most], "; ")
    return (*line, f"; and {len(all_texts) - most} more") if len(all_texts) > most else line


def hint(context: Context, id: str) -> tuple[Paragraph, ...]:
    """Return how to see names instead of ids, for a record that is shown without its register."""
    if context:
        return ()
    return (Paragraph((f"Other records are shown by their ids; registry.card({brief(id)!r}) shows their names.",)),)


def _joined(parts: Iterable[Inline], between: str = ", ") -> Line:
    def woven() -> Iterator[Inline]:
        for index, part in enumerate(parts):
            if index:
                yield between
            yield part

    return tuple(woven())
