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

    told = pl.read_parquet_metadata(file)
    yield {name: told.get(name) for name in ("version", "verified_through")}
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


def workbook_rows(path: Path) -> Iterator[object]:
    import openpyxl

    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        for sheet in book:
            if sheet.title == "columns":  # what the columns mean, whatever the registry
                continue
            yield from ((sheet.title, *row) for row in sheet.iter_rows(values_only=True))


def calendar_rows(path: Path) -> Iterator[object]:
    import icalendar

    head, *entries = path.read_bytes().split(b"BEGIN:VEVENT")
    yield (
        str(icalendar.Calendar.from_ical(head.partition(b"END:VCALENDAR")[0] + b"END:VCALENDAR\r\n")["x-wr-calname"]),
    )
    for entry in entries:
        yield _calendar_entry(entry.partition(b"END:VEVENT")[0])


@cache
def _calendar_entry(lines: bytes) -> tuple[object, ...]:
    """An entry of a calendar; none is read twice, for most are the same, and reading is slow."""
    import icalendar

    entry = icalendar.Event.from_ical(b"BEGIN:VEVENT" + lines + b"END:VEVENT\r\n")
    days = (entry.decoded(name) for name in ("dtstart", "dtend") if name in entry)
    # The citation in its description is what a bibliography has, which is measured there.
    return str(entry["summary"]), *days, *([str(entry["location"])] if "location" in entry else [])


def biblatex_rows(path: Path) -> Iterator[object]:
    from pybtex.database.input.bibtex import Parser  # parse_file looks through all packages for it, each time

    for key, entry in Parser().parse_file(str(path)).entries.items():
        address = Marked(key, ADDRESS)
        yield from ((address, "author", _of_biblatex(str(one))) for one in entry.persons.get("author", ()))
        for name, value in entry.fields.items():
            # The dates of biblatex are EDTF.
            date = name in ("date", "urldate")
            yield address, name, Marked(value, "EDTF") if date else _of_biblatex(value)


def _of_biblatex(text: str) -> str:
    """A text as LaTeX prints it."""
    return _without_sources(text.removeprefix("{").removesuffix("}").replace("\\", "").replace("{}", ""))


def _without_sources(note: str) -> str:
    """A note without the sentence that names the sources, which are entries too."""
    return note.partition(" Sources: ")[0]


def csl_rows(path: Path) -> Iterator[object]:
    for item in json.loads(path.read_text(encoding="utf-8")):
        for name, value in item.items():
            yield Marked(item["id"], ADDRESS), name, _of_csl_field(name, value)


def _of_csl_field(name: str, value: Any) -> object:
    if name in ("issued", "accessed"):
        return _of_csl(value)
    return _without_sources(value) if name == "note" else value


def _of_csl(date: dict[str, Any]) -> object:
    ends = ["-".join([f"{year:04}", *(f"{part:02}" for part in rest)]) for year, *rest in date.get("date-parts", ())]
    if len(ends) == 1 and "circa" not in date:
        return Marked(ends[0], "EDTF")
    return " to ".join(ends) + " circa" * ("circa" in date) + date.get("literal", "")


def ris_rows(path: Path) -> Iterator[object]:
    import rispy

    for entry in rispy.loads(path.read_text(encoding="utf-8")):
        for name, value in entry.items():
            for item in value if isinstance(value, list) else [value]:
                yield Marked(entry["id"], ADDRESS), name, _of_ris_field(name, item)


def _of_ris_field(name: str, item: str) -> object:
    return _of_ris(item) if name in ("date", "access_date") else _without_sources(item)


def _of_ris(date: str) -> object:
    *parts, doubt = date.split("/")
    text = "-".join(filter(None, parts))
    return f"{text} {doubt}" if doubt else Marked(text, "EDTF")


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
        ("frictionless", "polars"),
        note=DAYS,
        fields_like="Frames",
    ),
    Form(
        "SQLite",
        "the standard library's `sqlite3`",
        lambda registry, folder: exports.write_sqlite(registry, folder / "register.sqlite"),
        sqlite_rows,
        ("polars",),  # for the fields, which are those of frames
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
    Form(
        "Excel",
        "openpyxl",
        lambda registry, folder: exports.write_xlsx(registry, folder / "register.xlsx"),
        workbook_rows,
        ("xlsxwriter", "openpyxl"),
        note="Only exact days from 1900-03-01 on are dates of Excel; a date has its first and its last day beside it.",
        fields_like="Frames",
    ),
    Form(
        "iCalendar",
        "icalendar",
        lambda registry, folder: exports.write_ical(registry, folder / "register.ics", "1900/2100"),
        calendar_rows,
        ("icalendar",),
        note="A calendar has what is to come: ends, tacit renewals, last days for notice, and sessions.",
    ),
    Form(
        "biblatex",
        "pybtex",
        lambda registry, folder: exports.write_bibtex(registry, folder / "register.bib"),
        biblatex_rows,
        ("pybtex",),
        note="A bibliography has what one cites: the record, when it was made, and its sources.",
    ),
    Form(
        "CSL-JSON",
        "the standard library's `json`",
        lambda registry, folder: exports.write_csl_json(registry, folder / "register.json"),
        csl_rows,
        note="It has what biblatex has.",
    ),
    Form(
        "RIS",
        "rispy",
        lambda registry, folder: exports.write_ris(registry, folder / "register.ris"),
        ris_rows,
        ("rispy",),
        note="It has what biblatex has.",
    ),
)
"""Every form, in the order of the page."""
