"""Parts of records that stand in cells, as columns: the renewals, stages and endings of many rows at once.

JSON text is read by its shape, which is what remains of it if the texts after colons are left out. Large registers have
few shapes. Each is parsed once, as strictly as any JSON here, and the texts of all cells of the shape are then cut out
by Arrow, with no object for a part. Lists and structs of Arrow are columns already.

What it is worth: 20,000 lists of a renewal of its own date and term took 12.8 µs each by the parser alone, and 1.6 µs
so, with the places of its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

import attrs
import numpy as np
import pyarrow as pa
from pyarrow import compute

from mainland_coop.foundation.strict_json import parse
from mainland_coop.tables.cell_columns import Column

pc: Any = compute  # its functions are made when it is imported, where no checker of types sees them

_TEXT_AFTER_COLON = r':[ \t\r\n]*"[^"\\\x00-\x1f]*"'


@attrs.frozen(eq=False)
class Parts:
    """The parts of the cells of a column.

    Attributes:
        counts: How many parts each cell has; 0 for an empty cell, -1 for one that is not read here.
        cells: The cells of the parts by key, cell after cell, as an Arrow array for each key that is asked for.
    """

    counts: Column
    cells: Mapping[str, Any]

    @property
    def owners(self) -> Column:
        """Of each part, the place of its cell."""
        return np.repeat(np.arange(len(self.counts)), np.maximum(self.counts, 0))


def parts_of(cells: Any, cls: type[Any], wanted: Mapping[str, Any], *, several: bool = True) -> Parts:
    """Return the parts of records in the cells of an Arrow array.

    Args:
        cells: Large strings of JSON, structs, or lists of structs; what is none of these is not read.
        cls: The class of the parts: what is no key of it is not read.
        wanted: The keys that are asked for, with the types of their cells.
        several: Whether a cell has a list of parts, rather than one.

    Example:
        >>> from mainland_coop.records.agreements import Stage
        >>> cells = pa.array(['[{"on": "2012"}, {"on": "2013"}]', None, "[2]"], pa.large_string())
        >>> stages = parts_of(cells, Stage, {"on": pa.large_string()})
        >>> stages.counts.tolist(), stages.cells["on"].to_pylist()
        ([2, 0, -1], ['2012', '2013'])
    """
    known = tuple(field.name for field in attrs.fields(cls))
    if cells.type == pa.large_string():
        return _of_text(cells, known, tuple(wanted.items()), several)
    there = cells.is_valid().to_numpy(zero_copy_only=False)
    counts, structs = there.astype(np.int32), cells.filter(pa.array(there))
    if several and (pa.types.is_list(cells.type) or pa.types.is_large_list(cells.type)):
        counts[there] = pc.list_value_length(structs).to_numpy()
        structs = structs.flatten()
    elif several:
        return _unread(there, wanted)
    return _of_structs(counts, structs, known, wanted)


def _of_structs(counts: Column, structs: Any, known: Iterable[str], wanted: Mapping[str, Any]) -> Parts:
    names = [field.name for field in structs.type] if pa.types.is_struct(structs.type) else None
    if names is None or set(names) - set(known) or len(set(names)) < len(names) or structs.null_count:
        return _unread(counts > 0, wanted)
    columns = {}
    for key, kind in wanted.items():
        if key not in names:
            columns[key] = pa.nulls(len(structs), kind)
            continue
        column = pc.struct_field(structs, key)
        if column.type != kind:
            if not any(is_(column.type) for is_ in (pa.types.is_string, pa.types.is_date, pa.types.is_null)):
                return _unread(counts > 0, wanted)
            column = column.cast(kind)
        columns[key] = column
    return Parts(counts, columns)


def _unread(there: Column, wanted: Mapping[str, Any]) -> Parts:
    return Parts(np.where(there, -1, 0).astype(np.int32), {key: pa.nulls(0, kind) for key, kind in wanted.items()})


_Wanted: TypeAlias = tuple[tuple[str, Any], ...]


def _of_text(cells: Any, known: tuple[str, ...], wanted: _Wanted, several: bool) -> Parts:
    counts = np.where(cells.is_valid().to_numpy(zero_copy_only=False), np.int32(-1), np.int32(0))
    # Where a backslash stands, a quotation mark may be none.
    marked = pc.match_substring(cells, "\\").fill_null(True).to_numpy(zero_copy_only=False)
    there = np.flatnonzero(~marked)
    shapes = pc.replace_substring_regex(cells.take(pa.array(there)), _TEXT_AFTER_COLON, ':""').dictionary_encode()
    which = shapes.indices.to_numpy()
    order = np.argsort(which, kind="stable")
    starts = np.searchsorted(which[order], np.arange(len(shapes.dictionary) + 1))
    at: list[Column] = []
    found: dict[str, list[Any]] = {key: [] for key, _ in wanted}
    for number, shape in enumerate(shapes.dictionary.to_pylist()):
        rows = there[order[starts[number] : starts[number + 1]]]
        parts = _parts_of_shape(shape, known, wanted, several)
        if parts is None:
            continue
        counts[rows] = len(parts)
        pieces = pc.split_pattern(cells.take(pa.array(rows)), '"').flatten()
        first_piece = np.arange(len(rows)) * (shape.count('"') + 1)
        for place, part in enumerate(parts):
            at.append(rows * _MOST_PARTS + place)
            for key, kind in wanted:
                found[key].append(_cut(pieces, first_piece, part.get(key), kind))
    columns = {key: pa.concat_arrays(found[key] or [pa.nulls(0, kind)]) for key, kind in wanted}
    if at:
        in_order = pa.array(np.argsort(np.concatenate(at), kind="stable"))
        columns = {key: column.take(in_order) for key, column in columns.items()}
    return Parts(counts, columns)


_MOST_PARTS = 1 << 10
"""A cell with as many parts or more is left to the engine of the records."""


def _cut(pieces: Any, first: Column, place: int | bool | None, kind: Any) -> Any:
    """Return a cell of each of some rows: that piece of its text, or what all have."""
    if place is None or isinstance(place, bool):
        return pa.nulls(len(first), kind) if place is None else pa.array(np.full(len(first), place))
    return pieces.take(pa.array(first + place)).cast(kind)


@lru_cache(maxsize=1 << 10)
def _parts_of_shape(
    shape: str, known: tuple[str, ...], wanted: _Wanted, several: bool
) -> tuple[Mapping[str, int | bool], ...] | None:
    """Return of each part the places of its texts among the pieces of a cell; None if it is not read here."""
    pieces = shape.split('"')
    # Each text that was left out says where it stood.
    marked = '"'.join(piece or str(place) for place, piece in enumerate(pieces))
    value, faults = parse(marked, "")
    parts = value if several else [value]
    if faults or not isinstance(parts, list) or len(parts) >= _MOST_PARTS:
        return None
    read = [_places(part, known, wanted) if isinstance(part, dict) else None for part in parts]
    return tuple(part for part in read if part is not None) if None not in read else None


def _places(part: Mapping[str, Any], known: tuple[str, ...], wanted: _Wanted) -> Mapping[str, int | bool] | None:
    if not set(part) <= set(known):
        return None
    places: dict[str, int | bool] = {}
    for key, kind in wanted:
        told = part.get(key)
        if isinstance(told, bool) and pa.types.is_boolean(kind):
            places[key] = told
        elif isinstance(told, str) and not pa.types.is_boolean(kind):
            places[key] = int(told)
        elif told is not None:
            return None
    return places
