"""Nodes of JSON-LD, as this library makes them, as single statements and as Turtle."""

from __future__ import annotations

import decimal
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

Node: TypeAlias = dict[str, Any]
"""An object of JSON-LD with an `@id`; its keys and types are prefixed, and its values literals or nodes."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)


class Literal(NamedTuple):
    """A value of a statement that is no address: its text as written, and its datatype or language."""

    text: str
    datatype: str | None = None
    language: str | None = None


Statement: TypeAlias = tuple[str, str, str | Literal]
"""Subject, predicate and object; addresses are in full."""


def statements(nodes: Iterable[Node], prefixes: Mapping[str, str]) -> Iterator[Statement]:
    """Yield what nodes state, each node's own statements together.

    Example:
        >>> node = {"@id": "urn:x:a", "schema:name": {"@language": "en", "@value": "A"}}
        >>> list(statements([node], {"schema": "https://schema.org/"}))
        [('urn:x:a', 'https://schema.org/name', Literal(text='A', datatype=None, language='en'))]
    """
    for node in nodes:
        inner: list[Node] = []
        subject = _full(node["@id"], prefixes)
        for key, value in node.items():
            for item in value if isinstance(value, list) else [value]:
                if key == "@type":
                    yield subject, f"{_RDF}type", _full(item, prefixes)
                elif key != "@id":
                    if isinstance(item, dict) and len(item) > 1 and "@id" in item:
                        inner.append(item)
                    yield subject, _full(key, prefixes), _object(item, prefixes)
        yield from statements(inner, prefixes)


def turtle(nodes: Iterable[Node], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield nodes as Turtle, in pieces, in their order and in time that grows with them alone.

    Example:
        >>> node = {"@id": "urn:x:a", "@type": "schema:Thing", "schema:size": 3}
        >>> print("".join(turtle([node], {"schema": "https://schema.org/"})))
        @prefix schema: <https://schema.org/> .
        <BLANKLINE>
        <urn:x:a> a schema:Thing ;
            schema:size 3 .
        <BLANKLINE>
    """
    for prefix, address in prefixes.items():
        yield f"@prefix {prefix}: <{address}> .\n"
    subject, predicate, end = "", "", ""
    for one, said, object in statements(nodes, prefixes):
        what = _literal(object, prefixes) if isinstance(object, Literal) else _address(object, prefixes)
        word = "a" if said == f"{_RDF}type" else _address(said, prefixes)
        if one != subject:
            yield f"{end}\n{_address(one, prefixes)} {word} {what}"
        elif said != predicate:
            yield f" ;\n    {word} {what}"
        else:
            yield f", {what}"
        subject, predicate, end = one, said, " .\n"
    yield end


def _object(value: Any, prefixes: Mapping[str, str]) -> str | Literal:
    match value:
        case bool():
            return Literal(str(value).lower(), f"{_XSD}boolean")
        case int():
            return Literal(str(value), f"{_XSD}integer")
        case float():
            return Literal(_double(value), f"{_XSD}double")
        case str():
            return Literal(value)
        case {"@id": address}:
            return _full(address, prefixes)
        case {"@value": text, "@language": language}:
            return Literal(text, None, language)
        case {"@value": plain, "@type": "@json"}:
            return Literal(json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True), f"{_RDF}JSON")
        case {"@value": text, "@type": datatype}:
            return Literal(text, _full(datatype, prefixes))
        case _:
            raise NotImplementedError  # no node of this library has another value


def _double(value: float) -> str:
    """A number as XML Schema has it: the shortest digits that mean it, one before the point, and an exponent."""
    digits, _, exponent = f"{decimal.Decimal(repr(value)):E}".partition("E")
    whole, _, rest = digits.partition(".")
    return f"{whole}.{rest.rstrip('0') or '0'}E{int(exponent)}"


def _full(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, colon, rest = name.partition(":")
    return f"{prefixes[prefix]}{rest}" if colon and prefix in prefixes and not rest.startswith("//") else name


def _address(address: str, prefixes: Mapping[str, str]) -> str:
    for prefix, start in prefixes.items():
        if address.startswith(start) and _LOCAL.fullmatch(address, len(start)):
            return f"{prefix}:{address[len(start) :]}"
    return f"<{address}>"


def _literal(value: Literal, prefixes: Mapping[str, str]) -> str:
    if value.datatype in (f"{_XSD}boolean", f"{_XSD}integer", f"{_XSD}double"):
        return value.text
    text = json.dumps(value.text, ensure_ascii=False)  # JSON's escapes are all Turtle's too
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{_address(value.datatype, prefixes)}" if value.datatype else text
