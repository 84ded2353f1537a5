"""Numbers that sources give, with their unit, their day and how exactly they are meant."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.foundation.errors import brief
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.vocabularies import FigureQualifier
from mainland_coop.records.faults import telling_all
from mainland_coop.records.fields import as_day, as_text, finite, located, parts_of, required_text, word_of
from mainland_coop.records.provenance import Citation, as_citations


def as_qualifier(value: FigureQualifier | str | None) -> FigureQualifier | None:
    """Return how exactly a number is meant, or None."""
    return None if value is None else word_of(FigureQualifier, value)


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Figure(Public):
    """A number as of a date.

    Attributes:
        what: What is counted or measured.
        value: The number.
        unit: Its unit, such as CNY or weeks; None for a count of what `what` names.
        as_of: The date or time that it is given for.
        qualifier: About, nearly, more than, at least, not more than; None if given as exact.
        note: Anything else.
        citations: Where it stands.
    """

    what: str = attrs.field(converter=required_text)
    value: int | float = attrs.field(converter=finite)
    unit: str | None = attrs.field(default=None, converter=as_text)
    as_of: PartialDate | None = attrs.field(default=None, converter=as_day)
    qualifier: FigureQualifier | None = attrs.field(default=None, converter=as_qualifier)
    note: str | None = attrs.field(default=None, converter=as_text)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __str__(self) -> str:
        number = f"{self.qualifier} {self.value}" if self.qualifier else str(self.value)
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.what}: {number}{unit}{f' (as of {self.as_of})' if self.as_of else ''}"

    def __repr__(self) -> str:
        return f"<Figure {brief(str(self), 150)}>"


def as_figures(value: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return a tuple of figures."""
    return parts_of(Figure, value)
