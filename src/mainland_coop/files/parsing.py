"""From the text of a register, JSON or JSON Lines, to a registry, or to everything that is wrong with it.

Sound records are read fast; a record that is refused is read once more, to tell all that is wrong with it.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from mainland_coop.collections.collection import ById
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.form.fast_reader import accept
from mainland_coop.form.shapes import KINDS
from mainland_coop.foundation.errors import (
    InvalidFileError,
    InvalidRegistryError,
    MainlandCoopError,
    Problem,
    hint,
    shorten,
)
from mainland_coop.foundation.strict_json import MAX_DEPTH, Json, depth, parse
from mainland_coop.foundation.whole_files import opened
from mainland_coop.records.agreements import Agreement
from mainland_coop.registry.integrity import dangling, find_problems
from mainland_coop.registry.references import Reference, raw_references
from mainland_coop.registry.registry import Registry

SUFFIX = ".jsonl"
"""How the names of JSON Lines files end."""

_SHORT = 60
_MOST_KEPT = 50_000
_PLACE = re.compile(rf"^(\w+{re.escape(SUFFIX)}:\d+)\.")


class Lines(Iterable[tuple[int, Json]]):
    """The records of a file, each with the number of its line; what is no JSON goes to `problems` while it is read.

    Blank lines count but hold nothing. A byte order mark at the start is no fault.
    """

    def __init__(self, file: Path, max_bytes: int) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._max_bytes = max_bytes

    def path(self, number: int) -> str:
        """Return the place of a line."""
        return f"{self._file.name}:{number}"

    def __iter__(self) -> Iterator[tuple[int, Json]]:
        decode = json.JSONDecoder(object_pairs_hook=_Sharing().object, parse_constant=_refuse).decode
        left = self._max_bytes
        number = 0
        with opened(self._file) as file:
            while data := file.readline(left + 1):
                number += 1
                left -= len(data)
                if left < 0:
                    size = f"of {self._file.stat().st_size} bytes"
                    remedy = f"more than max_bytes={self._max_bytes}; pass a higher one to read it"
                    raise InvalidFileError(str(self._file), [Problem(self._file.name, size, remedy)])
                try:
                    text = data.decode("utf-8-sig" if number == 1 else "utf-8")
                    value: Json = decode(text)
                except (ValueError, RecursionError):
                    if data.isspace():
                        continue
                    value, found = parse(data, "")
                    self.problems += (self._placed(number, problem) for problem in found)
                    if value is None:
                        continue
                if data.count(b"{") + data.count(b"[") > MAX_DEPTH and depth(value) > MAX_DEPTH:
                    remedy = f"it nests deeper than {MAX_DEPTH} levels; a register has few"
                    self.problems.append(Problem(self.path(number), "", remedy))
                    continue
                yield number, value

    def _placed(self, number: int, problem: Problem) -> Problem:
        path = re.sub(r"^line \d+, |^the whole$", "", problem.path)
        expected = problem.expected.replace("the file is", "the line is")
        return Problem(f"{self.path(number)}{': ' if path else ''}{path}", problem.value, expected)


class _RefusedError(ValueError):
    """The line is no strict JSON; the slower reader says why."""


class _Sharing:
    """Makes objects whose short texts, also those in lists, are one text wherever they are equal.

    What records refer to stands in very many of them: its id is kept once, not once for each.
    """

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise _RefusedError
        texts = self._texts
        for key, value in pairs:
            if type(value) is str:
                if len(value) <= _SHORT and key != "id":
                    found[key] = texts.setdefault(value, value)
            elif type(value) is list:
                found[key] = [texts.setdefault(v, v) if type(v) is str and len(v) <= _SHORT else v for v in value]
        if len(texts) > _MOST_KEPT:
            texts.clear()
        return found


def _refuse(constant: str) -> Any:
    raise _RefusedError(constant)


def placed(problem: Problem) -> Problem:
    """Return a problem of a record in a line with its place as people read it: `agreements.jsonl:17: signed`."""
    return attrs.evolve(problem, path=_PLACE.sub(r"\1: ", problem.path))


def line(record: Json) -> str:
    """Return a record as one line in canonical form."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


SCHEMA = 1
"""The number of the file form that this version reads and writes."""

_KEYS = ("schema", "version", "verified_through", *KINDS)


def registry_of(text: str | bytes, where: str) -> Registry:
    """Return the registry for the JSON text of a whole register.

    Of a sound register each agreement is made as soon as its part of the text was read, and what JSON made of that part
    goes at once: the next one takes its memory, which is at hand. The first load of 100,000 agreements in a process
    takes a fifth more of the processor's time without it. A register with a fault is read once more, as it is, to tell
    all that is wrong with it.

    Args:
        text: The text, or its bytes.
        where: The file that it was read from.

    Raises:
        InvalidFileError: If there is any problem; it carries all of them.
    """
    try:
        data, problems = parse(text, "", having="parties", make=_made_at_once)
        if not problems:
            return assemble(data, where, ())
    except (_UnsoundError, InvalidFileError):
        pass
    data, problems = parse(text, "")
    return assemble(data, where, problems)


class _UnsoundError(Exception):
    """A record is refused."""


def _made_at_once(item: dict[str, Json]) -> Any:
    """Return the agreement that a JSON object is, or what it is if it cannot be meant as one."""
    if "id" not in item or "signed" not in item:
        return item
    record = accept(Agreement, item)
    if record is None:
        raise _UnsoundError
    return record


def assemble(
    data: Json,
    where: str,
    problems: Iterable[Problem],
    prefixes: Mapping[str, str] = MappingProxyType({}),
    lines: Mapping[str, Lines] = MappingProxyType({}),
) -> Registry:
    """Return the registry for the JSON value of a whole register.

    Args:
        data: The value.
        where: The file, folder or text that it was read from.
        problems: What was wrong with it as JSON.
        prefixes: What stands before the paths under each of its keys, such as the name of a file.
        lines: The kinds whose records are not in the value, but come line by line.

    Raises:
        InvalidFileError: If there is any problem; it carries all of them.
    """
    problems = list(problems)
    if not isinstance(data, dict):
        if not problems:
            problems = [Problem("", shorten(data), "expected an object with the keys of the file form")]
        raise InvalidFileError(where, problems)
    if not data and not lines and not problems:
        problems = [Problem("", "", f"the object is empty; it has some of the keys {', '.join(_KEYS)}")]
    problems += _head_problems(data, prefixes)
    records: dict[str, Any] = {}  # the records of each kind by id
    places: dict[str, _Places] = {}
    refused: dict[str, frozenset[str]] = {}
    loose: list[Reference] = []  # of records that were refused or stand there twice
    for kind, cls in KINDS.items():
        found = records[kind] = ById()
        bad: set[str] = set()
        items, path_of = _listed(data, kind, prefixes, lines, problems)
        place = places[kind] = _Places(path_of, found)
        note = place.numbers.append
        repeated: list[tuple[int, str, Problem]] = []
        for number, item in items:
            record: Any = item if type(item) is cls else accept(cls, item)
            if record is None:
                record, wrong = _explained(cls, item, path_of(number))
                problems += wrong
            if record is None:
                bad |= set(_ids_in(item))
                loose += raw_references(item, path_of(number))
            elif record.id in found:
                loose += raw_references(item, path_of(number))
                problem = Problem(f"{path_of(number)}.id", shorten(record.id), "the id stands there twice, first in ")
                repeated.append((len(problems), record.id, problem))
                problems.append(problem)
            else:
                found[record.id] = record
                note(number)
        for at, id, problem in repeated:
            problems[at] = attrs.evolve(problem, expected=f"{problem.expected}{place.of(id)}")
        if kind in lines:
            problems += lines[kind].problems
        refused[kind] = frozenset(bad)
    if not problems:
        head: dict[str, Any] = {key: data.get(key) for key in ("version", "verified_through")}
        try:
            return Registry(**records, **head)
        except MainlandCoopError as error:
            if not isinstance(error, InvalidRegistryError):  # which is told again below, with the places in the file
                problems = [Problem(error.place.rpartition(".")[2], "", error.describe())]
    refused["sessions"] = refused["conferences"]
    sessions = {
        session.id: session for conference in records["conferences"].values() for session in conference.sessions
    }
    ids = {**records, "sessions": sessions}
    problems += find_problems(ids, lambda kind, key: places[kind].of(key), refused)
    told = {problem.path for problem in problems}
    problems += (problem for problem in dangling(loose, ids, refused) if problem.path not in told)
    if depth(data) > MAX_DEPTH:
        problems.append(Problem("", "", f"it nests deeper than {MAX_DEPTH} levels; a register has few"))
    raise InvalidFileError(where, problems)


class _Places:
    """Where the records of a kind stand: their numbers in the order of reading, by id only where something is wrong."""

    def __init__(self, path_of: Callable[[int], str], found: Mapping[str, object]) -> None:
        self.numbers = array("Q")
        self._path_of = path_of
        self._found = found

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return dict(zip(self._found, self.numbers, strict=True))

    def of(self, id: str) -> str:
        """Return the path of a record, once all were read."""
        return self._path_of(self._by_id[id])


def _listed(
    data: dict[str, Json],
    kind: str,
    prefixes: Mapping[str, str],
    lines: Mapping[str, Lines],
    problems: list[Problem],
) -> tuple[Iterable[tuple[int, Json]], Callable[[int], str]]:
    """Return the records of a kind with their numbers, and what makes a path of a number."""
    if kind in lines:
        return lines[kind], lines[kind].path
    whole = f"{prefixes.get(kind, '')}{kind}"
    items = data.get(kind)
    if items is not None and not isinstance(items, list):
        problems.append(Problem(whole, shorten(items), "expected a list of records"))
        items = None
    return enumerate(items or ()), lambda index: f"{whole}[{index}]"


def _explained(cls: type[Any], item: Json, path: str) -> tuple[Any, tuple[Problem, ...]]:
    from mainland_coop.form.codec import from_json  # cattrs is imported only where there is something to explain

    return from_json(cls, item, path)


def _ids_in(item: Json) -> Iterator[str]:
    """The ids that a refused record would have defined: its own, and those of its sessions."""
    match item:
        case {"id": str(id)}:
            yield id
    match item:
        case {"sessions": [*sessions]}:
            for session in sessions:
                yield from _ids_in(session)


def schema_problems(schema: Json, prefix: str) -> Iterator[Problem]:
    """Yield what is wrong with the number of the file form."""
    if schema is not None and (type(schema) is not int or schema != SCHEMA):
        yield Problem(f"{prefix}schema", shorten(schema), f"this version reads the file form {SCHEMA}")


def _head_problems(data: dict[str, Json], prefixes: Mapping[str, str]) -> Iterator[Problem]:
    for key in data:
        if key not in _KEYS:
            yield Problem(f"{prefixes.get(key, '')}{shorten(key)}", "", f"unknown key; {hint(key, _KEYS)}")
    yield from schema_problems(data.get("schema"), prefixes.get("schema", ""))
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
