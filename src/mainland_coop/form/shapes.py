"""The shape of the file form: which key is which field of which class, and which fields hold parts.

Everything is read off the classes, so that there is one home for the form of a record: its class.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import attrs

from mainland_coop.records.agreements import Agreement, PartialSupersession, Stage
from mainland_coop.records.conferences import Conference, Session
from mainland_coop.records.fields import own_id
from mainland_coop.records.figures import Figure
from mainland_coop.records.instruments import Ending, Renewal
from mainland_coop.records.memberships import Membership
from mainland_coop.records.names import Area, Name, Signatory
from mainland_coop.records.parties import Party, Predecessor
from mainland_coop.records.programmes import Edition, Programme
from mainland_coop.records.provenance import Citation, Source

KINDS: Mapping[str, type[Any]] = {
    "sources": Source,
    "areas": Area,
    "parties": Party,
    "agreements": Agreement,
    "conferences": Conference,
    "programmes": Programme,
}
"""The class of each kind of record, by its key in a file, in the order in which files are written."""

PARTS: Mapping[str, type[Any]] = {
    cls.__name__: cls
    for cls in (
        Name,
        Citation,
        Figure,
        Signatory,
        Predecessor,
        Stage,
        PartialSupersession,
        Ending,
        Membership,
        Renewal,
        Session,
        Edition,
    )
}
"""The classes of the parts of records, by name."""

_THEMSELVES = ("str", "int", "float", "bool", "FrozenMapping")
"""What a value of a file is kept as: as it stands there, or as a mapping."""


@attrs.frozen
class Shape:
    """One field of a class, as the file form has it.

    Attributes:
        name: The name of the field.
        convert: Reads a value that is no part.
        part: The class of the parts that it holds, if it holds any.
        single: Whether it can hold one part.
        several: Whether it can hold a list of parts.
        plain: Whether it can hold a value that is no part.
        texts: Whether it holds a list of texts.
        means: Whether a text there means something else: a date, a term, a word.
        required: Whether it must be given.
    """

    name: str
    convert: Any
    part: type[Any] | None
    single: bool
    several: bool
    plain: bool
    texts: bool
    means: bool
    required: bool


@cache
def shapes(cls: Any) -> Mapping[str, Shape]:
    """Return the fields of a class by their keys in files.

    The one key that is no field's name is `from`, which Python reserves: the field is `from_`.
    """
    found = {}
    for field in attrs.fields(cls):
        # Annotations are postponed, so they are texts; resolving them all costs more than reading a small register.
        hint: str = cls.__annotations__[field.name]
        options = [option.strip() for option in hint.split("|") if option.strip() != "None"]
        words = re.findall(r"\w+", hint)
        part = next((PARTS[word] for word in words if word in PARTS), None)
        name = None if part is None else part.__name__
        found[field.name.rstrip("_")] = Shape(
            field.name,
            field.converter or own_id,  # ids alone have no converter
            part,
            single=name in options,
            several=f"tuple[{name}, ...]" in options,
            plain=any(option not in (name, f"tuple[{name}, ...]") for option in options),
            texts="tuple[str, ...]" in options,
            means=any(option.isidentifier() and option not in (*_THEMSELVES, name) for option in options),
            required=field.default is attrs.NOTHING,
        )
    return found
