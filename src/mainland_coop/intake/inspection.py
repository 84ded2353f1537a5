"""`inspect_table`: looks at a table and proposes how `read_table` should read it."""

from __future__ import annotations

import os
import pprint
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import attrs

from mainland_coop.display.blocks import Bullets, Heading, Listing, Paragraph
from mainland_coop.display.story import Story, Told
from mainland_coop.foundation.errors import InvalidArgumentError, brief, shorten
from mainland_coop.foundation.garbage_collection import collection_held_off
from mainland_coop.intake.column_choice import Choice, choose_columns
from mainland_coop.intake.column_contents import ColumnContents
from mainland_coop.intake.header_rows import Header, header_of
from mainland_coop.intake.header_words import fields_called, words_of
from mainland_coop.intake.opening import TableSource, is_blank, is_file, opened
from mainland_coop.intake.proposals import Proposal, Undecided, Unread
from mainland_coop.intake.proposing import Proposer
from mainland_coop.intake.sheets import WORKBOOKS, chosen_sheet, sheets_of
from mainland_coop.intake.text_files import form_of, likely_encodings, numbered_rows

_LOOKED_AT = 60


@attrs.frozen(repr=False)
class Inspection(Told):
    """How a table could be read: what is proposed, what stays unread, and what a person must decide.

    `print` shows it, and notebooks do.

    Attributes:
        where: The file or frame.
        n_rows: How many rows it has below its header.
        arguments: The arguments of `read_table` but the source, so that `mc.read_table(source, **i.arguments)` runs.
        proposals: What the arguments rest on, one by one.
        unread: The columns that are not read, and why.
        undecided: The questions that the table does not answer. The arguments leave them open: what depends on them
            is a problem when the table is read.
        source: The path of the file; None if it is no file.
    """

    where: str
    n_rows: int
    arguments: Mapping[str, Any] = attrs.field(hash=False)
    proposals: tuple[Proposal, ...]
    unread: tuple[Unread, ...]
    undecided: tuple[Undecided, ...]
    source: str | None = None

    @property
    def code(self) -> str:
        """The call of `read_table` as Python code; a source that is no file is called `source` in it."""
        lines = ["import mainland_coop as mc", "", "intake = mc.read_table("]
        lines.append(f"    {self.source!r}," if self.source is not None else "    source,")
        for name, value in self.arguments.items():
            text = pprint.pformat(value, width=100, sort_dicts=False)
            lines.append(f"    {name}={text.replace(chr(10), chr(10) + ' ' * (5 + len(name)))},")
        return "\n".join([*lines, ")", ""])

    def decided(self, *choices: int) -> Inspection:
        """Return the inspection with the first questions answered, each by the index of its choice.

        Raises:
            InvalidArgumentError: If there are fewer questions, or a question has fewer choices.

        Example:
            >>> rows = [{"Title": "Pact", "Parties": "A; B", "Signed": "3/4/1996"}]
            >>> found = inspect_table(rows)
            >>> found.undecided[0].question
            'Which number is the day, and which the month?'
            >>> found.decided(0).arguments["date_formats"]
            ['%d/%m/%Y']
        """
        arguments = dict(self.arguments)
        if len(choices) > len(self.undecided):
            raise InvalidArgumentError(
                f"{len(choices)} choices are given, and {len(self.undecided)} questions are open"
            )
        for question, choice in zip(self.undecided, choices, strict=False):
            if not 0 <= choice < len(question.choices):
                raise InvalidArgumentError(
                    f"{shorten(choice)} is no choice: {question.question!r} has {len(question.choices)}, from 0 on"
                )
            for name, value in question.choices[choice].items():
                before = arguments.get(name)
                both = isinstance(before, Mapping) and isinstance(value, Mapping)
                arguments[name] = {**before, **value} if both else value  # type: ignore[dict-item]
        return attrs.evolve(self, arguments=arguments, undecided=self.undecided[len(choices) :])

    @property
    def story(self) -> Story:
        """The inspection for people."""
        head = f"{self.where}: {self.n_rows} rows, {len(self.proposals)} proposals, {len(self.undecided)} questions"
        rows = tuple(
            (
                each.argument,
                each.column or "",
                brief(str(each.value)),
                str(each.n_cells),
                brief(", ".join(each.examples)),
            )
            for each in self.proposals
        )
        heads = ("argument", "column", "value", "cells", "examples")
        blocks: list[Any] = [Heading(head, 1), Listing(heads, rows, caption="Proposed")]
        if self.undecided:
            asked = tuple(
                (
                    each.question,
                    each.column or "",
                    "; ".join(map(_shown, range(len(each.choices)), each.choices)),
                    str(each.n_cells),
                    ", ".join(each.examples),
                )
                for each in self.undecided
            )
            blocks.append(
                Listing(("question", "column", "choices", "cells", "examples"), asked, caption="To be decided")
            )
        if self.unread:
            blocks += [Heading("Not read"), Bullets(tuple((f"{each.column}: {each.why}",) for each in self.unread))]
        blocks.append(Paragraph(("The call is in .code, its arguments in .arguments.",)))
        return Story(tuple(blocks))

    def __repr__(self) -> str:
        return f"<Inspection of {self.where}: {len(self.proposals)} proposals, {len(self.undecided)} questions>"


def _shown(number: int, choice: Mapping[str, Any]) -> str:
    """Return a choice with the number by which `decided` takes it."""
    told = ", ".join(f"{name}={value!r}" for name, value in choice.items())
    return f"{number}: {brief(told, 150) or 'as proposed'}"


def inspect_table(
    source: TableSource,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    skip: int | None = None,
) -> Inspection:
    """Look at a table and propose how `read_table` should read it.

    Columns are known by the words of their names (English, Chinese, some German, French and Spanish) and by what
    their cells hold. Nothing is proposed that would read a cell in one of two ways: what a person must decide is
    asked. Every cell is looked at, in time linear in the table.

    Args:
        source: What `read_table` takes.
        encoding: The encoding of a text file, if it is known.
        delimiter: What ends the columns of a text file, if it is known.
        sheet: The sheet of a workbook; else the one with the most cells.
        skip: How many rows stand above the header, if that is known.

    Raises:
        FileError: If the file cannot be read (an OSError).
        MissingExtraError: If the package that reads the source is not installed.
        WrongTypeError: If it is nothing that can be read as a table.

    Example:
        >>> rows = [
        ...     {"No.": 1, "Treaty": "Pact", "Parties": "A; B", "Date of signature": "14.3.1996"},
        ...     {"No.": 2, "Treaty": "Charter", "Parties": "A; C", "Date of signature": "n/a"},
        ... ]
        >>> found = inspect_table(rows)
        >>> found.arguments["columns"]
        {'id': 'No.', 'title': 'Treaty', 'parties': 'Parties', 'signed': 'Date of signature'}
        >>> found.arguments["date_formats"], found.arguments["sentinels"]
        (['%d.%m.%Y'], {'n/a': None})
    """
    with collection_held_off():
        undecided: list[Undecided] = []
        given: dict[str, Any] = {}
        header = Header(skip or 0)
        if isinstance(source, str | os.PathLike) and is_file(Path(source)):
            given, header, undecided = _file_arguments(Path(source), encoding, delimiter, sheet, skip)
            tried = {**given, **(undecided[0].choices[0] if undecided else {})}
        else:
            tried = {"encoding": encoding, "delimiter": delimiter, "sheet": sheet, "skip": skip or 0}
        table = opened(source, **tried)
        rows = [row for _, row in table.rows if len(row) == len(table.header) and not all(map(is_blank, row))]
        cells = zip(*rows, strict=True) if rows else iter([()] * len(table.header))
        columns = [
            ColumnContents.of(at, name, _words(name, at, header), of)
            for at, (name, of) in enumerate(zip(table.header, cells, strict=True))
        ]
        choice = choose_columns(columns, rows)
        proposer = Proposer(choice, columns, len(rows), table.only_firsts, table.where)
    shown = {name: value for name, value in given.items() if value}
    told = [Proposal(name, None, value, 0, (), "by the file itself") for name, value in shown.items()]
    return Inspection(
        table.where,
        len(rows),
        {**proposer.arguments, **shown},
        (*told, *proposer.proposals),
        tuple(_unread(columns, choice, proposer)),
        (*undecided, *sorted(proposer.undecided, key=lambda each: -each.n_cells)),
        str(source) if isinstance(source, str | os.PathLike) else None,
    )


def _words(name: str, at: int, header: Header) -> str:
    """Return the words of a column: those of its name, of the heading above it, or of both if neither says enough."""
    above = words_of(header.above[at]) if at < len(header.above) else ""
    own = words_of(name)
    if not above or above == own:
        return own
    if own == f"column {at + 1}":
        return above
    return own if fields_called(own) and max(fields_called(own).values()) > 2 else f"{above} {own}"


def _file_arguments(
    path: Path, encoding: str | None, delimiter: str | None, sheet: str | None, skip: int | None
) -> tuple[dict[str, Any], Header, list[Undecided]]:
    """Return the arguments that a file itself tells, where its header is, and what is not clear of it."""
    suffix = path.suffix.casefold()
    if suffix in (".parquet", ".pq", ".json", ".jsonl", ".ndjson"):
        return {}, Header(0), []
    if suffix in WORKBOOKS:
        if sheet is None:
            filled = [each for each in sheets_of(path) if each.shown and not each.blank]
            if len(filled) > 1:
                sheet = max(filled, key=lambda each: sum(cell is not None for row in each.rows() for cell in row)).name
        first = list(islice(chosen_sheet(path, sheet).rows(), _LOOKED_AT))
        header = header_of(first) if skip is None else Header(skip)
        return {"sheet": sheet, "skip": header.skip}, header, []
    undecided = []
    told = encoding
    if encoding is None:
        likely = likely_encodings(path) or ("utf-8",)
        encoding = likely[0]
        told = encoding if encoding not in ("utf-8-sig", "utf-16", "utf-32") else None
        if len(likely) > 1:
            choices = [{"encoding": each} for each in likely]
            undecided.append(Undecided("In which encoding is the file?", None, tuple(choices), 0, ()))
            told = None
    header = Header(skip or 0)
    if skip is None:
        # The delimiter of a table that has titles above it shows below them.
        trial = form_of(path, encoding, delimiter, 0)
        rows = [row for _, row in islice(numbered_rows(path, trial), _LOOKED_AT)]
        header = header_of(rows)
    form = form_of(path, encoding, delimiter, header.skip)
    usual = "\t" if suffix in (".tsv", ".tab") else ","
    given = {"encoding": told, "delimiter": form.delimiter if form.delimiter != usual else None, "skip": header.skip}
    return given, header, undecided


def _unread(columns: Sequence[ColumnContents], choice: Choice, proposer: Proposer) -> list[Unread]:
    used: set[str] = set()
    for names in proposer.arguments["columns"].values():
        used.update([names] if isinstance(names, str) else names)
    asked = {each.column for each in proposer.undecided}
    found = []
    for column in columns:
        if column.name in used:
            continue
        called = [field for field in fields_called(column.words) if field in choice.fields]
        if column.name in choice.at_fault:
            why = choice.at_fault[column.name]
        elif not column.n_stated:
            why = "it is blank"
        elif column.name in asked:
            why = "it is asked what it is"
        elif called:
            other = choice.fields[called[0]][0].name
            why = f"{called[0]} is read from {other!r}"
        else:
            key = column.words.replace(" ", "_")
            why = f"no field is called so; extra.{key} would keep it"
        found.append(Unread(column.name, why))
    return found
