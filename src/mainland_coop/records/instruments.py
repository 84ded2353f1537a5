"""What agreements and programmes share: they are in force from a start to an end, and can be renewed and ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from mainland_coop.dates.edtf import Precision
from mainland_coop.dates.partial_dates import Day, PartialDate, as_partial_date
from mainland_coop.dates.periods import Period, PeriodLike, as_period
from mainland_coop.dates.terms import Term, as_term
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import DateError, WrongTypeError, brief
from mainland_coop.foundation.importing import Displayed
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.vocabularies import EndingReason, StartBasis
from mainland_coop.records.faults import telling_all
from mainland_coop.records.fields import (
    as_day,
    as_flag,
    as_ids,
    as_optional_term,
    as_reference,
    as_text,
    invalid,
    located,
    no_part,
    parts_of,
    word_of,
)
from mainland_coop.records.names import Name, Signatory, as_optional_name, as_signatories
from mainland_coop.records.provenance import Citation, as_citations
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.links import ChainTerms, Cut, End, LinkTerms, TacitRenewal
from mainland_coop.validity.possible_worlds import Status
from mainland_coop.validity.standing import Standing

if TYPE_CHECKING:
    from mainland_coop.records.claims import Claim
    from mainland_coop.records.explanation import Finding
    from mainland_coop.records.wording import NameOf


def as_expiry(value: Day | End | None) -> PartialDate | End | None:
    """Return the last day in force, or `End.OPEN` for the text `..`, or None."""
    if value is None or value is End.OPEN or (isinstance(value, str) and value == ".."):
        return None if value is None else End.OPEN
    if isinstance(value, End):
        raise WrongTypeError(f"{value!r} can not be stated: leave expires out, or write '..' for an open end")
    return as_partial_date(value)


def as_tacit_renewal(value: Term | str | bool | None) -> TacitRenewal | None:
    """Return the period of a tacit renewal, True where it is not stated, or None; False counts as None."""
    if value is True or value is False:
        return value or None
    return None if value is None else as_term(value)


def as_calendar_period(value: PeriodLike | None) -> Period | None:
    """Return a period of whole calendar units: from the first day of its first through the last day of its last.

    Raises:
        DateError: If it is open to the past, reversed, or has a unit that is no day, month or year.
    """
    if value is None:
        return None
    period = as_period(value)
    if period.start is None:
        raise DateError(str(period), 0, "the beginning is open; write the first day, month or year")
    for end in (period.start, period.end):
        if end is not None and (end.qualifier or end.precision not in _UNITS):
            raise DateError(str(period), 0, f"{end} is no plain day, month or year; write it like 2012/2014")
    return period


_UNITS = (Precision.DAY, Precision.MONTH, Precision.YEAR)


def as_reason(value: EndingReason | str) -> EndingReason:
    """Return why something ended."""
    return word_of(EndingReason, value)


@telling_all
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


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Renewal(Public):
    """A renewal of an instrument: a link of its chain, with a term or end of its own.

    It starts on `in_force_from` if that is stated, or on the day after the end of the link before if it `follows_on`,
    else on its signature; or it runs for a calendar `period`. A term that is not stated is not copied from the link
    before.

    Attributes:
        signed: When it was signed.
        in_force_from: When it takes effect, where that is stated.
        follows_on: Whether it takes effect from the expiry of the link before.
        period: The calendar period for which it runs, in full; it stands in place of the start, the term and the end.
        term: How long it runs. Beside `expires`, which then is the end, it is kept and shown.
        tacit_renewal: The period by which its text renews itself, or True where that is not stated; it stands beside a
            term or `expires`.
        expires: Its last day in force, or `End.OPEN` (in files: `..`).
        notice: The period of notice.
        title: Its title, where it has its own.
        place: Where it was signed.
        areas: Ids of the areas it names.
        signatories: Who signed it.
        note: Anything else.
        citations: The sources of its fields, unless the record's own citations name them (`renewals[0].signed`).

    Raises:
        InvalidRecordError: If none of signed, in_force_from, follows_on and period is given, or fields are given that
            exclude each other.
    """

    signed: PartialDate | None = attrs.field(default=None, converter=as_day)
    in_force_from: PartialDate | None = attrs.field(default=None, converter=as_day)
    follows_on: bool = attrs.field(default=False, converter=as_flag)
    period: Period | None = attrs.field(default=None, converter=as_calendar_period)
    term: Term | None = attrs.field(default=None, converter=as_optional_term)
    tacit_renewal: Term | Literal[True] | None = attrs.field(default=None, converter=as_tacit_renewal)
    expires: PartialDate | End | None = attrs.field(default=None, converter=as_expiry)
    notice: Term | None = attrs.field(default=None, converter=as_optional_term)
    title: Name | None = attrs.field(default=None, converter=as_optional_name)
    place: str | None = attrs.field(default=None, converter=as_text)
    areas: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    signatories: tuple[Signatory, ...] = attrs.field(default=(), converter=as_signatories)
    note: str | None = attrs.field(default=None, converter=as_text)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __attrs_post_init__(self) -> None:
        if self.signed is None and self.in_force_from is None and not self.follows_on and self.period is None:
            raise invalid(
                "Renewal", "a renewal has one of signed, in_force_from, follows_on and period at least; none is given"
            )
        if self.in_force_from is not None and self.follows_on:
            raise invalid(
                "Renewal.in_force_from",
                f"it is {self.in_force_from}, yet the renewal follows on from the expiry before; give one of the two",
            )
        check_life(self)

    @property
    def terms(self) -> LinkTerms:
        """The link that it is, as stated."""
        start: PartialDate | None
        if self.follows_on:
            start, basis = None, StartBasis.EXPIRY_BEFORE
        elif self.in_force_from is not None:
            start, basis = self.in_force_from, StartBasis.ENTRY_INTO_FORCE
        else:
            start, basis = self.signed, StartBasis.SIGNATURE
        return link_terms(self, start, basis)

    def __repr__(self) -> str:
        parts = [f"signed {self.signed}" if self.signed else ""]
        parts.append(
            f"in force from {self.in_force_from}" if self.in_force_from else "follows on" if self.follows_on else ""
        )
        parts.append(f"period {self.period}" if self.period else "")
        parts.append(f"term {self.term}" if self.term else "")
        parts.append(
            f"expires {self.expires.value if isinstance(self.expires, End) else self.expires}" if self.expires else ""
        )
        return f"<Renewal: {', '.join(filter(None, parts))}>"


def as_ending(value: Ending | None) -> Ending | None:
    """Return an ending, or None."""
    if value is not None and not isinstance(value, Ending):
        raise no_part(value, Ending)
    return value


def as_renewals(value: Iterable[Renewal]) -> tuple[Renewal, ...]:
    """Return a tuple of renewals."""
    return parts_of(Renewal, value)


_Life: TypeAlias = Any
"""What has the fields that say how a link starts and ends: an agreement, a programme or a renewal."""


def link_terms(life: _Life, start: PartialDate | None, basis: StartBasis) -> LinkTerms:
    """Return the link that a record or renewal is, which starts so unless it has a period."""
    return LinkTerms.of(
        start,
        basis,
        period=life.period,
        term=life.term,
        tacit_renewal=life.tacit_renewal,
        expires=life.expires,
        notice=life.notice,
    )


_IN_PLACE_OF = ("in_force_from", "started", "follows_on", "term", "expires", "tacit_renewal", "never_in_force")


def check_life(life: _Life) -> None:
    """Refuse fields that exclude each other: what a period stands in place of, and an end and a tacit renewal.

    Raises:
        InvalidRecordError: It names both fields, the values and the remedy.
    """
    if life.period is None and life.tacit_renewal is None and (life.term is None or life.expires is not End.OPEN):
        return  # as of most
    place = type(life).__name__
    if life.period is not None:
        for name in _IN_PLACE_OF:
            value = getattr(life, name, None)
            if value:
                shown = value.value if isinstance(value, End) else value
                reason = f"it is {life.period}, in place of {name}, which is {_shown(shown)}; give one of the two"
                raise invalid(f"{place}.period", reason)
        return
    if life.expires is End.OPEN and life.term is not None:
        raise invalid(f"{place}.expires", f"it is '..', yet term is {life.term}; leave out the one that does not hold")
    if life.tacit_renewal is None:
        return
    told = "true" if life.tacit_renewal is True else str(life.tacit_renewal)
    if life.expires is End.OPEN:
        raise invalid(f"{place}.tacit_renewal", f"it is {told}, yet expires is '..'; what never ends is not renewed")
    if life.term is None and life.expires is None:
        raise invalid(
            f"{place}.tacit_renewal", f"{told} stands beside a term or expires, and neither is given; give one of them"
        )


def _shown(value: object) -> str:
    return "several stages" if isinstance(value, tuple) else "true" if value is True else str(value)


class InForce(Displayed):
    """Questions that agreements and programmes answer alike. Each answer is a function of the one record alone."""

    __slots__ = ("_chain",)

    _chain: RenewalChain

    id: str
    period: Period | None
    renewals: tuple[Renewal, ...]
    ending: Ending | None
    open_lists: tuple[str, ...]
    note: str | None
    citations: tuple[Citation, ...]

    @property
    def terms(self) -> ChainTerms:
        """What the record states of its chain."""
        raise NotImplementedError

    @property
    def chain(self) -> RenewalChain:
        """The record and its renewals as one chain."""
        # No cached property: for one of those attrs makes a `__getattr__`, and Python then takes three times as long to
        # look up any field of any record.
        try:
            return self._chain
        except AttributeError:
            object.__setattr__(self, "_chain", RenewalChain(self.terms))
            return self._chain

    @property
    def start_path(self) -> str:
        """The field that the first link takes its start from."""
        raise NotImplementedError

    @property
    def exact_runs(self) -> tuple[tuple[int, int], ...] | None:
        """The runs of days in force, as ordinals, if every link states its days and leaves no doubt of them.

        So it is of most records, where there are very many. They have one world, and need no engine: first day and last
        day of each run, in order, with a day at least between two runs. None says that it takes the engine to know.
        """
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

    def standing_on(self, day: Day) -> Standing:
        """Return how firmly it is in force on a day; see `RenewalChain.standing_on`.

        Example:
            >>> from mainland_coop import Agreement
            >>> pact = Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-11-25")
            >>> [pact.standing_on(day).value for day in ("2011-11-24", "2011-11-25", "2011-11-26")]
            ['not in force', 'stated', 'presumed']
        """
        return self.chain.standing_on(day)

    def explain(self, day: Day, *, presume_continuity: bool = True) -> Finding:
        """Return the answer for a day with its reasons, what it presumes, and the citations that bear on it.

        Args:
            day: The day; of a partial date each day that it may be is asked.
            presume_continuity: Whether an end that is not stated is presumed not to have come.

        Raises:
            WrongTypeError: If `day` is no day.
            DateError: If `day` is a text that is no partial date.

        Example:
            >>> from mainland_coop import Agreement
            >>> pact = Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-11-25", term="P5Y")
            >>> pact.explain("2017-01-01").truth
            <Truth.FALSE>
        """
        from mainland_coop.records.explanation import explain  # it tells of records, and stands on them

        return explain(self, PartialDate.of(day), presume_continuity=presume_continuity)

    def further_claims(self) -> list[Claim]:
        """Return what is to be told of its life that the chain does not tell."""
        return []

    def remarks(self, name_of: NameOf) -> list[str]:
        """Return sentences about its life that the chain does not tell, naming other records by `name_of`."""
        further = self.further_claims()
        if not further:
            return []
        from mainland_coop.records.wording import sentence  # who only asks for days needs no words

        return [sentence(claim, name_of) for claim in further]


def chain_terms(record: InForce, first: LinkTerms | None) -> ChainTerms:
    """Return what a record states of its chain; without a first link, of an instrument that never began."""
    links = () if first is None else (first, *(renewal.terms for renewal in record.renewals))
    ending = record.ending
    cut = None if ending is None else Cut(ending.last_day, ending.reason)
    return ChainTerms(links, cut, "renewals" in record.open_lists)


def link_prefix(index: int) -> str:
    """Return what the paths of the fields of a link begin with: nothing, or those of a renewal its place."""
    return "" if index == 0 else f"renewals[{index - 1}]."


def start_field(record: InForce, index: int) -> str:
    """Return the path of the field that a link takes its start from."""
    if index == 0:
        return record.start_path
    renewal = record.renewals[index - 1]
    names = ("period", "follows_on", "in_force_from")
    name = next((name for name in names if getattr(renewal, name)), "signed")
    return f"{link_prefix(index)}{name}"
