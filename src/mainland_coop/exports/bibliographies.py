"""Registers and collections as files of reference managers: biblatex, CSL-JSON and RIS.

Each record is an entry, with its sources and their addresses in a note, as `registry.cite` gives it; then each source
that the records cite is an entry too. Keys are made of the kind and the id, so they are the same in every file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from mainland_coop.collections.collection import Collection
from mainland_coop.collections.kinds import ContextOf
from mainland_coop.display.bibliography.biblatex import as_biblatex
from mainland_coop.display.bibliography.csl_json import as_csl_json
from mainland_coop.display.bibliography.entries import Entry, cited_sources, entry_of, with_own_keys
from mainland_coop.display.bibliography.ris import as_ris
from mainland_coop.foundation.docstrings import told_like
from mainland_coop.foundation.errors import WrongTypeError, shorten
from mainland_coop.foundation.whole_files import file_errors, path_of, replacing
from mainland_coop.records.provenance import Origin
from mainland_coop.registry.registry import Registry

_KINDS = ("agreements", "programmes", "conferences", "sources")


def write_bibtex(records: Registry | Collection[Any], path: str | os.PathLike[str]) -> Path:
    """Write the entries of records, and of the sources that they cite, as biblatex and biber read them.

    Dates are EDTF, as biblatex has it: `2011-11~`, `201X`. A run of days of which one is meant is written as the
    interval that it fills.

    Args:
        records: A registry (its agreements, programmes, conferences and sources) or a collection of any kind.
        path: The file, replaced whole or not at all.

    Returns:
        The file.

    Raises:
        FileError: If it cannot be written (an OSError).
        WrongTypeError: If `records` is neither.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> import mainland_coop as mc
        >>> shenzhen = mc.load().agreements.where(party="shenzhen-municipal-peoples-government", signed="2011")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     text = write_bibtex(shenzhen, Path(folder, "shenzhen.bib")).read_text("utf-8")
        >>> [line for line in text.splitlines() if line.startswith("@")][:3]
        ['@misc{agreements:doj-shenzhen-legal-matters-2011,', '@misc{agreements:hk-shenzhen-2011-loop-agreement,', \
'@online{sources:cmab-2011-11-25-shenzhen-meeting,']
    """
    return _written(path, (f"{as_biblatex(entry)}\n" for entry in _entries(records)))


@told_like(write_bibtex)
def write_csl_json(records: Registry | Collection[Any], path: str | os.PathLike[str]) -> Path:
    """Write the entries of records, and of the sources that they cite, as CSL-JSON, for Zotero, pandoc and others.

    A single day, month or year has its parts; a longer run of days and a period have those of both ends. What is
    qualified is `circa`, and what is open on a side is told in words.
    """
    return _written(path, as_csl_json(_entries(records)))


@told_like(write_bibtex)
def write_ris(records: Registry | Collection[Any], path: str | os.PathLike[str]) -> Path:
    """Write the entries of records, and of the sources that they cite, as RIS, for EndNote and most others.

    A date has its year, month and day as far as they are known, and its doubt in a word. A run of days that is no
    single unit has the year or month that holds it, if one does, and is told in words in a note.
    """
    return _written(path, (f"{as_ris(entry)}\n" for entry in _entries(records)))


def _written(path: str | os.PathLike[str], pieces: Iterable[str]) -> Path:
    where = path_of(path)
    with file_errors(where), replacing(where) as file:
        file.writelines(pieces)
    return where


def _entries(records: Registry | Collection[Any]) -> Iterator[Entry]:
    collections: tuple[Collection[Any], ...]
    if isinstance(records, Registry):
        collections = tuple(getattr(records, kind) for kind in _KINDS)
    elif isinstance(records, Collection):
        collections = (records,)
    else:
        raise WrongTypeError(f"records={shorten(records)} is no Registry and no collection of one")
    context = collections[0].context
    origin = context.origin if isinstance(context, ContextOf) else Origin()
    own = ((collection.kind, record) for collection in collections for record in collection)
    ids = {record.id for collection in collections if collection.kind == "sources" for record in collection}
    cited = (
        ("sources", source)
        for source in cited_sources(chain.from_iterable(collections), context)
        if source.id not in ids
    )
    return with_own_keys(entry_of(kind, record, context, origin) for kind, record in chain(own, cited))
