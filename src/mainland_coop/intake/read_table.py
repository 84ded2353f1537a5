"""`read_table`: a spreadsheet of agreements, a Parquet file or a dataframe to a registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import attrs

from mainland_coop.collections.collection import counted
from mainland_coop.dates.partial_dates import Day
from mainland_coop.display.blocks import Block, Heading
from mainland_coop.display.story import Story, Told
from mainland_coop.foundation.errors import InvalidArgumentError, WrongTypeError, brief, shorten
from mainland_coop.foundation.garbage_collection import collection_held_off
from mainland_coop.intake.cells import Readers, Wording
from mainland_coop.intake.date_cells import DateReader
from mainland_coop.intake.date_formats import date_formats as date_formats_of
from mainland_coop.intake.made_names import NameIndex
from mainland_coop.intake.mapping import Column, chosen, known_field
from mainland_coop.intake.opening import Table, TableSource, opened
from mainland_coop.intake.reading_arguments import (
    Sentinels,
    check_word,
    constants_of,
    fields_of,
    missing_signed_of,
    precisions_of,
    sentinels_of,
    separators_of,
)
from mainland_coop.intake.register_building import Builder, Dangling, Records
from mainland_coop.intake.report import LeftOutRow, TableError, TableProblem, TableProblemKind, TableReport
from mainland_coop.intake.row_faults import Fault
from mainland_coop.intake.rows import RepeatedIds, TableRows
from mainland_coop.intake.term_cells import TERM_UNITS
from mainland_coop.intake.workbook_cells import CellPrecision
from mainland_coop.records.provenance import Source
from mainland_coop.registry.registry import Registry, expect_registry

ZeroParts: TypeAlias = Literal["error", "unknown"]
OnNewParty: TypeAlias = Literal["make", "error"]
OnError: TypeAlias = Literal["raise", "skip"]


@attrs.frozen(repr=False)
class Intake(Told):
    """What came of a table: the registry, and what did not come into it.

    Attributes:
        registry: The registry of all sound rows.
        report: What is wrong with the table, row by row; empty unless faulty rows were left out (`on_error="skip"`).
        left_out: The rows that are not in the registry, with why, in order.
        n_rows: How many rows the table has; blank ones are not counted.
        renewals: For the id of each row that became a renewal, the id of its agreement.
        made: The parties and areas that were made from names, by kind: each id, with that of the nearest known record
            of the registry that was given, or None.
        dropped: The references that were dropped, since what they lead to is not there (`dangling="drop"`).
    """

    registry: Registry
    report: TableReport
    left_out: tuple[LeftOutRow, ...]
    n_rows: int
    renewals: Mapping[str, str] = attrs.field(hash=False)
    made: Mapping[str, Mapping[str, str | None]] = attrs.field(hash=False)
    dropped: tuple[TableProblem, ...] = ()

    @property
    def problems(self) -> tuple[TableProblem, ...]:
        """The problems of the report."""
        return self.report.problems

    @property
    def _counts(self) -> str:
        read = self.n_rows - len(self.left_out)
        return f"{read} of {self.n_rows} rows read as {counted('agreements', len(self.registry.agreements))}"

    @property
    def story(self) -> Story:
        """What came of the table, as people read it. It has the agreements, the rows left out, and the problems."""
        from mainland_coop.display.citations import LONGEST  # what lays records out is for who looks
        from mainland_coop.display.record_rows import collection_listing, listing

        blocks: list[Block] = [Heading(f"{self.report.where}: {self._counts}", 1)]
        blocks += collection_listing(self.registry.agreements).blocks
        tables = (
            ("Left out", ("row", "id", "why"), [(str(r.row), r.id or "", brief(r.reason, 300)) for r in self.left_out]),
            ("Problems", ("problem",), [(brief(str(problem), 400),) for problem in self.problems]),
            ("Dropped references", ("problem",), [(brief(str(problem), 400),) for problem in self.dropped]),
        )
        for caption, head, rows in tables:
            if rows:
                blocks += listing(head, rows[:LONGEST], len(rows), f"{caption} ({len(rows)})").blocks
        return Story(tuple(blocks))

    def __repr__(self) -> str:
        counts = f"{len(self.left_out)} left out, {len(self.problems)} problems"
        return f"<Intake of {self.report.where}: {self._counts}, {counts}>"


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
            polars, pyarrow, DuckDB or whatever else narwhals reads; or a list of dicts. Blank rows are passed over.
        columns: The column of each field, `{"id": "Treaty no.", "title": "Name", "parties": ["Party 1", "Party 2"]}`.
            Fields are named as in the file form; `title.zh_hant` and the like are titles in a script, `ending.reason`
            and the like fields of the ending, `identifiers.wikidata` and `extra.cost` one identifier and one value of
            the user's own, and `renews` is the id of the row that a row renews. A date may have a column each for year,
            month and day, `{"signed": ["y", "m", "d"]}`. Without a column of ids the rows are `row-2` and so on, by
            their numbers in reports. Other columns of the table are not read.
        constants: What every row has in a field that is no column, `{"kind": "treaty"}`. A constant such as
            `ending.reason` holds in the rows that have an ending.
        separator: What stands between several parties (areas, languages, ids) in one cell; by field, if it differs.
        sentinels: What texts of cells stand for: `{"n/a": None}` (not stated), or by field,
            `{"expires": {"9999-12-31": ".."}}` (an open end). A blank cell is "not stated", or what `""` stands for.
        strip: Whether spaces around a cell's text are taken off; else they are a problem.
        date_formats: Formats of dates, `["%d.%m.%Y", "%b %Y"]`, of the directives `%Y %y %m %b %B %d %a %A` as
            `strptime` has them. What has no `%d` is a month, what has no `%m` a year. What no format reads is read as
            EDTF; what two read as different dates is a problem.
        two_digit_years: The first of the hundred years that `%y` means: 1930 for 1930 to 2029.
        zero_parts: `unknown` reads a month or a day of zero as one that is not known, `1988-00-00` as 1988, and a date
            of zeros as one that is not stated; else they are a problem.
        date_precision: How much of a date the date cells of a field state, `{"signed": "month"}`, where the format of
            the cells does not tell it or is wrong; cells of text are not concerned.
        term_unit: What a bare number in a column of terms counts.
        missing_signed: What it means that the date of signature is not stated, `"[..2025]"`; or the field by whose date
            an agreement was signed, `"in_force_from"`. Else that is a problem.
        repeated_ids: What rows of one id are: a mistake; the `parties` of one agreement, each with its own dates, which
            become memberships; or `renewals`, the spells of one thing, which become a chain in the order of their
            starts.
        drop_from_renewals: Fields whose cells may get lost in rows that renew others, `["kind"]`.
        dangling: `drop` leaves out references (`amends`, `supplements`, `implements`, `under`, `ending.by`) to
            agreements that are not there, and tells them in `Intake.dropped`; else they are a problem.
        into: The registry that the agreements are added to. Cells name its parties and areas by id or by one of their
            names, letter for letter. Of any other name a party or area is made, whose id is the name with hyphens for
            spaces.
        on_new_party: `error` refuses names that are almost those of a party of `into`; else parties are made of them
            too, and `Intake.made` names the nearest known one beside each.
        cite: The source that the table is: each record and renewal then cites it with the number of its row.
        version: The version of the registry. Without it, what is added to `into` leaves the result without one, for a
            version names exact data.
        verified_through: The last day to which the register was checked; else that of `into`.
        on_error: `skip` leaves out faulty rows, whatever hangs together with them in a chain, and whatever refers to
            what was left out; it tells which and why.
        skip: How many rows of a text file or a workbook stand above its header.
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
        WrongTypeError: If an argument is of a type that cannot be meant.

    Example:
        >>> rows = [
        ...     {"no": "1", "name": "Pact", "with": "A; B", "from": "2011-03-01", "years": 5, "renews": None},
        ...     {"no": "1a", "name": "Pact", "with": None, "from": "2016-03-01", "years": 5, "renews": "1"},
        ... ]
        >>> columns = {"id": "no", "title": "name", "parties": "with", "signed": "from", "term": "years"}
        >>> columns["renews"] = "renews"
        >>> intake = read_table(rows, columns, constants={"kind": "treaty"}, separator=";", term_unit="years")
        >>> intake
        <Intake of the list: 2 of 2 rows read as 1 agreement, 0 left out, 0 problems>
        >>> intake.registry.agreements["1"].chain.expires
        PartialDate('2021-02-28')
    """
    check_word("on_error", on_error, ("raise", "skip"))
    check_word("zero_parts", zero_parts, ("error", "unknown"))
    check_word("term_unit", term_unit, (None, *TERM_UNITS))
    check_word("repeated_ids", repeated_ids, ("error", "parties", "renewals"))
    check_word("dangling", dangling, ("error", "drop"))
    check_word("on_new_party", on_new_party, ("make", "error"))
    if cite is not None and not isinstance(cite, Source):
        raise WrongTypeError(f"cite: {shorten(cite)} is no Source: write mc.Source(id='list', title='The list')")
    dates = DateReader(date_formats_of(date_formats, two_digit_years), zero_parts == "unknown", two_digit_years)
    wording = Wording(
        separators_of(separator),
        sentinels_of(sentinels or {}),
        strip,
        dates,
        term_unit,
        precisions_of(date_precision or {}),
    )
    dropped = fields_of("drop_from_renewals", drop_from_renewals)
    given = Registry() if into is None else expect_registry(into)
    indexes = (
        NameIndex("parties", given.parties, near_misses=on_new_party == "make"),
        NameIndex("areas", given.areas),
    )
    readers = Readers(wording, *indexes)

    def table_of_source() -> Table:
        return opened(source, encoding=encoding, delimiter=delimiter, sheet=sheet, skip=skip)

    with collection_held_off():
        table = table_of_source()
        found = chosen(table.where, table.header, columns, constants or {})
        by_field = {column.field: column for column in found}
        _check_repeated_ids(repeated_ids, by_field)
        _check_firsts(table, found, wording.date_precision)
        rows = TableRows(found, constants_of(table.where, readers, constants or {}), repeated_ids)
        signed = missing_signed_of(missing_signed, found, constants or {})
        rows.read(table, [readers.column(column) for column in found], given.agreements)
        chains = rows.sound() if repeated_ids == "error" else ()
        builder = Builder(
            by_field,
            {rows.id_of(row): rows.id_of(chain[0]) for chain in chains for row in chain[1:]},
            signed,
            dropped,
            None if cite is None else cite.id,
            repeated_ids,
        )
        records = Records(rows, builder, given, indexes, dangling)
        registry = records.registry(cite=cite, version=version, verified_through=verified_through)
        problems = [*rows.problems, *_told(rows.faults, by_field, table_of_source)]
    passed = {"date_formats": [form.form for form in dates.formats], "sentinels": dict(sentinels or {})}
    report = TableReport.of(table.where, problems, passed)
    if report and on_error == "raise":
        raise TableError(report)
    return Intake(
        registry,
        report,
        rows.report_left_out(),
        len(rows),
        {id: first for id, first in builder.record_ids.items() if first in records.agreements},
        {index.what: {id: index.nearest(name) for id, name in records.made(index)} for index in indexes},
        tuple(records.dropped),
    )


def _check_repeated_ids(repeated_ids: RepeatedIds, columns: Mapping[str, Column]) -> None:
    if repeated_ids == "error":
        return
    if "id" not in columns:
        raise InvalidArgumentError(f"repeated_ids={repeated_ids!r}: no column of ids is named, so none is repeated")
    if "renews" in columns:
        raise InvalidArgumentError(
            f"repeated_ids={repeated_ids!r}: rows hang together by their ids or by renews: give one of the two"
        )


def _told(faults: Sequence[Fault], columns: Mapping[str, Column], table: Callable[[], Table]) -> Iterator[TableProblem]:
    """Yield the problems that faults are, in the words of their cells: for these the table is read again."""
    wanted = {row for fault in faults for row in fault.rows}
    cells = {number: cells for number, cells in table().rows if number in wanted} if wanted else {}
    yield from (fault.told(columns, cells) for fault in faults)


def _check_firsts(table: Table, columns: Iterable[Column], precisions: Mapping[str, CellPrecision]) -> None:
    """Refuse dates that may be no days: a workbook shows a month as its first day, and this one tells no formats."""
    problems = []
    for column in columns:
        shown = table.only_firsts.get(column.names[0])
        if shown is not None and known_field(column.field).of_a_day and column.field not in precisions:
            remedy = (
                f"all its dates are the first day of a {shown}, and the file does not tell whether they are days: pass "
                f"date_precision={{{column.field!r}: 'day'}}, or {shown!r} if no more is meant"
            )
            problems.append(TableProblem(TableProblemKind.AMBIGUOUS, None, column.names[0], "", remedy))
    if problems:
        raise TableError(TableReport.of(table.where, problems))
