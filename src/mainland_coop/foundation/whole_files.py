"""Files written whole: each is the old one or the new one, never half, whatever happens in between.

What the system says of a file is told in an error of the library that names the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from mainland_coop.foundation.errors import FileError, MainlandCoopError, WrongTypeError, shorten

if TYPE_CHECKING:
    from io import TextIOWrapper


@contextmanager
def replacing_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give the path of a file aside, to be written by whatever writes files; at the end it takes the place of `path`.

    It lies in the same folder, so that renaming is atomic, and its content reaches the disk before its name changes. If
    anything is raised, the old file stays and the one aside is removed. A process that is killed leaves the old file,
    and beside it a hidden one whose name ends in `.tmp`.

    Args:
        path: The file to make or to replace; of a link, the file that it leads to.
    """
    where = Path(path).resolve()
    aside = where.with_name(f".{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        yield aside
        if where.exists():
            aside.chmod(where.stat().st_mode & 0o777)
        # Through a handle that may write: Windows syncs no other.
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        aside.replace(where)
        _sync_folder(where.parent)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[IO[str]]:
    """Give a text file to write (UTF-8, lines end with a line feed), which takes the place of `path` at the end.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     target = Path(folder, "list.txt")
        ...     with replacing(target) as file:
        ...         _ = file.write("new")
        ...         before = target.exists()
        ...     before, target.read_text()
        (False, 'new')
    """
    with replacing_file(path) as aside:
        # Made anew with the usual mode, not as a private temporary file.
        file: TextIOWrapper
        with aside.open("x", encoding="utf-8", newline="\n") as file:
            yield file


def _sync_folder(folder: Path) -> None:
    """Let the new name reach the disk, where the system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_whole(path: Path, text: str) -> None:
    """Write a text to a file, as `replacing` does.

    Raises:
        FileError: If it cannot be written.
    """
    with file_errors(path), replacing(path) as file:
        file.write(text)


def path_of(path: object, remedy: str = "") -> Path:
    """Return the path that is meant.

    Args:
        path: What was given.
        remedy: What the message says beside that it is none.

    Raises:
        WrongTypeError: If it is none.
    """
    try:
        return Path(path)  # type: ignore[arg-type]  # whatever it is, it is asked
    except TypeError:
        raise WrongTypeError(f"{shorten(path)} is no path{remedy}") from None


def folder_at(path: object) -> Path:
    """Return a folder, made if it is not there.

    Raises:
        WrongTypeError: If it is no path.
        FileError: If it cannot be made.
    """
    where = path_of(path)
    with file_errors(where):
        where.mkdir(parents=True, exist_ok=True)
    return where


@contextmanager
def file_errors(path: Path, *errors: type[Exception], done: str = "written") -> Iterator[None]:
    """Turn what the system, or a library that reads or writes, says of a file into an error that names the file.

    Args:
        path: The file, or the folder.
        errors: What is turned beside an OSError; errors of this library stay as they are.
        done: What cannot be done with the file.
    """
    turned: tuple[type[Exception], ...] = (OSError, *errors)
    try:
        yield
    except MainlandCoopError:
        raise
    except turned as error:
        raise FileError(f"{shorten(str(path))} cannot be {done}: {error}") from error
