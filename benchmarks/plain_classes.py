"""The agreements of the file form as plain classes without any check, for readers that only fill in fields."""

# No `from __future__ import annotations`: the readers resolve the types when the classes are made.
import functools
import importlib
import operator
import types
from collections.abc import Callable
from typing import Any, get_args, get_origin

import attrs

from mainland_coop.foundation.vocabularies import AgreementKind, EndingReason

__all__ = ["Agreement", "Register", "models", "structs"]


@attrs.frozen
class Name:
    """A name."""

    en: str | None = None
    zh_hant: str | None = None
    zh_hans: str | None = None
    short: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    translated: tuple[str, ...] = ()


@attrs.frozen
class Citation:
    """A citation."""

    source: str
    locator: str | None = None
    supports: tuple[str, ...] = ()
    says: dict[str, str] = attrs.field(factory=dict)
    note: str | None = None


@attrs.frozen
class Signatory:
    """A signatory."""

    name: Name
    office: str | None = None
    party: str | None = None


@attrs.frozen
class Figure:
    """A figure."""

    what: str
    value: int
    unit: str | None = None
    as_of: str | None = None
    qualifier: str | None = None
    citations: tuple[Citation, ...] = ()


@attrs.frozen
class Stage:
    """A stage of entry into force."""

    on: str
    provisions: str | None = None
    citations: tuple[Citation, ...] = ()


@attrs.frozen
class Ending:
    """An ending."""

    last_day: str
    reason: EndingReason
    by: str | None = None
    note: str | None = None
    citations: tuple[Citation, ...] = ()


@attrs.frozen
class Renewal:
    """A renewal."""

    signed: str | None = None
    in_force_from: str | None = None
    follows_on: bool = False
    term: str | None = None
    tacit_renewal: str | None = None
    expires: str | None = None
    title: Name | None = None
    place: str | None = None
    areas: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    note: str | None = None
    citations: tuple[Citation, ...] = ()


@attrs.frozen
class Agreement:
    """An agreement."""

    id: str
    title: Name
    kind: AgreementKind
    parties: tuple[str, ...]
    signed: str
    in_force_from: str | None = None
    implemented_from: str | None = None
    never_in_force: bool = False
    term: str | None = None
    tacit_renewal: str | None = None
    expires: str | None = None
    renewals: tuple[Renewal, ...] = ()
    ending: Ending | None = None
    amends: tuple[str, ...] = ()
    supplements: tuple[str, ...] = ()
    implements: tuple[str, ...] = ()
    under: str | None = None
    signed_at: str | None = None
    authorised_by: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    place: str | None = None
    languages: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    figures: tuple[Figure, ...] = ()
    open_lists: tuple[str, ...] = ()
    note: str | None = None
    checked: str | None = None
    citations: tuple[Citation, ...] = ()


@attrs.frozen
class Party:
    """A party."""

    id: str
    name: Name


@attrs.frozen
class Area:
    """An area."""

    id: str
    name: str


@attrs.frozen
class Source:
    """A source."""

    id: str
    title: str
    publisher: str
    kind: str


@attrs.frozen
class Register:
    """A register."""

    agreements: tuple[Agreement, ...]
    parties: tuple[Party, ...] = ()
    areas: tuple[Area, ...] = ()
    sources: tuple[Source, ...] = ()


_CLASSES = (Name, Citation, Signatory, Figure, Stage, Ending, Renewal, Agreement, Party, Area, Source, Register)
"""Each after those that it consists of."""


def structs() -> Any:
    """Return the register as msgspec's classes."""
    msgspec = importlib.import_module("msgspec")

    def make(name: str, fields: list[tuple[str, Any, Any]]) -> Any:
        told: list[Any] = []
        for field, annotation, default in fields:
            if default is attrs.NOTHING:
                told.append((field, annotation))
            elif isinstance(default, attrs.Factory):  # type: ignore[arg-type]
                told.append((field, annotation, msgspec.field(default_factory=default.factory)))
            else:
                told.append((field, annotation, default))
        return msgspec.defstruct(name, told, frozen=True, forbid_unknown_fields=True)

    return _remade(make)


def models() -> Any:
    """Return the register as pydantic's classes."""
    pydantic = importlib.import_module("pydantic")

    def make(name: str, fields: list[tuple[str, Any, Any]]) -> Any:
        told = {}
        for field, annotation, default in fields:
            if default is attrs.NOTHING:
                told[field] = (annotation, ...)
            elif isinstance(default, attrs.Factory):  # type: ignore[arg-type]
                told[field] = (annotation, pydantic.Field(default_factory=default.factory))
            else:
                told[field] = (annotation, default)
        return pydantic.create_model(name, __config__=pydantic.ConfigDict(extra="forbid", frozen=True), **told)

    return _remade(make)


def _remade(make: Callable[[str, list[tuple[str, Any, Any]]], Any]) -> Any:
    """Return the register of classes that another library makes of the same fields."""
    made: dict[Any, Any] = {}
    for cls in _CLASSES:
        fields = [(field.name, _replaced(field.type, made), field.default) for field in attrs.fields(cls)]
        made[cls] = make(cls.__name__, fields)
    return made[Register]


def _replaced(annotation: Any, made: dict[Any, Any]) -> Any:
    parts = tuple(_replaced(part, made) for part in get_args(annotation))
    if not parts:
        return made.get(annotation, annotation)
    if isinstance(annotation, types.UnionType):
        return functools.reduce(operator.or_, parts)
    origin: Any = get_origin(annotation)
    return origin[parts]
