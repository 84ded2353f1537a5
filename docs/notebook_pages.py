"""Brings the notebooks of `examples/` to where Sphinx reads pages; `conf.py` calls it before each build."""

from __future__ import annotations

from pathlib import Path


def copy(source: Path, target: Path) -> None:
    """Copy the notebooks and the files that they read, those that changed; what is no example any more goes.

    In `examples/` the pages of the documentation are `../docs/...`; where Sphinx reads, they are one folder up.
    """
    wanted = {path.name: path for path in source.iterdir() if path.suffix in {".ipynb", ".csv"}}
    target.mkdir(exist_ok=True)
    for path in target.iterdir():
        if path.is_file() and path.name not in wanted:
            path.unlink()
    for name, path in wanted.items():
        text = path.read_text("utf-8").replace("](../docs/", "](../")
        own = target / name
        if not own.exists() or own.read_text("utf-8") != text:
            own.write_text(text, encoding="utf-8")
