"""What each form that a registry is written in holds of it, measured.

Two registries that differ in one value are written and read back with a reader that is not ours. What the reader has
of the one and not of the other is what the form holds of that value: the value itself, its text, something else, or
nothing. So a form is added by its writer and its reader alone (`FORMS`), and a kind of value by an example (`KINDS`).
`docs/what-forms-hold.md` shows what came out; `python -m helpers.forms`, run in `tests/`, writes it anew.
"""

from __future__ import annotations

import copy
import datetime
import json
import operator
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import mainland_coop as mc
from helpers import samples
from helpers.form_readers import ADDRESS, FORMS, Form, Marked
from mainland_coop.exports.linked_data import CONTEXT

PAGE = Path(__file__).resolve().parents[2] / "docs" / "what-forms-hold.md"


# --- The kinds of values ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """A kind of value: an example of it, and the same register with and without.

    `text` is the example as the file form has it, and `values` are the objects that say all of it; what is none of
    them and only holds the text is *text*. Without `values`, that a reader can tell the two registers apart is enough.
    """

    name: str
    text: str
    values: tuple[object, ...]
    with_it: Callable[[], mc.Registry]
    without: Callable[[], mc.Registry]


def register(url: str | None = None, version: str | None = None, **agreement: Any) -> mc.Registry:
    agreement.setdefault("signed", "1987-06-05")
    return mc.Registry(
        parties=[mc.Party(id="a", name="A"), mc.Party(id="b", name="B")],
        sources=[mc.Source(id="s", title="S", url=url)],
        agreements=[small(id="x", **agreement), small(id="y", signed="1987-06-05", title="Y")],
        version=version,
    )


def small(**fields: Any) -> mc.Agreement:
    return mc.Agreement(**{"title": "X", "kind": "arrangement", "parties": ["a", "b"], **fields})


def session(**fields: Any) -> mc.Registry:
    return mc.Registry(conferences=[mc.Conference(id="c", name="C", sessions=[mc.Session(id="x", **fields)])])


def signed(name: str, text: str, *values: object) -> Kind:
    marked = Marked(text, "EDTF")
    return Kind(name, text, (marked, *values), lambda: register(signed=text), register)


def field(name: str, text: str, *values: object, **fields: Any) -> Kind:
    return Kind(name, text, values, lambda: register(**fields), register)


PEOPLE = [mc.Signatory(name="Lee"), mc.Signatory(name="Ho")]
CITED = mc.Citation(source="s", locator="page 7", supports=["signed"], says={"signed": "1987-07"})
ODD = 'One, "two"\nthree'
DAY = datetime.date(2011, 11, 25)

KINDS: tuple[Kind, ...] = (
    signed("a day", "2011-11-25", DAY, datetime.datetime(2011, 11, 25)),
    signed("a month", "2011-11"),
    signed("a year", "2011"),
    signed("a decade", "201X"),
    signed("a date with its qualifier", "2011-11-25~"),
    signed("a day between two others", "[2016-02..2017-10]"),
    signed("a day of which only the latest is known", "[..2025-10]"),
    signed("the first day of the calendar", "0001-01-01", datetime.date(1, 1, 1)),
    signed("the last day of the calendar", "9999-12-31", datetime.date(9999, 12, 31)),
    field("a calendar period", "2012/2014", Marked("2012/2014", "EDTF"), period="2012/2014"),
    Kind(
        "the days of a meeting",
        "2005-07-25/2005-07-28",
        (Marked("2005-07-25/2005-07-28", "EDTF"),),
        lambda: session(held="2005-07-25/2005-07-28"),
        lambda: session(held="1987"),
    ),
    field("a term", "P18M", Marked("P18M", "duration"), term="P18M"),
    field("a term in weeks", "P2W", Marked("P2W", "duration"), term="P2W"),
    field("an open end", "..", Marked("mc:open", ADDRESS), Marked(f"{CONTEXT['mc']}open", ADDRESS), expires=".."),
    field("that it never was in force", "true", True, never_in_force=True),
    Kind("a whole number", "70", (70,), lambda: session(held="1987", n_documents=70), lambda: session(held="1987")),
    field("a fraction", "1.5", 1.5, figures=[mc.Figure(what="visits", value=1.5)]),
    field("a name in English", "Pact", "Pact", Marked("Pact", "en"), title="Pact"),
    field("a name in Chinese", "協議", "協議", Marked("協議", "zh-Hant"), title=mc.Name(en="X", zh_hant="協議")),
    field("text with commas, quotes and line breaks", ODD, ODD, note=ODD),
    field("text that looks like a number", "007", "007", note="007"),
    field("text that looks like a formula", "=1+1", "=1+1", note="=1+1"),
    Kind(
        "the order of people",
        "Lee, Ho",
        (),
        lambda: register(signatories=PEOPLE),
        lambda: register(signatories=PEOPLE[::-1]),
    ),
    field("the place in a source", "page 7", "page 7", citations=[CITED]),
    field("the field that a source supports", "signed", "signed", citations=[CITED]),
    field("what a source says instead", "1987-07", "1987-07", citations=[CITED]),
    field("the address of a source", "https://example.org/s", "https://example.org/s", url="https://example.org/s"),
    field("a value of your own", '"cost": 120', 120, Marked('{"cost":120}', "JSON"), extra={"cost": 120}),
    Kind(
        "that a value of your own is true, and not 1",
        "true",
        (),
        lambda: register(extra={"paid": True}),
        lambda: register(extra={"paid": 1}),
    ),
    field("an identifier", "Q1", "Q1", identifiers={"wikidata": "Q1"}),
    field("the version of the data", "2026.11.30", "2026.11.30", version="2026.11.30"),
)


# --- What a form holds of a kind -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """What came back of a value: `how` is `value`, `text`, `other` or `lost`, and `found` what is there instead."""

    how: str
    found: tuple[str, ...] = ()


@cache
def read_back(form: Form, registry: mc.Registry) -> Counter[Row] | mc.Registry:
    """What the reader of a form makes of a registry that was written in it, as rows of single values."""
    # Files reach no disk here: hundreds of them are written, and none is kept.
    with tempfile.TemporaryDirectory() as folder, mock.patch("os.fsync", return_value=None):
        found = form.read(form.write(registry, Path(folder)))
        return found if isinstance(found, mc.Registry) else Counter(tuple(values_of(row)) for row in found)


Value = tuple[str, object]
"""A single value with the name of its type: 1 is not true, and a date no text."""
Row = tuple[Value, ...]


def values_of(row: object) -> Iterator[Value]:
    """The single values of a row, also of rows within it; a mapping is its keys and values."""
    if isinstance(row, str | int | float | Marked | None):
        yield type(row).__name__, row
    elif isinstance(row, Mapping):
        yield from values_of(row.items())
    elif isinstance(row, Iterable):
        for item in row:
            yield from values_of(item)
    else:
        yield type(row).__name__, row


def held(form: Form, text: str, values: tuple[object, ...], one: mc.Registry, other: mc.Registry) -> Held:
    """What a form holds of what one registry has and the other has not."""
    here, there = read_back(form, one), read_back(form, other)
    if isinstance(here, mc.Registry) or isinstance(there, mc.Registry):
        return Held("value" if here == one and there == other else "lost")
    new = list(differences(here - there, there - here))
    if not new:
        return Held("lost")
    if not values or set(new) & {(type(value).__name__, value) for value in values}:
        return Held("value")
    if any(_squeezed(text) in _squeezed(_text(value)) for _, value in new):
        return Held("text")
    told = [
        value for _, value in new if value is not None and not (isinstance(value, Marked) and value.mark == ADDRESS)
    ]
    return Held("other", tuple(sorted(set(map(_text, told)))))


def differences(here: Iterable[Row], there: Iterable[Row]) -> Iterator[Value]:
    """The values of rows that are here alone, without those that the row there that is most like it has too."""
    for row in here:
        like = max(
            (other for other in there if len(other) == len(row)), key=lambda other: _shared(row, other), default=()
        )
        if 2 * _shared(row, like) < len(row):
            yield from row
        else:
            yield from (value for value, old in zip(row, like, strict=True) if value != old)


def _shared(row: Row, other: Row) -> int:
    return sum(map(operator.eq, row, other))


def _squeezed(text: str) -> str:
    """A text without what a form may write in another way: white space, and tags of languages."""
    return re.sub(r"\s", "", text).lower().replace("zh-", "zh_")


def _text(value: object) -> str:
    return value.text if isinstance(value, Marked) else str(value)


def of_kinds(form: Form) -> dict[Kind, Held]:
    """What a form holds of each kind of value."""
    return {kind: held(form, kind.text, kind.values, kind.with_it(), kind.without()) for kind in KINDS}


# --- Fields that a form has no place for -----------------------------------------------------------------------------

PLAIN = {"title": "T", "kind": "treaty", "parties": ["hk"], "signed": "1987-01"}
APART: Mapping[str, list[dict[str, Any]]] = {
    "agreements": [
        {"id": "f1", **PLAIN, "never_in_force": True},
        {"id": "f2", **PLAIN, "in_force_from": "1987-02", "expires": "1999"},
        {"id": "f3", **PLAIN, "term": "P7Y", "renewals": [{"follows_on": True, "term": "P3Y"}]},
        {"id": "f6", **PLAIN, "term": "P8Y", "tacit_renewal": "P9Y"},
        {"id": "f4", **PLAIN, "period": "1988/1991", "renewals": [{"period": "1994/1996"}]},
        {"id": "f5", **PLAIN, "renewals": [{"in_force_from": "1993-05", "expires": "1995-07"}]},
    ],
    "programmes": [
        {"id": "f0", "name": "F", "renewals": [{"in_force_from": "1993-06", "expires": "1995-08"}]},
        {"id": "f1", "name": "F", "period": "1988/1992"},
        {"id": "f2", "name": "F", "started": "1989", "expires": "1997-03"},
    ],
    "sources": [{"id": "other", "title": "Other"}],
}
"""What excludes other fields of the record that fills all the rest, by kind."""

Path_ = tuple[str | int, ...]


def filled() -> dict[str, Any]:
    """A register, as its file, in which every field of every class has a value."""
    whole: dict[str, Any] = json.loads(mc.dumps(samples.REGISTRY))
    return {**whole, **{kind: whole[kind] + more for kind, more in APART.items()}}


def leaves(value: object, path: Path_ = ()) -> Iterator[tuple[Path_, object]]:
    """The single values of a file with their paths; what is under `extra` is one value."""
    if isinstance(value, dict) and path[-1:] != ("extra",):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path, value


def field_name(path: Path_) -> str:
    """The field that a path leads to, whatever the place in a list or the key of a mapping: `agreements.parties`."""
    names = [part for part in path if isinstance(part, str)]
    for key in ("identifiers", "says"):
        if key in names:
            names = names[: names.index(key) + 1]
    return ".".join(names)


@cache
def pairs() -> dict[str, tuple[object, mc.Registry, mc.Registry]]:
    """For each field of the register of `filled`: a value, a register with it, and one that differs in it alone."""
    whole = filled()
    found: dict[str, tuple[object, mc.Registry, mc.Registry]] = {}
    for path, value in leaves(whole):
        name = field_name(path)
        if name not in found and path[-1] not in WITHOUT_OTHER and value != "..":
            small = _around(whole, path)
            other = next(filter(None, (_changed(small, path, new) for new in (None, *OTHERS))), None)
            if other is not None:
                found[name] = (value, _registry(json.dumps(small)), other)
    return found


_registry = cache(mc.loads)


def _around(whole: dict[str, Any], path: Path_) -> dict[str, Any]:
    """The register with one record in full and as little as may be of the others, which is many times faster."""
    return {
        kind: [record if (kind, index) == path[:2] else _bare(record) for index, record in enumerate(records)]
        if isinstance(records, list)
        else records
        for kind, records in whole.items()
    }


def _bare(record: dict[str, Any]) -> dict[str, Any]:
    bare = {key: record[key] for key in ("id", "kind", "parties", "signed") if key in record}
    bare |= {key: "N" for key in ("name", "title") if key in record}
    return bare | ({"sessions": [_bare(one) for one in record["sessions"]]} if "sessions" in record else {})


STATE = ("version", "verified_through")
"""The fields of a register as a whole, which files of tables may have and single tables have not."""

WITHOUT_OTHER = ("schema", "id", "follows_on")
"""Keys that no register can be without and stay the same otherwise."""

OTHERS = (
    *("1986", "1995", "2018", "2031", "1995/1996", "P4Y", "merged", "terminated", "hk", "cn", "sz", "framework"),
    *("other", "treaty", "visit", "renamed", "Z", 3),
)
"""Values that stand in place of one that cannot be left out: one of them fits any field."""


def _changed(whole: dict[str, Any], path: Path_, new: object) -> mc.Registry | None:
    """The register with another value at a path, or without one if it is None; None if there is no such register."""
    changed = copy.deepcopy(whole)
    at: Any = changed
    for part in path[:-1]:
        at = at[part]
    if at[path[-1]] == new:
        return None
    if new is None:
        del at[path[-1]]
    else:
        at[path[-1]] = new
    try:
        return mc.loads(json.dumps(changed))
    except mc.MainlandCoopError:
        return None


def missing_fields(form: Form) -> list[str]:
    """The fields that a form has no place for: no value in them comes back, not even as text."""
    if form.fields_like:
        return []
    return [name for name in pairs() if not has_place(form, name)]


def has_place(form: Form, name: str) -> bool:
    """Whether a value in a field comes back, be it as text."""
    value, one, other = pairs()[name]
    text = json.dumps(value) if isinstance(value, dict | bool) else str(value)
    marks = ("EDTF", "duration", "en", "zh-Hant", "zh-Hans", ADDRESS)
    plain = list(value)[:1] if isinstance(value, dict) else [value]
    values = (*plain, *(Marked(text, mark) for mark in marks))
    return held(form, text, values, one, other).how in ("value", "text")


# --- The page --------------------------------------------------------------------------------------------------------

HOW = {"value": "Comes back as a value", "text": "Kept as text", "other": "Said otherwise", "lost": "Lost"}


def section(form: Form) -> str:
    """The section of the page on a form."""
    lines = [f"## {form.name}", "", f"Read back with {form.reader}.{' ' * bool(form.note)}{form.note}", ""]
    kinds = of_kinds(form)
    if isinstance(read_back(form, samples.REGISTRY), mc.Registry):
        return "\n".join([*lines, "Everything comes back as it was: what is read is an equal registry.", ""])
    for how, words in HOW.items():
        told = [_told(kind, one) for kind, one in kinds.items() if one.how == how]
        lines += [f"- **{words}**: {'; '.join(told) or 'nothing'}."]
    return "\n".join([*lines, _fields_told(form), ""])


def _fields_told(form: Form) -> str:
    """The fields without a place; of a form for a part of the register alone, those with one."""
    if form.fields_like:
        like = next(other for other in FORMS if other.name == form.fields_like)
        of_all = [f"`{name}`" for name in STATE if has_place(form, name) and not has_place(like, name)]
        there = f", but for {' and '.join(of_all)}, which it has" if of_all else ""
        return f"- **Fields without a place**: as for {form.fields_like}{there}."
    missing = missing_fields(form)
    there = [name for name in pairs() if name not in missing]
    what, names = ("without", missing) if len(missing) <= len(there) else ("with", there)
    told = ", ".join(f"`{name}`" for name in names) or "none"
    return f"- **Fields {what} a place**: {told}{'' if what == 'without' else ', and no others'}."


def _told(kind: Kind, one: Held) -> str:
    example = kind.text.replace("\n", "⏎")
    if one.how == "other":
        return f"{kind.name} (`{example}` is read as {', '.join(f'`{text}`' for text in one.found)})"
    return f"{kind.name} (`{example}`)" if one.how == "text" else kind.name


def with_section(page: str, made: str) -> str:
    """The page with one section anew, in its place or at the end."""
    heading = made.partition("\n")[0]
    before, found, rest = page.partition(f"{heading}\n")
    if not found:
        return f"{page.rstrip()}\n\n{made}"
    after = re.search(r"^## ", rest, re.MULTILINE)
    return before + made + ("\n" + rest[after.start() :] if after else "")


def main() -> None:
    """Write the sections of all forms into the page, for whoever has all packages installed."""
    page = PAGE.read_text(encoding="utf-8")
    for form in FORMS:
        page = with_section(page, section(form))
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
