"""Makes a page for each record of the bundled data; `conf.py` calls it before each build, and `records/` is not kept.

The answers, tables and reasons are those of the library's own stories.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

import record_indexes
from page_text import clean_name, held, listed, markdown, sections, table

import mainland_coop as mc
from mainland_coop.display.blocks import Link, Paragraph
from mainland_coop.display.citations import all_citations, source_blocks
from mainland_coop.display.plain_text import day_text
from mainland_coop.display.strips import STYLE, strip_of, strip_svg

FOLDERS = ("agreements", "programmes", "conferences", "parties")


def write(folder: Path, registry: mc.Registry) -> None:
    """Write all pages, those whose text is another than before; what is no page of the registry any more goes."""
    pages = dict(Pages(registry).all())
    for path in folder.rglob("*.md") if folder.exists() else ():
        if path.relative_to(folder).as_posix() not in pages:
            path.unlink()
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        path = folder / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, encoding="utf-8")


class Pages:
    """The pages of a registry."""

    def __init__(self, registry: mc.Registry) -> None:
        """Index where each record has its page."""
        self.registry = registry
        self.places = {
            record.id: f"{folder}/{record.id}.md" for folder in FOLDERS for record in getattr(registry, folder)
        }
        self.verified = registry.verified_through

    def all(self) -> Iterator[tuple[str, str]]:
        """Yield each page: its path and its text."""
        registry = self.registry
        for agreement in registry.agreements:
            yield self.page("agreements", agreement, agreement.title, self.agreement(agreement))
        for programme in registry.programmes:
            yield self.page("programmes", programme, programme.name, self.programme(programme))
        for conference in registry.conferences:
            yield self.page("conferences", conference, conference.name, self.conference(conference))
        for party in registry.parties:
            yield self.page("parties", party, party.name, self.party(party))
        yield from record_indexes.pages(registry)

    def page(self, folder: str, record: mc.Agreement, name: mc.Name, body: Iterable[str]) -> tuple[str, str]:
        """Return one page with what all have: where it stands, the name, and how to cite it."""
        parts = [
            "---\norphan: true\n---",
            f"[The register](../index.md) › [{folder.capitalize()}](../{folder}.md)",
            f"# {clean_name(name)}",
            names(name),
            *body,
            "## Sources",
            markdown(source_blocks(all_citations(record), self.registry.sources)),
            "## Cite this record",
            markdown([Paragraph((self.registry.cite(record.id),))]),
        ]
        return f"{folder}/{record.id}.md", "\n\n".join(part for part in parts if part) + "\n"

    # --- Kinds -------------------------------------------------------------------------------------------------

    def agreement(self, record: mc.Agreement) -> Iterator[str]:
        yield facts(
            ("id", f"`{record.id}`"),
            ("kind", str(record.kind)),
            ("parties", self.links(record.parties)),
            ("signed", day_text(record.signed)),
            ("implemented from", "" if record.implemented_from is None else day_text(record.implemented_from)),
            ("place", text(record.place)),
            ("signed at", self.session_link(record.signed_at)),
            ("signed by", self.people(record.signatories)),
            ("authorised by", self.links(record.authorised_by)),
            ("areas", self.areas(record.areas)),
            ("languages", ", ".join(record.languages)),
            *self.figures(record.figures),
            ("last checked", "" if record.checked is None else str(record.checked)),
        )
        yield from self.in_force(record)
        family = self.registry.family_of(record.id)
        if family.relations:
            yield "## Related"
            yield listed(f"{name.replace('_', ' ')}: {self.links(ids)}" for name, ids in family.relations)

    def programme(self, record: mc.Programme) -> Iterator[str]:
        yield facts(
            ("id", f"`{record.id}`"),
            ("kind", str(record.kind or "")),
            ("organisers", self.links(record.organisers)),
            ("partners", self.links(record.partners)),
            ("started", "" if record.started is None else day_text(record.started)),
            ("place", text(record.place)),
            ("areas", self.areas(record.areas)),
            *self.figures(record.figures),
            ("last checked", "" if record.checked is None else str(record.checked)),
        )
        yield from self.in_force(record)
        related = [("carries out", record.implements), ("under", (record.under,) if record.under else ())]
        if any(ids for _, ids in related):
            yield "## Related"
            yield listed(f"{name}: {self.links(ids)}" for name, ids in related if ids)
        if record.editions:
            yield "## Editions"
            yield table(
                ("edition", "held", "place", "participants", "note"),
                (
                    (
                        "" if edition.name is None else clean_name(edition.name),
                        held(edition.held),
                        text(edition.place),
                        "" if edition.n_participants is None else f"{edition.n_participants}",
                        text(edition.note),
                    )
                    for edition in record.editions
                ),
            )

    def conference(self, record: mc.Conference) -> Iterator[str]:
        yield facts(
            ("id", f"`{record.id}`"),
            ("parties", self.links(record.parties)),
            ("established", "" if record.established is None else day_text(record.established)),
            ("areas", self.areas(record.areas)),
            *self.figures(record.figures),
            ("last checked", "" if record.checked is None else str(record.checked)),
        )
        if record.note:
            yield f"Note: {text(record.note)}"
        yield "## Sessions"
        if not record.sessions:
            yield "No session is recorded."
        for session in record.sessions:
            yield from self.session(session)

    def session(self, record: mc.Session) -> Iterator[str]:
        yield f"(session-{record.id})="
        name = clean_name(record.name) if record.name else text(record.id)
        yield f"### {f'{held(record.held)}: ' if record.held else ''}{name}"
        yield facts(
            ("id", f"`{record.id}`"),
            (
                "series",
                " ".join(
                    filter(None, [text(record.series), "" if record.ordinal is None else f"no. {record.ordinal}"])
                ),
            ),
            ("announced for", held(record.announced_for)),
            ("place", f"{text(record.place)}{' (by video)' if record.video else ''}".strip()),
            ("parties", self.links(record.parties)),
            ("led by", self.people(record.chairs)),
            ("guests", self.people(record.guests)),
            ("theme", text(record.theme)),
            ("signed there", self.links(pact.id for pact in self.registry.signed_at(record.id))),
            ("other documents", "; ".join(clean_name(document) for document in record.documents)),
            *((what, "" if n is None else str(n)) for what, n in counts(record)),
            ("areas", self.areas(record.areas)),
            ("held with", ", ".join(self.session_link(id) for id in record.held_with)),
            *self.figures(record.figures),
            ("note", text(record.note)),
        )

    def party(self, record: mc.Party) -> Iterator[str]:
        registry = self.registry
        yield facts(
            ("id", f"`{record.id}`"),
            ("kind", str(record.kind or "")),
            ("jurisdiction", text(record.jurisdiction)),
            ("city", text(record.city)),
            ("part of", self.links((record.parent,) if record.parent else ())),
            ("website", markdown([Paragraph((Link(record.website, record.website),))]) if record.website else ""),
            *self.figures(record.figures),
            ("note", text(record.note)),
        )
        lineage = registry.lineage_of(record.id)
        steps = [*lineage.predecessors, *lineage.successors]
        if steps:
            yield "## Predecessors and successors"
            yield listed(
                f"{self.links((step.before,))} → {self.links((step.after,))}"
                f"{f', {day_text(step.on)}' if step.on else ''}{f' ({step.how})' if step.how else ''}"
                for step in steps
            )
        if lineage.parts:
            yield "## Parts"
            yield listed(self.links((id,)) for id in lineage.parts)
        groups = {
            "Agreements": [(a.id, day_text(a.signed)) for a in registry.agreements if record.id in a.parties],
            "Programmes": [
                (p.id, "" if p.started is None else day_text(p.started))
                for p in registry.programmes
                if record.id in (*p.organisers, *p.partners)
            ],
            "Conferences": [(c.id, "") for c in registry.conferences if record.id in c.parties],
        }
        for heading, found in groups.items():
            if found:
                yield f"## {heading}"
                yield listed(f"{f'{when}: ' if when else ''}{self.links((id,))}" for id, when in found)

    # --- Parts of pages ----------------------------------------------------------------------------------------

    def in_force(self, record: mc.Agreement | mc.Programme) -> Iterator[str]:
        """What the library answers: where it stands on the last day checked, the timeline, the chain."""
        yield "## In force?"
        if self.verified is not None:
            finding = sections(self.registry.story(record.id, self.verified))
            yield f"On {self.verified}, the last day to which the register was checked:"
            yield finding.pop("").strip()
            for name in ("Why", "Presumed"):
                if name in finding:
                    yield f"**{name}**\n\n{finding[name]}"
        chain = sections(self.registry.story(record.id))
        strip = strip_of(record.chain, None if self.verified is None else self.verified.last_ordinal)
        if strip is not None:
            yield "## Timeline"
            yield "\n".join(['<div class="mainland-coop">', STYLE.strip(), *strip_svg(strip), "</div>"])
        sort = "agreement" if isinstance(record, mc.Agreement) else "programme"
        view = f"../../explorer/index.html#record={quote(f'{sort}:{record.id}', safe='')}"
        yield f'<p><a href="{escape(view)}">Ask about another day in the explorer</a></p>'
        yield "## Chain"
        told = chain.pop("").strip()
        if told:
            yield told
        for name in ("Links", "Gaps", "End", "Remarks"):
            if name in chain:
                yield chain[name] if name == "Links" else f"**{name}**\n\n{chain[name]}"

    def links(self, ids: Iterable[str]) -> str:
        return ", ".join(
            f"[{text(self.registry.name_of(id))}](../{self.places[id]})" if id in self.places else f"`{id}`"
            for id in ids
        )

    def session_link(self, id: str | None) -> str:
        if id is None:
            return ""
        session = self.registry.sessions[id]
        return f"[{clean_name(session.name) if session.name else text(id)}](#session-{id})"

    def people(self, people: Sequence[mc.Signatory]) -> str:
        return "; ".join(f"{clean_name(one.name)}{f', {text(one.office)}' if one.office else ''}" for one in people)

    def areas(self, ids: Iterable[str]) -> str:
        return ", ".join(clean_name(self.registry.areas[id].name) for id in ids)

    def figures(self, figures: Sequence[mc.Figure]) -> list[tuple[str, str]]:
        return [("figures", "; ".join(text(str(figure)) for figure in figures))]


def counts(session: mc.Session) -> tuple[tuple[str, int | None], ...]:
    return (
        ("areas agreed", session.n_areas),
        ("items agreed", session.n_items),
        ("documents signed", session.n_documents),
    )


def facts(*rows: tuple[str, str]) -> str:
    """Return what is known as a list of names and values; what is empty is left out."""
    return "\n".join(f":{name}: {value}" for name, value in rows if value)


def names(name: mc.Name) -> str:
    """Return all forms of a name, so that the search finds the record by each of them."""
    translated = " (our translation)"
    forms = [
        ("English", name.en, "en" in name.translated),
        ("Traditional Chinese", name.zh_hant, "zh_hant" in name.translated),
        ("Simplified Chinese", name.zh_hans, "zh_hans" in name.translated),
    ]
    lists = [("short", name.short), ("formerly", name.former), ("also", name.alternatives)]
    rows = [(what, f"{text(form)}{translated * own}") for what, form, own in forms if form]
    rows += [(what, "; ".join(map(text, found))) for what, found in lists if found]
    return listed(f"{what}: {form}" for what, form in rows)


def text(value: str | None) -> str:
    """Return a text of a record as Markdown."""
    return markdown([Paragraph((value,))]).strip() if value else ""
