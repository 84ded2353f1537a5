"""Agreements as the rows of a table: the way back from what `read_table` reads, for tests."""

from __future__ import annotations

import mainland_coop as mc

COLUMNS = {
    "id": "No.",
    "renews": "Renews",
    "title.en": "Title",
    "title.zh_hant": "Chinese title",
    "kind": "Kind",
    "parties": "Parties",
    "signed": "Signed",
    "in_force_from": "In force from",
    "never_in_force": "Never in force",
    "follows_on": "Follows on",
    "period": "Period",
    "term": "Term",
    "tacit_renewal": "Renews itself",
    "expires": "Last day",
    "notice": "Notice",
    "ending.last_day": "Ended on",
    "ending.reason": "Ended why",
    "ending.by": "Ended by",
    "amends": "Amends",
    "under": "Under",
    "areas": "Areas",
    "place": "Place",
    "open_lists": "Open lists",
    "note": "Note",
    "checked": "Checked",
}


def rows_of(agreement: mc.Agreement) -> list[dict[str, str]]:
    """The rows of one agreement: its own, then one for each renewal, which points at the row before."""
    rows = [_row(agreement, agreement.id, "")]
    for index, renewal in enumerate(agreement.renewals):
        rows.append(_row(renewal, f"{agreement.id}/{index + 1}", rows[-1]["No."]))
    if agreement.ending is not None:
        rows[-1] |= {
            "Ended on": str(agreement.ending.last_day),
            "Ended why": str(agreement.ending.reason),
            "Ended by": agreement.ending.by or "",
        }
    return rows


def _row(record: mc.Agreement | mc.Renewal, id: str, renews: str) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS.values(), "") | {"No.": id, "Renews": renews}
    for field, column in COLUMNS.items():
        value = getattr(record, field, None)
        if field.startswith("title.") and record.title is not None:
            value = getattr(record.title, field.removeprefix("title."))
        if isinstance(value, tuple):
            row[column] = "; ".join(value)
        elif isinstance(value, mc.End):
            row[column] = value.value
        elif isinstance(value, bool):
            row[column] = "true" if value else ""
        elif value is not None and field != "id":
            row[column] = str(value)
    return row
