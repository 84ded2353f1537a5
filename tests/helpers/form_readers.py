"""The forms that a registry is written in: for each what writes it, and how somebody else's reader reads it.

A form that is added to `FORMS` gets its section of `docs/what-forms-hold.md` from `helpers/forms.py`.
"""

from __future__ import annotations

import csv
import datetime
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import mainland_coop as mc
from mainland_coop import exports, tables

ADDRESS = "address"
"""The mark of an address that a form gives to a record or a part, which is no value of it."""


class Marked(NamedTuple):
    """A text that comes with what it is: a datatype, a language, or an `ADDRESS`."""

    text: str
    mark: str


@dataclass(frozen=True)
class Form:
    """A form: its name, the reader that is asked, and what either needs.

    `write` writes a registry below an empty folder and returns what `read` takes: a path, or a frame. `read` returns
    everything that the reader has, row by row in any order, as Python's own values (text, numbers, dates, None) in
    tuples, lists or mappings, and `Marked`; or a registry, where the form is read back as one. `note` is a sentence of
    the page. `fields_like` names a form that has the same fields, where a test holds that they are the same.
    """

    name: str
    reader: str
    write: Callable[[mc.Registry, Path], Any]
    read: Callable[[Any], Iterable[object] | mc.Registry]
    packages: tuple[str, ...] = ()
    note: str = ""
    fields_like: str = ""

    def need(self) -> None:
        """Skip the test that asks where a package is not installed."""
        for package in self.packages:
            pytest.importorskip(package, reason=f"{package}, which reads or writes {self.name}, is not installed")


# --- Readers ---------------------------------------------------------------------------------------------------------


_SEEN: dict[tuple[str, bytes], list[object]] = {}


def each_file(ending: str, read: Callable[[Path], Iterable[object]]) -> Callable[[Path], Iterator[object]]:
    """A reader of a folder that reads no file twice: most are the same, and reading is slow."""

    def rows(folder: Path) -> Iterator[object]:
        for file in sorted(folder.glob(f"*{ending}")):
            key = file.name, file.read_bytes()
            if key not in _SEEN:
                _SEEN[key] = [(file.name, row) for row in read(file)]
            yield from _SEEN[key]

    return rows


@cache
def _schema(descriptor: str) -> Any:
    from frictionless import Schema

    return Schema.from_descriptor(json.loads(descriptor))


def package_rows(file: Path) -> Iterator[object]:
    package = json.loads((file.parent / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {table["name"]: json.dumps(table["schema"]) for table in package["resources"]}
    with file.open(encoding="utf-8", newline="") as lines:
        for cells in list(csv.reader(lines))[1:]:
            yield _schema(schemas[file.stem]).read_cells(cells)[0] if file.stem in schemas else cells


def csv_rows(folder: Path) -> Iterator[object]:
    yield json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    yield from each_file(".csv", package_rows)(folder)


def sqlite_rows(path: Path) -> Iterator[object]:
    with closing(sqlite3.connect(path)) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            yield from ((name, *row) for row in database.execute(f'SELECT * FROM "{name}"'))


def parquet_rows(file: Path) -> Iterator[object]:
    import polars as pl

    yield from pl.read_parquet(file).rows()


def same(registry: mc.Registry, folder: Path) -> mc.Registry:
    return registry


def polars_cells(registry: mc.Registry) -> Iterator[object]:
    for table in tables.TABLES:
        yield from _polars_rows(table, registry, tuple(tables.rows(registry, table)))


_FRAMES: dict[tuple[str, object], list[object]] = {}


def _polars_rows(table: str, registry: mc.Registry, cells: object) -> list[object]:
    if (table, cells) not in _FRAMES:
        _FRAMES[table, cells] = [(table, *row) for row in registry.to_frame("polars", table).rows()]
    return _FRAMES[table, cells]


def json_ld_rows(path: Path) -> Iterator[object]:
    for node in json.loads(path.read_text(encoding="utf-8"))["@graph"]:
        for key, value in node.items():
            for item in value if isinstance(value, list) else [value]:
                yield Marked(node["@id"], ADDRESS), Marked(key, ADDRESS), _of_json_ld(item)


def _of_json_ld(item: Any) -> object:
    match item:
        case {"@value": value, "@language": language}:
            return Marked(value, language)
        case {"@value": value, "@type": "@json"}:
            return value
        case {"@value": value, "@type": datatype}:
            return Marked(value, datatype.rpartition(":")[2])
        case {"@id": address, **rest}:
            return (Marked(address, ADDRESS), *rest.items())
        case _:
            return item


def turtle_rows(path: Path) -> Iterator[object]:
    import rdflib

    for triple in rdflib.Graph().parse(path, format="turtle"):
        yield tuple(map(_of_graph, triple))


def _of_graph(term: Any) -> object:
    """A term of a graph as Python has it; what rdflib knows no value for is marked."""
    mark = getattr(term, "language", None)
    if mark:
        return Marked(str(term), mark)
    datatype = getattr(term, "datatype", ADDRESS)
    if datatype in (None, ADDRESS):
        return str(term) if datatype is None else Marked(str(term), ADDRESS)
    value = term.toPython()
    plain = isinstance(value, bool | int | float | datetime.date)
    return value if plain else Marked(str(term), datatype.rsplit("/", 1)[-1].rsplit("#", 1)[-1])


# --- The forms -------------------------------------------------------------------------------------------------------


DAYS = "Beside its text, a date has its first and its last day as numbers, such as 20111101 and 20111130."


def dumped(form: Any) -> Callable[[mc.Registry, Path], Path]:
    def write(registry: mc.Registry, folder: Path) -> Path:
        mc.dump(registry, folder / "register", form=form)
        return folder / "register"

    return write


FORMS: tuple[Form, ...] = (
    Form("JSON", "`mainland_coop.load`", dumped("json"), mc.load),
    Form("JSON Lines", "`mainland_coop.load`", dumped("json lines"), mc.load),
    Form(
        "CSV",
        "frictionless, by its `datapackage.json`",
        lambda registry, folder: exports.write_csv(registry, folder)[0].parent,
        csv_rows,
        ("frictionless",),
        note=DAYS,
        fields_like="Frames",
    ),
    Form(
        "SQLite",
        "the standard library's `sqlite3`",
        lambda registry, folder: exports.write_sqlite(registry, folder / "register.sqlite"),
        sqlite_rows,
        note=DAYS,
        fields_like="Frames",
    ),
    Form(
        "Parquet",
        "polars",
        lambda registry, folder: exports.write_parquet(registry, folder)[0].parent,
        each_file(".parquet", parquet_rows),
        ("pyarrow", "polars"),
        note=DAYS,
        fields_like="Frames",
    ),
    Form(
        "Frames",
        "polars",
        same,
        polars_cells,
        ("polars",),
        note=f"{DAYS} Frames of the other engines hold the same.",
    ),
    Form(
        "JSON-LD",
        "the standard library's `json`",
        lambda registry, folder: exports.write_json_ld(registry, folder / "register.jsonld"),
        json_ld_rows,
    ),
    Form(
        "Turtle",
        "rdflib",
        lambda registry, folder: exports.write_turtle(registry, folder / "register.ttl"),
        turtle_rows,
        ("rdflib",),
        "The file has terms as recorded; rdflib rewrites them as it reads, unless its `NORMALIZE_LITERALS` is off.",
        fields_like="JSON-LD",
    ),
)
"""Every form, in the order of the page."""
