"""The words of the linked data: which class and which field of a record is which term of which vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.figures import Figure
from mainland_coop.records.instruments import Agreement
from mainland_coop.records.names import Area, Name, Signatory
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Citation, Source

__all__ = ["CONTEXT", "EDTF", "STANDARD", "TYPES", "name_properties", "property_of"]

CONTEXT: Mapping[str, str] = {
    "mc": "https://example.org/mainland-coop/terms#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}
"""The vocabularies by prefix. `mc` holds the library's own terms; the address is a name and leads nowhere."""

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
