"""Makes `data-changes.md` and `data-in-force.md` from the bundled data; `conf.py` calls them before each build.

The data of an earlier version is kept for the first of them, in `_data/`.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from instrument_parts import jurisdiction
from page_html import listed, marked, raw, table
from page_places import Places

import mainland_coop as mc
from mainland_coop.records.wording import field_words

BEFORE = Path(__file__).resolve().parent / "_data" / "register-2026.11.22.json.gz"
KINDS = ("agreements", "programmes", "conferences", "sessions", "parties", "areas", "sources")
STANDINGS = tuple(mc.Standing)

STANDS = (
    "*Stated*: in force by dates that a source states. *Presumed*: no end is stated, and it is taken to continue. "
    "*Possible*: it may be in force. See [what is not known](uncertainty.md)."
)
ONE_MORE_THAN_ONCE = "A record of several {what} is counted with each of them."


def kept() -> mc.Registry:
    """Return the register of the version before."""
    return mc.loads(gzip.decompress(BEFORE.read_bytes()).decode("utf-8"))


# --- What changed ----------------------------------------------------------------------------------------------------


def changes_page(before: mc.Registry, after: mc.Registry) -> str:
    """Return the page on what differs between two versions of the data."""
    day = before.verified_through
    diff = before.diff(after, on=day)
    mended = [each for each in diff.answers if each.before is not None and each.after is not None]
    sections = [
        f"# What changed since {before.version}",
        f"Version {after.version} against {before.version}, made by {{py:meth}}`mainland_coop.Registry.diff`.",
        "The [changelog](changelog.md) tells what was mended, and why.",
        "## Records",
        raw(table(("kind", "before", "after", "added", "removed", "changed"), _counts(before, after, diff))),
        "## Answers that are no longer the same",
        f"Standings on {day} of records that both versions have.",
        raw(
            table(
                ("record", "before", "after"),
                ([link(after, each.kind, each.id), str(each.before), str(each.after)] for each in mended),
            )
        ),
        "## Removed",
        "\n".join(f"- `{kind}/{id}`" for kind, id in diff.removed) or "Nothing.",
        "## Changed",
        "The fields of agreements, programmes, conferences and sessions that differ, citations and notes left out.",
        raw(table(("record", "fields"), _fields(after, diff))),
        "## Added",
        *_added(after, diff),
    ]
    return "\n\n".join(sections) + "\n"


def _counts(before: mc.Registry, after: mc.Registry, diff: mc.RegistryDiff) -> Iterator[list[str]]:
    added, removed = (Counter(each.kind for each in records) for records in (diff.added, diff.removed))
    changed = Counter(kind for kind, _ in {(each.kind, each.id) for each in diff.changed})
    for kind in KINDS:
        sizes = (len(getattr(register, kind)) for register in (before, after))
        yield [kind, *map(str, (*sizes, added[kind], removed[kind], changed[kind]))]


def _fields(after: mc.Registry, diff: mc.RegistryDiff) -> Iterator[list[str]]:
    fields: dict[tuple[str, str], dict[str, None]] = {}
    for each in diff.changed:
        said = "citations" in each.path or each.path.endswith("note") or each.path == "checked"
        if each.kind in KINDS[:4] and not said:
            fields.setdefault((each.kind, each.id), {})[field_words(each.path)] = None
    for (kind, id), paths in fields.items():
        yield [link(after, kind, id), "; ".join(paths)]


def _added(after: mc.Registry, diff: mc.RegistryDiff) -> Iterator[str]:
    for kind in KINDS[:3]:
        ids = [id for of, id in diff.added if of == kind]
        yield f"### {kind.capitalize()}"
        yield raw(listed(link(after, kind, id) for id in ids)) if ids else "None."


# --- What is in force -------------------------------------------------------------------------------------------------


def in_force_page(registry: mc.Registry) -> str:
    """Return the page on what is in force, and by whose word."""
    day = registry.verified_through
    years = mc.PartialDate.parse(f"{day.latest.year + 2}-{day.latest.month:02}")
    sections = [
        "# What is in force, and by whose word",
        f"Made from the bundled data, version {registry.version}, for {day}, the day through which it was checked.",
        STANDS,
        "## By kind",
        standings("kind", _by_kind(registry), day),
        "## By area",
        ONE_MORE_THAN_ONCE.format(what="areas") + " Narrower areas count with the broader.",
        standings("area", _by_area(registry), day),
        "## By place of the Mainland",
        ONE_MORE_THAN_ONCE.format(what="places") + " The places are those of the parties to agreements.",
        standings("place", _by_place(registry), day),
        "## In force by stated dates",
        raw(table(("record", "last day"), _stated(registry, day))),
        "## Chains, and their gaps",
        raw(table(("record", "renewals", "standing", "gaps, in days"), _chains(registry, day))),
        f"## What runs out by {years}",
        raw(table(("record", "last day"), _expiring(registry, f"{day}/{years}"))),
    ]
    return "\n\n".join(sections) + "\n"


Group = tuple[str, tuple[mc.Agreement | mc.Programme, ...]]


def standings(head: str, groups: Iterable[Group], day: mc.PartialDate) -> str:
    """Return a table of counts by standing; groups without records are left out."""
    rows = []
    for name, records in groups:
        counts = Counter(record.standing_on(day) for record in records)
        if records:
            rows.append([name, *(str(counts[standing]) for standing in STANDINGS), str(len(records))])
    return raw(table((head, *(standing.value for standing in STANDINGS), "in all"), rows))


def _by_kind(registry: mc.Registry) -> Iterator[Group]:
    for kind in ("agreements", "programmes"):
        records = getattr(registry, kind)
        yield f"<strong>{kind}</strong>", tuple(records)
        for word in sorted({str(record.kind) for record in records if record.kind}):
            yield word, tuple(record for record in records if record.kind == word)


def _by_area(registry: mc.Registry) -> Iterator[Group]:
    for area in sorted(registry.areas, key=lambda area: area.name.text):
        yield (
            marked(area.name.text),
            (*registry.agreements.where(area=area.id), *registry.programmes.where(area=area.id)),
        )


def _by_place(registry: mc.Registry) -> Iterator[Group]:
    for place in sorted({party.jurisdiction for party in registry.parties if party.jurisdiction}):
        if place.startswith("CN-"):
            yield jurisdiction(place), tuple(registry.agreements.where(jurisdiction=place))


def _instruments(registry: mc.Registry) -> Iterator[tuple[str, mc.Agreement | mc.Programme]]:
    for kind in ("agreements", "programmes"):
        for record in getattr(registry, kind):
            yield kind, record


def _stated(registry: mc.Registry, day: mc.PartialDate) -> Iterator[list[str]]:
    for kind, record in _instruments(registry):
        if record.standing_on(day) is mc.Standing.STATED:
            end = record.chain.expires
            yield [link(registry, kind, record.id), "none, by a source" if end is mc.End.OPEN else str(end)]


def _chains(registry: mc.Registry, day: mc.PartialDate) -> Iterator[list[str]]:
    for kind, record in _instruments(registry):
        if record.renewals:
            gaps = "; ".join(map(_gap, record.chain.gaps())) or "none"
            yield [link(registry, kind, record.id), str(len(record.renewals)), str(record.standing_on(day)), gaps]


def _gap(gap: mc.Gap) -> str:
    length = str(gap.shortest) if gap.shortest == gap.longest else f"{gap.shortest} to {gap.longest}"
    return f"{'' if gap.certain else 'possibly '}{length} before renewal {gap.before}"


def _expiring(registry: mc.Registry, period: str) -> Iterator[list[str]]:
    for found in registry.expiring(period):
        kind = "agreements" if found.id in registry.agreements else "programmes"
        yield [link(registry, kind, found.id), str(found.expires)]


def link(registry: mc.Registry, kind: str, id: str) -> str:
    """Return a link to the page of a record, or its id where it has none."""
    return _places(registry).to(id) if id in getattr(registry, kind) else f"<code>{id}</code>"


@cache
def _places(registry: mc.Registry) -> Places:
    return Places(registry, "records/")
