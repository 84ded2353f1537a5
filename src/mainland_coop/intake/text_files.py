"""Tables in text files: how they are encoded, what ends their columns, and their rows."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import attrs

from mainland_coop.foundation.errors import FileError, shorten

_HEAD = 1 << 16
_SAMPLE = 1 << 22
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_THAN_UTF8 = ("big5hkscs", "gb18030", "cp1252")
DELIMITERS = (",", ";", "\t", "|")
"""What may end the columns of a file."""


# --- Encodings -------------------------------------------------------------------------------------------------------


def marked_encoding(head: bytes) -> str:
    """Return the encoding that the first bytes of a file tell by their mark, or by every other byte being zero; UTF-8.

    Example:
        >>> marked_encoding("é".encode("utf-16")), marked_encoding("id".encode("utf-16-le")), marked_encoding(b"id")
        ('utf-16', 'utf-16-le', 'utf-8-sig')
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if head.count(0) > len(head) / 4:
        return "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"
    return "utf-8-sig"


def likely_encodings(path: Path) -> tuple[str, ...]:
    """Return what a text file may be written in: one encoding where that is clear, else those that may be, best first.

    Chinese texts consist mostly of frequent characters, which Big5 and GB 2312 keep apart from rare ones; read in the
    wrong one, half of them are rare. In Western texts a letter that is not ASCII stands beside one that is.
    """
    with path.open("rb") as file:
        raw = file.read(_SAMPLE)
    marked = marked_encoding(raw[:_HEAD])
    if marked != "utf-8-sig" or _decoded(raw, "utf-8") is not None:
        return (marked,)
    scores: dict[str, float] = {}
    for encoding in _OTHER_THAN_UTF8:
        text = _decoded(raw, encoding)
        if text is not None:
            scores[encoding] = _plausible(text, encoding)
    best = sorted(scores, key=lambda encoding: -scores[encoding])
    if best and scores[best[0]] > 0.8 and all(scores[best[0]] - scores[other] > 0.1 for other in best[1:]):
        return (best[0],)
    return (*(encoding for encoding in best if scores[encoding] > 0.3), "latin-1")


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        # A character may be cut where the sample ends.
        return codecs.getincrementaldecoder(encoding)().decode(raw, final=len(raw) < _SAMPLE)
    except UnicodeError:
        return None


def _plausible(text: str, encoding: str) -> float:
    """Return the share of characters beyond ASCII that texts in an encoding usually have."""
    good = total = 0
    for at, character in enumerate(text):
        if character < "\x80":
            continue
        total += 1
        if encoding == "cp1252":
            beside = text[max(at - 1, 0) : at + 2].replace(character, "")
            good += character in "’‘“”–—…€£§°º«»\xa0•" or (
                character.isalpha() and any(c.isascii() and c.isalpha() for c in beside)
            )
        else:
            good += _frequent(character, "gb2312" if encoding == "gb18030" else "big5")
    return good / total if total else 0.0


def _frequent(character: str, encoding: str) -> bool:
    try:
        lead = character.encode(encoding)[0]
    except UnicodeError:
        return False
    return 0xB0 <= lead <= 0xD7 or 0xA1 <= lead <= 0xA3 if encoding == "gb2312" else 0xA1 <= lead <= 0xC6


# --- Rows ------------------------------------------------------------------------------------------------------------


@attrs.frozen
class TextForm:
    """How a table is written as text.

    Attributes:
        encoding: Its encoding.
        delimiter: What ends its columns.
        first: How many rows stand above all others that are no rows of it: one that only names the delimiter.
    """

    encoding: str
    delimiter: str
    first: int = 0


def form_of(path: Path, encoding: str | None, delimiter: str | None, skip: int) -> TextForm:
    """Return how a text file is written, as it is given or as its beginning tells.

    Raises:
        FileError: If the file cannot be read, or is not in the encoding.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise FileError(f"{shorten(str(path))} cannot be read: {error}") from error
    if encoding is None:
        encoding = marked_encoding(head)
    elif encoding.casefold().replace("_", "-") in ("utf-8", "utf8"):
        encoding = "utf-8-sig"  # a byte order mark, as spreadsheet programs write it, is no part of the first name
    try:
        text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    except LookupError as error:
        raise FileError(f"{shorten(str(path))} cannot be read: {error}") from error
    first = text.partition("\n")[0].strip().strip('"')
    names_it = first[:4].casefold() == "sep=" and len(first) <= 5
    if delimiter is None and names_it:
        delimiter = first[4:] or "\t"
    usual = "\t" if path.suffix.casefold() in (".tsv", ".tab") else ","
    return TextForm(encoding, delimiter or _delimiter(text, usual, skip + names_it), int(names_it))


def _delimiter(text: str, usual: str, skip: int) -> str:
    """Return what ends the columns of a text that may be cut: what gives many columns, and as many in each row."""
    best, most = usual, 1.0
    for mark in sorted(DELIMITERS, key=lambda mark: mark != usual):
        try:
            rows = [
                row
                for row in islice(csv.reader(text.splitlines(keepends=True), delimiter=mark), skip, skip + 60)
                if row
            ]
        except csv.Error:
            continue
        if len(rows) > 2:
            rows.pop()  # it may be cut
        wide = len(rows[0]) if rows else 1
        score = wide * sum(len(row) == wide for row in rows) / max(len(rows), 1)
        if wide > 1 and score > most:
            best, most = mark, score
    return best


def numbered_rows(path: Path, form: TextForm) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a text file with their numbers from 1, as a spreadsheet counts them.

    Raises:
        FileError: If the file is not sound, or not in its encoding.
    """
    number = 0
    try:
        with path.open(encoding=form.encoding, newline="") as file:
            for number, cells in enumerate(csv.reader(file, delimiter=form.delimiter, strict=True), 1):
                if number > form.first:
                    yield number, cells
    except csv.Error as error:
        raise FileError(
            f"{shorten(str(path))} is no sound CSV at row {number + 1}: {error}; a cell that holds a separator, "
            f'a quote or a line break stands in quotes, and a quote in it is doubled ("")'
        ) from None
    except UnicodeError as error:
        raise FileError(
            f"{shorten(str(path))} is not {form.encoding.removesuffix('-sig')} after row {number}: {error}; "
            f"{_encoding_remedy(path, form.encoding)}"
        ) from None
    except (OSError, LookupError, TypeError, ValueError) as error:
        raise FileError(f"{shorten(str(path))} cannot be read: {error}") from error


def _encoding_remedy(path: Path, tried: str) -> str:
    likely = [f"encoding={encoding!r}" for encoding in likely_encodings(path) if encoding != tried]
    if not likely:
        return "save it as UTF-8"
    return (
        f"save it as UTF-8, or pass its encoding: {'it seems to be ' if len(likely) == 1 else ''}{' or '.join(likely)}"
    )
