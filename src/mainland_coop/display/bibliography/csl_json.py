"""Entries as items of CSL-JSON, which Zotero, pandoc and other processors of citation styles read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from mainland_coop.dates.periods import Held
from mainland_coop.display.bibliography.entries import IDENTIFIERS, Entry, ends_of
from mainland_coop.display.plain_text import day_text
from mainland_coop.foundation.strict_json import Json


def as_csl_json(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the text of a list of items piece by piece, a field a line."""
    before = "["
    for entry in entries:
        fields = (f"  {_json(name)}: {_json(value)}" for name, value in as_csl_item(entry).items())
        yield "".join([before, "\n {\n", ",\n".join(fields), "\n }"])
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def as_csl_item(entry: Entry) -> dict[str, Json]:
    """Return an entry as an item; texts are as they are, for the form has no signs of its own beside tags.

    Example:
        >>> as_csl_item(Entry(key="sources:page", title="A page", url="https://www.example.org/", online=True))
        {'id': 'sources:page', 'type': 'webpage', 'title': 'A page', 'URL': 'https://www.example.org/'}
    """
    item: dict[str, Json] = {"id": entry.key, "type": "webpage" if entry.online else "document"}
    if entry.authors:
        item["author"] = [{"literal": author} for author in entry.authors]
    texts = {
        "title": entry.title,
        "genre": entry.type,
        "publisher": entry.publisher,
        "URL": entry.url,
        "language": entry.language,
        "note": entry.note,
        "annote": entry.annotation,
        **{scheme.upper(): entry.identifiers.get(scheme) for scheme in IDENTIFIERS},
    }
    item.update((name, text) for name, text in texts.items() if text)
    dates = {"issued": entry.issued, "accessed": entry.accessed}
    item.update((name, date_value(date)) for name, date in dates.items() if date is not None)
    return item


def date_value(date: Held) -> dict[str, Json]:
    """Return a date as parts: one of a single unit, two of a run or period; with an open side, as words.

    Example:
        >>> from mainland_coop.dates.partial_dates import PartialDate
        >>> date_value(PartialDate.parse("2011-11~")), date_value(PartialDate.parse("201X"))
        ({'date-parts': [[2011, 11]], 'circa': True}, {'date-parts': [[2010], [2019]]})
        >>> date_value(PartialDate.parse("[..2023-04]"))
        {'literal': '2023-04-30 or before'}
    """
    ends = ends_of(date)
    if "" in ends:
        return {"literal": day_text(date)}
    parts: list[Json] = [[int(part) for part in end.split("-")] for end in dict.fromkeys(ends)]
    about: dict[str, Json] = {"circa": True} if getattr(date, "qualifier", None) else {}
    return {"date-parts": parts, **about}
