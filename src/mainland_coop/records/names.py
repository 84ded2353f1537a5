"""Names in English and both Chinese scripts, and the areas and people that bear them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from mainland_coop.foundation.errors import WrongTypeError, brief, shorten
from mainland_coop.foundation.importing import Displayed
from mainland_coop.foundation.public_names import Public
from mainland_coop.records.faults import telling_all
from mainland_coop.records.fields import (
    as_reference,
    as_text,
    as_texts,
    check_id,
    each,
    invalid,
    located,
    parts_of,
    required_text,
)
from mainland_coop.records.mappings import EMPTY, FrozenMapping, as_extra, as_identifiers
from mainland_coop.records.provenance import Citation, as_citations

SCRIPTS = ("en", "zh_hant", "zh_hans")


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Name(Public):
    """What a thing is called: in English, in Traditional and in Simplified Chinese, and otherwise.

    Attributes:
        en: The English name.
        zh_hant: The name in Traditional Chinese.
        zh_hans: The name in Simplified Chinese.
        short: Abbreviations and short forms.
        former: Names that it bore before.
        alternatives: Other spellings, titles and wordings that sources use.
        translated: Which of `en`, `zh_hant` and `zh_hans` are this dataset's own translation, printed by no source.

    Raises:
        InvalidRecordError: If there is no name at all, or one that is not there is said to be translated.

    Example:
        >>> str(Name(en="Department of Justice", zh_hant="律政司", short=["DoJ"]))
        'Department of Justice'
    """

    en: str | None = attrs.field(default=None, converter=as_text)
    zh_hant: str | None = attrs.field(default=None, converter=as_text)
    zh_hans: str | None = attrs.field(default=None, converter=as_text)
    short: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    former: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    alternatives: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    translated: tuple[str, ...] = attrs.field(default=(), converter=as_texts)

    def __attrs_post_init__(self) -> None:
        if not (self.en or self.zh_hant or self.zh_hans):
            raise invalid("Name", "a name has a text in en, zh_hant or zh_hans")
        for script in self.translated:
            if script not in SCRIPTS or getattr(self, script) is None:
                raise invalid(
                    "Name.translated", f"{shorten(script)} is none of the names given here ({', '.join(SCRIPTS)})"
                )

    @property
    def text(self) -> str:
        """The name to show, which is the English one if there is one, else the Chinese."""
        return self.en or self.zh_hant or self.zh_hans or ""

    def __iter__(self) -> Iterator[str]:
        """Iterate over all names: scripts, short forms, former names and alternatives."""
        yield from (name for name in (self.en, self.zh_hant, self.zh_hans) if name)
        yield from (*self.short, *self.former, *self.alternatives)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Name {brief(self.text)!r}>"


def as_name(value: Name | str) -> Name:
    """Return the name itself, or the English name that a text means."""
    if isinstance(value, Name):
        return value
    if isinstance(value, str):
        return Name(en=required_text(value))
    raise WrongTypeError(f"{shorten(value)} is no name: give text or a Name")


def as_optional_name(value: Name | str | None) -> Name | None:
    """Return a name, or None."""
    return None if value is None else as_name(value)


def as_names(value: Iterable[Name | str]) -> tuple[Name, ...]:
    """Return a tuple of names."""
    return each(value, as_name)


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Area(Displayed):
    """A field of co-operation, in a small controlled vocabulary.

    Attributes:
        id: Its id.
        name: Its preferred label; the wordings that sources use for it are the alternatives.
        broader: Id of the area that it is part of.
        note: What it covers.
        identifiers: Identifiers by scheme, such as `wikidata`.
        extra: The user's own values: any JSON values by key, which the library keeps and does not read.
        citations: Where the wordings stand.
    """

    id: str = attrs.field(validator=check_id)
    name: Name = attrs.field(converter=as_name)
    broader: str | None = attrs.field(default=None, converter=as_reference)
    note: str | None = attrs.field(default=None, converter=as_text)
    identifiers: FrozenMapping = attrs.field(default=EMPTY, converter=as_identifiers)
    extra: FrozenMapping = attrs.field(default=EMPTY, converter=as_extra)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __repr__(self) -> str:
        return f"<Area {brief(self.id)}>"


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Signatory(Public):
    """A person who signed, chaired or attended, in which office, for which party.

    Attributes:
        name: The person's name.
        office: The office held at the time.
        party: Id of the party that the person acted for.
        note: Anything else, such as "then" or "witnessed".
    """

    name: Name = attrs.field(converter=as_name)
    office: str | None = attrs.field(default=None, converter=as_text)
    party: str | None = attrs.field(default=None, converter=as_reference)
    note: str | None = attrs.field(default=None, converter=as_text)

    def __repr__(self) -> str:
        return f"<Signatory {brief(self.name.text)}{f', {brief(self.office)}' if self.office else ''}>"


def as_signatories(value: Iterable[Signatory]) -> tuple[Signatory, ...]:
    """Return a tuple of people."""
    return parts_of(Signatory, value)
