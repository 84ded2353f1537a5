"""Linked data: JSON-LD and Turtle, and the words that they use."""

from __future__ import annotations

import datetime
import enum
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import attrs

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY, Precision
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.dates.terms import Term
from mainland_coop.exports.statements import Literal, Node, statements, turtle
from mainland_coop.form.shapes import KINDS
from mainland_coop.foundation.errors import InvalidArgumentError, shorten
from mainland_coop.foundation.importing import require
from mainland_coop.foundation.strict_json import Json
from mainland_coop.foundation.vocabularies import PartyKind
from mainland_coop.foundation.whole_files import path_of, write_whole
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.figures import Figure
from mainland_coop.records.mappings import EMPTY
from mainland_coop.records.names import Area, Name, Signatory
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation, Source
from mainland_coop.registry.references import REFERRING
from mainland_coop.registry.registry import Registry, expect_registry
from mainland_coop.validity.links import End

if TYPE_CHECKING:
    import rdflib


CONTEXT: Mapping[str, str] = {
    "mc": "urn:mainland-coop:terms:",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "time": "http://www.w3.org/2006/time#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}
"""The vocabularies by prefix. `mc` holds the library's own terms: names that stay, and lead nowhere."""

EDTF = "edtf:EDTF"
"""The datatype of a partial date or a period, as the Library of Congress names it."""

TYPES: Mapping[type[Any], tuple[str, ...]] = {
    Agreement: ("mc:Agreement", "schema:Legislation", "prov:Entity"),
    Programme: ("mc:Programme", "prov:Entity"),
    Conference: ("mc:Conference", "schema:EventSeries", "prov:Entity"),
    Session: ("mc:Session", "schema:Event", "prov:Entity"),
    Party: ("schema:Organization", "prov:Agent"),
    Area: ("skos:Concept",),
    Source: ("schema:CreativeWork", "prov:Entity"),
    Citation: ("prov:Derivation",),
    Signatory: ("schema:Person",),
    Figure: ("schema:QuantitativeValue",),
    Name: ("schema:CreativeWork",),  # only titles of documents stand as a record's part; other names are properties
}
"""The types of each class; a part that is not here has its class's own name as a term of `mc`."""

STANDARD: Mapping[tuple[type[Any], str], str] = {
    (Source, "title"): "schema:name",
    (Source, "publisher"): "schema:publisher",
    (Source, "published"): "schema:datePublished",
    (Source, "language"): "schema:inLanguage",
    (Source, "url"): "schema:url",
    (Agreement, "languages"): "schema:inLanguage",
    (Agreement, "areas"): "schema:about",
    (Programme, "areas"): "schema:about",
    (Conference, "areas"): "schema:about",
    (Session, "areas"): "schema:about",
    (Session, "place"): "schema:location",
    (Party, "parent"): "schema:parentOrganization",
    (Party, "website"): "schema:url",
    (Area, "broader"): "skos:broader",
    (Citation, "source"): "prov:entity",
    (Signatory, "office"): "schema:jobTitle",
    (Signatory, "party"): "schema:affiliation",
    (Figure, "what"): "schema:name",
    (Figure, "value"): "schema:value",
    (Figure, "unit"): "schema:unitText",
}
"""The fields for which a well-known vocabulary has a word that fits."""

_EVERYWHERE: Mapping[str, str] = {
    "id": "schema:identifier",
    "identifiers": "schema:identifier",
    "note": "skos:note",
    "citations": "prov:qualifiedDerivation",
}


def property_of(cls: type[Any], field: str) -> str:
    """Return the property that a field is written as.

    Example:
        >>> property_of(Agreement, "signed"), property_of(Area, "broader")
        ('mc:signed', 'skos:broader')
    """
    return STANDARD.get((cls, field)) or _EVERYWHERE.get(field) or f"mc:{field.rstrip('_')}"


def name_properties(cls: type[Any]) -> tuple[str, str]:
    """Return the properties of the name of a record of a class: the one for its names, and that for all others."""
    return ("skos:prefLabel", "skos:altLabel") if cls is Area else ("schema:name", "schema:alternateName")


DEFAULT_BASE = "urn:mainland-coop:"
"""What the addresses of records begin with if nothing else is said: names that stay, and lead nowhere."""

AUTHORITIES: Mapping[str, tuple[re.Pattern[str], str]] = {
    scheme: (re.compile(pattern, re.ASCII), address)
    for scheme, pattern, address in (
        ("wikidata", r"Q[1-9]\d*", "http://www.wikidata.org/entity/{}"),
        ("viaf", r"\d+", "http://viaf.org/viaf/{}"),
        ("isni", r"\d{15}[\dX]", "https://isni.org/isni/{}"),
        ("ror", r"0[a-z0-9]{6}\d\d", "https://ror.org/{}"),
        ("geonames", r"\d+", "https://sws.geonames.org/{}/"),
        ("gnd", r"[\dX-]+", "https://d-nb.info/gnd/{}"),
        ("lcnaf", r"n[a-z]*\d+", "http://id.loc.gov/authorities/names/{}"),
    )
}
"""Schemes of identifiers by which others publish addresses: what an identifier looks like, and its address."""

_TAGS = {"en": "en", "zh_hant": "zh-Hant", "zh_hans": "zh-Hans"}
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\ud800-\udfff]*")


def to_json_ld(registry: Registry, *, base: str = DEFAULT_BASE) -> str:
    """Return a registry as JSON-LD 1.1: one object with `@context` and `@graph`, a node for each record and part.

    A record's address is the base, its kind and its id (`…/agreements/x`); a part's is that and its path
    (`…/agreements/x#renewals.0`). Dates are EDTF literals, terms `xsd:duration` (weeks as days), and the user's own
    values under `extra` one JSON literal. Agreements and
    programmes carry their timeline: for each run of days on which the answer is TRUE or UNKNOWN, with and without the
    presumption of continuity, an OWL-Time interval whose first and last day both count; one that is open has no
    beginning or no end. `schema:temporalCoverage` has each stretch of days on which they are or may be in force.

    Args:
        registry: The registry.
        base: What addresses begin with; your own web address if you publish them.

    Raises:
        InvalidArgumentError: If `base` is no absolute IRI.

    Example:
        >>> import json
        >>> import mainland_coop as mc
        >>> text = to_json_ld(mc.Registry(areas=[mc.Area(id="legal", name="Legal services")]))
        >>> json.loads(text)["@graph"][-1]["skos:prefLabel"]
        {'@language': 'en', '@value': 'Legal services'}
    """
    whole = {"@context": dict(CONTEXT), "@graph": list(_nodes(registry, _checked_base(base)))}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def to_graph(registry: Registry, *, base: str = DEFAULT_BASE) -> rdflib.Graph:
    """Return a registry as a graph of rdflib, to be asked in SPARQL or written in any form that rdflib has.

    Args:
        registry: The registry.
        base: What addresses begin with, as for `to_json_ld`.

    Raises:
        InvalidArgumentError: If `base` is no absolute IRI.
        MissingExtraError: If rdflib is not installed (an ImportError).
    """
    rdf = require("rdflib", "rdf", "graphs")
    graph: rdflib.Graph = rdf.Graph()
    for prefix, address in CONTEXT.items():
        graph.bind(prefix, address)
    for subject, predicate, object in statements(_nodes(registry, _checked_base(base)), CONTEXT):
        made = rdf.URIRef(object)
        if isinstance(object, Literal):  # as it is written: rdflib would make P1Y6M of P18M
            made = rdf.Literal(object.text, object.language, object.datatype and rdf.URIRef(object.datatype), False)
        graph.add((rdf.URIRef(subject), rdf.URIRef(predicate), made))
    return graph


def to_turtle(registry: Registry, *, base: str = DEFAULT_BASE) -> str:
    """Return a registry as Turtle, the same statements as `to_json_ld`.

    Args:
        registry: The registry.
        base: What addresses begin with, as for `to_json_ld`.

    Raises:
        InvalidArgumentError: If `base` is no absolute IRI.
    """
    return "".join(turtle(_nodes(expect_registry(registry), _checked_base(base)), CONTEXT))


def write_json_ld(registry: Registry, path: str | os.PathLike[str], *, base: str = DEFAULT_BASE) -> Path:
    """Write a registry as a JSON-LD file, replaced whole or not at all; see `to_json_ld`.

    Raises:
        InvalidArgumentError: If `base` is no absolute IRI.
        FileError: If it cannot be written (an OSError).
    """
    return _write(path, to_json_ld(registry, base=base))


def write_turtle(registry: Registry, path: str | os.PathLike[str], *, base: str = DEFAULT_BASE) -> Path:
    """Write a registry as a Turtle file, replaced whole or not at all; see `to_turtle`.

    Raises:
        InvalidArgumentError: If `base` is no absolute IRI.
        FileError: If it cannot be written (an OSError).
    """
    return _write(path, to_turtle(registry, base=base))


def _write(path: str | os.PathLike[str], text: str) -> Path:
    where = path_of(path)
    write_whole(where, text)
    return where


def _checked_base(base: str) -> str:
    if not isinstance(base, str) or not _IRI.fullmatch(base):
        raise InvalidArgumentError(f"base is {shorten(base)}, no absolute IRI such as {DEFAULT_BASE}")
    return base


# --- Nodes -------------------------------------------------------------------------------------------------------


def _nodes(registry: Registry, base: str) -> Iterator[Node]:
    expect_registry(registry)
    scheme = f"{base}areas"
    about = {"mc:version": registry.version, "mc:verified_through": _plain(registry.verified_through)}
    yield {"@id": base, "@type": "schema:Dataset", **{key: value for key, value in about.items() if value is not None}}
    yield {"@id": scheme, "@type": "skos:ConceptScheme"}
    for kind in KINDS:
        records = getattr(registry, kind).by_id
        for id in sorted(records):
            iri = _iri(base, kind, id)
            more = {"skos:inScheme": {"@id": scheme}} if kind == "areas" else {}
            yield from _record(records[id], iri, base, registry, more)


def _iri(base: str, kind: str, id: str) -> str:
    return f"{base}{kind}/{quote(id, safe='')}"


def _record(record: Any, iri: str, base: str, registry: Registry, more: Node) -> Iterator[Node]:
    """Yield the node of a record and those of its parts, each after what it is part of."""
    cls = type(record)
    node: Node = {"@id": iri, "@type": _types(record)}
    parts: list[Iterator[Node]] = []

    def part(value: Any, path: str, place: Node) -> Json:
        if isinstance(value, Session):
            at, place = _iri(base, "sessions", value.id), {"schema:superEvent": {"@id": iri}}
        else:
            at = f"{iri}{'.' if '#' in iri else '#'}{path}"
        parts.append(_record(value, at, base, registry, place))
        return {"@id": at}

    for name in (field.name for field in attrs.fields(cls)):
        value, key = getattr(record, name), property_of(cls, name)
        if value is None or value is False or value in ((), EMPTY):
            continue
        if isinstance(value, Name):
            _add_names(node, value, cls)
        elif cls is Name:
            _add_names(node, record, cls)
            break
        elif name == "identifiers":
            named = (_identifier(f"{iri}#identifiers.{quote(one, safe='')}", one, value[one]) for one in value)
            node[key] = [node[key], *named]  # beside the record's id
            _put(node, "owl:sameAs", [{"@id": same} for one in value if (same := _same_as(one, value[one]))])
        elif name == "extra":
            node[key] = {"@type": "@json", "@value": value.plain()}
        elif name == "says":
            node[key] = [f"{path} = {claim}" for path, claim in value]
        elif name in REFERRING:
            ids = value if isinstance(value, tuple) else (value,)
            _put(node, key, [{"@id": _iri(base, _kind(name, id, registry), id)} for id in ids])
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                is_part = attrs.has(type(item))
                made = part(item, f"{name}.{index}", {"schema:position": index + 1}) if is_part else _plain(item)
                node.setdefault(key, []).append(made)
        elif isinstance(value, PartialDate | Period | Term) or not attrs.has(type(value)):
            node[key] = _plain(value)
        else:
            node[key] = part(value, name, {})
    node |= _derived(record, base)
    if isinstance(record, Agreement | Programme):
        runs = list(_timeline(record, iri))
        _put(node, "mc:timeline", [{"@id": run["@id"]} for run in runs])
        parts.append(iter(runs))
        _put(node, "schema:temporalCoverage", list(_stretches(record)))
    yield node | more
    for made in parts:
        yield from made


def _types(record: Any) -> list[str]:
    if isinstance(record, Party) and record.kind is PartyKind.PERSON:
        return ["schema:Person", "prov:Agent"]
    return list(TYPES.get(type(record), (f"mc:{type(record).__name__}",)))


def _kind(name: str, id: str, registry: Registry) -> str:
    kinds = REFERRING[name]
    return next((kind for kind in kinds if id in getattr(registry, kind)), kinds[0])


def _put(node: Node, key: str, values: list[Any]) -> None:
    if values:
        node[key] = values if len(values) > 1 else values[0]


def _identifier(iri: str, scheme: str, value: str) -> Node:
    return {"@id": iri, "@type": "schema:PropertyValue", "schema:propertyID": scheme, "schema:value": value}


def _same_as(scheme: str, value: str) -> str | None:
    """The address under which others speak of what an identifier names, if its scheme has such addresses."""
    pattern, address = AUTHORITIES.get(scheme, (None, ""))
    return address.format(value) if pattern and pattern.fullmatch(value) else None


def _add_names(node: Node, name: Name, cls: type[Any]) -> None:
    main, other = name_properties(cls)
    texts = ((tag, getattr(name, script)) for script, tag in _TAGS.items())
    _put(node, main, [{"@language": tag, "@value": text} for tag, text in texts if text])
    _put(node, other, list(dict.fromkeys((*name.short, *name.former, *name.alternatives))))
    _put(node, "mc:short", list(name.short))
    _put(node, "mc:former", list(name.former))
    _put(node, "mc:translated", [_TAGS[script] for script in name.translated])


def _plain(value: Any) -> Any:
    """Return a value that is no part as JSON-LD has it."""
    match value:
        case PartialDate():
            return {"@type": EDTF, "@value": str(value)}
        case Period():
            return {"@type": EDTF, "@value": value.interval}
        case Term():
            return {"@type": "xsd:duration", "@value": f"P{7 * value.weeks}D" if value.weeks else str(value)}
        case End():
            return {"@id": "mc:open"}
        case enum.StrEnum():
            return value.value
        case _:
            return value


def _derived(record: Any, base: str) -> Node:
    """Return what other programs expect beside the exact statements: where from, and dates that are single days."""
    found: Node = {}
    citations: tuple[Citation, ...] = getattr(record, "citations", ())
    sources = dict.fromkeys(citation.source for citation in citations)
    _put(found, "prov:wasDerivedFrom", [{"@id": _iri(base, "sources", id)} for id in sources])
    if isinstance(record, Agreement) and record.signed.precision is Precision.DAY:
        found["schema:legislationDate"] = _day(record.signed.first_ordinal)
    if isinstance(record, Session) and record.held is not None:
        ends = (record.held.start, record.held.end) if isinstance(record.held, Period) else (record.held, record.held)
        for key, end in zip(("schema:startDate", "schema:endDate"), ends, strict=True):
            if end is not None and end.precision is Precision.DAY:
                found[key] = _day(end.first_ordinal)
    return found


def _day(ordinal: int) -> Node:
    return {"@type": "xsd:date", "@value": datetime.date.fromordinal(ordinal).isoformat()}


def _timeline(record: Agreement | Programme, iri: str) -> Iterator[Node]:
    for presume in (True, False):
        for index, run in enumerate(record.chain.timeline(presume_continuity=presume).runs):
            at = f"{iri}#{'timeline' if presume else 'timeline-without-presumption'}.{index}"
            node: Node = {
                "@id": at,
                "@type": "time:ProperInterval",
                "mc:truth": run.truth.name,
                "mc:presumes_continuity": presume,
            }
            if run.first > FIRST_DAY:
                node["time:hasBeginning"] = _instant(f"{at}.first", run.first)
            if run.last < LAST_DAY:
                node["time:hasEnd"] = _instant(f"{at}.last", run.last)
            yield node


def _stretches(record: Agreement | Programme) -> Iterator[str]:
    """Yield each stretch of days on which a record is or may be in force, as an ISO 8601 interval, `..` where open."""
    stretch: list[int] = []
    for run in record.chain.timeline(presume_continuity=True).runs:
        if stretch and run.first > stretch[1] + 1:
            yield _interval(*stretch)
            stretch = []
        stretch = [stretch[0] if stretch else run.first, run.last]
    if stretch:
        yield _interval(*stretch)


def _interval(first: int, last: int) -> str:
    first_day, last_day = (datetime.date.fromordinal(ordinal).isoformat() for ordinal in (first, last))
    return f"{'..' if first == FIRST_DAY else first_day}/{'..' if last == LAST_DAY else last_day}"


def _instant(iri: str, ordinal: int) -> Node:
    return {"@id": iri, "@type": "time:Instant", "time:inXSDDate": _day(ordinal)}
