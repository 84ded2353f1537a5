"""What is asked of records: found, shown, listed with the filters of their kind, their people, how to cite them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any, get_args

from mainland_coop.cli.answer import Answer
from mainland_coop.cli.layout import Page, table, with_id, wrapped
from mainland_coop.cli.listing import about, entries, title_of
from mainland_coop.cli.options import Command, add_data_and_forms, add_possible, registry_of
from mainland_coop.collections.collection import ALL_KINDS, counted
from mainland_coop.collections.filters import BODIES
from mainland_coop.collections.kinds import COLLECTIONS, ContextOf
from mainland_coop.dates.truth import Truth
from mainland_coop.display.plain_text import day_text, harmless


def _add_find(parser: argparse.ArgumentParser) -> None:
    from mainland_coop.questions.lookups import FOUND_IN

    parser.add_argument("text", metavar="TEXT", nargs="+", help="an id, a name, an abbreviation, or words of a name")
    told = f"only one kind of record: {', '.join(FOUND_IN)}"
    parser.add_argument("--kind", metavar="KIND", choices=FOUND_IN, help=told)
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="at most N matches (default: 10)")
    add_data_and_forms(parser, "json")


def _find(options: argparse.Namespace) -> Answer:
    from mainland_coop.questions.lookups import FOUND_IN, find_anywhere

    text = " ".join(options.text)
    kinds = FOUND_IN if options.kind is None else (options.kind,)
    registry = registry_of(options)
    found = find_anywhere(ContextOf(registry), text, kinds, options.limit)

    def data() -> dict[str, Any]:
        told = [
            {
                "record_kind": kind,
                "id": match.record.id,
                "name": title_of(match.record),
                "matched": match.matched,
                "why": match.why.value,
                "score": round(match.score, 4),
            }
            for kind, match in found.matches
        ]
        return {"text": text, "total": found.total, "matches": told}

    def lines(page: Page) -> Iterator[str]:
        if not found.matches:
            people = bool(text.strip()) and options.kind is None and registry.find_people(text, limit=1)
            yield from (
                wrapped(f"no record is called so, but people are: people {text}", page.columns)
                if people
                else ["nothing found"]
            )
        elif page.columns is None:
            rows = [(kind, match.record.id, match.why.value, match.matched) for kind, match in found.matches]
            yield from table(["kind", "id", "why", "matched"], rows, page)
        else:
            for kind, match in found.matches:
                title = title_of(match.record)
                why = "" if match.matched == title else f", {match.why.value}: {match.matched}"
                yield from page.strong(wrapped(title, page.columns, "", "  "))
                told = f"{about(kind, match.record)}{why}"
                yield from page.faint(with_id(told, match.record.id, page.columns, "  "))
        if found.total > len(found.matches):
            yield f"... and {found.total - len(found.matches)} more"

    return Answer(data, lines, bool(found.matches))


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="a record of any kind, by id or name")
    told = f"the kind of record, where an id stands for several: {', '.join(ALL_KINDS)}"
    parser.add_argument("--kind", metavar="KIND", choices=ALL_KINDS, help=told)
    add_data_and_forms(parser, "json", "markdown", "html")


def _show(options: argparse.Namespace) -> Answer:
    from mainland_coop.display.blocks import Heading, Paragraph
    from mainland_coop.display.citations import LONGEST, placed_citations, source_blocks
    from mainland_coop.display.displays import story_of
    from mainland_coop.display.story import Story
    from mainland_coop.questions.lookups import record_called

    registry = registry_of(options)
    context = ContextOf(registry)
    kind, record = record_called(context, options.id, ALL_KINDS if options.kind is None else (options.kind,))

    def data() -> dict[str, Any]:
        from mainland_coop.form.plain import to_dict

        return {"record_kind": kind, "record": to_dict(record)}

    blocks = list(story_of(record, context).blocks)
    of_conference = kind == "conferences"
    if of_conference and len(record.sessions) > LONGEST:
        blocks.append(Paragraph((f"All sessions: list sessions --conference {record.id}",)))
    # The sources of a session stand with the session.
    cited = record.citations if of_conference else tuple(placed_citations(record))
    if cited:  # a card names the first of them; here each is told, with its address
        blocks += [Heading("Sources"), *source_blocks(cited, registry.sources)]
    return Answer.told(Story(tuple(blocks)), data)


# --- Lists -------------------------------------------------------------------------------------------------------

_NAMED = {
    "party": "parties",
    "parent": "parties",
    "area": "areas",
    "conference": "conferences",
    "under": "agreements",
    "implements": "agreements",
    "signed_at": "sessions",
    "cited_from": "sources",
}
"""The filters whose value is a record, which may be given by its name; and the kind of each."""

_PERIODS = frozenset({"signed", "started", "established", "held", "published"})
_SEVERAL = frozenset({"party", "area", "kind", "cited_from"})


def _add_list(parser: argparse.ArgumentParser) -> None:
    of_kinds = parser.add_subparsers(dest="kind_listed", required=True, metavar="KIND")
    for kind in ALL_KINDS:
        parser = of_kinds.add_parser(kind, help=f"list {kind}", description=f"List {kind}.", allow_abbrev=False)
        parser.set_defaults(wrong=parser.error)
        for name in _filters(kind):
            flag = f"--{name.replace('_', '-')}"
            if name == "include":
                told = f"whose acts count as those of the party too: {', '.join(BODIES)}"
                parser.add_argument(flag, action="append", default=[], metavar="BODIES", choices=BODIES, help=told)
            elif name == "video":
                parser.add_argument(flag, action=argparse.BooleanOptionalAction, help="held by video")
            elif name in _NAMED:
                action = "append" if name in _SEVERAL else "store"
                parser.add_argument(flag, action=action, metavar="ID", help=f"by id or name, of the {_NAMED[name]}")
            elif name in _PERIODS:
                parser.add_argument(flag, metavar="PERIOD", help=f"when {name}, such as 2017 or 2016-02/2017-10")
            else:
                action = "append" if name in _SEVERAL else "store"
                parser.add_argument(flag, action=action, metavar="TEXT", help=f"the {name} that a record has")
        add_possible(parser, "those of which the record does not say it")
        add_data_and_forms(parser, "json")


def _filters(kind: str) -> list[str]:
    """The filters that records of a kind have, in the order of their `where`."""
    where = getattr(COLLECTIONS[kind], "where", None)
    return [name for name in getattr(where, "__kwdefaults__", {}) if name != "at_least"]


def _list(options: argparse.Namespace) -> Answer:
    from mainland_coop.questions.lookups import record_called

    context = ContextOf(registry_of(options))
    kind = options.kind_listed
    asked: dict[str, Any] = {name: getattr(options, name) for name in _filters(kind)}
    asked = {name: value for name, value in asked.items() if value not in (None, [])}
    for name, other in _NAMED.items():
        if name in asked:
            texts = asked[name] if isinstance(asked[name], list) else [asked[name]]
            asked[name] = [record_called(context, text, (other,))[1].id for text in texts]
    records = context[kind]
    if asked:
        records = records.where(**asked, at_least=Truth.UNKNOWN if options.possible else Truth.TRUE)

    def data() -> dict[str, Any]:
        from mainland_coop.form.plain import to_dict

        return {"record_kind": kind, "total": len(records), "records": to_dict(records)}

    def lines(page: Page) -> Iterator[str]:
        yield counted(kind, len(records))
        yield from entries(kind, records, page)

    return Answer(data, lines, len(records) > 0)


# --- People and citations ----------------------------------------------------------------------------------------


def _add_people(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="+", help="a name or a part of one, in any script")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="at most N mentions (default: 50)")
    add_data_and_forms(parser, "json")


def _people(options: argparse.Namespace) -> Answer:
    registry = registry_of(options)
    text = " ".join(options.name)
    roles = registry.find_people(text, limit=options.limit)

    def data() -> dict[str, Any]:
        from mainland_coop.form.plain import to_dict

        return {"text": text, "people": to_dict(roles)}

    def lines(page: Page) -> Iterator[str]:
        if not roles:
            yield "nobody found"
        rows = []
        for role in roles:
            date = "undated" if role.date is None else day_text(role.date)
            party = "" if role.party is None else f", for {registry.name_of(role.party, 'parties')}"
            office = "" if role.office is None else f", {role.office}"
            title = title_of(getattr(registry, role.kind)[role.id])
            if page.columns is None:
                rows.append([date, str(role.name), f"{role.role}{office}{party}", role.id, title])
                continue
            yield from page.strong(wrapped(str(role.name), page.columns))
            yield from wrapped(f"{role.role}, {date}{office}{party}", page.columns, "  ", "    ")
            yield from page.faint(with_id(title, role.id, page.columns, "  "))
        yield from table(["date", "name", "role", "id", "title"], rows, page) if rows else []
        if len(roles) == options.limit:
            yield f"The first {options.limit} mentions; --limit shows more."

    return Answer(data, lines, bool(roles))


def _add_cite(parser: argparse.ArgumentParser) -> None:
    from mainland_coop.records.provenance import CitationStyle

    parser.add_argument("id", metavar="ID", help="a record of any kind, by id or name")
    told = "text, a line of it (default); or bibtex, csl-json or ris, an entry for a reference manager"
    styles = get_args(CitationStyle)
    parser.add_argument("--style", metavar="STYLE", choices=styles, default="text", help=told)
    add_data_and_forms(parser, "json")


def _cite(options: argparse.Namespace) -> Answer:
    from mainland_coop.questions.lookups import record_called

    registry = registry_of(options)
    kind, record = record_called(ContextOf(registry), options.id)
    citation = registry.cite(record.id, options.style)

    def data() -> dict[str, Any]:
        return {"record_kind": kind, "id": record.id, "style": options.style, "citation": citation}

    def lines(page: Page) -> Iterator[str]:
        if options.style == "text":
            yield from wrapped(citation, page.columns)
        else:  # what a program reads is not broken into other lines
            yield from map(harmless, citation.splitlines())

    return Answer(data, lines)


COMMANDS = (
    Command("find", "find records by id, name, abbreviation, former name or words of a name", _add_find, _find),
    Command(
        "show",
        "show all that is known of a record of any kind: its dates and parties, its signatories, its sources",
        _add_show,
        _show,
    ),
    Command("list", "list the records of a kind, with the filters that it has", _add_list, _list),
    Command("people", "tell where people are named who signed, chaired or attended", _add_people, _people),
    Command("cite", "tell how to cite a record", _add_cite, _cite),
)
