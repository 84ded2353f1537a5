#!/usr/bin/env bash
# rdflib 7.6.0: xsd:gYear and xsd:gYearMonth have no value, so a comparison of them in SPARQL is an error of the filter,
# and the answer is empty. Seen: of the years 2001 and 2015, none is before 2012, and none after 1999. SPARQL 1.1 asks
# no engine to order these types; but nothing tells who asks. xsd:date is ordered. xsd:duration is rewritten when it is
# read: P18M becomes P1Y6M, unless NORMALIZE_LITERALS is turned off.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q "rdflib==7.6.0"
"$folder/venv/bin/python" - <<'PY'
import rdflib

graph = rdflib.Graph().parse(format="turtle", data="""
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    <urn:a> <urn:year> "2001"^^xsd:gYear ; <urn:month> "2001-02"^^xsd:gYearMonth ; <urn:day> "2001-02-03"^^xsd:date .
    <urn:b> <urn:year> "2015"^^xsd:gYear ; <urn:month> "2015-02"^^xsd:gYearMonth ; <urn:day> "2015-02-03"^^xsd:date .
""")

def found(what: str, condition: str) -> int:
    asked = f"PREFIX xsd: <{rdflib.XSD}> SELECT ?x {{ ?x <urn:{what}> ?when FILTER(?when {condition}) }}"
    return len(graph.query(asked))

seen = {
    ("year", '< "2012"^^xsd:gYear'): 0,
    ("year", '>= "1999"^^xsd:gYear'): 0,
    ("month", '< "2012-01"^^xsd:gYearMonth'): 0,
    ("day", '< "2012-01-01"^^xsd:date'): 1,
}
for (what, condition), n in seen.items():
    print(f"{what} {condition}: {found(what, condition)} of 2")
    assert found(what, condition) == n, "years and months compare now"
term = rdflib.Literal("P18M", datatype=rdflib.XSD.duration)
print("P18M is read as", term)
assert str(term) == "P1Y6M", "durations stay as they are written now"
assert str(rdflib.Literal("P18M", datatype=rdflib.XSD.duration, normalize=False)) == "P18M"
PY
