"""Makes a page for each record of the bundled data, and for each person that it names.

The answers, tables and reasons are those of the library's own stories. The pages are HTML from the start: there are
many, and to read them as Markdown took longer than the rest of the build. `record_site.py` hands them to Sphinx.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import quote

import instrument_parts as parts
import row_strips
from conference_pictures import picture_of
from page_html import facts, in_chinese, link, listed, marked, named, table, with_chinese
from page_places import Places, name_of
from people_pages import Person, people
from source_tables import sources_of

import mainland_coop as mc
from mainland_coop.display.blocks import safe_url
from mainland_coop.display.plain_text import day_text

Section = tuple[str, str]
"""A heading, and the HTML below it."""


class Page(NamedTuple):
    """A page of a record.

    Attributes:
        folder: Its folder, which the page that lists its kind is called after too.
        id: What it is called in it.
        name: Its name.
        trail: Links that lead to it, beside that to its kind.
        lead: What stands before the first heading.
        sections: Its sections; one without HTML is left out.
        words: What else the search is to find it by.
    """

    folder: str
    id: str
    name: mc.Name
    trail: tuple[str, ...]
    lead: str
    sections: tuple[Section, ...]
    words: tuple[str, ...]


class Pages:
    """The pages of a registry."""

    def __init__(self, registry: mc.Registry) -> None:
        """Index where each record has its page."""
        self.registry = registry
        self.places = Places(registry, "../")
        self.day = registry.verified_through
        self.checked = None if self.day is None else self.day.last_ordinal
        self.instruments = (*registry.agreements, *registry.programmes)

    def of_kinds(self) -> Iterator[list[Page]]:
        """Yield the pages of each kind, in the order in which one leads to the next."""
        registry = self.registry
        yield [self.agreement(record) for record in registry.agreements]
        yield [self.programme(record) for record in registry.programmes]
        yield [self.conference(record) for record in registry.conferences]
        for record in registry.conferences:
            yield [self.session(record, session) for session in record.sessions]
        yield [self.party(record) for record in registry.parties]
        yield [self.area(record) for record in registry.areas]
        yield [self.person(one) for one in people(registry)]

    # --- Kinds -------------------------------------------------------------------------------------------------

    def agreement(self, record: mc.Agreement) -> Page:
        signed = parts.signed_by(record, self.places)
        about = facts(
            ("kind", str(record.kind)),
            ("place", marked(record.place)),
            ("signed at", self.places.all([record.signed_at] if record.signed_at else [])),
            ("authorised by", self.places.all(record.authorised_by)),
            ("areas", self.places.all(record.areas)),
            ("languages", ", ".join(map(parts.language, record.languages))),
            *self.of_all(record),
        )
        related = self.registry.family_of(record.id).relations
        first = (
            ("parties", parts.shortly(record.parties, self.places.to, "parties")),
            ("dates", parts.dates(record)),
            ("signed by", parts.shortly(parts.signatories(record), self.signer, "signed-by") or "not recorded"),
        )
        sections = (
            ("Parties", listed(map(self.places.to, record.parties)) if len(record.parties) > parts.FEW else ""),
            ("Signed by", signed),
            ("Memberships", parts.memberships(record, self.places)),
            ("About", about),
            ("Related", listed(f"{name.replace('_', ' ')}: {self.places.all(ids)}" for name, ids in related)),
        )
        return self.instrument(record, first, [each for each in sections if each[1] != listed(())])

    def programme(self, record: mc.Programme) -> Page:
        about = facts(
            ("kind", str(record.kind or "")),
            ("place", marked(record.place)),
            ("areas", self.places.all(record.areas)),
            ("implements", self.places.all(record.implements)),
            ("under", self.places.all([record.under] if record.under else [])),
            *self.of_all(record),
        )
        editions = (
            (
                with_chinese(edition.name) if edition.name else "",
                day_text(edition.held) if edition.held else "",
                marked(edition.place),
                "" if edition.n_participants is None else str(edition.n_participants),
                self.places.text(edition.note),
            )
            for edition in record.editions
        )
        head = ("edition", "held", "place", "participants", "note")
        first = (
            ("organisers", parts.shortly(record.organisers, self.places.to, "organisers-and-partners")),
            ("partners", parts.shortly(record.partners, self.places.to, "organisers-and-partners")),
            ("dates", parts.dates(record)),
        )
        groups = [record.organisers, record.partners]
        bodies = listed(map(self.places.to, (*record.organisers, *record.partners)))
        sections = (
            ("Organisers and partners", bodies if max(map(len, groups)) > parts.FEW else ""),
            ("Signed by", parts.signed_by(record, self.places)),
            ("Editions", table(head, editions) if record.editions else ""),
            ("About", about),
        )
        return self.instrument(record, first, sections)

    def instrument(
        self, record: mc.Agreement | mc.Programme, first: Iterable[Section], further: Iterable[Section]
    ) -> Page:
        """Return the page of what may be in force: the answer first, then why, then everything else."""
        finding = None if self.day is None else self.registry.explain_record(record, self.day)
        kind = "agreements" if isinstance(record, mc.Agreement) else "programmes"
        lead = [
            parts.verdict(finding),
            parts.strip(record, self.checked),
            facts(*first),
        ]
        view = f"../../explorer/index.html#record={quote(f'{kind[:-1]}:{record.id}', safe='')}"
        why = f"{parts.why(finding, record, self.places)}<p>{link(view, 'Ask about another day in the explorer')}</p>"
        sections = (
            ("Why this answer", why),
            ("Note", self.note(record.note)),
            ("From when to when", parts.chain_of(record, self.registry, self.places)),
            *further,
        )
        bodies = record.parties if isinstance(record, mc.Agreement) else (*record.organisers, *record.partners)
        signed = (person.name for person in parts.signatories(record, of_renewals=True))
        words = (*self.names_of((*bodies, *record.areas)), *(form for name in signed for form in name))
        return self.page(kind, record, "".join(lead), sections, words)

    def conference(self, record: mc.Conference) -> Page:
        held = [session.held for session in record.sessions if session.held]
        count = f"{len(record.sessions)} session{'' if len(record.sessions) == 1 else 's'}"
        span = f", from {day_text(held[0])} to {day_text(held[-1])}" if len(held) > 1 else ""
        lead = [
            f'<p class="mc-verdict"><strong>{count if record.sessions else "No session"}</strong> recorded{span}.</p>',
            picture_of(record, self.registry),
            facts(
                ("parties", self.places.all(record.parties)),
                ("established", day_text(record.established) if record.established else ""),
                ("areas", self.places.all(record.areas)),
            ),
        ]
        rows = (
            (
                day_text(session.held) if session.held else "not stated",
                self.places.to(session.id, marked(parts.session_label(session, record))),
                marked(session.place),
                "; ".join(self.places.to(pact.id) for pact in self.registry.signed_at(session.id)),
            )
            for session in record.sessions
        )
        sections = (
            ("Sessions", table(("held", "session", "place", "signed there"), rows) if record.sessions else ""),
            ("Note", self.note(record.note)),
            ("About", facts(*self.of_all(record))),
        )
        return self.page(
            "conferences", record, "".join(lead), sections, self.names_of((*record.parties, *record.areas))
        )

    def session(self, conference: mc.Conference, record: mc.Session) -> Page:
        place = f"{' in ' if record.place else ''}{marked(record.place)}{', by video' if record.video else ''}"
        held = f"Held {day_text(record.held)}" if record.held else "Not recorded when it was held"
        parties = record.parties or conference.parties
        lead = [
            f'<p class="mc-verdict"><strong>{held}</strong>{place}.</p>',
            facts(
                ("parties", parts.shortly(parties, self.places.to, "parties")),
                ("led by", parts.shortly(record.chairs, self.signer, "who-was-there")),
                ("signed there", self.places.all((pact.id for pact in self.registry.signed_at(record.id)), "; ")),
            ),
        ]
        number = " ".join(filter(None, [record.series, "" if record.ordinal is None else f"no. {record.ordinal}"]))
        who = [f"led by: {parts.person_told(one, self.places)}" for one in record.chairs]
        who += [f"attended: {parts.person_told(one, self.places)}" for one in record.guests]
        sections = (
            ("Who was there", listed(who) if who else ""),
            ("Parties", listed(map(self.places.to, parties)) if len(parties) > parts.FEW else ""),
            ("Note", self.note(record.note)),
            (
                "About",
                facts(
                    ("conference", self.places.to(conference.id)),
                    ("series", marked(number)),
                    ("announced for", day_text(record.announced_for) if record.announced_for else ""),
                    ("theme", marked(record.theme)),
                    ("other documents", "; ".join(with_chinese(document) for document in record.documents)),
                    *parts.counts(record),
                    ("areas", self.places.all(record.areas)),
                    ("held with", self.places.all(record.held_with)),
                    *self.of_all(record),
                ),
            ),
        )
        people = (form for one in (*record.chairs, *record.guests) for form in one.name)
        words = (*self.names_of((conference.id, *parties, *record.areas)), *people)
        return self.page("sessions", record, "".join(lead), sections, words, (self.places.to(conference.id),))

    def party(self, record: mc.Party) -> Page:
        registry = self.registry
        pacts = [pact for pact in registry.agreements if record.id in pact.parties]
        programmes = [one for one in registry.programmes if record.id in (*one.organisers, *one.partners)]
        conferences = [one for one in registry.conferences if record.id in one.parties]
        lineage = registry.lineage_of(record.id)
        steps = (
            f"{self.places.to(step.before)} → {self.places.to(step.after)}"
            f"{f', {day_text(step.on)}' if step.on else ''}{f' ({step.how})' if step.how else ''}"
            for step in (*lineage.predecessors, *lineage.successors)
        )
        address = safe_url(record.website) if record.website else None
        site = link(address, escape(record.website or "")) if address else escape(record.website or "")
        about = facts(
            ("kind", str(record.kind or "")),
            ("city", marked(record.city)),
            ("jurisdiction", parts.jurisdiction(record.jurisdiction)),
            ("part of", self.places.all([record.parent] if record.parent else [])),
            ("website", site),
        )
        came = listed(steps)
        bodies = listed(map(self.places.to, lineage.parts))
        sections = (
            *self.lists(pacts, programmes, conferences),
            ("Predecessors and successors", came if came != listed(()) else ""),
            ("Parts", bodies if lineage.parts else ""),
            ("Note", self.note(record.note)),
            ("About", facts(*self.of_all(record))),
        )
        return self.page("parties", record, self.counted(pacts, programmes) + about, sections, ())

    def area(self, record: mc.Area) -> Page:
        registry = self.registry
        pacts, programmes = registry.agreements.where(area=record.id), registry.programmes.where(area=record.id)
        conferences = [one for one in registry.conferences if record.id in one.areas]
        narrower = [area.id for area in registry.areas if area.broader == record.id]
        about = facts(
            ("part of", self.places.all([record.broader] if record.broader else [])),
            ("has", self.places.all(narrower)),
        )
        sections = (
            *self.lists(list(pacts), list(programmes), conferences),
            ("Note", self.note(record.note)),
            ("About", facts(*self.of_all(record))),
        )
        return self.page("areas", record, self.counted(list(pacts), list(programmes)) + about, sections, ())

    def person(self, one: Person) -> Page:
        told = ", ".join(
            f"{word} {sum(role.role == word for role in one.roles)}"
            for word in ("signed", "chaired", "attended")
            if any(role.role == word for role in one.roles)
        )
        rows = (
            (
                day_text(role.date) if role.date else "",
                role.role,
                self.places.to(role.id),
                marked(role.office),
                self.places.all([role.party] if role.party else []),
            )
            for role in one.roles
        )
        lead = (
            f'<p class="mc-verdict"><strong>{told[0].upper()}{told[1:]}</strong>, as the records say.</p>'
            "<p>People of one name stand together; the records do not say whether they are one person.</p>"
        )
        sections = (("Where the name stands", table(("date", "role", "record", "office", "for"), rows)),)
        return Page("people", one.slug, one.name, (), lead, (*sections, other_names(one.name)), ())

    # --- Parts of pages ----------------------------------------------------------------------------------------

    def page(
        self,
        folder: str,
        record: parts.Record,
        lead: str,
        sections: Iterable[Section],
        words: Iterable[str],
        trail: tuple[str, ...] = (),
    ) -> Page:
        """Return a page with what all have: other names, sources, how to cite it."""
        name = name_of(record)
        theme = record.theme if isinstance(record, mc.Session) else ""
        further = (theme or "", getattr(record, "place", None) or "", record.note or "", record.id)
        return Page(
            folder,
            record.id,
            name,
            trail,
            lead,
            (
                *sections,
                other_names(name),
                ("Sources", sources_of(record, self.registry, self.places.text)),
                ("Cite this record", f"<p>{marked(self.registry.cite(record.id))}</p>"),
            ),
            (*words, *further),
        )

    def of_all(self, record: parts.Record) -> Iterator[Section]:
        """What any record may have."""
        for figure in getattr(record, "figures", ()):
            yield marked(figure.what), marked(str(figure).removeprefix(f"{figure.what}: "))
        yield "identifiers", marked(", ".join(f"{scheme} {id}" for scheme, id in record.identifiers.items()))
        checked = getattr(record, "checked", None)
        yield "last checked", "" if checked is None else str(checked)
        yield "id", f"<code>{record.id}</code>"

    def signer(self, person: mc.Signatory) -> str:
        return self.places.person(person.name)

    def note(self, note: str | None) -> str:
        return f"<p>{self.places.text(note)}</p>" if note else ""

    def names_of(self, ids: Iterable[str]) -> tuple[str, ...]:
        """All forms of the names of records, by which the search finds what names them."""
        return tuple(form for id in ids if id in self.places.found for form in self.places.found[id][1])

    def counted(self, pacts: Sequence[mc.Agreement], programmes: Sequence[mc.Programme]) -> str:
        """How many instruments there are, and how they stand."""
        told = parts.counted(len(pacts), "agreement"), parts.counted(len(programmes), "programme")
        lines = [f'<p class="mc-verdict"><strong>{" and ".join(filter(None, told)) or "No agreement"}</strong>']
        if self.day is not None and (pacts or programmes):
            standings = [record.standing_on(self.day) for record in (*pacts, *programmes)]
            counts = (f"{standings.count(one)} {one.words}" for one in mc.Standing if one in standings)
            lines.append(f"; on {self.day}, {'; '.join(counts)}")
        return "".join([*lines, ".</p>"])

    def lists(
        self, pacts: Sequence[mc.Agreement], programmes: Sequence[mc.Programme], conferences: Sequence[mc.Conference]
    ) -> Iterator[Section]:
        """Tables of instruments with their standing and a strip, all on one axis, and of conferences."""
        axis = row_strips.axis_of((*pacts, *programmes), self.checked)
        for heading, records in (("Agreements", pacts), ("Programmes", programmes)):
            rows = (parts.row(record, self.places, self.day, axis) for record in records)
            when = "signed" if heading == "Agreements" else "started"
            head = (when, heading[:-1].lower(), "standing", row_strips.years_of(axis))
            yield heading, table(head, rows) if records else ""
        yield "Conferences", listed(self.places.to(one.id) for one in conferences) if conferences else ""


def other_names(name: mc.Name) -> Section:
    """The forms of a name beside its title, and which of its forms are translations of the dataset's own."""
    scripts = {"en": "English", "zh_hant": "Traditional Chinese", "zh_hans": "Simplified Chinese"}
    lists = (("short", name.short), ("formerly", name.former), ("also", name.alternatives))
    ours = ", ".join(scripts[script] for script in name.translated)
    return "Other names", facts(
        *((what, "; ".join(map(marked, forms))) for what, forms in lists),
        ("our translation", ours),
    )


def title_of(page: Page) -> str:
    """Return the name of a page as plain text, in English and Chinese as far as it has both."""
    name = page.name
    forms = dict.fromkeys(form for form in (name.text, name.zh_hant or name.zh_hans) if form)
    return " ".join(forms)


def heading_of(page: Page) -> str:
    """Return the heading of a page, with the Chinese forms of the name below an English one."""
    chinese = in_chinese(page.name) if page.name.en else ""
    below = f'<p class="mc-names">{chinese}</p>' if chinese else ""
    return f"<h1>{named(page.name)}</h1>{below}"
