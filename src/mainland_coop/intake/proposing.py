"""From the columns that are chosen to the arguments of `read_table`, and to questions where a person must decide."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mainland_coop.foundation.vocabularies import AgreementKind
from mainland_coop.intake.column_choice import DATES, NO, YES, Choice
from mainland_coop.intake.column_contents import NOTHING, OPEN, ColumnContents
from mainland_coop.intake.header_words import words_of
from mainland_coop.intake.kind_words import kind_meant
from mainland_coop.intake.mapping import FIELDS
from mainland_coop.intake.proposals import Proposal, Undecided
from mainland_coop.intake.separators import separator_of
from mainland_coop.intake.workbook_cells import CellPrecision

_FEW = 5  # ambiguous dates of a column are taken as the others of the table are, if there are no more than these
_EXAMPLES = 3
_YEAR = re.compile(r"([1-9]\d{3})(?:-|$)", re.ASCII)
NOT_STATED = "not stated"
"""The party, or the title, of agreements of which the table names none."""

_UNITS = (
    (re.compile(r"year|yr|jahr|\bans?\b|année|año|年"), "years"),
    (re.compile(r"month|mth|monat|mois|mes|月"), "months"),
    (re.compile(r"week|woche|semaine|週|周"), "weeks"),
    (re.compile(r"day|tage?\b|jours?|días?|日|天"), "days"),
)
_SIGNS_OF_CONTRACTS = re.compile(
    r"agreement|treat|pact|mou\b|memorand|convention|contract|instrument|accord|協|协|約|约|安排|備忘"
)
_TERM_PARTS = re.compile(
    r"(\d{1,4})\s*(jahre?n?|monate?n?|tage?n?|ans?|années?|mois|jours?|años?|meses|mes|días?)\.?", re.IGNORECASE
)


class Proposer:
    """Makes arguments of the columns that are chosen.

    Attributes:
        arguments: The arguments of `read_table`, but the source.
        proposals: What each rests on.
        undecided: What a person must decide.
    """

    def __init__(
        self,
        choice: Choice,
        columns: Sequence[ColumnContents],
        n_rows: int,
        firsts: Mapping[str, CellPrecision],
        where: str,
    ) -> None:
        self.arguments: dict[str, Any] = {"columns": {}}
        self.proposals: list[Proposal] = []
        self.undecided: list[Undecided] = []
        self._fields = choice.fields
        self._choice = choice
        self._columns = columns
        self._n = n_rows
        # Rows of one agreement need not each say what it is.
        self._joined = choice.repeated_ids is not None or "renews" in choice.fields
        self._where = where
        self._constants: dict[str, Any] = {}
        self._sentinels: dict[str, dict[str, str | None]] = {}
        self._propose_columns()
        self._propose_title()
        self._propose_constants()
        self._propose_separators()
        self._propose_kinds()
        self._propose_terms()
        self._propose_tacit()
        self._propose_nothings()
        self._propose_unknown_parties()
        self._add_sentinels()
        padded = [(each.name, each.padded) for each in self._used() if each.padded is not None]
        if padded:
            self._propose("strip", None, value=True, n=len(padded), examples=[padded[0][1]], why="spaces around cells")
        self._propose_dates()
        self._propose_signatures()
        self._ask_precision(firsts)

    def _used(self) -> Iterable[ColumnContents]:
        seen = {column.at: column for columns in self._fields.values() for column in columns}
        return seen.values()

    def _propose(
        self, argument: str, column: str | None, *, value: Any, n: int, examples: Iterable[str | None] = (), why: str
    ) -> None:
        self.arguments[argument] = value
        self._tell(argument, column, value, n, examples, why)

    def _tell(
        self, argument: str, column: str | None, value: Any, n: int, examples: Iterable[str | None], why: str
    ) -> None:
        few = tuple(str(each) for each in list(examples)[:_EXAMPLES])
        self.proposals.append(Proposal(argument, column, value, n, few, why))

    def _ask(
        self,
        question: str,
        column: str | None,
        choices: Sequence[Mapping[str, Any]],
        n: int,
        examples: Iterable[str] = (),
    ) -> None:
        self.undecided.append(Undecided(question, column, tuple(choices), n, tuple(list(examples)[:_EXAMPLES])))

    # --- Columns and constants ---------------------------------------------------------------------------------------

    def _propose_columns(self) -> None:
        for field in [field for field in FIELDS if field in self._fields]:
            columns = self._fields[field]
            names = [column.name for column in columns]
            value: Any = names[0] if len(names) == 1 else names
            self.arguments["columns"][field] = value
            stated = max(column.n_stated for column in columns)
            examples = list(columns[0].stated)
            why = "by its name and its cells" if len(names) == 1 else "each is a part of it"
            self._tell(f"columns[{field!r}]", names[0], value, stated, examples, why)
        if self._choice.repeated_ids is not None:
            what = {
                "parties": "the rows of an id differ in the party",
                "renewals": "the rows of an id are spells of it",
            }
            why = what[self._choice.repeated_ids]
            id = self._fields["id"][0]
            twice = [text for text, n in id.counts.items() if n > 1]
            self._propose(
                "repeated_ids", id.name, value=self._choice.repeated_ids, n=len(twice), examples=twice, why=why
            )

    def _propose_title(self) -> None:
        """Propose what rows are called that have no title: their ids, or nothing at all."""
        if any(field.startswith("title") for field in self._fields):
            return
        why = "no column has titles"
        if "id" in self._fields:
            id = self._fields["id"][0]
            self.arguments["columns"]["title"] = id.name
            self._tell("columns['title']", id.name, id.name, id.n_stated, list(id.stated), why)
        else:
            self._constants["title"] = NOT_STATED
            self._tell("constants['title']", None, NOT_STATED, self._n, (), why)

    def _propose_constants(self) -> None:
        if "kind" not in self._fields:
            self._constants["kind"] = self._kind_of_all()
            why = "no column has kinds; say what all are, such as 'treaty' or 'contract'"
            self._tell("constants['kind']", None, self._constants["kind"], self._n, (), why)
        if "parties" not in self._fields:
            title = next((columns[0] for field, columns in self._fields.items() if field.startswith("title")), None)
            if (
                "signed" not in self._fields
                and title is not None
                and self._fields.keys() & {"in_force_from", "expires"}
            ):
                self.arguments["columns"]["parties"] = title.name
                why = "no column has parties, and spells are those of what they are called by"
                self._tell("columns['parties']", title.name, title.name, title.n_stated, list(title.stated), why)
            else:
                self._constants["parties"] = NOT_STATED
                self._tell("constants['parties']", None, NOT_STATED, self._n, (), "no column has parties")
        if "ending.last_day" in self._fields:
            column = self._fields["ending.last_day"][0]
            reason = (
                "withdrawn" if "withdr" in column.words else "superseded" if "supers" in column.words else "terminated"
            )
            self._constants["ending.reason"] = reason
            self._tell(
                "constants['ending.reason']", column.name, reason, column.n_stated, (), "by the name of the column"
            )
        if self._constants:
            self.arguments["constants"] = self._constants

    def _kind_of_all(self) -> str:
        titles = [column for field, columns in self._fields.items() if field.startswith("title") for column in columns]
        file = self._where.rpartition(".")[0]
        ids = [column.words for column in self._fields.get("id", ())]
        for text in (*(column.words for column in titles), file, *ids):
            named = kind_meant(re.sub(r"(?<=[a-z])s\b", "", words_of(text)))
            if named is not None:
                return str(named)
        texts = [text for column in titles for text in list(column.stated)[:2000]]
        kinds = Counter(kind for text in texts if (kind := kind_meant(text)) is not None)
        for kind, n in kinds.most_common(1):
            if n > 0.9 * len(texts):
                return str(kind)
        words = " ".join(column.words for column in self._columns)
        if "signed" in self._fields or kinds or _SIGNS_OF_CONTRACTS.search(words):
            return str(AgreementKind.AGREEMENT)
        return str(AgreementKind.OTHER)

    # --- Words of cells ----------------------------------------------------------------------------------------------

    def _propose_separators(self) -> None:
        found: dict[str, str] = {}
        for field in ("parties", "amends"):
            counts: Counter[str] = Counter()
            for column in self._fields.get(field, ()):
                counts.update(column.stated)
            mark, clear = separator_of(counts)
            having = [text for text in counts if mark is not None and mark in text]
            if mark is None:
                continue
            names = [column.name for column in self._fields[field]]
            if clear:
                found[field] = mark
                self._tell(
                    f"separator[{field!r}]", names[0], mark, len(having), having, "between several values of a cell"
                )
            elif len(names) == 1:
                question = f"Does {mark!r} stand between {field}, or within a name?"
                self._ask(question, names[0], [{"separator": {field: mark}}, {}], len(having), having)
        if found:
            self.arguments["separator"] = found

    def _propose_kinds(self) -> None:
        for column in self._fields.get("kind", ()):
            meant = {}
            for text in column.counts:
                kind = kind_meant(text) or AgreementKind.OTHER
                if text != str(kind):
                    meant[text] = str(kind)
            if column.n_blank and not self._joined:
                meant[""] = str(AgreementKind.OTHER)
            self._sentinels["kind"] = dict(meant)
            if meant:
                self._tell("sentinels['kind']", column.name, meant, len(meant), meant, "what its words are called here")

    def _propose_terms(self) -> None:
        for field in ("term", "notice"):
            for column in self._fields.get(field, ()):
                meant = self._sentinels.setdefault(field, {})
                for text in column.counts:
                    if text.casefold() in OPEN or (text.isdigit() and not int(text)):
                        meant[text] = None
                    elif match := _TERM_PARTS.fullmatch(text):
                        unit = next(unit for pattern, unit in _UNITS if pattern.search(match[2].casefold()))
                        meant[text] = f"P{int(match[1])}{unit[0].upper()}"
                bare = [text for text in column.stated if text.isascii() and text.isdigit() and int(text)]
                if bare:
                    self._propose_unit(field, column, bare)

    def _propose_unit(self, field: str, column: ColumnContents, bare: Sequence[str]) -> None:
        units = [unit for pattern, unit in _UNITS if pattern.search(column.words)]
        if len(units) == 1 and self.arguments.get("term_unit", units[0]) == units[0]:
            self._propose(
                "term_unit", column.name, value=units[0], n=len(bare), examples=bare, why="by the column's name"
            )
        elif field == "term":
            choices = [{"term_unit": unit} for unit in ("years", "months", "days")]
            self._ask("What do the bare numbers of the term count?", column.name, choices, len(bare), bare)
        else:
            self._sentinels[field].update(
                {text: f"P{int(text)}{units[0][0].upper()}" for text in bare if len(units) == 1}
            )

    def _propose_tacit(self) -> None:
        for column in self._fields.get("tacit_renewal", ()):
            meant = {}
            for text in column.counts:
                folded = text.casefold()
                if folded in YES | NO and folded not in ("yes", "no", "true", "false"):
                    meant[text] = "true" if folded in YES else "false"
            self._sentinels["tacit_renewal"] = dict(meant)

    def _propose_nothings(self) -> None:
        for field, columns in self._fields.items():
            if field == "kind":
                continue
            for column in columns:
                meant = self._sentinels.setdefault(field, {})
                for text in column.counts:
                    meaning = self._meaning(field, column, text)
                    if meaning != text:
                        meant.setdefault(text, meaning)

    def _propose_unknown_parties(self) -> None:
        """Name the parties of rows that state none; each agreement has one."""
        columns = self._fields.get("parties", ())
        if len(columns) != 1 or self._joined or columns[0].n_stated == self._n:
            return
        nothing = [text for text in columns[0].counts if self._meaning("parties", columns[0], text) is None]
        meant = self._sentinels.setdefault("parties", {})
        for text in [*([""] if columns[0].n_blank else []), *nothing]:
            meant[text] = NOT_STATED

    def _meaning(self, field: str, column: ColumnContents, text: str) -> str | None:
        if field in DATES and len(self._fields[field]) == 1:
            meaning = column.meaning_in_dates(text)
            if meaning == "..":
                return ".." if field == "expires" else None if field == "ending.last_day" else text
            if field == "signed" and (year := _YEAR.match(text)) and int(year[1]) > datetime.date.today().year + 1:
                return None  # nothing was signed in a year to come
            return None if meaning is None else text
        if field in DATES:
            return None if text.casefold() in NOTHING or text.startswith("-") or text in ("99", "9999") else text
        if field == "parties" and text == "NA" and _codes(column):
            return text  # Namibia
        return None if text.casefold() in NOTHING else text

    def _add_sentinels(self) -> None:
        """Name what stands for nothing once for all fields, where nothing speaks against it in any of them."""
        fields = Counter(
            text for meant in self._sentinels.values() for text, meaning in meant.items() if meaning is None
        )
        everywhere = {
            text: None
            for text, n in fields.items()
            if text.casefold() in NOTHING
            and not any(
                text in column.counts and text not in self._sentinels.get(field, {})
                for field, columns in self._fields.items()
                for column in columns
            )
        }
        of_fields = {
            field: {text: meaning for text, meaning in meant.items() if meaning is not None or text not in everywhere}
            for field, meant in self._sentinels.items()
        }
        value: dict[str, Any] = {**everywhere, **{field: meant for field, meant in of_fields.items() if meant}}
        if value:
            self.arguments["sentinels"] = value
        n = sum(column.counts.get(text, 0) for column in self._used() for text in everywhere)
        if everywhere:
            self._tell("sentinels", None, everywhere, n, everywhere, "texts that stand for what is not stated")
        for field, meant in of_fields.items():
            if meant and field != "kind":
                column = self._fields[field][0]
                n = sum(column.counts.get(text, 0) if text else column.n_blank for text in meant)
                self._tell(f"sentinels[{field!r}]", column.name, meant, n, meant, "what its words stand for")

    # --- Dates -------------------------------------------------------------------------------------------------------

    def _propose_dates(self) -> None:
        columns = [self._fields[field][0] for field in DATES if len(self._fields.get(field, ())) == 1]
        zeros = [column for column in columns if column.dates.zero_parts]
        parts = [each for field in DATES if len(self._fields.get(field, ())) > 1 for each in self._fields[field]]
        zeros += [column for column in parts if "0" in column.counts]
        if zeros:
            n = sum(max(column.dates.zero_parts, column.counts.get("0", 0)) for column in zeros)
            why = "a month or a day 0 is one that is not known"
            self._propose("zero_parts", zeros[0].name, value="unknown", n=n, why=why)
        proven: Counter[str] = Counter()
        for column in columns:
            proven.update(column.dates.forms)
        asked: dict[tuple[str, ...], list[ColumnContents]] = {}
        used: Counter[str] = Counter()
        for column in columns:
            for ways, n in column.dates.either.items():
                clear = [way for way in ways if proven[way]]
                if len(clear) == 1 and (clear[0] in column.dates.forms or n < _FEW):
                    used[clear[0]] += n
                else:
                    asked.setdefault(ways, []).append(column)
        open_ways = {way for ways in asked for way in ways}
        two_digits = [way for way in {*proven, *used} if "%y" in way and way not in open_ways]
        used.update({way: n for way, n in proven.items() if way not in open_ways and "%y" not in way})
        forms = [way for way, _ in used.most_common() if "%y" not in way]
        if forms:
            examples = [
                column.dates.examples[way] for way in forms for column in columns if way in column.dates.examples
            ]
            n = sum(used[way] for way in forms)
            self._propose(
                "date_formats", None, value=forms, n=n, examples=examples, why="no cell can be read in two ways"
            )
        for asked_ways, of in asked.items():
            ways = tuple(sorted(asked_ways, key=lambda way: -proven[way]))
            n = sum(column.dates.either[asked_ways] for column in of)
            examples = [column.dates.examples[way] for column in of for way in ways[:1]]
            choices = [
                {"date_formats": [*forms, way], **years}
                for way in ways
                for years in ([{"two_digit_years": year} for year in _hundreds()] if "%y" in way else [{}])
            ]
            self._ask("Which number is the day, and which the month?", of[0].name, choices, n, examples)
        if two_digits:
            n = sum(proven[way] for way in two_digits)
            examples = [
                each.dates.examples[way] for each in columns for way in two_digits if way in each.dates.examples
            ]
            choices = [{"date_formats": [*forms, *sorted(two_digits)], "two_digit_years": year} for year in _hundreds()]
            named = next(column.name for column in columns if any(way in column.dates.examples for way in two_digits))
            self._ask("Which hundred years do two digits mean? Give the first.", named, choices, n, examples)

    def _propose_signatures(self) -> None:
        signed = self._fields.get("signed", ())
        blank = self._n - max((column.n_stated for column in signed[:1]), default=0)
        if not blank:
            return
        columns = self.arguments["columns"]
        for column in self._choice.dated if not signed else ():
            question = f"Are the dates of {column.name!r} those of the signature, or of the entry into force?"
            choices: list[dict[str, Any]] = [
                {"columns": {**columns, "signed": column.name}},
                {"columns": {**columns, "in_force_from": column.name}, "missing_signed": "in_force_from"},
            ]
            self._ask(question, column.name, choices, column.n_stated, list(column.stated))
        name = signed[0].name if signed else None
        if "in_force_from" in self._fields:
            why = "what has no date of signature was signed by its entry into force"
            self._propose("missing_signed", name, value="in_force_from", n=blank, why=why)
        elif not self._choice.dated or signed:
            until = f"[..{datetime.date.today().isoformat()}]"
            question = "What does it mean that no date of signature is stated?"
            self._ask(question, name, [{"missing_signed": until}], blank)

    def _ask_precision(self, firsts: Mapping[str, CellPrecision]) -> None:
        for field in DATES:
            for column in self._fields.get(field, ()):
                shown = firsts.get(column.name)
                if shown is not None:
                    question = f"All dates are the first day of a {shown}: are they days, or do they mean the {shown}?"
                    choices = [{"date_precision": {field: precision}} for precision in (shown, "day")]
                    self._ask(question, column.name, choices, column.n_stated, list(column.stated))


def _hundreds() -> tuple[int, ...]:
    return datetime.date.today().year - 99, 1900, 2000


def _codes(column: ColumnContents) -> bool:
    return all(len(text) <= 3 and text.isupper() for text in column.counts)
