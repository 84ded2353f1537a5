"""Files written whole: each is the old one or the new one, never half, whatever happens in between.

Files that belong together take their places together, and a folder says of itself if that was cut short. What is no
regular file is never replaced, and never waited for unasked. What the system says of a file is told in an error of the
library that names the file.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from mainland_coop.foundation.errors import FileError, MainlandCoopError, WrongTypeError, brief, shorten

if TYPE_CHECKING:
    from io import TextIOWrapper

UNFINISHED = ".unfinished"
"""The file that stands in a folder while files of it are replaced, and afterwards if that was cut short."""

_GIVEN_PIPES = re.compile(r"/dev/stdin|(/dev|/proc/(self|\d+))/fd/\d+")


# --- Writing -----------------------------------------------------------------------------------------------------


@contextmanager
def replacing_files(folder: Path | None = None) -> Iterator[Callable[[Path], Path]]:
    """Give a function that returns for each path a file aside, to be written; at the end they take their places.

    Each lies in the folder of its path, so that renaming is atomic, and the content of all has reached the disk before
    the first name changes. If anything is raised before, all old files stay and those aside are removed. A process that
    is killed leaves old files, and beside them hidden ones whose names end in `.tmp`.

    A link stays, and the file that it leads to is replaced. What is written for a pipe or a character device, such as
    `/dev/stdout`, goes through it at the end, from a file in the folder for temporary files.

    Args:
        folder: A folder whose files belong together: while some may be new and others old, `UNFINISHED` stands in it.

    Raises:
        OSError: As the system has it; also for a path that is a folder, a block device, a socket, or a pipe from which
            nobody reads.
    """
    made: list[tuple[Path, Path, bool]] = []

    def aside(path: Path) -> Path:
        target, is_replaced = _target(path)
        near = target.parent if is_replaced else Path(tempfile.gettempdir())
        made.append((near / f".{os.getpid()}-{os.urandom(4).hex()}.tmp", target, is_replaced))
        return made[-1][0]

    mark = None if folder is None else folder / UNFINISHED
    some_moved = False
    try:
        yield aside
        for file, target, is_replaced in made:
            if is_replaced:
                _settle(file, target)
        was_cut_short = mark is not None and mark.exists()
        if mark is not None:
            mark.touch()
            _sync_folder(mark.parent)
        try:
            for file, target, is_replaced in made:
                if is_replaced:
                    file.replace(target)
                else:
                    _pour(file, target)
                some_moved = True
        except BaseException:
            if mark is not None and not some_moved and not was_cut_short:
                mark.unlink(missing_ok=True)
            raise
        for near in {target.parent for _, target, is_replaced in made if is_replaced}:
            _sync_folder(near)
        if mark is not None:
            mark.unlink(missing_ok=True)
            _sync_folder(mark.parent)
    except BaseException:
        for file, _, _ in made:
            file.unlink(missing_ok=True)
        raise


@contextmanager
def replacing_file(path: Path) -> Iterator[Path]:
    """Give the path of a file aside, to be written by whatever writes files, as `replacing_files` does for many."""
    with replacing_files() as aside:
        yield aside(path)


@contextmanager
def replacing(path: Path) -> Iterator[IO[str]]:
    """Give a text file to write, which takes the place of `path` at the end.

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
    with replacing_file(path) as aside, new_text(aside) as file:
        yield file


def new_text(aside: Path) -> TextIOWrapper:
    """Return a text file made anew, with the usual mode: UTF-8, and lines end with a line feed."""
    return aside.open("x", encoding="utf-8", newline="\n")


def _target(path: Path) -> tuple[Path, bool]:
    """Return the file that is meant by a path, and whether it is to be replaced; else it is written through."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG  # to be
    if stat.S_ISREG(mode):
        return Path(os.path.realpath(path)), True
    if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
        return path, False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    raise OSError(errno.EINVAL, "it is a block device or a socket, and no file to be written", str(path))


def _settle(file: Path, target: Path) -> None:
    """Give a file the mode of the one whose place it is to take, and let its content reach the disk."""
    if target.exists():
        file.chmod(target.stat().st_mode & 0o777)
    # Through a handle that may write: Windows syncs no other.
    with file.open("rb+") as content:
        os.fsync(content.fileno())


def _pour(file: Path, target: Path) -> None:
    """Write the content of a file into a pipe or a device; a pipe from which nobody reads is an error."""
    handle = os.open(target, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))  # to open it otherwise would wait for a reader
    with os.fdopen(handle, "wb") as sink, file.open("rb") as content:
        os.set_blocking(handle, True)
        shutil.copyfileobj(content, sink)
    file.unlink()


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


# --- Reading -----------------------------------------------------------------------------------------------------


def opened(path: Path) -> IO[bytes]:
    """Return a file opened to be read, of which an end can be expected: a regular file, or a pipe given to the process.

    Raises:
        FileError: If it is a named pipe, a device or a socket.
        OSError: As the system has it.
    """
    mode = path.stat().st_mode
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode) or (stat.S_ISFIFO(mode) and _GIVEN_PIPES.fullmatch(str(path))):
        return path.open("rb")
    raise FileError(
        f"{shorten(str(path))} is a pipe, a device or a socket, which may never end: read it yourself, and give what "
        "it says to mc.loads"
    )


# --- Paths and errors --------------------------------------------------------------------------------------------


def path_of(path: object, remedy: str = "") -> Path:
    """Return the path that is meant.

    Args:
        path: What was given.
        remedy: What the message says beside that it is none.

    Raises:
        WrongTypeError: If it is none.
        FileError: If it is empty, or has a character that no path has.
    """
    try:
        where = Path(path)  # type: ignore[arg-type]  # whatever it is, it is asked
        text = os.fsdecode(path)  # type: ignore[arg-type]
    except TypeError:
        raise WrongTypeError(f"{shorten(path)} is no path{remedy}") from None
    if not text:
        raise FileError(f"the path is empty; write '.' for the folder that the program works in{remedy}")
    try:
        is_sound = b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        is_sound = False
    if not is_sound:
        raise FileError(f"{shorten(text)} is no path: it has a NUL, or half a character (a lone surrogate){remedy}")
    return where


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
        raise FileError(f"{shorten(str(path))} cannot be {done}: {_said(error, path)}") from error


def _said(error: Exception, path: Path) -> str:
    """Return what an error says, without the name of the file if it is told already."""
    if not isinstance(error, OSError) or error.strerror is None:
        return brief(str(error), 300)
    other = "" if error.filename in (None, str(path)) else f": {shorten(error.filename)}"
    return f"{error.strerror}{other}"
