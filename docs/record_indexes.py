"""The pages that lead to the pages of the records: by kind, by year, by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

import instrument_parts as parts
import row_strips
from page_html import in_chinese, link, listed, named, raw, table, with_chinese
from page_places import Places
from people_pages import people

import mainland_coop as mc
from mainland_coop.collections.spelling import fold
from mainland_coop.display.plain_text import day_text

KINDS = ("agreements", "programmes", "conferences", "sessions", "parties", "areas", "people", "years")
TOCTREE = "\n".join(["```{toctree}", ":hidden:", "", *KINDS, "```"])
NOT_SEARCHED = "---\nno-search: true\n---"
"""What a page lists is found on pages of its own."""


def pages(registry: mc.Registry) -> Iterator[tuple[str, str]]:
    """Yield each page that lists records: its path and its text, which is Markdown around HTML."""
    places = Places(registry, "")
    yield "index.md", "\n\n".join([*index(registry), TOCTREE]) + "\n"
    yield "agreements.md", page("Agreements", *instruments(registry.agreements, places, registry))
    yield "programmes.md", page("Programmes", *instruments(registry.programmes, places, registry))
    yield "conferences.md", page("Conferences", by_conference(registry, places))
    yield "sessions.md", page("Sessions", by_session(registry, places))
    yield "parties.md", page("Parties", *by_party(registry, places))
    yield "areas.md", page("Areas", by_area(registry, places))
    yield "people.md", page("People", *by_person(registry))
    yield "years.md", page("By year", *by_year(registry, places))


def page(title: str, *parts: str) -> str:
    return "\n\n".join([NOT_SEARCHED, f"# {title}", *parts]) + "\n"


def index(registry: mc.Registry) -> Iterator[str]:
    named_people = len(people(registry))
    yield "# The register, record by record"
    yield (
        f"The bundled data, version {registry.version}, checked through {registry.verified_through}. Each record has a "
        "page: where it stands and since when, what it is related to, and who says so."
    )
    yield "\n".join(
        [
            f"- [Agreements](agreements.md): {len(registry.agreements)}, by date of signature",
            f"- [Programmes](programmes.md): {len(registry.programmes)}, by start",
            f"- [Conferences](conferences.md): {len(registry.conferences)}",
            f"- [Sessions](sessions.md): {len(registry.sessions)}, by date",
            f"- [Parties](parties.md): {len(registry.parties)}, with what each is party to",
            f"- [Areas](areas.md): {len(registry.areas)}, with what each has",
            f"- [People](people.md): {named_people} names, with who signed, chaired or attended what",
            "- [By year](years.md): what was signed, renewed, held and started",
        ]
    )
    yield (
        "The search of this site finds English and Chinese names; it takes Traditional and Simplified characters for "
        "the same. What the pages say is a statement of the record, not of law."
    )


def instruments(records: Iterable[mc.Agreement | mc.Programme], places: Places, registry: mc.Registry) -> Iterator[str]:
    day = registry.verified_through
    listing = list(records)
    axis = row_strips.axis_of(listing, None if day is None else day.last_ordinal)
    kind = "agreement" if isinstance(listing[0], mc.Agreement) else "programme"
    head = ("signed" if kind == "agreement" else "started", kind, f"standing on {day}", row_strips.years_of(axis))
    yield f"Where each stood on {day}, the last day to which the register was checked."
    yield raw(table(head, (parts.row(record, places, day, axis, beside=True) for record in listing)))


def by_conference(registry: mc.Registry, places: Places) -> str:
    rows = (
        (
            places.to(conference.id, with_chinese(conference.name)),
            day_text(conference.established) if conference.established else "",
            str(len(conference.sessions)),
            next((day_text(session.held) for session in reversed(conference.sessions) if session.held), ""),
        )
        for conference in registry.conferences
    )
    return raw(table(("conference", "established", "sessions", "last session"), rows))


def by_session(registry: mc.Registry, places: Places) -> str:
    conferences = {session.id: conference for conference in registry.conferences for session in conference.sessions}
    rows = (
        (
            day_text(session.held) if session.held else "not stated",
            places.to(session.id, escape(parts.session_label(session, conferences[session.id]))),
            places.to(conferences[session.id].id),
            escape(session.place or ""),
        )
        for session in registry.sessions
    )
    return raw(table(("held", "session", "conference", "place"), rows))


def by_party(registry: mc.Registry, places: Places) -> Iterator[str]:
    def order(party: mc.Party) -> tuple[bool, str, str, str]:
        code = party.jurisdiction or ""
        return not code, code, party.name.text.casefold(), party.id

    counts = {party.id: 0 for party in registry.parties}
    for pact in registry.agreements:
        for id in dict.fromkeys(pact.parties):
            counts[id] += 1
    yield "By jurisdiction, then by name. A party's page lists its agreements, programmes and conferences."
    for jurisdiction, parties in groupby(sorted(registry.parties, key=order), lambda party: party.jurisdiction):
        rows = (
            (places.to(party.id, with_chinese(party.name)), str(party.kind or ""), str(counts[party.id]))
            for party in parties
        )
        yield f"## {parts.jurisdiction(jurisdiction) or 'None recorded'}"
        yield raw(table(("party", "kind", "agreements"), rows))


def by_area(registry: mc.Registry, places: Places) -> str:
    rows = (
        (
            places.to(area.id, with_chinese(area.name)),
            places.all([area.broader] if area.broader else []),
            str(len(registry.agreements.where(area=area.id))),
            str(len(registry.programmes.where(area=area.id))),
        )
        for area in sorted(registry.areas, key=lambda area: fold(area.name.text))
    )
    return raw(table(("area", "part of", "agreements", "programmes"), rows))


def by_person(registry: mc.Registry) -> Iterator[str]:
    yield "Who signed, chaired or attended, by name. People of one name stand together."
    rows = []
    for person in people(registry):
        done = ("signed", "chaired", "attended")
        numbers = [sum(role.role == what for role in person.roles) for what in done]
        beside = f' <span class="mc-beside">{in_chinese(person.name)}</span>' if person.name.en else ""
        name = link(f"people/{person.slug}.html", f"{named(person.name)}{beside}")
        rows.append((name, *(str(number) if number else "" for number in numbers)))
    yield raw(table(("name", "signed", "chaired", "attended"), rows))


def by_year(registry: mc.Registry, places: Places) -> Iterator[str]:
    found: dict[str, list[tuple[tuple[int, int], str]]] = {}

    def add(when: mc.Held | None, what: str, id: str) -> None:
        if when is not None:
            key = when.first_ordinal, when.last_ordinal
            first, last = (mc.PartialDate(day, day).earliest.year for day in key)
            year = str(first) if first == last else "Dated less closely than to a year"
            found.setdefault(year, []).append((key, f"{day_text(when)}: {what} {places.to(id)}"))

    for kind, word, start in (("agreements", "signed:", "signed"), ("programmes", "started:", "started")):
        for record in getattr(registry, kind):
            add(getattr(record, start), word, record.id)
            for number, renewal in enumerate(record.renewals, start=1):
                add(renewal.signed or renewal.in_force_from, f"renewal {number} of", record.id)
    for session in registry.sessions:
        add(session.held, "held:", session.id)
    yield "What was signed, renewed, held and started, as the record dates it."
    for year in sorted(found):
        yield f"## {year}"
        yield raw(listed(line for _, line in sorted(found[year])))
