"""The validity table of a register, made column by column.

A record whose days are of no doubt, as those of most are, gives its runs straight from its fields
(`InForce.exact_runs`), and each number of a day is worked out once. All other records go through the engine.

What it is worth: row by row, with a chain for each record, a frame of 10,000 took nearly three times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, repeat
from typing import Any, TypeAlias

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.truth import Truth
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.programmes import Programme
from mainland_coop.tables.columns import Column, Register, Row, number_of, word
from mainland_coop.validity.timeline import Run, timelines_of

Cells: TypeAlias = Sequence[Sequence[Any]]
"""The cells of a table, column by column."""

_BATCH = 1_000
"""Records whose rows are made at once, where rows are asked for one by one."""


def validity_cells(register: Register, carried: Sequence[Column], presumptions: Sequence[bool]) -> Cells:
    """Return the cells of the validity table: the agreements' rows, then the programmes', each in their order.

    Args:
        register: A registry.
        carried: The columns that it carries along.
        presumptions: Under what its runs are: with continuity presumed, without, or both.
    """
    return _cells({kind: tuple(getattr(register, kind)) for kind in _KINDS}, carried, presumptions)


def validity_rows(register: Register, carried: Sequence[Column], presumptions: Sequence[bool]) -> Iterator[Row]:
    """Yield the rows of the same table."""
    for kind in _KINDS:
        records = iter(getattr(register, kind))
        while batch := tuple(islice(records, _BATCH)):
            yield from zip(*_cells({kind: batch}, carried, presumptions), strict=True)


_KINDS = ("agreements", "programmes")


def _cells(
    of_kinds: Mapping[str, Sequence[Agreement | Programme]], carried: Sequence[Column], presumptions: Sequence[bool]
) -> Cells:
    records = list(chain.from_iterable(of_kinds.values()))
    counts, runs = _runs(records, presumptions)
    presumed, truths, firsts, lasts, lasts_before = runs
    numbers = {0: 0, **{day: number_of(day) for day in {*firsts, *lasts}}}

    def for_each_run(cells: Iterable[Any]) -> list[Any]:
        return list(chain.from_iterable(map(repeat, cells, counts)))

    return [
        for_each_run(chain.from_iterable(repeat(kind, len(some)) for kind, some in of_kinds.items())),
        for_each_run([record.id for record in records]),
        presumed,
        truths,
        [numbers[day] for day in firsts],
        [numbers[day] for day in lasts],
        [numbers[day] for day in lasts_before],
        [day == FIRST_DAY for day in firsts],
        [day == LAST_DAY for day in lasts],
        *(
            for_each_run(chain.from_iterable(_carried(kind, some, column.name) for kind, some in of_kinds.items()))
            for column in carried
        ),
    ]


def _runs(records: Iterable[Agreement | Programme], presumptions: Sequence[bool]) -> tuple[list[int], tuple[Any, ...]]:
    """How many rows each record has, and of the rows the presumption, truth, first and last day and last day before."""
    counts: list[int] = []
    presumed: list[bool] = []
    truths: list[str] = []
    firsts: list[int] = []
    lasts: list[int] = []
    lasts_before: list[int] = []
    alike = len(presumptions)
    certain, nothing = ("TRUE",) * alike, (0,) * alike
    for record in records:
        exact = record.exact_runs
        if exact is not None and len(exact) == 1:
            ((first, last),) = exact
            presumed += presumptions
            truths += certain
            firsts += (first,) * alike
            lasts += (last,) * alike
            lasts_before += nothing
            counts.append(alike)
            continue
        n_before = len(firsts)
        if exact is not None:
            timelines = [tuple(Run(*run, Truth.TRUE) for run in exact)] * alike
        else:
            timelines = [timeline.runs for timeline in timelines_of(record.terms, presumptions)]
        for presumption, runs in zip(presumptions, timelines, strict=True):
            before = 0
            for first, last, truth in runs:
                presumed.append(presumption)
                truths.append(truth.name)
                firsts.append(first)
                lasts.append(last)
                lasts_before.append(before)
                before = last
        counts.append(len(firsts) - n_before)
    return counts, (presumed, truths, firsts, lasts, lasts_before)


def _carried(record_kind: str, records: Sequence[Any], name: str) -> list[str | int | None]:
    named, since = ("title", "signed") if record_kind == "agreements" else ("name", "started")
    match name:
        case "title":
            return [getattr(record, named).text for record in records]
        case "started":
            return [word(getattr(record, since)) for record in records]
        case "n_renewals":
            return [len(record.renewals) for record in records]
        case _:
            return [word(getattr(record, name)) for record in records]
