"""Cells of a frame of records, read as the file form has them: to chains, and to what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from mainland_coop.foundation.errors import InvalidRecordError, MainlandCoopError, hint, shorten
from mainland_coop.foundation.strict_json import parse
from mainland_coop.records.agreements import Agreement, Stage
from mainland_coop.records.instruments import Ending, Renewal
from mainland_coop.records.programmes import Programme
from mainland_coop.validity.chain import RenewalChain

REQUIRED = {"agreements": ("id", "signed"), "programmes": ("id",)}
"""Columns that a frame of records must have."""

_SHARED = ("period", "term", "tacit_renewal", "expires", "notice", "renewals", "ending", "open_lists")
OPTIONAL = {"agreements": ("in_force_from", "never_in_force", *_SHARED), "programmes": ("started", *_SHARED)}
"""Columns that it may have; any other is not read."""

_DECISIVE = ("signed", "in_force_from", "follows_on", "period", "term", "tacit_renewal", "expires", "notice")
"""What decides of a renewal when it is in force, and its notice, which is checked."""


def chain_of(record_kind: str, cells: Mapping[str, Any]) -> RenewalChain:
    """Return the chain of a record whose fields are the cells of a row, with every check of a record.

    Args:
        record_kind: `agreements` or `programmes`.
        cells: The cells by name of column, in the forms of the file form; empty ones as None.

    Raises:
        MainlandCoopError: If it is no sound record, as the record itself would say.

    Example:
        >>> chain_of("agreements", {"id": "x", "signed": "2011-03-01", "term": "P1Y"}).expires
        PartialDate('2012-02-29')
    """
    fields = {name: value for name, value in cells.items() if value is not None and name != "id"}
    if "renewals" in fields:
        fields["renewals"] = [
            _part(Renewal, _DECISIVE, item, f"renewals[{index}]")
            for index, item in enumerate(_items(fields["renewals"], "renewals"))
        ]
    if fields.get("tacit_renewal") in ("true", "false"):  # columns of one type have it as text
        fields["tacit_renewal"] = fields["tacit_renewal"] == "true"
    if "open_lists" in fields:
        fields["open_lists"] = open_lists_of(fields["open_lists"])
    if "ending" in fields:
        fields["ending"] = ending_of(fields["ending"])
    if "in_force_from" in fields:
        fields["in_force_from"] = entry_of(fields["in_force_from"])
    if record_kind == "programmes":
        return Programme(id="-", name="-", **fields).chain
    if "signed" not in fields:
        raise _at("signed", "it is empty; write '[..2023]' for what is only known to have been signed by then")
    return Agreement(id="-", title="-", kind="agreement", parties=("-",), **fields).chain


def entry_of(cell: Any) -> Any:
    """Return the stages that a cell of `in_force_from` has, or the cell itself, which then is a date."""
    if isinstance(cell, list) or (isinstance(cell, str) and cell.startswith("[{")):
        items = enumerate(_items(cell, "in_force_from"))
        return [_part(Stage, ("on",), item, f"in_force_from[{index}]") for index, item in items]
    return cell


def open_lists_of(cell: Any) -> tuple[Any, ...]:
    """Return the items that a cell of `open_lists` has."""
    return tuple(_items(cell, "open_lists"))


def ending_of(cell: Any) -> Ending:
    """Return the ending that a cell has."""
    ending: Ending = _part(Ending, ("last_day", "reason"), _decoded(cell, "ending"), "ending")
    return ending


def fault_of(error: MainlandCoopError) -> tuple[str, str]:
    """Return the column in which an error happened, and what it says."""
    place = error.place.partition(".")[2] if error.place[:1].isupper() else error.place
    if place.startswith("open_lists["):
        place = "open_lists"  # the list stands in one cell
    return place, error.describe().replace("of '-': ", "")


def _items(value: Any, column: str) -> Iterable[Any]:
    items = _decoded(value, column)
    if not isinstance(items, list | tuple):
        what = "texts" if column == "open_lists" else "objects"
        raise _at(column, f"{shorten(value)} is no list: write a JSON list of {what}")
    return items


def _decoded(value: Any, column: str) -> Any:
    if hasattr(value, "tolist"):
        return value.tolist()  # an array of structs, which pandas makes of Arrow lists
    if not isinstance(value, str):
        return value
    decoded, problems = parse(value, "")
    for problem in problems:
        raise _at(column, f"{shorten(value)} is no sound JSON: {problem}")
    return decoded


def _part(cls: type[Any], decisive: tuple[str, ...], value: Any, place: str) -> Any:
    if not isinstance(value, dict):
        raise _at(place, f"{shorten(value)} is no object with the keys of the file form")
    known = [field.name for field in attrs.fields(cls)]
    for key in value:
        if key not in known:
            raise _at(place, f"{shorten(key)} is no key here: {hint(key, known)}")
    try:
        return cls(**{key: value[key] for key in decisive if value.get(key) is not None})
    except MainlandCoopError as error:
        error.place = f"{place}.{error.place.partition('.')[2]}".rstrip(".")
        raise
    except TypeError:
        lacking = [field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING]
        raise _at(place, f"it lacks {' or '.join(n for n in lacking if value.get(n) is None)}") from None


def _at(place: str, reason: str) -> InvalidRecordError:
    error = InvalidRecordError(reason)
    error.place = place
    return error
