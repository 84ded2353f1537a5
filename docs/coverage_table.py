"""Makes the page `data-coverage.md` from the bundled data; `conf.py` calls it before each build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape

import attrs
import page_html
from page_html import raw

import mainland_coop as mc
from mainland_coop.collections.filters import all_citations
from mainland_coop.records.wording import field_words

KINDS = ("agreements", "conferences", "programmes", "parties", "areas")


YEARS = (
    "Agreements and renewals by the year of signature, sessions by the year in which they were held; "
    "what may have been in more than one year stands in its own row."
)
SHARES = (
    "A citation that names a field names its parts too. Ids and notes are not counted, nor are `kind`, `series`, "
    "`jurisdiction` and `city`, by which this dataset sorts what the cited names say."
)


def page(registry: mc.Registry) -> str:
    """Return the page as Markdown."""
    sections = [
        "# What the dataset covers",
        f"Made from the bundled data, version {registry.version}, checked through {registry.verified_through}.",
        "## Records by kind",
        table(("kind", "records", "cited", "last checked on a stated day"), by_kind(registry)),
        "## Agreements by what they are called",
        table(("kind", "agreements"), counted(str(a.kind) for a in registry.agreements)),
        "## By year",
        YEARS,
        table(("year", "agreements", "renewals", "sessions"), by_year(registry)),
        "## Sources",
        table(("kind", "sources", "citations"), by_source(registry)),
        table(("language", "sources"), counted(source.language or "not recorded" for source in registry.sources)),
        "## Share of filled fields that a citation names",
        SHARES,
        table(("field", "filled", "cited", "share"), shares(registry)),
    ]
    return "\n\n".join(sections) + "\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    return raw(page_html.table(head, ([escape(str(cell)) for cell in row] for row in rows)))


def counted(values: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))


def by_kind(registry: mc.Registry) -> Iterator[tuple[object, ...]]:
    for kind in (*KINDS, "sessions"):
        records = list(getattr(registry, kind))
        checked = sum(1 for record in records if getattr(record, "checked", None))
        yield kind, len(records), sum(1 for record in records if record.citations), checked


def by_year(registry: mc.Registry) -> Iterator[tuple[object, ...]]:
    counts: dict[str, Counter[str]] = {}

    def count(column: str, when: mc.PartialDate | mc.Period | None) -> None:
        if when is not None:
            first, last = when.first_ordinal, when.last_ordinal
            years = mc.PartialDate(first, first).earliest.year, mc.PartialDate(last, last).earliest.year
            row = str(years[0]) if years[0] == years[1] else str(when)
            counts.setdefault(row, Counter())[column] += 1

    for agreement in registry.agreements:
        count("agreements", agreement.signed)
        for renewal in agreement.renewals:
            count("renewals", renewal.signed)
    for session in registry.sessions:
        count("sessions", session.held)
    for year in sorted(counts, key=lambda year: (not year.isdigit(), year)):
        yield year, *(counts[year][column] for column in ("agreements", "renewals", "sessions"))


def by_source(registry: mc.Registry) -> Iterator[tuple[object, ...]]:
    records = (record for kind in KINDS for record in getattr(registry, kind))
    citations = (citation for record in records for citation in all_citations(record))
    cited = Counter(str(registry.sources[citation.source].kind) for citation in citations)
    for kind, number in counted(str(source.kind) for source in registry.sources):
        yield kind, number, cited[kind]


def shares(registry: mc.Registry) -> Iterator[tuple[object, ...]]:
    left_out = {
        "id",
        "note",
        "citations",
        "checked",
        "sessions",
        "open_lists",
        "kind",
        "series",
        "jurisdiction",
        "city",
    }
    for kind in ("agreements", "sessions", "conferences", "programmes", "parties"):
        filled: Counter[str] = Counter()
        cited: Counter[str] = Counter()
        for record in getattr(registry, kind):
            supported = {path.split(".")[0].split("[")[0] for c in record.citations for path in c.supports}
            for field in attrs.fields(type(record)):
                value = getattr(record, field.name)
                if field.name in left_out or value in (None, (), False):
                    continue
                own = isinstance(value, tuple) and any(getattr(part, "citations", ()) for part in value)
                own = own or bool(getattr(value, "citations", ()))
                filled[field.name] += 1
                cited[field.name] += field.name in supported or own
        for name in sorted(filled):
            share = f"{100 * cited[name] / filled[name]:.0f} %"
            yield f"{kind}: {field_words(name)}", filled[name], cited[name], share
