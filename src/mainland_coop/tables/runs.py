"""From timelines to rows: one row for each maximal run of days, with and without the presumption of continuity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeAlias

from mainland_coop.records.instruments import Agreement
from mainland_coop.records.programmes import Programme
from mainland_coop.tables.days import FIRST, LAST, number_of
from mainland_coop.tables.layout import Column
from mainland_coop.validity.chain import RenewalChain

__all__ = ["InForceRecords", "RunRow", "runs_of", "validity_rows"]

RunRow: TypeAlias = tuple[bool, str, int, int, int, bool, bool]
"""A run, in the order of `layout.RUN`."""


class InForceRecords(Protocol):
    """A register, as far as its records are in force on days."""

    @property
    def agreements(self) -> Iterable[Agreement]: ...  # noqa: D102
    @property
    def programmes(self) -> Iterable[Programme]: ...  # noqa: D102


def runs_of(chain: RenewalChain, presumptions: Iterable[bool] = (True, False)) -> list[RunRow]:
    """Return the runs of a chain as rows, in order, under each presumption.

    Example:
        >>> pact = Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-03-01", term="P1Y")
        >>> runs_of(pact.chain, [True])
        [(True, 'TRUE', 20110301, 20120229, 0, False, False)]
    """
    rows = []
    for presumed in presumptions:
        before = 0
        for run in chain.timeline(presume_continuity=presumed).runs:
            first, last = number_of(run.first), number_of(run.last)
            rows.append((presumed, run.truth.name, first, last, before, first == FIRST, last == LAST))
            before = last
    return rows


def validity_rows(register: InForceRecords, carried: Iterable[Column], presumptions: Iterable[bool]) -> Iterator[Any]:
    """Yield the rows of the validity table: the agreements', then the programmes', each in the order of its dates."""
    carried, presumptions = tuple(carried), tuple(presumptions)
    for record_kind in ("agreements", "programmes"):
        for record in getattr(register, record_kind):
            along = tuple(_carried(record, column.name) for column in carried)
            for run in runs_of(record.chain, presumptions):
                yield (record_kind, record.id, *run, *along)


def _carried(record: Agreement | Programme, name: str) -> str | int | None:
    named, since = (record.title, record.signed) if isinstance(record, Agreement) else (record.name, record.started)
    match name:
        case "title":
            return named.text
        case "started":
            return None if since is None else str(since)
        case "n_renewals":
            return len(record.renewals)
        case _:
            value = getattr(record, name)
            return None if value is None else str(value)
