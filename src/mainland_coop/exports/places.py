"""Where exports go: arguments checked, and what goes wrong with a file told in one way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mainland_coop.errors import FileError, WrongTypeError, shorten
from mainland_coop.registry import Registry

__all__ = ["checked", "folder_at", "telling"]


def checked(registry: object, path: object) -> Path:
    """Return the path that is meant.

    Raises:
        WrongTypeError: If the registry is none, or the path is none.
    """
    if not isinstance(registry, Registry):
        raise WrongTypeError(f"{shorten(registry)} is no Registry")
    try:
        return Path(path)  # type: ignore[arg-type]  # whatever it is, it is asked
    except TypeError:
        raise WrongTypeError(f"{shorten(path)} is no path") from None


def folder_at(registry: object, path: object) -> Path:
    """Return a folder, made if it is not there.

    Raises:
        WrongTypeError: As for `checked`.
        FileError: If it cannot be made.
    """
    where = checked(registry, path)
    with telling(where):
        where.mkdir(parents=True, exist_ok=True)
    return where


@contextmanager
def telling(path: Path, *errors: type[Exception]) -> Iterator[None]:
    """Turn what the system, or a library that writes, says of a file into an error that names the file."""
    told: tuple[type[Exception], ...] = (OSError, *errors)
    try:
        yield
    except told as error:
        raise FileError(f"{shorten(str(path))} cannot be written: {error}") from error
