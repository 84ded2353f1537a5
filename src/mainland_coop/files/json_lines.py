"""JSON Lines: one record a line, the kind of record by the name of the file (`agreements.jsonl`), read as a stream."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs

from mainland_coop.errors import InvalidFileError, Problem, hint
from mainland_coop.files.shapes import KINDS
from mainland_coop.files.strict_json import MAX_DEPTH, Json, depth, parse

__all__ = ["SUFFIX", "Lines", "kind_of", "line", "placed"]

SUFFIX = ".jsonl"
"""How the names of such files end."""

_SHORT = 60
_MOST_KEPT = 50_000
_PLACE = re.compile(rf"^(\w+{re.escape(SUFFIX)}:\d+)\.")


def kind_of(file: Path) -> tuple[str | None, list[Problem]]:
    """Return the kind of record that a file holds by its name, or None and what is wrong with the name."""
    if file.stem in KINDS:
        return file.stem, []
    remedy = f"a JSON Lines file is named after the kind of its records; {hint(file.stem, KINDS)}"
    return None, [Problem(file.name, "", remedy)]


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
        with self._file.open("rb") as file:
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
                    self.problems += (self._told(number, problem) for problem in found)
                    if value is None:
                        continue
                if data.count(b"{") + data.count(b"[") > MAX_DEPTH and depth(value) > MAX_DEPTH:
                    remedy = f"it nests deeper than {MAX_DEPTH} levels; a register has few"
                    self.problems.append(Problem(self.path(number), "", remedy))
                    continue
                yield number, value

    def _told(self, number: int, problem: Problem) -> Problem:
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
