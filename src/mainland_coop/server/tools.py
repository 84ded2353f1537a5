"""The tools of the server: each asks the register, and says in words that cannot be taken for a plain yes or no."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, Literal, TypeVar

from mainland_coop.collections.collection import ALL_KINDS
from mainland_coop.collections.filters import all_citations
from mainland_coop.collections.kinds import ContextOf
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period, as_period
from mainland_coop.display.chain_stories import PRESUMED, gap_text
from mainland_coop.form.plain import to_dict
from mainland_coop.foundation.errors import InvalidArgumentError
from mainland_coop.questions.lookups import FOUND_IN, find_anywhere, record_called
from mainland_coop.questions.standing_lists import standing_lists
from mainland_coop.records.provenance import CitationStyle
from mainland_coop.records.wording import field_words, when
from mainland_coop.registry.registry import Registry
from mainland_coop.server.quoting import bounded, bounded_lines, quoted, whole
from mainland_coop.server.results import (
    ActiveResult,
    ChainQuoted,
    ChainResult,
    ChangeRow,
    ChangesQuoted,
    ChangesResult,
    CitationQuoted,
    CiteResult,
    DataAsked,
    ExplainResult,
    FindingQuoted,
    FindResult,
    FoundRecord,
    MatchesQuoted,
    Paged,
    PartQuoted,
    PeopleQuoted,
    PeopleResult,
    RecordQuoted,
    ShowResult,
    SourceQuoted,
    Sources,
    StandingRow,
    StandingsQuoted,
)
from mainland_coop.server.standing_words import IN_WORDS, standing_words
from mainland_coop.validity.links import End
from mainland_coop.validity.standing import Standing

T = TypeVar("T")

MOST = 50
"""The most items of a list in one answer."""

_MOST_SOURCES = 20


class Told:
    """What an argument means, for the JSON Schema that the SDK makes of it."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        self.text = text

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Callable[[Any], dict[str, Any]]) -> Any:
        """Return the schema of the argument with the text; the SDK asks for it."""
        return {**handler(core_schema), "description": self.text}


_DAY = "A day as YYYY-MM-DD, or less exactly as YYYY-MM or YYYY, which means one day of it that nobody knows."
IdOrName = Annotated[str, Told("The id of a record, or the whole name or abbreviation that only one record has.")]
DayText = Annotated[str, Told(_DAY)]
Limit = Annotated[int, Told(f"The most items to return, from 1 to {MOST}.")]
Offset = Annotated[int, Told("How many items to skip: `next_offset` of the page before.")]
Names = Annotated[list[str] | None, Told("Ids, or whole names or abbreviations; one of them is enough.")]
KindName = Literal["agreements", "programmes", "parties", "conferences", "sessions", "sources", "areas"]
KindOfRecord = Annotated[KindName | None, Told("Only records of this kind.")]


class Tools:
    """The questions that an assistant can ask of one register; nothing changes it."""

    def __init__(self, registry: Registry) -> None:
        """Take the register."""
        self._registry = registry
        self._context = ContextOf(registry)

    def find(
        self,
        text: Annotated[str, Told("A name in English or Chinese, an abbreviation, an id, or some words of a name.")],
        kind: KindOfRecord = None,
        limit: Limit = 10,
        offset: Offset = 0,
    ) -> FindResult:
        """Find records (agreements, programmes, parties, conferences, sessions, areas, sources) by name or id."""
        kinds: Sequence[str] = FOUND_IN if kind is None else (kind,)
        _check(limit, offset)
        found = find_anywhere(self._context, text, kinds, offset + limit)
        matches, page = _page(found.matches, limit, offset, found.total)
        rows = [
            FoundRecord(
                record_kind,
                _text(match.record.id),
                _text(_name(match.record)),
                _text(match.matched),
                match.why.value,
                round(match.score, 4),
            )
            for record_kind, match in matches
        ]
        if not found.total:
            answer = "No record is called so. The register is not complete: the thing may exist all the same."
            if self._registry.find_people(text, limit=1):
                answer = "No record is called so, but people are: ask `people`."
        elif any(match.why.value == "near" for _, match in matches):
            answer = "No record has these words; these are only near to them. Check that one of them is meant."
        else:
            answer = f"{found.total} record{'' if found.total == 1 else 's'} may be meant, best first."
        sources = self._sources(record for _, match in matches for record in [match.record])
        return FindResult(answer=answer, quoted=MatchesQuoted(rows), sources=sources, page=page, data=self._data)

    def show(
        self,
        id: IdOrName,
        kind: KindOfRecord = None,
        part: Annotated[
            str | None, Told("A list of the record, such as `sessions` or `renewals`, to read page by page.")
        ] = None,
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> ShowResult:
        """Show a record of any kind with all its fields: parties, dates, renewals, who signed, citations."""
        kinds = ALL_KINDS if kind is None else (kind,)
        record_kind, record = record_called(self._context, id, kinds)
        entry = to_dict(record)
        name = quoted(_name(record))
        sources = self._sources([record])
        if part is None:
            plain, left_out = bounded(entry)
            answer = f"{name} is one of the {record_kind}."
            if left_out:
                answer += " It is too long for one answer; `left_out` says what is not here: ask for that part."
            shown = RecordQuoted(record_kind, plain, list(left_out))
            return ShowResult(answer=answer, quoted=shown, sources=sources, page=None, data=self._data)
        items = entry.get(part, [] if getattr(record, part, None) == () else None)  # what is empty has no entry
        if not isinstance(items, list):
            lists = ", ".join(key for key, value in entry.items() if isinstance(value, list)) or "none"
            raise InvalidArgumentError(f"part is {part!r}, which is no list; the lists of the record are: {lists}")
        some, page = _page(items, limit, offset, len(items))
        plain, left_out = whole(some)
        page = _ending(page, len(plain))
        answer = f"{part} of {name}: {page.returned} of {page.total}." if items else f"{name} has no {part} on record."
        of_part = PartQuoted(record_kind, _text(record.id), part, plain, list(left_out))
        return ShowResult(answer=answer, quoted=of_part, sources=sources, page=page, data=self._data)

    def active(
        self,
        day: Annotated[str | None, Told(f"{_DAY} Give this or `period`.")] = None,
        period: Annotated[
            str | None, Told("A period, such as 2017 or 2016-02/2017-10: in force at some time of it.")
        ] = None,
        throughout: Annotated[bool, Told("With `period`: in force on every day of it.")] = False,
        party: Names = None,
        area: Names = None,
        kind: Annotated[list[str] | None, Told("Such as `arrangement`, `agreement`, or `training`.")] = None,
        place: Annotated[str | None, Told("Of a party: a city, or an ISO 3166 code such as CN-GD.")] = None,
        limit: Limit = 25,
        offset: Offset = 0,
    ) -> ActiveResult:
        """List the agreements and programmes that were, or may have been, in force on a day or in a period.

        Each has its standing: stated, presumed (no end is stated), or possible (not settled).
        """
        _check(limit, offset)
        if (day is None) == (period is None):
            raise InvalidArgumentError("give `day` or `period`, and only one of them")
        asked: PartialDate | Period = PartialDate.parse(day) if day is not None else as_period(period or "")
        found = standing_lists(
            self._context,
            asked,
            throughout=throughout,
            party=party or (),
            area=area or (),
            kind=kind or (),
            place=place,
        )
        order = list(Standing)
        ranked = sorted(found, key=lambda row: order.index(row.standing))  # stable: within, as they stand
        counts = Counter(row.standing for row in ranked)
        rows, page = _page(ranked, limit, offset, len(ranked))
        told = [
            StandingRow(
                row.record_kind,
                _text(row.record.id),
                _text(_name(row.record)),
                None if row.record.kind is None else str(row.record.kind),
                _optional(getattr(row.record, "signed", None) or getattr(row.record, "started", None)),
                row.standing.value,
                IN_WORDS[row.standing],
                str(to_dict(row.record.chain.expires)),
            )
            for row in rows
        ]
        during = f"{'Throughout' if throughout else 'At some time of'} {asked}" if day is None else f"On {asked}"
        stated, presumed, possible = (counts[standing] for standing in order[:-1])
        sentences = [
            f"{during}: {stated} in force by stated dates.",
            f"{presumed} presumed to be in force: no end is stated, and that none had come is presumed, not a fact.",
            f"{possible} of which it is not settled: count them neither as in force nor as not.",
            *self._cautions(asked),
            "What is not in the register may exist all the same.",
        ]
        return ActiveResult(
            answer=" ".join(sentences),
            quoted=StandingsQuoted(str(asked), {each.value: counts[each] for each in order[:-1]}, told),
            sources=self._sources(row.record for row in rows),
            page=page,
            data=self._data,
        )

    def explain(self, id: IdOrName, day: DayText) -> ExplainResult:
        """Say whether an agreement or programme was in force on a day: how sure it is, why and what would settle it."""
        asked = PartialDate.parse(day)
        _, record = record_called(self._context, id, ("agreements", "programmes"))
        finding = self._registry.explain(record.id, asked)
        plain, left_out = bounded(to_dict(finding))
        sentences = [f"{quoted(_name(record))}, {when(asked)}. {standing_words(finding)}"]
        if finding.presumptions:
            presumed = (PRESUMED[each] for each in finding.presumptions)
            sentences.append(f"This rests on what is presumed. {' '.join(presumed)}")
        if finding.to_settle:
            fields = "; ".join(dict.fromkeys(map(field_words, finding.to_settle)))
            sentences.append(f"What would settle it, if sources told it more exactly: {fields}.")
        sentences += self._cautions(asked, a_day=True)
        return ExplainResult(
            answer=" ".join(sentences),
            quoted=FindingQuoted(_text(_name(record)), plain, list(left_out)),
            sources=self._cited(citation.source for citation in finding.citations),
            data=self._data,
        )

    def chain(self, id: IdOrName) -> ChainResult:
        """Tell how an agreement or programme was renewed, where the gaps in its dates are, and how it ends."""
        record_kind, record = record_called(self._context, id, ("agreements", "programmes"))
        chain = record.chain
        gaps, expires = chain.gaps(), chain.expires
        data = {
            "links": to_dict(chain.links),
            "gaps": to_dict(gaps),
            "is_continuous": to_dict(chain.is_continuous),
            "expires": to_dict(expires),
            "ending": to_dict(record.ending),
        }
        plain, left_out = bounded(data)
        links = len(chain.links)
        sentences = [f"{quoted(_name(record))} has {links} link{'' if links == 1 else 's'}: itself and its renewals."]
        sentences += [gap_text(gap) for gap in gaps[:5]]
        sentences += [f"And {len(gaps) - 5} more gaps."] if len(gaps) > 5 else []
        if gaps:
            sentences.append("A gap is one in the dates on record. What held during it is not known to the register.")
        sentences.append(
            {
                End.OPEN: "It is stated to be open-ended.",
                End.NOT_STATED: "No end is stated; that it goes on is a presumption, not a fact.",
                End.NEVER_BEGAN: "It was signed and never entered into force.",
            }[expires]
            if isinstance(expires, End)
            else f"By the record its last day in force falls {when(expires)}."
        )
        return ChainResult(
            answer=" ".join(sentences),
            quoted=ChainQuoted(record_kind, _text(record.id), _text(_name(record)), plain, list(left_out)),
            sources=self._sources([record]),
            data=self._data,
        )

    def changes(self, before: DayText, after: DayText, limit: Limit = 25, offset: Offset = 0) -> ChangesResult:
        """Tell what began, ended, was renewed, or became unsure between two days."""
        _check(limit, offset)
        found = self._registry.changes(PartialDate.parse(before), PartialDate.parse(after))
        lists = ("began", "ended", "became_uncertain", "settled", "renewed")
        every = [(name, change) for name in lists for change in getattr(found, name)]
        some, page = _page(every, limit, offset, len(every))
        records = [self._context[change.record_kind][change.id] for _, change in some]
        rows = [
            ChangeRow(
                name.replace("_", " "),
                change.record_kind,
                _text(change.id),
                _text(_name(record)),
                change.before.name,
                change.after.name,
                change.certainty.certain,
            )
            for (name, change), record in zip(some, records, strict=True)
        ]
        counts = Counter(name.replace("_", " ") for name, _ in every)
        told = ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"
        answer = " ".join(
            [
                f"Changes from {found.before} to {found.after}: {told}.",
                "TRUE is in force, stated or presumed; FALSE is not; UNKNOWN is not settled, neither yes nor no.",
                *self._cautions(found.after),
            ]
        )
        return ChangesResult(
            answer=answer,
            quoted=ChangesQuoted(str(found.before), str(found.after), rows),
            sources=self._sources(records),
            page=page,
            data=self._data,
        )

    def people(
        self,
        name: Annotated[str, Told("A name or a part of one, in English or Chinese.")],
        limit: Limit = 25,
        offset: Offset = 0,
    ) -> PeopleResult:
        """Tell where people are named who signed, chaired or attended, in which office and for which party."""
        _check(limit, offset)
        every = self._registry.find_people(name, limit=100_000)
        some, page = _page(every, limit, offset, len(every))
        plain, left_out = whole([to_dict(person) for person in some])
        page = _ending(page, len(plain))
        mentions = f"{len(every)} mention{'' if len(every) == 1 else 's'}"
        answer = f"{mentions} of people with these words in their names. People of one name may be several."
        records = [self._context[person.kind][person.id] for person in some]
        return PeopleResult(
            answer=answer if every else "Nobody with these words in the name is mentioned in the register.",
            quoted=PeopleQuoted(plain, list(left_out)),
            sources=self._sources(records),
            page=page,
            data=self._data,
        )

    def cite(
        self,
        id: IdOrName,
        kind: KindOfRecord = None,
        style: Annotated[CitationStyle, Told("A line of text, or an entry for a reference manager.")] = "text",
    ) -> CiteResult:
        """Tell how to cite a record, with the version of the data and its sources."""
        record_kind, record = record_called(self._context, id, ALL_KINDS if kind is None else (kind,))
        citation, left_out = bounded_lines(self._registry.cite(record.id, style))
        return CiteResult(
            answer=f"How to cite {quoted(_name(record))} stands in `quoted`.",
            quoted=CitationQuoted(record_kind, _text(record.id), style, citation, list(left_out)),
            sources=self._sources([record]),
            data=self._data,
        )

    # --- What every answer has -----------------------------------------------------------------------------------

    @property
    def _data(self) -> DataAsked:
        version = self._registry.version
        return DataAsked(_optional(version), _optional(self._registry.verified_through))

    def _cautions(self, asked: PartialDate | Period, *, a_day: bool = False) -> list[str]:
        told = []
        if isinstance(asked, PartialDate) and asked.n_days > 1:
            told.append(f"{asked} means one day of it, and it is not said which.")
            told += ["Ask `active` with `period` for what was in force at some time of it."] if a_day else []
        checked = self._registry.verified_through
        if checked is not None and asked.last_ordinal > checked.last_ordinal:
            told.append(f"The register was checked through {checked}; what came after that day is not in it.")
        return told

    def _sources(self, records: Iterable[Any]) -> Sources:
        return self._cited(citation.source for record in records for citation in all_citations(record))

    def _cited(self, ids: Iterable[str]) -> Sources:
        every = list(dict.fromkeys(ids))
        listed = []
        for id in every[:_MOST_SOURCES]:
            source = self._registry.sources[id]
            fields = (source.title, source.publisher, source.published, source.retrieved, source.url)
            title, *others = [_optional(field) for field in fields]
            listed.append(SourceQuoted(_text(id), title or "", *others))
        return Sources(listed, len(every) - len(listed))


def _check(limit: int, offset: int) -> None:
    if not 1 <= limit <= MOST:
        raise InvalidArgumentError(f"limit is {limit}; give one from 1 to {MOST}, and read on with `offset`")
    if offset < 0:
        raise InvalidArgumentError(f"offset is {offset}; it counts the items to skip, from 0")


def _page(items: Sequence[T], limit: int, offset: int, total: int) -> tuple[list[T], Paged]:
    _check(limit, offset)
    some = list(items[offset : offset + limit])
    after = offset + len(some)
    return some, Paged(total, offset, len(some), after if some and after < total else None)


def _ending(page: Paged, returned: int) -> Paged:
    """A page that holds only so many items, as there was no room for the others."""
    return page if returned == page.returned else Paged(page.total, page.offset, returned, page.offset + returned)


def _name(record: Any) -> str:
    return str(getattr(record, "title", None) or getattr(record, "name", None) or record.id)


def _text(text: str) -> str:
    """Return a text of the register, harmless and of bounded length."""
    return str(bounded(text)[0])


def _optional(value: object) -> str | None:
    return None if value is None else _text(str(value))
