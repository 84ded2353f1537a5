"""What is asked of a day, or of a period: what is in force, why, and how it was renewed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from mainland_coop.cli.answer import Answer
from mainland_coop.cli.layout import Page, padded, table, with_id, wrapped
from mainland_coop.cli.listing import date_of, entry, signed_on, title_of
from mainland_coop.cli.options import (
    Command,
    add_data_and_forms,
    add_possible,
    add_presumption,
    expect_one,
    read_day,
    read_period,
    registry_of,
)
from mainland_coop.collections.collection import counted
from mainland_coop.collections.kinds import ContextOf, namer_for
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.dates.truth import Truth
from mainland_coop.questions.standing_lists import Standings, standing_lists
from mainland_coop.validity.standing import Standing

_STRIP_FROM = 72
"""The columns from which on there is room for strips beside titles."""


def _add_active(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DAY", nargs="?", help="the day")
    parser.add_argument("--during", metavar="PERIOD", help="in force at some time of a period, such as 2017")
    parser.add_argument("--throughout", action="store_true", help="with --during: on every day of the period")
    add_possible(parser, "those that may have been in force")
    parser.add_argument("--party", metavar="PARTY", action="append", default=[], help="a party, by id or name")
    parser.add_argument("--area", metavar="AREA", action="append", default=[], help="an area, narrower ones included")
    parser.add_argument("--kind", metavar="KIND", action="append", default=[], help="such as arrangement or training")
    parser.add_argument("--place", metavar="PLACE", help="of a party: a city, or an ISO 3166 code such as CN-GD")
    add_presumption(parser)
    add_data_and_forms(parser, "json")


def _active(options: argparse.Namespace) -> Answer:
    expect_one(options, "DAY or --during PERIOD", options.day, options.during)
    asked: PartialDate | Period = read_day(options.day) if options.day is not None else read_period(options.during)
    registry = registry_of(options)
    wanted = {name: getattr(options, name) for name in ("party", "area", "kind", "place")}
    presume = options.presume_continuity
    found = standing_lists(
        ContextOf(registry), asked, throughout=options.throughout, presume_continuity=presume, **wanted
    )
    rows = [row for row in found if options.possible or row.truth is Truth.TRUE]
    checked = registry.verified_through
    when = f"during {asked}" if options.during is not None else f"on {asked}"
    if options.throughout and options.during is not None:
        when = f"throughout {asked}"

    def data() -> dict[str, Any]:
        from mainland_coop.form.plain import to_dict

        lists = {kind: [_row(row) for row in rows if row.record_kind == kind] for kind in ("agreements", "programmes")}
        asked_for = "day" if options.during is None else "period"
        return {asked_for: str(asked), "verified_through": to_dict(checked), **lists}

    def lines(page: Page) -> Iterator[str]:
        yield from wrapped(_counts(rows, len(found) - len(rows), when), page.columns)
        yield from (line for note in _notes(asked, checked) for line in wrapped(note, page.columns))
        yield from _groups(rows, asked, checked, page) if page.columns is not None else _table(rows, page)

    return Answer(data, lines, bool(rows))


def _row(row: Standings) -> dict[str, Any]:
    from mainland_coop.form.plain import to_dict

    record = row.record
    date = "signed" if row.record_kind == "agreements" else "started"
    return {
        "id": record.id,
        "title" if row.record_kind == "agreements" else "name": title_of(record),
        "kind": to_dict(record.kind),
        date: to_dict(getattr(record, date)),
        "truth": row.truth.name,
        "standing": row.standing.value,
        "expires": to_dict(record.chain.expires),
    }


def _number(rows: Sequence[Standings]) -> str:
    told = [
        counted(kind, count)
        for kind in ("agreements", "programmes")
        if (count := sum(row.record_kind == kind for row in rows))
    ]
    return " and ".join(told) or "nothing"


def _counts(rows: Sequence[Standings], left_out: int, when: str) -> str:
    parts = []
    for standing in Standing:
        some = [row for row in rows if row.standing is standing]
        parts += [f"{_number(some)} {standing.words}"] if some else []
    told = f"{when[0].upper()}{when[1:]}: {'; '.join(parts) or 'nothing that is certainly in force'}."
    more = "more " if rows else ""
    return f"{told} {left_out} {more}may have been in force: --possible lists them." if left_out else told


def _notes(asked: PartialDate | Period, checked: PartialDate | None) -> Iterator[str]:
    if isinstance(asked, PartialDate) and asked.n_days > 1:
        yield (
            f"{asked} means one day of it, and it is not said which; this lists what was in force on every one of its "
            f"days. For what was in force at some time of it, write --during {asked}."
        )
    if checked is not None and asked.last_ordinal > checked.last_ordinal:
        yield f"The register was checked through {checked}; what came after that day is not in it."


def _table(rows: Sequence[Standings], page: Page) -> list[str]:
    cells = [
        (row.record.id, row.standing.value, str(date_of(row.record_kind, row.record) or ""), title_of(row.record))
        for row in rows
    ]
    return table(["id", "standing", "date", "title"], cells, page) if cells else []


def _groups(
    rows: Sequence[Standings], asked: PartialDate | Period, checked: PartialDate | None, page: Page
) -> Iterator[str]:
    """The records of each standing under its name, with a strip beside each title where there is room."""
    from mainland_coop.display.looks import drawn
    from mainland_coop.display.row_strips import axis, legend, strip

    columns = page.columns or 0
    size = columns // 3 if columns >= _STRIP_FROM and rows else 0
    first, last = _window(rows, asked, checked)
    room = columns - size - 2 if size else columns
    days = asked.first_ordinal, asked.last_ordinal
    for standing in Standing:
        some = [row for row in rows if row.standing is standing]
        if not some:
            continue
        heading = wrapped(f"{standing.words[0].upper()}{standing.words[1:]} ({_number(some)})", room)
        if size:
            heading[-1] = f"{padded(heading[-1], room)}  {axis(first, last, days, size)}"
        yield ""
        yield from page.strong(heading)
        for row in some:
            if not size:
                yield from entry(row.record_kind, row.record, page)
                continue
            title, *more = wrapped(title_of(row.record), room, "", "  ")
            yield f"{padded(title, room)}  {strip(drawn(row.record.chain.standings), first, last, size)}"
            yield from more
            yield from page.faint(with_id(_about(row, asked), row.record.id, columns, "  "))
    if size:
        yield ""
        yield from page.faint(wrapped(f"v {asked}; {legend()}", columns))


def _about(row: Standings, asked: PartialDate | Period) -> str:
    """What an agreement or programme is, and since when; of a day by stated dates, through which day they reach."""
    told = signed_on(row.record)
    if row.standing is not Standing.STATED or isinstance(asked, Period):
        return told
    last = next(run.last for run in row.record.chain.standings if run.first <= asked.first_ordinal <= run.last)
    return f"{told}, stated {'with an open end' if last >= LAST_DAY else f'through {PartialDate(last, last)}'}"


def _window(rows: Sequence[Standings], asked: PartialDate | Period, checked: PartialDate | None) -> tuple[int, int]:
    """The days that the strips show: from the first start that is known, through the day asked or the last check."""
    starts = [run.first for row in rows for run in row.record.chain.standings if run.first > FIRST_DAY]
    known = [day for day in (asked.first_ordinal, asked.last_ordinal) if FIRST_DAY < day < LAST_DAY]
    known += [] if checked is None else [checked.last_ordinal]
    return min([*starts, *known], default=FIRST_DAY), max(known or starts, default=LAST_DAY)


def _add_chain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="an agreement or programme, by id or name")
    add_data_and_forms(parser, "json", "markdown", "html")


def _chain(options: argparse.Namespace) -> Answer:
    from mainland_coop.display.chain_stories import chain_story

    registry = registry_of(options)
    record = _instrument(registry, options.id)
    story = chain_story(record, registry.sources, name_of=namer_for(registry, record))

    def data() -> dict[str, Any]:
        from mainland_coop.form.plain import to_dict

        chain, ending = record.chain, record.ending
        told = {} if ending is None else {each: to_dict(getattr(ending, each)) for each in ("last_day", "reason", "by")}
        return {
            "id": record.id,
            "name": title_of(record),
            "links": to_dict(chain.links),
            "gaps": to_dict(chain.gaps()),
            "is_continuous": to_dict(chain.is_continuous),
            "expires": to_dict(chain.expires),
            "ending": told or None,
        }

    return Answer.told(story, data)


def _add_explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="an agreement or programme, by id or name")
    parser.add_argument("day", metavar="DAY", help="the day")
    add_presumption(parser)
    add_data_and_forms(parser, "json", "markdown", "html")


def _explain(options: argparse.Namespace) -> Answer:
    from mainland_coop.display.chain_stories import finding_story

    registry = registry_of(options)
    day = read_day(options.day)
    record = _instrument(registry, options.id)
    finding = registry.explain(record.id, day, presume_continuity=options.presume_continuity)

    def data() -> dict[str, Any]:
        from mainland_coop.form.plain import to_dict

        return {"id": finding.id, "name": title_of(record), **to_dict(finding)}

    told = Answer.told(finding_story(finding, registry.sources, title=title_of(record)), data)
    if day.n_days == 1:
        return told

    def lines(page: Page) -> Iterator[str]:
        yield from told.lines(page)
        note = f"{day} means one day of it, and it is not said which. To ask of all its days: active --during {day}"
        yield from ("", *wrapped(note, page.columns))

    return told._replace(lines=lines)


def _instrument(registry: Any, text: str) -> Any:
    """The agreement or programme with an id, or called so."""
    from mainland_coop.questions.lookups import record_called

    return record_called(ContextOf(registry), text, ("agreements", "programmes"))[1]


COMMANDS = (
    Command("active", "list the agreements and programmes in force on a day, or during a period", _add_active, _active),
    Command("explain", "tell whether an agreement or programme is in force on a day, and why", _add_explain, _explain),
    Command("chain", "tell how an agreement or programme was renewed, with gaps and end", _add_chain, _chain),
)
