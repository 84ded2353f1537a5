"""Registers in files: `load`, `loads`, `dump` and `dumps`, and the bundled dataset."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from threading import RLock
from typing import Any, Literal, TypeAlias

from mainland_coop.files.parsing import SCHEMA, SUFFIX, Lines, assemble, line, placed, registry_of, schema_problems
from mainland_coop.form.fast_reader import accept
from mainland_coop.form.shapes import KINDS
from mainland_coop.foundation.argument_checks import whole_number
from mainland_coop.foundation.errors import (
    FileError,
    InvalidArgumentError,
    InvalidFileError,
    MissingFileError,
    Problem,
    WrongTypeError,
    hint,
    shorten,
)
from mainland_coop.foundation.garbage_collection import collection_held_off
from mainland_coop.foundation.public_names import packaged
from mainland_coop.foundation.strict_json import Json, parse
from mainland_coop.foundation.whole_files import (
    UNFINISHED,
    file_errors,
    new_text,
    opened,
    path_of,
    replacing_files,
    write_whole,
)
from mainland_coop.registry.registry import Registry, expect_registry

_READING = RLock()
"""Held while something bundled is read, so that threads that come at once get the same records."""


@cache
def _bundled() -> Registry:
    head = _bundled_file("registry")
    readers: dict[str, Callable[[], dict[str, Any]]] = {kind: partial(_bundled_records, kind) for kind in KINDS}
    return Registry.deferred(readers, version=head["version"], verified_through=head["verified_through"])


def bundled() -> Registry:
    """Return the bundled registry, made once."""
    with _READING:
        return _bundled()


@cache
def _records_read(kind: str) -> dict[str, Any]:
    return {item["id"]: accept(KINDS[kind], item) for item in _bundled_file(kind)[kind]}


def _bundled_records(kind: str) -> dict[str, Any]:
    with _READING:
        return _records_read(kind)


def _bundled_file(name: str) -> Any:
    return json.loads(packaged("mainland_coop", "data", f"{name}.json"))


Form: TypeAlias = Literal["json", "json lines"]
"""The forms in which a folder holds a register."""

MAX_BYTES = 1 << 30
"""How large a file may be unless the caller says otherwise, which is 1 GiB."""

TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods", ".xlsb", ".parquet", ".pq")
"""The endings of the names of tables, which are no registers."""

_PART = 1 << 20

_NO_PATH = "; mc.loads reads text"


@collection_held_off()
def load(path: str | os.PathLike[str] | None = None, *, max_bytes: int = MAX_BYTES) -> Registry:
    """Return the register in a file or folder, fully checked; without a path, the bundled one (read once, then kept).

    Args:
        path: A JSON file; or a folder of JSON files that each hold some of the keys of the file form, and of JSON Lines
            files that each hold the records of the kind that they are named after (`agreements.jsonl`), one a line; or
            one such JSON Lines file.
        max_bytes: How large each file may be.

    Raises:
        MissingFileError: If there is no such file or folder (a FileNotFoundError).
        FileError: If it cannot be read (an OSError); if it is a named pipe or a device, which may never end; if the
            folder holds no JSON or JSON Lines file; or if a dump into it was cut short, or changed it meanwhile.
        InvalidFileError: If the content is no register (a ValueError); it carries every problem with its path.

    Example:
        >>> "doj-shenzhen-legal-matters-2011" in load().agreements
        True
    """
    if path is None:
        return bundled()
    if isinstance(path, str) and path.lstrip("\ufeff \t\r\n").startswith(("{", "[")) and not os.path.exists(path):  # noqa: PTH110
        raise MissingFileError(f"{shorten(path)} is no file; this looks like JSON text: use mc.loads")
    where = path_of(path, _NO_PATH)
    max_bytes = _limit(max_bytes)
    with file_errors(where, done="read"):
        try:
            if where.is_dir():
                return _load_folder(where, max_bytes)
            if where.suffix.casefold() in TABLES and where.is_file():
                raise FileError(
                    f"{shorten(str(where))} is a table and no register yet: inspect_table looks at it, and read_table "
                    f"makes a register of it"
                )
            if where.suffix == SUFFIX:
                return _load_files([where], str(where), max_bytes)
            return registry_of(_read(where, max_bytes), str(where))
        except FileNotFoundError as error:
            raise MissingFileError(f"there is no file or folder {shorten(str(where))}") from error


@collection_held_off()
def loads(text: str | bytes, *, max_bytes: int = MAX_BYTES) -> Registry:
    """Return the register in a JSON text, fully checked.

    Args:
        text: The text, or its UTF-8 bytes.
        max_bytes: How large it may be.

    Raises:
        InvalidFileError: If the text is no register; it carries every problem with its path.

    Example:
        >>> loads('{"schema": 1, "parties": [{"id": "a", "name": "A"}]}')
        <Registry without version: 0 agreements, 1 party, 0 conferences, 0 programmes, 0 areas, 0 sources>
    """
    if not isinstance(text, str | bytes):
        raise WrongTypeError(f"{shorten(text)} is no text; mc.load reads files")
    max_bytes = _limit(max_bytes)
    size = len(text) if isinstance(text, bytes) else len(text.encode(errors="surrogatepass"))
    if size > max_bytes:
        raise InvalidFileError("the text", [_too_large(size, max_bytes)])
    return registry_of(text, "the text")


def dumps(registry: Registry) -> str:
    """Return a registry as JSON text in canonical form: keys in the order of the file form, records by id.

    Loading it gives an equal registry; equal registries give equal texts.
    """
    expect_registry(registry)
    return _text({**_head(registry), **{kind: list(records_of(registry, kind)) for kind in KINDS}})


def dump(registry: Registry, path: str | os.PathLike[str], *, form: Form = "json") -> None:
    """Write a registry to a file, or to a folder that exists, as one file per kind.

    A file is written aside and renamed, so that it is the old one or the new one, never half. The files of a folder
    take their places together when all are written; if that is cut short, `load` refuses the folder.

    Args:
        registry: What to write.
        path: The file or folder.
        form: `json`, or `json lines` for a folder (made if there is none) with one record a line, by id.

    Raises:
        FileError: If it cannot be written (an OSError); also if the folder holds files of the other form.
        InvalidArgumentError: If the form is none of the two.
    """
    expect_registry(registry)
    where = path_of(path)
    with file_errors(where):
        if form == "json lines":
            where.mkdir(exist_ok=True)
            _refuse_homes(where, ".json", form)
            _write_folder(where, registry, SUFFIX, lambda kind: map(line, records_of(registry, kind)))
        elif form != "json":
            raise InvalidArgumentError(f"{shorten(form)} is no form of files: write 'json' or 'json lines'")
        elif where.is_dir():
            _refuse_homes(where, SUFFIX, form)
            _write_folder(where, registry, ".json", lambda kind: [_text({kind: list(records_of(registry, kind))})])
        elif where.suffix == SUFFIX:
            raise FileError(
                f"{shorten(str(where))} would hold records of one kind only: dump to a folder, with form='json lines'"
            )
        else:
            write_whole(where, dumps(registry))


# --- Reading -----------------------------------------------------------------------------------------------------


def _limit(max_bytes: int) -> int:
    return min(whole_number(max_bytes, "max_bytes"), sys.maxsize - 1)  # no line can be longer


def _too_large(size: int, max_bytes: int) -> Problem:
    return Problem("", f"of {size} bytes", f"more than max_bytes={max_bytes}; pass a higher one to read it")


def _read(where: Path, max_bytes: int) -> bytes:
    """Return the content of a file; of one that is too large, no more than shows it."""
    with opened(where) as file:
        told = os.fstat(file.fileno()).st_size
        parts = [file.read(min(told, max_bytes) + 1)]
        n_bytes = len(parts[0])
        while told < n_bytes <= max_bytes and parts[-1]:  # a pipe, which tells no size
            parts.append(file.read(_PART))
            n_bytes += len(parts[-1])
    if n_bytes > max_bytes:
        raise InvalidFileError(str(where), [_too_large(max(told, n_bytes), max_bytes)])
    return b"".join(parts)


def _load_folder(folder: Path, max_bytes: int) -> Registry:
    before = _state(folder)
    if UNFINISHED in before:
        raise FileError(
            f"a dump into the folder {shorten(str(folder))} was cut short or goes on, so that its files may be of two "
            f"registers: dump there again; or remove the file {UNFINISHED}, if you know that they belong together"
        )
    if not before:
        raise FileError(f"the folder {shorten(str(folder))} holds no JSON or JSON Lines file")
    registry = _load_files(map(folder.__truediv__, before), str(folder), max_bytes)
    if _state(folder) != before:
        raise FileError(f"the folder {shorten(str(folder))} changed while it was read: load it again")
    return registry


def _state(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return what stands in a folder of a register, and what tells that a file was replaced."""
    files = sorted(file for file in folder.iterdir() if file.suffix in (".json", SUFFIX) or file.name == UNFINISHED)
    return {file.name: (stat.st_ino, stat.st_size, stat.st_mtime_ns) for file in files for stat in [file.stat()]}


def _load_files(files: Iterable[Path], where: str, max_bytes: int) -> Registry:
    whole: dict[str, Json] = {}
    lines: dict[str, Lines] = {}
    home: dict[str, str] = {}
    problems: list[Problem] = []
    for file in files:
        if file.suffix == SUFFIX:
            kind = file.stem
            if kind not in KINDS:
                remedy = f"a JSON Lines file is named after the kind of its records; {hint(kind, KINDS)}"
                problems.append(Problem(file.name, "", remedy))
            elif kind in home:
                problems.append(_second_home(f"{file.name}: {kind}", home[kind]))
            else:
                lines[kind] = Lines(file, max_bytes)
                home[kind] = file.name
            continue
        data, found = parse(_read(file, max_bytes), f"{file.name}: ")
        problems += found
        if isinstance(data, list) and file.stem in KINDS:
            data = {file.stem: data}
        if not isinstance(data, dict):
            if not found:
                remedy = "expected an object with keys of the file form, or a list in a file named after its kind"
                problems.append(Problem(file.name, shorten(data), remedy))
            continue
        problems += schema_problems(data.pop("schema", None), f"{file.name}: ")
        for key, value in data.items():
            if key in home:
                problems.append(_second_home(f"{file.name}: {shorten(key)}", home[key]))
            else:
                whole[key] = value
                home[key] = file.name
    try:
        return assemble(whole, where, problems, {key: f"{name}: " for key, name in home.items()}, lines)
    except InvalidFileError as error:
        raise InvalidFileError(error.where, map(placed, error.problems)) from None


def _second_home(place: str, first: str) -> Problem:
    return Problem(place, "", f"the key stands in {first} too; each has one file")


# --- Writing -----------------------------------------------------------------------------------------------------


def _head(registry: Registry) -> dict[str, Json]:
    checked = None if registry.verified_through is None else str(registry.verified_through)
    head: dict[str, Json] = {"schema": SCHEMA, "version": registry.version, "verified_through": checked}
    return {key: value for key, value in head.items() if value is not None}


def records_of(registry: Registry, kind: str) -> Iterator[Json]:
    """Return the JSON values of the records of a kind, by id."""
    from mainland_coop.form.codec import to_json  # cattrs is imported only where it is needed

    by_id = getattr(registry, kind).by_id
    return (to_json(by_id[id]) for id in sorted(by_id))


def _refuse_homes(folder: Path, suffix: str, form: str) -> None:
    """Refuse a folder in which a kind would stand in two files: nothing is removed that nobody asked to remove."""
    for kind in KINDS:
        if (folder / f"{kind}{suffix}").exists():
            raise FileError(
                f"the folder {shorten(str(folder))} holds {kind}{suffix}, and each kind has one file: "
                f"remove it, or write form={form!r} to another folder"
            )


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write_folder(folder: Path, registry: Registry, suffix: str, parts: Callable[[str], Iterable[str]]) -> None:
    with replacing_files(folder) as aside:
        for kind in KINDS:
            with new_text(aside(folder / f"{kind}{suffix}")) as file:
                file.writelines(parts(kind))
        with new_text(aside(folder / "registry.json")) as file:
            file.write(_text(_head(registry)))
