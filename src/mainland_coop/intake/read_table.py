"""`read_table`: a spreadsheet of agreements, a Parquet file or a dataframe to a registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import attrs

from mainland_coop.dates.partial_dates import Day, as_partial_date
from mainland_coop.foundation.errors import InvalidArgumentError, WrongTypeError, hint, shorten
from mainland_coop.foundation.garbage_collection import collection_held_off
from mainland_coop.foundation.public_names import Public
from mainland_coop.intake.cells import TERM_UNITS, CellError, NameIndex, Readers, Sentinels, Wording
from mainland_coop.intake.mapping import FIELDS, Column, chosen, field_of, known_field
from mainland_coop.intake.opening import Table, TableSource, opened
from mainland_coop.intake.register_building import Builder, Records
from mainland_coop.intake.report import LeftOutRow, TableError, TableProblem, TableProblemKind, TableReport
from mainland_coop.intake.rows import TableRows
from mainland_coop.intake.workbook_cells import PRECISIONS, CellPrecision
from mainland_coop.records.provenance import Source
from mainland_coop.registry.registry import Registry

ZeroParts: TypeAlias = Literal["error", "unknown"]
RepeatedIds: TypeAlias = Literal["error", "parties", "renewals"]
Dangling: TypeAlias = Literal["error", "drop"]
OnNewParty: TypeAlias = Literal["make", "error"]
OnError: TypeAlias = Literal["raise", "skip"]


@attrs.frozen(repr=False)
class Intake(Public):
    """What came of a table: the registry, and what did not come into it.

    Attributes:
        registry: The registry of all sound rows.
        report: What is wrong with the table, row by row; empty unless faulty rows were left out (`on_error="skip"`).
        left_out: The rows that are not in the registry, with why, in order.
        n_rows: How many rows the table has.
        renewals: For the id of each row that became a renewal, the id of its agreement.
        made: Ids of the parties and areas that were made from names, by kind.
    """

    registry: Registry
    report: TableReport
    left_out: tuple[LeftOutRow, ...]
    n_rows: int
    renewals: Mapping[str, str] = attrs.field(hash=False)
    made: Mapping[str, tuple[str, ...]] = attrs.field(hash=False)

    @property
    def problems(self) -> tuple[TableProblem, ...]:
        """The problems of the report."""
        return self.report.problems

    def __repr__(self) -> str:
        read = self.n_rows - len(self.left_out)
        counts = f"{read} of {self.n_rows} rows read as {len(self.registry.agreements)} agreements"
        return (
            f"<Intake of {self.report.where}: {counts}, {len(self.left_out)} left out, {len(self.problems)} problems>"
        )


def read_table(
    source: TableSource,
    columns: Mapping[str, str | Sequence[str]],
    *,
    constants: Mapping[str, Any] | None = None,
    separator: str | Mapping[str, str] | None = None,
    sentinels: Sentinels | None = None,
    strip: bool = False,
    date_formats: str | Iterable[str] = (),
    two_digit_years: int | None = None,
    zero_parts: ZeroParts = "error",
    date_precision: Mapping[str, CellPrecision] | None = None,
    term_unit: Literal["years", "months", "weeks", "days"] | None = None,
    missing_signed: Day | None = None,
    repeated_ids: RepeatedIds = "error",
    drop_from_renewals: Iterable[str] = (),
    dangling: Dangling = "error",
    into: Registry | None = None,
    on_new_party: OnNewParty = "make",
    cite: Source | None = None,
    version: str | None = None,
    verified_through: Day | None = None,
    on_error: OnError = "raise",
    skip: int = 0,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Intake:
    """Return the register of agreements that a table holds, each row an agreement or a renewal of one.

    Nothing is guessed: a cell that its field cannot take is a problem, told with row, column, value and remedy. Rows
    that point at the row that they renew form chains; of a chain the first row is the agreement, and each further row
    a `Renewal` in it. A renewal has no kind, parties and so on of its own: such cells are blank or as in the first row.

    Args:
        source: The path of a CSV file, a workbook (`.xlsx`, `.xls`, `.ods`) or a Parquet file; a frame of pandas,
            polars, pyarrow, DuckDB or whatever else narwhals reads; or a list of dicts.
        columns: The column of each field, `{"id": "Treaty no.", "title": "Name", "parties": ["Party 1", "Party 2"]}`.
            Fields are named as in the file form; `title.zh_hant` and the like are titles in a script, `ending.reason`
            and the like fields of the ending, `identifiers.wikidata` and `extra.cost` one identifier and one value of
            the user's own, and `renews` is the id of the row that a row renews. Other columns of the table are not
            read.
        constants: What every row has in a field that is no column, `{"kind": "treaty"}`.
        separator: What stands between several parties (areas, languages, ids) in one cell; by field, if it differs.
        sentinels: What texts of cells stand for: `{"n/a": None}` (not stated), or by field,
            `{"expires": {"9999-12-31": ".."}}` (an open end). A blank cell is "not stated", or what `""` stands for.
        strip: Whether spaces around a cell's text are taken off; else they are a problem.
        date_formats: Formats of dates (as for `datetime.strptime`) that are tried before EDTF, `["%d.%m.%Y"]`.
        date_precision: How much of a date the date cells of a field state, `{"signed": "month"}`, where the format of
            the cells does not tell it or is wrong; cells of text are not concerned.
        term_unit: What a bare number in a column of terms counts.
        missing_signed: What it means that the date of signature is not stated, `"[..2025]"`; else that is a problem.
        drop_from_renewals: Fields whose cells may get lost in rows that renew others, `["kind"]`.
        into: The registry that the agreements are added to. Cells name its parties and areas by id or by one of their
            names, letter for letter. Of any other name a party or area is made, whose id is the name with hyphens for
            spaces.
        cite: The source that the table is: each record and renewal then cites it with the number of its row.
        version: The version of the registry; else that of `into`.
        verified_through: The last day to which the register was checked; else that of `into`.
        on_error: `skip` leaves out faulty rows, whatever hangs together with them in a chain, and whatever refers to
            what was left out; it tells which and why.
        sheet: The name of the sheet of a workbook; needed if several are shown and not blank.
        encoding: The encoding of a text file; else what its byte order mark says, or UTF-8.
        delimiter: What ends the columns of a text file; else what its first rows show: a comma, a semicolon, a tab
            or a bar.

    Raises:
        TableError: If anything is wrong with the rows (unless they are to be left out) or with the columns named; it
            carries the report.
        FileError: If the file cannot be read (an OSError).
        MissingExtraError: If the package that reads Parquet files or dataframes is not installed.
        InvalidArgumentError: If an argument is out of its vocabulary.

    Example:
        >>> rows = [
        ...     {"no": "1", "name": "Pact", "with": "A; B", "from": "2011-03-01", "years": 5, "renews": None},
        ...     {"no": "1a", "name": "Pact", "with": None, "from": "2016-03-01", "years": 5, "renews": "1"},
        ... ]
        >>> columns = {"id": "no", "title": "name", "parties": "with", "signed": "from", "term": "years"}
        >>> columns["renews"] = "renews"
        >>> intake = read_table(rows, columns, constants={"kind": "treaty"}, separator=";", term_unit="years")
        >>> intake
        <Intake of the list: 2 of 2 rows read as 1 agreements, 0 left out, 0 problems>
        >>> intake.registry.agreements["1"].chain.expires
        PartialDate('2021-02-28')
    """
    if on_error not in ("raise", "skip"):
        raise InvalidArgumentError(f"{shorten(on_error)} is none of 'raise', 'skip'")
    if term_unit is not None and term_unit not in TERM_UNITS:
        raise InvalidArgumentError(f"term_unit: {shorten(term_unit)} is none of {', '.join(map(repr, TERM_UNITS))}")
    wording = Wording(
        _by_field(separator),
        _sentinels(sentinels or {}),
        strip,
        (date_formats,) if isinstance(date_formats, str) else tuple(date_formats),
        term_unit,
        _precisions(date_precision or {}),
    )
    given = Registry() if into is None else into
    indexes = NameIndex("parties", given.parties), NameIndex("areas", given.areas)
    readers = Readers(wording, *indexes)
    with collection_held_off():
        table = opened(source, encoding=encoding, delimiter=delimiter, sheet=sheet, skip=skip)
        found = chosen(table.where, table.header, columns, constants or {})
        _check_firsts(table, found, wording.date_precision)
        rows = TableRows(found, _constants(table.where, readers, constants or {}))
        rows.read(table, [readers.column(column) for column in found], given.agreements)
        builder = Builder(
            {column.field: " + ".join(column.names) for column in found},
            {rows.id_of(row): rows.id_of(chain[0]) for chain in rows.sound() for row in chain[1:]},
            None if missing_signed is None else as_partial_date(missing_signed),
            _fields("drop_from_renewals", drop_from_renewals),
            None if cite is None else cite.id,
        )
        records = Records(rows, builder, given, indexes)
        registry = records.registry(
            sources=[*given.sources, *([] if cite is None or given.sources.get(cite.id) == cite else [cite])],
            version=given.version if version is None else version,
            verified_through=given.verified_through if verified_through is None else verified_through,
        )
    report = TableReport.of(table.where, rows.problems)
    if report and on_error == "raise":
        raise TableError(report)
    renewals = {id: first for id, first in builder.record_ids.items() if first in records.agreements}
    made = {index.what: tuple(id for id, _ in records.made(index)) for index in indexes}
    return Intake(registry, report, rows.report_left_out(), len(rows), renewals, made)


# --- Arguments ---------------------------------------------------------------------------------------------------


def _by_field(separator: str | Mapping[str, str] | None) -> Mapping[str, str]:
    if separator is None:
        return {}
    if isinstance(separator, str):
        return {name: separator for name, field in FIELDS.items() if field.several}
    _fields("separator", separator)
    return separator


def _fields(argument: str, names: Iterable[str]) -> frozenset[str]:
    if isinstance(names, str):
        raise WrongTypeError(f"{argument} is a sequence: write [{names!r}]")
    found = frozenset(names)
    for name in found:
        if field_of(name) is None:
            raise InvalidArgumentError(f"{argument}: {shorten(name)} is no field; {hint(name, FIELDS)}")
    return found


def _precisions(given: Mapping[str, CellPrecision]) -> Mapping[str, CellPrecision]:
    _fields("date_precision", given)
    for field, precision in given.items():
        if known_field(field).reads not in ("date", "expiry"):
            raise InvalidArgumentError(f"date_precision: {field} is no date")
        if precision not in PRECISIONS:
            raise InvalidArgumentError(
                f"date_precision: {shorten(precision)} is none of {', '.join(map(repr, PRECISIONS))}"
            )
    return given


def _check_firsts(table: Table, columns: Iterable[Column], precisions: Mapping[str, CellPrecision]) -> None:
    """Refuse dates that may be no days: a workbook shows a month as its first day, and this one tells no formats."""
    problems = []
    for column in columns:
        shown = table.only_firsts.get(column.names[0])
        if (
            shown is not None
            and known_field(column.field).reads in ("date", "expiry")
            and column.field not in precisions
        ):
            remedy = (
                f"all its dates are the first day of a {shown}, and the file does not tell whether they are days: pass "
                f"date_precision={{{column.field!r}: 'day'}}, or {shown!r} if no more is meant"
            )
            problems.append(TableProblem(TableProblemKind.AMBIGUOUS, None, column.names[0], "", remedy))
    if problems:
        raise TableError(TableReport.of(table.where, problems))


def _sentinels(sentinels: Sentinels) -> dict[str, dict[str, str | None]]:
    everywhere = {key: value for key, value in sentinels.items() if not isinstance(value, Mapping)}
    of_fields = {key: value for key, value in sentinels.items() if isinstance(value, Mapping)}
    _fields("sentinels", of_fields)
    found = {field: {**everywhere, **of_fields.get(field, {})} for field in ("", *FIELDS, *of_fields)}
    for field in found.values():
        for key, meaning in field.items():
            if not isinstance(key, str) or not isinstance(meaning, str | None):
                raise WrongTypeError(
                    f"sentinels: {shorten(key)}: {shorten(meaning)}: both are texts, the second may be None"
                )
    return found


def _constants(where: str, readers: Readers, constants: Mapping[str, object]) -> dict[str, Any]:
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
