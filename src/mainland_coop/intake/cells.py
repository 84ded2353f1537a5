"""From the cells of a row to the values of fields, by what the user says of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from mainland_coop.foundation.errors import MainlandCoopError, shorten
from mainland_coop.intake.date_cells import DateReader, read_period
from mainland_coop.intake.made_names import NameIndex
from mainland_coop.intake.mapping import Column, Reads, known_field
from mainland_coop.intake.term_cells import flag_of, kind_of, read_tacit_renewal, term_reader
from mainland_coop.intake.values import Cell, CellError, own_value, text_of
from mainland_coop.intake.workbook_cells import CellPrecision, DateCell, with_precision
from mainland_coop.records.fields import as_id, required_text
from mainland_coop.records.names import Area
from mainland_coop.records.parties import Party
from mainland_coop.validity.links import End

_MOST_KEPT = 100_000
_ALL_DIFFER = ("id", "text", "own")  # reading these is cheap, and few of them come twice


@attrs.frozen
class Wording:
    """What the user says of the cells of a table.

    Attributes:
        separators: What stands between several values of a cell, by field.
        sentinels: What texts stand for, by field; under the empty name for a field that is none of these.
        strip: Whether spaces around texts are taken off.
        dates: How dates are read.
        term_unit: What a bare number in a column of terms counts.
        date_precision: How much of a date the date cells of a field state.
    """

    separators: Mapping[str, str]
    sentinels: Mapping[str, Mapping[str, str | None]]
    strip: bool
    dates: DateReader
    term_unit: str | None
    date_precision: Mapping[str, CellPrecision]


class Readers:
    """Reads rows of a table, and constants, into the values of fields."""

    def __init__(self, wording: Wording, parties: NameIndex[Party], areas: NameIndex[Area]) -> None:
        self._wording = wording
        self._reads: dict[Reads, Callable[[str], Any]] = {
            "id": _id_of,
            "text": required_text,
            "kind": kind_of,
            "date": wording.dates.date,
            "expiry": wording.dates.expiry,
            "period": read_period,
            "flag": flag_of,
            "own": required_text,
            "ids": as_id,
            "texts": required_text,
            "parties": parties.id_of,
            "areas": areas.id_of,
        }

    def column(self, column: Column) -> Callable[[Sequence[object]], Any]:
        """Return what reads the value of a column in a row; it raises CellError."""
        if len(column.at) > 1 and known_field(column.field).of_a_day:
            return self._parts(column)
        read = self.cell(column.field)
        if known_field(column.field).reads not in _ALL_DIFFER:
            read = _kept(read)
        if len(column.at) == 1:
            at = column.at[0]
            return lambda cells: read(cells[at])

        def values(cells: Sequence[object]) -> Any:
            return tuple(dict.fromkeys(part for at in column.at for part in read(cells[at]) or ())) or None

        return values

    def _parts(self, column: Column) -> Callable[[Sequence[object]], Any]:
        """Return what reads a date whose year, month and day have a column each."""
        text = self._text(column.field)
        reads = self._wording.dates.parts
        is_end = known_field(column.field).reads == "expiry"

        def value(cells: Sequence[object]) -> Any:
            parts: list[str | None] = []
            for at in column.at:
                part = text(cells[at])
                if isinstance(part, tuple):
                    raise CellError("a list is no part of a date")
                parts.append(part)
            if parts[0] == ".." and is_end and parts.count(None) == len(parts) - 1:
                return End.OPEN
            return reads(*parts, *[None] * (3 - len(parts)))

        return value

    def _text(self, field: str) -> Callable[[object], Cell]:
        """Return what a cell of a field holds as text: what a sentinel stands for, None where nothing is stated."""
        sentinels = self._wording.sentinels.get(field, self._wording.sentinels.get("", {}))
        strip = self._wording.strip
        precision = self._wording.date_precision.get(field)

        def text_in(raw: object) -> Cell:
            if precision is not None and isinstance(raw, datetime.date | DateCell):
                raw = with_precision(raw, precision)
            text = raw if type(raw) is str else text_of(raw)
            if isinstance(text, tuple):
                return text
            if strip and text not in sentinels:
                text = "" if text is None else text.strip()
            text = sentinels.get(text or "", text)
            if not text:
                return None
            if text != text.strip():
                raise CellError(
                    "there are spaces around it: take them off, or pass strip=True",
                    fault="there are spaces around it",
                    arguments={"strip": True},
                )
            return text

        return text_in

    def cell(self, field: str) -> Callable[[object], Any]:
        """Return what reads one cell of a field."""
        several, reads = known_field(field).several, known_field(field).reads
        if reads in ("term", "tacit"):
            term = term_reader(self._wording.term_unit, field)
            convert: Callable[[str], Any] = term if reads == "term" else read_tacit_renewal(term)
        else:
            convert = self._reads[reads]
        split = _parts_reader(self._wording.separators.get(field), convert) if several else convert
        text_in = self._text(field)

        def read(raw: object) -> Any:
            if reads == "own" and type(raw) is not str and (own := own_value(raw)) is not None:
                return own
            text = text_in(raw)
            if text is None:
                return None
            if isinstance(text, tuple):
                if not several:
                    raise CellError("a list is no single value")
                return tuple(dict.fromkeys(_converted(convert, part) for part in text))
            return _converted(split, text)

        return read


def _kept(read: Callable[[object], Any]) -> Callable[[object], Any]:
    """Return what reads cells, each text once."""
    kept: dict[str, Any] = {}

    def value(raw: object) -> Any:
        if type(raw) is not str:
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
            raise found.with_traceback(None)
        return found

    return value


def _parts_reader(separator: str | None, read: Callable[[str], Any]) -> Callable[[str], tuple[Any, ...]]:
    """Return what reads several parts of a cell, with spaces around the separator or without, each part once."""

    def parts(text: str) -> tuple[Any, ...]:
        texts = [text] if separator is None else [part.strip() for part in text.split(separator)]
        if "" in texts:
            raise CellError(f"there is nothing between two separators {separator!r}, or before or after one")
        return tuple(dict.fromkeys(map(read, texts)))

    return parts


def _id_of(text: str) -> str:
    try:
        return as_id(text)
    except MainlandCoopError as error:
        remedy = f"{error.describe()}; if the rows have no ids, leave id out of columns, and they are numbered"
        raise CellError(remedy, fault="it is no id") from None


def _converted(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except CellError:
        raise
    except MainlandCoopError as error:
        remedy = error.describe()
        raise CellError(remedy, fault=remedy.replace(shorten(text), "it")) from None
