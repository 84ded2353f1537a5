"""What agreements and programmes share: they are in force from a start to an end, and can be renewed and ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

import attrs

from mainland_coop.dates.partial_dates import Day, PartialDate, as_partial_date
from mainland_coop.dates.periods import PeriodLike
from mainland_coop.dates.terms import Term
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import InvalidRecordError, WrongTypeError, brief, shorten
from mainland_coop.foundation.importing import Displayed
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.vocabularies import EndingReason
from mainland_coop.records.fields import (
    as_day,
    as_flag,
    as_ids,
    as_optional_term,
    as_reference,
    as_text,
    invalid,
    located,
    parts_of,
    word_of,
)
from mainland_coop.records.names import Name, Signatory, as_optional_name, as_signatories
from mainland_coop.records.provenance import Citation, as_citations
from mainland_coop.validity.bounds import NoWorldError, first_world
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.links import ChainTerms, Cut, End, LinkTerms, StartBasis
from mainland_coop.validity.possible_worlds import Status


def as_expiry(value: Day | End | None) -> PartialDate | End | None:
    """Return the last day in force, or `End.OPEN` for the text `..`, or None."""
    if value is None or value is End.OPEN or (isinstance(value, str) and value == ".."):
        return None if value is None else End.OPEN
    if isinstance(value, End):
        raise WrongTypeError(f"{value!r} can not be stated: leave expires out, or write '..' for an open end")
    return as_partial_date(value)


def as_reason(value: EndingReason | str) -> EndingReason:
    """Return why something ended."""
    return word_of(EndingReason, value)


@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Ending(Public):
    """A termination, or a supersession as a whole: it ends the instrument on its last day, and never lengthens it.

    Attributes:
        last_day: The last day in force; it may be partial.
        reason: Terminated, superseded, merged or withdrawn.
        by: Id of the instrument that superseded it.
        note: Anything else.
        citations: Where it stands.
    """

    last_day: PartialDate = attrs.field(converter=as_partial_date)
    reason: EndingReason = attrs.field(converter=as_reason)
    by: str | None = attrs.field(default=None, converter=as_reference)
    note: str | None = attrs.field(default=None, converter=as_text)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __repr__(self) -> str:
        return f"<Ending: {self.reason}, last day {self.last_day}{f', by {brief(self.by)}' if self.by else ''}>"


@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Renewal(Public):
    """A renewal of an instrument: a link of its chain, with a term or end of its own.

    It starts on `in_force_from` if that is stated, or on the day after the end of the link before if it `follows_on`,
    else on its signature. A term that is not stated is not copied from the link before.

    Attributes:
        signed: When it was signed.
        in_force_from: When it takes effect, where that is stated.
        follows_on: Whether it takes effect from the expiry of the link before.
        term: How long it runs.
        tacit_renewal: The period by which its text renews itself; it stands beside a term.
        expires: Its last day in force, or `End.OPEN` (in files: `..`).
        title: Its title, where it has its own.
        place: Where it was signed.
        areas: Ids of the areas it names.
        signatories: Who signed it.
        note: Anything else.
        citations: The sources of its fields, unless the record's own citations name them (`renewals[0].signed`).

    Raises:
        InvalidRecordError: If none of signed, in_force_from and follows_on is given, both in_force_from and follows_on
            are, both term and expires are, or a tacit renewal stands without a term.
    """

    signed: PartialDate | None = attrs.field(default=None, converter=as_day)
    in_force_from: PartialDate | None = attrs.field(default=None, converter=as_day)
    follows_on: bool = attrs.field(default=False, converter=as_flag)
    term: Term | None = attrs.field(default=None, converter=as_optional_term)
    tacit_renewal: Term | None = attrs.field(default=None, converter=as_optional_term)
    expires: PartialDate | End | None = attrs.field(default=None, converter=as_expiry)
    title: Name | None = attrs.field(default=None, converter=as_optional_name)
    place: str | None = attrs.field(default=None, converter=as_text)
    areas: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    signatories: tuple[Signatory, ...] = attrs.field(default=(), converter=as_signatories)
    note: str | None = attrs.field(default=None, converter=as_text)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __attrs_post_init__(self) -> None:
        if self.signed is None and self.in_force_from is None and not self.follows_on:
            raise invalid(
                "Renewal", "a renewal has one of signed, in_force_from and follows_on at least; none is given"
            )
        if self.in_force_from is not None and self.follows_on:
            raise invalid(
                "Renewal.in_force_from",
                f"it is {self.in_force_from}, yet the renewal follows on from the expiry before; give one of the two",
            )
        check_end("Renewal", self.term, self.tacit_renewal, self.expires)

    @property
    def terms(self) -> LinkTerms:
        """The link that it is, as stated."""
        if self.follows_on:
            start, basis = None, StartBasis.EXPIRY_BEFORE
        elif self.in_force_from is not None:
            start, basis = self.in_force_from, StartBasis.ENTRY_INTO_FORCE
        else:
            start, basis = self.signed, StartBasis.SIGNATURE
        return LinkTerms.of(start, basis, term=self.term, tacit_renewal=self.tacit_renewal, expires=self.expires)

    def __repr__(self) -> str:
        parts = [f"signed {self.signed}" if self.signed else ""]
        parts.append(
            f"in force from {self.in_force_from}" if self.in_force_from else "follows on" if self.follows_on else ""
        )
        parts.append(f"term {self.term}" if self.term else "")
        parts.append(
            f"expires {self.expires.value if isinstance(self.expires, End) else self.expires}" if self.expires else ""
        )
        return f"<Renewal: {', '.join(filter(None, parts))}>"


def as_ending(value: Ending | None) -> Ending | None:
    """Return an ending, or None."""
    if value is not None and not isinstance(value, Ending):
        raise WrongTypeError(f"{shorten(value)} is no Ending")
    return value


NameOf: TypeAlias = Callable[[str], str]
"""Turns the id of a record into what people are to read."""


def as_renewals(value: Iterable[Renewal]) -> tuple[Renewal, ...]:
    """Return a tuple of renewals."""
    return parts_of(Renewal, value)


def check_end(place: str, term: Term | None, tacit_renewal: Term | None, expires: PartialDate | End | None) -> None:
    """Refuse an end that is stated in two ways, or a tacit renewal without the term that it renews."""
    if term is not None and expires is not None:
        raise invalid(f"{place}.expires", f"an end is stated once: as the last day or as the term {term}, not as both")
    if tacit_renewal is not None and term is None:
        raise invalid(f"{place}.tacit_renewal", f"{tacit_renewal} stands beside a term, which is not given")


class InForce(Displayed):
    """Questions that agreements and programmes answer alike. Each answer is a function of the one record alone."""

    __slots__ = ()

    id: str
    renewals: tuple[Renewal, ...]
    ending: Ending | None
    note: str | None
    citations: tuple[Citation, ...]

    @property
    def terms(self) -> ChainTerms:
        """What the record states of its chain."""
        raise NotImplementedError

    @property
    def chain(self) -> RenewalChain:
        """The record and its renewals as one chain."""
        raise NotImplementedError

    @property
    def start_path(self) -> str:
        """The field that the first link takes its start from."""
        raise NotImplementedError

    def active_on(self, day: Day, *, presume_continuity: bool = True) -> Truth:
        """Whether it is in force on a day; see `RenewalChain.active_on`.

        Example:
            >>> from mainland_coop import Agreement
            >>> pact = Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
            >>> pact.active_on("2016-06-30"), pact.active_on("2017-01-01")
            (<Truth.UNKNOWN>, <Truth.FALSE>)
        """
        return self.chain.active_on(day, presume_continuity=presume_continuity)

    def active_during(self, period: PeriodLike, *, throughout: bool = False, presume_continuity: bool = True) -> Truth:
        """Whether it is in force on some day of a period, or throughout it; see `RenewalChain.active_during`."""
        return self.chain.active_during(period, throughout=throughout, presume_continuity=presume_continuity)

    def status_on(self, day: Day, *, presume_continuity: bool = True) -> Status:
        """Return where it stands on a day; see `RenewalChain.status_on`."""
        return self.chain.status_on(day, presume_continuity=presume_continuity)

    def remarks(self, name_of: NameOf) -> list[str]:
        """Return sentences about its life that the chain does not tell, naming other records by `name_of`."""
        del name_of
        return []


def chain_terms(first: LinkTerms | None, renewals: Iterable[Renewal], ending: Ending | None) -> ChainTerms:
    """Return what a record states of its chain; without a first link, of an instrument that never began."""
    links = () if first is None else (first, *(renewal.terms for renewal in renewals))
    return ChainTerms(links, None if ending is None else Cut(ending.last_day, ending.reason))


def check_worlds(record: InForce) -> None:
    """Refuse a record for which no choice of days makes sense, with an error that names both fields.

    Raises:
        InvalidRecordError: If there is no world.
    """
    terms = record.terms
    try:
        first_world(terms)
    except NoWorldError as error:
        raise _no_world(record, terms, error) from None


def _no_world(record: InForce, terms: ChainTerms, error: NoWorldError) -> InvalidRecordError:
    """Return the error that names the two fields which contradict each other."""
    last = len(terms.links) - 1
    prefix = "" if error.link == 0 else f"renewals[{error.link - 1}]."
    before = "the instrument itself" if error.link < 2 else f"renewals[{error.link - 2}]"
    if error.what == "ending":
        field = "ending.last_day"
        stated = None if terms.ending is None else terms.ending.last_day
        reason = f"it is {stated}, before the last link starts ({start_field(record, last)})"
    elif error.what == "follows_on":
        field = f"{prefix}follows_on"
        reason = f"there is no end to follow on from: {before} states neither expires nor a term that just ends"
    elif error.what == "end":
        field = f"{prefix}expires"
        reason = f"it is {terms.links[error.link].end}, before its own start ({start_field(record, error.link)})"
    elif terms.links[error.link].follows_on:
        field = f"{prefix}follows_on"
        reason = f"{before} ends on the last day of the calendar, so nothing follows on"
    else:
        field = start_field(record, error.link)
        stated = terms.links[error.link].start
        reason = f"it is {stated}, before the link before it starts ({start_field(record, error.link - 1)})"
    return invalid(f"{type(record).__name__}.{field}", f"of {shorten(record.id)}: {reason}")


def start_field(record: InForce, index: int) -> str:
    """Return the path of the field that a link takes its start from."""
    if index == 0:
        return record.start_path
    renewal = record.renewals[index - 1]
    name = "follows_on" if renewal.follows_on else "signed" if renewal.in_force_from is None else "in_force_from"
    return f"renewals[{index - 1}].{name}"
