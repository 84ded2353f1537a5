"""Registers in files: one JSON file, or a folder with one file per kind, read whole or not at all.

Reading runs no code from a file, touches no network and writes nothing. What a file may cost is limited: its size (the
caller can raise it), a million characters in one text, and nesting, of which no sound file has more than a few levels.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mainland_coop.acceptor import accept
from mainland_coop.bundled import bundled
from mainland_coop.dates import PartialDate
from mainland_coop.errors import (
    FileError,
    InvalidFileError,
    MainlandCoopError,
    MissingFileError,
    Problem,
    WrongTypeError,
    hint,
    shorten,
)
from mainland_coop.integrity import find_problems
from mainland_coop.registry import Registry
from mainland_coop.shapes import KINDS
from mainland_coop.strict_json import Json, parse

__all__ = ["MAX_BYTES", "SCHEMA", "dump", "dumps", "load", "loads"]

SCHEMA = 1
"""The number of the file form that this version reads and writes."""

MAX_BYTES = 1 << 30
"""How large a file may be unless the caller says otherwise: 1 GiB."""

_KEYS = ("schema", "version", "verified_through", *KINDS)


def load(path: str | os.PathLike[str] | None = None, *, max_bytes: int = MAX_BYTES) -> Registry:
    """Return the register in a file or folder, fully checked; without a path, the bundled one (read once, then kept).

    Args:
        path: A JSON file, or a folder of JSON files that each hold some of the keys of the file form.
        max_bytes: How large each file may be.

    Raises:
        MissingFileError: If there is no such file or folder (a FileNotFoundError).
        FileError: If it cannot be read (an OSError), or the folder holds no JSON file.
        InvalidFileError: If the content is no register (a ValueError); it carries every problem with its path.

    Example:
        >>> "doj-shenzhen-legal-matters-2011" in load().agreements
        True
    """
    if path is None:
        return bundled()
    if not isinstance(path, str | os.PathLike):
        raise WrongTypeError(f"{shorten(path)} is no path; mc.loads reads text")
    where = Path(path)
    try:
        if where.is_dir():
            return _load_folder(where, max_bytes)
        data, problems = parse(_read(where, max_bytes), "")
        return _build(data, str(where), problems)
    except FileNotFoundError as error:
        raise _missing(where) from error
    except (OSError, ValueError) as error:
        if isinstance(error, MainlandCoopError):
            raise
        raise FileError(f"{shorten(str(where))} cannot be read: {error}") from error


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
    if len(text) > max_bytes:
        raise InvalidFileError("the text", [_too_large(len(text), max_bytes)])
    data, problems = parse(text, "")
    return _build(data, "the text", problems)


def dumps(registry: Registry) -> str:
    """Return a registry as JSON text in canonical form: keys in the order of the file form, records by id.

    Loading it gives an equal registry; equal registries give equal texts.
    """
    return _text({**_head(registry), **{kind: _records(registry, kind) for kind in KINDS}})


def dump(registry: Registry, path: str | os.PathLike[str]) -> None:
    """Write a registry to a file, or to a folder that exists, as one file per kind.

    Each file is written aside and renamed, so that it is the old one or the new one, never half.

    Raises:
        FileError: If it cannot be written (an OSError).
    """
    where = Path(path)
    try:
        if where.is_dir():
            for kind in KINDS:
                _write(where / f"{kind}.json", _text({kind: _records(registry, kind)}))
            _write(where / "registry.json", _text(_head(registry)))
        else:
            _write(where, dumps(registry))
    except (OSError, ValueError) as error:
        raise FileError(f"{shorten(str(where))} cannot be written: {error}") from error


# --- Reading -----------------------------------------------------------------------------------------------------


def _missing(where: Path) -> MissingFileError:
    return MissingFileError(f"there is no file or folder {shorten(str(where))}")


def _too_large(size: int, max_bytes: int) -> Problem:
    return Problem("", f"of {size} bytes", f"more than max_bytes={max_bytes}; pass a higher one to read it")


def _read(where: Path, max_bytes: int) -> bytes:
    with where.open("rb") as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InvalidFileError(str(where), [_too_large(where.stat().st_size, max_bytes)])
    return data


def _load_folder(folder: Path, max_bytes: int) -> Registry:
    files = sorted(folder.glob("*.json"))
    if not files:
        raise FileError(f"the folder {shorten(str(folder))} holds no JSON file")
    whole: dict[str, Json] = {}
    home: dict[str, str] = {}
    problems: list[Problem] = []
    for file in files:
        data, found = parse(_read(file, max_bytes), f"{file.name}: ")
        problems += found
        if isinstance(data, list) and file.stem in KINDS:
            data = {file.stem: data}
        if not isinstance(data, dict):
            if not found:
                problems.append(
                    Problem(
                        file.name,
                        shorten(data),
                        "expected an object with keys of the file form, or a list in a file named after its kind",
                    )
                )
            continue
        for key, value in data.items():
            if key in home and key != "schema":
                problems.append(
                    Problem(f"{file.name}: {shorten(key)}", "", f"the key stands in {home[key]} too; each has one file")
                )
            else:
                whole[key] = value
                home[key] = file.name
    return _build(whole, str(folder), problems, {key: f"{name}: " for key, name in home.items()})


def _build(data: Json, where: str, problems: list[Problem], prefixes: dict[str, str] | None = None) -> Registry:
    """Return the registry for a JSON value, or raise the error that tells everything that is wrong with it."""
    prefixes = prefixes or {}
    if not isinstance(data, dict):
        if not problems:
            problems = [Problem("", shorten(data), "expected an object with the keys of the file form")]
        raise InvalidFileError(where, problems)
    if not data and not problems:
        problems = [Problem("", "", f"the object is empty; it has some of the keys {', '.join(_KEYS)}")]
    problems += _head_problems(data, prefixes)
    records: dict[str, dict[str, Any]] = {}
    places: dict[tuple[str, str], str] = {}
    refused: dict[str, frozenset[str]] = {}
    for kind, cls in KINDS.items():
        items = data.get(kind)
        found = records[kind] = {}
        bad: set[str] = set()
        if items is not None and not isinstance(items, list):
            problems.append(Problem(f"{prefixes.get(kind, '')}{kind}", shorten(items), "expected a list of records"))
            items = None
        for index, item in enumerate(items or ()):
            path = f"{prefixes.get(kind, '')}{kind}[{index}]"
            record = accept(cls, item)
            if record is None:
                record, wrong = _explained(cls, item, path)
                problems += wrong
            if record is None:
                bad |= set(_ids_in(item))
            elif record.id in found:
                first = places[kind, record.id]
                problems.append(
                    Problem(f"{path}.id", shorten(record.id), f"the id stands there twice, first in {first}")
                )
            else:
                found[record.id] = record
                places[kind, record.id] = path
        refused[kind] = frozenset(bad)
    if not problems:
        try:
            fields: dict[str, Any] = {kind: found.values() for kind, found in records.items()}
            fields |= {key: data.get(key) for key in ("version", "verified_through")}
            return Registry(**fields)
        except MainlandCoopError:
            pass  # told again below, with the places in the file
    refused["sessions"] = refused["conferences"]
    sessions = {
        session.id: session for conference in records["conferences"].values() for session in conference.sessions
    }
    problems += find_problems({**records, "sessions": sessions}, lambda kind, key: places[kind, key], refused)
    raise InvalidFileError(where, problems)


def _explained(cls: type[Any], item: Json, path: str) -> tuple[Any, tuple[Problem, ...]]:
    from mainland_coop.codec import from_json  # cattrs is imported only where there is something to explain

    return from_json(cls, item, path)


def _ids_in(item: Json) -> Iterator[str]:
    """The ids that a refused record would have defined: its own, and those of its sessions."""
    if isinstance(item, dict):
        if isinstance(item.get("id"), str):
            yield str(item["id"])
        sessions = item.get("sessions")
        if isinstance(sessions, list):
            for session in sessions:
                yield from _ids_in(session)


def _head_problems(data: dict[str, Json], prefixes: dict[str, str]) -> Iterator[Problem]:
    for key in data:
        if key not in _KEYS:
            yield Problem(f"{prefixes.get(key, '')}{shorten(key)}", "", f"unknown key; {hint(key, _KEYS)}")
    schema = data.get("schema")
    if schema is not None and (isinstance(schema, bool) or schema != SCHEMA):
        yield Problem(
            f"{prefixes.get('schema', '')}schema", shorten(schema), f"this version reads the file form {SCHEMA}"
        )
    version = data.get("version")
    if version is not None and (not isinstance(version, str) or not version.strip()):
        yield Problem(f"{prefixes.get('version', '')}version", shorten(version), "expected a text")
    verified = data.get("verified_through")
    if verified is not None:
        try:
            PartialDate.parse(verified)  # type: ignore[arg-type]  # refuses what is no text
        except MainlandCoopError as error:
            yield Problem(
                f"{prefixes.get('verified_through', '')}verified_through", shorten(verified), error.describe()
            )


# --- Writing -----------------------------------------------------------------------------------------------------


def _head(registry: Registry) -> dict[str, Json]:
    head: dict[str, Json] = {"schema": SCHEMA}
    if registry.version is not None:
        head["version"] = registry.version
    if registry.verified_through is not None:
        head["verified_through"] = str(registry.verified_through)
    return head


def _records(registry: Registry, kind: str) -> list[Json]:
    from mainland_coop.codec import to_json  # cattrs is imported only where it is needed

    by_id = getattr(registry, kind).by_id
    return [to_json(by_id[id]) for id in sorted(by_id)]


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(where: Path, text: str) -> None:
    # Made anew with the usual mode (not a private temporary file), in the same folder, so that renaming is atomic.
    aside = where.with_name(f".{where.name}.{os.getpid()}-{os.urandom(4).hex()}")
    try:
        with aside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if where.exists():
            aside.chmod(where.stat().st_mode & 0o777)
        aside.replace(where)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
