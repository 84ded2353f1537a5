"""The explorer's page: its files, written into a folder."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

from mainland_coop.display.plain_text import clean
from mainland_coop.explorer.data import Exporter
from mainland_coop.foundation.argument_checks import expect
from mainland_coop.foundation.garbage_collection import collection_held_off
from mainland_coop.foundation.progress import progress
from mainland_coop.foundation.public_names import packaged
from mainland_coop.foundation.whole_files import file_errors, folder_at, new_text, replacing_files
from mainland_coop.records.fields import required_text
from mainland_coop.registry.registry import Registry, expect_registry

SCRIPTS = ("days.js", "register.js", "find.js", "looks.js", "view.js", "list.js", "record.js", "explorer.js")
"""The scripts, in the order in which they are run, after the data."""

_INDENTS = re.compile(r"^[ ]+", re.MULTILINE)
_REMARKS = re.compile(r"^(?://.*|/\*.*\*/)\n", re.MULTILINE)

DETAILS = "details"
"""The folder of the chunks: what the page asks for when a record is opened."""


def write_explorer(
    registry: Registry, folder: str | os.PathLike[str], *, title: str | None = None, docs: str | None = None
) -> tuple[Path, ...]:
    """Write the page that shows what was in force on any day.

    It opens from the disk as well as from a server, and asks no other place for anything. The same registry gives the
    same files. They take the places of older ones together, and chunks of details that an older page had beyond them
    go; files of other names in the folder stay. What takes longer than two seconds shows a bar on a terminal, with the
    extra `progress`.

    Args:
        registry: The registry.
        folder: The folder, made if it is not there.
        title: What the register is called on the page.
        docs: The address of its documentation, such as `../`, under which agreements, programmes, conferences and
            sessions have pages of their own, as `records/agreements/ID.html`; without it the page leads to none.

    Returns:
        The files; `index.html`, the last of them, is the one to open.

    Raises:
        FileError: If they cannot be written (an OSError).
        WrongTypeError: If `registry` is no registry, `folder` no path, or `title` or `docs` no text.

    Example:
        >>> import tempfile
        >>> import mainland_coop as mc
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_explorer(mc.Registry(), folder, title="My register")[-1].name
        'index.html'
    """
    if docs is not None:
        docs = required_text(expect(docs, str, "docs"))
    exporter = Exporter(expect_registry(registry), title_told(title), docs)
    where = folder_at(folder)
    details = folder_at(where / DETAILS)
    chunks = [details / f"{number}.js" for number in range(exporter.n_chunks)]
    # The page itself goes last, so that where it stands, all that it needs does.
    pages = [where / name for name in ("explorer.css", *SCRIPTS, "data.js", "index.html")]
    marks = []
    shown = progress("writing the explorer", exporter.n_items)
    with collection_held_off(), file_errors(where), replacing_files(where) as aside, shown as step:
        for number, (file, chunk) in enumerate(zip(chunks, exporter.chunks(step), strict=True)):
            text = script_value(chunk)
            marks.append(hashlib.sha256(text.encode()).hexdigest()[:12])
            _write(aside(file), f'globalThis.REGISTER.take({number}, "{marks[-1]}", {text});\n')
        data = script_value({**exporter.register(), "chunks": marks})
        for file in pages:
            _write(aside(file), static(file.name) if file.name != "data.js" else f"globalThis.REGISTER = {data};\n")
    with file_errors(where):
        for old in details.glob("*.js"):
            if old not in chunks and old.stem.isdecimal():
                old.unlink(missing_ok=True)
    return (*chunks, *pages)


def title_told(title: object) -> str | None:
    """Return what a register is called on the page, as it is shown there."""
    return None if title is None else clean(required_text(expect(title, str, "title")))


def static(name: str) -> str:
    """Return a file that is the same for every register, without indents and lines of remarks: readers wait for it."""
    text = packaged("mainland_coop.explorer", "static", name).decode()
    return _INDENTS.sub("", text) if name.endswith(".html") else _REMARKS.sub("", _INDENTS.sub("", text))


def script_value(value: object) -> str:
    """Return a value as it stands in a script, for a page on the disk may load scripts and nothing else.

    No text of a record can end it, or the element that a copy of it may stand in.
    """
    text = json.dumps(value, ensure_ascii=False, check_circular=False, separators=(",", ":"))
    for mark in "<\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def _write(aside: Path, text: str) -> None:
    with new_text(aside) as file:
        file.write(text)
