"""Registers in the forms of other programs: tables, databases, workbooks, calendars, linked data, bibliographies.

JSON and JSON Lines, which `mainland_coop.load` reads back whole, are written by `mainland_coop.dump`.

Example:
    >>> import tempfile
    >>> import mainland_coop as mc
    >>> from mainland_coop import exports
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     files = exports.write_csv(mc.load(), folder)
    ...     [file.name for file in files[:3]]
    ['columns.csv', 'validity.csv', 'agreements.csv']
"""

from mainland_coop.exports.bibliographies import write_bibtex, write_csl_json, write_ris
from mainland_coop.exports.calendars import write_ical
from mainland_coop.exports.flat_files import write_csv, write_parquet, write_sqlite
from mainland_coop.exports.linked_data import (
    DEFAULT_BASE,
    to_graph,
    to_json_ld,
    to_turtle,
    write_json_ld,
    write_turtle,
)
from mainland_coop.exports.workbooks import write_xlsx

__all__ = [
    "DEFAULT_BASE",
    "to_graph",
    "to_json_ld",
    "to_turtle",
    "write_bibtex",
    "write_csl_json",
    "write_csv",
    "write_ical",
    "write_json_ld",
    "write_parquet",
    "write_ris",
    "write_sqlite",
    "write_turtle",
    "write_xlsx",
]
