"""The arguments of `read_table`, checked: whatever has no meaning is refused before a row is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from mainland_coop.dates.partial_dates import Day, PartialDate, as_partial_date
from mainland_coop.foundation.errors import InvalidArgumentError, WrongTypeError, hint, shorten
from mainland_coop.intake.cells import Readers
from mainland_coop.intake.mapping import FIELDS, Column, field_of, known_field
from mainland_coop.intake.report import TableError, TableProblem, TableReport
from mainland_coop.intake.values import CellError
from mainland_coop.intake.workbook_cells import PRECISIONS, CellPrecision

Sentinels: TypeAlias = "Mapping[str, str | None | Mapping[str, str | None]]"
"""What texts stand for, `{"n/a": None}` in every column, `{"expires": {"9999-12-31": ".."}}` in that of one field."""

_SIGNED_BY = tuple(name for name, field in FIELDS.items() if name != "signed" and (field.of_a_day or name == "period"))


def check_word(argument: str, value: object, words: Sequence[str | None]) -> None:
    """Refuse a value that is none of the words that an argument takes."""
    if value not in words:
        raise InvalidArgumentError(f"{argument}: {shorten(value)} is none of {', '.join(map(repr, words))}")


def fields_of(argument: str, names: Iterable[str]) -> frozenset[str]:
    """Return the names of fields that an argument gives."""
    if isinstance(names, str):
        raise WrongTypeError(f"{argument} is a sequence: write [{shorten(names)}]")
    try:
        found = frozenset(names)
    except TypeError:
        raise WrongTypeError(f"{argument}: {shorten(names)} gives no names of fields") from None
    for name in found:
        if field_of(name) is None:
            raise InvalidArgumentError(f"{argument}: {shorten(name)} is no field; {hint(str(name), FIELDS)}")
    return found


def separators_of(given: str | Mapping[str, str] | None) -> Mapping[str, str]:
    """Return what stands between several values of a cell, by field."""
    if given is None:
        return {}
    if isinstance(given, str):
        given = {name: given for name, field in FIELDS.items() if field.several}
    if not isinstance(given, Mapping):
        raise WrongTypeError(f"separator: {shorten(given)} is no text: write ';', or {{'parties': ';'}}")
    fields_of("separator", given)
    for field, mark in given.items():
        if not isinstance(mark, str):
            raise WrongTypeError(f"separator: {shorten(mark)} is no text: write {{{field!r}: ';'}}")
        if not mark:
            raise InvalidArgumentError("separator: it is empty: leave it out where a cell holds one value")
        if not known_field(field).several:
            raise InvalidArgumentError(f"separator: {field} has one value, so nothing stands between several")
    return given


def sentinels_of(given: Sentinels) -> dict[str, dict[str, str | None]]:
    """Return what texts stand for, by field; under the empty name for a field that is not named."""
    if not isinstance(given, Mapping):
        raise WrongTypeError(f"sentinels: {shorten(given)} is no mapping: write {{'n/a': None}}")
    everywhere = {key: value for key, value in given.items() if not isinstance(value, Mapping)}
    of_fields = {key: value for key, value in given.items() if isinstance(value, Mapping)}
    fields_of("sentinels", of_fields)
    found = {field: {**everywhere, **of_fields.get(field, {})} for field in ("", *FIELDS, *of_fields)}
    for field in found.values():
        for key, meaning in field.items():
            if not isinstance(key, str) or not isinstance(meaning, str | None):
                raise WrongTypeError(
                    f"sentinels: {shorten(key)}: {shorten(meaning)}: both are texts, the second may be None"
                )
    return found


def precisions_of(given: Mapping[str, CellPrecision]) -> Mapping[str, CellPrecision]:
    """Return how much of a date the date cells of a field state, by field."""
    if not isinstance(given, Mapping):
        raise WrongTypeError(f"date_precision: {shorten(given)} is no mapping: write {{'signed': 'month'}}")
    fields_of("date_precision", given)
    for field, precision in given.items():
        if not known_field(field).of_a_day:
            raise InvalidArgumentError(f"date_precision: {field} is no date")
        check_word("date_precision", precision, PRECISIONS)
    return given


def missing_signed_of(
    given: Day | str | None, columns: Iterable[Column], constants: Iterable[str]
) -> PartialDate | str | None:
    """Return what it means that no date of signature is stated: a date, or the field by whose date it was signed."""
    if given is None:
        return None
    if isinstance(given, str) and field_of(given) is not None:
        if given not in _SIGNED_BY:
            raise InvalidArgumentError(
                f"missing_signed: {given} is no date by which an agreement was signed: name one of "
                f"{', '.join(_SIGNED_BY)}, or give a date such as '[..2025]'"
            )
        if given not in {*(column.field for column in columns), *constants}:
            raise InvalidArgumentError(f"missing_signed: {given} is no field of this table: name its column in columns")
        return given
    return as_partial_date(given)


def constants_of(where: str, readers: Readers, constants: Mapping[str, object]) -> dict[str, Any]:
    """Return the values of constants, by field.

    Raises:
        TableError: If a field cannot take its constant.
    """
    found: dict[str, Any] = {}
    problems = []
    for field, value in constants.items():
        try:
            found[field] = readers.cell(field)(value)
        except CellError as error:
            problems.append(TableProblem(error.kind, None, f"constants: {field}", shorten(value), error.remedy))
    if problems:
        raise TableError(TableReport.of(where, problems))
    return {field: value for field, value in found.items() if value is not None}
