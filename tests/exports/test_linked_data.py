"""Linked data says all that the records say, in words that other programs know; rdflib and pyshacl read it back."""

from __future__ import annotations

import datetime
import json
import sys
import time
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from helpers import samples
from mainland_coop import exports
from mainland_coop.exports.linked_data import (
    CONTEXT,
    DEFAULT_BASE,
    STANDARD,
    TYPES,
    property_of,
    to_graph,
    to_json_ld,
    to_turtle,
)
from mainland_coop.exports.statements import turtle
from mainland_coop.form.shapes import KINDS, PARTS
from mainland_coop.records.names import Name

PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in CONTEXT.items())


def nodes(registry: mc.Registry, **more: str) -> dict[str, dict]:
    return {node["@id"]: node for node in json.loads(to_json_ld(registry, **more))["@graph"]}


def count(value: object) -> int:
    return len(value) if isinstance(value, list) else 1


def filled(record: object):
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if value is not None and value is not False and value not in ((), {}):
            yield field.name, value


def test_the_sample_fills_every_field_of_every_class():
    seen: dict[type, set[str]] = {}
    todo: list[object] = [record for kind in KINDS for record in getattr(samples.REGISTRY, kind)]
    while todo:
        record = todo.pop()
        if not attrs.has(type(record)) or type(record) not in (*KINDS.values(), *PARTS.values()):
            continue
        for name, value in filled(record):
            seen.setdefault(type(record), set()).add(name)
            todo += value if isinstance(value, tuple) else [value]
    # What excludes another field of the same record is tested by itself.
    apart = {"never_in_force", "expires", "in_force_from", "follows_on", "tacit_renewal", "period"}
    for cls in (*KINDS.values(), *PARTS.values()):
        assert {field.name for field in attrs.fields(cls)} - seen[cls] <= apart, cls


@pytest.mark.parametrize("registry", [samples.REGISTRY, mc.load()], ids=["sample", "bundled"])
def test_every_filled_field_of_every_record_and_part_is_there(registry):
    found = nodes(registry)
    checked = 0

    def check(record: object, iri: str) -> None:
        nonlocal checked
        node = found[iri]
        for name, value in filled(record):
            if isinstance(value, Name) or isinstance(record, Name):
                continue
            wanted = count(list(value) if isinstance(value, tuple) else 1)
            if name in ("id", "identifiers"):
                wanted = 1 + len(getattr(record, "identifiers", ()))
            assert count(node[property_of(type(record), name)]) == wanted
            checked += 1
            for index, item in enumerate(value if isinstance(value, tuple) else (value,)):
                if isinstance(item, mc.Session):
                    check(item, f"{DEFAULT_BASE}sessions/{item.id}")
                elif type(item) in PARTS.values():
                    path = f"{name}.{index}" if isinstance(value, tuple) else name
                    check(item, f"{iri}{'.' if '#' in iri else '#'}{path}")

    for kind in KINDS:
        for record in getattr(registry, kind):
            check(record, f"{DEFAULT_BASE}{kind}/{record.id}")
    assert checked > 100


def test_values_as_other_programs_write_them():
    found = nodes(samples.REGISTRY)
    pact = found[f"{DEFAULT_BASE}agreements/pact"]
    assert pact["@type"] == ["mc:Agreement", "schema:Legislation", "prov:Entity"]
    assert pact["schema:name"][1] == {"@language": "zh-Hant", "@value": "律政司"}
    assert pact["schema:alternateName"] == ["DoJ", "Legal Department", "HKDoJ"]
    assert pact["mc:translated"] == "zh-Hans"
    assert pact["mc:signed"] == {"@type": "edtf:EDTF", "@value": "2011-11-25~"}
    assert pact["schema:legislationDate"] == {"@type": "xsd:date", "@value": "2011-11-25"}
    assert pact["mc:term"] == {"@type": "xsd:duration", "@value": "P5Y"}
    assert pact["mc:signed_at"] == {"@id": f"{DEFAULT_BASE}sessions/plenary-1"}
    assert pact["prov:wasDerivedFrom"] == {"@id": f"{DEFAULT_BASE}sources/page"}
    citation = found[f"{DEFAULT_BASE}agreements/pact#citations.0"]
    assert citation["prov:entity"] == {"@id": f"{DEFAULT_BASE}sources/page"}
    assert citation["mc:supports"] == ["signed", "term"]
    assert citation["mc:says"] == ["signed = 2011-11"]
    assert pact["mc:notice"] == {"@type": "xsd:duration", "@value": "P6M"}
    assert pact["mc:extra"] == {"@type": "@json", "@value": {**samples.EXTRA}}
    identifier = {"@type": "schema:PropertyValue", "schema:propertyID": "wikidata", "schema:value": "Q1"}
    named = {"@id": f"{DEFAULT_BASE}agreements/pact#identifiers.wikidata", **identifier}
    assert pact["schema:identifier"] == ["pact", named]
    assert pact["owl:sameAs"] == {"@id": "http://www.wikidata.org/entity/Q1"}
    left = found[f"{DEFAULT_BASE}agreements/pact#memberships.0.ending"]
    assert (left["mc:last_day"]["@value"], left["mc:reason"]) == ("2015", "withdrawn")
    ending = found[f"{DEFAULT_BASE}agreements/pact#ending"]
    assert ending["mc:by"] == {"@id": f"{DEFAULT_BASE}agreements/later"}
    renewal = found[f"{DEFAULT_BASE}agreements/pact#renewals.1"]
    assert (renewal["schema:position"], renewal["mc:signed"]["@value"]) == (2, "2023-04")


def test_what_excludes_other_fields():
    party = mc.Party(id="a", name="A", kind="person")
    plain = {"title": "X", "kind": "treaty", "parties": ["a"]}
    registry = mc.Registry(
        parties=[party],
        agreements=[
            mc.Agreement(id="never", signed="2000", never_in_force=True, **plain),
            mc.Agreement(id="open", signed="2000", in_force_from="2001", expires="..", **plain),
            mc.Agreement(id="years", signed="2000", period="2001/2003", **plain),
            mc.Agreement(id="itself", signed="2000", expires="2003", tacit_renewal=True, **plain),
            mc.Agreement(
                id="weeks",
                signed="2000-01-01",
                term="P2W",
                tacit_renewal="P1M",
                renewals=[mc.Renewal(signed="2000-02", term="P2W"), mc.Renewal(follows_on=True)],
                **plain,
            ),
        ],
        programmes=[mc.Programme(id="p q'ü/".replace(" ", ""), name="P")],
    )
    found = nodes(registry, base="https://register.example/")
    at = "https://register.example/agreements/"
    assert found["https://register.example/parties/a"]["@type"] == ["schema:Person", "prov:Agent"]
    assert found[f"{at}never"]["mc:never_in_force"] is True
    assert "mc:timeline" not in found[f"{at}never"]
    assert found[f"{at}open"]["mc:expires"] == {"@id": "mc:open"}
    assert found[f"{at}open"]["mc:in_force_from"]["@value"] == "2001"
    assert found[f"{at}years"]["mc:period"] == {"@type": "edtf:EDTF", "@value": "2001/2003"}
    assert found[f"{at}itself"]["mc:tacit_renewal"] is True
    assert found[f"{at}weeks"]["mc:term"]["@value"] == "P14D"
    assert found[f"{at}weeks"]["mc:tacit_renewal"]["@value"] == "P1M"
    assert found[f"{at}weeks#renewals.1"]["mc:follows_on"] is True
    assert "https://register.example/programmes/pq%27%C3%BC%2F" in found


def test_open_runs_have_no_beginning_or_end():
    programme = mc.Programme(id="p", name="P", ending=mc.Ending(last_day="2020-06-30", reason="terminated"))
    endless = mc.Programme(id="q", name="Q", started="2000-01-01")
    found = nodes(mc.Registry(programmes=[programme, endless]))
    first = found[f"{DEFAULT_BASE}programmes/p#timeline.0"]
    assert first["mc:truth"] == "UNKNOWN"  # nobody says when it started; on its last day it had
    assert "time:hasBeginning" not in first
    assert first["time:hasEnd"]["time:inXSDDate"]["@value"] == "2020-06-29"
    last = found[f"{DEFAULT_BASE}programmes/q#timeline.0"]
    assert last["time:hasBeginning"]["time:inXSDDate"]["@value"] == "2000-01-01"
    assert "time:hasEnd" not in last


@pytest.mark.parametrize(
    ("scheme", "value", "address"),
    [
        ("wikidata", "Q8646", "http://www.wikidata.org/entity/Q8646"),
        ("viaf", "158822968", "http://viaf.org/viaf/158822968"),
        ("isni", "000000012150090X", "https://isni.org/isni/000000012150090X"),
        ("ror", "02zhqgq86", "https://ror.org/02zhqgq86"),
        ("geonames", "1819730", "https://sws.geonames.org/1819730/"),
        ("gnd", "4076757-8", "https://d-nb.info/gnd/4076757-8"),
        ("lcnaf", "n79081709", "http://id.loc.gov/authorities/names/n79081709"),
        ("wikidata", "Q1> <x", None),
        ("wikidata", "hong kong", None),
        ("file number", "Q1", None),
    ],
)
def test_an_identifier_that_others_publish_is_said_to_be_the_same(scheme, value, address):
    party = nodes(mc.Registry(parties=[mc.Party(id="a", name="A", identifiers={scheme: value})]))[
        f"{DEFAULT_BASE}parties/a"
    ]
    assert party.get("owl:sameAs") == (address and {"@id": address})
    assert party["schema:identifier"][1]["schema:value"] == value


def test_temporal_coverage_is_the_days_on_which_it_is_or_may_be_in_force():
    registry = mc.load()
    found = nodes(registry)
    pact = found[f"{DEFAULT_BASE}agreements/doj-shenzhen-legal-matters-2011"]
    assert pact["schema:temporalCoverage"] == ["2011-11-25/2016-11-24", "2017-10-12/2022-10-11", "2023-04-01/.."]
    for record in (*registry.agreements, *registry.programmes):
        kind = "agreements" if isinstance(record, mc.Agreement) else "programmes"
        told = found[f"{DEFAULT_BASE}{kind}/{record.id}"].get("schema:temporalCoverage", [])
        told = told if isinstance(told, list) else [told]
        covered = [mc.Period.parse(text) for text in told]
        for run in record.chain.timeline().runs:
            assert sum(one.first_ordinal <= run.first and run.last <= one.last_ordinal for one in covered) == 1
        edges = {day for one in covered for day in (one.first_ordinal - 1, one.last_ordinal + 1)}
        for day in edges:
            if 1 <= day <= datetime.date.max.toordinal():
                assert record.active_on(datetime.date.fromordinal(day)) is mc.Truth.FALSE


def test_equal_registries_are_the_same_text_whatever_the_order_of_their_records():
    registry = mc.load()
    again = mc.Registry(
        **{kind: list(reversed(list(getattr(registry, kind)))) for kind in KINDS},
        version=registry.version,
        verified_through=registry.verified_through,
    )
    assert to_json_ld(again) == to_json_ld(registry)


@pytest.mark.parametrize("base", ["", "no address", "relative/path", "https://with space/", 3, None])
def test_a_base_that_is_no_address_is_refused(base):
    with pytest.raises(mc.MainlandCoopError, match=r"base is .*, no absolute IRI"):
        to_json_ld(samples.REGISTRY, base=base)


def test_the_missing_extra_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "rdflib", None)
    with pytest.raises(ImportError, match=r'pip install "mainland-coop\[rdf\]"'):
        to_graph(samples.REGISTRY)


def test_words_are_of_fields_and_classes_that_exist():
    known = {*KINDS.values(), *PARTS.values()}
    assert set(TYPES) <= known
    for (cls, field), term in STANDARD.items():
        assert field in {each.name for each in attrs.fields(cls)}
        assert term.split(":")[0] in CONTEXT


# --- What rdflib and pyshacl say of it ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def graph():
    pytest.importorskip("rdflib", reason="the extra rdf is not installed")
    return to_graph(mc.load())


def ask(graph, query):
    return [tuple(str(value) for value in row) for row in graph.query(PREFIXES + query)]


def test_dates_compare_with_nothing_in_sparql_and_the_timelines_do():
    """The page on exports says so, for nothing tells who asks: the answer is empty, and no error."""
    rdflib = pytest.importorskip("rdflib", reason="the extra rdf is not installed")
    registry = mc.Registry(
        parties=[mc.Party(id="a", name="A")],
        agreements=[samples.small_agreement(id=year, signed=year) for year in ("2001", "2015")],
    )
    graph = to_graph(registry)
    assert ask(graph, 'SELECT ?x { ?x mc:signed ?when . FILTER(?when < "2012"^^edtf:EDTF) }') == []
    graph.parse(data='@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . <urn:x> <urn:year> "2001"^^xsd:gYear .')
    assert ask(graph, 'SELECT ?x { ?x <urn:year> ?when . FILTER(?when < "2012"^^xsd:gYear) }') == []
    first = "?x mc:timeline/time:hasBeginning/time:inXSDDate ?day"
    found = ask(graph, f'SELECT DISTINCT ?x {{ {first} . FILTER(?day < "2012-01-01"^^xsd:date) }}')
    assert found == [(f"{DEFAULT_BASE}agreements/2001",)]
    assert rdflib.Literal("2001", datatype=rdflib.XSD.gYear).value is None


def test_no_blank_nodes_and_nothing_lost_on_the_way(graph):
    from rdflib import BNode

    assert not [triple for triple in graph if any(isinstance(term, BNode) for term in triple)]
    subjects = {str(subject) for subject in graph.subjects()}
    assert subjects >= set(nodes(mc.load()))


@pytest.fixture
def as_written(monkeypatch):
    """rdflib, which leaves literals as they are written: it would make P1Y6M of P18M, and `01.50` of no number."""
    rdflib = pytest.importorskip("rdflib", reason="the extra rdf is not installed")
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    return rdflib


def lexical(graph) -> set[tuple[str, ...]]:
    """The statements with the texts of their values; of fractions their values, which rdflib reads in another text."""
    return {
        (*(term.n3() for term in triple[:2]), repr(value) if isinstance(value, float) else triple[2].n3())
        for triple in graph
        for value in [getattr(triple[2], "value", None)]
    }


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD uses it
def test_json_ld_turtle_and_graph_hold_the_same_statements(as_written):
    json_ld = as_written.Graph().parse(data=to_json_ld(samples.REGISTRY), format="json-ld")
    turtle = as_written.Graph().parse(data=to_turtle(samples.REGISTRY), format="turtle")
    assert lexical(turtle) == lexical(json_ld) == lexical(to_graph(samples.REGISTRY))


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1), number=st.floats(allow_nan=False))
def test_whatever_a_text_or_a_number_is_turtle_says_it(text, number):
    rdflib = pytest.importorskip("rdflib", reason="the extra rdf is not installed")
    node = {"@id": "urn:x:a", "schema:name": [text, {"@language": "en", "@value": text}]}
    if abs(number) < float("inf"):
        node["schema:value"] = number
    read = rdflib.Graph().parse(data="".join(turtle([node], CONTEXT)), format="turtle")
    plain, english, *numbers = sorted(read.objects(), key=lambda term: (term.value == number, bool(term.language)))
    assert (str(plain), str(english), english.language) == (text, text, "en")
    assert [one.value for one in numbers] == ([number] if "schema:value" in node else [])


def test_terms_are_as_they_are_written():
    text = to_turtle(mc.Registry(programmes=[mc.Programme(id="p", name="P", started="2011", term="P18M")]))
    assert 'mc:term "P18M"^^xsd:duration' in text
    pytest.importorskip("rdflib", reason="the extra rdf is not installed")
    graph = to_graph(mc.Registry(programmes=[mc.Programme(id="p", name="P", started="2011", term="P18M")]))
    assert '"P18M"^^xsd:duration' in graph.serialize(format="turtle")


def test_turtle_takes_time_that_grows_with_the_records():
    many = mc.Registry(
        parties=[mc.Party(id="a", name="A")],
        agreements=[
            mc.Agreement(
                id=f"x{i}", title="X", kind="treaty", parties=["a"], signed="2011", renewals=[mc.Renewal(signed="2013")]
            )
            for i in range(1_000)
        ],
    )
    spent = []
    for write in (to_json_ld, to_turtle):
        start = time.process_time()
        write(many)
        spent.append(time.process_time() - start)
    assert spent[1] < 8 * spent[0]


def test_every_name_in_its_language(graph):
    asked = "?x a mc:Agreement ; schema:identifier ?id ; schema:name ?title . FILTER(ISLITERAL(?id))"
    titles = ask(graph, f"SELECT ?id ?title WHERE {{ {asked} }}")
    named = {
        (pact.id, text)
        for pact in mc.load().agreements
        for text in (pact.title.en, pact.title.zh_hant, pact.title.zh_hans)
        if text
    }
    assert set(titles) == named


@pytest.mark.parametrize("day", ["2000-01-01", "2016-12-31", "2024-01-28", "2026-11-22"])
def test_sparql_on_the_timelines_answers_as_python_does(graph, day):
    rows = ask(
        graph,
        f"""SELECT ?id ?truth ?presumed WHERE {{
            ?x a mc:Agreement ; schema:identifier ?id ; mc:timeline ?run . FILTER(ISLITERAL(?id))
            ?run mc:truth ?truth ; mc:presumes_continuity ?presumed .
            OPTIONAL {{ ?run time:hasBeginning/time:inXSDDate ?first }}
            OPTIONAL {{ ?run time:hasEnd/time:inXSDDate ?last }}
            FILTER(!BOUND(?first) || ?first <= "{day}"^^xsd:date)
            FILTER(!BOUND(?last) || ?last >= "{day}"^^xsd:date) }}""",
    )
    answers = {
        (pact.id, truth.name, str(presume).lower())
        for presume in (True, False)
        for pact in mc.load().agreements
        if (truth := pact.active_on(datetime.date.fromisoformat(day), presume_continuity=presume)) is not mc.Truth.FALSE
    }
    assert set(rows) == answers
    assert len(rows) == len(answers)


SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
[] a sh:NodeShape ; sh:targetClass mc:Agreement ;
   sh:property [ sh:path schema:name ; sh:minCount 1 ; sh:uniqueLang true ] ;
   sh:property [ sh:path mc:signed ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype edtf:EDTF ] ;
   sh:property [ sh:path mc:parties ; sh:minCount 1 ; sh:class prov:Agent ] ;
   sh:property [ sh:path schema:about ; sh:class skos:Concept ] ;
   sh:property [ sh:path prov:wasDerivedFrom ; sh:minCount 1 ; sh:class schema:CreativeWork ] ;
   sh:property [ sh:path prov:qualifiedDerivation ; sh:minCount 1 ; sh:class prov:Derivation ] .
[] a sh:NodeShape ; sh:targetClass prov:Derivation ;
   sh:property [ sh:path prov:entity ; sh:minCount 1 ; sh:maxCount 1 ; sh:class schema:CreativeWork ] .
[] a sh:NodeShape ; sh:targetClass mc:Session ;
   sh:property [ sh:path schema:superEvent ; sh:minCount 1 ; sh:maxCount 1 ; sh:class mc:Conference ] .
[] a sh:NodeShape ; sh:targetClass skos:Concept ;
   sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ] ;
   sh:property [ sh:path skos:inScheme ; sh:minCount 1 ; sh:class skos:ConceptScheme ] ;
   sh:property [ sh:path skos:broader ; sh:maxCount 1 ; sh:class skos:Concept ] .
[] a sh:NodeShape ; sh:targetClass time:ProperInterval ;
   sh:property [ sh:path mc:truth ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ("TRUE" "UNKNOWN") ] ;
   sh:property [ sh:path mc:presumes_continuity ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] .
"""


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # pyshacl uses what rdflib has deprecated
def test_the_graph_has_the_shape_that_it_promises(graph):
    pyshacl = pytest.importorskip("pyshacl", reason="pyshacl is not installed")
    shapes = PREFIXES.replace("PREFIX", "@prefix").replace(">\n", "> .\n") + SHAPES
    conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes, shacl_graph_format="turtle")
    assert conforms, text
    from rdflib import URIRef

    broken = to_graph(samples.REGISTRY)
    broken.remove((URIRef(f"{DEFAULT_BASE}agreements/pact"), URIRef(f"{CONTEXT['mc']}signed"), None))
    assert not pyshacl.validate(broken, shacl_graph=shapes, shacl_graph_format="turtle")[0]


def test_a_session_of_several_days_begins_on_the_first_and_ends_on_the_last():
    held = {"one": "2011-07-25", "several": "2011-07-25/2011-07-28", "month": "2011-07", "open": "2011-07-25/2011-08"}
    sessions = [mc.Session(id=id, held=when) for id, when in held.items()]
    registry = mc.Registry(conferences=[mc.Conference(id="c", name="C", sessions=sessions)])
    found = nodes(registry)
    days = {
        id: [
            next((node[key]["@value"] for at, node in found.items() if at.endswith(f"/{id}") and key in node), None)
            for key in ("schema:startDate", "schema:endDate")
        ]
        for id in held
    }
    assert days == {
        "one": ["2011-07-25", "2011-07-25"],
        "several": ["2011-07-25", "2011-07-28"],
        "month": [None, None],
        "open": ["2011-07-25", None],
    }


@pytest.mark.parametrize("export", [exports.to_json_ld, exports.to_turtle, exports.to_graph])
def test_what_is_no_registry_is_told(export: Any) -> None:
    if export is exports.to_graph:
        pytest.importorskip("rdflib")
    with pytest.raises(mc.WrongTypeError, match="3 is no Registry"):
        export(3)
