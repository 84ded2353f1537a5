"""The pages that lead to the pages of the records: by kind, by party, by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from page_text import clean_name, held, listed, table

import mainland_coop as mc
from mainland_coop.display.plain_text import day_text

TOCTREE = "```{toctree}\n:hidden:\n\nagreements\nprogrammes\nconferences\nparties\nyears\n```"


def pages(registry: mc.Registry) -> Iterator[tuple[str, str]]:
    """Yield each index page: its path and its text."""
    yield "index.md", "\n\n".join(index(registry)) + "\n"
    yield "agreements.md", page("Agreements", by_agreement(registry))
    yield "programmes.md", page("Programmes", by_programme(registry))
    yield "conferences.md", page("Conferences", by_conference(registry))
    yield "parties.md", page("Parties", by_party(registry))
    yield "years.md", page("By year", by_year(registry))


def page(title: str, body: Iterable[str]) -> str:
    return "\n\n".join([f"# {title}", *body]) + "\n"


def index(registry: mc.Registry) -> Iterator[str]:
    yield "# The register, record by record"
    yield (
        f"The bundled data, version {registry.version}, checked through {registry.verified_through}. "
        "Each record has a page: its names, its chain and timeline, where it stands, what it is related to, "
        "and who says so."
    )
    yield listed(
        [
            f"[Agreements](agreements.md): {len(registry.agreements)}, by date of signature",
            f"[Programmes](programmes.md): {len(registry.programmes)}, by start",
            f"[Conferences](conferences.md): {len(registry.conferences)}, with {len(registry.sessions)} sessions",
            f"[Parties](parties.md): {len(registry.parties)}, with what each is party to",
            "[By year](years.md): what was signed, renewed, held and started",
        ]
    )
    yield (
        "The search of this site finds English and Chinese names; it takes Traditional and Simplified characters for "
        "the same. What the pages say is a statement of the record, not of law."
    )
    yield TOCTREE


def standing(registry: mc.Registry, record: mc.Agreement | mc.Programme) -> str:
    if registry.verified_through is None:
        return ""
    return record.status_on(registry.verified_through).value


def by_agreement(registry: mc.Registry) -> Iterator[str]:
    yield f"Where each stood on {registry.verified_through}; an end that is not stated is presumed not to have come."
    yield table(
        ("signed", "agreement", "kind", "status"),
        (
            (
                day_text(pact.signed),
                f"[{clean_name(pact.title)}](agreements/{pact.id}.md)",
                str(pact.kind),
                standing(registry, pact),
            )
            for pact in registry.agreements
        ),
    )


def by_programme(registry: mc.Registry) -> Iterator[str]:
    yield f"Where each stood on {registry.verified_through}; an end that is not stated is presumed not to have come."
    yield table(
        ("started", "programme", "kind", "status"),
        (
            (
                held(programme.started),
                f"[{clean_name(programme.name)}](programmes/{programme.id}.md)",
                str(programme.kind or ""),
                standing(registry, programme),
            )
            for programme in registry.programmes
        ),
    )


def by_conference(registry: mc.Registry) -> Iterator[str]:
    yield table(
        ("established", "conference", "sessions", "last session"),
        (
            (
                held(conference.established),
                f"[{clean_name(conference.name)}](conferences/{conference.id}.md)",
                str(len(conference.sessions)),
                next((held(session.held) for session in reversed(conference.sessions) if session.held), ""),
            )
            for conference in registry.conferences
        ),
    )


def by_party(registry: mc.Registry) -> Iterator[str]:
    groups: dict[str, list[mc.Party]] = {}
    for party in registry.parties:
        groups.setdefault(party.jurisdiction or "", []).append(party)
    yield "By jurisdiction (ISO 3166), then by name. A party's page lists its agreements, programmes and conferences."
    for jurisdiction in sorted(groups, key=lambda code: (not code, code)):
        yield f"## {jurisdiction or 'None recorded'}"
        yield table(
            ("party", "kind", "agreements"),
            (
                (
                    f"[{clean_name(party.name)}](parties/{party.id}.md)",
                    str(party.kind or ""),
                    str(sum(party.id in pact.parties for pact in registry.agreements)),
                )
                for party in sorted(groups[jurisdiction], key=lambda party: (party.name.text.casefold(), party.id))
            ),
        )


def by_year(registry: mc.Registry) -> Iterator[str]:
    found: dict[str, list[tuple[tuple[int, int], str]]] = {}

    def add(when: mc.Held | None, what: str, link: str) -> None:
        if when is not None:
            key = when.first_ordinal, when.last_ordinal
            first, last = (mc.PartialDate(day, day).earliest.year for day in key)
            year = str(first) if first == last else "Dated less closely than to a year"
            found.setdefault(year, []).append((key, f"{day_text(when)}: {what} {link}"))

    for pact in registry.agreements:
        link = f"[{clean_name(pact.title)}](agreements/{pact.id}.md)"
        add(pact.signed, "signed:", link)
        for number, renewal in enumerate(pact.renewals, start=1):
            add(renewal.signed or renewal.in_force_from, f"renewal {number} of", link)
    for programme in registry.programmes:
        link = f"[{clean_name(programme.name)}](programmes/{programme.id}.md)"
        add(programme.started, "started:", link)
        for number, renewal in enumerate(programme.renewals, start=1):
            add(renewal.signed or renewal.in_force_from, f"renewal {number} of", link)
    for conference in registry.conferences:
        for session in conference.sessions:
            name = clean_name(session.name or conference.name)
            add(session.held, "held:", f"[{name}](#session-{session.id})")
    yield "What was signed, renewed, held and started, as the record dates it."
    for year in sorted(found, reverse=False):
        yield f"## {year}"
        yield listed(line for _, line in sorted(found[year]))
