"""What is asked of a stretch of time: what happened, what changed, what comes to an end."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from mainland_coop.cli.answer import Answer
from mainland_coop.cli.layout import Page, table, with_id, wrapped
from mainland_coop.cli.listing import title_of
from mainland_coop.cli.options import (
    Command,
    add_data_and_forms,
    add_possible,
    add_presumption,
    read_day,
    read_period,
    registry_of,
)
from mainland_coop.dates.periods import Held
from mainland_coop.dates.truth import Truth
from mainland_coop.display.plain_text import day_text

_LISTS = ("began", "ended", "became_uncertain", "settled", "renewed")


def _add_events(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("period", metavar="PERIOD", help="such as 2017, 2017-10, or 2016-02/2017-10")
    add_possible(parser, "what may have happened in the period")
    add_data_and_forms(parser, "json")


def _events(options: argparse.Namespace) -> Answer:
    registry = registry_of(options)
    period = read_period(options.period)
    everything = registry.events(period)
    events = [event for event in everything if options.possible or event.certainty.certain]

    def data() -> dict[str, Any]:
        from mainland_coop.form.plain import to_dict

        told = [to_dict(event) | {"name": _name(registry, event)} for event in events]
        return {"period": str(period), "events": told}

    def lines(page: Page) -> Iterator[str]:
        yield from wrapped(_counted("event", len(events), str(period), len(everything) - len(events)), page.columns)
        told = []
        for event in events:
            doubt = "" if event.certainty.certain else "possibly "
            what = f"{doubt}{event.kind}: {event.detail}"
            told.append(_Told(event.when, what, _name(registry, event), event.id))
        yield from _lines(told, page)

    return Answer(data, lines, bool(events))


def _add_expiring(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("within", metavar="PERIOD", help="such as 2027, or 2026-11-30/2027-06")
    parser.add_argument(
        "--by",
        choices=("end", "notice"),
        default="end",
        help="whether the end, or the last day for notice, lies in it (default: end)",
    )
    add_possible(parser, "what may come to an end in the period")
    add_data_and_forms(parser, "json")


def _expiring(options: argparse.Namespace) -> Answer:
    registry = registry_of(options)
    within = read_period(options.within)
    everything = registry.expiring(within, by=options.by, at_least=Truth.UNKNOWN)
    found = [expiry for expiry in everything if options.possible or expiry.certainty.certain]

    def data() -> dict[str, Any]:
        from mainland_coop.form.plain import to_dict

        told = [to_dict(expiry) | {"name": _name(registry, expiry)} for expiry in found]
        return {"within": str(within), "by": options.by, "expiring": told}

    def lines(page: Page) -> Iterator[str]:
        what = "end" if options.by == "end" else "last day for notice"
        yield from wrapped(_counted(what, len(found), str(within), len(everything) - len(found)), page.columns)
        told = []
        for expiry in found:
            verb = "ends" if expiry.what == "end" else "renews itself unless ended"
            doubt = "" if expiry.certainty.certain else ", possibly"
            notice = "" if expiry.last_notice is None else f"; last day for notice: {day_text(expiry.last_notice)}"
            told.append(_Told(expiry.expires, f"{verb}{doubt}{notice}", _name(registry, expiry), expiry.id))
        yield from _lines(told, page)

    return Answer(data, lines, bool(found))


def _counted(what: str, count: int, period: str, left_out: int) -> str:
    if not count and not left_out:
        return f"no {what} in {period}"
    plural = {"event": "events", "end": "ends", "last day for notice": "last days for notice"}
    told = f"{count} {what if count == 1 else plural[what]} in {period}"
    return f"{told}; {left_out} more are possible: --possible lists them" if left_out else told


class _Told(NamedTuple):
    when: Held
    what: str
    name: str
    id: str


def _lines(told: Sequence[_Told], page: Page) -> Iterator[str]:
    """What happened: laid out, with the name of its record above; or where text is not, one in each line."""
    if page.columns is None:
        cells = [(str(each.when), each.what, each.id, each.name) for each in told]
        yield from table(["date", "what", "id", "name"], cells, page) if cells else []
        return
    for each in told:
        yield from page.strong(wrapped(each.name, page.columns, "", "  "))
        yield from wrapped(f"{day_text(each.when)}: {each.what}", page.columns, "  ", "    ")
        yield from page.faint(wrapped(each.id, page.columns, "  "))


def _name(registry: Any, thing: Any) -> str:
    return title_of(getattr(registry, thing.record_kind)[thing.id])


def _add_changes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", metavar="FROM", help="the day to compare with, such as 2022-12-31")
    parser.add_argument("after", metavar="TO", help="the later day, such as 2023-12-31")
    add_presumption(parser)
    add_data_and_forms(parser, "json")


def _changes(options: argparse.Namespace) -> Answer:
    registry = registry_of(options)
    before, after = read_day(options.before), read_day(options.after)
    found = registry.changes(before, after, presume_continuity=options.presume_continuity)
    rows = [(name.replace("_", " "), change) for name in _LISTS for change in getattr(found, name)]

    def data() -> Any:
        from mainland_coop.form.plain import to_dict

        return to_dict(found)

    def lines(page: Page) -> Iterator[str]:
        yield f"{len(rows)} change{'' if len(rows) == 1 else 's'} from {found.before} to {found.after}"
        partial = dict.fromkeys(str(day) for day in (before, after) if day.n_days > 1)
        if partial:
            mean = "means one day" if len(partial) == 1 else "mean one day each"
            told = f"{' and '.join(partial)} {mean}, and it is not said which; exact days get a sharper answer."
            yield from wrapped(told, page.columns)
        if page.columns is None:
            cells = [
                (_how(what, change), change.id, _answers(change), _name(registry, change)) for what, change in rows
            ]
            yield from table(["change", "id", "truth", "name"], cells, page) if cells else []
            return
        heading = ""
        for what, change in rows:
            if what != heading:
                heading = what
                yield ""
                yield from page.strong([f"{what[0].upper()}{what[1:]}:"])
            yield from wrapped(_name(registry, change), page.columns, "  ", "    ")
            doubt = "" if change.certainty.certain else "possibly; "
            yield from page.faint(with_id(f"{doubt}{_in_words(change)}", change.id, page.columns, "    "))

    return Answer(data, lines, bool(rows))


def _how(what: str, change: Any) -> str:
    return what if change.certainty.certain else f"possibly {what}"


_WORDS = {Truth.TRUE: "in force", Truth.FALSE: "not in force", Truth.UNKNOWN: "not settled"}


def _in_words(change: Any) -> str:
    """What was the answer before, and what after."""
    if change.before is change.after:
        return f"{_WORDS[change.before]} on both days"
    return f"{_WORDS[change.before]} before, {_WORDS[change.after]} after"


def _answers(change: Any) -> str:
    return f"{change.before.name} -> {change.after.name}"


COMMANDS = (
    Command("changes", "tell what began, ended, was renewed or became unsure between two days", _add_changes, _changes),
    Command("events", "tell what happened in a period", _add_events, _events),
    Command("expiring", "tell what comes to an end in a period, or when notice is due", _add_expiring, _expiring),
)
