"""How a record of any kind stands in a list: its title, its date, and what else there is to say in a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mainland_coop.cli.layout import Page, table, with_id, wrapped
from mainland_coop.display.plain_text import day_text

_DATED_BY = {
    "agreements": "signed",
    "programmes": "started",
    "conferences": "established",
    "sessions": "held",
    "sources": "published",
}


def title_of(record: Any) -> str:
    """Return what people call a record."""
    name = getattr(record, "title", None) or getattr(record, "name", None)
    return str(name or record.id)


def date_of(kind: str, record: Any) -> Any:
    """Return the date by which records of a kind stand in order, or None."""
    return getattr(record, _DATED_BY.get(kind, ""), None)


def signed_on(record: Any) -> str:
    """Return what an agreement or programme is called in a word, and when it was signed or started.

    Example:
        >>> import mainland_coop as mc
        >>> signed_on(mc.load().agreements["cepa-2003"])
        'arrangement, signed 2003-06-29'
    """
    signed = getattr(record, "signed", None)
    if signed is not None:
        return f"{record.kind}, signed {day_text(signed)}"
    started = record.started or record.period
    return f"{record.kind or 'programme'}, {f'started {day_text(started)}' if started else 'start not stated'}"


def about(kind: str, record: Any) -> str:
    """Return what else there is to say of a record in a line: its kind, and when."""
    word = str(getattr(record, "kind", None) or "")
    if kind in ("agreements", "programmes"):
        from mainland_coop.display.cards import end_text  # lists alone need it, and it brings much

        told = [signed_on(record), f"end: {end_text(record.chain)}"]
    elif kind == "sessions":
        told = [
            "session" if record.held is None else f"session, {day_text(record.held)}",
            record.place or ("by video" if record.video else ""),
        ]
    elif kind == "conferences":
        count = len(record.sessions)
        told = ["conference", f"{count} session{'' if count == 1 else 's'}"]
        told += [f"since {day_text(record.established)}"] if record.established else []
    elif kind == "parties":
        told = [word or "party", record.jurisdiction or ""]
    elif kind == "sources":
        told = [record.publisher or "source", day_text(record.published) if record.published else "undated"]
    else:
        told = ["area"]
    return ", ".join(filter(None, told))


def entry(kind: str, record: Any, page: Page, more: str = "") -> list[str]:
    """Return a record as lines: its title, then what it is, its id last."""
    told = ", ".join(filter(None, (about(kind, record), more)))
    lines = page.strong(wrapped(title_of(record), page.columns, "", "  "))
    return [*lines, *page.faint(with_id(told, record.id, page.columns, "  "))]


def entries(kind: str, records: Iterable[Any], page: Page) -> list[str]:
    """Return records of a kind: laid out, or where text is not laid out, one in each line."""
    if page.columns is not None:
        return [line for record in records for line in entry(kind, record, page)]
    dated = kind in _DATED_BY
    head = ["id", *(["date"] if dated else []), "title"]
    rows = []
    for record in records:
        date = date_of(kind, record)
        rows.append([record.id, *([str(date or "")] if dated else []), title_of(record)])
    return table(head, rows, page) if rows else []
