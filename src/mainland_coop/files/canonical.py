"""The formatter of registers: `python -m mainland_coop.files.canonical PATH [--check]`.

Reads a file or folder with every check on and writes it back in canonical form, so that two registers with the same
content are the same files. With `--check` nothing is written; the exit code is 1 if something would change. A fault in
the register is told with its path, and the exit code is 2.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from mainland_coop.files.parsing import SUFFIX, line
from mainland_coop.files.register_files import Form, dump, load, records_of
from mainland_coop.foundation.errors import MainlandCoopError
from mainland_coop.foundation.whole_files import replacing


def unformatted(path: Path) -> list[Path]:
    """Return the files of a register that are not in canonical form.

    Raises:
        MainlandCoopError: If it is no register, or cannot be read.
    """
    registry = load(path)
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        files = [path]
        if path.suffix == SUFFIX:
            dump(registry, fresh, form="json lines")
        elif not path.is_dir():
            dump(registry, fresh / path.name)
        else:
            dump(registry, fresh, form=form_of(path))
            names = {file.name for place in (path, fresh) for file in place.glob("*.json*")}
            files = [path / name for name in sorted(names)]
        return [file for file in files if _content(file) != _content(fresh / file.name)]


def form_of(folder: Path) -> Form:
    """Return the form of the files of a folder: JSON Lines if there is any such file."""
    return "json lines" if any(folder.glob(f"*{SUFFIX}")) else "json"


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def _rewrite(path: Path) -> None:
    registry = load(path)
    if path.suffix == SUFFIX:
        with replacing(path) as file:
            file.writelines(line(record) for record in records_of(registry, path.stem))
    else:
        dump(registry, path, form=form_of(path) if path.is_dir() else "json")


def main(arguments: list[str] | None = None) -> int:
    """Format a register, or check that it is formatted; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m mainland_coop.files.canonical", description=(__doc__ or "").split("\n\n")[1]
    )
    parser.add_argument("path", type=Path, help="a JSON or JSON Lines file, or a folder of them")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if something would change")
    options = parser.parse_args(arguments)
    try:
        changed = unformatted(options.path)
        for file in changed:
            sys.stdout.write(f"{'not in canonical form' if options.check else 'formatted'}: {file}\n")
        if changed and not options.check:
            _rewrite(options.path)
    except MainlandCoopError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 1 if changed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
