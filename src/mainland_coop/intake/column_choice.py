"""Which column of a table is which field, by its name and by what its cells hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs

from mainland_coop.intake.column_contents import OPEN, ColumnContents
from mainland_coop.intake.header_words import date_part, fields_called, in_chinese, stem_of
from mainland_coop.intake.kind_words import kind_meant

DATES = ("signed", "in_force_from", "expires", "ending.last_day")
"""The fields that a column of dates may be, those that most registers have going first."""

_MOSTLY = 0.7
_IF_NOTHING_ELSE = 0.5
_SOME = 0.3  # of a column whose name is sure: the others are faults, and told as such
_STARTS = re.compile(r"^(?:st|s|start|beg|begin|b|from|eff|ind)$")
_ENDS = re.compile(r"^(?:e|end|en|to|until|exp|term)$")
_ONE_STATE = re.compile(r"^(?:country|state|nation|economy|member)(?: name)?$")
_TERM = re.compile(
    r"(?:P(?=\d)(?:\d+[YMWD])+|\d+(?:[.,]\d+)?|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)|"
    r"[一二兩两三四五六七八九十]+)\s*-?\s*(?:\([^)]*\)\s*)?(?:years?|yrs?|y|months?|mths?|m|weeks?|days?|d|年|個月|个月|月|天|日|"
    r"jahre?n?|monate?n?|ans?|années?|mois|años?|meses)?\.?",
    re.IGNORECASE,
)
_ID_LIKE = re.compile(r"[A-Za-z]{1,12}[-_/.]?\d[\w./-]*", re.ASCII)


@attrs.frozen(eq=False)
class Choice:
    """Which columns are which fields.

    Attributes:
        fields: The columns of each field: one, or the year, month and day of a date, or several parties.
        repeated_ids: What it means that ids stand in several rows: `parties` or `renewals`; None if each has one.
        dated: Columns of dates of which no name says what they are dates of.
        at_fault: Why a column that is called like a field is not read, by its name.
    """

    fields: dict[str, tuple[ColumnContents, ...]]
    repeated_ids: str | None
    dated: tuple[ColumnContents, ...]
    at_fault: dict[str, str]


def choose_columns(columns: Sequence[ColumnContents], rows: Sequence[Sequence[object]]) -> Choice:
    """Return which columns are which fields; a field is left out where no column is clearly it."""
    return _Chooser(columns, rows).choice()


class _Chooser:
    def __init__(self, columns: Sequence[ColumnContents], rows: Sequence[Sequence[object]]) -> None:
        self._columns = columns
        self._rows = rows
        self._n = max(len(rows), 1)
        self._called = {column.at: fields_called(column.words) for column in columns}
        self._fields: dict[str, tuple[ColumnContents, ...]] = {}
        self._taken: set[int] = set()
        self._at_fault: dict[str, str] = {}

    def choice(self) -> Choice:
        self._choose_dates()
        for field, fits in (("kind", _is_kind), ("term", _is_term), ("notice", _is_term), ("tacit_renewal", _is_tacit)):
            self._choose(field, fits)
        self._choose_titles()
        self._choose_parties()
        if not any(field.startswith("title") for field in self._fields) and "parties" in self._fields:
            self._fields["title"] = self._fields["parties"][:1]
        repeated = self._choose_id()
        for field in ("ending.by", "amends", *(("renews",) if repeated != "renewals" else ())):
            self._choose(field, self._refers)
        for field in ("place", "note"):
            self._choose(field, lambda column: column.longest <= 100_000 and column.dated < _MOSTLY)
        if repeated is not None:
            self._drop_what_differs(repeated)
        return Choice(self._fields, repeated, self._other_dates(), self._at_fault)

    # --- Single fields -----------------------------------------------------------------------------------------------

    def _candidates(self, field: str) -> Iterator[tuple[float, ColumnContents]]:
        for column in self._columns:
            weight = self._called[column.at].get(field, 0)
            if weight and column.at not in self._taken and column.n_stated:
                yield weight * 10 + 5 * column.n_stated / self._n, column

    def _choose(self, field: str, fits: Callable[[ColumnContents], bool]) -> None:
        found = [each for each in self._candidates(field) if each[0] >= 20 and fits(each[1])]
        if found:
            self._take(field, max(found, key=lambda each: each[0])[1])

    def _take(self, field: str, *columns: ColumnContents) -> None:
        self._fields[field] = columns
        self._taken.update(column.at for column in columns)

    # --- Dates -------------------------------------------------------------------------------------------------------

    def _choose_dates(self) -> None:
        self._choose_parts()
        pairs = []
        for field in DATES:
            for score, column in self._candidates(field):
                if column.dated < (_SOME if score >= 30 else _MOSTLY):
                    if score >= 30 and not _is_term(column):
                        self._at_fault[column.name] = "few of its cells are dates"
                    continue
                if score < 20 and field == "signed":
                    continue  # a date of something, as long as nothing else says what it is
                years = all(text.isdigit() and len(text) == 4 for text in column.stated)
                pairs.append((score + (0 if years else 3), -DATES.index(field), -column.at, field, column))
        for *_, field, column in sorted(pairs, key=lambda pair: pair[:3], reverse=True):
            if field not in self._fields and column.at not in self._taken:
                self._take(field, column)
        if not self._fields.keys() & {"signed", "in_force_from"}:
            alone = [column for _, column in self._candidates("signed") if column.dated >= _MOSTLY]
            if len(alone) == 1:
                self._take("signed", *alone)

    def _choose_parts(self) -> None:
        """Choose dates whose year, month and day are columns of their own."""
        parts: dict[str, dict[str, ColumnContents]] = {}
        for column in self._columns:
            if (part := date_part(column.words)) is not None and _is_part(part[0], column):
                parts.setdefault(part[1], {}).setdefault(part[0], column)
        for stem, found in parts.items():
            if {"year", "month"} <= found.keys():
                called = {field: weight for field, weight in fields_called(f"{stem} date").items() if field in DATES}
                called |= {field: 9 for field, weight in fields_called(stem).items() if field in DATES and weight > 1}
                if _STARTS.search(stem):
                    called = {"in_force_from": 9}
                elif _ENDS.search(stem):
                    called = {"expires": 9}
                for field in sorted(called, key=lambda field: -called[field])[:1]:
                    if field not in self._fields:
                        self._take(field, *(found[part] for part in ("year", "month", "day") if part in found))

    def _other_dates(self) -> tuple[ColumnContents, ...]:
        if self._fields.keys() & {"signed", "in_force_from"}:
            return ()
        return tuple(
            column
            for column in self._columns
            if column.at not in self._taken
            and column.dated > 0.9
            and column.dates.n_dates > self._n / 2
            and not all(text.isdigit() for text in column.stated)
        )

    # --- Titles and parties ------------------------------------------------------------------------------------------

    def _choose_titles(self) -> None:
        found = []
        for score, column in self._candidates("title"):
            if _is_text(column) and "id" not in {f for f, w in self._called[column.at].items() if w == 3}:
                found.append((score + min(column.words_per_cell(), 5), column))
        found.sort(key=lambda each: -each[0])
        chinese = [column for _, column in found if column.chinese > _MOSTLY]
        other = [column for _, column in found if column.chinese <= _MOSTLY and not in_chinese(column.words)]
        if chinese:
            self._fields[f"title.{chinese[0].script}"] = (chinese[0],)
        if other:
            self._fields["title"] = (other[0],)
        if found:
            return
        texts = [
            column
            for column in self._columns
            if column.at not in self._taken
            and _is_text(column)
            and column.longest <= 1000
            and len(column.stated) > 1
            and not self._called[column.at].keys() & {"note", "parties", "side", "place"}
        ]
        best = max(texts, key=lambda column: column.words_per_cell() * column.n_stated, default=None)
        if best is not None and best.n_stated > 0.8 * self._n and best.words_per_cell() > 1.5:
            field = "title" if best.chinese <= _MOSTLY else f"title.{best.script}"
            self._fields[field] = (best,)

    def _choose_parties(self) -> None:
        lists = [each for each in self._candidates("parties") if _is_text(each[1]) and _differs(each[1])]
        if lists:
            self._take("parties", max(lists, key=lambda each: each[0])[1])
            return
        groups: dict[str, list[ColumnContents]] = {}
        for column in self._columns:
            if "side" in self._called[column.at] and column.n_stated and column.dated < _MOSTLY and _differs(column):
                groups.setdefault(stem_of(column.words), []).append(column)
        scored = []
        for stem, found in groups.items():
            # Beside a column without a number, those with one are other names of the same.
            group = [column for column in found if column.words == stem][:1] or found
            weight = max(self._called[column.at]["side"] for column in group)
            text = group[0].numeric < 0.5
            if (weight > 1 and text) or len(group) > 1 or (weight == 1 and text):
                stated = sum(column.n_stated for column in group) / self._n
                scored.append(
                    (weight * 10 + 5 * text + 2 * (len(group) > 1) + min(stated, 1), stem, weight, text, group)
                )
        if not scored:
            return
        scored.sort(key=lambda each: -each[0])
        _, stem, weight, text, chosen = scored[0]
        for _, other, other_weight, other_text, group in scored[1:]:
            one = _ONE_STATE.match(stem) and _ONE_STATE.match(other)
            if weight == other_weight == 3 and text and other_text and not one and len(chosen) == 1 == len(group):
                chosen = [*chosen, *group]
                break
        self._take("parties", *sorted(chosen, key=lambda column: column.at))

    # --- Ids ---------------------------------------------------------------------------------------------------------

    def _choose_id(self) -> str | None:
        """Choose the column of ids; return what it means that they stand in several rows, if they do."""
        found = []
        for column in self._columns:
            weight: float = self._called[column.at].get("id", 0)
            used = column.at in self._taken and "side" not in self._called[column.at]
            titled = any(column is each[0] for field, each in self._fields.items() if field.startswith("title"))
            if column.spaceless() < 0.98 or column.n_stated < 0.98 * self._n or used:
                continue
            if not weight and _is_text(column) and _id_like(column):
                weight = 1
            if not weight and (titled or "side" in self._called[column.at]):
                weight = _IF_NOTHING_ELSE
            if (weight and column.dated < _MOSTLY) or weight >= 2:
                found.append((weight, column))
        found.sort(key=lambda each: (-each[0], each[1].at))
        for weight, column in found:
            if len(column.stated) >= 0.99 * column.n_stated and weight >= 1:
                self._take("id", column)
                return None
        for weight, column in found:
            meaning = self._repeated(column)
            if meaning == "parties" and weight < 1:
                continue  # several treaties may have one title, and a party several treaties
            if meaning is not None:
                self._fields["id"] = (column,)
                self._taken.add(column.at)
                return meaning
        return None

    def _repeated(self, column: ColumnContents) -> str | None:
        """Return what it means that an id stands in several rows; None if nothing speaks for one meaning."""
        groups = self._groups(column)
        several = [group for group in groups.values() if len(group) > 1]
        if not several:
            return None
        titles = [each[0] for field, each in self._fields.items() if field.startswith("title")]
        alike = sum(all(len({_at(row, title) for row in group}) == 1 for title in titles) for group in several)
        if not titles or alike < 0.95 * len(several):
            return None
        n_rows = sum(map(len, several))
        # A row left blank in one of the columns counts as one value.
        kinds = {
            field: [len({tuple(_at(row, part) for part in self._fields[field]) for row in group}) for group in several]
            for field in ("parties", "in_force_from", "expires")
            if field in self._fields
        }
        differ = {field: sum(counts) > 0.9 * n_rows for field, counts in kinds.items()}
        spells = differ.get("in_force_from", False) and "signed" not in self._fields
        if spells and (differ.get("expires", False) or all(n == 1 for n in kinds.get("parties", ()))):
            return "renewals"
        return "parties" if differ.get("parties") else None

    def _groups(self, column: ColumnContents) -> Mapping[str, list[Sequence[object]]]:
        groups: dict[str, list[Sequence[object]]] = {}
        for row in self._rows:
            groups.setdefault(str(_at(row, column)).strip(), []).append(row)
        return groups

    def _drop_what_differs(self, repeated: str) -> None:
        """Take back columns that differ among the rows of one id, where a record has one value."""
        groups = [group for group in self._groups(self._fields["id"][0]).values() if len(group) > 1]
        kept = {"id", "title", "parties", *DATES} | ({"term", "notice"} if repeated == "renewals" else set())
        for field in [field for field in self._fields if field not in kept and not field.startswith("title.")]:
            for column in self._fields[field]:
                if any(len({_at(row, column) for row in group}) > 1 for group in groups):
                    self._at_fault[column.name] = "it differs among the rows of one id"
                    del self._fields[field]
                    break

    def _refers(self, column: ColumnContents) -> bool:
        ids = self._fields.get("id")
        if ids is None:
            return False
        known = ids[0].counts
        if sum(n for text, n in column.stated.items() if text in known) >= 0.95 * column.n_stated:
            return True
        self._at_fault[column.name] = "its cells are not ids of other rows"
        return False


def _at(row: Sequence[object], column: ColumnContents) -> object:
    cell = row[column.at] if column.at < len(row) else None
    return cell.strip() if isinstance(cell, str) else str(cell) if cell is not None else ""


def _is_text(column: ColumnContents) -> bool:
    return bool(column.n_stated) and column.numeric < 0.5 and column.dated < _MOSTLY


def _differs(column: ColumnContents) -> bool:
    """Return whether a column holds more than its own name again, as the text of a link does."""
    return any(text.casefold() != column.name.strip().casefold() for text in column.stated)


def _is_kind(column: ColumnContents) -> bool:
    known = sum(n for text, n in column.stated.items() if len(text) < 200 and kind_meant(text) is not None)
    return known >= 0.6 * column.n_stated and len(column.stated) <= 500


def _is_term(column: ColumnContents) -> bool:
    stated = {text: n for text, n in column.stated.items() if text.casefold() not in OPEN}
    terms = sum(n for text, n in stated.items() if _TERM.fullmatch(text) and not (text.isdigit() and int(text) > 999))
    return bool(stated) and terms >= _MOSTLY * sum(stated.values())


def _is_tacit(column: ColumnContents) -> bool:
    words = YES | NO
    return all(text.casefold() in words or (_TERM.fullmatch(text) and not text.isdigit()) for text in column.stated)


YES = frozenset(["yes", "y", "true", "t", "1", "x", "✓", "✔", "automatic", "auto", "是", "有", "ja", "oui", "sí", "si"])
"""Texts that say yes, in small letters."""
NO = frozenset(["no", "n", "false", "f", "0", "否", "沒有", "没有", "nein", "non", "none", "not automatic"])
"""Texts that say no, in small letters."""


def _is_part(part: str, column: ColumnContents) -> bool:
    numbers = [int(float(text)) for text in column.stated if re.fullmatch(r"-?\d{1,4}(?:\.0)?", text)]
    if len(numbers) < 0.8 * len(column.stated) or not numbers:
        return False
    low, high = {"year": (1000, 2100), "month": (1, 12), "day": (1, 31)}[part]
    sound = [number for number in numbers if number > 0 and number not in (99, 9999)]
    return bool(sound) and low <= min(sound) and max(sound) <= high


def _id_like(column: ColumnContents) -> bool:
    few: Iterable[str] = list(column.stated)[:500]
    return all(_ID_LIKE.fullmatch(text) for text in few) and len(column.stated) >= 0.99 * column.n_stated
