"""Rows to values: each cell of a row read as its field reads it, and every cell told that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from mainland_coop.errors import MainlandCoopError, shorten
from mainland_coop.intake.bodies import Bodies
from mainland_coop.intake.cells import (
    CellError,
    flag_of,
    kind_of,
    parts_reader,
    read_date,
    read_expiry,
    text_of,
    with_term_unit,
)
from mainland_coop.intake.columns import FIELDS, Column, Reads
from mainland_coop.records.fields import as_id, required_text
from mainland_coop.records.names import Area
from mainland_coop.records.parties import Party

__all__ = ["Readers", "Sentinels", "Wording"]

Sentinels: TypeAlias = "Mapping[str, str | None | Mapping[str, str | None]]"
"""What texts stand for: `{"n/a": None}` in every column, `{"expires": {"9999-12-31": ".."}}` in that of one field."""

_MOST_KEPT = 100_000
_ALL_DIFFER = (Reads.ID, Reads.TEXT)  # reading these is cheap, and few of them come twice


@attrs.frozen
class Wording:
    """What the user says of the cells of a table.

    Attributes:
        separators: What stands between several values of a cell, by field.
        sentinels: What texts stand for, by field.
        strip: Whether spaces around texts are taken off.
        date_formats: Formats of dates, as for `strptime`.
        term_unit: What a bare number in a column of terms counts.
    """

    separators: Mapping[str, str]
    sentinels: Mapping[str, Mapping[str, str | None]]
    strip: bool
    date_formats: tuple[str, ...]
    term_unit: str | None


class Readers:
    """Reads rows of a table, and constants, into the values of fields."""

    def __init__(self, wording: Wording, parties: Bodies[Party], areas: Bodies[Area]) -> None:
        self._wording = wording
        date = read_date(wording.date_formats)
        self._reads: dict[Reads, Callable[[str], Any]] = {
            Reads.ID: as_id,
            Reads.TEXT: required_text,
            Reads.KIND: kind_of,
            Reads.DATE: date,
            Reads.EXPIRY: read_expiry(date),
            Reads.TERM: with_term_unit(wording.term_unit),
            Reads.FLAG: flag_of,
            Reads.IDS: as_id,
            Reads.TEXTS: required_text,
            Reads.PARTIES: parties.id_of,
            Reads.AREAS: areas.id_of,
        }

    def column(self, column: Column) -> Callable[[Sequence[object]], Any]:
        """Return what reads the value of a column in a row; it raises CellError."""
        kept: dict[str, Any] | None = None if FIELDS[column.field].reads in _ALL_DIFFER else {}
        read = self.cell(column.field)

        def value(raw: object) -> Any:
            if kept is None or type(raw) is not str:
                return read(raw)
            try:
                found = kept[raw]
            except KeyError:
                if len(kept) >= _MOST_KEPT:
                    kept.clear()
                try:
                    found = read(raw)
                except CellError as error:
                    found = error
                kept[raw] = found
            if type(found) is CellError:
                raise CellError(found.remedy, found.kind)
            return found

        if len(column.at) == 1:
            at = column.at[0]
            return lambda cells: value(cells[at])

        def values(cells: Sequence[object]) -> Any:
            found = tuple(part for at in column.at for part in value(cells[at]) or ())
            return _distinct(found) or None

        return values

    def cell(self, field: str) -> Callable[[object], Any]:
        """Return what reads one cell of a field."""
        several = FIELDS[field].several
        convert = self._reads[FIELDS[field].reads]
        sentinels = self._wording.sentinels.get(field, {})
        strip = self._wording.strip
        split = parts_reader(self._wording.separators.get(field), convert) if several else convert

        def read(raw: object) -> Any:
            text = raw if type(raw) is str else text_of(raw)
            if isinstance(text, tuple):
                if not several:
                    raise CellError("a list is no single value")
                return _distinct(tuple(_told(convert, part) for part in text))
            stripped = "" if text is None else text.strip()
            if text not in sentinels and strip:
                text = stripped
            text = sentinels.get(text or "", text)
            if not text:
                return None
            if text != text.strip():
                raise CellError("there are spaces around it: take them off, or pass strip=True")
            found = _told(split, text)
            return _distinct(found) if several else found

        return read


def _told(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except CellError:
        raise
    except MainlandCoopError as error:
        raise CellError(error.describe()) from None


def _distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(values)) < len(values):
        twice = next(value for value in values if values.count(value) > 1)
        raise CellError(f"{shorten(twice)} stands there twice: name each once")
    return values
