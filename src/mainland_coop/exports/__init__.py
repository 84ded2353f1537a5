"""Registers in the forms of other programs: CSV, Parquet, SQLite, JSON-LD, Turtle, biblatex, CSL-JSON and RIS.

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
from mainland_coop.exports.flat_files import write_csv, write_parquet, write_sqlite
from mainland_coop.exports.linked_data import (
    DEFAULT_BASE,
    to_graph,
    to_json_ld,
    to_turtle,
    write_json_ld,
    write_turtle,
)

__all__ = [
    "DEFAULT_BASE",
    "to_graph",
    "to_json_ld",
    "to_turtle",
    "write_bibtex",
    "write_csl_json",
    "write_csv",
    "write_json_ld",
    "write_parquet",
    "write_ris",
    "write_sqlite",
    "write_turtle",
]
