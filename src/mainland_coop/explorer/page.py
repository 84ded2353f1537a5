"""The files of the page, written into a folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

from mainland_coop.explorer.exporting import exported
from mainland_coop.exports.places import folder_at, telling
from mainland_coop.files.writing import replacing
from mainland_coop.registry import Registry

__all__ = ["write_explorer"]

_PAGE = Path(__file__).parent / "static"
_FILES = ("explorer.css", "explorer.js", "data.js", "index.html")
"""The page itself goes last: where it stands, all that it needs does."""


def write_explorer(registry: Registry, folder: str | os.PathLike[str], *, title: str | None = None) -> tuple[Path, ...]:
    """Write the page that shows what was in force on any day.

    It opens from the disk as well as from a server, and asks no other place for anything. The same registry gives the
    same files. Each is replaced whole or not at all; files of other names in the folder stay.

    Args:
        registry: The registry.
        folder: The folder, made if it is not there.
        title: What the register is called on the page.

    Returns:
        The files; `index.html`, the last of them, is the one to open.

    Raises:
        FileError: If they cannot be written (an OSError).
        WrongTypeError: If `registry` is no registry, or `folder` no path.

    Example:
        >>> import tempfile
        >>> import mainland_coop as mc
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_explorer(mc.Registry(), folder, title="My register")[-1].name
        'index.html'
    """
    where = folder_at(registry, folder)
    texts = {name: (_PAGE / name).read_text(encoding="utf-8") for name in _FILES if name != "data.js"}
    texts["data.js"] = _script(registry, title)
    written = []
    for name in _FILES:
        target = where / name
        with telling(target), replacing(target) as file:
            file.write(texts[name])
        written.append(target)
    return tuple(written)


def _script(registry: Registry, title: str | None) -> str:
    """Return the data as a script, since a page on the disk may load scripts and nothing else.

    No text of a record can end it, or the element that a copy of it may stand in.
    """
    text = json.dumps(exported(registry, title), ensure_ascii=False, separators=(",", ":"))
    for mark in "<\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return f"globalThis.REGISTER = {text};\n"
