"""Validity tables of registers that never were Python objects: from cells to chains to rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, TypeVar

import attrs

from mainland_coop.foundation.errors import (
    InvalidArgumentError,
    InvalidRecordError,
    InvalidRegistryError,
    MainlandCoopError,
    Problem,
    hint,
    shorten,
)
from mainland_coop.foundation.importing import require
from mainland_coop.foundation.strict_json import parse
from mainland_coop.records.agreements import Agreement, Stage
from mainland_coop.records.instruments import Ending, Renewal
from mainland_coop.records.programmes import Programme
from mainland_coop.tables.columns import RUN, VALIDITY, Holds, names_of
from mainland_coop.tables.expressions import as_narwhals
from mainland_coop.tables.frames import RunRow, runs_of
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
        fields["open_lists"] = tuple(_items(fields["open_lists"], "open_lists"))
    if "ending" in fields:
        fields["ending"] = _part(Ending, ("last_day", "reason"), _decoded(fields["ending"], "ending"), "ending")
    entry = fields.get("in_force_from")
    if isinstance(entry, list) or (isinstance(entry, str) and entry.startswith("[{")):
        fields["in_force_from"] = [
            _part(Stage, ("on",), item, f"in_force_from[{index}]")
            for index, item in enumerate(_items(entry, "in_force_from"))
        ]
    if record_kind == "programmes":
        return Programme(id="-", name="-", **fields).chain
    if "signed" not in fields:
        raise _at("signed", "it is empty; write '[..2023]' for what is only known to have been signed by then")
    return Agreement(id="-", title="-", kind="agreement", parties=("-",), **fields).chain


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


F = TypeVar("F")

BATCH = 65_536
"""Rows that are read from DuckDB at a time."""


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
        MissingExtraError: If narwhals or what the engine needs is not installed.
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
    pa = require("pyarrow", "duckdb", "compiled tables of DuckDB")
    duckdb = require("duckdb", "duckdb", "compiled tables of DuckDB")
    reader = native.to_arrow_reader(BATCH)
    parts = [_batch(reader.schema.empty_table(), plan=plan)]
    found: list[Problem] = []
    for batch in reader:  # to its end in any case: the connection is busy while it stands open
        try:
            parts.append(_batch(pa.Table.from_batches([batch]), plan=plan))
        except InvalidRegistryError as error:
            found += error.problems
    if found:
        raise _refused(plan, found)
    return (connection or duckdb).from_arrow(pa.concat_tables(parts))


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
    nw = require("narwhals.stable.v2", "tables", "compiled tables")
    frame = nw.from_native(native, eager_only=True)
    names = [name for name in frame.columns if name in plan.read]
    at: list[int] = []
    made: list[Sequence[Any]] = []
    found: list[tuple[int, str, str]] = []
    for index, row in enumerate(frame.select(*names).iter_rows(named=True)):
        cells = {name: None if _is_null(value) else value for name, value in row.items()}
        try:
            runs = _runs(plan.record_kind, cells)
        except MainlandCoopError as error:
            found.append((index, *fault_of(error)))
            continue
        at += [index] * len(runs)
        made += runs
    if found and not plan.skip:
        ids = frame["id"].to_list()
        raise _refused(plan, (Problem(f"[{ids[index]!r}].{field}", "", why) for index, field, why in found))
    if plan.faults:
        at, made = [index for index, _, _ in found], [fault[1:] for fault in found]
        schema = dict.fromkeys(FAULT, nw.String)
    else:
        types = {Holds.TEXT: nw.String, Holds.DAY: nw.Int32, Holds.FLAG: nw.Boolean}
        schema = {"record_kind": nw.String} | {column.name: types[column.holds] for column in RUN}
        made = [(plan.record_kind, *run) for run in made]
    cells_of = list(zip(*made, strict=True)) or [() for _ in schema]
    data = {name: list(cells) for name, cells in zip(schema, cells_of, strict=True)}
    new = nw.from_dict(data, schema, backend=frame.implementation)
    kept = frame.select("id", *plan.carried)[at]
    if frame.implementation.is_pandas_like():
        kept = nw.from_native(kept.to_native().reset_index(drop=True))
    both = nw.concat([new, kept], how="horizontal")
    order = ("id", *FAULT) if plan.faults else (*MADE, *plan.carried)
    return both.select(*order).to_native()


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
