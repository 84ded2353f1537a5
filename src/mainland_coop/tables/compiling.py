"""Validity tables of registers that never were Python objects: from cells to chains to rows."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from mainland_coop.foundation.errors import (
    InvalidArgumentError,
    InvalidRegistryError,
    MainlandCoopError,
    Problem,
    shorten,
)
from mainland_coop.foundation.importing import require
from mainland_coop.tables.chain_cells import OPTIONAL, REQUIRED, chain_of, fault_of
from mainland_coop.tables.columns import FIRST, LAST, RUN, VALIDITY, Holds, names_of
from mainland_coop.tables.expressions import as_narwhals
from mainland_coop.tables.frames import RunRow, runs_of

if TYPE_CHECKING:
    from mainland_coop.tables.plain_links import Links
    from mainland_coop.tables.run_columns import Runs

F = TypeVar("F")
T = TypeVar("T")
Made = TypeVar("Made")

BATCH = 65_536
"""Rows that are compiled at a time: few enough for what is made of them to stay near the processor.

With twice as many, a million rows take a quarter more memory at the peak on DuckDB; with half as many, a sixth more
time.
"""

_THREADS = min(4, os.cpu_count() or 1)
"""Threads that compile for DuckDB: four at most, for each holds a batch. On two cores a third gains nothing."""

MADE = tuple(column.name for column in VALIDITY)
FAULT = ("field", "problem")


@attrs.frozen
class Plan:
    """What to make of each batch.

    Attributes:
        record_kind: What the rows are.
        carried: Columns that are carried along.
        skip: Whether rows that are no sound records are left out, rather than refused.
        faults: Whether to tell of those rows, rather than to compile the others.
    """

    record_kind: str
    carried: tuple[str, ...]
    skip: bool
    faults: bool = False

    @property
    def read(self) -> tuple[str, ...]:
        """The columns that may be read."""
        return REQUIRED[self.record_kind] + OPTIONAL[self.record_kind]


def compile(
    frame: F,
    *,
    record_kind: str = "agreements",
    columns: Iterable[str] = (),
    on_error: str = "raise",
    connection: Any = None,
) -> F:
    """Return the validity table of a frame of records that never were Python objects.

    Args:
        frame: A frame with one row for each record: `id` (of any type, unique) and `signed`, and as far as they are
            known `in_force_from`, `never_in_force`, `period`, `term`, `tacit_renewal`, `expires`, `notice`, `renewals`,
            `ending` and `open_lists`; of programmes `started` in place of `signed` and `in_force_from`. Cells hold what
            the file form has: EDTF text (or dates), ISO 8601 terms, `..` for an open end; `renewals`, `ending`,
            `open_lists` and stages of `in_force_from` as JSON text, or as lists and structs where the engine has them;
            a tacit renewal whose period is not stated is true, or `true` as text.
        record_kind: What the rows are: `agreements` or `programmes`.
        columns: Columns of the frame to carry along, of any type.
        on_error: `raise` refuses the frame if a row is no sound record; `skip` leaves such rows out, and `problems`
            tells which they are.
        connection: For a DuckDB relation: the connection on which to make the new one, if not the default one.

    Returns:
        A frame of the same engine with the columns of the validity table; lazy if the frame was.

    Raises:
        InvalidRegistryError: If rows are no sound records; it carries them all. A lazy frame or Spark raises when it
            runs, an error of its own that quotes this one, for the first batch that has such rows.
        InvalidArgumentError: If the frame lacks columns, or an argument is none of its choices.
        WrongTypeError: If it is no frame that can be compiled.
        MissingExtraError: If narwhals, numpy, pyarrow or what the engine needs is not installed.
    """
    if on_error not in ("raise", "skip"):
        raise InvalidArgumentError(f"on_error is {shorten(on_error)}: choose from raise, skip")
    carried = tuple(dict.fromkeys(names_of(columns)))
    taken = [name for name in carried if name in MADE]
    if taken:
        raise InvalidArgumentError(
            f"{taken[0]!r} is a column of every validity table: rename what is to be carried along"
        )
    compiled: F = _run(frame, Plan(_record_kind(record_kind), carried, skip=on_error == "skip"), connection)
    return compiled


def problems(frame: F, *, record_kind: str = "agreements", connection: Any = None) -> F:
    """Return what is wrong with the rows of a frame of records: one row for each that `compile` refuses.

    Args:
        frame: As for `compile`.
        record_kind: As for `compile`.
        connection: As for `compile`.

    Returns:
        A frame of the same engine with `id`, `field` (the column, or the path of the part of it) and `problem`. Ids
        that stand there twice are not looked for: that is a `GROUP BY` of the engine.

    Raises:
        InvalidArgumentError: As for `compile`.
        WrongTypeError: As for `compile`.
        MissingExtraError: As for `compile`.
    """
    found: F = _run(frame, Plan(_record_kind(record_kind), (), skip=True, faults=True), connection)
    return found


def _record_kind(record_kind: str) -> str:
    if not isinstance(record_kind, str) or record_kind not in REQUIRED:
        raise InvalidArgumentError(f"record_kind is {shorten(record_kind)}: choose from {', '.join(REQUIRED)}")
    return record_kind


def _run(frame: Any, plan: Plan, connection: Any) -> Any:
    nw = require("narwhals.stable.v2", "tables", "compiled tables")
    seen = as_narwhals(frame, (*REQUIRED[plan.record_kind], *plan.carried))
    for needed in ("numpy", "pyarrow"):
        require(needed, "pyarrow", "compiled tables")
    there = seen.collect_schema().names()
    wanted = [name for name in there if name in plan.read or name in plan.carried]
    native = seen.select(*wanted).to_native()
    batch: Callable[[Any], Any] = partial(_batch, plan=plan)
    engine = seen.implementation
    if isinstance(seen, nw.DataFrame):
        return batch(native)
    if engine is nw.Implementation.POLARS:
        empty = batch(native.clear().collect())
        return native.map_batches(batch, schema=empty.schema, streamable=True)
    if engine is nw.Implementation.PYSPARK or engine is nw.Implementation.PYSPARK_CONNECT:
        return native.mapInArrow(partial(_in_arrow, plan=plan), _spark_schema(native, plan))
    if engine is nw.Implementation.DUCKDB:
        return _in_duckdb(native, plan, connection)
    raise InvalidArgumentError(f"a lazy frame of {engine} can not be compiled: collect it first")


def _in_duckdb(native: Any, plan: Plan, connection: Any) -> Any:
    require("numpy", "duckdb", "compiled tables of DuckDB")
    pa = require("pyarrow", "duckdb", "compiled tables of DuckDB")
    duckdb = require("duckdb", "duckdb", "compiled tables of DuckDB")
    reader = native.to_arrow_reader(BATCH)
    parts = [_compiled(reader.schema.empty_table(), plan)]
    found: list[Problem] = []
    batches = (pa.Table.from_batches([batch]) for batch in reader)
    for part in _ahead(partial(_kept, plan=plan), batches):  # to its end in any case: the connection is busy until then
        if isinstance(part, InvalidRegistryError):
            found += part.problems
        else:
            parts.append(part)
    if found:
        raise _refused(plan, found)
    return (connection or duckdb).from_arrow(_Stream(parts))


def _kept(native: Any, plan: Plan) -> _Compiled | InvalidRegistryError:
    """Compile one batch that is to outlive its columns, or return what is wrong with it."""
    import numpy as np

    try:
        compiled = _compiled(native, plan)
    except InvalidRegistryError as error:
        return error
    # A copy of what is kept: columns of one batch share their memory, so that one of them would hold all.
    return attrs.evolve(compiled, kept=compiled.kept[np.arange(len(native))])


def _ahead(work: Callable[[T], Made], each: Iterable[T]) -> Iterator[Made]:
    """Yield what is made of each, in order, while other threads make what comes next.

    Where arrays do most of the work, Python's lock is free most of the time: two threads compile 10,000,000 plain rows
    on DuckDB in four fifths of the time of one.
    """
    with ThreadPoolExecutor(_THREADS) as pool:
        waiting: deque[Future[Made]] = deque()
        for one in each:
            waiting.append(pool.submit(work, one))
            if len(waiting) > _THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@attrs.frozen(eq=False)
class _Stream:
    """What Arrow reads the parts of a table from, as often as it is asked; their rows are made while they are read."""

    parts: Sequence[_Compiled]

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        pa = require("pyarrow", "duckdb", "compiled tables of DuckDB")
        schema = self.parts[0].frame().schema
        batches = (batch for frame in _ahead(_Compiled.frame, self.parts) for batch in frame.to_batches())
        return pa.RecordBatchReader.from_batches(schema, batches).__arrow_c_stream__(requested_schema)


def _refused(plan: Plan, found: Iterable[Problem]) -> InvalidRegistryError:
    return InvalidRegistryError(f"the frame of {plan.record_kind}", found)


def _in_arrow(batches: Iterable[Any], plan: Plan) -> Iterator[Any]:
    """Compile the record batches of one Spark partition; this runs in Spark's workers."""
    pa = require("pyarrow", "spark", "compiled tables of Spark")
    for batch in batches:
        yield from _batch(pa.Table.from_batches([batch]), plan=plan).to_batches()


def _spark_schema(native: Any, plan: Plan) -> Any:
    types = require("pyspark.sql.types", "spark", "compiled tables of Spark")
    of = {Holds.TEXT: types.StringType(), Holds.DAY: types.IntegerType(), Holds.FLAG: types.BooleanType()}
    kept = [native.schema[name] for name in ("id", *plan.carried)]
    if plan.faults:
        return types.StructType([*kept, *(types.StructField(name, of[Holds.TEXT], False) for name in FAULT)])
    made = [types.StructField(column.name, of[column.holds], column.may_be_null) for column in RUN]
    first = types.StructField("record_kind", of[Holds.TEXT], False)
    return types.StructType([first, kept[0], *made, *kept[1:]])


def _batch(native: Any, *, plan: Plan) -> Any:
    """Compile one eager frame: rows of the input, repeated by run, beside the columns of the runs."""
    return _compiled(native, plan).frame()


@attrs.frozen(eq=False)
class _Part:
    """What was made of some of the rows.

    Attributes:
        start: The place of their first one.
        links: The plain links among them.
        others: The runs of all others, with their places.
    """

    start: int
    links: Links
    others: Sequence[Runs]

    def runs(self) -> Runs:
        """Return the runs of all, in the order of their rows."""
        from mainland_coop.tables.plain_links import runs_of_links
        from mainland_coop.tables.run_columns import in_order

        return in_order([runs_of_links(self.links, self.start), *self.others])


@attrs.frozen(eq=False)
class _Compiled:
    """Rows that were compiled, before each run has a row of its own, which takes several times the room.

    Attributes:
        plan: What is made of them.
        kept: The columns that come from the rows themselves, as narwhals sees them.
        parts: What was made of the rows, of so many at a time.
        faults: The rows that are no sound records: their places, fields and problems.
    """

    plan: Plan
    kept: Any
    parts: Sequence[_Part]
    faults: Sequence[tuple[int, str, str]]

    def frame(self) -> Any:
        """Return the table as a frame of the engine."""
        nw = require("narwhals.stable.v2", "tables", "compiled tables")
        backend = self.kept.implementation
        if self.plan.faults:
            at = [index for index, _, _ in self.faults]
            cells_of = list(zip(*self.faults, strict=True))[1:] or [(), ()]
            new = nw.from_dict(
                dict(zip(FAULT, cells_of, strict=True)), dict.fromkeys(FAULT, nw.String), backend=backend
            )
            return self._beside(new, at, ("id", *FAULT)).to_native()
        order = (*MADE, *self.plan.carried)
        made = []
        for part in self.parts:
            runs = part.runs()
            made.append(self._beside(_columns_of(runs, self.plan.record_kind, backend), runs.at, order))
        return nw.concat(made).to_native()

    def _beside(self, new: Any, at: Any, order: Iterable[str]) -> Any:
        """Return new columns beside what is kept of the rows that they are of."""
        nw = require("narwhals.stable.v2", "tables", "compiled tables")
        kept = self.kept[at]
        if self.kept.implementation.is_pandas_like():
            kept = nw.from_native(kept.to_native().reset_index(drop=True))
        return nw.concat([new, kept], how="horizontal").select(*order)


def _columns_of(runs: Runs, record_kind: str, backend: Any) -> Any:
    nw = require("narwhals.stable.v2", "tables", "compiled tables")
    days = {"first_day": runs.first, "last_day": runs.last, "previous_last_day": runs.before}
    flags = {
        "presume_continuity": runs.presumed,
        "unknown": runs.unknown,
        "open_start": runs.first == FIRST,
        "open_end": runs.last == LAST,
    }
    schema = dict.fromkeys(days, nw.Int32) | dict.fromkeys(flags, nw.Boolean)
    truth = nw.when(nw.col("unknown")).then(nw.lit("UNKNOWN")).otherwise(nw.lit("TRUE")).alias("truth")
    kind = nw.lit(record_kind).alias("record_kind")
    return nw.from_dict(days | flags, schema, backend=backend).with_columns(truth, kind)


def _compiled(native: Any, plan: Plan) -> _Compiled:
    """Compile one eager frame, plain links and chains by the column and all other rows one by one."""
    from mainland_coop.tables.chain_links import runs_of_chains
    from mainland_coop.tables.plain_links import cells_of, links_of
    from mainland_coop.tables.run_columns import runs_of_rows

    nw = require("narwhals.stable.v2", "tables", "compiled tables")
    frame = nw.from_native(native, eager_only=True)
    names = [name for name in frame.columns if name in plan.read]
    readable = frame.select(*names)
    parts = []
    found: list[tuple[int, str, str]] = []
    for start in range(0, len(frame) or 1, BATCH):
        part = readable[start : start + BATCH]
        cells = cells_of(part, plan.record_kind)
        links = links_of(cells, part, plan.record_kind, names)
        others = (~links.plain).nonzero()[0]
        if not len(others):
            parts.append(_Part(start, links, ()))
            continue
        of_chains, left = runs_of_chains(cells.take(others), part[others], plan.record_kind, others + start)
        others = others[left]
        at: list[int] = []
        made: list[RunRow] = []
        for index, row in zip((others + start).tolist(), part[others].iter_rows(named=True), strict=True):
            stated = {name: None if _is_null(value) else value for name, value in row.items()}
            try:
                runs = _runs(plan.record_kind, stated)
            except MainlandCoopError as error:
                found.append((index, *fault_of(error)))
                continue
            at += [index] * len(runs)
            made += runs
        parts.append(_Part(start, links, (of_chains, runs_of_rows(at, made))))
    if found and not plan.skip:
        ids = frame["id"].to_list()
        raise _refused(plan, (Problem(f"[{ids[index]!r}].{field}", "", why) for index, field, why in found))
    kept = frame.select("id", *plan.carried)
    return _Compiled(plan, kept, parts, found)


def _is_null(value: object) -> bool:
    """Whether a cell is empty: None, or what pandas has for it (NaN, NaT, NA), none of which equals itself."""
    return (
        value is None or type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and value != value)
    )


def _runs(record_kind: str, cells: dict[str, Any]) -> list[RunRow]:
    stated = tuple((name, value) for name, value in cells.items() if name != "id" and value is not None)
    if all(isinstance(value, str | bool) for _, value in stated):
        return _runs_of_text(record_kind, stated)
    return runs_of(chain_of(record_kind, dict(stated)))


@lru_cache(maxsize=16_384)
def _runs_of_text(record_kind: str, cells: tuple[tuple[str, str | bool], ...]) -> list[RunRow]:
    """The runs that cells of text state: large registers repeat the same dates and terms."""
    return runs_of(chain_of(record_kind, dict(cells)))
